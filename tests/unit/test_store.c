/*
 * test_store.c - writers of records: JSON Lines that another reader understands, rows that keep their columns, text that is safe for a terminal.
 *
 * The document is coded from a short text where the packed data file is there (CASUS_DATA); the rest needs none.
 */
#include "store/annotation.h"
#include "store/excerpt.h"
#include "store/record_json.h"
#include "store/table.h"
#include "store/tsv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>
#include <jansson.h>

/* A name that holds what is special in each format. */
static const char awkward[] = "Jo\xC3\xA3o \"Tab\"\t, Jr.;\nof \x1B[31mRed";

static const casus_actor actors[] = {
    {.code = "USA", .sector = "GOV", .text = "Kim", .identifier = awkward, .office = "envoy", .start = 0, .end = 3},
    {.code = "", .sector = "UAF", .text = "gunmen", .identifier = "gunmen", .office = "", .start = 9, .end = 15},
};
static const char *const modes[] = {"visit"};
static const casus_place place = {
    .name = "Seoul", .country = "KOR", .admin1 = "", .lat = 37.566, .lon = 126.9784, .id = 1835848, .resolution = "city", .start = 20, .end = 25};
static const casus_mention mention = {0, 0, 26};
static const casus_event event = {
    .event = "CONSULT",
    .mode = modes,
    .n_mode = 1,
    .aux_mode = "",
    .cameo = "042",
    .quad_code = 1,
    .quad_cameo = 1,
    .event_scale = 2.5,
    .goldstein = 1.9,
    .acled_event_type = "Battles",
    .acled_sub_event_type = "Armed clash",
    .actor = actors,
    .n_actor = 2,
    .recipient = NULL,
    .place = &place,
    .mention = &mention,
    .n_mention = 1,
    .date = {2021, 8, 21},
    .enddate = {2021, 8, 24},
    .precision = CASUS_DAY,
    .size = {-1, 12, -1, 0},
    .trigger = "arrived",
    .trigger_start = 4,
    .trigger_end = 11,
    .confidence = 0.93,
    .why = "",
};
static const casus_statement statement = {.kind = CASUS_DIRECT,
                                          .speaker = &actors[0],
                                          .text = awkward,
                                          .start = 30,
                                          .end = 60,
                                          .source = "Lind",
                                          .source_start = 20,
                                          .source_end = 24,
                                          .cue = "said",
                                          .cue_start = 62,
                                          .cue_end = 66,
                                          .confidence = 0.9};

static json_t *parsed(const buf *b)
{
    json_error_t e;
    json_t *o = json_loadb(b->p, b->n, 0, &e);
    if (o == NULL)
        print_error("%s in %.*s\n", e.text, (int)b->n, b->p);
    assert_non_null(o);
    return o;
}

static void has_all(const json_t *o, const char *const *keys, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (json_object_get(o, keys[i]) == NULL)
            print_error("no field %s\n", keys[i]);
        assert_non_null(json_object_get(o, keys[i]));
    }
    assert_int_equal(json_object_size(o), n);
}

static void test_event_json_has_every_field(void **state)
{
    static const char *const keys[] = {"record",    "id",       "doc",        "date",      "enddate",   "date_precision", "event",
                                       "mode",      "context",  "aux_mode",   "cameo",     "quad_code", "quad_cameo",     "event_scale",
                                       "goldstein", "actor",    "acled",      "recipient", "event_loc", "attributed_to",  "size",
                                       "trigger",   "mentions", "confidence", "coder"};
    static const char *const actor_keys[] = {"code", "sector", "entity_text", "identifier_text", "office", "start", "end"};
    (void)state;
    buf out;
    json j;
    buf_init(&out, &alloc_libc, 1 << 16);
    jw_init(&j, &out);
    json_event(&j, &event, "page", 7, "casus test");
    assert_null(memchr(out.p, '\n', out.n));
    json_t *o = parsed(&out);
    has_all(o, keys, LEN(keys));
    has_all(json_array_get(json_object_get(o, "actor"), 0), actor_keys, LEN(actor_keys));
    assert_string_equal(json_string_value(json_object_get(o, "id")), "page:e7");
    assert_string_equal(json_string_value(json_object_get(o, "date")), "2021-08-21");
    assert_true(json_is_null(json_object_get(o, "aux_mode")));
    assert_string_equal(json_string_value(json_object_get(json_object_get(o, "acled"), "event_type")), "Battles");
    assert_string_equal(json_string_value(json_object_get(json_object_get(o, "acled"), "sub_event_type")), "Armed clash");
    assert_true(json_is_array(json_object_get(o, "recipient")));
    const json_t *first = json_array_get(json_object_get(o, "actor"), 0), *second = json_array_get(json_object_get(o, "actor"), 1);
    assert_string_equal(json_string_value(json_object_get(first, "identifier_text")), awkward);
    assert_true(json_is_null(json_object_get(second, "code")));
    const json_t *size = json_object_get(o, "size");
    assert_int_equal(json_integer_value(json_object_get(size, "injured")), 12);
    assert_int_equal(json_integer_value(json_object_get(size, "participants")), 0);
    assert_null(json_object_get(size, "killed"));
    json_decref(o);
    buf_release(&out);
}

static void test_event_json_has_the_type_of_an_ontology(void **state)
{
    static const casus_type type = {.code = "RAID", .name = "over the line", .quad = 4, .scored = true, .score = -7.25};
    (void)state;
    casus_event e = event;
    e.typed = true;
    e.acled_event_type = e.acled_sub_event_type = "";
    for (int with = 0; with < 2; with++) {
        buf out;
        json j;
        e.type = with ? &type : NULL;
        buf_init(&out, &alloc_libc, 1 << 16);
        jw_init(&j, &out);
        json_event(&j, &e, "page", 7, "casus test");
        json_t *o = parsed(&out);
        assert_true(json_is_null(json_object_get(o, "acled")));
        if (with) {
            assert_string_equal(json_string_value(json_object_get(o, "type")), "RAID");
            assert_string_equal(json_string_value(json_object_get(o, "type_name")), "over the line");
            assert_int_equal(json_integer_value(json_object_get(o, "type_quad")), 4);
            assert_true(json_real_value(json_object_get(o, "type_score")) == -7.25);
        } else {
            assert_true(json_is_null(json_object_get(o, "type")));
            assert_true(json_is_null(json_object_get(o, "type_score")));
        }
        json_decref(o);
        buf_release(&out);
    }
}

static void test_statement_json_has_every_field(void **state)
{
    static const char *const keys[] = {"record", "id",  "doc",       "kind",   "speaker", "source",     "cue",  "text",
                                       "start",  "end", "addressee", "stance", "target",  "confidence", "coder"};
    (void)state;
    buf out;
    json j;
    buf_init(&out, &alloc_libc, 1 << 16);
    jw_init(&j, &out);
    json_statement(&j, &statement, "page", 1, "casus test");
    json_t *o = parsed(&out);
    has_all(o, keys, LEN(keys));
    assert_string_equal(json_string_value(json_object_get(o, "text")), awkward);
    assert_true(json_is_null(json_object_get(o, "addressee")));
    json_decref(o);
    buf_release(&out);
}

/* Fields of one row after RFC 4180, or separated by tabs; line ends inside quotes belong to the field. */
static size_t fields(const buf *b, char separator)
{
    size_t n = 1;
    bool quoted = false;
    for (size_t i = 0; i < b->n; i++) {
        if (separator == ',' && b->p[i] == '"')
            quoted = !quoted;
        n += !quoted && b->p[i] == separator;
    }
    assert_false(quoted);
    return n;
}

static void row_has_columns(casus_doc *doc, bool comma, bool statements, bool types)
{
    tsv_kind kind = {comma, statements, types};
    buf head, row;
    buf_init(&head, &alloc_libc, 1 << 16);
    buf_init(&row, &alloc_libc, 1 << 16);
    tsv_header(&head, kind);
    casus_event e = event;
    e.n_mention = 0; /* the sentence would need a document */
    tsv_event(&row, kind, doc, &e, awkward, 1, "casus test");
    assert_int_equal(fields(&head, comma ? ',' : '\t'), fields(&row, comma ? ',' : '\t'));
    if (!comma)
        assert_ptr_equal(memchr(row.p, '\n', row.n), row.p + row.n - 1);
    if (statements) {
        buf_clear(&row);
        tsv_statement(&row, kind, &statement, awkward, 1, "casus test");
        assert_int_equal(fields(&head, comma ? ',' : '\t'), fields(&row, comma ? ',' : '\t'));
    }
    buf_release(&head);
    buf_release(&row);
}

static void test_rows_have_the_columns_of_the_header(void **state)
{
    (void)state;
    for (int k = 0; k < 8; k++)
        row_has_columns(NULL, (k & 1) != 0, (k & 2) != 0, (k & 4) != 0);
}

static void field_is(bool comma, const char *in, const char *want)
{
    buf out;
    buf_init(&out, &alloc_libc, 1 << 16);
    tsv_field(&out, (tsv_kind){comma, false, false}, in, strlen(in));
    buf_char(&out, '|');
    assert_memory_equal(out.p, want, strlen(want));
    assert_int_equal(out.n, strlen(want) + 1);
    buf_release(&out);
}

static void test_fields_are_quoted_where_they_must_be(void **state)
{
    (void)state;
    field_is(true, "plain", "plain");
    field_is(true, "a,b", "\"a,b\"");
    field_is(true, "say \"no\"", "\"say \"\"no\"\"\"");
    field_is(true, "two\nlines", "\"two\nlines\"");
    field_is(true, "a\tb", "a\tb");
    field_is(false, "a\tb\nc\rd", "a b c d");
    field_is(false, "say \"no\", he", "say \"no\", he");
}

static void test_pen_wraps_and_lets_no_control_character_through(void **state)
{
    (void)state;
    buf out;
    pen p;
    buf_init(&out, &alloc_libc, 1 << 16);
    pen_init(&p, &out, 12, 2, 0);
    pen_text(&p, "one two three\x1B[31m four", 23);
    pen_end(&p);
    buf_char(&out, '\0');
    assert_string_equal(out.p, "one two\n  three\xEF\xBF\xBD[31m\n  four");
    buf_release(&out);
    assert_int_equal(text_columns("\xC3\xA9\xE4\xB8\xAD", 5), 3);
    assert_int_equal(text_columns("e\xCC\x81", 3), 1);
}

static void *read_file(const char *path, size_t *n)
{
    FILE *f = path != NULL ? fopen(path, "rb") : NULL;
    if (f == NULL)
        return NULL;
    fseek(f, 0, SEEK_END);
    *n = (size_t)ftell(f);
    rewind(f);
    void *p = aligned_alloc(64, (*n + 63) / 64 * 64);
    if (p != NULL && fread(p, 1, *n, f) != *n) {
        free(p);
        p = NULL;
    }
    fclose(f);
    return p;
}

static void coded_document(const casus_doc *doc)
{
    buf out;
    buf_init(&out, &alloc_libc, 1 << 20);
    table_article(&out, doc, "page", true, true, false, &(table_style){60, false});
    assert_true(out.n > 0 && memchr(out.p, '\033', out.n) == NULL);
    assert_true(strstr(out.p, "[attacked]") != NULL);
    buf_clear(&out);
    annotation_json(&out, doc, "page", "casus test", (text_part){0});
    json_t *o = parsed(&out);
    size_t n;
    casus_tokens(doc, &n);
    assert_int_equal(json_array_size(json_object_get(o, "tokens")), n);
    json_decref(o);
    buf_clear(&out);
    conllu_article(&out, doc, "page", (text_part){0});
    assert_non_null(strstr(out.p, "# text = Troops attacked rebels in Syria on Sunday."));
    buf_clear(&out);
    conll_article(&out, doc, "page");
    assert_int_equal(strncmp(out.p, "#begin document (page); part 000\n", 33), 0);
    size_t lines = 0, open = 0, closed = 0;
    for (const char *p = strchr(out.p, '\n') + 1; *p != '#'; p = strchr(p, '\n') + 1) {
        lines += *p != '\n';
        for (const char *c = p; *c != '\n'; c++)
            open += c[-1] == '\t' && *c == '(' && c[1] >= '0' && c[1] <= '9', closed += *c == ')' && c[-1] >= '0' && c[-1] <= '9';
    }
    assert_int_equal(lines, n); /* a line a token */
    assert_true(closed >= open);
    buf_clear(&out);
    excerpt_put(&(pen){.out = &out, .w = {.alloc = &alloc_libc, .max = 99}}, doc, 99, NULL, 0);
    assert_int_equal(out.n, 0); /* there is no such sentence */
    buf_release(&out);
}

static void test_document_is_written_in_every_form(void **state)
{
    static const char text[] = "Troops attacked rebels in Syria on Sunday.";
    (void)state;
    size_t n = 0;
    void *data = read_file(getenv("CASUS_DATA"), &n);
    if (data == NULL)
        skip();
    casus_err err = {0};
    casus_engine *en = casus_open(data, n, NULL, &err);
    assert_non_null(en);
    casus_doc *doc = casus_doc_new(en, &err);
    assert_non_null(doc);
    casus_options opt = {.id = "page", .date = {2024, 5, 14}, .format = CASUS_TEXT, .any_language = true};
    assert_true(casus_code(doc, text, sizeof text - 1, &opt, &err));
    coded_document(doc);
    casus_doc_free(doc);
    casus_close(en);
    free(data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_event_json_has_every_field),           cmocka_unit_test(test_event_json_has_the_type_of_an_ontology),
        cmocka_unit_test(test_statement_json_has_every_field),       cmocka_unit_test(test_rows_have_the_columns_of_the_header),
        cmocka_unit_test(test_fields_are_quoted_where_they_must_be), cmocka_unit_test(test_pen_wraps_and_lets_no_control_character_through),
        cmocka_unit_test(test_document_is_written_in_every_form),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
