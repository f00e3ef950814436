/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Formats errors and findings into fixed buffers: no allocation, longer messages are cut. */
#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>

bool error_set(struct error *err, enum error_code code, const char *format, ...)
{
    if (err) {
        va_list arguments;
        va_start(arguments, format);
        err->code = code;
        vsnprintf(err->message, sizeof err->message, format, arguments);
        va_end(arguments);
    }
    return false;
}

void log_finding(const struct log *log, const char *format, ...)
{
    char message[1024];
    va_list arguments;
    if (!log || !log->write) {
        return;
    }
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    log->write(log->context, message);
}
