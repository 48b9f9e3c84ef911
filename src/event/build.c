/*
 * build.c - makes events of the frames that fit.
 *
 * Out: ed->frame_of and raw events with category, mode, code, sides and the words of the trigger; the first frame in rank whose flags hold makes
 * the event. Nouns are matched first and built last: verbs ask whether their object is an event, and a noun in a light verb is no event of its own.
 */
#include "event/frame.h"

bool event_mode_is(const event_doc *ed, const raw_event *e, const char *mode) { return e->n_mode && e->mode[0] == lex_mode_index(ed->lex, e->category, mode); }

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
                     .acled = TYPE_NONE,
                     .type = f->type,
                     .size = {-1, -1, -1, -1},
                     .noun = f->pos == 'N',
                     .confidence = 600};
    e->n_mode = f->n_mode;
    memcpy(e->mode, f->mode, sizeof f->mode);
    memcpy(e->cameo, f->cameo, 5);
    e->cameo[4] = 0;
    sides_of_frame(ed, t, f, e);
    return sides_enough(e, f);
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
    const kb_frame *next = frame_choose(ed, t, f);
    raw_event other;
    bool nobody = !e->actor.n && !e->recipient.n && f->op == OP_NONE;
    bool together = !(f->flags & FR_MUTUAL) && !e->recipient.n && several_countries(ed, &e->actor) && next && (next->flags & FR_MUTUAL);
    if (!next || next->event == EVENT_NONE || !(nobody || together) || !fill(ed, t, next, &other))
        return false;
    return together || other.actor.n || other.recipient.n;
}

/* "rebels backed by Turkey": a trait of theirs, told of nobody's act */
static bool trait(const event_doc *ed, uint32_t t, const raw_event *e)
{
    const nlp_doc *d = ed->nlp;
    return rel_is(d, t, R_ACL) && d->sub[t] != RS_RELCL && d->penn[t] == X_VBN && doc_lemma_is(d, t, "back") && !ed->given && d->head[t] != NO_TOKEN &&
           ed->mention_of[d->head[t]] != NO_TOKEN && e->recipient.n;
}

/* "conflict.tsv:123 shell V"; that of what the recipient does in return has no name */
static str frame_name(event_doc *ed, const kb_frame *f)
{
    str source = str_z(lex_string(ed->lex, f->source)), pred = str_z(lex_string(ed->lex, f->pred));
    char *p = source.n ? arena_get(ed->mem, source.n + pred.n + 3) : NULL, *q = p;
    if (p == NULL)
        return STR("");
    memcpy(q, source.p, source.n);
    q += source.n;
    *q++ = ' ';
    memcpy(q, pred.p, pred.n);
    q += pred.n;
    *q++ = ' ';
    *q++ = (char)f->pos;
    return str_of(p, (size_t)(q - p));
}

/* The first frame in rank whose flags hold makes the event; NONE ends the search. */
static void build(event_doc *ed, uint32_t t)
{
    raw_event e;
    const kb_frame *f = ed->frame_of[t], *failed[8];
    uint32_t n_failed = 0;
    while (f && (!fill(ed, t, f, &e) || next_is_better(ed, t, f, &e))) {
        failed[n_failed++] = f;
        f = n_failed < (ed->given ? LEN(failed) : LEN(failed) / 2) ? frame_choose(ed, t, f) : NULL;
        if (f && f->event == EVENT_NONE && f->op == OP_NONE)
            f = NULL;
    }
    if (!f || trait(ed, t, &e))
        return;
    ed->frame_of[t] = f;
    trigger_span(ed->nlp, &e);
    e.sentence[e.n_sentence++] = ed->nlp->sent_of[t];
    e.confidence = confidence(ed, &e, f);
    event_why(ed, &e, "frame", frame_name(ed, f));
    why_sides(ed, &e, &e.actor, "actor: ");
    why_sides(ed, &e, &e.recipient, "recipient: ");
    for (uint32_t i = 0; i < n_failed; i++)
        event_why(ed, &e, "rejected, its sides do not fit: frame", frame_name(ed, failed[i]));
    const kb_frame *next = frame_choose(ed, t, f);
    if (next)
        event_why(ed, &e, next->event == EVENT_NONE ? "rejected, less specific: no event, frame" : "rejected, less specific: frame", frame_name(ed, next));
    raw_event *at = vec_push(ed->mem, &ed->event, EVENTS_MAX);
    if (!at)
        return;
    *at = e;
    ed->event_of[t] = ed->event.n - 1;
    add_prison(ed, ed->event.n - 1);
    add_mirror(ed, ed->event.n - 1);
}

/* "condemned the murder of two priests": an act of force with a victim of its own, number or name, is a record beside what is said of it */
static bool told_apart(const event_doc *ed, uint32_t t, uint32_t verb)
{
    const nlp_doc *d = ed->nlp;
    const char *const loud[] = {"ACCUSE", "ASSAULT"};
    const kb_frame *f[] = {verb == NO_TOKEN ? NULL : ed->frame_of[verb], ed->frame_of[t]};
    for (int i = 0; i < 2; i++)
        if (!f[i] || f[i]->event >= N_EVENTS || strcmp(lex_string(ed->lex, lex_category(ed->lex, f[i]->event)->name), loud[i]) != 0)
            return false;
    fillers of = {0};
    slot_fill(ed, t, (uint8_t)lex_prep(ed->lex, STR("of")), &of);
    return of.n > 0 && (doc_dep(d, of.at[0], R_NUMMOD) != NO_TOKEN || d->upos[of.at[0]] == U_PROPN);
}

/* the noun of a light verb ("held talks") is part of that event, not one of its own */
static bool consumed(const event_doc *ed, uint32_t t)
{
    const nlp_doc *d = ed->nlp;
    uint32_t v = d->head[t];
    if (told_apart(ed, t, v))
        return false;
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
            if (at.at[k] == t && frame_value_fits((event_doc *)(uintptr_t)ed, t, n))
                return true;
    }
    return false;
}

/* "5,000 Hongkongers marched": to a frame, those of a country are people as well as they are of that country */
static void peoples(event_doc *ed)
{
    const uint64_t people = lex_key(0, 0, STR("people"));
    for (uint32_t i = 0; i < ed->mention.n; i++) {
        const mention *m = &ed->mention.at[i];
        uint32_t last = m->first + m->count - 1;
        if (m->kind == M_COUNTRY && m->who.n == 1 && entity_people(&ed->entity.at[m->who.at[0].entity]) && ed->compound_key[last] == 0)
            ed->compound_key[last] = people;
    }
}

bool frame_find(event_doc *ed)
{
    const nlp_doc *d = ed->nlp;
    ed->frame_of = arena_array(ed->mem, d->n + 1, sizeof *ed->frame_of);
    ed->event_of = arena_array(ed->mem, d->n + 1, sizeof *ed->event_of);
    if (!ed->frame_of || !ed->event_of)
        return false;
    peoples(ed);
    for (uint32_t t = 0; t < d->n; t++)
        ed->event_of[t] = NO_TOKEN;
    for (uint32_t t = 0; t < d->n; t++) /* nouns first: frames of verbs ask whether their object is an event */
        if (frame_pos(d, t) == 'N')
            ed->frame_of[t] = frame_choose(ed, t, NULL);
    for (uint32_t t = d->n; t-- > 0;) /* inner verbs before the outer ones, which mostly stand left of them */
        if (frame_pos(d, t) && frame_pos(d, t) != 'N')
            ed->frame_of[t] = frame_choose(ed, t, NULL);
    for (int nouns = 0; nouns < 2; nouns++)
        for (uint32_t t = 0; t < d->n; t++) {
            const kb_frame *f = ed->frame_of[t];
            if (!f || (f->event == EVENT_NONE && f->op == OP_NONE) || (f->pos == 'N') != (nouns == 1) || (nouns && consumed(ed, t)))
                continue;
            build(ed, t);
        }
    return !ed->mem->failed;
}
