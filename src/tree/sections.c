/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes the bytes of a mapped file; gives sections that lie inside it, aligned and of the size
 * that their kind, rows and columns ask for. Nothing else of the file is believed. */
#include "tree/sections.h"

#include <stdio.h>

#define MAGIC "ENTTREE1"
#define HEADER_BYTES 48
#define SECTIONS_MOST 256
#define ROWS_MOST (1u << 22)
#define COLUMNS_MOST (1u << 16)
#define NUMBER_MOST 1000.0f /* weights of trained models stay below 20 */

struct header {
    char name[24], kind[4];
    uint32_t rows, columns, bytes;
    uint64_t at;
};

static struct header header_at(struct slice bytes, uint32_t number) {
    struct header header;
    const char *from = bytes.at + sizeof MAGIC - 1 + 4 + (size_t)number * HEADER_BYTES;
    memcpy(header.name, from, 24);
    memcpy(header.kind, from + 24, 4);
    memcpy(&header.rows, from + 28, 4);
    memcpy(&header.columns, from + 32, 4);
    memcpy(&header.bytes, from + 36, 4);
    memcpy(&header.at, from + 40, 8);
    return header;
}

/* Bytes that the kind asks for; UINT64_MAX for a kind that is not known. */
static uint64_t bytes_wanted(const struct header *header) {
    uint64_t cells = (uint64_t)header->rows * header->columns;
    switch (header->kind[0]) {
    case 't':
        return header->bytes;
    case 'u':
    case 'f':
        return 4 * cells;
    case 'q':
        return 4 * (uint64_t)header->rows + cells;
    default:
        return UINT64_MAX;
    }
}

static bool header_check(const struct section_file *file, uint32_t number, struct error *err) {
    struct header header = header_at(file->bytes, number);
    const char *path = file->path;
    if (!memchr(header.name, 0, sizeof header.name) || header.name[0] <= ' ') {
        return error_set(err, ERROR_SYNTAX, "%s: section %u has no name", path, number);
    }
    if (header.kind[1] || bytes_wanted(&header) == UINT64_MAX) {
        return error_set(err, ERROR_SYNTAX, "%s: section %u: unknown kind", path, number);
    }
    if (header.rows > ROWS_MOST || header.columns > COLUMNS_MOST ||
        bytes_wanted(&header) != header.bytes) {
        return error_set(err, ERROR_SYNTAX, "%s: section %u: %u bytes do not hold %u × %u", path,
                         number, header.bytes, header.rows, header.columns);
    }
    if (header.at % 64 || header.at > file->bytes.length ||
        header.bytes > file->bytes.length - header.at) {
        return error_set(err, ERROR_SYNTAX,
                         "%s: section %u: bytes %llu to %llu are not in the file (truncated?)",
                         path, number, (unsigned long long)header.at,
                         (unsigned long long)(header.at + header.bytes));
    }
    return true;
}

bool sections_open(const char *path, struct slice bytes, struct section_file *out,
                   struct error *err) {
    const size_t start = sizeof MAGIC - 1 + 4;
    *out = (struct section_file){.path = path, .bytes = bytes};
    if (bytes.length < start || memcmp(bytes.at, MAGIC, sizeof MAGIC - 1) != 0) {
        return error_set(err, ERROR_SYNTAX, "%s: not a tree model (no %s at its start)", path,
                         MAGIC);
    }
    memcpy(&out->count, bytes.at + sizeof MAGIC - 1, 4);
    if (out->count > SECTIONS_MOST || bytes.length - start < (size_t)out->count * HEADER_BYTES) {
        return error_set(err, ERROR_SYNTAX, "%s: no room for %u sections (truncated?)", path,
                         out->count);
    }
    for (uint32_t i = 0; i < out->count; i++) {
        if (!header_check(out, i, err)) {
            return false;
        }
    }
    return true;
}

static bool numbers_check(const struct section *section, char kind) {
    size_t count = kind == 'f' ? section->data.length / 4 : kind == 'q' ? section->rows : 0;
    for (size_t i = 0; i < count; i++) {
        float value;
        memcpy(&value, section->data.at + 4 * i, sizeof value);
        if (!(value >= -NUMBER_MOST && value <= NUMBER_MOST)) {
            return false;
        }
    }
    return true;
}

bool section_get(const struct section_file *file, const char *name, char kind, size_t rows,
                 size_t columns, struct section *out, struct error *err) {
    for (uint32_t i = 0; i < file->count; i++) {
        struct header header = header_at(file->bytes, i);
        if (strcmp(header.name, name) != 0) {
            continue;
        }
        *out = (struct section){
            {file->bytes.at + header.at, header.bytes}, header.rows, header.columns};
        bool right = header.kind[0] == kind && header.rows > 0 &&
                     (rows == 0 || header.rows == rows) && (kind == 't' || header.columns > 0) &&
                     (columns == 0 || header.columns == columns);
        if (!right) {
            return error_set(err, ERROR_SYNTAX, "%s: %s is %c %u × %u, not %c %zu × %zu",
                             file->path, name, header.kind[0], header.rows, header.columns, kind,
                             rows, columns);
        }
        return numbers_check(out, kind) ||
               error_set(err, ERROR_SYNTAX, "%s: %s: a number is out of range", file->path, name);
    }
    return error_set(err, ERROR_SYNTAX, "%s: no section %s", file->path, name);
}
