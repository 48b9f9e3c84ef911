/*
 * timex_rules.c - the grammar of dates: which expression begins at a token, and what it means.
 *
 * One function a kind of expression; each looks at a few tokens ahead within the sentence, so that the whole is linear. The longest
 * match wins, the earlier rule on a tie. The vocabulary follows HeidelTime's and TIMEX3's; values: see timex_value.c.
 */
#include "event/timex.h"

#define STILL_TOKENS 7u

/* ---- "2021-08-16", "16/08/2021", "9/11" ---- */
static tx_match rule_numeric(const tx *x, uint32_t i)
{
    tx_match m = tx_none;
    if (tx_kind(x, i) == TW_ISO || tx_kind(x, i) == TW_SLASH) {
        m = tx_point(1);
        if (tx_flag(x, i, TWF_WEAK))
            tx_year(&m.t, date_from_day(tx_value(x, i)).year); /* day and month cannot be told apart */
        else
            tx_day(&m.t, tx_value(x, i));
        m.has_year = true;
    } else if (tx_kind(x, i) == TW_YEAR && tx_in(x, i + 1, "|-|/|") && tx_kind(x, i + 2) == TW_NUM && tx_in(x, i + 3, "|-|/|") && tx_kind(x, i + 4) == TW_NUM) {
        if (tx_value(x, i + 2) > 12 || tx_value(x, i + 4) > 31)
            return tx_none;
        casus_date d = {(int16_t)tx_value(x, i), (int8_t)tx_value(x, i + 2), (int8_t)tx_value(x, i + 4)};
        if (!date_valid(d))
            return tx_none;
        m = tx_point(5);
        tx_day(&m.t, day_from_date(d));
        m.has_year = true;
    } else if (tx_is(x, i, "9/11") || (tx_is(x, i, "9") && tx_is(x, i + 1, "/") && tx_is(x, i + 2, "11"))) {
        m = tx_point(tx_is(x, i, "9/11") ? 1 : 3);
        tx_day(&m.t, day_from_date((casus_date){2001, 9, 11}));
    }
    return m;
}

/* ---- "Aug. 16", "16 August 2021", "May 3-5", "Tuesday, July 12", "August 2021", "May" ---- */
/* "3-5" in one token */
static bool day_pair(str f, int *a, int *b)
{
    int v[2] = {0, 0}, k = 0;
    for (size_t i = 0; i < f.n; i++) {
        if (f.p[i] == '-' && i > 0 && k == 0)
            k = 1;
        else if (f.p[i] >= '0' && f.p[i] <= '9' && v[k] < 10)
            v[k] = v[k] * 10 + (f.p[i] - '0');
        else
            return false;
    }
    *a = v[0];
    *b = v[1];
    return k == 1 && v[0] >= 1 && v[0] <= 31 && v[1] >= 1 && v[1] <= 31;
}

/* A month meant as one: "May" and "March" want company, "Jan" a dot. */
static bool month_alone(const tx *x, uint32_t i)
{
    if (tx_kind(x, i) != TW_MONTH)
        return false;
    uint32_t name = x->d->name_of != NULL ? x->d->name_of[i] : NO_TOKEN;
    if (name != NO_TOKEN && name < x->d->n_name && x->d->name[name].type != NE_LOC)
        return false;
    if (!tx_flag(x, i, TWF_WEAK))
        return true;
    if (tx_flag(x, i, TWF_SHORT))
        return false;
    return tx_prev(x, i, "|in|since|until|till|of|by|last|next|this|early|late|mid|mid-|during|from|between|to|before|after|-|through|previous|every|each|") ||
           (tx_prev(x, i, "|and|or|,|") && i >= x->first + 2 && tx_kind(x, i - 2) == TW_MONTH);
}

/* "[,] 2021" at p: tokens taken, 0: no year */
static uint32_t year_after(const tx *x, uint32_t p)
{
    uint32_t q = tx_in(x, p, "|,|of|in|") ? p + 1 : p;
    if (tx_kind(x, q) != TW_YEAR || tx_value(x, q) > 2150)
        return 0;
    if (tx_in(x, q + 1, "|people|men|women|children|troops|soldiers|dead|"))
        return 0;
    return q + 1 - p;
}

static tx_match calendar_value(const tx *x, uint32_t i, uint32_t p, int month, int day, int day2)
{
    uint32_t y = year_after(x, p);
    tx_match m = tx_point(p + y - i);
    if (y > 0) {
        casus_date d = {(int16_t)tx_value(x, p + y - 1), (int8_t)month, (int8_t)day};
        m.has_year = true;
        if (day == 0)
            tx_month(&m.t, d);
        else if (date_valid(d))
            tx_day(&m.t, day_from_date(d));
        else
            return tx_none;
    } else {
        bool future = tx_future_before(x, i);
        tx_open_year(x, i, &m.t, month, day, future ? 1 : tx_prev(x, i, "|since|") ? -1 : 0);
        m.open_year = true;
        m.t.open_year = true;
        m.t.future = future && x->has_pub && m.t.date.year != 0 && day_from_date(m.t.date) > x->today;
    }
    if (day2 > day && m.t.date.year != 0) {
        casus_date e = {m.t.date.year, (int8_t)month, (int8_t)day2};
        if (date_valid(e))
            m.t.end = e;
    }
    return m;
}

/* "on the 5th": the first such day from that on of which the text speaks, else the last one */
static tx_match rule_day_of_month(const tx *x, uint32_t i)
{
    uint32_t next = i + 2;
    if (!tx_is(x, i, "the") || !tx_prev(x, i, "|on|") || tx_kind(x, i + 1) != TW_ORDINAL || tx_value(x, i + 1) < 3 || tx_value(x, i + 1) > 31 ||
        !(next == x->end || tx_in(x, next, "|,|.|;|)|and|but|when|at|")))
        return tx_none;
    tx_match m = tx_point(2);
    if (!x->has_pub)
        return m;
    int day = tx_value(x, i + 1);
    casus_date d = date_from_day(x->has_narrative && x->narrative < x->today ? x->narrative : x->today);
    if (x->has_narrative && d.day > day)
        d = month_shift(d, 1);
    d.day = (int8_t)day;
    if (day_from_date(d) > x->today)
        d = month_shift(d, -1), d.day = (int8_t)day;
    if (date_valid(d))
        tx_day(&m.t, day_from_date(d));
    return m;
}

static tx_match rule_calendar(const tx *x, uint32_t i)
{
    uint32_t p = i;
    int a = 0, b = 0;
    if (tx_kind(x, p) == TW_WDAY && !tx_flag(x, p, TWF_PLURAL)) {
        p += tx_is(x, p + 1, ",") ? 2 : 1;
        if (tx_is(x, p, "the") && tx_day_number(x, p + 1))
            p++;
        if (tx_kind(x, p) != TW_MONTH && !tx_day_number(x, p))
            return tx_none;
    } else if (tx_kind(x, p) == TW_WDAY) {
        return tx_none;
    }
    if (tx_kind(x, p) == TW_MONTH) {
        int month = tx_value(x, p);
        uint32_t q = p + 1;
        if (tx_is(x, q, "the") && tx_kind(x, q + 1) == TW_ORDINAL)
            q++;
        if (q < x->end && day_pair(x->d->fold[q], &a, &b))
            return calendar_value(x, i, q + 1, month, a, b);
        bool count = tx_prev(x, p, "|in|") && tx_lower(x, q + 1) && tx_kind(x, q) == TW_NUM;
        if (tx_day_number(x, q) && !count && tx_kind(x, q + 1) != TW_UNIT && !tx_in(x, q + 1, "|percent|%|million|billion|")) {
            if (tx_is(x, q + 1, "-") && tx_day_number(x, q + 2))
                return calendar_value(x, i, q + 3, month, tx_value(x, q), tx_value(x, q + 2));
            return calendar_value(x, i, q + 1, month, tx_value(x, q), 0);
        }
        if (p == i && (year_after(x, p + 1) > 0 || month_alone(x, p)))
            return calendar_value(x, i, p + 1, month, 0, 0);
        return tx_none;
    }
    if (tx_is(x, p, "the") && tx_kind(x, p + 1) == TW_ORDINAL)
        p++;
    uint32_t q = p + 1;
    if (p < x->end && day_pair(x->d->fold[p], &a, &b)) {
        /* both days in one token */
    } else if (tx_day_number(x, p)) {
        a = tx_value(x, p);
        if (tx_in(x, q, "|-|to|and|") && tx_day_number(x, q + 1)) {
            b = tx_value(x, q + 1);
            q += 2;
        }
    } else {
        return tx_none;
    }
    if (tx_is(x, q, "-") && tx_kind(x, q + 1) == TW_MONTH && tx_is(x, q + 2, "-") && tx_kind(x, q + 3) == TW_YEAR && b == 0) { /* 8-May-2006 */
        casus_date d = {(int16_t)tx_value(x, q + 3), (int8_t)tx_value(x, q + 1), (int8_t)a};
        if (!date_valid(d))
            return tx_none;
        tx_match m = tx_point(q + 4 - i);
        tx_day(&m.t, day_from_date(d));
        m.has_year = true;
        return m;
    }
    if (tx_is(x, q, "of"))
        q++;
    if (tx_kind(x, q) != TW_MONTH)
        return tx_none;
    return calendar_value(x, i, q + 1, tx_value(x, q), a, b);
}

/* ---- "last Tuesday", "Monday night", "Monday of last week", "every Friday" ---- */
static tx_match weekday_value(const tx *x, uint32_t i, uint32_t p, int which, bool said, bool text)
{
    int wd = tx_value(x, p);
    bool anchored = text ? x->has_narrative || x->has_pub : x->has_pub;
    int32_t anchor = text && x->has_narrative ? x->narrative : x->today;
    uint32_t q = p + 1, week = q;
    int week_which = 0;
    if (tx_is(x, week, "of"))
        week++;
    if (tx_direction(x, week, &week_which) && tx_kind(x, week + 1) == TW_UNIT && tx_value(x, week + 1) == UN_WEEK) {
        tx_match m = tx_point(week + 2 - i);
        if (x->has_pub)
            tx_day(&m.t, monday_of(x->today) + 7 * week_which + wd);
        tx_mark(&m, week_which);
        return m;
    }
    if (tx_kind(x, q) == TW_PART)
        q++;
    if (q > p + 1 && tx_flag(x, q - 1, TWF_PLURAL)) /* "on Friday nights" */
        return (tx_match){.n = q - i, .t = {.kind = TX_SET}};
    if (q > p + 1 && tx_title(x, q - 1) && tx_title(x, q))
        return tx_none; /* "the Sunday Morning Herald" */
    tx_match m = tx_point(q - i);
    m.text = text;
    if (!said && tx_prev(x, i, "|a|")) { /* "on a Monday" */
        m.t.vague = true;
        return m;
    }
    if (said && which != 0)
        tx_mark(&m, which);
    m.t.weekday = !said;
    if (!anchored)
        return m;
    int32_t before = weekday_before(anchor, wd, !said || which == 0), after = weekday_after(anchor, wd, false);
    if (!said || which < 0)
        tx_day(&m.t, before);
    else if (which > 0)
        tx_day(&m.t, after);
    else
        tx_day(&m.t, anchor - before <= after - anchor ? before : after);
    return m;
}

static tx_match rule_weekday(const tx *x, uint32_t i)
{
    uint32_t p = i;
    int which = 0;
    bool said = false, text = false;
    if (tx_kind(x, p) == TW_PHASE && tx_in(x, p, "|early|late|"))
        p++;
    if (tx_is(x, p, "the") && tx_flag(x, p + 1, TWF_TEXT))
        p++;
    if (tx_direction(x, p, &which)) {
        text = tx_flag(x, p, TWF_TEXT);
        said = true;
        p++;
    }
    if (tx_kind(x, p) != TW_WDAY || (tx_flag(x, p, TWF_WEAK)))
        return tx_none;
    if (tx_prev(x, p, "|bloody|black|super|palm|ash|holy|good|easter|cyber|"))
        return tx_none;
    uint32_t name = x->d->name_of != NULL ? x->d->name_of[p] : NO_TOKEN;
    if (name != NO_TOKEN && name < x->d->n_name && x->d->name[name].count > 1)
        return tx_none;
    if (tx_flag(x, p, TWF_PLURAL)) {
        tx_match m = {0};
        m.n = p + 1 - i;
        m.t.kind = TX_SET;
        return m;
    }
    return weekday_value(x, i, p, which, said, text);
}

/* ---- "every day", "each Friday", "daily" is no date ---- */
static tx_match rule_set(const tx *x, uint32_t i)
{
    tx_match m = tx_none;
    if (tx_kind(x, i) != TW_EVERY)
        return m;
    uint32_t p = i + 1;
    if (tx_kind(x, p) == TW_NUM)
        p++;
    tword_kind k = tx_kind(x, p);
    if (k != TW_WDAY && k != TW_UNIT && k != TW_MONTH && k != TW_PART && k != TW_SEASON)
        return m;
    if (k == TW_WDAY && tx_kind(x, p + 1) == TW_PART)
        p++;
    m.n = p + 1 - i;
    m.t.kind = TX_SET;
    return m;
}

/* ---- yesterday, today, tonight, tomorrow, overnight ---- */
/* "ships still moor there today", "known today as", "what is today Chad": these days, not this one */
static bool nowadays(const tx *x, uint32_t i)
{
    if (!tx_is(x, i, "today"))
        return false;
    for (uint32_t t = i; t-- > x->first && t + STILL_TOKENS > i && !tx_in(x, t, "|,|;|:|");)
        if (tx_is(x, t, "still"))
            return true;
    return (tx_prev(x, i, "|known|called|named|") && tx_is(x, i + 1, "as")) || (tx_prev(x, i, "|is|are|") && tx_prev(x, i - 1, "|what|")) ||
           (tx_is(x, i + 1, "than") && tx_is(x, i + 2, "ever"));
}

static tx_match rule_dayword(const tx *x, uint32_t i)
{
    uint32_t p = i;
    int32_t more = 0;
    if (tx_is(x, p, "the") && tx_is(x, p + 1, "day") && tx_in(x, p + 2, "|before|after|") && tx_kind(x, p + 3) == TW_DAYWORD && tx_value(x, p + 3) != 0) {
        more = tx_value(x, p + 3);
        p += 3;
    } else if (tx_kind(x, p) == TW_PHASE || tx_in(x, p, "|earlier|later|")) {
        p++;
    }
    if (tx_kind(x, p) != TW_DAYWORD || (tx_title(x, p) && p > x->first && tx_title(x, p - 1)))
        return tx_none; /* "Kasai Today", the paper */
    int32_t offset = tx_value(x, p) + more;
    if (tx_kind(x, p + 1) == TW_PART)
        p++;
    tx_match m = tx_point(p + 1 - i);
    if (p == i && nowadays(x, i)) {
        m.t.vague = true;
        return m;
    }
    if (x->has_pub)
        tx_day(&m.t, x->today + offset);
    tx_mark(&m, offset);
    return m;
}

/* ---- "last week", "earlier this month", "the next day", "the past three years", "last May", "last night", "recent days" ---- */
static tx_match span_of_units(const tx *x, uint32_t i, uint32_t p, int which, tx_number num, tx_unit u)
{
    tx_match m = tx_point(p + 1 - i);
    tx_mark(&m, which);
    m.t.vague = num.vague || num.n == 0;
    m.t.unit = (uint8_t)u;
    m.t.amount = m.t.vague ? 0 : num.value;
    tx_shift(&m.t, x->today, u, which * num.value);
    casus_precision precision = m.t.precision;
    if (!x->has_pub || m.t.vague || which == 0 || m.t.date.year == 0) {
        m.t.date = (casus_date){0, 0, 0};
    } else if (which < 0) {
        m.t.end = x->pub;
    } else {
        m.t.end = m.t.date;
        m.t.date = x->pub;
        if (m.t.end.month == 0)
            m.t.end = (casus_date){m.t.end.year, 12, 31};
        if (m.t.end.day == 0)
            m.t.end.day = (int8_t)days_in_month(m.t.end.year, m.t.end.month);
    }
    m.t.precision = precision;
    return m;
}

static tx_match last_month(const tx *x, uint32_t i, uint32_t p, int which)
{
    tx_match m = tx_point(p + 1 - i);
    m.t.precision = CASUS_MONTH;
    tx_mark(&m, which);
    if (!x->has_pub)
        return m;
    int month = tx_value(x, p), y = x->pub.year;
    if (which < 0 && month >= x->pub.month)
        y--;
    if (which > 0 && month <= x->pub.month)
        y++;
    tx_month(&m.t, (casus_date){(int16_t)y, (int8_t)month, 0});
    return m;
}

static tx_match last_season(const tx *x, uint32_t i, uint32_t p, int which)
{
    tx_match m = tx_point(p + 1 - i);
    m.t.precision = CASUS_MONTH;
    tx_mark(&m, which);
    if (!x->has_pub)
        return m;
    int first = tx_value(x, p), y = x->pub.year, now = x->pub.month;
    if (first == 12 && now <= 2)
        y--; /* the winter in which we are */
    if (which < 0) {
        if (first == 12 || now <= first + 2)
            y--;
    } else if (which > 0 && now >= first) {
        y++;
    }
    tx_season(&m.t, y, first);
    return m;
}

static tx_match rule_direction(const tx *x, uint32_t i)
{
    uint32_t p = i;
    int which = 0;
    bool the = tx_is(x, p, "the");
    if (the)
        p++;
    if (!the && (tx_in(x, p, "|earlier|later|") || tx_kind(x, p) == TW_PHASE))
        p++;
    if (tx_is(x, p, "recent") && tx_flag(x, p + 1, TWF_PLURAL))
        which = -1;
    else if (!tx_direction(x, p, &which))
        return tx_none;
    bool text = tx_flag(x, p, TWF_TEXT), recent = tx_is(x, p, "recent");
    p++;
    tx_number num = tx_number_at(x, p);
    if (num.n > 0 && (tx_kind(x, p + num.n) != TW_UNIT || tx_in(x, p, "|a|an|")))
        return tx_none;
    p += num.n;
    if (tx_kind(x, p) == TW_MONTH && num.n == 0 && !tx_flag(x, p, TWF_SHORT))
        return last_month(x, i, p, which);
    if (tx_kind(x, p) == TW_SEASON && num.n == 0)
        return last_season(x, i, p, which);
    bool after = the && tx_in(x, p - 1, "|next|following|"); /* "the next morning" */
    if (tx_kind(x, p) == TW_PART && num.n == 0 && (!the || text || after) && (after || tx_kind(x, p - 1) != TW_NEXT)) {
        tx_match m = tx_point(p + 1 - i);
        text = text || after;
        if (!after)
            tx_mark(&m, which);
        if (x->has_pub)
            tx_day(&m.t, (text && x->has_narrative ? x->narrative : x->today) + which);
        m.text = text;
        return m;
    }
    if (tx_kind(x, p) != TW_UNIT)
        return tx_none;
    tx_unit u = (tx_unit)tx_value(x, p);
    bool decade = u == UN_DECADE && which < 0 && !text && !tx_flag(x, p, TWF_PLURAL); /* "the past decade": the last ten years */
    if (num.n > 0 || recent || decade || tx_flag(x, p, TWF_PLURAL))
        return span_of_units(x, i, p, which, decade && num.n == 0 ? (tx_number){1, 1, false, false} : num, u);
    tx_match m = tx_point(p + 1 - i);
    if (u == UN_DAY && tx_is(x, p - 1, "last")) { /* "on their last day": of what, the text does not say here */
        m.t.vague = true;
        return m;
    }
    text = text || (the && which > 0 && u <= UN_DAY);
    m.text = text;
    m.t.precision = u <= UN_DAY ? CASUS_DAY : u <= UN_WEEKEND ? CASUS_WEEK : u <= UN_QUARTER ? CASUS_MONTH : CASUS_YEAR;
    if (!text)
        tx_mark(&m, which);
    int32_t anchor = x->today;
    if (text ? tx_anchor(x, u, &anchor) : x->has_pub)
        tx_unit_of(&m.t, anchor, u, which);
    return m;
}

/* ---- "the same day", "later that week", "the day before", "the weekend", "the end of the year" ---- */
static tx_match rule_same(const tx *x, uint32_t i)
{
    uint32_t p = i;
    if (tx_in(x, p, "|later|earlier|"))
        p++;
    bool same = (tx_in(x, p, "|the|that|") && tx_is(x, p + 1, "same"));
    bool that = tx_is(x, p, "that");
    bool the = tx_is(x, p, "the");
    if (!that && !the)
        return tx_none;
    p += same ? 2 : 1;
    bool part = tx_kind(x, p) == TW_PART;
    if (tx_kind(x, p) != TW_UNIT && !part)
        return tx_none;
    if (tx_flag(x, p, TWF_PLURAL))
        return tx_none;
    tx_unit u = part ? UN_DAY : (tx_unit)tx_value(x, p);
    int which = 0;
    if (the && !same) {
        if (u == UN_WEEKEND) {
            tx_match m = tx_point(p + 1 - i);
            m.t.precision = CASUS_WEEK;
            if (x->has_pub)
                tx_unit_of(&m.t, x->today, u, weekday_of(x->today) >= 5 ? 0 : -1);
            return m;
        }
        which = tx_in(x, p + 1, "|before|earlier|") ? -1 : tx_is(x, p + 1, "after") ? 1 : 0;
        if (which == 0)
            return tx_none;
        if (p + 2 < x->end && !tx_in(x, p + 2, "|,|.|;|)|-|:|\"|that|")) { /* "the night before he left": the anchor is an event */
            tx_match m = tx_point(p + 1 - i);
            m.t.vague = true;
            m.t.lead = u > UN_WEEK ? 0 : which * unit_days(u, 1);
            return tx_is(x, p + 1, "earlier") ? tx_none : m;
        }
        p++;
    }
    tx_match m = tx_point(p + 1 - i);
    m.text = true;
    m.t.precision = u <= UN_DAY ? CASUS_DAY : u <= UN_WEEKEND ? CASUS_WEEK : u <= UN_QUARTER ? CASUS_MONTH : CASUS_YEAR;
    int32_t anchor;
    if (tx_anchor(x, u, &anchor))
        tx_unit_of(&m.t, anchor, u, which);
    return m;
}

static const tx_rule rules[] = {rule_numeric, rule_calendar, rule_day_of_month, rule_weekday, rule_set, rule_dayword, rule_direction, rule_same};

tx_match tx_longest(const tx *x, uint32_t i)
{
    tx_match best = tx_none;
    for (size_t k = 0; k < LEN(rules) + tx_n_amount_rules; k++) {
        tx_match m = (k < LEN(rules) ? rules[k] : tx_amount_rules[k - LEN(rules)])(x, i);
        if (m.n > best.n)
            best = m;
    }
    return best;
}
