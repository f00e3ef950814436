/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* entente feed: the new articles of feeds into the ledger.
 *
 * Feeds and pages are asked for by several threads, several hosts at once and each at intervals, as
 * its robots.txt allows (the room `fetch`); this thread reads what comes, whichever comes first.
 * Each feed is asked for with the marks of the answer that was read last, so that one without news
 * costs nothing. An item that holds its whole text is read as it is; of one that holds a summary,
 * the page is fetched. What was read is remembered beside the ledger after each item, so that an
 * interrupted run goes on where it was. A page that cannot be had is named and tried again in the
 * next run, unless it is gone or forbidden. */
#include "cli/feed_state.h"
#include "cli/shared.h"
#include "fetch/fetch.h"

#define INTERVAL_DEFAULT "2"
#define INTERVAL_AT_MOST 3600
#define THREADS_DEFAULT 8 /* hosts that are asked at once */
#define KEY_AT_MOST 2000  /* bytes of an address; a longer one is hashed */

/* A feed in this run. */
struct round {
    size_t place;              /* of its record */
    struct feed_record record; /* the answer that is being read */
    size_t pages;              /* of its items, that are asked for */
    bool read;                 /* its items are known */
    bool incomplete;           /* an item is left for the next run */
};

/* What is asked for: a feed, or the page of an item. Its number is the ticket. */
struct task {
    size_t round;
    bool page;
    const char *url;
    struct envelope about; /* of the page */
    struct slice key;      /* of the item */
};

struct gatherer {
    struct arena arena;   /* of the run */
    struct arena passing; /* of one item or page */
    struct arena scratch;
    struct console *console;
    struct log log;
    struct pipeline *pipeline;
    struct ledger *ledger;
    struct fetch_pool *pool;
    struct feed_state *state;
    struct round *rounds;
    size_t round_count;
    struct task *tasks;
    size_t task_count;
    size_t round; /* of the feed that is read */
    size_t unchanged, known, fresh, same, uncoded, claims, failed;
};

/* ------------------------------------------------------------------------------- articles */

/* Reads one document into the ledger. */
static bool read_article(struct gatherer *all, const struct document *document, struct error *err)
{
    struct reading reading;
    struct error fault;
    bool added = false;
    if (!pipeline_read(all->pipeline, &all->passing, &all->scratch, document, &all->log, &reading,
                       &fault)) {
        console_say(all->console, "%s", fault.message);
        all->failed++;
        return true;
    }
    if (!reading.coded) {
        all->uncoded++;
        return true;
    }
    if (!reading_keep(all->ledger, &reading, &added, err)) {
        return false;
    }
    all->fresh += added;
    all->same += !added;
    all->claims += added ? reading.claims.count : 0;
    return true;
}

static bool read_piece(void *context, const struct document *document, struct error *err)
{
    return read_article(context, document, err);
}

static bool read_page(void *context, const struct document *document, struct error *err)
{
    struct gatherer *all = context;
    return pipeline_split(all->pipeline, document, read_piece, all, err);
}

static bool remember(struct gatherer *all, size_t round, struct slice key, struct error *err)
{
    feed_state_add(all->state, all->rounds[round].place, key);
    return feed_state_save(all->state, err);
}

/* ---------------------------------------------------------------------------------- feeds */

static void ask(struct gatherer *all, const struct task *task, struct slice etag,
                struct slice changed_at)
{
    size_t ticket = all->task_count;
    *arena_push(&all->arena, all->tasks, all->task_count) = *task;
    struct fetch_request request = {task->url, etag, changed_at};
    fetch_pool_ask(all->pool, &request, ticket);
}

/* Asks for the page of an item that holds a summary alone. */
static void ask_page(struct gatherer *all, const struct document *item, struct slice key)
{
    struct arena *arena = &all->arena;
    struct document kept = document_copy(arena, item);
    struct task task = {.round = all->round,
                        .page = true,
                        .url = slice_copy(arena, item->envelope.url).at,
                        .about = kept.envelope,
                        .key = slice_copy(arena, key)};
    task.about.summary = false;
    all->rounds[all->round].pages++;
    ask(all, &task, (struct slice){"", 0}, (struct slice){"", 0});
}

static struct slice key_of(struct gatherer *all, const struct document *item)
{
    struct slice url = item->envelope.url;
    if (url.length && url.length <= KEY_AT_MOST) {
        return url;
    }
    uint64_t hash = slice_hash(item->bytes, slice_hash(item->envelope.title, 0));
    return slice_print(&all->passing, "%016llx", (unsigned long long)hash);
}

/* Reads an item of the feed unless it was read before. */
static bool take_item(void *context, const struct document *item, struct error *err)
{
    struct gatherer *all = context;
    struct slice key = key_of(all, item);
    bool good = true;
    if (feed_state_knows(all->state, all->rounds[all->round].place, key)) {
        all->known++;
    } else if (item->envelope.summary && item->envelope.url.length) {
        ask_page(all, item, key);
    } else {
        good = read_article(all, item, err) && remember(all, all->round, key, err);
    }
    arena_free(&all->passing);
    return good;
}

/* Once all of its items are read: keeps the marks of the feed's answer. */
static bool close_round(struct gatherer *all, struct round *round, struct error *err)
{
    if (!round->read || round->pages || round->incomplete) {
        return true; /* an incomplete one is needed again by the next run */
    }
    all->state->feeds[round->place] = round->record;
    feed_state_prune(all->state, round->place);
    return feed_state_save(all->state, err);
}

static bool read_feed(struct gatherer *all, const struct task *task,
                      const struct fetch_answer *answer, struct error *err)
{
    struct round *round = &all->rounds[task->round];
    struct arena *arena = &all->state->arena;
    if (answer->status == 304) {
        all->unchanged++;
        return true;
    }
    all->round = task->round;
    round->record.url = all->state->feeds[round->place].url;
    round->record.etag = slice_copy(arena, answer->etag);
    round->record.changed_at = slice_copy(arena, answer->changed_at);
    if (!input_read_bytes(slice_of(task->url), answer->body, NULL, answer->charset, &all->log,
                          take_item, all, &all->failed, err)) {
        return false;
    }
    round->read = true;
    return close_round(all, round, err);
}

/* ---------------------------------------------------------------------------------- answers */

/* Can the answer be read? If not, it is named; *gone is true where it will never come. */
static bool is_good(struct gatherer *all, const char *url, const struct fetch_result *result,
                    bool *gone)
{
    *gone = result->answered ? result->answer.status == 410 : result->fault.code == ERROR_CONFLICT;
    if (!result->answered) {
        console_say(all->console, "%s", result->fault.message);
        return false;
    }
    if (result->answer.status != 200 && result->answer.status != 304) {
        console_say(all->console, "%s: the server answers %ld", url, result->answer.status);
        return false;
    }
    return true;
}

static bool take_page(struct gatherer *all, const struct task *task,
                      const struct fetch_result *result, struct error *err)
{
    struct round *round = &all->rounds[task->round];
    bool gone, there = is_good(all, task->url, result, &gone);
    round->pages--;
    all->failed += !there;
    round->incomplete = round->incomplete || (!there && !gone);
    if (there &&
        !input_read_bytes(slice_of(task->url), result->answer.body, &task->about,
                          result->answer.charset, &all->log, read_page, all, &all->failed, err)) {
        return false;
    }
    arena_free(&all->passing);
    return (!(there || gone) || remember(all, task->round, task->key, err)) &&
           close_round(all, round, err);
}

static bool take_answer(struct gatherer *all, const struct fetch_result *result, struct error *err)
{
    struct task task = all->tasks[result->ticket];
    bool gone;
    if (task.page) {
        return take_page(all, &task, result, err);
    }
    if (!is_good(all, task.url, result, &gone)) {
        all->failed++;
        return true;
    }
    return read_feed(all, &task, &result->answer, err);
}

/* ------------------------------------------------------------------------------- the run */

static void print_tally(struct console *console, struct buffer *out, const struct gatherer *all,
                        size_t feeds, bool json)
{
    if (json) {
        buffer_print(out,
                     "{\"feeds\": %zu, \"unchanged_feeds\": %zu, \"new\": %zu, \"unchanged\": %zu, "
                     "\"read_before\": %zu, \"not_coded\": %zu, \"failed\": %zu, \"claims\": "
                     "%zu}\n",
                     feeds, all->unchanged, all->fresh, all->same, all->known, all->uncoded,
                     all->failed, all->claims);
    } else {
        console_say(console,
                    "feeds %zu, %zu without news; articles: %zu new, %zu unchanged, %zu read "
                    "before, %zu not coded, %zu failed; claims %zu",
                    feeds, all->unchanged, all->fresh, all->same, all->known, all->uncoded,
                    all->failed, all->claims);
    }
}

struct feed_request {
    struct knowledge knowledge;
    const char *ledger, *state;
    long interval;
    size_t threads;
    bool json;
};

static void ask_feeds(struct gatherer *all, struct argument_list urls)
{
    for (size_t i = 0; i < urls.count; i++) {
        size_t place = feed_state_feed(all->state, urls.items[i]);
        const struct feed_record *record = &all->state->feeds[place];
        struct task task = {.round = all->round_count, .url = urls.items[i]};
        *arena_push(&all->arena, all->rounds, all->round_count) = (struct round){.place = place};
        ask(all, &task, record->etag, record->changed_at);
    }
}

static bool take_answers(struct gatherer *all, struct error *err)
{
    struct fetch_result result;
    bool good = true;
    for (size_t taken = 0; good && fetch_pool_take(all->pool, &result); taken++) {
        console_progress(all->console, taken, all->task_count);
        good = take_answer(all, &result, err);
        fetch_result_free(&result);
    }
    console_progress(all->console, all->task_count, all->task_count);
    return good;
}

static bool read_feeds(struct gatherer *all, const struct feed_request *request,
                       struct argument_list urls, struct error *err)
{
    struct knowledge knowledge = request->knowledge;
    const struct fetch_manners manners = {"entente", ENTENTE_VERSION, request->interval,
                                          (unsigned)request->threads};
    knowledge.data = data_folder(&all->arena, knowledge.data);
    bool good = pipeline_open(knowledge, &all->pipeline, err) &&
                ledger_open(request->ledger, true, &all->ledger, err) &&
                fetch_pool_open(&manners, &all->pool, err);
    if (good) {
        ask_feeds(all, urls);
    }
    return good && take_answers(all, err) && ledger_fold(all->ledger, err);
}

/* A ledger on a server has no folder to lie in. */
static const char *state_path(struct arena *arena, const struct feed_request *request)
{
    bool server = strstr(request->ledger, "://") != NULL;
    const char *beside =
        server ? "entente.feeds" : slice_print(arena, "%s.feeds", request->ledger).at;
    return request->state ? request->state : beside;
}

static int gather(const struct feed_request *request, struct argument_list urls)
{
    struct console console = {0};
    struct feed_state state = {0};
    struct gatherer *all =
        &(struct gatherer){.console = &console, .log = console_log(&console), .state = &state};
    struct buffer out = {0};
    struct error err;
    const char *path = state_path(&all->arena, request);
    bool good = feed_state_load(path, &state, &err) && read_feeds(all, request, urls, &err);
    fetch_pool_close(all->pool);
    ledger_close(all->ledger);
    pipeline_close(all->pipeline);
    if (good) {
        print_tally(&console, &out, all, urls.count, request->json);
    }
    size_t failed = all->failed;
    feed_state_free(&state);
    arena_free(&all->passing);
    arena_free(&all->scratch);
    arena_free(&all->arena);
    return good ? console_give(&out, failed ? STATUS_PARTLY : STATUS_DONE) : console_fail(&err);
}

/* Seconds in digits alone. */
static bool parse_interval(const char *text, long *out)
{
    *out = 0;
    for (const char *c = text; *c; c++) {
        if (*c < '0' || *c > '9' || *out > INTERVAL_AT_MOST) {
            return false;
        }
        *out = *out * 10 + (*c - '0');
    }
    return *text && *out <= INTERVAL_AT_MOST;
}

static int run(int argc, char **argv)
{
    struct feed_request request = {.ledger = LEDGER_DEFAULT, .threads = THREADS_DEFAULT};
    const char *interval = INTERVAL_DEFAULT;
    const struct option_row rows[] = {
        ROW_LEDGER(&request.ledger),
        {"state", OPTION_TEXT, "FILE",
         "what was read before (default: the ledger's name.feeds; of a server entente.feeds)",
         &request.state},
        {"interval", OPTION_TEXT, "SECONDS",
         "between two requests to one host (default: " INTERVAL_DEFAULT ")", &interval},
        {"threads", OPTION_COUNT, "N", "hosts asked at once (default: 8, up to 64)",
         &request.threads},
        ROW_JSON(&request.json),
        ROW_DATA(&request.knowledge.data),
        ROW_ACTORS(&request.knowledge.actors),
        ROW_CODEBOOK(&request.knowledge.codebook),
    };
    struct argument_list urls;
    int status;
    if (!options_read(&command_feed, rows, ROW_COUNT(rows), argc, argv, &urls, &status) ||
        !arguments_check(&command_feed, urls, 1, SIZE_MAX, &status)) {
        return status;
    }
    if (!parse_interval(interval, &request.interval)) {
        return options_refuse(&command_feed, "--interval: '%s' is no number of seconds up to %d",
                              interval, INTERVAL_AT_MOST);
    }
    return gather(&request, urls);
}

const struct command command_feed = {
    "feed",
    "[OPTION]… URL…",
    "read the new articles of feeds into the ledger",
    "entente feed --ledger entente.db https://www.example.org/rss.xml",
    run,
};
