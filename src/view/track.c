/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The circle of one actor on a row of days: its ties are loaded once and read on each day, at the
 * cost of its events and bonds times the days. */
#include "view/inside.h"

static void alter_read(struct arena *arena, const struct formula *formula, const struct tie *tie,
                       const struct track *track, struct track_alter *out)
{
    out->scores = arena_array(arena, track->day_count, sizeof *out->scores);
    for (size_t i = 0; i < tie->bond_count; i++) {
        *arena_push(arena, out->bonds, out->bond_count) = (struct circle_bond){
            tie->bonds[i], bond_at(tie->bonds[i], track->days[track->day_count - 1])};
    }
    for (size_t i = 0; i < track->day_count; i++) {
        struct reading reading;
        tie_read(NULL, formula, tie, track->days[i], false, &reading);
        out->scores[i] = reading.score;
    }
}

bool view_track(struct arena *arena, struct ledger *ledger, const struct formula *formula,
                const struct actor_register *actors, struct slice ego, const int32_t *days,
                size_t day_count, int32_t known_by, struct track *out, struct error *err)
{
    *out = (struct track){.ego = ego,
                          .name = actor_words(actors, ego),
                          .formula = formula,
                          .days = days,
                          .day_count = day_count};
    struct ties ties;
    if (!ties_load(arena, ledger, ego, known_by, false, &ties, err)) {
        return false;
    }
    for (size_t i = 0; i < ties.count; i++) {
        struct track_alter *alter = arena_push(arena, out->alters, out->alter_count);
        alter->alter = ties.items[i].alter;
        alter->name = actor_words(actors, alter->alter);
        alter_read(arena, formula, &ties.items[i], out, alter);
    }
    return true;
}

static void print_alter(struct buffer *out, const struct track *track,
                        const struct track_alter *alter)
{
    buffer_print(out, "{\"alter\":");
    buffer_json(out, alter->alter);
    buffer_print(out, ",\"name\":");
    buffer_json(out, alter->name);
    buffer_print(out, ",\"scores\":[");
    for (size_t i = 0; i < track->day_count; i++) {
        buffer_print(out, i ? "," : "");
        print_score(out, alter->scores[i]);
    }
    buffer_print(out, "],\"bonds\":[");
    for (size_t i = 0; i < alter->bond_count; i++) {
        buffer_print(out, i ? "," : "");
        print_json_bond(out, &alter->bonds[i]);
    }
    buffer_print(out, "]}");
}

static void print_weights(struct buffer *out, const struct formula *formula)
{
    buffer_print(out, ",\"weights\":{");
    for (int type = BOND_NONE + 1; type < BOND_COUNT; type++) {
        buffer_print(out, "%s\"%s\":", type == BOND_NONE + 1 ? "" : ",",
                     bond_type_name((enum bond_type)type));
        print_score(out, formula->bond[type]);
    }
    buffer_print(out, "}");
}

void view_print_track_json(struct buffer *out, const struct track *track)
{
    buffer_print(out, "{\"ego\":");
    buffer_json(out, track->ego);
    buffer_print(out, ",\"name\":");
    buffer_json(out, track->name);
    buffer_print(out, ",\"inside\":");
    print_score(out, track->formula->inside);
    print_weights(out, track->formula);
    buffer_print(out, ",\"days\":[");
    for (size_t i = 0; i < track->day_count; i++) {
        buffer_print(out, i ? "," : "");
        print_json_day(out, track->days[i]);
    }
    buffer_print(out, "],\n \"alters\":[");
    for (size_t i = 0; i < track->alter_count; i++) {
        buffer_print(out, i ? ",\n  " : "");
        print_alter(out, track, &track->alters[i]);
    }
    buffer_print(out, "]}\n");
}
