/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Arguments become paths of articles: files as given, folders walked in the order of names.
 *
 * A link to a file inside a folder is followed, a link to a folder is not: no circle can arise. A
 * file that the user names is taken whatever its ending (also a pipe); in folders only *.txt are
 * articles. A path that does not exist but holds `*`, `?` or `[` is a pattern, for callers without
 * a shell. Depth is capped at FOLDER_DEPTH. */
#include "pipeline/pipeline.h"

#include <dirent.h>
#include <errno.h>
#include <glob.h>
#include <stdlib.h>
#include <sys/stat.h>

#define FOLDER_DEPTH 32

struct walk {
    struct arena *arena;
    const struct log *log;
    struct input_list *out;
};

struct name_list {
    const char **items;
    size_t count;
};

static void problem(struct walk *walk, const char *path, const char *what)
{
    log_finding(walk->log, "%s: %s", path, what);
    walk->out->problem_count++;
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
static bool folder_names(struct walk *walk, const char *folder, struct name_list *out)
{
    DIR *stream = opendir(folder);
    const struct dirent *entry;
    if (!stream) {
        problem(walk, folder, system_words(errno));
        return false;
    }
    while ((entry = readdir(stream))) {
        if (entry->d_name[0] != '.') {
            *arena_push(walk->arena, out->items, out->count) =
                slice_copy(walk->arena, slice_of(entry->d_name)).at;
        }
    }
    closedir(stream);
    if (out->count) {
        qsort(out->items, out->count, sizeof *out->items, names_compare);
    }
    return true;
}

static void take(struct walk *walk, const char *path)
{
    *arena_push(walk->arena, walk->out->paths, walk->out->count) = path;
}

static void walk_folder(struct walk *walk, const char *folder, int depth)
{
    struct name_list names = {0};
    if (depth > FOLDER_DEPTH) {
        problem(walk, folder, "folders too deep");
        return;
    }
    if (!folder_names(walk, folder, &names)) {
        return;
    }
    bool barred = slice_ends(slice_of(folder), SLICE("/"));
    for (size_t i = 0; i < names.count; i++) {
        const char *path =
            slice_print(walk->arena, "%s%s%s", folder, barred ? "" : "/", names.items[i]).at;
        struct stat own, aim;
        if (lstat(path, &own) != 0) {
            problem(walk, path, system_words(errno));
        } else if (S_ISDIR(own.st_mode)) {
            walk_folder(walk, path, depth + 1);
        } else if (slice_ends(slice_of(path), SLICE(".txt"))) {
            if (stat(path, &aim) != 0) {
                problem(walk, path, system_words(errno));
            } else if (S_ISREG(aim.st_mode)) {
                take(walk, path);
            }
        }
    }
}

static void walk_argument(struct walk *walk, const char *path);

/* Walks what the pattern matches; false where it matches nothing. */
static bool walk_pattern(struct walk *walk, const char *pattern)
{
    glob_t matches = {0};
    bool found = strpbrk(pattern, "*?[") && glob(pattern, 0, NULL, &matches) == 0;
    for (size_t i = 0; found && i < matches.gl_pathc; i++) {
        struct stat status;
        if (stat(matches.gl_pathv[i], &status) == 0) { /* no pattern again */
            walk_argument(walk, slice_copy(walk->arena, slice_of(matches.gl_pathv[i])).at);
        }
    }
    globfree(&matches);
    return found;
}

static void walk_argument(struct walk *walk, const char *path)
{
    struct stat status;
    if (strcmp(path, "-") == 0) {
        take(walk, path);
        return;
    }
    if (stat(path, &status) != 0) {
        int number = errno;
        if (!walk_pattern(walk, path)) {
            problem(walk, path, system_words(number));
        }
        return;
    }
    if (!S_ISDIR(status.st_mode)) {
        take(walk, path);
        return;
    }
    size_t found = walk->out->count, problems = walk->out->problem_count;
    walk_folder(walk, path, 1);
    if (walk->out->count == found && walk->out->problem_count == problems) {
        problem(walk, path, "folder holds no article (*.txt)");
    }
}

void inputs_find(struct arena *arena, const char *const *arguments, size_t count,
                 const struct log *log, struct input_list *out)
{
    struct walk walk = {arena, log, out};
    *out = (struct input_list){0};
    for (size_t i = 0; i < count; i++) {
        walk_argument(&walk, arguments[i]);
    }
}
