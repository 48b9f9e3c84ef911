/*
 * timex_value.c - from the parts of a date expression to its value: anchors, shifts, seasons, and years that the text leaves open.
 *
 * The anchor is the publication day, or for "two days later" the day of which the text spoke last. Conventions: a week is dated by its
 * Monday, a weekend by its Saturday with precision week; seasons are the meteorological ones of the north; "last" and "next" count
 * from the unit in which the anchor lies. Without an anchor the year stays 0.
 */
#include "event/timex.h"

#define OPEN_DAY_AHEAD 95 /* "July 12" is read as coming if that is at most so many days ahead and the past one is much farther */

void tx_day(timex *t, int32_t day)
{
    t->date = date_from_day(day);
    t->precision = CASUS_DAY;
}

void tx_month(timex *t, casus_date month)
{
    t->date = (casus_date){month.year, month.month, 0};
    t->precision = CASUS_MONTH;
}

void tx_year(timex *t, int32_t year)
{
    t->date = (casus_date){(int16_t)(year >= 1 && year <= 9999 ? year : 0), 0, 0};
    t->precision = CASUS_YEAR;
}

int32_t unit_days(tx_unit u, int32_t n)
{
    static const int32_t days[] = {0, 1, 7, 2, 30, 91, 365, 3652, 36524};
    if (n > 10000)
        n = 10000;
    return days[u] * n;
}

void tx_shift(timex *t, int32_t day, tx_unit u, int32_t n)
{
    if (n > 10000)
        n = 10000;
    if (n < -10000)
        n = -10000;
    casus_date d = date_from_day(day);
    switch (u) {
    case UN_HOUR:
        tx_day(t, day);
        break;
    case UN_DAY:
        tx_day(t, day + n);
        break;
    case UN_WEEK:
    case UN_WEEKEND:
        tx_day(t, day + 7 * n);
        t->precision = CASUS_WEEK;
        break;
    case UN_MONTH:
        tx_month(t, month_shift(d, n));
        break;
    case UN_QUARTER:
        tx_month(t, month_shift(d, 3 * n));
        break;
    case UN_YEAR:
        tx_year(t, d.year + n);
        break;
    case UN_DECADE:
        tx_year(t, d.year + 10 * n);
        break;
    case UN_CENTURY:
        tx_year(t, d.year + 100 * n);
        break;
    }
}

/* The last day of so many months from `month` on. */
static casus_date months_end(casus_date month, int32_t months)
{
    casus_date next = month_shift(month, months);
    return next.year == 0 ? next : date_from_day(day_from_date(next) - 1);
}

void tx_unit_of(timex *t, int32_t day, tx_unit u, int which)
{
    casus_date d = date_from_day(day);
    switch (u) {
    case UN_HOUR:
    case UN_DAY:
        tx_day(t, day + which);
        break;
    case UN_WEEK:
        tx_day(t, monday_of(day) + 7 * which);
        t->precision = CASUS_WEEK;
        break;
    case UN_WEEKEND: {
        int w = weekday_of(day);
        int32_t saturday = w >= 5 ? day - (w - 5) : w <= 1 && which == 0 ? day - w - 2 : day - w + 5 - (which < 0 ? 7 : 0);
        if (w >= 5)
            saturday += 7 * which;
        if (w < 5 && which > 0)
            saturday = day - w + 5;
        tx_day(t, saturday);
        t->precision = CASUS_WEEK;
        break;
    }
    case UN_MONTH:
        tx_month(t, month_shift(d, which));
        break;
    case UN_QUARTER: {
        d.month = (int8_t)((d.month - 1) / 3 * 3 + 1);
        casus_date q = month_shift(d, 3 * which);
        tx_month(t, q);
        t->end = months_end(q, 3);
        break;
    }
    case UN_YEAR:
        tx_year(t, d.year + which);
        break;
    case UN_DECADE:
        tx_year(t, d.year / 10 * 10 + 10 * which);
        t->end = (casus_date){(int16_t)(t->date.year + 9), 12, 31};
        break;
    case UN_CENTURY:
        tx_year(t, d.year / 100 * 100 + 100 * which);
        t->end = (casus_date){(int16_t)(t->date.year + 99), 12, 31};
        break;
    }
    if (t->date.year == 0)
        t->end = (casus_date){0, 0, 0};
}

void tx_season(timex *t, int year, int first_month)
{
    casus_date d = {(int16_t)year, (int8_t)first_month, 0};
    if (year < 1 || year > 9998)
        d.year = 0;
    tx_month(t, d);
    if (d.year != 0)
        t->end = months_end(d, 3);
}

bool tx_anchor(const tx *x, tx_unit u, int32_t *day)
{
    if (u <= UN_WEEKEND && x->has_narrative)
        *day = x->narrative;
    else if (u > UN_WEEKEND && x->has_story)
        *day = x->story;
    else if (x->has_pub)
        *day = x->today;
    else if (x->has_narrative)
        *day = x->narrative;
    else
        return false;
    return true;
}

/*
 * Does the text speak of a year of the past just here ("In 1863 ... on July 4")? News says "on May 3" of this year even after "in 2021", so
 * only the same sentence counts, or a full date in the one before, or a year that is history.
 */
static int context_year(const tx *x, uint32_t i)
{
    if (x->year == 0)
        return 0;
    if (!x->has_pub)
        return x->year;
    uint32_t far = x->d->sent_of[i] - x->year_sent;
    if (x->year >= x->pub.year)
        return 0;
    if (far == 0 || (far == 1 && x->year_full && x->year < x->pub.year - 1) || (far <= 3 && x->year < x->pub.year - 20))
        return x->year;
    return 0;
}

static void open_day(const tx *x, timex *t, int month, int day, int which)
{
    casus_date d = {x->pub.year, (int8_t)month, (int8_t)day};
    if (!date_valid(d) && !(month == 2 && day == 29)) {
        t->precision = CASUS_DAY;
        return;
    }
    int year = x->pub.year;
    bool ahead = month > x->pub.month || (month == x->pub.month && day > x->pub.day);
    if (ahead && which <= 0) {
        int32_t gap = day_from_date(d) - x->today;
        if (which < 0 || gap > OPEN_DAY_AHEAD)
            year--;
    } else if (!ahead && which > 0 && day_from_date(d) < x->today) {
        year++;
    }
    d.year = (int16_t)year;
    while (d.year > 8 && !date_valid(d))
        d.year--; /* 29 February: the leap year before */
    if (!date_valid(d))
        return;
    tx_day(t, day_from_date(d));
}

void tx_open_year(const tx *x, uint32_t i, timex *t, int month, int day, int which)
{
    int year = context_year(x, i);
    t->precision = day > 0 ? CASUS_DAY : CASUS_MONTH;
    if (year != 0) {
        casus_date d = {(int16_t)year, (int8_t)month, (int8_t)day};
        if (day == 0)
            tx_month(t, d);
        else if (date_valid(d))
            tx_day(t, day_from_date(d));
        return;
    }
    if (!x->has_pub)
        return;
    if (day > 0) {
        open_day(x, t, month, day, which);
        return;
    }
    int y = x->pub.year;
    if (month > x->pub.month && which <= 0)
        y--;
    if (month < x->pub.month && which > 0)
        y++;
    tx_month(t, (casus_date){(int16_t)y, (int8_t)month, 0});
}
