/*
 * place_rank.c - which of the places of one name is meant.
 *
 * A score in integers for every meaning: how many people live there (logarithm), is it a capital, does the article speak of its country,
 * does it lie close to the others, do the words beside it name its country or province ("Goma, Congo", "the Syrian town of"), is a city or a province wanted. Names with
 * such words beside them are decided first and hold for the other mentions of the same name in the article. A small place in a
 * country of which the article says nothing is more likely a village that the gazetteer lacks: no place at all is better than a false one.
 * After Leidner (2007) and the baselines of Gritta et al. (2018): population and "one sense per discourse" are hard to beat.
 */
#include "event/place.h"

#define SCORE_NONE INT32_MIN
#define SCORE_BESIDE 300  /* the words beside it name the country or the province */
#define SCORE_NEAR 150    /* the country stands just before it */
#define SCORE_COUNTRY 260 /* a country has this name */
#define SCORE_ADMIN 70    /* the article names its province */
#define SCORE_CLOSE 80    /* it lies close to another place of the article */
#define CLOSE 15000       /* 1.5 degrees */
#define SMALL 20000u      /* people */

void place_context_add(place_context *pc, const char *code, uint32_t weight)
{
    if (code[0] == 0 || code[0] == '-')
        return;
    pc->total += weight;
    for (uint32_t i = 0; i < pc->n; i++)
        if (memcmp(pc->code[i], code, 3) == 0) {
            pc->weight[i] += weight;
            return;
        }
    if (pc->n == PLACE_COUNTRIES_MAX)
        return;
    memcpy(pc->code[pc->n], code, 3);
    pc->weight[pc->n++] = weight;
}

static void add_local(place_context *pc, const char *code, uint32_t weight)
{
    place_context_add(pc, code, weight);
    pc->local_total += weight;
    for (uint32_t i = 0; i < pc->n; i++)
        if (memcmp(pc->code[i], code, 3) == 0)
            pc->local[i] += weight;
}

static uint32_t place_context_local(const place_context *pc, const char *code)
{
    for (uint32_t i = 0; i < pc->n; i++)
        if (memcmp(pc->code[i], code, 3) == 0)
            return pc->local[i];
    return 0;
}

uint32_t place_context_of(const place_context *pc, const char *code)
{
    for (uint32_t i = 0; i < pc->n; i++)
        if (memcmp(pc->code[i], code, 3) == 0)
            return pc->weight[i];
    return 0;
}

const char *place_context_top(const place_context *pc)
{
    uint32_t best = 0;
    for (uint32_t i = 1; i < pc->n; i++)
        if (pc->weight[i] > pc->weight[best])
            best = i;
    return pc->n > 0 && pc->weight[best] * 2 >= pc->total && pc->weight[best] >= 2 ? pc->code[best] : "";
}

/* 10 * log2(v + 1), by linear interpolation between powers of two */
static int log_score(uint32_t v)
{
    uint64_t x = (uint64_t)v + 1;
    int k = 0;
    while (x >> (k + 1))
        k++;
    return 10 * k + (int)(10 * (x - ((uint64_t)1 << k)) >> k);
}

static bool same_country(const char *a, const char *b) { return a[0] != 0 && memcmp(a, b, 3) == 0; }

/* What the name after the comma says about this meaning: "Goma, Congo", "Aurora, Colorado". */
static int beside(const event_doc *ed, const kb_place *p, const candidate *next)
{
    const char *admin1 = lex_string(ed->lex, p->admin1);
    for (uint32_t i = 0; i < next->n; i++) {
        const phrase_value *v = &next->value[i];
        if (v->kind == PH_COUNTRY && same_country(lex_entity(ed->lex, v->ref)->code, p->country))
            return SCORE_BESIDE;
        if (v->kind != PH_PLACE)
            continue;
        const kb_place *q = lex_place(ed->lex, v->ref);
        if (!same_country(q->country, p->country) || place_class(q) != P_ADMIN1)
            continue;
        if (strcmp(lex_string(ed->lex, q->name), admin1) == 0)
            return SCORE_BESIDE;
    }
    return 0;
}

static int class_score(const kb_place *p, const candidate *c)
{
    kb_place_class k = place_class(p);
    bool admin = k == P_ADMIN1 || k == P_ADMIN2;
    if (c->hint == HINT_ADMIN)
        return k == P_ADMIN1 ? 150 : k == P_ADMIN2 ? 90 : k == P_REGION ? 120 : 0;
    if (c->hint == HINT_CITY)
        return admin ? -60 : 40;
    if (k == P_CAPITAL)
        return 60;
    if (k >= P_REGION)
        return 170; /* there are few of these, and they make the news */
    return k == P_ADMIN1 ? -15 : k == P_ADMIN2 ? -40 : 0;
}

int place_prior(const kb_place *p)
{
    const candidate none = {0};
    return log_score(p->pop) + class_score(p, &none);
}

/* Is it close to another place that the article names? */
static bool close_to_anchor(const place_context *pc, const kb_place *p, uint64_t key)
{
    for (uint32_t i = 0; i < pc->n_anchor; i++) {
        int32_t y = p->lat - pc->lat[i], x = p->lon - pc->lon[i];
        if (pc->anchor[i] != key && y < CLOSE && y > -CLOSE && x < CLOSE && x > -CLOSE)
            return true;
    }
    return false;
}

static void add_anchor(place_context *pc, const kb_place *p, uint64_t key)
{
    for (uint32_t i = 0; i < pc->n_anchor; i++)
        if (pc->anchor[i] == key)
            return;
    if (pc->n_anchor == PLACE_ANCHORS_MAX || place_class(p) > P_CAPITAL)
        return;
    pc->lat[pc->n_anchor] = p->lat;
    pc->lon[pc->n_anchor] = p->lon;
    pc->anchor[pc->n_anchor++] = key;
}

static int place_score(const event_doc *ed, const candidate *c, const candidate *next, const kb_place *p, const place_context *pc, int *evidence)
{
    int s = log_score(p->pop) + class_score(p, c);
    /* a namesake of a country is not more likely because its own state is named: "the United States and Georgia" */
    uint32_t w = c->state ? place_context_local(pc, p->country) : place_context_of(pc, p->country);
    uint32_t total = c->state ? pc->local_total : pc->total;
    if (w > 0)
        s += 60 + (int)(120u * (w < total ? w : total) / total);
    for (uint32_t i = 0; i < pc->n_admin; i++)
        if (pc->admin[i] == p->admin1 && p->admin1 != 0 && place_class(p) <= P_CAPITAL) {
            s += SCORE_ADMIN;
            break;
        }
    if (place_class(p) <= P_CAPITAL && close_to_anchor(pc, p, c->key))
        s += SCORE_CLOSE;
    *evidence = 0;
    if (next != NULL && next->value != NULL)
        *evidence += beside(ed, p, next);
    if (same_country(c->near, p->country))
        *evidence += SCORE_NEAR;
    return s + *evidence;
}

static bool names_division(const event_doc *ed, const candidate *next)
{
    bool division = false;
    for (uint32_t i = 0; next != NULL && i < next->n; i++) {
        const phrase_value *v = &next->value[i];
        division = division || (v->kind == PH_PLACE && place_class(lex_place(ed->lex, v->ref)) == P_ADMIN1);
    }
    return division;
}

static int country_score(const event_doc *ed, const candidate *c, const candidate *next, const phrase_value *v, const place_context *pc)
{
    const kb_entity *e = lex_entity(ed->lex, v->ref);
    int s = SCORE_COUNTRY;
    uint32_t w = place_context_of(pc, e->code);
    if (w > 0)
        s += 60 + (int)(120u * w / pc->total);
    if (c->hint == HINT_ADMIN)
        s -= same_country(c->near, e->code) || c->near[0] == 0 ? 60 : 400; /* "Georgia state", "the Belgian province of Luxembourg" */
    if (names_division(ed, next))
        s -= 200; /* "Lebanon, Pennsylvania" */
    return s;
}

/* Is the name a part of the state whose alias it is, too? "Gaza", "Scotland", "Wales": then the part is meant. */
static bool part_of_state(const event_doc *ed, const candidate *c, const char *code)
{
    for (uint32_t i = 0; i < c->n; i++) {
        if (c->value[i].kind != PH_PLACE)
            continue;
        const kb_place *p = lex_place(ed->lex, c->value[i].ref);
        if (same_country(code, p->country) && (place_class(p) >= P_REGION || (place_class(p) == P_ADMIN1 && p->pop == 0)))
            return true;
    }
    return false;
}

/* The best meaning of c; false: none. */
static bool choose(const event_doc *ed, candidate *c, const candidate *next, const place_context *pc)
{
    int best = SCORE_NONE, second = SCORE_NONE;
    const phrase_value *winner = NULL;
    c->runner_up = NULL;
    for (uint32_t i = 0; i < c->n; i++) {
        const phrase_value *v = &c->value[i];
        int evidence = 0, s = SCORE_NONE;
        if (v->kind == PH_COUNTRY && !part_of_state(ed, c, lex_entity(ed->lex, v->ref)->code))
            s = country_score(ed, c, next, v, pc);
        else if (v->kind == PH_PLACE)
            s = place_score(ed, c, next, lex_place(ed->lex, v->ref), pc, &evidence);
        if (s <= best) {
            if (s > second)
                second = s, c->runner_up = v;
            continue;
        }
        second = best, c->runner_up = winner;
        best = s, winner = v;
        c->evidence = evidence;
        c->country = v->kind == PH_COUNTRY;
        c->place = c->country ? NULL : lex_place(ed->lex, v->ref);
        memcpy(c->code, c->country ? lex_entity(ed->lex, v->ref)->code : c->place->country, sizeof c->code);
        c->code[3] = 0;
        if (c->code[0] == '-')
            c->code[0] = 0;
    }
    c->margin = second == SCORE_NONE ? 1000 : best - second;
    return best != SCORE_NONE;
}

/* Is the best meaning a small place far from what the article is about, with nothing beside it that says so? */
static bool far_fetched(const candidate *c, const place_context *pc)
{
    if (c->place == NULL || c->unlisted || c->evidence > 0 || c->code[0] == 0 || place_class(c->place) >= P_REGION)
        return false;
    if (place_class(c->place) == P_CAPITAL || c->place->pop >= SMALL || pc->total < 4)
        return false;
    return place_context_of(pc, c->code) == 0;
}

/* ---- one sense of a name in an article ---- */
typedef struct {
    uint64_t key;
    uint32_t at; /* candidate + 1, 0: free */
} sense;

static sense *sense_of(sense *table, uint32_t mask, uint64_t key)
{
    uint32_t i = (uint32_t)(key ^ key >> 32) & mask;
    while (table[i].at != 0 && table[i].key != key)
        i = (i + 1) & mask;
    return &table[i];
}

/* The second part of "X, Y" and the province that X gives away: "Atlanta, Georgia" is the state. */
static void settle_second(const event_doc *ed, candidate *first, candidate *second)
{
    if (first->place == NULL || second->value == NULL)
        return;
    const char *admin1 = lex_string(ed->lex, first->place->admin1);
    for (uint32_t i = 0; i < second->n; i++) {
        const phrase_value *v = &second->value[i];
        if (v->kind != PH_PLACE)
            continue;
        const kb_place *q = lex_place(ed->lex, v->ref);
        if (place_class(q) != P_ADMIN1 || !same_country(q->country, first->place->country) || strcmp(lex_string(ed->lex, q->name), admin1) != 0)
            continue;
        if (second->country && same_country(second->code, first->place->country))
            return;
        second->place = q;
        second->country = false;
        second->dropped = false;
        memcpy(second->code, q->country, sizeof second->code);
        second->evidence = SCORE_BESIDE;
        return;
    }
}

/* "Lebanon, Pennsylvania" and "the Belgian province of Luxembourg", where no meaning of the name lies there: a place that the gazetteer
 * lacks. -> the code of its country, NULL: no such thing. A list ("London, New York and Tokyo") is none. */
static const char *elsewhere(const event_doc *ed, const candidate *c, const candidate *next)
{
    if (c->state && c->hint == HINT_ADMIN && c->near[0] != 0 && !same_country(c->near, c->code))
        return c->near;
    const nlp_doc *d = ed->nlp;
    if (next == NULL || c->evidence > 0 || next->within != NO_TOKEN || next->state)
        return NULL;
    uint32_t after = next->first + next->count;
    if (after < d->n && (str_is(d->fold[after], "and") || str_is(d->fold[after], "or")))
        return NULL;
    const kb_place *division = NULL;
    for (uint32_t i = 0; i < next->n; i++) {
        const kb_place *p = next->value[i].kind == PH_PLACE ? lex_place(ed->lex, next->value[i].ref) : NULL;
        if (p != NULL && place_class(p) <= P_CAPITAL && p->pop > 500000)
            return NULL;
        if (p != NULL && place_class(p) == P_ADMIN1 && (division == NULL || p->pop > division->pop))
            division = p;
    }
    for (uint32_t i = 0; division != NULL && i < c->n; i++)
        if (c->value[i].kind == PH_PLACE && same_country(lex_place(ed->lex, c->value[i].ref)->country, division->country))
            return NULL;
    return division != NULL ? division->country : NULL;
}

static void decide(event_doc *ed, candidate *c, uint32_t i, const place_context *pc)
{
    candidate *me = &c[i];
    const candidate *next = me->within != NO_TOKEN ? &c[me->within] : NULL;
    if (me->value == NULL) {
        const char *top = me->near[0] != 0 ? me->near : place_context_top(pc);
        memcpy(me->code, top, strlen(top) + 1);
        me->dropped = me->code[0] == 0;
        return;
    }
    if (!choose(ed, me, next, pc)) {
        me->dropped = true;
        return;
    }
    const char *where = elsewhere(ed, me, next);
    if (where == NULL)
        return;
    me->unlisted = true;
    me->place = NULL;
    me->country = false;
    me->evidence = SCORE_BESIDE;
    memcpy(me->code, where, 3);
}

bool place_rank(event_doc *ed, candidate *c, uint32_t n, place_context *pc)
{
    uint32_t mask = 15;
    while (mask < 2 * n)
        mask = mask * 2 + 1;
    sense *table = arena_array(ed->mem, (size_t)mask + 1, sizeof *table);
    if (table == NULL)
        return false;
    /* what is certain adds to the context: names with their country beside them, and large places without a rival */
    for (uint32_t i = 0; i < n; i++) {
        if (c[i].dropped || c[i].value == NULL)
            continue;
        decide(ed, c, i, pc);
        if ((c[i].place == NULL && !c[i].unlisted) || c[i].dropped)
            continue;
        if (c[i].evidence > 0) {
            sense *s = sense_of(table, mask, c[i].key);
            if (s->at == 0)
                *s = (sense){c[i].key, i + 1};
        }
        if (c[i].unlisted) {
            add_local(pc, c[i].code, 1);
            continue;
        }
        bool admin = place_class(c[i].place) == P_ADMIN1;
        if (admin && pc->n_admin < PLACE_COUNTRIES_MAX)
            pc->admin[pc->n_admin++] = c[i].place->name;
        if (c[i].evidence > 0 || c[i].place->pop >= 100000)
            add_anchor(pc, c[i].place, c[i].key);
        if (admin || c[i].evidence > 0 || c[i].place->pop >= 200000)
            add_local(pc, c[i].code, admin ? 2 : 1);
    }
    for (uint32_t i = 0; i < n; i++) {
        if (c[i].dropped)
            continue;
        decide(ed, c, i, pc);
        if (c[i].dropped || c[i].value == NULL)
            continue;
        sense *s = sense_of(table, mask, c[i].key);
        if (s->at != 0 && c[i].evidence == 0 && s->at != i + 1 && c[i].hint == HINT_NONE) {
            const candidate *o = &c[s->at - 1];
            c[i].place = o->place;
            c[i].unlisted = o->unlisted;
            c[i].country = o->country;
            c[i].evidence = o->evidence;
            memcpy(c[i].code, o->code, sizeof c[i].code);
        }
        if (far_fetched(&c[i], pc))
            c[i].dropped = true;
    }
    for (uint32_t i = 0; i < n; i++) {
        if (c[i].after_comma && c[i].place != NULL && (c[i].place->klass & PLACE_COMMON) != 0 && i > 0 && c[i - 1].evidence == 0 && !c[i].strong)
            c[i].dropped = true; /* "In London, Miss Jones" */
        if (c[i].after_comma && !c[i].country && i > 0 && (c[i].place == NULL || c[i].evidence == 0) && !c[i].tagged && c[i].value != NULL)
            c[i].dropped = c[i].dropped || c[i].place == NULL || (c[i].place->pop < 50000 && !c[i].strong);
        if (c[i].within != NO_TOKEN && !c[i].dropped)
            settle_second(ed, &c[i], &c[c[i].within]);
    }
    return true;
}
