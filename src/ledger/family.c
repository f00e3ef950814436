/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Families in the store: articles of one origin, found one article after another, and among them
 * the versions of one page.
 *
 * As in src/lineage/index.c, an article that shares two features with the new one is a candidate,
 * and the strongest candidates (features weighted by rarity) are compared in full; here the
 * features are rows, so that reading on costs the same whatever lies in the ledger. The words as a
 * whole count as two features more: a short dispatch has no others. Of a feature no more than
 * HOLDERS_AT_MOST articles are kept; where they are of many families it tells nothing.
 *
 * Whether two articles are akin depends on the two alone, and families are what hangs together by
 * kinship, so the order of arrival cannot matter as long as no cap of this file was reached. */
#include <math.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "ledger/inside.h"

#define HOLDERS_AT_MOST 128
#define CROWD 64 /* families behind one feature from which on it tells nothing */
#define CANDIDATES_AT_MOST 16
#define STRANGERS_AT_MOST 6 /* in a row, strongest candidates first; behind them stand no kin */
#define SHARED_LEAST 2      /* as src/lineage asks */
#define WORDS_LEAST 20      /* fewer words are a caption that two articles may share */

/* An article that shares features with the new one. */
struct candidate {
    int64_t article;
    double strength;
    size_t shared;
};

struct search {
    struct arena *scratch;
    struct ledger *ledger;
    int64_t article;
    const struct imprint *imprint;
    double total; /* articles that have an imprint */
    struct candidate *candidates;
    size_t count;
    struct map places; /* of an article in `candidates` */
};

/* --------------------------------------------------------------------------- candidates */

/* A row of up to three numbers. */
struct row {
    int64_t numbers[3];
};

struct row_list {
    struct row *items;
    size_t count;
};

/* All rows that a bound statement gives. */
static bool rows_read(struct arena *arena, struct statement *list, struct row_list *out,
                      struct error *err)
{
    *out = (struct row_list){0};
    for (;;) {
        bool more;
        if (!statement_step(list, &more, err)) {
            return false;
        }
        if (!more) {
            return true;
        }
        struct row *row = arena_push(arena, out->items, out->count);
        for (int i = 0; i < statement_columns(list) && i < 3; i++) {
            row->numbers[i] = statement_column_number(list, i, 0);
        }
    }
}

/* Columns of a holder: who has the feature, and who speaks for it. */
enum { FEATURE, ARTICLE, SPEAKER };

static int speaker_compare(const void *left, const void *right)
{
    int64_t x = ((const struct row *)left)->numbers[SPEAKER];
    int64_t y = ((const struct row *)right)->numbers[SPEAKER];
    return (x > y) - (x < y);
}

static bool is_crowd(struct row *holders, size_t count)
{
    size_t families = 0;
    qsort(holders, count, sizeof *holders, speaker_compare);
    for (size_t i = 0; i < count; i++) {
        families += i == 0 || holders[i].numbers[SPEAKER] != holders[i - 1].numbers[SPEAKER];
    }
    return count == HOLDERS_AT_MOST && families >= CROWD;
}

static struct candidate *candidate_of(struct search *search, int64_t article)
{
    struct slice key = {(const char *)&article, sizeof article};
    uint32_t place = map_get(&search->places, key);
    if (place != MAP_NONE) {
        return &search->candidates[place];
    }
    map_put(&search->places, search->scratch, slice_copy(search->scratch, key),
            (uint32_t)search->count);
    struct candidate *candidate = arena_push(search->scratch, search->candidates, search->count);
    candidate->article = article;
    return candidate;
}

/* Counts the feature for the articles that have it, and notes that the new one has it too. */
static bool feature_meet(struct search *search, int64_t feature, struct row *holders, size_t count,
                         struct error *err)
{
    if (count && !is_crowd(holders, count)) {
        double strength = log2(1 + search->total / (double)count);
        for (size_t i = 0; i < count; i++) {
            struct candidate *candidate = candidate_of(search, holders[i].numbers[ARTICLE]);
            candidate->strength += strength;
            candidate->shared++;
        }
    }
    if (count >= HOLDERS_AT_MOST) {
        return true;
    }
    struct statement *add = store_statement(search->ledger->store, "feature_add");
    statement_number(add, 1, feature);
    statement_number(add, 2, search->article);
    return statement_run(add, err);
}

static int feature_compare(const void *left, const void *right)
{
    int64_t x = *(const int64_t *)left, y = *(const int64_t *)right;
    return (x > y) - (x < y);
}

/* All features in ascending order, among them the halves of the words' hash (beyond 32 bits, so
 * that they meet no other). */
static int64_t *features_of(struct arena *arena, const struct imprint *imprint, size_t *out_count)
{
    int64_t *features = arena_room(arena, imprint->feature_count + 2u, sizeof *features);
    *out_count = 0;
    for (size_t i = 0; i < imprint->feature_count; i++) {
        features[(*out_count)++] = imprint->features[i];
    }
    for (int half = 0; half < 2 && imprint->word_count >= WORDS_LEAST; half++) {
        features[(*out_count)++] =
            (int64_t)(imprint->content >> 32 * half & 0xffffffff) | INT64_C(1) << 32;
    }
    qsort(features, *out_count, sizeof *features, feature_compare);
    return features;
}

static int candidate_compare(const void *left, const void *right)
{
    const struct candidate *x = left, *y = right;
    if (x->strength != y->strength) {
        return x->strength > y->strength ? -1 : 1;
    }
    return (x->article > y->article) - (x->article < y->article);
}

static bool candidates_find(struct search *search, struct error *err)
{
    size_t count, first = 0;
    const int64_t *features = features_of(search->scratch, search->imprint, &count);
    struct statement *list = store_statement(search->ledger->store, "feature_holders");
    struct row_list holders;
    bind_numbers(list, 1, features, count);
    if (!rows_read(search->scratch, list, &holders, err)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) { /* holders lie in the order of features too */
        size_t end = first;
        while (end < holders.count && holders.items[end].numbers[FEATURE] == features[i]) {
            end++;
        }
        if (!feature_meet(search, features[i], holders.items + first, end - first, err)) {
            return false;
        }
        first = end;
    }
    size_t kept = 0;
    for (size_t i = 0; i < search->count; i++) {
        if (search->candidates[i].shared >= SHARED_LEAST) {
            search->candidates[kept++] = search->candidates[i];
        }
    }
    if (kept) {
        qsort(search->candidates, kept, sizeof *search->candidates, candidate_compare);
    }
    search->count = kept < CANDIDATES_AT_MOST ? kept : CANDIDATES_AT_MOST;
    return true;
}

/* ------------------------------------------------------------------------------ families */

static bool imprint_load(struct arena *arena, struct ledger *ledger, int64_t article,
                         struct imprint *out, struct error *err)
{
    struct statement *statement = store_statement(ledger->store, "imprint_of_article");
    bool row;
    statement_number(statement, 1, article);
    if (!statement_step(statement, &row, err)) {
        return false;
    }
    bool read = row && imprint_read(arena, statement_column_lent(statement, 0), out);
    statement_reset(statement);
    return read ||
           error_set(err, ERROR_INVALID, "the ledger is damaged: the imprint of article %lld",
                     (long long)article);
}

bool imprint_of(struct arena *arena, struct ledger *ledger, struct slice id, bool *found,
                struct imprint *out, struct error *err)
{
    uint64_t hash = 0;
    int64_t article, there;
    bool parsed = id_parse(id, &hash);
    if (!ask_number_of(ledger, "article_find", (int64_t)hash, 0, &article, err) ||
        !ask_number_of(ledger, "imprint_there", article, 0, &there, err)) {
        return false;
    }
    *found = parsed && there;
    return !*found || imprint_load(arena, ledger, article, out, err);
}

/* The one of two articles that speaks; the hash decides between equal words. */
static bool speaker_of(struct search *search, int64_t x, int64_t y, int64_t *out, struct error *err)
{
    struct imprint a, b;
    if (!imprint_load(search->scratch, search->ledger, x, &a, err) ||
        !imprint_load(search->scratch, search->ledger, y, &b, err)) {
        return false;
    }
    int rank = imprint_rank(&a, &b);
    if (!rank) {
        int64_t p, q;
        if (!ask_number_of(search->ledger, "article_hash", x, 0, &p, err) ||
            !ask_number_of(search->ledger, "article_hash", y, 0, &q, err)) {
            return false;
        }
        rank = p < q ? -1 : 1;
    }
    *out = rank < 0 ? x : y;
    return true;
}

static bool members_read(struct search *search, int64_t speaker, struct row_list *out,
                         struct error *err)
{
    struct statement *list = store_statement(search->ledger->store, "family_members");
    statement_number(list, 1, speaker);
    if (!rows_read(search->scratch, list, out, err)) {
        return false;
    }
    if (!out->count) {
        *arena_push(search->scratch, out->items, out->count) = (struct row){{speaker}}; /* alone */
    }
    return true;
}

/* Gives the family of `from` to `to`, and marks what it tells as stale. */
static bool family_move(struct search *search, int64_t from, int64_t to, struct error *err)
{
    struct row_list members;
    if (!members_read(search, from, &members, err)) {
        return false;
    }
    for (size_t i = 0; i < members.count; i++) {
        struct statement *put = store_statement(search->ledger->store, "family_put");
        statement_number(put, 1, members.items[i].numbers[0]);
        statement_number(put, 2, to);
        struct statement *stale = store_statement(search->ledger->store, "stale_add_article");
        statement_number(stale, 1, members.items[i].numbers[0]);
        if (!statement_run(put, err) || !statement_run(stale, err)) {
            return false;
        }
    }
    return true;
}

static bool families_join(struct search *search, int64_t relative, struct error *err)
{
    int64_t mine, theirs, speaker;
    if (!ask_number_of(search->ledger, "speaker_of_article", search->article, search->article,
                       &mine, err) ||
        !ask_number_of(search->ledger, "speaker_of_article", relative, relative, &theirs, err)) {
        return false;
    }
    if (mine == theirs) {
        return true;
    }
    if (!speaker_of(search, mine, theirs, &speaker, err)) {
        return false;
    }
    int64_t other = speaker == mine ? theirs : mine;
    struct statement *put = store_statement(search->ledger->store, "family_put");
    statement_number(put, 1, speaker);
    statement_number(put, 2, speaker);
    return statement_run(put, err) && family_move(search, other, speaker, err);
}

static bool same_words(const struct imprint *a, const struct imprint *b)
{
    return a->content == b->content && a->word_count == b->word_count &&
           a->word_count >= WORDS_LEAST;
}

static bool relatives_join(struct search *search, struct error *err)
{
    for (size_t i = 0, strangers = 0; i < search->count && strangers < STRANGERS_AT_MOST; i++) {
        struct imprint other;
        struct kinship kinship;
        int64_t article = search->candidates[i].article;
        if (!imprint_load(search->scratch, search->ledger, article, &other, err)) {
            return false;
        }
        lineage_compare(search->scratch, search->imprint, &other, &kinship);
        bool akin = kinship.descent != DESCENT_NONE || same_words(search->imprint, &other);
        strangers = akin ? 0 : strangers + 1;
        if (akin && !families_join(search, article, err)) {
            return false;
        }
    }
    return true;
}

/* ------------------------------------------------------------------------------ versions */

static bool supersede(struct ledger *ledger, int64_t article, int64_t until, struct error *err)
{
    struct statement *put = store_statement(ledger->store, "superseded_put");
    statement_number(put, 1, article);
    statement_number(put, 2, until);
    struct statement *stale = store_statement(ledger->store, "stale_add_article");
    statement_number(stale, 1, article);
    return statement_run(put, err) && statement_run(stale, err);
}

/* Articles of one address or path and one family are versions of one page: each stands until the
 * day on which a later one was published. Two of one day stand both: nobody can say which corrects
 * the other. */
static bool versions_update(struct arena *scratch, struct ledger *ledger, int64_t article,
                            struct error *err)
{
    enum { VERSION, CHANGED };
    struct statement *list = store_statement(ledger->store, "versions_of_article");
    struct row_list versions;
    statement_number(list, 1, article);
    if (!rows_read(scratch, list, &versions, err)) {
        return false;
    }
    for (size_t i = 0, next = 0; i < versions.count; i++) {
        const int64_t *version = versions.items[i].numbers;
        while (next < versions.count && versions.items[next].numbers[CHANGED] <= version[CHANGED]) {
            next++;
        }
        if (next < versions.count &&
            !supersede(ledger, version[VERSION], versions.items[next].numbers[CHANGED], err)) {
            return false;
        }
    }
    return true;
}

/* A family that was joined may hold versions that were none before. */
static bool family_versions(struct search *search, struct error *err)
{
    struct row_list members;
    int64_t speaker;
    if (!ask_number_of(search->ledger, "speaker_of_article", search->article, search->article,
                       &speaker, err) ||
        !members_read(search, speaker, &members, err)) {
        return false;
    }
    for (size_t i = 0; members.count > 1 && i < members.count; i++) {
        if (!versions_update(search->scratch, search->ledger, members.items[i].numbers[0], err)) {
            return false;
        }
    }
    return true;
}

static bool relate(struct arena *scratch, struct ledger *ledger, int64_t article,
                   const struct imprint *imprint, struct error *err)
{
    struct search search = {
        .scratch = scratch, .ledger = ledger, .article = article, .imprint = imprint};
    int64_t total;
    if (!ask_number_of(ledger, "imprint_count", 0, 0, &total, err)) {
        return false;
    }
    search.total = (double)total;
    return candidates_find(&search, err) && relatives_join(&search, err) &&
           family_versions(&search, err);
}

/* ---------------------------------------------------------------------------------- door */

static bool imprint_add(struct ledger *ledger, int64_t article, const struct imprint *imprint,
                        struct error *err)
{
    struct buffer body = {0};
    imprint_write(&body, imprint);
    struct statement *add = store_statement(ledger->store, "imprint_add");
    statement_number(add, 1, article);
    statement_bytes(add, 2, buffer_slice(&body));
    buffer_free(&body);
    return statement_run(add, err);
}

bool ledger_relate(struct ledger *ledger, const struct article *article,
                   const struct imprint *imprint, struct error *err)
{
    struct arena scratch = {0};
    int64_t number;
    bool there;
    if (!article_part(ledger, article, "imprint_there", &ledger->newest.related, &number, &there,
                      err)) {
        return false;
    }
    if (!number) {
        return error_set(err, ERROR_NOT_FOUND, "article '%.*s' is not in the ledger",
                         SLICE_ARGS(article->id));
    }
    if (there) {
        return true;
    }
    bool done =
        imprint_add(ledger, number, imprint, err) && relate(&scratch, ledger, number, imprint, err);
    arena_free(&scratch);
    return done;
}

bool families_rebuild(struct ledger *ledger, struct error *err)
{
    struct arena arena = {0};
    struct row_list articles;
    bool done = statement_run(store_statement(ledger->store, "features_clear"), err) &&
                statement_run(store_statement(ledger->store, "families_clear"), err) &&
                statement_run(store_statement(ledger->store, "superseded_clear"), err) &&
                rows_read(&arena, store_statement(ledger->store, "imprints"), &articles, err);
    for (size_t i = 0; done && i < articles.count; i++) {
        struct arena_mark mark = arena_mark(&arena);
        struct imprint imprint;
        done = imprint_load(&arena, ledger, articles.items[i].numbers[0], &imprint, err) &&
               relate(&arena, ledger, articles.items[i].numbers[0], &imprint, err);
        arena_reset(&arena, mark);
    }
    arena_free(&arena);
    return done;
}
