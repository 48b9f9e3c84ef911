/*
 * quote.c - statements: who said what.
 *
 * In: tokens with quotation flags, the tree, cue words. Out: direct quotations (quote_direct.c), and indirect ones whose content is
 * a clause ("X said that ...", "..., residents said", "according to X ..."). Speakers are tokens here; quote_resolve() makes entities of them once the mentions are resolved.
 */
#include "event/event.h"

#define CLAUSE_WORDS_MIN 3u
#define STATEMENTS_MAX 8192u
#define PHRASE_MAX 30u /* tokens of a speaker's noun phrase */

uint32_t quote_words(const nlp_doc *d, uint32_t first, uint32_t end)
{
    uint32_t n = 0;
    for (uint32_t t = first; t < end; t++)
        n += d->upos[t] != U_PUNCT;
    return n;
}

statement *statement_push(event_doc *ed, casus_quote_kind kind, uint32_t first, uint32_t end)
{
    statement *s = vec_push(ed->mem, &ed->stmt, STATEMENTS_MAX);
    if (!s)
        return NULL;
    statement_init(s, kind, first, end);
    return s;
}

cue_kind cue_noun(const event_doc *ed, uint32_t t)
{
    const nlp_doc *d = ed->nlp;
    const text_sentence *s = &d->sent[d->sent_of[t]];
    return d->upos[t] == U_NOUN ? lex_cue(ed->lex, 'N', ed->word + t, s->first + s->count - t) : CUE_NONE;
}

cue_kind cue_at(const event_doc *ed, uint32_t t)
{
    const nlp_doc *d = ed->nlp;
    const text_sentence *s = &d->sent[d->sent_of[t]];
    return d->upos[t] == U_VERB ? lex_cue(ed->lex, 'V', ed->word + t, s->first + s->count - t) : CUE_NONE;
}

bool according_to(const nlp_doc *d, uint32_t t) { return str_is(d->fold[t], "according") && t + 1 < d->n && str_is(d->fold[t + 1], "to"); }

/* the longest noun phrase that begins at `first`, or the shortest one that ends before `end`; its head */
static uint32_t phrase_from(const nlp_doc *d, uint32_t first)
{
    uint32_t best = NO_TOKEN, end = 0, s = first < d->n ? d->sent_of[first] : 0;
    for (uint32_t t = first; t < d->n && d->sent_of[t] == s && t < first + PHRASE_MAX; t++) {
        uint32_t i = d->np_of[t];
        if (i != NO_TOKEN && d->np.at[i].first == first && d->np.at[i].end > end)
            best = t, end = d->np.at[i].end;
    }
    return best;
}

static uint32_t phrase_to(const nlp_doc *d, uint32_t end)
{
    uint32_t best = NO_TOKEN, first = UINT32_MAX;
    for (uint32_t t = end; t-- > 0 && t + PHRASE_MAX > end && d->sent_of[t] == d->sent_of[end - 1];) {
        uint32_t i = d->np_of[t];
        if (i != NO_TOKEN && d->np.at[i].end == end && d->np.at[i].first < first)
            best = t, first = d->np.at[i].first;
    }
    return best;
}

static bool comma_or_mark(const nlp_doc *d, uint32_t t) { return str_is(d->form[t], ",") || (d->tok.flags[t] & (TOK_QUOTE_OPEN | TOK_QUOTE_CLOSE)) != 0; }

/* '..., said the envoy', 'the envoy said': by the order of the words, where the tree has no subject */
uint32_t beside_cue(const nlp_doc *d, uint32_t cue)
{
    uint32_t begin = d->sent[d->sent_of[cue]].first, before = cue;
    while (before > begin && (rel_is(d, before - 1, R_AUX) || d->upos[before - 1] == U_ADV))
        before--;
    uint32_t left = before > begin ? phrase_to(d, before) : NO_TOKEN;
    if (left == NO_TOKEN && before > begin + 2 && str_is(d->form[before - 1], ",")) { /* "the envoy, 70, said" */
        uint32_t comma = before - 2;
        while (comma > begin && !str_is(d->form[comma], ","))
            comma--;
        left = comma > begin ? phrase_to(d, comma) : NO_TOKEN;
    }
    bool inverted = cue > begin && comma_or_mark(d, cue - 1) && cue + 1 < d->n;
    return inverted ? phrase_from(d, cue + 1) : left;
}

static bool addresses(const nlp_doc *d, uint32_t cue)
{
    static const char *const verbs[] = {"tell", "assure", "inform", "warn", "remind", "notify", "address", "brief", "ask", "urge", "reassure", "advise"};
    for (size_t i = 0; i < LEN(verbs); i++)
        if (str_is(d->word[cue], verbs[i]))
            return true;
    return false;
}

void statement_attach(event_doc *ed, statement *s, uint32_t cue)
{
    const nlp_doc *d = ed->nlp;
    s->cue = cue;
    if (d->upos[cue] != U_VERB) { /* "according to X" */
        s->cue_kind = CUE_SAY;
        uint32_t h = d->head[cue];
        if (rel_is(d, cue, R_CASE) && h != NO_TOKEN)
            s->speaker = h;
        else if (!according_to(d, cue))
            s->speaker = cue;
        else {
            for (uint32_t c = d->child[cue]; c != NO_TOKEN; c = d->sibling[c])
                if (rel_is(d, c, R_OBL) || rel_is(d, c, R_NMOD))
                    s->speaker = c;
        }
        return;
    }
    s->cue_kind = cue_at(ed, cue) == CUE_NONE ? CUE_SAY : cue_at(ed, cue);
    s->speaker = slot_first(ed, cue, S_SUBJ);
    if (s->speaker != NO_TOKEN && s->speaker >= s->first && s->speaker < s->end)
        s->speaker = NO_TOKEN;
    if (s->speaker == NO_TOKEN && !verb_passive(d, cue))
        s->speaker = beside_cue(d, cue);
    if (s->speaker != NO_TOKEN && s->speaker >= s->first && s->speaker < s->end)
        s->speaker = NO_TOKEN;
    s->addressee = slot_first(ed, cue, S_IOBJ);
    if (s->addressee == NO_TOKEN && addresses(d, cue))
        s->addressee = slot_first(ed, cue, S_OBJ);
    for (uint32_t c = d->child[cue]; c != NO_TOKEN && s->addressee == NO_TOKEN; c = d->sibling[c]) /* "said to reporters" */
        if (rel_is(d, c, R_OBL) && c > cue && str_is(case_of(d, c), "to"))
            s->addressee = c;
    if (s->addressee != NO_TOKEN && s->addressee >= s->first && s->addressee < s->end)
        s->addressee = NO_TOKEN;
}

/* ---- indirect ---- */

static bool has_subject(const nlp_doc *d, uint32_t c)
{
    for (uint32_t k = d->child[c]; k != NO_TOKEN; k = d->sibling[k])
        if (rel_is(d, k, R_NSUBJ) || rel_is(d, k, R_CSUBJ) || rel_is(d, k, R_EXPL))
            return true;
    return false;
}

static bool mostly_quoted(const nlp_doc *d, uint32_t first, uint32_t end)
{
    uint32_t n = 0;
    for (uint32_t t = first; t < end; t++)
        n += doc_quoted(d, t);
    return 2 * n > end - first;
}

static bool relative_word(const nlp_doc *d, uint32_t t) { return d->penn[t] == X_WP || d->penn[t] == X_WDT || str_is(d->fold[t], "whose"); }

bool asked_before(const nlp_doc *d, uint32_t t)
{
    const text_sentence *s = &d->sent[d->sent_of[t]];
    bool first = t == s->first || (t == s->first + 1 && (str_is(d->fold[s->first], "when") || str_is(d->fold[s->first], "if")));
    return first && doc_lemma_is(d, t, "ask") && (d->penn[t] == X_VBN || d->penn[t] == X_VBD) && doc_dep(d, t, R_NSUBJ) == NO_TOKEN;
}

static void trim(const nlp_doc *d, uint32_t *first, uint32_t *end)
{
    if (asked_before(d, *first) || (*first + 1 < *end && asked_before(d, *first + 1))) { /* "Asked if it was over, ...": no part of the answer */
        while (*first < *end && !str_is(d->form[*first], ","))
            ++*first;
    }
    while (*first < *end && (d->upos[*first] == U_PUNCT || (d->upos[*first] == U_SCONJ && str_is(d->fold[*first], "that"))))
        (*first)++;
    while (*end > *first && d->upos[*end - 1] == U_PUNCT && !str_is(d->form[*end - 1], ")"))
        (*end)--;
}

/* the finite verbs between these tokens: those of relative clauses, and the others */
static void finite_verbs(const nlp_doc *d, uint32_t first, uint32_t end, uint32_t *relative, uint32_t *other)
{
    *relative = *other = 0;
    for (uint32_t t = first; t < end; t++) {
        bool inside = false;
        if (d->penn[t] != X_VBD && d->penn[t] != X_VBZ && d->penn[t] != X_VBP && d->penn[t] != X_MD)
            continue;
        for (uint32_t v = t, steps = 0; v != NO_TOKEN && v >= first && v < end && steps < 12; v = d->head[v], steps++)
            inside = inside || d->sub[v] == RS_RELCL;
        inside = inside || (t > first && relative_word(d, t - 1)); /* whatever the parser made of it */
        ++*(inside ? relative : other);
    }
}

/* "the envoy, who had resigned" says nothing */
static bool states(const nlp_doc *d, uint32_t first, uint32_t end)
{
    uint32_t relative, other;
    finite_verbs(d, first, end, &relative, &other);
    return other > 0;
}

static bool only_describes(const nlp_doc *d, uint32_t first, uint32_t end)
{
    uint32_t relative, other;
    finite_verbs(d, first, end, &relative, &other);
    return relative_word(d, first) || (relative > 0 && other == 0);
}

/* 'said it would look for a truce but showed no haste': what is joined to an infinitive and is finite, with no subject of its own, is no part of what was said
 * but joined to the verb of speech; returns where it begins, or `end` */
static uint32_t joined_to_cue(const nlp_doc *d, uint32_t cue, uint32_t top, uint32_t end)
{
    if (d->penn[top] != X_VB || d->upos[cue] != U_VERB || (d->penn[cue] != X_VBD && d->penn[cue] != X_VBZ && d->penn[cue] != X_VBP) || cue > top)
        return end;
    for (uint32_t c = d->child[top]; c != NO_TOKEN; c = d->sibling[c]) {
        if (!rel_is(d, c, R_CONJ) || c < top || d->penn[c] != d->penn[cue] || doc_dep(d, c, R_NSUBJ) != NO_TOKEN || doc_dep(d, c, R_AUX) != NO_TOKEN)
            continue;
        uint32_t first, stop, cc = doc_dep(d, c, R_CC);
        doc_span(d, c, &first, &stop);
        return cc != NO_TOKEN && cc < first ? cc : first;
    }
    return end;
}

static void clause(event_doc *ed, uint32_t cue, uint32_t top, uint32_t from)
{
    const nlp_doc *d = ed->nlp;
    uint32_t first, end;
    doc_span(d, top, &first, &end);
    first = first < from ? from : first;
    if (cue > first && cue < end && d->upos[cue] != U_VERB)
        first = cue + 1;
    uint32_t joined = joined_to_cue(d, cue, top, end);
    end = joined > first ? joined : end;
    trim(d, &first, &end);
    if (quote_words(d, first, end) < CLAUSE_WORDS_MIN || mostly_quoted(d, first, end) || (from == 0 && only_describes(d, first, end)))
        return;
    statement *s = statement_push(ed, CASUS_INDIRECT, first, end);
    if (s)
        statement_attach(ed, s, cue);
    if (s && s->speaker == NO_TOKEN)
        ed->stmt.n--;
}

/* "..., residents said": everything of the sentence but the attribution itself */
static void trailing(event_doc *ed, uint32_t cue, uint32_t top)
{
    const nlp_doc *d = ed->nlp;
    uint32_t first, end, cut_first, cut_end;
    doc_span(d, top, &first, &end);
    doc_span(d, cue, &cut_first, &cut_end);
    if (cut_first - first >= end - cut_end || cut_end >= end)
        end = cut_first < end ? cut_first : end;
    else
        first = cut_end;
    trim(d, &first, &end);
    if (first >= end || quote_words(d, first, end) < CLAUSE_WORDS_MIN || mostly_quoted(d, first, end) || only_describes(d, first, end))
        return;
    statement *s = statement_push(ed, CASUS_INDIRECT, first, end);
    if (s)
        statement_attach(ed, s, cue);
    if (s && s->speaker == NO_TOKEN)
        ed->stmt.n--;
}

/* "..., residents said on Monday.": at the end of its sentence after a comma, its own subject between, nothing but a date behind it; the
 * parser hangs it on the clause as conj, advcl or ccomp as often as it calls it parataxis */
static bool closing(const nlp_doc *d, uint32_t t)
{
    uint32_t h = d->head[t], s = doc_dep(d, t, R_NSUBJ), first, end, from, to;
    if (d->penn[t] == X_VBN || d->penn[t] == X_VBG)
        return false;
    if (h == NO_TOKEN || h > t || s == NO_TOKEN || s > t || d->upos[h] == U_PROPN ||
        (!rel_is(d, t, R_CONJ) && !rel_is(d, t, R_ADVCL) && !rel_is(d, t, R_CCOMP) && !rel_is(d, t, R_PARATAXIS)))
        return false;
    if (doc_dep(d, t, R_MARK) != NO_TOKEN || doc_dep(d, t, R_CC) != NO_TOKEN || doc_dep(d, t, R_OBJ) != NO_TOKEN || doc_dep(d, t, R_CCOMP) != NO_TOKEN ||
        doc_dep(d, t, R_XCOMP) != NO_TOKEN)
        return false;
    doc_span(d, s, &from, &to);
    const text_sentence *in = &d->sent[d->sent_of[t]];
    if (from == in->first || !str_is(d->form[from - 1], ",") || from < h)
        return false;
    doc_span(d, t, &first, &end);
    return in->first + in->count <= end + 1 && in->first + in->count - t <= 7;
}

/* '..., the ministry said.', '..., said the ministry.' by the order of the words alone: the content is what stands before the comma */
static void closing_by_order(event_doc *ed, uint32_t t)
{
    static const char *const when[] = {"when", "while", "after", "before", "as", "since", "until", "once"};
    const nlp_doc *d = ed->nlp;
    const text_sentence *in = &d->sent[d->sent_of[t]];
    uint32_t last = in->first + in->count, speaker = NO_TOKEN, first = t;
    if ((d->penn[t] != X_VBD && d->penn[t] != X_VBZ && d->penn[t] != X_VBP) || t < in->first + CLAUSE_WORDS_MIN + 1)
        return;
    if (str_is(d->form[t - 1], ",")) {
        speaker = phrase_from(d, t + 1);
        uint32_t end = speaker == NO_TOKEN ? 0 : d->np.at[d->np_of[speaker]].end;
        if (speaker == NO_TOKEN || end + 7 < last)
            return;
    } else {
        speaker = phrase_to(d, t);
        if (speaker == NO_TOKEN || last - t > 8 || d->np.at[d->np_of[speaker]].first <= in->first)
            return;
        first = d->np.at[d->np_of[speaker]].first;
    }
    for (uint32_t k = t + 1; k < last; k++)
        if (speaker < t && (d->upos[k] == U_VERB || str_is(d->fold[k], "that")))
            return;
    if (first <= in->first || !str_is(d->form[first - 1], ",") || d->upos[in->first] == U_SCONJ || str_in(d->fold[in->first], when, LEN(when)))
        return;
    uint32_t begin = in->first, end = first - 1;
    trim(d, &begin, &end);
    if (!states(d, begin, end) || begin >= end || quote_words(d, begin, end) < CLAUSE_WORDS_MIN || mostly_quoted(d, begin, end))
        return;
    statement *s = statement_push(ed, CASUS_INDIRECT, begin, end);
    if (!s)
        return;
    statement_attach(ed, s, t);
    s->speaker = speaker;
}

/* 'The museum, the minister said, would open': a subject and its verb of speech between commas. The content is the longer of the two sides. */
static bool between_commas(event_doc *ed, uint32_t t)
{
    const nlp_doc *d = ed->nlp;
    const text_sentence *in = &d->sent[d->sent_of[t]];
    uint32_t last = in->first + in->count, speaker = phrase_to(d, t), end = t + 1;
    if (speaker == NO_TOKEN || (d->penn[t] != X_VBD && d->penn[t] != X_VBZ && d->penn[t] != X_VBP))
        return false;
    uint32_t first = d->np.at[d->np_of[speaker]].first;
    while (end < last && end < t + PHRASE_MAX && !str_is(d->form[end], ",") && (rel_is(d, end, R_OBL) || d->head[end] > t))
        end++;
    if (first <= in->first + 1 || !str_is(d->form[first - 1], ",") || end + CLAUSE_WORDS_MIN >= last || !str_is(d->form[end], ",") || doc_quoted(d, first - 1))
        return false;
    uint32_t from = in->first, to = first - 1;
    if (to - from < last - end)
        from = end + 1, to = last;
    trim(d, &from, &to);
    if (from >= to || quote_words(d, from, to) < CLAUSE_WORDS_MIN || mostly_quoted(d, from, to) || !states(d, from, to))
        return false;
    statement *s = statement_push(ed, CASUS_INDIRECT, from, to);
    if (!s)
        return false;
    statement_attach(ed, s, t);
    s->speaker = speaker;
    return true;
}

/* "said in a statement that ...", "told the paper on Monday that ...": the clause that the parser hung on a noun or on the verb above; NO_TOKEN: none. `mark`: "that" */
static uint32_t clause_behind(const nlp_doc *d, uint32_t t, uint32_t *mark)
{
    const text_sentence *in = &d->sent[d->sent_of[t]];
    if (doc_dep(d, t, R_XCOMP) != NO_TOKEN || (doc_dep(d, t, R_OBJ) != NO_TOKEN && !addresses(d, t)))
        return NO_TOKEN;
    for (uint32_t k = t + 1; k < in->first + in->count && k < t + PHRASE_MAX / 2; k++) {
        uint32_t c = d->head[k];
        if (d->upos[k] == U_VERB || d->upos[k] == U_AUX || d->upos[k] == U_CCONJ || doc_quoted(d, k))
            return NO_TOKEN;
        if (rel_is(d, k, R_MARK) && str_is(d->fold[k], "that")) {
            *mark = k;
            return c > k && has_subject(d, c) ? c : NO_TOKEN;
        }
    }
    return NO_TOKEN;
}

static void indirect_at(event_doc *ed, uint32_t t)
{
    const nlp_doc *d = ed->nlp;
    cue_kind k = cue_at(ed, t);
    if (according_to(d, t)) {
        uint32_t np = rel_is(d, t, R_CASE) ? d->head[t] : t;
        uint32_t top = np != NO_TOKEN ? d->head[np] : NO_TOKEN;
        if (top == NO_TOKEN)
            return;
        while (!rel_is(d, top, R_ROOT) && !has_subject(d, top) && d->head[top] != NO_TOKEN)
            top = d->head[top];
        uint32_t before = ed->stmt.n, first, end;
        doc_span(d, np, &first, &end);
        trailing(ed, np, top);
        if (ed->stmt.n > before)
            ed->stmt.at[before].cue = t, ed->stmt.at[before].speaker = np, ed->stmt.at[before].cue_kind = CUE_SAY;
        return;
    }
    if (k == CUE_NONE || k == CUE_THINK || doc_quoted(d, t) || ((k == CUE_SAY || k == CUE_REPORT) && between_commas(ed, t)))
        return;
    for (uint32_t c = d->child[t]; c != NO_TOKEN; c = d->sibling[c])
        if (rel_is(d, c, R_CCOMP) && has_subject(d, c)) {
            if (doc_under(d, t, c))
                continue;
            clause(ed, t, c, 0);
            return;
        }
    uint32_t mark, behind = clause_behind(d, t, &mark);
    if (behind != NO_TOKEN) {
        clause(ed, t, behind, mark);
        return;
    }
    if ((k == CUE_SAY || k == CUE_REPORT || k == CUE_WARN) && closing(d, t)) {
        trailing(ed, t, d->head[t]);
        return;
    }
    uint32_t n = ed->stmt.n;
    bool apart = false; /* "Oslo asked for tanks; Rome refused": two sentences */
    for (uint32_t i = rel_is(d, t, R_PARATAXIS) && d->head[t] < t ? d->head[t] : t; i < t && !apart; i++)
        apart = str_is(d->form[i], ";") && !doc_in_quote(d, i);
    if (!apart && rel_is(d, t, R_PARATAXIS) && d->head[t] != NO_TOKEN && d->head[t] < t && doc_dep(d, t, R_OBJ) == NO_TOKEN &&
        doc_dep(d, t, R_XCOMP) == NO_TOKEN)
        trailing(ed, t, d->head[t]);
    if (ed->stmt.n == n && (k == CUE_SAY || k == CUE_REPORT || k == CUE_WARN || k == CUE_CLAIM))
        closing_by_order(ed, t);
}

/* ---- headlines and transcripts ---- */

static bool has_verb(const nlp_doc *d, uint32_t first, uint32_t end)
{
    for (uint32_t t = first; t < end; t++)
        if (d->upos[t] == U_VERB || d->upos[t] == U_AUX)
            return true;
    return false;
}

/* the noun whose head lies outside: a speaker behind a colon may hang on the headline as an apposition, which is no phrase of its own */
static uint32_t top_noun(const nlp_doc *d, uint32_t first, uint32_t end)
{
    for (uint32_t t = first; t < end; t++)
        if ((d->upos[t] == U_NOUN || d->upos[t] == U_PROPN) && (d->head[t] < first || d->head[t] >= end))
            return t;
    return NO_TOKEN;
}

/* 'Minister: "We will not yield"': the quotation behind a colon that found no cue of its own. `at`: the first one that may be it; the direct ones come first
 * and stand in the order of the text */
static statement *quoted_behind(event_doc *ed, uint32_t colon, uint32_t *at)
{
    while (*at < ed->stmt.n && ed->stmt.at[*at].kind == CASUS_DIRECT && ed->stmt.at[*at].first <= colon)
        ++*at;
    statement *s = *at < ed->stmt.n ? &ed->stmt.at[*at] : NULL;
    return s && s->kind == CASUS_DIRECT && (s->cue == NO_TOKEN || s->cue == colon) && s->first <= colon + 2 ? s : NULL;
}

/* "Minister: talks to go on", "Talks to go on: minister": before or behind a colon that stands in one sentence stands a speaker of a few words; in a
 * transcript the colon may end a sentence, and what was said is the rest of its paragraph */
static void colon(event_doc *ed, uint32_t sentence, uint32_t *quotation)
{
    const nlp_doc *d = ed->nlp;
    const text_sentence *in = &d->sent[sentence];
    uint32_t end = in->first + in->count, c = in->first, last = sentence;
    bool headline = d->body.n_block > 0 && in->block < d->body.n_block && d->body.block[in->block].kind == BLOCK_HEADLINE;
    while (c < end && !str_is(d->form[c], ":"))
        c++;
    if (c + 1 == end && in->count <= 4)
        for (; last + 1 < d->n_sent && d->sent[last + 1].block == in->block; last++)
            end = d->sent[last + 1].first + d->sent[last + 1].count;
    while (end > in->first && d->upos[end - 1] == U_PUNCT)
        end--;
    if (c == in->first || c + 1 >= end || doc_quoted(d, in->first) || (sentence > 0 && d->sent[sentence - 1].block == in->block && !headline))
        return;
    bool before = c - in->first <= 5 && !has_verb(d, in->first, c) && quote_words(d, c + 1, end) >= CLAUSE_WORDS_MIN;
    bool behind = headline && end - c <= 5 && !has_verb(d, c + 1, end) && quote_words(d, in->first, c) >= CLAUSE_WORDS_MIN;
    uint32_t first = before ? c + 1 : in->first, stop = before ? end : c, speaker = phrase_from(d, before ? in->first : c + 1);
    if (speaker == NO_TOKEN && behind)
        speaker = top_noun(d, c + 1, end);
    cue_kind noun = speaker == NO_TOKEN ? CUE_NONE : cue_noun(ed, speaker); /* "Editor's note:" names nobody, "Poll:" does */
    if (before && !has_verb(d, c + 1, end) && !(headline && speaker != NO_TOKEN && somebody(ed, speaker)))
        return;
    if (before == behind || speaker == NO_TOKEN || d->upos[speaker] == U_PRON || d->form[speaker].n == 1 || (noun != CUE_NONE && noun != CUE_REPORT))
        return;
    statement *s = before ? quoted_behind(ed, c, quotation) : NULL;
    bool marks = (d->tok.flags[first] & TOK_QUOTE_OPEN) != 0 && stop - first > 1;
    for (uint32_t t = first + 1; t < stop && marks; t++)
        marks = doc_quoted(d, t);
    if (!s)
        s = statement_push(ed, marks ? CASUS_DIRECT : CASUS_INDIRECT, first + marks, stop);
    if (!s)
        return;
    s->cue = c;
    s->cue_kind = CUE_SAY;
    s->speaker = speaker;
}

bool quote_find(event_doc *ed)
{
    const nlp_doc *d = ed->nlp;
    ed->stmt_of = arena_array(ed->mem, d->n + 1, sizeof *ed->stmt_of);
    if (!ed->stmt_of)
        return false;
    quote_direct(ed);
    for (uint32_t t = 0; t < d->n; t++)
        indirect_at(ed, t);
    for (uint32_t s = 0, quotation = 0; s < d->n_sent; s++)
        colon(ed, s, &quotation);
    for (uint32_t i = 0; i < ed->stmt.n; i++) {
        cue_words(ed, &ed->stmt.at[i]);
        stance_find(ed, &ed->stmt.at[i]);
    }
    for (uint32_t t = 0; t < d->n; t++)
        ed->stmt_of[t] = NO_TOKEN;
    for (uint32_t i = 0; i < ed->stmt.n; i++) { /* the innermost holds: the shorter content */
        const statement *s = &ed->stmt.at[i];
        for (uint32_t t = s->first; t < s->end; t++) {
            uint32_t o = ed->stmt_of[t];
            if (o == NO_TOKEN || ed->stmt.at[o].end - ed->stmt.at[o].first > s->end - s->first)
                ed->stmt_of[t] = i;
        }
    }
    return attitude_find(ed) && !ed->mem->failed;
}

/* "a statement from the ministry said": whose statement it is */
static uint32_t whose(const event_doc *ed, uint32_t t)
{
    const nlp_doc *d = ed->nlp;
    if (t == NO_TOKEN || cue_noun(ed, t) == CUE_NONE)
        return t;
    for (uint32_t c = d->child[t]; c != NO_TOKEN; c = d->sibling[c]) {
        str prep = case_of(d, c);
        if (rel_is(d, c, R_NMOD) && (d->sub[c] == RS_POSS || str_is(prep, "by") || str_is(prep, "from") || str_is(prep, "of")))
            return c;
    }
    return t;
}

static void resolve(event_doc *ed, statement *s)
{
    sides to = {0}, target = {0};
    s->entity = entity_of_head(ed, whose(ed, s->speaker));
    if (s->addressee != NO_TOKEN && entity_sides(ed, s->addressee, &to))
        s->addressee_entity = to.at[0].entity;
    if (s->target != NO_TOKEN && entity_sides(ed, s->target, &target) && target.at[0].entity != s->entity)
        s->target_entity = target.at[0].entity;
    else
        s->stance = CASUS_NEUTRAL, s->target = NO_TOKEN;
}

bool quote_resolve(event_doc *ed)
{
    for (uint32_t i = 0; i < ed->stmt.n; i++)
        resolve(ed, &ed->stmt.at[i]);
    for (uint32_t i = 0; i < ed->attitude.n; i++)
        resolve(ed, &ed->attitude.at[i]);
    return !ed->mem->failed;
}
