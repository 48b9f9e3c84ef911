/*
 * react.c - to whom one reacts: "welcomed the step", "rejected the offer", "accepted it", "will not resign".
 *
 * In: events with settled sides. A speech act whose object only points back ("the step", "this demand", "it") is towards the author of the last act
 * before it that the word can mean, in the same sentence or the two before. A refusal to go answers whoever asked or marched for it. Nobody is
 * added where the author is the speaker's own country.
 */
#include "event/event.h"

#define BACK_SENTENCES 2u
#define FAR_SENTENCES 8u /* of what an article speaks all the time: a vote, a demand to go */
#define BACK_TOKENS 160u
#define FAR_TOKENS 400u

/* What the word that points back can mean */
typedef enum { POINTS_NOWHERE, TO_DEMAND, TO_FORCE, TO_ATTACK, TO_COUP, TO_ACT, TO_VOTE, TO_PROTEST } pointing;

static pointing meaning(const nlp_doc *d, uint32_t t)
{
    static const char *const demands[] = {"request", "demand",     "call",       "appeal",    "proposal", "proposition",
                                          "offer",   "invitation", "suggestion", "ultimatum", "plea",     "idea"};
    static const char *const attacks[] = {"attack", "strike",   "bombing", "killing",   "carnage",     "massacre",  "shelling", "assault",
                                          "blast",  "shooting", "raid",    "airstrike", "bombardment", "abduction", "invasion", "offensive"};
    static const char *const coups[] = {"coup", "takeover", "putsch", "mutiny"};
    static const char *const force[] = {"violence", "arrest", "crackdown", "incursion", "siege", "operation", "campaign", "intervention", "bloodshed"};
    static const char *const acts[] = {"step",     "move",       "decision",     "gesture", "action",    "announcement", "ruling",
                                       "ban",      "sanction",   "postponement", "delay",   "expulsion", "withdrawal",   "verdict",
                                       "sentence", "conviction", "detention",    "seizure", "blockade"};
    static const char *const protests[] = {"walkout", "stoppage", "protest", "demonstration", "march", "rally", "blockade", "sit-in", "unrest", "riot"};
    static const char *const votes[] = {"vote", "resolution", "text", "draft", "measure"};
    if (str_in(d->word[t], demands, LEN(demands)))
        return TO_DEMAND;
    if (str_in(d->word[t], attacks, LEN(attacks)))
        return TO_ATTACK;
    if (str_in(d->word[t], coups, LEN(coups)))
        return TO_COUP;
    if (str_in(d->word[t], force, LEN(force)))
        return TO_FORCE;
    if (str_in(d->word[t], acts, LEN(acts)))
        return TO_ACT;
    if (str_in(d->word[t], protests, LEN(protests)))
        return TO_PROTEST;
    return str_in(d->word[t], votes, LEN(votes)) ? TO_VOTE : POINTS_NOWHERE;
}

/* "the step", "this offer"; not "a step", nor "the offer of talks by Norway" */
static bool points_back(const nlp_doc *d, uint32_t t)
{
    static const char *const words[] = {"the", "this", "that", "these", "those"};
    uint32_t det = doc_dep(d, t, R_DET);
    bool fits = false;
    for (size_t i = 0; det != NO_TOKEN && i < LEN(words); i++)
        fits = fits || str_is(d->fold[det], words[i]);
    return fits && doc_dep(d, t, R_NMOD) == NO_TOKEN && doc_dep(d, t, R_AMOD) == NO_TOKEN && doc_dep(d, t, R_ACL) == NO_TOKEN;
}

static pointing object_of(const event_doc *ed, const raw_event *e)
{
    static const char *const against[] = {"against", "over", "at"};
    static const char *const reject = "REJECT";
    static const char *const answers[] = {"accept", "consent", "agree", "refuse", "decline", "reject", "rebuff", "turn", "spurn"};
    const nlp_doc *d = ed->nlp;
    fillers f = {0};
    slot_fill(ed, e->trigger, S_OBJ, &f);
    bool answer = str_in(d->word[e->trigger], answers, LEN(answers));
    for (uint32_t i = 0; i < f.n; i++) {
        if (answer && (str_is(d->fold[f.at[i]], "it") || str_is(d->fold[f.at[i]], "them")))
            return TO_DEMAND;
        if (points_back(d, f.at[i]))
            return meaning(d, f.at[i]);
        static const char *const talks[] = {"mediation", "talk", "negotiation", "dialogue", "mediator"};
        if (lex_category_in(ed->lex, e->category, &reject, 1) && str_in(d->word[f.at[i]], talks, LEN(talks)) && doc_dep(d, f.at[i], R_NMOD) == NO_TOKEN)
            return TO_DEMAND; /* "turned down mediation": whoever asked for talks */
    }
    for (size_t i = 0; i < LEN(against) && !answer; i++) { /* "marched against the offensive" */
        fillers on = {0};
        slot_fill(ed, e->trigger, (uint8_t)lex_prep(ed->lex, str_z(against[i])), &on);
        for (uint32_t k = 0; k < on.n; k++)
            if (points_back(d, on.at[k]))
                return meaning(d, on.at[k]);
    }
    if (f.n || !answer)
        return POINTS_NOWHERE;
    for (uint32_t c = d->child[e->trigger]; c != NO_TOKEN; c = d->sibling[c])
        if (rel_is(d, c, R_XCOMP) || rel_is(d, c, R_CCOMP) || (rel_is(d, c, R_OBL) && c > e->trigger))
            return POINTS_NOWHERE;
    return TO_DEMAND;
}

static bool same_country(const event_doc *ed, const sides *a, const sides *b)
{
    for (uint32_t i = 0; i < a->n; i++)
        for (uint32_t k = 0; k < b->n; k++)
            if (strcmp(ed->entity.at[a->at[i].entity].code, ed->entity.at[b->at[k].entity].code) == 0)
                return true;
    return false;
}

static bool outside_state(const entity *e)
{
    static const char *const sectors[] = {"REB", "PRM", "OPP", "PTY", "CVL", "SOC", "EDU", "LAB", "MED", "AGR"};
    for (size_t i = 0; i < LEN(sectors); i++)
        if (strcmp(e->sector, sectors[i]) == 0)
            return true;
    return false;
}

/* May the one react to the other? Nobody to himself, nor to his own country, but a state to its rebels and its citizens to it; nobody to the unknown. */
static bool may_answer(const event_doc *ed, const sides *who, const sides *author)
{
    const entity *a = &ed->entity.at[who->at[0].entity], *b = &ed->entity.at[author->at[0].entity];
    bool faceless = !b->code[0] && author->n == 1;
    return !faceless && (!same_country(ed, who, author) || (a != b && (a->sector[0] || b->sector[0]) && outside_state(a) != outside_state(b)));
}

static bool may_mean(const event_doc *ed, pointing p, const raw_event *act)
{
    static const char *const protest = "PROTEST", *const demands[] = {"REQUEST", "AGREE", "THREATEN"}, *const force[] = {"ASSAULT", "COERCE", "SANCTION"},
                             *const stances[] = {"SUPPORT", "ACCUSE"};
    switch (p) {
    case TO_DEMAND:
        return lex_category_in(ed->lex, act->category, demands, LEN(demands));
    case TO_FORCE:
        return lex_category_in(ed->lex, act->category, force, LEN(force));
    case TO_ATTACK: /* no tear gas */
        return (lex_category_in(ed->lex, act->category, force, 1) && act->aux != AUX_NEGATION && !event_mode_is(ed, act, "crowd-control")) ||
               event_mode_is(ed, act, "strike"); /* of workers */
    case TO_PROTEST:
        return lex_category_in(ed->lex, act->category, &protest, 1);
    case TO_COUP:
        return lex_category_in(ed->lex, act->category, force + 1, 1);
    default:
        return !lex_category_in(ed->lex, act->category, stances, LEN(stances));
    }
}

/* "the vote", "the resolution": of the council that was named before */
static void voters(event_doc *ed, raw_event *e)
{
    const nlp_doc *d = ed->nlp;
    for (uint32_t t = e->trigger, steps = 0; t-- > 0 && steps < FAR_TOKENS && d->sent_of[t] + FAR_SENTENCES >= d->sent_of[e->trigger]; steps++) {
        const mention *m = ed->mention_of[t] == NO_TOKEN ? NULL : &ed->mention.at[ed->mention_of[t]];
        if (!m || m->kind == M_PERSON || !m->who.n || strcmp(ed->entity.at[m->who.at[0].entity].code, "UNO") != 0 || same_country(ed, &m->who, &e->actor))
            continue;
        e->recipient = m->who;
        event_why(ed, e, "recipient: whose vote it was:", d->form[t]);
        return;
    }
}

static void answer(event_doc *ed, raw_event *e)
{
    static const char *const stances[] = {"ACCUSE", "SUPPORT", "REJECT", "AGREE", "PROTEST"}, *const accuse = "ACCUSE";
    const nlp_doc *d = ed->nlp;
    if (e->noun || e->recipient.n || !e->actor.n || !lex_category_in(ed->lex, e->category, stances, LEN(stances)))
        return;
    pointing p = object_of(ed, e);
    if (p == TO_VOTE)
        voters(ed, e);
    if (e->recipient.n)
        return;
    uint32_t far = p == TO_FORCE || p == TO_ATTACK || p == TO_COUP || p == TO_PROTEST ? FAR_SENTENCES : BACK_SENTENCES,
             most = far == FAR_SENTENCES ? FAR_TOKENS : BACK_TOKENS; /* "the offensive" may be the theme */
    for (uint32_t t = e->trigger, steps = 0; p != POINTS_NOWHERE && t-- > 0 && steps < most; steps++) {
        if (d->sent_of[t] + far < d->sent_of[e->trigger])
            break;
        uint32_t at = ed->event_of[t];
        const raw_event *act = at == NO_TOKEN ? NULL : &ed->event.at[at];
        if (!act || act == e || act->dropped || act->trigger != t || !act->actor.n || !may_mean(ed, p, act) || !may_answer(ed, &e->actor, &act->actor))
            continue;
        if (p == TO_ACT && lex_category_in(ed->lex, e->category, &accuse, 1) && lex_category(ed->lex, act->category)->quad <= 2)
            continue; /* a step that is criticised is no friendly one */
        e->recipient = act->actor;
        event_why(ed, e, "recipient: whose act is meant:", d->form[t]);
        return;
    }
}

/* "I will not resign": whoever asked or marched for it */
static void refusal(event_doc *ed, raw_event *e)
{
    static const char *const reject[] = {"REJECT"}, *const asks[] = {"REQUEST", "PROTEST"};
    const nlp_doc *d = ed->nlp;
    if (e->noun || e->recipient.n || e->actor.n != 1 || !e->refused || !lex_category_in(ed->lex, e->category, reject, LEN(reject)))
        return;
    for (uint32_t t = e->trigger, steps = 0; t-- > 0 && steps < FAR_TOKENS && d->sent_of[t] + FAR_SENTENCES >= d->sent_of[e->trigger]; steps++) {
        uint32_t at = ed->event_of[t];
        const raw_event *act = at == NO_TOKEN ? NULL : &ed->event.at[at];
        if (!act || act->dropped || act->trigger != t || !act->actor.n || !lex_category_in(ed->lex, act->category, asks, LEN(asks)) ||
            !same_country(ed, &act->recipient, &e->actor))
            continue;
        e->recipient = act->actor;
        event_why(ed, e, "recipient: who asked for it:", d->form[t]);
        return;
    }
}

/* "Officers replied with tear gas": at whoever acted last */
static void reply(event_doc *ed, raw_event *e)
{
    static const char *const replies[] = {"reply", "respond", "retaliate", "answer"}, *const assault[] = {"ASSAULT"},
                             *const acts[] = {"ASSAULT", "PROTEST", "THREATEN"};
    const nlp_doc *d = ed->nlp;
    if (e->noun || e->recipient.n || !e->actor.n || !lex_category_in(ed->lex, e->category, assault, LEN(assault)) ||
        !str_in(d->word[e->trigger], replies, LEN(replies)))
        return;
    for (uint32_t t = e->trigger, steps = 0; t-- > 0 && steps < BACK_TOKENS && d->sent_of[t] + BACK_SENTENCES >= d->sent_of[e->trigger]; steps++) {
        uint32_t at = ed->event_of[t];
        const raw_event *act = at == NO_TOKEN ? NULL : &ed->event.at[at];
        if (!act || act == e || act->dropped || act->trigger != t || !act->actor.n || !lex_category_in(ed->lex, act->category, acts, LEN(acts)) ||
            !may_answer(ed, &e->actor, &act->actor))
            continue;
        e->recipient = act->actor;
        event_why(ed, e, "recipient: to whose act it replies:", d->form[t]);
        return;
    }
}

void react_sides(event_doc *ed, raw_event *e)
{
    reply(ed, e);
    answer(ed, e);
    refusal(ed, e);
}
