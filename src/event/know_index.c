/*
 * know_index.c - puts the names and words of a user's tables into the indexes of the lexicon, all at once.
 *
 * What a name means to a user replaces what it meant before, later lines before earlier ones; a user's frames of a word stand before the others.
 * A key that is there gets its new values where it stands; the new ones, which are sorted, are merged into the buckets.
 */
#include "event/know_parts.h"

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

static index_entry *entries_of(const lexicon *lex, lex_index index) { return (index_entry *)(uintptr_t)lex->t[index + INDEX_ENTRY].p; }

/* Puts n sorted keys that the index lacks where they belong, from the last bucket to the first: every entry moves at most once. */
static bool merge(lexicon *lex, lex_index index, const added *a, uint32_t n)
{
    uint32_t old = lex->t[index + INDEX_ENTRY].n, from = old, to, buckets = lex->t[index + INDEX_BUCKET].n - 1;
    if (n > UINT32_MAX - old || !lex_own(lex, (int)index + INDEX_ENTRY, old + n) || !lex_own(lex, (int)index + INDEX_BUCKET, buckets + 1))
        return false;
    index_entry *e = entries_of(lex, index);
    uint32_t *at = (uint32_t *)(uintptr_t)lex->t[index + INDEX_BUCKET].p;
    to = old + n;
    for (uint32_t b = buckets; b-- > 0;) {
        uint32_t begin = at[b] < from ? at[b] : from; /* where the data file is damaged they do not rise */
        at[b + 1] = to;
        for (bool mine; (mine = n > 0 && a[n - 1].key >> lex->bucket[index] == b) || from > begin;) {
            uint32_t key = mine ? entry_key(lex, index, a[n - 1].key) : 0;
            if (mine && (from == begin || e[from - 1].key <= key))
                e[--to] = (index_entry){key, a[--n].value};
            else
                e[--to] = e[--from];
        }
    }
    return true;
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

/* Gives the key of `a` its n values, in the index or, where it lacks the key, as one more of those to be merged. False: no memory. */
static bool put(lexicon *lex, lex_index index, const added *a, const index_value *values, uint32_t n, added *fresh, uint32_t *n_new)
{
    uint32_t first = lex->t[index + INDEX_LIST].n;
    index_value v = {.ref = INDEX_MANY | first << 8 | n};
    if (n == 1) {
        v = values[0];
    } else if (n) {
        void *to = first < INDEX_MANY >> 8 ? lex_grow(lex, (int)index + INDEX_LIST, n) : NULL;
        if (!to)
            return false;
        memcpy(to, values, n * sizeof *values);
    }
    const index_entry *old = lex_entry(lex, index, a->key);
    say(lex, index, a->key, FILTER_ENTRY);
    if (old) {
        entries_of(lex, index)[old - entries_of(lex, index)].value = v;
    } else {
        fresh[*n_new] = *a;
        fresh[(*n_new)++].value = v;
    }
    return true;
}

static uint32_t family(uint8_t kind) { return kind == PH_PLACE || kind == PH_DISCARD || kind == PH_NONE ? KNOW_BIT(kind) : KNOW_WHO_KINDS; }

/* The meanings of one phrase: what the user says, later lines first, and what he leaves of the old ones. */
static uint32_t phrase_list(const lexicon *lex, const added *a, uint32_t n, index_value out[PER_KEY])
{
    uint32_t gone = 0, count = 0;
    for (uint32_t i = n; i-- > 0;) {
        if (a[i].removes) {
            gone |= a[i].value.phrase.ref;
            continue;
        }
        if (!(gone & KNOW_BIT(a[i].value.phrase.kind)) && count < PER_KEY)
            out[count++] = a[i].value;
    }
    for (uint32_t i = 0; i < n; i++)
        if (!a[i].removes)
            gone |= family(a[i].value.phrase.kind);
    uint32_t n_old;
    const index_value *old = lex_entry_values(lex, LEX_PHRASES, lex_entry(lex, LEX_PHRASES, a->key), &n_old);
    for (uint32_t i = 0; i < n_old && count < PER_KEY; i++)
        if (!(gone & KNOW_BIT(old[i].phrase.kind)))
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

/* the kinds that a user has thrown out mean nothing any more */
static void kill_kinds(index_value *v, uint32_t kinds)
{
    if (!v->phrase.many && kinds & KNOW_BIT(v->phrase.kind))
        v->phrase.kind = PH_NONE;
}

/* An index of its own to write into, with a filter for `more` entries */
static bool own_index(lexicon *lex, lex_index index, uint64_t more)
{
    return lex_own(lex, (int)index + INDEX_ENTRY, lex->t[index + INDEX_ENTRY].n) && widen(lex, index, more);
}

bool know_put_phrases(know *k)
{
    lexicon *lex = k->lex;
    added *a = k->phrase.at;
    uint32_t n = k->phrase.n, n_new = 0;
    if ((n || k->killed) && (!own_index(lex, LEX_PHRASES, (uint64_t)n * BEGINNINGS) || !lex_own(lex, T_PH_LIST, lex->t[T_PH_LIST].n)))
        return false;
    for (uint32_t i = 0; k->killed && i < lex->t[T_PH_ENTRY].n; i++)
        kill_kinds(&entries_of(lex, LEX_PHRASES)[i].value, k->killed);
    for (uint32_t i = 0; k->killed && i < lex->t[T_PH_LIST].n; i++)
        kill_kinds((index_value *)(uintptr_t)lex->t[T_PH_LIST].p + i, k->killed);
    if (!n)
        return true;
    qsort(a, n, sizeof *a, by_key);
    for (uint32_t i = 0, end; i < n; i = end) {
        index_value list[PER_KEY];
        for (end = i + 1; end < n && a[end].key == a[i].key;)
            end++;
        uint32_t count = phrase_list(lex, &a[i], end - i, list);
        say_beginnings(lex, a[i].phrase);
        if (!put(lex, LEX_PHRASES, &a[i], list, count, a, &n_new))
            return false;
    }
    return merge(lex, LEX_PHRASES, a, n_new);
}

bool know_put_words(know *k)
{
    lexicon *lex = k->lex;
    added *a = k->word.at;
    uint32_t n = k->word.n, n_new = 0;
    if (!n)
        return true;
    qsort(a, n, sizeof *a, by_key);
    if (!own_index(lex, LEX_WORDS, n))
        return false;
    for (uint32_t i = 0, end; i < n; i = end) {
        index_value list[PER_KEY];
        uint32_t count = 0, old_n;
        bool removed = false;
        for (end = i; end < n && a[end].key == a[i].key; end++) {
            removed = removed || a[end].removes;
            if (!a[end].removes && count < PER_KEY)
                list[count++] = a[end].value;
        }
        const index_value *old = lex_entry_values(lex, LEX_WORDS, lex_entry(lex, LEX_WORDS, a[i].key), &old_n);
        for (uint32_t j = 0; j < old_n && !removed && count < PER_KEY; j++)
            list[count++] = old[j];
        if (!put(lex, LEX_WORDS, &a[i], list, count, a, &n_new))
            return false;
    }
    return merge(lex, LEX_WORDS, a, n_new);
}
