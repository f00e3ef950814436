/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Finds what articles contradict each other in: numbers (dispute_numbers.c), speakers, whether a
 * thing happened, when, and whether it opened or closed a tie (dispute_events.c). The side that
 * more independent families tell is the better supported one; between equals the one that speaks
 * for its family, then the one told first. */
#include <stdlib.h>

#include "view/dispute.h"

const char *dispute_kind_name(enum dispute_kind kind)
{
    static const char *const names[] = {"number", "speaker", "realis", "state", "date"};
    return names[kind];
}

bool names_actor(const struct slice *actors, size_t count, struct slice actor)
{
    for (size_t i = 0; i < count; i++) {
        if (slice_equal(actors[i], actor)) {
            return true;
        }
    }
    return !actor.length;
}

void matter_add_actor(struct arena *arena, struct matter *matter, struct slice actor)
{
    if (!names_actor(matter->actors, matter->actor_count, actor) && actor.length) {
        *arena_push(arena, matter->actors, matter->actor_count) = actor;
    }
}

static bool told_by(const struct matter *matter, const struct voice *before, int64_t article,
                    struct slice key)
{
    for (const struct voice *v = matter->voices; v < before; v++) {
        if (v->article == article && slice_equal(v->key, key)) {
            return true;
        }
    }
    return false;
}

/* Do two articles have no word in common? */
static bool articles_clash(const struct matter *matter, int64_t x, int64_t y)
{
    bool has[2] = {false};
    for (size_t i = 0; i < matter->voice_count; i++) {
        const struct voice *v = &matter->voices[i];
        has[0] |= v->article == x;
        has[1] |= v->article == y;
        for (size_t j = 0; v->article == x && j < matter->voice_count; j++) {
            const struct voice *w = &matter->voices[j];
            if (w->article == y && slice_equal(v->key, w->key)) {
                return false;
            }
        }
    }
    return has[0] && has[1];
}

static bool matter_clashes(const struct matter *matter)
{
    for (size_t i = 0; i < matter->voice_count; i++) {
        for (size_t j = i + 1; j < matter->voice_count; j++) {
            if (articles_clash(matter, matter->voices[i].article, matter->voices[j].article)) {
                return true;
            }
        }
    }
    return false;
}

static bool side_has_family(const struct matter *matter, const struct voice *before,
                            struct slice key, int64_t family)
{
    for (const struct voice *v = matter->voices; v < before; v++) {
        if (v->family == family && slice_equal(v->key, key)) {
            return true;
        }
    }
    return false;
}

static struct dispute_side *side_of(struct arena *arena, struct dispute *dispute,
                                    struct slice **keys, size_t *key_count, struct slice key)
{
    for (size_t i = 0; i < *key_count; i++) {
        if (slice_equal((*keys)[i], key)) {
            return &dispute->sides[i];
        }
    }
    *arena_push(arena, *keys, *key_count) = key;
    struct dispute_side *side = arena_push(arena, dispute->sides, dispute->side_count);
    side->known = DAY_AFTER_ALL;
    return side;
}

static int side_compare(const void *left, const void *right)
{
    const struct dispute_side *x = left, *y = right;
    if (x->family_count != y->family_count) {
        return x->family_count > y->family_count ? -1 : 1;
    }
    if (x->speaks != y->speaks) {
        return x->speaks ? -1 : 1;
    }
    if (x->known != y->known) {
        return x->known < y->known ? -1 : 1;
    }
    return slice_compare(x->value, y->value);
}

const char *dispute_ground_name(enum dispute_ground ground)
{
    static const char *const names[] = {
        [GROUND_FAMILIES] = "families",
        [GROUND_SPEAKS] = "speaks",
        [GROUND_FIRST] = "first",
        [GROUND_NONE] = "none",
    };
    return names[ground];
}

static enum dispute_ground ground_of(const struct dispute *dispute)
{
    const struct dispute_side *first = &dispute->sides[0], *second = &dispute->sides[1];
    if (first->family_count != second->family_count) {
        return GROUND_FAMILIES;
    }
    if (first->speaks != second->speaks) {
        return GROUND_SPEAKS;
    }
    return first->known != second->known ? GROUND_FIRST : GROUND_NONE;
}

static struct slice reason_of(struct arena *arena, const struct dispute *dispute)
{
    const struct dispute_side *first = &dispute->sides[0], *second = &dispute->sides[1];
    struct slice day = day_text(arena, first->known);
    switch (dispute->ground) {
    case GROUND_FAMILIES:
        return slice_print(arena, "told by %zu families, the next by %zu", first->family_count,
                           second->family_count);
    case GROUND_SPEAKS:
        return SLICE("told by the article that speaks for its family");
    case GROUND_FIRST:
        return day.length
                   ? slice_print(arena, "as many families; told first, on %.*s", SLICE_ARGS(day))
                   : SLICE("as many families; told first");
    default:
        return SLICE("as many families, told on the same day");
    }
}

/* The longer of two ways to say it, of equals the first in byte order. */
static struct slice value_of(struct slice x, struct slice y)
{
    if (x.length != y.length) {
        return x.length > y.length ? x : y;
    }
    return slice_compare(x, y) < 0 ? x : y;
}

void matter_keep(struct finder *finder, const struct matter *matter)
{
    if (names_actor(matter->actors, matter->actor_count, finder->a) &&
        names_actor(matter->actors, matter->actor_count, finder->b) && matter_clashes(matter)) {
        *arena_push(finder->arena, finder->matters, finder->count) = *matter;
    }
}

static struct slice matter_id(struct arena *arena, const struct matter *matter)
{
    struct slice event = matter->event ? matter->event->id : SLICE("");
    uint64_t hash = slice_hash(matter->subject, (uint64_t)matter->kind);
    return ledger_id(arena, slice_hash(event, hash));
}

/* Lays the voices of the matter into sides. */
static void dispute_make(struct arena *arena, struct matter *matter, struct dispute *dispute)
{
    struct slice *keys = NULL;
    size_t key_count = 0;
    matter_voices(arena, matter);
    *dispute = (struct dispute){.id = matter_id(arena, matter),
                                .kind = matter->kind,
                                .subject = matter->subject,
                                .event = matter->event,
                                .counted = matter->counted,
                                .date = matter->date,
                                .actors = matter->actors,
                                .actor_count = matter->actor_count};
    for (size_t i = 0; i < matter->voice_count; i++) {
        const struct voice *v = &matter->voices[i];
        struct dispute_side *side = side_of(arena, dispute, &keys, &key_count, v->key);
        side->family_count += !side_has_family(matter, v, v->key, v->family);
        side->value = value_of(side->value, v->value);
        side->known = v->known < side->known ? v->known : side->known;
        side->speaks |= v->family == v->article;
        if (!told_by(matter, v, v->article, v->key)) {
            side->article_count++;
            *arena_push(arena, side->told, side->told_count) = v;
        }
    }
    qsort(dispute->sides, dispute->side_count, sizeof *dispute->sides, side_compare);
    dispute->ground = ground_of(dispute);
    dispute->reason = reason_of(arena, dispute);
}

/* --------------------------------------------------------------------------------- evidence */

/* Rows of claims or of details, and the places where their sentences go. */
struct voice_rows {
    int64_t *rows;
    struct view_evidence **places;
    size_t count;
};

static void row_want(struct arena *arena, struct voice_rows *rows, int64_t row,
                     struct view_evidence *place)
{
    size_t count = rows->count;
    *arena_push(arena, rows->rows, count) = row;
    *arena_push(arena, rows->places, rows->count) = place;
}

static void evidence_place(const struct voice_rows *rows, const struct view_evidence *found)
{
    for (size_t i = 0; i < rows->count; i++) {
        *rows->places[i] = found[i];
    }
}

static bool voices_load(struct arena *arena, struct ledger *ledger, const struct voice_rows *claims,
                        const struct voice_rows *details, struct error *err)
{
    const struct ledger_wanted wanted = {.claims = claims->rows,
                                         .claim_count = claims->count,
                                         .details = details->rows,
                                         .detail_count = details->count};
    struct view_evidence *of_claims = arena_array(arena, claims->count, sizeof *of_claims);
    struct view_evidence *of_details = arena_array(arena, details->count, sizeof *of_details);
    if (!evidence_load(arena, ledger, &wanted, of_claims, of_details, err)) {
        return false;
    }
    evidence_place(claims, of_claims);
    evidence_place(details, of_details);
    return true;
}

static int evidence_compare(const void *left, const void *right)
{
    const struct view_evidence *x = left, *y = right;
    int order = slice_compare(x->doc, y->doc);
    return order ? order : slice_compare(x->article, y->article);
}

static bool evidence_fill(struct arena *arena, struct ledger *ledger, struct dispute_list *list,
                          struct error *err)
{
    struct voice_rows claims = {0}, details = {0};
    for (size_t i = 0; i < list->count; i++) {
        for (size_t j = 0; j < list->items[i].side_count; j++) {
            struct dispute_side *side = &list->items[i].sides[j];
            side->evidence_count = side->told_count;
            side->evidence = arena_array(arena, side->told_count, sizeof *side->evidence);
            for (size_t k = 0; k < side->told_count; k++) {
                const struct voice *told = side->told[k];
                row_want(arena, told->support ? &claims : &details,
                         told->support ? told->support->number : told->detail->number,
                         &side->evidence[k]);
            }
        }
    }
    if (!voices_load(arena, ledger, &claims, &details, err)) {
        return false;
    }
    for (size_t i = 0; i < list->count; i++) {
        for (size_t j = 0; j < list->items[i].side_count; j++) {
            struct dispute_side *side = &list->items[i].sides[j];
            qsort(side->evidence, side->evidence_count, sizeof *side->evidence, evidence_compare);
        }
    }
    return true;
}

/* ------------------------------------------------------------------------------------- page */

static uint64_t event_hash(const struct matter *matter)
{
    return matter->event ? matter->event->hash : 0;
}

static int matter_compare(const void *left, const void *right)
{
    const struct matter *x = left, *y = right;
    if (x->kind != y->kind) {
        return x->kind < y->kind ? -1 : 1;
    }
    int order = slice_compare(x->subject, y->subject);
    return order ? order : (event_hash(x) > event_hash(y)) - (event_hash(x) < event_hash(y));
}

/* The first `most` matters with their subjects, in order; without a limit all. Only of kinds that
 * begin among them are subjects made: of a large ledger most are never shown. */
static void matters_sort(struct finder *finder, size_t most)
{
    size_t counts[DISPUTE_COUNT] = {0}, kept = 0, before = 0;
    bool wanted[DISPUTE_COUNT];
    for (size_t i = 0; i < finder->count; i++) {
        counts[finder->matters[i].kind]++;
    }
    for (int kind = 0; kind < DISPUTE_COUNT; kind++) {
        wanted[kind] = before < most;
        before += counts[kind];
    }
    for (size_t i = 0; i < finder->count; i++) {
        if (wanted[finder->matters[i].kind]) {
            matter_subject(finder->arena, &finder->matters[i]);
            finder->matters[kept++] = finder->matters[i];
        }
    }
    finder->count = kept;
    if (kept) {
        qsort(finder->matters, kept, sizeof *finder->matters, matter_compare);
    }
}

/* Where the page begins. */
static bool page_begin(struct finder *finder, struct slice after, size_t *out, struct error *err)
{
    *out = 0;
    while (after.length && *out < finder->count) {
        if (slice_equal(matter_id(finder->arena, &finder->matters[(*out)++]), after)) {
            return true;
        }
    }
    return !after.length ||
           error_set(err, ERROR_NOT_FOUND, "no dispute '%.*s' any more: begin with the first page",
                     SLICE_ARGS(after));
}

static bool page_make(struct finder *finder, struct dispute_list *out, struct error *err)
{
    size_t first;
    out->found = finder->count;
    matters_sort(finder, out->limit && !out->after.length ? out->limit : SIZE_MAX);
    if (!page_begin(finder, out->after, &first, err)) {
        return false;
    }
    size_t left = finder->count - first;
    out->count = out->limit && out->limit < left ? out->limit : left;
    out->items = arena_array(finder->arena, out->count, sizeof *out->items);
    for (size_t i = 0; i < out->count; i++) {
        dispute_make(finder->arena, &finder->matters[first + i], &out->items[i]);
    }
    return evidence_fill(finder->arena, finder->ledger, out, err);
}

static int dyad_compare(const void *left, const void *right)
{
    const struct ledger_dyad *x = left, *y = right;
    return (x->number > y->number) - (x->number < y->number);
}

/* Dyads and the voices of their claims lie in one order. */
static bool find_in_dyads(struct finder *finder, struct error *err)
{
    const struct ledger_dyad_filter filter = {
        .a = finder->a, .b = finder->b, .known_by = finder->time.known_by};
    struct ledger_dyad_list dyads;
    struct ledger_detail_list voices = {0};
    if (!ledger_dyads(finder->arena, finder->ledger, &filter, &dyads, err) ||
        !ledger_voices(finder->arena, finder->ledger, finder->a, finder->b, filter.known_by,
                       &voices, err)) {
        return false;
    }
    if (dyads.count) {
        qsort(dyads.items, dyads.count, sizeof *dyads.items, dyad_compare);
    }
    for (size_t i = 0, first = 0, end; i < dyads.count; i++, first = end) {
        while (first < voices.count && voices.items[first].dyad < dyads.items[i].number) {
            first++;
        }
        end = first;
        while (end < voices.count && voices.items[end].dyad == dyads.items[i].number) {
            end++;
        }
        find_in_dyad(finder, &dyads.items[i], voices.items + first, end - first);
    }
    return true;
}

bool view_disputes(struct arena *arena, struct ledger *ledger, struct slice a, struct slice b,
                   struct view_time time, struct dispute_list *out, struct error *err)
{
    struct finder finder = {arena, ledger, a, b, time, NULL, 0};
    *out = (struct dispute_list){.limit = out->limit, .after = out->after};
    return find_numbers(&finder, err) && find_in_dyads(&finder, err) &&
           page_make(&finder, out, err);
}
