/*
 * arena.c - all memory of one document, given back at once.
 *
 * Small requests are cut from the newest block; blocks double, so that a document needs few of them. arena_clear() makes one block of all: after
 * some articles a document stops asking the allocator for anything, and the system for fresh pages.
 * A failed request sets `failed` and returns NULL; stages may go on and look at the flag once at their end.
 *
 * In plain mode (CASUS_ARENA=0) every request is a block of its own, so that the address sanitizer sees an overrun of any of them.
 */
#include "base/base.h"

#include <stdlib.h>

#define ARENA_ALIGN 16u
#define ARENA_FIRST ((size_t)64 << 10) /* bytes of the first block */
#define ARENA_STEP ((size_t)8 << 20)   /* blocks stop doubling here */
#define ARENA_MAX ((size_t)3 << 30)    /* the declared maximum of one arena; fits 32-bit hosts */

struct arena_block {
    arena_block *next; /* older */
    size_t size, used; /* bytes after the header */
};

#define HEADER ((sizeof(arena_block) + ARENA_ALIGN - 1) / ARENA_ALIGN * ARENA_ALIGN)

static void *libc_alloc(void *ctx, size_t size)
{
    (void)ctx;
    return malloc(size);
}

static void *libc_resize(void *ctx, void *ptr, size_t old_size, size_t size)
{
    (void)ctx;
    (void)old_size;
    return realloc(ptr, size);
}

static void libc_release(void *ctx, void *ptr)
{
    (void)ctx;
    free(ptr);
}

const casus_alloc alloc_libc = {libc_alloc, libc_resize, libc_release, NULL};

void arena_init(arena *a, const casus_alloc *alloc, bool plain) { *a = (arena){.alloc = alloc != NULL ? *alloc : alloc_libc, .plain = plain}; }

static void release_from(arena *a, arena_block *b)
{
    while (b != NULL) {
        arena_block *next = b->next;
        a->total -= HEADER + b->size;
        a->alloc.release(a->alloc.ctx, b);
        b = next;
    }
}

void arena_release(arena *a)
{
    release_from(a, a->head);
    a->head = NULL;
    a->total = 0;
    a->failed = false;
}

/* A new block of at least `size` bytes in front of the others; NULL when there is no memory or the arena is full. */
static arena_block *block_new(arena *a, size_t size)
{
    size_t want = size;
    if (!a->plain) {
        size_t step = a->head == NULL ? ARENA_FIRST : a->total < ARENA_STEP ? a->total : ARENA_STEP;
        if (want < step)
            want = step / ARENA_ALIGN * ARENA_ALIGN;
    }
    if (want > ARENA_MAX || a->total + HEADER + want > ARENA_MAX)
        return NULL;
    arena_block *b = a->alloc.alloc(a->alloc.ctx, HEADER + want);
    if (b == NULL)
        return NULL;
    *b = (arena_block){.next = a->head, .size = want};
    a->head = b;
    a->total += HEADER + want;
    return b;
}

void arena_clear(arena *a)
{
    a->failed = false;
    if (a->head != NULL && (a->plain || a->head->next != NULL)) {
        size_t all = a->total < ARENA_STEP ? a->total : ARENA_STEP;
        release_from(a, a->head);
        a->head = NULL;
        if (!a->plain)
            (void)block_new(a, all); /* none: the next request asks again */
    }
    if (a->head != NULL)
        a->head->used = 0;
}

void *arena_raw(arena *a, size_t size)
{
    if (size > ARENA_MAX) {
        a->failed = true;
        return NULL;
    }
    /* in plain mode the block ends with the request, so that the sanitizer's red zone begins there */
    size_t step = a->plain ? (size > 0 ? size : 1) : (size + ARENA_ALIGN - 1 + (size == 0)) / ARENA_ALIGN * ARENA_ALIGN;
    arena_block *b = a->head;
    if (b == NULL || a->plain || b->size - b->used < step)
        b = block_new(a, step);
    if (b == NULL) {
        a->failed = true;
        return NULL;
    }
    char *p = (char *)b + HEADER + b->used;
    b->used += step;
    return p;
}

void *arena_get(arena *a, size_t size)
{
    void *p = arena_raw(a, size);
    if (p != NULL)
        memset(p, 0, size);
    return p;
}

void *arena_array(arena *a, size_t n, size_t size)
{
    if (size != 0 && n > ARENA_MAX / size) {
        a->failed = true;
        return NULL;
    }
    return arena_get(a, n * size);
}

char *arena_copy(arena *a, const char *s, size_t n)
{
    char *p = n < ARENA_MAX ? arena_raw(a, n + 1) : NULL;
    if (p == NULL) {
        a->failed = true;
        return NULL;
    }
    if (n > 0)
        memcpy(p, s, n);
    p[n] = 0;
    return p;
}

bool vec_grow(arena *a, void **at, const uint32_t *n, uint32_t *cap, size_t size, uint32_t cap_max)
{
    void *old, *p;
    /* *at is a `T *` seen as `void *`: copied as bytes, since its type is not ours to alias */
    memcpy(&old, (const void *)at, sizeof old);
    if (*n < *cap) {
        memset((char *)old + *n * size, 0, size); /* a caller may have taken elements off the end */
        return true;
    }
    if (*n >= cap_max) {
        a->failed = true;
        return false;
    }
    uint32_t want = *cap < 8 ? 16 : *cap > cap_max / 2 ? cap_max : *cap * 2;
    if (want > cap_max)
        want = cap_max;
    p = arena_array(a, want, size);
    if (p == NULL)
        return false;
    if (*n > 0)
        memcpy(p, old, *n * size);
    memcpy((void *)at, &p, sizeof p);
    *cap = want;
    return true;
}
