/*
 * record.h - from the coder's own structures to those of casus.h, and from given tokens to a document.
 */
#ifndef CASUS_RECORD_H
#define CASUS_RECORD_H

#include "event/pair.h"

typedef struct {
    casus_token *token;
    casus_sentence *sentence;
    casus_reference *reference;
    casus_event *event;
    casus_statement *statement, *attitude;
    casus_rejection *rejection;
    casus_entity *entity;
    casus_time *time;
    casus_place *place;
    uint64_t *trust; /* of each event, see trust.c */
    size_t n_token, n_sentence, n_reference, n_event, n_statement, n_attitude, n_rejection, n_entity, n_time, n_place;
} records;

/* All false: no memory. What they make lives in the document's arena. */
bool record_tokens(records *r, nlp_doc *d);
bool record_references(records *r, nlp_doc *d); /* after record_tokens() */
bool record_events(records *r, event_doc *ed);
bool record_statements(records *r, event_doc *ed);
bool record_rejections(records *r, event_doc *ed);
bool record_relation(const records *r, event_doc *ed, const pair_answer *a, casus_relation *out);
bool record_entities(records *r, event_doc *ed); /* record_entity.c */
bool record_times(records *r, event_doc *ed);    /* record_time.c */
bool record_places(records *r, event_doc *ed);

/* record.c: the parts that records share */
void record_actor(const records *r, event_doc *ed, uint32_t id, uint32_t first, uint32_t end, casus_actor *out);
const casus_place *record_place(const records *r, event_doc *ed, uint32_t at); /* NULL: none, or no memory */
const char *record_text(arena *a, str s);                                      /* ends with zero; "" without memory */

/* A document of given tokens joined by spaces; errors PARAM (lengths do not add up, an empty or overlong form), MEMORY, TOO_LARGE. */
bool given_tokens(nlp_doc *d, const char *const *forms, size_t n_tokens, const uint32_t *lengths, size_t n_sentences, casus_err *err);

/* Not for users of the library: the program's own doors. kernel: CASUS_KERNEL; plain: CASUS_ARENA=0. */
casus_engine *casus_open_kernel(const void *data, size_t size, const casus_alloc *alloc, const char *kernel, casus_err *err);
casus_doc *casus_doc_new_plain(const casus_engine *en, bool plain, casus_err *err);
const lexicon *casus_lexicon(const casus_engine *en);
const char *casus_kernel(const casus_engine *en);
uint64_t casus_event_trust(const casus_doc *doc, size_t i);         /* the facts behind the confidence of event i; see train/trust.py */
const struct scorer_input *casus_pair_scored(const casus_doc *doc); /* what the scorer was told of the last pair; see train/pairs.py */

/* time_extra.c: an expression of time at token t that no event needs: its tokens (0: none), value and type */
uint32_t time_extra_at(const event_doc *ed, uint32_t t, buf *value, const char **type);

#endif
