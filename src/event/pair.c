/*
 * pair.c - what happened between two given actors.
 *
 * In: the document and two spans of it. The spans become mentions and entities of their own, whatever the tables know of them, so that the
 * frames see two actors that are known. Out: one answer, always. The events that fit the two are candidates; the scorer (scorer.c), told of
 * them and of the words between the two, chooses one, or a class of its own where none will do.
 */
#include "event/pair.h"
#include "event/scorer.h"

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

/* An event that fits, as an answer */
typedef struct {
    pair_answer answer;
    int fit;
    uint32_t depth;
    uint8_t klass;
    bool loose; /* by a line of given.tsv */
} candidate;
#define CANDIDATES_MAX 6u

static bool before(const candidate *a, const candidate *b) { return a->fit > b->fit || (a->fit == b->fit && a->depth < b->depth); }

static void make_candidate(const event_doc *ed, const raw_event *e, int score, candidate *c)
{
    *c = (candidate){.fit = score, .depth = depth(ed->nlp, e->trigger), .loose = e->frame && (e->frame->flags & FR_GIVEN) != 0};
    pair_answer *a = &c->answer;
    a->category = e->category;
    a->n_mode = e->n_mode;
    memcpy(a->mode, e->mode, sizeof a->mode);
    memcpy(a->cameo, e->cameo, sizeof a->cameo);
    a->aux = e->aux;
    a->trigger = e->trigger;
    a->why = e->why;
    settle(ed, a);
    c->klass = scorer_class(ed, a->category);
}

/* The events that fit best, the best first */
static uint32_t candidates(const event_doc *ed, candidate list[CANDIDATES_MAX])
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < ed->event.n; i++) {
        const raw_event *e = &ed->event.at[i];
        int s = e->dropped || e->category >= N_EVENTS ? 0 : fit(ed, e);
        if (!s)
            continue;
        candidate c;
        make_candidate(ed, e, s, &c);
        if (n == CANDIDATES_MAX && !before(&c, &list[n - 1]))
            continue;
        uint32_t k = n < CANDIDATES_MAX ? n++ : n - 1;
        for (; k > 0 && before(&c, &list[k - 1]); k--)
            list[k] = list[k - 1];
        list[k] = c;
    }
    return n;
}

/* ---- what the scorer is told ---- */

static void add_number(event_doc *ed, scorer_input *in, const char *kind, uint32_t a, uint32_t b)
{
    char text[8] = {(char)('0' + a / 10 % 10), (char)('0' + a % 10), '.', (char)('0' + b / 10 % 10), (char)('0' + b % 10)};
    scorer_add(ed, in, kind, str_of(text, b < 100 ? 5 : 2));
}

/* the classes that the frames of a word may mean, whatever they need */
static void frame_classes(event_doc *ed, scorer_input *in, const char *kind, uint32_t t)
{
    const nlp_doc *d = ed->nlp;
    char pos = d->upos[t] == U_VERB ? 'V' : d->upos[t] == U_NOUN ? 'N' : d->upos[t] == U_ADJ ? 'A' : 0;
    uint32_t n = 0, count[SCORER_CLASSES] = {0}, all = 0;
    const uint32_t *list = pos ? lex_words(ed->lex, lex_key('F', pos, d->lemma[t]), &n) : NULL;
    for (uint32_t i = 0; i < n && list; i++) {
        const kb_frame *f = lex_frame(ed->lex, list[i]);
        if (f->event < N_EVENTS)
            count[scorer_class(ed, f->event)]++, all++;
    }
    for (uint32_t c = 0; c < SCORER_CLASSES; c++)
        if (all && 4 * count[c] >= all)
            add_number(ed, in, kind, c, 100);
}

static bool content(const nlp_doc *d, uint32_t t) { return d->upos[t] == U_VERB || d->upos[t] == U_NOUN || d->upos[t] == U_ADJ; }

/* a verb or noun between the two, and what hangs on it */
static void path_word(event_doc *ed, scorer_input *in, uint32_t t)
{
    const nlp_doc *d = ed->nlp;
    if (!content(d, t))
        return;
    scorer_add(ed, in, "W=", d->lemma[t]);
    scorer_word(ed, in, t);
    frame_classes(ed, in, "F=", t);
    for (uint32_t c = d->child[t]; c != NO_TOKEN; c = d->sibling[c]) {
        bool given = c == ed->given[0].head || c == ed->given[1].head;
        bool part = rel_is(d, c, R_OBJ) || rel_is(d, c, R_XCOMP) || rel_is(d, c, R_CCOMP) || (rel_is(d, c, R_AMOD) && d->upos[t] == U_NOUN) ||
                    (rel_is(d, c, R_COMPOUND) && d->sub[c] != RS_PRT);
        if (rel_is(d, c, R_COMPOUND) && d->sub[c] == RS_PRT)
            scorer_add(ed, in, "R=", d->fold[c]);
        if (!part || given || !content(d, c))
            continue;
        scorer_add(ed, in, "C=", d->lemma[c]);
        scorer_word(ed, in, c);
        frame_classes(ed, in, "G=", c);
    }
    for (uint32_t c = d->child[t]; c != NO_TOKEN; c = d->sibling[c]) {
        if (rel_is(d, c, R_ADVMOD) && (str_is(d->fold[c], "not") || str_is(d->fold[c], "n't") || str_is(d->fold[c], "never")))
            scorer_add(ed, in, "N=", STR("not"));
        if (rel_is(d, c, R_AUX) && d->penn[c] == X_MD)
            scorer_add(ed, in, "M=", d->lemma[c]);
    }
}

/* the word that stands over both; NO_TOKEN: in different sentences */
static uint32_t over_both(const nlp_doc *d, uint32_t a, uint32_t b)
{
    uint32_t t = a;
    while (t != NO_TOKEN && t != b && !doc_under(d, b, t))
        t = d->head[t];
    return t;
}

/* From a head up to the word over both, and on to the first verb: "Chile and Peru [reached] a deal" */
static void path(event_doc *ed, scorer_input *in, uint32_t from, uint32_t over)
{
    const nlp_doc *d = ed->nlp;
    bool reached = over == NO_TOKEN || from == over;
    uint32_t t = from;
    for (int steps = 0; steps < 10; steps++) {
        if (reached && d->upos[t] == U_VERB)
            return;
        t = d->head[t];
        if (t == NO_TOKEN)
            return;
        path_word(ed, in, t);
        reached = reached || t == over;
    }
}

static void describe(event_doc *ed, const candidate *list, uint32_t n, scorer_input *in)
{
    const nlp_doc *d = ed->nlp;
    const given_side *a = &ed->given[0], *b = &ed->given[1];
    memset(in, 0, sizeof *in);
    in->alone = n == 0;
    if (!n)
        scorer_add(ed, in, "E=none", STR(""));
    for (uint32_t i = 0; i < n && i < 3; i++) {
        uint32_t level = (uint32_t)list[i].fit / 10 + (list[i].loose ? 20 : 0);
        if (i == 0)
            add_number(ed, in, "E=", list[i].klass, 100);
        add_number(ed, in, i == 0 ? "E=" : "E+", list[i].klass, level);
    }
    uint32_t over = a->head == NO_TOKEN || b->head == NO_TOKEN ? NO_TOKEN : over_both(d, a->head, b->head);
    if (a->head != NO_TOKEN)
        path(ed, in, a->head, over);
    if (b->head != NO_TOKEN) {
        path(ed, in, b->head, over);
        scorer_add(ed, in, "P=", case_of(d, b->head));
        if (d->upos[b->head] == U_NOUN)
            scorer_add(ed, in, "B=", d->lemma[b->head]);
    }
    if (a->head != NO_TOKEN && b->head != NO_TOKEN && said_by(ed, b->head, a->head))
        scorer_add(ed, in, "S=", STR("said"));
    scorer_mean(in);
}

/* ---- the answer ---- */

static void why_score(event_doc *ed, const scorer_input *in, uint8_t klass, raw_event *note)
{
    uint32_t shown[4] = {NO_TOKEN, NO_TOKEN, NO_TOKEN, NO_TOKEN};
    for (size_t k = 0; k < LEN(shown); k++) {
        int32_t best = 0;
        for (uint32_t i = 0; i <= in->n; i++) {
            int32_t part = scorer_part(ed, in, i, klass);
            if (part > best && i != shown[0] && i != shown[1] && i != shown[2])
                best = part, shown[k] = i;
        }
        if (shown[k] != NO_TOKEN)
            event_why(ed, note, "scorer: for it speaks", shown[k] < in->n ? in->name[shown[k]] : STR("the sense of the words"));
    }
}

bool pair_decide(event_doc *ed, pair_answer *out)
{
    candidate list[CANDIDATES_MAX];
    scorer_input *in = arena_get(ed->mem, sizeof *in);
    scorer_result r;
    if (!in)
        return false;
    uint32_t n = candidates(ed, list), at = 0;
    describe(ed, list, n, in);
    scorer_run(ed, in, &r);
    ed->scored = in;
    while (at < n && list[at].klass != r.best)
        at++;
    raw_event note = {0};
    if (at < n) {
        *out = list[at].answer;
        note.why = out->why;
    } else {
        *out = (pair_answer){.category = scorer_category(ed, r.best), .trigger = NO_TOKEN};
        memcpy(out->cameo, scorer_cameo(r.best), 4);
        event_why(ed, &note, n ? "rejected by the scorer: every event of the frames" : "no event of the frames, the scorer alone", STR(""));
    }
    why_score(ed, in, r.best, &note);
    out->why = note.why;
    out->confidence = r.share;
    return !ed->mem->failed;
}
