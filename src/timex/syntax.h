/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The pattern language of data/<lang>/time.txt: one line of a rule becomes one alternative. */
#ifndef TIMEX_SYNTAX_H
#define TIMEX_SYNTAX_H

#include "timex/grammar.h"

/* A place in the file that is read, for messages. */
struct source {
    const char *path;
    struct slice text; /* of the whole file */
    struct slice line;
    size_t number; /* of the line, from 1 */
};

/* The id of a piece, given on first sight. */
uint32_t grammar_piece(struct arena *arena, struct timex_rules *rules, struct slice text);

/* The index of the class, or MAP_NONE. */
uint32_t grammar_class(const struct timex_rules *rules, struct slice name);

/* The index of the rule, noted on first mention. `at` points into source->line. */
uint32_t grammar_rule(struct arena *arena, struct timex_rules *rules, struct slice name,
                      const struct source *source);

/* Compiles `elements -> actions`. Errors: SYNTAX. */
bool syntax_pattern(struct arena *arena, struct timex_rules *rules, const struct source *source,
                    struct slice text, const struct alternative **out, struct error *err);

#endif
