/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What the files of `lineage` share: words, the bits of an anchor, hashes. */
#ifndef LINEAGE_INSIDE_H
#define LINEAGE_INSIDE_H

#include "base/map.h"
#include "lineage/lineage.h"

#define ANCHORS_AT_MOST 512u    /* of one article; those behind them are left out */
#define WORDS_AT_MOST 200000u   /* likewise */
#define SHINGLES_AT_MOST 60000u /* of the sample; reached by no article of WORDS_AT_MOST words */

/* The figures of data/lineage.txt, where each is told with its reason. */
struct lineage_rules {
    double copy_share;
    size_t runs_least;
    double order_z, order_score;
    double covered_z, covered_share;
    size_t figures_least;
    double figures_share;
    size_t pair_window, shared_least;
};

extern const struct lineage_rules lineage_rules;
extern const char *const lineage_agencies[]; /* by the bit of their credit */
extern const size_t lineage_agency_count;

/* A word or number of the body. */
struct word {
    uint32_t begin, end; /* bytes of the article */
    struct slice folded; /* lower case, no accents; of numbers: digits and one point */
    uint64_t hash;       /* of folded */
    bool number;
    bool capital; /* begins with a capital letter */
    bool joined;  /* a capital letter stands behind a small one inside */
    bool opens;   /* first of its sentence */
    bool quoted;  /* inside quotation marks */
    bool breaks;  /* no run of words reaches over the place before it (paragraph, quotation) */
};

struct word_list {
    struct word *items;
    size_t count;
};

/* The words of all body paragraphs and list items, at most WORDS_AT_MOST. */
void words_read(struct arena *arena, const struct article *article, struct word_list *out);

/* An anchor is 28 bits of hash, three of class and one that opens a sentence. */
enum anchor_class {
    ANCHOR_NAME,   /* by its phonetic skeleton */
    ANCHOR_NUMBER, /* 100 and more, or with decimals */
    ANCHOR_DATE,   /* day and month */
    ANCHOR_ACTOR,  /* by its code: every form of the register alike */
    ANCHOR_YEAR,
    ANCHOR_SMALL, /* a number below 100, a month */
    ANCHOR_WEEKDAY,
};
#define ANCHOR_CLASS_SHIFT 28
#define ANCHOR_OPENS 0x80000000u
#define ANCHOR_KEY 0x7FFFFFFFu /* what two anchors must share to be the same */

static inline enum anchor_class anchor_class(uint32_t anchor)
{
    return (enum anchor_class)(anchor >> ANCHOR_CLASS_SHIFT & 7);
}

struct lineage_language {
    char language[3];
    struct map times; /* folded name of a month to 1 … 12, of a weekday to WEEKDAY + 1 … 7 */
};

#define WEEKDAY 16u

#define FIRST_WORD_BITS 16 /* several for each of the register's ten thousand first words */

struct lineage_names {
    const struct actor_register *actors;
    /* A bit for the hash of each word that begins a form of the register: most words of a text
     * begin none, and this is sooner known than looked up. */
    uint64_t first_words[1u << (FIRST_WORD_BITS - 6)];
    struct lineage_language *languages;
    size_t language_count;
};

static inline uint32_t first_word_bit(uint64_t hash)
{
    return (uint32_t)(hash * 0x9e3779b97f4a7c15u >> (64 - FIRST_WORD_BITS));
}

/* The anchors of the words; sets anchors, places and anchor_count. */
void anchors_find(struct arena *arena, const struct lineage_names *names,
                  const struct article *article, const struct word_list *words,
                  struct imprint *out);

/* The agencies that the article's text credits, as bits. */
uint32_t credits_find(const struct article *article);

/* Mixes all bits (the finaliser of MurmurHash3). */
static inline uint64_t hash_mix(uint64_t x)
{
    x ^= x >> 33;
    x *= 0xff51afd7ed558ccdu;
    x ^= x >> 33;
    x *= 0xc4ceb9fe1a85ec53u;
    return x ^ x >> 33;
}

#endif
