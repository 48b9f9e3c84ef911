/* cli.h - floor 8: what the subcommands share: options, the open engine, output and messages. */
#ifndef CASUS_CLI_H
#define CASUS_CLI_H

#include "event/lexicon.h"
#include "ingest/source.h"
#include "ingest/tables.h"

/* Exit statuses. */
enum { EXIT_DONE = 0, EXIT_NOTHING = 1, EXIT_ERROR = 2 };

/* ---- options.c ---- */
typedef enum { OUT_DEFAULT, OUT_TABLE, OUT_JSONL, OUT_TSV, OUT_CSV, OUT_CONLLU, OUT_JSON, OUT_TIMEML, OUT_TEXT, OUT_HTML, OUT_CONLL } out_format;
enum { EMIT_EVENTS = 1, EMIT_STATEMENTS = 2, EMIT_ENTITIES = 4, EMIT_ATTITUDES = 8 };

/* Bits of the options that a subcommand understands. */
enum {
    OPT_DATE = 1,
    OPT_FORMAT = 2,
    OPT_EMIT = 4,
    OPT_THREADS = 8,
    OPT_DATA = 16,
    OPT_ANY = 32,
    OPT_OUT = 64,
    OPT_ID = 128,
    OPT_CONLLU_IN = 256,
    OPT_VERBOSE = 512,
    OPT_JSON = 1024,
    OPT_MIN_F1 = 2048,
    OPT_ONLY = 4096,
    OPT_HELP = 8192,
    OPT_PAIRS = 16384,
    OPT_KNOWLEDGE = 32768,
    OPT_ALONE = 65536,
    OPT_OFFICE = 1 << 20,
    OPT_COUNTRY = 1 << 21,
    OPT_SEED = 1 << 22,
    OPT_SAMPLE = 1 << 23,
    OPT_BY = 1 << 24,
    OPT_REPORT = 1 << 25,
    OPT_ONTOLOGY = 1 << 26,
    OPT_ONLY_TYPED = 1 << 27,
    OPT_UNSURE = 1 << 28,
};

typedef struct {
    casus_date date;
    out_format format;
    int emit; /* EMIT_ bits; 0: not given */
    unsigned threads;
    const char *data, *knowledge, *ontology, *out, *id, *only, *office, *country, *by;
    bool any_language, conllu_in, json, pairs, alone, report, only_typed, unsure, help;
    int64_t seed;    /* -1: not given */
    uint32_t sample; /* 0: not given */
    int verbose;
    double min_f1;     /* -1: not given */
    const char **file; /* n_file operands; free(file) */
    size_t n_file;
} options;

/* What a subcommand is. */
typedef struct {
    const char *name;
    int (*run)(const options *o);
    int allowed;               /* OPT_ bits */
    const out_format *formats; /* ends with OUT_DEFAULT; NULL: none */
    const char *help;
    const char *operand; /* what its operands are, when they are no files: "name" */
} command;

extern const command command_code, command_explain, command_annotate, command_check, command_audit, command_dict, command_who, command_where;

/* Reads argv[0..argc) behind the subcommand. False: a message was written. */
bool options_read(options *o, const command *c, int argc, char **argv);
/* Workers for these files: one file is one article, unless it holds many. 0: as many as there are processors. */
unsigned threads_for(const options *o);
/* The word among n that was probably meant, or NULL. */
const char *did_you_mean(const char *word, const char *const *known, size_t n);

/* who.c: the ISO code of a country given as code, name or nationality; false: a message was written */
bool country_code(const lexicon *lex, const char *text, char code[4]);

/* ---- session.c: the data file, the engine, messages, output ---- */
typedef struct {
    casus_engine *en;
    void *map; /* of --data; NULL: the embedded data */
    size_t size;
    bool plain; /* CASUS_ARENA=0 */
} session;
/* knowledge: a folder or file of tables, or NULL. False: a message was written. */
bool session_open(session *s, const char *data_path, const char *knowledge);
/* Lays an ontology of the user over the open engine: tables, of which one is of types; NULL: none is asked for. False: a message was written. */
bool session_ontology(session *s, const options *o);
casus_doc *session_doc(const session *s); /* NULL: a message was written */
void session_close(session *s);

/* "casus: WHERE: MESSAGE" on standard error, control characters made harmless; where may be NULL. */
void complain(const char *where, const char *message);
/* What to say about an error of the engine: its message and the next step; into out. */
void explain_error(const casus_err *err, char out[PROBLEM_MAX]);

typedef struct {
    FILE *f;
    const char *path; /* NULL: standard output */
    bool failed;      /* a message was written */
    size_t count;     /* the caller's own */
} output;
bool output_open(output *o, const char *path);
bool output_write(output *o, const char *p, size_t n); /* false: failed, now or before */
bool output_close(output *o);                          /* false: something was not written */

bool output_is_terminal(const char *path);
bool terminal_colour(const char *path); /* a terminal, and NO_COLOR not set */
int terminal_width(void);               /* columns; COLUMNS, else what the terminal says, else 100 */

#endif
