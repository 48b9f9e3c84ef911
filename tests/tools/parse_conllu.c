/*
 * parse_conllu.c - runs floors 2 and 3 over given tokens: CoNLL-U (or a word a line, empty lines between sentences) on stdin,
 * CoNLL-U on stdout. For tests/twin_test.py and bench/accuracy; the program proper has `casus annotate --conllu-in`.
 *
 *     parse_conllu DATA [KERNEL [REPEAT]] <in.conllu >out.conllu
 *
 * DATA: a pack with the sections of en.model and glove.vec. REPEAT > 0: annotate so many times and print words per second instead.
 */
#include "nlp/doc.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define MAX_BYTES ((size_t)256 << 20)
#define MAX_TOKENS (8u << 20)

typedef VEC(str) form_list;
typedef VEC(text_sentence) sentence_list;

/* what was read: the document's tokens, and for each sentence the text before it, of which the comments are handed on */
typedef struct {
    nlp_doc doc;
    str *before;
} input;

/* The whole of a stream, in malloc's memory; NULL on failure. */
static char *slurp(FILE *f, size_t *n)
{
    size_t cap = 1 << 16;
    char *p = malloc(cap);
    *n = 0;
    while (p != NULL) {
        *n += fread(p + *n, 1, cap - *n, f);
        if (*n < cap)
            return p;
        cap *= 2;
        char *more = cap <= MAX_BYTES ? realloc(p, cap) : NULL;
        if (more == NULL)
            free(p);
        p = more;
    }
    return NULL;
}

/* The same where a data file wants to lie: its sections start at multiples of 64 bytes. */
static char *aligned(char *p, size_t n)
{
    char *q = p != NULL ? aligned_alloc(64, (n + 63) / 64 * 64) : NULL;
    if (q != NULL)
        memcpy(q, p, n);
    free(p);
    return q;
}

/* The form in one line; n 0: a comment, a multiword range or an empty node */
static str form_of(str line)
{
    const char *tab = memchr(line.p, '\t', line.n);
    if (tab == NULL)
        return line.p[0] == '#' && line.n > 1 && line.p[1] == ' ' ? STR("") : line;
    for (const char *p = line.p; p < tab; p++)
        if (*p < '0' || *p > '9')
            return STR("");
    const char *end = memchr(tab + 1, '\t', line.n - (size_t)(tab + 1 - line.p));
    return end != NULL ? str_of(tab + 1, (size_t)(end - tab - 1)) : STR("");
}

static void read_tokens(input *in, const char *p, size_t n)
{
    nlp_doc *doc = &in->doc;
    form_list forms = {0}, before = {0};
    size_t end = 0; /* of the last sentence */
    sentence_list sents = {0};
    bool open = false;
    for (size_t at = 0; at < n;) {
        const char *nl = memchr(p + at, '\n', n - at);
        str line = str_of(p + at, nl != NULL ? (size_t)(nl - p) - at : n - at);
        size_t begin = at;
        at += line.n + 1;
        if (line.n > 0 && line.p[line.n - 1] == '\r')
            line.n--;
        str form = line.n > 0 ? form_of(line) : line;
        if (line.n == 0)
            open = false;
        if (form.n == 0)
            continue;
        if (!open) {
            text_sentence *s = vec_push(doc->mem, &sents, MAX_TOKENS);
            str *b = vec_push(doc->mem, &before, MAX_TOKENS);
            if (s == NULL || b == NULL)
                return;
            *b = str_of(p + end, begin - end);
            s->first = forms.n;
            open = true;
        }
        str *f = vec_push(doc->mem, &forms, MAX_TOKENS);
        if (f == NULL)
            return;
        *f = form;
        sents.at[sents.n - 1].count++;
        end = at < n ? at : n;
    }
    doc->form = forms.at;
    doc->tok.n = forms.n;
    doc->sent = sents.at;
    doc->n_sent = sents.n;
    in->before = before.at;
}

static void print_comments(str s)
{
    while (s.n > 0) {
        const char *nl = memchr(s.p, '\n', s.n);
        size_t n = nl != NULL ? (size_t)(nl - s.p) + 1 : s.n;
        if (s.p[0] == '#')
            fwrite(s.p, 1, n, stdout);
        s = str_of(s.p + n, s.n - n);
    }
}

static void print_doc(const input *in)
{
    const nlp_doc *doc = &in->doc;
    static const char *const types[] = {"PER", "ORG", "LOC", "NORP"};
    for (uint32_t s = 0; s < doc->n_sent; s++) {
        uint32_t first = doc->sent[s].first;
        print_comments(in->before[s]);
        for (uint32_t t = first; t < first + doc->sent[s].count; t++) {
            uint32_t head = doc->head[t] == NO_TOKEN ? 0 : doc->head[t] - first + 1, name = doc->name_of[t];
            printf("%" PRIu32 "\t%.*s\t%.*s\t%s\t%s\t_\t%" PRIu32 "\t%s\t_\t", t - first + 1, (int)doc->form[t].n, doc->form[t].p, (int)doc->lemma[t].n,
                   doc->lemma[t].p, ud_pos_names[doc->upos[t]], doc->xpos_name[t], head, doc->rel_name[t]);
            if (name == NO_TOKEN)
                puts("_");
            else
                printf("NER=%s-%s\n", doc->name[name].first == t ? "B" : "I", types[doc->name[name].type]);
        }
        puts("");
    }
}

static int run(const nlp_model *m, const char *text, size_t n, int repeat)
{
    arena mem;
    casus_err err = {0};
    bool ok = true;
    clock_t spent = 0;
    uint64_t words = 0;
    arena_init(&mem, NULL, false);
    for (int i = 0; ok && i < (repeat > 0 ? repeat : 1); i++) {
        input in = {.doc = {.mem = &mem}};
        arena_clear(&mem);
        read_tokens(&in, text, n);
        clock_t begin = clock();
        ok = !mem.failed && nlp_annotate(m, &in.doc, &err);
        spent += clock() - begin;
        words += in.doc.n;
        if (ok && repeat <= 0)
            print_doc(&in);
    }
    arena_release(&mem);
    if (!ok)
        fprintf(stderr, "parse_conllu: %s\n", err.msg != NULL ? err.msg : "out of memory");
    else if (repeat > 0)
        printf("%s: %.0f words/s\n", nlp_kernel_name(m), (double)words * CLOCKS_PER_SEC / (double)(spent > 0 ? spent : 1));
    return ok ? 0 : 2;
}

int main(int argc, char **argv)
{
    casus_err err = {0};
    size_t n_data = 0, n_text = 0;
    FILE *f = argc > 1 ? fopen(argv[1], "rb") : NULL;
    char *data = f != NULL ? slurp(f, &n_data) : NULL, *text;
    data = aligned(data, n_data);
    text = data != NULL ? slurp(stdin, &n_text) : NULL;
    int rc = 2;
    pack pk;
    if (f != NULL)
        fclose(f);
    if (text == NULL) {
        fputs("usage: parse_conllu DATA [KERNEL [REPEAT]] <in.conllu >out.conllu\n", stderr);
    } else if (!pack_open(&pk, data, n_data, &err)) {
        fprintf(stderr, "parse_conllu: %s: %s\n", argv[1], err.msg);
    } else {
        nlp_model *m = nlp_open(&pk, NULL, argc > 2 && strcmp(argv[2], "best") != 0 ? argv[2] : NULL, &err);
        if (m == NULL)
            fprintf(stderr, "parse_conllu: %s: %s (byte %zu)\n", argv[1], err.msg, err.pos);
        else
            rc = run(m, text, n_text, argc > 3 ? atoi(argv[3]) : 0);
        nlp_close(m);
    }
    free(text);
    free(data);
    return rc;
}
