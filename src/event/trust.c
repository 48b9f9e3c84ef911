/*
 * trust.c - how sure an event is: the share of events with the same evidence that were right in articles coded by hand.
 *
 * In: the events that stay. Out: their confidence, per mille, and fewer events: those that are more likely wrong than right go, unless the caller
 * wants them all. The evidence is what the coder knows of its own steps: how much the frame asked for, whether a
 * side is named, guessed or missing, what realis, folding and attribution did, how often the event is told. Each fact that holds adds its weight
 * (section et.w of models/events.score, made by train/trust.py) to the log-odds of being right, in 1/256 bits. Without weights the frame's
 * own measure stays.
 */
#include "event/event.h"
#include "event/scorer.h"

/* bits 0-15 are the category */
typedef enum {
    T_ALWAYS = 16,
    T_PLAIN,
    T_TWO_NEEDS,
    T_THREE_NEEDS,
    T_NOBODY,
    T_ACTOR_GUESSED,
    T_ACTOR_NAMED,
    T_ACTOR_NO_CODE,
    T_ACTOR_PRONOUN,
    T_ACTORS,
    T_NO_RECIPIENT,
    T_RECIPIENT_GUESSED,
    T_RECIPIENT_NAMED,
    T_RECIPIENT_NO_CODE,
    T_RECIPIENT_PRONOUN,
    T_RECIPIENTS,
    T_NOUN,
    T_COMPOSED,
    T_ATTRIBUTED,
    T_NEGATION,
    T_FUTURE,
    T_HYPOTHETICAL,
    T_HISTORICAL,
    T_TOLD_AGAIN,
    T_DATED,
    T_PLACED,
    T_MODE,
    T_COUNTED,
    T_LONG_SENTENCE,
    T_SHORT_SENTENCE,
    T_IN_STATEMENT,
    T_ROOT,
    T_SAME_COUNTRY,
    T_HEADLINE,
    T_FEW_SENTENCES,
    T_NOBODY_IN_ARTICLE,
    N_TRUST
} trust_fact;

static const char *const names[N_TRUST] = {
    [T_ALWAYS] = "",
    [T_PLAIN] = "a frame that asks for nothing",
    [T_TWO_NEEDS] = "a frame that asks for two things",
    [T_THREE_NEEDS] = "a frame that asks for three things",
    [T_NOBODY] = "no actor",
    [T_ACTOR_GUESSED] = "the actor's country is guessed",
    [T_ACTOR_NAMED] = "the actor is named",
    [T_ACTOR_NO_CODE] = "the actor has no country",
    [T_ACTOR_PRONOUN] = "the actor is a pronoun",
    [T_ACTORS] = "several actors",
    [T_NO_RECIPIENT] = "no recipient",
    [T_RECIPIENT_GUESSED] = "the recipient's country is guessed",
    [T_RECIPIENT_NAMED] = "the recipient is named",
    [T_RECIPIENT_NO_CODE] = "the recipient has no country",
    [T_RECIPIENT_PRONOUN] = "the recipient is a pronoun",
    [T_RECIPIENTS] = "several recipients",
    [T_NOUN] = "told by a noun",
    [T_COMPOSED] = "a speech act and its content",
    [T_ATTRIBUTED] = "rests on somebody's word",
    [T_NEGATION] = "did not happen",
    [T_FUTURE] = "is still to come",
    [T_HYPOTHETICAL] = "is only thought of",
    [T_HISTORICAL] = "is history",
    [T_TOLD_AGAIN] = "is told again",
    [T_DATED] = "has a date in the text",
    [T_PLACED] = "has a place",
    [T_MODE] = "has a mode",
    [T_COUNTED] = "has numbers",
    [T_LONG_SENTENCE] = "a long sentence",
    [T_SHORT_SENTENCE] = "a short sentence",
    [T_IN_STATEMENT] = "within a statement",
    [T_ROOT] = "the main word of its sentence",
    [T_SAME_COUNTRY] = "both sides of one country",
    [T_HEADLINE] = "the first sentence",
    [T_FEW_SENTENCES] = "a text of a sentence or two",
    [T_NOBODY_IN_ARTICLE] = "no actor in an article that names many",
};

enum { LONG = 35, SHORT = 15, FEW_SENTENCES = 3, NAMES_SHOWN = 3, SHOWN_LEAST = 40, CONFIDENCE_LEAST = 400 /* per mille */ };

static uint64_t bit(trust_fact f, bool holds) { return holds ? (uint64_t)1 << f : 0; }

/* the four facts of a side; `at` is that of "guessed" */
static uint64_t side_facts(const event_doc *ed, const sides *s, trust_fact at)
{
    if (!s->n)
        return 0;
    const entity *e = &ed->entity.at[s->at[0].entity];
    uint32_t m = ed->mention_of[s->at[0].first];
    return bit(at, e->weak) | bit(at + 1, e->named || e->person) | bit(at + 2, !e->code[0]) |
           bit(at + 3, m != NO_TOKEN && ed->mention.at[m].kind == M_PRONOUN) | bit(at + 4, s->n > 1);
}

static uint64_t facts(const event_doc *ed, const raw_event *e)
{
    const nlp_doc *d = ed->nlp;
    const text_sentence *s = &d->sent[d->sent_of[e->trigger]];
    uint32_t need = e->frame ? e->frame->n_need : 1;
    uint64_t f = bit((trust_fact)e->category, e->category < N_EVENTS) | bit(T_ALWAYS, true) | bit(T_PLAIN, need == 0) | bit(T_TWO_NEEDS, need == 2) |
                 bit(T_THREE_NEEDS, need > 2) | bit(T_NOBODY, !e->actor.n) | side_facts(ed, &e->actor, T_ACTOR_GUESSED) | bit(T_NO_RECIPIENT, !e->recipient.n) |
                 side_facts(ed, &e->recipient, T_RECIPIENT_GUESSED);
    f |= bit(T_NOUN, e->noun) | bit(T_COMPOSED, e->inner != NO_TOKEN) | bit(T_ATTRIBUTED, e->attributed != NO_ENTITY) |
         bit(T_NEGATION, e->aux == AUX_NEGATION) | bit(T_FUTURE, e->aux == AUX_FUTURE) | bit(T_HYPOTHETICAL, e->aux == AUX_HYPOTHETICAL) |
         bit(T_HISTORICAL, e->aux == AUX_HISTORICAL);
    f |= bit(T_TOLD_AGAIN, e->n_sentence > 1) | bit(T_DATED, e->precision != CASUS_NO_DATE && e->precision != CASUS_PUBLICATION) |
         bit(T_PLACED, e->place != NO_TOKEN) | bit(T_MODE, e->n_mode > 0) | bit(T_COUNTED, e->size.killed > 1 || e->size.injured > 1 || e->size.arrested > 1);
    f |= bit(T_LONG_SENTENCE, s->count > LONG) | bit(T_SHORT_SENTENCE, s->count < SHORT) |
         bit(T_IN_STATEMENT, ed->stmt_of && ed->stmt_of[e->trigger] != NO_TOKEN) | bit(T_ROOT, d->head[e->trigger] == NO_TOKEN) |
         bit(T_HEADLINE, d->n_sent > FEW_SENTENCES && d->sent_of[e->trigger] == 0) | bit(T_FEW_SENTENCES, d->n_sent <= FEW_SENTENCES) |
         bit(T_NOBODY_IN_ARTICLE, d->n_sent > FEW_SENTENCES && !e->actor.n);
    bool same = e->actor.n && e->recipient.n && strcmp(ed->entity.at[e->actor.at[0].entity].code, ed->entity.at[e->recipient.at[0].entity].code) == 0;
    return f | bit(T_SAME_COUNTRY, same);
}

static int32_t heaviness(const event_doc *ed, uint32_t fact)
{
    int32_t w = *lex_trust(ed->lex, fact);
    return w < 0 ? -w : w;
}

/* the facts that weigh most, for explain */
static void tell(event_doc *ed, raw_event *e)
{
    uint64_t left = e->trust;
    for (int k = 0; k < NAMES_SHOWN; k++) {
        uint32_t best = N_TRUST;
        for (uint32_t i = T_PLAIN; i < N_TRUST; i++)
            if ((left >> i & 1) && (best == N_TRUST || heaviness(ed, i) > heaviness(ed, best)))
                best = i;
        if (best == N_TRUST || heaviness(ed, best) < SHOWN_LEAST)
            return;
        left &= ~((uint64_t)1 << best);
        event_why(ed, e, *lex_trust(ed->lex, best) > 0 ? "surer:" : "less sure:", str_z(names[best]));
    }
}

/* Of acts of force below the line as many are right as wrong, of all others hardly one in thirty; and a killing that is left out is missed more. */
static bool too_unsure(const event_doc *ed, const raw_event *e)
{
    return !ed->unsure && e->confidence < CONFIDENCE_LEAST && strcmp(lex_string(ed->lex, lex_category(ed->lex, e->category)->name), "ASSAULT") != 0;
}

bool trust_apply(event_doc *ed)
{
    for (uint32_t i = 0; i < ed->event.n; i++) {
        raw_event *e = &ed->event.at[i];
        if (e->dropped)
            continue;
        e->trust = facts(ed, e);
        if (!lex_trust(ed->lex, N_TRUST - 1))
            continue;
        int32_t sum = 0;
        for (uint32_t k = 0; k < N_TRUST; k++)
            sum += (e->trust >> k & 1) ? *lex_trust(ed->lex, k) : 0;
        int64_t one = scorer_power(0), other = scorer_power(sum < 0 ? -sum : sum);
        e->confidence = (int)(1000 * (sum < 0 ? other : one) / (one + other));
        tell(ed, e);
        if (too_unsure(ed, e)) {
            e->dropped = e->rejected = true;
            event_why(ed, e, "left out:", STR("confidence below 0.4, --unsure keeps it"));
        }
    }
    return !ed->mem->failed;
}
