/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Who and what a ledger holds, and the rules by which it was read, as JSON for pages. */
#include "view/inside.h"

static void print_member(struct buffer *out, const char *key, struct slice value)
{
    buffer_print(out, ",\"%s\":", key);
    buffer_json(out, value);
}

bool view_print_actors_json(struct buffer *out, struct ledger *ledger,
                            const struct actor_register *actors, struct error *err)
{
    static const char *const kinds[] = {[ACTOR_STATE] = "state",
                                        [ACTOR_ORGANISATION] = "organisation",
                                        [ACTOR_GROUP] = "group",
                                        [ACTOR_COLLECTIVE] = "collective"};
    struct arena arena = {0};
    struct ledger_presence *items;
    size_t count;
    bool done = ledger_actors(&arena, ledger, &items, &count, err);
    buffer_print(out, "[");
    for (size_t i = 0; done && i < count; i++) {
        uint32_t at = actor_by_code(actors, items[i].actor);
        const struct actor *actor = at == UINT32_MAX ? NULL : actor_at(actors, at);
        buffer_print(out, "%s{\"claims\":%zu", i ? ",\n " : "", items[i].claim_count);
        print_member(out, "code", items[i].actor);
        print_member(out, "kind", slice_of(actor ? kinds[actor->kind] : ""));
        print_member(out, "en", actor ? actor->name_en : items[i].actor);
        print_member(out, "fr", actor ? actor->name_fr : items[i].actor);
        print_member(out, "state", actor ? actor->state : SLICE(""));
        buffer_print(out, "}");
    }
    buffer_print(out, "]\n");
    arena_free(&arena);
    return done;
}

bool view_print_status_json(struct buffer *out, struct ledger *ledger, struct error *err)
{
    struct ledger_counts counts;
    int32_t latest;
    if (!ledger_count(ledger, &counts, err) || !ledger_latest_day(ledger, &latest, err)) {
        return false;
    }
    buffer_print(out, "{\"articles\":%zu,\"claims\":%zu,\"events\":%zu,\"bonds\":%zu,\"latest\":",
                 counts.articles, counts.claims, counts.events, counts.bonds);
    print_json_day(out, latest);
    buffer_print(out, "}\n");
    return true;
}

void view_print_rules_json(struct buffer *out, const struct codebook *codebook)
{
    buffer_print(out, "[");
    for (size_t i = 0; i < codebook_rule_count(codebook); i++) {
        const struct rule *rule = codebook_rule(codebook, i);
        buffer_print(out, "%s{\"id\":", i ? ",\n " : "");
        buffer_json(out, rule->id);
        print_member(out, "definition", rule->definition);
        buffer_print(out, "}");
    }
    buffer_print(out, "]\n");
}
