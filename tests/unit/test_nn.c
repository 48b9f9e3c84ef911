/*
 * test_nn.c - floor 2: kernels are equal to the bit and follow the formulas; a damaged model is an error, never an access outside it.
 */
#include "tiny_model.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

static const nn_kernel *const *kernels(void)
{
    static const nn_kernel *list[3];
    list[0] = nn_kernel_choose("portable");
    list[1] = nn_kernel_choose("avx2"); /* NULL where there is none: then the formulas alone are tested */
    return list;
}

/* random int8 values, or the extremes alone */
static int32_t value(uint64_t *seed, bool extreme) { return extreme ? (tiny_random(seed) % 2 ? 127 : -127) : tiny_between(seed, -127, 127); }

static void check_matmul(uint32_t in, uint32_t out, size_t n, uint32_t dilation, bool extreme, uint64_t seed)
{
    size_t taps = dilation > 0 ? 3 : 1, width = nn_round_up(in, 2) / taps, rows = n + 2 * dilation + 3, ldy = nn_round_up(out, 8) + 8;
    size_t pairs = (in + 1) / 2, w_size = nn_round_up(out, 8) * 2 * pairs;
    int8_t *w = calloc(w_size, 1);
    int32_t *b = calloc(out, 4), *y[2] = {calloc(n * ldy, 4), calloc(n * ldy, 4)};
    int16_t *x = calloc(rows * width, 2);
    uint32_t *row = calloc(n, 4);
    for (size_t o = 0; o < out; o++) {
        b[o] = tiny_between(&seed, -NN_MAX_BIAS, NN_MAX_BIAS);
        for (size_t i = 0; i < in; i++)
            w[16 * (o / 8 * pairs + i / 2) + o % 8 * 2 + i % 2] = (int8_t)value(&seed, extreme);
    }
    for (size_t i = 0; i < rows * width; i++)
        x[i] = (int16_t)value(&seed, extreme);
    for (size_t r = 0; r < n; r++)
        row[r] = dilation + (uint32_t)((r * 7) % (n + 3));
    nn_matrix m = {w, b, in, out};
    nn_input input = {x, row, width, dilation};
    for (int k = 0; k < 2 && kernels()[k] != NULL; k++) {
        kernels()[k]->matmul(&m, &input, n, y[k], ldy);
        for (size_t r = 0; r < n; r++)
            for (size_t o = 0; o < out; o++) {
                int64_t sum = b[o];
                for (size_t i = 0; i < in; i++) {
                    size_t tap = i / width, from = row[r] + (taps == 3 ? tap * dilation - dilation : 0);
                    sum += (int64_t)x[from * width + i % width] * w[16 * (o / 8 * pairs + i / 2) + o % 8 * 2 + i % 2];
                }
                assert_int_equal(y[k][r * ldy + o], sum);
            }
    }
    free(w), free(b), free(y[0]), free(y[1]), free(x), free(row);
}

static void test_matmul(void **state)
{
    (void)state;
    const uint32_t ins[] = {1, 2, 15, 16, 97, 388, 576}, outs[] = {1, 7, 8, 9, 16, 17, 75, 320};
    const size_t ns[] = {1, 2, 5, 6, 7, 13};
    uint64_t seed = 1;
    for (size_t i = 0; i < LEN(ins); i++)
        for (size_t o = 0; o < LEN(outs); o++)
            for (size_t n = 0; n < LEN(ns); n++)
                check_matmul(ins[i], outs[o], ns[n], 0, (i + o + n) % 3 == 0, seed++);
    for (uint32_t d = 1; d <= 4; d++)
        for (uint32_t width = 16; width <= NN_MAX_D; width += 80)
            check_matmul(3 * width, 32, 11, d, d == 2, seed++);
}

/* norm() of one row, as models/README.md says it */
static void norm_formula(const nn_norm *m, const int32_t *y, uint32_t pieces, int16_t *x, bool add)
{
    int64_t D = m->width, v[NN_MAX_D], sum = 0, var = 0, std = 16;
    for (int64_t i = 0; i < D; i++) {
        v[i] = y[i];
        for (uint32_t p = 1; p < pieces; p++)
            v[i] = v[i] > y[p * D + i] ? v[i] : y[p * D + i];
        sum += v[i];
    }
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

static void check_norm(uint32_t width, uint32_t pieces, int32_t most, int64_t eps, bool add, uint64_t seed)
{
    enum { ROWS = 5 };
    int16_t gamma[NN_MAX_D], beta[NN_MAX_D], x[3][ROWS * NN_MAX_D];
    static int32_t y[2][ROWS * NN_MAX_D * NN_MAX_PIECES];
    size_t ldy = (size_t)width * pieces;
    for (uint32_t i = 0; i < width; i++) {
        gamma[i] = (int16_t)(seed % 3 == 0 ? INT16_MIN + (int)(tiny_random(&seed) % 2 * UINT16_MAX) : tiny_between(&seed, -9000, 9000));
        beta[i] = (int16_t)tiny_between(&seed, INT16_MIN, INT16_MAX);
    }
    nn_norm m = {gamma, beta, eps, width};
    for (size_t i = 0; i < ROWS * ldy; i++) /* row 0 is one value and an outlier: the largest |d| for its variance */
        y[0][i] = y[1][i] = i < ldy ? (i == 3 ? most : -most) : tiny_between(&seed, -most, most);
    for (size_t i = 0; i < (size_t)ROWS * width; i++)
        x[0][i] = x[1][i] = x[2][i] = (int16_t)tiny_between(&seed, INT16_MIN, INT16_MAX);
    for (size_t r = 0; r < ROWS; r++)
        norm_formula(&m, y[0] + r * ldy, pieces, x[2] + r * width, add);
    for (int k = 0; k < 2 && kernels()[k] != NULL; k++) {
        kernels()[k]->norm(&m, y[k], ldy, pieces, ROWS, x[k], add);
        assert_memory_equal(x[k], x[2], (size_t)ROWS * width * sizeof x[0][0]);
    }
}

static void test_norm(void **state)
{
    (void)state;
    const int32_t most[] = {0, 1, 2, 17, 1000, 100000, 8000000, 42000000};
    uint64_t seed = 1;
    for (uint32_t width = 16; width <= NN_MAX_D; width += 16)
        for (uint32_t pieces = 1; pieces <= NN_MAX_PIECES; pieces++)
            for (size_t i = 0; i < LEN(most); i++) {
                check_norm(width, pieces, most[i], NN_MIN_EPS, false, seed++);
                check_norm(width, pieces, most[i], 9000, true, seed++);
                check_norm(width, pieces, most[i], (int64_t)1 << 52, true, seed++);
            }
}

static void test_quantise_all_values(void **state)
{
    (void)state;
    static int16_t x[65536], q[65536];
    for (int32_t i = 0; i < 65536; i++)
        x[i] = (int16_t)(i - 32768);
    for (int k = 0; k < 2 && kernels()[k] != NULL; k++)
        for (unsigned shift = 3; shift <= 4; shift++) {
            kernels()[k]->quantise(q, x, 65536, shift);
            for (int32_t i = 0; i < 65536; i++)
                assert_int_equal(q[i], nn_clamp((x[i] + (1 << (shift - 1))) >> shift, -127, 127));
        }
}

static void test_rescale(void **state)
{
    (void)state;
    enum { N = 4096 };
    static int32_t a[N];
    static int16_t q[N];
    const uint32_t scales[] = {16, 17, 1000, 42804, 1u << 23, 1u << 24};
    uint64_t seed = 3;
    for (size_t s = 0; s < LEN(scales); s++)
        for (int relu = 0; relu < 2; relu++) {
            int32_t most = (int32_t)(((int64_t)300 << 24) / scales[s] < INT32_MAX ? ((int64_t)300 << 24) / scales[s] : 1 << 28);
            for (size_t i = 0; i < N; i++)
                a[i] = i % 5 == 0 ? (tiny_random(&seed) % 2 ? 1 << 30 : -(1 << 30)) : tiny_between(&seed, -most / 2, most / 2);
            for (int k = 0; k < 2 && kernels()[k] != NULL; k++) {
                kernels()[k]->rescale(q, a, N, scales[s], relu);
                for (size_t i = 0; i < N; i++) {
                    int64_t v = ((relu && a[i] < 0 ? 0 : a[i]) * (int64_t)scales[s] + (1 << 23)) >> 24;
                    assert_int_equal(q[i], v > 127 ? 127 : v < -127 ? -127 : v);
                }
            }
        }
}

static void test_dots(void **state)
{
    (void)state;
    static int16_t a[NN_MAX_H], b[19 * NN_MAX_H];
    int32_t s[19];
    uint64_t seed = 5;
    for (size_t width = 16; width <= NN_MAX_H; width += 48)
        for (size_t n = 0; n <= 19; n++)
            for (int k = 0; k < 2 && kernels()[k] != NULL; k++) {
                for (size_t i = 0; i < width; i++)
                    a[i] = (int16_t)value(&seed, n == 7);
                for (size_t i = 0; i < n * width; i++)
                    b[i] = (int16_t)value(&seed, n == 7);
                kernels()[k]->dots(s, a, b, n, width);
                for (size_t j = 0; j < n; j++) {
                    int32_t sum = 0;
                    for (size_t i = 0; i < width; i++)
                        sum += a[i] * b[j * width + i];
                    assert_int_equal(s[j], sum);
                }
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
    assert_non_null(nn_kernel_choose(NULL));
    if (nn_kernel_choose("avx2") != NULL)
        assert_string_equal(nn_kernel_choose(NULL)->name, "avx2");
}

/* Opens the model as it is now. */
static bool opens(const tiny_model *t, casus_err *err)
{
    size_t size;
    uint8_t *data = tiny_pack(t, &size);
    static nn_model m;
    pack pk;
    *err = (casus_err){0};
    bool ok = pack_open(&pk, data, size, err) && nn_open(&m, &pk, err);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_matmul),
        cmocka_unit_test(test_norm),
        cmocka_unit_test(test_quantise_all_values),
        cmocka_unit_test(test_rescale),
        cmocka_unit_test(test_dots),
        cmocka_unit_test(test_isqrt),
        cmocka_unit_test(test_choose),
        cmocka_unit_test(test_damaged_sections),
        cmocka_unit_test(test_damaged_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
