/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The text of a sample article is its sentences, one a line, so that offsets are true. */
#include "sample.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/buffer.h"

static char path[64];

void sample_begin(struct sample *sample, struct arena *arena, const char *doc,
                  const char *published)
{
    *sample = (struct sample){0};
    sample->article.id = slice_of(doc);
    sample->article.path = slice_print(arena, "%s.txt", doc);
    sample->article.title = slice_print(arena, "Title of %s", doc);
    memcpy(sample->article.language, "en", 3);
    sample->article.published_basis = DATE_STATED;
    if (!edtf_parse(slice_of(published), &sample->article.published)) {
        sample->article.published_basis = DATE_UNKNOWN;
    }
}

void sample_claim(struct sample *sample, struct arena *arena,
                  const struct slice columns[SAMPLE_COLUMNS], struct slice sentence)
{
    uint32_t order = (uint32_t)sample->claims.count;
    struct claim *claim = arena_push(arena, sample->claims.items, sample->claims.count);
    uint64_t hash = slice_hash(sample->article.id, order + 1);
    for (int i = 0; i < SAMPLE_COLUMNS; i++) {
        hash = slice_hash(columns[i], hash);
    }
    struct slice bond = columns[3];
    bool read = edtf_parse(columns[0], &claim->date) &&
                event_type_parse(columns[2], &claim->event) &&
                realis_parse(columns[5], &claim->realis);
    if (bond.length > 1) {
        claim->sign = bond.at[bond.length - 1];
        read &= bond_type_parse(slice_part(bond, 0, bond.length - 1), &claim->bond);
    }
    if (!read) {
        fprintf(stderr, "sample: cannot read the row of '%.*s'\n", SLICE_ARGS(sentence));
        abort();
    }
    claim->id = slice_print(arena, "%016llx", (unsigned long long)hash);
    claim->doc = sample->article.id;
    claim->source = columns[1];
    claim->target = columns[4];
    claim->said_by = columns[6];
    claim->rule = SLICE("sample");
    claim->sentence = sentence;
    claim->tree = SLICE("1\tX\tx\tNOUN\t_\t_\t0\troot\t_\t_\n");
    claim->proposition = SLICE("sample(x)");
    claim->order = order;
}

void sample_end(struct sample *sample, struct arena *arena)
{
    struct buffer text = {0};
    buffer_print(&text, "%.*s\n", SLICE_ARGS(sample->article.title));
    for (size_t i = 0; i < sample->claims.count; i++) {
        struct claim *claim = &sample->claims.items[i];
        claim->begin = claim->sentence_begin = (uint32_t)text.length;
        buffer_add(&text, claim->sentence);
        claim->end = claim->sentence_end = (uint32_t)text.length;
        buffer_add(&text, SLICE("\n"));
    }
    sample->article.text = slice_copy(arena, buffer_slice(&text));
    buffer_free(&text);
}

struct sample sample_make(struct arena *arena, const char *doc, const char *published,
                          const char *rows)
{
    struct sample sample;
    struct slice rest = slice_of(rows), line;
    sample_begin(&sample, arena, doc, published);
    while (slice_split(&rest, '\n', &line)) {
        struct slice columns[SAMPLE_COLUMNS] = {0}, cells = line;
        if (!line.length) {
            continue;
        }
        for (int i = 0; i < SAMPLE_COLUMNS; i++) {
            slice_split(&cells, ' ', &columns[i]);
        }
        sample_claim(&sample, arena, columns, line);
    }
    sample_end(&sample, arena);
    return sample;
}

bool sample_add(struct ledger *ledger, const char *doc, const char *published, const char *rows)
{
    struct arena arena = {0};
    struct error error = {0};
    bool added;
    struct sample sample = sample_make(&arena, doc, published, rows);
    if (!ledger_add(ledger, &sample.article, &sample.claims, &added, &error)) {
        fprintf(stderr, "sample: %s\n", error.message);
        abort();
    }
    arena_free(&arena);
    return added;
}

const char *sample_path(void)
{
    return path;
}

struct ledger *sample_ledger(void)
{
    struct error error = {0};
    struct ledger *ledger;
    snprintf(path, sizeof path, "/tmp/entente-test-XXXXXX");
    int file = mkstemp(path);
    assert(file >= 0);
    close(file);
    if (!ledger_open(path, true, &ledger, &error)) {
        fprintf(stderr, "sample: %s\n", error.message);
        abort();
    }
    return ledger;
}

void sample_remove(struct ledger *ledger)
{
    static const char *const endings[] = {"", "-wal", "-shm"};
    char name[80];
    ledger_close(ledger);
    for (size_t i = 0; i < 3; i++) {
        snprintf(name, sizeof name, "%s%s", path, endings[i]);
        unlink(name);
    }
}
