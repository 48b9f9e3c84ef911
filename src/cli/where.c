/*
 * where.c - `casus where`: the places of a name, the likeliest first.
 *
 * In: a name, perhaps a country. Out: a line for each place: class, first-order division, country, position, people, GeoNames id. The
 * order is that of an article which says nothing else; in a real one its other places and countries count, and `explain` shows how.
 */
#include "cli/cli.h"
#include "event/place.h"
#include "event/record.h"

#include <stdlib.h>

#define FOUND_MAX 256u
#define LINE_CAP ((size_t)1 << 20)

static const char help[] = "casus where - the places of a name\n"
                           "\n"
                           "  casus where Tripoli                    the likeliest first, if nothing else is known\n"
                           "  casus where Tripoli --country Lebanon\n"
                           "  casus where --json \"San Jose\"\n"
                           "\n"
                           "      --country NAME         only there: ISO code, name or nationality\n"
                           "      --json                 one JSON object a line\n"
                           "  -k, --knowledge DIR        tables of your own, laid over the built-in ones (casus dict --help)\n"
                           "      --data FILE            another data file than the one inside the program\n"
                           "  -h, --help                 this text\n"
                           "\n"
                           "Positions are degrees north and east; the number at the end is the GeoNames id. A division's position is the middle of its towns.\n"
                           "Exit status: 0 done, 1 nothing found, 2 an error.\n";

static const char *const classes[] = {"city", "capital", "admin1", "admin2", "region", "water", "mountain", "island", "site"};

typedef struct {
    const kb_place *place;    /* NULL: a country */
    const kb_entity *country; /* NULL: a place */
    int score;
} found;

static const char *class_of(const found *f) { return f->place == NULL ? "country" : classes[(f->place->klass & 0x7Fu) % LEN(classes)]; }

static const char *country_name(const lexicon *lex, const char code[4])
{
    for (uint32_t i = 0; i < lex_n_entity(lex) && code[0]; i++) {
        const kb_entity *e = lex_entity(lex, i);
        if (e->kind == E_COUNTRY && strncmp(e->code, code, 3) == 0)
            return lex_string(lex, e->name);
    }
    return "";
}

static size_t find(const lexicon *lex, const char *name, const char *country, found *out)
{
    lex_hit hit;
    size_t n = 0;
    if (!phrase_lookup(lex, str_z(name), &hit))
        return 0;
    for (uint32_t i = 0; i < hit.n && n < FOUND_MAX; i++) {
        const phrase_value *v = &hit.value[i];
        found f = {0};
        if (v->kind == PH_PLACE) {
            f.place = lex_place(lex, v->ref);
            f.score = place_prior(f.place);
        } else if (v->kind == PH_COUNTRY) {
            f.country = lex_entity(lex, v->ref);
            f.score = 260; /* as in place_rank.c: a country goes before its namesakes */
        } else {
            continue;
        }
        if (country[0] && strncmp(f.place != NULL ? f.place->country : f.country->code, country, 3) != 0)
            continue;
        size_t k = n++;
        for (; k > 0 && out[k - 1].score < f.score; k--)
            out[k] = out[k - 1];
        out[k] = f;
    }
    return n;
}

static void put_line(buf *b, const lexicon *lex, const found *f)
{
    char code[4] = {0}, line[160];
    memcpy(code, f->place != NULL ? f->place->country : f->country->code, 3);
    snprintf(line, sizeof line, "%-8s ", class_of(f));
    buf_str(b, line);
    buf_str(b, lex_string(lex, f->place != NULL ? f->place->name : f->country->name));
    if (f->place != NULL && lex_string(lex, f->place->admin1)[0]) {
        buf_str(b, ", ");
        buf_str(b, lex_string(lex, f->place->admin1));
    }
    if (f->place != NULL && code[0]) {
        buf_str(b, ", ");
        buf_str(b, country_name(lex, code));
    }
    buf_str(b, code[0] ? " (" : "");
    buf_str(b, code);
    buf_str(b, code[0] ? ")" : "");
    if (f->place != NULL) {
        buf_str(b, "  ");
        buf_fixed(b, f->place->lat / 10000.0, 3);
        buf_char(b, ' ');
        buf_fixed(b, f->place->lon / 10000.0, 3);
        if (f->place->pop > 0) {
            buf_str(b, "  pop. ");
            buf_uint(b, f->place->pop);
        }
        if (f->place->id > 0) {
            buf_str(b, "  ");
            buf_uint(b, f->place->id);
        }
    }
    buf_char(b, '\n');
}

static void put_object(buf *b, const lexicon *lex, const found *f)
{
    json j;
    const char *admin1 = f->place != NULL ? lex_string(lex, f->place->admin1) : "";
    char code[4] = {0};
    memcpy(code, f->place != NULL ? f->place->country : f->country->code, 3);
    jw_init(&j, b);
    jw_object(&j);
    jw_key(&j, "name");
    jw_strz(&j, lex_string(lex, f->place != NULL ? f->place->name : f->country->name));
    jw_key(&j, "class");
    jw_strz(&j, class_of(f));
    jw_key(&j, "admin1");
    jw_str_or_null(&j, admin1);
    jw_key(&j, "country");
    jw_str_or_null(&j, code);
    jw_key(&j, "lat");
    if (f->place != NULL)
        jw_fixed(&j, f->place->lat / 10000.0, 4);
    else
        jw_null(&j);
    jw_key(&j, "lon");
    if (f->place != NULL)
        jw_fixed(&j, f->place->lon / 10000.0, 4);
    else
        jw_null(&j);
    jw_key(&j, "population");
    if (f->place != NULL && f->place->pop > 0)
        jw_int(&j, f->place->pop);
    else
        jw_null(&j);
    jw_key(&j, "geonameid");
    if (f->place != NULL && f->place->id > 0)
        jw_int(&j, f->place->id);
    else
        jw_null(&j);
    jw_object_end(&j);
    buf_char(b, '\n');
}

static void nowhere(const lexicon *lex, const char *name, const char *country)
{
    size_t n = 0, max = lex_n_place(lex);
    const char **known = calloc(max + 1, sizeof *known);
    char message[PROBLEM_MAX];
    for (uint32_t i = 0; known != NULL && i < max; i++)
        known[n++] = lex_string(lex, lex_place(lex, i)->name);
    const char *meant = known != NULL ? did_you_mean(name, known, n) : NULL;
    if (country[0])
        snprintf(message, sizeof message, "the gazetteer has no %.60s in %.3s; leave --country out to see where there is one", name, country);
    else if (meant != NULL)
        snprintf(message, sizeof message, "the gazetteer has no %.60s; did you mean %.60s?", name, meant);
    else
        snprintf(message, sizeof message, "the gazetteer has no %.60s; casus who finds people, and knowledge/places-own.tsv takes new places", name);
    complain(NULL, message);
    free(known);
}

static int run(const options *o)
{
    if (o->n_file > 1) {
        complain(NULL, "one name at a time; put a name of several words in quotation marks");
        return EXIT_ERROR;
    }
    session ses;
    if (!session_open(&ses, o->data, o->knowledge))
        return EXIT_ERROR;
    const lexicon *lex = casus_lexicon(ses.en);
    found list[FOUND_MAX];
    char country[4] = {0};
    size_t n = 0;
    output out;
    buf text;
    buf_init(&text, &alloc_libc, LINE_CAP);
    bool ok = o->country == NULL || country_code(lex, o->country, country);
    if (ok)
        n = find(lex, o->file[0], country, list);
    for (size_t i = 0; i < n; i++)
        (o->json ? put_object : put_line)(&text, lex, &list[i]);
    if (ok && n == 0)
        nowhere(lex, o->file[0], country);
    else if (ok)
        ok = output_open(&out, NULL) && output_write(&out, text.p, text.n) && output_close(&out);
    buf_release(&text);
    session_close(&ses);
    return !ok ? EXIT_ERROR : n == 0 ? EXIT_NOTHING : EXIT_DONE;
}

const command command_where = {
    .name = "where",
    .run = run,
    .allowed = OPT_DATA | OPT_KNOWLEDGE | OPT_JSON | OPT_COUNTRY,
    .formats = NULL,
    .help = help,
    .operand = "name",
};
