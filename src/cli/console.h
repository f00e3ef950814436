/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The two streams of the program: data on stdout; log and a bar of progress on stderr. */
#ifndef CLI_CONSOLE_H
#define CLI_CONSOLE_H

#include <time.h>

#include "base/error.h"
#include "base/style.h"

struct console {
    bool bar;                /* a bar of progress stands on the terminal's line */
    struct timespec started; /* when the first one was drawn */
};

/* A log that writes each finding as a line on stderr. */
struct log console_log(struct console *console);

/* Writes `entente: message` on stderr. */
void console_say(struct console *console, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Draws the bar, with rate and remaining time, if stderr is a terminal; `done == total` removes it.
 */
void console_progress(struct console *console, size_t done, size_t total);

/* Writes what the buffer holds to stdout and empties it, where that is a megabyte or more and
 * stdout is no terminal: so the memory of a long output is bounded. What stdout refuses stays for
 * console_give to name. */
void console_pass(struct buffer *out);

/* Writes the buffer to stdout, frees it, and gives `status`; STATUS_PARTLY where stdout refuses. On
 * a terminal, text that is longer than it goes through $PAGER (less, where that is not set; an
 * empty one: none). */
int console_give(struct buffer *out, int status);

/* How text for people is to look on stdout: colours on a terminal, but not where $NO_COLOR is set
 * or $TERM is dumb; the terminal's width. */
struct text_style console_style(void);

/* Names the error on stderr, frees nothing, and gives STATUS_PARTLY. */
int console_fail(const struct error *err);

#endif
