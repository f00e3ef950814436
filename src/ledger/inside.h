/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What the files of `ledger` share. */
#ifndef LEDGER_INSIDE_H
#define LEDGER_INSIDE_H

#include "base/buffer.h"
#include "base/map.h"
#include "ledger/ledger.h"
#include "store/store.h"

/* ------------------------------------------------------------------ names */

/* A text of the dictionary, and what it means as a column of a claim; -1: nothing. */
struct word_entry {
    struct slice text; /* at == NULL: not read yet */
    int8_t event, realis, bond;
    char sign; /* of the bond; '\0' none */
};

/* The dictionaries of the store as far as they were needed; numbers are rows of the store. */
struct names {
    struct arena arena;
    struct map word_numbers, date_numbers, dyad_numbers;
    struct word_entry *words; /* by number */
    size_t word_count;
    struct edtf *dates; /* by number; unset: not read yet */
    size_t date_count;
    struct arena marks; /* of `stale` */
    bool *stale;        /* by number: dyads that were marked in the open transaction */
    size_t stale_count;
};

/* A claim that the store cannot look up yet. */
struct fresh_claim {
    int64_t dyad, number;
    uint64_t hash;
};

struct ledger {
    struct store *store;
    struct names names;
    struct {
        struct arena arena;
        struct fresh_claim *items;
        size_t count;
    } fresh;   /* in the order of their numbers */
    int depth; /* of ledger_begin() */
    enum { RECORDS_UNKNOWN, RECORDS_NONE, RECORDS_THERE } records; /* of other data sets */
    struct {
        uint64_t hash;
        int64_t number;      /* 0: none */
        bool noted, related; /* its details, its imprint are kept */
    } newest;                /* the article that was added last in the open transaction */
    bool broken; /* something of the open transaction was taken back: nothing of it may be kept */
};

/* The two actors of a claim or event in byte order. */
struct pair {
    struct slice a, b;
};
struct pair pair_of(struct slice source, struct slice target);
int pair_compare(struct pair x, struct pair y);

/* Numbers of a text, a date and a dyad; what is missing is added to the store. */
bool name_word(struct ledger *ledger, struct slice text, int64_t *out, struct error *err);
bool name_date(struct ledger *ledger, struct edtf date, int64_t *out, struct error *err);
bool name_dyad(struct ledger *ledger, struct pair pair, int64_t *out, struct error *err);

/* The same without adding: *out is 0 where the store has none. */
bool find_word(struct ledger *ledger, struct slice text, int64_t *out, struct error *err);
bool find_words(struct ledger *ledger, struct pair pair, int64_t out[2], struct error *err);
bool find_dyad(struct ledger *ledger, struct pair pair, int64_t *out, struct error *err);

/* Numbers of rows; 0: none. */
struct number_list {
    int64_t *items;
    size_t count;
};

/* Asks in one question what those of the numbers stand for that are not in mind. One that the store
 * does not know stays so. */
bool words_bring(struct ledger *ledger, const struct number_list *numbers, struct error *err);
bool dates_bring(struct ledger *ledger, const struct number_list *numbers, struct error *err);

/* What a number stands for, without a question where it was brought; INVALID where the store has no
 * such number. */
bool word_at(struct ledger *ledger, int64_t number, struct word_entry *out, struct error *err);
bool date_at(struct ledger *ledger, int64_t number, struct edtf *out, struct error *err);

/* Forgets all numbers: after a rollback they may stand for nothing. */
void names_forget(struct ledger *ledger);

/* Forgets what was marked: between two transactions another writer may have folded. */
void stale_forget(struct ledger *ledger);

/* Notes the claim, the last one that was added (lookup.c). */
void claim_note(struct ledger *ledger, const struct fresh_claim *claim);

/* Lets the claims that were noted be looked up by their dyads and ids (lookup.c). */
bool claims_file(struct ledger *ledger, struct error *err);

/* Forgets what was noted: after a rollback (lookup.c). */
void claims_forget(struct ledger *ledger);

/* Marks the dyad as not folded from that row of a claim on. */
bool stale_mark(struct ledger *ledger, int64_t dyad, int64_t claim, struct error *err);

/* --------------------------------------------------------------------- ids */

/* 16 hexadecimal digits of a hash, and back; false where the text is none. */
#define ID_DIGITS 16
struct slice id_print(struct arena *arena, uint64_t hash);
struct slice id_write(char room[ID_DIGITS], uint64_t hash); /* the room is the caller's */
bool id_parse(struct slice id, uint64_t *out);

/* Adds the day unless it is one of the two extremes, which are NULL in the store. */
void bind_day(struct statement *statement, int place, int32_t day);

/* ------------------------------------------------------------------- views */

/* Appends the claims that a started statement gives and the filter takes, in any order (query.c).
 */
bool claims_read(struct arena *arena, struct ledger *ledger, struct statement *statement,
                 const struct ledger_filter *filter, struct ledger_claim_list *out,
                 struct error *err);

/* The rows of all stale dyads, dyad after dyad, one at hand. */
struct stream {
    struct statement *rows;
    bool row; /* false: there are no more */
};

/* The claims of the dyad, where the stream stands before them (query.c). */
bool claims_read_of(struct arena *arena, struct ledger *ledger, struct stream *stream, int64_t dyad,
                    struct ledger_claim_list *out, struct error *err);

/* Two actors with the number of their dyad; `first` of a stale one is the row of the first claim
 * that its view does not show, 0 where all is to be folded. */
struct dyad_row {
    int64_t number, first;
    int64_t words[2]; /* numbers of the two actors */
    struct pair pair;
};

struct dyad_list {
    struct dyad_row *items;
    size_t count;
};

/* The dyads that a started statement gives, as it does: number, a, b, and of stale ones first
 * (dyads.c). */
bool dyads_read(struct arena *arena, struct ledger *ledger, struct statement *list,
                struct dyad_list *out, struct error *err);

/* The dyads of `a` and `b`, in the order of pairs; either empty: with anybody (dyads.c). */
bool dyads_find(struct arena *arena, struct ledger *ledger, struct slice a, struct slice b,
                struct dyad_list *out, struct error *err);

/* Drops the claims of versions that another had replaced by the day. Gives the last day on which
 * anything of them became known; DAY_AFTER_ALL where a claim is undated (dyads.c). */
int32_t claims_settle(struct ledger_claim_list *claims, int32_t known_by);

/* The row of an article, 0 where it is not there, and whether a part of it is kept, which the
 * statement `find` tells. Of the newest article it is known: *known says so, and is set (ledger.c).
 */
bool article_part(struct ledger *ledger, const struct article *article, const char *find,
                  bool *known, int64_t *out_number, bool *out_there, struct error *err);

/* All details of the article with the id (detail.c). */
bool details_of_article(struct arena *arena, struct ledger *ledger, struct slice id,
                        struct detail_list *out, struct error *err);

/* The imprint of the article with the id; *found is false where it has none (family.c). */
bool imprint_of(struct arena *arena, struct ledger *ledger, struct slice id, bool *found,
                struct imprint *out, struct error *err);

/* Forgets all families and finds them again from the imprints (family.c). */
bool families_rebuild(struct ledger *ledger, struct error *err);

/* The 32 days under which dyad_period files a day. */
static inline int32_t day_period(int32_t day)
{
    return day >> 5;
}

/* Says that the stored view of the pair cannot be read (dyads.c). */
bool digest_broken(struct pair pair, struct error *err);

/* Fills last, day and reached of an event from its date, first day and the rest (fold.c). */
void event_days(struct ledger_event *event);

/* The publication of an article as the store keeps it (query.c). */
struct edtf publication_read(struct slice text);
enum date_basis publication_basis(struct slice text);

/* Says that the store has no such row (query.c). */
bool row_missing(int64_t number, struct error *err);

/* A number as the key of a map. */
static inline struct slice number_key(const int64_t *number)
{
    return (struct slice){(const char *)number, sizeof *number};
}

/* Binds the numbers as "12,5,7" (query.c). */
void bind_numbers(struct statement *statement, int place, const int64_t *numbers, size_t count);

/* The number in the first column of a bound statement, `none` where there is no row or no number;
 * and of the statement of that name with `key` in its first place (names.c). */
bool ask_number(struct statement *find, int64_t none, int64_t *out, struct error *err);
bool ask_number_of(struct ledger *ledger, const char *name, int64_t key, int64_t none, int64_t *out,
                   struct error *err);

/* A statement with the hash of the id in its first place (query.c). */
struct statement *statement_of_id(struct ledger *ledger, const char *name, struct slice id);

#endif
