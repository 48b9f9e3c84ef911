/*
 * body.c - bytes of a source -> the text that a reader of it would read, every byte mapped back.
 *
 * Text is written once into a page_sink with its source offsets; blocks of it are chosen (pick.c for pages) and cleaned of what
 * the web leaves behind (residue.c); then the gaps are closed in place. The source offset of a space or line end is the place right
 * behind the character before it, so that src[end] of a token is where its last byte ends, even if markup follows.
 */
#include "text/lexis.h"
#include "text/page.h"

#define CONTROL_SHARE 50u   /* one control byte in so many bytes makes the input binary */
#define BAD_SHARE 4u        /* one byte that is not UTF-8 in so many, as well */
#define SNIFF 4096u         /* bytes that are looked at to tell HTML from text */
#define WRAP_MAX 120u       /* bytes of the longest line of hard-wrapped text */
#define WRAP_MIN 40u        /* and of the shortest that may go on in the next */
#define HEADLINE_MAX 180u   /* bytes */
#define ENGLISH_WORDS 4000u /* words that are looked at */

/* ---- the sink ---- */

void sink_put(page_sink *s, const char *p, uint32_t len, uint32_t at, uint32_t src_len)
{
    uint32_t got, cp = utf8_next(p, len, &got);
    if (cp <= 0x20 || cp == 0x7F || (cp >= 0x80 && (uc_props(cp) & UC_SPACE))) {
        s->space |= cp == 0x7F || cp <= 0x20 ? cp == ' ' || (cp >= 9 && cp <= 13) : true;
        return;
    }
    if (cp == 0xAD || (cp >= 0x200B && cp <= 0x200F && cp != 0x200C && cp != 0x200D) || (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2060 && cp <= 0x2069) ||
        cp == 0xFEFF || (cp >= 0x80 && cp < 0xA0))
        return; /* invisible */
    bool gap = s->space && s->n > s->open;
    s->space = false;
    if (len + gap + 2 > s->cap - s->n)
        return; /* cannot happen: cap is counted beforehand */
    if (gap) {
        s->text[s->n] = ' ';
        s->src[s->n++] = s->end_src;
    }
    for (uint32_t k = 0; k < len; k++) {
        s->text[s->n] = p[k];
        s->src[s->n++] = k == 0 ? at : at + src_len - 1;
    }
    s->end_src = at + src_len;
}

void sink_bytes(page_sink *s, const char *p, uint32_t from, uint32_t to)
{
    for (uint32_t i = from, len; i < to; i += len) {
        unsigned char c = (unsigned char)p[i];
        len = 1;
        if (c > 0x20 && c < 0x7F && !s->space && s->cap - s->n > 2) { /* the common case */
            s->text[s->n] = p[i];
            s->src[s->n++] = i;
            s->end_src = i + 1;
        } else if (c < 0x80) {
            sink_put(s, p + i, 1, i, 1);
        } else if (utf8_next(p + i, to - i, &len) != UTF8_BAD) {
            sink_put(s, p + i, len, i, len);
        } else {
            char latin[4];
            uint32_t n = utf8_put(latin, windows_1252(c));
            sink_put(s, latin, n, i, len = 1);
        }
    }
}

raw_block *sink_end(page_sink *s)
{
    raw_block *b = NULL;
    if (s->n > s->open && (b = vec_push(s->a, &s->block, (uint32_t)BLOCKS_MAX)) != NULL)
        *b = (raw_block){.start = s->open, .end = s->n, .links = s->links};
    if (s->n > s->open && s->n < s->cap) { /* room for the line end that assemble() puts between blocks */
        s->text[s->n] = '\n';
        s->src[s->n++] = s->end_src;
    }
    s->open = s->n;
    s->links = 0;
    s->space = false;
    return b;
}

/* ---- what kind of input ---- */

static bool check_bytes(const char *p, uint32_t n, uint32_t *bad, casus_err *err)
{
    uint32_t control = 0, first = 0;
    *bad = 0;
    for (uint32_t i = 0, len; i < n; i += len) {
        unsigned char c = (unsigned char)p[i];
        len = 1;
        if (c < 0x20 && (c < 9 || c > 13)) {
            first = control++ == 0 ? i : first;
        } else if (c >= 0x80 && utf8_next(p + i, n - i, &len) == UTF8_BAD) {
            first = (*bad)++ == 0 && control == 0 ? i : first;
            len = 1;
        }
    }
    if (control > n / CONTROL_SHARE || *bad > n / BAD_SHARE)
        return err_set(err, CASUS_ERR_BINARY, "the input is not text", first);
    return true;
}

/* Is there a tag of one of these names (an end tag counts) at p? */
static bool known_tag(const char *p, size_t n)
{
    static const char *const names[] = {"html",    "head",    "body",       "div",   "p",      "a",     "span",   "br",     "h1",   "h2",
                                        "article", "section", "meta",       "title", "script", "table", "ul",     "li",     "b",    "i",
                                        "em",      "strong",  "blockquote", "link",  "img",    "main",  "header", "figure", "time", "style"};
    size_t i = n > 1 && p[1] == '/' ? 2 : 1, from = i;
    while (i < n && (ascii_lower(p[i]) || ascii_upper(p[i]) || ascii_digit(p[i])) && i - from < 12)
        i++;
    if (i >= n || strchr(" \t\r\n/>", p[i]) == NULL)
        return false;
    for (size_t k = 0; k < LEN(names); k++)
        if (str_ieq(str_of(p + from, i - from), str_z(names[k])))
            return true;
    return false;
}

bool text_is_html(const char *p, size_t n)
{
    uint32_t tags = 0;
    size_t most = n < SNIFF ? n : SNIFF;
    for (size_t i = 0; i + 1 < most; i++) {
        if (p[i] != '<')
            continue;
        if (p[i + 1] == '!' && n - i >= 9 && (str_ieq(str_of(p + i, 9), STR("<!doctype")) || memcmp(p + i, "<!--", 4) == 0))
            tags++;
        else
            tags += known_tag(p + i, n - i);
        if (tags >= 2)
            return true;
    }
    return tags == 1 && most > 0 && p[0] == '<';
}

/* ---- plain text ---- */

typedef struct {
    uint32_t start, end; /* without the line end and the spaces around */
    uint32_t indent;
} line;

typedef struct {
    const char *p;
    uint32_t n, longest;
    bool wrapped;
} plain;

/* The line at *i; moves *i behind its end. */
static line line_next(const char *p, uint32_t n, uint32_t *i)
{
    uint32_t e = *i;
    while (e < n && p[e] != '\n' && p[e] != '\r')
        e++;
    line l = {*i, e, 0};
    while (l.start < l.end && (unsigned char)p[l.start] <= 0x20)
        l.start++;
    l.indent = l.start - *i;
    while (l.end > l.start && (unsigned char)p[l.end - 1] <= 0x20)
        l.end--;
    if (e + 1 < n && p[e] == '\r' && p[e + 1] == '\n')
        e++;
    *i = e < n ? e + 1 : n;
    return l;
}

/* Are the lines cut at a fixed width? Then most that another line follows at once are nearly as long as the longest. */
static void measure(plain *t)
{
    uint32_t before = 0, full = 0, followed = 0;
    for (uint32_t i = 0; i < t->n;) {
        line l = line_next(t->p, t->n, &i);
        t->longest = l.end - l.start > t->longest ? l.end - l.start : t->longest;
    }
    for (uint32_t i = 0; i < t->n;) {
        line l = line_next(t->p, t->n, &i);
        if (l.end > l.start && before > 0) {
            followed++;
            full += before * 10 >= t->longest * 7;
        }
        before = l.end - l.start;
    }
    t->wrapped = t->longest <= WRAP_MAX && t->longest >= WRAP_MIN && followed >= 3 && full * 10 >= followed * 6;
}

static uint32_t bullet(const char *p, uint32_t n)
{
    if (n > 2 && (p[0] == '*' || p[0] == '-') && p[1] == ' ')
        return 2;
    if (n > 4 && (memcmp(p, "\u2022", 3) == 0 || memcmp(p, "\u25AA", 3) == 0 || memcmp(p, "\u25CF", 3) == 0))
        return 3;
    return n > 3 && memcmp(p, "\u00B7", 2) == 0 ? 2 : 0;
}

/* Does the paragraph whose last line is a go on in line b? */
static bool goes_on(const plain *t, line a, line b)
{
    uint32_t n = a.end - a.start;
    bool stop = n > 0 && strchr(".!?\"", t->p[a.end - 1]) != NULL;
    if (!t->wrapped || n < WRAP_MIN || b.indent > a.indent + 1 || bullet(t->p + b.start, b.end - b.start) > 0)
        return false;
    return n * 10 >= t->longest * (stop ? 8 : 6);
}

static void plain_read(page_sink *s, const char *p, uint32_t from, uint32_t n)
{
    plain t = {p, n, 0, false};
    line last = {0};
    measure(&t);
    for (uint32_t i = from; i < n && !s->a->failed;) {
        line l = line_next(p, n, &i);
        if (l.end == l.start || !goes_on(&t, last, l))
            (void)sink_end(s);
        uint32_t skip = s->n == s->open ? bullet(p + l.start, l.end - l.start) : 0;
        sink_put(s, " ", 1, l.start, 1);
        sink_bytes(s, p, l.start + skip, l.end);
        last = l;
    }
    (void)sink_end(s);
    for (uint32_t k = 0; k < s->block.n; k++)
        s->block.at[k].keep = true;
}

/* ---- putting the body together ---- */

/* Drops residue among the blocks that were kept: lines, link lists behind "Related stories", all behind "Leave a Reply". */
static void drop_residue(page_sink *s)
{
    uint32_t real = 0; /* bytes of real paragraphs so far */
    bool list = false;
    for (uint32_t k = 0; k < s->block.n; k++) {
        raw_block *b = &s->block.at[k];
        str t = str_of(s->text + b->start, b->end - b->start);
        casus_date d = date_line(t);
        if (d.year != 0) {
            date_offer(s, d, 1);
            b->keep = false;
        }
        if (!b->keep)
            continue;
        bool para = t.n >= 80 && strchr(".!?\"')", t.p[t.n - 1]) != NULL;
        residue_kind kind = residue_of(t);
        list = kind == RES_LIST || (list && !para && (unsigned char)t.p[t.n - 1] != '.');
        if (kind == RES_TAIL && real >= 400) {
            for (; k < s->block.n; k++)
                s->block.at[k].keep = false;
            return;
        }
        if (kind != RES_NONE || list)
            b->keep = false;
        else if (para)
            real += (uint32_t)t.n;
        if (b->keep) {
            b->end = b->start + (uint32_t)residue_tail(t);
            b->keep = b->end > b->start;
        }
    }
}

static bool is_headline(const page_sink *s, const raw_block *b, uint32_t place)
{
    char last = s->text[b->end - 1];
    if (b->kind == RAW_H1 || b->kind == RAW_TITLE || b->kind == RAW_HEADING)
        return true;
    bool open = last != '.' && last != ':' && last != ';' && last != ',' && last != '"' && (unsigned char)last < 0x80;
    return b->kind == RAW_TEXT && place < 2 && b->end - b->start <= HEADLINE_MAX && (open || (last == '\'' && place == 0));
}

/* Moves the kept blocks together. */
static bool assemble(text_body *body, page_sink *s)
{
    uint32_t n = 0, kept = 0, k, headlines = 0;
    for (k = 0; k < s->block.n; k++)
        kept += s->block.at[k].keep;
    text_block *out = arena_array(s->a, kept + 1u, sizeof *out);
    if (out == NULL)
        return false;
    uint32_t last_src = 0;
    for (k = 0, kept = 0; k < s->block.n; k++) {
        raw_block *b = &s->block.at[k];
        if (!b->keep) {
            body->dropped += b->end - b->start;
            continue;
        }
        uint32_t len = b->end - b->start;
        bool head = headlines == kept && is_headline(s, b, kept);
        headlines += head;
        if (kept > 0) {
            s->text[n] = '\n';
            s->src[n++] = last_src;
        }
        last_src = s->src[b->end]; /* its line end, or what was cut off */
        out[kept].kind = head || b->kind == RAW_HEADING ? BLOCK_HEADLINE : b->kind == RAW_ITEM ? BLOCK_LIST : BLOCK_PARA;
        memmove(s->text + n, s->text + b->start, len);
        memmove(s->src + n, s->src + b->start, len * sizeof *s->src);
        out[kept].start = n;
        out[kept++].end = n += len;
    }
    if (kept == headlines && kept == 1)
        out[0].kind = BLOCK_PARA; /* a single line is no headline */
    s->text[n] = '\0';
    s->src[n] = last_src;
    body->text = s->text;
    body->n = n;
    body->src = s->src;
    body->block = out;
    body->n_block = kept;
    body->found_date = s->date;
    return true;
}

/* ---- English ---- */

/* English by its most common function words: about 40 of 100 words are among them, in other languages hardly 5. */
static bool is_english(const text_body *body)
{
    static const char *const common[] = {"the",  "of",    "and",  "to",    "in",  "that", "is",  "was",  "for",   "with", "as",   "his",
                                         "on",   "be",    "at",   "by",    "had", "not",  "are", "but",  "from",  "or",   "have", "an",
                                         "they", "which", "were", "their", "has", "it",   "he",  "said", "after", "will", "its",  "this"};
    uint32_t words = 0, hits = 0, foreign = 0, bytes = 0;
    for (uint32_t i = 0; i < body->n && words < ENGLISH_WORDS;) {
        uint32_t from = i;
        while (i < body->n && (ascii_lower(body->text[i]) || ascii_upper(body->text[i])))
            i++;
        str w = str_of(body->text + from, i - from);
        words += w.n > 0;
        bytes += (uint32_t)w.n;
        for (size_t k = 0; k < LEN(common) && w.n > 1 && w.n < 6; k++)
            if (str_ieq(w, str_z(common[k]))) {
                hits++;
                break;
            }
        for (; i < body->n && !(ascii_lower(body->text[i]) || ascii_upper(body->text[i])); i++)
            foreign += (unsigned char)body->text[i] >= 0xC3 && (unsigned char)body->text[i] != 0xE2;
    }
    if (foreign * 4 > bytes + 8)
        return false;
    return words < 12 || hits * 100 >= words * (words < 40 ? 6 : 12);
}

bool body_read(text_body *body, arena *a, const char *bytes, size_t n, const casus_options *opt, casus_err *err)
{
    casus_options none = {0};
    *body = (text_body){0};
    if (opt == NULL)
        opt = &none;
    if (n > CASUS_MAX_INPUT)
        return err_set(err, CASUS_ERR_TOO_LARGE, "the input is too long", CASUS_MAX_INPUT);
    if (bytes == NULL || n == 0)
        return err_set(err, CASUS_ERR_EMPTY, "the input is empty", 0);
    uint32_t bad, from = n >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    if (!check_bytes(bytes, (uint32_t)n, &bad, err))
        return false;
    page_sink s = {.a = a, .cap = (uint32_t)n + 2 * bad + 16};
    s.text = arena_get(a, s.cap);
    s.src = arena_array(a, s.cap, sizeof *s.src);
    if (a->failed)
        return err_set(err, CASUS_ERR_MEMORY, "out of memory", 0);
    if (opt->format == CASUS_HTML || (opt->format == CASUS_AUTO && text_is_html(bytes + from, n - from))) {
        html_read(&s, bytes, (uint32_t)n);
        pick_blocks(&s);
    } else {
        plain_read(&s, bytes, from, (uint32_t)n);
    }
    drop_residue(&s);
    if (a->failed || !assemble(body, &s))
        return err_set(err, CASUS_ERR_MEMORY, "out of memory", 0);
    if (body->n == 0)
        return err_set(err, CASUS_ERR_EMPTY, "no text in the input", 0);
    if (!opt->any_language && !is_english(body))
        return err_set(err, CASUS_ERR_LANGUAGE, "the input is not English", body->src[0]);
    return true;
}
