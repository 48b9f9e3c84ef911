/*
 * rows.c - reads a table of the knowledge line by line.
 *
 * In: bytes of a user, which may be anything. Out: fields, and a message with line and column for what cannot be read. The header says which
 * table it is; `why`, the last column of all, may be left out. Twin of rows() in tools/pack.py, but for the lines that remove.
 */
#include "event/rows.h"
#include "event/event.h"
#include "text/text.h"

#define MESSAGE_MAX 400u
#define DETAIL_MAX 60u

static const struct {
    const char *columns; /* without `why` */
    rows_kind kind;
} headers[] = {
    {"kind code parent value name", ROWS_ONTOLOGY},
    {"code name aliases adjectives demonyms capital seats region from to", ROWS_COUNTRIES},
    {"name aliases code sector kind office from to", ROWS_ACTORS},
    {"singular plural sector kind code", ROWS_AGENTS},
    {"class lemmas", ROWS_CLASSES},
    {"pred pos need event mode cameo actor recipient flags", ROWS_FRAMES},
    {"id name aliases country admin1 lat lon pop class", ROWS_PLACES},
    {"words scope", ROWS_DISCARDS},
    {"type name host cameo quad score", ROWS_TYPES},
    {"from aux_mode actor recipient with type", ROWS_MAP},
    {"from type", ROWS_MAP_SHORT},
    {"op event mode result mode2 cameo", ROWS_BUILT_IN},
    {"lemma event mode cameo", ROWS_BUILT_IN},
    {"lemma pos scope effect", ROWS_BUILT_IN},
    {"lemma pos kind", ROWS_BUILT_IN},
    {"word context weight", ROWS_BUILT_IN},
    {"from actor recipient with event_type sub_event_type", ROWS_BUILT_IN},
};

/* ---- messages ---- */

static uint32_t column_of(const rows *r, uint32_t i)
{
    const char *begin = r->table->bytes + r->at;
    while (begin > r->table->bytes && (begin == r->table->bytes + r->at || begin[-1] != '\n'))
        begin--;
    uint32_t column = 1;
    if (i < ROWS_FIELDS && r->field[i].p)
        for (const char *p = begin; p < r->field[i].p; p++)
            column += ((uint8_t)*p & 0xC0) != 0x80;
    return column;
}

static void tell(rows *r, uint32_t i, bool doubt, const char *message, str detail, const char *advice)
{
    char text[MESSAGE_MAX];
    if (!r->report || (r->errors_silent && !doubt))
        return;
    size_t n = 0;
    const str parts[] = {str_z(message), STR(" '"), str_of(detail.p, detail.n < DETAIL_MAX ? detail.n : DETAIL_MAX), STR("'"), str_z(advice)};
    for (size_t k = 0; k < LEN(parts); k++)
        if ((detail.n || k == 0 || k == 4) && n + parts[k].n < sizeof text) {
            if (parts[k].n)
                memcpy(text + n, parts[k].p, parts[k].n);
            n += parts[k].n;
        }
    text[n] = 0;
    r->report(r->ctx, &(casus_problem){r->table->name, r->line, column_of(r, i), doubt, text});
}

bool rows_say(rows *r, uint32_t i, const char *message, str detail, const char *advice)
{
    r->errors++;
    tell(r, i, false, message, detail, advice);
    return false;
}

void rows_doubt(rows *r, uint32_t i, const char *message, str detail, const char *advice) { tell(r, i, true, message, detail, advice); }

/* ---- lines ---- */

static str trimmed(str s)
{
    while (s.n && (s.p[0] == ' ' || s.p[0] == '\r'))
        s.p++, s.n--;
    while (s.n && (s.p[s.n - 1] == ' ' || s.p[s.n - 1] == '\r'))
        s.n--;
    return s;
}

static bool valid_utf8(str s)
{
    for (size_t i = 0; i < s.n;) {
        uint32_t len, cp = utf8_next(s.p + i, s.n - i, &len);
        if (cp == 0 || cp == UTF8_BAD)
            return false;
        i += len;
    }
    return true;
}

/* The next line that is neither a comment nor empty. */
static bool next_line(rows *r, str *line)
{
    while (r->at < r->table->n) {
        const char *p = r->table->bytes + r->at, *end = memchr(p, '\n', r->table->n - r->at);
        size_t n = end ? (size_t)(end - p) : r->table->n - r->at;
        r->at += n + (end != NULL);
        r->line++;
        if (r->line == 1 && n >= 3 && memcmp(p, "\xEF\xBB\xBF", 3) == 0)
            p += 3, n -= 3;
        *line = str_of(p, n);
        if (n && p[0] != '#' && trimmed(*line).n)
            return true;
    }
    return false;
}

/* -> number of fields, of which the first ROWS_FIELDS are kept as they stand */
static uint32_t split(rows *r, str line)
{
    uint32_t n = 0;
    memset(r->field, 0, sizeof r->field);
    for (size_t i = 0, from = 0; i <= line.n; i++)
        if (i == line.n || line.p[i] == '\t') {
            if (n < ROWS_FIELDS)
                r->field[n] = trimmed(str_of(line.p + from, i - from));
            n++;
            from = i + 1;
        }
    return n;
}

/* Do the fields of the header name these columns, with or without `why`? -> their number, 0: no */
static uint32_t header_fits(const rows *r, uint32_t n_field, const char *columns)
{
    uint32_t n = 0;
    for (const char *p = columns; *p; n++) {
        size_t len = strcspn(p, " ");
        if (n >= n_field || n >= ROWS_FIELDS || !str_eq(r->field[n], str_of(p, len)))
            return 0;
        p += len + (p[len] == ' ');
    }
    return n_field == n || (n_field == n + 1 && n < ROWS_FIELDS && str_is(r->field[n], "why")) ? n : 0;
}

bool rows_open(rows *r, const casus_table *t, casus_report *report, void *ctx)
{
    str line;
    *r = (rows){.table = t, .report = report, .ctx = ctx};
    if (!next_line(r, &line)) {
        r->line = r->line ? r->line : 1;
        rows_say(r, 0, "an empty table", STR(""), ": its first line names the columns, see knowledge/README.md");
        return false;
    }
    uint32_t n = split(r, line);
    for (size_t k = 0; k < LEN(headers); k++) {
        r->n_column = header_fits(r, n, headers[k].columns);
        if (!r->n_column)
            continue;
        r->kind = headers[k].kind;
        if (r->kind == ROWS_BUILT_IN)
            rows_say(r, 0, "this table cannot be added at run time", STR(""),
                     "; there can be: countries, actors, agents, frames, classes, places, ontology, discards, types, map");
        return r->kind != ROWS_BUILT_IN;
    }
    rows_say(r, 0, "no table has the header", line,
             ": name the columns, separated by tabs, as in knowledge/README.md (actors: name aliases code sector kind office from to why)");
    return false;
}

bool rows_next(rows *r)
{
    str line;
    while (next_line(r, &line)) {
        uint32_t n = split(r, line);
        r->removes = r->field[0].n > 1 && r->field[0].p[0] == '-';
        if (!valid_utf8(line)) {
            rows_say(r, 0, "not UTF-8", STR(""), ": save the file as UTF-8");
        } else if (n > r->n_column + 1) {
            rows_say(r, r->n_column + 1, "more fields than the header has columns", STR(""), ": a tab too many?");
        } else if (n < r->n_column && !r->removes) {
            rows_say(r, n - 1, "fewer fields than the header has columns", STR(""), ": fields are separated by one tab, an empty one is -");
        } else {
            for (uint32_t i = 0; i < ROWS_FIELDS; i++)
                if (str_is(r->field[i], "-") || i >= r->n_column)
                    r->field[i].n = 0;
            if (r->removes)
                r->field[0] = trimmed(str_of(r->field[0].p + 1, r->field[0].n - 1));
            return true;
        }
    }
    return false;
}

bool rows_item(str *rest, str *item)
{
    while (rest->n) {
        const char *end = memchr(rest->p, '|', rest->n);
        size_t n = end ? (size_t)(end - rest->p) : rest->n;
        *item = trimmed(str_of(rest->p, n));
        rest->p += n + (end != NULL);
        rest->n -= n + (end != NULL);
        if (item->n && !str_is(*item, "-"))
            return true;
    }
    return false;
}

/* `digits` digits; -1: not so */
static int number(str s, size_t at, size_t digits)
{
    int v = 0;
    for (size_t i = at; i < at + digits; i++) {
        if (i >= s.n || s.p[i] < '0' || s.p[i] > '9')
            return -1;
        v = 10 * v + (s.p[i] - '0');
    }
    return v;
}

bool rows_day(rows *r, uint32_t i, int32_t open, int32_t *day)
{
    static const int8_t lengths[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    str s = r->field[i];
    *day = open;
    if (!s.n)
        return true;
    int year = number(s, 0, 4), month = s.n > 4 ? number(s, 5, 2) : 1, date = s.n > 7 ? number(s, 8, 2) : 1;
    bool shape = (s.n == 4 || s.n == 7 || s.n == 10) && (s.n < 5 || s.p[4] == '-') && (s.n < 8 || s.p[7] == '-');
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    if (!shape || year < 1 || month < 1 || month > 12 || date < 1 || date > lengths[month - 1] || (month == 2 && date == 29 && !leap)) {
        rows_say(r, i, "no such date", s, ": give YYYY, YYYY-MM or YYYY-MM-DD, or - for an open end");
        return false;
    }
    *day = day_from_date((casus_date){(int16_t)year, (int8_t)month, (int8_t)date});
    return true;
}
