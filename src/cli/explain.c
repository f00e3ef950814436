/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* How a sentence becomes claims: what was understood of it, which rules were candidates, which of
 * them spoke and why the others did not. */
#include "cli/explain.h"

#include <stdio.h>

#include "cli/rule_text.h"

static const char *outcome_name(enum rule_outcome outcome)
{
    static const char *const names[] = {
        [RULE_OUTRANKED] = "outranked",   [RULE_FIRED] = "fired",
        [RULE_SILENCED] = "silenced",     [RULE_UNFIT] = "unfit",
        [RULE_SOURCELESS] = "sourceless", [RULE_TARGETLESS] = "targetless",
        [RULE_CLAIMLESS] = "claimless",   [RULE_NEAR] = "near",
    };
    return names[outcome];
}

static const char *outcome_reason(enum rule_outcome outcome)
{
    static const char *const reasons[] = {
        [RULE_OUTRANKED] = "a more specific rule spoke before it",
        [RULE_FIRED] = "",
        [RULE_SILENCED] = "by it these words tell no event",
        [RULE_UNFIT] = "does not hold:",
        [RULE_SOURCELESS] = "no actor where its source should be",
        [RULE_TARGETLESS] = "no actor where its target should be",
        [RULE_NEAR] = "likely enough, though not all holds:",
        [RULE_CLAIMLESS] = "actors, negation or attitude leave nothing to claim",
    };
    return reasons[outcome];
}

static void print_trial(struct buffer *out, const struct codebook *codebook,
                        const struct rule_trial *trial)
{
    bool fired = trial->outcome == RULE_FIRED, near = trial->outcome == RULE_NEAR;
    buffer_print(out, "    %s %.*s  ", fired || near ? "+" : "-", SLICE_ARGS(trial->rule->id));
    rule_print_codings(out, trial->rule);
    if (trial->outcome != RULE_UNFIT && !near) {
        buffer_print(out, "  weight %d", trial->weight);
    }
    bool elsewhere = near && !trial->failed;
    buffer_print(out, "\n        %s",
                 elsewhere ? "likely enough, with actors that stand elsewhere"
                           : outcome_reason(trial->outcome));
    if (trial->failed) {
        rule_print_condition(out, codebook, trial->failed);
    }
    buffer_print(out, "%swhen", fired ? "" : "; ");
    rule_print_pattern(out, codebook, trial->pattern);
    buffer_add(out, SLICE("\n"));
}

static void print_claim(struct buffer *out, const struct claim *claim)
{
    buffer_print(out, "    = %.*s %s %s %.*s, %s", SLICE_ARGS(claim->source),
                 event_type_name(claim->event), bond_cell(claim->bond, claim->sign).text,
                 SLICE_ARGS(claim->target), realis_name(claim->realis));
    if (claim->signs >> SIGN_NEAR_RULE & 1) {
        buffer_print(out, "; of a hundred such %u are right", claim->confidence);
    }
    buffer_add(out, SLICE("\n"));
}

static void print_account(struct buffer *out, const struct codebook *codebook,
                          const struct event_account *account, struct slice proposition)
{
    const char *idle = account->other_subject  ? ": not coded, sport, markets, arts or weather"
                       : !account->trial_count ? ": no rule knows the predicate"
                                               : "";
    buffer_print(out, "  %.*s%s\n", SLICE_ARGS(proposition), idle);
    for (size_t i = 0; i < account->claim_count; i++) {
        print_claim(out, &account->claims[i]);
    }
    for (size_t i = 0; i < account->trial_count; i++) {
        print_trial(out, codebook, &account->trials[i]);
    }
}

static void print_trial_json(struct buffer *out, const struct codebook *codebook,
                             const struct rule_trial *trial)
{
    struct buffer text = {0};
    buffer_add(out, SLICE("{\"rule\": "));
    buffer_json(out, trial->rule->id);
    rule_print_pattern(&text, codebook, trial->pattern);
    buffer_print(out,
                 ", \"outcome\": \"%s\", \"weight\": %d, \"when\": ", outcome_name(trial->outcome),
                 trial->weight);
    buffer_json(out, slice_trim(buffer_slice(&text)));
    buffer_free(&text);
    if (trial->failed) {
        rule_print_condition(&text, codebook, trial->failed);
        buffer_add(out, SLICE(", \"failed\": "));
        buffer_json(out, slice_trim(buffer_slice(&text)));
        buffer_free(&text);
    }
    buffer_add(out, SLICE("}"));
}

static void print_account_json(struct buffer *out, const struct codebook *codebook,
                               const struct event_account *account, struct slice proposition)
{
    buffer_add(out, SLICE("{\"proposition\": "));
    buffer_json(out, proposition);
    buffer_print(out, ", \"other_subject\": %s, \"claims\": [",
                 account->other_subject ? "true" : "false");
    for (size_t i = 0; i < account->claim_count; i++) {
        buffer_add(out, i ? SLICE(", ") : SLICE(""));
        claim_print_json(out, &account->claims[i]);
    }
    buffer_add(out, SLICE("], \"rules\": ["));
    for (size_t i = 0; i < account->trial_count; i++) {
        buffer_add(out, i ? SLICE(",\n  ") : SLICE("\n  "));
        print_trial_json(out, codebook, &account->trials[i]);
    }
    buffer_add(out, SLICE("]}"));
}

static void print_sentence(struct buffer *out, const struct reading *reading, size_t sentence)
{
    const struct sentence *s = &reading->sentences.items[sentence];
    buffer_print(out, "%s%.*s\n", out->length ? "\n" : "", (int)(s->end - s->begin),
                 reading->article.text.at + s->begin);
}

static void print_reading(const struct explanation *asked, const struct pipeline *pipeline,
                          struct arena *arena, const struct reading *reading, struct buffer *out)
{
    const struct actor_register *actors = pipeline_actors(pipeline);
    const struct codebook *codebook = pipeline_codebook(pipeline);
    struct event_account *accounts;
    size_t printed = 0;
    event_explain(arena, codebook, actors, &reading->article, &reading->trees,
                  &reading->propositions, &accounts);
    buffer_add(out, asked->json ? SLICE("[") : SLICE(""));
    for (size_t t = 0; t < reading->trees.count; t++) {
        if (!asked->json) {
            print_sentence(out, reading, t);
        }
        for (size_t i = 0; i < reading->propositions.count; i++) {
            const struct proposition *p = &reading->propositions.items[i];
            if (p->sentence != t) {
                continue;
            }
            struct slice text = proposition_print(arena, actors, &reading->trees, p);
            if (asked->json) {
                buffer_add(out, printed++ ? SLICE(",\n ") : SLICE(""));
                print_account_json(out, codebook, &accounts[i], text);
            } else {
                print_account(out, codebook, &accounts[i], text);
            }
        }
    }
    buffer_add(out, asked->json ? SLICE("]\n") : SLICE(""));
}

static bool language_of(const struct explanation *asked, char out[3], struct error *err)
{
    if (asked->language) {
        snprintf(out, 3, "%s", asked->language);
        return true;
    }
    return article_language(slice_of(asked->text), out) ||
           error_set(err, ERROR_INVALID,
                     "the sentence is too short to tell its language (give --lang)");
}

bool explain_text(const struct explanation *asked, struct buffer *out, struct error *err)
{
    struct arena arena = {0}, scratch = {0};
    struct console console = {0};
    struct log log = console_log(&console);
    struct pipeline *pipeline = NULL;
    struct reading reading;
    char language[3];
    bool good = language_of(asked, language, err) &&
                pipeline_open(asked->knowledge, &pipeline, err) &&
                pipeline_read_plain(pipeline, &arena, &scratch, language, asked->published,
                                    slice_of(asked->text), &log, &reading, err);
    if (good) {
        print_reading(asked, pipeline, &arena, &reading, out);
    }
    pipeline_close(pipeline);
    arena_free(&scratch);
    arena_free(&arena);
    return good;
}
