/*
 * lexicon.c - opens the knowledge sections of the data file and answers look-ups in them.
 *
 * In: a pack. Out: constant structures read in place; nothing is copied but the table of sections. Two indexes (phrases, words): a filter that
 * stays in the cache says no to nearly all that is looked for, the bucket of its key holds the rest (lexicon_tables.h).
 */
#include "event/lexicon_tables.h"

#include "text/text.h"
#define SCORE_ROW 30u /* fifteen weights of 16 bits */
#define FEW_ENTRIES 8u
#define WORDS_AHEAD 2u /* from where a look-up begins to where one is likely to begin soon */

static const struct {
    const char *name;
    size_t size; /* of an element */
} layout[N_TABLES] = {
    {"ph.maybe", 8},
    {"ph.at", 4},
    {"ph.key", sizeof(index_entry)},
    {"ph.list", sizeof(index_value)},
    {"wd.maybe", 8},
    {"wd.at", 4},
    {"wd.key", sizeof(index_entry)},
    {"wd.list", sizeof(index_value)},
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

_Static_assert(sizeof(phrase_value) == 4 && sizeof(index_entry) == 8 && sizeof(kb_entity) == 28 && sizeof(kb_agent) == 28 && sizeof(kb_place) == 32,
               "layout of tools/pack.py");
_Static_assert(sizeof(kb_frame) == 40 && sizeof(kb_need) == 8 && sizeof(kb_compose) == 24 && sizeof(kb_instrument) == 12, "layout of tools/pack.py");
_Static_assert(sizeof(kb_realis) == 4 && sizeof(kb_category) == 8 && sizeof(kb_mode) == 12 && sizeof(kb_cameo) == 16 && sizeof(kb_context) == 4 &&
                   sizeof(kb_class) == 12 && sizeof(kb_type) == 24 && sizeof(kb_rule) == 28,
               "layout of tools/pack.py");

/* how far to shift a key to number `n` things, a power of two, by its upper bits */
static uint8_t shift_to(uint32_t n)
{
    uint8_t shift = 64;
    for (; n > 1; n >>= 1)
        shift--;
    return shift;
}

void lex_filter_sized(lexicon *lex, lex_index index) { lex->shift[index] = shift_to(lex->t[index + INDEX_FILTER].n); }

static bool power_of_two(uint32_t n) { return n > 1 && (n & (n - 1)) == 0; }

/* Of words of the filter and of buckets there is a power of two, more than one. */
static bool index_fits(lexicon *lex, lex_index index)
{
    uint32_t buckets = lex->t[index + INDEX_BUCKET].n - 1;
    lex_filter_sized(lex, index);
    lex->bucket[index] = shift_to(buckets);
    return power_of_two(lex->t[index + INDEX_FILTER].n) && power_of_two(buckets);
}

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
    const table *str_t = &lex->t[T_STR];
    bool ok = index_fits(lex, LEX_PHRASES) && index_fits(lex, LEX_WORDS);
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

static const void *element(const lexicon *lex, int t, uint32_t i)
{
    static const union {
        uint64_t align;
        uint8_t zero[64];
    } nothing = {0};
    return i < lex->t[t].n ? lex->t[t].p + (size_t)i * layout[t].size : nothing.zero;
}

const kb_entity *lex_entity(const lexicon *lex, uint32_t i) { return element(lex, T_ENT, i); }

const char *lex_sector(const lexicon *lex, const kb_entity *e)
{
    const char *s = lex_string(lex, e->sector);
    return strlen(s) < SECTOR_MAX ? s : "";
}

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

/* ---- indexes ---- */

static const uint64_t *filter_at(const lexicon *lex, lex_index index, uint64_t key)
{
    return (const uint64_t *)(const void *)lex->t[index + INDEX_FILTER].p + (key >> lex->shift[index]);
}

/* Between two look-ups the filter falls out of the cache: what is asked soon is fetched before. */
static void fetch(const void *p)
{
#if defined(__GNUC__)
    __builtin_prefetch(p);
#else
    (void)p;
#endif
}

static bool says(uint64_t word, uint64_t key, int what)
{
    uint64_t bits = filter_bits(key, what);
    return (word & bits) == bits;
}

/* what the bucket has for a key that the filter lets through: a binary search down to a few, which lie in one line of the cache */
static const index_entry *find(const lexicon *lex, lex_index index, uint64_t key)
{
    const table *at = &lex->t[index + INDEX_BUCKET], *entries = &lex->t[index + INDEX_ENTRY];
    const uint32_t *first = (const uint32_t *)(const void *)at->p + (key >> lex->bucket[index]);
    const index_entry *e = (const index_entry *)(const void *)entries->p;
    uint32_t low = first[0], high = first[1] < entries->n ? first[1] : entries->n, wanted = entry_key(lex, index, key);
    while (low < high && high - low > FEW_ENTRIES) {
        uint32_t mid = low + (high - low) / 2;
        if (e[mid].key <= wanted)
            low = mid;
        else
            high = mid;
    }
    while (low < high && e[low].key < wanted)
        low++;
    return low < high && e[low].key == wanted ? &e[low] : NULL;
}

const index_entry *lex_entry(const lexicon *lex, lex_index index, uint64_t key)
{
    return says(*filter_at(lex, index, key), key, FILTER_ENTRY) ? find(lex, index, key) : NULL;
}

const index_value *lex_entry_values(const lexicon *lex, lex_index index, const index_entry *entry, uint32_t *n)
{
    *n = entry != NULL;
    if (!entry || !(entry->value.ref & INDEX_MANY))
        return entry ? &entry->value : NULL;
    uint32_t first = (entry->value.ref & ~INDEX_MANY) >> 8, all = lex->t[index + INDEX_LIST].n;
    *n = entry->value.ref & 0xFF;
    if (first > all || *n > all - first)
        *n = 0;
    return *n ? element(lex, (int)index + INDEX_LIST, first) : NULL;
}

/* ---- words ---- */

static uint32_t salt_of(char table_name, char pos) { return (uint32_t)(uint8_t)(table_name ? table_name : 'L') << 8 | (uint8_t)pos; }

uint64_t lex_key_of(char table_name, char pos, hash_part word_hash) { return hash_key(word_hash, salt_of(table_name, pos)); }
uint64_t lex_key(char table_name, char pos, str word) { return lex_key_of(table_name, pos, hash_run(word.p, word.n)); }

/* what is found for a key that the filter lets through */
static const uint32_t *words_of(const lexicon *lex, uint64_t key, uint32_t *n)
{
    const index_value *v = lex_entry_values(lex, LEX_WORDS, find(lex, LEX_WORDS, key), n);
    return v ? &v->ref : NULL;
}

const uint32_t *lex_words(const lexicon *lex, uint64_t key, uint32_t *n)
{
    *n = 0;
    return says(*filter_at(lex, LEX_WORDS, key), key, FILTER_ENTRY) ? words_of(lex, key, n) : NULL;
}

/* '-' inside a token counts as a space, as in tools/pack.py */
static hash_part entry_hash(str word)
{
    hash_part h = HASH_NOTHING;
    for (size_t i = 0; i < word.n; i++)
        h = hash_add(h, word.p[i] == '-' && word.n > 1 ? ' ' : word.p[i]);
    return h;
}

lex_word lex_word_of(str lemma, str fold)
{
    hash_part form = entry_hash(fold);
    return (lex_word){str_eq(lemma, fold) ? form : entry_hash(lemma), form, str_is(fold, "-")};
}

lex_match lex_longest(const lexicon *lex, char table_name, char pos, const lex_word *word, uint32_t n, uint32_t most)
{
    lex_match best = {0};
    hash_part lemmas = HASH_NOTHING, forms = HASH_NOTHING;
    uint32_t salt = salt_of(table_name, pos);
    bool grows = true; /* is there a longer entry that begins like this? */
    for (uint32_t i = 0, words = 0; grows && i < n && i < most && words < LEX_PHRASE_MAX; i++) {
        if (word[i].hyphen && words > 0)
            continue;
        if (words++ > 0) {
            lemmas = hash_add(lemmas, ' ');
            forms = hash_add(forms, ' ');
        }
        hash_part mixed = hash_join(forms, word[i].lemma); /* "arms embargoes": the last word alone is inflected */
        lemmas = hash_join(lemmas, word[i].lemma);
        forms = hash_join(forms, word[i].form);
        const uint64_t keys[] = {hash_key(lemmas, salt), hash_key(forms, salt), hash_key(mixed, salt)};
        grows = false;
        for (uint32_t k = 0, found = 0; k < LEN(keys); k++) {
            if ((k > 0 && keys[k] == keys[0]) || (k > 1 && keys[k] == keys[1]))
                continue; /* looked for already */
            uint64_t bits = *filter_at(lex, LEX_WORDS, keys[k]);
            grows = grows || says(bits, keys[k], FILTER_BEGINS);
            const uint32_t *list = !found && says(bits, keys[k], FILTER_ENTRY) ? words_of(lex, keys[k], &found) : NULL;
            if (list)
                best = (lex_match){list, found, i + 1};
        }
    }
    return best;
}

/* ---- phrases ---- */

/* likewise */
static const phrase_value *phrases_of(const lexicon *lex, uint64_t key, uint32_t *n)
{
    const index_value *v = lex_entry_values(lex, LEX_PHRASES, find(lex, LEX_PHRASES, key), n);
    return v ? &v->phrase : NULL;
}

phrase_walk phrases_from(const lexicon *lex, const hash_part *word, uint32_t n)
{
    if (n > WORDS_AHEAD)
        fetch(filter_at(lex, LEX_PHRASES, hash_key(word[WORDS_AHEAD], 0)));
    return (phrase_walk){lex, word, n, 0, HASH_NOTHING, true};
}

bool phrase_next(phrase_walk *w, lex_hit *hit)
{
    const lexicon *lex = w->lex;
    hash_part so_far = w->so_far; /* all of this stays in registers: most walks end here at their first or second word */
    bool grows = w->grows;
    for (uint32_t count = w->count, n = w->n; grows && count < n;) {
        hash_part word = w->word[count++];
        if (word.power == 1)
            continue; /* "-": nothing is added */
        so_far = hash_join(so_far, word);
        uint64_t key = hash_key(so_far, 0), bits = *filter_at(lex, LEX_PHRASES, key);
        grows = says(bits, key, FILTER_BEGINS);
        if (says(bits, key, FILTER_ENTRY) && (hit->value = phrases_of(lex, key, &hit->n)) != NULL) {
            w->grows = grows;
            w->so_far = so_far;
            w->count = hit->count = count;
            hit->key = key;
            return true;
        }
    }
    return false;
}

bool phrase_lookup(const lexicon *lex, str name, lex_hit *hit)
{
    char folded[256];
    size_t n = text_fold(name.p, name.n, folded, sizeof folded);
    hash_part word = text_name_hash(str_of(folded, n == SIZE_MAX ? 0 : n));
    hit->count = 0;
    hit->key = hash_key(word, 0);
    hit->n = 0;
    bool may = word.power != 1 && says(*filter_at(lex, LEX_PHRASES, hit->key), hit->key, FILTER_ENTRY);
    hit->value = may ? phrases_of(lex, hit->key, &hit->n) : NULL;
    return hit->value != NULL;
}

/* ---- small tables ---- */

cue_kind lex_cue(const lexicon *lex, char pos, const lex_word *word, uint32_t n)
{
    lex_match m = lex_longest(lex, 'Q', pos, word, n, n);
    return m.list && *m.list <= CUE_REPORT ? (cue_kind)*m.list : CUE_NONE;
}

bool lex_attitude(const lexicon *lex, char pos, const lex_word *word, uint32_t n, uint32_t *takes, uint32_t *count)
{
    lex_match m = lex_longest(lex, 'U', pos, word, n, n);
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
