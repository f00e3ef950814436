/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* entente serve: the viewer and its JSON on a port of this machine, until it is interrupted. */
#include <pthread.h>
#include <signal.h>

#include "cli/shared.h"
#include "web/web.h"

#define LISTEN_DEFAULT "127.0.0.1:8080"

static bool serve(struct desk *desk, const struct web_options *given, const sigset_t *ends,
                  struct error *err)
{
    struct console console = {0};
    const struct log log = console_log(&console);
    struct web_options options = *given;
    const char *formula = slice_print(&desk->arena, "%s/circle.txt", desk->data).at;
    const char *codebook = slice_print(&desk->arena, "%s/codebook", desk->data).at;
    const char *exchange = slice_print(&desk->arena, "%s/exchange", desk->data).at;
    struct web *web;
    int ended;
    options.actors = desk->actors;
    options.log = &log;
    if (!view_formula_load(&desk->arena, formula, &options.formula, err) ||
        !codebook_load(&desk->arena, codebook, NULL, &options.codebook, err) ||
        !exchange_codes_load(&desk->arena, exchange, &options.codes, err) ||
        !web_start(&options, &web, err)) {
        return false;
    }
    console_say(&console, "%s at %s (Ctrl-C ends)", web_has_pages() ? "the viewer is" : "JSON only",
                web_address(web));
    if (!web_has_pages()) {
        console_say(&console,
                    "built without the viewer's pages; `meson configure -Dviewer=enabled` "
                    "adds them");
    }
    sigwait(ends, &ended);
    web_stop(web);
    return true;
}

static int run(int argc, char **argv)
{
    struct desk_request request = {0};
    struct web_options options = {.listen = LISTEN_DEFAULT, .coder = "entente " ENTENTE_VERSION};
    const struct option_row rows[] = {
        {"listen", OPTION_TEXT, "HOST:PORT", "where (default: " LISTEN_DEFAULT "; port 0: any)",
         &options.listen},
        {"token", OPTION_TEXT, "WORD", "what readers must show; needed unless HOST is loopback",
         &options.token},
        ROW_LEDGER(&request.ledger),
        ROW_DATA(&request.data),
        ROW_ACTORS(&request.extra),
    };
    struct argument_list arguments;
    struct desk desk;
    struct error err;
    sigset_t ends;
    int status;
    if (!options_read(&command_serve, rows, ROW_COUNT(rows), argc, argv, &arguments, &status) ||
        !arguments_check(&command_serve, arguments, 0, 0, &status)) {
        return status;
    }
    if (!web_check(&options, &err)) {
        return options_refuse(&command_serve, "%s", err.message);
    }
    sigemptyset(&ends);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &ends, NULL); /* the server's threads inherit it */
    options.ledger = request.ledger ? request.ledger : LEDGER_DEFAULT;
    bool good = desk_open(&desk, request, &err) && serve(&desk, &options, &ends, &err);
    desk_close(&desk);
    return good ? STATUS_DONE : console_fail(&err);
}

const struct command command_serve = {
    "serve",
    "[OPTION]…",
    "show the ledger in a browser: circle, pairs, map, articles with their evidence",
    "entente serve --ledger entente.db --listen 127.0.0.1:8080",
    run,
};
