/*
 * slot_lost.c - arguments that the parser hung on another word than slot.c looks under.
 *
 * In: the tree. Out: single tokens, NO_TOKEN where nothing was lost. Each function knows one such mistake of the parser, by its words.
 */
#include "event/event.h"

/* "what organisers called a million people marched": those who stand in the clause of "what" */
uint32_t lost_estimate(const nlp_doc *d, uint32_t what)
{
    static const char *const verbs[] = {"estimate", "call", "describe", "put", "say", "number", "count"};
    uint32_t v = doc_dep(d, what, R_ACL);
    for (uint32_t c = v != NO_TOKEN && str_in(d->word[v], verbs, LEN(verbs)) ? d->child[v] : NO_TOKEN; c != NO_TOKEN; c = d->sibling[c])
        if (c > v && d->upos[c] == U_NOUN && (rel_is(d, c, R_OBL) || rel_is(d, c, R_OBJ) || rel_is(d, c, R_XCOMP)))
            return c;
    return NO_TOKEN;
}

/* "asked the mayor, who came late, to resign", where the parser hung the infinitive on the clause between the commas */
uint32_t lost_infinitive(const nlp_doc *d, uint32_t t)
{
    for (uint32_t c = d->child[t]; c != NO_TOKEN; c = d->sibling[c])
        for (uint32_t r = rel_is(d, c, R_OBJ) || rel_is(d, c, R_IOBJ) ? d->child[c] : NO_TOKEN; r != NO_TOKEN; r = d->sibling[r])
            for (uint32_t k = rel_is(d, r, R_ACL) && d->sub[r] == RS_RELCL ? d->child[r] : NO_TOKEN; k != NO_TOKEN; k = d->sibling[k]) {
                uint32_t to = k > r && d->penn[k] == X_VB ? doc_dep(d, k, R_MARK) : NO_TOKEN;
                if (to != NO_TOKEN && str_is(d->fold[to], "to") && str_is(d->form[to - 1], ","))
                    return k;
            }
    return NO_TOKEN;
}

/* "was held after Anna Lind, the mayor, was stabbed": the clause whose mark stands right before this name of the clause above; NO_TOKEN: none */
static uint32_t clause_of(const nlp_doc *d, uint32_t t)
{
    uint32_t v = t > 0 && rel_is(d, t - 1, R_MARK) ? d->head[t - 1] : NO_TOKEN;
    bool lost = v != NO_TOKEN && v > t && d->upos[v] == U_VERB && d->head[v] == d->head[t] && rel_is(d, t, R_OBL) && doc_dep(d, t, R_CASE) == NO_TOKEN;
    return lost && doc_dep(d, v, R_NSUBJ) == NO_TOKEN ? v : NO_TOKEN;
}

bool lost_to_host(const nlp_doc *d, uint32_t t) { return clause_of(d, t) != NO_TOKEN; }

uint32_t lost_subject(const nlp_doc *d, uint32_t v)
{
    uint32_t mark = rel_is(d, v, R_ADVCL) ? doc_dep(d, v, R_MARK) : NO_TOKEN;
    return mark != NO_TOKEN && mark + 1 < v && clause_of(d, mark + 1) == v ? mark + 1 : NO_TOKEN;
}

uint32_t lost_object(const nlp_doc *d, uint32_t v)
{
    uint32_t before = NO_TOKEN, behind = NO_TOKEN;
    for (uint32_t c = d->child[v]; c != NO_TOKEN; c = d->sibling[c])
        if (rel_is(d, c, R_NSUBJ)) {
            before = c < v ? c : before;
            behind = c > v && behind == NO_TOKEN ? c : behind;
        }
    static const char *const names[] = {"call", "name", "brand", "label", "dub", "declare"};
    uint32_t first = NO_TOKEN, n = 0; /* "called the minister a liar": both taken for what he is called */
    for (uint32_t c = str_in(d->word[v], names, LEN(names)) ? d->child[v] : NO_TOKEN; c != NO_TOKEN; c = d->sibling[c])
        if (rel_is(d, c, R_XCOMP) && d->upos[c] != U_VERB && d->upos[c] != U_ADJ)
            first = n++ ? first : c;
    if (n > 1)
        return first;
    return before != NO_TOKEN ? behind : NO_TOKEN;
}
