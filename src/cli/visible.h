/* visible.h - floor 8: looks up what a reader sees in the bytes of a page. */
#ifndef CASUS_VISIBLE_H
#define CASUS_VISIBLE_H

#include "cli/gold.h"

typedef struct {
    arena *mem;
    char *text;    /* n bytes: white space collapsed, markup gone, entities decoded */
    uint32_t *src; /* n + 1: where each byte comes from */
    size_t n;
} visible;

bool visible_open(visible *v, arena *a, const char *bytes, size_t n, bool html);
/* The first place of a text at or behind source offset `from`; white space in it counts as one space. */
bool visible_find(const visible *v, const char *text, size_t from, span *out);

#endif
