/*
 * fuzz_conllu.c - any lines are safe: the CoNLL-U reader and casus_annotate_tokens() over what libFuzzer invents.
 *
 * What the reader accepts it must give back line for line, and what is written for it must be accepted again, with the same words.
 */
#include "fuzz.h"
#include "ingest/conllu.h"
#include "store/annotation.h"

static const casus_engine *engine;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    size_t size;
    casus_err err;
    const void *data = fuzz_data(&size);
    engine = casus_open(data, size, NULL, &err);
    if (!engine)
        fuzz_fail(err.msg);
    return 0;
}

/* Feeds the lines of a text; whether all of them were taken. */
static bool read_all(conllu *c, const char *p, size_t n)
{
    conllu_init(c);
    while (n > 0) {
        const char *nl = memchr(p, '\n', n);
        size_t len = nl ? (size_t)(nl - p) : n;
        if (!conllu_add(c, p, len))
            return false;
        p += len + (nl != NULL);
        n -= len + (nl != NULL);
    }
    return conllu_end(c);
}

static void check(const conllu *c)
{
    uint32_t line = 0, word = 0;
    for (uint32_t s = 0; s < c->sentence.n; s++) {
        const conllu_sentence *x = &c->sentence.at[s];
        uint32_t words = 0;
        if (x->line != line || x->word != word || x->n_line == 0)
            fuzz_fail("sentences that do not follow each other");
        for (uint32_t i = line; i < line + x->n_line; i++) {
            if (c->line.at[i].kind != CONLLU_WORD)
                continue;
            str form = conllu_column(c->line.at[i].text, 1);
            if (!str_is(form, c->form.at[word + words]))
                fuzz_fail("a form that is not in its line");
            words++;
        }
        if (words != x->n_word)
            fuzz_fail("words are lost");
        line += x->n_line;
        word += words;
    }
    if (word != c->open.word)
        fuzz_fail("words outside every sentence");
}

/* The whole sentences with our analysis. */
static void write_out(const conllu *c, casus_doc *doc, buf *out)
{
    uint32_t *length = calloc(c->sentence.n + 1, sizeof *length);
    size_t n = 0, n_token;
    casus_err err;
    for (uint32_t s = 0; s < c->sentence.n; s++)
        if (c->sentence.at[s].n_word > 0)
            length[n++] = c->sentence.at[s].n_word;
    if (n > 0 && !casus_annotate_tokens(doc, c->form.at, c->open.word, length, n, &(casus_options){.entities = true}, &err))
        fuzz_fail(err.msg);
    free(length);
    const casus_token *t = n > 0 ? casus_tokens(doc, &n_token) : NULL;
    for (uint32_t s = 0; s < c->sentence.n; s++) {
        for (uint32_t i = 0; i < c->sentence.at[s].n_line; i++) {
            const conllu_line *l = &c->line.at[c->sentence.at[s].line + i];
            if (l->kind == CONLLU_WORD)
                conllu_word(out, l->text, t++);
            else
                buf_str(out, l->text);
            buf_char(out, '\n');
        }
        buf_char(out, '\n');
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static casus_doc *doc;
    casus_err err;
    if (!doc && !(doc = casus_doc_new(engine, &err)))
        fuzz_fail(err.msg);
    conllu one, two;
    buf out;
    buf_init(&out, NULL, (size_t)64 << 20);
    bool whole = read_all(&one, (const char *)bytes, n);
    if (!whole && one.problem[0] == '\0')
        fuzz_fail("refused without a word");
    check(&one);
    write_out(&one, doc, &out);
    if (!read_all(&two, out.p ? out.p : "", out.n))
        fuzz_fail("what was written is refused");
    if (two.open.word != one.open.word || two.sentence.n != one.sentence.n)
        fuzz_fail("the second reading differs");
    conllu_release(&one);
    conllu_release(&two);
    buf_release(&out);
    return 0;
}
