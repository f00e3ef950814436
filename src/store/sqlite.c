/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Opens a SQLite 3 file as a ledger: checks whose file it is before anything is written, brings its
 * schema up to date in one transaction, and holds transactions.
 *
 * Write-ahead log: readers do not wait for the writer, and a process killed at any instant leaves
 * the last commit (sqlite.org/wal.html). synchronous=NORMAL: after a power cut the last commits may
 * be missing, never half of one; reading the articles again puts them back. */
#include "store/sqlite.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <threads.h>
#include <unistd.h>

#define APPLICATION_ID 0x656e7465 /* "ente" in the file's header */
#define SCHEMA_FIRST 2            /* schema 1 was never released */
#define BUSY_MILLISECONDS 5000    /* another writer's fold of a large ledger takes seconds */

bool sqlite_error(struct sqlite *sqlite, int code, struct error *err)
{
    const char *where = sqlite->location;
    const char *detail = sqlite->database ? sqlite3_errmsg(sqlite->database) : sqlite3_errstr(code);
    switch (code & 0xff) {
    case SQLITE_NOTADB:
        return error_set(err, ERROR_INVALID, "'%s' is not an entente ledger", where);
    case SQLITE_CORRUPT:
        return error_set(err, ERROR_INVALID, "ledger '%s' is damaged: %s", where, detail);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return error_set(err, ERROR_BUSY, "ledger '%s' is being written by another process", where);
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return error_set(err, ERROR_IO,
                         "ledger '%s' cannot be written: no right to the file or "
                         "its folder",
                         where);
    case SQLITE_CANTOPEN:
        return error_set(err, ERROR_IO, "ledger '%s' cannot be opened: %s", where,
                         errno ? strerror(errno) : detail);
    case SQLITE_FULL:
        return error_set(err, ERROR_IO, "ledger '%s': the disk is full", where);
    default:
        return error_set(err, ERROR_IO, "ledger '%s': %s", where, detail);
    }
}

static bool run(struct sqlite *sqlite, const char *sql, struct error *err)
{
    int code = sqlite3_exec(sqlite->database, sql, NULL, NULL, NULL);
    return code == SQLITE_OK || sqlite_error(sqlite, code, err);
}

/* Asks for one number, such as a pragma. */
static bool ask(struct sqlite *sqlite, const char *sql, int64_t *out, struct error *err)
{
    sqlite3_stmt *prepared = NULL;
    int code = sqlite3_prepare_v2(sqlite->database, sql, -1, &prepared, NULL);
    if (code == SQLITE_OK) {
        code = sqlite3_step(prepared);
    }
    *out = code == SQLITE_ROW ? sqlite3_column_int64(prepared, 0) : 0;
    sqlite3_finalize(prepared);
    return code == SQLITE_ROW || code == SQLITE_DONE || sqlite_error(sqlite, code, err);
}

static int schema_newest(void)
{
    return SCHEMA_FIRST + store_sqlite_migration_count - 1;
}

static bool migrate(struct sqlite *sqlite, struct error *err)
{
    int64_t version;
    char pragma[96];
    if (!store_begin(&sqlite->base, err)) {
        return false;
    }
    if (!ask(sqlite, "PRAGMA user_version", &version, err)) {
        store_rollback(&sqlite->base);
        return false;
    }
    int made = version < SCHEMA_FIRST ? 0 : (int)version - SCHEMA_FIRST + 1;
    for (int i = made; i < store_sqlite_migration_count; i++) {
        if (!run(sqlite, store_sqlite_migrations[i], err)) {
            store_rollback(&sqlite->base);
            return false;
        }
    }
    snprintf(pragma, sizeof pragma, "PRAGMA application_id = %d; PRAGMA user_version = %d",
             APPLICATION_ID, schema_newest());
    if (!run(sqlite, pragma, err)) {
        store_rollback(&sqlite->base);
        return false;
    }
    return store_commit(&sqlite->base, err);
}

/* Whose file is it? Only an empty one may become a ledger. */
static bool check_schema(struct sqlite *sqlite, bool write, struct error *err)
{
    int64_t owner, version, tables;
    if (!ask(sqlite, "PRAGMA application_id", &owner, err) ||
        !ask(sqlite, "PRAGMA user_version", &version, err) ||
        !ask(sqlite, "SELECT count(*) FROM sqlite_master", &tables, err)) {
        return false;
    }
    if (owner != APPLICATION_ID && (tables > 0 || version > 0 || owner != 0 || !write)) {
        return error_set(err, ERROR_INVALID, "'%s' is not an entente ledger", sqlite->location);
    }
    if (version > 0 && version < SCHEMA_FIRST) {
        return error_set(err, ERROR_INVALID,
                         "ledger '%s' was made before the first release; read the articles into a "
                         "new one",
                         sqlite->location);
    }
    if (version > schema_newest()) {
        return error_set(err, ERROR_INVALID,
                         "ledger '%s' was made by a newer entente: schema %lld, known up to %d",
                         sqlite->location, (long long)version, schema_newest());
    }
    if (version == schema_newest()) {
        return true;
    }
    if (!write) {
        return error_set(err, ERROR_INVALID,
                         "ledger '%s' has the older schema %lld; `entente rebuild` updates it",
                         sqlite->location, (long long)version);
    }
    return run(sqlite, "PRAGMA journal_mode = WAL", err) && migrate(sqlite, err);
}

static bool open_database(struct sqlite *sqlite, bool write, struct error *err)
{
    int flags = write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;
    errno = 0;
    int code =
        sqlite3_open_v2(sqlite->location, &sqlite->database, flags | SQLITE_OPEN_NOMUTEX, NULL);
    if (code != SQLITE_OK) {
        return sqlite_error(sqlite, code, err);
    }
    code = sqlite_functions_add(sqlite->database);
    if (code != SQLITE_OK) {
        return sqlite_error(sqlite, code, err);
    }
    sqlite3_extended_result_codes(sqlite->database, 1);
    sqlite3_busy_timeout(sqlite->database, BUSY_MILLISECONDS);
    if (write && sqlite3_db_readonly(sqlite->database, "main") == 1) {
        return sqlite_error(sqlite, SQLITE_READONLY, err);
    }
    /* checking that a basis is one of three builds a table in memory for each article; only names
     * of an enumeration are written here, and what others write is checked */
    return run(sqlite,
               "PRAGMA synchronous = NORMAL; PRAGMA trusted_schema = OFF;"
               "PRAGMA ignore_check_constraints = ON;"
               "PRAGMA cache_size = -131072; PRAGMA temp_store = MEMORY",
               err) &&
           check_schema(sqlite, write, err);
}

/* A ledger that lies in a folder where nothing may be written cannot make the files of its log; it
 * is read as it stands, unless a log with commits lies beside it. */
static bool open_immutable(struct sqlite *sqlite, struct error *err)
{
    sqlite3_str *text = sqlite3_str_new(NULL);
    sqlite3_str_appendall(text, "file:");
    for (const char *c = sqlite->location; *c; c++) {
        bool plain = (*c >= '0' && *c <= '9') || (*c >= 'A' && *c <= 'Z') ||
                     (*c >= 'a' && *c <= 'z') || strchr("/._-", *c);
        sqlite3_str_appendf(text, plain ? "%c" : "%%%02X", (unsigned char)*c);
    }
    sqlite3_str_appendall(text, "?immutable=1");
    char *uri = sqlite3_str_finish(text);
    sqlite3_close_v2(sqlite->database);
    sqlite->database = NULL;
    int code =
        sqlite3_open_v2(uri, &sqlite->database, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, NULL);
    sqlite3_free(uri);
    code = code == SQLITE_OK ? sqlite_functions_add(sqlite->database) : code;
    return code == SQLITE_OK ? check_schema(sqlite, false, err) : sqlite_error(sqlite, code, err);
}

static bool open_reading(struct sqlite *sqlite, struct error *err)
{
    struct error first = {0};
    if (open_database(sqlite, false, &first)) {
        return true;
    }
    char log[4096];
    int length = snprintf(log, sizeof log, "%s-wal", sqlite->location);
    if (first.code == ERROR_IO && access(sqlite->location, R_OK) == 0 && length > 0 &&
        (size_t)length < sizeof log && access(log, F_OK) != 0) {
        return open_immutable(sqlite, err);
    }
    return error_set(err, first.code, "%s", first.message);
}

/* Clear words for what SQLite would call "unable to open database file". */
static bool check_location(const char *location, bool write, struct error *err)
{
    struct stat status;
    if (stat(location, &status) == 0) {
        if (S_ISDIR(status.st_mode)) {
            return error_set(err, ERROR_INVALID, "ledger '%s' is a folder", location);
        }
        if (access(location, R_OK) != 0) {
            return error_set(err, ERROR_IO, "ledger '%s' cannot be read: %s", location,
                             strerror(errno));
        }
        return true;
    }
    if (!write && errno == ENOENT) {
        return error_set(err, ERROR_NOT_FOUND, "no ledger at '%s'; `entente read` makes one",
                         location);
    }
    if (!write || errno != ENOENT) {
        return error_set(err, ERROR_IO, "ledger '%s': %s", location, strerror(errno));
    }
    const char *slash = strrchr(location, '/');
    char folder[4096];
    int length =
        slash ? snprintf(folder, sizeof folder, "%.*s", (int)(slash - location + 1), location)
              : snprintf(folder, sizeof folder, ".");
    if (length < 0 || (size_t)length >= sizeof folder) {
        return error_set(err, ERROR_LIMIT, "ledger '%.60s…': the path is too long", location);
    }
    if (access(folder, W_OK | X_OK) != 0) {
        return error_set(err, errno == ENOENT ? ERROR_NOT_FOUND : ERROR_IO,
                         "ledger '%s' cannot be made in folder '%s': %s", location, folder,
                         strerror(errno));
    }
    return true;
}

static void file_close(struct store *store)
{
    struct sqlite *sqlite = (struct sqlite *)store;
    for (size_t i = 0; i < store_sql_count; i++) {
        sqlite3_finalize(sqlite->statements[i].prepared);
    }
    sqlite3_close_v2(sqlite->database); /* rolls back what is open */
    free(sqlite->statements);
    free(sqlite->location);
    free(sqlite);
}

/* Without its count of memory, which nobody asks for, SQLite takes no lock at each allocation. */
static void library_set(void)
{
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

static bool file_open(const char *location, bool write, struct store **out, struct error *err)
{
    static once_flag set = ONCE_FLAG_INIT;
    call_once(&set, library_set);
    if (!check_location(location, write, err)) {
        return false;
    }
    struct sqlite *sqlite = calloc(1, sizeof *sqlite);
    struct sqlite_statement *statements = calloc(store_sql_count, sizeof *statements);
    char *copy = strdup(location);
    assert(sqlite && statements && copy);
    sqlite->base.driver = &store_sqlite;
    sqlite->location = copy;
    sqlite->statements = statements;
    if (write ? !open_database(sqlite, true, err) : !open_reading(sqlite, err)) {
        file_close(&sqlite->base);
        return false;
    }
    *out = &sqlite->base;
    return true;
}

static bool begin(struct store *store, struct error *err)
{
    return run((struct sqlite *)store, "BEGIN IMMEDIATE", err);
}

static bool commit(struct store *store, struct error *err)
{
    return run((struct sqlite *)store, "COMMIT", err);
}

/* A failure means that SQLite has rolled all back by itself (disk full, I/O error). */
static void rollback(struct store *store)
{
    run((struct sqlite *)store, "ROLLBACK", NULL);
}

const struct store_driver store_sqlite = {
    .open = file_open,
    .close = file_close,
    .begin = begin,
    .commit = commit,
    .rollback = rollback,
    .statement = sqlite_statement,
    .text = sqlite_text,
    .bytes = sqlite_bytes,
    .number = sqlite_number,
    .step = sqlite_step,
    .reset = sqlite_reset,
    .column = sqlite_column,
    .column_number = sqlite_column_number,
    .columns = sqlite_columns,
};
