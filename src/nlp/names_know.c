/*
 * names_know.c - decides names a second and a third time, by more than the network saw: what the knowledge says of the words (nlp_doc.hint), the
 * whole run of capitals, and what the same words were taken for elsewhere in the document.
 *
 * In: the network's tag scores, hints, tags. Out: name tags. A linear model over a few facts of each token (models/README.md, section nm.w) is
 * added to the scores, then the best sequence is taken as before: once without the votes of the document, once with them. Integers alone, linear
 * in the text. Trained by train/names.py.
 */
#include "nlp/names_know.h"

#define VOTE_MAX 0xFFFFu

bool names_know_open(nlp_model *m, const pack *pk, casus_err *err)
{
    pack_section w, scale, again;
    if (!pack_find(pk, "nm.w", &w))
        return true; /* a model without it: names are the network's */
    size_t n_tag = m->nn.n_ner;
    bool ok = pack_find(pk, "nm.scale", &scale) && scale.n == sizeof(uint32_t) && pack_find(pk, "nm.again", &again) && again.n == sizeof(uint32_t);
    ok = ok && w.count == NF_COUNT && w.n == 2 * NF_COUNT * n_tag * sizeof(int16_t);
    if (!ok || (uintptr_t)w.p % 8 != 0)
        return err_set(err, CASUS_ERR_DATA, "the weights of names have the wrong size", 0);
    memcpy(&m->name_scale, scale.p, sizeof m->name_scale);
    memcpy(&m->name_again, again.p, sizeof m->name_again);
    if (m->name_scale > 1u << 20 || m->name_again > 1u << 20)
        return err_set(err, CASUS_ERR_DATA, "a number of the weights of names is out of range", 0);
    m->name_weight = (const int16_t *)(const void *)w.p;
    return true;
}

/* ---- words ---- */

static bool has_capital(str s)
{
    uint32_t len;
    return s.n > 0 && (uc_props(utf8_next(s.p, s.n, &len)) & UC_UPPER) != 0;
}

/* More than one letter, and none of them small (as far as ASCII goes) */
static bool all_capitals(str s)
{
    uint32_t capitals = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] >= 'a' && s.p[i] <= 'z')
            return false;
        capitals += s.p[i] >= 'A' && s.p[i] <= 'Z';
    }
    return capitals > 1;
}

/* Is the sentence written in capitals, or with the Initials of Words in capitals? Capitals say nothing of names then. */
static bool is_loud(const nlp_doc *d, const text_sentence *s)
{
    uint32_t letters = 0, capitals = 0;
    for (uint32_t t = s->first; t < s->first + s->count; t++)
        if (d->form[t].n > 0 && ((unsigned char)d->form[t].p[0] | 32) >= 'a' && ((unsigned char)d->form[t].p[0] | 32) <= 'z') {
            letters++;
            capitals += d->form[t].p[0] < 'a';
        }
    return letters >= 4 && 5 * capitals >= 4 * letters;
}

static bool in_run(const names_know *k, uint32_t t)
{
    const nlp_doc *d = k->doc;
    return k->capital[t] && (d->upos[t] == U_PROPN || (!k->loud[d->sent_of[t]] && d->upos[t] != U_PRON && d->upos[t] != U_DET && d->upos[t] != U_ADP));
}

/* The runs of capitals, "of" between two of them included where the first ends with a word of organisations: "Bank of England" */
static void find_runs(names_know *k)
{
    const nlp_doc *d = k->doc;
    for (uint32_t s = 0; s < d->n_sent; s++) {
        uint32_t end = d->sent[s].first + d->sent[s].count;
        for (uint32_t t = d->sent[s].first; t < end;) {
            uint32_t first = t;
            if (!in_run(k, t)) {
                k->run_end[t++] = 0;
                continue;
            }
            while (t < end && in_run(k, t)) {
                t++;
                if (t + 1 < end && str_is(d->fold[t], "of") && (d->hint[t - 1] & NAMED_WORD_ORG) != 0) {
                    uint32_t over = str_is(d->fold[t + 1], "the") ? 2 : 1;
                    if (t + over < end && in_run(k, t + over))
                        t += over;
                }
            }
            for (uint32_t i = first; i < t; i++) {
                k->run_first[i] = first;
                k->run_end[i] = t;
            }
        }
    }
}

/* ---- votes ---- */

static name_vote *vote_of(const names_know *k, uint32_t t)
{
    uint64_t key = hash_bytes(k->doc->fold[t].p, k->doc->fold[t].n, 0);
    for (uint32_t at = (uint32_t)(key >> 32) & k->mask;; at = (at + 1) & k->mask)
        if (k->vote[at].key == key || k->vote[at].key == 0) {
            k->vote[at].key = key;
            return &k->vote[at];
        }
}

/* Does token t stand in a name of several words? */
static bool in_long(const names_know *k, const uint8_t *tag, uint32_t t)
{
    const nlp_model *m = k->model;
    uint8_t kind = m->name_kind[tag[t]];
    return kind != 0 && (!m->name_begin[tag[t]] || (t + 1 < k->doc->n && m->name_kind[tag[t + 1]] == kind && !m->name_begin[tag[t + 1]]));
}

static void add_vote(uint16_t *n) { *n = *n < VOTE_MAX ? (uint16_t)(*n + 1) : *n; }

void names_know_votes(names_know *k, const uint8_t *tag)
{
    for (uint32_t t = 0; t < k->doc->n; t++)
        if (k->run_end[t] != 0) {
            name_vote *v = vote_of(k, t);
            add_vote(&v->n[k->model->name_kind[tag[t]]]);
            if (in_long(k, tag, t))
                add_vote(&v->in_long[k->model->name_kind[tag[t]]]);
        }
}

/* ---- facts of one token ---- */

static void fact(names_facts *f, uint32_t id)
{
    if (f->n < NAME_FACTS_MAX)
        f->at[f->n++] = (uint16_t)id;
}

static void bits(names_facts *f, uint32_t from, uint32_t set)
{
    for (uint32_t b = 0; set >> b != 0; b++)
        if ((set >> b & 1u) != 0)
            fact(f, from + b);
}

static uint32_t word_class(const nlp_doc *d, uint32_t t) { return d->hint[t] / NAMED_WORD_ORG & ((1u << NAMED_WORDS) - 1); }

static uint32_t in_list(str w, const char *const *list, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (str_is(w, list[i]))
            return i;
    return n;
}

static void around(const names_know *k, uint32_t t, names_facts *f)
{
    static const char *const left[] = {"in", "at", "from", "to", "near", "by", "with", "of", "for", "the", "a", ",", "(", "and", "said"};
    static const char *const right[] = {"'s", ",", "(", ")", "said", "and", "of", "-", "is", "was", "has", "have", "in"};
    _Static_assert(LEN(left) < 16 && LEN(right) < 16, "places of NF_LEFT and NF_RIGHT");
    const nlp_doc *d = k->doc;
    const text_sentence *s = &d->sent[d->sent_of[t]];
    bool run = k->run_end[t] != 0;
    uint32_t first = run ? k->run_first[t] : t, end = run ? k->run_end[t] : t + 1;
    if (run && first > s->first)
        fact(f, NF_LEFT + in_list(d->fold[first - 1], left, LEN(left)));
    if (run && end < s->first + s->count)
        fact(f, NF_RIGHT + in_list(d->fold[end], right, LEN(right)));
    if (t > s->first) {
        bits(f, NF_WORD_BEFORE, word_class(d, t - 1));
        if (k->given[t - 1])
            fact(f, NF_GIVEN_BEFORE);
    }
    if (t + 1 < s->first + s->count) {
        bits(f, NF_WORD_AFTER, word_class(d, t + 1));
        if (k->given[t + 1])
            fact(f, NF_GIVEN_AFTER);
    }
}

static void of_run(const names_know *k, uint32_t t, names_facts *f)
{
    const nlp_doc *d = k->doc;
    uint32_t first = k->run_first[t], end = k->run_end[t], n = end - first;
    fact(f, NF_RUN_LENGTH + (n < 4 ? n : 4));
    if (n > 1) {
        bits(f, NF_RUN_FIRST, word_class(d, first));
        bits(f, NF_RUN_LAST, word_class(d, end - 1));
        if (k->given[first])
            fact(f, NF_RUN_GIVEN);
    }
    fact(f, t == first ? NF_AT_FIRST : t + 1 == end ? NF_AT_LAST : NF_AT_MIDDLE);
}

/* The kind with most of the votes, the one of this token left out; *all: their number, *top: those of the kind */
static uint32_t winner(const uint16_t n[NAME_KINDS], uint32_t own, uint32_t *all, uint32_t *top)
{
    uint32_t best = 0;
    *all = *top = 0;
    for (uint32_t i = 0; i < NAME_KINDS; i++) {
        uint32_t votes = n[i] - (i == own && n[i] > 0 ? 1u : 0u);
        *all += votes;
        if (votes > *top)
            best = i, *top = votes;
    }
    return best;
}

static void of_votes(const names_know *k, uint32_t t, const uint8_t *tag, names_facts *f)
{
    const name_vote *v = vote_of(k, t);
    uint32_t own = k->model->name_kind[tag[t]], all, top, best = winner(v->n, own, &all, &top);
    if (all != 0)
        fact(f, NF_VOTE + (2 * top > all ? best : NAME_KINDS) * 3 + (all == 1 ? 0 : all < 4 ? 1 : 2));
    best = winner(v->in_long, in_long(k, tag, t) ? own : NAME_KINDS, &all, &top);
    if (all != 0 && 2 * top > all)
        fact(f, NF_LONG + best);
}

void names_know_facts(const names_know *k, uint32_t t, const uint8_t *tag, names_facts *f)
{
    const nlp_doc *d = k->doc;
    bool loud = k->loud[d->sent_of[t]];
    f->n = 0;
    fact(f, NF_ALWAYS);
    bits(f, NF_HINT, d->hint[t] & ((1u << 24) - 1));
    if (d->hint[t] >> NAMED_LONG_SHIFT & ((1u << NAMED_LONG_SHIFT) - 1))
        fact(f, (d->hint[t] & NAMED_INSIDE) != 0 ? NF_INSIDE : NF_BEGIN);
    bits(f, NF_WORD, word_class(d, t));
    if (k->given[t])
        fact(f, NF_GIVEN);
    fact(f, NF_SHAPE + (loud ? 4u : 0u) + (!k->capital[t] ? 0u : all_capitals(d->form[t]) ? 1u : d->form[t].n == 1 ? 2u : 3u));
    fact(f, NF_UPOS + d->upos[t]);
    if (t > d->sent[d->sent_of[t]].first)
        fact(f, NF_UPOS_BEFORE + d->upos[t - 1]);
    else
        fact(f, NF_START);
    around(k, t, f);
    if (k->run_end[t] != 0) {
        of_run(k, t, f);
        if (tag != NULL)
            of_votes(k, t, tag, f);
    }
}

/* ---- decisions ---- */

/* The tags of a whole document; before: those of the round before, NULL in the first one */
static void decide(const names_know *k, const uint8_t *before, uint8_t *tag)
{
    const nlp_model *m = k->model;
    const nlp_doc *d = k->doc;
    uint32_t n_tag = m->nn.n_ner;
    const int16_t *weight = m->name_weight + (before != NULL ? (size_t)NF_COUNT * n_tag : 0);
    int32_t score[SENTENCE_MAX * NAME_TAGS];
    for (uint32_t s = 0; s < d->n_sent; s++) {
        uint32_t end = d->sent[s].first + d->sent[s].count;
        for (uint32_t first = d->sent[s].first, n; first < end; first += n) {
            n = end - first < SENTENCE_MAX ? end - first : SENTENCE_MAX;
            for (uint32_t i = 0; i < n; i++) {
                names_facts f;
                int32_t *out = score + i * n_tag;
                for (uint32_t x = 0; x < n_tag; x++)
                    out[x] = (int32_t)((int64_t)d->name_score[(first + i) * n_tag + x] * m->name_scale >> NAME_SCALE_BITS);
                names_know_facts(k, first + i, before, &f);
                for (uint32_t a = 0; a < f.n; a++)
                    for (uint32_t x = 0; x < n_tag; x++)
                        out[x] += weight[f.at[a] * n_tag + x];
            }
            names_viterbi(m, score, n_tag, n, m->name_again, tag + first);
        }
    }
}

bool names_know_start(names_know *k, const nlp_model *m, const nlp_doc *d)
{
    uint32_t slots = 16;
    *k = (names_know){.model = m, .doc = d};
    k->loud = arena_array(d->mem, (size_t)d->n_sent + 1, sizeof *k->loud);
    k->capital = arena_array(d->mem, (size_t)d->n + 1, sizeof *k->capital);
    k->given = arena_array(d->mem, (size_t)d->n + 1, sizeof *k->given);
    k->run_first = arena_array(d->mem, (size_t)d->n + 1, sizeof *k->run_first);
    k->run_end = arena_array(d->mem, (size_t)d->n + 1, sizeof *k->run_end);
    if (d->mem->failed)
        return false;
    for (uint32_t s = 0; s < d->n_sent; s++)
        k->loud[s] = is_loud(d, &d->sent[s]);
    for (uint32_t t = 0; t < d->n; t++) {
        k->capital[t] = has_capital(d->form[t]);
        k->given[t] = k->capital[t] && m->coref.row != NULL && coref_name_gender(m, d->fold[t]) != SEX_UNKNOWN;
    }
    find_runs(k);
    uint32_t words = 0;
    for (uint32_t t = 0; t < d->n; t++)
        words += k->run_end[t] != 0;
    while (slots < 2 * words)
        slots *= 2;
    k->mask = slots - 1;
    k->vote = arena_array(d->mem, slots, sizeof *k->vote);
    return k->vote != NULL;
}

void names_know_first(const names_know *k, uint8_t *tag) { decide(k, NULL, tag); }

bool names_know_tags(const nlp_model *m, nlp_doc *d, uint8_t *tag)
{
    names_know k;
    if (d->hint == NULL || m->name_weight == NULL)
        return true;
    uint8_t *first = arena_array(d->mem, (size_t)d->n + 1, 1);
    if (first == NULL || !names_know_start(&k, m, d))
        return false;
    names_know_first(&k, first);
    names_know_votes(&k, first);
    decide(&k, first, tag);
    return true;
}
