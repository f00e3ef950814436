/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes the propositions of an article and the codebook, gives its claims. For each proposition the
 * most specific rule that finds both actors speaks; then restatements join. */
#include "event/event.h"

#include "base/utf8.h"
#include "event/inside.h"

/* Words of the class in the sentence; one said twice in a row counts once. */
static size_t words_of_class(const struct coder *c, const struct tree *tree, uint32_t class_index)
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
    for (size_t t = 0; t < c->trees->count; t++) {
        counts[t] = words_of_class(c, &c->trees->items[t], class_index);
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
                      .praise_class = codebook_class(codebook, SLICE("praise")),
                      .behest_class = codebook_class(codebook, SLICE("behest")),
                      .assault_class = codebook_class(codebook, SLICE("assault-noun")),
                      .rejoice_class = codebook_class(codebook, SLICE("rejoice")),
                      .blame_class = codebook_class(codebook, SLICE("accuse")),
                      .instrument_class = codebook_class(codebook, SLICE("instrument")),
                      .mediate_class = codebook_class(codebook, SLICE("mediate")),
                      .broker_class = codebook_class(codebook, SLICE("broker")),
                      .brokered_class = codebook_class(codebook, SLICE("brokered")),
                      .ruling_class = codebook_class(codebook, SLICE("court-deed")),
                      .party_class = codebook_class(codebook, SLICE("nameless-party"))};
    c.topics = story_topics(&c);
    c.pair = story_pair(&c);
    c.other_subject = other_subjects(&c);
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
enum made { MADE_NOTHING, MADE_SILENCE, MADE_CLAIM, MADE_DEED };

static enum made kind_made(const struct fit_list *fits, const struct claim_list *claims,
                           size_t first)
{
    if (first < claims->count) {
        enum event_type event = claims->items[first].event;
        bool deed = event == EVENT_ASSAULT || event == EVENT_COERCE || event == EVENT_SANCTION ||
                    event == EVENT_MOBILIZE;
        return deed ? MADE_DEED : MADE_CLAIM;
    }
    for (size_t i = 0; i < fits->count; i++) {
        if (fits->items[i].outcome == RULE_SILENCED) {
            return MADE_SILENCE;
        }
    }
    return MADE_NOTHING;
}

/* "X a protesté contre l'agression de ses pêcheurs par Y": who is blamed for a deed that the
 * sentence tells further on is known once it is told. */
static void blame_again(const struct coder *c, size_t first, size_t end, enum made *made,
                        struct claim_list *out)
{
    bool later = false; /* was a deed told further on? */
    for (size_t i = end; i-- > first;) {
        const struct proposition *p = &c->propositions->items[i];
        bool blames = p->kind == PREDICATE_VERB && p->key_count &&
                      word_in_class(c, p->keys[0], c->blame_class);
        if (later && blames && made[i] == MADE_NOTHING) {
            struct fit_list fits = {0};
            size_t before = out->count;
            code_proposition(c, p, &fits, out);
            made[i] = kind_made(&fits, out, before);
        }
        later |= made[i] == MADE_DEED;
    }
}

static void keep_account(const struct coder *c, const struct proposition *p, bool other,
                         const struct fit_list *fits, const struct claim_list *claims,
                         size_t before, struct event_account *out)
{
    size_t made = claims->count - before;
    struct claim *copy = arena_array(c->arena, made, sizeof *copy);
    if (made) {
        memcpy(copy, claims->items + before, made * sizeof *copy);
    }
    *out = (struct event_account){p, other, trials_of(c, fits), fits->count, copy, made};
}

/* Was the word read by the rule that spoke on the verb over it? "Broke off relations" tells of no
 * relations. */
static bool is_read(const struct coder *c, size_t at, const enum made *made)
{
    const struct proposition *all = c->propositions->items, *p = &all[at];
    uint32_t head = c->trees->items[p->sentence].words[p->word].head;
    const struct proposition *over =
        p->kind == PREDICATE_NOUN ? proposition_headed(c, p, head) : NULL;
    return over && made[over - all] == MADE_DEED;
}

/* Codes all propositions in turn by the rules that fit; with `accounts` (one for each) tells how.
 * Gives which propositions they have read. */
static bool *code_by_rules(const struct coder *c, struct claim_list *out,
                           struct event_account *accounts)
{
    const struct proposition_list *all = c->propositions;
    const bool *other = c->other_subject;
    enum made *made = arena_array(c->arena, all->count + 1, sizeof *made);
    bool *spoken = arena_array(c->arena, all->count + 1, sizeof *spoken);
    *out = (struct claim_list){0};
    for (size_t i = 0, first = 0; i < all->count; i++) {
        const struct proposition *p = &all->items[i];
        struct fit_list fits = {0};
        size_t before = out->count;
        if (!other[p->sentence]) {
            code_proposition(c, p, &fits, out);
        }
        if (accounts) {
            keep_account(c, p, other[p->sentence], &fits, out, before, &accounts[i]);
        }
        made[i] = other[p->sentence] ? MADE_SILENCE : kind_made(&fits, out, before);
        if (i + 1 == all->count || p[1].sentence != p->sentence) {
            blame_again(c, first, i + 1, made, out);
            first = i + 1;
        }
    }
    for (size_t i = 0; i < all->count; i++) {
        spoken[i] = made[i] != MADE_NOTHING || is_read(c, i, made);
    }
    return spoken;
}

/* Codes by the rules that fit, then by those that nearly do; the readings by such go to *near. */
static void code_all(const struct coder *c, struct claim_list *out, struct event_account *accounts,
                     struct near_list *near)
{
    const bool *spoken = code_by_rules(c, out, accounts);
    near_find(c, spoken, out, near);
    near_compare(c, near, NULL);
    near_claims(c, near, out);
}

void event_code(struct arena *arena, const struct codebook *codebook,
                const struct actor_register *actors, const struct article *article,
                const struct tree_list *trees, const struct proposition_list *propositions,
                struct claim_list *out)
{
    struct coder c = coder_of(arena, codebook, actors, article, trees, propositions);
    struct near_list near;
    code_all(&c, out, NULL, &near);
    merge_claims(out);
}

/* Adds the claim of a rule that nearly fits to the account of its proposition. */
static void account_near(const struct coder *c, const struct near *near,
                         const struct claim_list *claims, struct event_account *accounts)
{
    struct event_account *account = &accounts[near->proposition - c->propositions->items];
    for (size_t i = 0; i < account->trial_count; i++) {
        if (account->trials[i].pattern == near->fit.pattern &&
            account->trials[i].outcome != RULE_FIRED) {
            account->trials[i].outcome = RULE_NEAR;
        }
    }
    for (size_t i = 0; i < claims->count; i++) {
        if (slice_equal(claims->items[i].id, near->claim)) {
            struct claim *both = arena_array(c->arena, account->claim_count + 1, sizeof *both);
            if (account->claim_count) {
                memcpy(both, account->claims, account->claim_count * sizeof *both);
            }
            both[account->claim_count++] = claims->items[i];
            account->claims = both;
        }
    }
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
    struct near_list near;
    code_all(&c, &claims, *out, &near);
    for (size_t i = 0; i < near.count; i++) {
        if (near.items[i].claim.length) {
            account_near(&c, &near.items[i], &claims, *out);
        }
    }
}

void event_near(struct arena *arena, const struct codebook *codebook,
                const struct actor_register *actors, const struct article *article,
                const struct tree_list *trees, const struct proposition_list *propositions,
                struct buffer *out)
{
    struct coder c = coder_of(arena, codebook, actors, article, trees, propositions);
    struct claim_list claims = {0};
    code_by_rules(&c, &claims, NULL);
    near_print(&c, &claims, out);
}

void event_rivals(struct arena *arena, const struct codebook *codebook,
                  const struct actor_register *actors, const struct article *article,
                  const struct tree_list *trees, const struct proposition_list *propositions,
                  struct buffer *out)
{
    struct coder c = coder_of(arena, codebook, actors, article, trees, propositions);
    struct claim_list claims = {0};
    struct near_list near;
    const bool *spoken = code_by_rules(&c, &claims, NULL);
    near_find(&c, spoken, &claims, &near);
    near_compare(&c, &near, out);
}

void event_unsaid(struct arena *arena, const struct codebook *codebook,
                  const struct actor_register *actors, const struct article *article,
                  const struct tree_list *trees, const struct proposition_list *propositions,
                  struct weighed_reading **out, size_t *count)
{
    struct coder c = coder_of(arena, codebook, actors, article, trees, propositions);
    struct claim_list claims;
    struct near_list near;
    struct answer_list answers = {0};
    c.answers = &answers;
    code_all(&c, &claims, NULL, &near);
    *out = arena_array(arena, answers.count, sizeof **out);
    *count = answers.count;
    for (size_t i = 0; i < answers.count; i++) {
        const struct answer *from = &answers.items[i];
        const struct question *q = &from->question;
        uint32_t known = q->known.items[0];
        (*out)[i] =
            (struct weighed_reading){q->fit->rule,
                                     *q->coding,
                                     actor_at(actors, q->asks_source ? from->actor : known)->code,
                                     actor_at(actors, q->asks_source ? known : from->actor)->code,
                                     q->proposition->sentence,
                                     q->proposition->word,
                                     from->hints.items,
                                     from->hints.count,
                                     from->odds};
    }
}

void claim_print_tsv(struct buffer *out, const struct claim *claim)
{
    struct bond_cell bond = bond_cell(claim->bond, claim->sign);
    struct arena arena = {0};
    struct slice cells[] = {claim->doc,
                            edtf_print(&arena, claim->date),
                            claim->source,
                            slice_of(event_type_name(claim->event)),
                            slice_of(bond.text),
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
    struct bond_cell bond = bond_cell(claim->bond, claim->sign);
    struct arena arena = {0};
    const struct {
        const char *name;
        struct slice value;
    } members[] = {{"id", claim->id},
                   {"doc", claim->doc},
                   {"date", edtf_print(&arena, claim->date)},
                   {"source", claim->source},
                   {"event", slice_of(event_type_name(claim->event))},
                   {"bond", slice_of(bond.text)},
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
