/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The door of `store`: named statements and transactions over a database; the only room that knows
 * which database: a SQLite file or a schema of a PostgreSQL server. All SQL lies in sql/. */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "base/error.h"
#include "base/slice.h"

/* A connection; used by one thread at a time. */
struct store;

/* A prepared statement of sql/statements.sql; the store owns it. */
struct statement;

/* Opens the database at `location`: a file, or `postgresql://…` as libpq takes it (a password
 * better lies in ~/.pgpass or $PGPASSWORD; no message shows it). With `write` a missing file or an
 * empty schema becomes a ledger and an older one is brought up to date; else it must be there.
 * Errors: NOT_FOUND (no such file or folder; no server, database or ledger in it), INVALID (not an
 * entente ledger, damaged, schema of a newer program), BUSY (locked for 5 s; on a server 30 s), IO
 * (no right to read or write). Later calls also give UNAVAILABLE: the server or the way to it is
 * lost, and with it what was not committed. */
bool store_open(const char *location, bool write, struct store **out, struct error *err);

/* Rolls an open transaction back; NULL is allowed. */
void store_close(struct store *store);

/* A transaction takes the write lock at once; there is one at a time. Nothing is kept before the
 * commit. */
bool store_begin(struct store *store, struct error *err);
bool store_commit(struct store *store, struct error *err);
void store_rollback(struct store *store);

/* The statement of that name, reset and without values; a name that is not in sql/ is a bug. It
 * must not be asked for again before it has run to its end. Errors appear at the first step; a
 * server may tell those of a statement without rows later, at the latest when the transaction is
 * committed. */
struct statement *store_statement(struct store *store, const char *name);

/* Bind place 1, 2, …; text and bytes are copied. A place that is not bound is NULL. Of text that is
 * not UTF-8, or holds a NUL, those bytes become question marks. */
void statement_text(struct statement *statement, int place, struct slice text);
void statement_bytes(struct statement *statement, int place, struct slice bytes);
void statement_number(struct statement *statement, int place, int64_t number);

/* Runs to the next row: *row is false after the last, and the statement is reset. */
bool statement_step(struct statement *statement, bool *row, struct error *err);

/* Runs a statement that gives no rows. It may be bound anew and run again. */
bool statement_run(struct statement *statement, struct error *err);

/* Runs a statement that adds a row and gives the row its number, in an open transaction. */
bool statement_add(struct statement *statement, int64_t *out_number, struct error *err);

/* Ends a statement before its last row. */
void statement_reset(struct statement *statement);

/* Columns of the row, from 0. Text or bytes are copied into the arena, or lent until the next step
 * (a number's digits until the next call); NULL is "" or `none`. */
struct slice statement_column(struct arena *arena, struct statement *statement, int column);
struct slice statement_column_lent(struct statement *statement, int column);
int64_t statement_column_number(struct statement *statement, int column, int64_t none);
int statement_columns(struct statement *statement);

#endif
