/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes the folder of codebook files, gives look-ups: word → classes, class → rules. Loading is
 * linear in the text; a look-up is one hash probe. Read-only once loaded. */
#include "codebook/codebook.h"

#include <dirent.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/limits.h"
#include "codebook/network.h"
#include "codebook/parse.h"

static int order_names(const void *a, const void *b)
{
    return slice_compare(*(const struct slice *)a, *(const struct slice *)b);
}

static bool list_folder(struct arena *arena, const char *folder, struct slice **out, size_t *count,
                        struct error *err)
{
    DIR *dir = opendir(folder);
    struct dirent *entry;
    if (!dir) {
        return error_set(err, errno == ENOENT ? ERROR_NOT_FOUND : ERROR_IO, "%s: %s", folder,
                         strerror(errno));
    }
    while ((entry = readdir(dir))) {
        struct slice name = slice_of(entry->d_name);
        if (name.at[0] != '.' && slice_ends(name, SLICE(".txt"))) {
            *arena_push(arena, *out, *count) = slice_print(arena, "%s/%s", folder, name.at);
        }
    }
    closedir(dir);
    if (!*count) {
        return error_set(err, ERROR_NOT_FOUND, "%s: holds no *.txt file", folder);
    }
    qsort(*out, *count, sizeof **out, order_names);
    return true;
}

/* Marks in `reached` the class and all that include it, at any depth. */
static void reach_up(const struct codebook *book, uint16_t class_index, bool *reached)
{
    if (reached[class_index]) {
        return;
    }
    reached[class_index] = true;
    for (size_t i = 0; i < book->class_count; i++) {
        const struct word_class *class = &book->classes[i];
        for (size_t j = 0; j < class->included_count; j++) {
            if (class->included[j] == class_index) {
                reach_up(book, (uint16_t)i, reached);
            }
        }
    }
}

static void add_member(struct arena *arena, struct codebook *book, struct slice key,
                       struct class_member member)
{
    uint32_t at = map_get(&book->member_index, key);
    if (at == MAP_NONE) {
        at = (uint32_t)book->members_count;
        arena_push(arena, book->members, book->members_count);
        map_put(&book->member_index, arena, key, at);
    }
    struct class_members *members = &book->members[at];
    for (size_t i = 0; i < members->count; i++) {
        if (members->items[i].class_index == member.class_index &&
            members->items[i].kind == member.kind) {
            return;
        }
    }
    *arena_push(arena, *(struct class_member **)(void *)&members->items, members->count) = member;
}

static void index_words(struct arena *arena, struct codebook *book)
{
    bool *reached = arena_array(arena, book->class_count * book->class_count + 1, sizeof *reached);
    for (size_t i = 0; i < book->class_count; i++) {
        reach_up(book, (uint16_t)i, reached + i * book->class_count);
    }
    for (size_t w = 0; w < book->word_count; w++) {
        const struct class_word *word = &book->words[w];
        const bool *row = reached + word->member.class_index * book->class_count;
        for (size_t i = 0; i < book->class_count; i++) {
            if (row[i]) {
                add_member(arena, book, word->key,
                           (struct class_member){(uint16_t)i, word->member.kind});
            }
        }
    }
}

static void index_rules(struct arena *arena, struct codebook *book)
{
    book->uses = arena_array(arena, book->class_count + 1, sizeof *book->uses);
    for (size_t r = 0; r < book->rule_count; r++) {
        for (size_t k = 0; k < book->rules[r].pattern_count; k++) {
            struct rule_uses *uses = &book->uses[book->rules[r].patterns[k].class_index];
            *arena_push(arena, *(struct rule_use **)(void *)&uses->items, uses->count) =
                (struct rule_use){(uint16_t)r, (uint16_t)k};
        }
    }
}

static bool complete(const struct codebook *book, struct error *err)
{
    for (size_t i = 0; i < book->class_count; i++) {
        const struct word_class *class = &book->classes[i];
        if (!class->defined) {
            return error_set(err, ERROR_INVALID, "%.*s:%u: class %.*s is used but not defined",
                             SLICE_ARGS(class->file), class->line, SLICE_ARGS(class->name));
        }
    }
    for (size_t i = 0; i < book->rule_count; i++) {
        const struct rule *rule = &book->rules[i];
        const char *missing = !rule->definition.length ? "means"
                              : !rule->coded           ? "code"
                              : !rule->pattern_count   ? "when"
                                                       : NULL;
        if (missing) {
            return error_set(err, ERROR_INVALID, "%.*s:%u: rule %.*s has no `%s`",
                             SLICE_ARGS(rule->file), rule->line, SLICE_ARGS(rule->id), missing);
        }
    }
    return true;
}

bool codebook_compile(struct arena *arena, struct codebook *book, struct error *err)
{
    if (!complete(book, err)) {
        return false;
    }
    index_words(arena, book);
    index_rules(arena, book);
    return true;
}

static bool load_folder(struct arena *arena, const char *folder, bool own, struct codebook *book,
                        struct error *err)
{
    struct slice *paths = NULL, text;
    size_t count = 0;
    if (!list_folder(arena, folder, &paths, &count, err)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        if (!file_read(arena, paths[i].at, LIMIT_DATA_BYTES, &text, err) ||
            !codebook_parse(arena, book, paths[i], text, own, err)) {
            return false;
        }
    }
    struct slice name = book->network_name;
    book->network_name = (struct slice){NULL, 0};
    return !name.length ||
           network_load(arena, slice_print(arena, "%s/%.*s", folder, SLICE_ARGS(name)).at,
                        &book->network, err);
}

bool codebook_load(struct arena *arena, const char *folder, const char *own,
                   const struct codebook **out, struct error *err)
{
    struct codebook *book = arena_alloc(arena, sizeof *book);
    *out = book;
    return load_folder(arena, folder, false, book, err) &&
           (!own || load_folder(arena, own, true, book, err)) && codebook_compile(arena, book, err);
}

size_t codebook_rule_count(const struct codebook *codebook)
{
    return codebook->rule_count;
}

const struct rule *codebook_rule(const struct codebook *codebook, size_t index)
{
    return &codebook->rules[index];
}

const struct rule *codebook_find(const struct codebook *codebook, struct slice id)
{
    uint32_t index = map_get(&codebook->rule_index, id);
    return index == MAP_NONE ? NULL : &codebook->rules[index];
}

uint32_t codebook_class(const struct codebook *codebook, struct slice name)
{
    return map_get(&codebook->class_index, name);
}

struct slice codebook_class_name(const struct codebook *codebook, uint16_t class_index)
{
    return codebook->classes[class_index].name;
}

struct class_members codebook_classes(const struct codebook *codebook, const char *language,
                                      struct slice folded)
{
    char key[160];
    if (folded.length > sizeof key - 3) {
        return (struct class_members){NULL, 0};
    }
    memcpy(key, language, 2);
    key[2] = ' ';
    memcpy(key + 3, folded.at, folded.length);
    uint32_t at = map_get(&codebook->member_index, (struct slice){key, folded.length + 3});
    return at == MAP_NONE ? (struct class_members){NULL, 0} : codebook->members[at];
}

struct rule_uses codebook_uses(const struct codebook *codebook, uint16_t class_index)
{
    return codebook->uses[class_index];
}

double codebook_weight(const struct codebook *codebook, enum weight_set set, struct slice sign)
{
    const struct weights *weights = &codebook->weights[set];
    uint32_t at = map_get(&weights->index, sign);
    return at == MAP_NONE ? 0 : weights->items[at];
}

double codebook_least(const struct codebook *codebook, enum weight_set set, enum weight_level level)
{
    return codebook->weights[set].set ? codebook->weights[set].least[level] : INFINITY;
}

const struct network *codebook_network(const struct codebook *codebook)
{
    return codebook->network;
}

uint64_t codebook_version(const struct codebook *codebook)
{
    return codebook->version;
}
