/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What a request asks, taken from its address: only parameters that the route knows, each once,
 * each text. A misspelt one is refused rather than passed over: an answer that leaves out
 * `known-by` looks like one that heeds it. */
#include "web/query.h"
#include "base/utf8.h"
#include "web/inside.h"

static const char *const names[] = {
    [PARAMETER_ACTOR] = "actor",
    [PARAMETER_A] = "a",
    [PARAMETER_B] = "b",
    [PARAMETER_TYPE] = "type",
    [PARAMETER_ID] = "id",
    [PARAMETER_AS_OF] = "as-of",
    [PARAMETER_SINCE] = "since",
    [PARAMETER_KNOWN_BY] = "known-by",
    [PARAMETER_EXPLAIN] = "explain",
    [PARAMETER_FROM] = "from",
    [PARAMETER_TO] = "to",
    [PARAMETER_STEPS] = "steps",
    [PARAMETER_WORDS] = "q",
    [PARAMETER_LIMIT] = "limit",
    [PARAMETER_AFTER] = "after",
    [PARAMETER_BEFORE] = "before",
    [PARAMETER_FORMAT] = "format",
    [PARAMETER_PUBLISHED] = "published",
};

const char *parameter_name(enum parameter parameter)
{
    return names[parameter];
}

static bool is_text(struct slice value)
{
    for (size_t i = 0; i < value.length; i++) {
        if ((unsigned char)value.at[i] < 0x20 || value.at[i] == 0x7f) {
            return false;
        }
    }
    return utf8_invalid(value) == SIZE_MAX;
}

/* PARAMETER_COUNT: the route takes none of that name. */
static unsigned parameter_of(const struct web_route *route, struct slice name)
{
    unsigned parameter = 0;
    while (parameter < PARAMETER_COUNT &&
           (!(route->takes & 1u << parameter) || !slice_is(name, names[parameter]))) {
        parameter++;
    }
    return parameter;
}

bool query_take(struct query_reader *reader, struct slice name, struct slice value,
                struct error *err)
{
    unsigned parameter = parameter_of(reader->route, name);
    if (parameter == PARAMETER_COUNT) {
        return (reader->query->options->token && slice_is(name, "token")) ||
               error_set(err, ERROR_INVALID, "%s takes no parameter '%.*s'", reader->route->name,
                         SLICE_ARGS(is_text(name) ? name : SLICE("?")));
    }
    if (reader->taken & 1u << parameter) {
        return error_set(err, ERROR_INVALID, "parameter '%s' is there twice", names[parameter]);
    }
    if (!is_text(value)) {
        return error_set(err, ERROR_INVALID, "parameter '%s' is not text in UTF-8",
                         names[parameter]);
    }
    reader->taken |= value.length ? 1u << parameter : 0;
    reader->query->values[parameter] = value;
    return true;
}

bool query_complete(const struct query_reader *reader, struct error *err)
{
    unsigned missing = reader->route->needs & ~reader->taken;
    for (unsigned i = 0; i < PARAMETER_COUNT; i++) {
        if (missing & 1u << i) {
            return error_set(err, ERROR_INVALID, "%s wants the parameter '%s'", reader->route->name,
                             names[i]);
        }
    }
    return true;
}

/* The reading of a request under way. */
struct taking {
    struct query_reader reader;
    struct error *err;
    bool refused;
};

static enum MHD_Result take(void *context, enum MHD_ValueKind kind, const char *key,
                            size_t key_length, const char *at, size_t length)
{
    struct taking *taking = context;
    struct slice value = {at, at ? length : 0};
    (void)kind;
    taking->refused =
        !query_take(&taking->reader, (struct slice){key, key_length}, value, taking->err);
    return taking->refused ? MHD_NO : MHD_YES;
}

bool query_read(const struct web_route *route, struct MHD_Connection *connection,
                struct web_query *out, struct error *err)
{
    struct taking taking = {{route, out, 0}, err, false};
    MHD_get_connection_values_n(connection, MHD_GET_ARGUMENT_KIND, take, &taking);
    return !taking.refused && query_complete(&taking.reader, err);
}

void query_key(const struct web_route *route, const struct web_query *query, struct buffer *out)
{
    buffer_print(out, "%s", route->name);
    for (unsigned i = 0; i < PARAMETER_COUNT; i++) {
        if (query->values[i].length) {
            buffer_print(out, "\n%s\t", names[i]); /* no value holds either */
            buffer_add(out, query->values[i]);
        }
    }
}

static bool day_read(const struct web_query *query, enum parameter parameter, bool last,
                     int32_t absent, int32_t *out, struct error *err)
{
    struct slice value = query->values[parameter];
    struct edtf date;
    *out = absent;
    if (!value.length) {
        return true;
    }
    if (!edtf_parse(value, &date) || edtf_first(date) == DAY_BEFORE_ALL ||
        edtf_last(date) == DAY_AFTER_ALL) {
        return error_set(err, ERROR_INVALID, "%s is '%.*s', not a date such as 2025-07-03",
                         names[parameter], SLICE_ARGS(value));
    }
    *out = last ? edtf_last(date) : edtf_first(date);
    return true;
}

bool query_time(const struct web_query *query, struct view_time *out, struct error *err)
{
    return day_read(query, PARAMETER_AS_OF, true, DAY_AFTER_ALL, &out->as_of, err) &&
           day_read(query, PARAMETER_SINCE, false, DAY_BEFORE_ALL, &out->since, err) &&
           day_read(query, PARAMETER_KNOWN_BY, true, DAY_AFTER_ALL, &out->known_by, err);
}

bool query_number(const struct web_query *query, enum parameter parameter, size_t least,
                  size_t most, size_t *out, struct error *err)
{
    struct slice value = query->values[parameter];
    if (!value.length) {
        return true;
    }
    *out = 0;
    for (size_t i = 0; i < value.length; i++) {
        bool digit = value.at[i] >= '0' && value.at[i] <= '9' && *out <= most;
        *out = digit ? *out * 10 + (size_t)(value.at[i] - '0') : most + 1;
    }
    return (*out >= least && *out <= most) ||
           error_set(err, ERROR_INVALID, "%s is '%.*s', not a number from %zu to %zu",
                     names[parameter], SLICE_ARGS(value), least, most);
}

bool query_limit(const struct web_query *query, size_t *out, struct error *err)
{
    *out = 0;
    return query_number(query, PARAMETER_LIMIT, 1, ROWS_MOST, out, err);
}

bool query_stretch(const struct web_query *query, int32_t *from, int32_t *to, struct error *err)
{
    return day_read(query, PARAMETER_FROM, false, DAY_BEFORE_ALL, from, err) &&
           day_read(query, PARAMETER_TO, true, DAY_AFTER_ALL, to, err) &&
           (*from < *to || error_set(err, ERROR_INVALID, "from is not before to"));
}

bool query_days(const struct web_query *query, struct query_days *out, struct error *err)
{
    *out = (struct query_days){.count = STEPS_DEFAULT};
    int32_t from, to;
    if (!query_number(query, PARAMETER_STEPS, 2, STEPS_MOST, &out->count, err) ||
        !query_stretch(query, &from, &to, err)) {
        return false;
    }
    out->days = arena_array(query->arena, out->count, sizeof *out->days);
    for (size_t i = 0; i < out->count; i++) {
        int64_t span = (int64_t)to - from;
        out->days[i] = (int32_t)(from + span * (int64_t)i / (int64_t)(out->count - 1));
    }
    return true;
}

bool query_actor(const struct web_query *query, enum parameter parameter, int32_t day,
                 struct slice *out, struct error *err)
{
    struct slice typed = query->values[parameter], nearest = {0};
    *out = (struct slice){0};
    if (!typed.length) {
        return true;
    }
    uint32_t at = actor_resolve(query->options->actors, typed, day, &nearest);
    if (at != UINT32_MAX) {
        *out = actor_at(query->options->actors, at)->code;
        return true;
    }
    bool there;
    if (!ledger_has_actor(query->ledger, typed, &there, err)) {
        return false;
    }
    if (there) {
        *out = typed;
        return true;
    }
    if (nearest.length) {
        return error_set(err, ERROR_NOT_FOUND, "no actor '%.*s'; did you mean '%.*s'?",
                         SLICE_ARGS(typed), SLICE_ARGS(nearest));
    }
    return error_set(err, ERROR_NOT_FOUND, "no actor '%.*s'", SLICE_ARGS(typed));
}

bool query_pair(const struct web_query *query, struct slice *a, struct slice *b,
                struct view_time *time, struct error *err)
{
    return query_time(query, time, err) && query_actor(query, PARAMETER_A, time->as_of, a, err) &&
           query_actor(query, PARAMETER_B, time->as_of, b, err);
}
