/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Named statements of a SQLite file, prepared when first asked for and kept. An error of preparing
 * or binding waits in the statement until it is stepped, so that callers check one place. */
#include "store/sqlite.h"

static struct sqlite_statement *own(struct statement *statement)
{
    return (struct sqlite_statement *)statement;
}

struct statement *sqlite_statement(struct store *store, size_t place)
{
    struct sqlite *sqlite = (struct sqlite *)store;
    struct sqlite_statement *statement = &sqlite->statements[place];
    statement->code = SQLITE_OK;
    if (!statement->prepared) {
        statement->code = sqlite3_prepare_v3(sqlite->database, store_sql[place].sqlite, -1,
                                             SQLITE_PREPARE_PERSISTENT, &statement->prepared, NULL);
    } else {
        sqlite3_clear_bindings(statement->prepared);
    }
    return &statement->base;
}

static void keep_error(struct sqlite_statement *statement, int code)
{
    if (statement->code == SQLITE_OK) {
        statement->code = code;
    }
}

void sqlite_text(struct statement *statement, int place, struct slice text)
{
    struct sqlite_statement *mine = own(statement);
    if (mine->code == SQLITE_OK) {
        keep_error(mine, sqlite3_bind_text64(mine->prepared, place, text.at ? text.at : "",
                                             text.length, SQLITE_TRANSIENT, SQLITE_UTF8));
    }
}

void sqlite_bytes(struct statement *statement, int place, struct slice bytes)
{
    struct sqlite_statement *mine = own(statement);
    if (mine->code == SQLITE_OK) {
        keep_error(mine, sqlite3_bind_blob64(mine->prepared, place, bytes.at ? bytes.at : "",
                                             bytes.length, SQLITE_TRANSIENT));
    }
}

void sqlite_number(struct statement *statement, int place, int64_t number)
{
    struct sqlite_statement *mine = own(statement);
    if (mine->code == SQLITE_OK) {
        keep_error(mine, sqlite3_bind_int64(mine->prepared, place, number));
    }
}

bool sqlite_step(struct statement *statement, bool *row, struct error *err)
{
    struct sqlite_statement *mine = own(statement);
    int code = mine->code;
    if (code == SQLITE_OK) {
        code = sqlite3_step(mine->prepared);
    }
    *row = code == SQLITE_ROW;
    return *row || code == SQLITE_DONE ||
           sqlite_error((struct sqlite *)statement->store, code, err);
}

void sqlite_reset(struct statement *statement)
{
    sqlite3_reset(own(statement)->prepared);
}

struct slice sqlite_column(struct statement *statement, int column)
{
    sqlite3_stmt *prepared = own(statement)->prepared;
    bool blob = sqlite3_column_type(prepared, column) == SQLITE_BLOB;
    const char *at = blob ? sqlite3_column_blob(prepared, column)
                          : (const char *)sqlite3_column_text(prepared, column);
    return (struct slice){at, (size_t)sqlite3_column_bytes(prepared, column)};
}

int64_t sqlite_column_number(struct statement *statement, int column, int64_t none)
{
    sqlite3_stmt *prepared = own(statement)->prepared;
    return sqlite3_column_type(prepared, column) == SQLITE_NULL
               ? none
               : sqlite3_column_int64(prepared, column);
}

int sqlite_columns(struct statement *statement)
{
    return sqlite3_column_count(own(statement)->prepared);
}
