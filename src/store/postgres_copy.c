/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Rows that are written by the thousand: gathered here in COPY's text format and sent in one go, at
 * the commit, before a statement that would miss them, or when they fill ROWS_BYTES. */
#include <assert.h>

#include "store/postgres.h"

#define ROWS_BYTES (4u << 20)

static void text_add(struct buffer *rows, struct slice text)
{
    size_t from = 0;
    for (size_t at = 0; at < text.length; at++) {
        const char *escape = text.at[at] == '\\'   ? "\\\\"
                             : text.at[at] == '\t' ? "\\t"
                             : text.at[at] == '\n' ? "\\n"
                             : text.at[at] == '\r' ? "\\r"
                                                   : NULL;
        if (escape) {
            buffer_add(rows, slice_part(text, from, at));
            buffer_add(rows, slice_of(escape));
            from = at + 1;
        }
    }
    buffer_add(rows, slice_part(text, from, text.length));
}

static void place_add(struct buffer *rows, const struct postgres_statement *statement, int i)
{
    const struct place *place = &statement->places[i];
    struct slice value =
        slice_part(buffer_slice(&statement->values), place->at,
                   place->kind == PLACE_NULL ? place->at : place->at + place->length);
    assert(place->kind != PLACE_BYTES && "no table with bytes is copied");
    buffer_add(rows, i ? SLICE("\t") : SLICE(""));
    if (place->kind == PLACE_NULL) {
        buffer_add(rows, SLICE("\\N"));
    } else {
        text_add(rows, value);
    }
}

bool copy_add(struct postgres *postgres, struct postgres_statement *statement, struct error *err)
{
    const struct store_sql *sql = statement->base.sql;
    struct copy *copy = &postgres->copies[sql->copy];
    assert(postgres->base.writing);
    copy->sql = sql;
    for (int i = 0; i < sql->places; i++) {
        place_add(&copy->rows, statement, i);
    }
    buffer_add(&copy->rows, SLICE("\n"));
    return copy->rows.length < ROWS_BYTES || copy_send(postgres, 1u << sql->copy, err);
}

/* Sends the rows; the connection is out of pipeline mode. */
static bool rows_send(struct postgres *postgres, struct copy *copy, struct error *err)
{
    PGconn *connection = postgres->connection;
    struct slice rows = buffer_slice(&copy->rows);
    PGresult *answer = PQexec(connection, copy->sql->postgres);
    bool done = PQresultStatus(answer) == PGRES_COPY_IN || wire_error(postgres, answer, err);
    PQclear(answer);
    if (!done) {
        return false;
    }
    if (PQputCopyData(connection, rows.at, (int)rows.length) != 1 ||
        PQputCopyEnd(connection, NULL) != 1) {
        return wire_error(postgres, NULL, err);
    }
    while ((answer = PQgetResult(connection)) != NULL) {
        done = done &&
               (PQresultStatus(answer) == PGRES_COMMAND_OK || wire_error(postgres, answer, err));
        PQclear(answer);
    }
    return done;
}

static bool one_send(struct postgres *postgres, struct copy *copy, struct error *err)
{
    if (!wire_answers(postgres, NULL, err)) {
        return false;
    }
    if (PQexitPipelineMode(postgres->connection) != 1) {
        return wire_error(postgres, NULL, err);
    }
    bool done = rows_send(postgres, copy, err);
    PQenterPipelineMode(postgres->connection);
    if (!done || (copy->sql->settle && !wire_send(postgres, copy->sql->settle, err))) {
        return false;
    }
    copy->rows.length = 0;
    return true;
}

bool copy_send(struct postgres *postgres, uint32_t copies, struct error *err)
{
    for (int i = 0; i < store_copy_count; i++) {
        struct copy *copy = &postgres->copies[i];
        if (copies >> i & 1 && copy->rows.length && !one_send(postgres, copy, err)) {
            return false;
        }
    }
    return true;
}

void copy_forget(struct postgres *postgres)
{
    for (int i = 0; i < store_copy_count; i++) {
        postgres->copies[i].rows.length = 0;
    }
}
