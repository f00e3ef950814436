/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes rows of embeddings; gives tags, features, lemma rules, heads and labels: forward() of
 * train/train.py. Two bidirectional LSTM layers (Hochreiter & Schmidhuber 1997; Kiperwasser &
 * Goldberg 2016), the second added to the first; biaffine arcs and labels (Dozat & Manning 2017);
 * maximum spanning tree. Cost: about 1.4 million products a word, less where words repeat: what
 * depends on the form alone (embeddings, input layer, gates from the input of the first layer) is
 * computed once for each form; up to eight sentences step side by side so that the weights of the
 * loop are read once for all. */
#pragma GCC optimize("O3")
#include "tree/network.h"

#include <assert.h>
#include <float.h>
#include <stdlib.h>

#include "tree/spanning.h"

#define LANES 8 /* sentences that step side by side */
#define SLAB 64 /* rows whose outputs are computed together where only the best is kept */

struct run {
    struct arena *scratch;
    const struct tree_model *model;
    const struct kernels *kernels;
    struct piece *pieces; /* longest first */
    size_t count;
    size_t *starts; /* first row of each piece */
    size_t rows;    /* of all pieces */
    uint32_t *form; /* of each row: which of the distinct inputs it has */
    size_t width;   /* 2 × hidden */
};

/* Room for rows that are filled at once. */
static struct rounded rounded_rows(struct run *run, size_t rows, const struct packed *reader)
{
    struct rounded made = {.stride = 2 * reader->pairs};
    made.cells = arena_room(run->scratch, rows * made.stride, sizeof *made.cells);
    made.scale = arena_room(run->scratch, rows, sizeof *made.scale);
    return made;
}

static struct rounded round_rows(struct run *run, const float *from, size_t stride, size_t rows,
                                 const struct packed *reader)
{
    struct rounded made = rounded_rows(run, rows, reader);
    run->kernels->round(from, stride, reader->inputs, rows, &made);
    return made;
}

static float *project(struct run *run, const struct packed *matrix, const struct rounded *in,
                      size_t rows)
{
    float *out = arena_room(run->scratch, rows * packed_width(matrix), sizeof *out);
    run->kernels->project(matrix, in, rows, out);
    return out;
}

static int longer_first(const void *a, const void *b)
{
    size_t one = ((const struct piece *)a)->count, two = ((const struct piece *)b)->count;
    return (one < two) - (one > two);
}

/* Numbers the distinct inputs of all rows; gives one row of each. */
static const struct input **distinct_forms(struct run *run, size_t *count)
{
    size_t capacity = 16;
    while (capacity < 2 * run->rows) {
        capacity *= 2;
    }
    uint32_t *places = arena_array(run->scratch, capacity, sizeof *places);
    const struct input **forms = arena_array(run->scratch, run->rows, sizeof *forms);
    *count = 0;
    for (size_t p = 0; p < run->count; p++) {
        for (size_t i = 0; i < run->pieces[p].count; i++) {
            const struct input *input = &run->pieces[p].inputs[i];
            struct slice bytes = {(const char *)input, sizeof *input};
            size_t at = slice_hash(bytes, 0) & (capacity - 1);
            while (places[at] && memcmp(forms[places[at] - 1], input, sizeof *input) != 0) {
                at = (at + 1) & (capacity - 1);
            }
            if (!places[at]) {
                forms[(*count)++] = input;
                places[at] = (uint32_t)*count;
            }
            run->form[run->starts[p] + i] = places[at] - 1;
        }
    }
    return forms;
}

static float *embed(const struct table *table, size_t row, float *out)
{
    assert(row < table->rows);
    const int8_t *cells = table->cells + row * table->columns;
    for (size_t i = 0; i < table->columns; i++) {
        out[i] = cells[i] * table->scale[row];
    }
    return out + table->columns;
}

/* The sum of the rows of the readings' marks. */
static void embed_reading(const struct tree_model *m, uint32_t reading, float *out)
{
    const struct lexicon *lexicon = &m->lexicon;
    memset(out, 0, m->mark.columns * sizeof *out);
    if (reading == 0) {
        return;
    }
    for (size_t at = lexicon->class_starts[reading - 1]; at < lexicon->class_starts[reading];
         at++) {
        size_t row = m->mark_rows[lexicon->class_marks[at]];
        for (size_t i = 0; row < m->mark.rows && i < m->mark.columns; i++) {
            out[i] += m->mark.cells[row * m->mark.columns + i] * m->mark.scale[row];
        }
    }
}

/* Gives the first layer's input of each distinct form. */
static struct rounded first_input(struct run *run, size_t *count)
{
    const struct tree_model *m = run->model;
    const struct input **forms = distinct_forms(run, count);
    float *embedded = arena_room(run->scratch, *count * m->input_width, sizeof *embedded);
    for (size_t i = 0; i < *count; i++) {
        float *to = embed(&m->word, forms[i]->word, embedded + i * m->input_width);
        for (size_t h = 0; h < FEATURES_HASHED; h++) {
            to = embed(&m->hashed[h], forms[i]->hashed[h], to);
        }
        embed_reading(m, forms[i]->reading, to);
    }
    struct rounded in = round_rows(run, embedded, m->input_width, *count, &m->input);
    float *made = project(run, &m->input, &in, *count);
    run->kernels->leak(made, *count * packed_width(&m->input));
    return round_rows(run, made, packed_width(&m->input), *count, &m->in[0][FORWARD]);
}

/* One direction of one layer. */
struct sweep {
    enum direction direction;
    const struct packed *loop;
    const float *gates;   /* from the input: row i of the run has row form[i], or i, of these */
    const uint32_t *form; /* or NULL */
    float *out;           /* [rows][width]; this direction fills its half */
    struct rounded *kept; /* the same rounded, or NULL */
};

/* Steps `lanes` sentences from piece `first` on side by side, the longest first. */
static void sweep_lanes(struct run *run, const struct sweep *s, size_t first, size_t lanes)
{
    struct arena_mark mark = arena_mark(run->scratch);
    size_t hidden = run->model->hidden, width = packed_width(s->loop);
    struct rounded state = rounded_rows(run, lanes, s->loop);
    float *cells = arena_array(run->scratch, lanes * hidden, sizeof *cells);
    float *loop = arena_room(run->scratch, lanes * width, sizeof *loop);
    memset(state.cells, 0, lanes * state.stride * sizeof *state.cells);
    for (size_t lane = 0; lane < lanes; lane++) {
        state.scale[lane] = 1.0f / 32767.0f;
    }
    for (size_t t = 0; t < run->pieces[first].count; t++) {
        while (run->pieces[first + lanes - 1].count <= t) {
            lanes--;
        }
        run->kernels->project(s->loop, &state, lanes, loop);
        for (size_t lane = 0; lane < lanes; lane++) {
            size_t length = run->pieces[first + lane].count;
            size_t row = run->starts[first + lane] + (s->direction == FORWARD ? t : length - 1 - t);
            size_t half = s->direction == FORWARD ? 0 : hidden;
            size_t gates = s->form ? s->form[row] : row;
            struct lstm_step step = {
                .input = s->gates + gates * width,
                .loop = loop + lane * width,
                .cell = cells + lane * hidden,
                .out = s->out + row * run->width + half,
                .state = state.cells + lane * state.stride,
                .kept = s->kept ? s->kept->cells + row * s->kept->stride + half : NULL,
            };
            run->kernels->step(&step, hidden);
        }
    }
    arena_reset(run->scratch, mark);
}

static float *layer(struct run *run, int number, const struct rounded *in, size_t in_rows,
                    struct rounded *kept)
{
    float *out = arena_room(run->scratch, run->rows * run->width, sizeof *out);
    for (enum direction d = FORWARD; d < DIRECTIONS; d++) {
        struct sweep sweep = {
            .direction = d,
            .loop = &run->model->loop[number][d],
            .gates = project(run, &run->model->in[number][d], in, in_rows),
            .form = number == 0 ? run->form : NULL,
            .out = out,
            .kept = kept,
        };
        for (size_t first = 0; first < run->count; first += LANES) {
            sweep_lanes(run, &sweep, first,
                        run->count - first < LANES ? run->count - first : LANES);
        }
    }
    return out;
}

static size_t highest(const float *values, size_t count)
{
    size_t top = 0;
    for (size_t i = 1; i < count; i++) {
        top = values[i] > values[top] ? i : top;
    }
    return top;
}

/* Numbers of the highest values, best first, the lower number first where two are equal. */
static void near_highest(const float *values, size_t count, uint16_t best[NETWORK_RULES])
{
    float least = values[highest(values, count)] - NETWORK_RULE_MARGIN;
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        if (values[i] < least) {
            continue;
        }
        size_t at = found < NETWORK_RULES ? found++ : NETWORK_RULES;
        while (at > 0 && values[best[at - 1]] < values[i]) {
            if (at < NETWORK_RULES) {
                best[at] = best[at - 1];
            }
            at--;
        }
        if (at < NETWORK_RULES) {
            best[at] = (uint16_t)i;
        }
    }
    while (found < NETWORK_RULES) {
        best[found++] = RULE_NONE;
    }
}

/* For each row the numbers of its `kept` (1 or NETWORK_RULES) highest outputs. */
static uint16_t *best_outputs(struct run *run, const struct packed *matrix,
                              const struct rounded *in, size_t kept)
{
    size_t width = packed_width(matrix);
    uint16_t *best = arena_array(run->scratch, run->rows * kept, sizeof *best);
    float *slab = arena_room(run->scratch, SLAB * width, sizeof *slab);
    for (size_t row = 0; row < run->rows; row += SLAB) {
        size_t rows = run->rows - row < SLAB ? run->rows - row : SLAB;
        struct rounded part = {in->cells + row * in->stride, in->scale + row, in->stride};
        run->kernels->project(matrix, &part, rows, slab);
        for (size_t r = 0; r < rows; r++) {
            const float *values = slab + r * width;
            if (kept == 1) {
                best[row + r] = (uint16_t)highest(values, matrix->outputs);
            } else {
                near_highest(values, matrix->outputs, best + (row + r) * NETWORK_RULES);
            }
        }
    }
    return best;
}

static void answer_tags(struct run *run, const float *sum)
{
    const struct tree_model *m = run->model;
    struct rounded in = round_rows(run, sum, run->width, run->rows, &m->tag);
    uint16_t *tag = best_outputs(run, &m->tag, &in, 1),
             *feats = best_outputs(run, &m->feat, &in, 1),
             *rules = best_outputs(run, &m->rule, &in, NETWORK_RULES);
    for (size_t p = 0; p < run->count; p++) {
        for (size_t i = 1; i < run->pieces[p].count; i++) {
            struct answer *answer = &run->pieces[p].answers[i];
            size_t row = run->starts[p] + i;
            answer->tag = tag[row];
            answer->feats = feats[row];
            memcpy(answer->rules, rules + row * NETWORK_RULES, sizeof answer->rules);
        }
    }
}

/* How far the chosen of `count` scores leads all but one other, `barred`, which cannot be chosen.
 */
static float lead(const float *scores, size_t count, size_t chosen, size_t barred)
{
    float next = -FLT_MAX;
    for (size_t i = 0; i < count; i++) {
        next = i != chosen && i != barred && scores[i] > next ? scores[i] : next;
    }
    return scores[chosen] - next;
}

/* scores[word][head] = [dep(word), 1] · arc · head(head): first arc · head for each head, turned
 * so that the heads of one word are summed side by side. */
static void answer_heads(struct run *run, const struct piece *piece, const float *dep,
                         const struct rounded *head)
{
    const struct packed *arc = &run->model->arc;
    size_t n = piece->count, width = packed_width(arc),
           dep_width = packed_width(&run->model->arc_dep);
    float *seen = project(run, arc, head, n);
    float *turned = arena_room(run->scratch, arc->outputs * n, sizeof *turned);
    for (size_t j = 0; j < n; j++) {
        for (size_t d = 0; d < arc->outputs; d++) {
            turned[d * n + j] = seen[j * width + d];
        }
    }
    float *scores = arena_room(run->scratch, n * n, sizeof *scores);
    memset(scores, 0, n * sizeof *scores); /* the root's row */
    for (size_t i = 1; i < n; i++) {
        memcpy(scores + i * n, turned + (arc->outputs - 1) * n, n * sizeof *scores);
        for (size_t d = 0; d + 1 < arc->outputs; d++) {
            run->kernels->add(scores + i * n, turned + d * n, dep[i * dep_width + d], n);
        }
    }
    uint16_t *heads = arena_array(run->scratch, n, sizeof *heads);
    spanning_tree(run->scratch, scores, n, n - 1, heads);
    for (size_t i = 1; i < n; i++) {
        piece->answers[i].head = heads[i];
        piece->answers[i].margin = lead(scores + i * n, n, heads[i], i);
    }
}

/* `root` belongs to the child of 0 and to no other word. */
static uint16_t best_label(const struct tree_model *m, const float *scores, bool is_root)
{
    if (is_root) {
        return (uint16_t)m->root_label;
    }
    size_t best = m->root_label == 0;
    for (size_t l = 0; l < m->label_count; l++) {
        best = scores[l] > scores[best] && l != m->root_label ? l : best;
    }
    return (uint16_t)best;
}

/* scores[label] = [dep, 1] · label · [head, 1]: `seen` is label · [head, 1] of one head; answers
 * for the words that hang on it. */
static void label_children(struct run *run, const struct piece *piece, const float *dep,
                           size_t head, const float *seen)
{
    const struct tree_model *m = run->model;
    size_t labels = m->label_count, deps = m->label_dep.outputs;
    struct arena_mark mark = arena_mark(run->scratch);
    float *scores = arena_room(run->scratch, labels, sizeof *scores);
    for (size_t i = 1; i < piece->count; i++) {
        if (piece->answers[i].head != head) {
            continue;
        }
        memcpy(scores, seen + deps * labels, labels * sizeof *scores);
        for (size_t d = 0; d < deps; d++) {
            float factor = dep[i * packed_width(&m->label_dep) + d];
            run->kernels->add(scores, seen + d * labels, factor, labels);
        }
        struct answer *answer = &piece->answers[i];
        answer->label = best_label(m, scores, head == 0);
        if (head != 0) {
            float margin = lead(scores, labels, answer->label, m->root_label);
            answer->margin = margin < answer->margin ? margin : answer->margin;
        }
    }
    arena_reset(run->scratch, mark);
}

/* The costly half, label · [head, 1], once for each word that is a head, some heads at a time. */
static void answer_labels(struct run *run, const struct piece *piece, const float *dep,
                          const float *head)
{
    const struct packed *label = &run->model->label;
    size_t inputs = label->inputs, count = 0, head_width = packed_width(&run->model->label_head);
    size_t heads[LANES];
    bool *is_head = arena_array(run->scratch, piece->count, sizeof *is_head);
    float *rows = arena_room(run->scratch, LANES * inputs, sizeof *rows);
    float *seen = arena_room(run->scratch, LANES * packed_width(label), sizeof *seen);
    struct rounded in = rounded_rows(run, LANES, label);
    for (size_t i = 1; i < piece->count; i++) {
        is_head[piece->answers[i].head] = true;
    }
    for (size_t h = 0; h < piece->count; h++) {
        if (is_head[h]) {
            memcpy(rows + count * inputs, head + h * head_width, (inputs - 1) * sizeof *rows);
            rows[count * inputs + inputs - 1] = 1;
            heads[count++] = h;
        }
        if (count == LANES || (h + 1 == piece->count && count)) {
            run->kernels->round(rows, inputs, inputs, count, &in);
            run->kernels->project(label, &in, count, seen);
            for (size_t i = 0; i < count; i++) {
                label_children(run, piece, dep, heads[i], seen + i * packed_width(label));
            }
            count = 0;
        }
    }
}

static float *activate(struct run *run, const struct packed *matrix, const struct rounded *in)
{
    float *made = project(run, matrix, in, run->rows);
    run->kernels->leak(made, run->rows * packed_width(matrix));
    return made;
}

static void answer_trees(struct run *run, const float *second)
{
    const struct tree_model *m = run->model;
    struct rounded in = round_rows(run, second, run->width, run->rows, &m->arc_dep);
    float *arc_dep = activate(run, &m->arc_dep, &in), *arc_head = activate(run, &m->arc_head, &in),
          *label_dep = activate(run, &m->label_dep, &in),
          *label_head = activate(run, &m->label_head, &in);
    struct rounded heads =
        round_rows(run, arc_head, packed_width(&m->arc_head), run->rows, &m->arc);
    for (size_t p = 0; p < run->count; p++) {
        struct arena_mark mark = arena_mark(run->scratch);
        size_t start = run->starts[p];
        struct rounded part = {heads.cells + start * heads.stride, heads.scale + start,
                               heads.stride};
        answer_heads(run, &run->pieces[p], arc_dep + start * packed_width(&m->arc_dep), &part);
        answer_labels(run, &run->pieces[p], label_dep + start * packed_width(&m->label_dep),
                      label_head + start * packed_width(&m->label_head));
        arena_reset(run->scratch, mark);
    }
}

void network_run(struct arena *scratch, const struct tree_model *model, struct piece *pieces,
                 size_t count)
{
    struct arena_mark mark = arena_mark(scratch);
    struct run run = {.scratch = scratch,
                      .model = model,
                      .kernels = model->kernels,
                      .pieces = pieces,
                      .count = count,
                      .width = 2 * model->hidden};
    qsort(pieces, count, sizeof *pieces, longer_first);
    run.starts = arena_array(scratch, count + 1, sizeof *run.starts);
    for (size_t p = 0; p < count; p++) {
        run.starts[p] = run.rows;
        run.rows += pieces[p].count;
    }
    run.form = arena_array(scratch, run.rows, sizeof *run.form);
    size_t forms;
    struct rounded in = first_input(&run, &forms);
    struct rounded kept = rounded_rows(&run, run.rows, &model->in[1][FORWARD]);
    for (size_t row = 0; row < run.rows; row++) {
        kept.scale[row] = 1.0f / 32767.0f;
    }
    float *first = layer(&run, 0, &in, forms, &kept);
    float *second = layer(&run, 1, &kept, run.rows, NULL);
    for (size_t i = 0; i < run.rows * run.width; i++) {
        second[i] += first[i];
        first[i] += second[i];
    }
    answer_tags(&run, first);
    answer_trees(&run, second);
    arena_reset(scratch, mark);
}
