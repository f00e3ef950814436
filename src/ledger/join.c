/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Claims of one pair and kind of deed become clusters, one for each happening.
 *
 * Each claim joins the nearest cluster of which all members tell the same happening
 * (claim_same_event) and none comes from the same article: what one article tells apart stays
 * apart. This is complete-linkage clustering, greedy in canonical order; single linkage would let
 * one vague claim ("since 2014") chain all deeds of a war together.
 *
 * That all members' dates meet a new one's is asked of the cluster as a whole: intervals that meet
 * pair by pair have a day in common (Helly), so that the latest first day and the earliest last day
 * of the members tell it at once. Cost: claims times clusters of the kind, a few nanoseconds each.
 */
#include <assert.h>
#include <stdlib.h>

#include "ledger/fold.h"

#define PHASE_DAYS 366 /* news date states by the year: two such dates may be a year apart */

/* A state without end whose beginning is told. */
static bool is_phase(const struct grain *grain)
{
    return grain->last == DAY_AFTER_ALL && grain->first != DAY_BEFORE_ALL;
}

/* Two states without end that began more than a year apart are two phases, not one happening. */
static bool phase_fits(const struct cluster *cluster, const struct grain *grain)
{
    return !is_phase(grain) || !cluster->has_phase ||
           ((int64_t)cluster->phase_latest - grain->first <= PHASE_DAYS &&
            (int64_t)grain->first - cluster->phase_earliest <= PHASE_DAYS);
}

static bool has_article(const struct cluster *cluster, const struct grain *grain)
{
    for (size_t i = 0; i < cluster->count; i++) {
        if (cluster->members[i]->article_number == grain->claim->article_number &&
            slice_equal(cluster->members[i]->article, grain->claim->article)) {
            return true;
        }
    }
    return false;
}

static bool cluster_takes(const struct cluster *cluster, const struct grain *grain)
{
    bool denied = grain->claim->claim.realis == REALIS_DENIED;
    return grain->first <= cluster->earliest_last && grain->last >= cluster->latest_first &&
           cluster->denied == denied && phase_fits(cluster, grain) && !has_article(cluster, grain);
}

/* How far a claim is from the cluster's tightest one. */
static int64_t cluster_distance(const struct cluster *cluster, const struct grain *grain)
{
    int64_t days =
        llabs((int64_t)cluster->first - grain->first) + llabs((int64_t)cluster->last - grain->last);
    bool same_realis = cluster->members[0]->claim.realis == grain->claim->claim.realis;
    return days + (same_realis ? 0 : INT64_C(1) << 40);
}

static void cluster_add(struct arena *arena, struct cluster *cluster, const struct grain *grain)
{
    if (cluster->count == 0) {
        cluster->first = cluster->latest_first = grain->first;
        cluster->last = cluster->earliest_last = grain->last;
        cluster->denied = grain->claim->claim.realis == REALIS_DENIED;
    }
    *arena_push(arena, cluster->members, cluster->count) = grain->claim;
    if (grain->first > cluster->latest_first) {
        cluster->latest_first = grain->first;
    }
    if (grain->last < cluster->earliest_last) {
        cluster->earliest_last = grain->last;
    }
    if (!is_phase(grain)) {
        return;
    }
    bool had = cluster->has_phase;
    cluster->has_phase = true;
    if (!had || grain->first < cluster->phase_earliest) {
        cluster->phase_earliest = grain->first;
    }
    if (!had || grain->first > cluster->phase_latest) {
        cluster->phase_latest = grain->first;
    }
}

void claims_join(struct arena *arena, const struct grain *grains, size_t count,
                 struct cluster_list *out)
{
    *out = (struct cluster_list){0};
    for (size_t i = 0; i < count; i++) {
        size_t best = out->count;
        int64_t best_distance = INT64_MAX;
        for (size_t j = 0; j < out->count; j++) {
            const struct cluster *cluster = &out->items[j];
            if (cluster_takes(cluster, &grains[i])) {
                int64_t distance = cluster_distance(cluster, &grains[i]);
                best = distance < best_distance ? j : best;
                best_distance = distance < best_distance ? distance : best_distance;
            }
        }
        struct cluster *cluster =
            best < out->count ? &out->items[best] : arena_push(arena, out->items, out->count);
        cluster_add(arena, cluster, &grains[i]);
    }
}
