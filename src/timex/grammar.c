/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes data/<lang>/time.txt, gives the compiled rules. The file is lines:
 *     class NAME [sets FIELD] [capital]    then indented `value: phrase, phrase` or `phrase, …`
 *     rule NAME                            then indented patterns (timex/syntax.c)
 *     endings FUTURE                       then indented endings of verbs
 * with comments from `#`. Classes stand above their use; rules may be used before. */
#include <stdlib.h>

#include "base/file.h"
#include "base/limits.h"
#include "timex/opening.h"
#include "timex/pieces.h"
#include "timex/syntax.h"

enum section { SECTION_NONE, SECTION_CLASS, SECTION_RULE, SECTION_ENDINGS };

struct loader {
    struct arena *arena;
    struct timex_rules *rules;
    struct source source;
    enum section section;
    uint32_t index; /* of the class or rule that is being read */
    struct error *err;
};

uint32_t grammar_piece(struct arena *arena, struct timex_rules *rules, struct slice text)
{
    uint32_t id = map_get(&rules->pieces, text);
    if (id == MAP_NONE) {
        id = (uint32_t)rules->pieces.count;
        map_put(&rules->pieces, arena, slice_copy(arena, text), id);
        *arena_push(arena, rules->phrases, rules->phrases_count) = NULL;
    }
    return id;
}

uint32_t grammar_class(const struct timex_rules *rules, struct slice name)
{
    for (size_t i = 0; i < rules->class_count; i++) {
        if (slice_equal(rules->classes[i].name, name)) {
            return (uint32_t)i;
        }
    }
    return MAP_NONE;
}

uint32_t grammar_rule(struct arena *arena, struct timex_rules *rules, struct slice name,
                      const struct source *source)
{
    for (size_t i = 0; i < rules->rule_count; i++) {
        if (slice_equal(rules->rules[i].name, name)) {
            return (uint32_t)i;
        }
    }
    struct rule *rule = arena_push(arena, rules->rules, rules->rule_count);
    rule->name = name;
    rule->line = source->number;
    rule->column = (size_t)(name.at - source->line.at) + 1;
    return (uint32_t)rules->rule_count - 1;
}

static bool fail(struct loader *loader, const char *at, const char *message)
{
    return file_error(loader->err, loader->source.path, loader->source.text, at, "%s", message);
}

static bool word_next(struct slice *rest, struct slice *out)
{
    *rest = slice_trim(*rest);
    size_t end = 0;
    while (end < rest->length && rest->at[end] != ' ' && rest->at[end] != '\t') {
        end++;
    }
    *out = slice_part(*rest, 0, end);
    *rest = slice_part(*rest, end, rest->length);
    return out->length > 0;
}

static bool class_begin(struct loader *loader, struct slice name, struct slice rest)
{
    struct timex_rules *rules = loader->rules;
    if (grammar_class(rules, name) != MAP_NONE) {
        return fail(loader, name.at, "the class is defined twice");
    }
    loader->index = (uint32_t)rules->class_count;
    struct word_class *class = arena_push(loader->arena, rules->classes, rules->class_count);
    *class = (struct word_class){name, FIELD_TIMES, false};
    for (struct slice word; word_next(&rest, &word);) {
        if (slice_is(word, "capital")) {
            class->capital = true;
        } else if (!slice_is(word, "sets") || !word_next(&rest, &word) ||
                   !frame_field_named(word, &class->field)) {
            return fail(loader, word.at, "expected 'capital' or 'sets' and a field");
        }
    }
    return true;
}

static bool section_begin(struct loader *loader, struct slice line)
{
    struct slice rest = line, word, name;
    word_next(&rest, &word);
    if (!word_next(&rest, &name)) {
        return fail(loader, line.at + line.length, "a name is missing");
    }
    if (slice_is(word, "class")) {
        loader->section = SECTION_CLASS;
        return class_begin(loader, name, rest);
    }
    if (slice_is(word, "endings") && slice_is(name, "FUTURE")) {
        loader->section = SECTION_ENDINGS;
        return true;
    }
    if (!slice_is(word, "rule")) {
        return fail(loader, word.at, "expected 'class', 'rule' or 'endings FUTURE'");
    }
    loader->section = SECTION_RULE;
    loader->index = grammar_rule(loader->arena, loader->rules, name, &loader->source);
    if (loader->rules->rules[loader->index].defined) {
        return fail(loader, name.at, "the rule is defined twice");
    }
    loader->rules->rules[loader->index].defined = true;
    return true;
}

static bool phrase_add(struct loader *loader, struct slice text, int16_t value)
{
    struct piece_list pieces = {0};
    pieces_cut(loader->arena, text, 0, &pieces);
    if (!pieces.count) {
        return fail(loader, text.at, "empty phrase");
    }
    uint32_t *ids = arena_array(loader->arena, pieces.count, sizeof *ids);
    for (size_t i = 0; i < pieces.count; i++) {
        ids[i] = grammar_piece(loader->arena, loader->rules, pieces.items[i].text);
    }
    struct phrase *phrase = arena_alloc(loader->arena, sizeof *phrase);
    *phrase = (struct phrase){loader->index, value, (uint16_t)pieces.count, ids,
                              loader->rules->phrases[ids[0]]};
    loader->rules->phrases[ids[0]] = phrase;
    return true;
}

static bool class_entry(struct loader *loader, struct slice line)
{
    int16_t value = 1;
    size_t colon = slice_find(line, SLICE(":"), 0);
    struct slice rest = line, phrase;
    if (colon != SIZE_MAX) {
        char *end;
        long number = strtol(line.at, &end, 10);
        if (end != line.at + colon || number < -9999 || number > 9999) {
            return fail(loader, line.at, "expected a number before ':'");
        }
        value = (int16_t)number;
        rest = slice_part(line, colon + 1, line.length);
    }
    while (slice_split(&rest, ',', &phrase)) {
        if (!phrase_add(loader, slice_trim(phrase), value)) {
            return false;
        }
    }
    return true;
}

static bool rule_entry(struct loader *loader, struct slice line)
{
    const struct alternative *alternative;
    if (!syntax_pattern(loader->arena, loader->rules, &loader->source, line, &alternative,
                        loader->err)) {
        return false;
    }
    struct rule *rule = &loader->rules->rules[loader->index];
    if (rule->last) { /* the list is ours until the load is over */
        ((struct alternative *)rule->last)->next = alternative;
    } else {
        rule->alternatives = alternative;
    }
    rule->last = alternative;
    return true;
}

static bool endings_entry(struct loader *loader, struct slice line)
{
    struct slice rest = line, ending;
    while (word_next(&rest, &ending)) {
        *arena_push(loader->arena, loader->rules->future_endings,
                    loader->rules->future_ending_count) = ending;
    }
    return true;
}

static bool line_read(struct loader *loader, struct slice line)
{
    bool indented = line.length && (line.at[0] == ' ' || line.at[0] == '\t');
    size_t comment = slice_find(line, SLICE("#"), 0);
    struct slice text =
        slice_trim(slice_part(line, 0, comment < line.length ? comment : line.length));
    if (!text.length) {
        return true;
    }
    if (!indented) {
        return section_begin(loader, text);
    }
    switch (loader->section) {
    case SECTION_CLASS:
        return class_entry(loader, text);
    case SECTION_RULE:
        return rule_entry(loader, text);
    case SECTION_ENDINGS:
        return endings_entry(loader, text);
    default:
        return fail(loader, text.at, "an indented line before any class or rule");
    }
}

static bool rules_check(struct loader *loader)
{
    struct timex_rules *rules = loader->rules;
    for (size_t i = 0; i < rules->rule_count; i++) {
        const struct rule *rule = &rules->rules[i];
        if (!rule->alternatives) {
            return error_set(loader->err, ERROR_SYNTAX, "%s:%zu:%zu: rule <%.*s> has no pattern",
                             loader->source.path, rule->line, rule->column, SLICE_ARGS(rule->name));
        }
    }
    rules->expression = MAP_NONE;
    for (size_t i = 0; i < rules->rule_count; i++) {
        if (slice_is(rules->rules[i].name, "expression")) {
            rules->expression = (uint32_t)i;
        }
    }
    rules->future = grammar_class(rules, SLICE("FUTURE"));
    rules->past = grammar_class(rules, SLICE("PAST"));
    rules->present_perfect = grammar_class(rules, SLICE("PRESENT_PERFECT"));
    return rules->expression != MAP_NONE ||
           error_set(loader->err, ERROR_SYNTAX, "%s:1:1: there is no rule 'expression'",
                     loader->source.path);
}

bool timex_rules_load(struct arena *arena, const char *folder, const struct timex_rules **out,
                      struct error *err)
{
    struct slice path = slice_print(arena, "%s/time.txt", folder), text, line;
    if (!file_read(arena, path.at, LIMIT_DATA_BYTES, &text, err)) {
        return false;
    }
    struct timex_rules *rules = arena_alloc(arena, sizeof *rules);
    struct loader loader = {
        .arena = arena, .rules = rules, .source = {.path = path.at, .text = text}, .err = err};
    while (slice_split(&text, '\n', &line)) {
        loader.source.line = line;
        loader.source.number++;
        if (!line_read(&loader, line)) {
            return false;
        }
    }
    *out = rules;
    if (!rules_check(&loader)) {
        return false;
    }
    opening_compute(arena, rules);
    return true;
}
