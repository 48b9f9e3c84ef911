/*
 * who.c - `casus who`: what the tables know of a name, and who held an office.
 *
 * In: a name, or an office and a country, perhaps a day. Out: a line for each spell, those that hold on the day first. It reads the same
 * tables as the coder, so that it shows what an article's name can be resolved to.
 */
#include "cli/cli.h"
#include "event/record.h"
#include "store/record_json.h"

#include <stdlib.h>

#define SPELLS_MAX 400u
#define LINE_CAP ((size_t)1 << 20)

static const char help[] = "casus who - who is meant by a name, and who held an office\n"
                           "\n"
                           "  casus who \"Sung Kim\" --date 2021-08-22                            offices and codes; * holds that day\n"
                           "  casus who Medvedev --date 2009-05-01                              a surname: all who held an office\n"
                           "  casus who --office \"foreign minister\" --country KOR --date 2015-06-01\n"
                           "  casus who --office president --country \"South Korea\"               all in the tables, in order of time\n"
                           "\n"
                           "  -d, --date YYYY-MM-DD      the day; default: any\n"
                           "      --office TITLE         who held it; needs --country\n"
                           "      --country NAME         ISO code, name or nationality; also narrows a name\n"
                           "      --json                 one JSON object a line\n"
                           "  -k, --knowledge DIR        tables of your own, laid over the built-in ones (casus dict --help)\n"
                           "      --data FILE            another data file than the one inside the program\n"
                           "  -h, --help                 this text\n"
                           "\n"
                           "Exit status: 0 done, 1 nothing found, 2 an error.\n";

typedef struct {
    const lexicon *lex;
    const kb_entity *at[SPELLS_MAX];
    bool seat[SPELLS_MAX]; /* a place that stands for its government */
    size_t n;
    casus_date day; /* year 0: any */
    char country[4];
} spells;

static bool holds(const spells *s, const kb_entity *e)
{
    int32_t day = s->day.year ? day_from_date(s->day) : 0;
    return s->day.year && day >= e->from && day < e->to;
}

static void keep(spells *s, const kb_entity *e, bool seat)
{
    if (s->country[0] && strncmp(e->code, s->country, 3) != 0)
        return;
    for (size_t i = 0; i < s->n; i++)
        if (s->at[i] == e)
            return;
    if (s->n < SPELLS_MAX)
        s->seat[s->n] = seat, s->at[s->n++] = e;
}

/* Before others: who holds on the day; then by time, then as in the tables. */
static bool before(const spells *s, const kb_entity *a, const kb_entity *b)
{
    if (holds(s, a) != holds(s, b))
        return holds(s, a);
    return a->from != b->from ? a->from < b->from : a < b;
}

static void sort(spells *s)
{
    for (size_t i = 1; i < s->n; i++)
        for (size_t k = i; k > 0 && before(s, s->at[k], s->at[k - 1]); k--) {
            const kb_entity *e = s->at[k];
            bool seat = s->seat[k];
            s->at[k] = s->at[k - 1], s->seat[k] = s->seat[k - 1];
            s->at[k - 1] = e, s->seat[k - 1] = seat;
        }
}

/* ---- what is asked for ---- */

bool country_code(const lexicon *lex, const char *text, char code[4])
{
    lex_hit hit;
    bool iso = strlen(text) == 3;
    memset(code, 0, 4);
    for (uint32_t i = 0; iso && i < lex_n_entity(lex) && !code[0]; i++)
        if (strncmp(lex_entity(lex, i)->code, text, 3) == 0)
            memcpy(code, text, 3);
    if (!code[0] && phrase_lookup(lex, str_z(text), &hit))
        for (uint32_t i = 0; i < hit.n && !code[0]; i++)
            if (hit.value[i].kind == PH_COUNTRY || hit.value[i].kind == PH_ADJ)
                memcpy(code, lex_entity(lex, hit.value[i].ref)->code, 3);
    if (code[0])
        return true;
    char message[PROBLEM_MAX];
    snprintf(message, sizeof message, "--country %.60s: give an ISO code (KOR), a name (South Korea) or a nationality", text);
    complain(NULL, message);
    return false;
}

static void by_name(spells *s, const char *name)
{
    lex_hit hit;
    char folded[256];
    if (phrase_lookup(s->lex, str_z(name), &hit))
        for (uint32_t i = 0; i < hit.n; i++) {
            phrase_kind k = (phrase_kind)hit.value[i].kind;
            if (k != PH_PLACE && k != PH_AGENT && k != PH_AGENTS && k != PH_NONE)
                keep(s, lex_entity(s->lex, hit.value[i].ref), k == PH_CAPITAL || k == PH_SEAT);
        }
    size_t n = text_fold(name, strlen(name), folded, sizeof folded);
    uint32_t m = 0;
    const uint32_t *list = n == SIZE_MAX ? NULL : lex_words(s->lex, lex_key('N', 0, str_of(folded, n)), &m);
    for (uint32_t i = 0; list != NULL && i < m; i++)
        keep(s, lex_entity(s->lex, list[i]), false);
}

/* The office itself, else offices that end in it: "minister" finds the foreign minister. */
static void by_office(spells *s, const char *office)
{
    char folded[256];
    size_t n = text_fold(office, strlen(office), folded, sizeof folded);
    str want = str_of(folded, n == SIZE_MAX ? 0 : n);
    for (int exact = 1; exact >= 0 && s->n == 0 && want.n > 0; exact--)
        for (uint32_t i = 0; i < lex_n_entity(s->lex); i++) {
            const kb_entity *e = lex_entity(s->lex, i);
            str has = str_z(lex_string(s->lex, e->office));
            bool tail = has.n > want.n && memcmp(has.p + has.n - want.n, want.p, want.n) == 0 && has.p[has.n - want.n - 1] == ' ';
            if (e->kind == E_PERSON && (str_eq(has, want) || (!exact && tail)) && (!s->day.year || holds(s, e)))
                keep(s, e, false);
        }
}

static const char *closest(const lexicon *lex, const char *name)
{
    size_t n = 0, max = lex_n_entity(lex);
    const char **known = calloc(max + 1, sizeof *known), *best = NULL;
    for (uint32_t i = 0; known != NULL && i < max; i++)
        known[n++] = lex_string(lex, lex_entity(lex, i)->name);
    if (known != NULL)
        best = did_you_mean(name, known, n);
    free(known);
    return best;
}

/* ---- lines ---- */

static void put_day(buf *b, int32_t day)
{
    char text[12];
    date_text(date_from_day(day), CASUS_DAY, text);
    buf_str(b, text);
}

static void put_line(buf *b, const spells *s, size_t i)
{
    const kb_entity *e = s->at[i];
    const char *office = lex_string(s->lex, e->office);
    const char *sector = s->seat[i] ? "GOV" : lex_sector(s->lex, e);
    char code[4] = {0};
    memcpy(code, e->code, 3);
    char head[40];
    snprintf(head, sizeof head, "%s %-3s %-3s  ", holds(s, e) && s->day.year ? "*" : " ", code[0] ? code : "---", sector);
    buf_str(b, head);
    buf_str(b, lex_string(s->lex, e->name));
    if (s->seat[i])
        buf_str(b, " (its government)");
    if (office[0]) {
        buf_str(b, ", ");
        buf_str(b, office);
    }
    if (e->from != INT32_MIN || e->to != INT32_MAX) {
        buf_str(b, ", ");
        if (e->from != INT32_MIN)
            put_day(b, e->from);
        buf_str(b, " to ");
        if (e->to != INT32_MAX)
            put_day(b, e->to);
    }
    buf_char(b, '\n');
}

static void put_object(buf *b, const spells *s, size_t i)
{
    const kb_entity *e = s->at[i];
    json j;
    char text[12];
    jw_init(&j, b);
    jw_object(&j);
    jw_key(&j, "name");
    jw_strz(&j, lex_string(s->lex, e->name));
    jw_key(&j, "code");
    jw_string(&j, e->code, e->code[0] ? 3 : 0);
    jw_key(&j, "sector");
    jw_str_or_null(&j, s->seat[i] ? "GOV" : lex_sector(s->lex, e));
    jw_key(&j, "office");
    jw_str_or_null(&j, lex_string(s->lex, e->office));
    jw_key(&j, "from");
    text[0] = '\0';
    if (e->from != INT32_MIN)
        date_text(date_from_day(e->from), CASUS_DAY, text);
    jw_str_or_null(&j, text);
    jw_key(&j, "to");
    text[0] = '\0';
    if (e->to != INT32_MAX)
        date_text(date_from_day(e->to), CASUS_DAY, text);
    jw_str_or_null(&j, text);
    jw_key(&j, "holds");
    if (s->day.year)
        jw_bool(&j, holds(s, e));
    else
        jw_null(&j);
    jw_object_end(&j);
    buf_char(b, '\n');
}

static void nobody(const spells *s, const options *o)
{
    char message[PROBLEM_MAX];
    const char *name = o->n_file > 0 ? o->file[0] : "", *meant = o->office == NULL ? closest(s->lex, name) : NULL;
    if (o->office != NULL)
        snprintf(message, sizeof message, "the tables have no %.60s of %.3s%s; knowledge/actors/ is where one is added", o->office, s->country,
                 o->date.year ? " on that day" : "");
    else if (meant != NULL)
        snprintf(message, sizeof message, "nobody is called %.60s; did you mean %.60s?", name, meant);
    else
        snprintf(message, sizeof message, "nobody is called %.60s%s; casus where finds places", name, s->country[0] ? " there" : "");
    complain(NULL, message);
}

static int run(const options *o)
{
    if (o->office != NULL && o->country == NULL) {
        complain(NULL, "--office needs --country, such as --country KOR");
        return EXIT_ERROR;
    }
    if (o->n_file > 1) {
        complain(NULL, "one name at a time; put a name of several words in quotation marks");
        return EXIT_ERROR;
    }
    session ses;
    if (!session_open(&ses, o->data, o->knowledge))
        return EXIT_ERROR;
    spells s = {.lex = casus_lexicon(ses.en), .day = o->date};
    output out;
    buf text;
    buf_init(&text, &alloc_libc, LINE_CAP);
    bool ok = o->country == NULL || country_code(s.lex, o->country, s.country);
    if (ok && o->office != NULL)
        by_office(&s, o->office);
    else if (ok)
        by_name(&s, o->file[0]);
    sort(&s);
    for (size_t i = 0; ok && i < s.n; i++)
        (o->json ? put_object : put_line)(&text, &s, i);
    if (ok && s.n == 0)
        nobody(&s, o);
    else if (ok)
        ok = output_open(&out, NULL) && output_write(&out, text.p, text.n) && output_close(&out);
    buf_release(&text);
    session_close(&ses);
    return !ok ? EXIT_ERROR : s.n == 0 ? EXIT_NOTHING : EXIT_DONE;
}

const command command_who = {
    .name = "who",
    .run = run,
    .allowed = OPT_DATE | OPT_DATA | OPT_KNOWLEDGE | OPT_JSON | OPT_OFFICE | OPT_COUNTRY,
    .formats = NULL,
    .help = help,
    .operand = "name",
};
