/*
 * test_code.c - the engine as a whole: evidence, determinism, running out of memory, damaged data files.
 *
 * Needs the data file (CASUS_DATA); without it every test here is skipped with a message.
 */
#include "event/record.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static const char article[] =
    "Kenya recalls envoy\n\nNAIROBI, Kenya (AP) -- Kenya recalled its ambassador to Chad on Monday after Chadian soldiers shelled a border post and "
    "killed three Kenyan policemen.\n\n“We will not be silent,” President William Ruto told reporters. He said Chad had denied the attack.\n\n"
    "The two countries are expected to hold talks in Addis Ababa next week.\n\nPlease enter your comment!\nPlease enter your name here\n";

static char *data;
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
    if (data && fread(data, 1, data_size, f) != data_size) {
        free(data);
        data = NULL;
    }
    fclose(f);
    return 0;
}

static int unload(void **state)
{
    (void)state;
    free(data);
    return 0;
}

static void need_data(void)
{
    if (!data) {
        print_message("skipped: CASUS_DATA names no data file\n");
        skip();
    }
}

/* an allocator that fails from its n-th call on */
typedef struct {
    size_t calls, limit;
} budget;
static void *try_alloc(void *ctx, size_t size)
{
    budget *b = ctx;
    return b->calls++ < b->limit ? malloc(size) : NULL;
}
static void *try_resize(void *ctx, void *ptr, size_t old_size, size_t size)
{
    (void)old_size;
    budget *b = ctx;
    return b->calls++ < b->limit ? realloc(ptr, size) : NULL;
}
static void release(void *ctx, void *ptr)
{
    (void)ctx;
    free(ptr);
}

static const casus_options options = {.id = "page", .date = {2024, 5, 14}};
static const casus_options all = {.date = {2024, 5, 14}, .entities = true};

static void every_offset_lies_in_the_source_and_triggers_are_its_words(void **state)
{
    (void)state;
    need_data();
    casus_err err;
    casus_engine *en = casus_open(data, data_size, NULL, &err);
    assert_non_null(en);
    casus_doc *doc = casus_doc_new(en, &err);
    assert_true(casus_code(doc, article, sizeof article - 1, &options, &err));
    size_t n;
    const casus_event *e = casus_events(doc, &n);
    assert_true(n >= 3);
    for (size_t i = 0; i < n; i++) {
        assert_true(e[i].trigger_end <= sizeof article - 1 && e[i].trigger_start < e[i].trigger_end);
        assert_memory_equal(e[i].trigger, article + e[i].trigger_start, e[i].trigger_end - e[i].trigger_start);
        assert_true(e[i].n_mention >= 1);
        for (size_t k = 0; k < e[i].n_actor; k++) {
            const casus_actor *a = &e[i].actor[k];
            assert_true(a->start < a->end && a->end <= sizeof article - 1);
            assert_memory_equal(a->text, article + a->start, a->end - a->start);
        }
    }
    const casus_statement *s = casus_statements(doc, &n);
    assert_true(n >= 1);
    for (size_t i = 0; i < n; i++)
        assert_memory_equal(s[i].text, article + s[i].start, s[i].end - s[i].start);
    casus_doc_free(doc);
    casus_close(en);
}

static void comment_forms_are_in_no_record(void **state)
{
    (void)state;
    need_data();
    casus_err err;
    casus_engine *en = casus_open(data, data_size, NULL, &err);
    casus_doc *doc = casus_doc_new(en, &err);
    assert_true(casus_code(doc, article, sizeof article - 1, &options, &err));
    size_t n;
    const casus_token *t = casus_tokens(doc, &n);
    for (size_t i = 0; i < n; i++)
        assert_string_not_equal(t[i].form, "comment");
    casus_doc_free(doc);
    casus_close(en);
}

static void a_storm_that_kills_is_rejected_and_says_why(void **state)
{
    static const char text[] = "The cyclone hit Fiji on Sunday.\n\nIt ripped up roofs and killed two farmers.";
    (void)state;
    need_data();
    casus_err err;
    casus_engine *en = casus_open(data, data_size, NULL, &err);
    casus_doc *doc = casus_doc_new(en, &err);
    assert_true(casus_code(doc, text, sizeof text - 1, &options, &err));
    size_t n;
    casus_events(doc, &n);
    assert_int_equal(n, 0);
    const casus_rejection *r = casus_rejections(doc, &n);
    assert_int_equal(n, 1);
    assert_string_equal(r[0].event, "ASSAULT");
    assert_memory_equal(text + r[0].start, "killed", r[0].end - r[0].start);
    assert_non_null(strstr(r[0].why, "about disaster, points 3 against 0 of fighting"));
    casus_doc_free(doc);
    casus_close(en);
}

static void failing_allocations_give_an_error_and_lose_nothing(void **state)
{
    (void)state;
    need_data();
    bool done = false;
    for (size_t limit = 0; limit < 400 && !done; limit++) {
        budget b = {.limit = limit};
        casus_alloc alloc = {try_alloc, try_resize, release, &b};
        casus_err err = {0};
        casus_engine *en = casus_open(data, data_size, &alloc, &err);
        casus_doc *doc = en ? casus_doc_new(en, &err) : NULL;
        bool ok = doc && casus_code(doc, article, sizeof article - 1, &options, &err);
        assert_true(ok || err.code == CASUS_ERR_MEMORY);
        if (doc && !ok) { /* the same doc works again once there is memory */
            b.limit = SIZE_MAX;
            assert_true(casus_code(doc, article, sizeof article - 1, &options, &err));
        }
        casus_doc_free(doc);
        casus_close(en);
        done = ok;
    }
    assert_true(done);
}

static void damaged_data_files_are_refused(void **state)
{
    (void)state;
    need_data();
    casus_err err = {0};
    size_t spots[] = {0, 9, 40, 5000, data_size / 2, data_size - 1};
    for (size_t i = 0; i < sizeof spots / sizeof spots[0]; i++) {
        data[spots[i]] = (char)(data[spots[i]] ^ 0x20);
        assert_null(casus_open(data, data_size, NULL, &err));
        assert_int_equal(err.code, CASUS_ERR_DATA);
        data[spots[i]] = (char)(data[spots[i]] ^ 0x20);
    }
    assert_null(casus_open(data, data_size - 8, NULL, &err));
    assert_null(casus_open(data, 0, NULL, &err));
}

static void seal(char *p)
{
    uint64_t sum = hash_bulk(p + 32, data_size - 32);
    for (int i = 0; i < 8; i++)
        p[24 + i] = (char)(sum >> (8 * i));
}

/* The checksum is right, but one section says that it is eight bytes shorter than it is: no power of two, or a part of an element. */
static void tables_that_do_not_fit_are_refused(void **state)
{
    (void)state;
    need_data();
    static const char *const names[] = {"ph.maybe", "wd.maybe", "ph.at", "wd.at"};
    for (size_t k = 0; k < LEN(names); k++) {
        casus_err err = {0};
        char *entry = NULL;
        uint64_t size, less;
        for (size_t i = 0; !entry && i < (uint8_t)data[12]; i++)
            if (strncmp(data + 32 + 32 * i, names[k], 8) == 0)
                entry = data + 32 + 32 * i;
        assert_non_null(entry);
        memcpy(&size, entry + 16, sizeof size);
        less = size - 8;
        memcpy(entry + 16, &less, sizeof less);
        seal(data);
        assert_null(casus_open(data, data_size, NULL, &err));
        assert_int_equal(err.code, CASUS_ERR_DATA);
        assert_non_null(strstr(err.msg, "knowledge base"));
        memcpy(entry + 16, &size, sizeof size);
        seal(data);
    }
}

static void bad_input_says_what_is_wrong(void **state)
{
    (void)state;
    need_data();
    casus_err err = {0};
    casus_engine *en = casus_open(data, data_size, NULL, &err);
    casus_doc *doc = casus_doc_new(en, &err);
    assert_false(casus_code(doc, "", 0, NULL, &err));
    assert_int_equal(err.code, CASUS_ERR_EMPTY);
    assert_false(casus_code(doc, "a\0b\0c\0d\0", 8, NULL, &err));
    assert_int_equal(err.code, CASUS_ERR_BINARY);
    static const char german[] =
        "Die Regierung in Wien hat am Montag ein neues Gesetz beschlossen, das die Opposition heftig kritisiert und vor Gericht anfechten will. "
        "Der Minister sagte, die Regeln seien notwendig, weil die Kosten in den letzten Jahren stark gestiegen seien. Die Gewerkschaften "
        "riefen für Donnerstag zu einem Streik auf und wollen auf dem Platz vor dem Parlament demonstrieren.";
    assert_false(casus_code(doc, german, sizeof german - 1, NULL, &err));
    assert_int_equal(err.code, CASUS_ERR_LANGUAGE);
    casus_doc_free(doc);
    casus_close(en);
}

static casus_span span_of(const char *text, const char *words)
{
    uint32_t start = (uint32_t)(strstr(text, words) - text);
    return (casus_span){start, start + (uint32_t)strlen(words)};
}

static void a_pair_gets_the_event_between_the_two(void **state)
{
    (void)state;
    need_data();
    static const char text[] = "The Blue Reed Society and its rivals were at odds; on Monday the society's guards stabbed four members of the Red Reed Club.";
    casus_err err;
    casus_engine *en = casus_open(data, data_size, NULL, &err);
    assert_non_null(en);
    casus_doc *doc = casus_doc_new(en, &err);
    assert_non_null(doc);
    casus_relation r;
    assert_true(
        casus_code_pair(doc, text, sizeof text - 1, span_of(text, "the society's guards"), span_of(text, "four members of the Red Reed Club"), NULL, &r, &err));
    assert_string_equal(r.event, "ASSAULT");
    assert_int_equal(r.quad_code, 4);
    assert_memory_equal(text + r.trigger_start, "stabbed", 7);
    size_t n;
    casus_events(doc, &n);
    assert_int_equal(n, 0);
    /* empty, overlapping and odd spans are answered, spans outside are not */
    casus_span odd[] = {{0, 0}, {0, 1}, {3, 40}, {0, sizeof text - 1}, {23, 24}};
    for (size_t i = 0; i < LEN(odd); i++)
        for (size_t k = 0; k < LEN(odd); k++) {
            assert_true(casus_code_pair(doc, text, sizeof text - 1, odd[i], odd[k], NULL, &r, &err));
            assert_true(r.event[0] && r.cameo[0] && r.confidence >= 0 && r.confidence <= 1);
        }
    assert_false(casus_code_pair(doc, text, sizeof text - 1, odd[0], (casus_span){5, sizeof text}, NULL, &r, &err));
    assert_int_equal(err.code, CASUS_ERR_PARAM);
    assert_false(casus_code_pair(doc, text, sizeof text - 1, (casus_span){5, 4}, odd[0], NULL, &r, &err));
    assert_int_equal(err.code, CASUS_ERR_PARAM);
    casus_doc_free(doc);
    casus_close(en);
}

static uint32_t chain_at(const casus_doc *doc, const char *text, const char *word)
{
    size_t n;
    const casus_reference *r = casus_references(doc, &n);
    uint32_t at = (uint32_t)(strstr(text, word) - text);
    for (size_t i = 0; i < n; i++)
        if (casus_tokens(doc, &(size_t){0})[r[i].head].start == at)
            return r[i].chain;
    return UINT32_MAX;
}

static void pronouns_are_in_the_chain_of_what_they_mean(void **state)
{
    (void)state;
    static const char text[] =
        "The minister resigned on Friday. He had promised that he would leave. The rebels left the town. They had shelled it for a week.";
    need_data();
    casus_engine *en = casus_open(data, data_size, NULL, NULL);
    casus_doc *doc = casus_doc_new(en, NULL);
    assert_true(casus_annotate(doc, text, sizeof text - 1, &all, NULL));
    assert_int_not_equal(chain_at(doc, text, "minister"), UINT32_MAX);
    assert_int_equal(chain_at(doc, text, "He had"), chain_at(doc, text, "minister"));
    assert_int_equal(chain_at(doc, text, "he would"), chain_at(doc, text, "minister"));
    assert_int_equal(chain_at(doc, text, "They had"), chain_at(doc, text, "rebels"));
    assert_int_not_equal(chain_at(doc, text, "They had"), chain_at(doc, text, "minister"));
    casus_doc_free(doc);
    casus_close(en);
}

static void assert_one_chain(const char *text, const char *a, const char *b, bool one)
{
    casus_engine *en = casus_open(data, data_size, NULL, NULL);
    casus_doc *doc = casus_doc_new(en, NULL);
    assert_true(casus_annotate(doc, text, strlen(text), &all, NULL));
    assert_int_not_equal(chain_at(doc, text, a), UINT32_MAX);
    if (one)
        assert_int_equal(chain_at(doc, text, a), chain_at(doc, text, b));
    else
        assert_int_not_equal(chain_at(doc, text, a), chain_at(doc, text, b));
    casus_doc_free(doc);
    casus_close(en);
}

static void who_begins_as_a_pronoun_is_named_later(void **state)
{
    (void)state;
    need_data();
    assert_one_chain("She won two rounds in May and gave her prize away. In the third round, Lind met Berg, who had beaten her in Oslo.", "She", "Lind", true);
}

static void an_object_is_not_who_does_it(void **state)
{
    (void)state;
    need_data();
    assert_one_chain("Anna Lind asked Maria Holm to help her with the vote on Monday.", "her with", "Anna", true);
    assert_one_chain("Anna Lind hurt herself on Monday.", "herself", "Anna", true);
}

static void a_token_ends_behind_the_last_byte_of_its_last_character(void **state)
{
    (void)state;
    static const char text[] = "The rebels’ claim of a café raid was denied by the army on Monday.";
    need_data();
    casus_engine *en = casus_open(data, data_size, NULL, NULL);
    casus_doc *doc = casus_doc_new(en, NULL);
    assert_true(casus_annotate(doc, text, sizeof text - 1, &all, NULL));
    size_t n, seen = 0;
    const casus_token *t = casus_tokens(doc, &n);
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(t[i].end - t[i].start, strlen(t[i].form));
        assert_memory_equal(text + t[i].start, t[i].form, strlen(t[i].form));
        seen += strcmp(t[i].form, "’") == 0 || strcmp(t[i].form, "café") == 0;
    }
    assert_int_equal(seen, 2);
    casus_doc_free(doc);
    casus_close(en);
}

static void attitudes_stand_beside_statements_and_say_for_or_against_whom(void **state)
{
    (void)state;
    static const char text[] = "Kenya condemned Chad on Monday. The army called for a truce. “We are ready to go home now,” the minister said.";
    need_data();
    casus_engine *en = casus_open(data, data_size, NULL, NULL);
    casus_doc *doc = casus_doc_new(en, NULL);
    assert_true(casus_code(doc, text, sizeof text - 1, &options, NULL));
    size_t n, m;
    const casus_statement *s = casus_statements(doc, &n), *a = casus_attitudes(doc, &m);
    assert_int_equal(n, 1);
    assert_string_equal(s[0].source, "the minister");
    assert_int_equal(m, 2);
    assert_int_equal(a[0].stance, CASUS_OPPOSES);
    assert_string_equal(a[0].target->code, "TCD");
    assert_string_equal(a[1].cue, "called for");
    assert_string_equal(a[1].text, "a truce");
    casus_doc_free(doc);
    casus_close(en);
}

static void attitudes_want_what_their_word_takes(void **state)
{
    (void)state;
    static const char text[] =
        "Kenya also referred to the dam. Talks appear to have stalled. The minister is aware that Chad wants to leave. Rebels continued the siege.";
    need_data();
    casus_engine *en = casus_open(data, data_size, NULL, NULL);
    casus_doc *doc = casus_doc_new(en, NULL);
    assert_true(casus_code(doc, text, sizeof text - 1, &options, NULL));
    size_t n;
    const casus_statement *a = casus_attitudes(doc, &n);
    assert_int_equal(n, 3);
    assert_string_equal(a[0].cue, "also referred to");
    assert_string_equal(a[0].text, "the dam");
    assert_string_equal(a[1].cue, "appear");
    assert_string_equal(a[1].text, "Talks appear to have stalled");
    assert_true(a[1].source == NULL || a[1].source[0] == 0);
    assert_string_equal(a[2].cue, "is aware");
    casus_doc_free(doc);
    casus_close(en);
}

/* the cues and contents of all attitudes of a text that holds one statement or none beside them */
static void expect_attitudes(const char *text, size_t statements, const char *const want[][2], size_t count)
{
    need_data();
    casus_engine *en = casus_open(data, data_size, NULL, NULL);
    casus_doc *doc = casus_doc_new(en, NULL);
    assert_true(casus_code(doc, text, strlen(text), &options, NULL));
    size_t n, m;
    (void)casus_statements(doc, &n);
    assert_int_equal(n, statements);
    const casus_statement *a = casus_attitudes(doc, &m);
    assert_int_equal(m, count);
    for (size_t i = 0; i < m; i++) {
        assert_string_equal(a[i].cue, want[i][0]);
        assert_string_equal(a[i].text, want[i][1]);
    }
    casus_doc_free(doc);
    casus_close(en);
}

static void attitudes_have_their_whole_cue_and_are_no_part_of_another(void **state)
{
    (void)state;
    static const char text[] =
        "Unions voiced doubts about the vote. The envoy spoke out sharply against the dam. Kenya sees Chad as a threat. Rebels continued to demand a truce. "
        "The minister said on Monday that Kenya had backed the plan of a governor who opposes the dam.";
    static const char *const want[][2] = {
        {"voiced doubts about", "the vote"}, {"spoke out sharply against", "the dam"}, {"sees", "Chad as a threat"}, {"continued to demand", "a truce"}};
    expect_attitudes(text, 1, want, 4);
}

static void what_belongs_to_a_cue_and_what_to_its_content(void **state)
{
    (void)state;
    static const char text[] =
        "Kenya accused Chad of hiding the dam. The envoy repeated his claim that it was safe. Unions are likely to say that prices rose. "
        "The minister voiced sharp criticism of the vote. As reported by the Nairobi Herald, the bridge was closed for a year. Asked about "
        "the ferry, the minister shook her head.";
    static const char *const want[][2] = {
        {"accused", "Chad of hiding the dam"},     {"repeated", "his claim that it was safe"},       {"are likely to say", "that prices rose"},
        {"voiced sharp criticism of", "the vote"}, {"reported", "the bridge was closed for a year"}, {"Asked about", "the ferry"}};
    expect_attitudes(text, 0, want, 6);
}

static void the_whole_of_what_is_said_stands_beside_a_fragment_of_it(void **state)
{
    (void)state;
    static const char text[] = "Unions praised the mayor for her courage. Kenya backed the plan, which the court had forbidden. The envoy said the deal was "
                               "“like a bridge without any "
                               "water under it”.";
    static const char *const want[][2] = {
        {"praised", "the mayor for her courage"}, {"backed", "the plan"}, {"said", "the deal was “like a bridge without any water under it"}};
    expect_attitudes(text, 1, want, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_offset_lies_in_the_source_and_triggers_are_its_words),
        cmocka_unit_test(comment_forms_are_in_no_record),
        cmocka_unit_test(a_storm_that_kills_is_rejected_and_says_why),
        cmocka_unit_test(failing_allocations_give_an_error_and_lose_nothing),
        cmocka_unit_test(damaged_data_files_are_refused),
        cmocka_unit_test(tables_that_do_not_fit_are_refused),
        cmocka_unit_test(bad_input_says_what_is_wrong),
        cmocka_unit_test(a_pair_gets_the_event_between_the_two),
        cmocka_unit_test(pronouns_are_in_the_chain_of_what_they_mean),
        cmocka_unit_test(who_begins_as_a_pronoun_is_named_later),
        cmocka_unit_test(an_object_is_not_who_does_it),
        cmocka_unit_test(a_token_ends_behind_the_last_byte_of_its_last_character),
        cmocka_unit_test(attitudes_stand_beside_statements_and_say_for_or_against_whom),
        cmocka_unit_test(attitudes_want_what_their_word_takes),
        cmocka_unit_test(attitudes_have_their_whole_cue_and_are_no_part_of_another),
        cmocka_unit_test(what_belongs_to_a_cue_and_what_to_its_content),
        cmocka_unit_test(the_whole_of_what_is_said_stands_beside_a_fragment_of_it),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
