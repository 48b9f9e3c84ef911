/*
 * deny.c - "Oslo denied it": which act a denial is about that names none.
 *
 * In: an operator of denial without an act of its own, after all others were composed. Out: it becomes a negated copy of the act that was charged or
 * told before, in the sentences just before it: the content of an accusation, what somebody of another country said the denier did, or the last act.
 */
#include "event/event.h"

/* "denied involvement", "denied that its members had taken part": in what was told just before */
static bool denies_part(const nlp_doc *d, uint32_t v)
{
    static const char *const parts[] = {"involvement", "responsibility", "role", "part", "complicity", "participation"};
    uint32_t obj = doc_dep(d, v, R_OBJ), clause = doc_dep(d, v, R_CCOMP);
    clause = clause == NO_TOKEN ? doc_dep(d, v, R_XCOMP) : clause;
    if (clause != NO_TOKEN && (doc_lemma_is(d, clause, "involve") || doc_lemma_is(d, clause, "participate")))
        return true;
    if (clause != NO_TOKEN && doc_lemma_is(d, clause, "take"))
        obj = doc_dep(d, clause, R_OBJ);
    return obj != NO_TOKEN && str_in(d->word[obj], parts, LEN(parts));
}

/* the last act of force before a bare denial, in its sentence or the two before; NO_TOKEN: none */
static uint32_t act_before(const event_doc *ed, const raw_event *e)
{
    const nlp_doc *d = ed->nlp;
    uint32_t best = NO_TOKEN;
    for (uint32_t i = 0; denies_part(d, e->trigger) && i < ed->event.n; i++) {
        const raw_event *a = &ed->event.at[i];
        bool before = a->trigger < e->trigger && d->sent_of[a->trigger] + 2 >= d->sent_of[e->trigger];
        bool force = a->category < N_EVENTS && strcmp(lex_string(ed->lex, lex_category(ed->lex, a->category)->name), "ASSAULT") == 0;
        if (before && force && !a->dropped && (a->recipient.n || a->noun) && (best == NO_TOKEN || a->recipient.n >= ed->event.at[best].recipient.n))
            best = i;
    }
    return best;
}

/* "Chad said Sudan had bombed a village. Sudan denied it.": what somebody of another country said the denier did */
static bool said_of(const event_doc *ed, const raw_event *a, uint32_t denier)
{
    static const char *const acts[] = {"ASSAULT", "COERCE"};
    uint32_t s = ed->stmt_of[a->trigger], teller = s == NO_TOKEN ? NO_ENTITY : ed->stmt.at[s].entity;
    return !a->dropped && a->inner == NO_TOKEN && teller != NO_ENTITY && lex_category_in(ed->lex, a->category, acts, LEN(acts)) && a->actor.n &&
           a->recipient.n && strcmp(ed->entity.at[teller].code, ed->entity.at[denier].code) != 0 &&
           strcmp(ed->entity.at[a->actor.at[0].entity].code, ed->entity.at[denier].code) == 0;
}

/* "Oslo denied it": the content of the accusation before, against whoever denies it now */
void deny_charge(event_doc *ed, raw_event *e)
{
    const nlp_doc *d = ed->nlp;
    uint32_t speaker = (e->actor.n ? e->actor.at[0].entity : NO_ENTITY), index = (uint32_t)(e - ed->event.at), best = NO_TOKEN, said = NO_TOKEN;
    if (speaker == NO_ENTITY)
        return;
    for (uint32_t i = 0; i < ed->event.n; i++) {
        const raw_event *a = &ed->event.at[i];
        if (a->trigger > e->trigger || d->sent_of[a->trigger] + 3 < d->sent_of[e->trigger])
            continue;
        if (said_of(ed, a, speaker))
            said = i;
        if (a->op != OP_ACCUSE || a->inner == NO_TOKEN)
            continue;
        const raw_event *act = &ed->event.at[a->inner];
        const sides *accused = act->actor.n ? &act->actor : &a->recipient;
        if (accused->n && strcmp(ed->entity.at[accused->at[0].entity].code, ed->entity.at[speaker].code) == 0)
            best = i;
    }
    best = best != NO_TOKEN ? ed->event.at[best].inner : said != NO_TOKEN ? said : act_before(ed, e);
    if (best == NO_TOKEN)
        return;
    raw_event act = ed->event.at[best], *denial = &ed->event.at[index];
    act.trigger = denial->trigger;
    act.trigger_first = denial->trigger_first;
    act.trigger_end = denial->trigger_end;
    act.frame = NULL;
    act.op = OP_NONE;
    act.noun = false;
    if (best != said)
        act.actor = denial->actor;
    act.aux = AUX_NEGATION;
    act.attributed = speaker;
    act.attributed_token = denial->trigger;
    act.dropped = false;
    act.sentence[0] = d->sent_of[denial->trigger];
    act.n_sentence = 1;
    *denial = act;
    event_why(ed, denial, "negation: the charge is denied", STR(""));
}
