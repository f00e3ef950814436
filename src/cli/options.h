/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Options of a subcommand: one table, declared where it is used, read and printed as help. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include "base/date.h"
#include "cli/command.h"

enum option_kind {
    OPTION_FLAG,   /* value: bool * */
    OPTION_TEXT,   /* value: const char ** */
    OPTION_CHOICE, /* value: const char **; `argument` is "one|another" */
    OPTION_DATE,   /* value: struct edtf * */
    OPTION_COUNT,  /* value: size_t *, 1 or more */
};

struct option_row {
    const char *name; /* without dashes */
    enum option_kind kind;
    const char *argument; /* name of the value in the help; NULL for flags */
    const char *help;
    void *value; /* left as it is when the option is not given */
};

struct argument_list {
    const char *const *items;
    size_t count;
};

/* Reads the options of `argv`. True: go on
 * with *out. False: end with *status (help was printed, or the usage error was named on stderr). */
bool options_read(const struct command *command, const struct option_row *rows, size_t row_count,
                  int argc, char **argv, struct argument_list *out, int *status);

/* Names a usage error of a command on stderr and gives STATUS_USAGE. */
int options_refuse(const struct command *command, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* False, with the usage error named and *status set, unless least <= count <= most. */
bool arguments_check(const struct command *command, struct argument_list arguments, size_t least,
                     size_t most, int *status);

#define ROW_COUNT(rows) (sizeof(rows) / sizeof *(rows))

#endif
