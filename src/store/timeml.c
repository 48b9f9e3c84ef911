/*
 * timeml.c - one article as TimeML 1.2.1 in the layout of TempEval-3: DCT, TIMEX3, EVENT, MAKEINSTANCE.
 *
 * In: a coded document and its source. Out: XML whose TEXT, with the tags taken away, is the source to the byte where that is plain text; of a page it is
 * the words of the article, a sentence a line. A byte that XML cannot hold is a space. An event is the word that shows it, a statement its word of saying.
 */
#include "store/timeml.h"

#include "store/record_json.h"
#include "text/text.h"

#include <stdlib.h>

typedef struct {
    uint32_t start, end; /* source bytes */
    const casus_time *time;
    const casus_token *word; /* of an event */
    const char *klass;
    bool negated;
} tag;

typedef struct {
    buf *out;
    const casus_token *t;
    size_t n_token;
    tag *tag;
    size_t n_tag, next;
    unsigned n_time, n_event;
    uint32_t open_end; /* where the open element ends; 0: none is open */
} writer;

static void put_xml(buf *out, const char *p, size_t n)
{
    for (size_t i = 0; i < n;) {
        uint32_t len, c = utf8_next(p + i, n - i, &len);
        if (p[i] == '&')
            buf_str(out, "&amp;");
        else if (p[i] == '<')
            buf_str(out, "&lt;");
        else if (p[i] == '>')
            buf_str(out, "&gt;");
        else if (p[i] == '"')
            buf_str(out, "&quot;");
        else if (p[i] == '\r')
            buf_str(out, "&#13;");
        else if ((c < 0x20 && c != '\n' && c != '\t') || c == 0xFFFE || c == 0xFFFF)
            buf_char(out, ' ');
        else if (c == UTF8_BAD)
            buf_str(out, "\xEF\xBF\xBD");
        else
            buf_add(out, p + i, len);
        i += len;
    }
}

static void attribute(buf *out, const char *key, const char *value)
{
    if (*value == '\0')
        return;
    buf_char(out, ' ');
    buf_str(out, key);
    buf_str(out, "=\"");
    put_xml(out, value, strlen(value));
    buf_char(out, '"');
}

static void numbered(buf *out, const char *key, const char *prefix, unsigned n)
{
    buf_char(out, ' ');
    buf_str(out, key);
    buf_str(out, "=\"");
    buf_str(out, prefix);
    buf_uint(out, n);
    buf_char(out, '"');
}

/* ---- what is tagged ---- */

static int by_start(const void *a, const void *b)
{
    const tag *x = a, *y = b;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    return (x->time == NULL) - (y->time == NULL); /* a date before an event */
}

static const casus_token *token_at(const writer *w, uint32_t start)
{
    size_t lo = 0, hi = w->n_token;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (w->t[mid].start < start)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < w->n_token && w->t[lo].start == start ? &w->t[lo] : NULL;
}

static void add_event(writer *w, uint32_t start, const char *klass, bool negated)
{
    const casus_token *word = token_at(w, start);
    if (word != NULL && word->end > word->start)
        w->tag[w->n_tag++] = (tag){word->start, word->end, NULL, word, klass, negated};
}

static bool collect(writer *w, const casus_doc *doc)
{
    size_t n_time, n_event, n_statement;
    const casus_time *x = casus_times(doc, &n_time);
    const casus_event *e = casus_events(doc, &n_event);
    const casus_statement *s = casus_statements(doc, &n_statement);
    const casus_alloc *a = w->out->alloc;
    w->tag = a->alloc(a->ctx, (n_time + n_event + n_statement + 1) * sizeof *w->tag);
    if (w->tag == NULL)
        return false;
    for (size_t i = 0; i < n_time; i++)
        w->tag[w->n_tag++] = (tag){.start = x[i].start, .end = x[i].end, .time = &x[i]};
    for (size_t i = 0; i < n_event; i++)
        add_event(w, e[i].trigger_start, "OCCURRENCE", strcmp(e[i].aux_mode, "negation") == 0);
    for (size_t i = 0; i < n_statement; i++)
        if (s[i].cue_end > s[i].cue_start)
            add_event(w, s[i].cue_start, "REPORTING", false);
    qsort(w->tag, w->n_tag, sizeof *w->tag, by_start);
    size_t kept = 0;
    for (size_t i = 0; i < w->n_tag; i++) /* elements do not overlap: the first one stands */
        if (kept == 0 || w->tag[i].start >= w->tag[kept - 1].end)
            w->tag[kept++] = w->tag[i];
    w->n_tag = kept;
    return true;
}

/* ---- the text ---- */

static void open_tag(writer *w, const tag *g)
{
    if (g->time != NULL) {
        buf_str(w->out, "<TIMEX3");
        numbered(w->out, "tid", "t", ++w->n_time);
        attribute(w->out, "type", g->time->type);
        attribute(w->out, "value", g->time->value);
        attribute(w->out, "mod", g->time->mod);
        attribute(w->out, "quant", g->time->quant);
    } else {
        buf_str(w->out, "<EVENT");
        numbered(w->out, "eid", "e", ++w->n_event);
        attribute(w->out, "class", g->klass);
    }
    buf_char(w->out, '>');
}

/* The source, or a word, that begins at `at`: opens what begins there. */
static void enter(writer *w, uint32_t at)
{
    if (w->next == w->n_tag || w->tag[w->next].start > at)
        return;
    open_tag(w, &w->tag[w->next]);
    w->open_end = w->tag[w->next].end;
}

static void leave(writer *w, uint32_t at)
{
    if (w->open_end == 0 || at < w->open_end)
        return;
    buf_str(w->out, w->tag[w->next].time != NULL ? "</TIMEX3>" : "</EVENT>");
    w->open_end = 0;
    w->next++;
}

static void put_source(writer *w, const char *bytes, size_t n)
{
    uint32_t at = 0;
    for (size_t i = 0; i < w->n_tag; i++) {
        put_xml(w->out, bytes + at, w->tag[i].start - at);
        enter(w, w->tag[i].start);
        put_xml(w->out, bytes + w->tag[i].start, w->tag[i].end - w->tag[i].start);
        leave(w, w->tag[i].end);
        at = w->tag[i].end;
    }
    put_xml(w->out, bytes + at, n - at);
}

static void put_words(writer *w, const casus_doc *doc)
{
    size_t n;
    const casus_sentence *s = casus_sentences(doc, &n);
    for (size_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < s[i].count; k++) {
            const casus_token *t = &w->t[s[i].first + k];
            if (w->open_end == 0)
                enter(w, t->start);
            put_xml(w->out, t->form, strlen(t->form));
            leave(w, t->end);
            if (k + 1 == s[i].count)
                buf_char(w->out, '\n');
            else if (t->space_after)
                buf_char(w->out, ' ');
        }
}

/* ---- instances ---- */

static void put_instance(buf *out, const tag *g, unsigned n)
{
    static const char *const tenses[][2] = {{"VBD", "PAST"},     {"VBZ", "PRESENT"},  {"VBP", "PRESENT"},
                                            {"VBG", "PRESPART"}, {"VBN", "PASTPART"}, {"VB", "INFINITIVE"}};
    const char *tense = "NONE", *upos = g->word->upos;
    for (size_t i = 0; i < LEN(tenses); i++)
        if (strcmp(g->word->xpos, tenses[i][0]) == 0)
            tense = tenses[i][1];
    buf_str(out, "<MAKEINSTANCE");
    numbered(out, "eiid", "ei", n);
    numbered(out, "eventID", "e", n);
    attribute(out, "tense", tense);
    attribute(out, "aspect", "NONE");
    attribute(out, "polarity", g->negated ? "NEG" : "POS");
    attribute(out, "pos",
              strcmp(upos, "VERB") == 0                                 ? "VERB"
              : strcmp(upos, "NOUN") == 0 || strcmp(upos, "PROPN") == 0 ? "NOUN"
              : strcmp(upos, "ADJ") == 0                                ? "ADJECTIVE"
              : strcmp(upos, "ADP") == 0                                ? "PREPOSITION"
                                                                        : "OTHER");
    buf_str(out, "/>\n");
}

static void put_head(buf *out, const casus_doc *doc, const char *id)
{
    char day[12];
    date_text(casus_published(doc), CASUS_DAY, day);
    buf_str(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                 "<TimeML xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
                 "xsi:noNamespaceSchemaLocation=\"http://timeml.org/timeMLdocs/TimeML_1.2.1.xsd\">\n<DOCID>");
    put_xml(out, id, strlen(id));
    buf_str(out, "</DOCID>\n<DCT><TIMEX3 tid=\"t0\" type=\"DATE\"");
    attribute(out, "value", day[0] != '\0' ? day : "XXXX-XX-XX");
    buf_str(out, " temporalFunction=\"false\" functionInDocument=\"CREATION_TIME\">");
    buf_str(out, day);
    buf_str(out, "</TIMEX3></DCT>\n<TEXT>");
}

void timeml_article(buf *out, const casus_doc *doc, const char *id, const char *bytes, size_t n, casus_format format)
{
    writer w = {.out = out};
    w.t = casus_tokens(doc, &w.n_token);
    if (!collect(&w, doc)) {
        out->failed = true;
        return;
    }
    put_head(out, doc, id);
    if (format == CASUS_HTML || (format == CASUS_AUTO && text_is_html(bytes, n)))
        put_words(&w, doc);
    else
        put_source(&w, bytes, n);
    buf_str(out, "</TEXT>\n");
    for (size_t i = 0, k = 0; i < w.n_tag; i++)
        if (w.tag[i].word != NULL)
            put_instance(out, &w.tag[i], (unsigned)++k);
    buf_str(out, "</TimeML>\n");
    out->alloc->release(out->alloc->ctx, w.tag);
}
