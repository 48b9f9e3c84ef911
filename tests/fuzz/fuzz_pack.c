/*
 * fuzz_pack.c - any data file is safe: pack_open() and casus_open() over damaged copies of en.casus and over pure invention.
 *
 * A checksum would stop nearly every damaged file at the door, so it is made right again: what must hold is the checking behind it. The input
 * is a list of 4-byte edits { u8 where | u16 offset | u8 change } to the file that CASUS_DATA names: `where` is a section, or the table of contents.
 * So that a run takes milliseconds, the largest tables are cut to their first elements before.
 */
#include "base/base.h"

#include "fuzz.h"

#include <stdlib.h>

#define EDITS_MAX 64u
#define CHECKSUM_AT 24u
#define HEAD 32u
#define ENTRY 32u
#define ALIGN 64u

static const char article[] = "Israeli soldiers killed three people near Jenin on Monday, the army said. \"We will not talk,\" Iran's president told the U.N.";

static uint8_t *copy; /* what is damaged, and what it was before */
static uint8_t *whole;
static size_t whole_size;

/* Tables that may be cut: what refers to a missing element is checked where it is followed. Filters keep a power of two. */
static const struct {
    const char *name;
    uint64_t count;
} cuts[] = {{"g.key", 512}, {"g.vec", 512}, {"kb.ent", 2048}, {"kb.plc", 512}, {"ph.at", 8193}, {"ph.key", 8192}, {"ph.list", 8192}, {"ph.maybe", 8192}};

static uint64_t little(const uint8_t *p, unsigned n)
{
    uint64_t v = 0;
    for (unsigned i = 0; i < n; i++)
        v |= (uint64_t)p[i] << (8 * i);
    return v;
}

static void put_little(uint8_t *p, unsigned n, uint64_t v)
{
    for (unsigned i = 0; i < n; i++)
        p[i] = (uint8_t)(v >> (8 * i));
}

static void seal(uint8_t *p, size_t size) { put_little(p + CHECKSUM_AT, 8, hash_bulk(p + HEAD, size - HEAD)); }

/* A copy of the file with the tables of `cuts` cut, its size in whole_size. */
static uint8_t *shrink(const uint8_t *data, size_t size)
{
    size_t n_sections = (size_t)little(data + 12, 4);
    size_t at = (HEAD + ENTRY * n_sections + ALIGN - 1) / ALIGN * ALIGN;
    uint8_t *out = calloc(1, size);
    if (!out)
        fuzz_fail("out of memory");
    memcpy(out, data, at);
    for (size_t i = 0; i < n_sections; i++) {
        uint8_t *entry = out + HEAD + ENTRY * i;
        uint64_t start = little(entry + 8, 8), bytes = little(entry + 16, 8), count = little(entry + 24, 8);
        for (size_t k = 0; k < LEN(cuts); k++)
            if (strncmp((const char *)entry, cuts[k].name, 8) == 0 && count > cuts[k].count) {
                bytes = bytes / count * cuts[k].count;
                count = cuts[k].count;
            }
        memcpy(out + at, data + start, (size_t)bytes);
        put_little(entry + 8, 8, at);
        put_little(entry + 16, 8, bytes);
        put_little(entry + 24, 8, count);
        at += (size_t)(bytes + ALIGN - 1) / ALIGN * ALIGN;
    }
    put_little(out + 16, 8, at);
    seal(out, at);
    whole_size = at;
    return out;
}

/* The file must open, or the edits would test nothing but the first check. */
int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    size_t size;
    casus_err err;
    void *data = fuzz_data(&size);
    whole = shrink(data, size);
    free(data);
    copy = aligned_alloc(ALIGN, whole_size);
    if (!copy)
        fuzz_fail("out of memory");
    memcpy(copy, whole, whole_size);
    casus_engine *en = casus_open(copy, whole_size, NULL, &err);
    if (!en)
        fuzz_fail(err.msg);
    casus_close(en);
    return 0;
}

/* where: below 128 the table of contents and its head; else a section, near its begin (even) or its end (odd). */
static size_t edit_position(unsigned where, size_t offset)
{
    size_t n_sections = (size_t)little(whole + 12, 4);
    if (where < 128)
        return offset % (HEAD + ENTRY * n_sections);
    const uint8_t *entry = whole + HEAD + ENTRY * (where / 2 % 64 % n_sections);
    size_t start = (size_t)little(entry + 8, 8), size = (size_t)little(entry + 16, 8);
    if (size == 0)
        return HEAD;
    return start + (where & 1 ? size - 1 - offset % size : offset % size);
}

static void try_open(const void *data, size_t size)
{
    casus_err err;
    casus_engine *en = casus_open(data, size, NULL, &err);
    casus_doc *doc = en ? casus_doc_new(en, &err) : NULL;
    if (doc)
        (void)casus_code(doc, article, sizeof article - 1, NULL, &err);
    casus_doc_free(doc);
    casus_close(en);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    try_open(bytes, n);
    size_t at[EDITS_MAX];
    size_t n_edits = 0;
    for (size_t i = 0; i + 4 <= n && n_edits < EDITS_MAX; i += 4) {
        size_t pos = edit_position(bytes[i], bytes[i + 1] | (size_t)bytes[i + 2] << 8);
        at[n_edits++] = pos;
        copy[pos] ^= bytes[i + 3];
    }
    seal(copy, whole_size);
    try_open(copy, whole_size);
    for (size_t i = 0; i < n_edits; i++)
        copy[at[i]] = whole[at[i]];
    memcpy(copy, whole, HEAD);
    return 0;
}
