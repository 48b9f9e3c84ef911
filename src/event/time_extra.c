/*
 * time_extra.c - expressions of TIMEX3 that no event needs, for those who read the dates of an article: times of the clock ("3 p.m."), frequencies ("daily",
 * "twice a week"), quarters and halves of a year ("the third quarter of 2022"), and what points to no day ("currently", "in the past").
 *
 * In: the tokens that no date of timex.c holds. Out: one expression at one token with its type and value. A time of the clock has the day that its
 * sentence names nearest, else that of publication.
 */
#include "event/record.h"
#include "event/timex.h"

static bool word_is(const nlp_doc *d, uint32_t t, uint32_t end, const char *w) { return t < end && str_is(d->fold[t], w); }

static bool word_in(const nlp_doc *d, uint32_t t, uint32_t end, const char *const *list, size_t n)
{
    for (size_t i = 0; t < end && i < n; i++)
        if (str_is(d->fold[t], list[i]))
            return true;
    return false;
}

static void digits2(buf *b, int v)
{
    buf_char(b, (char)('0' + v / 10 % 10));
    buf_char(b, (char)('0' + v % 10));
}

/* The day on which a time of the clock is: the nearest one that its sentence names, else that of publication */
static casus_date day_at(const event_doc *ed, uint32_t t)
{
    const nlp_doc *d = ed->nlp;
    const text_sentence *s = &d->sent[d->sent_of[t]];
    for (uint32_t far = 1; far < s->count; far++) {
        uint32_t at[2] = {t + far, t >= s->first + far ? t - far : NO_TOKEN};
        for (size_t k = 0; k < 2; k++) {
            uint32_t i = at[k] != NO_TOKEN && at[k] < s->first + s->count ? ed->timex_of[at[k]] : NO_TOKEN;
            const timex *x = i != NO_TOKEN ? &ed->timex.at[i] : NULL;
            if (x != NULL && x->kind == TX_POINT && x->precision == CASUS_DAY && x->date.year)
                return x->date;
        }
    }
    return ed->pub;
}

static uint32_t put_clock(const event_doc *ed, uint32_t t, uint32_t n, int hour, int minute, buf *b, const char **type)
{
    casus_date day = day_at(ed, t);
    if (day.year) {
        digits2(b, day.year / 100), digits2(b, day.year);
        buf_char(b, '-'), digits2(b, day.month);
        buf_char(b, '-'), digits2(b, day.day);
    } else {
        buf_str(b, "XXXX-XX-XX");
    }
    buf_char(b, 'T');
    digits2(b, hour);
    buf_char(b, ':');
    digits2(b, minute);
    *type = "TIME";
    return n;
}

/* "10:30", "3", "1030": hour and minute; false: no time of the clock */
static bool clock_digits(str f, int *hour, int *minute, bool *colon)
{
    int v[2] = {0, 0}, part = 0;
    size_t len[2] = {0, 0};
    for (size_t i = 0; i < f.n; i++) {
        if ((f.p[i] == ':' || f.p[i] == '.') && part == 0 && i > 0) {
            part = 1;
        } else if (f.p[i] >= '0' && f.p[i] <= '9' && len[part] < 4) {
            v[part] = v[part] * 10 + (f.p[i] - '0');
            len[part]++;
        } else {
            return false;
        }
    }
    *colon = part == 1;
    if (part == 0 && len[0] == 4)
        v[1] = v[0] % 100, v[0] /= 100;
    else if (len[0] == 0 || len[0] > 2 || (part == 1 && len[1] != 2))
        return false;
    *hour = v[0], *minute = v[1];
    return v[0] <= 24 && v[1] < 60;
}

static uint32_t clock_at(const event_doc *ed, uint32_t t, uint32_t end, buf *b, const char **type)
{
    static const char *const zones[] = {"gmt", "utc", "est", "edt", "cet", "pst", "pdt", "bst", "et", "local"};
    static const char *const before[] = {"at", "by", "before", "after", "until", "around", "since", "till"};
    const nlp_doc *d = ed->nlp;
    int hour, minute;
    bool colon, led = t > 0 && word_in(d, t - 1, end, before, LEN(before));
    if (led && word_is(d, t, end, "noon"))
        return put_clock(ed, t, 1, 12, 0, b, type);
    if (led && word_is(d, t, end, "midnight"))
        return put_clock(ed, t, 1, 24, 0, b, type);
    if (!clock_digits(d->fold[t], &hour, &minute, &colon))
        return 0;
    bool am = word_is(d, t + 1, end, "a.m.") || word_is(d, t + 1, end, "am") || word_is(d, t + 1, end, "a.m");
    bool pm = word_is(d, t + 1, end, "p.m.") || word_is(d, t + 1, end, "pm") || word_is(d, t + 1, end, "p.m");
    if ((am || pm) && hour >= 1 && hour <= 12 && d->fold[t].n <= 5)
        return put_clock(ed, t, 2, hour % 12 + (pm ? 12 : 0), minute, b, type);
    if (word_is(d, t + 1, end, "o'clock"))
        return put_clock(ed, t, 2, hour, minute, b, type);
    bool zone = word_in(d, t + 1, end, zones, LEN(zones));
    if (d->fold[t].n >= 4 && (zone || (colon && led)))
        return put_clock(ed, t, zone ? 2 : 1, hour, minute, b, type);
    return 0;
}

/* "the third quarter of 2022", "first-half": a year that is not named is the last one in which the stretch has begun */
static uint32_t part_of_year(const event_doc *ed, uint32_t t, uint32_t end, buf *b, const char **type)
{
    const nlp_doc *d = ed->nlp;
    tword order = tword_of(d->form[t], d->fold[t]);
    uint32_t at = word_is(d, t + 1, end, "-") ? t + 2 : t + 1;
    bool quarter = word_is(d, at, end, "quarter"), half = word_is(d, at, end, "half");
    if (order.kind != TW_ORDINAL || (!quarter && !half) || order.value > (quarter ? 4 : 2))
        return 0;
    uint32_t n = at + 1 - t, next = word_is(d, at + 1, end, "of") ? at + 2 : at + 1;
    uint32_t i = next < end ? ed->timex_of[next] : NO_TOKEN;
    int months = quarter ? 3 : 6, year = ed->pub.year;
    if (year != 0 && (order.value - 1) * months + 1 > ed->pub.month)
        year--;
    if (i != NO_TOKEN && ed->timex.at[i].first == next && ed->timex.at[i].kind == TX_POINT && ed->timex.at[i].precision == CASUS_YEAR &&
        ed->timex.at[i].date.year) {
        year = ed->timex.at[i].date.year;
        n = next + ed->timex.at[i].count - t;
    } else if (half && !word_is(d, at + 1, end, "of")) {
        return 0; /* of a match */
    } else if (half && !(word_is(d, next, end, "the") && word_is(d, next + 1, end, "year"))) {
        return 0;
    }
    if (year == 0)
        buf_str(b, "XXXX");
    else
        digits2(b, year / 100), digits2(b, year);
    buf_str(b, quarter ? "-Q" : "-H");
    buf_int(b, order.value);
    *type = "DATE";
    return n;
}

static uint32_t frequency(const nlp_doc *d, uint32_t t, uint32_t end, buf *b, const char **type)
{
    static const struct {
        const char *word, *value;
    } often[] = {{"daily", "P1D"},  {"nightly", "P1D"}, {"weekly", "P1W"},   {"monthly", "P1M"}, {"quarterly", "P3M"},
                 {"yearly", "P1Y"}, {"annual", "P1Y"},  {"annually", "P1Y"}, {"hourly", "PT1H"}};
    static const char *const units[] = {"hour", "day", "week", "month", "year"};
    static const char *const values[] = {"PT1H", "P1D", "P1W", "P1M", "P1Y"};
    static const char *const times[] = {"once", "twice", "times"};
    *type = "SET";
    for (size_t i = 0; (d->upos[t] == U_ADJ || d->upos[t] == U_ADV) && i < LEN(often); i++)
        if (str_is(d->fold[t], often[i].word)) {
            buf_str(b, often[i].value);
            return 1;
        }
    bool per = word_is(d, t, end, "per"), a = (word_is(d, t, end, "a") || word_is(d, t, end, "an")) && t > 0 && word_in(d, t - 1, end, times, LEN(times));
    for (size_t i = 0; (per || a) && i < LEN(units); i++)
        if (word_is(d, t + 1, end, units[i])) {
            buf_str(b, values[i]);
            return 2;
        }
    return 0;
}

/* What points to no day: one to four words */
static uint32_t reference(const nlp_doc *d, uint32_t t, uint32_t end, buf *b, const char **type)
{
    static const struct {
        const char *words[3], *value;
        bool adjective;
    } refs[] = {
        {{"now", NULL, NULL}, "PRESENT_REF", false},       {{"currently", NULL, NULL}, "PRESENT_REF", false}, {{"nowadays", NULL, NULL}, "PRESENT_REF", false},
        {{"presently", NULL, NULL}, "PRESENT_REF", false}, {{"the", "moment", NULL}, "PRESENT_REF", false},   {{"current", NULL, NULL}, "PRESENT_REF", true},
        {{"recent", NULL, NULL}, "PAST_REF", true},        {{"previously", NULL, NULL}, "PAST_REF", false},   {{"formerly", NULL, NULL}, "PAST_REF", false},
        {{"the", "past", NULL}, "PAST_REF", false},        {{"the", "near", "future"}, "FUTURE_REF", false},  {{"the", "future", NULL}, "FUTURE_REF", false},
        {{"future", NULL, NULL}, "FUTURE_REF", true},
    };
    *type = "DATE";
    for (size_t i = 0; i < LEN(refs); i++) {
        uint32_t n = 0;
        while (n < 3 && refs[i].words[n] != NULL && word_is(d, t + n, end, refs[i].words[n]))
            n++;
        if (n < 3 && refs[i].words[n] != NULL)
            continue;
        bool noun = n > 1 && d->upos[t + n - 1] != U_NOUN;
        if (noun || (n == 1 && d->upos[t] != (refs[i].adjective ? U_ADJ : U_ADV)) ||
            (n > 1 && t > 0 && strcmp(refs[i].words[1], "moment") == 0 && !word_is(d, t - 1, end, "at")))
            continue;
        if (n == 1 && word_is(d, t, end, "now") && word_is(d, t + 1, end, "that"))
            continue;
        buf_str(b, refs[i].value);
        return n;
    }
    return 0;
}

uint32_t time_extra_at(const event_doc *ed, uint32_t t, buf *value, const char **type)
{
    const nlp_doc *d = ed->nlp;
    const text_sentence *s = &d->sent[d->sent_of[t]];
    uint32_t end = s->first + s->count, n = clock_at(ed, t, end, value, type);
    if (n == 0)
        n = part_of_year(ed, t, end, value, type);
    if (n == 0 && d->upos != NULL)
        n = frequency(d, t, end, value, type);
    if (n == 0 && d->upos != NULL)
        n = reference(d, t, end, value, type);
    return n;
}
