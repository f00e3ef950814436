/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The door of the room: chooses the server by the location and hands each call to it. */
#include "store/store.h"

#include <assert.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "store/inside.h"

bool store_open(const char *location, bool write, struct store **out, struct error *err)
{
    struct slice address = slice_of(location);
    bool server = slice_starts(address, SLICE("postgresql://")) ||
                  slice_starts(address, SLICE("postgres://"));
    const struct store_driver *driver = server ? &store_postgres : &store_sqlite;
    *out = NULL;
    return driver->open(location, write, out, err);
}

void store_close(struct store *store)
{
    if (store) {
        store->driver->close(store);
    }
}

bool store_begin(struct store *store, struct error *err)
{
    assert(!store->writing);
    store->transaction++;
    store->writing = store->driver->begin(store, err);
    return store->writing;
}

bool store_commit(struct store *store, struct error *err)
{
    assert(store->writing);
    store->writing = !store->driver->commit(store, err);
    return !store->writing;
}

void store_rollback(struct store *store)
{
    assert(store->writing);
    store->driver->rollback(store);
    store->writing = false;
}

static int name_compare(const void *name, const void *entry)
{
    return strcmp(name, ((const struct store_sql *)entry)->name);
}

struct statement *store_statement(struct store *store, const char *name)
{
    const struct store_sql *sql =
        bsearch(name, store_sql, store_sql_count, sizeof *store_sql, name_compare);
    assert(sql && "a statement that is not in sql/statements.sql");
    struct statement *statement = store->driver->statement(store, (size_t)(sql - store_sql));
    assert(!statement->running);
    statement->store = store;
    statement->sql = sql;
    return statement;
}

/* Each byte of what is no UTF-8 becomes a question mark. */
static void text_mended(struct statement *statement, int place, struct slice text)
{
    struct arena arena = {0};
    char *bytes = (char *)slice_copy(&arena, text).at; /* our own fresh copy */
    for (size_t at = 0, bad; at < text.length; at += bad + 1) {
        bad = utf8_invalid((struct slice){bytes + at, text.length - at});
        if (bad == SIZE_MAX) {
            break;
        }
        bytes[at + bad] = '?';
    }
    statement->store->driver->text(statement, place, (struct slice){bytes, text.length});
    arena_free(&arena);
}

void statement_text(struct statement *statement, int place, struct slice text)
{
    if (utf8_invalid(text) == SIZE_MAX) {
        statement->store->driver->text(statement, place, text);
    } else {
        text_mended(statement, place, text);
    }
}

void statement_bytes(struct statement *statement, int place, struct slice bytes)
{
    statement->store->driver->bytes(statement, place, bytes);
}

void statement_number(struct statement *statement, int place, int64_t number)
{
    statement->store->driver->number(statement, place, number);
}

bool statement_step(struct statement *statement, bool *row, struct error *err)
{
    *row = false;
    bool done = statement->store->driver->step(statement, row, err);
    statement->running = *row;
    if (!*row) {
        statement_reset(statement);
    }
    return done;
}

bool statement_run(struct statement *statement, struct error *err)
{
    bool row;
    bool done = statement_step(statement, &row, err);
    if (row) {
        statement_reset(statement);
    }
    return done;
}

/* The last number that a row of the statement's table bears; 0 where there is none. */
static bool number_ask(struct statement *statement, int64_t *out, struct error *err)
{
    struct statement *ask = store_statement(statement->store, statement->sql->number);
    bool row;
    if (!statement_step(ask, &row, err)) {
        return false;
    }
    *out = row ? statement_column_number(ask, 0, 0) : 0;
    statement_reset(ask);
    return true;
}

bool statement_add(struct statement *statement, int64_t *out_number, struct error *err)
{
    assert(statement->store->writing && statement->sql->number);
    if (statement->transaction != statement->store->transaction) {
        if (!number_ask(statement, &statement->number, err)) {
            return false;
        }
        statement->transaction = statement->store->transaction;
    }
    *out_number = ++statement->number;
    statement_number(statement, statement->sql->places, *out_number);
    return statement_run(statement, err);
}

void statement_reset(struct statement *statement)
{
    statement->store->driver->reset(statement);
    statement->running = false;
}

struct slice statement_column_lent(struct statement *statement, int column)
{
    return statement->store->driver->column(statement, column);
}

struct slice statement_column(struct arena *arena, struct statement *statement, int column)
{
    return slice_copy(arena, statement_column_lent(statement, column));
}

int64_t statement_column_number(struct statement *statement, int column, int64_t none)
{
    return statement->store->driver->column_number(statement, column, none);
}

int statement_columns(struct statement *statement)
{
    return statement->store->driver->columns(statement);
}
