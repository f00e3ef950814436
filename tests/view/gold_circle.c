/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Compares the movements that the view computes from a careful reader's claims with those that he
 * gives.
 *
 * usage: gold_circle CLAIMS.tsv CIRCLE.tsv FORMULA AS_OF SINCE [DOC=PUBLISHED …] [-v]
 *
 * CLAIMS.tsv has the columns of GUIDE.md, CIRCLE.tsv ego, alter, movement, reason, docs. Of codes
 * such as `taliban|AFG` the first counts. Prints a line for each alter and the agreement; an alter
 * of which no claim tells is `absent`, and `unknown` is right where the gold says thin evidence. */
#include <stdio.h>
#include <stdlib.h>

#include "../ledger/sample.h"
#include "base/buffer.h"
#include "base/file.h"
#include "base/limits.h"
#include "view/view.h"

static struct slice first_code(struct slice codes)
{
    struct slice code = codes;
    slice_split(&codes, '|', &code);
    return code;
}

static void fail(const struct error *error)
{
    fprintf(stderr, "gold_circle: %s\n", error->message);
    exit(1);
}

static const char *published_of(struct slice doc, int count, char **arguments)
{
    for (int i = 0; i < count; i++) {
        if (strncmp(arguments[i], doc.at, doc.length) == 0 && arguments[i][doc.length] == '=') {
            return arguments[i] + doc.length + 1;
        }
    }
    return "";
}

static void sample_flush(struct ledger *ledger, struct arena *arena, struct sample *sample)
{
    struct error error = {0};
    bool added;
    sample_end(sample, arena);
    if (!ledger_add(ledger, &sample->article, &sample->claims, &added, &error)) {
        fail(&error);
    }
}

static void load(struct ledger *ledger, struct arena *arena, const char *path, int count,
                 char **arguments)
{
    struct error error = {0};
    struct slice rest, line, doc = {0};
    struct sample sample = {0};
    if (!file_read(arena, path, LIMIT_DATA_BYTES, &rest, &error)) {
        fail(&error);
    }
    while (slice_split(&rest, '\n', &line)) {
        struct slice cells[9] = {0}, left = line;
        for (int i = 0; i < 9; i++) {
            slice_split(&left, '\t', &cells[i]);
        }
        if (!line.length) {
            continue;
        }
        if (!slice_equal(doc, cells[0])) {
            if (doc.length) {
                sample_flush(ledger, arena, &sample);
            }
            doc = cells[0];
            const char *name = slice_print(arena, "%.*s", SLICE_ARGS(doc)).at;
            sample_begin(&sample, arena, name, published_of(doc, count, arguments));
        }
        const struct slice columns[SAMPLE_COLUMNS] = {
            cells[1], first_code(cells[2]), cells[3], cells[4], first_code(cells[5]),
            cells[6], first_code(cells[7])};
        sample_claim(&sample, arena, columns, cells[8]);
    }
    sample_flush(ledger, arena, &sample);
}

static const struct circle_row *row_of(const struct circle *circle, struct slice alter)
{
    for (size_t i = 0; i < circle->row_count; i++) {
        if (slice_equal(circle->rows[i].alter, alter)) {
            return &circle->rows[i];
        }
    }
    return NULL;
}

static void compare(struct arena *arena, const struct circle *circle, const char *path)
{
    struct error error = {0};
    struct slice rest, line;
    size_t right = 0, total = 0, absent = 0;
    if (!file_read(arena, path, LIMIT_DATA_BYTES, &rest, &error)) {
        fail(&error);
    }
    while (slice_split(&rest, '\n', &line)) {
        struct slice cells[4] = {0}, left = line;
        for (int i = 0; i < 4; i++) {
            slice_split(&left, '\t', &cells[i]);
        }
        if (!slice_equal(cells[0], circle->ego)) {
            continue;
        }
        const struct circle_row *row = row_of(circle, first_code(cells[1]));
        const char *found = row ? movement_name(row->movement) : "absent";
        bool thin = slice_find(cells[3], SLICE("thin evidence"), 0) != SIZE_MAX;
        bool same = slice_is(cells[2], found) || (thin && row && row->movement == MOVEMENT_UNKNOWN);
        total++;
        right += same;
        absent += !row;
        printf("%s %-14.*s gold %-10.*s here %-10s %s%.*s\n", same ? "  " : "! ",
               SLICE_ARGS(cells[1]), SLICE_ARGS(cells[2]), found, row ? "" : "no claim",
               SLICE_ARGS(row ? row->reason : SLICE("")));
    }
    printf("agreement %zu of %zu, %zu of the others absent\n", right, total, absent);
}

int main(int count, char **arguments)
{
    if (count < 6) {
        fputs("usage: gold_circle CLAIMS CIRCLE FORMULA AS_OF SINCE [DOC=DAY …] [-v]\n", stderr);
        return 2;
    }
    struct arena arena = {0};
    struct error error = {0};
    const struct formula *formula;
    struct circle circle = {.explain = true};
    struct edtf as_of, since;
    struct ledger *ledger = sample_ledger();
    load(ledger, &arena, arguments[1], count - 6, arguments + 6);
    circle.ego = slice_of(getenv("EGO") ? getenv("EGO") : "RUS");
    if (!edtf_parse(slice_of(arguments[4]), &as_of) ||
        !edtf_parse(slice_of(arguments[5]), &since)) {
        return 2;
    }
    circle.time = (struct view_time){edtf_first(as_of), edtf_first(since), DAY_AFTER_ALL};
    if (!ledger_fold(ledger, &error) ||
        !view_formula_load(&arena, arguments[3], &formula, &error) ||
        !view_circle(&arena, ledger, formula, NULL, &circle, &error)) {
        fail(&error);
    }
    if (strcmp(arguments[count - 1], "-v") == 0) {
        struct buffer out = {0};
        view_print_circle(&out, &circle, false);
        fputs(out.at, stdout);
        buffer_free(&out);
    }
    compare(&arena, &circle, arguments[2]);
    sample_remove(ledger);
    arena_free(&arena);
    return 0;
}
