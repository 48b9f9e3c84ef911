/*
 * score.c - matches records with gold and counts.
 *
 * An event of ours matches a gold event when category, aux_mode and the sets of country codes of both sides are equal. Of all possible pairs those
 * with the best overlap of evidence (bytes of the gold sentences that our mentions cover) are taken first, each event once. Gold that is not
 * required earns and costs nothing. Quotations match when the speaker's country is the same and their longest common piece is 0.8 of the longer.
 */
#include "cli/score.h"

#include "store/record_json.h"
#include "text/text.h"

#include <stdlib.h>

#define QUOTE_BYTES_MAX 4096u
#define NAME_BYTES 256u

const char *const accuracy_name[ACC_N] = {"mode", "cameo root", "cameo 3 digits", "cameo", "sector", "date", "place country", "place name", "attributed_to"};

/* ---- counting ---- */

static double ratio(size_t a, size_t b) { return b > 0 ? (double)a / (double)b : 0; }

double tally_precision(const tally *t) { return ratio(t->tp, t->tp + t->fp); }

double tally_recall(const tally *t) { return ratio(t->tp, t->tp + t->fn); }

double tally_f1(const tally *t) { return ratio(2 * t->tp, 2 * t->tp + t->fp + t->fn); }

static void tally_add(tally *to, const tally *t)
{
    to->tp += t->tp;
    to->fp += t->fp;
    to->fn += t->fn;
}

void score_add(score *to, const score *s)
{
    tally_add(&to->event, &s->event);
    tally_add(&to->any_aux, &s->any_aux);
    tally_add(&to->quote, &s->quote);
    for (int k = 0; k < ACC_N; k++) {
        to->right[k] += s->right[k];
        to->total[k] += s->total[k];
    }
    to->pages += s->pages;
    to->non_events += s->non_events;
    to->false_alarms += s->false_alarms;
    to->boilerplate += s->boilerplate;
    to->quiet += s->quiet;
    to->quiet_broken += s->quiet_broken;
}

/* ---- ours in the form of gold ---- */

static const char *keep(arena *a, const char *z)
{
    const char *p = arena_copy(a, z, strlen(z));
    return p != NULL ? p : "";
}

static const char *sentence_text(gold_page *g, uint32_t start, uint32_t end)
{
    return start < end && end <= g->n ? collapse(&g->mem, g->bytes + start, end - start) : "";
}

static void read_event(gold_page *g, coded *c, const casus_event *e)
{
    char date[12];
    date_text(e->date, e->precision, date);
    *c = (coded){.event = e->event, .aux = e->aux_mode, .cameo = e->cameo, .date = keep(&g->mem, date), .trigger = e->trigger, .why = e->why, .required = true};
    c->place_name = e->place != NULL ? e->place->name : "";
    c->place_country = e->place != NULL ? e->place->country : "";
    c->attributed = e->attributed_to == NULL ? "" : *e->attributed_to->code ? e->attributed_to->code : "---";
    for (size_t i = 0; i < e->n_mode && i < MODES_MAX; i++)
        c->mode[c->n_mode++] = e->mode[i];
    for (size_t i = 0; i < e->n_actor; i++)
        side_add(&c->actor, e->actor[i].code, e->actor[i].sector);
    for (size_t i = 0; i < e->n_recipient; i++)
        side_add(&c->recipient, e->recipient[i].code, e->recipient[i].sector);
    c->trigger_at = (span){e->trigger_start, e->trigger_end};
    c->sentence = "";
    for (size_t i = 0; i < e->n_mention && i < SPANS_MAX; i++) {
        span at = {e->mention[i].start, e->mention[i].end};
        c->evidence[c->n_evidence++] = at;
        if (i == 0 || (at.start <= e->trigger_start && e->trigger_end <= at.end))
            c->sentence = sentence_text(g, at.start, at.end);
    }
}

bool found_read(found_page *f, gold_page *g, const casus_doc *doc)
{
    const casus_event *e = casus_events(doc, &f->n_event);
    const casus_statement *s = casus_statements(doc, &f->n_quote);
    f->event = arena_array(&g->mem, f->n_event + 1, sizeof *f->event);
    f->quote = arena_array(&g->mem, f->n_quote + 1, sizeof *f->quote);
    if (f->event == NULL || f->quote == NULL)
        return false;
    for (size_t i = 0; i < f->n_event; i++)
        read_event(g, &f->event[i], &e[i]);
    for (size_t i = 0; i < f->n_quote; i++) {
        const char *code = s[i].speaker != NULL ? s[i].speaker->code : "";
        f->quote[i] = (quoted){*code ? code : "---", collapse(&g->mem, s[i].text, strlen(s[i].text)), {s[i].start, s[i].end}};
    }
    return !g->mem.failed;
}

/* ---- do they agree? ---- */

static bool same_modes(const coded *a, const coded *b)
{
    for (size_t i = 0; i < a->n_mode; i++) {
        bool there = false;
        for (size_t k = 0; k < b->n_mode; k++)
            there = there || strcmp(a->mode[i], b->mode[k]) == 0;
        if (!there)
            return false;
    }
    return a->n_mode == b->n_mode;
}

static bool same_name(const char *a, const char *b)
{
    char fold_a[NAME_BYTES], fold_b[NAME_BYTES];
    size_t n = text_fold(a, strlen(a), fold_a, sizeof fold_a), m = text_fold(b, strlen(b), fold_b, sizeof fold_b);
    return n != SIZE_MAX && m != SIZE_MAX && str_eq(str_of(fold_a, n), str_of(fold_b, m));
}

bool score_agrees(accuracy a, const coded *gold, const coded *ours, bool *counts)
{
    switch (a) {
    case ACC_MODE:
        *counts = gold->has_mode;
        return same_modes(gold, ours);
    case ACC_ROOT:
        *counts = gold->has_cameo;
        return strncmp(gold->cameo, ours->cameo, 2) == 0;
    case ACC_THREE:
        *counts = gold->has_cameo;
        return strncmp(gold->cameo, ours->cameo, 3) == 0;
    case ACC_FULL:
        *counts = gold->has_cameo;
        return strcmp(gold->cameo, ours->cameo) == 0;
    case ACC_SECTOR:
        *counts = true;
        return side_same(&gold->actor, &ours->actor) && side_same(&gold->recipient, &ours->recipient);
    case ACC_DATE:
        *counts = gold->has_date;
        return strcmp(gold->date, ours->date) == 0;
    case ACC_COUNTRY:
        *counts = gold->has_place;
        return strcmp(gold->place_country, ours->place_country) == 0;
    case ACC_PLACE:
        *counts = gold->has_place;
        return same_name(gold->place_name, ours->place_name);
    default:
        *counts = gold->has_attributed;
        return strcmp(gold->attributed, ours->attributed) == 0;
    }
}

static bool may_match(const coded *gold, const coded *ours, bool any_aux)
{
    return strcmp(gold->event, ours->event) == 0 && (any_aux || strcmp(gold->aux, ours->aux) == 0) && side_same_countries(&gold->actor, &ours->actor) &&
           side_same_countries(&gold->recipient, &ours->recipient);
}

static size_t common(span a, span b)
{
    uint32_t start = a.start > b.start ? a.start : b.start, end = a.end < b.end ? a.end : b.end;
    return start < end ? end - start : 0;
}

static bool inside(span in, span out) { return in.start < in.end && out.start <= in.start && in.end <= out.end; }

static size_t overlap(const coded *gold, const coded *ours)
{
    size_t sum = 0;
    for (size_t k = 0; k < ours->n_evidence; k++) {
        if (gold->whole)
            sum += ours->evidence[k].end - ours->evidence[k].start;
        for (size_t i = 0; i < gold->n_evidence; i++)
            sum += common(gold->evidence[i], ours->evidence[k]);
    }
    return sum;
}

/* ---- matching ---- */

typedef struct {
    size_t overlap;
    uint32_t gold, ours;
} pair;

static int best_first(const void *x, const void *y)
{
    const pair *a = x, *b = y;
    if (a->overlap != b->overlap)
        return a->overlap > b->overlap ? -1 : 1;
    if (a->gold != b->gold)
        return a->gold < b->gold ? -1 : 1;
    return a->ours < b->ours ? -1 : a->ours > b->ours;
}

static uint32_t *no_matches(arena *a, size_t n)
{
    uint32_t *p = arena_array(a, n + 1, sizeof *p);
    for (size_t i = 0; p != NULL && i < n; i++)
        p[i] = NO_MATCH;
    return p;
}

static bool match_events(gold_page *g, const found_page *f, bool any_aux, uint32_t **ours_of, uint32_t **gold_of)
{
    VEC(pair) pairs = {0};
    *ours_of = no_matches(&g->mem, g->n_event);
    *gold_of = no_matches(&g->mem, f->n_event);
    if (*ours_of == NULL || *gold_of == NULL)
        return false;
    for (uint32_t i = 0; i < g->n_event; i++)
        for (uint32_t k = 0; k < f->n_event; k++)
            if (may_match(&g->event[i], &f->event[k], any_aux)) {
                pair *p = vec_push(&g->mem, &pairs, 1u << 24);
                if (p == NULL)
                    return false;
                *p = (pair){overlap(&g->event[i], &f->event[k]), i, k};
            }
    if (pairs.n > 0)
        qsort(pairs.at, pairs.n, sizeof *pairs.at, best_first);
    for (uint32_t i = 0; i < pairs.n; i++) {
        const pair *p = &pairs.at[i];
        if ((*ours_of)[p->gold] == NO_MATCH && (*gold_of)[p->ours] == NO_MATCH) {
            (*ours_of)[p->gold] = p->ours;
            (*gold_of)[p->ours] = p->gold;
        }
    }
    return true;
}

static void count_events(tally *t, const gold_page *g, const found_page *f, const uint32_t *ours_of, const uint32_t *gold_of)
{
    for (size_t i = 0; i < g->n_event; i++)
        if (g->event[i].required) {
            t->tp += ours_of[i] != NO_MATCH;
            t->fn += ours_of[i] == NO_MATCH;
        }
    for (size_t k = 0; k < f->n_event; k++)
        t->fp += gold_of[k] == NO_MATCH;
}

static void count_accuracy(score *s, const gold_page *g, const found_page *f, const uint32_t *ours_of)
{
    for (size_t i = 0; i < g->n_event; i++)
        for (int a = 0; a < ACC_N && g->event[i].required && ours_of[i] != NO_MATCH; a++) {
            bool counts = false, agrees = score_agrees((accuracy)a, &g->event[i], &f->event[ours_of[i]], &counts);
            s->total[a] += counts;
            s->right[a] += counts && agrees;
        }
}

/* ---- quotations ---- */

/* Length of the longest piece that stands in both; at most QUOTE_BYTES_MAX of each are looked at. */
static size_t longest_common(const char *a, size_t n, const char *b, size_t m)
{
    uint16_t row[QUOTE_BYTES_MAX + 1] = {0};
    size_t best = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t k = m; k-- > 0;) {
            row[k + 1] = a[i] == b[k] ? (uint16_t)(row[k] + 1) : 0;
            if (row[k + 1] > best)
                best = row[k + 1];
        }
    return best;
}

static double quote_overlap(const quoted *a, const quoted *b)
{
    size_t n = strlen(a->text), m = strlen(b->text);
    n = n < QUOTE_BYTES_MAX ? n : QUOTE_BYTES_MAX;
    m = m < QUOTE_BYTES_MAX ? m : QUOTE_BYTES_MAX;
    return ratio(longest_common(a->text, n, b->text, m), n > m ? n : m);
}

static bool match_quotes(score *s, matching *m, gold_page *g, const found_page *f)
{
    m->our_quote = no_matches(&g->mem, g->n_quote);
    m->gold_quote = no_matches(&g->mem, f->n_quote);
    if (m->our_quote == NULL || m->gold_quote == NULL)
        return false;
    for (uint32_t i = 0; i < g->n_quote; i++) {
        double best = 0;
        for (uint32_t k = 0; k < f->n_quote; k++) {
            if (m->gold_quote[k] != NO_MATCH || strcmp(g->quote[i].speaker, f->quote[k].speaker) != 0)
                continue;
            double o = quote_overlap(&g->quote[i], &f->quote[k]);
            if (o >= 0.8 && o > best) {
                best = o;
                m->our_quote[i] = k;
            }
        }
        if (m->our_quote[i] != NO_MATCH)
            m->gold_quote[m->our_quote[i]] = i;
        s->quote.tp += m->our_quote[i] != NO_MATCH;
        s->quote.fn += m->our_quote[i] == NO_MATCH;
    }
    for (size_t k = 0; k < f->n_quote; k++)
        s->quote.fp += m->gold_quote[k] == NO_MATCH;
    return true;
}

/* ---- a page ---- */

static bool count_alarms(score *s, matching *m, gold_page *g, const found_page *f)
{
    m->false_alarm = arena_array(&g->mem, f->n_event + 1, sizeof *m->false_alarm);
    m->boilerplate = arena_array(&g->mem, f->n_event + 1, sizeof *m->boilerplate);
    if (m->false_alarm == NULL || m->boilerplate == NULL)
        return false;
    for (size_t k = 0; k < f->n_event; k++) {
        for (size_t i = 0; i < g->n_non_event; i++)
            m->false_alarm[k] = m->false_alarm[k] || (m->gold[k] == NO_MATCH && inside(f->event[k].trigger_at, g->non_event[i]));
        for (size_t i = 0; i < g->n_boilerplate; i++)
            m->boilerplate[k] = m->boilerplate[k] || inside(f->event[k].trigger_at, g->boilerplate[i]);
        s->false_alarms += m->false_alarm[k];
        s->boilerplate += m->boilerplate[k];
    }
    for (size_t k = 0; k < f->n_quote; k++)
        for (size_t i = 0; i < g->n_boilerplate; i++)
            if (inside(f->quote[k].at, g->boilerplate[i])) {
                s->boilerplate++;
                break;
            }
    s->non_events += g->n_non_event;
    s->quiet += g->n_event == 0;
    s->quiet_broken += g->n_event == 0 && f->n_event > 0;
    return true;
}

bool score_page(score *s, matching *m, gold_page *g, const found_page *f)
{
    uint32_t *ours_of, *gold_of;
    if (!match_events(g, f, true, &ours_of, &gold_of))
        return false;
    count_events(&s->any_aux, g, f, ours_of, gold_of);
    if (!match_events(g, f, false, &m->ours, &m->gold))
        return false;
    count_events(&s->event, g, f, m->ours, m->gold);
    count_accuracy(s, g, f, m->ours);
    s->pages++;
    return match_quotes(s, m, g, f) && count_alarms(s, m, g, f);
}
