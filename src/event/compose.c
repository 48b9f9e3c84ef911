/*
 * compose.c - speech acts over acts, and PLOVER's folding.
 *
 * "Agreed to withdraw", "threatened to attack", "urged them to meet", "denied shelling": a frame with an operator takes the event of its
 * complement and knowledge/compose.tsv says what both together are. Later, what is only planned is folded: a future CONSULT is AGREE,
 * an act of violence that its own author announces is THREATEN.
 */
#include "event/event.h"

static void set_code(raw_event *e, const kb_compose *c)
{
    e->category = c->result;
    e->n_mode = 0;
    if (c->mode2 != EVENT_NONE)
        e->mode[e->n_mode++] = c->mode2;
    if (c->cameo[0])
        memcpy(e->cameo, c->cameo, 4);
    e->cameo[4] = 0;
}

/* "vowed to investigate": the act itself stays, as a future one of whoever speaks */
static bool keeps(const kb_compose *c, const raw_event *inner) { return c->result == inner->category && !c->cameo[0]; }

static bool has_side(const sides *s, uint32_t id)
{
    for (uint32_t i = 0; i < s->n; i++)
        if (s->at[i].entity == id)
            return true;
    return false;
}

static uint32_t speaker_entity(const raw_event *e) { return e->actor.n ? e->actor.at[0].entity : NO_ENTITY; }

/* sides of the inner event that are not the speaker: to whom the speech act is addressed */
static void others(const raw_event *inner, const sides *speaker, sides *out)
{
    const sides *both[] = {&inner->recipient, &inner->actor};
    for (int k = 0; k < 2 && !out->n; k++)
        for (uint32_t i = 0; i < both[k]->n; i++)
            if (!has_side(speaker, both[k]->at[i].entity))
                sides_add(out, both[k]->at[i].entity, both[k]->at[i].first, both[k]->at[i].end);
}

/* "had nothing to do with the murder", "denied having anything to do with it": the event behind "with" */
static uint32_t to_do_with(const event_doc *ed, uint32_t v)
{
    const nlp_doc *d = ed->nlp;
    uint32_t what = doc_lemma_is(d, v, "have") ? doc_dep(d, v, R_OBJ) : NO_TOKEN, act = what == NO_TOKEN ? NO_TOKEN : doc_dep(d, what, R_ACL);
    if (act == NO_TOKEN || !doc_lemma_is(d, act, "do"))
        return NO_TOKEN;
    for (uint32_t c = d->child[act]; c != NO_TOKEN; c = d->sibling[c])
        if (str_is(case_of(d, c), "with") && ed->event_of[c] != NO_TOKEN && !ed->event.at[ed->event_of[c]].dropped)
            return ed->event_of[c];
    return NO_TOKEN;
}

static bool by_nobody(const event_doc *ed, uint32_t v)
{
    static const char *const words[] = {"no", "nobody", "none", "neither"};
    uint32_t s = slot_first(ed, v, S_SUBJ), det = s == NO_TOKEN ? NO_TOKEN : doc_dep(ed->nlp, s, R_DET);
    return s != NO_TOKEN && (str_in(ed->nlp->fold[s], words, LEN(words)) || (det != NO_TOKEN && str_in(ed->nlp->fold[det], words, LEN(words))));
}

/* "France alleged the army was hiding its losses": whom the clause is about */
static void alleged_subject(event_doc *ed, raw_event *e)
{
    fillers clause = {0}, who = {0};
    sides found = {0};
    if (e->recipient.n || !doc_lemma_is(ed->nlp, e->trigger, "allege"))
        return;
    slot_fill(ed, e->trigger, S_COMP, &clause);
    if (clause.n)
        slot_fill(ed, clause.at[0], S_SUBJ, &who);
    for (uint32_t i = 0; i < who.n; i++)
        entity_sides(ed, who.at[i], &found);
    for (uint32_t i = 0; i < found.n; i++)
        if (!has_side(&e->actor, found.at[i].entity))
            sides_add(&e->recipient, found.at[i].entity, found.at[i].first, found.at[i].end);
}

/* the event in the complement of t: a clause, or the noun that it governs */
static uint32_t inner_event(event_doc *ed, uint32_t t)
{
    static const uint8_t slots[] = {S_COMP, S_OBJ};
    static const char *const preps[] = {"for", "of", "to", "on", "with", "in", "against"};
    const nlp_doc *d = ed->nlp;
    uint32_t whole = to_do_with(ed, t);
    for (size_t k = 0; k < LEN(slots) + LEN(preps) && whole == NO_TOKEN; k++) {
        uint8_t slot = k < LEN(slots) ? slots[k] : (uint8_t)lex_prep(ed->lex, str_z(preps[k - LEN(slots)]));
        fillers f = {0};
        if (slot)
            slot_fill(ed, t, slot, &f);
        for (uint32_t i = 0; i < f.n; i++) {
            uint32_t c = f.at[i];
            bool people = k >= LEN(slots) && ed->mention_of[c] != NO_TOKEN; /* "offered help to the displaced" */
            if (c != t && ed->event_of[c] != NO_TOKEN && !ed->event.at[ed->event_of[c]].dropped && !people)
                return ed->event_of[c];
            if (slot == S_COMP && (whole = to_do_with(ed, c)) != NO_TOKEN)
                return whole;
            for (uint32_t x = d->child[c]; x != NO_TOKEN && (slot == S_COMP || slot == S_OBJ);
                 x = d->sibling[x]) /* "agreed to begin the withdrawal", "rejected the claim that" */
                if (x != t &&       /* a relative clause hangs on its own object: "the strike, which Oslo blamed on rebels" */
                    (rel_is(d, x, R_XCOMP) || rel_is(d, x, R_OBJ) || (slot == S_OBJ && (rel_is(d, x, R_ACL) || rel_is(d, x, R_CCOMP)))) &&
                    ed->event_of[x] != NO_TOKEN && !ed->event.at[ed->event_of[x]].dropped)
                    return ed->event_of[x];
        }
    }
    return whole;
}

/* What an accusation is about is a second record where the text gives it a time, a place, a number or a name of its own:
 * "condemned the murder of two priests in Cali" */
static bool stands_alone(const event_doc *ed, const raw_event *e, const raw_event *inner)
{
    const nlp_doc *d = ed->nlp;
    const char *name = lex_string(ed->lex, lex_category(ed->lex, inner->category)->name);
    if (e->op != OP_ACCUSE || strcmp(name, "ASSAULT") != 0 || e->category >= N_EVENTS)
        return false;
    if (!inner->recipient.n)
        return victim_named(ed, inner);
    for (uint32_t i = 0; i < inner->recipient.n; i++) {
        const side *s = &inner->recipient.at[i];
        if (s->first < d->n && (doc_dep(d, s->end - 1, R_NUMMOD) != NO_TOKEN || ed->entity.at[s->entity].person))
            return true;
    }
    const text_sentence *s = &d->sent[d->sent_of[inner->trigger]];
    for (uint32_t t = s->first; t < s->first + s->count; t++)
        if ((ed->timex_of[t] != NO_TOKEN || (ed->place_of && ed->place_of[t] != NO_TOKEN && case_of(d, t).n)) && doc_under(d, t, inner->trigger))
            return true;
    return false;
}

/* "called for an end to the shelling": the line knows what is called for better than "some act" does (020, 100) */
static bool vaguer(const kb_compose *c, const raw_event *e)
{
    bool general = c->cameo[2] == '0' && !c->cameo[3], special = e->cameo[2] != '0' || e->cameo[3];
    return c->result == e->category && general && special;
}

/* "assured him that the men had been freed": what is told as done is no promise */
static bool done_already(const nlp_doc *d, uint32_t v)
{
    bool have = false, modal = false;
    if (!rel_is(d, v, R_CCOMP))
        return false;
    for (uint32_t c = d->child[v]; c != NO_TOKEN; c = d->sibling[c]) {
        have = have || (rel_is(d, c, R_AUX) && doc_lemma_is(d, c, "have"));
        modal = modal || d->penn[c] == X_MD;
    }
    return !modal && (have || (d->penn[v] == X_VBD && doc_dep(d, v, R_AUX) == NO_TOKEN));
}

static void apply_op(event_doc *ed, raw_event *e)
{
    uint32_t at = inner_event(ed, e->trigger);
    if (at == NO_TOKEN && (e->op == OP_AGREE || e->op == OP_OFFER) && !e->noun) {
        fillers f = {0};
        slot_fill(ed, e->trigger, S_COMP, &f);
        for (uint32_t i = 0; i < f.n; i++)
            e->dropped = e->dropped || done_already(ed->nlp, f.at[i]);
        return;
    }
    if (e->op == OP_ACCUSE)
        alleged_subject(ed, e);
    if (at == NO_TOKEN) {
        if (e->op == OP_DENY && e->category == EVENT_NONE)
            deny_charge(ed, e);
        return;
    }
    raw_event *inner = &ed->event.at[at];
    if (e->op == OP_FUTURE) { /* "is expected to meet": the meeting, not yet */
        inner->aux = AUX_FUTURE;
        e->dropped = true;
        return;
    }
    if (e->op == OP_CAUSE && inner->op == OP_ACCUSE && inner->trigger != e->trigger) {
        e->dropped = true; /* "nobody has claimed the strike, which Oslo blamed on rebels" */
        return;
    }
    if (e->op == OP_CAUSE && by_nobody(ed, e->trigger)) {
        e->dropped = true; /* "no group has claimed the attack" */
        return;
    }
    if (e->op == OP_DENY || e->op == OP_CAUSE) {
        if (!inner->actor.n || e->op == OP_CAUSE)
            inner->actor = e->actor;
        if (e->op == OP_DENY) {
            inner->aux = AUX_NEGATION;
            inner->attributed = speaker_entity(e);
            inner->attributed_token = e->trigger;
            event_why(ed, inner, "negation: denied by", ed->nlp->form[e->trigger]);
        }
        e->dropped = true;
        return;
    }
    if ((e->op == OP_AGREE || e->op == OP_OFFER) && !inner->noun && done_already(ed->nlp, inner->trigger)) {
        e->dropped = true;
        return;
    }
    const kb_compose *c = lex_compose(ed->lex, (op_kind)e->op, inner->category, inner->mode, inner->n_mode, inner->cameo);
    if (!c)
        return;
    if (c->result == EVENT_NONE || keeps(c, inner)) {
        e->dropped = true;
        inner->dropped = c->result == EVENT_NONE;
        if (!inner->actor.n)
            inner->actor = e->actor;
        if (e->op == OP_AGREE || e->op == OP_OFFER || e->op == OP_THREATEN)
            inner->aux = AUX_FUTURE;
        return;
    }
    if (!vaguer(c, e))
        set_code(e, c);
    event_why(ed, e, "composed with", ed->nlp->form[inner->trigger]);
    if (!e->recipient.n && e->op != OP_ACCUSE)
        others(inner, &e->actor, &e->recipient);
    if (e->op == OP_ACCUSE && !e->recipient.n)
        e->recipient = inner->actor;
    e->inner = at;
    if (stands_alone(ed, e, inner)) {
        if (!inner->noun && inner->attributed == NO_ENTITY) {
            inner->attributed = speaker_entity(e);
            inner->attributed_token = e->trigger;
        }
        event_why(ed, inner, "a record beside the accusation", STR(""));
        return;
    }
    inner->dropped = true;
    ed->event_of[inner->trigger] = (uint32_t)(e - ed->event.at); /* its date and place are those of the whole */
}

/* A line that already says what the complement makes of it ("threatened to impose sanctions") needs no second record of the act. */
static void absorb_complement(event_doc *ed, raw_event *e)
{
    static const char *const speech[] = {"THREATEN", "REQUEST", "REJECT"};
    bool fits = false;
    for (size_t i = 0; i < LEN(speech) && e->category < N_EVENTS; i++)
        fits = fits || strcmp(lex_string(ed->lex, lex_category(ed->lex, e->category)->name), speech[i]) == 0;
    static const char *const orders[] = {"tell", "order", "ask", "command", "instruct", "direct"};
    fits = fits || str_in(ed->nlp->word[e->trigger], orders, LEN(orders)); /* "told Oslo to withdraw its diplomats", which expels them */
    fillers f = {0};
    if (fits && !e->noun)
        slot_fill(ed, e->trigger, S_COMP, &f);
    for (uint32_t i = 0; i < f.n; i++) {
        uint32_t at = ed->event_of[f.at[i]];
        if (at == NO_TOKEN || &ed->event.at[at] == e || ed->event.at[at].dropped || !rel_is(ed->nlp, f.at[i], R_XCOMP))
            continue;
        raw_event *inner = &ed->event.at[at];
        if (!e->recipient.n)
            others(inner, &e->actor, &e->recipient);
        inner->dropped = true;
        e->inner = at;
        ed->event_of[inner->trigger] = (uint32_t)(e - ed->event.at);
        event_why(ed, e, "its content:", ed->nlp->form[inner->trigger]);
    }
}

/* "threatened to cut off aid and to close the border": the second content makes a record of its own */
static void second_content(event_doc *ed, const raw_event *e)
{
    fillers f = {0};
    bool threat = e->op == OP_NONE && doc_lemma_is(ed->nlp, e->trigger, "threaten"); /* by a line that says itself what is threatened */
    op_kind op = threat ? OP_THREATEN : (op_kind)e->op;
    if ((op != OP_THREATEN && op != OP_AGREE && op != OP_OFFER) || e->noun || (!threat && e->inner == NO_TOKEN) || e->dropped || e->category >= N_EVENTS)
        return;
    slot_fill(ed, e->trigger, S_COMP, &f);
    for (uint32_t i = threat ? 1 : 0; i < f.n; i++) {
        uint32_t at = ed->event_of[f.at[i]];
        raw_event *inner = at == NO_TOKEN || rel_is(ed->nlp, f.at[i], R_ADVCL) ? NULL : &ed->event.at[at];
        if (!inner || inner == e || inner->dropped || at == e->inner || inner->noun || inner->trigger != f.at[i] || inner->op != OP_NONE)
            continue;
        const kb_compose *c = lex_compose(ed->lex, op, inner->category, inner->mode, inner->n_mode, inner->cameo);
        if (!c || c->result == EVENT_NONE || keeps(c, inner))
            continue;
        sides to = {0};
        others(inner, &e->actor, &to);
        set_code(inner, c);
        inner->actor = e->actor;
        inner->recipient = to.n ? to : e->recipient;
        inner->op = (uint8_t)op;
        inner->inner = at;
        event_why(ed, inner, "its content, after", ed->nlp->form[e->trigger]);
    }
}

bool compose_apply(event_doc *ed)
{
    for (uint32_t i = ed->event.n; i-- > 0;) /* nouns and inner verbs first: "threatened to order an attack" */
        if (ed->event.at[i].op != OP_NONE && ed->event.at[i].op != OP_DENY && !ed->event.at[i].dropped)
            apply_op(ed, &ed->event.at[i]);
    for (uint32_t i = 0; i < ed->event.n; i++)
        second_content(ed, &ed->event.at[i]);
    for (uint32_t i = 0; i < ed->event.n; i++)
        if (ed->event.at[i].inner == NO_TOKEN && !ed->event.at[i].dropped)
            absorb_complement(ed, &ed->event.at[i]);
    const uint8_t assault = (uint8_t)lex_category_index(ed->lex, "ASSAULT"), protest = (uint8_t)lex_category_index(ed->lex, "PROTEST");
    for (uint32_t i = 0; i < ed->event.n; i++) { /* denials last: they look back at accusations */
        raw_event *e = &ed->event.at[i];
        if (e->op == OP_DENY && !e->dropped)
            apply_op(ed, e);
        bool violent = !e->noun && strncmp(e->cameo, "18", 2) >= 0; /* "four were killed" counts without anybody known */
        bool on = e->category == assault && slot_first(ed, e->trigger, (uint8_t)lex_prep(ed->lex, STR("on"))) != NO_TOKEN;
        bool told = rel_is(ed->nlp, e->trigger, R_NSUBJ) || (on && str_is(case_of(ed->nlp, e->trigger), "after"));
        bool goes_on = e->noun && told && (e->category == protest || on); /* settle.c may know whose */
        violent = violent || goes_on;
        if (e->category == EVENT_NONE || e->op == OP_FUTURE)
            e->dropped = true;                                                /* an operator that found nothing to work on */
        bool nobody = !e->actor.n && !e->recipient.n && !victim_named(ed, e); /* "the assassination of Pedro Perez" */
        if (nobody && (!violent || e->op != OP_NONE))
            e->dropped = true;
    }
    return !ed->mem->failed;
}

/* ---- folding ---- */

static bool named(const event_doc *ed, uint8_t category, const char *name)
{
    return strcmp(lex_string(ed->lex, lex_category(ed->lex, category)->name), name) == 0;
}

static bool by_itself(const event_doc *ed, const raw_event *e)
{
    uint32_t s = ed->stmt_of ? ed->stmt_of[e->trigger] : NO_TOKEN;
    if (s == NO_TOKEN || ed->stmt.at[s].entity == NO_ENTITY || !e->actor.n)
        return false;
    const entity *who = &ed->entity.at[ed->stmt.at[s].entity], *actor = &ed->entity.at[e->actor.at[0].entity];
    return has_side(&e->actor, ed->stmt.at[s].entity) ||
           (who->code[0] && strcmp(who->code, actor->code) == 0 && (strcmp(who->sector, "GOV") == 0 || !who->sector[0]));
}

static bool conditional(const event_doc *ed, const raw_event *e)
{
    const text_sentence *s = &ed->nlp->sent[ed->nlp->sent_of[e->trigger]];
    for (uint32_t t = s->first; t < s->first + s->count; t++)
        if (str_is(ed->nlp->fold[t], "unless") || str_is(ed->nlp->fold[t], "if") || str_is(ed->nlp->fold[t], "otherwise"))
            return true;
    return false;
}

/* "Oslo will not renew its pact with Bergen": what both would do together is refused by one, to the other */
static void part_sides(event_doc *ed, raw_event *e)
{
    fillers f = {0};
    sides who = {0}, all = e->actor;
    slot_fill(ed, e->trigger, S_SUBJ, &f);
    for (uint32_t i = 0; i < f.n; i++)
        entity_sides(ed, f.at[i], &who);
    if (!e->frame || !(e->frame->flags & FR_MUTUAL) || e->recipient.n || !who.n || who.n >= all.n)
        return;
    e->actor = who;
    for (uint32_t i = 0; i < all.n; i++)
        if (!has_side(&who, all.at[i].entity))
            sides_add(&e->recipient, all.at[i].entity, all.at[i].first, all.at[i].end);
}

/* "will not release them": who will not do what serves the other rejects it */
static bool refuse_own(event_doc *ed, raw_event *e)
{
    uint8_t quad = lex_category(ed->lex, e->category)->quad;
    const kb_compose *c = quad <= 2 ? lex_compose(ed->lex, OP_REJECT, e->category, e->mode, e->n_mode, e->cameo) : NULL;
    if (!e->refused || !c || c->result == EVENT_NONE || keeps(c, e))
        return false;
    set_code(e, c);
    e->aux = AUX_NONE;
    part_sides(ed, e);
    event_why(ed, e, "folded: will not do it, a rejection", STR(""));
    return true;
}

/* "Oslo said Bergen must withdraw": what others must do is a demand on them, of whoever says so */
static void duty(event_doc *ed, raw_event *e)
{
    uint32_t s = ed->stmt_of ? ed->stmt_of[e->trigger] : NO_TOKEN;
    if (!e->duty || s == NO_TOKEN || ed->stmt.at[s].entity == NO_ENTITY || ed->stmt.at[s].speaker == NO_TOKEN || !e->actor.n || by_itself(ed, e))
        return;
    const statement *st = &ed->stmt.at[s];
    const kb_compose *c = lex_compose(ed->lex, (op_kind)e->duty, e->category, e->mode, e->n_mode, e->cameo);
    if (!c || c->result == EVENT_NONE || keeps(c, e))
        return;
    set_code(e, c);
    e->aux = AUX_NONE;
    e->recipient = e->actor;
    e->actor.n = 0;
    sides_add(&e->actor, st->entity, st->speaker, st->speaker + 1);
    e->attributed = NO_ENTITY;
    e->attributed_token = NO_TOKEN;
    event_why(ed, e, "folded: what others must do, a demand of", ed->nlp->form[st->speaker]);
}

/* a frame that asks for the negation itself: "will not budge" */
static bool means_no(const event_doc *ed, const kb_frame *f)
{
    uint64_t no = lex_key(0, 0, STR("not"));
    for (uint32_t i = 0; f && i < f->n_need; i++) {
        const kb_need *n = lex_need(ed->lex, f->need + i);
        const uint64_t *v = lex_values(ed->lex, n->value, n->n_value);
        for (uint32_t k = 0; v && !n->negative && k < n->n_value; k++)
            if (v[k] == no)
                return true;
    }
    return false;
}

/* "showed no readiness to talk": who does not agree rejects */
static void refuse(event_doc *ed, raw_event *e)
{
    if (e->frame && (e->frame->user & FU_EXACT))
        return;
    if (means_no(ed, e->frame)) {
        e->aux = AUX_NONE;
        return;
    }
    if (refuse_own(ed, e))
        return;
    if (doc_lemma_is(ed->nlp, e->trigger, "rule") && named(ed, e->category, "REJECT")) {
        e->dropped = true; /* "has not ruled out charges": nothing was done */
        return;
    }
    if (e->inner == NO_TOKEN || (e->op != OP_AGREE && e->op != OP_OFFER))
        return;
    const raw_event *inner = &ed->event.at[e->inner];
    const kb_compose *c = lex_compose(ed->lex, OP_REJECT, inner->category, inner->mode, inner->n_mode, inner->cameo);
    if (!c || c->result == EVENT_NONE || keeps(c, inner))
        return;
    set_code(e, c);
    e->aux = AUX_NONE;
    event_why(ed, e, "folded: no willingness is a rejection", STR(""));
}

/* "warned that it would", "cautioned that": what is announced so is a threat */
static bool warned(const event_doc *ed, const raw_event *e)
{
    uint32_t s = ed->stmt_of ? ed->stmt_of[e->trigger] : NO_TOKEN;
    return s != NO_TOKEN && ed->stmt.at[s].cue_kind == CUE_WARN;
}

/* "We will crush them," he warned Oslo: the words are the threat, and another country that they are addressed to is threatened */
static void threat_in_words(event_doc *ed, raw_event *e)
{
    uint32_t s = ed->stmt_of ? ed->stmt_of[e->trigger] : NO_TOKEN;
    const statement *st = s == NO_TOKEN ? NULL : &ed->stmt.at[s];
    e->aux = AUX_NONE;
    if (e->recipient.n || !e->actor.n || !st || st->addressee_entity == NO_ENTITY || st->addressee == NO_TOKEN)
        return;
    const char *to = ed->entity.at[st->addressee_entity].code, *from = ed->entity.at[e->actor.at[0].entity].code;
    if (to[0] && strcmp(to, from) != 0)
        sides_add(&e->recipient, st->addressee_entity, st->addressee, st->addressee + 1);
}

/* "The minister warned that boats would be confiscated": the threat is his, whoever will do it */
static void own_warning(event_doc *ed, raw_event *e)
{
    static const char *const official[] = {"GOV", "MIL", "COP", "JUD", "REB"};
    uint32_t s = ed->stmt_of ? ed->stmt_of[e->trigger] : NO_TOKEN;
    if (e->actor.n || e->noun || s == NO_TOKEN || ed->stmt.at[s].entity == NO_ENTITY || !verb_passive(ed->nlp, e->trigger) || !warned(ed, e))
        return;
    const entity *who = &ed->entity.at[ed->stmt.at[s].entity];
    for (size_t i = 0; i < LEN(official); i++)
        if (strcmp(who->sector, official[i]) == 0)
            sides_add(&e->actor, ed->stmt.at[s].entity, ed->stmt.at[s].speaker, ed->stmt.at[s].speaker + 1);
}

static void fold(event_doc *ed, raw_event *e)
{
    static const char *const violent[] = {"ASSAULT", "COERCE", "SANCTION"};
    const kb_compose *c = NULL;
    if (e->frame && (e->frame->user & FU_EXACT))
        return;
    own_warning(ed, e);
    bool own = by_itself(ed, e), force = false, terms = conditional(ed, e) || warned(ed, e);
    if (named(ed, e->category, "THREATEN") && (own || e->op == OP_NONE)) {
        threat_in_words(ed, e);
        return;
    }
    for (size_t i = 0; i < LEN(violent); i++)
        force = force || named(ed, e->category, violent[i]);
    if (own && ((force && (terms || named(ed, e->category, "ASSAULT"))) || (terms && named(ed, e->category, "PROTEST")))) /* "we will strike unless" */
        c = lex_compose(ed->lex, OP_THREATEN, e->category, e->mode, e->n_mode, e->cameo);
    else if (own && (named(ed, e->category, "RETREAT") || named(ed, e->category, "CONCEDE")))
        c = lex_compose(ed->lex, OP_AGREE, e->category, e->mode, e->n_mode, e->cameo);
    else if (!force)
        c = lex_compose(ed->lex, OP_FUTURE, e->category, e->mode, e->n_mode, e->cameo);
    if (!c || c->result == EVENT_NONE || keeps(c, e))
        return;
    set_code(e, c);
    e->aux = AUX_NONE;
    event_why(ed, e, "folded: only planned, now", str_z(lex_string(ed->lex, lex_category(ed->lex, e->category)->name)));
}

/* "Let our people go," the minister told Oslo: an order in a quotation, with nothing but adverbs before it */
static bool imperative(const event_doc *ed, const raw_event *e)
{
    const nlp_doc *d = ed->nlp;
    uint32_t t = e->trigger, s = ed->stmt_of ? ed->stmt_of[t] : NO_TOKEN;
    while (d->penn[t] == X_VB && rel_is(d, t, R_CONJ) && doc_dep(d, t, R_NSUBJ) == NO_TOKEN && doc_dep(d, t, R_AUX) == NO_TOKEN)
        t = d->head[t]; /* "Open the gates and let them in" */
    if (e->noun || s == NO_TOKEN || ed->stmt.at[s].kind != CASUS_DIRECT || d->penn[t] != X_VB)
        return false;
    if (!rel_is(d, t, R_ROOT) && !rel_is(d, t, R_CCOMP) && !rel_is(d, t, R_PARATAXIS))
        return false;
    for (uint32_t c = d->child[t]; c != NO_TOKEN && c < t; c = d->sibling[c])
        if (!rel_is(d, c, R_PUNCT) && !rel_is(d, c, R_ADVMOD) && !rel_is(d, c, R_DISCOURSE) && !rel_is(d, c, R_CC))
            return false;
    return true;
}

/* What is ordered is no act: a demand on whom the words are addressed to, or nothing. */
static void order(event_doc *ed, raw_event *e)
{
    const statement *st = &ed->stmt.at[ed->stmt_of[e->trigger]];
    const kb_compose *c = lex_compose(ed->lex, OP_DEMAND, e->category, e->mode, e->n_mode, e->cameo);
    if (!c || c->result == EVENT_NONE || keeps(c, e) || st->entity == NO_ENTITY || st->speaker == NO_TOKEN || st->addressee_entity == NO_ENTITY ||
        st->addressee == NO_TOKEN || st->addressee_entity == st->entity) {
        e->dropped = true;
        return;
    }
    set_code(e, c);
    e->aux = AUX_NONE;
    e->actor.n = e->recipient.n = 0;
    sides_add(&e->actor, st->entity, st->speaker, st->speaker + 1);
    sides_add(&e->recipient, st->addressee_entity, st->addressee, st->addressee + 1);
    e->attributed = NO_ENTITY;
    e->attributed_token = NO_TOKEN;
    event_why(ed, e, "folded: ordered in a quotation by", ed->nlp->form[st->speaker]);
}

bool fold_apply(event_doc *ed)
{
    for (uint32_t i = 0; i < ed->event.n; i++)
        if (!ed->event.at[i].dropped && imperative(ed, &ed->event.at[i]))
            order(ed, &ed->event.at[i]);
    for (uint32_t i = 0; i < ed->event.n; i++)
        if (!ed->event.at[i].dropped && ed->event.at[i].aux == AUX_FUTURE)
            fold(ed, &ed->event.at[i]);
        else if (!ed->event.at[i].dropped && ed->event.at[i].aux == AUX_NEGATION)
            refuse(ed, &ed->event.at[i]);
    for (uint32_t i = 0; i < ed->event.n; i++)
        if (!ed->event.at[i].dropped && ed->event.at[i].duty)
            duty(ed, &ed->event.at[i]);
    return !ed->mem->failed;
}

bool compose_threat(event_doc *ed, raw_event *e)
{
    const kb_compose *c = lex_compose(ed->lex, OP_THREATEN, e->category, e->mode, e->n_mode, e->cameo);
    if (!c || c->result == EVENT_NONE || keeps(c, e) || (e->frame && (e->frame->user & FU_EXACT)))
        return false;
    set_code(e, c);
    event_why(ed, e, "only threatened", STR(""));
    return true;
}
