/*
 * mention.c - finds what may stand for an actor: lexicon phrases, names and pronouns.
 *
 * In: tokens, tags, names. Out: ed->mention in order of the text, ed->mention_of for every token of a mention. Longest phrase wins;
 * a phrase must have the capitals that its alias has, and must not be a mere part of a person's name ("Jordan" in "Michael Jordan").
 * Who is meant is decided later, in entity.c.
 */
#include "event/mention.h"

#define PHRASE_TOKENS_MAX 12u
#define HEADLINE_TOKENS_MAX 40u
#define BODY_NAME_MAX 5u

bool mention_all_upper(str s)
{
    bool letter = false;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] >= 'a' && s.p[i] <= 'z')
            return false;
        if (s.p[i] >= 'A' && s.p[i] <= 'Z')
            letter = true;
    }
    return letter;
}

bool mention_initial_upper(str s)
{
    uint32_t len;
    if (!s.n)
        return false;
    uint32_t props = uc_props(utf8_next(s.p, s.n, &len));
    return (props & (UC_UPPER | UC_DIGIT)) != 0;
}

/* "A CAR BOMB EXPLODED": where all is in capitals they make no acronym of a common noun */
static bool shouted_noun(const nlp_doc *d, uint32_t t)
{
    bool before = t > 0 && d->form[t - 1].n > 2 && mention_all_upper(d->form[t - 1]),
         after = t + 1 < d->n && d->form[t + 1].n > 2 && mention_all_upper(d->form[t + 1]);
    return d->upos[t] == U_NOUN && (before || after);
}

static bool letters_fit(const nlp_doc *d, uint32_t first, uint32_t count, uint8_t letters)
{
    if (letters == CASE_ANY)
        return true;
    if (letters == CASE_INITIAL) /* "the Gambia" is The Gambia */
        return mention_initial_upper(d->form[first + (count > 1 && str_is(d->fold[first], "the"))]);
    for (uint32_t i = first; i < first + count; i++)
        if (d->form[i].n > 1 && !mention_all_upper(d->form[i]))
            return false;
    return mention_all_upper(d->form[first]) && (count > 1 || !shouted_noun(d, first));
}

/* the token of a phrase that hangs on a word outside it: its head */
static uint32_t phrase_head(const nlp_doc *d, uint32_t first, uint32_t count)
{
    for (uint32_t i = first + count; i-- > first;)
        if (d->head[i] == NO_TOKEN || d->head[i] < first || d->head[i] >= first + count)
            if (!rel_is(d, i, R_PUNCT) && !rel_is(d, i, R_CASE))
                return i;
    return first + count - 1;
}

static bool is_nominal(const nlp_doc *d, uint32_t t)
{
    return d->upos[t] == U_NOUN || d->upos[t] == U_PROPN || d->upos[t] == U_ADJ || d->upos[t] == U_X || d->upos[t] == U_NUM;
}

bool end_of_person(const event_doc *ed, uint32_t before, uint32_t t)
{
    const nlp_doc *d = ed->nlp;
    for (uint32_t i = before, steps = 0; i-- > 0 && steps < 100; steps++) {
        const mention *m = &ed->mention.at[i];
        if (m->kind == M_PERSON && m->count > 1 && !m->value && (str_eq(d->form[m->first + m->count - 1], d->form[t]) || str_eq(d->form[m->first], d->form[t])))
            return true;
    }
    return false;
}

/* Does a name of a person end with this word, here or before? A given name or a title stands before it then. */
static bool is_surname(const nlp_doc *d, uint32_t t)
{
    for (uint32_t k = 0; k < d->n_name && d->name[k].first <= t; k++) {
        uint32_t last = d->name[k].first + d->name[k].count - 1;
        bool titled = d->name[k].first > 0 && d->hint != NULL && (d->hint[d->name[k].first - 1] & NAMED_WORD_TITLE) != 0;
        if (d->name[k].type == NE_PER && (d->name[k].count > 1 || titled) && str_eq(d->form[last], d->form[t]))
            return true;
    }
    return false;
}

/* "a graduation party", "the search party" elect nobody */
static bool festive(const nlp_doc *d, uint32_t before)
{
    static const char *const words[] = {"graduation", "birthday", "wedding", "dinner",  "cocktail", "tea",     "garden",  "christmas", "search",  "house",
                                        "pool",       "farewell", "leaving", "office",  "street",   "lawn",    "beach",   "launch",    "raiding", "boarding",
                                        "landing",    "hunting",  "tour",    "victory", "block",    "slumber", "costume", "halloween", "rescue",  "third"};
    return str_in(d->fold[before], words, LEN(words));
}

/* "thousands of farmers": what is counted is meant, not a crowd */
static bool counts_others(const nlp_doc *d, uint32_t t)
{
    static const char *const words[] = {"thousands", "hundreds", "dozens"};
    return str_in(d->fold[t], words, LEN(words));
}

/* A name of unknown type that a role stands before or beside: "his counterpart, Anna Lind" */
static bool titled(const event_doc *ed, uint32_t first)
{
    const nlp_doc *d = ed->nlp;
    uint32_t p = first;
    if (p > 1 && str_is(d->form[p - 1], "one") && str_is(d->form[p - 2], ","))
        p--; /* "a village chief, one Musa Okoro" */
    if (p > 0 && str_is(d->form[p - 1], ","))
        p--;
    if (p == 0 || d->sent_of[p - 1] != d->sent_of[first])
        return false;
    uint32_t m = ed->mention_of[p - 1];
    return m != NO_TOKEN && ed->mention.at[m].kind == M_AGENT && ed->mention.at[m].value->kind == PH_AGENT &&
           lex_agent(ed->lex, ed->mention.at[m].value->ref)->kind != A_GROUP && lex_agent(ed->lex, ed->mention.at[m].value->ref)->kind != A_FORMER;
}

/* "a state visit", "state television": of the state, but not the state */
static bool public_thing(const nlp_doc *d, uint32_t t)
{
    static const char *const words[] = {"visit", "dinner", "banquet", "funeral", "television", "tv", "radio", "media", "news", "secret"};
    for (size_t i = 0; i < LEN(words); i++)
        if (str_is(d->word[t], words[i]))
            return true;
    return false;
}

/* Blanks do not count in names, so "Israel is" reads as Israelis and "Russia today" as the broadcaster. */
static bool runs_on(const nlp_doc *d, uint32_t first, uint32_t count)
{
    uint32_t last = first + count - 1;
    return count > 1 && (d->upos[last] == U_AUX || (str_is(d->fold[last], "today") && !mention_initial_upper(d->form[last])));
}

/* "Pakistani intelligence said", "by Israeli intelligence": the service, not what it knows */
static bool service(const event_doc *ed, uint32_t t)
{
    static const char *const verbs[] = {"accuse", "blame", "suspect", "charge"};
    const nlp_doc *d = ed->nlp;
    uint32_t m = t > 0 ? ed->mention_of[t - 1] : NO_TOKEN;
    bool national = m != NO_TOKEN && ed->mention.at[m].kind == M_ADJ && d->sent_of[t - 1] == d->sent_of[t];
    return national && (rel_is(d, t, R_NSUBJ) || (rel_is(d, t, R_OBJ) && str_in(d->word[d->head[t]], verbs, LEN(verbs))) || str_is(case_of(d, t), "by"));
}

/* Blanks do not count, so "may or" reads as mayor and "go on" as goon. */
static bool holds_noun(const nlp_doc *d, uint32_t first, uint32_t count)
{
    for (uint32_t t = first; t < first + count; t++)
        if (is_nominal(d, t))
            return true;
    return false;
}

/* "the official news agency": the words of a user's roles count before a noun, too */
static bool user_adjective(const event_doc *ed, const phrase_value *v, uint32_t t)
{
    return (lex_agent(ed->lex, v->ref)->flags & AG_BEHIND) != 0 && rel_is(ed->nlp, t, R_AMOD) && ed->nlp->head[t] > t;
}

/* May this meaning stand at these tokens? */
static bool value_fits(const event_doc *ed, const phrase_value *v, uint32_t first, uint32_t count, uint32_t head)
{
    const nlp_doc *d = ed->nlp;
    if (v->kind == PH_NONE || v->kind == PH_PLACE || v->kind == PH_DISCARD || runs_on(d, first, count) || !letters_fit(d, first, count, v->letters))
        return false;
    bool possessive = count > 1 && d->upos[first + count - 1] == U_PART && d->form[first + count - 1].n <= 4; /* "president's" is no plural */
    if (possessive && v->kind != PH_ACTOR)
        return false;
    if (v->kind == PH_AGENT || v->kind == PH_AGENTS) {
        if (count > 1)
            return holds_noun(d, first, count);
        if (head > 1 && str_is(d->form[head - 1], "-") && d->upos[head - 2] == U_NUM)
            return false; /* "the 27-nation bloc" */
        if (head > 0 && str_is(d->fold[head], "front") && str_is(d->fold[head - 1], "in"))
            return false; /* "in front of his house" */
        if (head > 1 && str_is(d->form[head - 1], "-") && doc_lemma_is(d, head, "member"))
            return false; /* "NATO-member Norway" is no member of NATO's */
        if (doc_lemma_is(d, head, "state") && head + 1 < d->n && public_thing(d, head + 1))
            return false;
        if (head + 1 < d->n && str_is(d->fold[head + 1], "of") && counts_others(d, head))
            return false;
        if (doc_lemma_is(d, head, "force") && d->penn[head] == X_NN && doc_dep(d, head, R_DET) == NO_TOKEN && doc_dep(d, head, R_COMPOUND) == NO_TOKEN) {
            uint32_t of = doc_dep(d, head, R_NMOD); /* "brutal force" is no army, nor is "force by NATO" */
            if (of == NO_TOKEN || str_is(case_of(d, of), "by") || str_is(case_of(d, of), "against"))
                return false;
        }
        uint32_t in = d->name_of[head]; /* "Sadiq Khan", "Khan said": a name that is a title elsewhere */
        if (in != NO_TOKEN && d->name[in].type == NE_PER && d->upos[head] == U_PROPN && head + 1 == d->name[in].first + d->name[in].count &&
            v->letters == CASE_ANY && (head == 0 || d->upos[head - 1] != U_DET) && (is_surname(d, head) || titled(ed, head)))
            return false;
        if (str_is(d->form[head], "Shah") && head + 1 < d->n && d->upos[head + 1] == U_PROPN)
            return false; /* a given name; the last Shah fell in 1979 */
        if (head > 0 && doc_lemma_is(d, head, "party") && festive(d, head - 1))
            return false;
        if (doc_lemma_is(d, head, "intelligence") && !service(ed, head))
            return false;
        if (d->penn[head] == X_VBN && head > 0 && str_is(d->fold[head - 1], "the") && d->head[head - 1] == head)
            return true; /* "the displaced" */
        if (d->upos[head] == U_ADJ && (str_is(d->fold[head], "daily") || str_is(d->fold[head], "weekly")) && head + 1 < d->n && d->upos[head + 1] == U_PROPN)
            return true; /* "the daily Norden" */
        return d->upos[head] == U_NOUN || d->upos[head] == U_PROPN ||
               (d->upos[head] == U_ADJ && (lex_agent(ed->lex, v->ref)->kind == A_FORMER || d->penn[head] == X_NNS || user_adjective(ed, v, head)));
    }
    if (!is_nominal(d, head))
        return count > 1 && d->upos[head] != U_VERB;
    if (count == 1 && v->kind != PH_ADJ && v->kind != PH_ACTOR && d->upos[head] == U_PROPN && !case_of(d, head).n && end_of_person(ed, ed->mention.n, head))
        return false; /* "Washington" after "Harold Washington", "Georgia" after "Georgia Lind" */
    uint32_t name = d->name_of[head];
    if (name != NO_TOKEN && d->name[name].type == NE_PER && count < d->name[name].count && v->kind != PH_ACTOR) {
        uint32_t nf = d->name[name].first, ne = nf + d->name[name].count;
        return !(first > nf || (first == nf && first + count < ne)); /* part of a longer person name */
    }
    return true;
}

/* names that are better than a part of them: a person of two tokens beats the alias of one. What a title before the name has
 * taken ("Chancellor" in "Chancellor Olaf Scholz") does not count. */
static bool inside_longer_person(const nlp_doc *d, uint32_t first, uint32_t count)
{
    uint32_t name = d->name_of[first];
    return name != NO_TOKEN && d->name[name].type == NE_PER && d->name[name].first + d->name[name].count > first + count;
}

mention *mention_push(event_doc *ed, uint32_t first, uint32_t count, mention_kind kind, uint32_t head)
{
    mention *m = vec_push(ed->mem, &ed->mention, MENTIONS_MAX);
    if (!m)
        return NULL;
    m->head = head;
    m->first = first;
    m->count = count;
    m->kind = kind;
    m->same_as = NO_TOKEN;
    for (uint32_t i = first; i < first + count; i++)
        ed->mention_of[i] = ed->mention.n - 1;
    return m;
}

static mention_kind kind_of(const event_doc *ed, const phrase_value *v)
{
    switch (v->kind) {
    case PH_ADJ:
        return M_ADJ;
    case PH_AGENT:
    case PH_AGENTS:
        return M_AGENT;
    case PH_ACTOR:
        return lex_entity(ed->lex, v->ref)->kind == E_PERSON ? M_PERSON : M_ACTOR;
    default:
        return M_COUNTRY;
    }
}

/* Longest phrase that starts at token i and fits; returns its length in tokens, 0: none. */
static uint32_t match_phrase(event_doc *ed, uint32_t i, uint32_t end)
{
    const nlp_doc *d = ed->nlp;
    lex_hit best = {0};
    const phrase_value *value = NULL;
    if (d->upos[i] == U_PUNCT)
        return 0;
    phrase_walk walk = phrases_from(ed->lex, d->name_hash + i, end - i < PHRASE_TOKENS_MAX ? end - i : PHRASE_TOKENS_MAX);
    for (lex_hit hit; phrase_next(&walk, &hit);) {
        uint32_t head = phrase_head(d, i, hit.count);
        for (uint32_t k = 0; k < hit.n; k++)
            if (value_fits(ed, &hit.value[k], i, hit.count, head)) {
                best = hit;
                value = &hit.value[k];
                break;
            }
    }
    if (!value || (value->kind != PH_AGENT && value->kind != PH_AGENTS && inside_longer_person(d, i, best.count) && kind_of(ed, value) == M_PERSON))
        return 0;
    mention *m = mention_push(ed, i, best.count, kind_of(ed, value), phrase_head(d, i, best.count));
    if (m) {
        m->value = value;
        m->values = best.value;
        m->n_value = best.n;
    }
    return m ? best.count : 0;
}

/* "the pair", "the two": nouns that only point back */
static bool is_pointer(const nlp_doc *d, uint32_t t)
{
    static const char *const words[] = {"pair", "duo", "couple", "trio", "two", "former", "latter"};
    if (t == 0 || (!str_is(d->fold[t - 1], "the") && !str_is(d->fold[t - 1], "these")) ||
        (!rel_is(d, t, R_NSUBJ) && !rel_is(d, t, R_OBJ) && !rel_is(d, t, R_NMOD)))
        return false;
    if (t + 1 < d->n && str_is(d->fold[t + 1], "of"))
        return false;
    for (size_t k = 0; k < LEN(words); k++)
        if (str_is(d->fold[t], words[k]))
            return true;
    return false;
}

static bool is_pronoun(const nlp_doc *d, uint32_t t)
{
    static const char *const words[] = {"he",      "she",        "they",   "it",  "him",   "her",  "them", "his",   "hers",
                                        "its",     "their",      "we",     "us",  "our",   "i",    "my",   "me",    "himself",
                                        "herself", "themselves", "itself", "who", "which", "that", "whom", "whose", "both"};
    if (d->upos[t] != U_PRON && d->upos[t] != U_DET)
        return false;
    for (size_t k = 0; k < LEN(words); k++)
        if (str_is(d->fold[t], words[k]))
            return true;
    return false;
}

/* Does this word belong to the name of a person that the article named before? ("Lind" after "Anna Lind") */
static bool part_of_person(const event_doc *ed, uint32_t t)
{
    const nlp_doc *d = ed->nlp;
    if (d->upos[t] != U_PROPN || !mention_initial_upper(d->form[t]) || d->form[t].n < 2)
        return false;
    for (uint32_t i = ed->mention.n, steps = 0; i-- > 0 && steps < 300; steps++) {
        const mention *m = &ed->mention.at[i];
        if (m->kind != M_PERSON || m->count < 2)
            continue;
        for (uint32_t k = m->first; k < m->first + m->count; k++)
            if (str_eq(d->form[k], d->form[t]))
                return true;
    }
    return false;
}

static bool honorific(str w)
{
    static const char *const words[] = {"mr", "mr.", "mrs", "mrs.", "ms", "ms.", "miss", "dr", "dr.", "sir", "prof.", "rev."};
    for (size_t i = 0; i < LEN(words); i++)
        if (str_is(w, words[i]))
            return true;
    return false;
}

/* "Hurricane Ivan" */
static bool is_storm(const nlp_doc *d, uint32_t before)
{
    static const char *const words[] = {"hurricane", "typhoon", "cyclone", "storm", "superstorm", "tropical"};
    return str_in(d->fold[before], words, LEN(words));
}

static bool article_of_name(str w)
{
    static const char *const words[] = {"al", "el", "as", "ad", "an", "ar", "az", "ash", "at", "ben", "bin"};
    return str_in(w, words, LEN(words));
}

/* A name that the lexicon does not have: a person by the tagger, by its title, or by an earlier longer name. */
static uint32_t match_name(event_doc *ed, uint32_t i)
{
    const nlp_doc *d = ed->nlp;
    uint32_t name = d->name_of[i], first = name == NO_TOKEN ? i : d->name[name].first;
    bool after_role = i > 0 && d->upos[i] != U_ADP && ed->mention_of[i - 1] != NO_TOKEN && ed->mention.at[ed->mention_of[i - 1]].kind == M_AGENT;
    if ((i > 0 && is_storm(d, i - 1)) || (i + 1 < d->n && str_is(d->word[i + 1], "cocktail")))
        return 0;                                                 /* nor is a Molotov cocktail anybody */
    bool begins = name != NO_TOKEN && (first == i || after_role); /* "of Nepal" is no person after "Supreme Court" */
    uint32_t last = d->sent[d->sent_of[i]].first + d->sent[d->sent_of[i]].count;
    if ((!begins || d->name[name].type != NE_PER) && i + 2 < last && article_of_name(d->fold[i]) && str_is(d->form[i + 1], "-") && part_of_person(ed, i + 2))
        return mention_push(ed, i, 3, M_PERSON, phrase_head(d, i, 3)) ? 3 : 0; /* "al-Hasani", after his full name */
    if (!begins)
        return part_of_person(ed, i) && mention_push(ed, i, 1, M_PERSON, i) ? 1 : 0;
    uint32_t count = first + d->name[name].count - i, skip = count > 1 && honorific(d->fold[i]) ? 1 : 0;
    uint32_t end = d->sent[d->sent_of[i]].first + d->sent[d->sent_of[i]].count;
    while (i + count + 1 < end && str_is(d->form[i + count], "-") && !(d->tok.flags[i + count] & TOK_SPACE_AFTER) &&
           !(d->tok.flags[i + count - 1] & TOK_SPACE_AFTER) && d->form[i + count + 1].n <= 6 && d->upos[i + count + 1] != U_VERB &&
           d->upos[i + count + 1] != U_ADJ && d->name[name].type == NE_PER)
        count += 2; /* "Kim Dae-ho" */
    if (d->name[name].type != NE_PER && !titled(ed, i) && !(count == 1 && part_of_person(ed, i)))
        return 0;
    return mention_push(ed, i + skip, count - skip, M_PERSON, phrase_head(d, i + skip, count - skip)) ? count : 0;
}

/* "the opposition newspaper El Faro", "the daily The Mirror": the name behind a word for a body that has one; returns its length in tokens */
static uint32_t match_body_name(event_doc *ed, uint32_t i, uint32_t end)
{
    static const char *const words[] = {"newspaper",    "paper",    "daily",   "weekly",  "tabloid", "magazine",  "journal",
                                        "broadcaster",  "network",  "channel", "station", "website", "group",     "organisation",
                                        "organization", "movement", "militia", "charity", "party",   "alliance",  "union",
                                        "federation",   "company",  "firm",    "bank",    "airline", "foundation"};
    const nlp_doc *d = ed->nlp;
    uint32_t begin = d->sent[d->sent_of[i]].first, n = str_is(d->form[i], "The");
    bool comma = i > begin + 1 && str_is(d->form[i - 1], ","); /* "their union, BWTU, ..." */
    uint32_t noun = i > begin ? i - 1 - comma : NO_TOKEN, m = noun == NO_TOKEN ? NO_TOKEN : ed->mention_of[noun];
    if (m == NO_TOKEN || ed->mention.at[m].kind != M_AGENT || ed->mention.at[m].value->kind != PH_AGENT || ed->mention.at[m].head != noun ||
        !str_in(d->word[noun], words, LEN(words)) || mention_initial_upper(d->form[noun]))
        return 0;
    while (i + n < end && n < BODY_NAME_MAX && d->upos[i + n] == U_PROPN && mention_initial_upper(d->form[i + n]) && ed->mention_of[i + n] == NO_TOKEN)
        n++;
    if (n == (uint32_t)str_is(d->form[i], "The") || (i + n < end && str_is(d->form[i + n], "'s")))
        return 0;
    if (comma && (n > 1 || !mention_all_upper(d->form[i]) || i + n >= end || !str_is(d->form[i + n], ",")))
        return 0;
    return mention_push(ed, i, n, M_PERSON, phrase_head(d, i, n)) ? n : 0;
}

lex_match entry_at(const event_doc *ed, char table_name, char pos, uint32_t t, uint32_t most)
{
    const nlp_doc *d = ed->nlp;
    const text_sentence *s = &d->sent[d->sent_of[t]];
    return lex_longest(ed->lex, table_name, pos, ed->word + t, s->first + s->count - t, most);
}

/* puts a mention of one word where it belongs among those that are there */
static bool insert(event_doc *ed, uint32_t t, mention_kind kind)
{
    const nlp_doc *d = ed->nlp;
    mention *last = vec_push(ed->mem, &ed->mention, MENTIONS_MAX);
    if (!last)
        return false;
    uint32_t at = ed->mention.n - 1;
    for (; at > 0 && ed->mention.at[at - 1].first > t; at--)
        ed->mention.at[at] = ed->mention.at[at - 1];
    ed->mention.at[at] = (mention){.head = t, .first = t, .count = 1, .kind = kind, .same_as = NO_TOKEN};
    for (uint32_t i = 0; i < ed->mention.n; i++)
        if (ed->mention.at[i].same_as != NO_TOKEN && ed->mention.at[i].same_as >= at)
            ed->mention.at[i].same_as++;
    for (uint32_t i = 0; i < d->n; i++)
        if (ed->mention_of[i] != NO_TOKEN && ed->mention_of[i] >= at)
            ed->mention_of[i]++;
    ed->mention_of[t] = at;
    return true;
}

/* "Okello slams Mutasa over dam": words of the headline that are surnames of people whom the article names in full behind it */
static bool headline_surnames(event_doc *ed)
{
    const nlp_doc *d = ed->nlp;
    uint32_t end = d->n_sent ? d->sent[0].first + d->sent[0].count : 0;
    for (uint32_t t = 0; t < end && t < HEADLINE_TOKENS_MAX; t++) {
        if (ed->mention_of[t] != NO_TOKEN || !mention_initial_upper(d->form[t]) || d->form[t].n < 3 || (d->upos[t] != U_PROPN && d->upos[t] != U_NOUN))
            continue;
        bool bearer = false;
        for (uint32_t i = 0; i < ed->mention.n && !bearer; i++) {
            const mention *m = &ed->mention.at[i];
            bearer = m->kind == M_PERSON && m->count > 1 && m->first >= end && str_eq(d->form[m->first + m->count - 1], d->form[t]);
        }
        if (bearer && !insert(ed, t, M_PERSON))
            return false;
    }
    return true;
}

bool mention_find(event_doc *ed)
{
    short_names known;
    const nlp_doc *d = ed->nlp;
    short_init(&known);
    ed->mention_of = arena_array(ed->mem, d->n + 1, sizeof *ed->mention_of);
    if (!ed->mention_of)
        return false;
    for (uint32_t i = 0; i < d->n; i++)
        ed->mention_of[i] = NO_TOKEN;
    for (uint32_t s = 0; s < d->n_sent; s++) {
        uint32_t end = d->sent[s].first + d->sent[s].count;
        for (uint32_t i = d->sent[s].first; i < end;) {
            bool pointer = is_pointer(d, i);
            uint32_t n = pointer ? 0 : short_match(ed, &known, i, end);
            if (!n && !pointer && (n = match_phrase(ed, i, end)) > 0)
                short_learn_half(ed, &known), short_learn_company(ed, &known);
            if (!n && !pointer && (n = match_body_name(ed, i, end)) > 0)
                short_learn_body(ed, &known);
            if (!n && !pointer)
                n = match_name(ed, i);
            if (!n && (pointer || is_pronoun(d, i)))
                n = mention_push(ed, i, 1, M_PRONOUN, i) ? 1 : 0;
            i += n ? n : 1;
            if (i < d->n)
                short_learn_acronym(ed, &known, i);
        }
    }
    return headline_surnames(ed) && !ed->mem->failed;
}
