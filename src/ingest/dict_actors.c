/*
 * dict_actors.c - actors and agents of a TABARI or PETRARCH dictionary.
 *
 * An actor is a name, its synonyms ("+" before them) and one or more codes, of which some hold only before, after or between dates:
 *
 *     GOLLUM
 *     +SMEAGOL
 *         [HOB < 950601] [HOBGOV 19950601 - 19990815] [HOBREB > 990816]
 *
 * The first dated code that holds is the actor's, else the one without a date. `to` in our tables is exclusive, the end of a range here is
 * not; years of two digits up to 30 are of this century. So each actor becomes the spells of time that its codes leave, and none overlaps.
 * An agent's code has a "~" where the actor's stands; {} holds its plurals, and is empty where it has none.
 */
#include "event/event.h"
#include "ingest/dict.h"

#define NAMES_MAX 2000u
#define CODES_MAX 64u
#define TEXT_MAX 512u
#define CODE_LETTERS 18u /* three of the country, fifteen of sectors */

typedef struct {
    str code;
    int32_t from, to; /* half open */
    bool dated;
} spell;

typedef struct {
    dict *d;
    str name[NAMES_MAX];
    uint32_t line[NAMES_MAX], n_name;
    spell code[CODES_MAX];
    uint32_t n_code;
    bool bad; /* a code could not be read: the actor is lost */
    const char *why;
} group;

static str trim(str s)
{
    while (s.n && (s.p[0] == ' ' || s.p[0] == '\t'))
        s.p++, s.n--;
    while (s.n && (s.p[s.n - 1] == ' ' || s.p[s.n - 1] == '\t'))
        s.n--;
    return s;
}

/* YYMMDD or YYYYMMDD, a day that exists */
static bool read_day(str s, int32_t *day)
{
    int v[8] = {0};
    if (s.n != 6 && s.n != 8)
        return false;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
        v[i] = s.p[i] - '0';
    }
    const int *m = &v[s.n - 4];
    int year = s.n == 8 ? 1000 * v[0] + 100 * v[1] + 10 * v[2] + v[3] : 10 * v[0] + v[1];
    if (s.n == 6)
        year += year <= 30 ? 2000 : 1900;
    casus_date date = {(int16_t)year, (int8_t)(10 * m[0] + m[1]), (int8_t)(10 * m[2] + m[3])};
    if (year < 1 || date.month < 1 || date.month > 12 || date.day < 1 || date.day > 31)
        return false;
    *day = day_from_date(date);
    casus_date back = date_from_day(*day);
    return back.month == date.month && back.day == date.day;
}

static bool capitals(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!((s.p[i] >= 'A' && s.p[i] <= 'Z') || (s.p[i] >= '0' && s.p[i] <= '9')))
            return false;
    return s.n > 0;
}

/* "FRO/BIL/SAM": three letters each */
static bool joint(str s)
{
    for (size_t i = 0; i < s.n; i += 4)
        if (i + 3 > s.n || !capitals(str_of(s.p + i, 3)) || (i + 3 < s.n && s.p[i + 3] != '/') || i + 4 == s.n)
            return false;
    return s.n > 3;
}

/* "HOBGOV 19950601 - 19990815" -> *c; the reason why not, or NULL */
static const char *read_code(str s, spell *c)
{
    size_t n = 0;
    s = trim(s);
    while (n < s.n && !memchr(" \t<>", s.p[n], 4))
        n++;
    *c = (spell){str_of(s.p, n), INT32_MIN, INT32_MAX, n < s.n};
    str rest = trim(str_of(s.p + n, s.n - n));
    if (str_is(c->code, "---"))
        c->code.n = 0; /* nobody */
    else if (memchr(c->code.p, '/', n) && !joint(c->code))
        return "a code of several actors, not of three letters each";
    else if (str_is(c->code, "+++") || str_is(c->code, "###"))
        return "a code that discards";
    else if (!joint(c->code) && !capitals(c->code))
        return "no code of capitals and digits";
    else if (n > CODE_LETTERS)
        return "a code of more than 18 letters";
    if (!c->dated)
        return NULL;
    const char *dash = memchr(rest.p, '-', rest.n);
    if (rest.n && rest.p[0] == '<')
        return read_day(trim(str_of(rest.p + 1, rest.n - 1)), &c->to) ? NULL : "a date that is none";
    if (rest.n && rest.p[0] == '>')
        return read_day(trim(str_of(rest.p + 1, rest.n - 1)), &c->from) ? NULL : "a date that is none";
    if (!dash || !read_day(trim(str_of(rest.p, (size_t)(dash - rest.p))), &c->from) ||
        !read_day(trim(str_of(dash + 1, (size_t)(rest.p + rest.n - dash - 1))), &c->to))
        return "a date that is none";
    c->to++;
    return c->from < c->to ? NULL : "a range that ends before it begins";
}

static void put_day(buf *b, int32_t day)
{
    if (day == INT32_MIN || day == INT32_MAX) {
        buf_char(b, '-');
        return;
    }
    casus_date d = date_from_day(day);
    const int parts[] = {d.year, d.month, d.day};
    for (int i = 0; i < 3; i++) {
        if (i)
            buf_char(b, '-');
        for (int unit = i ? 10 : 1000; unit > parts[i] && unit > 1; unit /= 10)
            buf_char(b, '0');
        buf_uint(b, (uint64_t)parts[i]);
    }
}

static void put_field(buf *b, str s)
{
    if (s.n)
        buf_add(b, s.p, s.n);
    else
        buf_char(b, '-');
    buf_char(b, '\t');
}

/* the code on this day: the first dated one that holds, else the first without a date; NULL: none */
static const spell *code_on(const group *g, int32_t day)
{
    for (int dated = 1; dated >= 0; dated--)
        for (uint32_t i = 0; i < g->n_code; i++)
            if (g->code[i].dated == (dated == 1) && day >= g->code[i].from && day < g->code[i].to)
                return &g->code[i];
    return NULL;
}

/* the first day after `day` on which another code may begin */
static int32_t next_change(const group *g, int32_t day)
{
    int32_t next = INT32_MAX;
    for (uint32_t i = 0; i < g->n_code; i++) {
        if (g->code[i].from > day && g->code[i].from < next)
            next = g->code[i].from;
        if (g->code[i].to > day && g->code[i].to < next)
            next = g->code[i].to;
    }
    return next;
}

static void put_spells(group *g, str name, const buf *aliases)
{
    dict *d = g->d;
    buf *b = &d->out[DICT_ACTORS];
    bool dated = false, several = memchr(name.p, ' ', name.n) != NULL;
    for (uint32_t i = 0; i < g->n_code; i++)
        dated = dated || (g->code[i].dated && g->code[i].code.n > 3);
    for (int32_t from = INT32_MIN; from != INT32_MAX;) {
        const spell *now = code_on(g, from);
        int32_t to = next_change(g, from);
        while (to != INT32_MAX) {
            const spell *then = code_on(g, to);
            if ((then ? then->code.n : 0) != (now ? now->code.n : 0) || (now && then && !str_eq(now->code, then->code)))
                break;
            to = next_change(g, to);
        }
        str code = now ? now->code : STR("");
        put_field(b, name);
        put_field(b, str_of(aliases->p, aliases->n));
        size_t country = joint(code) || code.n < 3 ? code.n : 3;
        put_field(b, str_of(code.p, country));
        put_field(b, str_of(code.p + country, code.n - country));
        buf_str(b, dated && several ? "person\t-\t" : "org\t-\t");
        put_day(b, from);
        buf_char(b, '\t');
        put_day(b, to);
        buf_char(b, '\t');
        buf_str(b, d->file);
        buf_char(b, ':');
        buf_uint(b, g->line[0]);
        buf_char(b, '\n');
        from = to;
    }
}

static void end_actor(group *g)
{
    dict *d = g->d;
    buf aliases;
    char text[TEXT_MAX], first[TEXT_MAX];
    str head = {0};
    buf_init(&aliases, &alloc_libc, (size_t)1 << 20);
    for (uint32_t i = 0; i < g->n_name; i++) {
        str name = dict_name(g->name[i], true, head.n ? text : first, TEXT_MAX);
        const char *why = g->bad ? g->why : !g->n_code ? "a name without a code" : !name.n || g->name[i].n >= TEXT_MAX ? "no name, or too long a one" : NULL;
        if (!why && !dict_new_name(d, 'A', name))
            why = "an earlier line has this name";
        if (why) {
            dict_lost(d, g->line[i], why, g->name[i]);
            continue;
        }
        d->carried[DICT_ACTORS]++;
        if (!head.n) {
            head = name;
            continue;
        }
        if (aliases.n)
            buf_char(&aliases, '|');
        buf_add(&aliases, name.p, name.n);
    }
    if (head.n)
        put_spells(g, head, &aliases);
    buf_release(&aliases);
    g->n_name = g->n_code = 0;
    g->bad = false;
}

/* all [codes] of a line; returns what stands before the first */
static str take_codes(group *g, uint32_t line, str s)
{
    const char *open = memchr(s.p, '[', s.n);
    str before = trim(str_of(s.p, open ? (size_t)(open - s.p) : s.n));
    while (open) {
        size_t left = (size_t)(s.p + s.n - open);
        const char *close = memchr(open, ']', left);
        str code = str_of(open + 1, close ? (size_t)(close - open - 1) : left - 1);
        const char *why = !close ? "a code without its bracket" : g->n_code == CODES_MAX ? "more than 64 codes" : read_code(code, &g->code[g->n_code]);
        if (!why)
            g->n_code++;
        else if (g->n_name || before.n) {
            g->bad = true;
            g->why = why;
        } else
            dict_lost(g->d, line, "a code without a name", s);
        open = close ? memchr(close, '[', left - (size_t)(close - open)) : NULL;
    }
    return before;
}

void dict_actors(dict *d, str bytes)
{
    static const size_t most = NAMES_MAX;
    dict_lines l = {bytes, 0, false};
    group *g = alloc_libc.alloc(NULL, sizeof *g);
    str line;
    if (!g) {
        d->failed = true;
        return;
    }
    *g = (group){.d = d};
    while (dict_line(&l, &line)) {
        bool synonym = line.p[0] == '+', code = line.p[0] == '[';
        if (!synonym && !code)
            end_actor(g);
        str name = synonym ? str_of(line.p + 1, line.n - 1) : line;
        if (g->n_name == most) {
            dict_lost(d, l.no, "more than 2000 names of one actor", line);
            continue;
        }
        if (!code) { /* before its codes are read: they belong to it */
            g->name[g->n_name] = name;
            g->line[g->n_name++] = l.no;
        }
        str before = take_codes(g, l.no, name);
        if (!code)
            g->name[g->n_name - 1] = before;
    }
    end_actor(g);
    alloc_libc.release(NULL, g);
}

/* ---- agents ---- */

#define SETS_MAX 32u

typedef struct {
    str name, list; /* "!PERSON!", "MAN, MEN" */
} set;

static void put_agent(dict *d, uint32_t line, str one, str many, str sector, str before, const char *kind)
{
    buf *b = &d->out[DICT_AGENTS];
    put_field(b, one);
    put_field(b, many);
    if (sector.n) {
        buf_char(b, '+');
        put_field(b, sector);
    } else {
        put_field(b, sector);
    }
    buf_str(b, kind);
    if (before.n) {
        buf_add(b, before.p, before.n);
        buf_str(b, "+\t");
    } else {
        buf_str(b, "-\t");
    }
    buf_str(b, d->file);
    buf_char(b, ':');
    buf_uint(b, line);
    buf_char(b, '\n');
}

/* the plural that PETRARCH makes where none is given */
static str regular(str one, char *out, size_t size)
{
    size_t n = one.n;
    if (!n || n + 4 > size)
        return STR("");
    memcpy(out, one.p, n);
    bool y = one.p[n - 1] == 'y' && n > 1 && !memchr("aeiou", one.p[n - 2], 5);
    bool es = one.p[n - 1] == 's' || one.p[n - 1] == 'x' || str_ends(one, "ch") || str_ends(one, "sh");
    if (y) {
        memcpy(out + n - 1, "ies", 3);
        return str_of(out, n + 2);
    }
    memcpy(out + n, "es", 2);
    if (es)
        return str_of(out, n + 2);
    out[n] = 's';
    return str_of(out, n + 1);
}

/* "{ BROKE BROKEN }" behind the name: its words with | between; false: there is none */
static bool braces(str s, str *before, char *out, size_t size, str *list)
{
    const char *open = memchr(s.p, '{', s.n), *close = open ? memchr(open, '}', s.n - (size_t)(open - s.p)) : NULL;
    *before = s;
    *list = STR("");
    if (!open || !close)
        return false;
    *before = trim(str_of(s.p, (size_t)(open - s.p)));
    size_t n = 0;
    for (const char *p = open + 1; p < close;) {
        size_t len = 0;
        while (p + len < close && p[len] != ' ' && p[len] != '\t')
            len++;
        if (len && n + len + 2 < size) {
            char word[TEXT_MAX];
            str w = dict_name(str_of(p, len), false, word, sizeof word);
            if (n)
                out[n++] = '|';
            memcpy(out + n, w.p, w.n);
            n += w.n;
        }
        p += len + (p + len < close);
    }
    *list = str_of(out, n);
    return true;
}

static void one_agent(dict *d, uint32_t line, str raw, str plural, bool given, str code)
{
    char text[TEXT_MAX], more[TEXT_MAX + 8];
    str name = dict_name(raw, false, text, sizeof text), sector, before;
    const char *tilde = code.n ? memchr(code.p, '~', code.n) : NULL;
    if (!name.n || !tilde) {
        dict_lost(d, line, !name.n ? "an agent without a name" : "an agent's code without ~", raw);
        return;
    }
    before = trim(str_of(code.p, (size_t)(tilde - code.p)));
    sector = trim(str_of(tilde + 1, (size_t)(code.p + code.n - tilde - 1)));
    if ((before.n && (!capitals(before) || before.n > 3)) || (sector.n && (!capitals(sector) || sector.n > 15)) || (!before.n && !sector.n)) {
        dict_lost(d, line, "no agent's code of capitals and digits", raw);
        return;
    }
    if (!dict_new_name(d, 'G', name)) {
        dict_lost(d, line, "an earlier line has this agent", raw);
        return;
    }
    put_agent(d, line, name, given ? plural : regular(name, more, sizeof more), sector, before, "person\t");
    d->carried[DICT_AGENTS]++;
    /* TABARI makes ELI of whoever is "former", and a dictionary that has such an agent means it so */
    if (str_starts(name, "former ") && str_is(sector, "ELI") && dict_new_name(d, 'G', STR("former")))
        put_agent(d, line, STR("former"), STR(""), STR(""), STR(""), "former\t");
}

/* "CONGRESS!PERSON!" becomes as many agents as the set has words */
static void agent_line(dict *d, uint32_t line, str raw, str plural, bool given, str code, const set *sets, uint32_t n_sets)
{
    for (uint32_t i = 0; i < n_sets; i++)
        for (size_t at = 0; at + sets[i].name.n <= raw.n; at++) {
            if (memcmp(raw.p + at, sets[i].name.p, sets[i].name.n) != 0)
                continue;
            str list = sets[i].list;
            while (list.n) {
                const char *comma = memchr(list.p, ',', list.n);
                str word = trim(str_of(list.p, comma ? (size_t)(comma - list.p) : list.n));
                char whole[TEXT_MAX];
                size_t tail = raw.n - at - sets[i].name.n;
                if (at + word.n + tail < sizeof whole) {
                    memcpy(whole, raw.p, at);
                    memcpy(whole + at, word.p, word.n);
                    memcpy(whole + at + word.n, raw.p + at + sets[i].name.n, tail);
                    one_agent(d, line, str_of(whole, at + word.n + tail), plural, true, code);
                }
                list = comma ? str_of(comma + 1, (size_t)(list.p + list.n - comma - 1)) : STR("");
            }
            return;
        }
    if (memchr(raw.p, '!', raw.n))
        dict_lost(d, line, "an unknown set between exclamation marks", raw);
    else
        one_agent(d, line, raw, plural, given, code);
}

void dict_agents(dict *d, str bytes)
{
    dict_lines l = {bytes, 0, false};
    set sets[SETS_MAX];
    uint32_t n_sets = 0;
    str line;
    while (dict_line(&l, &line)) {
        const char *equals = memchr(line.p, '=', line.n);
        if (line.p[0] == '!' && equals && n_sets < SETS_MAX) {
            sets[n_sets++] = (set){trim(str_of(line.p, (size_t)(equals - line.p))), trim(str_of(equals + 1, (size_t)(line.p + line.n - equals - 1)))};
            continue;
        }
        const char *open = memchr(line.p, '[', line.n), *close = open ? memchr(open, ']', line.n - (size_t)(open - line.p)) : NULL;
        if (!close) {
            dict_lost(d, l.no, "an agent without a code", line);
            continue;
        }
        str head = trim(str_of(line.p, (size_t)(open - line.p))), name, plural;
        char list[TEXT_MAX];
        bool given = braces(head, &name, list, sizeof list, &plural);
        agent_line(d, l.no, name, plural, given, trim(str_of(open + 1, (size_t)(close - open - 1))), sets, n_sets);
    }
}
