/*
 * know_index.c - puts the names and words of a user's tables into the hash tables of the lexicon, all at once.
 *
 * What a name means to a user replaces what it meant before, later lines before earlier ones; a user's frames of a word stand before the others.
 */
#include "event/know_parts.h"
#include "event/lexicon_tables.h"

#include <stdlib.h>

#define PER_KEY 255u /* meanings of one phrase, frames of one word */

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
    lex_hit hit = {0};
    phrase_key key = {.hash = a->key};
    if (phrase_find(lex, &key, &hit))
        for (uint32_t i = 0; i < hit.n && count < PER_KEY; i++)
            if (!(gone & KNOW_BIT(hit.value[i].kind)))
                out[count++] = hit.value[i];
    return count;
}

static void reaches(lexicon *lex, int section, uint32_t slot, uint32_t length)
{
    uint8_t *longest = (uint8_t *)(uintptr_t)lex->t[section].p + slot;
    if (length > *longest)
        *longest = (uint8_t)length;
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
    if (!rehash(lex, T_PH_KEY, T_PH_AT, n) || !lex_own(lex, T_PH_REACH, REACH_NEAR_SLOTS) || !lex_own(lex, T_PH_FAR, REACH_FAR_SLOTS) ||
        !lex_own(lex, T_PH_MAYBE, MAYBE_BYTES))
        return false;
    for (uint32_t i = 0, end; i < n; i = end) {
        phrase_value list[PER_KEY];
        for (end = i + 1; end < n && a[end].key == a[i].key;)
            end++;
        uint32_t count = phrase_list(lex, &a[i], end - i, list);
        if (!put_list(lex, T_PH_KEY, T_PH_AT, T_PH_LIST, a[i].key, list, count, sizeof list[0]))
            return false;
        for (int which = 0; which < 2; which++) {
            uint32_t bit = phrase_bit(a[i].key, which);
            ((uint8_t *)(uintptr_t)lex->t[T_PH_MAYBE].p)[bit >> 3] |= (uint8_t)(1u << (bit & 7));
        }
        if (a[i].length >= REACH_NEAR)
            reaches(lex, T_PH_REACH, a[i].near, a[i].length);
        if (a[i].length >= REACH_FAR)
            reaches(lex, T_PH_FAR, a[i].far, a[i].length);
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
