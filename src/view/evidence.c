/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The sentence behind a claim, and where in it the evidence lies. */
#include "view/inside.h"

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

struct view_evidence evidence_of(struct arena *arena, const struct claim *claim,
                                 const struct ledger_article *article)
{
    struct view_evidence evidence = {.claim = claim->id,
                                     .article = article->id,
                                     .doc = article->doc,
                                     .title = article->title,
                                     .path = article->path,
                                     .published = article->published,
                                     .language = slice_copy(arena, slice_of(article->language)),
                                     .basis = article->basis,
                                     .sentence = claim->sentence};
    evidence_mark(claim, &evidence.begin, &evidence.end);
    return evidence;
}

static void evidence_make(struct arena *arena, const struct ledger_evidence *found, size_t count,
                          struct view_evidence *out)
{
    for (size_t i = 0; i < count; i++) {
        out[i] = evidence_of(arena, &found[i].claim.claim, &found[i].article);
    }
}

bool evidence_load(struct arena *arena, struct ledger *ledger, const struct ledger_wanted *wanted,
                   struct view_evidence *out_claims, struct view_evidence *out_details,
                   struct error *err)
{
    struct ledger_evidence *claims = arena_array(arena, wanted->claim_count, sizeof *claims);
    struct ledger_evidence *details = arena_array(arena, wanted->detail_count, sizeof *details);
    if (!ledger_evidence(arena, ledger, wanted, claims, details, err)) {
        return false;
    }
    evidence_make(arena, claims, wanted->claim_count, out_claims);
    evidence_make(arena, details, wanted->detail_count, out_details);
    return true;
}

bool evidence_load_one(struct arena *arena, struct ledger *ledger, int64_t claim,
                       struct view_evidence *out, struct error *err)
{
    const struct ledger_wanted wanted = {.claims = &claim, .claim_count = 1};
    return evidence_load(arena, ledger, &wanted, out, NULL, err);
}
