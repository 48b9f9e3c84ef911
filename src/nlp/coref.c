/*
 * coref.c - who is meant: each noun phrase and pronoun is given the mention before it that means the same, or none.
 *
 * Mention ranking with a network of one hidden layer, in integers: a mention has a vector as the one that refers back and another as the one that
 * is referred to, a pair has a third; each is the sum of the rows of its features (coref_features.c). Their sum goes through a threshold at zero and
 * is weighed; "none" is a candidate with a vector of its own. The best candidate wins, the nearest of equal ones. After Clark and Manning 2016
 * and Durrett and Klein 2013; trained by train/coref.py. At most COREF_WINDOW + COREF_FAR candidates a mention: linear in the text.
 * Two things are known beforehand: an object is not who does it, and a "he" without a name is the person who is named soon after.
 */
#include "nlp/coref.h"

_Static_assert(COREF_WIDTH == 32, "models/README.md has the shapes");

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
    c->out = c->row ? section(pk, "c.out", COREF_WIDTH * sizeof(int32_t), err) : NULL;
    c->type = c->out ? section(pk, "c.type", CT_TYPES * (size_t)m->nn.width[NN_GLOVE], err) : NULL;
    c->type_add = c->type ? section(pk, "c.typeb", CT_TYPES * sizeof(int32_t), err) : NULL;
    for (uint32_t i = 0; c->type_add && i < COREF_WIDTH; i++)
        if (c->out[i] < -(1 << 12) || c->out[i] > 1 << 12)
            return err_set(err, CASUS_ERR_DATA, "a number of the coreference model is out of range", 0);
    for (uint32_t i = 0; c->type_add && i < CT_TYPES; i++)
        if (c->type_add[i] < -(1 << 28) || c->type_add[i] > 1 << 28)
            return err_set(err, CASUS_ERR_DATA, "a number of the coreference model is out of range", 0);
    return c->type_add != NULL;
}

/* ---- words ---- */

int64_t coref_dot(const nlp_model *m, uint32_t a, uint32_t b)
{
    size_t n = m->nn.width[NN_GLOVE];
    const int8_t *x = m->nn.table[NN_GLOVE] + a * n, *y = m->nn.table[NN_GLOVE] + b * n;
    int32_t sum = 0;
    size_t i = 0;
    for (; i + 16 <= n; i += 16) /* so that compilers see vectors in it */
        for (size_t k = 0; k < 16; k++)
            sum += x[i + k] * y[i + k];
    for (; i < n; i++)
        sum += x[i] * y[i];
    return sum;
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
    for (uint8_t k = 0; k < CT_TYPES; k++) {
        int32_t sum = m->coref.type_add[k];
        for (size_t i = 0; i < n; i++)
            sum += m->coref.type[k * n + i] * v[i];
        if (sum > best)
            best = sum, type = k;
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

/* The sums of up to 255 rows */
typedef struct {
    int16_t column[COREF_WIDTH];
} coref_sum;
_Static_assert(3 * COREF_FEATURES_MAX <= 255, "a sum has three lists of features at most");
_Static_assert(COREF_WIDTH == NN_ROW, "kernels add rows of that width");

static void sum_rows(const nlp_model *m, const coref_features *f, coref_sum *sum) { m->nn.kernel->add_rows(sum->column, m->coref.row, f->at, f->n); }

static void add_sum(coref_sum *to, const coref_sum *more)
{
    for (uint32_t i = 0; i < COREF_WIDTH; i++)
        to->column[i] = (int16_t)(to->column[i] + more->column[i]);
}

static int32_t weigh(const coref_model *c, const coref_sum *sum)
{
    int32_t score = 0, last = sum->column[COREF_WIDTH - 1]; /* that one goes through no threshold */
    for (uint32_t i = 0; i < COREF_WIDTH; i++)
        score += (sum->column[i] > 0 ? sum->column[i] : 0) * c->out[i];
    return score + (last < 0 ? last * c->out[COREF_WIDTH - 1] : 0);
}

/* The rows lie all over a table that no near cache holds: asked for early, they are there when they are summed. */
static void fetch_rows(const coref_model *c, const coref_features *f)
{
    for (uint32_t k = 0; k < f->n; k++)
        __builtin_prefetch(c->row + (size_t)f->at[k] * COREF_WIDTH);
}

static bool he_or_she(const coref_mention *m) { return m->pronoun == PN_HE || m->pronoun == PN_SHE; }

/* "Holm said he would meet him": an object that is no "himself" is not who does it; the chain that it cannot join, NO_TOKEN: none */
static uint32_t barred_chain(const coref_doc *c, uint32_t i)
{
    const coref_mention *m = &c->m[i];
    uint32_t agent = he_or_she(m) && m->place == CR_OBJECT && !m->reflexive && m->agent != NO_TOKEN ? c->doc->np_of[m->agent] : NO_TOKEN;
    return agent != NO_TOKEN && agent < i ? c->doc->np.at[agent].chain : NO_TOKEN;
}

/* The best antecedent of mention i among the candidates, the nearest of equal ones; NO_TOKEN: none is better than `best`. The features of a pair are made while the rows of the pair before are on their way. */
static uint32_t best_antecedent(const coref_doc *c, uint32_t i, const coref_sum *own, const coref_sum *as_antecedent, int32_t best)
{
    const coref_model *w = &c->model->coref;
    uint32_t candidate[COREF_WINDOW + COREF_FAR], n = coref_candidates(c, i, candidate), winner = NO_TOKEN, barred = barred_chain(c, i);
    coref_between between = {0};
    coref_features f[2];
    for (uint32_t k = 0; k <= n; k++) {
        if (k < n) {
            coref_pair_features(c, i, candidate[k], between, &f[k & 1]);
            fetch_rows(w, &f[k & 1]);
            coref_pass(c, i, candidate[k], &between);
        }
        if (k == 0)
            continue;
        coref_sum sum = *own;
        add_sum(&sum, &as_antecedent[candidate[k - 1]]);
        sum_rows(c->model, &f[(k - 1) & 1], &sum);
        int32_t score = weigh(w, &sum);
        if (score > best && c->doc->np.at[candidate[k - 1]].chain != barred)
            best = score, winner = candidate[k - 1];
    }
    return winner;
}

static bool rank(coref_doc *c)
{
    nlp_doc *d = c->doc;
    const coref_model *w = &c->model->coref;
    coref_sum *as_antecedent = arena_array(d->mem, (size_t)d->np.n + 1, sizeof *as_antecedent);
    if (as_antecedent == NULL)
        return false;
    for (uint32_t i = 0; i < d->np.n; i++) {
        coref_sum own = {0}, none;
        coref_features f;
        coref_mention_features(c, i, ROLE_ANTECEDENT, &f);
        sum_rows(c->model, &f, &as_antecedent[i]);
        coref_mention_features(c, i, ROLE_ANAPHOR, &f);
        sum_rows(c->model, &f, &own);
        coref_mention_features(c, i, ROLE_NEW, &f);
        none = own;
        sum_rows(c->model, &f, &none);
        d->np.at[i].antecedent = best_antecedent(c, i, &own, as_antecedent, weigh(w, &none));
        doc_mention *p = &d->np.at[i];
        p->chain = p->antecedent == NO_TOKEN ? i : d->np.at[p->antecedent].chain;
        if (p->antecedent != NO_TOKEN)
            p->linked = d->np.at[p->chain].linked = true;
    }
    return true;
}

/* ---- he and she without a name ---- */

#define ORPHAN_AHEAD 40u /* mentions */

/* the person named as a subject soonest behind the first "he" of a chain, in its sentence or one of the next two; NO_TOKEN: none */
static uint32_t name_behind(const coref_doc *c, uint32_t i)
{
    const nlp_doc *d = c->doc;
    for (uint32_t k = i + 1; k < d->np.n && k <= i + ORPHAN_AHEAD && d->sent_of[d->np.at[k].head] <= d->sent_of[d->np.at[i].head] + 3; k++) {
        const coref_mention *m = &c->m[k];
        if (m->kind == MK_NAME && m->type == CT_PERSON && !m->group && (m->place == CR_SUBJECT || m->place == CR_LOW_SUBJECT) && coref_agree(&c->m[i], m))
            return k;
    }
    return NO_TOKEN;
}

/* A text that begins with "he" names him later: a chain of nothing but "he" or "she" takes in the name. */
static bool adopt(coref_doc *c)
{
    nlp_doc *d = c->doc;
    uint32_t *into = arena_array(d->mem, (size_t)d->np.n + 1, sizeof *into);
    bool *named = arena_array(d->mem, (size_t)d->np.n + 1, sizeof *named);
    if (into == NULL || named == NULL)
        return false;
    for (uint32_t i = 0; i < d->np.n; i++)
        named[d->np.at[i].chain] |= c->m[i].kind == MK_NAME;
    for (uint32_t i = 0; i < d->np.n; i++) {
        uint32_t name = d->np.at[i].chain == i && he_or_she(&c->m[i]) && !named[i] ? name_behind(c, i) : NO_TOKEN;
        into[i] = name == NO_TOKEN ? NO_TOKEN : d->np.at[name].chain;
        if (name != NO_TOKEN)
            d->np.at[i].linked = d->np.at[name].linked = d->np.at[into[i]].linked = true;
    }
    for (uint32_t i = 0; i < d->np.n; i++)
        if (into[d->np.at[i].chain] != NO_TOKEN)
            d->np.at[i].chain = into[d->np.at[i].chain];
    return true;
}

bool nlp_coref(const nlp_model *m, nlp_doc *doc)
{
    coref_doc c = {.model = m, .doc = doc};
    if (m->coref.row == NULL)
        return (doc->np_of = arena_array(doc->mem, doc->n + 1, sizeof *doc->np_of)) != NULL && memset(doc->np_of, 0xFF, (doc->n + 1) * sizeof *doc->np_of);
    if (!coref_mentions(&c) || !rank(&c))
        return false;
    return adopt(&c) && !doc->mem->failed;
}
