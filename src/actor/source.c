/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* A data file under reading: its cells and dates, and errors that show the line with a caret. */
#include <stdarg.h>
#include <stdio.h>

#include "actor/inside.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/utf8.h"

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
    char message[160];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    return file_error(source->err, source->path, source->text, at, "%s", message);
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

bool cells_read(struct slice line, struct slice *cells, size_t count)
{
    if (!slice_trim(line).length || line.at[0] == '#') {
        return false;
    }
    if (line.at[line.length - 1] == '\r') {
        line.length--;
    }
    for (size_t i = 0; i < count; i++) {
        struct slice cell;
        if (slice_split(&line, '\t', &cell)) {
            cells[i] = slice_trim(cell);
        } else {
            cells[i] = (struct slice){NULL, 0};
        }
    }
    return true;
}

static bool end_read(const struct source *source, struct slice cell, int32_t *since, int32_t *until)
{
    bool open = !cell.length || slice_is(cell, "..");
    if (!dates_read(open ? (struct slice){NULL, 0} : cell, since, until)) {
        return source_error(source, cell.at, "not an EDTF date");
    }
    return true;
}

bool span_read(const struct source *source, struct slice since, struct slice until,
               int32_t *out_since, int32_t *out_until)
{
    int32_t unused;
    if (!end_read(source, since, out_since, &unused) ||
        !end_read(source, until, &unused, out_until)) {
        return false;
    }
    if (*out_since > *out_until) {
        return source_error(source, since.at, "the office ends before it begins");
    }
    return true;
}
