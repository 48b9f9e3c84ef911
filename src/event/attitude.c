/*
 * attitude.c - what people are said to think, want, ask for, praise or deny, beside the statements of quote.c; and for or against whom.
 *
 * In: the tree and the cues (knowledge/cues.tsv). A cue with a clause, an infinitive, an object or a prepositional phrase of its own, and somebody
 * to whom it belongs, is an attitude: "Kenya called for a truce", "the minister's claim that ...", "they want to leave". Out: ed->attitude. Statements are
 * not repeated here; events do not ask for attitudes, since "X feared that Y attacked" reports nothing.
 */
#include "event/event.h"

#define ATTITUDES_MAX (1u << 18)

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

/* "has not said", "pointed out": auxiliaries and adverbs just before the verb, particles just after it */
void cue_words(const event_doc *ed, statement *s)
{
    const nlp_doc *d = ed->nlp;
    uint32_t t = s->cue;
    if (t == NO_TOKEN)
        return;
    s->cue_first = t;
    s->cue_end = t + 1;
    if (d->upos[t] != U_VERB) {
        if (str_is(d->fold[t], "according"))
            s->cue_end = t + 2 <= d->n ? t + 2 : d->n;
        return;
    }
    while (s->cue_first > 0) {
        uint32_t p = s->cue_first - 1;
        if (d->head[p] != t || (!rel_is(d, p, R_AUX) && !(rel_is(d, p, R_ADVMOD) && s->cue_first < t)))
            break;
        s->cue_first = p;
    }
    if (s->cue_end < d->n && d->head[s->cue_end] == t && d->sub[s->cue_end] == RS_PRT)
        s->cue_end++;
}

/* ---- for or against ---- */

static casus_stance stance_of(const nlp_doc *d, uint32_t t)
{
    static const char *const pro[] = {"support", "back",  "endorse", "praise", "applaud", "welcome", "hail",    "commend",      "laud",
                                      "defend",  "thank", "salute",  "favor",  "favour",  "approve", "promote", "congratulate", "champion"};
    static const char *const con[] = {"oppose",  "condemn",   "denounce", "criticise", "criticize", "reject",    "accuse",   "blame",  "slam",
                                      "blast",   "attack",    "decry",    "deplore",   "rebuke",    "castigate", "lambaste", "mock",   "deride",
                                      "protest", "challenge", "dispute",  "threaten",  "warn",      "ridicule",  "vilify",   "upbraid"};
    for (size_t i = 0; i < LEN(pro); i++)
        if (doc_lemma_is(d, t, pro[i]))
            return CASUS_SUPPORTS;
    for (size_t i = 0; i < LEN(con); i++)
        if (doc_lemma_is(d, t, con[i]))
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

static uint32_t first_filler(const event_doc *ed, uint32_t t, uint8_t slot)
{
    fillers f = {0};
    slot_fill(ed, t, slot, &f);
    return f.n ? f.at[0] : NO_TOKEN;
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
    uint32_t target = first_filler(ed, t, S_OBJ);
    if (target == NO_TOKEN || target == s->speaker || negated(d, t))
        return;
    s->stance = stance_of(d, t);
    s->target = target;
}

/* ---- attitudes ---- */

static bool quoted(const nlp_doc *d, uint32_t t) { return (d->tok.flags[t] & (TOK_IN_QUOTE | TOK_QUOTE_OPEN | TOK_QUOTE_CLOSE)) != 0; }

static void add(event_doc *ed, uint32_t cue, cue_kind kind, uint32_t source, uint32_t first, uint32_t end)
{
    const nlp_doc *d = ed->nlp;
    while (first < end && d->upos[first] == U_PUNCT)
        first++;
    while (end > first && d->upos[end - 1] == U_PUNCT)
        end--;
    statement *s = first < end ? vec_push(ed->mem, &ed->attitude, ATTITUDES_MAX) : NULL;
    if (!s)
        return;
    statement_init(s, CASUS_ATTITUDE, first, end);
    s->cue = cue;
    s->cue_kind = kind;
    s->speaker = source != NO_TOKEN && source >= first && source < end ? NO_TOKEN : source;
    cue_words(ed, s);
    stance_find(ed, s);
}

static bool has_case(const nlp_doc *d, uint32_t t, const char *const *words, size_t n)
{
    str w = case_of(d, t);
    for (size_t i = 0; i < n; i++)
        if (str_is(w, words[i]))
            return true;
    return false;
}

/* the preposition of a gerund, which is its mark: "for lifting"; NO_TOKEN: none */
static uint32_t preposition_of(const nlp_doc *d, uint32_t c, const char *const *words, size_t n)
{
    uint32_t m = doc_dep(d, c, R_MARK);
    for (size_t i = 0; m != NO_TOKEN && i < n; i++)
        if (str_is(d->fold[m], words[i]))
            return m;
    return NO_TOKEN;
}

/* behind most verbs of speech "to" has the one who is spoken to, behind these what it is about */
static bool takes_to(const nlp_doc *d, uint32_t t)
{
    static const char *const verbs[] = {"object", "agree",     "refer",   "point",  "react", "admit", "confess",
                                        "swear",  "subscribe", "testify", "allude", "look",  "aspire"};
    for (size_t i = 0; i < LEN(verbs); i++)
        if (doc_lemma_is(d, t, verbs[i]))
            return true;
    return false;
}

/* what stands for the content of a verb: a clause, an infinitive, "for a truce", "the truce" */
static uint32_t content_of_verb(const event_doc *ed, uint32_t t, cue_kind kind, uint32_t *extra)
{
    static const char *const preps[] = {"for", "about", "of", "on", "against"};
    const nlp_doc *d = ed->nlp;
    uint32_t obj = NO_TOKEN, obl = NO_TOKEN;
    *extra = NO_TOKEN;
    for (uint32_t c = d->child[t]; c != NO_TOKEN; c = d->sibling[c]) {
        if (rel_is(d, c, R_CCOMP) || (rel_is(d, c, R_XCOMP) && c > t))
            return c;
        if (rel_is(d, c, R_OBJ) && c > t)
            obj = c;
        bool about = has_case(d, c, preps, LEN(preps)) || (takes_to(d, t) && str_is(case_of(d, c), "to"));
        if (rel_is(d, c, R_OBL) && c > t && obl == NO_TOKEN && d->sub[c] != RS_AGENT && about)
            obl = c;
        if (rel_is(d, c, R_ADVCL) && c > t && obl == NO_TOKEN && d->penn[c] == X_VBG && preposition_of(d, c, preps, LEN(preps)) == t + 1)
            obl = c; /* "called for lifting the ban" */
    }
    bool tells = doc_lemma_is(d, t, "tell") || doc_lemma_is(d, t, "ask") || doc_lemma_is(d, t, "urge") || doc_lemma_is(d, t, "warn") ||
                 doc_lemma_is(d, t, "call") || doc_lemma_is(d, t, "accuse") || doc_lemma_is(d, t, "say");
    if (obl != NO_TOKEN && (obj == NO_TOKEN || tells)) {
        uint32_t p = rel_is(d, obl, R_ADVCL) ? preposition_of(d, obl, preps, LEN(preps)) : doc_dep(d, obl, R_CASE);
        *extra = p == t + 1 ? p : NO_TOKEN;
        return obl;
    }
    (void)kind;
    return obj != NO_TOKEN && !doc_lemma_is(d, t, "say") && !doc_lemma_is(d, t, "tell") ? obj : NO_TOKEN;
}

/* with an object these do something, rather than say it: "released the prisoners", "hold the bridge" */
static bool acts(const nlp_doc *d, uint32_t t)
{
    static const char *const verbs[] = {"release",  "put",     "hold",  "find",   "answer", "address",  "establish", "mean",  "require", "allow",  "continue",
                                        "see",      "post",    "offer", "accept", "issue",  "direct",   "press",     "view",  "learn",   "expose", "leak",
                                        "air",      "confirm", "text",  "voice",  "read",   "resolve",  "air",       "file",  "submit",  "long",   "weigh in",
                                        "consider", "know",    "speak", "add",    "figure", "disclose", "invite",    "greet", "repeat"};
    for (size_t i = 0; i < LEN(verbs); i++)
        if (doc_lemma_is(d, t, verbs[i]))
            return true;
    return false;
}

/* "said he believed ...": the one who says it speaks of himself, and the statement is told already */
static bool own_words(const event_doc *ed, uint32_t t, uint32_t source)
{
    static const char *const self[] = {"he", "she", "it", "they"};
    const nlp_doc *d = ed->nlp;
    uint32_t h = rel_is(d, t, R_CCOMP) ? d->head[t] : NO_TOKEN;
    bool pronoun = false;
    for (size_t i = 0; i < LEN(self); i++)
        pronoun = pronoun || str_is(d->fold[source], self[i]);
    return pronoun && h != NO_TOKEN && (cue_at(ed, h) != CUE_NONE || cue_noun(ed, h) != CUE_NONE);
}

static void verb(event_doc *ed, uint32_t t, cue_kind kind)
{
    const nlp_doc *d = ed->nlp;
    uint32_t extra, c = content_of_verb(ed, t, kind, &extra), source = first_filler(ed, t, S_SUBJ), first, end;
    if (c == NO_TOKEN || source == NO_TOKEN || own_words(ed, t, source) || rel_is(d, t, R_AMOD) || (rel_is(d, c, R_OBJ) && acts(d, t)))
        return;
    doc_span(d, c, &first, &end);
    if (extra != NO_TOKEN && first <= extra)
        first = extra + 1;
    if (first <= t && t < end)
        return;
    uint32_t n = ed->attitude.n;
    add(ed, t, kind, source, first, end);
    if (ed->attitude.n > n && extra != NO_TOKEN)
        ed->attitude.at[n].cue_end = extra + 1;
}

static uint32_t possessor(const nlp_doc *d, uint32_t t)
{
    for (uint32_t c = d->child[t]; c != NO_TOKEN; c = d->sibling[c])
        if (rel_is(d, c, R_NMOD) && d->sub[c] == RS_POSS)
            return c;
    for (uint32_t c = d->child[t]; c != NO_TOKEN; c = d->sibling[c])
        if (rel_is(d, c, R_NMOD) && (str_is(case_of(d, c), "by") || str_is(case_of(d, c), "from")))
            return c;
    return NO_TOKEN;
}

/* "the army's claim that ...", "their demand for talks" */
static void noun(event_doc *ed, uint32_t t, cue_kind kind)
{
    static const char *const preps[] = {"for", "about", "of", "on", "against"};
    const nlp_doc *d = ed->nlp;
    uint32_t source = possessor(d, t), content = NO_TOKEN, first, end;
    for (uint32_t c = d->child[t]; c != NO_TOKEN && content == NO_TOKEN; c = d->sibling[c]) {
        bool clause = c > t && (rel_is(d, c, R_CCOMP) || (rel_is(d, c, R_ACL) && d->sub[c] != RS_RELCL && d->penn[c] != X_VBN && d->penn[c] != X_VBG));
        if (clause || (c > t && c != source && source != NO_TOKEN && rel_is(d, c, R_NMOD) && has_case(d, c, preps, LEN(preps))))
            content = c;
    }
    if (content == NO_TOKEN)
        return;
    doc_span(d, content, &first, &end);
    uint32_t p = doc_dep(d, content, R_CASE);
    if (p == first)
        first++;
    if (source == NO_TOKEN && d->head[t] != NO_TOKEN && d->upos[d->head[t]] == U_VERB && rel_is(d, t, R_OBJ))
        source = first_filler(ed, d->head[t], S_SUBJ);
    if (source != NO_TOKEN)
        add(ed, t, kind, source, first, end);
}

bool attitude_find(event_doc *ed)
{
    const nlp_doc *d = ed->nlp;
    bool *taken = arena_array(ed->mem, d->n + 1, sizeof *taken);
    if (!taken)
        return false;
    for (uint32_t i = 0; i < ed->stmt.n; i++)
        if (ed->stmt.at[i].cue != NO_TOKEN)
            taken[ed->stmt.at[i].cue] = true;
    for (uint32_t t = 0; t < d->n; t++) {
        if (taken[t] || quoted(d, t))
            continue;
        cue_kind kind = d->upos[t] == U_VERB ? cue_at(ed, t) : cue_noun(ed, t);
        if (kind == CUE_NONE)
            continue;
        if (d->upos[t] == U_VERB)
            verb(ed, t, kind);
        else
            noun(ed, t, kind);
    }
    return !ed->mem->failed;
}
