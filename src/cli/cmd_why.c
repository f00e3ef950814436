/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* entente why: what stands behind a claim, event, bond or article: article, sentence with the
 * evidence marked, tree, proposition, rule. */
#include "cli/draw.h"
#include "cli/shared.h"

struct question {
    struct desk_request desk;
    const char *codebook;
    struct edtf known_by;
    struct page_request page; /* without a limit */
    bool trees;
};

static void print_article(struct arena *arena, struct buffer *out,
                          const struct ledger_article *article)
{
    static const char *const basis[] = {[DATE_UNKNOWN] = "publication date unknown",
                                        [DATE_STATED] = "published",
                                        [DATE_LOWER_BOUND] = "published not before"};
    buffer_add(out, SLICE("article      "));
    buffer_cell(out, article->title);
    buffer_add(out, SLICE("\n             "));
    buffer_cell(out, article->path);
    buffer_print(out, ", %s", basis[article->basis]);
    if (article->basis != DATE_UNKNOWN) {
        buffer_print(out, " %.*s", SLICE_ARGS(buffer_date(out, arena, article->published)));
    }
    if (article->evidence.length) {
        buffer_add(out, SLICE(" (\""));
        buffer_cell(out, article->evidence);
        buffer_add(out, SLICE("\")"));
    }
    buffer_add(out, SLICE("\n"));
}

static void print_record(struct arena *arena, struct buffer *out, const char *word, struct slice id,
                         const struct claim *claim)
{
    buffer_print(out, "%-12s %.*s\n             %.*s  %.*s %s %s %.*s  %s", word, SLICE_ARGS(id),
                 SLICE_ARGS(buffer_date(out, arena, claim->date)), SLICE_ARGS(claim->source),
                 event_type_name(claim->event), bond_cell(claim->bond, claim->sign).text,
                 SLICE_ARGS(claim->target), realis_name(claim->realis));
    if (claim->said_by.length && !slice_is(claim->said_by, "-")) {
        buffer_print(out, ", says %.*s", SLICE_ARGS(claim->said_by));
    }
    buffer_add(out, SLICE("\n"));
}

static void print_sentence(struct buffer *out, const struct why_claim *why)
{
    struct slice text = why->claim->claim.sentence;
    bool colour = out->style && out->style->colour; /* else signs that are seen in any text */
    buffer_add(out, SLICE("sentence     "));
    buffer_cell(out, slice_part(text, 0, why->mark_begin));
    buffer_add(out, colour ? SLICE("") : SLICE("«"));
    buffer_mark(out, MARK_STRONG);
    buffer_cell(out, slice_part(text, why->mark_begin, why->mark_end));
    buffer_mark(out, MARK_NONE);
    buffer_add(out, colour ? SLICE("") : SLICE("»"));
    buffer_cell(out, slice_part(text, why->mark_end, text.length));
    buffer_add(out, SLICE("\n"));
}

static void print_rule(struct buffer *out, const struct codebook *codebook, struct slice id)
{
    const struct rule *rule = codebook_find(codebook, id);
    buffer_print(out, "rule         %.*s: ", SLICE_ARGS(id));
    buffer_add(out, rule ? rule->definition : SLICE("not in this codebook"));
    buffer_add(out, SLICE("\n"));
}

static void print_claim(struct arena *arena, struct buffer *out, const struct codebook *codebook,
                        const struct why_claim *why, bool tree)
{
    const struct claim *claim = &why->claim->claim;
    buffer_add(out, SLICE("\n"));
    print_record(arena, out, "claim", claim->id, claim);
    print_article(arena, out, &why->article);
    print_sentence(out, why);
    if (tree) {
        buffer_add(out, SLICE("tree\n"));
        draw_conllu(out, claim->tree, 4);
    }
    buffer_print(out, "proposition  %.*s\n", SLICE_ARGS(claim->proposition));
    print_rule(out, codebook, claim->rule);
}

static void print_bond(struct arena *arena, struct buffer *out, const struct ledger_bond *bond)
{
    buffer_print(out, "bond         %.*s\n             %s %.*s %.*s\n", SLICE_ARGS(bond->id),
                 bond_type_name(bond->type), SLICE_ARGS(bond->a), SLICE_ARGS(bond->b));
    for (size_t i = 0; i < bond->span_count; i++) {
        const struct bond_span *span = &bond->spans[i];
        struct slice begin = edtf_is_set(span->begin) ? edtf_print(arena, span->begin) : SLICE("");
        struct slice end = edtf_is_set(span->end) ? edtf_print(arena, span->end) : SLICE("");
        buffer_print(out, "             %s from %.*s to %.*s%s\n", bond_state_name(span->state),
                     SLICE_ARGS(begin.length ? begin : SLICE("..")),
                     SLICE_ARGS(end.length ? end : SLICE("..")),
                     span->presumed ? " (presumed)" : "");
    }
}

static void print_event(struct arena *arena, struct buffer *out, const struct ledger_event *event)
{
    struct claim record = {.date = event->date,
                           .source = event->source,
                           .target = event->target,
                           .event = event->event,
                           .bond = event->bond,
                           .sign = event->sign,
                           .realis = event->realis};
    print_record(arena, out, event->disputed ? "event (disputed)" : "event", event->id, &record);
    buffer_print(out, "             %zu claims in %zu articles of %zu families\n",
                 event->claim_count, event->article_count, event->family_count);
}

static void print_why(struct arena *arena, struct buffer *out, const struct codebook *codebook,
                      const struct why *why, bool trees)
{
    if (why->kind == LEDGER_ARTICLE) {
        print_article(arena, out, &why->article);
    }
    if (why->bond) {
        print_bond(arena, out, why->bond);
    }
    for (size_t i = 0; i < why->event_count; i++) {
        print_event(arena, out, why->events[i]);
    }
    for (size_t i = 0; i < why->claim_count; i++) {
        print_claim(arena, out, codebook, &why->claims[i], trees || i == 0);
    }
}

static bool answer(struct desk *desk, const struct question *question, const char *id,
                   struct buffer *out, struct error *err)
{
    const struct codebook *codebook;
    const char *folder = slice_print(&desk->arena, "%s/codebook", desk->data).at;
    struct why why;
    if (!view_why(&desk->arena, desk->ledger, slice_of(id),
                  time_asked((struct edtf){0}, (struct edtf){0}, question->known_by).known_by, &why,
                  err)) {
        return false;
    }
    if (question->page.json) {
        view_print_why_json(out, &why);
        return true;
    }
    if (!codebook_load(&desk->arena, folder, question->codebook, &codebook, err)) {
        return false;
    }
    print_why(&desk->arena, out, codebook, &why, question->trees);
    return true;
}

static int run(int argc, char **argv)
{
    struct question question = {0};
    const struct option_row rows[] = {
        {"trees", OPTION_FLAG, NULL, "draw the tree of each claim, not of the first only",
         &question.trees},
        ROW_KNOWN_BY(&question.known_by),
        ROW_DATES(&question.page.dates),
        ROW_JSON(&question.page.json),
        ROW_LEDGER(&question.desk.ledger),
        ROW_DATA(&question.desk.data),
        ROW_CODEBOOK(&question.codebook),
    };
    struct argument_list ids;
    struct desk desk;
    struct buffer out = {0};
    struct error err;
    int status;
    if (!options_read(&command_why, rows, ROW_COUNT(rows), argc, argv, &ids, &status) ||
        !arguments_check(&command_why, ids, 1, 1, &status)) {
        return status;
    }
    bool good = desk_open(&desk, question.desk, &err) &&
                page_style(&desk.arena, desk.data, &question.page, &out, &err) &&
                answer(&desk, &question, ids.items[0], &out, &err);
    desk_close(&desk);
    if (!good) {
        buffer_free(&out);
        return console_fail(&err);
    }
    return console_give(&out, STATUS_DONE);
}

const struct command command_why = {
    "why",
    "[OPTION]… ID",
    "print what stands behind a claim, event, bond or article",
    "entente why 3f2a9c",
    run,
};
