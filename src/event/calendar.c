/*
 * calendar.c - arithmetic of days in the proleptic Gregorian calendar.
 *
 * Days are counted from 1970-01-01; the conversion is Howard Hinnant's (chrono-compatible Low-Level Date Algorithms), in eras of
 * 400 years that begin on 1 March, so that the leap day is the last of its year. Years 1 to 9999 are what articles speak of; the
 * functions are total over casus_date and int32_t.
 */
#include "event/timex.h"

#define DAYS_MAX 2932896   /* 9999-12-31 */
#define DAYS_MIN (-719162) /* 0001-01-01 */

int32_t day_from_date(casus_date d)
{
    int32_t m = d.month > 0 ? d.month : 1;
    int32_t day = d.day > 0 ? d.day : 1;
    int32_t y = d.year - (m <= 2 ? 1 : 0);
    int32_t era = (y >= 0 ? y : y - 399) / 400;
    int32_t yoe = y - era * 400;
    int32_t doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int32_t doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return era * 146097 + doe - 719468;
}

casus_date date_from_day(int32_t day)
{
    int32_t z = day < DAYS_MIN ? DAYS_MIN : day > DAYS_MAX ? DAYS_MAX : day;
    z += 719468;
    int32_t era = (z >= 0 ? z : z - 146096) / 146097;
    int32_t doe = z - era * 146097;
    int32_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int32_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int32_t mp = (5 * doy + 2) / 153;
    int32_t month = mp < 10 ? mp + 3 : mp - 9;
    int32_t year = yoe + era * 400 + (month <= 2 ? 1 : 0);
    return (casus_date){(int16_t)year, (int8_t)month, (int8_t)(doy - (153 * mp + 2) / 5 + 1)};
}

int weekday_of(int32_t day)
{
    int32_t w = (day % 7 + 3) % 7; /* 1970-01-01 was a Thursday */
    return (int)(w < 0 ? w + 7 : w);
}

int days_in_month(int year, int month)
{
    static const int8_t days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month < 1 || month > 12)
        return 0;
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return month == 2 && leap ? 29 : days[month - 1];
}

bool date_valid(casus_date d)
{
    return d.year >= 1 && d.year <= 9999 && d.month >= 1 && d.month <= 12 && d.day >= 1 && d.day <= days_in_month(d.year, d.month);
}

casus_date month_shift(casus_date d, int32_t months)
{
    if (months > 120000 || months < -120000)
        return (casus_date){0, 0, 0};
    int32_t m = d.year * 12 + (d.month > 0 ? d.month - 1 : 0) + months;
    if (m < 12 || m >= 120000)
        return (casus_date){0, 0, 0};
    return (casus_date){(int16_t)(m / 12), (int8_t)(m % 12 + 1), 0};
}

int32_t monday_of(int32_t day) { return day - weekday_of(day); }

int32_t weekday_before(int32_t day, int weekday, bool same)
{
    int back = (weekday_of(day) - weekday + 7) % 7;
    return day - (back == 0 && !same ? 7 : back);
}

int32_t weekday_after(int32_t day, int weekday, bool same)
{
    int ahead = (weekday - weekday_of(day) + 7) % 7;
    return day + (ahead == 0 && !same ? 7 : ahead);
}

/* The anonymous Gregorian computus (Meeus, Astronomical Algorithms, ch. 8). */
casus_date easter_of(int year)
{
    int a = year % 19, b = year / 100, c = year % 100;
    int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    int m = (a + 11 * h + 22 * l) / 451;
    int n = h + l - 7 * m + 114;
    return (casus_date){(int16_t)year, (int8_t)(n / 31), (int8_t)(n % 31 + 1)};
}
