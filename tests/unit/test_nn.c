/*
 * test_nn.c - floor 2: kernels are equal to the bit and follow the formulas; a damaged model is an error, never an access outside it.
 */
#include "tiny_model.h"

#include "nn/rows.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

/* every kernel that this machine has, NULL at the end */
static const nn_kernel *const *kernels(void)
{
    static const char *const names[] = {"portable", "avx2", "vnni", "amx", "neon", "dotprod"};
    static const nn_kernel *list[LEN(names) + 1];
    size_t n = 0;
    for (size_t i = 0; i < LEN(names); i++)
        if ((list[n] = nn_kernel_choose(names[i])) != NULL)
            n++;
    list[n] = NULL;
    return list;
}

#define EACH_KERNEL(k) (const nn_kernel *const *at_ = kernels(), *k; (k = *at_) != NULL; at_++)

/* random int8 values, or the extremes alone */
static int32_t value(uint64_t *seed, bool extreme) { return extreme ? (tiny_random(seed) % 2 ? 127 : -127) : tiny_between(seed, -127, 127); }

/* where the weight of output o and input i lies */
static size_t packed_at(size_t in, size_t o, size_t i)
{
    size_t steps = (in + NN_INS - 1) / NN_INS;
    return NN_OUTS * NN_INS * (o / NN_OUTS * steps + i / NN_INS) + o % NN_OUTS * NN_INS + i % NN_INS;
}

/* mostly weights that some kernels may add up faster, as a network has them, and some that they may not */
static int32_t weight(uint64_t *seed, size_t input)
{
    int32_t most = input / 48 % 2 == 0 ? 16 : input / 16 % 3 == 0 ? 127 : 60;
    return tiny_random(seed) % 64 == 0 ? tiny_between(seed, -127, 127) : tiny_between(seed, -most, most);
}

static void check_matmul(uint32_t in, uint32_t width, uint32_t pieces, size_t n, uint32_t dilation, bool extreme, uint64_t seed)
{
    const uint32_t out = width * pieces;
    size_t taps = dilation > 0 ? 3 : 1, run = nn_round_up(in, NN_INS) / taps, rows = n + 2 * dilation + 3, ldy = nn_round_up(width, NN_OUTS) + 8;
    int8_t *w = calloc(nn_packed_size(in, out), 1), *x = calloc(rows * run + 16, 1);
    uint8_t *q = calloc(rows * run + 16, 1);
    int32_t *bias = calloc(out, 4), *b = calloc(nn_round_up(out, NN_OUTS), 4), *y = calloc(n * ldy, 4);
    uint8_t *care = calloc(nn_packed_size(in, out), 1);
    uint32_t *row = calloc(n, 4);
    for (size_t o = 0; o < out; o++) {
        bias[o] = tiny_between(&seed, -NN_MAX_BIAS, NN_MAX_BIAS);
        for (size_t i = 0; i < in; i++)
            w[packed_at(in, o, i)] = (int8_t)(extreme ? value(&seed, true) : weight(&seed, i));
    }
    for (size_t i = 0; i < rows * run; i++)
        x[i] = (int8_t)value(&seed, extreme);
    for (size_t r = 0; r < n; r++)
        row[r] = dilation + (uint32_t)((r * 7) % (n + 3));
    for
        EACH_KERNEL(k)
        {
            nn_matrix m = {w, b, in, out, NULL};
            nn_input input = {q, row, run, dilation};
            nn_bias(&m, k->offset, bias, b);
            if (k->inspect != NULL && seed % 4 != 0) {
                k->inspect(&m, care);
                m.care = care;
            }
            for (size_t i = 0; i < rows * run; i++)
                q[i] = (uint8_t)(x[i] + (int32_t)k->offset);
            memset(y, 0x55, n * ldy * sizeof *y);
            k->matmul(&m, pieces, &input, n, y, ldy);
            for (size_t r = 0; r < n; r++)
                for (size_t o = 0; o < width; o++) {
                    int64_t most = INT64_MIN;
                    for (size_t p = 0; p < pieces; p++) {
                        int64_t sum = bias[p * width + o];
                        for (size_t i = 0; i < in; i++) {
                            size_t tap = i / run, from = row[r] + (taps == 3 ? tap * dilation - dilation : 0);
                            sum += (int64_t)x[from * run + i % run] * w[packed_at(in, p * width + o, i)];
                        }
                        most = sum > most ? sum : most;
                    }
                    assert_int_equal(y[r * ldy + o], most);
                }
        }
    free(w), free(x), free(q), free(bias), free(b), free(y), free(row), free(care);
}

static void test_matmul(void **state)
{
    (void)state;
    const uint32_t ins[] = {1, 2, 15, 16, 97, 388, 512, 576, NN_MAX_IN}, outs[] = {1, 7, 8, 9, 16, 17, 48, 75, 128};
    const size_t ns[] = {1, 2, 5, 6, 7, 13, 25, 38};
    uint64_t seed = 1;
    for (size_t i = 0; i < LEN(ins); i++)
        for (size_t o = 0; o < LEN(outs); o++)
            for (size_t n = 0; n < LEN(ns); n++)
                check_matmul(ins[i], outs[o], 1, ns[n], 0, (i + o + n) % 3 == 0, seed++);
    for (uint32_t d = 1; d <= 4; d++)
        for (uint32_t width = 16; width <= NN_MAX_D; width += 80)
            check_matmul(3 * width, 32, 1, 11, d, d == 2, seed++);
    for (uint32_t pieces = 1; pieces <= NN_MAX_PIECES; pieces++)
        for (uint32_t width = 16; width <= NN_MAX_D; width += 16)
            check_matmul(width % 32 == 0 ? 3 * width : 20, width, pieces, 7 + width % 48, width % 32 == 0 ? pieces : 0, width % 3 == 0, seed++);
}

/* norm() of one row, as models/README.md says it */
static void norm_formula(const nn_norm *m, const int32_t *v, int16_t *x, bool add)
{
    int64_t D = m->width, sum = 0, var = 0, std = 16;
    for (int64_t i = 0; i < D; i++)
        sum += v[i];
    int64_t mean = (sum + D / 2) / D;
    mean -= mean * D > sum + D / 2;
    for (int64_t i = 0; i < D; i++)
        var += (v[i] - mean) * (v[i] - mean);
    uint64_t square = (uint64_t)(var / D + m->eps) << 8;
    for (uint64_t bit = (uint64_t)1 << 31, root = 0; bit > 0; bit >>= 1) {
        if ((root + bit) * (root + bit) <= square)
            root += bit;
        std = (int64_t)root > 16 ? (int64_t)root : 16;
    }
    for (int64_t i = 0; i < D; i++) {
        int64_t out = (((((v[i] - mean) * ((1 << 28) / std)) >> 12) * m->gamma[i] + (1 << 15)) >> 16) + m->beta[i] + (add ? x[i] : 0);
        x[i] = (int16_t)(out < INT16_MIN ? INT16_MIN : out > INT16_MAX ? INT16_MAX : out);
    }
}

static void check_norm(uint32_t width, int32_t most, int64_t eps, bool add, uint64_t seed)
{
    enum { ROWS = 5 };
    int16_t gamma[NN_MAX_D], beta[NN_MAX_D], x[3][ROWS * NN_MAX_D];
    static int32_t y[ROWS * NN_MAX_D];
    for (uint32_t i = 0; i < width; i++) {
        gamma[i] = (int16_t)(seed % 3 == 0 ? INT16_MIN + (int)(tiny_random(&seed) % 2 * UINT16_MAX) : tiny_between(&seed, -9000, 9000));
        beta[i] = (int16_t)tiny_between(&seed, INT16_MIN, INT16_MAX);
    }
    nn_norm m = {gamma, beta, eps, width};
    for (size_t i = 0; i < (size_t)ROWS * width; i++) /* row 0 is one value and an outlier: the largest |d| for its variance */
        y[i] = i < width ? (i == 3 ? most : -most) : tiny_between(&seed, -most, most);
    for (size_t i = 0; i < (size_t)ROWS * width; i++)
        x[0][i] = x[1][i] = (int16_t)tiny_between(&seed, INT16_MIN, INT16_MAX);
    for (size_t r = 0; r < ROWS; r++)
        norm_formula(&m, y + r * width, x[1] + r * width, add);
    for
        EACH_KERNEL(k)
        {
            memcpy(x[2], x[0], sizeof x[0]);
            k->norm(&m, y, width, ROWS, x[2], add);
            assert_memory_equal(x[2], x[1], (size_t)ROWS * width * sizeof x[0][0]);
        }
}

static void test_norm(void **state)
{
    (void)state;
    const int32_t most[] = {0, 1, 2, 17, 1000, 100000, 8000000, 42000000, (1 << 26) - 1};
    uint64_t seed = 1;
    for (uint32_t width = 16; width <= NN_MAX_D; width += 16)
        for (size_t i = 0; i < LEN(most); i++) {
            check_norm(width, most[i], NN_MIN_EPS, false, seed++);
            check_norm(width, most[i], 9000, true, seed++);
            check_norm(width, most[i], (int64_t)1 << 52, true, seed++);
        }
}

static void test_quantise_all_values(void **state)
{
    (void)state;
    static int16_t x[65536];
    static uint8_t q[65536];
    for (int32_t i = 0; i < 65536; i++)
        x[i] = (int16_t)(i - 32768);
    for
        EACH_KERNEL(k)
    for (unsigned shift = 3; shift <= 4; shift++) {
        k->quantise(q, x, 65536, shift);
        for (int32_t i = 0; i < 65536; i++)
            assert_int_equal(q[i], (uint8_t)(nn_clamp((x[i] + (1 << (shift - 1))) >> shift, -127, 127) + (int32_t)k->offset));
    }
}

static void test_rescale(void **state)
{
    (void)state;
    enum { N = 4096 };
    static int32_t a[N];
    static uint8_t q[N];
    const uint32_t scales[] = {16, 17, 1000, 42804, 1u << 23, 1u << 24};
    uint64_t seed = 3;
    for (size_t s = 0; s < LEN(scales); s++)
        for (int relu = 0; relu < 2; relu++) {
            int32_t most = (int32_t)(((int64_t)300 << 24) / scales[s] < INT32_MAX ? ((int64_t)300 << 24) / scales[s] : 1 << 28);
            for (size_t i = 0; i < N; i++)
                a[i] = i % 5 == 0 ? (tiny_random(&seed) % 2 ? 1 << 30 : -(1 << 30)) : tiny_between(&seed, -most / 2, most / 2);
            for
                EACH_KERNEL(k)
                {
                    k->rescale(q, a, N, scales[s], relu);
                    for (size_t i = 0; i < N; i++) {
                        int64_t v = ((relu && a[i] < 0 ? 0 : a[i]) * (int64_t)scales[s] + (1 << 23)) >> 24;
                        assert_int_equal(q[i], (uint8_t)((v > 127 ? 127 : v < -127 ? -127 : v) + (int64_t)k->offset));
                    }
                }
        }
}

static void test_argmax_takes_the_first_of_equals(void **state)
{
    (void)state;
    int32_t v[80];
    uint64_t seed = 5;
    for (uint32_t n = 1; n <= LEN(v); n++)
        for (int32_t most = 0; most < 400; most += 7) {
            for (uint32_t i = 0; i < n; i++)
                v[i] = most == 0 ? INT32_MIN : tiny_between(&seed, -most, most) + (most % 2 ? INT32_MIN + most : 0);
            uint32_t want = 0;
            for (uint32_t i = 0; i < n; i++)
                want = v[i] > v[want] ? i : want;
            for
                EACH_KERNEL(k)
            assert_int_equal(k->argmax(v, n), want);
        }
}

static void test_isqrt(void **state)
{
    (void)state;
    for (uint64_t r = 0; r < 70000; r++) {
        assert_int_equal(nn_isqrt(r * r), r);
        if (r > 0)
            assert_int_equal(nn_isqrt(r * r - 1), r - 1);
    }
    for (uint64_t r = ((uint64_t)1 << 31) - 1000; r < (uint64_t)1 << 31; r++) {
        assert_int_equal(nn_isqrt(r * r), r);
        assert_int_equal(nn_isqrt(r * r - 1), r - 1);
    }
}

static void test_choose(void **state)
{
    (void)state;
    assert_null(nn_kernel_choose("vax"));
    assert_string_equal(nn_kernel_choose("portable")->name, "portable");
    size_t n = 0;
    for
        EACH_KERNEL(k)
        {
            n++;
            assert_ptr_equal(nn_kernel_choose(k->name), k);
            assert_non_null(strstr(nn_kernel_unknown(), k->name)); /* the error names what there is ... */
            if (kernels()[n] == NULL)
                assert_ptr_equal(nn_kernel_choose(NULL), k); /* ... and the last one is the best */
        }
    print_message("kernels: %s\n", strchr(nn_kernel_unknown(), ';') + 2);
}

/* Opens the model as it is now. */
static bool opens(const tiny_model *t, casus_err *err)
{
    size_t size;
    uint8_t *data = tiny_pack(t, &size);
    static nn_model m;
    pack pk;
    *err = (casus_err){0};
    bool ok = pack_open(&pk, data, size, err) && nn_open(&m, &pk, &nn_kernel_portable, err);
    free(data);
    return ok;
}

static void test_damaged_sections(void **state)
{
    (void)state;
    tiny_model t;
    casus_err err;
    tiny_build(&t, 1);
    assert_true(opens(&t, &err));
    for (size_t i = 0; i < t.n; i++) {
        tiny_section *s = &t.s[i], was = *s;
        s->name[0] = 0; /* absent */
        assert_false(opens(&t, &err));
        assert_int_equal(err.code, CASUS_ERR_DATA);
        *s = was;
        s->n -= 1; /* cut */
        assert_false(opens(&t, &err));
        assert_int_equal(err.code, CASUS_ERR_DATA);
        s->n = 0;
        assert_false(opens(&t, &err));
        *s = was;
    }
    tiny_free(&t);
}

static void damaged_number(const char *section, size_t at, int32_t bad)
{
    tiny_model t;
    casus_err err;
    tiny_build(&t, 1);
    memcpy(tiny_find(&t, section)->p + at, &bad, 4);
    assert_false(opens(&t, &err));
    assert_int_equal(err.code, CASUS_ERR_DATA);
    assert_non_null(err.msg);
    tiny_free(&t);
}

static void test_damaged_numbers(void **state)
{
    (void)state;
    for (size_t i = 0; i < 10; i++) { /* every field of the meta section that is in use */
        damaged_number("nn.meta", 4 * i, 0);
        damaged_number("nn.meta", 4 * i, -1);
        damaged_number("nn.meta", 4 * i, 1 << 20);
    }
    damaged_number("nn.meta", 4 * 16, 8); /* packed for another version */
    damaged_number("b.c1", 8, NN_MAX_BIAS + 1);
    damaged_number("b.label", 0, INT32_MIN);
    damaged_number("p.dist", 4, 1 << 25);
    damaged_number("p.distl", 400, INT32_MAX);
    damaged_number("m.scale", 4, 0);
    damaged_number("m.scale", 8, -1);
    damaged_number("n.mix", 4 * 32, 0);      /* eps */
    damaged_number("n.mix", 4 * 32 + 4, -1); /* its high half */
    damaged_number("g.key", 4, -1);          /* no longer rising */
}

/* Rows, sums and scores are the same with the instructions of every kernel. */
static void test_rows(void **state)
{
    (void)state;
    enum { ROWS = 256 };
    static int8_t table[ROWS * NN_ROW];
    const nn_rows *plain = nn_rows_of(&nn_kernel_portable);
    uint64_t seed = 7;
    for (size_t i = 0; i < sizeof table; i++)
        table[i] = (int8_t)tiny_between(&seed, -128, 127);
    for (size_t n = 0; n <= NN_ROWS_MAX; n++) {
        uint32_t key[NN_ROWS_MAX], at[NN_ROWS_MAX];
        int16_t start[NN_ROW], want[NN_ROW], weight[NN_ROW];
        for (size_t k = 0; k < NN_ROWS_MAX; k++)
            key[k] = at[k] = (uint32_t)tiny_random(&seed);
        for (size_t i = 0; i < NN_ROW; i++) {
            start[i] = want[i] = (int16_t)tiny_between(&seed, -20000, 20000);
            weight[i] = (int16_t)tiny_between(&seed, -1000, 1000);
        }
        plain->mix(at, n, ROWS - 1, table);
        plain->add(want, table, at, n);
        for
            EACH_KERNEL(k)
            {
                const nn_rows *r = nn_rows_of(k);
                uint32_t mixed[NN_ROWS_MAX];
                int16_t got[NN_ROW];
                memcpy(mixed, key, sizeof key);
                memcpy(got, start, sizeof start);
                r->mix(mixed, n, ROWS - 1, table);
                r->add(got, table, mixed, n);
                assert_memory_equal(mixed, at, n * sizeof *at);
                assert_memory_equal(got, want, sizeof want);
                assert_int_equal(r->weigh(weight, got), plain->weigh(weight, want));
                assert_int_equal(r->dot(table, table + 100, n), plain->dot(table, table + 100, n));
            }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_matmul),
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_norm),
        cmocka_unit_test(test_quantise_all_values),
        cmocka_unit_test(test_rescale),
        cmocka_unit_test(test_argmax_takes_the_first_of_equals),
        cmocka_unit_test(test_isqrt),
        cmocka_unit_test(test_choose),
        cmocka_unit_test(test_damaged_sections),
        cmocka_unit_test(test_damaged_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
