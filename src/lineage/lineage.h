/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The door of `lineage`: articles become families of one origin (copies, rewrites, translations).
 */
#ifndef LINEAGE_LINEAGE_H
#define LINEAGE_LINEAGE_H

#include "actor/actor.h"
#include "article/article.h"
#include "base/buffer.h"

/* ------------------------------------------------------------------------------ one article */

/* Month and weekday names of all languages, and the register: what anchors are told by. */
struct lineage_names;

/* Loads the month and weekday lines of `folder`/LANGUAGE/furniture.txt (`folder` is data); the
 * register is lent. A language without such a file has no dates. Errors: IO, LIMIT. */
bool lineage_names_load(struct arena *arena, const char *folder,
                        const struct actor_register *actors, const struct lineage_names **out,
                        struct error *err);

/* Where an anchor stands in the article's text. */
struct anchor_place {
    uint32_t begin, end;
};

/* What is kept in mind of an article: enough to compare it with any other, without its text. */
struct imprint {
    uint64_t content;   /* hash of all words: equal where the words are the same */
    uint32_t *anchors;  /* numbers, dates, actors and names in their order; inside.h has the bits */
    uint32_t *shingles; /* hashes of a sample of all five-word runs outside quotations, ascending */
    uint32_t *features; /* hashes by which relatives are looked for, ascending */
    struct anchor_place *places; /* of the anchors; NULL in an index */
    uint16_t anchor_count, shingle_count, feature_count;
    uint16_t garbled; /* in a thousand words: joined, or capital without need */
    uint32_t word_count;
    int32_t published;     /* day stated, or DAY_AFTER_ALL */
    uint32_t credits;      /* a bit for each agency that the article credits */
    uint8_t shingle_level; /* the sample keeps one run in 2^level */
    char language[3];
};

/* Takes the imprint of an article's body; titles, captions and links are no part of it. Never
 * fails: an article without words has an imprint that resembles nothing. Linear in the text. */
void lineage_imprint(struct arena *arena, const struct lineage_names *names,
                     const struct article *article, struct imprint *out);

/* An imprint as bytes, without places, and back; false where the bytes are none. */
void imprint_write(struct buffer *out, const struct imprint *imprint);
bool imprint_read(struct arena *arena, struct slice bytes, struct imprint *out);

/* Does the first article speak for a family rather than the second: the less garbled one, of these
 * the earlier, of these the one with more anchors? <0 yes, >0 the second, 0 equal in words too. */
int imprint_rank(const struct imprint *a, const struct imprint *b);

#define CREDITS_AT_MOST 32

/* Name of the agency of bit `credit`, or NULL beyond the last. */
const char *lineage_credit_name(size_t credit);

/* ---------------------------------------------------------------------------- two articles */

enum descent { DESCENT_NONE, DESCENT_COPY, DESCENT_REWRITE, DESCENT_TRANSLATION };

const char *descent_name(enum descent descent);

/* How near two articles are. It is a function of the two alone, in either order. */
struct kinship {
    enum descent descent;
    double verbatim; /* share of the smaller one's five-word runs that the other has too */
    double coverage; /* weight of the anchors in common order, as a share of the heavier one's */
    double score;    /* the same beyond the mean of shuffled sentences, as a share of the lighter
                      * one's */
    double z;        /* the same in standard deviations of the shuffled */
    size_t runs;     /* sampled runs in common */
};

void lineage_compare(struct arena *scratch, const struct imprint *a, const struct imprint *b,
                     struct kinship *out);

/* The anchors in common order: index into a's and b's anchors. */
struct anchor_match {
    uint16_t a, b;
};

struct anchor_match_list {
    struct anchor_match *items;
    size_t count;
};

void lineage_explain(struct arena *arena, const struct imprint *a, const struct imprint *b,
                     struct anchor_match_list *out);

/* ----------------------------------------------------------------------------- many articles */

struct lineage_index;

/* An article of the index that is akin to the one that was added. */
struct relative {
    uint32_t number;
    struct kinship kinship;
};

struct relative_list {
    struct relative *items; /* in ascending order of number */
    size_t count;
};

struct lineage_index *lineage_open(void);
void lineage_close(struct lineage_index *index); /* NULL is fine */

/* Adds an article, joins it to the families of its relatives and gives these, in the arena. Returns
 * its number: 0, 1, 2 … What is kept of the imprint is copied. */
uint32_t lineage_add(struct lineage_index *index, struct arena *arena,
                     const struct imprint *imprint, struct relative_list *out);

size_t lineage_count(const struct lineage_index *index);

/* The member that speaks for the article's family: the least garbled one, of these the earliest, of
 * these the one with most anchors. */
uint32_t lineage_speaker(const struct lineage_index *index, uint32_t number);

/* Credits of all members of the article's family. */
uint32_t lineage_credits(const struct lineage_index *index, uint32_t number);

/* Heap bytes that the index holds. */
size_t lineage_bytes(const struct lineage_index *index);

#endif
