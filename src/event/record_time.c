/*
 * record_time.c - the dates of an article as TIMEX3 has them (TimeML 1.2.1), and its places.
 *
 * In: ed->timex and ed->place of the document. Out: the casus_time and casus_place records. A range ("from Monday to Friday") is two expressions of TIMEX3.
 * What the coder does not need for an event (part of the day, "early", which season) is read again from the words here.
 */
#include "event/record.h"
#include "event/timex.h"

#define VALUE_MAX 32u

/* What the words of one expression say beyond its day */
typedef struct {
    const char *part;         /* "MO" */
    const char *mod;          /* "START" */
    const char *season;       /* "SU" */
    int weekday;              /* 0-6, -1: none */
    int month;                /* of a set, 1-12 */
    int unit;                 /* tx_unit, -1: none */
    int decade;               /* TW_DECADE */
    char clock;               /* 'M' minutes, 'S' seconds, 0: hours */
    bool every, number, half; /* "two and a half" */
} said;

static const char *part_of_day(str f, uint8_t kind)
{
    static const struct {
        const char *word, *part;
    } parts[] = {{"morning", "MO"},   {"mornings", "MO"},   {"dawn", "MO"},    {"sunrise", "MO"},   {"noon", "MI"},     {"midday", "MI"},
                 {"afternoon", "AF"}, {"afternoons", "AF"}, {"evening", "EV"}, {"evenings", "EV"},  {"dusk", "EV"},     {"sunset", "EV"},
                 {"night", "NI"},     {"nights", "NI"},     {"tonight", "NI"}, {"overnight", "NI"}, {"midnight", "NI"}, {"nightfall", "NI"}};
    if (kind != TW_PART && kind != TW_DAYWORD)
        return NULL;
    for (size_t i = 0; i < LEN(parts); i++)
        if (str_is(f, parts[i].word))
            return parts[i].part;
    return NULL;
}

static const char *phase_of(str f)
{
    if (str_is(f, "early") || str_is(f, "beginning") || str_is(f, "start"))
        return "START";
    return str_is(f, "late") || str_is(f, "end") ? "END" : "MID";
}

static said words_of(const nlp_doc *d, uint32_t first, uint32_t count)
{
    static const char *const seasons[] = {"WI", "WI", "SP", "SP", "SP", "SU", "SU", "SU", "FA", "FA", "FA", "WI"};
    said s = {.weekday = -1, .unit = -1};
    for (uint32_t t = first; t < first + count; t++) {
        tword w = tword_of(d->form[t], d->fold[t]);
        const char *part = part_of_day(d->fold[t], w.kind);
        if (part != NULL)
            s.part = part;
        else if (w.kind == TW_PHASE)
            s.mod = phase_of(d->fold[t]);
        else if (w.kind == TW_SEASON)
            s.season = seasons[w.value - 1];
        else if (w.kind == TW_WDAY)
            s.weekday = w.value;
        else if (w.kind == TW_MONTH)
            s.month = w.value;
        else if (w.kind == TW_UNIT)
            s.unit = w.value;
        else if (w.kind == TW_DECADE)
            s.decade = 1;
        if (str_starts(d->fold[t], "minute") || str_starts(d->fold[t], "second"))
            s.clock = d->fold[t].p[0] == 'm' ? 'M' : 'S';
        s.half = s.half || (t > first && str_is(d->fold[t], "half") && str_is(d->fold[t - 1], "a"));
        s.every = s.every || w.kind == TW_EVERY || ((w.flags & TWF_PLURAL) != 0 && w.kind == TW_WDAY);
        s.number = s.number || w.kind == TW_NUM || w.kind == TW_YEAR || w.kind == TW_DECADE || w.kind == TW_ISO || w.kind == TW_SLASH;
    }
    return s;
}

/* ---- values ---- */

static void put_digits(buf *b, int v, int width)
{
    for (int w = width - 1, p = 1; w >= 0; w--) {
        p = 1;
        for (int k = 0; k < w; k++)
            p *= 10;
        buf_char(b, (char)('0' + v / p % 10));
    }
}

/* ISO 8601: the week belongs to the year of its Thursday. */
static void put_week(buf *b, int32_t day)
{
    int32_t thursday = monday_of(day) + 3;
    int year = date_from_day(thursday).year;
    put_digits(b, year, 4);
    buf_str(b, "-W");
    put_digits(b, (thursday - day_from_date((casus_date){(int16_t)year, 1, 1})) / 7 + 1, 2);
}

static void put_date(buf *b, casus_date d, casus_precision p, const said *s)
{
    if (p == CASUS_WEEK && d.day > 0) {
        put_week(b, day_from_date(d));
        if (s->unit == UN_WEEKEND)
            buf_str(b, "-WE");
        return;
    }
    bool century = s->unit == UN_CENTURY, decade = s->decade != 0 || s->unit == UN_DECADE;
    if (p == CASUS_YEAR && (century || decade)) {
        put_digits(b, century ? d.year / 100 : d.year / 10, century ? 2 : 3);
        return;
    }
    put_digits(b, d.year, 4);
    if (s->season != NULL && p == CASUS_MONTH) {
        buf_char(b, '-');
        buf_str(b, s->season);
    } else if (s->unit == UN_QUARTER && p == CASUS_MONTH && d.month > 0) {
        buf_str(b, "-Q");
        buf_char(b, (char)('1' + (d.month - 1) / 3));
    } else if (p != CASUS_YEAR && d.month > 0) {
        buf_char(b, '-');
        put_digits(b, d.month, 2);
        if (p == CASUS_DAY && d.day > 0) {
            buf_char(b, '-');
            put_digits(b, d.day, 2);
        }
    }
}

static void put_unknown_date(buf *b, const timex *x, const said *s)
{
    if (s->weekday >= 0) {
        buf_str(b, "XXXX-WXX-");
        buf_char(b, (char)('1' + s->weekday));
    } else if (s->season != NULL) {
        buf_str(b, "XXXX-");
        buf_str(b, s->season);
    } else if (s->month > 0) {
        buf_str(b, "XXXX-");
        put_digits(b, s->month, 2);
    } else if (x->past || x->future) {
        buf_str(b, x->past ? "PAST_REF" : "FUTURE_REF");
    } else {
        static const char *const open[] = {"XXXX-XX-XX", "XXXX-WXX", "XXXX-XX", "XXXX"};
        buf_str(b, x->precision <= CASUS_YEAR ? open[x->precision] : open[0]);
    }
}

static void put_period(buf *b, int unit, int32_t amount, const said *s)
{
    static const char *const names[] = {"H", "D", "W", "WE", "M", "Q", "Y", "DE", "CE"};
    buf_str(b, unit == UN_HOUR ? "PT" : "P");
    if (amount > 0)
        buf_int(b, amount);
    else
        buf_char(b, 'X');
    if (amount > 0 && s->half)
        buf_str(b, ".5");
    if (unit == UN_HOUR && s->clock != 0)
        buf_char(b, s->clock);
    else
        buf_str(b, names[unit >= 0 && unit < (int)LEN(names) ? unit : UN_DAY]);
}

static void put_set(buf *b, const said *s)
{
    if (s->weekday >= 0) {
        buf_str(b, "XXXX-WXX-");
        buf_char(b, (char)('1' + s->weekday));
    } else if (s->month > 0) {
        buf_str(b, "XXXX-");
        put_digits(b, s->month, 2);
    } else if (s->season != NULL) {
        buf_str(b, "XXXX-");
        buf_str(b, s->season);
    } else {
        put_period(b, s->unit >= 0 ? s->unit : UN_DAY, 1, s);
    }
    if (s->part != NULL && s->weekday >= 0) {
        buf_char(b, 'T');
        buf_str(b, s->part);
    }
}

static const char *put_value(buf *b, const timex *x, const said *s, casus_date d)
{
    if (x->kind == TX_SET) {
        put_set(b, s);
        return "SET";
    }
    if (x->kind == TX_DURATION || x->amount >= 0) {
        put_period(b, x->unit, x->amount, s);
        return "DURATION";
    }
    if (d.year == 0 || (x->vague && x->precision != CASUS_YEAR))
        put_unknown_date(b, x, s);
    else
        put_date(b, d, x->precision, s);
    if (s->part == NULL || (x->precision != CASUS_DAY))
        return "DATE";
    buf_char(b, 'T');
    buf_str(b, s->part);
    return "TIME";
}

/* "about three months", "more than a year": what the words before an amount make of it */
static const char *mod_before(const nlp_doc *d, uint32_t first)
{
    static const struct {
        const char *word, *before, *mod;
    } mods[] = {{"than", "more", "MORE_THAN"},    {"than", "less", "LESS_THAN"},   {"than", "fewer", "LESS_THAN"}, {"over", "", "MORE_THAN"},
                {"least", "at", "EQUAL_OR_MORE"}, {"most", "at", "EQUAL_OR_LESS"}, {"to", "up", "EQUAL_OR_LESS"},  {"nearly", "", "LESS_THAN"},
                {"almost", "", "LESS_THAN"},      {"about", "", "APPROX"},         {"around", "", "APPROX"},       {"roughly", "", "APPROX"},
                {"approximately", "", "APPROX"},  {"some", "", "APPROX"}};
    for (size_t i = 0; first > 0 && i < LEN(mods); i++)
        if (str_is(d->fold[first - 1], mods[i].word) && (mods[i].before[0] == 0 || (first > 1 && str_is(d->fold[first - 2], mods[i].before))))
            return mods[i].mod;
    return "";
}

/* ---- records ---- */

static void fill(const records *r, event_doc *ed, const timex *x, uint32_t first, uint32_t count, casus_date d, casus_date end, casus_time *out)
{
    said s = words_of(ed->nlp, first, count);
    buf b;
    buf_init(&b, &ed->mem->alloc, VALUE_MAX);
    out->type = put_value(&b, x, &s, d);
    out->value = record_text(ed->mem, str_of(b.p != NULL ? b.p : "", b.n));
    buf_release(&b);
    out->mod = s.mod != NULL && x->kind == TX_POINT ? s.mod : strcmp(out->type, "DURATION") == 0 && x->amount > 0 ? mod_before(ed->nlp, first) : "";
    out->quant = x->kind == TX_SET && s.every ? "EVERY" : "";
    out->date = d;
    out->enddate = end;
    out->precision = d.year != 0 ? x->precision : CASUS_NO_DATE;
    out->first = first;
    out->count = count;
    out->start = r->token[first].start;
    out->end = r->token[first + count - 1].end;
}

static void fill_extra(const records *r, uint32_t first, uint32_t count, const char *value, const char *type, casus_time *out)
{
    *out = (casus_time){.type = type, .value = value, .mod = "", .quant = "", .precision = CASUS_NO_DATE, .first = first, .count = count};
    out->start = r->token[first].start;
    out->end = r->token[first + count - 1].end;
}

/* The dates of timex.c */
static void fill_timex(records *r, event_doc *ed, const timex *x)
{
    casus_date none = {0, 0, 0};
    if (x->second == 0) {
        fill(r, ed, x, x->first, x->count, x->date, x->end, &r->time[r->n_time++]);
        return;
    }
    fill(r, ed, x, x->first, x->second - 1, x->date, none, &r->time[r->n_time++]);
    fill(r, ed, x, x->first + x->second, x->count - x->second, x->end, none, &r->time[r->n_time++]);
}

/* In order of the text; with r->time NULL it only counts. */
static size_t each_time(records *r, event_doc *ed, buf *value)
{
    size_t n = 0;
    for (uint32_t t = 0, next; t < ed->nlp->n; t = next) {
        const char *type = "";
        next = t + 1;
        uint32_t i = ed->timex_of[t];
        if (i != NO_TOKEN) {
            next = ed->timex.at[i].first + ed->timex.at[i].count;
            n += 2;
            if (r->time != NULL && ed->timex.at[i].first == t)
                fill_timex(r, ed, &ed->timex.at[i]);
            continue;
        }
        buf_clear(value);
        uint32_t count = time_extra_at(ed, t, value, &type);
        if (count == 0)
            continue;
        next = t + count;
        n++;
        if (r->time != NULL)
            fill_extra(r, t, count, record_text(ed->mem, str_of(value->p != NULL ? value->p : "", value->n)), type, &r->time[r->n_time++]);
    }
    return n;
}

bool record_times(records *r, event_doc *ed)
{
    buf value;
    buf_init(&value, &ed->mem->alloc, VALUE_MAX);
    r->time = NULL;
    size_t n = each_time(r, ed, &value);
    r->time = arena_array(ed->mem, n + 1, sizeof *r->time);
    if (r->time != NULL)
        (void)each_time(r, ed, &value);
    buf_release(&value);
    return !ed->mem->failed;
}

bool record_places(records *r, event_doc *ed)
{
    r->place = arena_array(ed->mem, (size_t)ed->place.n + 1, sizeof *r->place);
    for (uint32_t i = 0; r->place != NULL && i < ed->place.n; i++) {
        const casus_place *p = ed->place.at[i].loose ? NULL : record_place(r, ed, i);
        if (p != NULL)
            r->place[r->n_place++] = *p;
    }
    return r->place != NULL && !ed->mem->failed;
}
