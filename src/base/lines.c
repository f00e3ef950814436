/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Reads with the C library's buffering, a character at a time, into one block of the cap's size. */
#include "base/lines.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"

struct line_file {
    FILE *stream;
    const char *path;
    char *block;
    size_t cap, number;
};

bool line_file_open(const char *path, size_t cap, struct line_file **out, struct error *err)
{
    FILE *stream;
    *out = NULL;
    if (!file_open(path, &stream, err)) {
        return false;
    }
    *out = calloc(1, sizeof **out);
    assert(*out);
    **out = (struct line_file){.stream = stream, .path = path, .block = malloc(cap), .cap = cap};
    assert((*out)->block);
    return true;
}

bool line_file_next(struct line_file *file, struct line *out, bool *more, struct error *err)
{
    size_t length = 0;
    int c = getc_unlocked(file->stream);
    *out = (struct line){.number = ++file->number};
    *more = c != EOF;
    for (; c != EOF && c != '\n'; c = getc_unlocked(file->stream)) {
        if (length < file->cap) {
            file->block[length++] = (char)c;
        } else {
            out->cut = true;
        }
    }
    if (ferror(file->stream)) {
        return error_set(err, ERROR_IO, "%s: %s", file->path, strerror(errno));
    }
    length -= length > 0 && file->block[length - 1] == '\r';
    out->text = (struct slice){file->block, length};
    return true;
}

void line_file_close(struct line_file *file)
{
    if (!file) {
        return;
    }
    if (file->stream != stdin) {
        fclose(file->stream);
    }
    free(file->block);
    free(file);
}
