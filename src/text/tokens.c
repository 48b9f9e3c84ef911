/*
 * tokens.c - body text -> tokens, after the conventions of Universal Dependencies English (EWT).
 *
 * One scan from left to right over each block. At every place the first of these that fits is taken: an address (URL, e-mail, @name,
 * #tag), a number, a word, a sign. Words are cut at clitics ("do|n't", "Iran|'s") and hyphens ("long|-|standing", but "non-violent");
 * a stop belongs to the word if the lists of words.c say so. Then quotes.c marks quotations and sentences.c draws the sentences.
 * Linear: looking ahead is bounded by TOKEN_MAX, and by the end of the chunk between spaces, which is found once per chunk.
 */
#include "text/lexis.h"

#define TOKEN_MAX 256u /* bytes; a longer run of letters is cut */
#define TOKENS_MAX CASUS_MAX_INPUT

typedef struct {
    uint32_t start, end;
} span;

typedef VEC(span) span_list;

typedef struct {
    const char *t;
    uint32_t i, end;    /* where we are; end of the block */
    uint32_t begin;     /* of the block */
    uint32_t chunk_end; /* end of the run without spaces that we are in */
    uint32_t at_sign;   /* first '@' of the chunk at or after i; chunk_end: none */
    bool single_open;   /* a single quotation mark stands open in this block */
    arena *a;
    span_list out;
} lexer;

typedef enum { K_END, K_SPACE, K_LETTER, K_DIGIT, K_SIGN } kind;

/* The kind of the character at i and its length in bytes. */
static kind kind_at(const lexer *l, uint32_t i, uint32_t *len)
{
    *len = 1;
    if (i >= l->end)
        return K_END;
    unsigned char c = (unsigned char)l->t[i];
    if (c < 0x80) {
        if (ascii_lower((char)c) || ascii_upper((char)c))
            return K_LETTER;
        if (ascii_digit((char)c))
            return K_DIGIT;
        return c <= 0x20 || c == 0x7F ? K_SPACE : K_SIGN;
    }
    uint32_t cp = utf8_next(l->t + i, l->end - i, len);
    if (cp == 0xAD || cp == 0x200C || cp == 0x200D)
        return K_LETTER; /* soft hyphens and joiners stand inside words */
    if (cp == 0x200B || cp == 0xFEFF)
        return K_SPACE;
    uint32_t props = uc_props(cp);
    if (props & (UC_LETTER | UC_MARK))
        return K_LETTER;
    return props & UC_DIGIT ? K_DIGIT : props & UC_SPACE ? K_SPACE : K_SIGN;
}

static bool is_word(const lexer *l, uint32_t i)
{
    uint32_t len;
    kind k = kind_at(l, i, &len);
    return k == K_LETTER || k == K_DIGIT;
}

static bool is_letter(const lexer *l, uint32_t i)
{
    uint32_t len;
    return kind_at(l, i, &len) == K_LETTER;
}

static bool is_digit(const lexer *l, uint32_t i) { return i < l->end && ascii_digit(l->t[i]); }

static char byte_at(const lexer *l, uint32_t i) { return i < l->end ? l->t[i] : '\0'; }

static str slice(const lexer *l, uint32_t from, uint32_t to) { return str_of(l->t + from, to - from); }

/* Is the character before i a space (or i the start of the block)? */
static bool after_space(const lexer *l, uint32_t i)
{
    return i == l->begin || (unsigned char)l->t[i - 1] <= 0x20 || (i >= 2 && memcmp(l->t + i - 2, "\xC2\xA0", 2) == 0);
}

/* First byte behind the letters, digits and underscores from i on; letters only if asked. */
static uint32_t run_end(const lexer *l, uint32_t i, bool letters_only)
{
    for (uint32_t len; i < l->end; i += len) {
        kind k = kind_at(l, i, &len);
        if (k != K_LETTER && (letters_only || (k != K_DIGIT && l->t[i] != '_')))
            break;
    }
    return i;
}

static uint32_t digits_end(const lexer *l, uint32_t i)
{
    while (is_digit(l, i))
        i++;
    return i;
}

/* The first byte that is no space at or after i, '\0' at the end of the block. */
static char next_visible(const lexer *l, uint32_t i)
{
    uint32_t len;
    while (kind_at(l, i, &len) == K_SPACE)
        i += len;
    return byte_at(l, i);
}

static void emit(lexer *l, uint32_t from, uint32_t to)
{
    while (to > from) {
        uint32_t cut = to;
        if (cut - from > TOKEN_MAX) {
            cut = from + TOKEN_MAX;
            while (cut > from + 1 && ((unsigned char)l->t[cut] & 0xC0) == 0x80)
                cut--;
        }
        span *s = vec_push(l->a, &l->out, (uint32_t)TOKENS_MAX);
        if (s != NULL)
            *s = (span){from, cut};
        from = cut;
    }
    l->i = to;
}

static void emit_word(lexer *l, uint32_t from, uint32_t to)
{
    uint32_t cut = (uint32_t)word_merged(slice(l, from, to));
    if (cut > 0)
        emit(l, from, from + cut);
    emit(l, from + cut, to);
}

/* ---- addresses ---- */

static void enter_chunk(lexer *l)
{
    if (l->i >= l->chunk_end) {
        uint32_t e = l->i;
        while (e < l->end && (unsigned char)l->t[e] > 0x20)
            e++;
        l->chunk_end = e;
        l->at_sign = l->i;
    } else if (l->at_sign >= l->i) {
        return;
    }
    const char *p = memchr(l->t + l->i, '@', l->chunk_end - l->i);
    l->at_sign = p != NULL ? (uint32_t)(p - l->t) : l->chunk_end;
}

/* The end of an address that begins at i and may go on to the end of its chunk: what closes a sentence or a bracket is left out. */
static uint32_t address_end(const lexer *l, uint32_t i)
{
    uint32_t e = i;
    bool bracket = false;
    while (e < l->chunk_end && strchr("<>\"", l->t[e]) == NULL) {
        if (l->chunk_end - e > 2 && (memcmp(l->t + e, "\xE2\x80\x9C", 3) == 0 || memcmp(l->t + e, "\xE2\x80\x9D", 3) == 0))
            break;
        bracket |= l->t[e++] == '(';
    }
    while (e > i && (strchr(".,;:!?'*]}", l->t[e - 1]) != NULL || (l->t[e - 1] == ')' && !bracket)))
        e--;
    return e;
}

static bool starts_at(const lexer *l, uint32_t i, const char *head)
{
    size_t n = strlen(head);
    return l->end - i >= n && str_ieq(str_of(l->t + i, n), str_of(head, n));
}

static bool address_char(char c) { return ascii_lower(c) || ascii_upper(c) || ascii_digit(c) || (c != '\0' && strchr("._%+-", c) != NULL); }

/* The end of a URL, e-mail address, @name or #tag at i; i itself if there is none. */
static uint32_t special_end(const lexer *l, uint32_t i)
{
    char c = l->t[i];
    if (((c == 'h' || c == 'H') && (starts_at(l, i, "http://") || starts_at(l, i, "https://"))) || ((c == 'w' || c == 'W') && starts_at(l, i, "www.")) ||
        ((c == 'm' || c == 'M') && starts_at(l, i, "mailto:")) || ((c == 'f' || c == 'F') && starts_at(l, i, "ftp://")))
        return address_end(l, i);
    if ((c == '@' || c == '#') && is_letter(l, i + 1) && (i == l->begin || !is_word(l, i - 1))) {
        uint32_t e = run_end(l, i + 1, false);
        return e - i > 2 || c == '@' ? e : i;
    }
    uint32_t at = l->at_sign;
    if (at <= i || at >= l->chunk_end || at - i > TOKEN_MAX || !is_word(l, at + 1))
        return i;
    for (uint32_t k = i; k < at; k++)
        if (!address_char(l->t[k]))
            return i;
    uint32_t e = at + 1;
    while (e < l->chunk_end && address_char(l->t[e]))
        e++;
    while (l->t[e - 1] == '.' || l->t[e - 1] == '-')
        e--;
    return e;
}

/* ---- numbers ---- */

/* Telephone numbers and dates written with hyphens are one token, scores and ranges ("3-2", "10-12") are not. */
static uint32_t hyphen_number(const lexer *l, uint32_t i)
{
    uint32_t group[4] = {0}, n = 0, e = i;
    for (;;) {
        uint32_t g = digits_end(l, e);
        if (g == e || n == 4)
            return i;
        group[n++] = g - e;
        e = g;
        if (byte_at(l, e) != '-' || !is_digit(l, e + 1))
            break;
        e++;
    }
    if (is_letter(l, e) || n < 2)
        return i;
    bool phone = n >= 2 && group[n - 1] == 4 && group[n - 2] == 3 && (n < 3 || group[n - 3] == 3) && (n < 4 || group[0] <= 2) && l->t[e - 8] >= '2';
    bool zip = n == 2 && group[0] == 5 && group[1] == 4;
    bool date = n == 3 && ((group[0] == 4 && group[1] <= 2 && group[2] <= 2) || (group[0] <= 2 && group[1] <= 2 && (group[2] == 4 || group[2] == 2)));
    return phone || zip || date ? e : i;
}

/* "11/28/2000" is one token, and so are the days that became names ("9/11"); "1/2" and "20/20" are three. */
static uint32_t slash_number(const lexer *l, uint32_t i)
{
    uint32_t a = digits_end(l, i);
    if (byte_at(l, a) != '/' || !is_digit(l, a + 1))
        return i;
    uint32_t b = digits_end(l, a + 1), c = b;
    if (byte_at(l, b) == '/' && is_digit(l, b + 1))
        c = digits_end(l, b + 1);
    str day = slice(l, i, b);
    bool name = str_is(day, "9/11") || str_is(day, "26/11") || str_is(day, "7/7") || str_is(day, "24/7");
    return c > b || name ? c : i;
}

static void lex_number(lexer *l)
{
    uint32_t i = l->i, e = hyphen_number(l, i);
    if (e == i)
        e = slash_number(l, i);
    if (e > i) {
        emit(l, i, e);
        return;
    }
    bool plain = true;
    for (e = digits_end(l, i); is_digit(l, e + 1) && (l->t[e] == '.' || l->t[e] == ',' || l->t[e] == ':'); e = digits_end(l, e + 1))
        plain = false;
    if (e == i) {
        emit(l, i, run_end(l, i, false)); /* digits of other scripts */
        return;
    }
    uint32_t w = run_end(l, e, true), quote = apostrophe(l->t + e, l->end - e);
    if (quote > 0 && plain && l->t[e - 1] == '0' && (e - i == 2 || e - i == 4) && byte_at(l, e + quote) == 's' && !is_word(l, e + quote + 1)) {
        emit(l, i, e + quote + 1); /* "the 1990's" */
        return;
    }
    str tail = slice(l, e, w);
    bool ordinal = str_ieq(tail, STR("st")) || str_ieq(tail, STR("nd")) || str_ieq(tail, STR("rd")) || str_ieq(tail, STR("th")) || str_is(tail, "s");
    bool clock = (str_is(tail, "a") || str_is(tail, "p")) && byte_at(l, w) == '.' && byte_at(l, w + 1) == 'm';
    if (w > e && !clock && !is_digit(l, w) && (ordinal || (plain && !word_unit(tail))))
        e = w;
    else if (w > e && plain && is_digit(l, w))
        e = run_end(l, e, false);
    emit(l, i, e);
}

/* ---- words ---- */

/* Does a stop at e belong to the word from i to e? */
static bool stop_belongs(const lexer *l, uint32_t i, uint32_t e)
{
    if (byte_at(l, e) != '.' || byte_at(l, e + 1) == '.')
        return false;
    str form = slice(l, i, e);
    char next = next_visible(l, e + 1), first = form.p[0];
    bool capital = ascii_upper(first);
    if (form.n == 1) {
        bool name = (unsigned char)byte_at(l, e + 1) <= 0x20 || is_word(l, e + 1);
        if (capital)
            return next == ',' || (name && first != 'I' && (ascii_upper(next) || ascii_lower(next)));
        return (strchr("pcbd", first) != NULL && ascii_digit(next)) || (first == 'v' && ascii_upper(next));
    }
    switch (word_abbr(form)) {
    case ABBR_INSIDE:
        return true;
    case ABBR_ANY: /* EWT: "etc|." at the end of a sentence */
        return !str_is(form, "etc") || (next != '\0' && !ascii_upper(next));
    case ABBR_TITLE:
        return capital && (next != '\0' || str_is(form, "St"));
    case ABBR_MONTH:
    case ABBR_NAME:
        return capital || str_is(form, "co");
    case ABBR_DAY:
        return capital && (ascii_digit(next) || ascii_lower(next) || next == ',');
    case ABBR_NUMBER:
        return ascii_digit(next);
    case ABBR_STATE: {
        const span *last = l->out.n > 0 ? &l->out.at[l->out.n - 1] : NULL;
        return capital && last != NULL && l->t[last->start] == ',';
    }
    default:
        return false;
    }
}

/* Letters with stops between them from i on: "U.S", "a.m", "J.K." before a name. Their end without a last stop, or i. */
static uint32_t initials_end(const lexer *l, uint32_t i)
{
    uint32_t p = i;
    while (p - i < TOKEN_MAX && (ascii_upper(l->t[p]) || ascii_lower(l->t[p])) && byte_at(l, p + 1) == '.' && is_letter(l, p + 2))
        p += 2;
    if (p == i)
        return i;
    if ((ascii_upper(l->t[p]) || ascii_lower(l->t[p])) && !is_word(l, p + 1))
        return p + 1;
    return p - i >= 4 || (ascii_upper(l->t[i]) && ascii_upper(l->t[p])) ? p - 1 : i;
}

/* A word with a stop inside, at e: the end of the host or file name, of the version number or the like; e if the stop ends the word. */
static uint32_t dotted_end(const lexer *l, uint32_t i, uint32_t e)
{
    if (ascii_digit(l->t[e - 1]) && is_digit(l, e + 1))
        return run_end(l, e + 1, false);
    uint32_t d = e, label = e;
    while (d < l->chunk_end && d - i < TOKEN_MAX && (address_char(l->t[d]) && l->t[d] != '%' && l->t[d] != '+')) {
        if (l->t[d] == '.' && is_word(l, d + 1))
            label = d + 1;
        d++;
    }
    while (d > e && (l->t[d - 1] == '.' || l->t[d - 1] == '-'))
        d--;
    if (label >= d)
        return e;
    str last = slice(l, label, d);
    bool upper = ascii_upper(last.p[0]);
    if (!word_tld(last) || (upper && last.n > 1 && !ascii_upper(last.p[1])))
        return word_dotted(slice(l, i, d)) ? d : e;
    return byte_at(l, d) == '/' && is_word(l, d + 1) ? address_end(l, i) : d;
}

/* Does the hyphen at e stay inside the word whose last part begins at part? */
static bool hyphen_joins(const lexer *l, uint32_t part, uint32_t e)
{
    if (!is_word(l, e + 1) || !word_prefix(slice(l, part, e)))
        return false;
    if (e - part == 1 && ascii_upper(l->t[e + 1])) /* "Jamaat-e-Islami" */
        return false;
    bool shouting = e - part > 1 && ascii_upper(l->t[part]) && ascii_upper(l->t[part + 1]); /* "UN-backed" */
    return !shouting && !str_is(slice(l, e + 1, run_end(l, e + 1, true)), "the");
}

static bool clitic(str s)
{
    static const char *const list[] = {"s", "re", "ve", "ll", "d", "m"};
    for (size_t i = 0; i < LEN(list); i++)
        if (str_ieq(s, str_z(list[i])))
            return true;
    return false;
}

static bool all_upper(const lexer *l, uint32_t i, uint32_t e, uint32_t most)
{
    for (uint32_t k = i; k < e; k++)
        if (!ascii_upper(l->t[k]))
            return false;
    return e > i && e - i <= most;
}

/* What to do with the apostrophe of q bytes at e: goes on (true), or the word ends there. */
static bool apostrophe_joins(const lexer *l, uint32_t i, uint32_t e, uint32_t q)
{
    uint32_t w = run_end(l, e + q, true);
    if (w == e + q) { /* "lovin'": part of the word unless it closes a quotation */
        return !l->single_open && e - i >= 4 && l->t[e - 1] == 'n' && l->t[e - 2] == 'i' && !is_word(l, e + q);
    }
    return !clitic(slice(l, e + q, w));
}

static void lex_word(lexer *l)
{
    uint32_t i = l->i, part = i, e = run_end(l, i, false), stop = initials_end(l, i);
    uint32_t letters = run_end(l, i, true);
    if (is_digit(l, letters) && digits_end(l, letters) == e && (byte_at(l, e) == ',' || byte_at(l, e) == '.') && is_digit(l, e + 1)) {
        emit(l, i, letters); /* "Rs10,000" */
        return;
    }
    if (stop > i) {
        emit(l, i, stop + (stop_belongs(l, i, stop) || (byte_at(l, stop) == '.' && is_word(l, stop + 1))));
        return;
    }
    while (e < l->end) {
        char c = l->t[e];
        uint32_t q = apostrophe(l->t + e, l->end - e);
        if (q > 0) {
            uint32_t w = run_end(l, e + q, true);
            if (w == e + q + 1 && (l->t[w - 1] == 't' || l->t[w - 1] == 'T') && (l->t[e - 1] == 'n' || l->t[e - 1] == 'N')) {
                emit(l, i, e - 1); /* "do|n't" */
                emit(l, e - 1, w);
                return;
            }
            if (!apostrophe_joins(l, i, e, q))
                break;
            e = w;
        } else if (c == '-' && hyphen_joins(l, part, e)) {
            part = e + 1;
            e = run_end(l, part, false);
        } else if (c == '&' && all_upper(l, i, e, 3) && all_upper(l, e + 1, run_end(l, e + 1, false), 3)) {
            e = run_end(l, e + 1, false); /* "AT&T" */
        } else if (c == '/' && e - i == 1 && (starts_at(l, i, "w/o") || starts_at(l, i, "n/a")) && run_end(l, e + 1, false) <= e + 4) {
            e = run_end(l, e + 1, false);
        } else if (c == '.' && is_word(l, e + 1)) {
            uint32_t d = dotted_end(l, i, e);
            if (d <= e)
                break;
            e = d;
        } else {
            break;
        }
    }
    if (byte_at(l, e) == '$' && all_upper(l, i, e, 3) && is_digit(l, e + 1)) {
        emit(l, i, e + 1); /* "US$" */
        return;
    }
    if (stop_belongs(l, i, e))
        emit(l, i, e + 1);
    else
        emit_word(l, i, e);
}

/* ---- signs ---- */

/* Apostrophes and single quotation marks, q bytes long. */
static void lex_apostrophe(lexer *l, uint32_t q)
{
    uint32_t i = l->i, e = i + q;
    uint32_t twin = apostrophe(l->t + e, l->end - e);
    if (twin > 0 && (l->t[i] == l->t[e] || q > 1)) {
        emit(l, i, e + twin); /* '' and `` */
        return;
    }
    bool open = after_space(l, i) || !is_word(l, i - 1);
    uint32_t w = run_end(l, e, true);
    str tail = slice(l, e, w);
    bool decade = is_digit(l, e) && is_digit(l, e + 1) && !is_digit(l, e + 2) && open;
    if (decade) {
        uint32_t d = run_end(l, e, false);
        if (d == e + 2 || (d == e + 3 && l->t[d - 1] == 's')) {
            emit(l, i, d);
            return;
        }
    }
    if (tail.n > 0 && !is_digit(l, w) && (clitic(tail) || (open && word_elision(tail)))) {
        emit(l, i, w);
        return;
    }
    l->single_open = open && !after_space(l, e) && e < l->end;
    emit(l, i, e);
}

/* Faces, only between spaces. */
static uint32_t face_end(const lexer *l, uint32_t i)
{
    static const char *const faces[] = {":)", ":(", ":-)", ":-(", ";)", ";-)", ":D", ":-D", ":P", ";P", ":/", ":-/", "=)", "=(", "^_^", "<3"};
    if (!after_space(l, i))
        return i;
    for (size_t k = 0; k < LEN(faces); k++) {
        uint32_t n = (uint32_t)strlen(faces[k]);
        if (l->end - i >= n && memcmp(l->t + i, faces[k], n) == 0 && (i + n == l->end || (unsigned char)l->t[i + n] <= 0x20))
            return i + n;
    }
    return i;
}

static void lex_sign(lexer *l)
{
    uint32_t i = l->i, len, e = face_end(l, i);
    char c = l->t[i];
    if (e > i) {
        emit(l, i, e);
        return;
    }
    uint32_t q = apostrophe(l->t + i, l->end - i);
    if (q == 0 && l->end - i > 2 && memcmp(l->t + i, "\xE2\x80\x98", 3) == 0)
        q = 3;
    if (q > 0) {
        lex_apostrophe(l, q);
        return;
    }
    if (c == '.' && is_digit(l, i + 1) && (after_space(l, i) || l->t[i - 1] == '$')) {
        emit(l, i, digits_end(l, i + 1));
        return;
    }
    if (c == '+' && is_digit(l, i + 1) && after_space(l, i)) {
        emit(l, i, digits_end(l, i + 1)); /* "+44" */
        return;
    }
    (void)kind_at(l, i, &len);
    e = i + len;
    if (c == '!' || c == '?' || (c == '.' && (byte_at(l, e) == '!' || byte_at(l, e) == '?')))
        while (byte_at(l, e) == '!' || byte_at(l, e) == '?')
            e++;
    else if (strchr(".-*=_~<>+", c) != NULL)
        while (byte_at(l, e) == c)
            e++;
    else
        while (e < l->end && (unsigned char)l->t[e] >= 0x80) { /* variation selectors and other marks stay with their sign */
            uint32_t cp = utf8_next(l->t + e, l->end - e, &len);
            if (cp == UTF8_BAD || !(uc_props(cp) & UC_MARK))
                break;
            e += len;
        }
    emit(l, i, e);
}

static void lex_block(lexer *l, const text_block *b)
{
    l->begin = l->i = b->start;
    l->end = b->end;
    l->chunk_end = l->at_sign = l->i;
    l->single_open = false;
    while (l->i < l->end && !l->a->failed) {
        uint32_t len, from = l->i;
        kind k = kind_at(l, l->i, &len);
        if (k == K_SPACE) {
            l->i += len;
            continue;
        }
        enter_chunk(l);
        uint32_t e = special_end(l, l->i);
        if (e > l->i)
            emit(l, l->i, e);
        else if (k == K_DIGIT)
            lex_number(l);
        else if (k == K_LETTER)
            lex_word(l);
        else
            lex_sign(l);
        if (l->i == from) /* cannot happen; never loop */
            emit(l, from, from + len);
    }
}

/* Spans of all blocks -> the arrays of tok. */
static bool spread(text_tokens *tok, arena *a, const span_list *spans)
{
    uint32_t n = spans->n;
    *tok =
        (text_tokens){.start = arena_array(a, n + 1u, sizeof *tok->start), .end = arena_array(a, n + 1u, sizeof *tok->end), .flags = arena_array(a, n + 1u, 1)};
    if (a->failed)
        return false;
    for (uint32_t i = 0; i < n; i++) {
        tok->start[i] = spans->at[i].start;
        tok->end[i] = spans->at[i].end;
        bool space = i + 1 == n || spans->at[i + 1].start > spans->at[i].end;
        tok->flags[i] = space ? TOK_SPACE_AFTER : 0;
    }
    return true;
}

bool text_tokenize(text_tokens *tok, text_sentence **sents, uint32_t *n_sents, arena *a, const text_body *body, casus_err *err)
{
    lexer l = {.t = body->text, .a = a};
    sentence_list list = {0};
    quote_state quotes = {0};
    uint32_t *block_end = arena_array(a, body->n_block + 1u, sizeof *block_end); /* tokens up to the end of each block */
    *sents = NULL;
    *n_sents = 0;
    *tok = (text_tokens){0};
    for (uint32_t b = 0; b < body->n_block && block_end != NULL; b++) {
        lex_block(&l, &body->block[b]);
        block_end[b] = l.out.n;
    }
    if (a->failed || !spread(tok, a, &l.out))
        return err_set(err, CASUS_ERR_MEMORY, "out of memory", 0);
    for (uint32_t b = 0, first = 0; b < body->n_block; b++) {
        tok->n = block_end[b]; /* grows block by block; the tokens behind it are not marked yet */
        quotes_mark(&quotes, body, tok, first);
        if (!sentences_find(&list, a, body, tok, first, b))
            return err_set(err, CASUS_ERR_MEMORY, "out of memory", 0);
        first = tok->n;
    }
    quotes_mark(&quotes, body, tok, tok->n); /* a quotation that is still open ends here */
    *sents = list.at;
    *n_sents = list.n;
    return true;
}
