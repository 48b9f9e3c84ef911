/*
 * visible.c - the text that a reader sees on a page, with the source offset of each byte.
 *
 * In: bytes of a text or web page. Out: that text with white space collapsed; of a web page tags, comments, scripts and styles count as
 * white space, and entities are decoded. Unlike the body (src/text/body.c) nothing is judged and left out: gold files name boilerplate too.
 */
#include "cli/visible.h"

#include "text/page.h"

typedef struct {
    visible *v;
    bool space; /* due before the next character */
    uint32_t space_at;
} writer;

static bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' || c == '\v'; }

static void put(writer *w, const char *p, size_t n, size_t at)
{
    visible *v = w->v;
    if (n == 1 && is_space(p[0])) {
        if (!w->space)
            w->space_at = (uint32_t)at;
        w->space = true;
        return;
    }
    if (w->space && v->n > 0) {
        v->text[v->n] = ' ';
        v->src[v->n++] = w->space_at;
    }
    w->space = false;
    for (size_t i = 0; i < n; i++) {
        v->text[v->n] = p[i];
        v->src[v->n++] = (uint32_t)at;
    }
}

/* One character of the source; a no-break space is a space. Bytes read. */
static size_t put_plain(writer *w, const char *p, size_t n, size_t at)
{
    bool nbsp = n >= 2 && p[0] == '\xC2' && p[1] == '\xA0';
    put(w, nbsp ? " " : p, 1, at);
    return nbsp ? 2 : 1;
}

/* Bytes of the tag, comment, script or style at p[0] == '<'; 0: none of them. */
static size_t markup(const char *p, size_t n)
{
    static const struct {
        const char *begin, *end;
    } whole[] = {{"<!--", "-->"}, {"<script", "</script"}, {"<style", "</style"}};
    if (n < 2 || !(p[1] == '/' || p[1] == '!' || p[1] == '?' || ((p[1] | 32) >= 'a' && (p[1] | 32) <= 'z')))
        return 0;
    size_t i = 1;
    for (size_t k = 0; k < LEN(whole); k++) {
        size_t head = strlen(whole[k].begin), tail = strlen(whole[k].end);
        if (n < head || !str_ieq(str_of(p, head), str_z(whole[k].begin)))
            continue;
        for (i = head; i + tail <= n && !str_ieq(str_of(p + i, tail), str_z(whole[k].end));)
            i++;
        i = i + tail <= n ? i + tail - (k == 0) : n;
        break;
    }
    const char *end = i < n ? memchr(p + i, '>', n - i) : NULL;
    return end != NULL ? (size_t)(end - p) + 1 : n;
}

static void put_html(writer *w, const char *p, size_t n)
{
    for (size_t i = 0; i < n;) {
        size_t skip = p[i] == '<' ? markup(p + i, n - i) : 0;
        uint32_t cp = 0, len = p[i] == '&' ? entity_decode(p + i, n - i, &cp) : 0;
        if (skip > 0) {
            put(w, " ", 1, i);
            i += skip;
        } else if (len > 0) {
            char out[4];
            uint32_t k = cp == 0xA0 ? 1 : utf8_put(out, cp);
            put(w, cp == 0xA0 ? " " : out, k, i);
            i += len;
        } else {
            i += put_plain(w, p + i, n - i, i);
        }
    }
}

bool visible_open(visible *v, arena *a, const char *bytes, size_t n, bool html)
{
    *v = (visible){.mem = a, .text = arena_get(a, 2 * n + 1), .src = arena_array(a, 2 * n + 1, sizeof(uint32_t))};
    if (v->text == NULL || v->src == NULL)
        return false;
    writer w = {.v = v};
    if (html)
        put_html(&w, bytes, n);
    else
        for (size_t i = 0; i < n;)
            i += put_plain(&w, bytes + i, n - i, i);
    v->src[v->n] = (uint32_t)n;
    return true;
}

bool visible_find(const visible *v, const char *text, size_t from, span *out)
{
    const char *want = collapse(v->mem, text, strlen(text));
    size_t n = strlen(want), i = 0;
    if (n == 0)
        return false;
    while (i < v->n && v->src[i] < from)
        i++;
    for (; i + n <= v->n; i++)
        if (v->text[i] == want[0] && memcmp(v->text + i, want, n) == 0) {
            *out = (span){v->src[i], v->src[i + n - 1] + 1};
            return true;
        }
    return false;
}

const char *collapse(arena *a, const char *p, size_t n)
{
    char *out = arena_get(a, n + 1);
    size_t k = 0;
    if (out == NULL)
        return "";
    for (size_t i = 0; i < n; i++) {
        bool nbsp = i + 1 < n && p[i] == '\xC2' && p[i + 1] == '\xA0';
        if (nbsp || is_space(p[i])) {
            if (k > 0 && out[k - 1] != ' ')
                out[k++] = ' ';
            i += nbsp;
        } else {
            out[k++] = p[i];
        }
    }
    while (k > 0 && out[k - 1] == ' ')
        k--;
    out[k] = '\0';
    return out;
}
