/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Arguments become paths of inputs: files as given, folders walked in the order of names.
 *
 * A link to a file inside a folder is followed, a link to a folder is not: no circle can arise. A
 * file that the user names is taken whatever its ending (also a pipe); in folders only those with a
 * known ending. A path that does not exist but holds `*`, `?` or `[` is a pattern, for callers
 * without a shell. Depth is capped at FOLDER_DEPTH. */
#include <dirent.h>
#include <errno.h>
#include <glob.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "input/inside.h"

#define FOLDER_DEPTH 32

struct search {
    struct arena *arena;
    const struct log *log;
    struct input_list *out;
};

struct name_list {
    const char **items;
    size_t count;
};

static void problem(struct search *search, const char *path, const char *what)
{
    log_finding(search->log, "%s: %s", path, what);
    search->out->problem_count++;
}

static const char *system_words(int number)
{
    return number == ENOENT || number == ENOTDIR ? "no such file or folder" : strerror(number);
}

static int names_compare(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* The names in a folder but the hidden ones, sorted; false where it cannot be opened. */
static bool folder_names(struct search *search, const char *folder, struct name_list *out)
{
    DIR *stream = opendir(folder);
    const struct dirent *entry;
    if (!stream) {
        problem(search, folder, system_words(errno));
        return false;
    }
    while ((entry = readdir(stream))) {
        if (entry->d_name[0] != '.') {
            *arena_push(search->arena, out->items, out->count) =
                slice_copy(search->arena, slice_of(entry->d_name)).at;
        }
    }
    closedir(stream);
    if (out->count) {
        qsort(out->items, out->count, sizeof *out->items, names_compare);
    }
    return true;
}

/* Does the name of a file in a folder say that it holds articles? */
static bool has_known_ending(struct slice name)
{
    static const char *const endings[] = {".txt", ".html", ".htm",  ".xhtml", ".jsonl", ".ndjson",
                                          ".xml", ".rss",  ".atom", ".rdf",   ".warc",  ".zip"};
    static const char *const packings[] = {".gz", ".zst"};
    for (size_t i = 0; i < sizeof packings / sizeof *packings; i++) {
        if (slice_ends(name, slice_of(packings[i]))) {
            name.length -= strlen(packings[i]);
        }
    }
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        if (slice_ends(name, slice_of(endings[i]))) {
            return true;
        }
    }
    return false;
}

static void take(struct search *search, const char *path)
{
    *arena_push(search->arena, search->out->paths, search->out->count) = path;
}

static void search_folder(struct search *search, const char *folder, int depth)
{
    struct name_list names = {0};
    if (depth > FOLDER_DEPTH) {
        problem(search, folder, "folders too deep");
        return;
    }
    if (!folder_names(search, folder, &names)) {
        return;
    }
    bool barred = slice_ends(slice_of(folder), SLICE("/"));
    for (size_t i = 0; i < names.count; i++) {
        const char *path =
            slice_print(search->arena, "%s%s%s", folder, barred ? "" : "/", names.items[i]).at;
        struct stat own, aim;
        if (lstat(path, &own) != 0) {
            problem(search, path, system_words(errno));
        } else if (S_ISDIR(own.st_mode)) {
            search_folder(search, path, depth + 1);
        } else if (has_known_ending(slice_of(path))) {
            if (stat(path, &aim) != 0) {
                problem(search, path, system_words(errno));
            } else if (S_ISREG(aim.st_mode)) {
                take(search, path);
            }
        }
    }
}

static void search_argument(struct search *search, const char *path);

/* Takes what the pattern matches; false where it matches nothing. */
static bool search_pattern(struct search *search, const char *pattern)
{
    glob_t matches = {0};
    bool found = strpbrk(pattern, "*?[") && glob(pattern, 0, NULL, &matches) == 0;
    for (size_t i = 0; found && i < matches.gl_pathc; i++) {
        struct stat status;
        if (stat(matches.gl_pathv[i], &status) == 0) { /* no pattern again */
            search_argument(search, slice_copy(search->arena, slice_of(matches.gl_pathv[i])).at);
        }
    }
    globfree(&matches);
    return found;
}

static void search_argument(struct search *search, const char *path)
{
    struct stat status;
    if (strcmp(path, "-") == 0) {
        take(search, path);
        return;
    }
    if (stat(path, &status) != 0) {
        int number = errno;
        if (!search_pattern(search, path)) {
            problem(search, path, system_words(number));
        }
        return;
    }
    if (!S_ISDIR(status.st_mode)) {
        take(search, path);
        return;
    }
    size_t found = search->out->count, problems = search->out->problem_count;
    search_folder(search, path, 1);
    if (search->out->count == found && search->out->problem_count == problems) {
        problem(search, path, "folder holds no article (*.txt, *.html, *.jsonl …)");
    }
}

void inputs_find(struct arena *arena, const char *const *arguments, size_t count,
                 const struct log *log, struct input_list *out)
{
    struct search search = {arena, log, out};
    *out = (struct input_list){0};
    for (size_t i = 0; i < count; i++) {
        search_argument(&search, arguments[i]);
    }
}
