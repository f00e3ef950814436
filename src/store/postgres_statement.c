/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Named statements on a PostgreSQL server. What gives no rows is sent and not waited for; a
 * question is answered whole, and one that may be as long as the ledger in portions, by a cursor. A
 * cursor lives in a transaction: outside of one the statement opens its own, for reading. */
#include <assert.h>
#include <inttypes.h>
#include <stdio.h>

#include "store/postgres.h"

#define PORTION 1000 /* rows */
#define PORTION_TEXT "1000"

enum { TYPE_BOOL = 16, TYPE_BIGINT = 20, TYPE_SMALLINT = 21, TYPE_INTEGER = 23 }; /* pg_type.dat */

static struct postgres_statement *own(struct statement *statement)
{
    return (struct postgres_statement *)statement;
}

static struct postgres *server(struct statement *statement)
{
    return (struct postgres *)statement->store;
}

struct statement *postgres_statement(struct store *store, size_t place)
{
    struct postgres_statement *statement = &((struct postgres *)store)->statements[place];
    assert(store_sql[place].places <= PLACES_AT_MOST);
    statement->values.length = 0;
    memset(statement->places, 0, sizeof statement->places);
    return &statement->base;
}

static void bind(struct statement *statement, int place, int kind, struct slice value)
{
    struct postgres_statement *mine = own(statement);
    assert(place >= 1 && place <= statement->sql->places);
    mine->places[place - 1].kind = kind;
    mine->places[place - 1].at = mine->values.length;
    mine->places[place - 1].length = value.length;
    buffer_add(&mine->values, value);
    buffer_add(&mine->values, (struct slice){"", 1});
}

void postgres_text(struct statement *statement, int place, struct slice text)
{
    bind(statement, place, PLACE_TEXT, text);
}

void postgres_bytes(struct statement *statement, int place, struct slice bytes)
{
    bind(statement, place, PLACE_BYTES, bytes);
}

void postgres_number(struct statement *statement, int place, int64_t number)
{
    char digits[24];
    int length = snprintf(digits, sizeof digits, "%" PRId64, number);
    bind(statement, place, PLACE_NUMBER, (struct slice){digits, (size_t)length});
}

/* Numbers come in network order, two's complement, in one to eight bytes. */
static int64_t number_of(const PGresult *answer, int row, int column)
{
    const unsigned char *bytes = (const unsigned char *)PQgetvalue(answer, row, column);
    uint64_t number = bytes[0] & 0x80 ? UINT64_MAX : 0;
    for (int i = 0; i < PQgetlength(answer, row, column); i++) {
        number = number << 8 | bytes[i];
    }
    return (int64_t)number;
}

static bool fetch(struct postgres *postgres, struct postgres_statement *statement,
                  struct error *err)
{
    char command[96];
    snprintf(command, sizeof command, "FETCH " PORTION_TEXT " FROM %s", statement->base.sql->name);
    PQclear(statement->answer);
    statement->answer = NULL;
    statement->row = 0;
    return wire_send(postgres, command, err) && wire_answers(postgres, &statement->answer, err);
}

static bool cursor_open(struct postgres *postgres, struct postgres_statement *statement,
                        struct error *err)
{
    statement->open = true;
    if (!postgres->base.writing && postgres->reading++ == 0 &&
        !wire_send(postgres, "BEGIN READ ONLY", err)) {
        return false;
    }
    return wire_send_cursor(postgres, statement, err) && fetch(postgres, statement, err);
}

/* Errors are of no matter: the rows were read, or another error was met before. */
static void cursor_close(struct postgres *postgres, struct postgres_statement *statement)
{
    char command[96];
    statement->open = false;
    snprintf(command, sizeof command, "CLOSE %s", statement->base.sql->name);
    if (PQtransactionStatus(postgres->connection) == PQTRANS_INTRANS) {
        wire_send(postgres, command, NULL);
    }
    if (!postgres->base.writing && --postgres->reading == 0) {
        wire_send(postgres, "COMMIT", NULL);
    }
    wire_answers(postgres, NULL, NULL);
}

/* Asks, or goes to the next row. */
static bool ask(struct postgres *postgres, struct postgres_statement *statement, struct error *err)
{
    if (!statement->base.running) {
        statement->row = 0;
        return statement->base.sql->many ? cursor_open(postgres, statement, err)
                                         : wire_send_statement(postgres, statement, err) &&
                                               wire_answers(postgres, &statement->answer, err);
    }
    statement->row++;
    return statement->row < PORTION || !statement->open || fetch(postgres, statement, err);
}

/* Sends or gathers a row. */
static bool tell(struct postgres *postgres, struct postgres_statement *statement, struct error *err)
{
    if (statement->base.sql->kind == STORE_COPY) {
        return copy_add(postgres, statement, err);
    }
    return copy_send(postgres, statement->base.sql->meets, err) &&
           wire_send_statement(postgres, statement, err) &&
           (postgres->base.writing ? wire_ease(postgres, err) : wire_answers(postgres, NULL, err));
}

bool postgres_step(struct statement *statement, bool *row, struct error *err)
{
    struct postgres *postgres = server(statement);
    struct postgres_statement *mine = own(statement);
    if (statement->sql->kind == STORE_NONE) {
        return true;
    }
    if (statement->sql->kind != STORE_ASK) {
        return tell(postgres, mine, err);
    }
    if ((!statement->running && !copy_send(postgres, statement->sql->meets, err)) ||
        !ask(postgres, mine, err)) {
        return false;
    }
    *row = mine->row < PQntuples(mine->answer);
    return true;
}

void postgres_reset(struct statement *statement)
{
    struct postgres_statement *mine = own(statement);
    if (mine->open) {
        cursor_close(server(statement), mine);
    }
    PQclear(mine->answer);
    mine->answer = NULL;
}

static bool is_number(const struct postgres_statement *statement, int column)
{
    Oid type = PQftype(statement->answer, column);
    return type == TYPE_BIGINT || type == TYPE_INTEGER || type == TYPE_SMALLINT ||
           type == TYPE_BOOL;
}

struct slice postgres_column(struct statement *statement, int column)
{
    struct postgres_statement *mine = own(statement);
    if (PQgetisnull(mine->answer, mine->row, column)) {
        return SLICE("");
    }
    if (is_number(mine, column)) {
        int length = snprintf(mine->digits, sizeof mine->digits, "%" PRId64,
                              postgres_column_number(statement, column, 0));
        return (struct slice){mine->digits, (size_t)length};
    }
    return (struct slice){PQgetvalue(mine->answer, mine->row, column),
                          (size_t)PQgetlength(mine->answer, mine->row, column)};
}

int64_t postgres_column_number(struct statement *statement, int column, int64_t none)
{
    struct postgres_statement *mine = own(statement);
    if (PQgetisnull(mine->answer, mine->row, column)) {
        return none;
    }
    assert(is_number(mine, column));
    return number_of(mine->answer, mine->row, column);
}

int postgres_columns(struct statement *statement)
{
    struct postgres_statement *mine = own(statement);
    return mine->answer ? PQnfields(mine->answer) : 0;
}
