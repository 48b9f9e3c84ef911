/*
 * kernel_avx2.c - the kernels for x86-64 with AVX2, equal to the bit to kernel_portable.c.
 *
 * pmaddubsw multiplies unsigned by signed bytes (activations have 128 added, nn_bias() makes up for it) and adds two products in each of
 * sixteen int16 lanes, which overflow unless the weights are small. Most are: where all the weights that meet in a lane add up to 128 at
 * most, of either sign, four steps of four inputs are added in int16 before pmaddwd widens them to int32: 4 pmaddubsw, 3 paddw, 1 pmaddwd
 * and 1 paddd for 128 multiply-adds, with the weights as operands from memory. avx2_inspect() finds out once which blocks are so; the others
 * are widened step by step, and the few in which even one step is too much are computed for seven bits of the inputs and for the eighth.
 * Compiled by function attribute: the file needs no -mavx2 and runs only after the CPUID check.
 */
#include "nn/kernel.h"

#ifdef NN_X86

#include <immintrin.h>
#include <string.h>

#define AVX2 __attribute__((target("avx2")))
#define INLINE AVX2 __attribute__((always_inline)) static inline
#define STEP_BYTES (NN_OUTS * NN_INS)
#define BLOCK_STEPS (NN_BLOCK_INS / NN_INS)
#define BLOCK_BYTES (BLOCK_STEPS * STEP_BYTES)

INLINE __m256i load256(const void *p) { return _mm256_loadu_si256((const __m256i *)p); }

INLINE void store256(void *p, __m256i v) { _mm256_storeu_si256((__m256i *)p, v); }

INLINE __m128i load128(const void *p) { return _mm_loadu_si128((const __m128i *)p); }

INLINE void store128(void *p, __m128i v) { _mm_storeu_si128((__m128i *)p, v); }

/* eight int16 values as int32 */
INLINE __m256i load_wide(const int16_t *p) { return _mm256_cvtepi16_epi32(load128(p)); }

/* four inputs in all lanes */
INLINE __m256i load_inputs(const uint8_t *p)
{
    int32_t v;
    memcpy(&v, p, sizeof v);
    return _mm256_set1_epi32(v);
}

/* pairs of int16 sums added up as int32 */
INLINE __m256i pairs(__m256i v) { return _mm256_madd_epi16(v, _mm256_set1_epi16(1)); }

/* What a block of NN_BLOCK_INS inputs by a group's outputs allows, by its largest sums of int16 lanes; a bound that holds for any inputs. */
enum { TAME, FIRM, WILD }; /* a whole block adds up in int16; a step of it does; not even that */

/* What is computed together for each row: two groups of outputs, by w and by v. */
typedef enum { BOTH, FIRST, LARGER, LARGEST } how; /* stored: side by side, the first alone, the larger one, the larger one of them and what is there */

typedef struct {
    const int8_t *w, *v;
    const int32_t *b, *c;
    struct {
        uint32_t x, w;                 /* bytes from the first tap's row, and from w and v */
    } block[NN_MAX_IN / NN_BLOCK_INS]; /* the tame ones first, then the firm ones */
    size_t end[WILD + 1];              /* of the blocks of each kind */
    size_t rest;                       /* steps behind the blocks */
    how store;
} columns;

typedef struct {
    __m256i a, b, c, d; /* of eight outputs each: w's two halves, v's two halves */
} sums;

INLINE __m256i block_of(__m256i x0, __m256i x1, __m256i x2, __m256i x3, const int8_t *w)
{
    __m256i even = _mm256_add_epi16(_mm256_maddubs_epi16(x0, load256(w)), _mm256_maddubs_epi16(x1, load256(w + STEP_BYTES)));
    __m256i odd = _mm256_add_epi16(_mm256_maddubs_epi16(x2, load256(w + 2 * STEP_BYTES)), _mm256_maddubs_epi16(x3, load256(w + 3 * STEP_BYTES)));
    return pairs(_mm256_add_epi16(even, odd));
}

INLINE void add_block(sums *s, const uint8_t *x, const int8_t *w, const int8_t *v)
{
    __m256i x0 = load_inputs(x), x1 = load_inputs(x + NN_INS), x2 = load_inputs(x + 2 * NN_INS), x3 = load_inputs(x + 3 * NN_INS);
    s->a = _mm256_add_epi32(s->a, block_of(x0, x1, x2, x3, w));
    s->b = _mm256_add_epi32(s->b, block_of(x0, x1, x2, x3, w + STEP_BYTES / 2));
    s->c = _mm256_add_epi32(s->c, block_of(x0, x1, x2, x3, v));
    s->d = _mm256_add_epi32(s->d, block_of(x0, x1, x2, x3, v + STEP_BYTES / 2));
}

INLINE void add_step(sums *s, __m256i x, const int8_t *w, const int8_t *v)
{
    s->a = _mm256_add_epi32(s->a, pairs(_mm256_maddubs_epi16(x, load256(w))));
    s->b = _mm256_add_epi32(s->b, pairs(_mm256_maddubs_epi16(x, load256(w + STEP_BYTES / 2))));
    s->c = _mm256_add_epi32(s->c, pairs(_mm256_maddubs_epi16(x, load256(v))));
    s->d = _mm256_add_epi32(s->d, pairs(_mm256_maddubs_epi16(x, load256(v + STEP_BYTES / 2))));
}

/* n steps one by one; wild ones for the lower seven bits of the inputs and then for the eighth: int16 holds a pair of either */
INLINE void add_steps(sums *s, const uint8_t *x, const int8_t *w, const int8_t *v, size_t n, bool wild)
{
    const __m256i eighth = _mm256_set1_epi8(INT8_MIN);
    for (size_t k = 0; k < n; k++, x += NN_INS, w += STEP_BYTES, v += STEP_BYTES) {
        __m256i in = load_inputs(x);
        if (wild)
            add_step(s, _mm256_and_si256(in, eighth), w, v);
        add_step(s, wild ? _mm256_andnot_si256(eighth, in) : in, w, v);
    }
}

INLINE void finish(int32_t *y, const sums *s, how h)
{
    __m256i first = s->a, second = s->b;
    if (h == BOTH) {
        store256(y + 16, s->c);
        store256(y + 24, s->d);
    } else if (h != FIRST) {
        first = _mm256_max_epi32(first, s->c);
        second = _mm256_max_epi32(second, s->d);
    }
    if (h == LARGEST) {
        first = _mm256_max_epi32(first, load256(y));
        second = _mm256_max_epi32(second, load256(y + 8));
    }
    store256(y, first);
    store256(y + 8, second);
}

AVX2 static void row_product(const columns *t, const uint8_t *x, int32_t *y)
{
    const int8_t *w = t->w, *v = t->v;
    size_t k = 0, behind = t->end[WILD];
    sums s = {load256(t->b), load256(t->b + 8), load256(t->c), load256(t->c + 8)};
    for (; k < t->end[TAME]; k++)
        add_block(&s, x + t->block[k].x, w + t->block[k].w, v + t->block[k].w);
    for (; k < t->end[FIRM]; k++)
        add_steps(&s, x + t->block[k].x, w + t->block[k].w, v + t->block[k].w, BLOCK_STEPS, false);
    for (; k < t->end[WILD]; k++)
        add_steps(&s, x + t->block[k].x, w + t->block[k].w, v + t->block[k].w, BLOCK_STEPS, true);
    add_steps(&s, x + behind * NN_BLOCK_INS, w + behind * BLOCK_BYTES, v + behind * BLOCK_BYTES, t->rest, true); /* of one tap alone */
    finish(y, &s, t->store);
}

static uint8_t care_of(const nn_matrix *m, size_t block) { return m->care != NULL ? m->care[block] : WILD; }

/* Groups g and h of the matrix by all rows, stored so */
static void two_groups(const nn_matrix *m, size_t g, size_t h, how store, const nn_input *x, size_t n, int32_t *y, size_t ldy)
{
    size_t all = nn_blocks(m), taps = x->dilation > 0 ? 3 : 1, run = all / taps, step = x->dilation * x->stride, k = 0;
    columns t = {.w = nn_group(m, g), .v = nn_group(m, h), .b = m->b + g * NN_OUTS, .c = m->b + h * NN_OUTS, .store = store};
    t.rest = (m->in + NN_INS - 1u) / NN_INS - all * BLOCK_STEPS;
    for (int kind = TAME; kind <= WILD; t.end[kind++] = k)
        for (size_t i = 0; i < all; i++) {
            uint8_t one = care_of(m, g * all + i), other = care_of(m, h * all + i);
            if ((one > other ? one : other) != kind)
                continue;
            t.block[k].x = (uint32_t)(i / run * step + i % run * NN_BLOCK_INS);
            t.block[k++].w = (uint32_t)(i * BLOCK_BYTES);
        }
    for (size_t r = 0; r < n; r++)
        row_product(&t, x->x + (x->row != NULL ? x->row[r] : r) * x->stride - step, y + r * ldy);
}

static void avx2_matmul(const nn_matrix *m, uint32_t pieces, const nn_input *x, size_t n, int32_t *y, size_t ldy)
{
    size_t groups = (m->out / pieces + NN_OUTS - 1) / NN_OUTS;
    for (size_t g = 0; pieces == 1 && g < groups; g += 2)
        two_groups(m, g, g + 1 < groups ? g + 1 : g, g + 1 < groups ? BOTH : FIRST, x, n, y + g * NN_OUTS, ldy);
    for (size_t g = 0; pieces > 1 && g < groups; g++)
        for (uint32_t p = 0; p < pieces; p += 2)
            two_groups(m, p * groups + g, (p + 1 < pieces ? p + 1 : p) * groups + g, p == 0 ? LARGER : LARGEST, x, n, y + g * NN_OUTS, ldy);
}

/* Half a group: whether an int16 lane can hold 255 times what its weights add up to, over each step and over the whole block */
AVX2 static uint8_t care_of_half(const int8_t *w)
{
    const __m256i ones = _mm256_set1_epi8(1), none = _mm256_setzero_si256();
    const __m256i most = _mm256_set1_epi16(INT16_MAX / UINT8_MAX), least = _mm256_set1_epi16(-(INT16_MAX / UINT8_MAX));
    __m256i plus = none, minus = none, over = none;
    for (size_t k = 0; k < BLOCK_STEPS; k++, w += STEP_BYTES) {
        __m256i up = _mm256_maddubs_epi16(ones, _mm256_max_epi8(load256(w), none)), down = _mm256_maddubs_epi16(ones, _mm256_min_epi8(load256(w), none));
        over = _mm256_or_si256(over, _mm256_or_si256(_mm256_cmpgt_epi16(up, most), _mm256_cmpgt_epi16(least, down)));
        plus = _mm256_add_epi16(plus, up);
        minus = _mm256_add_epi16(minus, down);
    }
    if (_mm256_movemask_epi8(over) != 0)
        return WILD;
    over = _mm256_or_si256(_mm256_cmpgt_epi16(plus, most), _mm256_cmpgt_epi16(least, minus));
    return _mm256_movemask_epi8(over) != 0 ? FIRM : TAME;
}

static void avx2_inspect(const nn_matrix *m, uint8_t *care)
{
    size_t blocks = nn_blocks(m);
    for (size_t g = 0; g * NN_OUTS < m->out; g++) {
        const int8_t *w = nn_group(m, g);
        for (size_t k = 0; k < blocks; k++, w += BLOCK_BYTES) {
            uint8_t one = care_of_half(w), other = care_of_half(w + STEP_BYTES / 2);
            *care++ = one > other ? one : other;
        }
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

/* sixteen int16 values as bytes within +-127, plus the offset */
INLINE void store_bytes(uint8_t *q, __m256i v)
{
    v = _mm256_max_epi16(v, _mm256_set1_epi16(-127));
    store128(q, _mm_xor_si128(_mm_packs_epi16(_mm256_castsi256_si128(v), _mm256_extracti128_si256(v, 1)), _mm_set1_epi8(INT8_MIN)));
}

AVX2 static void avx2_quantise(uint8_t *q, const int16_t *x, size_t n, unsigned shift)
{
    const __m256i half = _mm256_set1_epi16((short)(1 << (shift - 1)));
    const __m128i by = _mm_cvtsi32_si128((int)shift);
    for (size_t i = 0; i < n; i += 16)
        store_bytes(q + i, _mm256_sra_epi16(_mm256_adds_epi16(load256(x + i), half), by)); /* what saturates is +-127 anyway */
}

/* (v * m + 2^23) >> 24 of the even lanes, in the low half of each 64-bit lane; the offset of 2^16 keeps the shift unsigned */
INLINE __m256i scaled(__m256i v, __m256i m)
{
    __m256i offset = _mm256_set1_epi64x((1LL << 40) + (1 << 23));
    return _mm256_srli_epi64(_mm256_add_epi64(_mm256_mul_epi32(v, m), offset), 24);
}

INLINE __m256i rescale_8(const int32_t *a, __m256i low, __m256i high, __m256i by)
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

const nn_kernel nn_kernel_avx2 = {"avx2", NN_OFFSET, avx2_inspect, avx2_matmul, avx2_norm, avx2_quantise, avx2_rescale, avx2_argmax};

#else
typedef int nn_no_avx2; /* a translation unit must not be empty */
#endif
