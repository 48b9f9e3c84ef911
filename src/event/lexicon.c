/*
 * lexicon.c - opens the knowledge sections of the data file and answers look-ups in them.
 *
 * In: a pack. Out: constant structures read in place; nothing is copied but the table of sections. Two open-addressing hash tables
 * (phrases, words) with 64-bit FNV-1a keys; a key's value is `first << 8 | count` into a list.
 */
#include "event/lexicon_tables.h"

#include "text/text.h"
#define SCORE_ROW 30u /* fifteen weights of 16 bits */

static const struct {
    const char *name;
    size_t size; /* of an element */
} layout[N_TABLES] = {
    {"ph.key", 8},
    {"ph.at", 4},
    {"ph.list", sizeof(phrase_value)},
    {"ph.reach", 1},
    {"ph.far", 1},
    {"ph.maybe", 1},
    {"wd.key", 8},
    {"wd.at", 4},
    {"wd.list", 4},
    {"kb.ent", sizeof(kb_entity)},
    {"kb.agt", sizeof(kb_agent)},
    {"kb.plc", sizeof(kb_place)},
    {"fr.frm", sizeof(kb_frame)},
    {"fr.need", sizeof(kb_need)},
    {"fr.val", 8},
    {"fr.slot", 1},
    {"co.mpose", sizeof(kb_compose)},
    {"in.strum", sizeof(kb_instrument)},
    {"rz.list", sizeof(kb_realis)},
    {"on.cat", sizeof(kb_category)},
    {"on.mode", sizeof(kb_mode)},
    {"on.cameo", sizeof(kb_cameo)},
    {"on.ctx", 4},
    {"cx.list", sizeof(kb_context)},
    {"kb.prep", 4},
    {"sc.key", 4},
    {"sc.w", SCORE_ROW},
    {"sc.v", SCORE_ROW},
    {"sc.b", 4},
    {"sc.c", 2},
    {"et.w", 2},
    {"kb.str", 1},
    {"fr.class", sizeof(kb_class)},
    {"vw.type", sizeof(kb_type)},
    {"vw.rule", sizeof(kb_rule)},
};

_Static_assert(sizeof(phrase_value) == 8 && sizeof(kb_entity) == 44 && sizeof(kb_agent) == 28 && sizeof(kb_place) == 32, "layout of tools/pack.py");
_Static_assert(sizeof(kb_frame) == 36 && sizeof(kb_need) == 8 && sizeof(kb_compose) == 24 && sizeof(kb_instrument) == 12, "layout of tools/pack.py");
_Static_assert(sizeof(kb_realis) == 4 && sizeof(kb_category) == 8 && sizeof(kb_mode) == 12 && sizeof(kb_cameo) == 16 && sizeof(kb_context) == 4 &&
                   sizeof(kb_class) == 12 && sizeof(kb_type) == 24 && sizeof(kb_rule) == 28,
               "layout of tools/pack.py");

lexicon *lex_open(const pack *pk, const casus_alloc *alloc, casus_err *err)
{
    lexicon *lex = alloc->alloc(alloc->ctx, sizeof *lex);
    if (!lex) {
        err_set(err, CASUS_ERR_MEMORY, "out of memory", 0);
        return NULL;
    }
    memset(lex, 0, sizeof *lex);
    lex->alloc = *alloc;
    for (int i = 0; i < N_TABLES; i++) {
        pack_section s;
        if (!pack_find(pk, layout[i].name, &s) || s.n % layout[i].size || s.n / layout[i].size > UINT32_MAX) {
            err_set(err, CASUS_ERR_DATA, "the data file lacks a section of the knowledge base or it is damaged", (size_t)i);
            lex_close(lex);
            return NULL;
        }
        lex->t[i] = (table){s.p, (uint32_t)(s.n / layout[i].size)};
    }
    uint32_t n = lex->t[T_PH_KEY].n, w = lex->t[T_WD_KEY].n;
    const table *str_t = &lex->t[T_STR];
    bool ok = n && lex->t[T_PH_AT].n == n && w && lex->t[T_WD_AT].n == w && lex->t[T_PH_REACH].n == REACH_NEAR_SLOTS && lex->t[T_PH_FAR].n == REACH_FAR_SLOTS &&
              lex->t[T_PH_MAYBE].n == MAYBE_BYTES;
    ok = ok && str_t->n && str_t->p[str_t->n - 1] == 0 && lex->t[T_CAT].n == N_EVENTS && lex->t[T_SLOT].n && lex->t[T_SLOT].p[lex->t[T_SLOT].n - 1] == 0;
    if (!ok) {
        err_set(err, CASUS_ERR_DATA, "the tables of the knowledge base do not fit together", 0);
        lex_close(lex);
        return NULL;
    }
    return lex;
}

void lex_close(lexicon *lex)
{
    if (lex) {
        casus_alloc a = lex->alloc;
        for (int i = 0; i < N_TABLES; i++)
            if (lex->room[i])
                a.release(a.ctx, (void *)(uintptr_t)lex->t[i].p);
        a.release(a.ctx, lex);
    }
}

bool lex_own(lexicon *lex, int t, uint32_t n)
{
    size_t size = layout[t].size;
    if (n <= lex->room[t])
        return lex->t[t].n = n, true;
    uint32_t room = n < UINT32_MAX / 2 ? n + n / 2 + 16 : n;
    uint8_t *p = room <= SIZE_MAX / size ? lex->alloc.alloc(lex->alloc.ctx, room * size) : NULL;
    if (!p)
        return false;
    uint32_t kept = lex->t[t].n < n ? lex->t[t].n : n;
    if (kept)
        memcpy(p, lex->t[t].p, kept * size);
    memset(p + kept * size, 0, (room - kept) * size);
    if (lex->room[t])
        lex->alloc.release(lex->alloc.ctx, (void *)(uintptr_t)lex->t[t].p);
    lex->room[t] = room;
    lex->t[t] = (table){p, n};
    return true;
}

void *lex_grow(lexicon *lex, int t, uint32_t n)
{
    uint32_t old = lex->t[t].n;
    if (n > UINT32_MAX - old || !lex_own(lex, t, old + n))
        return NULL;
    return (uint8_t *)(uintptr_t)lex->t[t].p + (size_t)old * layout[t].size;
}

bool lex_add_string(lexicon *lex, str s, uint32_t *at)
{
    *at = 0;
    if (!s.n)
        return true;
    *at = lex->t[T_STR].n;
    char *p = s.n < UINT32_MAX / 2 ? lex_grow(lex, T_STR, (uint32_t)s.n + 1) : NULL;
    if (p)
        memcpy(p, s.p, s.n);
    return p != NULL;
}

uint32_t lex_slot(uint64_t key, uint32_t n) { return (uint32_t)((key >> 32) * n >> 32); }

static const void *element(const lexicon *lex, int t, uint32_t i)
{
    static const union {
        uint64_t align;
        uint8_t zero[64];
    } nothing = {0};
    return i < lex->t[t].n ? lex->t[t].p + (size_t)i * layout[t].size : nothing.zero;
}

const kb_entity *lex_entity(const lexicon *lex, uint32_t i) { return element(lex, T_ENT, i); }

const kb_entity *lex_joint(const lexicon *lex, const kb_entity *e)
{
    const kb_entity *all = (const kb_entity *)(const void *)lex->t[T_ENT].p;
    uint32_t n = lex->t[T_ENT].n;
    return n && e >= all && e + 1 < all + n && e[1].joint ? e + 1 : NULL;
}
uint32_t lex_n_entity(const lexicon *lex) { return lex->t[T_ENT].n; }
uint32_t lex_n_place(const lexicon *lex) { return lex->t[T_PLC].n; }
const kb_agent *lex_agent(const lexicon *lex, uint32_t i) { return element(lex, T_AGT, i); }
const kb_place *lex_place(const lexicon *lex, uint32_t i) { return element(lex, T_PLC, i); }
const kb_frame *lex_frame(const lexicon *lex, uint32_t i) { return element(lex, T_FRM, i); }
const kb_need *lex_need(const lexicon *lex, uint32_t i) { return element(lex, T_NEED, i); }
const uint64_t *lex_values(const lexicon *lex, uint32_t at, uint32_t n)
{
    uint32_t all = lex->t[T_VAL].n;
    return at <= all && n <= all - at ? element(lex, T_VAL, at) : NULL;
}

uint64_t lex_value(const lexicon *lex, uint32_t at) { return *(const uint64_t *)element(lex, T_VAL, at); }

const uint8_t *lex_slots(const lexicon *lex, uint32_t at) { return element(lex, T_SLOT, at); }
const kb_realis *lex_realis(const lexicon *lex, uint32_t i) { return element(lex, T_REALIS, i); }
const kb_instrument *lex_instrument(const lexicon *lex, uint32_t i) { return element(lex, T_INSTRUMENT, i); }
const kb_context *lex_context(const lexicon *lex, uint32_t i) { return element(lex, T_CONTEXT, i); }
const kb_category *lex_category(const lexicon *lex, uint32_t i) { return element(lex, T_CAT, i); }
const kb_mode *lex_mode(const lexicon *lex, uint32_t i) { return element(lex, T_MODE, i); }
const kb_type *lex_type(const lexicon *lex, uint32_t i) { return element(lex, T_TYPE, i); }
uint32_t lex_n_type(const lexicon *lex) { return lex->t[T_TYPE].n; }
const kb_rule *lex_rule(const lexicon *lex, uint32_t i) { return element(lex, T_RULE, i); }
uint32_t lex_n_rule(const lexicon *lex) { return lex->t[T_RULE].n; }
bool lex_typed(const lexicon *lex) { return lex->typed; }

uint32_t lex_type_index(const lexicon *lex, scheme_id scheme, str code)
{
    for (uint32_t i = 0; i < lex->t[T_TYPE].n; i++)
        if (lex_type(lex, i)->scheme == (uint8_t)scheme && str_is(code, lex_string(lex, lex_type(lex, i)->code)))
            return i;
    return TYPE_NONE;
}

const kb_class *lex_class(const lexicon *lex, str name)
{
    for (uint32_t i = lex->t[T_CLASS].n; i-- > 0;) {
        const kb_class *c = element(lex, T_CLASS, i);
        if (str_is(name, lex_string(lex, c->name)))
            return c;
    }
    return NULL;
}

const char *lex_context_name(const lexicon *lex, uint32_t i) { return lex_string(lex, *(const uint32_t *)element(lex, T_CTX, i)); }

const char *lex_string(const lexicon *lex, uint32_t at) { return at < lex->t[T_STR].n ? (const char *)lex->t[T_STR].p + at : ""; }

/* ---- hash tables ---- */

static uint64_t fnv(uint64_t h, const char *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        h = (h ^ (uint8_t)p[i]) * 0x100000001B3u;
    return h;
}

/* value of a key in the table (keys, at), 0: absent. A full table would loop for ever: the walk is bounded. */
static uint32_t probe(const lexicon *lex, int keys, int at, uint64_t key)
{
    uint32_t n = lex->t[keys].n;
    const uint64_t *k = (const uint64_t *)(const void *)lex->t[keys].p;
    uint32_t i = lex_slot(key, n); /* the upper half of the key, scaled to the table: its size need be no power of two */
    for (uint32_t walked = 0; walked < n && k[i]; walked++, i = i + 1 < n ? i + 1 : 0)
        if (k[i] == key)
            return *(const uint32_t *)element(lex, at, i);
    return 0;
}

uint64_t lex_key(char table_name, char pos, str word)
{
    char head[2] = {table_name ? table_name : 'L', pos};
    return fnv(fnv(0xCBF29CE484222325u, head, pos ? 2 : 1), word.p, word.n);
}

uint64_t lex_key_more(uint64_t key, str more) { return fnv(key, more.p, more.n); }

const uint32_t *lex_words(const lexicon *lex, uint64_t key, uint32_t *n)
{
    uint32_t v = probe(lex, T_WD_KEY, T_WD_AT, key);
    uint32_t first = v >> 8;
    *n = v & 0xFF;
    if (first > lex->t[T_WD_LIST].n || *n > lex->t[T_WD_LIST].n - first)
        *n = 0;
    return *n ? (const uint32_t *)element(lex, T_WD_LIST, first) : NULL;
}

/* The bytes of one word behind those of the words before; '-' inside a token counts as a space, as in tools/pack.py */
static uint64_t phrase_word(uint64_t key, str word, bool first)
{
    if (!first)
        key = fnv(key, " ", 1);
    for (size_t i = 0; i < word.n; i++)
        key = fnv(key, word.p[i] == '-' && word.n > 1 ? " " : word.p + i, 1);
    return key;
}

lex_match lex_longest(const lexicon *lex, char table_name, char pos, const str *word, const str *fold, uint32_t n, uint32_t most)
{
    lex_match best = {0};
    uint64_t start = lex_key(table_name, pos, STR("")), lemmas = start, forms = start;
    uint32_t more = 0; /* does any longer entry begin with the first word? */
    for (uint32_t i = 0, words = 0; i < n && i < most && words < LEX_PHRASE_MAX; i++) {
        if (str_is(fold[i], "-") && words > 0)
            continue;
        uint64_t mixed = phrase_word(forms, word[i], words == 0); /* "arms embargoes": the last word alone is inflected */
        lemmas = phrase_word(lemmas, word[i], words == 0);
        forms = phrase_word(forms, fold[i], words == 0);
        const uint64_t keys[] = {lemmas, forms, mixed};
        for (uint32_t k = 0, found = 0; k < LEN(keys) && !found; k++) {
            if ((k > 0 && keys[k] == keys[0]) || (k > 1 && keys[k] == keys[1]))
                continue; /* looked for already */
            const uint32_t *list = lex_words(lex, keys[k], &found);
            if (list)
                best = (lex_match){list, found, i + 1};
        }
        words++;
        if (words == 1) {
            lex_words(lex, lex_key_more(lemmas, STR(" ")), &more);
            if (!more && forms != lemmas)
                lex_words(lex, lex_key_more(forms, STR(" ")), &more);
            if (!more)
                break;
        }
    }
    return best;
}

void phrase_begin(phrase_key *k) { *k = (phrase_key){.hash = 0xCBF29CE484222325u}; }

void phrase_add(phrase_key *k, str fold)
{
    static const bool mute[256] = {['-'] = true, ['.'] = true, ['\''] = true, [' '] = true};
    uint64_t h = k->hash;
    uint32_t n = k->length;
    for (size_t i = 0; i < fold.n; i++) {
        if (mute[(uint8_t)fold.p[i]])
            continue;
        h = fnv(h, fold.p + i, 1);
        if (++n == REACH_NEAR)
            k->near = (uint32_t)h & (REACH_NEAR_SLOTS - 1);
        else if (n == REACH_FAR)
            k->far = (uint32_t)h & (REACH_FAR_SLOTS - 1);
    }
    k->hash = h;
    k->length = n;
}

bool phrase_may_grow(const lexicon *lex, const phrase_key *k)
{
    if (k->length < REACH_NEAR)
        return true;
    return lex->t[T_PH_REACH].p[k->near] > k->length && (k->length < REACH_FAR || lex->t[T_PH_FAR].p[k->far] > k->length);
}

uint32_t phrase_bit(uint64_t hash, int which) { return (uint32_t)(which ? hash >> 43 : hash >> 20) & (8 * MAYBE_BYTES - 1); }

/* A Bloom filter: says no to nearly all that are none, without a look at the large table. */
static bool maybe(const lexicon *lex, uint64_t hash)
{
    const uint8_t *bits = lex->t[T_PH_MAYBE].p;
    uint32_t a = phrase_bit(hash, 0), b = phrase_bit(hash, 1);
    return bits[a >> 3] >> (a & 7) & bits[b >> 3] >> (b & 7) & 1;
}

bool phrase_find(const lexicon *lex, const phrase_key *k, lex_hit *hit)
{
    if (!maybe(lex, k->hash))
        return false;
    uint32_t v = probe(lex, T_PH_KEY, T_PH_AT, k->hash);
    uint32_t first = v >> 8, n = v & 0xFF;
    if (!n || first > lex->t[T_PH_LIST].n || n > lex->t[T_PH_LIST].n - first)
        return false;
    hit->value = element(lex, T_PH_LIST, first);
    hit->n = n;
    return true;
}

bool phrase_lookup(const lexicon *lex, str name, lex_hit *hit)
{
    char folded[256];
    phrase_key key;
    size_t n = text_fold(name.p, name.n, folded, sizeof folded);
    phrase_begin(&key);
    phrase_add(&key, str_of(folded, n == SIZE_MAX ? 0 : n));
    return key.length > 0 && phrase_find(lex, &key, hit);
}

/* ---- small tables ---- */

cue_kind lex_cue(const lexicon *lex, char pos, const str *word, const str *fold, uint32_t n)
{
    lex_match m = lex_longest(lex, 'Q', pos, word, fold, n, n);
    return m.list && *m.list <= CUE_REPORT ? (cue_kind)*m.list : CUE_NONE;
}

bool lex_attitude(const lexicon *lex, char pos, const str *word, const str *fold, uint32_t n, uint32_t *takes, uint32_t *count)
{
    lex_match m = lex_longest(lex, 'U', pos, word, fold, n, n);
    *takes = m.list ? *m.list : 0;
    *count = m.list ? m.count : 1;
    return m.list != NULL;
}

static bool has_mode(const uint8_t *mode, uint32_t n, uint8_t m)
{
    for (uint32_t i = 0; i < n; i++)
        if (mode[i] == m)
            return true;
    return false;
}

const kb_compose *lex_compose(const lexicon *lex, op_kind op, uint8_t event, const uint8_t *mode, uint32_t n_mode, const char *cameo)
{
    const kb_compose *best = NULL;
    int best_score = -1;
    for (uint32_t i = 0; i < lex->t[T_COMPOSE].n; i++) {
        const kb_compose *c = element(lex, T_COMPOSE, i);
        if (c->op != op || (c->event != EVENT_NONE && c->event != event))
            continue;
        if (c->mode != EVENT_NONE && !has_mode(mode, n_mode, c->mode))
            continue;
        int prefix = 0;
        while (prefix < 4 && c->prefix[prefix])
            prefix++;
        if (strncmp(c->prefix, cameo, (size_t)prefix) != 0)
            continue;
        int score = (c->event != EVENT_NONE) + 2 * (c->mode != EVENT_NONE) + 4 * prefix; /* a code beats a mode, the longer one the shorter */
        if (score > best_score)
            best = c, best_score = score;
    }
    return best;
}

int lex_mode_index(const lexicon *lex, uint8_t event, const char *name)
{
    for (uint32_t i = 0; i < lex->t[T_MODE].n; i++) {
        const kb_mode *m = lex_mode(lex, i);
        if (m->event == event && strcmp(lex_string(lex, m->name), name) == 0)
            return (int)i;
    }
    return -1;
}

int lex_category_index(const lexicon *lex, const char *name)
{
    for (uint32_t i = 0; i < N_EVENTS; i++)
        if (strcmp(lex_string(lex, lex_category(lex, i)->name), name) == 0)
            return (int)i;
    return -1;
}

bool lex_category_in(const lexicon *lex, uint8_t category, const char *const *names, size_t n)
{
    return category < N_EVENTS && str_in(str_z(lex_string(lex, lex_category(lex, category)->name)), names, n);
}

const kb_cameo *lex_cameo(const lexicon *lex, const char *code)
{
    uint32_t lo = 0, hi = lex->t[T_CAMEO].n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        const kb_cameo *c = element(lex, T_CAMEO, mid);
        int order = strncmp(c->code, code, sizeof c->code);
        if (order == 0)
            return c;
        if (order < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return NULL;
}

bool lex_forms(const lexicon *lex) { return lex->forms; }
bool lex_discards(const lexicon *lex) { return lex->discards; }

const int16_t *lex_score(const lexicon *lex, uint32_t key)
{
    uint32_t lo = 0, hi = lex->t[T_SCORE_KEY].n < lex->t[T_SCORE_W].n ? lex->t[T_SCORE_KEY].n : lex->t[T_SCORE_W].n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2, k = *(const uint32_t *)element(lex, T_SCORE_KEY, mid);
        if (k == key)
            return element(lex, T_SCORE_W, mid);
        if (k < key)
            lo = mid + 1;
        else
            hi = mid;
    }
    return NULL;
}

const int16_t *lex_score_vector(const lexicon *lex, uint32_t dimension) { return element(lex, T_SCORE_V, dimension); }
const int16_t *lex_score_sure(const lexicon *lex, uint32_t knot) { return knot < lex->t[T_SCORE_C].n ? element(lex, T_SCORE_C, knot) : NULL; }
const int16_t *lex_trust(const lexicon *lex, uint32_t fact) { return fact < lex->t[T_TRUST].n ? element(lex, T_TRUST, fact) : NULL; }
int32_t lex_score_bias(const lexicon *lex, uint32_t klass) { return *(const int32_t *)element(lex, T_SCORE_B, klass); }

uint32_t lex_prep(const lexicon *lex, str lemma)
{
    uint32_t n;
    const uint32_t *w = lex_words(lex, lex_key('P', 0, lemma), &n);
    return w ? *w : S_NONE;
}

const char *lex_prep_name(const lexicon *lex, uint32_t slot)
{
    static const char *const fixed[N_SLOT_PREP] = {"", "subj", "obj", "iobj", "comp", "poss", "mod", "any", "prt", "pre", "seq", "left", "right", "", "", ""};
    return slot < N_SLOT_PREP ? fixed[slot] : lex_string(lex, *(const uint32_t *)element(lex, T_PREP, slot - N_SLOT_PREP));
}
