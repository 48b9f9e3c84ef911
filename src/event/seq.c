/*
 * seq.c - conditions on the order of words: "said~would_*~talks" (the patterns of TABARI and its children).
 *
 * In: a condition of slot `seq`: words and marks, joined by SQ_NEXT (side by side) or SQ_LATER (later in the sentence); one of them is the
 * trigger. Chunks of words that stand side by side are sought outward from the trigger, the nearest first, so that the time is linear in the
 * sentence for each chunk. `$` and `+` are actors, whom the frame may take as its sides; `^` is any noun phrase.
 */
#include "event/event.h"

#define CHUNKS_MAX 16u

typedef struct {
    uint32_t from, to; /* values */
} chunk;

typedef struct {
    event_doc *ed;
    uint32_t lo, hi, trigger;
    seq_match *m;
} seeker;

/* a word of the sequence itself as it is written ('S'), one of a word list as lemma, too */
static bool word_is(const event_doc *ed, uint32_t t, uint64_t key)
{
    return ed->lemma_key[t] == key || lex_key('S', 0, ed->nlp->fold[t]) == key || lex_key(0, 0, ed->nlp->fold[t]) == key;
}

/* tokens that one alternative of `from`..`to` (words joined by SQ_NEXT) takes at t; 0: it does not stand there */
static uint32_t words_at(const seeker *s, uint32_t from, uint32_t to, uint32_t t)
{
    uint32_t n = 0;
    for (uint32_t i = from; i < to; i++) {
        uint64_t v = lex_value(s->ed->lex, i);
        if (v == SQ_NEXT)
            continue;
        if (t + n >= s->hi || !word_is(s->ed, t + n, v))
            return 0;
        n++;
    }
    return n;
}

/* the longest alternative between SQ_OPEN at `i` and its SQ_CLOSE, whose index goes to *end */
static uint32_t class_at(const seeker *s, uint32_t i, uint32_t to, uint32_t t, uint32_t *end)
{
    uint32_t best = 0, from = i + 1;
    for (*end = from; *end < to; ++*end) {
        uint64_t v = lex_value(s->ed->lex, *end);
        if (v != SQ_OR && v != SQ_CLOSE)
            continue;
        uint32_t n = words_at(s, from, *end, t);
        best = n > best ? n : best;
        from = *end + 1;
        if (v == SQ_CLOSE)
            break;
    }
    return best;
}

/* an actor whose words begin at t: their number */
static uint32_t actor_at(const seeker *s, uint32_t t, bool *known)
{
    uint32_t i = s->ed->mention_of[t];
    if (i == NO_TOKEN || s->ed->mention.at[i].first != t)
        return 0;
    *known = s->ed->mention.at[i].who.n > 0;
    return s->ed->mention.at[i].count;
}

/* Does the chunk stand at token t? Returns the token behind it, 0: no. */
static uint32_t chunk_at(const seeker *s, chunk c, uint32_t t)
{
    for (uint32_t i = c.from; i < c.to; i++) {
        uint64_t v = lex_value(s->ed->lex, i);
        uint32_t n = 1, end = i;
        bool known = false;
        if (v == SQ_NEXT)
            continue;
        if (t >= s->hi)
            return 0;
        if (v == SQ_TRIGGER)
            n = t == s->trigger;
        else if (v == SQ_ACTOR || v == SQ_RECIPIENT || v == SQ_BOTH) {
            n = actor_at(s, t, &known);
            if (!known)
                return 0;
            uint32_t head = s->ed->mention.at[s->ed->mention_of[t]].head;
            *(v == SQ_RECIPIENT ? &s->m->recipient : &s->m->actor) = head;
        } else if (v == SQ_ANYBODY) {
            while (t + n < s->hi && s->ed->nlp->head[t + n - 1] >= t + n && s->ed->nlp->head[t + n - 1] < s->hi)
                n++;
        } else if (v == SQ_OPEN)
            n = class_at(s, i, c.to, t, &end);
        else
            n = word_is(s->ed, t, v);
        if (!n)
            return 0;
        i = end;
        t += n;
    }
    return t;
}

bool seq_fits(event_doc *ed, uint32_t trigger, const kb_need *need, seq_match *m)
{
    chunk c[CHUNKS_MAX];
    uint32_t n = 0, own = 0, from = need->value, end = need->value + need->n_value;
    const text_sentence *sent = &ed->nlp->sent[ed->nlp->sent_of[trigger]];
    seeker s = {ed, sent->first, sent->first + sent->count, trigger, m};
    *m = (seq_match){NO_TOKEN, NO_TOKEN};
    for (uint32_t i = from; i <= end && n < CHUNKS_MAX; i++) {
        uint64_t v = i < end ? lex_value(ed->lex, i) : SQ_LATER;
        own = v == SQ_TRIGGER ? n : own;
        if (v == SQ_LATER) {
            c[n++] = (chunk){from, i};
            from = i + 1;
        }
    }
    uint32_t first = 0, behind = 0;
    if (own >= n)
        return false;
    for (uint32_t t = trigger + 1; t-- > s.lo && !behind;)
        behind = chunk_at(&s, c[own], t), first = t;
    if (!behind)
        return false;
    for (uint32_t i = own; i-- > 0;) { /* to the left: each before the one found last */
        uint32_t found = 0, t = first;
        while (t-- > s.lo && !found) {
            uint32_t e = chunk_at(&s, c[i], t);
            found = e && e <= first;
            if (found)
                first = t;
        }
        if (!found)
            return false;
    }
    for (uint32_t i = own + 1; i < n; i++) {
        uint32_t found = 0;
        for (uint32_t t = behind; t < s.hi && !found; t++)
            found = chunk_at(&s, c[i], t);
        if (!found)
            return false;
        behind = found;
    }
    return true;
}
