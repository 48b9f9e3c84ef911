/*
 * know.c - lays a user's tables over the lexicon.
 *
 * In: tables as text (rows.c). Out: the sections of the lexicon with their lines added; those that grow are copied out of the data file
 * first, so that look-ups cost what they did. Twin of tools/pack.py in how a line becomes a structure. Names (know_names.c) and words
 * (know_frames.c) are collected first and put into the indexes at the end, all at once (know_index.c). Linear in the tables but for a sort.
 * Here: what the readers share, codes and word lists of a user's own, and the order of it all.
 */
#include "event/know_parts.h"

bool know_no_memory(know *k) { return !(k->no_memory = true); }

uint32_t know_string(know *k, str s)
{
    uint32_t at;
    if (!lex_add_string(k->lex, s, &at))
        know_no_memory(k);
    return at;
}

str know_folded(str s, char out[KNOW_FOLD_MAX])
{
    size_t n = text_fold(s.p, s.n, out, KNOW_FOLD_MAX);
    return str_of(out, n == SIZE_MAX ? 0 : n);
}

uint64_t know_key(char table_name, char pos, str word)
{
    char text[KNOW_FOLD_MAX];
    return lex_key(table_name, pos, know_folded(word, text));
}

bool know_value(know *k, uint64_t v)
{
    uint64_t *p = lex_grow(k->lex, T_VAL, 1);
    if (!p)
        return know_no_memory(k);
    *p = v;
    return true;
}

bool know_one_of(str s, const char *const *words, size_t n, uint32_t *at)
{
    for (*at = 0; *at < n; ++*at)
        if (str_is(s, words[*at]))
            return true;
    return false;
}

bool know_is_code(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!((s.p[i] >= 'A' && s.p[i] <= 'Z') || (s.p[i] >= '0' && s.p[i] <= '9')))
            return false;
    return true;
}

/* "12.5" as 1/10,000; false: no number */
bool know_decimal(str s, int32_t limit, int32_t *out)
{
    bool minus = s.n && s.p[0] == '-', point = false, any = false;
    int64_t v = 0, unit = 10000;
    for (size_t i = minus; i < s.n; i++) {
        if (s.p[i] == '.' && !point) {
            point = true;
            continue;
        }
        if (s.p[i] < '0' || s.p[i] > '9' || v > 10000000)
            return false;
        any = true;
        if (!point)
            v = 10 * v + (s.p[i] - '0') * 10000;
        else
            v += (s.p[i] - '0') * (unit /= 10);
    }
    *out = (int32_t)(minus ? -v : v);
    return any && v <= (int64_t)limit * 10000;
}

uint32_t know_source(know *k, str what)
{
    char text[160], digits[12];
    size_t n = 0, d = 0;
    uint32_t v = k->row.line;
    do
        digits[d++] = (char)('0' + v % 10);
    while ((v /= 10) != 0);
    char line[12];
    for (size_t i = 0; i < d; i++)
        line[i] = digits[d - 1 - i];
    const char *name = k->row.table->name;
    const str parts[] = {str_z(name), STR(":"), str_of(line, d), what.n ? STR(" ") : STR(""), what};
    for (size_t i = 0; i < LEN(parts); i++)
        if (n + parts[i].n < sizeof text && parts[i].n) {
            memcpy(text + n, parts[i].p, parts[i].n);
            n += parts[i].n;
        }
    return know_string(k, str_of(text, n));
}

uint8_t know_category(const know *k, str name)
{
    for (uint32_t i = 0; i < N_EVENTS; i++)
        if (str_is(name, lex_string(k->lex, lex_category(k->lex, i)->name)))
            return (uint8_t)i;
    return EVENT_NONE;
}

/* ---- ontology, classes ---- */

/* A code of the user's own: `cameo`, code, category, goldstein;quad. The section is sorted. */
static bool ontology(know *k)
{
    rows *r = &k->row;
    str code = r->field[1], value = r->field[3];
    if (r->removes || !str_is(r->field[0], "cameo"))
        return rows_say(r, 0, "only lines of kind cameo can be added", STR(""), ": cameo, the code, its category, goldstein;quad, its name");
    uint8_t event = know_category(k, r->field[2]);
    if (!code.n || code.n > 4)
        return rows_say(r, 1, "no code", code, ": give up to four letters or digits");
    if (event == EVENT_NONE)
        return rows_say(r, 2, "no category", r->field[2], ": give one of PLOVER's sixteen");
    const char *semi = value.n ? memchr(value.p, ';', value.n) : NULL;
    int32_t score = 0;
    bool fits = semi && semi + 2 == value.p + value.n && semi[1] >= '1' && semi[1] <= '4';
    if (!fits || !know_decimal(str_of(value.p, (size_t)(semi - value.p)), 10, &score))
        return rows_say(r, 3, "no value", value, ": give Goldstein's score and the quad, 3.4;1");
    char text[5] = {0};
    memcpy(text, code.p, code.n);
    uint32_t name = know_string(k, r->field[4]), n = k->lex->t[T_CAMEO].n, i = 0;
    const kb_cameo *old = lex_cameo(k->lex, text);
    if (!old && !lex_grow(k->lex, T_CAMEO, 1))
        return know_no_memory(k);
    if (old && !lex_own(k->lex, T_CAMEO, n))
        return know_no_memory(k);
    kb_cameo *all = (kb_cameo *)(uintptr_t)k->lex->t[T_CAMEO].p;
    while (i < n && strncmp(all[i].code, text, sizeof text) < 0)
        i++;
    if (!old)
        memmove(&all[i + 1], &all[i], (n - i) * sizeof *all);
    all[i] = (kb_cameo){.event = event, .mode = EVENT_NONE, .quad = (uint8_t)(semi[1] - '0'), .goldstein = (int16_t)(score / 1000), .name = name};
    memcpy(all[i].code, text, sizeof text);
    return true;
}

/* the words of "austrian_florin": joined when they are more than one */
static void add_words(know *k, str s)
{
    bool more = false;
    while (s.n) {
        const char *end = memchr(s.p, '_', s.n);
        size_t n = end ? (size_t)(end - s.p) : s.n;
        if (n) {
            if (more)
                know_value(k, SQ_NEXT);
            know_value(k, know_key(0, 0, str_of(s.p, n)));
            more = true;
        }
        s.p += n + (end != NULL);
        s.n -= n + (end != NULL);
    }
}

/* A word list: alternatives, those of several words between SQ_OR. */
static bool word_class(know *k)
{
    rows *r = &k->row;
    str list = r->field[1], item;
    if (r->removes || !r->field[0].n || !list.n)
        return rows_say(r, 0, "a class is a name and its words", STR(""), "; a later class of the name replaces it");
    uint32_t name = know_string(k, r->field[0]), first = k->lex->t[T_VAL].n;
    bool phrases = memchr(list.p, '_', list.n) != NULL, more = false;
    while (rows_item(&list, &item)) {
        if (phrases && more)
            know_value(k, SQ_OR);
        add_words(k, item);
        more = true;
    }
    kb_class *c = lex_grow(k->lex, T_CLASS, 1);
    if (!c)
        return know_no_memory(k);
    *c = (kb_class){name, first, k->lex->t[T_VAL].n - first};
    return true;
}

/* the values of a class, copied; alternatives of several words only in a sequence */
bool know_class(know *k, uint32_t field, str name, bool sequence)
{
    const kb_class *found = lex_class(k->lex, name);
    if (!found)
        return rows_say(&k->row, field, "no class", name, ": the classes stand in tables with the header class, lemmas");
    kb_class c = *found;
    bool phrases = false;
    for (uint32_t i = 0; i < c.n; i++)
        phrases = phrases || lex_value(k->lex, c.first + i) == SQ_OR || lex_value(k->lex, c.first + i) == SQ_NEXT;
    if (sequence)
        know_value(k, SQ_OPEN);
    for (uint32_t i = 0; i < c.n; i++) {
        uint64_t v = lex_value(k->lex, c.first + i);
        if (sequence && i && !phrases)
            know_value(k, SQ_OR);
        if (!sequence && phrases && v == SQ_NEXT) /* of several words: its last one decides */
            k->lex->t[T_VAL].n--;
        else if (sequence || v >= 256)
            know_value(k, v);
    }
    if (sequence)
        know_value(k, SQ_CLOSE);
    return true;
}

/* ---- all tables ---- */

/* With all frames of the data file gone, their words go: an empty list is as good as none. */
static bool drop_frames(know *k, uint32_t n_built_in)
{
    lexicon *lex = k->lex;
    if (!lex_own(lex, T_FRM, lex->t[T_FRM].n))
        return false;
    kb_frame *f = (kb_frame *)(uintptr_t)lex->t[T_FRM].p;
    for (uint32_t i = 0; i < n_built_in; i++)
        f[i].pos = 0; /* choose() takes no frame of another part of speech */
    return true;
}

static void read_table(know *k, const casus_table *t, bool classes, casus_report *report, void *ctx, bool *bad)
{
    static bool (*const readers[])(know *) = {
        [ROWS_ONTOLOGY] = ontology,    [ROWS_COUNTRIES] = know_country, [ROWS_ACTORS] = know_actor,      [ROWS_AGENTS] = know_agent,
        [ROWS_CLASSES] = word_class,   [ROWS_FRAMES] = know_frame,      [ROWS_PLACES] = know_place,      [ROWS_DISCARDS] = know_discard,
        [ROWS_TYPES] = know_type_line, [ROWS_MAP] = know_map_line,      [ROWS_MAP_SHORT] = know_map_line};
    bool opened = rows_open(&k->row, t, classes ? NULL : report, ctx);
    bool early = k->row.kind == ROWS_CLASSES || k->row.kind == ROWS_ONTOLOGY || k->row.kind == ROWS_TYPES;
    k->row.report = report;
    while (opened && early == classes && !k->no_memory && rows_next(&k->row))
        readers[k->row.kind](k);
    *bad = *bad || k->row.errors;
}

know_result know_add(lexicon *lex, const casus_table *tables, size_t n, casus_report *report, void *ctx)
{
    know k = {.lex = lex};
    bool bad = false;
    uint32_t n_built_in = lex->t[T_FRM].n;
    arena_init(&k.mem, &lex->alloc, false);
    for (int pass = 0; pass < 2; pass++) /* what frames refer to first */
        for (size_t i = 0; i < n && !k.no_memory; i++)
            read_table(&k, &tables[i], pass == 0, report, ctx, &bad);
    bool ok = !k.no_memory;
    if (ok && !bad && k.no_frames)
        ok = drop_frames(&k, n_built_in);
    if (ok && !bad)
        ok = know_put_phrases(&k) && know_put_words(&k);
    arena_release(&k.mem);
    return !ok ? KNOW_MEMORY : bad ? KNOW_BAD : KNOW_DONE;
}
