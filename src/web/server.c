/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The HTTP side: takes GET and HEAD, gives the viewer's pages, which lie in the program, and JSON
 * from the ledger. Every page of the viewer is one document that reads its address itself, so that
 * any address of the viewer can be kept and sent. No file is ever opened by a name from outside.
 *
 * Method: libmicrohttpd with a thread for each connection, so that one that is slow holds up
 * nobody; WEB_DESKS questions are answered at a time. Limits: WEB_CONNECTIONS at once,
 * WEB_HEADER_BYTES of request, and the times of watch.c. */
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "web/query.h"

#define API "/api/v1"

/* ------------------------------------------------------------------ answers */

static enum MHD_Result send_response(struct MHD_Connection *connection, unsigned status,
                                     struct MHD_Response *response)
{
    if (!response) {
        return MHD_NO;
    }
    guard_headers(response);
    enum MHD_Result sent = MHD_queue_response(connection, status, response);
    MHD_destroy_response(response);
    return sent;
}

/* Gives the buffer's bytes away with the answer. */
static enum MHD_Result send_json(struct MHD_Connection *connection, unsigned status,
                                 struct buffer *body)
{
    struct MHD_Response *response =
        MHD_create_response_from_buffer(body->length, body->at, MHD_RESPMEM_MUST_FREE);
    if (!response) {
        buffer_free(body);
        return MHD_NO;
    }
    *body = (struct buffer){0};
    MHD_add_response_header(response, "Content-Type", "application/json; charset=utf-8");
    MHD_add_response_header(response, "Cache-Control", "no-store");
    if (status == MHD_HTTP_METHOD_NOT_ALLOWED) {
        MHD_add_response_header(response, "Allow", "GET, HEAD");
    } else if (status == MHD_HTTP_UNAUTHORIZED) {
        MHD_add_response_header(response, "WWW-Authenticate", "Bearer");
    }
    return send_response(connection, status, response);
}

static enum MHD_Result send_problem(struct MHD_Connection *connection, unsigned status,
                                    const char *message)
{
    struct buffer body = {0};
    buffer_print(&body, "{\"error\":");
    buffer_json(&body, slice_of(message));
    buffer_print(&body, "}\n");
    return send_json(connection, status, &body);
}

static unsigned status_of(enum error_code code)
{
    switch (code) {
    case ERROR_NOT_FOUND:
        return MHD_HTTP_NOT_FOUND;
    case ERROR_INVALID:
    case ERROR_SYNTAX:
    case ERROR_LIMIT:
    case ERROR_CONFLICT:
        return MHD_HTTP_BAD_REQUEST;
    case ERROR_BUSY:
    case ERROR_UNAVAILABLE:
        return MHD_HTTP_SERVICE_UNAVAILABLE;
    default:
        return MHD_HTTP_INTERNAL_SERVER_ERROR;
    }
}

/* ---------------------------------------------------------------------- API */

/* Asks the ledger, or takes the answer that was kept. */
static bool ask(struct web *web, const struct web_route *route, struct web_query *query,
                struct buffer *out, struct error *err)
{
    struct buffer key = {0};
    struct web_desk *desk = desks_take(&web->desks);
    query_key(route, query, &key);
    query->ledger = desk->ledger;
    bool good = cache_get(&web->cache, desk, buffer_slice(&key), out);
    if (!good) {
        good = route->answer(query, out, err);
        if (good) {
            cache_put(&web->cache, desk, buffer_slice(&key), buffer_slice(out));
        }
    }
    desks_give(&web->desks, desk);
    buffer_free(&key);
    return good;
}

static struct watched *watched_of(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info ? info->socket_context : NULL;
}

static unsigned status_logged(const struct web *web, const struct web_route *route,
                              const struct error *err)
{
    unsigned status = status_of(err->code);
    if (status >= MHD_HTTP_INTERNAL_SERVER_ERROR && err->code != ERROR_BUSY) {
        log_finding(web->options.log, "%s: %s", route->name, err->message);
    }
    return status;
}

static enum MHD_Result send_file(struct MHD_Connection *connection, const struct web_file *file,
                                 struct arena *arena)
{
    struct MHD_Response *response = MHD_create_response_from_fd64(file->size, file->descriptor);
    if (!response) {
        close(file->descriptor);
        return MHD_NO;
    }
    struct slice as = slice_print(arena, "attachment; filename=\"%.*s\"", SLICE_ARGS(file->name));
    MHD_add_response_header(response, "Content-Type", file->type);
    MHD_add_response_header(response, "Content-Disposition", as.at);
    MHD_add_response_header(response, "Cache-Control", "no-store");
    return send_response(connection, MHD_HTTP_OK, response);
}

static enum MHD_Result serve_file(struct web *web, struct MHD_Connection *connection,
                                  const struct web_route *route, const struct web_query *query)
{
    struct web_file file;
    struct error err;
    watch_extend(&web->watch, watched_of(connection), WEB_FILE_SECONDS);
    if (!web_file_write(web, query, &file, &err)) {
        return send_problem(connection, status_logged(web, route, &err), err.message);
    }
    return send_file(connection, &file, query->arena);
}

static enum MHD_Result serve_json(struct web *web, struct MHD_Connection *connection,
                                  const struct web_route *route, struct web_query *query)
{
    struct buffer body = {0};
    struct error err;
    if (ask(web, route, query, &body, &err)) {
        return send_json(connection, MHD_HTTP_OK, &body);
    }
    buffer_free(&body);
    return send_problem(connection, status_logged(web, route, &err), err.message);
}

static enum MHD_Result serve_api(struct web *web, struct MHD_Connection *connection,
                                 struct slice name)
{
    if (!name.length) {
        struct buffer body = {0};
        routes_print(&body);
        return send_json(connection, MHD_HTTP_OK, &body);
    }
    const struct web_route *route = route_find(name);
    if (!route) {
        return send_problem(connection, MHD_HTTP_NOT_FOUND, "no such address; see " API);
    }
    struct arena arena = {0};
    struct web_query query = {.options = &web->options, .arena = &arena};
    struct error err;
    enum MHD_Result sent;
    if (!query_read(route, connection, &query, &err)) {
        sent = send_problem(connection, status_of(err.code), err.message);
    } else if (route->answer) {
        sent = serve_json(web, connection, route, &query);
    } else {
        sent = serve_file(web, connection, route, &query);
    }
    arena_free(&arena);
    return sent;
}

/* -------------------------------------------------------------------- pages */

/* The page of a path; the views of the viewer are all the page "/". */
static const struct web_page *page_find(const char *path)
{
    static const char *const views[] = {"/compare", "/method",  "/circle",  "/moved",
                                        "/pair",    "/map",     "/article", "/disputes",
                                        "/search",  "/articles"};
    for (size_t i = 0; i < sizeof views / sizeof *views; i++) {
        path = strcmp(path, views[i]) == 0 ? "/" : path;
    }
    for (size_t i = 0; i < web_page_count; i++) {
        if (strcmp(path, web_pages[i].path) == 0) {
            return &web_pages[i];
        }
    }
    return NULL;
}

static enum MHD_Result serve_page(struct MHD_Connection *connection, const char *path)
{
    const struct web_page *page = page_find(path);
    if (!page) {
        return send_problem(connection, MHD_HTTP_NOT_FOUND,
                            web_page_count ? "no such page"
                                           : "this program was built without the viewer; the JSON "
                                             "is at " API);
    }
    const char *known = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "If-None-Match");
    bool same = known && strcmp(known, page->tag) == 0;
    struct MHD_Response *response = MHD_create_response_from_buffer(
        same ? 0 : page->length, (void *)(uintptr_t)page->bytes, MHD_RESPMEM_PERSISTENT);
    if (!response) {
        return MHD_NO;
    }
    MHD_add_response_header(response, "Content-Type", page->type);
    MHD_add_response_header(response, "Cache-Control", "no-cache");
    MHD_add_response_header(response, "ETag", page->tag);
    return send_response(connection, same ? MHD_HTTP_NOT_MODIFIED : MHD_HTTP_OK, response);
}

/* A place where an address is written again. */
struct rewriting {
    struct buffer *out;
    char mark; /* '?' before the first parameter, then '&' */
};

static void add_escaped(struct buffer *out, struct slice text)
{
    for (size_t i = 0; i < text.length; i++) {
        unsigned char c = (unsigned char)text.at[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                     c == '-' || c == '_' || c == '.';
        buffer_print(out, plain ? "%c" : "%%%02X", c);
    }
}

static enum MHD_Result rewrite(void *context, enum MHD_ValueKind kind, const char *key,
                               size_t key_length, const char *at, size_t length)
{
    struct rewriting *rewriting = context;
    struct slice name = {key, key_length};
    (void)kind;
    if (!slice_is(name, "token")) {
        buffer_print(rewriting->out, "%c", rewriting->mark);
        add_escaped(rewriting->out, name);
        buffer_print(rewriting->out, "=");
        add_escaped(rewriting->out, (struct slice){at, at ? length : 0});
        rewriting->mark = '&';
    }
    return MHD_YES;
}

/* Keeps the token in a cookie and leads to the same page without it, so that it stays out of the
 * browser's history. The path is one of ours and the parameters are escaped, so that nothing from
 * outside stands in the header as it came. */
static enum MHD_Result send_welcome(struct web *web, struct MHD_Connection *connection,
                                    const char *path)
{
    struct MHD_Response *response = MHD_create_response_from_buffer(0, "", MHD_RESPMEM_PERSISTENT);
    if (!response) {
        return MHD_NO;
    }
    struct arena scratch = {0};
    struct slice cookie =
        slice_print(&scratch, "entente=%s; Path=/; HttpOnly; SameSite=Strict", web->options.token);
    struct buffer location = {0};
    struct rewriting rewriting = {&location, '?'};
    buffer_print(&location, "%s", page_find(path) ? path : "/");
    MHD_get_connection_values_n(connection, MHD_GET_ARGUMENT_KIND, rewrite, &rewriting);
    MHD_add_response_header(response, "Set-Cookie", cookie.at);
    MHD_add_response_header(response, "Location",
                            slice_print(&scratch, "%.*s", (int)location.length, location.at).at);
    buffer_free(&location);
    arena_free(&scratch);
    return send_response(connection, MHD_HTTP_SEE_OTHER, response);
}

/* ------------------------------------------------------------------- server */

static enum MHD_Result serve(struct web *web, struct MHD_Connection *connection, const char *path,
                             const char *method)
{
    if (strcmp(method, MHD_HTTP_METHOD_GET) != 0 && strcmp(method, MHD_HTTP_METHOD_HEAD) != 0) {
        return send_problem(connection, MHD_HTTP_METHOD_NOT_ALLOWED, "only GET and HEAD");
    }
    switch (guard_look(web, connection)) {
    case GUARD_FOREIGN:
        return send_problem(connection, MHD_HTTP_FORBIDDEN, "this host name is not this server's");
    case GUARD_STRANGER:
        return send_problem(connection, MHD_HTTP_UNAUTHORIZED,
                            "a token is wanted: open the page once with ?token=…");
    case GUARD_WELCOME:
        return send_welcome(web, connection, path);
    case GUARD_ADMIT:
        break;
    }
    if (strncmp(path, API, strlen(API)) == 0) {
        struct slice rest = slice_of(path + strlen(API));
        if (!rest.length || rest.at[0] == '/') {
            return serve_api(web, connection,
                             rest.length ? slice_part(rest, 1, rest.length) : rest);
        }
    }
    return serve_page(connection, path);
}

static enum MHD_Result handle(void *context, struct MHD_Connection *connection, const char *path,
                              const char *method, const char *version, const char *upload,
                              size_t *upload_size, void **request)
{
    static int seen; /* its address marks a request whose headers were seen */
    struct web *web = context;
    (void)version;
    (void)upload;
    bool plain = strcmp(method, MHD_HTTP_METHOD_GET) == 0 || strcmp(method, "HEAD") == 0;
    if (!*request && plain) {
        *request = &seen;
        return MHD_YES;
    }
    if (*upload_size) {
        return MHD_NO; /* a body with a GET: nothing of ours */
    }
    watch_extend(&web->watch, watched_of(connection), WEB_ANSWER_SECONDS);
    return serve(web, connection, path, method);
}

static void request_ends(void *context, struct MHD_Connection *connection, void **request,
                         enum MHD_RequestTerminationCode code)
{
    struct web *web = context;
    (void)request;
    (void)code;
    watch_extend(&web->watch, watched_of(connection), WEB_IDLE_SECONDS);
}

static void connection_changes(void *context, struct MHD_Connection *connection, void **kept,
                               enum MHD_ConnectionNotificationCode code)
{
    struct web *web = context;
    if (code == MHD_CONNECTION_NOTIFY_CLOSED) {
        watch_close(&web->watch, *kept);
        *kept = NULL;
        return;
    }
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    *kept = info ? watch_open(&web->watch, info->connect_fd) : NULL;
}

static bool daemon_start(struct web *web, struct error *err)
{
    /* and no log: a stranger could fill it at will */
    unsigned flags = MHD_USE_POLL | MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_THREAD_PER_CONNECTION;
    if (web->listen.at.any.sa_family == AF_INET6) {
        flags |= MHD_USE_IPv6;
    }
    web->host = listen_host(&web->arena, &web->listen);
    errno = 0;
    web->daemon = MHD_start_daemon(
        flags, 0, NULL, NULL, handle, web, MHD_OPTION_SOCK_ADDR, &web->listen.at.any,
        MHD_OPTION_THREAD_STACK_SIZE, (size_t)WEB_STACK_BYTES, MHD_OPTION_CONNECTION_LIMIT,
        (unsigned)WEB_CONNECTIONS, MHD_OPTION_PER_IP_CONNECTION_LIMIT,
        web->listen.loopback ? 0u : (unsigned)WEB_CONNECTIONS_EACH,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)WEB_HEADER_BYTES, MHD_OPTION_NOTIFY_COMPLETED,
        request_ends, web, MHD_OPTION_NOTIFY_CONNECTION, connection_changes, web, MHD_OPTION_END);
    if (!web->daemon) {
        return error_set(err, ERROR_UNAVAILABLE, "cannot listen on %s: %s", web->options.listen,
                         errno ? strerror(errno) : "the address cannot be bound");
    }
    const union MHD_DaemonInfo *info = MHD_get_daemon_info(web->daemon, MHD_DAEMON_INFO_BIND_PORT);
    web->address =
        slice_print(&web->arena, "http://%.*s:%u/", SLICE_ARGS(web->host), info ? info->port : 0u);
    return true;
}

bool web_check(const struct web_options *options, struct error *err)
{
    struct web_listen listen;
    if (!listen_parse(options->listen, &listen, err) ||
        (options->token && !token_check(options->token, err))) {
        return false;
    }
    if (!listen.loopback && !options->token) {
        return error_set(err, ERROR_INVALID,
                         "%s can be reached from elsewhere: give a --token, or listen on 127.0.0.1",
                         options->listen);
    }
    return true;
}

bool web_start(const struct web_options *options, struct web **out, struct error *err)
{
    struct web_listen listen;
    *out = NULL;
    if (!web_check(options, err) || !listen_parse(options->listen, &listen, err)) {
        return false;
    }
    struct web *web = calloc(1, sizeof *web);
    if (!web) {
        return error_set(err, ERROR_IO, "out of memory");
    }
    *web = (struct web){.options = *options, .listen = listen};
    cache_open(&web->cache);
    pthread_mutex_init(&web->exporting, NULL);
    if (!desks_open(&web->desks, options->ledger, err) || !watch_start(&web->watch, err) ||
        !daemon_start(web, err)) {
        web_stop(web);
        return false;
    }
    *out = web;
    return true;
}

const char *web_address(const struct web *web)
{
    return web->address.at;
}

void web_stop(struct web *web)
{
    if (!web) {
        return;
    }
    if (web->daemon) {
        MHD_stop_daemon(web->daemon);
    }
    watch_stop(&web->watch);
    desks_close(&web->desks);
    cache_close(&web->cache);
    pthread_mutex_destroy(&web->exporting);
    arena_free(&web->arena);
    free(web);
}

bool web_has_pages(void)
{
    return web_page_count > 0;
}
