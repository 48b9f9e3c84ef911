/*
 * dict.c - reads dictionaries of the TABARI and PETRARCH family and keeps what they became.
 *
 * In: files as they are handed around. They differ: `;` and `#` begin a comment, "<!-- -->" may hold one over several lines, agents have a "~" in
 * their code, verbs come in blocks between lines of dashes. Out: our tables as text, and a report of every line that was not carried over.
 */
#include "ingest/dict.h"
#include "event/lexicon.h"
#include "text/text.h"

#include <stdlib.h>

#define TABLE_BYTES_MAX ((size_t)256 << 20)

static const char *const files[DICT_OUTPUTS] = {"actors.tsv", "agents.tsv", "frames.tsv", "discards.tsv", "classes.tsv", "ontology.tsv", "report.txt"};
static const char *const heads[DICT_OUTPUTS] = {
    "name\taliases\tcode\tsector\tkind\toffice\tfrom\tto\twhy\n",
    "singular\tplural\tsector\tkind\tcode\twhy\n",
    "pred\tpos\tneed\tevent\tmode\tcameo\tactor\trecipient\tflags\twhy\n",
    "words\tscope\twhy\n",
    "class\tlemmas\twhy\n",
    "kind\tcode\tparent\tvalue\tname\twhy\n",
    "",
};

const char *dict_file_name(dict_output i) { return files[i]; }

void dict_init(dict *d, dict_category *category, void *ctx, bool alone)
{
    *d = (dict){.category = category, .ctx = ctx, .alone = alone};
    for (int i = 0; i < DICT_OUTPUTS; i++)
        buf_init(&d->out[i], &alloc_libc, TABLE_BYTES_MAX);
}

void dict_release(dict *d)
{
    for (int i = 0; i < DICT_OUTPUTS; i++)
        buf_release(&d->out[i]);
    free(d->seen);
    d->seen = NULL;
}

/* ---- lines ---- */

static str trim(str s)
{
    while (s.n && memchr(" \t\r", s.p[0], 3))
        s.p++, s.n--;
    while (s.n && memchr(" \t\r", s.p[s.n - 1], 3))
        s.n--;
    return s;
}

/* what stands before a comment; a # or ; inside brackets is none */
static str before_comment(str s)
{
    bool inside = false;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '[' || s.p[i] == ']')
            inside = s.p[i] == '[';
        if (!inside && (s.p[i] == '#' || s.p[i] == ';'))
            return str_of(s.p, i);
    }
    return s;
}

static bool holds(str s, const char *z)
{
    size_t n = strlen(z);
    for (size_t i = 0; i + n <= s.n; i++)
        if (memcmp(s.p + i, z, n) == 0)
            return true;
    return false;
}

bool dict_line(dict_lines *l, str *line)
{
    while (l->rest.n) {
        const char *end = memchr(l->rest.p, '\n', l->rest.n);
        size_t n = end ? (size_t)(end - l->rest.p) : l->rest.n;
        str s = trim(str_of(l->rest.p, n));
        l->rest.p += n + (end != NULL);
        l->rest.n -= n + (end != NULL);
        l->no++;
        bool opens = str_starts(s, "<!--") || str_starts(s, "<! --");
        if (l->comment || opens) {
            l->comment = !holds(s, "-->");
            continue;
        }
        *line = trim(before_comment(s));
        if (line->n)
            return true;
    }
    return false;
}

bool dict_lost(dict *d, uint32_t line, const char *reason, str text)
{
    uint32_t i = 0;
    while (i < d->n_reason && strcmp(d->reason[i].text, reason) != 0)
        i++;
    if (i == DICT_REASONS)
        i--;
    if (i == d->n_reason)
        d->reason[d->n_reason++].text = reason;
    d->reason[i].n++;
    buf *b = &d->out[DICT_REPORT];
    buf_str(b, d->file);
    buf_char(b, ':');
    buf_uint(b, line);
    buf_str(b, ": ");
    buf_str(b, reason);
    buf_str(b, ": ");
    buf_add(b, text.p, text.n);
    buf_char(b, '\n');
    return false;
}

/* ---- names ---- */

static bool grow_seen(dict *d)
{
    uint32_t room = d->seen_room ? 2 * d->seen_room : 4096;
    uint64_t *more = calloc(room, sizeof *more);
    if (!more)
        return !(d->failed = true);
    for (uint32_t i = 0; i < d->seen_room; i++)
        if (d->seen[i]) {
            uint32_t k = (uint32_t)d->seen[i] & (room - 1);
            while (more[k])
                k = (k + 1) & (room - 1);
            more[k] = d->seen[i];
        }
    free(d->seen);
    d->seen = more;
    d->seen_room = room;
    return true;
}

bool dict_new_name(dict *d, char kind, str name)
{
    char text[512];
    size_t n = text_fold(name.p, name.n, text, sizeof text);
    uint64_t h = hash_key(text_name_hash(str_of(text, n == SIZE_MAX ? 0 : n)), (unsigned char)kind) | 1;
    if (2 * d->n_seen >= d->seen_room && !grow_seen(d))
        return false;
    uint32_t k = (uint32_t)h & (d->seen_room - 1);
    while (d->seen[k] && d->seen[k] != h)
        k = (k + 1) & (d->seen_room - 1);
    if (d->seen[k])
        return false;
    d->seen[k] = h;
    d->n_seen++;
    return true;
}

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c; }
static char upper(char c) { return c >= 'a' && c <= 'z' ? (char)(c - 32) : c; }

str dict_name(str raw, bool title, char *out, size_t size)
{
    size_t n = 0, letters = 0;
    bool dots = memchr(raw.p, '.', raw.n) != NULL;
    for (size_t i = 0; i < raw.n; i++)
        letters += lower(raw.p[i]) >= 'a' && lower(raw.p[i]) <= 'z';
    bool acronym = title && (letters <= 2 || (dots && letters <= 4));
    for (size_t i = 0; i < raw.n && n + 1 < size; i++) {
        char c = raw.p[i] == '_' || raw.p[i] == '\t' ? ' ' : raw.p[i];
        if (c == '|' || (c == ' ' && (n == 0 || out[n - 1] == ' ')))
            continue;
        bool first = n == 0 || out[n - 1] == ' ' || out[n - 1] == '-' || out[n - 1] == '(';
        out[n++] = acronym || (title && first) ? upper(c) : lower(c);
    }
    while (n && out[n - 1] == ' ')
        n--;
    return str_of(out, n);
}

/* ---- discards, issues ---- */

static void discards(dict *d, str bytes)
{
    dict_lines l = {bytes, 0, false};
    str line;
    while (dict_line(&l, &line)) {
        char text[256];
        bool article = line.p[0] == '+';
        str name = dict_name(str_of(line.p + article, line.n - article), false, text, sizeof text);
        if (!name.n) {
            dict_lost(d, l.no, "a discard without words", line);
            continue;
        }
        if (!dict_new_name(d, 'D', name)) {
            dict_lost(d, l.no, "an earlier line has these words", line);
            continue;
        }
        buf *b = &d->out[DICT_DISCARDS];
        buf_add(b, name.p, name.n);
        buf_str(b, article ? "\tarticle\t" : "\tsentence\t");
        buf_str(b, d->file);
        buf_char(b, ':');
        buf_uint(b, l.no);
        buf_char(b, '\n');
        d->carried[DICT_DISCARDS]++;
    }
}

static void issues(dict *d, str bytes)
{
    dict_lines l = {bytes, 0, false};
    str line;
    while (dict_line(&l, &line))
        dict_lost(d, l.no, "an issue: records have PLOVER's contexts and no place for issues", line);
}

/* ---- files ---- */

static dict_output kind_of(str bytes, bool *issue)
{
    dict_lines l = {bytes, 0, false};
    str line;
    uint32_t codes = 0, n = 0;
    *issue = false;
    while (dict_line(&l, &line) && n++ < 4000) {
        if (str_starts(line, "<ISSUE")) {
            *issue = true;
            return DICT_DISCARDS;
        }
        if (str_starts(line, "---") || str_starts(line, "- ") || (line.p[0] == '&' && line.n > 1))
            return DICT_VERBS;
        if (holds(line, "[") && (holds(line, "[~") || holds(line, "~]") || holds(line, "[ ~")))
            return DICT_AGENTS;
        codes += holds(line, "[");
    }
    return codes ? DICT_ACTORS : DICT_DISCARDS;
}

/* Bytes that are not UTF-8 are taken for Latin-1; zero bytes go. */
static void to_utf8(str s, buf *out)
{
    for (size_t i = 0; i < s.n;) {
        uint32_t len, cp = utf8_next(s.p + i, s.n - i, &len);
        if (cp != UTF8_BAD) {
            buf_add(out, s.p + i, cp ? len : 0);
        } else {
            unsigned char c = (unsigned char)s.p[i];
            buf_char(out, (char)(0xC0 | c >> 6));
            buf_char(out, (char)(0x80 | (c & 0x3F)));
        }
        i += len;
    }
}

bool dict_read(dict *d, const char *name, str bytes)
{
    const char *slash = strrchr(name, '/');
    bool issue;
    buf text;
    d->file = slash ? slash + 1 : name;
    buf_init(&text, &alloc_libc, TABLE_BYTES_MAX);
    to_utf8(bytes, &text);
    bytes = str_of(text.p ? text.p : "", text.n);
    if (bytes.n >= 3 && memcmp(bytes.p, "\xEF\xBB\xBF", 3) == 0)
        bytes.p += 3, bytes.n -= 3;
    dict_output kind = kind_of(bytes, &issue);
    if (kind == DICT_VERBS)
        dict_verbs(d, bytes);
    else if (kind == DICT_AGENTS)
        dict_agents(d, bytes);
    else if (kind == DICT_ACTORS)
        dict_actors(d, bytes);
    else if (issue)
        issues(d, bytes);
    else
        discards(d, bytes);
    d->failed = d->failed || text.failed;
    buf_release(&text);
    return !d->failed;
}

/* The head of each table goes before what was collected. */
bool dict_end(dict *d)
{
    for (int i = 0; i < DICT_REPORT; i++) {
        buf whole;
        buf_init(&whole, &alloc_libc, TABLE_BYTES_MAX);
        buf_str(&whole, "# Made by casus dict import; `why` names the line of the dictionary.\n");
        buf_str(&whole, heads[i]);
        if (d->alone && i <= DICT_VERBS)
            buf_str(&whole, "-*\n");
        buf_add(&whole, d->out[i].p, d->out[i].n);
        bool empty = d->out[i].n == 0 && !(d->alone && i <= DICT_VERBS);
        d->failed = d->failed || whole.failed || d->out[i].failed;
        buf_release(&d->out[i]);
        if (empty)
            buf_release(&whole);
        d->out[i] = whole;
    }
    return !d->failed;
}
