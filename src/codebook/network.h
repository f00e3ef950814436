/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Reading the file of the network of near readings; what it is asked stands in codebook.h. */
#ifndef CODEBOOK_NETWORK_H
#define CODEBOOK_NETWORK_H

#include "codebook/codebook.h"

/* Reads the file at `path` into the arena. Errors: NOT_FOUND, IO, SYNTAX. */
bool network_load(struct arena *arena, const char *path, const struct network **out,
                  struct error *err);

#endif
