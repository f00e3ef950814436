/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The years of a folded view as bytes, each in two parts, so that a question reads no more than it
 * needs: gists (the year, their number, what a score needs of each event), and the rest of the
 * events with the claims that support them. Years lie one behind the other as they come from the
 * store. Actors are told by a bit (the pair's first or second). Reading a gist costs some 20 ns;
 * what ends too soon or is out of order is refused. */
#include "ledger/fold.h"
#include "ledger/pack.h"

#define YEAR_USUAL 2000 /* years are told by their distance from it */

/* Bits of an event's kinds: type below realis; bond below sign below whether it has a date. */
enum { REALIS_SHIFT = 5, SIGN_SHIFT = 4, UNDATED = 64 };
_Static_assert(EVENT_COUNT <= 1 << REALIS_SHIFT && BOND_COUNT <= 1 << SIGN_SHIFT, "more bits");

enum { SOURCE_SECOND = 1, TARGET_SECOND = 2, DISPUTED = 4 }; /* of an event */

/* ----------------------------------------------------------------- writing */

/* `before` is when the event before was reached. */
static void put_gist(struct item *out, const struct ledger_gist *gist, int32_t before)
{
    put(out, gist->hash, 8);
    put(out, (uint64_t)(gist->event | gist->realis << REALIS_SHIFT), 1);
    put(out, gist->bond | sign_place(gist->sign) << SIGN_SHIFT | (gist->undated ? UNDATED : 0), 1);
    put_count(out, (uint64_t)gist->best);
    put_difference(out, gist->reached, before);
    put_difference(out, gist->fades, gist->reached);
    put_count(out, gist->new_articles);
    put_count(out, gist->new_families);
}

static void put_event(struct item *out, const struct ledger_event *event, struct pair pair)
{
    bool source = !slice_equal(event->source, pair.a), target = !slice_equal(event->target, pair.a);
    put(out,
        (source ? SOURCE_SECOND : 0) | (target ? TARGET_SECOND : 0) |
            (event->disputed ? DISPUTED : 0),
        1);
    put(out, event->confidence, 1);
    put_date(out, event->date);
    put_difference(out, event->known, event->first);
    put_count(out, event->position);
    put_count(out, event->claim_count);
    put_count(out, event->claim_count - event->family_count);
}

/* The first claim stands in the gist. */
static void put_support(struct buffer *part, const struct ledger_event *event)
{
    struct item item = {.length = 0}, *out = &item;
    for (size_t i = 0; i < event->claim_count; i++) {
        const struct ledger_support *support = &event->support[i];
        const struct ledger_support *before = i > 0 ? support - 1 : NULL;
        if (before) {
            put_difference(out, support->number, before->number);
            put_difference(out, support->article, before->article);
        } else {
            put_count(out, support->article);
        }
        put_count(out, support->family == support->article ? 0 : support->family);
        item_end(part, out);
    }
}

void year_pack(struct packed_year *out, const struct dyad_year *year, struct pair pair)
{
    struct item item = {.length = 0};
    put_difference(&item, year->year, YEAR_USUAL);
    put_count(&item, year->count);
    item_end(&out->gists, &item);
    for (size_t i = 0; i < year->count; i++) {
        put_gist(&item, &year->gists[i], i ? year->gists[i - 1].reached : 0);
        item_end(&out->gists, &item);
        put_event(&item, &year->events[i], pair);
        item_end(&out->events, &item);
        put_support(&out->events, &year->events[i]);
    }
}

void year_pack_free(struct packed_year *packed)
{
    buffer_free(&packed->gists);
    buffer_free(&packed->events);
}

/* ----------------------------------------------------------------- reading */

/* The least that an item takes. */
enum { GIST_BYTES = 15, EVENT_BYTES = 7, SUPPORT_BYTES = 2 };

static void gist_read(struct cursor *cursor, int32_t before, struct ledger_gist *gist)
{
    gist->hash = get(cursor, 8);
    unsigned kinds = (unsigned)get(cursor, 1), ties = (unsigned)get(cursor, 1);
    gist->event = kinds & ((1u << REALIS_SHIFT) - 1);
    gist->realis = (uint8_t)(kinds >> REALIS_SHIFT);
    gist->bond = ties & ((1u << SIGN_SHIFT) - 1);
    gist->sign = sign_at(ties >> SIGN_SHIFT);
    gist->undated = ties & UNDATED;
    gist->best = (int64_t)get_number(cursor);
    gist->reached = (int32_t)get_difference(cursor, before);
    gist->fades = (int32_t)get_difference(cursor, gist->reached);
    gist->new_articles = (uint32_t)get_number(cursor);
    gist->new_families = (uint32_t)get_number(cursor);
    cursor->broken |= gist->event >= EVENT_COUNT || gist->realis > REALIS_ALLEGED ||
                      gist->bond >= BOND_COUNT || ties > 2 * UNDATED - 1;
}

static void event_read(struct cursor *cursor, struct pair pair, const struct ledger_gist *gist,
                       struct ledger_event *event)
{
    unsigned bits = (unsigned)get(cursor, 1);
    event->hash = gist->hash;
    event->source = bits & SOURCE_SECOND ? pair.b : pair.a;
    event->target = bits & TARGET_SECOND ? pair.b : pair.a;
    event->disputed = bits & DISPUTED;
    event->event = (enum event_type)gist->event;
    event->bond = (enum bond_type)gist->bond;
    event->sign = gist->sign;
    event->realis = (enum realis)gist->realis;
    event->confidence = (uint8_t)get(cursor, 1);
    event->date = get_date(cursor);
    event->first = edtf_first(event->date);
    event->known = (int32_t)get_difference(cursor, event->first);
    event->position = (uint32_t)get_number(cursor);
    event->claim_count = event->article_count = get_number(cursor);
    size_t shared = get_number(cursor);
    cursor->broken |= event->claim_count == 0 || shared >= event->claim_count;
    event->family_count = event->claim_count - shared;
    event_days(event);
}

static void support_read(struct arena *arena, struct cursor *cursor, int64_t best,
                         struct ledger_event *event)
{
    cursor->broken |= event->claim_count > (size_t)(cursor->end - cursor->at) / SUPPORT_BYTES;
    if (cursor->broken) {
        return;
    }
    event->support = arena_room(arena, event->claim_count, sizeof *event->support);
    for (size_t i = 0; i < event->claim_count; i++) {
        struct ledger_support *support = &event->support[i];
        const struct ledger_support *before = i > 0 ? support - 1 : NULL;
        support->number = before ? get_difference(cursor, before->number) : best;
        support->claim = 0;
        support->article = (uint32_t)(before ? get_difference(cursor, before->article)
                                             : (int64_t)get_number(cursor));
        uint32_t family = (uint32_t)get_number(cursor);
        support->family = family ? family : support->article;
    }
}

/* There is room for all gists that the bytes can hold. */
static void year_read(struct arena *arena, struct cursor *cursor, struct ledger_view *view,
                      struct dyad_year_list *years)
{
    const unsigned char *begin = cursor->at;
    int64_t year = get_difference(cursor, YEAR_USUAL);
    size_t count = get_count(cursor, GIST_BYTES);
    cursor->broken |= year < YEAR_FIRST || year > YEAR_LAST ||
                      (years->count && year <= years->items[years->count - 1].year);
    struct ledger_gist *gists = view->gists + view->event_count;
    int32_t before = 0;
    for (size_t i = 0; i < count && !cursor->broken; i++) {
        gist_read(cursor, before, &view->gists[view->event_count]);
        before = view->gists[view->event_count++].reached;
    }
    *arena_push(arena, years->items, years->count) =
        (struct dyad_year){.year = (int32_t)year,
                           .count = count,
                           .gists = gists,
                           .packed_gists = {(const char *)begin, (size_t)(cursor->at - begin)}};
}

bool years_read_gists(struct arena *arena, struct slice bytes, struct ledger_view *view,
                      struct dyad_year_list *out)
{
    struct cursor cursor = cursor_of(bytes);
    view->gists = arena_room(arena, bytes.length / GIST_BYTES, sizeof *view->gists);
    while (cursor.at < cursor.end && !cursor.broken) {
        year_read(arena, &cursor, view, out);
    }
    return at_end(&cursor);
}

bool years_read_events(struct arena *arena, struct slice bytes, struct pair pair,
                       struct ledger_view *view, struct dyad_year_list *years)
{
    struct cursor cursor = cursor_of(bytes);
    if (view->event_count > bytes.length / EVENT_BYTES) {
        return false;
    }
    char *digits = arena_room(arena, view->event_count, ID_DIGITS);
    view->events = arena_array(arena, view->event_count, sizeof *view->events);
    struct ledger_event *event = view->events;
    for (size_t i = 0; i < years->count; i++) {
        struct dyad_year *year = &years->items[i];
        const unsigned char *begin = cursor.at;
        year->events = event;
        for (size_t j = 0; j < year->count && !cursor.broken; j++, event++) {
            event_read(&cursor, pair, &year->gists[j], event);
            event->id = id_write(digits + ID_DIGITS * (event - view->events), event->hash);
            support_read(arena, &cursor, year->gists[j].best, event);
        }
        year->packed_events = (struct slice){(const char *)begin, (size_t)(cursor.at - begin)};
    }
    return at_end(&cursor);
}
