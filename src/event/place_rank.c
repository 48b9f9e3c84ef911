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
#define SCORE_WITHIN 150  /* the name after the comma is that of a town or district around it */
#define SCORE_SAME 130    /* it lies beside another place of the article: in the same town or county */
#define SCORE_CLOSE 80    /* not far from one */
#define SCORE_LOCAL_MAX 160
#define SCORE_LIST 70 /* for each division of its country on either side in a list */
#define SAME 3500     /* 0.35 degrees of latitude, some 40 km */
#define CLOSE 15000   /* 1.5 degrees */
#define SMALL 50000u  /* people */
#define CERTAIN 100   /* margin of a meaning that needs no more words */
#define TOWN 100000u  /* people */
#define FAME_FROM 36  /* log_score() of a dozen names */
#define FAME_WEIGHT 3
#define VOTES_MAX 2 /* of one name for its own country */
#define DOUBT 2     /* of so many mentions of a country more the article is thought not to say where they lie */

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

/* Are two points at most `far` apart, in north-south and in east-west? In 1/10,000 degrees of latitude; a degree of longitude shrinks with the cosine. */
static bool within(int32_t lat, int32_t lon, int32_t lat2, int32_t lon2, int32_t far)
{
    static const int32_t cosine[] = {100, 98, 94, 87, 77, 64, 50, 34, 17, 5}; /* percent, at 0, 10 ... 90 degrees */
    int32_t y = lat - lat2, x = lon - lon2, band = (lat < 0 ? -lat : lat) / 100000;
    int64_t east = (int64_t)x * cosine[band < 9 ? band : 9] / 100;
    return y <= far && y >= -far && east <= far && east >= -far;
}

/* What the name after the comma says about this meaning: "Goma, Congo", "Aurora, Colorado". */
static int beside(const event_doc *ed, const kb_place *p, const candidate *next)
{
    const char *admin1 = lex_string(ed->lex, p->admin1);
    int close = 0;
    for (uint32_t i = 0; i < next->n; i++) {
        const phrase_value *v = &next->value[i];
        if (v->kind == PH_COUNTRY && same_country(lex_entity(ed->lex, v->ref)->code, p->country))
            return SCORE_BESIDE;
        if (v->kind != PH_PLACE)
            continue;
        const kb_place *q = lex_place(ed->lex, v->ref);
        if (!same_country(q->country, p->country))
            continue;
        if (place_class(q) == P_ADMIN1 && strcmp(lex_string(ed->lex, q->name), admin1) == 0)
            return SCORE_BESIDE;
        bool around = place_class(q) != P_ADMIN1 && q != p && q->pop > p->pop;
        if (around && within(p->lat, p->lon, q->lat, q->lon, place_class(q) == P_ADMIN2 ? 2 * SAME : SAME))
            close = SCORE_WITHIN; /* "Clacton, Essex", "Brooklyn, New York" */
    }
    return close;
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
    return k == P_ADMIN1 ? -25 : k == P_ADMIN2 ? -40 : 0;
}

int place_prior(const kb_place *p)
{
    const candidate none = {0};
    return log_score(p->pop) + class_score(p, &none);
}

/* Of towns of one name the one that has a name in many languages is likelier; it says nothing about a far larger division of that name. */
static int fame_score(const event_doc *ed, const candidate *c, const kb_place *p)
{
    if (place_class(p) != P_CITY || p->known == 0)
        return 0;
    for (uint32_t i = 0; i < c->n; i++) {
        const kb_place *q = c->value[i].kind == PH_PLACE ? lex_place(ed->lex, c->value[i].ref) : NULL;
        if (q != NULL && place_class(q) == P_ADMIN1 && q->pop / 3 > p->pop)
            return 0;
    }
    return FAME_WEIGHT * (log_score(p->known) - FAME_FROM);
}

/* Is it close to another place that the article names? "Washington warned Damascus" makes nobody think of Damascus, Maryland. */
static int anchor_score(const event_doc *ed, const place_context *pc, const kb_place *p, const candidate *c)
{
    int best = 0;
    bool capital = false;
    for (uint32_t i = 0; i < c->n; i++)
        capital = capital || (c->value[i].kind == PH_PLACE && place_class(lex_place(ed->lex, c->value[i].ref)) == P_CAPITAL);
    for (uint32_t i = 0; i < pc->n_anchor && best < SCORE_SAME; i++) {
        if (pc->anchor[i] == c->key || (capital && pc->seat[i]) || !within(p->lat, p->lon, pc->lat[i], pc->lon[i], CLOSE))
            continue;
        best = within(p->lat, p->lon, pc->lat[i], pc->lon[i], SAME) ? SCORE_SAME : SCORE_CLOSE;
    }
    return best;
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
    pc->seat[pc->n_anchor] = place_class(p) == P_CAPITAL;
    pc->anchor[pc->n_anchor++] = key;
}

/* What the article says of countries, without what a name itself has said of its own: "London" ten times speaks for no country */
typedef struct {
    const place_context *pc;
    const char *code; /* of the country for which the name has spoken, "" none */
    uint32_t weight;
    char list[4]; /* the country of whose divisions it stands in a list ("Utah, Washington and Wisconsin"), beside so many of them */
    int in_list;
} view;

static uint32_t less(uint32_t a, uint32_t b) { return a > b ? a - b : 0; }

static int context_score(const view *v, const candidate *c, const char *code)
{
    /* a namesake of a country is not more likely because its own state is named: "the United States and Georgia" */
    uint32_t w = c->state ? place_context_local(v->pc, code) : place_context_of(v->pc, code);
    uint32_t total = less(c->state ? v->pc->local_total : v->pc->total, v->weight);
    if (v->weight > 0 && same_country(v->code, code))
        w = less(w, v->weight);
    return w == 0 || total == 0 ? 0 : 60 + (int)(120u * (w < total ? w : total) / (total + DOUBT));
}

static bool is_water(const event_doc *ed, const candidate *c)
{
    for (uint32_t i = 0; i < c->n; i++)
        if (c->value[i].kind == PH_PLACE && place_class(lex_place(ed->lex, c->value[i].ref)) == P_WATER)
            return true;
    return false;
}

static int place_score(const event_doc *ed, const candidate *c, const candidate *next, const candidate *in, const kb_place *p, const view *v, int *evidence)
{
    const place_context *pc = v->pc;
    int s = log_score(p->pop) + class_score(p, c) + fame_score(ed, c, p), context = context_score(v, c, p->country), near = 0;
    kb_place_class k = place_class(p);
    if (k <= P_CAPITAL || k == P_ADMIN2) {
        near = anchor_score(ed, pc, p, c);
        for (uint32_t i = 0; i < pc->n_admin; i++)
            if (pc->admin[i] == p->admin1 && pc->admin_key[i] != c->key && p->admin1 != 0) {
                near += SCORE_ADMIN;
                break;
            }
        s += near < SCORE_LOCAL_MAX ? near : SCORE_LOCAL_MAX;
    }
    s += k == P_CITY && near == 0 && p->pop < TOWN ? context / 2 : context; /* that a country is spoken of makes nobody think of its towns */
    if (k == P_ADMIN1 && c->hint != HINT_ADMIN && is_water(ed, c))
        s -= SCORE_COUNTRY; /* "a ship in the Red Sea" */
    if (k == P_ADMIN1 && same_country(v->list, p->country))
        s += v->in_list * SCORE_LIST;
    *evidence = 0;
    if (next != NULL && next->value != NULL)
        *evidence += beside(ed, p, next);
    else if (in != NULL && in->value != NULL)
        *evidence += beside(ed, p, in);
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
static bool choose(const event_doc *ed, candidate *c, const candidate *next, const candidate *in, const view *eye)
{
    int best = SCORE_NONE, second = SCORE_NONE;
    const phrase_value *winner = NULL;
    c->runner_up = NULL;
    for (uint32_t i = 0; i < c->n; i++) {
        const phrase_value *v = &c->value[i];
        int evidence = 0, s = SCORE_NONE;
        if (v->kind == PH_COUNTRY && !part_of_state(ed, c, lex_entity(ed->lex, v->ref)->code))
            s = country_score(ed, c, next, v, eye->pc);
        else if (v->kind == PH_PLACE)
            s = place_score(ed, c, next, in, lex_place(ed->lex, v->ref), eye, &evidence);
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
    if (c->village && pc->total >= 2 && place_context_top(pc)[0] != 0)
        return place_context_of(pc, c->code) == 0; /* no village is as large as its namesake */
    if (place_class(c->place) == P_CAPITAL || c->place->pop >= SMALL || pc->total < 4)
        return false;
    return place_context_of(pc, c->code) == 0;
}

/* ---- one sense of a name in an article ---- */
typedef struct {
    uint64_t key;
    bool used;
    uint32_t at;     /* candidate + 1 whose words beside it decide, 0: none */
    char code[4];    /* the country for which the name has spoken */
    uint32_t weight; /* and how much */
} sense;

static sense *sense_of(sense *table, uint32_t mask, uint64_t key)
{
    uint32_t i = (uint32_t)(key ^ key >> 32) & mask;
    while (table[i].used && table[i].key != key)
        i = (i + 1) & mask;
    table[i].used = true;
    table[i].key = key;
    return &table[i];
}

/* The second part of "X, Y" and the province that X gives away: "Atlanta, Georgia" is the state. */
static void settle_second(const event_doc *ed, candidate *first, candidate *second)
{
    if (first->place == NULL || second->value == NULL)
        return;
    const char *admin1 = lex_string(ed->lex, first->place->admin1);
    const kb_place *division = NULL;
    for (uint32_t i = 0; i < second->n; i++) {
        const kb_place *q = second->value[i].kind == PH_PLACE ? lex_place(ed->lex, second->value[i].ref) : NULL;
        if (q == NULL || place_class(q) != P_ADMIN1 || !same_country(q->country, first->place->country) || strcmp(lex_string(ed->lex, q->name), admin1) != 0)
            continue;
        if (division == NULL || q->pop > division->pop)
            division = q;
    }
    if (division == NULL || (second->country && same_country(second->code, first->place->country)))
        return;
    second->place = division;
    second->country = false;
    second->dropped = false;
    memcpy(second->code, division->country, sizeof second->code);
    second->evidence = SCORE_BESIDE;
}

static bool is_division(const candidate *c) { return !c->dropped && !c->country && c->place != NULL && !c->unlisted && place_class(c->place) == P_ADMIN1; }

/* "Lebanon, Pennsylvania" and "the Belgian province of Luxembourg", where no meaning of the name lies there: a place that the gazetteer
 * lacks. -> the code of its country, NULL: no such thing. A list ("London, New York and Tokyo") is none. */
static const char *elsewhere(const event_doc *ed, candidate *c, const candidate *next)
{
    if (c->state && c->hint == HINT_ADMIN && c->near[0] != 0 && !same_country(c->near, c->code))
        return c->near;
    const nlp_doc *d = ed->nlp;
    if (next == NULL || c->evidence > 0 || next->within != NO_TOKEN || next->state || c->after_comma || is_division(c))
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
    c->division = division;
    return division != NULL ? division->country : NULL;
}

/* The country that the text gives a village of which all meanings lie abroad: "the Nigerian town of Toledo", "the village of Toledo in Mali". NULL: none */
static const char *told_country(const event_doc *ed, candidate *c, const candidate *in, const place_context *pc)
{
    if (c->hint != HINT_CITY || c->evidence > 0 || c->place == NULL || (c->place->pop >= TOWN && !c->village))
        return NULL;
    const char *told = c->of_country && c->near[0] != 0 && place_context_of(pc, c->code) == 0 ? c->near : NULL;
    const kb_place *division = NULL;
    for (uint32_t i = 0; told == NULL && in != NULL && i < in->n; i++) {
        const phrase_value *v = &in->value[i];
        const kb_place *p = v->kind == PH_PLACE ? lex_place(ed->lex, v->ref) : NULL;
        if (v->kind == PH_COUNTRY)
            told = lex_entity(ed->lex, v->ref)->code;
        else if (p != NULL && place_class(p) == P_ADMIN1 && in->hint == HINT_ADMIN && (division == NULL || p->pop > division->pop))
            division = p;
    }
    if (told == NULL && division != NULL)
        c->division = division, told = division->country;
    return told != NULL && told[0] >= 'A' && !same_country(told, c->code) ? told : NULL;
}

/* Do nothing but commas, "and" and "or" stand between the two? */
static bool listed(const nlp_doc *d, const candidate *a, const candidate *b)
{
    uint32_t t = a->first + a->count;
    if (b->first <= t || b->first > t + 2)
        return false;
    for (; t < b->first; t++)
        if (!str_is(d->fold[t], ",") && !str_is(d->fold[t], "and") && !str_is(d->fold[t], "or"))
            return false;
    return true;
}

static void beside_division(view *v, const candidate *other)
{
    if (!is_division(other) || (v->in_list > 0 && !same_country(v->list, other->code)))
        return;
    memcpy(v->list, other->code, sizeof v->list);
    v->in_list++;
}

/* A name that the gazetteer lacks lies in the country beside it, else in that of the article */
static void in_context(candidate *c, const place_context *pc)
{
    const char *top = c->near[0] != 0 ? c->near : place_context_top(pc);
    memcpy(c->code, top, strlen(top) + 1);
    c->guessed = c->near[0] == 0;
    c->loose = c->loose || c->code[0] == 0;
    c->dropped = c->code[0] == 0 && !c->tagged;
}

/* A village that has the name of one far away: nothing is known of it but its name */
static void forget(candidate *c, const place_context *pc)
{
    c->value = NULL;
    c->n = 0;
    c->place = NULL;
    c->margin = 0;
    c->runner_up = NULL;
    c->loose = c->hint != HINT_CITY;
    in_context(c, pc);
}

static void decide(event_doc *ed, candidate *c, uint32_t i, uint32_t n, const place_context *pc, const sense *own)
{
    candidate *me = &c[i];
    view v = {.pc = pc, .code = own->code, .weight = own->weight};
    if (i > 0 && listed(ed->nlp, &c[i - 1], me))
        beside_division(&v, &c[i - 1]);
    if (i + 1 < n && listed(ed->nlp, me, &c[i + 1]))
        beside_division(&v, &c[i + 1]);
    const candidate *next = me->within != NO_TOKEN ? &c[me->within] : NULL;
    if (me->value == NULL) {
        in_context(me, pc);
        return;
    }
    const candidate *in = me->inside != 0 ? &c[me->inside - 1] : NULL;
    if (!choose(ed, me, next, in, &v)) {
        me->dropped = true;
        return;
    }
    const char *where = elsewhere(ed, me, next);
    if (where == NULL)
        where = told_country(ed, me, in, pc);
    if (where == NULL)
        return;
    me->unlisted = true;
    me->place = NULL;
    me->country = false;
    me->evidence = SCORE_BESIDE;
    memcpy(me->code, where, 3);
}

/* What is certain adds to the context: names with their country beside them, large places, and the only ones of their name. */
static void learn(place_context *pc, const candidate *c, sense *s)
{
    if (c->unlisted) {
        add_local(pc, c->code, 1);
        return;
    }
    if (c->village && c->evidence == 0)
        return; /* that there is a place of its name elsewhere says nothing */
    bool admin = place_class(c->place) == P_ADMIN1;
    if (admin && pc->n_admin < PLACE_COUNTRIES_MAX) {
        pc->admin_key[pc->n_admin] = c->key;
        pc->admin[pc->n_admin++] = c->place->name;
    }
    if (c->evidence > 0 || c->place->pop >= 100000 || c->margin >= CERTAIN)
        add_anchor(pc, c->place, c->key);
    bool capital = place_class(c->place) == P_CAPITAL;
    if (!admin && !capital && c->evidence == 0 && c->place->pop < 200000)
        return;
    uint32_t weight = admin || capital ? 2 : 1;
    if (c->evidence > 0) { /* here the words beside it have spoken, not the name */
        add_local(pc, c->code, weight);
        return;
    }
    if (s->weight >= VOTES_MAX)
        return;
    add_local(pc, c->code, weight);
    if (s->weight == 0)
        memcpy(s->code, c->code, sizeof s->code);
    if (same_country(s->code, c->code))
        s->weight += weight;
}

static void take_sense(candidate *c, const candidate *of)
{
    c->place = of->place;
    c->unlisted = of->unlisted;
    c->division = of->division;
    c->country = of->country;
    c->evidence = of->evidence;
    memcpy(c->code, of->code, sizeof c->code);
}

/* The second parts of "X, Y". */
static void settle_pairs(const event_doc *ed, candidate *c, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        if (c[i].after_comma && c[i].place != NULL && (c[i].place->klass & PLACE_COMMON) != 0 && i > 0 && c[i - 1].evidence == 0 && !c[i].strong)
            c[i].dropped = true; /* "In London, Miss Jones" */
        if (c[i].after_comma && !c[i].country && i > 0 && (c[i].place == NULL || c[i].evidence == 0) && !c[i].tagged && c[i].value != NULL)
            c[i].dropped = c[i].dropped || c[i].place == NULL || (c[i].place->pop < 50000 && !c[i].strong);
        if (c[i].within != NO_TOKEN && !c[i].dropped)
            settle_second(ed, &c[i], &c[c[i].within]);
    }
}

bool place_rank(event_doc *ed, candidate *c, uint32_t n, place_context *pc)
{
    uint32_t mask = 15;
    while (mask < 2 * n)
        mask = mask * 2 + 1;
    sense *table = arena_array(ed->mem, (size_t)mask + 1, sizeof *table);
    if (table == NULL)
        return false;
    for (uint32_t i = 0; i < n; i++) {
        if (c[i].dropped || c[i].value == NULL)
            continue;
        sense *s = sense_of(table, mask, c[i].key);
        decide(ed, c, i, n, pc, s);
        if ((c[i].place == NULL && !c[i].unlisted) || c[i].dropped)
            continue;
        if (c[i].evidence > 0 && s->at == 0)
            s->at = i + 1;
        learn(pc, &c[i], s);
    }
    for (uint32_t i = 0; i < n; i++) {
        if (c[i].dropped)
            continue;
        const sense none = {0}, *s = c[i].value != NULL ? sense_of(table, mask, c[i].key) : &none;
        decide(ed, c, i, n, pc, s);
        if (c[i].dropped || c[i].value == NULL)
            continue;
        if (s->at != 0 && c[i].evidence == 0 && s->at != i + 1 && c[i].hint == HINT_NONE)
            take_sense(&c[i], &c[s->at - 1]);
        if (far_fetched(&c[i], pc)) {
            if (c[i].tagged || c[i].village)
                forget(&c[i], pc);
            else
                c[i].dropped = true;
        }
    }
    settle_pairs(ed, c, n);
    return true;
}
