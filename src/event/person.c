/*
 * person.c - whom a person's name means.
 *
 * A full name is looked up with the publication date (who held which office then); a surname means the last person of the article
 * who bears it; an unknown name gets code and sector from its title, its apposition or its "of" phrase ("army spokesman Per Holm",
 * "Anna Lind of Norway", "his Danish counterpart, Ole Juhl").
 */
#include "event/event.h"
#include "nlp/coref.h"

#define FORMER_AFTER_DAYS 45
#define RANK_TOKENS 2u      /* between an office and the name: a comma, "Gen." */
#define LATER_SENTENCES 12u /* within which a headline's surname is explained */

static str last_word(str s)
{
    size_t i = s.n;
    while (i && s.p[i - 1] != ' ')
        i--;
    return str_of(s.p + i, s.n - i);
}

static bool ends_with(str s, str tail) { return s.n >= tail.n && memcmp(s.p + s.n - tail.n, tail.p, tail.n) == 0; }

/* Is it the last name of the whole one? "Burhan" is that of "Abdel Fattah al-Burhan". */
static bool surname_of(str whole, str name)
{
    static const char *const articles[] = {"al-", "el-", "Al-", "El-", "ul-", "ad-", "as-", "ar-"};
    str last = last_word(whole), shorter = last.n < name.n ? last : name, longer = last.n < name.n ? name : last;
    if (str_eq(last, name))
        return true;
    for (size_t i = 0; i < LEN(articles); i++)
        if (longer.n == shorter.n + 3 && str_starts(longer, articles[i]) && ends_with(longer, shorter))
            return true;
    return false;
}

static bool office_has(str office, str word)
{
    char folded[128];
    size_t n = text_fold(office.p, office.n, folded, sizeof folded);
    return n != SIZE_MAX && str_has_word(str_of(folded, n), word);
}

/* The last person before mention `at` whose name holds this one; the surname goes before a given name, of several bearers the one whom the
 * surname alone has meant before ("Trump", though Melania Trump was named since), the one whose office the title names ("General Orlov" beside
 * "Judge Orlov"), and none of the other sex. */
static uint32_t known_bearer(const event_doc *ed, uint32_t at, str name, str title, char gender)
{
    uint32_t given = NO_ENTITY, last = NO_ENTITY, steps = 0;
    for (uint32_t i = at; i-- > 0 && steps < 400; steps++) {
        const mention *m = &ed->mention.at[i];
        if (m->kind != M_PERSON || !m->who.n)
            continue;
        bool bare = m->count == 1 && str_eq(ed->nlp->form[m->first], name);
        if (last != NO_ENTITY && !bare)
            continue;
        const entity *e = &ed->entity.at[m->who.at[0].entity];
        if ((gender && e->gender && gender != e->gender) || (title.n && !office_has(e->office, title)))
            continue;
        if (!e->person || e->name.n <= name.n) {
            if (e->person && str_eq(e->name, name))
                return m->who.at[0].entity;
            continue;
        }
        if (surname_of(e->name, name)) {
            if (bare)
                return m->who.at[0].entity;
            last = m->who.at[0].entity;
            continue;
        }
        if (given == NO_ENTITY && str_has_word(e->name, name))
            given = m->who.at[0].entity;
    }
    return last != NO_ENTITY ? last : given;
}

static bool heads_state(str office)
{
    static const char *const offices[] = {"president", "prime minister", "chancellor", "premier", "king", "queen", "emir", "sultan", "supreme leader"};
    for (size_t i = 0; i < LEN(offices); i++)
        if (str_is(office, offices[i]))
            return true;
    return false;
}

/* Does the article name the country? */
static bool country_named(const event_doc *ed, const char *code)
{
    for (uint32_t k = 0; k < ed->n_named; k++)
        if (strncmp(ed->named[k], code, 3) == 0)
            return true;
    return false;
}

/* Who bore this surname and held the office of the title when the article was published: "President Clinton" in 1998. The title's country must be
 * his where the text names one; where two fit, the country of the article decides, and if that does not, nobody is taken. "President Reagan" of a later
 * year: the last head of a state of that name, if the article names the state. */
static const kb_entity *office_holder(const event_doc *ed, const mention *m, const mention *title)
{
    const nlp_doc *d = ed->nlp;
    uint32_t n = 0, last = m->first + m->count - 1;
    const uint32_t *list = lex_words(ed->lex, lex_key('N', 0, d->fold[last]), &n);
    const entity *owner = title->who.n ? &ed->entity.at[title->who.at[0].entity] : NULL;
    const kb_entity *best = NULL, *past = NULL;
    int32_t day = ed->pub.year ? day_from_date(ed->pub) : 0;
    int best_score = -1;
    bool tie = false;
    char words[96];
    size_t len = 0;
    for (uint32_t t = title->first; t < title->first + title->count; t++) {
        if (len + d->fold[t].n + 1 >= sizeof words)
            return NULL;
        bool hyphen = str_is(d->fold[t], "-");
        if (len && !hyphen)
            words[len++] = ' ';
        memcpy(words + len, d->fold[t].p, hyphen ? 0 : d->fold[t].n);
        len += hyphen ? 0 : d->fold[t].n;
    }
    str said = str_of(words, len);
    for (uint32_t i = 0; list && i < n && ed->pub.year; i++) {
        const kb_entity *e = lex_entity(ed->lex, list[i]);
        str office = str_z(lex_string(ed->lex, e->office));
        bool same = str_eq(office, said) || (office.n > len + 1 && ends_with(office, said) && office.p[office.n - len - 1] == ' ');
        if (!same || (office.n > len && (str_starts(office, "vice") || str_starts(office, "deputy") || str_starts(office, "former"))))
            continue;
        if (day < (int64_t)e->from || (owner && !owner->weak && owner->code[0] && strncmp(owner->code, e->code, 3) != 0))
            continue;
        if (day >= (int64_t)e->to + FORMER_AFTER_DAYS) {
            if (heads_state(office) && office.n == len && country_named(ed, e->code) && (!past || e->to > past->to))
                past = e;
            continue;
        }
        int score = 4 * (office.n == len) + 2 * (day < e->to) + 8 * (ed->country[0] && strncmp(ed->country, e->code, 3) == 0);
        if (best && score == best_score && e->name != best->name)
            tie = true;
        if (score > best_score)
            best = e, best_score = score, tie = false;
    }
    return tie ? NULL : best ? best : past;
}

uint32_t person_in_power(event_doc *ed, uint32_t first)
{
    uint32_t n = 0;
    const uint32_t *list = ed->pub.year ? lex_words(ed->lex, lex_key('N', 0, ed->nlp->fold[first]), &n) : NULL;
    int32_t day = ed->pub.year ? day_from_date(ed->pub) : 0;
    const kb_entity *found = NULL;
    for (uint32_t i = 0; list && i < n; i++) {
        const kb_entity *e = lex_entity(ed->lex, list[i]);
        if (!country_named(ed, e->code) || day < e->from || day >= e->to || !heads_state(str_z(lex_string(ed->lex, e->office))))
            continue;
        if (found && strncmp(found->code, e->code, 3) != 0)
            return NO_ENTITY;
        found = e;
    }
    if (!found)
        return NO_ENTITY;
    char code[4] = {0};
    memcpy(code, found->code, 3);
    uint32_t id = entity_get(ed, code, lex_sector(ed->lex, found), str_z(lex_string(ed->lex, found->name)), first);
    if (id != NO_ENTITY) {
        ed->entity.at[id].person = ed->entity.at[id].named = true;
        ed->entity.at[id].office = str_z(lex_string(ed->lex, found->office));
    }
    return id;
}

/* "President Bush" after "former President George Bush": whoever holds the office is not he who has left it */
static bool left_office(const event_doc *ed, uint32_t id, const mention *title)
{
    const entity *e = id == NO_ENTITY ? NULL : &ed->entity.at[id];
    bool former = false;
    for (uint32_t t = title->first, left = np_left(ed, title->first); t-- > left;) {
        uint32_t i = ed->mention_of[t];
        former = former || (i != NO_TOKEN && ed->mention.at[i].kind == M_AGENT && lex_agent(ed->lex, ed->mention.at[i].value->ref)->kind == A_FORMER);
    }
    return e && strcmp(e->sector, "ELI") == 0 && !former && lex_agent(ed->lex, title->value->ref)->kind == A_OFFICE;
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

/* "Sudan's army chief, Gen. Burhan": the office before the rank says more than the rank. `title` is the rank; it comes back where no office stands there. */
static uint32_t office_before(const event_doc *ed, uint32_t title)
{
    const nlp_doc *d = ed->nlp;
    const mention *rank = &ed->mention.at[title];
    uint32_t comma = rank->first > 1 && str_is(d->form[rank->first - 1], ",") ? rank->first - 1 : rank->first;
    uint32_t i = comma < rank->first && d->sent_of[comma - 1] == d->sent_of[rank->first] ? ed->mention_of[comma - 1] : NO_TOKEN;
    const mention *m = i == NO_TOKEN ? NULL : &ed->mention.at[i];
    bool office = m && m->kind == M_AGENT && m->value->kind == PH_AGENT && lex_agent(ed->lex, m->value->ref)->kind == A_OFFICE;
    return office && m->first + m->count == comma && m->who.n && lex_agent(ed->lex, rank->value->ref)->kind != A_OFFICE ? i : title;
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
        uint32_t i = agent_inside(ed, m->first - 2), of = rel_is(d, m->first - 2, R_NMOD) ? agent_inside(ed, d->head[m->first - 2]) : NO_TOKEN;
        if (i != NO_TOKEN && of != NO_TOKEN && d->sent_of[ed->mention.at[of].head] == d->sent_of[m->first])
            i = of; /* "the head of the miners' union, Anna Lind," */
        if (i != NO_TOKEN && ed->mention.at[i].kind == M_AGENT && lex_agent(ed->lex, ed->mention.at[i].value->ref)->kind != A_GROUP)
            return i;
    }
    uint32_t and = m->first > 1 && str_is(d->fold[m->first - 1], "and") ? ed->mention_of[m->first - 2] : NO_TOKEN;
    if (and != NO_TOKEN && ed->mention.at[and].kind == M_PERSON && ed->mention.at[and].first > 1 && str_is(d->form[ed->mention.at[and].first - 1], ",")) {
        uint32_t i = agent_inside(ed, ed->mention.at[and].first - 2); /* "two senators, Anna Lind and Per Holm" */
        if (i != NO_TOKEN && ed->mention.at[i].kind == M_AGENT && ed->mention.at[i].value->kind == PH_AGENTS)
            return i;
    }
    return NO_TOKEN;
}

/* "Rose Odhiambo, a Kenyan judge, ...", wherever the parser hung the judge */
static uint32_t title_after(const event_doc *ed, const mention *m)
{
    const nlp_doc *d = ed->nlp;
    uint32_t t = m->first + m->count, end = d->sent[d->sent_of[m->first]].first + d->sent[d->sent_of[m->first]].count;
    if (t + 2 >= end || !str_is(d->form[t], ",") || d->upos[t + 1] == U_PUNCT)
        return NO_TOKEN;
    if (d->upos[t + 1] != U_DET && d->upos[t + 1] != U_ADJ && d->upos[t + 1] != U_PROPN && d->upos[t + 1] != U_NOUN)
        return NO_TOKEN;
    for (uint32_t k = t + 1; k < end && k < t + 8; k++) {
        uint32_t i = agent_inside(ed, k);
        if (i != NO_TOKEN && ed->mention.at[i].kind == M_AGENT && ed->mention.at[i].value->kind == PH_AGENT && ed->mention.at[i].head == k) {
            uint32_t next = ed->mention.at[i].first + ed->mention.at[i].count;
            bool closed = next >= end || d->upos[next] == U_PUNCT || d->upos[next] == U_ADP || str_is(d->fold[next], "and") || d->upos[next] == U_PRON;
            return closed && lex_agent(ed->lex, ed->mention.at[i].value->ref)->kind != A_GROUP ? i : NO_TOKEN;
        }
        if (d->upos[k] == U_VERB || d->upos[k] == U_AUX || d->upos[k] == U_PUNCT || d->upos[k] == U_ADP || d->upos[k] == U_PRON ||
            (ed->mention_of[k] != NO_TOKEN && ed->mention.at[ed->mention_of[k]].kind == M_PERSON))
            return NO_TOKEN;
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

/* Does the title stand right before the name, or the office before a comma and perhaps a rank ("the army chief, Gen. Burhan")? */
static bool title_leads(const event_doc *ed, const mention *m, uint32_t title)
{
    const mention *t = &ed->mention.at[title];
    uint32_t next = t->first + t->count;
    if (t->kind != M_AGENT || next > m->first)
        return false;
    bool office = lex_agent(ed->lex, t->value->ref)->kind == A_OFFICE && t->value->kind == PH_AGENT;
    return next == m->first || (office && next + RANK_TOKENS >= m->first && str_is(ed->nlp->form[next], ","));
}

/* The international body whose role the title names, NULL: none */
static const entity *office_of_body(const event_doc *ed, uint32_t title)
{
    static const char *const bodies[] = {"IGO", "UNO", "EUR", "NGO"};
    const mention *m = title == NO_TOKEN ? NULL : &ed->mention.at[title];
    if (!m || m->kind != M_AGENT || !m->who.n)
        return NULL;
    const entity *e = &ed->entity.at[m->who.at[0].entity];
    for (size_t i = 0; i < LEN(bodies); i++)
        if (strcmp(e->code, bodies[i]) == 0)
            return e;
    return NULL;
}

/* Titles that one keeps in another office: "General Buhari", "eastern leader Haftar", "economist Muhammad Yunus" */
static bool stays(const event_doc *ed, const mention *title, const char *sector)
{
    static const char *const trades[] = {"MIL", "EDU", "MED", "BUS", "JRN", "REL"};
    if (title->count == 1 && doc_lemma_is(ed->nlp, title->head, "leader"))
        return true;
    for (size_t i = 0; i < LEN(trades); i++)
        if (strcmp(sector, trades[i]) == 0)
            return lex_agent(ed->lex, title->value->ref)->kind != A_OFFICE;
    return false;
}

/* "the British nurse Jane Holm" is not the American who bears the name fourteen years later: the text tells another country than the tables,
 * which know nobody of the name in office at the time. */
static bool namesake(const event_doc *ed, const kb_entity *e, uint32_t title)
{
    int32_t day = ed->pub.year ? day_from_date(ed->pub) : 0;
    bool then = !day || (day >= e->from && day < (int64_t)e->to + FORMER_AFTER_DAYS);
    const mention *t = title == NO_TOKEN ? NULL : &ed->mention.at[title];
    const entity *told = t && t->kind == M_AGENT && t->who.n ? &ed->entity.at[t->who.at[0].entity] : NULL;
    return !then && told && !told->weak && told->code[0] && !code_is_body(told->code) && strncmp(told->code, e->code, 3) != 0;
}

static uint32_t from_lexicon(event_doc *ed, const mention *m, const kb_entity *e, uint32_t title)
{
    char code[4] = {0}, sector[SECTOR_MAX] = {0};
    memcpy(code, e->code, 3);
    bool early = ed->pub.year && day_from_date(ed->pub) < e->from; /* not yet in that office: the title says what he is now */
    if (!early)
        memcpy(sector, lex_sector(ed->lex, e), strlen(lex_sector(ed->lex, e)));
    if (early && title != NO_TOKEN && ed->mention.at[title].who.n)
        memcpy(sector, ed->entity.at[ed->mention.at[title].who.at[0].entity].sector, SECTOR_MAX);
    str office = str_z(lex_string(ed->lex, e->office));
    bool gone = ed->pub.year && day_from_date(ed->pub) > (int64_t)e->to + FORMER_AFTER_DAYS;
    if (gone && m->count > 1 && str_eq(ed->nlp->fold[m->first], office)) /* "King Hassan" */
        gone = false;
    if (gone && strcmp(sector, "GOV") == 0)
        memcpy(sector, "ELI", 4);
    /* "President Ben Bella": what the text calls him goes before the table, whose dates may end elsewhere */
    const sides *called = title != NO_TOKEN && title_leads(ed, m, title) ? &ed->mention.at[title].who : NULL;
    if (called && called->n) {
        const entity *t = &ed->entity.at[called->at[0].entity];
        bool kept = sector[0] && !early && !gone && stays(ed, &ed->mention.at[title], t->sector);
        if (!kept && t->sector[0] && strcmp(t->sector, "CVL") != 0 && (strcmp(t->code, code) == 0 || t->weak || !t->code[0]) && strcmp(code, "UNO") != 0 &&
            strcmp(code, "IGO") != 0)
            memcpy(sector, t->sector, SECTOR_MAX);
    }
    const entity *sent_by = office_of_body(ed, title);
    if (sent_by) { /* "the OAU envoy, Ahmed Ouyahia of Algeria": a body's envoy acts for the body, whatever he is at home */
        memcpy(code, sent_by->code, 4);
        memcpy(sector, sent_by->sector, SECTOR_MAX);
        gone = true;
    }
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

/* "one of them, Karim Dost", "Karim Dost, one of the drivers": of those he is one of */
static bool one_of(event_doc *ed, const mention *m, sides *out)
{
    const nlp_doc *d = ed->nlp;
    uint32_t one = rel_is(d, m->head, R_APPOS) || rel_is(d, m->head, R_NSUBJ) ? d->head[m->head] : NO_TOKEN;
    if (one == NO_TOKEN || !str_is(d->fold[one], "one"))
        one = doc_dep(d, m->head, R_APPOS);
    if (one == NO_TOKEN || !str_is(d->fold[one], "one"))
        return false;
    sides of = {0};
    for (uint32_t c = d->child[one]; c != NO_TOKEN && !of.n; c = d->sibling[c])
        if (rel_is(d, c, R_NMOD) && str_is(case_of(d, c), "of"))
            entity_sides(ed, c, &of);
    if (of.n != 1)
        return false;
    char code[4] = {0}, sector[SECTOR_MAX] = {0};
    memcpy(code, ed->entity.at[of.at[0].entity].code, 4);
    memcpy(sector, ed->entity.at[of.at[0].entity].sector, SECTOR_MAX);
    sides_add(out, entity_get(ed, code, sector, doc_text(d, m->first, m->first + m->count), m->head), m->first, m->first + m->count);
    return out->n > 0;
}

/* "plumber Ivo Brandt from Austria": the title tells the sector; its country, a guess, gives way to what stands behind the name */
static sides comes_from(event_doc *ed, const mention *m, const side *title, const side *from)
{
    char code[4] = {0}, sector[SECTOR_MAX] = {0};
    sides who = {0};
    memcpy(code, ed->entity.at[from->entity].code, 4);
    memcpy(sector, ed->entity.at[title->entity].sector, SECTOR_MAX);
    if (!code[0])
        memcpy(code, ed->entity.at[title->entity].code, 4);
    sides_add(&who, entity_get(ed, code, sector, doc_text(ed->nlp, m->first, m->first + m->count), m->head), m->first, m->first + m->count);
    return who;
}

/* "An Australian, Brian Tate, ...", "the Briton Ken Brandt" */
static void nationality_beside(event_doc *ed, const mention *m, sides *out)
{
    const nlp_doc *d = ed->nlp;
    uint32_t before = m->first > d->sent[d->sent_of[m->first]].first ? ed->mention_of[m->first - 1] : NO_TOKEN;
    const mention *own = before == NO_TOKEN ? NULL : &ed->mention.at[before];
    bool demonym = own && own->count == 1 && own->value && (own->kind == M_ADJ || own->value->kind == PH_DEMONYM);
    if (demonym && own->who.n == 1) {
        char code[4] = {0};
        memcpy(code, ed->entity.at[own->who.at[0].entity].code, 3);
        sides_add(out, entity_get(ed, code, "CVL", doc_text(d, m->first, m->first + m->count), m->head), m->first, m->first + m->count);
        return;
    }
    if (m->first < 3 || !str_is(d->form[m->first - 1], ",") || d->sent_of[m->first - 3] != d->sent_of[m->first])
        return;
    uint32_t i = ed->mention_of[m->first - 2];
    const mention *n = i == NO_TOKEN ? NULL : &ed->mention.at[i];
    if (!n || n->kind != M_ADJ || n->count != 1 || d->upos[m->first - 3] != U_DET || n->who.n != 1)
        return;
    char code[4] = {0};
    memcpy(code, ed->entity.at[n->who.at[0].entity].code, 3);
    sides_add(out, entity_get(ed, code, "CVL", doc_text(d, m->first, m->first + m->count), m->head), m->first, m->first + m->count);
}

/* "Morales's party to talk" over an article on Evo Morales: a headline has the surname alone, the full name of a known one comes after it */
static uint32_t named_later(event_doc *ed, uint32_t at, str name)
{
    static const char *const surname_first[] = {"CHN", "KOR", "PRK", "TWN", "HKG", "VNM", "KHM"};
    const nlp_doc *d = ed->nlp;
    uint32_t sentence = d->sent_of[ed->mention.at[at].head];
    for (uint32_t i = at + 1; sentence == 0 && i < ed->mention.n && d->sent_of[ed->mention.at[i].head] <= LATER_SENTENCES; i++) {
        const mention *m = &ed->mention.at[i];
        if (m->kind != M_PERSON || m->count < 2 || !m->value)
            continue;
        const kb_entity *e = lex_spell(ed, m);
        bool first = str_in(str_z(e->code), surname_first, LEN(surname_first)) && str_eq(d->form[m->first], name);
        if (first || surname_of(doc_text(d, m->first, m->first + m->count), name))
            return from_lexicon(ed, m, e, NO_TOKEN);
    }
    return NO_ENTITY;
}

static char gender_of(const nlp_doc *d, const mention *m)
{
    static const char *const her[] = {"wife", "widow", "daughter", "sister", "mother", "queen", "princess", "lady"};
    static const char *const his[] = {"husband", "son", "brother", "father", "king", "prince"};
    if (m->first == 0)
        return 0;
    str w = d->fold[m->first - (m->first > 1 && str_is(d->fold[m->first - 1], ",") ? 2 : 1)];
    for (size_t i = 0; i < LEN(her); i++)
        if (str_is(w, her[i]))
            return 'f';
    for (size_t i = 0; i < LEN(his); i++)
        if (str_is(w, his[i]))
            return 'm';
    w = d->fold[m->first - 1];
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
    char gender = gender_of(ed->nlp, m);
    uint32_t id = NO_ENTITY, title = title_before(ed, m);
    bool before = title != NO_TOKEN && ed->mention.at[title].kind == M_AGENT;
    if (m->count == 1 || !m->value) {
        if (before)
            id = known_bearer(ed, at, name, ed->nlp->fold[ed->mention.at[title].head], gender);
        else if (m->first > 0 && ed->nlp->sent_of[m->first - 1] == ed->nlp->sent_of[m->first]) /* a title that the tagger missed */
            id = known_bearer(ed, at, name, ed->nlp->fold[m->first - 1], gender);
        if (id == NO_ENTITY)
            id = known_bearer(ed, at, name, STR(""), gender);
    }
    if (before && m->count == 1 && (id == NO_ENTITY || left_office(ed, id, &ed->mention.at[title]))) {
        const kb_entity *holder = office_holder(ed, m, &ed->mention.at[title]);
        if (holder)
            id = from_lexicon(ed, m, holder, title);
    }
    if (id == NO_ENTITY && m->count == 1 && !m->value)
        id = named_later(ed, at, name);
    if (before)
        title = office_before(ed, title);
    if (title == NO_TOKEN)
        title = title_beside(ed, m);
    if (title == NO_TOKEN)
        title = title_after(ed, m);
    if (id == NO_ENTITY && m->value && title != NO_TOKEN && title > at && !ed->mention.at[title].who.n)
        agent_sides(ed, title, &ed->mention.at[title].who); /* an apposition that follows */
    if (id == NO_ENTITY && m->value && !namesake(ed, lex_spell(ed, m), title))
        id = from_lexicon(ed, m, lex_spell(ed, m), title);
    if (id == NO_ENTITY) {
        const char *code = "", *sector = "";
        sides who = {0};
        if (title != NO_TOKEN) {
            if (!ed->mention.at[title].who.n && title > at)
                agent_sides(ed, title, &who); /* an apposition that follows */
            else
                who = ed->mention.at[title].who;
        }
        if (!who.n && !one_of(ed, m, &who))
            nationality_beside(ed, m, &who);
        sides from = {0};
        if ((!who.n || ed->entity.at[who.at[0].entity].weak) && complement_sides(ed, m, &from) && who.n)
            who = comes_from(ed, m, &who.at[0], &from.at[0]);
        else if (!who.n)
            who = from;
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
    bool body = before && !m->value && lex_agent(ed->lex, ed->mention.at[title].value->ref)->kind == A_GROUP; /* "the daily La Prensa" */
    e->person = !body;
    e->group = e->group || body;
    e->named = true;
    if (!e->gender)
        e->gender = gender;
    if (!e->gender && m->count > 1 && ed->model) {
        uint8_t sex = coref_name_gender(ed->model, ed->nlp->fold[m->first]);
        e->gender = sex == SEX_M ? 'm' : sex == SEX_F ? 'f' : 0;
    }
    if (!e->office.n && title != NO_TOKEN && ed->mention.at[title].kind == M_AGENT)
        e->office = office_text(ed, title);
    sides_add(out, id, m->first, m->first + m->count);
}
