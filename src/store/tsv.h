/* tsv.h - floor 5: records as rows of a sheet, separated by tabs or commas. The columns: docs/formats.md. */
#ifndef CASUS_TSV_H
#define CASUS_TSV_H

#include "base/base.h"

typedef struct {
    bool comma;      /* RFC 4180; false: tabs, and none inside a field */
    bool statements; /* the columns of statements too */
    bool types;      /* the columns of a user's ontology too */
} tsv_kind;

void tsv_header(buf *out, tsv_kind kind);
/* `index` counts from 1 in the article; `coder` as in casus_coder(). */
void tsv_event(buf *out, tsv_kind kind, const casus_doc *doc, const casus_event *e, const char *id, size_t index, const char *coder);
void tsv_statement(buf *out, tsv_kind kind, const casus_statement *s, const char *id, size_t index, const char *coder);
void tsv_field(buf *out, tsv_kind kind, const char *p, size_t n); /* one field, quoted as it must be */

#endif
