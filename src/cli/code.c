/*
 * code.c - `casus code`: articles in, records out.
 *
 * Each article is coded by a worker of the pool, which also writes its records as text; the results come back in the order of the input.
 * An article that cannot be coded is named on standard error, the others are coded all the same.
 */
#include "cli/cli.h"
#include "run/pool.h"
#include "store/record_json.h"
#include "store/table.h"
#include "store/tsv.h"

static const char help[] =
    "casus code - who did what to whom, when and where\n"
    "\n"
    "  casus code --date 2023-06-14 article.txt                   a table on a terminal, JSON Lines in a pipe\n"
    "  casus code --emit events,statements *.html > all.jsonl     with what was said\n"
    "  casus code --format csv -o events.csv articles.jsonl       a sheet; one article a line: {\"id\", \"text\" or \"html\", \"date\"}\n"
    "  fetch-article | casus code --date 2023-06-14 -             from standard input\n"
    "  casus code --pairs pairs.jsonl                             which event is it between two given actors? always an answer; a line is\n"
    "                                                             {\"id\", \"text\", \"actor\": [start, end], \"recipient\": [start, end]}\n"
    "\n"
    "  -d, --date YYYY-MM-DD      day of publication; default: what the page names\n"
    "  -f, --format FORMAT        table, jsonl, tsv or csv\n"
    "  -e, --emit LIST            of events, statements, attitudes (thought, wanted, asked for) and entities (who and where each name\n"
    "                             is; jsonl only); default: events\n"
    "  -o, --output FILE          default: standard output\n"
    "  -j, --threads N            articles coded at the same time; default: one a processor\n"
    "      --id NAME              name of the article in its records; default: the file's\n"
    "      --pairs                the files hold given pairs, a line each; offsets are bytes of the text; one JSON object a line comes out\n"
    "      --any-language         code it even if it does not look like English\n"
    "      --data FILE            another data file than the one inside the program\n"
    "  -k, --knowledge DIR        tables of your own, laid over the built-in ones (casus dict --help)\n"
    "      --ontology DIR         event types of your own, and which events are of them; records get a \"type\"\n"
    "      --only-typed           with it: leaves out events that are of none of your types\n"
    "      --unsure               events that are more likely wrong than right, too (confidence below 0.4, of any category but ASSAULT)\n"
    "  -h, --help                 this text\n"
    "\n"
    "Exit status: 0 done, 1 nothing found, 2 an error (articles that can be coded are coded all the same).\n";

static const out_format allowed[] = {OUT_TABLE, OUT_JSONL, OUT_TSV, OUT_CSV, OUT_DEFAULT};

typedef struct {
    const options *opt;
    const char *coder;
    int emit;
    out_format format;
    table_style style;
    bool typed; /* there is an ontology of the user */
    output out;
    size_t records, errors;
} coding;

static void write_json(const coding *c, const casus_doc *doc, const article *a, pool_result *r)
{
    size_t n, m;
    const casus_event *e = casus_events(doc, &n);
    const casus_statement *s = casus_statements(doc, &m);
    for (size_t i = 0; (c->emit & EMIT_EVENTS) != 0 && i < n; i++) {
        json j;
        jw_init(&j, &r->out);
        json_event(&j, &e[i], a->id, i + 1, c->coder);
        buf_char(&r->out, '\n');
    }
    for (size_t i = 0; (c->emit & EMIT_STATEMENTS) != 0 && i < m; i++) {
        json j;
        jw_init(&j, &r->out);
        json_statement(&j, &s[i], a->id, i + 1, c->coder);
        buf_char(&r->out, '\n');
    }
    s = casus_attitudes(doc, &m);
    for (size_t i = 0; (c->emit & EMIT_ATTITUDES) != 0 && i < m; i++) {
        json j;
        jw_init(&j, &r->out);
        json_statement(&j, &s[i], a->id, i + 1, c->coder);
        buf_char(&r->out, '\n');
    }
    size_t k;
    const casus_entity *x = casus_entities(doc, &k);
    for (size_t i = 0; i < k; i++) {
        json j;
        jw_init(&j, &r->out);
        json_entity(&j, &x[i], a->id, i + 1, c->coder);
        buf_char(&r->out, '\n');
    }
}

static tsv_kind rows_kind_of(const coding *c)
{
    return (tsv_kind){.comma = c->format == OUT_CSV, .statements = (c->emit & (EMIT_STATEMENTS | EMIT_ATTITUDES)) != 0, .types = c->typed};
}

static void write_rows(const coding *c, const casus_doc *doc, const article *a, pool_result *r)
{
    size_t n, m;
    const casus_event *e = casus_events(doc, &n);
    const casus_statement *s = casus_statements(doc, &m);
    tsv_kind kind = rows_kind_of(c);
    for (size_t i = 0; (c->emit & EMIT_EVENTS) != 0 && i < n; i++)
        tsv_event(&r->out, kind, doc, &e[i], a->id, i + 1, c->coder);
    for (size_t i = 0; (c->emit & EMIT_STATEMENTS) != 0 && i < m; i++)
        tsv_statement(&r->out, kind, &s[i], a->id, i + 1, c->coder);
    s = casus_attitudes(doc, &m);
    for (size_t i = 0; (c->emit & EMIT_ATTITUDES) != 0 && i < m; i++)
        tsv_statement(&r->out, kind, &s[i], a->id, i + 1, c->coder);
}

static void work(void *ctx, casus_doc *doc, const article *a, pool_result *r)
{
    const coding *c = ctx;
    casus_options opt = {.id = a->id,
                         .date = a->date,
                         .format = a->format,
                         .any_language = c->opt->any_language,
                         .entities = (c->emit & EMIT_ENTITIES) != 0,
                         .only_typed = c->opt->only_typed,
                         .unsure = c->opt->unsure};
    casus_err err = {0};
    if (!casus_code(doc, a->bytes, a->n, &opt, &err)) {
        explain_error(&err, r->problem);
        return;
    }
    size_t n, m, k;
    casus_events(doc, &n);
    casus_statements(doc, &m);
    size_t l;
    casus_entities(doc, &k);
    casus_attitudes(doc, &l);
    r->records = ((c->emit & EMIT_EVENTS) != 0 ? n : 0) + ((c->emit & EMIT_STATEMENTS) != 0 ? m : 0) + k + ((c->emit & EMIT_ATTITUDES) != 0 ? l : 0);
    if (c->format == OUT_TABLE)
        table_article(&r->out, doc, a->id, (c->emit & EMIT_EVENTS) != 0, (c->emit & EMIT_STATEMENTS) != 0, (c->emit & EMIT_ATTITUDES) != 0, &c->style);
    else if (c->format == OUT_JSONL)
        write_json(c, doc, a, r);
    else
        write_rows(c, doc, a, r);
}

static void work_pair(void *ctx, casus_doc *doc, const article *a, pool_result *r)
{
    casus_options opt = {.id = a->id, .date = a->date, .format = CASUS_TEXT};
    casus_relation rel = {0};
    casus_err err = {0};
    json j;
    (void)ctx;
    if (!casus_code_pair(doc, a->bytes, a->n, a->actor, a->recipient, &opt, &rel, &err)) {
        explain_error(&err, r->problem);
        return;
    }
    r->records = 1;
    jw_init(&j, &r->out);
    json_relation(&j, &rel, a->id);
    buf_char(&r->out, '\n');
}

static bool sink(void *ctx, pool_result *r)
{
    coding *c = ctx;
    if (r->problem[0] != '\0') {
        c->errors++;
        complain(r->where, r->problem);
    }
    c->records += r->records;
    return output_write(&c->out, r->out.p, r->out.n);
}

static bool write_header(coding *c)
{
    buf head;
    buf_init(&head, &alloc_libc, 4096);
    if (c->format == OUT_TSV || c->format == OUT_CSV)
        tsv_header(&head, rows_kind_of(c));
    bool ok = !head.failed && output_write(&c->out, head.p, head.n);
    buf_release(&head);
    return ok;
}

/* What the name of the output says, if no format was given. */
static out_format choose_format(const options *o)
{
    str path = str_z(o->out != NULL ? o->out : "");
    if (o->format != OUT_DEFAULT)
        return o->format;
    if (output_is_terminal(o->out))
        return OUT_TABLE;
    return str_ends(path, ".tsv") ? OUT_TSV : str_ends(path, ".csv") ? OUT_CSV : OUT_JSONL;
}

/* What does not go with --pairs. */
static bool pairs_fit(const options *o)
{
    const char *wrong = o->id != NULL                                        ? "--id"
                        : o->ontology != NULL                                ? "--ontology"
                        : o->only_typed                                      ? "--only-typed"
                        : o->unsure                                          ? "--unsure"
                        : o->emit != 0                                       ? "--emit"
                        : o->format != OUT_DEFAULT && o->format != OUT_JSONL ? "--format"
                                                                             : NULL;
    char message[PROBLEM_MAX];
    if (!o->pairs || wrong == NULL)
        return true;
    snprintf(message, sizeof message, "%s has no meaning with --pairs, which writes one JSON object a line", wrong);
    complain(NULL, message);
    return false;
}

static int run(const options *o)
{
    if (!pairs_fit(o))
        return EXIT_ERROR;
    if (o->id != NULL && o->n_file > 1) {
        complain(NULL, "--id names one article, but there are several files");
        return EXIT_ERROR;
    }
    if ((o->emit & EMIT_ENTITIES) != 0 && choose_format(o) != OUT_JSONL) {
        complain(NULL, "entities are written as JSON Lines; add --format jsonl, or use casus explain --emit entities to read them");
        return EXIT_ERROR;
    }
    session s;
    if (!session_open(&s, o->data, o->knowledge))
        return EXIT_ERROR;
    if (!session_ontology(&s, o)) {
        session_close(&s);
        return EXIT_ERROR;
    }
    coding c = {.opt = o,
                .typed = casus_typed(s.en),
                .coder = casus_coder(s.en),
                .emit = o->emit ? o->emit : EMIT_EVENTS,
                .format = o->pairs ? OUT_JSONL : choose_format(o)};
    c.style = (table_style){.width = terminal_width(), .colour = terminal_colour(o->out)};
    source src = {.path = o->file, .n_path = o->n_file, .date = o->date, .id = o->id, .pairs = o->pairs};
    bool ok = output_open(&c.out, o->out) && write_header(&c);
    if (ok && !pool_run(s.en, s.plain, threads_for(o), &src, &(pool_job){o->pairs ? work_pair : work, sink, &c})) {
        complain(NULL, "out of memory");
        ok = false;
    }
    source_release(&src);
    ok = output_close(&c.out) && ok;
    session_close(&s);
    return !ok || c.errors > 0 ? EXIT_ERROR : c.records == 0 ? EXIT_NOTHING : EXIT_DONE;
}

const command command_code = {
    .name = "code",
    .run = run,
    .allowed = OPT_DATE | OPT_FORMAT | OPT_EMIT | OPT_THREADS | OPT_DATA | OPT_KNOWLEDGE | OPT_ONTOLOGY | OPT_ONLY_TYPED | OPT_UNSURE | OPT_ANY | OPT_OUT |
               OPT_ID | OPT_PAIRS,
    .formats = allowed,
    .help = help,
};
