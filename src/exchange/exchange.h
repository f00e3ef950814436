/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The door of `exchange`: the ledger in the formats of other programs and data sets, and their
 * files in the ledger. doc/formats.md tells every column. */
#ifndef EXCHANGE_EXCHANGE_H
#define EXCHANGE_EXCHANGE_H

#include "actor/actor.h"
#include "ledger/ledger.h"
#include "view/view.h"

/* How the vocabularies of PLOVER and CAMEO meet ours; read-only once loaded. */
struct exchange_codes;

/* Loads the tables of `folder` (data/exchange). Errors: NOT_FOUND, IO, SYNTAX (file:line:column:
 * with the line). */
bool exchange_codes_load(struct arena *arena, const char *folder, const struct exchange_codes **out,
                         struct error *err);

/* ----------------------------------------------------------------- export */

#define EXCHANGE_EXPORTS "tsv|csv|jsonl|plover|polecat|gdelt|gdelt-mentions|gexf|graphml"

/* Takes an export piece by piece; false, with *err set, stops it. */
struct exchange_sink {
    bool (*write)(void *context, struct slice piece, struct error *err);
    void *context;
};

/* What is to be exported. */
struct exchange_request {
    const char *format;    /* one of EXCHANGE_EXPORTS */
    struct slice a, b;     /* codes: only what is told of a, or of a and b; empty: of anybody */
    struct view_time time; /* as_of: what was done or announced by then; known_by */
    const char *coder;     /* name and version of the program, for formats that have a place */
    const struct exchange_codes *codes;
    const struct actor_register *actors;
};

/* Writes what the ledger holds: claims in canonical order, or events and bonds by pair. Holds the
 * claims of one article or pair, never the whole ledger. Errors:
 * those of the ledger and of the sink. */
bool exchange_export(struct ledger *ledger, const struct exchange_request *request,
                     struct exchange_sink sink, struct error *err);

/* ----------------------------------------------------------------- import */

#define EXCHANGE_IMPORTS "plover|polecat|icews|gdelt"

/* What became of the rows of a file. */
struct exchange_tally {
    size_t rows;     /* read, without header and empty lines */
    size_t claims;   /* new in the ledger */
    size_t known;    /* rows whose claims were all there already */
    size_t no_event; /* rows of a type that is no event here (public statements) */
    size_t inner;    /* rows with one actor on both sides */
    size_t unknown;  /* rows left out because an actor is not in the register */
    size_t bad;      /* rows left out because they cannot be read */
};

/* Where and how to import. */
struct exchange_import {
    const char *format; /* one of EXCHANGE_IMPORTS: the origin that its records bear */
    const char *path;   /* "-": standard input */
    const struct exchange_codes *codes;
    const struct actor_register *actors;
    const struct log *log; /* bad rows and unknown actors, each as "path:line: what" */
};

/* Reads the file into the ledger, a thousand rows a transaction, then folds. A row that cannot be
 * read is named and left out. Errors: those of the file and of the ledger; what was committed
 * before stays, and importing again goes on from there. INVALID: the columns are not those of the
 * format. */
bool exchange_import(struct ledger *ledger, const struct exchange_import *import,
                     struct exchange_tally *out, struct error *err);

#endif
