/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* entente codebook check: runs the examples of every rule through the whole pipeline. An example
 * for must give a claim by that rule with its source and target; an example against must not.
 * Claims of rules that do not wholly fit are the network's word (src/event/near.c) and judge no
 * rule: those that examples against give are counted apart. */
#include "cli/shared.h"

struct check {
    struct pipeline *pipeline;
    struct buffer faults;
    size_t examples, failed, near;
};

/* A claim that one of the rule's codings makes, by the rule. */
static bool is_of_rule(const struct claim *claim, const struct rule *rule)
{
    if (rule->repeats || rule->denies) {
        return slice_equal(claim->rule, rule->id); /* any deed may be repeated */
    }
    for (size_t i = 0; i < rule->coding_count; i++) {
        const struct coding *coding = &rule->codings[i];
        if (slice_equal(claim->rule, rule->id) && claim->event == coding->event &&
            claim->bond == coding->bond && claim->sign == coding->sign) {
            return true;
        }
    }
    return false;
}

static bool is_wanted(const struct claim *claim, const struct rule *rule,
                      const struct example *example)
{
    bool either = rule->joint || event_is_symmetric(claim->event);
    return (slice_equal(claim->source, example->source) &&
            slice_equal(claim->target, example->target)) ||
           (either && slice_equal(claim->source, example->target) &&
            slice_equal(claim->target, example->source));
}

static void add_fault(struct check *check, const struct rule *rule, const struct example *example,
                      const struct claim_list *claims, const char *what)
{
    check->failed++;
    buffer_print(&check->faults, "%.*s:%u: %.*s: %s: %.*s\n", SLICE_ARGS(rule->file),
                 (unsigned)example->line, SLICE_ARGS(rule->id), what, SLICE_ARGS(example->text));
    for (size_t i = 0; i < claims->count; i++) {
        const struct claim *claim = &claims->items[i];
        buffer_print(&check->faults, "    got %.*s %s %s %.*s by %.*s\n", SLICE_ARGS(claim->source),
                     event_type_name(claim->event), bond_cell(claim->bond, claim->sign).text,
                     SLICE_ARGS(claim->target), SLICE_ARGS(claim->rule));
    }
}

/* Does the rule say that its words tell no event? Its examples against give no claim at all. */
static bool is_silent(const struct rule *rule)
{
    return !rule->coding_count && !rule->repeats && !rule->denies;
}

static bool check_example(struct check *check, const struct rule *rule,
                          const struct example *example, bool wanted, struct error *err)
{
    struct arena arena = {0}, scratch = {0};
    struct reading reading;
    bool fired = false, right = false;
    check->examples++;
    if (!pipeline_read_plain(check->pipeline, &arena, &scratch, example->language, (struct edtf){0},
                             example->text, NULL, &reading, err)) {
        arena_free(&arena);
        arena_free(&scratch);
        return false;
    }
    for (size_t i = 0; i < reading.claims.count; i++) {
        const struct claim *claim = &reading.claims.items[i];
        bool own = is_silent(rule) || is_of_rule(claim, rule);
        bool near = claim->signs >> SIGN_NEAR_RULE & 1; /* the network's word, not the rule's */
        check->near += own && near && !wanted;
        own = own && !near;
        fired = fired || own;
        right = right || (own && is_wanted(claim, rule, example));
    }
    if (wanted && !right) {
        add_fault(check, rule, example, &reading.claims,
                  fired ? "matches with other actors" : "does not match");
    } else if (!wanted && fired) {
        add_fault(check, rule, example, &reading.claims, "matches but must not");
    }
    arena_free(&arena);
    arena_free(&scratch);
    return true;
}

static bool check_rule(struct check *check, const struct rule *rule, struct error *err)
{
    for (size_t i = 0; i < rule->match_count; i++) {
        if (!check_example(check, rule, &rule->matches[i], true, err)) {
            return false;
        }
    }
    for (size_t i = 0; i < rule->refusal_count; i++) {
        if (!check_example(check, rule, &rule->refusals[i], false, err)) {
            return false;
        }
    }
    if ((rule->match_count == 0 && !is_silent(rule)) || rule->refusal_count == 0) {
        check->failed++;
        buffer_print(&check->faults, "%.*s:%u: %.*s: has no example %s\n", SLICE_ARGS(rule->file),
                     (unsigned)rule->line, SLICE_ARGS(rule->id),
                     rule->match_count ? "against" : "for");
    }
    return true;
}

static bool check_all(struct check *check, struct error *err)
{
    const struct codebook *codebook = pipeline_codebook(check->pipeline);
    struct console console = {0};
    size_t count = codebook_rule_count(codebook);
    bool good = true;
    for (size_t i = 0; i < count && good; i++) {
        console_progress(&console, i, count);
        good = check_rule(check, codebook_rule(codebook, i), err);
    }
    console_progress(&console, count, count);
    buffer_print(&check->faults, "rules %zu, examples %zu, failed %zu\n", count, check->examples,
                 check->failed);
    if (check->near) {
        buffer_print(&check->faults, "near readings of a rule in examples against it: %zu\n",
                     check->near);
    }
    return good;
}

static int run(int argc, char **argv)
{
    struct knowledge knowledge = {0};
    const struct option_row rows[] = {ROW_DATA(&knowledge.data), ROW_ACTORS(&knowledge.actors),
                                      ROW_CODEBOOK(&knowledge.codebook)};
    struct argument_list arguments;
    struct arena arena = {0};
    struct check check = {0};
    struct error err;
    int status;
    if (!options_read(&command_codebook_check, rows, ROW_COUNT(rows), argc, argv, &arguments,
                      &status) ||
        !arguments_check(&command_codebook_check, arguments, 0, 0, &status)) {
        return status;
    }
    knowledge.data = data_folder(&arena, knowledge.data);
    bool good = pipeline_open(knowledge, &check.pipeline, &err) && check_all(&check, &err);
    pipeline_close(check.pipeline);
    arena_free(&arena);
    if (!good) {
        buffer_free(&check.faults);
        return console_fail(&err);
    }
    return console_give(&check.faults, check.failed ? STATUS_PARTLY : STATUS_DONE);
}

const struct command command_codebook_check = {
    "codebook check",
    "[OPTION]…",
    "run the examples of every rule of the codebook",
    "entente codebook check --codebook my-rules/",
    run,
};
