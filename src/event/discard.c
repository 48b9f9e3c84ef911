/*
 * discard.c - words of a user that take their sentence, or the whole article, out: "World Cup", "exhibition match".
 *
 * In: tokens, phrases of kind PH_DISCARD. Out: events dropped, with the reason. Costs nothing where no table has such words.
 */
#include "event/event.h"

#define DISCARD_TOKENS_MAX 9u

/* 0: no such words in the sentence, 1: they take it out, 2: they take the article out */
static int found_in(const event_doc *ed, const text_sentence *s, str *words)
{
    const nlp_doc *d = ed->nlp;
    int found = 0;
    for (uint32_t i = s->first; i < s->first + s->count; i++) {
        uint32_t left = s->first + s->count - i;
        phrase_walk walk = phrases_from(ed->lex, d->name_hash + i, left < DISCARD_TOKENS_MAX ? left : DISCARD_TOKENS_MAX);
        for (lex_hit hit; found != 2 && phrase_next(&walk, &hit);)
            for (uint32_t k = 0; k < hit.n; k++)
                if (hit.value[k].kind == PH_DISCARD) {
                    found = hit.value[k].ref ? 2 : found ? found : 1;
                    *words = doc_text(d, i, i + hit.count);
                }
        if (found == 2)
            return 2;
    }
    return found;
}

bool discard_apply(event_doc *ed)
{
    if (!lex_discards(ed->lex))
        return true;
    const nlp_doc *d = ed->nlp;
    bool *out = arena_array(ed->mem, (size_t)d->n_sent + 1, sizeof *out);
    bool all = false;
    str words = {0};
    if (!out)
        return false;
    for (uint32_t s = 0; s < d->n_sent && !all; s++) {
        int found = found_in(ed, &d->sent[s], &words);
        out[s] = found > 0;
        all = found == 2;
    }
    for (uint32_t i = 0; i < ed->event.n; i++)
        if (all || out[d->sent_of[ed->event.at[i].trigger]])
            ed->event.at[i].dropped = true;
    return true;
}
