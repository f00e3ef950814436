/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The timeline as a picture: above, a bar for each bond and each stretch in which it is in force or
 * strained; below, a mark for each event in the lane of its PLOVER class. A date that is not a day
 * is drawn as long as it may mean: the uncertain part of a bar is faint, an event of a month is a
 * line. What began before the picture or goes on after it runs to its edge. */
#include <stdlib.h>

#include "view/svg.h"

enum {
    WIDTH = 1000,
    LEFT = 210, /* room for the labels */
    RIGHT = 24,
    HEAD = 78,
    BAR = 22,  /* height of a bond's row */
    LANE = 40, /* height of an events' lane */
    LANES = 4,
    FOOT = 78,
    BONDS_MOST = 60,
    YEAR = 366,
};

struct picture {
    struct buffer *out;
    struct arena arena;
    const struct timeline *timeline;
    const struct bond_list *bonds;
    const struct actor_register *actors;
    const struct ledger_bond **bars; /* the bonds that stand at some time */
    size_t bar_count, bars_left_out;
    int32_t first, last; /* days at the two edges */
    int bottom;          /* of the lanes */
};

/* The lane of a type, from the top: verbal and material cooperation, verbal and material conflict.
 */
static int lane_of(enum event_type type)
{
    return type <= EVENT_CONCEDE ? 0 : type <= EVENT_RETREAT ? 1 : type <= EVENT_THREATEN ? 2 : 3;
}

static int x_of(const struct picture *picture, int32_t day)
{
    int32_t inside = day < picture->first  ? picture->first
                     : day > picture->last ? picture->last
                                           : day;
    return LEFT + (int)((int64_t)(inside - picture->first) * (WIDTH - LEFT - RIGHT) /
                        (picture->last - picture->first));
}

static void widen(struct picture *picture, int32_t day)
{
    if (day != DAY_BEFORE_ALL && day != DAY_AFTER_ALL) {
        picture->first = day < picture->first ? day : picture->first;
        picture->last = day > picture->last ? day : picture->last;
    }
}

/* From the first to the last day that is told, with some room; at least a year. */
static void find_days(struct picture *picture)
{
    picture->first = DAY_AFTER_ALL;
    picture->last = DAY_BEFORE_ALL;
    for (size_t i = 0; i < picture->timeline->row_count; i++) {
        const struct ledger_event *event = picture->timeline->rows[i].event;
        widen(picture, event->first);
        widen(picture, event->last);
        widen(picture, event->day);
    }
    for (size_t i = 0; i < picture->bonds->count; i++) {
        const struct ledger_bond *bond = picture->bonds->items[i].bond;
        for (size_t j = 0; j < bond->span_count; j++) {
            widen(picture, bond->spans[j].first);
            widen(picture, bond->spans[j].last);
        }
    }
    widen(picture, picture->bonds->as_of);
    if (picture->first > picture->last) { /* nothing is dated */
        picture->first = picture->last = 0;
    }
    int32_t lack = YEAR - (picture->last - picture->first);
    int32_t room = lack > 0 ? lack / 2 + 1 : (picture->last - picture->first) / 50 + 1;
    picture->first -= room;
    picture->last += room;
}

/* Years between two ticks: 1, 2, 5, 10 …, so that at most fourteen stand in the picture. */
static int tick_years(const struct picture *picture)
{
    static const int steps[] = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000};
    int32_t years = (picture->last - picture->first) / 365;
    size_t i = 0;
    while (i + 1 < sizeof steps / sizeof *steps && years / steps[i] > 14) {
        i++;
    }
    return steps[i];
}

static void draw_tick(struct picture *picture, int32_t day, struct slice label, const char *classes)
{
    int x = x_of(picture, day);
    if (day <= picture->first || day >= picture->last) {
        return;
    }
    svg_line(picture->out, (struct svg_point){x, HEAD}, (struct svg_point){x, picture->bottom},
             classes);
    svg_text(picture->out, (struct svg_text){{x, picture->bottom + 16}, "middle", "soft"}, label);
}

static void draw_axis(struct picture *picture)
{
    int first_year, last_year, month, day, step = tick_years(picture);
    bool months = picture->last - picture->first < 3 * 365;
    day_split(picture->first, &first_year, &month, &day);
    day_split(picture->last, &last_year, &month, &day);
    for (int year = first_year - first_year % step; year <= last_year; year += step) {
        draw_tick(picture, day_of(year, 1, 1), slice_print(&picture->arena, "%d", year), "rule");
        for (int quarter = 4; months && quarter < 12; quarter += 3) {
            draw_tick(picture, day_of(year, quarter, 1),
                      slice_print(&picture->arena, "%d-%02d", year, quarter), "rule");
        }
    }
}

/* -------------------------------------------------------------------- bars */

static bool is_hostile(enum bond_type type)
{
    return type == BOND_LISTING || type == BOND_JURISDICTION || type == BOND_HOSTILITIES;
}

/* A stretch: faint where it may not have begun or may have ended, full where it must stand. */
static void draw_stretch(struct picture *picture, const struct ledger_bond *bond,
                         const struct bond_span *span, int y)
{
    struct arena *arena = &picture->arena;
    bool strained = span->state == BOND_STATE_STRAINED;
    const char *colour = is_hostile(bond->type) ? "foe" : strained ? "drift" : "friend";
    int32_t sure = edtf_last((struct edtf){.from = span->begin.from});
    bool vague = edtf_is_set(span->begin) && sure > span->first && sure < span->last;
    int32_t full = vague ? sure : span->first;
    struct slice text = span_text(arena, span, picture->bonds->as_of);
    struct slice title =
        slice_print(arena, "%s %.*s, %.*s: %.*s%s", bond_type_name(bond->type), SLICE_ARGS(bond->a),
                    SLICE_ARGS(bond->b), SLICE_ARGS(text), span->presumed ? " (presumed)" : "");
    if (vague) {
        svg_rectangle(picture->out, (struct svg_point){x_of(picture, span->first), y + 4},
                      (struct svg_point){x_of(picture, full), y + BAR - 4},
                      slice_print(arena, "fill faint %s", colour).at, title);
    }
    svg_rectangle(picture->out, (struct svg_point){x_of(picture, full), y + 4},
                  (struct svg_point){x_of(picture, span->last), y + BAR - 4},
                  slice_print(arena, "fill %s%s",
                              span->presumed ? "faint "
                              : strained     ? "half "
                                             : "",
                              colour)
                      .at,
                  title);
}

static bool ever_stands(const struct ledger_bond *bond)
{
    for (size_t i = 0; i < bond->span_count; i++) {
        enum bond_state state = bond->spans[i].state;
        if (state == BOND_STATE_IN_FORCE || state == BOND_STATE_STRAINED) {
            return true;
        }
    }
    return false;
}

static void choose_bars(struct picture *picture)
{
    for (size_t i = 0; i < picture->bonds->count; i++) {
        const struct ledger_bond *bond = picture->bonds->items[i].bond;
        if (ever_stands(bond) && picture->bar_count < BONDS_MOST) {
            *arena_push(&picture->arena, picture->bars, picture->bar_count) = bond;
        } else {
            picture->bars_left_out += ever_stands(bond);
        }
    }
}

static void draw_bars(struct picture *picture)
{
    struct arena *arena = &picture->arena;
    for (size_t i = 0; i < picture->bar_count; i++) {
        const struct ledger_bond *bond = picture->bars[i];
        int y = HEAD + (int)i * BAR;
        struct slice label =
            slice_print(arena, "%s %.*s %s %.*s", bond_type_name(bond->type), SLICE_ARGS(bond->a),
                        bond_is_directed(bond->type) ? "→" : "–", SLICE_ARGS(bond->b));
        svg_text(picture->out, (struct svg_text){{LEFT - 10, y + BAR - 6}, "end", "soft"},
                 svg_short(arena, label, 30));
        svg_line(picture->out, (struct svg_point){LEFT, y + BAR},
                 (struct svg_point){WIDTH - RIGHT, y + BAR}, "rule");
        for (size_t j = 0; j < bond->span_count; j++) {
            const struct bond_span *span = &bond->spans[j];
            if (span->state == BOND_STATE_IN_FORCE || span->state == BOND_STATE_STRAINED) {
                draw_stretch(picture, bond, span, y);
            }
        }
    }
}

/* ------------------------------------------------------------------- marks */

static struct slice event_title(struct arena *arena, const struct timeline_row *row)
{
    const struct ledger_event *event = row->event;
    struct slice date = edtf_print(arena, event->date);
    return slice_print(arena, "%.*s %.*s %s %.*s (%s). %.*s", SLICE_ARGS(date),
                       SLICE_ARGS(event->source), event_type_name(event->event),
                       SLICE_ARGS(event->target), realis_name(event->realis),
                       SLICE_ARGS(slice_trim(row->evidence.sentence)));
}

/* A dot on the event's day, hollow unless it is told as done; a line over the days it may mean. */
static void draw_event(struct picture *picture, const struct timeline_row *row, int top)
{
    const struct ledger_event *event = row->event;
    struct arena *arena = &picture->arena;
    int lane = lane_of(event->event);
    const char *colour = lane < 2 ? "friend" : "foe";
    int32_t day = event->day, last = event->last;
    /* neighbours of one day stand at different heights, by a part of the id */
    int y = top + lane * LANE + 10 + (event->id.length ? event->id.at[0] % 4 * 6 : 0);
    bool known = day != DAY_BEFORE_ALL && day != DAY_AFTER_ALL;
    if (!known) {
        return;
    }
    if (last != DAY_AFTER_ALL && last > day) {
        svg_line(picture->out, (struct svg_point){x_of(picture, day), y},
                 (struct svg_point){x_of(picture, last), y},
                 slice_print(arena, "link faint %s", colour).at);
    }
    svg_circle(
        picture->out, (struct svg_point){x_of(picture, day), y}, 4,
        slice_print(arena, "%s %s", event->realis == REALIS_ACTUAL ? "fill" : "ghost", colour).at,
        event_title(arena, row));
}

static void draw_lanes(struct picture *picture, int top)
{
    static const char *const names[LANES] = {"verbal cooperation", "material cooperation",
                                             "verbal conflict", "material conflict"};
    for (int i = 0; i < LANES; i++) {
        svg_text(picture->out, (struct svg_text){{LEFT - 10, top + i * LANE + 24}, "end", "soft"},
                 slice_of(names[i]));
        svg_line(picture->out, (struct svg_point){LEFT, top + (i + 1) * LANE},
                 (struct svg_point){WIDTH - RIGHT, top + (i + 1) * LANE}, "rule");
    }
    for (size_t i = 0; i < picture->timeline->row_count; i++) {
        draw_event(picture, &picture->timeline->rows[i], top);
    }
}

/* ------------------------------------------------------------------- frame */

static struct slice title_of(struct picture *picture)
{
    struct slice a = actor_words(picture->actors, picture->timeline->a);
    struct slice b = picture->timeline->b;
    b = b.length ? actor_words(picture->actors, b) : b;
    return slice_print(&picture->arena, "Timeline of %.*s%s%.*s", SLICE_ARGS(a),
                       b.length ? " and " : "", SLICE_ARGS(b));
}

static void draw_words(struct picture *picture)
{
    struct arena *arena = &picture->arena;
    svg_text(picture->out, (struct svg_text){{24, 36}, "start", "title"}, title_of(picture));
    svg_text(picture->out, (struct svg_text){{24, 58}, "start", "soft"},
             slice_print(arena, "%zu bonds, %zu events",
                         picture->bar_count + picture->bars_left_out,
                         picture->timeline->row_count));
    if (picture->bars_left_out) {
        svg_text(picture->out, (struct svg_text){{WIDTH - RIGHT, 58}, "end", "soft"},
                 slice_print(arena, "%zu bonds are left out", picture->bars_left_out));
    }
    svg_text(
        picture->out, (struct svg_text){{24, picture->bottom + 44}, "start", "soft"},
        SLICE("Bars: bonds in force; lighter: strained, presumed, or not certain to have begun. "
              "Dots: events; hollow: planned, possible, alleged or denied."));
}

void view_svg_timeline(struct buffer *out, const struct timeline *timeline,
                       const struct bond_list *bonds, const struct actor_register *actors)
{
    struct picture picture = {.out = out, .timeline = timeline, .bonds = bonds, .actors = actors};
    choose_bars(&picture);
    int top = HEAD + (int)picture.bar_count * BAR + 8;
    picture.bottom = top + LANES * LANE;
    find_days(&picture);
    svg_begin(out, (struct svg_point){WIDTH, picture.bottom + FOOT}, title_of(&picture),
              SLICE("Bonds as bars and events as dots along time: the tables of entente bonds and "
                    "entente timeline as a picture"));
    draw_axis(&picture);
    draw_bars(&picture);
    draw_lanes(&picture, top);
    draw_words(&picture);
    svg_end(out);
    arena_free(&picture.arena);
}
