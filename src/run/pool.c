/*
 * pool.c - one article a worker, results in the order of the input.
 *
 * Workers take turns at the source (one reads while the others code) and put each result into the ring slot of its number; the
 * caller's thread empties the ring in order. So the output does not depend on the number of threads, and what waits is bounded by the ring
 * and by POOL_HELD. With one thread everything runs on the caller's.
 */
#include "run/pool.h"

#include "event/record.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#define SLOTS_A_THREAD 4u
#define POOL_HELD ((size_t)256 << 20)
#define RESULT_MAX ((size_t)512 << 20) /* bytes of output for one article */

typedef struct {
    pool_result result;
    size_t bytes;
    bool done;
} slot;

typedef struct {
    const pool_job *job;
    source *src;
    pthread_mutex_t reading; /* held by the worker whose turn it is */
    pthread_mutex_t state;   /* of all that follows */
    pthread_cond_t room, done;
    slot *ring;
    size_t n_slots, next_read, next_write, held;
    bool end, stop;
} pool;

typedef struct {
    pool *p;
    casus_doc *doc;
    pthread_t thread;
} worker;

unsigned pool_processors(void)
{
    long n = sysconf(_SC_NPROCESSORS_ONLN);
    return n < 1 ? 1 : n > (long)POOL_THREADS_MAX ? POOL_THREADS_MAX : (unsigned)n;
}

static void code_one(const pool_job *job, casus_doc *doc, const article *a, pool_result *r)
{
    buf_init(&r->out, &alloc_libc, RESULT_MAX);
    r->records = 0;
    r->problem[0] = '\0';
    snprintf(r->where, sizeof r->where, "%s", a->where != NULL ? a->where : "?");
    if (a->bytes == NULL)
        snprintf(r->problem, sizeof r->problem, "%s", a->problem);
    else if (a->id == NULL)
        snprintf(r->problem, sizeof r->problem, "out of memory");
    else
        job->work(job->ctx, doc, a, r);
    if (r->out.failed) {
        buf_clear(&r->out);
        snprintf(r->problem, sizeof r->problem, "out of memory for the records");
    }
}

/* Waits for room, then takes the next article and its number; false: no more. */
static bool take(pool *p, article *a, size_t *number)
{
    pthread_mutex_lock(&p->reading);
    pthread_mutex_lock(&p->state);
    while (!p->stop && (p->next_read - p->next_write >= p->n_slots || (p->held > POOL_HELD && p->next_read > p->next_write)))
        pthread_cond_wait(&p->room, &p->state);
    bool more = !p->stop && !p->end;
    pthread_mutex_unlock(&p->state);
    if (more)
        more = source_next(p->src, a);
    pthread_mutex_lock(&p->state);
    if (more) {
        *number = p->next_read++;
        p->held += a->n;
        p->ring[*number % p->n_slots].bytes = a->n;
    } else {
        p->end = true;
        pthread_cond_signal(&p->done);
    }
    pthread_mutex_unlock(&p->state);
    pthread_mutex_unlock(&p->reading);
    return more;
}

static void *work(void *arg)
{
    worker *w = arg;
    pool *p = w->p;
    article a;
    size_t number = 0;
    while (take(p, &a, &number)) {
        slot *s = &p->ring[number % p->n_slots];
        code_one(p->job, w->doc, &a, &s->result);
        article_release(&a);
        pthread_mutex_lock(&p->state);
        p->held += s->result.out.n - s->bytes;
        s->bytes = s->result.out.n;
        s->done = true;
        pthread_cond_signal(&p->done);
        pthread_mutex_unlock(&p->state);
    }
    return NULL;
}

/* Empties the ring in order. */
static void drain(pool *p)
{
    pthread_mutex_lock(&p->state);
    while (!p->stop) {
        slot *s = &p->ring[p->next_write % p->n_slots];
        if (!s->done) {
            if (p->end && p->next_write == p->next_read)
                break;
            pthread_cond_wait(&p->done, &p->state);
            continue;
        }
        pthread_mutex_unlock(&p->state);
        bool go_on = p->job->sink(p->job->ctx, &s->result);
        buf_release(&s->result.out);
        pthread_mutex_lock(&p->state);
        s->done = false;
        p->held -= s->bytes;
        p->next_write++;
        p->stop = !go_on;
        pthread_cond_broadcast(&p->room);
    }
    pthread_mutex_unlock(&p->state);
}

/* False: no thread could be started. */
static bool run_threads(pool *p, worker *w, unsigned n)
{
    pthread_mutex_init(&p->reading, NULL);
    pthread_mutex_init(&p->state, NULL);
    pthread_cond_init(&p->room, NULL);
    pthread_cond_init(&p->done, NULL);
    unsigned started = 0;
    while (started < n && pthread_create(&w[started].thread, NULL, work, &w[started]) == 0)
        started++;
    if (started > 0)
        drain(p);
    for (unsigned i = 0; i < started; i++)
        pthread_join(w[i].thread, NULL);
    for (size_t i = 0; i < p->n_slots; i++)
        if (p->ring[i].done)
            buf_release(&p->ring[i].result.out); /* left behind by a stop */
    pthread_cond_destroy(&p->done);
    pthread_cond_destroy(&p->room);
    pthread_mutex_destroy(&p->state);
    pthread_mutex_destroy(&p->reading);
    return started > 0;
}

static void run_here(source *src, const pool_job *job, casus_doc *doc)
{
    article a;
    bool go_on = true;
    while (go_on && source_next(src, &a)) {
        pool_result r;
        code_one(job, doc, &a, &r);
        article_release(&a);
        go_on = job->sink(job->ctx, &r);
        buf_release(&r.out);
    }
}

bool pool_run(const casus_engine *en, bool plain, unsigned threads, source *src, const pool_job *job)
{
    unsigned wanted = threads ? threads : pool_processors(), n = 0;
    if (wanted > POOL_THREADS_MAX)
        wanted = POOL_THREADS_MAX;
    pool p = {.job = job, .src = src, .n_slots = (size_t)wanted * SLOTS_A_THREAD};
    worker *w = calloc(wanted, sizeof *w);
    p.ring = calloc(p.n_slots, sizeof *p.ring);
    if (w != NULL && p.ring != NULL)
        for (; n < wanted && (w[n].doc = casus_doc_new_plain(en, plain, NULL)) != NULL; n++)
            w[n].p = &p;
    bool ok = n > 0;
    if (ok && (n == 1 || !run_threads(&p, w, n)))
        run_here(src, job, w[0].doc);
    for (unsigned i = 0; i < n; i++)
        casus_doc_free(w[i].doc);
    free(p.ring);
    free(w);
    return ok;
}
