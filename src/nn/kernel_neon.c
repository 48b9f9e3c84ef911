/*
 * kernel_neon.c - the product for 64-bit ARM, equal to the bit to kernel_portable.c: with NEON alone and with its dot product (Armv8.2).
 *
 * The dot product adds four products of signed bytes to each of four sums: a tile of 4 rows x 16 outputs is kept in sixteen registers.
 * Without it smull multiplies eight bytes to int16 and sadalp adds neighbours to int32, so that an output is two sums until the end; the
 * tile is 2 rows x 16 outputs. The other loops are the portable ones, which compilers turn into NEON code. The command that runs the
 * test under qemu is in tests/README.md.
 */
#include "nn/kernel.h"

#ifdef NN_ARM

#include <arm_neon.h>
#include <string.h>

#define DOTPROD __attribute__((target("arch=armv8.2-a+dotprod")))
#define STEP_BYTES (NN_OUTS * NN_INS)
#define ROWS 4u

typedef struct {
    const int8_t *x[ROWS]; /* the first tap's row */
    int32_t *y[ROWS];
    const int8_t *w;
    const int32_t *b;
    size_t taps, run, step; /* run: steps of four inputs a tap; step: bytes from tap to tap */
    bool larger;            /* store the larger one of the sum and what is there */
} tile;

/* four inputs in all lanes */
static inline int8x16_t load_inputs(const int8_t *p)
{
    int32_t v;
    memcpy(&v, p, sizeof v);
    return vreinterpretq_s8_s32(vdupq_n_s32(v));
}

static inline void finish(int32_t *y, int32x4_t v, bool larger) { vst1q_s32(y, larger ? vmaxq_s32(v, vld1q_s32(y)) : v); }

#define EACH(DO) DO(0) DO(1) DO(2) DO(3)

DOTPROD static void dotprod_tile(const tile *t)
{
    const int8_t *w = t->w;
#define START(i)                  \
    const int8_t *x##i = t->x[i]; \
    int32x4_t a##i = vld1q_s32(t->b), b##i = vld1q_s32(t->b + 4), c##i = vld1q_s32(t->b + 8), d##i = vld1q_s32(t->b + 12);
    EACH(START)
    for (size_t tap = 0; tap < t->taps; tap++)
        for (size_t k = 0; k < t->run; k++, w += STEP_BYTES) {
            int8x16_t w0 = vld1q_s8(w), w1 = vld1q_s8(w + 16), w2 = vld1q_s8(w + 32), w3 = vld1q_s8(w + 48), in;
#define STEP(i)                                          \
    in = load_inputs(x##i + tap * t->step + NN_INS * k); \
    a##i = vdotq_s32(a##i, w0, in);                      \
    b##i = vdotq_s32(b##i, w1, in);                      \
    c##i = vdotq_s32(c##i, w2, in);                      \
    d##i = vdotq_s32(d##i, w3, in);
            EACH(STEP)
        }
#define STORE(i)                          \
    finish(t->y[i], a##i, t->larger);     \
    finish(t->y[i] + 4, b##i, t->larger); \
    finish(t->y[i] + 8, c##i, t->larger); \
    finish(t->y[i] + 12, d##i, t->larger);
    EACH(STORE)
}

/* Rows i and i + 1 of the tile */
static void neon_rows(const tile *t, size_t i)
{
    const int8_t *x = t->x[i], *z = t->x[i + 1], *w = t->w;
    int32x4_t a[8], b[8]; /* outputs 2j and 2j + 1, two sums each */
    for (size_t j = 0; j < 8; j++)
        a[j] = b[j] = vdupq_n_s32(0);
    for (size_t tap = 0; tap < t->taps; tap++)
        for (size_t k = 0; k < t->run; k++, w += STEP_BYTES) {
            int8x16_t p = load_inputs(x + tap * t->step + NN_INS * k), q = load_inputs(z + tap * t->step + NN_INS * k);
#pragma GCC unroll 4
            for (size_t j = 0; j < 4; j++) {
                int8x16_t v = vld1q_s8(w + 16 * j);
                a[2 * j] = vpadalq_s16(a[2 * j], vmull_s8(vget_low_s8(v), vget_low_s8(p)));
                a[2 * j + 1] = vpadalq_s16(a[2 * j + 1], vmull_high_s8(v, p));
                b[2 * j] = vpadalq_s16(b[2 * j], vmull_s8(vget_low_s8(v), vget_low_s8(q)));
                b[2 * j + 1] = vpadalq_s16(b[2 * j + 1], vmull_high_s8(v, q));
            }
        }
#pragma GCC unroll 4
    for (size_t j = 0; j < 4; j++) {
        int32x4_t bias = vld1q_s32(t->b + 4 * j);
        finish(t->y[i] + 4 * j, vaddq_s32(bias, vpaddq_s32(a[2 * j], a[2 * j + 1])), t->larger);
        finish(t->y[i + 1] + 4 * j, vaddq_s32(bias, vpaddq_s32(b[2 * j], b[2 * j + 1])), t->larger);
    }
}

static void neon_tile(const tile *t)
{
    for (size_t i = 0; i < ROWS; i += 2)
        neon_rows(t, i);
}

/* The rows of one tile; a short tile computes its last row again and stores it to the same place. */
static void tile_rows(tile *t, const nn_input *x, size_t first, size_t n, int32_t *y, size_t ldy)
{
    for (size_t i = 0; i < ROWS; i++) {
        size_t r = first + (i < n - first ? i : n - first - 1);
        t->x[i] = (const int8_t *)x->x + (x->row != NULL ? x->row[r] : r) * x->stride - t->step;
        t->y[i] = y + r * ldy;
    }
}

static void matmul(const nn_matrix *m, uint32_t pieces, const nn_input *x, size_t n, int32_t *y, size_t ldy, void (*product)(const tile *))
{
    size_t steps = (m->in + NN_INS - 1u) / NN_INS, width = m->out / pieces;
    tile t = {.taps = x->dilation > 0 ? 3 : 1, .step = x->dilation * x->stride};
    t.run = steps / t.taps;
    for (size_t o = 0; o < m->out; o += NN_OUTS) {
        t.w = nn_group(m, o / NN_OUTS);
        t.b = m->b + o;
        t.larger = o >= width;
        for (size_t r = 0; r < n; r += ROWS) {
            tile_rows(&t, x, r, n, y + o % width, ldy);
            product(&t);
        }
    }
}

static void neon_matmul(const nn_matrix *m, uint32_t pieces, const nn_input *x, size_t n, int32_t *y, size_t ldy)
{
    matmul(m, pieces, x, n, y, ldy, neon_tile);
}

static void dotprod_matmul(const nn_matrix *m, uint32_t pieces, const nn_input *x, size_t n, int32_t *y, size_t ldy)
{
    matmul(m, pieces, x, n, y, ldy, dotprod_tile);
}

const nn_kernel nn_kernel_neon = {"neon", 0, NULL, neon_matmul, nn_portable_norm, nn_portable_quantise, nn_portable_rescale, nn_portable_argmax};
const nn_kernel nn_kernel_dotprod = {"dotprod", 0, NULL, dotprod_matmul, nn_portable_norm, nn_portable_quantise, nn_portable_rescale, nn_portable_argmax};

#else
typedef int nn_no_neon; /* a translation unit must not be empty */
#endif
