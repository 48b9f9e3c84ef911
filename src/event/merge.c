/*
 * merge.c - several tellings of one event become one record.
 *
 * In: bound events in order of the text. Two are one when they have the same category and reality, no date, number or place against each
 * other, and their sides agree: equal, or one telling leaves a side out ("the attack", "seven men died"). The fuller telling keeps its
 * trigger; the others add their sentences and fill what it lacks.
 */
#include "event/event.h"
#include "event/place.h"

#define LOOK_BACK 200u
#define TOLL_SENTENCES 6u
#define REFER_SENTENCES 12u
#define LINK_STEPS 4

static bool code_eq(const entity *a, const entity *b) { return strcmp(a->code, b->code) == 0; }

static bool covers(const event_doc *ed, const sides *a, const sides *b)
{
    for (uint32_t i = 0; i < b->n; i++) {
        bool found = false;
        for (uint32_t k = 0; k < a->n && !found; k++)
            found = code_eq(&ed->entity.at[a->at[k].entity], &ed->entity.at[b->at[i].entity]);
        if (!found)
            return false;
    }
    return true;
}

static bool same_codes(const event_doc *ed, const sides *a, const sides *b) { return covers(ed, a, b) && covers(ed, b, a); }

/* "the senator" and "an inmate": of two sectors, neither of them just anybody's */
static bool of_two_kinds(const entity *x, const entity *y)
{
    static const char *const anybody[] = {"", "CVL", "UNK", "UAF"};
    return !str_in(str_z(x->sector), anybody, LEN(anybody)) && !str_in(str_z(y->sector), anybody, LEN(anybody)) && strcmp(x->sector, y->sector) != 0;
}

/* two different named people are two, though they share a country, as are a named one and somebody of another kind */
static bool people_clash(const event_doc *ed, const sides *a, const sides *b)
{
    for (uint32_t i = 0; i < a->n; i++) {
        const entity *x = &ed->entity.at[a->at[i].entity];
        bool rival = false, same = false;
        for (uint32_t k = 0; k < b->n; k++) {
            const entity *y = &ed->entity.at[b->at[k].entity];
            same = same || x == y;
            rival = rival || (((y->person && y->named) || of_two_kinds(x, y)) && x != y && code_eq(x, y));
        }
        if (x->person && x->named && rival && !same)
            return true;
    }
    return false;
}

static bool dates_agree(const raw_event *a, const raw_event *b)
{
    bool loose = a->precision == CASUS_PUBLICATION || b->precision == CASUS_PUBLICATION || a->precision == CASUS_NO_DATE || b->precision == CASUS_NO_DATE;
    if (loose)
        return true;
    int32_t x = day_from_date(a->date), y = day_from_date(b->date);
    int32_t xe = a->enddate.year ? day_from_date(a->enddate) : x, ye = b->enddate.year ? day_from_date(b->enddate) : y;
    if (a->precision == CASUS_WEEK || b->precision == CASUS_WEEK)
        return x - y < 7 && y - x < 7;
    if (a->precision != b->precision)
        return a->date.year == b->date.year && (a->precision == CASUS_YEAR || b->precision == CASUS_YEAR || a->date.month == b->date.month);
    return x <= ye && y <= xe;
}

/* "North Gaza" and "Gaza" */
static bool ends_with(str a, str b) { return a.n >= b.n && memcmp(a.p + a.n - b.n, b.p, b.n) == 0 && (a.n == b.n || a.p[a.n - b.n - 1] == ' '); }

static bool places_agree(const event_doc *ed, const raw_event *a, const raw_event *b)
{
    if (a->place == NO_TOKEN || b->place == NO_TOKEN)
        return true;
    const place_mention *x = &ed->place.at[a->place], *y = &ed->place.at[b->place];
    if (strcmp(x->code, y->code) != 0)
        return false;
    if (!x->place || !y->place || x->place == y->place || ends_with(x->name, y->name) || ends_with(y->name, x->name))
        return true;
    if (a->size.killed > 2 && a->size.killed == b->size.killed)
        return true;                                                                      /* "in Kibera", "in Nairobi": the toll tells */
    bool within = (place_class(x->place) == P_SITE) != (place_class(y->place) == P_SITE); /* "in Leeds", "in Roundhay Park": it may lie there */
    return within && a->size.killed > 0 && a->size.killed == b->size.killed;
}

static bool sizes_agree(const raw_event *a, const raw_event *b) { return a->size.killed < 0 || b->size.killed < 0 || a->size.killed == b->size.killed; }

/* Does "the attack" do what the verb of this event says? */
static bool deed_as_subject(const event_doc *ed, const raw_event *e)
{
    static const char *const deeds[] = {"attack",  "bombing", "blast",    "explosion", "raid",     "strike",
                                        "assault", "ambush",  "shooting", "airstrike", "shelling", "bomb"};
    uint32_t s = doc_dep(ed->nlp, e->trigger, R_NSUBJ);
    return s != NO_TOKEN && !e->actor.n && str_in(ed->nlp->word[s], deeds, LEN(deeds)) && doc_dep(ed->nlp, s, R_NMOD) == NO_TOKEN;
}

/* does the later one speak of the act as known: "the attack", "carried out the attack" */
static bool refers_back(const event_doc *ed, const raw_event *late)
{
    static const char *const bare[] = {"carry", "launch", "conduct", "stage", "mount", "commit", "perpetrate", "execute"};
    const nlp_doc *d = ed->nlp;
    uint32_t t = late->trigger, v = d->head[t];
    bool carries = !late->noun && str_in(d->word[t], bare, LEN(bare));
    uint32_t act = late->noun                                              ? t
                   : carries && rel_is(d, t, R_ACL) && d->penn[t] == X_VBN ? v /* "the attack carried out by rebels" */
                   : carries                                               ? doc_dep(d, t, R_OBJ)
                   : !verb_passive(d, t) && deed_as_subject(ed, late)      ? doc_dep(d, t, R_NSUBJ) /* "the attack killed two" */
                                                                           : NO_TOKEN;
    uint32_t det = act == NO_TOKEN ? NO_TOKEN : doc_dep(d, act, R_DET);
    return det != NO_TOKEN && (str_is(d->fold[det], "the") || str_is(d->fold[det], "that") || str_is(d->fold[det], "this") || str_is(d->fold[det], "these"));
}

/* "fired tear gas during a strike over an attack that killed 20": the relative clause is that attack's */
static bool of_another_deed(const event_doc *ed, const raw_event *a, const raw_event *b)
{
    const nlp_doc *d = ed->nlp;
    uint32_t noun = rel_is(d, b->trigger, R_ACL) && d->sub[b->trigger] == RS_RELCL ? d->head[b->trigger] : NO_TOKEN;
    const kb_frame *f = noun == NO_TOKEN || noun == a->trigger || d->head[noun] == a->trigger ? NULL : ed->frame_of[noun];
    return f && f->event == a->category && f->pos == 'N' && doc_under(d, noun, a->trigger) && d->sent_of[noun] == d->sent_of[a->trigger];
}

static bool linked(const event_doc *ed, const raw_event *a, const raw_event *b)
{
    const nlp_doc *d = ed->nlp;
    uint32_t at = (uint32_t)(a - ed->event.at), t = d->head[b->trigger]; /* "were hurt when a man threw": the headline may have taken the first already */
    if (of_another_deed(ed, a, b) || of_another_deed(ed, b, a))
        return false;
    for (int steps = 0; t != NO_TOKEN && steps < LINK_STEPS; steps++, t = d->head[t])
        if (ed->event_of[t] == at)
            return true;
    if (d->sent_of[a->trigger] != d->sent_of[b->trigger])
        return false;
    return doc_under(d, b->trigger, a->trigger) || doc_under(d, a->trigger, b->trigger) || d->head[a->trigger] == d->head[b->trigger];
}

/* "the bomber", whose side is told elsewhere */
static bool faceless(const event_doc *ed, const sides *s)
{
    const entity *e = s->n == 1 ? &ed->entity.at[s->at[0].entity] : NULL;
    return e && !e->code[0] && strcmp(e->sector, "UAF") == 0;
}

/* "One ranger was killed": what came of the fight that both sides were told to have fought */
static bool toll_of_clash(const event_doc *ed, const raw_event *a, const raw_event *b)
{
    uint32_t gap = ed->nlp->sent_of[b->trigger] - ed->nlp->sent_of[a->trigger];
    bool clash = a->actor.n > 1 && !a->recipient.n && strncmp(a->cameo, "19", 2) == 0, toll = !b->actor.n && b->recipient.n && !b->noun;
    return clash && toll && gap <= TOLL_SENTENCES && b->size.killed + b->size.injured > 0 && covers(ed, &a->actor, &b->recipient) && sizes_agree(a, b);
}

static bool tells_of(const raw_event *e, uint32_t sentence)
{
    for (uint32_t i = 0; i < e->n_sentence; i++)
        if (e->sentence[i] == sentence)
            return true;
    return false;
}

/* "..., killing five": what came of the act before */
static bool outcome(const event_doc *ed, const raw_event *e)
{
    return !e->noun && e->size.killed + e->size.injured > 0 && rel_is(ed->nlp, e->trigger, R_ADVCL) && ed->nlp->penn[e->trigger] == X_VBG;
}

/* Do the first of both recipients agree in sector, as far as it is known? Jets that are shot down are no council head who is killed. */
static bool one_kind(const event_doc *ed, const raw_event *a, const raw_event *b)
{
    const entity *x = &ed->entity.at[a->recipient.at[0].entity], *y = &ed->entity.at[b->recipient.at[0].entity];
    return !x->sector[0] || !y->sector[0] || strcmp(x->sector, y->sector) == 0 || strcmp(x->sector, "CVL") == 0 || strcmp(y->sector, "CVL") == 0;
}

/* both are force that kills: 18, 19 or 20 */
static bool kills(const char *cameo) { return strncmp(cameo, "18", 2) >= 0 && strncmp(cameo, "21", 2) < 0; }

static bool same_root_force(const raw_event *a, const raw_event *b) { return kills(a->cameo) && kills(b->cameo); }

static bool state_side(const entity *e)
{
    static const char *const sectors[] = {"GOV", "MIL", "COP", "JUD", "SPY"};
    for (size_t i = 0; i < LEN(sectors); i++)
        if (strcmp(e->sector, sectors[i]) == 0)
            return true;
    return false;
}

/* "the army blamed the rebels", "the rebels blamed the army": one country, two camps */
static bool camps_clash(const event_doc *ed, const sides *a, const sides *b)
{
    if (a->n != 1 || b->n != 1)
        return false;
    const entity *x = &ed->entity.at[a->at[0].entity], *y = &ed->entity.at[b->at[0].entity];
    bool rebels = strcmp(x->sector, "REB") == 0 || strcmp(y->sector, "REB") == 0;
    return rebels && x->sector[0] && y->sector[0] && state_side(x) != state_side(y);
}

/* "cut off the power and imposed a curfew", "overran the village, taking three captive": two verbs of different modes are two acts. Not so
 * where both are words ("slammed him and accused him") or a house is searched for whom one arrests; and of an assault only the captives
 * are, since its other modes tell what it was done with. */
static bool two_acts(const event_doc *ed, const raw_event *a, const raw_event *b)
{
    const char *name = lex_string(ed->lex, lex_category(ed->lex, a->category)->name);
    if (a->noun || b->noun || a->category != b->category)
        return false;
    if (strcmp(name, "ASSAULT") == 0)
        return event_mode_is(ed, a, "abduct") != event_mode_is(ed, b, "abduct");
    if (strcmp(name, "COERCE") == 0 && event_mode_is(ed, a, "seize") + event_mode_is(ed, b, "seize") == 1 &&
        event_mode_is(ed, a, "arrest") + event_mode_is(ed, b, "arrest") == 1)
        return false;
    return strcmp(name, "ACCUSE") != 0 && a->n_mode && b->n_mode && a->mode[0] != b->mode[0];
}

/* "shot dead a councillor, the fourth attack on politicians this year": the act that was told just before, counted */
static bool counts_it(const event_doc *ed, const raw_event *a, const raw_event *b)
{
    static const char *const words[] = {"second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "latest"};
    const nlp_doc *d = ed->nlp;
    if (!b->noun || a->category != b->category || a->trigger > b->trigger || d->sent_of[b->trigger] - d->sent_of[a->trigger] > 1)
        return false;
    uint32_t left = np_left(ed, b->trigger);
    left -= left > 0 && d->upos[left - 1] == U_DET;
    bool comma = left > 0 && str_is(d->form[left - 1], ",") && !rel_is(d, b->trigger, R_NSUBJ); /* wherever the parser hung it */
    bool apposed = comma || rel_is(d, b->trigger, R_APPOS) || doc_dep(d, b->trigger, R_COP) != NO_TOKEN, counted = false;
    for (uint32_t c = d->child[b->trigger]; c != NO_TOKEN; c = d->sibling[c])
        counted = counted || (c < b->trigger && rel_is(d, c, R_AMOD) && (str_in(d->fold[c], words, LEN(words)) || strcmp(d->xpos_name[c], "JJS") == 0));
    return apposed && counted;
}

/* "nine killed": nobody is told of but a number */
static bool mere_number(const event_doc *ed, const sides *s)
{
    for (uint32_t i = 0; i < s->n; i++)
        if (ed->nlp->upos[s->at[i].end - 1] != U_NUM)
            return false;
    return true;
}

static bool nameless(const event_doc *ed, const raw_event *e) { return !e->actor.n && mere_number(ed, &e->recipient); }

/* how far the later one stands behind the last telling of the other */
static uint32_t sentences_between(const event_doc *ed, const raw_event *a, const raw_event *b)
{
    uint32_t late = ed->nlp->sent_of[b->trigger], gap = late - ed->nlp->sent_of[a->trigger];
    for (uint32_t i = 0; i < a->n_sentence; i++)
        if (a->sentence[i] <= late && late - a->sentence[i] < gap)
            gap = late - a->sentence[i];
    return gap;
}

/* "an earlier blast that wounded three", "in a separate attack": not the one that was told */
static bool separate_deed(const event_doc *ed, const raw_event *e)
{
    static const char *const words[] = {"earlier", "previous", "separate", "another", "similar"};
    const nlp_doc *d = ed->nlp;
    uint32_t t = e->trigger, noun = e->noun ? t : rel_is(d, t, R_ACL) && d->upos[d->head[t]] == U_NOUN ? d->head[t] : NO_TOKEN;
    for (uint32_t c = noun == NO_TOKEN ? NO_TOKEN : d->child[noun]; c != NO_TOKEN && c < noun; c = d->sibling[c])
        if (str_in(d->fold[c], words, LEN(words)))
            return true;
    return false;
}

/* "Chad and Sudan restored ties", "both thanked Qatar": what two did with each other, they did not do to a third */
static bool to_a_third(const raw_event *a, const raw_event *b)
{
    bool each_other = a->frame && (a->frame->flags & FR_MUTUAL) && a->actor.n > 1 && !a->recipient.n;
    return each_other && b->actor.n > 1 && b->recipient.n;
}

static bool one_event(const event_doc *ed, const raw_event *a, const raw_event *b)
{
    if (two_acts(ed, a, b) || camps_clash(ed, &a->actor, &b->actor) || camps_clash(ed, &a->recipient, &b->recipient))
        return false;
    if (a->type && b->type && a->type != b->type)
        return false; /* the user tells them apart */
    if (a->category != b->category || a->aux != b->aux)
        return false;
    if (counts_it(ed, a, b))
        return true;
    if (separate_deed(ed, b))
        return false;
    if (to_a_third(a, b) || to_a_third(b, a))
        return false;
    if (!dates_agree(a, b) || !places_agree(ed, a, b))
        return false;
    if (people_clash(ed, &a->actor, &b->actor) || people_clash(ed, &a->recipient, &b->recipient))
        return false;
    bool actors = same_codes(ed, &a->actor, &b->actor), recipients = same_codes(ed, &a->recipient, &b->recipient);
    if (toll_of_clash(ed, a, b))
        return true;
    bool mode = a->n_mode == 0 || b->n_mode == 0 || a->mode[0] == b->mode[0];
    bool plain = (a->n_mode == 0 || b->n_mode == 0) && same_root_force(a, b); /* "kill hostage" in the headline, "beheaded" below it */
    bool root = plain || strncmp(a->cameo, b->cameo, 2) == 0;
    if (actors && recipients && root && mode)
        return sizes_agree(a, b);
    if (actors && (recipients || !b->recipient.n) && b->trigger > a->trigger && tells_of(a, ed->nlp->sent_of[b->trigger]) && outcome(ed, b))
        return sizes_agree(a, b);
    if (linked(ed, a, b) && sizes_agree(a, b)) {
        bool actor_side = actors || !a->actor.n || !b->actor.n, recip_side = recipients || !a->recipient.n || !b->recipient.n;
        if (actor_side && recip_side && (actors || recipients || a->noun || b->noun))
            return true;
    }
    uint32_t gap = sentences_between(ed, a, b);
    if (refers_back(ed, b) && gap <= REFER_SENTENCES && mode) {
        bool told = !b->noun && !a->actor.n; /* who carried it out is what the later one adds */
        return (told || covers(ed, &a->actor, &b->actor)) && covers(ed, &a->recipient, &b->recipient);
    }
    /* a stance told again with or without its addressee, however far apart */
    bool verbal = lex_category(ed->lex, a->category)->quad == 1 || lex_category(ed->lex, a->category)->quad == 3;
    bool narrower = strlen(a->cameo) != strlen(b->cameo) && strncmp(a->cameo, b->cameo, 3) == 0; /* "offers help", "offered helicopters" */
    if (verbal && actors && a->actor.n && (narrower || strcmp(a->cameo, b->cameo) == 0) && (!a->recipient.n || !b->recipient.n))
        return true;
    /* "nine killed": the toll tells which act is meant */
    if ((nameless(ed, a) || nameless(ed, b)) && root && a->size.killed > 1 && a->size.killed == b->size.killed)
        return true;
    /* "a bomber struck the recruits", and then whose he was */
    if (gap <= 3 && recipients && a->recipient.n && one_kind(ed, a, b) && a->actor.n && b->actor.n && faceless(ed, &a->actor) != faceless(ed, &b->actor) &&
        sizes_agree(a, b) && same_root_force(a, b))
        return true;
    /* the headline's verb again, with nobody beside it that is known */
    bool bare = (!a->actor.n && !a->recipient.n) || (!b->actor.n && !b->recipient.n);
    if (bare && gap <= 3 && mode && sizes_agree(a, b) && !a->noun && !b->noun && str_eq(ed->nlp->word[a->trigger], ed->nlp->word[b->trigger]))
        return true;
    /* "Kenya Shabaab courier slain" in the headline, and below it who killed him */
    bool wider = covers(ed, &a->recipient, &b->recipient) || covers(ed, &b->recipient, &a->recipient);
    if (ed->nlp->sent_of[a->trigger] == 0 && gap <= 2 && same_root_force(a, b) && wider && a->recipient.n && b->recipient.n && !a->actor.n && b->actor.n &&
        !a->noun && !b->noun && sizes_agree(a, b))
        return true;
    /* the same army on the same day, as the text says both times, with and without whom it struck */
    bool day = a->precision == CASUS_DAY && b->precision == CASUS_DAY && day_from_date(a->date) == day_from_date(b->date);
    if (day && actors && a->actor.n && mode && same_root_force(a, b) && (!a->recipient.n || !b->recipient.n) && sizes_agree(a, b) && a->place != NO_TOKEN &&
        b->place != NO_TOKEN)
        return true;
    /* "the three guards were stabbed", when it was told who stabbed them */
    bool verb_again = !a->noun && !b->noun && str_eq(ed->nlp->word[a->trigger], ed->nlp->word[b->trigger]) && !b->actor.n && verb_passive(ed->nlp, b->trigger);
    if (verb_again && recipients && a->recipient.n && mode && gap <= 8 && sizes_agree(a, b))
        return true;
    /* a vaguer telling nearby: one side left out, the other the same */
    if (gap <= 3 && mode && root && sizes_agree(a, b))
        return (actors && a->actor.n && (!a->recipient.n || !b->recipient.n)) || (recipients && a->recipient.n && (!a->actor.n || !b->actor.n));
    return false;
}

bool merge_agree(const event_doc *ed, const raw_event *a, const raw_event *b)
{
    bool recipients = !a->recipient.n || !b->recipient.n || covers(ed, &a->recipient, &b->recipient) || covers(ed, &b->recipient, &a->recipient);
    return recipients && dates_agree(a, b) && places_agree(ed, a, b) && sizes_agree(a, b);
}

/* "Israelis kill ..." in the headline, "Israeli troops killed ..." below it: the second says which */
static bool says_more(const event_doc *ed, const sides *a, const sides *b)
{
    if (a->n != 1 || b->n != 1)
        return false;
    const entity *x = &ed->entity.at[a->at[0].entity], *y = &ed->entity.at[b->at[0].entity];
    return entity_people(x) && code_eq(x, y) && y->sector[0] && strcmp(y->sector, "CVL") != 0;
}

static void join_sides(const event_doc *ed, sides *a, const sides *b)
{
    if (mere_number(ed, a) || says_more(ed, a, b))
        *a = b->n ? *b : *a;
}

/* Are they people, named or told of as such, and no place or building? */
static bool persons(const event_doc *ed, const side *s)
{
    const entity *e = &ed->entity.at[s->entity];
    uint32_t m = ed->mention_of[s->end - 1];
    return e->person || (e->plural && m != NO_TOKEN && ed->mention.at[m].kind == M_AGENT) || (m != NO_TOKEN && ed->mention.at[m].kind == M_PERSON);
}

/* "three people were killed", "two guards were wounded": those who died and those who were hurt are others; so are "two other guards" */
static bool other_people(const event_doc *ed, const raw_event *a, const raw_event *b, const side *s)
{
    static const char *const hurts[] = {"injure", "wound", "hurt", "maim"}, *const others[] = {"other", "another", "others"};
    const nlp_doc *d = ed->nlp;
    bool apart = !a->noun && !b->noun && str_in(d->word[a->trigger], hurts, LEN(hurts)) != str_in(d->word[b->trigger], hurts, LEN(hurts));
    for (uint32_t t = np_left(ed, s->end - 1); t < s->end && !apart; t++)
        apart = str_in(d->fold[t], others, LEN(others));
    return apart;
}

static bool same_noun(const nlp_doc *d, const side *a, const side *b) { return str_eq(d->word[a->end - 1], d->word[b->end - 1]); }

/* "six priests were killed", and then their names; "a soldier was killed", and a civilian: people of the same country whom the other telling adds */
static void name_more(const event_doc *ed, raw_event *into, const raw_event *from, bool force)
{
    sides *a = &into->recipient;
    const sides *b = &from->recipient;
    for (uint32_t i = 0; i < b->n; i++) {
        bool others = force && other_people(ed, into, from, &b->at[i]);
        const entity *who = &ed->entity.at[b->at[i].entity];
        bool country = false, known = false, kind = false;
        for (uint32_t k = 0; k < a->n; k++) {
            country = country || code_eq(&ed->entity.at[a->at[k].entity], who);
            known = known || a->at[k].entity == b->at[i].entity;
            bool alike = strcmp(ed->entity.at[a->at[k].entity].sector, who->sector) == 0;
            kind = kind || !persons(ed, &a->at[k]) || (alike && (!others || same_noun(ed->nlp, &a->at[k], &b->at[i])));
        }
        if (((who->person && who->named) || (force && !kind && who->sector[0] && persons(ed, &b->at[i]))) && country && !known)
            sides_add(a, b->at[i].entity, b->at[i].first, b->at[i].end);
    }
}

void merge_absorb(event_doc *ed, raw_event *a, raw_event *b)
{
    bool fight = a->actor.n > 1 && !a->recipient.n && !b->actor.n;
    if (faceless(ed, &a->actor) && b->actor.n) { /* who tells whose side it was knows how it was done, too */
        a->actor = b->actor;
        if (b->n_mode)
            a->n_mode = b->n_mode, memcpy(a->mode, b->mode, sizeof a->mode);
    }
    join_sides(ed, &a->actor, &b->actor);
    if (!fight) { /* a fight keeps its two sides */
        join_sides(ed, &a->recipient, &b->recipient);
        if (!counts_it(ed, a, b)) /* whose people are those of all that are counted */
            name_more(ed, a, b, a->category == (uint8_t)lex_category_index(ed->lex, "ASSAULT"));
    }
    if ((a->precision == CASUS_PUBLICATION || a->precision == CASUS_NO_DATE) && b->precision < CASUS_PUBLICATION) {
        a->date = b->date;
        a->precision = b->precision;
    }
    if (b->enddate.year && !a->enddate.year && a->precision == CASUS_DAY)
        a->enddate = b->enddate;
    if (a->place == NO_TOKEN || (b->place != NO_TOKEN && !ed->place.at[a->place].place && ed->place.at[b->place].place))
        a->place = b->place != NO_TOKEN ? b->place : a->place;
    if (!a->n_mode)
        a->n_mode = b->n_mode, memcpy(a->mode, b->mode, sizeof a->mode);
    if (strlen(b->cameo) > strlen(a->cameo) || (a->cameo[2] == '0' && !a->cameo[3] && b->cameo[2] != '0'))
        memcpy(a->cameo, b->cameo, sizeof a->cameo);
    if (!a->type)
        a->type = b->type;
    int32_t *x[] = {&a->size.killed, &a->size.injured, &a->size.arrested, &a->size.participants};
    int32_t y[] = {b->size.killed, b->size.injured, b->size.arrested, b->size.participants};
    for (size_t i = 0; i < LEN(y); i++)
        if (*x[i] < 0)
            *x[i] = y[i];
    if (b->attributed == NO_ENTITY)
        a->attributed = NO_ENTITY; /* somewhere the narrator tells it himself */
    for (uint32_t i = 0; i < b->n_sentence && a->n_sentence < EVENT_MENTIONS_MAX; i++) {
        bool have = false;
        for (uint32_t k = 0; k < a->n_sentence; k++)
            have = have || a->sentence[k] == b->sentence[i];
        if (!have)
            a->sentence[a->n_sentence++] = b->sentence[i];
    }
    if (a->confidence < 950)
        a->confidence += 50;
    event_why(ed, a, "also told with", ed->nlp->form[b->trigger]);
    b->dropped = true;
    ed->event_of[b->trigger] = (uint32_t)(a - ed->event.at);
}

/* "denounced the offensive", "welcomed the release": whoever speaks of an act speaks of who did it */
static void act_as_target(event_doc *ed, raw_event *e)
{
    static const char *const slots[] = {"for", "over", "on", "as"};
    const char *category = lex_string(ed->lex, lex_category(ed->lex, e->category)->name);
    if (e->recipient.n || (strcmp(category, "ACCUSE") != 0 && strcmp(category, "SUPPORT") != 0))
        return;
    fillers f = {0};
    slot_fill(ed, e->trigger, S_OBJ, &f);
    for (size_t i = 0; i < LEN(slots) && !f.n; i++)
        slot_fill(ed, e->trigger, (uint8_t)lex_prep(ed->lex, str_z(slots[i])), &f);
    for (uint32_t i = 0; i < f.n; i++) {
        uint32_t at = ed->event_of[f.at[i]];
        if (at == NO_TOKEN || &ed->event.at[at] == e)
            continue;
        const raw_event *act = &ed->event.at[at];
        for (uint32_t k = 0; k < act->actor.n; k++)
            if (!covers(ed, &e->actor, &act->actor))
                sides_add(&e->recipient, act->actor.at[k].entity, f.at[i], f.at[i] + 1);
    }
}

/* Does the sentence speak of what people do to each other? "were injured as a result of the terrorist attack" */
static bool speaks_of_force(const nlp_doc *d, uint32_t t)
{
    static const char *const words[] = {"attack",   "bomb",    "bombing",       "terrorist", "dynamite",   "grenade",  "shrapnel",
                                        "bullet",   "gunfire", "ambush",        "shooting",  "guerrilla",  "gunman",   "airstrike",
                                        "shelling", "clash",   "assassination", "murder",    "kidnapping", "massacre", "shootout"};
    const text_sentence *s = &d->sent[d->sent_of[t]];
    for (uint32_t i = s->first; i < s->first + s->count; i++)
        if (str_in(d->word[i], words, LEN(words)))
            return true;
    return false;
}

/* "one guard died and another was hurt": of whom no more is told than that */
static bool one_of_those(const event_doc *ed, const raw_event *e)
{
    static const char *const words[] = {"another", "other", "others", "more"};
    uint32_t who = e->noun || !rel_is(ed->nlp, e->trigger, R_CONJ) ? NO_TOKEN : slot_first(ed, e->trigger, S_OBJ);
    return who != NO_TOKEN && !e->actor.n && !e->recipient.n && str_in(ed->nlp->fold[who], words, LEN(words));
}

/* "was seriously injured": an accident, unless force was told of nearby */
static bool lone_injury(const event_doc *ed, const raw_event *e)
{
    if (!e->frame || e->frame->n_need || e->noun || !doc_lemma_is(ed->nlp, e->trigger, "injure") || speaks_of_force(ed->nlp, e->trigger))
        return false;
    for (uint32_t i = 0; i < ed->event.n; i++) {
        const raw_event *a = &ed->event.at[i];
        uint32_t here = ed->nlp->sent_of[e->trigger], there = ed->nlp->sent_of[a->trigger];
        bool injury = doc_lemma_is(ed->nlp, a->trigger, "injure") || event_mode_is(ed, a, "crowd-control");
        if (a != e && !a->dropped && !injury && a->category == e->category && a->aux == AUX_NONE && there <= here && there + 2 >= here)
            return false;
    }
    return true;
}

/* "signatures for his impeachment", "the warrant": words of nobody's */
static bool nobodys_word(const event_doc *ed, const raw_event *e)
{
    uint8_t quad = lex_category(ed->lex, e->category)->quad;
    return e->noun && !e->actor.n && (quad == 1 || quad == 3);
}

/* "thousands fled": with nobody who made them it is no penalty of anybody's */
static bool mere_flight(const event_doc *ed, const raw_event *e)
{
    return !e->actor.n && !e->noun && e->category == (uint8_t)lex_category_index(ed->lex, "SANCTION") && doc_lemma_is(ed->nlp, e->trigger, "flee");
}

/* "Oslo expels two Danes", and below that they were diplomats */
static bool same_expulsion(const event_doc *ed, const raw_event *a, const raw_event *b)
{
    bool sanction = b->category == (uint8_t)lex_category_index(ed->lex, "SANCTION") && event_mode_is(ed, b, "expel");
    bool deport = a->category == (uint8_t)lex_category_index(ed->lex, "COERCE") && event_mode_is(ed, a, "deport");
    return sanction && deport && ed->nlp->sent_of[a->trigger] == 0 && a->aux == b->aux && same_codes(ed, &a->actor, &b->actor) &&
           same_codes(ed, &a->recipient, &b->recipient) && a->actor.n && a->recipient.n;
}

/* "travelled to Oslo for talks with the minister": what the visit is for is no second meeting */
static bool purpose_of_visit(const event_doc *ed, const raw_event *e)
{
    static const char *const meetings[] = {"CONSULT", "AGREE"};
    const nlp_doc *d = ed->nlp;
    uint32_t v = d->head[e->trigger],
             at = !e->noun || v == NO_TOKEN || d->upos[v] != U_VERB || !str_is(case_of(d, e->trigger), "for") ? NO_TOKEN : ed->event_of[v];
    const raw_event *visit = at == NO_TOKEN ? NULL : &ed->event.at[at];
    return visit && visit != e && !visit->dropped && visit->recipient.n && lex_category_in(ed->lex, e->category, meetings, 1) &&
           lex_category_in(ed->lex, visit->category, meetings, LEN(meetings));
}

/* "Oslo, Bergen trade barbs" over an article that tells what each accuses the other of */
static bool told_below(const event_doc *ed, const raw_event *e)
{
    static const char *const words[] = {"trade", "swap", "exchange"}, *const accuse = "ACCUSE";
    if (e->noun || !str_in(ed->nlp->word[e->trigger], words, LEN(words)) || !lex_category_in(ed->lex, e->category, &accuse, 1))
        return false;
    uint32_t at = (uint32_t)(e - ed->event.at);
    for (uint32_t i = at + 1; i < ed->event.n && i <= at + LOOK_BACK; i++) {
        const raw_event *a = &ed->event.at[i];
        if (!a->dropped && a->category == e->category && a->trigger > e->trigger && a->actor.n && covers(ed, &e->actor, &a->actor))
            return true;
    }
    return false;
}

/* "Police killed in self-defence", read as if they had been killed, when the text below tells whom they killed */
static bool misread_headline(const event_doc *ed, const raw_event *a, const raw_event *b)
{
    const nlp_doc *d = ed->nlp;
    if (d->sent_of[a->trigger] > 0 || a->noun || b->noun || a->actor.n || a->recipient.n != 1 || b->actor.n != 1 || !b->recipient.n ||
        doc_dep(d, a->trigger, R_AUX) != NO_TOKEN || !str_eq(d->word[a->trigger], d->word[b->trigger]) || d->sent_of[b->trigger] > 3)
        return false;
    const entity *x = &ed->entity.at[a->recipient.at[0].entity], *y = &ed->entity.at[b->actor.at[0].entity];
    return x->sector[0] && code_eq(x, y) && strcmp(x->sector, y->sector) == 0 && b->recipient.at[0].entity != a->recipient.at[0].entity;
}

bool merge_events(event_doc *ed)
{
    claim_attackers(ed);
    for (uint32_t i = 0; i < ed->event.n; i++)
        for (uint32_t k = i; k-- > 0 && i - k < LOOK_BACK;) {
            raw_event *a = &ed->event.at[k], *b = &ed->event.at[i];
            if (a->dropped || b->dropped)
                continue;
            if (misread_headline(ed, a, b)) {
                a->recipient = b->recipient; /* the rest is one telling more */
                a->actor = b->actor;
            }
            if (same_expulsion(ed, a, b)) {
                a->category = b->category;
                a->n_mode = b->n_mode, memcpy(a->mode, b->mode, sizeof a->mode);
                memcpy(a->cameo, b->cameo, sizeof a->cameo);
                merge_absorb(ed, a, b);
                break;
            }
            bool a_first = a->trigger < b->trigger;
            if (toll_of_clash(ed, b, a) && linked(ed, b, a)) { /* "six were killed when guards clashed with rebels" */
                merge_absorb(ed, b, a);
                continue;
            }
            if (one_event(ed, a_first ? a : b, a_first ? b : a)) {
                merge_absorb(ed, a, b);
                break;
            }
        }
    if (!claim_apply(ed))
        return false;
    for (uint32_t i = 0; i < ed->event.n; i++) {
        raw_event *e = &ed->event.at[i];
        bool nobody = !e->actor.n && !e->recipient.n, counted = e->size.killed >= 0 || e->size.injured >= 0 || e->size.arrested >= 0;
        e->dropped = e->dropped || (nobody && !counted) || mere_flight(ed, e) || nobodys_word(ed, e) || purpose_of_visit(ed, e) || told_below(ed, e) ||
                     one_of_those(ed, e) || lone_injury(ed, e); /* "an explosion shook a street" says neither who nor whom nor how many */
        if (!e->dropped)
            act_as_target(ed, e);
    }
    return !ed->mem->failed;
}
