/*
 * annotate.c - `casus annotate`: tokens, lemmas, tags, trees, names, coreference, dates and places, as CoNLL-U, JSON, CoNLL columns or TimeML.
 *
 * Articles go through the pool as in `code`; plain text may be of any length and goes through it in parts. With --conllu-in the tokens and sentences are those of a CoNLL-U file (conllu_in.c).
 */
#include "cli/cli.h"
#include "cli/conllu_in.h"
#include "run/pool.h"
#include "store/annotation.h"
#include "store/timeml.h"

#include <sys/stat.h>

static const char help[] = "casus annotate - tokens, lemmas, tags, trees, names, coreference, dates and places\n"
                           "\n"
                           "  casus annotate article.txt                       CoNLL-U; MISC holds NER=B-PER, start= and end= (bytes of the file)\n"
                           "  casus annotate - <corpus.txt >corpus.conllu      text of any length; paragraphs end at an empty line\n"
                           "  casus annotate --format json *.html > all.jsonl  one object an article\n"
                           "  casus annotate --format conll article.txt        who is meant: chains of noun phrases, as the CoNLL-2012 scorer reads them\n"
                           "  casus annotate --format timeml --date 2023-06-14 article.txt   dates as TIMEX3, events and words of saying\n"
                           "  casus annotate --conllu-in gold.conllu           the tokens and sentences of the file are kept\n"
                           "\n"
                           "  -f, --format FORMAT        conllu (default), json, conll or timeml (one article)\n"
                           "  -d, --date YYYY-MM-DD      day of publication; default: what the page names\n"
                           "      --conllu-in            the input is CoNLL-U: its words, comments and MISC are kept, tags and tree are ours\n"
                           "  -o, --output FILE          default: standard output\n"
                           "  -j, --threads N            articles, or parts of a long text, at the same time; default: one a processor\n"
                           "      --id NAME              name of the article; default: the file's\n"
                           "      --any-language         go on even if it does not look like English\n"
                           "      --data FILE            another data file than the one inside the program\n"
                           "  -k, --knowledge DIR        tables of your own, laid over the built-in ones (casus dict --help)\n"
                           "  -h, --help                 this text\n"
                           "\n"
                           "Exit status: 0 done, 2 an error.\n";

static const out_format allowed[] = {OUT_CONLLU, OUT_JSON, OUT_CONLL, OUT_TIMEML, OUT_DEFAULT};

typedef struct {
    const options *opt;
    const char *coder;
    output out;
    size_t errors, articles;
} annotating;

static void work(void *ctx, casus_doc *doc, const article *a, pool_result *r)
{
    const annotating *c = ctx;
    text_part at = {.part = a->part, .base = a->base};
    casus_options opt = {.id = a->id,
                         .date = a->date,
                         .format = a->format,
                         .any_language = c->opt->any_language,
                         .entities = c->opt->format != OUT_CONLLU && c->opt->format != OUT_DEFAULT};
    casus_err err = {0};
    bool timeml = c->opt->format == OUT_TIMEML;
    if (!(timeml ? casus_code : casus_annotate)(doc, a->bytes, a->n, &opt, &err)) {
        if (err.code != CASUS_ERR_EMPTY || a->part == 0) /* a long text may have empty parts */
            explain_error(&err, r->problem);
    } else if (c->opt->format == OUT_JSON) {
        annotation_json(&r->out, doc, a->id, c->coder, at);
    } else if (timeml) {
        timeml_article(&r->out, doc, a->id, a->bytes, a->n, a->format);
    } else if (c->opt->format == OUT_CONLL) {
        conll_article(&r->out, doc, a->id);
    } else {
        conllu_article(&r->out, doc, a->id, at);
    }
}

static bool sink(void *ctx, pool_result *r)
{
    annotating *c = ctx;
    if (r->problem[0] != '\0') {
        c->errors++;
        complain(r->where, r->problem);
    } else if (c->opt->format == OUT_TIMEML && c->articles++ > 0) {
        c->errors++;
        complain(r->where, "TimeML holds one article; this one is left out");
        return true;
    }
    return output_write(&c->out, r->out.p, r->out.n);
}

/* A text that may come in parts is work for several. */
static unsigned threads_wanted(const options *o)
{
    struct stat st;
    bool one = o->n_file == 1 && stat(o->file[0], &st) == 0 && S_ISREG(st.st_mode) && (uintmax_t)st.st_size <= PART_MAX;
    return one ? threads_for(o) : o->threads;
}

static bool run_articles(const options *o, const session *s, annotating *c)
{
    source src = {.path = o->file, .n_path = o->n_file, .date = o->date, .id = o->id, .parts = o->format != OUT_TIMEML};
    bool ok = pool_run(s->en, s->plain, threads_wanted(o), &src, &(pool_job){work, sink, c});
    if (!ok)
        complain(NULL, "out of memory");
    source_release(&src);
    return ok;
}

static bool run_given(const options *o, const session *s, annotating *c)
{
    casus_doc *doc = session_doc(s);
    bool ok = doc != NULL;
    for (size_t i = 0; ok && i < o->n_file; i++)
        if (!conllu_in(doc, o->file[i], o->format == OUT_CONLL, &c->out)) {
            c->errors++;
            ok = !c->out.failed;
        }
    casus_doc_free(doc);
    return ok;
}

static int run(const options *o)
{
    if (o->conllu_in && o->format != OUT_CONLLU && o->format != OUT_CONLL && o->format != OUT_DEFAULT) {
        complain(NULL, "--conllu-in writes CoNLL-U or, with --format conll, CoNLL columns");
        return EXIT_ERROR;
    }
    if (o->id != NULL && o->n_file > 1) {
        complain(NULL, "--id names one article, but there are several files");
        return EXIT_ERROR;
    }
    session s;
    if (!session_open(&s, o->data, o->knowledge))
        return EXIT_ERROR;
    annotating c = {.opt = o, .coder = casus_coder(s.en)};
    bool ok = output_open(&c.out, o->out) && (o->conllu_in ? run_given(o, &s, &c) : run_articles(o, &s, &c));
    ok = output_close(&c.out) && ok;
    session_close(&s);
    return ok && c.errors == 0 ? EXIT_DONE : EXIT_ERROR;
}

const command command_annotate = {
    .name = "annotate",
    .run = run,
    .allowed = OPT_DATE | OPT_FORMAT | OPT_THREADS | OPT_DATA | OPT_KNOWLEDGE | OPT_ANY | OPT_OUT | OPT_ID | OPT_CONLLU_IN,
    .formats = allowed,
    .help = help,
};
