/*
 * coref.c - who is meant: each noun phrase and pronoun is given the mention before it that means the same, or none.
 *
 * Mention ranking with a network of one hidden layer, in integers: a mention has a vector as the one that refers back and another as the one that
 * is referred to, a pair has a third; each is the sum of the rows of its features (coref_features.c). Their sum goes through a threshold at zero and
 * is weighed; "none" is a candidate with a vector of its own. The best candidate wins, the nearest of equal ones. After Clark and Manning 2016
 * and Durrett and Klein 2013; trained by train/coref.py. At most COREF_WINDOW + COREF_FAR candidates a mention: linear in the text.
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
    for (size_t i = 0; i < n; i++)
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

static void sum_rows(const coref_model *c, const coref_features *f, int32_t *out)
{
    for (uint32_t k = 0; k < f->n; k++) {
        const int8_t *row = c->row + (size_t)f->at[k] * COREF_WIDTH;
        for (uint32_t i = 0; i < COREF_WIDTH; i++)
            out[i] += row[i];
    }
}

static int32_t weigh(const coref_model *c, const int32_t *sum)
{
    int32_t score = sum[COREF_WIDTH - 1] * c->out[COREF_WIDTH - 1];
    for (uint32_t i = 0; i + 1 < COREF_WIDTH; i++)
        score += (sum[i] > 0 ? sum[i] : 0) * c->out[i];
    return score;
}

static bool rank(coref_doc *c)
{
    nlp_doc *d = c->doc;
    const coref_model *w = &c->model->coref;
    int32_t *as_antecedent = arena_array(d->mem, (size_t)d->np.n + 1, COREF_WIDTH * sizeof *as_antecedent);
    if (as_antecedent == NULL)
        return false;
    for (uint32_t i = 0; i < d->np.n; i++) {
        uint32_t candidate[COREF_WINDOW + COREF_FAR], n = coref_candidates(c, i, candidate), agreeing = 0;
        int32_t own[COREF_WIDTH] = {0}, sum[COREF_WIDTH];
        coref_features f;
        coref_mention_features(c, i, ROLE_ANTECEDENT, &f);
        sum_rows(w, &f, as_antecedent + (size_t)i * COREF_WIDTH);
        coref_mention_features(c, i, ROLE_ANAPHOR, &f);
        sum_rows(w, &f, own);
        coref_mention_features(c, i, ROLE_NEW, &f);
        memcpy(sum, own, sizeof sum);
        sum_rows(w, &f, sum);
        int32_t best = weigh(w, sum);
        for (uint32_t k = 0; k < n; k++) {
            const int32_t *of = as_antecedent + (size_t)candidate[k] * COREF_WIDTH;
            coref_pair_features(c, i, candidate[k], agreeing, &f);
            for (uint32_t x = 0; x < COREF_WIDTH; x++)
                sum[x] = own[x] + of[x];
            sum_rows(w, &f, sum);
            int32_t score = weigh(w, sum);
            if (score > best)
                best = score, d->np.at[i].antecedent = candidate[k];
            agreeing += coref_agree(&c->m[i], &c->m[candidate[k]]);
        }
    }
    return true;
}

bool nlp_coref(const nlp_model *m, nlp_doc *doc)
{
    coref_doc c = {.model = m, .doc = doc};
    if (m->coref.row == NULL)
        return (doc->np_of = arena_array(doc->mem, doc->n + 1, sizeof *doc->np_of)) != NULL && memset(doc->np_of, 0xFF, (doc->n + 1) * sizeof *doc->np_of);
    if (!coref_mentions(&c) || !rank(&c))
        return false;
    for (uint32_t i = 0; i < doc->np.n; i++) {
        doc_mention *p = &doc->np.at[i];
        p->chain = i;
        if (p->antecedent == NO_TOKEN)
            continue;
        p->chain = doc->np.at[p->antecedent].chain;
        p->linked = doc->np.at[p->chain].linked = true;
    }
    return !doc->mem->failed;
}
