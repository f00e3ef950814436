/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* One request by libcurl: conditional, packed if the server likes, over one kept connection. No
 * protocol but http and https is spoken, also behind redirections; no cookie is kept and no
 * password read. A body that grows over its cap ends the transfer. */
#include "fetch/inside.h"

#include <curl/curl.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "base/limits.h"

#define CONNECT_SECONDS 20L
#define ANSWER_SECONDS 90L
#define REDIRECTIONS 5L

struct fetcher {
    CURL *curl;
};

/* What one request collects. */
struct collected {
    struct arena *arena;
    struct buffer body;
    struct fetch_answer *out;
    bool large;
};

static size_t take_body(char *bytes, size_t size, size_t count, void *context)
{
    struct collected *collected = context;
    size_t length = size * count;
    if (collected->body.length + length > LIMIT_ARTICLE_BYTES) {
        collected->large = true;
        return 0;
    }
    buffer_add(&collected->body, (struct slice){bytes, length});
    return length;
}

/* Does the line of the head have that name (in small letters)? Then *out is its value. */
static bool header_is(struct slice line, const char *name, struct slice *out)
{
    size_t length = strlen(name);
    if (line.length <= length || line.at[length] != ':') {
        return false;
    }
    for (size_t i = 0; i < length; i++) {
        char c = line.at[i];
        if ((c >= 'A' && c <= 'Z' ? (char)(c + 32) : c) != name[i]) {
            return false;
        }
    }
    *out = slice_trim(slice_part(line, length + 1, line.length));
    return true;
}

static struct slice charset_of(struct arena *arena, struct slice type)
{
    size_t at = slice_find(type, SLICE("charset="), 0);
    struct slice name = {"", 0};
    if (at != SIZE_MAX) {
        struct slice rest = slice_part(type, at + strlen("charset="), type.length);
        slice_split(&rest, ';', &name);
        name = slice_trim(name);
        bool quoted = name.length > 2 && name.at[0] == '"';
        name = quoted ? slice_part(name, 1, name.length - 1) : name;
    }
    return slice_copy(arena, name);
}

static size_t take_header(char *bytes, size_t size, size_t count, void *context)
{
    struct collected *collected = context;
    struct fetch_answer *out = collected->out;
    struct slice line = {bytes, size * count}, value;
    if (slice_starts(line, SLICE("HTTP/"))) {
        out->etag = out->changed_at = out->charset = (struct slice){"", 0}; /* another answer */
    } else if (header_is(line, "etag", &value)) {
        out->etag = slice_copy(collected->arena, value);
    } else if (header_is(line, "last-modified", &value)) {
        out->changed_at = slice_copy(collected->arena, value);
    } else if (header_is(line, "content-type", &value)) {
        out->charset = charset_of(collected->arena, value);
    }
    return size * count;
}

bool fetcher_open(const char *agent, struct fetcher **out, struct error *err)
{
    struct fetcher *fetcher = calloc(1, sizeof *fetcher);
    bool good = fetcher && curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    CURL *curl = good ? curl_easy_init() : NULL;
    if (!curl) {
        free(fetcher);
        return error_set(err, ERROR_UNAVAILABLE, "libcurl does not start");
    }
    fetcher->curl = curl;
    curl_easy_setopt(curl, CURLOPT_USERAGENT, agent);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 1L);
    curl_easy_setopt(curl, CURLOPT_MAXREDIRS, REDIRECTIONS);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, CONNECT_SECONDS);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, ANSWER_SECONDS);
    curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "");
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_header);
    *out = fetcher;
    return true;
}

void fetcher_close(struct fetcher *fetcher)
{
    if (fetcher) {
        curl_easy_cleanup(fetcher->curl);
        curl_global_cleanup();
        free(fetcher);
    }
}

static struct curl_slist *condition(struct arena *arena, struct curl_slist *list, const char *name,
                                    struct slice value)
{
    return value.length
               ? curl_slist_append(list, slice_print(arena, "%s: %.*s", name, SLICE_ARGS(value)).at)
               : list;
}

static void read_answer(CURL *curl, struct arena *arena, struct collected *collected)
{
    struct fetch_answer *out = collected->out;
    const char *url = NULL;
    curl_off_t wait = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &out->status);
    curl_easy_getinfo(curl, CURLINFO_EFFECTIVE_URL, &url);
    curl_easy_getinfo(curl, CURLINFO_RETRY_AFTER, &wait);
    out->wait = (long)wait;
    out->url = slice_copy(arena, slice_of(url));
    out->body = out->status == 200 ? slice_copy(arena, buffer_slice(&collected->body))
                                   : (struct slice){"", 0};
}

bool fetcher_get(struct fetcher *fetcher, struct arena *arena, const struct fetch_request *request,
                 struct fetch_answer *out, struct error *err)
{
    struct collected collected = {.arena = arena, .out = out};
    CURL *curl = fetcher->curl;
    *out = (struct fetch_answer){.status = 0};
    struct curl_slist *head = condition(arena, NULL, "If-None-Match", request->etag);
    head = condition(arena, head, "If-Modified-Since", request->changed_at);
    curl_easy_setopt(curl, CURLOPT_URL, request->url);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, head);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &collected);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, &collected);
    CURLcode code = curl_easy_perform(curl);
    bool good = code == CURLE_OK;
    if (good) {
        read_answer(curl, arena, &collected);
    } else if (collected.large) {
        error_set(err, ERROR_LIMIT, "%s: more than %u bytes", request->url, LIMIT_ARTICLE_BYTES);
    } else {
        bool address = code == CURLE_URL_MALFORMAT || code == CURLE_UNSUPPORTED_PROTOCOL;
        error_set(err, address ? ERROR_INVALID : ERROR_UNAVAILABLE, "%s: %s", request->url,
                  curl_easy_strerror(code));
    }
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, NULL);
    curl_slist_free_all(head);
    buffer_free(&collected.body);
    return good;
}

/* A part of an address; empty where it has none. */
static struct slice url_part(struct arena *arena, CURLU *url, CURLUPart part, unsigned flags)
{
    char *text = NULL;
    struct slice out = {"", 0};
    if (curl_url_get(url, part, &text, flags) == CURLUE_OK) {
        out = slice_copy(arena, slice_of(text));
    }
    curl_free(text);
    return out;
}

bool address_parts(struct arena *arena, const char *url, struct slice *host, struct slice *robots,
                   struct slice *path)
{
    CURLU *parts = curl_url();
    bool good = parts && curl_url_set(parts, CURLUPART_URL, url, 0) == CURLUE_OK;
    if (good) {
        struct slice scheme = url_part(arena, parts, CURLUPART_SCHEME, 0);
        struct slice name = url_part(arena, parts, CURLUPART_HOST, 0);
        struct slice port = url_part(arena, parts, CURLUPART_PORT, CURLU_DEFAULT_PORT);
        struct slice query = url_part(arena, parts, CURLUPART_QUERY, 0);
        *path = url_part(arena, parts, CURLUPART_PATH, 0);
        *path = slice_print(arena, "%.*s%s%.*s", SLICE_ARGS(*path), query.length ? "?" : "",
                            SLICE_ARGS(query));
        *host = slice_print(arena, "%.*s:%.*s", SLICE_ARGS(name), SLICE_ARGS(port));
        *robots =
            slice_print(arena, "%.*s://%.*s/robots.txt", SLICE_ARGS(scheme), SLICE_ARGS(*host));
        good = name.length && (slice_is(scheme, "http") || slice_is(scheme, "https"));
    }
    curl_url_cleanup(parts);
    return good;
}
