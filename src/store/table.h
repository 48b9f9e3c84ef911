/* table.h - floor 5: the records of an article as a table for a terminal. */
#ifndef CASUS_TABLE_H
#define CASUS_TABLE_H

#include "base/base.h"

typedef struct {
    int width; /* columns of the terminal */
    bool colour;
} table_style;

/* Nothing for an article without records. */
void table_article(buf *out, const casus_doc *doc, const char *id, bool events, bool statements, bool attitudes, const table_style *st);

/* "ETH MIL Ethiopian troops; ERI", "---" for an entity without a code; shared with `explain`. */
void table_actors(buf *out, const casus_actor *a, size_t n);
/* "SANCTION/expel (161)", with a type of the user's before it: "RUPTURE: SANCTION/expel (161)" */
void table_event_name(buf *out, const casus_event *e);
/* "RUPTURE, relations are broken off, quad class 4, score -6.00" */
void table_type(buf *out, const casus_event *e);
/* "Battles: Armed clash" */
void table_acled(buf *out, const casus_event *e);
/* "not done (negation)", "on the word of UGA MIL; 3 killed" ... */
void table_remarks(buf *out, const casus_event *e);
/* "3 killed; 5 injured" */
void table_size(buf *out, const casus_event *e);
void table_date(buf *out, const casus_event *e);
void table_place(buf *out, const casus_event *e);

#endif
