/*
 * dict.c - `casus dict`: tables of a user's own. `lint` reads them and says what is wrong; `import` makes them of dictionaries of the TABARI and
 * PETRARCH family (src/ingest/dict.h).
 */
#include "ingest/dict.h"
#include "cli/cli.h"
#include "event/record.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

static const char help[] =
    "casus dict - tables of your own\n"
    "\n"
    "  casus dict lint my-tables/                                 what is wrong with them, line by line\n"
    "  casus dict import -o my-tables verbs.txt actors.txt ...    from dictionaries of TABARI, PETRARCH, PETRARCH 2\n"
    "  casus code -k my-tables article.txt                        with them\n"
    "\n"
    "A table is tab-separated text that ends in .tsv; its first line names the columns and says which it is. What a name means is what the\n"
    "last line of it says; a first field that begins with - removes what was there before, -* all of that table.\n"
    "\n"
    "lint FILE|DIR...\n"
    "      --data FILE            another data file than the one inside the program\n"
    "import FILE...               what a file holds shows in its lines: actors, agents, verbs or discards\n"
    "  -o, --output DIR           where the tables go; default: here\n"
    "      --alone                the built-in actors, agents and frames are left out\n"
    "  -h, --help                 this text\n"
    "\n"
    "import lists in report.txt which lines could not be carried over, and why.\n"
    "Exit status: 0 done, 1 lint has something to say, 2 an error.\n";

/* ---- lint ---- */

static void show(void *ctx, const casus_problem *p)
{
    output *out = ctx;
    char line[1024];
    int n = snprintf(line, sizeof line, "%s:%u:%u: %s%s\n", p->table, (unsigned)p->line, (unsigned)p->column, p->doubt ? "" : "error: ", p->message);
    if (n > 0)
        output_write(out, line, (size_t)n < sizeof line ? (size_t)n : sizeof line - 1);
    out->count++;
}

static int lint(const options *o)
{
    session s;
    tables t = {0};
    output out;
    char problem[PROBLEM_MAX];
    casus_err err = {0};
    if (!session_open(&s, o->data, NULL))
        return EXIT_ERROR;
    bool ok = output_open(&out, NULL);
    for (size_t i = 1; ok && i < o->n_file; i++)
        if (!tables_read(&t, o->file[i], problem, sizeof problem)) {
            complain(NULL, problem);
            ok = false;
        }
    if (ok && !casus_check_tables(s.en, t.at, t.n, show, &out, &err)) {
        complain(NULL, err.msg);
        ok = false;
    }
    tables_release(&t);
    session_close(&s);
    size_t said = out.count;
    ok = output_close(&out) && ok;
    return !ok ? EXIT_ERROR : said ? EXIT_NOTHING : EXIT_DONE;
}

/* ---- import ---- */

static const char *category_of(void *ctx, const char *code, bool *known)
{
    const lexicon *lex = ctx;
    const kb_cameo *c = lex_cameo(lex, code);
    *known = c != NULL;
    return c != NULL && c->event < N_EVENTS ? lex_string(lex, lex_category(lex, c->event)->name) : NULL;
}

static bool write_table(const char *folder, const char *name, const buf *b)
{
    char path[4096];
    output out;
    int n = snprintf(path, sizeof path, "%s/%s", folder, name);
    if (n < 0 || (size_t)n >= sizeof path) {
        complain(folder, "too long a name");
        return false;
    }
    if (b->n == 0)
        return remove(path) == 0 || errno == ENOENT;
    bool ok = output_open(&out, path) && output_write(&out, b->p, b->n);
    return output_close(&out) && ok;
}

static void summary(const dict *d, const char *folder)
{
    static const char *const what[] = {"actors' names", "agents", "frames", "discards", "word sets", "codes of their own"};
    fprintf(stderr, "%s:", folder);
    for (size_t i = 0; i < LEN(what); i++)
        fprintf(stderr, "%s %u %s", i ? "," : "", (unsigned)d->carried[i], what[i]);
    fputc('\n', stderr);
    for (uint32_t i = 0; i < d->n_reason; i++)
        fprintf(stderr, "%8u not carried over: %s\n", (unsigned)d->reason[i].n, d->reason[i].text);
}

static int import(const options *o)
{
    const char *folder = o->out != NULL ? o->out : ".";
    session s;
    dict d;
    char problem[PROBLEM_MAX];
    if (!session_open(&s, o->data, NULL))
        return EXIT_ERROR;
    dict_init(&d, category_of, (void *)(uintptr_t)casus_lexicon(s.en), o->alone);
    bool ok = mkdir(folder, 0777) == 0 || errno == EEXIST;
    if (!ok)
        complain(folder, strerror(errno));
    for (size_t i = 1; ok && i < o->n_file; i++) {
        char *bytes;
        size_t n;
        ok = source_read(o->file[i], (size_t)256 << 20, &bytes, &n, problem);
        if (!ok) {
            complain(o->file[i], problem);
            break;
        }
        ok = dict_read(&d, o->file[i], str_of(bytes, n));
        free(bytes);
    }
    ok = ok && dict_end(&d);
    if (d.failed)
        complain(NULL, "out of memory");
    for (int i = 0; ok && i < DICT_OUTPUTS; i++)
        ok = write_table(folder, dict_file_name((dict_output)i), &d.out[i]);
    if (ok)
        summary(&d, folder);
    dict_release(&d);
    session_close(&s);
    return ok ? EXIT_DONE : EXIT_ERROR;
}

static int run(const options *o)
{
    bool linting = strcmp(o->file[0], "lint") == 0, importing = strcmp(o->file[0], "import") == 0;
    if (!linting && !importing) {
        complain(o->file[0], "no such task; there are lint and import (casus dict --help)");
        return EXIT_ERROR;
    }
    if (o->n_file < 2) {
        complain(NULL, "no file given (casus dict --help)");
        return EXIT_ERROR;
    }
    return linting ? lint(o) : import(o);
}

const command command_dict = {.name = "dict", .run = run, .allowed = OPT_DATA | OPT_OUT | OPT_ALONE, .help = help};
