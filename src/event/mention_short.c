/*
 * mention_short.c - names that the article itself explains: "(LF)" behind the Lakes Front, "the North" once both Koreas were named, "Zarbad" after
 * "the Iranian airline Zarbad Air".
 *
 * In: the mentions so far. Out: a mention of the short form that has the sides of the long one (`same_as`).
 */
#include "event/mention.h"

#define ACRONYM_BYTES_MIN 2u
#define ACRONYM_BYTES_MAX 8u

static bool acronym_form(const nlp_doc *d, uint32_t t)
{
    return d->form[t].n >= ACRONYM_BYTES_MIN && d->form[t].n <= ACRONYM_BYTES_MAX && mention_all_upper(d->form[t]);
}

/* Where the words before `end` begin whose initials are these letters: "Front for the Freedom of Azara" and FFA. NO_TOKEN: nowhere */
static uint32_t spelled_from(const nlp_doc *d, uint32_t begin, uint32_t end, str letters)
{
    size_t left = letters.n;
    for (uint32_t t = end; t-- > begin && end - t < 4 * ACRONYM_BYTES_MAX;) {
        if (!mention_initial_upper(d->form[t]) && d->upos[t] != U_ADP && d->upos[t] != U_DET && d->upos[t] != U_CCONJ && !str_is(d->form[t], "-"))
            return NO_TOKEN;
        if (mention_initial_upper(d->form[t]) && d->form[t].p[0] != letters.p[left - 1])
            return NO_TOKEN;
        left -= mention_initial_upper(d->form[t]);
        if (left == 0)
            return t;
    }
    return NO_TOKEN;
}

/* The group or organisation within a long name: "the *Front* for the Freedom of Azara"; NO_TOKEN: none */
static uint32_t named_group(const event_doc *ed, uint32_t first, uint32_t end)
{
    for (uint32_t t = first; t < end; t++) {
        uint32_t m = ed->mention_of[t];
        if (m != NO_TOKEN && (ed->mention.at[m].kind == M_ACTOR || ed->mention.at[m].kind == M_AGENT))
            return m;
    }
    return NO_TOKEN;
}

/* Remembers "(AA)" behind the group or organisation that ends at token `end`, if its words begin with the first of the letters. */
void short_learn_acronym(const event_doc *ed, short_names *known, uint32_t end)
{
    const nlp_doc *d = ed->nlp;
    if (known->n == ACRONYMS_MAX || end + 2 >= d->n || !str_is(d->form[end], "(") || !acronym_form(d, end + 1) || !str_is(d->form[end + 2], ")"))
        return;
    str letters = d->form[end + 1];
    uint32_t m = end > 0 ? ed->mention_of[end - 1] : NO_TOKEN, begin = d->sent[d->sent_of[end]].first, from = spelled_from(d, begin, end, letters);
    bool fits = from != NO_TOKEN;
    if (fits)
        m = named_group(ed, from, end);
    if (m == NO_TOKEN || (ed->mention.at[m].kind != M_ACTOR && ed->mention.at[m].kind != M_AGENT))
        return;
    for (uint32_t t = end;
         t > begin && end - t < ACRONYM_BYTES_MAX &&
         (d->upos[t - 1] == U_PROPN || d->upos[t - 1] == U_ADJ || d->upos[t - 1] == U_NOUN || d->upos[t - 1] == U_ADP || d->upos[t - 1] == U_DET);
         t--)
        fits = fits || d->form[t - 1].p[0] == letters.p[0];
    if (fits) {
        known->acronym[known->n].letters = letters;
        known->acronym[known->n++].mention = m;
    }
}

/* `count` tokens from t stand for what the mention of that index names; returns their number, 0: no memory */
static uint32_t shortened(event_doc *ed, uint32_t t, uint32_t count, uint32_t index)
{
    mention of = ed->mention.at[index]; /* a copy: the list may grow */
    mention *m = mention_push(ed, t, count, of.kind, t + count - 1);
    if (!m)
        return 0;
    m->value = of.value;
    m->values = of.values;
    m->n_value = of.n_value;
    m->same_as = index;
    return count;
}

static uint32_t acronym_match(event_doc *ed, const short_names *known, uint32_t t)
{
    const nlp_doc *d = ed->nlp;
    for (uint32_t k = known->n && acronym_form(d, t) ? known->n : 0; k-- > 0;)
        if (str_eq(known->acronym[k].letters, d->form[t]))
            return shortened(ed, t, 1, known->acronym[k].mention);
    return 0;
}

static uint32_t half_of(str w) { return str_is(w, "north") ? HALF_NORTH : str_is(w, "south") ? HALF_SOUTH : HALVES; }

/* Remembers "South Korea" where the mention pushed last is that */
void short_learn_half(const event_doc *ed, short_names *known)
{
    const mention *m = &ed->mention.at[ed->mention.n - 1];
    uint32_t h = m->kind == M_COUNTRY && m->count == 2 ? half_of(ed->nlp->fold[m->first]) : HALVES;
    if (h != HALVES)
        known->half[h] = ed->mention.n - 1;
}

/* "The North warned the South", once both halves of a land have been named */
static uint32_t half_match(event_doc *ed, const uint32_t half[HALVES], uint32_t t, uint32_t end)
{
    const nlp_doc *d = ed->nlp;
    uint32_t h = half_of(d->fold[t]), north = half[HALF_NORTH], south = half[HALF_SOUTH];
    if (h == HALVES || north == NO_TOKEN || south == NO_TOKEN || !mention_initial_upper(d->form[t]) || t == 0 || !str_is(d->fold[t - 1], "the") ||
        !str_eq(d->fold[ed->mention.at[north].first + 1], d->fold[ed->mention.at[south].first + 1]))
        return 0;
    if (t + 1 < end && (mention_initial_upper(d->form[t + 1]) || str_is(d->fold[t + 1], "of") || str_is(d->form[t + 1], "-")))
        return 0;
    return shortened(ed, t, 1, half[h]);
}

void short_init(short_names *known) { *known = (short_names){.half = {NO_TOKEN, NO_TOKEN}}; }

void short_learn_body(const event_doc *ed, short_names *known)
{
    if (known->n_body < BODIES_MAX)
        known->body[known->n_body++] = ed->mention.n - 1;
}

void short_learn_company(const event_doc *ed, short_names *known)
{
    static const char *const tails[] = {"air",  "airlines", "airways", "group", "corporation", "corp",  "inc",   "ltd",
                                        "bank", "holdings", "motors",  "oil",   "energy",      "media", "steel", "petroleum"};
    const mention *m = &ed->mention.at[ed->mention.n - 1];
    if (m->kind != M_ACTOR || m->count < 2 || !str_in(ed->nlp->fold[m->first + m->count - 1], tails, LEN(tails)))
        return;
    lex_hit hit;
    phrase_walk first = phrases_from(ed->lex, ed->nlp->name_hash + m->first, 1);
    if (!phrase_next(&first, &hit)) /* "Kenya" of Kenya Airways is more than its short name */
        short_learn_body(ed, known);
}

/* a word that begins many names, and so is short for none */
static bool common_word(str w)
{
    static const char *const words[] = {"national",   "new",    "first",   "united",   "free",     "international", "general",    "central",
                                        "democratic", "social", "islamic", "popular",  "young",    "workers",       "liberation", "union",
                                        "front",      "party",  "green",   "liberal",  "people",   "saint",         "royal",      "federal",
                                        "radio",      "bank",   "daily",   "american", "movement", "human"};
    return str_in(w, words, LEN(words));
}

static uint32_t body_match(event_doc *ed, const short_names *known, uint32_t t, uint32_t end)
{
    const nlp_doc *d = ed->nlp;
    for (uint32_t k = known->n_body; k-- > 0;) {
        const mention *m = &ed->mention.at[known->body[k]];
        uint32_t n = 0;
        while (n < m->count && t + n < end && str_eq(d->form[m->first + n], d->form[t + n]))
            n++;
        bool capital = t + n < end && d->upos[t + n] == U_PROPN && mention_initial_upper(d->form[t + n]);
        if (n == m->count && !(n == 1 && capital))
            return shortened(ed, t, n, known->body[k]);
        bool alone = (t == 0 || d->upos[t - 1] != U_PROPN) && !capital && d->upos[t] == U_PROPN; /* no part of another name */
        if (n == 1 && alone && d->form[t].n > 3 && !common_word(d->fold[t]))
            return shortened(ed, t, 1, known->body[k]);
    }
    return 0;
}

uint32_t short_match(event_doc *ed, const short_names *known, uint32_t i, uint32_t end)
{
    uint32_t n = acronym_match(ed, known, i);
    if (!n)
        n = half_match(ed, known->half, i, end);
    return n ? n : body_match(ed, known, i, end);
}
