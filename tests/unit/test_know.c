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

/* More names than the filter of the data file has room for: it is widened, and what is built in is still found. */
static void test_many_names_are_found_and_hide_none(void **state)
{
    (void)state;
    if (!data)
        skip();
    enum { N = 60000, LINE = 48 };
    char *table = malloc(N * LINE + sizeof ACTORS), out[400];
    assert_non_null(table);
    size_t len = (size_t)snprintf(table, sizeof ACTORS, "%s", ACTORS);
    for (int i = 0; i < N; i++)
        len += (size_t)snprintf(table + len, LINE, "Zembla Union %c%c%c%c\t-\tZZA\t-\torg\t-\t-\t-\t-\n", 'A' + i % 26, 'a' + i / 26 % 26, 'a' + i / 676 % 26,
                                'a' + i / 17576);
    code((const char *[]){table}, 1, (casus_date){2024, 5, 14}, "Kenya attacked Chad on Monday. The Zembla Union Fbba attacked Chad on Tuesday.", out,
         sizeof out);
    free(table);
    assert_non_null(strstr(out, "KEN>TCD"));
    assert_non_null(strstr(out, "ZZA>TCD"));
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

#define TYPES "type\tname\thost\tcameo\tquad\tscore\twhy\n"
#define MAP "from\taux_mode\tactor\trecipient\twith\ttype\twhy\n"
#define DAY ((casus_date){2024, 5, 14})

/* "CATEGORY:type " for each event of the text with these tables; "-" for an event without one */
static void types_of(const char *const tables[], size_t n, bool only_typed, const char *text, char *out, size_t size)
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
    assert_false(casus_typed(en));
    if (!casus_add_tables(en, t, n, hear, &h, &err))
        fail_msg("%u:%u: %s", (unsigned)h.line, (unsigned)h.column, h.message);
    casus_doc *doc = casus_doc_new(en, &err);
    assert_true(casus_code(doc, text, strlen(text), &(casus_options){.date = DAY, .any_language = true, .only_typed = only_typed}, &err));
    const casus_event *e = casus_events(doc, &k);
    for (size_t i = 0; i < k; i++) {
        assert_true(e[i].typed == casus_typed(en));
        assert_non_null(strstr(e[i].why, "type:"));
        len += (size_t)snprintf(out + len, size - len, "%s:%s ", e[i].event, e[i].type ? e[i].type->code : "-");
    }
    casus_doc_free(doc);
    casus_close(en);
}

static void types_are(const char *map, const char *text, const char *want)
{
    char out[400];
    const char *const t[] = {map, TYPES "ONE\tfirst\t-\t-\t4\t-7.5\t-\nTWO\t-\t-\t-\t-\t-\t-\n"}; /* the mapping first: the order of tables is no matter */
    types_of(t, 2, false, text, out, sizeof out);
    assert_string_equal(out, want);
}

static void test_narrowest_line_of_a_mapping_wins(void **state)
{
    (void)state;
    if (!data)
        skip();
    const char *shelled = "Kenyan soldiers shelled a Somali village on Monday.";
    types_are("from\ttype\n*\tONE\n", shelled, "ASSAULT:ONE ");
    types_are("from\ttype\nAID\tONE\n", shelled, "ASSAULT:- ");
    types_are("from\ttype\nASSAULT\tONE\n19\tTWO\n", shelled, "ASSAULT:TWO ");
    types_are("from\ttype\nASSAULT/heavy-weapons\tONE\n19\tTWO\nASSAULT\tTWO\n", shelled, "ASSAULT:ONE ");
    types_are("from\ttype\nASSAULT/heavy-weapons\tONE\n194\tTWO\n", shelled, "ASSAULT:TWO ");
    types_are("from\ttype\nASSAULT\tONE\n193|AID|194\t-\n", shelled, "ASSAULT:- ");
    types_are(MAP "ASSAULT\t-\t-\t-\t-\tONE\t-\nASSAULT\t-\t-\tCVL\t-\tTWO\t-\n", shelled, "ASSAULT:TWO ");
    types_are(MAP "ASSAULT/heavy-weapons\t-\t-\t-\t-\tONE\t-\nASSAULT\t-\tMIL\tCVL\t-\tTWO\t-\n", shelled, "ASSAULT:ONE ");
    types_are(MAP "ASSAULT/heavy-weapons\t-\t-\t-\t-\tONE\t-\nASSAULT/*\t-\t-\tCVL\t-\tTWO\t-\n", shelled, "ASSAULT:TWO ");
    types_are(MAP "ASSAULT\t-\t-\tCVL\t-\tONE\t-\nASSAULT\t-\tMIL\t-\t-\tTWO\t-\n", shelled, "ASSAULT:ONE ");
}

static void test_conditions_of_a_mapping(void **state)
{
    (void)state;
    if (!data)
        skip();
    static const struct {
        const char *actor, *recipient, *with;
        bool holds;
    } tests[] = {
        {"@ARMED", "-", "-", true},          {"!@ARMED", "-", "-", false},  {"KEN", "SOM", "-", true},        {"KENMIL", "-", "-", true},
        {"SOMMIL", "-", "-", false},         {"MIL !KEN", "-", "-", false}, {"REB|MIL KEN", "-", "-", true},  {"soldier", "-", "-", true},
        {"sailor", "-", "-", false},         {"*", "*", "-", true},         {"@NOBODY", "-", "-", false},     {"@SEVERAL", "-", "-", false},
        {"@ABROAD", "-", "-", true},         {"-", "@ABROAD", "-", false},  {"@COUNTRY", "-", "-", false},    {"-", "!CVL", "-", false},
        {"-", "---CVL", "-", false},         {"-", "-", "mortar", true},    {"-", "-", "rifle|mortar", true}, {"-", "-", "bridge", false},
        {"-", "-", "mortar !monday", false},
    };
    for (size_t i = 0; i < LEN(tests); i++) {
        char map[200];
        snprintf(map, sizeof map, MAP "ASSAULT\tactual|future\t%s\t%s\t%s\tONE\t-\n", tests[i].actor, tests[i].recipient, tests[i].with);
        types_are(map, "Kenyan soldiers attacked a Somali village with mortars on Monday. Chad gave food to Niger, which built a bridge.",
                  tests[i].holds ? "ASSAULT:ONE AID:- " : "ASSAULT:- AID:- ");
    }
    types_are(MAP "ASSAULT\tnegation\t-\t-\t-\tONE\t-\nASSAULT\tactual\t-\t-\t-\tTWO\t-\n", "Kenyan soldiers did not attack a Somali village.", "ASSAULT:ONE ");
    types_are(MAP "ASSAULT\tactual\t-\t-\t-\tONE\t-\n", "Kenyan soldiers did not attack a Somali village.", "ASSAULT:- ");
}

static void test_frames_name_types(void **state)
{
    (void)state;
    if (!data)
        skip();
    char out[400];
    const char *const t[] = {FRAMES "glimmer\tV\t-\tRAID\t-\t-\tsubj\tat\t-\t-\nglitter\tV\t-\tRAID\tfirearms\t193\tsubj\tat\t-\t-\n",
                             TYPES "RAID\t-\tASSAULT/beat\t-\t-\t-\t-\nREST\t-\t-\t-\t-\t-\t-\n", "from\ttype\n*\tREST\nASSAULT/firearms\t-\n"};
    types_of(t, 3, false, "Kenyan soldiers glimmered at Somali rebels on Monday.", out, sizeof out);
    assert_string_equal(out, "ASSAULT:RAID ");
    types_of(t, 3, false, "Kenyan soldiers glittered at Somali rebels on Monday. Norway lent money to Chad.", out, sizeof out);
    assert_string_equal(out, "ASSAULT:RAID AID:REST ");
    types_of(t, 3, false, "Kenya threatened to glimmer at Somali rebels.", out, sizeof out); /* the threat is no raid */
    assert_string_equal(out, "THREATEN:REST ");
    code((const char *[]){t[0], t[1]}, 2, DAY, "Kenyan soldiers glimmered at Somali rebels on Monday.", out, sizeof out);
    assert_non_null(strstr(out, "KENMIL>SOMREB 182")); /* the host's mode has this code */
}

static void test_only_typed_leaves_the_others_out(void **state)
{
    (void)state;
    if (!data)
        skip();
    char out[400];
    const char *const t[] = {TYPES "GIFT\tgiven\t-\t-\t2\t0.25\t-\n", "from\ttype\n07\tGIFT\n"};
    const char *text = "Kenyan soldiers attacked Somali rebels on Monday. Norway lent money to Chad.";
    types_of(t, 2, false, text, out, sizeof out);
    assert_string_equal(out, "ASSAULT:- AID:GIFT ");
    types_of(t, 2, true, text, out, sizeof out);
    assert_string_equal(out, "AID:GIFT ");
}

static void test_types_have_scores(void **state)
{
    (void)state;
    if (!data)
        skip();
    casus_err err;
    size_t n;
    const char *types = TYPES "GIFT\tgiven freely\t-\t-\t2\t0.25\t-\nFORCE\t-\t-\t-\t-\t-\t-\n", *map = "from\ttype\n07\tGIFT\nASSAULT\tFORCE\n";
    const char *text = "Kenyan soldiers attacked Somali rebels on Monday. Norway lent money to Chad.";
    casus_engine *en = casus_open(data, data_size, NULL, &err);
    casus_table t[] = {{"types", types, strlen(types)}, {"map", map, strlen(map)}};
    assert_true(casus_add_tables(en, t, 2, NULL, NULL, &err));
    assert_true(casus_typed(en));
    casus_doc *doc = casus_doc_new(en, &err);
    assert_true(casus_code(doc, text, strlen(text), &(casus_options){.date = DAY, .any_language = true}, &err));
    const casus_event *e = casus_events(doc, &n);
    assert_int_equal(n, 2);
    assert_string_equal(e[0].type->code, "FORCE");
    assert_string_equal(e[0].type->name, "");
    assert_false(e[0].type->scored);
    assert_int_equal(e[0].type->quad, 0);
    assert_string_equal(e[1].type->name, "given freely");
    assert_int_equal(e[1].type->quad, 2);
    assert_true(e[1].type->scored && e[1].type->score == 0.25);
    assert_non_null(strstr(e[1].why, "type: map:2 07"));
    casus_doc_free(doc);
    casus_close(en);
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
        {TYPES "A B\t-\t-\t-\t-\t-\t-\n", 2, 1},
        {TYPES "-A\t-\t-\t-\t-\t-\t-\n", 2, 2},
        {TYPES "AID\t-\t-\t-\t-\t-\t-\n", 2, 1},
        {TYPES "A\t-\t-\t-\t-\t-\t-\nA\t-\t-\t-\t-\t-\t-\n", 3, 1},
        {TYPES "A\t-\tHELP\t-\t-\t-\t-\n", 2, 5},
        {TYPES "A\t-\tAID\t-\t-\t-\t-\n", 2, 9},
        {TYPES "A\t-\tAID\t999\t-\t-\t-\n", 2, 9},
        {TYPES "A\t-\t-\t070\t-\t-\t-\n", 2, 7},
        {TYPES "A\t-\t-\t-\t5\t-\t-\n", 2, 9},
        {TYPES "A\t-\t-\t-\t-\thigh\t-\n", 2, 11},
        {MAP "AID\t-\t-\t-\t-\tX\t-\n", 2, 13},
        {MAP "HELP\t-\t-\t-\t-\t-\t-\n", 2, 1},
        {MAP "AID/food\t-\t-\t-\t-\t-\t-\n", 2, 1},
        {MAP "99\t-\t-\t-\t-\t-\t-\n", 2, 1},
        {MAP "-\t-\t-\t-\t-\t-\t-\n", 2, 1},
        {MAP "AID\tdone\t-\t-\t-\t-\t-\n", 2, 5},
        {MAP "AID\t-\tKENY\t-\t-\t-\t-\n", 2, 7},
        {MAP "AID\t-\t-\t@giants\t-\t-\t-\n", 2, 9},
        {MAP "AID\t-\t-\t!\t-\t-\t-\n", 2, 9},
        {MAP "AID\t-\t-\t-\tMIL\t-\t-\n", 2, 11},
        {"from\ttype\nAID\tX\n", 2, 5},
        {FRAMES "go\tV\t-\tTRIP\t-\t-\tsubj\tobj\t-\t-\n", 2, 8},
        {"from\tactor\trecipient\twith\tevent_type\tsub_event_type\n", 1, 1},
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
        TYPES "LONELY\t-\t-\t-\t-\t-\t-\n",
        MAP "AID\t-\tQQQ\t-\t-\t-\t-\n",
        MAP "AID\t-\t-\t!KENQQQ|KEN\t-\t-\t-\n",
        "from\ttype\nAID\t-\nAID\t-\n",
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
    import_is("A_B [CCC/DDDGOV]\n", DICT_REPORT, "a code of several actors");
    import_is("A_B [CCC/DDD]\n", DICT_ACTORS, "CCC/DDD\t-\torg");
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
    import_is("FORMER_ENVOY [~ELI]\n", DICT_AGENTS, "former\t-\t-\tformer\t");
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
        cmocka_unit_test(test_many_names_are_found_and_hide_none),
        cmocka_unit_test(test_sequence_finds_words_in_order),
        cmocka_unit_test(test_dash_removes),
        cmocka_unit_test(test_discard_takes_sentence_out),
        cmocka_unit_test(test_narrowest_line_of_a_mapping_wins),
        cmocka_unit_test(test_conditions_of_a_mapping),
        cmocka_unit_test(test_frames_name_types),
        cmocka_unit_test(test_only_typed_leaves_the_others_out),
        cmocka_unit_test(test_types_have_scores),
        cmocka_unit_test(test_bad_lines_are_named),
        cmocka_unit_test(test_lint_doubts),
        cmocka_unit_test(test_actor_dates_become_spells),
        cmocka_unit_test(test_agents_and_their_plurals),
        cmocka_unit_test(test_patterns_become_sequences),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
