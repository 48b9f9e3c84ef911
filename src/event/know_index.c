/*
 * know_index.c - puts the names and words of a user's tables into the hash tables of the lexicon, all at once.
 *
 * What a name means to a user replaces what it meant before, later lines before earlier ones; a user's frames of a word stand before the others.
 */
#include "event/know_parts.h"
#include "event/lexicon_tables.h"

#include <stdlib.h>

#define PER_KEY 255u   /* meanings of one phrase, frames of one word */
#define FILTER_BITS 7u /* for one entry; tools/pack.py gives as many */
#define FILTER_WORDS_MAX (1u << 24)
#define BEGINNINGS 12u /* of a phrase, about */

static int by_key(const void *a, const void *b)
{
    const added *x = a, *y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return x->seq < y->seq ? -1 : 1;
}

static index_slot *slots_of(const lexicon *lex, lex_index index) { return (index_slot *)(uintptr_t)lex->t[index + INDEX_HASH].p; }

/* the slot of a key, or the free one where it belongs */
static index_slot *slot_for(const lexicon *lex, lex_index index, uint64_t key)
{
    index_slot *s = slots_of(lex, index);
    uint32_t n = lex->t[index + INDEX_HASH].n, i = slot_of_key(key, n);
    for (uint32_t walked = 0; walked < n && slot_key(&s[i]) && slot_key(&s[i]) != key; walked++)
        i = i + 1 < n ? i + 1 : 0;
    return &s[i];
}

/* Makes room for `more` keys: a hash table three fifths full, and what was in it. */
static bool rehash(lexicon *lex, lex_index index, uint32_t more)
{
    int t = (int)index + INDEX_HASH;
    const table old = lex->t[t];
    const index_slot *s = slots_of(lex, index);
    uint32_t room = lex->room[t];
    uint64_t used = more;
    for (uint32_t i = 0; i < old.n; i++)
        used += slot_key(&s[i]) != 0;
    uint64_t n = used * 5 / 3 + 1;
    if (n > UINT32_MAX / 16)
        return false;
    lex->t[t] = (table){0};
    lex->room[t] = 0;
    bool ok = lex_own(lex, t, (uint32_t)n);
    for (uint32_t i = 0; ok && i < old.n; i++)
        if (slot_key(&s[i]))
            *slot_for(lex, index, slot_key(&s[i])) = s[i];
    if (room)
        lex->alloc.release(lex->alloc.ctx, (void *)(uintptr_t)old.p);
    return ok;
}

/* A filter of its own with room for `more` entries. Twice as many words say what one did: the next bit of the key, whatever it is, leads to a copy. */
static bool widen(lexicon *lex, lex_index index, uint64_t more)
{
    int t = (int)index + INDEX_FILTER;
    uint32_t n = lex->t[t].n, wide = n;
    while (wide < FILTER_WORDS_MAX && more * FILTER_BITS > (uint64_t)wide * 64)
        wide *= 2;
    if (!lex_own(lex, t, wide))
        return false;
    uint64_t *w = (uint64_t *)(uintptr_t)lex->t[t].p;
    for (uint32_t i = wide; wide > n && i-- > 0;)
        w[i] = w[i / (wide / n)];
    lex_filter_sized(lex, index);
    return true;
}

static void say(lexicon *lex, lex_index index, uint64_t key, int what)
{
    ((uint64_t *)(uintptr_t)lex->t[index + INDEX_FILTER].p)[key >> lex->shift[index]] |= filter_bits(key, what);
}

/* Puts n elements of `size` as the list of a key: behind the section, their place and number into the hash table. */
static bool put_list(lexicon *lex, lex_index index, uint64_t key, const void *elements, uint32_t n, size_t size)
{
    uint32_t first = lex->t[index + INDEX_LIST].n;
    void *to = lex_grow(lex, (int)index + INDEX_LIST, n);
    if ((!to && n) || first >= 1u << 24)
        return false;
    if (n)
        memcpy(to, elements, n * size);
    *slot_for(lex, index, key) = (index_slot){{(uint32_t)key, (uint32_t)(key >> 32)}, first << 8 | n};
    say(lex, index, key, FILTER_ENTRY);
    return true;
}

static uint32_t family(uint8_t kind) { return kind == PH_PLACE || kind == PH_DISCARD || kind == PH_NONE ? KNOW_BIT(kind) : KNOW_WHO_KINDS; }

/* The meanings of one phrase: what the user says, later lines first, and what he leaves of the old ones. */
static uint32_t phrase_list(const lexicon *lex, const added *a, uint32_t n, phrase_value out[PER_KEY])
{
    uint32_t gone = 0, count = 0;
    for (uint32_t i = n; i-- > 0;) {
        if (a[i].removes) {
            gone |= a[i].value.ref;
            continue;
        }
        if (!(gone & KNOW_BIT(a[i].value.kind)) && count < PER_KEY)
            out[count++] = a[i].value;
    }
    for (uint32_t i = 0; i < n; i++)
        if (!a[i].removes)
            gone |= family(a[i].value.kind);
    uint32_t n_old;
    const phrase_value *old = lex_list(lex, LEX_PHRASES, a->key, &n_old);
    for (uint32_t i = 0; i < n_old && count < PER_KEY; i++)
        if (!(gone & KNOW_BIT(old[i].kind)))
            out[count++] = old[i];
    return count;
}

/* Every beginning of a phrase is said to be one. */
static void say_beginnings(lexicon *lex, str phrase)
{
    hash_part h = HASH_NOTHING;
    for (size_t i = 0; i + 1 < phrase.n; i++) {
        h = hash_add(h, phrase.p[i]);
        say(lex, LEX_PHRASES, hash_key(h, 0), FILTER_BEGINS);
    }
}

bool know_put_phrases(know *k)
{
    lexicon *lex = k->lex;
    added *a = k->phrase.at;
    uint32_t n = k->phrase.n;
    if (k->killed) {
        if (!lex_own(lex, T_PH_LIST, lex->t[T_PH_LIST].n))
            return false;
        phrase_value *v = (phrase_value *)(uintptr_t)lex->t[T_PH_LIST].p;
        for (uint32_t i = 0; i < lex->t[T_PH_LIST].n; i++)
            if (v[i].kind < 32 && k->killed & KNOW_BIT(v[i].kind))
                v[i].kind = PH_NONE;
    }
    if (!n)
        return true;
    qsort(a, n, sizeof *a, by_key);
    if (!rehash(lex, LEX_PHRASES, n) || !widen(lex, LEX_PHRASES, (uint64_t)n * BEGINNINGS))
        return false;
    for (uint32_t i = 0, end; i < n; i = end) {
        phrase_value list[PER_KEY];
        for (end = i + 1; end < n && a[end].key == a[i].key;)
            end++;
        uint32_t count = phrase_list(lex, &a[i], end - i, list);
        if (!put_list(lex, LEX_PHRASES, a[i].key, list, count, sizeof list[0]))
            return false;
        say_beginnings(lex, a[i].phrase);
    }
    return true;
}

bool know_put_words(know *k)
{
    lexicon *lex = k->lex;
    added *a = k->word.at;
    uint32_t n = k->word.n;
    if (!n)
        return true;
    qsort(a, n, sizeof *a, by_key);
    if (!rehash(lex, LEX_WORDS, n) || !widen(lex, LEX_WORDS, n))
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
        if (!put_list(lex, LEX_WORDS, a[i].key, list, count, sizeof list[0]))
            return false;
    }
    return true;
}
