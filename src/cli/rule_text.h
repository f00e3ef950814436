/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef CLI_RULE_TEXT_H
#define CLI_RULE_TEXT_H

#include "base/buffer.h"
#include "codebook/codebook.h"

void rule_print_codings(struct buffer *out, const struct rule *rule);
/* These two begin with a space. */
void rule_print_condition(struct buffer *out, const struct codebook *codebook,
                          const struct condition *condition);
void rule_print_pattern(struct buffer *out, const struct codebook *codebook,
                        const struct pattern *pattern);

#endif
