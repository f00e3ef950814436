/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What the files of `sentence` share: the rules of a language and surface words. */
#ifndef SENTENCE_INSIDE_H
#define SENTENCE_INSIDE_H

#include "base/map.h"
#include "sentence/sentence.h"

#define LIMIT_WORD_FOLDED 128 /* bytes of a word that rules look at; longer words match none */

enum abbreviation {
    ABBREVIATION_NONE,
    ABBREVIATION_INNER,  /* "M.", "Dr.": what it stands before follows; never ends a sentence */
    ABBREVIATION_LAST,   /* "etc.", "U.S.": may end a sentence */
    ABBREVIATION_NUMBER, /* "No.", "art.": one only before a digit, and then INNER; in lists only */
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
    struct map openers;       /* folded words that open sentences behind a heading without mark */
    struct map finite;        /* folded verb forms and clitics that no heading holds */
    struct map bullets;       /* marks that open an item wherever they stand ("•") */
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
    bool slash_join;   /* "km/h" is one word */
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

/* words.c: the code point at `at`, or 0 at the paragraph's end; the place behind it. */
int32_t code_at(const struct scan *scan, uint32_t at);
uint32_t behind(const struct scan *scan, uint32_t at);

/* words.c: letters, digits and what clings to them: combining marks, exponents, soft hyphens. */
bool is_word_code(int32_t code);
bool is_apostrophe(int32_t code);

/* words.c: whether what is at `at` opens the paragraph or stands behind a space or an opening
 * mark. */
bool is_open(const struct scan *scan, uint32_t at);

/* words.c: end of the run of letters, digits and joining marks at `at`. */
uint32_t word_end(const struct scan *scan, uint32_t at);

/* addresses.c: end of an address that starts at `at`, or `at`. */
uint32_t address_end(const struct scan *scan, uint32_t at);

/* marks.c: adds what stands at `at` and opens no word; gives where it ends. */
uint32_t mark_add(struct scan *scan, uint32_t at);

/* parts.c: adds the word text[begin, end): elisions, endings and hours cut off, contractions named.
 */
void parts_add(struct scan *scan, uint32_t begin, uint32_t end);

/* parts.c: adds one piece as it stands. */
struct piece *piece_add(struct scan *scan, uint32_t begin, uint32_t end);

/* parts.c: adds an elision that a space parts from its apostrophe ("l 'accord"). */
void elision_add(struct scan *scan, uint32_t begin, uint32_t end);

/* parts.c: whether the word is an elision, an ending, with its apostrophe. */
bool is_elision(const struct token_rules *rules, struct slice word);
bool is_ending(const struct token_rules *rules, struct slice word);

/* parts.c: whether `word` is, with its full stop, an abbreviation of the list, an initial or an
 * initialism; `next` is the code point behind the full stop and a space, or 0. */
enum abbreviation abbreviation_of(const struct token_rules *rules, struct slice word, int32_t next);

/* contraction.c: sets `split` of every ambiguous contraction by its neighbours. */
void contraction_decide(const struct token_rules *rules, struct pieces pieces);
bool contraction_load(struct arena *arena, const char *path, struct token_rules *rules,
                      struct error *err);

/* ends.c: index behind the last piece of the sentence that starts at `from`. */
size_t sentence_end(const struct token_rules *rules, struct pieces pieces, size_t from);

/* items.c: whether the next item of a list begins at `index`, in the sentence that starts at
 * `from`: a bullet, the dash that opened the sentence, the next number ("1. … 2. …"). */
bool opens_item(const struct token_rules *rules, const struct pieces *pieces, size_t from,
                size_t index);

/* items.c: whether a sentence begins at `index` though no mark ends the one before it, as pages do
 * that run headings into the text. */
bool opens_unmarked(const struct token_rules *rules, const struct pieces *pieces, size_t from,
                    size_t index);
/* Does the piece begin the text behind the label of its paragraph, words in capitals and a dash? */
bool opens_behind_label(const struct pieces *pieces, size_t from, size_t index);

/* items.c: what the rules ask of pieces and words. */
bool is_mark(const struct piece *piece, const char *marks);
bool starts_small(const struct piece *piece);
bool has_word(const struct map *map, struct slice form);

/* The slice's lower-case form with straight apostrophes, in `buffer`; longer words are cut. */
struct slice fold_word(struct slice word, char buffer[LIMIT_WORD_FOLDED]);

#endif
