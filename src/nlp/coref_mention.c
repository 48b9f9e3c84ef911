/*
 * coref_mention.c - the noun phrases of a document, as coreference sees them.
 *
 * In: the tree and the names. Out: one mention a noun phrase or pronoun, the longest span of each head, in order of their beginnings (the longer one
 * first), as OntoNotes marks them: the possessive 's inside, appositions inside, what a copula says of its subject marked as such.
 * A coordination is a mention beside its parts. Time and memory are linear in the tokens, since a sentence has SENTENCE_MAX of them at most.
 */
#include "nlp/coref.h"

#define MENTIONS_MAX (1u << 20)

static const struct {
    const char *word;
    uint8_t pronoun, number, gender;
} pronouns[] = {
    {"i", PN_I, NUM_ONE, 0},
    {"me", PN_I, NUM_ONE, 0},
    {"my", PN_I, NUM_ONE, 0},
    {"mine", PN_I, NUM_ONE, 0},
    {"myself", PN_I, NUM_ONE, 0},
    {"we", PN_WE, NUM_MANY, 0},
    {"us", PN_WE, NUM_MANY, 0},
    {"our", PN_WE, NUM_MANY, 0},
    {"ours", PN_WE, NUM_MANY, 0},
    {"ourselves", PN_WE, NUM_MANY, 0},
    {"'s", PN_WE, NUM_MANY, 0},
    {"you", PN_YOU, 0, 0},
    {"your", PN_YOU, 0, 0},
    {"yours", PN_YOU, 0, 0},
    {"yourself", PN_YOU, 0, 0},
    {"yourselves", PN_YOU, 0, 0},
    {"he", PN_HE, NUM_ONE, SEX_M},
    {"him", PN_HE, NUM_ONE, SEX_M},
    {"his", PN_HE, NUM_ONE, SEX_M},
    {"himself", PN_HE, NUM_ONE, SEX_M},
    {"she", PN_SHE, NUM_ONE, SEX_F},
    {"her", PN_SHE, NUM_ONE, SEX_F},
    {"hers", PN_SHE, NUM_ONE, SEX_F},
    {"herself", PN_SHE, NUM_ONE, SEX_F},
    {"it", PN_IT, NUM_ONE, SEX_N},
    {"its", PN_IT, NUM_ONE, SEX_N},
    {"itself", PN_IT, NUM_ONE, SEX_N},
    {"they", PN_THEY, NUM_MANY, 0},
    {"them", PN_THEY, NUM_MANY, 0},
    {"'em", PN_THEY, NUM_MANY, 0},
    {"their", PN_THEY, NUM_MANY, 0},
    {"theirs", PN_THEY, NUM_MANY, 0},
    {"themselves", PN_THEY, NUM_MANY, 0},
    {"this", PN_THIS, NUM_ONE, 0},
    {"that", PN_THAT, NUM_ONE, 0},
    {"these", PN_THESE, NUM_MANY, 0},
    {"those", PN_THOSE, NUM_MANY, 0},
    {"one", PN_ONE, NUM_ONE, 0},
    {"both", PN_OTHER, NUM_MANY, 0},
    {"all", PN_OTHER, NUM_MANY, 0},
    {"each", PN_OTHER, NUM_ONE, 0},
    {"former", PN_OTHER, 0, 0},
    {"latter", PN_OTHER, 0, 0},
};

static int pronoun_row(const nlp_doc *d, uint32_t t)
{
    str w = d->fold[t];
    for (size_t i = 0; i < LEN(pronouns) && w.n > 0; i++)
        if (pronouns[i].word[0] == w.p[0] && str_is(w, pronouns[i].word))
            return (int)i;
    return -1;
}

static bool is_nominal(const nlp_doc *d, uint32_t t) { return d->upos[t] == U_NOUN || d->upos[t] == U_PROPN || d->upos[t] == U_SYM; }

/* the relations by which a word is no head of a phrase of its own */
static bool inside_phrase(const nlp_doc *d, uint32_t t)
{
    switch (d->rel[t]) {
    case R_COMPOUND:
    case R_FLAT:
    case R_FIXED:
    case R_GOESWITH:
    case R_DET:
    case R_CASE:
    case R_CC:
    case R_MARK:
    case R_AMOD:
    case R_NUMMOD:
    case R_EXPL:
    case R_PUNCT:
    case R_DISCOURSE:
    case R_REPARANDUM:
    case R_AUX:
    case R_COP:
        return true;
    default:
        return false;
    }
}

static bool is_head(const nlp_doc *d, uint32_t t)
{
    uint32_t name = d->name_of[t];
    if (d->upos[t] == U_PRON || d->upos[t] == U_DET || (d->upos[t] == U_NUM && !inside_phrase(d, t)) || (d->upos[t] == U_ADJ && pronoun_row(d, t) >= 0)) {
        if (d->upos[t] == U_NUM)
            return rel_is(d, t, R_NSUBJ) || rel_is(d, t, R_OBJ) || rel_is(d, t, R_OBL) || rel_is(d, t, R_NMOD);
        return pronoun_row(d, t) >= 0 && !inside_phrase(d, t) && !coref_is_relative(d, t) && (d->upos[t] != U_ADJ || (t > 0 && str_is(d->fold[t - 1], "the")));
    }
    if (rel_is(d, t, R_COMPOUND) && name != NO_TOKEN && d->name[name].type != NE_PER && d->upos[t] == U_PROPN)
        return d->name[name].first + d->name[name].count == t + 1 && d->head[t] != NO_TOKEN && d->name_of[d->head[t]] != name;
    return is_nominal(d, t) && !inside_phrase(d, t) && !rel_is(d, t, R_APPOS);
}

/* What of a head's dependents belongs to its phrase */
static bool in_phrase(const nlp_doc *d, uint32_t head, uint32_t c, bool predicate)
{
    switch (d->rel[c]) {
    case R_DET:
    case R_AMOD:
    case R_COMPOUND:
    case R_NMOD:
    case R_NUMMOD:
    case R_ACL:
    case R_APPOS:
    case R_FLAT:
    case R_FIXED:
    case R_GOESWITH:
    case R_DEP:
        return true;
    case R_CASE:
        return d->upos[c] == U_PART && c > head;
    case R_ADVMOD:
        return !predicate && c < head;
    default:
        return false;
    }
}

static bool at_rim(const nlp_doc *d, uint32_t t) { return d->upos[t] == U_PUNCT || d->upos[t] == U_CCONJ; }

static void span_of(const coref_doc *c, uint32_t t, bool group, bool predicate, uint32_t *first, uint32_t *end)
{
    const nlp_doc *d = c->doc;
    *first = t;
    *end = t + 1;
    for (uint32_t k = d->child[t]; k != NO_TOKEN; k = d->sibling[k])
        if (in_phrase(d, t, k, predicate) || (group && rel_is(d, k, R_CONJ))) {
            *first = c->low[k] < *first ? c->low[k] : *first;
            *end = c->end[k] > *end ? c->end[k] : *end;
        }
    while (*first < t && at_rim(d, *first))
        (*first)++;
    while (*end > t + 1 && at_rim(d, *end - 1))
        (*end)--;
}

static bool subtrees(coref_doc *c)
{
    const nlp_doc *d = c->doc;
    c->low = arena_array(d->mem, d->n + 1, sizeof *c->low);
    c->end = arena_array(d->mem, d->n + 1, sizeof *c->end);
    if (d->mem->failed)
        return false;
    for (uint32_t s = 0; s < d->n_sent; s++) {
        uint32_t first = d->sent[s].first, end = first + d->sent[s].count;
        for (uint32_t t = first; t < end; t++)
            c->low[t] = t, c->end[t] = t + 1;
        for (uint32_t t = first; t < end; t++) /* each word widens those above it; a sentence has SENTENCE_MAX words */
            for (uint32_t h = d->head[t]; h != NO_TOKEN; h = d->head[h]) {
                c->low[h] = t < c->low[h] ? t : c->low[h];
                c->end[h] = t + 1 > c->end[h] ? t + 1 : c->end[h];
            }
    }
    return true;
}

/* ---- quotations ---- */

static bool is_speech(const nlp_doc *d, uint32_t t)
{
    static const char *const verbs[] = {"say",   "tell",  "add",     "ask",      "reply",  "write",   "explain", "note",  "state",  "announce",
                                        "argue", "claim", "declare", "continue", "recall", "comment", "remark",  "tweet", "insist", "warn"};
    for (size_t i = 0; i < LEN(verbs); i++)
        if (doc_lemma_is(d, t, verbs[i]))
            return d->upos[t] == U_VERB;
    return false;
}

/* the subject of a verb of speech outside the quotation, in the sentences of its rims */
static uint32_t find_speaker(const coref_doc *c, uint32_t first, uint32_t end, uint32_t q)
{
    const nlp_doc *d = c->doc;
    uint32_t rims[2] = {d->sent_of[end - 1], d->sent_of[first]};
    for (int k = 0; k < 2; k++)
        for (uint32_t i = 0, t = d->sent[rims[k]].first; i < d->sent[rims[k]].count; i++, t++)
            if (c->quote_of[t] != q && is_speech(d, t) && doc_dep(d, t, R_NSUBJ) != NO_TOKEN)
                return doc_dep(d, t, R_NSUBJ);
    return NO_TOKEN;
}

static int mark_of(str s)
{
    if (str_is(s, "\u201C") || str_is(s, "``") || str_is(s, "\u00AB"))
        return 1;
    if (str_is(s, "\u201D") || str_is(s, "''") || str_is(s, "\u00BB"))
        return -1;
    return str_is(s, "\"") ? 2 : 0;
}

/* By the tokeniser's flags if there are any, else (given tokens) by the marks; a quotation of given tokens ends with QUOTE_MAX words at the latest. */
static bool quotations(coref_doc *c)
{
    enum { QUOTE_MAX = 200 };
    const nlp_doc *d = c->doc;
    uint32_t n = 0, open = NO_TOKEN;
    bool flags = false;
    c->quote_of = arena_array(d->mem, d->n + 1, sizeof *c->quote_of);
    c->speaker = arena_array(d->mem, d->n + 2, sizeof *c->speaker);
    if (d->mem->failed)
        return false;
    for (uint32_t t = 0; t < d->n; t++)
        flags = flags || (d->tok.flags[t] & TOK_IN_QUOTE) != 0;
    for (uint32_t t = 0; t < d->n; t++) {
        bool inside;
        if (flags)
            inside = (d->tok.flags[t] & TOK_IN_QUOTE) != 0;
        else {
            int mark = mark_of(d->form[t]);
            if (mark != 0) {
                open = open != NO_TOKEN || mark == -1 ? NO_TOKEN : t;
                inside = false;
            } else
                inside = open != NO_TOKEN && t - open < QUOTE_MAX;
        }
        if (inside)
            c->quote_of[t] = t > 0 && c->quote_of[t - 1] ? c->quote_of[t - 1] : ++n;
    }
    for (uint32_t t = 0; t < d->n;) {
        uint32_t q = c->quote_of[t], first = t;
        while (t < d->n && c->quote_of[t] == q)
            t++;
        if (q) {
            c->speaker[q] = find_speaker(c, first, t, q);
            if (c->speaker[q] == NO_TOKEN && q > 1 && d->sent_of[first] <= d->sent_of[t - 1] + 3)
                c->speaker[q] = c->speaker[q - 1];
        }
    }
    return true;
}

/* ---- what can be seen of a mention ---- */

static uint32_t word_key(uint64_t h, str s)
{
    h = hash_bytes(s.p, s.n, h);
    return (uint32_t)(h ^ h >> 32);
}

static uint8_t def_of(const nlp_doc *d, uint32_t first, uint32_t head)
{
    str w = d->fold[first];
    for (uint32_t c = d->child[head]; c != NO_TOKEN; c = d->sibling[c])
        if (rel_is(d, c, R_NMOD) && d->sub[c] == RS_POSS && c < head)
            return DEF_POSS;
    if (first == head)
        return DEF_BARE;
    if (str_is(w, "the"))
        return DEF_THE;
    if (str_is(w, "this") || str_is(w, "that") || str_is(w, "these") || str_is(w, "those") || str_is(w, "such"))
        return DEF_THIS;
    if (str_is(w, "a") || str_is(w, "an"))
        return DEF_A;
    return d->upos[first] == U_DET ? DEF_SOME : DEF_BARE;
}

/* The name that a phrase holds: that of its head, or of what stands beside the head: "the manager Walter Smith"; NO_TOKEN: none */
static uint32_t name_in(const nlp_doc *d, uint32_t h)
{
    if (d->name_of[h] != NO_TOKEN || !is_nominal(d, h))
        return d->name_of[h];
    for (uint32_t c = d->child[h]; c != NO_TOKEN; c = d->sibling[c])
        if ((rel_is(d, c, R_APPOS) || rel_is(d, c, R_FLAT)) && d->name_of[c] != NO_TOKEN && d->name[d->name_of[c]].type != NE_LOC)
            return d->name_of[c];
    return NO_TOKEN;
}

static uint8_t type_of(const coref_doc *c, const coref_mention *m)
{
    static const uint8_t of_name[] = {[NE_PER] = CT_PERSON, [NE_ORG] = CT_ORG, [NE_LOC] = CT_PLACE, [NE_NORP] = CT_ORG};
    uint32_t name = m->name;
    if (m->kind == MK_PRONOUN)
        return m->gender == SEX_N ? CT_UNKNOWN : m->pronoun <= PN_SHE ? CT_PERSON : CT_UNKNOWN;
    return name != NO_TOKEN ? of_name[c->doc->name[name].type] : coref_noun_type(c->model, m->vector);
}

static uint32_t text_key(const nlp_doc *d, uint32_t first, uint32_t end)
{
    uint64_t h = 1;
    if (end - first > 1 && d->upos[first] == U_DET)
        first++;
    if (end - first > 1 && d->upos[end - 1] == U_PART && d->fold[end - 1].n <= 2)
        end--;
    for (uint32_t t = first; t < end; t++)
        h = hash_bytes(" ", 1, hash_bytes(d->fold[t].p, d->fold[t].n, h));
    return (uint32_t)(h ^ h >> 32);
}

static void describe(coref_doc *c, const doc_mention *p, coref_mention *m)
{
    const nlp_doc *d = c->doc;
    uint32_t h = p->head, name = m->name = m->group ? d->name_of[h] : name_in(d, h);
    int row = is_nominal(d, h) ? -1 : pronoun_row(d, h);
    m->named = d->name_of[h] != NO_TOKEN;
    m->kind = row >= 0 ? MK_PRONOUN : m->named || d->upos[h] == U_PROPN ? MK_NAME : MK_NOUN;
    m->vector = coref_vector(c->model, d->fold[h], &m->norm);
    m->def = def_of(d, p->first, h);
    if (row >= 0) {
        m->pronoun = pronouns[row].pronoun;
        m->number = pronouns[row].number;
        m->gender = pronouns[row].gender;
        m->reflexive = d->fold[h].n > 5 && str_ends(d->fold[h], "self");
    }
    m->type = type_of(c, m);
    if (row < 0) {
        m->number = m->group || d->penn[h] == X_NNS || d->penn[h] == X_NNPS ? NUM_MANY : d->penn[h] == X_CD ? NUM_UNKNOWN : NUM_ONE;
        m->gender = coref_gender_of(c, p, m);
    }
    m->head_key = word_key(m->group ? 3 : 2, row >= 0 ? d->fold[h] : d->word[h]);
    m->text_key = text_key(d, p->first, p->end);
    m->last_key = word_key(2, name != NO_TOKEN ? d->fold[d->name[name].first + d->name[name].count - 1] : d->fold[h]);
    uint32_t v = d->head[h];
    while (v != NO_TOKEN && rel_is(d, h, R_CONJ))
        h = v, v = d->head[h];
    m->verb = v;
    coref_stands(d, m, h);
    m->quote = c->quote_of[p->head];
}

/* ---- all of them ---- */

static bool before(const doc_mention *a, const doc_mention *b) { return a->first < b->first || (a->first == b->first && a->end > b->end); }

static bool push(coref_doc *c, uint32_t from, doc_mention p)
{
    nlp_doc *d = c->doc;
    for (uint32_t i = d->np.n; i-- > from;)
        if (d->np.at[i].first == p.first && d->np.at[i].end == p.end)
            return true;
    if (vec_push(d->mem, &d->np, MENTIONS_MAX) == NULL)
        return false;
    uint32_t i = d->np.n - 1;
    for (; i > from && before(&p, &d->np.at[i - 1]); i--)
        d->np.at[i] = d->np.at[i - 1];
    d->np.at[i] = p;
    return true;
}

static bool sentence(coref_doc *c, uint32_t s)
{
    const nlp_doc *d = c->doc;
    uint32_t from = d->np.n;
    for (uint32_t t = d->sent[s].first; t < d->sent[s].first + d->sent[s].count; t++) {
        if (!is_head(d, t))
            continue;
        doc_mention p = {.head = t, .antecedent = NO_TOKEN};
        bool predicate = doc_dep(d, t, R_COP) != NO_TOKEN;
        if (rel_is(d, t, R_COMPOUND)) {
            p.first = d->name[d->name_of[t]].first, p.end = t + 1;
        } else
            span_of(c, t, false, predicate, &p.first, &p.end);
        if (!push(c, from, p))
            return false;
        uint32_t conj = doc_dep(d, t, R_CONJ);
        if (conj == NO_TOKEN || predicate || !(is_nominal(d, conj) || d->upos[conj] == U_PRON))
            continue;
        p.group = true;
        span_of(c, t, true, predicate, &p.first, &p.end);
        if (!push(c, from, p))
            return false;
    }
    return true;
}

/* How deep it stands in the tree, and how many persons are mentioned before it in its sentence */
static void order(coref_doc *c)
{
    enum { DEEP = 6 };
    const nlp_doc *d = c->doc;
    for (uint32_t i = 0, persons = 0; i < d->np.n; i++) {
        uint32_t h = d->np.at[i].head, depth = 0;
        if (i > 0 && d->sent_of[d->np.at[i - 1].head] != d->sent_of[h])
            persons = 0;
        for (uint32_t t = d->head[h]; t != NO_TOKEN && depth < DEEP; t = d->head[t])
            depth++;
        c->m[i].depth = (uint8_t)depth;
        c->m[i].rank = (uint8_t)(persons < 9 ? persons : 9);
        persons += !c->m[i].group && (c->m[i].type == CT_PERSON);
    }
}

/* Links each mention to the last one before it with the same key. */
#define CHAINS 4096u
static bool link_keys(coref_doc *c)
{
    nlp_doc *d = c->doc;
    uint32_t *head = arena_array(d->mem, 2 * CHAINS, sizeof *head), *text;
    if (head == NULL)
        return false;
    text = head + CHAINS;
    for (uint32_t i = 0; i < 2 * CHAINS; i++)
        head[i] = NO_TOKEN;
    for (uint32_t i = 0; i < d->np.n; i++) { /* a slot holds the last mention; keys that share it forget each other */
        coref_mention *m = &c->m[i];
        uint32_t *h = &head[m->last_key % CHAINS], *t = &text[m->text_key % CHAINS];
        m->last_head = *h != NO_TOKEN && c->m[*h].last_key == m->last_key ? *h : NO_TOKEN;
        m->same_head = m->last_head != NO_TOKEN ? c->m[m->last_head].same_head + 1 : 0;
        m->last_text = *t != NO_TOKEN && c->m[*t].text_key == m->text_key ? *t : NO_TOKEN;
        m->same_text = m->last_text != NO_TOKEN ? c->m[m->last_text].same_text + 1 : 0;
        *h = *t = i;
    }
    for (uint32_t i = d->np.n; i-- > 0;) { /* back to front: the last one knows how many there are */
        coref_mention *m = &c->m[i];
        m->count = m->count ? m->count : m->same_head + 1;
        if (m->last_head != NO_TOKEN)
            c->m[m->last_head].count = m->count;
    }
    return true;
}

/* "Anna Lind" tells that "Lind" is a woman, before and after; a name that is said of both tells nothing */
static void share_gender(coref_doc *c)
{
    const nlp_doc *d = c->doc;
    for (int pass = 0; pass < 2; pass++)
        for (uint32_t k = 0; k < d->np.n; k++) {
            coref_mention *m = &c->m[pass ? d->np.n - 1 - k : k], *o = m->last_head == NO_TOKEN ? NULL : &c->m[m->last_head];
            if (o == NULL || m->kind != MK_NAME || o->kind != MK_NAME || m->type != CT_PERSON || o->type != CT_PERSON)
                continue;
            if (pass == 0 && m->gender == SEX_UNKNOWN)
                m->gender = o->gender;
            if (pass == 1 && o->gender == SEX_UNKNOWN)
                o->gender = m->gender;
        }
}

bool coref_mentions(coref_doc *c)
{
    nlp_doc *d = c->doc;
    d->np_of = arena_array(d->mem, d->n + 1, sizeof *d->np_of);
    c->key = arena_array(d->mem, d->n + 1, sizeof *c->key);
    if (d->mem->failed || !subtrees(c) || !quotations(c))
        return false;
    for (uint32_t t = 0; t < d->n; t++)
        c->key[t] = word_key(0, d->fold[t]);
    d->np.n = 0;
    for (uint32_t s = 0; s < d->n_sent; s++)
        if (!sentence(c, s))
            return false;
    c->m = arena_array(d->mem, d->np.n + 1, sizeof *c->m);
    if (c->m == NULL)
        return false;
    for (uint32_t t = 0; t < d->n; t++)
        d->np_of[t] = NO_TOKEN;
    for (uint32_t i = 0; i < d->np.n; i++) {
        const doc_mention *p = &d->np.at[i];
        if (!p->group)
            d->np_of[p->head] = i;
        c->m[i].group = p->group;
        c->m[i].predicate = doc_dep(d, p->head, R_COP) != NO_TOKEN;
        describe(c, p, &c->m[i]);
    }
    if (!link_keys(c))
        return false;
    share_gender(c);
    order(c);
    coref_look(c);
    return true;
}
