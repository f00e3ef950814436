/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Coded events against gold events: two TSV texts in, precision, recall and F1 out.
 *
 * The figures are those of score_events.py, the scorer that came with the gold files; tests/score
 * holds the two together, so a change here or in match.c is a change there. Records are paired at
 * four levels of strictness: dyad (the two actors in either order), quad (dyad and quad class),
 * event (actors in the right direction and PLOVER type) and bond (dyad, bond type and sign). An
 * optional gold record (note `opt:`, a collective actor or no target) costs nothing, found or
 * missed. Limit: a month or day that no calendar has counts as unknown, where Python stops. */
#include "score/inside.h"

enum { DYAD, QUAD, EVENTS, BONDS, LEVELS };

static const char *const level_names[LEVELS] = {"dyad", "quad", "event", "bond"};

struct figures {
    struct level levels[LEVELS];
    size_t realis, date, said; /* of the events found, how many agree on that too */
};

static size_t agreeing(const struct pair_list *pairs, fit *test)
{
    size_t held = 0;
    for (size_t i = 0; i < pairs->count; i++) {
        held += test(pairs->items[i].gold, pairs->items[i].system);
    }
    return held;
}

static struct figures figures_of(struct arena *arena, const struct comparison *c)
{
    struct figures figures = {0};
    figures.levels[DYAD] = level_of(arena, &c->gold, &c->system, fits_dyad);
    figures.levels[QUAD] = level_of(arena, &c->gold, &c->system, fits_quad);
    figures.levels[EVENTS] = c->event;
    figures.levels[BONDS] = c->bond;
    figures.realis = agreeing(&c->event.found, realis_agrees);
    figures.date = agreeing(&c->event.found, date_agrees);
    figures.said = agreeing(&c->event.found, said_agrees);
    return figures;
}

static double headline(const struct figures *figures)
{
    return (figures->levels[EVENTS].f1 + figures->levels[BONDS].f1) / 2;
}

static void print_text(struct buffer *out, const struct figures *figures)
{
    size_t found = figures->levels[EVENTS].found.count;
    for (int i = 0; i < LEVELS; i++) {
        const struct level *level = &figures->levels[i];
        buffer_print(out, "%-6s P %.3f  R %.3f  F1 %.3f   (%zu gold, %zu coded)\n", level_names[i],
                     level->precision, level->recall, level->f1, level->wanted, level->made);
    }
    if (found) {
        buffer_print(out, "real   %.3f   date %.3f   said %.3f   (of %zu events found)\n",
                     ratio(figures->realis, found), ratio(figures->date, found),
                     ratio(figures->said, found), found);
    }
    buffer_print(out, "HEADLINE %.3f\n", headline(figures));
}

static void print_json(struct buffer *out, const struct figures *figures)
{
    size_t found = figures->levels[EVENTS].found.count;
    buffer_add(out, SLICE("{"));
    for (int i = 0; i < LEVELS; i++) {
        const struct level *level = &figures->levels[i];
        buffer_print(out,
                     "\"%s\": {\"precision\": %.4f, \"recall\": %.4f, \"f1\": %.4f, \"gold\": %zu, "
                     "\"coded\": %zu}, ",
                     level_names[i], level->precision, level->recall, level->f1, level->wanted,
                     level->made);
    }
    buffer_print(out, "\"found\": %zu, \"realis\": %.4f, \"date\": %.4f, \"said\": %.4f, ", found,
                 ratio(figures->realis, found), ratio(figures->date, found),
                 ratio(figures->said, found));
    buffer_print(out, "\"headline\": %.4f}\n", headline(figures));
}

bool score_events(const struct score_tables *tables, bool json, struct buffer *out,
                  struct error *err)
{
    struct arena arena = {0};
    struct comparison comparison;
    bool good = comparison_make(&arena, tables, &comparison, err);
    if (good) {
        struct figures figures = figures_of(&arena, &comparison);
        (json ? print_json : print_text)(out, &figures);
    }
    arena_free(&arena);
    return good;
}
