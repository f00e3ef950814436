/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef CLI_EXPLAIN_H
#define CLI_EXPLAIN_H

#include "cli/shared.h"

struct explanation {
    struct knowledge knowledge;
    const char *language; /* NULL: told by the words */
    struct edtf published;
    const char *text; /* a sentence or several */
    bool json;
};

/* Codes the text and prints each proposition with every rule that was a candidate: which spoke, and
 * why the others did not. Errors: INVALID (not UTF-8, language cannot be told), NOT_FOUND (the
 * language is not coded), and those of pipeline_open. */
bool explain_text(const struct explanation *asked, struct buffer *out, struct error *err);

#endif
