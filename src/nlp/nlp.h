/*
 * nlp.h - inside floor 3: what the stages of nlp_annotate() share. Users of the document read doc.h alone.
 */
#ifndef CASUS_NLP_NLP_H
#define CASUS_NLP_NLP_H

#include "nlp/doc.h"
#include "nn/layers.h"
#include "nn/rows.h"

#define NAME_TAGS 16u /* most tags of names: O and B-, I- of each type */
#define GLOVE_BITS 12u

/* What coreference learned (coref.c), and the given names that it knows (knowledge/given-names.tsv) */
typedef struct {
    const nn_rows *math;     /* the instructions for it */
    const int8_t *row;       /* [COREF_ROWS][COREF_WIDTH]; NULL: the data file has no coreference */
    int16_t weight[32];      /* [COREF_WIDTH]: of the hidden values */
    const int8_t *type;      /* [CT_TYPES][width of the word vectors]: what kind of thing a noun names, from its word vector */
    const int32_t *type_add; /* [CT_TYPES] */
    const uint64_t *name;    /* rising: hashes of folded given names, gender in the lowest two bits */
    uint32_t n_name;
} coref_model;

struct nlp_model {
    casus_alloc alloc;
    nn_model nn;
    uint32_t glove_from[(1u << GLOVE_BITS) + 1]; /* by the key's highest bits: the first row of the word vectors */
    /* by the model's number of the tag */
    uint8_t upos[NN_MAX_TAGS], penn[NN_MAX_TAGS], rel[NN_MAX_TAGS], sub[NN_MAX_TAGS];
    const char *const *upos_tag, *const *xpos_tag, *const *ner_tag, *const *rel_tag;
    uint32_t root_rel;            /* number of "root" */
    uint8_t name_kind[NAME_TAGS]; /* 0: O, else name_type + 1 */
    bool name_begin[NAME_TAGS];
    uint8_t name_before[NAME_TAGS][NAME_TAGS], n_before[NAME_TAGS]; /* the tags that may stand before I-, rising; n_before 0: all */
    const int16_t *name_weight;                                     /* [2][NF_COUNT][n_ner]; NULL: names are the network's (names_know.c) */
    uint32_t name_scale, name_again;                                /* see names_know.c, names_viterbi() */
    coref_model coref;
};

/* ---- features.c: word -> rows of the embedding tables; the twin of train/features.py ---- */
typedef struct {
    uint32_t row[NN_PARTS]; /* row[NN_GLOVE] is UINT32_MAX for a word without a vector */
} word_rows;

void feat_index(nlp_model *m); /* fills glove_from */
void feat_rows(const nlp_model *m, str form, str fold, word_rows *out);
/* the input vector of the network from the rows: activations, m->nn.input of them; spoils up to 7 behind */
void feat_input(const nlp_model *m, const word_rows *rows, uint8_t *in);
uint32_t feat_glove(const nlp_model *m, str fold); /* row of its word vector, UINT32_MAX: none */
/* class of the characters: at most 16 bytes into out, the length is returned; see features.py */
size_t feat_shape(str form, char out[16]);

/* ---- encoder.c: runs the network over all sentences; fills tags, heads, relations and the names' tags ---- */
bool enc_run(const nlp_model *m, nlp_doc *doc, uint8_t *name_tag);

/* ---- parse.c: arc scores -> a tree with one root ---- */
/* score[i * ld]: root, score[i * ld + 1 + j]: head j of token i (see nn_arc_scores). head[i] gets an index or NO_TOKEN for the root. n <= SENTENCE_MAX; O(n^2). false: arena->failed. Of equal trees: the smallest sum of head positions (0: root, j + 1). */
typedef struct parse_space parse_space; /* of the slower decoder, made when first needed; one per arena */
bool parse_tree(const nn_kernel *k, arena *mem, parse_space **space, const int32_t *score, size_t ld, uint32_t n, uint32_t *head);

/* ---- names.c ---- */
bool names_open(nlp_model *m); /* reads the tags' names; false: a tag that is none */
/* Best sequence of tags for n tokens (n <= SENTENCE_MAX) in which no I- follows another type; a B- right behind its own type costs `again`. score: [n][ld] */
void names_viterbi(const nlp_model *m, const int32_t *score, size_t ld, uint32_t n, uint32_t again, uint8_t *tag);
bool names_collect(const nlp_model *m, nlp_doc *doc, const uint8_t *tag);

/* ---- names_know.c ---- */
bool names_know_open(nlp_model *m, const pack *pk, casus_err *err); /* errors: DATA */
/* Decides the tags anew, where there are hints and weights; name_tag comes with those of the network. false: no memory */
bool names_know_tags(const nlp_model *m, nlp_doc *doc, uint8_t *tag);

/* ---- coref.c ---- */
bool coref_open(nlp_model *m, const pack *pk, casus_err *err); /* errors: DATA */

/* ---- lemma.c ---- */
/* The lemma of a form: a slice of form or fold, or new bytes in mem. xpos: Penn tag by name; loud: its sentence is written in capitals. */
str lemma_of(arena *mem, str form, str fold, ud_pos upos, const char *xpos, bool loud);
/* The word under which the knowledge may have it: the lemma folded; of a name its form read as a common noun, as headlines need it. */
str lemma_word(arena *mem, str lemma, str form, str fold, ud_pos upos, bool loud);
bool lemma_loud(const nlp_doc *doc, const text_sentence *s); /* are most words of the sentence in capitals? */

#endif
