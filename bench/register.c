/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Loads the register of actors several times and looks all of its names up: prints the best time of
 * a load, the memory of one, and what a name costs, seconds of the processor.
 * usage: register_bench [RUNS]   (default 10) */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "actor/actor.h"
#include "base/utf8.h"

static double seconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static double megabytes_at_most(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)usage.ru_maxrss / 1024;
}

/* All names of all actors, folded as a reader's words are. */
static struct slice *folded_names(struct arena *arena, const struct actor_register *actors,
                                  size_t *count)
{
    struct slice *names = NULL;
    *count = 0;
    for (uint32_t i = 0; i < actor_count(actors); i++) {
        struct actor_names all = actor_all_names(actors, i);
        for (size_t k = 0; k < all.count; k++) {
            *arena_push(arena, names, *count) = utf8_fold(arena, all.items[k]->form);
        }
    }
    return names;
}

/* The best time of looking all of them up; *found counts what has an actor. */
static double look_up(const struct actor_register *actors, const struct slice *names, size_t count,
                      unsigned runs, size_t *found)
{
    double best = 1e9;
    for (unsigned run = 0; run < runs; run++) {
        double start = seconds_now();
        *found = 0;
        for (size_t i = 0; i < count; i++) {
            *found += actor_lookup(actors, names[i]).count > 0;
        }
        double taken = seconds_now() - start;
        best = taken < best ? taken : best;
    }
    return best;
}

int main(int argc, char **argv)
{
    unsigned runs = argc > 1 ? (unsigned)strtoul(argv[1], NULL, 10) : 10;
    const struct actor_register *actors = NULL;
    struct arena arena = {0}, scratch = {0};
    struct error err;
    double best = 1e9, before = megabytes_at_most();
    for (unsigned run = 0; run < runs; run++) {
        arena_free(&arena);
        double start = seconds_now();
        if (!actor_register_load(&arena, DATA "/actor", NULL, &actors, &err)) {
            fprintf(stderr, "register_bench: %s\n", err.message);
            return 1;
        }
        double taken = seconds_now() - start;
        best = taken < best ? taken : best;
    }
    if (!actors) {
        fprintf(stderr, "register_bench: no runs\n");
        return 1;
    }
    double memory = megabytes_at_most() - before;
    size_t count, found = 0;
    struct slice *names = folded_names(&scratch, actors, &count);
    double looking = look_up(actors, names, count, runs, &found);
    printf("actors %zu, names %zu, found %zu\n", actor_count(actors), count, found);
    printf("load   %6.1f ms, %.1f MB\n", best * 1e3, memory);
    printf("lookup %6.3f us a name\n", looking / (double)count * 1e6);
    arena_free(&scratch);
    arena_free(&arena);
    return found == count ? 0 : 1;
}
