/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What the files of `sentence` share: the rules of a language and surface words. */
#ifndef SENTENCE_INSIDE_H
#define SENTENCE_INSIDE_H

#include "base/map.h"
#include "sentence/sentence.h"

#define LIMIT_WORD_FOLDED 128 /* bytes of a word that rules look at; longer words match none */

enum abbreviation {
    ABBREVIATION_NONE,
    ABBREVIATION_INNER, /* "M.", "Dr.": what it stands before follows; never ends a sentence */
    ABBREVIATION_LAST,  /* "etc.", "U.S.": may end a sentence */
};

struct split_word {
    struct slice parts[2]; /* forms: "de", "le"; for `cannot` the parts of the word itself */
};

struct token_rules {
    struct map abbreviations; /* with the full stop, as written: enum abbreviation */
    struct map elisions;      /* folded, with the apostrophe */
    struct map whole;         /* folded words that no rule splits */
    struct map prefixes;      /* folded, without the hyphen: keep their hyphen in `hyphen split` */
    struct map alone;         /* folded words of one letter that are no initials ("I") */
    struct map units;         /* folded units that are split off a number ("am") */
    struct map starters;      /* folded words that open sentences behind an abbreviation */
    struct map reporting;     /* folded verbs that go on with a quotation's sentence */
    struct map contractions;  /* folded word to index of splits; parts share the word's range */
    struct map cuts;          /* folded word to index of splits; parts are cut from the word */
    struct split_word *splits;
    size_t split_count;
    struct slice *endings; /* folded, split off a word's end; longest first */
    size_t ending_count;
    struct map ambiguous; /* contractions that may be whole words: decided by context */
    struct map features;  /* of the context, to index of weights */
    float *weights;
    size_t weight_count;
    bool hyphen_split; /* "US-led" is three words */
    bool group_space;  /* "11 000" is one word */
    bool hour_split;   /* "18h05" is three words */
};

enum quote_side { QUOTE_NONE, QUOTE_OPEN, QUOTE_CLOSE };

/* A word as the text shows it, before contractions are taken apart. */
struct piece {
    struct slice form;
    uint32_t begin, end;
    bool space_after;
    bool split;           /* its contraction is to be taken apart */
    uint8_t abbreviation; /* enum abbreviation */
    uint8_t quote;        /* enum quote_side */
    uint32_t contraction; /* index into rules->splits, or MAP_NONE */
};

struct pieces {
    struct piece *items;
    size_t count;
};

/* One run through a paragraph. */
struct scan {
    struct arena *arena; /* of the result */
    const struct token_rules *rules;
    struct slice text; /* of the article */
    uint32_t end;      /* of the paragraph */
    struct pieces pieces;
    size_t cut_words; /* words cut at LIMIT_TOKEN_BYTES */
};

/* words.c: the pieces of text[begin, scan->end). */
void words_scan(struct scan *scan, uint32_t begin);

/* parts.c: adds the word text[begin, end): elisions, endings and hours cut off, contractions named.
 */
void parts_add(struct scan *scan, uint32_t begin, uint32_t end);

/* parts.c: adds one piece as it stands. */
struct piece *piece_add(struct scan *scan, uint32_t begin, uint32_t end);

/* parts.c: whether `word` is, with its full stop, an abbreviation of the list, an initial or an
 * initialism; `next` is the code point behind the full stop and a space, or 0. */
enum abbreviation abbreviation_of(const struct token_rules *rules, struct slice word, int32_t next);

/* contraction.c: sets `split` of every ambiguous contraction by its neighbours. */
void contraction_decide(const struct token_rules *rules, struct pieces pieces);
bool contraction_load(struct arena *arena, const char *path, struct token_rules *rules,
                      struct error *err);

/* ends.c: index behind the last piece of the sentence that starts at `from`. */
size_t sentence_end(const struct token_rules *rules, struct pieces pieces, size_t from);

/* The slice's lower-case form with straight apostrophes, in `buffer`; longer words are cut. */
struct slice fold_word(struct slice word, char buffer[LIMIT_WORD_FOLDED]);

#endif
