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
    T_PH_FILTER, /* an index: filter, buckets, entries, lists */
    T_PH_BUCKET,
    T_PH_ENTRY,
    T_PH_LIST,
    T_WD_FILTER, /* likewise */
    T_WD_BUCKET,
    T_WD_ENTRY,
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

/* Phrases and words are kept alike, in four sections one behind the other. A filter of 64-bit words (Bloom's, blocked): the upper bits of a key
 * choose one, in which two bits say "perhaps an entry" and two others "perhaps the beginning of a longer one": one look answers most questions.
 * A power of two of buckets, chosen by the upper bits of a key: where the entries of each begin, and at last their number. The entries, rising by
 * key; of the key they keep the 32 bits below those of the bucket. The lists of those that have several values or none, one alone stands in the entry. */
typedef enum { LEX_PHRASES = T_PH_FILTER, LEX_WORDS = T_WD_FILTER } lex_index;
enum { INDEX_FILTER, INDEX_BUCKET, INDEX_ENTRY, INDEX_LIST, INDEX_SECTIONS };
typedef union {
    uint32_t ref; /* words: below INDEX_MANY */
    phrase_value phrase;
} index_value;
typedef struct {
    uint32_t key;
    index_value value; /* or INDEX_MANY | first << 8 | count: of the lists */
} index_entry;
#define INDEX_MANY 0x80000000u
enum { FILTER_ENTRY, FILTER_BEGINS };

struct lexicon {
    casus_alloc alloc;
    table t[N_TABLES];
    uint8_t shift[LEX_WORDS + 1];  /* by lex_index: of a key, to a word of the filter */
    uint8_t bucket[LEX_WORDS + 1]; /* likewise, to a bucket */
    uint32_t room[N_TABLES];       /* elements that its copy has room for; 0: it lies in the data file */
    bool forms;                    /* a user has frames: they may be of one form of a word */
    bool typed;                    /* there are types of a user's ontology */
    bool discards;                 /* there are words that take their sentence or article out, see discard.c */
};

/* `n` zeroed elements more at the end of a section, which is copied out of the data file at the first call; NULL: no memory. */
void *lex_grow(lexicon *lex, int table_index, uint32_t n);
/* The section as something to write into, of `n` elements: what is there is kept. False: no memory. */
bool lex_own(lexicon *lex, int table_index, uint32_t n);
bool lex_add_string(lexicon *lex, str s, uint32_t *at); /* its place among the strings; "" is 0; false: no memory */
void lex_filter_sized(lexicon *lex, lex_index index);   /* after its filter got another size */

/* what an entry keeps of its key */
static inline uint32_t entry_key(const lexicon *lex, lex_index index, uint64_t key) { return (uint32_t)(key >> (lex->bucket[index] - 32)); }
/* the two bits of a key in its word of the filter */
static inline uint64_t filter_bits(uint64_t key, int what)
{
    key >>= what == FILTER_BEGINS ? 12 : 0;
    return UINT64_C(1) << (key & 63) | UINT64_C(1) << (key >> 6 & 63);
}
/* the entry of a key, NULL: it has none */
const index_entry *lex_entry(const lexicon *lex, lex_index index, uint64_t key);
/* the values of an entry, which may be NULL; NULL and *n 0: it has none */
const index_value *lex_entry_values(const lexicon *lex, lex_index index, const index_entry *entry, uint32_t *n);

#endif
