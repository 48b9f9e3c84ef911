/*
 * scene.c - sides that stand beside the act: in the battle it followed, the crowd it scattered, the clause that says when.
 *
 * In: an event with category, realis and place, of which a side is still unknown. Out: that side, if the same sentence, or for a crowd the one before,
 * tells it; settle_sides() calls this for each event that stands. Nobody becomes both actor and recipient.
 */
#include "event/event.h"

#define NAMED_BACK 600u /* tokens */

static bool is(const event_doc *ed, const raw_event *e, const char *category) { return lex_category_in(ed->lex, e->category, &category, 1); }

/* those of `who` that are not among `others` become the side; returns whether there are any */
static bool set_side(event_doc *ed, raw_event *e, sides *to, const sides *who, const sides *others, const char *why)
{
    for (uint32_t i = 0; i < who->n; i++)
        if (!sides_has(others, who->at[i].entity))
            sides_add(to, who->at[i].entity, who->at[i].first, who->at[i].end);
    if (to->n)
        event_why(ed, e, why, ed->nlp->form[to->at[0].first]);
    return to->n > 0;
}

static void slot_sides(event_doc *ed, uint32_t t, uint8_t slot, sides *out)
{
    fillers f = {0};
    slot_fill(ed, t, slot, &f);
    for (uint32_t i = 0; i < f.n; i++)
        entity_sides(ed, f.at[i], out);
}

/* "recaptured the port after a battle with insurgents": from them */
static void opponent(event_doc *ed, raw_event *e)
{
    static const char *const preps[] = {"after", "in", "during", "following", "amid", "by"};
    static const char *const fights[] = {"battle", "fight", "fighting", "gunfight", "firefight", "clash", "combat", "skirmish", "offensive", "war", "campaign"};
    static const char *const against[] = {"with", "against"};
    for (size_t p = 0; p < LEN(preps); p++) {
        fillers f = {0};
        slot_fill(ed, e->trigger, (uint8_t)lex_prep(ed->lex, str_z(preps[p])), &f);
        for (uint32_t i = 0; i < f.n; i++)
            for (size_t k = 0; str_in(ed->nlp->word[f.at[i]], fights, LEN(fights)) && k < LEN(against); k++) {
                sides who = {0};
                slot_sides(ed, f.at[i], (uint8_t)lex_prep(ed->lex, str_z(against[k])), &who);
                if (set_side(ed, e, &e->recipient, &who, &e->actor, "recipient: whom the fight was with:"))
                    return;
            }
    }
}

/* "used tear gas to scatter the students" */
static void purpose(event_doc *ed, raw_event *e)
{
    static const char *const aims[] = {"scatter", "disperse", "break",   "clear", "repel", "push",  "drive",
                                       "subdue",  "quell",    "contain", "flush", "stop",  "punish"};
    const nlp_doc *d = ed->nlp;
    for (uint32_t c = d->child[e->trigger]; c != NO_TOKEN; c = d->sibling[c]) {
        sides who = {0};
        uint32_t mark = doc_dep(d, c, R_MARK);
        if (c < e->trigger || (!rel_is(d, c, R_ADVCL) && !rel_is(d, c, R_XCOMP)) || mark == NO_TOKEN || !str_is(d->fold[mark], "to") ||
            !str_in(d->word[c], aims, LEN(aims)))
            continue;
        slot_sides(ed, c, S_OBJ, &who);
        if (set_side(ed, e, &e->recipient, &who, &e->actor, "recipient: whom it was meant for:"))
            return;
    }
}

/* "mobilised soldiers to dig survivors out" */
static void helped(event_doc *ed, raw_event *e)
{
    const nlp_doc *d = ed->nlp;
    for (uint32_t c = d->child[e->trigger]; c != NO_TOKEN; c = d->sibling[c]) {
        sides who = {0};
        uint32_t mark = doc_dep(d, c, R_MARK);
        if (c < e->trigger || (!rel_is(d, c, R_ADVCL) && !rel_is(d, c, R_XCOMP)) || mark == NO_TOKEN || !str_is(d->fold[mark], "to") || d->penn[c] != X_VB)
            continue;
        slot_sides(ed, c, S_OBJ, &who);
        if (set_side(ed, e, &e->recipient, &who, &e->actor, "recipient: who is helped:"))
            return;
    }
}

/* "lost patience with Minsk. On Thursday he recalled the ambassador.": from the country that was named last */
static void recalled_from(event_doc *ed, raw_event *e)
{
    static const char *const words[] = {"recall", "withdraw"}, *const envoys[] = {"ambassador", "envoy", "consul", "diplomat"};
    const nlp_doc *d = ed->nlp;
    const char *own = ed->entity.at[e->actor.at[0].entity].code;
    fillers f = {0};
    slot_fill(ed, e->trigger, S_OBJ, &f);
    if (!str_in(d->word[e->trigger], words, LEN(words)) || !f.n || !str_in(d->word[f.at[0]], envoys, LEN(envoys)))
        return;
    for (uint32_t t = e->trigger; t-- > 0 && d->sent_of[t] + 1 >= d->sent_of[e->trigger];) {
        const mention *m = ed->mention_of[t] == NO_TOKEN ? NULL : &ed->mention.at[ed->mention_of[t]];
        if (!m || m->kind != M_COUNTRY || m->who.n != 1 || strcmp(ed->entity.at[m->who.at[0].entity].code, own) == 0)
            continue;
        set_side(ed, e, &e->recipient, &m->who, &e->actor, "recipient: whom the text named last:");
        return;
    }
}

/* "Police fired tear gas": at the crowd of the sentence, or at those who protest in it or in the one before */
static void crowd(event_doc *ed, raw_event *e)
{
    static const char *const people[] = {"protester", "protestor", "demonstrator", "crowd",    "student", "striker", "marcher", "rioter", "supporter",
                                         "mob",       "migrant",   "refugee",      "villager", "farmer",  "worker",  "teacher", "youth"};
    const nlp_doc *d = ed->nlp;
    const text_sentence *s = &d->sent[d->sent_of[e->trigger]];
    if (!event_mode_is(ed, e, "crowd-control"))
        return;
    for (uint32_t i = 0; i < ed->event.n; i++) {
        const raw_event *p = &ed->event.at[i];
        uint32_t in = d->sent_of[p->trigger], own = d->sent_of[e->trigger];
        if (!p->dropped && is(ed, p, "PROTEST") && (in == own || in + 1 == own) &&
            set_side(ed, e, &e->recipient, &p->actor, &e->actor, "recipient: who protested:"))
            return;
    }
    for (uint32_t t = s->first; t < s->first + s->count; t++) {
        sides who = {0};
        if (ed->mention_of[t] == NO_TOKEN || !str_in(d->word[t], people, LEN(people)))
            continue;
        entity_sides(ed, t, &who);
        if (set_side(ed, e, &e->recipient, &who, &e->actor, "recipient: the crowd:"))
            return;
    }
}

/* "were shot dead when police broke up a march": by whoever is armed in the clause */
static void attackers(event_doc *ed, raw_event *e)
{
    static const char *const whens[] = {"when", "as", "after"}, *const armed[] = {"MIL", "COP", "REB", "UAF", "PRM", "CRM", "SPY"};
    const nlp_doc *d = ed->nlp;
    for (uint32_t c = d->child[e->trigger]; c != NO_TOKEN; c = d->sibling[c]) {
        uint32_t mark = doc_dep(d, c, R_MARK);
        bool when = mark != NO_TOKEN && str_in(d->fold[mark], whens, LEN(whens));
        for (uint32_t k = d->child[c]; !when && k != NO_TOKEN; k = d->sibling[k])
            when = rel_is(d, k, R_ADVMOD) && k < c && str_is(d->fold[k], "when");
        uint32_t at = ed->event_of[c];
        if (c < e->trigger || !rel_is(d, c, R_ADVCL) || !when || at == NO_TOKEN)
            continue;
        if (ed->event.at[at].actor.n > 1 && !ed->event.at[at].recipient.n)
            return; /* a fight: by either side */
        sides who = {0}, fit = {0};
        slot_sides(ed, c, S_SUBJ, &who);
        for (uint32_t i = 0; i < who.n; i++)
            if (str_in(str_z(ed->entity.at[who.at[i].entity].sector), armed, LEN(armed)))
                sides_add(&fit, who.at[i].entity, who.at[i].first, who.at[i].end);
        if (set_side(ed, e, &e->actor, &fit, &e->recipient, "actor: who acted then:"))
            return;
    }
}

/* "demanded that the pilot be freed": of whoever holds him */
static void holder(event_doc *ed, raw_event *e)
{
    static const char *const frees[] = {"free", "release", "return", "hand", "pardon", "extradite"};
    fillers clause = {0};
    slot_fill(ed, e->trigger, S_COMP, &clause);
    for (uint32_t i = 0; i < clause.n; i++) {
        sides captive = {0};
        if (!str_in(ed->nlp->word[clause.at[i]], frees, LEN(frees)) || !verb_passive(ed->nlp, clause.at[i]))
            continue;
        slot_sides(ed, clause.at[i], S_OBJ, &captive);
        for (uint32_t k = ed->event.n; captive.n && k-- > 0;) {
            const raw_event *held = &ed->event.at[k];
            if (held->dropped || held->trigger > e->trigger || !held->actor.n || !sides_has(&held->recipient, captive.at[0].entity) ||
                (!is(ed, held, "COERCE") && !is(ed, held, "ASSAULT") && !is(ed, held, "SANCTION")))
                continue;
            if (set_side(ed, e, &e->recipient, &held->actor, &e->actor, "recipient: who holds him:"))
                return;
        }
    }
}

/* A country that only the article tells becomes a side: its words are those that named it last; the act's own where nothing near names it */
static void add_country(event_doc *ed, raw_event *e, const char *code)
{
    uint32_t first = e->trigger, end = e->trigger + 1;
    for (uint32_t t = e->trigger, steps = 0; t-- > 0 && steps < NAMED_BACK && first == e->trigger; steps++) {
        const mention *m = ed->mention_of[t] == NO_TOKEN ? NULL : &ed->mention.at[ed->mention_of[t]];
        if (m && (m->kind == M_COUNTRY || m->kind == M_ADJ) && m->who.n == 1 && strcmp(ed->entity.at[m->who.at[0].entity].code, code) == 0)
            first = m->first, end = m->first + m->count;
    }
    uint32_t id = entity_get(ed, code, "", STR(""), e->trigger);
    if (id == NO_ENTITY)
        return;
    ed->entity.at[id].weak = true;
    sides_add(&e->recipient, id, first, end);
    event_why(ed, e, "recipient: the country of the article:", str_z(ed->entity.at[id].code));
}

/* "Germany pledged a million euros", "France suspended military cooperation": in an article on one country, that one */
static void addressee(event_doc *ed, raw_event *e)
{
    const entity *who = &ed->entity.at[e->actor.at[0].entity];
    bool state = !who->person && (!who->sector[0] || strcmp(who->sector, "GOV") == 0) && !who->weak && who->code[0];
    bool gift = is(ed, e, "AID") || (is(ed, e, "AGREE") && strncmp(e->cameo, "033", 3) == 0), stop = is(ed, e, "SANCTION") && strncmp(e->cameo, "16", 2) == 0;
    if (!ed->leading || !state || !(gift || stop) || strcmp(who->code, ed->country) == 0)
        return;
    add_country(ed, e, ed->country);
}

/* "Oslo brokered the truce": between the two who keep it, fight or talk in the text around */
static void brokered(event_doc *ed, raw_event *e)
{
    static const char *const words[] = {"broker", "mediate", "facilitate", "negotiate"};
    const nlp_doc *d = ed->nlp;
    const raw_event *best = NULL;
    uint32_t own = d->sent_of[e->trigger], best_gap = UINT32_MAX;
    if (!str_in(d->word[e->trigger], words, LEN(words)))
        return;
    for (uint32_t i = 0; i < ed->event.n; i++) {
        const raw_event *p = &ed->event.at[i];
        uint32_t in = d->sent_of[p->trigger], gap = p->trigger > e->trigger ? p->trigger - e->trigger : e->trigger - p->trigger;
        bool near = in <= own && in + 4 >= own, others = p->actor.n >= 2 && p->actor.n <= 3 && !p->recipient.n;
        for (uint32_t k = 0; k < e->actor.n; k++)
            others = others && !sides_has(&p->actor, e->actor.at[k].entity);
        if (p != e && !p->dropped && near && others && gap < best_gap)
            best = p, best_gap = gap;
    }
    if (best)
        set_side(ed, e, &e->recipient, &best->actor, &e->actor, "recipient: between whom:");
    const char *two[] = {ed->country, ed->second}, *own_code = ed->entity.at[e->actor.at[0].entity].code;
    for (int k = 0; k < 2 && !best && !ed->dominant && two[1][0] && strcmp(own_code, two[0]) != 0 && strcmp(own_code, two[1]) != 0; k++)
        add_country(ed, e, two[k]);
}

/* "told Hamas that Israel rejected its terms": nobody rejects his own, so those of the other who was named */
static void whose_offer(event_doc *ed, raw_event *e)
{
    static const char *const words[] = {"term", "offer", "proposal", "plan", "demand", "request", "condition", "invitation", "call", "conditions", "terms"};
    const nlp_doc *d = ed->nlp;
    fillers f = {0};
    slot_fill(ed, e->trigger, S_OBJ, &f);
    for (uint32_t i = 0; i < f.n; i++) {
        uint32_t poss = doc_dep(d, f.at[i], R_NMOD);
        if (!str_in(d->word[f.at[i]], words, LEN(words)) || poss == NO_TOKEN || d->penn[poss] != X_PRPS)
            continue;
        for (uint32_t t = e->trigger, first = d->sent[d->sent_of[t]].first; t-- > first;) {
            const mention *m = ed->mention_of[t] == NO_TOKEN ? NULL : &ed->mention.at[ed->mention_of[t]];
            if (!m || !m->who.n || m->head != t || m->kind == M_ADJ || m->kind == M_PRONOUN || sides_has(&e->actor, m->who.at[0].entity))
                continue;
            const entity *who = &ed->entity.at[m->who.at[0].entity];
            if (!who->code[0] || strcmp(who->sector, "JRN") == 0 || strcmp(who->code, ed->entity.at[e->actor.at[0].entity].code) == 0)
                continue;
            set_side(ed, e, &e->recipient, &m->who, &e->actor, "recipient: whose it was:");
            return;
        }
    }
}

/* "The Philippines says China's coast guard seized three boats": of two states that the article is about, the one that complains is struck */
static void complainant(event_doc *ed, raw_event *e)
{
    static const char *const state[] = {"", "GOV", "MIL", "COP"};
    if (e->attributed == NO_ENTITY || e->attributed_token == NO_TOKEN)
        return;
    const entity *teller = &ed->entity.at[e->attributed], *actor = &ed->entity.at[e->actor.at[0].entity];
    bool two = (strcmp(teller->code, ed->country) == 0 && strcmp(actor->code, ed->second) == 0) ||
               (strcmp(teller->code, ed->second) == 0 && strcmp(actor->code, ed->country) == 0);
    if (!two || !teller->code[0] || !actor->code[0] || actor->weak || teller->weak || !str_in(str_z(teller->sector), state, LEN(state)) ||
        !str_in(str_z(actor->sector), state, LEN(state)))
        return;
    sides_add(&e->recipient, e->attributed, e->attributed_token, e->attributed_token + 1);
    event_why(ed, e, "recipient: the state that complains:", str_z(teller->code));
}

static bool shares(const sides *a, const sides *b)
{
    for (uint32_t i = 0; i < a->n; i++)
        if (sides_has(b, a->at[i].entity))
            return true;
    return false;
}

/* "killed in an American raid", "died in a raid by police": the noun has gone into the verb's frame, or is no event alone, but it has an author */
static void author_of_deed(event_doc *ed, raw_event *e)
{
    static const char *const preps[] = {"in", "during", "by"}, *const things[] = {"car", "truck", "suicide", "bomb", "mosque", "school", "hotel", "embassy"};
    static const char *const deeds[] = {"raid",   "operation", "strike", "airstrike", "offensive",   "shelling", "ambush",
                                        "attack", "incursion", "drone",  "crackdown", "bombardment", "assault",  "missile"};
    const nlp_doc *d = ed->nlp;
    bool takes = is(ed, e, "ASSAULT") && !e->noun && !e->actor.n && verb_passive(d, e->trigger);
    for (size_t k = 0; takes && k < LEN(preps) && !e->actor.n; k++) {
        fillers f = {0};
        sides who = {0};
        slot_fill(ed, e->trigger, (uint8_t)lex_prep(ed->lex, str_z(preps[k])), &f);
        uint32_t deed = f.n ? f.at[0] : NO_TOKEN;
        if (deed == NO_TOKEN || !str_in(d->word[deed], deeds, LEN(deeds)) || ed->mention_of[deed] != NO_TOKEN)
            continue;
        bool thing = false; /* "the Pakistani mosque attack": where it was */
        for (uint32_t t = np_left(ed, deed); t < deed; t++) {
            const mention *m = ed->mention_of[t] == NO_TOKEN ? NULL : &ed->mention.at[ed->mention_of[t]];
            thing = thing || str_in(d->word[t], things, LEN(things));
            bool nation = m && m->kind == M_COUNTRY && m->value->kind != PH_CAPITAL && (str_capitals(d->form[t]) || str_is(d->fold[m->first], "united"));
            if (m && m->who.n && (m->kind == M_ADJ || nation || armed_sector(ed->entity.at[m->who.at[0].entity].sector)))
                who = m->who;
        }
        fillers by = {0};
        slot_fill(ed, deed, (uint8_t)lex_prep(ed->lex, STR("by")), &by);
        for (uint32_t i = 0; !who.n && i < by.n; i++)
            entity_sides(ed, by.at[i], &who);
        if (thing || !who.n || shares(&who, &e->recipient))
            continue;
        e->actor = who;
        event_why(ed, e, "actor: whose act it was:", d->form[deed]);
    }
}

/* "the army said the rebels were responsible for the attack": whoever says so accuses them; of nobody's word it is no event */
static void spoken_charge(event_doc *ed, raw_event *e)
{
    bool court = strncmp(e->cameo, "115", 3) == 0 || strncmp(e->cameo, "116", 3) == 0; /* "will appear in court", says the court */
    if (!is(ed, e, "ACCUSE") || e->actor.n || !e->frame || court || *lex_slots(ed->lex, e->frame->actor) || !e->recipient.n)
        return;
    bool predicate = !e->noun || doc_dep(ed->nlp, e->trigger, R_COP) != NO_TOKEN;
    if (!predicate || e->attributed == NO_ENTITY || sides_has(&e->recipient, e->attributed)) {
        e->dropped = true;
        return;
    }
    sides_add(&e->actor, e->attributed, e->attributed_token, e->attributed_token + 1);
    event_why(ed, e, "actor: who says so:", ed->nlp->form[e->attributed_token]);
    e->attributed = NO_ENTITY;
}

/* "protests went on in Bergen": those who protest there are of the place, if nobody else is named */
static void crowd_of_place(event_doc *ed, raw_event *e)
{
    static const char *const verbs[] = {"continue", "break", "erupt",  "spread", "rage", "take", "begin",
                                        "start",    "flare", "resume", "enter",  "go",   "grow", "rock"};
    const nlp_doc *d = ed->nlp;
    uint32_t v = d->head[e->trigger];
    if (!is(ed, e, "PROTEST") || !e->noun || e->actor.n || e->place == NO_TOKEN || !ed->place.at[e->place].code[0] || v == NO_TOKEN ||
        !rel_is(d, e->trigger, R_NSUBJ) || !str_in(d->word[v], verbs, LEN(verbs)))
        return;
    const place_mention *p = &ed->place.at[e->place];
    uint32_t id = doc_under(d, p->first, v) ? entity_get(ed, p->code, "CVL", p->name, p->first) : NO_ENTITY;
    if (id == NO_ENTITY)
        return;
    ed->entity.at[id].weak = ed->entity.at[id].plural = true;
    sides_add(&e->actor, id, e->trigger, e->trigger + 1);
    event_why(ed, e, "actor: the people of the place:", p->name);
    for (uint32_t c = d->child[e->trigger]; c != NO_TOKEN && !e->recipient.n; c = d->sibling[c])
        if (str_is(d->fold[c], "anti-government"))
            sides_add(&e->recipient, entity_get(ed, p->code, "GOV", STR("government"), c), c, c + 1);
}

void scene_author(event_doc *ed, raw_event *e)
{
    author_of_deed(ed, e);
    spoken_charge(ed, e);
    crowd_of_place(ed, e);
}

void scene_sides(event_doc *ed, raw_event *e)
{
    bool force = is(ed, e, "ASSAULT") || is(ed, e, "COERCE");
    if (e->noun)
        return;
    if (force && e->actor.n && !e->recipient.n)
        purpose(ed, e);
    if (force && e->actor.n && !e->recipient.n)
        opponent(ed, e);
    if (force && e->actor.n && !e->recipient.n)
        crowd(ed, e);
    if (force && e->actor.n && !e->recipient.n && e->aux == AUX_NONE)
        complainant(ed, e);
    if (force && !e->actor.n && e->recipient.n)
        attackers(ed, e);
    if (is(ed, e, "CONSULT") && e->actor.n && !e->recipient.n)
        brokered(ed, e);
    if (is(ed, e, "AID") && e->actor.n && !e->recipient.n)
        helped(ed, e);
    if (is(ed, e, "SANCTION") && e->actor.n && !e->recipient.n && e->aux == AUX_NONE)
        recalled_from(ed, e);
    if (is(ed, e, "REJECT") && e->actor.n && !e->recipient.n)
        whose_offer(ed, e);
    if (is(ed, e, "REQUEST") && e->actor.n && !e->recipient.n)
        holder(ed, e);
    if (e->actor.n && !e->recipient.n && e->aux == AUX_NONE)
        addressee(ed, e);
}
