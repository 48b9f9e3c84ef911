/*
 * doubt.c - what is doubtful in a user's tables: for `casus dict lint`.
 *
 * In: tables. Out: a message for each line that cannot be read (know.c says those) and for each that can but will hardly do what is meant: said
 * twice, dates that overlap, codes that nobody knows, names that are common words, what it hides of the built-in tables.
 */
#include "event/event.h"
#include "event/know.h"
#include "event/lexicon_tables.h"
#include "event/rows.h"

#include <stdlib.h>

#define LINES_MAX 4000000u

typedef struct {
    uint64_t key, rest; /* of what the line is about; of the other fields */
    uint32_t table, line;
    int32_t from, to;
    bool spell; /* it holds from one day to another */
    bool rule;  /* a line of a mapping: of two with equal conditions only one counts */
} seen_line;

typedef struct {
    const lexicon *lex, *all; /* without and with the tables */
    arena mem;
    VEC(seen_line) line;
    const casus_table *table;
    casus_report *report;
    void *ctx;
} lint;

/* Words that stand in every second article, and would make an actor of each: those of the frames and roles are looked up beside them. */
static const char common[] =
    " a about after again all also an and any april are as at august back bank be been before best big black both bill blue but by can center central chief "
    "city "
    "close club coalition college command congress council country court day december democracy do down east economy end even february federal first for force "
    "forces forward frank freedom friday from front future general get go good government grant great green group guard had hall has have he her here high him "
    "his "
    "home hope hotel house how i if in independence international into is it its january jack july june justice just king last law league left less liberty "
    "like "
    "little local long major man march mark market may me media mercy military ministry mission mobile monday more most movement much my nation national new "
    "news "
    "next nice no north not november now october of off office official old on one only open opposition or orange order other our out over park party peace "
    "people "
    "police power press prime progress public queen rally reading republic resistance right rose said saturday saw school second see senate september she "
    "short so "
    "some south spring state states station strike summer sunday support team than that the their them then there these they this three thursday time to today "
    "tomorrow trade tuesday two union united unity university up us victory voice was water we wednesday week were west what when where which white who why "
    "will "
    "winter with women work world would year years yellow yesterday yet you young ";

static bool is_common(str word)
{
    char text[64] = " ";
    if (word.n + 3 > sizeof text)
        return false;
    memcpy(text + 1, word.p, word.n);
    memcpy(text + 1 + word.n, " ", 2);
    size_t n = word.n + 2;
    for (size_t i = 0; i + n < sizeof common; i++)
        if (memcmp(common + i, text, n) == 0)
            return true;
    return false;
}

static uint64_t hash_of(str s, uint64_t seed) { return hash_bytes(s.p, s.n, seed + s.n); }

static void keep(lint *l, const rows *r, uint32_t which, uint64_t key, uint64_t rest, int32_t from, int32_t to)
{
    seen_line *s = vec_push(&l->mem, &l->line, LINES_MAX);
    if (s)
        *s = (seen_line){.key = key,
                         .rest = rest,
                         .table = which,
                         .line = r->line,
                         .from = from,
                         .to = to,
                         .spell = r->kind == ROWS_ACTORS || r->kind == ROWS_AGENTS,
                         .rule = r->kind == ROWS_MAP || r->kind == ROWS_MAP_SHORT};
}

/* ---- one line ---- */

/* a name of one word that is a word of its own */
static void word_alias(const lint *l, rows *r, uint32_t field, str name)
{
    char text[128];
    size_t n = text_fold(name.p, name.n, text, sizeof text);
    if (n == SIZE_MAX || !n || memchr(name.p, ' ', name.n))
        return;
    str word = str_of(text, n);
    bool capitals = true;
    uint32_t count;
    for (size_t i = 0; i < name.n; i++)
        capitals = capitals && !(name.p[i] >= 'a' && name.p[i] <= 'z');
    if (n <= 2 && !memchr(name.p, '.', name.n))
        rows_doubt(r, field, "a name of fewer than three letters", name, ": it will stand in many articles; give a longer one, or dots");
    else if (capitals && n <= 4)
        return; /* an acronym needs its capitals */
    else if (is_common(word))
        rows_doubt(r, field, "a common word as a name", name, ": it begins sentences and stands in titles; use a longer name");
    else if (lex_words(l->lex, lex_key('F', 'V', word), &count) || lex_words(l->lex, lex_key('F', 'N', word), &count))
        rows_doubt(r, field, "a name that is also a word of the frames", name, ": it would be taken for the actor; use a longer name");
}

static void shadows(const lint *l, rows *r, uint32_t field, str name)
{
    lex_hit hit;
    if (!phrase_lookup(l->lex, name, &hit))
        return;
    for (uint32_t i = 0; i < hit.n; i++)
        if (hit.value[i].kind == PH_AGENT || hit.value[i].kind == PH_AGENTS || hit.value[i].kind == PH_ADJ || hit.value[i].kind == PH_COUNTRY) {
            rows_doubt(r, field,
                       hit.value[i].kind == PH_COUNTRY ? "this hides a country that is built in" : "this hides a role or nationality that is built in", name,
                       ": take the name out if that is not meant");
            return;
        }
}

static bool known_code(const lint *l, str code)
{
    static const char *const special[] = {"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"};
    for (size_t i = 0; i < LEN(special); i++)
        if (str_is(code, special[i]))
            return true;
    for (uint32_t i = 0; i < l->lex->t[T_ENT].n; i++) {
        const kb_entity *e = lex_entity(l->lex, i);
        if (e->kind == E_COUNTRY && strncmp(e->code, code.p, 3) == 0)
            return true;
        if (e->kind != E_COUNTRY && i > 2000)
            break; /* countries stand first */
    }
    return false;
}

/* three letters of a sector: those that built-in roles have */
static bool known_sector(const lint *l, str part)
{
    for (uint32_t i = 0; i < l->lex->t[T_AGT].n; i++)
        if (strncmp(lex_agent(l->lex, i)->sector, part.p, 3) == 0)
            return true;
    return false;
}

static void codes(const lint *l, rows *r, uint32_t code, uint32_t sector)
{
    str c = r->field[code], s = r->field[sector];
    if (c.n && c.p[c.n - 1] == '+')
        c.n--;
    if (s.n && s.p[0] == '+')
        s.p++, s.n--;
    if (c.n && (c.n != 3 || !known_code(l, c)))
        rows_doubt(r, code, "unknown code", c, ": an ISO 3166 alpha-3 code, or IGO UNO EUR NGO ISM IMG MNC");
    for (size_t i = 0; i < s.n; i += 3)
        if (s.n - i < 3 || !known_sector(l, str_of(s.p + i, 3))) {
            rows_doubt(r, sector, "unknown sector", s, ": see Table 5.2 of the PLOVER manual");
            return;
        }
}

static void names(const lint *l, rows *r, uint32_t field)
{
    str list = r->field[field], item;
    while (rows_item(&list, &item)) {
        word_alias(l, r, field, item);
        shadows(l, r, field, item);
    }
}

/* ---- an ontology ---- */

static void unused_type(const lint *l, rows *r)
{
    uint32_t at = lex_type_index(l->all, SCHEME_OWN, r->field[0]);
    bool used = at == TYPE_NONE; /* a bad line: that was said */
    for (uint32_t i = 0; i < lex_n_rule(l->all) && !used; i++)
        used = lex_rule(l->all, i)->scheme == SCHEME_OWN && lex_rule(l->all, i)->type == at;
    for (uint32_t i = l->lex->t[T_FRM].n; i < l->all->t[T_FRM].n && !used; i++)
        used = lex_frame(l->all, i)->type == at + 1;
    if (!used)
        rows_doubt(r, 0, "no line of a mapping and no frame leads to the type", r->field[0], ": no event will be of it");
}

/* Is this country or sector of anybody? */
static bool in_use(const lint *l, str part)
{
    for (uint32_t i = 0; i < l->all->t[T_AGT].n; i++)
        for (const char *s = lex_agent(l->all, i)->sector; strlen(s) >= 3; s += 3)
            if (memcmp(s, part.p, 3) == 0)
                return true;
    for (uint32_t i = 0; i < lex_n_entity(l->all); i++) {
        const kb_entity *e = lex_entity(l->all, i);
        if (strncmp(e->code, part.p, 3) == 0)
            return true;
        for (const char *s = lex_sector(l->all, e); strlen(s) >= 3; s += 3)
            if (memcmp(s, part.p, 3) == 0)
                return true;
    }
    return false;
}

/* codes of sides that nobody has */
static void side_codes(const lint *l, rows *r, uint32_t field)
{
    str s = r->field[field];
    for (size_t i = 0, n; i < s.n; i += n + (n == 0)) {
        for (n = 0; i + n < s.n && !strchr(" |!", s.p[i + n]);)
            n++;
        bool code = (n == 3 || n == 6) && s.p[i] >= 'A' && s.p[i] <= 'Z';
        for (size_t k = 0; code && k < n; k += 3)
            if (!in_use(l, str_of(s.p + i + k, 3))) {
                rows_doubt(r, field, "neither a country nor a sector that anybody has", str_of(s.p + i, n), ": see Table 5.2 of the PLOVER manual");
                return;
            }
    }
}

static void look(lint *l, rows *r, uint32_t which)
{
    int32_t from = INT32_MIN, to = INT32_MAX;
    uint64_t key = (uint64_t)r->kind, rest = 0;
    uint32_t first = 0, last = 1;
    if (r->removes)
        return;
    if (r->kind == ROWS_ACTORS) {
        names(l, r, 0);
        names(l, r, 1);
        codes(l, r, 2, 3);
        rows_day(r, 6, INT32_MIN, &from);
        rows_day(r, 7, INT32_MAX, &to);
    } else if (r->kind == ROWS_AGENTS) {
        codes(l, r, 4, 2);
        last = 2;
    } else if (r->kind == ROWS_TYPES) {
        unused_type(l, r);
    } else if (r->kind == ROWS_MAP) {
        side_codes(l, r, 2);
        side_codes(l, r, 3);
        last = 5;
    } else if (r->kind == ROWS_FRAMES) {
        last = 3;
    } else if (r->kind == ROWS_COUNTRIES || r->kind == ROWS_PLACES) {
        first = 1, last = 2;
    }
    for (uint32_t i = 0; i < r->n_column; i++) {
        uint64_t *h = i >= first && i < last ? &key : &rest;
        *h = hash_of(r->field[i], *h * 31 + i);
    }
    keep(l, r, which, key, rest, from, to);
}

/* ---- lines against each other ---- */

static int by_key(const void *a, const void *b)
{
    const seen_line *x = a, *y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    if (x->table != y->table)
        return x->table < y->table ? -1 : 1;
    return x->line < y->line ? -1 : x->line > y->line;
}

static void tell(const lint *l, const seen_line *s, const seen_line *earlier, const char *what, const char *advice)
{
    char text[400], digits[12];
    size_t n = 0, d = sizeof digits;
    for (uint32_t v = earlier->line; d == sizeof digits || v; v /= 10)
        digits[--d] = (char)('0' + v % 10);
    const str parts[] = {str_z(what), STR(" "), str_z(l->table[earlier->table].name), STR(":"), str_of(digits + d, sizeof digits - d), str_z(advice)};
    for (size_t i = 0; i < LEN(parts); i++)
        if (n + parts[i].n < sizeof text && parts[i].n) {
            memcpy(text + n, parts[i].p, parts[i].n);
            n += parts[i].n;
        }
    text[n] = 0;
    if (l->report)
        l->report(l->ctx, &(casus_problem){l->table[s->table].name, s->line, 1, true, text});
}

static void compare(lint *l)
{
    seen_line *s = l->line.at;
    if (l->line.n)
        qsort(s, l->line.n, sizeof *s, by_key);
    for (uint32_t i = 1; i < l->line.n; i++) {
        if (s[i].key != s[i - 1].key)
            continue;
        if (s[i].rest == s[i - 1].rest)
            tell(l, &s[i], &s[i - 1], "the same as", ": one of them can go");
        else if (s[i].rule)
            tell(l, &s[i], &s[i - 1], "the same conditions as", ": the earlier line is taken");
        else if (s[i].spell && s[i].from < s[i - 1].to && s[i - 1].from < s[i].to)
            tell(l, &s[i], &s[i - 1], "the same name at the same time as", ": give dates that do not overlap, or take one out");
    }
}

bool know_check(const lexicon *lex, const casus_table *table_list, size_t n, casus_report *report, void *ctx)
{
    lexicon copy = *lex; /* what is added goes into its own sections */
    lint l = {.lex = lex, .all = &copy, .table = table_list, .report = report, .ctx = ctx};
    memset(copy.room, 0, sizeof copy.room);
    bool ok = know_add(&copy, table_list, n, report, ctx) != KNOW_MEMORY;
    arena_init(&l.mem, &lex->alloc, false);
    for (size_t i = 0; ok && i < n; i++) {
        rows r;
        if (!rows_open(&r, &table_list[i], NULL, NULL))
            continue;
        r.report = report;
        r.ctx = ctx;
        r.errors_silent = true;
        while (rows_next(&r))
            look(&l, &r, (uint32_t)i);
    }
    compare(&l);
    ok = ok && !l.mem.failed;
    arena_release(&l.mem);
    for (int i = 0; i < N_TABLES; i++)
        if (copy.room[i])
            lex->alloc.release(lex->alloc.ctx, (void *)(uintptr_t)copy.t[i].p);
    return ok;
}
