/*
 * test_text.c - floor 1: UTF-8, bodies, tokens and sentences. The examples are data, in tests/cases/text, each file with a runner
 * here. The rest are promises about any bytes: offsets, errors, failing allocators, pathological pages in linear time.
 */
#include "text/lexis.h"
#include "text/page.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

#define FOLDER "tests/cases/text/" /* tests run in the source folder */
#define PATHOLOGICAL_SECONDS 5.0   /* sanitizers included; the release build needs a tenth of a second */

/* ---- the case files ---- */

typedef struct {
    str name, input, expected; /* input and expected end without a line end */
} text_case;

static char *read_file(const char *name, size_t *n)
{
    FILE *f = fopen(name, "rb");
    char *p = f != NULL ? malloc((size_t)1 << 20) : NULL;
    *n = p != NULL ? fread(p, 1, (size_t)1 << 20, f) : 0;
    if (f != NULL)
        fclose(f);
    return p;
}

static str line_at(const char *p, size_t n, size_t *i)
{
    size_t from = *i;
    while (*i < n && p[*i] != '\n')
        ++*i;
    str s = str_of(p + from, *i - from);
    *i += *i < n;
    return s;
}

/* Runs every case of a file through `actual`, which writes what it found to `out`; one failure fails the test, all are printed. */
static void run_cases(const char *file, void (*actual)(buf *out, str input))
{
    size_t n, i = 0, failed = 0, count = 0;
    char *p = read_file(file, &n);
    assert_non_null(p);
    while (i < n) {
        str l = line_at(p, n, &i);
        if (!str_starts(l, "=== "))
            continue;
        text_case c = {.name = str_of(l.p + 4, l.n - 4)};
        size_t from = i, end = i;
        while (i < n && !str_is(l = line_at(p, n, &i), "---"))
            end = (size_t)(l.p - p) + l.n;
        c.input = str_of(p + from, end - from);
        from = end = i;
        while (i < n && !str_starts(str_of(p + i, n - i), "=== ")) {
            l = line_at(p, n, &i);
            if (l.n > 0)
                end = (size_t)(l.p - p) + l.n;
        }
        c.expected = str_of(p + from, end - from);
        buf out;
        buf_init(&out, NULL, (size_t)1 << 20);
        actual(&out, c.input);
        while (out.n > 0 && out.p[out.n - 1] == '\n')
            out.p[--out.n] = '\0';
        count++;
        if (!str_eq(str_of(out.p, out.n), c.expected)) {
            failed++;
            print_error("%s: %.*s\n  expected:\n%.*s\n  found:\n%s\n", file, (int)c.name.n, c.name.p, (int)c.expected.n, c.expected.p,
                        out.p != NULL ? out.p : "");
        }
        buf_release(&out);
    }
    free(p);
    assert_true(count > 0);
    assert_int_equal(failed, 0);
}

/* ---- helpers ---- */

typedef struct {
    arena a;
    text_body body;
    text_tokens tok;
    text_sentence *sent;
    uint32_t n_sent;
    casus_err err;
} text_doc;

static bool doc_read(text_doc *d, const char *p, size_t n, bool any_language)
{
    casus_options opt = {.any_language = any_language};
    return body_read(&d->body, &d->a, p, n, &opt, &d->err) && text_tokenize(&d->tok, &d->sent, &d->n_sent, &d->a, &d->body, &d->err);
}

/* A body whose blocks are the lines of s. */
static void lines_body(text_body *body, arena *a, str s)
{
    VEC(text_block) blocks = {0};
    for (size_t i = 0; i < s.n;) {
        str l = line_at(s.p, s.n, &i);
        *vec_push(a, &blocks, 10000u) = (text_block){(uint32_t)(l.p - s.p), (uint32_t)(l.p - s.p + (ptrdiff_t)l.n), BLOCK_PARA};
    }
    *body = (text_body){.text = arena_copy(a, s.p, s.n), .n = (uint32_t)s.n, .block = blocks.at, .n_block = blocks.n};
}

/* What must be true of every body and its tokens. */
static void check_doc(const text_doc *d, size_t n)
{
    const text_body *b = &d->body;
    assert_true(utf8_valid(b->text, b->n, NULL));
    assert_int_equal(b->text[b->n], '\0');
    for (uint32_t i = 0; i <= b->n; i++)
        assert_true(b->src[i] <= n && (i == 0 || b->src[i] >= b->src[i - 1]));
    for (uint32_t k = 0; k < b->n_block; k++) {
        assert_true(b->block[k].start < b->block[k].end && b->block[k].end <= b->n);
        assert_true(k == 0 ? b->block[k].start == 0 : b->block[k].start == b->block[k - 1].end + 1 && b->text[b->block[k].start - 1] == '\n');
    }
    for (uint32_t i = 0; i < d->tok.n; i++) {
        assert_true(d->tok.start[i] < d->tok.end[i] && d->tok.end[i] <= b->n);
        assert_true(i == 0 || d->tok.start[i] >= d->tok.end[i - 1]);
    }
    uint32_t next = 0;
    for (uint32_t s = 0; s < d->n_sent; s++) {
        assert_int_equal(d->sent[s].first, next);
        assert_true(d->sent[s].count > 0 && d->sent[s].count <= SENTENCE_MAX);
        assert_true(d->tok.flags[next] & TOK_SENTENCE_START);
        next += d->sent[s].count;
        const text_block *k = &b->block[d->sent[s].block];
        assert_true(d->tok.start[d->sent[s].first] >= k->start && d->tok.end[next - 1] <= k->end);
    }
    assert_int_equal(next, d->tok.n);
}

/* ---- cases ---- */

static void actual_tokens(buf *out, str input)
{
    arena a;
    text_body body;
    text_tokens tok;
    text_sentence *s;
    uint32_t n;
    arena_init(&a, NULL, true);
    lines_body(&body, &a, input);
    assert_true(text_tokenize(&tok, &s, &n, &a, &body, NULL));
    for (uint32_t k = 0; k < n; k++)
        for (uint32_t t = s[k].first; t < s[k].first + s[k].count; t++) {
            buf_add(out, body.text + tok.start[t], tok.end[t] - tok.start[t]);
            buf_char(out, t + 1 == s[k].first + s[k].count ? '\n' : ' ');
        }
    arena_release(&a);
}

static void actual_residue(buf *out, str input)
{
    for (size_t i = 0; i < input.n;) {
        str l = line_at(input.p, input.n, &i);
        if (residue_line(l))
            continue;
        buf_add(out, l.p, l.n);
        buf_char(out, '\n');
    }
}

static void actual_body(buf *out, str input)
{
    text_doc d = {0};
    arena_init(&d.a, NULL, true);
    if (!doc_read(&d, input.p, input.n, false)) {
        buf_str(out, d.err.msg);
    } else {
        check_doc(&d, input.n);
        if (d.body.found_date.year != 0) {
            buf_str(out, "date ");
            const int part[] = {d.body.found_date.year, d.body.found_date.month, d.body.found_date.day};
            for (size_t k = 0; k < 3; k++) {
                buf_str(out, part[k] < 10 ? "0" : "");
                buf_int(out, part[k]);
                buf_char(out, k < 2 ? '-' : '\n');
            }
        }
        for (uint32_t k = 0; k < d.body.n_block; k++) {
            const text_block *b = &d.body.block[k];
            buf_str(out, b->kind == BLOCK_PARA ? "P " : b->kind == BLOCK_LIST ? "L " : "H ");
            buf_add(out, d.body.text + b->start, b->end - b->start);
            buf_char(out, '\n');
        }
    }
    arena_release(&d.a);
}

static void actual_fold(buf *out, str input)
{
    char fold[4096];
    size_t n = text_fold(input.p, input.n, fold, sizeof fold);
    assert_true(n != SIZE_MAX);
    buf_add(out, fold, n);
}

static void test_token_cases(void **state)
{
    (void)state;
    run_cases(FOLDER "tokens.case", actual_tokens);
}

static void test_residue_cases(void **state)
{
    (void)state;
    run_cases(FOLDER "residue.case", actual_residue);
}

static void test_body_cases(void **state)
{
    (void)state;
    run_cases(FOLDER "body.case", actual_body);
}

static void test_fold_cases(void **state)
{
    (void)state;
    run_cases(FOLDER "fold.case", actual_fold);
}

/* ---- UTF-8 and Unicode ---- */

static void test_utf8_refuses_what_table_3_7_does_not_list(void **state)
{
    (void)state;
    static const char *const bad[] = {"\x80",
                                      "\xBF",
                                      "\xC0\x80",
                                      "\xC1\xBF",
                                      "\xC3",
                                      "\xC3(",
                                      "\xE0\x80\x80",
                                      "\xE0\x9F\xBF",
                                      "\xED\xA0\x80",
                                      "\xED\xBF\xBF",
                                      "\xE2\x82",
                                      "\xF0\x80\x80\x80",
                                      "\xF0\x8F\xBF\xBF",
                                      "\xF4\x90\x80\x80",
                                      "\xF5\x80\x80\x80",
                                      "\xF0\x9F\x98",
                                      "\xFE",
                                      "\xFF"};
    for (size_t i = 0; i < LEN(bad); i++) {
        uint32_t len = 0;
        size_t pos = 9;
        assert_int_equal(utf8_next(bad[i], strlen(bad[i]), &len), UTF8_BAD);
        assert_int_equal(len, 1);
        assert_false(utf8_valid(bad[i], strlen(bad[i]), &pos));
        assert_int_equal(pos, 0);
    }
}

static void test_utf8_reads_back_what_it_puts(void **state)
{
    (void)state;
    for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
        char s[4];
        uint32_t len, n = utf8_put(s, cp), want = cp >= 0xD800 && cp <= 0xDFFF ? 0xFFFD : cp;
        if (utf8_next(s, n, &len) != want || len != n)
            fail_msg("U+%04X", cp);
    }
    char s[4];
    assert_int_equal(utf8_put(s, 0x110000), 3);
}

static void test_uc_properties_and_case(void **state)
{
    (void)state;
    assert_int_equal(uc_props('A'), UC_LETTER | UC_UPPER);
    assert_int_equal(uc_props(0x11F), UC_LETTER | UC_LOWER); /* ğ */
    assert_int_equal(uc_props('7'), UC_DIGIT);
    assert_int_equal(uc_props(0xA0), UC_SPACE);
    assert_int_equal(uc_props(0x201C), UC_PUNCT);
    assert_int_equal(uc_props(0x20AC), UC_SYMBOL);
    assert_int_equal(uc_props(0x301), UC_MARK);
    assert_int_equal(uc_props(0x110000), 0);
    assert_int_equal(uc_props(UTF8_BAD), 0);
    assert_int_equal(uc_lower(0x411), 0x431);
    assert_int_equal(uc_upper(0xFF), 0x178);
    assert_int_equal(uc_lower(0x10FFFF), 0x10FFFF);
    assert_int_equal(uc_base(0xE9), 'e');
    assert_int_equal(uc_base(0x141), 'L');
    assert_int_equal(uc_base(0x131), 'i');
    assert_int_equal(uc_base(0x1EA4), 'A'); /* two marks */
    assert_int_equal(uc_base(0xAC00), 0xAC00);
}

static void test_fold_refuses_a_small_buffer(void **state)
{
    (void)state;
    char out[4];
    assert_int_equal(text_fold("abcd", 4, out, 4), 4);
    assert_int_equal(text_fold("abcde", 5, out, 4), SIZE_MAX);
    assert_int_equal(text_fold("\xE4\xB8\x80\xE4\xB8\x80", 6, out, 4), SIZE_MAX);
    assert_int_equal(text_fold("", 0, out, 0), 0);
    assert_int_equal(text_fold("\xFF", 1, out, 4), 1); /* kept */
}

/* The value is printed by tools/textfold.py, the twin. */
static void test_fold_is_that_of_textfold_py(void **state)
{
    (void)state;
    static const uint32_t ranges[][2] = {{0x20, 0x600}, {0x1E00, 0x2400}};
    uint64_t h = 0xCBF29CE484222325u;
    for (size_t r = 0; r < LEN(ranges); r++)
        for (uint32_t cp = ranges[r][0]; cp < ranges[r][1]; cp++) {
            char in[8] = "\xE4\xB8\x80", out[16];
            size_t n = text_fold(in, 3 + utf8_put(in + 3, cp), out, sizeof out);
            for (size_t i = 0; i < n; i++)
                h = (h ^ (unsigned char)out[i]) * 0x100000001B3u;
        }
    assert_int_equal(h, 0xB599E80917811658u);
}

static void test_word_lists_are_sorted(void **state)
{
    (void)state;
    static const char *const abbreviations[] = {"adm", "approx", "apr", "aug", "co",   "dec", "dr", "etc", "gen",
                                                "inc", "lt",     "mr",  "no",  "prof", "st",  "vs", "wyo"};
    for (size_t i = 0; i < LEN(abbreviations); i++)
        assert_true(word_abbr(str_z(abbreviations[i])) != ABBR_NONE);
    static const char *const prefixes[] = {"ante", "co", "e", "ex", "mid", "non", "un"}, *const units[] = {"am", "km", "pm", "yrs"},
                             *const tlds[] = {"ae", "com", "org", "zip"};
    for (size_t i = 0; i < LEN(prefixes); i++)
        assert_true(word_prefix(str_z(prefixes[i])));
    for (size_t i = 0; i < LEN(units); i++)
        assert_true(word_unit(str_z(units[i])) && word_tld(str_z(tlds[i])));
    assert_true(word_starter(STR("The")) && word_starter(STR("your")) && word_cue(STR("said")) && word_cue(STR("added")) && word_cue(STR("yelling")));
    assert_true(word_merged(STR("Cannot")) == 3 && word_merged(STR("youve")) == 3 && word_merged(STR("IM")) == 0 && word_merged(STR("aint")) == 2);
    assert_true(word_dotted(STR("U.S")) && word_dotted(STR("Ph.D")) && !word_dotted(STR("U.")) && !word_dotted(STR("US.A")));
}

/* ---- quotations ---- */

/* The tokens that stand in quotation, joined by spaces. */
static void quoted(buf *out, str input)
{
    arena a;
    text_body body;
    text_tokens tok;
    text_sentence *s;
    uint32_t n;
    arena_init(&a, NULL, true);
    lines_body(&body, &a, input);
    assert_true(text_tokenize(&tok, &s, &n, &a, &body, NULL));
    for (uint32_t t = 0; t < tok.n; t++)
        if (tok.flags[t] & TOK_IN_QUOTE) {
            buf_str(out, out->n > 0 ? " " : "");
            buf_add(out, body.text + tok.start[t], tok.end[t] - tok.start[t]);
        }
    arena_release(&a);
}

static void test_quotations_are_marked_by_spaces_kinds_and_paragraphs(void **state)
{
    (void)state;
    static const char *const table[][2] = {
        {"\"We go,\" he said. \"Now.\"", "We go , Now ."},
        {"\u201CWe go,\u201D he said.", "We go ,"},
        {"He said ''we go'' and \u2018not now\u2019.", "we go not now"},
        {"\u201CWe go.\n\u201CWe stay,\u201D he said.\nHe left.", "We go . We stay ,"},
        {"He said \u201Cwe go. They left.\nHe left.", "we go"},
        {"The rebels' leader and the army's chief met", ""},
        {"\"He called it 'a day' of war\" then left", "He called it ' a day ' of war"},
        {"it is \u201Dour\u201D land", "our"},
        {"(\"yes\") no", "yes"},
    };
    for (size_t i = 0; i < LEN(table); i++) {
        buf b;
        buf_init(&b, NULL, 1000);
        buf_str(&b, "");
        quoted(&b, str_z(table[i][0]));
        assert_string_equal(b.p, table[i][1]);
        buf_release(&b);
    }
}

/* ---- any bytes ---- */

static const char page[] =
    "<html><head><title>Talks in the capital of the country</title></head><body><article><h1>Talks in the capital</h1><p>The government of the country said on "
    "Monday that it was ready for talks &mdash; \"at once\" &mdash; with the rebels in the north.</p><ul><li>One of the rebels said that he was not.</ul>"
    "<p>SEOUL (Reuters) - The army didn't say who it was, and the police in the U.S. did not as well. It's over.</p></article></body></html>";

static void test_errors_say_what_is_wrong(void **state)
{
    (void)state;
    static const struct {
        const char *p;
        size_t n;
        casus_errcode code;
    } table[] = {{"", 0, CASUS_ERR_EMPTY},
                 {" \n\t ", 4, CASUS_ERR_EMPTY},
                 {"<html><script>the of and</script></html>", 40, CASUS_ERR_EMPTY},
                 {"\x7f"
                  "ELF\1\1\1\0\0\0\0\0\0\0\0\0",
                  16, CASUS_ERR_BINARY},
                 {"\xFF\xFET\0h\0e\0 \0a\0r\0m\0y\0", 18, CASUS_ERR_BINARY},
                 {"Der Minister sagte am Montag dass die Regierung mit den Rebellen reden will und dass der Krieg im Norden des Landes bald zu Ende geht.", 134,
                  CASUS_ERR_LANGUAGE}};
    for (size_t i = 0; i < LEN(table); i++) {
        text_doc d = {0};
        arena_init(&d.a, NULL, true);
        assert_false(doc_read(&d, table[i].p, table[i].n, false));
        assert_int_equal(d.err.code, table[i].code);
        arena_release(&d.a);
    }
    text_doc d = {0};
    arena_init(&d.a, NULL, true);
    assert_false(doc_read(&d, page, CASUS_MAX_INPUT + 1, false));
    assert_int_equal(d.err.code, CASUS_ERR_TOO_LARGE);
    assert_true(doc_read(&d, table[5].p, table[5].n, true));
    arena_release(&d.a);
}

static void test_body_maps_every_byte_to_its_source(void **state)
{
    (void)state;
    static const char text[] = "\xEF\xBB\xBF<html><p>The&nbsp;&amp; \x93Kim\x94 of the <b>north</b> said on Monday that the war is over.</p></html>";
    text_doc d = {0};
    arena_init(&d.a, NULL, true);
    assert_true(doc_read(&d, text, sizeof text - 1, false));
    check_doc(&d, sizeof text - 1);
    assert_true(str_starts(str_of(d.body.text, d.body.n), "The & \u201CKim\u201D of the north said"));
    const char *kim = strstr(d.body.text, "Kim"), *north = strstr(d.body.text, "north");
    assert_memory_equal(text + d.body.src[kim - d.body.text], "Kim", 3);
    assert_memory_equal(text + d.body.src[north - d.body.text], "north", 5);
    assert_int_equal(text[d.body.src[north - d.body.text + 5]], '<'); /* its end, not that of the tag behind it */
    assert_memory_equal(text + d.body.src[4], "&amp;", 5);
    arena_release(&d.a);
}

static void test_every_cut_and_every_damaged_byte_is_safe(void **state)
{
    (void)state;
    static const unsigned char evil[] = {0, '<', '>', '"', '\'', '&', '-', '.', ' ', '\n', 0x80, 0xE2, 0xFF, '@', '('};
    char copy[sizeof page];
    for (size_t i = 0; i < sizeof page - 1; i++)
        for (size_t e = 0; e <= LEN(evil); e += 1 + i % 3) {
            size_t n = e == LEN(evil) ? i : sizeof page - 1;
            text_doc d = {0};
            memcpy(copy, page, sizeof page);
            if (e < LEN(evil))
                copy[i] = (char)evil[e];
            char *exact = malloc(n > 0 ? n : 1); /* so that the sanitizer sees a read behind it */
            memcpy(exact, copy, n);
            arena_init(&d.a, NULL, true);
            if (doc_read(&d, exact, n, true))
                check_doc(&d, n);
            arena_release(&d.a);
            free(exact);
        }
}

/* xorshift: the same bytes everywhere */
static void test_random_pieces_of_markup_are_safe(void **state)
{
    (void)state;
    static const char *const piece[] = {"<p>",
                                        "</p>",
                                        "<div class=\"share\">",
                                        "</div>",
                                        "<a href='",
                                        "'>",
                                        "<!--",
                                        "-->",
                                        "<script>",
                                        "</script>",
                                        "&amp",
                                        "&#x1F600;",
                                        "&#0;",
                                        "The talks. ",
                                        "\"",
                                        "U.S. ",
                                        "\n",
                                        "\n\n",
                                        "don't",
                                        " 3-2 ",
                                        "a@b.c",
                                        "http://x.y/z",
                                        "\xE2\x80\x9C",
                                        "\xE2\x80\x9D",
                                        "\xC2\xA0",
                                        "\xF0",
                                        "<li>",
                                        "<article>",
                                        "</article>",
                                        "<h1>",
                                        "Mr. ",
                                        "(",
                                        ")",
                                        "Related stories",
                                        "<title>",
                                        "<br>",
                                        "...",
                                        "?!",
                                        "2021-08-23",
                                        "<td>",
                                        "<table>"};
    uint32_t r = 2463534242u;
    for (int round = 0; round < 3000; round++) {
        char text[2048];
        size_t n = 0;
        while (n < 600) {
            r ^= r << 13;
            r ^= r >> 17;
            r ^= r << 5;
            size_t len = strlen(piece[r % LEN(piece)]);
            memcpy(text + n, piece[r % LEN(piece)], len);
            n += len;
        }
        text_doc d = {0};
        arena_init(&d.a, NULL, true);
        if (doc_read(&d, text, n, true))
            check_doc(&d, n);
        arena_release(&d.a);
    }
}

typedef struct {
    size_t calls, fail_at;
    long live;
} counter;

static void *count_alloc(void *ctx, size_t size)
{
    counter *c = ctx;
    if (++c->calls == c->fail_at)
        return NULL;
    c->live++;
    return malloc(size);
}

static void count_release(void *ctx, void *ptr)
{
    counter *c = ctx;
    c->live -= ptr != NULL;
    free(ptr);
}

static void test_every_failed_allocation_is_an_error_and_leaks_nothing(void **state)
{
    (void)state;
    static const char *const inputs[] = {
        page, "Talks in the capital\n\nThe government of the country said on Monday that it was ready. It is not, said one of the rebels in the north.\n"};
    for (size_t k = 0; k < LEN(inputs); k++)
        for (size_t n = 1;; n++) {
            counter c = {.fail_at = n};
            casus_alloc alloc = {count_alloc, NULL, count_release, &c};
            text_doc d = {0};
            arena_init(&d.a, &alloc, true);
            bool ok = doc_read(&d, inputs[k], strlen(inputs[k]), false);
            arena_release(&d.a);
            assert_int_equal(c.live, 0);
            if (ok && c.calls < n)
                break;
            assert_false(ok);
            assert_int_equal(d.err.code, CASUS_ERR_MEMORY);
        }
}

/* `head`, then `unit` again and again up to about n bytes, then `tail`. */
static void pathological(const char *head, const char *unit, const char *tail, size_t times)
{
    static const char news[] = "The government said on Monday that it was ready for talks with the rebels in the north of the country. ";
    buf b;
    text_doc d = {0};
    clock_t t = clock();
    buf_init(&b, NULL, (size_t)16 << 20);
    buf_str(&b, head);
    if (strchr(head, '<') == NULL)
        buf_str(&b, news);
    for (size_t i = 0; i < times; i++)
        buf_str(&b, unit);
    buf_str(&b, tail);
    buf_str(&b, news);
    arena_init(&d.a, NULL, false);
    assert_true(doc_read(&d, b.p, b.n, true));
    check_doc(&d, b.n);
    assert_non_null(strstr(d.body.text, "The government said on Monday"));
    arena_release(&d.a);
    buf_release(&b);
    double seconds = (double)(clock() - t) / CLOCKS_PER_SEC;
    if (seconds > PATHOLOGICAL_SECONDS)
        fail_msg("%s%s...: %.1f s", head, unit, seconds);
}

static void test_pathological_pages_take_linear_time(void **state)
{
    (void)state;
    static const char *const unit[] = {"<div>",
                                       "<div class=\"a b-c\">",
                                       "<p>",
                                       "<b>",
                                       "<a href=x>x",
                                       "<!--",
                                       "<title>",
                                       "<li>",
                                       "<table><tr><td>",
                                       "</div></b></p>",
                                       "<script type=\"application/ld+json\">{}</script>",
                                       "&",
                                       "<",
                                       "<article><p>The war in the north is over, the army of the country said.</p></article>"};
    for (size_t i = 0; i < LEN(unit); i++)
        pathological("<html><body>", unit[i], "<p>", 20000);
    pathological("<html><body>", "<div>", "", 200000);
    pathological("<html><div ", "a = ", "><p>", 100000);
    pathological("<html><div class=\"", "a-b_c ", "\"><p>", 100000);
}

static void test_pathological_text_takes_linear_time(void **state)
{
    (void)state;
    static const char *const unit[] = {". ",
                                       ".",
                                       "a-",
                                       "a.",
                                       "ab.",
                                       "@",
                                       "a@",
                                       "http://",
                                       "(http://www.",
                                       "(",
                                       "( a. B ",
                                       "\"a\" ",
                                       " \"a",
                                       " 'a",
                                       "1-",
                                       "1,",
                                       "1",
                                       "a",
                                       "U.S. ",
                                       "Mr. ",
                                       " -",
                                       "\" ) ",
                                       "! a ",
                                       "\n\nRelated stories",
                                       "\nreporting by",
                                       "'",
                                       "/",
                                       "&",
                                       "\xE2\x80\x9C",
                                       "\xCC\x81",
                                       "\xC2\xAD",
                                       "\t"};
    for (size_t i = 0; i < LEN(unit); i++)
        pathological("", unit[i], "\n\n", 60000);
}

static void test_long_sentences_are_cut_at_punctuation(void **state)
{
    (void)state;
    text_doc d = {0};
    buf b;
    buf_init(&b, NULL, 100000);
    for (int i = 0; i < 300; i++)
        buf_str(&b, i % 50 == 49 ? "the army; " : "the war, ");
    arena_init(&d.a, NULL, true);
    assert_true(doc_read(&d, b.p, b.n, true));
    check_doc(&d, b.n);
    assert_true(d.n_sent >= 4);
    for (uint32_t s = 0; s + 1 < d.n_sent; s++)
        assert_int_equal(d.body.text[d.tok.start[d.sent[s].first + d.sent[s].count - 1]], ';');
    arena_release(&d.a);
    buf_release(&b);
}

static void test_html_is_told_from_text(void **state)
{
    (void)state;
    assert_true(text_is_html("<!DOCTYPE html><html>", 21) && text_is_html("\n<p>a</p>", 9) && text_is_html("<p>a", 4));
    assert_false(text_is_html("a < b and c > d", 15) || text_is_html("<Reuters> said <AFP>", 20) || text_is_html("", 0) || text_is_html("<", 1));
}

static void test_dates_of_lines(void **state)
{
    (void)state;
    static const struct {
        const char *line;
        int year, month, day;
    } table[] = {{"23 August 2021", 2021, 8, 23},
                 {"August 23, 2021", 2021, 8, 23},
                 {"Published: Mon, 23 Aug. 2021 10:32 GMT", 2021, 8, 23},
                 {"Updated 10:32 GMT, Aug 23rd, 2021", 2021, 8, 23},
                 {"2021-08-23", 2021, 8, 23},
                 {"2021-08-23T10:00:00Z", 2021, 8, 23},
                 {"23/08/2021", 2021, 8, 23},
                 {"08/09/2021", 0, 0, 0},
                 {"In August 2021 the war began", 0, 0, 0},
                 {"August 2021", 0, 0, 0},
                 {"31 February 2021", 0, 0, 0},
                 {"May 5 2021 talks", 0, 0, 0}};
    for (size_t i = 0; i < LEN(table); i++) {
        casus_date d = date_line(str_z(table[i].line));
        assert_int_equal(d.year, table[i].year);
        assert_int_equal(d.month, table[i].month);
        assert_int_equal(d.day, table[i].day);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_token_cases),
        cmocka_unit_test(test_residue_cases),
        cmocka_unit_test(test_body_cases),
        cmocka_unit_test(test_fold_cases),
        cmocka_unit_test(test_utf8_refuses_what_table_3_7_does_not_list),
        cmocka_unit_test(test_utf8_reads_back_what_it_puts),
        cmocka_unit_test(test_uc_properties_and_case),
        cmocka_unit_test(test_fold_refuses_a_small_buffer),
        cmocka_unit_test(test_fold_is_that_of_textfold_py),
        cmocka_unit_test(test_word_lists_are_sorted),
        cmocka_unit_test(test_quotations_are_marked_by_spaces_kinds_and_paragraphs),
        cmocka_unit_test(test_errors_say_what_is_wrong),
        cmocka_unit_test(test_body_maps_every_byte_to_its_source),
        cmocka_unit_test(test_every_cut_and_every_damaged_byte_is_safe),
        cmocka_unit_test(test_random_pieces_of_markup_are_safe),
        cmocka_unit_test(test_every_failed_allocation_is_an_error_and_leaks_nothing),
        cmocka_unit_test(test_pathological_pages_take_linear_time),
        cmocka_unit_test(test_pathological_text_takes_linear_time),
        cmocka_unit_test(test_long_sentences_are_cut_at_punctuation),
        cmocka_unit_test(test_html_is_told_from_text),
        cmocka_unit_test(test_dates_of_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
