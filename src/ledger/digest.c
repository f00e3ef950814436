/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The folded view of a dyad as bytes, in three parts, so that a question reads no more than it
 * needs: gists (a version, counts, what a score needs of each event, bonds with their spans), the
 * rest of the events, and their support (the claims). Little-endian fields; counts in seven bits a
 * byte, rows and days as differences. Actors are told by a bit (the pair's first or second), events
 * of a bond by their place. Reading a gist costs some 20 ns; a digest that ends too soon or points
 * outside itself is refused. */
#include <assert.h>

#include "base/buffer.h"
#include "ledger/inside.h"

#define VERSION 3

/* Bits of an event's kinds: type below realis; bond below sign below whether it has a date. */
enum { REALIS_SHIFT = 5, SIGN_SHIFT = 4, UNDATED = 64 };
static const char signs[] = {'\0', '+', '-', '~'};
_Static_assert(EVENT_COUNT <= 1 << REALIS_SHIFT && BOND_COUNT <= 1 << SIGN_SHIFT, "more bits");

enum { SOURCE_SECOND = 1, TARGET_SECOND = 2, DISPUTED = 4 }; /* of an event */
enum { PRESUMED = 1, BEGUN = 2 };                            /* of a span */
enum { A_SECOND = 1, B_SECOND = 2 };                         /* of a bond */

/* ----------------------------------------------------------------- writing */

/* An item being written: no gist, event, claim, bond or span takes more bytes (six numbers of ten
 * and what is fixed). It goes to its part in one piece. */
struct item {
    char bytes[80];
    size_t length;
};

static void item_end(struct buffer *out, struct item *item)
{
    buffer_add(out, (struct slice){item->bytes, item->length});
    item->length = 0;
}

static void put(struct item *out, uint64_t value, size_t bytes)
{
    assert(out->length + bytes <= sizeof out->bytes);
    for (size_t i = 0; i < bytes; i++) {
        out->bytes[out->length++] = (char)(value >> 8 * i & 0xff);
    }
}

/* Seven bits a byte, the lowest first; the last has no high bit. */
static void put_count(struct item *out, uint64_t value)
{
    for (; value > 0x7f; value >>= 7) {
        put(out, value | 0x80, 1);
    }
    put(out, value, 1);
}

/* Small differences of either sign become small numbers. */
static void put_difference(struct item *out, int64_t value, int64_t before)
{
    int64_t difference = (int64_t)((uint64_t)value - (uint64_t)before);
    put_count(out, (uint64_t)difference << 1 ^ (uint64_t)(difference >> 63));
}

static void put_point(struct item *out, struct edtf_point point)
{
    if (point.precision > PRECISION_UNKNOWN) {
        put(out, (uint64_t)point.year, 2);
        put(out, (uint64_t)point.month, 1);
        put(out, (uint64_t)point.day, 1);
    }
}

/* Both precisions in one byte, and the rest of each where there is one. */
static void put_date(struct item *out, struct edtf date)
{
    put(out, (uint64_t)date.from.precision | (uint64_t)date.to.precision << 4, 1);
    put_point(out, date.from);
    put_point(out, date.to);
}

static unsigned sign_place(char sign)
{
    return sign == '+' ? 1 : sign == '-' ? 2 : sign == '~' ? 3 : 0;
}

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

static void put_bond(struct buffer *part, const struct ledger_bond *bond,
                     const struct ledger_gist *gists, struct pair pair)
{
    struct item item = {.length = 0}, *out = &item;
    bool a = !slice_equal(bond->a, pair.a), b = !slice_equal(bond->b, pair.a);
    put(out, bond->hash, 8);
    put(out, bond->type, 1);
    put(out, (uint64_t)((a ? A_SECOND : 0) | (b ? B_SECOND : 0)), 1);
    put_count(out, bond->span_count);
    put_count(out, bond->event_count);
    item_end(part, out);
    for (size_t i = 0; i < bond->span_count; i++) {
        const struct bond_span *span = &bond->spans[i];
        put(out, span->state, 1);
        put(out, (uint64_t)((span->presumed ? PRESUMED : 0) | (span->by ? BEGUN : 0)), 1);
        put_date(out, span->begin);
        put_date(out, span->end);
        put(out, (uint64_t)span->first, 4);
        put(out, (uint64_t)span->last, 4);
        put_count(out, span->by ? (uint64_t)(span->by - gists) : 0);
        item_end(part, out);
    }
    for (size_t i = 0; i < bond->event_count; i++) {
        put_count(out, (uint64_t)(bond->events[i] - gists));
        item_end(part, out);
    }
}

void digest_write(struct digest *out, const struct ledger_view *view, struct pair pair)
{
    struct item item = {.length = 0};
    put(&item, VERSION, 4);
    put_count(&item, view->event_count);
    put_count(&item, view->bond_count);
    item_end(&out->gists, &item);
    for (size_t i = 0; i < view->event_count; i++) {
        put_gist(&item, &view->gists[i], i ? view->gists[i - 1].reached : 0);
        item_end(&out->gists, &item);
        put_event(&item, &view->events[i], pair);
        item_end(&out->events, &item);
        put_support(&out->support, &view->events[i]);
    }
    for (size_t i = 0; i < view->bond_count; i++) {
        put_bond(&out->gists, &view->bonds[i], view->gists, pair);
    }
}

void digest_free(struct digest *digest)
{
    buffer_free(&digest->gists);
    buffer_free(&digest->events);
    buffer_free(&digest->support);
}

/* ----------------------------------------------------------------- reading */

/* The least that an item takes. */
enum { GIST_BYTES = 15, EVENT_BYTES = 7, SUPPORT_BYTES = 2, BOND_BYTES = 12, SPAN_BYTES = 12 };
enum { PLACE_BYTES = 1 };

struct cursor {
    const unsigned char *at, *end;
    bool broken; /* more was asked for than there is, or a value is out of its domain */
};

static struct cursor cursor_of(struct slice bytes)
{
    const unsigned char *at = (const unsigned char *)bytes.at;
    return (struct cursor){at, at + bytes.length, false};
}

static bool at_end(const struct cursor *cursor)
{
    return !cursor->broken && cursor->at == cursor->end;
}

static uint64_t get(struct cursor *cursor, size_t bytes)
{
    uint64_t value = 0;
    if ((size_t)(cursor->end - cursor->at) < bytes) {
        cursor->broken = true;
        return 0;
    }
    for (size_t i = 0; i < bytes; i++) {
        value |= (uint64_t)cursor->at[i] << 8 * i;
    }
    cursor->at += bytes;
    return value;
}

static uint64_t get_number(struct cursor *cursor)
{
    uint64_t value = 0;
    for (unsigned shift = 0; shift < 64 && cursor->at < cursor->end; shift += 7) {
        unsigned char byte = *cursor->at++;
        value |= (uint64_t)(byte & 0x7f) << shift;
        if (byte < 0x80) {
            return value;
        }
    }
    cursor->broken = true;
    return 0;
}

/* A number of items that take `bytes` each at least; 0 where they cannot all be there. */
static size_t get_count(struct cursor *cursor, size_t bytes)
{
    size_t count = get_number(cursor);
    if (count > (size_t)(cursor->end - cursor->at) / bytes) {
        cursor->broken = true;
        return 0;
    }
    return count;
}

static unsigned get_below(struct cursor *cursor, unsigned limit)
{
    unsigned value = (unsigned)get(cursor, 1);
    cursor->broken |= value >= limit;
    return value < limit ? value : 0;
}

/* The value that differs from `before`; whatever the bytes say, nothing overflows. */
static int64_t get_difference(struct cursor *cursor, int64_t before)
{
    uint64_t value = get_number(cursor);
    return (int64_t)((uint64_t)before + (value >> 1 ^ -(value & 1)));
}

static struct edtf_point get_point(struct cursor *cursor, unsigned precision)
{
    struct edtf_point point = {0};
    if (precision > PRECISION_DAY) {
        cursor->broken = true;
        return point;
    }
    point.precision = (enum precision)precision;
    if (point.precision > PRECISION_UNKNOWN) {
        point.year = (int16_t)get(cursor, 2);
        point.month = (int8_t)get(cursor, 1);
        point.day = (int8_t)get(cursor, 1);
    }
    return point;
}

static struct edtf get_date(struct cursor *cursor)
{
    struct edtf date;
    unsigned precisions = (unsigned)get(cursor, 1);
    date.from = get_point(cursor, precisions & 15);
    date.to = get_point(cursor, precisions >> 4);
    return date;
}

static void gist_read(struct cursor *cursor, int32_t before, struct ledger_gist *gist)
{
    gist->hash = get(cursor, 8);
    unsigned kinds = (unsigned)get(cursor, 1), ties = (unsigned)get(cursor, 1);
    gist->event = kinds & ((1u << REALIS_SHIFT) - 1);
    gist->realis = (uint8_t)(kinds >> REALIS_SHIFT);
    gist->bond = ties & ((1u << SIGN_SHIFT) - 1);
    gist->sign = signs[ties >> SIGN_SHIFT & 3];
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

static const struct ledger_gist *gist_at(struct cursor *cursor, const struct ledger_view *view,
                                         size_t place)
{
    cursor->broken |= place >= view->event_count;
    return place < view->event_count ? &view->gists[place] : NULL;
}

static void bond_read(struct arena *arena, struct cursor *cursor, struct pair pair,
                      const struct ledger_view *view, struct ledger_bond *bond)
{
    bond->hash = get(cursor, 8);
    bond->id = id_print(arena, bond->hash);
    bond->type = (enum bond_type)get_below(cursor, BOND_COUNT);
    unsigned bits = (unsigned)get(cursor, 1);
    bond->a = bits & A_SECOND ? pair.b : pair.a;
    bond->b = bits & B_SECOND ? pair.b : pair.a;
    bond->span_count = get_count(cursor, SPAN_BYTES);
    bond->event_count = get_count(cursor, PLACE_BYTES);
    bond->spans = arena_array(arena, bond->span_count, sizeof *bond->spans);
    bond->events = arena_array(arena, bond->event_count, sizeof *bond->events);
    for (size_t i = 0; i < bond->span_count; i++) {
        struct bond_span *span = &bond->spans[i];
        span->state = (enum bond_state)get_below(cursor, BOND_STATE_CLOSED + 1);
        unsigned begun = (unsigned)get(cursor, 1);
        span->presumed = begun & PRESUMED;
        span->begin = get_date(cursor);
        span->end = get_date(cursor);
        span->first = (int32_t)get(cursor, 4);
        span->last = (int32_t)get(cursor, 4);
        size_t by = get_number(cursor);
        span->by = begun & BEGUN ? gist_at(cursor, view, by) : NULL;
    }
    for (size_t i = 0; i < bond->event_count; i++) {
        bond->events[i] = gist_at(cursor, view, get_number(cursor));
    }
}

bool digest_gists_read(struct arena *arena, struct slice gists, struct pair pair,
                       struct ledger_view *out)
{
    struct cursor cursor = cursor_of(gists);
    *out = (struct ledger_view){0};
    if (get(&cursor, 4) != VERSION) {
        return false;
    }
    size_t events = get_count(&cursor, GIST_BYTES), bonds = get_count(&cursor, BOND_BYTES);
    int32_t before = 0;
    out->gists = arena_room(arena, events, sizeof *out->gists);
    out->bonds = arena_array(arena, bonds, sizeof *out->bonds);
    while (out->event_count < events && !cursor.broken) {
        gist_read(&cursor, before, &out->gists[out->event_count]);
        before = out->gists[out->event_count++].reached;
    }
    while (out->bond_count < bonds && !cursor.broken) {
        bond_read(arena, &cursor, pair, out, &out->bonds[out->bond_count++]);
    }
    return at_end(&cursor);
}

bool digest_events_read(struct arena *arena, struct slice events, struct slice support,
                        struct pair pair, struct ledger_view *view)
{
    struct cursor rest = cursor_of(events), claims = cursor_of(support);
    if (view->event_count > events.length / EVENT_BYTES) {
        return false;
    }
    char *digits = arena_room(arena, view->event_count, ID_DIGITS);
    view->events = arena_array(arena, view->event_count, sizeof *view->events);
    for (size_t i = 0; i < view->event_count && !rest.broken && !claims.broken; i++) {
        struct ledger_event *event = &view->events[i];
        event_read(&rest, pair, &view->gists[i], event);
        event->id = id_write(digits + ID_DIGITS * i, event->hash);
        support_read(arena, &claims, view->gists[i].best, event);
    }
    return at_end(&rest) && at_end(&claims);
}
