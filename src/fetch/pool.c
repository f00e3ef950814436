/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Several threads that fetch, one host each at a time.
 *
 * Requests lie in a queue for each host. A free thread takes a host that nobody asks at the moment
 * and whose interval has passed: the first time it asks for its robots.txt, then for its next
 * request. Answers go into a list from which the caller takes them; when as many lie there as there
 * are threads, the threads wait, so that memory is bounded. All is guarded by one lock, which no
 * thread holds while it waits for a server; what belongs to a host that is being asked, only its
 * thread touches. */
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "base/map.h"
#include "fetch/inside.h"

struct request {
    struct fetch_request asked;
    struct slice path; /* of the address, with its query */
    size_t ticket;
    struct request *next;
};

struct host {
    struct arena arena; /* of its rules */
    struct slice robots_url;
    struct request *first, *last;
    struct timespec due; /* when it may be asked again */
    bool busy;
    bool known; /* its robots.txt was read */
    bool refused;
    struct error refusal; /* why nothing is asked of it any more */
    struct robots robots;
};

struct answered {
    struct fetch_result result;
    struct answered *next;
};

struct fetch_pool {
    pthread_mutex_t lock;
    pthread_cond_t work, done;
    struct fetch_manners manners;
    struct fetcher *fetchers[FETCH_THREADS_AT_MOST];
    pthread_t threads[FETCH_THREADS_AT_MOST];
    unsigned thread_count; /* that were started */
    unsigned running;      /* that took a fetcher */
    struct arena arena;    /* of hosts and requests */
    struct map places;     /* "host:port" to its number */
    struct host **hosts;   /* by number */
    size_t host_count;
    struct answered *first, *last;
    size_t waiting;     /* answers in the list */
    size_t outstanding; /* requests whose answers were not taken */
    bool stopping;
};

struct worker {
    struct fetch_pool *pool;
    struct fetcher *fetcher;
};

/* ------------------------------------------------------------------------------------ time */

static bool is_past(const struct timespec *due)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec > due->tv_sec || (now.tv_sec == due->tv_sec && now.tv_nsec >= due->tv_nsec);
}

static bool is_sooner(const struct timespec *a, const struct timespec *b)
{
    return a->tv_sec < b->tv_sec || (a->tv_sec == b->tv_sec && a->tv_nsec < b->tv_nsec);
}

/* ----------------------------------------------------------------------------------- a turn */

static void refuse(struct host *host, enum error_code code, const char *why)
{
    host->refused = true;
    error_set(&host->refusal, code, "%s", why);
}

/* Asks for robots.txt. Without one (4xx) all is allowed; a server in trouble forbids all (RFC
 * 9309, 2.3.1), for this run. */
static void ask_robots(const struct worker *worker, struct host *host)
{
    struct arena arena = {0};
    struct fetch_request request = {.url = host->robots_url.at, .etag = {"", 0}};
    struct fetch_answer answer;
    struct error fault;
    host->known = true;
    if (!fetcher_get(worker->fetcher, &arena, &request, &answer, &fault)) {
        refuse(host, fault.code, fault.message + strlen(request.url) + strlen(": "));
    } else if (answer.status == 429 || answer.status >= 500) {
        refuse(host, ERROR_UNAVAILABLE,
               "left for another run: the server's robots.txt is in trouble");
    } else if (answer.status == 200) {
        robots_read(&host->arena, answer.body, worker->pool->manners.name, &host->robots);
    }
    arena_free(&arena);
}

static void answer(const struct worker *worker, struct host *host, const struct request *request,
                   struct fetch_result *out)
{
    const char *url = request->asked.url;
    if (host->refused) {
        error_set(&out->fault, host->refusal.code, "%s: %s", url, host->refusal.message);
        return;
    }
    if (!robots_allow(&host->robots, request->path)) {
        error_set(&out->fault, ERROR_CONFLICT, "%s: the server's robots.txt forbids it", url);
        return;
    }
    out->answered =
        fetcher_get(worker->fetcher, &out->arena, &request->asked, &out->answer, &out->fault);
    if (out->answered && (out->answer.status == 429 || out->answer.status == 503)) {
        refuse(host, ERROR_UNAVAILABLE, "left for another run: the server asked to wait");
    }
}

/* -------------------------------------------------------------------------------- the threads */

/* Takes a host that may be asked now, or sets *due to when the next one may, if any. */
static struct host *next_host(struct fetch_pool *pool, const struct timespec **due)
{
    *due = NULL;
    for (size_t i = 0; i < pool->host_count && pool->waiting < pool->running; i++) {
        struct host *host = pool->hosts[i];
        if (!host->first || host->busy) {
            continue;
        }
        if (host->refused || is_past(&host->due)) {
            return host;
        }
        if (!*due || is_sooner(&host->due, *due)) {
            *due = &host->due;
        }
    }
    return NULL;
}

static struct request *take_request(struct host *host)
{
    struct request *request = host->first;
    host->first = request->next;
    host->last = host->first ? host->last : NULL;
    return request;
}

/* Puts an answer into the list; the lock is held. */
static void hand_over(struct fetch_pool *pool, struct answered *made)
{
    if (pool->last) {
        pool->last->next = made;
    } else {
        pool->first = made;
    }
    pool->last = made;
    pool->waiting++;
    pthread_cond_signal(&pool->done);
}

static struct answered *new_answer(size_t ticket)
{
    struct answered *made = calloc(1, sizeof *made);
    if (!made) {
        abort(); /* as arenas do */
    }
    made->result.ticket = ticket;
    return made;
}

/* One turn of a host, with the lock held before and behind. */
static void serve(const struct worker *worker, struct host *host)
{
    struct fetch_pool *pool = worker->pool;
    struct request *request = host->known ? take_request(host) : NULL;
    struct answered *made = request ? new_answer(request->ticket) : NULL;
    host->busy = true;
    pthread_mutex_unlock(&pool->lock);
    if (request) {
        answer(worker, host, request, &made->result);
    } else {
        ask_robots(worker, host);
    }
    pthread_mutex_lock(&pool->lock);
    long delay = host->robots.delay;
    clock_gettime(CLOCK_MONOTONIC, &host->due);
    host->due.tv_sec += delay > pool->manners.interval ? delay : pool->manners.interval;
    host->busy = false;
    if (made) {
        hand_over(pool, made);
    }
    pthread_cond_broadcast(&pool->work);
}

static void *run_thread(void *context)
{
    struct worker worker = {.pool = context};
    struct fetch_pool *pool = worker.pool;
    pthread_mutex_lock(&pool->lock);
    worker.fetcher = pool->fetchers[pool->running++];
    while (!pool->stopping) {
        const struct timespec *due;
        struct host *host = next_host(pool, &due);
        if (host) {
            serve(&worker, host);
        } else if (due) {
            struct timespec until = *due;
            pthread_cond_timedwait(&pool->work, &pool->lock, &until);
        } else {
            pthread_cond_wait(&pool->work, &pool->lock);
        }
    }
    pthread_mutex_unlock(&pool->lock);
    return NULL;
}

/* ----------------------------------------------------------------------------------- the door */

static void prepare_locks(struct fetch_pool *pool)
{
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_mutex_init(&pool->lock, NULL);
    pthread_cond_init(&pool->work, &monotonic);
    pthread_cond_init(&pool->done, NULL);
    pthread_condattr_destroy(&monotonic);
}

bool fetch_pool_open(const struct fetch_manners *manners, struct fetch_pool **out,
                     struct error *err)
{
    struct fetch_pool *pool = calloc(1, sizeof *pool);
    if (!pool) {
        return error_set(err, ERROR_LIMIT, "out of memory");
    }
    prepare_locks(pool);
    pool->manners = *manners;
    const char *agent = slice_print(&pool->arena, "%s/%s", manners->name, manners->version).at;
    for (unsigned i = 0; i < manners->threads && i < FETCH_THREADS_AT_MOST; i++) {
        bool good = fetcher_open(agent, &pool->fetchers[i], err);
        if (good && pthread_create(&pool->threads[i], NULL, run_thread, pool) != 0) {
            good = error_set(err, ERROR_UNAVAILABLE, "no thread for fetching starts");
        }
        if (!good) {
            fetch_pool_close(pool);
            return false;
        }
        pool->thread_count++;
    }
    *out = pool;
    return true;
}

/* The host, which is added where it is new; the lock is held. */
static struct host *find_host(struct fetch_pool *pool, struct slice name, struct slice robots_url)
{
    uint32_t place = map_get(&pool->places, name);
    if (place != MAP_NONE) {
        return pool->hosts[place];
    }
    struct host *host = arena_alloc(&pool->arena, sizeof *host);
    host->robots_url = robots_url;
    map_put(&pool->places, &pool->arena, name, (uint32_t)pool->host_count);
    *arena_push(&pool->arena, pool->hosts, pool->host_count) = host;
    return host;
}

static struct request *copy_request(struct arena *arena, const struct fetch_request *asked,
                                    size_t ticket)
{
    struct request *request = arena_alloc(arena, sizeof *request);
    request->asked.url = slice_copy(arena, slice_of(asked->url)).at;
    request->asked.etag = slice_copy(arena, asked->etag);
    request->asked.changed_at = slice_copy(arena, asked->changed_at);
    request->ticket = ticket;
    return request;
}

void fetch_pool_ask(struct fetch_pool *pool, const struct fetch_request *asked, size_t ticket)
{
    struct slice name, robots_url;
    pthread_mutex_lock(&pool->lock);
    struct request *request = copy_request(&pool->arena, asked, ticket);
    pool->outstanding++;
    if (address_parts(&pool->arena, asked->url, &name, &robots_url, &request->path)) {
        struct host *host = find_host(pool, name, robots_url);
        if (host->last) {
            host->last->next = request;
        } else {
            host->first = request;
        }
        host->last = request;
        pthread_cond_broadcast(&pool->work);
    } else {
        struct answered *made = new_answer(ticket);
        error_set(&made->result.fault, ERROR_INVALID, "%s: no http address", asked->url);
        hand_over(pool, made);
    }
    pthread_mutex_unlock(&pool->lock);
}

bool fetch_pool_take(struct fetch_pool *pool, struct fetch_result *out)
{
    pthread_mutex_lock(&pool->lock);
    if (!pool->outstanding) {
        pthread_mutex_unlock(&pool->lock);
        return false;
    }
    while (!pool->first) {
        pthread_cond_wait(&pool->done, &pool->lock);
    }
    struct answered *taken = pool->first;
    pool->first = taken->next;
    pool->last = pool->first ? pool->last : NULL;
    pool->waiting--;
    pool->outstanding--;
    pthread_cond_broadcast(&pool->work);
    pthread_mutex_unlock(&pool->lock);
    *out = taken->result;
    free(taken);
    return true;
}

void fetch_result_free(struct fetch_result *result)
{
    arena_free(&result->arena);
}

static void free_all(struct fetch_pool *pool)
{
    while (pool->first) {
        struct answered *next = pool->first->next;
        arena_free(&pool->first->result.arena);
        free(pool->first);
        pool->first = next;
    }
    for (size_t i = 0; i < pool->host_count; i++) {
        arena_free(&pool->hosts[i]->arena);
    }
    for (unsigned i = 0; i < FETCH_THREADS_AT_MOST; i++) {
        fetcher_close(pool->fetchers[i]);
    }
    arena_free(&pool->arena);
}

void fetch_pool_close(struct fetch_pool *pool)
{
    if (!pool) {
        return;
    }
    pthread_mutex_lock(&pool->lock);
    pool->stopping = true;
    pthread_cond_broadcast(&pool->work);
    pthread_mutex_unlock(&pool->lock);
    for (unsigned i = 0; i < pool->thread_count; i++) {
        pthread_join(pool->threads[i], NULL);
    }
    free_all(pool);
    pthread_cond_destroy(&pool->work);
    pthread_cond_destroy(&pool->done);
    pthread_mutex_destroy(&pool->lock);
    free(pool);
}
