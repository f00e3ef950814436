/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* An article with its text and every claim read in it, for a page that marks the evidence. Offsets
 * are bytes of the article's text, as everywhere. */
#include "view/inside.h"

bool view_article(struct arena *arena, struct ledger *ledger, struct slice id,
                  struct marked_article *out, struct error *err)
{
    enum ledger_kind kind;
    struct slice article;
    struct ledger_claim claim;
    *out = (struct marked_article){0};
    if (!ledger_find(arena, ledger, id, &kind, &article, err)) {
        return false;
    }
    if (kind == LEDGER_CLAIM) {
        if (!ledger_claim_by_id(arena, ledger, article, &claim, err)) {
            return false;
        }
        article = claim.article;
    } else if (kind != LEDGER_ARTICLE) {
        return error_set(err, ERROR_INVALID, "id '%.*s' is of no article and no claim",
                         SLICE_ARGS(id));
    }
    const struct ledger_filter filter = {
        .article = article, .known_by = DAY_AFTER_ALL, .with_text = true};
    struct ledger_claim_list claims;
    if (!ledger_article_by_id(arena, ledger, article, &out->article, err) ||
        !ledger_family(arena, ledger, article, &out->family, &out->family_count, err) ||
        !ledger_claims(arena, ledger, &filter, &claims, err)) {
        return false;
    }
    for (size_t i = 0; i < claims.count; i++) {
        struct why_claim *put = arena_push(arena, out->claims, out->claim_count);
        put->claim = &claims.items[i];
        put->article = out->article;
        evidence_mark(&put->claim->claim, &put->mark_begin, &put->mark_end);
    }
    return true;
}

static void print_claim(struct buffer *out, const struct claim *claim)
{
    const struct slice texts[][2] = {
        {SLICE("id"), claim->id},
        {SLICE("source"), claim->source},
        {SLICE("event"), slice_of(event_type_name(claim->event))},
        {SLICE("target"), claim->target},
        {SLICE("bond"), slice_of(bond_type_name(claim->bond))},
        {SLICE("sign"), {&claim->sign, claim->sign != '\0'}},
        {SLICE("realis"), slice_of(realis_name(claim->realis))},
        {SLICE("said_by"), claim->said_by},
        {SLICE("rule"), claim->rule},
        {SLICE("proposition"), claim->proposition},
    };
    buffer_print(out, "{");
    print_json_texts(out, texts, sizeof texts / sizeof *texts);
    buffer_print(out, "\"date\":");
    print_json_date(out, claim->date);
    claim_print_confidence(out, claim);
    buffer_print(out, ",\"begin\":%u,\"end\":%u,\"sentence_begin\":%u,\"sentence_end\":%u}",
                 claim->begin, claim->end, claim->sentence_begin, claim->sentence_end);
}

void view_print_article_json(struct buffer *out, const struct marked_article *marked)
{
    const struct ledger_article *article = &marked->article;
    const struct slice texts[][2] = {{SLICE("id"), article->id},
                                     {SLICE("doc"), article->doc},
                                     {SLICE("path"), article->path},
                                     {SLICE("title"), article->title},
                                     {SLICE("outlet"), article->outlet},
                                     {SLICE("language"), slice_of(article->language)},
                                     {SLICE("date_evidence"), article->evidence},
                                     {SLICE("text"), article->text}};
    buffer_print(out, "{");
    print_json_texts(out, texts, sizeof texts / sizeof *texts);
    buffer_print(out, "\"published\":");
    print_json_date(out, article->published);
    buffer_print(out, ",\"published_is_lower_bound\":%s,\n \"claims\":[",
                 article->basis == DATE_LOWER_BOUND ? "true" : "false");
    for (size_t i = 0; i < marked->claim_count; i++) {
        buffer_print(out, i ? ",\n  " : "");
        print_claim(out, &marked->claims[i].claim->claim);
    }
    buffer_print(out, "],\n \"family\":[");
    for (size_t i = 0; i < marked->family_count; i++) {
        const struct ledger_article *other = &marked->family[i].article;
        buffer_print(out, "%s{\"id\":", i ? "," : "");
        buffer_json(out, other->id);
        buffer_print(out, ",\"doc\":");
        buffer_json(out, other->doc);
        buffer_print(out, ",\"title\":");
        buffer_json(out, other->title);
        buffer_print(out, ",\"outlet\":");
        buffer_json(out, other->outlet);
        buffer_print(out, ",\"language\":");
        buffer_json(out, slice_of(other->language));
        buffer_print(out, ",\"published\":");
        print_json_date(out, other->published);
        buffer_print(out, ",\"speaks\":%s}",
                     slice_equal(other->id, other->family) ? "true" : "false");
    }
    buffer_print(out, "]}\n");
}
