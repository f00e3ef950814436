/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What the files of imports share: the job under way, and a record as every format gives it. */
#ifndef EXCHANGE_IMPORT_H
#define EXCHANGE_IMPORT_H

#include "base/buffer.h"
#include "base/lines.h"
#include "exchange/codes.h"

/* One side of a record, as far as the data set tells it; all empty: none is named. */
struct import_party {
    struct slice registered; /* code of the register */
    struct slice group;      /* CAMEO's code of a group or organisation */
    struct slice name;
    struct slice country; /* ISO 3166-1 alpha-3, or a name */
    struct slice cow;     /* number of Correlates of War */
    struct slice sectors; /* between `;` or `,` */
};

struct import_party_list {
    struct import_party *items;
    size_t count;
};

struct import_event {
    enum event_type event;
    struct bond_move move;
};

struct import_event_list {
    struct import_event *items;
    size_t count;
};

/* Offsets in the article; sentence_end 0: none given. */
struct import_span {
    uint32_t begin, end, sentence_begin, sentence_end;
};

/* One record; text is lent for the time of the call. */
struct import_record {
    struct slice key; /* records that follow one another with the same key are of one article */
    struct slice id;  /* in the data set */
    struct article article; /* but for its text; article.id is the doc */
    struct edtf date;
    struct import_party_list sources, targets;
    struct import_event_list events;
    enum realis realis;
    struct slice said_by, rule;
    struct slice text; /* what the data set gives as evidence */
    struct import_span span;
    struct slice tree, proposition;
    uint32_t position, signs;
    unsigned confidence; /* 0: not known */
};

/* The article that is being put together. */
struct import_pending {
    struct arena arena;
    struct slice key;
    struct article article;
    struct buffer text; /* line ends wherever the data set gives no text */
    struct claim_list claims;
    size_t rows;
};

struct import_job {
    struct arena arena; /* lives as long as the job */
    struct arena row;   /* of one row */
    struct ledger *ledger;
    const struct exchange_import *import;
    struct exchange_tally *tally;
    struct map unknown; /* names that no actor bears, each told once */
    struct map cow;     /* actors by number of Correlates of War */
    struct line line;   /* under reading */
    struct import_pending pending;
    size_t flushed; /* articles */
    bool open;      /* a transaction is */
};

/* A format: `header` takes the first line where it is not NULL, `row` each other line that is not
 * empty. `context` is whatever the header made. False, with *err, ends the import. */
struct import_format {
    const char *name;
    bool (*header)(struct import_job *job, void **context, struct error *err);
    bool (*row)(struct import_job *job, void *context, struct error *err);
};

extern const struct import_format import_plover, import_polecat, import_icews, import_gdelt;

/* Counts the row as bad and names it with its line. Always true: the import goes on. */
bool import_refuse(struct import_job *job, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Takes a record that could be read: finds its actors, makes its claims. */
bool import_add(struct import_job *job, const struct import_record *record, struct error *err);

#endif
