/*
 * table.c - the records of one article as a table for people.
 *
 * In: a coded document. Out: a title, a row for each event (date, actor, event, recipient, place, remarks) and under it the sentence that proves
 * it with the trigger marked, then what was said. Columns are as wide as their contents where the terminal allows it; else the widest ones
 * shrink and their cells wrap.
 */
#include "store/table.h"

#include "store/excerpt.h"
#include "store/record_json.h"
#include "text/text.h"

#include <stdlib.h>

#define COLUMNS 6
#define GAP 2
#define COLUMN_MIN 4
#define WORD_KEPT 22
#define CELL_MAX 4096u
#define INDENT 12

typedef struct {
    buf cell[COLUMNS];
} cells;

static const char *const titles[COLUMNS] = {"date", "actor", "event", "recipient", "place", "remarks"};

/* ---- what stands in the cells ---- */

void table_date(buf *out, const casus_event *e)
{
    char text[12];
    date_text(e->date, e->precision, text);
    buf_str(out, text[0] != '\0' ? text : "no date");
    date_text(e->enddate, e->precision, text);
    if (text[0] != '\0') {
        buf_str(out, " -");
        buf_str(out, text);
    }
    if (e->precision == CASUS_WEEK)
        buf_str(out, " (week)");
}

void table_actors(buf *out, const casus_actor *a, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            buf_str(out, "; ");
        buf_str(out, *a[i].code ? a[i].code : "---");
        if (*a[i].sector) {
            buf_char(out, ' ');
            buf_str(out, a[i].sector);
        }
        if (*a[i].identifier) {
            buf_char(out, ' ');
            buf_str(out, a[i].identifier);
        }
    }
}

void table_event_name(buf *out, const casus_event *e)
{
    if (e->type != NULL) {
        buf_str(out, e->type->code);
        buf_str(out, ": ");
    }
    buf_str(out, e->event);
    for (size_t i = 0; i < e->n_mode; i++) {
        buf_char(out, i ? ',' : '/');
        buf_str(out, e->mode[i]);
    }
    buf_str(out, " (");
    buf_str(out, e->cameo);
    buf_char(out, ')');
}

void table_type(buf *out, const casus_event *e)
{
    const casus_type *t = e->type;
    if (t == NULL)
        return;
    buf_str(out, t->code);
    if (*t->name) {
        buf_str(out, ", ");
        buf_str(out, t->name);
    }
    if (t->quad != 0) {
        buf_str(out, ", quad class ");
        buf_int(out, t->quad);
    }
    if (t->scored) {
        buf_str(out, ", score ");
        buf_fixed(out, t->score, 2);
    }
}

void table_acled(buf *out, const casus_event *e)
{
    if (!*e->acled_event_type)
        return;
    buf_str(out, e->acled_event_type);
    buf_str(out, ": ");
    buf_str(out, e->acled_sub_event_type);
}

void table_place(buf *out, const casus_event *e)
{
    if (e->place == NULL)
        return;
    buf_str(out, e->place->name);
    if (*e->place->country) {
        buf_str(out, ", ");
        buf_str(out, e->place->country);
    }
}

static void remark(buf *out, const char *text)
{
    if (out->n > 0)
        buf_str(out, "; ");
    buf_str(out, text);
}

static void remark_count(buf *out, int32_t n, const char *what)
{
    if (n < 0)
        return;
    remark(out, "");
    buf_int(out, n);
    buf_char(out, ' ');
    buf_str(out, what);
}

void table_size(buf *out, const casus_event *e)
{
    remark_count(out, e->size.killed, "killed");
    remark_count(out, e->size.injured, "injured");
    remark_count(out, e->size.arrested, "arrested");
    remark_count(out, e->size.participants, "took part");
}

void table_remarks(buf *out, const casus_event *e)
{
    if (*e->aux_mode)
        remark(out, e->aux_mode);
    if (e->attributed_to != NULL) {
        remark(out, "says ");
        table_actors(out, e->attributed_to, 1);
    }
    table_size(out, e);
}

static void fill(cells *c, const casus_event *e)
{
    table_date(&c->cell[0], e);
    table_actors(&c->cell[1], e->actor, e->n_actor);
    table_event_name(&c->cell[2], e);
    table_actors(&c->cell[3], e->recipient, e->n_recipient);
    table_place(&c->cell[4], e);
    table_remarks(&c->cell[5], e);
}

/* ---- rows ---- */

/* The longest word of a text, in columns, as far as it should stay in one piece. */
static int longest_word(str s)
{
    int longest = 0;
    for (size_t i = 0; i < s.n;) {
        const char *end = memchr(s.p + i, ' ', s.n - i);
        size_t n = end != NULL ? (size_t)(end - (s.p + i)) : s.n - i;
        int w = text_columns(s.p + i, n);
        longest = w > longest ? w : longest;
        i += n + 1;
    }
    return longest < WORD_KEPT ? longest : WORD_KEPT;
}

/* Makes the widest column narrower, again and again, until all fit; none below its `least`. */
static void shrink(int *width, const int *least, int limit)
{
    for (;;) {
        int sum = -GAP, widest = -1;
        for (int k = 0; k < COLUMNS; k++) {
            sum += width[k] ? width[k] + GAP : 0;
            if (width[k] > least[k] && (widest < 0 || width[k] > width[widest]))
                widest = k;
        }
        if (sum <= limit || widest < 0)
            return;
        width[widest]--;
    }
}

/* Bytes of the text that go on one line of `width` columns, broken at a space where there is one; *next: where the rest begins. */
static size_t fit(const char *s, size_t n, int width, size_t *next)
{
    size_t i = 0, space = 0;
    int col = 0;
    while (i < n) {
        uint32_t len;
        utf8_next(s + i, n - i, &len);
        int w = text_columns(s + i, len);
        if (col + w > width)
            break;
        if (s[i] == ' ')
            space = i;
        col += w;
        i += len;
    }
    if (i < n && s[i] == ' ')
        space = i;
    size_t end = i == n ? n : space > 0 ? space : i > 0 ? i : n;
    *next = end < n && s[end] == ' ' ? end + 1 : end;
    return end;
}

static void put_safe(buf *out, const char *s, size_t n)
{
    pen p;
    pen_init(&p, out, 0, 0, 0);
    pen_text(&p, s, n);
    pen_end(&p);
}

static const char *colour_of(int column, bool heading) { return heading ? COLOUR_DIM : column == 2 ? COLOUR_BOLD : ""; }

static void put_row(buf *out, const str *cell, const int *width, const table_style *st, bool heading)
{
    size_t at[COLUMNS] = {0};
    for (bool more = true; more;) {
        int due = 0;
        more = false;
        for (int k = 0; k < COLUMNS; k++) {
            if (width[k] == 0)
                continue;
            size_t next = 0, left = cell[k].n - at[k], n = fit(cell[k].p + at[k], left, width[k], &next);
            if (n > 0) {
                for (; due > 0; due--)
                    buf_char(out, ' ');
                const char *colour = st->colour ? colour_of(k, heading) : "";
                buf_str(out, colour);
                size_t from = out->n;
                put_safe(out, cell[k].p + at[k], n);
                due -= out->failed ? 0 : text_columns(out->p + from, out->n - from);
                buf_str(out, *colour ? COLOUR_END : "");
            }
            due += width[k] + GAP;
            at[k] += next;
            more = more || at[k] < cell[k].n;
        }
        buf_char(out, '\n');
    }
}

static void put_evidence(buf *out, const casus_doc *doc, const casus_event *e, const table_style *st)
{
    mark m = {e->trigger_start, e->trigger_end, st->colour ? COLOUR_RED : "[", st->colour ? COLOUR_END : "]"};
    uint32_t sentence = e->n_mention > 0 ? e->mention[0].sentence : 0;
    for (size_t i = 0; i < e->n_mention; i++)
        if (e->mention[i].start <= e->trigger_start && e->trigger_end <= e->mention[i].end)
            sentence = e->mention[i].sentence;
    for (int k = 0; k < INDENT; k++)
        buf_char(out, ' ');
    pen p;
    pen_init(&p, out, st->width, INDENT, INDENT);
    excerpt_put(&p, doc, sentence, &m, 1);
    pen_end(&p);
    buf_char(out, '\n');
}

static void put_statement(buf *out, const casus_statement *s, const table_style *st)
{
    buf who;
    buf_init(&who, out->alloc, CELL_MAX);
    if (s->speaker != NULL)
        table_actors(&who, s->speaker, 1);
    else
        buf_str(&who, "somebody");
    pen p;
    pen_init(&p, out, st->width, INDENT, 0);
    pen_raw(&p, st->colour ? COLOUR_BOLD : "");
    pen_text(&p, who.p, who.n);
    pen_raw(&p, st->colour ? COLOUR_END : "");
    pen_text(&p, " ", 1);
    pen_text(&p, *s->cue ? s->cue : "said", strlen(*s->cue ? s->cue : "said"));
    const char *open = s->kind == CASUS_DIRECT ? ": \"" : ": ", *close = s->kind == CASUS_DIRECT ? "\"\n" : "\n";
    pen_text(&p, open, strlen(open));
    pen_text(&p, s->text, strlen(s->text));
    pen_text(&p, close, strlen(close) - 1);
    pen_end(&p);
    buf_char(out, '\n');
    buf_release(&who);
}

static void put_title(buf *out, const char *id, size_t events, size_t statements, const table_style *st)
{
    buf_str(out, st->colour ? COLOUR_BOLD : "");
    put_safe(out, id, strlen(id));
    buf_str(out, st->colour ? COLOUR_END : "");
    buf_str(out, ": ");
    if (events > 0) {
        buf_uint(out, events);
        buf_str(out, events == 1 ? " event" : " events");
    }
    if (statements > 0) {
        buf_str(out, events > 0 ? ", " : "");
        buf_uint(out, statements);
        buf_str(out, statements == 1 ? " statement" : " statements");
    }
    buf_char(out, '\n');
}

static str slice(const buf *b) { return str_of(b->p != NULL ? b->p : "", b->n); }

/* As wide as the contents, or as the terminal allows. */
static void measure(const cells *c, size_t n, int limit, int *width)
{
    int least[COLUMNS] = {0};
    for (int k = 0; k < COLUMNS; k++) {
        for (size_t i = 0; i < n; i++) {
            str cell = slice(&c[i].cell[k]);
            int w = text_columns(cell.p, cell.n), longest = longest_word(cell);
            width[k] = w > width[k] ? w : width[k];
            least[k] = longest > least[k] ? longest : least[k];
        }
        int title = (int)strlen(titles[k]);
        width[k] = width[k] > 0 && width[k] < title ? title : width[k];
        least[k] = least[k] > 0 && least[k] < title ? title : least[k];
    }
    width[0] = least[0]; /* an end date goes below */
    shrink(width, least, limit);
    for (int k = 1; k < COLUMNS; k++)
        least[k] = COLUMN_MIN;
    shrink(width, least, limit); /* words break only where there is no other way */
}

static void put_events(buf *out, const casus_doc *doc, const casus_event *e, size_t n, const table_style *st)
{
    cells *c = calloc(n, sizeof *c);
    int width[COLUMNS] = {0};
    str row[COLUMNS];
    if (c == NULL) {
        out->failed = true;
        return;
    }
    for (size_t i = 0; i < n; i++) {
        for (int k = 0; k < COLUMNS; k++)
            buf_init(&c[i].cell[k], out->alloc, CELL_MAX);
        fill(&c[i], &e[i]);
    }
    measure(c, n, st->width, width);
    for (int k = 0; k < COLUMNS; k++)
        row[k] = str_z(titles[k]);
    put_row(out, row, width, st, true);
    for (size_t i = 0; i < n; i++) {
        for (int k = 0; k < COLUMNS; k++)
            row[k] = slice(&c[i].cell[k]);
        put_row(out, row, width, st, false);
        put_evidence(out, doc, &e[i], st);
        for (int k = 0; k < COLUMNS; k++)
            buf_release(&c[i].cell[k]);
    }
    free(c);
}

void table_article(buf *out, const casus_doc *doc, const char *id, bool events, bool statements, bool attitudes, const table_style *st)
{
    size_t n, m, k;
    const casus_event *e = casus_events(doc, &n);
    const casus_statement *s = casus_statements(doc, &m);
    n = events ? n : 0;
    m = statements ? m : 0;
    const casus_statement *a = casus_attitudes(doc, &k);
    k = attitudes ? k : 0;
    if (n == 0 && m == 0 && k == 0)
        return;
    put_title(out, id, n, m + k, st);
    if (n > 0)
        put_events(out, doc, e, n, st);
    for (size_t i = 0; i < m; i++)
        put_statement(out, &s[i], st);
    for (size_t i = 0; i < k; i++)
        put_statement(out, &a[i], st);
    buf_char(out, '\n');
}
