/*
 * lexis.h - inner interfaces of the tokenizer: character classes, the word lists of words.c, quotation marks.
 *
 * tokens.c cuts blocks into tokens with the lists of words.c, quotes.c pairs quotation marks, sentences.c draws the sentences.
 */
#ifndef CASUS_LEXIS_H
#define CASUS_LEXIS_H

#include "text/text.h"

/* ---- words.c ---- */

typedef enum {
    ABBR_NONE,
    ABBR_TITLE,  /* "Gen.": a name follows, never the end of a sentence */
    ABBR_INSIDE, /* "vs.", "e.g.": something follows, never the end of a sentence */
    ABBR_NUMBER, /* "No.": an abbreviation only before a digit, else the word "no" and a stop */
    ABBR_MONTH,  /* "Aug.": may end a sentence */
    ABBR_DAY,    /* "Sat.": an abbreviation only with a capital and before a digit, comma or month */
    ABBR_STATE,  /* "Mass.": an abbreviation only after a comma; may end a sentence */
    ABBR_NAME,   /* "Inc.", "Jr.", "St.": capitalised, may end a sentence */
    ABBR_ANY     /* "etc.", "a.m.": may end a sentence */
} abbr_kind;

abbr_kind word_abbr(str form); /* form without its last stop; any case; "u.s" and other dotted letters are ABBR_ANY */
bool word_dotted(str form);    /* dotted letters without the last stop: "U.S", "a.m", "Ph.D" */
bool word_prefix(str s);       /* stays joined to what follows its hyphen: "non", "mid" */
bool word_unit(str s);         /* is cut off a number: "km", "bn", "pm", "k" */
bool word_tld(str s);          /* last label of a host name or ending of a file name */
bool word_elision(str s);      /* "em", "til" after an apostrophe that belongs to the word */
bool word_starter(str s);      /* a capitalised word of the closed classes, which opens a sentence after "U.S." */
bool word_cue(str s);          /* "said" and its like, for quotations that go on: "Why?" Smith asked. */
size_t word_merged(str s);     /* where a merged word is cut: "cannot" 3, "gonna" 3, "dont" 2; 0: it is none */

/* ---- quotes.c ---- */

typedef struct {
    uint32_t open; /* index + 1 of the token that opened the double quotation still open at the end of the block; 0: none */
} quote_state;

/* Sets TOK_QUOTE_OPEN, TOK_QUOTE_CLOSE and TOK_IN_QUOTE for the tokens first .. tok->n - 1, which are one block. */
void quotes_mark(quote_state *q, const text_body *body, text_tokens *tok, uint32_t first);

/* ---- sentences.c ---- */
typedef VEC(text_sentence) sentence_list;
bool sentences_find(sentence_list *out, arena *a, const text_body *body, text_tokens *tok, uint32_t first, uint32_t block);

/* ---- small helpers, shared ---- */

/* Bytes of the apostrophe at p (', ’, ʼ, `), 0 if there is none. */
static inline uint32_t apostrophe(const char *p, size_t n)
{
    if (n > 0 && (p[0] == '\'' || p[0] == '`'))
        return 1;
    if (n > 2 && memcmp(p, "\xE2\x80\x99", 3) == 0)
        return 3;
    return n > 1 && memcmp(p, "\xCA\xBC", 2) == 0 ? 2 : 0;
}

static inline bool ascii_digit(char c) { return c >= '0' && c <= '9'; }
static inline bool ascii_upper(char c) { return c >= 'A' && c <= 'Z'; }
static inline bool ascii_lower(char c) { return c >= 'a' && c <= 'z'; }

static inline str token_str(const text_body *body, const text_tokens *tok, uint32_t i)
{
    return str_of(body->text + tok->start[i], tok->end[i] - tok->start[i]);
}

#endif
