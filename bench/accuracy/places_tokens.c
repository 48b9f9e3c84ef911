/*
 * places_tokens.c - runs the place finder over given tokens, for bench/accuracy/places.py.
 *
 * Usage: places_tokens en.casus. In, on stdin: one token a line, form, TAB, "L" inside the name of a location, "B" at its begin, else "-"; an
 * empty line after each sentence, "#END" after each document. Out, a line each: document, first token, tokens, name, country code, class or
 * "country", latitude, longitude, GeoNames id.
 */
#include "event/event.h"

#include <stdio.h>
#include <stdlib.h>

#define TOKENS_MAX 60000u

typedef struct {
    nlp_doc d;
    doc_name *name;
    text_sentence *sent;
    uint8_t *flags;
} reader;

static bool reader_init(reader *r, arena *mem)
{
    memset(r, 0, sizeof *r);
    nlp_doc *d = &r->d;
    d->form = arena_array(mem, TOKENS_MAX, sizeof *d->form);
    d->fold = arena_array(mem, TOKENS_MAX, sizeof *d->fold);
    d->lemma = d->fold;
    d->upos = arena_array(mem, TOKENS_MAX, 1);
    d->rel = arena_array(mem, TOKENS_MAX, 1);
    d->sub = arena_array(mem, TOKENS_MAX, 1);
    d->penn = arena_array(mem, TOKENS_MAX, 1);
    d->head = arena_array(mem, TOKENS_MAX, 4);
    d->child = arena_array(mem, TOKENS_MAX, 4);
    d->sibling = arena_array(mem, TOKENS_MAX, 4);
    d->sent_of = arena_array(mem, TOKENS_MAX, 4);
    d->name_of = arena_array(mem, TOKENS_MAX, 4);
    d->name = r->name = arena_array(mem, TOKENS_MAX, sizeof *r->name);
    d->sent = r->sent = arena_array(mem, TOKENS_MAX, sizeof *r->sent);
    d->tok.flags = r->flags = arena_array(mem, TOKENS_MAX, 1);
    return !mem->failed;
}

static void add_token(reader *r, arena *mem, const char *line, size_t n, char tag)
{
    nlp_doc *d = &r->d;
    char folded[4096];
    if (d->n >= TOKENS_MAX)
        return;
    size_t k = text_fold(line, n, folded, sizeof folded);
    if (k == SIZE_MAX)
        k = 0;
    uint32_t t = d->n++;
    d->form[t] = str_of(arena_copy(mem, line, n), n);
    d->fold[t] = str_of(arena_copy(mem, folded, k), k);
    bool upper = line[0] >= 'A' && line[0] <= 'Z';
    d->upos[t] = (uint8_t)(upper ? U_PROPN : (uint8_t)line[0] < '0' ? U_PUNCT : U_NOUN);
    d->head[t] = d->child[t] = d->sibling[t] = d->name_of[t] = NO_TOKEN;
    d->sent_of[t] = d->n_sent - 1;
    r->flags[t] = TOK_SPACE_AFTER;
    r->sent[d->n_sent - 1].count++;
    if (tag == 'B')
        r->name[d->n_name++] = (doc_name){t, 0, NE_LOC};
    if (tag == 'B' || (tag == 'L' && d->n_name > 0)) {
        d->name_of[t] = d->n_name - 1;
        r->name[d->n_name - 1].count++;
    }
}

static bool run(reader *r, arena *mem, const lexicon *lex, unsigned doc)
{
    static const char *const classes[] = {"city", "capital", "admin1", "admin2", "region", "water", "mountain", "island", "site"};
    event_doc ed = {0};
    ed.nlp = &r->d;
    ed.mem = mem;
    ed.lex = lex;
    if (!mention_find(&ed) || !timex_find(&ed) || !place_find(&ed))
        return false;
    for (uint32_t i = 0; i < ed.place.n; i++) {
        const place_mention *p = &ed.place.at[i];
        const kb_place *k = p->place;
        printf("%u\t%u\t%u\t%.*s\t%s\t%s\t%.4f\t%.4f\t%u\n", doc, p->first, p->count, (int)p->name.n, p->name.p, p->code,
               k ? classes[(k->klass & 0x7F) % 9] : "country", k ? k->lat / 1e4 : 0, k ? k->lon / 1e4 : 0, k ? k->id : 0);
    }
    return true;
}

/* *bytes: of the file, the caller frees them after the lexicon */
static lexicon *open_lexicon(const char *path, char **bytes)
{
    FILE *f = fopen(path, "rb");
    if (!f)
        return NULL;
    long size = fseek(f, 0, SEEK_END) == 0 ? ftell(f) : -1;
    char *p = size > 0 && fseek(f, 0, SEEK_SET) == 0 ? aligned_alloc(64, ((size_t)size + 63) / 64 * 64) : NULL;
    lexicon *lex = NULL;
    *bytes = p;
    pack pk;
    if (p && fread(p, 1, (size_t)size, f) == (size_t)size && pack_open(&pk, p, (size_t)size, NULL))
        lex = lex_open(&pk, &alloc_libc, NULL);
    (void)fclose(f);
    return lex;
}

int main(int argc, char **argv)
{
    char line[4096];
    unsigned doc = 0;
    arena mem;
    arena_init(&mem, &alloc_libc, false);
    char *bytes = NULL;
    lexicon *lex = argc == 2 ? open_lexicon(argv[1], &bytes) : NULL;
    reader r;
    if (!lex || !reader_init(&r, &mem)) {
        fprintf(stderr, "usage: places_tokens en.casus <tokens\n");
        return 2;
    }
    bool open = false;
    while (fgets(line, sizeof line, stdin)) {
        size_t n = strcspn(line, "\t\n");
        if (strncmp(line, "#END", 4) == 0) {
            if (!run(&r, &mem, lex, doc++))
                return 2;
            arena_clear(&mem);
            if (!reader_init(&r, &mem))
                return 2;
            open = false;
        } else if (n == 0) {
            open = false;
        } else {
            if (!open && r.d.n_sent < TOKENS_MAX)
                r.sent[r.d.n_sent++].first = r.d.n;
            open = true;
            add_token(&r, &mem, line, n, line[n] == '\t' ? line[n + 1] : '-');
        }
    }
    arena_release(&mem);
    lex_close(lex);
    free(bytes);
    return 0;
}
