/*
 * place_tie_features.c - what can be seen of a verb and a place of its sentence, as hashed keys.
 *
 * The first look: the relations, prepositions and common words on the way up from the place and down to the verb, the verb, its frame and what it takes, how
 * far apart they are, what speaks for the place's being one, and which places stand beside it. The second: the place beside the others, those of the text and
 * those of the tree, by the odds that the first look gave them, since of "Goma in eastern Congo" the finer one is meant. No name is among the keys, so that what was learned of one holds for others.
 */
#include "event/place_tie.h"

#include "event/place.h"

#define CLIMB 12u
#define PLAIN_WORDS 3u
#define NEIGHBOUR 4u /* tokens to the next place of a list */

typedef struct {
    uint32_t *key, n;
} features;

/* A feature of a kind with a value in one or two parts */
static void add(features *f, uint32_t kind, uint64_t a, uint64_t b)
{
    uint64_t part[3] = {kind, a, b};
    unsigned char bytes[24];
    for (size_t i = 0; i < 24; i++)
        bytes[i] = (unsigned char)(part[i / 8] >> i % 8 * 8); /* the same on any machine */
    if (f->n < TIE_FEATURES_MAX)
        f->key[f->n++] = (uint32_t)(hash_bytes((const char *)bytes, sizeof bytes, 0) >> 32);
}

static uint64_t word_hash(str w) { return w.n > 0 ? hash_bytes(w.p, w.n, 0) : 0; }
static uint64_t join(uint64_t a, uint64_t b) { return a * 0x9E3779B97F4A7C15u + b; }
static uint64_t at_most(uint64_t v, uint64_t most) { return v < most ? v : most; }
static uint64_t relation(const nlp_doc *d, uint32_t t) { return (uint64_t)d->rel[t] + 1; }

/* All prepositions of a noun: "out of" */
static uint64_t prepositions(const nlp_doc *d, uint32_t t)
{
    uint64_t h = 0;
    for (uint32_t c = d->child[t]; c != NO_TOKEN; c = d->sibling[c])
        if (rel_is(d, c, R_CASE))
            h = join(h, word_hash(d->fold[c]));
    return h;
}

static uint32_t climb(const nlp_doc *d, uint32_t t, uint32_t *chain)
{
    uint32_t n = 0;
    for (; n < CLIMB && t != NO_TOKEN; t = d->head[t])
        chain[n++] = t;
    return n;
}

static uint32_t head_of(const nlp_doc *d, const place_mention *p)
{
    for (uint32_t t = p->first; t < p->first + p->count; t++)
        if (d->head[t] == NO_TOKEN || d->head[t] < p->first || d->head[t] >= p->first + p->count)
            return t;
    return p->first;
}

static uint64_t kind_of(const place_mention *p)
{
    return p->sign != SITE_NONE ? 3u + p->sign : p->place == NULL ? 1 : p->place->lat != 0 || p->place->lon != 0 ? 2 : 3;
}

/* Where the way up from the place meets the way up from the verb; false: nowhere near */
static bool meet(const uint32_t *a, uint32_t n_a, const uint32_t *b, uint32_t n_b, uint32_t *up, uint32_t *down)
{
    for (*up = 0; *up < n_a; (*up)++)
        for (*down = 0; *down < n_b; (*down)++)
            if (a[*up] == b[*down])
                return true;
    return false;
}

/* Is t below `above`, and not far? */
static bool hangs_on(const nlp_doc *d, uint32_t t, uint32_t above)
{
    for (uint32_t i = 0; i < CLIMB && t != NO_TOKEN && t != above; i++)
        t = d->head[t];
    return t == above;
}

/* The lemma, but of a name its kind alone */
static uint64_t common_word(const nlp_doc *d, uint32_t t) { return d->upos[t] == U_PROPN ? 1 : word_hash(d->word[t]); }

/* The first verb above the place; NO_TOKEN: none */
static uint32_t governor(const nlp_doc *d, const uint32_t *chain, uint32_t n)
{
    for (uint32_t i = 1; i < n; i++)
        if (d->upos[chain[i]] == U_VERB)
            return chain[i];
    return NO_TOKEN;
}

static void path_features(features *f, const nlp_doc *d, uint32_t word, uint32_t verb, uint64_t kind)
{
    uint32_t a[CLIMB] = {0}, b[CLIMB] = {0}, up, down;
    uint32_t n_a = climb(d, word, a), n_b = climb(d, verb, b);
    if (!meet(a, n_a, b, n_b, &up, &down)) {
        add(f, 2, 0, 0);
        return;
    }
    uint64_t path = 0, down_path = 0, cases = 0, prep = 0, rel = 0;
    for (uint32_t i = 0; i < up; i++) {
        path = join(path, relation(d, a[i]));
        prep = prepositions(d, a[i]);
        rel = relation(d, a[i]);
        if (i < PLAIN_WORDS)
            cases = join(cases, prep);
        if (i > 0)
            add(f, 3, d->upos[a[i]], 0);
        if (i > 0)
            add(f, 24, common_word(d, a[i]), 0), add(f, 25, prep, 0);
    }
    add(f, 26, path, 0);
    path = join(path, 99);
    for (uint32_t i = 0; i < down; i++) {
        path = join(path, relation(d, b[i]));
        down_path = join(down_path, relation(d, b[i]));
        if (i > 0)
            add(f, 27, common_word(d, b[i]), 0);
    }
    add(f, 28, down_path, 0);
    add(f, 29, common_word(d, a[up]), 0);
    add(f, 30, d->upos[a[up]], down > 0);
    uint64_t first_rel = up > 0 ? relation(d, a[0]) : 0, first_prep = up > 0 ? prepositions(d, a[0]) : 0;
    add(f, 4, path, 0);
    add(f, 5, at_most(up, 6), 0);
    add(f, 6, at_most(down, 6), 0);
    add(f, 7, at_most(up, 4), at_most(down, 4));
    add(f, 8, first_prep, 0);
    add(f, 9, prep, 0);
    add(f, 10, cases, up);
    add(f, 11, first_rel, 0);
    add(f, 12, rel, 0);
    add(f, 13, join(prep, rel), at_most(down, 3));
    add(f, 14, down > 0 ? relation(d, b[down - 1]) : 0, 0);
    add(f, 15, join(first_rel, first_prep), kind);
    add(f, 31, path, first_prep);
    add(f, 32, word_hash(d->word[verb]), 0);
    add(f, 33, word_hash(d->word[verb]), first_prep);
    add(f, 34, join(rel, down > 0 ? relation(d, b[down - 1]) : 0), first_prep);
    uint32_t over = governor(d, a, n_a);
    add(f, 35, over == NO_TOKEN ? 0 : over == verb ? 1 : 2, first_prep);
    if (over != NO_TOKEN && over != verb) {
        uint64_t where = doc_under(d, over, verb) ? 1 : doc_under(d, verb, over) ? 2 : 3;
        add(f, 36, where, join(relation(d, over), relation(d, verb)));
        add(f, 37, word_hash(d->word[over]), where);
    }
}

static uint64_t bits(uint32_t v)
{
    uint64_t n = 0;
    for (; v > 0; v >>= 1)
        n++;
    return n;
}

/* Twice the logarithm, rounded down: 0 1 2 3 4 4 5 5 6 ... */
static uint64_t half_bits(uint32_t v)
{
    uint64_t b = bits(v);
    return b < 2 ? b : 2 * b - 2 + (v >> (b - 2) & 1);
}

static void order_features(features *f, const event_doc *ed, const place_mention *p, uint32_t word, uint32_t verb)
{
    const nlp_doc *d = ed->nlp;
    const text_sentence *s = &d->sent[d->sent_of[verb]];
    uint32_t lo = word < verb ? word : verb, hi = word < verb ? verb : word, end = p->first + p->count;
    uint64_t all = 0, precise = 0, between = 0, verbs = 0, commas = 0, nearer = 0, behind = 0, before = 0;
    for (uint32_t t = s->first; t < s->first + s->count; t++) {
        uint32_t i = ed->site[t];
        bool here = i != NO_TOKEN && ed->place.at[i].first == t;
        all += here;
        precise += here && ed->place.at[i].place != NULL;
        between += here && t > lo && t < hi && &ed->place.at[i] != p;
        verbs += t > lo && t < hi && d->upos[t] == U_VERB;
        commas += t >= lo && t < hi && str_is(d->form[t], ",");
        nearer += here && t != p->first && (t > verb ? t - verb : verb - t) < hi - lo;
        behind += here && t >= end && t < end + NEIGHBOUR;
        before += here && t < p->first && t + ed->place.at[i].count + NEIGHBOUR > p->first;
    }
    add(f, 16, word < verb, at_most(bits(hi - lo), 6));
    add(f, 17, at_most(between, 3), 0);
    add(f, 18, p->first > s->first ? word_hash(d->fold[p->first - 1]) : 1, 0);
    add(f, 19, end < s->first + s->count ? word_hash(d->fold[end]) : 1, 0);
    add(f, 20, at_most(all, 5), 0);
    add(f, 21, at_most(verbs, 3), 0);
    add(f, 22, at_most(precise, 5), kind_of(p));
    add(f, 23, d->penn[verb], 0);
    add(f, 38, at_most(half_bits(hi - lo), 12), word < verb);
    add(f, 39, at_most(commas, 3), word < verb);
    add(f, 40, at_most(nearer, 3), 0);
    add(f, 41, behind > 0, end < d->n ? word_hash(d->fold[end]) : 0);
    add(f, 42, before > 0, behind > 0);
    add(f, 43, d->upos[word], relation(d, word));
    add(f, 44, relation(d, verb), 0);
    add(f, 45, d->name_of[word] != NO_TOKEN ? d->name[d->name_of[word]].type + 1u : 0, 0);
}

/* Another place of the sentence: the nearest one before or behind; NO_TOKEN: none */
static uint32_t neighbour(const event_doc *ed, const place_mention *p, bool behind)
{
    const nlp_doc *d = ed->nlp;
    const text_sentence *s = &d->sent[d->sent_of[p->first]];
    if (behind) {
        for (uint32_t t = p->first + p->count; t < s->first + s->count; t++)
            if (ed->site[t] != NO_TOKEN)
                return ed->site[t];
    } else {
        for (uint32_t t = p->first; t-- > s->first;)
            if (ed->site[t] != NO_TOKEN)
                return ed->site[t];
    }
    return NO_TOKEN;
}

static uint64_t class_of(const place_mention *p)
{
    return p->sign != SITE_NONE ? 20u + p->sign : p->place == NULL ? 1 : p->place->lat != 0 || p->place->lon != 0 ? 2u + place_class(p->place) : 19;
}

/* What stands between two places, if it is short */
static uint64_t words_between(const nlp_doc *d, uint32_t first, uint32_t end)
{
    uint64_t h = 7;
    if (end <= first || end - first > 3)
        return end - first > 8 ? 2 : 1;
    for (uint32_t t = first; t < end; t++)
        h = join(h, d->upos[t] == U_PROPN || d->upos[t] == U_ADJ || d->upos[t] == U_NOUN ? d->upos[t] : word_hash(d->fold[t]));
    return h;
}

/* The places next to it, before and behind: what stands between, how the two hang together, of what kind they are */
static void neighbour_features(features *f, const event_doc *ed, const place_mention *p, uint32_t word)
{
    const nlp_doc *d = ed->nlp;
    for (uint32_t behind = 0; behind < 2; behind++) {
        uint32_t other = neighbour(ed, p, behind == 1);
        if (other == NO_TOKEN) {
            add(f, 50, behind, 0);
            continue;
        }
        const place_mention *q = &ed->place.at[other], *left = behind ? p : q, *right = behind ? q : p;
        uint32_t head = head_of(d, q);
        uint64_t tree = doc_under(d, word, head) ? 1 : doc_under(d, head, word) ? 2 : 3, between = words_between(d, left->first + left->count, right->first);
        bool same_country = p->code[0] != 0 && memcmp(p->code, q->code, 3) == 0;
        add(f, 51 + behind, between, 0);
        add(f, 53 + behind, tree, relation(d, tree == 2 ? head : word));
        add(f, 55 + behind, class_of(p), class_of(q));
        add(f, 57 + behind, tree, between);
        add(f, 59 + behind, same_country, join(class_of(p), class_of(q)));
    }
}

/* What the verb and the one above the place tell; what the place is, with its preposition and relation */
static void kind_features(features *f, const event_doc *ed, const place_mention *p, uint32_t word, uint32_t verb)
{
    const nlp_doc *d = ed->nlp;
    const kb_frame *told = ed->frame_of[verb];
    uint32_t a[CLIMB], n = climb(d, word, a), over = governor(d, a, n), start = d->sent[d->sent_of[verb]].first;
    const kb_frame *above = over != NO_TOKEN ? ed->frame_of[over] : NULL;
    uint64_t act = told != NULL ? told->event + 1u : 0, act_above = over == verb ? 999 : above != NULL ? above->event + 1u : 0;
    uint64_t type = d->name_of[word] != NO_TOKEN ? d->name[d->name_of[word]].type + 1u : 0, rel = relation(d, word), prep = prepositions(d, word);
    add(f, 61, act, 0);
    add(f, 62, act, act_above);
    add(f, 63, act, rel);
    add(f, 64, p->sign, type);
    add(f, 65, join(p->sign, type), prep);
    add(f, 66, join(p->sign, type), rel);
    add(f, 67, class_of(p), prep);
    add(f, 68, class_of(p), rel);
    add(f, 69, p->first > start + 1 ? word_hash(d->fold[p->first - 2]) : 1, p->first > start ? word_hash(d->fold[p->first - 1]) : 1);
    add(f, 70, p->first == start, 0);
    add(f, 71, word_hash(d->word[verb]), rel);
    add(f, 72, word_hash(d->word[verb]), class_of(p));
}

/* What stands around the verb: who and what it takes, how sure it is, on which word it hangs */
static void verb_features(features *f, const event_doc *ed, uint32_t word, uint32_t verb)
{
    const nlp_doc *d = ed->nlp;
    const text_sentence *s = &d->sent[d->sent_of[verb]];
    uint32_t obj = doc_dep(d, verb, R_OBJ), subj = doc_dep(d, verb, R_NSUBJ), head = d->head[verb], end = s->first + s->count;
    uint64_t rel = relation(d, word), act = ed->frame_of[verb] != NULL ? ed->frame_of[verb]->event + 1u : 0, aux = 3;
    for (uint32_t c = d->child[verb]; c != NO_TOKEN; c = d->sibling[c])
        if (rel_is(d, c, R_AUX) || (rel_is(d, c, R_ADVMOD) && (str_is(d->fold[c], "not") || str_is(d->fold[c], "never"))))
            aux = join(aux, word_hash(d->fold[c]));
    add(f, 80, aux, 0);
    add(f, 81, aux, rel);
    add(f, 82, obj != NO_TOKEN ? common_word(d, obj) : 0, obj == NO_TOKEN ? 0 : 1u + (obj > word));
    add(f, 83, subj != NO_TOKEN ? common_word(d, subj) : 0, 0);
    add(f, 84, join(obj != NO_TOKEN, subj != NO_TOKEN), rel);
    add(f, 85, head != NO_TOKEN ? common_word(d, head) : 0, relation(d, verb));
    add(f, 86, verb > s->first ? word_hash(d->fold[verb - 1]) : 1, 0);
    add(f, 87, verb + 1 < end ? word_hash(d->fold[verb + 1]) : 1, 0);
    add(f, 88, verb + 1 < end ? word_hash(d->fold[verb + 1]) : 1, word < verb);
    add(f, 89, act, obj != NO_TOKEN ? common_word(d, obj) : 0);
    add(f, 90, d->penn[verb], rel);
    add(f, 91, join(d->penn[verb], relation(d, verb)), word < verb);
}

/* The name itself: how long, in which letters, what else it may be, and whether a finer place of its country stands in the sentence */
static void name_features(features *f, const event_doc *ed, const place_mention *p, uint32_t word, uint32_t verb)
{
    const nlp_doc *d = ed->nlp;
    const text_sentence *s = &d->sent[d->sent_of[verb]];
    uint32_t end = s->first + s->count, next = p->first + p->count;
    uint64_t type = d->name_of[word] != NO_TOKEN ? d->name[d->name_of[word]].type + 1u : 0;
    uint64_t kind = ed->mention_of[word] != NO_TOKEN ? ed->mention.at[ed->mention_of[word]].kind + 1u : 0;
    bool capitals = true, finer = false, coarser = false, again = false;
    for (uint32_t t = p->first; t < next; t++)
        capitals = capitals && str_capitals(d->form[t]);
    for (uint32_t t = s->first; t < end; t++) {
        uint32_t i = ed->site[t];
        const place_mention *q = i != NO_TOKEN && ed->place.at[i].first == t ? &ed->place.at[i] : NULL;
        if (q == NULL || q == p)
            continue;
        bool same = p->code[0] != 0 && memcmp(p->code, q->code, 3) == 0;
        finer = finer || (same && q->place != NULL && (p->place == NULL || (place_class(p->place) == P_ADMIN1 && place_class(q->place) <= P_CAPITAL)));
        coarser = coarser || (same && p->place != NULL && q->place == NULL);
        again = again || str_eq(d->fold[p->first], d->fold[t]);
    }
    add(f, 95, kind, type);
    add(f, 96, join(kind, type), relation(d, word));
    add(f, 97, at_most(p->count, 4), join(type, p->sign));
    add(f, 98, capitals, p->first == s->first);
    add(f, 99, join(finer, coarser), class_of(p));
    add(f, 130, join(finer, coarser), prepositions(d, word));
    add(f, 131, again, 0);
    add(f, 132, next < end ? word_hash(d->fold[next]) : 1, next + 1 < end ? word_hash(d->fold[next + 1]) : 1);
    add(f, 133, p->sign, join(relation(d, word), word_hash(d->word[verb])));
    add(f, 134, class_of(p), join(prepositions(d, word), word < verb));
    add(f, 135, d->head[word] != NO_TOKEN ? common_word(d, d->head[word]) : 0, prepositions(d, word));
}

uint32_t place_tie_features(const event_doc *ed, uint32_t verb, uint32_t place, uint32_t *key)
{
    const nlp_doc *d = ed->nlp;
    const place_mention *p = &ed->place.at[place];
    features f = {key, 0};
    uint32_t word = head_of(d, p);
    add(&f, 1, kind_of(p), 0);
    path_features(&f, d, word, verb, kind_of(p));
    order_features(&f, ed, p, word, verb);
    neighbour_features(&f, ed, p, word);
    kind_features(&f, ed, p, word, verb);
    verb_features(&f, ed, word, verb);
    name_features(&f, ed, p, word, verb);
    return f.n;
}

/* Odds in steps of 1/`parts` nat, five nats each way at most */
static uint64_t step(int32_t odds, int32_t parts)
{
    int32_t most = 5 * parts, s = (odds * parts + (1 << 20)) / 256 - (1 << 12); /* rounded down */
    s = s < -most ? -most : s >= most ? most - 1 : s;
    return (uint64_t)s + (uint64_t)most;
}

/* The words between two places */
static uint64_t between_places(const nlp_doc *d, const place_mention *a, const place_mention *b)
{
    uint32_t first = a->first + a->count;
    uint64_t h = 1;
    if (b->first > first + 4)
        return 0;
    for (uint32_t t = first; t < b->first; t++)
        h = join(h, place_capital(d->form[t]) ? 1 : word_hash(d->fold[t]));
    return h;
}

/* The likeliest place on which it hangs in the tree ("Tal Abyad" for "Raqqa" in "Tal Abyad in Raqqa"), that hangs on it, and of those apart from it */
static void tree_features(features *f, const event_doc *ed, const tie_spot *spot, uint32_t n, uint32_t i)
{
    const nlp_doc *d = ed->nlp;
    const place_mention *p = &ed->place.at[spot[i].place];
    uint32_t word = head_of(d, p), best[3] = {NO_TOKEN, NO_TOKEN, NO_TOKEN};
    for (uint32_t k = 0; k < n; k++) {
        uint32_t other = head_of(d, &ed->place.at[spot[k].place]), how = hangs_on(d, word, other) ? 0 : hangs_on(d, other, word) ? 1 : 2;
        if (k != i && (best[how] == NO_TOKEN || spot[k].odds > spot[best[how]].odds))
            best[how] = k;
    }
    for (uint32_t how = 0; how < 3; how++) {
        uint32_t kind = 140 + 5 * how;
        if (best[how] == NO_TOKEN) {
            add(f, kind, step(spot[i].odds, 1), 0);
            continue;
        }
        const tie_spot *o = &spot[best[how]];
        const place_mention *q = &ed->place.at[o->place];
        uint64_t same = p->code[0] != 0 && memcmp(p->code, q->code, 3) == 0;
        add(f, kind + 1, step(o->odds, 1), step(spot[i].odds, 1));
        add(f, kind + 2, step(o->odds, 1), relation(d, word));
        add(f, kind + 3, join(class_of(p), class_of(q)), step(o->odds, 1));
        add(f, kind + 4, same, join(o->odds > spot[i].odds, class_of(p)));
    }
}

uint32_t place_tie_second(const event_doc *ed, const tie_spot *spot, uint32_t n, uint32_t i, uint32_t *key)
{
    features f = {key, 0};
    int32_t own = spot[i].odds, best = INT32_MIN;
    uint64_t above = 0, likely = 0, fair = 0, mine = step(own, 1);
    for (uint32_t k = 0; k < n; k++) {
        if (k == i)
            continue;
        best = spot[k].odds > best ? spot[k].odds : best;
        above += spot[k].odds > own;
        likely += spot[k].odds > 0;
        fair += spot[k].odds > -512;
    }
    add(&f, 100, step(own, 2), 0);
    add(&f, 101, at_most(above, 4), at_most(n, 5));
    add(&f, 102, n > 1 ? step(best, 1) : 99, 0);
    add(&f, 103, n > 1 ? step(own - best, 2) : 99, 0);
    add(&f, 104, at_most(likely, 3), mine);
    add(&f, 105, at_most(fair, 3), mine);
    tree_features(&f, ed, spot, n, i);
    for (uint32_t behind = 0; behind < 2; behind++) {
        uint64_t kind = 110 + 10 * behind;
        if (behind == 0 ? i == 0 : i + 1 == n) {
            add(&f, (uint32_t)kind, 0, 0);
            continue;
        }
        const tie_spot *other = behind == 0 ? &spot[i - 1] : &spot[i + 1];
        const place_mention *a = &ed->place.at[(behind == 0 ? other : &spot[i])->place], *b = &ed->place.at[(behind == 0 ? &spot[i] : other)->place];
        uint64_t words = between_places(ed->nlp, a, b), theirs = step(other->odds, 1);
        add(&f, (uint32_t)kind + 1, theirs, 0);
        add(&f, (uint32_t)kind + 2, theirs, words);
        add(&f, (uint32_t)kind + 3, step(own - other->odds, 1), words);
        add(&f, (uint32_t)kind + 4, theirs, mine);
        add(&f, (uint32_t)kind + 5, words, other->odds > 0);
    }
    return f.n;
}
