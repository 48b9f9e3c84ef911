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
    T_PH_FILTER, /* an index: filter, hash table, list */
    T_PH_HASH,
    T_PH_LIST,
    T_WD_FILTER, /* likewise */
    T_WD_HASH,
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

/* Phrases and words are kept alike, in three sections one behind the other. A filter of 64-bit words (Bloom's, blocked): the upper bits of a key
 * choose one, in which two bits say "perhaps an entry" and two others "perhaps the beginning of a longer one": one look answers most questions.
 * An open-addressing hash table of index_slot. The list that its slots point into. */
typedef enum { LEX_PHRASES = T_PH_FILTER, LEX_WORDS = T_WD_FILTER } lex_index;
enum { INDEX_FILTER, INDEX_HASH, INDEX_LIST, INDEX_SECTIONS };
typedef struct {
    uint32_t key[2]; /* lower and upper half; 0: the slot is free */
    uint32_t list;   /* first << 8 | count */
} index_slot;
enum { FILTER_ENTRY, FILTER_BEGINS };

struct lexicon {
    casus_alloc alloc;
    table t[N_TABLES];
    uint8_t shift[LEX_WORDS + 1]; /* by lex_index: of a key, to a word of the filter */
    uint32_t room[N_TABLES];      /* elements that its copy has room for; 0: it lies in the data file */
    bool forms;                   /* a user has frames: they may be of one form of a word */
    bool typed;                   /* there are types of a user's ontology */
    bool discards;                /* there are words that take their sentence or article out, see discard.c */
};

/* `n` zeroed elements more at the end of a section, which is copied out of the data file at the first call; NULL: no memory. */
void *lex_grow(lexicon *lex, int table_index, uint32_t n);
/* The section as something to write into, of `n` elements: what is there is kept. False: no memory. */
bool lex_own(lexicon *lex, int table_index, uint32_t n);
bool lex_add_string(lexicon *lex, str s, uint32_t *at); /* its place among the strings; "" is 0; false: no memory */
void lex_filter_sized(lexicon *lex, lex_index index);   /* after its filter got another size */

static inline uint64_t slot_key(const index_slot *s) { return s->key[0] | (uint64_t)s->key[1] << 32; }
/* where the walk for a key begins in a hash table of n places, which need be no power of two */
static inline uint32_t slot_of_key(uint64_t key, uint32_t n) { return (uint32_t)((key >> 32) * n >> 32); }
/* the two bits of a key in its word of the filter */
static inline uint64_t filter_bits(uint64_t key, int what)
{
    key >>= what == FILTER_BEGINS ? 12 : 0;
    return UINT64_C(1) << (key & 63) | UINT64_C(1) << (key >> 6 & 63);
}
/* the list of a key, NULL and *n 0: it has none */
const void *lex_list(const lexicon *lex, lex_index index, uint64_t key, uint32_t *n);

#endif
