/*
 * explain.c - `casus explain`: why each record says what it says.
 *
 * In: one or a few articles. Out, for each event or the one asked for: the record in words, the sentences that prove it with trigger, actors, date and
 * place marked, and the coder's own steps: the line of the frame table, what decided whether it happened, what was rejected. As text, or as a page.
 */
#include "cli/cli.h"
#include "event/record.h"
#include "store/evidence.h"
#include "store/excerpt.h"
#include "store/explain_html.h"
#include "store/table.h"

#include <unistd.h>

#define WIDTH_FILE 100
#define LABEL 13 /* columns of the names of fields */
#define LINE_CAP 4096u

static const char help[] =
    "casus explain - why, and why not\n"
    "\n"
    "  casus explain --date 2023-06-14 article.txt        every event and statement\n"
    "  casus explain --date 2023-06-14 article.txt 3      the third event; s3: the third statement\n"
    "  casus explain article.txt article:e3               by the id of a record\n"
    "  casus explain --pairs pairs.jsonl                  the answers for given pairs; see casus code --help\n"
    "  casus explain -o why.html *.txt                    a page to show: the articles with their evidence marked, a card for every record\n"
    "\n"
    "  -d, --date YYYY-MM-DD      day of publication; default: what the page names\n"
    "  -e, --emit LIST            of events, statements (both by default) and entities (whom and where each name was taken to mean, and what was rejected)\n"
    "  -f, --format FORMAT        text, or html: one file that needs nothing else; default: html if the output is called so\n"
    "  -o, --output FILE          default: standard output\n"
    "      --pairs                the files hold given pairs; not for html\n"
    "      --id NAME              name of the article in its records; default: the file's\n"
    "      --any-language         code it even if it does not look like English\n"
    "      --unsure               events that are more likely wrong than right, too\n"
    "      --data FILE            another data file than the one inside the program\n"
    "  -k, --knowledge DIR        tables of your own, laid over the built-in ones (casus dict --help)\n"
    "      --ontology DIR         event types of your own; --only-typed leaves out what is of none of them (casus code --help)\n"
    "  -h, --help                 this text\n"
    "\n"
    "Exit status: 0 done, 1 nothing found, 2 an error.\n";

typedef struct {
    str doc;       /* of the record that is asked for; empty: any */
    char letter;   /* 'e', 's', 'n' or 0: all */
    size_t number; /* from 1 */
} selector;

typedef struct {
    buf *out;
    const casus_doc *doc;
    int width;
    bool colour;
} writer;

/* ---- what is asked for ---- */

/* "3", "e3", "s3", "n3", "article:e3"; a file of that name goes before. */
static bool read_selector(const char *word, selector *s)
{
    const char *colon = strrchr(word, ':'), *p = colon != NULL ? colon + 1 : word;
    *s = (selector){.letter = 'e'};
    if (colon != NULL)
        s->doc = str_of(word, (size_t)(colon - word));
    if (*p == 'e' || *p == 's' || *p == 'n')
        s->letter = *p++;
    else if (colon != NULL)
        return false;
    size_t digits = strspn(p, "0123456789");
    if (digits == 0 || digits > 9 || p[digits] != '\0')
        return false;
    for (; *p != '\0'; p++)
        s->number = 10 * s->number + (size_t)(*p - '0');
    return s->number > 0 && access(word, F_OK) != 0;
}

static bool is_asked(const selector *s, const char *id, char letter, size_t number)
{
    return s->letter == 0 || (s->letter == letter && s->number == number && (s->doc.n == 0 || str_is(s->doc, id)));
}

/* ---- lines ---- */

static void put_field(const writer *w, const char *name, const char *text, size_t n)
{
    pen p;
    buf_str(w->out, w->colour ? "  " COLOUR_DIM : "  ");
    buf_str(w->out, name);
    buf_str(w->out, w->colour ? COLOUR_END : "");
    for (size_t k = 2 + strlen(name); k < LABEL; k++)
        buf_char(w->out, ' ');
    pen_init(&p, w->out, w->width, LABEL, LABEL);
    pen_text(&p, text, n);
    pen_end(&p);
    buf_char(w->out, '\n');
}

/* A field that a function of table.c writes. */
static void put_cell(const writer *w, const char *name, void (*cell)(buf *, const casus_event *), const casus_event *e)
{
    buf text;
    buf_init(&text, &alloc_libc, LINE_CAP);
    cell(&text, e);
    if (text.n > 0)
        put_field(w, name, text.p, text.n);
    buf_release(&text);
}

static void put_actors(const writer *w, const char *name, const casus_actor *a, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        buf text;
        buf_init(&text, &alloc_libc, LINE_CAP);
        table_actors(&text, &a[i], 1);
        if (*a[i].office) {
            buf_str(&text, ", ");
            buf_str(&text, a[i].office);
        }
        buf_str(&text, ", from \"");
        buf_str(&text, a[i].text);
        buf_str(&text, "\" at ");
        buf_uint(&text, a[i].start);
        buf_char(&text, '-');
        buf_uint(&text, a[i].end);
        put_field(w, name, text.p, text.n);
        buf_release(&text);
    }
}

static void put_scores(const writer *w, const casus_event *e)
{
    buf text;
    buf_init(&text, &alloc_libc, LINE_CAP);
    buf_str(&text, "confidence ");
    buf_fixed(&text, e->confidence, 2);
    buf_str(&text, ", scale ");
    buf_fixed(&text, e->event_scale, 1);
    buf_str(&text, ", Goldstein ");
    buf_fixed(&text, e->goldstein, 1);
    buf_str(&text, ", quad class ");
    buf_int(&text, e->quad_code);
    buf_str(&text, " (CAMEO ");
    buf_int(&text, e->quad_cameo);
    buf_char(&text, ')');
    for (size_t i = 0; i < e->n_context; i++) {
        buf_str(&text, ", ");
        buf_str(&text, e->context[i]);
    }
    put_field(w, "scores", text.p, text.n);
    buf_release(&text);
}

/* ---- marks ---- */

/* The marks of some evidence: colours on a terminal, names elsewhere. */
static size_t marks_of(const writer *w, const evidence *e, size_t n, mark *m)
{
    static const char *const colours[EVIDENCE_KINDS] = {COLOUR_RED,    COLOUR_GREEN, COLOUR_BLUE, COLOUR_CYAN, COLOUR_BOLD,
                                                        COLOUR_YELLOW, COLOUR_GREEN, COLOUR_RED,  COLOUR_DIM};
    static const char *const names[EVIDENCE_KINDS] = {
        "[trigger: ", "[actor: ", "[recipient: ", "[place: ", "[source: ", "[date: ", "[speaker: ", "[cue: ", "[quotation: "};
    for (size_t i = 0; i < n; i++)
        m[i] = (mark){e[i].start, e[i].end, w->colour ? colours[e[i].kind] : names[e[i].kind], w->colour ? COLOUR_END : "]"};
    return n;
}

static void put_sentence(const writer *w, uint32_t sentence, const mark *m, size_t n)
{
    pen p;
    buf_str(w->out, "    ");
    pen_init(&p, w->out, w->width, 4, 4);
    excerpt_put(&p, w->doc, sentence, m, n);
    pen_end(&p);
    buf_char(w->out, '\n');
}

/* ---- records ---- */

static void put_title(const writer *w, const char *id, char letter, size_t number, void (*name)(buf *, const casus_event *), const casus_event *e,
                      const char *kind)
{
    pen p;
    char tail[32];
    snprintf(tail, sizeof tail, ":%c%zu  ", letter, number);
    buf_str(w->out, w->colour ? COLOUR_BOLD : "");
    pen_init(&p, w->out, 0, 0, 0);
    pen_text(&p, id, strlen(id));
    pen_end(&p);
    buf_str(w->out, tail);
    if (e != NULL)
        name(w->out, e);
    buf_str(w->out, kind);
    buf_str(w->out, w->colour ? COLOUR_END "\n" : "\n");
}

static void put_why(const writer *w, const char *why)
{
    while (*why != '\0') {
        size_t n = strcspn(why, "\n");
        put_field(w, "why", why, n);
        why += n + (why[n] == '\n');
    }
}

static void put_event(const writer *w, const char *id, size_t number, const casus_event *e)
{
    evidence found[EVIDENCE_MAX];
    mark m[EVIDENCE_MAX];
    size_t n = marks_of(w, found, evidence_event(w->doc, e, found), m);
    const char *realis = *e->aux_mode ? e->aux_mode : "reported as having happened";
    put_title(w, id, 'e', number, table_event_name, e, "");
    put_cell(w, "type", table_type, e);
    put_cell(w, "ACLED", table_acled, e);
    put_actors(w, "actor", e->actor, e->n_actor);
    put_actors(w, "recipient", e->recipient, e->n_recipient);
    put_cell(w, "date", table_date, e);
    put_cell(w, "place", table_place, e);
    put_field(w, "realis", realis, strlen(realis));
    put_cell(w, "size", table_size, e);
    if (e->attributed_to != NULL)
        put_actors(w, "source", e->attributed_to, 1);
    put_scores(w, e);
    put_why(w, e->why);
    for (size_t i = 0; i < e->n_mention; i++)
        put_sentence(w, e->mention[i].sentence, m, n);
    buf_char(w->out, '\n');
}

/* What the words report and the subject of the article, or its little confidence, takes back */
static void put_rejections(const writer *w)
{
    size_t n;
    const casus_rejection *r = casus_rejections(w->doc, &n);
    for (size_t i = 0; i < n; i++) {
        put_field(w, "no event", r[i].event, strlen(r[i].event));
        put_field(w, "trigger", r[i].trigger, strlen(r[i].trigger));
        put_why(w, r[i].why);
        buf_char(w->out, '\n');
    }
}

static void put_statement(const writer *w, const char *id, size_t number, const casus_statement *s)
{
    evidence found[EVIDENCE_MAX];
    mark m[EVIDENCE_MAX];
    size_t n_sentence, n = evidence_statement(s, found);
    const casus_sentence *sentence = casus_sentences(w->doc, &n_sentence);
    put_title(w, id, 's', number, NULL, NULL, s->kind == CASUS_DIRECT ? "direct" : "indirect");
    put_actors(w, "speaker", s->speaker, s->speaker != NULL);
    put_actors(w, "addressee", s->addressee, s->addressee != NULL);
    put_field(w, "text", s->text, strlen(s->text));
    n = marks_of(w, found, n > 0 && found[n - 1].kind == EV_QUOTE ? n - 1 : n, m); /* the text of the quotation stands above */
    for (size_t i = 0; i < n_sentence; i++) {
        bool cue = s->cue_start < s->cue_end && sentence[i].start <= s->cue_start && s->cue_end <= sentence[i].end;
        bool said = sentence[i].start < s->end && s->start < sentence[i].end;
        if (cue || said)
            put_sentence(w, (uint32_t)i, m, n);
    }
    buf_char(w->out, '\n');
}

static void put_place(const writer *w, const casus_place *p)
{
    buf text;
    buf_init(&text, &alloc_libc, LINE_CAP);
    const char *const parts[] = {p->name, p->admin1, p->country, p->resolution};
    for (size_t i = 0; i < LEN(parts); i++) {
        buf_str(&text, i > 0 && parts[i][0] != '\0' ? ", " : "");
        buf_str(&text, parts[i]);
    }
    if (p->id != 0) {
        buf_str(&text, ", ");
        buf_fixed(&text, p->lat, 4);
        buf_char(&text, ' ');
        buf_fixed(&text, p->lon, 4);
        buf_str(&text, ", GeoNames ");
        buf_uint(&text, p->id);
    }
    put_field(w, "place", text.p, text.n);
    buf_release(&text);
}

static void put_entity(const writer *w, const char *id, size_t number, const casus_entity *e)
{
    size_t n_sentence;
    const mark m = {e->start, e->end, w->colour ? COLOUR_GREEN : "[", w->colour ? COLOUR_END : "]"};
    const casus_sentence *s = casus_sentences(w->doc, &n_sentence);
    char sure[40];
    put_title(w, id, 'n', number, NULL, NULL, e->kind);
    put_field(w, "words", e->text, strlen(e->text));
    put_actors(w, "who", e->who, e->n_who);
    if (e->place != NULL)
        put_place(w, e->place);
    snprintf(sure, sizeof sure, "confidence %d %%", (int)(100 * e->confidence + 0.5));
    put_field(w, "scores", sure, strlen(sure));
    put_why(w, e->why);
    for (size_t i = 0; i < n_sentence; i++)
        if (s[i].start <= e->start && e->end <= s[i].end)
            put_sentence(w, (uint32_t)i, &m, m.start < m.end);
    buf_char(w->out, '\n');
}

/* ---- the command ---- */

typedef struct {
    const options *o;
    session s;
    casus_doc *doc;
    selector asked;
    const char *id; /* of the article at hand */
    output out;
    bool html;
    size_t articles, shown, errors;
} job;

static bool is_wanted(const void *ctx, char letter, size_t number)
{
    const job *j = ctx;
    int emit = j->o->emit ? j->o->emit : EMIT_EVENTS | EMIT_STATEMENTS;
    int bit = letter == 'e' ? EMIT_EVENTS : letter == 's' ? EMIT_STATEMENTS : EMIT_ENTITIES;
    return (j->asked.letter || (emit & bit)) && is_asked(&j->asked, j->id, letter, number);
}

static const char *cameo_name(const void *ctx, const char *code)
{
    const job *j = ctx;
    const lexicon *lex = casus_lexicon(j->s.en);
    const kb_cameo *k = lex_cameo(lex, code);
    return k != NULL ? lex_string(lex, k->name) : "";
}

static size_t put_article(const writer *w, const job *j)
{
    size_t n, m, k, shown = 0;
    const casus_event *e = casus_events(w->doc, &n);
    const casus_statement *s = casus_statements(w->doc, &m);
    const casus_entity *x = casus_entities(w->doc, &k);
    for (size_t i = 0; i < n; i++)
        if (is_wanted(j, 'e', i + 1)) {
            put_event(w, j->id, i + 1, &e[i]);
            shown++;
        }
    if (!j->asked.letter && is_wanted(j, 'e', 1))
        put_rejections(w);
    for (size_t i = 0; i < m; i++)
        if (is_wanted(j, 's', i + 1)) {
            put_statement(w, j->id, i + 1, &s[i]);
            shown++;
        }
    for (size_t i = 0; i < k; i++)
        if (is_wanted(j, 'n', i + 1)) {
            put_entity(w, j->id, i + 1, &x[i]);
            shown++;
        }
    return shown;
}

static void put_pair(const writer *w, const article *a, const casus_relation *r)
{
    char line[160];
    pen p;
    buf_str(w->out, w->colour ? COLOUR_BOLD : "");
    pen_init(&p, w->out, 0, 0, 0);
    pen_text(&p, a->id, strlen(a->id));
    pen_end(&p);
    buf_str(w->out, w->colour ? COLOUR_END "\n" : "\n");
    int n = snprintf(line, sizeof line, "%s%s%s (%s)%s%s, confidence %.2f", r->event, r->n_mode ? "/" : "", r->n_mode ? r->mode[0] : "", r->cameo,
                     *r->aux_mode ? ", " : "", r->aux_mode, r->confidence);
    put_field(w, "event", line, (size_t)n);
    if (a->actor.end > 0)
        put_field(w, "actor", a->bytes + a->actor.start, a->actor.end - a->actor.start);
    if (a->recipient.end > 0)
        put_field(w, "recipient", a->bytes + a->recipient.start, a->recipient.end - a->recipient.start);
    if (r->trigger_end > 0)
        put_field(w, "trigger", r->trigger, strlen(r->trigger));
    put_why(w, r->why);
    put_field(w, "text", a->bytes, a->n);
    buf_char(w->out, '\n');
}

static bool write_out(job *j, buf *text)
{
    if (text->failed)
        complain(NULL, "out of memory");
    bool ok = output_write(&j->out, text->p, text->n) && !text->failed;
    buf_clear(text);
    return ok;
}

static bool explain_one(job *j, article *a, buf *text)
{
    casus_options opt = {.id = a->id,
                         .date = a->date,
                         .format = a->format,
                         .any_language = j->o->any_language,
                         .only_typed = j->o->only_typed,
                         .unsure = j->o->unsure,
                         .entities = (j->o->emit & EMIT_ENTITIES) != 0 || j->asked.letter == 'n'};
    casus_err err = {0};
    casus_relation rel = {0};
    if (a->bytes != NULL &&
        !(j->o->pairs ? casus_code_pair(j->doc, a->bytes, a->n, a->actor, a->recipient, &opt, &rel, &err) : casus_code(j->doc, a->bytes, a->n, &opt, &err)))
        explain_error(&err, a->problem);
    if (a->problem[0] != '\0') {
        j->errors++;
        complain(a->where, a->problem);
        return true;
    }
    j->id = a->id != NULL ? a->id : "";
    if (j->html) {
        html_article page = {.doc = j->doc, .id = j->id, .number = ++j->articles, .wanted = is_wanted, .cameo_name = cameo_name, .ctx = j};
        j->shown += explain_html_article(text, &page);
    } else {
        writer w = {text, j->doc, j->o->out != NULL ? WIDTH_FILE : terminal_width(), terminal_colour(j->o->out)};
        if (j->o->pairs)
            put_pair(&w, a, &rel);
        j->shown += j->o->pairs ? 1 : put_article(&w, j);
    }
    return write_out(j, text);
}

static bool explain_all(job *j, source *src)
{
    article a;
    buf text;
    buf_init(&text, &alloc_libc, (size_t)1 << 30);
    if (j->html)
        explain_html_begin(&text, casus_coder(j->s.en));
    bool ok = write_out(j, &text);
    while (ok && source_next(src, &a)) {
        ok = explain_one(j, &a, &text);
        article_release(&a);
    }
    if (j->html)
        explain_html_end(&text);
    ok = ok && write_out(j, &text);
    buf_release(&text);
    return ok;
}

static int run(const options *o)
{
    job j = {.o = o};
    size_t n = o->n_file;
    str out = str_z(o->out != NULL ? o->out : "");
    j.html = o->format == OUT_HTML || (o->format == OUT_DEFAULT && (str_ends(out, ".html") || str_ends(out, ".htm")));
    if (o->pairs && j.html) {
        complain(NULL, "--pairs has no html");
        return EXIT_ERROR;
    }
    if (n > 1 && read_selector(o->file[n - 1], &j.asked))
        n--;
    else
        j.asked = (selector){0};
    if (!session_open(&j.s, o->data, o->knowledge))
        return EXIT_ERROR;
    if (!session_ontology(&j.s, o)) {
        session_close(&j.s);
        return EXIT_ERROR;
    }
    source src = {.path = o->file, .n_path = n, .date = o->date, .id = o->id, .pairs = o->pairs};
    j.doc = session_doc(&j.s);
    bool ok = j.doc != NULL && output_open(&j.out, o->out) && explain_all(&j, &src);
    ok = output_close(&j.out) && ok;
    if (ok && j.errors == 0 && j.shown == 0)
        complain(NULL, j.asked.letter ? "there is no such record in this article" : "no events and no statements found");
    source_release(&src);
    casus_doc_free(j.doc);
    session_close(&j.s);
    return !ok || j.errors > 0 ? EXIT_ERROR : j.shown == 0 ? EXIT_NOTHING : EXIT_DONE;
}

static const out_format formats[] = {OUT_TEXT, OUT_HTML, OUT_DEFAULT};

const command command_explain = {
    .name = "explain",
    .run = run,
    .allowed =
        OPT_DATE | OPT_FORMAT | OPT_OUT | OPT_EMIT | OPT_DATA | OPT_KNOWLEDGE | OPT_ONTOLOGY | OPT_ONLY_TYPED | OPT_UNSURE | OPT_ANY | OPT_ID | OPT_PAIRS,
    .formats = formats,
    .help = help,
};
