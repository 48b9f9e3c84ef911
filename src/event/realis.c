/*
 * realis.c - did it happen? Negation, future and hypothesis, read off the tree.
 *
 * In: raw events. Out: e->aux. From the trigger upwards: its own negation and auxiliaries, conditional clauses, the words that govern it
 * (knowledge/realis.tsv: "failed to", "fears of", "planned"), and for nouns the mood of the verb they belong to. The walk ends
 * at a verb of saying, whose content the narrator only passes on. History is decided with the date, in bind.c.
 */
#include "event/event.h"

#define CLIMB_MAX 8
#define PREPOSITION_MAX 8u /* tokens: "in the run-up to" has six */

typedef struct {
    event_doc *ed;
    raw_event *e;
    bool negated, future, hypothetical, decided, would; /* would: of the trigger itself, not "would have" */
    uint32_t idiom;                                     /* token of idioms() that has been counted; NO_TOKEN: none */
    uint32_t settled;                                   /* governor whose own negation has been counted; NO_TOKEN: none */
} mood;

static void note(mood *m, const char *line, uint32_t t) { event_why(m->ed, m->e, line, m->ed->nlp->form[t]); }

/* ---- what stands at the predicate itself ---- */

static bool negative_word(const nlp_doc *d, uint32_t c)
{
    static const char *const never[] = {"not", "n't", "never", "no", "nor", "neither", "hardly", "nt"};
    bool only = c + 1 < d->n && str_is(d->fold[c + 1], "only"); /* "not only did they reject it" */
    return str_in(d->fold[c], never, LEN(never)) && !only;
}

/* "no soldier fired", "none of them", "nobody", "neither Chile nor Argentina" */
static bool negative_phrase(const nlp_doc *d, uint32_t np)
{
    static const char *const none[] = {"none", "nobody", "nothing", "neither"};
    if (str_in(d->fold[np], none, LEN(none)))
        return true;
    if (str_is(d->fold[np], "one") && np > 0 && str_is(d->fold[np - 1], "no"))
        return true;
    for (uint32_t c = d->child[np]; c != NO_TOKEN; c = d->sibling[c]) {
        if (c > np)
            break;
        if ((rel_is(d, c, R_DET) || rel_is(d, c, R_CC) || rel_is(d, c, R_ADVMOD)) && (str_is(d->fold[c], "no") || str_is(d->fold[c], "neither")))
            return true;
    }
    return false;
}

static void auxiliaries(mood *m, uint32_t v)
{
    static const char *const will[] = {"will", "shall", "'ll", "wo"};
    static const char *const could[] = {"would", "could", "may", "might", "should", "can", "'d", "must", "ca", "ought"};
    const nlp_doc *d = m->ed->nlp;
    bool be = false, to = false, modal_would = false, have = false, past = false, own = v == m->e->trigger;
    for (uint32_t c = d->child[v]; c != NO_TOKEN; c = d->sibling[c]) {
        if (rel_is(d, c, R_AUX)) {
            if (str_in(d->fold[c], will, LEN(will)))
                m->future = true, note(m, "future: auxiliary", c);
            else if (d->penn[c] == X_MD && str_in(d->fold[c], could, LEN(could)))
                m->hypothetical = true, modal_would = str_is(d->fold[c], "would"), note(m, "hypothetical: auxiliary", c);
            if (own && (str_is(d->fold[c], "must") || str_is(d->fold[c], "should") || str_is(d->fold[c], "ought")))
                m->e->duty = str_is(d->fold[c], "must") ? OP_DEMAND : OP_APPEAL;
            if (str_is(d->word[c], "be"))
                be = true, past = past || str_is(d->fold[c], "was") || str_is(d->fold[c], "were");
            if (str_is(d->word[c], "have"))
                have = true;
        }
        if (rel_is(d, c, R_COP) && c < v)
            be = true;
        if (rel_is(d, c, R_MARK) && str_is(d->fold[c], "to"))
            to = true;
        if (rel_is(d, c, R_MARK) && str_is(d->fold[c], "about") && c + 1 < d->n && str_is(d->fold[c + 1], "to"))
            m->future = true, note(m, "future:", c);
    }
    if (past && to && have) /* "was to have met": it did not */
        m->negated = true, note(m, "negation: was to have", v);
    if ((be || rel_is(d, v, R_ROOT)) && to && d->penn[v] == X_VB) /* "is to visit", in headlines "Envoy to visit" */
        m->future = true, note(m, "future: is to", v);
    m->would = m->would || (own && modal_would && !have);
    uint32_t s = m->ed->stmt_of ? m->ed->stmt_of[v] : NO_TOKEN;
    if (modal_would && !have && s != NO_TOKEN && m->ed->stmt.at[s].kind == CASUS_INDIRECT)
        m->hypothetical = false, m->future = true; /* said it would */
}

/* "no casualties from the strike" */
static bool toll(const nlp_doc *d, uint32_t t)
{
    static const char *const words[] = {"casualty", "injury", "death", "damage", "survivor", "victim", "fatality", "loss"};
    return str_in(d->word[t], words, LEN(words));
}

static void own_negation(mood *m, uint32_t v)
{
    const nlp_doc *d = m->ed->nlp;
    for (uint32_t c = d->child[v]; c != NO_TOKEN; c = d->sibling[c]) {
        if ((rel_is(d, c, R_ADVMOD) || rel_is(d, c, R_DET) || rel_is(d, c, R_CC) || rel_is(d, c, R_DISCOURSE)) && negative_word(d, c))
            m->negated = !m->negated, note(m, "negation:", c);
        bool argument = rel_is(d, c, R_NSUBJ) || rel_is(d, c, R_OBJ) || (rel_is(d, c, R_OBL) && str_is(case_of(d, c), "by"));
        if (argument && negative_phrase(d, c) && !(toll(d, c) && doc_under(d, m->e->trigger, c)))
            m->negated = true, note(m, "negation:", c);
    }
}

/* "not giving her the longest sentence" says nothing against a sentence */
static bool only_degree(const mood *m, uint32_t v)
{
    const nlp_doc *d = m->ed->nlp;
    fillers f = {0};
    slot_fill(m->ed, v, S_OBJ, &f);
    for (uint32_t i = 0; i < f.n; i++)
        for (uint32_t c = d->child[f.at[i]]; c != NO_TOKEN; c = d->sibling[c])
            if (rel_is(d, c, R_AMOD) && (strcmp(d->xpos_name[c], "JJS") == 0 || str_is(d->fold[c], "maximum") || str_is(d->fold[c], "full")))
                return true;
    return false;
}

static bool question(const nlp_doc *d, uint32_t t)
{
    const text_sentence *s = &d->sent[d->sent_of[t]];
    return str_is(d->form[s->first + s->count - 1], "?");
}

/* "if", "unless", "Had police arrested ..." */
static void condition(mood *m, uint32_t v)
{
    static const char *const ifs[] = {"if", "unless", "whether", "lest", "should"};
    const nlp_doc *d = m->ed->nlp;
    for (uint32_t c = d->child[v]; c != NO_TOKEN; c = d->sibling[c]) {
        if (rel_is(d, c, R_MARK) && str_in(d->fold[c], ifs, LEN(ifs)))
            m->hypothetical = true, note(m, "hypothetical:", c);
        bool inverted = rel_is(d, c, R_AUX) && (str_is(d->fold[c], "had") || str_is(d->fold[c], "were") || str_is(d->fold[c], "should")) &&
                        (rel_is(d, v, R_ADVCL) || (c == d->sent[d->sent_of[v]].first && !question(d, v)));
        uint32_t s = doc_dep(d, v, R_NSUBJ);
        if (inverted && s != NO_TOKEN && c < s) {
            if (m->negated)
                m->negated = false, note(m, "happened: counterfactual", c);
            else
                m->hypothetical = true, note(m, "hypothetical:", c);
            m->decided = true;
        }
    }
}

/* ---- what governs it ---- */

static char table_pos(const nlp_doc *d, uint32_t t)
{
    switch (d->upos[t]) {
    case U_VERB:
    case U_AUX:
        return 'V';
    case U_ADJ:
        return 'A';
    case U_ADV:
        return 'A';
    default:
        return 'N';
    }
}

/* "did not", "no party ruled out" */
static bool has_negation(const nlp_doc *d, uint32_t v)
{
    for (uint32_t c = d->child[v]; c != NO_TOKEN; c = d->sibling[c])
        if ((rel_is(d, c, R_ADVMOD) && negative_word(d, c)) || (rel_is(d, c, R_NSUBJ) && negative_phrase(d, c)))
            return true;
    return false;
}

static bool apply(mood *m, realis_effect effect, uint32_t g)
{
    static const char *const name[] = {"happened:", "negation:", "future:", "hypothetical:", "historical:", "alleged:", "negation:"};
    bool negative = (effect == RE_NEGATION || effect == RE_DENIED) && g != m->idiom && has_negation(m->ed->nlp, g);
    if (negative) { /* "did not rule out talks" leaves it open, "did not fail to attack" says that it was done */
        m->settled = g;
        effect = effect == RE_DENIED ? RE_HYPOTHETICAL : RE_ACTUAL;
    }
    if (effect <= RE_DENIED)
        note(m, name[effect], g);
    switch (effect) {
    case RE_NEGATION:
    case RE_DENIED:
        m->negated = !m->negated;
        break;
    case RE_FUTURE:
        m->future = true;
        break;
    case RE_HYPOTHETICAL:
        m->hypothetical = true;
        break;
    case RE_HISTORICAL:
        m->e->aux = AUX_HISTORICAL;
        break;
    default:
        break;
    }
    return true;
}

/* looks a governing word up with the words behind it ("stop short", "look forward to"), the longest entry of this scope first */
static bool governed(mood *m, uint32_t g, uint8_t scope)
{
    for (lex_match w = entry_at(m->ed, 'R', table_pos(m->ed->nlp, g), g, UINT32_MAX); w.list;
         w = entry_at(m->ed, 'R', table_pos(m->ed->nlp, g), g, w.count - 1))
        for (uint32_t i = 0; i < w.n; i++) {
            const kb_realis *r = lex_realis(m->ed->lex, w.list[i]);
            if (r->scope == scope && m->idiom >= g && m->idiom < g + w.count)
                return true; /* counted */
            if (r->scope == scope)
                return apply(m, (realis_effect)r->effect, g);
        }
    return false;
}

static void modifiers(mood *m, uint32_t t)
{
    const nlp_doc *d = m->ed->nlp;
    for (uint32_t c = d->child[t]; c != NO_TOKEN; c = d->sibling[c]) {
        if (rel_is(d, c, R_AMOD) && m->e->noun && str_is(d->fold[c], "threatened") && compose_threat(m->ed, m->e))
            return; /* "the threatened expulsion" */
        if (c + 1 < d->n && d->upos[c + 1] == U_NUM)
            continue; /* "killed nearly 20" */
        bool modifier = rel_is(d, c, R_AMOD) || rel_is(d, c, R_COMPOUND) || rel_is(d, c, R_ADVMOD);
        if (modifier && !negative_word(d, c)) /* those are counted in own_negation() */
            governed(m, c, RZ_MOD);
        if (rel_is(d, c, R_DET) && str_is(d->fold[c], "no"))
            m->negated = true, note(m, "negation:", c);
    }
}

static bool saying(const event_doc *ed, uint32_t v)
{
    cue_kind k = cue_at(ed, v);
    return k == CUE_SAY || k == CUE_CLAIM || k == CUE_REPORT;
}

/* "stopped short of expelling", "have yet to arrest": read off the words, since the trees differ */
static void idioms(mood *m, uint32_t t)
{
    const nlp_doc *d = m->ed->nlp;
    if (t < 3)
        return;
    if (str_is(d->fold[t - 1], "of") && str_is(d->fold[t - 2], "short"))
        apply(m, RE_NEGATION, t - 2), m->idiom = t - 2;
    if (str_is(d->fold[t - 1], "to") && str_is(d->fold[t - 2], "yet") && str_is(d->word[t - 3], "have")) {
        apply(m, RE_NEGATION, t - 2);
        m->decided = true;
    }
}

/* "tried to storm the palace": a crowd that tries has come, and riots */
static bool crowd_tries(const mood *m, uint32_t g)
{
    static const char *const words[] = {"try", "attempt"}, *const protest = "PROTEST";
    return lex_category_in(m->ed->lex, m->e->category, &protest, 1) && m->e->n_mode && str_in(m->ed->nlp->word[g], words, LEN(words));
}

/* the mood of a verb that a noun event hangs on: "an invasion would halt", "will begin the withdrawal" */
static void verb_mood(mood *m, uint32_t v)
{
    mood outer = {.ed = m->ed, .e = m->e, .idiom = NO_TOKEN, .settled = NO_TOKEN};
    auxiliaries(&outer, v);
    condition(&outer, v);
    m->future = m->future || outer.future;
    m->hypothetical = m->hypothetical || outer.hypothetical;
}

static void open_negation(mood *m, uint32_t g)
{
    if (g != m->settled)
        own_negation(m, g);
}

/* What stands before the act as one preposition: "in the run-up to the war", "for fear of attacks", "instead of attacking". It ends where
 * the noun phrase, or the clause, begins; the longest entry counts. */
static void prepositional(mood *m, uint32_t t)
{
    const nlp_doc *d = m->ed->nlp;
    uint32_t begin = d->sent[d->sent_of[t]].first, left = t;
    if (m->idiom != NO_TOKEN)
        return; /* counted */
    while (left > begin && !rel_is(d, left - 1, R_CASE) && !rel_is(d, left - 1, R_MARK) && !rel_is(d, left - 1, R_FIXED) && doc_under(d, left - 1, t))
        left--;
    uint32_t last = left > begin ? left - 1 : NO_TOKEN;
    uint32_t owner = last == NO_TOKEN ? NO_TOKEN : rel_is(d, last, R_FIXED) ? d->head[d->head[last]] : d->head[last];
    if (owner != t)
        return; /* of a clause before it: "instead of attacking, they offered talks" */
    for (uint32_t n = left - begin < PREPOSITION_MAX ? left - begin : PREPOSITION_MAX; n > 0; n--) {
        lex_match w = entry_at(m->ed, 'R', 'P', left - n, n);
        for (uint32_t i = 0; i < w.n && w.count == n; i++) {
            const kb_realis *r = lex_realis(m->ed->lex, w.list[i]);
            if (r->scope == (m->e->noun ? RZ_OBJ : RZ_COMP)) {
                apply(m, (realis_effect)r->effect, left - n);
                m->decided = r->effect == RE_NEGATION;
                return;
            }
        }
    }
}

/* Is the verb that of an accusation, an arrest or a punishment? */
static bool punishes(const event_doc *ed, uint32_t v)
{
    static const char *const names[] = {"ACCUSE", "SANCTION", "COERCE"};
    uint32_t at = ed->event_of[v];
    for (size_t i = 0; at != NO_TOKEN && i < 3; i++)
        if (strcmp(lex_string(ed->lex, lex_category(ed->lex, ed->event.at[at].category)->name), names[i]) == 0)
            return true;
    return false;
}

static bool wish(const nlp_doc *d, uint32_t t)
{
    static const char *const words[] = {"call", "demand", "request", "plan", "offer", "proposal", "plea", "pressure", "invitation", "appeal", "order", "bid"};
    return str_in(d->word[t], words, LEN(words));
}

static bool listed_wish(const nlp_doc *d, uint32_t v)
{
    uint32_t s = doc_dep(d, v, R_NSUBJ);
    return (doc_lemma_is(d, v, "include") || doc_lemma_is(d, v, "involve")) && s != NO_TOKEN && wish(d, s);
}

static bool mentions(const nlp_doc *d, uint32_t v)
{
    static const char *const words[] = {"mention", "report", "acknowledge", "note", "address", "explain", "describe", "disclose", "recall", "notice"};
    return str_in(d->word[v], words, LEN(words));
}

/* Is the noun what somebody cancels or refuses? */
static bool put_off(const event_doc *ed, uint32_t noun)
{
    uint32_t v = rel_is(ed->nlp, noun, R_OBJ) ? ed->nlp->head[noun] : NO_TOKEN, at = v == NO_TOKEN ? NO_TOKEN : ed->event_of[v];
    return at != NO_TOKEN && !ed->event.at[at].dropped && ed->event.at[at].category == (uint8_t)lex_category_index(ed->lex, "REJECT");
}

/* "would stay until he left", "on strike until she quits": it has not come to that */
static bool awaited(const nlp_doc *d, uint32_t t)
{
    uint32_t mark = doc_dep(d, t, R_MARK), h = d->head[t];
    if (mark == NO_TOKEN || !str_is(d->fold[mark], "until") || h == NO_TOKEN)
        return false;
    for (uint32_t c = d->child[h]; c != NO_TOKEN; c = d->sibling[c])
        if (rel_is(d, c, R_AUX) && d->penn[c] == X_MD)
            return true;
    return d->penn[t] == X_VBZ || d->penn[t] == X_VBP;
}

/* Is the noun what somebody looks into? */
static bool looked_into(const nlp_doc *d, uint32_t noun)
{
    static const char *const words[] = {"investigate", "probe", "examine", "review", "verify", "study"};
    uint32_t v = d->head[noun];
    for (size_t i = 0; v != NO_TOKEN && i < LEN(words); i++)
        if (doc_lemma_is(d, v, words[i]))
            return true;
    return false;
}

/* "rejected calls to resign", "balked at a plan to arm them": is the noun what a speech act of record is about? Its infinitive is no act beside that. */
static bool content_of_speech(const event_doc *ed, uint32_t noun)
{
    static const char *const names[] = {"REJECT", "REQUEST", "AGREE", "SUPPORT", "THREATEN"};
    const nlp_doc *d = ed->nlp;
    uint32_t v = d->head[noun], at = v == NO_TOKEN || (!rel_is(d, noun, R_OBJ) && !rel_is(d, noun, R_OBL)) ? NO_TOKEN : ed->event_of[v];
    const raw_event *e = at == NO_TOKEN ? NULL : &ed->event.at[at];
    static const char *const stances[] = {"support",   "back",    "welcome", "praise",   "oppose", "criticise",
                                          "criticize", "discuss", "propose", "consider", "weigh"};
    for (size_t i = 0; at == NO_TOKEN && v != NO_TOKEN && rel_is(d, noun, R_OBJ) && i < LEN(stances); i++)
        if (doc_lemma_is(d, v, stances[i]))
            return true; /* "supported any effort to end the war" */
    for (size_t i = 0; e && !e->dropped && e->category < N_EVENTS && i < LEN(names); i++)
        if (strcmp(lex_string(ed->lex, lex_category(ed->lex, e->category)->name), names[i]) == 0)
            return true;
    return false;
}

/* Has the clause of the act a time, a place or a number of its own? */
static bool told_on_its_own(const event_doc *ed, uint32_t v)
{
    const nlp_doc *d = ed->nlp;
    uint32_t end = d->sent[d->sent_of[v]].first + d->sent[d->sent_of[v]].count;
    for (uint32_t t = v + 1; t < end && doc_under(d, t, v); t++)
        if (ed->timex_of[t] != NO_TOKEN || (ed->place_of && ed->place_of[t] != NO_TOKEN) || d->upos[t] == U_NUM)
            return true;
    return false;
}

/* "a withdrawal plan", "the sanctions bill": nothing but an idea yet */
static bool part_of_plan(const event_doc *ed, const raw_event *e)
{
    static const char *const words[] = {"plan", "plot",  "suspect",   "plotter", "proposal", "idea",   "option",    "scenario",
                                        "bill", "draft", "blueprint", "roadmap", "strategy", "target", "capability"};
    const nlp_doc *d = ed->nlp;
    return e->noun && rel_is(d, e->trigger, R_COMPOUND) && str_in(d->word[d->head[e->trigger]], words, LEN(words));
}

/* "a law that would have allowed them to extradite suspects", "the bill would ban it": what a text provides for */
static bool provided_for(const nlp_doc *d, uint32_t t)
{
    static const char *const words[] = {"law",          "bill", "legislation", "amendment", "act",   "decree",
                                        "constitution", "rule", "measure",     "proposal",  "draft", "clause"};
    for (int steps = 0; steps < 3 && t != NO_TOKEN; steps++, t = d->head[t]) {
        uint32_t s = doc_dep(d, t, R_NSUBJ), modal = doc_dep(d, t, R_AUX);
        bool would = modal != NO_TOKEN && (str_is(d->fold[modal], "would") || str_is(d->fold[modal], "could") || str_is(d->fold[modal], "can"));
        if (would && s != NO_TOKEN && str_in(d->word[s], words, LEN(words)))
            return true;
        if (rel_is(d, t, R_ACL))
            return would && d->sub[t] == RS_RELCL && str_in(d->word[d->head[t]], words, LEN(words));
        if (!rel_is(d, t, R_XCOMP) && !rel_is(d, t, R_CCOMP) && !rel_is(d, t, R_CONJ))
            return false;
    }
    return false;
}

static void climb(mood *m)
{
    event_doc *ed = m->ed;
    const nlp_doc *d = ed->nlp;
    uint32_t t = m->e->trigger;
    for (int steps = 0; steps < CLIMB_MAX && !m->decided; steps++) {
        uint32_t g = d->head[t];
        if (g == NO_TOKEN)
            return;
        uint8_t rel = d->rel[t];
        if (rel == R_CONJ) { /* shares the auxiliaries and the governor of the first conjunct */
            if (d->upos[g] == U_VERB && d->upos[t] == U_VERB && doc_dep(d, t, R_NSUBJ) == NO_TOKEN && doc_dep(d, t, R_AUX) == NO_TOKEN)
                auxiliaries(m, g);
        } else if (rel == R_XCOMP || rel == R_CCOMP || rel == R_ACL || rel == R_ADVCL || rel == R_CSUBJ) {
            if (rel == R_ACL && d->sub[t] == RS_RELCL) {
                m->e->dropped = m->e->dropped || (m->future && put_off(ed, g)); /* "put off a trip he was to make" */
                return;
            }
            bool purpose = rel == R_ADVCL && d->penn[t] == X_VB && doc_dep(d, t, R_MARK) != NO_TOKEN && str_is(d->fold[doc_dep(d, t, R_MARK)], "to");
            if (rel == R_ACL && d->penn[t] == X_VBN && slot_first(ed, t, (uint8_t)lex_prep(ed->lex, STR("by"))) != NO_TOKEN)
                return;              /* "failed to protect a man slain by a radical": so he was */
            if (listed_wish(d, g)) { /* "their demands include dissolving parliament" */
                m->e->dropped = true;
                return;
            }
            if (verb_wished(d, t)) { /* whoever wants it: nobody has done it */
                m->e->dropped = true;
                return;
            }
            if (rel == R_CCOMP && saying(ed, g))
                return;
            uint32_t mark = doc_dep(d, t, R_MARK);
            uint32_t host =
                (rel == R_ADVCL || rel == R_ACL) && mark != NO_TOKEN && str_is(d->fold[mark], "for") && d->penn[t] == X_VBG ? verb_reason_host(d, t) : NO_TOKEN;
            if (host != NO_TOKEN && punishes(ed, host)) { /* "was jailed for insulting a judge" tells of the sentence */
                m->e->dropped = !told_on_its_own(ed, t);
                return;
            }
            static const char *const times[] = {"after", "before", "while", "when", "since", "as", "once", "until", "because", "although", "though"};
            uint32_t at = mark != NO_TOKEN ? mark : doc_dep(d, t, R_ADVMOD);
            bool aside = rel == R_ADVCL && at != NO_TOKEN && str_in(d->fold[at], times, LEN(times)); /* "told reporters after meeting" */
            bool tries = rel == R_XCOMP && m->e->trigger == t && crowd_tries(m, g);
            bool found =
                !aside && (tries || governed(m, g, RZ_COMP) ||
                           (rel == R_ADVCL && rel_is(d, g, R_ADVMOD) && d->head[g] != NO_TOKEN && governed(m, d->head[g], RZ_COMP))); /* "came close to" */
            if (found && (str_is(d->word[g], "plot") || str_is(d->word[g], "conspire")) && d->head[g] != NO_TOKEN && punishes(ed, d->head[g])) {
                m->e->dropped = true; /* "charged with conspiring to murder" */
                return;
            }
            if (rel == R_ACL && mark != NO_TOKEN && str_is(d->fold[mark], "that") && doc_dep(d, t, R_NSUBJ) != NO_TOKEN && looked_into(d, g))
                return; /* "urged them to investigate reports that soldiers had fired": what is reported may have happened */
            if (!found && mark != NO_TOKEN) {
                uint8_t slot = ed->prep[mark];
                found = slot != S_NONE && governed(m, g, slot);
            }
            bool infinitive = rel == R_ACL && d->penn[t] == X_VB;
            if ((purpose || rel == R_XCOMP) && m->e->trigger == t && doc_lemma_is(d, t, "protest") && punishes(ed, g)) {
                m->e->dropped = true; /* "summoned the envoy to protest" */
                return;
            }
            uint32_t to = doc_dep(d, t, R_MARK), noun = purpose && to != NO_TOKEN && to > 0 && d->head[to - 1] == g ? to - 1 : NO_TOKEN;
            if (m->e->trigger == t && ((infinitive && content_of_speech(ed, g)) || (noun != NO_TOKEN && wish(d, noun) && content_of_speech(ed, noun)))) {
                m->e->dropped = true;
                return;
            }
            static const char *const wishes[] = {"congratulate", "thank", "applaud", "commend", "condole"};
            if (!found && purpose && m->e->trigger == t && str_in(d->word[t], wishes, LEN(wishes)) && d->penn[g] == X_VBD)
                return; /* "flew in to congratulate him": so he did */
            if (!found && purpose && m->e->trigger == t && doc_lemma_is(d, t, "protest") && ed->event_of[g] == NO_TOKEN) {
                verb_mood(m, g); /* "gathered to protest": they did */
                return;
            }
            if (!found && (purpose || infinitive)) { /* "ways to resume talks", "marched to demand": an aim is no act */
                m->e->dropped = true;
                return;
            }
            if (!found && rel == R_XCOMP && mark != NO_TOKEN && d->penn[g] == X_VBG && doc_lemma_is(d, g, "go"))
                apply(m, RE_FUTURE, g); /* "is going to expel" */
            if (!found && rel == R_XCOMP && verb_passive(d, g) && doc_lemma_is(d, g, "order"))
                apply(m, RE_FUTURE, g);                                                                            /* "were ordered to leave" */
            bool means = rel == R_ADVCL && mark != NO_TOKEN && str_is(d->fold[mark], "by") && d->penn[t] == X_VBG; /* "plotted to oust him by firing" */
            if (rel == R_ADVCL && !purpose && !means)
                return;
            if (rel == R_XCOMP && steps == 0 && (str_is(d->word[g], "need") || (str_is(d->word[g], "have") && str_is(d->fold[t - 1], "to"))))
                m->e->duty = OP_DEMAND; /* "has to withdraw" */
            if (rel == R_XCOMP || rel == R_ACL) {
                if (d->upos[g] == U_VERB || d->upos[g] == U_ADJ)
                    open_negation(m, g), verb_mood(m, g);
            }
            if ((rel == R_CCOMP || rel == R_CSUBJ) && found && d->upos[g] == U_ADJ)
                open_negation(m, g); /* "it is not true that" */
            if (rel == R_CCOMP && !found)
                return;
        } else if (rel == R_OBJ || rel == R_NSUBJ || rel == R_OBL || rel == R_NMOD) {
            if (d->upos[m->e->trigger] == U_VERB && steps == 0)
                return;
            uint8_t slot = rel == R_OBJ || (rel == R_NSUBJ && d->sub[t] == RS_PASS) ? (uint8_t)RZ_OBJ
                           : rel == R_NSUBJ                                         ? (uint8_t)RZ_SUBJ
                                                                                    : (uint8_t)lex_prep(ed->lex, case_of(d, t));
            bool found = slot != S_NONE && governed(m, g, slot);
            if ((d->upos[g] == U_VERB || doc_dep(d, g, R_COP) != NO_TOKEN) && (rel == R_OBJ || rel == R_NSUBJ)) /* "an invasion would be a crime" */
                verb_mood(m, g);
            if (rel == R_OBJ && mentions(d, g))
                return; /* "failing to mention their opposition": they opposed it all the same */
            if (rel == R_OBJ && d->upos[g] == U_VERB && !found && ed->event_of[g] == NO_TOKEN && m->e->noun)
                own_negation(m, g);
            if (!found && rel == R_OBL)
                return;
        } else if (rel == R_PARATAXIS || rel == R_ROOT || rel == R_APPOS) {
            return;
        }
        t = g;
    }
}

static bool conditional_mark(const nlp_doc *d, uint32_t t)
{
    uint32_t mark = doc_dep(d, t, R_MARK);
    return mark != NO_TOKEN && (str_is(d->fold[mark], "if") || str_is(d->fold[mark], "unless"));
}

/* "threatened to march if lawmakers shelve the bill", "to attack unless they surrender": what the threat or the offer hangs on */
static bool condition_of_speech(const event_doc *ed, uint32_t t)
{
    static const char *const names[] = {"THREATEN", "REQUEST", "AGREE"};
    const nlp_doc *d = ed->nlp;
    uint32_t h = conditional_mark(d, t) ? d->head[t] : NO_TOKEN;
    for (int steps = 0; steps < 3 && h != NO_TOKEN && d->upos[h] == U_VERB; steps++, h = d->head[h]) {
        const raw_event *e = ed->event_of[h] == NO_TOKEN ? NULL : &ed->event.at[ed->event_of[h]];
        for (size_t i = 0; e && !e->dropped && e->op != OP_NONE && e->category < N_EVENTS && i < LEN(names); i++)
            if (strcmp(lex_string(ed->lex, lex_category(ed->lex, e->category)->name), names[i]) == 0)
                return true;
    }
    return false;
}

/* Does the sentence set a condition? */
static bool in_condition(const nlp_doc *d, uint32_t t)
{
    const text_sentence *s = &d->sent[d->sent_of[t]];
    for (uint32_t i = s->first; i < s->first + s->count; i++)
        if (str_is(d->fold[i], "if") || str_is(d->fold[i], "unless"))
            return true;
    return false;
}

/* "does not accept mediation", "do not recognise the court": a stance that is refused */
static bool withheld(const event_doc *ed, uint32_t t)
{
    const nlp_doc *d = ed->nlp;
    bool said = ed->stmt_of && ed->stmt_of[t] != NO_TOKEN; /* "said she did not recognise it" */
    static const char *const words[] = {"accept", "recognise", "recognize", "support", "endorse", "back", "tolerate"};
    bool does = false, listed = false;
    for (uint32_t c = d->child[t]; c != NO_TOKEN; c = d->sibling[c])
        does = does || (rel_is(d, c, R_AUX) && (str_is(d->fold[c], "does") || str_is(d->fold[c], "do") || (said && str_is(d->fold[c], "did"))));
    for (size_t i = 0; does && i < LEN(words); i++)
        listed = listed || doc_lemma_is(d, t, words[i]);
    return listed;
}

static void decide(event_doc *ed, raw_event *e)
{
    mood m = {.ed = ed, .e = e, .idiom = NO_TOKEN, .settled = NO_TOKEN};
    uint32_t t = e->trigger;
    if (!e->noun || doc_dep(ed->nlp, t, R_COP) != NO_TOKEN) { /* "will be on strike" */
        auxiliaries(&m, t);
        own_negation(&m, t);
        condition(&m, t);
    } else {
        own_negation(&m, t);
    }
    if (part_of_plan(ed, e) || (!e->noun && provided_for(ed->nlp, t))) {
        e->dropped = true;
        return;
    }
    bool unfulfilled = m.negated && m.hypothetical && conditional_mark(ed->nlp, t); /* "if they are not freed" tells of nobody's omission */
    if (!e->noun && (condition_of_speech(ed, t) || awaited(ed->nlp, t))) {
        e->dropped = true;
        return;
    }
    bool nobody = m.hypothetical && !e->noun && !e->actor.n && (m.decided || conditional_mark(ed->nlp, t)); /* "if convicted", "should any be attacked" */
    if (nobody) {
        e->dropped = true;
        return;
    }
    if (m.negated && !e->noun && (unfulfilled || only_degree(&m, t))) {
        e->dropped = true;
        return;
    }
    modifiers(&m, t);
    idioms(&m, t);
    prepositional(&m, t);
    climb(&m);
    e->refused = m.negated && !e->noun && (m.future || (m.would && !in_condition(ed->nlp, t)) || withheld(ed, t));
    if (m.negated)
        e->aux = AUX_NEGATION;
    else if (m.hypothetical)
        e->aux = AUX_HYPOTHETICAL;
    else if (m.future)
        e->aux = AUX_FUTURE;
}

bool realis_apply(event_doc *ed)
{
    for (uint32_t i = 0; i < ed->event.n; i++)
        if (!ed->event.at[i].dropped && ed->event.at[i].inner != i) /* a second content stands as the speech act that it was made */
            decide(ed, &ed->event.at[i]);
    return !ed->mem->failed;
}
