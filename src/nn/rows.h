/*
 * rows.h - floor 2: sums of feature rows and dot products of vectors of bytes, for small scorers beside the network.
 *
 * The same integers on every machine, as in kernel.h.
 */
#ifndef CASUS_NN_ROWS_H
#define CASUS_NN_ROWS_H

#include "nn/kernel.h"

#define NN_ROW 32u      /* values of a row */
#define NN_ROWS_MAX 64u /* keys of one list */

typedef struct {
    /* n keys become row numbers, each key's hash by mask, and the rows are asked for; key is [n rounded up to 8], table [mask + 1][NN_ROW] */
    void (*mix)(uint32_t *key, size_t n, uint32_t mask, const int8_t *table);
    /* sum[i] += table[at[k]][i] for k < n; at most 255 rows go into a sum */
    void (*add)(int16_t sum[NN_ROW], const int8_t *table, const uint32_t *at, size_t n);
    /* sum of max(sum[i], 0) * weight[i]; the last column goes through no threshold */
    int32_t (*weigh)(const int16_t weight[NN_ROW], const int16_t sum[NN_ROW]);
    int32_t (*dot)(const int8_t *x, const int8_t *y, size_t n);
} nn_rows;

/* those for the instructions that the kernel uses */
const nn_rows *nn_rows_of(const nn_kernel *k);

#endif
