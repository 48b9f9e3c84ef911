/*
 * base.h - floor 0: memory, slices, buffers, hashes, errors, bounded reading and the JSON writer.
 *
 * Everything above stands on this header. Nothing here knows what an article is. See each .c file for its idea.
 */
#ifndef CASUS_BASE_H
#define CASUS_BASE_H

#include "casus.h"

#include <string.h>

#define LEN(a) (sizeof(a) / sizeof((a)[0]))

/* ---- errors ---- */
/* Fills *err if it is given; always returns false, so that `return err_set(...)` reads well. msg must be constant. */
bool err_set(casus_err *err, casus_errcode code, const char *msg, size_t pos);

/* ---- arena.c: all memory of a document, given back at once ---- */
typedef struct arena_block arena_block;
typedef struct {
    casus_alloc alloc;
    arena_block *head; /* the block that is being filled; older ones behind it */
    size_t total;      /* bytes held */
    bool plain;        /* one allocation a call (CASUS_ARENA=0 for the sanitizers) */
    bool failed;       /* an allocation failed since the last clear; callers check once at the end of a stage */
} arena;

extern const casus_alloc alloc_libc; /* malloc, realloc, free */

void arena_init(arena *a, const casus_alloc *alloc, bool plain);
void arena_release(arena *a);                        /* gives every byte back to the allocator */
void arena_clear(arena *a);                          /* forgets the contents, keeps the memory, up to some megabytes, as one block */
void *arena_get(arena *a, size_t size);              /* zeroed, aligned to 16; NULL (and a->failed) when there is none */
void *arena_raw(arena *a, size_t size);              /* the same, but anything may stand in it: for what is written before it is read */
void *arena_array(arena *a, size_t n, size_t size);  /* the same for n elements; checks the product */
char *arena_copy(arena *a, const char *s, size_t n); /* n bytes and a zero byte */

/* A growing array in an arena: VEC(type) v = {0}; T *p = vec_push(arena, &v) gives a zeroed new last element or NULL.
 * Doubles by copying; the old storage stays in the arena. `cap_max` (elements) is the declared maximum. */
#define VEC(T)           \
    struct {             \
        T *at;           \
        uint32_t n, cap; \
    }
#define vec_push(a, v, cap_max) (vec_grow((a), (void **)&(v)->at, &(v)->n, &(v)->cap, sizeof *(v)->at, (cap_max)) ? &(v)->at[(v)->n++] : NULL)
bool vec_grow(arena *a, void **at, const uint32_t *n, uint32_t *cap, size_t size, uint32_t cap_max);

/* ---- str: a slice of bytes, not zero-terminated, not owned ---- */
typedef struct {
    const char *p;
    size_t n;
} str;
#define STR(literal) ((str){(literal), sizeof(literal) - 1})
static inline str str_of(const char *p, size_t n) { return (str){p, n}; }
static inline str str_z(const char *z) { return (str){z, strlen(z)}; }
static inline bool str_eq(str a, str b) { return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0); }
/* words differ in their first byte mostly: no strlen() for those */
static inline bool str_is(str a, const char *z) { return a.n == 0 ? z[0] == 0 : a.p[0] == z[0] && str_eq(a, str_z(z)); }
/* Where the word z stands to s in byte order: before it (negative), after it, or 0: it is the same */
static inline int str_order(const char *z, str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (z[i] != s.p[i] || z[i] == 0)
            return (uint8_t)z[i] < (uint8_t)s.p[i] || z[i] == 0 ? -1 : 1;
    return z[s.n] != 0;
}
bool str_in(str a, const char *const *list, size_t n); /* is it one of n words? */
bool str_ieq(str a, str b);                            /* ASCII case ignored */
bool str_capitals(str a);                              /* no small letter in it, as far as ASCII goes */
bool str_ends(str a, const char *tail);                /* as bytes */
bool str_starts(str a, const char *head);
bool str_has_word(str a, str word); /* between blanks */

/* ---- hash.c ---- */
uint64_t hash_bytes(const void *p, size_t n, uint64_t seed); /* FNV-1a, 64 bits; the seed is xor-ed into the offset basis; twin: fnv() in train/features.py */
uint64_t hash_bulk(const void *p, size_t n); /* for checksums: eight lanes of FNV-1a over little-endian 64-bit words; twin: checksum() in tools/packfile.py */

/* A hash that joins: of two texts run together it is made from theirs. Byte i counts P^i (P odd, 64 bits, no carry kept); twin: hash_run() in
 * tools/pack.py. A text of n bytes has the power P^n, the empty one 1. */
typedef struct {
    uint64_t sum, power;
} hash_part;
#define HASH_NOTHING ((hash_part){0, 1})
#define HASH_P 0xD6E8FEB86659FD93u /* no number of theirs matters but that they are odd and look like noise */
#define HASH_SALT 0xC2B2AE3D27D4EB4Fu
#define HASH_MIX 0x9E3779B97F4A7C15u
static inline hash_part hash_add(hash_part a, char c) { return (hash_part){a.sum + (uint8_t)c * a.power, a.power * HASH_P}; }
static inline hash_part hash_join(hash_part a, hash_part b) { return (hash_part){a.sum + a.power * b.sum, a.power * b.power}; }
/* What a text is known by: every bit of the key depends on all of it; texts under different salts are different things. */
static inline uint64_t hash_key(hash_part a, uint32_t salt)
{
    uint64_t h = (a.sum ^ salt * HASH_SALT) * HASH_MIX;
    return h ^ h >> 32;
}
hash_part hash_run(const char *p, size_t n);

/* ---- buf.c: a growing string with a declared maximum ---- */
typedef struct {
    const casus_alloc *alloc;
    char *p;
    size_t n, cap, max;
    bool failed; /* out of memory or over max: what was written so far stays, the rest is dropped */
} buf;
void buf_init(buf *b, const casus_alloc *alloc, size_t max);
void buf_release(buf *b);
void buf_clear(buf *b);
void buf_add(buf *b, const char *p, size_t n);
void buf_str(buf *b, const char *z);
void buf_char(buf *b, char c);
void buf_uint(buf *b, uint64_t v);
void buf_int(buf *b, int64_t v);
void buf_fixed(buf *b, double v, int decimals); /* locale-free, half away from zero, up to 6 decimals; |v| < 1e12 */

/* ---- json.c: a writer; keys and commas keep themselves. "jw_": the json_ names are those of jansson, which the program links ---- */
typedef struct {
    buf *out;
    uint32_t depth;
    uint64_t comma; /* bit d: a value stands before the next one at depth d; depth < 64 */
} json;
void jw_init(json *j, buf *out);
void jw_object(json *j);
void jw_object_end(json *j);
void jw_array(json *j);
void jw_array_end(json *j);
void jw_key(json *j, const char *key);
void jw_string(json *j, const char *p, size_t n); /* escapes; bytes that are not UTF-8 become U+FFFD */
void jw_strz(json *j, const char *z);
void jw_str_or_null(json *j, const char *z); /* "" -> null */
void jw_int(json *j, int64_t v);
void jw_fixed(json *j, double v, int decimals); /* without trailing zeros, at least one decimal: 2.5, 1.0 */
void jw_bool(json *j, bool v);
void jw_null(json *j);

/* ---- pack.c: the data file: named sections behind a checksummed table of contents ---- */
/*
 * "CASUSPK1" | u32 version | u32 n_sections | u64 file size | u64 hash_bulk() of everything from byte 32 on
 * then n_sections x { char name[8] (zero padded) | u64 offset (multiple of 64) | u64 size | u64 count (elements, section's own meaning) }.
 * Little endian throughout. Written by tools/packfile.py.
 */
#define PACK_VERSION 1u
typedef struct {
    const uint8_t *data;
    size_t size;
    uint32_t n_sections;
    uint64_t checksum;
} pack;
typedef struct {
    const uint8_t *p;
    size_t n;       /* bytes */
    uint64_t count; /* elements */
} pack_section;
bool pack_open(pack *pk, const void *data, size_t size, casus_err *err); /* checks magic, version, bounds, checksum */
bool pack_find(const pack *pk, const char *name, pack_section *out);     /* false: no such section */

#endif
