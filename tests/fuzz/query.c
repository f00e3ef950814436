/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes any bytes as a question to the server: the first line is a route, each other a parameter,
 * `name=value`; and each line as an address to listen on and as a Host header. What is taken must
 * be text, and be told apart from any other question; days must lie in order; only this machine's
 * names may pass as its own. */
#include "fuzz.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "web/query.h"

static const struct web_options options = {.listen = "127.0.0.1:0"};

static void want_days(const struct web_query *query)
{
    struct query_days days;
    struct error err;
    if (!query_days(query, &days, &err)) {
        return;
    }
    fuzz_want(days.count >= 2 && days.count <= STEPS_MOST);
    for (size_t i = 1; i < days.count; i++) {
        fuzz_want(days.days[i - 1] <= days.days[i]);
    }
}

static void want_key(const struct web_route *route, const struct web_query *query)
{
    struct buffer key = {0};
    size_t values = 0, lines = 0;
    for (size_t i = 0; i < PARAMETER_COUNT; i++) {
        values += query->values[i].length > 0;
        fuzz_want(utf8_invalid(query->values[i]) == SIZE_MAX);
    }
    query_key(route, query, &key);
    for (size_t i = 0; i < key.length; i++) {
        lines += key.at[i] == '\n';
    }
    fuzz_want(lines == values);
    buffer_free(&key);
}

static void ask(struct arena *arena, struct slice bytes)
{
    struct slice line, name;
    struct error err;
    struct view_time time;
    struct web_query query = {.options = &options, .arena = arena};
    struct query_reader reader = {.query = &query};
    slice_split(&bytes, '\n', &line);
    reader.route = route_find(line);
    if (!reader.route) {
        return;
    }
    while (slice_split(&bytes, '\n', &line)) {
        slice_split(&line, '=', &name);
        if (!query_take(&reader, name, line, &err)) {
            return;
        }
    }
    want_key(reader.route, &query);
    if (query_complete(&reader, &err) && query_time(&query, &time, &err)) {
        want_days(&query);
    }
}

/* A name that passes must begin as one of ours and go on with nothing but a port. */
static void want_host(const char *text)
{
    static const char *const ours[] = {"localhost", "127.0.0.1", "[::1]"};
    struct web web = {.host = SLICE("127.0.0.1")};
    bool mine = false;
    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++) {
        size_t length = strlen(ours[i]);
        mine |= strncmp(text, ours[i], length) == 0 &&
                (text[length] == '\0' || (text[length] == ':' && !strchr(text + length + 1, ':')));
    }
    fuzz_want(mine || !host_is_ours(&web, text));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct arena arena = {0};
    struct slice all = {(const char *)bytes, length}, line;
    ask(&arena, all);
    while (slice_split(&all, '\n', &line)) {
        struct web_listen listen;
        struct error err;
        const char *text = slice_print(&arena, "%.*s", SLICE_ARGS(line)).at;
        if (listen_parse(text, &listen, &err)) {
            fuzz_want(listen_host(&arena, &listen).length > 0);
        }
        want_host(text);
    }
    arena_free(&arena);
    return 0;
}
