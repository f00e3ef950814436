/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* A network of two units, written by hand as train/sections.py lays a file out: its odds are sums
 * that can be done on paper. Files that are cut or of other sizes are refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "codebook/network.h"

#define WIDTH 2
#define BONDS 36
#define HEADER 48

/* The bytes of a file in the making. */
struct draft {
    unsigned char bytes[8192];
    size_t length, sections;
};

static void put(struct draft *draft, const void *bytes, size_t length)
{
    memcpy(draft->bytes + draft->length, bytes, length);
    draft->length += length;
}

static void section(struct draft *draft, const char *name, char kind, uint32_t rows,
                    uint32_t columns, const void *bytes, uint32_t length)
{
    unsigned char *header = draft->bytes + 12 + HEADER * draft->sections++;
    uint64_t at = (draft->length + 63) / 64 * 64;
    strncpy((char *)header, name, 24);
    header[24] = (unsigned char)kind;
    memcpy(header + 28, &rows, 4);
    memcpy(header + 32, &columns, 4);
    memcpy(header + 36, &length, 4);
    memcpy(header + 40, &at, 8);
    draft->length = at;
    put(draft, bytes, length);
}

/* One sign, of which the vector is 1, 2, … tenths. */
static void table(struct draft *draft, const char *part, uint32_t sign, uint32_t columns)
{
    char name[24];
    struct {
        float scale;
        int8_t cells[8];
    } row = {.scale = 0.1f};
    for (uint32_t i = 0; i < columns; i++) {
        row.cells[i] = (int8_t)(i + 1);
    }
    snprintf(name, sizeof name, "%s.signs", part);
    section(draft, name, 'u', 1, 1, &sign, sizeof sign);
    snprintf(name, sizeof name, "%s.vectors", part);
    section(draft, name, 'q', 1, columns, &row, 4 + columns);
}

static void draft_network(struct draft *draft)
{
    const float bias[WIDTH] = {0.5f, -9}, layer[2][WIDTH + 1] = {{2, 0, 1}, {-1, 0, 0}};
    float events[EVENT_COUNT][3] = {{0}}, bonds[BONDS][3] = {{0}};
    uint32_t count = 12;
    events[EVENT_ACCUSE][0] = 1;
    events[EVENT_ACCUSE][2] = -3;
    bonds[3 * (BOND_TRADE - 1) + 1][0] = 0.5f;
    *draft = (struct draft){.length = 12 + 12 * HEADER};
    memcpy(draft->bytes, "ENTNEAR1", 8);
    memcpy(draft->bytes + 8, &count, 4);
    table(draft, "clause", 11, WIDTH);
    table(draft, "actor", 12, 2 * WIDTH);
    table(draft, "rule", 13, WIDTH + 2);
    table(draft, "pair", 14, WIDTH + 2);
    section(draft, "bias", 'f', 1, WIDTH, bias, sizeof bias);
    section(draft, "layer", 'f', 2, WIDTH + 1, layer, sizeof layer);
    section(draft, "events", 'f', EVENT_COUNT, 3, events, sizeof events);
    section(draft, "bonds", 'f', BONDS, 3, bonds, sizeof bonds);
}

static bool load(const struct draft *draft, size_t length, struct arena *arena,
                 const struct network **out, struct error *err)
{
    char path[] = "/tmp/entente-network-XXXXXX";
    int file = mkstemp(path);
    assert_true(file >= 0 && write(file, draft->bytes, length) == (ssize_t)length);
    close(file);
    bool good = network_load(arena, path, out, err);
    unlink(path);
    return good;
}

static void odds_are_sums_of_vectors(void **state)
{
    (void)state;
    struct draft draft;
    struct arena arena = {0};
    const struct network *network;
    struct error err = {0};
    draft_network(&draft);
    if (!load(&draft, draft.length, &arena, &network, &err)) {
        fail_msg("%s", err.message);
    }
    assert_int_equal(network_columns(network, SIGNS_CLAUSE), WIDTH);
    assert_int_equal(network_columns(network, SIGNS_ACTOR), 2 * WIDTH);
    assert_int_equal(network_columns(network, SIGNS_PAIR), WIDTH + 2);
    float clause[WIDTH] = {0}, actor[2 * WIDTH] = {0}, rule[WIDTH + 2] = {0}, pair[WIDTH + 2] = {0};
    network_add(network, SIGNS_CLAUSE, 11, clause);
    network_add(network, SIGNS_CLAUSE, 99, clause); /* unknown: adds nothing */
    network_add(network, SIGNS_ACTOR, 12, actor);
    network_add(network, SIGNS_RULE, 13, rule);
    const struct coding coding = {EVENT_ACCUSE, BOND_TRADE, '-'};
    const struct network_input input = {clause, actor, actor + WIDTH, rule, pair};
    /* first unit 0.5 + 0.1 + 0.1 + 0.3 + 0.1 = 1.1, the second below zero; layer 2 × 1.1 + 1 = 3.2
     * and -1.1 */
    struct network_odds odds = network_weigh(network, &input, &coding);
    assert_true(odds.event > 0.4999f && odds.event < 0.5001f); /* 3.2 - 3 + 0.3 at once */
    assert_true(odds.bond > 1.9999f && odds.bond < 2.0001f);   /* half of 3.2, and 0.4 */
    arena_free(&arena);
}

static void broken_files_are_refused(void **state)
{
    (void)state;
    struct draft draft;
    draft_network(&draft);
    for (size_t length = 0; length < draft.length; length += 41) {
        struct arena arena = {0};
        const struct network *network;
        struct error err = {0};
        assert_false(load(&draft, length, &arena, &network, &err));
        assert_true(err.code == ERROR_SYNTAX && strlen(err.message) > 0);
        arena_free(&arena);
    }
    struct arena arena = {0};
    const struct network *network;
    struct error err = {0};
    draft.bytes[12 + HEADER * 3 + 32] = WIDTH; /* actors need two vectors */
    assert_false(load(&draft, draft.length, &arena, &network, &err));
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(odds_are_sums_of_vectors),
        cmocka_unit_test(broken_files_are_refused),
    };
    return cmocka_run_group_tests_name("network", tests, NULL, NULL);
}
