/*
 * coref_features.c - mentions and pairs of mentions as hashed features.
 *
 * A feature is a template's number and a value, mixed into 32 bits; its row in the ranker's table is those bits modulo COREF_ROWS. The trainer reads the
 * features that this file makes (train/coref_pairs.c), so there is no second list of them anywhere. A change here makes the weights useless.
 */
#include "nlp/coref.h"

#define WORDS_MAX 30u /* of a phrase that are compared */

/* Half of the mixing; nn_rows.mix() does the rest for a whole list. No list comes near COREF_FEATURES_MAX. */
static void emit(coref_features *f, uint32_t template, uint32_t value) { f->at[f->n++] = template * 0x9E3779B1u ^ value * 0x85EBCA6Bu; }

static uint32_t two(uint32_t a, uint32_t b) { return a * 0x01000193u + b; }
static uint32_t three(uint32_t a, uint32_t b, uint32_t c) { return two(two(a, b), c); }

static uint32_t word(str s)
{
    uint64_t h = hash_bytes(s.p, s.n, 0);
    return (uint32_t)(h ^ h >> 32);
}

/* 0 1 2 3 4 5-6 7-9 10-14 15-24 25-49 50-99 100- */
static uint32_t bucket(uint32_t n)
{
    static const uint8_t near[64] = {0, 1, 2, 3, 4, 5, 5, 6, 6, 6, 7, 7, 7, 7, 7, 8, 8, 8, 8,  8,  8,  8,  8,  8,  8,  9,  9,  9,  9,  9,  9,  9,
                                     9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10};
    return n < LEN(near) ? near[n] : n < 100 ? 10u : 11u;
}

static uint32_t key_at(const coref_doc *c, uint32_t sentence, uint32_t t)
{
    return t < c->doc->n && c->doc->sent_of[t] == sentence ? c->key[t] : word(STR("|"));
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

static bool is_subject(const coref_mention *m) { return m->place == CR_SUBJECT || m->place == CR_LOW_SUBJECT; }

static uint32_t parts_of(const nlp_doc *d, const doc_mention *p)
{
    uint32_t bits = 0;
    for (uint32_t c = d->child[p->head]; c != NO_TOKEN; c = d->sibling[c])
        bits |= (rel_is(d, c, R_NMOD) ? d->sub[c] == RS_POSS ? 1u : 2u : 0) | (rel_is(d, c, R_ACL) ? 4u : 0) | (rel_is(d, c, R_APPOS) ? 8u : 0) |
                (rel_is(d, c, R_AMOD) || rel_is(d, c, R_COMPOUND) ? 16u : 0) | (rel_is(d, c, R_NUMMOD) ? 32u : 0);
    return bits;
}

static uint32_t relation(const nlp_doc *d, uint32_t t) { return d->rel[t] * 16u + d->sub[t]; }

/* what the pairs of a mention ask again and again */
static void look(const coref_doc *c, const doc_mention *p, coref_mention *m)
{
    const nlp_doc *d = c->doc;
    m->class = class_of(m);
    m->coarse = coarse(m);
    m->stands = three(m->coarse, m->place, m->reflexive);
    m->relation = relation(d, p->head);
    m->possessive = d->sub[p->head] == RS_POSS;
    m->subject = is_subject(m);
    m->speaker = m->quote ? c->speaker[m->quote] : NO_TOKEN;
    m->above_verb = m->verb == NO_TOKEN ? NO_TOKEN : d->head[m->verb];
    m->verb_key = m->verb == NO_TOKEN ? 0 : word(d->word[m->verb]);
    m->count_bucket = (uint8_t)bucket(m->count);
    m->head_bucket = (uint8_t)bucket(m->same_head);
    m->text_bucket = (uint8_t)bucket(m->same_text);
    m->numeral = m->kind == MK_PRONOUN ? NO_TOKEN : doc_dep(d, p->head, R_NUMMOD);
    m->words = 0;
    for (uint32_t t = p->first; t < p->end && t < p->first + WORDS_MAX; t++)
        m->words |= UINT64_C(1) << (c->key[t] & 63);
}

void coref_look(coref_doc *c)
{
    for (uint32_t i = 0; i < c->doc->np.n; i++)
        look(c, &c->doc->np.at[i], &c->m[i]);
}

static void put(coref_values *v, uint32_t template, uint32_t value)
{
    v->template[v->n] = template;
    v->value[v->n++] = value;
}

void coref_mention_values(const coref_doc *c, uint32_t i, coref_values *v)
{
    const nlp_doc *d = c->doc;
    const doc_mention *p = &d->np.at[i];
    const coref_mention *m = &c->m[i];
    uint32_t s = d->sent_of[p->head], cl = m->class, before = key_at(c, s, p->first - 1), behind = key_at(c, s, p->end);
    v->n = 0;
    put(v, 1, cl);
    put(v, 2, two(m->type, m->number));
    put(v, 3, three(m->kind, m->gender, m->number));
    put(v, 4, m->head_key);
    put(v, 5, c->key[p->first]);
    put(v, 6, two(d->upos[p->head], d->penn[p->head]));
    put(v, 7, two(m->relation, m->kind));
    put(v, 8, two(m->verb_key, d->rel[p->head]));
    put(v, 9, three(cl, d->rel[p->head], m->verb == NO_TOKEN ? 99u : d->upos[m->verb]));
    put(v, 10, before);
    put(v, 11, behind);
    put(v, 12, two(m->kind, bucket(p->end - p->first)));
    put(v, 13, two(m->kind, parts_of(d, p)));
    put(v, 14, three(m->group, m->predicate, m->kind));
    put(v, 15, three(cl, m->quote != 0, m->speaker != NO_TOKEN));
    put(v, 16, two(cl, m->head_bucket));
    put(v, 17, two(cl, m->text_bucket));
    put(v, 18, two(m->kind, bucket(i)));
    put(v, 19, two(cl, s == 0));
    put(v, 20, c->key[p->end - 1]);
    put(v, 21, three(cl, m->type, m->number));
    put(v, 22, three(cl, bucket(p->first - d->sent[s].first), p->first == d->sent[s].first));
    if (m->kind == MK_PRONOUN) {
        put(v, 30, two(c->key[p->head], m->relation));
        put(v, 31, two(pronoun_class(m), m->verb_key));
        put(v, 32, two(pronoun_class(m), behind));
        put(v, 33, two(pronoun_class(m), before));
        uint32_t xcomp = m->verb == NO_TOKEN ? NO_TOKEN : doc_dep(d, m->verb, R_CCOMP);
        put(v, 34, three(pronoun_class(m), xcomp != NO_TOKEN, m->verb != NO_TOKEN && doc_dep(d, m->verb, R_CSUBJ) != NO_TOKEN));
    } else {
        put(v, 40, two(m->head_key, m->def));
        put(v, 41, three(m->head_key, m->same_head != 0, m->def));
    }
}

void coref_mention_features(const coref_model *model, const coref_values *v, coref_role role, coref_features *f)
{
    f->n = 0;
    for (uint32_t k = 0; k < v->n; k++)
        emit(f, 1000u * ((uint32_t)role + 1) + v->template[k], v -> value[k]);
    model->math->mix(f->at, f->n, COREF_ROWS - 1, model->row);
}

/* ---- pairs ---- */

static bool content(const nlp_doc *d, uint32_t t) { return d->upos[t] == U_NOUN || d->upos[t] == U_PROPN || d->upos[t] == U_ADJ || d->upos[t] == U_NUM; }

static bool spells(const coref_doc *c, uint32_t k, uint32_t t)
{
    const doc_mention *p = &c->doc->np.at[k];
    for (uint32_t x = p->first; x < p->end && x < p->first + WORDS_MAX; x++)
        if (c->key[x] == c->key[t] && str_eq(c->doc->fold[x], c->doc->fold[t]))
            return true;
    return false;
}

/* is the word t in the phrase? of its first WORDS_MAX words */
static inline bool has_word(const coref_doc *c, uint32_t k, uint32_t t) { return (c->m[k].words >> (c->key[t] & 63) & 1) != 0 && spells(c, k, t); }

/* words of i that j lacks: of those that stand before the head; 0-2 (more) */
static uint32_t missing(const coref_doc *c, uint32_t i, uint32_t j)
{
    const doc_mention *a = &c->doc->np.at[i];
    uint32_t n = 0;
    for (uint32_t t = a->first; t < a->head && t < a->first + 20 && n < 2; t++)
        n += content(c->doc, t) && !has_word(c, j, t);
    return n;
}

static bool share_number(const nlp_doc *d, const coref_mention *a, const coref_mention *b)
{
    return a->numeral == NO_TOKEN || b->numeral == NO_TOKEN || str_eq(d->fold[a->numeral], d->fold[b->numeral]);
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
    int64_t dot = a->vector == b->vector ? a->norm : coref_dot(c->model, a->vector, b->vector);
    return dot <= 0 ? 0 : (uint32_t)(dot * dot / a->norm * 16 / b->norm);
}

static uint32_t agreement(uint8_t a, uint8_t b) { return !a || !b ? 0 : a == b ? 1 : 2; }

bool coref_agree(const coref_mention *a, const coref_mention *b)
{
    bool person = (a->gender == SEX_N && b->type == CT_PERSON) || (b->gender == SEX_N && a->type == CT_PERSON);
    return agreement(a->number, b->number) != 2 && agreement(a->gender, b->gender) != 2 && !person;
}

static void names(const coref_doc *c, coref_features *f, uint32_t i, uint32_t j)
{
    const nlp_doc *d = c->doc;
    const doc_mention *p = &d->np.at[i], *q = &d->np.at[j];
    const coref_mention *a = &c->m[i], *b = &c->m[j];
    uint32_t x = a->name, y = b->name;
    if (x == NO_TOKEN || y == NO_TOKEN)
        return;
    const doc_name *m = &d->name[x], *n = &d->name[y];
    bool last = a->last_key == b->last_key, first = c->key[m->first] == c->key[n->first];
    emit(f, 70, three(m->type * 8u + n->type, last * 2u + first, (m->count > 1) * 2u + (n->count > 1)));
    emit(f, 71, two(acronym(d, p, q) || acronym(d, q, p), m->type == n->type));
    emit(f, 72, three(m->type, missing(c, i, j), missing(c, j, i)));
}

static void places(const coref_doc *c, coref_features *f, uint32_t i, uint32_t j, uint32_t pair)
{
    const nlp_doc *d = c->doc;
    const doc_mention *p = &d->np.at[i], *q = &d->np.at[j];
    const coref_mention *a = &c->m[i], *b = &c->m[j];
    uint32_t back = d->sent_of[p->head] - d->sent_of[q->head];
    bool inside = p->first >= q->first && p->end <= q->end;
    bool same_verb = a->verb != NO_TOKEN && a->verb == b->verb;
    bool possessor = d->head[p->head] != NO_TOKEN && p->first >= q->first && a->possessive;
    emit(f, 50, two(pair, bucket(back)));
    emit(f, 51, two(pair, bucket(i - j)));
    emit(f, 52, three(pair, inside, possessor));
    emit(f, 53, three(pair, same_verb, back == 0));
    emit(f, 54, three(a->coarse, a->relation, three(b->relation, b->coarse >= 20, back > 1 ? 2 : back)));
    emit(f, 55, three(a->coarse, same_verb, three(d->rel[p->head], d->rel[q->head], a->possessive)));
    emit(f, 56, three(pair, !a->quote ? !b->quote ? 0 : 1 : !b->quote ? 2 : a->quote == b->quote ? 3 : a->speaker == b->speaker ? 4 : 5, 0));
    if (a->quote)
        emit(f, 57, three(a->coarse, a->speaker == q->head, b->quote && b->speaker == a->speaker));
    if (b->quote)
        emit(f, 58, three(b->coarse, b->speaker == p->head, a->coarse));
    if (a->verb != NO_TOKEN && b->verb != NO_TOKEN)
        emit(f, 59, three(pair, a->above_verb == b->verb, b->above_verb == a->verb));
}

void coref_pass(const coref_doc *c, uint32_t i, uint32_t j, coref_between *b)
{
    if (!coref_agree(&c->m[i], &c->m[j]))
        return;
    b->agreeing++;
    b->subjects += c->m[j].subject;
}

/* edges of the tree up from a to what is above both, and down to b; each 6 at most */
static uint32_t steps_between(const nlp_doc *d, uint32_t a, uint32_t b)
{
    enum { FAR = 6 };
    for (uint32_t up = 0, x = a; up < FAR && x != NO_TOKEN; up++, x = d->head[x])
        for (uint32_t down = 0, y = b; down < FAR && y != NO_TOKEN; down++, y = d->head[y])
            if (x == y)
                return up * 8 + down;
    return FAR * 8 + FAR;
}

/* who does what in the clauses of the two: "asked Eleanor to help her", "Lind said he", the subject before */
static void clauses(const coref_doc *c, coref_features *f, uint32_t i, uint32_t j, coref_between between)
{
    const nlp_doc *d = c->doc;
    const coref_mention *a = &c->m[i], *b = &c->m[j];
    uint32_t back = d->sent_of[d->np.at[i].head] - d->sent_of[d->np.at[j].head], h = d->np.at[j].head;
    uint32_t stands = a->stands, seen = back > 2 ? 3u : back;
    uint32_t who = a->owner == h                                     ? 5u
                   : a->agent == h                                   ? 1u
                   : a->above == h                                   ? 2u
                   : a->clause != NO_TOKEN && a->clause == b->clause ? 3u
                   : a->agent != NO_TOKEN && a->agent == b->agent    ? 4u
                                                                     : 0u;
    emit(f, 95, two(stands, who));
    emit(f, 96, three(stands, who, two(b->kind, b->place)));
    emit(f, 97, three(stands, b->place, two(seen, between.subjects > 2 ? 3 : between.subjects)));
    emit(f, 98, three(a->coarse, two(b->kind, b->count_bucket), agreement(a->gender, b->gender)));
    emit(f, 99, three(a->coarse, b->subject, two(between.agreeing > 3 ? 4 : between.agreeing, between.subjects > 2 ? 3 : between.subjects)));
    emit(f, 100, three(a->coarse, two(b->kind, b->type), three(agreement(a->gender, b->gender), seen, b->subject)));
    if (pronoun_class(a) != PN_HE)
        return;
    emit(f, 101, three(stands, b->rank > 3 ? 4 : b->rank, two(seen, b->kind == MK_NAME)));
    emit(f, 102, three(a->coarse, b->depth, two(seen, b->subject)));
    if (back == 0)
        emit(f, 103, three(stands, steps_between(d, d->np.at[i].head, h), b->coarse >= 20));
}

/* j stands behind i: "In his speech, Lind said" */
static void ahead_features(const coref_doc *c, uint32_t i, uint32_t j, coref_between between, coref_features *f)
{
    const nlp_doc *d = c->doc;
    const doc_mention *p = &d->np.at[i];
    const coref_mention *a = &c->m[i], *b = &c->m[j];
    uint32_t cl = a->coarse, fit = agreement(a->number, b->number) * 3u + agreement(a->gender, b->gender);
    f->n = 0;
    emit(f, 120, two(cl, a->place));
    emit(f, 121, three(cl, fit, two(b->kind, b->type)));
    emit(f, 122, three(cl, between.agreeing > 2 ? 3 : between.agreeing, between.subjects > 1 ? 2 : between.subjects));
    emit(f, 123, two(cl, d->sent_of[p->head] == 0));
    emit(f, 124, three(cl, a->relation, bucket(p->first - d->sent[d->sent_of[p->head]].first)));
    emit(f, 125, two(cl, bucket(j - i)));
    emit(f, 126, two(cl, b->head_bucket));
    emit(f, 127, two(cl, a->clause == b->clause));
    emit(f, 62, three(a->coarse * 64u + b->coarse, a->type, b->type));
    emit(f, 63, three(a->class, b->type, two(b->number, b->gender)));
    emit(f, 64, coref_agree(a, b));
}

static void back_features(const coref_doc *c, uint32_t i, uint32_t j, coref_between between, coref_features *f)
{
    const nlp_doc *d = c->doc;
    const doc_mention *p = &d->np.at[i], *q = &d->np.at[j];
    const coref_mention *a = &c->m[i], *b = &c->m[j];
    uint32_t pair = two(a->class, b->coarse);
    bool head = a->head_key == b->head_key, text = a->text_key == b->text_key;
    f->n = 0;
    places(c, f, i, j, pair);
    clauses(c, f, i, j, between);
    emit(f, 60, two(pair, between.agreeing > 4 ? 4 : between.agreeing));
    emit(f, 61, three(pair, agreement(a->number, b->number), agreement(a->gender, b->gender)));
    emit(f, 62, three(a->coarse * 64u + b->coarse, a->type, b->type));
    emit(f, 63, three(a->class, b->type, two(b->number, b->gender)));
    emit(f, 64, coref_agree(a, b));
    emit(f, 65, two(b->head_bucket, a->coarse));
    emit(f, 66, three(a->class, b->text_bucket, b->coarse));
    emit(f, 67, two(b->predicate * 2u + a->predicate, a->coarse));
    if (pronoun_class(a) == PN_HE)
        return;
    if (a->kind == MK_PRONOUN) {
        emit(f, 80, two(a->pronoun, b->head_key));
        emit(f, 81, three(c->key[p->head], c->key[q->head], b->kind));
        if (a->verb != NO_TOKEN && b->verb != NO_TOKEN)
            emit(f, 82, three(pronoun_class(a), a->verb_key == b->verb_key, d->rel[p->head] == d->rel[q->head]));
        return;
    }
    emit(f, 83, three(pair, text, head));
    if (b->kind == MK_PRONOUN)
        return;
    emit(f, 84, three(two(head, a->def), missing(c, i, j), missing(c, j, i)));
    emit(f, 85, three(two(head, a->kind), b->kind, share_number(d, a, b)));
    emit(f, 86, three(likeness(c, a, b), a->kind * 4u + b->kind, a->def));
    emit(f, 87, three(a->class, head, two(text, a->type == b->type)));
    emit(f, 88, three(head, has_word(c, j, p->head), three(a->kind, b->kind, has_word(c, i, q->head))));
    emit(f, 89, three(head, a->class, bucket(d->sent_of[p->head] - d->sent_of[q->head])));
    emit(f, 90, three(head, text, a->head_key));
    if (!head)
        emit(f, 91, two(a->head_key, b->head_key));
    names(c, f, i, j);
}

void coref_pair_features(const coref_doc *c, uint32_t i, uint32_t j, coref_between between, coref_features *f)
{
    const coref_model *model = &c->model->coref;
    if (j > i)
        ahead_features(c, i, j, between, f);
    else
        back_features(c, i, j, between, f);
    model->math->mix(f->at, f->n, COREF_ROWS - 1, model->row);
}

/* '"Our kin are dying," he said': who speaks is nobody in the quotation but "I" and "we" */
static bool spoken_of(const coref_doc *c, uint32_t speaker, uint32_t m)
{
    return c->m[m].quote && c->m[m].speaker == c->doc->np.at[speaker].head && c->m[m].pronoun != PN_I && c->m[m].pronoun != PN_WE;
}

/* The subject that a pronoun in front of it may mean: "When he came, Lind said", "In his speech Lind said"; NO_TOKEN: none */
static uint32_t subject_ahead(const coref_doc *c, uint32_t i)
{
    const nlp_doc *d = c->doc;
    const coref_mention *m = &c->m[i];
    if (m->pronoun != PN_HE && m->pronoun != PN_SHE && m->pronoun != PN_IT && m->pronoun != PN_THEY)
        return NO_TOKEN;
    for (uint32_t t = d->np.at[i].head, v = d->head[t], steps = 0; v != NO_TOKEN && steps < 8; t = v, v = d->head[v], steps++) {
        uint32_t s = doc_dep(d, v, R_NSUBJ), np = s == NO_TOKEN ? NO_TOKEN : d->np_of[s];
        if (s > t && np != NO_TOKEN && (rel_is(d, t, R_OBL) || rel_is(d, t, R_ADVCL) || rel_is(d, t, R_NMOD) || rel_is(d, t, R_ACL)) && np > i)
            return c->m[np].kind == MK_PRONOUN ? NO_TOKEN : np;
    }
    return NO_TOKEN;
}

/* "her mother" is not "her"; "the man who lost his hat" may be "his", for there is a clause between */
static bool part_of(const nlp_doc *d, uint32_t t, uint32_t head)
{
    for (int steps = 0; t != NO_TOKEN && t != head && steps < 8; steps++) {
        if (rel_is(d, t, R_ACL) || rel_is(d, t, R_APPOS) || rel_is(d, t, R_CONJ))
            return false;
        t = d->head[t];
    }
    return t == head;
}

/* Two noun phrases that share a word, or of which one is the acronym of the other */
static bool alike(const coref_doc *c, uint32_t i, uint32_t j)
{
    const doc_mention *p = &c->doc->np.at[i], *q = &c->doc->np.at[j];
    const coref_mention *a = &c->m[i], *b = &c->m[j];
    if (a->head_key == b->head_key)
        return true;
    if (b->kind == MK_PRONOUN)
        return false;
    if (has_word(c, j, p->head) || has_word(c, i, q->head))
        return true;
    return a->kind == MK_NAME && b->kind == MK_NAME && (acronym(c->doc, p, q) || acronym(c->doc, q, p) || a->last_key == b->last_key);
}

/* Can it win at all? Nothing but one person is "he" or "she" - a name that is taken for a place or an organisation may be a person's -, no person is "it";
 * a noun phrase far away or of another number or gender means what is like it alone. */
static bool hopeful(const coref_doc *c, uint32_t i, uint32_t j)
{
    const coref_mention *a = &c->m[i], *b = &c->m[j];
    if (a->pronoun == PN_HE || a->pronoun == PN_SHE)
        return b->number != NUM_MANY && (b->gender == SEX_UNKNOWN || b->gender == a->gender || (b->gender == SEX_N && b->kind == MK_NAME));
    if (a->kind == MK_PRONOUN)
        return a->pronoun != PN_IT || coref_agree(a, b);
    return (i - j <= COREF_NEAR && coref_agree(a, b)) || alike(c, i, j);
}

uint32_t coref_candidates(const coref_doc *c, uint32_t i, uint32_t out[COREF_WINDOW + COREF_FAR])
{
    const nlp_doc *d = c->doc;
    const doc_mention *p = &d->np.at[i];
    uint32_t n = 0, low = i > COREF_WINDOW ? i - COREF_WINDOW : 0;
    bool pronoun = c->m[i].kind == MK_PRONOUN;
    for (uint32_t j = i; j-- > low;) {
        const doc_mention *q = &d->np.at[j];
        if (q->head == p->head || !(c->every || hopeful(c, i, j)) || spoken_of(c, i, j) || spoken_of(c, j, i))
            continue;
        bool whole = pronoun && p->first >= q->first && p->end <= q->end && part_of(d, p->head, q->head);
        if (!whole && !(q->group && !pronoun && p->head >= q->first && p->head < q->end))
            out[n++] = j;
    }
    if (pronoun) {
        uint32_t ahead = subject_ahead(c, i);
        if (ahead != NO_TOKEN)
            out[n++] = ahead;
        return n;
    }
    for (uint32_t j = c->m[i].last_head, far = 0; j != NO_TOKEN && far < COREF_FAR && n < COREF_WINDOW + COREF_FAR; j = c->m[j].last_head)
        if (j < low) {
            out[n++] = j;
            far++;
        }
    return n;
}
