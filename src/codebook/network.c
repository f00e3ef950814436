/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes the file of sections that train/reader writes, gives the odds of readings. Loading indexes
 * some ten thousand hashes; a reading costs one product of its sum with the hidden layer (48 × 48)
 * and two with outputs. Vectors are rows of int8 with a scale each. */
#include "codebook/network.h"

#include "base/file.h"
#include "base/limits.h"
#include "base/sections.h"

#define WIDTH_LIMIT 256
#define BOND_OUTPUTS (3 * (BOND_COUNT - 1)) /* each with +, -, ~ */

struct sign_table {
    const uint32_t *hashes; /* ascending */
    const float *scales;
    const int8_t *cells;
    size_t rows, columns;
    uint32_t *slots; /* open addressing: row + 1, or 0 */
    size_t mask;
};

struct network {
    struct sign_table tables[SIGN_PARTS];
    size_t width, hidden;
    const float *bias;        /* width */
    const float *layer;       /* hidden rows of width, then hidden biases */
    const float *event_units; /* 16 rows of hidden, then one bias each */
    const float *bond_units;  /* likewise BOND_OUTPUTS */
};

struct loading {
    struct arena *arena;
    struct network *network;
    struct section_file file;
    struct error *err;
};

static void index_rows(struct arena *arena, struct sign_table *table)
{
    size_t size = 16;
    while (size < 2 * table->rows) {
        size *= 2;
    }
    table->slots = arena_array(arena, size, sizeof *table->slots);
    table->mask = size - 1;
    for (size_t row = 0; row < table->rows; row++) {
        size_t at = table->hashes[row] & table->mask;
        while (table->slots[at]) {
            at = (at + 1) & table->mask;
        }
        table->slots[at] = (uint32_t)row + 1;
    }
}

static bool get_table(struct loading *l, enum sign_part part, const char *name, size_t columns)
{
    struct section hashes, vectors;
    char vector_name[24], hash_name[24];
    snprintf(hash_name, sizeof hash_name, "%s.signs", name);
    snprintf(vector_name, sizeof vector_name, "%s.vectors", name);
    if (!section_get(&l->file, hash_name, 'u', 0, 1, &hashes, l->err) ||
        !section_get(&l->file, vector_name, 'q', hashes.rows, columns, &vectors, l->err)) {
        return false;
    }
    struct sign_table *table = &l->network->tables[part];
    *table = (struct sign_table){.hashes = (const void *)hashes.data.at,
                                 .scales = (const void *)vectors.data.at,
                                 .cells = (const int8_t *)vectors.data.at + 4 * hashes.rows,
                                 .rows = hashes.rows,
                                 .columns = columns};
    index_rows(l->arena, table);
    return true;
}

static bool get_floats(struct loading *l, const char *name, size_t rows, size_t columns,
                       const float **out)
{
    struct section section;
    bool found = section_get(&l->file, name, 'f', rows, columns, &section, l->err);
    *out = found ? (const void *)section.data.at : NULL;
    return found;
}

static bool get_all(struct loading *l)
{
    static const char *const names[SIGN_PARTS] = {"clause", "actor", "rule", "pair"};
    struct network *n = l->network;
    struct section bias, layer;
    if (!section_get(&l->file, "bias", 'f', 1, 0, &bias, l->err) ||
        !section_get(&l->file, "layer", 'f', 0, bias.columns + 1, &layer, l->err)) {
        return false;
    }
    n->width = bias.columns;
    n->hidden = layer.rows;
    n->bias = (const void *)bias.data.at;
    n->layer = (const void *)layer.data.at;
    if (n->width > WIDTH_LIMIT || n->hidden > WIDTH_LIMIT) {
        return error_set(l->err, ERROR_SYNTAX, "%s: a layer of more than %d units", l->file.path,
                         WIDTH_LIMIT);
    }
    for (int part = 0; part < SIGN_PARTS; part++) {
        if (!get_table(l, part, names[part], network_columns(n, part))) {
            return false;
        }
    }
    return get_floats(l, "events", EVENT_COUNT, n->hidden + 1, &n->event_units) &&
           get_floats(l, "bonds", BOND_OUTPUTS, n->hidden + 1, &n->bond_units);
}

bool network_load(struct arena *arena, const char *path, const struct network **out,
                  struct error *err)
{
    static const struct section_format format = {"ENTNEAR1", "network of near readings"};
    struct loading l = {
        .arena = arena, .network = arena_alloc(arena, sizeof *l.network), .err = err};
    struct slice bytes;
    *out = l.network;
    return file_read(arena, path, LIMIT_DATA_BYTES, &bytes, err) &&
           sections_open(path, &format, bytes, &l.file, err) && get_all(&l);
}

size_t network_columns(const struct network *network, enum sign_part part)
{
    switch (part) {
    case SIGNS_CLAUSE:
        return network->width;
    case SIGNS_ACTOR:
        return 2 * network->width;
    default:
        return network->width + 2;
    }
}

/* sum += scale × cells. Compiled once more for processors with AVX2, which widen eight int8 at a
 * time; with the same results. */
__attribute__((target_clones("avx2", "default"))) static void
add_row(float *sum, const int8_t *cells, float scale, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        sum[i] += scale * (float)cells[i];
    }
}

void network_add(const struct network *network, enum sign_part part, uint32_t sign, float *sum)
{
    const struct sign_table *table = &network->tables[part];
    for (size_t at = sign & table->mask; table->slots[at]; at = (at + 1) & table->mask) {
        size_t row = table->slots[at] - 1;
        if (table->hashes[row] == sign) {
            add_row(sum, table->cells + row * table->columns, table->scales[row], table->columns);
            return;
        }
    }
}

static float product(const float *a, const float *b, size_t count)
{
    float lanes[8] = {0}, sum = 0;
    size_t i = 0;
    for (; i + 8 <= count; i += 8) {
        for (size_t k = 0; k < 8; k++) {
            lanes[k] += a[i + k] * b[i + k];
        }
    }
    for (; i < count; i++) {
        sum += a[i] * b[i];
    }
    for (size_t k = 0; k < 8; k++) {
        sum += lanes[k];
    }
    return sum;
}

struct network_odds network_weigh(const struct network *network, const struct network_input *input,
                                  const struct coding *coding)
{
    size_t width = network->width, hidden = network->hidden;
    float first[WIDTH_LIMIT], second[WIDTH_LIMIT];
    for (size_t i = 0; i < width; i++) {
        float sum = network->bias[i] + input->clause[i] + input->source[i] + input->target[i] +
                    input->rule[i] + input->pair[i];
        first[i] = sum > 0 ? sum : 0;
    }
    for (size_t i = 0; i < hidden; i++) {
        const float *row = network->layer + i * (width + 1);
        float sum = product(row, first, width) + row[width];
        second[i] = sum > 0 ? sum : 0;
    }
    const float *event = network->event_units + coding->event * (hidden + 1);
    struct network_odds odds = {product(event, second, hidden) + event[hidden] +
                                    input->rule[width] + input->pair[width],
                                0};
    if (coding->bond != BOND_NONE) {
        size_t sign = coding->sign == '+' ? 0 : coding->sign == '-' ? 1 : 2;
        const float *bond = network->bond_units + (3 * (coding->bond - 1) + sign) * (hidden + 1);
        odds.bond = product(bond, second, hidden) + bond[hidden] + input->rule[width + 1] +
                    input->pair[width + 1];
    }
    return odds;
}
