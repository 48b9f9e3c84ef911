/*
 * view.c - what other schemes call an event: ACLED's event type and sub-event type, and the types of a user's own ontology.
 *
 * In: coded and merged events, and rules (knowledge/acled.tsv; know_types.c for the user's). Out: raw_event.acled and raw_event.type. It is one decision
 * seen again: a rule asks for category, mode or beginning of the CAMEO code, for aux_mode, for who the sides are, and for words of the clause.
 * The narrowest of those that hold wins: first by what it says of the code, then by its further conditions, then the earlier line.
 */
#include "event/event.h"

#define CLAUSE_TOKENS_MAX 60u /* on either side of the trigger */
#define SIDE_KEYS (2 * (SECTOR_MAX / 3) + 1)

/* The keys by which conditions know a side: its country, and each of its sectors, alone and behind the country ("---UAF" without one). */
static uint32_t side_keys(const entity *e, uint64_t key[SIDE_KEYS])
{
    char both[6] = {'-', '-', '-', 0, 0, 0};
    uint32_t n = 0;
    if (e->code[0])
        memcpy(both, e->code, 3);
    key[n++] = lex_key('Y', 0, str_of(both, 3));
    for (const char *s = e->sector; strlen(s) >= 3; s += 3) {
        memcpy(both + 3, s, 3);
        key[n++] = lex_key('Y', 0, str_of(s, 3));
        key[n++] = lex_key('Y', 0, str_of(both, 6));
    }
    return n;
}

static bool is_armed(const entity *e)
{
    static const char *const armed[] = {"MIL", "REB", "UAF", "PRM", "COP"};
    for (const char *s = e->sector; strlen(s) >= 3; s += 3)
        for (size_t i = 0; i < LEN(armed); i++)
            if (memcmp(s, armed[i], 3) == 0)
                return true;
    return false;
}

/* Is it in another country than its own: that of the place, or where none is known that of the recipient? */
static bool is_abroad(const event_doc *ed, const raw_event *e, const entity *who)
{
    const char *here = e->place != NO_TOKEN ? ed->place.at[e->place].code : "";
    for (uint32_t i = 0; i < e->recipient.n && !*here; i++)
        here = ed->entity.at[e->recipient.at[i].entity].code;
    return *here && who->code[0] && strcmp(here, who->code) != 0;
}

/* the words that name it, and for a pronoun those that it points to */
static bool has_word(const event_doc *ed, const side *s, uint64_t key)
{
    uint32_t first = ed->entity.at[s->entity].first_token;
    for (uint32_t t = s->first; t < s->end; t++)
        if (ed->lemma_key[t] == key || ed->compound_key[t] == key)
            return true;
    return first < ed->nlp->n && ed->lemma_key[first] == key;
}

static bool one_side_fits(const event_doc *ed, const raw_event *e, const side *s, const uint64_t *value, uint32_t n)
{
    const entity *who = &ed->entity.at[s->entity];
    uint64_t key[SIDE_KEYS];
    uint32_t n_key = side_keys(who, key);
    for (uint32_t i = 0; i < n; i++) {
        bool fits = false;
        if (value[i] == V_ARMED)
            fits = is_armed(who);
        else if (value[i] == V_COUNTRY)
            fits = who->code[0] && !who->person && (!who->sector[0] || strcmp(who->sector, "GOV") == 0);
        else if (value[i] == V_PERSON)
            fits = who->person;
        else if (value[i] == SIDE_ABROAD)
            fits = is_abroad(ed, e, who);
        else if (value[i] > 255)
            fits = has_word(ed, s, value[i]);
        for (uint32_t k = 0; k < n_key && value[i] > 255; k++)
            fits = fits || key[k] == value[i];
        if (fits)
            return true;
    }
    return false;
}

static bool sides_fit(const event_doc *ed, const raw_event *e, const sides *all, const uint64_t *value, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if ((value[i] == V_ANYTHING && all->n) || (value[i] == SIDE_NOBODY && !all->n) || (value[i] == SIDE_SEVERAL && all->n > 1))
            return true;
    for (uint32_t i = 0; i < all->n; i++)
        if (one_side_fits(ed, e, &all->at[i], value, n))
            return true;
    return false;
}

/* any word of the clause: the trigger and what hangs on it, near it */
static bool clause_has(const event_doc *ed, const raw_event *e, const uint64_t *value, uint32_t n)
{
    const nlp_doc *d = ed->nlp;
    const text_sentence *s = &d->sent[d->sent_of[e->trigger]];
    uint32_t end = s->first + s->count, t = e->trigger > s->first + CLAUSE_TOKENS_MAX ? e->trigger - CLAUSE_TOKENS_MAX : s->first;
    for (; t < end && t < e->trigger + CLAUSE_TOKENS_MAX; t++)
        for (uint32_t i = 0; i < n; i++)
            if ((ed->lemma_key[t] == value[i] || ed->compound_key[t] == value[i]) &&
                (t == e->trigger || doc_under(d, t, e->trigger) || d->head[e->trigger] == t))
                return true;
    return false;
}

static bool need_fits(const event_doc *ed, const raw_event *e, const kb_need *need)
{
    const uint64_t *value = lex_values(ed->lex, need->value, need->n_value);
    if (!value)
        return false;
    if (need->slot == S_ANY)
        return clause_has(ed, e, value, need->n_value);
    return sides_fit(ed, e, need->slot == S_SUBJ ? &e->actor : &e->recipient, value, need->n_value);
}

static bool has_mode(const raw_event *e, uint8_t mode)
{
    for (uint32_t i = 0; i < e->n_mode; i++)
        if (e->mode[i] == mode)
            return true;
    return false;
}

/* -> how narrow the rule is, -1: it does not hold */
static int rule_fits(const event_doc *ed, const raw_event *e, const kb_rule *r)
{
    if ((r->event != EVENT_NONE && r->event != e->category) || (r->mode != EVENT_NONE && !has_mode(e, r->mode)) || (r->aux && !(r->aux & 1u << e->aux)))
        return -1;
    for (uint32_t i = 0; i < sizeof r->prefix && r->prefix[i]; i++)
        if (r->prefix[i] != e->cameo[i])
            return -1;
    int score = 256 * r->rank + (r->aux != 0);
    for (uint32_t i = 0; i < r->n_need; i++) {
        const kb_need *need = lex_need(ed->lex, r->need + i);
        if (need_fits(ed, e, need) == (need->negative != 0))
            return -1;
        score += !need->negative;
    }
    return score;
}

static const kb_rule *best_rule(const event_doc *ed, const raw_event *e, scheme_id scheme)
{
    const kb_rule *best = NULL;
    int best_score = -1;
    for (uint32_t i = 0; i < lex_n_rule(ed->lex); i++) {
        const kb_rule *r = lex_rule(ed->lex, i);
        if (r->scheme != scheme || (best && best->rank > r->rank))
            continue;
        int score = rule_fits(ed, e, r);
        if (score > best_score)
            best = r, best_score = score;
    }
    return best;
}

static void view_acled(event_doc *ed, raw_event *e)
{
    const kb_rule *r = e->aux == AUX_NONE ? best_rule(ed, e, SCHEME_ACLED) : NULL; /* ACLED records what happened */
    e->acled = r ? r->type : TYPE_NONE;
    if (r)
        event_why(ed, e, r->type == TYPE_NONE ? "ACLED has none:" : "ACLED:", str_z(lex_string(ed->lex, r->source)));
}

/* The type that its frame names holds while the event is still what that type is coded as; else the mapping says which. */
static void view_type(event_doc *ed, raw_event *e)
{
    if (e->type && lex_type(ed->lex, e->type - 1u)->event == e->category) {
        event_why(ed, e, "type: named by the frame", STR(""));
        return;
    }
    const kb_rule *r = best_rule(ed, e, SCHEME_OWN);
    e->type = r && r->type != TYPE_NONE ? (uint16_t)(r->type + 1) : 0;
    event_why(ed, e, e->type ? "type:" : "no type:", r ? str_z(lex_string(ed->lex, r->source)) : STR("no line of the mapping holds"));
}

bool view_apply(event_doc *ed)
{
    for (uint32_t i = 0; i < ed->event.n; i++) {
        raw_event *e = &ed->event.at[i];
        if (e->dropped)
            continue;
        view_acled(ed, e);
        if (lex_typed(ed->lex))
            view_type(ed, e);
        e->dropped = ed->only_typed && lex_typed(ed->lex) && !e->type;
    }
    return !ed->mem->failed;
}
