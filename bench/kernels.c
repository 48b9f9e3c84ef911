/*
 * kernels.c - how fast is the product of each kernel, and how fast could it be?
 *
 *     kernels [KERNEL...]
 *
 * One line a kernel: its name, thousand millions of multiply-adds a second in the product of a convolution (48 rows, 480 inputs, 2 x 160 outputs, as
 * the network has it) and of a wider one (576 inputs, 2 x 192 outputs), and those of the same instructions on registers alone, the peak; 0
 * where no peak is defined. Processor time of one core; the best of several runs, since what else the machine does can only slow one down.
 */
#include "nn/kernel.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define ROWS 48u
#define RUNS 5
#define RUN_SECONDS 0.01
#define TURNS 100000u

static double now(void) { return (double)clock() / CLOCKS_PER_SEC; }

#ifdef NN_X86
#include <immintrin.h>
#define EACH_12(DO) DO(0) DO(1) DO(2) DO(3) DO(4) DO(5) DO(6) DO(7) DO(8) DO(9) DO(10) DO(11)
#define HERE(v, kind) __asm__ volatile("" : "+" kind(v))

/* multiply-adds of TURNS turns of the inner loop without its loads */
__attribute__((target("avx2"))) static double peak_avx2(void)
{
    __m256i x = _mm256_set1_epi8(3), w = _mm256_set1_epi8(5), one = _mm256_set1_epi16(1);
#define ZERO_256(i) __m256i a##i = _mm256_setzero_si256();
    ZERO_256(0) ZERO_256(1) ZERO_256(2) ZERO_256(3) for (unsigned t = 0; t < TURNS; t++)
    {
#define PRODUCT_256(v) \
    HERE(x, "x");      \
    __m256i v = _mm256_maddubs_epi16(x, w);
#define STEP_256(i)                                                                   \
    {                                                                                 \
        PRODUCT_256(p)                                                                \
        PRODUCT_256(q)                                                                \
        PRODUCT_256(r)                                                                \
        PRODUCT_256(s)                                                                \
        __m256i v = _mm256_add_epi16(_mm256_add_epi16(p, q), _mm256_add_epi16(r, s)); \
        a##i = _mm256_add_epi32(a##i, _mm256_madd_epi16(v, one));                     \
        HERE(a##i, "x");                                                              \
    }
        STEP_256(0) STEP_256(1) STEP_256(2) STEP_256(3)
    }
    return 4.0 * 128 * TURNS;
}

__attribute__((target("avx512f,avx512vnni"))) static double peak_vnni(void)
{
    __m512i x = _mm512_set1_epi8(3), w = _mm512_set1_epi8(5);
#define ZERO_512(i) __m512i a##i = _mm512_setzero_si512(), b##i = a##i;
    EACH_12(ZERO_512)
    for (unsigned t = 0; t < TURNS; t++) {
#define STEP_512(i)                         \
    a##i = _mm512_dpbusd_epi32(a##i, x, w); \
    b##i = _mm512_dpbusd_epi32(b##i, x, w); \
    HERE(a##i, "v");                        \
    HERE(b##i, "v");
        EACH_12(STEP_512)
    }
    return 24.0 * 64 * TURNS;
}
#endif

#ifdef NN_AMX
__attribute__((target("amx-tile,amx-int8"))) static double peak_amx(void)
{
    /* palette 1; tiles 0 to 7: 64 bytes by 16 rows */
    static const unsigned char shape[64] = {
        1, [16] = 64, [18] = 64, [20] = 64, [22] = 64, [24] = 64, [26] = 64, [28] = 64, [30] = 64, [48] = 16, 16, 16, 16, 16, 16, 16, 16};
    _tile_loadconfig(shape);
    for (unsigned t = 0; t < TURNS; t++) {
        _tile_dpbusd(0, 4, 6);
        _tile_dpbusd(1, 4, 7);
        _tile_dpbusd(2, 5, 6);
        _tile_dpbusd(3, 5, 7);
    }
    _tile_release();
    return 4.0 * 16384 * TURNS;
}
#endif

static double (*peak_of(const char *name))(void)
{
#ifdef NN_X86
    if (strcmp(name, "avx2") == 0)
        return peak_avx2;
    if (strcmp(name, "vnni") == 0)
        return peak_vnni;
#endif
#ifdef NN_AMX
    if (strcmp(name, "amx") == 0)
        return peak_amx;
#endif
    (void)name;
    return NULL;
}

static double peak(double (*loop)(void))
{
    double best = 0;
    for (int i = 0; loop != NULL && i < RUNS; i++) {
        double work = 0, begin = now(), spent = 0;
        while (spent < RUN_SECONDS) {
            work += loop();
            spent = now() - begin;
        }
        best = work / spent > best ? work / spent : best;
    }
    return best / 1e9;
}

/* a convolution over rows of d values with two maxout pieces */
static double product(const nn_kernel *k, uint32_t d)
{
    nn_matrix m = {.in = 3 * d, .out = 2 * d};
    size_t size = nn_packed_size(m.in, m.out), bytes = (ROWS + 2) * (size_t)d;
    int8_t *w = aligned_alloc(64, size);
    uint8_t *x = malloc(bytes);
    uint8_t *care = malloc(size);
    int32_t *b = calloc(m.out, sizeof *b), *y = calloc((size_t)ROWS * d, sizeof *y);
    uint32_t row[ROWS];
    double best = 0;
    if (w == NULL || x == NULL || care == NULL || b == NULL || y == NULL)
        exit(2);
    for (size_t i = 0; i < size; i++)
        w[i] = (int8_t)(i * 37 % 41 - 20); /* as small as most of the network's are */
    for (size_t i = 0; i < bytes; i++)
        x[i] = (uint8_t)(i * 91 % 255 - 127 + k->offset);
    for (uint32_t r = 0; r < ROWS; r++)
        row[r] = r + 1;
    m.w = w;
    m.b = b;
    if (k->inspect != NULL) {
        k->inspect(&m, care);
        m.care = care;
    }
    nn_input in = {x, row, d, 1};
    for (int i = 0; i < RUNS; i++) {
        double work = 0, begin = now(), spent = 0;
        while (spent < RUN_SECONDS) {
            k->matmul(&m, 2, &in, ROWS, y, d);
            work += (double)ROWS * m.in * m.out;
            spent = now() - begin;
        }
        best = work / spent > best ? work / spent : best;
    }
    free(w), free(x), free(care), free(b), free(y);
    return best / 1e9;
}

int main(int argc, char **argv)
{
    static char *all[] = {"portable", "avx2", "vnni", "amx", "neon", "dotprod"};
    char **name = argc > 1 ? argv + 1 : all;
    for (int i = 0, n = argc > 1 ? argc - 1 : (int)(sizeof all / sizeof *all); i < n; i++) {
        const nn_kernel *k = nn_kernel_choose(name[i]);
        if (k != NULL)
            printf("%s\t%.1f\t%.1f\t%.1f\n", k->name, product(k, 160), product(k, 192), peak(peak_of(k->name)));
    }
    return 0;
}
