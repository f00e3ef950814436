/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Errors that lie on the caller's stack, and findings that are collected while work goes on. */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include <stdbool.h>
#include <stddef.h>

enum error_code {
    ERROR_NONE,
    ERROR_SYNTAX,      /* a file of ours does not follow its grammar; do not retry */
    ERROR_INVALID,     /* a value is out of its domain */
    ERROR_NOT_FOUND,   /* a path, actor or id does not exist */
    ERROR_LIMIT,       /* an input exceeds a cap of base/limits.h */
    ERROR_CONFLICT,    /* another writer was there; retry */
    ERROR_BUSY,        /* the store is locked; retry */
    ERROR_UNAVAILABLE, /* a server does not answer; retry */
    ERROR_IO,          /* the system refused; retry */
};

struct error {
    enum error_code code;
    char message[512]; /* one line, impersonal: the thing and the value */
};

/* Fills *err (which may be NULL) and returns false, so that `return error_set(...)` fails. */
bool error_set(struct error *err, enum error_code code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Receives findings: text that is odd, while work goes on. `message` is one line without '\n'. */
struct log {
    void (*write)(void *context, const char *message);
    void *context;
};

/* Reports one finding; a NULL log drops it. */
void log_finding(const struct log *log, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
