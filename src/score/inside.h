/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Inside `score`: records of coded events, and gold paired with what was coded. */
#ifndef SCORE_INSIDE_H
#define SCORE_INSIDE_H

#include "score/score.h"

/* The columns of GUIDE.md, then those that the program adds. */
enum column {
    DOC,
    DATE,
    SOURCE,
    EVENT,
    BOND,
    TARGET,
    REALIS,
    SAID_BY,
    NOTE,
    EVIDENCE,
    RULE,
    CONFIDENCE,
    COLUMNS
};
#define COLUMNS_WANTED NOTE /* the note and what follows it may be missing */

struct name_set {
    struct slice *items; /* lower case */
    size_t count;
};

/* First or last day; `known` false where there is none. */
struct bound {
    bool known;
    int32_t day;
};

struct record {
    struct slice cells[COLUMNS]; /* a cell that the line lacks has at == NULL */
    struct name_set source, target, said;
    struct bound first, last;
    size_t line;   /* in its table, from 1 */
    bool optional; /* finding it costs nothing, missing it costs nothing */
};

struct record_list {
    struct record *items;
    size_t count;
};

struct pair {
    int alike;
    const struct record *gold, *system;
};

struct pair_list {
    struct pair *items;
    size_t count;
};

/* The figures of one level of strictness. */
struct level {
    double precision, recall, f1;
    size_t wanted, made; /* gold records that count; system records that count */
    struct pair_list found;
};

/* Gold and coded records, those of them that bear a bond, and both paired at the two levels that
 * make the headline. The pairs of `bond` point into the lists of bonds. */
struct comparison {
    struct record_list gold, system, gold_bonds, system_bonds;
    struct level event, bond;
};

typedef bool fit(const struct record *gold, const struct record *system);

/* --- records.c */
/* Takes the next line of *rest that holds a record: no comment, no header, not empty. The line
 * loses its end; *number counts lines and is 0 before the first. False where none is left. */
bool record_line(struct slice *rest, size_t *number, struct slice *out);

/* Splits a line at its tabs into the first `most` cells; gives how many the line has. */
size_t cells_split(struct slice line, struct slice *cells, size_t most);

/* Reads a TSV table. Errors: SYNTAX (path:line: too few columns). */
bool records_read(struct arena *arena, struct slice path, struct slice text,
                  struct record_list *out, struct error *err);

bool set_holds(struct name_set set, struct slice name);
bool same_cell(const struct record *gold, const struct record *system, enum column column);
bool has_bond(const struct record *record);
size_t last_line(const struct record_list *records); /* 0 where there is none */

/* --- match.c */
/* Reads both tables, leaves out what was coded of documents that the gold does not hold, and pairs
 * the rest. Errors: those of records_read. */
bool comparison_make(struct arena *arena, const struct score_tables *tables, struct comparison *out,
                     struct error *err);

/* Pairs the records that fit and counts. */
struct level level_of(struct arena *arena, const struct record_list *gold,
                      const struct record_list *system, fit *fits);

/* The levels: the two actors in either order; that and the quad class; actors in the right
 * direction and PLOVER type; the two actors, bond type and sign. */
bool fits_dyad(const struct record *gold, const struct record *system);
bool fits_quad(const struct record *gold, const struct record *system);
bool fits_event(const struct record *gold, const struct record *system);
bool fits_bond(const struct record *gold, const struct record *system);

/* What else two paired records may agree on. */
bool realis_agrees(const struct record *gold, const struct record *system);
bool said_agrees(const struct record *gold, const struct record *system);
/* The intervals meet, and share an end or the system's is at most a year wider. */
bool date_agrees(const struct record *gold, const struct record *system);

/* The share of `hits` in `all`, 0 where there is nothing. */
double ratio(size_t hits, size_t all);
double f1_of(double precision, double recall);

#endif
