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
#include <assert.h>
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

struct holder {
    int64_t article, speaker;
};

static bool holders_read(struct search *search, int64_t feature, struct holder *holders,
                         size_t *count, struct error *err)
{
    struct statement *list = store_statement(search->ledger->store, "feature_holders");
    statement_number(list, 1, feature);
    statement_number(list, 2, HOLDERS_AT_MOST);
    *count = 0;
    for (;;) {
        bool row;
        if (!statement_step(list, &row, err)) {
            return false;
        }
        if (!row) {
            return true;
        }
        assert(*count < HOLDERS_AT_MOST);
        holders[(*count)++] = (struct holder){statement_column_number(list, 0, 0),
                                              statement_column_number(list, 1, 0)};
    }
}

static int speaker_compare(const void *left, const void *right)
{
    int64_t x = ((const struct holder *)left)->speaker, y = ((const struct holder *)right)->speaker;
    return (x > y) - (x < y);
}

static bool is_crowd(struct holder *holders, size_t count)
{
    size_t families = 0;
    qsort(holders, count, sizeof *holders, speaker_compare);
    for (size_t i = 0; i < count; i++) {
        families += i == 0 || holders[i].speaker != holders[i - 1].speaker;
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
static bool feature_meet(struct search *search, int64_t feature, struct error *err)
{
    struct holder holders[HOLDERS_AT_MOST];
    size_t count;
    if (!holders_read(search, feature, holders, &count, err)) {
        return false;
    }
    if (count && !is_crowd(holders, count)) {
        double strength = log2(1 + search->total / (double)count);
        for (size_t i = 0; i < count; i++) {
            struct candidate *candidate = candidate_of(search, holders[i].article);
            candidate->strength += strength;
            candidate->shared++;
        }
    }
    if (count == HOLDERS_AT_MOST) {
        return true;
    }
    struct statement *add = store_statement(search->ledger->store, "feature_add");
    statement_number(add, 1, feature);
    statement_number(add, 2, search->article);
    return statement_run(add, err);
}

static int candidate_compare(const void *left, const void *right)
{
    const struct candidate *x = left, *y = right;
    if (x->strength != y->strength) {
        return x->strength > y->strength ? -1 : 1;
    }
    return (x->article > y->article) - (x->article < y->article);
}

/* All features, then the halves of the words' hash (beyond 32 bits, so that they meet no other). */
static bool candidates_find(struct search *search, struct error *err)
{
    const struct imprint *imprint = search->imprint;
    for (size_t i = 0; i < imprint->feature_count; i++) {
        if (!feature_meet(search, imprint->features[i], err)) {
            return false;
        }
    }
    for (int half = 0; half < 2 && imprint->word_count >= WORDS_LEAST; half++) {
        int64_t feature = (int64_t)(imprint->content >> 32 * half & 0xffffffff) | INT64_C(1) << 32;
        if (!feature_meet(search, feature, err)) {
            return false;
        }
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

struct number_list {
    int64_t *items;
    size_t count;
};

static bool members_read(struct search *search, int64_t speaker, struct number_list *out,
                         struct error *err)
{
    struct statement *list = store_statement(search->ledger->store, "family_members");
    statement_number(list, 1, speaker);
    *out = (struct number_list){0};
    for (;;) {
        bool row;
        if (!statement_step(list, &row, err)) {
            return false;
        }
        if (!row) {
            break;
        }
        *arena_push(search->scratch, out->items, out->count) = statement_column_number(list, 0, 0);
    }
    if (!out->count) {
        *arena_push(search->scratch, out->items, out->count) = speaker; /* alone so far */
    }
    return true;
}

/* Gives the family of `from` to `to`, and marks what it tells as stale. */
static bool family_move(struct search *search, int64_t from, int64_t to, struct error *err)
{
    struct number_list members;
    if (!members_read(search, from, &members, err)) {
        return false;
    }
    for (size_t i = 0; i < members.count; i++) {
        struct statement *put = store_statement(search->ledger->store, "family_put");
        statement_number(put, 1, members.items[i]);
        statement_number(put, 2, to);
        struct statement *stale = store_statement(search->ledger->store, "stale_add_article");
        statement_number(stale, 1, members.items[i]);
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

struct version {
    int64_t article;
    int32_t known;
};

static bool supersede(struct ledger *ledger, struct version version, int32_t until,
                      struct error *err)
{
    struct statement *put = store_statement(ledger->store, "superseded_put");
    statement_number(put, 1, version.article);
    statement_number(put, 2, until);
    struct statement *stale = store_statement(ledger->store, "stale_add_article");
    statement_number(stale, 1, version.article);
    return statement_run(put, err) && statement_run(stale, err);
}

/* Articles of one address or path and one family are versions of one page: each stands until the
 * day on which a later one was published. Two of one day stand both: nobody can say which corrects
 * the other. */
static bool versions_update(struct arena *scratch, struct ledger *ledger, int64_t article,
                            struct error *err)
{
    struct statement *list = store_statement(ledger->store, "versions_of_article");
    struct version *versions = NULL;
    size_t count = 0;
    statement_number(list, 1, article);
    for (;;) {
        bool row;
        if (!statement_step(list, &row, err)) {
            return false;
        }
        if (!row) {
            break;
        }
        *arena_push(scratch, versions, count) = (struct version){
            statement_column_number(list, 0, 0), (int32_t)statement_column_number(list, 1, 0)};
    }
    for (size_t i = 0, next = 0; i < count; i++) {
        while (next < count && versions[next].known <= versions[i].known) {
            next++;
        }
        if (next < count && !supersede(ledger, versions[i], versions[next].known, err)) {
            return false;
        }
    }
    return true;
}

/* A family that was joined may hold versions that were none before. */
static bool family_versions(struct search *search, struct error *err)
{
    struct number_list members;
    int64_t speaker;
    if (!ask_number_of(search->ledger, "speaker_of_article", search->article, search->article,
                       &speaker, err) ||
        !members_read(search, speaker, &members, err)) {
        return false;
    }
    for (size_t i = 0; members.count > 1 && i < members.count; i++) {
        if (!versions_update(search->scratch, search->ledger, members.items[i], err)) {
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
    int64_t hash = (int64_t)slice_hash(article->text, 0), number, there;
    if (!ask_number_of(ledger, "article_find", hash, 0, &number, err) ||
        !ask_number_of(ledger, "imprint_there", number, 0, &there, err)) {
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

static bool numbers_read(struct arena *arena, struct ledger *ledger, const char *name,
                         struct number_list *out, struct error *err)
{
    struct statement *list = store_statement(ledger->store, name);
    *out = (struct number_list){0};
    for (;;) {
        bool row;
        if (!statement_step(list, &row, err)) {
            return false;
        }
        if (!row) {
            return true;
        }
        *arena_push(arena, out->items, out->count) = statement_column_number(list, 0, 0);
    }
}

bool families_rebuild(struct ledger *ledger, struct error *err)
{
    struct arena arena = {0};
    struct number_list articles;
    bool done = statement_run(store_statement(ledger->store, "features_clear"), err) &&
                statement_run(store_statement(ledger->store, "families_clear"), err) &&
                statement_run(store_statement(ledger->store, "superseded_clear"), err) &&
                numbers_read(&arena, ledger, "imprints", &articles, err);
    for (size_t i = 0; done && i < articles.count; i++) {
        struct arena_mark mark = arena_mark(&arena);
        struct imprint imprint;
        done = imprint_load(&arena, ledger, articles.items[i], &imprint, err) &&
               relate(&arena, ledger, articles.items[i], &imprint, err);
        arena_reset(&arena, mark);
    }
    arena_free(&arena);
    return done;
}
