/*
 * entity.c - the register of entities, and what noun phrases stand for.
 *
 * In: mentions. Out: for every mention the sides that it names (`who`), in order of the text, so that a later "the rebels" or "he"
 * finds what stood before. entity_sides() answers for any noun phrase: its own mention, the actor inside it ("Danish positions",
 * "a convoy of soldiers"), and what is coordinated with it.
 */
#include "event/event.h"

#define DOMINANT 3 /* mentions, at least */

#define NP_LEFT_MAX 10u
#define DEPTH_MAX 4
#define HEADLINE_MENTIONS 60u /* so far on the bearer of a surname in the headline may be named */
#define LATER_MAX 100u        /* surnames that are explained later, of one article */
#define AHEAD_MAX 2u

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
            gap = 1; /* equal claims: the country of the article */
        bool governs =
            gap == best_gap && best && strncmp(best->sector, "GOV", 3) != 0 && strncmp(e->sector, "GOV", 3) == 0; /* the state office before the party's */
        if (gap < best_gap || governs)
            best = e, best_gap = gap;
    }
    return best ? best : lex_entity(ed->lex, m->value->ref);
}

/* "Turkish-backed", "US-led": the country is not the actor's own */
static bool sponsored(const nlp_doc *d, uint32_t after)
{
    static const char *const tails[] = {"backed",    "led",       "born", "held",  "controlled", "occupied", "allied",   "aligned",  "funded",   "brokered",
                                        "sponsored", "supported", "made", "style", "based",      "trained",  "mediated", "language", "speaking", "run"};
    if (after + 1 >= d->n || !str_is(d->fold[after], "-"))
        return false;
    for (size_t i = 0; i < LEN(tails); i++)
        if (str_is(d->fold[after + 1], tails[i]))
            return true;
    return false;
}

static bool adjective_mention(const event_doc *ed, uint32_t t) { return ed->mention_of[t] != NO_TOKEN && ed->mention.at[ed->mention_of[t]].kind == M_ADJ; }

uint32_t np_left(const event_doc *ed, uint32_t first)
{
    const nlp_doc *d = ed->nlp;
    uint32_t begin = d->sent[d->sent_of[first]].first, t = first;
    while (t > begin && first - t < NP_LEFT_MAX) {
        uint32_t p = t - 1;
        uint8_t u = d->upos[p];
        bool modifier = u == U_ADJ || u == U_NOUN || u == U_PROPN || u == U_NUM || (u == U_PART && d->fold[p].n <= 2) ||
                        (u == U_VERB && (rel_is(d, p, R_AMOD) || rel_is(d, p, R_COMPOUND))) || str_is(d->fold[p], "-") ||
                        (u == U_PRON && d->sub[p] == RS_POSS) || (u == U_ADV && rel_is(d, p, R_ADVMOD) && d->head[p] == p + 1 && p + 1 < first);
        if (u == U_DET && p > begin && t < first && d->upos[t] != U_ADP)
            modifier = false;
        if ((u == U_CCONJ || str_is(d->fold[p], ",")) && p > begin && adjective_mention(ed, p - 1) && adjective_mention(ed, t))
            modifier = true;
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

/* "(Reuters) -", "AFP -": whose text it is, not who acts */
static bool credit(const nlp_doc *d, const mention *m)
{
    uint32_t next = m->first + m->count;
    bool open = m->first > 0 && str_is(d->form[m->first - 1], "(");
    bool dash = next < d->n && (str_is(d->fold[next], "-") || str_is(d->fold[next], "--") || str_is(d->form[next], ")"));
    return open || (dash && m->first < d->sent[d->sent_of[m->first]].first + 8);
}

/* The place that the finder made of these very words, NULL: none. */
static const place_mention *place_at(const event_doc *ed, const mention *m)
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
    static const char *const reach[] = {"reach", "enter",    "leave",  "seize",    "capture", "take",   "retake",   "bomb",
                                        "shell", "hit",      "strike", "storm",    "flee",    "visit",  "besiege",  "shake",
                                        "rock",  "surround", "pound",  "approach", "tour",    "occupy", "liberate", "overrun"};
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
        for (size_t i = 0; i < LEN(reach); i++)
            if (doc_lemma_is(d, g, reach[i]))
                return true;
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
    if (!named || e->sector[0] || rel_is(d, head, R_COMPOUND) || rel_is(d, head, R_CONJ) || doc_dep(d, head, R_CONJ) != NO_TOKEN)
        return false;
    return m->first == 0 || !(str_is(d->fold[prev], "the") || str_is(d->fold[prev], "between") || str_is(d->fold[prev], "with"));
}

static void country_sides(event_doc *ed, mention *m)
{
    const kb_entity *e = lex_spell(ed, m);
    const place_mention *place = m->kind == M_COUNTRY ? place_at(ed, m) : NULL;
    if (place && place->code[0] && strncmp(place->code, e->code, 3) != 0) { /* "Georgia" in an article on Atlanta, "Paris, Texas" */
        if (!sponsored(ed->nlp, m->first + m->count))
            sides_add(&m->who, entity_get(ed, place->code, "", place->name, m->head), m->first, m->first + m->count);
        return;
    }
    if (m->kind == M_ACTOR && strncmp(e->sector, "JRN", 3) == 0 && credit(ed->nlp, m))
        return;
    char code[4] = {0}, sector[SECTOR_MAX] = {0};
    memcpy(code, e->code, 3);
    memcpy(sector, e->sector, SECTOR_MAX - 1);
    if (m->first > 0 && str_is(ed->nlp->fold[m->first - 1], "ethnic")) { /* "ethnic Albanians in Serbia" are Serbia's */
        if (m->kind == M_COUNTRY)
            sides_add(&m->who, ethnic_group(ed, m), m->first - 1, m->first + m->count);
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
            memcpy(sector, body->sector, SECTOR_MAX - 1);
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
    if (sponsored(ed->nlp, m->first + m->count))
        return;
    sides_add(&m->who, id, m->first, m->first + m->count);
    while (m->kind == M_ACTOR && (e = lex_joint(ed->lex, e)) != NULL) {
        memcpy(code, e->code, 3);
        sides_add(&m->who, entity_get(ed, code, sector, name, m->head), m->first, m->first + m->count);
    }
}

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

/* The countries that mentions speak of, so that ambiguous names and unplaced agents have something to lean on; local news names none, but places. */
static void count_countries(event_doc *ed)
{
    tally seen[NAMED_MAX] = {0};
    uint32_t n = 0, best = 0, second = 0, total = 0;
    for (uint32_t i = 0; i < ed->mention.n; i++) {
        const mention *m = &ed->mention.at[i];
        if (!m->value || (m->kind != M_COUNTRY && m->kind != M_ADJ))
            continue;
        const char *code = lex_entity(ed->lex, m->value->ref)->code;
        if (sure_of(ed, m, code))
            tally_add(seen, &n, code);
    }
    bool local = n == 0;
    for (uint32_t i = 0; local && i < ed->place.n; i++)
        if (ed->place.at[i].code[0])
            tally_add(seen, &n, ed->place.at[i].code);
    if (!n)
        return;
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
static uint32_t lost_conjunct(const nlp_doc *d, uint32_t t)
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
    bool fits = false;
    for (size_t i = 0; i < LEN(words); i++)
        fits = fits || doc_lemma_is(d, head, words[i]);
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
    bool camp = false;
    for (size_t i = 0; i < LEN(camps); i++)
        camp = camp || doc_lemma_is(d, head, camps[i]);
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

bool entity_resolve(event_doc *ed)
{
    ed->entity_chain = arena_array(ed->mem, ENTITY_CHAINS, sizeof *ed->entity_chain);
    if (!ed->entity_chain)
        return false;
    for (uint32_t i = 0; i < ENTITY_CHAINS; i++)
        ed->entity_chain[i] = NO_ENTITY;
    ed->minority = NO_TOKEN;
    count_countries(ed);
    for (uint32_t i = 0; i < ed->mention.n; i++) { /* first what stands for itself: "the Supreme Court of Nepal" looks ahead */
        mention *m = &ed->mention.at[i];
        if (m->same_as != NO_TOKEN)
            m->who = ed->mention.at[m->same_as].who;
        else if (m->kind == M_COUNTRY || m->kind == M_ADJ || m->kind == M_ACTOR)
            country_sides(ed, m);
    }
    for (uint32_t i = 0; i < ed->mention.n; i++) {
        mention *m = &ed->mention.at[i];
        uint32_t before = ed->nlp->sent_of[m->head] > 0 ? i : i + HEADLINE_MENTIONS < ed->mention.n ? i + HEADLINE_MENTIONS : ed->mention.n;
        if (m->kind == M_PERSON && !m->value && m->count == 1 && place_at(ed, m) && !end_of_person(ed, before, m->head))
            m->kind = M_PLACE; /* the place finder had reasons */
        else if (m->kind == M_PERSON)
            person_sides(ed, i, &m->who);
        else if (m->kind == M_AGENT && m->same_as != NO_TOKEN)
            m->who = ed->mention.at[m->same_as].who;
        else if (m->kind == M_AGENT)
            m->who.n = 0, agent_sides(ed, i, &m->who); /* another role may have looked ahead */
        else if (m->kind == M_PRONOUN)
            pronoun_sides(ed, i, &m->who);
    }
    named_later(ed);
    for (uint32_t i = 0; i + 1 < ed->mention.n; i++) {
        titled_actor(ed, &ed->mention.at[i + 1], &ed->mention.at[i], &ed->mention.at[i]);
        titled_actor(ed, &ed->mention.at[i], &ed->mention.at[i + 1], &ed->mention.at[i]);
    }
    return !ed->mem->failed;
}

/* ---- noun phrases ---- */

static bool measure(const nlp_doc *d, uint32_t t)
{
    static const char *const words[] = {"group",   "convoy", "number", "dozen",    "hundred", "thousand", "million", "score", "crowd",  "team",   "unit",
                                        "series",  "pair",   "member", "majority", "half",    "some",     "many",    "all",   "both",   "one",    "two",
                                        "three",   "four",   "five",   "most",     "several", "few",      "each",    "any",   "none",   "column", "band",
                                        "handful", "party",  "family", "leader",   "remains", "body",     "rest",    "wave",  "couple", "part"};
    if (d->upos[t] == U_NUM)
        return true;
    for (size_t i = 0; i < LEN(words); i++)
        if (doc_lemma_is(d, t, words[i]))
            return true;
    return false;
}

static void copy_sides(sides *out, const sides *in)
{
    for (uint32_t i = 0; i < in->n; i++)
        sides_add(out, in->at[i].entity, in->at[i].first, in->at[i].end);
}

static void collect(event_doc *ed, uint32_t head, sides *out, int depth);
static void place_side(event_doc *ed, uint32_t head, sides *out);

static void of_phrase(event_doc *ed, uint32_t head, sides *out, int depth)
{
    const nlp_doc *d = ed->nlp;
    for (uint32_t c = d->child[head]; c != NO_TOKEN && !out->n; c = d->sibling[c])
        if (rel_is(d, c, R_NMOD) && str_is(case_of(d, c), "of"))
            collect(ed, c, out, depth + 1);
}

/* the actor at t before a noun, with those that it is coordinated with: "the French and German positions" */
static void coordinated(const event_doc *ed, uint32_t head, uint32_t left, uint32_t t, sides *out)
{
    const nlp_doc *d = ed->nlp;
    uint32_t first = rel_is(d, t, R_CONJ) && d->head[t] < t && (d->head[t] >= left || d->head[d->head[t]] == head) ? d->head[t] : t;
    copy_sides(out, &ed->mention.at[ed->mention_of[t]].who);
    if (first != t && ed->mention_of[first] != NO_TOKEN)
        copy_sides(out, &ed->mention.at[ed->mention_of[first]].who);
    for (uint32_t c = d->child[first]; c != NO_TOKEN; c = d->sibling[c])
        if (rel_is(d, c, R_CONJ) && ed->mention_of[c] != NO_TOKEN)
            copy_sides(out, &ed->mention.at[ed->mention_of[c]].who);
}

/* The actor inside a noun phrase whose head is none: the nearest role or organisation before the head, else a country, else what follows "of". */
static void inside(event_doc *ed, uint32_t head, sides *out, int depth)
{
    const nlp_doc *d = ed->nlp;
    both_countries(ed, head, out);
    if (measure(d, head))
        of_phrase(ed, head, out, depth);
    uint32_t left = np_left(ed, head);
    uint32_t country = NO_TOKEN;
    bool bomb = doc_lemma_is(d, head, "bomb") || doc_lemma_is(d, head, "blast") || doc_lemma_is(d, head, "explosion") || doc_lemma_is(d, head, "grenade");
    for (uint32_t t = head; t-- > left && !out->n;) {
        uint32_t i = ed->mention_of[t];
        if (i == NO_TOKEN)
            continue;
        const mention *m = &ed->mention.at[i];
        if (bomb && m->kind == M_COUNTRY)
            continue; /* "a Yemen bomb": where it went off */
        if (m->kind == M_AGENT && rel_is(d, t, R_COMPOUND) && doc_lemma_is(d, t, "country"))
            continue; /* "the country homes of the senator" */
        if (m->kind == M_ADJ || m->kind == M_COUNTRY)
            country = m->who.n ? t : country;
        else
            coordinated(ed, head, left, t, out);
    }
    for (uint32_t c = d->child[head]; c != NO_TOKEN && !out->n; c = d->sibling[c])
        if (rel_is(d, c, R_NMOD) && d->sub[c] == RS_POSS)
            collect(ed, c, out, depth + 1);
    if (!out->n && country != NO_TOKEN)
        coordinated(ed, head, left, country, out);
    if (!out->n)
        of_phrase(ed, head, out, depth); /* "the Jufra airstrip of the rebels" is theirs before it is of the place */
    for (uint32_t t = head; t-- > left && !out->n && !bomb;)
        place_side(ed, t, out); /* "Bergen city" */
    for (uint32_t c = d->child[head]; c != NO_TOKEN && !out->n; c = d->sibling[c])
        if (rel_is(d, c, R_NMOD) && (str_is(case_of(d, c), "between") || str_is(case_of(d, c), "by")))
            collect(ed, c, out, depth + 1);
}

/* a place that is acted upon stands for its country */
static void place_side(event_doc *ed, uint32_t head, sides *out)
{
    uint32_t p = ed->place_of ? ed->place_of[head] : NO_TOKEN;
    if (p == NO_TOKEN || !ed->place.at[p].code[0] || ed->place.at[p].loose)
        return;
    const place_mention *pm = &ed->place.at[p];
    sides_add(out, entity_get(ed, pm->code, "", pm->name, head), pm->first, pm->first + pm->count);
}

/* "his counterpart, Hanna Worku": the name beside a role says who it is */
static const sides *named_beside(const event_doc *ed, uint32_t head, const mention *m)
{
    const nlp_doc *d = ed->nlp;
    bool host = !m && d->upos[head] == U_NOUN && d->penn[head] == X_NN; /* "his host, Hanna Worku", "an Australian, Brian Tate" */
    host = host || (m && m->kind == M_ADJ && doc_dep(d, head, R_DET) != NO_TOKEN);
    if (!host && (!m || m->kind != M_AGENT || m->value->kind != PH_AGENT))
        return NULL;
    for (uint32_t c = d->child[head]; c != NO_TOKEN; c = d->sibling[c]) {
        uint32_t p = ed->mention_of[c];
        bool beside = rel_is(d, c, R_APPOS) || rel_is(d, c, R_FLAT) || (!host && rel_is(d, c, R_CONJ) && c > 0 && str_is(d->form[c - 1], ","));
        if (beside && c > head && p != NO_TOKEN && ed->mention.at[p].kind == M_PERSON && ed->mention.at[p].who.n)
            return &ed->mention.at[p].who;
    }
    return NULL;
}

/* "Kenya and Ethiopia sign": two countries side by side, wherever the parser hung the second */
static void country_beside(const event_doc *ed, const mention *m, sides *out)
{
    const nlp_doc *d = ed->nlp;
    uint32_t next = m->first + m->count;
    if (m->kind != M_COUNTRY || next + 1 >= d->n || !str_is(d->fold[next], "and") || d->sent_of[next + 1] != d->sent_of[m->first])
        return;
    uint32_t p = ed->mention_of[next + 1];
    uint32_t after = p == NO_TOKEN ? 0 : ed->mention.at[p].first + ed->mention.at[p].count;
    if (p != NO_TOKEN && ed->mention.at[p].kind == M_COUNTRY && after < d->n && d->upos[after] == U_VERB)
        copy_sides(out, &ed->mention.at[p].who);
}

/* "militiamen loyal to Hussein Aideed", "a member of the Syrian parliament": who is named stands behind the role that wants to know it */
static void look_ahead(event_doc *ed, uint32_t i)
{
    mention *m = i == NO_TOKEN ? NULL : &ed->mention.at[i];
    bool person = m && m->kind == M_PERSON && (m->value || m->count > 1 || !place_at(ed, m));
    bool group = m && m->kind == M_AGENT && lex_agent(ed->lex, m->value->ref)->kind == A_GROUP && m->same_as == NO_TOKEN;
    if ((!person && !group) || m->who.n || ed->looks_ahead >= AHEAD_MAX)
        return;
    sides who = {0};
    ed->looks_ahead++;
    if (person)
        person_sides(ed, i, &who);
    else
        agent_sides(ed, i, &who);
    ed->looks_ahead--;
    if (who.n && ed->entity.at[who.at[0].entity].code[0])
        ed->mention.at[i].who = who;
}

/* "old foes Chad and Sudan": several named right behind a role are those who have it */
static bool named_behind(event_doc *ed, uint32_t head, const mention *m, sides *out, int depth)
{
    const nlp_doc *d = ed->nlp;
    sides named = {0};
    if (!m || m->kind != M_AGENT || m->value->kind != PH_AGENTS)
        return false;
    for (uint32_t c = d->child[head]; c != NO_TOKEN && !named.n; c = d->sibling[c])
        if (rel_is(d, c, R_APPOS) && c > head && (d->child[c] < c ? d->child[c] : c) == head + 1 && ed->mention_of[c] != NO_TOKEN)
            collect(ed, c, &named, depth + 1);
    if (named.n > 1)
        copy_sides(out, &named);
    return named.n > 1;
}

static bool headline_side(mention_kind k) { return k == M_COUNTRY || k == M_AGENT || k == M_ACTOR; }

/* "India, Pakistan agree to talk", "ARMY, REBELS TRADE BLAME": in a headline a comma joins two sides, wherever the parser hung the second */
static void headline_pair(event_doc *ed, uint32_t head, sides *out)
{
    const nlp_doc *d = ed->nlp;
    const mention *m = &ed->mention.at[ed->mention_of[head]];
    const text_sentence *s = &d->sent[d->sent_of[head]];
    uint32_t comma = m->first + m->count, p = comma + 1 < d->n ? ed->mention_of[comma + 1] : NO_TOKEN;
    if (!headline_side(m->kind) || m->first > s->first + 2 || p == NO_TOKEN || !str_is(d->form[comma], ",") || str_is(d->form[s->first + s->count - 1], "."))
        return;
    const mention *b = &ed->mention.at[p];
    uint32_t verb = b->first + b->count;
    if (headline_side(b->kind) && verb < s->first + s->count && d->upos[verb] == U_VERB)
        copy_sides(out, &b->who);
}

static void collect(event_doc *ed, uint32_t head, sides *out, int depth)
{
    const nlp_doc *d = ed->nlp;
    if (head == NO_TOKEN || depth > DEPTH_MAX)
        return;
    uint32_t i = ed->mention_of[head], before = out->n;
    look_ahead(ed, i);
    const sides *name = named_beside(ed, head, i == NO_TOKEN ? NULL : &ed->mention.at[i]);
    if (name)
        copy_sides(out, name);
    else if (named_behind(ed, head, i == NO_TOKEN ? NULL : &ed->mention.at[i], out, depth))
        return;
    else if (i != NO_TOKEN)
        copy_sides(out, &ed->mention.at[i].who), country_beside(ed, &ed->mention.at[i], out), headline_pair(ed, head, out);
    if (i != NO_TOKEN && ed->mention.at[i].kind == M_PRONOUN && out->n == before)
        pronoun_sides(ed, i, out);
    if (out->n == before && (i == NO_TOKEN || ed->mention.at[i].kind == M_AGENT || ed->mention.at[i].kind == M_ADJ))
        inside(ed, head, out, depth);
    if (out->n == before)
        place_side(ed, head, out);
    if (out->n == before && rel_is(d, head, R_APPOS)) { /* "Kadugli, a town they besieged" */
        sides named = {0};
        place_side(ed, d->head[head], &named);
        if (named.n)
            sides_add(out, named.at[0].entity, head, head + 1);
    }
    if (out->n == before)
        for (uint32_t c = d->child[head]; c != NO_TOKEN; c = d->sibling[c])
            if (rel_is(d, c, R_APPOS))
                collect(ed, c, out, depth + 1);
    for (uint32_t c = d->child[head]; c != NO_TOKEN; c = d->sibling[c])
        if (rel_is(d, c, R_CONJ) && d->upos[c] != U_VERB && d->upos[c] != U_ADJ)
            collect(ed, c, out, depth + 1);
    uint32_t beside = lost_conjunct(d, head);
    if (beside != NO_TOKEN)
        collect(ed, beside, out, depth + 1);
}

bool entity_sides(event_doc *ed, uint32_t head, sides *out)
{
    uint32_t before = out->n;
    collect(ed, head, out, 0);
    return out->n > before;
}

uint32_t entity_of_head(event_doc *ed, uint32_t head)
{
    sides s = {0};
    if (head == NO_TOKEN)
        return NO_ENTITY;
    if (entity_sides(ed, head, &s))
        return s.at[0].entity;
    uint32_t left = np_left(ed, head);
    return entity_get(ed, "", "", doc_text(ed->nlp, left, head + 1), head);
}
