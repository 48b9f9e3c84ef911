/*
 * lookups.c - how fast names are looked up in the lexicon: words of a text a second, the longest phrase at every word, as mention.c does it.
 *
 * Usage: lookups en.casus <text. Out: words, phrases found, million words a second of processor time (best of the passes) from folded words to
 * all matches, and from words as they are written.
 */
#include "event/lexicon.h"
#include "text/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define WORDS_MAX 1000000u
#define PHRASE_WORDS 9u
#define PASSES 7

static char *read_all(FILE *f, size_t *n)
{
    size_t cap = 1u << 20;
    char *p = NULL, *q;
    *n = 0;
    while ((q = aligned_alloc(64, cap)) != NULL) {
        if (p)
            memcpy(q, p, *n);
        free(p);
        p = q;
        size_t got = fread(p + *n, 1, cap - *n, f);
        *n += got;
        if (*n < cap)
            break;
        cap *= 2;
    }
    return p;
}

static void fold_all(const str *form, size_t n, char *out, str *word)
{
    for (size_t i = 0; i < n; i++) {
        size_t k = text_fold(form[i].p, form[i].n, out, 2 * form[i].n + 4);
        word[i] = str_of(out, k == SIZE_MAX ? 0 : k);
        out += word[i].n;
    }
}

/* All that a text costs whose words are folded: each word is hashed once, then looked up from every word on. */
static size_t pass(const lexicon *lex, const str *word, size_t n, hash_part *hash)
{
    size_t found = 0;
    for (size_t i = 0; i < n; i++)
        hash[i] = text_name_hash(word[i]);
    for (size_t i = 0; i < n; i++) {
        size_t left = n - i;
        phrase_walk walk = phrases_from(lex, hash + i, left < PHRASE_WORDS ? (uint32_t)left : PHRASE_WORDS);
        bool any = false;
        for (lex_hit hit; phrase_next(&walk, &hit);)
            any = true;
        found += any;
    }
    return found;
}

int main(int argc, char **argv)
{
    size_t n_pack = 0, n_text, n = 0, found = 0;
    FILE *f = argc == 2 ? fopen(argv[1], "rb") : NULL;
    char *bytes = f ? read_all(f, &n_pack) : NULL, *text = read_all(stdin, &n_text);
    str *form = calloc(WORDS_MAX, sizeof *form), *word = calloc(WORDS_MAX, sizeof *word);
    hash_part *hash = calloc(WORDS_MAX, sizeof *hash);
    char *fold = malloc(6 * n_text + 64);
    pack pk;
    lexicon *lex = bytes && pack_open(&pk, bytes, n_pack, NULL) ? lex_open(&pk, &alloc_libc, NULL) : NULL;
    if (!lex || !form || !word || !hash || !fold) {
        fprintf(stderr, "usage: lookups en.casus <text\n");
        free(form);
        free(word);
        free(hash);
        free(fold);
        return 2;
    }
    for (size_t i = 0; i < n_text && n < WORDS_MAX;) {
        size_t k = strcspn(text + i, " \n\t");
        if (i + k > n_text)
            k = n_text - i;
        if (k)
            form[n++] = str_of(text + i, k);
        i += k + 1;
    }
    double best[2] = {1e9, 1e9};
    for (int i = 0; i < 2 * PASSES; i++) {
        clock_t begin = clock();
        if (i % 2 == 0)
            fold_all(form, n, fold, word);
        found = pass(lex, word, n, hash);
        double s = (double)(clock() - begin) / CLOCKS_PER_SEC;
        best[i % 2] = s < best[i % 2] ? s : best[i % 2];
    }
    printf("words                   %10zu\nphrases found           %10zu\nmillion words/s/core    %10.1f\n", n, found,
           best[1] > 0 ? (double)n / best[1] / 1e6 : 0);
    printf("folding them as well    %10.1f\n", best[0] > 0 ? (double)n / best[0] / 1e6 : 0);
    lex_close(lex);
    free(bytes);
    free(text);
    free(form);
    free(word);
    free(hash);
    free(fold);
    return 0;
}
