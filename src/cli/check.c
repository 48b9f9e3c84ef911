/*
 * check.c - `casus check`: codes gold articles and probes and scores the records.
 *
 * In: gold (gold.c). Out: a table with a line for each article and each kind of probe, totals and accuracies, or the same as JSON; with --verbose every miss
 * and every false event in one form, `ASSAULT/negation ETHMIL -> ERI [attacked] "the sentence"`. Exit status 1: below --min-f1.
 */
#include "cli/cli.h"
#include "cli/report.h"
#include "cli/score.h"

static const char help[] =
    "casus check - scores the coder against gold articles and probes\n"
    "\n"
    "  casus check gold/articles                    every NAME.json with NAME.txt or NAME.html beside it\n"
    "  casus check -v probes.jsonl                  with each miss and each false event\n"
    "  casus check --only neg- -vv probes.jsonl     a few of them, with what is right as well\n"
    "  casus check --min-f1 0.6 gold/articles       exit status 1 if the F1 of events is lower\n"
    "\n"
    "  -v, --verbose        list misses and false events; twice: matches too, with what differs\n"
    "      --json           machine-readable\n"
    "      --only PREFIX    articles and probes whose id, or kind, begins so\n"
    "      --min-f1 X       0 to 1; holds for articles and for probes\n"
    "      --unsure         events that are more likely wrong than right, too (casus code --help)\n"
    "      --data FILE      another data file than the one inside the program\n"
    "  -k, --knowledge DIR        tables of your own, laid over the built-in ones (casus dict --help)\n"
    "  -h, --help           this text\n"
    "\n"
    "An event matches when category, aux_mode and the countries of both sides are right. Exit status: 0 done, 1 below --min-f1, 2 an error.\n";

typedef struct {
    const options *opt;
    casus_doc *doc;
    report rep;
    output out;
    bool failed;
} checking;

static bool wanted(const options *o, const gold_page *g)
{
    return o->only == NULL || strncmp(g->id, o->only, strlen(o->only)) == 0 || (*g->kind && strncmp(g->kind, o->only, strlen(o->only)) == 0);
}

/* Codes and scores one page. An article that cannot be coded counts as one where nothing was found. */
static bool page(void *ctx, gold_page *g)
{
    checking *c = ctx;
    if (!wanted(c->opt, g))
        return true;
    casus_options opt = {.id = g->id, .date = g->date, .any_language = *g->kind != '\0', .unsure = c->opt->unsure};
    casus_err err = {0};
    char problem[PROBLEM_MAX];
    found_page f = {0};
    matching m = {0};
    score s = {0};
    if (!casus_code(c->doc, g->bytes, g->n, &opt, &err)) {
        explain_error(&err, problem);
        complain(g->id, problem);
        c->failed = true;
    }
    if (!found_read(&f, g, c->doc) || !score_page(&s, &m, g, &f)) {
        complain(g->id, "out of memory");
        return false;
    }
    buf text;
    buf_init(&text, &alloc_libc, (size_t)64 << 20);
    if (c->opt->verbose > 0 && !c->opt->json)
        report_page(&text, g, &f, &m, c->opt->verbose > 1);
    bool ok = report_count(&c->rep, g, &s) && output_write(&c->out, text.p, text.n);
    buf_release(&text);
    return ok;
}

static bool too_low(const score *s, double min) { return min >= 0 && s->pages > 0 && tally_f1(&s->event) < min; }

static int run(const options *o)
{
    session s;
    if (!session_open(&s, o->data, o->knowledge))
        return EXIT_ERROR;
    checking c = {.opt = o, .doc = session_doc(&s)};
    report_init(&c.rep);
    bool ok = c.doc != NULL && output_open(&c.out, NULL);
    for (size_t i = 0; ok && i < o->n_file; i++)
        if (!gold_read(o->file[i], page, &c))
            c.failed = true;
    buf text;
    buf_init(&text, &alloc_libc, (size_t)64 << 20);
    if (ok && o->json)
        report_json(&text, &c.rep, casus_coder(s.en));
    else if (ok)
        report_text(&text, &c.rep);
    if (ok)
        ok = output_write(&c.out, text.p, text.n) && output_close(&c.out) && !text.failed;
    if (ok && c.rep.articles.pages + c.rep.probes.pages == 0) {
        complain(NULL, o->only != NULL ? "no article and no probe begins so" : "no gold was read");
        c.failed = true;
    }
    bool low = too_low(&c.rep.articles, o->min_f1) || too_low(&c.rep.probes, o->min_f1);
    buf_release(&text);
    report_release(&c.rep);
    casus_doc_free(c.doc);
    session_close(&s);
    return !ok || c.failed ? EXIT_ERROR : low ? EXIT_NOTHING : EXIT_DONE;
}

const command command_check = {
    .name = "check",
    .run = run,
    .allowed = OPT_DATA | OPT_KNOWLEDGE | OPT_VERBOSE | OPT_JSON | OPT_ONLY | OPT_MIN_F1 | OPT_UNSURE,
    .formats = NULL,
    .help = help,
};
