/*
 * agent_near.c - which country is at hand where a role stands that no word places: the one that acts in its clause, the one where the text is, or the one
 * that the article is about.
 *
 * In: a role and the mentions before it, resolved. Out: an entity of that country. Nobody who is abroad by the word for him, no agency and no guess tells it;
 * "police" and "residents" are rather of the place where the text was last, what is quoted is rather of the country of whoever says it.
 */
#include "event/agent.h"

#define SCENE_BACK 6u     /* sentences */
#define SCENE_TOKENS 400u /* in them at most */
#define SCENE_SURE 60     /* by how much a place in another country than the article's must be before the next of its name, of place_rank.c's scores */
#define ASIDE_STEPS 6u
#define OBSCURE 300000u /* people */

/* an office that its holder has in another country */
bool role_diplomat(const nlp_doc *d, uint32_t t)
{
    static const char *const words[] = {"embassy", "ambassador", "consulate", "consul"};
    return str_in(d->word[t], words, LEN(words));
}

/* Who are in another country than their own: "two Spanish tourists were hurt, police said" */
static bool abroad(const nlp_doc *d, const mention *m)
{
    static const char *const words[] = {"embassy",    "ambassador", "consulate", "consul",    "envoy",       "emissary",     "diplomat",
                                        "mission",    "tourist",    "visitor",   "traveller", "traveler",    "holidaymaker", "national",
                                        "expatriate", "migrant",    "refugee",   "hostage",   "peacekeeper", "pilgrim"};
    uint32_t h = d->head[m->head]; /* the noun that the nationality stands before */
    bool beside = h != NO_TOKEN && ((h > m->head && (rel_is(d, m->head, R_COMPOUND) || rel_is(d, m->head, R_AMOD))) ||
                                    (rel_is(d, m->head, R_NMOD) && str_is(case_of(d, m->head), "to")));
    return str_in(d->word[m->kind == M_AGENT ? m->head : beside ? h : m->head], words, LEN(words)); /* "the ambassador to Oslo", too */
}

static const entity *placed(event_doc *ed, uint32_t i)
{
    const mention *m = &ed->mention.at[i];
    if (!m->who.n || m->kind == M_PRONOUN || abroad(ed->nlp, m))
        return NULL;
    const entity *e = &ed->entity.at[m->who.at[0].entity]; /* a guess is no ground for another, an agency or the Vatican nobody's home */
    bool agency = (m->kind == M_ACTOR || m->kind == M_AGENT) && strcmp(e->sector, "JRN") == 0;
    return e->code[0] && !e->weak && !code_is_body(e->code) && strcmp(e->code, "VAT") != 0 && !agency ? e : NULL;
}

/* the top of the coordinate clause that a word stands in */
static uint32_t clause_top(const nlp_doc *d, uint32_t t)
{
    while (d->head[t] != NO_TOKEN && !(d->upos[t] == U_VERB && doc_dep(d, t, R_NSUBJ) != NO_TOKEN && (rel_is(d, t, R_CONJ) || rel_is(d, t, R_PARATAXIS))))
        t = d->head[t];
    return t;
}

/* "Turkey sent tents, and the agency fed 900 families": those are not of Turkey */
static bool one_clause(const nlp_doc *d, uint32_t a, uint32_t b) { return clause_top(d, a) == clause_top(d, b); }

/* "Canada offered to speak with the government and its rebels" in an article on another country: not Canada's */
static bool stranger(const event_doc *ed, const mention *m, const entity *e, uint32_t head)
{
    const nlp_doc *d = ed->nlp;
    uint32_t det = doc_dep(d, head, R_DET);
    bool the = det != NO_TOKEN && str_is(d->fold[det], "the");
    return ed->dominant && the && m->kind == M_COUNTRY && rel_is(d, m->head, R_NSUBJ) && !rel_is(d, head, R_NSUBJ) && strcmp(e->code, ed->country) != 0;
}

/* "in Oslo", "on an Oslo power station", but not "by Norway" */
static bool stands_in(const event_doc *ed, uint32_t t)
{
    const nlp_doc *d = ed->nlp;
    static const char *const others[] = {"by",      "against", "with", "for",       "like",    "than",  "to", "from",
                                         "towards", "toward",  "into", "including", "between", "among", "as", "about"};
    static const char *const away[] = {"speak", "talk", "arrive", "live", "reside", "address"};
    uint32_t v = d->head[t]; /* "the president, speaking in Oslo": where he is, not whose the others are */
    for (size_t i = 0; v != NO_TOKEN && i < LEN(away); i++)
        if (doc_lemma_is(d, v, away[i]) && (d->penn[v] == X_VBG || rel_is(d, v, R_ACL)))
            return false;
    static const char *const own[] = {"soil", "territory", "water", "airspace", "capital", "city", "town", "village", "state", "province", "coast", "border"};
    uint32_t of = rel_is(d, t, R_COMPOUND) && v != NO_TOKEN ? ed->mention_of[v] : NO_TOKEN, name = ed->mention_of[t];
    if (rel_is(d, t, R_COMPOUND) && name != NO_TOKEN && ed->mention.at[name].kind == M_COUNTRY && ed->mention.at[name].value->kind != PH_CAPITAL &&
        !str_in(d->word[v], own, LEN(own)))
        return false; /* "on US planes", "of the US budget" */
    if (of != NO_TOKEN && ed->mention.at[of].kind == M_AGENT)
        return false; /* "fights of Danish troops with militants": theirs */
    str prep = case_of(d, rel_is(d, t, R_COMPOUND) && d->head[t] != NO_TOKEN ? d->head[t] : t);
    for (size_t i = 0; i < LEN(others); i++)
        if (str_is(prep, others[i]))
            return false;
    return prep.n > 0;
}

/* A small place in a country of which the article says nothing: rather a village at home that the gazetteer lacks */
bool place_obscure(const event_doc *ed, const place_mention *p)
{
    if (!p->place || p->place->pop >= OBSCURE || !ed->n_named)
        return false;
    for (uint32_t i = 0; i < ed->n_named; i++)
        if (strcmp(ed->named[i], p->code) == 0)
            return false;
    return true;
}

/* Was the last place that the text was at one of the country that it is about? Then a foreigner who spoke since has not taken us elsewhere. */
static bool at_home(const event_doc *ed, uint32_t head)
{
    const nlp_doc *d = ed->nlp;
    for (uint32_t t = head; ed->place_of && t-- > 0 && t + SCENE_TOKENS > head && d->sent_of[t] + SCENE_BACK >= d->sent_of[head];) {
        uint32_t p = ed->place_of[t], m = ed->mention_of[t];
        if (p == NO_TOKEN || !ed->place.at[p].code[0] || ed->place.at[p].loose || (m != NO_TOKEN && ed->mention.at[m].kind == M_COUNTRY) || !case_of(d, t).n)
            continue;
        return strcmp(ed->place.at[p].code, ed->country) == 0;
    }
    return false;
}

/* "critics of the Iraq war slammed the prime minister": what they speak of, not whose they are */
static bool topic(const nlp_doc *d, const mention *m)
{
    static const char *const words[] = {"war", "conflict", "crisis", "invasion", "policy", "debate", "issue", "question", "dossier", "mission", "deployment"};
    uint32_t h = d->head[m->head];
    return h != NO_TOKEN && h > m->head && (rel_is(d, m->head, R_COMPOUND) || rel_is(d, m->head, R_AMOD)) && str_in(d->word[h], words, LEN(words));
}

/* The country of whoever is quoted at a word, "" where nobody is or nothing is known of him */
const char *role_speaker(const event_doc *ed, uint32_t t)
{
    uint32_t s = ed->stmt_of ? ed->stmt_of[t] : NO_TOKEN, by = s == NO_TOKEN ? NO_TOKEN : ed->stmt.at[s].speaker;
    uint32_t i = by == NO_TOKEN || ed->stmt.at[s].kind != CASUS_DIRECT ? NO_TOKEN : ed->mention_of[by];
    if (i == NO_TOKEN)
        return "";
    const mention *m = &ed->mention.at[i];
    const entity *e = m->who.n ? &ed->entity.at[m->who.at[0].entity] : NULL;
    const mention *next =
        m->kind == M_AGENT && i + 1 < ed->mention.n && m[1].first == m->first + m->count ? m + 1 : m; /* "President Anna Lind", not resolved yet */
    const char *code = e ? (e->weak ? "" : e->code) : next->kind == M_PERSON && next->value ? lex_spell(ed, next)->code : "";
    for (uint32_t k = i, left = np_left(ed, m->first); !e && !code[0] && k-- > 0 && ed->mention.at[k].first >= left;) /* "Danish President Anna Lind" */
        if (ed->mention.at[k].who.n && ed->mention.at[k].kind != M_PRONOUN)
            code = ed->entity.at[ed->mention.at[k].who.at[0].entity].code;
    return code_is_body(code) ? "" : code;
}

/* an entity of the country as such */
static const entity *country_of(event_doc *ed, const char *from, uint32_t head)
{
    char code[4] = {0};
    memcpy(code, from, 3);
    uint32_t id = entity_get(ed, code, "", STR(""), head);
    return id == NO_ENTITY ? NULL : &ed->entity.at[id];
}

/* "an activist based in Oslo said that residents ...": what only tells something of somebody else */
static bool aside(const nlp_doc *d, uint32_t t, uint32_t head)
{
    for (uint32_t h = t, steps = 0; h != NO_TOKEN && steps < ASIDE_STEPS; h = d->head[h], steps++)
        if (rel_is(d, h, R_ACL) && (str_is(d->word[h], "base") || str_is(d->fold[h], "based") || str_is(d->fold[h], "born") || str_is(d->word[h], "live")))
            return !doc_under(d, head, h);
    return false;
}

/* Rebels and opponents are those of the country at war, whoever else is named beside them */
static bool inner_foe(const char *sector) { return strcmp(sector, "REB") == 0 || strcmp(sector, "PRM") == 0 || strcmp(sector, "OPP") == 0; }

/* "Denmark backs rebel groups", "brokered by Denmark as the rebels withdrew" */
static bool acts(const nlp_doc *d, const mention *m)
{
    return (m->kind == M_COUNTRY || m->kind == M_ACTOR) && (rel_is(d, m->head, R_NSUBJ) || rel_is(d, m->head, R_CONJ) || str_is(case_of(d, m->head), "by"));
}

/* Those who belong to a place rather than to a state: "police", "residents", "the hospital", "local officials" */
static bool local_role(const role *r)
{
    static const char *const kin[] = {"family", "brother", "sister", "mother", "father", "parent", "wife", "husband", "son", "daughter", "friend", "people"};
    if (str_in(r->ed->nlp->word[r->m->head], kin, LEN(kin)))
        return false;
    static const char *const sectors[] = {"COP", "CVL", "MED", "LAB", "EDU", "REL", "BUS", "AGR"};
    static const char *const words[] = {"authority", "rescuer", "prosecutor"};
    return str_in(str_z(r->sector), sectors, LEN(sectors)) || str_in(r->ed->nlp->word[r->m->head], words, LEN(words));
}

/* "on an Oslo street", "shot dead in Oslo", but neither "talks in Oslo" nor "an activist based in Oslo": the text is there now */
static bool sets_scene(const event_doc *ed, uint32_t t)
{
    static const char *const venues[] = {"talk",      "meeting", "meet",   "summit", "conference", "negotiation", "visit", "embassy",
                                         "interview", "arrive",  "travel", "fly",    "live",       "study",       "work",  "die",
                                         "speak",     "tell",    "say",    "return", "office",     "base",        "court", "broker",
                                         "hold",      "host",    "be",     "exile",  "asylum",     "raise",       "bear"};
    const nlp_doc *d = ed->nlp;
    uint32_t v = d->head[t];
    static const char *const recalled[] = {"after", "before", "since", "following", "like", "unlike", "than", "about", "over"};
    if (!stands_in(ed, t) || v == NO_TOKEN || rel_is(d, v, R_ACL))
        return false;
    if (d->upos[v] != U_VERB && str_in(case_of(d, v), recalled, LEN(recalled)))
        return false; /* "recalled after a fire in Oslo": one that is only called to mind */
    return !str_in(d->word[v], venues, LEN(venues)) && !str_in(d->lemma[v], venues, LEN(venues));
}

/* The country of the place where the text was last, in the sentence or those just before; "": nowhere */
static const char *scene(const event_doc *ed, uint32_t head)
{
    const nlp_doc *d = ed->nlp;
    const uint32_t back = ed->homely ? 1 : 2, own = d->sent_of[head];
    for (uint32_t t = head; ed->place_of && t-- > 0 && t + SCENE_TOKENS > head;) {
        const uint32_t s = d->sent_of[t];
        if (s + (d->sent[s].block == d->sent[own].block ? SCENE_BACK : back) < own)
            break;
        const place_mention *p = ed->place_of[t] == NO_TOKEN ? NULL : &ed->place.at[ed->place_of[t]];
        if (p && p->code[0] && !p->loose && !p->guessed && doc_in_quote(d, t) == doc_in_quote(d, head) && sets_scene(ed, t) && !place_obscure(ed, p) &&
            (p->margin >= SCENE_SURE || strcmp(p->code, ed->home) == 0))
            return p->code;
    }
    return "";
}

/* a country named behind the role in its sentence; NULL: none */
static const entity *named_behind_it(event_doc *ed, uint32_t at)
{
    const nlp_doc *d = ed->nlp;
    const uint32_t sentence = d->sent_of[ed->mention.at[at].head];
    for (uint32_t i = at + 1; i < ed->mention.n && d->sent_of[ed->mention.at[i].head] == sentence; i++) {
        const mention *m = &ed->mention.at[i];
        if ((m->kind != M_COUNTRY && m->kind != M_ADJ && m->kind != M_ACTOR) || abroad(d, m))
            continue;
        const kb_entity *k = lex_spell(ed, m);
        if (!k->code[0] || code_is_body(k->code) || (m->kind == M_ACTOR && strncmp(lex_sector(ed->lex, k), "JRN", 3) == 0))
            continue;
        char code[4] = {0};
        memcpy(code, k->code, 3);
        uint32_t id = entity_get(ed, code, "", str_z(lex_string(ed->lex, k->name)), m->head);
        if (id != NO_ENTITY)
            return &ed->entity.at[id];
    }
    return NULL;
}

/* The country that an unplaced role most likely belongs to: the one named before it in the sentence, the one where the text is, the one that most of the
 * article is about, that of whoever speaks, of the subject of the sentences before, one named later in the sentence. What is quoted counts only for roles
 * in the quotation. */
const entity *role_nearest(const role *r, uint32_t at)
{
    event_doc *ed = r->ed;
    const nlp_doc *d = ed->nlp;
    uint32_t head = r->m->head, sentence = d->sent_of[head];
    const char *home = ed->leading ? ed->country : ed->home;
    const bool foe = (ed->leading || ed->home_leads) && inner_foe(r->sector);
    const entity *subject = NULL, *any = NULL;
    bool near = false;   /* the subject is of the same paragraph */
    bool speaks = false; /* the subject is a state or one of its officials, who may speak from afar */
    for (uint32_t i = at, steps = 0; i-- > 0 && steps < 60; steps++) {
        const mention *m = &ed->mention.at[i];
        if (d->sent_of[m->head] + 2 < sentence)
            break;
        const entity *e = placed(ed, i);
        if (!e || doc_in_quote(d, m->head) != doc_in_quote(d, head) || aside(d, m->head, head))
            continue;
        if ((d->sent_of[m->head] == sentence && (stranger(ed, m, e, head) || (foe && acts(d, m) && strcmp(e->code, home) != 0))) || topic(d, m))
            continue;
        if (d->sent_of[m->head] == sentence && (one_clause(d, m->head, head) || !ed->dominant))
            return e;
        if (!subject && rel_is(d, m->head, R_NSUBJ)) {
            subject = e;
            near = d->sent[d->sent_of[m->head]].block == d->sent[sentence].block;
            speaks = m->kind != M_AGENT || strcmp(e->sector, "GOV") == 0 || cue_at(ed, d->head[m->head]) != CUE_NONE;
        }
        if (!any)
            any = e;
    }
    if (local_role(r)) {
        const char *here = scene(ed, head);
        if (here[0])
            return country_of(ed, here, head);
    }
    if (ed->dominant || (ed->homely && !near)) /* most of the article is about one country */
        return country_of(ed, ed->home, head);
    if (foe)
        return country_of(ed, home, head);
    bool enemy = strcmp(r->sector, "REB") == 0 || strcmp(r->sector, "CRM") == 0; /* "we will chase the bandits" */
    if (!enemy && role_speaker(ed, head)[0])
        return country_of(ed, role_speaker(ed, head), head);
    if ((!subject || speaks) && (subject || any) && at_home(ed, head))
        return country_of(ed, ed->country, head);
    if (subject || any)
        return subject ? subject : any;
    return named_behind_it(ed, at);
}

/* a place of the same sentence ("In Oslo ... police") */
const entity *role_place(event_doc *ed, uint32_t head)
{
    const nlp_doc *d = ed->nlp;
    if (!ed->place_of)
        return NULL;
    const text_sentence *s = &d->sent[d->sent_of[head]];
    for (uint32_t t = s->first; t < s->first + s->count; t++) {
        uint32_t p = ed->place_of[t];
        if (p == NO_TOKEN || !ed->place.at[p].code[0] || ed->place.at[p].loose || !stands_in(ed, t) || place_obscure(ed, &ed->place.at[p]))
            continue;
        uint32_t id = entity_get(ed, ed->place.at[p].code, "", ed->place.at[p].name, t);
        return id == NO_ENTITY ? NULL : &ed->entity.at[id];
    }
    return NULL;
}
