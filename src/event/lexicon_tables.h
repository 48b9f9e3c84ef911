/*
 * lexicon_tables.h - the sections behind the look-ups: for lexicon.c, which opens them, and know.c, which adds a user's tables to them.
 *
 * A section lies in the data file until something is added to it; then it is a copy of its own, with room to grow.
 */
#ifndef CASUS_LEXICON_TABLES_H
#define CASUS_LEXICON_TABLES_H

#include "event/lexicon.h"

typedef struct {
    const uint8_t *p;
    uint32_t n;
} table;

enum {
    T_PH_KEY,
    T_PH_AT,
    T_PH_LIST,
    T_PH_REACH,
    T_PH_FAR,
    T_PH_MAYBE,
    T_WD_KEY,
    T_WD_AT,
    T_WD_LIST,
    T_ENT,
    T_AGT,
    T_PLC,
    T_FRM,
    T_NEED,
    T_VAL,
    T_SLOT,
    T_COMPOSE,
    T_INSTRUMENT,
    T_REALIS,
    T_CAT,
    T_MODE,
    T_CAMEO,
    T_CTX,
    T_CONTEXT,
    T_PREP,
    T_SCORE_KEY,
    T_SCORE_W,
    T_SCORE_V,
    T_SCORE_B,
    T_SCORE_C,
    T_TRUST,
    T_STR,
    T_CLASS,
    T_TYPE,
    T_RULE,
    N_TABLES
};

struct lexicon {
    casus_alloc alloc;
    table t[N_TABLES];
    uint32_t room[N_TABLES]; /* elements that its copy has room for; 0: it lies in the data file */
    bool forms;              /* a user has frames: they may be of one form of a word */
    bool typed;              /* there are types of a user's ontology */
    bool discards;           /* there are words that take their sentence or article out, see discard.c */
};

/* `n` zeroed elements more at the end of a section, which is copied out of the data file at the first call; NULL: no memory. */
void *lex_grow(lexicon *lex, int table_index, uint32_t n);
/* The section as something to write into, of `n` elements: what is there is kept. False: no memory. */
bool lex_own(lexicon *lex, int table_index, uint32_t n);
bool lex_add_string(lexicon *lex, str s, uint32_t *at); /* its place among the strings; "" is 0; false: no memory */
uint32_t lex_slot(uint64_t key, uint32_t n);            /* where the walk for a key begins in a hash table of n places */

uint32_t phrase_bit(uint64_t hash, int which); /* the two bits of a phrase in T_PH_MAYBE */

#endif
