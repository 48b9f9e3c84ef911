/*
 * name_features.c - what names are decided by: name_features DATA <tokens. train/names.py learns from what it prints.
 *
 * In: a word a line, an empty line between sentences, a line with a form feed between documents. Out: for each token the network's scores of its tags, then
 * the facts of the first round (names_know.h); with weights in the data file also "|" and those of the second round, by the votes of the first. --count: how many facts there are.
 */
#include "event/event.h"
#include "nlp/names_know.h"

#include <stdio.h>
#include <stdlib.h>

#define LINE_BYTES 4096
#define MOST (1u << 20)

static void print_facts(const names_facts *f)
{
    for (uint32_t i = 0; i < f->n; i++)
        printf(" %u", f->at[i]);
}

static bool print_doc(const nlp_model *m, const lexicon *lex, nlp_doc *d, arena *mem)
{
    if (d->tok.n == 0)
        return true;
    d->know = (nlp_knowledge){hint_find, lex};
    names_know k;
    uint8_t *tag = arena_array(mem, d->tok.n, 1);
    if (tag == NULL || !nlp_annotate(m, d, NULL) || !names_know_start(&k, m, d))
        return false;
    bool votes = m->name_weight != NULL;
    if (votes) {
        names_know_first(&k, tag);
        names_know_votes(&k, tag);
    }
    for (uint32_t s = 0; s < d->n_sent; s++) {
        for (uint32_t t = d->sent[s].first; t < d->sent[s].first + d->sent[s].count; t++) {
            names_facts f;
            for (uint32_t x = 0; x < m->nn.n_ner; x++)
                printf("%d ", d->name_score[t * m->nn.n_ner + x]);
            names_know_facts(&k, t, NULL, &f);
            print_facts(&f);
            printf(" |");
            if (votes) {
                names_know_facts(&k, t, tag, &f);
                print_facts(&f);
            }
            puts("");
        }
        puts("");
    }
    return true;
}

/* One document from standard input; false: there are no more */
static bool read_doc(nlp_doc *d, arena *mem)
{
    char line[LINE_BYTES];
    VEC(str) forms = {0};
    VEC(text_sentence) sents = {0};
    bool open = false, any = false;
    while (fgets(line, sizeof line, stdin) != NULL) {
        size_t n = strcspn(line, "\r\n");
        any = true;
        if (line[0] == '\f')
            break;
        if (n == 0) {
            open = false;
            continue;
        }
        str *f = vec_push(mem, &forms, MOST);
        text_sentence *s = open ? &sents.at[sents.n - 1] : vec_push(mem, &sents, MOST);
        if (f == NULL || s == NULL)
            return false;
        *f = str_of(arena_copy(mem, line, n), n);
        if (!open)
            *s = (text_sentence){.first = forms.n - 1};
        s->count++;
        open = true;
    }
    *d = (nlp_doc){.mem = mem, .form = forms.at, .sent = sents.at, .n_sent = sents.n};
    d->tok.n = forms.n;
    return any && !mem->failed;
}

int main(int argc, char **argv)
{
    casus_err err = {0};
    FILE *f = argc == 2 ? fopen(argv[1], "rb") : NULL;
    char *data = f != NULL ? malloc((size_t)1 << 27) : NULL;
    size_t n = data != NULL ? fread(data, 1, (size_t)1 << 27, f) : 0;
    pack pk;
    int status = 2;
    arena mem;
    nlp_doc d;
    if (f != NULL)
        fclose(f);
    if (argc == 2 && strcmp(argv[1], "--groups") == 0)
        return printf("ALWAYS %d HINT %d SHAPE %d RUN_FIRST %d AT_FIRST %d VOTE %d COUNT %d\n", NF_ALWAYS, NF_HINT, NF_SHAPE, NF_RUN_FIRST, NF_AT_FIRST,
                      NF_VOTE, NF_COUNT) < 0;
    arena_init(&mem, NULL, false);
    if (n > 0 && pack_open(&pk, data, n, &err)) {
        nlp_model *m = nlp_open(&pk, NULL, NULL, &err);
        lexicon *lex = lex_open(&pk, &alloc_libc, &err);
        status = m != NULL && lex != NULL ? 0 : 2;
        while (status == 0 && read_doc(&d, &mem)) {
            status = print_doc(m, lex, &d, &mem) ? 0 : 2;
            puts("\f");
            arena_clear(&mem);
        }
        if (lex != NULL)
            lex_close(lex);
        if (m != NULL)
            nlp_close(m);
    }
    if (status != 0)
        fprintf(stderr, "name_features: %s\n", err.msg != NULL ? err.msg : "usage: name_features DATA <tokens");
    arena_release(&mem);
    free(data);
    return status;
}
