/*
 * attitude.c - what people are said to think, want, ask for, praise or deny, beside the statements of quote.c; and for or against whom.
 *
 * In: the tree, the cues (knowledge/cues.tsv) and what may stand behind them (attitudes.tsv). A cue with a clause, an infinitive, an object or a prepositional
 * phrase of its own, and somebody to whom it belongs, is an attitude: "Kenya called for a truce", "the minister's claim that ...", "they want to leave". So
 * is what seems, or is expected, with nobody named. Out: ed->attitude. Statements are not repeated here; events do not ask for attitudes, since "X feared that
 * Y attacked" reports nothing.
 */
#include "event/event.h"

#define ATTITUDES_MAX (1u << 18)

/* A word that may tell one: its kind, what may stand behind it (TAKES_*), and the last of its words, if that is a preposition whose phrase it takes */
typedef struct {
    cue_kind kind;
    uint32_t takes, prep;
} cue_word;

static cue_word word_at(const event_doc *ed, uint32_t t)
{
    const nlp_doc *d = ed->nlp;
    const text_sentence *s = &d->sent[d->sent_of[t]];
    cue_word w = {CUE_NONE, 0, NO_TOKEN};
    char pos = d->upos[t] == U_VERB ? 'V' : d->upos[t] == U_ADJ ? 'A' : d->upos[t] == U_ADV ? 'R' : d->upos[t] == U_NOUN ? 'N' : 0;
    uint32_t count;
    if (pos == 0)
        return w;
    cue_kind cue = pos == 'V' ? cue_at(ed, t) : cue_noun(ed, t);
    if (lex_attitude(ed->lex, pos, ed->word + t, s->first + s->count - t, &w.takes, &count)) {
        if (count > 1 && d->upos[t + count - 1] == U_PART) /* "agree to leave", not "agree to a truce" */
            (void)lex_attitude(ed->lex, pos, ed->word + t, 1, &w.takes, &count);
        w.kind = cue == CUE_NONE ? CUE_THINK : cue;
        if (count > 1 && d->sub[t + count - 1] != RS_PRT && (d->upos[t + count - 1] == U_ADP || d->upos[t + count - 1] == U_SCONJ))
            w.prep = t + count - 1;
    } else {
        w.kind = cue;
        w.takes = TAKES_CLAUSE | TAKES_TO | TAKES_OBJECT | TAKES_PHRASE | TAKES_AS;
    }
    return w;
}

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

static uint32_t possessor(const nlp_doc *d, uint32_t t)
{
    static const char *const whose[] = {"by", "from", "among"};
    for (uint32_t c = d->child[t]; c != NO_TOKEN; c = d->sibling[c])
        if (rel_is(d, c, R_NMOD) && d->sub[c] == RS_POSS)
            return c;
    for (uint32_t c = d->child[t]; c != NO_TOKEN; c = d->sibling[c])
        if (rel_is(d, c, R_NMOD) && has_case(d, c, whose, LEN(whose)))
            return c;
    return NO_TOKEN;
}

/* "voiced doubts about": the verb of which the noun is the object; NO_TOKEN: none */
static uint32_t verb_of(const nlp_doc *d, uint32_t noun)
{
    uint32_t v = d->head[noun];
    return v != NO_TOKEN && v < noun && rel_is(d, noun, R_OBJ) && d->upos[v] == U_VERB ? v : NO_TOKEN;
}

static bool owned(const nlp_doc *d, uint32_t noun)
{
    for (uint32_t c = d->child[noun]; c != NO_TOKEN; c = d->sibling[c])
        if (rel_is(d, c, R_NMOD) && d->sub[c] == RS_POSS)
            return true;
    return false;
}

/* what a noun tells: "the claim that ...", "a refusal to talk", "criticism of the plan"; with nobody to whom it belongs "doubts about" alone. `prep`: the
 * preposition, NO_TOKEN: none */
static uint32_t told_by(const nlp_doc *d, uint32_t t, cue_word w, uint32_t *prep)
{
    static const char *const preps[] = {"about", "on", "of", "for", "against", "over"};
    bool whose = possessor(d, t) != NO_TOKEN || verb_of(d, t) != NO_TOKEN, takes = (w.takes & TAKES_PHRASE) || verb_of(d, t) != NO_TOKEN;
    uint32_t phrase = NO_TOKEN;
    *prep = NO_TOKEN;
    for (uint32_t c = d->child[t]; c != NO_TOKEN; c = d->sibling[c]) {
        if (c > t && (rel_is(d, c, R_CCOMP) || (rel_is(d, c, R_ACL) && d->sub[c] != RS_RELCL && d->penn[c] != X_VBN && d->penn[c] != X_VBG)))
            return c;
        uint32_t p = doc_dep(d, c, R_CASE);
        bool may = p != NO_TOKEN && c > t && phrase == NO_TOKEN && rel_is(d, c, R_NMOD) && takes;
        if (may && (w.prep != NO_TOKEN ? p == w.prep : has_case(d, c, preps, whose ? LEN(preps) : 1)))
            phrase = c, *prep = p;
    }
    return phrase;
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

/* "spoke out sharply against the truce", "spoke to reporters about it": the entry with a preposition of which that preposition's phrase is the last part;
 * NO_TOKEN: none. `prep`: the preposition */
static uint32_t phrase_of_entry(const event_doc *ed, uint32_t t, uint32_t *prep)
{
    const nlp_doc *d = ed->nlp;
    char pos = d->upos[t] == U_VERB ? 'V' : 'A';
    uint32_t part = t + 1 < d->n && d->head[t + 1] == t && d->sub[t + 1] == RS_PRT ? t + 1 : NO_TOKEN;
    for (uint32_t c = d->child[t]; c != NO_TOKEN; c = d->sibling[c]) {
        uint32_t p = rel_is(d, c, R_OBL) ? doc_dep(d, c, R_CASE) : rel_is(d, c, R_ADVCL) || rel_is(d, c, R_CCOMP) ? doc_dep(d, c, R_MARK) : NO_TOKEN;
        if (p == NO_TOKEN || p <= t + 1 || p > t + 8)
            continue;
        const lex_word as_preposition = lex_word_of(d->fold[p], d->fold[p]);
        lex_word word[3] = {ed->word[t], part != NO_TOKEN ? lex_word_of(d->fold[part], d->fold[part]) : as_preposition, as_preposition};
        uint32_t takes, count, n = part != NO_TOKEN ? 3 : 2;
        if (lex_attitude(ed->lex, pos, word, n, &takes, &count) && count == n && (takes & TAKES_PHRASE)) {
            *prep = p;
            return c;
        }
    }
    return NO_TOKEN;
}

static bool asks_whether(const nlp_doc *d, uint32_t clause)
{
    uint32_t m = doc_dep(d, clause, R_MARK);
    return m != NO_TOKEN && (str_is(d->fold[m], "if") || str_is(d->fold[m], "whether"));
}

/* what stands for the content of a verb or adjective: a clause, an infinitive, "for a truce", "the truce" */
static uint32_t content_of(const event_doc *ed, uint32_t t, cue_word w, uint32_t *extra)
{
    static const char *const preps[] = {"for", "about", "of", "on", "against"};
    static const char *const of_adjectives[] = {"of", "about", "with", "in", "to", "at", "for", "over", "on"};
    const nlp_doc *d = ed->nlp;
    bool adjective = d->upos[t] == U_ADJ;
    const char *const *list = adjective ? of_adjectives : preps;
    size_t n = adjective ? LEN(of_adjectives) : LEN(preps);
    uint32_t obj = NO_TOKEN, obl = NO_TOKEN;
    *extra = NO_TOKEN;
    if (w.prep != NO_TOKEN) { /* "referred to the truce", "spoke about leaving" */
        uint32_t c = d->head[w.prep];
        *extra = w.prep;
        return c != NO_TOKEN && c > w.prep && (rel_is(d, w.prep, R_CASE) || rel_is(d, w.prep, R_MARK)) && (w.takes & TAKES_PHRASE) ? c : NO_TOKEN;
    }
    uint32_t apart = phrase_of_entry(ed, t, extra);
    if (apart != NO_TOKEN)
        return apart;
    for (uint32_t c = d->child[t]; c != NO_TOKEN; c = d->sibling[c]) {
        bool to = rel_is(d, c, R_XCOMP) && c > t;
        bool small = to && d->upos[t] == U_VERB && d->upos[c] != U_VERB && (w.takes & TAKES_OBJECT); /* "called it a lie" */
        uint32_t clear = to && d->upos[c] == U_ADJ && (w.takes & TAKES_CLAUSE) ? doc_dep(d, c, R_CCOMP) : NO_TOKEN;
        if (clear != NO_TOKEN) { /* "made it clear that the talks go on" */
            *extra = c;
            return clear;
        }
        bool infinitive = to && (d->upos[c] == U_VERB || doc_dep(d, c, R_MARK) != NO_TOKEN); /* not "looks tired" */
        if ((infinitive && (w.takes & TAKES_TO)) || (rel_is(d, c, R_CCOMP) && (w.takes & TAKES_CLAUSE)) || small)
            return c;
        if ((rel_is(d, c, R_OBJ) || (rel_is(d, c, R_IOBJ) && obj == NO_TOKEN)) && c > t)
            obj = c;
        if (rel_is(d, c, R_ADVCL) && c > t && w.kind == CUE_ASK && obl == NO_TOKEN && asks_whether(d, c))
            return c; /* "asked the minister if talks had begun" */
        if (rel_is(d, c, R_OBL) && c > t && obl == NO_TOKEN && d->sub[c] != RS_AGENT && has_case(d, c, list, n))
            obl = c;
        if (rel_is(d, c, R_ADVCL) && c > t && obl == NO_TOKEN && (d->penn[c] == X_VBG || d->penn[c] == X_VB) && preposition_of(d, c, list, n) == t + 1)
            obl = c; /* "called for lifting the ban", "called for the ban to be lifted" */
    }
    bool tells = doc_lemma_is(d, t, "tell") || doc_lemma_is(d, t, "ask") || doc_lemma_is(d, t, "urge") || doc_lemma_is(d, t, "warn") ||
                 doc_lemma_is(d, t, "call") || doc_lemma_is(d, t, "accuse") || doc_lemma_is(d, t, "say");
    if (obl != NO_TOKEN && (obj == NO_TOKEN || tells) && (w.takes & TAKES_PHRASE)) {
        uint32_t p = rel_is(d, obl, R_ADVCL) ? preposition_of(d, obl, list, n) : doc_dep(d, obl, R_CASE);
        *extra = p == t + 1 ? p : NO_TOKEN;
        return obl;
    }
    uint32_t subject = doc_dep(d, t, R_NSUBJ);
    bool report =
        (w.takes & TAKES_CLAUSE) && d->upos[t] == U_VERB && subject != NO_TOKEN && cue_noun(ed, subject) == CUE_REPORT; /* "the survey found wide support" */
    return ((w.takes & TAKES_OBJECT) || report) && !doc_lemma_is(d, t, "tell") ? obj : NO_TOKEN;
}

/* "said he believed", "wants to support", "efforts to support", "compared with": in the words or wishes of another, or in a phrase beside a noun, nobody is said
 * to think anything */
static bool beneath(const event_doc *ed, uint32_t t)
{
    static const char *const marks[] = {"that", "if", "for", "of", "unless", "whether"};
    const nlp_doc *d = ed->nlp;
    uint32_t m = doc_dep(d, t, R_MARK), h = d->head[t];
    for (size_t i = 0; m != NO_TOKEN && i < LEN(marks); i++)
        if (str_is(d->fold[m], marks[i]))
            return true;
    if (rel_is(d, t, R_ACL) && d->sub[t] != RS_RELCL && d->penn[t] == X_VB)
        return true;
    cue_kind over = rel_is(d, t, R_XCOMP) && h != NO_TOKEN ? word_at(ed, h).kind : CUE_NONE;
    return rel_is(d, t, R_CCOMP) || over == CUE_ASK || over == CUE_DEMAND || over == CUE_THINK || over == CUE_PROMISE;
}

/* "a plan backed by the unions", "compared with last year" */
static bool bare_participle(const nlp_doc *d, uint32_t t)
{
    return d->penn[t] == X_VBN && d->sub[t] != RS_RELCL && (rel_is(d, t, R_ACL) || rel_is(d, t, R_ADVCL)) && doc_dep(d, t, R_NSUBJ) == NO_TOKEN &&
           doc_dep(d, t, R_AUX) == NO_TOKEN;
}

/* Whose it is: the subject, "somebody eager to leave" */
static uint32_t source_of(const event_doc *ed, uint32_t t)
{
    const nlp_doc *d = ed->nlp;
    uint32_t s = d->upos[t] == U_VERB ? slot_first(ed, t, S_SUBJ) : doc_dep(d, t, R_NSUBJ), h = d->head[t];
    if (s == NO_TOKEN && d->upos[t] == U_VERB && (d->penn[t] == X_VBD || d->penn[t] == X_VBZ || d->penn[t] == X_VBP) && doc_dep(d, t, R_EXPL) == NO_TOKEN)
        return beside_cue(d, t);
    if (s != NO_TOKEN || d->upos[t] != U_ADJ || h == NO_TOKEN)
        return s;
    bool joined = (rel_is(d, t, R_CONJ) || rel_is(d, t, R_ADVCL)) && doc_dep(d, t, R_CCOMP) != NO_TOKEN; /* "she went home, confident that ..." */
    if (joined && d->upos[h] == U_ADJ)
        return doc_dep(d, h, R_NSUBJ);
    return rel_is(d, t, R_XCOMP) || joined ? slot_first(ed, h, S_SUBJ) : rel_is(d, t, R_AMOD) || rel_is(d, t, R_ACL) ? h : NO_TOKEN;
}

/* "talks appear to have stalled", "is expected to resign", "reportedly": the whole clause, and nobody who is named thinks so */
static void whole(event_doc *ed, uint32_t t, cue_kind kind)
{
    const nlp_doc *d = ed->nlp;
    uint32_t top = d->upos[t] == U_ADV ? d->head[t] : t, first, end;
    if (top == NO_TOKEN)
        return;
    doc_span(d, top, &first, &end);
    add(ed, t, kind, NO_TOKEN, first, end);
}

static bool supposed(const event_doc *ed, uint32_t t, cue_kind kind)
{
    const nlp_doc *d = ed->nlp;
    static const char *const preps[] = {"as", "for", "of", "with"};
    if ((kind != CUE_THINK && kind != CUE_SAY && kind != CUE_REPORT && kind != CUE_CLAIM) || d->upos[t] != U_VERB || doc_lemma_is(d, t, "suppose"))
        return false;
    for (uint32_t c = d->child[t]; c != NO_TOKEN; c = d->sibling[c])
        if (c > t && (rel_is(d, c, R_XCOMP) || (rel_is(d, c, R_OBL) && has_case(d, c, preps, LEN(preps)))))
            return verb_passive(d, t);
    return false;
}

/* "the plan was rejected by the unions", "a plan backed by the unions": what the passive is told of */
static uint32_t endured(const nlp_doc *d, uint32_t t)
{
    if (d->upos[t] != U_VERB || !verb_passive(d, t))
        return NO_TOKEN;
    uint32_t s = doc_dep(d, t, R_NSUBJ);
    return s != NO_TOKEN ? s : rel_is(d, t, R_ACL) ? d->head[t] : NO_TOKEN;
}

/* "see him as a threat", "was seen as a threat", "what they see as a threat", "a region known as the Sahel" */
static bool seen_as(event_doc *ed, uint32_t t, cue_kind kind)
{
    const nlp_doc *d = ed->nlp;
    uint32_t as = NO_TOKEN, object = doc_dep(d, t, R_OBJ), source = slot_first(ed, t, S_SUBJ), first, end, from, to;
    for (uint32_t c = d->child[t]; c != NO_TOKEN && as == NO_TOKEN; c = d->sibling[c]) {
        uint32_t p = rel_is(d, c, R_OBL) || rel_is(d, c, R_XCOMP) || rel_is(d, c, R_ADVCL) ? doc_dep(d, c, R_CASE) : NO_TOKEN;
        p = p == NO_TOKEN ? doc_dep(d, c, R_MARK) : p;
        if (p != NO_TOKEN && p > t && str_is(d->fold[p], "as") && doc_dep(d, c, R_NSUBJ) == NO_TOKEN)
            as = c;
    }
    if (as == NO_TOKEN)
        return false;
    doc_span(d, as, &first, &end);
    uint32_t n = ed->attitude.n;
    bool passive = verb_passive(d, t), whole_clause = passive && !bare_participle(d, t);
    if (!passive && object != NO_TOKEN && object > t) {
        doc_span(d, object, &from, &to);
        add(ed, t, kind, source, from > t ? from : t + 1, end);
        return ed->attitude.n > n;
    }
    if (whole_clause) {
        doc_span(d, t, &from, &to);
        add(ed, t, kind, source, from, end);
    } else
        add(ed, t, kind, source, first + 1, end);
    if (ed->attitude.n > n && first <= t + 3)
        ed->attitude.at[n].cue_end = first + 1;
    return ed->attitude.n > n;
}

/* "accused the army of looting": the object is part of what is thought, so that the preposition behind it is no part of the cue; where the object begins, NO_TOKEN: none.
 * Whoever is asked or told about something is not. */
static uint32_t object_between(const nlp_doc *d, uint32_t t, uint32_t prep, cue_kind kind)
{
    uint32_t object = doc_dep(d, t, R_OBJ), first, end;
    if (object == NO_TOKEN || object < t || object > prep || kind == CUE_ASK || kind == CUE_SAY || d->upos[prep] == U_ADJ)
        return NO_TOKEN;
    doc_span(d, object, &first, &end);
    return first > t && end <= prep ? first : NO_TOKEN;
}

/* nothing but "it", particles and adverbs between the word and the preposition that ends its cue */
static bool joins(const nlp_doc *d, uint32_t t, uint32_t prep)
{
    for (uint32_t k = t + 1; k < prep; k++)
        if (d->upos[k] == U_NOUN || d->upos[k] == U_PROPN || (d->upos[k] == U_PRON && !str_is(d->fold[k], "it")))
            return false;
    return true;
}

/* "praised the mayor for her courage", "urged the miners to go home": what stands next to the object belongs to what is thought of it; returns its end */
static uint32_t with_complement(const nlp_doc *d, uint32_t t, uint32_t object, uint32_t end)
{
    static const char *const phrase[] = {"for", "to", "as", "with", "over"}, *const clause[] = {"for", "to", "with", "in"};
    for (uint32_t c = rel_is(d, object, R_OBJ) && object > t ? d->child[t] : NO_TOKEN; c != NO_TOKEN; c = d->sibling[c]) {
        uint32_t first, stop;
        bool may = rel_is(d, c, R_OBL) ? has_case(d, c, phrase, LEN(phrase)) : rel_is(d, c, R_ADVCL) && preposition_of(d, c, clause, LEN(clause)) == end;
        if (c < end || !may)
            continue;
        doc_span(d, c, &first, &stop);
        end = first == end ? stop : end;
    }
    return end;
}

/* ", which the courts forbade", ", leaving it to the courts" behind what is thought are the author's words rather than part of it; returns where it ends without */
static uint32_t without_aside(const nlp_doc *d, uint32_t first, uint32_t end)
{
    for (uint32_t t = first + 2; t < end; t++) {
        uint32_t from, to;
        if (d->sub[t] != RS_RELCL && !(rel_is(d, t, R_ADVCL) && d->penn[t] == X_VBG))
            continue;
        doc_span(d, t, &from, &to);
        if (to == end && from > first + 1 && str_is(d->form[from - 1], ","))
            return from - 1;
    }
    return end;
}

static void predicate(event_doc *ed, uint32_t t, cue_word w)
{
    const nlp_doc *d = ed->nlp;
    uint32_t extra, c, source, first, end;
    bool first_asked = asked_before(d, t), asked = first_asked || (w.kind == CUE_ASK && rel_is(d, t, R_ADVCL));
    if (!first_asked && (beneath(ed, t) || (rel_is(d, t, R_AMOD) && d->upos[t] == U_VERB)))
        return;
    if ((w.takes & TAKES_AS) && seen_as(ed, t, w.kind))
        return;
    if (bare_participle(d, t) && !asked) /* "asked about the truce, he said" */
        return;
    if (w.takes & TAKES_WHOLE) {
        uint32_t obl = doc_dep(d, t, R_OBL);
        bool like = obl != NO_TOKEN && str_is(case_of(d, obl), "like");
        if (d->upos[t] == U_ADV || like || doc_dep(d, t, R_XCOMP) != NO_TOKEN || doc_dep(d, t, R_CCOMP) != NO_TOKEN)
            whole(ed, t, w.kind);
        return;
    }
    c = content_of(ed, t, w, &extra);
    if (c != NO_TOKEN && verb_of(d, c) == t && !owned(d, c) && word_at(ed, c).kind != CUE_NONE && told_by(d, c, word_at(ed, c), &first) != NO_TOKEN)
        return; /* "voiced doubts about": noun() */
    source = first_asked ? NO_TOKEN : source_of(ed, t);
    if (source == NO_TOKEN && supposed(ed, t, w.kind)) {
        whole(ed, t, w.kind);
        return;
    }
    if (c == NO_TOKEN && source != NO_TOKEN && (w.takes & TAKES_OBJECT))
        c = endured(d, t);
    bool passive = d->upos[t] == U_VERB && verb_passive(d, t);                                                     /* "was asked about the truce" */
    bool headline = rel_is(d, t, R_ROOT) && c != NO_TOKEN && rel_is(d, c, R_CCOMP) && c > t && d->penn[t] != X_VB; /* "Says Chad would pay" */
    if (c == NO_TOKEN || (source == NO_TOKEN && !asked && !passive && !headline))
        return;
    doc_span(d, c, &first, &end);
    if (extra != NO_TOKEN && first <= extra)
        first = extra + 1;
    uint32_t between = extra != NO_TOKEN ? object_between(d, t, extra, w.kind) : NO_TOKEN;
    if (between != NO_TOKEN)
        first = between;
    end = without_aside(d, first, with_complement(d, t, c, end));
    if (c < t && end > t)
        end = t; /* "a plan backed by ..." */
    if (first <= t && c > t)
        first = t + 1; /* "a step that he said would help": the pronoun stands before */
    if (first <= t && t < end)
        return;
    uint32_t n = ed->attitude.n;
    add(ed, t, w.kind, source, first, end);
    if (ed->attitude.n > n && extra != NO_TOKEN && between == NO_TOKEN && joins(d, t, extra))
        ed->attitude.at[n].cue_end = extra + 1;
}

/* "the army's claim that ...", "their refusal to talk", "voiced doubts about the vote": the verb belongs to the cue */
static void noun(event_doc *ed, uint32_t t, cue_word w)
{
    static const char *const suffers[] = {"face",    "draw",    "receive", "win",    "get",  "earn",  "attract", "spark", "prompt",
                                          "provoke", "trigger", "meet",    "endure", "gain", "raise", "renew",   "fuel"};
    const nlp_doc *d = ed->nlp;
    uint32_t prep, content = told_by(d, t, w, &prep), source = possessor(d, t), verb = verb_of(d, t), first, end;
    if (content == NO_TOKEN)
        return;
    if (verb != NO_TOKEN && beneath(ed, verb))
        return;
    if (verb != NO_TOKEN && owned(d, t) && word_at(ed, verb).kind != CUE_NONE && (word_at(ed, verb).takes & TAKES_OBJECT))
        return; /* "repeated his claim that ...": predicate() */
    if (verb != NO_TOKEN && str_in(d->word[verb], suffers, LEN(suffers)))
        verb = NO_TOKEN;
    if (source == NO_TOKEN && verb != NO_TOKEN)
        source = slot_first(ed, verb, S_SUBJ);
    if (source == NO_TOKEN && prep == NO_TOKEN)
        return;
    doc_span(d, content, &first, &end);
    if (prep != NO_TOKEN && prep >= first)
        first = prep + 1;
    uint32_t n = ed->attitude.n;
    add(ed, t, w.kind, source, first, end);
    if (ed->attitude.n == n)
        return;
    statement *s = &ed->attitude.at[n];
    if (prep != NO_TOKEN && prep <= t + 4)
        s->cue_end = prep + 1;
    if (verb != NO_TOKEN && verb + 6 > t)
        s->cue_first = cue_verb_first(d, verb);
    while (s->cue_first > d->sent[d->sent_of[t]].first && d->head[s->cue_first - 1] == t && rel_is(d, s->cue_first - 1, R_AMOD))
        s->cue_first--; /* "sharp criticism of" */
}

/* "as the minister noted in May": where that begins, NO_TOKEN: it is nothing of the kind */
static uint32_t as_of(const nlp_doc *d, uint32_t t)
{
    for (uint32_t c = d->child[t]; c != NO_TOKEN && c < t; c = d->sibling[c])
        if (str_is(d->fold[c], "as") && (rel_is(d, c, R_MARK) || rel_is(d, c, R_ADVMOD)))
            return c;
    return NO_TOKEN;
}

/* "Sorry, Miller said.", "The reform, she said, becomes hopeless", "As reported by the Herald, ...": the words beside a verb of saying and its speaker, up to the
 * rim of the sentence */
static void beside(event_doc *ed, uint32_t t, cue_kind kind)
{
    const nlp_doc *d = ed->nlp;
    const text_sentence *s = &d->sent[d->sent_of[t]];
    uint32_t source = slot_first(ed, t, S_SUBJ), from, to, last = s->first + s->count;
    uint32_t object = doc_dep(d, t, R_OBJ), as = as_of(d, t);
    bool put_it = object == t + 1 && str_is(d->fold[object], "it"); /* "as the minister put it" */
    if (object != NO_TOKEN && object > t && !put_it && !doc_lemma_is(d, t, "tell") && !doc_lemma_is(d, t, "ask") && !doc_lemma_is(d, t, "remind"))
        return;
    bool finite = d->penn[t] == X_VBD || d->penn[t] == X_VBZ || d->penn[t] == X_VBP || (as != NO_TOKEN && d->penn[t] == X_VBN);
    if (!finite || source == NO_TOKEN || d->sent_of[source] != d->sent_of[t] || (verb_passive(d, t) && as == NO_TOKEN) ||
        (as != NO_TOKEN && doc_dep(d, t, R_XCOMP) != NO_TOKEN))
        return;
    if (as != NO_TOKEN) {
        doc_span(d, t, &from, &to);
        if (from > as || to > last - 1)
            return;
        for (uint32_t k = as; k < to; k++) /* the parser may have put the rest of the sentence beneath it */
            if (k > t && str_is(d->form[k], ","))
                to = k;
        from = as;
    } else {
        uint32_t np = d->np_of[source];
        from = np != NO_TOKEN ? d->np.at[np].first : source;
        to = np != NO_TOKEN ? d->np.at[np].end : source + 1;
        from = from < t ? from : t;
        to = to > t + put_it ? to : t + 1 + put_it;
    }
    bool before = from > s->first + 1 && d->upos[from - 1] == U_PUNCT, behind = to + 1 < last && d->upos[to] == U_PUNCT;
    if (kind == CUE_THINK && (!before || !behind || to + 1 == last || str_is(d->fold[source], "you")))
        return; /* "such talks, they believe, would fail" */
    uint32_t n = ed->attitude.n;
    if (before && (!behind || from - s->first >= last - to))
        add(ed, t, kind, source, s->first, from);
    else if (behind)
        add(ed, t, kind, source, to, last);
    if (ed->attitude.n > n && put_it)
        ed->attitude.at[n].cue_end = object + 1;
}

/* what quote.c made no statement of: "That is according to the ministry" */
static void according(event_doc *ed, uint32_t t)
{
    const nlp_doc *d = ed->nlp;
    const text_sentence *s = &d->sent[d->sent_of[t]];
    uint32_t source = rel_is(d, t, R_CASE) ? d->head[t] : NO_TOKEN, first, end;
    if (source == NO_TOKEN || source < t || t + 1 >= d->n || !str_is(d->fold[t + 1], "to"))
        return;
    uint32_t np = d->np_of[source];
    first = t;
    end = np != NO_TOKEN ? d->np.at[np].end : source + 1;
    if (first - s->first >= s->first + s->count - end)
        add(ed, t, CUE_SAY, source, s->first, first);
    else
        add(ed, t, CUE_SAY, source, end, s->first + s->count);
}

/* 'accused the mayor of "being asleep at the wheel"': the words of a quotation are less than what is told, which is an attitude beside it */
static bool fragment(const nlp_doc *d, const statement *s)
{
    if (s->kind != CASUS_DIRECT || s->cue == NO_TOKEN || s->cue >= s->first || s->first < s->cue_end + 2 || d->upos[s->cue] != U_VERB)
        return false;
    uint32_t before = s->first - 2; /* the one in front of the mark */
    return d->sent_of[s->cue] == d->sent_of[s->first] && d->upos[before] != U_PUNCT && !str_is(d->fold[before], "that");
}

/* what stands in the words of another, or in what another wants or thinks, is part of that and no attribution by itself */
static void outermost(event_doc *ed, uint32_t *cover)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < ed->stmt.n; i++)
        if (ed->stmt.at[i].cue != NO_TOKEN) { /* and "refused" of "refused to say that" is part of a cue */
            cover[ed->stmt.at[i].first]++, cover[ed->stmt.at[i].end]--;
            if (!fragment(ed->nlp, &ed->stmt.at[i]))
                cover[ed->stmt.at[i].cue_first]++, cover[ed->stmt.at[i].cue_end]--;
        }
    for (uint32_t i = 0; i < ed->attitude.n; i++)
        cover[ed->attitude.at[i].first]++, cover[ed->attitude.at[i].end]--;
    for (uint32_t t = 0; t < ed->nlp->n; t++)
        cover[t + 1] += cover[t];
    for (uint32_t i = 0; i < ed->attitude.n; i++) {
        const statement *s = &ed->attitude.at[i];
        bool own = s->cue >= s->first && s->cue < s->end;
        if (cover[s->cue] == own)
            ed->attitude.at[n++] = *s;
    }
    ed->attitude.n = n;
}

/* "In a poll in May, 40 percent said ..." */
static void in_report(event_doc *ed, uint32_t t)
{
    const nlp_doc *d = ed->nlp;
    const text_sentence *s = &d->sent[d->sent_of[t]];
    uint32_t source = d->head[t], first, end;
    if (!rel_is(d, t, R_CASE) || source == NO_TOKEN || source < t || !rel_is(d, source, R_OBL) || cue_noun(ed, source) != CUE_REPORT)
        return;
    doc_span(d, source, &first, &end);
    add(ed, t, CUE_REPORT, source, end, s->first + s->count);
}

bool attitude_find(event_doc *ed)
{
    const nlp_doc *d = ed->nlp;
    uint32_t *taken =
        arena_array(ed->mem, d->n + 1, sizeof *taken); /* 0: no cue of a statement; else where its content begins, if that is a fragment, or NO_TOKEN */
    uint32_t *cover = arena_array(ed->mem, d->n + 2, sizeof *cover); /* first what begins and ends at a token, then how many contents it stands in */
    if (!taken || !cover)
        return false;
    for (uint32_t i = 0; i < ed->stmt.n; i++)
        if (ed->stmt.at[i].cue != NO_TOKEN)
            taken[ed->stmt.at[i].cue] = fragment(d, &ed->stmt.at[i]) ? ed->stmt.at[i].first : NO_TOKEN;
    for (uint32_t t = 0; t < d->n; t++) {
        if (taken[t] == NO_TOKEN || doc_quoted(d, t))
            continue;
        if (str_is(d->fold[t], "according")) {
            according(ed, t);
            continue;
        }
        if (t == d->sent[d->sent_of[t]].first && str_is(d->fold[t], "in"))
            in_report(ed, t);
        cue_word w = word_at(ed, t);
        uint32_t n = ed->attitude.n;
        if (w.kind == CUE_NONE)
            continue;
        if (d->upos[t] == U_NOUN)
            noun(ed, t, w);
        else
            predicate(ed, t, w);
        if (taken[t] != 0 && ed->attitude.n > n && ed->attitude.at[n].first + 1 >= taken[t])
            ed->attitude.n = n; /* nothing but the quotation */
        else if (taken[t] == 0 && ed->attitude.n == n && d->upos[t] == U_VERB && (w.takes & TAKES_CLAUSE))
            beside(ed, t, w.kind);
    }
    outermost(ed, cover);
    return !ed->mem->failed;
}
