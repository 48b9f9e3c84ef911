/*
 * quote_direct.c - quotations between marks, their cues and speakers.
 *
 * In: tokens with quotation flags, the tree, cue words. Out: statements for quotations of five words or more. One without a cue of its own
 * goes on with the speaker of the one before, or is the subject's of the sentence before.
 */
#include "event/event.h"

#define QUOTE_WORDS_MIN 5u
#define PHRASE_MAX 30u /* tokens of a speaker's noun phrase */
#define NAME_MAX 6u    /* and of one alone before a colon */

/* '"A wise man once said so," the minister sighed': a quotation that ends with a comma goes on in whoever says it, whatever the verb */
static uint32_t verb_behind(const nlp_doc *d, uint32_t end)
{
    const text_sentence *s = &d->sent[d->sent_of[end - 1]];
    uint32_t t = end;
    while (t < s->first + s->count && t < end + 2 && d->upos[t] == U_PUNCT)
        t++;
    if (!str_is(d->form[end - 1], ",") && !(end < d->n && str_is(d->form[t - 1], ",")))
        return NO_TOKEN;
    for (uint32_t last = s->first + s->count; t < last && t < end + PHRASE_MAX && !doc_quoted(d, t); t++) {
        uint32_t subject = d->upos[t] == U_VERB && (d->penn[t] == X_VBD || d->penn[t] == X_VBZ) ? doc_dep(d, t, R_NSUBJ) : NO_TOKEN;
        if (subject != NO_TOKEN && subject >= end && d->sub[t] != RS_RELCL && doc_dep(d, t, R_OBJ) == NO_TOKEN)
            return t;
    }
    return NO_TOKEN;
}

/* 'said the trouble was rightly blamed on "greed and bad luck at sea"': what no word of speech stands over is in the words of whoever the whole clause is from */
static uint32_t outer_cue(const event_doc *ed, uint32_t t)
{
    const nlp_doc *d = ed->nlp;
    if (t == NO_TOKEN || d->upos[t] != U_VERB || cue_at(ed, t) == CUE_SAY || cue_at(ed, t) == CUE_REPORT)
        return t;
    for (uint32_t v = t, steps = 0; v != NO_TOKEN && steps < 8; v = d->head[v], steps++) {
        uint32_t over = rel_is(d, v, R_CCOMP) ? d->head[v] : NO_TOKEN;
        cue_kind kind = over != NO_TOKEN && !doc_quoted(d, over) ? cue_at(ed, over) : CUE_NONE;
        if (kind != CUE_NONE && kind != CUE_THINK)
            return over;
    }
    return t;
}

/* the nearest cue above the quotation in the tree, NO_TOKEN: none */
static uint32_t cue_above(const event_doc *ed, uint32_t first, uint32_t end)
{
    const nlp_doc *d = ed->nlp;
    uint32_t top = first;
    while (top < end && d->head[top] != NO_TOKEN && d->head[top] >= first && d->head[top] < end)
        top++;
    for (uint32_t v = top < end ? d->head[top] : NO_TOKEN, steps = 0; v != NO_TOKEN && steps < 8; v = d->head[v], steps++)
        if (!doc_quoted(d, v) && cue_at(ed, v) != CUE_NONE)
            return v;
    return NO_TOKEN;
}

/* the cue outside the quotation in one of the sentences at its rims; the nearest one, after the quotation before in front of it */
static uint32_t find_cue(const event_doc *ed, uint32_t first, uint32_t end)
{
    const nlp_doc *d = ed->nlp;
    bool within = first > d->sent[d->sent_of[first]].first + 1 && d->upos[first - 2] != U_PUNCT && !str_is(d->form[end - 1], ",");
    uint32_t above = within && cue_at(ed, first - 2) == CUE_NONE ? cue_above(ed, first, end) : NO_TOKEN; /* what goes on in the author's clause */
    if (above != NO_TOKEN)
        return outer_cue(ed, above);
    uint32_t rims[2] = {d->sent_of[end - 1], d->sent_of[first]};
    uint32_t best = NO_TOKEN, best_gap = UINT32_MAX;
    for (int k = 0; k < 2; k++) {
        const text_sentence *s = &d->sent[rims[k]];
        for (uint32_t t = s->first; t < s->first + s->count; t++) {
            if (doc_quoted(d, t) || (cue_at(ed, t) == CUE_NONE && !according_to(d, t)))
                continue;
            uint32_t gap = t >= end ? t - end : t < first ? (first - t) + 2 : UINT32_MAX;
            if (cue_at(ed, t) == CUE_THINK)
                gap += gap < UINT32_MAX - 20 ? 20 : 0;
            if (gap < best_gap)
                best = t, best_gap = gap;
        }
    }
    if (best == NO_TOKEN && rims[1] > 0 && d->sent[rims[1] - 1].block == d->sent[rims[1]].block) { /* 'He said: "...' cut at the colon */
        const text_sentence *s = &d->sent[rims[1] - 1];
        uint32_t last = s->first + s->count - 1;
        if (s->count && str_is(d->form[last], ":"))
            for (uint32_t t = s->first; t < last; t++)
                if (!doc_quoted(d, t) && cue_at(ed, t) != CUE_NONE)
                    best = t;
    }
    return best == NO_TOKEN ? verb_behind(d, end) : outer_cue(ed, best);
}

bool somebody(const event_doc *ed, uint32_t t)
{
    uint32_t i = ed->mention_of[t];
    return i != NO_TOKEN && (ed->mention.at[i].kind == M_PERSON || ed->mention.at[i].kind == M_AGENT || ed->mention.at[i].kind == M_PRONOUN);
}

/* 'The envoy was blunt. "We will not ..."': without a cue the subject of the sentence before, if it is a person */
static void go_on(event_doc *ed, statement *s)
{
    const nlp_doc *d = ed->nlp;
    uint32_t sentence = d->sent_of[s->first], block = d->sent[sentence].block, subject = NO_TOKEN;
    const text_sentence *before = sentence > 0 ? &d->sent[sentence - 1] : NULL;
    for (uint32_t t = before ? before->first : 0; before && t < before->first + before->count; t++)
        if (rel_is(d, t, R_NSUBJ) && d->head[t] != NO_TOKEN && rel_is(d, d->head[t], R_ROOT) && !doc_quoted(d, t))
            subject = t;
    for (uint32_t i = ed->stmt.n - 1; i-- > 0;) {
        const statement *p = &ed->stmt.at[i];
        if (d->sent[d->sent_of[p->first]].block + 1 < block ||
            (subject != NO_TOKEN && somebody(ed, subject) && before->block == block && d->sent_of[p->end - 1] + 1 < sentence))
            break;
        if (p->kind != CASUS_DIRECT || p->speaker == NO_TOKEN)
            continue;
        s->speaker = p->speaker;
        s->cue_kind = p->cue_kind;
        return;
    }
    s->speaker = subject;
}

/* '"..." - Anna Lind': the dash behind a quotation that its speaker signs with nothing else in the paragraph but a comma; NO_TOKEN: none */
static uint32_t signature(const nlp_doc *d, uint32_t end)
{
    static const char *const dashes[] = {"\u2015", "\u2014", "\u2013", "--", "-"};
    uint32_t t = end, block = d->sent[d->sent_of[end - 1]].block;
    while (t < d->n && t < end + 2 && (d->tok.flags[t] & TOK_QUOTE_CLOSE))
        t++;
    bool dash = false;
    for (size_t i = 0; t + 1 < d->n && i < LEN(dashes); i++)
        dash = dash || str_is(d->form[t], dashes[i]);
    if (!dash || t == end || d->upos[t + 1] != U_PROPN || d->sent[d->sent_of[t + 1]].block != block)
        return NO_TOKEN;
    for (uint32_t k = t + 1; k < d->n && d->sent[d->sent_of[k]].block == block && !str_is(d->form[k], ","); k++)
        if (d->upos[k] == U_VERB || d->upos[k] == U_AUX || k > t + PHRASE_MAX)
            return NO_TOKEN;
    return t;
}

/* 'a fairer vote - Anna Lind: "..."', 'Lind: "..."': the colon behind whoever is quoted; NO_TOKEN: none */
static uint32_t colon_before(const event_doc *ed, uint32_t first, uint32_t *speaker)
{
    const nlp_doc *d = ed->nlp;
    uint32_t c = first >= 2 && (d->tok.flags[first - 1] & TOK_QUOTE_OPEN) ? first - 2 : NO_TOKEN;
    if (c == NO_TOKEN || !str_is(d->form[c], ":") || doc_quoted(d, c))
        return NO_TOKEN;
    *speaker = NO_TOKEN;
    for (uint32_t t = c; t-- > d->sent[d->sent_of[c]].first && d->upos[t] != U_PUNCT;) {
        if (d->upos[t] == U_VERB || d->upos[t] == U_AUX || c - t > NAME_MAX)
            return NO_TOKEN; /* "praised Lind:" */
        if (*speaker == NO_TOKEN && (d->upos[t] == U_PROPN || d->upos[t] == U_NOUN) && somebody(ed, t))
            *speaker = ed->mention.at[ed->mention_of[t]].head;
    }
    return *speaker != NO_TOKEN ? c : NO_TOKEN;
}

void quote_direct(event_doc *ed)
{
    const nlp_doc *d = ed->nlp;
    for (uint32_t t = 0; t < d->n;) {
        if (!(d->tok.flags[t] & TOK_IN_QUOTE) || (d->tok.flags[t] & (TOK_QUOTE_OPEN | TOK_QUOTE_CLOSE))) {
            t++;
            continue;
        }
        uint32_t first = t, block = d->sent[d->sent_of[t]].block;
        while (t < d->n && (d->tok.flags[t] & TOK_IN_QUOTE) && !(d->tok.flags[t] & (TOK_QUOTE_OPEN | TOK_QUOTE_CLOSE)) && d->sent[d->sent_of[t]].block == block)
            t++;
        if (quote_words(d, first, t) < QUOTE_WORDS_MIN)
            continue;
        uint32_t by = NO_TOKEN, named = colon_before(ed, first, &by), signed_by = signature(d, t);
        uint32_t cue = named != NO_TOKEN ? named : signed_by != NO_TOKEN ? signed_by : find_cue(ed, first, t);
        bool whole = d->sent[d->sent_of[first]].first + 1 >= first; /* begins its sentence */
        if (cue == NO_TOKEN && !whole && quote_words(d, first, t) < 2 * QUOTE_WORDS_MIN)
            continue; /* a title or scare quotes */
        statement *s = statement_push(ed, CASUS_DIRECT, first, t);
        if (!s)
            return;
        if (named != NO_TOKEN)
            s->cue = named, s->cue_kind = CUE_SAY, s->speaker = by;
        else if (signed_by != NO_TOKEN)
            s->cue = signed_by, s->cue_kind = CUE_SAY, s->speaker = signed_by + 1;
        else if (cue != NO_TOKEN)
            statement_attach(ed, s, cue);
        if (s->speaker == NO_TOKEN)
            go_on(ed, s);
    }
}
