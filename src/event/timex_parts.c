/*
 * timex_parts.c - the small parts of date expressions: word tests, numbers in words and digits, years, "last" and "next".
 *
 * Everything looks at tokens of the sentence at hand only; positions outside of it match nothing.
 */
#include "event/timex.h"

#define LIFETIME 120 /* years between the ends of a range */
#define FAR_AHEAD 30 /* a year so far ahead wants a word before it that says so */

/* ---- tokens ---- */
bool tx_is(const tx *x, uint32_t i, const char *word) { return i >= x->first && i < x->end && str_is(x->d->fold[i], word); }

bool tx_in(const tx *x, uint32_t i, const char *words)
{
    if (i < x->first || i >= x->end)
        return false;
    str f = x->d->fold[i];
    if (f.n == 0 || f.n > 16)
        return false;
    for (const char *p = words; *p == '|' && p[1] != 0;) {
        size_t n = 0;
        for (p++; n < f.n && *p == f.p[n] && *p != '|'; p++)
            n++;
        if (n == f.n && *p == '|')
            return true;
        while (*p != '|')
            p++;
    }
    return false;
}

bool tx_prev(const tx *x, uint32_t i, const char *words) { return i > x->first && tx_in(x, i - 1, words); }

bool tx_lower(const tx *x, uint32_t i) { return i < x->end && x->d->form[i].n > 0 && x->d->form[i].p[0] >= 'a' && x->d->form[i].p[0] <= 'z'; }

bool tx_title(const tx *x, uint32_t i)
{
    str f = i >= x->first && i < x->end ? x->d->form[i] : STR("");
    return f.n > 1 && f.p[0] >= 'A' && f.p[0] <= 'Z' && f.p[1] >= 'a' && f.p[1] <= 'z';
}

bool tx_day_number(const tx *x, uint32_t i)
{
    if (tx_kind(x, i) == TW_ORDINAL)
        return tx_value(x, i) <= 31;
    return tx_kind(x, i) == TW_NUM && tx_value(x, i) >= 1 && tx_value(x, i) <= 31 && x->d->form[i].n <= 2 && x->d->form[i].p[0] <= '9';
}

/* ---- parts ---- */
/* "two", "21", "twenty-one", "a", "a couple of", "a few", "several", "two or three", "two dozen", "a hundred", "two and a half" */
tx_number tx_number_at(const tx *x, uint32_t i)
{
    tx_number r = {0};
    uint32_t p = i;
    if (tx_in(x, p, "|a|an|")) {
        r.value = 1;
        p++;
        if (tx_kind(x, p) == TW_FEW && tx_is(x, p, "few"))
            return (tx_number){0, p + 1 - i, true, false};
    }
    if (tx_is(x, p, "couple")) {
        p += tx_is(x, p + 1, "of") ? 2 : 1;
        return (tx_number){2, p - i, false, false};
    }
    if (tx_kind(x, p) == TW_MULT) {
        r.value = tx_value(x, p++);
    } else if (r.value == 0) {
        if (tx_kind(x, p) == TW_FEW)
            return (tx_number){0, 1, true, false};
        if (tx_kind(x, p) != TW_NUM && tx_kind(x, p) != TW_YEAR)
            return r;
        r.value = tx_value(x, p++);
        if (r.value >= 20 && tx_is(x, p, "-") && tx_kind(x, p + 1) == TW_NUM && tx_value(x, p + 1) < 10 && x->d->form[i].p[0] > '9') {
            r.value += tx_value(x, p + 1);
            p += 2;
        } else if (tx_in(x, p, "|or|to|-|") && tx_kind(x, p + 1) == TW_NUM && tx_value(x, p + 1) > r.value) {
            p += 2;
        }
        if (tx_kind(x, p) == TW_MULT)
            r.value = (r.value > 1000 ? 1000 : r.value) * tx_value(x, p++);
    }
    if (tx_is(x, p, "and") && tx_is(x, p + 1, "a") && tx_is(x, p + 2, "half"))
        p += 3, r.half = true;
    if (p > i && tx_in(x, p, "|1/2|½|"))
        p++, r.half = true;
    r.n = p - i;
    return r;
}

/* A year in digits at i that is no count ("2000 people") and no price. */
bool tx_year_at(const tx *x, uint32_t i)
{
    static const char *before =
        "|in|since|by|until|till|of|from|to|and|between|(|,|late|early|mid|mid-|the|around|circa|c.|ca.|during|after|before|-|through|year|";
    if (tx_kind(x, i) != TW_YEAR || tx_value(x, i) > 2150)
        return false;
    int32_t y = tx_value(x, i);
    bool range = tx_is(x, i + 1, "-") && tx_kind(x, i + 2) == TW_YEAR && tx_value(x, i + 2) > y && tx_value(x, i + 2) < y + LIFETIME; /* "ruled 1520-1566" */
    bool another =
        tx_prev(x, i, "|and|or|-|") && i > x->first + 1 && tx_kind(x, i - 2) == TW_YEAR && y - tx_value(x, i - 2) < LIFETIME; /* "the 2004 and 2013 polls" */
    bool opens = i == x->first && tx_in(x, i + 1, "|,|:|"), owned = y >= 1700 && tx_prev(x, i, "|his|her|its|their|");
    bool led = tx_prev(x, i, before) || range || another || opens || owned;
    if ((y < 1800 || x->w[i].flags & TWF_SHORT) && !led)
        return false;
    if (tx_prev(x, i, "|,|") && tx_title(x, i + 1) && (y < 1800 || (x->has_pub && y > x->pub.year + 1)))
        return false; /* "5 Hill Road, 1240 Elm Court" */
    if (x->has_pub && y > x->pub.year + FAR_AHEAD && !another && !tx_prev(x, i, "|in|by|until|till|to|after|before|since|year|"))
        return false;
    if (i > x->first && tx_in(x, i - 1, "|$|£|€|#|no.|nr.|us$|"))
        return false;
    if (i > x->first && tx_is(x, i - 1, "-") && i - 1 > x->first && tx_kind(x, i - 2) == TW_NUM)
        return false;
    if (tx_in(x, i + 1,
              "|people|men|women|children|dead|troops|more|police|percent|%|km|kg|miles|tons|tonnes|metres|meters|dollars|euros|m|ft|utc|gmt|hrs|hours|local|"
              "schoolchildren|"))
        return false;
    if (tx_kind(x, i + 1) == TW_UNIT || tx_kind(x, i + 1) == TW_MULT)
        return false;
    if (tx_lower(x, i + 1) && str_ends(x->d->fold[i + 1], "s") && !tx_in(x, i + 1, "|was|is|has|as|its|his|this|'s|s|does|sees|saw|marks|") &&
        !tx_prev(x, i, "|in|since|by|until|the|during|early|late|mid|from|between|") && !another && !owned)
        return false;
    return true;
}

/* The words before i that make a bare month one that is to come. */
bool tx_future_before(const tx *x, uint32_t i)
{
    uint32_t lo = i > x->first + 10 ? i - 10 : x->first;
    for (uint32_t k = lo; k < i; k++)
        if (tx_in(x, k, "|will|'ll|shall|scheduled|due|slated|planned|upcoming|until|till|forthcoming|") ||
            (tx_is(x, k, "to") && tx_in(x, k + 1, "|be|run|take|begin|start|open|meet|visit|hold|vote|last|expire|resume|")))
            return true;
    return tx_prev(x, i, "|by|");
}

tx_match tx_point(uint32_t n)
{
    tx_match m = {0};
    m.n = n;
    m.t.kind = TX_POINT;
    m.t.precision = CASUS_DAY;
    m.t.amount = -1;
    return m;
}

void tx_mark(tx_match *m, int which)
{
    m->t.past = which < 0;
    m->t.future = which > 0;
}

/* last, this, next at i: which = -1, 0, +1; false: none of them */
bool tx_direction(const tx *x, uint32_t i, int *which)
{
    tword_kind k = tx_kind(x, i);
    if (k != TW_LAST && k != TW_NEXT && k != TW_THIS)
        return false;
    *which = k == TW_LAST ? -1 : k == TW_NEXT ? 1 : 0;
    return true;
}
