/* score.h - floor 8: how well records match gold, as the annotation guidelines define it. */
#ifndef CASUS_SCORE_H
#define CASUS_SCORE_H

#include "cli/gold.h"

#define NO_MATCH UINT32_MAX

typedef struct {
    size_t tp, fp, fn;
} tally;
double tally_precision(const tally *t); /* 0 if nothing was found */
double tally_recall(const tally *t);
double tally_f1(const tally *t);

typedef enum { ACC_MODE, ACC_ROOT, ACC_THREE, ACC_FULL, ACC_SECTOR, ACC_DATE, ACC_COUNTRY, ACC_PLACE, ACC_ATTRIBUTED, ACC_N } accuracy;
extern const char *const accuracy_name[ACC_N];

typedef struct {
    tally event, any_aux, quote;
    size_t right[ACC_N], total[ACC_N]; /* over matched pairs */
    size_t pages, non_events, false_alarms, boilerplate;
    size_t quiet, quiet_broken; /* pages whose gold has no event, and those of them where we have one */
} score;
void score_add(score *to, const score *s);

/* What we found on a page. */
typedef struct {
    coded *event;
    quoted *quote;
    size_t n_event, n_quote;
} found_page;
/* The records of a coded document in the form of gold; lives in g->mem and as long as the document. False: no memory. */
bool found_read(found_page *f, gold_page *g, const casus_doc *doc);

/* Who matches whom: of each gold event ours and of each of ours the gold event, or NO_MATCH; the same of quotations. */
typedef struct {
    uint32_t *ours, *gold, *our_quote, *gold_quote;
    bool *false_alarm; /* ours: the trigger lies in what is no event */
    bool *boilerplate; /* ours */
} matching;
/* Adds the page to *s. False: no memory. */
bool score_page(score *s, matching *m, gold_page *g, const found_page *f);

/* Do a matched pair's values agree? *counts: does the gold say anything about it? */
bool score_agrees(accuracy a, const coded *gold, const coded *ours, bool *counts);

#endif
