/*
 * kernel_avx2.c - the kernels for x86-64 with AVX2, equal to the bit to kernel_portable.c.
 *
 * pmaddwd adds two products of int16 values in each of eight lanes. The rows of a block are widened once to int16; a tile of 6 rows x 2
 * columns of four outputs is kept in twelve registers, each output as two sums that are added at the end. Per four inputs that is 6
 * broadcasts, 2 loads that widen sixteen weights, 12 pmaddwd and 12 paddd for 192 multiply-adds. With maxout the two columns are two
 * pieces of the same outputs. Compiled by function attribute: the file needs no -mavx2 and runs only after the CPUID check.
 */
#include "nn/kernel.h"

#ifdef NN_X86

#include <immintrin.h>
#include <string.h>

#define AVX2 __attribute__((target("avx2")))
#define TILE 6u
#define BLOCK 24u /* rows that are widened at once: with a group's weights they stay in the first-level cache */
#define STEP_BYTES (NN_OUTS * NN_INS)
#define COLUMN 4u /* outputs */

AVX2 static inline __m256i load256(const void *p) { return _mm256_loadu_si256((const __m256i *)p); }

AVX2 static inline void store256(void *p, __m256i v) { _mm256_storeu_si256((__m256i *)p, v); }

AVX2 static inline __m128i load128(const void *p) { return _mm_loadu_si128((const __m128i *)p); }

AVX2 static inline void store128(void *p, __m128i v) { _mm_storeu_si128((__m128i *)p, v); }

/* eight int16 values as int32 */
AVX2 static inline __m256i load_wide(const int16_t *p) { return _mm256_cvtepi16_epi32(load128(p)); }

/* four inputs in all lanes */
AVX2 static inline __m256i load_inputs(const int16_t *p)
{
    int64_t v;
    memcpy(&v, p, sizeof v);
    return _mm256_set1_epi64x(v);
}

/* The rows of a block as int16, its taps side by side; a row is `wide` values long. */
AVX2 static void widen(int16_t *to, size_t wide, const nn_input *x, size_t first, size_t n)
{
    size_t taps = x->dilation > 0 ? 3 : 1, step = x->dilation * x->stride, run = wide / taps;
    for (size_t r = first; r < first + n; r++) {
        const uint8_t *at = x->x + (x->row != NULL ? x->row[r] : r) * x->stride - step;
        for (size_t t = 0; t < taps; t++, to += run)
            for (size_t i = 0; i < run; i += 16)
                store256(to + i, _mm256_cvtepi8_epi16(load128(at + t * step + i)));
    }
}

/* v is computed here: without it gcc loads all six inputs first and has no registers left for the sums */
#define HERE(v) __asm__ volatile("" : "+x"(v))
#define EACH(DO) DO(0) DO(1) DO(2) DO(3) DO(4) DO(5)

/* How the two columns of a tile are stored: side by side, the larger one, or the larger one of them and what is there. */
typedef enum { BOTH, LARGER, LARGEST } how;

typedef struct {
    const int16_t *x[TILE];
    int32_t *y[TILE];
    size_t steps;
} tile;

AVX2 static inline void finish(int32_t *y, __m256i sum, __m256i bias, how h)
{
    sum = _mm256_add_epi32(sum, bias);
    if (h == BOTH) {
        store256(y, sum);
        return;
    }
    __m128i v = _mm_max_epi32(_mm256_castsi256_si128(sum), _mm256_extracti128_si256(sum, 1));
    store128(y, h == LARGEST ? _mm_max_epi32(v, load128(y)) : v);
}

/* Two columns, by w with bias b and by v with bias c, of all rows of the tile */
AVX2 static void tile_product(const tile *t, const int8_t *w, const int32_t *b, const int8_t *v, const int32_t *c, how h)
{
#define START(i)                   \
    const int16_t *x##i = t->x[i]; \
    __m256i a##i = _mm256_setzero_si256(), b##i = a##i;
    EACH(START)
    for (size_t k = 0; k < t->steps; k++) {
        __m256i w0 = _mm256_cvtepi8_epi16(load128(w + STEP_BYTES * k)), w1 = _mm256_cvtepi8_epi16(load128(v + STEP_BYTES * k)), in;
#define STEP(i)                                               \
    in = load_inputs(x##i + NN_INS * k);                      \
    HERE(in);                                                 \
    a##i = _mm256_add_epi32(a##i, _mm256_madd_epi16(in, w0)); \
    b##i = _mm256_add_epi32(b##i, _mm256_madd_epi16(in, w1)); \
    HERE(a##i);                                               \
    HERE(b##i);
        EACH(STEP)
    }
    const __m256i bias = _mm256_inserti128_si256(_mm256_castsi128_si256(load128(b)), load128(c), 1);
    /* hadd leaves a01 b01 a23 b23, in halves of a lane */
#define STORE(i) finish(t->y[i], _mm256_permute4x64_epi64(_mm256_hadd_epi32(a##i, b##i), 0xD8), bias, h);
    EACH(STORE)
}

/* The rows of one tile; a short tile computes its last row again and stores it to the same place. */
static void tile_rows(tile *t, const int16_t *x, size_t wide, size_t first, size_t n, int32_t *y, size_t ldy)
{
    for (size_t i = 0; i < TILE; i++) {
        size_t r = first + (i < n - first ? i : n - first - 1);
        t->x[i] = x + r * wide;
        t->y[i] = y + r * ldy;
    }
}

/* Columns at outputs o and p of all rows of a block, for y's columns from `at` on */
static void two_columns(const nn_matrix *m, size_t o, size_t p, how h, const int16_t *x, size_t wide, size_t n, int32_t *y, size_t ldy)
{
    const int8_t *w = nn_group(m, o / NN_OUTS) + o % NN_OUTS * NN_INS, *v = nn_group(m, p / NN_OUTS) + p % NN_OUTS * NN_INS;
    tile t = {.steps = (m->in + NN_INS - 1u) / NN_INS};
    for (size_t r = 0; r < n; r += TILE) {
        tile_rows(&t, x, wide, r, n, y, ldy);
        tile_product(&t, w, m->b + o, v, m->b + p, h);
    }
}

static void avx2_matmul(const nn_matrix *m, uint32_t pieces, const nn_input *x, size_t n, int32_t *y, size_t ldy)
{
    int16_t rows[BLOCK * NN_MAX_IN];
    size_t wide = nn_round_up(m->in, x->dilation > 0 ? 48 : 16), width = m->out / pieces;
    for (size_t first = 0; first < n; first += BLOCK, y += BLOCK * ldy) {
        size_t some = n - first < BLOCK ? n - first : BLOCK;
        widen(rows, wide, x, first, some);
        for (size_t o = 0; pieces == 1 && o < width; o += 2 * COLUMN)
            two_columns(m, o, o + COLUMN, BOTH, rows, wide, some, y + o, ldy);
        for (size_t o = 0; pieces > 1 && o < width; o += COLUMN)
            for (uint32_t p = 0; p < pieces; p += 2)
                two_columns(m, p * width + o, (p + 1 < pieces ? p + 1 : p) * width + o, p == 0 ? LARGER : LARGEST, rows, wide, some, y + o, ldy);
    }
}

AVX2 static int64_t sum64(__m256i v)
{
    int64_t lane[4];
    store256(lane, v);
    return lane[0] + lane[1] + lane[2] + lane[3];
}

AVX2 static void avx2_norm(const nn_norm *m, const int32_t *y, size_t ldy, size_t n, int16_t *x, bool add)
{
    const __m256i half = _mm256_set1_epi32(1 << 15);
    for (size_t row = 0; row < n; row++, y += ldy, x += m->width) {
        __m256i sum = _mm256_setzero_si256(), even = sum, odd = sum; /* a lane sums at most 24 values below 2^26 */
        for (uint32_t i = 0; i < m->width; i += 8) {
            __m256i v = load256(y + i), high = _mm256_srli_epi64(v, 32);
            sum = _mm256_add_epi32(sum, v);
            even = _mm256_add_epi64(even, _mm256_mul_epi32(v, v));
            odd = _mm256_add_epi64(odd, _mm256_mul_epi32(high, high));
        }
        sum = _mm256_add_epi64(_mm256_cvtepi32_epi64(_mm256_castsi256_si128(sum)), _mm256_cvtepi32_epi64(_mm256_extracti128_si256(sum, 1)));
        nn_moments of = nn_norm_moments(m, sum64(sum), (uint64_t)sum64(_mm256_add_epi64(even, odd)));
        __m256i mean = _mm256_set1_epi32(of.mean), inverse = _mm256_set1_epi32(of.inverse);
        for (uint32_t i = 0; i < m->width; i += 8) {
            __m256i v = _mm256_srai_epi32(_mm256_mullo_epi32(_mm256_sub_epi32(load256(y + i), mean), inverse), 12);
            v = _mm256_add_epi32(_mm256_mullo_epi32(v, load_wide(m->gamma + i)), half);
            v = _mm256_add_epi32(_mm256_srai_epi32(v, 16), load_wide(m->beta + i));
            if (add)
                v = _mm256_add_epi32(v, load_wide(x + i));
            store128(x + i, _mm_packs_epi32(_mm256_castsi256_si128(v), _mm256_extracti128_si256(v, 1)));
        }
    }
}

/* sixteen int16 values as bytes within +-127 */
AVX2 static inline void store_bytes(uint8_t *q, __m256i v)
{
    v = _mm256_max_epi16(v, _mm256_set1_epi16(-127));
    store128(q, _mm_packs_epi16(_mm256_castsi256_si128(v), _mm256_extracti128_si256(v, 1)));
}

AVX2 static void avx2_quantise(uint8_t *q, const int16_t *x, size_t n, unsigned shift)
{
    const __m256i half = _mm256_set1_epi16((short)(1 << (shift - 1)));
    const __m128i by = _mm_cvtsi32_si128((int)shift);
    for (size_t i = 0; i < n; i += 16)
        store_bytes(q + i, _mm256_sra_epi16(_mm256_adds_epi16(load256(x + i), half), by)); /* what saturates is +-127 anyway */
}

/* (v * m + 2^23) >> 24 of the even lanes, in the low half of each 64-bit lane; the offset of 2^16 keeps the shift unsigned */
AVX2 static inline __m256i scaled(__m256i v, __m256i m)
{
    __m256i offset = _mm256_set1_epi64x((1LL << 40) + (1 << 23));
    return _mm256_srli_epi64(_mm256_add_epi64(_mm256_mul_epi32(v, m), offset), 24);
}

AVX2 static inline __m256i rescale_8(const int32_t *a, __m256i low, __m256i high, __m256i by)
{
    __m256i v = _mm256_min_epi32(_mm256_max_epi32(load256(a), low), high);
    __m256i even = scaled(v, by), odd = scaled(_mm256_srli_epi64(v, 32), by);
    return _mm256_sub_epi32(_mm256_blend_epi32(even, _mm256_slli_epi64(odd, 32), 0xAA), _mm256_set1_epi32(1 << 16));
}

AVX2 static void avx2_rescale(uint8_t *q, const int32_t *a, size_t n, uint32_t m, bool relu)
{
    const int32_t most = (int32_t)((1U << 31) / m) + 1; /* beyond it the result is +-127 anyway, and v * m stays below 2^32 */
    const __m256i low = _mm256_set1_epi32(relu ? 0 : -most), high = _mm256_set1_epi32(most), by = _mm256_set1_epi32((int32_t)m);
    for (size_t i = 0; i < n; i += 16) /* packs takes its two by halves */
        store_bytes(q + i, _mm256_permute4x64_epi64(_mm256_packs_epi32(rescale_8(a + i, low, high, by), rescale_8(a + i + 8, low, high, by)), 0xD8));
}

AVX2 static uint32_t avx2_argmax(const int32_t *v, uint32_t n)
{
    if (n < 16)
        return nn_portable_argmax(v, n);
    __m256i most = load256(v + n - 8);
    for (uint32_t i = 0; i + 8 < n; i += 8)
        most = _mm256_max_epi32(most, load256(v + i));
    __m128i m = _mm_max_epi32(_mm256_castsi256_si128(most), _mm256_extracti128_si256(most, 1));
    m = _mm_max_epi32(m, _mm_shuffle_epi32(m, 0x4E));
    m = _mm_max_epi32(m, _mm_shuffle_epi32(m, 0xB1));
    most = _mm256_set1_epi32(_mm_cvtsi128_si32(m));
    for (uint32_t i = 0;; i += 8) {
        uint32_t at = i + 8 <= n ? i : n - 8; /* the last vector overlaps the one before, where no hit was */
        uint32_t hit = (uint32_t)_mm256_movemask_ps(_mm256_castsi256_ps(_mm256_cmpeq_epi32(load256(v + at), most)));
        if (hit != 0)
            return at + (uint32_t)__builtin_ctz(hit);
    }
}

const nn_kernel nn_kernel_avx2 = {"avx2", 0, avx2_matmul, avx2_norm, avx2_quantise, avx2_rescale, avx2_argmax};

#else
typedef int nn_no_avx2; /* a translation unit must not be empty */
#endif
