/*
 * json.c - a JSON writer (RFC 8259) onto a buf; keys and commas keep themselves.
 *
 * Whatever bytes come in, valid UTF-8 and valid JSON go out: control characters are escaped, a byte that is not UTF-8 becomes one
 * U+FFFD. Nesting deeper than JSON_DEPTH marks the buffer as failed.
 */
#include "base/base.h"

#define JSON_DEPTH 63u

void jw_init(json *j, buf *out) { *j = (json){.out = out}; }

static void value_begin(json *j)
{
    if (j->comma >> j->depth & 1)
        buf_char(j->out, ',');
    j->comma |= (uint64_t)1 << j->depth;
}

static void open_with(json *j, char c)
{
    value_begin(j);
    buf_char(j->out, c);
    if (j->depth >= JSON_DEPTH) {
        j->out->failed = true;
        return;
    }
    j->depth++;
    j->comma &= ~((uint64_t)1 << j->depth);
}

static void close_with(json *j, char c)
{
    buf_char(j->out, c);
    if (j->depth > 0)
        j->depth--;
}

void jw_object(json *j) { open_with(j, '{'); }

void jw_object_end(json *j) { close_with(j, '}'); }

void jw_array(json *j) { open_with(j, '['); }

void jw_array_end(json *j) { close_with(j, ']'); }

/* Length of the well-formed UTF-8 sequence at s (Unicode 15, table 3-7), 0 if there is none. */
static size_t sequence(const unsigned char *s, size_t n)
{
    if (s[0] < 0x80)
        return 1;
    size_t len = s[0] >= 0xC2 && s[0] <= 0xDF ? 2 : s[0] >= 0xE0 && s[0] <= 0xEF ? 3 : s[0] >= 0xF0 && s[0] <= 0xF4 ? 4 : 0;
    if (len == 0 || len > n)
        return 0;
    unsigned low = s[0] == 0xE0 ? 0xA0 : s[0] == 0xF0 ? 0x90 : 0x80;
    unsigned high = s[0] == 0xED ? 0x9F : s[0] == 0xF4 ? 0x8F : 0xBF;
    if (s[1] < low || s[1] > high)
        return 0;
    for (size_t i = 2; i < len; i++)
        if (s[i] < 0x80 || s[i] > 0xBF)
            return 0;
    return len;
}

static void escape(buf *out, unsigned char c)
{
    static const char hex[] = "0123456789abcdef";
    static const char *const names = "btn?fr"; /* 8 9 10 11 12 13 */
    char s[6] = {'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15]};
    if (c == '"' || c == '\\')
        s[1] = (char)c;
    else if (c >= 8 && c <= 13 && c != 11)
        s[1] = names[c - 8];
    buf_add(out, s, s[1] == 'u' ? 6 : 2);
}

static void quoted(buf *out, const char *p, size_t n)
{
    const unsigned char *s = (const unsigned char *)p;
    size_t from = 0, i = 0;
    buf_char(out, '"');
    while (i < n) {
        size_t len = sequence(s + i, n - i);
        if (len > 1 || (len == 1 && s[i] >= 0x20 && s[i] != '"' && s[i] != '\\')) {
            i += len;
            continue;
        }
        buf_add(out, p + from, i - from);
        if (len == 1)
            escape(out, s[i]);
        else
            buf_str(out, "\xEF\xBF\xBD");
        from = ++i;
    }
    if (n > from)
        buf_add(out, p + from, n - from);
    buf_char(out, '"');
}

void jw_key(json *j, const char *key)
{
    value_begin(j);
    quoted(j->out, key, strlen(key));
    buf_char(j->out, ':');
    j->comma &= ~((uint64_t)1 << j->depth); /* none before its value */
}

void jw_string(json *j, const char *p, size_t n)
{
    value_begin(j);
    quoted(j->out, p, n);
}

void jw_strz(json *j, const char *z) { jw_string(j, z, strlen(z)); }

void jw_str_or_null(json *j, const char *z)
{
    if (z == NULL || z[0] == '\0')
        jw_null(j);
    else
        jw_strz(j, z);
}

void jw_int(json *j, int64_t v)
{
    value_begin(j);
    buf_int(j->out, v);
}

void jw_fixed(json *j, double v, int decimals)
{
    value_begin(j);
    buf *out = j->out;
    buf_fixed(out, v, decimals < 1 ? 1 : decimals);
    if (out->failed)
        return;
    while (out->n > 2 && out->p[out->n - 1] == '0' && out->p[out->n - 2] != '.')
        out->p[--out->n] = '\0';
}

void jw_bool(json *j, bool v)
{
    value_begin(j);
    buf_str(j->out, v ? "true" : "false");
}

void jw_null(json *j)
{
    value_begin(j);
    buf_str(j->out, "null");
}
