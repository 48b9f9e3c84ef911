/*
 * person.c - whom a person's name means.
 *
 * A full name is looked up with the publication date (who held which office then); a surname means the last person of the article
 * who bears it; an unknown name gets code and sector from its title, its apposition or its "of" phrase ("army spokesman Per Holm",
 * "Anna Lind of Norway", "his Danish counterpart, Ole Juhl").
 */
#include "event/event.h"

#define FORMER_AFTER_DAYS 45

static str last_word(str s)
{
    size_t i = s.n;
    while (i && s.p[i - 1] != ' ')
        i--;
    return str_of(s.p + i, s.n - i);
}

static bool has_word(str name, str word)
{
    for (size_t i = 0; i + word.n <= name.n; i++)
        if ((i == 0 || name.p[i - 1] == ' ') && memcmp(name.p + i, word.p, word.n) == 0 && (i + word.n == name.n || name.p[i + word.n] == ' '))
            return true;
    return false;
}

/* the last person before mention `at` whose name holds this one; the surname goes before a given name */
static uint32_t known_bearer(const event_doc *ed, uint32_t at, str name)
{
    uint32_t given = NO_ENTITY, steps = 0;
    for (uint32_t i = at; i-- > 0 && steps < 400; steps++) {
        const mention *m = &ed->mention.at[i];
        if (m->kind != M_PERSON || !m->who.n)
            continue;
        const entity *e = &ed->entity.at[m->who.at[0].entity];
        if (!e->person || e->name.n <= name.n) {
            if (e->person && str_eq(e->name, name))
                return m->who.at[0].entity;
            continue;
        }
        if (str_eq(last_word(e->name), name))
            return m->who.at[0].entity;
        if (given == NO_ENTITY && has_word(e->name, name))
            given = m->who.at[0].entity;
    }
    return given;
}

/* title before the name, in the same noun phrase: the mention that ends where the name begins, or stands left of it */
static uint32_t title_before(const event_doc *ed, const mention *m)
{
    uint32_t left = np_left(ed, m->first);
    for (uint32_t t = m->first; t-- > left;) {
        uint32_t i = ed->mention_of[t];
        if (i != NO_TOKEN && (ed->mention.at[i].kind == M_AGENT || ed->mention.at[i].kind == M_ACTOR))
            return i;
    }
    return NO_TOKEN;
}

static uint32_t agent_inside(const event_doc *ed, uint32_t head)
{
    uint32_t i = head == NO_TOKEN ? NO_TOKEN : ed->mention_of[head];
    return i != NO_TOKEN && (ed->mention.at[i].kind == M_AGENT || ed->mention.at[i].kind == M_ACTOR) ? i : NO_TOKEN;
}

/* "X, the foreign minister," or "the foreign minister, X," */
static uint32_t title_beside(const event_doc *ed, const mention *m)
{
    const nlp_doc *d = ed->nlp;
    for (uint32_t t = m->first; t < m->first + m->count; t++) {
        if ((rel_is(d, t, R_APPOS) || rel_is(d, t, R_FLAT)) && d->head[t] != NO_TOKEN && (d->head[t] < m->first || d->head[t] >= m->first + m->count)) {
            uint32_t i = agent_inside(ed, d->head[t]);
            if (i != NO_TOKEN)
                return i;
        }
        for (uint32_t c = d->child[t]; c != NO_TOKEN; c = d->sibling[c])
            if (rel_is(d, c, R_APPOS)) {
                uint32_t i = agent_inside(ed, c);
                if (i != NO_TOKEN)
                    return i;
            }
    }
    if (m->first > 1 && str_is(d->form[m->first - 1], ",")) { /* the same, where the parser saw a list */
        uint32_t i = agent_inside(ed, m->first - 2);
        if (i != NO_TOKEN && ed->mention.at[i].kind == M_AGENT && ed->mention.at[i].value->kind == PH_AGENT &&
            lex_agent(ed->lex, ed->mention.at[i].value->ref)->kind != A_GROUP)
            return i;
    }
    return NO_TOKEN;
}

/* the office as it is written: "special envoy for the Arctic" */
static str office_text(const event_doc *ed, uint32_t at)
{
    const mention *m = &ed->mention.at[at];
    const nlp_doc *d = ed->nlp;
    uint32_t end = m->first + m->count;
    for (uint32_t c = d->child[m->head]; c != NO_TOKEN; c = d->sibling[c])
        if (rel_is(d, c, R_NMOD) && str_is(case_of(d, c), "for") && c > m->head && c < m->head + 5) {
            uint32_t first, last;
            doc_span(d, c, &first, &last);
            if (last <= m->head + 6)
                end = last;
        }
    return doc_text(d, m->first, end);
}

static uint32_t from_lexicon(event_doc *ed, const mention *m, uint32_t title)
{
    const kb_entity *e = lex_spell(ed, m);
    char code[4] = {0}, sector[SECTOR_MAX] = {0};
    memcpy(code, e->code, 3);
    memcpy(sector, e->sector, SECTOR_MAX - 1);
    bool early = ed->pub.year && day_from_date(ed->pub) < e->from; /* not yet in that office: the title says what he is now */
    if (early)
        memset(sector, 0, sizeof sector);
    if (early && title != NO_TOKEN && ed->mention.at[title].who.n)
        memcpy(sector, ed->entity.at[ed->mention.at[title].who.at[0].entity].sector, SECTOR_MAX);
    bool gone = ed->pub.year && day_from_date(ed->pub) > (int64_t)e->to + FORMER_AFTER_DAYS;
    if (gone && strcmp(sector, "GOV") == 0)
        memcpy(sector, "ELI", 4);
    uint32_t id = entity_get(ed, code, sector, str_z(lex_string(ed->lex, e->name)), m->head);
    if (id != NO_ENTITY && !gone && !early)
        ed->entity.at[id].office = str_z(lex_string(ed->lex, e->office));
    return id;
}

/* "of Algeria", "of the opposition", "from Hamas" */
static bool complement_sides(event_doc *ed, const mention *m, sides *out)
{
    const nlp_doc *d = ed->nlp;
    for (uint32_t t = m->first; t < m->first + m->count; t++)
        for (uint32_t c = d->child[t]; c != NO_TOKEN; c = d->sibling[c])
            if (rel_is(d, c, R_NMOD) && (str_is(case_of(d, c), "of") || str_is(case_of(d, c), "from")) && c >= m->first + m->count && entity_sides(ed, c, out))
                return true;
    return false;
}

static char gender_of(const nlp_doc *d, const mention *m)
{
    if (m->first == 0)
        return 0;
    str w = d->fold[m->first - 1];
    if (str_is(w, "mr.") || str_is(w, "mr") || str_ends(w, "man") || str_is(w, "king") || str_is(w, "sheikh"))
        return 'm';
    if (str_is(w, "mrs.") || str_is(w, "ms.") || str_is(w, "mrs") || str_is(w, "ms") || str_ends(w, "woman") || str_is(w, "queen"))
        return 'f';
    return 0;
}

void person_sides(event_doc *ed, uint32_t at, sides *out)
{
    mention *m = &ed->mention.at[at];
    str name = doc_text(ed->nlp, m->first, m->first + m->count);
    uint32_t id = m->count == 1 || !m->value ? known_bearer(ed, at, name) : NO_ENTITY;
    uint32_t title = title_before(ed, m);
    if (title == NO_TOKEN)
        title = title_beside(ed, m);
    if (id == NO_ENTITY && m->value)
        id = from_lexicon(ed, m, title);
    if (id == NO_ENTITY) {
        const char *code = "", *sector = "";
        sides who = {0};
        if (title != NO_TOKEN) {
            if (!ed->mention.at[title].who.n && title > at)
                agent_sides(ed, title, &who); /* an apposition that follows */
            else
                who = ed->mention.at[title].who;
        }
        if (!who.n)
            complement_sides(ed, m, &who);
        entity *e = who.n ? &ed->entity.at[who.at[0].entity] : NULL;
        if (e && e->person && e->named && title == NO_TOKEN)
            e = NULL;
        char code_copy[4] = {0}, sector_copy[SECTOR_MAX] = {0};
        if (e) {
            memcpy(code_copy, e->code, 4);
            memcpy(sector_copy, e->sector, SECTOR_MAX);
            code = code_copy;
            sector = sector_copy;
        }
        id = entity_get(ed, code, sector, name, m->head);
    }
    if (id == NO_ENTITY)
        return;
    entity *e = &ed->entity.at[id];
    e->person = true;
    e->named = true;
    if (!e->gender)
        e->gender = gender_of(ed->nlp, m);
    if (!e->office.n && title != NO_TOKEN && ed->mention.at[title].kind == M_AGENT)
        e->office = office_text(ed, title);
    sides_add(out, id, m->first, m->first + m->count);
}
