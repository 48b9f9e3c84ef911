/*
 * coref.h - inside floor 3: what the stages of coreference share. Users of the document read doc.h alone.
 *
 *   coref_mention.c   noun phrases and pronouns of the tree, with what can be seen of them: number, gender, type
 *   coref_gender.c    of these, the gender; coref_clause.c: where they stand in their clauses
 *   coref_features.c  a mention, or a pair of mentions, as a list of hashed features
 *   coref.c           the ranker: which mention before is meant, if any; chains
 */
#ifndef CASUS_NLP_COREF_H
#define CASUS_NLP_COREF_H

#include "nlp/nlp.h"

typedef enum { MK_PRONOUN, MK_NAME, MK_NOUN } coref_kind;
/* What a pronoun is, whatever its case */
typedef enum { PN_NONE, PN_I, PN_WE, PN_YOU, PN_HE, PN_SHE, PN_IT, PN_THEY, PN_THIS, PN_THAT, PN_THESE, PN_THOSE, PN_ONE, PN_OTHER } coref_pronoun;
typedef enum { DEF_BARE, DEF_THE, DEF_THIS, DEF_A, DEF_POSS, DEF_SOME } coref_def;
typedef enum { NUM_UNKNOWN, NUM_ONE, NUM_MANY } coref_number;
typedef enum { SEX_UNKNOWN, SEX_M, SEX_F, SEX_N } coref_gender;
/* Where a mention stands in its clause; a member of a coordination stands where its first member does */
typedef enum { CR_OTHER, CR_SUBJECT, CR_LOW_SUBJECT, CR_OBJECT, CR_OBLIQUE, CR_POSSESSOR, CR_OF } coref_place;
typedef enum { CT_UNKNOWN, CT_PERSON, CT_ORG, CT_PLACE, CT_TIME, CT_EVENT, CT_ABSTRACT, CT_THING, CT_TYPES } coref_type;

/* A mention as the ranker sees it; beside nlp_doc.np by index */
typedef struct {
    uint8_t kind, pronoun, def, number, gender, type, place; /* the enums above */
    bool group;                                              /* a coordination: "Lind and Holm" */
    bool predicate;                                          /* "he is the mayor": says what something is */
    bool named;                                              /* its head belongs to a name */
    bool reflexive;                                          /* "himself" */
    uint8_t depth, rank;                                     /* edges to the root, at most 6; persons before it in its sentence, at most 9 */
    uint32_t head_key, text_key, last_key;                   /* hashes: lemma of the head; all words but the article; the name's last word */
    uint32_t verb;                                           /* token that governs it, NO_TOKEN: none */
    uint32_t name;                 /* in the document's names: its head's, or that beside it ("the mayor, Anna Lind"); NO_TOKEN: none */
    uint32_t clause, agent, above; /* the clause that it stands in: its verb; who does that; who does what governs the clause */
    uint32_t owner;                /* of a phrase within a phrase: whose the outer one is */
    uint32_t count;                /* mentions in the whole document with the same last_key */
    uint32_t quote;                /* number of the quotation that it stands in, 0: none */
    uint32_t same_head, same_text; /* mentions before with the same key, and the last of them */
    uint32_t last_head, last_text;
    /* what pairs ask again and again: coref_look() */
    uint32_t class, coarse, stands, relation, speaker, above_verb, verb_key, numeral;
    uint8_t count_bucket, head_bucket, text_bucket;
    bool possessive, subject;
    uint64_t words;  /* a bit for each of its words, by their keys */
    uint32_t vector; /* row of the word vectors, UINT32_MAX: none */
    int64_t norm;    /* its square */
} coref_mention;

#define COREF_ROWS (1u << 15)
#define COREF_WIDTH 32u /* the last column is added as it is, the others go through a threshold */
#define COREF_FEATURES_MAX 64u

typedef struct {
    const nlp_model *model;
    nlp_doc *doc;
    coref_mention *m;    /* per doc->np */
    uint32_t *key;       /* per token: hash of its folded form */
    uint32_t *quote_of;  /* per token: number of its quotation, 0: none */
    uint32_t *speaker;   /* per quotation: token of the subject of its verb of speech, NO_TOKEN: none */
    uint32_t *low, *end; /* per token: its subtree */
    uint32_t *ahead;     /* per mention: the one behind it that it means, NO_TOKEN: none */
    bool every;          /* a far noun phrase is compared with all of the window, alike or not: so the ranker is taught (train/coref_pairs.c) */
} coref_doc;

typedef struct {
    uint32_t at[COREF_FEATURES_MAX], n;
} coref_features;

/* A mention's features without its role */
typedef struct {
    uint32_t template[COREF_FEATURES_MAX / 2], value[COREF_FEATURES_MAX / 2], n;
} coref_values;

/* The sum of rows of the table */
typedef struct {
    int16_t v[COREF_WIDTH];
} coref_sum;

typedef enum { ROLE_ANAPHOR, ROLE_ANTECEDENT, ROLE_NEW } coref_role;

bool coref_mentions(coref_doc *c); /* fills doc->np, np_of and the fields above */
uint8_t coref_gender_of(const coref_doc *c, const doc_mention *p, const coref_mention *m);
void coref_stands(const nlp_doc *d, coref_mention *m, uint32_t h); /* h: the head of the mention, or of the first member of its coordination */
bool coref_is_relative(const nlp_doc *d, uint32_t t);              /* "who", "which", "that" */
void coref_look(coref_doc *c);                                     /* the last of these fields */
void coref_mention_values(const coref_doc *c, uint32_t i, coref_values *v);
void coref_mention_features(const coref_model *model, const coref_values *v, coref_role role, coref_features *f);
/* of the candidates between a mention and the one looked at: how many would agree with it as well, and how many of these are subjects */
typedef struct {
    uint32_t agreeing, subjects;
} coref_between;
void coref_pass(const coref_doc *c, uint32_t i, uint32_t j, coref_between *b);
/* j stands before i */
void coref_pair_features(const coref_doc *c, uint32_t i, uint32_t j, coref_between between, coref_features *f);
bool coref_agree(const coref_mention *a, const coref_mention *b); /* nothing known speaks against their being one */

/* What the model knows of a word */
uint32_t coref_vector(const nlp_model *m, str fold, int64_t *norm);
int64_t coref_dot(const nlp_model *m, uint32_t a, uint32_t b);
uint8_t coref_noun_type(const nlp_model *m, uint32_t vector);
uint8_t coref_name_gender(const nlp_model *m, str fold);

/* The candidates of mention i, nearest first: those of a window, then those with its head or its name further back. */
#define COREF_WINDOW 60u
#define COREF_FAR 4u
#define COREF_NEAR 10u /* mentions; further back a noun phrase is compared with what is like it alone */
uint32_t coref_candidates(const coref_doc *c, uint32_t i, uint32_t out[COREF_WINDOW + COREF_FAR]);

#endif
