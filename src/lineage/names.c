/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Names of months and weekdays from the languages' folders of data: the lines `month N: …` and
 * `weekday N: …` of furniture.txt, whose other lines belong to the room `article`. A language is
 * any folder of two letters, so that another one needs no new code. */
#include <dirent.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "lineage/inside.h"

#define ABBREVIATED_BYTES                                                                          \
    4 /* a weekday of no more is an abbreviation, and another word too: sun                        \
       */

static void read_line(struct arena *arena, struct lineage_language *language, struct slice line)
{
    bool month = slice_starts(line, SLICE("month "));
    size_t colon = slice_find(line, SLICE(":"), 0);
    if ((!month && !slice_starts(line, SLICE("weekday "))) || colon == SIZE_MAX) {
        return;
    }
    uint32_t number = (uint32_t)strtoul(line.at + (month ? 6 : 8), NULL, 10);
    struct slice rest = slice_part(line, colon + 1, line.length), word;
    while (slice_split(&rest, ' ', &word)) {
        word = slice_trim(word);
        if (word.length > (month ? 0 : ABBREVIATED_BYTES)) {
            map_put(&language->times, arena, utf8_fold(arena, word),
                    month ? number : WEEKDAY + number);
        }
    }
}

static bool read_language(struct arena *arena, struct lineage_names *names, const char *folder,
                          const char *name, struct error *err)
{
    struct slice text, line;
    struct error fault;
    const char *path = slice_print(arena, "%s/%s/furniture.txt", folder, name).at;
    if (!file_read(arena, path, LIMIT_DATA_BYTES, &text, &fault)) {
        return fault.code == ERROR_NOT_FOUND || error_set(err, fault.code, "%s", fault.message);
    }
    struct lineage_language *language = arena_push(arena, names->languages, names->language_count);
    memcpy(language->language, name, 2);
    while (slice_split(&text, '\n', &line)) {
        read_line(arena, language, line);
    }
    return true;
}

/* Notes the letters that the folded form begins with. */
static void note_first_word(struct lineage_names *names, struct slice folded)
{
    size_t end = 0;
    while (end < folded.length && ((folded.at[end] >= 'a' && folded.at[end] <= 'z') ||
                                   (unsigned char)folded.at[end] >= 0x80)) {
        end++;
    }
    uint32_t bit = first_word_bit(slice_hash(slice_part(folded, 0, end), 0));
    names->first_words[bit / 64] |= 1ull << bit % 64;
}

static void note_first_words(struct lineage_names *names)
{
    struct arena scratch = {0};
    for (uint32_t i = 0; i < actor_count(names->actors); i++) {
        struct actor_names forms = actor_all_names(names->actors, i);
        for (size_t k = 0; k < forms.count; k++) {
            note_first_word(names, utf8_fold(&scratch, forms.items[k]->form));
        }
        arena_free(&scratch);
    }
}

bool lineage_names_load(struct arena *arena, const char *folder,
                        const struct actor_register *actors, const struct lineage_names **out,
                        struct error *err)
{
    struct lineage_names *names = arena_alloc(arena, sizeof *names);
    names->actors = actors;
    DIR *directory = opendir(folder);
    if (!directory) {
        return error_set(err, ERROR_IO, "%s: cannot open the folder", folder);
    }
    bool good = true;
    for (struct dirent *entry; good && (entry = readdir(directory)) != NULL;) {
        const char *name = entry->d_name;
        if (strlen(name) == 2 && name[0] >= 'a' && name[0] <= 'z') {
            good = read_language(arena, names, folder, name, err);
        }
    }
    closedir(directory);
    note_first_words(names);
    *out = names;
    return good;
}
