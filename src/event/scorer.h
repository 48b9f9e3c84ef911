/* scorer.h - inside floor 4: the learned scorer behind the frames, for given pairs. */
#ifndef CASUS_EVENT_SCORER_H
#define CASUS_EVENT_SCORER_H

#include "event/event.h"

#define SCORER_CLASSES 15u /* the categories; CONCEDE and RETREAT are one */
#define SCORER_FEATURES_MAX 192u
#define SCORER_VECTOR 100u

/* What is known of a pair: named features and the mean of the vectors of its words. Where the frames found an event the words only correct
 * it, where they found none the words stand alone: then their names begin with a small letter. */
typedef struct scorer_input {
    str name[SCORER_FEATURES_MAX]; /* "W=seize" */
    uint32_t n;
    int32_t vector[SCORER_VECTOR]; /* -127 .. 127 once scorer_mean() was called */
    int32_t words;                 /* that have a vector */
    bool alone;                    /* no event was found: set before anything is added */
} scorer_input;

void scorer_add(event_doc *ed, scorer_input *in, const char *kind, str value); /* at most SCORER_FEATURES_MAX, none twice */
void scorer_word(event_doc *ed, scorer_input *in, uint32_t token);             /* its vector enters the mean */
void scorer_mean(scorer_input *in);                                            /* when all is added */

uint8_t scorer_class(const event_doc *ed, uint8_t category); /* category -> class */
uint8_t scorer_category(const event_doc *ed, uint8_t klass); /* class -> its (first) category */
const char *scorer_cameo(uint8_t klass);                     /* the code that stands for the class where nothing finer is known */

/* What each class gets, and how sure the best is, per mille: its share, as far as such shares were right (section sc.c). */
typedef struct {
    int32_t score[SCORER_CLASSES]; /* 1/256 bits */
    uint8_t best;
    int share;
} scorer_result;
void scorer_run(const event_doc *ed, const scorer_input *in, scorer_result *out);
int64_t scorer_power(int32_t x); /* 2^(-x / 256) in 1/65536; x >= 0 */
/* What feature i adds to the class, 1/256 bits; i == in->n: the vector. */
int32_t scorer_part(const event_doc *ed, const scorer_input *in, uint32_t i, uint8_t klass);

#endif
