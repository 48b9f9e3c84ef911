/*
 * doc.c - reading the tree of an annotated document.
 */
#include "nlp/doc.h"

uint32_t doc_dep(const nlp_doc *d, uint32_t t, ud_rel r)
{
    uint32_t c = d->child[t];
    while (c != NO_TOKEN && !rel_is(d, c, r))
        c = d->sibling[c];
    return c;
}

bool doc_under(const nlp_doc *d, uint32_t t, uint32_t top)
{
    while (t != NO_TOKEN && t != top)
        t = d->head[t];
    return t == top && t != NO_TOKEN;
}

void doc_span(const nlp_doc *d, uint32_t top, uint32_t *first, uint32_t *end)
{
    uint32_t low = top, high = top, t = top;
    for (;;) { /* the subtree, depth first; the way back is in the heads */
        low = t < low ? t : low;
        high = t > high ? t : high;
        if (d->child[t] != NO_TOKEN) {
            t = d->child[t];
            continue;
        }
        while (t != top && d->sibling[t] == NO_TOKEN)
            t = d->head[t];
        if (t == top)
            break;
        t = d->sibling[t];
    }
    while (low < top && d->upos[low] == U_PUNCT)
        low++;
    while (high > top && d->upos[high] == U_PUNCT)
        high--;
    *first = low;
    *end = high + 1;
}

bool doc_lemma_is(const nlp_doc *d, uint32_t t, const char *word) { return str_is(d->word[t], word); }
