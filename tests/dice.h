/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Numbers by chance for tests and benches: the same ones from the same first state. */
#ifndef ENTENTE_DICE_H
#define ENTENTE_DICE_H

#include <stdint.h>

struct dice {
    uint64_t state;
};

/* A number below `sides`, by SplitMix64 (Steele, Lea and Flood, 2014). */
static inline uint32_t roll(struct dice *dice, uint32_t sides)
{
    uint64_t z = dice->state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return (uint32_t)(((z ^ z >> 31) >> 32) * sides >> 32);
}

#endif
