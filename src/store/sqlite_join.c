/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* bytes_join(body): the bytes of all rows one behind the other, in the order in which SQLite comes
 * to them, which in a range of a table's own key is that of the key; NULL of no rows. It is what
 * string_agg(bytea) is on a PostgreSQL server. Cost: that of copying. */
#include "store/sqlite.h"

#include <stdlib.h>

#include "base/buffer.h"

static void join_step(sqlite3_context *context, int count, sqlite3_value **values)
{
    struct buffer *bytes = sqlite3_aggregate_context(context, sizeof *bytes);
    (void)count;
    if (!bytes) {
        sqlite3_result_error_nomem(context);
        return;
    }
    const char *at = sqlite3_value_blob(values[0]);
    buffer_add(bytes, (struct slice){at ? at : "", (size_t)sqlite3_value_bytes(values[0])});
}

static void join_end(sqlite3_context *context)
{
    struct buffer *bytes = sqlite3_aggregate_context(context, 0);
    if (bytes) {
        sqlite3_result_blob64(context, bytes->at, bytes->length, free);
    }
}

int sqlite_functions_add(sqlite3 *database)
{
    return sqlite3_create_function_v2(database, "bytes_join", 1,
                                      SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, NULL,
                                      NULL, join_step, join_end, NULL);
}
