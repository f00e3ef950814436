/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* entente read: articles into the ledger.
 *
 * Articles are added BATCH at a time in one transaction, so that an interrupted run keeps all but
 * the last batch and never half an article. An article in a language that is not coded is left out,
 * so that it can be read once the language is there. */
#include "cli/shared.h"

#define BATCH 64

struct reader {
    struct ledger *ledger;
    size_t fresh, unchanged, uncoded, claims;
    size_t pending; /* articles of the open transaction */
    size_t threads; /* that read articles; 0: as many as there are processors */
    const struct actor_register *actors;
    bool *told;     /* by actor: the new articles tell of it */
    int32_t latest; /* day on which a new article was published, or DAY_BEFORE_ALL */
};

/* Notes whom a new article tells of, and when it was published. */
static void note(struct reader *reader, const struct reading *reading)
{
    const struct edtf published = reading->article.published;
    for (size_t i = 0; i < reading->claims.count; i++) {
        const struct claim *claim = &reading->claims.items[i];
        uint32_t source = actor_by_code(reader->actors, claim->source),
                 target = actor_by_code(reader->actors, claim->target);
        reader->told[source == UINT32_MAX ? actor_count(reader->actors) : source] = true;
        reader->told[target == UINT32_MAX ? actor_count(reader->actors) : target] = true;
    }
    if (edtf_is_set(published) && edtf_first(published) > reader->latest) {
        reader->latest = edtf_first(published);
    }
}

static bool keep(void *context, const struct reading *reading, struct error *err)
{
    struct reader *reader = context;
    bool added;
    if (!reading->coded) {
        reader->uncoded++;
        return true;
    }
    if (reader->pending == 0 && !ledger_begin(reader->ledger, err)) {
        return false;
    }
    reader->pending++;
    if (!reading_keep(reader->ledger, reading, &added, err)) {
        return false;
    }
    reader->fresh += added;
    reader->unchanged += !added;
    reader->claims += added ? reading->claims.count : 0;
    if (added) {
        note(reader, reading);
    }
    if (reader->pending < BATCH) {
        return true;
    }
    if (!ledger_commit(reader->ledger, err)) {
        return false;
    }
    reader->pending = 0;
    return true;
}

static bool read_all(struct pipeline *pipeline, struct console *console,
                     const struct input_list *inputs, struct reader *reader,
                     struct article_tally *tally, struct error *err)
{
    if (!articles_each(pipeline, reader->threads, console, inputs, keep, reader, tally, err)) {
        if (reader->pending) {
            ledger_rollback(reader->ledger);
        }
        return false;
    }
    return (reader->pending == 0 || ledger_commit(reader->ledger, err)) &&
           ledger_fold(reader->ledger, err);
}

#define GAPS_NAMED 3

/* Says once which offices, of states that the new articles tell of, nobody is known to hold on the
 * day of the latest of them: who is called so there was left unlinked. */
static bool warn_of_gaps(struct arena *arena, const char *data, struct console *console,
                         const struct reader *reader, struct error *err)
{
    const struct actor_posts *posts;
    struct actor_gap_list gaps;
    struct slice named = {NULL, 0};
    size_t count = 0;
    if (reader->latest == DAY_BEFORE_ALL) {
        return true;
    }
    if (!actor_posts_load(arena, slice_print(arena, "%s/actor", data).at, reader->actors, &posts,
                          err)) {
        return false;
    }
    actor_gaps_find(arena, reader->actors, posts, reader->latest, &gaps);
    for (size_t i = 0; i < gaps.count; i++) {
        const struct actor_gap *gap = &gaps.items[i];
        if (reader->told[gap->actor] && ++count <= GAPS_NAMED) {
            named = slice_print(arena, "%.*s%s%.*s of %.*s", SLICE_ARGS(named),
                                count > 1 ? ", " : "", SLICE_ARGS(gap->post),
                                SLICE_ARGS(actor_at(reader->actors, gap->actor)->code));
        }
    }
    if (count) {
        struct slice day = edtf_print(arena, edtf_day(reader->latest));
        console_say(console,
                    "nobody is known to be %.*s%s on %.*s; who is called so is left unlinked "
                    "(entente actor --gaps --on %.*s)",
                    SLICE_ARGS(named), count > GAPS_NAMED ? " and more" : "", SLICE_ARGS(day),
                    SLICE_ARGS(day));
    }
    return true;
}

/* The tally is part of the log; as JSON it is asked for, and so is data. */
static void print_tally(struct console *console, struct buffer *out, const struct reader *reader,
                        const struct article_tally *tally, bool json)
{
    size_t all = tally->read + tally->failed;
    if (json) {
        buffer_print(out,
                     "{\"articles\": %zu, \"new\": %zu, \"unchanged\": %zu, "
                     "\"not_coded\": %zu, \"failed\": %zu, \"claims\": %zu}\n",
                     all, reader->fresh, reader->unchanged, reader->uncoded, tally->failed,
                     reader->claims);
    } else {
        console_say(
            console, "articles %zu: %zu new, %zu unchanged, %zu not coded, %zu failed; claims %zu",
            all, reader->fresh, reader->unchanged, reader->uncoded, tally->failed, reader->claims);
    }
}

struct read_request {
    struct knowledge knowledge;
    const char *ledger;
    size_t threads;
    bool json;
};

static int read_inputs(struct arena *arena, const struct read_request *request,
                       const struct input_list *inputs)
{
    struct console console = {0};
    struct pipeline *pipeline = NULL;
    struct reader reader = {0};
    struct article_tally tally = {.failed = inputs->problem_count};
    struct buffer out = {0};
    struct error err;
    struct knowledge knowledge = request->knowledge;
    knowledge.data = data_folder(arena, knowledge.data);
    reader.threads = request->threads;
    reader.latest = DAY_BEFORE_ALL;
    bool good = inputs->count == 0 || pipeline_open(knowledge, &pipeline, &err);
    if (good && inputs->count) {
        reader.actors = pipeline_actors(pipeline);
        reader.told = arena_array(arena, actor_count(reader.actors) + 1, sizeof *reader.told);
        good = ledger_open(request->ledger, true, &reader.ledger, &err) &&
               read_all(pipeline, &console, inputs, &reader, &tally, &err) &&
               warn_of_gaps(arena, knowledge.data, &console, &reader, &err);
    }
    ledger_close(reader.ledger);
    pipeline_close(pipeline);
    if (!good) {
        return console_fail(&err);
    }
    print_tally(&console, &out, &reader, &tally, request->json);
    return console_give(&out, tally.failed ? STATUS_PARTLY : STATUS_DONE);
}

static int run(int argc, char **argv)
{
    struct read_request request = {.ledger = LEDGER_DEFAULT};
    const struct option_row rows[] = {ROW_LEDGER(&request.ledger),
                                      ROW_THREADS(&request.threads),
                                      ROW_JSON(&request.json),
                                      ROW_DATA(&request.knowledge.data),
                                      ROW_ACTORS(&request.knowledge.actors),
                                      ROW_CODEBOOK(&request.knowledge.codebook)};
    struct argument_list paths;
    struct input_list inputs;
    struct console console = {0};
    struct log log = console_log(&console);
    int status;
    if (!options_read(&command_read, rows, ROW_COUNT(rows), argc, argv, &paths, &status) ||
        !arguments_check(&command_read, paths, 1, SIZE_MAX, &status)) {
        return status;
    }
    struct arena arena = {0};
    inputs_find(&arena, paths.items, paths.count, &log, &inputs);
    status = read_inputs(&arena, &request, &inputs);
    arena_free(&arena);
    return status;
}

const struct command command_read = {
    "read",
    "[OPTION]… PATH…",
    "read articles (files, folders, - for stdin) into the ledger",
    "entente read --ledger entente.db articles/",
    run,
};
