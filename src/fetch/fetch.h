/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The door of `fetch`: http addresses become bytes, politely. The only room that goes to the
 * network. */
#ifndef FETCH_FETCH_H
#define FETCH_FETCH_H

#include "base/error.h"
#include "base/slice.h"

struct fetch_request {
    const char *url;         /* http or https */
    struct slice etag;       /* of the copy that is there already, else empty */
    struct slice changed_at; /* its Last-Modified, else empty */
};

struct fetch_answer {
    long status;             /* of HTTP: 200; 304 where the copy is still good … */
    struct slice body;       /* unpacked; empty unless the status is 200 */
    struct slice charset;    /* as the head declares it, else empty */
    struct slice etag;       /* as sent, else empty */
    struct slice changed_at; /* Last-Modified, else empty */
    struct slice url;        /* where the answer came from, behind redirections */
    long wait;               /* seconds that the server asks to wait (Retry-After), else 0 */
};

/* How requests are made. */
struct fetch_manners {
    const char *name;    /* of the robot, in robots.txt: "entente" */
    const char *version; /* told to servers beside the name */
    long interval;    /* seconds between two requests to one host; Crawl-delay may ask for more */
    unsigned threads; /* requests at once, each to another host; 1 to FETCH_THREADS_AT_MOST */
};

#define FETCH_THREADS_AT_MOST 64

/* Threads that ask several hosts at once, and each host for one thing at a time and at intervals.
 * A host is first asked for its robots.txt, once, and what that forbids is not asked for. A host
 * that answers 429 or 503 is left alone from then on. */
struct fetch_pool;

/* Error: UNAVAILABLE (the library or a thread does not start). */
bool fetch_pool_open(const struct fetch_manners *manners, struct fetch_pool **out,
                     struct error *err);

/* Puts the request, which is copied, behind the others to its host. `ticket` comes back with the
 * answer. Never waits. */
void fetch_pool_ask(struct fetch_pool *pool, const struct fetch_request *request, size_t ticket);

struct fetch_result {
    struct arena arena; /* of all that is in it */
    size_t ticket;
    bool answered;              /* by a server, whatever its status; else *fault says why not */
    struct fetch_answer answer; /* if answered */
    struct error fault;         /* INVALID (no http address), LIMIT (a body over
                                   LIMIT_ARTICLE_BYTES), UNAVAILABLE (no answer in time, or the host
                                   asked to wait), CONFLICT (robots.txt forbids it) */
};

/* Waits for the next answer, whichever comes first; false: nothing is asked for any more. */
bool fetch_pool_take(struct fetch_pool *pool, struct fetch_result *out);
void fetch_result_free(struct fetch_result *result);

/* Ends the threads when their requests have ended; what was not asked for is forgotten. NULL is
 * fine. */
void fetch_pool_close(struct fetch_pool *pool);

#endif
