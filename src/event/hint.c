/*
 * hint.c - what the knowledge says of the words that may be names, before names are decided: "the United Nations" is an organisation, Goma a city.
 *
 * In: tokens with folded forms. Out: nlp_doc.hint, NAMED_ bits per token (nlp/doc.h), which src/nlp/names_know.c weighs together with the network's
 * scores. Only phrases that begin with a capital count, the longest one at each place; what a phrase means is the union of all its meanings.
 */
#include "event/event.h"

#define NAMED_TOKENS_MAX 9u
#define BIG_CITY 100000u /* inhabitants */

static uint32_t entity_bit(const kb_entity *e)
{
    switch (e->kind) {
    case E_COUNTRY:
        return NAMED_COUNTRY;
    case E_PERSON:
        return NAMED_PERSON;
    case E_PARTY:
        return NAMED_PARTY;
    case E_ARMED:
        return NAMED_ARMED;
    case E_REGION:
        return NAMED_LAND;
    case E_SEAT:
        return NAMED_SEAT;
    default:
        return NAMED_ORG;
    }
}

static uint32_t place_bit(const kb_place *p)
{
    switch (p->klass) {
    case P_CITY:
        return p->pop >= BIG_CITY ? NAMED_CITY : NAMED_TOWN;
    case P_CAPITAL:
        return NAMED_CITY;
    case P_ADMIN1:
    case P_ADMIN2:
        return NAMED_PROVINCE;
    default:
        return NAMED_LAND;
    }
}

static uint32_t value_bit(const lexicon *lex, const phrase_value *v)
{
    switch (v->kind) {
    case PH_COUNTRY:
        return NAMED_COUNTRY;
    case PH_ADJ:
    case PH_DEMONYM:
    case PH_DEMONYMS:
        return NAMED_PEOPLE;
    case PH_CAPITAL:
        return NAMED_CITY;
    case PH_SEAT:
        return NAMED_SEAT;
    case PH_ACTOR:
        return entity_bit(lex_entity(lex, v->ref));
    case PH_PLACE:
        return place_bit(lex_place(lex, v->ref));
    case PH_AGENT:
    case PH_AGENTS:
        return NAMED_ROLE;
    default:
        return 0;
    }
}

static bool has_capital(str s)
{
    uint32_t len;
    return s.n > 0 && (uc_props(utf8_next(s.p, s.n, &len)) & UC_UPPER) != 0;
}

/* Do the words have the capitals that this meaning wants? */
static bool letters_fit(const nlp_doc *d, uint32_t first, uint32_t count, uint8_t letters)
{
    if (letters != CASE_UPPER)
        return true; /* the first one has its capital */
    for (uint32_t t = first; t < first + count; t++)
        for (size_t i = 0; i < d->form[t].n; i++)
            if (d->form[t].p[i] >= 'a' && d->form[t].p[i] <= 'z' && d->form[t].n > 1)
                return false;
    return true;
}

/* The longest phrase at token t; its bits, and its length in *count, 0: none */
static uint32_t phrase_at(const lexicon *lex, const nlp_doc *d, uint32_t t, uint32_t end, uint32_t *count)
{
    phrase_walk walk = phrases_from(lex, d->name_hash + t, end - t < NAMED_TOKENS_MAX ? end - t : NAMED_TOKENS_MAX);
    uint32_t bits = 0;
    *count = 0;
    for (lex_hit hit; phrase_next(&walk, &hit);) {
        uint32_t found = 0;
        for (uint32_t k = 0; k < hit.n; k++)
            if (letters_fit(d, t, hit.count, hit.value[k].letters))
                found |= value_bit(lex, &hit.value[k]);
        if (found != 0) {
            bits = found;
            *count = hit.count;
        }
    }
    return bits;
}

/* The class of a word that tells what a name with it is: "Ministry", "River", "Mr" */
static uint32_t word_bit(const lexicon *lex, const nlp_doc *d, uint32_t t)
{
    uint32_t n;
    const uint32_t *list = lex_words(lex, lex_key('W', 0, d->fold[t]), &n);
    return n > 0 && list[0] < NAMED_WORDS ? (uint32_t)NAMED_WORD_ORG << list[0] : 0;
}

bool hint_find(const void *lex_, nlp_doc *d)
{
    const lexicon *lex = lex_;
    d->hint = arena_array(d->mem, d->n + 1, sizeof *d->hint);
    if (d->hint == NULL)
        return false;
    for (uint32_t s = 0; s < d->n_sent; s++) {
        uint32_t end = d->sent[s].first + d->sent[s].count, covered = 0;
        for (uint32_t t = d->sent[s].first; t < end; t++) {
            if (!has_capital(d->form[t]))
                continue;
            d->hint[t] |= word_bit(lex, d, t);
            if (t < covered)
                continue;
            uint32_t count, bits = phrase_at(lex, d, t, end, &count);
            for (uint32_t i = 0; i < count; i++)
                d->hint[t + i] |= (count > 1 ? bits << NAMED_LONG_SHIFT : bits) | (i > 0 ? NAMED_INSIDE : 0);
            covered = t + count;
        }
    }
    return true;
}
