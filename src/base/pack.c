/*
 * pack.c - the data file: named sections behind a checksummed table of contents (layout: base.h; writer: tools/packfile.py).
 *
 * The file is read in place. pack_open() proves once that every section lies inside the file, so that readers of sections need
 * only check their own contents. Numbers are read byte by byte: no alignment and no byte order of the host is assumed.
 */
#include "base/base.h"

#define PACK_HEAD 32u
#define PACK_ENTRY 32u
#define PACK_ALIGN 64u
#define PACK_SECTIONS 4096u /* the declared maximum */

static uint64_t number(const uint8_t *p, unsigned bytes)
{
    uint64_t v = 0;
    for (unsigned i = 0; i < bytes; i++)
        v |= (uint64_t)p[i] << (8 * i);
    return v;
}

bool pack_open(pack *pk, const void *data, size_t size, casus_err *err)
{
    const uint8_t *p = data;
    *pk = (pack){0};
    if (p == NULL || size < PACK_HEAD || memcmp(p, "CASUSPK1", 8) != 0)
        return err_set(err, CASUS_ERR_DATA, "not a casus data file", 0);
    if (number(p + 8, 4) != PACK_VERSION)
        return err_set(err, CASUS_ERR_DATA, "the data file has another version", 8);
    uint64_t n = number(p + 12, 4);
    if (number(p + 16, 8) != size)
        return err_set(err, CASUS_ERR_DATA, "the data file is cut short or has grown", 16);
    if (n > PACK_SECTIONS || PACK_HEAD + n * PACK_ENTRY > size)
        return err_set(err, CASUS_ERR_DATA, "the table of contents does not fit the data file", 12);
    uint64_t sum = number(p + 24, 8);
    if (hash_bulk(p + PACK_HEAD, size - PACK_HEAD) != sum)
        return err_set(err, CASUS_ERR_DATA, "the checksum of the data file is wrong", 24);
    for (uint64_t i = 0; i < n; i++) {
        size_t at = (size_t)(PACK_HEAD + i * PACK_ENTRY);
        uint64_t offset = number(p + at + 8, 8), bytes = number(p + at + 16, 8);
        if (offset % PACK_ALIGN != 0 || offset < PACK_HEAD + n * PACK_ENTRY || offset > size || bytes > size - offset)
            return err_set(err, CASUS_ERR_DATA, "a section lies outside the data file", at);
    }
    *pk = (pack){p, size, (uint32_t)n, sum};
    return true;
}

bool pack_find(const pack *pk, const char *name, pack_section *out)
{
    char padded[8] = {0};
    size_t len = strlen(name);
    *out = (pack_section){0};
    if (len == 0 || len > sizeof padded)
        return false;
    memcpy(padded, name, len);
    for (uint32_t i = 0; i < pk->n_sections; i++) {
        const uint8_t *e = pk->data + PACK_HEAD + (size_t)i * PACK_ENTRY;
        if (memcmp(e, padded, sizeof padded) == 0) {
            *out = (pack_section){pk->data + number(e + 8, 8), (size_t)number(e + 16, 8), number(e + 24, 8)};
            return true;
        }
    }
    return false;
}
