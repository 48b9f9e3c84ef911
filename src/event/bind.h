/* bind.h - inside of floor 4: what bind.c (when, how many, on whose word) and bind_place.c (where) share. */
#ifndef CASUS_EVENT_BIND_H
#define CASUS_EVENT_BIND_H

#include "event/event.h"

/* The scene that the text is at: the place where its last clause that names one takes place */
typedef struct {
    uint32_t place, sentence; /* NO_TOKEN: none */
    uint32_t next;            /* token up to which the text was read */
    int32_t day;              /* on which the last dated act took place, INT32_MIN: none */
    uint32_t day_sentence;
    const raw_event *visit; /* the last meeting or visit that has a place; NULL: none */
} scene;

/* The first verb or event above token t: whose date or place it is; NO_TOKEN: none. */
uint32_t bind_owner(const event_doc *ed, uint32_t t);

/* Is the category an act upon things and people, which takes place where they are? */
bool bind_material(const event_doc *ed, const raw_event *e);

/* Reads the text on up to token `end`, as far as it tells where and when the scene is. */
void bind_follow(const event_doc *ed, scene *sc, uint32_t end);

/* Sets e->place, NO_TOKEN: nowhere that is told; the scene moves there. */
void bind_place(event_doc *ed, raw_event *e, scene *sc);

void bind_size(event_doc *ed, raw_event *e); /* bind_size.c */
/* Does the word stand in a clause of its own ("as ...", "while ..."), beside that of the trigger? */
bool bind_aside(const nlp_doc *d, uint32_t t, uint32_t trigger);

#endif
