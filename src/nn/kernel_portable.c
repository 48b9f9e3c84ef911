/*
 * kernel_portable.c - the reference: what every other kernel must compute, in plain C.
 *
 * The loops over eight outputs and over a row are written so that gcc and clang turn them into vector code for whatever machine
 * they build for. Right shifts of negative numbers are arithmetic on every compiler that we support.
 */
#include "nn/kernel.h"

#include <string.h>

_Static_assert((-1 >> 1) == -1, "right shifts must be arithmetic");

/* Eight outputs of a packed matrix as int16 [in][8]: a row's inner loop is then eight products side by side, which compilers
 * turn into vector code even on machines without a pmaddwd. Unpacked once for all rows. */
static void unpack(int16_t *wide, const int8_t *w, size_t pairs)
{
    for (size_t k = 0; k < pairs; k++)
        for (size_t o = 0; o < 8; o++) {
            wide[16 * k + o] = w[16 * k + 2 * o];
            wide[16 * k + 8 + o] = w[16 * k + 2 * o + 1];
        }
}

/* acc[8] += the eight outputs of n inputs */
static void add_run(int32_t acc[8], const int16_t *wide, const int16_t *x, size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (size_t o = 0; o < 8; o++)
            acc[o] += x[i] * wide[8 * i + o];
}

static void portable_matmul(const nn_matrix *m, const nn_input *x, size_t n, int32_t *y, size_t ldy)
{
    int16_t wide[NN_MAX_IN * 8];
    size_t taps = x->dilation > 0 ? 3 : 1, pairs = (m->in + 1u) / 2, run = 2 * pairs / taps, step = x->dilation * x->stride;
    for (size_t g = 0; 8 * g < m->out; g++) {
        unpack(wide, m->w + 16 * g * pairs, pairs);
        for (size_t r = 0; r < n; r++) {
            const int16_t *at = x->x + (x->row != NULL ? x->row[r] : r) * x->stride;
            int32_t acc[8] = {0};
            for (size_t o = 0; o < 8 && 8 * g + o < m->out; o++)
                acc[o] = m->b[8 * g + o];
            for (size_t t = 0; t < taps; t++)
                add_run(acc, wide + 8 * t * run, taps == 3 ? at + t * step - step : at, run);
            memcpy(y + r * ldy + 8 * g, acc, sizeof acc);
        }
    }
}

/* floor((sum + width/2) / width) */
static int32_t rounded_mean(int64_t sum, int64_t width)
{
    int64_t v = sum + width / 2;
    return (int32_t)(v >= 0 ? v / width : -((width - 1 - v) / width));
}

static void portable_norm(const nn_norm *m, int32_t *y, size_t ldy, uint32_t pieces, size_t n, int16_t *x, bool add)
{
    uint32_t width = m->width;
    for (size_t r = 0; r < n; r++, y += ldy, x += width) {
        for (uint32_t p = 1; p < pieces; p++)
            for (uint32_t i = 0; i < width; i++)
                y[i] = y[i] > y[p * width + i] ? y[i] : y[p * width + i];
        int64_t sum = 0, squares = 0;
        for (uint32_t i = 0; i < width; i++)
            sum += y[i];
        int32_t mean = rounded_mean(sum, width);
        for (uint32_t i = 0; i < width; i++) {
            y[i] -= mean;
            squares += (int64_t)y[i] * y[i];
        }
        int32_t inverse = nn_inverse_std((uint64_t)squares / width, m->eps);
        for (uint32_t i = 0; i < width; i++) {
            /* |d * inverse| < 2^31 since |d| <= sqrt(width * (var + 1)) and eps >= NN_MIN_EPS; >> 12 leaves less than 2^16 */
            int32_t v = ((((y[i] * inverse) >> 12) * m->gamma[i] + (1 << 15)) >> 16) + m->beta[i];
            x[i] = (int16_t)nn_clamp(v + (add ? x[i] : 0), INT16_MIN, INT16_MAX);
        }
    }
}

static void portable_quantise(int16_t *q, const int16_t *x, size_t n, unsigned shift)
{
    int32_t half = 1 << (shift - 1);
    for (size_t i = 0; i < n; i++)
        q[i] = (int16_t)nn_clamp((x[i] + half) >> shift, -127, 127);
}

static void portable_rescale(int16_t *q, const int32_t *a, size_t n, uint32_t m, bool relu)
{
    for (size_t i = 0; i < n; i++) {
        int64_t v = relu && a[i] < 0 ? 0 : a[i];
        v = (v * (int64_t)m + (1 << 23)) >> 24;
        q[i] = (int16_t)(v < -127 ? -127 : v > 127 ? 127 : v);
    }
}

static void portable_dots(int32_t *s, const int16_t *a, const int16_t *b, size_t n, size_t width)
{
    for (size_t j = 0; j < n; j++, b += width) {
        int32_t sum = 0;
        for (size_t i = 0; i < width; i++)
            sum += a[i] * b[i];
        s[j] = sum;
    }
}

const nn_kernel nn_kernel_portable = {
    "portable", portable_matmul, portable_norm, portable_quantise, portable_rescale, portable_dots,
};
