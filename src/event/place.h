/*
 * place.h - inside of the place finder: a possible place in the text (place.c) and its meanings (place_rank.c).
 */
#ifndef CASUS_PLACE_H
#define CASUS_PLACE_H

#include "event/event.h"

#define PLACE_COMMON 0x80u /* in kb_place.klass: the name is also a word or a name of people */
#define PLACES_MAX (1u << 20)
#define PLACE_COUNTRIES_MAX 64u
#define PLACE_ANCHORS_MAX 24u

static inline kb_place_class place_class(const kb_place *p) { return (kb_place_class)(p->klass & 0x7Fu); }

typedef enum { HINT_NONE, HINT_CITY, HINT_ADMIN } place_hint;

/* A name in the text that may be a place */
typedef struct {
    uint32_t first, count;
    const phrase_value *value; /* n of them, NULL: the lexicon does not know it */
    uint32_t n;
    uint64_t key;      /* of the phrase: the same name has the same key */
    bool tagged;       /* the name tagger calls it a location */
    bool strong, weak; /* "in", "near" before it; "of", "to", "from" */
    bool state;        /* a country has this name, too */
    place_hint hint;   /* "city of", "province" */
    bool after_comma;  /* the second part of "Goma, Congo" */
    uint32_t within;   /* index of the candidate that follows after a comma, NO_TOKEN: none */
    uint32_t inside;   /* 1 + index of the candidate in which the text says it lies ("Tula in northern Mali"), 0: none */
    bool village;      /* "the village of", "town": its name may well be that of a larger place elsewhere */
    bool of_country;   /* `near` is said of it alone: "the Syrian town of", not "Syrian troops near" */
    char near[4];      /* country named just before it ("Syria's Idlib", "the Syrian town of"), "" none */
    const kb_place *place;
    char code[4];
    bool country, dropped;
    bool guessed;             /* no table has it: its country is that of the article */
    bool loose;               /* nothing but the name tagger speaks for it */
    bool unlisted;            /* the words beside it say where it lies, but the gazetteer has no place of this name there */
    const kb_place *division; /* then: the first-order division in which it lies, NULL: only the country is known */
    site_sign sign;           /* of a site */
    bool named;               /* the text says "the capital", and has no name of its own */
    int evidence;             /* how much of the score came from the words beside the name */
    int margin;               /* how far the best meaning is before the next */
    const phrase_value *runner_up;
} candidate;

typedef VEC(candidate) candidates;

/* How often the article speaks of a country */
typedef struct {
    char code[PLACE_COUNTRIES_MAX][4];
    uint32_t weight[PLACE_COUNTRIES_MAX];
    uint32_t local[PLACE_COUNTRIES_MAX]; /* the part of it that cities and provinces give */
    uint32_t n, total, local_total;
    uint32_t admin[PLACE_COUNTRIES_MAX]; /* names (strings of the lexicon) of first-order divisions that it names */
    uint32_t n_admin;
    uint64_t admin_key[PLACE_COUNTRIES_MAX];                /* the names as the text has them */
    int32_t lat[PLACE_ANCHORS_MAX], lon[PLACE_ANCHORS_MAX]; /* large, certain or only places of their name that it names, 1/10,000 degree */
    uint64_t anchor[PLACE_ANCHORS_MAX];                     /* and their names */
    bool seat[PLACE_ANCHORS_MAX];                           /* is it a capital, which may stand for a government and not be where anything takes place? */
    uint32_t n_anchor;
} place_context;

void place_context_add(place_context *pc, const char *code, uint32_t weight);
uint32_t place_context_of(const place_context *pc, const char *code);
int place_prior(const kb_place *p);                     /* how likely this meaning is before anything is known of the article */
const char *place_context_top(const place_context *pc); /* "" none or no clear one */

bool place_capital(str s); /* does it begin with one? */
/* "al-Hasakah", "el-Fasher": an Arabic article is small */
bool place_article(const nlp_doc *d, uint32_t first, uint32_t count);
/* The country that the words just before name: "Syria's Idlib", "the northern Syrian town of Idlib". */
void place_country_before(const event_doc *ed, candidate *c, uint32_t first);
/* place_capital.c: adds to `out` those of cs; `country` is that of the article, "" none */
bool place_capitals(event_doc *ed, const char *country, const candidates *cs, candidates *out);
bool place_emit(event_doc *ed, const candidate *c, uint32_t *of); /* adds it to ed->place; `of`: per token, its index is written there */
bool place_sites(event_doc *ed);                                  /* place_site.c: fills ed->site */

/* Chooses the meaning of every candidate (place, code, country; or dropped). Linear in candidates times their meanings. */
bool place_rank(event_doc *ed, candidate *c, uint32_t n, place_context *pc);

#endif
