/*
 * settle.c - sides that the frame alone could not tell.
 *
 * In: events with category, realis and place. Three things are settled. Who did it where the subject is itself an act ("the Danish raid killed two",
 * "fled from a raid by rebels"). To whom, where the words stand in a participle ("closed the border, stranding Norwegian traders") or only the place of
 * the thing that was hit tells. And the countries that were guessed while nothing was known of the act: the dead of a raid are of the place that
 * was raided, those whom police arrest are of the police's country.
 */
#include "event/event.h"

#define CLIMB_MAX 12

typedef struct {
    event_doc *ed;
    uint8_t assault, coerce, sanction, protest, aid, consult, accuse; /* index of the category */
    char striker[4], struck[4];                                       /* codes of the last act of force between two countries */
    const raw_event *clash;                                           /* the last one that two countries fought with each other */
} settling;

static uint8_t category(const event_doc *ed, const char *name) { return (uint8_t)lex_category_index(ed->lex, name); }

static bool covers_code(const event_doc *ed, const sides *s, const char *code)
{
    for (uint32_t i = 0; i < s->n; i++)
        if (strcmp(ed->entity.at[s->at[i].entity].code, code) == 0)
            return true;
    return false;
}

static bool shares_side(const sides *a, const sides *b)
{
    for (uint32_t i = 0; i < a->n; i++)
        for (uint32_t k = 0; k < b->n; k++)
            if (a->at[i].entity == b->at[k].entity)
                return true;
    return false;
}

/* ---- who did it ---- */

/* The act that stands as subject or behind "from", "in", "by": its author did this, too. */
static void lend_actor(const settling *s, raw_event *e)
{
    static const char *const preps[] = {"from", "in", "by", "during"};
    event_doc *ed = s->ed;
    if (e->actor.n || e->noun || (e->category != s->assault && e->category != s->sanction && e->category != s->coerce))
        return;
    for (size_t k = 0; k <= LEN(preps) && !e->actor.n; k++) {
        fillers f = {0};
        uint8_t whose = doc_lemma_is(ed->nlp, e->trigger, "flee") ? (uint8_t)S_OBJ : (uint8_t)S_SUBJ; /* "fled an army offensive" */
        slot_fill(ed, e->trigger, k ? (uint8_t)lex_prep(ed->lex, str_z(preps[k - 1])) : whose, &f);
        for (uint32_t i = 0; i < f.n && !e->actor.n; i++) {
            uint32_t at = ed->event_of[f.at[i]];
            const raw_event *act = at == NO_TOKEN ? NULL : &ed->event.at[at];
            if (!act || act == e || !act->noun || shares_side(&act->actor, &e->recipient))
                continue;
            if (act->category != s->assault && act->category != s->sanction && act->category != s->coerce)
                continue;
            e->actor = act->actor;
            if (e->actor.n)
                event_why(ed, e, "actor: whose act it was:", ed->nlp->form[f.at[i]]);
        }
    }
}

/* "the shelling of a village that killed a girl": the village did not, though the relative clause hangs on it; whoever shelled it did */
static void hit_in_noun(const settling *s, raw_event *e)
{
    static const char *const preps[] = {"of", "on", "at", "against", "near", "in"};
    static const char *const things[] = {"village", "town", "city",     "district", "market", "school", "hospital", "bus",           "convoy", "house",
                                         "home",    "base", "building", "camp",     "mosque", "church", "hotel",    "neighbourhood", "train",  "suburb"};
    event_doc *ed = s->ed;
    const nlp_doc *d = ed->nlp;
    uint32_t np = d->head[e->trigger];
    if (e->category != s->assault || e->noun || e->actor.n != 1 || !rel_is(d, e->trigger, R_ACL) || np == NO_TOKEN || e->actor.at[0].end != np + 1 ||
        !rel_is(d, np, R_NMOD) || !str_in(case_of(d, np), preps, LEN(preps)) || !str_in(d->word[np], things, LEN(things)))
        return;
    uint32_t at = ed->event_of[d->head[np]];
    const raw_event *act = at == NO_TOKEN ? NULL : &ed->event.at[at];
    e->actor.n = 0;
    if (act && act->noun && !shares_side(&act->actor, &e->recipient))
        e->actor = act->actor;
    event_why(ed, e, "actor: whose act it was:", d->form[d->head[np]]);
}

/* Soldiers of one of two that fight each other "were captured": by the other */
static void captors(const settling *s, raw_event *e)
{
    static const char *const words[] = {"capture", "seize", "ambush"};
    event_doc *ed = s->ed;
    const raw_event *c = s->clash;
    bool fits = str_in(ed->nlp->word[e->trigger], words, LEN(words));
    if (!c || !fits || e->category != s->assault || e->actor.n || e->recipient.n != 1 || strcmp(ed->entity.at[e->recipient.at[0].entity].sector, "MIL") != 0)
        return;
    const char *code = ed->entity.at[e->recipient.at[0].entity].code;
    for (uint32_t i = 0; i < 2; i++)
        if (strcmp(ed->entity.at[c->actor.at[i].entity].code, code) == 0) {
            e->actor = (sides){.at = {c->actor.at[1 - i]}, .n = 1};
            event_why(ed, e, "actor: the other side of:", ed->nlp->form[c->trigger]);
            return;
        }
}

/* "two girls blew up the market": people of whom nothing is known are attackers of no known side */
static void nobodies(const settling *s, raw_event *e)
{
    static const char *const words[] = {"man", "woman", "girl", "boy", "teenager", "youth", "youngster", "person", "individual"};
    event_doc *ed = s->ed;
    for (uint32_t i = 0; e->category == s->assault && i < e->actor.n; i++) {
        const entity *who = &ed->entity.at[e->actor.at[i].entity];
        bool fits = false;
        for (size_t k = 0; k < LEN(words); k++)
            fits = fits || doc_lemma_is(ed->nlp, who->first_token, words[k]);
        if (!fits || !who->weak || who->named || strcmp(who->sector, "CVL") != 0)
            continue;
        uint32_t id = entity_get(ed, "", "UAF", who->name, who->first_token);
        if (id != NO_ENTITY)
            e->actor.at[i].entity = id;
    }
}

/* ---- to whom ---- */

/* "overran the village": where, as long as nobody is named */
static bool only_a_place(const event_doc *ed, const raw_event *e)
{
    static const char *const words[] = {"village", "town", "city", "hamlet", "district"};
    uint32_t last = e->recipient.n == 1 ? e->recipient.at[0].end - 1 : NO_TOKEN;
    for (size_t i = 0; last != NO_TOKEN && i < LEN(words); i++)
        if (doc_lemma_is(ed->nlp, last, words[i]))
            return true;
    return false;
}

/* "closed the crossing, stranding Norwegian traders": those whom it struck stand in the participle */
static void participle_object(const settling *s, raw_event *e)
{
    event_doc *ed = s->ed;
    const nlp_doc *d = ed->nlp;
    bool hits = e->category == s->coerce || e->category == s->sanction || e->category == s->protest || e->category == s->assault;
    if (!hits || e->noun || (e->recipient.n && !only_a_place(ed, e)))
        return;
    bool found = false;
    for (uint32_t c = d->child[e->trigger]; c != NO_TOKEN && !found; c = d->sibling[c]) {
        if (c < e->trigger || !rel_is(d, c, R_ADVCL) || d->penn[c] != X_VBG || doc_dep(d, c, R_MARK) != NO_TOKEN)
            continue;
        fillers f = {0};
        sides who = {0};
        slot_fill(ed, c, S_OBJ, &f);
        for (uint32_t i = 0; i < f.n; i++)
            entity_sides(ed, f.at[i], &who);
        if (who.n && !shares_side(&who, &e->actor) && !ed->entity.at[who.at[0].entity].weak) {
            e->recipient = who;
            found = true;
            event_why(ed, e, "recipient: whom it struck:", d->form[who.at[0].first]);
        }
    }
}

/* "marched to demand that he step down": against him */
static void marched_for(const settling *s, raw_event *e)
{
    static const char *const asks[] = {"demand", "call", "urge", "ask", "press", "insist"};
    event_doc *ed = s->ed;
    const nlp_doc *d = ed->nlp;
    if (e->category != s->protest || e->recipient.n || e->noun)
        return;
    uint32_t c = doc_dep(d, e->trigger, R_ADVCL);
    c = c == NO_TOKEN ? doc_dep(d, e->trigger, R_XCOMP) : c;
    bool fits = false;
    for (size_t i = 0; c != NO_TOKEN && i < LEN(asks); i++)
        fits = fits || doc_lemma_is(d, c, asks[i]);
    fillers f = {0}, who = {0};
    static const char *const against[] = {"denounce", "condemn", "oppose", "reject"};
    if (c != NO_TOKEN && str_in(d->word[c], against, LEN(against))) { /* "marched to denounce the president's speech" */
        slot_fill(ed, c, S_OBJ, &who);
        for (uint32_t i = 0; i < who.n; i++)
            entity_sides(ed, who.at[i], &e->recipient);
        if (shares_side(&e->recipient, &e->actor))
            e->recipient.n = 0;
        return;
    }
    if (fits)
        slot_fill(ed, c, S_COMP, &f);
    for (uint32_t i = 0; i < f.n && !who.n; i++)
        slot_fill(ed, f.at[i], S_SUBJ, &who);
    for (uint32_t i = 0; i < who.n; i++)
        entity_sides(ed, who.at[i], &e->recipient);
    if (shares_side(&e->recipient, &e->actor))
        e->recipient.n = 0;
}

/* "hit a bus in the Russian city of Orel": a thing stands for the people of the foreign place where it is */
static void place_of_thing(const settling *s, raw_event *e)
{
    event_doc *ed = s->ed;
    const nlp_doc *d = ed->nlp;
    if (e->category != s->assault || e->recipient.n || e->place == NO_TOKEN)
        return;
    const place_mention *p = &ed->place.at[e->place];
    bool placed = e->actor.n == 0 || ed->entity.at[e->actor.at[0].entity].code[0]; /* "missiles hit a plant in ...": by nobody who is named */
    fillers f = {0};
    slot_fill(ed, e->trigger, e->noun ? (uint8_t)lex_prep(ed->lex, STR("on")) : S_OBJ, &f); /* "an attack on a plant in Norway" */
    static const char *const others[] = {"another", "other", "others", "more", "rest", "some"};
    if (f.n && !e->noun && str_in(d->fold[f.at[0]], others, LEN(others)))
        return; /* "and another was hurt": one of those */
    if (str_is(case_of(d, p->first + p->count - 1), "from"))
        return; /* "a rocket fired from Gaza" */
    if (!f.n || !p->code[0] || !placed || covers_code(ed, &e->actor, p->code) || !doc_under(d, p->first, e->trigger))
        return;
    sides_add(&e->recipient, entity_get(ed, p->code, "CVL", p->name, p->first), p->first, p->first + p->count);
    event_why(ed, e, "recipient: where the thing is:", p->name);
}

/* ---- guessed countries ---- */

/* Is the place of the event one of its own clause, and not of a clause or a sentence beside it? */
static bool under_trigger(const settling *s, const raw_event *e)
{
    const nlp_doc *d = s->ed->nlp;
    if (e->place == NO_TOKEN || !s->ed->place.at[e->place].code[0])
        return false;
    uint32_t t = s->ed->place.at[e->place].first;
    for (int steps = 0; t != NO_TOKEN && t != e->trigger && d->upos[t] != U_VERB && steps < CLIMB_MAX; steps++)
        t = d->head[t];
    return t == e->trigger || (t != NO_TOKEN && rel_is(d, e->trigger, R_CONJ) && t == d->head[e->trigger]);
}

/* "pushed them back to Chad", "deported to Mali": whose they are, "" none */
static const char *sent_to(const event_doc *ed, const raw_event *e)
{
    const nlp_doc *d = ed->nlp;
    for (uint32_t c = d->child[e->trigger]; c != NO_TOKEN; c = d->sibling[c])
        if (c > e->trigger && rel_is(d, c, R_OBL) && str_is(case_of(d, c), "to") && ed->place_of[c] != NO_TOKEN)
            return ed->place.at[ed->place_of[c]].code;
    return "";
}

/* Those who are struck, by act and place; "" leaves the guess as it is. */
static const char *likely_country(const settling *s, const raw_event *e, const entity *victim)
{
    static const char *const home[] = {"COP", "JUD", "GOV", "LEG", "REB", "PRM", "CRM"};
    const event_doc *ed = s->ed;
    const entity *actor = e->actor.n ? &ed->entity.at[e->actor.at[0].entity] : NULL;
    if (e->category != s->assault && sent_to(ed, e)[0])
        return sent_to(ed, e);
    bool foreign = !actor || !actor->code[0] || code_is_body(actor->code);
    bool ruler = actor && !actor->sector[0] && e->category == s->coerce; /* a country holds its own */
    if (actor && actor->weak && strcmp(actor->code, victim->code) == 0 && !under_trigger(s, e))
        return ""; /* both were guessed, of one scene */
    bool at_home = !foreign && !actor->weak && (ruler || str_in(str_z(actor->sector), home, LEN(home)));
    if (e->place != NO_TOKEN && ed->place.at[e->place].code[0] && !place_obscure(ed, &ed->place.at[e->place]) && !(at_home && !under_trigger(s, e)))
        return ed->place.at[e->place].code;
    if (at_home)
        return actor->code;
    bool army = actor && (!actor->sector[0] || strcmp(actor->sector, "MIL") == 0);
    if (!foreign && army && e->category == s->assault && strcmp(actor->code, s->striker) == 0 && strcmp(victim->code, actor->code) == 0)
        return s->struck;
    return victim->code[0] ? "" : ed->country;
}

static void victims(const settling *s, raw_event *e)
{
    static const char *const armed[] = {"UAF", "MIL", "REB", "PRM"};
    event_doc *ed = s->ed;
    if (e->category != s->assault && e->category != s->coerce && e->category != s->sanction)
        return;
    for (uint32_t i = 0; i < e->recipient.n; i++) {
        entity who = ed->entity.at[e->recipient.at[i].entity]; /* a copy: the register may grow */
        if (!who.weak || who.named || str_in(str_z(who.sector), armed, LEN(armed)))
            continue;
        const char *code = likely_country(s, e, &who), *sector = strcmp(who.sector, "UNK") == 0 ? "CVL" : who.sector;
        if (!code[0] || (strcmp(code, who.code) == 0 && sector == who.sector))
            continue;
        char own[4] = {0};
        memcpy(own, code, 3);
        uint32_t id = entity_get(ed, own, sector, who.name, who.first_token);
        if (id == NO_ENTITY)
            continue;
        ed->entity.at[id].weak = true;
        ed->entity.at[id].plural = who.plural;
        e->recipient.at[i].entity = id;
        event_why(ed, e, "recipient: of the country where it happened:", str_z(ed->entity.at[id].code));
    }
}

/* Is this side named by a nationality or by a place alone? */
static bool named_by(const event_doc *ed, const side *s, mention_kind kind)
{
    const uint32_t m = ed->mention_of[s->first];
    if (kind == M_PLACE)
        return s->end == s->first + 1 && ed->place_of && ed->place_of[s->first] != NO_TOKEN && ed->place.at[ed->place_of[s->first]].place;
    return m != NO_TOKEN && ed->mention.at[m].kind == kind && ed->mention.at[m].first == s->first &&
           ed->mention.at[m].first + ed->mention.at[m].count == s->end;
}

static void set_sector(event_doc *ed, side *s, const char *sector)
{
    const entity who = ed->entity.at[s->entity]; /* a copy: the register may grow */
    if (who.sector[0] || !who.code[0] || code_is_body(who.code) || who.person)
        return;
    uint32_t id = entity_get(ed, who.code, sector, who.name, who.first_token);
    if (id != NO_ENTITY)
        s->entity = id;
}

/* "the Danish shelling of Bergen" is the work of an army and strikes people */
static void force_sectors(const settling *s, raw_event *e)
{
    event_doc *ed = s->ed;
    if (e->category != s->assault || (strncmp(e->cameo, "19", 2) != 0 && strncmp(e->cameo, "20", 2) != 0))
        return;
    if (e->frame && e->frame->user & FU_EXACT)
        return; /* the codes of a dictionary's sides are its own */
    for (uint32_t i = 0; i < e->actor.n; i++)
        if (named_by(ed, &e->actor.at[i], M_ADJ))
            set_sector(ed, &e->actor.at[i], "MIL");
    for (uint32_t i = 0; i < e->recipient.n; i++)
        if (named_by(ed, &e->recipient.at[i], M_PLACE))
            set_sector(ed, &e->recipient.at[i], "CVL");
}

/* The side becomes one of another country, still a guess. */
static void move_side(event_doc *ed, raw_event *e, side *at, const char *country, const char *why)
{
    const entity who = ed->entity.at[at->entity]; /* copies: the register may grow */
    char code[4] = {0};
    memcpy(code, country, 3);
    uint32_t id = entity_get(ed, code, who.sector, who.name, who.first_token);
    if (id == NO_ENTITY)
        return;
    ed->entity.at[id].weak = true;
    ed->entity.at[id].plural = who.plural;
    at->entity = id;
    event_why(ed, e, why, str_z(ed->entity.at[id].code));
}

static bool is_diplomat(const event_doc *ed, const side *s)
{
    static const char *const words[] = {"ambassador", "envoy", "consul", "diplomat", "charge", "attache", "attaché"};
    const str office = ed->entity.at[s->entity].office;
    char folded[64];
    size_t n = text_fold(office.p, office.n, folded, sizeof folded);
    for (size_t i = 0; i < LEN(words); i++) {
        if (n != SIZE_MAX && str_has_word(str_of(folded, n), str_z(words[i])))
            return true;
        for (uint32_t t = s->first; t < s->end; t++)
            if (doc_lemma_is(ed->nlp, t, words[i]))
                return true;
    }
    return false;
}

/* "The ministry summoned the Danish ambassador": a ministry of no known country is not that of the diplomat it summons or expels */
static void hosts_of_diplomats(const settling *s, raw_event *e)
{
    event_doc *ed = s->ed;
    if (e->noun || e->actor.n != 1 || e->recipient.n != 1 || (e->category != s->sanction && e->category != s->accuse))
        return;
    const entity who = ed->entity.at[e->actor.at[0].entity], to = ed->entity.at[e->recipient.at[0].entity]; /* copies: the register may grow */
    const char *other = other_country(ed, who.code);
    if (strcmp(who.code, to.code) != 0 || !other[0])
        return;
    if (is_diplomat(ed, &e->recipient.at[0]) && who.weak && !who.person)
        move_side(ed, e, &e->actor.at[0], other, "actor: not of the diplomat's country:");
    else if (is_diplomat(ed, &e->actor.at[0]) && to.weak && !to.person && strcmp(to.sector, "GOV") == 0) /* "the ambassador criticised the authorities" */
        move_side(ed, e, &e->recipient.at[0], other, "recipient: the diplomat's hosts:");
}

/* "Lebanon's health ministry said Israeli strikes killed four medics": who counts the dead of a foreign army counts his own */
static void counted_at_home(const settling *s, raw_event *e)
{
    static const char *const tellers[] = {"health",    "governor", "mayor",    "hospital", "police", "rescue",
                                          "emergency", "civil",    "interior", "doctor",   "medic",  "official"};
    static const char *const locals[] = {"GOV", "CVL", "MED", "EDU", "REL", "AGR", "LAB"};
    event_doc *ed = s->ed;
    if (e->category != s->assault || e->actor.n != 1 || e->attributed == NO_ENTITY || e->attributed_token == NO_TOKEN || under_trigger(s, e))
        return;
    const entity actor = ed->entity.at[e->actor.at[0].entity], *teller = &ed->entity.at[e->attributed];
    bool army = strcmp(actor.sector, "MIL") == 0 || !actor.sector[0], counts = false;
    for (uint32_t t = np_left(ed, e->attributed_token); t <= e->attributed_token + 2 && t < ed->nlp->n; t++)
        counts = counts || str_in(ed->nlp->word[t], tellers, LEN(tellers));
    uint32_t st = ed->stmt_of ? ed->stmt_of[e->trigger] : NO_TOKEN; /* "They burned our clinic," said the mayor */
    bool quoted = st != NO_TOKEN && ed->stmt.at[st].kind == CASUS_DIRECT && str_in(str_z(teller->sector), locals, LEN(locals));
    bool state = strcmp(teller->sector, "GOV") == 0 || strcmp(teller->sector, "MIL") == 0 || !teller->sector[0]; /* "Chad said Sudan had bombed a village" */
    counts = counts || (state && !teller->person && strcmp(other_country(ed, actor.code), teller->code) == 0);
    army = army || (quoted && strcmp(actor.sector, "REB") == 0);
    bool denied = !e->frame && e->aux == AUX_NEGATION && strcmp(teller->code, actor.code) == 0; /* "Sudan denied it": those of the other side */
    const char *home = denied ? other_country(ed, actor.code) : teller->code;
    if (!army || (!counts && !quoted && !denied) || strlen(home) != 3 || code_is_body(home) || strcmp(home, actor.code) == 0)
        return;
    char code[4] = {0};
    memcpy(code, home, 3);
    for (uint32_t i = 0; i < e->recipient.n; i++) {
        const entity who = ed->entity.at[e->recipient.at[i].entity]; /* a copy: the register may grow */
        if (!who.weak || who.named || strcmp(who.code, actor.code) != 0)
            continue;
        move_side(ed, e, &e->recipient.at[i], code, "recipient: of the country that counts them:");
    }
}

/* "accused China's coast guard of ramming two navy boats": soldiers and ships of no known side that an army strikes are not its own */
static void foes(const settling *s, raw_event *e)
{
    event_doc *ed = s->ed;
    if ((e->category != s->assault && e->category != s->coerce) || e->actor.n != 1)
        return;
    const entity actor = ed->entity.at[e->actor.at[0].entity];
    bool army = strcmp(actor.sector, "MIL") == 0 || (!actor.sector[0] && !actor.person);
    bool held = e->category == s->coerce && (strcmp(actor.sector, "MIL") != 0 && e->attributed == NO_ENTITY); /* a state arrests its own soldiers */
    if (!army || held || actor.weak || strlen(actor.code) != 3 || code_is_body(actor.code))
        return;
    for (uint32_t i = 0; i < e->recipient.n; i++) {
        const entity who = ed->entity.at[e->recipient.at[i].entity];
        const char *accuser = e->attributed == NO_ENTITY ? "" : ed->entity.at[e->attributed].code, *other = other_country(ed, actor.code);
        if (strlen(accuser) == 3 && !code_is_body(accuser) && strcmp(accuser, actor.code) != 0 &&
            (strcmp(accuser, ed->country) == 0 || strcmp(accuser, ed->second) == 0))
            other = accuser;
        bool own_arms = strcmp(who.sector, "MIL") == 0 || !who.sector[0];
        if (!who.weak || who.named || who.person || !own_arms || strcmp(who.code, actor.code) != 0 || !other[0])
            continue;
        move_side(ed, e, &e->recipient.at[i], other, "recipient: not the actor's own:");
    }
}

/* "Chad took in 900 refugees", "Qatar will fund two clinics": those who are taken in and helped are not of the country that does it */
static void refugees(const settling *s, raw_event *e)
{
    event_doc *ed = s->ed;
    bool gift = e->category == s->aid || strncmp(e->cameo, "033", 3) == 0;
    for (uint32_t i = 0; gift && i < e->recipient.n; i++) {
        const entity who = ed->entity.at[e->recipient.at[i].entity];
        const char *other = other_country(ed, who.code);
        const entity *giver = e->actor.n ? &ed->entity.at[e->actor.at[0].entity] : NULL;
        bool state = giver && !giver->person && (!giver->sector[0] || strcmp(giver->sector, "GOV") == 0);
        static const char *const hurt[] = {"wounded", "injured", "displaced", "homeless", "sick"};
        bool one = who.person && !str_in(ed->nlp->fold[e->recipient.at[i].end - 1], hurt, LEN(hurt));
        if (!who.weak || one || (strcmp(who.sector, "REF") != 0 && !state) || !covers_code(ed, &e->actor, who.code) || !other[0])
            continue;
        move_side(ed, e, &e->recipient.at[i], other, "recipient: not of the giver's country:");
    }
}

/* "Turkey sent tents, and the agency fed 900 families" in an article from Kenya: they are fed there if nothing says where */
static void fed_at_home(const settling *s, raw_event *e)
{
    event_doc *ed = s->ed;
    for (uint32_t i = 0; e->category == s->aid && !e->noun && i < e->recipient.n; i++) {
        const entity who = ed->entity.at[e->recipient.at[i].entity]; /* a copy: the register may grow */
        bool people = strcmp(who.sector, "CVL") == 0;
        if (!people || !who.weak || who.named || under_trigger(s, e) || !ed->country[0] || strcmp(who.code, ed->country) == 0 ||
            covers_code(ed, &e->actor, ed->country))
            continue;
        move_side(ed, e, &e->recipient.at[i], ed->country, "recipient: of the country of the article:");
    }
}

/* "spoke with Mr Biden and told the protesters to go home": a leader at home speaks to those of his country */
static void own_people(const settling *s, raw_event *e)
{
    static const char *const roles[] = {"CVL", "LAB", "OPP", "EDU", "SOC", "MED", "REL", "AGR", "COP", "MIL"};
    event_doc *ed = s->ed;
    if (e->category != category(ed, "REQUEST") || e->actor.n != 1 || e->noun)
        return;
    const entity actor = ed->entity.at[e->actor.at[0].entity]; /* a copy: the register may grow */
    for (uint32_t i = 0; !actor.weak && strcmp(actor.code, ed->country) == 0 && ed->country[0] && i < e->recipient.n; i++) {
        const entity who = ed->entity.at[e->recipient.at[i].entity];
        bool abroad = strcmp(who.sector, "MIL") == 0 && !who.code[0]; /* "foreign forces" */
        if (!who.weak || who.named || abroad || !str_in(str_z(who.sector), roles, LEN(roles)) || strcmp(who.code, actor.code) == 0)
            continue;
        move_side(ed, e, &e->recipient.at[i], actor.code, "recipient: of the speaker's country:");
    }
}

/* "met President Hu in Beijing": who comes from abroad visits the host */
static void visitor(const settling *s, raw_event *e)
{
    event_doc *ed = s->ed;
    if (e->category != s->consult || e->actor.n != 2 || e->recipient.n || !under_trigger(s, e))
        return;
    const char *home = ed->place.at[e->place].code;
    const entity *guest = &ed->entity.at[e->actor.at[0].entity], *host = &ed->entity.at[e->actor.at[1].entity];
    fillers f = {0};
    slot_fill(ed, e->trigger, S_SUBJ, &f);
    bool leads = f.n == 1 && e->actor.at[0].first < e->actor.at[1].first &&
                 ((e->actor.at[0].first <= f.at[0] && f.at[0] < e->actor.at[0].end) || doc_under(ed->nlp, e->actor.at[0].first, f.at[0]));
    if (!leads || !guest->person || !host->person || strcmp(host->code, home) != 0 || strcmp(guest->code, home) == 0)
        return;
    e->recipient = (sides){.at = {e->actor.at[1]}, .n = 1};
    e->actor.n = 1;
    event_why(ed, e, "recipient: the host, at", ed->place.at[e->place].name);
}

/* What later acts are likely to go on with */
static void remember(settling *s, const raw_event *e)
{
    const event_doc *ed = s->ed;
    if (e->category != s->assault || e->aux != AUX_NONE || !e->actor.n)
        return;
    const entity *a = &ed->entity.at[e->actor.at[0].entity], *b = NULL;
    if (e->recipient.n)
        b = &ed->entity.at[e->recipient.at[0].entity];
    else if (e->actor.n == 2)
        b = &ed->entity.at[e->actor.at[1].entity];
    if (!b || !a->code[0] || !b->code[0] || a->weak || b->weak || strcmp(a->code, b->code) == 0)
        return;
    if (!e->recipient.n)
        s->clash = e;
    memcpy(s->striker, a->code, 4);
    memcpy(s->struck, b->code, 4);
}

bool settle_sides(event_doc *ed)
{
    settling s = {.ed = ed,
                  .assault = category(ed, "ASSAULT"),
                  .coerce = category(ed, "COERCE"),
                  .sanction = category(ed, "SANCTION"),
                  .protest = category(ed, "PROTEST"),
                  .aid = category(ed, "AID"),
                  .consult = category(ed, "CONSULT"),
                  .accuse = category(ed, "ACCUSE")};
    for (uint32_t i = 0; i < ed->event.n; i++) {
        raw_event *e = &ed->event.at[i];
        if (e->dropped)
            continue;
        lend_actor(&s, e);
        scene_author(ed, e);
        hit_in_noun(&s, e);
        captors(&s, e);
        nobodies(&s, e);
        participle_object(&s, e);
        marched_for(&s, e);
        scene_sides(ed, e);
        place_of_thing(&s, e);
        victims(&s, e);
        refugees(&s, e);
        fed_at_home(&s, e);
        own_people(&s, e);
        foes(&s, e);
        counted_at_home(&s, e);
        hosts_of_diplomats(&s, e);
        force_sectors(&s, e);
        visitor(&s, e);
        remember(&s, e);
    }
    for (uint32_t i = 0; i < ed->event.n; i++)
        if (!ed->event.at[i].dropped)
            react_sides(ed, &ed->event.at[i]);
    return !ed->mem->failed;
}
