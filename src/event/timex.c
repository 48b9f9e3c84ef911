/*
 * timex.c - finds the date expressions of an article and gives them their values.
 *
 * In: tokens (forms, folded forms, sentences) and the publication date. Out: ed->timex in order of the text, ed->timex_of per token.
 * One pass from left to right: the longest expression at each token (timex_rules.c, timex_amounts.c), then ranges ("from Monday to
 * Friday"), and the day and year of which the text speaks, to which "two days later" and "on July 4" after "in 1863" refer.
 */
#include "event/timex.h"

#define TIMEX_MAX (1u << 20)
#define ERA_DAYS 60 /* a stretch of so many days is no day on which anything is told: "World War II" */

casus_date timex_future(const timex *t, casus_date pub)
{
    if (t->date.year == 0 || !date_valid(pub))
        return t->date;
    int32_t today = day_from_date(pub);
    if (t->weekday)
        return date_from_day(weekday_after(today, weekday_of(day_from_date(t->date)), true));
    casus_date d = t->date;
    if (!t->open_year || d.month == 0)
        return d;
    if (pub.year - d.year > 2)
        return d; /* the text speaks of another year */
    bool past = d.day > 0 ? day_from_date(d) < today : d.year < pub.year || (d.year == pub.year && d.month < pub.month);
    if (!past)
        return d;
    d.year = pub.year;
    if (d.month < pub.month || (d.month == pub.month && d.day > 0 && d.day < pub.day))
        d.year++;
    if (d.day > 0 && !date_valid(d))
        return t->date;
    return d;
}

/* The last day of the stretch that a value covers. */
static casus_date last_day(const timex *t)
{
    casus_date d = t->date;
    if (t->end.year != 0)
        return t->end;
    if (d.year == 0)
        return d;
    if (t->precision == CASUS_WEEK)
        return date_from_day(day_from_date(d) + 6);
    if (d.month == 0)
        return (casus_date){d.year, 12, 31};
    if (d.day == 0)
        d.day = (int8_t)days_in_month(d.year, d.month);
    return d;
}

/* May the words between a and b join them to a range? p: the token after a. */
static bool range_link(const tx *x, uint32_t i, uint32_t p, const tx_match *a)
{
    if (tx_in(x, p, "|until|till|through|thru|"))
        return true;
    if (tx_is(x, p, "-"))
        return true;
    if (tx_is(x, p, "and"))
        return tx_prev(x, i, "|between|") || (tx_prev(x, i, "|the|") && tx_prev(x, i - 1, "|between|"));
    if (tx_is(x, p, "to"))
        return tx_prev(x, i, "|from|(|") || (a->t.precision == CASUS_DAY && !a->t.weekday);
    return false;
}

/* 29 February in a year that has none: the day before. */
static casus_date real_day(casus_date d)
{
    if (d.day > 28 && d.month == 2 && !date_valid(d))
        d.day = 28;
    return d;
}

/* "(2009 - present)": the second is the day of publication; false: there are no such words at p */
static bool to_present(const tx *x, uint32_t p, tx_match *b)
{
    if (!tx_in(x, p, "|present|today|now|") || !tx_in(x, p + 1, "|)|,|;|.|"))
        return false;
    *b = tx_point(1);
    if (x->has_pub)
        b->t.date = x->pub;
    return true;
}

/* "from Monday to Friday": joins the expression b that follows a; true if it did. */
static bool join_range(const tx *x, uint32_t i, tx_match *a)
{
    uint32_t p = i + a->n;
    if (a->t.kind != TX_POINT || a->t.end.year != 0 || !range_link(x, i, p, a))
        return false;
    tx_match b = tx_longest(x, p + 1);
    if (a->t.precision == CASUS_YEAR && tx_is(x, p, "-") && to_present(x, p + 1, &b))
        b.t.precision = a->t.precision;
    if (b.n == 0 || b.t.kind != TX_POINT || b.t.vague || a->t.vague || b.t.precision != a->t.precision)
        return false;
    if (tx_is(x, p, "-") && b.t.weekday != a->t.weekday)
        return false;
    if (tx_is(x, p, "to") && tx_kind(x, p + 1) == TW_UNIT)
        return false;
    a->t.second = a->n + 1;
    a->n += 1 + b.n;
    if (a->t.date.year == 0 && !(a->open_year && b.has_year))
        return true;
    if (a->open_year && b.has_year) {
        bool later = a->t.date.month > b.t.date.month;
        a->t.date.year = (int16_t)(b.t.date.year - (later ? 1 : 0));
        a->has_year = true;
        a->t.open_year = false;
    }
    if (b.t.date.year == 0)
        return true;
    int32_t from = day_from_date(a->t.date), to = day_from_date(b.t.date);
    if (from > to && a->t.weekday)
        a->t.date = date_from_day(from - 7 * ((from - to + 6) / 7));
    if (a->open_year && b.open_year) {
        casus_date now = {x->pub.year, b.t.date.month, b.t.date.day};
        if (x->has_pub && a->t.date.year > x->pub.year && day_from_date(now) >= x->today && a->t.date.month <= now.month)
            a->t.date.year = x->pub.year; /* it has begun: "the fair will last from May 3 to June 9" */
        b.t.date.year = (int16_t)(a->t.date.year + (b.t.date.month < a->t.date.month ? 1 : 0));
        if (x->has_pub && !a->t.future && !b.t.future && b.t.date.year >= x->pub.year && b.t.date.month > x->pub.month) {
            a->t.date.year--;
            b.t.date.year--;
        }
        to = day_from_date(b.t.date);
    }
    a->t.date = real_day(a->t.date);
    b.t.date = real_day(b.t.date);
    if (day_from_date(a->t.date) <= to)
        a->t.end = last_day(&b.t);
    a->t.future = a->t.future || b.t.future;
    a->t.weekday = a->t.weekday && b.t.weekday;
    return true;
}

/* "since April", "from Aug. 16", "starting Monday" */
static bool is_since(const tx *x, uint32_t i)
{
    uint32_t p = i;
    if (tx_prev(x, p, "|the|"))
        p--;
    if (tx_prev(x, p, "|since|starting|beginning|from|"))
        return true;
    return tx_prev(x, p, "|of|") && tx_prev(x, p - 1, "|as|");
}

/* What the expression says about the day and year of which the text speaks. */
static void remember(tx *x, const tx_match *m, uint32_t i)
{
    if (m->t.kind != TX_POINT || m->t.vague || m->t.date.year == 0)
        return;
    if (m->t.precision == CASUS_DAY && (m->t.end.year == 0 || day_from_date(m->t.end) - day_from_date(m->t.date) < ERA_DAYS)) {
        x->narrative = day_from_date(m->t.end.year != 0 ? m->t.end : m->t.date);
        x->has_narrative = true;
    }
    x->story = day_from_date(m->t.date);
    x->has_story = true;
    if (m->has_year) {
        x->year_full = m->t.precision != CASUS_YEAR;
        x->year = m->t.date.year;
        x->year_sent = x->d->sent_of[i];
    }
}

static bool record(event_doc *ed, const tx *x, tx_match *m, uint32_t i)
{
    timex *t = vec_push(ed->mem, &ed->timex, TIMEX_MAX);
    if (t == NULL)
        return !ed->mem->failed;
    *t = m->t;
    t->first = i;
    t->count = m->n;
    t->since = t->kind == TX_POINT && t->end.year == 0 && is_since(x, i);
    if (t->kind == TX_POINT && !t->past && !t->future && x->has_pub && t->date.year != 0 && !t->weekday && !t->open_year) {
        casus_date last = last_day(t);
        t->future = day_from_date(t->date) > x->today;
        t->past = t->precision == CASUS_YEAR ? last.year < x->pub.year : day_from_date(last) < x->today;
    }
    for (uint32_t k = 0; k < m->n; k++)
        ed->timex_of[i + k] = ed->timex.n - 1;
    return true;
}

bool timex_find(event_doc *ed)
{
    const nlp_doc *d = ed->nlp;
    tx x = {0};
    x.d = d;
    x.w = arena_array(ed->mem, (size_t)d->n + 1, sizeof *x.w);
    ed->timex_of = arena_array(ed->mem, (size_t)d->n + 1, sizeof *ed->timex_of);
    if (x.w == NULL || ed->timex_of == NULL)
        return false;
    for (uint32_t i = 0; i < d->n; i++) {
        ed->timex_of[i] = NO_TOKEN;
        x.w[i] = tword_of(d->form[i], d->fold[i]);
    }
    x.pub = ed->pub;
    x.has_pub = date_valid(ed->pub);
    if (x.has_pub)
        x.today = day_from_date(ed->pub);
    for (uint32_t s = 0; s < d->n_sent; s++) {
        x.first = d->sent[s].first;
        x.end = x.first + d->sent[s].count;
        for (uint32_t i = x.first; i < x.end;) {
            tx_match m = tx_longest(&x, i);
            if (m.n == 0) {
                i++;
                continue;
            }
            join_range(&x, i, &m);
            remember(&x, &m, i);
            if (!record(ed, &x, &m, i))
                return false;
            i += m.n;
        }
    }
    return !ed->mem->failed;
}
