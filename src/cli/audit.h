/* audit.h - a sample of coded events, what a person says about each of their fields, and what follows for all of them. */
#ifndef CASUS_AUDIT_H
#define CASUS_AUDIT_H

#include "cli/cli.h"

#include <jansson.h>

typedef enum { FIELD_EVENT, FIELD_REALIS, FIELD_ACTOR, FIELD_RECIPIENT, FIELD_DATE, FIELD_PLACE, FIELD_SOURCE, FIELDS } audit_field;
typedef enum { ANSWER_NONE, ANSWER_RIGHT, ANSWER_WRONG, ANSWER_UNKNOWN, ANSWERS } audit_answer;

typedef struct {
    const char *id, *doc; /* of `record` */
    json_t *record;       /* owned */
    uint64_t key;         /* by the seed: orders the events of a stratum at random */
    size_t stratum, rank; /* which one, the how-manyth of it */
    char *field[FIELDS];  /* what the record says, in words; NULL: nothing, and it is not asked */
    char *excerpt;        /* its sentences with marks; NULL: the article was not seen */
    uint8_t answer[FIELDS];
} audit_event;

typedef struct {
    char *name;
    size_t size, drawn;    /* events of the file, events of the sample */
    size_t stated[FIELDS]; /* of `size`: those that say something in the field */
} audit_stratum;

typedef struct {
    audit_event *event; /* n_event of them, in the order in which they are shown */
    size_t n_event;
    audit_stratum *stratum;
    size_t n_stratum;
    uint64_t checksum; /* of the file */
    char coder[128];
} audit;

/* ---- audit_sample.c ---- */
/* Values of --by. */
extern const char *const audit_by[];
extern const size_t n_audit_by;
/* Draws `want` events out of a file of records, as many of each stratum as of any other where there are so many. False: it was said why. */
bool audit_draw(audit *a, const char *path, uint32_t seed, size_t want, const char *by);
void audit_release(audit *a);
const char *audit_field_name(audit_field f);
const char *audit_answer_name(audit_answer x);

/* ---- audit_report.c ---- */
/* Wilson's interval for `right` of `n` at 95 %, as fractions; n need not be whole. */
void audit_wilson(double right, double n, double *low, double *high);
void audit_report(buf *out, const audit *a, bool as_json);

#endif
