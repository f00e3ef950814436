/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes the text of one pattern, gives its nodes. Recursive descent; the depth of brackets is
 * capped. The language:
 *     word "mark" CLASS <rule> 2:<rule>   elements, in order
 *     [ a | b ]  ( a | b )                optional part, choice
 *     !x  & x y  ...  ~                   not followed by, followed by, gap, no space
 *     -> action action                    what it means (timex/frame.h) */
#include "timex/syntax.h"

#include "base/file.h"

#include "timex/pieces.h"

#define DEPTH_MAX 8

struct reader {
    struct arena *arena;
    struct timex_rules *rules;
    const struct source *source;
    struct slice text;
    size_t at;
    int depth;
    struct error *err;
};

static const struct {
    const char *name;
    enum node_kind kind;
} builtins[] = {
    {"BEGIN", NODE_BEGIN},   {"END", NODE_END},           {"STOP", NODE_STOP},
    {"DAYNUM", NODE_DAYNUM}, {"MONTHNUM", NODE_MONTHNUM}, {"YEAR", NODE_YEAR},
    {"YEAR2", NODE_YEAR2},   {"DECADE", NODE_DECADE},     {"COUNT", NODE_COUNT},
};

static bool fail(struct reader *reader, const char *message)
{
    const struct source *source = reader->source;
    return file_error(reader->err, source->path, source->text, reader->text.at + reader->at, "%s",
                      message);
}

static void skip_space(struct reader *reader)
{
    while (reader->at < reader->text.length &&
           (reader->text.at[reader->at] == ' ' || reader->text.at[reader->at] == '\t')) {
        reader->at++;
    }
}

static bool looking_at(struct reader *reader, const char *word)
{
    skip_space(reader);
    struct slice rest = slice_part(reader->text, reader->at, reader->text.length);
    return slice_starts(rest, slice_of(word));
}

static bool eat(struct reader *reader, const char *word)
{
    if (!looking_at(reader, word)) {
        return false;
    }
    reader->at += strlen(word);
    return true;
}

static struct node *node_new(struct reader *reader, enum node_kind kind)
{
    struct node *node = arena_alloc(reader->arena, sizeof *node);
    node->kind = kind;
    return node;
}

static bool choice_read(struct reader *reader, const char *close, const struct alternative **out);

/* Words of a literal may be several pieces: "l'an", "week-end". */
static bool literal_read(struct reader *reader, struct slice text, struct node **first,
                         struct node **last)
{
    struct piece_list pieces = {0};
    pieces_cut(reader->arena, text, 0, &pieces);
    if (!pieces.count) {
        return fail(reader, "empty word");
    }
    for (size_t i = 0; i < pieces.count; i++) {
        struct node *node = node_new(reader, NODE_WORD);
        node->index = grammar_piece(reader->arena, reader->rules, pieces.items[i].text);
        if (i) {
            (*last)->next = node;
        } else {
            *first = node;
        }
        *last = node;
    }
    return true;
}

static bool rule_read(struct reader *reader, uint8_t label, struct node **out)
{
    size_t close = slice_find(reader->text, SLICE(">"), reader->at);
    if (close == SIZE_MAX) {
        return fail(reader, "missing '>' after the name of a rule");
    }
    *out = node_new(reader, NODE_RULE);
    (*out)->label = label;
    (*out)->index = grammar_rule(reader->arena, reader->rules,
                                 slice_part(reader->text, reader->at, close), reader->source);
    reader->at = close + 1;
    return true;
}

static bool class_read(struct reader *reader, struct slice name, struct node **out)
{
    for (size_t i = 0; i < sizeof builtins / sizeof *builtins; i++) {
        if (slice_is(name, builtins[i].name)) {
            *out = node_new(reader, builtins[i].kind);
            return true;
        }
    }
    uint32_t index = grammar_class(reader->rules, name);
    if (index == MAP_NONE) {
        reader->at = (size_t)(name.at - reader->text.at);
        return fail(reader, "no class of this name above");
    }
    *out = node_new(reader, NODE_CLASS);
    (*out)->index = index;
    return true;
}

static bool word_read(struct reader *reader, struct node **first, struct node **last)
{
    size_t from = reader->at;
    if (reader->text.at[from] == '"') {
        size_t close = slice_find(reader->text, SLICE("\""), from + 1);
        if (close == SIZE_MAX) {
            return fail(reader, "missing closing quote");
        }
        reader->at = close + 1;
        return literal_read(reader, slice_part(reader->text, from + 1, close), first, last);
    }
    size_t end = from;
    while (end < reader->text.length && !strchr(" \t[]()|!&~<>\"", reader->text.at[end])) {
        end++;
    }
    if (end == from) {
        return fail(reader, "unexpected character");
    }
    struct slice word = slice_part(reader->text, from, end);
    reader->at = end;
    if (word.at[0] < 'A' || word.at[0] > 'Z') {
        return literal_read(reader, word, first, last);
    }
    if (!class_read(reader, word, first)) {
        return false;
    }
    *last = *first;
    return true;
}

static bool bracket_read(struct reader *reader, enum node_kind kind, const char *close,
                         struct node **out)
{
    *out = node_new(reader, kind);
    if (++reader->depth > DEPTH_MAX) {
        return fail(reader, "brackets are nested too deep");
    }
    bool done = choice_read(reader, close, &(*out)->alternatives);
    reader->depth--;
    return done;
}

static bool element_read(struct reader *reader, struct node **first, struct node **last)
{
    static const struct {
        const char *mark;
        enum node_kind kind;
    } marks[] = {{"...", NODE_GAP}, {"&", NODE_AHEAD}, {"~", NODE_GLUE}};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (eat(reader, marks[i].mark)) {
            *first = *last = node_new(reader, marks[i].kind);
            return true;
        }
    }
    bool second = eat(reader, "2:<");
    bool done;
    if (second || eat(reader, "<")) {
        done = rule_read(reader, second, first);
    } else if (eat(reader, "[")) {
        done = bracket_read(reader, NODE_OPTIONAL, "]", first);
    } else if (eat(reader, "(")) {
        done = bracket_read(reader, NODE_GROUP, ")", first);
    } else if (eat(reader, "!")) {
        *first = node_new(reader, NODE_NOT);
        struct alternative *only = arena_alloc(reader->arena, sizeof *only);
        struct node *child, *end;
        skip_space(reader);
        if (reader->at >= reader->text.length || !element_read(reader, &child, &end)) {
            return reader->at < reader->text.length ? false : fail(reader, "nothing after '!'");
        }
        only->first = child;
        (*first)->alternatives = only;
        done = true;
    } else {
        return word_read(reader, first, last);
    }
    *last = *first;
    return done;
}

/* Reads elements up to `|`, `->`, a closing bracket or the end. */
static bool sequence_read(struct reader *reader, struct alternative *out)
{
    struct node *end = NULL;
    for (;;) {
        skip_space(reader);
        if (reader->at >= reader->text.length || strchr("|])", reader->text.at[reader->at]) ||
            looking_at(reader, "->")) {
            return out->first || fail(reader, "an element is missing");
        }
        struct node *first, *last;
        if (!element_read(reader, &first, &last)) {
            return false;
        }
        if (end) {
            end->next = first;
        } else {
            out->first = first;
        }
        end = last;
    }
}

static bool choice_read(struct reader *reader, const char *close, const struct alternative **out)
{
    const struct alternative **link = out;
    do {
        struct alternative *alternative = arena_alloc(reader->arena, sizeof *alternative);
        if (!sequence_read(reader, alternative)) {
            return false;
        }
        *link = alternative;
        link = &alternative->next;
    } while (eat(reader, "|"));
    return eat(reader, close) || fail(reader, "missing closing bracket");
}

static bool actions_read(struct reader *reader, struct alternative *out)
{
    struct frame_action *actions = NULL;
    for (skip_space(reader); reader->at < reader->text.length; skip_space(reader)) {
        size_t end = reader->at;
        while (end < reader->text.length && !strchr(" \t", reader->text.at[end])) {
            end++;
        }
        struct frame_action action;
        if (!frame_action_named(slice_part(reader->text, reader->at, end), &action)) {
            return fail(reader, "no action of this name");
        }
        *arena_push(reader->arena, actions, out->action_count) = action;
        reader->at = end;
    }
    out->actions = actions;
    return true;
}

bool syntax_pattern(struct arena *arena, struct timex_rules *rules, const struct source *source,
                    struct slice text, const struct alternative **out, struct error *err)
{
    struct reader reader = {arena, rules, source, text, 0, 0, err};
    struct alternative *alternative = arena_alloc(arena, sizeof *alternative);
    if (!sequence_read(&reader, alternative)) {
        return false;
    }
    if (eat(&reader, "->") && !actions_read(&reader, alternative)) {
        return false;
    }
    skip_space(&reader);
    if (reader.at < reader.text.length) {
        return fail(&reader, "unexpected closing bracket or '|'");
    }
    *out = alternative;
    return true;
}
