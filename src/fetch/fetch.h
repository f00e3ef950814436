/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The door of `fetch`: an http address becomes bytes. The only room that goes to the network. */
#ifndef FETCH_FETCH_H
#define FETCH_FETCH_H

#include "base/error.h"
#include "base/slice.h"

/* A connection that is kept between requests; not for several threads at once. */
struct fetcher;

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

/* `agent` names the program to servers. Error: UNAVAILABLE (the library does not start). */
bool fetch_open(const char *agent, struct fetcher **out, struct error *err);
void fetch_close(struct fetcher *fetcher); /* NULL is fine */

/* Asks once, following up to five redirections; everything in *out is the arena's. Any answer of a
 * server is a success, whatever its status. Errors: INVALID (no http address), LIMIT (a body over
 * LIMIT_ARTICLE_BYTES), UNAVAILABLE (no answer in time). */
bool fetch_get(struct fetcher *fetcher, struct arena *arena, const struct fetch_request *request,
               struct fetch_answer *out, struct error *err);

/* The host of the address, with its port; empty where it is none. */
struct slice fetch_host(struct arena *arena, const char *url);

#endif
