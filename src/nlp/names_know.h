/*
 * names_know.h - inside floor 3: the facts by which names are decided anew. For names_know.c, and for the program that train/names.py learns from.
 */
#ifndef CASUS_NLP_NAMES_KNOW_H
#define CASUS_NLP_NAMES_KNOW_H

#include "nlp/coref.h"

#define NAME_KINDS 5u /* no name, then name_type + 1 */
#define NAME_SCALE_BITS 16u
#define NAME_FACTS_MAX 40u

/* Numbers of the facts: the first of each group */
enum {
    NF_ALWAYS,
    NF_HINT,                 /* 24 NAMED_ bits of the token */
    NF_BEGIN = NF_HINT + 24, /* of a known phrase of several words */
    NF_INSIDE,               /* of it */
    NF_WORD,                 /* 4 classes of words of names: it, the word before, the word after */
    NF_WORD_BEFORE = NF_WORD + 4,
    NF_WORD_AFTER = NF_WORD_BEFORE + 4,
    NF_GIVEN = NF_WORD_AFTER + 4, /* a given name */
    NF_GIVEN_BEFORE,
    NF_GIVEN_AFTER,
    NF_SHAPE,               /* 4 shapes, in plain and in loud sentences */
    NF_UPOS = NF_SHAPE + 8, /* 17 */
    NF_UPOS_BEFORE = NF_UPOS + 17,
    NF_START = NF_UPOS_BEFORE + 17,   /* first word of the sentence */
    NF_LEFT,                          /* 16 words before a run of capitals */
    NF_RIGHT = NF_LEFT + 16,          /* 16 words behind it */
    NF_RUN_LENGTH = NF_RIGHT + 16,    /* 1 2 3 4+ */
    NF_RUN_FIRST = NF_RUN_LENGTH + 5, /* 4 classes of its first word, of its last word */
    NF_RUN_LAST = NF_RUN_FIRST + 4,
    NF_RUN_GIVEN = NF_RUN_LAST + 4, /* it begins with a given name */
    NF_AT_FIRST,                    /* place of the token in it */
    NF_AT_LAST,
    NF_AT_MIDDLE,
    NF_VOTE,                         /* what most of the same words are elsewhere, [kind, or none of them][how many] */
    NF_LONG = NF_VOTE + 3 * (5 + 1), /* a name of several words elsewhere has this word, of what kind */
    NF_COUNT = NF_LONG + 5
};

typedef struct {
    uint64_t key;                                /* 0: empty */
    uint16_t n[NAME_KINDS], in_long[NAME_KINDS]; /* of all, and inside names of several words */
} name_vote;

typedef struct {
    const nlp_model *model;
    const nlp_doc *doc;
    bool *loud;                    /* per sentence */
    bool *capital, *given;         /* per token: it begins with one; it is a given name */
    uint32_t *run_first, *run_end; /* per token: its run of capitals; run_end 0: it stands in none */
    name_vote *vote;               /* by folded word, open addressing */
    uint32_t mask;
} names_know;

typedef struct {
    uint16_t at[NAME_FACTS_MAX];
    uint32_t n;
} names_facts;

bool names_know_start(names_know *k, const nlp_model *m, const nlp_doc *d); /* false: no memory */
void names_know_first(const names_know *k, uint8_t *tag);                   /* decides the first round; the model has weights */
void names_know_votes(names_know *k, const uint8_t *tag);                   /* counts the tags of the first round */
/* What is to be said of token t; tag: of the first round, NULL: without votes */
void names_know_facts(const names_know *k, uint32_t t, const uint8_t *tag, names_facts *f);

#endif
