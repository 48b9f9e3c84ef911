/*
 * place_capital.c - places that the text does not name: "the capital", "the Malian capital".
 *
 * In: the candidates of place.c, ranked. Out: more of them, for the city that is meant: the capital of the country before it, of that of its sentence,
 * of that which the article is about, else of that of the place before.
 */
#include "event/place.h"

#define CAPITALS_MAX 32u /* countries whose capital one article means without its name */

/* Those that the article has asked for: a look-up reads all places */
typedef struct {
    char code[CAPITALS_MAX][4];
    const kb_place *place[CAPITALS_MAX];
    uint32_t n;
} capital_list;

static const kb_place *capital_of(const lexicon *lex, capital_list *known, const char *code)
{
    for (uint32_t i = 0; i < known->n; i++)
        if (memcmp(known->code[i], code, 3) == 0)
            return known->place[i];
    if (code[0] == 0 || known->n == CAPITALS_MAX)
        return NULL;
    memcpy(known->code[known->n], code, 3);
    for (uint32_t i = 0; i < lex_n_place(lex) && known->place[known->n] == NULL; i++) {
        const kb_place *p = lex_place(lex, i);
        if (place_class(p) == P_CAPITAL && memcmp(p->country, code, 3) == 0)
            known->place[known->n] = p;
    }
    return known->place[known->n++];
}

/* "the capital", "the Malian capital", "Mali's capital", but not "the state capital", "the capital of Mali", "the capital, Bamako" */
static bool says_capital(const event_doc *ed, uint32_t t, candidate *c)
{
    const nlp_doc *d = ed->nlp;
    const text_sentence *s = &d->sent[d->sent_of[t]];
    uint32_t next = t + 1, end = s->first + s->count;
    if (!str_is(d->fold[t], "capital") || d->upos[t] != U_NOUN || t == s->first || rel_is(d, t, R_COMPOUND))
        return false;
    if (next < end &&
        (d->upos[next] == U_PROPN || str_is(d->fold[next], "of") || (str_is(d->fold[next], ",") && next + 1 < end && d->upos[next + 1] == U_PROPN)))
        return false;
    *c = (candidate){.first = t, .count = 1, .within = NO_TOKEN};
    str before = d->fold[t - 1];
    if (str_is(before, "the") || str_is(before, "its") || str_is(before, "their"))
        return true;
    place_country_before(ed, c, s->first);
    return c->near[0] != 0 && (str_starts(before, "'") || ed->mention_of[t - 1] != NO_TOKEN);
}

/* The one country that the sentence has named by then, "" for none or several: "the Malian army took the capital" */
static const char *country_so_far(const event_doc *ed, uint32_t t)
{
    const char *code = "";
    for (uint32_t k = ed->nlp->sent[ed->nlp->sent_of[t]].first; k < t; k++) {
        uint32_t m = ed->mention_of[k];
        if (m == NO_TOKEN || ed->mention.at[m].value == NULL || (ed->mention.at[m].kind != M_ADJ && ed->mention.at[m].kind != M_COUNTRY))
            continue;
        const char *own = lex_entity(ed->lex, ed->mention.at[m].value->ref)->code;
        if (code[0] != 0 && memcmp(own, code, 3) != 0)
            return "";
        code = own;
    }
    return code;
}

bool place_capitals(event_doc *ed, const char *country, const candidates *cs, candidates *out)
{
    const nlp_doc *d = ed->nlp;
    capital_list known = {0};
    const char *last = "";
    for (uint32_t t = 0, i = 0; t < d->n; t++) {
        candidate c;
        for (; i < cs->n && cs->at[i].first < t; i++)
            last = cs->at[i].dropped || cs->at[i].code[0] == 0 ? last : cs->at[i].code;
        if (!says_capital(ed, t, &c))
            continue;
        const char *near = c.near[0] != 0 ? c.near : country_so_far(ed, t);
        near = near[0] != 0 ? near : country[0] != 0 ? country : last;
        c.place = capital_of(ed->lex, &known, near);
        if (c.place == NULL)
            continue;
        memcpy(c.code, c.place->country, sizeof c.code);
        c.code[3] = 0;
        c.named = true;
        candidate *slot = vec_push(ed->mem, out, PLACES_MAX);
        if (slot == NULL)
            return !ed->mem->failed;
        *slot = c;
    }
    return true;
}
