/*
 * buf.c - a growing string with a declared maximum.
 *
 * Writers never check: the first addition that does not fit sets `failed`, and from then on everything is dropped, so that what
 * stands in the buffer is always a prefix of what was meant. A zero byte follows the contents whenever p is not NULL.
 */
#include "base/base.h"

#define BUF_FIRST 256u
#define FIXED_MAX 999999999999.0 /* buf_fixed() saturates here */

void buf_init(buf *b, const casus_alloc *alloc, size_t max)
{
    *b = (buf){.alloc = alloc != NULL ? alloc : &alloc_libc, .max = max < SIZE_MAX ? max : SIZE_MAX - 1};
}

void buf_release(buf *b)
{
    if (b->alloc != NULL)
        b->alloc->release(b->alloc->ctx, b->p);
    b->p = NULL;
    b->n = b->cap = 0;
    b->failed = false;
}

void buf_clear(buf *b)
{
    b->n = 0;
    b->failed = false;
    if (b->p != NULL)
        b->p[0] = '\0';
}

/* Room for n more bytes and the zero. */
static bool buf_room(buf *b, size_t n)
{
    if (b->failed)
        return false;
    if (n > b->max - b->n)
        return !(b->failed = true);
    size_t need = b->n + n + 1;
    if (need <= b->cap)
        return true;
    size_t cap = b->cap < BUF_FIRST / 2 ? BUF_FIRST : b->cap > SIZE_MAX / 2 ? need : b->cap * 2;
    if (cap > b->max + 1)
        cap = b->max + 1;
    if (cap < need)
        cap = need;
    char *p = b->alloc->resize(b->alloc->ctx, b->p, b->cap, cap);
    if (p == NULL)
        return !(b->failed = true);
    b->p = p;
    b->cap = cap;
    return true;
}

void buf_add(buf *b, const char *p, size_t n)
{
    if (!buf_room(b, n))
        return;
    if (n > 0)
        memcpy(b->p + b->n, p, n);
    b->n += n;
    b->p[b->n] = '\0';
}

void buf_str(buf *b, const char *z) { buf_add(b, z, strlen(z)); }

void buf_char(buf *b, char c) { buf_add(b, &c, 1); }

void buf_uint(buf *b, uint64_t v)
{
    char s[20];
    size_t i = sizeof s;
    do {
        s[--i] = (char)('0' + v % 10);
        v /= 10;
    } while (v != 0);
    buf_add(b, s + i, sizeof s - i);
}

void buf_int(buf *b, int64_t v)
{
    if (v < 0)
        buf_char(b, '-');
    buf_uint(b, v < 0 ? (uint64_t)0 - (uint64_t)v : (uint64_t)v);
}

void buf_fixed(buf *b, double v, int decimals)
{
    static const uint64_t power[] = {1, 10, 100, 1000, 10000, 100000, 1000000};
    int d = decimals < 0 ? 0 : decimals > 6 ? 6 : decimals;
    bool minus = v < 0;
    double abs = minus ? -v : v;
    if (!(abs <= FIXED_MAX))
        abs = abs > FIXED_MAX ? FIXED_MAX : 0; /* too large or infinite; not a number */
    uint64_t whole = (uint64_t)abs;
    /* Only a subtraction that is exact and a product: nothing that a fused multiply-add could round in another way. */
    double part = abs - (double)whole;
    uint64_t half = (uint64_t)(part * (double)(2 * power[d]));
    uint64_t frac = (half + 1) / 2;
    if (frac >= power[d]) {
        whole++;
        frac = 0;
    }
    if (minus && (whole != 0 || frac != 0))
        buf_char(b, '-');
    buf_uint(b, whole);
    if (d == 0)
        return;
    buf_char(b, '.');
    for (int k = d - 1; k > 0 && frac < power[k]; k--)
        buf_char(b, '0');
    buf_uint(b, frac);
}
