/*
 * features.c - word -> rows of the embedding tables: the twin of train/features.py, which says the same in Python.
 *
 * A word has a vector of its own if it is among the 60,000 of GloVe, and hashed rows for the folded word, its first and last
 * three bytes, its shape, and its last two bytes with the class of its first character. A change here makes all weights useless.
 */
#include "nlp/nlp.h"

#define KEY_BYTES 256u /* of a word enter its hash; longer words are not words */

/* rows that a hash may hit: seed and table of features.py */
static uint32_t hashed(const nlp_model *m, uint32_t part, const char *p, size_t n)
{
    uint64_t h = hash_bytes(p, n, part); /* the seeds of features.py are the parts' numbers: 1 word ... 5 si */
    return (uint32_t)(h ^ (h >> 32)) & (m->nn.rows[part] - 1);
}

void feat_index(nlp_model *m)
{
    uint32_t n = m->nn.rows[NN_GLOVE], row = 0;
    for (uint32_t top = 0; top < (1u << GLOVE_BITS); top++) {
        while (row < n && m->nn.glove_key[row] >> (64 - GLOVE_BITS) < top)
            row++;
        m->glove_from[top] = row;
    }
    m->glove_from[1u << GLOVE_BITS] = n;
}

uint32_t feat_glove(const nlp_model *m, str fold)
{
    uint64_t key = hash_bytes(fold.p, fold.n, 0);
    uint32_t low = m->glove_from[key >> (64 - GLOVE_BITS)], high = m->glove_from[(key >> (64 - GLOVE_BITS)) + 1];
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (m->nn.glove_key[mid] < key)
            low = mid + 1;
        else
            high = mid;
    }
    return low < m->nn.rows[NN_GLOVE] && m->nn.glove_key[low] == key ? low : UINT32_MAX;
}

const int8_t *nlp_vector(const nlp_model *m, str fold)
{
    uint32_t row = m->nn.width[NN_GLOVE] == NLP_VECTOR ? feat_glove(m, fold) : UINT32_MAX;
    return row == UINT32_MAX ? NULL : m->nn.table[NN_GLOVE] + (size_t)row * NLP_VECTOR;
}

/* typographic quotes, dashes and spaces as ASCII; PUNCT of tools/textfold.py */
static uint32_t plain_punct(uint32_t cp)
{
    switch (cp) {
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x201B:
    case 0x2BC:
    case 0x2032:
        return '\'';
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F:
    case 0x2033:
    case 0xAB:
    case 0xBB:
        return '"';
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2212:
        return '-';
    case 0xA0:
    case 0x202F:
    case 0x2009:
        return ' ';
    default:
        return cp;
    }
}

static char shape_class(uint32_t cp)
{
    if (cp >= 'a' && cp <= 'z')
        return 'x';
    if (cp >= 'A' && cp <= 'Z')
        return 'X';
    if (cp >= '0' && cp <= '9')
        return 'd';
    if (cp < 0x80)
        return (char)cp;
    uint32_t props = cp == UTF8_BAD ? 0 : uc_props(cp);
    return (props & UC_UPPER) != 0 ? 'X' : (props & UC_LETTER) != 0 ? 'x' : 'p';
}

size_t feat_shape(str form, char out[16])
{
    size_t n = 0;
    uint32_t run = 0, len;
    char last = 0;
    for (size_t i = 0; i < form.n && n < 16; i += len) {
        char c = shape_class(plain_punct(utf8_next(form.p + i, form.n - i, &len)));
        run = c == last ? run + 1 : 1;
        last = c;
        if (run <= 3)
            out[n++] = c;
    }
    return n;
}

void feat_rows(const nlp_model *m, str form, str fold, word_rows *out)
{
    char digits[KEY_BYTES], shape[16], si[4];
    size_t n = fold.n < KEY_BYTES ? fold.n : KEY_BYTES, edge = n < 3 ? n : 3, tail = n < 2 ? n : 2, n_shape = feat_shape(form, shape);
    for (size_t i = 0; i < n; i++)
        digits[i] = (char)(fold.p[i] >= '0' && fold.p[i] <= '9' ? '0' : fold.p[i]);
    out->row[NN_GLOVE] = feat_glove(m, fold);
    out->row[NN_WORD] = hashed(m, NN_WORD, digits, n);
    out->row[NN_PRE] = hashed(m, NN_PRE, digits, edge);
    out->row[NN_SUF] = hashed(m, NN_SUF, digits + n - edge, edge);
    out->row[NN_SHAPE] = hashed(m, NN_SHAPE, shape, n_shape);
    memcpy(si, digits + n - tail, tail);
    si[tail] = '|';
    if (n_shape > 0)
        si[tail + 1] = shape[0];
    out->row[NN_SI] = hashed(m, NN_SI, si, tail + 1 + (n_shape > 0));
}

void feat_input(const nlp_model *m, const word_rows *rows, uint8_t *in)
{
    const uint64_t flip = m->nn.kernel->offset * UINT64_C(0x0101010101010101); /* 128 is the sign bit */
    for (uint32_t p = 0; p < NN_PARTS; p++) {
        size_t width = m->nn.width[p];
        if (rows->row[p] == UINT32_MAX)
            memset(in, 0, width);
        else
            memcpy(in, m->nn.table[p] + rows->row[p] * width, width);
        in += width;
    }
    in -= m->nn.input;
    for (size_t i = 0; flip != 0 && i < m->nn.input; i += sizeof flip) {
        uint64_t eight;
        memcpy(&eight, in + i, sizeof eight);
        eight ^= flip;
        memcpy(in + i, &eight, sizeof eight);
    }
}
