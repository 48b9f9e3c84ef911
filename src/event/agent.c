/*
 * agent.c - role nouns: "a senior Hamas official", "police in Oslo", "the leaders of Norway and Sweden", "the rebels".
 *
 * A role gives the sector; the country comes from the words around it, in this order: nationalities, organisations and possessors before
 * the noun; what follows "of", "from", "for"; the place it stands in (all here); an earlier mention of the same role (agent_earlier.c); at last
 * the country of the sentence or the article (agent_guess.c, agent_near.c; the entity is then `weak`). Unknown attackers (sector UAF) never get a guessed country.
 */
#include "event/agent.h"

#define AHEAD_MAX 2u         /* roles that are resolved before their turn */
#define CROWD_TOKENS 40u     /* so far around security forces a crowd is looked for */
#define OFFICER_MENTIONS 40u /* so far around officers is told whose */

/* of a state, a union, a club */
static bool presides(const nlp_doc *d, uint32_t head)
{
    static const char *const words[] = {"president", "chairman", "chairwoman", "chair", "treasurer", "founder"};
    return str_in(d->word[head], words, LEN(words));
}

static bool is_generic(const nlp_doc *d, uint32_t head)
{
    static const char *const words[] = {
        "spokesman", "spokeswoman", "spokesperson",   "spokespeople", "official",  "officer",   "member",   "leader",     "chief",      "commander",
        "source",    "aide",        "representative", "delegate",     "head",      "fighter",   "envoy",    "delegation", "negotiator", "supporter",
        "follower",  "deputy",      "adviser",        "advisor",      "veteran",   "statement", "force",    "troop",      "unit",       "boss",
        "figure",    "activist",    "candidate",      "director",     "secretary", "worker",    "staff",    "guard",      "militant",   "gunman",
        "convoy",    "position",    "insurgent",      "rebel",        "wing",      "ship",      "boat",     "vessel",     "plane",      "crew",
        "personnel", "group",       "faction",        "cell",         "network",   "outfit",    "employee", "staffer"};
    return str_in(d->word[head], words, LEN(words)) || presides(d, head);
}

/* adds codes of three letters behind a sector, those that it lacks */
static void add_sector(char sector[SECTOR_MAX], const char *more)
{
    for (size_t i = 0, len = strlen(more); i < len; i += 3) {
        size_t n = strlen(sector), k = 0, part = len - i < 3 ? len - i : 3;
        while (k < n && strncmp(sector + k, more + i, part) != 0)
            k += 3;
        if (k >= n && n + part < SECTOR_MAX)
            memcpy(sector + n, more + i, part);
    }
}

/* Roles of a user may stand beside what their organisation is ("+GOV": ITHRAD, ITHRADGOV), or before the country ("NGO+": NGOARN). */
static void run_together(const role *r, const entity *owner, char code[4], char sector[SECTOR_MAX])
{
    uint8_t flags = lex_agent(r->ed->lex, r->m->value->ref)->flags;
    memset(sector, 0, SECTOR_MAX);
    if (r->lead)
        memcpy(code, r->lead, 3);
    if ((flags & AG_BEFORE || r->lead) && owner)
        add_sector(sector, owner->code);
    if (flags & AG_BEFORE && r->code[0])
        memcpy(code, r->code, 4);
    if (owner)
        add_sector(sector, owner->sector);
    add_sector(sector, r->former ? "ELI" : r->sector);
}

/* Does a role of this sector take that of its owner instead? The leader of the Kurds is none of the crowd, a junta's forces are soldiers, who works
 * for a paper works. */
static bool lends_sector(const role *r, const entity *owner, const char *sector)
{
    static const char *const kept[] = {"MIL", "COP", "SPY", "JUD"};
    static const char *const bonds[] = {"ally", "partner", "rival", "foe", "enemy", "neighbour", "neighbor", "friend", "body", "victim"}; /* of it, not in it */
    static const char *const clubs[] = {"LAB", "AGR", "BUS", "EDU", "MED", "SOC", "REL", "JRN", "PTY"};
    bool arms = str_in(str_z(sector), kept, LEN(kept)) && strcmp(owner->sector, "GOV") == 0;
    bool mission = str_is(owner->name, "embassy") || str_is(owner->name, "consulate"); /* who works there is sent */
    bool labour = strcmp(sector, "LAB") == 0 && !mission && strcmp(owner->sector, "MED") != 0 && strcmp(owner->sector, "LAB") != 0;
    bool club = !presides(r->ed->nlp, r->m->head) || str_in(str_z(owner->sector), clubs, LEN(clubs)); /* "a farmers' union president", "the army's president" */
    return owner->sector[0] && !entity_people(owner) && !arms && !labour && club && !str_in(r->ed->nlp->word[r->m->head], bonds, LEN(bonds));
}

static bool kin(const nlp_doc *d, uint32_t head)
{
    static const char *const words[] = {"wife",       "husband", "widow",    "son",    "daughter", "brother",      "sister",
                                        "father",     "mother",  "uncle",    "nephew", "cousin",   "niece",        "brother-in-law",
                                        "son-in-law", "family",  "relative", "kin",    "grandson", "granddaughter"};
    return str_in(d->word[head], words, LEN(words));
}

/* "the president's sister", "the father of a former minister": the family of who holds office belongs to the elite (manual, table 5.2) */
static bool of_the_house(const nlp_doc *d, uint32_t head, const entity *owner)
{
    static const char *const offices[] = {"GOV", "ELI", "LEG", "JUD"};
    return owner && owner->person && kin(d, head) && str_in(str_z(owner->sector), offices, LEN(offices));
}

/* "a retired general" is of the elite, a former soldier is not */
static bool commands(const nlp_doc *d, uint32_t head)
{
    static const char *const words[] = {"general", "admiral", "marshal", "colonel", "brigadier", "chief", "commander", "secretary"};
    return str_in(d->word[head], words, LEN(words));
}

static bool follows(const nlp_doc *d, uint32_t head)
{
    static const char *const words[] = {"supporter", "follower", "backer", "loyalist", "sympathiser", "sympathizer"};
    return str_in(d->word[head], words, LEN(words));
}

void role_emit(role *r, sides *out, const entity *owner, uint32_t first, uint32_t end, bool weak)
{
    event_doc *ed = r->ed;
    char code[4] = {0}, sector[SECTOR_MAX] = {0};
    memcpy(code, owner && owner->code[0] ? owner->code : r->code, 3);
    memcpy(sector, r->sector, strlen(r->sector));
    if (owner && !owner->person && (r->generic || !sector[0]) && lends_sector(r, owner, sector))
        memcpy(sector, owner->sector, SECTOR_MAX);
    if (owner && owner->person && r->generic && owner->sector[0] && strcmp(owner->sector, "GOV") != 0 &&
        !(armed_sector(sector) && !armed_sector(owner->sector))) /* "insurgents loyal to a cleric" are no clergy */
        memcpy(sector, strcmp(owner->sector, "ELI") == 0 && follows(ed->nlp, r->m->head) ? "OPP" : owner->sector, SECTOR_MAX); /* of who is out of power */
    if (owner && !owner->person && strcmp(sector, "UAF") == 0 && (strcmp(owner->sector, "REB") == 0 || strcmp(owner->sector, "PRM") == 0))
        memcpy(sector, owner->sector, SECTOR_MAX); /* "a Taliban suicide bomber": no longer of an unknown side */
    if (owner && !owner->person && armed_sector(owner->sector) && doc_lemma_is(ed->nlp, r->m->head, "man"))
        memcpy(sector, owner->sector, SECTOR_MAX); /* "Wagner men" */
    if (of_the_house(ed->nlp, r->m->head, owner))
        memcpy(sector, "ELI", 4);
    if (r->former && (strcmp(sector, "GOV") == 0 || strcmp(sector, "LEG") == 0 || (strcmp(sector, "MIL") == 0 && commands(ed->nlp, r->m->head))))
        memcpy(sector, "ELI", 4);
    if (lex_agent(ed->lex, r->m->value->ref)->flags)
        run_together(r, owner, code, sector);
    else if (code_is_body(code) && (strcmp(sector, "GOV") == 0 || (strcmp(sector, "CVL") == 0 && strcmp(code, "NGO") != 0)))
        sector[0] = 0;
    const nlp_doc *d = ed->nlp;
    uint32_t id = entity_get(ed, code, sector, d->lemma[r->m->head], r->m->head);
    if (id == NO_ENTITY)
        return;
    entity *e = &ed->entity.at[id];
    uint8_t kind = lex_agent(ed->lex, r->m->value->ref)->kind;
    e->plural = e->plural || r->m->value->kind == PH_AGENTS;
    e->group = kind == A_GROUP;
    e->person = r->m->value->kind == PH_AGENT && kind != A_GROUP;
    e->weak = e->weak || weak;
    if (kind == A_OFFICE && !e->office.n)
        e->office = doc_text(d, r->m->first, r->m->first + r->m->count);
    sides_add(out, id, first, end);
}

static void take(role *r, const sides *from)
{
    for (uint32_t i = 0; i < from->n; i++) { /* a name of which nothing is known says nothing of the role */
        const entity *e = &r->ed->entity.at[from->at[i].entity];
        if (e->code[0] || e->sector[0])
            sides_add(&r->found, from->at[i].entity, from->at[i].first, from->at[i].end);
    }
}

/* "his 26 fellow leaders" are of other countries */
static bool fellows(const nlp_doc *d, uint32_t first, uint32_t end)
{
    for (uint32_t t = first; t < end; t++)
        if (str_is(d->fold[t], "fellow"))
            return true;
    return false;
}

/* "Vietnamese-led forces" are the army of whoever leads them; a coalition is not */
static void led_by(role *r, const mention *m)
{
    event_doc *ed = r->ed;
    const nlp_doc *d = ed->nlp;
    uint32_t next = m->first + m->count;
    bool leads = (m->kind == M_ADJ || m->kind == M_COUNTRY) && !m->who.n && next + 1 < r->m->first && str_is(d->fold[next + 1], "led");
    if (!leads || strcmp(r->sector, "MIL") != 0)
        return;
    char code[4] = {0};
    memcpy(code, lex_spell(ed, m)->code, 3);
    sides_add(&r->found, entity_get(ed, code, "", str_z(lex_string(ed->lex, lex_spell(ed, m)->name)), m->head), m->first, next);
}

/* "Yoruba leaders": of a people without a state (the tables have it in the plural), and so of none of its offices */
static bool of_people(const role *r, const mention *m)
{
    static const char *const words[] = {"leader", "politician", "elder", "chief", "chieftain"};
    const event_doc *ed = r->ed;
    const kb_entity *e = m->kind == M_ACTOR && m->count == 1 ? lex_spell(ed, m) : NULL;
    if (!e || e->kind != E_REGION || !str_in(ed->nlp->word[r->m->head], words, LEN(words)))
        return false;
    return str_ends(str_z(lex_string(ed->lex, e->name)), "s") && !str_ends(ed->nlp->form[m->first], "s");
}

/* nationalities, organisations, possessors before the noun */
static void before(role *r, uint32_t left)
{
    event_doc *ed = r->ed;
    const sides *weaker = NULL;
    for (uint32_t t = r->m->first; t-- > left;) {
        uint32_t i = ed->mention_of[t];
        if (i == NO_TOKEN)
            continue;
        mention *m = &ed->mention.at[i];
        if (t != m->head && t != m->first)
            continue;
        if (m->kind == M_AGENT && !m->who.n && rel_is(ed->nlp, t, R_NMOD) && ed->nlp->sub[t] == RS_POSS && ed->looks_ahead < AHEAD_MAX) {
            sides s = {0}; /* "Anna Lind, the president's sister": asked for before the text gets there */
            ed->looks_ahead++;
            agent_sides(ed, i, &s);
            ed->looks_ahead--;
            m->who = s;
        }
        if (m->kind == M_AGENT) {
            const kb_agent *a = lex_agent(ed->lex, m->value->ref);
            if (a->kind == A_FORMER)
                r->former = true;
            else if (a->flags & AG_BEFORE)
                r->lead = a->code; /* "an Oxfam Kenya officer" */
            else if (m->who.n && !weaker)
                weaker = &m->who;
            continue;
        }
        if (m->kind == M_PRONOUN || m->kind == M_PERSON) {
            bool fellow = t + 1 < r->m->first && m->kind == M_PRONOUN && fellows(ed->nlp, t + 1, r->m->first);
            bool harms = strcmp(r->sector, "UAF") == 0; /* "his captors" are not of his country */
            if (m->who.n && !weaker && !fellow && !harms)
                weaker = &m->who;
            continue;
        }
        take(r, &m->who);
        if (of_people(r, m))
            r->sector = "ELI";
        led_by(r, m);
    }
    for (uint32_t t = r->m->first; t-- > left && !weaker && !r->found.n && ed->place_of;) { /* "Kandahar recruits" */
        uint32_t p = ed->place_of[t];
        if (p != NO_TOKEN && ed->place.at[p].code[0])
            sides_add(&r->found, entity_get(ed, ed->place.at[p].code, "", ed->place.at[p].name, t), t, t + 1);
    }
    if (!weaker)
        return;
    const entity *e = &ed->entity.at[weaker->at[0].entity];
    bool alone = !r->found.n;
    if (alone)
        take(r, weaker);
    if (strcmp(e->sector, "OPP") == 0 && !e->person && strcmp(r->sector, "GOV") == 0)
        r->sector = "OPP"; /* "Porto's opposition mayor" */
    else if (!alone && (r->generic || !r->sector[0]) && lends_sector(r, e, r->sector))
        r->sector = e->sector; /* "Turkish army spokesman" */
}

/* "the Association of Arab Dentists": of the sector of its members */
static void association(const event_doc *ed, const mention *m, char sector[SECTOR_MAX])
{
    const nlp_doc *d = ed->nlp;
    if (!doc_lemma_is(d, m->head, "association"))
        return;
    for (uint32_t c = d->child[m->head]; c != NO_TOKEN; c = d->sibling[c]) {
        const mention *of = c > m->head && rel_is(d, c, R_NMOD) && ed->mention_of[c] != NO_TOKEN ? &ed->mention.at[ed->mention_of[c]] : NULL;
        if (of && of->kind == M_AGENT && of->value->kind == PH_AGENTS && str_is(case_of(d, c), "of") && lex_agent(ed->lex, of->value->ref)->sector[0])
            memcpy(sector, lex_agent(ed->lex, of->value->ref)->sector, SECTOR_MAX - 1);
    }
}

/* "the toppled Baath party" */
static bool out_of_power(const nlp_doc *d, uint32_t t)
{
    static const char *const words[] = {"defeated", "ousted", "toppled", "outlawed", "banned", "exiled"};
    uint32_t how = doc_lemma_is(d, t, "party") ? doc_dep(d, t, R_AMOD) : NO_TOKEN;
    return how != NO_TOKEN && str_in(d->fold[how], words, LEN(words));
}

/* "security forces beat marchers": before a crowd they do what police do */
static bool crowds(const event_doc *ed, uint32_t head)
{
    static const char *const words[] = {"protester", "demonstrator", "rioter", "marcher", "crowd", "protest", "demonstration", "rally", "march", "riot"};
    const nlp_doc *d = ed->nlp;
    const text_sentence *s = &d->sent[d->sent_of[head]];
    const uint32_t from = head > s->first + CROWD_TOKENS ? head - CROWD_TOKENS : s->first;
    for (uint32_t t = from; t < s->first + s->count && t < head + CROWD_TOKENS; t++)
        if (str_in(d->word[t], words, LEN(words)))
            return true;
    return false;
}

/* "Danish officers" serve in the army, unless the text speaks of police */
static bool army_officer(const event_doc *ed, const role *r, uint32_t at)
{
    if (!doc_lemma_is(ed->nlp, r->m->head, "officer") || r->m->count > 1 || !r->found.n || ed->entity.at[r->found.at[0].entity].sector[0])
        return false;
    for (uint32_t i = at > OFFICER_MENTIONS ? at - OFFICER_MENTIONS : 0; i < ed->mention.n && i < at + OFFICER_MENTIONS; i++) {
        const mention *m = &ed->mention.at[i];
        bool police = m->kind == M_AGENT && !doc_lemma_is(ed->nlp, m->head, "officer") && strcmp(lex_agent(ed->lex, m->value->ref)->sector, "COP") == 0;
        if (police || (m->kind == M_ACTOR && strcmp(lex_sector(ed->lex, lex_spell(ed, m)), "COP") == 0))
            return false;
    }
    return true;
}

/* "Oxfam Kenya": the name right behind a role whose code stands before that of its country */
static void behind(role *r)
{
    const nlp_doc *d = r->ed->nlp;
    uint32_t next = r->m->first + r->m->count;
    if (!(lex_agent(r->ed->lex, r->m->value->ref)->flags & AG_BEFORE) || next >= d->n || d->sent_of[next] != d->sent_of[r->m->head])
        return;
    const mention *m = r->ed->mention_of[next] == NO_TOKEN ? NULL : &r->ed->mention.at[r->ed->mention_of[next]];
    if (m && m->first == next && (m->kind == M_ACTOR || m->kind == M_COUNTRY))
        take(r, &m->who);
}

/* "lawmakers in Chad and Sudan", "the armies of Chad and Sudan", where the parser joined the second name to the role: it is of both */
bool role_shares(const event_doc *ed, uint32_t head, uint32_t c)
{
    const nlp_doc *d = ed->nlp;
    uint32_t i = ed->mention_of[head], k = ed->mention_of[c];
    const mention *m = i == NO_TOKEN ? NULL : &ed->mention.at[i], *name = k == NO_TOKEN ? NULL : &ed->mention.at[k];
    if (!m || m->kind != M_AGENT || m->value->kind != PH_AGENTS || !name || (name->kind != M_COUNTRY && name->kind != M_ACTOR) || name->first < 2 ||
        !str_is(d->fold[name->first - 1], "and"))
        return false;
    uint32_t b = ed->mention_of[name->first - 2];
    const mention *before = b == NO_TOKEN ? NULL : &ed->mention.at[b];
    return before && before->kind == name->kind && d->head[before->head] == head && before->head > head && case_of(d, before->head).n;
}

/* The country of the place at a word becomes the role's; false: there is none */
static bool of_place(role *r, uint32_t t)
{
    event_doc *ed = r->ed;
    uint32_t p = ed->place_of[t];
    const place_mention *pm = p == NO_TOKEN ? NULL : &ed->place.at[p];
    if (!pm || !pm->code[0] || pm->loose)
        return false;
    for (uint32_t i = 0; i < r->found.n; i++) /* "in Oslo and Bergen" */
        if (strcmp(ed->entity.at[r->found.at[i].entity].code, pm->code) == 0)
            return true;
    sides_add(&r->found, entity_get(ed, pm->code, "", pm->name, t), pm->first, pm->first + pm->count);
    return true;
}

/* "a nurse at the Oslo clinic": of where that is */
static void at_the(role *r)
{
    const nlp_doc *d = r->ed->nlp;
    for (uint32_t c = d->child[r->m->head]; c != NO_TOKEN; c = d->sibling[c]) {
        uint32_t i = r->ed->mention_of[c];
        if (c < r->m->head || i == NO_TOKEN || r->ed->mention.at[i].kind != M_AGENT || !str_is(case_of(d, c), "at"))
            continue;
        for (uint32_t t = r->ed->mention.at[i].first, left = np_left(r->ed, t); t-- > left;)
            if (of_place(r, t))
                return;
    }
}

/* "of", "from", "for", "loyal to"; then a place: "in Oslo" */
static void after(role *r)
{
    static const char *const own[] = {"of", "from", "for"};
    event_doc *ed = r->ed;
    const nlp_doc *d = ed->nlp;
    uint32_t k0 = strcmp(r->sector, "UAF") == 0; /* the kidnappers of an American are no Americans */
    for (uint32_t k = k0; k < LEN(own) && !r->found.n; k++)
        for (uint32_t c = d->child[r->m->head]; c != NO_TOKEN; c = d->sibling[c])
            if (c > r->m->head && (rel_is(d, c, R_NMOD) || rel_is(d, c, R_OBL)) && str_is(case_of(d, c), own[k]) && !(k == 2 && !r->generic)) {
                sides s = {0};
                uint32_t i = ed->mention_of[c]; /* "a spokesman for the separatists": a role that is not resolved yet */
                if ((r->generic || !r->sector[0] || kin(d, r->m->head)) && i != NO_TOKEN && ed->mention.at[i].kind == M_AGENT && !ed->mention.at[i].who.n &&
                    ed->looks_ahead < AHEAD_MAX) {
                    ed->looks_ahead++;
                    agent_sides(ed, i, &s);
                    ed->looks_ahead--;
                    ed->mention.at[i].who = s;
                }
                sides all = {0};
                if (entity_sides(ed, c, &all))
                    take(r, &all);
            }
    for (uint32_t c = d->child[r->m->head]; c != NO_TOKEN && !r->found.n; c = d->sibling[c]) /* "rockets launched by the Danish navy" */
        if (rel_is(d, c, R_ACL) && c > r->m->head && d->penn[c] == X_VBN)
            for (uint32_t k = d->child[c]; k != NO_TOKEN; k = d->sibling[k])
                if (rel_is(d, k, R_OBL) && str_is(case_of(d, k), "by") && lex_agent(r->ed->lex, r->m->value->ref)->kind == A_GROUP) {
                    sides s = {0};
                    if (entity_sides(ed, k, &s))
                        take(r, &s);
                }
    for (uint32_t c = d->child[r->m->head]; c != NO_TOKEN && !r->found.n; c = d->sibling[c]) { /* "loyal to the general", "working for the ministry" */
        static const char *const bonds[] = {"loyal", "work", "allied", "ally", "fight", "belong", "affiliate", "link", "faithful", "close"};
        bool bond = str_in(d->word[c], bonds, LEN(bonds));
        if (!bond || c < r->m->head)
            continue;
        for (uint32_t k = d->child[c]; k != NO_TOKEN; k = d->sibling[k])
            if (rel_is(d, k, R_OBL) && (str_is(case_of(d, k), "to") || str_is(case_of(d, k), "for") || str_is(case_of(d, k), "with"))) {
                sides s = {0};
                if (entity_sides(ed, k, &s))
                    take(r, &s);
            }
    }
    for (uint32_t c = d->child[r->m->head]; c != NO_TOKEN && !r->found.n; c = d->sibling[c]) { /* "lawmakers in" what a user calls an actor */
        uint32_t i = ed->mention_of[c];
        if (c > r->m->head && i != NO_TOKEN && ed->mention.at[i].kind == M_ACTOR && lex_forms(ed->lex) && str_is(case_of(d, c), "in")) {
            sides s = {0};
            if (entity_sides(ed, c, &s))
                take(r, &s);
        }
    }
    uint32_t next = r->m->first + r->m->count;
    /* "seized sailors of the Royal Navy", where the parser hung "of" on the verb */
    if (!r->found.n && next + 2 < d->n && str_is(d->fold[next], "of") && d->sent_of[next + 2] == d->sent_of[next]) {
        uint32_t i = ed->mention_of[next + (d->upos[next + 1] == U_DET ? 2 : 1)];
        if (i != NO_TOKEN && (ed->mention.at[i].kind == M_ACTOR || ed->mention.at[i].kind == M_COUNTRY))
            take(r, &ed->mention.at[i].who);
    }
    static const char *const held[] = {"held", "controlled", "ruled", "run", "occupied"};
    bool holds = !r->found.n && ed->place_of && next + 2 < d->n && str_is(d->fold[next], "-") && d->sent_of[next + 2] == d->sent_of[next];
    if (holds && str_in(d->fold[next + 1], held, LEN(held)) && of_place(r, next + 2))
        return;                      /* "rebel-held Bangui" */
    if (ed->place_of && !r->found.n) /* "a nurse at the Oslo clinic" */
        at_the(r);
    if (r->found.n || !ed->place_of || k0)
        return; /* "gunmen in Marib" are nobody's */
    for (uint32_t c = d->child[r->m->head]; c != NO_TOKEN; c = d->sibling[c]) {
        if (c < r->m->head || (!rel_is(d, c, R_NMOD) && !rel_is(d, c, R_OBL)) || !case_of(d, c).n || !of_place(r, c))
            continue;
        for (uint32_t k = d->child[c]; k != NO_TOKEN && r->m->value->kind == PH_AGENTS; k = d->sibling[k])
            if (rel_is(d, k, R_CONJ)) /* "lawmakers in Chad and Sudan" */
                of_place(r, k);
        return;
    }
}

/* "the West African bloc ECOWAS": the name right behind such a word says which */
static bool named_behind(event_doc *ed, const mention *m, sides *out)
{
    static const char *const words[] = {"bloc", "alliance", "group", "movement", "militia", "agency", "organisation", "organization", "coalition"};
    uint32_t next = m->first + m->count;
    if (next + 2 < ed->nlp->n && str_is(ed->nlp->form[next], ",") && str_is(ed->nlp->fold[next + 1], "the"))
        next += 2; /* "the militant group, the Islamic State," */
    uint32_t i = next < ed->nlp->n ? ed->mention_of[next] : NO_TOKEN;
    const mention *name = i == NO_TOKEN ? NULL : &ed->mention.at[i];
    bool fits = false;
    for (size_t k = 0; k < LEN(words); k++)
        fits = fits || doc_lemma_is(ed->nlp, m->head, words[k]);
    if (!fits || !name || name->first != next || name->kind != M_ACTOR || name->who.n != 1 || ed->nlp->sent_of[next] != ed->nlp->sent_of[m->head])
        return false;
    if (next > m->first + m->count && !rel_is(ed->nlp, name->head, R_APPOS))
        return false;
    sides_add(out, name->who.at[0].entity, m->first, name->first + name->count);
    return true;
}

/* The code of those whom their adjective says to be of no one country: "" of some country and not of where they are ("a Western diplomat in Cairo",
 * "foreign tourists"), an army of several, a body of states ("international observers"). NULL: no such adjective. */
static const char *of_no_country(const nlp_doc *d, uint32_t left, const mention *m, const char *sector)
{
    static const char *const regions[] = {"western", "european",  "arab",   "gulf",   "african", "asian",
                                          "latin",   "caribbean", "balkan", "baltic", "nordic",  "scandinavian"};
    static const char *const halves[] = {"latin", "south", "central", "north"};
    static const char *const all[] = {"international", "multinational", "multilateral", "world"};
    static const char *const bodies[] = {"Association", "Union", "Federation", "League", "Congress"};
    static const char *const sent[] = {"observer", "monitor", "mediator", "inspector", "watchdog", "judge", "prosecutor", "court", "tribunal"};
    uint32_t next = m->head + 1;
    if (next + 1 < d->n && str_in(d->form[m->head], bodies, LEN(bodies)) && str_is(d->fold[next], "of") && str_in(d->fold[next + 1], regions, LEN(regions)))
        return "NGO"; /* "the Union of Arab Lawyers" */
    for (uint32_t t = left; t < m->head; t++) {
        if ((d->upos[t] != U_ADJ && !str_is(d->form[t], "world")) || (d->head[t] != m->head && t >= m->first))
            continue;
        bool americas = str_is(d->fold[t], "american") && t > left && str_in(d->fold[t - 1], halves, LEN(halves));
        bool members = t > 1 && str_is(d->fold[t - 1], "of") && str_in(d->form[t - 2], bodies, LEN(bodies));
        if ((str_in(d->fold[t], regions, LEN(regions)) && d->head[t] == m->head) || americas)
            return members ? "NGO" : "";
        if (str_is(d->fold[t], "foreign") && (t < m->first || strcmp(sector, "MIL") == 0))
            return "";
        if (str_in(d->fold[t], all, LEN(all)))
            return strcmp(sector, "MIL") == 0 ? "IMG" : str_in(d->word[m->head], sent, LEN(sent)) ? "IGO" : "";
    }
    return NULL;
}

void agent_sides(event_doc *ed, uint32_t at, sides *out)
{
    const mention *m = &ed->mention.at[at];
    const kb_agent *a = lex_agent(ed->lex, m->value->ref);
    if (a->kind == A_FORMER)
        return;
    if (named_behind(ed, m, out))
        return;
    char sector[SECTOR_MAX] = {0}, code[4] = {0};
    memcpy(sector, a->sector, SECTOR_MAX - 1);
    memcpy(code, a->code, 3);
    role r = {.ed = ed, .m = m, .sector = sector, .code = code, .generic = is_generic(ed->nlp, m->head)};
    uint32_t left = np_left(ed, m->first), end = m->first + m->count;
    if (doc_lemma_is(ed->nlp, m->head, "coalition") && m->first > 1 && str_is(ed->nlp->fold[m->first - 1], "led") &&
        str_is(ed->nlp->fold[m->first - 2], "-")) { /* "the US-led coalition": of several armies */
        sides_add(out, entity_get(ed, "IMG", "MIL", doc_text(ed->nlp, left, end), m->head), left, end);
        return;
    }
    uint32_t beside = doc_dep(ed->nlp, m->head, R_APPOS); /* "the Front for the Freedom of Azara, a rebel group" */
    const mention *said = beside != NO_TOKEN && ed->mention_of[beside] != NO_TOKEN ? &ed->mention.at[ed->mention_of[beside]] : NULL;
    if (!sector[0] && a->kind == A_GROUP && said && said->kind == M_AGENT && said->head > m->head)
        memcpy(sector, lex_agent(ed->lex, said->value->ref)->sector, SECTOR_MAX - 1);
    if (!sector[0] && doc_lemma_is(ed->nlp, m->head, "counterpart"))
        role_peer_sector(ed, at, sector);
    before(&r, left);
    association(ed, m, sector);
    if (out_of_power(ed->nlp, m->head))
        memcpy(sector, "OPP", 4);
    if (str_is(ed->nlp->fold[m->first], "security") && strcmp(sector, "MIL") == 0 && crowds(ed, m->head))
        memcpy(sector, "COP", 4);
    if (strcmp(sector, "COP") == 0 && army_officer(ed, &r, at))
        memcpy(sector, "MIL", 4);
    if (doc_lemma_is(ed->nlp, m->head, "sniper") && !r.found.n)
        memcpy(sector, "UAF", 4); /* of nobody that the text names */
    const char *shared = code[0] || r.found.n ? NULL : of_no_country(ed->nlp, left, m, sector);
    if (shared) {
        memcpy(code, shared, strlen(shared));
        if (strcmp(shared, "IGO") == 0 && strcmp(sector, "CVL") == 0)
            sector[0] = 0;
        role_emit(&r, out, NULL, left, end, true);
        return;
    }
    if (!r.found.n)
        behind(&r);
    if (!code[0])
        after(&r);
    for (uint32_t c = ed->nlp->child[m->head]; c != NO_TOKEN && r.found.n; c = ed->nlp->sibling[c])
        if (rel_is(ed->nlp, c, R_CONJ) && role_shares(ed, m->head, c))
            take(&r, &ed->mention.at[ed->mention_of[c]].who);
    if (role_holder(&r, at, out) || role_neighbour(&r, left, out))
        return;
    if (code[0] && role_soldiers(ed->nlp, m->head) && !r.found.n && role_same(&r, at, false, out))
        return; /* "NATO peacekeepers ... the peacekeepers" */
    if (r.found.n || code[0]) {
        sides found = r.found;
        for (uint32_t i = 0; i < found.n; i++) {
            entity owner = ed->entity.at[found.at[i].entity];                                                             /* a copy: the register may grow */
            bool other = a->flags & AG_BEFORE || (code[0] && code_is_body(owner.code) && strcmp(owner.code, "NGO") != 0); /* "NATO peacekeepers" */
            role_emit(&r, out, code[0] && !other ? NULL : &owner, left, end, owner.weak);
        }
        if (!found.n)
            role_emit(&r, out, NULL, left, end, false);
        return;
    }
    uint32_t all = doc_dep(ed->nlp, m->head, R_DET);
    if (doc_lemma_is(ed->nlp, m->head, "side") && all != NO_TOKEN && str_is(ed->nlp->fold[all], "all"))
        return; /* of no country */
    if (a->flags & AG_BEHIND && role_coordinated(&r, left, out))
        return;
    if (a->flags & AG_BEHIND) { /* it is what it says and no more */
        role_emit(&r, out, NULL, left, end, true);
        return;
    }
    role_guess(&r, at, left, out);
}
