/* annotation.h - floor 5: tokens, sentences, trees and names as CoNLL-U or JSON. */
#ifndef CASUS_ANNOTATION_H
#define CASUS_ANNOTATION_H

#include "base/base.h"

/* CoNLL-U of one article, with the byte offsets of each token in MISC. */
void conllu_article(buf *out, const casus_doc *doc, const char *id);

/* One line of CoNLL-U. `number` from 1; `head` and `deprel` as they are to be written; offsets: start and end go into MISC. */
void conllu_token(buf *out, const casus_token *t, uint32_t number, uint32_t head, const char *deprel, bool space_after, bool offsets);

/* One JSON object and a line end. */
void annotation_json(buf *out, const casus_doc *doc, const char *id, const char *coder);

#endif
