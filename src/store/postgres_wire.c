/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Commands to a PostgreSQL server and its answers, by libpq's pipeline mode: what gives no rows is
 * sent without waiting, and its answer read together with the next one that is wanted. A thousand
 * rows written so cost one way to the server and back, not a thousand. An error is met at the next
 * reading, at the latest before the commit; the server then skips all commands up to there. */
#include <assert.h>

#include "store/postgres.h"

#define WAITING_AT_MOST 512

/* Classes and codes of postgresql.org/docs/15/errcodes-appendix.html. */
static const struct {
    const char *state; /* how it begins */
    enum error_code code;
    const char *words; /* NULL: the server's own */
} failures[] = {
    {"55P03", ERROR_BUSY, "is being written by another process"},
    {"40", ERROR_BUSY, "is being written by another process"},
    {"42501", ERROR_IO, "cannot be used: no right"},
    {"25006", ERROR_IO, "cannot be written: the server allows reading only"},
    {"53100", ERROR_IO, "the disk is full"},
    {"53200", ERROR_IO, "the server has no room left for locks or rows"},
    {"08", ERROR_UNAVAILABLE, "the connection was lost"},
    {"57P", ERROR_UNAVAILABLE, "the server ended the connection"},
    {"XX00", ERROR_INVALID, "is damaged"},
};

/* The server's words on one line. */
static void one_line(const char *text, char out[200])
{
    size_t length = 0;
    for (; *text && *text != '\n' && length < 199; text++) {
        out[length++] = (unsigned char)*text < ' ' ? ' ' : *text;
    }
    out[length] = '\0';
}

bool wire_error(struct postgres *postgres, const PGresult *answer, struct error *err)
{
    const char *state = answer ? PQresultErrorField(answer, PG_DIAG_SQLSTATE) : NULL;
    const char *words = answer ? PQresultErrorField(answer, PG_DIAG_MESSAGE_PRIMARY) : NULL;
    char line[200];
    one_line(words ? words : PQerrorMessage(postgres->connection), line);
    if (!state) {
        return error_set(err, ERROR_UNAVAILABLE, "ledger '%s': the connection was lost: %s",
                         postgres->location, line);
    }
    for (size_t i = 0; i < sizeof failures / sizeof *failures; i++) {
        if (strncmp(state, failures[i].state, strlen(failures[i].state)) == 0) {
            return error_set(err, failures[i].code, "ledger '%s' %s (%s)", postgres->location,
                             failures[i].words, line);
        }
    }
    return error_set(err, ERROR_IO, "ledger '%s': %s", postgres->location, line);
}

static bool was_sent(struct postgres *postgres, int sent, struct error *err)
{
    postgres->waiting += sent == 1;
    return sent == 1 || wire_error(postgres, NULL, err);
}

bool wire_send(struct postgres *postgres, const char *command, struct error *err)
{
    return was_sent(postgres,
                    PQsendQueryParams(postgres->connection, command, 0, NULL, NULL, NULL, NULL, 1),
                    err);
}

/* The values of the places as libpq takes them: numbers as digits, the rest as bytes. */
struct values {
    const char *at[PLACES_AT_MOST];
    int lengths[PLACES_AT_MOST], formats[PLACES_AT_MOST];
};

static void values_of(const struct postgres_statement *statement, struct values *out)
{
    for (int i = 0; i < statement->base.sql->places; i++) {
        const struct place *place = &statement->places[i];
        out->at[i] = place->kind == PLACE_NULL ? NULL : statement->values.at + place->at;
        out->lengths[i] = (int)place->length;
        out->formats[i] = place->kind != PLACE_NUMBER;
    }
}

/* What is prepared behind an error is not prepared: so all answers are read at once. */
static bool prepare(struct postgres *postgres, struct postgres_statement *statement,
                    struct error *err)
{
    const struct store_sql *sql = statement->base.sql;
    statement->prepared =
        was_sent(postgres, PQsendPrepare(postgres->connection, sql->name, sql->postgres, 0, NULL),
                 err) &&
        wire_answers(postgres, NULL, err);
    return statement->prepared;
}

bool wire_send_statement(struct postgres *postgres, struct postgres_statement *statement,
                         struct error *err)
{
    const struct store_sql *sql = statement->base.sql;
    struct values values;
    values_of(statement, &values);
    return (statement->prepared || prepare(postgres, statement, err)) &&
           was_sent(postgres,
                    PQsendQueryPrepared(postgres->connection, sql->name, sql->places, values.at,
                                        values.lengths, values.formats, 1),
                    err);
}

bool wire_send_cursor(struct postgres *postgres, struct postgres_statement *statement,
                      struct error *err)
{
    const struct store_sql *sql = statement->base.sql;
    struct values values;
    struct buffer command = {0};
    values_of(statement, &values);
    buffer_print(&command, "DECLARE %s NO SCROLL CURSOR FOR %s", sql->name, sql->postgres);
    bool sent = was_sent(postgres,
                         PQsendQueryParams(postgres->connection, command.at, sql->places, NULL,
                                           values.at, values.lengths, values.formats, 1),
                         err);
    buffer_free(&command);
    return sent;
}

/* Reads answers up to the mark that PQpipelineSync() set: behind each command stands a NULL. */
static bool answers_read(struct postgres *postgres, PGresult **last, struct error *err)
{
    bool done = true;
    for (;;) {
        PGresult *answer = PQgetResult(postgres->connection);
        ExecStatusType status = PQresultStatus(answer);
        if (answer && (status == PGRES_PIPELINE_SYNC || status == PGRES_PIPELINE_ABORTED)) {
            PQclear(answer);
            if (status == PGRES_PIPELINE_SYNC) {
                return done;
            }
            continue;
        }
        if (answer && status != PGRES_FATAL_ERROR) {
            PQclear(*last);
            *last = answer;
            continue;
        }
        if (answer && done) {
            done = wire_error(postgres, answer, err);
        }
        PQclear(answer);
        if (PQstatus(postgres->connection) != CONNECTION_OK) {
            return done ? wire_error(postgres, NULL, err) : false;
        }
    }
}

bool wire_answers(struct postgres *postgres, PGresult **out, struct error *err)
{
    PGresult *last = NULL;
    if (PQpipelineSync(postgres->connection) != 1) {
        return wire_error(postgres, NULL, err);
    }
    bool done = answers_read(postgres, &last, err);
    postgres->waiting = 0;
    if (done && out) {
        *out = last;
    } else {
        PQclear(last);
    }
    return done;
}

bool wire_ease(struct postgres *postgres, struct error *err)
{
    return postgres->waiting < WAITING_AT_MOST || wire_answers(postgres, NULL, err);
}

bool wire_run(struct postgres *postgres, const char *commands, struct error *err)
{
    bool done = wire_answers(postgres, NULL, err) &&
                (PQexitPipelineMode(postgres->connection) == 1 || wire_error(postgres, NULL, err));
    if (!done) {
        return false;
    }
    PGresult *answer = PQexec(postgres->connection, commands);
    ExecStatusType status = PQresultStatus(answer);
    done = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK ||
           wire_error(postgres, answer, err);
    PQclear(answer);
    PQenterPipelineMode(postgres->connection);
    return done;
}
