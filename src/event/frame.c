/*
 * frame.c - which words report an event, and who its sides are.
 *
 * In: the tree, resolved mentions, the frames of knowledge/frames/. For every verb, noun and adjective the frame with the most
 * fulfilled conditions wins, the earlier line among equals. Out: ed->frame_of and raw events with category, mode, code and sides.
 */
#include "event/event.h"

#define CLAUSE_TOKENS_MAX 60u

/* The key of a compound with hyphens that ends in t, which the tokenizer split: "cease - fire"; 0: there is none */
static uint64_t compound_key(const nlp_doc *d, uint32_t t)
{
    if (t < 2 || d->sent_of[t - 2] != d->sent_of[t] || !str_is(d->fold[t - 1], "-"))
        return 0;
    return lex_key_more(lex_key_more(lex_key(0, 0, d->fold[t - 2]), STR("-")), d->word[t]);
}

static char pos_of(const nlp_doc *d, uint32_t t)
{
    switch (d->upos[t]) {
    case U_VERB:
        return rel_is(d, t, R_AMOD) ? 0 : 'V';
    case U_NOUN:
    case U_PROPN:
        return 'N';
    case U_ADJ:
        return 'A';
    default:
        return 0;
    }
}

static bool armed_sector(const char *s)
{
    static const char *const armed[] = {"MIL", "REB", "UAF", "PRM", "COP"};
    for (size_t i = 0; i < LEN(armed); i++)
        if (strcmp(s, armed[i]) == 0)
            return true;
    return false;
}

/* a filler of one of the special classes: @ACTOR, @PERSON ... */
static bool special_fits(event_doc *ed, uint32_t t, uint64_t special)
{
    if (special == V_ANYTHING)
        return true;
    if (special == V_EVENT || special >= V_CATEGORY) {
        const kb_frame *f = ed->frame_of[t];
        return f && f->event != EVENT_NONE && (special == V_EVENT || f->event == special - V_CATEGORY);
    }
    if (special == V_PLACE)
        return ed->place_of && ed->place_of[t] != NO_TOKEN;
    sides s = {0};
    if (special != V_ACTOR && ed->mention_of[t] == NO_TOKEN)
        return false; /* "his computers" are no person */
    if (!entity_sides(ed, t, &s))
        return false;
    const entity *e = &ed->entity.at[s.at[0].entity];
    switch (special) {
    case V_ACTOR:
        return true;
    case V_COUNTRY:
        return e->code[0] && !e->person && (!e->sector[0] || strcmp(e->sector, "GOV") == 0);
    case V_PERSON:
        return e->person;
    case V_ARMED:
        return armed_sector(e->sector);
    default:
        return false;
    }
}

static bool value_fits(event_doc *ed, uint32_t t, const kb_need *need)
{
    const uint64_t *v = lex_values(ed->lex, need->value, need->n_value), lemma = ed->lemma_key[t], compound = ed->compound_key[t];
    for (uint32_t i = 0; v != NULL && i < need->n_value; i++)
        if (v[i] < 256 ? special_fits(ed, t, v[i]) : lemma == v[i] || compound == v[i])
            return true;
    return false;
}

/* any word of the clause: the predicate's subtree without embedded clauses */
static bool clause_fits(event_doc *ed, uint32_t t, const kb_need *need)
{
    const nlp_doc *d = ed->nlp;
    const text_sentence *s = &d->sent[d->sent_of[t]];
    uint32_t lo = t > s->first + CLAUSE_TOKENS_MAX ? t - CLAUSE_TOKENS_MAX : s->first;
    uint32_t hi = t + CLAUSE_TOKENS_MAX < s->first + s->count ? t + CLAUSE_TOKENS_MAX : s->first + s->count;
    for (uint32_t i = lo; i < hi; i++)
        if (value_fits(ed, i, need) && (doc_under(d, i, t) || d->head[t] == i))
            return true;
    return false;
}

static bool words_before(event_doc *ed, uint32_t t, const kb_need *need)
{
    const nlp_doc *d = ed->nlp;
    uint32_t begin = d->sent[d->sent_of[t]].first;
    for (uint32_t i = t, steps = 0; i > begin && steps < 4; steps++) {
        i--;
        if (value_fits(ed, i, need))
            return true;
    }
    return false;
}

/* "three days of talks", "a series of strikes": what is measured counts */
static bool of_measure(const nlp_doc *d, uint32_t np, uint32_t c)
{
    static const char *const words[] = {"day",  "hour", "week",     "round", "series", "wave",  "number", "set",     "bout",   "night", "month", "string",
                                        "kind", "form", "campaign", "act",   "type",   "state", "dozen",  "hundred", "couple", "pair",  "cycle"};
    if (!rel_is(d, c, R_NMOD) || !str_is(case_of(d, c), "of"))
        return false;
    for (size_t i = 0; i < LEN(words); i++)
        if (doc_lemma_is(d, np, words[i]))
            return true;
    return d->upos[np] == U_NUM;
}

/* "agreed to cooperate with X": the phrase hangs on the complement */
static void complement_slot(const event_doc *ed, uint32_t t, uint8_t slot, fillers *out)
{
    fillers c = {0};
    slot_fill(ed, t, S_COMP, &c);
    for (uint32_t i = 0; i < c.n && !out->n; i++)
        slot_fill(ed, c.at[i], slot, out);
}

static bool need_holds(event_doc *ed, uint32_t t, const kb_need *need)
{
    if (need->slot == S_ANY)
        return clause_fits(ed, t, need);
    if (need->slot == S_PRE)
        return words_before(ed, t, need);
    if (need->slot == S_SEQ) {
        seq_match m;
        return seq_fits(ed, t, need, &m);
    }
    fillers f = {0};
    slot_fill(ed, t, need->slot, &f);
    if (!f.n && need->slot >= N_SLOT_PREP)
        complement_slot(ed, t, need->slot, &f);
    for (uint32_t i = 0; i < f.n; i++) {
        if (value_fits(ed, f.at[i], need))
            return true;
        uint32_t m = ed->mention_of[f.at[i]];
        if (m != NO_TOKEN && ed->mention.at[m].kind == M_PRONOUN && ed->mention.at[m].who.n) { /* "They stormed": protesters did */
            uint32_t first = ed->entity.at[ed->mention.at[m].who.at[0].entity].first_token;
            if (first != f.at[i] && first < ed->nlp->n && value_fits(ed, first, need))
                return true;
        }
        for (uint32_t c = ed->nlp->child[f.at[i]]; c != NO_TOKEN; c = ed->nlp->sibling[c]) /* "talks and meetings"; "the head of the army" */
            if ((rel_is(ed->nlp, c, R_CONJ) || (rel_is(ed->nlp, c, R_COMPOUND) && need->slot != S_SUBJ) || of_measure(ed->nlp, f.at[i], c)) &&
                value_fits(ed, c, need))
                return true;
    }
    return false;
}

static bool frame_fits(event_doc *ed, uint32_t t, const kb_frame *f, uint32_t *score)
{
    *score = 0;
    for (uint32_t i = 0; i < f->n_need; i++) {
        const kb_need *n = lex_need(ed->lex, f->need + i);
        if (need_holds(ed, t, n) == (n->negative != 0))
            return false;
        *score += n->negative ? 0 : 1;
    }
    return true;
}

/* Among frames of as many conditions: a user's own go first, then the order of the lines. */
static bool stands_before(const kb_frame *f, const kb_frame *g) { return (f->user & FU_OWN) != (g->user & FU_OWN) ? (f->user & FU_OWN) != 0 : f < g; }

/* The best frame for t that ranks below `after` (NULL: the best of all): more conditions first, then the order of the lines. */
static const kb_frame *choose(event_doc *ed, uint32_t t, const kb_frame *after)
{
    const nlp_doc *d = ed->nlp;
    char pos = pos_of(d, t);
    if (!pos)
        return NULL;
    uint32_t n, m = 0, best = 0, limit = UINT32_MAX;
    const kb_frame *found = NULL;
    const uint32_t *list = lex_words(ed->lex, lex_key('F', pos, d->word[t]), &n), *form = NULL;
    if (lex_forms(ed->lex) && !str_eq(d->word[t], d->fold[t])) /* a user's frames may be of one form only: "left" */
        form = lex_words(ed->lex, lex_key('F', pos, d->fold[t]), &m);
    if (after)
        frame_fits(ed, t, after, &limit);
    for (uint32_t i = 0; i < n + m; i++) {
        const kb_frame *f = lex_frame(ed->lex, i < m ? form[i] : list[i - m]);
        uint32_t score;
        if (ed->given ? f->event == EVENT_NONE && f->op == OP_NONE : (f->flags & FR_GIVEN) != 0)
            continue; /* between given actors there is an event: an unlikely sense counts, "no event" does not */
        if (f == after || f->pos != (uint8_t)pos || (found && f->n_need <= best) || !frame_fits(ed, t, f, &score) || (found && score <= best))
            continue;
        if (score > limit || (score == limit && stands_before(f, after)))
            continue;
        found = f;
        best = score;
    }
    return found;
}

/* ---- sides ---- */

/* The next actor in the sentence to one side of t, whatever the tree says. */
static void next_actor(event_doc *ed, uint32_t t, bool right, sides *out)
{
    fillers f = {0};
    slot_fill(ed, t, S_SUBJ, &f);
    bool pointer = f.n && ed->mention_of[f.at[0]] != NO_TOKEN && ed->mention.at[ed->mention_of[f.at[0]]].kind == M_PRONOUN;
    if (!right && ((f.n && !pointer && f.at[0] < t) || verb_passive(ed->nlp, t))) /* somebody else did it, whoever that is */
        return;
    const text_sentence *s = &ed->nlp->sent[ed->nlp->sent_of[t]];
    uint32_t before = out->n;
    for (uint32_t i = t; out->n == before && (right ? i + 1 < s->first + s->count : i > s->first);) {
        i = right ? i + 1 : i - 1;
        uint32_t m = ed->mention_of[i];
        if (m != NO_TOKEN && ed->mention.at[m].head == i && ed->mention.at[m].kind != M_PRONOUN)
            entity_sides(ed, i, out);
    }
}

/* Is this entity one of the two that the caller has named? Then it is a side wherever it stands. */
static bool given(const event_doc *ed, uint32_t id) { return ed->given && (id == ed->given[0].entity || id == ed->given[1].entity); }

static bool given_head(const event_doc *ed, uint32_t t) { return ed->given && (t == ed->given[0].head || t == ed->given[1].head); }

static void one_slot(event_doc *ed, uint32_t t, uint8_t slot, sides *out)
{
    fillers f = {0};
    const nlp_doc *d = ed->nlp;
    if (slot == S_LEFT || slot == S_RIGHT) {
        next_actor(ed, t, slot == S_RIGHT, out);
        return;
    }
    slot_fill(ed, t, slot, &f);
    if (slot == S_MOD) { /* nationalities and organisations before a noun: "Saudi air strikes" */
        uint32_t left = np_left(ed, t);
        for (uint32_t i = t; i-- > left;) {
            uint32_t m = ed->mention_of[i];
            if (m == NO_TOKEN || ed->mention.at[m].kind == M_PRONOUN || ed->mention.at[m].head == t)
                continue;
            if (ed->mention.at[m].kind == M_COUNTRY && ed->mention.at[m].value->kind == PH_CAPITAL)
                continue; /* "the Kabul bombing" is where, not who */
            const sides *who = &ed->mention.at[m].who;
            for (uint32_t k = 0; k < who->n; k++)
                sides_add(out, who->at[k].entity, who->at[k].first, who->at[k].end);
        }
        return;
    }
    for (uint32_t i = 0; i < f.n; i++) {
        if (given_head(ed, f.at[i])) {
            entity_sides(ed, f.at[i], out);
            continue;
        }
        /* a place of the act is no side of it: "in Seoul" counts only for countries, "at" never for cities */
        uint32_t m = ed->mention_of[f.at[i]];
        bool where = slot >= N_SLOT_PREP && strcmp(lex_prep_name(ed->lex, slot), "in") == 0 && ed->place_of && ed->place_of[f.at[i]] != NO_TOKEN;
        if (where && (m == NO_TOKEN || ed->mention.at[m].kind != M_COUNTRY))
            continue;
        if (slot >= N_SLOT_PREP && m != NO_TOKEN && ed->mention.at[m].kind == M_COUNTRY && ed->mention.at[m].value->kind == PH_CAPITAL &&
            str_is(case_of(d, f.at[i]), "in")) {
            const kb_entity *e = lex_entity(ed->lex, ed->mention.at[m].value->ref);
            char code[4] = {0};
            memcpy(code, e->code, 3);
            sides_add(out, entity_get(ed, code, "", str_z(lex_string(ed->lex, e->name)), f.at[i]), f.at[i], f.at[i] + 1);
            continue;
        }
        entity_sides(ed, f.at[i], out);
    }
}

static void remove_side(sides *s, uint32_t i)
{
    memmove(&s->at[i], &s->at[i + 1], (s->n - i - 1) * sizeof s->at[0]);
    s->n--;
}

/* Is it a pronoun that stands for this side? */
static bool unnamed(const event_doc *ed, const side *s)
{
    uint32_t m = ed->mention_of[s->first];
    return m != NO_TOKEN && ed->mention.at[m].kind == M_PRONOUN;
}

static bool side_of(const sides *s, uint32_t entity_index)
{
    for (uint32_t i = 0; i < s->n; i++)
        if (s->at[i].entity == entity_index)
            return true;
    return false;
}

/* "subj+with", "obj/at/on": of each group the first alternative that gives anybody */
static void expression(event_doc *ed, uint32_t t, uint32_t expr, const sides *not_these, sides *out)
{
    uint32_t before = out->n;
    for (const uint8_t *s = lex_slots(ed->lex, expr); *s; s++) {
        if (*s == SLOT_PLUS)
            before = out->n;
        else if (*s != SLOT_ELSE && out->n == before)
            one_slot(ed, t, *s, out);
        for (uint32_t i = out->n; not_these && i-- > before;)
            if (unnamed(ed, &out->at[i]) || side_of(not_these, out->at[i].entity))
                remove_side(out, i);
    }
}

/* A recipient that is nobody: a place of the actor's own country ("a curfew on Colombo"), or a name that stands for nothing known. */
static void prune_recipients(const event_doc *ed, raw_event *e)
{
    for (uint32_t i = e->recipient.n; i-- > 0;) {
        const entity *r = &ed->entity.at[e->recipient.at[i].entity];
        if (given(ed, e->recipient.at[i].entity))
            continue;
        bool is_place = ed->place_of && ed->place_of[e->recipient.at[i].first] != NO_TOKEN && !r->person && (!r->sector[0] || strcmp(r->sector, "GOV") == 0);
        bool own = false;
        for (uint32_t k = 0; k < e->actor.n; k++)
            own = own || strcmp(ed->entity.at[e->actor.at[k].entity].code, r->code) == 0;
        bool prep = false;
        for (uint32_t t = e->recipient.at[i].first; t < e->recipient.at[i].end; t++)
            prep = prep || case_of(ed->nlp, t).n;
        if ((is_place && own && prep) || (!r->code[0] && !r->sector[0]))
            remove_side(&e->recipient, i);
    }
}

/* "We agreed", "we discussed": the speaker and whom he has just met */
static void add_partner(event_doc *ed, uint32_t t, raw_event *e)
{
    static const char *const joint[] = {"agree", "discuss", "sign", "meet", "talk", "negotiate", "decide"};
    const nlp_doc *d = ed->nlp;
    fillers f = {0};
    bool fits = false;
    slot_fill(ed, t, S_SUBJ, &f);
    for (size_t i = 0; i < LEN(joint); i++)
        fits = fits || doc_lemma_is(d, t, joint[i]);
    if (!fits || !f.n || !str_is(d->fold[f.at[0]], "we") || e->actor.n != 1 || e->recipient.n)
        return;
    const entity *speaker = &ed->entity.at[e->actor.at[0].entity];
    for (uint32_t i = ed->mention_of[f.at[0]], steps = 0; i-- > 0 && steps < 40; steps++) {
        const mention *m = &ed->mention.at[i];
        if (d->sent_of[m->head] + 4 < d->sent_of[t])
            return;
        if (m->kind != M_PERSON || !m->who.n || strcmp(ed->entity.at[m->who.at[0].entity].code, speaker->code) == 0)
            continue;
        sides_add(&e->actor, m->who.at[0].entity, f.at[0], f.at[0] + 1);
        return;
    }
}

static bool same_sides(const sides *a, const sides *b)
{
    if (a->n != b->n)
        return false;
    for (uint32_t i = 0; i < a->n; i++)
        if (a->at[i].entity != b->at[i].entity)
            return false;
    return true;
}

static bool enough(const event_doc *ed, const raw_event *e, const kb_frame *f)
{
    (void)ed;
    if ((f->flags & FR_PAIR) && (!e->actor.n || !e->recipient.n) && e->actor.n < 2)
        return false;
    if ((f->flags & FR_ACTOR) && !e->actor.n)
        return false;
    if ((f->flags & FR_RECIP) && !e->recipient.n)
        return false;
    return true; /* an act without any side may still get one by a speech act; see compose_apply() */
}

void event_why(event_doc *ed, raw_event *e, const char *line, str detail)
{
    size_t n = strlen(line), old = e->why.n;
    char *p = arena_get(ed->mem, old + n + detail.n + 3);
    if (!p)
        return;
    if (old)
        memcpy(p, e->why.p, old);
    memcpy(p + old, line, n);
    if (detail.n)
        p[old + n] = ' ', memcpy(p + old + n + 1, detail.p, detail.n);
    size_t end = old + n + (detail.n ? detail.n + 1 : 0);
    p[end] = '\n';
    e->why = str_of(p, end + 1);
}

static void trigger_span(const nlp_doc *d, raw_event *e)
{
    uint32_t t = e->trigger;
    e->trigger_first = t;
    e->trigger_end = t + 1;
    for (uint32_t c = d->child[t]; c != NO_TOKEN; c = d->sibling[c])
        if (rel_is(d, c, R_COMPOUND) && d->sub[c] == RS_PRT && c == e->trigger_end)
            e->trigger_end = c + 1;
}

/* "rang the mayor and asked for calm": a speech act addresses whom the verb before it reached */
static void shared_addressee(event_doc *ed, uint32_t t, raw_event *e)
{
    static const char *const speech[] = {"REQUEST", "ACCUSE", "THREATEN", "SUPPORT", "AGREE"};
    const nlp_doc *d = ed->nlp;
    uint32_t h = d->head[t];
    bool fits = false;
    if (e->recipient.n || e->category >= N_EVENTS || !rel_is(d, t, R_CONJ) || h == NO_TOKEN || d->upos[h] != U_VERB ||
        !*lex_slots(ed->lex, e->frame->recipient))
        return;
    for (size_t i = 0; i < LEN(speech); i++)
        fits = fits || strcmp(lex_string(ed->lex, lex_category(ed->lex, e->category)->name), speech[i]) == 0;
    if (!fits)
        return;
    one_slot(ed, h, S_OBJ, &e->recipient);
    if (!e->recipient.n)
        one_slot(ed, h, (uint8_t)lex_prep(ed->lex, STR("with")), &e->recipient);
}

/* the sides that stand in the frame's sequence of words */
static void sequence_sides(event_doc *ed, uint32_t t, const kb_frame *f, raw_event *e)
{
    for (uint32_t i = 0; i < f->n_need; i++) {
        const kb_need *n = lex_need(ed->lex, f->need + i);
        seq_match m;
        if (n->slot != S_SEQ || n->negative || !seq_fits(ed, t, n, &m))
            continue;
        if (m.actor != NO_TOKEN && *lex_slots(ed->lex, f->actor) == S_SEQ)
            entity_sides(ed, m.actor, &e->actor);
        if (m.recipient != NO_TOKEN && *lex_slots(ed->lex, f->recipient) == S_SEQ)
            entity_sides(ed, m.recipient, &e->recipient);
    }
}

static bool fill(event_doc *ed, uint32_t t, const kb_frame *f, raw_event *e)
{
    *e = (raw_event){.trigger = t,
                     .frame = f,
                     .category = f->event,
                     .op = f->op,
                     .attributed = NO_ENTITY,
                     .attributed_token = NO_TOKEN,
                     .place = NO_TOKEN,
                     .precision = CASUS_NO_DATE,
                     .inner = NO_TOKEN,
                     .size = {-1, -1, -1, -1},
                     .noun = f->pos == 'N',
                     .confidence = 600};
    e->n_mode = f->n_mode;
    memcpy(e->mode, f->mode, sizeof f->mode);
    memcpy(e->cameo, f->cameo, 5);
    e->cameo[4] = 0;
    sequence_sides(ed, t, f, e);
    if (!e->actor.n)
        expression(ed, t, f->actor, f->user & FU_NAMED ? &e->recipient : NULL, &e->actor);
    if (!e->recipient.n)
        expression(ed, t, f->recipient, f->user & FU_NAMED ? &e->actor : NULL, &e->recipient);
    shared_addressee(ed, t, e);
    prune_recipients(ed, e);
    add_partner(ed, t, e);
    if (same_sides(&e->actor, &e->recipient))
        e->recipient.n = 0;
    if (f->flags & FR_MUTUAL) {
        for (uint32_t i = 0; i < e->recipient.n; i++)
            sides_add(&e->actor, e->recipient.at[i].entity, e->recipient.at[i].first, e->recipient.at[i].end);
        e->recipient.n = 0;
    }
    return enough(ed, e, f);
}

/* A prison sentence is SANCTION/convict and COERCE/arrest. */
static void add_prison(event_doc *ed, uint32_t at)
{
    static const char *const words[] = {"prison", "jail", "imprisonment", "imprison", "custody"};
    const nlp_doc *d = ed->nlp;
    int coerce = lex_category_index(ed->lex, "COERCE");
    int convict = lex_mode_index(ed->lex, (uint8_t)lex_category_index(ed->lex, "SANCTION"), "convict"),
        arrest = coerce < 0 ? -1 : lex_mode_index(ed->lex, (uint8_t)coerce, "arrest");
    raw_event e = ed->event.at[at];
    if (arrest < 0 || e.n_mode != 1 || e.mode[0] != convict)
        return;
    const text_sentence *s = &d->sent[d->sent_of[e.trigger]];
    bool prison = doc_lemma_is(d, e.trigger, "jail") || doc_lemma_is(d, e.trigger, "imprison"), years = false;
    for (uint32_t t = s->first; t < s->first + s->count; t++) {
        for (size_t k = 0; k < 5; k++)
            prison = prison || (doc_lemma_is(d, t, words[k]) && doc_under(d, t, e.trigger));
        years = years || (doc_lemma_is(d, t, "year") && doc_under(d, t, e.trigger));
    }
    if (!prison && !(years && doc_lemma_is(d, e.trigger, "sentence")))
        return;
    e.category = (uint8_t)coerce;
    e.mode[0] = (uint8_t)arrest;
    memcpy(e.cameo, "173", 4);
    raw_event *more = vec_push(ed->mem, &ed->event, EVENTS_MAX);
    if (more)
        *more = e;
}

/* What the recipient does in return: "visited" is a visit of the one and a reception by the other. */
static void add_mirror(event_doc *ed, uint32_t at)
{
    raw_event e = ed->event.at[at];
    if (!(e.frame->user & FU_MIRROR) || !e.actor.n || (!e.recipient.n && !(e.frame->flags & FR_MUTUAL)))
        return;
    const kb_frame *back = e.frame + 1;
    sides actor = e.actor;
    e.actor = e.recipient;
    e.recipient = actor;
    e.category = back->event;
    e.n_mode = 0;
    memcpy(e.cameo, back->cameo, sizeof e.cameo);
    raw_event *more = vec_push(ed->mem, &ed->event, EVENTS_MAX);
    if (more)
        *more = e;
}

/* "she is Anna Lind (NOR GOV)" for explain */
static void why_sides(event_doc *ed, raw_event *e, const sides *s, const char *role)
{
    for (uint32_t i = 0; i < s->n; i++) {
        const entity *who = &ed->entity.at[s->at[i].entity];
        str text = doc_text(ed->nlp, s->at[i].first, s->at[i].end);
        char line[160];
        size_t n = 0;
        const char *parts[] = {role, who->named ? "is " : "stands for ", who->code[0] ? who->code : "---", who->sector,
                               who->weak ? " (country guessed from the article)" : ""};
        const str pieces[] = {str_z(parts[0]), str_of(text.p, text.n < 60 ? text.n : 60), STR(" "), str_z(parts[1]), str_z(parts[2]), str_z(parts[3]),
                              str_z(parts[4])};
        for (size_t k = 0; k < LEN(pieces) && n + pieces[k].n + 1 < sizeof line; n += pieces[k].n, k++)
            memcpy(line + n, pieces[k].p, pieces[k].n);
        line[n] = 0;
        event_why(ed, e, line, who->named ? who->name : STR(""));
    }
}

/* Sides that are known, a frame that asks for much: a first measure of trust, to be calibrated. */
static int confidence(const event_doc *ed, const raw_event *e, const kb_frame *f)
{
    int c = 450 + (f->n_need < 3 ? 60 * (int)f->n_need : 180);
    for (uint32_t i = 0; i < e->actor.n && i < 1; i++)
        c += ed->entity.at[e->actor.at[i].entity].weak ? 50 : 150;
    for (uint32_t i = 0; i < e->recipient.n && i < 1; i++)
        c += ed->entity.at[e->recipient.at[i].entity].weak ? 30 : 100;
    return c;
}

static bool several_countries(const event_doc *ed, const sides *s)
{
    for (uint32_t i = 1; i < s->n; i++)
        if (strcmp(ed->entity.at[s->at[i].entity].code, ed->entity.at[s->at[0].entity].code) != 0)
            return true;
    return false;
}

/* Is the next frame in rank the better one? Where this one knows nobody and that one does, or where several countries act together and
 * only that one is mutual ("the two countries held exercises"). */
static bool next_is_better(event_doc *ed, uint32_t t, const kb_frame *f, const raw_event *e)
{
    const kb_frame *next = choose(ed, t, f);
    raw_event other;
    bool nobody = !e->actor.n && !e->recipient.n && f->op == OP_NONE;
    bool together = !(f->flags & FR_MUTUAL) && !e->recipient.n && several_countries(ed, &e->actor) && next && (next->flags & FR_MUTUAL);
    if (!next || next->event == EVENT_NONE || !(nobody || together) || !fill(ed, t, next, &other))
        return false;
    return together || other.actor.n || other.recipient.n;
}

/* The first frame in rank whose flags hold makes the event; NONE ends the search. */
static void build(event_doc *ed, uint32_t t)
{
    raw_event e;
    const kb_frame *f = ed->frame_of[t], *failed[8];
    uint32_t n_failed = 0;
    while (f && (!fill(ed, t, f, &e) || next_is_better(ed, t, f, &e))) {
        failed[n_failed++] = f;
        f = n_failed < (ed->given ? LEN(failed) : LEN(failed) / 2) ? choose(ed, t, f) : NULL;
        if (f && f->event == EVENT_NONE && f->op == OP_NONE)
            f = NULL;
    }
    if (!f)
        return;
    ed->frame_of[t] = f;
    trigger_span(ed->nlp, &e);
    e.sentence[e.n_sentence++] = ed->nlp->sent_of[t];
    e.confidence = confidence(ed, &e, f);
    event_why(ed, &e, "frame", str_z(lex_string(ed->lex, f->source)));
    why_sides(ed, &e, &e.actor, "actor: ");
    why_sides(ed, &e, &e.recipient, "recipient: ");
    for (uint32_t i = 0; i < n_failed; i++)
        event_why(ed, &e, "rejected, its sides do not fit: frame", str_z(lex_string(ed->lex, failed[i]->source)));
    const kb_frame *next = choose(ed, t, f);
    if (next)
        event_why(ed, &e, next->event == EVENT_NONE ? "rejected, less specific: no event, frame" : "rejected, less specific: frame",
                  str_z(lex_string(ed->lex, next->source)));
    raw_event *at = vec_push(ed->mem, &ed->event, EVENTS_MAX);
    if (!at)
        return;
    *at = e;
    ed->event_of[t] = ed->event.n - 1;
    add_prison(ed, ed->event.n - 1);
    add_mirror(ed, ed->event.n - 1);
}

/* the noun of a light verb ("held talks") is part of that event, not one of its own */
static bool consumed(const event_doc *ed, uint32_t t)
{
    const nlp_doc *d = ed->nlp;
    uint32_t v = d->head[t];
    if (v == NO_TOKEN || d->upos[v] != U_VERB || !ed->frame_of[v] || (ed->frame_of[v]->event != EVENT_NONE && ed->event_of[v] == NO_TOKEN))
        return false;
    const kb_frame *f = ed->frame_of[v];
    for (uint32_t i = 0; i < f->n_need; i++) {
        const kb_need *n = lex_need(ed->lex, f->need + i);
        if (n->negative || n->slot == S_ANY || n->slot == S_SUBJ)
            continue;
        fillers at = {0};
        slot_fill(ed, v, n->slot, &at);
        for (uint32_t k = 0; k < at.n; k++)
            if (at.at[k] == t && value_fits((event_doc *)(uintptr_t)ed, t, n))
                return true;
    }
    return false;
}

bool frame_find(event_doc *ed)
{
    const nlp_doc *d = ed->nlp;
    ed->frame_of = arena_array(ed->mem, d->n + 1, sizeof *ed->frame_of);
    ed->event_of = arena_array(ed->mem, d->n + 1, sizeof *ed->event_of);
    ed->lemma_key = arena_array(ed->mem, d->n + 1, sizeof *ed->lemma_key);
    ed->compound_key = arena_array(ed->mem, d->n + 1, sizeof *ed->compound_key);
    if (!ed->frame_of || !ed->event_of || !ed->lemma_key || !ed->compound_key)
        return false;
    for (uint32_t t = 0; t < d->n; t++) {
        ed->event_of[t] = NO_TOKEN;
        ed->lemma_key[t] = lex_key(0, 0, d->word[t]);
        ed->compound_key[t] = compound_key(d, t);
    }
    for (uint32_t t = 0; t < d->n; t++) /* nouns first: frames of verbs ask whether their object is an event */
        if (pos_of(d, t) == 'N')
            ed->frame_of[t] = choose(ed, t, NULL);
    for (uint32_t t = d->n; t-- > 0;) /* inner verbs before the outer ones, which mostly stand left of them */
        if (pos_of(d, t) && pos_of(d, t) != 'N')
            ed->frame_of[t] = choose(ed, t, NULL);
    for (int nouns = 0; nouns < 2; nouns++)
        for (uint32_t t = 0; t < d->n; t++) {
            const kb_frame *f = ed->frame_of[t];
            if (!f || (f->event == EVENT_NONE && f->op == OP_NONE) || (f->pos == 'N') != (nouns == 1) || (nouns && consumed(ed, t)))
                continue;
            build(ed, t);
        }
    return !ed->mem->failed;
}
