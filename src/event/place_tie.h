/* place_tie.h - inside floor 4: the learned tie between a verb and a place of its sentence (place_tie.c). */
#ifndef CASUS_EVENT_PLACE_TIE_H
#define CASUS_EVENT_PLACE_TIE_H

#include "event/event.h"

#define TIE_FEATURES_MAX 160u
#define TIE_SPOTS_MAX 64u /* places of one sentence that are looked at */
#define TIE_NEVER INT32_MIN
#define TIE_FAIR (-64) /* odds from which on a place is taken: where cross-validation has the best F1 */

/* What a feature's key adds at the first and at the second look, 1/256 of a natural logarithm of the odds; sorted by key (place_tie_table.c, made by train/places.py) */
typedef struct {
    uint32_t key;
    int16_t first, second;
} tie_weight;
extern const tie_weight place_tie_table[];
extern const uint32_t place_tie_n;
extern const int32_t place_tie_bias[2], place_tie_keep; /* of both looks; what of the first one's odds the second keeps, 1/256 */

/* A place of the verb's sentence, as an index into ed->place, and its odds by the first look */
typedef struct {
    uint32_t place;
    int32_t odds;
} tie_spot;
uint32_t place_tie_spots(const event_doc *ed, uint32_t verb, tie_spot *spot); /* those that are looked at, in order of the text; their number */

/* The features of "what verb tells takes place at place", and of spot i beside the others: at most TIE_FEATURES_MAX keys; their number. */
uint32_t place_tie_features(const event_doc *ed, uint32_t verb, uint32_t place, uint32_t *key);
uint32_t place_tie_second(const event_doc *ed, const tie_spot *spot, uint32_t n, uint32_t i, uint32_t *key);

/* The places of a verb as they were weighed last, so that each verb is looked at once: ed->tie */
struct tie_sentence {
    uint32_t verb, n;
    tie_spot spot[TIE_SPOTS_MAX];
};
bool place_tie_begin(event_doc *ed); /* after the places are found */

/* The odds of it: 0 is even, TIE_NEVER where they stand in different sentences. */
int32_t place_tie_odds(const event_doc *ed, uint32_t verb, uint32_t place);

#endif
