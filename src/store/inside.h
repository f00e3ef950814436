/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What the files of `store` share: the statements of sql/, and what a server must be able to do. */
#ifndef STORE_INSIDE_H
#define STORE_INSIDE_H

#include "store/store.h"

enum store_kind {
    STORE_TELL, /* gives no rows */
    STORE_ASK,
    STORE_COPY, /* PostgreSQL: rows are gathered and copied */
    STORE_NONE, /* PostgreSQL: nothing is to do */
};

struct store_sql {
    const char *name;
    const char *sqlite, *postgres;
    const char *settle; /* of PostgreSQL; NULL none */
    const char *number; /* statement that asks for the last number of the table; NULL none */
    enum store_kind kind;
    bool many;      /* the answer may be as long as the ledger */
    int places;     /* the last one bears the number where there is one */
    int copy;       /* number among all that copy; -1 none */
    uint32_t meets; /* bits of those whose rows must have arrived before this one runs */
};

/* Made from sql/ at build time; by name. */
extern const struct store_sql store_sql[];
extern const size_t store_sql_count;
extern const int store_copy_count;

/* The first makes SCHEMA_FIRST of its server, each further one brings a schema to the next. */
extern const char *const store_sqlite_migrations[];
extern const int store_sqlite_migration_count;
extern const char *const store_postgres_migrations[];
extern const int store_postgres_migration_count;
extern const char *const store_postgres_session; /* run by each connection that writes */

/* One server: what the functions of store.h do there. Statements go by their place in store_sql. */
struct store_driver {
    bool (*open)(const char *location, bool write, struct store **out, struct error *err);
    void (*close)(struct store *store);
    bool (*begin)(struct store *store, struct error *err);
    bool (*commit)(struct store *store, struct error *err);
    void (*rollback)(struct store *store);
    struct statement *(*statement)(struct store *store, size_t place);
    void (*text)(struct statement *statement, int place, struct slice text);
    void (*bytes)(struct statement *statement, int place, struct slice bytes);
    void (*number)(struct statement *statement, int place, int64_t number);
    bool (*step)(struct statement *statement, bool *row, struct error *err);
    void (*reset)(struct statement *statement);
    struct slice (*column)(struct statement *statement, int column);
    int64_t (*column_number)(struct statement *statement, int column, int64_t none);
    int (*columns)(struct statement *statement);
};

extern const struct store_driver store_sqlite, store_postgres;

/* What each server's own structs begin with. */
struct store {
    const struct store_driver *driver;
    bool writing; /* a transaction is open; begin, commit and rollback see it as it was before them
                   */
    uint64_t transaction; /* how many were begun */
};

struct statement {
    struct store *store;
    const struct store_sql *sql;
    bool running;         /* has given a row and was not reset */
    int64_t number;       /* the last one given to a row */
    uint64_t transaction; /* in which it was given */
};

#endif
