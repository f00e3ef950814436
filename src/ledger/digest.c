/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The folded view of a dyad as bytes: a version, counts, events with their claims, bonds with their
 * spans; little-endian fields, counts in seven bits a byte. Actors are told by a bit (the pair's
 * first or second), events of a bond by their place. Reading costs some 30 ns an event; a digest
 * that ends too soon or points outside itself is refused. */
#include "base/buffer.h"
#include "ledger/inside.h"

#define VERSION 1

enum { SOURCE_SECOND = 1, TARGET_SECOND = 2, DISPUTED = 4 }; /* bits of an event */
enum { PRESUMED = 1, BEGUN = 2 };                            /* of a span */
enum { A_SECOND = 1, B_SECOND = 2 };                         /* of a bond */

/* ----------------------------------------------------------------- writing */

static void put(struct buffer *out, uint64_t value, size_t bytes)
{
    char room[8];
    for (size_t i = 0; i < bytes; i++) {
        room[i] = (char)(value >> 8 * i & 0xff);
    }
    buffer_add(out, (struct slice){room, bytes});
}

/* Seven bits a byte, the lowest first; the last has no high bit. */
static void put_count(struct buffer *out, uint64_t value)
{
    char room[10];
    size_t bytes = 0;
    for (; value > 0x7f; value >>= 7) {
        room[bytes++] = (char)(value | 0x80);
    }
    room[bytes++] = (char)value;
    buffer_add(out, (struct slice){room, bytes});
}

/* The precision, and the rest where there is one. */
static void put_point(struct buffer *out, struct edtf_point point)
{
    put(out, (uint64_t)point.precision, 1);
    if (point.precision > PRECISION_UNKNOWN) {
        put(out, (uint64_t)point.year, 2);
        put(out, (uint64_t)point.month, 1);
        put(out, (uint64_t)point.day, 1);
    }
}

static void put_date(struct buffer *out, struct edtf date)
{
    put_point(out, date.from);
    put_point(out, date.to);
}

void digest_event(struct buffer *out, const struct ledger_event *event, struct pair pair)
{
    bool source = !slice_equal(event->source, pair.a), target = !slice_equal(event->target, pair.a);
    put(out, event->hash, 8);
    put_date(out, event->date);
    put(out, (uint64_t)event->known, 4);
    put(out,
        (uint64_t)((source ? SOURCE_SECOND : 0) | (target ? TARGET_SECOND : 0) |
                   (event->disputed ? DISPUTED : 0)),
        1);
    put(out, event->event, 1);
    put(out, event->bond, 1);
    put(out, (uint64_t)event->sign, 1);
    put(out, event->realis, 1);
    put_count(out, event->article_count);
    put_count(out, event->family_count);
    put_count(out, event->claim_count);
    for (size_t i = 0; i < event->claim_count; i++) {
        const struct ledger_support *support = &event->support[i];
        put(out, support->claim, 8);
        put_count(out, support->article);
        put_count(out, support->family == support->article ? 0 : support->family);
    }
}

void digest_bond(struct buffer *out, const struct ledger_bond *bond,
                 const struct ledger_event *events, struct pair pair)
{
    bool a = !slice_equal(bond->a, pair.a), b = !slice_equal(bond->b, pair.a);
    put(out, bond->hash, 8);
    put(out, bond->type, 1);
    put(out, (uint64_t)((a ? A_SECOND : 0) | (b ? B_SECOND : 0)), 1);
    put_count(out, bond->span_count);
    put_count(out, bond->event_count);
    for (size_t i = 0; i < bond->span_count; i++) {
        const struct bond_span *span = &bond->spans[i];
        put(out, span->state, 1);
        put(out, (uint64_t)((span->presumed ? PRESUMED : 0) | (span->by ? BEGUN : 0)), 1);
        put_date(out, span->begin);
        put_date(out, span->end);
        put(out, (uint64_t)span->first, 4);
        put(out, (uint64_t)span->last, 4);
        put_count(out, span->by ? (uint64_t)(span->by - events) : 0);
    }
    for (size_t i = 0; i < bond->event_count; i++) {
        put_count(out, (uint64_t)(bond->events[i] - events));
    }
}

void digest_write(struct buffer *out, const struct ledger_view *view, struct pair pair)
{
    put(out, VERSION, 4);
    put_count(out, view->event_count);
    put_count(out, view->bond_count);
    for (size_t i = 0; i < view->event_count; i++) {
        digest_event(out, &view->events[i], pair);
    }
    for (size_t i = 0; i < view->bond_count; i++) {
        digest_bond(out, &view->bonds[i], view->events, pair);
    }
}

/* ----------------------------------------------------------------- reading */

/* The least that an item takes. */
enum { EVENT_BYTES = 22, SUPPORT_BYTES = 10, BOND_BYTES = 12, SPAN_BYTES = 13, PLACE_BYTES = 1 };

struct cursor {
    const unsigned char *at, *end;
    bool broken; /* more was asked for than there is, or a value is out of its domain */
};

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

static struct edtf_point get_point(struct cursor *cursor)
{
    struct edtf_point point = {0};
    point.precision = (enum precision)get_below(cursor, PRECISION_DAY + 1);
    if (point.precision <= PRECISION_UNKNOWN) {
        return point;
    }
    point.year = (int16_t)get(cursor, 2);
    point.month = (int8_t)get(cursor, 1);
    point.day = (int8_t)get(cursor, 1);
    return point;
}

static struct edtf get_date(struct cursor *cursor)
{
    struct edtf date;
    date.from = get_point(cursor);
    date.to = get_point(cursor);
    return date;
}

static void event_read(struct arena *arena, struct cursor *cursor, struct pair pair,
                       struct ledger_event *event)
{
    event->hash = get(cursor, 8);
    event->id = id_print(arena, event->hash);
    event->date = get_date(cursor);
    event->known = (int32_t)get(cursor, 4);
    unsigned bits = (unsigned)get(cursor, 1);
    event->source = bits & SOURCE_SECOND ? pair.b : pair.a;
    event->target = bits & TARGET_SECOND ? pair.b : pair.a;
    event->disputed = bits & DISPUTED;
    event->event = (enum event_type)get_below(cursor, EVENT_COUNT);
    event->bond = (enum bond_type)get_below(cursor, BOND_COUNT);
    event->sign = (char)get(cursor, 1);
    event->realis = (enum realis)get_below(cursor, REALIS_ALLEGED + 1);
    event->article_count = get_number(cursor);
    event->family_count = get_number(cursor);
    event->claim_count = get_count(cursor, SUPPORT_BYTES);
    cursor->broken |= event->claim_count == 0;
    event->support = arena_room(arena, event->claim_count, sizeof *event->support);
    for (size_t i = 0; i < event->claim_count; i++) {
        struct ledger_support *support = &event->support[i];
        support->claim = get(cursor, 8);
        support->number = 0;
        support->article = (uint32_t)get_number(cursor);
        uint32_t family = (uint32_t)get_number(cursor);
        support->family = family ? family : support->article;
    }
}

static const struct ledger_event *event_at(struct cursor *cursor, const struct ledger_view *view,
                                           size_t place)
{
    cursor->broken |= place >= view->event_count;
    return place < view->event_count ? &view->events[place] : NULL;
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
        span->by = begun & BEGUN ? event_at(cursor, view, by) : NULL;
    }
    for (size_t i = 0; i < bond->event_count; i++) {
        bond->events[i] = event_at(cursor, view, get_number(cursor));
    }
}

bool digest_read(struct arena *arena, struct slice body, struct pair pair, struct ledger_view *out)
{
    const unsigned char *bytes = (const unsigned char *)body.at;
    struct cursor cursor = {bytes, bytes + body.length, false};
    *out = (struct ledger_view){0};
    if (get(&cursor, 4) != VERSION) {
        return false;
    }
    size_t events = get_count(&cursor, EVENT_BYTES), bonds = get_count(&cursor, BOND_BYTES);
    out->events = arena_array(arena, events, sizeof *out->events);
    out->bonds = arena_array(arena, bonds, sizeof *out->bonds);
    while (out->event_count < events && !cursor.broken) {
        event_read(arena, &cursor, pair, &out->events[out->event_count++]);
    }
    while (out->bond_count < bonds && !cursor.broken) {
        bond_read(arena, &cursor, pair, out, &out->bonds[out->bond_count++]);
    }
    return !cursor.broken && cursor.at == cursor.end;
}
