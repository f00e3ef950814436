/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes the trees, mentions and dates of an article, gives its propositions: each verb, and each
 * noun or adjective on which an actor depends, with roles, attitude and date. Linear in words times
 * the depth of the trees. */
#include "base/utf8.h"
#include "proposition/inside.h"

/* "s'est vu signifier", "s'est fait expulser": the clitic is of the verb that carries w. */
static void find_borne(struct finder *f)
{
    const struct word *words = f->tree->words;
    f->borne = arena_array(f->arena, f->tree->count + 1, sizeof *f->borne);
    for (size_t w = 1; w <= f->tree->count; w++) {
        size_t auxiliary = tree_child_with(f->tree, w, REL_AUX), carrier = 0;
        for (; auxiliary && auxiliary < w; auxiliary++) {
            bool carries = words[auxiliary].head == w && words[auxiliary].relation == REL_AUX &&
                           rules_list(f->rules, "bear", f->lemma[auxiliary]);
            carrier = carries ? w : carrier;
        }
        size_t head = words[w].head;
        if ((words[w].relation == REL_XCOMP || words[w].relation == REL_CCOMP) &&
            rules_list(f->rules, "bear", f->lemma[head])) {
            carrier = head;
        }
        f->borne[w] = carrier && words[w].verb_form == VERB_FORM_INF &&
                      (f->verbal[carrier].length != f->lemma[carrier].length ||
                       f->verbal[w].length != f->lemma[w].length);
    }
    for (size_t w = 1; w <= f->tree->count; w++) {
        f->verbal[w] = f->borne[w] ? f->lemma[w] : f->verbal[w];
    }
}

static void fold_lemmas(struct finder *f)
{
    const struct word *words = f->tree->words;
    f->lemma = arena_array(f->arena, f->tree->count + 1, sizeof *f->lemma);
    f->verbal = arena_array(f->arena, f->tree->count + 1, sizeof *f->verbal);
    for (size_t w = 1; w <= f->tree->count; w++) {
        f->lemma[w] = utf8_fold(f->arena, words[w].lemma);
    }
    for (size_t w = 1; w <= f->tree->count; w++) {
        f->verbal[w] = f->lemma[w];
        for (size_t c = 0; words[w].upos == UPOS_VERB && (c = tree_child(f->tree, w, c));) {
            bool clitic = words[c].upos == UPOS_PRON && c < w && words[c].relation != REL_NSUBJ;
            if (clitic && rules_list(f->rules, "reflexive", f->lemma[c])) {
                f->verbal[w] = slice_print(f->arena, "se %.*s", SLICE_ARGS(f->lemma[w]));
            }
        }
    }
    find_borne(f);
    const struct sentence *sentence = f->tree->sentence;
    const struct token *last = sentence->count ? &sentence->tokens[sentence->count - 1] : NULL;
    f->question = last && last->form.length && last->form.at[0] == '?';
}

static bool names_actor(const struct proposition *p)
{
    for (size_t i = 0; i < p->argument_count; i++) {
        if (p->arguments[i].own.count || p->arguments[i].inner.count) {
            return true;
        }
    }
    return false;
}

/* "Un accord a été signé", "the truce took effect": a verb whose sides the text told before. */
static bool is_sideless(const struct finder *f, const struct proposition *p)
{
    return p->kind == PREDICATE_VERB && p->argument_count && finder_listed(f, "sideless", p->word);
}

static bool predicate_kind_of(const struct finder *f, size_t w, enum predicate_kind *out)
{
    const struct word *word = &f->tree->words[w];
    switch (word->upos) {
    case UPOS_VERB:
        *out = PREDICATE_VERB;
        return word->relation != REL_AUX && word->relation != REL_COP;
    case UPOS_NOUN:
    case UPOS_PROPN:
    case UPOS_NUM:
        *out = PREDICATE_NOUN;
        return word->upos != UPOS_NUM;
    case UPOS_ADJ:
        *out = PREDICATE_ADJECTIVE;
        return true;
    case UPOS_ADV: /* "X is home to …", "X is back in …" */
        *out = PREDICATE_ADJECTIVE;
        return tree_child_with(f->tree, w, REL_COP) && tree_child_with(f->tree, w, REL_OBL);
    default:
        return false;
    }
}

/* "An accord was signed", "flights will resume": the story may tell by whom and between whom. */
static bool hides_doer(const struct finder *f, const struct proposition *p)
{
    enum relation r = f->tree->words[p->word].relation;
    bool main = r == REL_ROOT || r == REL_CONJ || r == REL_PARATAXIS;
    bool thing = is_passive(f, p->word) && has_role(p, ROLE_PATIENT) && !has_role(p, ROLE_AGENT);
    for (size_t i = 0; i < p->argument_count; i++) {
        thing = thing || (p->arguments[i].role == ROLE_AGENT &&
                          f->tree->words[p->arguments[i].word].upos == UPOS_NOUN);
    }
    return p->kind == PREDICATE_VERB && main && thing;
}

/* "The raid will not go unanswered, X said", "« Un crime », a dit X": a clause in the words of an
 * actor, or a noun or adjective that stands for one, may judge or threaten though it names nobody.
 */
static bool is_told_by_actor(struct finder *f, const struct proposition *p)
{
    enum relation r = f->tree->words[p->word].relation;
    bool clause = r == REL_ROOT || r == REL_CONJ || r == REL_PARATAXIS || r == REL_CCOMP;
    bool states = p->kind == PREDICATE_VERB || tree_child_with(f->tree, p->word, REL_COP);
    bool whole = p->kind != PREDICATE_VERB && (r == REL_ROOT || r == REL_CCOMP);
    bool subject = has_role(p, ROLE_AGENT) || has_role(p, ROLE_PATIENT);
    if (!clause || !((states && subject) || whole)) {
        return false;
    }
    struct proposition told = *p;
    find_attitude(f, &told);
    return told.speaker.count;
}

/* "a commencé à livrer", "vient de livrer", "a tenté de livrer": a verb that tells only how far its
 * infinitive is done is no deed beside it. */
static bool shapes_deed(const struct finder *f, size_t w)
{
    size_t deed = tree_child_with(f->tree, w, REL_XCOMP);
    bool shape = finder_listed(f, "doing", w) || finder_listed(f, "attempt", w);
    return shape && deed > w && f->tree->words[deed].verb_form == VERB_FORM_INF &&
           tree_child_with(f->tree, deed, REL_MARK) && f->tree->words[w].upos == UPOS_VERB;
}

static void find_in_tree(struct finder *f, struct proposition_list *out)
{
    for (size_t w = 1; w <= f->tree->count; w++) {
        struct proposition p = {.sentence = (uint32_t)f->index, .word = (uint32_t)w};
        if (!predicate_kind_of(f, w, &p.kind) || shapes_deed(f, w)) {
            continue;
        }
        collect_arguments(f, &p);
        if (!names_actor(&p) && !hides_doer(f, &p) && !is_sideless(f, &p) &&
            !is_told_by_actor(f, &p)) {
            continue;
        }
        collect_keys(f, &p);
        find_attitude(f, &p);
        find_date(f, &p);
        *arena_push(f->arena, out->items, out->count) = p;
    }
}

static void find_named(const struct tree_list *trees, const struct mention_list *mentions,
                       struct arena *arena, struct proposition_list *out)
{
    out->named = arena_array(arena, trees->count, sizeof *out->named);
    for (size_t i = 0; i < mentions->count; i++) {
        const struct mention *mention = &mentions->items[i];
        if (!mention->place && !mention->people && !mention->anaphoric) {
            set_add(&out->named[mention->sentence], mention);
        }
    }
}

void proposition_find(struct arena *arena, const struct proposition_rules *rules,
                      const struct actor_register *actors, const struct article *article,
                      const struct tree_list *trees, const struct mention_list *mentions,
                      const struct sentence_time *times, struct proposition_list *out)
{
    struct finder *all = arena_array(arena, trees->count, sizeof *all);
    *out = (struct proposition_list){.mentions = mentions};
    find_named(trees, mentions, arena, out);
    for (size_t t = 0; t < trees->count; t++) {
        all[t] = (struct finder){.arena = arena,
                                 .rules = rules,
                                 .actors = actors,
                                 .article = article,
                                 .mentions = mentions,
                                 .tree = &trees->items[t],
                                 .index = t,
                                 .all = all,
                                 .time = &times[t]};
        fold_lemmas(&all[t]);
        find_prepositions(&all[t]);
    }
    for (size_t t = 0; t < trees->count; t++) {
        find_in_tree(&all[t], out);
    }
}

static void print_set(struct buffer *text, const struct actor_register *actors,
                      const struct actor_set *set, const char *brackets)
{
    for (uint8_t i = 0; i < set->count; i++) {
        struct slice code = actor_at(actors, set->items[i])->code;
        buffer_print(text, "%c%.*s", i ? ' ' : brackets[0], SLICE_ARGS(code));
    }
    if (set->count) {
        buffer_print(text, "%s%c",
                     set->place    ? " place"
                     : set->people ? " people"
                                   : "",
                     brackets[1]);
    }
}

static void print_attitude(struct buffer *text, const struct actor_register *actors,
                           const struct proposition *p, struct arena *arena)
{
    static const char *const modalities[] = {"",          " planned", " possible",   " reported",
                                             " demanded", " accused", " threatened", " ended"};
    buffer_print(text, "%s%s", p->negated ? " negated" : "", modalities[p->modality]);
    if (p->dated != DATED_NOT) {
        struct slice date = edtf_print(arena, p->date);
        buffer_print(text, " %.*s", SLICE_ARGS(date));
    }
    if (p->spoken) {
        buffer_print(text, " said by ");
        print_set(text, actors, &p->speaker, "[]");
        buffer_print(text, "%.*s", SLICE_ARGS(p->speaker_slug));
    }
}

struct slice proposition_print(struct arena *arena, const struct actor_register *actors,
                               const struct tree_list *trees, const struct proposition *proposition)
{
    struct buffer text = {0};
    const struct tree *tree = &trees->items[proposition->sentence];
    buffer_add(&text, proposition->key_count ? proposition->keys[0]
                                             : tree->words[proposition->word].lemma);
    buffer_print(&text, "(");
    for (size_t i = 0; i < proposition->argument_count; i++) {
        const struct argument *argument = &proposition->arguments[i];
        struct slice lemma = tree->words[argument->word].lemma;
        buffer_print(&text, "%s%s=%.*s%s%.*s", i ? ", " : "", role_name(argument->role),
                     SLICE_ARGS(argument->preposition), argument->preposition.length ? " " : "",
                     SLICE_ARGS(lemma));
        if (argument->meant.length && !slice_equal(argument->meant, lemma)) {
            buffer_print(&text, " (%.*s)", SLICE_ARGS(argument->meant));
        }
        print_set(&text, actors, &argument->own, "[]");
        print_set(&text, actors, &argument->inner, "{}");
    }
    buffer_print(&text, ")");
    print_attitude(&text, actors, proposition, arena);
    struct slice copy = slice_copy(arena, buffer_slice(&text));
    buffer_free(&text);
    return copy;
}
