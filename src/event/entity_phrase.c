/*
 * entity_phrase.c - whom any noun phrase stands for: its own mention, the actor inside it ("Danish positions", "a convoy of soldiers"), the names
 * beside it ("old foes Chad and Sudan"), and what is coordinated with it.
 *
 * In: mentions with their sides, the tree. Out: entity_sides() of a head.
 */
#include "event/event.h"

#define DEPTH_MAX 4
#define AHEAD_MAX 2u

static bool measure(const nlp_doc *d, uint32_t t)
{
    static const char *const words[] = {"group",   "convoy", "number", "dozen",    "hundred", "thousand", "million", "score", "crowd",  "team",   "unit",
                                        "series",  "pair",   "member", "majority", "half",    "some",     "many",    "all",   "both",   "one",    "two",
                                        "three",   "four",   "five",   "most",     "several", "few",      "each",    "any",   "none",   "column", "band",
                                        "handful", "party",  "family", "leader",   "remains", "body",     "rest",    "wave",  "couple", "part"};
    if (d->upos[t] == U_NUM)
        return true;
    return str_in(d->word[t], words, LEN(words));
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

/* "a plant belonging to Aramco", "a convoy owned by a French firm": whose the thing is stands in the participle behind it */
static void owner_behind(event_doc *ed, uint32_t head, sides *out, int depth)
{
    static const char *const bonds[] = {"belong", "own", "run", "operate", "use", "rent", "guard", "file", "lodge", "submit", "table", "sponsor"};
    const nlp_doc *d = ed->nlp;
    for (uint32_t c = d->child[head]; c != NO_TOKEN && !out->n; c = d->sibling[c]) {
        if (c < head || !rel_is(d, c, R_ACL) || !str_in(d->word[c], bonds, LEN(bonds)))
            continue;
        for (uint32_t k = d->child[c]; k != NO_TOKEN && !out->n; k = d->sibling[k])
            if (k > c && rel_is(d, k, R_OBL) && (str_is(case_of(d, k), "to") || str_is(case_of(d, k), "by")))
                collect(ed, k, out, depth + 1);
    }
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
    owner_behind(ed, head, out, depth);
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
    uint32_t next = m->first + m->count,
             b = m->kind == M_COUNTRY && m->first > 1 && str_is(d->fold[m->first - 1], "and") ? ed->mention_of[m->first - 2] : NO_TOKEN;
    const mention *before = b == NO_TOKEN || d->sent_of[m->first - 2] != d->sent_of[m->first] ? NULL : &ed->mention.at[b];
    if (before && before->kind == M_COUNTRY && rel_is(d, before->head, R_COMPOUND) && d->head[before->head] == m->head)
        copy_sides(out, &before->who); /* "the US and South Korea", the first taken for a part of the second */
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
    mention *title = person && i > 0 ? m - 1 : NULL; /* "of former President Lind": what he is stands before the name, and is read first */
    if (title && title->kind == M_AGENT && title->first + title->count == m->first && !title->who.n) {
        agent_sides(ed, i - 1, &who);
        ed->mention.at[i - 1].who = who;
        who.n = 0;
    }
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

/* "Arnor's Elrond", two names of a user's list: the first one says who acts, as in TABARI and PETRARCH. `m` is the one at the head. */
static const mention *foremost(const event_doc *ed, const mention *m)
{
    if (m->kind != M_ACTOR || !lex_forms(ed->lex))
        return m;
    const mention *first = NULL;
    for (uint32_t t = np_left(ed, m->first); t < m->first; t++) {
        uint32_t i = ed->mention_of[t];
        if (i == NO_TOKEN)
            continue;
        if (ed->mention.at[i].kind == M_AGENT)
            return m; /* a title: it has lent its sector */
        if (ed->mention.at[i].kind == M_ACTOR && ed->mention.at[i].who.n && !first)
            first = &ed->mention.at[i];
    }
    return first ? first : m;
}

/* "Chad and the distant, tired Sudan", where the parser took the adjective for the head: the name behind it. NO_TOKEN: `c` is no second side */
static uint32_t second_side(const event_doc *ed, uint32_t c)
{
    const nlp_doc *d = ed->nlp;
    uint32_t i = c + 1 < d->n ? ed->mention_of[c + 1] : NO_TOKEN;
    if (d->upos[c] != U_ADJ)
        return d->upos[c] == U_VERB ? NO_TOKEN : c;
    bool name = i != NO_TOKEN && (ed->mention.at[i].kind == M_ACTOR || ed->mention.at[i].kind == M_COUNTRY) && ed->mention.at[i].first == c + 1;
    return name && d->sent_of[c + 1] == d->sent_of[c] && !rel_is(d, c + 1, R_NSUBJ) ? ed->mention.at[i].head : NO_TOKEN;
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
        copy_sides(out, &foremost(ed, &ed->mention.at[i])->who), country_beside(ed, &ed->mention.at[i], out), headline_pair(ed, head, out);
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
        if (rel_is(d, c, R_CONJ) && !role_shares(ed, head, c))
            collect(ed, second_side(ed, c), out, depth + 1);
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
