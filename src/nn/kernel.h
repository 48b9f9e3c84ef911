/*
 * kernel.h - floor 2: the five inner loops of the network, behind one table of functions.
 *
 * Every kernel computes the same integers; they differ in speed alone. The formulas stand in models/README.md and, readable, in
 * kernel_portable.c. Kernels allocate nothing, keep no state and trust their shapes: nn_open() has checked every one of them.
 *
 * Activations are int8 values (-127..127) kept as int16, since that is what pmaddwd multiplies.
 */
#ifndef CASUS_NN_KERNEL_H
#define CASUS_NN_KERNEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define NN_MAX_D 192u             /* width of the encoder: a multiple of 16; norm() stays within int32 up to here */
#define NN_MAX_H 256u             /* width of the parser: a multiple of 16 */
#define NN_MAX_PIECES 4u          /* maxout pieces */
#define NN_MAX_IN (3u * NN_MAX_D) /* inputs of a product */
#define NN_MAX_BIAS (1 << 25)     /* of |bias|: no sum can overflow int32 */
#define NN_MIN_EPS 64             /* of a norm's eps: keeps |d| * r below 2^31 */

/* A packed matrix [out][in]: w is [ceil(out/8)][ceil(in/2)][8][2], b is [out] in units of the sums. */
typedef struct {
    const int8_t *w;
    const int32_t *b;
    uint32_t in, out;
} nn_matrix;

typedef struct {
    const int16_t *gamma, *beta; /* [width]; 1.0 = 4096, 1.0 = 256 */
    int64_t eps;                 /* squared units of the sums */
    uint32_t width;
} nn_norm;

/* Which input rows a product reads: output row r comes from x row `row[r]` (r itself if row is NULL) alone when dilation is 0,
 * and from rows row[r] - dilation, row[r], row[r] + dilation side by side otherwise. `stride`: int16 values from row to row. */
typedef struct {
    const int16_t *x;
    const uint32_t *row;
    size_t stride;
    uint32_t dilation;
} nn_input;

typedef struct {
    const char *name;
    /* y[n][ldy] = x W' + b. ldy >= out rounded up to 8; the columns behind `out` get zeros or garbage. in (a third of it when
     * dilation > 0) is even. */
    void (*matmul)(const nn_matrix *m, const nn_input *x, size_t n, int32_t *y, size_t ldy);
    /* For each of n rows: v = max over `pieces` of y[p * width ..], x = sat16((add ? x : 0) + norm(v)); x is [n][width]. Spoils y. */
    void (*norm)(const nn_norm *m, int32_t *y, size_t ldy, uint32_t pieces, size_t n, int16_t *x, bool add);
    /* q[i] = sat8((x[i] + 2^(shift-1)) >> shift) for n values, n a multiple of 16 */
    void (*quantise)(int16_t *q, const int16_t *x, size_t n, unsigned shift);
    /* q[i] = sat8((max(a[i], relu ? 0 : -inf) * m + 2^23) >> 24) for n values, n a multiple of 8 */
    void (*rescale)(int16_t *q, const int32_t *a, size_t n, uint32_t m, bool relu);
    /* s[j] = a . b_j for j < n, rows b_j of `width` values (a multiple of 16) side by side */
    void (*dots)(int32_t *s, const int16_t *a, const int16_t *b, size_t n, size_t width);
} nn_kernel;

extern const nn_kernel nn_kernel_portable;
#if defined(__x86_64__) && (defined(__GNUC__) || defined(__clang__)) && !defined(CASUS_NO_AVX2)
#define NN_HAVE_AVX2 1
extern const nn_kernel nn_kernel_avx2; /* call it on machines with AVX2 only */
#endif

/* NULL: the best of this machine; else "portable" or "avx2". NULL is returned for a kernel that is unknown or that this machine lacks. */
const nn_kernel *nn_kernel_choose(const char *name);

/* ---- shared by the kernels ---- */

/* floor(sqrt(v)) for v < 2^62 */
uint32_t nn_isqrt(uint64_t v);

/* r of norm(): 2^28 / max(16, isqrt((var + eps) << 8)) */
int32_t nn_inverse_std(uint64_t var, int64_t eps);

static inline int32_t nn_clamp(int32_t v, int32_t low, int32_t high) { return v < low ? low : v > high ? high : v; }

static inline size_t nn_round_up(size_t n, size_t unit) { return (n + unit - 1) / unit * unit; }

#endif
