/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What the files of the store in a SQLite file share. */
#ifndef STORE_SQLITE_H
#define STORE_SQLITE_H

#include <sqlite3.h>

#include "store/inside.h"

struct sqlite_statement {
    struct statement base;
    sqlite3_stmt *prepared; /* NULL until first asked for */
    int code;               /* first error of preparing or binding, else SQLITE_OK */
};

struct sqlite {
    struct store base;
    sqlite3 *database;
    char *location;                      /* for messages */
    struct sqlite_statement *statements; /* as many as store_sql_count, in its order */
};

/* Fills *err from the SQLite result `code` and returns false. */
bool sqlite_error(struct sqlite *sqlite, int code, struct error *err);

/* Gives the connection what statements need beyond SQLite's own functions; its result code
 * (sqlite_join.c). */
int sqlite_functions_add(sqlite3 *database);

/* Of the driver (sqlite_statement.c). */
struct statement *sqlite_statement(struct store *store, size_t place);
void sqlite_text(struct statement *statement, int place, struct slice text);
void sqlite_bytes(struct statement *statement, int place, struct slice bytes);
void sqlite_number(struct statement *statement, int place, int64_t number);
bool sqlite_step(struct statement *statement, bool *row, struct error *err);
void sqlite_reset(struct statement *statement);
struct slice sqlite_column(struct statement *statement, int column);
int64_t sqlite_column_number(struct statement *statement, int column, int64_t none);
int sqlite_columns(struct statement *statement);

#endif
