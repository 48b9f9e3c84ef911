/*
 * sentences.c - tokens of one block -> sentences.
 *
 * A sentence ends at a stop, question or exclamation mark, or at an abbreviation when a word of the closed classes follows ("in the
 * U.S. The ..."); closing quotation marks and brackets behind it belong to it. A dateline ("NAIROBI, Kenya (AP) --") is a sentence
 * of its own, as in the treebanks. Sentences never cross blocks. Linear: all looking ahead is bounded.
 */
#include "text/lexis.h"

#define SENTENCES_MAX CASUS_MAX_INPUT
#define DATELINE_MAX 24u /* tokens */
#define BRACKET_LOOK 40u /* tokens in which a bracket is expected to close */
#define CLOSERS_MAX 8u   /* marks that one end of a sentence may have */

typedef struct {
    const text_body *body;
    const text_tokens *tok;
    uint32_t start;   /* first token of the sentence */
    uint32_t bracket; /* index + 1 of the last bracket that is open; 0: none */
} splitter;

typedef enum { END_NONE, END_STOP, END_MARK, END_DOTS, END_ABBR } ending;

static str form(const splitter *s, uint32_t i) { return token_str(s->body, s->tok, i); }

static bool space_after(const splitter *s, uint32_t i) { return s->tok->flags[i] & TOK_SPACE_AFTER; }

/* UC_ bits of the first character. */
static uint32_t first_props(str f)
{
    uint32_t len;
    uint32_t cp = f.n > 0 ? utf8_next(f.p, f.n, &len) : UTF8_BAD;
    return cp == UTF8_BAD ? 0 : uc_props(cp);
}

static bool is_upper(str f) { return first_props(f) & UC_UPPER; }

static bool is_lower(str f) { return first_props(f) & UC_LOWER; }

static bool is_word(str f) { return first_props(f) & (UC_LETTER | UC_DIGIT); }

static bool all_caps(str f)
{
    size_t letters = 0;
    for (size_t i = 0; i < f.n; i++) {
        if (ascii_lower(f.p[i]) || ascii_digit(f.p[i]))
            return false;
        letters += ascii_upper(f.p[i]) || (unsigned char)f.p[i] >= 0xC0;
    }
    return letters >= 2;
}

static bool is_dash(str f) { return str_is(f, "-") || str_is(f, "--") || str_is(f, "\u2013") || str_is(f, "\u2014") || str_is(f, "\u2015"); }

static ending ending_of(str f)
{
    if (f.n == 0)
        return END_NONE;
    if (f.p[0] == '!' || f.p[0] == '?' || f.p[f.n - 1] == '!' || f.p[f.n - 1] == '?')
        return END_MARK;
    if (str_is(f, "\u2026"))
        return END_DOTS;
    if (f.p[f.n - 1] != '.')
        return END_NONE;
    return f.n == 1 ? END_STOP : f.p[0] == '.' ? END_DOTS : END_ABBR;
}

/* ---- datelines ---- */

static bool is_month(str f)
{
    static const char *const months[] = {"january", "february", "march",     "april",   "may",      "june",
                                         "july",    "august",   "september", "october", "november", "december"};
    if (word_abbr(str_ends(f, ".") ? str_of(f.p, f.n - 1) : f) == ABBR_MONTH)
        return true;
    for (size_t i = 0; i < LEN(months); i++)
        if (str_ieq(f, str_z(months[i])))
            return true;
    return false;
}

/*
 * The token behind a dateline at the start of the block, s->start if there is none: capitalised words, commas, a date, an agency in
 * brackets, then a dash or (after capitals only) a colon. What is not in capitals needs the agency or the date.
 */
static uint32_t dateline_end(const splitter *s)
{
    uint32_t i = s->start, n = s->tok->n, caps = 0, words = 0;
    bool proof = false, agency = false;
    for (; i < n && i - s->start < DATELINE_MAX; i++) {
        str f = form(s, i);
        if (is_dash(f) && i > s->start) {
            bool spaced = space_after(s, i) || space_after(s, i - 1) || f.n > 1;
            bool joined = !space_after(s, i) && !space_after(s, i - 1) && f.n == 1; /* "GUINEA-BISSAU", "Port-au-Prince" */
            if (joined)
                continue;
            return spaced && i + 1 < n && (caps > 0 || agency) && (proof || caps == words) ? i + 1 : s->start;
        }
        if (str_is(f, ":"))
            return caps > 0 && caps == words && words <= 3 && i + 1 < n ? i + 1 : s->start;
        if (str_is(f, "(")) {
            agency = proof = true;
            while (i < n && i - s->start < DATELINE_MAX && !str_is(form(s, i), ")"))
                i++;
        } else if (all_caps(f)) {
            caps++;
            words++;
        } else if (is_month(f) || ascii_digit(f.p[0])) {
            proof = true;
        } else if (is_upper(f)) {
            words++;
        } else if (str_is(f, ",")) {
            proof |= caps > 0 && caps == words; /* "MITROVICA, Kosovo -" */
        } else if (!str_is(f, "/") && !str_is(f, ".") && !str_is(f, "of") && !str_is(f, "and") && !str_is(f, "de") && !str_is(f, "al") && !str_is(f, "au")) {
            return s->start;
        }
        if (words > 6 || (words > 3 && caps == 0 && !agency))
            return s->start;
    }
    return s->start;
}

/* The same between two sentences of a block, where a page runs several reports together: capitals and one name in brackets, "NAIROBI (AFP) -". */
static uint32_t dateline_within(const splitter *s)
{
    uint32_t at = s->start, end = at < s->tok->n && all_caps(form(s, at)) ? dateline_end(s) : at;
    return end >= at + 5 && is_dash(form(s, end - 1)) && str_is(form(s, end - 2), ")") && str_is(form(s, end - 4), "(") ? end : at;
}

/* ---- ends of sentences ---- */

static bool is_closer(const splitter *s, uint32_t i)
{
    str f = form(s, i);
    if (s->tok->flags[i] & TOK_QUOTE_CLOSE)
        return true;
    return !space_after(s, i - 1) && (str_is(f, ")") || str_is(f, "]") || str_is(f, "}"));
}

static bool is_opener(const splitter *s, uint32_t i)
{
    str f = form(s, i);
    return (s->tok->flags[i] & TOK_QUOTE_OPEN) || str_is(f, "(") || str_is(f, "[");
}

/* Does `"Why?" | Smith asked.` go on at i: a word of saying before the next sign? */
static bool attribution(const splitter *s, uint32_t i)
{
    for (uint32_t k = i; k < s->tok->n && k < i + 5 && is_word(form(s, k)); k++)
        if (word_cue(form(s, k)))
            return true;
    return false;
}

/* "1." and "(a)" at the start of a sentence are numbers of lists. */
static bool list_number(const splitter *s, uint32_t i)
{
    if (i == s->start || i - s->start > 2)
        return false;
    str f = form(s, i - 1);
    if (i - s->start == 2 && is_word(form(s, s->start)))
        return false;
    return ascii_digit(f.p[0]) ? f.n <= 2 : f.n == 1 && is_word(f);
}

/* Is a bracket open at i that was opened inside the sentence and that closes soon? */
static bool inside_bracket(const splitter *s, uint32_t i)
{
    if (s->bracket == 0 || s->bracket - 1 == s->start)
        return false;
    for (uint32_t k = i; k < s->tok->n && k < i + BRACKET_LOOK; k++)
        if (str_is(form(s, k), ")") || str_is(form(s, k), "]"))
            return true;
    return false;
}

static bool is_zone_or_day(str f)
{
    static const char *const list[] = {"ET",     "EST",     "EDT",       "CT",       "PT",     "PST",      "PDT",     "MT",
                                       "GMT",    "UTC",     "BST",       "IST",      "CET",    "Eastern",  "Pacific", "Central",
                                       "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
    for (size_t i = 0; i < LEN(list); i++)
        if (str_is(f, list[i]))
            return true;
    return is_month(f);
}

/* Does the sentence end at the abbreviation i, when the token j follows (closing marks between them)? */
static bool abbreviation_ends(const splitter *s, uint32_t i, uint32_t j)
{
    str f = form(s, i), next = form(s, j), bare = str_of(f.p, f.n - 1);
    bool starter = is_upper(next) && word_starter(next);
    if (bare.n == 1)
        return starter && next.n > 1;
    switch (word_abbr(bare)) {
    case ABBR_INSIDE:
    case ABBR_NUMBER:
        return false;
    case ABBR_TITLE:
        return starter && str_is(bare, "St");
    default:
        break;
    }
    if (str_ieq(bare, STR("a.m")) || str_ieq(bare, STR("p.m")))
        return (is_upper(next) && !is_zone_or_day(next)) || (is_opener(s, j) && !str_is(next, "("));
    if (j > i + 1 && is_upper(next) && (s->tok->flags[j - 1] & TOK_QUOTE_CLOSE))
        return !attribution(s, j);
    if (is_opener(s, j) && !str_is(next, "(") && j + 1 < s->tok->n && space_after(s, j - 1))
        return is_upper(form(s, j + 1)) && word_starter(form(s, j + 1));
    return starter;
}

/* The token behind the sentence if one ends at i, 0 if none does. */
static uint32_t end_at(const splitter *s, uint32_t i)
{
    uint32_t n = s->tok->n, j = i + 1;
    ending e = ending_of(form(s, i));
    if (e == END_NONE)
        return 0;
    while (j < n && j <= i + CLOSERS_MAX && e != END_ABBR && ending_of(form(s, j)) != END_NONE && ending_of(form(s, j)) != END_ABBR) {
        e = e == END_STOP && ending_of(form(s, j)) == END_STOP ? END_DOTS : ending_of(form(s, j)); /* ". . ." */
        j++;
    }
    uint32_t closers = j;
    bool quote = false;
    while (j < n && j <= closers + CLOSERS_MAX && is_closer(s, j))
        quote |= (s->tok->flags[j++] & TOK_QUOTE_CLOSE) != 0;
    if (j == n)
        return n;
    str next = form(s, j);
    bool lower = is_lower(next), word = is_word(next);
    if (j == closers && inside_bracket(s, j))
        return 0;
    switch (e) {
    case END_ABBR:
        return abbreviation_ends(s, i, j) ? j : 0;
    case END_DOTS:
        return !lower && i > s->start && (word || is_opener(s, j)) ? j : 0;
    case END_STOP:
        if (list_number(s, i) || (!space_after(s, j - 1) && !(is_upper(next) && next.n > 1) && !is_opener(s, j)))
            return 0;
        return (lower && j > closers) || (!word && strchr(",;:", next.p[0]) != NULL) ? 0 : j;
    default:
        if ((lower && j > closers) || (!word && !is_opener(s, j)))
            return 0;
        return quote && attribution(s, j) ? 0 : j;
    }
}

/* ---- sentences ---- */

/* Where a run of more than SENTENCE_MAX tokens is cut: behind the last semicolon or dash of its second half, else the last comma. */
static uint32_t best_cut(const splitter *s, uint32_t from)
{
    uint32_t most = from + SENTENCE_MAX, comma = 0;
    for (uint32_t k = most; k > from + SENTENCE_MAX / 2; k--) {
        str f = form(s, k - 1);
        if (str_is(f, ";") || str_is(f, ":") || is_dash(f) || ending_of(f) == END_STOP || ending_of(f) == END_MARK)
            return k;
        if (comma == 0 && str_is(f, ","))
            comma = k;
    }
    return comma != 0 ? comma : most;
}

static bool push(sentence_list *out, arena *a, splitter *s, text_tokens *tok, uint32_t end, uint32_t block)
{
    while (s->start < end) {
        uint32_t cut = end - s->start > SENTENCE_MAX ? best_cut(s, s->start) : end;
        text_sentence *p = vec_push(a, out, (uint32_t)SENTENCES_MAX);
        if (p == NULL)
            return false;
        *p = (text_sentence){s->start, cut - s->start, block};
        tok->flags[s->start] |= TOK_SENTENCE_START;
        s->start = cut;
    }
    s->bracket = 0;
    return true;
}

bool sentences_find(sentence_list *out, arena *a, const text_body *body, text_tokens *tok, uint32_t first, uint32_t block)
{
    splitter s = {.body = body, .tok = tok, .start = first};
    if (!push(out, a, &s, tok, dateline_end(&s), block))
        return false;
    for (uint32_t i = s.start; i < tok->n; i++) {
        str f = form(&s, i);
        if (str_is(f, "(") || str_is(f, "["))
            s.bracket = i + 1;
        else if (str_is(f, ")") || str_is(f, "]"))
            s.bracket = 0;
        uint32_t end = end_at(&s, i);
        if (end > 0) {
            if (!push(out, a, &s, tok, end, block) || !push(out, a, &s, tok, dateline_within(&s), block))
                return false;
            i = s.start - 1;
        }
    }
    return push(out, a, &s, tok, tok->n, block);
}
