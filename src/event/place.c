/*
 * place.c - finds the places of an article and says which ones they are.
 *
 * In: tokens, names, mentions of the lexicon, dates (a "March" that is a date is no place). Out: ed->place in order of the text and
 * ed->place_of per token. A name counts as a place by what stands around it: the name tagger, a preposition, "city of", "province",
 * ", Syria"; names that are also words or people (marked `common` in places.tsv) want more of that. Which of the places of that name is
 * meant is decided in place_rank.c. A village that no gazetteer has keeps its name and gets the article's country.
 */
#include "event/place.h"
#include "event/place_tie.h"

#define PHRASE_TOKENS 8u

static const char *const strong_words[] = {"in",         "near",   "at",     "outside", "inside",    "across",
                                           "throughout", "around", "within", "into",    "northeast", "northwest"};
static const char *const weak_words[] = {"of",      "to",       "from",    "for",   "on",       "off",     "over",    "toward", "towards",
                                         "through", "via",      "between", "along", "and",      "reach",   "reached", "leave",  "left",
                                         "capture", "captured", "entered", "enter", "besieged", "shelled", "bombed",  "retook"};
static const char *const city_words[] = {"city",     "town",       "village", "capital",       "port",         "suburb",
                                         "township", "settlement", "hamlet",  "neighbourhood", "neighborhood", "airport"};
static const char *const village_words[] = {"village", "hamlet", "town", "township", "suburb", "neighbourhood", "neighborhood", "port"};
static const char *const admin_words[] = {"province", "governorate", "state",      "region",    "oblast",
                                          "district", "county",      "prefecture", "provinces", "department"};
static const char *const site_words[] = {"crossing", "plant",     "camp",       "base",     "airbase", "airfield", "prison",   "dam",
                                         "island",   "valley",    "peninsula",  "corridor", "forest",  "bridge",   "hospital", "compound",
                                         "mosque",   "facility",  "reactor",    "complex",  "basin",   "delta",    "plains",   "mountains",
                                         "jungle",   "reservoir", "checkpoint", "coast",    "area",    "gate",     "suburbs",  "mine"};
static const char *const between_words[] = {"the",      "northern", "southern", "eastern",      "western",     "central", "north", "south",      "east",
                                            "west",     "downtown", "nearby",   "neighbouring", "neighboring", "rebel",   "held",  "government", "controlled",
                                            "occupied", "besieged", "rural",    "upper",        "lower",       "greater", "-"};

static const char *const part_words[] = {"centre", "center",    "outskirts", "streets", "suburbs", "south", "north",   "east",
                                         "west",   "residents", "heart",     "siege",   "edge",    "parts", "capture", "fall"};

#define WORD_IN(w, list) str_in((w), (list), LEN(list))

bool place_capital(str s)
{
    uint32_t len;
    return s.n > 0 && (uc_props(utf8_next(s.p, s.n, &len)) & UC_UPPER) != 0;
}

/* "al-Hasakah", "el-Fasher": an Arabic article is small */
bool place_article(const nlp_doc *d, uint32_t first, uint32_t count)
{
    static const char *const words[] = {"al", "el", "ad", "ar", "as", "ash", "an", "at", "az", "ed", "en", "er", "es", "ez"};
    return count > 2 && str_is(d->form[first + 1], "-") && place_capital(d->form[first + 2]) && WORD_IN(d->form[first], words);
}

/* Capitals at the first word and at the last one, which may be a word for the kind of place: "Deir al-Zor", "Rafah crossing". */
static bool capitals_fit(const nlp_doc *d, uint32_t first, uint32_t count)
{
    if (!place_capital(d->form[first]) && d->form[first].n > 0 && d->form[first].p[0] != '\'' && !place_article(d, first, count))
        return false;
    str last = d->form[first + count - 1];
    return count == 1 || place_capital(last) || last.n < 3 || last.p[0] == '\'' || !(uc_props((uint8_t)last.p[0]) & UC_LETTER) ||
           WORD_IN(d->fold[first + count - 1], site_words) || WORD_IN(d->fold[first + count - 1], city_words) ||
           WORD_IN(d->fold[first + count - 1], admin_words);
}

static bool has_kind(const phrase_value *v, uint32_t n, phrase_kind k)
{
    for (uint32_t i = 0; i < n; i++)
        if (v[i].kind == k)
            return true;
    return false;
}

/* Does the name mean a person or an organisation, too? Regions that act ("Darfur") are places all the same. */
static bool has_actor(const event_doc *ed, const candidate *c)
{
    for (uint32_t i = 0; i < c->n; i++)
        if (c->value[i].kind == PH_ACTOR && lex_entity(ed->lex, c->value[i].ref)->kind != E_REGION)
            return true;
    return false;
}

static bool letters_fit(const nlp_doc *d, uint32_t first, uint32_t count, const phrase_value *v, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        if (v[i].kind != PH_PLACE && v[i].kind != PH_COUNTRY)
            continue;
        if (v[i].letters != CASE_UPPER)
            return true;
    }
    for (uint32_t t = first; t < first + count; t++)
        for (size_t k = 0; k < d->form[t].n; k++)
            if (d->form[t].p[k] >= 'a' && d->form[t].p[k] <= 'z')
                return false;
    return true;
}

/* marks that no name goes over */
static bool has_stop(const nlp_doc *d, uint32_t first, uint32_t count)
{
    for (uint32_t t = first; t < first + count; t++)
        if (d->fold[t].n == 1 && memchr(",;:\"()", d->fold[t].p[0], 6) != NULL)
            return true;
    return false;
}

/* Longest place or country name that begins at token i. */
static uint32_t longest_name(const event_doc *ed, uint32_t i, uint32_t end, candidate *c)
{
    const nlp_doc *d = ed->nlp;
    phrase_walk walk = phrases_from(ed->lex, d->name_hash + i, end - i < PHRASE_TOKENS ? end - i : PHRASE_TOKENS);
    uint32_t best = 0;
    for (lex_hit hit; phrase_next(&walk, &hit) && !has_stop(d, i, hit.count);) {
        str last = d->fold[i + hit.count - 1];
        bool possessive = hit.count > 1 && str_is(last, "'s"); /* "Cuba's" is not Cubas */
        if (!possessive && (has_kind(hit.value, hit.n, PH_PLACE) || has_kind(hit.value, hit.n, PH_COUNTRY)) && capitals_fit(d, i, hit.count) &&
            letters_fit(d, i, hit.count, hit.value, hit.n)) {
            best = hit.count;
            c->value = hit.value;
            c->n = hit.n;
            c->key = hit.key;
        }
    }
    c->first = i;
    c->count = best;
    return best;
}

static bool covers(uint32_t first, uint32_t count, const candidate *c) { return count > c->count && first <= c->first && first + count >= c->first + c->count; }

/* Is it a mere part of a longer name of a person, or of an actor that the lexicon knows ("Bank of China")? "The University of Aleppo" is a place all the same. */
static bool inside_other(const event_doc *ed, const candidate *c)
{
    const nlp_doc *d = ed->nlp;
    for (uint32_t t = c->first; t < c->first + c->count; t++) {
        uint32_t k = d->name_of != NULL ? d->name_of[t] : NO_TOKEN;
        if (k != NO_TOKEN && k < d->n_name && d->name[k].type == NE_PER && covers(d->name[k].first, d->name[k].count, c))
            return true;
        uint32_t m = ed->mention_of != NULL ? ed->mention_of[t] : NO_TOKEN;
        if (m == NO_TOKEN)
            continue;
        const mention *mm = &ed->mention.at[m];
        if (mm->value == NULL || !covers(mm->first, mm->count, c))
            continue;
        if (mm->kind == M_PERSON || (mm->kind == M_ACTOR && lex_entity(ed->lex, mm->value->ref)->kind != E_REGION))
            return true;
    }
    return false;
}

static bool tagged_as(const nlp_doc *d, const candidate *c, name_type type)
{
    uint32_t k = d->name_of != NULL ? d->name_of[c->first] : NO_TOKEN;
    return k != NO_TOKEN && k < d->n_name && d->name[k].type == type;
}

/* Is it the first word of a longer name of a place: "Independence Plaza"? */
static bool begins_location(const nlp_doc *d, const candidate *c)
{
    const doc_name *name = tagged_as(d, c, NE_LOC) ? &d->name[d->name_of[c->first]] : NULL;
    return name != NULL && name->first == c->first && name->count > c->count;
}

/* Is it the end of one? */
static bool ends_location(const nlp_doc *d, const candidate *c)
{
    const doc_name *name = tagged_as(d, c, NE_LOC) ? &d->name[d->name_of[c->first]] : NULL;
    return name != NULL && name->first < c->first;
}

void place_country_before(const event_doc *ed, candidate *c, uint32_t first)
{
    uint32_t in = ed->mention_of != NULL ? ed->mention_of[c->first] : NO_TOKEN;
    if (in != NO_TOKEN && ed->mention.at[in].kind == M_ACTOR && ed->mention.at[in].first < c->first && ed->mention.at[in].value != NULL) {
        const kb_entity *e = lex_entity(ed->lex, ed->mention.at[in].value->ref); /* "the Indian state of Punjab" is one name */
        if (e->kind == E_REGION && e->code[0] != 0 && e->code[0] != '-')
            memcpy(c->near, e->code, 3);
        return;
    }
    for (uint32_t back = 1; back <= 4 && c->first >= first + back; back++) {
        uint32_t t = c->first - back;
        str f = ed->nlp->fold[t];
        if (f.n == 1 && (f.p[0] == ',' || f.p[0] == ';'))
            return;
        uint32_t m = ed->mention_of != NULL ? ed->mention_of[t] : NO_TOKEN;
        if (m == NO_TOKEN || ed->mention.at[m].value == NULL || WORD_IN(f, city_words)) /* "village" means its people, too */
            continue;
        const mention *mm = &ed->mention.at[m];
        bool adjective = mm->kind == M_ADJ, possessive = mm->kind == M_COUNTRY && str_starts(ed->nlp->fold[t + 1], "'");
        bool before_noun = mm->kind == M_COUNTRY && WORD_IN(ed->nlp->fold[t + 1], city_words); /* "the West Bank village of" */
        if (adjective || possessive || before_noun)
            memcpy(c->near, lex_entity(ed->lex, mm->value->ref)->code, sizeof c->near);
        c->near[3] = 0;
        c->of_country = c->near[0] != 0;
        for (uint32_t k = t + 1; k < c->first; k++) {
            str w = ed->nlp->fold[k];
            c->of_country = c->of_country && (WORD_IN(w, city_words) || WORD_IN(w, between_words) || str_is(w, "of") || str_starts(w, "'"));
        }
        return;
    }
}

/* What stands before and after. */
static void look_around(const event_doc *ed, candidate *c, uint32_t first, uint32_t end)
{
    const nlp_doc *d = ed->nlp;
    uint32_t t = c->first, next = c->first + c->count;
    while (t > first && WORD_IN(d->fold[t - 1], between_words))
        t--;
    if (t > first) {
        str before = d->fold[t - 1];
        c->strong = WORD_IN(before, strong_words);
        c->weak = WORD_IN(before, weak_words);
        if (WORD_IN(before, city_words))
            c->hint = HINT_CITY;
        if (str_is(before, "of") && t - 1 > first) {
            if (WORD_IN(d->fold[t - 2], city_words))
                c->hint = HINT_CITY, c->village = WORD_IN(d->fold[t - 2], village_words);
            if (WORD_IN(d->fold[t - 2], admin_words) || str_is(d->fold[t - 2], "governor"))
                c->hint = HINT_ADMIN;
            c->strong = c->strong || c->hint != HINT_NONE || WORD_IN(d->fold[t - 2], part_words);
        }
    } else {
        c->weak = t < c->first; /* "Northern Aleppo ..." */
    }
    if (next < end && WORD_IN(d->fold[next], admin_words))
        c->hint = HINT_ADMIN;
    bool other = next + 2 < end && str_is(d->fold[next + 1], "of") && place_capital(d->form[next + 2]); /* "the Red Sea port of Aydhab" */
    if (next < end && c->hint == HINT_NONE && !other && WORD_IN(d->fold[next], city_words))
        c->hint = HINT_CITY, c->village = WORD_IN(d->fold[next], village_words);
    place_country_before(ed, c, first);
}

/* Does a neighbour belong to the same name, in capitals and without a comma between? Then this is a part of a name that we do not know. */
static bool part_of_name(const nlp_doc *d, const candidate *c, uint32_t first, uint32_t end)
{
    uint32_t next = c->first + c->count;
    if (c->first > first + 1 && place_capital(d->form[c->first - 1]) && !WORD_IN(d->fold[c->first - 1], between_words) &&
        !WORD_IN(d->fold[c->first - 1], strong_words) && !WORD_IN(d->fold[c->first - 1], city_words) && !WORD_IN(d->fold[c->first - 1], weak_words))
        return true;
    return next < end && place_capital(d->form[next]) && !WORD_IN(d->fold[next], admin_words) && !WORD_IN(d->fold[next], city_words);
}

/* Is every place of that name marked as a word, too ("Plaza", "Police")? */
static bool of_words_alone(const event_doc *ed, const candidate *c)
{
    bool any = false;
    for (uint32_t i = 0; i < c->n; i++)
        if (c->value[i].kind == PH_PLACE) {
            any = true;
            if ((lex_place(ed->lex, c->value[i].ref)->klass & PLACE_COMMON) == 0)
                return false;
        }
    return any && !has_kind(c->value, c->n, PH_COUNTRY);
}

/* Is there enough to call this a place at all? */
static bool believable(const event_doc *ed, const candidate *c, uint32_t first, uint32_t end)
{
    const nlp_doc *d = ed->nlp;
    bool country = has_kind(c->value, c->n, PH_COUNTRY);
    if (country)
        return true;
    static const char *const things[] = {"cocktail", "cocktails", "syndrome"};
    if (c->first + c->count < end && str_in(d->fold[c->first + c->count], things, LEN(things)))
        return false; /* Molotov's name, not the town's */
    uint32_t pop = 0;
    bool plain = false;
    for (uint32_t i = 0; i < c->n; i++) {
        if (c->value[i].kind != PH_PLACE)
            continue;
        const kb_place *p = lex_place(ed->lex, c->value[i].ref);
        if (p->pop > pop)
            pop = p->pop;
        if ((p->klass & PLACE_COMMON) == 0 && (p->pop >= 50000 || place_class(p) != P_CITY))
            plain = true;
    }
    bool common = !plain && of_words_alone(ed, c);
    if (common && has_kind(c->value, c->n, PH_SEAT)) /* the White House */
        return false;
    if (has_kind(c->value, c->n, PH_ADJ) || has_actor(ed, c) || has_kind(c->value, c->n, PH_AGENT) || has_kind(c->value, c->n, PH_DEMONYM)) {
        if (!plain)
            common = true;
        if (has_kind(c->value, c->n, PH_ADJ) && !c->strong && !c->tagged)
            return false;
    }
    bool proper = c->count > 1 || d->upos == NULL || d->upos[c->first] == U_PROPN || d->upos[c->first] == U_X;
    if (!proper && !c->tagged)
        return false;
    if (tagged_as(d, c, NE_PER) && !((plain || pop >= 10000) && (c->strong || c->hint != HINT_NONE)))
        return false;
    if (tagged_as(d, c, NE_NORP) && !c->strong)
        return false;
    bool part = !c->tagged && part_of_name(d, c, first, end);
    if (common && ends_location(d, c)) /* the "Valley" of a valley */
        return false;
    if (common && has_kind(c->value, c->n, PH_AGENT)) /* "the Police Prefecture" */
        return (c->tagged && !part) || c->within != NO_TOKEN;
    if (common)
        return (c->tagged && !part) || (c->strong && !part && pop >= 1000) || c->hint != HINT_NONE || c->within != NO_TOKEN;
    if (part)
        return false;
    return c->tagged || plain || c->strong || c->weak || c->hint != HINT_NONE || c->within != NO_TOKEN || c->near[0] != 0;
}

/* Capitalised words behind "the village of" or before "village": their number, 0: there is no such word for a place beside them. */
static uint32_t named_by_noun(const event_doc *ed, uint32_t i, uint32_t first, uint32_t end, candidate *c)
{
    const nlp_doc *d = ed->nlp;
    uint32_t next = i;
    while (next < end && next < i + PHRASE_TOKENS && d->upos[next] == U_PROPN && place_capital(d->form[next]) && !WORD_IN(d->fold[next], city_words))
        next++;
    if (next == i || (i > first && d->upos[i - 1] == U_PROPN))
        return 0;
    c->first = i;
    c->count = next - i;
    look_around(ed, c, first, end);
    bool before = i >= first + 2 && str_is(d->fold[i - 1], "of") && WORD_IN(d->fold[i - 2], city_words);
    bool after = next < end && WORD_IN(d->form[next], city_words); /* in small letters */
    if (tagged_as(d, c, NE_PER))                                   /* "the village of Saraqib", but not "the village of John Smith" */
        return before && c->count == 1 ? 1 : 0;
    return before || after ? c->count : 0;
}

/* A location by the tagger that the gazetteer lacks: the whole name. */
static uint32_t unknown_name(const event_doc *ed, uint32_t i, uint32_t first, uint32_t end, candidate *c)
{
    const nlp_doc *d = ed->nlp;
    uint32_t k = d->name_of != NULL ? d->name_of[i] : NO_TOKEN;
    if (!place_capital(d->form[i]) && !place_article(d, i, end - i))
        return 0;
    if (ed->mention_of != NULL && ed->mention_of[i] != NO_TOKEN && ed->mention.at[ed->mention_of[i]].value != NULL)
        return 0;
    if (k == NO_TOKEN || k >= d->n_name || d->name[k].type != NE_LOC || d->name[k].first != i)
        return d->upos != NULL ? named_by_noun(ed, i, first, end, c) : 0;
    c->first = i;
    c->count = d->name[k].count;
    c->tagged = true;
    if (i + c->count > end)
        return 0;
    look_around(ed, c, first, end);
    for (uint32_t t = i + 1; c->hint != HINT_CITY && t < i + c->count; t++) { /* "Southern California": the part that is known */
        candidate inner = {0};
        if (longest_name(ed, t, i + c->count, &inner) == i + c->count - t && !of_words_alone(ed, &inner))
            return 0;
    }
    c->loose = !c->strong && c->hint != HINT_CITY;
    return c->count;
}

/* "Minneapolis Saint Paul", two towns that have grown into one: tokens of a name that is two names of towns, as the tagger has it; 0: it is none */
static uint32_t double_name(const event_doc *ed, const candidate *c, uint32_t end)
{
    const nlp_doc *d = ed->nlp;
    if (!begins_location(d, c))
        return 0;
    const doc_name *name = &d->name[d->name_of[c->first]];
    uint32_t last = name->first + name->count, next = c->first + c->count;
    candidate other = {0};
    if (last > end || longest_name(ed, next, end, &other) != last - next)
        return 0;
    for (uint32_t i = 0; i < other.n; i++)
        if (other.value[i].kind == PH_COUNTRY || (other.value[i].kind == PH_PLACE && place_class(lex_place(ed->lex, other.value[i].ref)) != P_CITY))
            return 0;
    return name->count;
}

static bool in_date(const event_doc *ed, uint32_t i) { return ed->timex_of != NULL && ed->timex_of[i] != NO_TOKEN; }

/* "Moscow-backed": whose side they are on, not where they are */
static bool sponsor(const nlp_doc *d, uint32_t after, uint32_t end)
{
    static const char *const tails[] = {"backed", "led", "allied", "aligned", "supported", "funded", "sponsored", "appointed", "installed", "brokered"};
    return after + 1 < end && str_is(d->fold[after], "-") && WORD_IN(d->fold[after + 1], tails);
}

/* Does the text say between the two that the first lies in the second: "Tula in northern Mali", "Tula, a village in Mali"? */
static bool lies_in(const nlp_doc *d, candidate *a, const candidate *b)
{
    uint32_t t = a->first + a->count, last = b->first;
    if (t < last && WORD_IN(d->fold[t], city_words))
        t++;
    if (t + 2 < last && str_is(d->fold[t], ",") && (str_is(d->fold[t + 1], "a") || str_is(d->fold[t + 1], "the"))) {
        uint32_t noun = t + 2;
        while (noun + 1 < last && noun < t + 4 && !WORD_IN(d->fold[noun], city_words))
            noun++;
        if (!WORD_IN(d->fold[noun], city_words))
            return false;
        a->hint = HINT_CITY;
        a->village = WORD_IN(d->fold[noun], village_words);
        t = noun + 1;
    }
    if (t >= last || !str_is(d->fold[t], "in"))
        return false;
    for (t++; t < last; t++)
        if (!WORD_IN(d->fold[t], between_words))
            return false;
    return true;
}

/* All names of one sentence that may be places; "X, Y" are linked. */
static bool scan_sentence(event_doc *ed, uint32_t first, uint32_t end, candidates *cs)
{
    const nlp_doc *d = ed->nlp;
    uint32_t before = cs->n;
    for (uint32_t i = first; i < end;) {
        candidate c = {0};
        c.within = NO_TOKEN;
        uint32_t n = 0;
        bool article = d->upos != NULL && d->upos[i] == U_DET && d->form[i].n <= 2; /* "A New Jersey man" is not from Anew */
        bool named = !article && (place_capital(d->form[i]) || d->form[i].p[0] == '\'');
        if (!in_date(ed, i) && (named || place_article(d, i, end - i))) {
            n = longest_name(ed, i, end, &c);
            if (n > 0 && (inside_other(ed, &c) || sponsor(d, i + n, end) || (of_words_alone(ed, &c) && begins_location(d, &c))))
                n = 0;
            if (n > 0) {
                c.tagged = tagged_as(d, &c, NE_LOC);
                c.state = has_kind(c.value, c.n, PH_COUNTRY);
                uint32_t both = double_name(ed, &c, end);
                c.count = n = both > 0 ? both : n;
                look_around(ed, &c, first, end);
            } else {
                c = (candidate){.within = NO_TOKEN}; /* the meanings of a part of it are none of its own */
                n = unknown_name(ed, i, first, end, &c);
            }
        }
        if (n == 0) {
            i++;
            continue;
        }
        candidate *slot = vec_push(ed->mem, cs, PLACES_MAX);
        if (slot == NULL)
            return !ed->mem->failed;
        *slot = c;
        if (cs->n - before >= 2) {
            candidate *last = &cs->at[cs->n - 2];
            if (last->first + last->count + 1 == i && str_is(d->fold[i - 1], ",")) {
                last->within = cs->n - 1;
                slot->after_comma = true;
            } else if (lies_in(d, last, slot)) {
                last->inside = cs->n;
            }
        }
        i += n;
    }
    for (uint32_t k = before; k < cs->n; k++)
        if (cs->at[k].value != NULL && !cs->at[k].after_comma)
            cs->at[k].dropped = !believable(ed, &cs->at[k], first, end);
    return true;
}

static bool all_capitals(const nlp_doc *d, uint32_t first, uint32_t count)
{
    for (uint32_t t = first; t < first + count; t++)
        for (size_t k = 0; k < d->form[t].n; k++)
            if ((d->form[t].p[k] >= 'a' && d->form[t].p[k] <= 'z') || (uint8_t)d->form[t].p[k] >= 0x80)
                return false;
    return true;
}

/* The name as the text has it; in capitals ("SEOUL (Reuters)") as the gazetteer has it. */
static str surface(event_doc *ed, const candidate *c, const char *known)
{
    const nlp_doc *d = ed->nlp;
    if (known[0] != 0 && (c->named || all_capitals(d, c->first, c->count)))
        return str_z(known);
    size_t n = 0;
    for (uint32_t t = c->first; t < c->first + c->count; t++)
        n += d->form[t].n + 1;
    char *out = arena_get(ed->mem, n + 1), *p = out;
    if (out == NULL)
        return STR("");
    for (uint32_t t = c->first; t < c->first + c->count; t++) {
        memcpy(p, d->form[t].p, d->form[t].n);
        p += d->form[t].n;
        if (t + 1 < c->first + c->count && (d->tok.flags == NULL || (d->tok.flags[t] & TOK_SPACE_AFTER) != 0))
            *p++ = ' ';
    }
    return str_of(out, (size_t)(p - out));
}

bool place_emit(event_doc *ed, const candidate *c, uint32_t *of)
{
    place_mention *m = vec_push(ed->mem, &ed->place, PLACES_MAX);
    if (m == NULL)
        return !ed->mem->failed;
    m->first = c->first;
    m->count = c->count;
    m->place = c->place;
    memcpy(m->code, c->code, sizeof m->code);
    m->loose = c->loose;
    m->guessed = c->guessed;
    m->sign = c->sign;
    m->value = c->value;
    m->n_value = c->n;
    m->margin = c->margin;
    m->runner_up = c->runner_up;
    if (c->country) {
        for (uint32_t i = 0; i < c->n; i++)
            if (c->value[i].kind == PH_COUNTRY && strcmp(lex_entity(ed->lex, c->value[i].ref)->code, c->code) == 0) {
                m->name = str_z(lex_string(ed->lex, lex_entity(ed->lex, c->value[i].ref)->name));
                break;
            }
    } else {
        m->name = surface(ed, c, c->place != NULL ? lex_string(ed->lex, c->place->name) : "");
        if (m->place == NULL) { /* not in the gazetteer: a site without a position of its own */
            kb_place *p = arena_get(ed->mem, sizeof *p);
            if (p == NULL)
                return false;
            if (c->division != NULL) { /* its position is no finer than that */
                *p = *c->division;
                p->admin1 = p->name;
                p->klass = P_ADMIN1;
            } else {
                p->klass = P_SITE;
            }
            memcpy(p->country, c->code, sizeof p->country);
            m->place = p;
        }
    }
    for (uint32_t t = c->first; t < c->first + c->count; t++)
        of[t] = ed->place.n - 1;
    return true;
}

/* Does this mention say which country the article is about? Not "Georgia" or "Congo", which other countries have as well, nor "Moscow-backed". */
static bool votes(const event_doc *ed, const mention *m)
{
    const nlp_doc *d = ed->nlp;
    const char *code = lex_entity(ed->lex, m->value->ref)->code;
    uint32_t next = m->first + m->count, own = 0;
    if (next + 1 < d->n && str_is(d->fold[next], "-") && str_is(d->fold[next + 1], "backed"))
        return false;
    if (m->kind != M_COUNTRY)
        return true;
    if (m->value->kind == PH_CAPITAL)
        return false; /* speaks for itself in place_rank() */
    for (uint32_t i = 0; i < m->n_value; i++)
        if (m->values[i].kind == PH_COUNTRY && memcmp(lex_entity(ed->lex, m->values[i].ref)->code, code, 3) != 0)
            return false; /* "Congo" */
    for (uint32_t i = 0; i < m->n_value; i++)
        if (m->values[i].kind == PH_PLACE && memcmp(lex_place(ed->lex, m->values[i].ref)->country, code, 3) == 0)
            own = lex_place(ed->lex, m->values[i].ref)->pop > own ? lex_place(ed->lex, m->values[i].ref)->pop : own;
    for (uint32_t i = 0; i < m->n_value; i++) {
        const kb_place *p = m->values[i].kind == PH_PLACE ? lex_place(ed->lex, m->values[i].ref) : NULL;
        if (p != NULL && memcmp(p->country, code, 3) != 0 && (place_class(p) == P_ADMIN1 || (own > 0 && p->pop > own / 20 && p->pop > 50000)))
            return false;
    }
    return true;
}

bool place_find(event_doc *ed)
{
    const nlp_doc *d = ed->nlp;
    candidates cs = {0};
    ed->place_of = arena_array(ed->mem, (size_t)d->n + 1, sizeof *ed->place_of);
    if (ed->place_of == NULL)
        return false;
    for (uint32_t i = 0; i < d->n; i++)
        ed->place_of[i] = NO_TOKEN;
    for (uint32_t s = 0; s < d->n_sent; s++)
        if (!scan_sentence(ed, d->sent[s].first, d->sent[s].first + d->sent[s].count, &cs))
            return false;
    place_context pc = {0};
    for (uint32_t i = 0; i < ed->mention.n; i++) {
        const mention *m = &ed->mention.at[i];
        if ((m->kind == M_COUNTRY || m->kind == M_ADJ) && m->value != NULL && votes(ed, m))
            place_context_add(&pc, lex_entity(ed->lex, m->value->ref)->code, 2);
    }
    candidates caps = {0};
    if (!place_rank(ed, cs.at, cs.n, &pc) || !place_capitals(ed, place_context_top(&pc), &cs, &caps))
        return false;
    for (uint32_t i = 0, k = 0; i < cs.n || k < caps.n;) { /* in order of the text */
        const candidate *c = k == caps.n || (i < cs.n && cs.at[i].first < caps.at[k].first) ? &cs.at[i++] : &caps.at[k++];
        if (!c->dropped && !place_emit(ed, c, ed->place_of))
            return false;
    }
    return place_sites(ed) && place_tie_begin(ed);
}
