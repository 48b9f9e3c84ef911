/*
 * kernel_portable.c - the reference: what every other kernel must compute, in plain C.
 *
 * The loops over eight outputs and over a row are written so that gcc and clang turn them into vector code for whatever machine
 * they build for. Right shifts of negative numbers are arithmetic on every compiler that we support.
 */
#include "nn/kernel.h"

#include <string.h>

_Static_assert((-1 >> 1) == -1, "right shifts must be arithmetic");

/* gcc's -O3 unrolls the eight products before it can make vectors of them, which costs 40 % of the speed. */
#if defined(__GNUC__) && !defined(__clang__)
#define VECTORS __attribute__((optimize("O2")))
#else
#define VECTORS
#endif

/* Half a group of a packed matrix, eight outputs, as int16 [in][8]: a row's inner loop is then eight products side by side, which
 * compilers turn into vector code even on machines that cannot multiply bytes. Unpacked once for all rows. */
VECTORS static void unpack(int16_t *wide, const int8_t *w, size_t steps)
{
    for (size_t k = 0; k < steps; k++, w += NN_OUTS * NN_INS, wide += 8 * NN_INS)
        for (size_t i = 0; i < NN_INS; i++)
            for (size_t o = 0; o < 8; o++)
                wide[8 * i + o] = w[NN_INS * o + i];
}

/* acc[8] += the eight outputs of n inputs */
VECTORS static void add_run(int32_t acc[8], const int16_t *wide, const int8_t *x, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        int16_t v = x[i];
        for (size_t o = 0; o < 8; o++)
            acc[o] += v * wide[8 * i + o];
    }
}

VECTORS static void portable_matmul(const nn_matrix *m, uint32_t pieces, const nn_input *x, size_t n, int32_t *y, size_t ldy)
{
    int16_t wide[NN_MAX_IN * 8];
    size_t steps = (m->in + NN_INS - 1u) / NN_INS, width = m->out / pieces;
    size_t taps = x->dilation > 0 ? 3 : 1, run = steps * NN_INS / taps, step = x->dilation * x->stride;
    for (size_t o = 0; o < m->out; o += 8) {
        unpack(wide, nn_group(m, o / NN_OUTS) + o % NN_OUTS * NN_INS, steps);
        for (size_t r = 0; r < n; r++) {
            const int8_t *at = (const int8_t *)x->x + (x->row != NULL ? x->row[r] : r) * x->stride;
            int32_t acc[8], *out = y + r * ldy + o % width;
            memcpy(acc, m->b + o, sizeof acc);
            for (size_t t = 0; t < taps; t++)
                add_run(acc, wide + 8 * t * run, taps == 3 ? at + t * step - step : at, run);
            for (size_t i = 0; i < 8; i++)
                out[i] = o >= width && out[i] > acc[i] ? out[i] : acc[i];
        }
    }
}

void nn_portable_norm(const nn_norm *m, const int32_t *y, size_t ldy, size_t n, int16_t *x, bool add)
{
    uint32_t width = m->width;
    for (size_t r = 0; r < n; r++, y += ldy, x += width) {
        int64_t sum = 0, squares = 0;
        for (uint32_t i = 0; i < width; i++) {
            sum += y[i];
            squares += (int64_t)y[i] * y[i];
        }
        nn_moments of = nn_norm_moments(m, sum, (uint64_t)squares);
        for (uint32_t i = 0; i < width; i++) {
            /* |d * inverse| < 2^31 since |d| <= sqrt(width * (var + 1)) and eps >= NN_MIN_EPS; >> 12 leaves less than 2^16 */
            int32_t v = (((((y[i] - of.mean) * of.inverse) >> 12) * m->gamma[i] + (1 << 15)) >> 16) + m->beta[i];
            x[i] = (int16_t)nn_clamp(v + (add ? x[i] : 0), INT16_MIN, INT16_MAX);
        }
    }
}

void nn_portable_quantise(uint8_t *q, const int16_t *x, size_t n, unsigned shift)
{
    int32_t half = 1 << (shift - 1);
    for (size_t i = 0; i < n; i++)
        q[i] = (uint8_t)nn_clamp((x[i] + half) >> shift, -127, 127);
}

void nn_portable_rescale(uint8_t *q, const int32_t *a, size_t n, uint32_t m, bool relu)
{
    for (size_t i = 0; i < n; i++) {
        int64_t v = relu && a[i] < 0 ? 0 : a[i];
        v = (v * (int64_t)m + (1 << 23)) >> 24;
        q[i] = (uint8_t)(v < -127 ? -127 : v > 127 ? 127 : v);
    }
}

uint32_t nn_portable_argmax(const int32_t *v, uint32_t n)
{
    uint32_t best = 0;
    for (uint32_t i = 1; i < n; i++)
        if (v[i] > v[best])
            best = i;
    return best;
}

const nn_kernel nn_kernel_portable = {
    "portable", 0, NULL, portable_matmul, nn_portable_norm, nn_portable_quantise, nn_portable_rescale, nn_portable_argmax,
};
