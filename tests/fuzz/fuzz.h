/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What a harness gives to its driver: libFuzzer, or replay.c in the everyday suite. */
#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

/* Runs one input; aborts where something that must hold does not. Always gives 0. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static inline void fuzz_want(int holds)
{
    if (!holds) {
        abort();
    }
}

#endif
