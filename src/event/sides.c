/*
 * sides.c - who does it and to whom, as the frame says.
 *
 * In: a trigger and its frame. Out: the actor and the recipient of a raw event: what stands in the slots of the line, the first alternative that
 * gives anybody; then what is nobody is taken out, and a speech act gets whom the verb before it reached.
 */
#include "event/frame.h"

/* Is the phrase around i the subject of a clause that is no part of what t says: "burned the embassy, *officials* said"? */
static bool subject_elsewhere(const nlp_doc *d, uint32_t i, uint32_t t)
{
    while (d->head[i] != NO_TOKEN && d->head[i] > t && d->upos[d->head[i]] != U_VERB && !rel_is(d, i, R_NSUBJ))
        i = d->head[i];
    return rel_is(d, i, R_NSUBJ) && d->head[i] != t && d->head[i] != NO_TOKEN && !doc_under(d, d->head[i], t);
}

/* Has the token a subject that somebody is known to be, other than these? */
static bool has_subject(event_doc *ed, uint32_t t, const sides *not_these)
{
    fillers f = {0};
    sides who = {0};
    slot_fill(ed, t, S_SUBJ, &f);
    uint32_t m = f.n ? ed->mention_of[f.at[0]] : NO_TOKEN;
    bool pointer = m != NO_TOKEN && ed->mention.at[m].kind == M_PRONOUN;
    if (!f.n || pointer || f.at[0] > t)
        return false;
    entity_sides(ed, f.at[0], &who);
    return !not_these || !who.n || !sides_has(not_these, who.at[0].entity);
}

/* The next actor in the sentence to one side of t, whatever the tree says: one of `not_these` is passed over. */
static void next_actor(event_doc *ed, uint32_t t, bool right, const sides *not_these, sides *out)
{
    const nlp_doc *d = ed->nlp;
    if (!right && (has_subject(ed, t, not_these) || verb_passive(d, t))) /* somebody else did it, whoever that is */
        return;
    const text_sentence *s = &d->sent[d->sent_of[t]];
    uint32_t before = out->n;
    for (uint32_t i = t; out->n == before && (right ? i + 1 < s->first + s->count : i > s->first);) {
        i = right ? i + 1 : i - 1;
        uint32_t m = ed->mention_of[i], h = d->head[i];
        if (m == NO_TOKEN || ed->mention.at[m].head != i || ed->mention.at[m].kind == M_PRONOUN)
            continue;
        if (right && subject_elsewhere(d, i, t))
            return;
        bool inner = !right && rel_is(d, i, R_NMOD) && h < i && ed->mention_of[h] != NO_TOKEN && ed->mention.at[ed->mention_of[h]].who.n;
        entity_sides(ed, inner ? h : i, out); /* "soldiers from Oslo" are soldiers */
        if (not_these && out->n > before && sides_has(not_these, out->at[before].entity))
            out->n = before;
    }
}

/* Is this entity one of the two that the caller has named? Then it is a side wherever it stands. */
static bool given(const event_doc *ed, uint32_t id) { return ed->given && (id == ed->given[0].entity || id == ed->given[1].entity); }

static bool given_head(const event_doc *ed, uint32_t t) { return ed->given && (t == ed->given[0].head || t == ed->given[1].head); }

/* "a US-led invasion" is the act of whoever leads it, though a US-led alliance is not the United States */
static void leader(event_doc *ed, const mention *m, sides *out)
{
    const nlp_doc *d = ed->nlp;
    uint32_t next = m->first + m->count;
    if ((m->kind != M_COUNTRY && m->kind != M_ADJ) || !m->value || next + 1 >= d->n || !str_is(d->fold[next], "-") || !str_is(d->fold[next + 1], "led"))
        return;
    const kb_entity *e = lex_spell(ed, m);
    char code[4] = {0};
    memcpy(code, e->code, 3);
    sides_add(out, entity_get(ed, code, "", str_z(lex_string(ed->lex, e->name)), m->head), m->first, m->first + m->count);
}

/* nationalities and organisations before a noun: "Saudi air strikes" */
static void before_noun(event_doc *ed, uint32_t t, sides *out)
{
    uint32_t left = np_left(ed, t);
    for (uint32_t i = t; i-- > left;) {
        uint32_t m = ed->mention_of[i];
        if (m == NO_TOKEN || ed->mention.at[m].kind == M_PRONOUN || ed->mention.at[m].head == t)
            continue;
        if (ed->mention.at[m].kind == M_COUNTRY && ed->mention.at[m].value->kind == PH_CAPITAL)
            continue; /* "the Kabul bombing" is where, not who */
        const sides *who = &ed->mention.at[m].who;
        for (uint32_t k = 0; k < who->n; k++)
            if (out->n == 0 || who->at[k].first < out->at[out->n - 1].first) /* "Israeli tank" has taken "Israeli" in */
                sides_add(out, who->at[k].entity, who->at[k].first, who->at[k].end);
        if (!who->n)
            leader(ed, &ed->mention.at[m], out);
    }
}

static bool wished_passive(const nlp_doc *d, uint32_t v)
{
    bool be = false, modal = false; /* "would be dismissed" is no wish */
    for (uint32_t c = d->child[v]; c != NO_TOKEN; c = d->sibling[c]) {
        be = be || (rel_is(d, c, R_AUX) && str_is(d->fold[c], "be"));
        modal = modal || d->penn[c] == X_MD;
    }
    return be && !modal && d->penn[v] == X_VBN && rel_is(d, v, R_CCOMP);
}

/* whom the complement is about: "promised to protect the crowd", "insisted that the army withdraw" */
static void in_complement(event_doc *ed, uint32_t t, sides *out)
{
    fillers clauses = {0};
    slot_fill(ed, t, S_COMP, &clauses);
    for (uint32_t i = 0; i < clauses.n && !out->n; i++) {
        fillers f = {0};
        if (wished_passive(ed->nlp, clauses.at[i]))
            continue;                                                  /* "demanded that the pilot be freed": he is not asked */
        static const char *const asks[] = {"demand", "seek", "press"}; /* "rallied to demand the release of hostages" */
        bool wanted = str_in(ed->nlp->word[clauses.at[i]], asks, LEN(asks));
        slot_fill(ed, clauses.at[i], verb_wished(ed->nlp, clauses.at[i]) ? S_SUBJ : S_OBJ, &f);
        for (uint32_t k = 0; k < f.n; k++)
            if (!wanted || ed->mention_of[f.at[k]] != NO_TOKEN)
                entity_sides(ed, f.at[k], out);
    }
    if (clauses.n && verb_wished(ed->nlp, clauses.at[0]))
        return;
    fillers own = {0}; /* "offered to send 500 troops" offers them to nobody named */
    sides self = {0};
    slot_fill(ed, t, S_SUBJ, &own);
    for (uint32_t i = 0; i < own.n; i++)
        entity_sides(ed, own.at[i], &self);
    for (uint32_t i = out->n; i-- > 0;)
        if (ed->entity.at[out->at[i].entity].weak && ed->mention_of[out->at[i].first] != NO_TOKEN && self.n &&
            strcmp(ed->entity.at[out->at[i].entity].code, ed->entity.at[self.at[0].entity].code) == 0 &&
            strcmp(ed->entity.at[out->at[i].entity].sector, "MIL") == 0)
            memmove(&out->at[i], &out->at[i + 1], (--out->n - i) * sizeof out->at[0]);
}

/* "the bombing in Sinai that killed 34": where it was, though a relative clause hangs on it */
static bool somewhere(const event_doc *ed, uint32_t t)
{
    static const char *const words[] = {"in", "at", "near", "outside", "around"};
    return ed->place_of && ed->place_of[t] != NO_TOKEN && str_in(case_of(ed->nlp, t), words, LEN(words));
}

/* "Bergen, Norway bomb kills six": the town before the country of a deed */
static bool before_deed_of_country(const event_doc *ed, uint32_t t, uint32_t verb)
{
    const nlp_doc *d = ed->nlp;
    uint32_t country = t + 2 < verb && str_is(d->form[t + 1], ",") ? t + 2 : NO_TOKEN, deed = country == NO_TOKEN ? NO_TOKEN : d->head[country];
    return deed != NO_TOKEN && ed->place_of && ed->place_of[t] != NO_TOKEN && ed->place_of[country] != NO_TOKEN && deed > country && deed < verb &&
           d->head[deed] == verb && rel_is(d, deed, R_NSUBJ);
}

/* "in front of his house", "in the wake of the war" */
static bool part_of_preposition(const nlp_doc *d, uint32_t t)
{
    static const char *const words[] = {"front", "face", "wake", "light", "view", "midst", "aftermath", "absence", "presence", "course", "case"};
    return str_is(case_of(d, t), "in") && str_in(d->word[t], words, LEN(words));
}

/* "the shelling of a village killed two": those who stand behind "of" did not do it; false: it is no deed of that kind */
static bool doers_of_deed(event_doc *ed, uint32_t t, sides *out)
{
    static const char *const behind[] = {"by", "from"};
    static const char *const force[] = {"ASSAULT", "COERCE"};
    const kb_frame *f = ed->frame_of[t];
    if (ed->mention_of[t] != NO_TOKEN || ed->nlp->upos[t] != U_NOUN || slot_first(ed, t, (uint8_t)lex_prep(ed->lex, STR("of"))) == NO_TOKEN)
        return false;
    bool deed = f && lex_category_in(ed->lex, f->event, force, LEN(force));
    if (!deed && slot_first(ed, t, (uint8_t)lex_prep(ed->lex, STR("by"))) == NO_TOKEN) /* what is "of" one "by" another is a deed, too */
        return false;
    uint32_t whose = slot_first(ed, t, S_POSS), before = out->n;
    before_noun(ed, t, out);
    if (out->n == before && whose != NO_TOKEN)
        entity_sides(ed, whose, out);
    for (size_t i = 0; i < LEN(behind) && out->n == before; i++) {
        uint32_t who = slot_first(ed, t, (uint8_t)lex_prep(ed->lex, str_z(behind[i])));
        if (who != NO_TOKEN)
            entity_sides(ed, who, out);
    }
    return true;
}

/* not_these: the other side, whom the next actor in a row of words is not; may be NULL */
static void one_slot(event_doc *ed, uint32_t t, uint8_t slot, const sides *not_these, sides *out)
{
    fillers f = {0};
    const nlp_doc *d = ed->nlp;
    if (slot == S_LEFT || slot == S_RIGHT) {
        next_actor(ed, t, slot == S_RIGHT, not_these, out);
        return;
    }
    if (slot == S_MOD && d->upos[t] != U_VERB) {
        before_noun(ed, t, out);
        return;
    }
    if (slot == S_MOD) { /* of a verb: before its object */
        slot_fill(ed, t, S_OBJ, &f);
        for (uint32_t i = 0; i < f.n; i++)
            before_noun(ed, f.at[i], out);
        return;
    }
    if (slot == S_COMP) {
        in_complement(ed, t, out);
        return;
    }
    uint32_t before = out->n, against = lex_prep(ed->lex, STR("against"));
    slot_fill(ed, t, slot, &f);
    for (uint32_t i = 0; i < f.n; i++) {
        if (given_head(ed, f.at[i])) {
            entity_sides(ed, f.at[i], out);
            continue;
        }
        /* a place of the act is no side of it: "in Seoul" counts only for countries, "at" never for cities */
        uint32_t m = ed->mention_of[f.at[i]];
        if ((slot == S_SUBJ && (somewhere(ed, f.at[i]) || before_deed_of_country(ed, f.at[i], t))) || part_of_preposition(d, f.at[i]))
            continue;
        uint32_t known = out->n;
        if ((slot == S_SUBJ || slot == against) && doers_of_deed(ed, f.at[i], out) && (slot == S_SUBJ || out->n > known))
            continue;
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
    if (slot != S_POSS || out->n > before || d->upos[t] != U_VERB)
        return;
    fillers owned = {0}; /* "rejected a French proposal": as good as France's */
    slot_fill(ed, t, S_OBJ, &owned);
    for (uint32_t i = 0; i < owned.n; i++) {
        uint32_t m = ed->mention_of[owned.at[i]];
        const entity *e =
            m != NO_TOKEN && ed->mention.at[m].kind == M_AGENT && ed->mention.at[m].who.n ? &ed->entity.at[ed->mention.at[m].who.at[0].entity] : NULL;
        if (m == NO_TOKEN)
            before_noun(ed, owned.at[i], out);
        else if (e && e->group && !e->weak) /* "a Chinese trawler" */
            entity_sides(ed, owned.at[i], out);
    }
}

/* Is it a pronoun that stands for this side? */
static bool unnamed(const event_doc *ed, const side *s)
{
    uint32_t m = ed->mention_of[s->first];
    bool alone = s->end == s->first + 1 || doc_lemma_is(ed->nlp, s->end - 1, "counterpart"); /* "his followers" are others, of his country */
    return m != NO_TOKEN && ed->mention.at[m].kind == M_PRONOUN && alone;
}

/* "subj+with", "obj/at/on": of each group the first alternative that gives anybody */
static void expression(event_doc *ed, uint32_t t, uint32_t expr, const sides *not_these, bool agent_taken, sides *out)
{
    uint32_t before = out->n, by = lex_prep(ed->lex, STR("by"));
    for (const uint8_t *s = lex_slots(ed->lex, expr); *s; s++) {
        if (*s == SLOT_PLUS)
            before = out->n;
        else if (*s != SLOT_ELSE && out->n == before && !(agent_taken && *s == by))
            one_slot(ed, t, *s, not_these, out);
        for (uint32_t i = out->n; not_these && i-- > before;)
            if (unnamed(ed, &out->at[i]) || sides_has(not_these, out->at[i].entity))
                sides_remove(out, i);
    }
}

/* "on the Cambodian side", "off Syrian soil": where, not whom */
static bool ground(const nlp_doc *d, side s)
{
    static const char *const words[] = {"side", "soil", "border", "territory", "frontier", "coast", "airspace", "capital"};
    uint32_t h = s.end < d->n && s.end > 0 ? d->head[s.end - 1] : NO_TOKEN, last = h != NO_TOKEN && h == s.end ? h : s.end - 1;
    for (size_t i = 0; i < LEN(words); i++)
        if (doc_lemma_is(d, last, words[i]))
            return case_of(d, last).n > 0;
    return false;
}

/* "Sittwe port": the name of a place before a building */
static bool part_of_thing(const event_doc *ed, uint32_t t)
{
    const nlp_doc *d = ed->nlp;
    uint32_t h = rel_is(d, t, R_COMPOUND) ? d->head[t] : NO_TOKEN;
    return h != NO_TOKEN && h > t && ed->place_of && ed->place_of[t] != NO_TOKEN && ed->place_of[h] == NO_TOKEN && ed->mention_of[h] == NO_TOKEN;
}

/* A recipient that is nobody: a place of the actor's own country ("a curfew on Colombo"), or a name that stands for nothing known. */
static void prune_recipients(const event_doc *ed, raw_event *e)
{
    for (uint32_t i = e->recipient.n; i-- > 0;) {
        const entity *r = &ed->entity.at[e->recipient.at[i].entity];
        if (given(ed, e->recipient.at[i].entity))
            continue;
        bool is_place = ((ed->place_of && ed->place_of[e->recipient.at[i].first] != NO_TOKEN) || ground(ed->nlp, e->recipient.at[i])) && !r->person &&
                        (!r->sector[0] || strcmp(r->sector, "GOV") == 0);
        bool own = false;
        for (uint32_t k = 0; k < e->actor.n; k++)
            own = own || strcmp(ed->entity.at[e->actor.at[k].entity].code, r->code) == 0;
        bool prep = part_of_thing(ed, e->recipient.at[i].first);
        for (uint32_t t = e->recipient.at[i].first; t < e->recipient.at[i].end; t++)
            prep = prep || case_of(ed->nlp, t).n || ground(ed->nlp, e->recipient.at[i]);
        bool around = own && prep && r->weak && e->category == (uint8_t)lex_category_index(ed->lex, "MOBILIZE"); /* "took up positions around the palace" */
        const entity *self = e->actor.n == 1 ? &ed->entity.at[e->actor.at[0].entity] : NULL;
        bool himself = self && !self->weak && unnamed(ed, &e->recipient.at[i]) && strcmp(self->code, r->code) == 0 && strcmp(self->sector, r->sector) == 0 &&
                       e->category < N_EVENTS && (lex_category(ed->lex, e->category)->quad == 1 || lex_category(ed->lex, e->category)->quad == 3);
        if (himself || (is_place && own && prep) || around || (!r->code[0] && !r->sector[0]))
            sides_remove(&e->recipient, i);
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

bool sides_enough(const raw_event *e, const kb_frame *f)
{
    if ((f->flags & FR_PAIR) && (!e->actor.n || !e->recipient.n) && e->actor.n < 2)
        return false;
    if ((f->flags & FR_ACTOR) && !e->actor.n)
        return false;
    if ((f->flags & FR_RECIP) && !e->recipient.n)
        return false;
    return true; /* an act without any side may still get one by a speech act; see compose_apply() */
}

/* "rang the mayor and asked for calm", "wrote to the mayor asking for seeds": a speech act addresses whom the verb before it reached */
static void shared_addressee(event_doc *ed, uint32_t t, raw_event *e)
{
    static const char *const speech[] = {"REQUEST", "ACCUSE", "THREATEN", "SUPPORT", "AGREE"};
    const nlp_doc *d = ed->nlp;
    uint32_t h = d->head[t];
    bool fits = false;
    bool asking = rel_is(d, t, R_ADVCL) && d->penn[t] == X_VBG && doc_dep(d, t, R_MARK) == NO_TOKEN && t > h;
    if (e->recipient.n || e->category >= N_EVENTS || (!rel_is(d, t, R_CONJ) && !asking) || h == NO_TOKEN || d->upos[h] != U_VERB ||
        !*lex_slots(ed->lex, e->frame->recipient))
        return;
    if (doc_dep(d, t, R_NSUBJ) != NO_TOKEN)
        return; /* "Oslo urged both, and Rome called for calm" */
    if (doc_dep(d, t, R_OBJ) != NO_TOKEN && e->category != (uint8_t)lex_category_index(ed->lex, "REQUEST"))
        return; /* "praised the mayor and attacked the fund" reached nobody but the fund */
    for (size_t i = 0; i < LEN(speech); i++)
        fits = fits || strcmp(lex_string(ed->lex, lex_category(ed->lex, e->category)->name), speech[i]) == 0;
    if (!fits)
        return;
    const kb_frame *before = ed->frame_of[h];
    bool met = before && before->event < N_EVENTS && before->event == (uint8_t)lex_category_index(ed->lex, "CONSULT");
    if (e->category == (uint8_t)lex_category_index(ed->lex, "AGREE") && !met)
        return; /* "thanked Oslo and promised to open schools" promises that to nobody named */
    uint32_t clause = doc_dep(d, t, R_CCOMP);
    if (clause != NO_TOKEN && doc_dep(d, clause, R_NSUBJ) != NO_TOKEN)
        return; /* "met the mayor and demanded that the police leave" is addressed to them */
    one_slot(ed, h, S_OBJ, NULL, &e->recipient);
    if (!e->recipient.n)
        one_slot(ed, h, (uint8_t)lex_prep(ed->lex, STR("with")), NULL, &e->recipient);
    if (!e->recipient.n && asking)
        one_slot(ed, h, (uint8_t)lex_prep(ed->lex, STR("to")), NULL, &e->recipient);
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

/* "two battalions will be deployed": those who are sent are who moves */
static void deployed(event_doc *ed, uint32_t t, raw_event *e)
{
    fillers f = {0};
    sides who = {0};
    if (e->actor.n || e->noun || e->category != (uint8_t)lex_category_index(ed->lex, "MOBILIZE") || !verb_passive(ed->nlp, t))
        return;
    slot_fill(ed, t, S_OBJ, &f);
    for (uint32_t i = 0; i < f.n; i++)
        entity_sides(ed, f.at[i], &who);
    if (who.n && strcmp(ed->entity.at[who.at[0].entity].sector, "MIL") == 0)
        e->actor = who;
}

/* "launched missiles targeting troops": what is sent strikes for whoever sends it */
static void sender(event_doc *ed, uint32_t t, raw_event *e)
{
    static const char *const words[] = {"launch", "fire", "send",   "drop",   "carry", "stage", "conduct",  "mount", "order",   "unleash", "hurl", "throw",
                                        "plant",  "lay",  "commit", "direct", "begin", "start", "detonate", "lead",  "shoot",   "lob",     "aim",  "perform",
                                        "place",  "hide", "use",    "set",    "make",  "open",  "deliver",  "plan",  "execute", "resume",  "do",   "explode"};
    const nlp_doc *d = ed->nlp;
    fillers f = {0};
    if (e->actor.n || e->noun || e->category != (uint8_t)lex_category_index(ed->lex, "ASSAULT") || verb_passive(d, t))
        return;
    slot_fill(ed, t, S_SUBJ, &f);
    for (uint32_t i = 0; i < f.n && !e->actor.n; i++) {
        uint32_t verb = rel_is(d, f.at[i], R_OBJ) ? d->head[f.at[i]] : NO_TOKEN;
        if (verb != NO_TOKEN && verb != t && str_in(d->word[verb], words, LEN(words)) && d->upos[f.at[i]] == U_NOUN)
            one_slot(ed, verb, S_SUBJ, NULL, &e->actor);
    }
}

void sides_of_frame(event_doc *ed, uint32_t t, const kb_frame *f, raw_event *e)
{
    sequence_sides(ed, t, f, e);
    if (!e->actor.n)
        expression(ed, t, f->actor, f->user & FU_NAMED ? &e->recipient : NULL, false, &e->actor);
    bool agent = e->actor.n && ed->nlp->upos[t] == U_VERB && verb_passive(ed->nlp, t); /* "was turned down by Oslo": who did it, not whose it was */
    if (!e->recipient.n)
        expression(ed, t, f->recipient, f->user & FU_NAMED ? &e->actor : NULL, agent, &e->recipient);
    struck_sides(ed, t, e);
    sender(ed, t, e);
    deployed(ed, t, e);
    shared_addressee(ed, t, e);
    prune_recipients(ed, e);
    add_partner(ed, t, e);
    if (same_sides(&e->actor, &e->recipient))
        e->recipient.n = 0;
    bool one_alone = (f->flags & FR_MUTUAL) && e->actor.n == 1 && !e->recipient.n && ed->nlp->upos[t] == U_VERB && verb_passive(ed->nlp, t);
    if (one_alone && slot_first(ed, t, (uint8_t)lex_prep(ed->lex, STR("by"))) == NO_TOKEN)
        e->actor.n = 0; /* "the treaty with Iran was agreed in May": with whom is not who did it */
    if (f->flags & FR_MUTUAL) {
        for (uint32_t i = 0; i < e->recipient.n; i++)
            sides_add(&e->actor, e->recipient.at[i].entity, e->recipient.at[i].first, e->recipient.at[i].end);
        e->recipient.n = 0;
    }
}
