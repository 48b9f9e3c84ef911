/* annotation.h - floor 5: tokens, sentences, trees and names as CoNLL-U or JSON. */
#ifndef CASUS_ANNOTATION_H
#define CASUS_ANNOTATION_H

#include "base/base.h"

/* A part of a long text, from 0, and the bytes before it; a whole article is part 0 at 0. */
typedef struct {
    uint32_t part;
    uint64_t base;
} text_part;

/* CoNLL-U of one article, with the byte offsets of each token in MISC. */
void conllu_article(buf *out, const casus_doc *doc, const char *id, text_part at);

/* A given line of CoNLL-U, that of a word with ten columns, with our lemma, tags, tree and name, and without line end. ID, FORM, DEPS and what else
 * MISC says stay; FEATS go, since they belong to the given tags. */
void conllu_word(buf *out, const char *line, const casus_token *t);

/* CoNLL-2012 columns, for scorers of coreference: document, part, number, form, tag, -, lemma, -, -, -, name, chains. */
void conll_article(buf *out, const casus_doc *doc, const char *id);

/* One JSON object and a line end. */
void annotation_json(buf *out, const casus_doc *doc, const char *id, const char *coder, text_part at);

#endif
