/*
 * know.h - a user's tables laid over the lexicon.
 */
#ifndef CASUS_KNOW_H
#define CASUS_KNOW_H

#include "event/lexicon.h"

typedef enum { KNOW_DONE, KNOW_BAD, KNOW_MEMORY } know_result;

/* Adds the tables; BAD: a line could not be read (all were tried, each was reported), and the lexicon is to be closed. */
know_result know_add(lexicon *lex, const casus_table *tables, size_t n, casus_report *report, void *ctx);
/* Says what is wrong and what is doubtful; the lexicon stays as it is. False: no memory. */
bool know_check(const lexicon *lex, const casus_table *tables, size_t n, casus_report *report, void *ctx);

#endif
