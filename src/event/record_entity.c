/*
 * record_entity.c - whom and where the words of an article were taken to mean, how surely, and what else they could have meant.
 *
 * In: the mentions and places of a coded document. Out: the casus_entity records, made only when they are asked for: the coder itself
 * never needs them. The confidence is by rule, from what the choice rests on; the lines of `why` are for people.
 */
#include "event/place.h"
#include "event/record.h"

#define REJECTED_MAX 6u /* meanings named in `why` */
#define WHY_MAX 2048u
#define MARGIN_SURE 100 /* of place_rank.c's scores */

typedef struct {
    records *r;
    event_doc *ed;
    buf *why;
} maker;

static void add_code(buf *b, const char code[4])
{
    for (int i = 0; i < 3 && code[i] != 0; i++)
        buf_char(b, code[i]);
}

static void add_date(buf *b, int32_t day)
{
    casus_date d = date_from_day(day);
    buf_int(b, d.year);
    buf_str(b, d.month < 10 ? "-0" : "-");
    buf_int(b, d.month);
    buf_str(b, d.day < 10 ? "-0" : "-");
    buf_int(b, d.day);
}

/* "RUS GOV Dmitry Medvedev, president, 2008-05-07 to 2012-05-07" */
static void add_known(const maker *m, const kb_entity *e)
{
    const char *office = lex_string(m->ed->lex, e->office), *sector = lex_sector(m->ed->lex, e);
    add_code(m->why, e->code);
    if (sector[0]) {
        buf_char(m->why, ' ');
        buf_str(m->why, sector);
    }
    buf_char(m->why, ' ');
    buf_str(m->why, lex_string(m->ed->lex, e->name));
    if (office[0]) {
        buf_str(m->why, ", ");
        buf_str(m->why, office);
    }
    if (e->from != INT32_MIN) {
        buf_str(m->why, e->to == INT32_MAX ? ", since " : ", ");
        add_date(m->why, e->from);
    }
    if (e->to != INT32_MAX) {
        buf_str(m->why, e->from == INT32_MIN ? ", to " : " to ");
        add_date(m->why, e->to);
    }
}

static void add_meaning(const maker *m, const phrase_value *v)
{
    const lexicon *lex = m->ed->lex;
    if (v->kind == PH_PLACE) {
        const kb_place *p = lex_place(lex, v->ref);
        buf_str(m->why, "the place ");
        buf_str(m->why, lex_string(lex, p->name));
        buf_str(m->why, ", ");
        buf_str(m->why, lex_string(lex, p->admin1));
        buf_char(m->why, ' ');
        add_code(m->why, p->country);
    } else if (v->kind == PH_AGENT || v->kind == PH_AGENTS) {
        buf_str(m->why, "the role ");
        buf_str(m->why, lex_string(lex, lex_agent(lex, v->ref)->name));
    } else {
        add_known(m, lex_entity(lex, v->ref));
        if (v->kind == PH_CAPITAL || v->kind == PH_SEAT)
            buf_str(m->why, " (its government)");
    }
}

static void add_rejected(const maker *m, const phrase_value *list, uint32_t n, const phrase_value *chosen, const void *chosen_ref)
{
    uint32_t shown = 0;
    int32_t day = m->ed->pub.year ? day_from_date(m->ed->pub) : INT32_MAX;
    for (uint32_t i = 0; i < n && shown < REJECTED_MAX; i++) {
        const phrase_value *v = &list[i];
        bool place = v->kind == PH_PLACE, known = !place && v->kind != PH_AGENT && v->kind != PH_AGENTS;
        if (v == chosen || (place && lex_place(m->ed->lex, v->ref) == chosen_ref) || (known && lex_entity(m->ed->lex, v->ref) == chosen_ref))
            continue;
        buf_str(m->why, "rejected: ");
        add_meaning(m, v);
        const kb_entity *e = known ? lex_entity(m->ed->lex, v->ref) : NULL;
        if (e && day != INT32_MAX && day < e->from)
            buf_str(m->why, ": not yet");
        else if (e && day != INT32_MAX && day >= e->to)
            buf_str(m->why, ": no longer");
        buf_char(m->why, '\n');
        shown++;
    }
}

/* ---- how sure ---- */

static double place_confidence(const maker *m, const place_mention *p)
{
    double sure = p->margin >= MARGIN_SURE ? 0.95 : 0.6 + 0.35 * p->margin / MARGIN_SURE;
    if (!p->value) {
        buf_str(m->why, "not in the gazetteer: the country is that of the words around it, or of the article\n");
        return 0.5;
    }
    if (p->runner_up && p->margin < MARGIN_SURE) {
        buf_str(m->why, "a close choice, before ");
        add_meaning(m, p->runner_up);
        buf_char(m->why, '\n');
    }
    return sure;
}

static double lexicon_confidence(const maker *m, const mention *mm)
{
    const kb_entity *e = lex_spell(m->ed, mm);
    int32_t day = m->ed->pub.year ? day_from_date(m->ed->pub) : INT32_MAX;
    bool dated = day == INT32_MAX || (day >= e->from && day < e->to);
    double sure = mm->kind == M_PERSON ? 0.95 : 0.97;
    uint32_t rivals = 0;
    for (uint32_t i = 0; i < mm->n_value; i++) {
        const phrase_value *v = &mm->values[i];
        if (v->kind != mm->value->kind)
            continue;
        const kb_entity *o = lex_entity(m->ed->lex, v->ref);
        rivals += strncmp(o->code, e->code, 3) != 0 || o->name != e->name;
    }
    if (rivals)
        sure -= rivals > 2 ? 0.25 : 0.15;
    if (!dated) {
        buf_str(m->why, "the nearest spell: ");
        add_known(m, e);
        buf_char(m->why, '\n');
        sure -= 0.15;
    }
    return sure;
}

static double mention_confidence(const maker *m, const mention *mm)
{
    if (!mm->who.n)
        return mm->kind == M_PERSON ? 0.4 : 0.3;
    const entity *e = &m->ed->entity.at[mm->who.at[0].entity];
    if (e->weak) {
        buf_str(m->why, "no country stands beside it: guessed from the sentence or the article\n");
        return 0.85; /* the country of 59 of 63 given actors was right (bench/accuracy/actors.py), of 359 of 405 in articles that name several */
    }
    if (mm->kind == M_PRONOUN)
        return 0.7;
    if (mm->kind == M_AGENT)
        return e->code[0] || strcmp(e->sector, "UAF") == 0 ? 0.9 : 0.5;
    if (mm->value && mm->kind != M_PLACE)
        return lexicon_confidence(m, mm);
    return e->code[0] ? 0.85 : 0.4; /* an unknown name: by its title or by the longer name before it */
}

/* ---- records ---- */

static const char *kind_name(const mention *mm, bool literal)
{
    static const char *const names[] = {"country", "nationality", "organisation", "person", "role", "pronoun", "place"};
    return literal ? "place" : names[mm->kind];
}

/* "the Blue Ferry Company": a body whose kind is all that the tables know, in a name of its own */
static bool named_body(const event_doc *ed, const mention *m)
{
    const nlp_doc *d = ed->nlp;
    if (m->kind != M_AGENT || lex_agent(ed->lex, m->value->ref)->kind != A_GROUP || d->upos[m->head] != U_PROPN || m->head != m->first + m->count - 1)
        return false;
    uint32_t first = np_left(ed, m->first), names = 0;
    for (uint32_t t = first; t <= m->head; t++)
        names += d->upos[t] == U_PROPN && !str_eq(d->form[t], d->fold[t]);
    return names > 1;
}

static bool fill(const maker *m, const mention *mm, uint32_t at, uint32_t first, uint32_t end, casus_entity *out)
{
    event_doc *ed = m->ed;
    const place_mention *p = at == NO_TOKEN ? NULL : &ed->place.at[at];
    bool literal = p && (!mm || mm->kind == M_COUNTRY);
    buf_clear(m->why);
    bool land = literal || (p && mm && mm->kind == M_ACTOR); /* "the West Bank" is no organisation */
    out->kind = mm ? kind_name(mm, land && !(mm->who.n && ed->entity.at[mm->who.at[0].entity].sector[0])) : "place";
    if (mm && named_body(ed, mm))
        out->kind = kind_name(&(mention){.kind = M_ACTOR}, false);
    out->text = record_text(ed->mem, doc_text(ed->nlp, first, end));
    out->start = m->r->token[first].start;
    out->end = m->r->token[end - 1].end;
    out->place = record_place(m->r, ed, at);
    casus_actor *who = arena_array(ed->mem, (mm ? mm->who.n : 0) + 1u, sizeof *who);
    if (!who)
        return false;
    for (uint32_t i = 0; mm && i < mm->who.n; i++)
        record_actor(m->r, ed, mm->who.at[i].entity, mm->who.at[i].first, mm->who.at[i].end, &who[i]);
    out->who = who;
    out->n_who = mm ? mm->who.n : 0;
    out->confidence = mm && !literal ? mention_confidence(m, mm) : p ? place_confidence(m, p) : 0;
    if (mm && mm->value && mm->values)
        add_rejected(m, mm->values, mm->n_value, literal ? NULL : mm->value,
                     literal               ? (const void *)(p->place ? p->place : NULL)
                     : mm->kind == M_AGENT ? NULL
                                           : (const void *)lex_spell(ed, mm));
    else if (p && p->value)
        add_rejected(m, p->value, p->n_value, NULL, p->place);
    out->why = record_text(ed->mem, str_of(m->why->p ? m->why->p : "", m->why->n));
    return !ed->mem->failed && !m->why->failed;
}

/* The place inside a longer name: "the US", "Washington state". */
static uint32_t inner_place(const event_doc *ed, const mention *m)
{
    bool region = m->kind == M_ACTOR && m->value && lex_entity(ed->lex, m->value->ref)->kind == E_REGION;
    if (!region && m->kind != M_COUNTRY)
        return NO_TOKEN;
    for (uint32_t t = m->first; t < m->first + m->count; t++)
        if (ed->place_of[t] != NO_TOKEN)
            return ed->place_of[t];
    return NO_TOKEN;
}

bool record_entities(records *r, event_doc *ed)
{
    const nlp_doc *d = ed->nlp;
    buf why;
    buf_init(&why, &ed->mem->alloc, (size_t)WHY_MAX * 4);
    maker m = {r, ed, &why};
    uint32_t n = ed->mention.n + ed->place.n;
    r->entity = arena_array(ed->mem, (size_t)n + 1, sizeof *r->entity);
    bool ok = r->entity != NULL;
    for (uint32_t t = 0; ok && t < d->n;) {
        uint32_t i = ed->mention_of[t], p = ed->place_of[t], end = t + 1;
        const mention *mm = i == NO_TOKEN ? NULL : &ed->mention.at[i];
        if (mm)
            end = mm->first + mm->count;
        if (p != NO_TOKEN && ed->place.at[p].loose)
            p = NO_TOKEN;
        if (p != NO_TOKEN && ed->place.at[p].first == t && ed->place.at[p].first + ed->place.at[p].count > end)
            mm = NULL; /* the place is the longer name */
        if (!mm && p != NO_TOKEN)
            end = ed->place.at[p].first + ed->place.at[p].count;
        if (mm && (p == NO_TOKEN || ed->place.at[p].first != mm->first || ed->place.at[p].count != mm->count))
            p = inner_place(ed, mm);
        if (mm || p != NO_TOKEN)
            ok = r->n_entity < n && fill(&m, mm, p, t, end, &r->entity[r->n_entity++]);
        t = end > t ? end : t + 1;
    }
    buf_release(&why);
    return ok;
}
