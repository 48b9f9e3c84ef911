/*
 * explain.c - `casus explain`: why each record says what it says.
 *
 * In: one or a few articles. Out, for each event or the one asked for: the record in words, the sentences that prove it with trigger, actors, date and
 * place marked, and the coder's own steps: the line of the frame table, what decided whether it happened, what was rejected.
 */
#include "cli/cli.h"
#include "store/excerpt.h"
#include "store/table.h"

#include <unistd.h>

#define MARKS_MAX 64u
#define LABEL 13 /* columns of the names of fields */
#define LINE_CAP 4096u

static const char help[] =
    "casus explain - why, and why not\n"
    "\n"
    "  casus explain --date 2023-06-14 article.txt        every event and statement\n"
    "  casus explain --date 2023-06-14 article.txt 3      the third event; s3: the third statement\n"
    "  casus explain article.txt article:e3               by the id of a record\n"
    "\n"
    "  -d, --date YYYY-MM-DD      day of publication; default: what the page names\n"
    "  -e, --emit LIST            of events, statements (both by default) and entities (whom and where each name was taken to mean, and what was rejected)\n"
    "      --id NAME              name of the article in its records; default: the file's\n"
    "      --any-language         code it even if it does not look like English\n"
    "      --data FILE            another data file than the one inside the program\n"
    "  -k, --knowledge DIR        tables of your own, laid over the built-in ones (casus dict --help)\n"
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

static size_t add_mark(const writer *w, mark *m, size_t n, uint32_t start, uint32_t end, const char *colour, const char *before)
{
    if (start >= end || n == MARKS_MAX)
        return n;
    m[n] = (mark){start, end, w->colour ? colour : before, w->colour ? COLOUR_END : "]"};
    return n + 1;
}

static size_t add_actors(const writer *w, mark *m, size_t n, const casus_actor *a, size_t n_actor, const char *colour, const char *before)
{
    for (size_t i = 0; i < n_actor; i++)
        n = add_mark(w, m, n, a[i].start, a[i].end, colour, before);
    return n;
}

/* The record does not say where its date stands; the coder's notes hold the words: "date: on Sunday". */
static bool find_date(const writer *w, const casus_event *e, uint32_t *start, uint32_t *end)
{
    static const char key[] = "date: ";
    const char *line = strstr(e->why, key);
    if (line == NULL || (line != e->why && line[-1] != '\n'))
        return false;
    line += sizeof key - 1;
    size_t n_sentence, n_token, left = strcspn(line, "\n");
    const casus_sentence *s = casus_sentences(w->doc, &n_sentence);
    const casus_token *t = casus_tokens(w->doc, &n_token);
    for (size_t k = 0; k < e->n_mention && e->mention[k].sentence < n_sentence; k++) {
        const casus_sentence *in = &s[e->mention[k].sentence];
        for (uint32_t i = in->first; i < in->first + in->count; i++) {
            size_t at = 0;
            for (uint32_t j = i; j < in->first + in->count && at < left; j++) {
                size_t n = strlen(t[j].form);
                if (n > left - at || memcmp(line + at, t[j].form, n) != 0)
                    break;
                at += n;
                if (at < left && t[j].space_after && line[at] == ' ')
                    at++;
                *start = t[i].start;
                *end = t[j].end;
            }
            if (at == left && left > 0)
                return true;
        }
    }
    return false;
}

static size_t event_marks(const writer *w, const casus_event *e, mark *m)
{
    uint32_t start = 0, end = 0;
    size_t n = add_mark(w, m, 0, e->trigger_start, e->trigger_end, COLOUR_RED, "[trigger: ");
    n = add_actors(w, m, n, e->actor, e->n_actor, COLOUR_GREEN, "[actor: ");
    n = add_actors(w, m, n, e->recipient, e->n_recipient, COLOUR_BLUE, "[recipient: ");
    if (e->place != NULL)
        n = add_mark(w, m, n, e->place->start, e->place->end, COLOUR_CYAN, "[place: ");
    if (e->attributed_to != NULL)
        n = add_mark(w, m, n, e->attributed_to->start, e->attributed_to->end, COLOUR_BOLD, "[source: ");
    if (find_date(w, e, &start, &end))
        n = add_mark(w, m, n, start, end, COLOUR_YELLOW, "[date: ");
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
    mark m[MARKS_MAX];
    size_t n = event_marks(w, e, m);
    put_title(w, id, 'e', number, table_event_name, e, "");
    put_actors(w, "actor", e->actor, e->n_actor);
    put_actors(w, "recipient", e->recipient, e->n_recipient);
    put_cell(w, "date", table_date, e);
    put_cell(w, "place", table_place, e);
    put_cell(w, "remarks", table_remarks, e);
    if (e->attributed_to != NULL)
        put_actors(w, "source", e->attributed_to, 1);
    put_scores(w, e);
    put_why(w, e->why);
    for (size_t i = 0; i < e->n_mention; i++)
        put_sentence(w, e->mention[i].sentence, m, n);
    buf_char(w->out, '\n');
}

static void put_statement(const writer *w, const char *id, size_t number, const casus_statement *s)
{
    mark m[MARKS_MAX];
    size_t n_sentence, n = 0;
    const casus_sentence *sentence = casus_sentences(w->doc, &n_sentence);
    put_title(w, id, 's', number, NULL, NULL, s->kind == CASUS_DIRECT ? "direct" : "indirect");
    put_actors(w, "speaker", s->speaker, s->speaker != NULL);
    put_actors(w, "addressee", s->addressee, s->addressee != NULL);
    put_field(w, "text", s->text, strlen(s->text));
    if (s->speaker != NULL)
        n = add_mark(w, m, n, s->speaker->start, s->speaker->end, COLOUR_GREEN, "[speaker: ");
    n = add_mark(w, m, n, s->cue_start, s->cue_end, COLOUR_RED, "[cue: ");
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
    mark m[1];
    size_t n_sentence, n = add_mark(w, m, 0, e->start, e->end, COLOUR_GREEN, "[");
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
            put_sentence(w, (uint32_t)i, m, n);
    buf_char(w->out, '\n');
}

/* ---- the command ---- */

static size_t put_article(const writer *w, const char *id, const selector *asked, int emit)
{
    size_t n, m, shown = 0;
    const casus_event *e = casus_events(w->doc, &n);
    const casus_statement *s = casus_statements(w->doc, &m);
    for (size_t i = 0; i < n; i++)
        if ((asked->letter || (emit & EMIT_EVENTS)) && is_asked(asked, id, 'e', i + 1)) {
            put_event(w, id, i + 1, &e[i]);
            shown++;
        }
    for (size_t i = 0; i < m; i++)
        if ((asked->letter || (emit & EMIT_STATEMENTS)) && is_asked(asked, id, 's', i + 1)) {
            put_statement(w, id, i + 1, &s[i]);
            shown++;
        }
    size_t k;
    const casus_entity *x = casus_entities(w->doc, &k);
    for (size_t i = 0; i < k; i++)
        if (is_asked(asked, id, 'n', i + 1)) {
            put_entity(w, id, i + 1, &x[i]);
            shown++;
        }
    return shown;
}

typedef struct {
    size_t shown, errors;
} counts;

static bool explain_all(const options *o, casus_doc *doc, source *src, const selector *asked, output *out, counts *c)
{
    article a;
    bool ok = true;
    while (ok && source_next(src, &a)) {
        casus_options opt = {
            .id = a.id, .date = a.date, .format = a.format, .any_language = o->any_language, .entities = (o->emit & EMIT_ENTITIES) != 0 || asked->letter == 'n'};
        casus_err err = {0};
        buf text;
        buf_init(&text, &alloc_libc, (size_t)256 << 20);
        if (a.bytes != NULL && !casus_code(doc, a.bytes, a.n, &opt, &err))
            explain_error(&err, a.problem);
        if (a.problem[0] != '\0') {
            c->errors++;
            complain(a.where, a.problem);
        } else {
            writer w = {&text, doc, terminal_width(), terminal_colour(NULL)};
            c->shown += put_article(&w, a.id != NULL ? a.id : "", asked, o->emit ? o->emit : EMIT_EVENTS | EMIT_STATEMENTS);
            ok = output_write(out, text.p, text.n);
        }
        buf_release(&text);
        article_release(&a);
    }
    return ok;
}

static int run(const options *o)
{
    selector asked = {0};
    size_t n = o->n_file;
    if (n > 1 && read_selector(o->file[n - 1], &asked))
        n--;
    else
        asked = (selector){0};
    session s;
    if (!session_open(&s, o->data, o->knowledge))
        return EXIT_ERROR;
    source src = {.path = o->file, .n_path = n, .date = o->date, .id = o->id};
    counts c = {0};
    output out;
    casus_doc *doc = session_doc(&s);
    bool ok = doc != NULL && output_open(&out, NULL) && explain_all(o, doc, &src, &asked, &out, &c) && output_close(&out);
    if (ok && c.errors == 0 && c.shown == 0)
        complain(NULL, asked.letter ? "there is no such record in this article" : "no events and no statements found");
    source_release(&src);
    casus_doc_free(doc);
    session_close(&s);
    return !ok || c.errors > 0 ? EXIT_ERROR : c.shown == 0 ? EXIT_NOTHING : EXIT_DONE;
}

const command command_explain = {
    .name = "explain",
    .run = run,
    .allowed = OPT_DATE | OPT_EMIT | OPT_DATA | OPT_KNOWLEDGE | OPT_ANY | OPT_ID,
    .formats = NULL,
    .help = help,
};
