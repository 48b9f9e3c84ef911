/*
 * scorer.c - the learned scorer behind the frames, for given pairs: a log-linear model in whole numbers.
 *
 * In: named features of a pair and the mean vector of its words. Out: a score for each class and the share of the best, which is its
 * confidence. Weights are models/pairs.score, made by train/pairs.py: section sc.key (u32 keys, rising), sc.w (i16, 15 a key), sc.v (i16, 15 a
 * dimension of the vector, in 1/128), sc.b (i32, 15). A score counts in 1/256 of a bit: 256 more is twice as likely.
 */
#include "event/scorer.h"

enum { SURE_STEP = 50, SURE_KNOTS = 1000 / SURE_STEP + 1 };

static const struct {
    const char *category, *cameo;
} classes[SCORER_CLASSES] = {
    {"AGREE", "030"},   {"CONSULT", "040"},  {"SUPPORT", "051"},  {"COOPERATE", "060"}, {"AID", "070"},
    {"CONCEDE", "080"}, {"REQUEST", "020"},  {"ACCUSE", "111"},   {"REJECT", "120"},    {"THREATEN", "130"},
    {"PROTEST", "140"}, {"MOBILIZE", "150"}, {"SANCTION", "160"}, {"COERCE", "170"},    {"ASSAULT", "190"},
};

uint8_t scorer_class(const event_doc *ed, uint8_t category)
{
    const char *name = lex_string(ed->lex, lex_category(ed->lex, category)->name);
    if (strcmp(name, "RETREAT") == 0)
        name = "CONCEDE";
    for (uint8_t i = 0; i < SCORER_CLASSES; i++)
        if (strcmp(classes[i].category, name) == 0)
            return i;
    return 0;
}

uint8_t scorer_category(const event_doc *ed, uint8_t klass)
{
    int c = lex_category_index(ed->lex, classes[klass].category);
    return c < 0 ? 0 : (uint8_t)c;
}

const char *scorer_cameo(uint8_t klass) { return classes[klass].cameo; }

void scorer_add(event_doc *ed, scorer_input *in, const char *kind, str value)
{
    size_t n = strlen(kind);
    char *p = in->n < SCORER_FEATURES_MAX ? arena_get(ed->mem, n + value.n + 1) : NULL;
    if (!p)
        return;
    memcpy(p, kind, n);
    if (in->alone && kind[0] >= 'A' && kind[0] <= 'Z' && kind[0] != 'E')
        p[0] = (char)(kind[0] + 'a' - 'A');
    if (value.n)
        memcpy(p + n, value.p, value.n);
    str name = str_of(p, n + value.n);
    for (uint32_t i = 0; i < in->n; i++)
        if (str_eq(in->name[i], name))
            return;
    in->name[in->n++] = name;
}

void scorer_word(event_doc *ed, scorer_input *in, uint32_t token)
{
    const int8_t *v = ed->model ? nlp_vector(ed->model, ed->nlp->fold[token]) : NULL;
    if (!v)
        return;
    for (uint32_t i = 0; i < SCORER_VECTOR; i++)
        in->vector[i] += v[i];
    in->words++;
}

void scorer_mean(scorer_input *in)
{
    for (uint32_t i = 0; i < SCORER_VECTOR && in->words > 1; i++)
        in->vector[i] /= in->words;
    in->words = in->words ? 1 : 0;
}

static const int16_t *weights_of(const lexicon *lex, str name) { return lex_score(lex, (uint32_t)(hash_bytes(name.p, name.n, 0) >> 32)); }

int32_t scorer_part(const event_doc *ed, const scorer_input *in, uint32_t i, uint8_t klass)
{
    if (i < in->n) {
        const int16_t *w = weights_of(ed->lex, in->name[i]);
        return w ? w[klass] : 0;
    }
    int32_t sum = 0;
    for (uint32_t k = 0; k < SCORER_VECTOR; k++)
        sum += in->vector[k] * lex_score_vector(ed->lex, k)[klass];
    return sum / 128;
}

int64_t scorer_power(int32_t x)
{
    static const uint16_t sixteenth[] = {65535, 62757, 60096, 57549, 55108, 52772, 50534, 48391, 46340, 44376, 42494, 40693, 38967, 37315, 35733, 34218};
    return x >= 16 * 256 ? 0 : (int64_t)sixteenth[x / 16 % 16] >> (x / 256);
}

/* How often a best class of that share was right: between two knots, one each 50 per mille; the second row is for words without an event */
static int sure(const event_doc *ed, bool alone, int share)
{
    uint32_t knot = (alone ? SURE_KNOTS : 0) + (uint32_t)share / SURE_STEP;
    const int16_t *left = lex_score_sure(ed->lex, knot), *right = share % SURE_STEP ? lex_score_sure(ed->lex, knot + 1) : left;
    return left && right ? *left + (*right - *left) * (share % SURE_STEP) / SURE_STEP : share;
}

void scorer_run(const event_doc *ed, const scorer_input *in, scorer_result *out)
{
    int64_t all = 0;
    for (uint8_t c = 0; c < SCORER_CLASSES; c++) {
        out->score[c] = lex_score_bias(ed->lex, c);
        for (uint32_t i = 0; i <= in->n; i++)
            out->score[c] += scorer_part(ed, in, i, c);
    }
    out->best = 0;
    for (uint8_t c = 1; c < SCORER_CLASSES; c++)
        if (out->score[c] > out->score[out->best])
            out->best = c;
    for (uint8_t c = 0; c < SCORER_CLASSES; c++)
        all += scorer_power(out->score[out->best] - out->score[c]);
    out->share = sure(ed, in->alone, (int)(1000 * scorer_power(0) / all));
}
