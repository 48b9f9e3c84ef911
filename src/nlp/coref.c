/*
 * coref.c - who is meant: each noun phrase and pronoun is given the mention before it that means the same, or none.
 *
 * Mention ranking with a network of one hidden layer, in integers: a mention has a vector as the one that refers back and another as the one that
 * is referred to, a pair has a third; each is the sum of the rows of its features (coref_features.c). Their sum goes through a threshold at zero and
 * is weighed; "none" is a candidate with a vector of its own. The chain wins whose candidates together are the likeliest, as the trainer counts them;
 * of these the best is the antecedent. After Clark and Manning 2016 and Durrett and Klein 2013; trained by train/coref.py. At most
 * COREF_WINDOW + COREF_FAR candidates a mention: linear in the text.
 * Known beforehand: an object is not who does it, no chain is "he" and "she" or holds names of persons that share no word, a bare name is who bears it
 * in full, and a chain that begins with "he" and names nobody is the person who is named soon after. A pronoun may also mean the subject behind it in its
 * sentence ("In his speech, Lind said"): such chains are united at the end.
 */
#include "nlp/coref.h"

_Static_assert(COREF_WIDTH == NN_ROW && COREF_FEATURES_MAX <= NN_ROWS_MAX, "models/README.md has the shapes");
_Static_assert(3 * COREF_FEATURES_MAX * 128 <= INT16_MAX, "a sum has three lists of features at most");

static const void *section(const pack *pk, const char *name, size_t size, casus_err *err)
{
    pack_section s;
    if (!pack_find(pk, name, &s) || s.n != size || (uintptr_t)s.p % 8 != 0) {
        err_set(err, CASUS_ERR_DATA, "a section of the coreference model is missing or has the wrong size", 0);
        return NULL;
    }
    return s.p;
}

bool coref_open(nlp_model *m, const pack *pk, casus_err *err)
{
    coref_model *c = &m->coref;
    pack_section names, rows;
    if (!pack_find(pk, "c.row", &rows))
        return true; /* a model without coreference: no chains */
    if (!pack_find(pk, "gn.key", &names) || names.n != names.count * sizeof(uint64_t) || names.n > UINT32_MAX || (uintptr_t)names.p % 8 != 0)
        return err_set(err, CASUS_ERR_DATA, "the given names are missing", 0);
    c->name = (const uint64_t *)(const void *)names.p;
    c->n_name = (uint32_t)names.count;
    c->row = section(pk, "c.row", COREF_ROWS * COREF_WIDTH, err);
    const int32_t *out = c->row ? section(pk, "c.out", COREF_WIDTH * sizeof *out, err) : NULL;
    c->math = nn_rows_of(m->nn.kernel);
    c->type = out ? section(pk, "c.type", CT_TYPES * (size_t)m->nn.width[NN_GLOVE], err) : NULL;
    c->type_add = c->type ? section(pk, "c.typeb", CT_TYPES * sizeof(int32_t), err) : NULL;
    for (uint32_t i = 0; c->type_add && i < COREF_WIDTH; i++) {
        if (out[i] < -(1 << 12) || out[i] > 1 << 12)
            return err_set(err, CASUS_ERR_DATA, "a number of the coreference model is out of range", 0);
        c->weight[i] = (int16_t)out[i];
    }
    for (uint32_t i = 0; c->type_add && i < CT_TYPES; i++)
        if (c->type_add[i] < -(1 << 28) || c->type_add[i] > 1 << 28)
            return err_set(err, CASUS_ERR_DATA, "a number of the coreference model is out of range", 0);
    return c->type_add != NULL;
}

/* ---- words ---- */

int64_t coref_dot(const nlp_model *m, uint32_t a, uint32_t b)
{
    size_t n = m->nn.width[NN_GLOVE];
    return m->coref.math->dot(m->nn.table[NN_GLOVE] + a * n, m->nn.table[NN_GLOVE] + b * n, n);
}

uint32_t coref_vector(const nlp_model *m, str fold, int64_t *norm)
{
    uint32_t row = feat_glove(m, fold);
    *norm = row == UINT32_MAX ? 0 : coref_dot(m, row, row);
    return row;
}

uint8_t coref_noun_type(const nlp_model *m, uint32_t vector)
{
    if (vector == UINT32_MAX)
        return CT_UNKNOWN;
    size_t n = m->nn.width[NN_GLOVE];
    const int8_t *v = m->nn.table[NN_GLOVE] + vector * n;
    int32_t best = INT32_MIN;
    uint8_t type = CT_UNKNOWN;
    for (uint32_t k = 0; k < CT_TYPES; k++) {
        int32_t sum = m->coref.type_add[k] + m->coref.math->dot(m->coref.type + k * n, v, n);
        if (sum > best)
            best = sum, type = (uint8_t)k;
    }
    return type;
}

uint8_t coref_name_gender(const nlp_model *m, str fold)
{
    uint64_t key = hash_bytes(fold.p, fold.n, 0) & ~(uint64_t)3;
    uint32_t low = 0, high = m->coref.n_name;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if ((m->coref.name[mid] & ~(uint64_t)3) < key)
            low = mid + 1;
        else
            high = mid;
    }
    if (low >= m->coref.n_name || (m->coref.name[low] & ~(uint64_t)3) != key)
        return SEX_UNKNOWN;
    uint32_t gender = (uint32_t)(m->coref.name[low] & 3);
    return gender == 1 ? SEX_M : gender == 2 ? SEX_F : SEX_UNKNOWN;
}

/* ---- the ranker ---- */

static bool he_or_she(const coref_mention *m) { return m->pronoun == PN_HE || m->pronoun == PN_SHE; }

/* "Holm said he would meet him": an object that is no "himself" is not who does it; the chain that it cannot join, NO_TOKEN: none */
static uint32_t barred_chain(const coref_doc *c, uint32_t i)
{
    const coref_mention *m = &c->m[i];
    uint32_t agent = he_or_she(m) && m->place == CR_OBJECT && !m->reflexive && m->agent != NO_TOKEN ? c->doc->np_of[m->agent] : NO_TOKEN;
    return agent != NO_TOKEN && agent < i ? c->doc->np.at[agent].chain : NO_TOKEN;
}

/* What is known of a chain: whether it is "he" or "she", the words of its person's names; what it scored */
#define CHAIN_WORDS 6u
typedef struct {
    uint8_t pronoun; /* PN_HE, PN_SHE; PN_NONE: neither yet */
    uint8_t n;       /* words */
    uint32_t first;  /* key of the first word of the full name; 0: none yet */
    uint32_t word[CHAIN_WORDS];
    uint32_t asked, best_at; /* 1 + the mention that it was a candidate of last; which of its mentions was the best then */
    int32_t sum, best;       /* what all scored together then, what that one did */
} chain_state;

/* the name of a person that a mention holds; NULL: none */
static const doc_name *person_name(const coref_doc *c, uint32_t i)
{
    const coref_mention *m = &c->m[i];
    return m->kind == MK_PRONOUN || m->group || m->name == NO_TOKEN || m->type != CT_PERSON ? NULL : &c->doc->name[m->name];
}

static bool has_key(const chain_state *s, uint32_t key)
{
    for (uint32_t k = 0; k < s->n; k++)
        if (s->word[k] == key)
            return true;
    return false;
}

static void join(const coref_doc *c, chain_state *s, uint32_t i)
{
    const doc_name *name = person_name(c, i);
    if (he_or_she(&c->m[i]))
        s->pronoun = c->m[i].pronoun;
    if (name == NULL)
        return;
    if (s->first == 0 && name->count > 1)
        s->first = c->key[name->first];
    for (uint32_t t = name->first; t < name->first + name->count && s->n < CHAIN_WORDS; t++)
        if (!has_key(s, c->key[t]))
            s->word[s->n++] = c->key[t];
}

static bool fits(const coref_doc *c, const chain_state *s, uint32_t i)
{
    const doc_name *name = person_name(c, i);
    if (he_or_she(&c->m[i]) && s->pronoun != PN_NONE && s->pronoun != c->m[i].pronoun)
        return false;
    if (name == NULL || s->n == 0)
        return true;
    if (name->count > 1 && s->first != 0 && s->first != c->key[name->first])
        return false;
    for (uint32_t t = name->first; t < name->first + name->count; t++)
        if (has_key(s, c->key[t]))
            return true;
    return false;
}

static void add_rows(const coref_model *w, const coref_features *f, coref_sum *sum) { w->math->add(sum->v, w->row, f->at, f->n); }

/* log2(2^a + 2^b), in units of 1 / SCORE_ONE. A score was learned as a natural logarithm; taken to base 2 the mentions of a chain count a little more. */
#define SCORE_ONE 2048
static int32_t both(int32_t a, int32_t b)
{
    /* SCORE_ONE * log2(1 + 2^-x) for x = (k + 1/2) / 8 */
    static const uint16_t more[] = {1985, 1862, 1745, 1634, 1528, 1427, 1332, 1241, 1156, 1075, 1000, 928, 862, 799, 740, 685, 634, 586,
                                    542,  501,  462,  426,  393,  363,  334,  308,  283,  261,  240,  221, 203, 187, 172, 158, 145, 133,
                                    122,  112,  103,  95,   87,   80,   73,   67,   62,   57,   52,   48,  44,  40,  37,  34,  31,  29,
                                    26,   24,   22,   20,   19,   17,   16,   14,   13,   12,   11,   10,  9,   9,   8,   7,   7,   6};
    uint32_t step = (uint32_t)(a > b ? a - b : b - a) / (SCORE_ONE / 8);
    return (a > b ? a : b) + (step < LEN(more) ? more[step] : 0);
}

/* A candidate of mention i has this score: its chain adds it to those of its other mentions */
static void vote(chain_state *s, uint32_t i, uint32_t candidate, int32_t score)
{
    bool fresh = s->asked != i + 1;
    s->sum = fresh ? score : both(s->sum, score);
    if (fresh || score > s->best)
        s->best = score, s->best_at = candidate;
    s->asked = i + 1;
}

/* The antecedent of mention i: of the candidates' chains the one whose mentions together score most, the nearest of equal ones; of these the best.
 * NO_TOKEN: none is better than `least`. The features of a pair are made while the rows of the pair before are on their way. */
static uint32_t best_antecedent(const coref_doc *c, chain_state *chains, uint32_t i, const coref_sum *own, const coref_sum *as_antecedent, int32_t least)
{
    const coref_model *w = &c->model->coref;
    uint32_t candidate[COREF_WINDOW + COREF_FAR], n = coref_candidates(c, i, candidate), winner = NO_TOKEN, waiting = NO_TOKEN, barred = barred_chain(c, i);
    coref_between between = {0};
    coref_features f[2];
    for (uint32_t k = 0, which = 0; k <= n; k++) {
        uint32_t j = k < n ? candidate[k] : NO_TOKEN, chain = j == NO_TOKEN ? NO_TOKEN : c->doc->np.at[j].chain;
        bool open = j != NO_TOKEN && chain != barred && fits(c, &chains[chain], i);
        if (open)
            coref_pair_features(c, i, j, between, &f[which]);
        if (j != NO_TOKEN)
            coref_pass(c, i, j, &between);
        if (waiting != NO_TOKEN && (open || k == n)) {
            coref_sum sum;
            for (uint32_t x = 0; x < COREF_WIDTH; x++)
                sum.v[x] = (int16_t)(own->v[x] + as_antecedent[waiting].v[x]);
            add_rows(w, &f[which ^ 1], &sum);
            vote(&chains[c->doc->np.at[waiting].chain], i, waiting, w->math->weigh(w->weight, sum.v));
        }
        if (open)
            waiting = j, which ^= 1;
    }
    for (uint32_t k = 0; k < n; k++) {
        const chain_state *s = &chains[c->doc->np.at[candidate[k]].chain];
        if (s->asked == i + 1 && s->sum > least)
            least = s->sum, winner = s->best_at;
    }
    return winner;
}

/* What a mention adds to a pair as the one that refers back and as the other; what it scores as new. */
static void sum_mention(const coref_doc *c, uint32_t i, coref_sum *own, coref_sum *as_antecedent, int32_t *none)
{
    const coref_model *w = &c->model->coref;
    coref_values v;
    coref_features f[3];
    coref_mention_values(c, i, &v);
    for (uint32_t role = 0; role < 3; role++)
        coref_mention_features(w, &v, (coref_role)role, &f[role]);
    add_rows(w, &f[ROLE_ANTECEDENT], as_antecedent);
    add_rows(w, &f[ROLE_ANAPHOR], own);
    coref_sum new = *own;
    add_rows(w, &f[ROLE_NEW], &new);
    *none = w->math->weigh(w->weight, new.v);
}

/* One chain of two: its number is that of the first mention of both. */
static void unite(nlp_doc *d, uint32_t *root, uint32_t a, uint32_t b)
{
    a = d->np.at[a].chain, b = d->np.at[b].chain;
    while (root[a] != a)
        a = root[a] = root[root[a]];
    while (root[b] != b)
        b = root[b] = root[root[b]];
    root[a < b ? b : a] = a < b ? a : b;
    d->np.at[a].linked = d->np.at[b].linked = true;
}

/* The bare name of somebody named before: "Anna Lind ... Lind", "Anna"; NO_TOKEN: there is none whose chain fits */
static uint32_t same_person(const coref_doc *c, const chain_state *chains, uint32_t i)
{
    const doc_name *name = person_name(c, i);
    if (name == NULL || !c->m[i].named)
        return NO_TOKEN;
    for (uint32_t j = i, low = i > COREF_WINDOW ? i - COREF_WINDOW : 0; j-- > low;) {
        const doc_name *o = person_name(c, j);
        if (o == NULL || (o->count == 1) == (name->count == 1) || !fits(c, &chains[c->doc->np.at[j].chain], i) || !coref_agree(&c->m[i], &c->m[j]))
            continue;
        const doc_name *one = name->count == 1 ? name : o, *full = name->count == 1 ? o : name;
        if (c->key[one->first] == c->key[full->first] || c->key[one->first] == c->key[full->first + full->count - 1])
            return j;
    }
    return NO_TOKEN;
}

static bool rank(coref_doc *c, uint32_t *root)
{
    nlp_doc *d = c->doc;
    coref_sum *as_antecedent = arena_array(d->mem, (size_t)d->np.n + 1, sizeof *as_antecedent);
    coref_sum *own = arena_array(d->mem, (size_t)d->np.n + 1, sizeof *own);
    int32_t *none = arena_array(d->mem, (size_t)d->np.n + 1, sizeof *none);
    chain_state *chains = arena_array(d->mem, (size_t)d->np.n + 1, sizeof *chains);
    if (d->mem->failed)
        return false;
    for (uint32_t i = 0; i < d->np.n; i++) {
        sum_mention(c, i, &own[i], &as_antecedent[i], &none[i]);
        d->np.at[i].chain = i;
    }
    for (uint32_t i = 0; i < d->np.n; i++) {
        uint32_t winner = best_antecedent(c, chains, i, &own[i], as_antecedent, none[i]);
        doc_mention *p = &d->np.at[i];
        if (winner == NO_TOKEN)
            winner = same_person(c, chains, i);
        if (winner != NO_TOKEN && winner < i) {
            p->antecedent = winner;
            p->chain = d->np.at[winner].chain;
            p->linked = d->np.at[p->chain].linked = true;
        }
        join(c, &chains[p->chain], i);
        c->ahead[i] = winner != NO_TOKEN && winner > i ? winner : NO_TOKEN;
    }
    for (uint32_t i = 0; i < d->np.n; i++)
        if (c->ahead[i] != NO_TOKEN && fits(c, &chains[d->np.at[c->ahead[i]].chain], i))
            unite(d, root, i, c->ahead[i]), d->np.at[i].linked = d->np.at[c->ahead[i]].linked = true;
    return true;
}

static void settle(nlp_doc *d, uint32_t *root)
{
    for (uint32_t i = 0; i < d->np.n; i++) {
        root[i] = root[root[i]]; /* a root is never behind its members, so that it is settled before them */
        d->np.at[i].chain = root[d->np.at[i].chain];
    }
}

/* ---- he and she without a name ---- */

#define ORPHAN_AHEAD 40u  /* mentions behind one of the chain */
#define ORPHAN_REACH 600u /* mentions behind the first of it */

static bool subject(uint8_t place) { return place == CR_SUBJECT || place == CR_LOW_SUBJECT; }

/* "Lind said", "Lind's first film was" */
static bool leads(const coref_doc *c, uint32_t k)
{
    const nlp_doc *d = c->doc;
    uint32_t owned = c->m[k].place == CR_POSSESSOR ? d->head[d->np.at[k].head] : NO_TOKEN;
    return subject(c->m[k].place) || (owned != NO_TOKEN && rel_is(d, owned, R_NSUBJ));
}

/* The person named as a subject soonest behind the "he" i of a chain, not more than three sentences behind one of its mentions; or else the first one who
 * is new there, but by one word ("asked Lind"), as if known; NO_TOKEN: none */
static uint32_t name_behind(const coref_doc *c, uint32_t i)
{
    const nlp_doc *d = c->doc;
    uint32_t chain = d->np.at[i].chain, last = i, bare = NO_TOKEN;
    for (uint32_t k = i + 1;
         k < d->np.n && k <= last + ORPHAN_AHEAD && k <= i + ORPHAN_REACH && d->sent_of[d->np.at[k].head] <= d->sent_of[d->np.at[last].head] + 3; k++) {
        const coref_mention *m = &c->m[k];
        last = d->np.at[k].chain == chain ? k : last;
        if (m->kind != MK_NAME || m->type != CT_PERSON || m->group || !coref_agree(&c->m[i], m))
            continue;
        if (leads(c, k))
            return k;
        if (bare == NO_TOKEN && m->name != NO_TOKEN && d->np.at[k].chain == k && d->name[m->name].count == 1)
            bare = k;
    }
    return bare;
}

/* A text that begins with "he" names him later: a chain that begins with "he" or "she" and names nobody takes in the name. */
static bool adopt(coref_doc *c, uint32_t *root)
{
    nlp_doc *d = c->doc;
    bool *told = arena_array(d->mem, (size_t)d->np.n + 1, sizeof *told);
    if (told == NULL)
        return false;
    for (uint32_t i = 0; i < d->np.n; i++)
        told[d->np.at[i].chain] |=
            c->m[i].type == CT_PERSON && !c->m[i].predicate && (c->m[i].kind == MK_NAME || (c->m[i].kind == MK_NOUN && d->np.at[i].chain == i));
    for (uint32_t i = 0; i < d->np.n; i++) {
        if (told[d->np.at[i].chain] || !he_or_she(&c->m[i]))
            continue;
        told[d->np.at[i].chain] = true; /* once a chain */
        uint32_t name = name_behind(c, i);
        if (name != NO_TOKEN)
            unite(d, root, i, name), d->np.at[i].linked = d->np.at[name].linked = true;
    }
    settle(d, root);
    return true;
}

bool nlp_coref(const nlp_model *m, nlp_doc *doc)
{
    coref_doc c = {.model = m, .doc = doc};
    if (m->coref.row == NULL)
        return (doc->np_of = arena_array(doc->mem, doc->n + 1, sizeof *doc->np_of)) != NULL && memset(doc->np_of, 0xFF, (doc->n + 1) * sizeof *doc->np_of);
    if (!coref_mentions(&c))
        return false;
    uint32_t *root = arena_array(doc->mem, (size_t)doc->np.n + 1, sizeof *root);
    c.ahead = arena_array(doc->mem, (size_t)doc->np.n + 1, sizeof *c.ahead);
    if (root == NULL || c.ahead == NULL)
        return false;
    for (uint32_t i = 0; i < doc->np.n; i++)
        root[i] = i;
    if (!rank(&c, root))
        return false;
    settle(doc, root);
    return adopt(&c, root) && !doc->mem->failed;
}
