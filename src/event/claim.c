/*
 * claim.c - whose act it was, if only another sentence tells: "a bomb killed two in Tunis. Islamic State claimed the attack."
 *
 * In: merged events. An act of force that nobody, or an attacker of no known side, was told to have done gets the author who claims it in a later
 * sentence: "claimed responsibility (for the attack)", "said it was behind the bombing". The act may stand under the claim as an event of its
 * own; it is the one before, told again. And "the attacker" who is shot is whoever attacked. Called by merge_events(); linear in the tokens, each claim looks at the events of a few sentences.
 */
#include "event/event.h"

#define BACK_SENTENCES 12u
#define BACK_TOKENS 600u

static bool modal_or_negative(const nlp_doc *d, uint32_t v)
{
    static const char *const no[] = {"not", "n't", "never", "no", "nobody", "none", "neither"};
    for (uint32_t c = d->child[v]; c != NO_TOKEN; c = d->sibling[c]) {
        if (d->penn[c] == X_MD || str_in(d->fold[c], no, LEN(no)))
            return true;
        uint32_t det = rel_is(d, c, R_NSUBJ) ? doc_dep(d, c, R_DET) : NO_TOKEN;
        if (det != NO_TOKEN && str_in(d->fold[det], no, LEN(no)))
            return true;
    }
    return false;
}

/* Whoever claims an act at token t; empty: nobody does */
static sides claimant(event_doc *ed, uint32_t t)
{
    static const char *const verbs[] = {"claim", "assume", "accept", "take"}, *const guilt[] = {"responsibility", "credit"};
    static const char *const deeds[] = {"attack", "bombing", "blast", "explosion", "raid", "assault", "ambush", "shooting", "killing", "assassination"};
    const nlp_doc *d = ed->nlp;
    fillers what = {0}, who = {0};
    sides out = {0};
    if (d->upos[t] != U_VERB || !str_in(d->word[t], verbs, LEN(verbs)) || modal_or_negative(d, t))
        return out;
    slot_fill(ed, t, S_OBJ, &what);
    bool deed = what.n && doc_lemma_is(d, t, "claim") && str_in(d->word[what.at[0]], deeds, LEN(deeds));
    if (!what.n || (!deed && !str_in(d->word[what.at[0]], guilt, LEN(guilt))))
        return out;
    slot_fill(ed, t, S_SUBJ, &who);
    for (uint32_t i = 0; i < who.n; i++)
        entity_sides(ed, who.at[i], &out);
    return out;
}

/* "the bomber", "gunmen", nobody: whose side is told by whoever claims the act */
static bool authorless(const event_doc *ed, const raw_event *e)
{
    for (uint32_t i = 0; i < e->actor.n; i++)
        if (ed->entity.at[e->actor.at[i].entity].code[0] || strcmp(ed->entity.at[e->actor.at[i].entity].sector, "UAF") != 0)
            return false;
    return !event_mode_is(ed, e, "crowd-control") && (e->recipient.n || e->size.killed >= 0 || e->size.injured >= 0 || e->place != NO_TOKEN);
}

/* where the sentences begin that a claim or "the attacker" at token t may mean */
static uint32_t told_from(const nlp_doc *d, uint32_t t)
{
    uint32_t sentence = d->sent_of[t], first = d->sent[sentence > BACK_SENTENCES ? sentence - BACK_SENTENCES : 0].first;
    return t - first > BACK_TOKENS ? t - BACK_TOKENS : first;
}

/* the event that was told with token t, first or again; NULL: none */
static raw_event *told_with(event_doc *ed, uint32_t t, uint8_t assault)
{
    uint32_t at = ed->event_of[t];
    for (int hops = 0; at != NO_TOKEN && ed->event.at[at].dropped && hops < 4; hops++) /* one telling may have become part of another */
        at = ed->event_of[ed->event.at[at].trigger];
    raw_event *e = at == NO_TOKEN ? NULL : &ed->event.at[at];
    return e && !e->dropped && e->category == assault && e->aux == AUX_NONE ? e : NULL;
}

/* the event that stands under the claim, NULL: none */
static raw_event *told_again(event_doc *ed, uint32_t claim, uint8_t assault)
{
    const text_sentence *s = &ed->nlp->sent[ed->nlp->sent_of[claim]];
    for (uint32_t t = s->first; t < s->first + s->count; t++) {
        raw_event *e = told_with(ed, t, assault);
        if (e && e->noun && e->trigger == t && doc_under(ed->nlp, t, claim))
            return e;
    }
    return NULL;
}

static bool state_arms(const entity *e) { return strcmp(e->sector, "MIL") == 0 || strcmp(e->sector, "COP") == 0; }

/* "a clerk stabbed four people. The attacker was shot", "militants hold three men, and the kidnappers want money": who did what was told before */
static void known_attacker(event_doc *ed, const raw_event *e, side *s, uint8_t assault)
{
    static const char *const words[] = {"attacker",      "assailant", "gunman",    "shooter",  "perpetrator", "suspect",
                                        "hostage-taker", "knifeman",  "kidnapper", "hijacker", "killer",      "captor"};
    const nlp_doc *d = ed->nlp;
    uint32_t m = ed->mention_of[s->end - 1], head = m != NO_TOKEN && ed->mention.at[m].kind == M_PRONOUN ? ed->entity.at[s->entity].first_token : s->end - 1;
    uint32_t det = doc_dep(d, head, R_DET); /* "he" is as good as "the attacker" */
    const raw_event *act = NULL;
    if (ed->entity.at[s->entity].code[0] || !str_in(d->word[head], words, LEN(words)) || det == NO_TOKEN || !str_is(d->fold[det], "the"))
        return;
    for (uint32_t t = s->first, from = told_from(d, s->first); t-- > from && !act;) {
        const raw_event *a = told_with(ed, t, assault);
        const entity *who = a && a != e && a->actor.n == 1 ? &ed->entity.at[a->actor.at[0].entity] : NULL;
        if (!who || !who->code[0] || state_arms(who))
            continue;
        bool many = d->penn[head] == X_NNS ? who->plural || who->group : who->person && !who->plural && !armed_sector(who->sector);
        act = many ? a : NULL;
    }
    if (act)
        s->entity = act->actor.at[0].entity;
}

void claim_attackers(event_doc *ed)
{
    const uint8_t assault = (uint8_t)lex_category_index(ed->lex, "ASSAULT");
    for (uint32_t i = 0; i < ed->event.n; i++) {
        raw_event *e = &ed->event.at[i];
        for (uint32_t k = 0; !e->dropped && k < e->recipient.n; k++)
            known_attacker(ed, e, &e->recipient.at[k], assault);
        for (uint32_t k = 0; !e->dropped && k < e->actor.n; k++)
            known_attacker(ed, e, &e->actor.at[k], assault);
    }
}

bool claim_apply(event_doc *ed)
{
    const nlp_doc *d = ed->nlp;
    const uint8_t assault = (uint8_t)lex_category_index(ed->lex, "ASSAULT");
    for (uint32_t t = 0; t < d->n; t++) {
        sides who = claimant(ed, t);
        raw_event *act = NULL, *again = who.n ? told_again(ed, t, assault) : NULL;
        for (uint32_t u = who.n ? d->sent[d->sent_of[t]].first : 0, from = told_from(d, t); u-- > from && !act;) {
            raw_event *e = told_with(ed, u, assault);
            if (e && e != again && authorless(ed, e) && (!again || merge_agree(ed, e, again)))
                act = e;
        }
        if (!act)
            continue;
        act->actor = who;
        event_why(ed, act, "actor: who claims it:", d->form[t]);
        if (again)
            merge_absorb(ed, act, again);
        else if (act->n_sentence < EVENT_MENTIONS_MAX)
            act->sentence[act->n_sentence++] = d->sent_of[t];
    }
    return !ed->mem->failed;
}
