/* place_tie.h - inside floor 4: the learned tie between a verb and a place of its sentence (place_tie.c). */
#ifndef CASUS_EVENT_PLACE_TIE_H
#define CASUS_EVENT_PLACE_TIE_H

#include "event/event.h"

#define TIE_FEATURES_MAX 96u
#define TIE_NEVER INT32_MIN

/* A feature's key and what it adds, 1/256 of a natural logarithm of the odds; the table is sorted by key (place_tie_table.c, made by train/places.py) */
typedef struct {
    uint32_t key;
    int16_t weight;
} tie_weight;
extern const tie_weight place_tie_table[];
extern const uint32_t place_tie_n;
extern const int32_t place_tie_bias;

/* The features of "what verb tells takes place at place", at most TIE_FEATURES_MAX keys; 0: they stand in different sentences. */
uint32_t place_tie_features(const event_doc *ed, uint32_t verb, uint32_t place, uint32_t *key);

/* The odds of it: 0 is even, TIE_NEVER where they stand in different sentences. */
int32_t place_tie_odds(const event_doc *ed, uint32_t verb, uint32_t place);

#endif
