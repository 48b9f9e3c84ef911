/*
 * rows.c - features to rows, rows to a sum, a sum to a score: see rows.h.
 *
 * With AVX2 a row of 32 bytes is widened and added in four instructions; elsewhere the loops are plain C, which compilers turn into vectors of 16 bytes.
 */
#include "nn/rows.h"

static uint32_t mixed(uint32_t h)
{
    h = (h ^ h >> 16) * 0x7FEB352Du;
    h = (h ^ h >> 15) * 0x846CA68Bu;
    return h ^ h >> 16;
}

static void plain_mix(uint32_t *key, size_t n, uint32_t mask, const int8_t *table)
{
    for (size_t k = 0; k < n; k++)
        key[k] = mixed(key[k]) & mask;
    for (size_t k = 0; k < n; k++)
        __builtin_prefetch(table + (size_t)key[k] * NN_ROW);
}

static void plain_add(int16_t sum[NN_ROW], const int8_t *table, const uint32_t *at, size_t n)
{
    for (size_t k = 0; k < n; k++) {
        const int8_t *row = table + (size_t)at[k] * NN_ROW;
        for (size_t i = 0; i < NN_ROW; i++)
            sum[i] = (int16_t)(sum[i] + row[i]);
    }
}

static int32_t plain_weigh(const int16_t weight[NN_ROW], const int16_t sum[NN_ROW])
{
    int32_t score = 0, last = sum[NN_ROW - 1];
    for (size_t i = 0; i < NN_ROW; i++)
        score += (sum[i] > 0 ? sum[i] : 0) * weight[i];
    return score + (last < 0 ? last * weight[NN_ROW - 1] : 0); /* this one goes through no threshold */
}

static int32_t plain_dot(const int8_t *x, const int8_t *y, size_t n)
{
    int32_t sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += x[i] * y[i];
    return sum;
}

static const nn_rows plain = {plain_mix, plain_add, plain_weigh, plain_dot};

#ifdef NN_X86

#include <immintrin.h>

#define AVX2 __attribute__((target("avx2")))

AVX2 static void avx2_mix(uint32_t *key, size_t n, uint32_t mask, const int8_t *table)
{
    const __m256i one = _mm256_set1_epi32(0x7FEB352D), two = _mm256_set1_epi32((int32_t)0x846CA68B), within = _mm256_set1_epi32((int32_t)mask);
    for (size_t k = 0; k < n; k += 8) { /* the list is a multiple of eight long, whatever stands behind its end */
        __m256i h = _mm256_loadu_si256((const __m256i *)(const void *)(key + k));
        h = _mm256_mullo_epi32(_mm256_xor_si256(h, _mm256_srli_epi32(h, 16)), one);
        h = _mm256_mullo_epi32(_mm256_xor_si256(h, _mm256_srli_epi32(h, 15)), two);
        h = _mm256_and_si256(_mm256_xor_si256(h, _mm256_srli_epi32(h, 16)), within);
        _mm256_storeu_si256((__m256i *)(void *)(key + k), h);
    }
    for (size_t k = 0; k < n; k++)
        _mm_prefetch((const char *)table + (size_t)key[k] * NN_ROW, _MM_HINT_T0);
}

AVX2 static void avx2_add(int16_t sum[NN_ROW], const int8_t *table, const uint32_t *at, size_t n)
{
    __m256i low = _mm256_loadu_si256((const __m256i *)(const void *)sum), high = _mm256_loadu_si256((const __m256i *)(const void *)(sum + 16));
    for (size_t k = 0; k < n; k++) {
        const __m128i *row = (const __m128i *)(const void *)(table + (size_t)at[k] * NN_ROW);
        low = _mm256_add_epi16(low, _mm256_cvtepi8_epi16(_mm_loadu_si128(row)));
        high = _mm256_add_epi16(high, _mm256_cvtepi8_epi16(_mm_loadu_si128(row + 1)));
    }
    _mm256_storeu_si256((__m256i *)(void *)sum, low);
    _mm256_storeu_si256((__m256i *)(void *)(sum + 16), high);
}

AVX2 static int32_t add_lanes(__m256i v)
{
    __m128i s = _mm_add_epi32(_mm256_castsi256_si128(v), _mm256_extracti128_si256(v, 1));
    s = _mm_add_epi32(s, _mm_shuffle_epi32(s, 0x4E));
    return _mm_cvtsi128_si32(_mm_add_epi32(s, _mm_shuffle_epi32(s, 0xB1)));
}

AVX2 static int32_t avx2_weigh(const int16_t weight[NN_ROW], const int16_t sum[NN_ROW])
{
    const __m256i zero = _mm256_setzero_si256(), floor = _mm256_set_epi16(INT16_MIN, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    __m256i low = _mm256_loadu_si256((const __m256i *)(const void *)sum), high = _mm256_loadu_si256((const __m256i *)(const void *)(sum + 16));
    low = _mm256_madd_epi16(_mm256_max_epi16(low, zero), _mm256_loadu_si256((const __m256i *)(const void *)weight));
    high = _mm256_madd_epi16(_mm256_max_epi16(high, floor), _mm256_loadu_si256((const __m256i *)(const void *)(weight + 16)));
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

static const nn_rows avx2 = {avx2_mix, avx2_add, avx2_weigh, avx2_dot};

const nn_rows *nn_rows_of(const nn_kernel *k) { return k == &nn_kernel_portable ? &plain : &avx2; }

#else

const nn_rows *nn_rows_of(const nn_kernel *k)
{
    (void)k;
    return &plain;
}

#endif
