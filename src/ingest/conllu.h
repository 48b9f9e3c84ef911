/* conllu.h - floor 6: the sentences of a CoNLL-U file, read line by line and checked. */
#ifndef CASUS_CONLLU_H
#define CASUS_CONLLU_H

#include "ingest/source.h"

#define CONLLU_COLUMNS 10u
#define CONLLU_LINE_MAX ((size_t)1 << 20)     /* bytes */
#define CONLLU_SENTENCE_MAX ((size_t)8 << 20) /* bytes of all its lines */

/* What a line is. All but words come out as they came in. */
typedef enum { CONLLU_COMMENT, CONLLU_RANGE, CONLLU_EMPTY, CONLLU_WORD } conllu_kind;
typedef struct {
    const char *text; /* zero-terminated, without line end */
    conllu_kind kind;
} conllu_line;

typedef struct {
    uint32_t line, n_line; /* all of its lines */
    uint32_t word, n_word; /* its words alone */
} conllu_sentence;

/* Whole sentences that were read and not yet taken, and the one that is being read. open.word is the number of words in the whole ones. */
typedef struct {
    arena mem;
    VEC(conllu_line) line;
    VEC(const char *) form; /* of each word */
    VEC(conllu_sentence) sentence;
    conllu_sentence open;
    size_t bytes, open_bytes;  /* of the lines of the whole sentences, and of the open one */
    uint32_t range_end;        /* last word of the last range; 0: none */
    uint32_t empty;            /* empty nodes behind the last word */
    char problem[PROBLEM_MAX]; /* why the last call returned false */
} conllu;
void conllu_init(conllu *c);
void conllu_release(conllu *c);

/* Takes one line of n bytes, without line end; an empty one ends the sentence. False: it is no CoNLL-U, and the open sentence is lost. */
bool conllu_add(conllu *c, const char *p, size_t n);
/* The file is at its end, with or without a last empty line. */
bool conllu_end(conllu *c);
/* Forgets the whole sentences; none may be open. */
void conllu_clear(conllu *c);

/* The k-th of the ten columns of a checked line, from 0. */
str conllu_column(const char *line, uint32_t k);

#endif
