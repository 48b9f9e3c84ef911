/*
 * bind_size.c - how many: killed, injured, held, on the march.
 *
 * In: an event with category, mode and sentence. Out: e->size, what the verbs of its own clause count: "killed two guards and a cook" are three.
 * A crowd is counted where it acts; of those who are held each one counts, a single one as well.
 */
#include "event/bind.h"

#define COUNT_MAX 100000000

enum { KILLED, INJURED, HELD };

static int32_t number_at(const nlp_doc *d, uint32_t t)
{
    static const char *const units[] = {"zero",   "one",    "two",      "three",    "four",    "five",    "six",       "seven",    "eight",    "nine",  "ten",
                                        "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"};
    static const struct {
        const char *word;
        int32_t value;
    } more[] = {{"thirty", 30}, {"forty", 40},  {"fifty", 50},    {"sixty", 60},      {"seventy", 70},
                {"eighty", 80}, {"ninety", 90}, {"hundred", 100}, {"thousand", 1000}, {"dozen", 12}};
    str w = d->fold[t];
    int64_t v = 0;
    if (w.n && w.p[0] >= '0' && w.p[0] <= '9') {
        for (size_t i = 0; i < w.n; i++) {
            if (w.p[i] == ',')
                continue;
            if (w.p[i] < '0' || w.p[i] > '9' || v > 100000000)
                return -1;
            v = v * 10 + (w.p[i] - '0');
        }
        return (int32_t)v;
    }
    for (size_t i = 0; i < LEN(units); i++)
        if (str_is(w, units[i]))
            return (int32_t)i;
    for (size_t i = 0; i < LEN(more); i++)
        if (str_is(w, more[i].word))
            return more[i].value;
    return -1;
}

/* how many the noun phrase counts, with those that it is joined to if all are counted; -1: nobody counts them */
static int32_t count_in(const event_doc *ed, uint32_t np, bool joined)
{
    const nlp_doc *d = ed->nlp;
    int32_t own = -1;
    for (uint32_t c = d->child[np]; c != NO_TOKEN && own < 0; c = d->sibling[c])
        if (rel_is(d, c, R_NUMMOD)) {
            static const char *const vague[] = {"several", "few", "many"}; /* "several thousand" says no number */
            uint32_t k = doc_dep(d, c, R_COMPOUND);
            own = c > 0 && str_in(d->fold[c - 1], vague, LEN(vague)) && number_at(d, c) >= 12 ? -1 : number_at(d, c);
            if (own > 0 && own < 1000 && k != NO_TOKEN && k < c && number_at(d, k) > 0)
                own *= number_at(d, k);
        }
    if (own < 0 && d->upos[np] == U_NUM)
        own = number_at(d, np);
    if (own < 0 && (doc_lemma_is(d, np, "couple") || doc_lemma_is(d, np, "pair")))
        own = 2;
    uint32_t det = doc_dep(d, np, R_DET), m = ed->mention_of[np];
    bool one = m != NO_TOKEN && ed->mention.at[m].kind == M_AGENT && ed->mention.at[m].value->kind == PH_AGENT && ed->mention.at[m].who.n &&
               ed->entity.at[ed->mention.at[m].who.at[0].entity].person;
    bool named = m != NO_TOKEN && ed->mention.at[m].kind == M_PERSON;
    for (uint32_t c = d->child[np]; c != NO_TOKEN && one; c = d->sibling[c]) /* "former guerrilla Per Holm" */
        named =
            named || ((rel_is(d, c, R_APPOS) || rel_is(d, c, R_FLAT)) && ed->mention_of[c] != NO_TOKEN && ed->mention.at[ed->mention_of[c]].kind == M_PERSON);
    if (own < 0 && (named || (one && det != NO_TOKEN && !str_is(d->fold[det], "no"))))
        own = 1; /* "arrested a man", "shot Anna Lind" */
    for (uint32_t c = d->child[np]; own >= 0 && !joined && c != NO_TOKEN; c = d->sibling[c]) {
        int32_t more = rel_is(d, c, R_CONJ) && d->upos[c] != U_VERB ? count_in(ed, c, true) : -1;
        own += more > 0 && own < COUNT_MAX ? more : 0;
    }
    return own;
}

static int32_t count_of(const event_doc *ed, uint32_t np) { return count_in(ed, np, false); }

/* "a crowd of 200 people": those it is made of */
static int32_t crowd_of(const event_doc *ed, uint32_t np)
{
    int32_t n = count_of(ed, np);
    for (uint32_t c = ed->nlp->child[np]; n < 0 && c != NO_TOKEN; c = ed->nlp->sibling[c])
        if (rel_is(ed->nlp, c, R_NMOD) && str_is(case_of(ed->nlp, c), "of"))
            n = count_of(ed, c);
    return n > 1 ? n : -1;
}

/* "fired tear gas during a strike over an attack that killed 20", "struck the town as rebels killed two": is that toll another act's? */
static bool toll_of_another(const event_doc *ed, const raw_event *e, uint32_t verb)
{
    const nlp_doc *d = ed->nlp;
    for (uint32_t t = verb, steps = 0; t != NO_TOKEN && t != e->trigger && steps < 8; t = d->head[t], steps++) {
        uint32_t noun = rel_is(d, t, R_ACL) && d->sub[t] == RS_RELCL ? d->head[t] : NO_TOKEN;
        const kb_frame *f = noun == NO_TOKEN || noun == e->trigger || d->head[noun] == e->trigger ? NULL : ed->frame_of[noun];
        if (f && f->event == e->category && doc_under(d, noun, e->trigger))
            return true;
    }
    return doc_under(d, verb, e->trigger) ? bind_aside(d, verb, e->trigger) : doc_under(d, e->trigger, verb) && !e->noun && bind_aside(d, e->trigger, verb);
}

/* "left 20 people dead and 45 wounded": what stands behind the numbers */
static void left_dead(const nlp_doc *d, uint32_t leave, int32_t size[3])
{
    static const char *const dead[] = {"dead", "killed"}, *const hurt[] = {"wounded", "injured", "hurt"};
    const text_sentence *s = &d->sent[d->sent_of[leave]];
    int32_t number = -1;
    for (uint32_t t = leave + 1, near = 0; t < s->first + s->count && d->upos[t] != U_AUX; t++) {
        int32_t v = number_at(d, t);
        if (v >= 0)
            number = v, near = t;
        int field = str_in(d->fold[t], dead, LEN(dead)) ? KILLED : str_in(d->fold[t], hurt, LEN(hurt)) ? INJURED : -1;
        if (field >= 0 && number >= 0 && t - near <= 4 && size[field] < 0)
            size[field] = number, number = -1;
    }
}

/* "was shot dead", "stabbed to death" */
static bool to_death(const nlp_doc *d, uint32_t v)
{
    static const char *const verbs[] = {"shoot", "stab", "beat", "hack", "gun", "burn", "stone", "bludgeon"};
    const text_sentence *s = &d->sent[d->sent_of[v]];
    if (!str_in(d->word[v], verbs, LEN(verbs)))
        return false;
    for (uint32_t t = v + 1; t < s->first + s->count && t < v + 8; t++)
        if (str_is(d->fold[t], "dead") || (str_is(d->fold[t], "death") && str_is(d->fold[t - 1], "to")) || str_is(d->fold[v + 1], "down"))
            return true;
    return false;
}

void bind_size(event_doc *ed, raw_event *e)
{
    static const struct {
        const char *lemma;
        int field;
        bool subject;
    } verbs[] = {{"kill", KILLED, false},   {"die", KILLED, true},    {"slay", KILLED, false},    {"massacre", KILLED, false},   {"behead", KILLED, false},
                 {"murder", KILLED, false}, {"perish", KILLED, true}, {"wound", INJURED, false},  {"injure", INJURED, false},    {"hurt", INJURED, false},
                 {"arrest", HELD, false},   {"detain", HELD, false},  {"jail", HELD, false},      {"capture", HELD, false},      {"abduct", HELD, false},
                 {"kidnap", HELD, false},   {"seize", HELD, false},   {"execute", KILLED, false}, {"assassinate", KILLED, false}};
    const nlp_doc *d = ed->nlp;
    int32_t size[] = {-1, -1, -1};
    const text_sentence *s = &d->sent[d->sent_of[e->trigger]];
    const char *category = lex_string(ed->lex, lex_category(ed->lex, e->category)->name);
    fillers own = {0};
    if (strcmp(category, "PROTEST") == 0) {
        slot_fill(ed, e->trigger, S_SUBJ, &own);
        if (own.n)
            e->size.participants = crowd_of(ed, own.at[0]);
        return;
    }
    bool assault = strcmp(category, "ASSAULT") == 0, coerce = strcmp(category, "COERCE") == 0;
    bool holds = event_mode_is(ed, e, "abduct") || event_mode_is(ed, e, "arrest");
    if (!assault && !coerce)
        return;
    if (!e->noun && (holds || to_death(d, e->trigger))) {
        slot_fill(ed, e->trigger, S_OBJ, &own);
        if (own.n)
            size[holds ? HELD : KILLED] = count_of(ed, own.at[0]);
    }
    for (uint32_t n = 0, t = e->trigger; n <= s->count; t = s->first + n++) { /* the trigger's own number first */
        if (doc_lemma_is(d, t, "leave") && d->upos[t] == U_VERB && assault && (t == e->trigger || doc_under(d, t, e->trigger) || d->head[e->trigger] == t))
            left_dead(d, t, size);
        for (size_t k = 0; k < LEN(verbs); k++) {
            if (!doc_lemma_is(d, t, verbs[k].lemma) || d->upos[t] != U_VERB ||
                (verbs[k].field == HELD ? !holds : !assault || (holds && !doc_under(d, t, e->trigger))))
                continue;
            if (t != e->trigger && !doc_under(d, t, e->trigger) && d->head[t] != d->head[e->trigger] && !doc_under(d, e->trigger, t))
                continue;
            if (t != e->trigger && (toll_of_another(ed, e, t) || (e->noun && holds && doc_under(d, e->trigger, t))))
                continue; /* nor is "jailed for the kidnapping of two" a kidnapping of one */
            fillers f = {0};
            slot_fill(ed, t, verbs[k].subject ? S_SUBJ : S_OBJ, &f);
            bool loot = f.n && str_is(d->word[t], "seize") && ed->mention_of[f.at[0]] == NO_TOKEN && d->upos[f.at[0]] != U_NUM; /* "three boats" */
            int32_t v = f.n && !loot ? count_of(ed, f.at[0]) : -1;
            if (v >= 0 && size[verbs[k].field] < 0)
                size[verbs[k].field] = v;
        }
    }
    e->size.killed = size[KILLED];
    e->size.injured = size[INJURED];
    e->size.arrested = size[HELD];
}
