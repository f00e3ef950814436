/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* By what each alternative of the rules can begin, so that matching tries only those that may. */
#ifndef TIMEX_OPENING_H
#define TIMEX_OPENING_H

#include "timex/grammar.h"
#include "timex/pieces.h"

/* Sets `opening` of all alternatives of the rules, once all rules are read. */
void opening_compute(struct arena *arena, struct timex_rules *rules);

/* Can the alternative begin with the piece (NULL: the end of the sentence)? */
bool opening_fits(const struct alternative *alternative, const struct piece *piece);

#endif
