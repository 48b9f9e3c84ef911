/*
 * cue.c - the words of a cue, and what they say of the stance.
 *
 * In: a statement with its cue, content and speaker. Out: its cue_first, cue_end: the word with its auxiliaries, its adverbs and the verb above it, as PolNeAR's
 * guidelines have it; its stance and its target.
 */
#include "event/event.h"

void statement_init(statement *s, casus_quote_kind kind, uint32_t first, uint32_t end)
{
    *s = (statement){.kind = kind,
                     .first = first,
                     .end = end,
                     .cue = NO_TOKEN,
                     .speaker = NO_TOKEN,
                     .addressee = NO_TOKEN,
                     .entity = NO_ENTITY,
                     .addressee_entity = NO_ENTITY,
                     .target = NO_TOKEN,
                     .target_entity = NO_ENTITY};
}

/* "has not said", "are aware": the first of the auxiliaries and adverbs just before the word */
uint32_t cue_verb_first(const nlp_doc *d, uint32_t t)
{
    uint32_t first = t;
    while (first > 0) {
        uint32_t p = first - 1;
        bool adverb = rel_is(d, p, R_ADVMOD) && !str_is(d->fold[p], "when");
        if (d->head[p] != t || (!adverb && !rel_is(d, p, R_AUX) && !rel_is(d, p, R_COP) && !str_is(d->fold[p], "to")))
            break;
        first = p;
    }
    return first;
}

/* "continued to insist", "went on to say", "is likely to say": what governs this verb with nothing but "to", particles and adverbs between; NO_TOKEN: none */
static uint32_t chained(const nlp_doc *d, uint32_t t)
{
    uint32_t h = d->head[t];
    bool adjective = h < t && d->upos[h] == U_ADJ && doc_dep(d, h, R_COP) != NO_TOKEN;
    if (!(rel_is(d, t, R_XCOMP) || (rel_is(d, t, R_ADVCL) && d->penn[t] == X_VB)) || h >= t || t - h > 4 || (d->upos[h] != U_VERB && !adjective))
        return NO_TOKEN;
    for (uint32_t k = h + 1; k < t; k++)
        if (d->upos[k] != U_PART && d->upos[k] != U_ADV && d->sub[k] != RS_PRT && !rel_is(d, k, R_COP) && !rel_is(d, k, R_ADVMOD))
            return NO_TOKEN;
    return h;
}

/* "in a statement", "with a sigh" just behind a word of speech: where it ends; `at`: none of these */
static uint32_t manner_end(const nlp_doc *d, uint32_t t, uint32_t at)
{
    uint32_t noun = at < d->n && rel_is(d, at, R_CASE) ? d->head[at] : NO_TOKEN, first, end;
    if (noun == NO_TOKEN || noun < at || !rel_is(d, noun, R_OBL) || d->head[noun] != t)
        return at;
    bool told_in = str_is(d->fold[at], "in") && (doc_lemma_is(d, noun, "statement") || doc_lemma_is(d, noun, "release"));
    doc_span(d, noun, &first, &end);
    return first == at && end <= noun + 2 && (told_in || (str_is(d->fold[at], "with") && d->upos[noun] == U_NOUN)) ? noun + 1 : at;
}

/* those words, and what stands just behind it, the particle, the adverb, the manner: "pointed out", "said repeatedly", "said in a statement" */
void cue_words(const event_doc *ed, statement *s)
{
    const nlp_doc *d = ed->nlp;
    uint32_t t = s->cue;
    if (t == NO_TOKEN)
        return;
    s->cue_first = t;
    s->cue_end = t + 1;
    if (str_is(d->fold[t], "according"))
        s->cue_end = t + 2 <= d->n ? t + 2 : d->n;
    if (d->upos[t] != U_VERB && d->upos[t] != U_ADJ)
        return;
    uint32_t over = chained(d, t);
    s->cue_first = cue_verb_first(d, over == NO_TOKEN ? t : over);
    if (s->cue_end < d->n && d->head[s->cue_end] == t && d->sub[s->cue_end] == RS_PRT)
        s->cue_end++;
    static const char *const asks[] = {"when", "where", "how",       "why", "so",
                                       "only", "just",  "otherwise", "as",  "not"}; /* these are said or begin what is said */
    uint32_t a = s->cue_end;
    if (a < d->n && d->head[a] == t && rel_is(d, a, R_ADVMOD) && d->upos[a] == U_ADV && !str_in(d->fold[a], asks, LEN(asks)) && (a < s->first || a >= s->end))
        s->cue_end++;
    uint32_t manner = s->cue_kind == CUE_SAY ? manner_end(d, t, s->cue_end) : s->cue_end;
    if (manner <= s->first || s->cue_end >= s->end)
        s->cue_end = manner;
}

/* ---- for or against ---- */

static casus_stance stance_of(const nlp_doc *d, uint32_t t)
{
    static const char *const pro[] = {"support", "back",  "endorse", "praise", "applaud", "welcome", "hail",    "commend",      "laud",
                                      "defend",  "thank", "salute",  "favor",  "favour",  "approve", "promote", "congratulate", "champion"};
    static const char *const con[] = {"oppose",  "condemn",   "denounce", "criticise", "criticize", "reject",    "accuse",   "blame",  "slam",
                                      "blast",   "attack",    "decry",    "deplore",   "rebuke",    "castigate", "lambaste", "mock",   "deride",
                                      "protest", "challenge", "dispute",  "threaten",  "warn",      "ridicule",  "vilify",   "upbraid"};
    if (str_in(d->word[t], pro, LEN(pro)))
        return CASUS_SUPPORTS;
    if (str_in(d->word[t], con, LEN(con)))
        return CASUS_OPPOSES;
    return CASUS_NEUTRAL;
}

static bool negated(const nlp_doc *d, uint32_t t)
{
    for (uint32_t c = d->child[t]; c != NO_TOKEN; c = d->sibling[c])
        if (c < t && (str_is(d->fold[c], "not") || str_is(d->fold[c], "n't") || str_is(d->fold[c], "never")))
            return true;
    return false;
}

/* by the verb of speech itself, or by what is said in one clause of the speaker's own ("said it supported the plan") */
void stance_find(const event_doc *ed, statement *s)
{
    const nlp_doc *d = ed->nlp;
    uint32_t t = s->cue;
    if (t == NO_TOKEN || d->upos[t] != U_VERB || s->speaker == NO_TOKEN)
        return;
    if (stance_of(d, t) == CASUS_NEUTRAL) {
        uint32_t c = doc_dep(d, t, R_CCOMP), subject = c == NO_TOKEN ? NO_TOKEN : doc_dep(d, c, R_NSUBJ);
        bool own = subject != NO_TOKEN && d->upos[subject] == U_PRON && !str_is(d->fold[subject], "that") && !str_is(d->fold[subject], "this");
        if (!own || c < s->first || c >= s->end || stance_of(d, c) == CASUS_NEUTRAL)
            return;
        t = c;
    }
    uint32_t target = slot_first(ed, t, S_OBJ);
    if (target == NO_TOKEN || target == s->speaker || negated(d, t))
        return;
    s->stance = stance_of(d, t);
    s->target = target;
}
