/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* entente lineage: which articles are copies, rewrites or translations of one another, with the
 * figures that say so; and the families that they form. A pair's row does not hang on the order of
 * the arguments. */
#include <stdlib.h>

#include "cli/shared.h"
#include "lineage/lineage.h"

#define ANCHORS_SHOWN 40

/* An article as far as it is printed. */
struct entry {
    struct slice id, path;
    struct article article; /* these two only where the anchors are to be shown */
    struct imprint imprint;
};

struct pair {
    uint32_t a, b; /* in the order of their names */
    struct kinship kinship;
};

struct genealogist {
    struct arena arena; /* what outlives an article */
    const struct article_rules *rules;
    const struct lineage_names *names;
    struct lineage_index *index;
    struct entry *entries;
    size_t count;
    struct pair *pairs;
    size_t pair_count;
    bool explain;
};

static int compare_entries(const struct entry *a, const struct entry *b)
{
    int order = slice_compare(a->id, b->id);
    return order ? order : slice_compare(a->path, b->path);
}

/* ------------------------------------------------------------------------------- reading */

static bool genealogist_open(struct genealogist *all, const char *data, const char *extra,
                             struct error *err)
{
    const struct actor_register *actors;
    const char *folder = data_folder(&all->arena, data);
    all->index = lineage_open();
    return article_rules_load(&all->arena, folder, &all->rules, err) &&
           register_open(&all->arena, folder, extra, &actors, err) &&
           lineage_names_load(&all->arena, folder, actors, &all->names, err);
}

static void genealogist_close(struct genealogist *all)
{
    lineage_close(all->index);
    arena_free(&all->arena);
}

static void add_pair(struct genealogist *all, uint32_t x, struct relative relative)
{
    uint32_t y = relative.number;
    bool right = compare_entries(&all->entries[x], &all->entries[y]) <= 0;
    *arena_push(&all->arena, all->pairs, all->pair_count) =
        (struct pair){right ? x : y, right ? y : x, relative.kinship};
}

/* What reading the inputs one after another needs. */
struct reader {
    struct genealogist *all;
    struct console *console;
    struct log log;
    struct arena passing; /* lasts for one article */
    size_t failed;
};

static bool read_article(struct reader *reader, const struct document *given, struct error *err)
{
    struct genealogist *all = reader->all;
    struct arena *arena = all->explain ? &all->arena : &reader->passing;
    struct document document = document_copy(arena, given);
    struct article article;
    struct imprint imprint;
    struct relative_list relatives;
    document.id = slice_copy(&all->arena, given->id);
    document.path = slice_copy(&all->arena, given->path);
    if (!article_read(arena, all->rules, &document, &reader->log, &article, err)) {
        return false;
    }
    lineage_imprint(arena, all->names, &article, &imprint);
    uint32_t number = lineage_add(all->index, &reader->passing, &imprint, &relatives);
    *arena_push(&all->arena, all->entries, all->count) =
        (struct entry){document.id, document.path, article, imprint};
    for (size_t i = 0; i < relatives.count; i++) {
        add_pair(all, number, relatives.items[i]);
    }
    return true;
}

static bool read_piece(void *context, const struct document *document, struct error *err)
{
    struct reader *reader = context;
    struct error fault;
    (void)err;
    if (!read_article(reader, document, &fault)) {
        console_say(reader->console, "%s", fault.message);
        reader->failed++;
    }
    arena_free(&reader->passing);
    return true;
}

static bool read_document(void *context, const struct document *document, struct error *err)
{
    struct reader *reader = context;
    return article_split(reader->all->rules, document, read_piece, reader, err);
}

/* Reads all inputs, each path once; gives how many could not be read. */
static size_t read_inputs(struct genealogist *all, const struct input_list *inputs,
                          struct console *console)
{
    struct reader reader = {.all = all,
                            .console = console,
                            .log = console_log(console),
                            .failed = inputs->problem_count};
    struct map seen = {0};
    struct error err;
    for (size_t i = 0; i < inputs->count; i++) {
        struct slice path = slice_of(inputs->paths[i]);
        console_progress(console, i, inputs->count);
        if (map_get(&seen, path) == MAP_NONE) {
            map_put(&seen, &all->arena, path, 1);
            input_read(path.at, &reader.log, read_document, &reader, &reader.failed, &err);
        }
    }
    console_progress(console, inputs->count, inputs->count);
    return reader.failed;
}

/* ----------------------------------------------------------------------------- in order */

static int compare_entry_places(const void *x, const void *y)
{
    return compare_entries(*(const struct entry *const *)x, *(const struct entry *const *)y);
}

static int compare_pairs(const void *x, const void *y)
{
    const struct pair *p = x, *q = y;
    return p->a != q->a ? (p->a > q->a) - (p->a < q->a) : (p->b > q->b) - (p->b < q->b);
}

/* The entries in the order of their names; the pairs then speak of places in it, in order too. */
static const struct entry **put_in_order(struct genealogist *all)
{
    const struct entry **order = arena_array(&all->arena, all->count + 1, sizeof *order);
    uint32_t *ranks = arena_array(&all->arena, all->count + 1, sizeof *ranks);
    for (size_t i = 0; i < all->count; i++) {
        order[i] = &all->entries[i];
    }
    if (all->count > 1) {
        qsort(order, all->count, sizeof *order, compare_entry_places);
    }
    for (size_t i = 0; i < all->count; i++) {
        ranks[order[i] - all->entries] = (uint32_t)i;
    }
    for (size_t i = 0; i < all->pair_count; i++) {
        all->pairs[i].a = ranks[all->pairs[i].a];
        all->pairs[i].b = ranks[all->pairs[i].b];
    }
    if (all->pair_count > 1) {
        qsort(all->pairs, all->pair_count, sizeof *all->pairs, compare_pairs);
    }
    return order;
}

/* ------------------------------------------------------------------------------- printing */

static struct slice anchor_text(const struct entry *entry, size_t anchor)
{
    struct anchor_place place = entry->imprint.places[anchor];
    return slice_part(entry->article.text, place.begin, place.end);
}

/* Calls for each anchor in common order: "Pékin" or, where the two say it differently,
 * "Beijing = Pékin". */
static void print_anchors(struct buffer *out, const struct entry *a, const struct entry *b,
                          bool json)
{
    struct arena arena = {0};
    struct anchor_match_list matches;
    lineage_explain(&arena, &a->imprint, &b->imprint, &matches);
    for (size_t i = 0; i < matches.count; i++) {
        struct slice x = anchor_text(a, matches.items[i].a);
        struct slice y = anchor_text(b, matches.items[i].b);
        if (json) {
            buffer_add(out, i ? SLICE(", [") : SLICE("["));
            buffer_json(out, x);
            buffer_add(out, SLICE(", "));
            buffer_json(out, y);
            buffer_add(out, SLICE("]"));
        } else if (i < ANCHORS_SHOWN) {
            buffer_add(out, i ? SLICE(" · ") : SLICE(": "));
            buffer_cell(out, x);
            if (!slice_equal(x, y)) {
                buffer_add(out, SLICE(" = "));
                buffer_cell(out, y);
            }
        }
    }
    if (!json && matches.count > ANCHORS_SHOWN) {
        buffer_print(out, " and %zu more", matches.count - ANCHORS_SHOWN);
    }
    arena_free(&arena);
}

static void print_pair(struct buffer *out, const struct pair *pair,
                       const struct entry *const *order, bool explain)
{
    const struct entry *a = order[pair->a], *b = order[pair->b];
    buffer_cell(out, a->id);
    buffer_add(out, SLICE("\t"));
    buffer_cell(out, b->id);
    buffer_print(out, "\t%s\tscore %.2f, z %.1f, coverage %.2f, verbatim %.2f",
                 descent_name(pair->kinship.descent), pair->kinship.score, pair->kinship.z,
                 pair->kinship.coverage, pair->kinship.verbatim);
    if (explain) {
        print_anchors(out, a, b, false);
    }
    buffer_add(out, SLICE("\n"));
}

static void print_pair_json(struct buffer *out, const struct pair *pair,
                            const struct entry *const *order, bool explain)
{
    const struct entry *a = order[pair->a], *b = order[pair->b];
    buffer_add(out, SLICE("{\"a\": "));
    buffer_json(out, a->id);
    buffer_add(out, SLICE(", \"b\": "));
    buffer_json(out, b->id);
    buffer_print(out,
                 ", \"relation\": \"%s\", \"score\": %.4f, \"z\": %.2f, \"coverage\": %.4f"
                 ", \"verbatim\": %.4f",
                 descent_name(pair->kinship.descent), pair->kinship.score, pair->kinship.z,
                 pair->kinship.coverage, pair->kinship.verbatim);
    if (explain) {
        buffer_add(out, SLICE(", \"anchors\": ["));
        print_anchors(out, a, b, true);
        buffer_add(out, SLICE("]"));
    }
    buffer_add(out, SLICE("}"));
}

static void print_credits(struct buffer *out, uint32_t credits, bool json)
{
    bool first = true;
    for (size_t i = 0; i < CREDITS_AT_MOST; i++) {
        if (credits >> i & 1) {
            buffer_add(out, first ? SLICE("") : json ? SLICE(", ") : SLICE(" "));
            buffer_print(out, json ? "\"%s\"" : "%s", lineage_credit_name(i));
            first = false;
        }
    }
}

/* The members of one family, as places in the order of names. */
struct family {
    const struct entry *speaker;
    const uint32_t *next; /* of each place the next one of its family, or UINT32_MAX */
    uint32_t first;
    uint32_t credits;
};

static void print_family(struct buffer *out, const struct family *family,
                         const struct entry *const *order)
{
    buffer_cell(out, family->speaker->id);
    for (uint32_t i = family->first; i != UINT32_MAX; i = family->next[i]) {
        buffer_add(out, i == family->first ? SLICE("\t") : SLICE(" "));
        buffer_cell(out, order[i]->id);
    }
    buffer_add(out, SLICE("\t"));
    print_credits(out, family->credits, false);
    buffer_add(out, SLICE("\n"));
}

static void print_family_json(struct buffer *out, const struct family *family,
                              const struct entry *const *order)
{
    buffer_add(out, SLICE("{\"speaker\": "));
    buffer_json(out, family->speaker->id);
    buffer_add(out, SLICE(", \"members\": ["));
    for (uint32_t i = family->first; i != UINT32_MAX; i = family->next[i]) {
        buffer_add(out, i == family->first ? SLICE("") : SLICE(", "));
        buffer_json(out, order[i]->id);
    }
    buffer_add(out, SLICE("], \"credits\": ["));
    print_credits(out, family->credits, true);
    buffer_add(out, SLICE("]}"));
}

/* Families of two members and more, in the order of their first members' names. */
static void print_families(struct buffer *out, struct genealogist *all,
                           const struct entry *const *order, bool json)
{
    uint32_t *next = arena_array(&all->arena, all->count + 1, sizeof *next);
    uint32_t *heads = arena_array(&all->arena, all->count + 1, sizeof *heads);
    bool first = true;
    memset(heads, 0xFF, all->count * sizeof *heads);
    for (size_t i = all->count; i-- > 0;) {
        uint32_t speaker = lineage_speaker(all->index, (uint32_t)(order[i] - all->entries));
        next[i] = heads[speaker];
        heads[speaker] = (uint32_t)i;
    }
    for (size_t i = 0; i < all->count; i++) {
        uint32_t number = (uint32_t)(order[i] - all->entries);
        uint32_t speaker = lineage_speaker(all->index, number);
        if (heads[speaker] != i || next[i] == UINT32_MAX) {
            continue;
        }
        struct family family = {&all->entries[speaker], next, (uint32_t)i,
                                lineage_credits(all->index, number)};
        if (json) {
            buffer_add(out, first ? SLICE("") : SLICE(", "));
            print_family_json(out, &family, order);
        } else {
            print_family(out, &family, order);
        }
        first = false;
    }
}

struct layout {
    bool json, families;
};

static void print_all(struct buffer *out, struct genealogist *all, struct layout layout)
{
    const struct entry **order = put_in_order(all);
    if (layout.json) {
        buffer_add(out, SLICE("{\"pairs\": ["));
        for (size_t i = 0; i < all->pair_count; i++) {
            buffer_add(out, i ? SLICE(", ") : SLICE(""));
            print_pair_json(out, &all->pairs[i], order, all->explain);
        }
        buffer_add(out, SLICE("], \"families\": ["));
        print_families(out, all, order, true);
        buffer_add(out, SLICE("]}\n"));
    } else if (layout.families) {
        print_families(out, all, order, false);
    } else {
        for (size_t i = 0; i < all->pair_count; i++) {
            print_pair(out, &all->pairs[i], order, all->explain);
        }
    }
}

static int run(int argc, char **argv)
{
    const char *data = NULL, *extra = NULL;
    struct layout layout = {0};
    struct genealogist all = {0};
    const struct option_row rows[] = {
        {"families", OPTION_FLAG, NULL,
         "a row for each family instead: who speaks for it, its members, credited agencies",
         &layout.families},
        {"explain", OPTION_FLAG, NULL, "add the anchors that both have in the same order",
         &all.explain},
        ROW_JSON(&layout.json),
        ROW_DATA(&data),
        ROW_ACTORS(&extra),
    };
    struct argument_list paths;
    int status;
    if (!options_read(&command_lineage, rows, ROW_COUNT(rows), argc, argv, &paths, &status) ||
        !arguments_check(&command_lineage, paths, 1, SIZE_MAX, &status)) {
        return status;
    }
    struct console console = {0};
    struct log log = console_log(&console);
    struct buffer out = {0};
    struct input_list inputs;
    struct error err;
    inputs_find(&all.arena, paths.items, paths.count, &log, &inputs);
    bool good = genealogist_open(&all, data, extra, &err);
    if (good) {
        status = read_inputs(&all, &inputs, &console) ? STATUS_PARTLY : STATUS_DONE;
        print_all(&out, &all, layout);
    }
    genealogist_close(&all);
    return good ? console_give(&out, status) : console_fail(&err);
}

const struct command command_lineage = {
    "lineage",
    "[OPTION]… PATH…",
    "find copies, rewrites and translations among articles",
    "entente lineage --explain articles/",
    run,
};
