/*
 * lexicon.h - the compiled knowledge: phrases, entities, places, frames and word tables, read in place from the data file.
 *
 * tools/pack.py writes the sections; the structures here are their little-endian layout. Every reference into another section is
 * checked when it is followed, so that a damaged file gives wrong words at worst.
 */
#ifndef CASUS_LEXICON_H
#define CASUS_LEXICON_H

#include "base/base.h"

#define N_EVENTS 16u
#define SECTOR_MAX 16u  /* five codes of three letters run together, and a zero byte; our own tables have one */
#define N_SLOT_PREP 16u /* slots from here on are prepositions, see lex_prep() */

typedef enum { PH_NONE, PH_COUNTRY, PH_ADJ, PH_DEMONYM, PH_DEMONYMS, PH_CAPITAL, PH_SEAT, PH_ACTOR, PH_AGENT, PH_AGENTS, PH_PLACE, PH_DISCARD } phrase_kind;
typedef enum { CASE_ANY, CASE_INITIAL, CASE_UPPER } phrase_case;

/* sections ph.key, ph.list: what a phrase may mean */
#define PHRASE_REF_MAX ((1u << 25) - 1)
typedef struct {
    uint32_t ref : 25;    /* index into entities (country, actor), agents or places; PH_DISCARD: 0 the sentence, 1 the article */
    uint32_t letters : 2; /* phrase_case: capitals that the text must have */
    uint32_t kind : 4;    /* phrase_kind */
    uint32_t many : 1;    /* of the index, see lexicon_tables.h; 0 in what is found */
} phrase_value;

typedef enum { E_COUNTRY, E_PERSON, E_ORG, E_ARMED, E_PARTY, E_IGO, E_NGO, E_SEAT, E_REGION } kb_entity_kind;
/* section kb.ent */
typedef struct {
    uint32_t name, office; /* strings */
    uint32_t sector;       /* string, below SECTOR_MAX bytes */
    char code[4];
    int32_t from, to; /* days since 1970-01-01, half open; INT32_MIN, INT32_MAX: open */
    uint8_t kind;
    uint8_t joint; /* of a user's: the entity before it in the section has the same names, and both are meant */
    uint8_t reserved[2];
} kb_entity;

typedef enum { A_PERSON, A_GROUP, A_OFFICE, A_FORMER } kb_agent_kind;
enum { AG_BEHIND = 1, AG_BEFORE = 2 }; /* the sector stands behind the one of its organisation, the code before that of its country */
/* section kb.agt */
typedef struct {
    uint32_t name;
    char sector[SECTOR_MAX], code[4];
    uint8_t kind, flags; /* AG_ bits */
    uint8_t reserved[2];
} kb_agent;

typedef enum { P_CITY, P_CAPITAL, P_ADMIN1, P_ADMIN2, P_REGION, P_WATER, P_MOUNTAIN, P_ISLAND, P_SITE } kb_place_class;
/* section kb.plc */
typedef struct {
    uint32_t id, name, admin1;
    char country[4];
    int32_t lat, lon; /* 1/10,000 degree */
    uint32_t pop;
    uint8_t klass;
    uint8_t known; /* names in other languages, 0: few */
    uint8_t reserved[2];
} kb_place;

/* ---- frames ---- */
typedef enum { S_NONE, S_SUBJ, S_OBJ, S_IOBJ, S_COMP, S_POSS, S_MOD, S_ANY, S_PRT, S_PRE, S_SEQ, S_LEFT, S_RIGHT } slot_kind; /* 16 + i: preposition i */
enum { SLOT_PLUS = 0xFD, SLOT_ELSE = 0xFE };
/* values below 256 in a need are classes of things, not lemmas */
typedef enum { V_ANYTHING = 1, V_ACTOR, V_COUNTRY, V_PERSON, V_ARMED, V_PLACE, V_EVENT, V_WISH, V_OFFICIAL, V_TO, V_CATEGORY = 16 } need_special;
/* what a sequence of words (S_SEQ) is made of beside words, and what joins them: see seq.c */
typedef enum { SQ_NEXT = 32, SQ_LATER, SQ_TRIGGER, SQ_ACTOR, SQ_RECIPIENT, SQ_BOTH, SQ_ANYBODY, SQ_OPEN, SQ_OR, SQ_CLOSE } seq_special;
enum { FR_MUTUAL = 1, FR_PAIR = 2, FR_ACTOR = 4, FR_RECIP = 8, FR_GIVEN = 16 };
/* kb_frame.user: of a user's table; neither folded nor composed; the frame behind it in the section is what the recipient does in return;
 * its sides are those that are named, not those that a pronoun points to */
enum { FU_OWN = 1, FU_EXACT = 2, FU_MIRROR = 4, FU_NAMED = 8 };
typedef enum { OP_NONE, OP_AGREE, OP_THREATEN, OP_APPEAL, OP_DEMAND, OP_REJECT, OP_OFFER, OP_SUPPORT, OP_ACCUSE, OP_DENY, OP_FUTURE, OP_CAUSE } op_kind;
#define EVENT_NONE 0xFF

/* section fr.frm */
typedef struct {
    uint32_t need, n_need;     /* into fr.need */
    uint32_t actor, recipient; /* into fr.slot: bytes up to 0 */
    uint32_t source, pred;     /* strings for explain: "conflict.tsv:123", "shell" */
    uint8_t pos;               /* 'V' 'N' 'A' */
    uint8_t event;             /* 0-15 or EVENT_NONE */
    uint8_t flags, op;
    uint8_t mode[3], n_mode; /* indexes into on.mode */
    char cameo[5];
    uint8_t user;  /* FU_ bits; a user's own go before those of the data file among equals */
    uint16_t type; /* of the user's ontology: 1 + index of its kb_type, 0 none */
} kb_frame;

/* section fr.need */
typedef struct {
    uint8_t slot, negative;
    uint16_t n_value;
    uint32_t value; /* into fr.val: u64 lex_key() of lemmas, or need_special */
} kb_need;

/* section fr.class: a word list of classes-*.tsv */
typedef struct {
    uint32_t name, first, n; /* string; range of fr.val */
} kb_class;

/* ---- other names of an event: ACLED's, and those of a user's own ontology (view.c) ---- */
typedef enum { SCHEME_ACLED, SCHEME_OWN } scheme_id;
#define SCORE_NONE INT32_MIN
#define TYPE_NONE UINT32_MAX

/* section vw.type */
typedef struct {
    uint32_t code, name; /* strings; ACLED: sub-event type and event type */
    int32_t score;       /* 1/10,000; SCORE_NONE: not given */
    uint8_t scheme;      /* scheme_id */
    uint8_t quad;        /* 0: not given */
    uint8_t event, mode; /* what a frame that names the type is coded as; EVENT_NONE: none */
    char cameo[5];
    uint8_t reserved[3];
} kb_type;

/* what a side may be beside the classes of need_special, codes and words */
typedef enum { SIDE_ABROAD = 40, SIDE_SEVERAL, SIDE_NOBODY } side_special;

/* section vw.rule: which events are of a type */
typedef struct {
    uint32_t type;         /* TYPE_NONE: of none */
    uint32_t need, n_need; /* into fr.need; S_SUBJ: the actors, S_OBJ: the recipients, S_ANY: words of the clause */
    uint32_t source;       /* string: "map.tsv:12 ASSAULT/aerial" for explain */
    char prefix[5];        /* of the CAMEO code, "" = any */
    uint8_t event, mode;   /* EVENT_NONE = any */
    uint8_t aux;           /* bits 1 << aux_mode; 0: any */
    uint8_t scheme;
    uint8_t rank; /* how narrow event, mode and prefix are: rule_rank */
    uint8_t reserved[2];
} kb_rule;
enum { RANK_ANY, RANK_CATEGORY, RANK_CODE_2, RANK_MODE, RANK_CODE_3, RANK_CODE_4 }; /* one digit is as good as RANK_ANY */

typedef struct {
    uint8_t op, event, mode, result, mode2, reserved[3]; /* event, mode: EVENT_NONE = any; result: EVENT_NONE = nothing is coded; mode2: EVENT_NONE = none */
    char prefix[8];                                      /* of the complement's CAMEO code, "" = any */
    char cameo[8];                                       /* "" = the complement's own */
} kb_compose;

typedef struct {
    uint8_t event, mode, reserved[2];
    char cameo[8];
} kb_instrument;

typedef enum { RZ_COMP = 1, RZ_OBJ, RZ_MOD, RZ_SUBJ } realis_scope; /* 16 + i: preposition i */
typedef enum { RE_ACTUAL, RE_NEGATION, RE_FUTURE, RE_HYPOTHETICAL, RE_HISTORICAL, RE_ALLEGED, RE_DENIED } realis_effect;
typedef struct {
    uint8_t pos, scope, effect, reserved;
} kb_realis;

typedef enum { CUE_NONE, CUE_SAY, CUE_CLAIM, CUE_DENY, CUE_WARN, CUE_DEMAND, CUE_ASK, CUE_PROMISE, CUE_THINK, CUE_REPORT } cue_kind;

typedef struct {
    uint32_t name;
    int16_t score; /* tenths */
    uint8_t quad, reserved;
} kb_category;
typedef struct {
    uint32_t name;
    char cameo[5];
    uint8_t event, reserved[2];
} kb_mode;
typedef struct {
    char code[5];
    uint8_t event, mode, quad; /* event EVENT_NONE: a statement; mode EVENT_NONE: none */
    int16_t goldstein;         /* tenths */
    uint16_t reserved;
    uint32_t name;
} kb_cameo;
typedef struct {
    uint16_t context, weight;
} kb_context;

typedef struct lexicon lexicon;

/* Errors: MEMORY, DATA (a section is missing or has a size that is no multiple of its elements). The pack must outlive it. */
lexicon *lex_open(const pack *pk, const casus_alloc *alloc, casus_err *err);
void lex_close(lexicon *lex);

/* ---- look-ups ---- */
uint64_t lex_key(char table, char pos, str word);                    /* under which word tables are kept; table 0: plain lemma key */
uint64_t lex_key_of(char table_name, char pos, hash_part word_hash); /* the same where the word is hashed already */

typedef struct {
    const phrase_value *value; /* n of them */
    uint32_t n;
    uint32_t count; /* tokens; filled by phrase_next() */
    uint64_t key;   /* equal for equal names */
} lex_hit;

/* The phrases that begin at the first of n words, each known by text_name_hash(): the shorter ones first. Blanks do not count, so that "bin Laden"
 * and "Binladen" are one name. For nearly all words a filter says at once that no phrase is or begins with them. */
typedef struct {
    const lexicon *lex;
    const hash_part *word;
    uint32_t n, count;
    hash_part so_far;
    bool grows; /* there may be a longer one */
} phrase_walk;
phrase_walk phrases_from(const lexicon *lex, const hash_part *word, uint32_t n);
bool phrase_next(phrase_walk *w, lex_hit *hit);                 /* false: there is none any more */
bool phrase_lookup(const lexicon *lex, str name, lex_hit *hit); /* a whole name as people write it; over 256 bytes: none */

/* Word tables: u32 references kept under a key; n = 0: none */
const uint32_t *lex_words(const lexicon *lex, uint64_t key, uint32_t *n);

/* Entries of one word or several in a word table, found by the words of the text. A word of the text is known by its lemma or, in the phrase,
 * by its form: "human rights", "arms embargoes", "looked forward to". Hyphens are as good as spaces, in the entry and as tokens of the text. */
typedef struct {
    hash_part lemma, form;
    bool hyphen; /* nothing but one */
} lex_word;
lex_word lex_word_of(str lemma, str fold);
#define LEX_PHRASE_MAX 5u /* words of an entry; tools/pack.py refuses more */
typedef struct {
    const uint32_t *list; /* NULL: nothing found */
    uint32_t n;
    uint32_t count; /* tokens of the match */
} lex_match;
/* The longest entry that begins at the first of n tokens and has `most` of them at most. At most 3 * LEX_PHRASE_MAX look-ups. */
lex_match lex_longest(const lexicon *lex, char table_name, char pos, const lex_word *word, uint32_t n, uint32_t most);

const kb_entity *lex_entity(const lexicon *lex, uint32_t i);        /* never NULL: an empty one for a bad index; so below */
const char *lex_sector(const lexicon *lex, const kb_entity *e);     /* below SECTOR_MAX bytes */
const kb_entity *lex_joint(const lexicon *lex, const kb_entity *e); /* who is meant together with e; NULL: nobody more */
uint32_t lex_n_entity(const lexicon *lex);
uint32_t lex_n_place(const lexicon *lex);
const kb_agent *lex_agent(const lexicon *lex, uint32_t i);
const kb_place *lex_place(const lexicon *lex, uint32_t i);
const kb_frame *lex_frame(const lexicon *lex, uint32_t i);
const kb_need *lex_need(const lexicon *lex, uint32_t i);
uint64_t lex_value(const lexicon *lex, uint32_t at);                     /* one of them; 0: there is none */
const uint64_t *lex_values(const lexicon *lex, uint32_t at, uint32_t n); /* n of them; NULL: there are not so many */
const uint8_t *lex_slots(const lexicon *lex, uint32_t at);               /* ends with 0 */
const kb_realis *lex_realis(const lexicon *lex, uint32_t i);
const kb_instrument *lex_instrument(const lexicon *lex, uint32_t i);
const kb_context *lex_context(const lexicon *lex, uint32_t i);
cue_kind lex_cue(const lexicon *lex, char pos, const lex_word *word, uint32_t n); /* of the n tokens from the cue on */
/* What may stand behind a word that tells an attitude, bits of attitudes.tsv; false: the word is not in that table. `count`: tokens of the entry */
enum { TAKES_CLAUSE = 1, TAKES_TO = 2, TAKES_OBJECT = 4, TAKES_PHRASE = 8, TAKES_WHOLE = 16, TAKES_AS = 32 };
bool lex_attitude(const lexicon *lex, char pos, const lex_word *word, uint32_t n, uint32_t *takes, uint32_t *count);
const kb_compose *lex_compose(const lexicon *lex, op_kind op, uint8_t event, const uint8_t *mode, uint32_t n_mode, const char *cameo); /* NULL: no line */
const kb_class *lex_class(const lexicon *lex, str name); /* NULL: none of that name */
const kb_type *lex_type(const lexicon *lex, uint32_t i);
uint32_t lex_n_type(const lexicon *lex);
uint32_t lex_type_index(const lexicon *lex, scheme_id scheme, str code); /* TYPE_NONE: there is none */
const kb_rule *lex_rule(const lexicon *lex, uint32_t i);
uint32_t lex_n_rule(const lexicon *lex);
bool lex_typed(const lexicon *lex); /* has the user an ontology? */
const kb_category *lex_category(const lexicon *lex, uint32_t i);
const kb_mode *lex_mode(const lexicon *lex, uint32_t i);
int lex_mode_index(const lexicon *lex, uint8_t event, const char *name);                        /* -1: none */
int lex_category_index(const lexicon *lex, const char *name);                                   /* -1: none */
bool lex_category_in(const lexicon *lex, uint8_t category, const char *const *names, size_t n); /* is it one of n categories? EVENT_NONE is not */
const kb_cameo *lex_cameo(const lexicon *lex, const char *code);                                /* NULL: unknown code */
const char *lex_context_name(const lexicon *lex, uint32_t i);
const char *lex_string(const lexicon *lex, uint32_t at);
bool lex_forms(const lexicon *lex);                         /* are there frames of one form of a verb? */
bool lex_discards(const lexicon *lex);                      /* are there phrases of kind PH_DISCARD? */
const int16_t *lex_score(const lexicon *lex, uint32_t key); /* weights of a feature, one a class; NULL: it has none (scorer.c) */
const int16_t *lex_score_vector(const lexicon *lex, uint32_t dimension);
int32_t lex_score_bias(const lexicon *lex, uint32_t klass);
const int16_t *lex_trust(const lexicon *lex, uint32_t fact);      /* its weight (trust.c); NULL: no weights are known */
const int16_t *lex_score_sure(const lexicon *lex, uint32_t knot); /* share -> confidence (scorer.c); NULL: none */
uint32_t lex_prep(const lexicon *lex, str lemma);                 /* slot number of a preposition, S_NONE: not one of ours */
const char *lex_prep_name(const lexicon *lex, uint32_t slot);

#endif
