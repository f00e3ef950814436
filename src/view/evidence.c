/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The sentence behind a claim, and where in it the evidence lies. */
#include "view/inside.h"

bool article_index_load(struct arena *arena, struct ledger *ledger, struct article_index *out,
                        struct error *err)
{
    *out = (struct article_index){0};
    if (!ledger_articles(arena, ledger, &out->items, &out->count, err)) {
        return false;
    }
    for (size_t i = 0; i < out->count; i++) {
        map_put(&out->by_id, arena, out->items[i].id, (uint32_t)i);
    }
    return true;
}

const struct ledger_article *article_index_get(const struct article_index *index, struct slice id)
{
    uint32_t at = map_get(&index->by_id, id);
    return at == MAP_NONE ? NULL : &index->items[at];
}

void evidence_mark(const struct claim *claim, uint32_t *out_begin, uint32_t *out_end)
{
    uint32_t length = (uint32_t)claim->sentence.length, from = claim->sentence_begin;
    uint32_t begin = claim->begin > from ? claim->begin - from : 0;
    uint32_t end = claim->end > from ? claim->end - from : 0;
    *out_begin = begin < length ? begin : length;
    *out_end = end < length ? end : length;
    /* Offsets count in the article; a sentence that is not its slice must still not be cut within
     * a character. */
    while (*out_begin > 0 && *out_begin < length &&
           ((unsigned char)claim->sentence.at[*out_begin] & 0xc0) == 0x80) {
        --*out_begin;
    }
    while (*out_end < length && ((unsigned char)claim->sentence.at[*out_end] & 0xc0) == 0x80) {
        ++*out_end;
    }
    *out_end = *out_end < *out_begin ? *out_begin : *out_end;
}

bool evidence_load(struct arena *arena, struct ledger *ledger, const struct article_index *index,
                   const struct ledger_claim *claim, struct view_evidence *out, struct error *err)
{
    struct ledger_claim full;
    *out = (struct view_evidence){0};
    if (!ledger_claim_by_id(arena, ledger, claim->claim.id, &full, err)) {
        return false;
    }
    out->claim = claim->claim.id;
    out->doc = claim->claim.doc;
    out->sentence = full.claim.sentence;
    evidence_mark(&full.claim, &out->begin, &out->end);
    const struct ledger_article *article = article_index_get(index, claim->article);
    if (article) {
        out->title = article->title;
        out->path = article->path;
        out->published = article->published;
        out->basis = article->basis;
    }
    return true;
}
