/*
 * casus.h - the whole engine: news articles in, coded political events out.
 *
 * The engine reads one article at a time, given as bytes with its publication date, and finds who did what to whom, when and where,
 * whether it really happened, on whose word, and who said what. Every field points at the bytes of the source that prove it.
 *
 *     casus_err err;
 *     casus_engine *en = casus_open(data, size, NULL, &err);      // data: an en.casus file, mapped by the caller
 *     casus_doc *doc = casus_doc_new(en, &err);                   // one per thread, used again and again
 *     casus_options opt = {.id = "page", .date = {2021, 8, 23}};
 *     if (casus_code(doc, bytes, n, &opt, &err)) {
 *         size_t k;
 *         const casus_event *e = casus_events(doc, &k);
 *         ...
 *     }
 *     casus_doc_free(doc);
 *     casus_close(en);
 *
 * Contracts
 * - Thread safety: an engine is constant after casus_open() and may be shared by any number of threads; a doc belongs to one thread.
 * - Ownership: whatever a doc hands out lives until the next casus_code()/casus_annotate()/casus_annotate_tokens() on it or its end.
 * - Offsets: `start` (inclusive) and `end` (exclusive) are byte offsets into the source as it was given; start == end means "not in the text".
 * - Strings are UTF-8 and end with a zero byte; an absent string is "" and never NULL.
 * - Errors: functions that can fail return false or NULL and fill *err, if err is given: a code, a constant English message, and the
 *   byte position in the input or data file. A doc can be used again after an error.
 * - Determinism: the same bytes, options and data file give the same results on every machine. Inference is integer arithmetic.
 * - The engine does no input or output, starts no thread, keeps no global state and never ends the process.
 */
#ifndef CASUS_H
#define CASUS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define CASUS_VERSION "0.1.0"

/* The longest article that is accepted, in bytes. */
#define CASUS_MAX_INPUT ((size_t)16 << 20)

typedef enum {
    CASUS_OK = 0,
    CASUS_ERR_MEMORY,   /* the allocator returned NULL */
    CASUS_ERR_PARAM,    /* an argument is out of its range */
    CASUS_ERR_DATA,     /* the data file is damaged, of another version, or not one of ours */
    CASUS_ERR_EMPTY,    /* no text in the input */
    CASUS_ERR_BINARY,   /* the input is not text (zero bytes, control bytes, not UTF-8 in bulk) */
    CASUS_ERR_LANGUAGE, /* the input is not English */
    CASUS_ERR_TOO_LARGE /* the input is longer than CASUS_MAX_INPUT */
} casus_errcode;

typedef struct {
    casus_errcode code;
    const char *msg; /* constant, English, one line, no final stop */
    size_t pos;      /* byte offset into the input or the data file */
} casus_err;

/* All memory comes from here. NULL in casus_open() means malloc, realloc and free. */
typedef struct {
    void *(*alloc)(void *ctx, size_t size);                              /* NULL when there is none */
    void *(*resize)(void *ctx, void *ptr, size_t old_size, size_t size); /* as realloc; ptr may be NULL */
    void (*release)(void *ctx, void *ptr);                               /* ptr may be NULL */
    void *ctx;
} casus_alloc;

typedef struct casus_engine casus_engine;
typedef struct casus_doc casus_doc;

/*
 * Opens a data file that lies in memory. `data` stays the caller's and must outlive the engine; it is read in place (map it).
 * Errors: MEMORY, DATA (magic, version, checksum, a section out of bounds).
 */
casus_engine *casus_open(const void *data, size_t size, const casus_alloc *alloc, casus_err *err);
void casus_close(casus_engine *en); /* NULL is allowed */

/* ---- a user's own tables ---- */

/* One table of the knowledge as text; its header line says which: knowledge/README.md has the columns. */
typedef struct {
    const char *name; /* for messages: "actors.tsv" */
    const char *bytes;
    size_t n;
} casus_table;

typedef struct {
    const char *table;
    uint32_t line, column; /* from 1; the column counts characters */
    bool doubt;            /* it is loaded as it stands, but look at it: only casus_check_tables() says these */
    const char *message;   /* English, one line: what is wrong and what to do; lives during the call */
} casus_problem;

typedef void casus_report(void *ctx, const casus_problem *p);

/*
 * Lays tables over those of the data file. What a name or a role means is then what these tables say, later lines before earlier ones; frames
 * go before those of the data file among equals; a first field that begins with "-" removes what was there ("-*": all of its table).
 * Before any casus_doc_new() on this engine. The name of the coder tells the tables apart ("casus 0.1.0 en-1a2b3c4d+5e6f7a8b").
 * report (may be NULL) hears of every line that cannot be read; then the engine is to be closed. Errors: MEMORY, DATA (a bad line).
 */
bool casus_add_tables(casus_engine *en, const casus_table *table, size_t n, casus_report *report, void *ctx, casus_err *err);

/*
 * A user's own ontology is two such tables: types ("type name host cameo quad score") and which events are of them ("from aux_mode actor
 * recipient with type", or "from type"), and frames may name a type; docs/howto-ontology.md. Then every event has its casus_event.type. True: there are types.
 */
bool casus_typed(const casus_engine *en);

/* Says what is wrong with tables and what is doubtful, against the data file as it is. False: no memory. */
bool casus_check_tables(const casus_engine *en, const casus_table *table, size_t n, casus_report *report, void *ctx, casus_err *err);

/* Name of the coder and its data, for the `coder` field: "casus 0.1.0 en-1a2b3c4d". Lives as long as the engine. */
const char *casus_coder(const casus_engine *en);

casus_doc *casus_doc_new(const casus_engine *en, casus_err *err);
void casus_doc_free(casus_doc *doc); /* NULL is allowed */

typedef struct {
    int16_t year; /* 0: unknown */
    int8_t month; /* 1-12, 0: unknown */
    int8_t day;   /* 1-31, 0: unknown */
} casus_date;

typedef enum { CASUS_AUTO, CASUS_TEXT, CASUS_HTML } casus_format;

typedef struct {
    const char *id;      /* name of the article, first part of record ids; NULL: "" */
    casus_date date;     /* publication date; unknown: relative dates stay unresolved unless the page names its date */
    casus_format format; /* AUTO looks for tags */
    bool any_language;   /* code it even if it does not look like English */
    bool only_typed;     /* with a user's ontology: events without a type of it are left out */
    bool unsure;         /* events that are more likely wrong than right (confidence below 0.4, of any category but ASSAULT) are kept */
    bool entities;       /* what casus_entities(), casus_times() and casus_places() hand out is kept; casus_references() after casus_annotate() */
} casus_options;

/*
 * Codes one article: text, tokens, trees, names, entities, dates, places, statements, events.
 * `bytes` must stay as they are until the next call on this doc. Linear in n. opt may be NULL.
 * Errors: MEMORY, EMPTY, BINARY, LANGUAGE, TOO_LARGE.
 */
bool casus_code(casus_doc *doc, const char *bytes, size_t n, const casus_options *opt, casus_err *err);

/* The same up to trees and names, and with opt->entities coreference, dates and places; no entities, events or statements. */
bool casus_annotate(casus_doc *doc, const char *bytes, size_t n, const casus_options *opt, casus_err *err);

/* ---- tokens and sentences ---- */

typedef struct {
    uint32_t start, end; /* bytes in the source */
    const char *form;    /* as in the source, entities decoded */
    const char *lemma;
    const char *upos;   /* Universal Dependencies v2 part of speech */
    const char *xpos;   /* Penn Treebank tag */
    const char *deprel; /* Universal Dependencies relation to the head */
    const char *ner;    /* "O", "B-PER", "I-PER", ... of PER ORG LOC NORP */
    uint32_t head;      /* 1-based index within the sentence, 0: root */
    bool space_after;
} casus_token;

typedef struct {
    uint32_t first, count; /* tokens, indexes into casus_tokens() */
    uint32_t start, end;   /* bytes in the source */
    uint32_t paragraph;    /* 0-based */
    bool headline;
} casus_sentence;

/* A noun phrase or pronoun that means the same as others of the article (coreference in the style of OntoNotes: none stands alone) */
typedef struct {
    uint32_t first, count; /* tokens, indexes into casus_tokens() */
    uint32_t head;         /* token */
    uint32_t chain;        /* from 0; equal for all that mean the same */
    uint32_t start, end;   /* bytes in the source */
} casus_reference;

const casus_token *casus_tokens(const casus_doc *doc, size_t *n);
const casus_sentence *casus_sentences(const casus_doc *doc, size_t *n);
const casus_reference *
casus_references(const casus_doc *doc,
                 size_t *n); /* in order of their beginnings, the longer one first; casus_annotate() finds them with casus_options.entities alone */

/*
 * Annotates given tokens: `forms[i]` (zero-terminated) for i < n_tokens, `lengths[s]` tokens in each of n_sentences sentences.
 * Their offsets are those in the forms joined by single spaces. A sentence may be of any length and has one root; the network sees at most 256
 * tokens of it at a time. Of opt (or NULL) entities is heeded: coreference. Linear in n_tokens. Errors: MEMORY, PARAM (an empty token, bytes that are not UTF-8, lengths that do not add up), TOO_LARGE.
 */
bool casus_annotate_tokens(casus_doc *doc, const char *const *forms, size_t n_tokens, const uint32_t *lengths, size_t n_sentences, const casus_options *opt,
                           casus_err *err);

/* ---- records ---- */

typedef enum { CASUS_DAY, CASUS_WEEK, CASUS_MONTH, CASUS_YEAR, CASUS_PUBLICATION, CASUS_NO_DATE } casus_precision;

typedef struct {
    const char *code;       /* ISO alpha-3, or IGO UNO EUR NGO ISM IMG MNC; "" unknown */
    const char *sector;     /* PLOVER Table 5.2; "" for a country as such */
    const char *text;       /* as mentioned: "Lind", "she" */
    const char *identifier; /* resolved name: "Anna Lind" */
    const char *office;     /* "special envoy for the Arctic" */
    uint32_t start, end;
} casus_actor;

typedef struct {
    const char *name;
    const char *country; /* ISO alpha-3 */
    const char *admin1;
    double lat, lon;        /* degrees; 0, 0 with id 0: unknown */
    uint32_t id;            /* GeoNames */
    const char *resolution; /* "country", "admin1", "city", "place" */
    uint32_t start, end;
} casus_place;

typedef struct {
    int32_t killed, injured, arrested, participants; /* -1: not stated */
} casus_size;

typedef struct {
    uint32_t sentence;   /* index into casus_sentences() */
    uint32_t start, end; /* of the sentence */
} casus_mention;

/* A type of a user's own ontology */
typedef struct {
    const char *code, *name; /* "SHOOTING", "fire across the line" */
    int quad;                /* 1-4, 0: not given */
    bool scored;             /* false: the type has no score */
    double score;
} casus_type;

typedef struct {
    const char *event;       /* PLOVER category: "CONSULT" */
    const char *const *mode; /* n_mode of them */
    const char *const *context;
    const char *aux_mode; /* "", "negation", "future", "hypothetical", "historical" */
    const char *cameo;
    int quad_code, quad_cameo; /* 1-4 */
    double event_scale, goldstein;
    const char *acled_event_type, *acled_sub_event_type; /* ACLED's: "Battles", "Armed clash"; "": none, or it did not happen (aux_mode) */
    const casus_type *type;                              /* of the user's ontology; NULL: none */
    bool typed;                                          /* there is such an ontology, see casus_typed() */
    const casus_actor *actor, *recipient;
    const casus_actor *attributed_to; /* NULL: the narrator's own word */
    const casus_place *place;         /* NULL: none tied to the event */
    const casus_mention *mention;     /* in order of the text */
    casus_date date, enddate;
    casus_precision precision;
    casus_size size;
    const char *trigger;
    uint32_t trigger_start, trigger_end;
    double confidence; /* 0-1 */
    const char *why;   /* several lines: the frame line, the realis steps, what was rejected */
    size_t n_mode, n_context, n_actor, n_recipient, n_mention;
} casus_event;

/* ATTITUDE: what somebody is said to think, want, ask for, praise or deny in words that are no clause of their own ("called for a ceasefire") */
typedef enum { CASUS_DIRECT, CASUS_INDIRECT, CASUS_ATTITUDE } casus_quote_kind;

/* Towards whom or what somebody plainly speaks for or against */
typedef enum { CASUS_NEUTRAL, CASUS_SUPPORTS, CASUS_OPPOSES } casus_stance;

typedef struct {
    casus_quote_kind kind;
    const casus_actor *speaker;   /* NULL: unknown */
    const casus_actor *addressee; /* NULL: none */
    const casus_actor *target;    /* whom the stance is towards; NULL: nobody */
    casus_stance stance;
    const char *text; /* without outer quotation marks */
    uint32_t start, end;
    const char *source; /* the words that name the speaker: "a senior official who asked not to be named"; "" none */
    uint32_t source_start, source_end;
    const char *cue; /* "said", "has called for", "according to" */
    uint32_t cue_start, cue_end;
    double confidence;
} casus_statement;

/* Words that may name somebody or some place, and whom or where they were taken to mean. */
typedef struct {
    const char *kind; /* "country", "nationality", "organisation", "person", "role", "pronoun", "place" */
    const char *text;
    uint32_t start, end;
    const casus_actor *who;   /* n_who of them; none: nobody known, or only a place */
    const casus_place *place; /* NULL: no place */
    size_t n_who;
    double confidence; /* 0-1 */
    const char *why;   /* several lines: what decided, and each meaning that was rejected */
} casus_entity;

/* An act that the words report and that is no event: the subject of the article makes it a figure of speech or an accident ("the storm killed"), or it is
 * too unsure (casus_options.unsure). */
typedef struct {
    const char *event; /* PLOVER category that it would have had */
    const char *trigger;
    uint32_t start, end; /* of the trigger */
    const char *why;     /* several lines, the last with the points of the article's subject */
} casus_rejection;

const casus_event *casus_events(const casus_doc *doc, size_t *n);
const casus_rejection *casus_rejections(const casus_doc *doc, size_t *n); /* in order of the text */
const casus_statement *casus_statements(const casus_doc *doc, size_t *n); /* DIRECT and INDIRECT */
const casus_statement *casus_attitudes(const casus_doc *doc, size_t *n);  /* ATTITUDE */
const casus_entity *casus_entities(const casus_doc *doc, size_t *n);      /* in order of the text; none without casus_options.entities */

/* ---- dates and places ---- */

/* An expression of time, as TIMEX3 of TimeML 1.2.1 has it */
typedef struct {
    const char *type;  /* "DATE", "TIME", "DURATION", "SET" */
    const char *value; /* "2021-08-16", "2021-W33", "2012-SU", "2021-08-16TMO", "2021-08-16T15:00", "2022-Q3", "P3Y", "P2.5Y", "XXXX-WXX-5", "P1D", "PAST_REF" */
    const char *mod;   /* "START", "MID", "END", "APPROX", "MORE_THAN", "LESS_THAN", "EQUAL_OR_MORE", "EQUAL_OR_LESS"; "" none */
    const char *quant;        /* of a SET: "EVERY"; "" none */
    casus_date date, enddate; /* the first day and, if it is more than the precision says, the last one; year 0: not to be told */
    casus_precision precision;
    uint32_t first, count; /* tokens, indexes into casus_tokens() */
    uint32_t start, end;   /* bytes in the source */
} casus_time;

/* In order of the text; none without casus_options.entities. */
const casus_time *casus_times(const casus_doc *doc, size_t *n);
const casus_place *casus_places(const casus_doc *doc, size_t *n);
casus_date casus_published(const casus_doc *doc); /* the day that dates were read against: that of the options, or what the page names; year 0: none */

/* ---- given pairs ---- */

typedef struct {
    uint32_t start, end; /* bytes in the source */
} casus_span;

typedef struct {
    const char *event;       /* PLOVER category, always one of the 16 */
    const char *const *mode; /* n_mode of them */
    const char *aux_mode;    /* as in casus_event */
    const char *cameo;
    int quad_code;
    double confidence;   /* 0-1 */
    const char *trigger; /* the words that decided; "": none in particular */
    uint32_t trigger_start, trigger_end;
    const char *why; /* several lines */
    size_t n_mode;
} casus_relation;

/*
 * What does the actor do to the recipient, as this text tells it? A side that it does not name is an empty span. Always answers; a guess says so by its confidence. `out` lives as what
 * casus_code() hands out does; there are no events or statements beside it. opt may be NULL; its any_language is taken as true.
 * Errors: those of casus_code(), and PARAM (a span lies outside the text).
 */
bool casus_code_pair(casus_doc *doc, const char *bytes, size_t n, casus_span actor, casus_span recipient, const casus_options *opt, casus_relation *out,
                     casus_err *err);

#ifdef __cplusplus
}
#endif
#endif
