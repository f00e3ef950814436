/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What several subcommands need; the environment is read here and nowhere else. */
#include "cli/shared.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"

#define PATH_BYTES 4096

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

bool desk_open(struct desk *desk, struct desk_request request, struct error *err)
{
    *desk = (struct desk){0};
    desk->data = data_folder(&desk->arena, request.data);
    return register_open(&desk->arena, desk->data, request.extra, &desk->actors, err) &&
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

bool articles_each(struct pipeline *pipeline, struct console *console,
                   const struct input_list *inputs, article_visit *visit, void *context,
                   struct article_tally *out, struct error *err)
{
    struct arena arena = {0}, scratch = {0};
    struct log log = console_log(console);
    bool good = true;
    *out = (struct article_tally){.failed = inputs->problem_count};
    for (size_t i = 0; i < inputs->count && good; i++) {
        struct slice path = slice_of(inputs->paths[i]), bytes;
        struct reading reading;
        struct error fault;
        console_progress(console, i, inputs->count);
        if (file_read(&arena, path.at, LIMIT_ARTICLE_BYTES, &bytes, &fault) &&
            pipeline_read(pipeline, &arena, &scratch, path, bytes, &log, &reading, &fault)) {
            good = visit(context, &reading, err);
            out->read++;
        } else {
            console_say(console, "%s", fault.message);
            out->failed++;
        }
        arena_free(&arena);
    }
    console_progress(console, inputs->count, inputs->count);
    arena_free(&scratch);
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
        if (thorough) {
            pipeline_be_thorough(pipeline);
        }
        good = articles_each(pipeline, &console, &inputs, visit, &printer, &tally, &err);
    }
    pipeline_close(pipeline);
    if (!good) {
        buffer_free(&printer.out);
        return console_fail(&err);
    }
    return console_give(&printer.out, tally.failed ? STATUS_PARTLY : STATUS_DONE);
}

int articles_print(struct knowledge knowledge, bool json, bool thorough,
                   struct argument_list paths, article_visit *visit)
{
    struct arena arena = {0};
    int status = print_inputs(&arena, knowledge, json, thorough, paths, visit);
    arena_free(&arena);
    return status;
}
