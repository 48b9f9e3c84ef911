/*
 * know_names.c - lines of a user's tables that are about names: countries, actors, roles, places, words that take their sentence out.
 *
 * In: a line (rows.c). Out: what it names as an entity, role or place of the lexicon, and its names among the phrases to be put into the index.
 */
#include "event/know_parts.h"

#define PHRASE_MAX 60u /* bytes of a phrase that is looked up */

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

/* The folded name without what names are not compared by; empty: too long */
static str phrase_of(know *k, str s)
{
    char text[KNOW_FOLD_MAX];
    str fold = know_folded(s, text);
    size_t n = 0;
    for (size_t i = 0; i < fold.n; i++)
        if (!text_silent(text[i]))
            text[n++] = text[i];
    return n && n <= PHRASE_MAX ? str_of(arena_copy(&k->mem, text, n), n) : STR("");
}

static void add_phrase(know *k, str s, phrase_kind kind, uint32_t ref, uint8_t letters, bool removes)
{
    str phrase = phrase_of(k, s);
    if (!phrase.n)
        return;
    added *a = phrase.p ? vec_push(&k->mem, &k->phrase, KNOW_ADDED_MAX) : NULL;
    if (!a) {
        know_no_memory(k);
        return;
    }
    *a = (added){.key = hash_key(hash_run(phrase.p, phrase.n), 0), .phrase = phrase, .seq = k->phrase.n, .removes = removes};
    a->value.phrase = (phrase_value){.ref = ref & PHRASE_REF_MAX, .letters = letters & 3u, .kind = kind & 15u};
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

/* ---- countries, actors, agents, places, discards ---- */

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
    uint32_t name_at = know_string(k, name), office_at = know_string(k, office), sector_at = know_string(k, sector);
    *at = k->lex->t[T_ENT].n;
    kb_entity *e = lex_grow(k->lex, T_ENT, 1);
    if (!e)
        return know_no_memory(k), NULL;
    e->name = name_at;
    e->office = office_at;
    e->sector = sector_at;
    if (code.n)
        memcpy(e->code, code.p, code.n);
    return e;
}

bool know_country(know *k)
{
    rows *r = &k->row;
    int32_t lo, hi;
    uint32_t at;
    if (r->removes)
        return remove_names(k, KNOW_COUNTRY_KINDS);
    if (!r->field[1].n)
        return rows_say(r, 1, "a country without a name", STR(""), "");
    if (!read_codes(k, 0, ROWS_FIELDS) || !read_spell(k, 8, &lo, &hi))
        return false;
    kb_entity *e = add_entity(k, r->field[1], STR(""), r->field[0], STR(""), &at);
    if (!e)
        return false;
    e->from = lo;
    e->to = hi;
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

/* One actor for each code of "USA/GBR": the first has the names. */
static bool add_actor(know *k, uint8_t kind, int32_t lo, int32_t hi)
{
    str *field = k->row.field, codes = field[2];
    for (uint32_t n = 0; n == 0 || codes.n; n++) {
        const char *slash = codes.n ? memchr(codes.p, '/', codes.n) : NULL;
        size_t len = slash ? (size_t)(slash - codes.p) : codes.n, step = len + (slash != NULL);
        uint32_t at;
        kb_entity *e = add_entity(k, field[0], field[5], str_of(codes.p, len), field[3], &at);
        if (!e)
            return false;
        e->from = lo;
        e->to = hi;
        e->kind = kind;
        e->joint = n > 0;
        codes = str_of(codes.p + step, codes.n - step);
        if (n == 0) {
            add_names(k, field[0], PH_ACTOR, at);
            add_names(k, field[1], PH_ACTOR, at);
        }
    }
    return true;
}

/* "USA/GBR": three letters each */
static bool joint_codes(str s)
{
    for (size_t i = 0; i < s.n; i += 4)
        if (i + 3 > s.n || !know_is_code(str_of(s.p + i, 3)) || (i + 3 < s.n && s.p[i + 3] != '/') || i + 4 == s.n)
            return false;
    return s.n > 3;
}

bool know_actor(know *k)
{
    static const char *const kinds[] = {"person", "org", "armed", "party", "igo", "ngo", "seat", "region"};
    rows *r = &k->row;
    int32_t lo, hi;
    uint32_t kind;
    if (r->removes)
        return remove_names(k, str_is(r->field[0], "*") ? KNOW_BIT(PH_ACTOR) : KNOW_WHO_KINDS);
    if (!r->field[0].n)
        return rows_say(r, 0, "an actor without a name", STR(""), "");
    if (!know_one_of(r->field[4], kinds, LEN(kinds), &kind))
        return rows_say(r, 4, "no kind of actor", r->field[4], ": give person, org, armed, party, igo, ngo, seat or region");
    if ((!joint_codes(r->field[2]) && !read_codes(k, 2, 3)) || !read_spell(k, 6, &lo, &hi))
        return false;
    return add_actor(k, (uint8_t)(kind + E_PERSON), lo, hi);
}

bool know_agent(know *k)
{
    static const char *const kinds[] = {"person", "group", "office", "former"};
    rows *r = &k->row;
    uint32_t kind;
    str sector = r->field[2], code = r->field[4];
    if (r->removes)
        return remove_names(k, str_is(r->field[0], "*") ? KNOW_BIT(PH_AGENT) | KNOW_BIT(PH_AGENTS) : KNOW_WHO_KINDS);
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

bool know_place(know *k)
{
    static const char *const classes[] = {"city", "capital", "admin1", "admin2", "region", "sea", "river", "mountain", "island", "crossing", "camp", "base"};
    static const uint8_t numbers[] = {P_CITY, P_CAPITAL, P_ADMIN1, P_ADMIN2, P_REGION, P_WATER, P_WATER, P_MOUNTAIN, P_ISLAND, P_SITE, P_SITE, P_SITE};
    rows *r = &k->row;
    uint32_t id, pop, class;
    int32_t lat, lon;
    if (r->removes)
        return remove_names(k, KNOW_BIT(PH_PLACE));
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

bool know_discard(know *k)
{
    rows *r = &k->row;
    if (r->removes)
        return remove_names(k, KNOW_BIT(PH_DISCARD));
    bool article = str_is(r->field[1], "article");
    if (!article && !str_is(r->field[1], "sentence"))
        return rows_say(r, 1, "no scope", r->field[1], ": give sentence or article");
    add_names(k, r->field[0], PH_DISCARD, article);
    k->lex->discards = true;
    return true;
}
