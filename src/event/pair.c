/*
 * pair.c - what happened between two given actors.
 *
 * In: the document and two spans of it. The spans become mentions and entities of their own, whatever the tables know of them, so that the
 * frames see two actors that are known. Out: one answer, always. An event between the two is the answer; else the best one that touches
 * either.
 */
#include "event/pair.h"

/* ---- the given actors ---- */

static int nominal(const nlp_doc *d, uint32_t t)
{
    switch (d->upos[t]) {
    case U_NOUN:
    case U_PROPN:
    case U_PRON:
        return 2;
    case U_ADJ:
    case U_NUM:
        return 1;
    default:
        return 0;
    }
}

/* the word of the span that hangs on a word outside it; a noun before others */
static uint32_t span_head(const nlp_doc *d, uint32_t first, uint32_t end)
{
    uint32_t best = NO_TOKEN;
    for (uint32_t t = first; t < end; t++) {
        bool out = d->head[t] == NO_TOKEN || d->head[t] < first || d->head[t] >= end;
        if (out && !rel_is(d, t, R_PUNCT) && (best == NO_TOKEN || nominal(d, t) > nominal(d, best)))
            best = t;
    }
    return best;
}

/* a mention at the span's head, if there is none */
static bool add_mention(event_doc *ed, const given_side *g)
{
    const nlp_doc *d = ed->nlp;
    if (ed->mention_of[g->head] != NO_TOKEN)
        return true;
    mention *last = vec_push(ed->mem, &ed->mention, MENTIONS_MAX);
    if (!last)
        return false;
    uint32_t at = ed->mention.n - 1;
    for (; at > 0 && ed->mention.at[at - 1].head > g->head; at--)
        ed->mention.at[at] = ed->mention.at[at - 1];
    ed->mention.at[at] = (mention){.head = g->head, .first = g->head, .count = 1, .kind = M_PERSON};
    for (uint32_t t = 0; t < d->n; t++)
        if (ed->mention_of[t] != NO_TOKEN && ed->mention_of[t] >= at)
            ed->mention_of[t]++;
    ed->mention_of[g->head] = at;
    return true;
}

void pair_mark(event_doc *ed, given_side pair[2], const casus_token *token, const casus_span span[2])
{
    const nlp_doc *d = ed->nlp;
    for (int i = 0; i < 2; i++) {
        given_side *g = &pair[i];
        *g = (given_side){.first = d->n, .head = NO_TOKEN, .entity = NO_ENTITY};
        for (uint32_t t = 0; t < d->n; t++)
            if (token[t].start < span[i].end && token[t].end > span[i].start) {
                g->first = g->first < t ? g->first : t;
                g->end = t + 1;
            }
        g->head = span_head(d, g->first, g->end);
    }
    if (pair[0].head == pair[1].head)
        pair[1].head = NO_TOKEN;
    ed->given = pair;
}

/* an entity of its own for a span: what it stands for by the tables, else somebody; a code that no table has keeps it from being nobody */
static bool own_entity(event_doc *ed, given_side *g, const char *code, uint32_t *known)
{
    sides s = {0};
    entity e = {.name = doc_text(ed->nlp, g->first, g->end), .first_token = g->head, .next = NO_ENTITY};
    *known = entity_sides(ed, g->head, &s) ? s.at[0].entity : NO_ENTITY;
    if (*known != NO_ENTITY)
        e = ed->entity.at[*known];
    if (!e.code[0] && !e.sector[0])
        memcpy(e.code, code, 3);
    entity *own = vec_push(ed->mem, &ed->entity, MENTIONS_MAX);
    if (!own)
        return false;
    *own = e;
    g->entity = ed->entity.n - 1;
    return true;
}

/* "it", "the army": whatever else stands for one of the two stands for the given one */
static void redirect(event_doc *ed, uint32_t from, uint32_t to)
{
    for (uint32_t k = 0; k < ed->mention.n; k++)
        for (uint32_t x = 0; x < ed->mention.at[k].who.n; x++)
            if (ed->mention.at[k].who.at[x].entity == from)
                ed->mention.at[k].who.at[x].entity = to;
}

/* the verb of saying or thinking in whose clause t stands, and whose subject is `speaker` */
static bool said_by(const event_doc *ed, uint32_t t, uint32_t speaker)
{
    const nlp_doc *d = ed->nlp;
    for (int steps = 0; steps < 12 && d->head[t] != NO_TOKEN; steps++, t = d->head[t]) {
        uint32_t v = d->head[t];
        if ((!rel_is(d, t, R_CCOMP) && !rel_is(d, t, R_PARATAXIS) && !rel_is(d, v, R_PARATAXIS)) || d->upos[v] != U_VERB)
            continue;
        fillers f = {0};
        slot_fill(ed, v, S_SUBJ, &f);
        for (uint32_t i = 0; i < f.n; i++)
            if (f.at[i] == speaker)
                return true;
    }
    return false;
}

/* "The miners said they would not go back": an unclear pronoun in what one of the two says is that one */
static void own_pronouns(event_doc *ed)
{
    static const char *const third[] = {"they", "it", "he", "she", "we", "i", "them", "their", "its", "his", "her", "our"};
    for (uint32_t k = 0; k < ed->mention.n; k++) {
        mention *m = &ed->mention.at[k];
        bool pronoun = false, other = false;
        for (size_t i = 0; i < LEN(third); i++)
            pronoun = pronoun || str_is(ed->nlp->fold[m->head], third[i]);
        for (uint32_t i = 0; i < m->who.n; i++)
            other = other || m->who.at[i].entity == ed->given[0].entity || m->who.at[i].entity == ed->given[1].entity;
        for (int i = 0; i < 2 && pronoun && !other && m->kind == M_PRONOUN; i++)
            if (ed->given[i].head != NO_TOKEN && said_by(ed, m->head, ed->given[i].head)) {
                m->who = (sides){.at = {{ed->given[i].entity, m->head, m->head + 1}}, .n = 1};
                other = true;
            }
    }
}

bool pair_resolve(event_doc *ed)
{
    static const char *const code[] = {"-A-", "-B-"};
    uint32_t known[2] = {NO_ENTITY, NO_ENTITY};
    for (int i = 0; i < 2; i++)
        if (ed->given[i].head != NO_TOKEN && !own_entity(ed, &ed->given[i], code[i], &known[i]))
            return false;
    for (int i = 0; i < 2; i++)
        if (known[i] != NO_ENTITY && known[0] != known[1])
            redirect(ed, known[i], ed->given[i].entity);
    for (int i = 0; i < 2; i++) {
        const given_side *g = &ed->given[i];
        if (g->head == NO_TOKEN)
            continue;
        if (!add_mention(ed, g))
            return !ed->mem->failed;
        ed->mention.at[ed->mention_of[g->head]].who = (sides){.at = {{g->entity, g->first, g->end}}, .n = 1};
    }
    own_pronouns(ed);
    return true;
}

/* ---- the events between them ---- */

static bool has(const sides *s, const given_side *g)
{
    for (uint32_t i = 0; i < s->n; i++)
        if (s->at[i].entity == g->entity || (s->at[i].first < g->end && s->at[i].end > g->first))
            return true;
    return false;
}

/* how well an event fits the two: 0 not at all */
static int fit(const event_doc *ed, const raw_event *e)
{
    const given_side *a = &ed->given[0], *b = &ed->given[1];
    bool aa = has(&e->actor, a), ab = has(&e->actor, b), ra = has(&e->recipient, a), rb = has(&e->recipient, b);
    if (aa && rb)
        return 100;
    if (aa && ab)
        return 95;
    if (ab && ra)
        return 60;
    if (aa)
        return b->head != NO_TOKEN && doc_under(ed->nlp, b->head, e->trigger) ? 80 : 50;
    if (rb)
        return a->head != NO_TOKEN && doc_under(ed->nlp, a->head, e->trigger) ? 70 : 45;
    return ab || ra ? 20 : 0;
}

static uint32_t depth(const nlp_doc *d, uint32_t t)
{
    uint32_t n = 0;
    for (; d->head[t] != NO_TOKEN && n < SENTENCE_MAX; n++)
        t = d->head[t];
    return n;
}

static const raw_event *best_event(const event_doc *ed, int *score)
{
    const raw_event *best = NULL;
    uint32_t best_depth = 0;
    *score = 0;
    for (uint32_t i = 0; i < ed->event.n; i++) {
        const raw_event *e = &ed->event.at[i];
        int s = e->dropped ? 0 : fit(ed, e);
        uint32_t deep = depth(ed->nlp, e->trigger);
        if (s > *score || (s && s == *score && deep < best_depth))
            best = e, *score = s, best_depth = deep;
    }
    return best;
}

/* What is only announced is an agreement or a threat, cooperation that does not take place a rejection: the codes of compose.tsv */
static void settle(const event_doc *ed, pair_answer *a)
{
    bool friendly = lex_category(ed->lex, a->category)->quad <= 2;
    op_kind op = OP_NONE;
    if (a->aux == AUX_FUTURE || a->aux == AUX_HYPOTHETICAL)
        op = friendly ? OP_AGREE : OP_THREATEN;
    else if (a->aux == AUX_NEGATION && friendly)
        op = OP_REJECT;
    const kb_compose *c = op == OP_NONE ? NULL : lex_compose(ed->lex, op, a->category, a->mode, a->n_mode, a->cameo);
    if (!c || c->result == EVENT_NONE || (c->result == a->category && !c->cameo[0]))
        return;
    a->category = c->result;
    a->n_mode = 0;
    if (c->mode2 != EVENT_NONE)
        a->mode[a->n_mode++] = c->mode2;
    if (c->cameo[0])
        memcpy(a->cameo, c->cameo, 4);
    a->aux = AUX_NONE;
}

bool pair_decide(event_doc *ed, pair_answer *out)
{
    int score;
    const raw_event *e = best_event(ed, &score);
    *out = (pair_answer){.trigger = NO_TOKEN, .confidence = 200, .cameo = "040"};
    if (e) {
        out->category = e->category;
        out->n_mode = e->n_mode;
        memcpy(out->mode, e->mode, sizeof out->mode);
        memcpy(out->cameo, e->cameo, sizeof out->cameo);
        out->aux = e->aux;
        out->trigger = e->trigger;
        out->confidence = score * 9;
        out->why = e->why;
        settle(ed, out);
    }
    return true;
}
