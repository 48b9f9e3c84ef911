/*
 * hash.c - FNV-1a (Fowler, Noll, Vo), 64 bits: one byte at a time for words, eight lanes of words for checksums; and a hash whose parts join.
 *
 * All are part of data formats: the weights know words by hash_bytes(), the data file carries hash_bulk() and keeps names and words under
 * hash_key(). The first two never change.
 */
#include "base/base.h"

#define FNV_BASIS 0xCBF29CE484222325u
#define FNV_PRIME 0x100000001B3u
#define LANES 8u

uint64_t hash_bytes(const void *p, size_t n, uint64_t seed)
{
    const unsigned char *s = p;
    uint64_t h = FNV_BASIS ^ seed;
    for (size_t i = 0; i < n; i++)
        h = (h ^ s[i]) * FNV_PRIME;
    return h;
}

static uint64_t little64(const unsigned char *s)
{
    uint64_t v;
    memcpy(&v, s, sizeof v);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    v = __builtin_bswap64(v);
#endif
    return v;
}

/* One row of eight words; written out, so that the lanes stay in registers and their multiplications overlap. */
#define LANE(k) l##k = (l##k ^ little64(s + i + 8 * k)) * FNV_PRIME

static void lanes_add(uint64_t lane[LANES], const unsigned char *s, size_t n)
{
    uint64_t l0 = lane[0], l1 = lane[1], l2 = lane[2], l3 = lane[3], l4 = lane[4], l5 = lane[5], l6 = lane[6], l7 = lane[7];
    for (size_t i = 0; i < n; i += LANES * 8) {
        LANE(0);
        LANE(1);
        LANE(2);
        LANE(3);
        LANE(4);
        LANE(5);
        LANE(6);
        LANE(7);
    }
    const uint64_t out[LANES] = {l0, l1, l2, l3, l4, l5, l6, l7};
    memcpy(lane, out, sizeof out);
}

uint64_t hash_bulk(const void *p, size_t n)
{
    const unsigned char *s = p;
    uint64_t lane[LANES];
    size_t whole = n / (LANES * 8) * (LANES * 8);
    for (unsigned k = 0; k < LANES; k++)
        lane[k] = FNV_BASIS;
    lanes_add(lane, s, whole);
    if (whole < n) {
        unsigned char row[LANES * 8] = {0}; /* the tail is zero padded; the length goes into the basis below */
        memcpy(row, s + whole, n - whole);
        lanes_add(lane, row, sizeof row);
    }
    uint64_t h = FNV_BASIS ^ (uint64_t)n;
    for (unsigned k = 0; k < LANES; k++)
        h = (h ^ lane[k]) * FNV_PRIME;
    return h;
}

hash_part hash_run(const char *p, size_t n)
{
    hash_part h = HASH_NOTHING;
    for (size_t i = 0; i < n; i++)
        h = hash_add(h, p[i]);
    return h;
}
