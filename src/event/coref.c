/*
 * coref.c - pronouns: he, they, it, we, who.
 *
 * In: the mentions before the pronoun, already resolved, and the chains of nlp/coref.c. A quoted "we" is its speaker, a relative "who" is the noun
 * before it. For the others a small ranking by rule: in one chain with the pronoun, right number and kind, near, subject before object.
 */
#include "event/event.h"

#define BACK_MENTIONS 60u
#define BACK_SENTENCES 4u

typedef enum { PRO_OTHER, PRO_HE, PRO_SHE, PRO_THEY, PRO_IT, PRO_WE, PRO_WHO, PRO_FORMER, PRO_LATTER } pronoun;

static pronoun kind_of(const nlp_doc *d, uint32_t t)
{
    static const struct {
        const char *word;
        pronoun kind;
    } words[] = {{"he", PRO_HE},       {"him", PRO_HE},    {"his", PRO_HE},     {"she", PRO_SHE},   {"her", PRO_SHE},       {"hers", PRO_SHE},
                 {"they", PRO_THEY},   {"them", PRO_THEY}, {"their", PRO_THEY}, {"both", PRO_THEY}, {"pair", PRO_THEY},     {"duo", PRO_THEY},
                 {"couple", PRO_THEY}, {"trio", PRO_THEY}, {"two", PRO_THEY},   {"it", PRO_IT},     {"its", PRO_IT},        {"we", PRO_WE},
                 {"us", PRO_WE},       {"our", PRO_WE},    {"i", PRO_WE},       {"my", PRO_WE},     {"me", PRO_WE},         {"who", PRO_WHO},
                 {"which", PRO_WHO},   {"that", PRO_WHO},  {"whom", PRO_WHO},   {"whose", PRO_WHO}, {"former", PRO_FORMER}, {"latter", PRO_LATTER}};
    for (size_t i = 0; i < LEN(words); i++)
        if (str_is(d->fold[t], words[i].word))
            return words[i].kind;
    return PRO_OTHER;
}

static void relative(event_doc *ed, uint32_t t, sides *out)
{
    const nlp_doc *d = ed->nlp;
    for (uint32_t v = t, steps = 0; v != NO_TOKEN && steps < 8; v = d->head[v], steps++)
        if (rel_is(d, v, R_ACL) && d->head[v] != NO_TOKEN && d->head[v] < t) {
            entity_sides(ed, relative_noun(d, v, t), out);
            return;
        }
}

static void speaker(event_doc *ed, uint32_t t, sides *out)
{
    uint32_t s = ed->stmt_of ? ed->stmt_of[t] : NO_TOKEN;
    if (s == NO_TOKEN || ed->stmt.at[s].kind != CASUS_DIRECT || ed->stmt.at[s].entity == NO_ENTITY)
        return;
    sides_add(out, ed->stmt.at[s].entity, t, t + 1);
}

static bool is_subject(const nlp_doc *d, uint32_t t) { return rel_is(d, t, R_NSUBJ); }

/* "Lind said they ...": the one who says it is not among them */
static uint32_t own_speaker(const nlp_doc *d, uint32_t t)
{
    for (uint32_t v = d->head[t], steps = 0; v != NO_TOKEN && steps < 6; v = d->head[v], steps++)
        if (rel_is(d, v, R_CCOMP) && d->head[v] != NO_TOKEN)
            return doc_dep(d, d->head[v], R_NSUBJ);
    return NO_TOKEN;
}

/* "met the mayor and praised his efforts", "vowed to jail his ally": who judges or jails does not do it to his own */
static bool judged(const nlp_doc *d, uint32_t noun)
{
    static const char *const words[] = {"praise",   "welcome", "commend", "hail", "applaud", "support", "back",   "condemn", "criticise", "criticize",
                                        "denounce", "slam",    "thank",   "free", "release", "jail",    "arrest", "detain",  "imprison",  "kill"};
    uint32_t v = noun != NO_TOKEN && rel_is(d, noun, R_OBJ) ? d->head[noun] : NO_TOKEN;
    for (size_t i = 0; v != NO_TOKEN && i < LEN(words); i++)
        if (doc_lemma_is(d, v, words[i]))
            return true;
    return false;
}

/* "killed four of them in a raid on their camp": nobody raids his own */
static bool raided(const nlp_doc *d, uint32_t noun)
{
    static const char *const deeds[] = {"raid", "attack", "strike", "assault", "ambush", "airstrike", "offensive"};
    uint32_t deed = noun == NO_TOKEN || !rel_is(d, noun, R_NMOD) || !str_is(case_of(d, noun), "on") ? NO_TOKEN : d->head[noun];
    return deed != NO_TOKEN && str_in(d->word[deed], deeds, LEN(deeds));
}

/* "police fired at them": a pronoun that is no subject does not mean the subject of its own clause */
static uint32_t not_subject(const event_doc *ed, uint32_t t)
{
    const nlp_doc *d = ed->nlp;
    if (is_subject(d, t) || (d->penn[t] == X_PRPS && !judged(d, d->head[t]) && !raided(d, d->head[t])))
        return NO_ENTITY;
    uint32_t v = d->head[t];
    for (int steps = 0; v != NO_TOKEN && d->upos[v] != U_VERB && steps < 5; steps++)
        v = d->head[v];
    while (v != NO_TOKEN && doc_dep(d, v, R_NSUBJ) == NO_TOKEN && (rel_is(d, v, R_CONJ) || rel_is(d, v, R_XCOMP)))
        v = d->head[v];
    uint32_t s = v == NO_TOKEN ? NO_TOKEN : doc_dep(d, v, R_NSUBJ), m = s == NO_TOKEN ? NO_TOKEN : ed->mention_of[s];
    return m != NO_TOKEN && ed->mention.at[m].who.n ? ed->mention.at[m].who.at[0].entity : NO_ENTITY;
}

static bool fits(const entity *e, pronoun p)
{
    switch (p) {
    case PRO_HE:
        return e->person && !e->plural && e->gender != 'f';
    case PRO_SHE:
        return e->person && !e->plural && e->gender != 'm';
    case PRO_THEY:
        return !e->person || e->plural;
    case PRO_IT:
        return !e->person && !e->plural;
    default:
        return false;
    }
}

/* two people named last ("the two", "they" after a meeting) */
static void last_people(event_doc *ed, uint32_t at, uint32_t not_token, sides *out)
{
    const nlp_doc *d = ed->nlp;
    uint32_t sentence = d->sent_of[ed->mention.at[at].head];
    for (uint32_t i = at, steps = 0; i-- > 0 && steps < BACK_MENTIONS && out->n < 2; steps++) {
        const mention *m = &ed->mention.at[i];
        if (d->sent_of[m->head] + 2 < sentence)
            break;
        if (m->kind != M_PERSON || !m->who.n || m->head == not_token)
            continue;
        sides_add(out, m->who.at[0].entity, ed->mention.at[at].first, ed->mention.at[at].first + ed->mention.at[at].count);
    }
    if (out->n < 2)
        out->n = 0;
}

/* does the chain of nlp/coref.c hold both words? */
static bool one_chain(const nlp_doc *d, uint32_t a, uint32_t b)
{
    uint32_t x = d->np_of[a], y = d->np_of[b];
    return x != NO_TOKEN && y != NO_TOKEN && d->np.at[x].chain == d->np.at[y].chain;
}

/* "When she came, May signed": whom the first pronoun of a chain means, if its sentence says so later; NO_TOKEN: nobody. Those ahead are resolved last. */
static uint32_t said_later(const event_doc *ed, uint32_t at)
{
    const nlp_doc *d = ed->nlp;
    uint32_t t = ed->mention.at[at].head, np = d->np_of[t];
    if (np == NO_TOKEN || d->np.at[np].chain != np || !d->np.at[np].linked)
        return NO_TOKEN;
    for (uint32_t i = at + 1; i < ed->mention.n && d->sent_of[ed->mention.at[i].first] == d->sent_of[t]; i++) {
        const mention *m = &ed->mention.at[i];
        if (m->kind != M_ADJ && m->kind != M_PRONOUN && m->head != NO_TOKEN && one_chain(d, m->head, t))
            return i;
    }
    return NO_TOKEN;
}

static void learn_gender(entity *e, pronoun p)
{
    if (!e->gender)
        e->gender = p == PRO_HE ? 'm' : p == PRO_SHE ? 'f' : 0;
}

/* "Kenya lent Chad two boats; the latter ...": of the last two that were named, in this sentence or the one before */
static void one_of_two(event_doc *ed, uint32_t at, bool former, sides *out)
{
    const nlp_doc *d = ed->nlp;
    uint32_t t = ed->mention.at[at].head, seen[2] = {NO_ENTITY, NO_ENTITY}, n = 0;
    for (uint32_t i = at, steps = 0; i-- > 0 && steps < BACK_MENTIONS && n < 2; steps++) {
        const mention *m = &ed->mention.at[i];
        if (d->sent_of[m->head] + 1 < d->sent_of[t])
            break;
        if (m->kind == M_ADJ || m->kind == M_PRONOUN || m->who.n != 1 || m->who.at[0].entity == seen[0])
            continue;
        seen[n++] = m->who.at[0].entity;
    }
    if (n == 2)
        sides_add(out, seen[former], t, t + 1);
}

/* "No ruler gets away with it," he said: whom the words are of is none of those whom they speak of */
static bool says(const event_doc *ed, uint32_t t, uint32_t word)
{
    uint32_t s = ed->stmt_of ? ed->stmt_of[word] : NO_TOKEN;
    return s != NO_TOKEN && ed->stmt.at[s].kind == CASUS_DIRECT && ed->stmt.at[s].speaker == t;
}

void pronoun_sides(event_doc *ed, uint32_t at, sides *out)
{
    const nlp_doc *d = ed->nlp;
    uint32_t t = ed->mention.at[at].head, best = NO_TOKEN;
    pronoun p = kind_of(d, t);
    if (p == PRO_WHO)
        relative(ed, t, out);
    if (p == PRO_WE)
        speaker(ed, t, out);
    if (p == PRO_FORMER || p == PRO_LATTER)
        one_of_two(ed, at, p == PRO_FORMER, out);
    if (p == PRO_WHO || p == PRO_WE || p == PRO_OTHER || p == PRO_FORMER || p == PRO_LATTER)
        return;
    if (p == PRO_IT && (rel_is(d, t, R_EXPL) || (is_subject(d, t) && d->head[t] != NO_TOKEN && doc_dep(d, d->head[t], R_CSUBJ) != NO_TOKEN)))
        return;
    uint32_t later = said_later(ed, at);
    if (later != NO_TOKEN) {
        for (uint32_t k = 0; k < ed->mention.at[later].who.n; k++)
            sides_add(out, ed->mention.at[later].who.at[k].entity, t, t + 1);
        return;
    }
    uint32_t not_head = own_speaker(d, t), sentence = d->sent_of[t], not_entity = NO_ENTITY;
    if (p == PRO_THEY && not_head != NO_TOKEN && ed->mention_of[not_head] != NO_TOKEN && ed->mention.at[ed->mention_of[not_head]].who.n)
        not_entity = ed->mention.at[ed->mention_of[not_head]].who.at[0].entity;
    bool many = not_head != NO_TOKEN && doc_lemma_is(d, not_head, "police"); /* "police said they had arrested two" */
    if (not_entity != NO_ENTITY && (many || ed->entity.at[not_entity].plural))
        not_entity = NO_ENTITY;
    uint32_t own = not_subject(ed, t);
    int best_score = INT32_MIN;
    for (uint32_t i = at, steps = 0; i-- > 0 && steps < BACK_MENTIONS; steps++) {
        const mention *m = &ed->mention.at[i];
        uint32_t back = sentence - d->sent_of[m->head];
        if (back > BACK_SENTENCES)
            break;
        if (!m->who.n || m->kind == M_ADJ || says(ed, t, m->head))
            continue;
        const entity *e = &ed->entity.at[m->who.at[0].entity];
        if (m->head == not_head && p == PRO_THEY && !e->plural && !many)
            continue;
        if ((!fits(e, p) && !(p == PRO_THEY && m->who.n > 1)) || m->who.at[0].entity == not_entity || m->who.at[0].entity == own)
            continue;
        int score = -4 * (int)back - (int)steps / 3;
        if (is_subject(d, m->head))
            score += 5;
        if (rel_is(d, m->head, R_NMOD))
            score -= 2;
        if (doc_in_quote(d, m->head) != doc_in_quote(d, t))
            score -= 4;
        if (p == PRO_IT && (doc_dep(d, m->head, R_CONJ) != NO_TOKEN || rel_is(d, m->head, R_CONJ)))
            score -= 5;                                 /* "Chad and Mali ... it": neither of the two */
        if (m->head == not_head && !doc_in_quote(d, t)) /* "Lind said she ..." */
            score += 4;
        if (p == PRO_THEY && (e->plural || e->group))
            score += e->plural ? 3 : 1;
        if (p == PRO_THEY && m->kind == M_COUNTRY)
            score -= 2;
        if ((p == PRO_HE || p == PRO_SHE) && m->kind == M_PERSON)
            score += 2;
        if (one_chain(d, m->head, t))
            score += 6;
        if (score > best_score)
            best_score = score, best = i;
    }
    if (p == PRO_THEY && is_subject(d, t) && best_score < 0)
        last_people(ed, at, not_head, out);
    if (out->n || best == NO_TOKEN)
        return;
    const mention *m = &ed->mention.at[best];
    for (uint32_t k = 0; k < (p == PRO_THEY ? m->who.n : 1); k++)
        sides_add(out, m->who.at[k].entity, t, t + 1);
    learn_gender(&ed->entity.at[m->who.at[0].entity], p);
}
