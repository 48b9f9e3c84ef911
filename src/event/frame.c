/*
 * frame.c - which frame fits a word.
 *
 * In: the tree, resolved mentions, the frames of knowledge/frames/. For a verb, noun or adjective the frame with the most fulfilled conditions
 * wins, the earlier line among equals; build.c asks for the next one where the sides of the first do not fit.
 */
#include "event/frame.h"

#define CLAUSE_TOKENS_MAX 60u

/* The key of a compound with hyphens that ends in t, which the tokenizer split: "cease - fire"; 0: there is none */
static uint64_t compound_key(const nlp_doc *d, uint32_t t)
{
    if (t < 2 || d->sent_of[t - 2] != d->sent_of[t] || !str_is(d->fold[t - 1], "-"))
        return 0;
    str first = d->fold[t - 2], last = d->word[t];
    return lex_key_of(0, 0, hash_join(hash_add(hash_run(first.p, first.n), '-'), hash_run(last.p, last.n)));
}

char frame_pos(const nlp_doc *d, uint32_t t)
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

static bool official_sector(const char *sector)
{
    static const char *const list[] = {"GOV", "LEG", "JUD", "PTY", "OPP", "ELI"};
    for (size_t i = 0; i < LEN(list); i++)
        if (strcmp(sector, list[i]) == 0)
            return true;
    return false;
}

bool armed_sector(const char *s)
{
    static const char *const armed[] = {"MIL", "REB", "UAF", "PRM", "COP"};
    return str_in(str_z(s), armed, LEN(armed));
}

/* a filler of one of the special classes: @ACTOR, @PERSON ... */
static bool special_fits(event_doc *ed, uint32_t t, uint64_t special, bool done_to)
{
    if (special == V_ANYTHING)
        return true;
    if (special == V_EVENT || special >= V_CATEGORY) {
        const kb_frame *f = ed->frame_of[t];
        return f && f->event != EVENT_NONE && (special == V_EVENT || f->event == special - V_CATEGORY);
    }
    if (special == V_WISH)
        return verb_wished(ed->nlp, t);
    if (special == V_TO) {
        uint32_t mark = doc_dep(ed->nlp, t, R_MARK);
        return mark != NO_TOKEN && str_is(ed->nlp->fold[mark], "to");
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
        return e->code[0] && !e->person && (!e->sector[0] || strcmp(e->sector, "GOV") == 0 || entity_people(e));
    case V_PERSON:
        return e->person || (done_to && ((e->plural && !e->group && e->sector[0]) || entity_people(e))); /* "charged three journalists", "two Danes" */
    case V_ARMED:
        return armed_sector(e->sector);
    case V_OFFICIAL:
        return official_sector(e->sector);
    default:
        return false;
    }
}

bool frame_value_fits(event_doc *ed, uint32_t t, const kb_need *need)
{
    const uint64_t *v = lex_values(ed->lex, need->value, need->n_value), lemma = ed->lemma_key[t], compound = ed->compound_key[t];
    for (uint32_t i = 0; v != NULL && i < need->n_value; i++)
        if (v[i] < 256 ? special_fits(ed, t, v[i], need->slot == S_OBJ) : lemma == v[i] || compound == v[i])
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
        if (frame_value_fits(ed, i, need) && (doc_under(d, i, t) || (d->head[t] == i && !(rel_is(d, t, R_CONJ) && doc_dep(d, t, R_NSUBJ) != NO_TOKEN))))
            return true;
    return false;
}

static bool words_before(event_doc *ed, uint32_t t, const kb_need *need)
{
    const nlp_doc *d = ed->nlp;
    uint32_t begin = d->sent[d->sent_of[t]].first;
    for (uint32_t i = t, steps = 0; i > begin && steps < 4; steps++) {
        i--;
        bool finite =
            d->upos[t] == U_NOUN && (d->penn[i] == X_VBD || d->penn[i] == X_VBZ || d->penn[i] == X_VBP); /* "traded prisoners of war" is no trade war */
        if (!finite && frame_value_fits(ed, i, need))
            return true;
    }
    return false;
}

/* "three days of talks", "a series of strikes": what is measured counts */
static bool of_measure(const nlp_doc *d, uint32_t np, uint32_t c)
{
    static const char *const words[] = {
        "day",   "hour",     "week",  "round", "series",   "wave",    "number",    "set",       "bout",    "night",      "month",      "string", "kind",
        "form",  "campaign", "act",   "type",  "state",    "dozen",   "hundred",   "couple",    "pair",    "cycle",      "some",       "part",   "most",
        "half",  "rest",     "bulk",  "all",   "many",     "third",   "remainder", "band",      "gang",    "handful",    "group",      "column", "score",
        "bunch", "team",     "squad", "crowd", "thousand", "company", "platoon",   "battalion", "brigade", "contingent", "detachment", "unit"};
    if (!rel_is(d, c, R_NMOD) || !str_is(case_of(d, c), "of"))
        return false;
    if (str_in(d->word[np], words, LEN(words)))
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
        if (frame_value_fits(ed, f.at[i], need))
            return true;
        uint32_t m = ed->mention_of[f.at[i]];
        if (m != NO_TOKEN && ed->mention.at[m].kind == M_PRONOUN && ed->mention.at[m].who.n) { /* "They stormed": protesters did */
            uint32_t first = ed->entity.at[ed->mention.at[m].who.at[0].entity].first_token;
            if (first != f.at[i] && first < ed->nlp->n && frame_value_fits(ed, first, need))
                return true;
        }
        for (uint32_t c = ed->nlp->child[f.at[i]]; c != NO_TOKEN; c = ed->nlp->sibling[c]) /* "talks and meetings"; "the head of the army" */
            if ((rel_is(ed->nlp, c, R_CONJ) || (rel_is(ed->nlp, c, R_COMPOUND) && need->slot != S_SUBJ) || of_measure(ed->nlp, f.at[i], c)) &&
                frame_value_fits(ed, c, need))
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

const kb_frame *frame_choose(event_doc *ed, uint32_t t, const kb_frame *after)
{
    const nlp_doc *d = ed->nlp;
    char pos = frame_pos(d, t);
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

bool word_keys(event_doc *ed)
{
    const nlp_doc *d = ed->nlp;
    ed->word = arena_array(ed->mem, d->n + 1, sizeof *ed->word);
    ed->prep = arena_array(ed->mem, d->n + 1, sizeof *ed->prep);
    ed->lemma_key = arena_array(ed->mem, d->n + 1, sizeof *ed->lemma_key);
    ed->compound_key = arena_array(ed->mem, d->n + 1, sizeof *ed->compound_key);
    if (!ed->word || !ed->prep || !ed->lemma_key || !ed->compound_key)
        return false;
    for (uint32_t t = 0; t < d->n; t++) {
        ed->word[t] = lex_word_of(d->word[t], d->fold[t]);
        ed->prep[t] = (uint8_t)lex_prep(ed->lex, d->word[t]);
        ed->lemma_key[t] = lex_key(0, 0, d->word[t]);
        ed->compound_key[t] = compound_key(d, t);
    }
    return true;
}
