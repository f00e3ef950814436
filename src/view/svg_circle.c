/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The circle as a picture: each alter has a spoke of its own, and the closer its dot lies to the
 * middle, the closer the tie. A hollow dot shows where it lay on the day of comparison; the line
 * between the two is the movement. The dashed ring is the score from which one stands inside.
 *
 * Labels stand in two columns, so that none covers another: half of the alters, the closest first,
 * go down the right side, the others up the left. */
#include <math.h>
#include <stdlib.h>

#include "view/svg.h"

enum {
    WIDTH = 1160,
    RADIUS = 270,
    CORE = 30,       /* where the closest possible tie lies */
    HEAD = 86,       /* room for the title */
    FOOT = 74,       /* room for the legend */
    COLUMN = 340,    /* of labels from the middle */
    SHOWN_MOST = 30, /* alters: 36 pixels for each label; the others are counted */
};

struct picture {
    struct buffer *out;
    struct arena arena;
    const struct circle *circle;
    double best, worst; /* scores at the core and at the rim */
    struct svg_point middle;
    const struct circle_row **rows;
    size_t shown;
};

/* The class of a movement's colour, and its sign beside the name. */
struct look {
    const char *colour, *mark, *words;
};

static struct look look_of(const struct circle_row *row)
{
    static const struct look looks[] = {
        [MOVEMENT_UNKNOWN] = {"plain", "?", "unknown"},
        [MOVEMENT_ENTERED] = {"friend", "▲", "entered"},
        [MOVEMENT_DEEPENED] = {"friend", "△", "deepened"},
        [MOVEMENT_UNCHANGED] = {"plain", "•", "unchanged"},
        [MOVEMENT_DRIFTING] = {"drift", "▽", "drifting"},
        [MOVEMENT_LEFT] = {"drift", "▼", "left"},
        [MOVEMENT_OPPONENT] = {"foe", "✕", "opponent"},
    };
    return looks[row->movement];
}

static double clamp(double value, double least, double most)
{
    return value < least ? least : value > most ? most : value;
}

static int distance_of(const struct picture *picture, double score)
{
    double part = (picture->best - clamp(score, picture->worst, picture->best)) /
                  (picture->best - picture->worst);
    return CORE + (int)lround(part * (RADIUS - CORE));
}

/* At least from -5 to 10, so that a circle of weak ties does not look like one of strong ones. */
static void find_scale(struct picture *picture)
{
    picture->best = 10;
    picture->worst = -5;
    for (size_t i = 0; i < picture->shown; i++) {
        const struct circle_row *row = picture->rows[i];
        picture->best = fmax(picture->best, fmax(row->score, row->score_since));
        picture->worst = fmin(picture->worst, fmin(row->score, row->score_since));
    }
}

/* Place of the i-th label: down the right side, then up the left. */
static struct svg_point label_place(const struct picture *picture, size_t i, bool *right)
{
    size_t half = (picture->shown + 1) / 2;
    *right = i < half;
    size_t side = *right ? half : picture->shown - half;
    size_t at = *right ? i : picture->shown - 1 - i;
    int from_top = side > 1 ? (int)(2 * RADIUS * at / (side - 1)) : RADIUS;
    int x = picture->middle.x + (*right ? COLUMN : -COLUMN);
    return (struct svg_point){x, picture->middle.y - RADIUS + from_top};
}

/* A point of the spoke that leads from the middle towards the label, at the height of the label on
 * the rim. */
static struct svg_point spoke_point(const struct picture *picture, struct svg_point label,
                                    bool right, int distance)
{
    double y = clamp((label.y - picture->middle.y) / (double)RADIUS, -0.97, 0.97);
    double x = sqrt(1 - y * y);
    return (struct svg_point){picture->middle.x + (int)lround((right ? x : -x) * distance),
                              picture->middle.y + (int)lround(y * distance)};
}

/* "treaty, arms, alignment": what is in force or strained. */
static struct slice ties_text(struct arena *arena, const struct circle_row *row)
{
    struct slice text = {"", 0};
    for (size_t i = 0; i < row->bond_count; i++) {
        const struct bond_span *span = row->bonds[i].span;
        bool stands =
            span && (span->state == BOND_STATE_IN_FORCE || span->state == BOND_STATE_STRAINED);
        bool again = i > 0 && row->bonds[i - 1].bond->type == row->bonds[i].bond->type;
        if (stands && !again) {
            text = slice_print(arena, "%.*s%s%s%s", SLICE_ARGS(text), text.length ? ", " : "",
                               bond_type_name(row->bonds[i].bond->type),
                               span->state == BOND_STATE_STRAINED ? " (strained)" : "");
        }
    }
    return text.length ? text : SLICE("no bond in force");
}

/* Movement, scores and the newest sentence, for whom the pointer rests on. */
static struct slice dot_title(struct arena *arena, const struct circle_row *row)
{
    struct slice now = score_text(arena, row->score), was = score_text(arena, row->score_since);
    return slice_print(arena, "%.*s: %s, score %.*s, was %.*s. %.*s", SLICE_ARGS(row->name),
                       movement_name(row->movement), SLICE_ARGS(now), SLICE_ARGS(was),
                       SLICE_ARGS(slice_trim(row->evidence.sentence)));
}

static void draw_row(struct picture *picture, size_t i)
{
    const struct circle_row *row = picture->rows[i];
    struct arena *arena = &picture->arena;
    struct look look = look_of(row);
    bool right;
    struct svg_point label = label_place(picture, i, &right);
    struct svg_point rim = spoke_point(picture, label, right, RADIUS);
    struct svg_point now = spoke_point(picture, label, right, distance_of(picture, row->score));
    struct svg_point was =
        spoke_point(picture, label, right, distance_of(picture, row->score_since));
    int step = right ? 10 : -10;
    const char *link = slice_print(arena, "link %s", look.colour).at;
    const char *ghost = slice_print(arena, "ghost %s", look.colour).at;
    const char *dot = slice_print(arena, "fill %s", look.colour).at;
    const char *anchor = right ? "start" : "end";
    struct slice ties = svg_short(arena, ties_text(arena, row), 30);
    struct slice score = score_text(arena, row->score);
    svg_line(picture->out, spoke_point(picture, label, right, CORE), rim, "rule");
    svg_line(picture->out, rim, (struct svg_point){label.x - step, label.y}, "rule");
    svg_line(picture->out, was, now, link);
    svg_circle(picture->out, was, 5, ghost, SLICE(""));
    svg_circle(picture->out, now, 7, dot, dot_title(arena, row));
    svg_text(picture->out, (struct svg_text){{label.x, label.y}, anchor, "strong"},
             slice_print(arena, "%s %.*s  %.*s", look.mark,
                         SLICE_ARGS(svg_short(arena, row->name, 22)), SLICE_ARGS(score)));
    svg_text(picture->out, (struct svg_text){{label.x, label.y + 14}, anchor, "soft"}, ties);
}

static void draw_head(struct picture *picture)
{
    const struct circle *circle = picture->circle;
    struct arena *arena = &picture->arena;
    struct slice as_of = day_text(arena, circle->time.as_of);
    struct slice since = day_text(arena, circle->time.since);
    struct slice known = day_text(arena, circle->time.known_by);
    svg_text(picture->out, (struct svg_text){{24, 36}, "start", "title"},
             slice_print(arena, "Circle of %.*s", SLICE_ARGS(circle->name)));
    svg_text(picture->out, (struct svg_text){{24, 58}, "start", "soft"},
             slice_print(arena, "as of %.*s, compared with %.*s%s%.*s", SLICE_ARGS(as_of),
                         SLICE_ARGS(since), known.length ? ", known by " : "", SLICE_ARGS(known)));
    if (circle->row_count > picture->shown) {
        svg_text(picture->out, (struct svg_text){{WIDTH - 24, 58}, "end", "soft"},
                 slice_print(arena, "%zu more with weaker ties are left out",
                             circle->row_count - picture->shown));
    }
}

static void draw_legend(struct picture *picture, int y)
{
    static const enum movement order[] = {MOVEMENT_ENTERED,  MOVEMENT_DEEPENED, MOVEMENT_UNCHANGED,
                                          MOVEMENT_DRIFTING, MOVEMENT_LEFT,     MOVEMENT_OPPONENT,
                                          MOVEMENT_UNKNOWN};
    int x = 24;
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        const struct circle_row row = {.movement = order[i]};
        struct look look = look_of(&row);
        svg_circle(picture->out, (struct svg_point){x + 5, y - 4}, 5,
                   slice_print(&picture->arena, "fill %s", look.colour).at, SLICE(""));
        svg_text(picture->out, (struct svg_text){{x + 16, y}, "start", "soft"},
                 slice_print(&picture->arena, "%s %s", look.mark, look.words));
        x += 100;
    }
    svg_text(
        picture->out, (struct svg_text){{24, y + 22}, "start", "soft"},
        SLICE("The closer to the middle, the closer the tie. Hollow: on the day of comparison. "
              "Inside the dashed ring: inside the circle."));
}

static int compare_strength(const void *left, const void *right)
{
    const struct circle_row *const *x = left, *const *y = right;
    double strength = fabs((*x)->score), other = fabs((*y)->score);
    return strength != other ? (strength > other ? -1 : 1)
                             : slice_compare((*x)->alter, (*y)->alter);
}

static int compare_score(const void *left, const void *right)
{
    const struct circle_row *const *x = left, *const *y = right;
    return (*x)->score != (*y)->score ? ((*x)->score > (*y)->score ? -1 : 1)
                                      : slice_compare((*x)->alter, (*y)->alter);
}

/* The strongest ties of either sign, friends first. */
static void choose_rows(struct picture *picture)
{
    const struct circle *circle = picture->circle;
    picture->rows = arena_array(&picture->arena, circle->row_count + 1, sizeof *picture->rows);
    for (size_t i = 0; i < circle->row_count; i++) {
        picture->rows[i] = &circle->rows[i];
    }
    picture->shown = circle->row_count < SHOWN_MOST ? circle->row_count : SHOWN_MOST;
    qsort(picture->rows, circle->row_count, sizeof *picture->rows, compare_strength);
    qsort(picture->rows, picture->shown, sizeof *picture->rows, compare_score);
}

void view_svg_circle(struct buffer *out, const struct circle *circle, const struct formula *formula)
{
    const struct svg_point size = {WIDTH, HEAD + 2 * RADIUS + 40 + FOOT};
    struct picture picture = {
        .out = out, .circle = circle, .middle = {WIDTH / 2, HEAD + 20 + RADIUS}};
    choose_rows(&picture);
    find_scale(&picture);
    svg_begin(out, size, slice_print(&picture.arena, "Circle of %.*s", SLICE_ARGS(circle->name)),
              SLICE("Who stands how close on the day, and from where each has moved: the table of "
                    "entente circle as a picture"));
    draw_head(&picture);
    svg_circle(out, picture.middle, RADIUS, "rule", SLICE(""));
    svg_circle(out, picture.middle, distance_of(&picture, formula->inside), "ring", SLICE(""));
    for (size_t i = 0; i < picture.shown; i++) {
        draw_row(&picture, i);
    }
    svg_circle(out, picture.middle, CORE - 8, "ego", circle->name);
    draw_legend(&picture, size.y - FOOT + 34);
    svg_end(out);
    arena_free(&picture.arena);
}
