/*
 * timex_amounts.c - date expressions that count or name a stretch of time: "two days ago", "nine-day", "in 1994", "the 1990s",
 * "the 19th century", "the Cold War", "the summer of 2012", "New Year's Eve", "recently".
 *
 * The second half of the grammar; see timex_rules.c. Ages ("45-year-old", "six years old") are no dates.
 */
#include "event/timex.h"

/* ---- "two days ago", "three weeks later", "nine-day", "for three years", "in two weeks' time", "decades ago" ---- */
static tx_match shifted(const tx *x, uint32_t n, tx_unit u, tx_number num, int sign, bool text)
{
    tx_match m = tx_point(n);
    int32_t anchor = x->today;
    bool anchored = text ? tx_anchor(x, u, &anchor) : x->has_pub;
    m.text = text;
    m.t.vague = num.vague || num.n == 0;
    tx_shift(&m.t, anchor, u, sign * num.value);
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
        return duration(1, (tx_unit)tx_value(x, i), (tx_number){1, 1, false});
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
    if (tx_is(x, p, "-") && tx_is(x, p + 1, "old"))
        return tx_none;
    if (tx_is(x, p, "-") && tx_is(x, p + 1, "long")) {
        if (tx_in(x, i, "|a|an|"))
            return tx_none; /* the article of what follows */
        if (num.n == 0)
            num = (tx_number){tx_flag(x, p - 1, TWF_PLURAL) ? 0 : 1, tx_flag(x, p - 1, TWF_PLURAL) ? 0 : 1, false};
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
    if (tx_kind(x, p) != TW_YEAR || !(led || tx_year_at(x, p)))
        return tx_none;
    int32_t y = tx_value(x, p);
    tx_match m = tx_point(p + 1 - i);
    tx_year(&m.t, y);
    m.has_year = true;
    bool next = tx_in(x, p + 1, "|-|/|") && tx_value(x, p + 2) == y % 100 + 1, later = tx_is(x, p + 1, "\u2013") && tx_value(x, p + 2) > y % 100;
    if ((next || later) && tx_kind(x, p + 2) == TW_NUM && x->d->form[p + 2].n == 2) { /* "1994-95", "1892\u201394" */
        m.n += 2;
        m.t.end = (casus_date){(int16_t)(y - y % 100 + tx_value(x, p + 2)), 12, 31};
    }
    return m;
}

/* "AD 842", "394 CE", "508 BC", "c. 347": years of old; those before our era have no value */
static tx_match rule_old_year(const tx *x, uint32_t i)
{
    uint32_t p = tx_in(x, i, "|ad|a.d.|c.|ca.|circa|") ? i + 1 : i;
    bool number = (tx_kind(x, p) == TW_NUM || tx_kind(x, p) == TW_YEAR) && tx_value(x, p) > 0 && tx_value(x, p) < 10000;
    if (!number || (p > x->first && tx_is(x, p - 1, "-")) || x->d->form[p].p[0] < '0' || x->d->form[p].p[0] > '9')
        return tx_none;
    bool before = tx_in(x, p + 1, "|bc|bce|b.c.|b.c.e.|"), after = tx_in(x, p + 1, "|ad|ce|a.d.|c.e.|");
    if (!before && !after && (p == i || x->d->form[p].n != 3))
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

static tx_match rule_decade(const tx *x, uint32_t i)
{
    uint32_t p = i + phase(x, i);
    if (tx_is(x, p, "the"))
        p++;
    if (tx_kind(x, p) == TW_PHASE)
        p += tx_is(x, p + 1, "-") ? 2 : 1;
    if (tx_is(x, p, "'") && tx_kind(x, p + 1) == TW_DECADE)
        p++;
    if (tx_kind(x, p) == TW_DECADE) {
        bool sure = x->d->form[p].n > 4 || x->d->form[p].p[0] == '\'' || tx_prev(x, p, "|'|");
        if (!sure && (!tx_prev(x, p, "|the|early|late|mid|-|") || (p > x->first + 1 && tx_in(x, p - 2, "|his|her|their|my|"))))
            return tx_none;
        int32_t from = tx_value(x, p), to = from + 9;
        if (p > i && (tx_in(x, i, "|late|") || tx_in(x, i + 1, "|late|")))
            from += 5;
        if (p > i && (tx_in(x, i, "|early|") || tx_in(x, i + 1, "|early|")))
            to -= 5;
        return years(p + 1 - i, from, to);
    }
    if (tx_kind(x, p) == TW_ORDINAL && tx_value(x, p) <= 22) {
        uint32_t q = tx_is(x, p + 1, "-") ? p + 2 : p + 1;
        if (tx_kind(x, q) == TW_UNIT && tx_value(x, q) == UN_CENTURY) {
            int32_t c = tx_value(x, p);
            if (tx_in(x, q + 1, "|b.c.|bc|bce|b.c.e.|"))
                return tx_none;
            return years(q + 1 - i, c > 1 ? (c - 1) * 100 : 1, c * 100 - 1);
        }
    }
    return tx_none;
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
static const struct {
    const char *words[4];
    int16_t from, to;
} eras[] = {
    {{"cold", "war", NULL, NULL}, 1947, 1991},      {{"world", "war", "ii", NULL}, 1939, 1945},    {{"world", "war", "two", NULL}, 1939, 1945},
    {{"second", "world", "war", NULL}, 1939, 1945}, {{"wwii", NULL, NULL, NULL}, 1939, 1945},      {{"world", "war", "i", NULL}, 1914, 1918},
    {{"world", "war", "one", NULL}, 1914, 1918},    {{"first", "world", "war", NULL}, 1914, 1918}, {{"wwi", NULL, NULL, NULL}, 1914, 1918},
    {{"vietnam", "war", NULL, NULL}, 1955, 1975},   {{"korean", "war", NULL, NULL}, 1950, 1953},   {{"soviet", "era", NULL, NULL}, 1922, 1991},
    {{"arab", "spring", NULL, NULL}, 2010, 2012},   {{"iran", "-", "iraq", "war"}, 1980, 1988},
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
        return years(p + n - i, eras[k].from, eras[k].to);
    }
    return tx_none;
}

/* ---- "the summer of 2012", "in spring 2020", "in the winter" ---- */
static tx_match rule_season(const tx *x, uint32_t i)
{
    uint32_t p = i + phase(x, i);
    if (tx_is(x, p, "the"))
        p++;
    if (tx_kind(x, p) != TW_SEASON || tx_flag(x, p, TWF_PLURAL))
        return tx_none;
    uint32_t q = tx_in(x, p + 1, "|of|,|") ? p + 2 : p + 1;
    if (tx_kind(x, q) == TW_YEAR) {
        tx_match m = tx_point(q + 1 - i);
        tx_season(&m.t, tx_value(x, q), tx_value(x, p));
        m.has_year = true;
        return m;
    }
    if (tx_flag(x, p, TWF_WEAK) || !tx_lower(x, p) || tx_is(x, p + 1, "of"))
        return tx_none;
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
