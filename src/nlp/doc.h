/*
 * doc.h - floor 3: the one annotated document that all stages read and extend (struct of arrays in an arena).
 *
 * bytes -> body -> tokens and sentences (floor 1) -> tags, heads, names, lemmas (nlp_annotate, here) -> floor 4.
 * Indexes of tokens are global (0 .. n-1); a head is a global index too, NO_TOKEN for the root of a sentence.
 */
#ifndef CASUS_DOC_H
#define CASUS_DOC_H

#include "text/text.h"

#define NO_TOKEN UINT32_MAX

/* Universal Dependencies v2 parts of speech */
typedef enum { U_X, U_ADJ, U_ADP, U_ADV, U_AUX, U_CCONJ, U_DET, U_INTJ, U_NOUN, U_NUM, U_PART, U_PRON, U_PROPN, U_PUNCT, U_SCONJ, U_SYM, U_VERB } ud_pos;

/* Universal Dependencies v2 relations without their subtype, and the subtypes that English has */
typedef enum {
    R_DEP,
    R_ROOT,
    R_NSUBJ,
    R_OBJ,
    R_IOBJ,
    R_CSUBJ,
    R_CCOMP,
    R_XCOMP,
    R_OBL,
    R_VOCATIVE,
    R_EXPL,
    R_DISLOCATED,
    R_ADVCL,
    R_ADVMOD,
    R_DISCOURSE,
    R_AUX,
    R_COP,
    R_MARK,
    R_NMOD,
    R_APPOS,
    R_NUMMOD,
    R_ACL,
    R_AMOD,
    R_DET,
    R_CASE,
    R_CONJ,
    R_CC,
    R_FIXED,
    R_FLAT,
    R_LIST,
    R_PARATAXIS,
    R_COMPOUND,
    R_ORPHAN,
    R_GOESWITH,
    R_REPARANDUM,
    R_PUNCT
} ud_rel;
typedef enum { RS_NONE, RS_PASS, RS_PRT, RS_POSS, RS_AGENT, RS_RELCL, RS_UNMARKED, RS_OUTER, RS_PREDET, RS_PRECONJ, RS_OTHER } ud_sub;

/* Penn tags that the coder asks for; X_OTHER for the rest */
typedef enum {
    X_OTHER,
    X_NN,
    X_NNS,
    X_NNP,
    X_NNPS,
    X_VB,
    X_VBD,
    X_VBG,
    X_VBN,
    X_VBP,
    X_VBZ,
    X_MD,
    X_JJ,
    X_PRP,
    X_PRPS,
    X_CD,
    X_TO,
    X_IN,
    X_WP,
    X_WDT,
    X_DT
} penn_tag;

typedef enum { NE_PER, NE_ORG, NE_LOC, NE_NORP } name_type;
typedef struct {
    uint32_t first, count; /* tokens */
    name_type type;
} doc_name;

/* What a knowledge of names says of a token: bits of nlp_doc.hint. A phrase of one word is less sure than one of several (bit << NAMED_LONG_SHIFT). */
enum {
    NAMED_COUNTRY = 1 << 0,
    NAMED_PEOPLE = 1 << 1, /* a nationality */
    NAMED_PERSON = 1 << 2,
    NAMED_ORG = 1 << 3,
    NAMED_ARMED = 1 << 4,
    NAMED_PARTY = 1 << 5,
    NAMED_SEAT = 1 << 6, /* stands for a government: "Kremlin" */
    NAMED_CITY = 1 << 7,
    NAMED_TOWN = 1 << 8,
    NAMED_PROVINCE = 1 << 9,
    NAMED_LAND = 1 << 10, /* regions, waters, mountains, islands */
    NAMED_ROLE = 1 << 11,
    NAMED_LONG_SHIFT = 12,
    NAMED_INSIDE = 1 << 24, /* not the first word of the phrase */
    NAMED_WORD_ORG =
        1 << 25, /* words of names by what they make of one, in the order of tools/pack.py: organisations, places, titles of people, other things */
    NAMED_WORD_TITLE = NAMED_WORD_ORG << 2,
    NAMED_WORDS = 4,
};

/* A noun phrase or pronoun, and what it refers back to (coref.c) */
typedef struct {
    uint32_t first, end, head; /* tokens */
    uint32_t antecedent;       /* the mention before it that means the same, as an index into np; NO_TOKEN: none */
    uint32_t chain;            /* the first mention of its chain; its own index if nothing before means the same */
    bool group;                /* a coordination: all of "Lind and Holm" */
    bool linked;               /* something else in the text means the same */
} doc_mention;

struct nlp_doc;
/* A knowledge of names (floor 4 has one): fills doc->hint. false: no memory */
typedef struct {
    bool (*find)(const void *of, struct nlp_doc *doc);
    const void *of;
} nlp_knowledge;

typedef struct nlp_doc {
    arena *mem;
    const casus_options *opt;
    nlp_knowledge know; /* find NULL: names are decided by the network alone */
    text_body body;     /* absent (n 0) for given tokens; forms then stand in `form` */
    text_tokens tok;    /* given tokens may have no places and no flags: nlp_annotate() makes empty flags then */
    uint32_t n;         /* tokens, = tok.n */
    /* per token */
    str *form;                          /* slice of the body */
    str *fold;                          /* text_fold() of it */
    hash_part *name_hash;               /* text_name_hash() of that: what the knowledge of names is asked by */
    str *lemma;                         /* as UD English has it: capitals in names alone */
    str *word;                          /* the lemma as the knowledge is looked up by it: folded, names read as common nouns */
    uint8_t *upos, *rel, *sub, *penn;   /* ud_pos, ud_rel, ud_sub, penn_tag */
    const char **xpos_name, **rel_name; /* as the model spells them */
    uint32_t *head;
    uint32_t *child, *sibling; /* first dependent, next dependent of the same head, in order of the text; NO_TOKEN ends */
    uint32_t *sent_of;
    /* sentences and names */
    text_sentence *sent;
    uint32_t n_sent;
    doc_name *name;
    uint32_t n_name;
    uint32_t *name_of;   /* per token: index into name, or NO_TOKEN */
    int32_t *name_score; /* [token][tag]: the network's, kept where hints are asked for; else NULL */
    uint32_t *hint;      /* per token: NAMED_ bits; NULL: no knowledge was asked */
    /* noun phrases and chains: coref.c */
    VEC(doc_mention) np; /* by their beginnings, the longer one first */
    uint32_t *np_of;     /* per token: the phrase that it heads, no coordination; NO_TOKEN: none */
} nlp_doc;

typedef struct nlp_model nlp_model; /* constant after nlp_open(); shared by threads */

/* Reads the model's sections in place. kernel: NULL (best of this machine) or a name of nn/kernel.h; an unknown or unavailable one is ERR_PARAM. */
nlp_model *nlp_open(const pack *pk, const casus_alloc *alloc, const char *kernel, casus_err *err);
void nlp_close(nlp_model *m);
const char *nlp_kernel_name(const nlp_model *m);

/* The vector of a folded word, NLP_VECTOR long; NULL: it has none. */
#define NLP_VECTOR 100u
const int8_t *nlp_vector(const nlp_model *m, str fold);

/* Tokens and sentences are there; fills everything else of the document but `np`. Errors: MEMORY. Linear in tokens (sentences have SENTENCE_MAX at most). */
bool nlp_annotate(const nlp_model *m, nlp_doc *doc, casus_err *err);
/* Noun phrases of an annotated document and who is meant by each. false: no memory. Linear in tokens */
bool nlp_coref(const nlp_model *m, nlp_doc *doc);

/* ---- reading the tree ---- */
static inline bool rel_is(const nlp_doc *d, uint32_t t, ud_rel r) { return d->rel[t] == (uint8_t)r; }
static inline bool doc_in_quote(const nlp_doc *d, uint32_t t) { return (d->tok.flags[t] & TOK_IN_QUOTE) != 0; }
/* in a quotation or a mark of one? */
static inline bool doc_quoted(const nlp_doc *d, uint32_t t) { return (d->tok.flags[t] & (TOK_IN_QUOTE | TOK_QUOTE_OPEN | TOK_QUOTE_CLOSE)) != 0; }
/* first dependent of t with this relation, NO_TOKEN: none */
uint32_t doc_dep(const nlp_doc *d, uint32_t t, ud_rel r);
/* is `t` inside the subtree of `top`? */
bool doc_under(const nlp_doc *d, uint32_t t, uint32_t top);
/* leftmost and one past the rightmost token of the subtree, punctuation at the rim left out */
void doc_span(const nlp_doc *d, uint32_t top, uint32_t *first, uint32_t *end);
bool doc_lemma_is(const nlp_doc *d, uint32_t t, const char *word); /* is it this word, in lower case? */
extern const char *const ud_pos_names[17];

#endif
