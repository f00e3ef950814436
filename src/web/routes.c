/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The addresses below /api/v1/ and what answers each. doc/api/openapi.json describes them; a test
 * holds the two against each other. */
#include <stdlib.h>

#include "web/inside.h"
#include "web/query.h"

#define BIT(name) (1u << PARAMETER_##name)
#define TIMES (BIT(AS_OF) | BIT(SINCE) | BIT(KNOWN_BY))

static bool answer_status(const struct web_query *query, struct buffer *out, struct error *err)
{
    return view_print_status_json(out, query->ledger, err);
}

static bool answer_actors(const struct web_query *query, struct buffer *out, struct error *err)
{
    return view_print_actors_json(out, query->ledger, query->options->actors, err);
}

static bool answer_rules(const struct web_query *query, struct buffer *out, struct error *err)
{
    (void)err;
    view_print_rules_json(out, query->options->codebook);
    return true;
}

static bool answer_circle(const struct web_query *query, struct buffer *out, struct error *err)
{
    struct circle circle = {.explain = query->values[PARAMETER_EXPLAIN].length > 0};
    struct view_time *time = &circle.time;
    if (!query_time(query, time, err) ||
        (time->as_of == DAY_AFTER_ALL && !ledger_latest_day(query->ledger, &time->as_of, err)) ||
        !query_actor(query, PARAMETER_ACTOR, time->as_of, &circle.ego, err) ||
        !view_circle(query->arena, query->ledger, query->options->formula, query->options->actors,
                     &circle, err)) {
        return false;
    }
    view_print_circle(out, &circle, true);
    return true;
}

static bool answer_track(const struct web_query *query, struct buffer *out, struct error *err)
{
    struct view_time time;
    struct query_days days;
    struct slice ego;
    struct track track;
    if (!query_time(query, &time, err) || !query_days(query, &days, err) ||
        !query_actor(query, PARAMETER_ACTOR, days.days[days.count - 1], &ego, err) ||
        !view_track(query->arena, query->ledger, query->options->formula, query->options->actors,
                    ego, days.days, days.count, time.known_by, &track, err)) {
        return false;
    }
    view_print_track_json(out, &track);
    return true;
}

static bool answer_moved(const struct web_query *query, struct buffer *out, struct error *err)
{
    struct view_time time;
    struct moved moved;
    if (!query_time(query, &time, err) ||
        !view_moved(query->arena, query->ledger, query->options->formula, query->options->actors,
                    time, &moved, err)) {
        return false;
    }
    view_print_moved_json(out, &moved);
    return true;
}

static bool answer_diff(const struct web_query *query, struct buffer *out, struct error *err)
{
    struct view_time time;
    struct diff diff = {.published = query->values[PARAMETER_PUBLISHED].length > 0};
    enum parameter stranger = diff.published ? PARAMETER_KNOWN_BY : PARAMETER_AS_OF;
    if (query->values[stranger].length) {
        return error_set(err, ERROR_INVALID, "%s does not go %s published",
                         parameter_name(stranger), diff.published ? "with" : "without");
    }
    if (!query_time(query, &time, err) || !query_stretch(query, &diff.from, &diff.to, err) ||
        (time.as_of == DAY_AFTER_ALL && !ledger_latest_day(query->ledger, &time.as_of, err)) ||
        !query_actor(query, PARAMETER_ACTOR, diff.to, &diff.ego, err)) {
        return false;
    }
    diff.as_of = time.as_of;
    diff.known_by = time.known_by;
    if (!view_diff(query->arena, query->ledger, query->options->formula, query->options->actors,
                   &diff, err)) {
        return false;
    }
    view_print_diff(out, &diff, true);
    return true;
}

static bool answer_timeline(const struct web_query *query, struct buffer *out, struct error *err)
{
    struct view_time time;
    struct timeline timeline = {.before = query->values[PARAMETER_BEFORE]};
    if (!query_pair(query, &timeline.a, &timeline.b, &time, err) ||
        !query_limit(query, &timeline.limit, err) ||
        !view_timeline(query->arena, query->ledger, time, &timeline, err)) {
        return false;
    }
    view_print_timeline(out, &timeline, true);
    return true;
}

static bool answer_bonds(const struct web_query *query, struct buffer *out, struct error *err)
{
    struct view_time time;
    struct slice a, b, typed = query->values[PARAMETER_TYPE];
    enum bond_type type = BOND_NONE;
    struct bond_list bonds;
    if (typed.length && !bond_type_parse(typed, &type)) {
        return error_set(err, ERROR_INVALID, "no type of bond '%.*s'", SLICE_ARGS(typed));
    }
    if (!query_pair(query, &a, &b, &time, err) ||
        !view_bonds(query->arena, query->ledger, type, a, b, time, &bonds, err)) {
        return false;
    }
    view_print_bonds(out, &bonds, true);
    return true;
}

static bool answer_disputes(const struct web_query *query, struct buffer *out, struct error *err)
{
    struct view_time time;
    struct slice a, b;
    struct dispute_list disputes = {.after = query->values[PARAMETER_AFTER]};
    if (!query_pair(query, &a, &b, &time, err) || !query_limit(query, &disputes.limit, err) ||
        !view_disputes(query->arena, query->ledger, a, b, time, &disputes, err)) {
        return false;
    }
    view_print_disputes(out, &disputes, true);
    return true;
}

static bool answer_why(const struct web_query *query, struct buffer *out, struct error *err)
{
    struct why why;
    if (!view_why(query->arena, query->ledger, query->values[PARAMETER_ID], DAY_AFTER_ALL, &why,
                  err)) {
        return false;
    }
    view_print_why_json(out, &why);
    return true;
}

static bool answer_article(const struct web_query *query, struct buffer *out, struct error *err)
{
    struct marked_article marked;
    if (!view_article(query->arena, query->ledger, query->values[PARAMETER_ID], &marked, err)) {
        return false;
    }
    view_print_article_json(out, &marked);
    return true;
}

static bool answer_search(const struct web_query *query, struct buffer *out, struct error *err)
{
    struct view_time time;
    struct search search;
    if (!query_time(query, &time, err) ||
        !view_search(query->arena, query->ledger, query->options->actors,
                     query->values[PARAMETER_WORDS], time.known_by, &search, err)) {
        return false;
    }
    view_print_search_json(out, &search);
    return true;
}

static bool answer_sources(const struct web_query *query, struct buffer *out, struct error *err)
{
    struct view_time time;
    struct source_list sources = {.after = query->values[PARAMETER_AFTER]};
    if (!query_time(query, &time, err) || !query_limit(query, &sources.limit, err) ||
        !view_sources(query->arena, query->ledger, time, &sources, err)) {
        return false;
    }
    view_print_sources(out, &sources, true);
    return true;
}

/* In the order of the documentation. */
static const struct web_route routes[] = {
    {"status", 0, 0, answer_status},
    {"actors", 0, 0, answer_actors},
    {"rules", 0, 0, answer_rules},
    {"circle", BIT(ACTOR) | TIMES | BIT(EXPLAIN), BIT(ACTOR), answer_circle},
    {"track", BIT(ACTOR) | BIT(FROM) | BIT(TO) | BIT(STEPS) | BIT(KNOWN_BY),
     BIT(ACTOR) | BIT(FROM) | BIT(TO), answer_track},
    {"moved", TIMES, 0, answer_moved},
    {"diff", BIT(ACTOR) | BIT(FROM) | BIT(TO) | BIT(PUBLISHED) | BIT(AS_OF) | BIT(KNOWN_BY),
     BIT(ACTOR) | BIT(FROM) | BIT(TO), answer_diff},
    {"timeline", BIT(A) | BIT(B) | TIMES | BIT(LIMIT) | BIT(BEFORE), BIT(A), answer_timeline},
    {"bonds", BIT(A) | BIT(B) | BIT(TYPE) | BIT(AS_OF) | BIT(KNOWN_BY), 0, answer_bonds},
    {"disputes", BIT(A) | BIT(B) | BIT(AS_OF) | BIT(KNOWN_BY) | BIT(LIMIT) | BIT(AFTER), 0,
     answer_disputes},
    {"why", BIT(ID), BIT(ID), answer_why},
    {"article", BIT(ID), BIT(ID), answer_article},
    {"search", BIT(WORDS) | BIT(KNOWN_BY), BIT(WORDS), answer_search},
    {"sources", BIT(KNOWN_BY) | BIT(LIMIT) | BIT(AFTER), 0, answer_sources},
    {"export", BIT(FORMAT) | BIT(A) | BIT(B) | BIT(AS_OF) | BIT(KNOWN_BY), BIT(FORMAT), NULL},
};

const struct web_route *route_find(struct slice name)
{
    for (size_t i = 0; i < sizeof routes / sizeof *routes; i++) {
        if (slice_is(name, routes[i].name)) {
            return &routes[i];
        }
    }
    return NULL;
}

static void print_parameters(struct buffer *out, unsigned bits)
{
    bool first = true;
    buffer_print(out, "[");
    for (unsigned i = 0; i < PARAMETER_COUNT; i++) {
        if (bits & 1u << i) {
            buffer_print(out, "%s\"%s\"", first ? "" : ",", parameter_name((enum parameter)i));
            first = false;
        }
    }
    buffer_print(out, "]");
}

void routes_print(struct buffer *out)
{
    buffer_print(out, "[");
    for (size_t i = 0; i < sizeof routes / sizeof *routes; i++) {
        buffer_print(out, "%s{\"route\":\"%s\",\"takes\":", i ? ",\n " : "", routes[i].name);
        print_parameters(out, routes[i].takes);
        buffer_print(out, ",\"needs\":");
        print_parameters(out, routes[i].needs);
        buffer_print(out, "}");
    }
    buffer_print(out, "]\n");
}
