/*
 * html.c - a tolerant reader of web pages: bytes in, blocks of text out, in one pass and linear time.
 *
 * No tree is built. A stack of at most STACK_MAX open elements holds what text inherits: whether it stands in an article, in a link,
 * in navigation. Tags, comments and raw text follow the tokenizer of the HTML standard (13.2.5) as far as text is concerned; what
 * has no end is closed at the next '>' instead of swallowing the page. Every search that fails is remembered, so that no byte is
 * searched again and again. The choice between the blocks is made in pick.c.
 */
#include "text/lexis.h"
#include "text/page.h"

#define STACK_MAX 256u
#define LINK_MAX 4000u /* bytes in which a link that holds blocks must end */
#define NAME_MAX 15u

typedef enum {
    T_OTHER,
    T_A,
    T_ARTICLE,
    T_BODY,
    T_BR,
    T_HEADER,
    T_HTML,
    T_H1,
    T_HEADING,
    T_ITEM,
    T_MAIN,
    T_META,
    T_P,
    T_CELL,
    T_TABLE,
    T_TIME,
    T_TITLE,
    T_SCRIPT,
    T_FORM
} tag_id;

enum { F_BLOCK = 1, F_VOID = 2, F_RAW = 4, F_HARD = 8, F_NAV = 16, F_SELF = 32 /* the same tag again closes it */ };

typedef struct {
    char name[NAME_MAX + 1];
    uint8_t id, flags;
} tag_info;

static const tag_info tags[] = {
    {"a", T_A, 0},
    {"address", T_OTHER, F_BLOCK},
    {"area", T_OTHER, F_VOID},
    {"article", T_ARTICLE, F_BLOCK},
    {"aside", T_OTHER, F_BLOCK | F_NAV},
    {"audio", T_OTHER, F_BLOCK | F_HARD},
    {"base", T_OTHER, F_VOID},
    {"blockquote", T_OTHER, F_BLOCK},
    {"body", T_BODY, F_BLOCK},
    {"br", T_BR, F_VOID},
    {"button", T_OTHER, F_BLOCK | F_HARD},
    {"canvas", T_OTHER, F_BLOCK | F_HARD},
    {"center", T_OTHER, F_BLOCK},
    {"col", T_OTHER, F_VOID},
    {"dd", T_ITEM, F_BLOCK | F_SELF},
    {"dialog", T_OTHER, F_BLOCK | F_NAV},
    {"div", T_OTHER, F_BLOCK},
    {"dl", T_OTHER, F_BLOCK},
    {"dt", T_ITEM, F_BLOCK | F_SELF},
    {"embed", T_OTHER, F_VOID},
    {"fieldset", T_OTHER, F_BLOCK | F_NAV},
    {"figcaption", T_OTHER, F_BLOCK | F_NAV},
    {"figure", T_OTHER, F_BLOCK},
    {"footer", T_OTHER, F_BLOCK | F_NAV},
    {"form", T_FORM, F_BLOCK},
    {"h1", T_H1, F_BLOCK},
    {"h2", T_HEADING, F_BLOCK},
    {"h3", T_HEADING, F_BLOCK},
    {"h4", T_HEADING, F_BLOCK},
    {"h5", T_HEADING, F_BLOCK},
    {"h6", T_HEADING, F_BLOCK},
    {"head", T_OTHER, F_BLOCK},
    {"header", T_HEADER, F_BLOCK},
    {"hr", T_OTHER, F_BLOCK | F_VOID},
    {"html", T_HTML, F_BLOCK},
    {"iframe", T_SCRIPT, F_RAW},
    {"img", T_OTHER, F_VOID},
    {"input", T_OTHER, F_VOID},
    {"label", T_OTHER, F_BLOCK | F_HARD},
    {"li", T_ITEM, F_BLOCK | F_SELF},
    {"link", T_OTHER, F_VOID},
    {"main", T_MAIN, F_BLOCK},
    {"menu", T_OTHER, F_BLOCK | F_NAV},
    {"meta", T_META, F_VOID},
    {"nav", T_OTHER, F_BLOCK | F_NAV},
    {"noscript", T_SCRIPT, F_RAW},
    {"object", T_OTHER, F_BLOCK | F_HARD},
    {"ol", T_OTHER, F_BLOCK},
    {"option", T_OTHER, F_BLOCK | F_HARD | F_SELF},
    {"p", T_P, F_BLOCK},
    {"param", T_OTHER, F_VOID},
    {"pre", T_OTHER, F_BLOCK},
    {"script", T_SCRIPT, F_RAW},
    {"section", T_OTHER, F_BLOCK},
    {"select", T_OTHER, F_BLOCK | F_HARD},
    {"source", T_OTHER, F_VOID},
    {"style", T_SCRIPT, F_RAW},
    {"svg", T_OTHER, F_BLOCK | F_HARD},
    {"table", T_TABLE, F_BLOCK},
    {"td", T_CELL, F_BLOCK | F_SELF},
    {"template", T_OTHER, F_BLOCK | F_HARD},
    {"textarea", T_SCRIPT, F_RAW},
    {"th", T_CELL, F_BLOCK | F_SELF},
    {"time", T_TIME, 0},
    {"title", T_TITLE, F_RAW},
    {"tr", T_OTHER, F_BLOCK | F_SELF},
    {"track", T_OTHER, F_VOID},
    {"ul", T_OTHER, F_BLOCK},
    {"video", T_OTHER, F_BLOCK | F_HARD},
    {"wbr", T_OTHER, F_VOID},
};

typedef struct {
    uint64_t name; /* hash of the tag's name */
    uint32_t same; /* how often the same inline tag is open inside without an entry of its own */
    uint32_t article;
    uint8_t id, flags, why;
    bool link, main;
} element;

typedef struct {
    page_sink *s;
    const char *p;
    uint32_t n, i;
    element stack[STACK_MAX]; /* stack[0] is the page itself */
    uint32_t top, over;       /* elements beyond STACK_MAX that are open */
    uint32_t articles, breaks;
    bool no_comment_end, no_raw_end, no_quote[2]; /* searches that failed */
    uint32_t link_seen;                           /* up to here link_ends() has looked ... */
    bool link_closed;                             /* ... and this was its answer */
} reader;

typedef struct {
    str id, class, prop, name, content, datetime, style, type, role, href;
    bool hidden;
} attributes;

static const tag_info *tag_find(str name)
{
    char w[NAME_MAX + 1];
    size_t lo = 0, hi = name.n > 0 && name.n <= NAME_MAX ? LEN(tags) : 0;
    for (size_t k = 0; k < name.n && hi > 0; k++)
        w[k] = (char)(ascii_upper(name.p[k]) ? name.p[k] + 32 : name.p[k]);
    w[hi > 0 ? name.n : 0] = '\0';
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        int c = strcmp(w, tags[mid].name);
        if (c == 0)
            return &tags[mid];
        if (c < 0)
            hi = mid;
        else
            lo = mid + 1;
    }
    return NULL;
}

static uint64_t name_hash(str name)
{
    uint64_t h = 0xCBF29CE484222325u;
    for (size_t k = 0; k < name.n; k++)
        h = (h ^ (unsigned char)(ascii_upper(name.p[k]) ? name.p[k] + 32 : name.p[k])) * 0x100000001B3u;
    return h;
}

static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

static bool is_alpha(char c) { return ascii_lower(c) || ascii_upper(c); }

/* First place of needle from i on, before `to`; `to` if there is none. */
static uint32_t search(const reader *r, uint32_t i, uint32_t to, const char *needle)
{
    size_t n = strlen(needle);
    while (i < to) {
        const char *q = memchr(r->p + i, needle[0], to - i);
        if (q == NULL)
            break;
        i = (uint32_t)(q - r->p);
        if (to - i >= n && memcmp(q, needle, n) == 0)
            return i;
        i++;
    }
    return to;
}

/* ---- blocks ---- */

static void end_block(reader *r)
{
    const element *e = &r->stack[r->top];
    raw_block *b = sink_end(r->s);
    r->breaks = 0;
    if (b == NULL)
        return;
    b->why = e->why;
    b->article = e->article;
    b->main = e->main;
    for (uint32_t k = r->top; k > 0 && b->kind == RAW_TEXT; k--) {
        uint8_t id = r->stack[k].id;
        b->kind = id == T_H1 ? RAW_H1 : id == T_HEADING ? RAW_HEADING : id == T_ITEM ? RAW_ITEM : id == T_CELL ? RAW_CELL : RAW_TEXT;
        if (r->stack[k].flags & F_BLOCK && id != T_P && id != T_OTHER)
            break;
    }
}

/* Text from i to `to`, without markup. */
static void text(reader *r, uint32_t i, uint32_t to)
{
    const element *e = &r->stack[r->top];
    if (e->why & WHY_HARD)
        return;
    uint32_t before = r->s->n;
    while (i < to) {
        const char *q = memchr(r->p + i, '&', to - i);
        uint32_t stop = q != NULL ? (uint32_t)(q - r->p) : to, cp;
        sink_bytes(r->s, r->p, i, stop);
        i = stop;
        if (i < to) {
            uint32_t len = entity_decode(r->p + i, to - i, &cp);
            char c[4];
            if (len > 0)
                sink_put(r->s, c, utf8_put(c, cp), i, len);
            else
                sink_put(r->s, r->p + i, 1, i, len = 1);
            i += len;
        }
    }
    if (r->s->n > before)
        r->breaks = 0;
    if (e->link && r->s->block.n < BLOCKS_MAX)
        r->s->links += r->s->n - before;
}

/* ---- attributes ---- */

static str *attribute_slot(attributes *a, str name)
{
    static const char *const names[] = {"id", "class", "itemprop", "property", "name", "content", "datetime", "style", "type", "role", "href"};
    str *slots[] = {&a->id, &a->class, &a->prop, &a->prop, &a->name, &a->content, &a->datetime, &a->style, &a->type, &a->role, &a->href};
    for (size_t k = 0; k < LEN(names); k++)
        if (str_ieq(name, str_z(names[k])))
            return slots[k];
    return NULL;
}

/* The end of a quoted value that begins at i; r->n if its mark is missing. */
static uint32_t quote_end(reader *r, uint32_t i, char mark)
{
    bool *none = &r->no_quote[mark == '"'];
    const char *q = *none ? NULL : memchr(r->p + i, mark, r->n - i);
    *none = q == NULL;
    return q != NULL ? (uint32_t)(q - r->p) : r->n;
}

/* Reads attributes from i on; returns the place behind the '>' (r->n if it is missing). */
static uint32_t attributes_read(reader *r, uint32_t i, attributes *a)
{
    *a = (attributes){0};
    while (i < r->n && r->p[i] != '>') {
        if (is_space(r->p[i]) || r->p[i] == '/' || r->p[i] == '=') {
            i++;
            continue;
        }
        uint32_t from = i;
        while (i < r->n && !is_space(r->p[i]) && r->p[i] != '=' && r->p[i] != '>' && r->p[i] != '/')
            i++;
        str name = str_of(r->p + from, i - from), value = {r->p + i, 0};
        while (i < r->n && is_space(r->p[i]))
            i++;
        if (i < r->n && r->p[i] == '=') {
            do
                i++;
            while (i < r->n && is_space(r->p[i]));
            char mark = i < r->n ? r->p[i] : '\0';
            uint32_t end = mark == '"' || mark == '\'' ? quote_end(r, i + 1, mark) : r->n;
            if (end < r->n) {
                value = str_of(r->p + i + 1, end - i - 1);
                i = end + 1;
            } else { /* bare, or its closing mark is missing */
                from = i;
                while (i < r->n && !is_space(r->p[i]) && r->p[i] != '>')
                    i++;
                value = str_of(r->p + from, i - from);
            }
        }
        str *slot = attribute_slot(a, name);
        if (slot != NULL && slot->n == 0)
            *slot = value;
        a->hidden |= str_ieq(name, STR("hidden"));
    }
    return i < r->n ? i + 1 : r->n;
}

/* ---- dates in metadata ---- */

static void meta_date(reader *r, const attributes *a)
{
    static const char *const names[] = {"article:published_time",
                                        "og:article:published_time",
                                        "og:published_time",
                                        "datepublished",
                                        "pubdate",
                                        "publishdate",
                                        "publish-date",
                                        "publish_date",
                                        "publication_date",
                                        "date",
                                        "dc.date",
                                        "dc.date.issued",
                                        "dcterms.created",
                                        "dcterms.date",
                                        "sailthru.date",
                                        "parsely-pub-date",
                                        "originalpublicationdate",
                                        "article.published",
                                        "published_time_telegram",
                                        "dcterms.issued",
                                        "cxenseparse:recs:publishtime",
                                        "article_date_original",
                                        "last-modified"};
    str key = a->prop.n > 0 ? a->prop : a->name;
    for (size_t k = 0; k < LEN(names); k++)
        if (str_ieq(key, str_z(names[k])))
            date_offer(r->s, date_iso(a->content), k + 1 == LEN(names) ? 1 : 4);
}

/* "datePublished": "2021-08-23..." in JSON-LD. */
static void json_date(reader *r, uint32_t from, uint32_t to)
{
    static const char key[] = "\"datePublished\"";
    uint32_t i = search(r, from, to, key);
    if (i >= to)
        return;
    i += (uint32_t)sizeof key - 1;
    while (i < to && (is_space(r->p[i]) || r->p[i] == ':' || r->p[i] == '"'))
        i++;
    date_offer(r->s, date_iso(str_of(r->p + i, to - i < 40 ? to - i : 40)), 4);
}

/* ---- elements ---- */

static uint8_t why_of(const reader *r, const tag_info *info, const attributes *a)
{
    uint8_t why = 0, id = info != NULL ? info->id : T_OTHER, flags = info != NULL ? info->flags : 0;
    const element *up = &r->stack[r->top];
    if (flags & F_HARD || a->hidden)
        why |= WHY_HARD;
    if (flags & F_NAV || str_ieq(a->role, STR("navigation")) || str_ieq(a->role, STR("contentinfo")) || str_ieq(a->role, STR("complementary")))
        why |= WHY_NAV;
    if (id == T_FORM)
        why |= WHY_FORM;
    if (id == T_HEADER && up->article == 0 && !up->main)
        why |= WHY_HEADER;
    if (id != T_HTML && id != T_BODY && id != T_ARTICLE && id != T_MAIN && id != T_TIME && id != T_H1)
        why |= html_class_why(a->class) | html_class_why(a->id);
    for (size_t k = 0; k + 12 <= a->style.n; k++)
        if (memcmp(a->style.p + k, "display:none", 12) == 0 || (k + 13 <= a->style.n && memcmp(a->style.p + k, "display: none", 13) == 0))
            why |= WHY_HARD;
    return why;
}

static void pop(reader *r)
{
    if (r->stack[r->top].flags & F_BLOCK)
        end_block(r);
    r->top--;
}

/* Does the open link have an end, before another begins? Then it may hold blocks: a teaser of a headline and a paragraph. */
static bool link_ends(reader *r)
{
    if (r->i < r->link_seen)
        return r->link_closed;
    r->link_closed = false;
    for (r->link_seen = r->i; r->link_seen < r->n && r->link_seen - r->i < LINK_MAX; r->link_seen++) {
        const char *p = r->p + r->link_seen, *end = r->p + r->n;
        bool closes = end - p > 3 && p[0] == '<' && p[1] == '/' && (p[2] == 'a' || p[2] == 'A') && !ascii_lower(p[3]) && !ascii_upper(p[3]);
        bool opens = end - p > 2 && p[0] == '<' && (p[1] == 'a' || p[1] == 'A') && (unsigned char)p[2] <= 0x20;
        if (closes || opens) {
            r->link_closed = closes;
            return closes;
        }
    }
    return false;
}

/* What an opening tag closes: an open paragraph, the item or cell before, an open link. */
static void close_before(reader *r, const tag_info *info, uint64_t name)
{
    uint8_t flags = info != NULL ? info->flags : 0;
    if (info != NULL && info->id == T_A)
        for (uint32_t k = r->top; k > 0 && !(r->stack[k].flags & F_BLOCK); k--)
            if (r->stack[k].id == T_A) {
                while (r->top >= k)
                    pop(r);
                break;
            }
    if (!(flags & F_BLOCK))
        return;
    end_block(r);
    while (r->top > 0 && !(r->stack[r->top].flags & F_BLOCK) && !(r->stack[r->top].id == T_A && link_ends(r))) /* inline elements end with their block */
        pop(r);
    if (r->top > 0 && r->stack[r->top].id == T_P)
        pop(r);
    if (flags & F_SELF && r->top > 0 && r->stack[r->top].name == name)
        pop(r);
}

static void open_element(reader *r, const tag_info *info, uint64_t name, const attributes *a)
{
    uint8_t flags = info != NULL ? info->flags : 0, id = info != NULL ? info->id : T_OTHER, why = why_of(r, info, a);
    if (!(flags & F_BLOCK) && why & (WHY_CLASS | WHY_NAV | WHY_COMMENT))
        why |= WHY_HARD; /* a part of a line: never shown */
    close_before(r, info, name);
    if (flags & F_VOID)
        return;
    element *up = &r->stack[r->top];
    if (!(flags & F_BLOCK) && id != T_A && why == 0) {
        if (up->name == name)
            up->same++;
        return;
    }
    if (r->top + 1 >= STACK_MAX) {
        r->over++;
        return;
    }
    if (id == T_ARTICLE && up->article == 0)
        r->articles++;
    element e = {.name = name, .id = id, .flags = flags, .why = up->why | why, .link = up->link || (id == T_A && a->href.n > 0)};
    e.article = id == T_ARTICLE && up->article == 0 ? r->articles : up->article;
    e.main = up->main || id == T_MAIN || str_ieq(a->role, STR("main")) || str_is(a->prop, "articleBody");
    r->stack[++r->top] = e;
}

static void close_element(reader *r, const tag_info *info, uint64_t name)
{
    bool block = info != NULL && info->flags & F_BLOCK;
    element *top = &r->stack[r->top];
    if (block)
        end_block(r);
    if (block && r->over > 0) {
        r->over--;
        return;
    }
    if (top->name == name && top->same > 0) {
        top->same--;
        return;
    }
    for (uint32_t k = r->top; k > 0; k--) {
        if (r->stack[k].name == name) {
            while (r->top >= k)
                pop(r);
            return;
        }
        if (!block && r->stack[k].flags & F_BLOCK)
            return; /* an inline end tag does not reach out of its block */
    }
}

/* The content of script, style, title and the like: up to its end tag. */
static void raw_text(reader *r, const tag_info *info, const attributes *a)
{
    uint32_t from = r->i, i = from;
    size_t n = strlen(info->name);
    for (;; i++) {
        const char *q = i < r->n ? memchr(r->p + i, '<', r->n - i) : NULL;
        i = q != NULL ? (uint32_t)(q - r->p) : r->n;
        if (q == NULL || (r->n - i > n + 2 && r->p[i + 1] == '/' && str_ieq(str_of(q + 2, n), str_of(info->name, n)) && !is_alpha(q[n + 2])))
            break;
    }
    if (i == r->n && info->id != T_SCRIPT) { /* an unclosed title must not swallow the page */
        r->no_raw_end = true;
        return;
    }
    if (info->id == T_TITLE && !(r->stack[r->top].why & WHY_HARD)) {
        end_block(r);
        text(r, from, i);
        raw_block *b = sink_end(r->s);
        if (b != NULL)
            b->kind = RAW_TITLE;
    } else if (a->type.n > 0 && str_ends(a->type, "ld+json")) {
        json_date(r, from, i);
    }
    r->i = i; /* the end tag is read next, and ignored */
}

/* A start or end tag at r->i. */
static void tag(reader *r)
{
    bool end = r->p[r->i + 1] == '/';
    uint32_t from = r->i + 1 + end, i = from;
    attributes a;
    while (i < r->n && (is_alpha(r->p[i]) || ascii_digit(r->p[i]) || r->p[i] == '-' || r->p[i] == ':'))
        i++;
    str name = str_of(r->p + from, i - from);
    const tag_info *info = tag_find(name);
    uint64_t hash = name_hash(name);
    r->i = attributes_read(r, i, &a);
    if (end) {
        if (info == NULL || !(info->flags & (F_RAW | F_VOID)))
            close_element(r, info, hash);
        else if (info->id == T_BR)
            end_block(r);
        return;
    }
    if (info != NULL && info->id == T_META)
        meta_date(r, &a);
    if (info != NULL && info->id == T_TIME)
        date_offer(r->s, date_iso(a.datetime), str_is(a.prop, "datePublished") ? 3 : 2);
    if (info != NULL && info->id == T_BR) {
        if (++r->breaks > 1)
            end_block(r);
        else
            sink_put(r->s, " ", 1, from - 1, 1);
        return;
    }
    if (info != NULL && info->flags & F_RAW && !(r->no_raw_end && info->id == T_TITLE))
        raw_text(r, info, &a);
    else if (info == NULL || !(info->flags & F_RAW))
        open_element(r, info, hash, &a);
}

/* "<!-- -->", "<!doctype>", "<?xml?>" at r->i; returns the place behind. */
static uint32_t declaration_end(reader *r)
{
    if (r->n - r->i >= 4 && memcmp(r->p + r->i, "<!--", 4) == 0 && !r->no_comment_end) {
        uint32_t e = search(r, r->i + 2, r->n, "-->");
        if (e < r->n)
            return e + 3;
        r->no_comment_end = true;
    }
    if (r->no_comment_end && r->n - r->i >= 4 && memcmp(r->p + r->i, "<!--", 4) == 0) {
        uint32_t e = r->i + 4;
        while (e < r->n && r->p[e] != '<' && r->p[e] != '>')
            e++;
        return e < r->n && r->p[e] == '>' ? e + 1 : e;
    }
    const char *q = memchr(r->p + r->i, '>', r->n - r->i);
    return q != NULL ? (uint32_t)(q - r->p) + 1 : r->n;
}

void html_read(page_sink *s, const char *p, uint32_t n)
{
    reader *r = arena_get(s->a, sizeof *r);
    if (r == NULL)
        return;
    r->s = s;
    r->p = p;
    r->n = n;
    while (r->i < n && !s->a->failed) {
        uint32_t i = r->i;
        char next = i + 1 < n ? p[i + 1] : '\0';
        if (p[i] == '<' && (next == '!' || next == '?')) {
            r->i = declaration_end(r);
        } else if (p[i] == '<' && (is_alpha(next) || (next == '/' && i + 2 < n && is_alpha(p[i + 2])))) {
            tag(r);
        } else {
            const char *q = i + 1 < n ? memchr(p + i + 1, '<', n - i - 1) : NULL;
            r->i = q != NULL ? (uint32_t)(q - p) : n;
            text(r, i, r->i);
        }
    }
    end_block(r);
}
