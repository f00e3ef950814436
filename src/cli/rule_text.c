/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Parts of a codebook's rule as its files write them. */
#include "cli/rule_text.h"

void rule_print_codings(struct buffer *out, const struct rule *rule)
{
    for (size_t i = 0; i < rule->coding_count; i++) {
        const struct coding *coding = &rule->codings[i];
        char sign[2] = {coding->sign, '\0'};
        buffer_print(out, "%s%s %s%s", i ? ", " : "", event_type_name(coding->event),
                     coding->bond == BOND_NONE ? "-" : bond_type_name(coding->bond), sign);
    }
}

void rule_print_condition(struct buffer *out, const struct codebook *codebook,
                          const struct condition *condition)
{
    static const char *const words[] = {
        [CONDITION_CLASS] = "",          [CONDITION_ACTOR] = "actor",
        [CONDITION_STATE] = "state",     [CONDITION_ORGANISATION] = "organisation",
        [CONDITION_GROUP] = "group",     [CONDITION_PERSON] = "person",
        [CONDITION_ANY] = "any",         [CONDITION_VERB] = "verb",
        [CONDITION_NOUN] = "noun",       [CONDITION_ADJECTIVE] = "adjective",
        [CONDITION_NEGATED] = "negated", [CONDITION_ATTRIBUTIVE] = "attributive",
        [CONDITION_PLANNED] = "planned", [CONDITION_CONDITIONAL] = "conditional",
    };
    buffer_print(out, " %s%.*s%s%s", condition->contrary ? "!" : "", SLICE_ARGS(condition->role),
                 condition->inner ? "+" : "", condition->role.length ? ":" : "");
    if (condition->kind == CONDITION_CLASS) {
        struct slice name = codebook_class_name(codebook, condition->class_index);
        buffer_print(out, "@%.*s", SLICE_ARGS(name));
    } else {
        buffer_add(out, slice_of(words[condition->kind]));
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
