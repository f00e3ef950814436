/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes the propositions of an article and the codebook, gives its claims. For each proposition the
 * most specific rule that finds both actors speaks; then restatements join. */
#include "event/event.h"

#include "base/utf8.h"
#include "event/inside.h"

/* Words of the class in the sentence; one said twice in a row counts once. */
static size_t words_of_class(const struct coder *c, const struct tree *tree, uint16_t class_index)
{
    size_t count = 0;
    struct slice last = {NULL, 0};
    for (size_t w = 1; w <= tree->count; w++) {
        struct slice lemma = utf8_fold(c->arena, tree->words[w].lemma);
        if (word_in_class(c, lemma, class_index) && !slice_equal(lemma, last)) {
            count++;
            last = lemma;
        }
    }
    return count;
}

/* Marks the sentences that speak of sport, markets, arts or weather, where "attack" and "victory"
 * tell no event: two such words in a sentence, or one where they fill the article. */
static bool *other_subjects(const struct coder *c)
{
    bool *other = arena_array(c->arena, c->trees->count + 1, sizeof *other);
    size_t *counts = arena_array(c->arena, c->trees->count + 1, sizeof *counts);
    uint32_t class_index = codebook_class(c->codebook, SLICE("other-subject"));
    size_t total = 0;
    for (size_t t = 0; class_index != MAP_NONE && t < c->trees->count; t++) {
        counts[t] = words_of_class(c, &c->trees->items[t], (uint16_t)class_index);
        total += counts[t];
    }
    /* one such word in each sentence of a short article, in every second of a longer one */
    bool article =
        total >= (c->trees->count < 8 ? c->trees->count : c->trees->count / 2 + 1) && total >= 3;
    for (size_t t = 0; t < c->trees->count; t++) {
        other[t] = article || counts[t] >= 2;
    }
    return other;
}

struct coder coder_of(struct arena *arena, const struct codebook *codebook,
                      const struct actor_register *actors, const struct article *article,
                      const struct tree_list *trees, const struct proposition_list *propositions)
{
    struct coder c = {.arena = arena,
                      .codebook = codebook,
                      .actors = actors,
                      .article = article,
                      .trees = trees,
                      .propositions = propositions,
                      .deed_class = codebook_class(codebook, SLICE("told-deed")),
                      .judged_class = codebook_class(codebook, SLICE("judged-deed")),
                      .suffered_class = codebook_class(codebook, SLICE("suffered-deed")),
                      .rejoice_class = codebook_class(codebook, SLICE("rejoice")),
                      .blame_class = codebook_class(codebook, SLICE("accuse")),
                      .wish_class = codebook_class(codebook, SLICE("told-wish")),
                      .instrument_class = codebook_class(codebook, SLICE("instrument"))};
    c.topics = story_topics(&c);
    c.pair = story_pair(&c);
    return c;
}

static struct rule_trial *trials_of(const struct coder *c, const struct fit_list *fits)
{
    struct rule_trial *trials = arena_array(c->arena, fits->count, sizeof *trials);
    for (size_t i = 0; i < fits->count; i++) {
        const struct fit *fit = &fits->items[i];
        trials[i] =
            (struct rule_trial){fit->rule, fit->pattern, fit->weight, fit->outcome, fit->failed};
    }
    return trials;
}

/* What became of a proposition. */
enum made { MADE_NOTHING, MADE_CLAIM, MADE_DEED };

static enum made kind_made(const struct claim_list *claims, size_t first)
{
    if (first == claims->count) {
        return MADE_NOTHING;
    }
    enum event_type event = claims->items[first].event;
    bool deed = event == EVENT_ASSAULT || event == EVENT_COERCE || event == EVENT_SANCTION ||
                event == EVENT_MOBILIZE;
    return deed ? MADE_DEED : MADE_CLAIM;
}

/* "X a protesté contre l'agression de ses pêcheurs par Y": who is blamed for a deed that the
 * sentence tells further on is known once it is told. */
static void blame_again(struct coder *c, size_t first, size_t end, const enum made *made,
                        struct claim_list *out)
{
    bool later = false; /* was a deed told further on? */
    for (size_t i = end; i-- > first;) {
        const struct proposition *p = &c->propositions->items[i];
        bool blames = p->kind == PREDICATE_VERB && c->blame_class != MAP_NONE && p->key_count &&
                      word_in_class(c, p->keys[0], (uint16_t)c->blame_class);
        if (later && blames && made[i] == MADE_NOTHING) {
            struct fit_list fits = {0};
            code_proposition(c, p, &fits, out);
        }
        later |= made[i] == MADE_DEED;
    }
}

/* Codes all propositions in turn; with `accounts` (one for each) tells how. */
static void code_all(struct coder *c, struct claim_list *out, struct event_account *accounts)
{
    const bool *other = other_subjects(c);
    enum made *made_by = arena_array(c->arena, c->propositions->count + 1, sizeof *made_by);
    size_t first = 0; /* proposition of the sentence */
    *out = (struct claim_list){0};
    for (size_t i = 0; i < c->propositions->count; i++) {
        const struct proposition *p = &c->propositions->items[i];
        struct fit_list fits = {0};
        size_t before = out->count;
        if (!other[p->sentence]) {
            code_proposition(c, p, &fits, out);
        }
        if (accounts) {
            size_t made = out->count - before;
            struct claim *claims = arena_array(c->arena, made, sizeof *claims);
            if (made) {
                memcpy(claims, out->items + before, made * sizeof *claims);
            }
            accounts[i] = (struct event_account){
                p, other[p->sentence], trials_of(c, &fits), fits.count, claims, made};
        }
        made_by[i] = kind_made(out, before);
        if (i + 1 == c->propositions->count || p[1].sentence != p->sentence) {
            if (!other[p->sentence]) {
                blame_again(c, first, i + 1, made_by, out);
            }
            first = i + 1;
        }
    }
}

void event_code(struct arena *arena, const struct codebook *codebook,
                const struct actor_register *actors, const struct article *article,
                const struct tree_list *trees, const struct proposition_list *propositions,
                struct claim_list *out)
{
    struct coder c = coder_of(arena, codebook, actors, article, trees, propositions);
    code_all(&c, out, NULL);
    merge_claims(out);
}

void event_explain(struct arena *arena, const struct codebook *codebook,
                   const struct actor_register *actors, const struct article *article,
                   const struct tree_list *trees, const struct proposition_list *propositions,
                   struct event_account **out)
{
    struct coder c = coder_of(arena, codebook, actors, article, trees, propositions);
    struct claim_list claims;
    c.keep_unfit = true;
    *out = arena_array(arena, propositions->count, sizeof **out);
    code_all(&c, &claims, *out);
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
    struct slice cells[] = {claim->doc,
                            edtf_print(&arena, claim->date),
                            claim->source,
                            slice_of(event_type_name(claim->event)),
                            bond_text(claim, bond),
                            claim->target,
                            slice_of(realis_name(claim->realis)),
                            claim->said_by,
                            SLICE("-"),
                            claim->sentence,
                            claim->rule,
                            claim->confidence ? slice_print(&arena, "%u", claim->confidence)
                                              : SLICE("-")};
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        buffer_add(out, i ? SLICE("\t") : SLICE(""));
        buffer_cell(out, cells[i]);
    }
    arena_free(&arena);
}

void claim_print_confidence(struct buffer *out, const struct claim *claim)
{
    const char *comma = "";
    if (!claim->confidence) {
        return;
    }
    buffer_print(out, ",\"confidence\":%u,\"signs\":[", claim->confidence);
    for (size_t i = 0; i < SIGN_COUNT; i++) {
        if (claim->signs >> i & 1) {
            buffer_print(out, "%s\"%s\"", comma, claim_sign_name((enum claim_sign)i));
            comma = ",";
        }
    }
    buffer_add(out, SLICE("]"));
}

void claim_print_members(struct buffer *out, const struct claim *claim)
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
        buffer_print(out, "%s\"%s\":", i ? "," : "", members[i].name);
        buffer_json(out, members[i].value);
    }
    buffer_print(out, ",\"begin\":%u,\"end\":%u", claim->begin, claim->end);
    claim_print_confidence(out, claim);
    arena_free(&arena);
}

void claim_print_json(struct buffer *out, const struct claim *claim)
{
    buffer_print(out, "{");
    claim_print_members(out, claim);
    buffer_print(out, "}");
}
