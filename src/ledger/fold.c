/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Claims become events, and events bonds.
 *
 * The fold is a pure function of the set of claims: they are first put into canonical order (pair
 * of actors, kind of deed, tightest date first, then document, position and id), so that no order
 * of arrival can show. The claims of one pair and kind are joined into happenings (join.c), and
 * each becomes an event that is counted by the families of its articles: copies, rewrites and
 * translations of one article are one source, for which the best of them speaks.
 *
 * Cost: that of sorting, and of join.c. */
#include <assert.h>
#include <stdlib.h>

#include "ledger/fold.h"

struct pair pair_of(struct slice source, struct slice target)
{
    return slice_compare(source, target) <= 0 ? (struct pair){source, target}
                                              : (struct pair){target, source};
}

int pair_compare(struct pair x, struct pair y)
{
    int order = slice_compare(x.a, y.a);
    return order ? order : slice_compare(x.b, y.b);
}

/* Days that the date leaves open; of one without end, those of its beginning, but after all others.
 */
static int64_t date_width(struct edtf date, int32_t first, int32_t last)
{
    bool endless = last == DAY_AFTER_ALL && first != DAY_BEFORE_ALL;
    const struct edtf begin = {.from = date.from};
    return endless ? INT64_C(1) << 30 | ((int64_t)edtf_last(begin) - first) : (int64_t)last - first;
}

static bool is_reported(const struct claim *claim)
{
    return !slice_is(claim->said_by, "-");
}

struct slice kind_source(enum event_type type, struct slice source, struct pair pair)
{
    return event_is_symmetric(type) ? pair.a : source;
}

static struct grain grain_of(const struct ledger_claim *claim)
{
    const struct claim *told = &claim->claim;
    struct grain grain = {.claim = claim,
                          .pair = pair_of(told->source, told->target),
                          .first = edtf_first(told->date),
                          .last = edtf_last(told->date),
                          .reported = is_reported(told)};
    grain.source = kind_source(told->event, told->source, grain.pair);
    grain.width = date_width(told->date, grain.first, grain.last);
    return grain;
}

/* Same pair and kind of deed: only such claims can be one event. */
static int kind_compare(const struct grain *x, const struct grain *y)
{
    const struct claim *a = &x->claim->claim, *b = &y->claim->claim;
    int order = pair_compare(x->pair, y->pair);
    if (order || (order = number_compare(a->event, b->event)) ||
        (order = number_compare(a->bond, b->bond)) || (order = number_compare(a->sign, b->sign))) {
        return order;
    }
    return slice_compare(x->source, y->source);
}

static int place_compare(const struct ledger_claim *x, const struct ledger_claim *y)
{
    int order = slice_compare(x->claim.doc, y->claim.doc);
    if (order || (order = slice_compare(x->article, y->article)) ||
        (order = number_compare(x->claim.order, y->claim.order))) {
        return order;
    }
    return slice_compare(x->claim.id, y->claim.id);
}

static int canonical_compare(const void *left, const void *right)
{
    const struct grain *x = left, *y = right;
    int order = kind_compare(x, y);
    if (order || (order = number_compare(x->width, y->width)) ||
        (order = number_compare(x->claim->claim.realis, y->claim->claim.realis)) ||
        (order = number_compare(x->reported, y->reported)) ||
        (order = number_compare(x->first, y->first))) {
        return order;
    }
    return place_compare(x->claim, y->claim);
}

static bool speaks(const struct ledger_claim *claim)
{
    return claim->family == claim->article_number;
}

static int evidence_compare(const void *left, const void *right)
{
    const struct ledger_claim *x = *(const struct ledger_claim *const *)left;
    const struct ledger_claim *y = *(const struct ledger_claim *const *)right;
    int order = number_compare(x->claim.realis, y->claim.realis);
    if (order || (order = number_compare(is_reported(&x->claim), is_reported(&y->claim))) ||
        (order = number_compare(speaks(y), speaks(x))) ||
        (order = number_compare(x->known, y->known))) {
        return order;
    }
    return place_compare(x, y);
}

/* Actual if any article says so in its own voice; a denied attribution is only alleged. */
static enum realis realis_collapse(const struct cluster *cluster, bool *out_disputed)
{
    bool seen[REALIS_ALLEGED + 1] = {false}, plainly = false;
    for (size_t i = 0; i < cluster->count; i++) {
        const struct claim *claim = &cluster->members[i]->claim;
        seen[claim->realis] = true;
        plainly |= claim->realis == REALIS_ACTUAL && !is_reported(claim);
    }
    *out_disputed = seen[REALIS_DENIED] &&
                    (seen[REALIS_ACTUAL] || seen[REALIS_ALLEGED] || seen[REALIS_PLANNED]);
    if (seen[REALIS_ACTUAL]) {
        return plainly || !seen[REALIS_DENIED] ? REALIS_ACTUAL : REALIS_ALLEGED;
    }
    return seen[REALIS_ALLEGED]    ? REALIS_ALLEGED
           : seen[REALIS_PLANNED]  ? REALIS_PLANNED
           : seen[REALIS_POSSIBLE] ? REALIS_POSSIBLE
                                   : REALIS_DENIED;
}

static int hash_compare(const void *left, const void *right)
{
    uint64_t x = *(const uint64_t *)left, y = *(const uint64_t *)right;
    return (x > y) - (x < y);
}

static uint64_t members_hash(struct arena *arena, const struct cluster *cluster)
{
    uint64_t *hashes = arena_room(arena, cluster->count, sizeof *hashes), hash = 0;
    for (size_t i = 0; i < cluster->count; i++) {
        hashes[i] = cluster->members[i]->hash;
    }
    qsort(hashes, cluster->count, sizeof *hashes, hash_compare);
    for (size_t i = 0; i < cluster->count; i++) {
        hash = slice_hash(id_print(arena, hashes[i]), hash);
    }
    return hash;
}

static int family_compare(const void *left, const void *right)
{
    return number_compare(*(const uint32_t *)left, *(const uint32_t *)right);
}

static size_t count_families(struct arena *arena, const struct ledger_event *event)
{
    uint32_t *families = arena_room(arena, event->claim_count, sizeof *families);
    size_t count = 0;
    for (size_t i = 0; i < event->claim_count; i++) {
        families[i] = event->support[i].family;
    }
    qsort(families, event->claim_count, sizeof *families, family_compare);
    for (size_t i = 0; i < event->claim_count; i++) {
        count += i == 0 || families[i] != families[i - 1];
    }
    return count;
}

void event_days(struct ledger_event *event)
{
    bool one_day =
        event->date.from.precision == PRECISION_DAY && event->date.to.precision == PRECISION_NONE;
    event->last = one_day ? event->first : edtf_last(event->date);
    event->day = one_day ? event->first : event_day(event->date, event->known);
    event->reached = reached_day(event->day, event->realis, event->known);
}

static void event_finish(struct arena *arena, struct cluster *cluster, struct ledger_event *event)
{
    const struct claim *tightest = &cluster->members[0]->claim;
    struct pair pair = pair_of(tightest->source, tightest->target);
    bool symmetric = event_is_symmetric(tightest->event);
    *event = (struct ledger_event){.date = tightest->date,
                                   .source = symmetric ? pair.a : tightest->source,
                                   .target = symmetric ? pair.b : tightest->target,
                                   .event = tightest->event,
                                   .bond = tightest->bond,
                                   .sign = tightest->sign,
                                   .known = DAY_AFTER_ALL,
                                   .article_count = cluster->count, /* one claim of each */
                                   .claim_count = cluster->count};
    event->first = edtf_first(event->date);
    event->realis = realis_collapse(cluster, &event->disputed);
    event->hash = members_hash(arena, cluster);
    event->id = id_print(arena, event->hash);
    qsort(cluster->members, cluster->count, sizeof *cluster->members, evidence_compare);
    event->claims = cluster->members;
    event->support = arena_room(arena, cluster->count, sizeof *event->support);
    for (size_t i = 0; i < cluster->count; i++) {
        const struct ledger_claim *claim = cluster->members[i];
        event->known = claim->known < event->known ? claim->known : event->known;
        event->support[i] = (struct ledger_support){
            claim->number, claim->hash, (uint32_t)claim->article_number, (uint32_t)claim->family};
    }
    event->family_count = count_families(arena, event);
    event_days(event);
    event->position = event->claims[0]->claim.order;
    event->confidence = (uint8_t)event->claims[0]->claim.confidence;
}

/* Some say that it happened, others that it did not, of days that meet. */
static bool events_clash(const struct ledger_event *denial, const struct ledger_event *other)
{
    bool asserted = other->realis == REALIS_ACTUAL || other->realis == REALIS_ALLEGED;
    return asserted && denial->first <= other->last && other->first <= denial->last;
}

/* Marks the disputes among the finished events of one kind. */
static void disputes_mark(struct ledger_event *events, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; events[i].realis == REALIS_DENIED && j < count; j++) {
            if (events_clash(&events[i], &events[j])) {
                events[i].disputed = events[j].disputed = true;
            }
        }
    }
}

static void kind_fold(struct arena *arena, const struct grain *grains, size_t count,
                      struct ledger_view *view)
{
    struct cluster_list clusters;
    size_t first = view->event_count;
    claims_join(arena, grains, count, &clusters);
    for (size_t i = 0; i < clusters.count; i++) {
        event_finish(arena, &clusters.items[i], arena_push(arena, view->events, view->event_count));
    }
    disputes_mark(view->events + first, view->event_count - first);
}

int32_t event_day(struct edtf date, int32_t known)
{
    int32_t first = edtf_first(date);
    struct edtf limit = {.from = date.to};
    if (first == DAY_BEFORE_ALL && limit.from.precision >= PRECISION_DECADE) {
        return edtf_first(limit); /* "../2022": before all that is told of 2022 */
    }
    return first != DAY_BEFORE_ALL ? first : known;
}

int32_t reached_day(int32_t day, enum realis realis, int32_t known)
{
    bool announced = realis != REALIS_ACTUAL && known != DAY_BEFORE_ALL;
    return announced && known < day ? known : day;
}

int event_compare(const void *left, const void *right)
{
    const struct ledger_event *x = left, *y = right;
    int order = number_compare(x->day, y->day);
    if (order || (order = number_compare(x->first, y->first)) ||
        (order = number_compare(x->realis, y->realis)) ||
        (order = number_compare(x->known, y->known)) ||
        (order = number_compare(x->position, y->position)) ||
        (order = number_compare(y->confidence, x->confidence))) {
        return order;
    }
    return slice_compare(x->id, y->id);
}

void events_fold(struct arena *arena, const struct ledger_claim_list *claims,
                 struct ledger_view *view)
{
    struct grain *sorted = arena_room(arena, claims->count, sizeof *sorted);
    for (size_t i = 0; i < claims->count; i++) {
        sorted[i] = grain_of(&claims->items[i]);
    }
    if (claims->count) {
        qsort(sorted, claims->count, sizeof *sorted, canonical_compare);
    }
    for (size_t i = 0, next; i < claims->count; i = next) {
        next = i + 1;
        while (next < claims->count && kind_compare(&sorted[i], &sorted[next]) == 0) {
            next++;
        }
        kind_fold(arena, sorted + i, next - i, view);
    }
    if (view->event_count) {
        qsort(view->events, view->event_count, sizeof *view->events, event_compare);
    }
}

struct ledger_gist gist_of_event(const struct ledger_event *event)
{
    bool told = event->known != DAY_BEFORE_ALL;
    return (struct ledger_gist){
        .hash = event->hash,
        .best = event->support[0].number,
        .reached = event->reached,
        .fades = event->last != DAY_AFTER_ALL || !told ? event->last : event->known,
        .event = (uint8_t)event->event,
        .bond = (uint8_t)event->bond,
        .realis = (uint8_t)event->realis,
        .sign = event->sign,
        .undated = event->first == DAY_BEFORE_ALL && event->last == DAY_AFTER_ALL};
}

/* The events, which lie in order, year by year. */
static void view_cut(struct arena *arena, const struct ledger_view *view,
                     struct dyad_year_list *out)
{
    *out = (struct dyad_year_list){0};
    for (size_t i = 0; i < view->event_count; i++) {
        int32_t year = day_year(view->events[i].day);
        if (out->count == 0 || out->items[out->count - 1].year != year) {
            *arena_push(arena, out->items, out->count) =
                (struct dyad_year){year, view->events + i, view->gists + i, 0, {0}, {0}};
        }
        out->items[out->count - 1].count++;
    }
}

void ledger_fold_claims(struct arena *arena, const struct ledger_claim_list *claims,
                        struct ledger_view *out)
{
    struct dyad_year_list years;
    struct telling_list told = {0}, tellings;
    struct track_list fresh, tracks;
    *out = (struct ledger_view){0};
    events_fold(arena, claims, out);
    out->gists = arena_room(arena, out->event_count, sizeof *out->gists);
    for (size_t i = 0; i < out->event_count; i++) {
        out->gists[i] = gist_of_event(&out->events[i]);
    }
    view_cut(arena, out, &years);
    for (size_t i = 0; i < years.count; i++) {
        tellings_count(arena, &years.items[i], &told);
    }
    tellings_merge(arena, &(struct telling_list){0}, &years, &told, &tellings);
    tracks_make(arena, &years, &fresh);
    tracks_merge(arena, &(struct track_list){0}, &years, &fresh, &tracks);
    bool whole = tellings_settle(&tellings, &years) && bonds_make(arena, &tracks, &years, out);
    assert(whole); /* all places are those of the years */
}
