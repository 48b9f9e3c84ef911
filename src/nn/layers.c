/*
 * layers.c - the network's steps over a batch: mix, convolutions, tag sums, arc and label scores.
 *
 * Rows go through every product in blocks of NN_BLOCK, so that the int32 sums of a block are used while they are in the cache.
 */
#include "nn/layers.h"

bool nn_batch_init(nn_batch *b, const nn_model *m, arena *mem, uint32_t max_tokens, uint32_t max_rows)
{
    size_t h = m->h, d = m->d, widest = d;
    *b = (nn_batch){.m = m, .k = m->kernel, .max_tokens = max_tokens, .max_rows = max_rows};
    widest = widest > 2 * h ? widest : 2 * h;
    widest = widest > m->tags.out ? widest : m->tags.out;
    b->ld = nn_round_up(widest > m->label.out ? widest : m->label.out, NN_OUTS);
    b->ld_input = nn_round_up(m->input, 64);
    b->row = arena_array(mem, max_tokens, sizeof *b->row);
    b->input = arena_array(mem, NN_BLOCK * b->ld_input, sizeof *b->input);
    b->x = arena_array(mem, max_tokens * d, sizeof *b->x);
    b->q = arena_array(mem, max_rows * d, sizeof *b->q);
    b->part = arena_array(mem, NN_BLOCK * h, sizeof *b->part);
    b->arc = arena_array(mem, max_tokens * h, sizeof *b->arc);
    b->head = arena_array(mem, max_tokens * h, sizeof *b->head);
    b->label = arena_array(mem, max_tokens * 2 * h, sizeof *b->label);
    b->heads = arena_array(mem, nn_round_up(max_tokens + 1, NN_OUTS) * h, sizeof *b->heads);
    b->heads_bias = arena_array(mem, nn_round_up(max_tokens + 1, NN_OUTS), sizeof *b->heads_bias);
    b->sums = arena_array(mem, NN_BLOCK * b->ld, sizeof *b->sums);
    return !mem->failed;
}

void nn_batch_clear(nn_batch *b)
{
    b->n = 0;
    b->n_rows = b->m->gap;
    memset(b->q, (int)b->k->offset, b->m->gap * (size_t)b->m->d);
}

bool nn_batch_add(nn_batch *b, uint32_t n)
{
    uint32_t gap = b->m->gap;
    if (n > b->max_tokens - b->n || n + gap > b->max_rows - b->n_rows)
        return false;
    for (uint32_t i = 0; i < n; i++)
        b->row[b->n++] = b->n_rows++;
    memset(b->q + (size_t)b->n_rows * b->m->d, (int)b->k->offset, gap * (size_t)b->m->d);
    b->n_rows += gap;
    return true;
}

/* the number of tokens in the block that starts at `first` */
static uint32_t block_size(const nn_batch *b, uint32_t first) { return b->n - first < NN_BLOCK ? b->n - first : NN_BLOCK; }

static nn_input rows_of_q(const nn_batch *b, uint32_t first, uint32_t dilation) { return (nn_input){b->q, b->row + first, b->m->d, dilation}; }

/* q of all tokens from x; x has 8 bits after the point, q has 8 - shift */
static void quantise(nn_batch *b, unsigned shift)
{
    uint32_t d = b->m->d;
    for (uint32_t i = 0; i < b->n; i++)
        b->k->quantise(b->q + (size_t)b->row[i] * d, b->x + (size_t)i * d, d, shift);
}

void nn_mix(nn_batch *b, uint32_t first, uint32_t n)
{
    nn_input in = {b->input, NULL, b->ld_input, 0};
    b->k->matmul(&b->m->mix, b->m->pieces, &in, n, b->sums, b->ld);
    b->k->norm(&b->m->mix_norm, b->sums, b->ld, n, b->x + (size_t)first * b->m->d, false);
}

void nn_encode(nn_batch *b)
{
    const nn_model *m = b->m;
    for (uint32_t c = 0; c < m->n_conv; c++) {
        quantise(b, c == 0 ? 3 : 4);
        for (uint32_t i = 0; i < b->n; i += NN_BLOCK) {
            nn_input in = rows_of_q(b, i, m->dilation[c]);
            uint32_t n = block_size(b, i);
            b->k->matmul(&m->conv[c], m->pieces, &in, n, b->sums, b->ld);
            b->k->norm(&m->conv_norm[c], b->sums, b->ld, n, b->x + (size_t)i * m->d, true);
        }
    }
    quantise(b, 4);
}

void nn_tag_scores(nn_batch *b, uint32_t first, uint32_t n)
{
    nn_input in = rows_of_q(b, first, 0);
    b->k->matmul(&b->m->tags, 1, &in, n, b->sums, b->ld);
}

/* n outputs of m from `first` on, multiples of NN_OUTS, as a matrix */
static nn_matrix some_outputs(const nn_matrix *m, size_t first, uint32_t n)
{
    const uint8_t *care = m->care != NULL ? m->care + first / NN_OUTS * nn_blocks(m) : NULL;
    return (nn_matrix){nn_group(m, first / NN_OUTS), m->b + first, m->in, n, care};
}

void nn_parse_vectors(nn_batch *b)
{
    const nn_model *m = b->m;
    const size_t h = m->h;
    const nn_matrix arc_parts = some_outputs(&m->parse, 0, 2 * m->h), label_parts = some_outputs(&m->parse, 2 * h, 2 * m->h);
    for (uint32_t i = 0; i < b->n; i += NN_BLOCK) {
        uint32_t n = block_size(b, i);
        nn_input in = rows_of_q(b, i, 0), dependents = {b->part, NULL, h, 0};
        b->k->matmul(&label_parts, 1, &in, n, b->label + i * 2 * h, 2 * h);
        b->k->matmul(&arc_parts, 1, &in, n, b->sums, b->ld);
        for (uint32_t r = 0; r < n; r++) {
            const int32_t *z = b->sums + r * b->ld;
            b->k->rescale(b->part + r * h, z, h, m->scale_parse, true);
            b->k->rescale(b->head + (i + r) * h, z + h, h, m->scale_parse, true);
        }
        b->k->matmul(&m->arc, 1, &dependents, n, b->sums, b->ld);
        for (uint32_t r = 0; r < n; r++)
            b->k->rescale(b->arc + (i + r) * h, b->sums + r * b->ld, h, m->scale_arc, false);
    }
}

/* The root and the heads of a sentence as a matrix [1 + n][H]: activations become weights */
static nn_matrix pack_heads(nn_batch *b, uint32_t first, uint32_t n)
{
    const size_t h = b->m->h;
    const uint32_t flip = b->k->offset * 0x01010101u; /* 128 is the sign bit */
    for (size_t c = 0; c <= n; c++) {
        const uint8_t *v = c == 0 ? b->m->root : b->head + (first + c - 1) * h;
        int8_t *w = b->heads + c / NN_OUTS * NN_OUTS * h + c % NN_OUTS * NN_INS;
        for (size_t k = 0; k < h; k += NN_INS, w += NN_OUTS * NN_INS) {
            uint32_t four;
            memcpy(&four, v + k, sizeof four);
            four ^= flip;
            memcpy(w, &four, sizeof four);
        }
    }
    nn_matrix m = {b->heads, b->heads_bias, b->m->h, n + 1, NULL};
    nn_bias(&m, b->k->offset, NULL, b->heads_bias);
    return m;
}

static uint32_t distance(uint32_t dependent, uint32_t head) { return (uint32_t)(nn_clamp((int32_t)head - (int32_t)dependent, -NN_DIST, NN_DIST) + NN_DIST); }

void nn_arc_scores(nn_batch *b, uint32_t first, uint32_t n, int32_t *score, size_t ld)
{
    const nn_matrix heads = pack_heads(b, first, n);
    const nn_input dependents = {b->arc + (size_t)first * b->m->h, NULL, b->m->h, 0};
    const int32_t *dist = b->m->dist;
    b->k->matmul(&heads, 1, &dependents, n, score, ld);
    for (uint32_t i = 0; i < n; i++, score += ld) {
        score[0] += dist[NN_DISTS - 1];
        for (uint32_t j = 0; j < n; j++)
            score[1 + j] += dist[distance(i, j)];
        score[1 + i] = NN_NO_ARC;
    }
}

void nn_label_scores(nn_batch *b, const uint32_t *head, uint32_t first, uint32_t n)
{
    const nn_model *m = b->m;
    size_t h = m->h;
    for (uint32_t r = 0; r < n; r++) {
        uint32_t i = first + r, j = head[i];
        bool root = j == UINT32_MAX;
        const int32_t *dependent = b->label + i * 2 * h;
        const int32_t *above = root ? m->root_label : b->label + j * 2 * h + h;
        const int32_t *dist = m->dist_label + (root ? NN_DISTS - 1 : distance(i, j)) * h;
        int32_t *sum = b->sums; /* of one token at a time: the first row serves all */
        for (size_t k = 0; k < h; k++)
            sum[k] = dependent[k] + above[k] + dist[k];
        b->k->rescale(b->part + r * h, sum, h, m->scale_label, true);
    }
    nn_input in = {b->part, NULL, h, 0};
    b->k->matmul(&m->label, 1, &in, n, b->sums, b->ld);
}
