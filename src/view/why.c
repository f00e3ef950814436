/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Explains an id: the pair's claims are read with their text and folded, and what the id names is
 * taken from the fold. The store's event rows only lead from an id to its pair. */
#include "view/inside.h"

static bool claim_put(struct arena *arena, const struct article_index *index,
                      const struct ledger_claim *claim, struct why *out, struct error *err)
{
    const struct ledger_article *article = article_index_get(index, claim->article);
    if (!article) {
        return error_set(err, ERROR_INVALID, "the ledger is damaged: claim %.*s has no article",
                         SLICE_ARGS(claim->claim.id));
    }
    struct why_claim *put = arena_push(arena, out->claims, out->claim_count);
    put->claim = claim;
    put->article = *article;
    evidence_mark(&claim->claim, &put->mark_begin, &put->mark_end);
    return true;
}

static bool event_put(struct arena *arena, const struct article_index *index,
                      const struct ledger_event *event, struct why *out, struct error *err)
{
    *arena_push(arena, out->events, out->event_count) = event;
    for (int pass = 0; pass < 2; pass++) { /* the claim asked for comes first */
        for (size_t i = 0; i < event->claim_count; i++) {
            bool asked = slice_equal(event->claims[i]->claim.id, out->id);
            if (asked == (pass == 0) && !claim_put(arena, index, event->claims[i], out, err)) {
                return false;
            }
        }
    }
    return true;
}

static bool event_has_claim(const struct ledger_event *event, struct slice id)
{
    for (size_t i = 0; i < event->claim_count; i++) {
        if (slice_equal(event->claims[i]->claim.id, id)) {
            return true;
        }
    }
    return false;
}

static bool why_pair(struct arena *arena, struct ledger *ledger, const struct article_index *index,
                     struct why *out, struct error *err)
{
    struct ledger_filter filter = {.known_by = DAY_AFTER_ALL, .with_text = true};
    struct ledger_claim_list *claims = arena_alloc(arena, sizeof *claims);
    struct ledger_view *view = arena_alloc(arena, sizeof *view);
    if (!ledger_pair(arena, ledger, out->kind, out->id, &filter.a, &filter.b, err) ||
        !ledger_claims(arena, ledger, &filter, claims, err)) {
        return false;
    }
    ledger_fold_claims(arena, claims, view);
    for (size_t i = 0; out->kind == LEDGER_BOND && i < view->bond_count; i++) {
        const struct ledger_bond *bond = &view->bonds[i];
        if (!slice_equal(bond->id, out->id)) {
            continue;
        }
        out->bond = bond;
        for (size_t j = 0; j < bond->event_count; j++) {
            if (!event_put(arena, index, bond->events[j], out, err)) {
                return false;
            }
        }
    }
    for (size_t i = 0; out->kind != LEDGER_BOND && i < view->event_count; i++) {
        const struct ledger_event *event = &view->events[i];
        if ((slice_equal(event->id, out->id) || event_has_claim(event, out->id)) &&
            !event_put(arena, index, event, out, err)) {
            return false;
        }
    }
    return out->event_count > 0 ||
           error_set(err, ERROR_NOT_FOUND,
                     "id '%.*s' is of an older fold; `entente rebuild` folds "
                     "again",
                     SLICE_ARGS(out->id));
}

static bool why_article(struct arena *arena, struct ledger *ledger,
                        const struct article_index *index, struct why *out, struct error *err)
{
    const struct ledger_filter filter = {
        .article = out->id, .known_by = DAY_AFTER_ALL, .with_text = true};
    struct ledger_claim_list *claims = arena_alloc(arena, sizeof *claims);
    if (!ledger_claims(arena, ledger, &filter, claims, err)) {
        return false;
    }
    const struct ledger_article *article = article_index_get(index, out->id);
    if (article) {
        out->article = *article;
    }
    for (size_t i = 0; i < claims->count; i++) {
        if (!claim_put(arena, index, &claims->items[i], out, err)) {
            return false;
        }
    }
    return true;
}

bool view_why(struct arena *arena, struct ledger *ledger, struct slice id, struct why *out,
              struct error *err)
{
    *out = (struct why){0};
    struct article_index *index = arena_alloc(arena, sizeof *index);
    if (!ledger_find(arena, ledger, id, &out->kind, &out->id, err) ||
        !article_index_load(arena, ledger, index, err)) {
        return false;
    }
    return out->kind == LEDGER_ARTICLE ? why_article(arena, ledger, index, out, err)
                                       : why_pair(arena, ledger, index, out, err);
}
