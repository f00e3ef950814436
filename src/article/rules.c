/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Loads data/furniture.txt and data/<lang>/furniture.txt. All languages' rules apply to every page,
 * since outlets mix them ("Newsletter", "AP Photo" on French pages). A line of the file is
 *     MECHANISM [FLAG…] : TEXT | TEXT …
 * with the mechanisms of enum mechanism (line, start, part, end, related, tail, caption, credit,
 * outlet, update, stub, live) and the word lists menu, filler, month N, weekday N,
 * class N (enum class_word). Flags: a number caps the line's characters; `open` asks for a line
 * without a full stop, `top` for one of the first lines, `name` for a capital letter behind the
 * text. */
#include <dirent.h>
#include <stdlib.h>

#include "article/inside.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/utf8.h"

#define CAP_WITHOUT_NUMBER 160

static const char *const mechanism_names[MECHANISM_COUNT] = {
    "line",    "start",  "part",   "end",    "related", "tail",
    "caption", "credit", "outlet", "update", "stub",    "live",
};

struct reader {
    struct arena *arena;
    struct article_rules *rules;
    const char *path;
    struct slice text; /* of the whole file */
    struct error *err;
};

static bool refuse(struct reader *reader, const char *what, struct slice word)
{
    return file_error(reader->err, reader->path, reader->text, word.at, "%s: %.*s", what,
                      SLICE_ARGS(word));
}

static bool next_word(struct slice *rest, struct slice *out)
{
    *rest = slice_trim(*rest);
    if (!rest->length) {
        return false;
    }
    size_t end = 0;
    while (end < rest->length && rest->at[end] != ' ' && rest->at[end] != '\t') {
        end++;
    }
    *out = slice_part(*rest, 0, end);
    *rest = slice_part(*rest, end, rest->length);
    return true;
}

static bool parse_number(struct slice word, uint32_t *out)
{
    *out = 0;
    for (size_t i = 0; i < word.length; i++) {
        if (word.at[i] < '0' || word.at[i] > '9' || *out > 100000) {
            return false;
        }
        *out = *out * 10 + (uint32_t)(word.at[i] - '0');
    }
    return word.length > 0;
}

static bool read_flags(struct reader *reader, struct slice flags, struct pattern *out)
{
    struct slice word;
    out->cap = CAP_WITHOUT_NUMBER;
    while (next_word(&flags, &word)) {
        if (slice_is(word, "open")) {
            out->open = true;
        } else if (slice_is(word, "top")) {
            out->top = true;
        } else if (slice_is(word, "name")) {
            out->name = true;
        } else if (!parse_number(word, &out->cap)) {
            return refuse(reader, "unknown flag", word);
        }
    }
    return true;
}

static bool read_patterns(struct reader *reader, enum mechanism mechanism, struct slice flags,
                          struct slice texts)
{
    struct article_rules *rules = reader->rules;
    struct pattern model = {.cap = 0};
    if (!read_flags(reader, flags, &model)) {
        return false;
    }
    struct slice text;
    while (slice_split(&texts, '|', &text)) {
        model.text = fold_spaces(reader->arena, slice_trim(text));
        if (!model.text.length) {
            return refuse(reader, "empty text", text);
        }
        if (mechanism == MECHANISM_LINE) {
            map_put(&rules->whole, reader->arena, model.text, 1);
        } else {
            model.pairs = pairs_of(model.text);
            *arena_push(reader->arena, rules->patterns[mechanism],
                        rules->pattern_counts[mechanism]) = model;
        }
    }
    return true;
}

static void read_words(struct reader *reader, struct map *map, struct slice words, uint32_t value)
{
    struct slice word;
    while (next_word(&words, &word)) {
        map_put(map, reader->arena, fold_spaces(reader->arena, word), value);
    }
}

static bool read_list(struct reader *reader, struct slice name, struct slice flags,
                      struct slice words)
{
    struct article_rules *rules = reader->rules;
    struct slice flag = slice_trim(flags);
    uint32_t number = 0;
    if (slice_is(name, "menu")) {
        read_words(reader, &rules->menu, words, 1);
    } else if (slice_is(name, "filler")) {
        read_words(reader, &rules->fillers, words, 1);
    } else if (slice_is(name, "month") && parse_number(flag, &number) && number >= 1 &&
               number <= 12) {
        read_words(reader, &rules->months, words, number);
    } else if (slice_is(name, "weekday") && parse_number(flag, &number) && number >= 1 &&
               number <= 7) {
        read_words(reader, &rules->weekdays, words, number);
    } else if (slice_is(name, "class") && parse_number(flag, &number) &&
               number >= CLASS_FURNITURE && number <= CLASS_LIVE) {
        read_words(reader, &rules->classes, words, number);
    } else {
        return refuse(reader, "unknown mechanism", name);
    }
    return true;
}

static bool read_line(struct reader *reader, struct slice line)
{
    line = slice_trim(line);
    if (!line.length || line.at[0] == '#') {
        return true;
    }
    size_t colon = slice_find(line, SLICE(":"), 0);
    if (colon == SIZE_MAX) {
        return refuse(reader, "no colon", line);
    }
    struct slice flags = slice_part(line, 0, colon);
    struct slice texts = slice_part(line, colon + 1, line.length);
    struct slice name;
    if (!next_word(&flags, &name)) {
        return refuse(reader, "no mechanism", line);
    }
    for (size_t i = 0; i < MECHANISM_COUNT; i++) {
        if (slice_is(name, mechanism_names[i])) {
            return read_patterns(reader, (enum mechanism)i, flags, texts);
        }
    }
    return read_list(reader, name, flags, texts);
}

static bool read_rules(struct reader *reader)
{
    struct slice text, line;
    if (!file_read(reader->arena, reader->path, LIMIT_DATA_BYTES, &text, reader->err)) {
        return false;
    }
    size_t bad = utf8_invalid(text);
    if (bad != SIZE_MAX) {
        return error_set(reader->err, ERROR_SYNTAX, "%s: not UTF-8 at byte %zu", reader->path, bad);
    }
    reader->text = text;
    while (slice_split(&text, '\n', &line)) {
        if (!read_line(reader, line)) {
            return false;
        }
    }
    return true;
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The two-letter folders of data/, sorted, so that loading does not hang on the disk's order. */
static const char **list_languages(struct arena *arena, const char *folder, size_t *count)
{
    const char **names = NULL;
    *count = 0;
    DIR *directory = opendir(folder);
    if (!directory) {
        return NULL;
    }
    for (struct dirent *entry; (entry = readdir(directory)) != NULL;) {
        const char *name = entry->d_name;
        if (strlen(name) == 2 && name[0] >= 'a' && name[0] <= 'z') {
            *arena_push(arena, names, *count) = slice_copy(arena, slice_of(name)).at;
        }
    }
    closedir(directory);
    if (*count > 1) {
        qsort(names, *count, sizeof *names, compare_names);
    }
    return names;
}

bool article_rules_load(struct arena *arena, const char *folder, const struct article_rules **out,
                        struct error *err)
{
    struct reader reader = {.arena = arena, .err = err};
    reader.rules = arena_alloc(arena, sizeof *reader.rules);
    reader.path = slice_print(arena, "%s/furniture.txt", folder).at;
    if (!read_rules(&reader)) {
        return false;
    }
    size_t count;
    const char **names = list_languages(arena, folder, &count);
    for (size_t i = 0; i < count; i++) {
        struct error missing;
        reader.path = slice_print(arena, "%s/%s/furniture.txt", folder, names[i]).at;
        reader.err = &missing;
        if (!read_rules(&reader) && missing.code != ERROR_NOT_FOUND) {
            return error_set(err, missing.code, "%s", missing.message);
        }
    }
    *out = reader.rules;
    return true;
}
