/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Lemma rules: what to cut from a form and put in its place. */
#ifndef TREE_LEMMA_H
#define TREE_LEMMA_H

#include "base/slice.h"

struct lemma_rule {
    bool whole;          /* the suffix is the lemma */
    bool keep_case;      /* else the form is lower-cased first */
    uint32_t cut;        /* characters cut from the end */
    struct slice suffix; /* put on instead */
};

/* Reads `=lemma`, `K<cut>><suffix>` (case kept) or `L<cut>><suffix>`; and, of models trained before
 * there was a '>', `k<cut><suffix>` or `l<cut><suffix>`. These do not part the digits of cut
 * from those of the suffix: two digits are a cut of ten or more where a letter or mark follows
 * ("l10enir"); else the first digit is the cut ("l4000" makes 4000 of 4,000). False: none of
 * these. */
bool lemma_rule_parse(struct slice text, struct lemma_rule *out);

/* The lemma in the arena; a rule that would leave nothing gives the form. */
struct slice lemma_of(struct arena *arena, const struct lemma_rule *rule, struct slice form);

#endif
