/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Bonds as tracks: each event that bears on one is a step, known by its place in a year. When years
 * are folded again, their steps take the place of the former ones, and only bonds that lost or
 * gained some are walked again (bond.c), on what the head of the dyad keeps of the other steps.
 * Cost: a look at each step of the dyad's bonds. */
#include <stdlib.h>

#include "ledger/fold.h"

#define EVEN_ODDS 50 /* of a hundred */

bool bond_is_directed(enum bond_type type)
{
    return type == BOND_RECOGNITION || type == BOND_LISTING || type == BOND_JURISDICTION;
}

int track_compare(const struct bond_track *x, const struct bond_track *y)
{
    int order = pair_compare(pair_of(x->a, x->b), pair_of(y->a, y->b));
    if (order || (order = number_compare(x->type, y->type))) {
        return order;
    }
    return slice_compare(x->a, y->a);
}

/* An event beside the bond that it bears on, for sorting. */
struct bond_part {
    struct bond_track key;
    const struct ledger_event *event;
    struct place place;
};

/* The bond that an event bears on; false where it bears on none. */
static bool bond_key(const struct ledger_event *event, struct bond_track *out)
{
    if (event->bond == BOND_NONE || slice_is(event->source, "-") || slice_is(event->target, "-") ||
        slice_equal(event->source, event->target)) {
        return false;
    }
    struct pair pair = pair_of(event->source, event->target);
    bool directed = bond_is_directed(event->bond) && !event_is_symmetric(event->event);
    *out = (struct bond_track){.type = event->bond,
                               .a = directed ? event->source : pair.a,
                               .b = directed ? event->target : pair.b};
    return true;
}

static int part_compare(const void *left, const void *right)
{
    const struct bond_part *x = left, *y = right;
    int order = track_compare(&x->key, &y->key);
    return order ? order : place_order(x->place, y->place);
}

/* Does the event move the bond? What is only planned, possible, alleged or denied does not, nor
 * what one source tells in words that are more likely misread than not. */
static bool moves_bond(const struct ledger_event *event)
{
    bool misread = event->confidence && event->confidence < EVEN_ODDS && event->family_count < 2;
    return event->realis == REALIS_ACTUAL && !misread;
}

static struct bond_step step_of(const struct bond_part *part)
{
    const struct ledger_event *event = part->event;
    return (struct bond_step){.place = part->place,
                              .date = event->date,
                              .day = event->day,
                              .first = event->first,
                              .end = event->sign == '+' ? support_end(event) : DAY_AFTER_ALL,
                              .sign = event->sign,
                              .moves = moves_bond(event)};
}

static uint64_t track_hash(const struct bond_track *track)
{
    uint64_t hash = slice_hash(slice_of(bond_type_name(track->type)), 0);
    hash = slice_hash(SLICE("\n"), slice_hash(track->a, slice_hash(SLICE("\n"), hash)));
    return slice_hash(track->b, hash);
}

void tracks_make(struct arena *arena, const struct dyad_year_list *years, struct track_list *out)
{
    struct bond_part *parts = NULL, part;
    size_t count = 0;
    *out = (struct track_list){0};
    for (size_t i = 0; i < years->count; i++) {
        const struct dyad_year *year = &years->items[i];
        for (size_t j = 0; j < year->count; j++) {
            part.event = &year->events[j];
            part.place = (struct place){year->year, (uint32_t)j};
            if (bond_key(part.event, &part.key)) {
                *arena_push(arena, parts, count) = part;
            }
        }
    }
    if (count) {
        qsort(parts, count, sizeof *parts, part_compare);
    }
    for (size_t i = 0; i < count; i++) {
        struct bond_track *track = out->count ? &out->items[out->count - 1] : NULL;
        if (!track || track_compare(track, &parts[i].key) != 0) {
            track = arena_push(arena, out->items, out->count);
            *track = parts[i].key;
            track->hash = track_hash(track);
        }
        *arena_push(arena, track->steps, track->step_count) = step_of(&parts[i]);
    }
}

/* The steps of both, of the first without those that lie in the years. */
static void steps_merge(struct arena *arena, const struct bond_track *before,
                        const struct dyad_year_list *years, const struct bond_track *fresh,
                        struct bond_track *out)
{
    size_t next = 0;
    out->step_count = 0;
    out->steps = arena_room(arena, before->step_count + fresh->step_count, sizeof *out->steps);
    for (size_t i = 0; i < before->step_count; i++) {
        const struct bond_step *kept = &before->steps[i];
        if (year_find(years, kept->place.year)) {
            continue;
        }
        while (next < fresh->step_count && place_order(fresh->steps[next].place, kept->place) < 0) {
            out->steps[out->step_count++] = fresh->steps[next++];
        }
        out->steps[out->step_count++] = *kept;
    }
    while (next < fresh->step_count) {
        out->steps[out->step_count++] = fresh->steps[next++];
    }
}

static bool track_lies_in(const struct bond_track *track, const struct dyad_year_list *years)
{
    for (size_t i = 0; i < track->step_count; i++) {
        if (year_find(years, track->steps[i].place.year)) {
            return true;
        }
    }
    return false;
}

void tracks_merge(struct arena *arena, const struct track_list *before,
                  const struct dyad_year_list *years, const struct track_list *fresh,
                  struct track_list *out)
{
    size_t was = 0, is = 0;
    *out = (struct track_list){arena_array(arena, before->count + fresh->count, sizeof *out->items),
                               0};
    while (was < before->count || is < fresh->count) {
        int order = was == before->count ? 1
                    : is == fresh->count ? -1
                                         : track_compare(&before->items[was], &fresh->items[is]);
        const struct bond_track *kept =
            order <= 0 ? &before->items[was++] : &(struct bond_track){0};
        const struct bond_track *added = order >= 0 ? &fresh->items[is++] : &(struct bond_track){0};
        struct bond_track *track = &out->items[out->count];
        *track = order <= 0 ? *kept : *added;
        if (order >= 0 || track_lies_in(kept, years)) {
            track->spans = NULL;
            track->span_count = 0;
            steps_merge(arena, kept, years, added, track);
            track_walk(arena, track);
        }
        out->count += track->step_count > 0;
    }
}

static const struct ledger_gist *gist_at(const struct dyad_year_list *years, struct place place)
{
    const struct dyad_year *year = year_find(years, place.year);
    return year && place.at < year->count ? &year->gists[place.at] : NULL;
}

static bool bond_make(struct arena *arena, const struct bond_track *track,
                      const struct dyad_year_list *years, struct ledger_bond *out)
{
    *out = (struct ledger_bond){.hash = track->hash,
                                .id = id_print(arena, track->hash),
                                .type = track->type,
                                .a = track->a,
                                .b = track->b,
                                .span_count = track->span_count,
                                .event_count = track->step_count};
    out->spans = arena_room(arena, track->span_count, sizeof *out->spans);
    out->events = arena_room(arena, track->step_count, sizeof *out->events);
    for (size_t i = 0; i < track->step_count; i++) {
        out->events[i] = gist_at(years, track->steps[i].place);
        if (!out->events[i]) {
            return false;
        }
    }
    for (size_t i = 0; i < track->span_count; i++) {
        size_t by = track->spans[i].by;
        out->spans[i] = track->spans[i].span;
        out->spans[i].by = by == STEP_NONE ? NULL : out->events[by];
    }
    return true;
}

bool bonds_make(struct arena *arena, const struct track_list *tracks,
                const struct dyad_year_list *years, struct ledger_view *view)
{
    view->bonds = arena_room(arena, tracks->count, sizeof *view->bonds);
    view->bond_count = tracks->count;
    for (size_t i = 0; i < tracks->count; i++) {
        if (!bond_make(arena, &tracks->items[i], years, &view->bonds[i])) {
            return false;
        }
    }
    return true;
}
