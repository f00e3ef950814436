/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What an address tells of an article: its outlet's domain, by the public suffix list (libpsl), and
 * a day in its path. Takes http addresses as pages write them; others tell nothing. */
#include <libpsl.h>

#include "article/inside.h"

#define HOST_BYTES 254 /* RFC 1035 */

static struct slice find_host(struct slice url)
{
    size_t begin = slice_find(url, SLICE("://"), 0);
    if (begin == SIZE_MAX || !slice_starts(url, SLICE("http"))) {
        return (struct slice){"", 0};
    }
    begin += 3;
    size_t end = begin;
    while (end < url.length && !strchr("/?#", url.at[end])) {
        if (url.at[end] == '@') {
            begin = end + 1;
        }
        end++;
    }
    struct slice host = slice_part(url, begin, end);
    const char *colon = host.length ? memchr(host.at, ':', host.length) : NULL;
    return colon ? slice_part(host, 0, (size_t)(colon - host.at)) : host;
}

struct slice address_domain(struct arena *arena, struct slice url)
{
    struct slice host = find_host(url);
    if (!host.length || host.length > HOST_BYTES) {
        return (struct slice){"", 0};
    }
    host = slice_copy(arena, host);
    char *bytes = (char *)host.at; /* our own fresh copy */
    for (size_t i = 0; i < host.length; i++) {
        bytes[i] = bytes[i] >= 'A' && bytes[i] <= 'Z' ? (char)(bytes[i] + 32) : bytes[i];
    }
    const char *domain = psl_registrable_domain(psl_builtin(), host.at);
    return domain ? slice_of(domain) : host;
}

static unsigned digits_at(struct slice text, size_t *at, size_t most)
{
    unsigned number = 0;
    size_t begin = *at;
    while (*at < text.length && *at < begin + most && text.at[*at] >= '0' && text.at[*at] <= '9') {
        number = number * 10 + (unsigned)(text.at[(*at)++] - '0');
    }
    return number;
}

bool address_day(struct slice url, struct edtf_point *out)
{
    for (size_t at = 0; at + 9 < url.length; at++) {
        size_t next = at + 1;
        if (!strchr("/-_", url.at[at])) {
            continue;
        }
        unsigned year = digits_at(url, &next, 4);
        if (next != at + 5 || year < 1980 || year >= 2100) {
            continue;
        }
        size_t parted = next < url.length && strchr("/-_", url.at[next]) != NULL;
        next += parted;
        size_t before = next;
        unsigned month = digits_at(url, &next, 2);
        if (next == before || (!parted && next - before != 2)) {
            continue;
        }
        next += parted;
        before = next;
        unsigned day = digits_at(url, &next, 2);
        bool ends = next >= url.length || url.at[next] < '0' || url.at[next] > '9';
        if (next > before && next - before <= 2 && ends && month >= 1 && month <= 12 && day >= 1 &&
            (int)day <= month_days((int)year, (int)month) && (parted || next - before == 2)) {
            *out = (struct edtf_point){PRECISION_DAY, (int16_t)year, (int8_t)month, (int8_t)day};
            return true;
        }
    }
    return false;
}
