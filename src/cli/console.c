/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What the program says and where. */
#include "cli/console.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#include "cli/command.h"

#define BAR_WIDTH 30

static void clear_bar(struct console *console)
{
    if (console->bar) {
        fputs("\r\033[K", stderr);
        console->bar = false;
    }
}

static void write_finding(void *context, const char *message)
{
    clear_bar(context);
    fprintf(stderr, "entente: %s\n", message);
}

struct log console_log(struct console *console)
{
    return (struct log){write_finding, console};
}

void console_say(struct console *console, const char *format, ...)
{
    va_list arguments;
    clear_bar(console);
    fputs("entente: ", stderr);
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
}

void console_progress(struct console *console, size_t done, size_t total)
{
    if (!isatty(STDERR_FILENO)) {
        return;
    }
    clear_bar(console);
    if (done < total) {
        int full = (int)(BAR_WIDTH * done / total);
        fputc('[', stderr);
        for (int i = 0; i < BAR_WIDTH; i++) {
            fputc(i < full ? '#' : ' ', stderr);
        }
        fprintf(stderr, "] %zu/%zu", done, total);
        fflush(stderr);
        console->bar = true;
    }
}

int console_give(struct buffer *out, int status)
{
    bool good = !out->length || fwrite(out->at, 1, out->length, stdout) == out->length;
    good = fflush(stdout) == 0 && good;
    buffer_free(out);
    if (!good) {
        fprintf(stderr, "entente: stdout: %s\n", strerror(errno));
        return STATUS_PARTLY;
    }
    return status;
}

int console_fail(const struct error *err)
{
    fprintf(stderr, "entente: %s\n", err->message);
    return STATUS_PARTLY;
}

bool console_is_terminal(void)
{
    return isatty(STDOUT_FILENO);
}
