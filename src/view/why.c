/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Explains an id: what it names is taken from the folded view of its dyad, and the claims behind it
 * are read with their text. The store's rows only lead from an id to its dyad.
 *
 * The id of an event is that of its claims, so that an event which fewer articles told by an
 * earlier day has another id then. Asked for what was known by a day, the id of today leads to the
 * events that held one of its claims, and an id of that day is looked for in what the pairs were by
 * then: all of them are folded until it is found. */
#include "view/inside.h"

static bool claim_put(struct arena *arena, struct ledger *ledger, const struct ledger_claim *claim,
                      struct why *out, struct error *err)
{
    struct why_claim put = {.claim = claim};
    if (!ledger_article_head(arena, ledger, claim->article, &put.article, err)) {
        return false;
    }
    evidence_mark(&claim->claim, &put.mark_begin, &put.mark_end);
    *arena_push(arena, out->claims, out->claim_count) = put;
    return true;
}

static bool event_put(struct arena *arena, struct ledger *ledger, const struct ledger_event *event,
                      struct why *out, struct error *err)
{
    *arena_push(arena, out->events, out->event_count) = event;
    const struct ledger_wanted ids = {.events = &event, .event_count = 1};
    if (!ledger_evidence(arena, ledger, &ids, NULL, NULL, err)) {
        return false;
    }
    for (int pass = 0; pass < 2; pass++) { /* the claim asked for comes first */
        for (size_t i = 0; i < event->claim_count; i++) {
            const struct ledger_support *support = &event->support[i];
            struct ledger_claim *claim = arena_alloc(arena, sizeof *claim);
            if (slice_equal(ledger_id(arena, support->claim), out->id) == (pass == 0) &&
                (!ledger_claim_at(arena, ledger, support->number, claim, err) ||
                 !claim_put(arena, ledger, claim, out, err))) {
                return false;
            }
        }
    }
    return true;
}

static bool event_has_claim(const struct ledger_event *event, int64_t number)
{
    for (size_t i = 0; i < event->claim_count; i++) {
        if (event->support[i].number == number) {
            return true;
        }
    }
    return false;
}

static bool bond_put(struct arena *arena, struct ledger *ledger, const struct ledger_view *view,
                     struct why *out, struct error *err)
{
    for (size_t i = 0; i < view->bond_count; i++) {
        const struct ledger_bond *bond = &view->bonds[i];
        if (!slice_equal(bond->id, out->id)) {
            continue;
        }
        out->bond = bond;
        for (size_t j = 0; j < bond->event_count; j++) {
            const struct ledger_event *event = &view->events[bond->events[j] - view->gists];
            if (!event_put(arena, ledger, event, out, err)) {
                return false;
            }
        }
    }
    return true;
}

/* The pair of which the id tells. */
struct subject {
    struct slice a, b;
};

static bool subject_view(struct arena *arena, struct ledger *ledger, const struct subject *subject,
                         int32_t known_by, const struct ledger_view **out, struct error *err)
{
    const struct ledger_dyad_filter filter = {
        .a = subject->a, .b = subject->b, .known_by = known_by};
    struct ledger_dyad_list dyads;
    if (!ledger_dyads(arena, ledger, &filter, &dyads, err)) {
        return false;
    }
    *out = &dyads.items[0].view;
    return true;
}

static const struct ledger_event *event_of(const struct ledger_view *view, struct slice id)
{
    for (size_t i = 0; i < view->event_count; i++) {
        if (slice_equal(view->events[i].id, id)) {
            return &view->events[i];
        }
    }
    return NULL;
}

static bool events_meet(const struct ledger_event *x, const struct ledger_event *y)
{
    for (size_t i = 0; i < x->claim_count; i++) {
        for (size_t j = 0; j < y->claim_count; j++) {
            if (x->support[i].number == y->support[j].number) {
                return true;
            }
        }
    }
    return false;
}

/* `asked` is the row of the claim that was asked for, 0 none. */
static bool event_is_asked(const struct why *why, int64_t asked, const struct ledger_event *today,
                           const struct ledger_event *event)
{
    return slice_equal(event->id, why->id) || (today && events_meet(today, event)) ||
           (asked && event_has_claim(event, asked));
}

static bool why_dyad(struct arena *arena, struct ledger *ledger, const struct subject *subject,
                     int32_t known_by, struct why *out, struct error *err)
{
    const struct ledger_view *view, *now;
    if (!subject_view(arena, ledger, subject, known_by, &view, err)) {
        return false;
    }
    if (out->kind == LEDGER_BOND) {
        return bond_put(arena, ledger, view, out, err);
    }
    bool earlier = out->kind == LEDGER_EVENT && !event_of(view, out->id);
    if (earlier && !subject_view(arena, ledger, subject, DAY_AFTER_ALL, &now, err)) {
        return false;
    }
    const struct ledger_event *today = earlier ? event_of(now, out->id) : NULL;
    struct ledger_claim asked = {0};
    if (out->kind == LEDGER_CLAIM && !ledger_claim_by_id(arena, ledger, out->id, &asked, err)) {
        return false;
    }
    for (size_t i = 0; i < view->event_count; i++) {
        if (event_is_asked(out, asked.number, today, &view->events[i]) &&
            !event_put(arena, ledger, &view->events[i], out, err)) {
            return false;
        }
    }
    return true;
}

/* Looks for an event whose id of that day begins with `prefix`. */
static bool find_known(struct arena *arena, struct ledger *ledger, struct slice prefix,
                       int32_t known_by, struct why *out, struct subject *out_subject,
                       struct error *err)
{
    struct ledger_pair *pairs;
    size_t count;
    if (!ledger_pairs(arena, ledger, &pairs, &count, err)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        struct arena scratch = {0};
        const struct subject subject = {pairs[i].a, pairs[i].b};
        const struct ledger_view *view;
        bool done = subject_view(&scratch, ledger, &subject, known_by, &view, err), found = false;
        for (size_t j = 0; done && !found && j < view->event_count; j++) {
            found = slice_starts(view->events[j].id, prefix);
            out->id = found ? slice_copy(arena, view->events[j].id) : out->id;
        }
        arena_free(&scratch);
        if (!done || found) {
            out->kind = LEDGER_EVENT;
            *out_subject = subject;
            return done;
        }
    }
    return error_set(err, ERROR_NOT_FOUND, "no claim, event, bond or article '%.*s' by then",
                     SLICE_ARGS(prefix));
}

static bool why_article(struct arena *arena, struct ledger *ledger, int32_t known_by,
                        struct why *out, struct error *err)
{
    const struct ledger_filter filter = {
        .article = out->id, .known_by = known_by, .with_text = true};
    struct ledger_claim_list *claims = arena_alloc(arena, sizeof *claims);
    if (!ledger_claims(arena, ledger, &filter, claims, err) ||
        !ledger_article_head(arena, ledger, out->id, &out->article, err)) {
        return false;
    }
    for (size_t i = 0; i < claims->count; i++) {
        if (!claim_put(arena, ledger, &claims->items[i], out, err)) {
            return false;
        }
    }
    return true;
}

static bool subject_find(struct arena *arena, struct ledger *ledger, struct slice prefix,
                         int32_t known_by, struct why *out, struct subject *out_subject,
                         struct error *err)
{
    if (ledger_find(arena, ledger, prefix, &out->kind, &out->id, err)) {
        return out->kind == LEDGER_ARTICLE || ledger_pair(arena, ledger, out->kind, out->id,
                                                          &out_subject->a, &out_subject->b, err);
    }
    return err->code == ERROR_NOT_FOUND && known_by != DAY_AFTER_ALL &&
           find_known(arena, ledger, prefix, known_by, out, out_subject, err);
}

bool view_why(struct arena *arena, struct ledger *ledger, struct slice id, int32_t known_by,
              struct why *out, struct error *err)
{
    struct subject subject;
    *out = (struct why){0};
    if (!subject_find(arena, ledger, id, known_by, out, &subject, err)) {
        return false;
    }
    if (out->kind == LEDGER_ARTICLE) {
        return why_article(arena, ledger, known_by, out, err);
    }
    if (!why_dyad(arena, ledger, &subject, known_by, out, err)) {
        return false;
    }
    if (!out->event_count && out->kind == LEDGER_CLAIM &&
        known_by == DAY_AFTER_ALL) { /* of a version that was replaced */
        struct ledger_claim *claim = arena_alloc(arena, sizeof *claim);
        return ledger_claim_by_id(arena, ledger, out->id, claim, err) &&
               claim_put(arena, ledger, claim, out, err);
    }
    return out->event_count > 0 ||
           error_set(err, ERROR_NOT_FOUND,
                     known_by == DAY_AFTER_ALL
                         ? "id '%.*s' is of an older fold; `entente rebuild` folds again"
                         : "nothing of id '%.*s' was known by then",
                     SLICE_ARGS(out->id));
}
