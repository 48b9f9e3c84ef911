/*
 * pagedate.c - the date that a page itself names: in metadata as ISO 8601, in its lines as English writes dates.
 *
 * Only what is unmistakable counts: a year of four digits from 1900 to 2099, a month by name or an ISO order. "03/04/2021" is
 * ambiguous between America and the rest of the world and is read only when one of the two numbers cannot be a month.
 */
#include "text/lexis.h"
#include "text/page.h"

#define LINE_WORDS 14u

static bool plausible(int year, int month, int day)
{
    static const int8_t days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return year >= 1900 && year <= 2099 && month >= 1 && month <= 12 && day >= 1 && day <= days[month - 1];
}

static casus_date make(int year, int month, int day)
{
    return plausible(year, month, day) ? (casus_date){(int16_t)year, (int8_t)month, (int8_t)day} : (casus_date){0};
}

/* The number of exactly n digits at p, -1 if there is none. */
static int digits(str s, size_t at, size_t n)
{
    int v = 0;
    if (at + n > s.n)
        return -1;
    for (size_t i = at; i < at + n; i++) {
        if (!ascii_digit(s.p[i]))
            return -1;
        v = v * 10 + (s.p[i] - '0');
    }
    return v;
}

casus_date date_iso(str s)
{
    while (s.n > 0 && (unsigned char)s.p[0] <= 0x20) {
        s.p++;
        s.n--;
    }
    int year = digits(s, 0, 4);
    if (year < 0)
        return date_line(s);
    if (s.n >= 10 && (s.p[4] == '-' || s.p[4] == '/'))
        return make(year, digits(s, 5, 2), digits(s, 8, 2));
    return make(year, digits(s, 4, 2), digits(s, 6, 2));
}

static int month_of(str w)
{
    static const char *const names[] = {"january", "february", "march",     "april",   "may",      "june",
                                        "july",    "august",   "september", "october", "november", "december"};
    if (w.n > 0 && w.p[w.n - 1] == '.')
        w.n--;
    for (int m = 0; m < 12; m++) {
        size_t n = strlen(names[m]);
        if (str_ieq(w, str_of(names[m], n)) || str_ieq(w, str_of(names[m], 3)) || (m == 8 && str_ieq(w, STR("sept"))))
            return m + 1;
    }
    return 0;
}

/* Words that stand around a date on a line of its own. */
static bool date_word(str w)
{
    static const char *const words[] = {
        "published", "publish", "posted",  "updated",   "last",     "on",      "at",       "am",      "pm",   "a.m",    "p.m",  "gmt",   "utc",   "ist",
        "est",       "edt",     "et",      "pst",       "pdt",      "bst",     "eat",      "wat",     "cat",  "pkt",    "hrs",  "hours", "first", "date",
        "modified",  "monday",  "tuesday", "wednesday", "thursday", "friday",  "saturday", "sunday",  "mon",  "tue",    "tues", "wed",   "thu",   "thur",
        "thurs",     "fri",     "sat",     "sun",       "of",       "created", "article",  "release", "time", "issued", "the"};
    while (w.n > 0 && (w.p[w.n - 1] == '.' || w.p[w.n - 1] == ':'))
        w.n--;
    for (size_t i = 0; i < LEN(words); i++)
        if (str_ieq(w, str_z(words[i])))
            return true;
    return w.n == 0;
}

/* A clock time or a sign: "10:32", "10:32pm", "|", "-", "+0000". */
static bool clock_or_sign(str w)
{
    bool digit = false, colon = false;
    for (size_t i = 0; i < w.n; i++) {
        digit |= ascii_digit(w.p[i]);
        colon |= w.p[i] == ':';
        if (ascii_upper(w.p[i]) || ascii_lower(w.p[i])) {
            str tail = str_of(w.p + i, w.n - i);
            return digit && colon && (str_ieq(tail, STR("am")) || str_ieq(tail, STR("pm")) || str_ieq(tail, STR("z")));
        }
    }
    return !digit || colon || (w.p[0] == '+' && w.n == 5);
}

/* "23", "23rd" or "23rd," as a day, 0 if it is none. */
static int day_of(str w)
{
    size_t k = 0;
    int v = 0;
    while (k < w.n && k < 2 && ascii_digit(w.p[k]))
        v = v * 10 + (w.p[k++] - '0');
    str tail = str_of(w.p + k, w.n - k);
    bool ordinal = str_ieq(tail, STR("st")) || str_ieq(tail, STR("nd")) || str_ieq(tail, STR("rd")) || str_ieq(tail, STR("th"));
    return k > 0 && (tail.n == 0 || ordinal) && v >= 1 && v <= 31 ? v : 0;
}

/* "23/08/2021" where only one reading is possible. */
static casus_date slashed(str w)
{
    int a = digits(w, 0, 2), b = digits(w, 3, 2), year = digits(w, 6, 4);
    if (w.n != 10 || a < 0 || b < 0 || (w.p[2] != '/' && w.p[2] != '.' && w.p[2] != '-'))
        return (casus_date){0};
    if (a > 12)
        return make(year, b, a);
    return b > 12 || a == b ? make(year, a, b) : (casus_date){0};
}

casus_date date_line(str line)
{
    int year = 0, month = 0, day = 0;
    casus_date whole = {0};
    uint32_t words = 0;
    for (size_t i = 0; i < line.n;) {
        while (i < line.n && ((unsigned char)line.p[i] <= 0x20 || line.p[i] == ',' || line.p[i] == '(' || line.p[i] == ')'))
            i++;
        size_t from = i;
        while (i < line.n && (unsigned char)line.p[i] > 0x20 && line.p[i] != ',' && line.p[i] != '(' && line.p[i] != ')')
            i++;
        str w = str_of(line.p + from, i - from);
        if (w.n == 0)
            break;
        if (++words > LINE_WORDS)
            return (casus_date){0};
        casus_date d = digits(w, 0, 4) > 0 && w.n >= 10 ? date_iso(w) : slashed(w);
        if (d.year != 0)
            whole = whole.year != 0 ? whole : d;
        else if (month_of(w) != 0)
            month = month != 0 ? month : month_of(w);
        else if (w.n == 4 && digits(w, 0, 4) >= 1900 && digits(w, 0, 4) <= 2099)
            year = year != 0 ? year : digits(w, 0, 4);
        else if (day_of(w) != 0)
            day = day != 0 ? day : day_of(w);
        else if (!date_word(w) && !clock_or_sign(w))
            return (casus_date){0};
    }
    return whole.year != 0 ? whole : make(year, month, day);
}

void date_offer(page_sink *s, casus_date d, uint8_t rank)
{
    if (d.year != 0 && rank > s->date_rank) {
        s->date = d;
        s->date_rank = rank;
    }
}
