/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What the files of `store` share. */
#ifndef STORE_INSIDE_H
#define STORE_INSIDE_H

#include <sqlite3.h>

#include "store/store.h"

struct store_sql {
    const char *name;
    const char *text;
};

/* Made from sql/ at build time; by name. */
extern const struct store_sql store_sql[];
extern const size_t store_sql_count;

/* The first makes SCHEMA_FIRST, each further one brings a schema to the next. */
extern const char *const store_migrations[];
extern const int store_migration_count;
#define SCHEMA_FIRST 2 /* schema 1 was never released */

struct statement {
    struct store *store;
    sqlite3_stmt *prepared; /* NULL until first asked for */
    int code;               /* first error of preparing or binding, else SQLITE_OK */
    bool running;           /* has given a row and was not reset */
};

struct store {
    sqlite3 *database;
    char *location;               /* for messages */
    int depth;                    /* of nested transactions */
    struct statement *statements; /* as many as store_sql_count, in its order */
};

/* Fills *err from the SQLite result `code` and returns false. */
bool store_error(struct store *store, int code, struct error *err);

#endif
