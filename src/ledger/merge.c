/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Adds the facts of one ledger to another: every article with its claims, details and imprint goes
 * the way that a reading goes, so that what is there already is left alone and families reach over
 * both. Facts are content-derived and views a pure function of them: in either direction, and
 * interrupted and begun again, the answers come out the same. */
#include "ledger/inside.h"

#define BATCH 256 /* articles of one transaction */

struct merger {
    struct ledger *into, *from;
    struct ledger_merged *tally;
};

static struct article article_of(const struct ledger_article *kept)
{
    struct article article = {.id = kept->doc,
                              .path = kept->path,
                              .text = kept->text,
                              .title = kept->title,
                              .published = kept->published,
                              .published_basis = kept->basis,
                              .published_evidence = kept->evidence,
                              .outlet = kept->outlet,
                              .url = kept->url};
    if (kept->changed != DAY_BEFORE_ALL) {
        article.modified = edtf_day(kept->changed);
    }
    memcpy(article.language, kept->language, sizeof article.language);
    return article;
}

static bool claims_of(struct arena *arena, struct ledger *from, struct slice article,
                      struct claim_list *out, struct error *err)
{
    const struct ledger_filter filter = {
        .article = article, .known_by = DAY_AFTER_ALL, .with_text = true};
    struct ledger_claim_list claims;
    if (!ledger_claims(arena, from, &filter, &claims, err)) {
        return false;
    }
    *out = (struct claim_list){arena_array(arena, claims.count, sizeof *out->items), claims.count};
    for (size_t i = 0; i < claims.count; i++) {
        out->items[i] = claims.items[i].claim;
    }
    return true;
}

/* What a reading knows besides the claims. */
static bool rest_add(struct arena *arena, struct merger *merger, struct slice id,
                     const struct article *article, struct error *err)
{
    struct detail_list details;
    struct imprint imprint;
    bool found;
    if (!details_of_article(arena, merger->from, id, &details, err) ||
        !ledger_note(merger->into, article, &details, err) ||
        !imprint_of(arena, merger->from, id, &found, &imprint, err)) {
        return false;
    }
    return !found || ledger_relate(merger->into, article, &imprint, err);
}

static bool article_merge(struct arena *arena, struct merger *merger, struct slice id,
                          struct error *err)
{
    struct ledger_article kept;
    struct claim_list claims;
    if (!ledger_article_by_id(arena, merger->from, id, &kept, err) ||
        !claims_of(arena, merger->from, id, &claims, err)) {
        return false;
    }
    const struct article article = article_of(&kept);
    merger->tally->articles++;
    if (kept.origin.length) {
        size_t added;
        bool done = ledger_add_record(merger->into, kept.origin, &article, &claims, &added, err);
        merger->tally->added += done && added > 0;
        return done;
    }
    bool added;
    if (!ledger_add(merger->into, &article, &claims, &added, err)) {
        return false;
    }
    merger->tally->added += added;
    return !added || rest_add(arena, merger, id, &article, err);
}

static bool batch_merge(struct merger *merger, const struct ledger_article *items, size_t count,
                        struct error *err)
{
    struct arena arena = {0};
    bool done = ledger_begin(merger->into, err);
    if (!done) {
        return false;
    }
    for (size_t i = 0; done && i < count; i++) {
        done = article_merge(&arena, merger, items[i].id, err);
        arena_free(&arena);
    }
    if (!done || !ledger_commit(merger->into, err)) {
        ledger_rollback(merger->into);
        return false;
    }
    return true;
}

bool ledger_merge(struct ledger *into, struct ledger *from, struct ledger_merged *out,
                  struct error *err)
{
    struct arena arena = {0};
    struct ledger_article *items;
    size_t count;
    struct merger merger = {into, from, out};
    *out = (struct ledger_merged){0};
    bool done = ledger_articles(&arena, from, &items, &count, err);
    for (size_t i = 0; done && i < count; i += BATCH) {
        done = batch_merge(&merger, items + i, count - i < BATCH ? count - i : BATCH, err);
    }
    arena_free(&arena);
    return done && ledger_fold(into, err);
}
