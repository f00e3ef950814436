/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* entente feed: the new articles of feeds into the ledger.
 *
 * Each feed is asked for with the marks of the answer that was read last, so that one without news
 * costs nothing. An item that holds its whole text is read as it is; of one that holds a summary,
 * the page is fetched. Between two requests to one host lies an interval; a host that asks to wait
 * is left alone for the rest of the run. What was read is remembered beside the ledger after each
 * item, so that an interrupted run goes on where it was. A page that cannot be had is named and
 * tried again in the next run, unless it is gone. */
#include <time.h>

#include "cli/feed_state.h"
#include "cli/shared.h"
#include "fetch/fetch.h"

#define INTERVAL_DEFAULT "2"
#define INTERVAL_AT_MOST 3600
#define HOSTS_AT_MOST 256
#define KEY_AT_MOST 2000 /* bytes of an address; a longer one is hashed */

struct host {
    struct slice name;
    struct timespec asked; /* last */
    bool refused;          /* it asked to wait */
};

struct gatherer {
    struct arena arena;   /* of the run */
    struct arena passing; /* of one item */
    struct arena scratch;
    struct console *console;
    struct log log;
    struct pipeline *pipeline;
    struct ledger *ledger;
    struct fetcher *fetcher;
    struct feed_state *state;
    size_t feed; /* the one that is read */
    struct host hosts[HOSTS_AT_MOST];
    size_t host_count;
    long interval; /* seconds */
    size_t unchanged, known, fresh, same, uncoded, claims, failed;
    bool incomplete; /* an item of the feed is left for the next run */
};

/* -------------------------------------------------------------------------------- requests */

static struct host *host_of(struct gatherer *all, const char *url)
{
    struct slice name = fetch_host(&all->arena, url);
    for (size_t i = 0; i < all->host_count; i++) {
        if (slice_equal(all->hosts[i].name, name)) {
            return &all->hosts[i];
        }
    }
    size_t place = all->host_count < HOSTS_AT_MOST ? all->host_count++ : 0;
    all->hosts[place] = (struct host){.name = name};
    return &all->hosts[place];
}

/* Sleeps until the host may be asked again. */
static void wait_for(const struct gatherer *all, struct host *host)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    if (host->asked.tv_sec || host->asked.tv_nsec) {
        struct timespec due = {host->asked.tv_sec + all->interval, host->asked.tv_nsec};
        while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &due, NULL) != 0) {
        }
        clock_gettime(CLOCK_MONOTONIC, &now);
    }
    host->asked = now;
}

/* Asks for the address in its turn; a failure is named. */
static bool ask(struct gatherer *all, const struct fetch_request *request, struct fetch_answer *out)
{
    struct host *host = host_of(all, request->url);
    struct error fault;
    if (host->refused) {
        console_say(all->console, "%s: left for another run: the server asked to wait",
                    request->url);
        return false;
    }
    wait_for(all, host);
    if (!fetch_get(all->fetcher, &all->passing, request, out, &fault)) {
        console_say(all->console, "%s", fault.message);
        return false;
    }
    if (out->status == 429 || out->status == 503) {
        host->refused = true;
    }
    if (out->status != 200 && out->status != 304) {
        console_say(all->console, "%s: the server answers %ld", request->url, out->status);
        return false;
    }
    return true;
}

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

/* Fetches the page of an item that holds a summary alone. *done is false where it may come yet. */
static bool fetch_page(struct gatherer *all, const struct document *item, bool *done,
                       struct error *err)
{
    struct fetch_request request = {.url = slice_copy(&all->passing, item->envelope.url).at,
                                    .etag = {"", 0}};
    struct fetch_answer answer = {.status = 0};
    *done = ask(all, &request, &answer);
    if (!*done) {
        *done = answer.status == 410;
        all->failed++;
        return true;
    }
    struct envelope about = item->envelope;
    about.summary = false;
    return input_read_bytes(slice_of(request.url), answer.body, &about, answer.charset, &all->log,
                            read_page, all, &all->failed, err);
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
    bool done = true, good = true;
    if (feed_state_knows(all->state, all->feed, key)) {
        all->known++;
    } else {
        bool page = item->envelope.summary && item->envelope.url.length;
        good = page ? fetch_page(all, item, &done, err) : read_article(all, item, err);
        all->incomplete = all->incomplete || !done;
        if (good && done) {
            feed_state_add(all->state, all->feed, key);
            good = feed_state_save(all->state, err);
        }
    }
    arena_free(&all->passing);
    return good;
}

static bool read_feed(struct gatherer *all, const char *url, struct error *err)
{
    all->feed = feed_state_feed(all->state, url);
    all->incomplete = false;
    struct feed_record record = all->state->feeds[all->feed];
    struct fetch_request request = {url, record.etag, record.changed_at};
    struct fetch_answer answer;
    if (!ask(all, &request, &answer)) {
        all->failed++;
        return true;
    }
    if (answer.status == 304) {
        all->unchanged++;
        return true;
    }
    struct slice body = slice_copy(&all->arena, answer.body); /* outlives the items' arena */
    struct slice charset = slice_copy(&all->arena, answer.charset);
    record.etag = slice_copy(&all->state->arena, answer.etag);
    record.changed_at = slice_copy(&all->state->arena, answer.changed_at);
    if (!input_read_bytes(slice_of(url), body, NULL, charset, &all->log, take_item, all,
                          &all->failed, err)) {
        return false;
    }
    if (!all->incomplete) { /* else the next run needs the items again */
        all->state->feeds[all->feed] = record;
        feed_state_prune(all->state, all->feed);
    }
    return feed_state_save(all->state, err);
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
    bool json;
};

static bool read_feeds(struct gatherer *all, const struct feed_request *request,
                       struct argument_list urls, struct error *err)
{
    struct knowledge knowledge = request->knowledge;
    knowledge.data = data_folder(&all->arena, knowledge.data);
    bool good = pipeline_open(knowledge, &all->pipeline, err) &&
                ledger_open(request->ledger, true, &all->ledger, err) &&
                fetch_open("entente/" ENTENTE_VERSION, &all->fetcher, err);
    for (size_t i = 0; i < urls.count && good; i++) {
        console_progress(all->console, i, urls.count);
        good = read_feed(all, urls.items[i], err);
        arena_free(&all->passing);
    }
    console_progress(all->console, urls.count, urls.count);
    return good && ledger_fold(all->ledger, err);
}

static int gather(const struct feed_request *request, struct argument_list urls)
{
    struct console console = {0};
    struct feed_state state = {0};
    struct gatherer *all = &(struct gatherer){.console = &console,
                                              .log = console_log(&console),
                                              .state = &state,
                                              .interval = request->interval};
    struct buffer out = {0};
    struct error err;
    const char *path =
        request->state ? request->state : slice_print(&all->arena, "%s.feeds", request->ledger).at;
    bool good = feed_state_load(path, &state, &err) && read_feeds(all, request, urls, &err);
    fetch_close(all->fetcher);
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
    struct feed_request request = {.ledger = LEDGER_DEFAULT};
    const char *interval = INTERVAL_DEFAULT;
    const struct option_row rows[] = {
        ROW_LEDGER(&request.ledger),
        {"state", OPTION_TEXT, "FILE", "what was read before (default: the ledger's name.feeds)",
         &request.state},
        {"interval", OPTION_TEXT, "SECONDS",
         "between two requests to one host (default: " INTERVAL_DEFAULT ")", &interval},
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
