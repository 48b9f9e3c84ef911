/*
 * test_base.c - floor 0: memory, buffers, hashes, JSON and packs say and refuse what base.h promises.
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

/* ---- an allocator that counts, and fails from the n-th request on ---- */

typedef struct {
    size_t calls, fail_at; /* fail_at 0: never */
    long live;
} counter;

static void *count_alloc(void *ctx, size_t size)
{
    counter *c = ctx;
    if (++c->calls >= c->fail_at && c->fail_at > 0)
        return NULL;
    c->live++;
    return malloc(size);
}

static void *count_resize(void *ctx, void *ptr, size_t old_size, size_t size)
{
    counter *c = ctx;
    (void)old_size;
    if (++c->calls >= c->fail_at && c->fail_at > 0)
        return NULL;
    c->live += ptr == NULL;
    return realloc(ptr, size);
}

static void count_release(void *ctx, void *ptr)
{
    counter *c = ctx;
    c->live -= ptr != NULL;
    free(ptr);
}

static casus_alloc counting(counter *c) { return (casus_alloc){count_alloc, count_resize, count_release, c}; }

/* ---- arena ---- */

static void test_arena_gives_zeroed_memory_aligned_to_16(void **state)
{
    (void)state;
    for (int plain = 0; plain < 2; plain++) {
        arena a;
        arena_init(&a, NULL, plain);
        for (size_t size = 0; size < 300; size++) {
            unsigned char *p = arena_get(&a, size);
            assert_non_null(p);
            assert_int_equal((uintptr_t)p % 16, 0);
            for (size_t i = 0; i < size; i++)
                assert_int_equal(p[i], 0);
            memset(p, 0xAA, size);
        }
        arena_release(&a);
    }
}

static void test_arena_is_zeroed_again_after_clear(void **state)
{
    (void)state;
    arena a;
    arena_init(&a, NULL, false);
    memset(arena_get(&a, 1000), 0xFF, 1000);
    arena_clear(&a);
    unsigned char *p = arena_get(&a, 1000);
    for (size_t i = 0; i < 1000; i++)
        assert_int_equal(p[i], 0);
    arena_release(&a);
}

static void test_arena_stops_asking_for_memory_after_clear(void **state)
{
    (void)state;
    counter c = {0};
    casus_alloc alloc = counting(&c);
    arena a;
    arena_init(&a, &alloc, false);
    for (int round = 0; round < 4; round++) {
        size_t before = c.calls;
        for (int i = 0; i < 100; i++)
            assert_non_null(arena_get(&a, 300));
        if (round > 0)
            assert_int_equal(c.calls, before);
        arena_clear(&a);
        assert_int_equal(c.live, 1);
    }
    arena_release(&a);
    assert_int_equal(c.live, 0);
    assert_int_equal(a.total, 0);
}

static void test_arena_fails_when_allocator_does(void **state)
{
    (void)state;
    counter c = {.fail_at = 2};
    casus_alloc alloc = counting(&c);
    arena a;
    arena_init(&a, &alloc, false);
    assert_non_null(arena_get(&a, 10));
    assert_false(a.failed);
    assert_null(arena_get(&a, (size_t)1 << 20));
    assert_true(a.failed);
    arena_clear(&a);
    assert_false(a.failed);
    arena_release(&a);
    assert_int_equal(c.live, 0);
}

static void test_arena_refuses_sizes_that_overflow(void **state)
{
    (void)state;
    arena a;
    arena_init(&a, NULL, false);
    assert_null(arena_get(&a, SIZE_MAX));
    assert_null(arena_array(&a, SIZE_MAX / 4, 8));
    assert_null(arena_copy(&a, "x", SIZE_MAX));
    assert_true(a.failed);
    arena_release(&a);
}

static void test_arena_copy_ends_with_zero(void **state)
{
    (void)state;
    arena a;
    arena_init(&a, NULL, true);
    assert_string_equal(arena_copy(&a, "abcdef", 3), "abc");
    assert_string_equal(arena_copy(&a, NULL, 0), "");
    arena_release(&a);
}

static void test_vec_grows_keeps_values_and_stops_at_its_cap(void **state)
{
    (void)state;
    arena a;
    VEC(uint32_t) v = {0};
    arena_init(&a, NULL, true);
    for (uint32_t i = 0; i < 1000; i++) {
        uint32_t *p = vec_push(&a, &v, 1000u);
        assert_non_null(p);
        assert_int_equal(*p, 0);
        *p = i;
    }
    for (uint32_t i = 0; i < 1000; i++)
        assert_int_equal(v.at[i], i);
    assert_false(a.failed);
    assert_null(vec_push(&a, &v, 1000u));
    assert_true(a.failed);
    assert_int_equal(v.n, 1000);
    v.n = 10;
    assert_int_equal(*vec_push(&a, &v, 1000u), 0); /* zeroed though it was used before */
    arena_release(&a);
}

/* ---- slices and hashes ---- */

static void test_str_compares_bytes(void **state)
{
    (void)state;
    assert_true(str_eq(STR("abc"), str_of("abcd", 3)));
    assert_true(str_eq(str_of(NULL, 0), STR("")));
    assert_true(str_ieq(STR("ReUters"), STR("rEUTERS")));
    assert_false(str_ieq(STR("@"), STR("`")));
    assert_true(str_capitals(STR("U.S. 7TH")) && str_capitals(STR("")) && !str_capitals(STR("USa")));
    assert_true(str_ends(STR("Kim's"), "'s") && !str_ends(STR("s"), "'s") && str_ends(STR(""), ""));
    assert_true(str_starts(STR("http://"), "http") && !str_starts(STR("ht"), "http"));
}

static void test_hash_bytes_is_fnv1a(void **state)
{
    (void)state;
    assert_int_equal(hash_bytes("", 0, 0), 0xCBF29CE484222325u);
    assert_int_equal(hash_bytes("a", 1, 0), 0xAF63DC4C8601EC8Cu);
    assert_int_equal(hash_bytes("foobar", 6, 0), 0x85944171F73967E8u);
    assert_int_not_equal(hash_bytes("a", 1, 1), hash_bytes("a", 1, 2));
}

static void test_hash_bulk_is_that_of_packfile_py(void **state)
{
    (void)state;
    unsigned char data[200];
    for (size_t i = 0; i < sizeof data; i++)
        data[i] = (unsigned char)i;
    assert_int_equal(hash_bulk(data, 0), 0x52FCC39EBAC1808Du);
    assert_int_equal(hash_bulk(data, 64), 0x4ECC71885DC1CCBDu);
    assert_int_equal(hash_bulk(data, 200), 0x09F34F5B0576C9C5u);
    assert_int_not_equal(hash_bulk("\0", 1), hash_bulk("\0\0", 2));
}

static void test_hash_of_parts_joins_and_is_that_of_pack_py(void **state)
{
    (void)state;
    hash_part whole = hash_run("bin laden", 9), joined = hash_join(hash_add(hash_run("bin", 3), ' '), hash_run("laden", 5));
    assert_int_equal(whole.sum, 0x1929D2F41AFE4CB3u);
    assert_int_equal(joined.sum, whole.sum);
    assert_int_equal(joined.power, whole.power);
    assert_int_equal(hash_join(HASH_NOTHING, whole).sum, whole.sum);
    assert_int_equal(hash_join(whole, HASH_NOTHING).sum, whole.sum);
    assert_int_equal(hash_key(whole, 0), 0x0F0B890353CB77ACu);
    assert_int_equal(hash_key(hash_run("make clear", 10), 'Q' << 8 | 'V'), 0xA258F5BF2CD15FCCu);
    assert_int_not_equal(hash_key(whole, 0), hash_key(whole, 1));
}

/* ---- buf ---- */

static void test_buf_stops_at_its_maximum_and_keeps_a_prefix(void **state)
{
    (void)state;
    buf b;
    buf_init(&b, NULL, 5);
    buf_str(&b, "abc");
    buf_str(&b, "def");
    buf_str(&b, "g");
    assert_true(b.failed);
    assert_string_equal(b.p, "abc");
    buf_clear(&b);
    buf_str(&b, "12345");
    assert_false(b.failed);
    assert_string_equal(b.p, "12345");
    buf_release(&b);
}

static void test_buf_fails_when_allocator_does(void **state)
{
    (void)state;
    counter c = {.fail_at = 2};
    casus_alloc alloc = counting(&c);
    buf b;
    buf_init(&b, &alloc, SIZE_MAX);
    for (int i = 0; i < 1000; i++)
        buf_char(&b, 'x');
    assert_true(b.failed);
    assert_true(b.n > 0 && b.n < 1000);
    assert_int_equal(b.p[b.n], '\0');
    buf_release(&b);
    assert_int_equal(c.live, 0);
}

static void test_buf_writes_numbers(void **state)
{
    (void)state;
    static const struct {
        double v;
        int decimals;
        const char *s;
    } table[] = {{0, 2, "0.00"},
                 {2.5, 0, "3"},
                 {-2.5, 0, "-3"},
                 {0.125, 2, "0.13"},
                 {1e11, 1, "100000000000.0"},
                 {-0.001, 2, "0.00"},
                 {0.999999, 3, "1.000"},
                 {12.000001, 6, "12.000001"},
                 {1.05, 1, "1.1"},
                 {3.0625, 3, "3.063"},
                 {1e300, 1, "999999999999.0"},
                 {-1e300, 0, "-999999999999"}};
    buf b;
    buf_init(&b, NULL, 1000);
    for (size_t i = 0; i < LEN(table); i++) {
        buf_clear(&b);
        buf_fixed(&b, table[i].v, table[i].decimals);
        assert_string_equal(b.p, table[i].s);
    }
    buf_clear(&b);
    buf_int(&b, INT64_MIN);
    buf_char(&b, ' ');
    buf_uint(&b, UINT64_MAX);
    buf_char(&b, ' ');
    buf_int(&b, 0);
    assert_string_equal(b.p, "-9223372036854775808 18446744073709551615 0");
    buf_release(&b);
}

/* ---- JSON ---- */

static void test_json_keeps_commas_and_nesting(void **state)
{
    (void)state;
    buf b;
    json j;
    buf_init(&b, NULL, 1000);
    jw_init(&j, &b);
    jw_object(&j);
    jw_key(&j, "a");
    jw_array(&j);
    jw_int(&j, 1);
    jw_object(&j);
    jw_object_end(&j);
    jw_null(&j);
    jw_array_end(&j);
    jw_key(&j, "b");
    jw_bool(&j, true);
    jw_key(&j, "c");
    jw_str_or_null(&j, "");
    jw_key(&j, "d");
    jw_fixed(&j, 2.5, 4);
    jw_key(&j, "e");
    jw_fixed(&j, 1, 2);
    jw_object_end(&j);
    assert_string_equal(b.p, "{\"a\":[1,{},null],\"b\":true,\"c\":null,\"d\":2.5,\"e\":1.0}");
    buf_release(&b);
}

static void test_json_escapes_and_replaces_what_is_not_utf8(void **state)
{
    (void)state;
    static const struct {
        const char *in;
        size_t n;
        const char *out;
    } table[] = {
        {"a\"b\\c/", sizeof("a\"b\\c/") - 1, "\"a\\\"b\\\\c/\""},
        {"\b\t\n\v\f\r\x1f\0", sizeof("\b\t\n\v\f\r\x1f\0") - 1, "\"\\b\\t\\n\\u000b\\f\\r\\u001f\\u0000\""},
        {"\x7f\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80", sizeof("\x7f\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80") - 1, "\"\x7f\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80\""},
        {"\xFF\xC3", sizeof("\xFF\xC3") - 1, "\"\xEF\xBF\xBD\xEF\xBF\xBD\""},
        {"\xED\xA0\x80", sizeof("\xED\xA0\x80") - 1, "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\""},
        {"\xC0\xAFx", sizeof("\xC0\xAFx") - 1, "\"\xEF\xBF\xBD\xEF\xBF\xBDx\""},
        {"", sizeof("") - 1, "\"\""},
    };
    buf b;
    buf_init(&b, NULL, 1000);
    for (size_t i = 0; i < LEN(table); i++) {
        json j;
        buf_clear(&b);
        jw_init(&j, &b);
        jw_string(&j, table[i].in, table[i].n);
        assert_string_equal(b.p, table[i].out);
    }
    buf_release(&b);
}

static void test_json_too_deep_fails_without_overrun(void **state)
{
    (void)state;
    buf b;
    json j;
    buf_init(&b, NULL, 10000);
    jw_init(&j, &b);
    for (int i = 0; i < 200; i++)
        jw_array(&j);
    assert_true(b.failed);
    for (int i = 0; i < 300; i++)
        jw_array_end(&j);
    buf_release(&b);
}

/* ---- packs ---- */

static void put(unsigned char *p, uint64_t v, unsigned bytes)
{
    for (unsigned i = 0; i < bytes; i++)
        p[i] = (unsigned char)(v >> (8 * i));
}

/* A pack of one section "words" with five bytes at offset 64. */
static void make_pack(unsigned char p[128])
{
    memset(p, 0, 128);
    memcpy(p, "CASUSPK1", 8);
    put(p + 8, PACK_VERSION, 4);
    put(p + 12, 1, 4);
    put(p + 16, 128, 8);
    memcpy(p + 32, "words", 5);
    put(p + 40, 64, 8);
    put(p + 48, 5, 8);
    put(p + 56, 3, 8);
    memcpy(p + 64, "hello", 5);
    put(p + 24, hash_bulk(p + 32, 96), 8);
}

static void test_pack_finds_its_sections(void **state)
{
    (void)state;
    unsigned char p[128];
    pack pk;
    pack_section s;
    make_pack(p);
    assert_true(pack_open(&pk, p, sizeof p, NULL));
    assert_true(pack_find(&pk, "words", &s));
    assert_int_equal(s.n, 5);
    assert_int_equal(s.count, 3);
    assert_memory_equal(s.p, "hello", 5);
    assert_false(pack_find(&pk, "word", &s) || pack_find(&pk, "wordswords", &s) || pack_find(&pk, "", &s));
}

static void test_pack_refuses_every_damaged_byte(void **state)
{
    (void)state;
    unsigned char p[128];
    pack pk;
    for (size_t i = 0; i < sizeof p; i++) {
        casus_err err = {0};
        make_pack(p);
        p[i] ^= 0x40;
        assert_false(pack_open(&pk, p, sizeof p, &err));
        assert_int_equal(err.code, CASUS_ERR_DATA);
        assert_non_null(err.msg);
    }
    make_pack(p);
    for (size_t n = 0; n < sizeof p; n++)
        assert_false(pack_open(&pk, p, n, NULL));
    assert_false(pack_open(&pk, NULL, 0, NULL));
}

static void test_pack_refuses_sections_outside_though_the_checksum_is_right(void **state)
{
    (void)state;
    static const uint64_t offset_size[][2] = {{192, 1}, {64, 65}, {65, 1}, {0, 10}, {64, UINT64_MAX}, {UINT64_MAX - 63, 64}, {32, 4}};
    for (size_t i = 0; i < LEN(offset_size); i++) {
        unsigned char p[128];
        pack pk;
        make_pack(p);
        put(p + 40, offset_size[i][0], 8);
        put(p + 48, offset_size[i][1], 8);
        put(p + 24, hash_bulk(p + 32, 96), 8);
        assert_false(pack_open(&pk, p, sizeof p, NULL));
    }
}

static void test_err_set_returns_false_and_fills(void **state)
{
    (void)state;
    casus_err err = {0};
    assert_false(err_set(&err, CASUS_ERR_PARAM, "no", 7));
    assert_int_equal(err.code, CASUS_ERR_PARAM);
    assert_string_equal(err.msg, "no");
    assert_int_equal(err.pos, 7);
    assert_false(err_set(NULL, CASUS_ERR_PARAM, "no", 7));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_arena_gives_zeroed_memory_aligned_to_16),
        cmocka_unit_test(test_arena_is_zeroed_again_after_clear),
        cmocka_unit_test(test_arena_stops_asking_for_memory_after_clear),
        cmocka_unit_test(test_arena_fails_when_allocator_does),
        cmocka_unit_test(test_arena_refuses_sizes_that_overflow),
        cmocka_unit_test(test_arena_copy_ends_with_zero),
        cmocka_unit_test(test_vec_grows_keeps_values_and_stops_at_its_cap),
        cmocka_unit_test(test_str_compares_bytes),
        cmocka_unit_test(test_hash_bytes_is_fnv1a),
        cmocka_unit_test(test_hash_bulk_is_that_of_packfile_py),
        cmocka_unit_test(test_hash_of_parts_joins_and_is_that_of_pack_py),
        cmocka_unit_test(test_buf_stops_at_its_maximum_and_keeps_a_prefix),
        cmocka_unit_test(test_buf_fails_when_allocator_does),
        cmocka_unit_test(test_buf_writes_numbers),
        cmocka_unit_test(test_json_keeps_commas_and_nesting),
        cmocka_unit_test(test_json_escapes_and_replaces_what_is_not_utf8),
        cmocka_unit_test(test_json_too_deep_fails_without_overrun),
        cmocka_unit_test(test_pack_finds_its_sections),
        cmocka_unit_test(test_pack_refuses_every_damaged_byte),
        cmocka_unit_test(test_pack_refuses_sections_outside_though_the_checksum_is_right),
        cmocka_unit_test(test_err_set_returns_false_and_fills),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
