/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Loads data/<lang>/tokens.txt: one rule a line, `KIND: WORD WORD …`, `#` comments.
 *   abbreviation  never ends a sentence ("M.")        final   may end one ("etc.")
 *   numbered      an abbreviation only before a digit ("No. 10")
 *   contraction   WORD FIRST SECOND: two words        cut     WORD FIRST SECOND: parts of the word
 *   ambiguous     contractions that context decides   elision opens a word, with its apostrophe
 *   ending        closes a word ("-t-il", "n't")      whole   words that stay whole
 *   unit          split off the number before it ("10am")
 *   alone         one letter that is a word and no initial ("I")
 *   prefix        keeps its hyphen under `hyphen split`
 *   starter       opens a sentence behind an abbreviation
 *   opener        with a capital opens a sentence behind a heading that no mark closes
 *   finite        common verb forms and clitics, which no such heading holds
 *   bullet        a mark that opens an item wherever it stands
 *   reporting     verbs of saying
 *   feature       hyphen-split, group-space, hour-split, slash-join */
#include "base/file.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "sentence/inside.h"

struct reader {
    struct arena *arena;
    struct token_rules *rules;
    const char *path;
    struct slice text; /* of the whole file */
    struct error *err;
};

static bool refuse(struct reader *reader, const char *what, struct slice word)
{
    return file_error(reader->err, reader->path, reader->text, word.at, "%s: %.*s", what,
                      SLICE_ARGS(word));
}

struct slice fold_word(struct slice word, char buffer[LIMIT_WORD_FOLDED])
{
    size_t length = 0;
    for (size_t at = 0; at < word.length && length + 4 < LIMIT_WORD_FOLDED;) {
        int32_t code = utf8_lower_code(utf8_next(word, &at));
        code = code == 0x2019 || code == 0x2018 ? '\'' : code;
        code = code == 0x2010 || code == 0x2011 ? '-' : code;
        length += utf8_put(code, buffer + length);
    }
    return (struct slice){buffer, length};
}

static struct slice fold_copy(struct arena *arena, struct slice word)
{
    char buffer[LIMIT_WORD_FOLDED];
    return slice_copy(arena, fold_word(word, buffer));
}

static bool next_word(struct slice *rest, struct slice *out)
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

static void read_words(struct reader *reader, struct map *map, struct slice words)
{
    struct slice word;
    while (next_word(&words, &word)) {
        map_put(map, reader->arena, fold_copy(reader->arena, word), 1);
    }
}

static void read_abbreviations(struct reader *reader, struct slice words, enum abbreviation kind)
{
    struct slice word;
    while (next_word(&words, &word)) {
        map_put(&reader->rules->abbreviations, reader->arena, word, (uint32_t)kind);
    }
}

static bool read_split(struct reader *reader, struct map *map, struct slice words)
{
    struct slice word, first, second;
    struct token_rules *rules = reader->rules;
    if (!next_word(&words, &word) || !next_word(&words, &first) || !next_word(&words, &second)) {
        return refuse(reader, "want WORD FIRST SECOND", words);
    }
    map_put(map, reader->arena, fold_copy(reader->arena, word), (uint32_t)rules->split_count);
    struct split_word *split = arena_push(reader->arena, rules->splits, rules->split_count);
    *split = (struct split_word){{first, second}};
    return true;
}

static void read_endings(struct reader *reader, struct slice words)
{
    struct slice word;
    while (next_word(&words, &word)) {
        *arena_push(reader->arena, reader->rules->endings, reader->rules->ending_count) =
            fold_copy(reader->arena, word);
    }
}

static bool read_feature(struct reader *reader, struct slice words)
{
    struct slice word;
    while (next_word(&words, &word)) {
        if (slice_is(word, "hyphen-split")) {
            reader->rules->hyphen_split = true;
        } else if (slice_is(word, "group-space")) {
            reader->rules->group_space = true;
        } else if (slice_is(word, "hour-split")) {
            reader->rules->hour_split = true;
        } else if (slice_is(word, "slash-join")) {
            reader->rules->slash_join = true;
        } else {
            return refuse(reader, "unknown feature", word);
        }
    }
    return true;
}

static bool read_line(struct reader *reader, struct slice line)
{
    struct token_rules *rules = reader->rules;
    const struct {
        const char *kind;
        struct map *map;
    } lists[] = {{"elision", &rules->elisions},    {"whole", &rules->whole},
                 {"prefix", &rules->prefixes},     {"starter", &rules->starters},
                 {"reporting", &rules->reporting}, {"ambiguous", &rules->ambiguous},
                 {"alone", &rules->alone},         {"unit", &rules->units},
                 {"opener", &rules->openers},      {"bullet", &rules->bullets},
                 {"finite", &rules->finite}};
    size_t colon = slice_find(line, SLICE(":"), 0);
    if (colon == SIZE_MAX) {
        return refuse(reader, "no colon", line);
    }
    struct slice kind = slice_trim(slice_part(line, 0, colon));
    struct slice words = slice_part(line, colon + 1, line.length);
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        if (slice_is(kind, lists[i].kind)) {
            read_words(reader, lists[i].map, words);
            return true;
        }
    }
    if (slice_is(kind, "abbreviation")) {
        read_abbreviations(reader, words, ABBREVIATION_INNER);
    } else if (slice_is(kind, "final")) {
        read_abbreviations(reader, words, ABBREVIATION_LAST);
    } else if (slice_is(kind, "numbered")) {
        read_abbreviations(reader, words, ABBREVIATION_NUMBER);
    } else if (slice_is(kind, "contraction")) {
        return read_split(reader, &rules->contractions, words);
    } else if (slice_is(kind, "cut")) {
        return read_split(reader, &rules->cuts, words);
    } else if (slice_is(kind, "ending")) {
        read_endings(reader, words);
    } else if (slice_is(kind, "feature")) {
        return read_feature(reader, words);
    } else {
        return refuse(reader, "unknown kind", kind);
    }
    return true;
}

bool token_rules_load(struct arena *arena, const char *folder, const struct token_rules **out,
                      struct error *err)
{
    struct reader reader = {.arena = arena, .err = err};
    struct slice text, line;
    reader.rules = arena_alloc(arena, sizeof *reader.rules);
    reader.path = slice_print(arena, "%s/tokens.txt", folder).at;
    if (!file_read(arena, reader.path, LIMIT_DATA_BYTES, &text, err)) {
        return false;
    }
    if (utf8_invalid(text) != SIZE_MAX) {
        return error_set(err, ERROR_SYNTAX, "%s: not UTF-8 at byte %zu", reader.path,
                         utf8_invalid(text));
    }
    reader.text = text;
    while (slice_split(&text, '\n', &line)) {
        line = slice_trim(line);
        if (line.length && line.at[0] != '#' && !read_line(&reader, line)) {
            return false;
        }
    }
    *out = reader.rules;
    if (reader.rules->ambiguous.count) {
        const char *path = slice_print(arena, "%s/contraction.txt", folder).at;
        return contraction_load(arena, path, reader.rules, err);
    }
    return true;
}
