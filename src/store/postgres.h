/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What the files of the store on a PostgreSQL server share. */
#ifndef STORE_POSTGRES_H
#define STORE_POSTGRES_H

#include <libpq-fe.h>

#include "base/buffer.h"
#include "store/inside.h"

#define PLACES_AT_MOST 24 /* of a statement */

struct place {
    enum { PLACE_NULL, PLACE_NUMBER, PLACE_TEXT, PLACE_BYTES } kind;
    size_t at, length; /* in the statement's `values` */
};

struct postgres_statement {
    struct statement base;
    bool prepared;
    struct place places[PLACES_AT_MOST];
    struct buffer values; /* each followed by a NUL */
    PGresult *answer;     /* rows at hand */
    int row;
    bool open; /* a cursor */
    char digits[24];
};

/* Rows of one COPY statement that wait here. */
struct copy {
    const struct store_sql *sql;
    struct buffer rows;
};

struct postgres {
    struct store base;
    PGconn *connection; /* in pipeline mode unless rows are copied */
    char *location;     /* for messages: without the password */
    size_t waiting;     /* commands whose answers were not read */
    size_t reading;     /* open cursors outside of a transaction of the caller's */
    struct postgres_statement *statements; /* as many as store_sql_count, in its order */
    struct copy *copies;                   /* as many as store_copy_count */
};

/* ------------------------------------------------------ commands and answers (postgres_wire.c) */

/* Sends a command; its answer is read later, with those of the commands before it. */
bool wire_send(struct postgres *postgres, const char *command, struct error *err);

/* The same with the places of the statement: as it was prepared, or as a cursor. */
bool wire_send_statement(struct postgres *postgres, struct postgres_statement *statement,
                         struct error *err);
bool wire_send_cursor(struct postgres *postgres, struct postgres_statement *statement,
                      struct error *err);

/* Reads all answers. The last one goes to *out, the caller's to clear, unless `out` is NULL. After
 * an error the server has done nothing of the commands that followed. */
bool wire_answers(struct postgres *postgres, PGresult **out, struct error *err);

/* Reads the answers when many wait, so that neither side runs full. */
bool wire_ease(struct postgres *postgres, struct error *err);

/* Runs a command, or several with `;` between them, and ignores what it gives. */
bool wire_run(struct postgres *postgres, const char *commands, struct error *err);

/* Fills *err from a failed answer, or from the connection where it is NULL; returns false. */
bool wire_error(struct postgres *postgres, const PGresult *answer, struct error *err);

/* ------------------------------------------------------------- copied rows (postgres_copy.c) */

/* Adds the places of the statement as a row. */
bool copy_add(struct postgres *postgres, struct postgres_statement *statement, struct error *err);

/* Sends the rows of the copies whose bits are set. */
bool copy_send(struct postgres *postgres, uint32_t copies, struct error *err);

/* Forgets the rows that wait. */
void copy_forget(struct postgres *postgres);

/* ------------------------------------------------------- statements (postgres_statement.c) */

struct statement *postgres_statement(struct store *store, size_t place);
void postgres_text(struct statement *statement, int place, struct slice text);
void postgres_bytes(struct statement *statement, int place, struct slice bytes);
void postgres_number(struct statement *statement, int place, int64_t number);
bool postgres_step(struct statement *statement, bool *row, struct error *err);
void postgres_reset(struct statement *statement);
struct slice postgres_column(struct statement *statement, int column);
int64_t postgres_column_number(struct statement *statement, int column, int64_t none);
int postgres_columns(struct statement *statement);

#endif
