/*
 * timex.h - inside of the date finder: words of time (timex_words.c) and calendar arithmetic (calendar.c) for timex.c.
 */
#ifndef CASUS_TIMEX_H
#define CASUS_TIMEX_H

#include "event/event.h"

/* ---- calendar.c ---- */
int days_in_month(int year, int month);
bool date_valid(casus_date d);                        /* a day that exists */
casus_date month_shift(casus_date d, int32_t months); /* first of the month so many months later, day 0; year 0: out of range */
int32_t monday_of(int32_t day);
int32_t weekday_before(int32_t day, int weekday, bool same); /* the last such day before `day`; same: `day` itself counts */
int32_t weekday_after(int32_t day, int weekday, bool same);
casus_date easter_of(int year); /* Gregorian Easter Sunday */

/* ---- timex_words.c: what a token may mean in a date expression ---- */
typedef enum {
    TW_NONE,
    TW_NUM,     /* value: the number */
    TW_ORDINAL, /* value: 1-99 */
    TW_MULT,    /* dozen, hundred: value */
    TW_FEW,     /* few, several, many */
    TW_YEAR,    /* a token of four digits, 1000-2199 */
    TW_DECADE,  /* "1990s", "'90s": value is its first year */
    TW_ISO,     /* "2021-08-16": value is the day number */
    TW_SLASH,   /* "16/08/2021": value is the day number, TWF_WEAK: day and month could be the other way round */
    TW_MONTH,   /* value 1-12 */
    TW_WDAY,    /* value 0-6 */
    TW_UNIT,    /* value: tx_unit */
    TW_PART,    /* morning ... night */
    TW_DAYWORD, /* yesterday, today, tonight, tomorrow, overnight: value is the offset in days */
    TW_LAST,    /* last, previous, past, preceding */
    TW_NEXT,    /* next, coming, following */
    TW_THIS,
    TW_SEASON, /* value: first month */
    TW_PHASE,  /* early, late, mid */
    TW_EVERY,
    TW_LONG, /* daylong, weeklong: value is the tx_unit */
    TW_VAGUE /* recently, soon: value -1, +1 */
} tword_kind;

enum { TWF_WEAK = 1, TWF_PLURAL = 2, TWF_SHORT = 4, TWF_TEXT = 8 }; /* ambiguous, plural, abbreviated, anchored to the narrative */

typedef enum { UN_HOUR, UN_DAY, UN_WEEK, UN_WEEKEND, UN_MONTH, UN_QUARTER, UN_YEAR, UN_DECADE, UN_CENTURY } tx_unit;

typedef struct {
    uint8_t kind, flags;
    int32_t value;
} tword;

/* fold: text_fold() of the token; form: as written (capitals). */
tword tword_of(str form, str fold);

/* ---- timex_rules.c: one expression at one token ---- */
typedef struct {
    const nlp_doc *d;
    tword *w;            /* per token of the document */
    uint32_t first, end; /* tokens of the sentence at hand */
    casus_date pub;
    int32_t today;     /* the publication day; only if has_pub */
    int32_t narrative; /* day that the text spoke of last; only if has_narrative */
    int32_t story;     /* first day of the day, month or year of which it spoke last; only if has_story */
    bool has_pub, has_narrative, has_story;
    int16_t year;       /* the last year that the text gave in digits, 0: none */
    uint32_t year_sent; /* and its sentence */
    bool year_full;     /* it came with a month */
} tx;

typedef struct {
    timex t;
    uint32_t n;     /* tokens, 0: no match */
    bool open_year; /* no year in the text, so that the other end of a range may give it */
    bool has_year;  /* the text gives the year in digits */
    bool text;      /* relative to the narrative, not to the publication */
} tx_match;

tx_match tx_longest(const tx *x, uint32_t i); /* the longest expression that begins at token i */

/* timex_amounts.c: the rules that count: "two days ago", "nine-day", years, decades, eras, seasons, holidays */
typedef tx_match (*tx_rule)(const tx *x, uint32_t i);
extern const tx_rule tx_amount_rules[];
extern const size_t tx_n_amount_rules;

/* ---- timex_parts.c ---- */
typedef struct {
    int32_t value;
    uint32_t n; /* tokens, 0: no number */
    bool vague;
    bool half; /* and a half */
} tx_number;

static const tx_match tx_none = {0};
static inline tword_kind tx_kind(const tx *x, uint32_t i) { return i >= x->first && i < x->end ? (tword_kind)x->w[i].kind : TW_NONE; }
static inline int32_t tx_value(const tx *x, uint32_t i) { return x->w[i].value; }
static inline bool tx_flag(const tx *x, uint32_t i, uint8_t f) { return tx_kind(x, i) != TW_NONE && (x->w[i].flags & f) != 0; }
bool tx_is(const tx *x, uint32_t i, const char *word);    /* false outside of the sentence */
bool tx_in(const tx *x, uint32_t i, const char *words);   /* words: "|in|on|at|" */
bool tx_prev(const tx *x, uint32_t i, const char *words); /* the token before i */
bool tx_lower(const tx *x, uint32_t i);                   /* does it begin with a small letter? */
bool tx_title(const tx *x, uint32_t i);                   /* does it begin with a capital and go on in small letters? */
bool tx_day_number(const tx *x, uint32_t i);              /* 1-31 or 1st-31st */
tx_number tx_number_at(const tx *x, uint32_t i);
bool tx_year_at(const tx *x, uint32_t i);
bool tx_future_before(const tx *x, uint32_t i);
bool tx_direction(const tx *x, uint32_t i, int *which);
tx_match tx_point(uint32_t n);        /* TX_POINT of n tokens, day precision, no date yet */
void tx_mark(tx_match *m, int which); /* past or future */

/* ---- timex_value.c: anchors and arithmetic ---- */
void tx_day(timex *t, int32_t day);
void tx_month(timex *t, casus_date month);
void tx_year(timex *t, int32_t year);
int32_t unit_days(tx_unit u, int32_t n);
/* n units from the anchor: day precision for days, the unit's for longer ones */
void tx_shift(timex *t, int32_t day, tx_unit u, int32_t n);
/* "last week", "this month", "next year": which = -1, 0, +1, counted from the unit that holds `day` */
void tx_unit_of(timex *t, int32_t day, tx_unit u, int which);
void tx_season(timex *t, int year, int first_month);
/* the anchor of an expression relative to the text, by its unit ("two days later", "that year"); false: there is none */
bool tx_anchor(const tx *x, tx_unit u, int32_t *day);
/* month (and day, 0: none) without a year; which: -1 past, +1 future where the words around it say so, else 0 */
void tx_open_year(const tx *x, uint32_t i, timex *t, int month, int day, int which);

#endif
