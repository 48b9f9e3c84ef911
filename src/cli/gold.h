/* gold.h - floor 8: gold articles and probes, and records of ours in the same form, for `casus check`. */
#ifndef CASUS_GOLD_H
#define CASUS_GOLD_H

#include "ingest/source.h"

#define SIDE_MAX 32u /* entities on one side */
#define MODES_MAX 8u
#define SPANS_MAX 64u

/* Codes of one side, sorted and without doubles: countries alone for matching, with the sector for accuracy. */
typedef struct {
    char country[SIDE_MAX][8], full[SIDE_MAX][8]; /* "---" for none; "ETHMIL" */
    size_t n_country, n_full;
} side;

typedef struct {
    uint32_t start, end;
} span;

/* One event, gold or ours. Strings live in the arena of the page. */
typedef struct {
    const char *event, *aux, *cameo, *date, *place_name, *place_country; /* "" for none */
    const char *attributed;                                              /* country code, "---" for an entity without one, "" for nobody */
    const char *mode[MODES_MAX];
    size_t n_mode;
    side actor, recipient;
    const char *trigger, *sentence, *why; /* for people */
    span evidence[SPANS_MAX];             /* bytes of the source */
    span trigger_at;
    size_t n_evidence;
    bool required;
    bool whole;                                                    /* evidence is the whole text (probes) */
    bool has_mode, has_cameo, has_attributed, has_date, has_place; /* the gold says it */
} coded;

typedef struct {
    const char *speaker; /* "" for nobody */
    const char *text;    /* white space collapsed */
    span at;
} quoted;

/* One article or probe with its gold. */
typedef struct {
    arena mem;
    const char *id, *kind; /* kind "" for an article */
    const char *path;      /* for messages */
    char *bytes;
    size_t n;
    casus_date date;
    coded *event;
    quoted *quote;
    span *non_event;
    const char **non_event_text;
    span *boilerplate;
    size_t n_event, n_quote, n_non_event, n_boilerplate;
} gold_page;

typedef bool (*gold_sink)(void *ctx, gold_page *g); /* the page is released afterwards; false: stop */

/* Reads GOLD: NAME.json with NAME.txt or .html beside it, probes *.jsonl, or a folder of them (in order of their names). False: a message was
 * written for at least one file; the others were read all the same. */
bool gold_read(const char *path, gold_sink sink, void *ctx);

/* Adds an entity ("" or NULL: none) to a side. */
void side_add(side *s, const char *code, const char *sector);
bool side_same_countries(const side *a, const side *b);
bool side_same(const side *a, const side *b);

/* A copy with every run of white space as one space, none at the ends. */
const char *collapse(arena *a, const char *p, size_t n);

#endif
