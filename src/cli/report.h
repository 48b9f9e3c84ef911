/* report.h - floor 8: what `casus check` writes. */
#ifndef CASUS_REPORT_H
#define CASUS_REPORT_H

#include "cli/score.h"

typedef struct {
    const char *name;
    score s;
    bool probe;
} report_row;

typedef struct {
    arena mem;
    VEC(report_row) row; /* an article, or a kind of probe, in the order in which they first appeared */
    score articles, probes;
} report;
void report_init(report *r);
void report_release(report *r);
bool report_count(report *r, const gold_page *g, const score *s); /* false: no memory */

/* Misses and false events of a page; `all`: matches and where they differ too. */
void report_page(buf *out, gold_page *g, const found_page *f, const matching *m, bool all);
void report_text(buf *out, const report *r);
void report_json(buf *out, const report *r, const char *coder);

#endif
