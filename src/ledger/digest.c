/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The folded view of a dyad as bytes, in two parts: heads (a version, counts, events, bonds with
 * their spans) and the support of the events (their claims), which the most frequent questions need
 * not read. Little-endian fields, counts in seven bits a byte. Actors are told by a bit (the pair's
 * first or second), events of a bond by their place. Reading costs some 50 ns an event; a digest
 * that ends too soon or points outside itself is refused. */
#include "base/buffer.h"
#include "ledger/inside.h"

#define VERSION 2

/* Bits of an event; its sign stands in the next two, its realis in the three above. */
enum { SOURCE_SECOND = 1, TARGET_SECOND = 2, DISPUTED = 4 };
static const char signs[] = {'\0', '+', '-', '~'};
enum { PRESUMED = 1, BEGUN = 2 };    /* of a span */
enum { A_SECOND = 1, B_SECOND = 2 }; /* of a bond */

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

/* Small differences of either sign become small numbers. */
static void put_difference(struct buffer *out, int64_t value)
{
    put_count(out, (uint64_t)value << 1 ^ (uint64_t)(value >> 63));
}

static void put_point(struct buffer *out, struct edtf_point point)
{
    if (point.precision > PRECISION_UNKNOWN) {
        put(out, (uint64_t)point.year, 2);
        put(out, (uint64_t)point.month, 1);
        put(out, (uint64_t)point.day, 1);
    }
}

/* Both precisions in one byte, and the rest of each where there is one. */
static void put_date(struct buffer *out, struct edtf date)
{
    put(out, (uint64_t)date.from.precision | (uint64_t)date.to.precision << 4, 1);
    put_point(out, date.from);
    put_point(out, date.to);
}

static int sign_place(char sign)
{
    return sign == '+' ? 1 : sign == '-' ? 2 : sign == '~' ? 3 : 0;
}

static void put_event(struct buffer *out, const struct ledger_event *event, struct pair pair)
{
    bool source = !slice_equal(event->source, pair.a), target = !slice_equal(event->target, pair.a);
    put(out, event->hash, 8);
    put(out, event->best, 8);
    put_date(out, event->date);
    put_difference(out, (int64_t)event->known - event->first);
    put(out,
        (uint64_t)((source ? SOURCE_SECOND : 0) | (target ? TARGET_SECOND : 0) |
                   (event->disputed ? DISPUTED : 0) | sign_place(event->sign) << 3 |
                   (int)event->realis << 5),
        1);
    put(out, event->event, 1);
    put(out, event->bond, 1);
    put(out, event->confidence, 1);
    put_count(out, event->position);
    put_count(out, event->claim_count);
    put_count(out, event->claim_count - event->family_count);
    put_count(out, event->new_articles);
    put_count(out, event->new_families);
}

/* The first claim stands in the head. */
static void put_support(struct buffer *out, const struct ledger_event *event)
{
    for (size_t i = 0; i < event->claim_count; i++) {
        const struct ledger_support *support = &event->support[i];
        if (i > 0) {
            put(out, support->claim, 8);
        }
        put_count(out, support->article);
        put_count(out, support->family == support->article ? 0 : support->family);
    }
}

static void put_bond(struct buffer *out, const struct ledger_bond *bond,
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

void digest_write(struct digest *out, const struct ledger_view *view, struct pair pair)
{
    put(&out->heads, VERSION, 4);
    put_count(&out->heads, view->event_count);
    put_count(&out->heads, view->bond_count);
    for (size_t i = 0; i < view->event_count; i++) {
        put_event(&out->heads, &view->events[i], pair);
        put_support(&out->support, &view->events[i]);
    }
    for (size_t i = 0; i < view->bond_count; i++) {
        put_bond(&out->heads, &view->bonds[i], view->events, pair);
    }
}

void digest_free(struct digest *digest)
{
    buffer_free(&digest->heads);
    buffer_free(&digest->support);
}

/* ----------------------------------------------------------------- reading */

/* The least that an item takes. */
enum { EVENT_BYTES = 26, SUPPORT_BYTES = 2, BOND_BYTES = 12, SPAN_BYTES = 12, PLACE_BYTES = 1 };

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

static int64_t get_difference(struct cursor *cursor)
{
    uint64_t value = get_number(cursor);
    return (int64_t)(value >> 1 ^ -(value & 1));
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

static void event_bits(struct cursor *cursor, struct pair pair, struct ledger_event *event)
{
    unsigned bits = (unsigned)get(cursor, 1);
    event->source = bits & SOURCE_SECOND ? pair.b : pair.a;
    event->target = bits & TARGET_SECOND ? pair.b : pair.a;
    event->disputed = bits & DISPUTED;
    event->sign = signs[bits >> 3 & 3];
    cursor->broken |= bits >> 5 > REALIS_ALLEGED;
    event->realis = bits >> 5 > REALIS_ALLEGED ? REALIS_ACTUAL : (enum realis)(bits >> 5);
}

static void event_read(struct cursor *cursor, struct pair pair, struct ledger_event *event)
{
    event->hash = get(cursor, 8);
    event->best = get(cursor, 8);
    event->date = get_date(cursor);
    event->first = edtf_first(event->date);
    event->known = (int32_t)(event->first + get_difference(cursor));
    event_bits(cursor, pair, event);
    event->event = (enum event_type)get_below(cursor, EVENT_COUNT);
    event->bond = (enum bond_type)get_below(cursor, BOND_COUNT);
    event->confidence = (uint8_t)get(cursor, 1);
    event->position = (uint32_t)get_number(cursor);
    event->claim_count = event->article_count = get_number(cursor);
    size_t shared = get_number(cursor);
    event->new_articles = (uint32_t)get_number(cursor);
    event->new_families = (uint32_t)get_number(cursor);
    cursor->broken |= event->claim_count == 0 || shared >= event->claim_count;
    event->family_count = event->claim_count - shared;
    event_days(event);
}

static void support_read(struct arena *arena, struct cursor *cursor, struct ledger_event *event)
{
    cursor->broken |= event->claim_count > (size_t)(cursor->end - cursor->at) / SUPPORT_BYTES;
    if (cursor->broken) {
        return;
    }
    event->support = arena_room(arena, event->claim_count, sizeof *event->support);
    for (size_t i = 0; i < event->claim_count; i++) {
        struct ledger_support *support = &event->support[i];
        support->claim = i > 0 ? get(cursor, 8) : event->best;
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

static bool heads_read(struct arena *arena, struct slice heads, struct pair pair,
                       struct ledger_view *out)
{
    const unsigned char *bytes = (const unsigned char *)heads.at;
    struct cursor cursor = {bytes, bytes + heads.length, false};
    if (get(&cursor, 4) != VERSION) {
        return false;
    }
    size_t events = get_count(&cursor, EVENT_BYTES), bonds = get_count(&cursor, BOND_BYTES);
    char *digits = arena_room(arena, events, ID_DIGITS);
    out->events = arena_array(arena, events, sizeof *out->events);
    out->bonds = arena_array(arena, bonds, sizeof *out->bonds);
    while (out->event_count < events && !cursor.broken) {
        struct ledger_event *event = &out->events[out->event_count];
        event_read(&cursor, pair, event);
        event->id = id_write(digits + ID_DIGITS * out->event_count++, event->hash);
    }
    while (out->bond_count < bonds && !cursor.broken) {
        bond_read(arena, &cursor, pair, out, &out->bonds[out->bond_count++]);
    }
    return !cursor.broken && cursor.at == cursor.end;
}

bool digest_read(struct arena *arena, struct slice heads, const struct slice *support,
                 struct pair pair, struct ledger_view *out)
{
    *out = (struct ledger_view){0};
    if (!heads_read(arena, heads, pair, out)) {
        return false;
    }
    if (!support) {
        return true;
    }
    const unsigned char *bytes = (const unsigned char *)support->at;
    struct cursor cursor = {bytes, bytes + support->length, false};
    for (size_t i = 0; i < out->event_count && !cursor.broken; i++) {
        support_read(arena, &cursor, &out->events[i]);
    }
    return !cursor.broken && cursor.at == cursor.end;
}
