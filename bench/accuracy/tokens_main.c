/*
 * tokens_main.c - prints the tokens of stdin for tokens.py: one block a line in; a token a line out (start TAB end, in bytes),
 * an empty line behind each sentence. No body extraction: what is measured is the tokenizer alone.
 */
#include "text/text.h"

#include <stdio.h>
#include <stdlib.h>

static char *read_all(size_t *n)
{
    size_t cap = 1 << 16, k;
    char *p = malloc(cap);
    *n = 0;
    while (p != NULL && (k = fread(p + *n, 1, cap - *n, stdin)) > 0) {
        *n += k;
        if (*n == cap)
            p = realloc(p, cap *= 2);
    }
    return p;
}

int main(void)
{
    size_t n;
    char *text = read_all(&n);
    arena a;
    arena_init(&a, NULL, false);
    text_body body = {.text = text, .n = (uint32_t)n};
    uint32_t lines = 0;
    for (size_t i = 0; i < n; i++)
        lines += text[i] == '\n';
    text_block *blocks = arena_array(&a, lines + 1u, sizeof *blocks);
    for (uint32_t i = 0, from = 0; blocks != NULL && i < n; i++)
        if (text[i] == '\n') {
            blocks[body.n_block++] = (text_block){from, i, BLOCK_PARA};
            from = i + 1;
        }
    body.block = blocks;
    text_tokens tok;
    text_sentence *sents;
    uint32_t n_sents;
    casus_err err;
    if (text == NULL || !text_tokenize(&tok, &sents, &n_sents, &a, &body, &err)) {
        fputs("out of memory\n", stderr);
        return 2;
    }
    for (uint32_t s = 0; s < n_sents; s++) {
        for (uint32_t t = 0; t < sents[s].count; t++)
            printf("%u\t%u\n", tok.start[sents[s].first + t], tok.end[sents[s].first + t]);
        putchar('\n');
    }
    arena_release(&a);
    free(text);
    return 0;
}
