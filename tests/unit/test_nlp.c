/*
 * test_nlp.c - floor 3: trees, names, lemmas, features and the document, on random scores and a small random model.
 */
#include "nlp/names_know.h"
#include "tiny_model.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

/* ---- trees ---- */

/* One root, and every token reaches it. */
static void assert_tree(const uint32_t *head, uint32_t n)
{
    uint32_t roots = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t t = i, steps = 0;
        roots += head[i] == NO_TOKEN;
        while (head[t] != NO_TOKEN && steps++ <= n) {
            assert_true(head[t] < n && head[t] != t);
            t = head[t];
        }
        assert_true(steps <= n);
    }
    assert_int_equal(roots, 1);
}

/* scores within +-most of the arcs of n tokens */
static void random_scores(int32_t *score, uint32_t n, int32_t most, uint64_t *seed)
{
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t j = 0; j <= n; j++)
            score[i * (n + 1) + j] = j == i + 1 ? NN_NO_ARC : tiny_between(seed, -most, most);
}

static int64_t worth(const int32_t *score, const uint32_t *head, uint32_t n)
{
    int64_t sum = 0;
    for (uint32_t i = 0; i < n; i++)
        sum += score[i * (n + 1) + (head[i] == NO_TOKEN ? 0 : head[i] + 1)];
    return sum;
}

static void test_tree_random(void **state)
{
    (void)state;
    static int32_t score[SENTENCE_MAX * (SENTENCE_MAX + 1)];
    uint32_t head[SENTENCE_MAX], again[SENTENCE_MAX];
    parse_space *space = NULL;
    uint64_t seed = 11;
    arena a;
    arena_init(&a, NULL, false);
    for (int i = 0; i < 3000; i++) {
        uint32_t n = i % 500 == 499 ? SENTENCE_MAX : 1 + tiny_random(&seed) % 40;
        random_scores(score, n, i % 3 == 0 ? 1 : i % 3 == 1 ? 100 : 20000000, &seed); /* many ties, some, large */
        assert_true(parse_tree(nn_kernel_choose(NULL), &a, &space, score, n + 1, n, head));
        assert_tree(head, n);
        assert_true(parse_tree(nn_kernel_choose(NULL), &a, &space, score, n + 1, n, again));
        assert_memory_equal(head, again, n * sizeof *head);
    }
    arena_release(&a);
}

/* A ring that prefers itself over every way out, in many sizes: nested contractions */
static void test_tree_rings(void **state)
{
    (void)state;
    static int32_t score[SENTENCE_MAX * (SENTENCE_MAX + 1)];
    uint32_t head[SENTENCE_MAX];
    parse_space *space = NULL;
    arena a;
    arena_init(&a, NULL, false);
    for (uint32_t n = 2; n <= SENTENCE_MAX; n += 1 + n / 3) {
        for (uint32_t i = 0; i < n; i++)
            for (uint32_t j = 0; j <= n; j++) {
                uint32_t apart = j > i + 1 ? j - i - 1 : i + 1 - j;
                score[i * (n + 1) + j] = j == 0 ? -1000000 : j == i + 1 ? NN_NO_ARC : -(int32_t)(apart * apart);
            }
        assert_true(parse_tree(nn_kernel_choose(NULL), &a, &space, score, n + 1, n, head));
        assert_tree(head, n);
        assert_int_equal(worth(score, head, n), -1000000 - (int64_t)(n - 1));
    }
    arena_release(&a);
}

static void test_tree_is_best(void **state)
{
    (void)state;
    enum { N = 5 };
    int32_t score[N * (N + 1)];
    uint32_t head[N], other[N];
    parse_space *space = NULL;
    uint64_t seed = 17;
    arena a;
    arena_init(&a, NULL, true);
    for (int i = 0; i < 300; i++) {
        random_scores(score, N, i % 2 == 0 ? 5 : 1000, &seed);
        assert_true(parse_tree(nn_kernel_choose(NULL), &a, &space, score, N + 1, N, head));
        int64_t mine = worth(score, head, N), best = INT64_MIN;
        for (uint32_t code = 0; code < 7776; code++) { /* 6^5 assignments of heads */
            uint32_t c = code, roots = 0, ends = 0;
            for (uint32_t t = 0; t < N; t++, c /= 6) {
                other[t] = c % 6 == 0 ? NO_TOKEN : c % 6 - 1;
                roots += c % 6 == 0;
            }
            for (uint32_t t = 0; t < N; t++) {
                uint32_t u = t;
                for (int steps = 0; u != NO_TOKEN && steps <= N; steps++)
                    u = other[u];
                ends += u == NO_TOKEN;
            }
            if (roots == 1 && ends == N && worth(score, other, N) > best)
                best = worth(score, other, N);
        }
        assert_int_equal(mine, best);
    }
    arena_release(&a);
}

/* ---- the model ---- */

typedef struct {
    uint8_t *data;
    size_t size;
    pack pk;
} open_pack;

static open_pack tiny_open(uint64_t seed)
{
    tiny_model t;
    open_pack p;
    tiny_build(&t, seed);
    p.data = tiny_pack(&t, &p.size);
    tiny_free(&t);
    assert_true(pack_open(&p.pk, p.data, p.size, NULL));
    return p;
}

/* Given tokens "w0 w1 ...", `lengths` of n_sent sentences */
static void given_tokens(nlp_doc *doc, arena *mem, const uint32_t *lengths, uint32_t n_sent, uint64_t seed)
{
    static const char *const words[] = {"the",  "Army", "killed", "43",       "rebels", ",", "“",    "Müller",
                                        "U.S.", "didn", "’t",     "\xff\xfe", "--",     "x", "said", "officials"};
    *doc = (nlp_doc){.mem = mem, .n_sent = n_sent};
    doc->sent = arena_array(mem, n_sent, sizeof *doc->sent);
    for (uint32_t s = 0; s < n_sent; s++) {
        doc->sent[s].first = doc->tok.n;
        doc->sent[s].count = lengths[s];
        doc->tok.n += lengths[s];
    }
    doc->form = arena_array(mem, doc->tok.n, sizeof *doc->form);
    for (uint32_t i = 0; i < doc->tok.n; i++)
        doc->form[i] = str_z(words[tiny_random(&seed) % LEN(words)]);
}

static void assert_document(const nlp_doc *doc)
{
    for (uint32_t s = 0; s < doc->n_sent; s++) {
        uint32_t first = doc->sent[s].first, n = doc->sent[s].count, roots = 0;
        for (uint32_t t = first; t < first + n; t++) {
            assert_true(doc->head[t] == NO_TOKEN || (doc->head[t] >= first && doc->head[t] < first + n));
            assert_int_equal(doc->head[t] == NO_TOKEN, doc->rel[t] == R_ROOT);
            assert_int_equal(doc->sent_of[t], s);
            assert_true(doc->lemma[t].n > 0 && doc->upos[t] < 17);
            roots += doc->head[t] == NO_TOKEN;
            for (uint32_t c = doc->child[t]; c != NO_TOKEN; c = doc->sibling[c]) {
                assert_int_equal(doc->head[c], t);
                assert_true(doc->sibling[c] == NO_TOKEN || doc->sibling[c] > c);
            }
            assert_true(doc_under(doc, t, t));
        }
        assert_int_equal(roots, n > 0);
    }
    for (uint32_t i = 0; i < doc->n_name; i++)
        for (uint32_t k = 0; k < doc->name[i].count; k++)
            assert_int_equal(doc->name_of[doc->name[i].first + k], i);
}

static void test_annotate(void **state)
{
    (void)state;
    const uint32_t lengths[] = {7, 1, 1, 0, 256, 30, 2, 255, 1, 12, 600, 3};
    arena a, b;
    casus_err err;
    arena_init(&a, NULL, false);
    arena_init(&b, NULL, true);
    for (uint64_t seed = 1; seed <= 8; seed++) {
        open_pack p = tiny_open(seed);
        nlp_model *portable = nlp_open(&p.pk, NULL, "portable", &err), *best = nlp_open(&p.pk, NULL, NULL, &err);
        nlp_doc x, y;
        assert_non_null(portable);
        assert_non_null(best);
        given_tokens(&x, &a, lengths, LEN(lengths), seed);
        given_tokens(&y, &b, lengths, LEN(lengths), seed);
        assert_true(nlp_annotate(portable, &x, &err));
        assert_true(nlp_annotate(best, &y, &err));
        assert_document(&x);
        assert_memory_equal(x.head, y.head, x.n * sizeof *x.head);
        assert_memory_equal(x.rel_name, y.rel_name, x.n * sizeof *x.rel_name);
        assert_memory_equal(x.xpos_name, y.xpos_name, x.n * sizeof *x.xpos_name);
        assert_memory_equal(x.upos, y.upos, x.n);
        assert_memory_equal(x.name_of, y.name_of, x.n * sizeof *x.name_of);
        nlp_close(portable);
        nlp_close(best);
        free(p.data);
        arena_clear(&a);
        arena_clear(&b);
    }
    arena_release(&a);
    arena_release(&b);
}

/* A sentence gets the same answer alone and among others. */
static void test_batches_do_not_matter(void **state)
{
    (void)state;
    uint32_t lengths[60];
    uint64_t seed = 23;
    arena a;
    arena_init(&a, NULL, false);
    open_pack p = tiny_open(4);
    nlp_model *m = nlp_open(&p.pk, NULL, NULL, NULL);
    nlp_doc all, one;
    for (size_t i = 0; i < LEN(lengths); i++)
        lengths[i] = tiny_random(&seed) % 40;
    given_tokens(&all, &a, lengths, LEN(lengths), 9);
    assert_true(nlp_annotate(m, &all, NULL));
    for (uint32_t s = 0; s < all.n_sent; s++) {
        uint32_t first = all.sent[s].first;
        given_tokens(&one, &a, &lengths[s], 1, 1);
        for (uint32_t i = 0; i < one.tok.n; i++)
            one.form[i] = all.form[first + i];
        assert_true(nlp_annotate(m, &one, NULL));
        for (uint32_t i = 0; i < one.n; i++) {
            assert_int_equal(one.head[i], all.head[first + i] == NO_TOKEN ? NO_TOKEN : all.head[first + i] - first);
            assert_ptr_equal(one.rel_name[i], all.rel_name[first + i]);
            assert_int_equal(one.name_of[i] == NO_TOKEN, all.name_of[first + i] == NO_TOKEN);
        }
    }
    nlp_close(m);
    free(p.data);
    arena_release(&a);
}

/* Given tokens carry no flags of the tokeniser; coreference looks for quotation marks by itself then. */
static void test_coref_of_given_tokens(void **state)
{
    (void)state;
    const uint32_t lengths[] = {12, 30, 1, 600};
    arena a;
    tiny_model t;
    pack pk;
    nlp_doc doc;
    size_t size;
    arena_init(&a, NULL, true);
    tiny_build(&t, 3);
    tiny_bytes(&t, "c.row", (size_t)COREF_ROWS * COREF_WIDTH, COREF_ROWS);
    tiny_numbers(&t, "c.out", COREF_WIDTH, 64, COREF_WIDTH);
    tiny_bytes(&t, "c.type", CT_TYPES * 100, CT_TYPES);
    tiny_numbers(&t, "c.typeb", CT_TYPES, 500, CT_TYPES);
    tiny_add(&t, "gn.key", sizeof(uint64_t), 1);
    uint8_t *data = tiny_pack(&t, &size);
    tiny_free(&t);
    assert_true(pack_open(&pk, data, size, NULL));
    nlp_model *m = nlp_open(&pk, NULL, NULL, NULL);
    assert_non_null(m);
    given_tokens(&doc, &a, lengths, LEN(lengths), 5);
    assert_null(doc.tok.flags);
    assert_true(nlp_annotate(m, &doc, NULL) && nlp_coref(m, &doc));
    assert_document(&doc);
    assert_true(doc.np.n > 0);
    nlp_close(m);
    free(data);
    arena_release(&a);
}

static void test_empty_document(void **state)
{
    (void)state;
    arena a;
    arena_init(&a, NULL, true);
    open_pack p = tiny_open(1);
    nlp_model *m = nlp_open(&p.pk, NULL, NULL, NULL);
    nlp_doc doc;
    given_tokens(&doc, &a, NULL, 0, 1);
    assert_true(nlp_annotate(m, &doc, NULL));
    assert_int_equal(doc.n_name, 0);
    nlp_close(m);
    free(p.data);
    arena_release(&a);
}

static void test_unknown_kernel(void **state)
{
    (void)state;
    casus_err err;
    open_pack p = tiny_open(1);
    assert_null(nlp_open(&p.pk, NULL, "abacus", &err));
    assert_int_equal(err.code, CASUS_ERR_PARAM);
    free(p.data);
}

/* Bytes of the model changed at random: an error, or a document with trees */
static void test_damaged_bytes(void **state)
{
    (void)state;
    const uint32_t lengths[] = {12, 1, 5};
    uint64_t seed = 99;
    arena a;
    arena_init(&a, NULL, true);
    for (int i = 0; i < 400; i++) {
        tiny_model t;
        pack pk;
        size_t size;
        casus_err err = {0};
        nlp_doc doc;
        tiny_build(&t, 2);
        for (int k = 0; k < 3; k++) {
            tiny_section *s = &t.s[tiny_random(&seed) % t.n];
            s->p[tiny_random(&seed) % s->n] = (uint8_t)tiny_random(&seed);
        }
        uint8_t *data = tiny_pack(&t, &size);
        assert_true(pack_open(&pk, data, size, &err));
        nlp_model *m = nlp_open(&pk, NULL, i % 2 ? "portable" : NULL, &err);
        assert_true(m != NULL || err.code == CASUS_ERR_DATA);
        if (m != NULL) {
            given_tokens(&doc, &a, lengths, LEN(lengths), 5);
            assert_true(nlp_annotate(m, &doc, &err) && nlp_coref(m, &doc));
            assert_document(&doc);
        }
        nlp_close(m);
        tiny_free(&t);
        free(data);
        arena_clear(&a);
    }
    arena_release(&a);
}

/* ---- allocation failures ---- */

typedef struct {
    int left; /* allocations that still succeed */
} failing;

static void *failing_alloc(void *ctx, size_t size)
{
    failing *f = ctx;
    return f->left-- > 0 ? malloc(size) : NULL;
}

static void *failing_resize(void *ctx, void *ptr, size_t old_size, size_t size)
{
    failing *f = ctx;
    (void)old_size;
    return f->left-- > 0 ? realloc(ptr, size) : NULL;
}

static void failing_release(void *ctx, void *ptr)
{
    (void)ctx;
    free(ptr);
}

static void test_no_memory(void **state)
{
    (void)state;
    const uint32_t lengths[] = {20, 3, 300};
    failing f = {0};
    const casus_alloc alloc = {failing_alloc, failing_resize, failing_release, &f};
    casus_err err = {0};
    open_pack p = tiny_open(3);
    assert_null(nlp_open(&p.pk, &alloc, NULL, &err));
    assert_int_equal(err.code, CASUS_ERR_MEMORY);
    nlp_model *m = nlp_open(&p.pk, NULL, NULL, &err);
    bool done = false;
    for (int n = 0; !done; n++) {
        arena mem;
        nlp_doc doc;
        f.left = 3; /* for the tokens */
        arena_init(&mem, &alloc, true);
        given_tokens(&doc, &mem, lengths, LEN(lengths), 5);
        f.left = n;
        err = (casus_err){0};
        bool annotated = nlp_annotate(m, &doc, &err);
        if (!annotated)
            assert_int_equal(err.code, CASUS_ERR_MEMORY);
        done = annotated && nlp_coref(m, &doc);
        assert_true(n < 2000);
        arena_release(&mem);
    }
    nlp_close(m);
    free(p.data);
}

/* ---- names ---- */

static void test_viterbi(void **state)
{
    (void)state;
    enum { T = 9, N = 40 };
    open_pack p = tiny_open(1);
    nlp_model *m = nlp_open(&p.pk, NULL, NULL, NULL);
    int32_t score[N * T];
    uint8_t tag[N];
    uint64_t seed = 31;
    for (int i = 0; i < 2000; i++) {
        uint32_t n = i % 2 ? 3 : 1 + tiny_random(&seed) % N;
        for (uint32_t k = 0; k < n * T; k++)
            score[k] = tiny_between(&seed, -3 - i, 3 + i);
        const uint32_t again = tiny_random(&seed) % 8;
        names_viterbi(m, score, T, n, again, tag);
        int64_t mine = 0, best = INT64_MIN;
        for (uint32_t k = 0; k < n; k++) {
            bool inside = m->name_kind[tag[k]] != 0 && !m->name_begin[tag[k]];
            assert_true(!inside || (k > 0 && m->name_kind[tag[k - 1]] == m->name_kind[tag[k]]));
            bool behind = k > 0 && tag[k] % 2 == 1 && m->name_kind[tag[k - 1]] == m->name_kind[tag[k]];
            mine += score[k * T + tag[k]] - (behind ? (int64_t)again : 0);
        }
        for (uint32_t code = 0; n == 3 && code < T * T * T; code++) {
            const uint32_t t[3] = {code % T, code / T % T, code / T / T};
            bool ok = t[0] % 2 == 1 || t[0] == 0; /* O, then B- and I- in turn */
            for (int k = 1; k < 3; k++)
                ok = ok && (t[k] == 0 || t[k] % 2 == 1 || t[k - 1] == t[k] || t[k - 1] + 1 == t[k]);
            int64_t sum = (int64_t)score[t[0]] + score[T + t[1]] + score[2 * T + t[2]];
            for (int k = 1; k < 3; k++)
                sum -= t[k] % 2 == 1 && (t[k - 1] == t[k] || t[k - 1] == t[k] + 1) ? again : 0;
            best = ok && sum > best ? sum : best;
        }
        if (n == 3)
            assert_int_equal(mine, best);
    }
    nlp_close(m);
    free(p.data);
}

/* ---- features: rows from train/features.py ---- */

/* ---- names, by what is known ---- */

enum { TAGS = 9, B_ORG = 3, I_ORG = 4 }; /* of the tiny model */

/* "Hanwick Holdings": a phrase of an organisation, wherever it stands */
static bool knows_hanwick(const void *of, nlp_doc *d)
{
    (void)of;
    d->hint = arena_array(d->mem, d->n + 1, sizeof *d->hint);
    for (uint32_t t = 0; d->hint != NULL && t + 1 < d->n; t++)
        if (str_is(d->fold[t], "hanwick") && str_is(d->fold[t + 1], "holdings")) {
            d->hint[t] = (uint32_t)NAMED_ORG << NAMED_LONG_SHIFT;
            d->hint[t + 1] = d->hint[t] | NAMED_INSIDE;
        }
    return d->hint != NULL;
}

/* The tiny model with weights by which a known phrase is an organisation, in the second round also what is part of a longer name of one */
static open_pack tiny_with_names(size_t facts)
{
    tiny_model t;
    open_pack p;
    tiny_build(&t, 6);
    int16_t *w = tiny_add(&t, "nm.w", 2 * facts * TAGS * sizeof *w, facts);
    for (size_t round = 0; round < 2 && facts == NF_COUNT; round++, w += facts * TAGS) {
        w[NF_ALWAYS * TAGS] = 20000; /* no name */
        w[NF_BEGIN * TAGS + B_ORG] = w[NF_INSIDE * TAGS + I_ORG] = 30000;
        w[(NF_LONG + 2) * TAGS + B_ORG] = round == 1 ? 25000 : 0;
    }
    uint32_t *scale = tiny_add(&t, "nm.scale", sizeof *scale, 1);
    *scale = 1; /* the network has next to nothing to say */
    tiny_add(&t, "nm.again", sizeof(uint32_t), 1);
    p.data = tiny_pack(&t, &p.size);
    tiny_free(&t);
    assert_true(pack_open(&p.pk, p.data, p.size, NULL));
    return p;
}

static void test_known_names(void **state)
{
    (void)state;
    static const char *const words[] = {"The", "Hanwick", "Holdings", "plant", "closed", "Hanwick", "said", "so", "to", "Merrin"};
    arena a;
    arena_init(&a, NULL, true);
    open_pack p = tiny_with_names(NF_COUNT);
    nlp_model *m = nlp_open(&p.pk, NULL, NULL, NULL);
    assert_non_null(m);
    nlp_doc doc = {.mem = &a, .n_sent = 2, .know = {knows_hanwick, NULL}};
    doc.sent = arena_array(&a, 2, sizeof *doc.sent);
    doc.form = arena_array(&a, LEN(words), sizeof *doc.form);
    doc.sent[0].count = doc.sent[1].count = doc.sent[1].first = 5;
    doc.tok.n = LEN(words);
    for (uint32_t i = 0; i < LEN(words); i++)
        doc.form[i] = str_z(words[i]);
    assert_true(nlp_annotate(m, &doc, NULL));
    assert_int_equal(doc.n_name, 2);
    assert_true(doc.name[0].first == 1 && doc.name[0].count == 2 && doc.name[0].type == NE_ORG);
    assert_true(doc.name[1].first == 5 && doc.name[1].count == 1 && doc.name[1].type == NE_ORG); /* by the vote of the first */
    assert_int_equal(doc.name_of[9], NO_TOKEN);
    nlp_close(m);
    free(p.data);
    arena_release(&a);
}

static void test_damaged_name_weights(void **state)
{
    (void)state;
    casus_err err = {0};
    open_pack p = tiny_with_names(NF_COUNT - 1);
    assert_null(nlp_open(&p.pk, NULL, NULL, &err));
    assert_int_equal(err.code, CASUS_ERR_DATA);
    free(p.data);
}

static void test_features(void **state)
{
    (void)state;
    static const struct {
        const char *form, *shape;
        uint32_t row[5];
    } cases[] = {
        {"Iran", "Xxxx", {400, 2386, 242, 268, 2332}},       {"didn’t", "xxx'x", {1038, 2564, 834, 784, 1644}},
        {"1,200", "d,ddd", {2615, 3913, 330, 462, 3775}},    {"Müller", "Xxxx", {4679, 3038, 1552, 268, 1537}},
        {"U.S.", "X.X.", {8136, 3192, 2522, 61, 2918}},      {"—", "-", {2311, 2994, 2301, 296, 3875}},
        {"İstanbul", "Xxxx", {5437, 1412, 2604, 268, 1832}}, {"x", "x", {280, 3361, 3830, 375, 2165}},
        {"Ρώμη", "Xxxx", {7138, 1632, 2959, 268, 1718}},     {"McDonald's", "XxXxxx'x", {7872, 928, 2648, 552, 3909}},
    };
    nlp_model *m = calloc(1, sizeof *m);
    const uint32_t rows[NN_PARTS] = {0, 8192, 4096, 4096, 1024, 4096};
    memcpy(m->nn.rows, rows, sizeof rows);
    for (size_t i = 0; i < LEN(cases); i++) {
        char fold[64], shape[16];
        str form = str_z(cases[i].form);
        word_rows got;
        size_t n = text_fold(form.p, form.n, fold, sizeof fold);
        assert_true(str_is(str_of(shape, feat_shape(form, shape)), cases[i].shape));
        feat_rows(m, form, str_of(fold, n), &got);
        assert_int_equal(got.row[NN_GLOVE], UINT32_MAX);
        assert_memory_equal(got.row + 1, cases[i].row, sizeof cases[i].row);
    }
    free(m);
}

/* ---- lemmas ---- */

static void test_lemmas(void **state)
{
    (void)state;
    static const struct {
        const char *form;
        ud_pos upos;
        const char *xpos, *lemma;
    } cases[] = {
        {"killed", U_VERB, "VBD", "kill"},
        {"Troops", U_NOUN, "NNS", "troop"},
        {"n't", U_PART, "RB", "not"},
        {"n’t", U_PART, "RB", "not"},
        {"'s", U_AUX, "VBZ", "be"},
        {"'s", U_PART, "POS", "'s"},
        {"’s", U_AUX, "VBZ", "be"},
        {"I", U_PRON, "PRP", "I"},
        {"attacking", U_VERB, "VBG", "attack"},
        {"denied", U_VERB, "VBD", "deny"},
        {"vowing", U_VERB, "VBG", "vow"},
        {"seized", U_VERB, "VBN", "seize"},
        {"shot", U_VERB, "VBD", "shoot"},
        {"men", U_NOUN, "NNS", "man"},
        {"better", U_ADJ, "JJR", "good"},
        {"IRAN", U_PROPN, "NNP", "IRAN"},
        {"HELSINKI", U_PROPN, "NNP", "Helsinki"},
        {"helsinki", U_PROPN, "NNP", "Helsinki"},
        {"łódź", U_PROPN, "NNP", "Łódź"},
        {"de", U_PROPN, "NNP", "de"},
        {"McKay", U_PROPN, "NNP", "McKay"},
        {"Sept.", U_PROPN, "NNP", "September"},
        {"desk@example.org", U_PROPN, "ADD", "desk@example.org"},
        {"us", U_PRON, "PRP", "we"},
        {"Danish", U_ADJ, "JJ", "Danish"},
        {"danish", U_ADJ, "JJ", "Danish"},
        {"Angry", U_ADJ, "JJ", "angry"},
        {"“", U_PUNCT, "``", "\""},
        {"the", U_DET, "DT", "the"},
        {"Philippines", U_PROPN, "NNPS", "Philippines"},
        {"Americans", U_PROPN, "NNPS", "American"},
        {"cités", U_NOUN, "NNS", "cité"},
        {"clichés", U_NOUN, "NNS", "cliché"},
        {"wounded", U_NOUN, "VBN", "wounded"},
        {"Élite", U_NOUN, "NN", "élite"},
        {"éméd", U_VERB, "VBD", "éméd"}, /* folded it ends in "ed", but not as it stands */
        {"wo", U_AUX, "MD", "will"},
        {"ca", U_AUX, "MD", "can"},
        {"were", U_AUX, "VBD", "be"},
        {"has", U_AUX, "VBZ", "have"},
        {"parties", U_NOUN, "NNS", "party"},
        {"forces", U_NOUN, "NNS", "force"},
        {"fled", U_VERB, "VBD", "flee"},
        {"escaped", U_VERB, "VBD", "escape"},
        {"stopped", U_VERB, "VBD", "stop"},
        {"controlled", U_VERB, "VBN", "control"},
        {"accuses", U_VERB, "VBZ", "accuse"},
        {"crises", U_NOUN, "NNS", "crisis"},
        {"s", U_NOUN, "NNS", "s"},
        {"ed", U_VERB, "VBD", "ed"},
        {"1,000", U_NUM, "CD", "1000"},
        {"1,234,567.8", U_NUM, "CD", "1234567.8"},
        {"Seven", U_NUM, "CD", "seven"},
        {"XIV", U_NUM, "CD", "XIV"},
        {"2-1", U_NUM, "CD", "2-1"},
        {"invaded", U_VERB, "VBD", "invade"},
        {"raped", U_VERB, "VBN", "rape"},
        {"raping", U_VERB, "VBG", "rape"},
        {"rapped", U_VERB, "VBD", "rap"},
        {"fined", U_VERB, "VBN", "fine"},
        {"cancelling", U_VERB, "VBG", "cancel"},
        {"levelled", U_VERB, "VBD", "level"},
        {"panicked", U_VERB, "VBD", "panic"},
        {"overthrew", U_VERB, "VBD", "overthrow"},
        {"sorties", U_NOUN, "NNS", "sortie"},
        {"supplies", U_NOUN, "NNS", "supply"},
        {"airmen", U_NOUN, "NNS", "airman"},
        {"trainmen", U_NOUN, "NNS", "trainman"},
        {"wolves", U_NOUN, "NNS", "wolf"},
        {"blogged", U_VERB, "VBD", "blog"}, /* this and the next ones are in no table */
        {"grived", U_VERB, "VBD", "grive"},
        {"snoted", U_VERB, "VBD", "snote"},
        {"flummoxes", U_VERB, "VBZ", "flummox"},
        {"unfriending", U_VERB, "VBG", "unfriend"},
        {"drones", U_NOUN, "NNS", "drone"},
        {"calmer", U_ADJ, "JJR", "calm"},
        {"grimmest", U_ADJ, "JJS", "grim"},
        {"uglier", U_ADJ, "JJR", "ugly"},
        {"larger", U_ADJ, "JJR", "large"},
        {"killing", U_NOUN, "NN", "killing"},
        {"killing", U_NOUN, "VBG", "killing"},
        {"tried", U_VERB, "VBD", "try"},
        {"red", U_VERB, "VBD", "red"},
        {"sing", U_VERB, "VBG", "sing"},
        {"Said", U_VERB, "VBD", "say"},
    };
    arena a;
    arena_init(&a, NULL, true);
    for (size_t i = 0; i < LEN(cases); i++) {
        char fold[64];
        str form = str_z(cases[i].form);
        size_t n = text_fold(form.p, form.n, fold, sizeof fold);
        str got = lemma_of(&a, form, str_of(fold, n), cases[i].upos, cases[i].xpos, false);
        if (!str_is(got, cases[i].lemma))
            fail_msg("%s/%s: %.*s, not %s", cases[i].form, cases[i].xpos, (int)got.n, got.p, cases[i].lemma);
    }
    arena_release(&a);
}

/* ---- reading a tree: "The army , he said , fled ." ---- */

static void test_reading(void **state)
{
    (void)state;
    uint32_t head[8] = {1, 6, 4, 4, 6, 4, NO_TOKEN, 6}, child[8], sibling[8], first, end;
    uint8_t rel[8] = {R_DET, R_NSUBJ, R_PUNCT, R_NSUBJ, R_PARATAXIS, R_PUNCT, R_ROOT, R_PUNCT},
            upos[8] = {U_DET, U_NOUN, U_PUNCT, U_PRON, U_VERB, U_PUNCT, U_VERB, U_PUNCT};
    str lemma[8] = {STR("the"), STR("army"), STR(","), STR("he"), STR("say"), STR(","), STR("flee"), STR(".")};
    nlp_doc d = {.n = 8, .head = head, .child = child, .sibling = sibling, .rel = rel, .upos = upos, .lemma = lemma, .word = lemma};
    for (uint32_t i = 0; i < 8; i++)
        child[i] = sibling[i] = NO_TOKEN;
    for (uint32_t i = 8; i-- > 0;)
        if (head[i] != NO_TOKEN) {
            sibling[i] = child[head[i]];
            child[head[i]] = i;
        }
    assert_int_equal(doc_dep(&d, 6, R_NSUBJ), 1);
    assert_int_equal(doc_dep(&d, 6, R_OBJ), NO_TOKEN);
    assert_true(doc_under(&d, 0, 6) && doc_under(&d, 3, 4) && !doc_under(&d, 3, 1));
    doc_span(&d, 4, &first, &end);
    assert_int_equal(first, 3);
    assert_int_equal(end, 5);
    doc_span(&d, 6, &first, &end);
    assert_int_equal(first, 0);
    assert_int_equal(end, 7);
    doc_span(&d, 2, &first, &end);
    assert_int_equal(end - first, 1);
    assert_true(doc_lemma_is(&d, 6, "flee") && !doc_lemma_is(&d, 6, "fle"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tree_random),
        cmocka_unit_test(test_tree_rings),
        cmocka_unit_test(test_tree_is_best),
        cmocka_unit_test(test_annotate),
        cmocka_unit_test(test_batches_do_not_matter),
        cmocka_unit_test(test_coref_of_given_tokens),
        cmocka_unit_test(test_empty_document),
        cmocka_unit_test(test_unknown_kernel),
        cmocka_unit_test(test_damaged_bytes),
        cmocka_unit_test(test_no_memory),
        cmocka_unit_test(test_viterbi),
        cmocka_unit_test(test_known_names),
        cmocka_unit_test(test_damaged_name_weights),
        cmocka_unit_test(test_features),
        cmocka_unit_test(test_lemmas),
        cmocka_unit_test(test_reading),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
