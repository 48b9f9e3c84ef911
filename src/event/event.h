/*
 * event.h - floor 4: from the annotated document to coded events and statements.
 *
 * The way of the data, one file each (code.c calls them in this order):
 *   hint.c       what the knowledge says of words that may be names, asked by floor 3
 *   timex.c      date expressions, resolved against the publication date
 *   mention.c    names, nationalities and role nouns found in the lexicon, one mention a noun phrase head
 *   entity.c     who is meant: people by surname, titles, pronouns, groups and their countries
 *   place.c      place names -> gazetteer, ranked by the context of the article
 *   quote.c      direct and indirect statements, their cues and speakers
 *   attitude.c   what else is said to be thought, wanted or asked for; for or against whom
 *   frame.c      which frame fits a word; sides.c, struck.c: who and whom; build.c: the raw events
 *   domain.c     what the article is about: words of force that are no force there
 *   realis.c     did it happen: negation, future, hypothesis, history; folding
 *   bind.c       date, place (bind_place.c), size (bind_size.c), attribution of each event
 *   settle.c     sides that only act and place together tell
 *   react.c      to whom a speech act reacts that only points back
 *   merge.c      several tellings of one event -> one record; claim.c: whose it is, if somebody claims it
 *   view.c       what ACLED and a user's own ontology call it
 *   record.c     the public structures of casus.h
 * pair.c stands beside them: what happened between two given actors.
 */
#ifndef CASUS_EVENT_H
#define CASUS_EVENT_H

#include "event/lexicon.h"
#include "nlp/doc.h"

bool hint_find(const void *lex, nlp_doc *d); /* hint.c: an nlp_knowledge of the lexicon */

/* ---- dates (timex.c, calendar.c) ---- */
/* Days since 1970-01-01 in the proleptic Gregorian calendar. */
int32_t day_from_date(casus_date d); /* month or day 0 count as 1 */
casus_date date_from_day(int32_t day);
int weekday_of(int32_t day); /* 0 Monday ... 6 Sunday */

typedef enum { TX_POINT, TX_DURATION, TX_SET } timex_kind;
typedef struct {
    uint32_t first, count; /* tokens */
    timex_kind kind;
    casus_date date;           /* resolved value (begin of it): TX_POINT only; year 0: cannot be resolved */
    casus_date end;            /* last day of a range ("from Monday to Friday"), year 0: none */
    casus_precision precision; /* DAY WEEK MONTH YEAR */
    int32_t days;              /* TX_DURATION: length in days ("nine-day": 9), 0 under a day */
    bool weekday;              /* a bare weekday: the tense of the verb that it belongs to decides the direction; `date` holds the past reading */
    bool past;                 /* "ago", "last": before the publication */
    bool future;               /* "next", "tomorrow" */
    bool vague;                /* "recently", "years ago", "for decades" */
    bool since;                /* begin of a period: "since April", "from Aug. 16" */
    uint8_t unit;              /* tx_unit of timex.h: of a duration, or of a counted stretch ("the past three years") */
    int32_t amount;            /* how many of them, 0: the text does not say; -1: nothing is counted */
    int32_t lead;    /* "two days after the attack", "a week before he left": by how many days the event of these words comes before, 0: no such words */
    uint32_t second; /* of a range: tokens from `first` to its second date, 0: none */
    bool open_year;  /* month or day without a year ("in May", "Aug. 16"): `date` holds the likelier reading, timex_future() the coming one */
} timex;

/* The reading for a future act of a bare weekday ("will meet on Tuesday" -> the next one, the publication day itself counts if it is that day)
 * or of a date without a year; the date as it is for every other expression. */
casus_date timex_future(const timex *t, casus_date pub);

struct event_doc;
bool timex_find(struct event_doc *ed); /* fills ed->timex, ed->timex_of */

/* ---- mentions and entities (mention.c, entity.c) ---- */
#define NO_ENTITY UINT32_MAX

typedef enum { M_COUNTRY, M_ADJ, M_ACTOR, M_PERSON, M_AGENT, M_PRONOUN, M_PLACE } mention_kind;

typedef struct {
    char code[4], sector[SECTOR_MAX]; /* "" unknown */
    str name;                         /* identifier: "Anna Lind" */
    str office;
    bool person, plural, named;
    bool group;           /* a collective: "army", "opposition" */
    bool weak;            /* the country is only guessed from the article */
    char gender;          /* 'm', 'f', 0 unknown */
    uint32_t first_token; /* of its first mention */
    uint32_t next;        /* in its hash chain */
} entity;

/* One side of an event */
typedef struct {
    uint32_t entity;
    uint32_t first, end; /* tokens of the words that name it */
} side;
#define SIDES_MAX 12
typedef struct {
    side at[SIDES_MAX];
    uint32_t n;
} sides;

typedef struct {
    uint32_t head;         /* token */
    uint32_t first, count; /* tokens of the lexicon phrase or name, not the whole noun phrase */
    mention_kind kind;
    const phrase_value *value;  /* its meaning in the lexicon, NULL for unknown names and pronouns */
    const phrase_value *values; /* all n_value meanings: spells of a person, two countries of one adjective */
    uint32_t n_value;
    uint32_t same_as; /* index of the mention that this one abbreviates ("LF" of "the Lakes Front (LF)"), NO_TOKEN: none */
    sides who;        /* resolved by entity_resolve(); empty: nobody known */
} mention;

/* ---- places (place.c) ---- */
/* What speaks for the place of a name that nobody calls one (place_site.c); SITE_NONE: it is no such name */
typedef enum { SITE_NONE, SITE_KIND, SITE_FIRST, SITE_TAGGED, SITE_AREA, SITE_PREP, SITE_OBJECT, SITE_LISTED, SITE_OTHER } site_sign;
typedef struct {
    uint32_t first, count; /* tokens */
    const kb_place *place; /* NULL: a country (see code) */
    char code[4];          /* ISO alpha-3 */
    str name;
    bool loose;                /* a name that no table has and nothing but the tagger calls a place: it may hold an event, but is not listed */
    bool guessed;              /* no table has it and no word beside it names its country: `code` is that of the article, or "" */
    site_sign sign;            /* of a site: only the learned tie may choose it */
    const phrase_value *value; /* all n_value meanings of the words, NULL: not in the lexicon */
    uint32_t n_value;
    int margin;                    /* how far its score is before the next one; 1,000: there is no other */
    const phrase_value *runner_up; /* that next one, NULL: none */
} place_mention;
typedef struct tie_sentence tie_sentence;
bool place_find(struct event_doc *ed); /* fills ed->place (sites behind the others), ed->place_of, ed->site */

/* ---- statements (quote.c) ---- */
typedef struct {
    casus_quote_kind kind;
    uint32_t first, end; /* content tokens, end exclusive, quotation marks left out */
    uint32_t cue;        /* token of the cue verb or noun, NO_TOKEN: none (a quotation that goes on) */
    uint32_t speaker;    /* token: head of the speaker's noun phrase, NO_TOKEN: unknown */
    uint32_t addressee;  /* token or NO_TOKEN */
    uint32_t entity;     /* resolved speaker or NO_ENTITY */
    uint32_t addressee_entity;
    cue_kind cue_kind;
    uint32_t cue_first, cue_end; /* all words of the cue; equal: the one at `cue` */
    uint32_t target;             /* token of whom the stance is towards, NO_TOKEN: nobody */
    uint32_t target_entity;
    casus_stance stance;
} statement;
bool quote_find(struct event_doc *ed); /* fills ed->stmt, ed->stmt_of; speakers as tokens, see quote_resolve */
cue_kind cue_noun(const struct event_doc *ed, uint32_t t);
uint32_t beside_cue(const nlp_doc *d, uint32_t cue); /* who speaks by the order of the words, where the tree has no subject */
void statement_init(statement *s, casus_quote_kind kind, uint32_t first, uint32_t end);
statement *statement_push(struct event_doc *ed, casus_quote_kind kind, uint32_t first, uint32_t end); /* NULL: there are too many */
void statement_attach(struct event_doc *ed, statement *s, uint32_t cue);                              /* cue, speaker and addressee */
void quote_direct(struct event_doc *ed);                                                              /* called by quote_find() */
uint32_t quote_words(const nlp_doc *d, uint32_t first, uint32_t end);
bool somebody(const struct event_doc *ed, uint32_t t); /* a person, a role or a pronoun */
bool according_to(const nlp_doc *d, uint32_t t);
bool asked_before(const nlp_doc *d, uint32_t t);          /* the word of "asked if it was over, the minister said" */
bool attitude_find(struct event_doc *ed);                 /* called by quote_find(): fills ed->attitude with what statements leave of the cues */
void cue_words(const struct event_doc *ed, statement *s); /* its cue_first, cue_end */
uint32_t cue_verb_first(const nlp_doc *d, uint32_t t);    /* the first of the auxiliaries and adverbs before a verb */
void stance_find(const struct event_doc *ed, statement *s);

/* ---- events (build.c, realis.c, bind.c, merge.c) ---- */
typedef enum { AUX_NONE, AUX_NEGATION, AUX_FUTURE, AUX_HYPOTHETICAL, AUX_HISTORICAL } aux_mode;
#define MODES_MAX 4
#define EVENT_MENTIONS_MAX 32

typedef struct {
    uint32_t trigger; /* token */
    uint32_t trigger_first, trigger_end;
    const kb_frame *frame;
    uint8_t category; /* index into the ontology's 16 categories */
    uint8_t mode[MODES_MAX], n_mode;
    char cameo[5];
    aux_mode aux;
    sides actor, recipient;
    uint32_t attributed; /* entity or NO_ENTITY */
    uint32_t attributed_token;
    casus_date date, enddate;
    casus_precision precision;
    uint32_t place; /* index into ed->place, NO_TOKEN: none */
    casus_size size;
    uint32_t sentence[EVENT_MENTIONS_MAX], n_sentence;
    bool dropped;
    bool rejected;  /* dropped by domain.c or trust.c, and explain says so */
    uint8_t op;     /* op_kind of the frame */
    bool noun;      /* triggered by a noun */
    bool refused;   /* what its actor will not do: "will not release", "would not allow" */
    uint8_t duty;   /* op_kind: "must" OP_DEMAND, "should" OP_APPEAL, OP_NONE */
    uint32_t inner; /* the event that it absorbed as its content, NO_TOKEN: none */
    uint32_t acled; /* index of its kb_type, TYPE_NONE: none */
    uint16_t type;  /* of the user's ontology: 1 + index of its kb_type, 0: none */
    int confidence; /* per mille */
    uint64_t trust; /* the facts that it rests on, see trust.c */
    str why;        /* lines for explain */
} raw_event;

#define ENTITY_CHAINS 1024u
#define EVENTS_MAX (1u << 17)
#define MENTIONS_MAX (1u << 20)
#define NAMED_MAX 64

/* One of the two actors whose relation alone is asked for (pair.c) */
typedef struct {
    uint32_t first, end; /* tokens */
    uint32_t head;       /* token, NO_TOKEN: the span holds no word */
    uint32_t entity;
} given_side;

typedef struct event_doc {
    nlp_doc *nlp;
    const lexicon *lex;
    const nlp_model *model; /* for its word vectors; NULL: none */
    arena *mem;
    casus_date pub;              /* year 0: unknown */
    bool only_typed;             /* events without a type of the user's ontology are dropped */
    bool unsure;                 /* events of little confidence stay */
    given_side *given;           /* two of them, NULL: nobody is given, every actor counts */
    struct scorer_input *scored; /* what the scorer was told of them (pair.c) */
    VEC(timex) timex;
    uint32_t *timex_of; /* per token, NO_TOKEN: none */
    VEC(mention) mention;
    uint32_t *mention_of; /* per token (head), NO_TOKEN: none */
    VEC(entity) entity;
    uint32_t *entity_chain;   /* ENTITY_CHAINS heads */
    char country[4];          /* the country that the article is most about, "" none */
    char second[4];           /* the one after it */
    char home[4];             /* the country that it is most about if its places count, too */
    bool homely;              /* home has most of all of these */
    bool home_leads;          /* home has two in five of them */
    char named[NAMED_MAX][4]; /* n_named countries that it names, in order of appearance */
    uint32_t n_named;
    bool dominant;        /* country has most of all its mentions of countries */
    bool leading;         /* country has two in five of them */
    bool indigenous;      /* its "Indians" are those of America */
    uint32_t minority;    /* token of the last people that lives in another country ("Kosovo Serbs"), NO_TOKEN: none */
    uint32_t looks_ahead; /* how deep entity_sides() is in people who are named further on */
    VEC(place_mention) place;
    uint32_t *place_of; /* per token */
    uint32_t *site;     /* per token: its place, or else a site */
    tie_sentence *tie;  /* place_tie.h */
    VEC(statement) stmt;
    VEC(statement) attitude;
    uint32_t *stmt_of; /* per token: innermost statement whose content holds it, NO_TOKEN: none */
    VEC(raw_event) event;
    uint32_t *event_of;        /* per token: the event that it triggers, NO_TOKEN: none */
    const kb_frame **frame_of; /* per token: the frame that fits best, NULL: none */
    lex_word *word;            /* per token: what the word tables are asked by */
    uint8_t *prep;             /* per token: lex_prep() of the lemma */
    uint64_t *lemma_key;       /* per token: lex_key() of the lemma */
    uint64_t *compound_key; /* per token: of the compound with hyphens that ends there: "cease - fire" -> "cease-fire"; "people" for those of a country; 0 none */
} event_doc;

bool word_keys(event_doc *ed); /* frame.c: word, prep, lemma_key, compound_key */
bool mention_find(event_doc *ed);
/* mention.c: does this token begin or end the name of a person named in the mentions before that one, who is in no table? */
bool end_of_person(const event_doc *ed, uint32_t before, uint32_t t);
bool armed_sector(const char *sector);                                /* frame.c: @ARMED, who bears arms */
bool entity_people(const entity *e);                                  /* "Algerians", "Kosovo Serbs": named, and civilians */
void country_sides(event_doc *ed, mention *m);                        /* entity_named.c: of a country, nationality or organisation */
const place_mention *place_at(const event_doc *ed, const mention *m); /* the place that the finder made of these very words, NULL: none */
bool entity_resolve(event_doc *ed); /* every mention in order of the text; calls agent_sides(), person_sides(), pronoun_sides() */
/* person.c, agent.c, coref.c: whom one mention stands for; nothing added: nobody known. `at` is its index. */
void person_sides(event_doc *ed, uint32_t at, sides *out);
void agent_sides(event_doc *ed, uint32_t at, sides *out);
/* whoever of this surname headed a state that the article names when it was published, as an entity of `first`; NO_ENTITY: nobody, or two states' */
uint32_t person_in_power(event_doc *ed, uint32_t first);
void pronoun_sides(event_doc *ed, uint32_t at, sides *out);
/* The modifiers before a noun: walks left from token `first` over the words of the same noun phrase; 0 ends. Calls see() for each mention. */
uint32_t np_left(const event_doc *ed, uint32_t first);
const char *other_country(const event_doc *ed, const char *code);  /* of the two that the article is about most, the one that is not this, "" none */
void both_countries(event_doc *ed, uint32_t head, sides *out);     /* "both sides", "the two governments"; nothing for other nouns */
bool role_shares(const event_doc *ed, uint32_t head, uint32_t c);  /* agent.c: is the role at `head` of the name at `c`, too, that the parser joined to it? */
uint32_t lost_conjunct(const nlp_doc *d, uint32_t t);              /* entity.c: what "and" joins to t where the parser hung it elsewhere, NO_TOKEN: nothing */
const kb_entity *lex_spell(const event_doc *ed, const mention *m); /* the spell that holds at the publication date, else the last before it */
str doc_text(const nlp_doc *d, uint32_t first, uint32_t end);      /* the words as they stand in the body */
str case_of(const nlp_doc *d, uint32_t t);                         /* lemma of its preposition, empty: none */
/* The actors that the noun phrase headed by token `head` stands for, coordination included; false: none. */
bool entity_sides(event_doc *ed, uint32_t head, sides *out);
/* The first of those sides; for a noun phrase without a known actor a new entity without a code, named by its words. */
uint32_t entity_of_head(event_doc *ed, uint32_t head);
void sides_add(sides *s, uint32_t id, uint32_t first, uint32_t end); /* no entity twice; full: dropped */
void sides_remove(sides *s, uint32_t i);
bool sides_has(const sides *s, uint32_t id); /* is that entity one of them? */
bool code_is_body(const char *code);         /* of no country: IGO, UNO, EUR ... */
uint32_t entity_get(event_doc *ed, const char *code, const char *sector, str name,
                    uint32_t token); /* found by code, sector and name, or made; NO_ENTITY: no memory */
bool quote_resolve(event_doc *ed);

/* slot.c: what fills a slot of a predicate; control, passives, relative clauses and shared subjects are seen through. */
#define FILLERS_MAX 12u
typedef struct {
    uint32_t at[FILLERS_MAX];
    uint32_t n;
} fillers;
void slot_fill(const event_doc *ed, uint32_t t, uint8_t slot, fillers *out);
uint32_t slot_first(const event_doc *ed, uint32_t t, uint8_t slot); /* the first of them, NO_TOKEN: none */
bool verb_passive(const nlp_doc *d, uint32_t v);
bool verb_wished(const nlp_doc *d, uint32_t v);
/* The verb whose reason "for" and the participle v tell, though the parser hung them on a noun between: "jailed a man for life without parole for killing" */
uint32_t verb_reason_host(const nlp_doc *d, uint32_t v);
/* slot_lost.c: what the parser hung elsewhere */
uint32_t lost_estimate(const nlp_doc *d, uint32_t what); /* who marches in "what organisers called a million people marched" */
uint32_t lost_infinitive(const nlp_doc *d, uint32_t t);  /* of "asked the mayor, who came late, to resign" */
uint32_t lost_subject(const nlp_doc *d, uint32_t v);     /* of "after Anna Lind, the mayor, was stabbed" */
uint32_t lost_object(const nlp_doc *d, uint32_t v);      /* of "the mayor on Monday urged the guild", where the parser saw two subjects */
bool lost_to_host(const nlp_doc *d, uint32_t t);         /* is the token such a subject? */
/* The noun that the relative clause of v with pronoun `who` speaks of: its head, or the one name before it where only that agrees in number
 * ("militiamen loyal to Orlov, who has fled"). */
uint32_t relative_noun(const nlp_doc *d, uint32_t v, uint32_t who);

/* seq.c: the actors that a sequence of words names as its sides; NO_TOKEN: none */
typedef struct {
    uint32_t actor, recipient; /* heads */
} seq_match;
bool seq_fits(event_doc *ed, uint32_t trigger, const kb_need *need, seq_match *m);

bool discard_apply(event_doc *ed);                                      /* discard.c: events in sentences that a user's words take out */
bool frame_find(event_doc *ed);                                         /* build.c: frame_of, event, event_of */
bool compose_apply(event_doc *ed);                                      /* compose.c: speech acts over acts */
void deny_charge(event_doc *ed, raw_event *e);                          /* deny.c: a denial becomes the negation of what was charged before, if anything was */
void struck_sides(const event_doc *ed, uint32_t trigger, raw_event *e); /* struck.c: actors before the noun of an attack that it struck, or where it was */
bool victim_find(event_doc *ed);                                        /* victim.c: named people of whom nothing else is known */
bool victim_named(const struct event_doc *ed, const raw_event *e);      /* does its frame have a place for victims, and a person there whom nothing knows? */
bool trust_apply(event_doc *ed);                                        /* trust.c: the confidence of the events that stay */
bool domain_apply(event_doc *ed);                                       /* domain.c: metaphors of sport and markets, deaths by storm */
bool realis_apply(event_doc *ed);
bool fold_apply(event_doc *ed);                                  /* compose.c: PLOVER's folding of what is only planned or threatened */
void react_sides(event_doc *ed, raw_event *e);                   /* react.c: called by settle_sides() for each event that stands */
bool place_obscure(const event_doc *ed, const place_mention *p); /* in a country of which the article says nothing else (agent_near.c) */
void scene_author(event_doc *ed, raw_event *e);                  /* scene.c: who did it, as the noun of the act, the speaker or the place tells */
void scene_sides(event_doc *ed, raw_event *e);                   /* scene.c: likewise */
bool settle_sides(event_doc *ed);                                /* settle.c: sides that only act and place together tell */
bool compose_threat(event_doc *ed, raw_event *e);                /* the act becomes its threat; false: it has none */
bool bind_all(event_doc *ed);
uint32_t place_of_event(const event_doc *ed, const raw_event *e);              /* bind_place.c: index of the place that the tree ties to it, NO_TOKEN: none */
bool merge_agree(const event_doc *ed, const raw_event *a, const raw_event *b); /* merge.c: does nothing stand against their being one? */
void merge_absorb(event_doc *ed, raw_event *a, raw_event *b);                  /* b becomes a part of a */
bool claim_apply(event_doc *ed);                                               /* claim.c: called by merge_events() */
void claim_attackers(event_doc *ed);                                           /* claim.c: "the attacker" becomes who attacked, before tellings are merged */
bool merge_events(event_doc *ed);
bool view_apply(event_doc *ed); /* view.c */
/* The longest entry of a word table (lex_longest) that begins at token t, inside its sentence, of `most` tokens at most */
lex_match entry_at(const event_doc *ed, char table_name, char pos, uint32_t t, uint32_t most);
cue_kind cue_at(const event_doc *ed, uint32_t t);                              /* what the verb t is as a cue, with the words behind it: "made clear" */
bool event_mode_is(const event_doc *ed, const raw_event *e, const char *mode); /* its first mode */
void event_why(event_doc *ed, raw_event *e, const char *line, str detail);     /* adds "line detail" to e->why */

#endif
