/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What a dictionary says of a language's forms, beside its model: readings, known lemmas, irregular
 * forms. */
#ifndef TREE_LEXICON_H
#define TREE_LEXICON_H

#include "base/error.h"
#include "tree/lemma.h"
#include "tree/tree.h"

/* A zeroed lexicon is empty: it knows nothing. */
struct lexicon {
    struct slice file;          /* mapped */
    struct slice about;         /* JSON: language, sources */
    const uint32_t *lemmas;     /* hashes of class and lemma, ascending */
    const uint32_t *forms;      /* hashes of part of speech and form, ascending */
    const uint16_t *form_rules; /* which rule makes the form's lemma */
    struct lemma_rule *rules;
    size_t lemma_count, form_count, rule_count;
    struct slice *marks;            /* names: "n.p", "v.past" … (train/readings.py) */
    const uint32_t *class_starts;   /* of class c in class_marks; one more than classes */
    const uint16_t *class_marks;    /* indices into marks */
    const uint32_t *reading_starts; /* of the bucket of a hash's upper half; LEXICON_BUCKETS + 1 */
    const uint16_t *reading_keys;   /* lower halves, ascending in a bucket */
    const uint16_t *reading_classes;
    size_t mark_count, class_count, reading_count;
};

#define LEXICON_BUCKETS 65536

/* Maps a file of train/lexicon.py; its lists lie in `arena`. A path where nothing is gives an empty
 * lexicon. Errors: IO, SYNTAX (a damaged or foreign file: what and where). */
bool lexicon_load(struct arena *arena, const char *path, struct lexicon *out, struct error *err);
void lexicon_free(struct lexicon *lexicon);

/* The class of the readings of a form, whatever its case: 1-based, 0 where it is not listed. */
uint32_t lexicon_reading(const struct lexicon *lexicon, struct slice form);

/* True where some word of the class of `upos` (verb, noun, adjective, adverb, other) has the lemma,
 * whatever its case. */
bool lexicon_knows(const struct lexicon *lexicon, struct slice lemma, enum upos upos);

/* The rule for a form that is listed with its part of speech, or NULL. */
const struct lemma_rule *lexicon_rule(const struct lexicon *lexicon, struct slice form,
                                      enum upos upos);

/* The lemma of a form: a listed form's own; names, numbers and signs as they are; else the first of
 * `rules` (best first, `count` ≥ 1) whose result is known, or the result of the best. In the arena,
 * or lent by the rules. */
struct slice lexicon_lemma(struct arena *arena, const struct lexicon *lexicon, struct slice form,
                           enum upos upos, const struct lemma_rule *const *rules, size_t count);

#endif
