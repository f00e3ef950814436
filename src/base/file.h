/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Whole files as text. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdio.h>

#include "base/error.h"
#include "base/slice.h"

/* Opens the file at `path` for reading ("-" is standard input, which is not to be closed). Errors:
 * NOT_FOUND, INVALID (a folder), IO. */
bool file_open(const char *path, FILE **out, struct error *err);

/* Reads the whole file at `path` ("-" is standard input) into the arena; the text is followed by
 * NUL. Errors: NOT_FOUND, LIMIT (more than `cap` bytes), INVALID (a folder), IO. */
bool file_read(struct arena *arena, const char *path, size_t cap, struct slice *out,
               struct error *err);

/* Writes the text to the file at `path` ("-" is standard output) in place of what was there. Error:
 * IO. */
bool file_write(const char *path, struct slice text, struct error *err);

/* A SYNTAX error at `at`, a place in `text`, the whole text of the file at `path`: the message is
 * "path:line:column: what", then the line, then a caret under the place. Always false. */
bool file_error(struct error *err, const char *path, struct slice text, const char *at,
                const char *format, ...) __attribute__((format(printf, 5, 6)));

#endif
