/*
 * source.c - articles one at a time, from plain files, standard input and JSON Lines.
 *
 * In: names of files. Out: article structures in the order of the names and lines. A file that cannot be read, or a broken line of JSON,
 * gives an article with a problem, and the next ones follow. No more than one article is in memory here: files have the cap
 * CASUS_MAX_INPUT, lines LINE_CAP. Who asks for it gets plain text of any length, in parts of PART_MAX.
 *
 * A line of a .jsonl file is an object with "text" or "html", and perhaps "id" and "date" ("publication_date" is understood too); a line of
 * pairs has "text", "actor" and "recipient", each of these two [start, end] in bytes of the text.
 */
#include "ingest/source.h"

#include "text/text.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <sys/stat.h>

#define LINE_CAP ((size_t)64 << 20) /* JSON may take six bytes for one */
#define LINE_FIRST 4096u
#define NAME_MAX_BYTES 4096u

void article_release(article *a)
{
    free(a->id);
    free(a->where);
    free(a->bytes);
    memset(a, 0, sizeof *a);
}

/* ---- dates ---- */

static int digits(const char *s, int n)
{
    int v = 0;
    for (int i = 0; i < n; i++) {
        if (s[i] < '0' || s[i] > '9')
            return -1;
        v = 10 * v + (s[i] - '0');
    }
    return v;
}

bool date_parse(const char *s, bool tail, casus_date *out)
{
    static const int length[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    size_t n = strlen(s);
    if (n < 10 || s[4] != '-' || s[7] != '-' || (n > 10 && !(tail && (s[10] == 'T' || s[10] == ' '))))
        return false;
    int year = digits(s, 4), month = digits(s + 5, 2), day = digits(s + 8, 2);
    if (year < 1 || month < 1 || month > 12 || day < 1)
        return false;
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    if (day > length[month - 1] + (month == 2 && leap))
        return false;
    *out = (casus_date){(int16_t)year, (int8_t)month, (int8_t)day};
    return true;
}

/* ---- whole files ---- */

static bool refuse(char problem[PROBLEM_MAX], const char *why)
{
    snprintf(problem, PROBLEM_MAX, "%s", why);
    return false;
}

static bool refuse_long(char problem[PROBLEM_MAX], size_t max)
{
    snprintf(problem, PROBLEM_MAX, "the file is longer than %zu MiB", max >> 20);
    return false;
}

/* Is it something one can read, and not too long as far as one can see? */
static bool look_at(FILE *f, size_t max, char problem[PROBLEM_MAX])
{
    struct stat st;
    if (fstat(fileno(f), &st) != 0)
        return refuse(problem, strerror(errno));
    if (S_ISDIR(st.st_mode))
        return refuse(problem, "this is a folder; name the files in it");
    if (S_ISREG(st.st_mode) && (uintmax_t)st.st_size > max)
        return refuse_long(problem, max);
    return true;
}

static bool read_all(FILE *f, size_t max, char **bytes, size_t *n, char problem[PROBLEM_MAX])
{
    size_t cap = 0, len = 0;
    char *p = NULL;
    for (;;) {
        if (len + 1 >= cap) {
            cap = cap ? 2 * cap : (size_t)64 << 10;
            char *q = realloc(p, cap);
            if (q == NULL) {
                free(p);
                return refuse(problem, "out of memory");
            }
            p = q;
        }
        size_t got = fread(p + len, 1, cap - len - 1, f);
        len += got;
        if (len > max || got == 0)
            break;
    }
    if (len > max || ferror(f)) {
        int e = errno;
        free(p);
        return len > max ? refuse_long(problem, max) : refuse(problem, strerror(e));
    }
    p[len] = '\0';
    *bytes = p;
    *n = len;
    return true;
}

bool source_read(const char *path, size_t max, char **bytes, size_t *n, char problem[PROBLEM_MAX])
{
    bool standard = strcmp(path, "-") == 0;
    FILE *f = standard ? stdin : fopen(path, "rb");
    if (f == NULL)
        return refuse(problem, strerror(errno));
    bool ok = look_at(f, max, problem) && read_all(f, max, bytes, n, problem);
    if (!standard)
        fclose(f);
    return ok;
}

/* ---- names ---- */

static char *copy(const char *p, size_t n)
{
    char *z = malloc(n + 1);
    if (z != NULL) {
        memcpy(z, p, n);
        z[n] = '\0';
    }
    return z;
}

/* "folder/page.html" -> "page" */
static char *name_of(const char *path)
{
    if (strcmp(path, "-") == 0)
        return copy("stdin", 5);
    const char *slash = strrchr(path, '/'), *base = slash != NULL ? slash + 1 : path, *dot = strrchr(base, '.');
    return copy(base, dot != NULL && dot != base ? (size_t)(dot - base) : strlen(base));
}

static char *numbered(const char *path, char between, size_t no)
{
    char out[NAME_MAX_BYTES];
    int n = snprintf(out, sizeof out, "%s%c%zu", path, between, no);
    return copy(out, n < (int)sizeof out ? (size_t)n : sizeof out - 1);
}

/* ---- JSON Lines ---- */

typedef enum { LINE_READ, LINE_LONG, LINE_END, LINE_FAILED } line_state;

static bool line_room(source *s, size_t need)
{
    if (need <= s->line_cap)
        return true;
    size_t cap = s->line_cap ? s->line_cap : LINE_FIRST;
    while (cap < need)
        cap *= 2;
    char *p = realloc(s->line, cap);
    if (p == NULL)
        return false;
    s->line = p;
    s->line_cap = cap;
    return true;
}

/* The next line without its end; one over the cap is read past and not kept. */
static line_state read_line(source *s, size_t *n)
{
    size_t len = 0;
    int c;
    while ((c = getc_unlocked(s->lines)) != EOF && c != '\n') {
        if (len < LINE_CAP) {
            if (!line_room(s, len + 2))
                return LINE_FAILED;
            s->line[len] = (char)c;
        }
        len += len <= LINE_CAP;
    }
    s->line_no++;
    *n = len;
    if (c == EOF && ferror(s->lines))
        return LINE_FAILED;
    if (c == EOF && len == 0)
        return LINE_END;
    return len > LINE_CAP ? LINE_LONG : LINE_READ;
}

static bool blank(const char *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (p[i] != ' ' && p[i] != '\t' && p[i] != '\r')
            return false;
    return true;
}

static bool take_text(article *a, const json_t *o)
{
    const json_t *text = json_object_get(o, "text"), *html = json_object_get(o, "html");
    const json_t *from = json_is_string(text) ? text : html;
    if (!json_is_string(from))
        return refuse(a->problem, "neither \"text\" nor \"html\" in the object");
    a->format = from == text ? CASUS_TEXT : CASUS_HTML;
    a->n = json_string_length(from);
    if (a->n > CASUS_MAX_INPUT)
        return refuse(a->problem, "the article is longer than 16 MiB");
    a->bytes = copy(json_string_value(from), a->n);
    return a->bytes != NULL || refuse(a->problem, "out of memory");
}

static bool take_date(article *a, const json_t *o)
{
    const json_t *date = json_object_get(o, "date");
    if (date == NULL || json_is_null(date))
        date = json_object_get(o, "publication_date");
    if (date == NULL || json_is_null(date))
        return true;
    return (json_is_string(date) && date_parse(json_string_value(date), true, &a->date)) || refuse(a->problem, "\"date\" is not YYYY-MM-DD");
}

static void take_id(article *a, const json_t *o)
{
    const json_t *id = json_object_get(o, "id");
    char number[32];
    if (json_is_integer(id))
        snprintf(number, sizeof number, "%" JSON_INTEGER_FORMAT, json_integer_value(id));
    else if (!json_is_string(id))
        return;
    const char *name = json_is_string(id) ? json_string_value(id) : number;
    char *own = copy(name, strlen(name));
    if (own != NULL) {
        free(a->id);
        a->id = own;
    }
}

/* "actor": [start, end], bytes of the text that lie in it and do not cut a character; null or left out: the text names nobody */
static bool take_span(article *a, const json_t *o, const char *name, casus_span *out)
{
    const json_t *v = json_object_get(o, name), *from = json_array_get(v, 0), *to = json_array_get(v, 1);
    if (v == NULL || json_is_null(v))
        return true;
    if (json_array_size(v) != 2 || !json_is_integer(from) || !json_is_integer(to)) {
        snprintf(a->problem, sizeof a->problem, "\"%s\" is not [start, end], two numbers of bytes", name);
        return false;
    }
    json_int_t s = json_integer_value(from), e = json_integer_value(to);
    if (s < 0 || s >= e || (uintmax_t)e > a->n) {
        snprintf(a->problem, sizeof a->problem, "\"%s\" [%" JSON_INTEGER_FORMAT ", %" JSON_INTEGER_FORMAT "] is no part of the text of %zu bytes", name, s, e,
                 a->n);
        return false;
    }
    if (((unsigned char)a->bytes[s] & 0xC0) == 0x80 || ((size_t)e < a->n && ((unsigned char)a->bytes[e] & 0xC0) == 0x80)) {
        snprintf(a->problem, sizeof a->problem, "\"%s\" cuts a character in two; the offsets count bytes, not characters", name);
        return false;
    }
    *out = (casus_span){(uint32_t)s, (uint32_t)e};
    return true;
}

static bool take_pair(article *a, const json_t *o)
{
    if (!json_is_string(json_object_get(o, "text")))
        return refuse(a->problem, "no \"text\" in the object");
    bool ok = take_text(a, o) && take_span(a, o, "actor", &a->actor) && take_span(a, o, "recipient", &a->recipient);
    if (ok && a->actor.end == 0 && a->recipient.end == 0)
        ok = refuse(a->problem, "neither \"actor\" nor \"recipient\" in the object");
    if (!ok) {
        free(a->bytes);
        a->bytes = NULL;
    }
    return ok;
}

static void parse_line(article *a, const char *p, size_t n, bool pair)
{
    json_error_t e;
    json_t *o = json_loadb(p, n, JSON_ALLOW_NUL, &e);
    if (o == NULL)
        snprintf(a->problem, sizeof a->problem, "not JSON: %s", e.text);
    else if (!json_is_object(o))
        refuse(a->problem, "not a JSON object");
    else {
        take_id(a, o);
        if (take_date(a, o))
            pair ? take_pair(a, o) : take_text(a, o);
    }
    json_decref(o);
}

static void close_lines(source *s)
{
    if (s->lines != NULL && s->lines != stdin)
        fclose(s->lines);
    s->lines = NULL;
}

/* The next article of the open .jsonl file; false: the file is at its end and closed. */
static bool next_line(source *s, article *a)
{
    const char *path = s->path[s->at];
    size_t n = 0;
    line_state state;
    do
        state = read_line(s, &n);
    while (state == LINE_READ && blank(s->line, n));
    if (state != LINE_END) {
        char *base = name_of(path);
        a->where = numbered(path, ':', s->line_no);
        a->id = base != NULL ? numbered(base, '-', s->line_no) : NULL;
        free(base);
        size_t bom = s->line_no == 1 && n >= 3 && memcmp(s->line, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
        if (state == LINE_READ)
            parse_line(a, s->line + bom, n - bom, s->pairs);
        else
            refuse(a->problem, state == LINE_LONG ? "the line is longer than 64 MiB" : ferror(s->lines) ? strerror(errno) : "out of memory");
    }
    if (state == LINE_END || state == LINE_FAILED) {
        close_lines(s);
        s->at++;
    }
    return state != LINE_END;
}

/* ---- long texts in parts ---- */

static void close_text(source *s)
{
    if (s->text != NULL && s->text != stdin)
        fclose(s->text);
    free(s->rest);
    s->text = NULL;
    s->rest = NULL;
    s->n_rest = 0;
}

/* Opens the text and reads the first part of it; false: problem. */
static bool open_text(source *s, const char *path, char problem[PROBLEM_MAX])
{
    s->text = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
    if (s->text == NULL)
        return refuse(problem, strerror(errno));
    s->base = 0;
    s->part = 0;
    s->n_rest = 0;
    s->rest = malloc(CASUS_MAX_INPUT + 1);
    bool ok = look_at(s->text, SIZE_MAX, problem) && (s->rest != NULL || refuse(problem, "out of memory"));
    if (!ok)
        close_text(s);
    return ok;
}

/* Fills `rest` up to n bytes. False: problem. */
static bool fill(source *s, size_t n, char problem[PROBLEM_MAX])
{
    errno = 0;
    s->n_rest += fread(s->rest + s->n_rest, 1, n - s->n_rest, s->text);
    return !ferror(s->text) || refuse(problem, strerror(errno));
}

/* Is the line that ends before p[i] empty? */
static bool empty_before(const char *p, size_t i)
{
    while (i > 0 && (p[i - 1] == ' ' || p[i - 1] == '\t' || p[i - 1] == '\r'))
        i--;
    return i > 0 && p[i - 1] == '\n';
}

/* Where a part of n bytes ends: in its second half behind the last empty line, else line, else word, else letter. */
static size_t cut(const char *p, size_t n)
{
    size_t line = 0, word = 0, letter = n;
    for (size_t i = n; i > n / 2; i--) {
        char c = p[i - 1];
        if (c == '\n' && empty_before(p, i - 1))
            return i;
        if (c == '\n' && line == 0)
            line = i;
        if ((c == ' ' || c == '\t') && word == 0)
            word = i;
    }
    while (letter > n - 4 && ((unsigned char)p[letter] & 0xC0) == 0x80)
        letter--;
    return line > 0 ? line : word > 0 ? word : letter;
}

/* For messages: "page.txt, from byte 1048570" */
static void rename_part(article *a)
{
    char out[NAME_MAX_BYTES];
    if (a->where == NULL)
        return;
    snprintf(out, sizeof out, "%.4000s, from byte %llu", a->where, (unsigned long long)a->base);
    char *own = copy(out, strlen(out));
    if (own != NULL) {
        free(a->where);
        a->where = own;
    }
}

/* What is full of zero bytes is refused by the engine, and once is enough. */
static bool is_binary(const article *a)
{
    size_t zeros = 0;
    for (size_t i = 0; a->bytes != NULL && i < a->n; i++)
        zeros += a->bytes[i] == '\0';
    return zeros > a->n / 50;
}

/* The next part of the open text, which is closed behind the last one. A page is one article, however long. */
static void next_part(source *s, article *a)
{
    size_t n = PART_MAX + 1;
    bool ok = fill(s, n, a->problem);
    if (ok && s->part == 0 && s->n_rest == n && text_is_html(s->rest, s->n_rest)) {
        n = CASUS_MAX_INPUT + 1;
        ok = fill(s, n, a->problem) && (s->n_rest < n || refuse_long(a->problem, CASUS_MAX_INPUT));
    } else if (s->n_rest == n) {
        n = cut(s->rest, PART_MAX);
    }
    a->part = s->part++;
    a->base = s->base;
    a->n = n < s->n_rest ? n : s->n_rest;
    bool last = !ok || a->n == s->n_rest;
    a->format = a->part > 0 ? CASUS_TEXT : CASUS_AUTO;
    a->bytes = ok ? copy(s->rest, a->n) : NULL;
    if (ok && a->bytes == NULL)
        refuse(a->problem, "out of memory");
    s->base += a->n;
    s->n_rest -= a->n;
    memmove(s->rest, s->rest + a->n, s->n_rest);
    if (a->part > 0)
        rename_part(a);
    if (last || is_binary(a))
        close_text(s);
}

/* ---- the next one ---- */

static bool is_jsonl(const char *path) { return str_ends(str_z(path), ".jsonl") || str_ends(str_z(path), ".ndjson"); }

static bool open_lines(source *s, char problem[PROBLEM_MAX])
{
    s->line_no = 0;
    s->lines = strcmp(s->path[s->at], "-") == 0 ? stdin : fopen(s->path[s->at], "rb");
    if (s->lines == NULL)
        return refuse(problem, strerror(errno));
    if (look_at(s->lines, SIZE_MAX, problem))
        return true;
    close_lines(s);
    return false;
}

bool source_next(source *s, article *a)
{
    for (;;) {
        memset(a, 0, sizeof *a);
        a->date = s->date;
        if (s->at >= s->n_path)
            return false;
        const char *path = s->path[s->at];
        bool jsonl = s->pairs || is_jsonl(path);
        if (jsonl && (s->lines != NULL || open_lines(s, a->problem))) {
            if (next_line(s, a))
                return true;
            continue;
        }
        a->where = copy(path, strlen(path));
        a->id = s->id != NULL ? copy(s->id, strlen(s->id)) : name_of(path);
        if (s->parts && !jsonl && (s->text != NULL || open_text(s, path, a->problem)))
            next_part(s, a);
        s->at += s->text == NULL;
        if (!s->parts && !jsonl)
            source_read(path, CASUS_MAX_INPUT, &a->bytes, &a->n, a->problem);
        return true;
    }
}

void source_release(source *s)
{
    close_text(s);
    close_lines(s);
    free(s->line);
    s->line = NULL;
    s->line_cap = 0;
}
