/*
 * quotes.c - pairs quotation marks and marks what stands between them.
 *
 * Typographic marks say themselves whether they open or close; straight ones by the spaces around them. A double quotation that is
 * open at the end of a paragraph goes on if the next paragraph opens with a quotation mark, as newspapers write it; otherwise its
 * closing mark is missing and it reaches only to the end of its sentence. Single marks count as a pair within one block only, since
 * most of them are apostrophes.
 */
#include "text/lexis.h"

typedef enum { MARK_NONE, MARK_DOUBLE_OPEN, MARK_DOUBLE_CLOSE, MARK_DOUBLE, MARK_SINGLE_OPEN, MARK_SINGLE_CLOSE, MARK_SINGLE } mark;

static mark mark_of(str s)
{
    static const struct {
        const char *sign;
        mark m;
    } table[] = {
        {"\"", MARK_DOUBLE},
        {"''", MARK_DOUBLE},
        {"``", MARK_DOUBLE_OPEN},
        {"\u201C", MARK_DOUBLE_OPEN},
        {"\u201D", MARK_DOUBLE_CLOSE},
        {"\u201E", MARK_DOUBLE_OPEN},
        {"\u00AB", MARK_DOUBLE_OPEN},
        {"\u00BB", MARK_DOUBLE_CLOSE},
        {"'", MARK_SINGLE},
        {"`", MARK_SINGLE_OPEN},
        {"\u2018", MARK_SINGLE_OPEN},
        {"\u2019", MARK_SINGLE_CLOSE},
        {"\u2019\u2019", MARK_DOUBLE_CLOSE},
        {"\u2018\u2018", MARK_DOUBLE_OPEN},
        {"\u2018\u2019", MARK_DOUBLE_OPEN},
    };
    if (s.n == 0 || s.n > 6)
        return MARK_NONE;
    for (size_t i = 0; i < LEN(table); i++)
        if (str_is(s, table[i].sign))
            return table[i].m;
    return MARK_NONE;
}

static bool space_before(const text_tokens *tok, uint32_t first, uint32_t i) { return i == first || (tok->flags[i - 1] & TOK_SPACE_AFTER); }

static bool opening_bracket(str s) { return str_is(s, "(") || str_is(s, "[") || str_is(s, "--") || str_is(s, "\u2014"); }

/* Does the straight mark at i open? `open`: one of its kind stands open. */
static bool opens(const text_body *body, const text_tokens *tok, uint32_t first, uint32_t i, bool open)
{
    bool before = space_before(tok, first, i), after = tok->flags[i] & TOK_SPACE_AFTER;
    if (!before && i > first) {
        mark m = mark_of(token_str(body, tok, i - 1));
        before = opening_bracket(token_str(body, tok, i - 1)) || ((m == MARK_DOUBLE || m == MARK_SINGLE) && (tok->flags[i - 1] & TOK_QUOTE_OPEN));
    }
    if (before != after)
        return before;
    return !open; /* spaces on both sides, or on none: they take turns */
}

/* Marks the tokens strictly between two marks. */
static void fill(text_tokens *tok, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++)
        tok->flags[i] |= TOK_IN_QUOTE;
}

static bool ends_sentence(str s) { return s.n > 0 && (s.p[0] == '.' || s.p[0] == '!' || s.p[0] == '?'); }

/* The end of the sentence at i, but not beyond `most`: for a quotation whose closing mark is missing. */
static uint32_t sentence_end(const text_body *body, const text_tokens *tok, uint32_t i, uint32_t most)
{
    while (i < most && !ends_sentence(token_str(body, tok, i)))
        i++;
    return i;
}

static bool starts_with_open(const text_body *body, const text_tokens *tok, uint32_t first)
{
    mark m = first < tok->n ? mark_of(token_str(body, tok, first)) : MARK_NONE;
    return m == MARK_DOUBLE || m == MARK_DOUBLE_OPEN;
}

/* The quotation of an earlier block is over at token `to`: it went on if this block opens with a mark. */
static void settle(quote_state *q, const text_body *body, text_tokens *tok, uint32_t to)
{
    if (q->open == 0)
        return;
    uint32_t from = q->open;
    fill(tok, from, starts_with_open(body, tok, to) ? to : sentence_end(body, tok, from, to));
    q->open = 0;
}

void quotes_mark(quote_state *q, const text_body *body, text_tokens *tok, uint32_t first)
{
    uint32_t single = 0; /* index + 1 of the open single mark */
    settle(q, body, tok, first);
    for (uint32_t i = first; i < tok->n; i++) {
        mark m = mark_of(token_str(body, tok, i));
        if (m == MARK_NONE)
            continue;
        bool is_double = m == MARK_DOUBLE || m == MARK_DOUBLE_OPEN || m == MARK_DOUBLE_CLOSE;
        uint32_t *open = is_double ? &q->open : &single;
        bool opening = m == MARK_DOUBLE_OPEN || m == MARK_SINGLE_OPEN;
        bool wrong = m != MARK_SINGLE_CLOSE && space_before(tok, first, i) != opening && !(tok->flags[i] & TOK_SPACE_AFTER) != opening;
        if (m == MARK_DOUBLE || m == MARK_SINGLE || wrong) /* wrong: typed the wrong way round */
            opening = opens(body, tok, first, i, *open != 0);
        if (opening) {
            if (*open != 0 && is_double)
                fill(tok, *open, sentence_end(body, tok, *open, i));
            tok->flags[i] |= TOK_QUOTE_OPEN;
            *open = i + 1;
        } else if (*open != 0) {
            fill(tok, *open, i);
            tok->flags[i] |= TOK_QUOTE_CLOSE;
            *open = 0;
        } else if (is_double) {
            tok->flags[i] |= TOK_QUOTE_CLOSE; /* its opening mark is missing */
        }
    }
}
