/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* entente codebook explain: the rules in words, all of them in a line each or some in full. */
#include "cli/explain.h"
#include "cli/rule_text.h"

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
    rule_print_codings(out, rule);
    buffer_add(out, SLICE("\n"));
    for (size_t i = 0; i < rule->pattern_count; i++) {
        const struct pattern *pattern = &rule->patterns[i];
        buffer_add(out, SLICE("  when     "));
        rule_print_pattern(out, codebook, pattern);
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
    rule_print_codings(out, rule);
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
    rule_print_codings(&codings, rule);
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

static bool print_rules(struct arena *arena, struct knowledge knowledge, const char *asked,
                        bool json, struct buffer *out, struct error *err)
{
    const struct codebook *codebook;
    size_t found = 0;
    const char *folder = slice_print(arena, "%s/codebook", knowledge.data).at;
    if (!codebook_load(arena, folder, knowledge.codebook, &codebook, err)) {
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
    struct explanation asked = {0};
    const struct option_row rows[] = {
        {"lang", OPTION_TEXT, "fr|en", "language of the sentence (default: guessed)",
         &asked.language},
        {"published", OPTION_DATE, "DATE", "day of the sentence: for its dates and offices",
         &asked.published},
        ROW_JSON(&asked.json),
        ROW_DATA(&asked.knowledge.data),
        ROW_ACTORS(&asked.knowledge.actors),
        ROW_CODEBOOK(&asked.knowledge.codebook),
    };
    struct argument_list arguments;
    struct arena arena = {0};
    struct buffer out = {0};
    struct error err;
    int status;
    if (!options_read(&command_codebook_explain, rows, ROW_COUNT(rows), argc, argv, &arguments,
                      &status) ||
        !arguments_check(&command_codebook_explain, arguments, 0, 1, &status)) {
        return status;
    }
    asked.knowledge.data = data_folder(&arena, asked.knowledge.data);
    asked.text = arguments.count ? arguments.items[0] : NULL;
    bool sentence = asked.text && strchr(asked.text, ' '); /* no id of a rule has a space */
    bool good = sentence ? explain_text(&asked, &out, &err)
                         : print_rules(&arena, asked.knowledge, asked.text, asked.json, &out, &err);
    arena_free(&arena);
    if (!good) {
        buffer_free(&out);
        return console_fail(&err);
    }
    return console_give(&out, STATUS_DONE);
}

const struct command command_codebook_explain = {
    "codebook explain",
    "[OPTION]… [RULE|SENTENCE]",
    "print the rules of the codebook: all in a line each, one in full, or those tried on a "
    "sentence",
    "entente codebook explain support.recognise; entente codebook explain \"Mali expelled the "
    "French ambassador.\"",
    run,
};
