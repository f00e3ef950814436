/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Named statements, prepared when first asked for and kept. An error of preparing or binding waits
 * in the statement until it is stepped, so that callers check one place. */
#include <assert.h>
#include <stdlib.h>

#include "store/inside.h"

static int name_compare(const void *name, const void *entry)
{
    return strcmp(name, ((const struct store_sql *)entry)->name);
}

struct statement *store_statement(struct store *store, const char *name)
{
    const struct store_sql *sql =
        bsearch(name, store_sql, store_sql_count, sizeof *store_sql, name_compare);
    assert(sql && "a statement that is not in sql/statements.sql");
    struct statement *statement = &store->statements[sql - store_sql];
    assert(!statement->running);
    statement->store = store;
    statement->code = SQLITE_OK;
    if (!statement->prepared) {
        statement->code = sqlite3_prepare_v3(store->database, sql->text, -1,
                                             SQLITE_PREPARE_PERSISTENT, &statement->prepared, NULL);
    } else {
        sqlite3_reset(statement->prepared);
        sqlite3_clear_bindings(statement->prepared);
    }
    return statement;
}

static void keep_error(struct statement *statement, int code)
{
    if (statement->code == SQLITE_OK) {
        statement->code = code;
    }
}

void statement_text(struct statement *statement, int place, struct slice text)
{
    if (statement->code == SQLITE_OK) {
        keep_error(statement,
                   sqlite3_bind_text64(statement->prepared, place, text.at ? text.at : "",
                                       text.length, SQLITE_TRANSIENT, SQLITE_UTF8));
    }
}

void statement_bytes(struct statement *statement, int place, struct slice bytes)
{
    if (statement->code == SQLITE_OK) {
        keep_error(statement,
                   sqlite3_bind_blob64(statement->prepared, place, bytes.at ? bytes.at : "",
                                       bytes.length, SQLITE_TRANSIENT));
    }
}

void statement_number(struct statement *statement, int place, int64_t number)
{
    if (statement->code == SQLITE_OK) {
        keep_error(statement, sqlite3_bind_int64(statement->prepared, place, number));
    }
}

bool statement_step(struct statement *statement, bool *row, struct error *err)
{
    *row = false;
    int code = statement->code;
    if (code == SQLITE_OK) {
        code = sqlite3_step(statement->prepared);
    }
    if (code == SQLITE_ROW) {
        *row = statement->running = true;
        return true;
    }
    bool done = code == SQLITE_DONE || store_error(statement->store, code, err);
    statement_reset(statement);
    return done;
}

bool statement_run(struct statement *statement, struct error *err)
{
    bool row;
    bool done = statement_step(statement, &row, err);
    statement_reset(statement);
    return done;
}

void statement_reset(struct statement *statement)
{
    sqlite3_reset(statement->prepared);
    statement->running = false;
}

struct slice statement_column_lent(struct statement *statement, int column)
{
    bool blob = sqlite3_column_type(statement->prepared, column) == SQLITE_BLOB;
    const char *at = blob ? sqlite3_column_blob(statement->prepared, column)
                          : (const char *)sqlite3_column_text(statement->prepared, column);
    return (struct slice){at, (size_t)sqlite3_column_bytes(statement->prepared, column)};
}

struct slice statement_column(struct arena *arena, struct statement *statement, int column)
{
    return slice_copy(arena, statement_column_lent(statement, column));
}

int64_t statement_column_number(struct statement *statement, int column, int64_t none)
{
    return sqlite3_column_type(statement->prepared, column) == SQLITE_NULL
               ? none
               : sqlite3_column_int64(statement->prepared, column);
}

int statement_columns(struct statement *statement)
{
    return sqlite3_column_count(statement->prepared);
}
