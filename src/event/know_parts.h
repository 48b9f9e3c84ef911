/*
 * know_parts.h - what the readers of a user's tables share: know_names.c reads names, know_frames.c frames, know_types.c types and the mapping to
 * them; know_index.c puts what they collected into the indexes.
 */
#ifndef CASUS_KNOW_PARTS_H
#define CASUS_KNOW_PARTS_H

#include "event/event.h"
#include "event/know.h"
#include "event/lexicon_tables.h"
#include "event/rows.h"

#define KNOW_NEEDS_MAX 32u      /* conditions of one line */
#define KNOW_ADDED_MAX 4000000u /* phrases or words of all tables */
#define KNOW_FOLD_MAX 512u      /* bytes of a folded name */

/* sets of phrase_kind */
#define KNOW_BIT(kind) (1u << (kind))
#define KNOW_COUNTRY_KINDS (KNOW_BIT(PH_COUNTRY) | KNOW_BIT(PH_ADJ) | KNOW_BIT(PH_DEMONYM) | KNOW_BIT(PH_DEMONYMS) | KNOW_BIT(PH_CAPITAL) | KNOW_BIT(PH_SEAT))
#define KNOW_WHO_KINDS (KNOW_COUNTRY_KINDS | KNOW_BIT(PH_ACTOR) | KNOW_BIT(PH_AGENT) | KNOW_BIT(PH_AGENTS))

typedef struct {
    uint64_t key;
    str phrase;        /* the bytes that the key is made of; words: empty */
    uint32_t seq;      /* in order of the lines */
    index_value value; /* of what removes: the kinds, as bits in `phrase.ref` */
    bool removes;
} added;

typedef struct {
    lexicon *lex;
    arena mem;
    rows row;
    VEC(added) phrase;
    VEC(added) word;
    uint32_t killed; /* bits of phrase_kind: those of the data file are gone */
    bool no_frames, no_memory;
} know;

bool know_no_memory(know *k); /* remembers it; always false */
uint32_t know_string(know *k, str s);
bool know_value(know *k, uint64_t v);                              /* one more value of a condition */
bool know_class(know *k, uint32_t field, str name, bool sequence); /* the values of a word list, copied; false: it was said */
uint64_t know_key(char table_name, char pos, str word);            /* lex_key() of the folded word */
uint8_t know_category(const know *k, str name);                    /* EVENT_NONE: none of the sixteen */
bool know_one_of(str s, const char *const *words, size_t n, uint32_t *at);
bool know_decimal(str s, int32_t limit, int32_t *out);           /* "-12.5" in 1/10,000, of at most `limit`; false: no number */
bool know_is_code(str s);                                        /* capitals and digits alone */
uint32_t know_source(know *k, str what);                         /* string "conflict.tsv:12 WHAT" for explain */
const kb_type *know_type(const know *k, str name, uint32_t *at); /* of the user's own; NULL: none */

str know_folded(str s, char out[KNOW_FOLD_MAX]); /* in `out`; too long: empty */

/* One line each; false: it was said, or there is no memory. know_names.c: */
bool know_country(know *k);
bool know_actor(know *k);
bool know_agent(know *k);
bool know_place(know *k);
bool know_discard(know *k);
/* know_frames.c: */
bool know_frame(know *k);
/* know_types.c: */
bool know_type_line(know *k);
bool know_map_line(know *k);

/* know_index.c: false: no memory */
bool know_put_phrases(know *k);
bool know_put_words(know *k);

#endif
