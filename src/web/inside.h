/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What the files of `web` share. */
#ifndef WEB_INSIDE_H
#define WEB_INSIDE_H

#include <microhttpd.h>
#include <netinet/in.h>
#include <pthread.h>

#include "web/web.h"

#define WEB_DESKS 4                /* ledgers held open: questions answered at a time */
#define WEB_STACK_BYTES (1u << 20) /* of the thread of a connection */
#define WEB_CONNECTIONS 512        /* more are refused by the system's backlog */
#define WEB_CONNECTIONS_EACH 256   /* from one address, where others can reach the server */
#define WEB_HEADER_BYTES 32768     /* of one request, all headers and the address */
#define WEB_IDLE_SECONDS 10        /* to finish a request, counted from its beginning */
#define WEB_ANSWER_SECONDS 60      /* to take an answer */
#define WEB_FILE_SECONDS 900       /* to make and take a file */

/* ------------------------------------------------------------- address.c */

struct web_listen {
    union {
        struct sockaddr any;
        struct sockaddr_in four;
        struct sockaddr_in6 six;
    } at;
    bool loopback;
};

bool listen_parse(const char *text, struct web_listen *out, struct error *err);

/* "127.0.0.1", "[::1]". */
struct slice listen_host(struct arena *arena, const struct web_listen *listen);

/* --------------------------------------------------------------- desks.c */

/* A ledger handle that one request uses at a time. */
struct web_desk {
    struct ledger *ledger;
    int64_t version; /* of the ledger, when last looked at */
    bool taken;
};

struct web_desks {
    pthread_mutex_t lock;
    pthread_cond_t freed;
    struct web_desk items[WEB_DESKS];
};

bool desks_open(struct web_desks *desks, const char *location, struct error *err);
void desks_close(struct web_desks *desks);
struct web_desk *desks_take(struct web_desks *desks); /* waits for a free one */
void desks_give(struct web_desks *desks, struct web_desk *desk);

/* --------------------------------------------------------------- cache.c */

#define CACHE_SLOTS 64
#define CACHE_BODY_BYTES (1u << 20) /* a larger answer is not kept */

/* Answers as long as the ledger stays the same. */
struct web_cache {
    pthread_mutex_t lock;
    struct {
        struct buffer key, body;
    } slots[CACHE_SLOTS];
};

void cache_open(struct web_cache *cache);
void cache_close(struct web_cache *cache);

/* Adds the kept answer to *out; false where there is none. Forgets all answers when the desk's
 * ledger has changed. */
bool cache_get(struct web_cache *cache, struct web_desk *desk, struct slice key,
               struct buffer *out);

/* Keeps an answer that the desk gave, unless its ledger has changed since it was asked. */
void cache_put(struct web_cache *cache, struct web_desk *desk, struct slice key, struct slice body);

/* --------------------------------------------------------------- watch.c */

/* Connections with the second by which they must have done what they are at. */
struct web_watch {
    pthread_mutex_t lock;
    pthread_cond_t end;
    pthread_t thread;
    bool ending, running;
    struct watched *first;
};

bool watch_start(struct web_watch *watch, struct error *err);
void watch_stop(struct web_watch *watch);
struct watched *watch_open(struct web_watch *watch, int socket);
void watch_extend(struct web_watch *watch, struct watched *watched, int seconds);
void watch_close(struct web_watch *watch, struct watched *watched);

/* --------------------------------------------------------------- guard.c */

enum guard {
    GUARD_ADMIT,
    GUARD_FOREIGN,  /* a host name that is not ours: a page elsewhere points a name at this machine
                     */
    GUARD_STRANGER, /* no token or a wrong one */
    GUARD_WELCOME,  /* the token came in the address: keep it in a cookie and hide it */
};

bool token_check(const char *token, struct error *err);

/* Does a Host header, with or without a port, name this machine? NULL: there was none. */
bool host_is_ours(const struct web *web, const char *header);
enum guard guard_look(const struct web *web, struct MHD_Connection *connection);

/* Adds the headers that every answer bears. */
void guard_headers(struct MHD_Response *response);

/* -------------------------------------------------------------- routes.c */

enum parameter {
    PARAMETER_ACTOR,
    PARAMETER_A,
    PARAMETER_B,
    PARAMETER_TYPE,
    PARAMETER_ID,
    PARAMETER_AS_OF,
    PARAMETER_SINCE,
    PARAMETER_KNOWN_BY,
    PARAMETER_EXPLAIN,
    PARAMETER_FROM,
    PARAMETER_TO,
    PARAMETER_STEPS,
    PARAMETER_WORDS,
    PARAMETER_LIMIT,
    PARAMETER_AFTER,
    PARAMETER_BEFORE,
    PARAMETER_FORMAT,
    PARAMETER_PUBLISHED,
    PARAMETER_COUNT,
};

/* What is asked: values as they came, empty where they did not. */
struct web_query {
    const struct web_options *options;
    struct ledger *ledger;
    struct arena *arena;
    struct slice values[PARAMETER_COUNT];
};

/* One address below /api/v1/. */
struct web_route {
    const char *name;
    unsigned takes, needs; /* bits of 1 << parameter */
    /* Adds JSON; NULL: the answer is a file (file.c). */
    bool (*answer)(const struct web_query *query, struct buffer *out, struct error *err);
};

const struct web_route *route_find(struct slice name); /* NULL: none */

/* Takes the values of the request; false with INVALID where one is unknown, twice there, missing or
 * no text. */
bool query_read(const struct web_route *route, struct MHD_Connection *connection,
                struct web_query *out, struct error *err);

/* Adds the list of routes as JSON: name, parameters, those that must be there. */
void routes_print(struct buffer *out);

/* ---------------------------------------------------------------- file.c */

/* An export, written and to be sent. */
struct web_file {
    int descriptor; /* its own: who sends it closes it */
    uint64_t size;
    const char *type;
    struct slice name; /* of letters, digits, `-` and one dot */
};

/* Writes what the query asks for into a file without a name. Errors: INVALID (no such format), BUSY
 * (another is being written), IO, and those of the ledger. */
bool web_file_write(struct web *web, const struct web_query *query, struct web_file *out,
                    struct error *err);

/* ---------------------------------------------------------------- pages */

/* A file of the viewer, made from viewer/ at build time. */
struct web_page {
    const char *path, *type, *tag; /* tag: in quotes, changes with the bytes */
    const unsigned char *bytes;
    size_t length;
};

extern const struct web_page web_pages[];
extern const size_t web_page_count;

/* -------------------------------------------------------------- server.c */

struct web {
    struct web_options options;
    struct arena arena;
    struct slice host;    /* of the address; set before the threads start, which read it */
    struct slice address; /* set after: the port is known then */
    struct web_listen listen;
    struct web_desks desks;
    struct web_cache cache;
    struct web_watch watch;
    pthread_mutex_t exporting; /* held while an export is written */
    struct MHD_Daemon *daemon;
};

#endif
