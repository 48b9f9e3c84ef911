/*
 * kernel.c - the run-time choice of a kernel, and the scalar arithmetic that all kernels share.
 */
#include "nn/kernel.h"

#include <math.h>
#include <string.h>

#ifdef NN_ARM
#include <sys/auxv.h>
#define HAS_DOT_PRODUCT (1UL << 20) /* HWCAP_ASIMDDP */
#endif

#define NN_KERNELS 4u /* of one kind of machine */

/* this machine's, the best one last */
static size_t available(const nn_kernel *list[NN_KERNELS])
{
    size_t n = 0;
    list[n++] = &nn_kernel_portable;
#if defined(NN_X86)
    if (__builtin_cpu_supports("avx2"))
        list[n++] = &nn_kernel_avx2;
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vnni"))
        list[n++] = &nn_kernel_vnni;
#ifdef NN_AMX
    if (list[n - 1] == &nn_kernel_vnni && nn_amx_allowed())
        list[n++] = &nn_kernel_amx;
#endif
#elif defined(NN_ARM)
    list[n++] = &nn_kernel_neon;
    if ((getauxval(AT_HWCAP) & HAS_DOT_PRODUCT) != 0)
        list[n++] = &nn_kernel_dotprod;
#endif
    return n;
}

const nn_kernel *nn_kernel_choose(const char *name)
{
    const nn_kernel *list[NN_KERNELS];
    size_t n = available(list);
    if (name == NULL)
        return list[n - 1];
    while (n > 0 && strcmp(list[n - 1]->name, name) != 0)
        n--;
    return n > 0 ? list[n - 1] : NULL;
}

const char *nn_kernel_unknown(void)
{
    static const char *const message[] = {
        "no such kernel on this machine; it has portable",
#if defined(NN_X86)
        "no such kernel on this machine; it has portable and avx2",
        "no such kernel on this machine; it has portable, avx2 and vnni",
        "no such kernel on this machine; it has portable, avx2, vnni and amx",
#elif defined(NN_ARM)
        "no such kernel on this machine; it has portable and neon",
        "no such kernel on this machine; it has portable, neon and dotprod",
#endif
    };
    const nn_kernel *list[NN_KERNELS];
    return message[available(list) - 1];
}

void nn_bias(const nn_matrix *m, uint32_t offset, const int32_t *bias, int32_t *b)
{
    size_t steps = (m->in + NN_INS - 1u) / NN_INS;
    for (size_t o = 0; o < nn_round_up(m->out, NN_OUTS); o++)
        b[o] = bias != NULL && o < m->out ? bias[o] : 0;
    for (size_t g = 0; offset != 0 && g * NN_OUTS < m->out; g++) {
        int32_t sum[NN_OUTS] = {0};
        const int8_t *w = nn_group(m, g);
        for (size_t k = 0; k < steps; k++, w += NN_OUTS * NN_INS)
            for (size_t o = 0; o < NN_OUTS; o++)
                sum[o] += w[4 * o] + w[4 * o + 1] + w[4 * o + 2] + w[4 * o + 3];
        for (size_t o = 0; o < NN_OUTS; o++)
            b[g * NN_OUTS + o] -= (int32_t)offset * sum[o];
    }
}

uint32_t nn_isqrt(uint64_t v)
{
    /* The double only guesses; the loops make the result exact, whatever the machine's rounding. */
    uint64_t s = (uint64_t)sqrt((double)v);
    while (s * s > v)
        s--;
    while ((s + 1) * (s + 1) <= v)
        s++;
    return (uint32_t)s;
}

nn_moments nn_norm_moments(const nn_norm *m, int64_t sum, uint64_t squares)
{
    /* sum (v - mean)^2 = sum v^2 - mean * (2 * sum v - width * mean), all of it below 2^62 */
    int64_t width = m->width, near = sum + width / 2, mean = near >= 0 ? near / width : -((width - 1 - near) / width);
    uint64_t var = (squares - (uint64_t)(mean * (2 * sum - width * mean))) / (uint64_t)width;
    uint32_t std = nn_isqrt((var + (uint64_t)m->eps) << 8);
    return (nn_moments){(int32_t)mean, (1 << 28) / (int32_t)(std < 16 ? 16 : std)};
}
