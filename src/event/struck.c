/*
 * struck.c - what stands before the noun of an attack: who did it, whom it struck, or where it was.
 *
 * "Israeli strikes", "the rebel attack" name the doer; "the mosque shooting", "the children's abduction", "the hostage crisis" those whom
 * it struck, and "the Beslan massacre", "the Gaza offensive" a place. The frames ask for the first; what is one of the others is taken out
 * of the actors here. Called by sides_of_frame() for nouns of ASSAULT; linear in the few sides.
 */
#include "event/event.h"

/* modes that a country before the noun does not do but suffers: "the Kenya hostage crisis", "the Russia mine blast" */
static bool befalls(const event_doc *ed, const raw_event *e)
{
    static const char *const modes[] = {"explosives", "suicide-attack", "abduct", "firearms", "sexual"};
    for (size_t i = 0; i < LEN(modes); i++)
        if (event_mode_is(ed, e, modes[i]))
            return true;
    return false;
}

static bool is_house(str word)
{
    static const char *const houses[] = {"embassy", "consulate", "hotel", "market", "station", "airport", "mall",   "nightclub", "restaurant", "theatre",
                                         "convoy",  "bus",       "train", "ferry",  "village", "town",    "church", "mosque",    "school",     "checkpoint"};
    return str_in(word, houses, LEN(houses));
}

/* a town, a province; a country itself where such things befall it, but for "the US raid" */
static bool is_where(const event_doc *ed, const raw_event *e, uint32_t t, uint32_t deed)
{
    uint32_t p = ed->place_of != NULL ? ed->place_of[t] : NO_TOKEN;
    if (p == NO_TOKEN || rel_is(ed->nlp, t, R_AMOD))
        return false;
    for (uint32_t k = t + 1; k < deed; k++)
        if (is_house(ed->nlp->word[k]))
            return true; /* "the Kenya bus attack" */
    return ed->place.at[p].place != NULL || (befalls(ed, e) && !str_capitals(ed->nlp->form[t]));
}

/* people and houses that do not attack; "settler violence", "a mob lynching" are by them */
static bool is_struck(const event_doc *ed, const entity *who, uint32_t t)
{
    static const char *const harmless[] = {"CVL", "EDU", "REL", "HLH", "JRN", "REF", "LAB", "AGR"};
    static const char *const doers[] = {"settler", "mob", "crowd", "protester", "demonstrator", "rioter", "gang", "student", "youth", "teenager"};
    if (str_in(ed->nlp->word[t], doers, LEN(doers)))
        return false;
    if (is_house(ed->nlp->word[t]))
        return true;
    return str_in(str_z(who->sector), harmless, LEN(harmless));
}

/* Does the side stand before the trigger, as its owner or modifier? */
static bool stands_before(const event_doc *ed, const side *s, uint32_t t)
{
    uint32_t last = s->end - 1;
    return s->end <= t && (s->first >= np_left(ed, t) || (ed->nlp->head[last] == t && rel_is(ed->nlp, last, R_NMOD)));
}

/* of the sides before the noun `deed` */
static void before_deed(const event_doc *ed, uint32_t deed, raw_event *e)
{
    side whole = {0}; /* of the struck: "French" of "the French hostage crisis" is theirs */
    bool named = !e->noun && e->recipient.n > 0;
    for (uint32_t i = 0; i < e->actor.n; i++) {
        side s = e->actor.at[i];
        if (!stands_before(ed, &s, deed) || !is_struck(ed, &ed->entity.at[s.entity], s.end - 1))
            continue;
        whole = s;
        if (!named)
            sides_add(&e->recipient, s.entity, s.first, s.end);
    }
    for (uint32_t i = e->actor.n; i-- > 0;) {
        side s = e->actor.at[i];
        if (stands_before(ed, &s, deed) && (is_where(ed, e, s.end - 1, deed) || (s.first >= whole.first && s.end <= whole.end)))
            sides_remove(&e->actor, i);
    }
}

/* "the Serbia sanctions" are on Serbia; "Serbian sanctions" and "US sanctions" are by them */
static void sanctioned(const event_doc *ed, uint32_t trigger, raw_event *e)
{
    for (uint32_t i = e->actor.n; i-- > 0 && !e->recipient.n;) {
        side s = e->actor.at[i];
        uint32_t m = ed->mention_of[s.end - 1];
        bool country = m != NO_TOKEN && ed->mention.at[m].kind == M_COUNTRY && rel_is(ed->nlp, s.end - 1, R_COMPOUND) && s.end <= trigger;
        if (!country || str_capitals(ed->nlp->form[s.end - 1]))
            continue;
        sides_add(&e->recipient, s.entity, s.first, s.end);
        sides_remove(&e->actor, i);
    }
}

void struck_sides(const event_doc *ed, uint32_t trigger, raw_event *e)
{
    fillers f = {0};
    if (e->noun && e->category == (uint8_t)lex_category_index(ed->lex, "SANCTION") && doc_lemma_is(ed->nlp, trigger, "sanction"))
        sanctioned(ed, trigger, e);
    if (e->category != (uint8_t)lex_category_index(ed->lex, "ASSAULT"))
        return;
    if (!e->noun && !verb_passive(ed->nlp, trigger)) /* "the mosque shooting left 50 dead" */
        slot_fill(ed, trigger, S_SUBJ, &f);
    if (e->noun && (!e->recipient.n || sides_has(&e->actor, e->recipient.at[0].entity))) /* the owner may have been read as both */
        before_deed(ed, trigger, e);
    for (uint32_t i = 0; i < f.n; i++)
        if (ed->mention_of[f.at[i]] == NO_TOKEN)
            before_deed(ed, f.at[i], e);
}
