/*
 * know.c - lays a user's tables over the lexicon.
 *
 * In: tables as text (rows.c). Out: the sections of the lexicon with their lines added; those that grow are copied out of the data file
 * first, so that look-ups cost what they did. Twin of tools/pack.py in how a line becomes a structure. Names and words are collected first and
 * put into the hash tables at the end, all at once: what a name means to a user replaces what it meant before, later lines before earlier ones;
 * a user's frames of a word stand before the others. Linear in the tables but for a sort.
 */
#include "event/know_parts.h"
#include "event/lexicon_tables.h"

#include <stdlib.h>

#define ADDED_MAX 4000000u /* phrases or words of all tables */
#define PER_KEY 255u       /* meanings of one phrase, frames of one word */
#define PHRASE_MAX 60u     /* bytes of a phrase that is looked up */
#define FOLD_MAX 512u
#define VALUES_MAX 4096u /* values of one condition */

bool know_no_memory(know *k) { return !(k->no_memory = true); }

uint32_t know_string(know *k, str s)
{
    uint32_t at;
    if (!lex_add_string(k->lex, s, &at))
        know_no_memory(k);
    return at;
}

/* The folded form of s, in `out`; too long: empty. */
static str folded(str s, char out[FOLD_MAX])
{
    size_t n = text_fold(s.p, s.n, out, FOLD_MAX);
    return str_of(out, n == SIZE_MAX ? 0 : n);
}

uint64_t know_key(char table_name, char pos, str word)
{
    char text[FOLD_MAX];
    return lex_key(table_name, pos, folded(word, text));
}

/* ---- phrases ---- */

/* the capitals that the text must have: twin of phrase() in tools/pack.py */
static uint8_t letters_of(str s)
{
    uint32_t n = 0, len;
    bool upper = true;
    for (size_t i = 0; i < s.n; i++) {
        bool small = s.p[i] >= 'a' && s.p[i] <= 'z', capital = s.p[i] >= 'A' && s.p[i] <= 'Z';
        n += small || capital;
        upper = upper && !small;
    }
    if (n && n <= 4 && upper)
        return CASE_UPPER;
    return uc_props(utf8_next(s.p, s.n, &len)) & (UC_UPPER | UC_DIGIT) ? CASE_INITIAL : CASE_ANY;
}

static bool phrase_of(str s, phrase_key *key)
{
    char text[FOLD_MAX];
    phrase_begin(key);
    phrase_add(key, folded(s, text));
    return key->length > 0 && key->length <= PHRASE_MAX;
}

static void add_phrase(know *k, str s, phrase_kind kind, uint32_t ref, uint8_t letters, bool removes)
{
    phrase_key key;
    if (!phrase_of(s, &key))
        return;
    added *a = vec_push(&k->mem, &k->phrase, ADDED_MAX);
    if (!a) {
        know_no_memory(k);
        return;
    }
    *a = (added){.key = key.hash, .seq = k->phrase.n, .length = key.length, .value = {(uint8_t)kind, letters, 0, ref}, .removes = removes};
    memcpy(a->head, key.head, sizeof a->head);
}

static void add_names(know *k, str list, phrase_kind kind, uint32_t ref)
{
    str item;
    while (rows_item(&list, &item))
        add_phrase(k, item, kind, ref, kind == PH_AGENT || kind == PH_AGENTS || kind == PH_DISCARD ? CASE_ANY : letters_of(item), false);
}

/* "-NAME": what this name meant is gone; "-*": all of these kinds */
static bool remove_names(know *k, uint32_t kinds)
{
    str list = k->row.field[0], item;
    if (str_is(list, "*"))
        k->killed |= kinds;
    else
        while (rows_item(&list, &item))
            add_phrase(k, item, PH_NONE, kinds, CASE_ANY, true);
    return true;
}

/* ---- names: countries, actors, agents, places, discards ---- */

#define BIT(kind) (1u << (kind))
#define COUNTRY_KINDS (BIT(PH_COUNTRY) | BIT(PH_ADJ) | BIT(PH_DEMONYM) | BIT(PH_DEMONYMS) | BIT(PH_CAPITAL) | BIT(PH_SEAT))
#define WHO_KINDS (COUNTRY_KINDS | BIT(PH_ACTOR) | BIT(PH_AGENT) | BIT(PH_AGENTS))

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

static bool read_codes(know *k, uint32_t code, uint32_t sector)
{
    rows *r = &k->row;
    if (r->field[code].n > 3 || !know_is_code(r->field[code]))
        return rows_say(r, code, "no code", r->field[code], ": give up to three capitals, or - for none");
    if (sector < ROWS_FIELDS && (r->field[sector].n >= SECTOR_MAX || !know_is_code(r->field[sector])))
        return rows_say(r, sector, "no sector", r->field[sector], ": give up to five codes of three capitals run together, or - for none");
    return true;
}

static bool read_spell(know *k, uint32_t from, int32_t *lo, int32_t *hi)
{
    rows *r = &k->row;
    if (!rows_day(r, from, INT32_MIN, lo) || !rows_day(r, from + 1, INT32_MAX, hi))
        return false;
    if (*lo >= *hi)
        return rows_say(r, from + 1, "the end is not after the beginning", r->field[from + 1], ": `to` is the first day on which it no longer holds");
    return true;
}

static kb_entity *add_entity(know *k, str name, str office, str code, str sector, uint32_t *at)
{
    uint32_t name_at = know_string(k, name), office_at = know_string(k, office);
    *at = k->lex->t[T_ENT].n;
    kb_entity *e = lex_grow(k->lex, T_ENT, 1);
    if (!e)
        return know_no_memory(k), NULL;
    e->name = name_at;
    e->office = office_at;
    if (code.n)
        memcpy(e->code, code.p, code.n);
    if (sector.n)
        memcpy(e->sector, sector.p, sector.n);
    return e;
}

static bool country(know *k)
{
    rows *r = &k->row;
    int32_t lo, hi;
    uint32_t at;
    if (r->removes)
        return remove_names(k, COUNTRY_KINDS);
    if (!r->field[1].n)
        return rows_say(r, 1, "a country without a name", STR(""), "");
    if (!read_codes(k, 0, ROWS_FIELDS) || !read_spell(k, 8, &lo, &hi))
        return false;
    uint32_t region = know_string(k, r->field[7]);
    kb_entity *e = add_entity(k, r->field[1], STR(""), r->field[0], STR(""), &at);
    if (!e)
        return false;
    e->from = lo;
    e->to = hi;
    e->extra = region;
    e->kind = E_COUNTRY;
    add_names(k, r->field[1], PH_COUNTRY, at);
    add_names(k, r->field[2], PH_COUNTRY, at);
    add_names(k, r->field[3], PH_ADJ, at);
    str list = r->field[4], item;
    while (rows_item(&list, &item)) {
        const char *slash = memchr(item.p, '/', item.n);
        size_t n = slash ? (size_t)(slash - item.p) : item.n;
        add_names(k, str_of(item.p, n), PH_DEMONYM, at);
        add_names(k, slash ? str_of(slash + 1, item.n - n - 1) : item, PH_DEMONYMS, at);
    }
    add_names(k, r->field[5], PH_CAPITAL, at);
    add_names(k, r->field[6], PH_SEAT, at);
    return true;
}

static bool actor(know *k)
{
    static const char *const kinds[] = {"person", "org", "armed", "party", "igo", "ngo", "seat", "region"};
    rows *r = &k->row;
    int32_t lo, hi;
    uint32_t at, kind;
    if (r->removes)
        return remove_names(k, str_is(r->field[0], "*") ? BIT(PH_ACTOR) : WHO_KINDS);
    if (!r->field[0].n)
        return rows_say(r, 0, "an actor without a name", STR(""), "");
    if (!know_one_of(r->field[4], kinds, LEN(kinds), &kind))
        return rows_say(r, 4, "no kind of actor", r->field[4], ": give person, org, armed, party, igo, ngo, seat or region");
    if (!read_codes(k, 2, 3) || !read_spell(k, 6, &lo, &hi))
        return false;
    kb_entity *e = add_entity(k, r->field[0], r->field[5], r->field[2], r->field[3], &at);
    if (!e)
        return false;
    e->from = lo;
    e->to = hi;
    e->kind = (uint8_t)(kind + E_PERSON);
    add_names(k, r->field[0], PH_ACTOR, at);
    add_names(k, r->field[1], PH_ACTOR, at);
    return true;
}

static bool agent(know *k)
{
    static const char *const kinds[] = {"person", "group", "office", "former"};
    rows *r = &k->row;
    uint32_t kind;
    str sector = r->field[2], code = r->field[4];
    if (r->removes)
        return remove_names(k, str_is(r->field[0], "*") ? BIT(PH_AGENT) | BIT(PH_AGENTS) : WHO_KINDS);
    if (!r->field[0].n && !r->field[1].n)
        return rows_say(r, 0, "neither singular nor plural", STR(""), "");
    if (!know_one_of(r->field[3], kinds, LEN(kinds), &kind))
        return rows_say(r, 3, "no kind of role", r->field[3], ": give person, group, office or former");
    bool behind = sector.n && sector.p[0] == '+', before = code.n && code.p[code.n - 1] == '+';
    if (behind)
        r->field[2] = sector = str_of(sector.p + 1, sector.n - 1);
    if (before)
        r->field[4] = code = str_of(code.p, code.n - 1);
    if (!read_codes(k, 4, 2))
        return false;
    uint32_t name = know_string(k, r->field[0].n ? r->field[0] : r->field[1]), at = k->lex->t[T_AGT].n;
    kb_agent *a = lex_grow(k->lex, T_AGT, 1);
    if (!a)
        return know_no_memory(k);
    a->name = name;
    a->kind = (uint8_t)kind;
    a->flags = (uint8_t)((behind ? AG_BEHIND : 0) | (before ? AG_BEFORE : 0));
    if (sector.n)
        memcpy(a->sector, sector.p, sector.n);
    if (code.n)
        memcpy(a->code, code.p, code.n);
    add_names(k, r->field[0], PH_AGENT, at);
    add_names(k, r->field[1], PH_AGENTS, at);
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

static bool whole(str s, uint32_t *out)
{
    uint64_t v = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9' || v > UINT32_MAX)
            return false;
        v = 10 * v + (uint64_t)(s.p[i] - '0');
    }
    *out = (uint32_t)v;
    return v <= UINT32_MAX;
}

static bool place(know *k)
{
    static const char *const classes[] = {"city", "capital", "admin1", "admin2", "region", "sea", "river", "mountain", "island", "crossing", "camp", "base"};
    static const uint8_t numbers[] = {P_CITY, P_CAPITAL, P_ADMIN1, P_ADMIN2, P_REGION, P_WATER, P_WATER, P_MOUNTAIN, P_ISLAND, P_SITE, P_SITE, P_SITE};
    rows *r = &k->row;
    uint32_t id, pop, class;
    int32_t lat, lon;
    if (r->removes)
        return remove_names(k, BIT(PH_PLACE));
    if (!r->field[1].n)
        return rows_say(r, 1, "a place without a name", STR(""), "");
    if (!whole(r->field[0], &id) || !whole(r->field[7], &pop))
        return rows_say(r, whole(r->field[0], &id) ? 7 : 0, "no whole number", STR(""), ": the id is GeoNames' or 0, the population may be -");
    if (!know_decimal(r->field[5], 90, &lat) || !know_decimal(r->field[6], 180, &lon))
        return rows_say(r, 5, "no place on Earth", STR(""), ": latitude and longitude are decimal degrees");
    if (!know_one_of(r->field[8], classes, LEN(classes), &class))
        return rows_say(r, 8, "no class of place", r->field[8],
                        ": give city, capital, admin1, admin2, region, sea, river, mountain, island, crossing, camp or base");
    if (!read_codes(k, 3, ROWS_FIELDS))
        return false;
    uint32_t name = know_string(k, r->field[1]), admin1 = know_string(k, r->field[4]), at = k->lex->t[T_PLC].n;
    kb_place *p = lex_grow(k->lex, T_PLC, 1);
    if (!p)
        return know_no_memory(k);
    *p = (kb_place){.id = id, .name = name, .admin1 = admin1, .lat = lat, .lon = lon, .pop = pop, .klass = numbers[class]};
    if (r->field[3].n)
        memcpy(p->country, r->field[3].p, r->field[3].n);
    add_names(k, r->field[1], PH_PLACE, at);
    add_names(k, r->field[2], PH_PLACE, at);
    return true;
}

static bool discard(know *k)
{
    rows *r = &k->row;
    if (r->removes)
        return remove_names(k, BIT(PH_DISCARD));
    bool article = str_is(r->field[1], "article");
    if (!article && !str_is(r->field[1], "sentence"))
        return rows_say(r, 1, "no scope", r->field[1], ": give sentence or article");
    add_names(k, r->field[0], PH_DISCARD, article);
    k->lex->discards = true;
    return true;
}

/* ---- ontology, classes ---- */

uint8_t know_category(const know *k, str name)
{
    for (uint32_t i = 0; i < N_EVENTS; i++)
        if (str_is(name, lex_string(k->lex, lex_category(k->lex, i)->name)))
            return (uint8_t)i;
    return EVENT_NONE;
}

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

bool know_value(know *k, uint64_t v)
{
    uint64_t *p = lex_grow(k->lex, T_VAL, 1);
    if (!p)
        return know_no_memory(k);
    *p = v;
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

/* ---- frames ---- */

/* the slot of this name, a new preposition if need be; 0: it was said */
static uint8_t slot_of(know *k, uint32_t field, str name)
{
    static const char *const names[] = {"", "subj", "obj", "iobj", "comp", "poss", "mod", "any", "prt", "", "seq", "left", "right"};
    for (uint32_t i = 1; i < LEN(names); i++)
        if (str_is(name, names[i]) && name.n)
            return (uint8_t)i;
    bool small = name.n > 0 && name.n < 20;
    for (size_t i = 0; i < name.n; i++)
        small = small && name.p[i] >= 'a' && name.p[i] <= 'z';
    uint32_t at = small ? lex_prep(k->lex, name) : S_NONE;
    if (at)
        return (uint8_t)at;
    if (small)
        rows_say(&k->row, field, "no slot or preposition", name,
                 ": casus knows subj, obj, iobj, comp, poss, mod, any, prt, seq, left, right and its prepositions");
    else
        rows_say(&k->row, field, "no slot", name, ": it stands before a colon in `need`, between / and + in actor and recipient");
    return 0;
}

static uint32_t add_slots(know *k, uint32_t field)
{
    str s = k->row.field[field];
    uint8_t text[64];
    uint32_t n = 0;
    for (size_t i = 0, from = 0; i <= s.n && s.n; i++) {
        if (i < s.n && s.p[i] != '/' && s.p[i] != '+')
            continue;
        if (n + 3 > sizeof text)
            return rows_say(&k->row, field, "too many slots", s, ""), 0;
        text[n++] = slot_of(k, field, str_of(s.p + from, i - from));
        if (!text[n - 1])
            return 0;
        if (i < s.n)
            text[n++] = s.p[i] == '+' ? SLOT_PLUS : SLOT_ELSE;
        from = i + 1;
    }
    text[n++] = 0;
    uint32_t at = k->lex->t[T_SLOT].n;
    uint8_t *p = lex_grow(k->lex, T_SLOT, n);
    if (!p)
        return know_no_memory(k), 0;
    memcpy(p, text, n);
    return at;
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

/* "said~would_*~@talks": elements joined by _ (next to each other) or ~ (later in the sentence) */
static bool add_sequence(know *k, uint32_t field, str s)
{
    static const char marks[] = "*$+%^";
    static const uint64_t values[] = {SQ_TRIGGER, SQ_ACTOR, SQ_RECIPIENT, SQ_BOTH, SQ_ANYBODY};
    bool trigger = false;
    for (size_t i = 0; i < s.n;) {
        size_t n = 0;
        while (i + n < s.n && s.p[i + n] != '_' && s.p[i + n] != '~')
            n++;
        str e = str_of(s.p + i, n);
        const char *mark = n == 1 ? strchr(marks, e.p[0]) : NULL;
        trigger = trigger || str_is(e, "*");
        if (!n)
            return rows_say(&k->row, field, "an empty place in the sequence", s, ": words are joined by one _ or ~");
        if (mark && *mark)
            know_value(k, values[mark - marks]);
        else if (e.p[0] == '@' ? !know_class(k, field, str_of(e.p + 1, n - 1), true) : !know_value(k, know_key('S', 0, e)))
            return false;
        i += n;
        if (i < s.n)
            know_value(k, s.p[i++] == '_' ? SQ_NEXT : SQ_LATER);
    }
    if (!trigger)
        return rows_say(&k->row, field, "a sequence without its trigger", s, ": * stands for it");
    return true;
}

static bool add_values(know *k, uint32_t field, str list)
{
    static const char *const special[] = {"*", "@ACTOR", "@COUNTRY", "@PERSON", "@ARMED", "@PLACE", "@EVENT", "@WISH", "@OFFICIAL"};
    str item;
    uint32_t at;
    while (rows_item(&list, &item)) {
        if (know_one_of(item, special, LEN(special), &at))
            know_value(k, V_ANYTHING + at);
        else if (item.p[0] == '@') {
            if (!know_class(k, field, str_of(item.p + 1, item.n - 1), false))
                return false;
        } else if (know_category(k, item) != EVENT_NONE)
            know_value(k, V_CATEGORY + (uint64_t)know_category(k, item));
        else
            know_value(k, know_key(0, 0, item));
    }
    return true;
}

/* The conditions of `need` into need[]; their values go into the lexicon. UINT32_MAX: it was said. */
static uint32_t read_needs(know *k, uint32_t field, kb_need need[KNOW_NEEDS_MAX])
{
    str s = k->row.field[field];
    uint32_t n = 0;
    for (size_t i = 0; i < s.n;) {
        size_t len = 0;
        while (i + len < s.n && s.p[i + len] != ' ')
            len++;
        str cond = str_of(s.p + i, len);
        i += len + 1;
        if (!len)
            continue;
        bool negative = cond.p[0] == '!';
        const char *colon = memchr(cond.p, ':', cond.n);
        if (!colon || colon + 1 == cond.p + cond.n || n == KNOW_NEEDS_MAX)
            return rows_say(&k->row, field, n == KNOW_NEEDS_MAX ? "too many conditions" : "no SLOT:VALUE", cond, ""), UINT32_MAX;
        str name = str_of(cond.p + negative, (size_t)(colon - cond.p) - negative), list = str_of(colon + 1, (size_t)(cond.p + cond.n - colon - 1));
        uint8_t slot = slot_of(k, field, name);
        uint32_t first = k->lex->t[T_VAL].n;
        if (!slot || !(slot == S_SEQ ? add_sequence(k, field, list) : add_values(k, field, list)))
            return UINT32_MAX;
        uint32_t count = k->lex->t[T_VAL].n - first;
        if (count > VALUES_MAX)
            return rows_say(&k->row, field, "too many values in", cond, ""), UINT32_MAX;
        need[n++] = (kb_need){slot, negative, (uint16_t)count, first};
    }
    return n;
}

static bool read_flags(know *k, kb_frame *f)
{
    static const char *const flags[] = {"mutual", "pair", "actor", "recip", "given"};
    static const char *const ops[] = {"AGREE", "THREATEN", "APPEAL", "DEMAND", "REJECT", "OFFER", "SUPPORT", "ACCUSE", "DENY", "FUTURE", "CAUSE"};
    str s = k->row.field[8];
    for (size_t i = 0; i < s.n;) {
        size_t n = 0;
        while (i + n < s.n && s.p[i + n] != ' ')
            n++;
        str word = str_of(s.p + i, n);
        uint32_t at;
        i += n + 1;
        if (!n)
            continue;
        if (know_one_of(word, flags, LEN(flags), &at))
            f->flags = (uint8_t)(f->flags | 1u << at);
        else if (str_is(word, "exact"))
            f->user |= FU_EXACT;
        else if (str_is(word, "named"))
            f->user |= FU_NAMED;
        else if (str_starts(word, "op=") && know_one_of(str_of(word.p + 3, n - 3), ops, LEN(ops), &at))
            f->op = (uint8_t)(OP_AGREE + at);
        else
            return rows_say(&k->row, 8, "no flag", word, ": give mutual, pair, actor, recip, given, exact, named or op=...");
    }
    return true;
}

static bool read_code(know *k, str code, kb_frame *f)
{
    char text[5] = {0};
    if (code.n > 4 || !code.n)
        return rows_say(&k->row, 5, "no CAMEO code", code, ": give the number, 0841");
    memcpy(text, code.p, code.n);
    if (!lex_cameo(k->lex, text))
        return rows_say(&k->row, 5, "unknown CAMEO code", code, ": a code of your own is a line of kind cameo in a table like ontology.tsv");
    memcpy(f->cameo, text, sizeof text);
    return true;
}

/* The event of a line may name a type of the user's ontology: its host is what is coded. NULL: there is no such type. */
static const kb_type *frame_type(know *k, kb_frame *f)
{
    uint32_t at;
    const kb_type *t = know_type(k, k->row.field[3], &at);
    if (t) {
        f->event = t->event;
        f->type = (uint16_t)(at + 1);
    }
    return t;
}

/* category, mode, code, flags */
static bool read_event(know *k, kb_frame *f, kb_frame *back)
{
    rows *r = &k->row;
    str list = r->field[4], item, codes = r->field[5];
    f->event = know_category(k, r->field[3]);
    if (!read_flags(k, f))
        return false;
    if (str_is(r->field[3], "NONE"))
        return true;
    const kb_type *type = f->event == EVENT_NONE ? frame_type(k, f) : NULL;
    if (f->event == EVENT_NONE)
        return rows_say(r, 3, "no category", r->field[3],
                        type ? ": this type has no host; give it one in the table of types" : ": give one of PLOVER's sixteen, NONE, or a type of your own");
    memset(f->mode, EVENT_NONE, sizeof f->mode);
    if (type && !list.n && type->mode != EVENT_NONE)
        f->mode[f->n_mode++] = type->mode;
    while (rows_item(&list, &item)) {
        char name[40] = {0};
        if (item.n < sizeof name)
            memcpy(name, item.p, item.n);
        int mode = lex_mode_index(k->lex, f->event, name);
        if (mode < 0 || f->n_mode == 3)
            return rows_say(r, 4, "the category has no mode", item, ", or there are more than three");
        f->mode[f->n_mode++] = (uint8_t)mode;
    }
    if (!codes.n && type)
        memcpy(f->cameo, type->cameo, sizeof f->cameo);
    else if (!rows_item(&codes, &item))
        return rows_say(r, 5, "no CAMEO code", STR(""), ": give the number, 0841");
    else if (!read_code(k, item, f))
        return false;
    *back = *f;
    back->type = 0;
    if (rows_item(&codes, &item)) {
        if (!read_code(k, item, back))
            return false;
        back->event = lex_cameo(k->lex, back->cameo)->event;
        back->n_mode = 0;
        f->user |= FU_MIRROR;
    }
    return true;
}

static void add_word(know *k, uint64_t key, uint32_t ref, bool removes)
{
    added *a = vec_push(&k->mem, &k->word, ADDED_MAX);
    if (!a) {
        know_no_memory(k);
        return;
    }
    *a = (added){.key = key, .seq = k->word.n, .value = {.ref = ref}, .removes = removes};
}

/* One trigger of a frame: `head`, with the words before it as conditions. */
static void add_frame(know *k, kb_frame f, const kb_frame *back, const kb_need *need, uint32_t n_need, str head, const str *before, uint32_t n_before)
{
    f.need = k->lex->t[T_NEED].n;
    f.n_need = n_need + n_before;
    kb_need *n = lex_grow(k->lex, T_NEED, f.n_need);
    if (!n && f.n_need) {
        know_no_memory(k);
        return;
    }
    if (n_need)
        memcpy(n, need, n_need * sizeof *n);
    for (uint32_t i = 0; i < n_before; i++) {
        n[n_need + i] = (kb_need){S_PRE, 0, 1, k->lex->t[T_VAL].n};
        know_value(k, know_key(0, 0, before[i]));
    }
    uint32_t at = k->lex->t[T_FRM].n;
    kb_frame *to = lex_grow(k->lex, T_FRM, f.user & FU_MIRROR ? 2 : 1);
    if (!to) {
        know_no_memory(k);
        return;
    }
    to[0] = f;
    if (f.user & FU_MIRROR)
        to[1] = *back;
    add_word(k, know_key('F', (char)f.pos, head), at, false);
}

uint32_t know_source(know *k, str what, str more)
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
    const str parts[] = {str_z(name), STR(":"), str_of(line, d), STR(" "), what, more.n ? STR(" ") : STR(""), more};
    for (size_t i = 0; i < LEN(parts); i++)
        if (n + parts[i].n < sizeof text && parts[i].n) {
            memcpy(text + n, parts[i].p, parts[i].n);
            n += parts[i].n;
        }
    return know_string(k, str_of(text, n));
}

static void add_pred(know *k, kb_frame f, const kb_frame *back, const kb_need *need, uint32_t n_need, str pred)
{
    str word[8];
    uint32_t n = 0;
    for (size_t i = 0, from = 0; i <= pred.n; i++)
        if (i == pred.n || pred.p[i] == ' ' || pred.p[i] == '-') {
            if (i > from && n < LEN(word))
                word[n++] = str_of(pred.p + from, i - from);
            from = i + 1;
        }
    if (!n)
        return;
    f.source = know_source(k, pred, k->row.field[1]);
    add_frame(k, f, back, need, n_need, word[n - 1], word, n - 1);
    if (n == 2 && f.pos == 'N') { /* "airstrike" is understood as well */
        char both[128];
        if (word[0].n + word[1].n < sizeof both) {
            memcpy(both, word[0].p, word[0].n);
            memcpy(both + word[0].n, word[1].p, word[1].n);
            add_frame(k, f, back, need, n_need, str_of(both, word[0].n + word[1].n), NULL, 0);
        }
    }
    if (n > 1 && !memchr(pred.p, ' ', pred.n))
        add_frame(k, f, back, need, n_need, pred, NULL, 0); /* "re-open" is one token */
}

static bool frame(know *k)
{
    rows *r = &k->row;
    kb_need need[KNOW_NEEDS_MAX];
    str list = r->field[0], item;
    bool every = r->removes && !r->field[1].n;
    if (r->removes && str_is(r->field[0], "*")) {
        k->no_frames = true;
        return true;
    }
    if (!every && !str_is(r->field[1], "V") && !str_is(r->field[1], "N") && !str_is(r->field[1], "A"))
        return rows_say(r, 1, "no part of speech", r->field[1], ": give V, N or A");
    if (r->removes) {
        while (rows_item(&list, &item))
            for (const char *pos = "VNA"; *pos; pos++)
                if (every || *pos == r->field[1].p[0])
                    add_word(k, know_key('F', *pos, item), 0, true);
        return true;
    }
    k->lex->forms = true;
    kb_frame f = {.pos = (uint8_t)r->field[1].p[0], .user = FU_OWN}, back = {0};
    if (!list.n)
        return rows_say(r, 0, "no pred", STR(""), ": it is the lemma of the word that reports the event");
    if (!read_event(k, &f, &back))
        return false;
    f.actor = add_slots(k, 6);
    f.recipient = add_slots(k, 7);
    back.actor = f.recipient;
    back.recipient = f.actor;
    back.user = FU_OWN | FU_EXACT;
    uint32_t n_need = read_needs(k, 2, need);
    while (n_need != UINT32_MAX && rows_item(&list, &item))
        add_pred(k, f, &back, need, n_need, item);
    return true;
}

/* ---- into the hash tables ---- */

static int by_key(const void *a, const void *b)
{
    const added *x = a, *y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return x->seq < y->seq ? -1 : 1;
}

/* the place of a key, or the free one where it belongs */
static uint32_t place_of(const lexicon *lex, int keys, uint64_t key)
{
    const uint64_t *at = (const uint64_t *)(const void *)lex->t[keys].p;
    uint32_t n = lex->t[keys].n, i = lex_slot(key, n);
    for (uint32_t walked = 0; walked < n && at[i] && at[i] != key; walked++)
        i = i + 1 < n ? i + 1 : 0;
    return i;
}

/* Makes room for `more` keys: a hash table three fifths full, and what was in it. */
static bool rehash(lexicon *lex, int keys, int values, uint32_t more)
{
    const table old_keys = lex->t[keys], old_values = lex->t[values];
    const uint64_t *key = (const uint64_t *)(const void *)old_keys.p;
    const uint32_t *value = (const uint32_t *)(const void *)old_values.p;
    uint32_t room[2] = {lex->room[keys], lex->room[values]};
    uint64_t used = more;
    for (uint32_t i = 0; i < old_keys.n; i++)
        used += key[i] != 0;
    uint64_t n = used * 5 / 3 + 1;
    if (n > UINT32_MAX / 16)
        return false;
    lex->t[keys] = lex->t[values] = (table){0};
    lex->room[keys] = lex->room[values] = 0;
    bool ok = lex_own(lex, keys, (uint32_t)n) && lex_own(lex, values, (uint32_t)n);
    for (uint32_t i = 0; ok && i < old_keys.n; i++)
        if (key[i]) {
            uint32_t to = place_of(lex, keys, key[i]);
            ((uint64_t *)(uintptr_t)lex->t[keys].p)[to] = key[i];
            ((uint32_t *)(uintptr_t)lex->t[values].p)[to] = value[i];
        }
    if (room[0])
        lex->alloc.release(lex->alloc.ctx, (void *)(uintptr_t)old_keys.p);
    if (room[1])
        lex->alloc.release(lex->alloc.ctx, (void *)(uintptr_t)old_values.p);
    return ok;
}

/* Puts n elements of `size` as the list of a key: behind the section, their place and number into the hash table. */
static bool put_list(lexicon *lex, int keys, int values, int list, uint64_t key, const void *elements, uint32_t n, size_t size)
{
    uint32_t first = lex->t[list].n, at = place_of(lex, keys, key);
    void *to = lex_grow(lex, list, n);
    if ((!to && n) || first >= 1u << 24)
        return false;
    if (n)
        memcpy(to, elements, n * size);
    ((uint64_t *)(uintptr_t)lex->t[keys].p)[at] = key;
    ((uint32_t *)(uintptr_t)lex->t[values].p)[at] = first << 8 | n;
    return true;
}

static uint32_t family(uint8_t kind) { return kind == PH_PLACE || kind == PH_DISCARD || kind == PH_NONE ? BIT(kind) : WHO_KINDS; }

/* The meanings of one phrase: what the user says, later lines first, and what he leaves of the old ones. */
static uint32_t phrase_list(const lexicon *lex, const added *a, uint32_t n, phrase_value out[PER_KEY])
{
    uint32_t gone = 0, count = 0;
    for (uint32_t i = n; i-- > 0;) {
        if (a[i].removes) {
            gone |= a[i].value.ref;
            continue;
        }
        if (!(gone & BIT(a[i].value.kind)) && count < PER_KEY)
            out[count++] = a[i].value;
    }
    for (uint32_t i = 0; i < n; i++)
        if (!a[i].removes)
            gone |= family(a[i].value.kind);
    lex_hit hit = {0};
    phrase_key key = {.hash = a->key};
    if (phrase_find(lex, &key, &hit))
        for (uint32_t i = 0; i < hit.n && count < PER_KEY; i++)
            if (!(gone & BIT(hit.value[i].kind)))
                out[count++] = hit.value[i];
    return count;
}

static bool place_phrases(know *k)
{
    lexicon *lex = k->lex;
    added *a = k->phrase.at;
    uint32_t n = k->phrase.n;
    if (k->killed) {
        if (!lex_own(lex, T_PH_LIST, lex->t[T_PH_LIST].n))
            return false;
        phrase_value *v = (phrase_value *)(uintptr_t)lex->t[T_PH_LIST].p;
        for (uint32_t i = 0; i < lex->t[T_PH_LIST].n; i++)
            if (v[i].kind < 32 && k->killed & BIT(v[i].kind))
                v[i].kind = PH_NONE;
    }
    if (!n)
        return true;
    qsort(a, n, sizeof *a, by_key);
    if (!rehash(lex, T_PH_KEY, T_PH_AT, n) || !lex_own(lex, T_PH_REACH, lex->t[T_PH_REACH].n))
        return false;
    uint8_t *reach = (uint8_t *)(uintptr_t)lex->t[T_PH_REACH].p;
    for (uint32_t i = 0, end; i < n; i = end) {
        phrase_value list[PER_KEY];
        for (end = i + 1; end < n && a[end].key == a[i].key;)
            end++;
        uint32_t count = phrase_list(lex, &a[i], end - i, list);
        if (!put_list(lex, T_PH_KEY, T_PH_AT, T_PH_LIST, a[i].key, list, count, sizeof list[0]))
            return false;
        uint8_t *longest = &reach[hash_bytes(a[i].head, 3, 0) & 0xFFFF];
        if (a[i].length >= 3 && a[i].length > *longest)
            *longest = (uint8_t)a[i].length;
    }
    return true;
}

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

static bool place_words(know *k)
{
    lexicon *lex = k->lex;
    added *a = k->word.at;
    uint32_t n = k->word.n;
    if (!n)
        return true;
    qsort(a, n, sizeof *a, by_key);
    if (!rehash(lex, T_WD_KEY, T_WD_AT, n))
        return false;
    for (uint32_t i = 0, end; i < n; i = end) {
        uint32_t list[PER_KEY], count = 0, old_n;
        bool removed = false;
        for (end = i; end < n && a[end].key == a[i].key; end++) {
            removed = removed || a[end].removes;
            if (!a[end].removes && count < PER_KEY)
                list[count++] = a[end].value.ref;
        }
        const uint32_t *old = lex_words(lex, a[i].key, &old_n);
        for (uint32_t j = 0; j < old_n && !removed && count < PER_KEY; j++)
            list[count++] = old[j];
        if (!put_list(lex, T_WD_KEY, T_WD_AT, T_WD_LIST, a[i].key, list, count, sizeof list[0]))
            return false;
    }
    return true;
}

/* ---- all tables ---- */

static void read_table(know *k, const casus_table *t, bool classes, casus_report *report, void *ctx, bool *bad)
{
    static bool (*const readers[])(know *) = {
        [ROWS_ONTOLOGY] = ontology,    [ROWS_COUNTRIES] = country, [ROWS_ACTORS] = actor,           [ROWS_AGENTS] = agent,
        [ROWS_CLASSES] = word_class,   [ROWS_FRAMES] = frame,      [ROWS_PLACES] = place,           [ROWS_DISCARDS] = discard,
        [ROWS_TYPES] = know_type_line, [ROWS_MAP] = know_map_line, [ROWS_MAP_SHORT] = know_map_line};
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
        ok = place_phrases(&k) && place_words(&k);
    arena_release(&k.mem);
    return !ok ? KNOW_MEMORY : bad ? KNOW_BAD : KNOW_DONE;
}
