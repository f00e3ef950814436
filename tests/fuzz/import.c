/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes any bytes as a file of another data set, the first of them telling which, into a ledger in
 * memory. Whatever was taken must come out again in every format, and as PLOVER records must be
 * read back whole. */
#include "fuzz.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "exchange/exchange.h"

static const char *const imports[] = {"plover", "polecat", "icews", "gdelt"};
static const char *const exports[] = {
    "tsv", "csv", "jsonl", "plover", "polecat", "gdelt", "gdelt-mentions", "gexf", "graphml"};

/* The register and the tables, loaded once. */
struct library {
    struct arena arena;
    const struct actor_register *actors;
    const struct exchange_codes *codes;
};

static const struct library *library(void)
{
    static struct library one;
    struct error err;
    if (!one.codes) {
        fuzz_want(actor_register_load(&one.arena, DATA "/actor", NULL, &one.actors, &err));
        fuzz_want(exchange_codes_load(&one.arena, DATA "/exchange", &one.codes, &err));
    }
    return &one;
}

static bool to_file(void *context, struct slice piece, struct error *err)
{
    (void)err;
    return fwrite(piece.at, 1, piece.length, context) == piece.length;
}

static void export_to(struct ledger *ledger, const char *format, FILE *file)
{
    const struct library *shelf = library();
    const struct exchange_request request = {
        .format = format,
        .time = {DAY_AFTER_ALL, DAY_BEFORE_ALL, DAY_AFTER_ALL},
        .coder = "fuzz",
        .codes = shelf->codes,
        .actors = shelf->actors,
    };
    struct error err = {0};
    fuzz_want(exchange_export(ledger, &request, (struct exchange_sink){to_file, file}, &err));
}

/* Imports the open file; false where the whole file is refused. */
static bool import_from(struct ledger *ledger, const char *format, FILE *file,
                        struct exchange_tally *out)
{
    const struct library *shelf = library();
    char path[64];
    struct error err = {0};
    fflush(file);
    snprintf(path, sizeof path, "/proc/self/fd/%d", fileno(file));
    const struct exchange_import import = {
        .format = format, .path = path, .codes = shelf->codes, .actors = shelf->actors};
    return exchange_import(ledger, &import, out, &err);
}

static struct ledger *open_ledger(void)
{
    struct ledger *ledger;
    struct error err = {0};
    fuzz_want(ledger_open(":memory:", true, &ledger, &err));
    return ledger;
}

static void check_exports(struct ledger *ledger)
{
    for (size_t i = 0; i < sizeof exports / sizeof *exports; i++) {
        FILE *file = tmpfile();
        fuzz_want(file != NULL);
        export_to(ledger, exports[i], file);
        fclose(file);
    }
}

static void check_return(struct ledger *ledger)
{
    FILE *file = tmpfile();
    struct ledger *other = open_ledger();
    struct exchange_tally tally;
    fuzz_want(file != NULL);
    export_to(ledger, "plover", file);
    fuzz_want(import_from(other, "plover", file, &tally));
    fuzz_want(tally.bad == 0 && tally.unknown == 0 && tally.inner == 0);
    fuzz_want(tally.rows == tally.claims);
    ledger_close(other);
    fclose(file);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    if (length == 0) {
        return 0;
    }
    FILE *file = tmpfile();
    struct ledger *ledger = open_ledger();
    struct exchange_tally tally;
    fuzz_want(file && fwrite(bytes + 1, 1, length - 1, file) == length - 1);
    if (import_from(ledger, imports[bytes[0] % 4], file, &tally)) {
        fuzz_want(tally.known + tally.no_event + tally.inner + tally.unknown + tally.bad <=
                  tally.rows);
        check_exports(ledger);
        check_return(ledger);
    }
    ledger_close(ledger);
    fclose(file);
    return 0;
}
