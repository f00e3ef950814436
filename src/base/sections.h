/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The sections of a model file, checked. */
#ifndef BASE_SECTIONS_H
#define BASE_SECTIONS_H

#include "base/error.h"
#include "base/slice.h"

/* The layout that train/sections.py writes: a mark of eight bytes, u32 count, then
 * `count` headers of 48 bytes (name 24, kind 4, u32 rows, columns, bytes, u64 offset),
 * little-endian; data 64-byte aligned. Kinds: 't' lines of text, 'u' u32, 'h' u16, 'f' f32, 'q' f32
 * scale of each row, then rows of int8. */
struct section_format {
    const char *mark; /* eight bytes */
    const char *name; /* for messages */
};

struct section {
    struct slice data;
    uint32_t rows, columns;
};

struct section_file {
    const char *path; /* for messages */
    struct slice bytes;
    uint32_t count;
};

/* Maps the file at `path`; sections_unmap frees it (an empty slice too). Errors: NOT_FOUND, IO,
 * SYNTAX (no plain file, empty, or larger than LIMIT_DATA_BYTES). */
bool sections_map(const char *path, const struct section_format *format, struct slice *out,
                  struct error *err);
void sections_unmap(struct slice bytes);

/* Checks the header and each section's place, kind and size. Errors: SYNTAX. */
bool sections_open(const char *path, const struct section_format *format, struct slice bytes,
                   struct section_file *out, struct error *err);

/* True where there is a section of the name. */
bool section_present(const struct section_file *file, const char *name);

/* Finds a section of a kind. Rows or columns of 0 stand for "any from 1 on". Numbers must be
 * finite and no larger than weights are. Errors: SYNTAX. */
bool section_get(const struct section_file *file, const char *name, char kind, size_t rows,
                 size_t columns, struct section *out, struct error *err);

#endif
