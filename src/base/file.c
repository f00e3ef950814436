/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Reads by growing a heap block, so that pipes work like files; then copies into the arena. */
#include "base/file.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>

#include "base/buffer.h"

static bool file_open(const char *path, FILE **out, struct error *err)
{
    struct stat status;
    if (strcmp(path, "-") == 0) {
        *out = stdin;
        return true;
    }
    if (stat(path, &status) != 0) {
        return error_set(err, errno == ENOENT || errno == ENOTDIR ? ERROR_NOT_FOUND : ERROR_IO,
                         "%s: %s", path, strerror(errno));
    }
    if (S_ISDIR(status.st_mode)) {
        return error_set(err, ERROR_INVALID, "%s: is a folder", path);
    }
    *out = fopen(path, "rb");
    return *out || error_set(err, ERROR_IO, "%s: %s", path, strerror(errno));
}

bool file_read(struct arena *arena, const char *path, size_t cap, struct slice *out,
               struct error *err)
{
    FILE *file = NULL;
    char chunk[16384];
    struct buffer text = {0};
    if (!file_open(path, &file, err)) {
        return false;
    }
    size_t n;
    while (text.length <= cap && (n = fread(chunk, 1, sizeof chunk, file)) > 0) {
        buffer_add(&text, (struct slice){chunk, n});
    }
    bool broken = ferror(file);
    if (file != stdin) {
        fclose(file);
    }
    bool good = true;
    if (broken) {
        good = error_set(err, ERROR_IO, "%s: read error", path);
    } else if (text.length > cap) {
        good = error_set(err, ERROR_LIMIT, "%s: more than %zu bytes", path, cap);
    } else {
        *out = slice_copy(arena, buffer_slice(&text));
    }
    buffer_free(&text);
    return good;
}
