/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Finds what articles contradict each other in: numbers, speakers, whether a thing happened, when,
 * and whether it opened or closed a tie.
 *
 * Numbers are counts of the same kind of thing ("dead") whose dates meet within a month and that
 * are told of the same story: by one family, with two actors in common, or of one day where all
 * actors of the one are among those of the other. Two articles that share a count do not contradict
 * each other in it, and "38" agrees with "38 of 67". Speakers are the voices that announced the
 * claims of one event. The rest is told by events of one dyad. The side that more independent
 * families tell is the better supported one; between equals the one that speaks for its family,
 * then the one told first.
 *
 * Cost: the views of the dyads, and the square of the counts of one kind within a month. */
#include <stdlib.h>

#include "view/inside.h"

#define DATE_DAYS 31 /* a wider date is too vague to contradict another */

const char *dispute_kind_name(enum dispute_kind kind)
{
    static const char *const names[] = {"number", "speaker", "realis", "state", "date"};
    return names[kind];
}

/* One article's word on a matter. */
struct voice {
    struct slice value; /* what is compared and printed */
    struct slice key;   /* by which two values are the same */
    struct view_evidence evidence;
    int64_t article, family;
    int32_t known;
};

struct matter {
    enum dispute_kind kind;
    struct slice subject, event;
    struct slice *actors;
    size_t actor_count;
    struct voice *voices;
    size_t voice_count;
};

struct finder {
    struct arena *arena;
    struct ledger *ledger;
    struct slice a, b;
    struct view_time time;
    struct dispute_list *out;
};

/* ---------------------------------------------------------------------------------- sides */

static bool names_actor(const struct slice *actors, size_t count, struct slice actor)
{
    for (size_t i = 0; i < count; i++) {
        if (slice_equal(actors[i], actor)) {
            return true;
        }
    }
    return !actor.length;
}

static void add_actor(struct arena *arena, struct matter *matter, struct slice actor)
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

static struct slice reason_of(struct arena *arena, const struct dispute *dispute)
{
    const struct dispute_side *first = &dispute->sides[0], *second = &dispute->sides[1];
    if (first->family_count != second->family_count) {
        return slice_print(arena, "told by %zu families, the next by %zu", first->family_count,
                           second->family_count);
    }
    if (first->speaks != second->speaks) {
        return SLICE("told by the article that speaks for its family");
    }
    if (first->known != second->known) {
        struct slice day = day_text(arena, first->known);
        return day.length
                   ? slice_print(arena, "as many families; told first, on %.*s", SLICE_ARGS(day))
                   : SLICE("as many families; told first");
    }
    return SLICE("as many families, told on the same day");
}

static int voice_compare(const void *left, const void *right)
{
    const struct voice *x = left, *y = right;
    int order = slice_compare(x->evidence.doc, y->evidence.doc);
    if (order || (order = slice_compare(x->evidence.article, y->evidence.article))) {
        return order;
    }
    if (x->evidence.begin != y->evidence.begin) {
        return x->evidence.begin < y->evidence.begin ? -1 : 1;
    }
    order = slice_compare(x->evidence.sentence, y->evidence.sentence);
    return order ? order : slice_compare(x->value, y->value);
}

/* Makes a dispute of the matter where its articles clash and it is about the actors asked for. */
static void matter_finish(struct finder *finder, struct matter *matter)
{
    struct slice *keys = NULL;
    size_t key_count = 0;
    if (!names_actor(matter->actors, matter->actor_count, finder->a) ||
        !names_actor(matter->actors, matter->actor_count, finder->b) || !matter_clashes(matter)) {
        return;
    }
    qsort(matter->voices, matter->voice_count, sizeof *matter->voices, voice_compare);
    struct dispute *dispute = arena_push(finder->arena, finder->out->items, finder->out->count);
    *dispute = (struct dispute){.kind = matter->kind,
                                .subject = matter->subject,
                                .event = matter->event,
                                .actors = matter->actors,
                                .actor_count = matter->actor_count};
    for (size_t i = 0; i < matter->voice_count; i++) {
        const struct voice *v = &matter->voices[i];
        struct dispute_side *side = side_of(finder->arena, dispute, &keys, &key_count, v->key);
        side->family_count += !side_has_family(matter, v, v->key, v->family);
        side->value = v->value.length > side->value.length ? v->value : side->value;
        side->known = v->known < side->known ? v->known : side->known;
        side->speaks |= v->family == v->article;
        if (!told_by(matter, v, v->article, v->key)) {
            side->article_count++;
            *arena_push(finder->arena, side->evidence, side->evidence_count) = v->evidence;
        }
    }
    qsort(dispute->sides, dispute->side_count, sizeof *dispute->sides, side_compare);
    dispute->reason = reason_of(finder->arena, dispute);
}

/* -------------------------------------------------------------------------------- numbers */

struct count {
    const struct ledger_detail *told;
    int32_t first, last;
    size_t group; /* index of another of the same matter, or its own */
};

static int count_compare(const void *left, const void *right)
{
    const struct count *x = left, *y = right;
    int order = slice_compare(x->told->detail.key, y->told->detail.key);
    if (order || (order = (x->first > y->first) - (x->first < y->first)) ||
        (order = slice_compare(x->told->article, y->told->article))) {
        return order;
    }
    return (x->told->detail.begin > y->told->detail.begin) -
           (x->told->detail.begin < y->told->detail.begin);
}

static size_t shared_actors(const struct detail *x, const struct detail *y)
{
    size_t shared = 0;
    for (size_t i = 0; i < x->actor_count; i++) {
        shared += x->actors[i].length && names_actor(y->actors, y->actor_count, x->actors[i]);
    }
    return shared;
}

/* Are the two counts told of one story? */
static bool counts_meet(const struct count *x, const struct count *y)
{
    const struct detail *a = &x->told->detail, *b = &y->told->detail;
    size_t shared = shared_actors(a, b);
    size_t fewer = a->actor_count < b->actor_count ? a->actor_count : b->actor_count;
    bool one_day = x->first == x->last && y->first == y->last;
    bool dates_meet = x->first <= y->last && y->first <= x->last;
    return dates_meet && x->told->article_number != y->told->article_number &&
           (x->told->family == y->told->family || shared >= 2 ||
            (shared && shared == fewer && one_day));
}

static size_t group_of(struct count *counts, size_t i)
{
    while (counts[i].group != i) {
        i = counts[i].group;
    }
    return i;
}

/* Sorted, and only those whose date is sharp enough; one that is listed twice once. */
static struct count *counts_make(struct arena *arena, const struct ledger_detail_list *details,
                                 int32_t as_of, size_t *out_count)
{
    struct count *counts = arena_array(arena, details->count, sizeof *counts);
    size_t count = 0;
    *out_count = 0;
    for (size_t i = 0; i < details->count; i++) {
        struct edtf date = details->items[i].detail.date;
        int32_t first = edtf_first(date), last = edtf_last(date);
        if (edtf_is_set(date) && first != DAY_BEFORE_ALL && last != DAY_AFTER_ALL &&
            last - first <= DATE_DAYS && first <= as_of) {
            counts[count++] = (struct count){&details->items[i], first, last, 0};
        }
    }
    if (count) {
        qsort(counts, count, sizeof *counts, count_compare);
    }
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || count_compare(&counts[*out_count - 1], &counts[i]) != 0) {
            counts[*out_count] = counts[i];
            counts[*out_count].group = *out_count;
            ++*out_count;
        }
    }
    return counts;
}

static int group_compare(const void *left, const void *right)
{
    const struct count *x = left, *y = right;
    int order = (x->group > y->group) - (x->group < y->group);
    return order ? order : count_compare(x, y);
}

/* Joins the counts of one story; they then stand together. */
static void counts_group(struct count *counts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        for (size_t j = i + 1;
             j < count && slice_equal(counts[i].told->detail.key, counts[j].told->detail.key) &&
             counts[j].first <= counts[i].last;
             j++) {
            if (counts_meet(&counts[i], &counts[j])) {
                size_t x = group_of(counts, i), y = group_of(counts, j);
                counts[x < y ? y : x].group = x < y ? x : y;
            }
        }
    }
    for (size_t i = 0; i < count; i++) {
        counts[i].group = group_of(counts, i); /* roots stand before their members */
    }
    if (count) {
        qsort(counts, count, sizeof *counts, group_compare);
    }
}

/* "38" takes the key of "38 of 67" where the group tells that, else its own. */
static struct slice number_key(const struct count *group, size_t count, struct slice value)
{
    bool part = slice_find(value, SLICE(" of "), 0) != SIZE_MAX;
    for (size_t i = 0; !part && i < count; i++) {
        struct slice other = group[i].told->detail.value;
        if (slice_starts(other, value) &&
            slice_starts(slice_part(other, value.length, other.length), SLICE(" of "))) {
            return other;
        }
    }
    return value;
}

static bool detail_evidence(struct finder *finder, const struct ledger_detail *told,
                            struct view_evidence *out, struct error *err)
{
    const struct detail *detail = &told->detail;
    struct ledger_article article;
    struct slice sentence;
    if (!ledger_article_head(finder->arena, finder->ledger, told->article, &article, err) ||
        !ledger_detail_sentence(finder->arena, finder->ledger, told, &sentence, err)) {
        return false;
    }
    *out = (struct view_evidence){.article = told->article,
                                  .doc = article.doc,
                                  .title = article.title,
                                  .path = article.path,
                                  .published = article.published,
                                  .basis = article.basis,
                                  .sentence = sentence,
                                  .begin = detail->begin - detail->sentence_begin,
                                  .end = detail->end - detail->sentence_begin};
    return true;
}

static bool add_count(struct finder *finder, struct matter *matter, const struct count *count,
                      struct slice key, struct error *err)
{
    struct voice *voice = arena_push(finder->arena, matter->voices, matter->voice_count);
    *voice = (struct voice){.value = count->told->detail.value,
                            .key = key,
                            .article = count->told->article_number,
                            .family = count->told->family,
                            .known = count->told->known};
    for (size_t i = 0; i < count->told->detail.actor_count; i++) {
        add_actor(finder->arena, matter, count->told->detail.actors[i]);
    }
    return detail_evidence(finder, count->told, &voice->evidence, err);
}

/* Is there more than one value in the group? */
static bool group_differs(const struct count *group, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        if (!slice_equal(group[i].told->detail.value, group[0].told->detail.value)) {
            return true;
        }
    }
    return false;
}

static bool group_finish(struct finder *finder, const struct count *group, size_t count,
                         struct error *err)
{
    const struct detail *first = &group[0].told->detail;
    struct matter matter = {.kind = DISPUTE_NUMBER};
    struct slice date = edtf_print(finder->arena, first->date);
    matter.subject =
        slice_print(finder->arena, "%.*s, %.*s", SLICE_ARGS(first->key), SLICE_ARGS(date));
    for (size_t i = 0; i < count; i++) {
        struct slice key = number_key(group, count, group[i].told->detail.value);
        if (!add_count(finder, &matter, &group[i], key, err)) {
            return false;
        }
    }
    matter_finish(finder, &matter);
    return true;
}

static bool find_numbers(struct finder *finder, struct error *err)
{
    struct ledger_detail_list details = {0};
    int32_t known_by = finder->time.known_by;
    size_t count, next;
    if (!ledger_counts_told(finder->arena, finder->ledger, finder->a, known_by, &details, err) ||
        (finder->b.length &&
         !ledger_counts_told(finder->arena, finder->ledger, finder->b, known_by, &details, err))) {
        return false;
    }
    struct count *counts = counts_make(finder->arena, &details, finder->time.as_of, &count);
    counts_group(counts, count);
    for (size_t i = 0; i < count; i = next) {
        next = i + 1;
        while (next < count && counts[next].group == counts[i].group) {
            next++;
        }
        if (group_differs(&counts[i], next - i) &&
            !group_finish(finder, &counts[i], next - i, err)) {
            return false;
        }
    }
    return true;
}

/* --------------------------------------------------------------------------------- events */

static struct slice event_words(struct arena *arena, const struct ledger_event *event)
{
    struct slice date = edtf_print(arena, event->date);
    char sign[2] = {event->sign, '\0'};
    return slice_print(arena, "%.*s %s %.*s%s%s%s, %.*s", SLICE_ARGS(event->source),
                       event_type_name(event->event), SLICE_ARGS(event->target),
                       event->bond != BOND_NONE ? " " : "", bond_type_name(event->bond), sign,
                       SLICE_ARGS(date));
}

static struct matter matter_of(struct finder *finder, enum dispute_kind kind,
                               const struct ledger_event *event)
{
    struct matter matter = {
        .kind = kind, .subject = event_words(finder->arena, event), .event = event->id};
    add_actor(finder->arena, &matter, event->source);
    add_actor(finder->arena, &matter, event->target);
    return matter;
}

/* The event's articles say `value`. */
static bool add_event(struct finder *finder, struct matter *matter,
                      const struct ledger_event *event, struct slice value, struct error *err)
{
    for (size_t i = 0; i < event->claim_count; i++) {
        const struct ledger_support *support = &event->support[i];
        struct voice *voice = arena_push(finder->arena, matter->voices, matter->voice_count);
        *voice = (struct voice){.value = value,
                                .key = value,
                                .article = support->article,
                                .family = support->family,
                                .known = event->known};
        if (!evidence_load(finder->arena, finder->ledger, support, &voice->evidence, err)) {
            return false;
        }
    }
    return true;
}

static bool find_speakers(struct finder *finder, const struct ledger_event *event,
                          const struct ledger_detail_list *voices, struct error *err)
{
    struct matter matter = matter_of(finder, DISPUTE_SPEAKER, event);
    for (size_t i = 0; i < voices->count; i++) {
        const struct ledger_detail *told = &voices->items[i];
        bool here = false;
        for (size_t j = 0; !here && j < event->claim_count; j++) {
            here = event->support[j].claim == told->claim;
        }
        if (!here) {
            continue;
        }
        struct voice *voice = arena_push(finder->arena, matter.voices, matter.voice_count);
        *voice = (struct voice){.value = told->detail.value,
                                .key = told->detail.key,
                                .article = told->article_number,
                                .family = told->family,
                                .known = told->known};
        if (!detail_evidence(finder, told, &voice->evidence, err)) {
            return false;
        }
    }
    matter_finish(finder, &matter);
    return true;
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
    return edtf_first(x->date) <= edtf_last(y->date) && edtf_first(y->date) <= edtf_last(x->date);
}

static bool is_sharp(const struct ledger_event *event)
{
    int32_t first = edtf_first(event->date), last = edtf_last(event->date);
    return first != DAY_BEFORE_ALL && last != DAY_AFTER_ALL && last - first <= DATE_DAYS;
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

static bool add_dispute(struct finder *finder, enum dispute_kind kind, const struct ledger_event *x,
                        const struct ledger_event *y, struct error *err)
{
    struct matter matter = matter_of(finder, kind, x);
    if (!add_event(finder, &matter, x, side_words(finder->arena, kind, x), err) ||
        !add_event(finder, &matter, y, side_words(finder->arena, kind, y), err)) {
        return false;
    }
    matter_finish(finder, &matter);
    return true;
}

static bool find_denials(struct finder *finder, const struct ledger_view *view, size_t denial,
                         struct error *err)
{
    for (size_t i = 0; i < view->event_count; i++) {
        const struct ledger_event *event = &view->events[i];
        if (denies(&view->events[denial], event) && event_reached(event, finder->time.as_of) &&
            !add_dispute(finder, DISPUTE_REALIS, event, &view->events[denial], err)) {
            return false;
        }
    }
    return true;
}

/* A deed on a tie whose date is sharp. */
static bool is_move(const struct ledger_event *event)
{
    return event->bond != BOND_NONE && event->realis == REALIS_ACTUAL && is_sharp(event);
}

static bool find_moves(struct finder *finder, const struct ledger_view *view, size_t i,
                       struct error *err)
{
    const struct ledger_event *x = &view->events[i];
    for (size_t j = i + 1; j < view->event_count; j++) {
        const struct ledger_event *y = &view->events[j];
        if (event_day(y) > edtf_last(x->date) + DATE_DAYS) {
            break; /* events lie by day */
        }
        enum dispute_kind kind = is_move(y) && event_reached(y, finder->time.as_of)
                                     ? moves_dispute(x, y)
                                     : DISPUTE_COUNT;
        if (kind != DISPUTE_COUNT && !add_dispute(finder, kind, x, y, err)) {
            return false;
        }
    }
    return true;
}

static bool find_of_event(struct finder *finder, const struct ledger_view *view, size_t i,
                          const struct ledger_detail_list *voices, struct error *err)
{
    const struct ledger_event *event = &view->events[i];
    if (!event_reached(event, finder->time.as_of)) {
        return true;
    }
    return (event->realis != REALIS_DENIED || find_denials(finder, view, i, err)) &&
           (!is_move(event) || find_moves(finder, view, i, err)) &&
           (voices->count < 2 || find_speakers(finder, event, voices, err));
}

static bool find_in_dyad(struct finder *finder, const struct ledger_dyad *dyad, struct error *err)
{
    struct ledger_detail_list voices = {0};
    if (!ledger_voices(finder->arena, finder->ledger, dyad->a, dyad->b, finder->time.known_by,
                       &voices, err)) {
        return false;
    }
    for (size_t i = 0; i < dyad->view.event_count; i++) {
        if (!find_of_event(finder, &dyad->view, i, &voices, err)) {
            return false;
        }
    }
    return true;
}

/* ----------------------------------------------------------------------------------- door */

static int dispute_compare(const void *left, const void *right)
{
    const struct dispute *x = left, *y = right;
    if (x->kind != y->kind) {
        return x->kind < y->kind ? -1 : 1;
    }
    int order = slice_compare(x->subject, y->subject);
    return order ? order : slice_compare(x->event, y->event);
}

bool view_disputes(struct arena *arena, struct ledger *ledger, struct slice a, struct slice b,
                   struct view_time time, struct dispute_list *out, struct error *err)
{
    struct finder finder = {arena, ledger, a, b, time, out};
    struct ledger_dyad_list dyads;
    *out = (struct dispute_list){0};
    if (!find_numbers(&finder, err) ||
        !ledger_dyads(arena, ledger, a, b, time.known_by, &dyads, err)) {
        return false;
    }
    for (size_t i = 0; i < dyads.count; i++) {
        if (!find_in_dyad(&finder, &dyads.items[i], err)) {
            return false;
        }
    }
    if (out->count) {
        qsort(out->items, out->count, sizeof *out->items, dispute_compare);
    }
    return true;
}
