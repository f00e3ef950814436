/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What several subcommands need; the environment is read here and nowhere else. */
#include "cli/shared.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"

#define PATH_BYTES 4096
#define THREADS_BY_DEFAULT 8 /* each holds two articles with all that was read in them */

/* share/entente of the prefix that the program was installed under, or NULL. */
static const char *installed_folder(struct arena *arena)
{
    char path[PATH_BYTES];
    ssize_t length = readlink("/proc/self/exe", path, sizeof path);
    if (length <= 0 || (size_t)length == sizeof path) {
        return NULL;
    }
    for (int up = 0; up < 2; up++) {
        while (length > 0 && path[--length] != '/') {
        }
    }
    return slice_print(arena, "%.*s/share/entente", (int)length, path).at;
}

const char *data_folder(struct arena *arena, const char *given)
{
    const char *environment = getenv("ENTENTE_DATA");
    if (given) {
        return given;
    }
    if (environment && *environment) {
        return environment;
    }
    const char *installed = installed_folder(arena);
    if (installed && access(installed, R_OK) == 0 && access(ENTENTE_DATA, R_OK) != 0) {
        return installed;
    }
    return ENTENTE_DATA;
}

bool register_open(struct arena *arena, const char *data, const char *extra,
                   const struct actor_register **out, struct error *err)
{
    const char *folder = slice_print(arena, "%s/actor", data).at;
    return actor_register_load(arena, folder, extra, out, err);
}

bool actor_typed(const struct actor_register *actors, const char *typed, int32_t day,
                 struct slice *out, struct error *err)
{
    struct slice nearest = {0};
    uint32_t index = actor_resolve(actors, slice_of(typed), day, &nearest);
    if (index != UINT32_MAX) {
        *out = actor_at(actors, index)->code;
        return true;
    }
    if (nearest.length) {
        return error_set(err, ERROR_NOT_FOUND, "no actor '%s'; did you mean '%.*s'?", typed,
                         SLICE_ARGS(nearest));
    }
    return error_set(err, ERROR_NOT_FOUND, "no actor '%s'", typed);
}

struct view_time time_asked(struct edtf as_of, struct edtf since, struct edtf known_by)
{
    return (struct view_time){
        .as_of = edtf_is_set(as_of) ? edtf_last(as_of) : DAY_AFTER_ALL,
        .since = edtf_is_set(since) ? edtf_first(since) : DAY_BEFORE_ALL,
        .known_by = edtf_is_set(known_by) ? edtf_last(known_by) : DAY_AFTER_ALL,
    };
}

bool page_style(struct arena *arena, const char *data, const struct page_request *page,
                struct buffer *out, struct error *err)
{
    if (page->json) {
        return true;
    }
    struct text_style *style = arena_alloc(arena, sizeof *style);
    *style = console_style();
    out->style = style;
    if (!page->dates) {
        return true;
    }
    const char *path = slice_print(arena, "%s/%s/dates.txt", data, page->dates).at;
    if (strchr(page->dates, '/') || access(path, R_OK) != 0) {
        return error_set(err, ERROR_NOT_FOUND, "no dates in words of the language '%s'",
                         page->dates);
    }
    return date_words_load(arena, path, &style->dates, err);
}

size_t page_rows(const struct page_request *page, size_t count)
{
    if (!page->limit || page->limit >= count) {
        return count;
    }
    struct console console = {0};
    console_say(&console, "%zu of %zu rows; --limit leaves out the others", page->limit, count);
    return page->limit;
}

bool picture_write(const char *path, struct buffer *out, struct error *err)
{
    bool done = file_write(path, buffer_slice(out), err);
    buffer_free(out);
    return done;
}

bool desk_open(struct desk *desk, struct desk_request request, struct error *err)
{
    *desk = (struct desk){0};
    desk->data = data_folder(&desk->arena, request.data);
    return (request.nameless ||
            register_open(&desk->arena, desk->data, request.extra, &desk->actors, err)) &&
           ledger_open(request.ledger ? request.ledger : LEDGER_DEFAULT, request.write,
                       &desk->ledger, err);
}

bool formula_open(struct desk *desk, const char *path, const struct formula **out,
                  struct error *err)
{
    const char *file = path ? path : slice_print(&desk->arena, "%s/circle.txt", desk->data).at;
    return view_formula_load(&desk->arena, file, out, err);
}

void desk_close(struct desk *desk)
{
    ledger_close(desk->ledger);
    arena_free(&desk->arena);
}

int answer_run(const struct answer_request *request, answer_give *give, const void *question,
               struct argument_list names)
{
    struct desk desk;
    struct buffer out = {0};
    struct error err;
    bool good = desk_open(&desk, request->desk, &err) &&
                page_style(&desk.arena, desk.data, &request->page, &out, &err) &&
                give(question, &desk, names, &out, &err);
    desk_close(&desk);
    if (!good) {
        buffer_free(&out);
        return console_fail(&err);
    }
    return console_give(&out, STATUS_DONE);
}

bool pair_typed(const struct desk *desk, struct argument_list names, int32_t day, struct slice *a,
                struct slice *b, struct error *err)
{
    return (names.count < 1 || actor_typed(desk->actors, names.items[0], day, a, err)) &&
           (names.count < 2 || actor_typed(desk->actors, names.items[1], day, b, err));
}

/* What reading one document after another needs. */
struct article_walk {
    const struct pipeline *pipeline;
    struct pool *pool;
    struct console *console;
    article_visit *visit;
    void *context;
    struct article_tally *tally;
};

static bool give_piece(void *context, const struct document *document, struct error *err)
{
    struct article_walk *walk = context;
    return pool_give(walk->pool, document, err);
}

static bool give_document(void *context, const struct document *document, struct error *err)
{
    struct article_walk *walk = context;
    return pipeline_split(walk->pipeline, document, give_piece, walk, err);
}

static bool keep_parts(struct ledger *ledger, const struct reading *reading, bool *added,
                       struct error *err)
{
    return ledger_add(ledger, &reading->article, &reading->claims, added, err) &&
           (!*added || (ledger_note(ledger, &reading->article, &reading->details, err) &&
                        ledger_relate(ledger, &reading->article, &reading->imprint, err)));
}

bool reading_keep(struct ledger *ledger, const struct reading *reading, bool *added,
                  struct error *err)
{
    if (!ledger_begin(ledger, err)) {
        return false;
    }
    if (!keep_parts(ledger, reading, added, err) || !ledger_commit(ledger, err)) {
        ledger_rollback(ledger);
        return false;
    }
    return true;
}

static bool take_reading(void *context, const struct reading *reading, const struct error *fault,
                         struct error *err)
{
    struct article_walk *walk = context;
    if (!reading) {
        console_say(walk->console, "%s", fault->message);
        walk->tally->failed++;
        return true;
    }
    walk->tally->read++;
    return walk->visit(walk->context, reading, err);
}

/* As many threads as asked for, or as processors. */
static unsigned count_threads(size_t asked)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    unsigned there = processors < 1                    ? 1
                     : processors > THREADS_BY_DEFAULT ? THREADS_BY_DEFAULT
                                                       : (unsigned)processors;
    return !asked ? there : asked > POOL_THREADS_AT_MOST ? POOL_THREADS_AT_MOST : (unsigned)asked;
}

bool articles_each(struct pipeline *pipeline, size_t threads, struct console *console,
                   const struct input_list *inputs, article_visit *visit, void *context,
                   struct article_tally *out, struct error *err)
{
    struct log log = console_log(console);
    struct article_walk walk = {
        .pipeline = pipeline, .console = console, .visit = visit, .context = context, .tally = out};
    *out = (struct article_tally){.failed = inputs->problem_count};
    bool good = pool_open(pipeline, count_threads(threads),
                          (struct pool_receiver){take_reading, &walk, &log}, &walk.pool, err);
    for (size_t i = 0; i < inputs->count && good; i++) {
        console_progress(console, i, inputs->count);
        good = input_read(inputs->paths[i], &log, give_document, &walk, &out->failed, err);
    }
    good = good && pool_finish(walk.pool, err);
    console_progress(console, inputs->count, inputs->count);
    pool_close(walk.pool);
    return good;
}

static int print_inputs(struct arena *arena, struct knowledge knowledge, bool json, bool thorough,
                        struct argument_list paths, article_visit *visit)
{
    struct console console = {0};
    struct log log = console_log(&console);
    struct article_printer printer = {.json = json};
    struct pipeline *pipeline = NULL;
    struct input_list inputs;
    struct article_tally tally;
    struct error err;
    inputs_find(arena, paths.items, paths.count, &log, &inputs);
    if (inputs.count == 0) {
        return STATUS_PARTLY;
    }
    knowledge.data = data_folder(arena, knowledge.data);
    bool good = pipeline_open(knowledge, &pipeline, &err);
    if (good) {
        printer.actors = pipeline_actors(pipeline);
        printer.codebook = pipeline_codebook(pipeline);
        if (thorough) {
            pipeline_be_thorough(pipeline);
        }
        good = articles_each(pipeline, 0, &console, &inputs, visit, &printer, &tally, &err);
    }
    pipeline_close(pipeline);
    if (!good) {
        buffer_free(&printer.out);
        return console_fail(&err);
    }
    return console_give(&printer.out, tally.failed ? STATUS_PARTLY : STATUS_DONE);
}

int articles_print(struct knowledge knowledge, bool json, bool thorough, struct argument_list paths,
                   article_visit *visit)
{
    struct arena arena = {0};
    int status = print_inputs(&arena, knowledge, json, thorough, paths, visit);
    arena_free(&arena);
    return status;
}

int articles_command(const struct command *command, bool json, bool thorough, int argc, char **argv,
                     article_visit *visit)
{
    struct knowledge knowledge = {0};
    const struct option_row rows[] = {ROW_DATA(&knowledge.data), ROW_ACTORS(&knowledge.actors),
                                      ROW_CODEBOOK(&knowledge.codebook)};
    struct argument_list paths;
    int status;
    if (!options_read(command, rows, ROW_COUNT(rows), argc, argv, &paths, &status) ||
        !arguments_check(command, paths, 1, SIZE_MAX, &status)) {
        return status;
    }
    return articles_print(knowledge, json, thorough, paths, visit);
}
