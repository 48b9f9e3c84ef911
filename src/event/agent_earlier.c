/*
 * agent_earlier.c - roles that stand for somebody the article has named before: "the president", "the group", "the rebels", "its neighbour".
 *
 * In: a role and the mentions before it, resolved. Out: whom it stands for; nothing where the words do not fit or the article has gone on to
 * another country since.
 */
#include "event/agent.h"

#define SCENE_SENTENCES 3u /* an article that has not named a country for so long has left it */

/* Has the article gone on to another country since? "The government" is then no longer that of the paragraph before. */
static bool left_behind(const event_doc *ed, uint32_t at, uint32_t earlier, const char *code)
{
    const nlp_doc *d = ed->nlp;
    uint32_t sentence = d->sent_of[ed->mention.at[at].head];
    bool other = false;
    if (d->sent_of[ed->mention.at[earlier].head] + SCENE_SENTENCES >= sentence)
        return false;
    for (uint32_t i = at; i-- > earlier && d->sent_of[ed->mention.at[i].head] + SCENE_SENTENCES >= sentence;) {
        const mention *m = &ed->mention.at[i];
        const entity *e = m->who.n ? &ed->entity.at[m->who.at[0].entity] : NULL;
        if (!e || e->weak || !e->code[0] || code_is_body(e->code))
            continue;
        if (strcmp(e->code, code) == 0)
            return false;
        other = true;
    }
    return other;
}

/* "the group", "the alliance": the last armed group, organisation or party named, of the kind that the word can mean */
bool role_same_body(role *r, uint32_t at, sides *out)
{
    static const struct {
        const char *word;
        uint32_t kinds; /* bits of kb_entity_kind */
    } words[] = {{"group", 1u << E_ARMED | 1u << E_NGO},
                 {"movement", 1u << E_ARMED | 1u << E_PARTY},
                 {"organisation", 1u << E_ARMED | 1u << E_NGO | 1u << E_IGO},
                 {"organization", 1u << E_ARMED | 1u << E_NGO | 1u << E_IGO},
                 {"faction", 1u << E_ARMED | 1u << E_PARTY},
                 {"alliance", 1u << E_IGO},
                 {"bloc", 1u << E_IGO},
                 {"militia", 1u << E_ARMED},
                 {"sect", 1u << E_ARMED},
                 {"agency", 1u << E_IGO | 1u << E_NGO},
                 {"body", 1u << E_IGO},
                 {"party", 1u << E_PARTY}};
    event_doc *ed = r->ed;
    const nlp_doc *d = ed->nlp;
    uint32_t kinds = 0, det = doc_dep(d, r->m->head, R_DET), enemy = NO_TOKEN;
    for (size_t i = 0; i < LEN(words); i++)
        if (doc_lemma_is(d, r->m->head, words[i].word))
            kinds = words[i].kinds;
    if (!kinds || r->m->value->kind != PH_AGENT || det == NO_TOKEN || !str_is(d->fold[det], "the") || doc_dep(d, r->m->head, R_AMOD) != NO_TOKEN)
        return false;
    for (uint32_t i = at, steps = 0; i-- > 0 && steps < 60; steps++) {
        const mention *m = &ed->mention.at[i];
        if (d->sent_of[m->head] + 3 < d->sent_of[r->m->head])
            break;
        const entity *of = m->who.n ? &ed->entity.at[m->who.at[0].entity] : NULL;
        if (m->kind == M_AGENT && of && kinds >> E_IGO & 1 && (strcmp(of->code, "IGO") == 0 || strcmp(of->code, "UNO") == 0)) { /* "a NATO spokesman" */
            char code[4];
            memcpy(code, of->code, 4);
            sides_add(out, entity_get(ed, code, "", d->lemma[r->m->head], r->m->head), r->m->first, r->m->first + r->m->count);
            return true;
        }
        if (m->kind != M_ACTOR || !m->value || !m->who.n || !(kinds >> lex_entity(ed->lex, m->value->ref)->kind & 1))
            continue;
        if (str_is(case_of(d, m->head), "against") && enemy == NO_TOKEN) {
            enemy = i; /* "armed the militia against X; the militia ...": not X if anybody else was named */
            continue;
        }
        sides_add(out, m->who.at[0].entity, r->m->first, r->m->first + r->m->count);
        return true;
    }
    if (enemy != NO_TOKEN)
        sides_add(out, ed->mention.at[enemy].who.at[0].entity, r->m->first, r->m->first + r->m->count);
    return enemy != NO_TOKEN;
}

/* "the rebels" after "Houthi rebels", "the court" after "the High Court of Audit" */
static bool name_has(const nlp_doc *d, const mention *name, str word)
{
    for (uint32_t t = name->first; t < name->first + name->count; t++)
        if (str_eq(d->word[t], word))
            return true;
    return false;
}

/* the same role earlier in the article, if its country was told */
bool role_same(role *r, uint32_t at, bool guessed, sides *out)
{
    event_doc *ed = r->ed;
    const nlp_doc *d = ed->nlp;
    uint32_t det = doc_dep(d, r->m->head, R_DET);
    bool definite =
        det != NO_TOKEN && !str_is(d->fold[det], "a") && !str_is(d->fold[det], "an") && !str_is(d->fold[det], "no") && !str_is(d->fold[det], "some");
    bool bare = det == NO_TOKEN && doc_dep(d, r->m->head, R_NUMMOD) == NO_TOKEN && doc_dep(d, r->m->head, R_AMOD) == NO_TOKEN;
    if (!definite && !bare)
        return false; /* "400 workers" are new ones */
    uint32_t begin = d->sent[d->sent_of[r->m->head]].first;
    bool capital = det == NO_TOKEN && (r->m->first > begin || rel_is(d, r->m->head, R_COMPOUND)) && r->m->value->kind == PH_AGENT &&
                   !str_eq(d->form[r->m->head], d->fold[r->m->head]); /* "Council officials" */
    bool by_noun = r->m->count == 1 && (capital || (det != NO_TOKEN && r->m->first == det + 1)) && !doc_lemma_is(d, r->m->head, "state");
    for (uint32_t i = at, steps = 0; i-- > 0 && steps < 300; steps++) {
        const mention *m = &ed->mention.at[i];
        bool named = m->kind == M_ACTOR && m->count > 1 && by_noun;
        if ((m->kind != M_AGENT && !named) || !m->who.n || (named ? !name_has(d, m, d->word[r->m->head]) : !str_eq(d->word[m->head], d->word[r->m->head])))
            continue;
        if (!named && r->m->value->kind == PH_AGENT && m->value->kind == PH_AGENTS)
            continue; /* "the country" is not "the two countries" */
        if (ed->entity.at[m->who.at[0].entity].weak != guessed || !ed->entity.at[m->who.at[0].entity].code[0])
            continue;
        if (guessed && strcmp(ed->entity.at[m->who.at[0].entity].code, ed->country) != 0)
            continue;
        if (left_behind(ed, at, i, ed->entity.at[m->who.at[0].entity].code))
            return false;
        for (uint32_t k = 0; k < m->who.n; k++)
            sides_add(out, m->who.at[k].entity, r->m->first, r->m->first + r->m->count);
        return true;
    }
    return false;
}

/* "the fighters", "the militants": the rebels of whom the article spoke last, whatever it called them */
bool role_same_fighters(role *r, uint32_t at, sides *out)
{
    static const char *const words[] = {"rebel", "fighter", "insurgent", "militant", "guerrilla", "separatist", "jihadist", "jihadi", "islamist"};
    event_doc *ed = r->ed;
    const nlp_doc *d = ed->nlp;
    uint32_t det = doc_dep(d, r->m->head, R_DET);
    bool fits = false;
    bool group = doc_lemma_is(d, r->m->head, "group") || doc_lemma_is(d, r->m->head, "movement");
    for (size_t i = 0; i < LEN(words); i++) /* "the rebels", "the rebel group" */
        fits = fits || doc_lemma_is(d, r->m->head, words[i]) || (group && doc_lemma_is(d, r->m->first, words[i]));
    bool bare =
        det == NO_TOKEN && d->penn[r->m->head] == X_NNS && !rel_is(d, r->m->head, R_CONJ) && !role_place(ed, r->m->head); /* "22 militants were killed" */
    if (!fits || (!bare && (det == NO_TOKEN || !str_is(d->fold[det], "the"))))
        return false;
    for (uint32_t i = at, steps = 0; i-- > 0 && steps < 100; steps++) {
        const mention *m = &ed->mention.at[i];
        const entity *e = m->who.n == 1 && (m->kind == M_AGENT || m->kind == M_ACTOR) ? &ed->entity.at[m->who.at[0].entity] : NULL;
        if (!e || strcmp(e->sector, "REB") != 0 || !e->code[0])
            continue;
        if (d->sent_of[m->head] + 8 < d->sent_of[r->m->head])
            return false;
        sides_add(out, m->who.at[0].entity, r->m->first, r->m->first + r->m->count);
        return true;
    }
    return false;
}

/* "the US envoy": the last person of the sentences before of whom nothing is known but the name */
static bool unplaced_person(role *r, uint32_t at, const entity *owner, sides *out)
{
    event_doc *ed = r->ed;
    const nlp_doc *d = ed->nlp;
    uint32_t sentence = d->sent_of[r->m->head];
    bool before = false; /* "the US envoy", not "the mayor of Atlanta" */
    for (uint32_t t = r->m->first, left = np_left(ed, t); owner && t-- > left;)
        before = before || (ed->mention_of[t] != NO_TOKEN && ed->mention.at[ed->mention_of[t]].kind != M_PRONOUN);
    if (!before || !owner->code[0] || owner->weak || !rel_is(d, r->m->head, R_NSUBJ) || !r->sector[0] || strcmp(r->sector, "CVL") == 0)
        return false;
    if (at + 1 < ed->mention.n && ed->mention.at[at + 1].kind == M_PERSON && ed->mention.at[at + 1].first <= r->m->first + r->m->count + 1)
        return false; /* "the EU envoy Toivo Klaar" says himself who he is */
    for (uint32_t i = at, steps = 0; i-- > 0 && steps < 80; steps++) {
        const mention *m = &ed->mention.at[i];
        if (d->sent_of[m->head] + 3 < sentence)
            return false;
        if (m->kind != M_PERSON || !m->who.n || !rel_is(d, m->head, R_NSUBJ))
            continue;
        entity *e = &ed->entity.at[m->who.at[0].entity];
        if (e->code[0] || e->sector[0])
            continue;
        memcpy(e->code, owner->code, 4);
        memcpy(e->sector, r->sector, strlen(r->sector) + 1);
        e->office = doc_text(d, r->m->first, r->m->first + r->m->count);
        sides_add(out, m->who.at[0].entity, r->m->first, r->m->first + r->m->count);
        return true;
    }
    return false;
}

/* "the president" -> the person of the article who holds that office */
bool role_holder(role *r, uint32_t at, sides *out)
{
    event_doc *ed = r->ed;
    const nlp_doc *d = ed->nlp;
    const entity *owner = r->found.n ? &ed->entity.at[r->found.at[0].entity] : NULL;
    str word = d->lemma[r->m->head];
    const char *body = owner && !owner->person && owner->sector[0] && strcmp(owner->sector, "GOV") != 0 ? owner->sector : NULL; /* "the union's president" */
    if (r->m->value->kind != PH_AGENT || lex_agent(ed->lex, r->m->value->ref)->kind == A_GROUP || r->former)
        return false;
    uint32_t det = doc_dep(d, r->m->head, R_DET);
    bool definite = (det != NO_TOKEN && (str_is(d->fold[det], "the") || str_is(d->fold[det], "that"))) || (owner && det == NO_TOKEN);
    uint32_t next = r->m->first + r->m->count;
    bool comma = next + 1 < d->n && str_is(d->form[next], ",") && ed->mention_of[next + 1] != NO_TOKEN;
    if (comma && ed->mention.at[ed->mention_of[next + 1]].kind == M_PERSON && d->sent_of[next + 1] == d->sent_of[r->m->head])
        return false; /* "the interim president, Anna Lind," is she */
    if (!definite || (next < d->n && ed->mention_of[next] != NO_TOKEN && ed->mention.at[ed->mention_of[next]].kind == M_PERSON))
        return false; /* "Mayor Lopez" is nobody who was mayor before */
    for (uint32_t i = at, steps = 0; i-- > 0 && steps < 200; steps++) {
        const mention *m = &ed->mention.at[i];
        if (m->kind != M_PERSON || !m->who.n)
            continue;
        const entity *e = &ed->entity.at[m->who.at[0].entity];
        if ((e->code[0] && left_behind(ed, at, i, e->code)) || (body && strcmp(body, e->sector) != 0))
            continue;
        if (m->first > 0 && str_eq(d->word[m->first - 1], d->word[r->m->head]) && d->sent_of[m->first - 1] == d->sent_of[m->first] &&
            (!owner || strcmp(owner->code, e->code) == 0)) { /* "Mayor Lopez": so he was called, whatever the tables say */
            sides_add(out, m->who.at[0].entity, r->m->first, r->m->first + r->m->count);
            return true;
        }
        if (!e->office.n || e->office.n < word.n || (owner && strcmp(owner->code, e->code) != 0))
            continue;
        char folded[128];
        size_t n = text_fold(e->office.p, e->office.n, folded, sizeof folded);
        if (n == SIZE_MAX)
            continue;
        for (size_t k = 0; k + word.n <= n; k++)
            if (memcmp(folded + k, word.p, word.n) == 0) {
                sides_add(out, m->who.at[0].entity, r->m->first, r->m->first + r->m->count);
                return true;
            }
    }
    return unplaced_person(r, at, owner, out);
}

bool role_soldiers(const nlp_doc *d, uint32_t t)
{
    static const char *const words[] = {"soldier", "troop", "serviceman", "peacekeeper", "marine"};
    return str_in(d->word[t], words, LEN(words));
}

/* "three soldiers were wounded": those of the army that the sentence or the one before spoke of last */
const entity *role_same_army(const event_doc *ed, uint32_t at)
{
    const nlp_doc *d = ed->nlp;
    for (uint32_t i = at, steps = 0; i-- > 0 && steps < 40; steps++) {
        const mention *m = &ed->mention.at[i];
        if (d->sent_of[m->head] + 1 < d->sent_of[ed->mention.at[at].head])
            return NULL;
        const entity *e = m->who.n == 1 && (m->kind == M_AGENT || m->kind == M_ACTOR) ? &ed->entity.at[m->who.at[0].entity] : NULL;
        if (e && strcmp(e->sector, "MIL") == 0 && !e->weak && !e->person && e->code[0])
            return e;
    }
    return NULL;
}

/* "her Danish counterpart": of the sector of the last one named */
void role_peer_sector(const event_doc *ed, uint32_t at, char sector[SECTOR_MAX])
{
    for (uint32_t i = at, steps = 0; i-- > 0 && steps < 12; steps++) {
        const mention *m = &ed->mention.at[i];
        const entity *e = m->who.n ? &ed->entity.at[m->who.at[0].entity] : NULL;
        if (e && e->person && e->sector[0]) {
            memcpy(sector, e->sector, SECTOR_MAX);
            return;
        }
    }
}

/* "Asmara accused its neighbour": the other one of the two countries that the article is about */
bool role_neighbour(role *r, uint32_t left, sides *out)
{
    event_doc *ed = r->ed;
    const nlp_doc *d = ed->nlp;
    static const char *const words[] = {"neighbour", "neighbor", "ally", "rival", "foe", "enemy"};
    bool fits = str_in(d->word[r->m->head], words, LEN(words));
    const entity *state = fits && r->found.n == 1 ? &ed->entity.at[r->found.at[0].entity] : NULL;
    if (state && r->m->value->kind == PH_AGENTS && state->code[0] && !state->person && !state->sector[0]) { /* "Iraq's neighbours" are other states */
        sides_add(out, entity_get(ed, "", "", d->lemma[r->m->head], r->m->head), left, r->m->first + r->m->count);
        return true;
    }
    if (!fits || r->m->value->kind != PH_AGENT || r->found.n != 1)
        return false;
    const entity *of = &ed->entity.at[r->found.at[0].entity];
    uint32_t first = ed->mention_of[left];
    bool pronoun = first != NO_TOKEN && ed->mention.at[first].kind == M_PRONOUN && str_is(d->fold[left], "its");
    const char *other = strcmp(of->code, ed->country) == 0 ? ed->second : strcmp(of->code, ed->second) == 0 || ed->second[0] ? ed->country : "";
    if (!pronoun || of->person || !other[0])
        return false;
    sides_add(out, entity_get(ed, other, "", STR(""), r->m->head), left, r->m->first + r->m->count);
    return true;
}
