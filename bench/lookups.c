/*
 * lookups.c - how fast names are looked up in the lexicon: words of a text a second, the longest phrase at every word, as mention.c does it.
 *
 * Usage: lookups en.casus <text. Out: words, phrases found, million words a second of processor time (best of five passes).
 */
#include "event/lexicon.h"
#include "text/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define WORDS_MAX 1000000u
#define PHRASE_WORDS 9u

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

static size_t pass(const lexicon *lex, const str *word, size_t n)
{
    size_t found = 0;
    for (size_t i = 0; i < n; i++) {
        phrase_key key;
        lex_hit hit;
        bool any = false;
        phrase_begin(&key);
        for (size_t k = i; k < n && k < i + PHRASE_WORDS; k++) {
            phrase_add(&key, word[k]);
            any = phrase_find(lex, &key, &hit) || any;
            if (!phrase_may_grow(lex, &key))
                break;
        }
        found += any;
    }
    return found;
}

int main(int argc, char **argv)
{
    size_t n_pack = 0, n_text, n = 0, found = 0;
    FILE *f = argc == 2 ? fopen(argv[1], "rb") : NULL;
    char *bytes = f ? read_all(f, &n_pack) : NULL, *text = read_all(stdin, &n_text);
    str *word = calloc(WORDS_MAX, sizeof *word);
    char *fold = malloc(2 * n_text + 64);
    pack pk;
    lexicon *lex = bytes && pack_open(&pk, bytes, n_pack, NULL) ? lex_open(&pk, &alloc_libc, NULL) : NULL;
    if (!lex || !word || !fold) {
        fprintf(stderr, "usage: lookups en.casus <text\n");
        free(word);
        free(fold);
        return 2;
    }
    char *out = fold;
    for (size_t i = 0; i < n_text && n < WORDS_MAX;) {
        size_t k = strcspn(text + i, " \n\t");
        if (i + k > n_text)
            k = n_text - i;
        size_t m = k ? text_fold(text + i, k, out, (size_t)(fold + 2 * n_text + 64 - out)) : SIZE_MAX;
        if (m != SIZE_MAX && m > 0) {
            word[n++] = str_of(out, m);
            out += m;
        }
        i += k + 1;
    }
    double best = 1e9;
    for (int i = 0; i < 5; i++) {
        clock_t begin = clock();
        found = pass(lex, word, n);
        double s = (double)(clock() - begin) / CLOCKS_PER_SEC;
        best = s < best ? s : best;
    }
    printf("words                   %10zu\nphrases found           %10zu\nmillion words/s/core    %10.1f\n", n, found, best > 0 ? (double)n / best / 1e6 : 0);
    lex_close(lex);
    free(bytes);
    free(text);
    free(word);
    free(fold);
    return 0;
}
