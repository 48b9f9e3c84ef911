/* pair.h - inside floor 4: what happened between two given actors. */
#ifndef CASUS_EVENT_PAIR_H
#define CASUS_EVENT_PAIR_H

#include "event/event.h"

/* Finds the words of the given spans, [0] the actor, [1] the recipient, and sets ed->given. Offsets are those of the source. A span without a
 * word in the body has no head and takes part in nothing. */
void pair_mark(event_doc *ed, given_side pair[2], const casus_token *token, const casus_span span[2]);
/* After entity_resolve(): each given span is a mention and an entity of its own, and so is whatever refers to it. False: no memory. */
bool pair_resolve(event_doc *ed);

/* What was decided: of the event (NULL: none that fits), else of the scorer. */
typedef struct {
    uint8_t category, mode[MODES_MAX], n_mode;
    char cameo[5];
    aux_mode aux;
    uint32_t trigger; /* token; NO_TOKEN: no word of the text stands for it */
    int confidence;   /* per mille */
    str why;
} pair_answer;
bool pair_decide(event_doc *ed, pair_answer *out); /* after fold_apply() */

#endif
