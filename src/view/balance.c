/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Structural balance of a circle (Heider 1946; Cartwright and Harary 1956, Psychological Review
 * 63:277): ties are signed by their scores, and a triad whose signs multiply to minus is under
 * strain: two of my friends fight each other, or my friend's friend is my enemy.
 *
 * The circle is balanced if it falls into two camps with friends inside and enemies between. The
 * frustration index is the least number of ties that stand against such a division (Abelson and
 * Rosenberg 1958; NP-hard, Aref and Wilson 2019, Journal of Complex Networks 7:163). Up to
 * EXACT_MOST actors all divisions are tried, in Gray code so that each costs one row; beyond that a
 * local search moves one actor at a time, from RESTARTS divisions of a fixed sequence of numbers,
 * and the best is told, as an upper bound. */
#include <math.h>
#include <stdlib.h>

#include "view/inside.h"

#define EXACT_MOST 20 /* half a million divisions: some ten milliseconds */
#define RESTARTS 64

struct graph {
    size_t count;
    int8_t *signs; /* count × count; 0 no tie */
};

static int8_t sign_of(const struct graph *graph, size_t i, size_t j)
{
    return graph->signs[i * graph->count + j];
}

static void sign_set(struct graph *graph, size_t i, size_t j, double score)
{
    int8_t sign = score > 0 ? 1 : -1;
    graph->signs[i * graph->count + j] = graph->signs[j * graph->count + i] = sign;
}

/* By how much the index falls when actor i changes camp. */
static int gain_of(const struct graph *graph, const int8_t *camp, size_t i)
{
    int gain = 0;
    for (size_t j = 0; j < graph->count; j++) {
        if (j != i) {
            gain -= sign_of(graph, i, j) * camp[i] * camp[j];
        }
    }
    return gain;
}

static int frustration(const struct graph *graph, const int8_t *camp)
{
    int against = 0;
    for (size_t i = 0; i < graph->count; i++) {
        for (size_t j = 0; j < i; j++) {
            against += sign_of(graph, i, j) * camp[i] * camp[j] < 0;
        }
    }
    return against;
}

static void keep_best(const int8_t *camp, size_t count, int index, int8_t *best, int *best_index)
{
    if (index < *best_index) {
        *best_index = index;
        memcpy(best, camp, count);
    }
}

/* Actor 0 stays; the others walk through all divisions, one changing at each step. */
static int divide_exactly(const struct graph *graph, int8_t *camp, int8_t *best)
{
    int index = frustration(graph, camp), best_index = index;
    memcpy(best, camp, graph->count);
    for (uint32_t step = 1; step < UINT32_C(1) << (graph->count - 1); step++) {
        size_t i = 1;
        for (uint32_t rest = step; !(rest & 1); rest >>= 1) {
            i++;
        }
        index -= gain_of(graph, camp, i);
        camp[i] = (int8_t)-camp[i];
        keep_best(camp, graph->count, index, best, &best_index);
    }
    return best_index;
}

static int descend(const struct graph *graph, int8_t *camp)
{
    for (;;) {
        size_t best = 0;
        int best_gain = 0;
        for (size_t i = 1; i < graph->count; i++) {
            int gain = gain_of(graph, camp, i);
            best = gain > best_gain ? i : best;
            best_gain = gain > best_gain ? gain : best_gain;
        }
        if (!best) {
            return frustration(graph, camp);
        }
        camp[best] = (int8_t)-camp[best];
    }
}

static int divide_locally(const struct graph *graph, int8_t *camp, int8_t *best)
{
    uint64_t random = 1; /* Knuth's multiplier: the same sequence in every run */
    int best_index = INT32_MAX;
    for (int restart = 0; restart < RESTARTS; restart++) {
        keep_best(camp, graph->count, descend(graph, camp), best, &best_index);
        for (size_t i = 1; i < graph->count; i++) {
            random = random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
            camp[i] = random >> 63 ? 1 : -1;
        }
    }
    return best_index;
}

/* --------------------------------------------------------------------------------- triads */

static struct balance_tie tie_at(const struct balance *balance, const double *scores, size_t i,
                                 size_t j)
{
    return (struct balance_tie){balance->actors[i], balance->actors[j],
                                scores[i * balance->actor_count + j]};
}

static void find_triads(struct arena *arena, const struct graph *graph, const double *scores,
                        struct balance *out)
{
    for (size_t i = 1; i < graph->count; i++) {
        for (size_t j = i + 1; j < graph->count; j++) {
            int product = sign_of(graph, 0, i) * sign_of(graph, 0, j) * sign_of(graph, i, j);
            out->triad_count += product != 0;
            if (product < 0) {
                struct balance_triad *triad = arena_push(arena, out->strained, out->strained_count);
                triad->ties[0] = tie_at(out, scores, 0, i);
                triad->ties[1] = tie_at(out, scores, 0, j);
                triad->ties[2] = tie_at(out, scores, i, j);
                triad->strain = fmin(fabs(triad->ties[0].score),
                                     fmin(fabs(triad->ties[1].score), fabs(triad->ties[2].score)));
            }
        }
    }
}

static int triad_compare(const void *left, const void *right)
{
    const struct balance_triad *x = left, *y = right;
    if (x->strain != y->strain) {
        return x->strain > y->strain ? -1 : 1;
    }
    int order = slice_compare(x->ties[0].b, y->ties[0].b);
    return order ? order : slice_compare(x->ties[1].b, y->ties[1].b);
}

static void divide(struct arena *arena, const struct graph *graph, const double *scores,
                   struct balance *out)
{
    int8_t *camp = arena_alloc(arena, graph->count), *best = arena_alloc(arena, graph->count);
    for (size_t i = 0; i < graph->count; i++) {
        camp[i] = sign_of(graph, 0, i) < 0 ? -1 : 1;
    }
    out->exact = graph->count <= EXACT_MOST;
    out->frustration = (size_t)(out->exact ? divide_exactly(graph, camp, best)
                                           : divide_locally(graph, camp, best));
    out->with_ego = arena_array(arena, graph->count, sizeof *out->with_ego);
    for (size_t i = 0; i < graph->count; i++) {
        out->with_ego[i] = best[i] == best[0];
        for (size_t j = 0; j < i; j++) {
            if (sign_of(graph, i, j) * best[i] * best[j] < 0) {
                *arena_push(arena, out->against, out->against_count) = tie_at(out, scores, j, i);
            }
        }
    }
}

/* ---------------------------------------------------------------------------------- scores */

static double tie_score(const struct formula *formula, const struct tie *tie, int32_t day)
{
    struct reading reading;
    tie_read(NULL, formula, tie, day, false, &reading);
    return reading.score;
}

/* The ego first, then all whose tie with it is strong enough, by code. */
static bool find_actors(struct arena *arena, struct ledger *ledger, const struct formula *formula,
                        struct balance *out, double **ego_scores, struct error *err)
{
    struct ties ties;
    size_t count = 0;
    if (!ties_load(arena, ledger, out->ego, out->time.known_by, false, &ties, err)) {
        return false;
    }
    *arena_push(arena, out->actors, out->actor_count) = out->ego;
    *arena_push(arena, *ego_scores, count) = 0;
    for (size_t i = 0; i < ties.count; i++) {
        double score = tie_score(formula, &ties.items[i], out->time.as_of);
        if (fabs(score) >= formula->balance) {
            *arena_push(arena, out->actors, out->actor_count) = ties.items[i].alter;
            *arena_push(arena, *ego_scores, count) = score;
        }
    }
    return true;
}

static bool score_pair(struct arena *arena, struct ledger *ledger, const struct formula *formula,
                       const struct balance *balance, size_t i, size_t j, double *out,
                       struct error *err)
{
    struct arena_mark mark = arena_mark(arena);
    struct ledger_dyad_list dyads;
    struct tie tie;
    *out = 0;
    const struct ledger_dyad_filter filter = {.a = balance->actors[i],
                                              .b = balance->actors[j],
                                              .known_by = balance->time.known_by,
                                              .gists = true};
    if (!ledger_dyads(arena, ledger, &filter, &dyads, err)) {
        return false;
    }
    if (dyads.count && tie_make(arena, &dyads.items[0], balance->actors[i], &tie)) {
        *out = tie_score(formula, &tie, balance->time.as_of);
    }
    arena_reset(arena, mark);
    return true;
}

static bool score_pairs(struct arena *arena, struct ledger *ledger, const struct formula *formula,
                        const struct balance *balance, double *scores, struct error *err)
{
    size_t count = balance->actor_count;
    for (size_t i = 1; i < count; i++) {
        for (size_t j = 1; j < i; j++) {
            double score;
            if (!score_pair(arena, ledger, formula, balance, i, j, &score, err)) {
                return false;
            }
            scores[i * count + j] = scores[j * count + i] = score;
        }
    }
    return true;
}

bool view_balance(struct arena *arena, struct ledger *ledger, const struct formula *formula,
                  struct balance *out, struct error *err)
{
    double *ego_scores = NULL;
    if (!find_actors(arena, ledger, formula, out, &ego_scores, err)) {
        return false;
    }
    size_t count = out->actor_count;
    double *scores = arena_array(arena, count * count, sizeof *scores);
    struct graph graph = {count, arena_alloc(arena, count * count)};
    for (size_t i = 0; i < count; i++) {
        scores[i] = scores[i * count] = ego_scores[i];
    }
    if (!score_pairs(arena, ledger, formula, out, scores, err)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < i; j++) {
            if (fabs(scores[i * count + j]) >= formula->balance) {
                sign_set(&graph, i, j, scores[i * count + j]);
            }
        }
    }
    find_triads(arena, &graph, scores, out);
    divide(arena, &graph, scores, out);
    if (out->strained_count) {
        qsort(out->strained, out->strained_count, sizeof *out->strained, triad_compare);
    }
    return true;
}

/* -------------------------------------------------------------------------------- printing */

static void print_tie(struct buffer *out, const struct balance_tie *tie)
{
    struct arena scratch = {0};
    struct slice score = score_text(&scratch, tie->score);
    buffer_print(out, "%.*s–%.*s %s%.*s", SLICE_ARGS(tie->a), SLICE_ARGS(tie->b),
                 tie->score > 0 ? "+" : "", SLICE_ARGS(score));
    arena_free(&scratch);
}

static void print_camp(struct buffer *out, const struct balance *balance, bool with_ego)
{
    buffer_print(out, "%s", with_ego ? "one camp:   " : "the other:  ");
    for (size_t i = 0; i < balance->actor_count; i++) {
        if (balance->with_ego[i] == with_ego) {
            buffer_print(out, " %.*s", SLICE_ARGS(balance->actors[i]));
        }
    }
    buffer_print(out, "\n");
}

static void print_text(struct buffer *out, const struct balance *balance)
{
    buffer_print(out, "%zu actors, %zu triads, %zu under strain\n", balance->actor_count,
                 balance->triad_count, balance->strained_count);
    for (size_t i = 0; i < balance->strained_count; i++) {
        for (int k = 0; k < 3; k++) {
            buffer_print(out, k ? "   " : "    ");
            print_tie(out, &balance->strained[i].ties[k]);
        }
        buffer_print(out, "\n");
    }
    print_camp(out, balance, true);
    print_camp(out, balance, false);
    buffer_print(out, "ties against this division: %zu (%s)\n", balance->frustration,
                 balance->exact ? "the least possible" : "the least found");
    for (size_t i = 0; i < balance->against_count; i++) {
        buffer_print(out, "    ");
        print_tie(out, &balance->against[i]);
        buffer_print(out, "\n");
    }
}

static void print_ties_json(struct buffer *out, const struct balance_tie *ties, size_t count)
{
    buffer_print(out, "[");
    for (size_t i = 0; i < count; i++) {
        buffer_print(out, "%s{\"a\":", i ? "," : "");
        buffer_json(out, ties[i].a);
        buffer_print(out, ",\"b\":");
        buffer_json(out, ties[i].b);
        buffer_print(out, ",\"score\":");
        print_score(out, ties[i].score);
        buffer_print(out, "}");
    }
    buffer_print(out, "]");
}

static void print_json(struct buffer *out, const struct balance *balance)
{
    buffer_print(out, "{\"ego\":");
    buffer_json(out, balance->ego);
    buffer_print(out, ",\"as_of\":");
    print_json_day(out, balance->time.as_of);
    buffer_print(out, ",\"triads\":%zu,\"strained\":[", balance->triad_count);
    for (size_t i = 0; i < balance->strained_count; i++) {
        buffer_print(out, i ? ",\n  " : "");
        print_ties_json(out, balance->strained[i].ties, 3);
    }
    buffer_print(out, "],\n \"frustration\":%zu,\"exact\":%s,\"camps\":{", balance->frustration,
                 balance->exact ? "true" : "false");
    for (size_t i = 0; i < balance->actor_count; i++) {
        buffer_print(out, i ? "," : "");
        buffer_json(out, balance->actors[i]);
        buffer_print(out, ":%d", balance->with_ego[i] ? 1 : 2);
    }
    buffer_print(out, "},\"against\":");
    print_ties_json(out, balance->against, balance->against_count);
    buffer_print(out, "}\n");
}

void view_print_balance(struct buffer *out, const struct balance *balance, bool json)
{
    if (json) {
        print_json(out, balance);
    } else {
        print_text(out, balance);
    }
}
