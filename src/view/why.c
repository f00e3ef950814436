/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Explains an id: what it names is taken from the folded view of its dyad, and the claims behind it
 * are read with their text. The store's rows only lead from an id to its dyad. */
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
    for (int pass = 0; pass < 2; pass++) { /* the claim asked for comes first */
        for (size_t i = 0; i < event->claim_count; i++) {
            struct slice id = ledger_id(arena, event->support[i].claim);
            struct ledger_claim *claim = arena_alloc(arena, sizeof *claim);
            if (slice_equal(id, out->id) == (pass == 0) &&
                (!ledger_claim_by_id(arena, ledger, id, claim, err) ||
                 !claim_put(arena, ledger, claim, out, err))) {
                return false;
            }
        }
    }
    return true;
}

static bool event_has_claim(struct arena *arena, const struct ledger_event *event, struct slice id)
{
    for (size_t i = 0; i < event->claim_count; i++) {
        if (slice_equal(ledger_id(arena, event->support[i].claim), id)) {
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
            if (!event_put(arena, ledger, bond->events[j], out, err)) {
                return false;
            }
        }
    }
    return true;
}

static bool why_dyad(struct arena *arena, struct ledger *ledger, int32_t known_by, struct why *out,
                     struct error *err)
{
    struct slice a, b;
    struct ledger_dyad_list dyads;
    if (!ledger_pair(arena, ledger, out->kind, out->id, &a, &b, err) ||
        !ledger_dyads(arena, ledger, a, b, known_by, &dyads, err)) {
        return false;
    }
    const struct ledger_view *view = &dyads.items[0].view;
    if (out->kind == LEDGER_BOND && !bond_put(arena, ledger, view, out, err)) {
        return false;
    }
    for (size_t i = 0; out->kind != LEDGER_BOND && i < view->event_count; i++) {
        const struct ledger_event *event = &view->events[i];
        if ((slice_equal(event->id, out->id) || event_has_claim(arena, event, out->id)) &&
            !event_put(arena, ledger, event, out, err)) {
            return false;
        }
    }
    return true;
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

bool view_why(struct arena *arena, struct ledger *ledger, struct slice id, int32_t known_by,
              struct why *out, struct error *err)
{
    *out = (struct why){0};
    if (!ledger_find(arena, ledger, id, &out->kind, &out->id, err)) {
        return false;
    }
    if (out->kind == LEDGER_ARTICLE) {
        return why_article(arena, ledger, known_by, out, err);
    }
    if (!why_dyad(arena, ledger, known_by, out, err)) {
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
