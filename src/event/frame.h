/*
 * frame.h - what frame.c, sides.c and build.c know of each other: matching a frame, filling its sides, making events of both.
 */
#ifndef CASUS_FRAME_H
#define CASUS_FRAME_H

#include "event/event.h"

/* frame.c */
char frame_pos(const nlp_doc *d, uint32_t t); /* 'V', 'N' or 'A' as in the tables; 0: no trigger */
/* The best frame for t that ranks below `after` (NULL: the best of all): more conditions first, then the order of the lines. */
const kb_frame *frame_choose(event_doc *ed, uint32_t t, const kb_frame *after);
bool frame_value_fits(event_doc *ed, uint32_t t, const kb_need *need);

/* sides.c */
void sides_of_frame(event_doc *ed, uint32_t t, const kb_frame *f, raw_event *e); /* fills e->actor and e->recipient */
bool sides_enough(const raw_event *e, const kb_frame *f);                        /* what the flags of the line ask for */

#endif
