/*
 * coref_features.c - mentions and pairs of mentions as hashed features.
 *
 * A feature is a template's number and a value, mixed into 32 bits; its row in the ranker's table is those bits modulo COREF_ROWS. The trainer reads the
 * features that this file makes (train/coref_pairs.c), so there is no second list of them anywhere. A change here makes the weights useless.
 */
#include "nlp/coref.h"

/* keys first; finish() makes row numbers of them */
static void emit(coref_features *f, uint32_t template, uint32_t value)
{
    if (f->n < COREF_FEATURES_MAX)
        f->at[f->n++] = template * 0x9E3779B1u ^ value * 0x85EBCA6Bu;
}

static void finish(const coref_doc *c, coref_features *f)
{
    c->model->nn.kernel->mix(f->at, f->n);
    for (uint32_t k = 0; k < f->n; k++)
        f->at[k] &= COREF_ROWS - 1;
}

static uint32_t two(uint32_t a, uint32_t b) { return a * 0x01000193u + b; }
static uint32_t three(uint32_t a, uint32_t b, uint32_t c) { return two(two(a, b), c); }

uint32_t coref_word(str s)
{
    uint64_t h = hash_bytes(s.p, s.n, 0);
    return (uint32_t)(h ^ h >> 32);
}

/* 0 1 2 3 4 5-6 7-9 10-14 15-24 25-49 50-99 100- */
static uint32_t bucket(uint32_t n)
{
    static const uint8_t low[] = {0, 1, 2, 3, 4, 5, 5, 6, 6, 6, 7, 7, 7, 7, 7, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8};
    return n < LEN(low) ? low[n] : n < 50 ? 9 : n < 100 ? 10 : 11;
}

static uint32_t word_at(const coref_doc *c, uint32_t sentence, uint32_t t)
{
    return t < c->doc->n && c->doc->sent_of[t] == sentence ? c->word[t] : coref_word(STR("|"));
}

/* he and she are learned of as one; whether the genders fit is told apart from that */
static uint32_t pronoun_class(const coref_mention *m) { return m->pronoun == PN_SHE ? PN_HE : m->pronoun; }

/* how a mention looks, in a few dozen classes: the pronoun itself, or name or noun with its article */
static uint32_t class_of(const coref_mention *m)
{
    if (m->kind == MK_PRONOUN)
        return pronoun_class(m);
    return 20u + (m->kind == MK_NAME ? 10u : 0) + (m->group ? 9u : m->def);
}

/* the same for the other side of a pair, a little coarser */
static uint32_t coarse(const coref_mention *m) { return m->kind == MK_PRONOUN ? pronoun_class(m) : 20u + m->kind; }

static uint32_t parts_of(const nlp_doc *d, const doc_mention *p)
{
    uint32_t bits = 0;
    for (uint32_t c = d->child[p->head]; c != NO_TOKEN; c = d->sibling[c])
        bits |= (rel_is(d, c, R_NMOD) ? d->sub[c] == RS_POSS ? 1u : 2u : 0) | (rel_is(d, c, R_ACL) ? 4u : 0) | (rel_is(d, c, R_APPOS) ? 8u : 0) |
                (rel_is(d, c, R_AMOD) || rel_is(d, c, R_COMPOUND) ? 16u : 0) | (rel_is(d, c, R_NUMMOD) ? 32u : 0);
    return bits;
}

static uint32_t relation(const nlp_doc *d, uint32_t t) { return d->rel[t] * 16u + d->sub[t]; }

static void mention_features(const coref_doc *c, uint32_t i, coref_role role, coref_features *f)
{
    const nlp_doc *d = c->doc;
    const doc_mention *p = &d->np.at[i];
    const coref_mention *m = &c->m[i];
    uint32_t k = 1000u * ((uint32_t)role + 1), s = d->sent_of[p->head], cl = class_of(m);
    uint32_t verb = m->verb == NO_TOKEN ? 0 : coref_word(d->word[m->verb]);
    f->n = 0;
    emit(f, k + 1, cl);
    emit(f, k + 2, two(m->type, m->number));
    emit(f, k + 3, three(m->kind, m->gender, m->number));
    emit(f, k + 4, m->head_key);
    emit(f, k + 5, c->word[p->first]);
    emit(f, k + 6, two(d->upos[p->head], d->penn[p->head]));
    emit(f, k + 7, two(relation(d, p->head), m->kind));
    emit(f, k + 8, two(verb, d->rel[p->head]));
    emit(f, k + 9, three(cl, d->rel[p->head], m->verb == NO_TOKEN ? 99u : d->upos[m->verb]));
    emit(f, k + 10, word_at(c, s, p->first - 1));
    emit(f, k + 11, word_at(c, s, p->end));
    emit(f, k + 12, two(m->kind, bucket(p->end - p->first)));
    emit(f, k + 13, two(m->kind, parts_of(d, p)));
    emit(f, k + 14, three(m->group, m->predicate, m->kind));
    emit(f, k + 15, three(cl, m->quote != 0, m->quote && c->speaker[m->quote] != NO_TOKEN));
    emit(f, k + 16, two(cl, bucket(m->same_head)));
    emit(f, k + 17, two(cl, bucket(m->same_text)));
    emit(f, k + 18, two(m->kind, bucket(i)));
    emit(f, k + 19, two(cl, s == 0));
    emit(f, k + 20, c->word[p->end - 1]);
    emit(f, k + 21, three(cl, m->type, m->number));
    emit(f, k + 22, three(cl, bucket(p->first - d->sent[s].first), p->first == d->sent[s].first));
    if (m->kind == MK_PRONOUN) {
        emit(f, k + 30, two(c->word[p->head], relation(d, p->head)));
        emit(f, k + 31, two(pronoun_class(m), verb));
        emit(f, k + 32, two(pronoun_class(m), word_at(c, s, p->end)));
        emit(f, k + 33, two(pronoun_class(m), word_at(c, s, p->first - 1)));
        uint32_t xcomp = m->verb == NO_TOKEN ? NO_TOKEN : doc_dep(d, m->verb, R_CCOMP);
        emit(f, k + 34, three(pronoun_class(m), xcomp != NO_TOKEN, m->verb != NO_TOKEN && doc_dep(d, m->verb, R_CSUBJ) != NO_TOKEN));
    } else {
        emit(f, k + 40, two(m->head_key, m->def));
        emit(f, k + 41, three(m->head_key, m->same_head != 0, m->def));
    }
}

void coref_mention_features(const coref_doc *c, uint32_t i, coref_role role, coref_features *f)
{
    mention_features(c, i, role, f);
    finish(c, f);
}

/* ---- pairs ---- */

static bool content(const nlp_doc *d, uint32_t t) { return d->upos[t] == U_NOUN || d->upos[t] == U_PROPN || d->upos[t] == U_ADJ || d->upos[t] == U_NUM; }

static bool has_word(const coref_doc *c, const doc_mention *p, uint32_t word)
{
    for (uint32_t t = p->first; t < p->end && t < p->first + 30; t++)
        if (c->word[t] == word)
            return true;
    return false;
}

/* words of a that b lacks: of those that stand before the head; 0-2 (more) */
static uint32_t missing(const coref_doc *c, const doc_mention *a, const doc_mention *b)
{
    const nlp_doc *d = c->doc;
    uint32_t n = 0;
    for (uint32_t t = a->first; t < a->end && t <= a->head && t < a->first + 20; t++)
        n += content(d, t) && t != a->head && !has_word(c, b, c->word[t]);
    return n > 2 ? 2 : n;
}

static bool share_number(const nlp_doc *d, const doc_mention *a, const doc_mention *b)
{
    uint32_t x = doc_dep(d, a->head, R_NUMMOD), y = doc_dep(d, b->head, R_NUMMOD);
    return x == NO_TOKEN || y == NO_TOKEN || str_eq(d->fold[x], d->fold[y]);
}

/* "UN" and "United Nations" */
static bool acronym(const nlp_doc *d, const doc_mention *a, const doc_mention *b)
{
    str s = d->form[a->head];
    size_t n = 0;
    if (a->end - a->first > 2 || s.n < 2 || s.n > 6 || b->end - b->first < s.n)
        return false;
    for (uint32_t t = b->first; t < b->end; t++)
        if (d->upos[t] == U_PROPN && d->form[t].n) {
            if (n >= s.n || d->form[t].p[0] != s.p[n])
                return false;
            n++;
        }
    return n == s.n;
}

/* squared cosine in sixteenths, 0 for none or a negative one */
static uint32_t likeness(const coref_doc *c, const coref_mention *a, const coref_mention *b)
{
    if (a->vector == UINT32_MAX || b->vector == UINT32_MAX || !a->norm || !b->norm)
        return 99;
    int64_t dot = coref_dot(c->model, a->vector, b->vector);
    return dot <= 0 ? 0 : (uint32_t)(dot * dot / a->norm * 16 / b->norm);
}

static uint32_t agreement(uint8_t a, uint8_t b) { return !a || !b ? 0 : a == b ? 1 : 2; }

bool coref_agree(const coref_mention *a, const coref_mention *b)
{
    bool person = (a->gender == SEX_N && b->type == CT_PERSON) || (b->gender == SEX_N && a->type == CT_PERSON);
    return agreement(a->number, b->number) != 2 && agreement(a->gender, b->gender) != 2 && !person;
}

/* lack: what missing() says of the one and the other */
static void names(const nlp_doc *d, coref_features *f, const doc_mention *p, const doc_mention *q, const coref_mention *a, const coref_mention *b,
                  const uint32_t lack[2])
{
    uint32_t x = d->name_of[p->head], y = d->name_of[q->head];
    if (x == NO_TOKEN || y == NO_TOKEN)
        return;
    const doc_name *m = &d->name[x], *n = &d->name[y];
    bool last = a->last_key == b->last_key, first = str_eq(d->fold[m->first], d->fold[n->first]);
    emit(f, 70, three(m->type * 8u + n->type, last * 2u + first, (m->count > 1) * 2u + (n->count > 1)));
    emit(f, 71, two(acronym(d, p, q) || acronym(d, q, p), m->type == n->type));
    emit(f, 72, three(m->type, lack[0], lack[1]));
}

static void places(const coref_doc *c, coref_features *f, uint32_t i, uint32_t j, uint32_t pair)
{
    const nlp_doc *d = c->doc;
    const doc_mention *p = &d->np.at[i], *q = &d->np.at[j];
    const coref_mention *a = &c->m[i], *b = &c->m[j];
    uint32_t back = d->sent_of[p->head] - d->sent_of[q->head];
    bool inside = p->first >= q->first && p->end <= q->end;
    bool same_verb = a->verb != NO_TOKEN && a->verb == b->verb;
    bool possessor = d->head[p->head] != NO_TOKEN && p->first >= q->first && d->sub[p->head] == RS_POSS;
    emit(f, 50, two(pair, bucket(back)));
    emit(f, 51, two(pair, bucket(i - j)));
    emit(f, 52, three(pair, inside, possessor));
    emit(f, 53, three(pair, same_verb, back == 0));
    emit(f, 54, three(coarse(a), relation(d, p->head), three(relation(d, q->head), coarse(b) >= 20, back > 1 ? 2 : back)));
    emit(f, 55, three(coarse(a), same_verb, three(d->rel[p->head], d->rel[q->head], d->sub[p->head] == RS_POSS)));
    emit(f, 56,
         three(pair,
               !a->quote                                      ? !b->quote ? 0 : 1
               : !b->quote                                    ? 2
               : a->quote == b->quote                         ? 3
               : c->speaker[a->quote] == c->speaker[b->quote] ? 4
                                                              : 5,
               0));
    if (a->quote)
        emit(f, 57, three(coarse(a), c->speaker[a->quote] == q->head, b->quote && c->speaker[b->quote] == c->speaker[a->quote]));
    if (b->quote)
        emit(f, 58, three(coarse(b), c->speaker[b->quote] == p->head, coarse(a)));
    if (a->verb != NO_TOKEN && b->verb != NO_TOKEN)
        emit(f, 59, three(pair, d->head[a->verb] == b->verb, d->head[b->verb] == a->verb));
}

static bool is_subject(const coref_mention *m) { return m->place == CR_SUBJECT || m->place == CR_LOW_SUBJECT; }

void coref_pass(const coref_doc *c, uint32_t i, uint32_t j, coref_between *b)
{
    if (!coref_agree(&c->m[i], &c->m[j]))
        return;
    b->agreeing++;
    b->subjects += is_subject(&c->m[j]);
}

/* who does what in the clauses of the two: "asked Eleanor to help her", "Lind said he", the subject before */
static void clauses(const coref_doc *c, coref_features *f, uint32_t i, uint32_t j, coref_between between)
{
    const nlp_doc *d = c->doc;
    const coref_mention *a = &c->m[i], *b = &c->m[j];
    uint32_t back = d->sent_of[d->np.at[i].head] - d->sent_of[d->np.at[j].head], h = d->np.at[j].head;
    uint32_t stands = three(coarse(a), a->place, a->reflexive), seen = back > 2 ? 3u : back;
    uint32_t who = a->agent == h                                     ? 1u
                   : a->above == h                                   ? 2u
                   : a->clause != NO_TOKEN && a->clause == b->clause ? 3u
                   : a->agent != NO_TOKEN && a->agent == b->agent    ? 4u
                                                                     : 0u;
    emit(f, 95, two(stands, who));
    emit(f, 96, three(stands, who, two(b->kind, b->place)));
    emit(f, 97, three(stands, b->place, two(seen, between.subjects > 2 ? 3 : between.subjects)));
    emit(f, 98, three(coarse(a), two(b->kind, bucket(b->count)), agreement(a->gender, b->gender)));
    emit(f, 99, three(coarse(a), is_subject(b), two(between.agreeing > 3 ? 4 : between.agreeing, between.subjects > 2 ? 3 : between.subjects)));
    emit(f, 100, three(coarse(a), two(b->kind, b->type), three(agreement(a->gender, b->gender), seen, is_subject(b))));
}

static void pair_features(const coref_doc *c, uint32_t i, uint32_t j, coref_between between, coref_features *f)
{
    const nlp_doc *d = c->doc;
    const doc_mention *p = &d->np.at[i], *q = &d->np.at[j];
    const coref_mention *a = &c->m[i], *b = &c->m[j];
    uint32_t pair = two(class_of(a), coarse(b));
    bool head = a->head_key == b->head_key, text = a->text_key == b->text_key;
    f->n = 0;
    places(c, f, i, j, pair);
    clauses(c, f, i, j, between);
    emit(f, 60, two(pair, between.agreeing > 4 ? 4 : between.agreeing));
    emit(f, 61, three(pair, agreement(a->number, b->number), agreement(a->gender, b->gender)));
    emit(f, 62, three(coarse(a) * 64u + coarse(b), a->type, b->type));
    emit(f, 63, three(class_of(a), b->type, two(b->number, b->gender)));
    emit(f, 64, coref_agree(a, b));
    emit(f, 65, two(bucket(b->same_head), coarse(a)));
    emit(f, 66, three(class_of(a), bucket(b->same_text), coarse(b)));
    emit(f, 67, two(b->predicate * 2u + a->predicate, coarse(a)));
    if (a->kind == MK_PRONOUN) {
        emit(f, 80, two(a->pronoun, b->head_key));
        emit(f, 81, three(c->word[p->head], c->word[q->head], b->kind));
        if (a->verb != NO_TOKEN && b->verb != NO_TOKEN)
            emit(f, 82, three(pronoun_class(a), str_eq(d->word[a->verb], d->word[b->verb]), d->rel[p->head] == d->rel[q->head]));
        return;
    }
    emit(f, 83, three(pair, text, head));
    if (b->kind == MK_PRONOUN)
        return;
    const uint32_t lack[2] = {missing(c, p, q), missing(c, q, p)};
    emit(f, 84, three(two(head, a->def), lack[0], lack[1]));
    emit(f, 85, three(two(head, a->kind), b->kind, share_number(d, p, q)));
    emit(f, 86, three(likeness(c, a, b), a->kind * 4u + b->kind, a->def));
    emit(f, 87, three(class_of(a), head, two(text, a->type == b->type)));
    emit(f, 88, three(head, has_word(c, q, c->word[p->head]), three(a->kind, b->kind, has_word(c, p, c->word[q->head]))));
    emit(f, 89, three(head, class_of(a), bucket(d->sent_of[p->head] - d->sent_of[q->head])));
    emit(f, 90, three(head, text, a->head_key));
    if (!head)
        emit(f, 91, two(a->head_key, b->head_key));
    names(d, f, p, q, a, b, lack);
}

void coref_pair_features(const coref_doc *c, uint32_t i, uint32_t j, coref_between between, coref_features *f)
{
    pair_features(c, i, j, between, f);
    finish(c, f);
}

/* '"Our kin are dying," he said': who speaks is nobody in the quotation but "I" and "we" */
static bool spoken_of(const coref_doc *c, uint32_t speaker, uint32_t m)
{
    uint32_t q = c->m[m].quote;
    return q && c->speaker[q] == c->doc->np.at[speaker].head && c->m[m].pronoun != PN_I && c->m[m].pronoun != PN_WE;
}

/* May a noun phrase mean the other, out of sight? It shares a word with it, or is as near in what it names, or both are names. */
static bool alike(const coref_doc *c, uint32_t i, uint32_t j)
{
    const doc_mention *p = &c->doc->np.at[i], *q = &c->doc->np.at[j];
    const coref_mention *a = &c->m[i], *b = &c->m[j];
    if (a->kind == MK_PRONOUN || a->head_key == b->head_key)
        return true;
    if (b->kind == MK_PRONOUN)
        return false;
    if (has_word(c, q, c->word[p->head]) || has_word(c, p, c->word[q->head]))
        return true;
    return a->kind == MK_NAME && b->kind == MK_NAME && (acronym(c->doc, p, q) || acronym(c->doc, q, p) || a->last_key == b->last_key);
}

uint32_t coref_candidates(const coref_doc *c, uint32_t i, uint32_t out[COREF_WINDOW + COREF_FAR])
{
    const nlp_doc *d = c->doc;
    const doc_mention *p = &d->np.at[i];
    uint32_t n = 0, low = i > COREF_WINDOW ? i - COREF_WINDOW : 0;
    for (uint32_t j = i; j-- > low;) {
        const doc_mention *q = &d->np.at[j];
        bool same_words = q->head == p->head || (q->group && p->head >= q->first && p->head < q->end && c->m[i].kind != MK_PRONOUN);
        if (!same_words && !spoken_of(c, i, j) && !spoken_of(c, j, i) && (i - j <= COREF_NEAR || alike(c, i, j)))
            out[n++] = j;
    }
    if (c->m[i].kind == MK_PRONOUN)
        return n;
    for (uint32_t j = c->m[i].last_head, far = 0; j != NO_TOKEN && far < COREF_FAR && n < COREF_WINDOW + COREF_FAR; j = c->m[j].last_head)
        if (j < low) {
            out[n++] = j;
            far++;
        }
    return n;
}
