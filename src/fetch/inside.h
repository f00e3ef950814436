/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What the files of `fetch` share: one request at a time, and what a host asks of robots. */
#ifndef FETCH_INSIDE_H
#define FETCH_INSIDE_H

#include "fetch/fetch.h"

/* A connection that is kept between requests; not for several threads at once. */
struct fetcher;

/* Error: UNAVAILABLE (the library does not start). */
bool fetcher_open(const char *agent, struct fetcher **out, struct error *err);
void fetcher_close(struct fetcher *fetcher); /* NULL is fine */

/* Asks once, following up to five redirections; everything in *out is the arena's. Any answer of a
 * server is a success, whatever its status. Errors: INVALID (no http address), LIMIT (a body over
 * LIMIT_ARTICLE_BYTES), UNAVAILABLE (no answer in time). */
bool fetcher_get(struct fetcher *fetcher, struct arena *arena, const struct fetch_request *request,
                 struct fetch_answer *out, struct error *err);

/* The parts of an address: "host:port", "http://host:port/robots.txt", and path with query. False:
 * it is no http address. */
bool address_parts(struct arena *arena, const char *url, struct slice *host, struct slice *robots,
                   struct slice *path);

/* A rule of robots.txt: the path may hold '*' and end with '$'. */
struct robots_rule {
    struct slice path;
    bool allow;
};

struct robots {
    struct robots_rule *rules;
    size_t count;
    long delay; /* seconds between two requests (Crawl-delay), or 0 */
};

/* Reads the rules (RFC 9309) that a robots.txt has for the robot `name`, or for all where it has
 * none for it; copies into the arena. Linear in the text; never fails. */
void robots_read(struct arena *arena, struct slice text, const char *name, struct robots *out);

/* May the path be asked for: by the longest rule that matches it? */
bool robots_allow(const struct robots *robots, struct slice path);

#endif
