/*
 * event_places.c - which places belong to a verb, for bench/accuracy/event_location.py and train/places.py.
 *
 * Usage: event_places en.casus [--features | --second]. In, on stdin, a line each: first byte of the verb, TAB, the text. Out, a line each: the places that
 * belong to it, as "start-end" in bytes, separated by spaces; with --features every place, as "start-end:key,key,...". With --second the odds
 * of these places by the first look stand before the text ("12,-300", TAB), and the keys are those of the second.
 */
#include "event/place.h"
#include "event/place_tie.h"

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
    if (p != NULL && fread(p, 1, *n, f) != *n) {
        free(p);
        p = NULL;
    }
    (void)fclose(f);
    return p;
}

/* Is it a word of a name: not the "city" of "Goma city", but the "al" of "Deir al-Zor"? */
static bool of_name(const nlp_doc *d, uint32_t t)
{
    return place_capital(d->form[t]) || place_article(d, t, d->n - t) || d->upos[t] == U_NUM || (uint8_t)d->form[t].p[0] >= 0x80 || d->form[t].p[0] == '\'';
}

/* The whole of the name as the tagger has it: "Deir al-Zor Governorate", of which the gazetteer knows the first part */
static void put(const event_doc *ed, uint32_t at)
{
    const place_mention *p = &ed->place.at[at];
    const nlp_doc *d = ed->nlp;
    uint32_t first = p->first, end = p->first + p->count, k = d->name_of[first];
    if (k != NO_TOKEN && d->name[k].type == NE_LOC && d->name[k].first <= first && d->name[k].first + d->name[k].count >= end)
        first = d->name[k].first, end = first + d->name[k].count;
    while (first < p->first + p->count - 1 && !of_name(d, first))
        first++;
    while (end > first + 1 && !of_name(d, end - 1))
        end--;
    printf(" %u-%u", d->body.src[d->tok.start[first]], d->body.src[d->tok.end[end - 1] - 1] + 1);
}

/* Every place with its keys: of the first look, or, with the odds of that given, of the second */
static void put_features(const event_doc *ed, uint32_t verb, const char *odds)
{
    uint32_t key[TIE_FEATURES_MAX];
    tie_spot spot[TIE_SPOTS_MAX];
    uint32_t n_spot = place_tie_spots(ed, verb, spot);
    for (uint32_t i = 0; odds != NULL && i < n_spot; i++) {
        char *end;
        spot[i].odds = (int32_t)strtol(odds, &end, 10);
        odds = *end == ',' ? end + 1 : end;
    }
    for (uint32_t i = 0; i < n_spot; i++) {
        uint32_t n = odds == NULL ? place_tie_features(ed, verb, spot[i].place, key) : place_tie_second(ed, spot, n_spot, i, key);
        put(ed, spot[i].place);
        for (uint32_t k = 0; k < n; k++)
            printf("%c%08x", k == 0 ? ':' : ',', key[k]);
    }
}

static bool answer(const nlp_model *model, const lexicon *lex, arena *mem, uint32_t verb, bool only_features, const char *odds, const char *text, size_t n)
{
    casus_options opt = {.date = {2015, 1, 1}, .format = CASUS_TEXT, .any_language = true};
    casus_err err;
    nlp_doc d = {.mem = mem, .opt = &opt, .know = {hint_find, lex}};
    if (!body_read(&d.body, mem, text, n, &opt, &err) || !text_tokenize(&d.tok, &d.sent, &d.n_sent, mem, &d.body, &err) || d.tok.n == 0 ||
        !nlp_annotate(model, &d, &err) || !nlp_coref(model, &d))
        return false;
    event_doc ed = {.nlp = &d, .lex = lex, .model = model, .mem = mem, .pub = opt.date};
    if (!word_keys(&ed) || !mention_find(&ed) || !timex_find(&ed) || !place_find(&ed) || !quote_find(&ed) || !entity_resolve(&ed) || !quote_resolve(&ed) ||
        !frame_find(&ed))
        return false;
    uint32_t v = 0;
    while (v + 1 < d.n && d.body.src[d.tok.start[v + 1]] <= verb)
        v++;
    if (only_features) {
        put_features(&ed, v, odds);
        return true;
    }
    tie_spot spot[TIE_SPOTS_MAX];
    uint32_t n_spot = place_tie_spots(&ed, v, spot);
    for (uint32_t i = 0; i < n_spot; i++)
        if (place_tie_odds(&ed, v, spot[i].place) >= TIE_FAIR)
            put(&ed, spot[i].place);
    return true;
}

int main(int argc, char **argv)
{
    size_t n;
    casus_err err;
    pack pk;
    char *data = argc >= 2 ? whole_file(argv[1], &n) : NULL, *line = malloc(LINE_MAX_BYTES);
    nlp_model *model = data != NULL && line != NULL && pack_open(&pk, data, n, &err) ? nlp_open(&pk, &alloc_libc, NULL, &err) : NULL;
    lexicon *lex = model != NULL ? lex_open(&pk, &alloc_libc, &err) : NULL;
    if (lex == NULL) {
        free(line);
        return 2;
    }
    arena mem;
    arena_init(&mem, &alloc_libc, false);
    while (fgets(line, LINE_MAX_BYTES, stdin) != NULL) {
        char *text;
        const char *odds = NULL, *flag = argc > 2 ? argv[2] : "";
        uint32_t verb = (uint32_t)strtoul(line, &text, 10);
        if (*text == '\t')
            text++;
        if (strcmp(flag, "--second") == 0) {
            odds = text;
            text += strcspn(text, "\t\n");
            text += *text == '\t';
        }
        (void)answer(model, lex, &mem, verb, flag[0] != 0, odds, text, strcspn(text, "\n")); /* a text without words has no places */
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
