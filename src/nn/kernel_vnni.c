/*
 * kernel_vnni.c - the kernels for x86-64 with AVX-512 and its VNNI part, equal to the bit to kernel_portable.c.
 *
 * vpdpbusd adds four products of unsigned by signed bytes to each of sixteen sums, so activations are kept with 128 added and the biases
 * make up for it (nn_bias()). The product keeps a tile of 6 rows x 4 vectors of 16 outputs in 24 of 32 registers: per four inputs that
 * is 4 loads of weights, 6 broadcasts and 24 vpdpbusd for 1536 multiply-adds. With maxout the four vectors are the pieces of two groups
 * of outputs, and only the larger one is stored. Compiled by function attribute: runs only after the CPUID check.
 */
#include "nn/kernel.h"

#ifdef NN_X86

#include <immintrin.h>
#include <string.h>

#define VNNI __attribute__((target("avx512f,avx512bw,avx512vl,avx512vnni")))
#define INLINE VNNI __attribute__((always_inline)) static inline
#define TILE 6u
#define COLUMNS 4u
#define STEP_BYTES (NN_OUTS * NN_INS)

INLINE __m512i load(const void *p) { return _mm512_loadu_si512(p); }

INLINE void store(void *p, __m512i v) { _mm512_storeu_si512(p, v); }

/* sixteen int16 values as int32 */
INLINE __m512i load_wide(const int16_t *p) { return _mm512_cvtepi16_epi32(_mm256_loadu_si256((const __m256i *)(const void *)p)); }

/* four inputs in all lanes */
INLINE __m512i load_inputs(const uint8_t *p)
{
    int32_t v;
    memcpy(&v, p, sizeof v);
    return _mm512_set1_epi32(v);
}

typedef struct {
    const uint8_t *x[TILE]; /* the first tap's row */
    int32_t *y[TILE];
    const int8_t *w[COLUMNS]; /* a column: one group of outputs, in one piece; columns of a piece stand together */
    const int32_t *b[COLUMNS];
    size_t taps, run, step; /* run: steps of four inputs a tap; step: bytes from tap to tap */
    uint32_t pieces;
} tile;

#define EACH(DO) DO(0) DO(1) DO(2) DO(3) DO(4) DO(5)

INLINE void finish(int32_t *y, __m512i a, __m512i b, __m512i c, __m512i d, unsigned columns, unsigned pieces)
{
    if (pieces == 1) {
        store(y, a);
        if (columns > 1)
            store(y + 16, b);
        if (columns > 2)
            store(y + 32, c);
        if (columns > 3)
            store(y + 48, d);
    } else if (pieces == 2 && columns == 4) {
        store(y, _mm512_max_epi32(a, c));
        store(y + 16, _mm512_max_epi32(b, d));
    } else {
        a = _mm512_max_epi32(a, b);
        if (columns > 2)
            a = _mm512_max_epi32(a, c);
        if (columns > 3)
            a = _mm512_max_epi32(a, d);
        store(y, a);
    }
}

/* The tile's rows by its columns, of which there are `columns`, a constant. */
INLINE void product(const tile *t, unsigned columns)
{
    const __m512i none = _mm512_setzero_si512();
    const int8_t *w0 = t->w[0], *w1 = t->w[1], *w2 = t->w[2], *w3 = t->w[3];
#define START(i)                                                             \
    const uint8_t *x##i = t->x[i];                                           \
    __m512i a##i = load(t->b[0]), b##i = columns > 1 ? load(t->b[1]) : none; \
    __m512i c##i = columns > 2 ? load(t->b[2]) : none, d##i = columns > 3 ? load(t->b[3]) : none;
    EACH(START)
    for (size_t tap = 0, at = 0; tap < t->taps; tap++) {
        const size_t row = tap * t->step;
        for (size_t k = 0; k < t->run; k++, at += STEP_BYTES) {
            __m512i v0 = load(w0 + at), v1 = columns > 1 ? load(w1 + at) : none;
            __m512i v2 = columns > 2 ? load(w2 + at) : none, v3 = columns > 3 ? load(w3 + at) : none, in;
#define STEP(i)                                   \
    in = load_inputs(x##i + row + NN_INS * k);    \
    a##i = _mm512_dpbusd_epi32(a##i, in, v0);     \
    if (columns > 1)                              \
        b##i = _mm512_dpbusd_epi32(b##i, in, v1); \
    if (columns > 2)                              \
        c##i = _mm512_dpbusd_epi32(c##i, in, v2); \
    if (columns > 3)                              \
        d##i = _mm512_dpbusd_epi32(d##i, in, v3);
            EACH(STEP)
        }
    }
#define STORE(i) finish(t->y[i], a##i, b##i, c##i, d##i, columns, t->pieces);
    EACH(STORE)
}

VNNI static void product_4(const tile *t) { product(t, 4); }
VNNI static void product_3(const tile *t) { product(t, 3); }
VNNI static void product_2(const tile *t) { product(t, 2); }
VNNI static void product_1(const tile *t) { product(t, 1); }

/* The rows of one tile; a short tile computes its last row again and stores it to the same place. */
static void tile_rows(tile *t, const nn_input *x, size_t first, size_t n, int32_t *y, size_t ldy)
{
    for (size_t i = 0; i < TILE; i++) {
        size_t r = first + (i < n - first ? i : n - first - 1);
        t->x[i] = x->x + (x->row != NULL ? x->row[r] : r) * x->stride - t->step;
        t->y[i] = y + r * ldy;
    }
}

static void vnni_matmul(const nn_matrix *m, uint32_t pieces, const nn_input *x, size_t n, int32_t *y, size_t ldy)
{
    static void (*const products[])(const tile *) = {NULL, product_1, product_2, product_3, product_4};
    size_t steps = (m->in + NN_INS - 1u) / NN_INS, groups = (m->out / pieces + NN_OUTS - 1) / NN_OUTS, wide = COLUMNS / pieces;
    tile t = {.taps = x->dilation > 0 ? 3 : 1, .step = x->dilation * x->stride, .pieces = pieces};
    t.run = steps / t.taps;
    for (size_t g = 0; g < groups; g += wide) {
        wide = wide < groups - g ? wide : groups - g;
        for (size_t c = 0; c < wide * pieces; c++) {
            size_t group = c / wide * groups + g + c % wide;
            t.w[c] = nn_group(m, group);
            t.b[c] = m->b + group * NN_OUTS;
        }
        for (size_t r = 0; r < n; r += TILE) {
            tile_rows(&t, x, r, n, y + g * NN_OUTS, ldy);
            products[wide * pieces](&t);
        }
    }
}

VNNI void nn_vnni_norm(const nn_norm *m, const int32_t *y, size_t ldy, size_t n, int16_t *x, bool add)
{
    const __m512i half = _mm512_set1_epi32(1 << 15);
    for (size_t r = 0; r < n; r++, y += ldy, x += m->width) {
        __m512i sum = _mm512_setzero_si512(), even = sum, odd = sum; /* a lane sums at most 12 values below 2^26 */
        for (uint32_t i = 0; i < m->width; i += 16) {
            __m512i v = load(y + i), high = _mm512_srli_epi64(v, 32);
            sum = _mm512_add_epi32(sum, v);
            even = _mm512_add_epi64(even, _mm512_mul_epi32(v, v));
            odd = _mm512_add_epi64(odd, _mm512_mul_epi32(high, high));
        }
        sum = _mm512_add_epi64(_mm512_cvtepi32_epi64(_mm512_castsi512_si256(sum)), _mm512_cvtepi32_epi64(_mm512_extracti64x4_epi64(sum, 1)));
        nn_moments of = nn_norm_moments(m, _mm512_reduce_add_epi64(sum), (uint64_t)_mm512_reduce_add_epi64(_mm512_add_epi64(even, odd)));
        __m512i mean = _mm512_set1_epi32(of.mean), inverse = _mm512_set1_epi32(of.inverse);
        for (uint32_t i = 0; i < m->width; i += 16) {
            __m512i v = _mm512_srai_epi32(_mm512_mullo_epi32(_mm512_sub_epi32(load(y + i), mean), inverse), 12);
            v = _mm512_add_epi32(_mm512_mullo_epi32(v, load_wide(m->gamma + i)), half);
            v = _mm512_add_epi32(_mm512_srai_epi32(v, 16), load_wide(m->beta + i));
            if (add)
                v = _mm512_add_epi32(v, load_wide(x + i));
            _mm256_storeu_si256((__m256i *)(void *)(x + i), _mm512_cvtsepi32_epi16(v));
        }
    }
}

/* sixteen int32 values as bytes within +-127, plus the offset */
INLINE void store_bytes(uint8_t *q, __m512i v)
{
    v = _mm512_min_epi32(_mm512_max_epi32(v, _mm512_set1_epi32(-127)), _mm512_set1_epi32(127));
    _mm_storeu_si128((__m128i *)(void *)q, _mm512_cvtepi32_epi8(_mm512_add_epi32(v, _mm512_set1_epi32(NN_OFFSET))));
}

VNNI void nn_vnni_quantise(uint8_t *q, const int16_t *x, size_t n, unsigned shift)
{
    const __m512i half = _mm512_set1_epi32(1 << (shift - 1));
    for (size_t i = 0; i < n; i += 16)
        store_bytes(q + i, _mm512_sra_epi32(_mm512_add_epi32(load_wide(x + i), half), _mm_cvtsi32_si128((int)shift)));
}

VNNI void nn_vnni_rescale(uint8_t *q, const int32_t *a, size_t n, uint32_t m, bool relu)
{
    const int32_t most = (int32_t)((1U << 31) / m) + 1; /* beyond it the result is +-127 anyway, and v * m stays below 2^32 */
    const __m512i low = _mm512_set1_epi32(relu ? 0 : -most), high = _mm512_set1_epi32(most), by = _mm512_set1_epi32((int32_t)m);
    const __m512i half = _mm512_set1_epi64(1 << 23);
    for (size_t i = 0; i < n; i += 16) {
        __m512i v = _mm512_min_epi32(_mm512_max_epi32(load(a + i), low), high);
        __m512i even = _mm512_add_epi64(_mm512_mul_epi32(v, by), half), odd = _mm512_add_epi64(_mm512_mul_epi32(_mm512_srli_epi64(v, 32), by), half);
        even = _mm512_srai_epi64(even, 24);
        odd = _mm512_slli_epi64(_mm512_srai_epi64(odd, 24), 32);
        store_bytes(q + i, _mm512_mask_blend_epi32(0xAAAA, even, odd));
    }
}

VNNI uint32_t nn_vnni_argmax(const int32_t *v, uint32_t n)
{
    __m512i best = _mm512_set1_epi32(INT32_MIN), at = _mm512_setzero_si512();
    __m512i index = _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    for (uint32_t i = 0; i < n; i += 16, index = _mm512_add_epi32(index, _mm512_set1_epi32(16))) {
        __mmask16 in = (__mmask16)(n - i < 16 ? (1u << (n - i)) - 1 : 0xFFFF);
        __m512i x = _mm512_maskz_loadu_epi32(in, v + i);
        __mmask16 more = _mm512_mask_cmpgt_epi32_mask(in, x, best);
        best = _mm512_mask_mov_epi32(best, more, x);
        at = _mm512_mask_mov_epi32(at, more, index);
    }
    /* of the lanes that hold the largest, the one that found it first; one that never found anything says 0, as it should: all are least */
    __mmask16 top = _mm512_cmpeq_epi32_mask(best, _mm512_set1_epi32(_mm512_reduce_max_epi32(best)));
    return _mm512_mask_reduce_min_epu32(top, at);
}

const nn_kernel nn_kernel_vnni = {"vnni", NN_OFFSET, NULL, vnni_matmul, nn_vnni_norm, nn_vnni_quantise, nn_vnni_rescale, nn_vnni_argmax};

#else
typedef int nn_no_vnni; /* a translation unit must not be empty */
#endif
