/*
 * kernel_amx.c - the product for x86-64 with AMX, the tiles of int8 of newer servers; the rest is kernel_vnni.c's. Equal to the bit.
 *
 * A tile holds 16 rows of 64 bytes, and tdpbusd multiplies one of inputs (16 rows of 64) by one of weights (64 by 16 outputs) into one
 * of sums: 16384 multiply-adds. Packed weights have the order that it wants; inputs are copied side by side, since the rows of a
 * convolution are not, with zeros up to the next 64. Two tiles of rows by two of outputs use each load twice; the two of outputs are
 * neighbours or, with maxout, the two pieces of one group.
 */
#include "nn/kernel.h"

#ifdef NN_AMX

#include <cpuid.h>
#include <immintrin.h>
#include <string.h>

#define AMX __attribute__((target("amx-tile,amx-int8,avx512f")))
#define SIDE 16u
#define WIDTH 64u            /* bytes of a tile's row */
#define ROWS (2 * SIDE)      /* of the product that are computed at once */
#define AMX_PARTS (3u << 24) /* cpuid 7, edx: AMX-TILE, AMX-INT8 */
#define PERMISSION 0x1023    /* arch_prctl: ARCH_REQ_XCOMP_PERM ... */
#define TILE_DATA 18UL       /* ... of XFEATURE_XTILEDATA */

/* the tiles; the compiler wants their numbers as text */
#define SUM_00 0
#define SUM_01 1
#define SUM_10 2
#define SUM_11 3
#define IN_0 4
#define IN_1 5
#define WEIGHTS_0 6
#define WEIGHTS_1 7

/* for the compiler, which is not told that the loads of tiles read memory */
#define WRITTEN() __asm__ volatile("" ::: "memory")

extern int arch_prctl(int code, unsigned long what); /* of the C library, in none of its headers */

bool nn_amx_allowed(void)
{
    unsigned eax, ebx, ecx, edx;
    return __get_cpuid_count(7, 0, &eax, &ebx, &ecx, &edx) && (~edx & AMX_PARTS) == 0 && arch_prctl(PERMISSION, TILE_DATA) == 0;
}

/* of all eight tiles: what the processor wants to be told; static, for a compiler may take stores into one of the stack for dead */
static const struct {
    uint8_t palette, start, none[14];
    uint16_t width[16];
    uint8_t rows[16];
} shape = {.palette = 1, .width = {WIDTH, WIDTH, WIDTH, WIDTH, WIDTH, WIDTH, WIDTH, WIDTH}, .rows = {SIDE, SIDE, SIDE, SIDE, SIDE, SIDE, SIDE, SIDE}};

typedef struct {
    _Alignas(64) uint8_t in[ROWS][NN_MAX_IN];
    _Alignas(64) int32_t sum[2][ROWS][SIDE];
    _Alignas(64) int8_t rest[2][SIDE][WIDTH]; /* the last weights of a column: behind them the memory may end */
} space;

/* Rows first ... of x side by side, `tiles` tiles wide. Rows behind the last keep what they had: their sums are not read. */
static void gather(space *s, const nn_input *x, size_t first, size_t n, size_t bytes, size_t tiles)
{
    size_t taps = x->dilation > 0 ? 3 : 1, run = bytes / taps;
    for (size_t i = 0; i < n; i++) {
        const uint8_t *from = x->x + (x->row != NULL ? x->row[first + i] : first + i) * x->stride - x->dilation * x->stride;
        for (size_t tap = 0; tap < taps; tap++, from += x->dilation * x->stride)
            memcpy(s->in[i] + tap * run, from, run);
        memset(s->in[i] + bytes, 0, tiles * WIDTH - bytes);
    }
    WRITTEN();
}

/* The sums of the gathered rows for two columns of 16 outputs; `both`: more than 16 rows */
AMX static void columns(space *s, const int8_t *const w[2], size_t bytes, bool both)
{
    const size_t whole = bytes / WIDTH, left = bytes % WIDTH;
    const int8_t *w0 = w[0], *w1 = w[1];
    _tile_zero(SUM_00);
    _tile_zero(SUM_01);
    _tile_zero(SUM_10);
    _tile_zero(SUM_11);
    for (size_t k = 0; k < whole + (left > 0); k++) {
        if (k == whole) {
            memcpy(s->rest[0], w0, left * SIDE);
            memcpy(s->rest[1], w1, left * SIDE);
            w0 = s->rest[0][0];
            w1 = s->rest[1][0];
            WRITTEN();
        }
        _tile_loadd(WEIGHTS_0, w0, WIDTH);
        _tile_loadd(WEIGHTS_1, w1, WIDTH);
        _tile_loadd(IN_0, s->in[0] + k * WIDTH, NN_MAX_IN);
        _tile_dpbusd(SUM_00, IN_0, WEIGHTS_0);
        _tile_dpbusd(SUM_01, IN_0, WEIGHTS_1);
        if (both) {
            _tile_loadd(IN_1, s->in[SIDE] + k * WIDTH, NN_MAX_IN);
            _tile_dpbusd(SUM_10, IN_1, WEIGHTS_0);
            _tile_dpbusd(SUM_11, IN_1, WEIGHTS_1);
        }
        w0 += SIDE * WIDTH;
        w1 += SIDE * WIDTH;
    }
    _tile_stored(SUM_00, s->sum[0][0], WIDTH);
    _tile_stored(SUM_01, s->sum[1][0], WIDTH);
    if (both) {
        _tile_stored(SUM_10, s->sum[0][SIDE], WIDTH);
        _tile_stored(SUM_11, s->sum[1][SIDE], WIDTH);
    }
}

AMX static __m512i sum_of(const space *s, size_t column, size_t row, __m512i bias) { return _mm512_add_epi32(_mm512_load_si512(s->sum[column][row]), bias); }

AMX static void amx_matmul(const nn_matrix *m, uint32_t pieces, const nn_input *x, size_t n, int32_t *y, size_t ldy)
{
    if (pieces > 2) {
        nn_kernel_vnni.matmul(m, pieces, x, n, y, ldy);
        return;
    }
    _tile_loadconfig(&shape);
    space s;
    memset(s.rest, 0, sizeof s.rest);
    size_t bytes = nn_round_up(m->in, NN_INS), groups = (m->out / pieces + NN_OUTS - 1) / NN_OUTS, wide = 2 / pieces;
    for (size_t first = 0; first < n; first += ROWS) {
        size_t rows = n - first < ROWS ? n - first : ROWS;
        gather(&s, x, first, rows, bytes, (bytes + WIDTH - 1) / WIDTH);
        for (size_t g = 0; g < groups; g += wide) {
            size_t other = pieces == 2 ? groups + g : g + 1 < groups ? g + 1 : g;
            columns(&s, (const int8_t *[]){nn_group(m, g), nn_group(m, other)}, bytes, rows > SIDE);
            const __m512i b0 = _mm512_loadu_si512(m->b + g * NN_OUTS), b1 = _mm512_loadu_si512(m->b + other * NN_OUTS);
            int32_t *to = y + first * ldy + g * NN_OUTS;
            for (size_t r = 0; r < rows; r++, to += ldy) {
                __m512i v0 = sum_of(&s, 0, r, b0), v1 = sum_of(&s, 1, r, b1);
                _mm512_storeu_si512(to, pieces == 2 ? _mm512_max_epi32(v0, v1) : v0);
                if (pieces == 1 && other > g)
                    _mm512_storeu_si512(to + NN_OUTS, v1);
            }
        }
    }
    _tile_release();
}

const nn_kernel nn_kernel_amx = {"amx", NN_OFFSET, NULL, amx_matmul, nn_vnni_norm, nn_vnni_quantise, nn_vnni_rescale, nn_vnni_argmax};

#else
typedef int nn_no_amx; /* a translation unit must not be empty */
#endif
