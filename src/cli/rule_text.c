/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Parts of a codebook's rule as its files write them. */
#include "cli/rule_text.h"

void rule_print_codings(struct buffer *out, const struct rule *rule)
{
    for (size_t i = 0; i < rule->coding_count; i++) {
        const struct coding *coding = &rule->codings[i];
        buffer_print(out, "%s%s %s", i ? ", " : "", event_type_name(coding->event),
                     bond_cell(coding->bond, coding->sign).text);
    }
}

void rule_print_condition(struct buffer *out, const struct codebook *codebook,
                          const struct condition *condition)
{
    buffer_print(out, " %s%.*s%s%s", condition->contrary ? "!" : "", SLICE_ARGS(condition->role),
                 condition->inner ? "+" : "", condition->role.length ? ":" : "");
    if (condition->kind == CONDITION_CLASS) {
        struct slice name = codebook_class_name(codebook, condition->class_index);
        buffer_print(out, "@%.*s", SLICE_ARGS(name));
    } else {
        buffer_add(out, slice_of(condition_kind_name(condition->kind)));
    }
}

void rule_print_pattern(struct buffer *out, const struct codebook *codebook,
                        const struct pattern *pattern)
{
    struct slice name = codebook_class_name(codebook, pattern->class_index);
    buffer_print(out, " @%.*s", SLICE_ARGS(name));
    for (size_t i = 0; i < pattern->condition_count; i++) {
        rule_print_condition(out, codebook, &pattern->conditions[i]);
    }
}
