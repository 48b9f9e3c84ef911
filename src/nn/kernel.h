/*
 * kernel.h - floor 2: the inner loops of the network, behind one table of functions.
 *
 * Every kernel computes the same integers; they differ in speed alone. The formulas stand in models/README.md and, readable, in
 * kernel_portable.c. Kernels allocate nothing, keep no state and trust their shapes: nn_open() has checked every one of them.
 *
 * Activations are bytes: a value of -127..127 plus the kernel's `offset`, modulo 256. The offset is 0, or 128 where the machine
 * multiplies unsigned by signed bytes; the biases of a matrix then have offset * (sum of its weights) taken off (nn_bias()).
 */
#ifndef CASUS_NN_KERNEL_H
#define CASUS_NN_KERNEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define NN_MAX_D 192u         /* width of the encoder: a multiple of 16; norm() stays within int32 up to here */
#define NN_MAX_H 256u         /* width of the parser: a multiple of 16 */
#define NN_MAX_PIECES 4u      /* maxout pieces */
#define NN_MAX_IN 1024u       /* inputs of a product; three rows of NN_MAX_D are fewer */
#define NN_MAX_BIAS (1 << 25) /* of |bias|: no sum can overflow int32 */
#define NN_MIN_EPS 64         /* of a norm's eps: keeps |d| * r below 2^31 */
#define NN_OUTS 16u           /* outputs side by side in a packed matrix ... */
#define NN_INS 4u             /* ... and inputs of each of them */
#define NN_BLOCK_INS 16u      /* inputs that some kernels add up at once */
#define NN_OFFSET 128         /* of activations, in kernels that multiply unsigned by signed bytes */

/* A packed matrix [out][in]: w is [ceil(out/16)][ceil(in/4)][16][4]; b is [out rounded up to 16], what the sums start from; care is
 * what the kernel found out about w, [ceil(out/16)][in rounded up to 4, in whole blocks of 16], or NULL for a matrix that it has not seen. */
typedef struct {
    const int8_t *w;
    const int32_t *b;
    uint32_t in, out;
    const uint8_t *care;
} nn_matrix;

typedef struct {
    const int16_t *gamma, *beta; /* [width]; 1.0 = 4096, 1.0 = 256 */
    int64_t eps;                 /* squared units of the sums */
    uint32_t width;
} nn_norm;

/* Which input rows a product reads: output row r comes from x row `row[r]` (r itself if row is NULL) alone when dilation is 0,
 * and from rows row[r] - dilation, row[r], row[r] + dilation side by side otherwise. `stride`: bytes from row to row. A row may be
 * read up to the next multiple of 16 bytes. */
typedef struct {
    const uint8_t *x;
    const uint32_t *row;
    size_t stride;
    uint32_t dilation;
} nn_input;

typedef struct {
    const char *name;
    uint32_t offset;
    /* Looks at the weights once, so that matmul() is faster; NULL: there is nothing to find out */
    void (*inspect)(const nn_matrix *m, uint8_t *care);
    /* y[n][ldy] = max over `pieces` of x W' + b; outputs p * out/pieces ... are piece p. With several pieces out/pieces is a multiple of
     * 16. ldy >= out/pieces rounded up to 16; the columns behind get anything. A tap (a third of the inputs when dilation > 0) is a multiple of 16. */
    void (*matmul)(const nn_matrix *m, uint32_t pieces, const nn_input *x, size_t n, int32_t *y, size_t ldy);
    /* For each of n rows: x = sat16((add ? x : 0) + norm(y)); x is [n][width] */
    void (*norm)(const nn_norm *m, const int32_t *y, size_t ldy, size_t n, int16_t *x, bool add);
    /* q[i] = offset + sat8((x[i] + 2^(shift-1)) >> shift) for n values, n a multiple of 16 */
    void (*quantise)(uint8_t *q, const int16_t *x, size_t n, unsigned shift);
    /* q[i] = offset + sat8((max(a[i], relu ? 0 : -inf) * m + 2^23) >> 24) for n values, n a multiple of 16 */
    void (*rescale)(uint8_t *q, const int32_t *a, size_t n, uint32_t m, bool relu);
    /* index of the largest of n > 0 values, the lowest one of equals */
    uint32_t (*argmax)(const int32_t *v, uint32_t n);
} nn_kernel;

extern const nn_kernel nn_kernel_portable;

/* Call the others on machines that have what they need only: nn_kernel_choose() knows. */
#if defined(__x86_64__) && (defined(__GNUC__) || defined(__clang__)) && !defined(CASUS_PORTABLE)
#define NN_X86 1
extern const nn_kernel nn_kernel_avx2, nn_kernel_vnni; /* vnni: AVX-512 with VNNI */
#if defined(__linux__) && (__GNUC__ >= 11 || __clang_major__ >= 12)
#define NN_AMX 1
extern const nn_kernel nn_kernel_amx; /* AVX-512 with VNNI, and AMX */
/* Whether the machine has AMX; asks the system for it, as Linux wants: from then on the process may use its registers. */
bool nn_amx_allowed(void);
#endif
#elif defined(__aarch64__) && (defined(__GNUC__) || defined(__clang__)) && !defined(CASUS_PORTABLE)
#define NN_ARM 1
extern const nn_kernel nn_kernel_neon, nn_kernel_dotprod; /* dotprod: NEON with the dot product of Armv8.2 */
#endif

/* NULL: the best of this machine; else a kernel by its name. NULL is returned for one that is unknown or that this machine lacks. */
const nn_kernel *nn_kernel_choose(const char *name);
/* The error of that: a constant message that names those there are. */
const char *nn_kernel_unknown(void);

/* ---- shared by the kernels ---- */

/* What m's sums start from under a kernel: b[i] = bias[i] - offset * (sum of the weights of output i), zero behind m->out; b is
 * [m->out rounded up to 16], bias may be NULL for zeros. */
void nn_bias(const nn_matrix *m, uint32_t offset, const int32_t *bias, int32_t *b);

/* floor(sqrt(v)) for v < 2^62 */
uint32_t nn_isqrt(uint64_t v);

/* mean and r of norm() from the sum of the values and the sum of their squares: see models/README.md */
typedef struct {
    int32_t mean, inverse;
} nn_moments;
nn_moments nn_norm_moments(const nn_norm *m, int64_t sum, uint64_t squares);

/* kernel_portable.c's own, for kernels that have no better ones */
void nn_portable_norm(const nn_norm *m, const int32_t *y, size_t ldy, size_t n, int16_t *x, bool add);
void nn_portable_quantise(uint8_t *q, const int16_t *x, size_t n, unsigned shift);
void nn_portable_rescale(uint8_t *q, const int32_t *a, size_t n, uint32_t m, bool relu);
uint32_t nn_portable_argmax(const int32_t *v, uint32_t n);

#ifdef NN_X86
/* kernel_vnni.c's, for the kernel with AMX */
void nn_vnni_norm(const nn_norm *m, const int32_t *y, size_t ldy, size_t n, int16_t *x, bool add);
void nn_vnni_quantise(uint8_t *q, const int16_t *x, size_t n, unsigned shift);
void nn_vnni_rescale(uint8_t *q, const int32_t *a, size_t n, uint32_t m, bool relu);
uint32_t nn_vnni_argmax(const int32_t *v, uint32_t n);
#endif

static inline int32_t nn_clamp(int32_t v, int32_t low, int32_t high) { return v < low ? low : v > high ? high : v; }

static inline size_t nn_round_up(size_t n, size_t unit) { return (n + unit - 1) / unit * unit; }

static inline size_t nn_packed_size(uint32_t in, uint32_t out) { return nn_round_up(out, NN_OUTS) * nn_round_up(in, NN_INS); }

/* blocks in a group of m: care has so many bytes for each */
static inline size_t nn_blocks(const nn_matrix *m) { return nn_round_up(m->in, NN_INS) / NN_BLOCK_INS; }

/* The bytes of group g, outputs 16 * g ... */
static inline const int8_t *nn_group(const nn_matrix *m, size_t g) { return m->w + g * NN_OUTS * nn_round_up(m->in, NN_INS); }

#endif
