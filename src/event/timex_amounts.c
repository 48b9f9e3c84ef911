/*
 * timex_amounts.c - date expressions that count or name a stretch of time: "two days ago", "nine-day", "in 1994", "the 1990s",
 * "the 19th century", "the Cold War", "the summer of 2012", "New Year's Eve", "recently".
 *
 * The second half of the grammar; see timex_rules.c. Ages ("45-year-old", "six years old") are no dates.
 */
#include "event/timex.h"

#define OLD_NEAR 150 /* years between two of one text that are of old */

/* ---- "two days ago", "three weeks later", "nine-day", "for three years", "in two weeks' time", "decades ago" ---- */
static tx_match shifted(const tx *x, uint32_t n, tx_unit u, tx_number num, int sign, bool text)
{
    tx_match m = tx_point(n);
    int32_t anchor = x->today;
    bool anchored = text ? tx_anchor(x, u, &anchor) : x->has_pub;
    m.text = text;
    m.t.vague = num.vague || num.n == 0;
    if (num.half && u == UN_YEAR) /* "a year and a half ago" */
        tx_shift(&m.t, anchor, UN_MONTH, sign * (12 * num.value + 6));
    else
        tx_shift(&m.t, num.half && u == UN_MONTH ? anchor + 15 * sign : anchor, u, sign * num.value);
    if (m.t.vague || !anchored)
        m.t.date = (casus_date){0, 0, 0};
    if (!text)
        tx_mark(&m, sign);
    return m;
}

static tx_match duration(uint32_t n, tx_unit u, tx_number num)
{
    tx_match m = {0};
    m.n = n;
    m.t.kind = TX_DURATION;
    m.t.vague = num.vague || num.n == 0;
    m.t.days = m.t.vague ? 0 : unit_days(u, num.value);
    m.t.unit = (uint8_t)u;
    m.t.amount = m.t.vague ? 0 : num.value;
    return m;
}

/* What follows "two days" at p decides. */
static tx_match amount_tail(const tx *x, uint32_t i, uint32_t p, tx_unit u, tx_number num)
{
    bool plural = p > i && tx_flag(x, p - 1, TWF_PLURAL);
    if (tx_is(x, p, "ago"))
        return shifted(x, p + 1 - i, u, num, -1, false);
    if (tx_in(x, p, "|earlier|later|before|after|afterwards|afterward|")) {
        int sign = tx_in(x, p, "|earlier|before|") ? -1 : 1;
        bool open = tx_in(x, p, "|before|after|") && p + 1 < x->end && !tx_in(x, p + 1, "|,|.|;|)|-|:|");
        if (!open)
            return shifted(x, p + 1 - i, u, num, sign, true);
        tx_match m = tx_point(p - i); /* "two days after the attack": the anchor is an event */
        m.t.vague = true;
        m.t.unit = (uint8_t)u;
        m.t.amount = num.vague || num.n == 0 ? 0 : num.value;
        m.t.lead = num.vague || num.n == 0 || u > UN_WEEK ? 0 : sign * unit_days(u, num.value);
        return m;
    }
    if (tx_is(x, p, "from") && tx_is(x, p + 1, "now"))
        return shifted(x, p + 2 - i, u, num, 1, false);
    if (tx_is(x, p, "hence"))
        return shifted(x, p + 1 - i, u, num, 1, false);
    if (tx_in(x, p, "|'|'s|") && tx_is(x, p + 1, "time"))
        return shifted(x, p + 2 - i, u, num, 1, false);
    if (tx_is(x, p, "old") || (tx_is(x, p, "-") && tx_is(x, p + 1, "old")) || (tx_is(x, p, "of") && tx_is(x, p + 1, "age")))
        return tx_none;
    if (num.n == 0 && !(plural && tx_prev(x, i, "|for|over|within|in|after|through|of|") && u != UN_WEEKEND))
        return tx_none;
    if (tx_in(x, i, "|a|an|") && !num.vague && !tx_prev(x, i, "|for|in|within|over|during|after|nearly|almost|about|than|least|half|of|"))
        return tx_none;
    return duration(p - i, u, num);
}

static tx_match rule_amount(const tx *x, uint32_t i)
{
    if (tx_kind(x, i) == TW_LONG)
        return duration(1, (tx_unit)tx_value(x, i), (tx_number){1, 1, false, false});
    if (i > x->first + 1 && tx_is(x, i - 1, "-") && (tx_kind(x, i - 2) == TW_NUM || tx_kind(x, i - 2) == TW_UNIT))
        return tx_none;
    tx_number num = tx_number_at(x, i);
    uint32_t p = i + num.n;
    bool hyphen = tx_is(x, p, "-") && tx_kind(x, p + 1) == TW_UNIT && num.n > 0;
    if (hyphen)
        p++;
    if (num.n > 0 && tx_in(x, p, "|full|whole|consecutive|straight|long|more|further|"))
        p++;
    if (tx_kind(x, p) != TW_UNIT)
        return tx_none;
    tx_unit u = (tx_unit)tx_value(x, p);
    if (tx_flag(x, p, TWF_TEXT))
        num.value *= 2; /* fortnight */
    p++;
    if (num.n > 0 && tx_is(x, p, "and") && tx_is(x, p + 1, "a") && tx_is(x, p + 2, "half"))
        p += 3, num.half = true;
    if (tx_is(x, p, "-") && tx_is(x, p + 1, "old"))
        return tx_none;
    if (tx_is(x, p, "-") && tx_is(x, p + 1, "long")) {
        if (tx_in(x, i, "|a|an|"))
            return tx_none; /* the article of what follows */
        if (num.n == 0)
            num = (tx_number){tx_flag(x, p - 1, TWF_PLURAL) ? 0 : 1, tx_flag(x, p - 1, TWF_PLURAL) ? 0 : 1, false, false};
        return duration(p + 2 - i, u, num);
    }
    if (hyphen)
        return duration(p - i, u, num);
    if (num.n == 0 && !tx_flag(x, p - 1, TWF_PLURAL))
        return tx_none;
    return amount_tail(x, i, p, u, num);
}

/* ---- "1994", "early 2021", "the end of 1999", "1994-95", "the 1990s", "the late 1980s", "the 19th century" ---- */
static uint32_t phase(const tx *x, uint32_t i)
{
    uint32_t p = i;
    if (tx_is(x, p, "the"))
        p++;
    if (tx_is(x, p, "mid-"))
        return p + 1 - i;
    if (tx_kind(x, p) != TW_PHASE)
        return 0;
    bool of = tx_in(x, p, "|beginning|start|end|middle|");
    p++;
    if (of)
        return tx_is(x, p, "of") ? p + 1 - i : 0;
    if (tx_is(x, p, "-"))
        p++;
    return p - i;
}

static tx_match rule_year(const tx *x, uint32_t i)
{
    uint32_t p = i + phase(x, i);
    bool led = p > i;
    if (tx_in(x, p, "|year|fiscal|") && tx_kind(x, p + 1) == TW_YEAR)
        p++;
    if (tx_kind(x, p) == TW_YEAR && x->d->form[p].p[0] == '\'' && !led && !tx_prev(x, p, "|of|in|since|until|summer|spring|fall|winter|"))
        return tx_none;
    if (tx_kind(x, p) != TW_YEAR || !(led || tx_year_at(x, p)))
        return tx_none;
    int32_t y = tx_value(x, p);
    tx_match m = tx_point(p + 1 - i);
    tx_year(&m.t, y);
    m.has_year = true;
    bool next = tx_in(x, p + 1, "|-|/|") && tx_value(x, p + 2) == y % 100 + 1,
         later = p + 1 < x->end && str_is(x->d->form[p + 1], "\u2013") && tx_value(x, p + 2) > y % 100;
    if ((next || later) && tx_kind(x, p + 2) == TW_NUM && x->d->form[p + 2].n == 2) { /* "1994-95", "1876\u201379" */
        m.n += 2;
        m.t.end = (casus_date){(int16_t)(y - y % 100 + tx_value(x, p + 2)), 12, 31};
    }
    return m;
}

/* "in 512", where the text speaks of such years */
static bool told_year(const tx *x, uint32_t p)
{
    int32_t y = tx_value(x, p), near = y - x->year;
    return x->year > 0 && x->year < 1000 && y >= 10 && y < 1000 && near < OLD_NEAR && near > -OLD_NEAR &&
           tx_prev(x, p, "|in|by|about|around|after|before|until|since|from|to|and|or|-|(|year|") && !tx_in(x, p + 1, "|people|men|women|%|percent|") &&
           tx_kind(x, p + 1) != TW_UNIT && tx_kind(x, p + 1) != TW_MULT;
}

/* "AD 842", "394 CE", "508 BC", "c. 347": years of old; those before our era have no value */
static tx_match rule_old_year(const tx *x, uint32_t i)
{
    uint32_t p = tx_in(x, i, "|ad|a.d.|c.|ca.|circa|") ? i + 1 : i;
    bool number = (tx_kind(x, p) == TW_NUM || tx_kind(x, p) == TW_YEAR) && tx_value(x, p) > 0 && tx_value(x, p) < 10000;
    bool told = number && p == i && told_year(x, p);
    if (!number || (!told && p > x->first && tx_is(x, p - 1, "-")) || x->d->form[p].p[0] < '0' || x->d->form[p].p[0] > '9')
        return tx_none;
    bool before = tx_in(x, p + 1, "|bc|bce|b.c.|b.c.e.|"), after = tx_in(x, p + 1, "|ad|ce|a.d.|c.e.|");
    bool year = p > x->first + 1 && tx_prev(x, p, "|year|") && tx_in(x, p - 2, "|the|in|") && x->d->form[p].n > 1; /* "in the year 92" */
    if (!before && !after && !told && !year && (p == i || x->d->form[p].n != 3))
        return tx_none;
    tx_match m = tx_point((before || after ? p + 2 : p + 1) - i);
    if (before || tx_value(x, p) > 2150)
        m.t.vague = true;
    else
        tx_year(&m.t, tx_value(x, p)), m.has_year = true;
    return m;
}

static tx_match years(uint32_t n, int32_t from, int32_t to)
{
    tx_match m = tx_point(n);
    tx_year(&m.t, from);
    if (m.t.date.year != 0)
        m.t.end = (casus_date){(int16_t)to, 12, 31};
    return m;
}

/* The part of a decade or century that "early" and "late" before token p leave */
static tx_match in_phase(const tx *x, uint32_t i, uint32_t p, uint32_t n, int32_t from, int32_t to)
{
    bool century = to - from > 9, early = false, late = false;
    for (uint32_t t = i; t < p; t++) {
        early = early || tx_is(x, t, "early");
        late = late || tx_in(x, t, "|late|later|");
    }
    if (late)
        from += century ? 75 : 5;
    if (early)
        to -= century ? 74 : 5;
    return years(n, from, to);
}

/* "the 19th century", "the late 17th and early 18th centuries", "the 12th to the 14th century"; p: the ordinal */
static tx_match rule_century(const tx *x, uint32_t i, uint32_t p)
{
    uint32_t second = p, q = p + 1;
    if (tx_kind(x, p) != TW_ORDINAL || tx_value(x, p) > 22)
        return tx_none;
    if (tx_in(x, q, "|to|and|-|or|")) {
        for (second = q + 1; tx_is(x, second, "the") || tx_in(x, second, "|early|late|mid|");)
            second++;
        if (tx_kind(x, second) != TW_ORDINAL || tx_value(x, second) > 22 || tx_value(x, second) < tx_value(x, p))
            second = p;
    }
    q = second + 1;
    q += tx_is(x, q, "-");
    if (tx_kind(x, q) != TW_UNIT || tx_value(x, q) != UN_CENTURY)
        return tx_none;
    int32_t c = tx_value(x, p);
    tx_match m = in_phase(x, i, p, q + 1 - i, c > 1 ? (c - 1) * 100 : 1, c * 100 - 1);
    if (second > p)
        m.t.end = in_phase(x, p + 1, second, q - p, (tx_value(x, second) - 1) * 100, tx_value(x, second) * 100 - 1).t.end;
    if (tx_in(x, q + 1, "|b.c.|bc|bce|b.c.e.|")) {
        m = tx_point(q + 2 - i);
        m.t.vague = true;
    }
    return m;
}

static tx_match rule_decade(const tx *x, uint32_t i)
{
    uint32_t p = i + phase(x, i);
    if (tx_is(x, p, "the"))
        p++;
    if (tx_kind(x, p) == TW_PHASE || (p > i && tx_is(x, p, "later")))
        p += tx_is(x, p + 1, "-") ? 2 : 1;
    if (tx_is(x, p, "'") && tx_kind(x, p + 1) == TW_DECADE)
        p++;
    if (tx_kind(x, p) == TW_DECADE) {
        bool word = x->d->form[p].p[0] > '9', sure = x->d->form[p].p[0] == '\'' || tx_prev(x, p, "|'|") || (!word && x->d->form[p].n > 4);
        if (!sure && (!tx_prev(x, p, "|the|early|late|mid|-|") || (p > x->first + 1 && tx_in(x, p - 2, "|his|her|their|my|")) || tx_in(x, p + 1, "|°|")))
            return tx_none; /* "in her late twenties", "in the 40s °F" */
        int32_t from = tx_value(x, p);
        bool century = from % 100 == 0 && from < 1900; /* "the 1800s" */
        return in_phase(x, i, p, p + 1 - i, from, century ? from + 99 : from + 9);
    }
    return rule_century(x, i, p);
}

/* "the beginning of May", "late March", "mid-March 2020", "the end of last year", "the end of the month" */
static tx_match rule_phase(const tx *x, uint32_t i)
{
    uint32_t n = phase(x, i);
    if (n == 0)
        return tx_none;
    uint32_t p = i + n;
    if (tx_kind(x, p) == TW_MONTH || tx_kind(x, p) == TW_LAST || tx_kind(x, p) == TW_NEXT || tx_kind(x, p) == TW_THIS) {
        tx_match m = tx_longest(x, p);
        if (m.n == 0 || m.t.kind != TX_POINT || m.t.precision == CASUS_DAY)
            return tx_none;
        m.n += n;
        return m;
    }
    if (tx_is(x, p, "the") && tx_kind(x, p + 1) == TW_UNIT && tx_value(x, p + 1) >= UN_WEEK && !tx_flag(x, p + 1, TWF_PLURAL)) {
        if (tx_is(x, p + 2, "of"))
            return tx_none;
        tx_match m = tx_point(p + 2 - i);
        m.t.precision = CASUS_MONTH;
        if (x->has_pub)
            tx_unit_of(&m.t, x->today, (tx_unit)tx_value(x, p + 1), 0);
        return m;
    }
    return tx_none;
}

/* ---- eras ---- */
#define WORLD_WAR_1 \
    {1914, 7, 28}, { 1918, 11, 11 }
#define WORLD_WAR_2 \
    {1939, 9, 1}, { 1945, 9, 2 }
static const struct {
    const char *words[4];
    casus_date from, to; /* days, or whole years */
} eras[] = {
    {{"world", "war", "ii", NULL}, WORLD_WAR_2},
    {{"world", "war", "two", NULL}, WORLD_WAR_2},
    {{"second", "world", "war", NULL}, WORLD_WAR_2},
    {{"wwii", NULL, NULL, NULL}, WORLD_WAR_2},
    {{"ww2", NULL, NULL, NULL}, WORLD_WAR_2},
    {{"world", "war", "i", NULL}, WORLD_WAR_1},
    {{"world", "war", "one", NULL}, WORLD_WAR_1},
    {{"first", "world", "war", NULL}, WORLD_WAR_1},
    {{"great", "war", NULL, NULL}, WORLD_WAR_1},
    {{"wwi", NULL, NULL, NULL}, WORLD_WAR_1},
    {{"cold", "war", NULL, NULL}, {1947, 0, 0}, {1991, 12, 31}},
    {{"vietnam", "war", NULL, NULL}, {1955, 0, 0}, {1975, 12, 31}},
    {{"korean", "war", NULL, NULL}, {1950, 6, 25}, {1953, 7, 27}},
    {{"soviet", "era", NULL, NULL}, {1922, 0, 0}, {1991, 12, 31}},
    {{"arab", "spring", NULL, NULL}, {2010, 0, 0}, {2012, 12, 31}},
    {{"iran", "-", "iraq", "war"}, {1980, 9, 22}, {1988, 8, 20}},
    {{"gulf", "war", NULL, NULL}, {1990, 8, 2}, {1991, 2, 28}},
    {{"falklands", "war", NULL, NULL}, {1982, 4, 2}, {1982, 6, 14}},
    {{"yom", "kippur", "war", NULL}, {1973, 10, 6}, {1973, 10, 25}},
    {{"bosnian", "war", NULL, NULL}, {1992, 0, 0}, {1995, 12, 31}},
    {{"spanish", "civil", "war", NULL}, {1936, 7, 17}, {1939, 4, 1}},
    {{"american", "civil", "war", NULL}, {1861, 4, 12}, {1865, 5, 26}},
    {{"american", "revolutionary", "war", NULL}, {1775, 0, 0}, {1783, 12, 31}},
    {{"american", "revolution", NULL, NULL}, {1775, 0, 0}, {1783, 12, 31}},
    {{"french", "revolution", NULL, NULL}, {1789, 0, 0}, {1799, 12, 31}},
    {{"great", "depression", NULL, NULL}, {1929, 0, 0}, {1939, 12, 31}},
    {{"middle", "ages", NULL, NULL}, {500, 0, 0}, {1500, 12, 31}},
};

static tx_match rule_era(const tx *x, uint32_t i)
{
    uint32_t p = tx_is(x, i, "the") ? i + 1 : i;
    if (p >= x->end || tx_lower(x, p))
        return tx_none;
    for (size_t k = 0; k < LEN(eras); k++) {
        uint32_t n = 0;
        while (n < 4 && eras[k].words[n] != NULL && tx_is(x, p + n, eras[k].words[n]))
            n++;
        if (n < 4 && eras[k].words[n] != NULL)
            continue;
        tx_match m = years(p + n - i, eras[k].from.year, eras[k].to.year);
        if (eras[k].from.day > 0) {
            tx_day(&m.t, day_from_date(eras[k].from));
            m.t.end = eras[k].to;
        }
        return m;
    }
    return tx_none;
}

/* ---- "the summer of 2012", "in spring 2020", "in the winter" ---- */
static tx_match rule_season(const tx *x, uint32_t i)
{
    uint32_t p = i + phase(x, i);
    if (tx_is(x, p, "the"))
        p++;
    if (tx_kind(x, p) != TW_SEASON)
        return tx_none;
    if (tx_flag(x, p, TWF_PLURAL) || (p == x->first && tx_in(x, p + 1, "|is|can|may|brings|and|sees|has|tends|"))) /* "hot summers", "Winter is mild" */
        return tx_flag(x, p, TWF_WEAK) ? tx_none : (tx_match){.n = p + 1 - i, .t = {.kind = TX_SET}};
    uint32_t q = tx_in(x, p + 1, "|of|,|") ? p + 2 : p + 1;
    if (tx_kind(x, q) == TW_YEAR) {
        tx_match m = tx_point(q + 1 - i);
        tx_season(&m.t, tx_value(x, q), tx_value(x, p));
        m.has_year = true;
        return m;
    }
    if (tx_flag(x, p, TWF_WEAK) || !tx_lower(x, p) || tx_is(x, p + 1, "of"))
        return tx_none;
    bool stands = p + 1 == x->end || !tx_lower(x, p + 1) || tx_in(x, p + 1, "|and|or|when|but|with|as|because|so|it|");
    if (p == i && stands && tx_prev(x, p, "|of|was|is|like|quite|for|")) { /* "the warmth of summer" */
        tx_match m = tx_point(1);
        m.t.precision = CASUS_MONTH;
        m.t.vague = true;
        return m;
    }
    if (!tx_prev(x, p, "|in|during|since|until|by|early|late|") && !(tx_prev(x, p, "|the|") && tx_prev(x, p - 1, "|in|during|over|since|through|by|of|")))
        return tx_none;
    tx_match m = tx_point(p + 1 - i);
    m.t.precision = CASUS_MONTH;
    if (!x->has_pub)
        return m;
    bool future = tx_future_before(x, i);
    int first = tx_value(x, p), y = x->pub.year;
    if (first > x->pub.month && !future)
        y--;
    if (first + 2 < x->pub.month && future)
        y++;
    tx_season(&m.t, y, first);
    return m;
}

/* ---- holidays: month 0 = moves, month 13 = Easter plus `day` days ---- */
static const struct {
    const char *words[4];
    int8_t month, day;
} holidays[] = {
    {{"new", "year", "'s", "eve"}, 12, 31},     {{"new", "year", "'s", "day"}, 1, 1},        {{"christmas", "eve", NULL, NULL}, 12, 24},
    {{"christmas", "day", NULL, NULL}, 12, 25}, {{"christmas", NULL, NULL, NULL}, 12, 25},   {{"boxing", "day", NULL, NULL}, 12, 26},
    {{"halloween", NULL, NULL, NULL}, 10, 31},  {{"valentine", "'s", "day", NULL}, 2, 14},   {{"may", "day", NULL, NULL}, 5, 1},
    {{"bastille", "day", NULL, NULL}, 7, 14},   {{"armistice", "day", NULL, NULL}, 11, 11},  {{"independence", "day", NULL, NULL}, 0, 0},
    {{"victory", "day", NULL, NULL}, 0, 0},     {{"good", "friday", NULL, NULL}, 13, -2},    {{"palm", "sunday", NULL, NULL}, 13, -7},
    {{"easter", "sunday", NULL, NULL}, 13, 0},  {{"easter", "monday", NULL, NULL}, 13, 1},   {{"easter", NULL, NULL, NULL}, 13, 0},
    {{"ramadan", NULL, NULL, NULL}, 0, 0},      {{"eid", NULL, NULL, NULL}, 0, 0},           {{"eid", "al", "-", "fitr"}, 0, 0},
    {{"eid", "al", "-", "adha"}, 0, 0},         {{"thanksgiving", NULL, NULL, NULL}, 14, 0}, {{"ash", "wednesday", NULL, NULL}, 13, -46},
    {{"labor", "day", NULL, NULL}, 0, 0},       {{"martyrs", "'", "day", NULL}, 0, 0},
};

static int32_t holiday_day(size_t k, int year)
{
    if (holidays[k].month == 13)
        return day_from_date(easter_of(year)) + holidays[k].day;
    if (holidays[k].month == 14)
        return weekday_after(day_from_date((casus_date){(int16_t)year, 11, 1}), 3, true) + 21; /* the fourth Thursday */
    return day_from_date((casus_date){(int16_t)year, holidays[k].month, holidays[k].day});
}

static tx_match holiday_value(const tx *x, uint32_t i, uint32_t p, size_t k, bool said, int which)
{
    uint32_t q = tx_in(x, p, "|,|of|") ? p + 1 : p;
    bool dated = tx_kind(x, q) == TW_YEAR;
    tx_match m = tx_point((dated ? q + 1 : p) - i);
    if (said)
        tx_mark(&m, which);
    int year = dated ? tx_value(x, q) : x->pub.year;
    m.has_year = dated;
    if (holidays[k].month == 0) {
        m.t.precision = CASUS_YEAR;
        m.t.vague = true;
        if (dated || x->has_pub)
            tx_year(&m.t, year + (dated || which == 0 ? 0 : which > 0 ? 0 : -1));
        return m;
    }
    if (!dated && !x->has_pub)
        return m;
    int32_t day = holiday_day(k, year);
    if (!dated) {
        bool future = (said && which > 0) || tx_future_before(x, i);
        if (future && day < x->today)
            day = holiday_day(k, year + 1);
        if (!future && day > x->today + (said ? 0 : 45))
            day = holiday_day(k, year - 1);
    }
    tx_day(&m.t, day);
    return m;
}

static tx_match rule_holiday(const tx *x, uint32_t i)
{
    int which = 0;
    bool said = tx_direction(x, i, &which);
    uint32_t p = said ? i + 1 : i;
    if (p >= x->end || tx_lower(x, p))
        return tx_none;
    for (size_t k = 0; k < LEN(holidays); k++) {
        uint32_t n = 0;
        while (n < 4 && holidays[k].words[n] != NULL && tx_is(x, p + n, holidays[k].words[n]))
            n++;
        if (n < 4 && holidays[k].words[n] != NULL)
            continue;
        if (tx_is(x, p + n, "-") || tx_is(x, p + n, "island"))
            continue;
        if (n == 1 && tx_in(x, p + 1, "|eve|day|sunday|monday|al|"))
            continue;
        if (n == 1 && !said && !tx_prev(x, p, "|at|on|before|after|since|by|until|for|over|around|during|of|in|")) /* "a Christmas tree" */
            continue;
        return holiday_value(x, i, p + n, k, said, which);
    }
    return tx_none;
}

/* ---- "recently", "soon", "on the eve of" ---- */
static tx_match rule_vague(const tx *x, uint32_t i)
{
    if (tx_kind(x, i) == TW_VAGUE) {
        tx_match m = tx_point(1);
        m.t.precision = tx_value(x, i) < 0 ? CASUS_MONTH : CASUS_YEAR;
        m.t.vague = true;
        tx_mark(&m, tx_value(x, i));
        return m;
    }
    if (tx_is(x, i, "the") && tx_is(x, i + 1, "eve") && tx_is(x, i + 2, "of")) {
        tx_match m = tx_point(2);
        m.t.vague = true;
        return m;
    }
    return tx_none;
}

const tx_rule tx_amount_rules[] = {rule_amount, rule_year, rule_old_year, rule_decade, rule_phase, rule_era, rule_season, rule_holiday, rule_vague};
const size_t tx_n_amount_rules = LEN(tx_amount_rules);
