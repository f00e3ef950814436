/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Small articles with claims written as rows, for tests of the ledger and of its views. */
#ifndef TESTS_LEDGER_SAMPLE_H
#define TESTS_LEDGER_SAMPLE_H

#include "ledger/ledger.h"

struct sample {
    struct article article;
    struct claim_list claims;
};

/* One claim: date, source, EVENT, bond+ or "-", target, realis, said_by. */
#define SAMPLE_COLUMNS 7

/* Begins an article; `published` is EDTF. */
void sample_begin(struct sample *sample, struct arena *arena, const char *doc,
                  const char *published);

/* Adds a claim with its sentence; a row that cannot be read aborts. */
void sample_claim(struct sample *sample, struct arena *arena,
                  const struct slice columns[SAMPLE_COLUMNS], struct slice sentence);

/* Lays the text of the article, once all claims are there. */
void sample_end(struct sample *sample, struct arena *arena);

/* An article whose claims are lines of columns parted by one space. */
struct sample sample_make(struct arena *arena, const char *doc, const char *published,
                          const char *rows);

/* Makes it, adds it to the ledger, and says whether it was new; an error aborts. */
bool sample_add(struct ledger *ledger, const char *doc, const char *published, const char *rows);

/* A ledger in a new file; sample_path() is the file's name. */
struct ledger *sample_ledger(void);
const char *sample_path(void);
void sample_remove(struct ledger *ledger);

#endif
