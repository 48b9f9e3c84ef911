/*
 * model.h - the network in memory: its shapes and where its weights lie in the data file.
 */
#ifndef CASUS_NN_MODEL_H
#define CASUS_NN_MODEL_H

#include "base/base.h"
#include "nn/kernel.h"

#define NN_MAX_CONV 8u
#define NN_MAX_DILATION 16u
#define NN_MAX_TAGS 512u /* upos, xpos, ner and rel together */
#define NN_DIST 32       /* distances beyond +-32 share a bucket; bucket 65 is the root */
#define NN_DISTS (2 * NN_DIST + 2)

/* The parts of a word's input vector, in this order; see train/features.py */
enum { NN_GLOVE, NN_WORD, NN_PRE, NN_SUF, NN_SHAPE, NN_SI, NN_PARTS };
/* sums of all matrices, each rounded up to NN_OUTS */
#define NN_MAX_SUMS (NN_MAX_D * NN_MAX_PIECES * (1 + NN_MAX_CONV) + NN_MAX_TAGS + 2 * NN_OUTS + 5 * NN_MAX_H)

typedef struct {
    const nn_kernel *kernel;
    uint32_t d, pieces, h, input; /* input: the width of a word's vector, all parts; a multiple of NN_INS */
    uint32_t n_upos, n_xpos, n_ner, n_rel;
    uint32_t n_conv, dilation[NN_MAX_CONV], gap; /* gap: the largest dilation */
    const char *tag[NN_MAX_TAGS];                /* upos, xpos, ner, rel */
    const int8_t *table[NN_PARTS];               /* [rows][width]; of GloVe: n_glove rows */
    uint32_t rows[NN_PARTS], width[NN_PARTS];    /* rows: powers of two but for GloVe's */
    const uint64_t *glove_key;                   /* [rows[NN_GLOVE]], rising */
    nn_matrix mix, conv[NN_MAX_CONV], tags, parse, arc, label;
    nn_norm mix_norm, conv_norm[NN_MAX_CONV];
    uint32_t scale_parse, scale_arc, scale_label;
    uint8_t root[NN_MAX_H];                                           /* head vector of the root, as activations of the kernel */
    const int32_t *root_label;                                        /* [h] */
    const int32_t *dist;                                              /* [NN_DISTS] */
    const int32_t *dist_label;                                        /* [NN_DISTS][h] */
    int32_t bias[NN_MAX_SUMS];                                        /* of the matrices, as the kernel wants them */
    uint8_t care[NN_MAX_SUMS / NN_OUTS * (NN_MAX_IN / NN_BLOCK_INS)]; /* of the matrices, where the kernel inspects them */
    uint32_t n_bias, n_care;
} nn_model;

/*
 * Finds the model's sections in the pack and checks every shape and bound, so that the kernels need no checks. The weights stay
 * where they are: pk->data must outlive the model, and the model must not be copied. Errors: DATA, with the place in the file.
 */
bool nn_open(nn_model *m, const pack *pk, const nn_kernel *kernel, casus_err *err);

#endif
