/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes a form and a rule learnt from the treebank (train/train.py: lemma_rule); gives the lemma.
 * Characters are code points. Limits: see the reading of digits in the header. */
#include "tree/lemma.h"

#include "base/utf8.h"

static size_t digits_at(struct slice text, size_t at)
{
    size_t count = 0;
    while (at + count < text.length && text.at[at + count] >= '0' && text.at[at + count] <= '9') {
        count++;
    }
    return count;
}

/* The digits up to '>' and what follows. */
static bool marked_parse(struct slice text, struct lemma_rule *out)
{
    size_t digits = digits_at(text, 1);
    if (digits == 0 || digits > 3 || 1 + digits >= text.length || text.at[1 + digits] != '>') {
        return false;
    }
    for (size_t i = 1; i <= digits; i++) {
        out->cut = 10 * out->cut + (uint32_t)(text.at[i] - '0');
    }
    out->keep_case = text.at[0] == 'K';
    out->suffix = slice_part(text, 2 + digits, text.length);
    return true;
}

bool lemma_rule_parse(struct slice text, struct lemma_rule *out)
{
    *out = (struct lemma_rule){0};
    if (text.length && text.at[0] == '=') {
        out->whole = true;
        out->suffix = slice_part(text, 1, text.length);
        return out->suffix.length > 0;
    }
    if (text.length && (text.at[0] == 'K' || text.at[0] == 'L')) {
        return marked_parse(text, out);
    }
    size_t digits = digits_at(text, 1);
    if (digits == 0 || (text.at[0] != 'k' && text.at[0] != 'l')) {
        return false;
    }
    bool marked =
        1 + digits < text.length && text.at[1 + digits] != '.' && text.at[1 + digits] != ',';
    size_t used = digits == 2 && marked ? 2 : 1;
    out->keep_case = text.at[0] == 'k';
    for (size_t i = 1; i <= used; i++) {
        out->cut = 10 * out->cut + (uint32_t)(text.at[i] - '0');
    }
    out->suffix = slice_part(text, 1 + used, text.length);
    return true;
}

struct slice lemma_of(struct arena *arena, const struct lemma_rule *rule, struct slice form)
{
    if (rule->whole) {
        return rule->suffix;
    }
    struct slice base = rule->keep_case ? form : utf8_lower(arena, form);
    size_t count = utf8_count(base);
    if (rule->cut > count || (rule->cut == count && rule->suffix.length == 0)) {
        return base;
    }
    if (rule->cut == 0 && rule->suffix.length == 0) {
        return base;
    }
    size_t kept = utf8_offset(base, count - rule->cut);
    char *lemma = arena_alloc(arena, kept + rule->suffix.length + 1);
    memcpy(lemma, base.at, kept);
    memcpy(lemma + kept, rule->suffix.at, rule->suffix.length);
    return (struct slice){lemma, kept + rule->suffix.length};
}
