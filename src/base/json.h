/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The size of JSON text, told before a parser spends memory on it. */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include "base/slice.h"

struct json_measure {
    size_t length; /* bytes up to the end of the first object or list; 0: it has no end here */
    size_t depth;  /* objects and lists in one another */
    size_t values; /* not fewer than there are */
    size_t lines;  /* line ends up to there */
    bool torn;     /* a line ends inside a string, which JSON does not allow */
};

/* Measures the object or list that `text` begins with (with another first byte, length is 0 or
 * tells nothing). Brackets are only counted: what is measured may still be no JSON. Linear. */
struct json_measure json_measure(struct slice text);

/* Is the object or list whole and within LIMIT_JSON_DEPTH and LIMIT_JSON_VALUES? */
bool json_is_modest(struct slice text);

#endif
