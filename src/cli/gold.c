/*
 * gold.c - reads gold articles and probes.
 *
 * In: NAME.json with NAME.txt or NAME.html beside it, or lines of probes; the format is that of the annotation guidelines. Out: pages
 * with their bytes, coded events, quotations, and the places in the source of evidence, of things that are no events, and of boilerplate.
 * Gold texts are substrings of what a reader sees, so they are looked up in visible text (visible.c), white space apart.
 */
#include "cli/gold.h"

#include "cli/cli.h"
#include "cli/visible.h"

#include <dirent.h>
#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <sys/stat.h>

#define PATH_BYTES 4096u
#define GOLD_MAX ((size_t)16 << 20)

/* ---- sides ---- */

static void sorted_add(char (*at)[8], size_t *n, const char *z)
{
    size_t k = 0;
    while (k < *n && strcmp(at[k], z) < 0)
        k++;
    if ((k < *n && strcmp(at[k], z) == 0) || *n == SIDE_MAX)
        return;
    memmove(at + k + 1, at + k, (*n - k) * sizeof *at);
    snprintf(at[k], sizeof at[k], "%s", z);
    ++*n;
}

void side_add(side *s, const char *code, const char *sector)
{
    char full[8];
    const char *country = code != NULL && code[0] != '\0' ? code : "---";
    snprintf(full, sizeof full, "%.3s%.3s", country, sector != NULL ? sector : "");
    sorted_add(s->full, &s->n_full, full);
    full[3] = '\0';
    sorted_add(s->country, &s->n_country, full);
}

static bool same(const char (*a)[8], size_t n, const char (*b)[8], size_t m)
{
    for (size_t i = 0; i < n && n == m; i++)
        if (strcmp(a[i], b[i]) != 0)
            return false;
    return n == m;
}

bool side_same_countries(const side *a, const side *b) { return same(a->country, a->n_country, b->country, b->n_country); }

bool side_same(const side *a, const side *b) { return same(a->full, a->n_full, b->full, b->n_full); }

/* ---- pieces of JSON ---- */

static const char *text_of(arena *a, const json_t *o, const char *key)
{
    const json_t *v = json_object_get(o, key);
    const char *z = json_is_string(v) ? arena_copy(a, json_string_value(v), strlen(json_string_value(v))) : NULL;
    return z != NULL ? z : "";
}

/* An entity of a probe is "ETHMIL", of an article an object. */
static void entity_of(const json_t *v, char code[4], char sector[4])
{
    code[0] = sector[0] = '\0';
    if (json_is_string(v)) {
        const char *z = json_string_value(v);
        snprintf(code, 4, "%.3s", z);
        if (strlen(z) > 3)
            snprintf(sector, 4, "%.3s", z + 3);
    } else if (json_is_object(v)) {
        const json_t *c = json_object_get(v, "code"), *s = json_object_get(v, "sector");
        snprintf(code, 4, "%.3s", json_is_string(c) ? json_string_value(c) : "---");
        snprintf(sector, 4, "%.3s", json_is_string(s) ? json_string_value(s) : "");
    }
}

static void side_of(side *s, const json_t *list)
{
    size_t i;
    const json_t *v;
    json_array_foreach(list, i, v)
    {
        char code[4], sector[4];
        entity_of(v, code, sector);
        side_add(s, code, sector);
    }
}

static const char *code_of(arena *a, const json_t *v)
{
    char code[4], sector[4];
    entity_of(v, code, sector);
    const char *z = arena_copy(a, code, strlen(code));
    return z != NULL ? z : "";
}

/* ---- one event, one page ---- */

static void read_place(gold_page *g, coded *e, const json_t *place)
{
    e->has_place = place != NULL;
    e->place_name = text_of(&g->mem, place, "name");
    e->place_country = text_of(&g->mem, place, "country");
}

static void read_evidence(gold_page *g, coded *e, const json_t *list, const visible *v)
{
    size_t i;
    const json_t *z;
    e->whole = list == NULL;
    e->sentence = e->whole ? g->bytes : "";
    json_array_foreach(list, i, z)
    {
        span at;
        if (!json_is_string(z))
            continue;
        if (i == 0)
            e->sentence = collapse(&g->mem, json_string_value(z), json_string_length(z));
        if (e->n_evidence < SPANS_MAX && visible_find(v, json_string_value(z), 0, &at))
            e->evidence[e->n_evidence++] = at;
    }
}

static void read_event(gold_page *g, coded *e, const json_t *o, const visible *v)
{
    const json_t *mode = json_object_get(o, "mode"), *by = json_object_get(o, "attributed_to");
    size_t i;
    const json_t *z;
    e->event = text_of(&g->mem, o, "event");
    e->aux = text_of(&g->mem, o, "aux_mode");
    e->cameo = text_of(&g->mem, o, "cameo");
    e->date = text_of(&g->mem, o, "date");
    e->trigger = text_of(&g->mem, o, "trigger");
    e->why = "";
    e->attributed = by != NULL && !json_is_null(by) ? code_of(&g->mem, by) : "";
    e->has_mode = mode != NULL;
    e->has_cameo = *e->cameo != '\0';
    e->has_attributed = by != NULL;
    e->has_date = json_object_get(o, "date") != NULL;
    json_array_foreach(mode, i, z) if (json_is_string(z) && e->n_mode < MODES_MAX) e->mode[e->n_mode++] =
        collapse(&g->mem, json_string_value(z), json_string_length(z));
    side_of(&e->actor, json_object_get(o, "actor"));
    side_of(&e->recipient, json_object_get(o, "recipient"));
    read_place(g, e, json_object_get(o, "place"));
    read_evidence(g, e, json_object_get(o, "evidence"), v);
    e->required = !json_is_false(json_object_get(o, "required"));
}

/* Where the texts of a list of strings, or of objects with "text", stand. */
static span *read_spans(gold_page *g, const json_t *list, const visible *v, bool all, size_t *n, const char ***texts)
{
    VEC(span) found = {0};
    VEC(const char *) said = {0};
    size_t i;
    const json_t *o;
    json_array_foreach(list, i, o)
    {
        const json_t *z = json_is_object(o) ? json_object_get(o, "text") : o;
        size_t from = 0;
        span at;
        while (json_is_string(z) && visible_find(v, json_string_value(z), from, &at)) {
            span *s = vec_push(&g->mem, &found, 1u << 16);
            const char **t = vec_push(&g->mem, &said, 1u << 16);
            if (s == NULL || t == NULL)
                break;
            *s = at;
            *t = collapse(&g->mem, json_string_value(z), json_string_length(z));
            from = at.end;
            if (!all)
                break;
        }
    }
    *n = found.n < said.n ? found.n : said.n;
    if (texts != NULL)
        *texts = said.at;
    return found.at;
}

static void read_quotes(gold_page *g, const json_t *list)
{
    size_t i;
    const json_t *o;
    g->quote = arena_array(&g->mem, json_array_size(list) + 1, sizeof *g->quote);
    json_array_foreach(list, i, o)
    {
        const json_t *text = json_object_get(o, "text"), *by = json_object_get(o, "speaker");
        if (g->quote == NULL || !json_is_string(text))
            continue;
        quoted *q = &g->quote[g->n_quote++];
        q->text = collapse(&g->mem, json_string_value(text), json_string_length(text));
        q->speaker = by != NULL && !json_is_null(by) ? code_of(&g->mem, by) : "---";
    }
}

/* Fills the page from its object; the bytes are there. */
static bool read_page(gold_page *g, const json_t *o, bool html)
{
    const json_t *list = json_object_get(o, "events"), *e;
    visible v;
    size_t i;
    if (!json_is_array(list) || !visible_open(&v, &g->mem, g->bytes, g->n, html))
        return false;
    date_parse(text_of(&g->mem, o, "publication_date"), true, &g->date);
    g->event = arena_array(&g->mem, json_array_size(list) + 1, sizeof *g->event);
    json_array_foreach(list, i, e) if (g->event != NULL) read_event(g, &g->event[g->n_event++], e, &v);
    read_quotes(g, json_object_get(o, "quotes"));
    g->non_event = read_spans(g, json_object_get(o, "non_events"), &v, false, &g->n_non_event, &g->non_event_text);
    g->boilerplate = read_spans(g, json_object_get(o, "boilerplate"), &v, true, &g->n_boilerplate, NULL);
    return !g->mem.failed;
}

/* ---- files ---- */

static bool bad(const char *path, const char *what)
{
    complain(path, what);
    return false;
}

static bool read_article(const char *path, gold_sink sink, void *ctx)
{
    char source_path[PATH_BYTES], problem[PROBLEM_MAX];
    size_t base = strlen(path) - 5;
    json_error_t je;
    json_t *o = json_load_file(path, 0, &je);
    if (o == NULL) {
        snprintf(problem, sizeof problem, "line %d: %s", je.line, je.text);
        return bad(path, je.line > 0 ? problem : "cannot be read");
    }
    gold_page g = {.path = path, .kind = ""};
    arena_init(&g.mem, &alloc_libc, false);
    bool html = false;
    snprintf(source_path, sizeof source_path, "%.*s.txt", (int)base, path);
    if (!source_read(source_path, GOLD_MAX, &g.bytes, &g.n, problem)) {
        html = true;
        snprintf(source_path, sizeof source_path, "%.*s.html", (int)base, path);
        if (!source_read(source_path, GOLD_MAX, &g.bytes, &g.n, problem))
            snprintf(problem, sizeof problem, "there is no .txt or .html beside it that can be read");
    }
    bool ok = g.bytes != NULL;
    g.id = text_of(&g.mem, o, "doc");
    if (!ok)
        bad(path, problem);
    else if (!read_page(&g, o, html))
        ok = bad(path, "not a gold article: no list of \"events\"");
    else
        ok = sink(ctx, &g);
    json_decref(o);
    free(g.bytes);
    arena_release(&g.mem);
    return ok;
}

static bool read_probe(const char *path, size_t line, const char *p, size_t n, gold_sink sink, void *ctx)
{
    char where[PATH_BYTES];
    json_error_t je;
    snprintf(where, sizeof where, "%s:%zu", path, line);
    json_t *o = json_loadb(p, n, 0, &je);
    if (o == NULL)
        return bad(where, je.text);
    gold_page g = {.path = path};
    arena_init(&g.mem, &alloc_libc, false);
    const char *text = text_of(&g.mem, o, "text");
    g.n = strlen(text);
    g.bytes = arena_copy(&g.mem, text, g.n);
    g.id = text_of(&g.mem, o, "id");
    g.kind = text_of(&g.mem, o, "kind");
    if (*g.kind == '\0')
        g.kind = "probe";
    bool ok = g.bytes != NULL && *text != '\0' && read_page(&g, o, false);
    ok = ok ? sink(ctx, &g) : bad(where, "not a probe: no \"text\" or no list of \"events\"");
    json_decref(o);
    arena_release(&g.mem);
    return ok;
}

static bool read_probes(const char *path, gold_sink sink, void *ctx)
{
    char *bytes = NULL, problem[PROBLEM_MAX];
    size_t n = 0, line = 0;
    if (!source_read(path, GOLD_MAX, &bytes, &n, problem))
        return bad(path, problem);
    bool ok = true;
    for (size_t i = 0; i < n;) {
        const char *end = memchr(bytes + i, '\n', n - i);
        size_t len = end != NULL ? (size_t)(end - (bytes + i)) : n - i;
        line++;
        if (len > 0 && bytes[i] == '{')
            ok = read_probe(path, line, bytes + i, len, sink, ctx) && ok;
        i += len + 1;
    }
    free(bytes);
    return ok;
}

static int by_name(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

static bool is_gold(const char *name) { return name[0] != '.' && (str_ends(str_z(name), ".json") || str_ends(str_z(name), ".jsonl")); }

static bool read_folder(const char *path, gold_sink sink, void *ctx)
{
    DIR *d = opendir(path);
    if (d == NULL)
        return bad(path, strerror(errno));
    arena mem;
    arena_init(&mem, &alloc_libc, false);
    VEC(char *) names = {0};
    bool ok = true;
    for (const struct dirent *e; (e = readdir(d)) != NULL;)
        if (is_gold(e->d_name)) {
            size_t n = strlen(path) + 1 + strlen(e->d_name);
            char **name = vec_push(&mem, &names, 1u << 20);
            if (name != NULL && (*name = arena_get(&mem, n + 1)) != NULL)
                snprintf(*name, n + 1, "%s/%s", path, e->d_name);
        }
    closedir(d);
    if (mem.failed || names.at == NULL) {
        ok = bad(path, mem.failed ? "out of memory" : "no gold articles (.json) or probes (.jsonl) in this folder");
    } else {
        qsort(names.at, names.n, sizeof *names.at, by_name);
        for (uint32_t i = 0; i < names.n; i++)
            ok = gold_read(names.at[i], sink, ctx) && ok;
    }
    arena_release(&mem);
    return ok;
}

bool gold_read(const char *path, gold_sink sink, void *ctx)
{
    struct stat st;
    if (stat(path, &st) != 0)
        return bad(path, strerror(errno));
    if (S_ISDIR(st.st_mode))
        return read_folder(path, sink, ctx);
    if (str_ends(str_z(path), ".jsonl"))
        return read_probes(path, sink, ctx);
    if (str_ends(str_z(path), ".json"))
        return read_article(path, sink, ctx);
    return bad(path, "gold is NAME.json beside NAME.txt or NAME.html, or probes in a .jsonl file");
}
