/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The door of `web`: a ledger becomes pages and JSON over HTTP, for reading only. */
#ifndef WEB_WEB_H
#define WEB_WEB_H

#include "exchange/exchange.h"
#include "view/view.h"

/* What a server is made of; all of it is lent and must outlive the server. */
struct web_options {
    const char *listen; /* "127.0.0.1:8080", "[::1]:8080", "localhost:0"; port 0: any free one */
    const char *token;  /* what a reader must show; NULL: nothing (loopback only) */
    const char *ledger; /* location, as ledger_open() takes it */
    const struct formula *formula;
    const struct actor_register *actors;
    const struct codebook *codebook;
    const struct exchange_codes *codes;
    const char *coder;     /* name and version of the program, for exports */
    const struct log *log; /* of what goes wrong while it serves; NULL: dropped */
};

struct web;

/* Can the address and the token be served? Errors: INVALID (no address; one that is not loopback
 * without a token; a token of other than letters, digits, `-` and `_`). */
bool web_check(const struct web_options *options, struct error *err);

/* Starts to serve in threads of its own. Errors: those of web_check() and ledger_open(),
 * UNAVAILABLE (the address is taken). */
bool web_start(const struct web_options *options, struct web **out, struct error *err);

/* "http://127.0.0.1:8080/"; the server owns it. */
const char *web_address(const struct web *web);

/* Ends all connections and frees the server; NULL is allowed. */
void web_stop(struct web *web);

/* Were the viewer's pages built in? Without them only the JSON is served. */
bool web_has_pages(void);

#endif
