/*
 * kernel.c - the run-time choice of a kernel, and the scalar arithmetic that all kernels share.
 */
#include "nn/kernel.h"

#include <math.h>
#include <string.h>

static bool has_avx2(void)
{
#ifdef NN_HAVE_AVX2
    return __builtin_cpu_supports("avx2") != 0;
#else
    return false;
#endif
}

const nn_kernel *nn_kernel_choose(const char *name)
{
    bool avx2 = has_avx2() && (name == NULL || strcmp(name, "avx2") == 0);
#ifdef NN_HAVE_AVX2
    if (avx2)
        return &nn_kernel_avx2;
#endif
    return !avx2 && (name == NULL || strcmp(name, "portable") == 0) ? &nn_kernel_portable : NULL;
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

int32_t nn_inverse_std(uint64_t var, int64_t eps)
{
    uint32_t std = nn_isqrt((var + (uint64_t)eps) << 8);
    return (1 << 28) / (int32_t)(std < 16 ? 16 : std);
}
