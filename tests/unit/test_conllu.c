/*
 * test_conllu.c - the CoNLL-U reader: what it takes, what it refuses and in which words, and how given MISC and our names come together.
 */
#include "ingest/conllu.h"
#include "store/annotation.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

/* Reads a text whose columns are separated by spaces, those that are missing are "_"; false: refused. */
static bool read(conllu *c, const char *text)
{
    char line[512];
    for (const char *p = text; *p != '\0'; p++) {
        size_t n = strcspn(p, "\n"), out = 0;
        uint32_t columns = 1;
        bool row = p[0] != '#' && n > 0;
        for (size_t i = 0; i < n; i++) {
            line[out++] = row && p[i] == ' ' ? '\t' : p[i];
            columns += p[i] == ' ';
        }
        for (; row && columns < CONLLU_COLUMNS; columns++) {
            line[out++] = '\t';
            line[out++] = '_';
        }
        if (!conllu_add(c, line, out))
            return false;
        p += n;
        if (*p == '\0')
            break;
    }
    return conllu_end(c);
}

static void refused(const char *text, const char *why)
{
    conllu c;
    conllu_init(&c);
    assert_false(read(&c, text));
    if (strstr(c.problem, why) == NULL)
        fail_msg("%s: %s", text, c.problem);
    conllu_release(&c);
}

static void test_every_line_has_its_kind(void **state)
{
    static const conllu_kind kinds[] = {CONLLU_COMMENT, CONLLU_EMPTY, CONLLU_RANGE, CONLLU_WORD, CONLLU_WORD, CONLLU_EMPTY, CONLLU_EMPTY, CONLLU_WORD};
    (void)state;
    conllu c;
    conllu_init(&c);
    assert_true(read(&c, "# sent_id = a\n0.1 x\n1-2 don't\n1 do\n2 n't\n2.1 go\n2.2 there\n3 #\n\n\n# only a comment\n\n1 End"));
    assert_int_equal(c.sentence.n, 3);
    assert_int_equal(c.sentence.at[0].n_line, LEN(kinds));
    for (uint32_t i = 0; i < LEN(kinds); i++)
        assert_int_equal(c.line.at[i].kind, kinds[i]);
    assert_int_equal(c.sentence.at[0].n_word, 3);
    assert_int_equal(c.sentence.at[1].n_word, 0);
    assert_int_equal(c.sentence.at[2].word, 3);
    assert_string_equal(c.form.at[2], "#");
    assert_string_equal(c.form.at[3], "End");
    assert_int_equal(c.open.word, 4);
    conllu_clear(&c);
    assert_true(read(&c, "1 Again\n\n"));
    assert_int_equal(c.sentence.n, 1);
    conllu_release(&c);
}

static void test_what_is_wrong_is_said(void **state)
{
    (void)state;
    refused("2 two", "2 where 1 is due");
    refused("1 one\n3 three", "3 where 2 is due");
    refused("1 one\n1 new", "empty line between sentences");
    refused("1 one\n# late", "comment inside a sentence");
    refused("1-2 ab\n1 a", "beyond the last word");
    refused("2-3 ab\n1 a", "before its first word");
    refused("1-3 abc\n1 a\n2-3 bc\n2 b\n3 c", "overlap");
    refused("3-2 ab", "range");
    refused("1.1 x", "behind their word");
    refused("1 a\n1.2 x", "count from 1");
    refused("one two", "no number of a word");
    refused("1+2 x", "no number of a word");
    refused("01 x", "no number of a word");
    refused("1- x", "no number of a word");
    refused("99999999999999999999 x", "no number of a word");
    refused("1  x", "form, is empty");
    refused("1 a _ _ _ _ _ _ _ _ _", "11 columns");
    refused("1 caf\xE9", "not UTF-8");
    conllu c;
    conllu_init(&c);
    assert_false(conllu_add(&c, "1", 1));
    assert_non_null(strstr(c.problem, "1 columns where CoNLL-U has 10"));
    assert_false(conllu_add(&c, "a\0b", 3));
    assert_non_null(strstr(c.problem, "not UTF-8"));
    conllu_release(&c);
}

static void test_whole_sentences_outlive_a_broken_line(void **state)
{
    (void)state;
    conllu c;
    conllu_init(&c);
    assert_false(read(&c, "1 one\n2 two\n\n1 three\nbroken"));
    assert_int_equal(c.sentence.n, 1);
    assert_int_equal(c.open.word, 2);
    conllu_release(&c);
}

static void test_endless_sentence_is_refused(void **state)
{
    static char line[1 << 16] = "# ";
    (void)state;
    conllu c;
    conllu_init(&c);
    memset(line + 2, 'x', sizeof line - 2);
    uint32_t n = 0;
    while (n < 1000 && conllu_add(&c, line, sizeof line))
        n++;
    assert_int_equal(n, CONLLU_SENTENCE_MAX / (sizeof line + 1));
    assert_non_null(strstr(c.problem, "empty line"));
    conllu_release(&c);
}

static void word_becomes(const char *ner, const char *misc, const char *expected)
{
    char line[256];
    buf out;
    casus_token t = {.form = "?", .lemma = "go", .upos = "VERB", .xpos = "VBD", .deprel = "root", .ner = ner, .head = 0};
    snprintf(line, sizeof line, "1-x\twent\ta\tb\tc\td\t7\te\t0:root\t%s", misc);
    buf_init(&out, &alloc_libc, 1 << 12);
    conllu_word(&out, line, &t);
    char want[256];
    snprintf(want, sizeof want, "1-x\twent\tgo\tVERB\tVBD\t_\t0\troot\t0:root\t%s", expected);
    assert_string_equal(out.p, want);
    buf_release(&out);
}

static void test_names_join_the_given_misc(void **state)
{
    (void)state;
    word_becomes("O", "_", "_");
    word_becomes("B-PER", "_", "NER=B-PER");
    word_becomes("O", "NER=B-LOC", "_");
    word_becomes("I-PER", "NER=B-LOC", "NER=I-PER");
    word_becomes("O", "a=1|NER=B-LOC|SpaceAfter=No", "a=1|SpaceAfter=No");
    word_becomes("B-ORG", "end=4|SpaceAfter=No|start=1", "end=4|NER=B-ORG|SpaceAfter=No|start=1");
    word_becomes("B-ORG", "end=4|NER=I-LOC|SpaceAfter=No", "end=4|NER=B-ORG|SpaceAfter=No");
    word_becomes("B-ORG", "Ne=1|Neruda=2", "Ne=1|NER=B-ORG|Neruda=2");
    word_becomes("B-ORG", "Gloss=x|Lang=en", "Gloss=x|Lang=en|NER=B-ORG");
    word_becomes("O", "NERD=1|x", "NERD=1|x");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_line_has_its_kind),
        cmocka_unit_test(test_what_is_wrong_is_said),
        cmocka_unit_test(test_whole_sentences_outlive_a_broken_line),
        cmocka_unit_test(test_endless_sentence_is_refused),
        cmocka_unit_test(test_names_join_the_given_misc),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
