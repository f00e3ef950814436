/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes a model file of train/train.py; gives the model. The file stays mapped: embeddings, lists
 * and hashes are used where they lie; the dense matrices (1.7 million weights) are packed for the
 * kernels at load, about 4 MB and 3 ms. All sizes follow from the sections and must agree. */
#include "tree/model.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "base/sections.h"

struct loader {
    struct section_file file;
    struct tree_model *model;
    struct error *err;
};

/* A matrix as the file has it. */
struct quantised {
    const char *scales; /* floats, read by memcpy */
    const int8_t *cells;
    size_t rows, columns;
};

static bool get_quantised(struct loader *l, const char *name, size_t rows, size_t columns,
                          struct quantised *out)
{
    struct section section;
    if (!section_get(&l->file, name, 'q', rows, columns, &section, l->err)) {
        return false;
    }
    *out = (struct quantised){section.data.at,
                              (const int8_t *)section.data.at + 4 * (size_t)section.rows,
                              section.rows, section.columns};
    return true;
}

/* Output o of the packed matrix is row (o % inner) × outer + o / inner of the file's: that turns
 * rows [l][d] into outputs [d][l] where inner is the number of l and outer that of d. */
static void pack(struct loader *l, const struct quantised *from, size_t inner, struct packed *out)
{
    size_t outer = from->rows / inner;
    *out = (struct packed){.outputs = from->rows, .inputs = from->columns};
    out->pairs = (from->columns + 1) / 2;
    size_t width = packed_width(out);
    float *scale = arena_array(&l->model->arena, width, sizeof *scale);
    char *memory = arena_alloc(&l->model->arena, width * out->pairs * 4 + 64);
    int16_t *cells = (int16_t *)(void *)(memory + (64 - (uintptr_t)memory % 64) % 64);
    for (size_t o = 0; o < from->rows; o++) {
        size_t row = o % inner * outer + o / inner;
        memcpy(&scale[o], from->scales + 4 * row, sizeof *scale);
        int16_t *to =
            cells + o / KERNEL_BLOCK * out->pairs * 2 * KERNEL_BLOCK + o % KERNEL_BLOCK * 2;
        for (size_t i = 0; i < from->columns; i++) {
            to[i / 2 * 2 * KERNEL_BLOCK + i % 2] = from->cells[row * from->columns + i];
        }
    }
    out->cells = cells;
    out->scale = scale;
    out->bias = arena_array(&l->model->arena, width, sizeof *out->bias);
}

static bool get_matrix(struct loader *l, const char *name, size_t rows, size_t columns,
                       struct packed *out)
{
    struct quantised from;
    if (!get_quantised(l, name, rows, columns, &from)) {
        return false;
    }
    if (from.columns > KERNEL_WIDEST) {
        return error_set(l->err, ERROR_SYNTAX, "%s: %s has %zu columns, more than %d", l->file.path,
                         name, from.columns, KERNEL_WIDEST);
    }
    pack(l, &from, from.rows, out);
    return true;
}

static bool get_bias(struct loader *l, const char *name, struct packed *out)
{
    struct section section;
    if (!section_get(&l->file, name, 'f', 1, out->outputs, &section, l->err)) {
        return false;
    }
    float *bias = arena_array(&l->model->arena, packed_width(out), sizeof *bias);
    memcpy(bias, section.data.at, 4 * out->outputs);
    out->bias = bias;
    return true;
}

static bool get_linear(struct loader *l, const char *name, size_t rows, size_t columns,
                       struct packed *out)
{
    char weight[32], bias[32];
    snprintf(weight, sizeof weight, "%s.weight", name);
    snprintf(bias, sizeof bias, "%s.bias", name);
    return get_matrix(l, weight, rows, columns, out) && get_bias(l, bias, out);
}

static bool get_table(struct loader *l, const char *name, size_t rows, struct table *out)
{
    struct quantised from;
    if (!get_quantised(l, name, rows, 0, &from)) {
        return false;
    }
    *out = (struct table){(const float *)(const void *)from.scales, from.cells, from.rows,
                          from.columns};
    l->model->input_width += from.columns;
    return true;
}

/* Gives the lines of a text section as slices of the file. */
static bool get_lines(struct loader *l, const char *name, struct slice **out, size_t *count)
{
    struct section section;
    if (!section_get(&l->file, name, 't', 0, 0, &section, l->err)) {
        return false;
    }
    struct slice rest = section.data, line;
    *count = section.rows;
    if (*count > UINT16_MAX || utf8_invalid(rest) != SIZE_MAX) {
        return error_set(l->err, ERROR_SYNTAX, "%s: %s: not a list of text", l->file.path, name);
    }
    *out = arena_array(&l->model->arena, *count, sizeof **out);
    size_t lines = 0;
    while (slice_split(&rest, '\n', &line)) {
        if (lines < *count) {
            (*out)[lines] = line;
        }
        lines++;
    }
    return lines == *count || error_set(l->err, ERROR_SYNTAX, "%s: %s has %zu lines, not %zu",
                                        l->file.path, name, lines, *count);
}

static bool bad_item(struct loader *l, const char *list, struct slice item)
{
    return error_set(l->err, ERROR_SYNTAX, "%s: %s: \"%.*s\" is none", l->file.path, list,
                     (int)(item.length < 60 ? item.length : 60), item.at);
}

static bool get_tags(struct loader *l)
{
    struct tree_model *m = l->model;
    struct slice *items;
    if (!get_lines(l, "tags", &items, &m->tag_count)) {
        return false;
    }
    m->tags = arena_array(&m->arena, m->tag_count, sizeof *m->tags);
    for (size_t i = 0; i < m->tag_count; i++) {
        size_t upos = 0;
        while (upos < UPOS_COUNT && !slice_is(items[i], upos_name((enum upos)upos))) {
            upos++;
        }
        if (upos == UPOS_COUNT) {
            return bad_item(l, "tags", items[i]);
        }
        m->tags[i] = (enum upos)upos;
    }
    return true;
}

static bool get_feats_and_rules(struct loader *l)
{
    struct tree_model *m = l->model;
    struct slice *feats, *rules;
    if (!get_lines(l, "feats", &feats, &m->feats_count) ||
        !get_lines(l, "rules", &rules, &m->rule_count)) {
        return false;
    }
    m->feats = arena_array(&m->arena, m->feats_count, sizeof *m->feats);
    for (size_t i = 0; i < m->feats_count; i++) {
        feats_parse(feats[i], &m->feats[i]);
    }
    m->rules = arena_array(&m->arena, m->rule_count, sizeof *m->rules);
    for (size_t i = 0; i < m->rule_count; i++) {
        if (!lemma_rule_parse(rules[i], &m->rules[i])) {
            return bad_item(l, "rules", rules[i]);
        }
    }
    return true;
}

static bool get_labels(struct loader *l)
{
    struct tree_model *m = l->model;
    struct slice *items;
    if (!get_lines(l, "labels", &items, &m->label_count)) {
        return false;
    }
    m->labels = arena_array(&m->arena, m->label_count, sizeof *m->labels);
    m->root_label = m->label_count;
    for (size_t i = 0; i < m->label_count; i++) {
        struct label *label = &m->labels[i];
        label->text = items[i];
        relation_parse(items[i], &label->relation, &label->subtype);
        if (slice_is(items[i], "root")) {
            m->root_label = i;
        }
        if (items[i].length == 0) {
            return bad_item(l, "labels", items[i]);
        }
    }
    return m->label_count > 1 || bad_item(l, "labels", SLICE("a list of one"));
}

static bool get_words(struct loader *l)
{
    struct section section;
    if (!section_get(&l->file, "words", 'u', 0, 1, &section, l->err)) {
        return false;
    }
    l->model->words = (const uint32_t *)(const void *)section.data.at;
    l->model->word_count = section.rows;
    for (size_t i = 1; i < section.rows; i++) {
        if (l->model->words[i - 1] >= l->model->words[i]) {
            return error_set(l->err, ERROR_SYNTAX, "%s: words are not in order", l->file.path);
        }
    }
    return true;
}

static bool get_embeddings(struct loader *l)
{
    struct tree_model *m = l->model;
    if (!get_words(l) || !get_table(l, "word", m->word_count + 1, &m->word)) {
        return false;
    }
    for (int i = 0; i < FEATURES_HASHED; i++) {
        char name[32];
        snprintf(name, sizeof name, "hashed%d", i);
        if (!get_table(l, name, 0, &m->hashed[i])) {
            return false;
        }
    }
    return !section_present(&l->file, "mark") || get_table(l, "mark", 0, &m->mark);
}

static bool get_layer(struct loader *l, int layer, enum direction direction)
{
    struct tree_model *m = l->model;
    char in[32], loop[32], bias[32];
    const char *side = direction == FORWARD ? "forward" : "backward";
    snprintf(in, sizeof in, "lstm%d.%s.in", layer, side);
    snprintf(loop, sizeof loop, "lstm%d.%s.loop", layer, side);
    snprintf(bias, sizeof bias, "lstm%d.%s.bias", layer, side);
    if (!get_matrix(l, loop, 4 * m->hidden, m->hidden, &m->loop[layer][direction])) {
        return false;
    }
    size_t inputs = layer == 0 ? m->input.outputs : 2 * m->hidden;
    return get_matrix(l, in, 4 * m->hidden, inputs, &m->in[layer][direction]) &&
           get_bias(l, bias, &m->in[layer][direction]);
}

static bool get_lstm(struct loader *l)
{
    struct tree_model *m = l->model;
    struct quantised loop;
    if (!get_linear(l, "input", 0, m->input_width, &m->input) ||
        !get_quantised(l, "lstm0.forward.loop", 0, 0, &loop)) {
        return false;
    }
    m->hidden = loop.columns;
    if (m->hidden % 4 || 2 * m->hidden > KERNEL_WIDEST) {
        return error_set(l->err, ERROR_SYNTAX, "%s: %zu hidden cells are not of 4, 8 … %d",
                         l->file.path, m->hidden, KERNEL_WIDEST / 2);
    }
    for (int layer = 0; layer < MODEL_LAYERS; layer++) {
        if (!get_layer(l, layer, FORWARD) || !get_layer(l, layer, BACKWARD)) {
            return false;
        }
    }
    return true;
}

static bool get_heads(struct loader *l)
{
    struct tree_model *m = l->model;
    size_t width = 2 * m->hidden;
    struct quantised label;
    if (!get_linear(l, "tag", m->tag_count, width, &m->tag) ||
        !get_linear(l, "feat", m->feats_count, width, &m->feat) ||
        !get_linear(l, "rule", m->rule_count, width, &m->rule) ||
        !get_linear(l, "arc_dep", 0, width, &m->arc_dep) ||
        !get_linear(l, "arc_head", 0, width, &m->arc_head) ||
        !get_linear(l, "label_dep", 0, width, &m->label_dep) ||
        !get_linear(l, "label_head", 0, width, &m->label_head) ||
        !get_matrix(l, "arc", m->arc_dep.outputs + 1, m->arc_head.outputs, &m->arc)) {
        return false;
    }
    size_t rows = m->label_count * (m->label_dep.outputs + 1), columns = m->label_head.outputs + 1;
    if (columns > KERNEL_WIDEST) {
        return error_set(l->err, ERROR_SYNTAX, "%s: label is too wide", l->file.path);
    }
    if (!get_quantised(l, "label", rows, columns, &label)) {
        return false;
    }
    pack(l, &label, m->label_count, &m->label);
    return true;
}

static bool get_all(struct loader *l)
{
    struct section about;
    if (!section_get(&l->file, "about", 't', 1, 0, &about, l->err)) {
        return false;
    }
    if (utf8_invalid(about.data) != SIZE_MAX) {
        return error_set(l->err, ERROR_SYNTAX, "%s: about is not UTF-8", l->file.path);
    }
    l->model->about = about.data;
    return get_tags(l) && get_feats_and_rules(l) && get_labels(l) && get_embeddings(l) &&
           get_lstm(l) && get_heads(l);
}

/* Which row of the model belongs to each mark of the lexicon. */
static bool join_marks(struct loader *l)
{
    struct tree_model *m = l->model;
    struct slice *names;
    size_t count, known = 0;
    if (!get_lines(l, "marks", &names, &count)) {
        return false;
    }
    m->mark_rows = arena_array(&m->arena, m->lexicon.mark_count, sizeof *m->mark_rows);
    for (size_t i = 0; i < m->lexicon.mark_count; i++) {
        size_t row = 0;
        while (row < count && !slice_equal(names[row], m->lexicon.marks[i])) {
            row++;
        }
        m->mark_rows[i] = row < count ? row : m->mark.rows;
        known += row < count;
    }
    return (count == m->mark.rows && known > 0) ||
           error_set(
               l->err, ERROR_SYNTAX,
               "%s: learnt with a lexicon: lexicon.bin (train/lexicon.py) must lie beside it%s",
               l->file.path, m->lexicon.mark_count ? ", made for the same language" : "");
}

/* The value of "language" in the text about a file, or nothing. */
static struct slice language_of(struct slice about)
{
    static const struct slice key = {"\"language\": \"", 13};
    size_t at = slice_find(about, key, 0);
    size_t end = at == SIZE_MAX ? SIZE_MAX : slice_find(about, SLICE("\""), at + key.length);
    return end == SIZE_MAX ? (struct slice){NULL, 0} : slice_part(about, at + key.length, end);
}

/* A model beside the lexicon of another language would load and understand nothing. */
static bool same_language(struct loader *l)
{
    struct slice mine = language_of(l->model->about), its = language_of(l->model->lexicon.about);
    return slice_equal(mine, its) ||
           error_set(l->err, ERROR_SYNTAX,
                     "%s: of language \"%.*s\", the lexicon beside it of \"%.*s\"", l->file.path,
                     SLICE_ARGS(mine), SLICE_ARGS(its));
}

/* "lexicon.bin" in the folder of the model. */
static bool get_lexicon(struct loader *l)
{
    const char *path = l->file.path, *slash = strrchr(path, '/');
    struct slice folder = {path, slash ? (size_t)(slash - path) + 1 : 0};
    struct slice beside =
        slice_print(&l->model->arena, "%.*slexicon.bin", (int)folder.length, folder.at);
    return lexicon_load(&l->model->arena, beside.at, &l->model->lexicon, l->err) &&
           (l->model->mark.rows == 0 || (join_marks(l) && same_language(l)));
}

bool tree_model_load(const char *path, struct tree_model **out, struct error *err)
{
    struct tree_model *model = calloc(1, sizeof *model);
    if (!model) {
        return error_set(err, ERROR_IO, "%s: out of memory", path);
    }
    static const struct section_format format = {"ENTTREE1", "tree model"};
    struct loader loader = {.model = model, .err = err};
    model->kernels = kernels_best();
    if (!sections_map(path, &format, &model->file, err) ||
        !sections_open(path, &format, model->file, &loader.file, err) || !get_all(&loader) ||
        !get_lexicon(&loader)) {
        tree_model_free(model);
        return false;
    }
    *out = model;
    return true;
}

void tree_model_free(struct tree_model *model)
{
    if (!model) {
        return;
    }
    sections_unmap(model->file);
    lexicon_free(&model->lexicon);
    arena_free(&model->arena);
    free(model);
}

struct slice tree_model_about(const struct tree_model *model)
{
    return model->about;
}
