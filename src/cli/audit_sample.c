/*
 * audit_sample.c - a stratified sample of the events in a file of records.
 *
 * In: JSON Lines of `casus code`. Out: the events drawn, with their fields in words. Each event has a key, a hash of its id and the seed, and of every
 * stratum those with the smallest keys are drawn: the sample depends neither on the order of the file nor on the machine.
 */
#include "cli/audit.h"

#include <stdlib.h>

#define FILE_BYTES_MAX ((size_t)2 << 30)
#define TEXT_MAX 4096u

const char *const audit_by[] = {"event", "realis", "cameo", "quad", "country", "month", "all"};
const size_t n_audit_by = LEN(audit_by);

const char *audit_field_name(audit_field f)
{
    static const char *const names[FIELDS] = {"event", "realis", "actor", "recipient", "date", "place", "source"};
    return names[f];
}

const char *audit_answer_name(audit_answer x)
{
    static const char *const names[ANSWERS] = {"", "right", "wrong", "unknown"};
    return names[x];
}

static const char *text_of(const json_t *o, const char *key)
{
    const char *z = json_string_value(json_object_get(o, key));
    return z != NULL ? z : "";
}

static const char *first_of(const json_t *o, const char *key)
{
    const char *z = json_string_value(json_array_get(json_object_get(o, key), 0));
    return z != NULL ? z : "";
}

/* ---- strata ---- */

static char *stratum_of(const json_t *r, const char *by)
{
    char text[64];
    const char *code = text_of(json_array_get(json_object_get(r, "actor"), 0), "code"), *aux = text_of(r, "aux_mode"), *date = text_of(r, "date");
    if (strcmp(by, "event") == 0)
        snprintf(text, sizeof text, "%.60s", first_of(r, "event"));
    else if (strcmp(by, "realis") == 0)
        snprintf(text, sizeof text, "%.60s", *aux ? aux : "actual");
    else if (strcmp(by, "cameo") == 0)
        snprintf(text, sizeof text, "%.2s", text_of(r, "cameo"));
    else if (strcmp(by, "quad") == 0)
        snprintf(text, sizeof text, "%d", (int)json_integer_value(json_object_get(r, "quad_code")));
    else if (strcmp(by, "country") == 0)
        snprintf(text, sizeof text, "%.3s", *code ? code : "---");
    else if (strcmp(by, "month") == 0)
        snprintf(text, sizeof text, "%.7s", *date ? date : "no date");
    else
        snprintf(text, sizeof text, "all");
    return strdup(text);
}

/* An event of the file, before the draw. */
typedef struct {
    const char *line;
    size_t n;
    uint64_t key;
    char *stratum, *id;
    bool stated[FIELDS];
} candidate;

typedef struct {
    candidate *at;
    size_t n, cap;
} candidates;

/* FNV-1a leaves the ids of one article near each other; this does not (the finish of MurmurHash3). */
static uint64_t mixed(uint64_t h)
{
    h = (h ^ h >> 33) * 0xFF51AFD7ED558CCDu;
    h = (h ^ h >> 33) * 0xC4CEB9FE1A85EC53u;
    return h ^ h >> 33;
}

static bool is_stated(const json_t *r, audit_field f)
{
    static const char *const names[FIELDS] = {NULL, NULL, "actor", "recipient", "date", "event_loc", "attributed_to"};
    const json_t *x = names[f] != NULL ? json_object_get(r, names[f]) : NULL;
    return names[f] == NULL || json_array_size(x) > 0 || json_is_string(x) || json_is_object(x);
}

static bool add(candidates *c, const json_t *r, const char *line, size_t n, uint32_t seed, const char *by)
{
    if (c->n == c->cap) {
        size_t cap = c->cap ? 2 * c->cap : 1024;
        candidate *more = realloc(c->at, cap * sizeof *more);
        if (more == NULL)
            return false;
        c->at = more;
        c->cap = cap;
    }
    const char *id = text_of(r, "id");
    candidate *x = &c->at[c->n];
    *x = (candidate){line, n, mixed(hash_bytes(id, strlen(id), mixed(seed))), stratum_of(r, by), strdup(id), {0}};
    for (int f = 0; f < FIELDS; f++)
        x->stated[f] = is_stated(r, (audit_field)f);
    c->n++;
    return x->stratum != NULL && x->id != NULL;
}

static int by_id(const void *a, const void *b) { return strcmp(((const candidate *)a)->id, ((const candidate *)b)->id); }

static int by_stratum(const void *a, const void *b)
{
    const candidate *x = a, *y = b;
    int d = strcmp(x->stratum, y->stratum);
    if (d == 0)
        d = x->key < y->key ? -1 : x->key > y->key;
    return d ? d : strcmp(x->id, y->id);
}

static bool complain_line(const char *path, size_t line, const char *why)
{
    char where[PROBLEM_MAX];
    snprintf(where, sizeof where, "%.150s:%zu", path, line);
    complain(where, why);
    return false;
}

/* Every event of the file; other records are passed over. */
static bool read_all(candidates *c, const char *path, const char *bytes, size_t n, uint32_t seed, const char *by)
{
    size_t line = 0;
    for (size_t at = 0, len; at < n; at += len + 1) {
        const char *end = memchr(bytes + at, '\n', n - at);
        len = end != NULL ? (size_t)(end - (bytes + at)) : n - at;
        line++;
        if (strspn(bytes + at, " \r\t") >= len)
            continue;
        json_error_t e;
        json_t *r = json_loadb(bytes + at, len, 0, &e);
        bool event = json_is_object(r) && strcmp(text_of(r, "record"), "event") == 0;
        bool fits = !event || (*text_of(r, "id") && *text_of(r, "doc") && *first_of(r, "event") && json_is_array(json_object_get(r, "mentions")));
        bool ok = r != NULL && fits;
        if (!ok)
            complain_line(path, line,
                          r == NULL ? "no JSON; give the file that casus code --format jsonl wrote" : "an event without id, doc, event or mentions");
        else if (event && !add(c, r, bytes + at, len, seed, by)) {
            complain(NULL, "out of memory");
            ok = false;
        }
        json_decref(r);
        if (!ok)
            return false;
    }
    if (c->n == 0)
        complain(path, "no events in this file");
    return c->n > 0;
}

static bool ids_differ(const candidates *c, const char *path)
{
    qsort(c->at, c->n, sizeof *c->at, by_id);
    for (size_t i = 1; i < c->n; i++)
        if (strcmp(c->at[i - 1].id, c->at[i].id) == 0) {
            char message[PROBLEM_MAX];
            snprintf(message, sizeof message, "two events are called %.80s; articles need names of their own (--id)", c->at[i].id);
            complain(path, message);
            return false;
        }
    return true;
}

/* Strata of the sorted candidates. */
static bool find_strata(audit *a, const candidates *c)
{
    for (size_t i = 0; i < c->n; i++) {
        if (i == 0 || strcmp(c->at[i].stratum, c->at[i - 1].stratum) != 0) {
            audit_stratum *more = realloc(a->stratum, (a->n_stratum + 1) * sizeof *more);
            if (more == NULL)
                return false;
            a->stratum = more;
            a->stratum[a->n_stratum] = (audit_stratum){.name = strdup(c->at[i].stratum)};
            if (a->stratum[a->n_stratum++].name == NULL)
                return false;
        }
        a->stratum[a->n_stratum - 1].size++;
        for (int f = 0; f < FIELDS; f++)
            a->stratum[a->n_stratum - 1].stated[f] += c->at[i].stated[f];
    }
    return true;
}

/* The same number for every stratum; what small ones cannot give goes to the larger ones. */
static size_t share_out(audit *a, size_t want)
{
    size_t drawn = 0;
    for (bool more = true; more && drawn < want;) {
        more = false;
        for (size_t i = 0; i < a->n_stratum && drawn < want; i++)
            if (a->stratum[i].drawn < a->stratum[i].size) {
                a->stratum[i].drawn++;
                drawn++;
                more = true;
            }
    }
    return drawn;
}

/* ---- fields in words ---- */

static void put_entity(buf *out, const json_t *x)
{
    const char *code = text_of(x, "code"), *sector = text_of(x, "sector"), *name = text_of(x, "identifier_text"), *text = text_of(x, "entity_text");
    buf_str(out, *code ? code : "---");
    if (*sector) {
        buf_char(out, ' ');
        buf_str(out, sector);
    }
    if (*name) {
        buf_char(out, ' ');
        buf_str(out, name);
    }
    if (*text && strcmp(text, name) != 0) {
        buf_str(out, " (\"");
        buf_str(out, text);
        buf_str(out, "\")");
    }
}

static void put_entities(buf *out, const json_t *list)
{
    size_t i;
    const json_t *x;
    json_array_foreach(list, i, x)
    {
        buf_str(out, i ? "; " : "");
        put_entity(out, x);
    }
}

static void put_list(buf *out, const json_t *list, const char *before)
{
    size_t i;
    const json_t *x;
    json_array_foreach(list, i, x)
    {
        buf_str(out, i ? "," : before);
        buf_str(out, json_is_string(x) ? json_string_value(x) : "");
    }
}

static void put_field(buf *out, const json_t *r, audit_field f)
{
    const json_t *x;
    switch (f) {
    case FIELD_EVENT:
        put_list(out, json_object_get(r, "event"), "");
        put_list(out, json_object_get(r, "mode"), "/");
        buf_str(out, *text_of(r, "cameo") ? " (" : "");
        buf_str(out, text_of(r, "cameo"));
        buf_str(out, *text_of(r, "cameo") ? ")" : "");
        break;
    case FIELD_REALIS:
        buf_str(out, *text_of(r, "aux_mode") ? text_of(r, "aux_mode") : "reported as having happened");
        break;
    case FIELD_ACTOR:
        put_entities(out, json_object_get(r, "actor"));
        break;
    case FIELD_RECIPIENT:
        put_entities(out, json_object_get(r, "recipient"));
        break;
    case FIELD_DATE:
        buf_str(out, text_of(r, "date"));
        buf_str(out, *text_of(r, "enddate") ? " - " : "");
        buf_str(out, text_of(r, "enddate"));
        break;
    case FIELD_PLACE:
        x = json_object_get(r, "event_loc");
        buf_str(out, text_of(x, "name"));
        buf_str(out, *text_of(x, "admin1") ? ", " : "");
        buf_str(out, text_of(x, "admin1"));
        buf_str(out, *text_of(x, "country") ? ", " : "");
        buf_str(out, text_of(x, "country"));
        break;
    default:
        put_entity(out, json_object_get(r, "attributed_to"));
        break;
    }
}

static bool fill(audit_event *e, const candidate *c, size_t stratum, size_t rank)
{
    *e = (audit_event){.record = json_loadb(c->line, c->n, 0, NULL), .key = c->key, .stratum = stratum, .rank = rank};
    e->id = text_of(e->record, "id");
    e->doc = text_of(e->record, "doc");
    for (int f = 0; f < FIELDS; f++) {
        if (!c->stated[f])
            continue;
        buf text;
        buf_init(&text, &alloc_libc, TEXT_MAX);
        put_field(&text, e->record, (audit_field)f);
        e->field[f] = strdup(text.p != NULL ? text.p : "");
        buf_release(&text);
        if (e->field[f] == NULL)
            return false;
    }
    return e->record != NULL;
}

/* The first of every stratum, then the second of every stratum: who stops early has seen all of them. */
static int by_rank(const void *a, const void *b)
{
    const audit_event *x = a, *y = b;
    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    return x->key != y->key ? (x->key < y->key ? -1 : 1) : strcmp(x->id, y->id);
}

static bool take(audit *a, const candidates *c, size_t want)
{
    size_t n = share_out(a, want), first = 0;
    a->event = calloc(n + 1, sizeof *a->event);
    if (a->event == NULL)
        return false;
    for (size_t s = 0; s < a->n_stratum; first += a->stratum[s++].size)
        for (size_t k = 0; k < a->stratum[s].drawn; k++)
            if (!fill(&a->event[a->n_event++], &c->at[first + k], s, k))
                return false;
    qsort(a->event, a->n_event, sizeof *a->event, by_rank);
    snprintf(a->coder, sizeof a->coder, "%s", text_of(a->event[0].record, "coder"));
    return true;
}

bool audit_draw(audit *a, const char *path, uint32_t seed, size_t want, const char *by)
{
    char *bytes = NULL, problem[PROBLEM_MAX];
    size_t n = 0;
    candidates c = {0};
    *a = (audit){0};
    if (!source_read(path, FILE_BYTES_MAX, &bytes, &n, problem)) {
        complain(path, problem);
        return false;
    }
    a->checksum = hash_bulk(bytes, n);
    bool ok = read_all(&c, path, bytes, n, seed, by) && ids_differ(&c, path);
    if (ok) {
        qsort(c.at, c.n, sizeof *c.at, by_stratum);
        ok = find_strata(a, &c) && take(a, &c, want);
        if (!ok)
            complain(NULL, "out of memory");
    }
    for (size_t i = 0; i < c.n; i++) {
        free(c.at[i].stratum);
        free(c.at[i].id);
    }
    free(c.at);
    free(bytes);
    return ok;
}

void audit_release(audit *a)
{
    for (size_t i = 0; i < a->n_event; i++) {
        json_decref(a->event[i].record);
        for (int f = 0; f < FIELDS; f++)
            free(a->event[i].field[f]);
        free(a->event[i].excerpt);
    }
    for (size_t i = 0; i < a->n_stratum; i++)
        free(a->stratum[i].name);
    free(a->event);
    free(a->stratum);
    *a = (audit){0};
}
