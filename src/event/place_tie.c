/*
 * place_tie.c - does what a verb tells take place at this place? A log-linear model in whole numbers that looks twice.
 *
 * In: the tree, a verb, the places and sites of its sentence. Out: the logarithm of the odds that a place is where it happens. The first look takes each place for
 * itself, the second beside the others and what the first said of them (place_tie_features.c). Weights: place_tie_table.c, made by train/places.py of
 * the sentences of Halterman, "Linking Events and Locations in Political Text" (2019).
 */
#include "event/place_tie.h"

uint32_t place_tie_spots(const event_doc *ed, uint32_t verb, tie_spot *spot)
{
    const text_sentence *s = &ed->nlp->sent[ed->nlp->sent_of[verb]];
    uint32_t n = 0;
    for (uint32_t t = s->first; t < s->first + s->count && n < TIE_SPOTS_MAX; t++)
        if (ed->site[t] != NO_TOKEN && ed->place.at[ed->site[t]].first == t)
            spot[n++] = (tie_spot){ed->site[t], 0};
    return n;
}

static const tie_weight *weight_of(uint32_t key)
{
    static const tie_weight none;
    uint32_t lo = 0, hi = place_tie_n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (place_tie_table[mid].key < key)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < place_tie_n && place_tie_table[lo].key == key ? &place_tie_table[lo] : &none;
}

/* Both looks at all places of the verb's sentence */
static uint32_t weigh(const event_doc *ed, uint32_t verb, tie_spot *spot)
{
    uint32_t n = place_tie_spots(ed, verb, spot), key[TIE_FEATURES_MAX];
    int32_t again[TIE_SPOTS_MAX];
    for (uint32_t i = 0; i < n; i++) {
        uint32_t n_key = place_tie_features(ed, verb, spot[i].place, key);
        spot[i].odds = place_tie_bias[0];
        again[i] = place_tie_bias[1];
        for (uint32_t k = 0; k < n_key; k++) {
            const tie_weight *w = weight_of(key[k]);
            spot[i].odds += w->first;
            again[i] += w->second;
        }
    }
    for (uint32_t i = 0; i < n; i++) {
        uint32_t n_key = place_tie_second(ed, spot, n, i, key);
        again[i] += spot[i].odds * place_tie_keep / 256;
        for (uint32_t k = 0; k < n_key; k++)
            again[i] += weight_of(key[k])->second;
    }
    for (uint32_t i = 0; i < n; i++)
        spot[i].odds = again[i];
    return n;
}

bool place_tie_begin(event_doc *ed)
{
    ed->tie = arena_get(ed->mem, sizeof *ed->tie);
    if (ed->tie == NULL)
        return false;
    ed->tie->verb = NO_TOKEN;
    return true;
}

int32_t place_tie_odds(const event_doc *ed, uint32_t verb, uint32_t place)
{
    tie_sentence *s = ed->tie;
    if (s->verb != verb)
        s->n = weigh(ed, verb, s->spot), s->verb = verb;
    for (uint32_t i = 0; i < s->n; i++)
        if (s->spot[i].place == place)
            return s->spot[i].odds;
    return TIE_NEVER;
}
