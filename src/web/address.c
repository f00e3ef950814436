/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Where to listen: a numeric address or localhost, and a port. Names are not looked up, so that
 * what is bound is what was typed. */
#include <arpa/inet.h>
#include <stdlib.h>

#include "web/inside.h"

static bool refuse(const char *text, struct error *err)
{
    return error_set(err, ERROR_INVALID,
                     "'%s' is no address to listen on; write 127.0.0.1:8080 or [::1]:8080", text);
}

static bool port_parse(const char *text, in_port_t *out)
{
    char *end;
    if (*text < '0' || *text > '9') {
        return false;
    }
    unsigned long port = strtoul(text, &end, 10);
    *out = htons((uint16_t)port);
    return *end == '\0' && port <= UINT16_MAX;
}

static bool host_parse(struct slice host, in_port_t port, struct web_listen *out)
{
    char name[INET6_ADDRSTRLEN];
    if (slice_is(host, "localhost")) {
        host = SLICE("127.0.0.1");
    }
    if (host.length >= sizeof name) {
        return false;
    }
    memcpy(name, host.at, host.length);
    name[host.length] = '\0';
    size_t length = strlen(name);
    if (length > 2 && name[0] == '[' && name[length - 1] == ']') {
        name[length - 1] = '\0';
        out->at.six = (struct sockaddr_in6){.sin6_family = AF_INET6, .sin6_port = port};
        return inet_pton(AF_INET6, name + 1, &out->at.six.sin6_addr) == 1;
    }
    out->at.four = (struct sockaddr_in){.sin_family = AF_INET, .sin_port = port};
    return inet_pton(AF_INET, name, &out->at.four.sin_addr) == 1;
}

bool listen_parse(const char *text, struct web_listen *out, struct error *err)
{
    const char *colon = strrchr(text, ':');
    in_port_t port;
    *out = (struct web_listen){0};
    if (!colon || !port_parse(colon + 1, &port) ||
        !host_parse((struct slice){text, (size_t)(colon - text)}, port, out)) {
        return refuse(text, err);
    }
    out->loopback = out->at.any.sa_family == AF_INET6
                        ? IN6_IS_ADDR_LOOPBACK(&out->at.six.sin6_addr)
                        : ntohl(out->at.four.sin_addr.s_addr) >> 24 == 127;
    return true;
}

struct slice listen_host(struct arena *arena, const struct web_listen *listen)
{
    char name[INET6_ADDRSTRLEN] = "";
    bool six = listen->at.any.sa_family == AF_INET6;
    const void *host = six ? (const void *)&listen->at.six.sin6_addr : &listen->at.four.sin_addr;
    inet_ntop(listen->at.any.sa_family, host, name, sizeof name);
    return slice_print(arena, six ? "[%s]" : "%s", name);
}
