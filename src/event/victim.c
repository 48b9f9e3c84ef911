/*
 * victim.c - the people of whom the article says no more than that they were struck: "Jose Pinto, 32, was killed", "the murder of Anna Lind".
 *
 * In: events with category and realis. A name that stands in no table and has no title is nobody's side (frame.c leaves it out), but the victim of
 * an act of force is one whoever he is. Out: such people become recipients, as civilians of the place that the sentence names, else of
 * the country that the article is about; that country is a guess and marked as one.
 */
#include "event/event.h"

#define ROLL_TOKENS 10u
#define ROLL_AHEAD 6u
#define ROLL_SENTENCES 8u
#define NAME_TOKENS 6u

/* the country of a place in the sentence, behind a preposition */
static const char *place_country(const event_doc *ed, uint32_t trigger)
{
    const text_sentence *s = &ed->nlp->sent[ed->nlp->sent_of[trigger]];
    for (uint32_t t = s->first; ed->place_of && t < s->first + s->count; t++) {
        uint32_t p = ed->place_of[t];
        if (p != NO_TOKEN && ed->place.at[p].code[0] && case_of(ed->nlp, t).n)
            return ed->place.at[p].code;
    }
    return ed->country;
}

/* Whom a court or police takes is of its country, if nothing else is known; the victim of an act of force is of the place. */
static const char *victim_country(const event_doc *ed, const raw_event *e)
{
    static const char *const home[] = {"JUD", "COP", "GOV", "LEG"};
    const entity *actor = e->actor.n ? &ed->entity.at[e->actor.at[0].entity] : NULL;
    for (size_t i = 0; actor && strlen(actor->code) == 3 && i < LEN(home); i++)
        if (strcmp(actor->sector, home[i]) == 0)
            return actor->code;
    return place_country(ed, e->trigger);
}

static bool acts(const raw_event *e, uint32_t entity_index)
{
    for (uint32_t i = 0; i < e->actor.n; i++)
        if (e->actor.at[i].entity == entity_index)
            return true;
    return false;
}

/* a person of whom no more than the name is known */
static bool unknown_person(const event_doc *ed, uint32_t t)
{
    uint32_t m = ed->mention_of[t];
    if (m == NO_TOKEN || ed->mention.at[m].kind != M_PERSON || ed->mention.at[m].who.n != 1)
        return false;
    const entity *e = &ed->entity.at[ed->mention.at[m].who.at[0].entity];
    return e->person && !e->code[0] && !e->sector[0];
}

/* a name that nothing knows and that no tagger called a person: whoever is murdered or kidnapped is one */
static void add_name(event_doc *ed, raw_event *e, uint32_t t)
{
    static const char *const words[] = {"kill", "murder", "assassinate", "wound", "injure", "kidnap", "abduct", "slay"};
    const nlp_doc *d = ed->nlp;
    uint32_t first = t, end = t + 1;
    char code[4] = {0};
    if (d->upos[t] != U_PROPN || ed->mention_of[t] != NO_TOKEN || (ed->place_of && ed->place_of[t] != NO_TOKEN) ||
        !str_in(d->word[e->trigger], words, LEN(words)))
        return;
    for (uint32_t i = 0; i < e->recipient.n; i++)
        if (e->recipient.at[i].first <= t && t < e->recipient.at[i].end)
            return;
    while (first > 0 && d->upos[first - 1] == U_PROPN && ed->mention_of[first - 1] == NO_TOKEN && doc_under(d, first - 1, t))
        first--;
    while (end < d->n && d->upos[end] == U_PROPN && ed->mention_of[end] == NO_TOKEN && (doc_under(d, end, t) || d->head[end] == d->head[t]))
        end++;
    memcpy(code, victim_country(ed, e), 3);
    uint32_t id = entity_get(ed, code, "CVL", doc_text(d, first, end), t);
    if (id == NO_ENTITY)
        return;
    ed->entity.at[id].weak = ed->entity.at[id].person = true;
    sides_add(&e->recipient, id, first, end);
    event_why(ed, e, "recipient: a victim of whom no more is known:", doc_text(d, first, end));
}

static void add(event_doc *ed, raw_event *e, uint32_t t)
{
    if (!unknown_person(ed, t)) {
        add_name(ed, e, t);
        return;
    }
    const side s = ed->mention.at[ed->mention_of[t]].who.at[0];
    const entity who = ed->entity.at[s.entity]; /* a copy: the register may grow */
    char code[4] = {0};
    memcpy(code, victim_country(ed, e), 3);
    uint32_t id = acts(e, s.entity) ? NO_ENTITY : entity_get(ed, code, "CVL", who.name, who.first_token);
    if (id == NO_ENTITY)
        return;
    ed->entity.at[id].weak = ed->entity.at[id].person = true;
    sides_add(&e->recipient, id, s.first, s.end);
    event_why(ed, e, "recipient: a victim of whom no more is known:", who.name);
}

/* "Anna Lind, 42; Karin Lind, 19; and Per Holm": those whose names stand in a row behind the first, wherever the parser hung them */
static void add_row(event_doc *ed, raw_event *e, uint32_t t)
{
    const nlp_doc *d = ed->nlp;
    const text_sentence *s = &d->sent[d->sent_of[t]];
    uint32_t end = s->first + s->count, m = ed->mention_of[t];
    if (m == NO_TOKEN || ed->mention.at[m].kind != M_PERSON)
        return;
    for (uint32_t k = ed->mention.at[m].first + ed->mention.at[m].count; k < end;) {
        uint32_t head = k;
        while (head < end && head < k + NAME_TOKENS && (ed->mention_of[head] == NO_TOKEN || ed->mention.at[ed->mention_of[head]].first > k))
            head++;
        const mention *next = head < end && head < k + NAME_TOKENS && ed->mention_of[head] != NO_TOKEN ? &ed->mention.at[ed->mention_of[head]] : NULL;
        bool joint = str_is(d->form[k], ",") || str_is(d->form[k], ";") || str_is(d->fold[k], "and") || d->upos[k] == U_NUM;
        if (next && next->first == k && next->kind == M_PERSON) {
            add(ed, e, head);
            k = next->first + next->count;
        } else if (joint) {
            k++;
        } else {
            return;
        }
    }
}

/* "along with two of his guards": who shared it */
static void add_company(event_doc *ed, raw_event *e)
{
    static const char *const words[] = {"along", "together", "alongside"};
    const nlp_doc *d = ed->nlp;
    for (uint32_t c = d->child[e->trigger]; c != NO_TOKEN; c = d->sibling[c]) {
        sides who = {0};
        bool beside = c > e->trigger && rel_is(d, c, R_OBL) && str_in(case_of(d, c), words, LEN(words));
        if (!beside || !e->recipient.n || !entity_sides(ed, c, &who))
            continue;
        for (uint32_t i = 0; i < who.n; i++)
            if (!acts(e, who.at[i].entity))
                sides_add(&e->recipient, who.at[i].entity, who.at[i].first, who.at[i].end);
    }
}

/* "five people, including a mayor and a camera crew": those who are picked out, if they are of the country of the whole */
static void add_included(event_doc *ed, raw_event *e, uint32_t t)
{
    const nlp_doc *d = ed->nlp;
    const uint32_t hosts[] = {t, e->trigger}; /* the parser hangs them on either */
    for (size_t k = 0; k < LEN(hosts); k++)
        for (uint32_t c = d->child[hosts[k]]; c != NO_TOKEN; c = d->sibling[c]) {
            sides who = {0};
            if (c < t || !str_is(case_of(d, c), "include") || !entity_sides(ed, c, &who))
                continue;
            for (uint32_t i = 0; i < who.n; i++)
                if (e->recipient.n && strcmp(ed->entity.at[e->recipient.at[0].entity].code, ed->entity.at[who.at[i].entity].code) == 0)
                    sides_add(&e->recipient, who.at[i].entity, who.at[i].first, who.at[i].end);
        }
}

/* and those who stand beside him: "killed Anna Lind and Per Holm" */
static void add_all(event_doc *ed, raw_event *e, uint32_t t)
{
    add(ed, e, t);
    for (uint32_t c = ed->nlp->child[t]; c != NO_TOKEN; c = ed->nlp->sibling[c])
        if (rel_is(ed->nlp, c, R_CONJ))
            add(ed, e, c);
}

/* Does a name stand at t, or behind a few words: "19-year-old Per Holm", "policeman Olav Dahl"? */
static bool name_follows(const event_doc *ed, uint32_t t, uint32_t end)
{
    for (uint32_t k = t; k < end && k < t + ROLL_AHEAD; k++) {
        uint32_t m = ed->mention_of[k];
        if ((m != NO_TOKEN && ed->mention.at[m].kind == M_PERSON) || ed->nlp->upos[k] == U_PROPN)
            return true;
        if (ed->nlp->upos[k] == U_VERB || str_is(ed->nlp->form[k], "."))
            return false;
    }
    return false;
}

/* "The injured were Anna Lind, 19, and Per Holm", "among the dead is a nurse", "one of them is Karin Lind": the token that the names begin
 * behind, NO_TOKEN: the sentence is no roll; *close: it only points back at those of the sentence before */
static uint32_t roll_word(const event_doc *ed, const text_sentence *s, bool *close)
{
    static const char *const words[] = {"dead",     "injured",   "wounded",  "victim",   "killed", "casualty",
                                        "fatality", "kidnapped", "abducted", "deceased", "hostage"};
    static const char *const verbs[] = {"be", "include", "identify"}, *const pointing[] = {"they", "them", "other", "others"};
    const nlp_doc *d = ed->nlp;
    uint32_t end = s->first + s->count;
    bool word = false, points = false;
    for (uint32_t t = s->first; t < end && t < s->first + ROLL_TOKENS; t++) {
        if ((word || points) && str_in(d->word[t], verbs, LEN(verbs))) {
            bool again = t + 1 < end && str_in(d->word[t + 1], verbs, LEN(verbs)); /* "was identified as" */
            if (!again && (word || name_follows(ed, t + 1, end))) {
                *close = !word;
                return t;
            }
        }
        bool noun = d->upos[t] != U_VERB || (t > s->first && (d->upos[t - 1] == U_DET || d->upos[t - 1] == U_AUX || str_is(d->fold[t - 1], "those")));
        word = word || (noun && (str_in(d->fold[t], words, LEN(words)) || str_in(d->word[t], words, LEN(words))));
        points = points || (t < s->first + 3 && str_in(d->fold[t], pointing, LEN(pointing)));
    }
    return NO_TOKEN;
}

/* Those whom a roll names are victims of the act of force that was told last, if nobody told of them. */
static void roll(event_doc *ed, const text_sentence *s, uint8_t assault)
{
    static const char *const others[] = {"of", "by", "with", "for", "to", "from"};
    const nlp_doc *d = ed->nlp;
    bool close = false;
    uint32_t word = roll_word(ed, s, &close);
    raw_event *act = NULL;
    for (uint32_t i = 0; word != NO_TOKEN && i < ed->event.n; i++) {
        raw_event *e = &ed->event.at[i];
        bool near = e->trigger < s->first && d->sent_of[e->trigger] + (close ? 2 : ROLL_SENTENCES) >= d->sent_of[word];
        if (near && !e->dropped && e->category == assault && e->aux == AUX_NONE && (e->recipient.n || (!close && e->actor.n < 2)) &&
            (!act || e->trigger > act->trigger))
            act = e;
    }
    for (uint32_t t = word; act && t < s->first + s->count; t++) {
        uint32_t before = act->recipient.n, m = ed->mention_of[t];
        if (m == NO_TOKEN || ed->mention.at[m].head != t || str_in(case_of(d, t), others, LEN(others)))
            continue;
        add(ed, act, t);
        const mention *who = &ed->mention.at[m];
        if (act->recipient.n == before && who->kind == M_PERSON && who->who.n == 1)
            sides_add(&act->recipient, who->who.at[0].entity, who->first, who->first + who->count);
    }
}

/* "killing seven Marines and wounding several others": others of those */
static void others_of_them(event_doc *ed, raw_event *e)
{
    const nlp_doc *d = ed->nlp;
    uint32_t who = e->recipient.n == 1 ? e->recipient.at[0].end - 1 : NO_TOKEN;
    if (who == NO_TOKEN || !str_is(d->fold[who], "others") || ed->entity.at[e->recipient.at[0].entity].code[0])
        return;
    for (uint32_t t = e->trigger, first = d->sent[d->sent_of[t]].first; t-- > first;) {
        const raw_event *a = ed->event_of[t] == NO_TOKEN ? NULL : &ed->event.at[ed->event_of[t]];
        if (!a || a->dropped || a->category != e->category || !a->recipient.n)
            continue;
        e->recipient = a->recipient;
        return;
    }
}

/* "killed 12", "injures 30": people of the place, or of the country of the article */
static void uncounted(event_doc *ed, raw_event *e)
{
    static const char *const words[] = {"kill", "injure", "wound", "hurt", "slay", "maim", "massacre", "behead", "abduct", "kidnap"};
    static const char *const many[] = {"dozen", "score", "hundred", "thousand", "several", "many", "other", "more"};
    const nlp_doc *d = ed->nlp;
    fillers f = {0};
    char code[4] = {0};
    if (e->noun || e->recipient.n || !str_in(d->word[e->trigger], words, LEN(words)))
        return;
    slot_fill(ed, e->trigger, S_OBJ, &f);
    if (f.n != 1 || ed->mention_of[f.at[0]] != NO_TOKEN || (d->upos[f.at[0]] != U_NUM && !str_in(d->word[f.at[0]], many, LEN(many))))
        return;
    for (uint32_t c = d->child[f.at[0]]; c != NO_TOKEN; c = d->sibling[c])
        if (rel_is(d, c, R_NMOD) || (rel_is(d, c, R_AMOD) && c > f.at[0]))
            return; /* "12 of the rebels", "20 percent" */
    for (uint32_t t = d->head[e->trigger], steps = 0; t != NO_TOKEN && steps < 3; t = d->head[t], steps++)
        if (ed->event_of[t] != NO_TOKEN && ed->event.at[ed->event_of[t]].category == e->category && ed->event.at[ed->event_of[t]].recipient.n)
            return; /* "killed nine and wounded 12": of those */
    memcpy(code, place_country(ed, e->trigger), 3);
    uint32_t id = code[0] ? entity_get(ed, code, "CVL", doc_text(d, f.at[0], f.at[0] + 1), f.at[0]) : NO_ENTITY;
    if (id == NO_ENTITY)
        return;
    ed->entity.at[id].weak = ed->entity.at[id].plural = true;
    sides_add(&e->recipient, id, f.at[0], f.at[0] + 1);
    event_why(ed, e, "recipient: people of whom no more is told:", d->form[f.at[0]]);
}

bool victim_named(const event_doc *ed, const raw_event *e)
{
    const nlp_doc *d = ed->nlp;
    if (!e->frame || e->op != OP_NONE || !lex_category_in(ed->lex, e->category, (const char *const[]){"ASSAULT"}, 1))
        return false;
    for (const uint8_t *slot = lex_slots(ed->lex, e->frame->recipient); *slot; slot++) {
        fillers f = {0};
        if (*slot != SLOT_PLUS && *slot != SLOT_ELSE)
            slot_fill(ed, e->trigger, *slot, &f);
        for (uint32_t k = 0; k < f.n; k++)
            if (unknown_person(ed, f.at[k]) && d->sent_of[f.at[k]] == d->sent_of[e->trigger])
                return true;
    }
    return false;
}

bool victim_find(event_doc *ed)
{
    const uint8_t assault = (uint8_t)lex_category_index(ed->lex, "ASSAULT"), coerce = (uint8_t)lex_category_index(ed->lex, "COERCE"),
                  sanction = (uint8_t)lex_category_index(ed->lex, "SANCTION"), aid = (uint8_t)lex_category_index(ed->lex, "AID");
    for (uint32_t i = 0; i < ed->event.n; i++) {
        raw_event *e = &ed->event.at[i];
        bool held = e->category == coerce && event_mode_is(ed, e, "arrest") && verb_passive(ed->nlp, e->trigger); /* "her husband, who was arrested" */
        bool taken = (e->category == coerce || e->category == sanction) && (e->actor.n || held) && !e->recipient.n && !e->noun;
        bool rescued = e->category == aid && doc_lemma_is(ed->nlp, e->trigger, "rescue") && !e->recipient.n;
        if (e->dropped || (e->category != assault && !taken && !rescued) || e->op != OP_NONE || !e->frame || e->frame->op != OP_NONE)
            continue;
        for (const uint8_t *slot = lex_slots(ed->lex, e->frame->recipient); *slot; slot++) {
            fillers f = {0};
            if (*slot != SLOT_PLUS && *slot != SLOT_ELSE)
                slot_fill(ed, e->trigger, *slot, &f);
            for (uint32_t k = 0; k < f.n; k++)
                add_all(ed, e, f.at[k]);
            for (uint32_t k = 0; e->category == assault && k < f.n; k++)
                add_row(ed, e, f.at[k]), add_included(ed, e, f.at[k]);
        }
        if (e->category == assault && !e->noun && verb_passive(ed->nlp, e->trigger))
            add_company(ed, e);
        if (e->category == assault)
            uncounted(ed, e), others_of_them(ed, e);
    }
    for (uint32_t s = 0; s < ed->nlp->n_sent; s++)
        roll(ed, &ed->nlp->sent[s], assault);
    return !ed->mem->failed;
}
