/* evidence.h - floor 5: the words of an article that prove a record. */
#ifndef CASUS_EVIDENCE_H
#define CASUS_EVIDENCE_H

#include "base/base.h"

#define EVIDENCE_MAX 64u /* pieces of one record */

typedef enum { EV_TRIGGER, EV_ACTOR, EV_RECIPIENT, EV_PLACE, EV_SOURCE, EV_DATE, EV_SPEAKER, EV_CUE, EV_QUOTE, EVIDENCE_KINDS } evidence_kind;

typedef struct {
    uint32_t start, end; /* bytes in the source; never empty */
    evidence_kind kind;
    const casus_actor *who; /* NULL: not somebody */
} evidence;

/* Both -> how many; what goes first comes first. */
size_t evidence_event(const casus_doc *doc, const casus_event *e, evidence out[EVIDENCE_MAX]);
size_t evidence_statement(const casus_statement *s, evidence out[EVIDENCE_MAX]);

const char *evidence_name(evidence_kind kind); /* "trigger" */

#endif
