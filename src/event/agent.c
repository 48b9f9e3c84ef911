/*
 * agent.c - role nouns: "a senior Hamas official", "police in Oslo", "the leaders of Norway and Sweden", "the rebels".
 *
 * A role gives the sector; the country comes from the words around it, in this order: nationalities, organisations and possessors before
 * the noun; what follows "of", "from", "for"; the place it stands in; an earlier mention of the same role; at last the country of the
 * sentence or the article (the entity is then `weak`). Unknown attackers (sector UAF) never get a guessed country.
 */
#include "event/event.h"

#define UNION_MENTIONS 80u
#define SCENE_SENTENCES 3u /* an article that has not named a country for so long has left it */

#define OBSCURE 300000u /* people */

typedef struct {
    event_doc *ed;
    const mention *m;
    const char *sector, *code;
    bool former;
    bool generic; /* official, spokesman, member: takes the sector of its organisation */
    sides found;  /* countries or organisations */
} role;

static bool is_generic(const nlp_doc *d, uint32_t head)
{
    static const char *const words[] = {"spokesman", "spokeswoman", "spokesperson", "spokespeople", "official",       "officer",  "member",  "leader",
                                        "chief",     "commander",   "source",       "aide",         "representative", "delegate", "head",    "fighter",
                                        "envoy",     "delegation",  "negotiator",   "supporter",    "follower",       "deputy",   "adviser", "advisor",
                                        "veteran",   "statement",   "force",        "troop",        "unit",           "boss",     "figure",  "activist",
                                        "candidate", "lawyer",      "director",     "secretary",    "worker",         "staff",    "guard",   "militant",
                                        "gunman",    "convoy",      "position",     "insurgent",    "rebel"};
    for (size_t i = 0; i < LEN(words); i++)
        if (doc_lemma_is(d, head, words[i]))
            return true;
    return false;
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
    if (flags & AG_BEFORE && owner)
        add_sector(sector, owner->code);
    if (flags & AG_BEFORE && r->code[0])
        memcpy(code, r->code, 4);
    if (owner)
        add_sector(sector, owner->sector);
    add_sector(sector, r->sector);
}

/* one country or organisation that this role belongs to -> an entity of the role */
static void emit(role *r, sides *out, const entity *owner, uint32_t first, uint32_t end, bool weak)
{
    event_doc *ed = r->ed;
    char code[4] = {0}, sector[SECTOR_MAX] = {0};
    memcpy(code, owner && owner->code[0] ? owner->code : r->code, 3);
    memcpy(sector, r->sector, strlen(r->sector));
    if (owner && !owner->person && owner->sector[0] && r->generic)
        memcpy(sector, owner->sector, SECTOR_MAX);
    if (owner && owner->person && r->generic && owner->sector[0] && strcmp(owner->sector, "GOV") != 0)
        memcpy(sector, owner->sector, SECTOR_MAX);
    if (owner && !owner->person && strcmp(sector, "UAF") == 0 && (strcmp(owner->sector, "REB") == 0 || strcmp(owner->sector, "PRM") == 0))
        memcpy(sector, owner->sector, SECTOR_MAX); /* "a Taliban suicide bomber": no longer of an unknown side */
    if (lex_agent(r->ed->lex, r->m->value->ref)->flags)
        run_together(r, owner, code, sector);
    else if (code_is_body(code) && (strcmp(sector, "GOV") == 0 || (strcmp(sector, "CVL") == 0 && strcmp(code, "NGO") != 0)))
        sector[0] = 0;
    if (r->former && (strcmp(sector, "GOV") == 0 || strcmp(sector, "LEG") == 0))
        memcpy(sector, "ELI", 4);
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

/* nationalities, organisations, possessors before the noun */
static void before(role *r, uint32_t left)
{
    event_doc *ed = r->ed;
    const sides *weaker = NULL;
    for (uint32_t t = r->m->first; t-- > left;) {
        uint32_t i = ed->mention_of[t];
        if (i == NO_TOKEN)
            continue;
        const mention *m = &ed->mention.at[i];
        if (t != m->head && t != m->first)
            continue;
        if (m->kind == M_AGENT) {
            const kb_agent *a = lex_agent(ed->lex, m->value->ref);
            if (a->kind == A_FORMER)
                r->former = true;
            else if (m->who.n && !weaker)
                weaker = &m->who;
            continue;
        }
        if (m->kind == M_PRONOUN || m->kind == M_PERSON) {
            bool fellow = t + 1 < r->m->first && m->kind == M_PRONOUN && fellows(ed->nlp, t + 1, r->m->first);
            if (m->who.n && !weaker && !fellow)
                weaker = &m->who;
            continue;
        }
        take(r, &m->who);
    }
    for (uint32_t t = r->m->first; t-- > left && !weaker && !r->found.n && ed->place_of;) { /* "Kandahar recruits" */
        uint32_t p = ed->place_of[t];
        if (p != NO_TOKEN && ed->place.at[p].code[0])
            sides_add(&r->found, entity_get(ed, ed->place.at[p].code, "", ed->place.at[p].name, t), t, t + 1);
    }
    if (!weaker)
        return;
    const entity *e = &ed->entity.at[weaker->at[0].entity];
    if (r->generic && e->sector[0] && r->found.n == 0)
        take(r, weaker);
    else if (!r->found.n)
        take(r, weaker);
    else if (r->generic && e->sector[0])
        r->sector = e->sector; /* "Turkish army spokesman" */
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
                if (entity_sides(ed, c, &s))
                    take(r, &s);
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
        bool bond = false;
        for (size_t i = 0; i < LEN(bonds); i++)
            bond = bond || doc_lemma_is(d, c, bonds[i]);
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
    uint32_t next = r->m->first + r->m->count; /* "seized sailors of the Royal Navy", where the parser hung "of" on the verb */
    if (!r->found.n && next + 2 < d->n && str_is(d->fold[next], "of") && d->sent_of[next + 2] == d->sent_of[next]) {
        uint32_t i = ed->mention_of[next + (d->upos[next + 1] == U_DET ? 2 : 1)];
        if (i != NO_TOKEN && (ed->mention.at[i].kind == M_ACTOR || ed->mention.at[i].kind == M_COUNTRY))
            take(r, &ed->mention.at[i].who);
    }
    if (r->found.n || !ed->place_of)
        return;
    for (uint32_t c = d->child[r->m->head]; c != NO_TOKEN; c = d->sibling[c]) {
        if (c < r->m->head || (!rel_is(d, c, R_NMOD) && !rel_is(d, c, R_OBL)) || !case_of(d, c).n)
            continue;
        uint32_t p = ed->place_of[c];
        if (p == NO_TOKEN || !ed->place.at[p].code[0] || ed->place.at[p].loose)
            continue;
        const place_mention *pm = &ed->place.at[p];
        sides_add(&r->found, entity_get(ed, pm->code, "", pm->name, c), pm->first, pm->first + pm->count);
        return;
    }
}

/* "the group", "the alliance": the last armed group, organisation or party named, of the kind that the word can mean */
static bool same_body(role *r, uint32_t at, sides *out)
{
    static const struct {
        const char *word;
        uint32_t kinds; /* bits of kb_entity_kind */
    } words[] = {{"group", 1u << E_ARMED | 1u << E_NGO},
                 {"movement", 1u << E_ARMED | 1u << E_PARTY},
                 {"organisation", 1u << E_ARMED | 1u << E_NGO | 1u << E_IGO},
                 {"organization", 1u << E_ARMED | 1u << E_NGO | 1u << E_IGO},
                 {"faction", 1u << E_ARMED | 1u << E_PARTY},
                 {"alliance", 1u << E_IGO},
                 {"bloc", 1u << E_IGO},
                 {"militia", 1u << E_ARMED},
                 {"sect", 1u << E_ARMED},
                 {"agency", 1u << E_IGO | 1u << E_NGO},
                 {"body", 1u << E_IGO},
                 {"party", 1u << E_PARTY}};
    event_doc *ed = r->ed;
    const nlp_doc *d = ed->nlp;
    uint32_t kinds = 0, det = doc_dep(d, r->m->head, R_DET), enemy = NO_TOKEN;
    for (size_t i = 0; i < LEN(words); i++)
        if (doc_lemma_is(d, r->m->head, words[i].word))
            kinds = words[i].kinds;
    if (!kinds || r->m->value->kind != PH_AGENT || det == NO_TOKEN || !str_is(d->fold[det], "the") || doc_dep(d, r->m->head, R_AMOD) != NO_TOKEN)
        return false;
    for (uint32_t i = at, steps = 0; i-- > 0 && steps < 60; steps++) {
        const mention *m = &ed->mention.at[i];
        if (d->sent_of[m->head] + 3 < d->sent_of[r->m->head])
            break;
        const entity *of = m->who.n ? &ed->entity.at[m->who.at[0].entity] : NULL;
        if (m->kind == M_AGENT && of && kinds >> E_IGO & 1 && (strcmp(of->code, "IGO") == 0 || strcmp(of->code, "UNO") == 0)) { /* "a NATO spokesman" */
            char code[4];
            memcpy(code, of->code, 4);
            sides_add(out, entity_get(ed, code, "", d->lemma[r->m->head], r->m->head), r->m->first, r->m->first + r->m->count);
            return true;
        }
        if (m->kind != M_ACTOR || !m->value || !m->who.n || !(kinds >> lex_entity(ed->lex, m->value->ref)->kind & 1))
            continue;
        if (str_is(case_of(d, m->head), "against") && enemy == NO_TOKEN) {
            enemy = i; /* "armed the militia against X; the militia ...": not X if anybody else was named */
            continue;
        }
        sides_add(out, m->who.at[0].entity, r->m->first, r->m->first + r->m->count);
        return true;
    }
    if (enemy != NO_TOKEN)
        sides_add(out, ed->mention.at[enemy].who.at[0].entity, r->m->first, r->m->first + r->m->count);
    return enemy != NO_TOKEN;
}

/* Has the article gone on to another country since? "The government" is then no longer that of the paragraph before. */
static bool left_behind(const event_doc *ed, uint32_t at, uint32_t earlier, const char *code)
{
    const nlp_doc *d = ed->nlp;
    uint32_t sentence = d->sent_of[ed->mention.at[at].head];
    bool other = false;
    if (d->sent_of[ed->mention.at[earlier].head] + SCENE_SENTENCES >= sentence)
        return false;
    for (uint32_t i = at; i-- > earlier && d->sent_of[ed->mention.at[i].head] + SCENE_SENTENCES >= sentence;) {
        const mention *m = &ed->mention.at[i];
        const entity *e = m->who.n ? &ed->entity.at[m->who.at[0].entity] : NULL;
        if (!e || e->weak || !e->code[0] || code_is_body(e->code))
            continue;
        if (strcmp(e->code, code) == 0)
            return false;
        other = true;
    }
    return other;
}

/* the same role earlier in the article, if its country was told */
static bool same_role(role *r, uint32_t at, bool guessed, sides *out)
{
    event_doc *ed = r->ed;
    const nlp_doc *d = ed->nlp;
    uint32_t det = doc_dep(d, r->m->head, R_DET);
    bool definite =
        det != NO_TOKEN && !str_is(d->fold[det], "a") && !str_is(d->fold[det], "an") && !str_is(d->fold[det], "no") && !str_is(d->fold[det], "some");
    bool bare = det == NO_TOKEN && doc_dep(d, r->m->head, R_NUMMOD) == NO_TOKEN && doc_dep(d, r->m->head, R_AMOD) == NO_TOKEN;
    if (!definite && !bare)
        return false; /* "400 workers" are new ones */
    for (uint32_t i = at, steps = 0; i-- > 0 && steps < 300; steps++) {
        const mention *m = &ed->mention.at[i];
        bool named =
            m->kind == M_ACTOR && m->count > 1 && det != NO_TOKEN && r->m->first == det + 1 && r->m->count == 1; /* "the rebels" after "Houthi rebels" */
        if ((m->kind != M_AGENT && !named) || !m->who.n || !str_eq(d->word[named ? m->first + m->count - 1 : m->head], d->word[r->m->head]))
            continue;
        if (!named && r->m->value->kind == PH_AGENT && m->value->kind == PH_AGENTS)
            continue; /* "the country" is not "the two countries" */
        if (ed->entity.at[m->who.at[0].entity].weak != guessed || !ed->entity.at[m->who.at[0].entity].code[0])
            continue;
        if (guessed && strcmp(ed->entity.at[m->who.at[0].entity].code, ed->country) != 0)
            continue;
        if (left_behind(ed, at, i, ed->entity.at[m->who.at[0].entity].code))
            return false;
        for (uint32_t k = 0; k < m->who.n; k++)
            sides_add(out, m->who.at[k].entity, r->m->first, r->m->first + r->m->count);
        return true;
    }
    return false;
}

/* "the fighters", "the militants": the rebels of whom the article spoke last, whatever it called them */
static bool same_fighters(role *r, uint32_t at, sides *out)
{
    static const char *const words[] = {"rebel", "fighter", "insurgent", "militant", "guerrilla", "separatist", "jihadist", "jihadi", "islamist"};
    event_doc *ed = r->ed;
    const nlp_doc *d = ed->nlp;
    uint32_t det = doc_dep(d, r->m->head, R_DET);
    bool fits = false;
    for (size_t i = 0; i < LEN(words); i++)
        fits = fits || doc_lemma_is(d, r->m->head, words[i]);
    if (!fits || det == NO_TOKEN || !str_is(d->fold[det], "the"))
        return false;
    for (uint32_t i = at, steps = 0; i-- > 0 && steps < 100; steps++) {
        const mention *m = &ed->mention.at[i];
        const entity *e = m->who.n == 1 && (m->kind == M_AGENT || m->kind == M_ACTOR) ? &ed->entity.at[m->who.at[0].entity] : NULL;
        if (!e || strcmp(e->sector, "REB") != 0 || !e->code[0])
            continue;
        if (d->sent_of[m->head] + 8 < d->sent_of[r->m->head])
            return false;
        sides_add(out, m->who.at[0].entity, r->m->first, r->m->first + r->m->count);
        return true;
    }
    return false;
}

/* "the president" -> the person of the article who holds that office */
/* "the US envoy": the last person of the sentences before of whom nothing is known but the name */
static bool unplaced_person(role *r, uint32_t at, const entity *owner, sides *out)
{
    event_doc *ed = r->ed;
    const nlp_doc *d = ed->nlp;
    uint32_t sentence = d->sent_of[r->m->head];
    bool before = false; /* "the US envoy", not "the mayor of Atlanta" */
    for (uint32_t t = r->m->first, left = np_left(ed, t); owner && t-- > left;)
        before = before || (ed->mention_of[t] != NO_TOKEN && ed->mention.at[ed->mention_of[t]].kind != M_PRONOUN);
    if (!before || !owner->code[0] || owner->weak || !rel_is(d, r->m->head, R_NSUBJ) || !r->sector[0] || strcmp(r->sector, "CVL") == 0)
        return false;
    if (at + 1 < ed->mention.n && ed->mention.at[at + 1].kind == M_PERSON && ed->mention.at[at + 1].first <= r->m->first + r->m->count + 1)
        return false; /* "the EU envoy Toivo Klaar" says himself who he is */
    for (uint32_t i = at, steps = 0; i-- > 0 && steps < 80; steps++) {
        const mention *m = &ed->mention.at[i];
        if (d->sent_of[m->head] + 3 < sentence)
            return false;
        if (m->kind != M_PERSON || !m->who.n || !rel_is(d, m->head, R_NSUBJ))
            continue;
        entity *e = &ed->entity.at[m->who.at[0].entity];
        if (e->code[0] || e->sector[0])
            continue;
        memcpy(e->code, owner->code, 4);
        memcpy(e->sector, r->sector, strlen(r->sector) + 1);
        e->office = doc_text(d, r->m->first, r->m->first + r->m->count);
        sides_add(out, m->who.at[0].entity, r->m->first, r->m->first + r->m->count);
        return true;
    }
    return false;
}

static bool holder(role *r, uint32_t at, sides *out)
{
    event_doc *ed = r->ed;
    const nlp_doc *d = ed->nlp;
    const entity *owner = r->found.n ? &ed->entity.at[r->found.at[0].entity] : NULL;
    str word = d->lemma[r->m->head];
    if (r->m->value->kind != PH_AGENT || lex_agent(ed->lex, r->m->value->ref)->kind == A_GROUP || r->former)
        return false;
    uint32_t det = doc_dep(d, r->m->head, R_DET);
    bool definite = (det != NO_TOKEN && (str_is(d->fold[det], "the") || str_is(d->fold[det], "that"))) || (owner && det == NO_TOKEN);
    uint32_t next = r->m->first + r->m->count;
    if (!definite || (next < d->n && ed->mention_of[next] != NO_TOKEN && ed->mention.at[ed->mention_of[next]].kind == M_PERSON))
        return false; /* "Mayor Lopez" is nobody who was mayor before */
    for (uint32_t i = at, steps = 0; i-- > 0 && steps < 200; steps++) {
        const mention *m = &ed->mention.at[i];
        if (m->kind != M_PERSON || !m->who.n)
            continue;
        const entity *e = &ed->entity.at[m->who.at[0].entity];
        if (e->code[0] && left_behind(ed, at, i, e->code))
            continue;
        if (m->first > 0 && str_eq(d->word[m->first - 1], d->word[r->m->head]) && d->sent_of[m->first - 1] == d->sent_of[m->first] &&
            (!owner || strcmp(owner->code, e->code) == 0)) { /* "Mayor Lopez": so he was called, whatever the tables say */
            sides_add(out, m->who.at[0].entity, r->m->first, r->m->first + r->m->count);
            return true;
        }
        if (!e->office.n || e->office.n < word.n || (owner && strcmp(owner->code, e->code) != 0))
            continue;
        char folded[128];
        size_t n = text_fold(e->office.p, e->office.n, folded, sizeof folded);
        if (n == SIZE_MAX)
            continue;
        for (size_t k = 0; k + word.n <= n; k++)
            if (memcmp(folded + k, word.p, word.n) == 0) {
                sides_add(out, m->who.at[0].entity, r->m->first, r->m->first + r->m->count);
                return true;
            }
    }
    return unplaced_person(r, at, owner, out);
}

static bool in_quote(const nlp_doc *d, uint32_t t) { return (d->tok.flags[t] & TOK_IN_QUOTE) != 0; }

static const entity *placed(event_doc *ed, uint32_t i)
{
    const mention *m = &ed->mention.at[i];
    if (!m->who.n || m->kind == M_PRONOUN)
        return NULL;
    const entity *e = &ed->entity.at[m->who.at[0].entity]; /* a guess is no ground for another, an agency or the Vatican nobody's home */
    return e->code[0] && !e->weak && !code_is_body(e->code) && strcmp(e->code, "VAT") != 0 && !(m->kind == M_ACTOR && strcmp(e->sector, "JRN") == 0) ? e : NULL;
}

/* The country that an unplaced role most likely belongs to: the one named before it in the sentence, the subject of the
 * sentences before, one named later in the sentence. What is quoted counts only for roles in the quotation. */
static const entity *nearest_country(event_doc *ed, uint32_t at, uint32_t head)
{
    const nlp_doc *d = ed->nlp;
    uint32_t sentence = d->sent_of[head];
    const entity *subject = NULL, *any = NULL;
    for (uint32_t i = at, steps = 0; i-- > 0 && steps < 60; steps++) {
        const mention *m = &ed->mention.at[i];
        if (d->sent_of[m->head] + 2 < sentence)
            break;
        const entity *e = placed(ed, i);
        if (!e || in_quote(d, m->head) != in_quote(d, head))
            continue;
        if (d->sent_of[m->head] == sentence)
            return e;
        if (!subject && rel_is(d, m->head, R_NSUBJ))
            subject = e;
        if (!any)
            any = e;
    }
    if (ed->dominant && (subject || any)) { /* most of the article is about one country */
        uint32_t id = entity_get(ed, ed->country, "", STR(""), head);
        return id == NO_ENTITY ? NULL : &ed->entity.at[id];
    }
    if (subject || any)
        return subject ? subject : any;
    for (uint32_t i = at + 1; i < ed->mention.n && d->sent_of[ed->mention.at[i].head] == sentence; i++) {
        const mention *m = &ed->mention.at[i];
        if (m->kind != M_COUNTRY && m->kind != M_ADJ)
            continue;
        const kb_entity *k = lex_spell(ed, m);
        char code[4] = {0};
        memcpy(code, k->code, 3);
        uint32_t id = entity_get(ed, code, "", str_z(lex_string(ed->lex, k->name)), m->head);
        if (id != NO_ENTITY)
            return &ed->entity.at[id];
    }
    return NULL;
}

/* "in Oslo", "on an Oslo power station", but not "by Norway" */
static bool stands_in(const nlp_doc *d, uint32_t t)
{
    static const char *const others[] = {"by", "against", "with", "for", "like", "than", "to", "from", "towards", "toward"};
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

/* a place of the same sentence ("In Oslo ... police") */
static const entity *sentence_place(event_doc *ed, uint32_t head)
{
    const nlp_doc *d = ed->nlp;
    if (!ed->place_of)
        return NULL;
    const text_sentence *s = &d->sent[d->sent_of[head]];
    for (uint32_t t = s->first; t < s->first + s->count; t++) {
        uint32_t p = ed->place_of[t];
        if (p == NO_TOKEN || !ed->place.at[p].code[0] || ed->place.at[p].loose || !stands_in(d, t) || place_obscure(ed, &ed->place.at[p]))
            continue;
        uint32_t id = entity_get(ed, ed->place.at[p].code, "", ed->place.at[p].name, t);
        return id == NO_ENTITY ? NULL : &ed->entity.at[id];
    }
    return NULL;
}

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

/* "three soldiers were wounded": those of the army that the sentence or the one before spoke of last */
static const entity *same_army(const event_doc *ed, uint32_t at)
{
    const nlp_doc *d = ed->nlp;
    for (uint32_t i = at, steps = 0; i-- > 0 && steps < 40; steps++) {
        const mention *m = &ed->mention.at[i];
        if (d->sent_of[m->head] + 1 < d->sent_of[ed->mention.at[at].head])
            return NULL;
        const entity *e = m->who.n == 1 && (m->kind == M_AGENT || m->kind == M_ACTOR) ? &ed->entity.at[m->who.at[0].entity] : NULL;
        if (e && strcmp(e->sector, "MIL") == 0 && !e->weak && !e->person && e->code[0])
            return e;
    }
    return NULL;
}

static bool soldiers(const nlp_doc *d, uint32_t t)
{
    static const char *const words[] = {"soldier", "troop", "serviceman", "peacekeeper", "marine"};
    for (size_t i = 0; i < LEN(words); i++)
        if (doc_lemma_is(d, t, words[i]))
            return true;
    return false;
}

static bool weapon(const nlp_doc *d, uint32_t t)
{
    static const char *const words[] = {"drone",     "missile", "rocket",   "bomb",     "bomber", "tank",       "jet",     "shell",  "mortar",
                                        "artillery", "gun",     "warplane", "aircraft", "plane",  "helicopter", "torpedo", "grenade"};
    for (size_t i = 0; i < LEN(words); i++)
        if (doc_lemma_is(d, t, words[i]))
            return true;
    return false;
}

/* "her Danish counterpart": of the sector of the last one named */
static void peer_sector(const event_doc *ed, uint32_t at, char sector[SECTOR_MAX])
{
    for (uint32_t i = at, steps = 0; i-- > 0 && steps < 12; steps++) {
        const mention *m = &ed->mention.at[i];
        const entity *e = m->who.n ? &ed->entity.at[m->who.at[0].entity] : NULL;
        if (e && e->person && e->sector[0]) {
            memcpy(sector, e->sector, SECTOR_MAX);
            return;
        }
    }
}

/* "Asmara accused its neighbour": the other one of the two countries that the article is about */
static bool its_neighbour(role *r, uint32_t left, sides *out)
{
    event_doc *ed = r->ed;
    const nlp_doc *d = ed->nlp;
    static const char *const words[] = {"neighbour", "neighbor", "ally", "rival", "foe", "enemy"};
    bool fits = false;
    for (size_t i = 0; i < LEN(words); i++)
        fits = fits || doc_lemma_is(d, r->m->head, words[i]);
    if (!fits || r->m->value->kind != PH_AGENT || r->found.n != 1)
        return false;
    const entity *of = &ed->entity.at[r->found.at[0].entity];
    uint32_t first = ed->mention_of[left];
    bool pronoun = first != NO_TOKEN && ed->mention.at[first].kind == M_PRONOUN && str_is(d->fold[left], "its");
    const char *other = strcmp(of->code, ed->country) == 0 ? ed->second : strcmp(of->code, ed->second) == 0 ? ed->country : "";
    if (!pronoun || of->person || !other[0])
        return false;
    sides_add(out, entity_get(ed, other, "", STR(""), r->m->head), left, r->m->first + r->m->count);
    return true;
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
static const kb_entity *title_bearer(const event_doc *ed, uint32_t next)
{
    const nlp_doc *d = ed->nlp;
    const mention *m = next < d->n && ed->mention_of[next] != NO_TOKEN ? &ed->mention.at[ed->mention_of[next]] : NULL;
    return m && m->kind == M_PERSON && m->first == next && m->count > 1 && m->value && d->sent_of[next] == d->sent_of[next - 1] ? lex_spell(ed, m) : NULL;
}

/* "the Commission" of an article that has named the Union */
static bool union_body(const event_doc *ed, uint32_t at)
{
    if (!str_is(ed->nlp->form[ed->mention.at[at].head], "Commission"))
        return false;
    for (uint32_t i = at, steps = 0; i-- > 0 && steps < UNION_MENTIONS; steps++) {
        const mention *m = &ed->mention.at[i];
        if (m->kind == M_ACTOR && m->who.n && strcmp(ed->entity.at[m->who.at[0].entity].code, "EUR") == 0)
            return true;
    }
    return false;
}

void agent_sides(event_doc *ed, uint32_t at, sides *out)
{
    const mention *m = &ed->mention.at[at];
    const kb_agent *a = lex_agent(ed->lex, m->value->ref);
    if (a->kind == A_FORMER)
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
    if (!sector[0] && doc_lemma_is(ed->nlp, m->head, "counterpart"))
        peer_sector(ed, at, sector);
    before(&r, left);
    if (!code[0])
        after(&r);
    if (holder(&r, at, out) || its_neighbour(&r, left, out))
        return;
    if (code[0] && soldiers(ed->nlp, m->head) && !r.found.n && same_role(&r, at, false, out))
        return; /* "NATO peacekeepers ... the peacekeepers" */
    if (r.found.n || code[0]) {
        sides found = r.found;
        for (uint32_t i = 0; i < found.n; i++) {
            entity owner = ed->entity.at[found.at[i].entity];                                   /* a copy: the register may grow */
            bool other = code[0] && code_is_body(owner.code) && strcmp(owner.code, "NGO") != 0; /* "NATO peacekeepers" */
            emit(&r, out, code[0] && !other ? NULL : &owner, left, end, owner.weak);
        }
        if (!found.n)
            emit(&r, out, NULL, left, end, false);
        return;
    }
    if (a->flags & AG_BEHIND) { /* it is what it says and no more */
        emit(&r, out, NULL, left, end, true);
        return;
    }
    const kb_entity *bearer = title_bearer(ed, end);
    if (bearer) {
        entity owner = {0};
        memcpy(owner.code, bearer->code, 3);
        emit(&r, out, &owner, left, end, true);
        return;
    }
    bool commission = union_body(ed, at);
    if (commission || american_body(ed, m->head)) {
        entity owner = {0};
        memcpy(owner.code, commission ? "EUR" : "USA", 4);
        emit(&r, out, &owner, left, end, true);
        return;
    }
    const entity *here = a->kind == A_GROUP ? country_before(ed, m->head) : NULL;
    if (here) {
        entity owner = *here;
        emit(&r, out, &owner, left, end, true);
        return;
    }
    both_countries(ed, m->head, out);
    if (!out->n && strcmp(sector, "MIL") == 0 && weapon(ed->nlp, m->head))
        return; /* nobody's until somebody's */
    if (out->n || same_body(&r, at, out) || same_role(&r, at, false, out) || same_fighters(&r, at, out))
        return;
    if (a->kind == A_GROUP && (strcmp(sector, "GOV") == 0 || strcmp(sector, "MIL") == 0) && same_role(&r, at, true, out))
        return; /* what was guessed of "the junta" once holds for it later */
    uint32_t first = rel_is(ed->nlp, m->head, R_CONJ) ? ed->mention_of[ed->nlp->head[m->head]] : NO_TOKEN;
    if (first != NO_TOKEN && ed->mention.at[first].kind == M_AGENT && ed->mention.at[first].who.n && strcmp(sector, "UAF") != 0) {
        entity owner = {0}; /* "Syria's government and the opposition" */
        const entity *of = &ed->entity.at[ed->mention.at[first].who.at[0].entity];
        if (of->code[0] && !of->weak && !code_is_body(of->code)) {
            memcpy(owner.code, of->code, 4);
            emit(&r, out, &owner, left, end, true);
            return;
        }
    }
    const entity *e = soldiers(ed->nlp, m->head) ? same_army(ed, at) : NULL;
    if (e) {
        entity owner = *e;
        emit(&r, out, &owner, left, end, false);
        return;
    }
    if (doc_lemma_is(ed->nlp, m->head, "sniper"))
        memcpy(sector, "UAF", 4); /* of nobody that the text names */
    e = strcmp(sector, "UAF") == 0 || strcmp(sector, "UNK") == 0 ? NULL : sentence_place(ed, m->head);
    if (!e && strcmp(sector, "UAF") != 0 && strcmp(sector, "UNK") != 0)
        e = nearest_country(ed, at, m->head);
    entity guess = {0};
    if (e)
        memcpy(guess.code, e->code, 4);
    else if (strcmp(sector, "UAF") != 0 && strcmp(sector, "UNK") != 0)
        memcpy(guess.code, ed->country, 4);
    emit(&r, out, &guess, left, end, true);
}
