/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What goes beyond a year of a dyad as bytes, in two parts: what questions ask (bonds with their
 * spans and the places of their events; which articles tell of several years), and what the fold
 * needs besides (what each step of a bond does; which years are coupled). Actors are told by a bit
 * (the pair's first or second). What ends too soon is refused. */
#include "ledger/fold.h"
#include "ledger/pack.h"

#define VERSION 4

enum { PRESUMED = 1, BEGUN = 2 };    /* of a span */
enum { A_SECOND = 1, B_SECOND = 2 }; /* of a bond */
enum { MOVES = 4, ENDS = 8 };        /* of a step, above its sign */

/* ----------------------------------------------------------------- writing */

/* `before` is the place of the step before. */
static void put_place(struct item *out, struct place place, struct place before)
{
    put_difference(out, place.year, before.year);
    put_difference(out, place.at, place.year == before.year ? before.at : 0);
}

static void put_track(struct buffer *part, const struct bond_track *track, struct pair pair)
{
    struct item item = {.length = 0}, *out = &item;
    bool a = !slice_equal(track->a, pair.a), b = !slice_equal(track->b, pair.a);
    struct place before = {0};
    put(out, track->hash, 8);
    put(out, track->type, 1);
    put(out, (uint64_t)((a ? A_SECOND : 0) | (b ? B_SECOND : 0)), 1);
    put_count(out, track->span_count);
    put_count(out, track->step_count);
    item_end(part, out);
    for (size_t i = 0; i < track->span_count; i++) {
        const struct bond_span *span = &track->spans[i].span;
        size_t by = track->spans[i].by;
        put(out, span->state, 1);
        put(out, (uint64_t)((span->presumed ? PRESUMED : 0) | (by != STEP_NONE ? BEGUN : 0)), 1);
        put_date(out, span->begin);
        put_date(out, span->end);
        put(out, (uint64_t)span->first, 4);
        put(out, (uint64_t)span->last, 4);
        put_count(out, by != STEP_NONE ? by : 0);
        item_end(part, out);
    }
    for (size_t i = 0; i < track->step_count; i++) {
        put_place(out, track->steps[i].place, before);
        before = track->steps[i].place;
        item_end(part, out);
    }
}

static void put_tellings(struct buffer *part, const struct telling_list *tellings)
{
    struct item item = {.length = 0}, *out = &item;
    struct telling before = {0};
    put_count(out, tellings->count);
    item_end(part, out);
    for (size_t i = 0; i < tellings->count; i++) {
        const struct telling *telling = &tellings->items[i];
        put(out, telling->family, 1);
        put_difference(out, telling->number, before.number);
        put_difference(out, telling->reached, before.reached);
        put_place(out, telling->place, before.place);
        item_end(part, out);
        before = *telling;
    }
}

static void put_steps(struct buffer *part, const struct bond_track *track)
{
    struct item item = {.length = 0}, *out = &item;
    int32_t before = 0;
    for (size_t i = 0; i < track->step_count; i++) {
        const struct bond_step *step = &track->steps[i];
        bool ends = step->end != DAY_AFTER_ALL;
        put(out, sign_place(step->sign) | (step->moves ? MOVES : 0) | (ends ? ENDS : 0), 1);
        put_date(out, step->date);
        put_difference(out, step->day, before);
        if (ends) {
            put_difference(out, step->end, step->day);
        }
        item_end(part, out);
        before = step->day;
    }
}

static void put_reaches(struct buffer *part, const struct reach_list *reaches)
{
    struct item item = {.length = 0}, *out = &item;
    put_count(out, reaches->count);
    item_end(part, out);
    for (size_t i = 0; i < reaches->count; i++) {
        put(out, reaches->items[i].kind, 4);
        put_difference(out, reaches->items[i].from, 0);
        put_difference(out, reaches->items[i].to, 0);
        item_end(part, out);
    }
}

void head_pack(struct packed_head *out, const struct head *head, struct pair pair)
{
    struct item item = {.length = 0};
    put(&item, VERSION, 1);
    put_count(&item, head->tracks.count);
    item_end(&out->bonds, &item);
    for (size_t i = 0; i < head->tracks.count; i++) {
        put_track(&out->bonds, &head->tracks.items[i], pair);
        put_steps(&out->walk, &head->tracks.items[i]);
    }
    put_tellings(&out->bonds, &head->tellings);
    put_reaches(&out->walk, &head->reaches);
}

void head_pack_free(struct packed_head *packed)
{
    buffer_free(&packed->bonds);
    buffer_free(&packed->walk);
}

/* ----------------------------------------------------------------- reading */

/* The least that an item takes. */
enum { TRACK_BYTES = 12, SPAN_BYTES = 13, PLACE_BYTES = 2, TELLING_BYTES = 5, REACH_BYTES = 6 };

static int32_t get_year(struct cursor *cursor, int32_t before)
{
    int64_t year = get_difference(cursor, before);
    bool good = year >= YEAR_FIRST && year <= YEAR_LAST;
    cursor->broken |= !good;
    return good ? (int32_t)year : 0;
}

static struct place get_place(struct cursor *cursor, struct place before)
{
    struct place place = {.year = get_year(cursor, before.year)};
    int64_t at = get_difference(cursor, place.year == before.year ? before.at : 0);
    cursor->broken |= at < 0 || at >= PLACES_AT_MOST;
    place.at = (uint32_t)at;
    return place;
}

static void span_read(struct cursor *cursor, size_t steps, struct track_span *out)
{
    out->span.state = (enum bond_state)get_below(cursor, BOND_STATE_CLOSED + 1);
    unsigned bits = (unsigned)get(cursor, 1);
    out->span.presumed = bits & PRESUMED;
    out->span.begin = get_date(cursor);
    out->span.end = get_date(cursor);
    out->span.first = (int32_t)get(cursor, 4);
    out->span.last = (int32_t)get(cursor, 4);
    size_t by = get_number(cursor);
    out->by = bits & BEGUN ? by : STEP_NONE;
    cursor->broken |= bits & BEGUN && by >= steps;
}

static void track_read(struct arena *arena, struct cursor *cursor, struct pair pair,
                       struct bond_track *track)
{
    struct place before = {0};
    track->hash = get(cursor, 8);
    track->type = (enum bond_type)get_below(cursor, BOND_COUNT);
    unsigned bits = (unsigned)get(cursor, 1);
    track->a = bits & A_SECOND ? pair.b : pair.a;
    track->b = bits & B_SECOND ? pair.b : pair.a;
    size_t spans = get_count(cursor, SPAN_BYTES);
    size_t steps = get_count(cursor, PLACE_BYTES);
    track->spans = arena_array(arena, spans, sizeof *track->spans);
    track->steps = arena_array(arena, steps, sizeof *track->steps);
    while (track->span_count < spans && !cursor->broken) {
        span_read(cursor, steps, &track->spans[track->span_count++]);
    }
    while (track->step_count < steps && !cursor->broken) {
        before = track->steps[track->step_count++].place = get_place(cursor, before);
    }
}

static void tellings_read(struct arena *arena, struct cursor *cursor, struct telling_list *out)
{
    struct telling before = {0};
    size_t count = get_count(cursor, TELLING_BYTES);
    out->items = arena_array(arena, count, sizeof *out->items);
    while (out->count < count && !cursor->broken) {
        struct telling *telling = &out->items[out->count++];
        telling->family = get_below(cursor, 2);
        telling->number = (uint32_t)get_difference(cursor, before.number);
        telling->reached = (int32_t)get_difference(cursor, before.reached);
        telling->place = get_place(cursor, before.place);
        before = *telling;
    }
}

static void steps_read(struct cursor *cursor, struct bond_track *track)
{
    int32_t before = 0;
    for (size_t i = 0; i < track->step_count && !cursor->broken; i++) {
        struct bond_step *step = &track->steps[i];
        unsigned bits = get_below(cursor, 2 * ENDS);
        step->sign = sign_at(bits);
        step->moves = bits & MOVES;
        step->date = get_date(cursor);
        step->first = edtf_first(step->date);
        before = step->day = (int32_t)get_difference(cursor, before);
        step->end = bits & ENDS ? (int32_t)get_difference(cursor, step->day) : DAY_AFTER_ALL;
    }
}

static void reaches_read(struct arena *arena, struct cursor *cursor, struct reach_list *out)
{
    size_t count = get_count(cursor, REACH_BYTES);
    out->items = arena_array(arena, count, sizeof *out->items);
    while (out->count < count && !cursor->broken) {
        struct reach *reach = &out->items[out->count++];
        reach->kind = (uint32_t)get(cursor, 4);
        reach->from = get_year(cursor, 0);
        reach->to = get_year(cursor, 0);
    }
}

bool head_read(struct arena *arena, struct slice bonds, const struct slice *walk, struct pair pair,
               struct head *out)
{
    struct cursor cursor = cursor_of(bonds);
    *out = (struct head){0};
    if (get(&cursor, 1) != VERSION) {
        return false;
    }
    size_t tracks = get_count(&cursor, TRACK_BYTES);
    out->tracks.items = arena_array(arena, tracks, sizeof *out->tracks.items);
    while (out->tracks.count < tracks && !cursor.broken) {
        track_read(arena, &cursor, pair, &out->tracks.items[out->tracks.count++]);
    }
    tellings_read(arena, &cursor, &out->tellings);
    if (!walk || !at_end(&cursor)) {
        return at_end(&cursor);
    }
    cursor = cursor_of(*walk);
    for (size_t i = 0; i < out->tracks.count; i++) {
        steps_read(&cursor, &out->tracks.items[i]);
    }
    reaches_read(arena, &cursor, &out->reaches);
    return at_end(&cursor);
}
