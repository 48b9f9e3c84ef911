/*
 * entity_named.c - whom a name of the tables stands for: a country, a nationality, a people, an organisation.
 *
 * In: a mention with its meanings, the places that were found. Out: its sides: the spell that holds on the day, the state or its government
 * ("Moscow said", "in Moscow"), the people of one country in another.
 */
#include "event/event.h"

/* "Turkish-backed", "US-led": the country is not the actor's own */
static bool sponsored(const nlp_doc *d, uint32_t after)
{
    static const char *const tails[] = {"backed",   "led",      "born",      "held",      "controlled", "occupied", "allied",  "aligned",
                                        "funded",   "brokered", "sponsored", "supported", "made",       "style",    "based",   "trained",
                                        "mediated", "language", "speaking",  "run",       "member",     "ruled",    "governed"};
    if (after + 2 >= d->n || d->sent_of[after] != d->sent_of[after - 1])
        return false;
    bool part = d->penn[after] == X_VBN || d->penn[after] == X_VBD; /* "Baath ruled Syria has", without its hyphen */
    bool plain = part && d->upos[after + 1] == U_PROPN && (d->upos[after + 2] == U_AUX || d->upos[after + 2] == U_VERB);
    return (plain || str_is(d->fold[after], "-")) && str_in(d->fold[after + !plain], tails, LEN(tails));
}

/* "the US-led war": an act that the country leads is its own, an army that it leads is of several */
static bool leads_act(const event_doc *ed, uint32_t after)
{
    const nlp_doc *d = ed->nlp;
    uint32_t act = after + 2;
    return act < d->n && str_is(d->fold[after + 1], "led") && d->sent_of[act] == d->sent_of[after] && d->upos[act] == U_NOUN && ed->mention_of[act] == NO_TOKEN;
}

/* "(Reuters) -", "AFP -": whose text it is, not who acts */
static bool credit(const nlp_doc *d, const mention *m)
{
    uint32_t next = m->first + m->count;
    bool open = m->first > 0 && str_is(d->form[m->first - 1], "(");
    bool dash = next < d->n && (str_is(d->fold[next], "-") || str_is(d->fold[next], "--") || str_is(d->form[next], ")"));
    return open || (dash && m->first < d->sent[d->sent_of[m->first]].first + 8);
}

/* The place that the finder made of these very words, NULL: none. */
const place_mention *place_at(const event_doc *ed, const mention *m)
{
    uint32_t p = ed->place_of ? ed->place_of[m->first] : NO_TOKEN;
    return p != NO_TOKEN && ed->place.at[p].first == m->first && ed->place.at[p].count == m->count ? &ed->place.at[p] : NULL;
}

/* Is the city meant and not its government? "in Moscow", "the Moscow metro", "shelled Kyiv", "Paris, the capital of France". */
static bool literal(const event_doc *ed, const mention *m)
{
    static const char *const where[] = {"in",     "near",    "at",     "outside", "inside", "across", "throughout", "around", "within", "into", "through",
                                        "toward", "towards", "beyond", "via",     "over",   "above",  "off",        "after",  "to",     "onto", "from"};
    static const char *const part[] = {"suburb", "suburbs", "outskirts",  "city", "streets", "centre", "center",  "south",  "north",     "east",      "west",
                                       "heart",  "edge",    "airport",    "port", "town",    "siege",  "capital", "people", "battle",    "residents", "middle",
                                       "mayor",  "bishop",  "archbishop", "fall", "capture", "roads",  "squares", "parts",  "university"};
    static const char *const reach[] = {"reach",  "enter",  "leave",    "seize",   "capture",  "take",    "retake",   "bomb",     "shell", "hit",
                                        "strike", "storm",  "flee",     "visit",   "besiege",  "shake",   "rock",     "surround", "pound", "approach",
                                        "tour",   "occupy", "liberate", "overrun", "blockade", "bombard", "encircle", "evacuate"};
    static const char *const town[] = {"capital", "city", "town", "port"};
    const nlp_doc *d = ed->nlp;
    uint32_t h = m->head, g = d->head[h], next = m->first + m->count;
    str prep = case_of(d, h);
    if (prep.n) {
        bool arrives = !str_is(prep, "to") && !str_is(prep, "from") && !str_is(prep, "over") && !str_is(prep, "after");
        if (str_in(prep, where, LEN(where)) && arrives)
            return true;
        if (str_is(prep, "out"))
            return true;
        if (str_is(prep, "of"))
            return g != NO_TOKEN && str_in(d->fold[g], part, LEN(part));
        static const char *const go[] = {"advance",   "airlift",   "arrive", "bring", "carry",   "come", "deport", "dispatch", "drive",
                                         "escape",    "evacuate",  "expel",  "flee",  "flight",  "fly",  "go",     "head",     "journey",
                                         "kilometer", "kilometre", "km",     "leave", "march",   "mile", "move",   "oust",     "push",
                                         "relocate",  "return",    "road",   "route", "sail",    "send", "ship",   "take",     "transfer",
                                         "travel",    "trip",      "visit",  "walk",  "withdraw"};
        bool moves = !arrives || str_is(prep, "for") || str_is(prep, "out");
        for (size_t i = 0; g != NO_TOKEN && i < LEN(go) && moves; i++)
            if (doc_lemma_is(d, g, go[i]))
                return true;
        return false;
    }
    if (g != NO_TOKEN && rel_is(d, h, R_OBJ))
        if (str_in(d->word[g], reach, LEN(reach)))
            return true;
    if (g != NO_TOKEN && g + 1 == m->first && rel_is(d, h, R_APPOS) && str_in(d->word[g], town, LEN(town)) && !rel_is(d, g, R_NSUBJ))
        return true; /* "shelled the capital Aden" */
    if (next + 1 < d->n && str_is(d->fold[next], ",") && d->sent_of[next + 1] == d->sent_of[m->first] && ed->place_of && ed->place_of[next + 1] != NO_TOKEN)
        return true;
    /* "the Moscow metro", but "Moscow officials": a role behind it is that government's */
    if (rel_is(d, h, R_COMPOUND) && g != NO_TOKEN && g >= next && ed->mention_of[g] == NO_TOKEN)
        return true;
    if (rel_is(d, h, R_CONJ) && g != NO_TOKEN && g < m->first && ed->mention_of[g] != NO_TOKEN && case_of(d, g).n) /* "in Kabul and Herat" */
        return str_in(case_of(d, g), where, LEN(where)) && !str_is(case_of(d, g), "to") && !str_is(case_of(d, g), "from");
    return false;
}

/* A people without its state: of the country where it lives, which a place of the sentence or the article's country tells. */
static uint32_t ethnic_group(event_doc *ed, const mention *m)
{
    const nlp_doc *d = ed->nlp;
    const text_sentence *s = &d->sent[d->sent_of[m->first]];
    const char *own = lex_entity(ed->lex, m->value->ref)->code, *home = strncmp(ed->country, own, 3) != 0 ? ed->country : ed->second;
    for (uint32_t t = s->first; t < s->first + s->count; t++) {
        uint32_t p = ed->place_of ? ed->place_of[t] : NO_TOKEN;
        if (p != NO_TOKEN && ed->place.at[p].code[0] && strncmp(ed->place.at[p].code, own, 3) != 0)
            home = ed->place.at[p].code;
        if (p != NO_TOKEN && t > m->first)
            break;
    }
    uint32_t id = entity_get(ed, home, "CVL", doc_text(d, m->first - 1, m->first + m->count), m->head);
    if (id != NO_ENTITY)
        ed->entity.at[id].plural = true, ed->entity.at[id].weak = true;
    return id;
}

/* "Serbs", "Serb", but not "Serbian": the same people? */
static bool same_people(const nlp_doc *d, uint32_t a, uint32_t b)
{
    str x = d->fold[a], y = d->fold[b];
    x.n -= str_ends(x, "s") ? 1 : 0;
    y.n -= str_ends(y, "s") ? 1 : 0;
    return str_eq(x, y);
}

/* "in Oslo ... its Danish minority", "the Danish population of Norway": of the country that the sentence says it lives in; NULL: it says none */
static const char *population(const event_doc *ed, const mention *m, const char *own)
{
    static const char *const words[] = {"population", "minority", "community"};
    static const char *const where[] = {"in", "of", "from"};
    const nlp_doc *d = ed->nlp;
    const text_sentence *s = &d->sent[d->sent_of[m->first]];
    uint32_t next = m->first + m->count;
    if (!ed->place_of || next >= s->first + s->count || !str_in(d->word[next], words, LEN(words)))
        return NULL;
    for (uint32_t t = s->first; t < s->first + s->count; t++) {
        const place_mention *p = ed->place_of[t] == NO_TOKEN ? NULL : &ed->place.at[ed->place_of[t]];
        if (p && p->code[0] && !p->loose && strcmp(p->code, own) != 0 && (str_in(case_of(d, t), where, LEN(where)) || d->sub[t] == RS_POSS))
            return p->code;
    }
    return NULL;
}

/* "Kosovo Serbs", and "Serbs" from there on: people of one country in another. Its code, NULL: no such people. */
static const char *minority_home(event_doc *ed, const mention *m, const char *own)
{
    const nlp_doc *d = ed->nlp;
    uint32_t i = m->first > 0 && m->count == 1 ? ed->mention_of[m->first - 1] : NO_TOKEN;
    const mention *home = i == NO_TOKEN || d->sent_of[m->first - 1] != d->sent_of[m->first] ? NULL : &ed->mention.at[i];
    bool people = m->kind == M_COUNTRY && d->penn[m->head] == X_NNPS;
    if (home && home->who.n == 1 && ((home->kind == M_COUNTRY && (people || m->kind == M_ADJ)) || (home->kind == M_ADJ && people))) {
        const char *code = ed->entity.at[home->who.at[0].entity].code;
        if (code[0] && strcmp(code, own) != 0) {
            ed->minority = m->first;
            return code;
        }
    }
    uint32_t next = m->first + m->count;
    for (uint32_t t = next + 1; people && t < next + 4 && t < d->n && str_is(d->fold[next], "of"); t++) { /* "the Albanians of southern Serbia" */
        const mention *of = ed->mention_of[t] == NO_TOKEN ? NULL : &ed->mention.at[ed->mention_of[t]];
        if (of && of->kind == M_COUNTRY && of->value->kind == PH_COUNTRY && d->sent_of[t] == d->sent_of[m->first])
            return strncmp(lex_spell(ed, of)->code, own, 3) != 0 ? lex_spell(ed, of)->code : NULL;
        if (d->upos[t] != U_ADJ && d->upos[t] != U_DET)
            break;
    }
    const char *among = m->kind == M_ADJ ? population(ed, m, own) : NULL;
    if (among)
        return among;
    if (ed->minority == NO_TOKEN || m->count != 1 || (!people && m->kind != M_ADJ) || !same_people(d, ed->minority, m->first))
        return NULL;
    const mention *before = &ed->mention.at[ed->mention_of[ed->minority]];
    return before->who.n ? ed->entity.at[before->who.at[0].entity].code : NULL;
}

bool entity_people(const entity *e) { return e->named && strcmp(e->sector, "CVL") == 0; }

/* "Algerians", "Bosnian Serbs": people and no state; but "the Algerians" may be a side, and so may "talks between Algerians and Moroccans" */
static bool people(const event_doc *ed, const mention *m, const kb_entity *e)
{
    const nlp_doc *d = ed->nlp;
    uint32_t head = m->head, prev = m->first - 1;
    bool noun = d->penn[head] == X_NNS || d->penn[head] == X_NNPS;
    bool named = m->kind == M_COUNTRY ? m->value->kind == PH_DEMONYMS : m->kind == M_ACTOR && e->kind == E_REGION && noun;
    if (named && !lex_sector(ed->lex, e)[0] && doc_dep(d, head, R_NUMMOD) != NO_TOKEN && !str_is(d->fold[head - 1], "the"))
        return true; /* "two Danes and a Swede" */
    if (!named || lex_sector(ed->lex, e)[0] || rel_is(d, head, R_COMPOUND) || rel_is(d, head, R_CONJ) || doc_dep(d, head, R_CONJ) != NO_TOKEN)
        return false;
    return m->first == 0 || !(str_is(d->fold[prev], "the") || str_is(d->fold[prev], "between") || str_is(d->fold[prev], "with"));
}

void country_sides(event_doc *ed, mention *m)
{
    const kb_entity *e = lex_spell(ed, m);
    const place_mention *place = m->kind == M_COUNTRY ? place_at(ed, m) : NULL;
    if (place && place->code[0] && strncmp(place->code, e->code, 3) != 0) { /* "Georgia" in an article on Atlanta, "Paris, Texas" */
        if (!sponsored(ed->nlp, m->first + m->count))
            sides_add(&m->who, entity_get(ed, place->code, "", place->name, m->head), m->first, m->first + m->count);
        return;
    }
    if (m->kind == M_ACTOR && strncmp(lex_sector(ed->lex, e), "JRN", 3) == 0 && credit(ed->nlp, m))
        return;
    const char *sector = lex_sector(ed->lex, e);
    char code[4] = {0};
    memcpy(code, e->code, 3);
    if (m->first > 0 && str_is(ed->nlp->fold[m->first - 1], "ethnic")) { /* "ethnic Albanians in Serbia" are Serbia's */
        if (m->kind == M_COUNTRY)
            sides_add(&m->who, ethnic_group(ed, m), m->first - 1, m->first + m->count);
        return;
    }
    if (ed->indigenous && strcmp(code, "IND") == 0) { /* "Indian leaders blocked a road in Bolivia" */
        memcpy(code, strcmp(ed->country, "IND") == 0 ? ed->home : ed->country, 4);
        sides_add(&m->who, entity_get(ed, code, m->kind == M_ADJ ? "" : "CVL", doc_text(ed->nlp, m->first, m->first + m->count), m->head), m->first,
                  m->first + m->count);
        return;
    }
    const char *lives_in = minority_home(ed, m, code);
    if (lives_in) {
        char other[4] = {0};
        memcpy(other, lives_in, 3);
        sides_add(&m->who, entity_get(ed, other, m->kind == M_ADJ ? "" : "CVL", doc_text(ed->nlp, m->first, m->first + m->count), m->head), m->first,
                  m->first + m->count);
        return;
    }
    bool seat = (m->value->kind == PH_CAPITAL || (m->value->kind == PH_SEAT && place && place->place)) ? !literal(ed, m) : m->value->kind == PH_SEAT;
    str name = str_z(lex_string(ed->lex, e->name));
    for (uint32_t v = 0; seat && v < m->n_value; v++) { /* Brussels acts for the Union, unless the article is about Belgium */
        const kb_entity *body = m->values[v].kind == PH_ACTOR ? lex_entity(ed->lex, m->values[v].ref) : NULL;
        if (body && body->kind == E_IGO && strncmp(ed->country, code, 3) != 0) {
            memcpy(code, body->code, 3);
            sector = lex_sector(ed->lex, body);
            seat = false;
            name = str_z(lex_string(ed->lex, body->name));
        }
    }
    uint32_t id = entity_get(ed, code, seat ? "GOV" : people(ed, m, e) ? "CVL" : sector, name, m->head);
    if (id == NO_ENTITY)
        return;
    ed->entity.at[id].named = true;
    if (m->kind == M_ACTOR && (e->kind == E_PARTY || e->kind == E_ARMED || e->kind == E_ORG))
        ed->entity.at[id].group = true;
    uint32_t last = m->first + m->count - 1;
    if (m->kind == M_ACTOR && e->kind == E_REGION && m->count > 1 && ed->nlp->penn[last] == X_NNPS)
        ed->minority = last; /* the tables know them: "Kosovo Serbs" */
    if (sponsored(ed->nlp, m->first + m->count) && !leads_act(ed, m->first + m->count))
        return;
    sides_add(&m->who, id, m->first, m->first + m->count);
    while (m->kind == M_ACTOR && (e = lex_joint(ed->lex, e)) != NULL) {
        memcpy(code, e->code, 3);
        sides_add(&m->who, entity_get(ed, code, sector, name, m->head), m->first, m->first + m->count);
    }
}
