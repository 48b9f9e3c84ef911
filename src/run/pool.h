/* pool.h - floor 7: articles coded in parallel, results in the order of the input. */
#ifndef CASUS_POOL_H
#define CASUS_POOL_H

#include "ingest/source.h"

#define POOL_THREADS_MAX 256u

/* What became of one article. */
typedef struct {
    buf out;                   /* what is to be written */
    char where[256];           /* the article, for the message */
    char problem[PROBLEM_MAX]; /* "" or why it was not coded */
    size_t records;            /* written to out */
} pool_result;

typedef struct {
    /* Codes one article that could be read; called by several threads at once, each with its own doc. */
    void (*work)(void *ctx, casus_doc *doc, const article *a, pool_result *r);
    /* Takes the results one by one, in the order of the input, on the thread of the caller. False: stop. */
    bool (*sink)(void *ctx, pool_result *r);
    void *ctx;
} pool_job;

/* Runs until the source ends or the sink stops. threads 0: as many as the machine has processors. Memory: at most 4 articles and
 * results a thread, and no new article while more than POOL_HELD bytes are held. False: no memory for a single worker. */
bool pool_run(const casus_engine *en, bool plain, unsigned threads, source *src, const pool_job *job);

unsigned pool_processors(void);

#endif
