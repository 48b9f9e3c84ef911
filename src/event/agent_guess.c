/*
 * agent_guess.c - the country of a role that the words around it do not place, and that stands for nobody named before: "police said", "Congress".
 *
 * In: a role. Out: an entity of the role with the country of the man behind the title, of the sentence's place, of the country at hand
 * (agent_near.c) or of the article; `weak`, since it is a guess.
 */
#include "event/agent.h"

#define TITLE_MENTIONS 40u
#define NEAR_MENTIONS 40u
#define UNION_MENTIONS 80u

/* "In neighbouring Ecuador, the army ...": the country that the sentence begins with */
static const entity *country_before(event_doc *ed, uint32_t head)
{
    const nlp_doc *d = ed->nlp;
    uint32_t begin = d->sent[d->sent_of[head]].first;
    if (!str_is(d->fold[begin], "in"))
        return NULL;
    for (uint32_t t = begin + 1; t < head && t <= begin + 3; t++) {
        uint32_t i = ed->mention_of[t];
        if (i == NO_TOKEN || ed->mention.at[i].kind != M_COUNTRY || ed->mention.at[i].value->kind == PH_CAPITAL || !ed->mention.at[i].who.n)
            continue;
        const entity *e = &ed->entity.at[ed->mention.at[i].who.at[0].entity];
        return e->code[0] && !code_is_body(e->code) ? e : NULL;
    }
    return NULL;
}

static bool weapon(const nlp_doc *d, uint32_t t)
{
    static const char *const words[] = {"drone",     "missile", "rocket",   "bomb",     "bomber", "tank",       "jet",     "shell",  "mortar",
                                        "artillery", "gun",     "warplane", "aircraft", "plane",  "helicopter", "torpedo", "grenade"};
    return str_in(d->word[t], words, LEN(words));
}

/* "Congress" without more is the one in Washington, unless the article is about a country that has one and not about the United States */
static bool american_body(const event_doc *ed, uint32_t t)
{
    static const char *const others[] = {"ARG", "BOL", "BRA", "CHL", "COL", "ECU", "ESP", "GTM", "HND", "IND", "MEX", "NPL", "PER", "PHL", "PRY", "VEN"};
    const nlp_doc *d = ed->nlp;
    bool own = false;
    if (!str_is(d->form[t], "Congress") || doc_dep(d, t, R_DET) != NO_TOKEN)
        return false;
    for (size_t i = 0; i < LEN(others); i++)
        own = own || strcmp(ed->country, others[i]) == 0;
    return !own || strcmp(ed->second, "USA") == 0;
}

/* "President Toledo": of the country of the man whom the title stands before, if the tables know him */
static const kb_entity *title_bearer(const event_doc *ed, const mention *title)
{
    const uint32_t next = title->first + title->count;
    const nlp_doc *d = ed->nlp;
    const mention *m = next < d->n && ed->mention_of[next] != NO_TOKEN ? &ed->mention.at[ed->mention_of[next]] : NULL;
    if (!m || m->kind != M_PERSON || m->first != next || m->count < 2 || !m->value || d->sent_of[next] != d->sent_of[next - 1])
        return NULL;
    str called = str_z(lex_string(ed->lex, lex_agent(ed->lex, title->value->ref)->name));
    for (uint32_t i = 0; i < m->n_value; i++) { /* the office that he is called by, whatever he does now */
        const kb_entity *e = m->values[i].kind == m->value->kind ? lex_entity(ed->lex, m->values[i].ref) : NULL;
        const char *office = e ? lex_string(ed->lex, e->office) : "";
        if (office[0] && str_ends(called, office))
            return e;
    }
    return lex_spell(ed, m);
}

/* "Foreign Minister welcomes truce" over "Foreign Minister Anna Lind said": a headline has the title alone; NULL: nobody whom the tables know */
static const kb_entity *titled_below(const event_doc *ed, uint32_t at)
{
    const mention *m = &ed->mention.at[at];
    if (ed->nlp->sent_of[m->head] > 1 || doc_dep(ed->nlp, m->head, R_DET) != NO_TOKEN)
        return NULL;
    for (uint32_t i = at + 1; i < ed->mention.n && i < at + TITLE_MENTIONS; i++) {
        const mention *k = &ed->mention.at[i];
        const kb_entity *bearer = k->kind == M_AGENT && k->value->ref == m->value->ref ? title_bearer(ed, k) : NULL;
        if (bearer)
            return bearer;
    }
    return NULL;
}

/* "the Commission", "the bloc" of an article that has named the Union */
static bool union_body(const event_doc *ed, uint32_t at)
{
    uint32_t head = ed->mention.at[at].head;
    bool bloc = str_is(ed->nlp->fold[head], "bloc") && doc_dep(ed->nlp, head, R_AMOD) == NO_TOKEN;
    if (!bloc && !str_is(ed->nlp->form[head], "Commission"))
        return false;
    for (uint32_t i = at, steps = 0; i-- > 0 && steps < UNION_MENTIONS; steps++) {
        const mention *m = &ed->mention.at[i];
        if (m->kind == M_ACTOR && m->who.n && strcmp(ed->entity.at[m->who.at[0].entity].code, "EUR") == 0)
            return true;
    }
    return false;
}

/* "nobody rules this country," she said, "our soldiers", but not "our allies" */
static bool speakers_own(const role *r, uint32_t left)
{
    static const char *const others[] = {"ally", "partner", "friend", "neighbour", "neighbor", "enemy", "foe", "rival", "counterpart", "opponent"};
    static const char *const land[] = {"country", "nation"};
    const nlp_doc *d = r->ed->nlp;
    const uint32_t head = r->m->head, det = doc_dep(d, head, R_DET);
    for (uint32_t t = left; t < r->m->first && !(d->penn[head] == X_NNS && str_in(d->word[head], land, LEN(land))); t++)
        if (str_is(d->fold[t], "our") || str_is(d->fold[t], "my"))
            return !str_in(d->word[head], others, LEN(others));
    return det != NO_TOKEN && str_is(d->fold[det], "this") && str_in(d->word[head], land, LEN(land));
}

/* The country that the word itself tells: of the man behind the title, of the Union, of Congress, of the beginning of the sentence; NULL: none */
static const char *told_code(const role *r, uint32_t at, uint32_t left)
{
    event_doc *ed = r->ed;
    const mention *m = r->m;
    const kb_entity *bearer = title_bearer(ed, m);
    if (!bearer && lex_agent(ed->lex, m->value->ref)->kind == A_OFFICE)
        bearer = titled_below(ed, at);
    if (bearer)
        return bearer->code;
    if (speakers_own(r, left) && role_speaker(ed, m->head)[0])
        return role_speaker(ed, m->head);
    if (union_body(ed, at))
        return "EUR";
    if (american_body(ed, m->head))
        return "USA";
    const entity *here = lex_agent(ed->lex, m->value->ref)->kind == A_GROUP ? country_before(ed, m->head) : NULL;
    return here ? here->code : NULL;
}

/* somebody named before, or the countries that the sentence is about */
static bool earlier(role *r, uint32_t at, sides *out)
{
    const event_doc *ed = r->ed;
    const mention *m = r->m;
    bool group = lex_agent(ed->lex, m->value->ref)->kind == A_GROUP;
    both_countries(r->ed, m->head, out);
    if (!out->n && strcmp(r->sector, "MIL") == 0 && weapon(ed->nlp, m->head))
        return true; /* nobody's until somebody's */
    if (out->n || role_same_body(r, at, out) || role_same(r, at, false, out) || role_same_fighters(r, at, out))
        return true;
    /* what was guessed of "the junta" once holds for it later */
    return group && (strcmp(r->sector, "GOV") == 0 || strcmp(r->sector, "MIL") == 0) && role_same(r, at, true, out);
}

/* The country that was named or acted last before mention `at` and is not this one; "" none in the sentences just before */
static const char *country_but(const event_doc *ed, uint32_t at, const char * not )
{
    for (uint32_t i = at; i-- > 0 && ed->nlp->sent_of[ed->mention.at[i].head] + 2 >= ed->nlp->sent_of[ed->mention.at[at].head];) {
        const mention *m = &ed->mention.at[i];
        const entity *e = m->who.n ? &ed->entity.at[m->who.at[0].entity] : NULL;
        if (e && !e->weak && e->code[0] && !code_is_body(e->code) && strcmp(e->code, not ) != 0)
            return e->code;
    }
    return "";
}

/* "a Commerce Ministry spokesman", of the United States and China: the United States have departments and secretaries; so he is of the other one */
static void ministerial(const event_doc *ed, uint32_t at, uint32_t left, char code[4])
{
    static const char *const words[] = {"ministry", "ministries", "minister", "ministers", "parliament", "premier"};
    const mention *m = &ed->mention.at[at];
    bool says_so = false;
    for (uint32_t t = left; t < m->first + m->count; t++)
        says_so = says_so || str_in(ed->nlp->fold[t], words, LEN(words));
    if (!says_so || strcmp(code, "USA") != 0)
        return;
    const char *other = country_but(ed, at, "USA");
    if (!other[0])
        other = other_country(ed, "USA");
    if (other[0])
        memcpy(code, other, 4);
}

/* Is `t` the nationality of soldiers behind the word at hand, whom nobody has looked at yet? */
static bool army_to_come(const event_doc *ed, uint32_t t, const char *code)
{
    const uint32_t i = ed->mention_of[t], h = ed->nlp->head[t], k = h == NO_TOKEN ? NO_TOKEN : ed->mention_of[h];
    if (i == NO_TOKEN || k == NO_TOKEN || ed->mention.at[i].kind != M_ADJ || ed->mention.at[k].kind != M_AGENT)
        return false;
    return strcmp(lex_spell(ed, &ed->mention.at[i])->code, code) == 0 && strcmp(lex_agent(ed->lex, ed->mention.at[k].value->ref)->sector, "MIL") == 0;
}

/* "American soldiers clashed with insurgents": those are no Americans. The country of the article that is not that of an army beside them that fights
 * abroad: of another country than the article's, or of one that has no rebels at home. */
static const char *not_the_army(const event_doc *ed, const mention *m, const char *code)
{
    static const char *const peaceful[] = {"USA", "GBR", "FRA", "CAN", "AUS", "DEU", "NLD", "DNK", "NOR", "POL", "ITA", "SWE"};
    static const char *const targets[] = {"convoy", "patrol", "base", "post", "outpost", "position", "vehicle", "tank", "helicopter", "checkpoint"};
    bool abroad = str_in(str_z(code), peaceful, LEN(peaceful));
    const char *other = strcmp(ed->country, code) == 0 ? (abroad ? ed->second : "") : abroad || ed->leading ? ed->country : "";
    if (!other[0] && !abroad)
        return code;
    const nlp_doc *d = ed->nlp;
    const text_sentence *s = &d->sent[d->sent_of[m->head]];
    for (uint32_t t = s->first; t < s->first + s->count; t++) {
        uint32_t i = ed->mention_of[t];
        const mention *k = i == NO_TOKEN || t == m->head ? NULL : &ed->mention.at[i];
        const entity *e = k && k->head == t && k->who.n ? &ed->entity.at[k->who.at[0].entity] : NULL;
        bool army = e && strcmp(e->sector, "MIL") == 0 && !e->weak && strcmp(e->code, code) == 0;
        bool convoy = k && !army && (k->kind == M_ADJ || k->kind == M_COUNTRY) && e && strcmp(e->code, code) == 0 && d->head[t] != NO_TOKEN &&
                      str_in(d->word[d->head[t]], targets, LEN(targets));
        if (army || convoy || army_to_come(ed, t, code))
            return other[0] ? other : "";
    }
    return code;
}

/* "Syria's government and the opposition", "lawmakers and officials in Oslo": of whom the role is that this one is coordinated with */
bool role_coordinated(role *r, uint32_t left, sides *out)
{
    event_doc *ed = r->ed;
    const nlp_doc *d = ed->nlp;
    uint32_t first = rel_is(d, r->m->head, R_CONJ) ? ed->mention_of[d->head[r->m->head]] : NO_TOKEN, before = out->n;
    if (first == NO_TOKEN || ed->mention.at[first].kind != M_AGENT || strcmp(r->sector, "UAF") == 0)
        return false;
    const bool foe = strcmp(r->sector, "REB") == 0 || strcmp(r->sector, "PRM") == 0; /* "US forces and militiamen" */
    const sides who = ed->mention.at[first].who;
    for (uint32_t i = 0; i < who.n; i++) {
        entity owner = {0};
        const entity *of = &ed->entity.at[who.at[i].entity];
        if (!of->code[0] || of->weak || code_is_body(of->code) || (foe && strcmp(not_the_army(ed, r->m, of->code), of->code) != 0))
            continue;
        memcpy(owner.code, of->code, 4);
        role_emit(r, out, &owner, left, r->m->first + r->m->count, true);
    }
    return out->n > before;
}

/* "the coalition" of an article on a war is of armies, not of parties */
static bool of_armies(const event_doc *ed, uint32_t at)
{
    const mention *m = &ed->mention.at[at];
    uint32_t arms = 0, parties = 0, first = at > NEAR_MENTIONS ? at - NEAR_MENTIONS : 0;
    if (!doc_lemma_is(ed->nlp, m->head, "coalition") || m->count > 1 || doc_dep(ed->nlp, m->head, R_AMOD) != NO_TOKEN)
        return false;
    for (uint32_t i = first; i < ed->mention.n && i < at + NEAR_MENTIONS; i++) {
        const mention *k = &ed->mention.at[i];
        const char *sector = i == at || !k->value ? ""
                             : k->kind == M_AGENT ? lex_agent(ed->lex, k->value->ref)->sector
                             : k->kind == M_ACTOR ? lex_sector(ed->lex, lex_spell(ed, k))
                                                  : "";
        arms += strncmp(sector, "MIL", 3) == 0 || strncmp(sector, "REB", 3) == 0;
        parties += strncmp(sector, "PTY", 3) == 0 || strncmp(sector, "LEG", 3) == 0 || strncmp(sector, "OPP", 3) == 0;
    }
    return arms > parties;
}

/* "a human rights group protested": of no country that the text tells, mostly an international one */
static bool rights_group(const nlp_doc *d, const mention *m)
{
    return str_is(d->fold[m->first + (m->count > 2)], "rights") && (doc_lemma_is(d, m->head, "group") || doc_lemma_is(d, m->head, "organisation") ||
                                                                    doc_lemma_is(d, m->head, "organization") || doc_lemma_is(d, m->head, "watchdog"));
}

/* "imperialist countries", "any country": whichever they are, they are not the country at hand */
static bool states(const nlp_doc *d, uint32_t t)
{
    static const char *const words[] = {"country", "nation", "state"};
    static const char *const any[] = {"any", "another", "each", "every", "no", "some", "one"};
    uint32_t det = doc_dep(d, t, R_DET), number = doc_dep(d, t, R_NUMMOD);
    bool one = (det != NO_TOKEN && str_in(d->fold[det], any, LEN(any))) || (number != NO_TOKEN && str_is(d->fold[number], "one"));
    return str_in(d->word[t], words, LEN(words)) && (d->penn[t] == X_NNS ? det == NO_TOKEN : one);
}

/* "called in the ambassador": whoever sent the last of whom it was told; else the one of the article's two countries that is not at hand. NULL: nobody */
static const char *sender(const event_doc *ed, uint32_t at, const char *here)
{
    for (uint32_t i = at, steps = 0; i-- > 0 && steps < NEAR_MENTIONS; steps++) {
        const mention *m = &ed->mention.at[i];
        const entity *e = m->who.n && m->kind == M_AGENT && role_diplomat(ed->nlp, m->head) ? &ed->entity.at[m->who.at[0].entity] : NULL;
        if (e && e->code[0] && !e->weak)
            return e->code;
    }
    const char *other = country_but(ed, at, here);
    return other[0] ? other : other_country(ed, here)[0] ? other_country(ed, here) : here;
}

void role_guess(role *r, uint32_t at, uint32_t left, sides *out)
{
    event_doc *ed = r->ed;
    const mention *m = r->m;
    uint32_t end = m->first + m->count;
    entity guess = {0}; /* copies: the register may grow */
    const char *told = told_code(r, at, left);
    if (told) {
        memcpy(guess.code, told, 3);
        if (code_is_body(told) && strcmp(r->sector, "PTY") == 0)
            r->sector = ""; /* "the bloc" is no party then */
        role_emit(r, out, &guess, left, end, true);
        return;
    }
    if (earlier(r, at, out) || role_coordinated(r, left, out))
        return;
    const entity *army = role_soldiers(ed->nlp, m->head) ? role_same_army(ed, at) : NULL;
    if (army) {
        guess = *army;
        role_emit(r, out, &guess, left, end, true);
        return;
    }
    if (of_armies(ed, at)) {
        memcpy(guess.code, "IMG", 4);
        r->sector = "MIL";
        role_emit(r, out, &guess, left, end, true);
        return;
    }
    if (rights_group(ed->nlp, m)) {
        memcpy(guess.code, "NGO", 4);
        r->sector = "";
        role_emit(r, out, &guess, left, end, true);
        return;
    }
    bool nobody = strcmp(r->sector, "UAF") == 0 || strcmp(r->sector, "UNK") == 0 || states(ed->nlp, m->head) || str_is(ed->nlp->word[m->head], "hacker");
    const entity *e = nobody ? NULL : role_place(ed, m->head);
    if (!e && !nobody)
        e = role_nearest(r, at);
    if (e)
        memcpy(guess.code, e->code, 4);
    else if (!nobody)
        memcpy(guess.code, ed->country, 4);
    ministerial(ed, at, left, guess.code);
    if (role_diplomat(ed->nlp, m->head) && m->value->kind == PH_AGENT && guess.code[0]) {
        const char *from = sender(ed, at, guess.code);
        memmove(guess.code, from, strlen(from) + 1);
    }
    if (strcmp(r->sector, "REB") == 0 || strcmp(r->sector, "PRM") == 0) {
        const char *other = not_the_army(ed, m, guess.code);
        memmove(guess.code, other, strlen(other) + 1);
    }
    role_emit(r, out, &guess, left, end, true);
}
