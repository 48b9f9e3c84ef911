/*
 * place_site.c - names that may be places for what happens there, though nobody calls them so.
 *
 * In: ed->place, all else of the document. Out: ed->site, per token: the place that stands there, or else a site: a name that the tagger gave to a
 * person or to nobody ("they stormed Tal Abu Ali", "shells hit the Red Building Camp"). A site has no meaning but for the learned tie
 * (place_tie.c), which takes one for the place of an event by what the verb is and how the two hang together; it is not listed, and is no side.
 */
#include "event/place.h"

#define SITE_TOKENS 8u
#define AREA_TOKENS 2u /* behind the name: "the Al Nur area" */

/* Words that begin the names of places */
static const char *const first_words[] = {"tal",    "tel",     "tell",    "tall", "jabal", "jebel", "djebel", "kafr",   "kafar", "kfar",  "deir",
                                          "dayr",   "khan",    "wadi",    "ain",  "ayn",   "beit",  "bayt",   "bait",   "bab",   "hawsh", "ras",
                                          "bustan", "khirbet", "khirbat", "nahr", "jisr",  "ard",   "mazar",  "camp",   "fort",  "port",  "mount",
                                          "lake",   "route",   "highway", "hill", "point", "saint", "cape",   "puerto", "villa", "rio"};

/* Words for what people build, and for what lies there */
static const char *const kind_words[] = {
    "airbase",    "airfield",  "airport",   "area",       "avenue",   "barracks",  "base",         "bazaar",        "bridge",       "building", "camp",
    "canal",      "castle",    "cathedral", "cemetery",   "center",   "centre",    "checkpoint",   "church",        "citadel",      "city",     "coast",
    "college",    "compound",  "complex",   "court",      "crossing", "dam",       "desert",       "district",      "factory",      "farm",     "farms",
    "field",      "fields",    "forest",    "front",      "garden",   "gate",      "harbor",       "harbour",       "headquarters", "heights",  "highway",
    "hill",       "hills",     "hilltop",   "hospital",   "hotel",    "island",    "islands",      "jail",          "junction",     "lake",     "mall",
    "market",     "mine",      "monastery", "mosque",     "mountain", "mountains", "neighborhood", "neighbourhood", "palace",       "park",     "pass",
    "peak",       "peninsula", "plain",     "plains",     "plant",    "plaza",     "port",         "prison",        "project",      "quarter",  "refinery",
    "restaurant", "river",     "road",      "roundabout", "ruins",    "school",    "settlement",   "shrine",        "square",       "stadium",  "station",
    "street",     "suburb",    "suburbs",   "temple",     "theater",  "theatre",   "tomb",         "tower",         "town",         "township", "university",
    "valley",     "village",   "zone"};

static const char *const into_words[] = {"in",     "at",      "near", "inside",  "outside", "around", "across", "within", "into",   "through", "throughout",
                                         "toward", "towards", "from", "outside", "along",   "past",   "over",   "off",    "beyond", "reach",   "onto"};

/* As the run of words that make a name goes on: capitals, numbers, and what joins them */
static uint32_t run_end(const nlp_doc *d, uint32_t first, uint32_t end)
{
    uint32_t t = first + (place_article(d, first, end - first) ? 3u : 1u);
    while (t < end && t < first + SITE_TOKENS) {
        bool hyphen = str_is(d->form[t], "-") && t + 1 < end && (place_capital(d->form[t + 1]) || d->upos[t + 1] == U_NUM);
        bool joined = str_is(d->fold[t], "bin") || str_is(d->fold[t], "ibn");
        if (hyphen || (joined && t + 1 < end && place_capital(d->form[t + 1])))
            t += 2;
        else if (place_article(d, t, end - t))
            t += 3;
        else if (place_capital(d->form[t]) || (d->upos[t] == U_NUM && d->form[t].p[0] < 'A'))
            t++;
        else
            break;
    }
    if (t < end && t > first && str_in(d->fold[t], kind_words, LEN(kind_words)) && d->upos[t] == U_NOUN && rel_is(d, t - 1, R_COMPOUND))
        t++; /* "the Al Salam hospital" */
    return t < end ? t : end;
}

/* Is it, or a part of it, known to be something else? A word for people may begin a name ("Sheikh Miskin", "Salt Hospital"), a people or a body one of a building. */
static bool known(const event_doc *ed, uint32_t first, uint32_t end)
{
    const nlp_doc *d = ed->nlp;
    uint32_t name = d->name_of[first];
    bool located = name != NO_TOKEN && d->name[name].type == NE_LOC, built = end - first > 1 && str_in(d->fold[end - 1], kind_words, LEN(kind_words));
    for (uint32_t t = first; t < end; t++) {
        const mention *m = ed->mention_of[t] != NO_TOKEN ? &ed->mention.at[ed->mention_of[t]] : NULL;
        if (ed->place_of[t] != NO_TOKEN || ed->timex_of[t] != NO_TOKEN)
            return true;
        if (m == NULL || m->value == NULL || built || located || (m->kind == M_AGENT && m->count < end - first))
            continue;
        return true;
    }
    return false;
}

/* What speaks for its being a place; SITE_NONE: nothing */
static site_sign sign_of(const event_doc *ed, uint32_t first, uint32_t end, uint32_t start)
{
    const nlp_doc *d = ed->nlp;
    uint32_t head = first;
    for (uint32_t t = first; t < end; t++)
        if (d->head[t] == NO_TOKEN || d->head[t] < first || d->head[t] >= end)
            head = t;
    uint32_t name = d->name_of[first];
    name_type type = name != NO_TOKEN ? d->name[name].type : NE_NORP;
    str prep = case_of(d, head);
    if (end - first > 1 && str_in(d->fold[end - 1], kind_words, LEN(kind_words)))
        return SITE_KIND;
    if (end - first > 1 && str_in(d->fold[first], first_words, LEN(first_words)))
        return SITE_FIRST;
    if (name != NO_TOKEN && type == NE_LOC)
        return SITE_TAGGED;
    if (end < d->n && d->head[head] != NO_TOKEN && d->head[head] < end + AREA_TOKENS && d->head[head] >= end &&
        str_in(d->fold[d->head[head]], kind_words, LEN(kind_words)))
        return SITE_AREA;
    if (str_is(prep, "of") && first > start + 1 && d->head[head] != NO_TOKEN && str_in(d->word[d->head[head]], kind_words, LEN(kind_words)))
        return SITE_AREA;
    if (str_in(prep, into_words, LEN(into_words)))
        return SITE_PREP;
    if ((name == NO_TOKEN || type == NE_PER) && (rel_is(d, head, R_OBJ) || (rel_is(d, head, R_NSUBJ) && d->sub[head] == RS_PASS)))
        return SITE_OBJECT;
    return rel_is(d, head, R_CONJ) || rel_is(d, head, R_APPOS) ? SITE_LISTED : SITE_OTHER;
}

bool place_sites(event_doc *ed)
{
    const nlp_doc *d = ed->nlp;
    ed->site = arena_array(ed->mem, (size_t)d->n + 1, sizeof *ed->site);
    if (ed->site == NULL)
        return false;
    memcpy(ed->site, ed->place_of, d->n * sizeof *ed->site);
    for (uint32_t s = 0; s < d->n_sent; s++) {
        uint32_t start = d->sent[s].first, end = start + d->sent[s].count;
        for (uint32_t t = start, next; t < end; t = next) {
            next = t + 1;
            if (!place_capital(d->form[t]) && !place_article(d, t, end - t) && !(d->upos[t] == U_NUM && t + 1 < end && place_capital(d->form[t + 1])))
                continue;
            next = run_end(d, t, end);
            bool proper = d->upos[t] == U_PROPN || d->name_of[t] != NO_TOKEN || next - t > 1;
            site_sign sign = proper && !known(ed, t, next) ? sign_of(ed, t, next, start) : SITE_NONE;
            candidate c = {.first = t, .count = next - t, .loose = true, .guessed = true, .sign = sign, .within = NO_TOKEN};
            if (sign != SITE_NONE && !place_emit(ed, &c, ed->site))
                return false;
        }
    }
    return true;
}
