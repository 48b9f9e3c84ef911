/*
 * coref_clause.c - where a mention stands in its clause, for coreference: subject, object or possessor; who does what its clause tells; whose it is.
 *
 * In: the tree. Every climb is bounded by CLIMB_MAX.
 */
#include "nlp/coref.h"

bool coref_is_relative(const nlp_doc *d, uint32_t t)
{
    if (d->penn[t] == X_WP || d->penn[t] == X_WDT || str_is(d->fold[t], "whose"))
        return true;
    if (!str_is(d->fold[t], "that"))
        return false;
    for (uint32_t v = d->head[t], steps = 0; v != NO_TOKEN && v > t && steps < 4; v = d->head[v], steps++)
        if (d->sub[v] == RS_RELCL)
            return true;
    return false;
}

#define CLIMB_MAX 8

static bool heads_clause(const nlp_doc *d, uint32_t t)
{
    return d->upos[t] == U_VERB || rel_is(d, t, R_ROOT) || rel_is(d, t, R_CCOMP) || rel_is(d, t, R_ADVCL) || rel_is(d, t, R_ACL) || rel_is(d, t, R_PARATAXIS) ||
           doc_dep(d, t, R_NSUBJ) != NO_TOKEN;
}

/* the verb, or whatever heads the clause, above t */
static uint32_t clause_above(const nlp_doc *d, uint32_t t)
{
    uint32_t v = t == NO_TOKEN ? NO_TOKEN : d->head[t];
    for (int steps = 0; v != NO_TOKEN && steps < CLIMB_MAX && !heads_clause(d, v); steps++)
        v = d->head[v];
    return v;
}

/* the noun that a relative clause with this verb stands at, NO_TOKEN: it is no relative clause */
static uint32_t related_noun(const nlp_doc *d, uint32_t v)
{
    for (int steps = 0; v != NO_TOKEN && steps < CLIMB_MAX; steps++, v = d->head[v]) {
        if (d->sub[v] == RS_RELCL)
            return d->head[v];
        if (!rel_is(d, v, R_CONJ) && !rel_is(d, v, R_XCOMP) && !rel_is(d, v, R_CCOMP))
            break;
    }
    return NO_TOKEN;
}

/* The head of the phrase that says who token t is: "who" is the noun before it, an apposition belongs to its noun */
static uint32_t stands_for(const nlp_doc *d, uint32_t t)
{
    uint32_t noun = t != NO_TOKEN && coref_is_relative(d, t) ? related_noun(d, d->head[t]) : NO_TOKEN;
    t = noun == NO_TOKEN ? t : noun;
    for (int steps = 0; t != NO_TOKEN && rel_is(d, t, R_APPOS) && d->head[t] != NO_TOKEN && steps < CLIMB_MAX; steps++)
        t = d->head[t];
    return t;
}

/* Who does it: the subject, or that of the clause which lends it ("tried to leave", "went and left", "leaving"), the object of "told him to leave",
 * the noun of "the man leaving" */
static uint32_t agent_of(const nlp_doc *d, uint32_t v)
{
    for (int steps = 0; v != NO_TOKEN && steps < CLIMB_MAX; steps++) {
        uint32_t subject = doc_dep(d, v, R_NSUBJ), h = d->head[v];
        if (subject != NO_TOKEN || h == NO_TOKEN)
            return subject;
        if (rel_is(d, v, R_ACL))
            return h;
        if (rel_is(d, v, R_XCOMP) && doc_dep(d, h, R_IOBJ) != NO_TOKEN)
            return doc_dep(d, h, R_IOBJ);
        if (rel_is(d, v, R_XCOMP) && doc_dep(d, h, R_OBJ) != NO_TOKEN)
            return doc_dep(d, h, R_OBJ);
        if (!rel_is(d, v, R_XCOMP) && !rel_is(d, v, R_CONJ) && !rel_is(d, v, R_ADVCL) && !rel_is(d, v, R_CCOMP))
            return NO_TOKEN;
        v = h;
    }
    return NO_TOKEN;
}

/* Whose it is, of a phrase inside a phrase: "Rifkind" for "her" in "Rifkind's quarrel with her father" */
static uint32_t owner_of(const nlp_doc *d, uint32_t t)
{
    for (int steps = 0; t != NO_TOKEN && steps < CLIMB_MAX && !heads_clause(d, t); steps++) {
        uint32_t above = d->head[t];
        for (uint32_t c = above == NO_TOKEN ? NO_TOKEN : d->child[above]; c != NO_TOKEN && c < t; c = d->sibling[c])
            if (rel_is(d, c, R_NMOD) && d->sub[c] == RS_POSS)
                return c;
        t = above;
    }
    return NO_TOKEN;
}

static uint8_t place_of(const nlp_doc *d, uint32_t h, uint32_t clause)
{
    switch (d->rel[h]) {
    case R_NSUBJ:
        return clause != NO_TOKEN &&
                       (rel_is(d, clause, R_ROOT) || (rel_is(d, clause, R_CONJ) && d->head[clause] != NO_TOKEN && rel_is(d, d->head[clause], R_ROOT)))
                   ? CR_SUBJECT
                   : CR_LOW_SUBJECT;
    case R_OBJ:
    case R_IOBJ:
        return CR_OBJECT;
    case R_OBL:
        return CR_OBLIQUE;
    case R_NMOD:
        return d->sub[h] == RS_POSS ? CR_POSSESSOR : CR_OF;
    default:
        return CR_OTHER;
    }
}

void coref_stands(const nlp_doc *d, coref_mention *m, uint32_t h)
{
    m->clause = clause_above(d, h);
    m->agent = stands_for(d, agent_of(d, m->clause));
    m->above = stands_for(d, agent_of(d, clause_above(d, m->clause)));
    m->owner = stands_for(d, owner_of(d, h));
    m->place = place_of(d, h, m->clause);
}
