/*
 * kernel_avx2.c - the kernels for x86-64 with AVX2, equal to the bit to kernel_portable.c.
 *
 * The product keeps a tile of 6 rows x 16 outputs in twelve registers. An input pair (two int16 values) of a row is broadcast; sixteen
 * int8 weights (eight outputs, one pair) are widened to int16; pmaddwd multiplies and adds the pair. Per pair that is 12 pmaddwd
 * and 12 paddd for 192 multiply-adds. Compiled by function attribute: the file needs no -mavx2 and runs only after the CPUID check.
 */
#include "nn/kernel.h"

#ifdef NN_HAVE_AVX2

#include <immintrin.h>
#include <string.h>

#define AVX2 __attribute__((target("avx2")))
#define TILE 6u

AVX2 static inline __m256i load256(const void *p) { return _mm256_loadu_si256((const __m256i *)p); }

AVX2 static inline void store256(void *p, __m256i v) { _mm256_storeu_si256((__m256i *)p, v); }

/* eight int16 values as int32 */
AVX2 static inline __m256i load_wide(const int16_t *p) { return _mm256_cvtepi16_epi32(_mm_loadu_si128((const __m128i *)(const void *)p)); }

/* sixteen int8 weights as int16 */
AVX2 static inline __m256i load_weights(const int8_t *p) { return _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)(const void *)p)); }

/* one input pair in all eight lanes */
AVX2 static inline __m256i load_pair(const int16_t *p)
{
    int32_t v;
    memcpy(&v, p, sizeof v);
    return _mm256_set1_epi32(v);
}

typedef struct {
    const int16_t *x[3][TILE]; /* per tap: the input rows of the tile */
    int32_t *y[TILE];
    size_t taps, run, pairs; /* run: pairs a tap; pairs = taps * run */
} tile;

#define EACH(DO) DO(0) DO(1) DO(2) DO(3) DO(4) DO(5)

/* Outputs 0-7 by w and 8-15 by v (v = w, and second = false, when there are eight only) of all rows of the tile. */
AVX2 static void tile_product(const tile *t, const int8_t *w, const int8_t *v, const int32_t bias[16], bool second)
{
#define START(i) __m256i a##i = load256(bias), b##i = load256(bias + 8);
    EACH(START)
    for (size_t tap = 0; tap < t->taps; tap++) {
#define ROW(i) const int16_t *x##i = t->x[tap][i];
        EACH(ROW)
        for (size_t k = 0; k < t->run; k++) {
            __m256i w0 = load_weights(w + 16 * k), w1 = load_weights(v + 16 * k), in;
#define STEP(i)                                               \
    in = load_pair(x##i + 2 * k);                             \
    a##i = _mm256_add_epi32(a##i, _mm256_madd_epi16(in, w0)); \
    b##i = _mm256_add_epi32(b##i, _mm256_madd_epi16(in, w1));
            EACH(STEP)
        }
        w += 16 * t->run;
        v += 16 * t->run;
    }
#define STORE(i)             \
    store256(t->y[i], a##i); \
    if (second)              \
        store256(t->y[i] + 8, b##i);
    EACH(STORE)
}

/* The rows of one tile; a short tile computes its last row again and stores it to the same place. */
static void tile_rows(tile *t, const nn_input *x, size_t first, size_t n, int32_t *y, size_t ldy)
{
    size_t step = x->dilation * x->stride;
    for (size_t i = 0; i < TILE; i++) {
        size_t r = first + (i < n - first ? i : n - first - 1);
        const int16_t *at = x->x + (x->row != NULL ? x->row[r] : r) * x->stride;
        t->x[0][i] = step > 0 ? at - step : at;
        t->x[1][i] = at;
        t->x[2][i] = at + step;
        t->y[i] = y + r * ldy;
    }
}

AVX2 static void avx2_matmul(const nn_matrix *m, const nn_input *x, size_t n, int32_t *y, size_t ldy)
{
    size_t groups = (m->out + 7u) / 8;
    tile t = {.taps = x->dilation > 0 ? 3 : 1, .pairs = (m->in + 1u) / 2};
    t.run = t.pairs / t.taps;
    for (size_t g = 0; g < groups; g += 2) {
        int32_t bias[16] = {0};
        bool second = g + 1 < groups;
        const int8_t *w = m->w + 16 * g * t.pairs, *v = second ? w + 16 * t.pairs : w;
        memcpy(bias, m->b + 8 * g, (m->out - 8 * g < 16 ? m->out - 8 * g : 16) * sizeof *bias);
        for (size_t r = 0; r < n; r += TILE) {
            tile_rows(&t, x, r, n, y + 8 * g, ldy);
            tile_product(&t, w, v, bias, second);
        }
    }
}

AVX2 static int64_t sum32(__m256i v) /* of eight int32 lanes */
{
    int32_t lane[8];
    int64_t sum = 0;
    store256(lane, v);
    for (size_t i = 0; i < 8; i++)
        sum += lane[i];
    return sum;
}

AVX2 static uint64_t sum64(__m256i v)
{
    uint64_t lane[4];
    store256(lane, v);
    return lane[0] + lane[1] + lane[2] + lane[3];
}

/* maxout into y[0..width), returns the sum; a lane sums at most 24 values below 2^26 */
AVX2 static int64_t row_maxout(int32_t *y, uint32_t width, uint32_t pieces)
{
    __m256i sum = _mm256_setzero_si256();
    for (uint32_t i = 0; i < width; i += 8) {
        __m256i v = load256(y + i);
        for (uint32_t p = 1; p < pieces; p++)
            v = _mm256_max_epi32(v, load256(y + p * width + i));
        store256(y + i, v);
        sum = _mm256_add_epi32(sum, v);
    }
    return sum32(sum);
}

/* y -= mean; returns the sum of squares */
AVX2 static uint64_t row_centre(int32_t *y, uint32_t width, int32_t mean)
{
    __m256i m = _mm256_set1_epi32(mean), even = _mm256_setzero_si256(), odd = even;
    for (uint32_t i = 0; i < width; i += 8) {
        __m256i d = _mm256_sub_epi32(load256(y + i), m), high = _mm256_srli_epi64(d, 32);
        store256(y + i, d);
        even = _mm256_add_epi64(even, _mm256_mul_epi32(d, d));
        odd = _mm256_add_epi64(odd, _mm256_mul_epi32(high, high));
    }
    return sum64(_mm256_add_epi64(even, odd));
}

AVX2 static void row_scale(const nn_norm *m, const int32_t *y, int32_t inverse, int16_t *x, bool add)
{
    __m256i r = _mm256_set1_epi32(inverse), half = _mm256_set1_epi32(1 << 15);
    for (uint32_t i = 0; i < m->width; i += 8) {
        __m256i v = _mm256_srai_epi32(_mm256_mullo_epi32(load256(y + i), r), 12);
        v = _mm256_add_epi32(_mm256_mullo_epi32(v, load_wide(m->gamma + i)), half);
        v = _mm256_add_epi32(_mm256_srai_epi32(v, 16), load_wide(m->beta + i));
        if (add)
            v = _mm256_add_epi32(v, load_wide(x + i));
        __m128i narrow = _mm_packs_epi32(_mm256_castsi256_si128(v), _mm256_extracti128_si256(v, 1));
        _mm_storeu_si128((__m128i *)(void *)(x + i), narrow);
    }
}

AVX2 static void avx2_norm(const nn_norm *m, int32_t *y, size_t ldy, uint32_t pieces, size_t n, int16_t *x, bool add)
{
    int64_t width = m->width;
    for (size_t r = 0; r < n; r++, y += ldy, x += width) {
        int64_t sum = row_maxout(y, m->width, pieces) + width / 2;
        int64_t mean = sum >= 0 ? sum / width : -((width - 1 - sum) / width);
        uint64_t squares = row_centre(y, m->width, (int32_t)mean);
        row_scale(m, y, nn_inverse_std(squares / m->width, m->eps), x, add);
    }
}

AVX2 static void avx2_quantise(int16_t *q, const int16_t *x, size_t n, unsigned shift)
{
    __m256i half = _mm256_set1_epi16((short)(1 << (shift - 1))), low = _mm256_set1_epi16(-127), high = _mm256_set1_epi16(127);
    __m128i by = _mm_cvtsi32_si128((int)shift);
    for (size_t i = 0; i < n; i += 16) {
        __m256i v = _mm256_sra_epi16(_mm256_adds_epi16(load256(x + i), half), by); /* what saturates here is cut below */
        store256(q + i, _mm256_min_epi16(_mm256_max_epi16(v, low), high));
    }
}

/* (v * m + 2^23) >> 24 of the even lanes, in the low half of each 64-bit lane; the offset of 2^16 keeps the shift unsigned */
AVX2 static inline __m256i scaled(__m256i v, __m256i m)
{
    __m256i offset = _mm256_set1_epi64x((1LL << 40) + (1 << 23));
    return _mm256_srli_epi64(_mm256_add_epi64(_mm256_mul_epi32(v, m), offset), 24);
}

AVX2 static void avx2_rescale(int16_t *q, const int32_t *a, size_t n, uint32_t m, bool relu)
{
    int32_t most = (int32_t)((1U << 31) / m) + 1; /* beyond it the result is +-127 anyway, and v * m stays below 2^32 */
    __m256i low = _mm256_set1_epi32(relu ? 0 : -most), high = _mm256_set1_epi32(most), by = _mm256_set1_epi32((int32_t)m);
    __m128i lowest = _mm_set1_epi16(-127), highest = _mm_set1_epi16(127);
    for (size_t i = 0; i < n; i += 8) {
        __m256i v = _mm256_min_epi32(_mm256_max_epi32(load256(a + i), low), high);
        __m256i even = scaled(v, by), odd = scaled(_mm256_srli_epi64(v, 32), by);
        v = _mm256_sub_epi32(_mm256_blend_epi32(even, _mm256_slli_epi64(odd, 32), 0xAA), _mm256_set1_epi32(1 << 16));
        __m128i narrow = _mm_packs_epi32(_mm256_castsi256_si128(v), _mm256_extracti128_si256(v, 1));
        _mm_storeu_si128((__m128i *)(void *)(q + i), _mm_min_epi16(_mm_max_epi16(narrow, lowest), highest));
    }
}

AVX2 static inline __m256i dot(const int16_t *a, const int16_t *b, size_t width)
{
    __m256i sum = _mm256_setzero_si256();
    for (size_t i = 0; i < width; i += 16)
        sum = _mm256_add_epi32(sum, _mm256_madd_epi16(load256(a + i), load256(b + i)));
    return sum;
}

AVX2 static void avx2_dots(int32_t *s, const int16_t *a, const int16_t *b, size_t n, size_t width)
{
    size_t j = 0;
    for (; j + 4 <= n; j += 4, b += 4 * width) {
        __m256i d01 = _mm256_hadd_epi32(dot(a, b, width), dot(a, b + width, width));
        __m256i d23 = _mm256_hadd_epi32(dot(a, b + 2 * width, width), dot(a, b + 3 * width, width));
        __m256i d = _mm256_hadd_epi32(d01, d23);
        __m128i sum = _mm_add_epi32(_mm256_castsi256_si128(d), _mm256_extracti128_si256(d, 1));
        _mm_storeu_si128((__m128i *)(void *)(s + j), sum);
    }
    for (; j < n; j++, b += width)
        s[j] = (int32_t)sum32(dot(a, b, width));
}

const nn_kernel nn_kernel_avx2 = {"avx2", avx2_matmul, avx2_norm, avx2_quantise, avx2_rescale, avx2_dots};

#else
typedef int nn_no_avx2; /* a translation unit must not be empty */
#endif
