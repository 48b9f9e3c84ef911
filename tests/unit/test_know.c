/*
 * test_know.c - tables of a user's own laid over the built-in ones, and dictionaries turned into such tables.
 */
#include "event/record.h"
#include "ingest/dict.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#define ACTORS "name\taliases\tcode\tsector\tkind\toffice\tfrom\tto\twhy\n"
#define FRAMES "pred\tpos\tneed\tevent\tmode\tcameo\tactor\trecipient\tflags\twhy\n"

static void *data;
static size_t data_size;

static int load(void **state)
{
    (void)state;
    const char *path = getenv("CASUS_DATA");
    FILE *f = path && *path ? fopen(path, "rb") : NULL;
    if (!f)
        return 0;
    fseek(f, 0, SEEK_END);
    data_size = (size_t)ftell(f);
    rewind(f);
    data = malloc(data_size);
    if (data && fread(data, 1, data_size, f) != data_size)
        data_size = 0;
    fclose(f);
    return 0;
}

static int unload(void **state)
{
    (void)state;
    free(data);
    return 0;
}

typedef struct {
    uint32_t n, line, column;
    bool doubt;
    char message[400];
} heard;

static void hear(void *ctx, const casus_problem *p)
{
    heard *h = ctx;
    if (h->n++ == 0) {
        h->line = p->line;
        h->column = p->column;
        h->doubt = p->doubt;
        snprintf(h->message, sizeof h->message, "%s", p->message);
    }
}

/* "KENGOV>SOM 173 " for each event of the text with these tables */
static void code(const char *tables[], size_t n, casus_date date, const char *text, char *out, size_t size)
{
    casus_err err;
    casus_table t[4];
    heard h = {0};
    size_t k, len = 0;
    out[0] = 0;
    for (size_t i = 0; i < n; i++)
        t[i] = (casus_table){"t.tsv", tables[i], strlen(tables[i])};
    casus_engine *en = casus_open(data, data_size, NULL, &err);
    assert_non_null(en);
    if (n && !casus_add_tables(en, t, n, hear, &h, &err))
        fail_msg("%u: %s", (unsigned)h.line, h.message);
    casus_doc *doc = casus_doc_new(en, &err);
    assert_true(casus_code(doc, text, strlen(text), &(casus_options){.date = date, .any_language = true}, &err));
    const casus_event *e = casus_events(doc, &k);
    for (size_t i = 0; i < k; i++) {
        const casus_actor *a = e[i].n_actor ? &e[i].actor[0] : NULL, *r = e[i].n_recipient ? &e[i].recipient[0] : NULL;
        len += (size_t)snprintf(out + len, size - len, "%s%s>%s%s %s ", a ? a->code : "", a ? a->sector : "", r ? r->code : "", r ? r->sector : "", e[i].cameo);
    }
    casus_doc_free(doc);
    casus_close(en);
}

static void test_actor_of_user_replaces_built_in(void **state)
{
    (void)state;
    if (!data)
        skip();
    char out[400];
    const char *t[] = {ACTORS "Kenya\t-\tZZA\tGOVMED\torg\t-\t-\t2001\t-\nKenya\t-\tZZB\t-\torg\t-\t2001\t-\t-\n"};
    const char *text = "Kenya attacked Chad on Monday.";
    code(NULL, 0, (casus_date){2024, 5, 14}, text, out, sizeof out);
    assert_non_null(strstr(out, "KEN>TCD"));
    code(t, 1, (casus_date){2024, 5, 14}, text, out, sizeof out);
    assert_non_null(strstr(out, "ZZB>TCD"));
    code(t, 1, (casus_date){1999, 5, 14}, text, out, sizeof out);
    assert_non_null(strstr(out, "ZZAGOVMED>TCD"));
}

static void test_sequence_finds_words_in_order(void **state)
{
    (void)state;
    if (!data)
        skip();
    char out[400];
    const char *t[] = {FRAMES
                       "-lend\tV\nlend\tV\tseq:*~red_@vehicles\tAID\t-\t071\tsubj\tright\texact\t-\nlend\tV\t-\tAID\t-\t072|043\tsubj\tright\texact\t-\n",
                       "class\tlemmas\nvehicles\tlorry|fire_engine\n"};
    casus_date date = {2024, 5, 14};
    code(t, 2, date, "Kenya lent two red fire engines to Chad on Monday.", out, sizeof out);
    assert_non_null(strstr(out, "KEN>TCD 071"));
    code(t, 2, date, "Kenya lent two fire engines to Chad on Monday.", out, sizeof out);
    assert_non_null(strstr(out, "KEN>TCD 072"));
    assert_non_null(strstr(out, "TCD>KEN 043"));
}

static void test_dash_removes(void **state)
{
    (void)state;
    if (!data)
        skip();
    char out[400];
    const char *t[] = {FRAMES "-*\n"};
    code(t, 1, (casus_date){2024, 5, 14}, "Kenya attacked Chad on Monday.", out, sizeof out);
    assert_string_equal(out, "");
}

static void test_discard_takes_sentence_out(void **state)
{
    (void)state;
    if (!data)
        skip();
    char out[400];
    const char *t[] = {"words\tscope\nchess cup\tsentence\n"};
    code(t, 1, (casus_date){2024, 5, 14}, "Kenya attacked Chad in the Chess Cup on Monday.", out, sizeof out);
    assert_string_equal(out, "");
}

static void test_bad_lines_are_named(void **state)
{
    (void)state;
    if (!data)
        skip();
    static const struct {
        const char *table;
        uint32_t line, column;
    } bad[] = {
        {ACTORS "A b\t-\tKEN\t-\torg\t-\t2001-02-30\t-\t-\n", 2, 19},
        {ACTORS "# no\nA b\t-\tKEN\t-\tking\t-\t-\t-\t-\n", 3, 13},
        {ACTORS "A b\t-\tKEN\t-\torg\t-\t2002\t2001\t-\n", 2, 24},
        {ACTORS "A b\t-\n", 2, 5},
        {FRAMES "go\tV\tseq:a_b\tAID\t-\t070\tsubj\tobj\t-\t-\n", 2, 6},
        {FRAMES "go\tV\t-\tAID\t-\t999\tsubj\tobj\t-\t-\n", 2, 14},
        {"nonsense\n", 1, 1},
        {"", 1, 1},
    };
    casus_err err;
    for (size_t i = 0; i < LEN(bad); i++) {
        heard h = {0};
        casus_engine *en = casus_open(data, data_size, NULL, &err);
        assert_false(casus_add_tables(en, &(casus_table){"t", bad[i].table, strlen(bad[i].table)}, 1, hear, &h, &err));
        assert_int_equal(err.code, CASUS_ERR_DATA);
        assert_int_equal(h.n, 1);
        assert_int_equal(h.line, bad[i].line);
        assert_int_equal(h.column, bad[i].column);
        casus_close(en);
    }
}

static void test_lint_doubts(void **state)
{
    (void)state;
    if (!data)
        skip();
    static const char *const doubtful[] = {
        ACTORS "Grey Foxes\tMarch\tKEN\t-\torg\t-\t-\t-\t-\n",
        ACTORS "Grey Foxes\t-\tQQQ\t-\torg\t-\t-\t-\t-\n",
        ACTORS "Grey Foxes\t-\tKEN\tQQQ\torg\t-\t-\t-\t-\n",
        ACTORS "Grey Foxes\t-\tKEN\t-\torg\t-\t1990\t2000\t-\nGrey Foxes\t-\tTCD\t-\torg\t-\t1999\t-\t-\n",
        ACTORS "Grey Foxes\tSweden\tKEN\t-\torg\t-\t-\t-\t-\n",
    };
    casus_err err;
    casus_engine *en = casus_open(data, data_size, NULL, &err);
    for (size_t i = 0; i < LEN(doubtful); i++) {
        heard h = {0};
        assert_true(casus_check_tables(en, &(casus_table){"t", doubtful[i], strlen(doubtful[i])}, 1, hear, &h, &err));
        assert_int_equal(h.n, 1);
        assert_true(h.doubt);
    }
    heard none = {0};
    const char *good = ACTORS "Grey Foxes\t-\tKEN\tREB\tarmed\t-\t1990\t1999\t-\nGrey Foxes\t-\tTCD\t-\torg\t-\t1999\t-\t-\n";
    assert_true(casus_check_tables(en, &(casus_table){"t", good, strlen(good)}, 1, hear, &none, &err));
    assert_int_equal(none.n, 0);
    casus_close(en);
}

static const char *no_category(void *ctx, const char *code_text, bool *known)
{
    (void)ctx;
    (void)code_text;
    *known = true;
    return "CONSULT";
}

static void import_is(const char *text, dict_output which, const char *want)
{
    dict d;
    dict_init(&d, no_category, NULL, false);
    assert_true(dict_read(&d, "x.txt", str_z(text)));
    assert_true(dict_end(&d));
    const char *got = d.out[which].p ? d.out[which].p : "";
    if (!strstr(got, want))
        fail_msg("no %s in %s", want, got);
    dict_release(&d);
}

static void test_actor_dates_become_spells(void **state)
{
    (void)state;
    const char *text = "RED_FOX # a comment\n+FOXY_\n\t[AAA <950601]\n\t[AAAGOV 19950601-19990815]\n\t[AAAREB >010816]\n\t[BBB]\n";
    import_is(text, DICT_ACTORS, "Red Fox\tFoxy\tAAA\t-\tperson\t-\t-\t1995-06-01\t");
    import_is(text, DICT_ACTORS, "Red Fox\tFoxy\tAAA\tGOV\tperson\t-\t1995-06-01\t1999-08-16\t");
    import_is(text, DICT_ACTORS, "Red Fox\tFoxy\tBBB\t-\tperson\t-\t1999-08-16\t2001-08-16\t");
    import_is(text, DICT_ACTORS, "Red Fox\tFoxy\tAAA\tREB\tperson\t-\t2001-08-16\t-\t");
    import_is("A_B [CCC 2001-2002]\n", DICT_REPORT, "x.txt:1: a date that is none: A_B");
    import_is("A_B\nC_D [CCC]\n", DICT_REPORT, "x.txt:1: a name without a code: A_B");
    import_is("A_B [CCC/DDD]\n", DICT_REPORT, "a code of several actors");
}

static void test_agents_and_their_plurals(void **state)
{
    (void)state;
    const char *text = "!WHO! = MAN, WOMEN\nENVOY [~GOV]\nPRESS {} [~MED]\nGOOSE {GEESE} [~GGS]\nPOLICE!WHO! [~COP]\nMEDICS [NGO~]\n";
    import_is(text, DICT_AGENTS, "envoy\tenvoys\t+GOV\t");
    import_is(text, DICT_AGENTS, "press\t-\t+MED\t");
    import_is(text, DICT_AGENTS, "goose\tgeese\t+GGS\t");
    import_is(text, DICT_AGENTS, "policeman\t-\t+COP\t");
    import_is(text, DICT_AGENTS, "\t-\tperson\tNGO+\t");
}

static void test_patterns_become_sequences(void **state)
{
    (void)state;
    const char *text =
        "&TIES_\n+BOND\n+FIRM TIE\n--- LEND [070] ---\nLEND {LENT}\n- SAID_WOULD * &TIES [0711]\n- $ DON'T * {TO +} [032:033] # x\n- * BAR [---]\n";
    import_is(text, DICT_CLASSES, "ties\tbond|firm_tie\t");
    import_is(text, DICT_VERBS, "-lend|lent\tV\n");
    import_is(text, DICT_VERBS, "lend|lent\tV\tseq:said_would~*~@ties\tCONSULT\t-\t0711\tsubj/left\t");
    import_is(text, DICT_VERBS, "seq:$~do_n't~*~to~+\tCONSULT\t-\t032|033\tseq/subj\tseq/obj/");
    import_is(text, DICT_VERBS, "seq:*~bar\tNONE\t-\t-\t-\t-\t-\t");
    import_is(text, DICT_VERBS, "lend|lent\tV\t-\tCONSULT\t-\t070\t");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_actor_of_user_replaces_built_in),
        cmocka_unit_test(test_sequence_finds_words_in_order),
        cmocka_unit_test(test_dash_removes),
        cmocka_unit_test(test_discard_takes_sentence_out),
        cmocka_unit_test(test_bad_lines_are_named),
        cmocka_unit_test(test_lint_doubts),
        cmocka_unit_test(test_actor_dates_become_spells),
        cmocka_unit_test(test_agents_and_their_plurals),
        cmocka_unit_test(test_patterns_become_sequences),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
