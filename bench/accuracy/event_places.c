/*
 * event_places.c - which places belong to a verb, for bench/accuracy/event_location.py.
 *
 * Usage: event_places en.casus. In, on stdin, a line each: first byte of the verb, TAB, the text. Out, a line each: the places that the tree ties
 * to it, as "start-end" in bytes, separated by spaces.
 */
#include "event/event.h"

#include <stdio.h>
#include <stdlib.h>

#define LINE_MAX_BYTES (1u << 20)

static char *whole_file(const char *path, size_t *n)
{
    FILE *f = fopen(path, "rb");
    if (f == NULL || fseek(f, 0, SEEK_END) != 0)
        return NULL;
    *n = (size_t)ftell(f);
    rewind(f);
    char *p = malloc(*n + 1);
    if (p != NULL && fread(p, 1, *n, f) != *n)
        p = NULL;
    (void)fclose(f);
    return p;
}

static void put(const event_doc *ed, uint32_t at)
{
    const place_mention *p = &ed->place.at[at];
    const nlp_doc *d = ed->nlp;
    printf(" %u-%u", d->body.src[d->tok.start[p->first]], d->body.src[d->tok.end[p->first + p->count - 1] - 1] + 1);
}

/* "in Homs and Hama": is b joined to a by a coordination? */
static bool joined(const event_doc *ed, uint32_t a, uint32_t b)
{
    const nlp_doc *d = ed->nlp;
    const place_mention *x = &ed->place.at[a], *y = &ed->place.at[b];
    for (uint32_t t = y->first; t < y->first + y->count; t++)
        if (rel_is(d, t, R_CONJ) && d->head[t] >= x->first && d->head[t] < x->first + x->count)
            return true;
    return false;
}

static bool answer(const nlp_model *model, const lexicon *lex, arena *mem, uint32_t verb, const char *text, size_t n)
{
    casus_options opt = {.date = {2015, 1, 1}, .format = CASUS_TEXT, .any_language = true};
    casus_err err;
    nlp_doc d = {.mem = mem, .opt = &opt};
    if (!body_read(&d.body, mem, text, n, &opt, &err) || !text_tokenize(&d.tok, &d.sent, &d.n_sent, mem, &d.body, &err) || d.tok.n == 0 ||
        !nlp_annotate(model, &d, &err))
        return false;
    event_doc ed = {.nlp = &d, .lex = lex, .mem = mem, .pub = opt.date};
    if (!mention_find(&ed) || !timex_find(&ed) || !place_find(&ed) || !quote_find(&ed) || !entity_resolve(&ed) || !quote_resolve(&ed) || !frame_find(&ed))
        return false;
    uint32_t v = 0;
    while (v + 1 < d.n && d.body.src[d.tok.start[v + 1]] <= verb)
        v++;
    raw_event fake = {.trigger = v, .place = NO_TOKEN, .category = (uint8_t)lex_category_index(lex, "ASSAULT")};
    uint32_t at = ed.event_of[v], best = place_of_event(&ed, at != NO_TOKEN ? &ed.event.at[at] : &fake);
    if (best == NO_TOKEN)
        return true;
    put(&ed, best);
    for (uint32_t i = 0; i < ed.place.n; i++) /* "in Homs and Hama" */
        if (i != best && joined(&ed, best, i))
            put(&ed, i);
    return true;
}

int main(int argc, char **argv)
{
    size_t n;
    casus_err err;
    pack pk;
    char *data = argc == 2 ? whole_file(argv[1], &n) : NULL, *line = malloc(LINE_MAX_BYTES);
    nlp_model *model = data != NULL && line != NULL && pack_open(&pk, data, n, &err) ? nlp_open(&pk, &alloc_libc, NULL, &err) : NULL;
    lexicon *lex = model != NULL ? lex_open(&pk, &alloc_libc, &err) : NULL;
    if (lex == NULL)
        return 2;
    arena mem;
    arena_init(&mem, &alloc_libc, false);
    while (fgets(line, LINE_MAX_BYTES, stdin) != NULL) {
        char *text;
        uint32_t verb = (uint32_t)strtoul(line, &text, 10);
        if (*text == '\t')
            text++;
        (void)answer(model, lex, &mem, verb, text, strcspn(text, "\n")); /* a text without words has no places */
        putchar('\n');
        arena_clear(&mem);
    }
    arena_release(&mem);
    lex_close(lex);
    nlp_close(model);
    free(data);
    free(line);
    return 0;
}
