/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The values of a request, read as what they mean. */
#ifndef WEB_QUERY_H
#define WEB_QUERY_H

#include "web/inside.h"

#define STEPS_DEFAULT 120
#define STEPS_MOST 600
#define ROWS_MOST 1000000

const char *parameter_name(enum parameter parameter);

/* A query being put together of its parameters. */
struct query_reader {
    const struct web_route *route;
    struct web_query *query;
    unsigned taken; /* bits of 1 << parameter: those with a value */
};

/* Puts one parameter into reader->query, which keeps pointing at the value. Errors: INVALID (one
 * that the route does not know, is there already, or is no text). */
bool query_take(struct query_reader *reader, struct slice name, struct slice value,
                struct error *err);

/* Is all there that the route needs? Errors: INVALID. */
bool query_complete(const struct query_reader *reader, struct error *err);

/* Adds what tells this question from any other. */
void query_key(const struct web_route *route, const struct web_query *query, struct buffer *out);

/* as-of, since and known-by, with the limits of view_time where they are not given. Errors: INVALID
 * (no date, or one without bounds). */
bool query_time(const struct web_query *query, struct view_time *out, struct error *err);

/* The number given, else *out stays as it is. Errors: INVALID (no number from `least` to `most`).
 */
bool query_number(const struct web_query *query, enum parameter parameter, size_t least,
                  size_t most, size_t *out, struct error *err);

/* How many rows at most; 0 where no number is given: all. Errors: INVALID. */
bool query_limit(const struct web_query *query, size_t *out, struct error *err);

/* `from` and `to`. Errors: INVALID (no date, or `from` not before `to`). */
bool query_stretch(const struct web_query *query, int32_t *from, int32_t *to, struct error *err);

/* `steps` days from `from` to `to`, both among them, evenly laid. Errors: INVALID. */
struct query_days {
    int32_t *days;
    size_t count;
};
bool query_days(const struct web_query *query, struct query_days *out, struct error *err);

/* The two actors and the times of a question about a pair. */
bool query_pair(const struct web_query *query, struct slice *a, struct slice *b,
                struct view_time *time, struct error *err);

/* The code of the actor that was named, by the register or as the ledger has it; empty where none
 * was; `day` picks the holder of an office.
 * Errors: NOT_FOUND. */
bool query_actor(const struct web_query *query, enum parameter parameter, int32_t day,
                 struct slice *out, struct error *err);

#endif
