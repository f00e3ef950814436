/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What the events of one dyad contradict each other in: who announced it, by the voices of the
 * claims of one event; whether it happened; and of sharp dates, when a tie was opened or closed,
 * and which of the two. Cost: the events within two months of each other. */
#include "view/dispute.h"

static struct slice event_words(struct arena *arena, const struct ledger_event *event)
{
    struct slice date = edtf_print(arena, event->date);
    char sign[2] = {event->sign, '\0'};
    return slice_print(arena, "%.*s %s %.*s%s%s%s, %.*s", SLICE_ARGS(event->source),
                       event_type_name(event->event), SLICE_ARGS(event->target),
                       event->bond != BOND_NONE ? " " : "", bond_type_name(event->bond), sign,
                       SLICE_ARGS(date));
}

void matter_subject(struct arena *arena, struct matter *matter)
{
    struct slice date = matter->event ? SLICE("") : edtf_print(arena, matter->date);
    matter->subject = matter->event ? event_words(arena, matter->event)
                                    : slice_print(arena, "%.*s, %.*s", SLICE_ARGS(matter->counted),
                                                  SLICE_ARGS(date));
}

static struct matter matter_of(struct finder *finder, enum dispute_kind kind,
                               const struct ledger_event *event)
{
    struct matter matter = {.kind = kind, .event = event};
    matter_add_actor(finder->arena, &matter, event->source);
    matter_add_actor(finder->arena, &matter, event->target);
    return matter;
}

static void find_speakers(struct finder *finder, const struct ledger_event *event,
                          const struct ledger_detail *voices, size_t voice_count)
{
    struct matter matter = matter_of(finder, DISPUTE_SPEAKER, event);
    for (size_t i = 0; i < voice_count; i++) {
        const struct ledger_detail *told = &voices[i];
        bool here = false;
        for (size_t j = 0; !here && j < event->claim_count; j++) {
            here = event->support[j].number == told->claim;
        }
        if (!here) {
            continue;
        }
        *arena_push(finder->arena, matter.voices, matter.voice_count) =
            (struct voice){.value = told->detail.value,
                           .key = told->detail.key,
                           .detail = told,
                           .article = told->article_number,
                           .family = told->family,
                           .known = told->known};
    }
    matter_keep(finder, &matter);
}

static bool events_share_family(const struct ledger_event *x, const struct ledger_event *y)
{
    for (size_t i = 0; i < x->claim_count; i++) {
        for (size_t j = 0; j < y->claim_count; j++) {
            if (x->support[i].family == y->support[j].family) {
                return true;
            }
        }
    }
    return false;
}

static bool dates_meet(const struct ledger_event *x, const struct ledger_event *y)
{
    return x->first <= y->last && y->first <= x->last;
}

static bool is_sharp(const struct ledger_event *event)
{
    return event->first != DAY_BEFORE_ALL && event->last != DAY_AFTER_ALL &&
           event->last - event->first <= DATE_DAYS;
}

/* A tie that is opened or closed, and not twice within a month. */
static bool happens_once(const struct ledger_event *event)
{
    return event->sign != '~' && (event->bond == BOND_RECOGNITION || event->bond == BOND_LISTING ||
                                  event->bond == BOND_MEMBERSHIP || event->bond == BOND_DIPLOMATIC);
}

static bool same_deed(const struct ledger_event *x, const struct ledger_event *y)
{
    return x->event == y->event && x->bond == y->bond && x->sign == y->sign &&
           slice_equal(x->source, y->source);
}

/* Does one say that it happened which the other denies? */
static bool denies(const struct ledger_event *denial, const struct ledger_event *other)
{
    bool asserted = other->realis == REALIS_ACTUAL || other->realis == REALIS_ALLEGED;
    return asserted && same_deed(denial, other) && dates_meet(denial, other);
}

/* What two deeds on one tie contradict each other in; DISPUTE_COUNT: nothing. Events of one family
 * do not: what an article tells apart stays apart. */
static enum dispute_kind moves_dispute(const struct ledger_event *x, const struct ledger_event *y)
{
    bool opposite = (x->sign == '+' && y->sign == '-') || (x->sign == '-' && y->sign == '+');
    if (x->bond != y->bond || !slice_equal(x->source, y->source) || events_share_family(x, y)) {
        return DISPUTE_COUNT;
    }
    if (opposite && dates_meet(x, y)) {
        return DISPUTE_STATE;
    }
    return same_deed(x, y) && happens_once(x) && !dates_meet(x, y) ? DISPUTE_DATE : DISPUTE_COUNT;
}

static struct slice side_words(struct arena *arena, enum dispute_kind kind,
                               const struct ledger_event *event)
{
    switch (kind) {
    case DISPUTE_REALIS:
        return slice_of(realis_name(event->realis));
    case DISPUTE_STATE:
        return slice_print(arena, "%s%c", bond_type_name(event->bond), event->sign);
    default:
        return edtf_print(arena, event->date);
    }
}

/* The event's articles say `value`. */
static void add_event(struct arena *arena, struct matter *matter, const struct ledger_event *event)
{
    struct slice value = side_words(arena, matter->kind, event);
    for (size_t i = 0; i < event->claim_count; i++) {
        const struct ledger_support *support = &event->support[i];
        *arena_push(arena, matter->voices, matter->voice_count) =
            (struct voice){.value = value,
                           .key = value,
                           .support = support,
                           .article = support->article,
                           .family = support->family,
                           .known = event->known};
    }
}

void matter_voices(struct arena *arena, struct matter *matter)
{
    if (matter->other) {
        add_event(arena, matter, matter->event);
        add_event(arena, matter, matter->other);
    }
}

/* Does an article tell the first event and not the second? */
static bool told_alone(const struct ledger_event *event, const struct ledger_event *other)
{
    for (size_t i = 0; i < event->claim_count; i++) {
        bool shared = false;
        for (size_t j = 0; !shared && j < other->claim_count; j++) {
            shared = event->support[i].article == other->support[j].article;
        }
        if (!shared) {
            return true;
        }
    }
    return false;
}

/* Two articles clash that have no word in common. */
static void add_dispute(struct finder *finder, enum dispute_kind kind, const struct ledger_event *x,
                        const struct ledger_event *y)
{
    if (told_alone(x, y) && told_alone(y, x)) {
        struct matter *matter = arena_push(finder->arena, finder->matters, finder->count);
        *matter = matter_of(finder, kind, x);
        matter->other = y;
    }
}

/* The events that the fold found disputed: few of many. */
struct disputed {
    const struct ledger_event **events;
    size_t count;
};

static struct disputed disputed_of(const struct finder *finder, const struct ledger_view *view)
{
    struct disputed disputed = {0};
    for (size_t i = 0; i < view->event_count; i++) {
        if (view->events[i].disputed && event_reached(&view->events[i], finder->time.as_of)) {
            *arena_push(finder->arena, disputed.events, disputed.count) = &view->events[i];
        }
    }
    return disputed;
}

static void find_denials(struct finder *finder, const struct ledger_view *view)
{
    const struct disputed disputed = disputed_of(finder, view);
    for (size_t i = 0; i < disputed.count; i++) {
        const struct ledger_event *denial = disputed.events[i];
        for (size_t j = 0; denial->realis == REALIS_DENIED && j < disputed.count; j++) {
            if (denies(denial, disputed.events[j])) {
                add_dispute(finder, DISPUTE_REALIS, disputed.events[j], denial);
            }
        }
    }
}

/* A deed on a tie whose date is sharp. */
static bool is_move(const struct ledger_event *event)
{
    return event->bond != BOND_NONE && event->realis == REALIS_ACTUAL && is_sharp(event);
}

static void find_moves(struct finder *finder, const struct ledger_view *view, size_t i)
{
    const struct ledger_event *x = &view->events[i];
    for (size_t j = i + 1; j < view->event_count; j++) {
        const struct ledger_event *y = &view->events[j];
        if (y->day > x->last + DATE_DAYS) {
            break; /* events lie by day */
        }
        enum dispute_kind kind = is_move(y) && event_reached(y, finder->time.as_of)
                                     ? moves_dispute(x, y)
                                     : DISPUTE_COUNT;
        if (kind != DISPUTE_COUNT) {
            add_dispute(finder, kind, x, y);
        }
    }
}

void find_in_dyad(struct finder *finder, const struct ledger_dyad *dyad,
                  const struct ledger_detail *voices, size_t voice_count)
{
    const struct ledger_view *view = &dyad->view;
    find_denials(finder, view);
    for (size_t i = 0; i < view->event_count; i++) {
        const struct ledger_event *event = &view->events[i];
        if (!event_reached(event, finder->time.as_of)) {
            continue;
        }
        if (is_move(event)) {
            find_moves(finder, view, i);
        }
        if (voice_count > 1) {
            find_speakers(finder, event, voices, voice_count);
        }
    }
}
