/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Several threads that read documents, one each at a time, with results in the order in which the
 * documents were given: a ring of jobs, twice as many as threads. The thread that gives documents
 * receives the readings too, so that a receiver needs no lock; it waits where the ring is full, so
 * that memory is bounded by the ring whatever the input. What a reading finds odd is kept in its
 * job and told when its turn comes. */
#include <pthread.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "pipeline/inside.h"

#define JOBS_A_THREAD 2

struct job {
    struct arena arena;
    struct document document; /* a copy */
    struct reading reading;
    struct buffer findings; /* each followed by a line end */
    struct error fault;
    bool good; /* else `fault` */
    bool done;
};

struct pool {
    struct pipeline *pipeline;
    struct pool_receiver receiver;
    pthread_t threads[POOL_THREADS_AT_MOST];
    unsigned thread_count;
    struct job jobs[POOL_THREADS_AT_MOST * JOBS_A_THREAD];
    size_t job_count;
    size_t given, begun, received; /* documents so far */
    bool closing;
    pthread_mutex_t lock; /* of begun, given, closing and the jobs' done */
    pthread_cond_t work, done;
};

static void keep_finding(void *context, const char *message)
{
    struct buffer *findings = context;
    buffer_add(findings, slice_of(message));
    buffer_add(findings, SLICE("\n"));
}

static void *run_thread(void *context)
{
    struct pool *pool = context;
    struct arena scratch = {0};
    pthread_mutex_lock(&pool->lock);
    for (;;) {
        while (pool->begun == pool->given && !pool->closing) {
            pthread_cond_wait(&pool->work, &pool->lock);
        }
        if (pool->closing) {
            break;
        }
        struct job *job = &pool->jobs[pool->begun++ % pool->job_count];
        pthread_mutex_unlock(&pool->lock);
        struct log log = {keep_finding, &job->findings};
        job->good = pipeline_read(pool->pipeline, &job->arena, &scratch, &job->document, &log,
                                  &job->reading, &job->fault);
        pthread_mutex_lock(&pool->lock);
        job->done = true;
        pthread_cond_signal(&pool->done);
    }
    pthread_mutex_unlock(&pool->lock);
    arena_free(&scratch);
    return NULL;
}

bool pool_open(struct pipeline *pipeline, unsigned threads, struct pool_receiver receiver,
               struct pool **out, struct error *err)
{
    struct pool *pool = calloc(1, sizeof *pool);
    if (!pool) {
        return error_set(err, ERROR_LIMIT, "out of memory");
    }
    threads = threads < 1 ? 1 : threads > POOL_THREADS_AT_MOST ? POOL_THREADS_AT_MOST : threads;
    pool->pipeline = pipeline;
    pool->receiver = receiver;
    pool->job_count = (size_t)threads * JOBS_A_THREAD;
    pthread_mutex_init(&pool->lock, NULL);
    pthread_cond_init(&pool->work, NULL);
    pthread_cond_init(&pool->done, NULL);
    for (unsigned i = 0; i < threads; i++) {
        if (pthread_create(&pool->threads[i], NULL, run_thread, pool) != 0) {
            break;
        }
        pool->thread_count++;
    }
    if (pool->thread_count == 0) {
        pool_close(pool);
        return error_set(err, ERROR_LIMIT, "no thread can be started");
    }
    *out = pool;
    return true;
}

static void tell_findings(const struct pool *pool, const struct job *job)
{
    struct slice rest = buffer_slice(&job->findings), line;
    struct arena arena = {0};
    while (slice_split(&rest, '\n', &line)) {
        if (line.length) {
            log_finding(pool->receiver.log, "%s", slice_copy(&arena, line).at);
        }
    }
    arena_free(&arena);
}

static void empty_job(struct job *job)
{
    arena_free(&job->arena);
    buffer_free(&job->findings);
    *job = (struct job){0};
}

/* Waits for the oldest document and hands its reading out. */
static bool receive_one(struct pool *pool, struct error *err)
{
    struct job *job = &pool->jobs[pool->received % pool->job_count];
    pthread_mutex_lock(&pool->lock);
    while (!job->done) {
        pthread_cond_wait(&pool->done, &pool->lock);
    }
    pthread_mutex_unlock(&pool->lock);
    tell_findings(pool, job);
    bool good = pool->receiver.receive(pool->receiver.context, job->good ? &job->reading : NULL,
                                       &job->fault, err);
    empty_job(job);
    pool->received++;
    return good;
}

bool pool_give(struct pool *pool, const struct document *document, struct error *err)
{
    if (pool->given - pool->received == pool->job_count && !receive_one(pool, err)) {
        return false;
    }
    struct job *job = &pool->jobs[pool->given % pool->job_count];
    job->document = document_copy(&job->arena, document);
    pthread_mutex_lock(&pool->lock);
    pool->given++;
    pthread_cond_signal(&pool->work);
    pthread_mutex_unlock(&pool->lock);
    return true;
}

bool pool_finish(struct pool *pool, struct error *err)
{
    while (pool->received < pool->given) {
        if (!receive_one(pool, err)) {
            return false;
        }
    }
    return true;
}

void pool_close(struct pool *pool)
{
    if (!pool) {
        return;
    }
    pthread_mutex_lock(&pool->lock);
    pool->closing = true;
    pthread_cond_broadcast(&pool->work);
    pthread_mutex_unlock(&pool->lock);
    for (unsigned i = 0; i < pool->thread_count; i++) {
        pthread_join(pool->threads[i], NULL);
    }
    for (size_t i = 0; i < pool->job_count; i++) {
        empty_job(&pool->jobs[i]);
    }
    pthread_cond_destroy(&pool->done);
    pthread_cond_destroy(&pool->work);
    pthread_mutex_destroy(&pool->lock);
    free(pool);
}
