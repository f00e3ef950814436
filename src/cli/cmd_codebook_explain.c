/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* entente codebook explain: the rules in words, all of them in a line each or some in full. */
#include "cli/shared.h"

static void print_codings(struct buffer *out, const struct rule *rule)
{
    for (size_t i = 0; i < rule->coding_count; i++) {
        const struct coding *coding = &rule->codings[i];
        char sign[2] = {coding->sign, '\0'};
        buffer_print(out, "%s%s %s%s", i ? ", " : "", event_type_name(coding->event),
                     coding->bond == BOND_NONE ? "-" : bond_type_name(coding->bond), sign);
    }
}

static void print_condition(struct buffer *out, const struct codebook *codebook,
                            const struct condition *condition)
{
    static const char *const words[] = {
        [CONDITION_CLASS] = "",
        [CONDITION_ACTOR] = "actor",
        [CONDITION_STATE] = "state",
        [CONDITION_ORGANISATION] = "organisation",
        [CONDITION_GROUP] = "group",
        [CONDITION_ANY] = "any",
        [CONDITION_VERB] = "verb",
        [CONDITION_NOUN] = "noun",
        [CONDITION_ADJECTIVE] = "adjective",
        [CONDITION_NEGATED] = "negated",
        [CONDITION_ATTRIBUTIVE] = "attributive",
    };
    buffer_print(out, " %s%.*s%s%s", condition->contrary ? "!" : "", SLICE_ARGS(condition->role),
                 condition->inner ? "+" : "", condition->role.length ? ":" : "");
    if (condition->kind == CONDITION_CLASS) {
        struct slice name = codebook_class_name(codebook, condition->class_index);
        buffer_print(out, "@%.*s", SLICE_ARGS(name));
    } else {
        buffer_add(out, slice_of(words[condition->kind]));
    }
}

static void print_choices(struct buffer *out, const char *word, const struct choice *choices,
                          size_t count)
{
    if (count == 0) {
        return; /* the agent is the source, the patient the target */
    }
    buffer_print(out, "  %-9s", word);
    for (size_t i = 0; i < count; i++) {
        buffer_print(out, " %s%.*s%s%s", choices[i].given ? "=" : "", SLICE_ARGS(choices[i].role),
                     choices[i].inner ? "+" : "", choices[i].place ? "@" : "");
    }
    buffer_add(out, SLICE("\n"));
}

static void print_rule(struct buffer *out, const struct codebook *codebook, const struct rule *rule)
{
    buffer_print(out, "%.*s (%.*s:%u)\n  means     %.*s\n  code      ", SLICE_ARGS(rule->id),
                 SLICE_ARGS(rule->file), (unsigned)rule->line, SLICE_ARGS(rule->definition));
    print_codings(out, rule);
    buffer_add(out, SLICE("\n"));
    for (size_t i = 0; i < rule->pattern_count; i++) {
        const struct pattern *pattern = &rule->patterns[i];
        struct slice name = codebook_class_name(codebook, pattern->class_index);
        buffer_print(out, "  when      @%.*s", SLICE_ARGS(name));
        for (size_t c = 0; c < pattern->condition_count; c++) {
            print_condition(out, codebook, &pattern->conditions[c]);
        }
        buffer_add(out, SLICE("\n"));
    }
    print_choices(out, "source", rule->sources, rule->source_count);
    print_choices(out, "target", rule->targets, rule->target_count);
    for (size_t i = 0; i < rule->match_count; i++) {
        const struct example *example = &rule->matches[i];
        buffer_print(out, "  yes.%s    %.*s %.*s | %.*s\n", example->language,
                     SLICE_ARGS(example->source), SLICE_ARGS(example->target),
                     SLICE_ARGS(example->text));
    }
    for (size_t i = 0; i < rule->refusal_count; i++) {
        const struct example *example = &rule->refusals[i];
        buffer_print(out, "  no.%s     %.*s\n", example->language, SLICE_ARGS(example->text));
    }
}

static void print_line(struct buffer *out, const struct rule *rule)
{
    buffer_print(out, "%.*s\t", SLICE_ARGS(rule->id));
    print_codings(out, rule);
    buffer_add(out, SLICE("\t"));
    buffer_cell(out, rule->definition);
    buffer_add(out, SLICE("\n"));
}

static void print_examples_json(struct buffer *out, const char *key, const struct example *examples,
                                size_t count)
{
    buffer_print(out, ", \"%s\": [", key);
    for (size_t i = 0; i < count; i++) {
        buffer_print(out, "%s{\"language\": \"%s\", \"text\": ", i ? ", " : "",
                     examples[i].language);
        buffer_json(out, examples[i].text);
        buffer_add(out, SLICE("}"));
    }
    buffer_add(out, SLICE("]"));
}

static void print_json(struct buffer *out, const struct rule *rule, bool first)
{
    struct buffer codings = {0};
    print_codings(&codings, rule);
    buffer_add(out, first ? SLICE("[{\"rule\": ") : SLICE(",\n {\"rule\": "));
    buffer_json(out, rule->id);
    buffer_add(out, SLICE(", \"means\": "));
    buffer_json(out, rule->definition);
    buffer_add(out, SLICE(", \"code\": "));
    buffer_json(out, buffer_slice(&codings));
    print_examples_json(out, "matches", rule->matches, rule->match_count);
    print_examples_json(out, "refuses", rule->refusals, rule->refusal_count);
    buffer_add(out, SLICE("}"));
    buffer_free(&codings);
}

/* Is the rule the one asked for, or one of the group "support." or "support"? */
static bool is_asked(const struct rule *rule, struct slice asked)
{
    return slice_starts(rule->id, asked) &&
           (rule->id.length == asked.length || slice_ends(asked, SLICE(".")) ||
            rule->id.at[asked.length] == '.');
}

static bool answer(struct arena *arena, const char *data, const char *asked, bool json,
                   struct buffer *out, struct error *err)
{
    const struct codebook *codebook;
    size_t found = 0;
    if (!codebook_load(arena, slice_print(arena, "%s/codebook", data).at, &codebook, err)) {
        return false;
    }
    for (size_t i = 0; i < codebook_rule_count(codebook); i++) {
        const struct rule *rule = codebook_rule(codebook, i);
        if (asked && !is_asked(rule, slice_of(asked))) {
            continue;
        }
        if (json) {
            print_json(out, rule, found == 0);
        } else if (asked) {
            print_rule(out, codebook, rule);
        } else {
            print_line(out, rule);
        }
        found++;
    }
    if (asked && !found) {
        return error_set(err, ERROR_NOT_FOUND, "no rule '%s' (entente codebook explain lists them)",
                         asked);
    }
    buffer_add(out, !json ? SLICE("") : found ? SLICE("]\n") : SLICE("[]\n"));
    return true;
}

static int run(int argc, char **argv)
{
    const char *data = NULL;
    bool json = false;
    const struct option_row rows[] = {ROW_JSON(&json), ROW_DATA(&data)};
    struct argument_list ids;
    struct arena arena = {0};
    struct buffer out = {0};
    struct error err;
    int status;
    if (!options_read(&command_codebook_explain, rows, ROW_COUNT(rows), argc, argv, &ids,
                      &status) ||
        !arguments_check(&command_codebook_explain, ids, 0, 1, &status)) {
        return status;
    }
    bool good = answer(&arena, data_folder(&arena, data), ids.count ? ids.items[0] : NULL, json,
                       &out, &err);
    arena_free(&arena);
    if (!good) {
        buffer_free(&out);
        return console_fail(&err);
    }
    return console_give(&out, STATUS_DONE);
}

const struct command command_codebook_explain = {
    "codebook explain",
    "[OPTION]… [RULE]",
    "print the rules of the codebook: all in a line each, or one in full",
    "entente codebook explain support.recognise",
    run,
};
