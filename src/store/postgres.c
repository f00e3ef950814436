/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Opens a schema of a PostgreSQL database as a ledger: checks whose it is before anything is
 * written, brings it up to date in one transaction, and holds transactions.
 *
 * One writer at a time: a transaction that writes holds an advisory lock of the schema, so that
 * numbers and views need no care for others; readers are not hindered. Another writer waits for
 * half a minute, or as long as a lock_timeout of the address says: several readings may share a
 * server. What a killed process had not committed, the server forgets. */
#include "store/postgres.h"

#include <assert.h>
#include <stdlib.h>

#define SCHEMA_FIRST 4
#define VERSION_LEAST 150000                                        /* of the server */
#define LOCK "1701737573, 'entente_ledger'::regclass::oid::integer" /* "ente", and whose */

/* ------------------------------------------------------------------------------- opening */

/* What may be shown of the address: not the password. */
static bool location_read(const char *address, struct buffer *out, struct error *err)
{
    PQconninfoOption *options = PQconninfoParse(address, NULL);
    const char *host = "", *port = "", *user = "", *database = "";
    if (!options) {
        return error_set(err, ERROR_INVALID,
                         "the ledger's address postgresql://… does not follow its form: "
                         "postgresql://user@host:port/database");
    }
    for (PQconninfoOption *option = options; option->keyword; option++) {
        const char *value = option->val ? option->val : "";
        host = strcmp(option->keyword, "host") == 0 ? value : host;
        port = strcmp(option->keyword, "port") == 0 ? value : port;
        user = strcmp(option->keyword, "user") == 0 ? value : user;
        database = strcmp(option->keyword, "dbname") == 0 ? value : database;
    }
    buffer_print(out, "postgresql://%s%s%s%s%s/%s", user, *user ? "@" : "", host, *port ? ":" : "",
                 port, database);
    PQconninfoFree(options);
    return true;
}

static void drop_notice(void *context, const char *message)
{
    (void)context;
    (void)message;
}

static bool connect_server(struct postgres *postgres, const char *address, struct error *err)
{
    /* what stands in the address wins over what stands before it here */
    const char *const keywords[] = {"fallback_application_name",
                                    "connect_timeout",
                                    "keepalives_idle",
                                    "tcp_user_timeout",
                                    "dbname",
                                    "client_encoding",
                                    NULL};
    const char *const values[] = {"entente", "10", "30", "60000", address, "UTF8", NULL};
    postgres->connection = PQconnectdbParams(keywords, values, 1);
    assert(postgres->connection);
    PQsetNoticeProcessor(postgres->connection, drop_notice, NULL);
    if (PQstatus(postgres->connection) == CONNECTION_OK) {
        return true;
    }
    const char *words = PQerrorMessage(postgres->connection);
    enum error_code code =
        PQconnectionNeedsPassword(postgres->connection) ? ERROR_IO : ERROR_NOT_FOUND;
    return error_set(err, code, "ledger '%s' is not in reach: %.*s", postgres->location,
                     (int)strcspn(words, "\n"), words);
}

/* Asks for one row, kept in *out, the caller's to clear. */
static bool ask(struct postgres *postgres, const char *question, PGresult **out, struct error *err)
{
    return wire_send(postgres, question, err) && wire_answers(postgres, out, err);
}

static bool ask_is(struct postgres *postgres, const char *question, bool *out, struct error *err)
{
    PGresult *answer;
    if (!ask(postgres, question, &answer, err)) {
        return false;
    }
    *out = *PQgetvalue(answer, 0, 0) != 0;
    PQclear(answer);
    return true;
}

static int schema_newest(void)
{
    return SCHEMA_FIRST + store_postgres_migration_count - 1;
}

/* The ledger's schema; 0 where there is none. */
static bool schema_read(struct postgres *postgres, int *out, struct error *err)
{
    PGresult *answer;
    bool there;
    *out = 0;
    if (!ask_is(
            postgres,
            "SELECT to_regclass(quote_ident(current_schema()) || '.entente_ledger') IS NOT NULL",
            &there, err)) {
        return false;
    }
    if (!there) {
        return true;
    }
    if (!ask(postgres, "SELECT schema::text FROM entente_ledger", &answer, err)) {
        return false;
    }
    *out = PQntuples(answer) ? atoi(PQgetvalue(answer, 0, 0)) : 0;
    PQclear(answer);
    return true;
}

static bool migrate(struct postgres *postgres, int version, struct error *err)
{
    char mark[96];
    snprintf(mark, sizeof mark, "UPDATE entente_ledger SET schema = %d", schema_newest());
    bool done = true;
    for (int i = version ? version - SCHEMA_FIRST + 1 : 0;
         done && i < store_postgres_migration_count; i++) {
        done = wire_run(postgres, store_postgres_migrations[i], err);
    }
    return done && wire_run(postgres, mark, err);
}

/* Two processes may find the database empty at once: the second one finds it made. */
static bool migrate_alone(struct postgres *postgres, struct error *err)
{
    int version;
    bool done = wire_run(postgres, "BEGIN; SELECT pg_advisory_xact_lock(1701737573)", err) &&
                schema_read(postgres, &version, err) &&
                (version == schema_newest() || migrate(postgres, version, err));
    return wire_run(postgres, done ? "COMMIT" : "ROLLBACK", done ? err : NULL) && done;
}

/* A schema that holds other tables does not become a ledger. */
static bool check_empty(struct postgres *postgres, bool write, struct error *err)
{
    bool named, empty;
    if (!ask_is(postgres, "SELECT current_schema() IS NOT NULL", &named, err) ||
        !ask_is(
            postgres,
            "SELECT NOT EXISTS (SELECT FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm', 'f') "
            "AND relnamespace = current_schema()::regnamespace)",
            &empty, err)) {
        return false;
    }
    if (!named) {
        return error_set(err, ERROR_NOT_FOUND, "ledger '%s': no schema of its search_path is there",
                         postgres->location);
    }
    if (!empty) {
        return error_set(err, ERROR_INVALID, "'%s' is not an entente ledger: it holds other tables",
                         postgres->location);
    }
    return write || error_set(err, ERROR_NOT_FOUND, "no ledger at '%s'; `entente read` makes one",
                              postgres->location);
}

static bool check_schema(struct postgres *postgres, bool write, struct error *err)
{
    int version;
    if (!schema_read(postgres, &version, err) ||
        (version == 0 && !check_empty(postgres, write, err))) {
        return false;
    }
    if (version > schema_newest()) {
        return error_set(err, ERROR_INVALID,
                         "ledger '%s' was made by a newer entente: schema %d, known up to %d",
                         postgres->location, version, schema_newest());
    }
    if (version == schema_newest()) {
        return true;
    }
    if (!write) {
        return error_set(err, ERROR_INVALID,
                         "ledger '%s' has the older schema %d; `entente rebuild` updates it",
                         postgres->location, version);
    }
    return migrate_alone(postgres, err);
}

static bool check_writing(struct postgres *postgres, struct error *err)
{
    bool allowed;
    if (!ask_is(postgres,
                "SELECT has_table_privilege('claim', 'INSERT') AND "
                "current_setting('transaction_read_only') = 'off'",
                &allowed, err)) {
        return false;
    }
    if (!allowed) {
        return error_set(err, ERROR_IO, "ledger '%s' cannot be written: no right to its tables",
                         postgres->location);
    }
    return wire_run(postgres, store_postgres_session, err);
}

static bool open_database(struct postgres *postgres, const char *address, bool write,
                          struct error *err)
{
    bool unicode;
    if (!connect_server(postgres, address, err)) {
        return false;
    }
    if (PQserverVersion(postgres->connection) < VERSION_LEAST) {
        return error_set(err, ERROR_INVALID, "ledger '%s': PostgreSQL 15 or later is needed",
                         postgres->location);
    }
    PQenterPipelineMode(postgres->connection);
    /* Compiling a question costs more than answering it, and so does planning it for each month.
     * The server's cost of a page out of order is that of turning disks: with it a circle read all
     * digests to find those of one actor. */
    if (!wire_run(postgres,
                  "SET jit = off; SET plan_cache_mode = force_generic_plan; "
                  "SET random_page_cost = 1.1; "
                  "SET client_min_messages = error; SELECT set_config('lock_timeout', "
                  "coalesce(nullif(current_setting('lock_timeout'), '0'), '30s'), false)",
                  err) ||
        !ask_is(postgres, "SELECT current_setting('server_encoding') = 'UTF8'", &unicode, err)) {
        return false;
    }
    if (!unicode) {
        return error_set(err, ERROR_INVALID, "ledger '%s': the database's encoding is not UTF8",
                         postgres->location);
    }
    return check_schema(postgres, write, err) && (!write || check_writing(postgres, err));
}

static void server_close(struct store *store)
{
    struct postgres *postgres = (struct postgres *)store;
    for (size_t i = 0; i < store_sql_count; i++) {
        PQclear(postgres->statements[i].answer);
        buffer_free(&postgres->statements[i].values);
    }
    for (int i = 0; i < store_copy_count; i++) {
        buffer_free(&postgres->copies[i].rows);
    }
    PQfinish(postgres->connection); /* the server rolls back what is open */
    free(postgres->statements);
    free(postgres->copies);
    free(postgres->location);
    free(postgres);
}

static bool server_open(const char *address, bool write, struct store **out, struct error *err)
{
    struct buffer location = {0};
    if (!location_read(address, &location, err)) {
        return false;
    }
    struct postgres *postgres = calloc(1, sizeof *postgres);
    struct postgres_statement *statements = calloc(store_sql_count, sizeof *statements);
    struct copy *copies = calloc((size_t)store_copy_count, sizeof *copies);
    assert(postgres && statements && copies);
    *postgres = (struct postgres){.base = {.driver = &store_postgres},
                                  .location = location.at,
                                  .statements = statements,
                                  .copies = copies};
    if (!open_database(postgres, address, write, err)) {
        server_close(&postgres->base);
        return false;
    }
    *out = &postgres->base;
    return true;
}

/* -------------------------------------------------------------------------- transactions */

static bool begin(struct store *store, struct error *err)
{
    struct postgres *postgres = (struct postgres *)store;
    assert(postgres->reading == 0);
    bool done = wire_send(postgres, "BEGIN", err) &&
                wire_send(postgres, "SELECT pg_advisory_xact_lock(" LOCK ")", err) &&
                wire_answers(postgres, NULL, err);
    if (!done && wire_send(postgres, "ROLLBACK", NULL)) {
        wire_answers(postgres, NULL, NULL);
    }
    return done;
}

/* A transaction in which something failed is rolled back by COMMIT, without an error. */
static bool commit(struct store *store, struct error *err)
{
    struct postgres *postgres = (struct postgres *)store;
    PGresult *answer;
    if (!copy_send(postgres, UINT32_MAX, err) ||
        !wire_send(postgres, "UPDATE entente_ledger SET writes = writes + 1", err) ||
        !wire_send(postgres, "COMMIT", err) || !wire_answers(postgres, &answer, err)) {
        return false;
    }
    bool kept = strcmp(PQcmdStatus(answer), "COMMIT") == 0;
    PQclear(answer);
    return kept || error_set(err, ERROR_IO, "ledger '%s': a transaction failed before its commit",
                             postgres->location);
}

/* A failure here means that the connection is gone, and with it the transaction. */
static void rollback(struct store *store)
{
    struct postgres *postgres = (struct postgres *)store;
    wire_answers(postgres, NULL, NULL);
    wire_send(postgres, "ROLLBACK", NULL);
    wire_answers(postgres, NULL, NULL);
    copy_forget(postgres);
}

const struct store_driver store_postgres = {
    .open = server_open,
    .close = server_close,
    .begin = begin,
    .commit = commit,
    .rollback = rollback,
    .statement = postgres_statement,
    .text = postgres_text,
    .bytes = postgres_bytes,
    .number = postgres_number,
    .step = postgres_step,
    .reset = postgres_reset,
    .column = postgres_column,
    .column_number = postgres_column_number,
    .columns = postgres_columns,
};
