/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* A data file under reading, and errors that show its line with a caret. */
#include <stdarg.h>
#include <stdio.h>

#include "actor/inside.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/utf8.h"

#define ERROR_LINE_BYTES 160 /* of the offending line that an error repeats */

bool source_open(struct arena *arena, const char *path, struct source *out, struct error *err)
{
    *out = (struct source){.arena = arena, .path = path, .err = err};
    if (!file_read(arena, path, LIMIT_DATA_BYTES, &out->text, err)) {
        return false;
    }
    size_t bad = utf8_invalid(out->text);
    if (bad != SIZE_MAX) {
        return source_error(out, out->text.at + bad, "not UTF-8");
    }
    return true;
}

bool source_error(const struct source *source, const char *at, const char *format, ...)
{
    const char *line = at;
    while (line > source->text.at && line[-1] != '\n') {
        line--;
    }
    size_t number = 1;
    for (const char *p = source->text.at; p < line; p++) {
        number += *p == '\n';
    }
    const char *stop = source->text.at + source->text.length;
    size_t length = 0;
    while (line + length < stop && line[length] != '\n' && length < ERROR_LINE_BYTES) {
        length++;
    }
    char shown[ERROR_LINE_BYTES + 1];
    char caret[ERROR_LINE_BYTES + 1];
    size_t column = (size_t)(at - line), dots = 0;
    for (size_t i = 0; i < length; i++) {
        shown[i] = line[i] == '\t' ? ' ' : line[i];
        if (i < column && ((unsigned char)line[i] & 0xC0) != 0x80) {
            caret[dots++] = ' ';
        }
    }
    shown[length] = '\0';
    caret[dots] = '\0';
    char message[160];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    return error_set(source->err, ERROR_SYNTAX, "%s:%zu:%zu: %s\n%s\n%s^", source->path, number,
                     utf8_count((struct slice){line, column}) + 1, message, shown, caret);
}

bool dates_read(struct slice text, int32_t *since, int32_t *until)
{
    *since = DAY_BEFORE_ALL;
    *until = DAY_AFTER_ALL;
    if (!text.length) {
        return true;
    }
    struct edtf date;
    if (!edtf_parse(text, &date)) {
        return false;
    }
    *since = edtf_first(date);
    *until = edtf_last(date);
    return true;
}
