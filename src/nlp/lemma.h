/*
 * lemma.h - the tables of lemma_table.c, for lemma.c only.
 */
#ifndef CASUS_NLP_LEMMA_H
#define CASUS_NLP_LEMMA_H

#include <stdint.h>

typedef struct {
    const char *key; /* class letter and the end of the form ("^" before its first letter), or the whole form */
    const char *add; /* rule: what is added after the cut; exception: the lemma */
    uint8_t cut;     /* rule: bytes cut off the end */
} lemma_entry;

extern const lemma_entry lemma_rules[], lemma_exceptions[]; /* by key, in byte order */
extern const uint32_t lemma_n_rules, lemma_n_exceptions;

#endif
