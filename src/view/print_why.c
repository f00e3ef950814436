/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Prints what stands behind a claim, event, bond or article as JSON. The command line prints the
 * text form itself, since it also draws the tree and knows the codebook. */
#include "view/inside.h"

static void print_json_pair(struct buffer *out, const char *key, struct slice value)
{
    buffer_print(out, "\"%s\":", key);
    buffer_json(out, value);
    buffer_print(out, ",");
}

static void print_claim_json(struct buffer *out, const struct why_claim *item)
{
    const struct claim *claim = &item->claim->claim;
    buffer_print(out, "{");
    print_json_pair(out, "id", claim->id);
    buffer_print(out, "\"date\":");
    print_json_date(out, claim->date);
    buffer_print(out, ",");
    print_json_pair(out, "source", claim->source);
    print_json_pair(out, "event", slice_of(event_type_name(claim->event)));
    print_json_pair(out, "target", claim->target);
    print_json_pair(out, "bond", slice_of(bond_type_name(claim->bond)));
    print_json_pair(out, "sign", (struct slice){&claim->sign, claim->sign != '\0'});
    print_json_pair(out, "realis", slice_of(realis_name(claim->realis)));
    print_json_pair(out, "said_by", claim->said_by);
    print_json_pair(out, "rule", claim->rule);
    print_json_pair(out, "article", item->article.id);
    print_json_pair(out, "doc", item->article.doc);
    print_json_pair(out, "title", item->article.title);
    print_json_pair(out, "path", item->article.path);
    print_json_pair(out, "language", slice_of(item->article.language));
    buffer_print(out, "\"published\":");
    print_json_date(out, item->article.published);
    buffer_print(out, ",\"published_is_lower_bound\":%s,",
                 item->article.basis == DATE_LOWER_BOUND ? "true" : "false");
    print_json_pair(out, "sentence", claim->sentence);
    print_json_pair(out, "quote", slice_part(claim->sentence, item->mark_begin, item->mark_end));
    buffer_print(out, "\"begin\":%u,\"end\":%u,", item->mark_begin, item->mark_end);
    print_json_pair(out, "proposition", claim->proposition);
    buffer_print(out, "\"tree\":");
    buffer_json(out, claim->tree);
    claim_print_confidence(out, claim);
    buffer_print(out, "}");
}

void view_print_why_json(struct buffer *out, const struct why *why)
{
    static const char *const kinds[] = {"claim", "event", "bond", "article"};
    buffer_print(out, "{\"kind\":\"%s\",", kinds[why->kind]);
    print_json_pair(out, "id", why->id);
    buffer_print(out, "\"bond\":");
    if (why->bond) {
        const struct circle_bond now = {why->bond, bond_at(why->bond, DAY_AFTER_ALL)};
        print_json_bond(out, &now);
    } else {
        buffer_print(out, "null");
    }
    buffer_print(out, ",\"events\":[");
    for (size_t i = 0; i < why->event_count; i++) {
        buffer_print(out, "%s{", i ? "," : "");
        print_json_event(out, why->events[i]);
        buffer_print(out, "}");
    }
    buffer_print(out, "],\n \"claims\":[");
    for (size_t i = 0; i < why->claim_count; i++) {
        buffer_print(out, i ? ",\n  " : "");
        print_claim_json(out, &why->claims[i]);
    }
    buffer_print(out, "]}\n");
}
