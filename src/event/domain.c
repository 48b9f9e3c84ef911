/*
 * domain.c - what an article is about, where words of violence are worn down: "the Lions attacked", "shares were hit", "the storm killed".
 *
 * In: raw events, the words of the whole article (knowledge/domains.tsv). Each word gives points to a domain; the best of sport, business,
 * disaster, science and culture holds where it stands well above the points of fighting. There an act of force counts only if somebody
 * takes part who uses force: a side of the armed or official sort, or words of fighting in its own sentence. Out: such events dropped.
 */
#include "event/event.h"

enum { ENOUGH = 3, MARGIN = 2, TOKENS_A_POINT = 25, SURE = 3 };

typedef enum { D_CONFLICT, D_SPORT, D_BUSINESS, D_DISASTER, D_SCIENCE, D_CULTURE, N_DOMAINS } domain;

typedef struct {
    domain best;
    uint32_t score[N_DOMAINS];
} article;

/* Points of the words of tokens [first, end); the one at `but` only if it is sure by itself */
static void count(const event_doc *ed, uint32_t first, uint32_t end, uint32_t but, uint32_t score[N_DOMAINS])
{
    for (uint32_t t = first, next; t < end; t = next) {
        lex_match m = entry_at(ed, 'D', 0, t, UINT32_MAX);
        next = t + (m.list ? m.count : 1);
        for (uint32_t i = 0; i < m.n; i++)
            if (m.list[i] >> 8 < N_DOMAINS && (t != but || (m.list[i] & 0xFF) >= SURE))
                score[m.list[i] >> 8] += m.list[i] & 0xFF;
    }
}

static article about(const event_doc *ed)
{
    article a = {.best = D_SPORT};
    count(ed, 0, ed->nlp->n, NO_TOKEN, a.score);
    for (domain k = D_SPORT; k < N_DOMAINS; k++)
        if (a.score[k] > a.score[a.best])
            a.best = k;
    return a;
}

/* Does the best domain hold for this event? Its own word says nothing of fighting, unless it is sure by itself. */
static bool holds(const event_doc *ed, const article *a, const raw_event *e)
{
    uint32_t own[N_DOMAINS] = {0}, sure[N_DOMAINS] = {0}, best = a->score[a->best];
    count(ed, e->trigger, e->trigger + 1, NO_TOKEN, own);
    count(ed, e->trigger, e->trigger + 1, e->trigger, sure);
    uint32_t fighting = a->score[D_CONFLICT] - (own[D_CONFLICT] - sure[D_CONFLICT]);
    return best >= ENOUGH && best > MARGIN * fighting && best * TOKENS_A_POINT >= ed->nlp->n;
}

/* "the captain", "the full force of the storm", "hackers": roles of war that others have as well */
static bool ambiguous_role(const event_doc *ed, const side *s)
{
    const nlp_doc *d = ed->nlp;
    static const char *const roles[] = {"captain", "defender", "guard",  "attacker", "force",   "general", "major",  "private",
                                        "pilot",   "invader",  "ranger", "carrier",  "shooter", "hacker",  "pirate", "scammer"};
    const uint32_t named = ed->entity.at[s->entity].first_token; /* whom a pronoun means */
    const uint32_t span[2][2] = {{s->first, s->end}, {named, named + 1}};
    for (int k = 0; k < 2; k++)
        for (uint32_t t = span[k][0] > 0 ? span[k][0] - 1 : 0; t < span[k][1] && t < d->n; t++) /* with a title before the name */
            if (str_in(d->word[t], roles, LEN(roles)))
                return true;
    return false;
}

typedef enum { ARMED = 1, OFFICIAL = 2, CROWD = 4 } sort;

/* Is one of them of these sorts? A country is a team and a capital a market here. */
static bool takes_part(const event_doc *ed, const sides *s, unsigned sorts)
{
    static const char *const armed[] = {"MIL", "REB", "UAF", "PRM", "COP", "SPY", "CRM"}, *const official[] = {"GOV", "LEG", "JUD", "OPP", "PTY", "ELI"},
                             *const business[] = {"", "BUS", "MNC", "GOV", "UNK"};
    for (uint32_t i = 0; i < s->n; i++) {
        const entity *e = &ed->entity.at[s->at[i].entity];
        uint32_t m = ed->mention_of[s->at[i].first];
        bool capital = m != NO_TOKEN && ed->mention.at[m].kind == M_COUNTRY;
        if ((sorts & ARMED) && str_in(str_z(e->sector), armed, LEN(armed)) && !ambiguous_role(ed, &s->at[i]))
            return true;
        if ((sorts & OFFICIAL) && str_in(str_z(e->sector), official, LEN(official)) && !capital)
            return true;
        if ((sorts & CROWD) && !str_in(str_z(e->sector), business, LEN(business)))
            return true;
    }
    return false;
}

/* Arrests, bans, curfews and people set free are no figures of speech; what is seized or taken may be. */
static bool by_rule(const event_doc *ed, const raw_event *e)
{
    const char *category = lex_string(ed->lex, lex_category(ed->lex, e->category)->name);
    const char *mode = e->n_mode ? lex_string(ed->lex, lex_mode(ed->lex, e->mode[0])->name) : "seize";
    if (strcmp(category, "RETREAT") == 0)
        return strcmp(mode, "release") == 0 && e->recipient.n > 0;
    return strcmp(category, "COERCE") == 0 && strcmp(mode, "seize") != 0 && strcmp(mode, "cyber") != 0;
}

/* "North Korean hackers stole from a Japanese bank": criminals of one country and victims of another are news of states, whatever the page */
static bool across_borders(const event_doc *ed, const raw_event *e)
{
    const entity *a = e->actor.n ? &ed->entity.at[e->actor.at[0].entity] : NULL, *b = e->recipient.n ? &ed->entity.at[e->recipient.at[0].entity] : NULL;
    return a && b && a->code[0] && b->code[0] && !a->weak && strcmp(a->sector, "CRM") == 0 && strcmp(a->code, b->code) != 0;
}

static bool believable(const event_doc *ed, const article *a, const raw_event *e)
{
    static const char *const assault[] = {"ASSAULT"}, *const force[] = {"COERCE", "MOBILIZE", "RETREAT"}, *const crowds[] = {"PROTEST", "THREATEN"};
    bool hurt = lex_category_in(ed->lex, e->category, assault, LEN(assault)), crowd = lex_category_in(ed->lex, e->category, crowds, LEN(crowds));
    bool closed = a->best == D_DISASTER && strcmp(e->cameo, "191") == 0; /* ports before a storm: no blockade */
    if ((!hurt && !crowd && !lex_category_in(ed->lex, e->category, force, LEN(force))) || (by_rule(ed, e) && !closed))
        return true;
    bool imagined = e->aux == AUX_FUTURE || e->aux == AUX_HYPOTHETICAL; /* "a flaw could allow attackers to", "the game lets players shoot" */
    unsigned sorts = ARMED | (crowd ? CROWD : 0) | (hurt || a->best == D_SPORT ? 0 : OFFICIAL); /* officials order, others hurt */
    if (!imagined && !closed && (takes_part(ed, &e->actor, sorts) || (a->best == D_BUSINESS && across_borders(ed, e))))
        return true;
    if (a->best == D_DISASTER)
        return false; /* an earthquake kills soldiers as well */
    uint32_t score[N_DOMAINS] = {0};
    const text_sentence *s = &ed->nlp->sent[ed->nlp->sent_of[e->trigger]];
    count(ed, s->first, s->first + s->count, e->trigger, score);
    if (score[D_CONFLICT] > 0 && MARGIN * score[D_CONFLICT] >= score[a->best]) /* "to combat the outbreak that killed": no fighting */
        return !imagined || takes_part(ed, &e->actor, sorts);
    return !imagined && takes_part(ed, &e->recipient, ARMED | (a->best == D_SPORT || (a->best == D_SCIENCE && hurt && !e->actor.n) ? 0 : OFFICIAL));
}

static size_t put_number(char *out, uint32_t n)
{
    size_t digits = n >= 10 ? put_number(out, n / 10) : 0;
    out[digits] = (char)('0' + n % 10);
    return digits + 1;
}

/* "no event: the article is about sport, points 12 against 2 of fighting" */
static void explain(event_doc *ed, raw_event *e, const article *a)
{
    static const char *const names[N_DOMAINS] = {"", "sport", "business", "disaster", "science", "culture"};
    const char *const parts[] = {"no event: the article is about ", names[a->best], ", points ", " against "};
    char line[96];
    size_t n = 0;
    for (size_t i = 0; i < LEN(parts); i++) {
        size_t len = strlen(parts[i]);
        memcpy(line + n, parts[i], len);
        n += len;
        if (i >= 2)
            n += put_number(line + n, a->score[i == 2 ? a->best : D_CONFLICT]);
    }
    line[n] = 0;
    event_why(ed, e, line, STR("of fighting"));
}

bool domain_apply(event_doc *ed)
{
    article a = about(ed);
    for (uint32_t i = 0; i < ed->event.n && a.score[a.best] >= ENOUGH; i++) {
        raw_event *e = &ed->event.at[i];
        bool exact = e->frame && e->frame->user & FU_EXACT; /* a dictionary has its own words that discard */
        if (e->dropped || exact || !holds(ed, &a, e) || believable(ed, &a, e))
            continue;
        e->dropped = e->rejected = true;
        explain(ed, e, &a);
    }
    return !ed->mem->failed;
}
