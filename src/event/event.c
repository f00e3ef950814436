/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes the propositions of an article and the codebook, gives its claims. For each proposition the
 * most specific rule that finds both actors speaks; then restatements join. */
#include "event/event.h"

#include "event/inside.h"

void event_code(struct arena *arena, const struct codebook *codebook,
                const struct actor_register *actors, const struct article *article,
                const struct tree_list *trees, const struct mention_list *mentions,
                const struct proposition_list *propositions, struct claim_list *out)
{
    struct coder c = {arena, codebook, actors, article, trees, propositions,
                      codebook_class(codebook, SLICE("told-deed"))};
    (void)mentions;
    *out = (struct claim_list){0};
    for (size_t i = 0; i < propositions->count; i++) {
        const struct proposition *p = &propositions->items[i];
        struct fit_list fits;
        fit_rules(&c, p, &fits);
        for (size_t k = 0; k < fits.count; k++) {
            if (make_claims(&c, p, &fits.items[k], out)) {
                break;
            }
        }
    }
    merge_claims(out);
}

static struct slice bond_text(const struct claim *claim, char room[24])
{
    size_t n = 0;
    const char *name = bond_type_name(claim->bond);
    if (claim->bond == BOND_NONE) {
        return SLICE("-");
    }
    while (name[n]) {
        room[n] = name[n];
        n++;
    }
    room[n++] = claim->sign;
    return (struct slice){room, n};
}

void claim_print_tsv(struct buffer *out, const struct claim *claim)
{
    char bond[24];
    struct arena arena = {0};
    struct slice cells[] = {claim->doc, edtf_print(&arena, claim->date), claim->source,
                            slice_of(event_type_name(claim->event)), bond_text(claim, bond),
                            claim->target, slice_of(realis_name(claim->realis)), claim->said_by,
                            SLICE("-"), claim->sentence, claim->rule};
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        buffer_add(out, i ? SLICE("\t") : SLICE(""));
        buffer_cell(out, cells[i]);
    }
    arena_free(&arena);
}

void claim_print_json(struct buffer *out, const struct claim *claim)
{
    char bond[24];
    struct arena arena = {0};
    const struct {
        const char *name;
        struct slice value;
    } members[] = {{"id", claim->id},
                   {"doc", claim->doc},
                   {"date", edtf_print(&arena, claim->date)},
                   {"source", claim->source},
                   {"event", slice_of(event_type_name(claim->event))},
                   {"bond", bond_text(claim, bond)},
                   {"target", claim->target},
                   {"realis", slice_of(realis_name(claim->realis))},
                   {"said_by", claim->said_by},
                   {"evidence", claim->sentence},
                   {"rule", claim->rule},
                   {"proposition", claim->proposition}};
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        buffer_print(out, "%s\"%s\":", i ? "," : "{", members[i].name);
        buffer_json(out, members[i].value);
    }
    buffer_print(out, ",\"begin\":%u,\"end\":%u}", claim->begin, claim->end);
    arena_free(&arena);
}
