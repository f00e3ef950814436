/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Counts brackets and commas outside strings, in one pass. */
#include "base/json.h"

#include "base/limits.h"

struct json_measure json_measure(struct slice text)
{
    struct json_measure measure = {0};
    size_t depth = 0;
    bool quoted = false;
    for (size_t i = 0; i < text.length; i++) {
        char c = text.at[i];
        measure.lines += c == '\n';
        if (quoted) {
            measure.torn = measure.torn || c == '\n';
            i += c == '\\';
            quoted = c != '"';
            continue;
        }
        switch (c) {
        case '"':
            quoted = true;
            break;
        case '{':
        case '[':
            depth++;
            measure.values++;
            measure.depth = depth > measure.depth ? depth : measure.depth;
            break;
        case ',':
            measure.values++;
            break;
        case '}':
        case ']':
            if (depth <= 1) {
                measure.length = depth ? i + 1 : 0;
                return measure;
            }
            depth--;
            break;
        default:
            break;
        }
    }
    return measure;
}

bool json_is_modest(struct slice text)
{
    struct json_measure measure = json_measure(text);
    return measure.length && measure.depth <= LIMIT_JSON_DEPTH &&
           measure.values <= LIMIT_JSON_VALUES;
}
