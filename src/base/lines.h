/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* A file line by line, however long it is: for tables that do not fit into memory. */
#ifndef BASE_LINES_H
#define BASE_LINES_H

#include "base/error.h"
#include "base/slice.h"

struct line_file;

struct line {
    struct slice text; /* without its end (LF or CR LF); valid until the next line is read */
    size_t number;     /* from 1 */
    bool cut;          /* longer than the cap: `text` is its beginning, the rest was passed over */
};

/* Opens the file at `path` ("-" is standard input). Lines are read up to `cap` bytes. Errors:
 * NOT_FOUND, INVALID (a folder), IO. */
bool line_file_open(const char *path, size_t cap, struct line_file **out, struct error *err);

/* Reads the next line; *more is false after the last. Error: IO. */
bool line_file_next(struct line_file *file, struct line *out, bool *more, struct error *err);

void line_file_close(struct line_file *file); /* NULL is allowed */

#endif
