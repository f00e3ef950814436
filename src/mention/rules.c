/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Reads mention.txt: lines `list TAB value | value=NUMBER | …`, comments with '#'. Values are kept
 * folded. A list that the file does not give stays empty. */
#include <stdio.h>

#include "mention/inside.h"

#include "base/file.h"
#include "base/limits.h"
#include "base/utf8.h"

static const char *const list_names[LIST_COUNT] = {
    [LIST_OF] = "of",
    [LIST_PLACE_CASE] = "place-case",
    [LIST_DATIVE] = "dative",
    [LIST_PLACE_NOUN] = "place-noun",
    [LIST_PORTFOLIO] = "portfolio",
    [LIST_TRAVEL] = "travel",
    [LIST_TRAVEL_CASE] = "travel-case",
    [LIST_TOPIC] = "topic",
    [LIST_DEFINITE] = "definite",
    [LIST_OTHER] = "other",
    [LIST_COUNTERPART] = "counterpart",
    [LIST_NEVER_BARE] = "never-bare",
    [LIST_ONLY_ACTING] = "only-acting",
    [LIST_ARMED] = "armed",
    [LIST_AS] = "as",
    [LIST_AGAINST] = "against",
    [LIST_QUANTITY] = "quantity",
    [LIST_LATTER] = "latter",
    [LIST_ORDINAL] = "ordinal",
    [LIST_NUMBER] = "number",
    [LIST_SEATED] = "seated",
    [LIST_NATION] = "nation",
    [LIST_BETWEEN] = "between",
    [LIST_OF_OTHERS] = "of-others",
    [LIST_GATHERED] = "gathered",
    [LIST_PAIR] = "pair",
    [LIST_IMPERSONAL] = "impersonal",
    [LIST_PROMISE] = "promise",
    [LIST_SPEECH] = "speech",
    [LIST_HONORIFIC] = "honorific",
    [LIST_CALENDAR] = "calendar",
    [LIST_ORDINARY] = "ordinary",
    [LIST_RELATIVE] = "relative",
    [LIST_PRONOUN] = "pronoun",
    [LIST_SUBSTITUTE] = "substitute",
    [LIST_PASTIME] = "pastime",
    [LIST_ELSEWHERE] = "elsewhere",
    [LIST_JOINED] = "joined",
    [LIST_FIRST_PERSON] = "first-person",
    [LIST_NAMED_SO] = "named-so",
    [LIST_NAMELY] = "namely",
    [LIST_HYPHEN_NOT] = "hyphen-not",
    [LIST_OF_THINGS] = "of-things",
    [LIST_LED] = "led",
    [LIST_GROUNDS] = "grounds",
    [LIST_CREDITED] = "credited",
    [LIST_CREDITED_FOR] = "credited-for",
    [LIST_HELPED] = "helped",
    [LIST_HELPED_IN] = "helped-in",
    [LIST_THERE] = "there",
    [LIST_NOT_THERE] = "not-there",
    [LIST_HOST] = "host",
    [LIST_CROWD] = "crowd",
};

struct rules_reader {
    struct arena *arena;
    const char *path;
    struct slice text; /* of the whole file */
    struct slice line;
    struct mention_rules *rules;
    struct error *err;
};

static bool fail(const struct rules_reader *reader, const char *at, const char *message)
{
    return file_error(reader->err, reader->path, reader->text, at, "%s", message);
}

static bool flags_read(struct slice text, uint32_t *out)
{
    static const char letters[] = "mfspatd";
    *out = 0;
    for (size_t i = 0; i < text.length; i++) {
        const char *hit = strchr(letters, text.at[i]);
        if (!hit || !*hit) {
            return false;
        }
        *out |= 1u << (hit - letters);
    }
    return true;
}

static bool number_read(struct rules_reader *reader, enum list list, struct slice text,
                        uint32_t *out)
{
    if (list == LIST_PRONOUN) {
        return flags_read(text, out) || fail(reader, text.at, "flags are of m, f, s, p, a, t, d");
    }
    if (list == LIST_JOINED || list == LIST_ELSEWHERE) {
        struct mention_rules *rules = reader->rules;
        *arena_push(reader->arena, rules->codes, rules->code_count) = text;
        *out = (uint32_t)rules->code_count;
        return true;
    }
    *out = 0;
    for (size_t i = 0; i < text.length; i++) {
        if (text.at[i] < '0' || text.at[i] > '9' || *out > 1000) {
            return fail(reader, text.at, "a small number is expected");
        }
        *out = *out * 10 + (uint32_t)(text.at[i] - '0');
    }
    return true;
}

static bool values_read(struct rules_reader *reader, enum list list, struct slice values)
{
    struct slice value;
    while (slice_split(&values, '|', &value)) {
        struct slice number = slice_trim(value), word;
        slice_split(&number, '=', &word);
        if (!word.length) {
            return fail(reader, value.at, "an empty value");
        }
        uint32_t meaning = 1;
        if (number.at && !number_read(reader, list, number, &meaning)) {
            return false;
        }
        map_put(&reader->rules->lists[list], reader->arena, utf8_fold(reader->arena, word),
                meaning);
    }
    return true;
}

static bool line_read(struct rules_reader *reader)
{
    struct slice rest = reader->line, key;
    slice_split(&rest, '\t', &key);
    struct slice values = rest.at ? slice_trim(rest) : rest;
    if (!values.length) {
        return fail(reader, reader->line.at, "expected: list TAB value | value");
    }
    if (slice_is(key, "language")) {
        if (values.length != 2) {
            return fail(reader, values.at, "a language has two letters");
        }
        memcpy(reader->rules->language, values.at, 2);
        return true;
    }
    for (size_t i = 0; i < LIST_COUNT; i++) {
        if (slice_is(key, list_names[i])) {
            return values_read(reader, (enum list)i, values);
        }
    }
    return fail(reader, reader->line.at, "no such list");
}

bool mention_rules_load(struct arena *arena, const char *folder, const struct mention_rules **out,
                        struct error *err)
{
    struct mention_rules *rules = arena_alloc(arena, sizeof *rules);
    const char *path = slice_print(arena, "%s/mention.txt", folder).at;
    struct slice rest;
    if (!file_read(arena, path, LIMIT_DATA_BYTES, &rest, err)) {
        return false;
    }
    size_t bad = utf8_invalid(rest);
    if (bad != SIZE_MAX) {
        return error_set(err, ERROR_SYNTAX, "%s: not UTF-8 at byte %zu", path, bad);
    }
    struct rules_reader reader = {
        .arena = arena, .path = path, .text = rest, .rules = rules, .err = err};
    while (slice_split(&rest, '\n', &reader.line)) {
        struct slice content = slice_trim(reader.line);
        if (content.length && content.at[0] != '#' && !line_read(&reader)) {
            return false;
        }
    }
    if (!rules->language[0]) {
        return error_set(err, ERROR_SYNTAX, "%s: no line gives the language", path);
    }
    *out = rules;
    return true;
}

uint32_t rules_find(const struct mention_rules *rules, enum list list, struct slice folded)
{
    uint32_t number = map_get(&rules->lists[list], folded);
    return number == MAP_NONE ? 0 : number;
}
