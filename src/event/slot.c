/*
 * slot.c - what fills a slot of a predicate: the logical subject and object, complements, prepositions.
 *
 * In: the tree. The logical subject of a passive is its by-phrase, of an infinitive its controller, of a participle the noun it modifies;
 * conjoined verbs share subjects and auxiliaries; a relative clause without a pronoun lends its noun. Nouns have possessors and
 * prepositional phrases; a noun that is the object of a verb may have lost its phrase to that verb, so both are asked.
 */
#include "event/event.h"

static void put(fillers *f, uint32_t t)
{
    for (uint32_t i = 0; i < f->n; i++)
        if (f->at[i] == t)
            return;
    if (t != NO_TOKEN && f->n < FILLERS_MAX)
        f->at[f->n++] = t;
}

/* "Two Britons shot dead near Chiang Mai": headlines leave the auxiliary out */
static bool headline_passive(const nlp_doc *d, uint32_t v)
{
    static const char *const verbs[] = {"kill",        "shoot",  "arrest",  "jail",   "sentence", "wound",   "stab",   "abduct", "kidnap",   "poison", "charge",
                                        "convict",     "deport", "oust",    "expel",  "murder",   "execute", "detain", "injure", "evacuate", "acquit", "behead",
                                        "assassinate", "seize",  "capture", "rescue", "reject",   "ban",     "sack",   "free",   "release",  "suspend"};
    static const char *const held[] = {"hostage", "captive", "prisoner"};
    uint32_t thing = doc_dep(d, v, R_OBJ);
    if (str_is(d->fold[v], "held") && thing != NO_TOKEN && str_in(d->word[thing], held, LEN(held)) && doc_dep(d, v, R_NSUBJ) != NO_TOKEN)
        return true; /* "two reporters held hostage in Oslo" */
    if (str_is(d->fold[v], "taken") && d->penn[v] == X_VBN && doc_dep(d, v, R_AUX) == NO_TOKEN && doc_dep(d, v, R_NSUBJ) != NO_TOKEN)
        return true; /* "tourist taken hostage" */
    if ((d->penn[v] != X_VBD && d->penn[v] != X_VBN) || doc_dep(d, v, R_AUX) != NO_TOKEN || doc_dep(d, v, R_NSUBJ) == NO_TOKEN)
        return false;
    for (uint32_t c = d->child[v]; c != NO_TOKEN; c = d->sibling[c]) /* an oblique without a preposition is an object that the parser missed */
        if (rel_is(d, c, R_OBJ) || rel_is(d, c, R_CCOMP) || (rel_is(d, c, R_OBL) && d->sub[c] == RS_NONE && !case_of(d, c).n) ||
            (rel_is(d, c, R_CONJ) && doc_dep(d, c, R_OBJ) != NO_TOKEN))
            return false;
    return str_in(d->word[v], verbs, LEN(verbs));
}

/* "Omani diplomats shuttled between them.": a whole sentence without an auxiliary has an active verb, whatever its form was taken for */
static bool finite_sentence(const nlp_doc *d, uint32_t v)
{
    const text_sentence *s = &d->sent[d->sent_of[v]];
    if (!rel_is(d, v, R_ROOT) || !str_is(d->fold[s->first + s->count - 1], ".") || doc_dep(d, v, R_AUX) != NO_TOKEN || doc_dep(d, v, R_COP) != NO_TOKEN)
        return false;
    for (uint32_t c = d->child[v]; c != NO_TOKEN; c = d->sibling[c])
        if (d->sub[c] == RS_AGENT || str_is(case_of(d, c), "by"))
            return false;
    return true;
}

bool verb_passive(const nlp_doc *d, uint32_t v)
{
    if (finite_sentence(d, v))
        return headline_passive(d, v);
    for (uint32_t c = d->child[v]; c != NO_TOKEN; c = d->sibling[c])
        if ((rel_is(d, c, R_AUX) || rel_is(d, c, R_NSUBJ)) && d->sub[c] == RS_PASS)
            return true;
    if (headline_passive(d, v))
        return true;
    if (rel_is(d, v, R_ACL) && d->sub[v] != RS_RELCL && d->penn[v] == X_VBD && doc_dep(d, v, R_OBJ) == NO_TOKEN && doc_dep(d, v, R_NSUBJ) == NO_TOKEN)
        return true; /* "the president assassinated in May", tagged as a past tense */
    if (d->penn[v] != X_VBN)
        return false;
    if ((rel_is(d, v, R_ACL) && d->sub[v] != RS_RELCL && doc_dep(d, v, R_NSUBJ) == NO_TOKEN) || rel_is(d, v, R_AMOD))
        return true;
    if (rel_is(d, v, R_CONJ) && d->head[v] != NO_TOKEN && doc_dep(d, v, R_NSUBJ) == NO_TOKEN && doc_dep(d, v, R_AUX) == NO_TOKEN)
        return d->penn[d->head[v]] == X_VBN && verb_passive(d, d->head[v]);
    return rel_is(d, v, R_ADVCL) && doc_dep(d, v, R_AUX) == NO_TOKEN && doc_dep(d, v, R_NSUBJ) == NO_TOKEN && doc_dep(d, v, R_OBJ) == NO_TOKEN;
}

/* "insisted that the army withdraw": a subjunctive tells what is wanted, not what is */
bool verb_wished(const nlp_doc *d, uint32_t v)
{
    uint32_t s = doc_dep(d, v, R_NSUBJ);
    bool bare =
        d->penn[v] == X_VB || (d->penn[v] == X_VBP && s != NO_TOKEN && (d->penn[s] == X_NN || d->penn[s] == X_NNP) && doc_dep(d, s, R_CONJ) == NO_TOKEN);
    static const char *const asks[] = {"recommend", "propose", "suggest", "request", "demand", "insist", "urge"};
    uint32_t h = d->head[v]; /* "recommended that the troops withdraw": the tenses tell */
    bare = bare || (d->penn[v] == X_VBP && h != NO_TOKEN && d->penn[h] == X_VBD && str_in(d->word[h], asks, LEN(asks)));
    return bare && rel_is(d, v, R_CCOMP) && s != NO_TOKEN && s < v && doc_dep(d, v, R_AUX) == NO_TOKEN && !str_is(d->word[v], "be");
}

static uint32_t by_child(const nlp_doc *d, uint32_t v)
{
    for (uint32_t c = d->child[v]; c != NO_TOKEN; c = d->sibling[c])
        if ((rel_is(d, c, R_OBL) || rel_is(d, c, R_NMOD)) &&
            ((d->sub[c] == RS_AGENT && !case_of(d, c).n && !lost_to_host(d, c)) || str_is(case_of(d, c), "by")))
            return c; /* the parser takes "according to the president" for an agent, too */
    return NO_TOKEN;
}

/* of the verb, or of what the parser hung it on: "sanctions were imposed on three judges by Oslo" */
static uint32_t by_phrase(const nlp_doc *d, uint32_t v)
{
    static const char *const preps[] = {"on", "to", "against", "from", "at", "out", "of", "in"};
    uint32_t by = by_child(d, v);
    for (uint32_t c = d->child[v]; by == NO_TOKEN && verb_passive(d, v) && c != NO_TOKEN; c = d->sibling[c])
        for (size_t i = 0; c > v && rel_is(d, c, R_OBL) && by == NO_TOKEN && i < LEN(preps); i++)
            if (str_is(case_of(d, c), preps[i]))
                by = by_child(d, c);
    return by;
}

static bool day_or_month(str prep, str word)
{
    static const char *const months[] = {"january", "february", "march",     "april",   "may",      "june",
                                         "july",    "august",   "september", "october", "november", "december"};
    return (str_is(prep, "on") && str_ends(word, "day")) || (str_is(prep, "in") && str_in(word, months, LEN(months)));
}

/* "On Tuesday villagers set fire", "In May soldiers fired": the parser took the villagers for part of the date */
static uint32_t dated_subject(const nlp_doc *d, uint32_t v)
{
    if (d->upos[v] != U_VERB || (d->penn[v] != X_VBD && d->penn[v] != X_VBZ && d->penn[v] != X_VBP))
        return NO_TOKEN;
    for (uint32_t c = d->child[v]; c != NO_TOKEN && c < v; c = d->sibling[c]) {
        if (!rel_is(d, c, R_OBL) || d->penn[c] != X_NNS)
            continue;
        uint32_t day = doc_dep(d, c, R_COMPOUND), on = doc_dep(d, c, R_CASE);
        if (day != NO_TOKEN && on != NO_TOKEN && on + 1 == day && d->upos[day] == U_PROPN && day_or_month(d->fold[on], d->fold[day]))
            return c;
    }
    return NO_TOKEN;
}

/* "Old foes Chad and Sudan have renewed ties": the names right behind a noun that the parser took for the subject; else the noun */
static uint32_t named_subject(const nlp_doc *d, uint32_t v, uint32_t noun)
{
    uint32_t next = d->sibling[noun];
    if (next == NO_TOKEN || next > v || !rel_is(d, next, R_NSUBJ) || d->upos[next] != U_PROPN || d->penn[noun] != X_NNS)
        return noun;
    return (d->child[next] < next ? d->child[next] : next) == noun + 1 ? next : noun;
}

static uint32_t surface_subject(const nlp_doc *d, uint32_t v)
{
    for (uint32_t c = d->child[v]; c != NO_TOKEN; c = d->sibling[c])
        if (rel_is(d, c, R_NSUBJ) && (d->sub[c] != RS_OUTER || d->penn[v] == X_VB)) /* outer: "the envoy is to meet" */
            return named_subject(d, v, c);
    return dated_subject(d, v);
}

static bool relative_pronoun(const nlp_doc *d, uint32_t t);

uint32_t relative_noun(const nlp_doc *d, uint32_t v, uint32_t who)
{
    uint32_t head = d->head[v], p = who;
    if (d->penn[head] != X_NNS && d->penn[head] != X_NNPS)
        return head;
    if (p > head && d->upos[p - 1] == U_PUNCT)
        p--;
    if (p <= head + 1 || !doc_under(d, --p, head) || d->upos[p] != U_PROPN)
        return head;
    uint32_t verb = v;
    for (uint32_t c = d->child[v]; c != NO_TOKEN; c = d->sibling[c])
        if (rel_is(d, c, R_AUX))
            verb = c < verb ? c : verb;
    if (d->penn[verb] != X_VBZ && !str_is(d->fold[verb], "was"))
        return head;
    while (d->head[p] != NO_TOKEN && d->head[p] > head && (rel_is(d, p, R_FLAT) || rel_is(d, p, R_COMPOUND)))
        p = d->head[p];
    return p;
}

/* "the accord that they signed", "rebels who attacked": the noun itself for its relative pronoun */
static uint32_t antecedent(const nlp_doc *d, uint32_t t)
{
    if (t == NO_TOKEN || (!relative_pronoun(d, t) && !(str_is(d->fold[t], "that") && d->upos[t] == U_PRON)))
        return t;
    uint32_t v = t;
    for (int steps = 0; v != NO_TOKEN && steps < 6; steps++, v = d->head[v])
        if (rel_is(d, v, R_ACL) && d->sub[v] == RS_RELCL && d->head[v] != NO_TOKEN && d->head[v] < t)
            return relative_noun(d, v, t);
    return t;
}

static bool relative_pronoun(const nlp_doc *d, uint32_t t)
{
    return d->penn[t] == X_WP || d->penn[t] == X_WDT || str_is(d->fold[t], "who") || str_is(d->fold[t], "which");
}

static uint32_t subject_like(const nlp_doc *d, uint32_t v, int depth);

/* "denied having met" */
static bool has_participle_aux(const nlp_doc *d, uint32_t v)
{
    uint32_t a = doc_dep(d, v, R_AUX);
    return a != NO_TOKEN && d->penn[a] == X_VBG;
}

/* The verb that v shares its subject with. "Oslo demanded that Rome pull back and denounced the raid": a past tense goes with the verb that demands.
 * "The war began when tanks crossed and killed two": what was done goes with the clause of the act. */
static uint32_t conjunct_host(const nlp_doc *d, uint32_t v)
{
    static const char *const outbreak[] = {"begin", "start", "erupt", "come", "flare"};
    uint32_t h = d->head[v], g = d->head[h];
    if (d->penn[v] == X_VBZ && d->penn[h] == X_VBP && rel_is(d, h, R_CCOMP) && g != NO_TOKEN && d->penn[g] == X_VBZ)
        return g; /* "Oslo says they have no papers and accuses some": one accuses, not they */
    if (d->penn[v] == X_VBD && (d->penn[h] == X_VB || d->penn[h] == X_VBP) && rel_is(d, h, R_CCOMP) && g != NO_TOKEN && d->penn[g] == X_VBD)
        return g;
    for (size_t i = 0; i < LEN(outbreak); i++)
        if (doc_lemma_is(d, h, outbreak[i]))
            for (uint32_t c = d->child[h]; c != NO_TOKEN; c = d->sibling[c])
                if (rel_is(d, c, R_ADVCL) && c > h && c < v && d->penn[c] == d->penn[v] && doc_dep(d, c, R_NSUBJ) != NO_TOKEN)
                    return c;
    return h;
}

uint32_t verb_reason_host(const nlp_doc *d, uint32_t v)
{
    uint32_t h = d->head[v], mark = doc_dep(d, v, R_MARK), g = h;
    if (mark == NO_TOKEN || !str_is(d->fold[mark], "for") || d->penn[v] != X_VBG)
        return h;
    for (int steps = 0; steps < 4 && g != NO_TOKEN && d->upos[g] == U_NOUN && (rel_is(d, g, R_OBL) || rel_is(d, g, R_NMOD)); steps++)
        g = d->head[g];
    return g != NO_TOKEN && d->upos[g] == U_VERB ? g : h;
}

/* "issued a statement denouncing the raid": what it says is said by whoever issues it */
static bool worded(const nlp_doc *d, uint32_t noun)
{
    static const char *const words[] = {"statement", "letter",  "declaration", "communique", "communiqué", "resolution", "message", "motion",
                                        "petition",  "decree",  "order",       "bill",       "law",        "tweet",      "note",    "post",
                                        "cable",     "protest", "appeal",      "ruling",     "speech",     "address"};
    static const char *const against[] = {"veto",   "reject",  "oppose", "block",     "condemn",   "dismiss",
                                          "ignore", "receive", "defy",   "criticise", "criticize", "see"};
    if (!rel_is(d, noun, R_OBJ) || d->upos[d->head[noun]] != U_VERB || verb_passive(d, d->head[noun]) || str_in(d->word[d->head[noun]], against, LEN(against)))
        return false; /* "vetoed a resolution demanding" demands nothing */
    return str_in(d->word[noun], words, LEN(words));
}

/* the subject that a clause without one of its own borrows */
static uint32_t borrowed(const nlp_doc *d, uint32_t v, int depth)
{
    uint32_t h = d->head[v];
    if (h == NO_TOKEN || depth > 5)
        return NO_TOKEN;
    uint32_t host = rel_is(d, v, R_ACL) || rel_is(d, v, R_ADVCL) ? verb_reason_host(d, v) : h;
    if (host != h) {
        uint32_t blamed = doc_dep(d, host, R_OBJ);
        return blamed != NO_TOKEN ? blamed : subject_like(d, host, depth + 1);
    }
    if (rel_is(d, v, R_CONJ))
        return subject_like(d, conjunct_host(d, v), depth + 1);
    if (rel_is(d, v, R_XCOMP)) {
        uint32_t obj = doc_dep(d, h, R_OBJ);
        if (obj == NO_TOKEN)
            obj = doc_dep(d, h, R_IOBJ);
        return obj != NO_TOKEN && obj < v && d->upos[v] == U_VERB ? obj : subject_like(d, h, depth + 1);
    }
    if (rel_is(d, v, R_ADVCL) && rel_is(d, h, R_ADVMOD) && d->head[h] != NO_TOKEN) /* "came close to attacking" */
        return subject_like(d, d->head[h], depth + 1);
    if (rel_is(d, v, R_ADVCL) || rel_is(d, v, R_CCOMP) || rel_is(d, v, R_PARATAXIS)) {
        uint32_t mark = doc_dep(d, v, R_MARK), blamed = doc_dep(d, h, R_OBJ);
        if (rel_is(d, v, R_ADVCL) && mark != NO_TOKEN && (str_is(d->fold[mark], "for") || str_is(d->fold[mark], "of")) && blamed != NO_TOKEN && blamed < v)
            return blamed; /* "sentenced two men for torturing a prisoner" */
        if (rel_is(d, v, R_ADVCL) || d->penn[v] == X_VBG || d->penn[v] == X_VB || (d->penn[v] == X_VBN && has_participle_aux(d, v)))
            return subject_like(d, h, depth + 1);
        return NO_TOKEN;
    }
    if (rel_is(d, v, R_ACL) && d->upos[h] != U_VERB) {
        uint32_t of = d->sub[v] == RS_RELCL ? NO_TOKEN : doc_dep(d, v, R_MARK); /* "their goal of ousting him" does not oust */
        if (d->penn[v] == X_VBG && of == NO_TOKEN && worded(d, h))
            return subject_like(d, d->head[h], depth + 1);
        if ((d->penn[v] == X_VBG && of == NO_TOKEN) || d->sub[v] == RS_RELCL || d->penn[v] == X_VBN)
            return h;
        uint32_t poss = NO_TOKEN; /* "the army's plan to attack", "made a vow to attack" */
        for (uint32_t c = d->child[h]; c != NO_TOKEN; c = d->sibling[c])
            if (rel_is(d, c, R_NMOD) && d->sub[c] == RS_POSS)
                poss = c;
        if (poss != NO_TOKEN)
            return poss;
        return d->head[h] != NO_TOKEN && d->upos[d->head[h]] == U_VERB ? subject_like(d, d->head[h], depth + 1) : NO_TOKEN;
    }
    return NO_TOKEN;
}

static uint32_t subject_like(const nlp_doc *d, uint32_t v, int depth)
{
    uint32_t s = surface_subject(d, v);
    if (s == NO_TOKEN)
        s = lost_subject(d, v);
    if (s == NO_TOKEN && d->upos[v] == U_ADJ)
        s = doc_dep(d, v, R_EXPL); /* "said it was ready", where "it" is somebody after all */
    return s != NO_TOKEN ? s : borrowed(d, v, depth);
}

static void subjects(const nlp_doc *d, uint32_t v, fillers *out)
{
    if (verb_passive(d, v)) {
        put(out, by_phrase(d, v));
        return;
    }
    uint32_t s = subject_like(d, v, 0);
    if (s != NO_TOKEN && str_is(d->fold[s], "what"))
        put(out, lost_estimate(d, s));
    /* a relative clause whose own object is the noun: "the town that rebels took" has its subject; "rebels who took" has the pronoun */
    put(out, antecedent(d, s));
    if (out->n == 0)
        put(out, by_phrase(d, v));
}

/* "freed at least 19 men", "killed up to 40": what looks like a preposition belongs to the number */
static bool counted_object(const nlp_doc *d, uint32_t v, uint32_t c)
{
    static const char *const least[] = {"least", "most", "to"};
    if (!rel_is(d, c, R_OBL) || c < v || d->upos[c] != U_NOUN || doc_dep(d, c, R_NUMMOD) == NO_TOKEN)
        return false;
    uint32_t a = v + 1, b = a + 1;
    if (b >= d->n ||
        !(str_is(d->fold[a], "at") || str_is(d->fold[a], "up") || str_is(d->fold[a], "around") || str_is(d->fold[a], "about") || str_is(d->fold[a], "over")))
        return false;
    if (str_in(d->fold[b], least, LEN(least)))
        return true;
    return d->upos[b] == U_NUM && !str_is(d->fold[a], "at") && !str_is(d->fold[a], "up");
}

/* an oblique without a preposition is an object; so is one whose preposition is the verb's particle: "burned down the village" */
static bool missed_object(const nlp_doc *d, uint32_t v, uint32_t c)
{
    if (c < v || !rel_is(d, c, R_OBL) || d->sub[c] != RS_NONE || d->upos[c] != U_NOUN)
        return false;
    uint32_t prep = doc_dep(d, c, R_CASE);
    return prep == NO_TOKEN || (prep == v + 1 && strcmp(d->xpos_name[prep], "RP") == 0);
}

/* "lent Iraq 200 million dollars", where the parser saw two objects: the first is whom it is given to */
static uint32_t given_to(const nlp_doc *d, uint32_t v)
{
    uint32_t first = doc_dep(d, v, R_OBJ);
    if (first == NO_TOKEN || first < v || d->upos[first] != U_PROPN)
        return NO_TOKEN;
    for (uint32_t c = d->sibling[first]; c != NO_TOKEN; c = d->sibling[c])
        if (rel_is(d, c, R_OBJ) && d->upos[c] == U_NOUN)
            return first;
    return NO_TOKEN;
}

static void objects(const nlp_doc *d, uint32_t v, fillers *out)
{
    if (verb_passive(d, v)) {
        static const char *const held[] = {"hostage", "captive", "prisoner"};
        uint32_t thing = doc_dep(d, v, R_OBJ); /* "Ukraine was given tanks": the subject is whom it was given to */
        thing = thing != NO_TOKEN && str_in(d->word[thing], held, LEN(held)) ? NO_TOKEN : thing; /* "were taken hostage" */
        put(out, thing != NO_TOKEN ? thing : antecedent(d, subject_like(d, v, 0)));
        return;
    }
    uint32_t first = given_to(d, v);
    for (uint32_t c = d->child[v]; c != NO_TOKEN; c = d->sibling[c])
        if (rel_is(d, c, R_OBJ) && c != first)
            put(out, antecedent(d, c));
    if (out->n == 0)
        put(out, antecedent(d, lost_object(d, v)));
    for (uint32_t c = d->child[v]; out->n == 0 && c != NO_TOKEN; c = d->sibling[c])
        if (counted_object(d, v, c) || missed_object(d, v, c))
            put(out, c);
    if (out->n == 0 && rel_is(d, v, R_ACL) && d->sub[v] == RS_RELCL && d->head[v] != NO_TOKEN) {
        uint32_t s = surface_subject(d, v);
        if (s != NO_TOKEN && !relative_pronoun(d, s))
            put(out, d->head[v]);
    }
    if (out->n == 0 && d->penn[v] == X_VBG && rel_is(d, v, R_OBJ)) /* "denied shelling positions": the parser saw two objects */
        for (uint32_t c = d->sibling[v]; c != NO_TOKEN; c = d->sibling[c])
            if (rel_is(d, c, R_OBJ))
                put(out, c);
    for (uint32_t c = d->child[v]; out->n == 0 && c != NO_TOKEN; c = d->sibling[c])
        if (rel_is(d, c, R_CONJ) && d->upos[c] == U_VERB && c > v && c <= v + 3)
            for (uint32_t k = d->child[c]; k != NO_TOKEN; k = d->sibling[k])
                if (rel_is(d, k, R_OBJ))
                    put(out, k);
}

/* "gave them 48 hours to leave": the time is no object of its own */
static bool term_of(const nlp_doc *d, uint32_t obj)
{
    static const char *const words[] = {"hour", "day", "week", "minute", "month", "deadline", "time"};
    for (size_t i = 0; obj != NO_TOKEN && i < LEN(words); i++)
        if (doc_lemma_is(d, obj, words[i]))
            return true;
    return false;
}

/* "called the raid a crime", where the parser hung the crime on the raid */
static void named_as(const nlp_doc *d, uint32_t t, fillers *out)
{
    static const char *const words[] = {"call", "name", "brand", "label", "dub", "term", "declare", "deem", "pronounce", "consider"};
    uint32_t obj = doc_dep(d, t, R_OBJ);
    bool fits = str_in(d->word[t], words, LEN(words));
    for (uint32_t c = fits && obj != NO_TOKEN ? d->child[obj] : NO_TOKEN; c != NO_TOKEN; c = d->sibling[c])
        if (c > obj && d->upos[c] == U_NOUN && !case_of(d, c).n && (rel_is(d, c, R_APPOS) || (rel_is(d, c, R_NMOD) && d->sub[c] == RS_UNMARKED)))
            put(out, c);
}

/* "pressed both to hold talks", where the parser saw a purpose */
static bool asks(const nlp_doc *d, uint32_t v)
{
    static const char *const words[] = {"ask",      "press",     "urge",   "tell",     "order", "beg",      "push",
                                        "pressure", "encourage", "invite", "persuade", "lobby", "instruct", "implore"};
    return str_in(d->word[v], words, LEN(words));
}

static void complements(const nlp_doc *d, uint32_t t, fillers *out)
{
    for (uint32_t c = d->child[t]; c != NO_TOKEN; c = d->sibling[c]) {
        bool clause = rel_is(d, c, R_XCOMP) || rel_is(d, c, R_CCOMP);
        if (rel_is(d, c, R_ACL) && d->sub[c] != RS_RELCL && d->upos[t] != U_VERB)
            clause = d->penn[c] == X_VB || d->penn[c] == X_VBG;
        if (rel_is(d, c, R_ADVCL) && c > t) { /* "accused of deporting", "apologised for shelling", "was ready to meet" */
            uint32_t m = doc_dep(d, c, R_MARK);
            clause =
                m != NO_TOKEN &&
                (str_is(d->fold[m], "of") || str_is(d->fold[m], "for") || str_is(d->fold[m], "from") || str_is(d->fold[m], "with") ||
                 str_is(d->fold[m], "on") || str_is(d->fold[m], "at") || str_is(d->fold[m], "against") ||
                 (str_is(d->fold[m], "to") && (d->upos[t] != U_VERB || asks(d, t) || doc_dep(d, t, R_OBJ) == NO_TOKEN || term_of(d, doc_dep(d, t, R_OBJ)))));
        }
        if (!clause)
            continue;
        put(out, c);
        for (uint32_t k = d->child[c]; k != NO_TOKEN; k = d->sibling[k])
            if (rel_is(d, k, R_CONJ) && d->upos[k] == U_VERB)
                put(out, k);
    }
    if (!out->n && d->upos[t] == U_VERB && asks(d, t))
        put(out, lost_infinitive(d, t));
    if (!out->n && d->upos[t] == U_VERB)
        named_as(d, t, out);
    if (out->n || d->upos[t] != U_VERB)
        return;
    for (uint32_t c = d->child[t]; c != NO_TOKEN; c = d->sibling[c]) /* "signal willingness to meet" */
        if (rel_is(d, c, R_OBJ) && d->upos[c] == U_NOUN)
            complements(d, c, out);
}

static void preposition(const event_doc *ed, uint32_t t, uint8_t slot, fillers *out)
{
    const nlp_doc *d = ed->nlp;
    for (uint32_t c = d->child[t]; c != NO_TOKEN; c = d->sibling[c]) {
        if (!rel_is(d, c, R_OBL) && !rel_is(d, c, R_NMOD) && !rel_is(d, c, R_ADVCL) && !rel_is(d, c, R_ADVMOD) && !rel_is(d, c, R_XCOMP))
            continue;
        if (ed->timex_of[c] != NO_TOKEN)
            continue; /* "on Monday" */
        for (uint32_t k = d->child[c]; k != NO_TOKEN; k = d->sibling[k])
            if ((rel_is(d, k, R_CASE) || (rel_is(d, k, R_MARK) && d->upos[k] == U_ADP)) && ed->prep[k] == slot) {
                put(out, c);
                if (rel_is(d, k, R_MARK) && rel_is(d, c, R_ADVCL) && doc_dep(d, c, R_NSUBJ) != NO_TOKEN)
                    put(out, doc_dep(d, c, R_NSUBJ)); /* "called for the bill to be dropped" */
            }
    }
}

/* "the bus was fired on": the preposition that a passive leaves behind governs its subject */
static void stranded(const event_doc *ed, uint32_t t, uint8_t slot, fillers *out)
{
    const nlp_doc *d = ed->nlp;
    uint32_t p = t + 1;
    if (p < d->n && d->upos[p] == U_ADP && d->head[p] == t && !rel_is(d, p, R_CASE) && ed->prep[p] == slot && verb_passive(d, t))
        put(out, antecedent(d, subject_like(d, t, 0)));
}

/* "gave the families blankets", where the parser took the families for a part of the blankets: a plural is none */
static uint32_t given_compound(const nlp_doc *d, uint32_t v)
{
    static const char *const verbs[] = {"give", "send", "lend", "hand", "grant", "offer", "bring", "sell", "promise", "deny"};
    uint32_t obj = doc_dep(d, v, R_OBJ), c = obj == NO_TOKEN || obj < v ? NO_TOKEN : doc_dep(d, obj, R_COMPOUND);
    bool name = c != NO_TOKEN && d->upos[c] == U_PROPN && c + 1 < obj && d->upos[c + 1] == U_NUM; /* "give Kenya 19 boats" */
    for (size_t i = 0; c != NO_TOKEN && (name || d->penn[c] == X_NNS || d->penn[c] == X_NNPS) && i < LEN(verbs); i++)
        if (doc_lemma_is(d, v, verbs[i]))
            return c;
    return NO_TOKEN;
}

static void by_relation(const nlp_doc *d, uint32_t t, ud_rel rel, ud_sub sub, fillers *out)
{
    for (uint32_t c = d->child[t]; c != NO_TOKEN; c = d->sibling[c])
        if (rel_is(d, c, rel) && (sub == RS_NONE || d->sub[c] == sub))
            put(out, c);
}

static void particles(const nlp_doc *d, uint32_t t, fillers *out)
{
    by_relation(d, t, R_COMPOUND, RS_PRT, out);
    if (t + 1 < d->n && d->sent_of[t + 1] == d->sent_of[t] && strcmp(d->xpos_name[t + 1], "RP") == 0)
        put(out, t + 1); /* wherever the parser hung it */
    if (t + 2 < d->n && str_is(d->fold[t + 1], "out") && str_is(d->fold[t + 2], "of"))
        put(out, t + 1); /* "walked out of the talks": no preposition of two words */
    for (uint32_t c = d->child[t]; c != NO_TOKEN; c = d->sibling[c]) {
        if (c > t && (rel_is(d, c, R_ADVMOD) || rel_is(d, c, R_OBL)) && (d->upos[c] == U_ADP || d->upos[c] == U_ADV))
            put(out, c);
        uint32_t prep = c > t && rel_is(d, c, R_OBL) ? doc_dep(d, c, R_CASE) : NO_TOKEN; /* "handed a colonel over to Burundi" */
        if (prep != NO_TOKEN && d->upos[prep] == U_ADV && rel_is(d, prep + 1, R_CASE))
            put(out, prep);
    }
}

/* possessors or adjectives and compounds of a noun; of a verb's object for a verb ("hold joint drills") */
static void modifiers(const nlp_doc *d, uint32_t t, uint8_t slot, fillers *out)
{
    fillers at = {.at = {t}, .n = 1};
    if (d->upos[t] == U_VERB) {
        at.n = 0;
        objects(d, t, &at);
        for (uint32_t c = d->child[t]; slot == S_POSS && !at.n && c != NO_TOKEN; c = d->sibling[c])
            if (rel_is(d, c, R_OBL) && str_is(case_of(d, c), "for")) /* "called for the minister's dismissal" */
                put(&at, c);
    }
    for (uint32_t i = 0; i < at.n; i++) {
        if (slot == S_POSS)
            by_relation(d, at.at[i], R_NMOD, RS_POSS, out);
        else
            by_relation(d, at.at[i], R_AMOD, RS_NONE, out), by_relation(d, at.at[i], R_COMPOUND, RS_NONE, out);
    }
}

static uint32_t last_nominal(const nlp_doc *d, uint32_t t)
{
    uint32_t last = NO_TOKEN;
    for (uint32_t c = d->child[t]; c != NO_TOKEN; c = d->sibling[c])
        if (rel_is(d, c, R_NMOD) && c > t)
            last = c;
    return last;
}

/* prepositions that belong to the noun of the event even where the parser hung them on a name within its phrase */
static bool bound_further_in(const event_doc *ed, uint8_t slot)
{
    return slot == lex_prep(ed->lex, STR("by")) || slot == lex_prep(ed->lex, STR("to")) || slot == lex_prep(ed->lex, STR("against"));
}

/* "police fired tear gas during a general strike": what others do meanwhile */
static bool beside(const nlp_doc *d, uint32_t t)
{
    static const char *const words[] = {"during", "amid", "amidst", "after", "before", "despite", "since", "following", "until"};
    return str_in(case_of(d, t), words, LEN(words));
}

void slot_fill(const event_doc *ed, uint32_t t, uint8_t slot, fillers *out)
{
    const nlp_doc *d = ed->nlp;
    bool verb = d->upos[t] == U_VERB || d->upos[t] == U_AUX;
    switch (slot) {
    case S_SUBJ:
        if (verb || d->upos[t] == U_ADJ)
            subjects(d, t, out);
        else if (doc_dep(d, t, R_COP) != NO_TOKEN)
            put(out, surface_subject(d, t)); /* "the miners are on strike" */
        else if (d->head[t] != NO_TOKEN && d->upos[d->head[t]] == U_VERB && !rel_is(d, t, R_NSUBJ) && !beside(d, t))
            subjects(d, d->head[t], out); /* of the verb that governs it */
        return;
    case S_OBJ:
        if (verb)
            objects(d, t, out);
        if (verb && !out->n)
            by_relation(d, t, R_IOBJ, RS_NONE, out); /* "asked Washington for boats" */
        return;
    case S_IOBJ:
        if (verb && verb_passive(d, t) && doc_dep(d, t, R_OBJ) != NO_TOKEN)
            put(out, subject_like(d, t, 0));
        else
            by_relation(d, t, R_IOBJ, RS_NONE, out), put(out, verb && !out->n ? given_to(d, t) : NO_TOKEN),
                put(out, verb && !out->n ? given_compound(d, t) : NO_TOKEN);
        return;
    case S_COMP:
        complements(d, t, out);
        return;
    case S_POSS:
    case S_MOD:
        modifiers(d, t, slot, out);
        return;
    case S_PRT:
        particles(d, t, out);
        return;
    case S_ANY: /* the caller walks the clause itself */
    case S_PRE:
        return;
    default:
        break;
    }
    preposition(ed, t, slot, out);
    if (!out->n && verb)
        stranded(ed, t, slot, out);
    if (out->n)
        return;
    if (!verb && bound_further_in(ed, slot)) { /* "the arrest of the editor of the weekly by police" */
        uint32_t c = t;
        for (int steps = 0; steps < 3 && c != NO_TOKEN && !out->n; steps++) {
            c = last_nominal(d, c);
            if (c != NO_TOKEN)
                preposition(ed, c, slot, out);
        }
        return;
    }
    if (verb) { /* "imposed sanctions on", "held talks with": the phrase hangs on the object */
        fillers obj = {0};
        objects(d, t, &obj);
        if (!obj.n)
            by_relation(d, t, R_IOBJ, RS_NONE, &obj); /* "warned them of consequences" */
        for (uint32_t i = 0; i < obj.n; i++) {
            preposition(ed, obj.at[i], slot, out);
            for (uint32_t c = d->child[obj.at[i]]; c != NO_TOKEN && !out->n; c = d->sibling[c])
                if (rel_is(d, c, R_CONJ) && d->upos[c] != U_VERB)
                    preposition(ed, c, slot, out); /* "sent doctors and advisers to" */
        }
        for (uint32_t c = d->child[t]; c != NO_TOKEN && !out->n; c = d->sibling[c])
            if (rel_is(d, c, R_XCOMP) || (rel_is(d, c, R_OBL) && !beside(d, c))) /* not "killed since a visit by" */
                preposition(ed, c, slot, out);
        uint32_t s = slot == (uint8_t)lex_prep(ed->lex, STR("between")) && !out->n ? surface_subject(d, t) : NO_TOKEN;
        if (s != NO_TOKEN) /* "a truce between the army and the rebels held" */
            preposition(ed, s, slot, out);
    } else {
        uint32_t top = rel_is(d, t, R_CONJ) && d->head[t] != NO_TOKEN ? d->head[t] : t, v = d->head[top]; /* "used batons and tear gas against them" */
        if (v != NO_TOKEN && (rel_is(d, top, R_OBJ) || (rel_is(d, top, R_NSUBJ) && d->sub[top] == RS_PASS)) && d->upos[v] == U_VERB)
            preposition(ed, v, slot, out);
    }
}

uint32_t slot_first(const event_doc *ed, uint32_t t, uint8_t slot)
{
    fillers f = {0};
    slot_fill(ed, t, slot, &f);
    return f.n ? f.at[0] : NO_TOKEN;
}
