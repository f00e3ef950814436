/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes the bytes of a mapped file; gives sections that lie inside it, aligned and of the size
 * that their kind, rows and columns ask for. Nothing else of the file is believed. */
#include "base/sections.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"

#define MARK_BYTES 8
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

static struct header header_at(struct slice bytes, uint32_t number)
{
    struct header header;
    const char *from = bytes.at + MARK_BYTES + 4 + (size_t)number * HEADER_BYTES;
    memcpy(header.name, from, 24);
    memcpy(header.kind, from + 24, 4);
    memcpy(&header.rows, from + 28, 4);
    memcpy(&header.columns, from + 32, 4);
    memcpy(&header.bytes, from + 36, 4);
    memcpy(&header.at, from + 40, 8);
    return header;
}

/* Bytes that the kind asks for; UINT64_MAX for a kind that is not known. */
static uint64_t bytes_wanted(const struct header *header)
{
    uint64_t cells = (uint64_t)header->rows * header->columns;
    switch (header->kind[0]) {
    case 't':
        return header->bytes;
    case 'u':
    case 'f':
        return 4 * cells;
    case 'h':
        return 2 * cells;
    case 'q':
        return 4 * (uint64_t)header->rows + cells;
    default:
        return UINT64_MAX;
    }
}

static bool header_check(const struct section_file *file, uint32_t number, struct error *err)
{
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

bool sections_map(const char *path, const struct section_format *format, struct slice *out,
                  struct error *err)
{
    struct stat status;
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0 || fstat(file, &status) != 0) {
        int reason = errno;
        if (file >= 0) {
            close(file);
        }
        return error_set(err, reason == ENOENT || reason == ENOTDIR ? ERROR_NOT_FOUND : ERROR_IO,
                         "%s: %s", path, strerror(reason));
    }
    if (!S_ISREG(status.st_mode) || status.st_size == 0 ||
        status.st_size > (off_t)LIMIT_DATA_BYTES) {
        close(file);
        return error_set(err, ERROR_SYNTAX, "%s: not a %s (no file of 1 to %u bytes)", path,
                         format->name, LIMIT_DATA_BYTES);
    }
    void *map = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, file, 0);
    int reason = errno;
    close(file);
    if (map == MAP_FAILED) {
        return error_set(err, ERROR_IO, "%s: %s", path, strerror(reason));
    }
    *out = (struct slice){map, (size_t)status.st_size};
    return true;
}

void sections_unmap(struct slice bytes)
{
    if (bytes.length) {
        munmap((void *)(uintptr_t)bytes.at, bytes.length);
    }
}

bool sections_open(const char *path, const struct section_format *format, struct slice bytes,
                   struct section_file *out, struct error *err)
{
    const size_t start = MARK_BYTES + 4;
    *out = (struct section_file){.path = path, .bytes = bytes};
    if (bytes.length < start || memcmp(bytes.at, format->mark, MARK_BYTES) != 0) {
        return error_set(err, ERROR_SYNTAX, "%s: not a %s (no %s at its start)", path, format->name,
                         format->mark);
    }
    memcpy(&out->count, bytes.at + MARK_BYTES, 4);
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

static bool numbers_check(const struct section *section, char kind)
{
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

bool section_present(const struct section_file *file, const char *name)
{
    for (uint32_t i = 0; i < file->count; i++) {
        struct header header = header_at(file->bytes, i);
        if (strcmp(header.name, name) == 0) {
            return true;
        }
    }
    return false;
}

bool section_get(const struct section_file *file, const char *name, char kind, size_t rows,
                 size_t columns, struct section *out, struct error *err)
{
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
