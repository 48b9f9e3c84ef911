/*
 * coref_sum.c - the arithmetic of the ranker (coref.c): features to rows, rows to a sum, a sum to a score.
 *
 * The same integers on every machine. With AVX2 a row of 32 bytes is widened and added in four instructions; elsewhere the loops are plain C, which
 * compilers turn into vectors of 16 bytes. Which of the two is decided once, by the kernel that the network runs with.
 */
#include "nlp/coref.h"

_Static_assert(COREF_WIDTH == 32, "models/README.md has the shapes; the code below keeps a sum in two registers");
_Static_assert(3 * COREF_FEATURES_MAX * 128 <= INT16_MAX, "a sum has three lists of features at most");

static uint32_t mix(uint32_t h)
{
    h = (h ^ h >> 16) * 0x7FEB352Du;
    h = (h ^ h >> 15) * 0x846CA68Bu;
    return (h ^ h >> 16) & (COREF_ROWS - 1);
}

static void plain_rows(const coref_model *c, coref_features *f)
{
    for (uint32_t k = 0; k < f->n; k++)
        f->at[k] = mix(f->at[k]);
    for (uint32_t k = 0; k < f->n; k++)
        __builtin_prefetch(c->row + (size_t)f->at[k] * COREF_WIDTH);
}

static void plain_add(const coref_model *c, const coref_features *f, coref_sum *sum)
{
    coref_sum s = *sum;
    for (uint32_t k = 0; k < f->n; k++) {
        const int8_t *row = c->row + (size_t)f->at[k] * COREF_WIDTH;
        for (uint32_t i = 0; i < COREF_WIDTH; i++)
            s.v[i] = (int16_t)(s.v[i] + row[i]);
    }
    *sum = s;
}

static int32_t plain_weigh(const coref_model *c, const coref_sum *sum)
{
    int32_t score = 0, last = sum->v[COREF_WIDTH - 1];
    for (uint32_t i = 0; i < COREF_WIDTH; i++)
        score += (sum->v[i] > 0 ? sum->v[i] : 0) * c->weight[i];
    return score + (last < 0 ? last * c->weight[COREF_WIDTH - 1] : 0); /* this one goes through no threshold */
}

static int32_t plain_dot(const int8_t *x, const int8_t *y, size_t n)
{
    int32_t sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += x[i] * y[i];
    return sum;
}

static const coref_math plain = {plain_rows, plain_add, plain_weigh, plain_dot};

#ifdef NN_X86

#include <immintrin.h>

#define AVX2 __attribute__((target("avx2")))

AVX2 static void avx2_rows(const coref_model *c, coref_features *f)
{
    const __m256i one = _mm256_set1_epi32(0x7FEB352D), two = _mm256_set1_epi32((int32_t)0x846CA68B), mask = _mm256_set1_epi32(COREF_ROWS - 1);
    for (uint32_t k = 0; k < f->n; k += 8) { /* the list is a multiple of eight long, whatever stands behind its end */
        __m256i h = _mm256_loadu_si256((const __m256i *)(const void *)(f->at + k));
        h = _mm256_mullo_epi32(_mm256_xor_si256(h, _mm256_srli_epi32(h, 16)), one);
        h = _mm256_mullo_epi32(_mm256_xor_si256(h, _mm256_srli_epi32(h, 15)), two);
        h = _mm256_and_si256(_mm256_xor_si256(h, _mm256_srli_epi32(h, 16)), mask);
        _mm256_storeu_si256((__m256i *)(void *)(f->at + k), h);
    }
    for (uint32_t k = 0; k < f->n; k++)
        _mm_prefetch((const char *)c->row + (size_t)f->at[k] * COREF_WIDTH, _MM_HINT_T0);
}

AVX2 static void avx2_add(const coref_model *c, const coref_features *f, coref_sum *sum)
{
    __m256i low = _mm256_loadu_si256((const __m256i *)(const void *)sum->v), high = _mm256_loadu_si256((const __m256i *)(const void *)(sum->v + 16));
    for (uint32_t k = 0; k < f->n; k++) {
        const __m128i *row = (const __m128i *)(const void *)(c->row + (size_t)f->at[k] * COREF_WIDTH);
        low = _mm256_add_epi16(low, _mm256_cvtepi8_epi16(_mm_loadu_si128(row)));
        high = _mm256_add_epi16(high, _mm256_cvtepi8_epi16(_mm_loadu_si128(row + 1)));
    }
    _mm256_storeu_si256((__m256i *)(void *)sum->v, low);
    _mm256_storeu_si256((__m256i *)(void *)(sum->v + 16), high);
}

AVX2 static int32_t add_lanes(__m256i v)
{
    __m128i s = _mm_add_epi32(_mm256_castsi256_si128(v), _mm256_extracti128_si256(v, 1));
    s = _mm_add_epi32(s, _mm_shuffle_epi32(s, 0x4E));
    return _mm_cvtsi128_si32(_mm_add_epi32(s, _mm_shuffle_epi32(s, 0xB1)));
}

AVX2 static int32_t avx2_weigh(const coref_model *c, const coref_sum *sum)
{
    const __m256i zero = _mm256_setzero_si256(), floor = _mm256_set_epi16(INT16_MIN, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    __m256i low = _mm256_loadu_si256((const __m256i *)(const void *)sum->v), high = _mm256_loadu_si256((const __m256i *)(const void *)(sum->v + 16));
    low = _mm256_madd_epi16(_mm256_max_epi16(low, zero), _mm256_loadu_si256((const __m256i *)(const void *)c->weight));
    high = _mm256_madd_epi16(_mm256_max_epi16(high, floor), _mm256_loadu_si256((const __m256i *)(const void *)(c->weight + 16)));
    return add_lanes(_mm256_add_epi32(low, high));
}

AVX2 static int32_t avx2_dot(const int8_t *x, const int8_t *y, size_t n)
{
    __m256i sum = _mm256_setzero_si256();
    size_t i = 0;
    for (; i + 16 <= n; i += 16) {
        __m256i a = _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)(const void *)(x + i)));
        __m256i b = _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)(const void *)(y + i)));
        sum = _mm256_add_epi32(sum, _mm256_madd_epi16(a, b));
    }
    return add_lanes(sum) + plain_dot(x + i, y + i, n - i);
}

static const coref_math avx2 = {avx2_rows, avx2_add, avx2_weigh, avx2_dot};

const coref_math *coref_math_of(const nn_kernel *k) { return k == &nn_kernel_portable ? &plain : &avx2; }

#else

const coref_math *coref_math_of(const nn_kernel *k)
{
    (void)k;
    return &plain;
}

#endif
