/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* An explanation as text, with the evidence marked in its sentence, or as JSON. */
#include "view/inside.h"

static void print_event(struct buffer *out, struct arena *scratch, const struct ledger_event *event)
{
    struct slice date = edtf_print(scratch, event->date);
    buffer_print(out, "event %.*s  %.*s  %.*s %s %.*s", SLICE_ARGS(event->id), SLICE_ARGS(date),
                 SLICE_ARGS(event->source), event_type_name(event->event),
                 SLICE_ARGS(event->target));
    if (event->bond != BOND_NONE) {
        buffer_print(out, "  %s%c", bond_type_name(event->bond), event->sign);
    }
    buffer_print(out, "  %s%s, told by %zu article%s\n", realis_name(event->realis),
                 event->disputed ? " (disputed)" : "", event->article_count,
                 event->article_count == 1 ? "" : "s");
}

static void print_bond(struct buffer *out, struct arena *scratch, const struct ledger_bond *bond)
{
    buffer_print(out, "bond %.*s  %s  %.*s %s %.*s\n", SLICE_ARGS(bond->id),
                 bond_type_name(bond->type), SLICE_ARGS(bond->a),
                 bond_is_directed(bond->type) ? "→" : "–", SLICE_ARGS(bond->b));
    for (size_t i = 0; i < bond->span_count; i++) {
        struct slice text = span_text(scratch, &bond->spans[i], DAY_AFTER_ALL);
        buffer_print(out, "  %.*s%s\n", SLICE_ARGS(text),
                     bond->spans[i].presumed ? "  (presumed)"
                     : !bond->spans[i].by    ? "  (lapsed)"
                                             : "");
    }
    buffer_print(out, "%s",
                 bond->span_count ? ""
                                  : "  pending: nothing that opened it is told as "
                                    "done\n");
}

static void print_article(struct buffer *out, struct arena *scratch,
                          const struct ledger_article *article)
{
    struct slice date = edtf_is_set(article->published) ? edtf_print(scratch, article->published)
                                                        : SLICE("undated");
    buffer_print(out, "  article   %.*s: ", SLICE_ARGS(article->doc));
    buffer_cell(out, article->title);
    buffer_print(out, "\n  published %s%.*s",
                 article->basis == DATE_LOWER_BOUND ? "not before " : "", SLICE_ARGS(date));
    if (article->evidence.length) {
        buffer_print(out, " (“");
        buffer_cell(out, article->evidence);
        buffer_print(out, "”)");
    }
    buffer_print(out, "\n  path      ");
    buffer_cell(out, article->path);
    buffer_print(out, "\n");
}

#define MARK "\xee\x80\x80"   /* U+E000 and U+E001, private: stand for the marks while lines are */
#define UNMARK "\xee\x80\x81" /* laid, so that codes of the terminal do not count as columns */

static void print_sentence(struct buffer *out, const struct why_claim *claim, const char *mark,
                           const char *unmark)
{
    struct slice sentence = claim->claim->claim.sentence;
    struct buffer flat = {0}, lines = {0};
    buffer_cell(&flat, slice_part(sentence, 0, claim->mark_begin));
    buffer_add(&flat, SLICE(MARK));
    buffer_cell(&flat, slice_part(sentence, claim->mark_begin, claim->mark_end));
    buffer_add(&flat, SLICE(UNMARK));
    buffer_cell(&flat, slice_part(sentence, claim->mark_end, sentence.length));
    print_wrapped(&lines, buffer_slice(&flat), 12, 12);
    for (size_t i = 0; i < lines.length; i++) {
        struct slice rest = slice_part(buffer_slice(&lines), i, lines.length);
        bool begin = slice_starts(rest, SLICE(MARK));
        if (begin || slice_starts(rest, SLICE(UNMARK))) {
            buffer_print(out, "%s", begin ? mark : unmark);
            i += sizeof MARK - 2;
        } else {
            buffer_add(out, slice_part(rest, 0, 1));
        }
    }
    buffer_free(&flat);
    buffer_free(&lines);
}

static void print_claim(struct buffer *out, struct arena *scratch, const struct why_claim *item,
                        const char *mark, const char *unmark)
{
    const struct claim *claim = &item->claim->claim;
    struct slice date = edtf_print(scratch, claim->date);
    buffer_print(out, "\nclaim %.*s  %.*s  %.*s %s %.*s", SLICE_ARGS(claim->id), SLICE_ARGS(date),
                 SLICE_ARGS(claim->source), event_type_name(claim->event),
                 SLICE_ARGS(claim->target));
    if (claim->bond != BOND_NONE) {
        buffer_print(out, "  %s%c", bond_type_name(claim->bond), claim->sign);
    }
    buffer_print(out, "  %s, said by %.*s\n", realis_name(claim->realis),
                 slice_is(claim->said_by, "-") ? 11 : (int)claim->said_by.length,
                 slice_is(claim->said_by, "-") ? "the article" : claim->said_by.at);
    print_article(out, scratch, &item->article);
    buffer_print(out, "  sentence  ");
    print_sentence(out, item, mark, unmark);
    buffer_print(out, "  rule      %.*s\n  meaning   ", SLICE_ARGS(claim->rule));
    print_wrapped(out, claim->proposition, 12, 12);
}

void view_print_why(struct buffer *out, const struct why *why, const char *mark, const char *unmark,
                    bool trees)
{
    struct arena scratch = {0};
    if (why->bond) {
        print_bond(out, &scratch, why->bond);
    }
    for (size_t i = 0; i < why->event_count; i++) {
        print_event(out, &scratch, why->events[i]);
    }
    if (why->kind == LEDGER_ARTICLE) {
        buffer_print(out, "article %.*s  %zu claims\n", SLICE_ARGS(why->id), why->claim_count);
        print_article(out, &scratch, &why->article);
    }
    for (size_t i = 0; i < why->claim_count; i++) {
        const struct why_claim *claim = &why->claims[i];
        print_claim(out, &scratch, claim, mark, unmark);
        struct slice tree = slice_trim(claim->claim->claim.tree), line;
        if (!tree.length || (i > 0 && !trees)) {
            continue;
        }
        buffer_print(out, "  tree\n");
        while (slice_split(&tree, '\n', &line)) {
            buffer_print(out, "    %.*s\n", SLICE_ARGS(line));
        }
    }
    arena_free(&scratch);
}

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
