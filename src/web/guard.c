/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Who may read, and what a browser is told that it may do with an answer.
 *
 * On loopback the Host header must name this machine: otherwise any page on the web could point a
 * name of its own at 127.0.0.1 and read the ledger through the reader's browser (DNS rebinding).
 * With a token, that is the proof. All that an answer may do beyond being read is refused: no
 * script, style or request from elsewhere, no frame, no guessing of types, no referrer. */
#include "web/inside.h"

#define TOKEN_COOKIE "entente"
#define TOKEN_MOST 256

static const char *const headers[][2] = {
    {"Content-Security-Policy",
     "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
     "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"},
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "no-referrer"},
    {"X-Frame-Options", "DENY"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Permissions-Policy", "camera=(), geolocation=(), microphone=()"},
};

void guard_headers(struct MHD_Response *response)
{
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) {
        MHD_add_response_header(response, headers[i][0], headers[i][1]);
    }
}

bool token_check(const char *token, struct error *err)
{
    size_t length = strspn(token, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                  "0123456789-_");
    if (token[length] || length < 8 || length > TOKEN_MOST) {
        return error_set(err, ERROR_INVALID,
                         "a token is 8 to %d letters, digits, `-` and `_`; `openssl rand -hex 16` "
                         "makes one",
                         TOKEN_MOST);
    }
    return true;
}

/* In a time that does not tell how much of it is right. */
static bool token_is(const char *token, const char *given)
{
    size_t length = strlen(token);
    if (!given || strlen(given) != length) {
        return false;
    }
    unsigned char other = 0;
    for (size_t i = 0; i < length; i++) {
        other |= (unsigned char)(token[i] ^ given[i]);
    }
    return other == 0;
}

/* The host of "host:port", with its brackets. */
static struct slice host_name(const char *header)
{
    struct slice host = slice_of(header);
    const char *colon = strrchr(header, ':');
    if (colon && !strchr(colon, ']')) {
        host.length = (size_t)(colon - header);
    }
    return host;
}

bool host_is_ours(const struct web *web, const char *header)
{
    if (!header) {
        return false;
    }
    struct slice host = host_name(header);
    return slice_is(host, "localhost") || slice_is(host, "127.0.0.1") || slice_is(host, "[::1]") ||
           slice_equal(host, web->host);
}

enum guard guard_look(const struct web *web, struct MHD_Connection *connection)
{
    const char *token = web->options.token;
    if (!token) {
        const char *host = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Host");
        return host_is_ours(web, host) ? GUARD_ADMIT : GUARD_FOREIGN;
    }
    const char *cookie = MHD_lookup_connection_value(connection, MHD_COOKIE_KIND, TOKEN_COOKIE);
    const char *shown = MHD_lookup_connection_value(connection, MHD_GET_ARGUMENT_KIND, "token");
    const char *bearer = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Authorization");
    if (bearer && strncmp(bearer, "Bearer ", strlen("Bearer ")) == 0 &&
        token_is(token, bearer + strlen("Bearer "))) {
        return GUARD_ADMIT;
    }
    if (shown) {
        return token_is(token, shown) ? GUARD_WELCOME : GUARD_STRANGER;
    }
    return token_is(token, cookie) ? GUARD_ADMIT : GUARD_STRANGER;
}
