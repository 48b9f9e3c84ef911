/*
 * rows.h - a table of the knowledge as people write it: tab-separated text with a header, read line by line, and what is wrong with it.
 */
#ifndef CASUS_ROWS_H
#define CASUS_ROWS_H

#include "base/base.h"

typedef enum {
    ROWS_NONE,
    ROWS_ONTOLOGY,
    ROWS_COUNTRIES,
    ROWS_ACTORS,
    ROWS_AGENTS,
    ROWS_CLASSES,
    ROWS_FRAMES,
    ROWS_PLACES,
    ROWS_DISCARDS,
    ROWS_TYPES,
    ROWS_MAP,
    ROWS_MAP_SHORT, /* its columns `from` and `type` alone */
    ROWS_BUILT_IN
} rows_kind;

#define ROWS_FIELDS 11u
#define ROWS_LISTED 512u /* items of a list in one field */

typedef struct {
    const casus_table *table;
    casus_report *report;
    void *ctx;
    uint32_t errors;    /* so far, of this table */
    bool errors_silent; /* of errors nothing is said: somebody else did */
    rows_kind kind;
    size_t at; /* bytes read */
    uint32_t line, n_column;
    str field[ROWS_FIELDS]; /* of the line, without blanks at the ends; "-" and what is missing: empty */
    bool removes;           /* the first field began with "-", which is taken off */
} rows;

/* Reads the header. False: the table cannot be used, and it was said why. */
bool rows_open(rows *r, const casus_table *t, casus_report *report, void *ctx);
/* The next line that can be read; those that cannot are reported. False: the end. */
bool rows_next(rows *r);
/* "MESSAGE 'detail'ADVICE" about field i of the line; detail may be empty. rows_say() is an error and returns false, rows_doubt() is none. */
bool rows_say(rows *r, uint32_t i, const char *message, str detail, const char *advice);
void rows_doubt(rows *r, uint32_t i, const char *message, str detail, const char *advice);
/* Items of a list "a|b|c" one by one: *rest begins as the field; false: no more. */
bool rows_item(str *rest, str *item);
/* YYYY, YYYY-MM or YYYY-MM-DD as days since 1970; empty: `open`. False: it was said. */
bool rows_day(rows *r, uint32_t i, int32_t open, int32_t *day);

#endif
