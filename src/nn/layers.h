/*
 * layers.h - the network's steps over a batch of sentences (models/README.md), on top of the kernels.
 *
 * A batch is laid out tall: the rows of its sentences one after the other with `gap` zero rows before, between and after them, so
 * that a convolution reads zeros beyond a sentence and the kernels see one tall matrix. Only rows of tokens are computed.
 *
 * Shapes: n tokens, D = model.d, H = model.h; a token's x, arc, head and label rows are by token, its q row is by `row`.
 */
#ifndef CASUS_NN_LAYERS_H
#define CASUS_NN_LAYERS_H

#include "nn/model.h"

#define NN_BLOCK 48u /* tokens whose sums are held at once: they stay in the second-level cache */
#define NN_BATCH_TOKENS 512u
#define NN_BATCH_ROWS 1024u
#define NN_NO_ARC (-(1 << 30))

typedef struct {
    const nn_model *m;
    const nn_kernel *k; /* = m->kernel */
    uint32_t max_tokens, max_rows;
    uint32_t n, n_rows;  /* of the batch at hand */
    uint32_t *row;       /* [n] rows of q */
    uint8_t *input;      /* [NN_BLOCK][ld_input] activations, as are q, part, arc and head */
    int16_t *x;          /* [n][D] 1.0 = 256 */
    uint8_t *q;          /* [n_rows][D] */
    uint8_t *part;       /* [NN_BLOCK][H] */
    uint8_t *arc, *head; /* [n][H]: the transformed dependent, the head */
    int32_t *label;      /* [n][2H]: sums of the label's dependent and head */
    int32_t *sums;       /* [NN_BLOCK][ld] */
    size_t ld, ld_input;
    int8_t *heads; /* the heads of a sentence and the root as a packed matrix */
    int32_t *heads_bias;
} nn_batch;

/* Memory for batches of up to max_tokens (<= NN_BATCH_TOKENS) in max_rows rows. false: arena->failed. */
bool nn_batch_init(nn_batch *b, const nn_model *m, arena *mem, uint32_t max_tokens, uint32_t max_rows);

/* Starts a batch, or adds a sentence of n tokens to it; false: it does not fit. */
void nn_batch_clear(nn_batch *b);
bool nn_batch_add(nn_batch *b, uint32_t n);

/* Step 2 for rows first .. first + n - 1 of x, n <= NN_BLOCK, whose input vectors stand in b->input */
void nn_mix(nn_batch *b, uint32_t first, uint32_t n);
/* Steps 3 and 4 up to the last q, for all tokens */
void nn_encode(nn_batch *b);
/* Tag sums of n <= NN_BLOCK tokens into b->sums, b->ld apart: upos, xpos, ner */
void nn_tag_scores(nn_batch *b, uint32_t first, uint32_t n);
/* Step 5's vectors, for all tokens */
void nn_parse_vectors(nn_batch *b);
/* Step 5's scores of the sentence whose tokens are first .. first + n - 1: score[i * ld] for the root, [i * ld + 1 + j] for head j;
 * NN_NO_ARC for i itself. ld >= n + 1 rounded up to NN_OUTS */
void nn_arc_scores(nn_batch *b, uint32_t first, uint32_t n, int32_t *score, size_t ld);
/* Step 6's sums of n <= NN_BLOCK tokens into b->sums, b->ld apart. head[i]: the head of token i of the batch, UINT32_MAX: root */
void nn_label_scores(nn_batch *b, const uint32_t *head, uint32_t first, uint32_t n);

#endif
