/*
 * model.c - reads the model's sections (models/README.md) in place and checks every shape and bound.
 *
 * A pack whose checksum is right can still hold nonsense: whoever makes data files makes checksums too. After nn_open() no index
 * made from the model leaves its section and no int32 sum can overflow.
 */
#include "nn/model.h"

#define MAX_DIST (1 << 24)
#define MIN_SCALE 16u
#define MAX_SCALE (1u << 24)

typedef struct {
    const pack *pk;
    casus_err *err;
} reader;

static bool bad(const reader *r, const uint8_t *at, const char *msg)
{
    return err_set(r->err, CASUS_ERR_DATA, msg, at != NULL ? (size_t)(at - r->pk->data) : 0);
}

/* Section `name` of exactly `size` bytes; 8-byte aligned in memory. NULL and an error otherwise. */
static const void *section(const reader *r, const char *name, size_t size, uint64_t *count)
{
    pack_section s;
    if (!pack_find(r->pk, name, &s)) {
        bad(r, NULL, "a section of the model is missing");
        return NULL;
    }
    if (s.n != size || (uintptr_t)s.p % 8 != 0) {
        bad(r, s.p, s.n != size ? "a section of the model has the wrong size" : "the data file is not aligned in memory");
        return NULL;
    }
    if (count != NULL)
        *count = s.count;
    return s.p;
}

/* n int32 values, each within +-limit */
static const int32_t *numbers(const reader *r, const char *name, size_t n, int32_t limit)
{
    const int32_t *v = section(r, name, n * sizeof *v, NULL);
    for (size_t i = 0; v != NULL && i < n; i++)
        if (v[i] < -limit || v[i] > limit) {
            bad(r, (const uint8_t *)(v + i), "a number of the model is out of range");
            return NULL;
        }
    return v;
}

/* "w.name" and "b.name" */
static bool matrix(const reader *r, const char *name, uint32_t in, uint32_t out, nn_model *model, nn_matrix *m)
{
    char w[9] = "w.", b[9] = "b.";
    uint64_t count;
    memcpy(w + 2, name, strlen(name));
    memcpy(b + 2, name, strlen(name));
    *m = (nn_matrix){.in = in, .out = out};
    m->w = section(r, w, nn_packed_size(in, out), &count);
    if (m->w != NULL && count != ((uint64_t)out << 32 | in))
        return bad(r, (const uint8_t *)m->w, "a matrix of the model has another shape");
    const int32_t *bias = m->w != NULL ? numbers(r, b, out, NN_MAX_BIAS) : NULL;
    if (bias == NULL)
        return false;
    m->b = model->bias + model->n_bias;
    nn_bias(m, model->kernel->offset, bias, model->bias + model->n_bias);
    model->n_bias += (uint32_t)nn_round_up(out, NN_OUTS);
    if (model->kernel->inspect != NULL) {
        model->kernel->inspect(m, model->care + model->n_care);
        m->care = model->care + model->n_care;
        model->n_care += (uint32_t)(nn_round_up(out, NN_OUTS) / NN_OUTS * nn_blocks(m));
    }
    return true;
}

/* "n.name" */
static bool norm(const reader *r, const char *name, uint32_t width, nn_norm *m)
{
    char n[9] = "n.";
    memcpy(n + 2, name, strlen(name));
    const int16_t *p = section(r, n, 4 * (size_t)width + sizeof m->eps, NULL);
    if (p == NULL)
        return false;
    *m = (nn_norm){.gamma = p, .beta = p + width, .width = width};
    memcpy(&m->eps, p + 2 * (size_t)width, sizeof m->eps);
    if (m->eps < NN_MIN_EPS || m->eps > (int64_t)1 << 52)
        return bad(r, (const uint8_t *)p, "a norm of the model is out of range");
    return true;
}

static bool read_shape(nn_model *m, const reader *r)
{
    const uint32_t *v = section(r, "nn.meta", 17 * sizeof *v, NULL);
    if (v == NULL)
        return false;
    if (v[16] != NN_OUTS)
        return bad(r, (const uint8_t *)v, "the model's matrices are packed for another version");
    m->d = v[0], m->pieces = v[1], m->h = v[2];
    m->n_upos = v[3], m->n_xpos = v[4], m->n_ner = v[5], m->n_rel = v[6], m->n_conv = v[7];
    if (m->d < 16 || m->d > NN_MAX_D || m->d % 16 != 0 || m->pieces < 1 || m->pieces > NN_MAX_PIECES || m->h < 16 || m->h > NN_MAX_H || m->h % 16 != 0 ||
        m->n_conv < 1 || m->n_conv > NN_MAX_CONV)
        return bad(r, (const uint8_t *)v, "the model has a shape that this version cannot run");
    for (uint32_t i = 3; i < 7; i++)
        if (v[i] < 1 || v[i] > NN_MAX_TAGS / 4)
            return bad(r, (const uint8_t *)v, "the model has no tags or too many of them");
    for (uint32_t i = 0; i < m->n_conv; i++) {
        m->dilation[i] = v[8 + i];
        if (m->dilation[i] < 1 || m->dilation[i] > NN_MAX_DILATION)
            return bad(r, (const uint8_t *)v, "a dilation of the model is out of range");
        m->gap = m->dilation[i] > m->gap ? m->dilation[i] : m->gap;
    }
    return true;
}

static bool read_tags(nn_model *m, const reader *r)
{
    pack_section s;
    uint32_t want = m->n_upos + m->n_xpos + m->n_ner + m->n_rel, n = 0;
    if (!pack_find(r->pk, "nn.tags", &s) || s.n == 0 || s.p[s.n - 1] != 0)
        return bad(r, NULL, "the model has no list of tags");
    for (size_t at = 0; at < s.n && n < want; at += strlen((const char *)s.p + at) + 1)
        m->tag[n++] = (const char *)s.p + at;
    return n == want || bad(r, s.p, "the model's list of tags is too short");
}

static bool read_tables(nn_model *m, const reader *r)
{
    static const char *const names[NN_PARTS] = {"g.vec", "t.word", "t.pre", "t.suf", "t.shape", "t.si"};
    for (uint32_t i = 0; i < NN_PARTS; i++) {
        pack_section s;
        if (!pack_find(r->pk, names[i], &s))
            return bad(r, NULL, "a table of the model is missing");
        if (s.count == 0 || s.count > UINT32_MAX / NN_MAX_IN || s.n % s.count != 0 || s.n / s.count > NN_MAX_IN - m->input ||
            (i != NN_GLOVE && (s.count & (s.count - 1)) != 0))
            return bad(r, s.p, "a table of the model has the wrong size");
        m->table[i] = (const int8_t *)s.p;
        m->rows[i] = (uint32_t)s.count;
        m->width[i] = (uint32_t)(s.n / s.count);
        m->input += m->width[i];
    }
    if (m->input == 0 || m->input % NN_INS != 0)
        return bad(r, NULL, "the model's tables have widths that this version cannot run");
    m->glove_key = section(r, "g.key", m->rows[NN_GLOVE] * sizeof *m->glove_key, NULL);
    for (uint32_t i = 1; m->glove_key != NULL && i < m->rows[NN_GLOVE]; i++)
        if (m->glove_key[i - 1] >= m->glove_key[i])
            return bad(r, (const uint8_t *)(m->glove_key + i), "the word vectors are not in order");
    return m->glove_key != NULL;
}

static bool read_layers(nn_model *m, const reader *r)
{
    uint32_t wide = m->d * m->pieces, tags = m->n_upos + m->n_xpos + m->n_ner;
    if (!matrix(r, "mix", m->input, wide, m, &m->mix) || !norm(r, "mix", m->d, &m->mix_norm))
        return false;
    for (uint32_t i = 0; i < m->n_conv; i++) {
        char name[3] = {'c', (char)('0' + i), 0};
        if (!matrix(r, name, 3 * m->d, wide, m, &m->conv[i]) || !norm(r, name, m->d, &m->conv_norm[i]))
            return false;
    }
    return matrix(r, "tags", m->d, tags, m, &m->tags) && matrix(r, "parse", m->d, 4 * m->h, m, &m->parse) && matrix(r, "arc", m->h, m->h, m, &m->arc) &&
           matrix(r, "label", m->h, m->n_rel, m, &m->label);
}

static bool read_parser(nn_model *m, const reader *r)
{
    const uint32_t *scale = section(r, "m.scale", 3 * sizeof *scale, NULL);
    const int8_t *root = scale != NULL ? section(r, "p.root", nn_round_up(m->h, 128), NULL) : NULL;
    if (root == NULL)
        return false;
    for (uint32_t i = 0; i < 3; i++)
        if (scale[i] < MIN_SCALE || scale[i] > MAX_SCALE)
            return bad(r, (const uint8_t *)scale, "a scale of the model is out of range");
    m->scale_parse = scale[0], m->scale_arc = scale[1], m->scale_label = scale[2];
    for (uint32_t i = 0; i < m->h; i++)
        m->root[i] = (uint8_t)(root[i] + (int32_t)m->kernel->offset);
    m->root_label = numbers(r, "p.rootl", m->h, NN_MAX_BIAS);
    m->dist = m->root_label != NULL ? numbers(r, "p.dist", NN_DISTS, MAX_DIST) : NULL;
    m->dist_label = m->dist != NULL ? numbers(r, "p.distl", (size_t)NN_DISTS * m->h, NN_MAX_BIAS) : NULL;
    return m->dist_label != NULL;
}

bool nn_open(nn_model *m, const pack *pk, const nn_kernel *kernel, casus_err *err)
{
    const uint16_t one = 1;
    reader r = {pk, err};
    memset(m, 0, sizeof *m);
    m->kernel = kernel;
    if (*(const uint8_t *)&one != 1)
        return err_set(err, CASUS_ERR_DATA, "the data file is for little-endian machines", 0);
    return read_shape(m, &r) && read_tags(m, &r) && read_tables(m, &r) && read_layers(m, &r) && read_parser(m, &r);
}
