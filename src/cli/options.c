/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Option tables read by getopt_long and printed as help. */
#include "cli/options.h"

#include <getopt.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include "base/arena.h"

#define HELP_WIDTH 26 /* columns of the option names in the help */

static void print_help(const struct command *command, const struct option_row *rows, size_t count)
{
    printf("usage: entente %s%s%s\n\n%s\n\n", command->name, *command->arguments ? " " : "",
           command->arguments, command->purpose);
    for (size_t i = 0; i < count; i++) {
        int used = printf("  --%s%s%s", rows[i].name, rows[i].argument ? " " : "",
                          rows[i].argument ? rows[i].argument : "");
        printf("%*s%s\n", used < HELP_WIDTH ? HELP_WIDTH - used : 2, "", rows[i].help);
    }
    printf("  --help%*sprint this help\n\nexample: %s\n", HELP_WIDTH - 8, "", command->example);
}

int options_refuse(const struct command *command, const char *format, ...)
{
    va_list arguments;
    fprintf(stderr, "entente %s: ", command->name);
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fprintf(stderr, " (see: entente %s --help)\n", command->name);
    return STATUS_USAGE;
}

bool arguments_check(const struct command *command, struct argument_list arguments, size_t least,
                     size_t most, int *status)
{
    if (arguments.count < least) {
        *status = options_refuse(command, "missing argument: %s", command->arguments);
        return false;
    }
    if (arguments.count > most) {
        *status = options_refuse(command, "one argument too many: '%s'", arguments.items[most]);
        return false;
    }
    return true;
}

static bool is_choice(const char *choices, const char *given)
{
    struct slice rest = slice_of(choices), choice;
    while (slice_split(&rest, '|', &choice)) {
        if (slice_is(choice, given)) {
            return true;
        }
    }
    return false;
}

static bool read_count(const char *given, size_t *out)
{
    size_t count = 0;
    for (const char *c = given; *c; c++) {
        if (*c < '0' || *c > '9' || count > SIZE_MAX / 10 - 1) {
            return false;
        }
        count = 10 * count + (size_t)(*c - '0');
    }
    *out = count;
    return count > 0;
}

static bool set_value(const struct command *command, const struct option_row *row,
                      const char *given)
{
    switch (row->kind) {
    case OPTION_FLAG:
        *(bool *)row->value = true;
        return true;
    case OPTION_TEXT:
        *(const char **)row->value = given;
        return true;
    case OPTION_CHOICE:
        *(const char **)row->value = given;
        if (is_choice(row->argument, given)) {
            return true;
        }
        options_refuse(command, "--%s is '%s', not one of %s", row->name, given, row->argument);
        return false;
    case OPTION_DATE:
        if (edtf_parse(slice_of(given), row->value) &&
            edtf_first(*(struct edtf *)row->value) != DAY_BEFORE_ALL) {
            return true;
        }
        options_refuse(command, "--%s is '%s', not a date such as 2025-07-03", row->name, given);
        return false;
    case OPTION_COUNT:
        if (read_count(given, row->value)) {
            return true;
        }
        options_refuse(command, "--%s is '%s', not a number from 1 on", row->name, given);
        return false;
    }
    return false;
}

static struct option *long_options(struct arena *arena, const struct option_row *rows, size_t count)
{
    struct option *table = arena_array(arena, count + 2, sizeof *table);
    for (size_t i = 0; i < count; i++) {
        table[i].name = rows[i].name;
        table[i].has_arg = rows[i].kind == OPTION_FLAG ? no_argument : required_argument;
        table[i].val = (int)i + 1;
    }
    table[count] = (struct option){.name = "help", .val = (int)count + 1};
    return table;
}

bool options_read(const struct command *command, const struct option_row *rows, size_t row_count,
                  int argc, char **argv, struct argument_list *out, int *status)
{
    struct arena arena = {0};
    const struct option *table = long_options(&arena, rows, row_count);
    int hit;
    bool good = true;
    opterr = 0;
    optind = 1;
    while (good && (hit = getopt_long(argc, argv, ":", table, NULL)) != -1) {
        good = false;
        if (hit == ':') {
            *status = options_refuse(command, "'%s' wants a value", argv[optind - 1]);
        } else if (hit == '?') {
            *status = options_refuse(command, "unknown option '%s'", argv[optind - 1]);
        } else if ((size_t)hit == row_count + 1) {
            print_help(command, rows, row_count);
            *status = STATUS_DONE;
        } else {
            *status = STATUS_USAGE;
            good = set_value(command, &rows[hit - 1], optarg);
        }
    }
    arena_free(&arena);
    *out = (struct argument_list){(const char *const *)argv + optind, (size_t)(argc - optind)};
    return good;
}
