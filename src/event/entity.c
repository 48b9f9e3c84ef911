/*
 * entity.c - the register of entities, and what noun phrases stand for.
 *
 * In: mentions. Out: for every mention the sides that it names (`who`), in order of the text, so that a later "the rebels" or "he"
 * finds what stood before. What a name of the tables stands for is in entity_named.c, what any noun phrase does in entity_phrase.c.
 */
#include "event/event.h"

#define DOMINANT 3 /* mentions, at least */

#define NP_LEFT_MAX 10u
#define HEADLINE_MENTIONS 60u /* so far on the bearer of a surname in the headline may be named */
#define TITLES_MAX 3u         /* in a row before a name */
#define LATER_MAX 100u        /* surnames that are explained later, of one article */

void sides_add(sides *s, uint32_t id, uint32_t first, uint32_t end)
{
    if (id == NO_ENTITY)
        return;
    if (!sides_has(s, id) && s->n < SIDES_MAX)
        s->at[s->n++] = (side){id, first, end};
}

void sides_remove(sides *s, uint32_t i)
{
    memmove(&s->at[i], &s->at[i + 1], (s->n - i - 1) * sizeof s->at[0]);
    s->n--;
}

bool sides_has(const sides *s, uint32_t id)
{
    for (uint32_t i = 0; i < s->n; i++)
        if (s->at[i].entity == id)
            return true;
    return false;
}

static uint32_t chain_of(const char *code, const char *sector, str name)
{
    uint64_t h = hash_bytes(code, strlen(code), 0);
    h = hash_bytes(sector, strlen(sector), h);
    h = hash_bytes(name.p, name.n, h);
    return (uint32_t)(h ^ h >> 32) % ENTITY_CHAINS;
}

uint32_t entity_get(event_doc *ed, const char *code, const char *sector, str name, uint32_t token)
{
    uint32_t c = chain_of(code, sector, name);
    for (uint32_t i = ed->entity_chain[c]; i != NO_ENTITY; i = ed->entity.at[i].next) {
        entity *e = &ed->entity.at[i];
        if (strcmp(e->code, code) == 0 && strcmp(e->sector, sector) == 0 && str_eq(e->name, name))
            return i;
    }
    entity *e = vec_push(ed->mem, &ed->entity, MENTIONS_MAX);
    if (!e)
        return NO_ENTITY;
    memcpy(e->code, code, strlen(code) < 4 ? strlen(code) : 3);
    memcpy(e->sector, sector, strlen(sector) < SECTOR_MAX ? strlen(sector) : SECTOR_MAX - 1);
    e->name = name;
    e->first_token = token;
    e->next = ed->entity_chain[c];
    return ed->entity_chain[c] = ed->entity.n - 1;
}

str doc_text(const nlp_doc *d, uint32_t first, uint32_t end)
{
    if (first >= end || end > d->n)
        return STR("");
    return str_of(d->form[first].p, (size_t)(d->form[end - 1].p + d->form[end - 1].n - d->form[first].p));
}

str case_of(const nlp_doc *d, uint32_t t)
{
    for (uint32_t c = d->child[t]; c != NO_TOKEN; c = d->sibling[c])
        if (rel_is(d, c, R_CASE) && d->upos[c] != U_PART)
            return d->word[c];
    return STR("");
}

static bool governs(const event_doc *ed, const kb_entity *e) { return strncmp(lex_sector(ed->lex, e), "GOV", 3) == 0; }

const kb_entity *lex_spell(const event_doc *ed, const mention *m)
{
    int32_t day = ed->pub.year ? day_from_date(ed->pub) : INT32_MAX - 1;
    const kb_entity *best = NULL;
    int64_t best_gap = INT64_MAX;
    for (uint32_t i = 0; i < m->n_value; i++) {
        const phrase_value *v = &m->values[i];
        if (v->kind != m->value->kind)
            continue;
        const kb_entity *e = lex_entity(ed->lex, v->ref);
        int64_t gap = day >= e->from && day < e->to ? 0 : day >= e->to ? (int64_t)day - e->to + 1 : ((int64_t)e->from - day) * 4;
        if (gap == 0 && ed->country[0] && strncmp(e->code, ed->country, 3) != 0)
            gap = 1;                                                                  /* equal claims: the country of the article */
        bool state = gap == best_gap && best && !governs(ed, best) && governs(ed, e); /* the state office before the party's */
        if (gap < best_gap || state)
            best = e, best_gap = gap;
    }
    return best ? best : lex_entity(ed->lex, m->value->ref);
}

static bool adjective_mention(const event_doc *ed, uint32_t t) { return ed->mention_of[t] != NO_TOKEN && ed->mention.at[ed->mention_of[t]].kind == M_ADJ; }

/* "US and Iraqi forces", "NATO, French and Malian troops": letters before a nationality are as good as one; "the US and Iraqi forces" may be two */
static bool joined_letters(const event_doc *ed, uint32_t t)
{
    const nlp_doc *d = ed->nlp;
    const mention *m = ed->mention_of[t] == NO_TOKEN ? NULL : &ed->mention.at[ed->mention_of[t]];
    bool letters = m && (m->kind == M_COUNTRY || m->kind == M_ACTOR) && m->count == 1;
    for (size_t i = 0; letters && i < d->form[t].n; i++)
        letters = d->form[t].p[i] < 'a' || d->form[t].p[i] > 'z';
    return letters && !(t > 0 && (d->upos[t - 1] == U_DET || str_is(d->fold[t - 1], "between")) && d->sent_of[t - 1] == d->sent_of[t]);
}

/* the sides of the name that an acronym stands for, as they stand here */
static void same_sides(event_doc *ed, mention *m)
{
    m->who = ed->mention.at[m->same_as].who;
    for (uint32_t k = 0; k < m->who.n; k++)
        m->who.at[k].first = m->first, m->who.at[k].end = m->first + m->count;
}

const char *other_country(const event_doc *ed, const char *code) { return strcmp(ed->country, code) != 0 ? ed->country : ed->second; }

/* of "anti-war", and no dash: "Reuters - Israeli forces" */
static bool inner_hyphen(const nlp_doc *d, uint32_t t) { return str_is(d->fold[t], "-") && (d->tok.flags == NULL || (d->tok.flags[t] & TOK_SPACE_AFTER) == 0); }

uint32_t np_left(const event_doc *ed, uint32_t first)
{
    const nlp_doc *d = ed->nlp;
    uint32_t begin = d->sent[d->sent_of[first]].first, t = first;
    while (t > begin && first - t < NP_LEFT_MAX) {
        uint32_t p = t - 1;
        uint8_t u = d->upos[p];
        bool modifier = u == U_ADJ || u == U_NOUN || u == U_PROPN || u == U_NUM || (u == U_PART && d->fold[p].n <= 2) ||
                        (u == U_VERB && (rel_is(d, p, R_AMOD) || rel_is(d, p, R_COMPOUND))) || inner_hyphen(d, p) || (u == U_PRON && d->sub[p] == RS_POSS) ||
                        (u == U_ADV && rel_is(d, p, R_ADVMOD) && d->head[p] == p + 1 && p + 1 < first);
        if (u == U_DET && p > begin && t < first && d->upos[t] != U_ADP)
            modifier = false;
        if ((u == U_CCONJ || str_is(d->fold[p], ",")) && p > begin && (adjective_mention(ed, p - 1) || joined_letters(ed, p - 1)) && adjective_mention(ed, t))
            modifier = true;
        if (u == U_CCONJ && p > begin && d->upos[t] == U_ADJ && rel_is(d, t, R_CONJ) && d->head[t] == p - 1 && rel_is(d, p - 1, R_AMOD))
            modifier = true; /* "Chad's old and tired minister" */
        if (d->upos[p] == U_PRON && ed->mention_of[p] != NO_TOKEN && (rel_is(d, p, R_NMOD) || d->penn[p] == X_PRPS))
            modifier = true;
        if (u == U_DET && p > begin && d->upos[p - 1] == U_PART && d->fold[p - 1].n <= 2 && t == first)
            modifier = false;
        if (!modifier)
            break;
        t = p;
        if (u == U_PRON)
            break;
    }
    /* "the army of Chad's rebels": a possessor's own determiner ends the walk; nothing more to do */
    return t;
}

/* ---- the plain kinds ---- */

bool code_is_body(const char *code)
{
    static const char *const codes[] = {"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"};
    for (size_t i = 0; i < LEN(codes); i++)
        if (strcmp(code, codes[i]) == 0)
            return true;
    return false;
}

/* ---- the countries of the article ---- */

typedef struct {
    char code[4];
    uint32_t n;
} tally;

static void tally_add(tally seen[NAMED_MAX], uint32_t *n, const char *code)
{
    uint32_t k = 0;
    while (k < *n && strncmp(seen[k].code, code, 3) != 0)
        k++;
    if (k == NAMED_MAX)
        return;
    if (k == *n)
        memcpy(seen[(*n)++].code, code, 3);
    seen[k].n++;
}

/* "Congolese" is of one of two, and speaks for neither */
static bool sure_of(const event_doc *ed, const mention *m, const char *code)
{
    for (uint32_t v = 0; v < m->n_value; v++)
        if (m->values[v].kind != m->value->kind ? m->values[v].kind == PH_ACTOR && lex_entity(ed->lex, m->values[v].ref)->kind == E_IGO
                                                : strncmp(lex_entity(ed->lex, m->values[v].ref)->code, code, 3) != 0)
            return false;
    return true;
}

/* Where the article is at home: the country that most of its countries, nationalities, organisations and places speak for */
static void find_home(event_doc *ed, const tally *named, uint32_t n)
{
    tally seen[NAMED_MAX];
    uint32_t best = 0, total = 0;
    memcpy(seen, named, sizeof seen);
    for (uint32_t i = 0; i < ed->place.n; i++) {
        const place_mention *p = &ed->place.at[i];
        if (p->place && p->code[0] && !p->loose && !p->guessed)
            tally_add(seen, &n, p->code);
    }
    for (uint32_t k = 0; k < n; k++) {
        total += seen[k].n;
        best = seen[k].n > seen[best].n ? k : best;
    }
    memcpy(ed->home, seen[best].code, 4);
    ed->homely = seen[best].n >= DOMINANT && 2 * seen[best].n >= total;
    ed->home_leads = seen[best].n >= DOMINANT && 5 * seen[best].n >= 2 * total;
}

/* Are the Indians of the article those of Latin America? They are if it is about a country there and names nothing of India but them. */
static bool american_indians(const event_doc *ed)
{
    static const char *const lands[] = {"ARG", "BLZ", "BOL", "BRA", "CHL", "COL", "CRI", "ECU", "GTM", "HND", "MEX", "NIC", "PAN", "PER", "PRY", "SLV", "VEN"};
    if (!str_in(str_z(ed->country), lands, LEN(lands)) && !str_in(str_z(ed->home), lands, LEN(lands)))
        return false;
    for (uint32_t i = 0; i < ed->mention.n; i++) {
        const mention *m = &ed->mention.at[i];
        bool named = m->value && (m->kind == M_COUNTRY || m->kind == M_ACTOR) && m->value->kind != PH_DEMONYM && m->value->kind != PH_DEMONYMS;
        if (named && strncmp(lex_entity(ed->lex, m->value->ref)->code, "IND", 3) == 0)
            return false;
    }
    for (uint32_t i = 0; i < ed->place.n; i++)
        if (strcmp(ed->place.at[i].code, "IND") == 0)
            return false;
    return true;
}

/* The countries that mentions speak of, so that ambiguous names and unplaced agents have something to lean on; local news names none, but places. */
static void count_countries(event_doc *ed)
{
    tally seen[NAMED_MAX] = {0};
    uint32_t n = 0, best = 0, second = 0, total = 0;
    for (uint32_t i = 0; i < ed->mention.n; i++) {
        const mention *m = &ed->mention.at[i];
        if (!m->value || (m->kind != M_COUNTRY && m->kind != M_ADJ && m->kind != M_ACTOR))
            continue;
        const kb_entity *e = lex_entity(ed->lex, m->value->ref);
        const char *code = e->code;
        if (m->kind == M_ACTOR && (!code[0] || code_is_body(code) || strncmp(lex_sector(ed->lex, e), "JRN", 3) == 0 || m->same_as != NO_TOKEN))
            continue;
        if (sure_of(ed, m, code))
            tally_add(seen, &n, code);
    }
    bool local = n == 0;
    for (uint32_t i = 0; local && i < ed->place.n; i++)
        if (ed->place.at[i].code[0])
            tally_add(seen, &n, ed->place.at[i].code);
    if (!n)
        return;
    find_home(ed, seen, n);
    for (uint32_t k = 0; k < n; k++) {
        memcpy(ed->named[k], seen[k].code, 4);
        total += seen[k].n;
        best = seen[k].n > seen[best].n ? k : best;
    }
    ed->n_named = n;
    ed->dominant = seen[best].n >= DOMINANT && 2 * seen[best].n >= total;
    ed->leading = seen[best].n >= DOMINANT && 5 * seen[best].n >= 2 * total;
    memcpy(ed->country, seen[best].code, 4);
    seen[best].n = 0;
    for (uint32_t k = 0; k < n; k++)
        second = seen[k].n > seen[second].n ? k : second;
    if (seen[second].n)
        memcpy(ed->second, seen[second].code, 4);
}

/* The two countries that the sentence has named before `head`, if it named just two */
static void two_of_sentence(const event_doc *ed, uint32_t head, char two[2][4])
{
    const nlp_doc *d = ed->nlp;
    uint32_t n = 0;
    for (uint32_t t = d->sent[d->sent_of[head]].first; t < head; t++) {
        uint32_t i = ed->mention_of[t];
        const mention *m = i == NO_TOKEN ? NULL : &ed->mention.at[i];
        if (!m || m->head != t || m->who.n != 1 || (m->kind != M_COUNTRY && m->kind != M_ADJ && m->kind != M_PERSON))
            continue;
        const entity *e = &ed->entity.at[m->who.at[0].entity];
        bool seen = !e->code[0] || e->weak || code_is_body(e->code);
        for (uint32_t k = 0; k < n && k < 2; k++)
            seen = seen || strcmp(two[k], e->code) == 0;
        if (!seen && n < 2)
            memcpy(two[n], e->code, 4);
        n += seen ? 0 : 1;
    }
    if (n != 2)
        memset(two, 0, 2 * sizeof *two);
}

/* "between the government and Houthi rebels", where the parser hung the rebels on the noun above: the other one, or NO_TOKEN */
uint32_t lost_conjunct(const nlp_doc *d, uint32_t t)
{
    if (!case_of(d, t).n || d->head[t] == NO_TOKEN)
        return NO_TOKEN;
    for (uint32_t c = d->sibling[t]; c != NO_TOKEN; c = d->sibling[c]) {
        uint32_t cc = d->rel[c] == d->rel[t] && !case_of(d, c).n ? doc_dep(d, c, R_CC) : NO_TOKEN;
        if (cc != NO_TOKEN && str_is(d->fold[cc], "and") && cc > t && d->upos[c] != U_VERB)
            return c;
    }
    return NO_TOKEN;
}

/* "the two sides" after "a truce between the army and the rebels": who were named together last, if no persons */
static bool last_pair(const event_doc *ed, uint32_t head, sides *out)
{
    static const char *const words[] = {"side", "party", "rival", "foe", "faction", "army"};
    const nlp_doc *d = ed->nlp;
    bool fits = str_in(d->word[head], words, LEN(words));
    uint32_t at = ed->mention_of[head];
    for (uint32_t i = at == NO_TOKEN ? ed->mention.n : at, steps = 0; fits && i-- > 0 && steps < 40; steps++) {
        const mention *b = &ed->mention.at[i];
        if (d->sent_of[b->head] + 4 < d->sent_of[head])
            return false;
        uint32_t first = rel_is(d, b->head, R_CONJ) ? ed->mention_of[d->head[b->head]] : NO_TOKEN;
        if (first == NO_TOKEN && i > 0 && lost_conjunct(d, ed->mention.at[i - 1].head) == b->head)
            first = i - 1;
        const mention *a = first == NO_TOKEN ? NULL : &ed->mention.at[first];
        if (a && rel_is(d, head, R_OBJ) && doc_under(d, a->head, d->head[head]) && d->sent_of[a->head] == d->sent_of[head])
            continue; /* "the Union and the Church brought the two sides together" */
        if (!a || a == b || a->who.n != 1 || b->who.n != 1 || a->kind == M_PERSON || b->kind == M_PERSON || a->who.at[0].entity == b->who.at[0].entity)
            continue;
        const entity *x = &ed->entity.at[a->who.at[0].entity], *y = &ed->entity.at[b->who.at[0].entity];
        if (x->person || y->person || !x->code[0] || !y->code[0] || (strcmp(x->code, y->code) == 0 && strcmp(x->sector, y->sector) == 0))
            continue;
        sides_add(out, a->who.at[0].entity, head, head + 1);
        sides_add(out, b->who.at[0].entity, head, head + 1);
        return true;
    }
    return false;
}

/* "both sides", "the two countries", "the two foreign ministers": the two of the sentence, else those that the article is about */
void both_countries(event_doc *ed, uint32_t head, sides *out)
{
    static const char *const words[] = {"side", "country", "government", "nation", "neighbour", "neighbor",
                                        "army", "capital", "rival",      "state",  "foe",       "party"};
    static const char *const office[] = {"minister", "president", "premier", "leader", "official", "delegation", "diplomat", "chancellor"};
    const nlp_doc *d = ed->nlp;
    bool noun = false, pair = false, holders = false, known = false;
    for (size_t i = 0; i < LEN(words); i++)
        noun = noun || doc_lemma_is(d, head, words[i]);
    for (size_t i = 0; i < LEN(office); i++)
        holders = holders || doc_lemma_is(d, head, office[i]);
    if ((!noun && !holders) || d->penn[head] != X_NNS)
        return;
    for (uint32_t c = d->child[head]; c != NO_TOKEN && c < head; c = d->sibling[c]) {
        pair = pair || str_is(d->fold[c], "both") || str_is(d->fold[c], "two");
        known = known || str_is(d->fold[c], "both") || str_is(d->fold[c], "the");
    }
    if (holders && !known)
        return; /* "two officials" are any */
    if (!pair && !(doc_lemma_is(d, head, "neighbour") || doc_lemma_is(d, head, "neighbor")))
        return;
    if (last_pair(ed, head, out))
        return;
    char two[2][4] = {{0}};
    two_of_sentence(ed, head, two);
    static const char *const camps[] = {"side", "party", "rival", "foe", "army"};
    bool camp = str_in(d->word[head], camps, LEN(camps));
    if (!two[1][0] && !(camp && ed->dominant)) /* "both sides" of a war at home are no countries */
        memcpy(two[0], ed->country, 4), memcpy(two[1], ed->second, 4);
    for (int i = 0; i < 2 && two[1][0]; i++)
        sides_add(out, entity_get(ed, two[i], holders ? "GOV" : "", STR(""), head), head, head + 1);
}

/* "Prime Minister" beside a name of which only the country is known, in roles of a user: the title says more. `before` is the one that ends
 * where the other begins. */
static void titled_actor(event_doc *ed, mention *m, const mention *title, const mention *before)
{
    const mention *behind = before == m ? title : m;
    if (m->kind != M_ACTOR || title->kind != M_AGENT || title->value->kind != PH_AGENT || before->first + before->count != behind->first || !title->who.n ||
        !m->who.n)
        return;
    const entity *role = &ed->entity.at[title->who.at[0].entity], *name = &ed->entity.at[m->who.at[0].entity];
    if (role->code[0] && !name->sector[0] && lex_agent(ed->lex, title->value->ref)->flags & AG_BEHIND)
        m->who = title->who;
}

/* "President Lind" after "Anna Lind", "President General Lind": a title whose country was guessed is of the country of whoever bears it, once that is known */
static void guessed_title(event_doc *ed, uint32_t at)
{
    mention *title = &ed->mention.at[at];
    uint32_t k = at + 1, end = title->first + title->count;
    while (k + 1 < ed->mention.n && k < at + TITLES_MAX && ed->mention.at[k].kind == M_AGENT && ed->mention.at[k].first == end)
        end += ed->mention.at[k++].count;
    const mention *m = &ed->mention.at[k];
    if (title->kind != M_AGENT || m->kind != M_PERSON || m->first != end || title->who.n != 1 || m->who.n != 1)
        return;
    const entity *bearer = &ed->entity.at[m->who.at[0].entity];
    const entity role = ed->entity.at[title->who.at[0].entity]; /* a copy: the register may grow */
    if (!role.weak || !bearer->code[0] || bearer->weak || code_is_body(bearer->code) || strcmp(bearer->code, role.code) == 0)
        return;
    char code[4] = {0};
    memcpy(code, bearer->code, 3);
    uint32_t id = entity_get(ed, code, role.sector, role.name, title->head);
    if (id == NO_ENTITY)
        return;
    ed->entity.at[id].person = role.person;
    if (!ed->entity.at[id].office.n)
        ed->entity.at[id].office = role.office;
    title->who.at[0].entity = id;
}

/* whoever was taken for one is the other */
static void redirect(event_doc *ed, uint32_t from, uint32_t to)
{
    for (uint32_t i = 0; i < ed->mention.n; i++)
        for (uint32_t k = 0; k < ed->mention.at[i].who.n; k++)
            if (ed->mention.at[i].who.at[k].entity == from)
                ed->mention.at[i].who.at[k].entity = to;
}

/* "Okello slams Mutasa": of a bare surname nothing is known until the article names its bearer in full; if it never does, a head of state may be meant */
static void named_later(event_doc *ed)
{
    const nlp_doc *d = ed->nlp;
    uint32_t found = 0;
    for (uint32_t i = 0; i < ed->mention.n && found < LATER_MAX; i++) {
        const mention *m = &ed->mention.at[i];
        if (m->kind != M_PERSON || m->count != 1 || m->value || m->who.n != 1)
            continue;
        const entity *e = &ed->entity.at[m->who.at[0].entity];
        if (e->code[0] || e->sector[0] || !str_eq(e->name, d->form[m->first]))
            continue;
        uint32_t id = NO_ENTITY;
        for (uint32_t k = i + 1, steps = 0; k < ed->mention.n && steps < 400 && id == NO_ENTITY; k++, steps++) {
            const mention *full = &ed->mention.at[k];
            if (full->kind != M_PERSON || full->count < 2 || full->who.n != 1 || !str_eq(d->form[full->first + full->count - 1], d->form[m->first]))
                continue;
            id = full->who.at[0].entity;
        }
        if (id == NO_ENTITY)
            id = person_in_power(ed, m->first);
        if (id == NO_ENTITY)
            continue;
        redirect(ed, m->who.at[0].entity, id);
        found++;
    }
}

/* "in Santa Rosa", "the governor of Santa Rosa": a place, though the tagger took it for a person */
static bool stands_for_place(const event_doc *ed, const mention *m)
{
    static const char *const seats[] = {"governor", "mayor", "province", "town", "city", "district", "village", "region", "port", "island"};
    const nlp_doc *d = ed->nlp;
    if (m->first < 2 || d->sent_of[m->first - 2] != d->sent_of[m->first])
        return false;
    return str_is(d->fold[m->first - 1], "in") || (str_is(d->fold[m->first - 1], "of") && str_in(d->word[m->first - 2], seats, LEN(seats)));
}

/* "Tarbes police", "a Karen guerrilla": a name of which nothing is known before a role in its noun phrase is no person, but says whose the role is */
static bool names_body(const event_doc *ed, const mention *m)
{
    const nlp_doc *d = ed->nlp;
    uint32_t next = m->first + m->count, i = next < d->n ? ed->mention_of[next] : NO_TOKEN;
    const entity *e = m->who.n == 1 ? &ed->entity.at[m->who.at[0].entity] : NULL;
    if (m->count != 1 || m->value || !e || e->code[0] || e->sector[0] || !rel_is(d, m->head, R_COMPOUND))
        return false;
    uint32_t role =
        i != NO_TOKEN && ed->mention.at[i].kind == M_AGENT ? ed->mention.at[i].head : NO_TOKEN; /* or both before a noun: "a Karen guerrilla base" */
    return role != NO_TOKEN && (d->head[m->head] == role || (d->head[m->head] == d->head[role] && role < d->head[role])) &&
           ed->mention.at[i].value->kind == PH_AGENT &&
           (lex_agent(ed->lex, ed->mention.at[i].value->ref)->kind == A_GROUP || strcmp(lex_agent(ed->lex, ed->mention.at[i].value->ref)->sector, "REB") == 0);
}

/* "Tarbes police": of the country where the gazetteer has the name, if it has it in one that the article names, or in one alone */
static void body_home(event_doc *ed, mention *m)
{
    const char *home = "";
    bool named = false, several = false;
    phrase_walk walk = phrases_from(ed->lex, ed->nlp->name_hash + m->first, m->count);
    for (lex_hit hit; phrase_next(&walk, &hit);)
        for (uint32_t k = 0; hit.count == m->count && k < hit.n; k++) {
            if (hit.value[k].kind != PH_PLACE)
                continue;
            const char *code = lex_place(ed->lex, hit.value[k].ref)->country;
            bool here = false;
            for (uint32_t n = 0; n < ed->n_named; n++)
                here = here || strncmp(ed->named[n], code, 3) == 0;
            several = several || (here == named && home[0] && strncmp(home, code, 3) != 0);
            if (!home[0] || (here && !named))
                home = code, several = false;
            named = named || here;
        }
    if (!home[0] || several)
        return;
    char code[4] = {0};
    memcpy(code, home, 3);
    sides_add(&m->who, entity_get(ed, code, "", doc_text(ed->nlp, m->first, m->first + m->count), m->head), m->first, m->first + m->count);
}

bool entity_resolve(event_doc *ed)
{
    ed->entity_chain = arena_array(ed->mem, ENTITY_CHAINS, sizeof *ed->entity_chain);
    if (!ed->entity_chain)
        return false;
    for (uint32_t i = 0; i < ENTITY_CHAINS; i++)
        ed->entity_chain[i] = NO_ENTITY;
    ed->minority = NO_TOKEN;
    count_countries(ed);
    ed->indigenous = american_indians(ed);
    for (uint32_t i = 0; i < ed->mention.n; i++) { /* first what stands for itself: "the Supreme Court of Nepal" looks ahead */
        mention *m = &ed->mention.at[i];
        if (m->same_as != NO_TOKEN)
            same_sides(ed, m);
        else if (m->kind == M_COUNTRY || m->kind == M_ADJ || m->kind == M_ACTOR)
            country_sides(ed, m);
    }
    for (uint32_t i = 0; i < ed->mention.n; i++) {
        mention *m = &ed->mention.at[i];
        uint32_t before = ed->nlp->sent_of[m->head] > 0 ? i : i + HEADLINE_MENTIONS < ed->mention.n ? i + HEADLINE_MENTIONS : ed->mention.n;
        if (m->kind == M_PERSON && m->same_as != NO_TOKEN)
            same_sides(ed, m);
        else if (m->kind == M_PERSON && !m->value && place_at(ed, m) && (m->count == 1 ? !end_of_person(ed, before, m->head) : stands_for_place(ed, m)))
            m->kind = M_PLACE; /* the place finder had reasons */
        else if (m->kind == M_PERSON) {
            m->who.n = 0; /* a role before it may have looked ahead, when its title was not read yet */
            person_sides(ed, i, &m->who);
            if (names_body(ed, m))
                m->kind = M_PLACE, m->who.n = 0, body_home(ed, m);
        } else if (m->kind == M_AGENT && m->same_as != NO_TOKEN)
            same_sides(ed, m);
        else if (m->kind == M_AGENT)
            m->who.n = 0, agent_sides(ed, i, &m->who); /* another role may have looked ahead */
        else if (m->kind == M_PRONOUN)
            pronoun_sides(ed, i, &m->who);
    }
    named_later(ed);
    for (uint32_t i = 0; i + 1 < ed->mention.n; i++) {
        titled_actor(ed, &ed->mention.at[i + 1], &ed->mention.at[i], &ed->mention.at[i]);
        titled_actor(ed, &ed->mention.at[i], &ed->mention.at[i + 1], &ed->mention.at[i]);
        guessed_title(ed, i);
    }
    return !ed->mem->failed;
}

/* ---- noun phrases ---- */
