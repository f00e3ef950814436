/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Reads by growing a heap block, so that pipes work like files; then copies into the arena. */
#include "base/file.h"

#include <errno.h>
#include <stdarg.h>
#include <sys/stat.h>

#include "base/buffer.h"
#include "base/utf8.h"

#define SHOWN_BYTES 160 /* of a line that an error repeats */

bool file_open(const char *path, FILE **out, struct error *err)
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

/* The line around `at`, cut at SHOWN_BYTES. */
static struct slice line_around(struct slice text, const char *at, size_t *number)
{
    const char *begin = at, *stop = text.at + text.length;
    size_t length = 0;
    while (begin > text.at && begin[-1] != '\n') {
        begin--;
    }
    while (begin + length < stop && begin[length] != '\n' && length < SHOWN_BYTES) {
        length++;
    }
    *number = 1;
    for (const char *p = text.at; p < begin; p++) {
        *number += *p == '\n';
    }
    return (struct slice){begin, length};
}

bool file_error(struct error *err, const char *path, struct slice text, const char *at,
                const char *format, ...)
{
    char message[200], shown[SHOWN_BYTES + 1], caret[SHOWN_BYTES + 1];
    size_t number, blanks = 0;
    if (!at || at < text.at || at > text.at + text.length) {
        at = text.at;
    }
    struct slice line = line_around(text, at, &number);
    size_t column = (size_t)(at - line.at);
    for (size_t i = 0; i < line.length; i++) {
        shown[i] = line.at[i] == '\t' ? ' ' : line.at[i];
        if (i < column && ((unsigned char)line.at[i] & 0xC0) != 0x80) {
            caret[blanks++] = ' ';
        }
    }
    caret[blanks] = '\0';
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    return error_set(err, ERROR_SYNTAX, "%s:%zu:%zu: %s\n%.*s\n%s^", path, number,
                     utf8_count((struct slice){line.at, column}) + 1, message, (int)line.length,
                     shown, caret);
}

bool file_write(const char *path, struct slice text, struct error *err)
{
    bool standard = strcmp(path, "-") == 0;
    FILE *file = standard ? stdout : fopen(path, "wb");
    if (!file) {
        return error_set(err, ERROR_IO, "%s: %s", path, strerror(errno));
    }
    bool good = fwrite(text.at, 1, text.length, file) == text.length && fflush(file) == 0;
    int cause = errno;
    if (!standard && fclose(file) != 0 && good) {
        good = false;
        cause = errno;
    }
    return good || error_set(err, ERROR_IO, "%s: %s", path, strerror(cause));
}
