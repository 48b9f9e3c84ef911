/*
 * test_timex.c - dates: one table line a case: the text as tokens, the publication date, what is found and its value.
 *
 * "[...]" in the text marks the expression that is looked at, so that a case also tests its extent (the first one of the text where
 * nothing is marked). Values: "2021-08-16" day, "W2021-08-16" week, "2021-08" month, "2021" year, "P9" a duration in days, "SET",
 * "?" a point without a value, "-" no expression there at all; "/..." the last day of a range, "~" vague, "<" past, ">" future, "s" since.
 */
#include "event/event.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

typedef struct {
    const char *text, *pub, *want;
} date_case;

static const date_case cases[] = {
#include "timex_cases.inc"
};

#define TOKENS_MAX 64

typedef struct {
    nlp_doc d;
    str form[TOKENS_MAX], fold[TOKENS_MAX];
    uint32_t sent_of[TOKENS_MAX];
    text_sentence sent[TOKENS_MAX];
    char folded[1024];
    uint32_t mark_first, mark_end;
} given;

static casus_date parse_date(const char *s)
{
    int y = 0, m = 0, d = 0;
    (void)sscanf(s, "%d-%d-%d", &y, &m, &d);
    return (casus_date){(int16_t)y, (int8_t)m, (int8_t)d};
}

/* Tokens are separated by spaces, a sentence ends after ".". */
static void given_doc(given *g, const char *text)
{
    memset(g, 0, sizeof *g);
    g->mark_first = NO_TOKEN;
    size_t used = 0;
    uint32_t n = 0, n_sent = 0;
    for (const char *p = text; *p != 0;) {
        size_t len = strcspn(p, " ");
        if (len == 1 && *p == '[') {
            g->mark_first = n;
        } else if (len == 1 && *p == ']') {
            g->mark_end = n;
        } else {
            assert_true(n < TOKENS_MAX);
            if (n == 0 || str_is(g->form[n - 1], "."))
                g->sent[n_sent++].first = n;
            g->form[n] = str_of(p, len);
            size_t k = text_fold(p, len, g->folded + used, sizeof g->folded - used);
            assert_true(k != SIZE_MAX);
            g->fold[n] = str_of(g->folded + used, k);
            used += k;
            g->sent_of[n] = n_sent - 1;
            g->sent[n_sent - 1].count++;
            n++;
        }
        p += len;
        while (*p == ' ')
            p++;
    }
    g->d.n = n;
    g->d.form = g->form;
    g->d.fold = g->fold;
    g->d.sent_of = g->sent_of;
    g->d.sent = g->sent;
    g->d.n_sent = n_sent;
}

static size_t put_date(char *out, size_t cap, casus_date d)
{
    if (d.month == 0)
        return (size_t)snprintf(out, cap, "%d", d.year);
    if (d.day == 0)
        return (size_t)snprintf(out, cap, "%d-%02d", d.year, d.month);
    return (size_t)snprintf(out, cap, "%d-%02d-%02d", d.year, d.month, d.day);
}

/* Writes what was found; the flags only as far as the case asks for them. */
static void describe(char *out, size_t cap, const timex *t, const char *want)
{
    size_t n = 0;
    out[0] = 0;
    if (t->kind == TX_SET) {
        n += (size_t)snprintf(out, cap, "SET");
    } else if (t->kind == TX_DURATION) {
        n += (size_t)snprintf(out, cap, "P%d", t->days);
    } else if (t->date.year == 0) {
        n += (size_t)snprintf(out, cap, "?");
    } else {
        if (t->precision == CASUS_WEEK)
            out[n++] = 'W';
        n += put_date(out + n, cap - n, t->date);
        if (t->end.year != 0) {
            out[n++] = '/';
            n += put_date(out + n, cap - n, t->end);
        }
        assert_true(t->precision == CASUS_YEAR ? t->date.month == 0 : t->date.month != 0);
        assert_true(t->precision == CASUS_MONTH ? t->date.day == 0 : t->precision == CASUS_YEAR || t->date.day != 0);
    }
    if (t->vague && strchr(want, '~'))
        out[n++] = '~';
    if (t->past && strchr(want, '<'))
        out[n++] = '<';
    if (t->future && strchr(want, '>'))
        out[n++] = '>';
    if (t->since && strchr(want, 's'))
        out[n++] = 's';
    out[n] = 0;
}

static int run_case(const date_case *c, arena *mem)
{
    given g;
    given_doc(&g, c->text);
    event_doc ed = {0};
    ed.nlp = &g.d;
    ed.mem = mem;
    ed.pub = parse_date(c->pub);
    assert_true(timex_find(&ed));
    char got[64] = "-";
    const timex *t = ed.timex.n > 0 ? &ed.timex.at[0] : NULL;
    if (g.mark_first != NO_TOKEN) {
        uint32_t k = ed.timex_of[g.mark_first];
        t = k == NO_TOKEN ? NULL : &ed.timex.at[k];
        if (t != NULL && (t->first != g.mark_first || t->first + t->count != g.mark_end)) {
            print_error("%s: extent %u-%u\n", c->text, t->first, t->first + t->count);
            return 1;
        }
    }
    if (t != NULL)
        describe(got, sizeof got, t, c->want);
    if (strcmp(got, c->want) == 0)
        return 0;
    print_error("%s (%s): want %s, got %s\n", c->text, c->pub, c->want, got);
    return 1;
}

static void test_cases(void **state)
{
    (void)state;
    arena mem;
    arena_init(&mem, &alloc_libc, false);
    int bad = 0;
    for (size_t i = 0; i < LEN(cases); i++) {
        bad += run_case(&cases[i], &mem);
        arena_clear(&mem);
    }
    arena_release(&mem);
    assert_int_equal(bad, 0);
}

static void test_calendar(void **state)
{
    (void)state;
    assert_int_equal(day_from_date((casus_date){1970, 1, 1}), 0);
    assert_int_equal(day_from_date((casus_date){2000, 3, 1}), 11017);
    assert_int_equal(weekday_of(day_from_date((casus_date){2024, 5, 15})), 2);
    assert_int_equal(weekday_of(day_from_date((casus_date){1941, 12, 7})), 6);
    for (int32_t day = -719162; day < 200000; day += 13) {
        casus_date d = date_from_day(day);
        assert_int_equal(day_from_date(d), day);
        assert_int_equal((weekday_of(day) + 1) % 7, weekday_of(day + 1));
    }
    casus_date last = date_from_day(INT32_MAX), first = date_from_day(INT32_MIN);
    assert_int_equal(last.year, 9999);
    assert_int_equal(first.year, 1);
}

static void future_is(const char *text, const char *pub, const char *want)
{
    arena mem;
    arena_init(&mem, &alloc_libc, false);
    given g;
    given_doc(&g, text);
    event_doc ed = {0};
    ed.nlp = &g.d;
    ed.mem = &mem;
    ed.pub = parse_date(pub);
    assert_true(timex_find(&ed));
    assert_true(ed.timex.n > 0);
    char got[32];
    put_date(got, sizeof got, timex_future(&ed.timex.at[0], ed.pub));
    assert_string_equal(got, want);
    arena_release(&mem);
}

static void test_future(void **state)
{
    (void)state;
    future_is("They meet on Tuesday .", "2024-05-15", "2024-05-21");
    future_is("They meet on Wednesday .", "2024-05-15", "2024-05-15");
    future_is("They meet on Wednesday .", "2024-05-16", "2024-05-22");
    future_is("They vote in March .", "2024-05-15", "2025-03");
    future_is("They vote in May .", "2024-05-15", "2024-05");
    future_is("They vote on April 2 .", "2024-05-15", "2025-04-02");
    future_is("They vote on April 2 , 2024 .", "2024-05-15", "2024-04-02");
    future_is("They vote on June 2 .", "2024-05-15", "2024-06-02");
    future_is("They came yesterday .", "2024-05-15", "2024-05-14");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_calendar),
        cmocka_unit_test(test_cases),
        cmocka_unit_test(test_future),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
