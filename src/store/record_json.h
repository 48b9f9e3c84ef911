/* record_json.h - floor 5: records as PLOVER JSONL. */
#ifndef CASUS_RECORD_JSON_H
#define CASUS_RECORD_JSON_H

#include "base/base.h"

/* One JSON object without a line end, in the field order of docs/formats.md; `index` counts from 1 in the article. */
void json_event(json *j, const casus_event *e, const char *doc, size_t index, const char *coder);
void json_statement(json *j, const casus_statement *s, const char *doc, size_t index, const char *coder);
void json_entity(json *j, const casus_entity *e, const char *doc, size_t index, const char *coder);
/* The answer for a given pair. */
void json_relation(json *j, const casus_relation *r, const char *id);
void json_entity(json *j, const casus_entity *e, const char *doc, size_t index, const char *coder);
void json_place(json *j, const casus_place *p, uint64_t base); /* base: bytes before the text of which its offsets speak */
/* "2021-08-22", "2021-08", "2021" as the precision allows; empty for no date. At most 11 bytes with the zero. */
void date_text(casus_date d, casus_precision p, char out[12]);
const char *precision_name(casus_precision p); /* "" for CASUS_NO_DATE */

#endif
