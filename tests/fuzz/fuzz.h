/* fuzz.h - what the fuzzers share: the data file, read once, and a way to fail that the fuzzer sees. */
#ifndef CASUS_FUZZ_H
#define CASUS_FUZZ_H

#include "casus.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static inline _Noreturn void fuzz_fail(const char *why)
{
    fprintf(stderr, "fuzz: %s\n", why);
    abort();
}

/* The file that CASUS_DATA names, or build/en.casus; the caller frees it. */
static inline void *fuzz_data(size_t *size)
{
    const char *path = getenv("CASUS_DATA");
    FILE *f = fopen(path ? path : "build/en.casus", "rb");
    if (!f)
        fuzz_fail("no data file: set CASUS_DATA to an en.casus");
    if (fseek(f, 0, SEEK_END) != 0)
        fuzz_fail("the data file cannot be read");
    long n = ftell(f);
    rewind(f);
    void *data = n > 0 ? aligned_alloc(64, ((size_t)n + 63) / 64 * 64) : NULL;
    if (!data || fread(data, 1, (size_t)n, f) != (size_t)n)
        fuzz_fail("the data file cannot be read");
    fclose(f);
    *size = (size_t)n;
    return data;
}

#endif
