/*
 * timex_words.c - what one token may mean in a date expression: numbers, months, weekdays, units, relative words.
 *
 * In: a token as written and folded. Out: a kind and a value. Words of English stand in one sorted table; tokens with digits
 * ("1990s", "16th", "2021-08-16", "16/08/2021", "twenty-one") are read by hand. Whether a word is meant as time at all ("may", "march",
 * "second", "sun") is for the grammar in timex.c to say: such words carry TWF_WEAK.
 */
#include "event/timex.h"

typedef struct {
    char word[12];
    tword value;
} entry;

/* sorted by word; kind, flags, value */
static const entry table[] = {
    {"afternoon", {TW_PART, 0, 0}},
    {"afternoons", {TW_PART, TWF_PLURAL, 0}},
    {"apr", {TW_MONTH, TWF_WEAK | TWF_SHORT, 4}},
    {"april", {TW_MONTH, 0, 4}},
    {"aug", {TW_MONTH, TWF_WEAK | TWF_SHORT, 8}},
    {"august", {TW_MONTH, TWF_WEAK, 8}},
    {"autumn", {TW_SEASON, 0, 9}},
    {"beginning", {TW_PHASE, 0, 0}},
    {"centuries", {TW_UNIT, TWF_PLURAL, UN_CENTURY}},
    {"century", {TW_UNIT, 0, UN_CENTURY}},
    {"coming", {TW_NEXT, 0, 0}},
    {"current", {TW_THIS, 0, 0}},
    {"dawn", {TW_PART, 0, 0}},
    {"day", {TW_UNIT, 0, UN_DAY}},
    {"daylong", {TW_LONG, 0, UN_DAY}},
    {"days", {TW_UNIT, TWF_PLURAL, UN_DAY}},
    {"dec", {TW_MONTH, TWF_WEAK | TWF_SHORT, 12}},
    {"decade", {TW_UNIT, 0, UN_DECADE}},
    {"decades", {TW_UNIT, TWF_PLURAL, UN_DECADE}},
    {"december", {TW_MONTH, 0, 12}},
    {"dozen", {TW_MULT, 0, 12}},
    {"dozens", {TW_MULT, 0, 12}},
    {"dusk", {TW_PART, 0, 0}},
    {"each", {TW_EVERY, 0, 0}},
    {"early", {TW_PHASE, 0, 0}},
    {"eight", {TW_NUM, 0, 8}},
    {"eighteen", {TW_NUM, 0, 18}},
    {"eighteenth", {TW_ORDINAL, TWF_TEXT, 18}},
    {"eighth", {TW_ORDINAL, TWF_TEXT, 8}},
    {"eighties", {TW_DECADE, 0, 1980}},
    {"eighty", {TW_NUM, 0, 80}},
    {"eleven", {TW_NUM, 0, 11}},
    {"eleventh", {TW_ORDINAL, TWF_TEXT, 11}},
    {"end", {TW_PHASE, 0, 0}},
    {"evening", {TW_PART, 0, 0}},
    {"evenings", {TW_PART, TWF_PLURAL, 0}},
    {"every", {TW_EVERY, 0, 0}},
    {"fall", {TW_SEASON, TWF_WEAK, 9}},
    {"feb", {TW_MONTH, TWF_WEAK | TWF_SHORT, 2}},
    {"february", {TW_MONTH, 0, 2}},
    {"few", {TW_FEW, 0, 0}},
    {"fifteen", {TW_NUM, 0, 15}},
    {"fifteenth", {TW_ORDINAL, TWF_TEXT, 15}},
    {"fifth", {TW_ORDINAL, TWF_TEXT, 5}},
    {"fifties", {TW_DECADE, 0, 1950}},
    {"fifty", {TW_NUM, 0, 50}},
    {"first", {TW_ORDINAL, TWF_TEXT, 1}},
    {"five", {TW_NUM, 0, 5}},
    {"following", {TW_NEXT, TWF_TEXT, 0}},
    {"forties", {TW_DECADE, 0, 1940}},
    {"fortnight", {TW_UNIT, TWF_TEXT, UN_WEEK}},
    {"fortnights", {TW_UNIT, TWF_TEXT | TWF_PLURAL, UN_WEEK}},
    {"forty", {TW_NUM, 0, 40}},
    {"four", {TW_NUM, 0, 4}},
    {"fourteen", {TW_NUM, 0, 14}},
    {"fourteenth", {TW_ORDINAL, TWF_TEXT, 14}},
    {"fourth", {TW_ORDINAL, TWF_TEXT, 4}},
    {"fri", {TW_WDAY, TWF_WEAK | TWF_SHORT, 4}},
    {"friday", {TW_WDAY, 0, 4}},
    {"fridays", {TW_WDAY, TWF_PLURAL, 4}},
    {"hour", {TW_UNIT, 0, UN_HOUR}},
    {"hours", {TW_UNIT, TWF_PLURAL, UN_HOUR}},
    {"hundred", {TW_MULT, 0, 100}},
    {"jan", {TW_MONTH, TWF_WEAK | TWF_SHORT, 1}},
    {"january", {TW_MONTH, 0, 1}},
    {"jul", {TW_MONTH, TWF_WEAK | TWF_SHORT, 7}},
    {"july", {TW_MONTH, 0, 7}},
    {"jun", {TW_MONTH, TWF_WEAK | TWF_SHORT, 6}},
    {"june", {TW_MONTH, 0, 6}},
    {"last", {TW_LAST, 0, 0}},
    {"late", {TW_PHASE, 0, 0}},
    {"lately", {TW_VAGUE, 0, -1}},
    {"many", {TW_FEW, 0, 0}},
    {"mar", {TW_MONTH, TWF_WEAK | TWF_SHORT, 3}},
    {"march", {TW_MONTH, TWF_WEAK, 3}},
    {"may", {TW_MONTH, TWF_WEAK, 5}},
    {"mid", {TW_PHASE, 0, 0}},
    {"midday", {TW_PART, 0, 0}},
    {"middle", {TW_PHASE, 0, 0}},
    {"midnight", {TW_PART, 0, 0}},
    {"minute", {TW_UNIT, 0, UN_HOUR}},
    {"minutes", {TW_UNIT, TWF_PLURAL, UN_HOUR}},
    {"mon", {TW_WDAY, TWF_WEAK | TWF_SHORT, 0}},
    {"monday", {TW_WDAY, 0, 0}},
    {"mondays", {TW_WDAY, TWF_PLURAL, 0}},
    {"month", {TW_UNIT, 0, UN_MONTH}},
    {"monthlong", {TW_LONG, 0, UN_MONTH}},
    {"months", {TW_UNIT, TWF_PLURAL, UN_MONTH}},
    {"morning", {TW_PART, 0, 0}},
    {"mornings", {TW_PART, TWF_PLURAL, 0}},
    {"next", {TW_NEXT, 0, 0}},
    {"night", {TW_PART, 0, 0}},
    {"nightfall", {TW_PART, 0, 0}},
    {"nights", {TW_PART, TWF_PLURAL, 0}},
    {"nine", {TW_NUM, 0, 9}},
    {"nineteen", {TW_NUM, 0, 19}},
    {"nineteenth", {TW_ORDINAL, TWF_TEXT, 19}},
    {"nineties", {TW_DECADE, 0, 1990}},
    {"ninety", {TW_NUM, 0, 90}},
    {"ninth", {TW_ORDINAL, TWF_TEXT, 9}},
    {"noon", {TW_PART, 0, 0}},
    {"nov", {TW_MONTH, TWF_WEAK | TWF_SHORT, 11}},
    {"november", {TW_MONTH, 0, 11}},
    {"oct", {TW_MONTH, TWF_WEAK | TWF_SHORT, 10}},
    {"october", {TW_MONTH, 0, 10}},
    {"one", {TW_NUM, 0, 1}},
    {"overnight", {TW_DAYWORD, 0, 0}},
    {"past", {TW_LAST, 0, 0}},
    {"preceding", {TW_LAST, 0, 0}},
    {"previous", {TW_LAST, TWF_TEXT, 0}},
    {"quarter", {TW_UNIT, 0, UN_QUARTER}},
    {"quarters", {TW_UNIT, TWF_PLURAL, UN_QUARTER}},
    {"recently", {TW_VAGUE, 0, -1}},
    {"sat", {TW_WDAY, TWF_WEAK | TWF_SHORT, 5}},
    {"saturday", {TW_WDAY, 0, 5}},
    {"saturdays", {TW_WDAY, TWF_PLURAL, 5}},
    {"second", {TW_ORDINAL, TWF_TEXT, 2}},
    {"seconds", {TW_UNIT, TWF_PLURAL, UN_HOUR}},
    {"sep", {TW_MONTH, TWF_WEAK | TWF_SHORT, 9}},
    {"sept", {TW_MONTH, TWF_WEAK | TWF_SHORT, 9}},
    {"september", {TW_MONTH, 0, 9}},
    {"seven", {TW_NUM, 0, 7}},
    {"seventeen", {TW_NUM, 0, 17}},
    {"seventeenth", {TW_ORDINAL, TWF_TEXT, 17}},
    {"seventh", {TW_ORDINAL, TWF_TEXT, 7}},
    {"seventies", {TW_DECADE, 0, 1970}},
    {"seventy", {TW_NUM, 0, 70}},
    {"several", {TW_FEW, 0, 0}},
    {"six", {TW_NUM, 0, 6}},
    {"sixteen", {TW_NUM, 0, 16}},
    {"sixteenth", {TW_ORDINAL, TWF_TEXT, 16}},
    {"sixth", {TW_ORDINAL, TWF_TEXT, 6}},
    {"sixties", {TW_DECADE, 0, 1960}},
    {"sixty", {TW_NUM, 0, 60}},
    {"soon", {TW_VAGUE, 0, 1}},
    {"spring", {TW_SEASON, 0, 3}},
    {"springs", {TW_SEASON, TWF_PLURAL | TWF_WEAK, 3}},
    {"start", {TW_PHASE, 0, 0}},
    {"summer", {TW_SEASON, 0, 6}},
    {"summers", {TW_SEASON, TWF_PLURAL, 6}},
    {"sun", {TW_WDAY, TWF_WEAK | TWF_SHORT, 6}},
    {"sunday", {TW_WDAY, 0, 6}},
    {"sundays", {TW_WDAY, TWF_PLURAL, 6}},
    {"sunrise", {TW_PART, 0, 0}},
    {"sunset", {TW_PART, 0, 0}},
    {"ten", {TW_NUM, 0, 10}},
    {"tenth", {TW_ORDINAL, TWF_TEXT, 10}},
    {"third", {TW_ORDINAL, TWF_TEXT, 3}},
    {"thirteen", {TW_NUM, 0, 13}},
    {"thirteenth", {TW_ORDINAL, TWF_TEXT, 13}},
    {"thirties", {TW_DECADE, 0, 1930}},
    {"thirty", {TW_NUM, 0, 30}},
    {"this", {TW_THIS, 0, 0}},
    {"three", {TW_NUM, 0, 3}},
    {"thu", {TW_WDAY, TWF_WEAK | TWF_SHORT, 3}},
    {"thur", {TW_WDAY, TWF_WEAK | TWF_SHORT, 3}},
    {"thurs", {TW_WDAY, TWF_WEAK | TWF_SHORT, 3}},
    {"thursday", {TW_WDAY, 0, 3}},
    {"thursdays", {TW_WDAY, TWF_PLURAL, 3}},
    {"today", {TW_DAYWORD, 0, 0}},
    {"tomorrow", {TW_DAYWORD, 0, 1}},
    {"tonight", {TW_DAYWORD, 0, 0}},
    {"tue", {TW_WDAY, TWF_WEAK | TWF_SHORT, 1}},
    {"tues", {TW_WDAY, TWF_WEAK | TWF_SHORT, 1}},
    {"tuesday", {TW_WDAY, 0, 1}},
    {"tuesdays", {TW_WDAY, TWF_PLURAL, 1}},
    {"twelfth", {TW_ORDINAL, TWF_TEXT, 12}},
    {"twelve", {TW_NUM, 0, 12}},
    {"twenties", {TW_DECADE, 0, 1920}},
    {"twentieth", {TW_ORDINAL, TWF_TEXT, 20}},
    {"twenty", {TW_NUM, 0, 20}},
    {"two", {TW_NUM, 0, 2}},
    {"upcoming", {TW_NEXT, 0, 0}},
    {"wed", {TW_WDAY, TWF_WEAK | TWF_SHORT, 2}},
    {"wednesday", {TW_WDAY, 0, 2}},
    {"wednesdays", {TW_WDAY, TWF_PLURAL, 2}},
    {"week", {TW_UNIT, 0, UN_WEEK}},
    {"weekend", {TW_UNIT, 0, UN_WEEKEND}},
    {"weekends", {TW_UNIT, TWF_PLURAL, UN_WEEKEND}},
    {"weeklong", {TW_LONG, 0, UN_WEEK}},
    {"weeks", {TW_UNIT, TWF_PLURAL, UN_WEEK}},
    {"winter", {TW_SEASON, 0, 12}},
    {"winters", {TW_SEASON, TWF_PLURAL, 12}},
    {"year", {TW_UNIT, 0, UN_YEAR}},
    {"yearlong", {TW_LONG, 0, UN_YEAR}},
    {"years", {TW_UNIT, TWF_PLURAL, UN_YEAR}},
    {"yesterday", {TW_DAYWORD, 0, -1}},
};

static const tword nothing = {TW_NONE, 0, 0};

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static tword find_word(str w)
{
    if (w.n == 0 || w.n >= sizeof table[0].word)
        return nothing;
    size_t lo = 0, hi = LEN(table);
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        int c = str_order(table[mid].word, w);
        if (c == 0)
            return table[mid].value;
        if (c < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return nothing;
}

/* Reads up to 9 digits; returns how many there are. */
static size_t read_digits(str w, size_t at, int32_t *value)
{
    size_t n = 0;
    int32_t v = 0;
    while (at + n < w.n && is_digit(w.p[at + n])) {
        if (n < 9)
            v = v * 10 + (w.p[at + n] - '0');
        n++;
    }
    *value = n <= 9 ? v : INT32_MAX;
    return n;
}

/* "2021-08-16", "2021/08/16", "16/08/2021", "8/16/2021", "16.08.2021" */
static tword numeric_date(str w)
{
    int32_t v[3] = {0};
    size_t at = 0, len[3] = {0};
    for (int k = 0; k < 3; k++) {
        len[k] = read_digits(w, at, &v[k]);
        at += len[k];
        if (len[k] == 0 || (k < 2 && at >= w.n))
            return nothing;
        if (k < 2) {
            char c = w.p[at++];
            if (c != '-' && c != '/' && c != '.')
                return nothing;
        }
    }
    if (at != w.n)
        return nothing;
    if (len[0] == 4 && len[1] <= 2 && len[2] <= 2) {
        casus_date d = {(int16_t)v[0], (int8_t)v[1], (int8_t)v[2]};
        return date_valid(d) ? (tword){TW_ISO, 0, day_from_date(d)} : nothing;
    }
    if (len[2] != 4 || len[0] > 2 || len[1] > 2)
        return nothing;
    casus_date dm = {(int16_t)v[2], (int8_t)v[1], (int8_t)v[0]}, md = {(int16_t)v[2], (int8_t)v[0], (int8_t)v[1]};
    bool a = date_valid(dm), b = date_valid(md);
    if (!a && !b)
        return nothing;
    uint8_t weak = a && b && v[0] != v[1] ? TWF_WEAK : 0;
    return (tword){TW_SLASH, weak, day_from_date(a ? dm : md)};
}

static tword with_digits(str w)
{
    size_t at = w.p[0] == '\'' ? 1 : 0;
    int32_t v;
    size_t n = read_digits(w, at, &v);
    if (n == 0)
        return nothing;
    str rest = str_of(w.p + at + n, w.n - at - n);
    if (str_is(rest, "s") || str_is(rest, "'s")) {
        if (n == 4 && v >= 1000 && v <= 2190 && v % 10 == 0)
            return (tword){TW_DECADE, 0, v};
        if (n == 2 && v % 10 == 0 && v >= 20)
            return (tword){TW_DECADE, 0, 1900 + v};
        return nothing;
    }
    if (at == 1) /* "the class of '64" */
        return rest.n == 0 && n == 2 ? (tword){TW_YEAR, TWF_SHORT, (v < 30 ? 2000 : 1900) + v} : nothing;
    if (rest.n == 0) {
        if (n == 4 && v >= 1000 && v < 2200 && w.p[0] != '0')
            return (tword){TW_YEAR, 0, v};
        return n <= 6 ? (tword){TW_NUM, 0, v} : nothing;
    }
    if (rest.n == 2 && v >= 1 && v <= 99 && (str_is(rest, "st") || str_is(rest, "nd") || str_is(rest, "rd") || str_is(rest, "th")))
        return (tword){TW_ORDINAL, 0, v};
    if (rest.p[0] == '.' && rest.n >= 2 && rest.n <= 3 && is_digit(rest.p[1]) && is_digit(rest.p[rest.n - 1]))
        return (tword){TW_NUM, 0, v};
    return numeric_date(w);
}

tword tword_of(str form, str fold)
{
    if (fold.n == 0 || fold.n > 24)
        return nothing;
    if (is_digit(fold.p[0]) || (fold.p[0] == '\'' && fold.n > 1 && is_digit(fold.p[1])))
        return with_digits(fold);
    str w = fold;
    bool dot = w.n > 2 && w.p[w.n - 1] == '.';
    if (dot)
        w.n--;
    tword t = find_word(w);
    if (t.kind == TW_NONE) {
        size_t cut = 0;
        while (cut < w.n && w.p[cut] != '-')
            cut++;
        if (cut == w.n)
            return nothing;
        tword a = find_word(str_of(w.p, cut)), b = find_word(str_of(w.p + cut + 1, w.n - cut - 1));
        if (a.kind != TW_NUM || a.value < 20 || b.value < 1 || b.value > 9)
            return nothing;
        if (b.kind == TW_NUM || b.kind == TW_ORDINAL)
            return (tword){b.kind, b.flags, a.value + b.value};
        return nothing;
    }
    if (t.kind == TW_MONTH || t.kind == TW_WDAY) {
        if (form.n == 0 || form.p[0] < 'A' || form.p[0] > 'Z')
            return nothing;
        if (dot && (t.flags & TWF_SHORT) != 0)
            t.flags = (uint8_t)(t.flags & ~TWF_WEAK);
    } else if (dot) {
        return nothing;
    }
    return t;
}
