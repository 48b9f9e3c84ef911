/*
 * report.c - what `casus check` writes: a table, JSON, and the list of what went wrong.
 *
 * In: scores and matches. Out: text. Misses and false events of a page stand in the order of the text, so that an event with a
 * wrong side appears as two neighbours.
 */
#include "cli/report.h"

#include "store/excerpt.h"

#include <stdlib.h>

#define ROWS_MAX (1u << 20)

void report_init(report *r)
{
    *r = (report){0};
    arena_init(&r->mem, &alloc_libc, false);
}

void report_release(report *r) { arena_release(&r->mem); }

bool report_count(report *r, const gold_page *g, const score *s)
{
    bool probe = *g->kind != '\0';
    const char *name = probe ? g->kind : g->id;
    score_add(probe ? &r->probes : &r->articles, s);
    for (uint32_t i = 0; i < r->row.n; i++)
        if (r->row.at[i].probe == probe && strcmp(r->row.at[i].name, name) == 0) {
            score_add(&r->row.at[i].s, s);
            return true;
        }
    report_row *row = vec_push(&r->mem, &r->row, ROWS_MAX);
    char *own = arena_copy(&r->mem, name, strlen(name));
    if (row == NULL || own == NULL)
        return false;
    *row = (report_row){own, *s, probe};
    return true;
}

/* ---- one page ---- */

static void put_side(buf *out, const side *s)
{
    for (size_t i = 0; i < s->n_full; i++) {
        buf_str(out, i ? "+" : "");
        buf_str(out, s->full[i]);
    }
}

static void put_event(buf *out, const coded *e)
{
    buf_str(out, e->event);
    buf_str(out, *e->aux ? "/" : "");
    buf_str(out, e->aux);
    buf_char(out, ' ');
    put_side(out, &e->actor);
    buf_str(out, " -> ");
    put_side(out, &e->recipient);
    buf_str(out, " [");
    buf_str(out, e->trigger);
    buf_str(out, "] \"");
    buf_str(out, e->sentence);
    buf_str(out, "\"\n");
}

static void put_why(buf *out, const char *why)
{
    buf_str(out, "           ");
    for (; *why != '\0'; why++)
        if (*why != '\n')
            buf_char(out, *why);
        else if (why[1] != '\0')
            buf_str(out, "; ");
    buf_char(out, '\n');
}

static void put_value(buf *out, accuracy a, const coded *e)
{
    if (a == ACC_MODE) {
        for (size_t i = 0; i < e->n_mode; i++) {
            buf_str(out, i ? "," : "");
            buf_str(out, e->mode[i]);
        }
        buf_str(out, e->n_mode ? "" : "none");
    } else if (a == ACC_SECTOR) {
        put_side(out, &e->actor);
        buf_str(out, " -> ");
        put_side(out, &e->recipient);
    } else {
        const char *z = a == ACC_DATE         ? e->date
                        : a == ACC_COUNTRY    ? e->place_country
                        : a == ACC_PLACE      ? e->place_name
                        : a == ACC_ATTRIBUTED ? e->attributed
                                              : e->cameo;
        buf_str(out, *z ? z : "none");
    }
}

static void put_match(buf *out, const coded *gold, const coded *ours)
{
    bool counts;
    buf_str(out, "  right    ");
    put_event(out, ours);
    for (int a = 0; a < ACC_N; a++) {
        bool agrees = score_agrees((accuracy)a, gold, ours, &counts);
        if (agrees || !counts || a == ACC_THREE || a == ACC_ROOT)
            continue;
        buf_str(out, "           ");
        buf_str(out, accuracy_name[a]);
        buf_str(out, ": ");
        put_value(out, (accuracy)a, ours);
        buf_str(out, ", gold ");
        put_value(out, (accuracy)a, gold);
        buf_char(out, '\n');
    }
}

static void put_quote(buf *out, const char *what, const quoted *q)
{
    buf_str(out, what);
    buf_str(out, *q->speaker ? q->speaker : "---");
    buf_str(out, " \"");
    buf_str(out, q->text);
    buf_str(out, "\"\n");
}

static uint32_t position(const coded *e) { return e->n_evidence > 0 ? e->evidence[0].start : 0; }

static void put_gold(buf *out, const gold_page *g, const found_page *f, const matching *m, size_t i, bool all)
{
    const coded *e = &g->event[i];
    if (m->ours[i] != NO_MATCH) {
        if (all)
            put_match(out, e, &f->event[m->ours[i]]);
    } else if (e->required || all) {
        buf_str(out, e->required ? "  MISS     " : "  optional ");
        put_event(out, e);
    }
}

static void put_false(buf *out, const found_page *f, const matching *m, size_t k)
{
    buf_str(out, m->boilerplate[k] ? "  BOILER   " : m->false_alarm[k] ? "  NO EVENT " : "  FALSE    ");
    put_event(out, &f->event[k]);
    put_why(out, f->event[k].why);
}

void report_page(buf *out, gold_page *g, const found_page *f, const matching *m, bool all)
{
    size_t before = out->n, k = 0;
    for (size_t i = 0; i < g->n_event; i++) {
        for (; k < f->n_event && position(&f->event[k]) < position(&g->event[i]); k++)
            if (m->gold[k] == NO_MATCH)
                put_false(out, f, m, k);
        put_gold(out, g, f, m, i, all);
    }
    for (; k < f->n_event; k++)
        if (m->gold[k] == NO_MATCH)
            put_false(out, f, m, k);
    for (size_t i = 0; i < g->n_quote; i++)
        if (m->our_quote[i] == NO_MATCH)
            put_quote(out, "  MISS     quote ", &g->quote[i]);
    for (size_t i = 0; i < f->n_quote; i++)
        if (m->gold_quote[i] == NO_MATCH)
            put_quote(out, "  FALSE    quote ", &f->quote[i]);
    if (out->n == before || out->failed)
        return;
    buf body = *out; /* the title goes before what was written */
    buf_init(out, body.alloc, body.max);
    buf_add(out, body.p, before);
    buf_str(out, g->id);
    if (*g->kind) {
        buf_str(out, " (");
        buf_str(out, g->kind);
        buf_str(out, "): ");
        buf_str(out, collapse(&g->mem, g->bytes, g->n));
    }
    buf_char(out, '\n');
    buf_add(out, body.p + before, body.n - before);
    buf_release(&body);
}

/* ---- the table ---- */

static void pad(buf *out, const char *z, int width)
{
    buf_str(out, z);
    for (int n = text_columns(z, strlen(z)); n < width; n++)
        buf_char(out, ' ');
}

static void put_number(buf *out, double v)
{
    buf_str(out, "  ");
    buf_fixed(out, v, 3);
}

static void put_count(buf *out, size_t v, int width)
{
    char text[24];
    int n = snprintf(text, sizeof text, "%zu", v);
    for (; n < width; n++)
        buf_char(out, ' ');
    buf_str(out, text);
}

static void put_row(buf *out, const char *name, const tally *t)
{
    pad(out, name, 28);
    put_number(out, tally_f1(t));
    put_number(out, tally_precision(t));
    put_number(out, tally_recall(t));
    put_count(out, t->tp, 6);
    put_count(out, t->fp, 6);
    put_count(out, t->fn, 6);
    buf_char(out, '\n');
}

static void put_accuracies(buf *out, const score *s)
{
    buf_str(out, "over matched events:");
    for (int a = 0; a < ACC_N; a++)
        if (s->total[a] > 0) {
            buf_str(out, a ? ", " : " ");
            buf_str(out, accuracy_name[a]);
            buf_char(out, ' ');
            buf_fixed(out, (double)s->right[a] / (double)s->total[a], 3);
        }
    buf_char(out, '\n');
}

static void put_ratio(buf *out, const char *before, size_t a, const char *between, size_t b, const char *after)
{
    buf_str(out, before);
    buf_uint(out, a);
    buf_str(out, between);
    buf_uint(out, b);
    buf_str(out, after);
}

static void put_group(buf *out, const report *r, bool probe)
{
    const score *s = probe ? &r->probes : &r->articles;
    if (s->pages == 0)
        return;
    pad(out, probe ? "probes, by kind" : "articles", 28);
    buf_str(out, "     F1   prec.  recall  right false missed\n");
    for (uint32_t i = 0; i < r->row.n; i++)
        if (r->row.at[i].probe == probe)
            put_row(out, r->row.at[i].name, &r->row.at[i].s.event);
    put_row(out, "events", &s->event);
    put_row(out, "events, aux_mode ignored", &s->any_aux);
    put_row(out, "quotes", &s->quote);
    put_accuracies(out, s);
    if (s->non_events > 0)
        put_ratio(out, "false alarms: ", s->false_alarms, " on ", s->non_events, " things that are no events\n");
    if (!probe)
        put_ratio(out, "records from boilerplate: ", s->boilerplate, " in ", s->pages, " articles\n");
    if (s->quiet > 0)
        put_ratio(out, "false alarms: in ", s->quiet_broken, " of ", s->quiet, " texts without an event\n");
}

void report_text(buf *out, const report *r)
{
    put_group(out, r, false);
    if (r->articles.pages > 0 && r->probes.pages > 0)
        buf_char(out, '\n');
    put_group(out, r, true);
}

/* ---- JSON ---- */

static void json_count(json *j, const char *key, size_t v)
{
    jw_key(j, key);
    jw_int(j, (int64_t)v);
}

static void json_tally(json *j, const char *key, const tally *t)
{
    jw_key(j, key);
    jw_object(j);
    jw_key(j, "f1");
    jw_fixed(j, tally_f1(t), 4);
    jw_key(j, "precision");
    jw_fixed(j, tally_precision(t), 4);
    jw_key(j, "recall");
    jw_fixed(j, tally_recall(t), 4);
    json_count(j, "right", t->tp);
    json_count(j, "false", t->fp);
    json_count(j, "missed", t->fn);
    jw_object_end(j);
}

static void json_score(json *j, const score *s)
{
    json_count(j, "pages", s->pages);
    json_tally(j, "events", &s->event);
    json_tally(j, "events_aux_ignored", &s->any_aux);
    json_tally(j, "quotes", &s->quote);
    jw_key(j, "accuracy");
    jw_object(j);
    for (int a = 0; a < ACC_N; a++) {
        jw_key(j, accuracy_name[a]);
        jw_object(j);
        json_count(j, "right", s->right[a]);
        json_count(j, "of", s->total[a]);
        jw_object_end(j);
    }
    jw_object_end(j);
    json_count(j, "non_events", s->non_events);
    json_count(j, "false_alarms", s->false_alarms);
    json_count(j, "boilerplate", s->boilerplate);
    json_count(j, "without_event", s->quiet);
    json_count(j, "without_event_false", s->quiet_broken);
}

static void json_group(json *j, const report *r, bool probe)
{
    jw_key(j, probe ? "probes" : "articles");
    jw_object(j);
    json_score(j, probe ? &r->probes : &r->articles);
    jw_key(j, probe ? "by_kind" : "by_article");
    jw_object(j);
    for (uint32_t i = 0; i < r->row.n; i++)
        if (r->row.at[i].probe == probe) {
            jw_key(j, r->row.at[i].name);
            jw_object(j);
            json_score(j, &r->row.at[i].s);
            jw_object_end(j);
        }
    jw_object_end(j);
    jw_object_end(j);
}

void report_json(buf *out, const report *r, const char *coder)
{
    json j;
    jw_init(&j, out);
    jw_object(&j);
    jw_key(&j, "coder");
    jw_strz(&j, coder);
    json_group(&j, r, false);
    json_group(&j, r, true);
    jw_object_end(&j);
    buf_char(out, '\n');
}
