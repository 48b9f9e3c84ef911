/*
 * coref_pairs.c - what the trainer of coreference reads: the mentions of given documents and the features of every pair that the ranker would see.
 *
 *     coref_pairs DATA OUT < FILE.conllu
 *
 * FILE may hold many documents ("# newdoc id = NAME"); of each token the form is read. Writes, little endian:
 *   OUT.doc    a line a document: name, tokens, mentions
 *   OUT.ment   i32[5] a mention: first token and end (of its document), head, is it "he" or "she", predicate
 *   OUT.mfeat  u16[3][WIDTH] a mention: its features as anaphor, antecedent, new; COREF_ROWS fills up
 *   OUT.pair   i32[2] a pair: mention and candidate, by their numbers in the document's order, counted through all documents
 *   OUT.pfeat  u16[WIDTH] a pair
 */
#include "event/record.h"
#include "nlp/coref.h"

#include <stdio.h>
#include <stdlib.h>

enum { WIDTH = 48, TOKENS_MAX = 1 << 20, LINE_MAX_BYTES = 1 << 16 };

typedef struct {
    FILE *doc, *ment, *mfeat, *pair, *pfeat;
    nlp_model *model;
    uint32_t mentions; /* of the documents before */
} writer;

static void put_features(FILE *f, const coref_features *x)
{
    uint16_t row[WIDTH];
    for (uint32_t i = 0; i < WIDTH; i++)
        row[i] = (uint16_t)(i < x->n ? x->at[i] : COREF_ROWS);
    fwrite(row, sizeof row, 1, f);
}

static void put_mention(writer *w, const coref_doc *c, uint32_t i)
{
    const doc_mention *p = &c->doc->np.at[i];
    int32_t record[5] = {(int32_t)p->first, (int32_t)p->end, (int32_t)p->head, c->m[i].pronoun == PN_HE || c->m[i].pronoun == PN_SHE, c->m[i].predicate};
    uint32_t candidate[COREF_WINDOW + COREF_FAR], n = coref_candidates(c, i, candidate);
    coref_between between = {0};
    coref_features f;
    fwrite(record, sizeof record, 1, w->ment);
    coref_values v;
    coref_mention_values(c, i, &v);
    for (int role = 0; role < 3; role++) {
        coref_mention_features(&c->model->coref, &v, (coref_role)role, &f);
        put_features(w->mfeat, &f);
    }
    for (uint32_t k = 0; k < n; k++) {
        int32_t pair[2] = {(int32_t)(w->mentions + i), (int32_t)(w->mentions + candidate[k])};
        fwrite(pair, sizeof pair, 1, w->pair);
        coref_pair_features(c, i, candidate[k], between, &f);
        put_features(w->pfeat, &f);
        coref_pass(c, i, candidate[k], &between);
    }
}

static bool document(writer *w, const char *name, char **form, size_t n, const uint32_t *length, size_t n_sent)
{
    arena mem;
    casus_err err = {0};
    arena_init(&mem, &alloc_libc, false);
    nlp_doc d = {.mem = &mem};
    bool ok = given_tokens(&d, (const char *const *)form, n, length, n_sent, &err) && nlp_annotate(w->model, &d, &err) && nlp_coref(w->model, &d);
    coref_doc c = {.model = w->model, .doc = &d, .every = true};
    ok = ok && coref_mentions(&c);
    for (uint32_t i = 0; ok && i < d.np.n; i++)
        put_mention(w, &c, i);
    if (ok) {
        fprintf(w->doc, "%s %zu %u\n", name, n, d.np.n);
        w->mentions += d.np.n;
    } else
        fprintf(stderr, "coref_pairs: %s: %s\n", name, err.msg ? err.msg : "out of memory");
    arena_release(&mem);
    return ok;
}

static bool read_documents(writer *w)
{
    static char line[LINE_MAX_BYTES], name[256];
    char **form = calloc(TOKENS_MAX, sizeof *form);
    uint32_t *length = calloc(TOKENS_MAX, sizeof *length);
    size_t n = 0, n_sent = 0;
    bool ok = form && length, more = true;
    while (ok && more) {
        more = fgets(line, sizeof line, stdin) != NULL;
        bool begins = more && strncmp(line, "# newdoc", 8) == 0;
        if ((begins || !more) && n > 0) {
            n_sent += length[n_sent] != 0;
            ok = document(w, name, form, n, length, n_sent);
            for (size_t i = 0; i < n; i++)
                free(form[i]);
            memset(length, 0, (n_sent + 1) * sizeof *length);
            n = n_sent = 0;
        }
        if (begins)
            sscanf(line, "# newdoc id = %255s", name);
        size_t digits = strspn(line, "0123456789");
        char *tab = more && digits > 0 && line[digits] == '\t' ? line + digits + 1 : NULL;
        if (tab && n < TOKENS_MAX) {
            tab[strcspn(tab, "\t\n")] = 0;
            form[n] = malloc(strlen(tab) + 1);
            if (form[n])
                strcpy(form[n], tab);
            ok = form[n++] != NULL;
            length[n_sent]++;
            if (length[n_sent] == SENTENCE_MAX)
                n_sent++;
        } else if (more && line[0] == '\n')
            n_sent += length[n_sent] != 0;
    }
    free(form);
    free(length);
    return ok;
}

static void *read_file(const char *path, size_t *n)
{
    FILE *f = fopen(path, "rb");
    void *p = NULL;
    if (f && fseek(f, 0, SEEK_END) == 0) {
        *n = (size_t)ftell(f);
        rewind(f);
        p = aligned_alloc(64, (*n + 63) / 64 * 64);
        if (p && fread(p, 1, *n, f) != *n)
            p = NULL;
    }
    if (f)
        fclose(f);
    return p;
}

static FILE *create(const char *out, const char *ending)
{
    char path[4096];
    snprintf(path, sizeof path, "%s.%s", out, ending);
    return fopen(path, "wb");
}

int main(int argc, char **argv)
{
    pack pk;
    size_t n = 0;
    casus_err err = {0};
    void *data = argc == 3 ? read_file(argv[1], &n) : NULL;
    if (!data || !pack_open(&pk, data, n, &err)) {
        fprintf(stderr, "coref_pairs DATA OUT < FILE.conllu: %s\n", err.msg ? err.msg : "no such data file");
        return 2;
    }
    writer w = {create(argv[2], "doc"), create(argv[2], "ment"), create(argv[2], "mfeat"), create(argv[2], "pair"), create(argv[2], "pfeat"), NULL, 0};
    w.model = nlp_open(&pk, NULL, NULL, &err);
    bool ok = w.doc && w.ment && w.mfeat && w.pair && w.pfeat && w.model && read_documents(&w);
    FILE *files[] = {w.doc, w.ment, w.mfeat, w.pair, w.pfeat};
    for (size_t i = 0; i < LEN(files); i++)
        ok = files[i] && fclose(files[i]) == 0 && ok;
    nlp_close(w.model);
    free(data);
    return ok ? 0 : 2;
}
