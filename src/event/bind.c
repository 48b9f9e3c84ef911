/*
 * bind.c - when, how many, by what means and on whose word; where: bind_place.c.
 *
 * In: raw events, dates, places, statements. A date or place belongs to the nearest event or verb above it in the tree; an event without
 * one of its own looks at the clauses above it. With no date a current event has the publication date and says so.
 */
#include "event/bind.h"
#include "event/timex.h"

#define CLIMB_MAX 12
#define HISTORY_DAYS 365
#define SCENE_DAY_SENTENCES 1

/* The first verb or event above token t: whose date or place it is. */
uint32_t bind_owner(const event_doc *ed, uint32_t t)
{
    const nlp_doc *d = ed->nlp;
    for (int i = 0; i < CLIMB_MAX && t != NO_TOKEN; i++) {
        uint32_t e = ed->event_of[t];
        if (e != NO_TOKEN && !ed->event.at[e].dropped)
            return t;
        if (i > 0 && (d->upos[t] == U_VERB || doc_dep(d, t, R_COP) != NO_TOKEN))
            return t;
        t = d->head[t];
    }
    return NO_TOKEN;
}

/* how far above the trigger the owner stands: 0 the event itself; -1: not above it */
static int distance(const event_doc *ed, const raw_event *e, uint32_t owner)
{
    const nlp_doc *d = ed->nlp;
    if (owner == NO_TOKEN)
        return -1;
    if (ed->event_of[owner] != NO_TOKEN && &ed->event.at[ed->event_of[owner]] == e)
        return 0;
    uint32_t t = e->trigger;
    int steps = 1;
    for (; steps < CLIMB_MAX && d->head[t] != NO_TOKEN; steps++) {
        bool report = rel_is(d, t, R_CCOMP) || rel_is(d, t, R_PARATAXIS);
        t = d->head[t];
        if (report)
            steps += 3; /* "said on Monday that" dates the saying first */
        if (t == owner)
            return steps;
    }
    /* the other way round: a light verb below, "carried out ... on Sunday" */
    if (d->head[owner] == e->trigger && rel_is(d, owner, R_CONJ) == false && d->upos[owner] == U_VERB && rel_is(d, owner, R_XCOMP))
        return 2;
    return -1;
}

/* Is the category an act upon things and people, which takes place where they are? */
bool bind_material(const event_doc *ed, const raw_event *e)
{
    static const char *const acts[] = {"ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "RETREAT", "AID"};
    const char *name = lex_string(ed->lex, lex_category(ed->lex, e->category)->name);
    for (size_t i = 0; i < LEN(acts); i++)
        if (strcmp(name, acts[i]) == 0)
            return true;
    return false;
}

/* ---- dates ---- */

static bool planned(const raw_event *e, const event_doc *ed)
{
    return e->aux == AUX_FUTURE || e->aux == AUX_HYPOTHETICAL || strcmp(lex_string(ed->lex, lex_category(ed->lex, e->category)->name), "AGREE") == 0;
}

/* Is it the verb of what somebody promises, demands or accuses another of? */
static bool in_content(const event_doc *ed, const raw_event *e, uint32_t owner)
{
    const nlp_doc *d = ed->nlp;
    if (owner == NO_TOKEN || owner == e->trigger)
        return false;
    uint32_t at = ed->event_of[owner];
    return (at != NO_TOKEN && &ed->event.at[at] == e && e->op != OP_NONE) || (rel_is(d, owner, R_XCOMP) && d->head[owner] == e->trigger);
}

/* A planned meeting is dated by the meeting, any other promise by the promising. */
static bool planned_meeting(const event_doc *ed, const raw_event *e)
{
    return strcmp(lex_string(ed->lex, lex_category(ed->lex, e->category)->name), "AGREE") == 0;
}

/* "under their 1997 treaty", "has charged him with the murder of a judge in 2018": the year of a thing, not of the act that is told now */
static bool year_of_thing(const event_doc *ed, const raw_event *e, const timex *x, uint32_t head)
{
    const nlp_doc *d = ed->nlp;
    uint32_t h = d->head[head];
    if (h == NO_TOKEN || h == e->trigger || x->precision != CASUS_YEAR || e->noun)
        return false;
    bool before =
        head < h && (d->upos[h] == U_NOUN || d->upos[h] == U_PROPN) && (rel_is(d, head, R_NUMMOD) || rel_is(d, head, R_COMPOUND) || rel_is(d, head, R_AMOD));
    if (before)
        return !(rel_is(d, h, R_OBJ) && d->head[h] == e->trigger);
    bool perfect = false; /* "has blamed them for attacks in 2019" */
    for (uint32_t c = d->child[e->trigger]; c != NO_TOKEN; c = d->sibling[c])
        perfect = perfect || (rel_is(d, c, R_AUX) && (str_is(d->fold[c], "has") || str_is(d->fold[c], "have")));
    return perfect && !x->since;
}

/* "after a ten-year feud", "despite a two-day truce", "within ten days": how long something lasted that is no part of the act */
static bool lasted_otherwise(const nlp_doc *d, uint32_t head)
{
    static const char *const words[] = {"after", "following", "before", "despite", "since", "until", "within", "amid", "of"};
    uint32_t h = d->head[head];
    bool modifier = h != NO_TOKEN && head < h && d->upos[h] == U_NOUN && (rel_is(d, head, R_NUMMOD) || rel_is(d, head, R_COMPOUND) || rel_is(d, head, R_AMOD));
    return str_in(case_of(d, modifier ? h : head), words, LEN(words));
}

static const timex *best_timex(const event_doc *ed, const raw_event *e, timex_kind kind)
{
    const nlp_doc *d = ed->nlp;
    const text_sentence *s = &d->sent[d->sent_of[e->trigger]];
    const timex *best = NULL;
    int best_cost = INT32_MAX;
    for (uint32_t i = 0; i < ed->timex.n; i++) {
        const timex *x = &ed->timex.at[i];
        if (x->first < s->first || x->first >= s->first + s->count || x->kind != kind)
            continue;
        if (kind == TX_POINT && !x->date.year && !x->vague)
            continue;
        uint32_t head = x->first;
        for (uint32_t t = x->first; t < x->first + x->count; t++)
            if (d->head[t] == NO_TOKEN || d->head[t] < x->first || d->head[t] >= x->first + x->count)
                head = t;
        uint32_t owner = bind_owner(ed, head);
        if (kind == TX_POINT && year_of_thing(ed, e, x, head))
            continue;
        if (kind == TX_DURATION && lasted_otherwise(d, head))
            continue;
        if (in_content(ed, e, owner) && !planned_meeting(ed, e))
            continue;
        int far = distance(ed, e, owner);
        uint32_t gap = head > e->trigger ? head - e->trigger : e->trigger - head;
        if (far < 0 && x->first <= s->first + 2)
            far = 9; /* a date that opens the sentence dates all of it */
        if (far < 0 || far > 9)
            continue;
        int cost = far * 100 + (int)gap;
        if (cost < best_cost)
            best = x, best_cost = cost;
    }
    return best;
}

/* "a day after the attack": the words before this event that say by how much it comes before what the clause above tells */
static const timex *lead_of(const event_doc *ed, const raw_event *e)
{
    const nlp_doc *d = ed->nlp;
    uint32_t first = d->sent[d->sent_of[e->trigger]].first;
    for (uint32_t t = e->trigger; t-- > first;) {
        uint32_t i = ed->timex_of[t];
        const timex *x = i != NO_TOKEN ? &ed->timex.at[i] : NULL;
        if (x == NULL || x->lead == 0)
            continue;
        uint32_t link = x->first + x->count, over = link < d->n ? d->head[link] : NO_TOKEN;
        return over != NO_TOKEN && over >= first && (over == e->trigger || doc_under(d, e->trigger, over)) ? x : NULL;
    }
    return NULL;
}

/* The day of the clause in which a lead stands: the other date of the sentence. */
static const timex *main_timex(const event_doc *ed, const timex *lead)
{
    const nlp_doc *d = ed->nlp;
    const text_sentence *s = &d->sent[d->sent_of[lead->first]];
    for (uint32_t t = s->first; t < lead->first; t++) {
        uint32_t i = ed->timex_of[t];
        if (i != NO_TOKEN && ed->timex.at[i].kind == TX_POINT && ed->timex.at[i].precision == CASUS_DAY && ed->timex.at[i].date.year)
            return &ed->timex.at[i];
    }
    return NULL;
}

/* "for a third day on Tuesday": how many days it has gone on before; 0: no such words */
static int32_t days_before(const event_doc *ed, const raw_event *e)
{
    const nlp_doc *d = ed->nlp;
    const text_sentence *s = &d->sent[d->sent_of[e->trigger]];
    for (uint32_t t = s->first; t + 3 < s->first + s->count; t++) {
        if (!str_is(d->fold[t], "for") || !(str_is(d->fold[t + 1], "a") || str_is(d->fold[t + 1], "the")))
            continue;
        tword w = tword_of(d->form[t + 2], d->fold[t + 2]);
        uint32_t day = t + 3;
        if (str_is(d->fold[day], "straight") || str_is(d->fold[day], "consecutive") || str_is(d->fold[day], "successive"))
            day++;
        if (w.kind != TW_ORDINAL || day >= s->first + s->count || !(str_is(d->fold[day], "day") || str_is(d->fold[day], "night")))
            continue;
        uint32_t owner = bind_owner(ed, day);
        if (owner == e->trigger)
            return w.value - 1;
    }
    return 0;
}

/* The day that the text told of last, on which the next sentence goes on; that of publication needs no telling */
static bool same_day(const event_doc *ed, const raw_event *e, const scene *sc)
{
    uint32_t here = ed->nlp->sent_of[e->trigger];
    return sc->day != INT32_MIN && sc->day != day_from_date(ed->pub) && e->aux == AUX_NONE && bind_material(ed, e) && here > sc->day_sentence &&
           here - sc->day_sentence <= SCENE_DAY_SENTENCES;
}

/* "The ministers meet in Oslo on Thursday.": what a full sentence tells in the present of a day is still to come */
static bool scheduled(const event_doc *ed, const raw_event *e)
{
    const nlp_doc *d = ed->nlp;
    const text_sentence *s = &d->sent[d->sent_of[e->trigger]];
    bool present = d->penn[e->trigger] == X_VBP || d->penn[e->trigger] == X_VBZ;
    return present && e->aux == AUX_NONE && doc_dep(d, e->trigger, R_AUX) == NO_TOKEN && str_is(d->form[s->first + s->count - 1], ".") &&
           strcmp(lex_string(ed->lex, lex_category(ed->lex, e->category)->name), "CONSULT") == 0;
}

/* "has widened its trade in recent years": that reaches to the day of publication */
static bool goes_on(const nlp_doc *d, uint32_t t)
{
    for (uint32_t c = d->child[t]; c != NO_TOKEN; c = d->sibling[c])
        if (rel_is(d, c, R_AUX) && (str_is(d->fold[c], "has") || str_is(d->fold[c], "have")))
            return true;
    return false;
}

/* "has raided it since 2011"; not "since 2011, when troops were sent" */
static bool goes_on_from(const event_doc *ed, const timex *x, const raw_event *e)
{
    const nlp_doc *d = ed->nlp;
    uint32_t next = x->first + x->count;
    next += next < d->n && str_is(d->form[next], ",");
    return x->since && !(next < d->n && str_is(d->fold[next], "when") && e->trigger > next);
}

/* "on Friday agreed to meet", "agreed on Friday to meet": the day of what was said, not that of the meeting */
static bool of_the_promise(const event_doc *ed, const raw_event *e, const timex *x)
{
    const nlp_doc *d = ed->nlp;
    uint32_t owner = bind_owner(ed, x->first), act = e->noun ? NO_TOKEN : slot_first(ed, e->trigger, S_COMP);
    bool before = x->first < e->trigger || (owner == e->trigger && act != NO_TOKEN && x->first < act);
    return x->weekday && before && owner != NO_TOKEN && d->penn[owner] == X_VBD && d->penn[e->trigger] == X_VBD;
}

static void bind_date(event_doc *ed, raw_event *e, scene *sc)
{
    const timex *x = best_timex(ed, e, TX_POINT), *lead = lead_of(ed, e);
    if (x && x->vague && x->past && !x->date.year) {
        if (e->aux == AUX_NONE && x->precision == CASUS_YEAR && !goes_on(ed->nlp, e->trigger))
            e->aux = AUX_HISTORICAL;
        x = NULL;
        if (e->aux == AUX_HISTORICAL)
            return;
    }
    if (x && x->weekday && scheduled(ed, e))
        e->aux = AUX_FUTURE;
    if (x && x->date.year) {
        bool coming = planned(e, ed) && !of_the_promise(ed, e, x) && (x->weekday || e->aux == AUX_FUTURE || bind_owner(ed, x->first) != e->trigger);
        e->date = coming ? timex_future(x, ed->pub) : x->date;
        e->precision = x->precision;
        e->enddate = x->end;
        int32_t days = x->precision == CASUS_DAY && !x->end.year ? days_before(ed, e) : 0;
        if (days > 0)
            e->enddate = e->date, e->date = date_from_day(day_from_date(e->date) - days);
        else if (x->precision == CASUS_DAY && e->aux == AUX_NONE)
            sc->day = day_from_date(e->date), sc->day_sentence = ed->nlp->sent_of[e->trigger];
        event_why(ed, e, "date:", doc_text(ed->nlp, x->first, x->first + x->count));
    } else if (lead && ed->pub.year) {
        const timex *main = main_timex(ed, lead);
        e->date = date_from_day(day_from_date(main ? main->date : ed->pub) - lead->lead);
        e->precision = lead->lead % 7 == 0 ? CASUS_WEEK : CASUS_DAY;
        event_why(ed, e, "date, by what is told above:", doc_text(ed->nlp, lead->first, lead->first + lead->count));
    } else if (same_day(ed, e, sc)) {
        e->date = date_from_day(sc->day);
        e->precision = CASUS_DAY;
        event_why(ed, e, "date, of the scene", STR(""));
    } else if (e->aux == AUX_NONE || e->aux == AUX_NEGATION || e->aux == AUX_FUTURE) {
        e->date = ed->pub;
        e->precision = ed->pub.year ? CASUS_PUBLICATION : CASUS_NO_DATE;
    }
    const timex *span = best_timex(ed, e, TX_DURATION);
    if (span && span->days > 1 && x && x->precision == CASUS_DAY && !e->enddate.year)
        e->enddate = date_from_day(day_from_date(e->date) + span->days - 1);
    if (x && ed->pub.year && e->aux == AUX_NONE && day_from_date(e->date) < day_from_date(ed->pub) - HISTORY_DAYS && !goes_on_from(ed, x, e)) {
        bool year_ago = x->precision == CASUS_YEAR && e->date.year + 1 >= ed->pub.year;
        if (!year_ago)
            e->aux = AUX_HISTORICAL, event_why(ed, e, "historical: more than a year before publication", STR(""));
    }
}

/* ---- numbers ---- */

/* "attacks rebels as tanks near the shrine": does the word stand in a clause of its own, beside that of the act? */
bool bind_aside(const nlp_doc *d, uint32_t t, uint32_t trigger)
{
    static const char *const marks[] = {"as", "while", "although", "though", "because", "since", "before"};
    for (int steps = 0; t != NO_TOKEN && t != trigger && steps < 8; steps++, t = d->head[t]) {
        uint32_t mark = rel_is(d, t, R_ADVCL) ? doc_dep(d, t, R_MARK) : NO_TOKEN;
        if (mark != NO_TOKEN && str_in(d->fold[mark], marks, LEN(marks)))
            return true;
    }
    return false;
}

static void bind_means(event_doc *ed, raw_event *e)
{
    const nlp_doc *d = ed->nlp;
    if (e->n_mode || (e->frame && e->frame->op != OP_NONE))
        return;
    const text_sentence *s = &d->sent[d->sent_of[e->trigger]];
    for (uint32_t t = s->first, next; t < s->first + s->count; t = next) {
        lex_match w = entry_at(ed, 'I', 0, t, UINT32_MAX);
        uint32_t head = w.list ? t + w.count - 1 : t; /* "sniper rifle": its last word */
        next = head + 1;
        if (bind_aside(d, head, e->trigger))
            continue;
        if (head == e->trigger || (d->upos[head] != U_NOUN && d->upos[head] != U_PROPN) || (!doc_under(d, head, e->trigger) && d->head[e->trigger] != head))
            continue;
        for (uint32_t i = 0; i < w.n; i++) {
            const kb_instrument *in = lex_instrument(ed->lex, w.list[i]);
            if (in->event != e->category || in->mode == EVENT_NONE)
                continue;
            e->mode[e->n_mode++] = in->mode;
            if (in->cameo[0] && (strcmp(e->cameo, "190") == 0 || strcmp(e->cameo, "180") == 0))
                memcpy(e->cameo, in->cameo, 4);
            event_why(ed, e, "means:", doc_text(d, t, head + 1));
            return;
        }
    }
}

static void bind_speaker(event_doc *ed, raw_event *e)
{
    uint32_t s = ed->stmt_of[e->trigger];
    if (e->attributed != NO_ENTITY || s == NO_TOKEN)
        return;
    const statement *st = &ed->stmt.at[s];
    e->attributed = st->entity;
    e->attributed_token = st->speaker;
    if (st->cue_kind == CUE_DENY && e->aux == AUX_NONE)
        e->aux = AUX_NEGATION, event_why(ed, e, "negation: denied with", st->cue != NO_TOKEN ? ed->nlp->form[st->cue] : STR(""));
}

bool bind_all(event_doc *ed)
{
    scene sc = {NO_TOKEN, 0, 0, INT32_MIN, 0, NULL};
    for (uint32_t i = 0; i < ed->event.n; i++) {
        raw_event *e = &ed->event.at[i];
        if (e->dropped)
            continue;
        bind_speaker(ed, e);
        bind_follow(ed, &sc, ed->nlp->sent[ed->nlp->sent_of[e->trigger]].first);
        bind_date(ed, e, &sc);
        bind_place(ed, e, &sc);
        bind_size(ed, e);
        bind_means(ed, e);
    }
    return !ed->mem->failed;
}
