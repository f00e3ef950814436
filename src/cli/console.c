/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What the program says and where. */
#include "cli/console.h"

#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/command.h"

#define BAR_WIDTH 30
#define PASS_BYTES (1u << 20)
#define PAGER_NOT_FOUND 127 /* exit status of the shell */

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

/* ", 15/s, 0:19 left", once two seconds tell a rate. */
static void draw_rate(struct console *console, size_t done, size_t total)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    if (done == 0 || console->started.tv_sec == 0) {
        console->started = now;
        return;
    }
    double passed = (double)(now.tv_sec - console->started.tv_sec) +
                    (double)(now.tv_nsec - console->started.tv_nsec) / 1e9;
    if (passed >= 2) {
        double rate = (double)done / passed;
        unsigned long left = (unsigned long)((double)(total - done) / rate);
        fprintf(stderr, ", %.1f/s, %lu:%02lu left", rate, left / 60, left % 60);
    }
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
        draw_rate(console, done, total);
        fflush(stderr);
        console->bar = true;
    }
}

/* The terminal behind stdout; zeroes where there is none. */
static struct winsize terminal_size(void)
{
    struct winsize size = {0};
    if (!isatty(STDOUT_FILENO) || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) {
        return (struct winsize){0};
    }
    return size;
}

struct text_style console_style(void)
{
    const char *refused = getenv("NO_COLOR"), *terminal = getenv("TERM");
    bool dumb = !terminal || strcmp(terminal, "dumb") == 0;
    bool colour = isatty(STDOUT_FILENO) && !dumb && !(refused && *refused);
    return (struct text_style){.colour = colour, .columns = terminal_size().ws_col};
}

/* The pager for the text, or NULL: it fits, stdout is no terminal, or none is wanted. */
static const char *pager_for(const struct buffer *out)
{
    const char *pager = getenv("PAGER");
    size_t lines = 0, rows = terminal_size().ws_row;
    for (size_t i = 0; i < out->length; i++) {
        lines += out->at[i] == '\n';
    }
    pager = pager ? pager : "less";
    return rows > 0 && lines >= rows && *pager ? pager : NULL;
}

/* False where the pager could not be run: then nothing was shown. One that its reader left early is
 * no error. */
static bool give_to_pager(const char *pager, const struct buffer *out)
{
    setenv("LESS", "FRX", 0); /* colours pass, and the text stays on the screen */
    void (*before)(int) = signal(SIGPIPE, SIG_IGN);
    FILE *pipe = popen(pager, "w");
    if (pipe) {
        fwrite(out->at, 1, out->length, pipe);
    }
    int status = pipe ? pclose(pipe) : -1;
    signal(SIGPIPE, before);
    return pipe && !(WIFEXITED(status) && WEXITSTATUS(status) == PAGER_NOT_FOUND);
}

void console_pass(struct buffer *out)
{
    if (out->length >= PASS_BYTES && !isatty(STDOUT_FILENO) &&
        fwrite(out->at, 1, out->length, stdout) == out->length) {
        out->length = 0;
    }
}

int console_give(struct buffer *out, int status)
{
    const char *pager = pager_for(out);
    bool good = pager && give_to_pager(pager, out);
    if (!good) {
        good = !out->length || fwrite(out->at, 1, out->length, stdout) == out->length;
        good = fflush(stdout) == 0 && good;
    }
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
