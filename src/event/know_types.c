/*
 * know_types.c - a user's ontology: its types, and which events are of which.
 *
 * In: lines of a table of types ("type name host cameo quad score") and of a mapping ("from aux_mode actor recipient with type", or "from type").
 * Out: kb_type and kb_rule in the lexicon, the conditions of a rule as those of frames. view.c reads them; knowledge/acled.tsv is such a mapping
 * too, packed by tools/pack.py, the twin of what is here.
 */
#include "event/know_parts.h"

#define TYPES_MAX 1000u
#define RULES_MAX 20000u
#define TYPE_BYTES 40u
#define SCORE_MOST 1000 /* on either side of zero */

const kb_type *know_type(const know *k, str name, uint32_t *at)
{
    *at = lex_type_index(k->lex, SCHEME_OWN, name);
    return *at == TYPE_NONE ? NULL : lex_type(k->lex, *at);
}

static bool plain_name(str s)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (!((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-'))
            return false;
    }
    return s.n > 0 && s.n <= TYPE_BYTES;
}

/* "ASSAULT/aerial" or "ASSAULT"; *mode EVENT_NONE: none. False: it is neither. */
static bool category_mode(const know *k, str s, uint8_t *event, uint8_t *mode)
{
    const char *slash = memchr(s.p, '/', s.n);
    size_t n = slash ? (size_t)(slash - s.p) : s.n;
    char name[40] = {0};
    *mode = EVENT_NONE;
    *event = know_category(k, str_of(s.p, n));
    if (*event == EVENT_NONE || !slash)
        return *event != EVENT_NONE;
    if (s.n - n - 1 < sizeof name)
        memcpy(name, slash + 1, s.n - n - 1);
    int at = lex_mode_index(k->lex, *event, name);
    if (at >= 0)
        *mode = (uint8_t)at;
    return at >= 0;
}

/* ---- types ---- */

static bool read_host(know *k, kb_type *t)
{
    rows *r = &k->row;
    str host = r->field[2], code = r->field[3];
    char text[5] = {0};
    t->event = t->mode = EVENT_NONE;
    if (!host.n)
        return !code.n || rows_say(r, 3, "a CAMEO code without a host", code, ": the host is the category that a frame of this type is coded as");
    if (!category_mode(k, host, &t->event, &t->mode))
        return rows_say(r, 2, "no category or category/mode", host, ": give one of PLOVER's, as ASSAULT or ASSAULT/aerial, or -");
    if (!code.n && t->mode != EVENT_NONE)
        memcpy(t->cameo, lex_mode(k->lex, t->mode)->cameo, sizeof t->cameo);
    else if (!code.n || code.n > 4)
        return rows_say(r, 3, "no CAMEO code", code, ": a host without a mode needs one, 190");
    else {
        memcpy(text, code.p, code.n);
        if (!lex_cameo(k->lex, text))
            return rows_say(r, 3, "unknown CAMEO code", code, ": knowledge/ontology.tsv has them all");
        memcpy(t->cameo, text, sizeof text);
    }
    return true;
}

bool know_type_line(know *k)
{
    rows *r = &k->row;
    str name = r->field[0], quad = r->field[4];
    kb_type t = {.scheme = SCHEME_OWN, .score = SCORE_NONE};
    uint32_t at;
    if (r->removes || !plain_name(name))
        return rows_say(r, 0, "no name of a type", name, ": give up to 40 letters, digits, _ . or -, and none of these at its head");
    if (know_category(k, name) != EVENT_NONE || str_is(name, "NONE"))
        return rows_say(r, 0, "a type called like a category of PLOVER", name, ": give it a name of its own");
    if (know_type(k, name, &at))
        return rows_say(r, 0, "this type is there already", name, ": one line for each");
    if (!read_host(k, &t))
        return false;
    if (quad.n && (quad.n > 1 || quad.p[0] < '1' || quad.p[0] > '4'))
        return rows_say(r, 4, "no quad class", quad, ": give 1 to 4 (verbal cooperation, material cooperation, verbal conflict, material conflict) or -");
    if (r->field[5].n && !know_decimal(r->field[5], SCORE_MOST, &t.score))
        return rows_say(r, 5, "no score", r->field[5], ": give a number as -7.5, or -");
    at = lex_n_type(k->lex);
    if (at >= TYPES_MAX)
        return rows_say(r, 0, "too many types", name, ": there can be about a thousand");
    t.quad = quad.n ? (uint8_t)(quad.p[0] - '0') : 0;
    t.code = know_string(k, name);
    t.name = know_string(k, r->field[1]);
    kb_type *to = lex_grow(k->lex, T_TYPE, 1);
    if (!to)
        return know_no_memory(k);
    *to = t;
    k->lex->typed = true;
    return true;
}

/* ---- the mapping ---- */

/* country, sector, or both run together: twin of side_keys() in view.c */
static bool is_side_code(str s)
{
    bool nobody = str_starts(s, "---");
    return (s.n == 3 || s.n == 6) && know_is_code(nobody ? str_of(s.p + 3, s.n - 3) : s);
}

static bool is_small(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] >= 'A' && s.p[i] <= 'Z')
            return false;
    return true;
}

/* One alternative of a condition. */
static bool side_value(know *k, uint32_t field, str item, bool who)
{
    static const char *const special[] = {"*", "@ARMED", "@COUNTRY", "@PERSON", "@ABROAD", "@SEVERAL", "@NOBODY"};
    static const uint8_t values[] = {V_ANYTHING, V_ARMED, V_COUNTRY, V_PERSON, SIDE_ABROAD, SIDE_SEVERAL, SIDE_NOBODY};
    uint32_t at;
    if (who && know_one_of(item, special, LEN(special), &at))
        return know_value(k, values[at]);
    if (item.p[0] == '@')
        return know_class(k, field, str_of(item.p + 1, item.n - 1), false);
    if (who && is_side_code(item))
        return know_value(k, lex_key('Y', 0, item));
    if (is_small(item) && item.p[0] != '*')
        return know_value(k, know_key(0, 0, item));
    return rows_say(&k->row, field, who ? "no code, class or word" : "no word or class", item,
                    who ? ": give a country or sector (SOM, MIL, SOMMIL), @ARMED @COUNTRY @PERSON @ABROAD @SEVERAL @NOBODY, a word in small letters, or *"
                        : ": give lemmas in small letters, or @class");
}

/* Conditions separated by spaces, each a list of alternatives: behind need[*n]. */
static bool read_side(know *k, uint32_t field, uint8_t slot, kb_need *need, uint32_t *n)
{
    str s = k->row.field[field];
    for (size_t i = 0; i < s.n;) {
        size_t len = 0;
        while (i + len < s.n && s.p[i + len] != ' ')
            len++;
        str list = str_of(s.p + i, len), item;
        i += len + 1;
        if (!len)
            continue;
        bool negative = list.p[0] == '!';
        uint32_t first = k->lex->t[T_VAL].n;
        if (negative)
            list = str_of(list.p + 1, list.n - 1);
        if (!list.n || *n == KNOW_NEEDS_MAX)
            return rows_say(&k->row, field, list.n ? "too many conditions" : "a ! without a condition", list, "");
        while (rows_item(&list, &item))
            if (!side_value(k, field, item, slot != S_ANY))
                return false;
        uint32_t count = k->lex->t[T_VAL].n - first;
        if (count > UINT16_MAX)
            return rows_say(&k->row, field, "too many values", STR(""), "");
        need[(*n)++] = (kb_need){slot, negative, (uint16_t)count, first};
    }
    return true;
}

static bool read_aux(know *k, uint32_t field, uint8_t *bits)
{
    static const char *const names[] = {"actual", "negation", "future", "hypothetical", "historical"}; /* as aux_mode counts */
    str list = k->row.field[field], item;
    uint32_t at;
    *bits = 0;
    while (rows_item(&list, &item)) {
        if (!know_one_of(item, names, LEN(names), &at))
            return rows_say(&k->row, field, "no aux_mode", item, ": give actual, negation, future, hypothetical or historical; - is any");
        *bits = (uint8_t)(*bits | 1u << at);
    }
    return true;
}

static bool begins_code(const know *k, str s)
{
    for (uint32_t i = 0; i < k->lex->t[T_CAMEO].n; i++) {
        const kb_cameo *c = (const kb_cameo *)(const void *)k->lex->t[T_CAMEO].p + i;
        if (strncmp(c->code, s.p, s.n) == 0)
            return true;
    }
    return false;
}

/* What one alternative of `from` says of category, mode and code. */
static bool read_from(know *k, str s, kb_rule *rule)
{
    static const uint8_t ranks[] = {RANK_ANY, RANK_ANY, RANK_CODE_2, RANK_CODE_3, RANK_CODE_4};
    rule->event = rule->mode = EVENT_NONE;
    rule->rank = RANK_ANY;
    memset(rule->prefix, 0, sizeof rule->prefix);
    if (str_is(s, "*"))
        return true;
    bool whole = s.n > 2 && memcmp(s.p + s.n - 2, "/*", 2) == 0; /* any mode or none, but as narrow as one */
    if (category_mode(k, whole ? str_of(s.p, s.n - 2) : s, &rule->event, &rule->mode)) {
        rule->rank = whole || rule->mode != EVENT_NONE ? RANK_MODE : RANK_CATEGORY;
        return true;
    }
    if (s.n > 4 || !know_is_code(s) || !begins_code(k, s))
        return rows_say(&k->row, 0, "no category, category/mode or beginning of a CAMEO code", s, ": give ASSAULT, ASSAULT/aerial, ASSAULT/*, 19, 1951 or *");
    memcpy(rule->prefix, s.p, s.n);
    rule->rank = ranks[s.n];
    return true;
}

/* The short form has `from` and `type` alone: its fields go where those of the long one stand. */
static void lengthen(rows *r)
{
    r->field[5] = r->field[1];
    for (uint32_t i = 1; i < 5; i++)
        r->field[i] = str_of(r->field[5].p, 0);
}

bool know_map_line(know *k)
{
    rows *r = &k->row;
    kb_need need[KNOW_NEEDS_MAX];
    kb_rule rule = {.scheme = SCHEME_OWN, .type = TYPE_NONE};
    uint32_t n = 0;
    if (r->kind == ROWS_MAP_SHORT)
        lengthen(r);
    str list = r->field[0], item;
    if (r->removes || !list.n)
        return rows_say(r, 0, "no `from`", STR(""), ": it says which events the line is about; * is all");
    if (r->field[5].n && !know_type(k, r->field[5], &rule.type))
        return rows_say(r, 5, "no type", r->field[5], ": types stand in a table with the header type, name, host, cameo, quad, score; - is none");
    if (!read_aux(k, 1, &rule.aux) || !read_side(k, 2, S_SUBJ, need, &n) || !read_side(k, 3, S_OBJ, need, &n) || !read_side(k, 4, S_ANY, need, &n))
        return false;
    rule.need = k->lex->t[T_NEED].n;
    rule.n_need = n;
    kb_need *to = lex_grow(k->lex, T_NEED, n);
    if (!to && n)
        return know_no_memory(k);
    if (n)
        memcpy(to, need, n * sizeof *need);
    while (rows_item(&list, &item)) {
        if (lex_n_rule(k->lex) >= RULES_MAX)
            return rows_say(r, 0, "too many lines", STR(""), ": a mapping can have about twenty thousand");
        if (!read_from(k, item, &rule))
            return false;
        rule.source = know_source(k, item);
        kb_rule *more = lex_grow(k->lex, T_RULE, 1);
        if (!more)
            return know_no_memory(k);
        *more = rule;
    }
    return !k->no_memory;
}
