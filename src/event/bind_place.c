/*
 * bind_place.c - where an event takes place.
 *
 * In: raw events with their sides and realis, places, statements. A place belongs to the nearest event or verb above it in the tree, by its preposition
 * and by what kind of act it is; the learned tie (place_tie.c) rules out what is unlikely and finds what no rule does. Else it is where those are who
 * speak, act or protest, or where the scene of the text is. A village of no table lies in the country of its sides.
 */
#include "event/bind.h"
#include "event/place.h"
#include "event/place_tie.h"
#include "event/timex.h"

#define PLACES_BACK 64u /* in which one may have had its country */
#define PLACE_FAR 5
#define OPENING 5u     /* tokens at the start of a sentence in which a place opens it */
#define TIE_LIKELY 448 /* of place_tie_odds(): about six to one */
#define TIE_EVEN 64
#define TIE_UNLIKELY (-640)
#define SCENE_SENTENCES 2
#define DATELINE_TOKENS 16u
#define DATELINE_SENTENCES 6u /* headline and header before it */

static bool is_a(const event_doc *ed, const raw_event *e, const char *category)
{
    return strcmp(lex_string(ed->lex, lex_category(ed->lex, e->category)->name), category) == 0;
}

/* nouns that a place name stands with: "the village of Kibirizi", "a Goma hospital" */
static bool place_noun(const nlp_doc *d, uint32_t t)
{
    static const char *const kinds[] = {
        "village", "town",      "city",       "province",   "district",    "region",      "state",     "area",         "outskirts",     "suburb",
        "port",    "island",    "camp",       "capital",    "county",      "valley",      "border",    "neighborhood", "neighbourhood", "quarter",
        "road",    "street",    "highway",    "square",     "bridge",      "station",     "plant",     "airport",      "base",          "hospital",
        "prison",  "jail",      "university", "school",     "mosque",      "church",      "market",    "crossing",     "post",          "checkpoint",
        "temple",  "residence", "stadium",    "settlement", "hamlet",      "mountain",    "hill",      "river",        "lake",          "coast",
        "gulf",    "sea",       "strait",     "bay",        "governorate", "countryside", "part",      "north",        "south",         "east",
        "west",    "center",    "centre",     "side",       "stronghold",  "compound",    "territory", "soil",         "hotel",         "palace",
        "court",   "factory",   "refinery",   "field",      "dam",         "forest",      "enclave",   "edge",         "gate"};
    return str_in(d->word[t], kinds, LEN(kinds));
}

/* The word by which a place stands in its clause: "Kibirizi", and "village" in "the village of Kibirizi", "Kibirizi village". */
static uint32_t place_word(const nlp_doc *d, const place_mention *p)
{
    uint32_t head = p->first;
    for (uint32_t t = p->first; t < p->first + p->count; t++)
        if (d->head[t] == NO_TOKEN || d->head[t] < p->first || d->head[t] >= p->first + p->count)
            head = t;
    for (int i = 0; i < 4; i++) {
        uint32_t up = d->head[head];
        str prep = case_of(d, head);
        bool part = rel_is(d, head, R_COMPOUND) || rel_is(d, head, R_FLAT) || rel_is(d, head, R_APPOS) ||
                    (rel_is(d, head, R_NMOD) && (prep.n == 0 || str_is(prep, "of")));
        if (up == NO_TOKEN || !part || !place_noun(d, up))
            break;
        head = up;
    }
    return head;
}

/* "the Red Sea port of Aydhab", "the Black Sea port city of Tyras": does the noun with which it stands name a finer place? */
static bool names_another(const event_doc *ed, const place_mention *p, uint32_t word)
{
    const nlp_doc *d = ed->nlp;
    uint32_t next = p->first + p->count;
    return next <= word && word <= next + 1 && word + 2 < d->n && place_noun(d, word) && str_is(d->fold[word + 1], "of") && ed->place_of[word + 2] != NO_TOKEN;
}

/* Is it a word of saying? What is thought ("gather", "see") may as well be done. */
static bool says(const event_doc *ed, uint32_t t)
{
    cue_kind k = cue_at(ed, t);
    return k != CUE_NONE && k != CUE_THINK;
}

/* Words between which and an event a place does not pass: "a diplomat in Asmara said that ..." */
static bool reported(const event_doc *ed, uint32_t t)
{
    const nlp_doc *d = ed->nlp;
    bool clause = rel_is(d, t, R_CCOMP) || rel_is(d, t, R_PARATAXIS);
    return clause && d->head[t] != NO_TOKEN && says(ed, d->head[t]);
}

typedef enum { SCENE_SAME, SCENE_DOUBTFUL, SCENE_OTHER } scene_change;

/* Does what this verb tells take place elsewhere than what is above it? "fighters who were armed by Chad stormed" may, "as neighbouring Chad closed its border" does */
static scene_change another_scene(const nlp_doc *d, uint32_t t)
{
    uint32_t s = doc_dep(d, t, R_NSUBJ), m = doc_dep(d, t, R_MARK);
    bool own = s != NO_TOKEN && d->upos[s] != U_PRON;
    bool meanwhile = m != NO_TOKEN && (str_is(d->fold[m], "as") || str_is(d->fold[m], "while") || str_is(d->fold[m], "whereas"));
    if (own && meanwhile && rel_is(d, t, R_ADVCL))
        return SCENE_OTHER;
    return d->sub[t] == RS_RELCL ? SCENE_DOUBTFUL : SCENE_SAME;
}

/* The same for all verbs on the way from t up to the owner of a place */
static scene_change crosses(const nlp_doc *d, uint32_t t, uint32_t owner)
{
    scene_change most = SCENE_SAME;
    if (!doc_under(d, t, owner))
        return most;
    for (int i = 0; i < PLACE_FAR && t != owner; i++, t = d->head[t])
        most = another_scene(d, t) > most ? another_scene(d, t) : most;
    return most;
}

/* How far the event stands below the verb or event that owns a place; -1: not below it, or only by what somebody says */
static int place_distance(const event_doc *ed, const raw_event *e, uint32_t owner, uint32_t word)
{
    const nlp_doc *d = ed->nlp;
    if (owner == e->trigger || (ed->event_of[owner] != NO_TOKEN && &ed->event.at[ed->event_of[owner]] == e))
        return 0;
    uint32_t t = e->trigger;
    for (int steps = 1; steps <= PLACE_FAR && d->head[t] != NO_TOKEN; steps++) {
        bool opens = d->head[t] == owner && t < owner && word < t && word < d->sent[d->sent_of[t]].first + OPENING; /* "In Goma, a truce held, she said" */
        if (reported(ed, t) && !opens)
            return -1;
        t = d->head[t];
        if (t == owner)
            return steps;
    }
    /* the other way round: "carried out the attack in", "marched and gathered in" */
    t = owner;
    for (int steps = 1; steps <= 2 && d->head[t] != NO_TOKEN; steps++) {
        if (says(ed, t) || reported(ed, t) || rel_is(d, t, R_CCOMP) || d->sub[t] == RS_RELCL || (rel_is(d, t, R_CONJ) && !bind_material(ed, e)))
            return -1; /* "protested and deployed guards at": only the second is there */
        t = d->head[t];
        if (t == e->trigger)
            return steps + 2;
    }
    return -1;
}

typedef enum { TIE_NONE, TIE_OF, TIE_GOAL, TIE_IN } place_tie;

/* What a place is to the verb or noun above it, by its preposition */
static place_tie tie_of(str prep)
{
    static const char *const in[] = {"in",     "at",    "near",       "outside", "inside",  "around", "over",   "across",
                                     "within", "along", "throughout", "off",     "between", "above",  "beyond", "through"};
    static const char *const goal[] = {"into", "to", "on", "toward", "towards", "from", "out", "onto", "against"};
    for (size_t i = 0; i < LEN(in); i++)
        if (str_is(prep, in[i]))
            return TIE_IN;
    for (size_t i = 0; i < LEN(goal); i++)
        if (str_is(prep, goal[i]))
            return TIE_GOAL;
    return TIE_NONE;
}

/* Does it take its actor somewhere, or may it? */
static bool moves(const event_doc *ed, const raw_event *e)
{
    return is_a(ed, e, "CONSULT") || is_a(ed, e, "AGREE") || is_a(ed, e, "MOBILIZE") || is_a(ed, e, "RETREAT");
}

/* Does it reach its recipient where he is? "aid sent to Goma" */
static bool lands(const event_doc *ed, const raw_event *e) { return is_a(ed, e, "AID") || is_a(ed, e, "ASSAULT") || is_a(ed, e, "PROTEST"); }

/* Does the name stand for a side of the event? */
static bool is_side(const raw_event *e, const place_mention *p)
{
    for (uint32_t i = 0; i < e->actor.n; i++)
        if (e->actor.at[i].first <= p->first && p->first < e->actor.at[i].end && e->actor.at[i].end <= p->first + p->count)
            return true;
    for (uint32_t i = 0; i < e->recipient.n; i++)
        if (e->recipient.at[i].first <= p->first && p->first < e->recipient.at[i].end && e->recipient.at[i].end <= p->first + p->count)
            return true;
    return false;
}

static bool unlikely(const event_doc *ed, const raw_event *e, const place_mention *p)
{
    return place_tie_odds(ed, e->trigger, (uint32_t)(p - ed->place.at)) < TIE_EVEN;
}

/* What it costs to take place p for the event; INT32_MAX: it is not its place. */
static int place_cost(const event_doc *ed, const raw_event *e, const place_mention *p)
{
    const nlp_doc *d = ed->nlp;
    uint32_t word = place_word(d, p), up = d->head[word];
    str prep = case_of(d, word);
    place_tie tie = tie_of(prep);
    bool acts = bind_material(ed, e), precise = p->place != NULL;
    if (up == NO_TOKEN || names_another(ed, p, word))
        return INT32_MAX;
    bool thing = rel_is(d, word, R_OBJ) || (rel_is(d, word, R_NSUBJ) && d->sub[word] == RS_PASS);
    bool modifier = rel_is(d, word, R_COMPOUND) || (rel_is(d, word, R_NMOD) && d->sub[word] == RS_POSS);
    bool visited = rel_is(d, word, R_OBJ) && precise && moves(ed, e) && (doc_lemma_is(d, up, "visit") || doc_lemma_is(d, up, "tour"));
    if (visited && (up == e->trigger || (d->head[up] == e->trigger && rel_is(d, up, R_XCOMP))))
        return (int)(word > up ? word - up : up - word);
    if (tie == TIE_NONE && !(acts && precise && (thing || modifier)) && !(modifier && precise && (up == e->trigger || (acts && ed->event_of[up] != NO_TOKEN))))
        return INT32_MAX;
    bool goal = tie == TIE_GOAL && (str_is(prep, "to") || str_is(prep, "into")) && up == e->trigger && precise && moves(ed, e);
    if ((tie == TIE_GOAL || str_is(prep, "between")) && is_side(e, p) && !goal && !(acts && precise))
        return INT32_MAX;
    bool away = str_is(prep, "from") || str_is(prep, "out");
    if (away && d->upos[up] != U_VERB)
        return INT32_MAX; /* "protesters from Goma" */
    bool beside_noun = tie == TIE_GOAL && d->upos[up] == U_NOUN && ed->event_of[up] == NO_TOKEN && !rel_is(d, up, R_OBJ);
    bool sent = str_is(prep, "to") && d->upos[up] == U_VERB && !moves(ed, e) && !lands(ed, e);
    if ((beside_noun && unlikely(ed, e, p)) || sent)
        return INT32_MAX; /* "in a gesture to Kyiv", "pushed them back to Chad" */
    uint32_t owner = bind_owner(ed, word);
    if (owner == NO_TOKEN)
        return INT32_MAX;
    int far = place_distance(ed, e, owner, word);
    bool content = rel_is(d, owner, R_XCOMP) && d->head[owner] == e->trigger; /* "agreed to send officials to Geneva" */
    if (far < 0 || (far > 0 && tie != TIE_IN && !thing && !content) || (far > 0 && e->aux == AUX_HISTORICAL) || crosses(d, e->trigger, owner) == SCENE_OTHER ||
        (crosses(d, e->trigger, owner) == SCENE_DOUBTFUL && unlikely(ed, e, p)))
        return INT32_MAX;
    if (acts && d->upos[e->trigger] == U_VERB && place_tie_odds(ed, e->trigger, (uint32_t)(p - ed->place.at)) < TIE_UNLIKELY)
        return INT32_MAX;
    uint32_t gap = word > e->trigger ? word - e->trigger : e->trigger - word;
    return far * 100 + (tie == TIE_IN ? 0 : away ? 80 : 40) + (precise ? 0 : 50) + (int)gap;
}

/* "there", "in the city": the place that the text named last */
static bool points_back(const event_doc *ed, const raw_event *e)
{
    static const char *const nouns[] = {"city", "town", "village", "province", "district", "area", "region", "capital", "port", "camp"};
    const nlp_doc *d = ed->nlp;
    const text_sentence *s = &d->sent[d->sent_of[e->trigger]];
    for (uint32_t t = s->first; t < s->first + s->count; t++) {
        bool back = rel_is(d, t, R_ADVMOD) && str_is(d->fold[t], "there");
        for (size_t i = 0; !back && i < LEN(nouns); i++) {
            uint32_t det = doc_lemma_is(d, t, nouns[i]) ? doc_dep(d, t, R_DET) : NO_TOKEN;
            back = det != NO_TOKEN && str_is(d->fold[det], "the") && tie_of(case_of(d, t)) == TIE_IN && doc_dep(d, t, R_NMOD) == NO_TOKEN;
        }
        uint32_t owner = back ? bind_owner(ed, t) : NO_TOKEN;
        if (owner != NO_TOKEN && place_distance(ed, e, owner, t) >= 0)
            return true;
    }
    return false;
}

/* A day on which a clause of its own takes place: not when somebody says something, not what is planned */
static void follow_day(const event_doc *ed, scene *sc, const timex *x)
{
    const nlp_doc *d = ed->nlp;
    uint32_t owner = bind_owner(ed, x->first);
    if (x->kind != TX_POINT || x->precision != CASUS_DAY || !x->date.year || x->future || owner == NO_TOKEN || says(ed, owner) || rel_is(d, owner, R_XCOMP) ||
        d->sub[owner] == RS_RELCL)
        return;
    if (doc_dep(d, owner, R_AUX) == NO_TOKEN || d->penn[owner] == X_VBN)
        sc->day = day_from_date(x->date), sc->day_sentence = d->sent_of[x->first];
}

/* Reads on up to token `end`. */
void bind_follow(const event_doc *ed, scene *sc, uint32_t end)
{
    const nlp_doc *d = ed->nlp;
    for (; sc->next < end; sc->next++) {
        uint32_t when = ed->timex_of[sc->next];
        if (when != NO_TOKEN && ed->timex.at[when].first == sc->next)
            follow_day(ed, sc, &ed->timex.at[when]);
        uint32_t i = ed->place_of[sc->next];
        if (i == NO_TOKEN || ed->place.at[i].first != sc->next || ed->place.at[i].place == NULL)
            continue;
        uint32_t word = place_word(d, &ed->place.at[i]), owner = tie_of(case_of(d, word)) == TIE_IN ? bind_owner(ed, word) : NO_TOKEN;
        bool main = owner != NO_TOKEN && rel_is(d, word, R_OBL) && d->head[word] == owner && !says(ed, owner) && d->sub[owner] != RS_RELCL &&
                    !rel_is(d, owner, R_XCOMP);
        if (main)
            sc->place = i, sc->sentence = d->sent_of[word];
    }
}

/* The country of all of them but the one at token `not_at`, "" if they have none or more than one; guesses do not count if it is to be `sure` */
static const char *country_of(const event_doc *ed, const sides *s, bool sure, uint32_t not_at)
{
    const char *code = "";
    for (uint32_t i = 0; i < s->n; i++) {
        const char *own = ed->entity.at[s->at[i].entity].code;
        if (s->at[i].first <= not_at && not_at < s->at[i].end)
            continue;
        if ((sure && ed->entity.at[s->at[i].entity].weak) || own[0] < 'A' || strcmp(own, "IGO") == 0 || strcmp(own, "NGO") == 0 || strcmp(own, "UNO") == 0 ||
            strcmp(own, "IMG") == 0 || strcmp(own, "EUR") == 0)
            continue;
        if (code[0] != 0 && strcmp(code, own) != 0)
            return "";
        code = own;
    }
    return code;
}

/* Is it done by words alone, which name a place that they are about? */
static bool in_words(const event_doc *ed, const raw_event *e)
{
    static const char *const acts[] = {"THREATEN", "REQUEST", "ACCUSE", "REJECT", "AGREE"};
    return str_in(str_z(lex_string(ed->lex, lex_category(ed->lex, e->category)->name)), acts, LEN(acts));
}

/* Does a country do it to nobody who is named, and not its own country? */
static bool from_abroad(const event_doc *ed, const raw_event *e, const char *code)
{
    const char *own = country_of(ed, &e->actor, true, NO_TOKEN);
    return e->recipient.n == 0 && own[0] != 0 && strncmp(own, code, 3) != 0;
}

/* Does it take place where people are? */
static bool happens(const event_doc *ed, const raw_event *e) { return bind_material(ed, e) || is_a(ed, e, "CONSULT"); }

static bool has_country(const event_doc *ed, const raw_event *e, const char *code)
{
    for (uint32_t i = 0; i < e->actor.n + e->recipient.n; i++) {
        const side *s = i < e->actor.n ? &e->actor.at[i] : &e->recipient.at[i - e->actor.n];
        if (strncmp(ed->entity.at[s->entity].code, code, 3) == 0)
            return true;
    }
    return false;
}

/* "The envoy arrived in Goma. ... On Sunday he met the governor": visitor and host meet where the visit is */
static bool on_visit(const event_doc *ed, const raw_event *e, const scene *sc)
{
    const raw_event *v = sc->visit;
    const char *guest = v != NULL && v->actor.n > 0 ? ed->entity.at[v->actor.at[0].entity].code : "", *host = v != NULL ? ed->place.at[v->place].code : "";
    return guest[0] != 0 && host[0] != 0 && strcmp(guest, host) != 0 && is_a(ed, e, "CONSULT") && e->aux == AUX_NONE && has_country(ed, e, guest) &&
           has_country(ed, e, host);
}

static bool same_scene(const event_doc *ed, const raw_event *e, const scene *sc)
{
    const nlp_doc *d = ed->nlp;
    uint32_t here = d->sent_of[e->trigger];
    if (sc->place == NO_TOKEN || here < sc->sentence || here - sc->sentence > SCENE_SENTENCES)
        return false;
    if (points_back(ed, e))
        return true;
    if (e->aux != AUX_NONE || !happens(ed, e) || another_scene(d, e->trigger) == SCENE_OTHER || from_abroad(ed, e, ed->place.at[sc->place].code))
        return false;
    const text_sentence *s = &d->sent[here];
    if (here != sc->sentence)
        for (uint32_t t = s->first; t < s->first + s->count; t++)
            if (ed->place_of[t] != NO_TOKEN && (ed->place.at[ed->place_of[t]].place != NULL || (d->head[t] == e->trigger && tie_of(case_of(d, t)) != TIE_NONE)))
                return false; /* the sentence has a place of its own that is not the event's */
    return true;
}

/* "Goma, a town that they have besieged", "Goma, which they hold": the place that the relative clause is about; NO_TOKEN: none */
static uint32_t antecedent(const event_doc *ed, const raw_event *e)
{
    const nlp_doc *d = ed->nlp;
    uint32_t t = e->trigger, noun = d->sub[t] == RS_RELCL ? d->head[t] : NO_TOKEN, s = doc_dep(d, t, R_NSUBJ), o = doc_dep(d, t, R_OBJ);
    bool about = s != NO_TOKEN && d->penn[s] != X_WP && d->penn[s] != X_WDT && (o == NO_TOKEN || d->penn[o] == X_WDT || d->penn[o] == X_WP);
    if (noun == NO_TOKEN || !about)
        return NO_TOKEN;
    if (ed->place_of[noun] == NO_TOKEN && place_noun(d, noun) && rel_is(d, noun, R_APPOS))
        noun = d->head[noun];
    uint32_t i = ed->place_of[noun];
    return i != NO_TOKEN && ed->place.at[i].place != NULL ? i : NO_TOKEN;
}

/* "an assault on Goma could uproot thousands": the act that is the subject has a place of its own; NO_TOKEN: none */
static uint32_t place_of_subject(const event_doc *ed, const raw_event *e)
{
    uint32_t s = ed->nlp->upos[e->trigger] == U_VERB ? doc_dep(ed->nlp, e->trigger, R_NSUBJ) : NO_TOKEN, at = s != NO_TOKEN ? ed->event_of[s] : NO_TOKEN;
    return at != NO_TOKEN && &ed->event.at[at] != e && ed->nlp->upos[s] == U_NOUN ? place_of_event(ed, &ed->event.at[at]) : NO_TOKEN;
}

uint32_t place_of_event(const event_doc *ed, const raw_event *e)
{
    const nlp_doc *d = ed->nlp;
    const text_sentence *s = &d->sent[d->sent_of[e->trigger]];
    if (antecedent(ed, e) != NO_TOKEN)
        return antecedent(ed, e);
    uint32_t best = NO_TOKEN;
    int best_cost = INT32_MAX;
    for (uint32_t t = s->first; t < s->first + s->count; t++) {
        uint32_t i = ed->place_of[t];
        if (i == NO_TOKEN || ed->place.at[i].first != t)
            continue;
        int cost = place_cost(ed, e, &ed->place.at[i]);
        if (cost < best_cost)
            best = i, best_cost = cost;
    }
    return best;
}

/* Does token t stand in the name of who tells of the event? "..., a diplomat in Goma said" */
static bool of_source(const event_doc *ed, uint32_t trigger, uint32_t t)
{
    const nlp_doc *d = ed->nlp;
    for (int i = 0; i < PLACE_FAR && d->head[t] != NO_TOKEN; i++, t = d->head[t])
        if (rel_is(d, t, R_NSUBJ) && d->head[t] != trigger && says(ed, d->head[t]))
            return !doc_under(d, d->head[t], trigger) || rel_is(d, d->head[t], R_PARATAXIS);
    return false;
}

/* Does token t say where another verb takes somebody: "they shelled a camp, and the wounded were flown to a hospital in Goma"? */
static bool brought_to(const nlp_doc *d, uint32_t trigger, uint32_t t)
{
    for (int i = 0; i < PLACE_FAR && d->head[t] != NO_TOKEN && d->head[t] != trigger; i++, t = d->head[t])
        if (d->upos[d->head[t]] == U_VERB)
            return rel_is(d, t, R_OBL) && str_is(case_of(d, t), "to");
    return false;
}

/* Where no rule ties a place to a verb: the one of its sentence that is likeliest by the learned tie */
static uint32_t likely_place(const event_doc *ed, const raw_event *e)
{
    const nlp_doc *d = ed->nlp;
    const text_sentence *s = &d->sent[d->sent_of[e->trigger]];
    uint32_t best = NO_TOKEN, stmt = ed->stmt_of[e->trigger], quoted = stmt != NO_TOKEN && ed->stmt.at[stmt].kind == CASUS_DIRECT ? stmt : NO_TOKEN;
    int32_t best_odds = TIE_LIKELY;
    for (uint32_t t = s->first; d->upos[e->trigger] == U_VERB && e->aux != AUX_HISTORICAL && t < s->first + s->count; t++) {
        uint32_t i = ed->site[t];
        if (i == NO_TOKEN || ed->place.at[i].first != t || is_side(e, &ed->place.at[i]))
            continue;
        if (quoted != NO_TOKEN && ed->stmt_of[t] != quoted)
            continue; /* "'They fired on us,' he said in Goma" */
        if ((ed->place.at[i].place == NULL && tie_of(case_of(d, t)) == TIE_GOAL) || brought_to(d, e->trigger, t))
            continue; /* "pushed them back to Chad" */
        if ((another_scene(d, e->trigger) == SCENE_OTHER && !doc_under(d, t, e->trigger)) || of_source(ed, e->trigger, t))
            continue;
        int32_t odds = place_tie_odds(ed, e->trigger, i);
        if (odds > best_odds)
            best = i, best_odds = odds;
    }
    return best;
}

static bool division(const place_mention *p) { return p->place == NULL || place_class(p->place) == P_ADMIN1; }

/* "In Peru, miners ended a strike in Lima's cathedral", "shelled the town of Tula in Kasai province": of a country or province and a place in it that is as
 * likely, the place */
static uint32_t finer(const event_doc *ed, const raw_event *e, uint32_t place)
{
    const text_sentence *s = &ed->nlp->sent[ed->nlp->sent_of[e->trigger]];
    const place_mention *around = &ed->place.at[place];
    uint32_t best = place;
    int32_t best_odds = around->place == NULL || !division(around) ? TIE_FAIR : place_tie_odds(ed, e->trigger, place);
    best_odds = best_odds < TIE_FAIR ? TIE_FAIR : best_odds;
    for (uint32_t t = s->first; division(around) && t < s->first + s->count; t++) {
        uint32_t i = ed->place_of[t];
        const place_mention *p = i != NO_TOKEN ? &ed->place.at[i] : around;
        if (p == around || p->first != t || p->place == NULL || (around->place != NULL && division(p)) || memcmp(p->code, around->code, 3) != 0)
            continue;
        int32_t odds = place_tie_odds(ed, e->trigger, i);
        if (odds > best_odds)
            best = i, best_odds = odds;
    }
    return best;
}

/* The country of a place of the same name that has been given one not long before, "" if there is none */
static const char *given_before(const event_doc *ed, const place_mention *p)
{
    uint32_t at = (uint32_t)(p - ed->place.at);
    for (uint32_t i = at > PLACES_BACK ? at - PLACES_BACK : 0; i < at; i++)
        if (!ed->place.at[i].guessed && ed->place.at[i].code[0] != 0 && str_eq(ed->place.at[i].name, p->name))
            return ed->place.at[i].code;
    return "";
}

/* An army that strikes nobody who is named mostly strikes the other of the two countries that the article is about; "" if it is no army's strike */
static const char *struck_country(const event_doc *ed, const raw_event *e)
{
    const char *own = e->recipient.n == 0 && is_a(ed, e, "ASSAULT") ? country_of(ed, &e->actor, true, NO_TOKEN) : "";
    const char *sector = own[0] != 0 ? ed->entity.at[e->actor.at[0].entity].sector : "-";
    if (sector[0] != 0 && strcmp(sector, "MIL") != 0)
        return "";
    return other_country(ed, own);
}

/* A village of no table lies where those are to whom it is done, else where those are who do it, else in the country of the article. */
static void give_country(event_doc *ed, const raw_event *e)
{
    place_mention *p = &ed->place.at[e->place];
    if (!p->guessed || p->place == NULL)
        return;
    bool own = moves(ed, e); /* who goes somewhere goes where he may */
    const sides *first = own ? &e->actor : &e->recipient, *second = own ? &e->recipient : &e->actor;
    const char *code = given_before(ed, p);
    code = code[0] == 0 ? struck_country(ed, e) : code;
    uint32_t self = place_word(ed->nlp, p); /* "the village of Kibirizi" is a side whose country is that of the place: it speaks last */
    for (int k = 0; k < 6 && code[0] == 0; k++)
        code = country_of(ed, k % 2 == 0 ? first : second, k < 2, k < 4 ? self : NO_TOKEN);
    if (code[0] == 0)
        code = p->code[0] != 0 ? p->code : ed->country;
    memmove(p->code, code, 3);
    p->guessed = false;
}

/* Does a dash follow the name at the beginning of the sentence, with nothing that is told between? */
static bool dash_behind(const nlp_doc *d, const text_sentence *s)
{
    static const char *const dashes[] = {"-", "--", "\u2013", "\u2014"};
    for (uint32_t t = s->first + 1; t < s->first + s->count && t < s->first + DATELINE_TOKENS && d->upos[t] != U_VERB && d->upos[t] != U_AUX; t++)
        if (str_in(d->form[t], dashes, LEN(dashes)))
            return (d->tok.flags[t] & TOK_SPACE_AFTER) != 0 || t + 1 == s->first + s->count;
    return false;
}

/* "GOMA, Congo (AP) -": the place of the report; NO_TOKEN: none */
static uint32_t dateline(const event_doc *ed)
{
    const nlp_doc *d = ed->nlp;
    for (uint32_t i = 0; i < d->n_sent && i < DATELINE_SENTENCES; i++) {
        const text_sentence *s = &d->sent[i];
        uint32_t at = s->count > 1 ? ed->place_of[s->first] : NO_TOKEN;
        if (at != NO_TOKEN && ed->place.at[at].place != NULL && dash_behind(d, s))
            return at;
    }
    return NO_TOKEN;
}

/* "residents of Goma marched": a protest is where those come from who protest, else where the report was written, in their country */
static uint32_t home_of_protest(const event_doc *ed, const raw_event *e)
{
    if (!is_a(ed, e, "PROTEST"))
        return NO_TOKEN;
    for (uint32_t i = 0; i < e->actor.n; i++) {
        uint32_t first, end;
        doc_span(ed->nlp, e->actor.at[i].end - 1, &first, &end);
        for (uint32_t k = first; k < end && k < e->trigger; k++)
            if (ed->place_of[k] != NO_TOKEN && ed->place.at[ed->place_of[k]].place != NULL)
                return ed->place_of[k];
    }
    uint32_t at = e->aux == AUX_NONE ? dateline(ed) : NO_TOKEN;
    return at != NO_TOKEN && strncmp(country_of(ed, &e->actor, false, NO_TOKEN), ed->place.at[at].code, 3) == 0 ? at : NO_TOKEN;
}

/* The place that token t names behind "in", "at" and the like; NO_TOKEN: none */
static uint32_t place_in(const event_doc *ed, uint32_t t)
{
    uint32_t i = ed->place_of[t];
    return i != NO_TOKEN && ed->place.at[i].place != NULL && tie_of(case_of(ed->nlp, t)) == TIE_IN ? i : NO_TOKEN;
}

/* "police in Goma said they had arrested ten": where those are who say what they did; NO_TOKEN: nowhere that is told */
static uint32_t place_of_speaker(event_doc *ed, const raw_event *e)
{
    const nlp_doc *d = ed->nlp;
    uint32_t t = e->trigger, s = doc_dep(d, t, R_NSUBJ), say = rel_is(d, t, R_CCOMP) ? d->head[t] : NO_TOKEN;
    uint32_t who = say != NO_TOKEN && says(ed, say) ? doc_dep(d, say, R_NSUBJ) : NO_TOKEN;
    if (who == NO_TOKEN || s == NO_TOKEN || d->upos[s] != U_PRON || (e->actor.n > 0 && entity_of_head(ed, who) != e->actor.at[0].entity))
        return NO_TOKEN;
    for (uint32_t c = d->child[who]; c != NO_TOKEN; c = d->sibling[c])
        if (rel_is(d, c, R_NMOD) && place_in(ed, c) != NO_TOKEN)
            return place_in(ed, c);
    return NO_TOKEN;
}

/* "'We will strike back,' the president told a rally in Goma": what is promised or threatened in somebody's own words takes place where he speaks */
static uint32_t where_said(const event_doc *ed, const raw_event *e)
{
    static const char *const words[] = {"THREATEN", "REQUEST", "REJECT", "ACCUSE", "SUPPORT", "CONCEDE"};
    const nlp_doc *d = ed->nlp;
    uint32_t i = ed->stmt_of[e->trigger];
    if (i == NO_TOKEN || ed->stmt.at[i].cue == NO_TOKEN || e->actor.n == 0 || ed->stmt.at[i].entity != e->actor.at[0].entity ||
        !str_in(str_z(lex_string(ed->lex, lex_category(ed->lex, e->category)->name)), words, LEN(words)))
        return NO_TOKEN;
    uint32_t cue = ed->stmt.at[i].cue;
    for (uint32_t c = d->child[cue]; c != NO_TOKEN; c = d->sibling[c]) {
        uint32_t n = c > cue ? doc_dep(d, c, R_NMOD) : NO_TOKEN; /* "told a rally in Goma" */
        if (rel_is(d, c, R_OBL) && place_in(ed, c) != NO_TOKEN)
            return place_in(ed, c);
        if (n != NO_TOKEN && place_in(ed, n) != NO_TOKEN)
            return place_in(ed, n);
    }
    return NO_TOKEN;
}

/* What its own words and, failing them, what was learned and who protests say of its place */
static const char *own_place(event_doc *ed, raw_event *e)
{
    e->place = place_of_event(ed, e);
    if (e->place != NO_TOKEN) {
        e->place = finer(ed, e, e->place);
        return "place:";
    }
    e->place = place_of_subject(ed, e);
    if (e->place != NO_TOKEN)
        return "place, of the act that does it:";
    e->place = place_of_speaker(ed, e);
    if (e->place != NO_TOKEN)
        return "place, of those who say so:";
    e->place = bind_material(ed, e) ? likely_place(ed, e) : NO_TOKEN;
    if (e->place != NO_TOKEN)
        return "place, by its likelihood:";
    e->place = where_said(ed, e);
    if (e->place != NO_TOKEN)
        return "place, where it was said:";
    return "";
}

void bind_place(event_doc *ed, raw_event *e, scene *sc)
{
    const char *how = own_place(ed, e);
    if (e->place != NO_TOKEN) {
        event_why(ed, e, how, ed->place.at[e->place].name);
        if (ed->place.at[e->place].place != NULL && e->aux == AUX_NONE && !in_words(ed, e))
            sc->place = e->place, sc->sentence = ed->nlp->sent_of[e->trigger];
    } else if (same_scene(ed, e, sc)) {
        e->place = sc->place;
        if (bind_material(ed, e) && e->aux == AUX_NONE)
            sc->sentence = ed->nlp->sent_of[e->trigger]; /* it goes on */
        event_why(ed, e, "place, of the scene:", ed->place.at[e->place].name);
    } else if (on_visit(ed, e, sc)) {
        e->place = sc->visit->place;
        event_why(ed, e, "place, of the visit:", ed->place.at[e->place].name);
    } else if ((e->place = home_of_protest(ed, e)) != NO_TOKEN)
        event_why(ed, e, "place, of the protesters:", ed->place.at[e->place].name);
    if (e->place != NO_TOKEN)
        give_country(ed, e);
    if (e->place != NO_TOKEN && e->aux == AUX_NONE && is_a(ed, e, "CONSULT") && ed->place.at[e->place].place != NULL)
        sc->visit = e;
}
