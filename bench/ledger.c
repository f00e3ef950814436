/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Makes a synthetic ledger and prints rates, size, and the times of questions.
 *
 * 200 actors over 25 years; a few actors have many claims (the share of actor i falls as
 * 1 / (i + 10)). Every day (of a small ledger: every few days) has happenings between two actors,
 * each told by three articles on average; an article holds ten claims, with a sentence of some
 * sixty bytes each. A fifth of the happenings bear on a bond, one claim of twenty has a vague date,
 * one of ten is reported, one of fifty counts something. All is drawn from fixed numbers, so that
 * every run makes the same ledger. usage: ledger_bench LEDGER CLAIMS [ASKINGS]   (a new file;
 * default 200 askings of each question) ledger_bench LEDGER                    (the questions
 * alone, of a ledger that it made). LEDGER may be postgresql://…; bench/postgres runs both. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

#include "../tests/dice.h"
#include "base/buffer.h"
#include "view/view.h"

#define ACTORS 200
#define YEARS 25
#define DAYS (YEARS * 365 + 6)
#define FIRST_YEAR 2000
#define CLAIMS_EACH 10    /* of an article */
#define TOLD_BY 3         /* articles, of a happening */
#define BATCH 10000       /* articles of one transaction */
#define PERIOD_ARTICLES 9 /* at least, that tell of the same happenings */
#define DISPUTES_SHOWN 50 /* a page */
#define SKEW 10           /* the first actors' claims are as many as those of the next few */

/* Seconds of the processor: on a machine that others use too, the clock on the wall says little.
 * But a server does its part in another process: with BENCH_CLOCK=wall it is the clock on the wall.
 */
static double now(void)
{
    static clockid_t clock = -1;
    struct timespec time;
    if (clock < 0) {
        const char *asked = getenv("BENCH_CLOCK");
        clock = asked && strcmp(asked, "wall") == 0 ? CLOCK_MONOTONIC : CLOCK_PROCESS_CPUTIME_ID;
    }
    clock_gettime(clock, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void fail(const struct error *err)
{
    fprintf(stderr, "ledger_bench: %s\n", err->message);
    exit(1);
}

/* ------------------------------------------------------------------------------- making */

static struct slice actors[ACTORS];
static double shares[ACTORS]; /* cumulated */

static void actors_make(struct arena *arena)
{
    double sum = 0;
    for (int i = 0; i < ACTORS; i++) {
        actors[i] = i ? slice_print(arena, "a%03d", i) : SLICE("RUS");
        sum += 1.0 / (i + SKEW);
        shares[i] = sum;
    }
}

static struct slice actor_roll(struct dice *dice)
{
    double at = shares[ACTORS - 1] * roll(dice, 1u << 30) / (1u << 30);
    int i = 0;
    while (shares[i] < at) {
        i++;
    }
    return actors[i];
}

/* A happening of the day; the same number gives the same one. */
static struct claim happening(int day, uint32_t number)
{
    struct dice dice = {(uint64_t)day << 32 | number};
    struct claim claim = {.source = actor_roll(&dice), .rule = SLICE("bench")};
    do {
        claim.target = actor_roll(&dice);
    } while (claim.target.at == claim.source.at);
    claim.event = (enum event_type)roll(&dice, EVENT_COUNT);
    if (roll(&dice, 5) == 0) {
        claim.bond = (enum bond_type)(1 + roll(&dice, BOND_COUNT - 1));
        claim.sign = "+++-~"[roll(&dice, 5)];
    }
    claim.date = edtf_day(day_of(FIRST_YEAR, 1, 1) + day);
    return claim;
}

/* As one article tells it. */
static void tell(struct dice *dice, int day, struct claim *claim)
{
    static const enum realis others[] = {REALIS_PLANNED, REALIS_PLANNED, REALIS_ALLEGED,
                                         REALIS_DENIED};
    int year, month, month_day;
    if (roll(dice, 20) == 0) {
        day_split(day_of(FIRST_YEAR, 1, 1) + day, &year, &month, &month_day);
        claim->date = roll(dice, 2) ? edtf_month(year, month) : edtf_year(year);
    }
    claim->said_by = roll(dice, 10) ? SLICE("-") : actor_roll(dice);
    claim->realis = roll(dice, 5) ? REALIS_ACTUAL : others[roll(dice, 4)];
}

struct made {
    struct article article;
    struct claim_list claims;
    struct detail_list details;
};

static void article_make(struct arena *arena, struct dice *dice, uint32_t number, int day,
                         uint32_t pool, struct made *out)
{
    struct buffer text = {0};
    *out = (struct made){0};
    out->article.id = slice_print(arena, "n%07u", number);
    out->article.path = slice_print(arena, "%.*s.txt", SLICE_ARGS(out->article.id));
    memcpy(out->article.language, "en", 3);
    out->article.published = edtf_day(day_of(FIRST_YEAR, 1, 1) + day + (int)roll(dice, 3));
    out->article.published_basis = DATE_STATED;
    uint32_t first = roll(dice, pool);
    for (uint32_t i = 0; i < CLAIMS_EACH; i++) {
        uint32_t told = (first + i * (1 + pool / 16)) % pool;
        struct claim *claim = arena_push(arena, out->claims.items, out->claims.count);
        *claim = happening(day, told);
        tell(dice, day, claim);
        claim->order = i;
        claim->begin = claim->sentence_begin = (uint32_t)text.length;
        buffer_print(&text, "%.*s did %s to %.*s, article %u of day %d says. ",
                     SLICE_ARGS(claim->source), event_type_name(claim->event),
                     SLICE_ARGS(claim->target), number, day);
        claim->end = claim->sentence_end = (uint32_t)text.length - 1;
        claim->id = slice_print(
            arena, "%016llx",
            (unsigned long long)slice_hash((struct slice){(const char *)&told, sizeof told},
                                           slice_hash(out->article.id, number + 1)));
        if (roll(dice, 50) == 0) {
            struct detail *detail = arena_push(arena, out->details.items, out->details.count);
            *detail = (struct detail){
                .kind = DETAIL_COUNT,
                .key = SLICE("dead"),
                .value = slice_print(arena, "%u", 1 + told * 7 % 90 + !roll(dice, 10)),
                .date = claim->date,
                .begin = claim->begin,
                .end = claim->end,
                .sentence_begin = claim->begin,
                .sentence_end = claim->end};
            *arena_push(arena, detail->actors, detail->actor_count) = claim->source;
            *arena_push(arena, detail->actors, detail->actor_count) = claim->target;
        }
    }
    out->article.text = slice_copy(arena, buffer_slice(&text));
    buffer_free(&text);
}

static void article_add(struct ledger *ledger, const struct made *made)
{
    struct error err;
    bool added;
    if (!ledger_add(ledger, &made->article, &made->claims, &added, &err) ||
        !ledger_note(ledger, &made->article, &made->details, &err)) {
        fail(&err);
    }
}

/* Adds all articles; gives the seconds inside the ledger. */
static double fill(struct ledger *ledger, uint32_t articles)
{
    struct arena arena = {0};
    struct error err;
    double spent = 0;
    uint32_t days = 1 + PERIOD_ARTICLES * DAYS / articles, period = articles / (DAYS / days);
    uint32_t pool = period * CLAIMS_EACH / TOLD_BY;
    for (uint32_t first = 0; first < articles; first += BATCH) {
        uint32_t count = articles - first < BATCH ? articles - first : BATCH;
        struct made *made = arena_array(&arena, count, sizeof *made);
        for (uint32_t i = 0; i < count; i++) {
            struct dice dice = {first + i + 1};
            int day = (int)((first + i) / period * days);
            article_make(&arena, &dice, first + i, day, pool, &made[i]);
        }
        double start = now();
        if (!ledger_begin(ledger, &err)) {
            fail(&err);
        }
        for (uint32_t i = 0; i < count; i++) {
            article_add(ledger, &made[i]);
        }
        if (!ledger_commit(ledger, &err)) {
            fail(&err);
        }
        spent += now() - start;
        arena_free(&arena);
    }
    return spent;
}

/* ------------------------------------------------------------------------------- asking */

static int double_compare(const void *left, const void *right)
{
    double x = *(const double *)left, y = *(const double *)right;
    return (x > y) - (x < y);
}

static void print_times(const char *what, double *times, int count)
{
    qsort(times, (size_t)count, sizeof *times, double_compare);
    printf("%-34s median %7.2f ms   p95 %7.2f ms   worst %7.2f ms\n", what, 1e3 * times[count / 2],
           1e3 * times[count * 95 / 100], 1e3 * times[count - 1]);
}

enum question { ASK_CIRCLE, ASK_TIMELINE, ASK_DISPUTES, ASK_DISPUTES_OF_ONE, ASK_COUNT };

static const char *const question_names[] = {"circle", "timeline A B", "disputes A B",
                                             "disputes A"};

/* Asks and prints the answer into a buffer, as JSON. */
static void ask(struct ledger *ledger, const struct formula *formula, enum question question,
                struct dice *dice)
{
    struct arena arena = {0};
    struct buffer out = {0};
    struct error err;
    struct view_time time = {DAY_AFTER_ALL, DAY_BEFORE_ALL, DAY_AFTER_ALL};
    struct slice a = actors[roll(dice, ACTORS)], b = a;
    struct circle circle;
    struct timeline timeline;
    struct dispute_list disputes = {.limit = DISPUTES_SHOWN};
    bool good = ledger_latest_day(ledger, &time.as_of, &err);
    while (b.at == a.at) {
        b = actors[roll(dice, ACTORS)];
    }
    switch (question) {
    case ASK_CIRCLE:
        circle = (struct circle){.ego = a, .time = time};
        good = good && view_circle(&arena, ledger, formula, NULL, &circle, &err);
        view_print_circle(&out, &circle, false);
        break;
    case ASK_TIMELINE:
        timeline = (struct timeline){.a = a, .b = b};
        good = good && view_timeline(&arena, ledger, time, &timeline, &err);
        view_print_timeline(&out, &timeline, true);
        break;
    default:
        b = question == ASK_DISPUTES ? b : SLICE("");
        good = good && view_disputes(&arena, ledger, a, b, time, &disputes, &err);
        view_print_disputes(&out, &disputes, true);
    }
    if (!good) {
        fail(&err);
    }
    buffer_free(&out);
    arena_free(&arena);
}

static void ask_all(struct ledger *ledger, const struct formula *formula, int askings)
{
    double *times = calloc((size_t)askings, sizeof *times);
    for (int question = 0; times && question < ASK_COUNT; question++) {
        struct dice dice = {7};
        for (int i = 0; i < askings; i++) {
            double start = now();
            ask(ledger, formula, (enum question)question, &dice);
            times[i] = now() - start;
        }
        print_times(question_names[question], times, askings);
    }
    free(times);
}

/* Adds one article after another and folds after each, as a reading of one article does. */
static void add_singly(struct ledger *ledger, int askings)
{
    double *times = calloc((size_t)askings, sizeof *times);
    for (int i = 0; times && i < askings; i++) {
        struct arena arena = {0};
        struct dice dice = {(uint64_t)time(NULL) * 1000003u + (uint64_t)i};
        struct made made;
        struct error err;
        article_make(&arena, &dice, 100000000u + roll(&dice, 1u << 30), DAYS - 1, 1000, &made);
        double start = now();
        if (!ledger_begin(ledger, &err)) {
            fail(&err);
        }
        article_add(ledger, &made);
        if (!ledger_commit(ledger, &err) || !ledger_fold(ledger, &err)) {
            fail(&err);
        }
        times[i] = now() - start;
        arena_free(&arena);
    }
    print_times("one article more, ten dyads folded", times, askings);
    free(times);
}

static double size_of(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 ? (double)status.st_size : 0;
}

static void make(const char *path, uint32_t claims)
{
    struct ledger *ledger;
    struct error err;
    if (!ledger_open(path, true, &ledger, &err)) {
        fail(&err);
    }
    double spent = fill(ledger, claims / CLAIMS_EACH);
    printf("added %u claims in %.1f s: %.0f claims/s\n", claims, spent, claims / spent);
    double start = now();
    if (!ledger_fold(ledger, &err)) {
        fail(&err);
    }
    spent = now() - start;
    struct ledger_counts counts;
    if (!ledger_count(ledger, &counts, &err)) {
        fail(&err);
    }
    printf("folded into %zu events, %zu bonds in %.1f s: %.0f claims/s\n", counts.events,
           counts.bonds, spent, claims / spent);
    ledger_close(ledger);
    printf("file %.1f MB: %.0f bytes a claim\n", size_of(path) / 1e6, size_of(path) / claims);
}

int main(int count, char **arguments)
{
    struct arena arena = {0};
    struct ledger *ledger;
    struct error err;
    const struct formula *formula;
    if (count < 2) {
        fputs("usage: ledger_bench LEDGER [CLAIMS [ASKINGS]]\n", stderr);
        return 2;
    }
    setvbuf(stdout, NULL, _IOLBF, 0); /* a long run shows what it has */
    actors_make(&arena);
    if (count > 2) {
        make(arguments[1], (uint32_t)strtoul(arguments[2], NULL, 10));
    }
    int askings = count > 3 ? atoi(arguments[3]) : 200;
    if (!view_formula_load(&arena, ENTENTE_DATA "/circle.txt", &formula, &err) ||
        !ledger_open(arguments[1], true, &ledger, &err)) {
        fail(&err);
    }
    ask_all(ledger, formula, askings);
    add_singly(ledger, askings);
    ledger_close(ledger);
    arena_free(&arena);
    return 0;
}
