/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes a path up to the first line end, then a robots.txt. Its delay is within its bound, and what
 * a rule without stars allows begins with it. */
#include "fuzz.h"

#include "fetch/inside.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct arena arena = {0};
    struct robots robots;
    struct slice text = {(const char *)bytes, length}, path = {"", 0};
    slice_split(&text, '\n', &path);
    robots_read(&arena, text, "entente", &robots);
    fuzz_want(robots.delay >= 0 && robots.delay <= 3600);
    bool allow = robots_allow(&robots, path);
    for (size_t i = 0; i < robots.count && robots.count == 1; i++) {
        const struct robots_rule *rule = &robots.rules[i];
        bool plain = slice_find(rule->path, SLICE("*"), 0) == SIZE_MAX &&
                     !slice_ends(rule->path, SLICE("$"));
        fuzz_want(!plain || allow == (rule->allow || !slice_starts(path, rule->path)));
    }
    arena_free(&arena);
    return 0;
}
