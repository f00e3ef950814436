/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes a word that heads a phrase, gives what the phrase says: the actors that it is or names, its
 * preposition, and the lemmas by which the codebook knows it ("mandat arret", "arrest warrant").
 * Linear in the words of the phrase. */
#include "proposition/inside.h"

#include "base/utf8.h"

bool actor_set_holds(const struct actor_set *set, uint32_t actor)
{
    for (uint8_t i = 0; i < set->count; i++) {
        if (set->items[i] == actor) {
            return true;
        }
    }
    return false;
}

void actor_set_add(struct actor_set *set, uint32_t actor)
{
    if (set->count < ACTOR_SET_LIMIT && !actor_set_holds(set, actor)) {
        set->items[set->count++] = actor;
    }
}

void set_add(struct actor_set *set, const struct mention *mention)
{
    for (uint8_t i = 0; i < mention->actor_count; i++) {
        if (set->count == ACTOR_SET_LIMIT || actor_set_holds(set, mention->actors[i])) {
            continue;
        }
        set->place = (set->place || !set->count) && mention->place;
        set->people = (set->people || !set->count) && mention->people;
        set->person = (set->person || !set->count) &&
                      (mention->kind == NAME_PERSON || mention->kind == NAME_SURNAME);
        actor_set_add(set, mention->actors[i]);
    }
}

/* The mention at word w of the tree, or NULL. */
static const struct mention *mention_of(const struct finder *f, size_t w)
{
    return mention_at(f->mentions, f->index, w);
}

static void add_coordinated(const struct finder *f, size_t w, struct actor_set *own)
{
    for (size_t c = 0; (c = tree_child(f->tree, w, c));) {
        if (f->tree->words[c].relation == REL_CONJ && !is_just_like(f, c) &&
            !is_gapped_subject(f, c) && !is_other_complement(f, c)) {
            const struct mention *mention = mention_of(f, c);
            if (mention) {
                set_add(own, mention);
            }
            add_coordinated(f, c, own);
        }
    }
}

/* Actors of the `de` complement of a transparent noun: "une dizaine de membres du groupe". */
static void actors_through(const struct finder *f, size_t w, int depth, struct actor_set *own)
{
    for (size_t c = 0; depth && (c = tree_child(f->tree, w, c));) {
        enum relation r = f->tree->words[c].relation;
        const struct mention *any = mention_of(f, c);
        bool inside = r == REL_NMOD || r == REL_AMOD || r == REL_DET || r == REL_COMPOUND;
        /* "African countries" are Africa, "the Balkan country" is one of them */
        bool one_of = any && f->tree->words[w].number == NUMBER_SING &&
                      actor_at(f->actors, any->actors[0])->kind == ACTOR_COLLECTIVE;
        if (any && inside && !one_of) {
            set_add(own, any);
            add_coordinated(f, c, own);
        } else if (r == REL_NMOD && is_transparent(f, c)) {
            actors_through(f, c, depth - 1, own);
        }
    }
}

/* "79 États, dont X et Y": the first example bears the word that brings it. */
static bool marked_example(const struct finder *f, size_t w)
{
    for (size_t c = 0;
         mention_of(f, w) && !is_just_like(f, w) && (c = tree_child(f->tree, w, c));) {
        if (c < w && finder_listed(f, "example", c)) {
            return true;
        }
    }
    return false;
}

/* "…, parmi lesquels X et Y", "among them X": X is an example of what stands before, wherever the
 * tree hangs it. */
bool is_torn_example(const struct finder *f, size_t w)
{
    size_t before = w - 1;
    while (before && f->tree->words[before].upos == UPOS_DET) {
        before--;
    }
    return before && f->tree->words[before].upos == UPOS_PRON &&
           rules_list(f->rules, "torn-example", f->preposition[before]) && mention_of(f, w);
}

/* "13 countries, among them X and Y": those named behind the nearest plural noun before them. Of
 * "80 people, among them Colombians" no state is one. */
static void add_torn_examples(const struct finder *f, size_t w, struct actor_set *own)
{
    const struct word *words = f->tree->words;
    bool many = words[w].upos == UPOS_NOUN && words[w].number == NUMBER_PLUR;
    for (size_t x = w + 1; many && x <= f->tree->count && words[x].upos != UPOS_VERB; x++) {
        many = words[x].upos != UPOS_NOUN || words[x].number != NUMBER_PLUR;
        if (is_torn_example(f, x) && !mention_of(f, x)->people) {
            actors_of(f, x, own);
            return;
        }
    }
}

/* "des pays tels que X et Y": the examples are what is meant. */
static void actors_by_example(const struct finder *f, size_t w, struct actor_set *own)
{
    for (size_t c = 0; (c = tree_child(f->tree, w, c));) {
        if (!finder_listed(f, "example", c) && !marked_example(f, c)) {
            continue;
        }
        size_t first, last;
        tree_span(f->tree, c, &first, &last);
        for (size_t x = first; x <= last; x++) {
            const struct mention *mention = mention_of(f, x);
            if (mention && !mention->modifier) {
                set_add(own, mention);
            }
        }
    }
    if (!own->count) {
        add_torn_examples(f, w, own);
    }
}

/* "Seven Latin American countries, including X": a part of the world? */
static bool is_collective(const struct finder *f, const struct actor_set *set)
{
    return set->count == 1 && actor_at(f->actors, set->items[0])->kind == ACTOR_COLLECTIVE;
}

bool are_organisations(const struct finder *f, const struct actor_set *set)
{
    bool all = set->count > 0;
    for (uint8_t i = 0; i < set->count; i++) {
        all = all && actor_at(f->actors, set->items[i])->kind == ACTOR_ORGANISATION;
    }
    return all;
}

/* "cinq pays de l'Union, dont X et Y": the examples do it, not the organisation. */
static void prefer_examples(const struct finder *f, size_t w, struct actor_set *own)
{
    struct actor_set examples = {0};
    actors_by_example(f, w, &examples);
    *own = examples.count ? examples : *own;
}

/* "the Republic of Congo and Rwanda": what is coordinated hangs under the last word of a name. */
static void add_coordinated_inside(const struct finder *f, const struct mention *mention,
                                   struct actor_set *own)
{
    for (size_t x = mention->first; x <= mention->last; x++) {
        size_t other = x == mention->head ? 0 : tree_child_with(f->tree, x, REL_CONJ);
        if (other > mention->last) {
            const struct mention *next = mention_of(f, other);
            if (next) {
                set_add(own, next);
                add_coordinated(f, other, own);
            }
        }
    }
}

/* "leur communiqué dénonce", "the ministry's statement said": who issues the word says it. */
static void actors_by_voice(const struct finder *f, size_t w, struct actor_set *own)
{
    const struct word *words = f->tree->words;
    bool speaks = words[w].relation == REL_NSUBJ || words[w].subtype == SUB_AGENT;
    for (size_t c = 0; speaks && finder_listed(f, "voice", w) && (c = tree_child(f->tree, w, c));) {
        const struct mention *mention = mention_of(f, c);
        enum role role = preposition_role(f->rules, f->preposition[c]);
        bool issuer = !f->preposition[c].length || role == ROLE_GENITIVE || role == ROLE_ORIGIN;
        if (mention && issuer && words[c].relation != REL_ACL) {
            set_add(own, mention);
            add_coordinated(f, c, own);
        }
    }
}

/* Adds the actors of a name and of what is set beside it or coordinated with it. */
static void add_listed(const struct finder *f, size_t w, int depth, struct actor_set *own)
{
    const struct mention *mention = mention_of(f, w);
    if (mention && !mention->people) {
        set_add(own, mention);
    }
    for (size_t c = 0; depth && (c = tree_child(f->tree, w, c));) {
        enum relation r = f->tree->words[c].relation;
        bool beside = r == REL_APPOS || r == REL_CONJ || r == REL_NMOD;
        if (beside && !f->preposition[c].length) {
            add_listed(f, c, depth - 1, own);
        }
    }
}

/* "Three African presidents, A's X, B's Y and C's Z": those named behind the noun are meant, not
 * the collective that it names. */
static void prefer_listed(const struct finder *f, size_t w, struct actor_set *own)
{
    struct actor_set listed = {0};
    bool collective = f->tree->words[w].number == NUMBER_PLUR && is_collective(f, own);
    for (size_t c = w; collective && (c = tree_child(f->tree, w, c));) {
        if (f->tree->words[c].relation == REL_APPOS) {
            add_listed(f, c, 5, &listed);
        }
    }
    *own = listed.count > 1 ? listed : *own;
}

void actors_of(const struct finder *f, size_t w, struct actor_set *own)
{
    const struct mention *mention = mention_of(f, w);
    bool named = mention != NULL;
    if (named) {
        set_add(own, mention);
        add_coordinated_inside(f, mention, own);
    } else if (is_transparent(f, w)) {
        actors_through(f, w, 3, own);
    }
    add_coordinated(f, w, own);
    for (size_t c = 0; !named && (c = tree_child(f->tree, w, c));) {
        enum relation r = f->tree->words[c].relation;
        bool renaming = (r == REL_APPOS || r == REL_FLAT ||
                         (r == REL_NMOD && f->tree->words[c].subtype != SUB_POSS)) &&
                        !f->preposition[c].length && !is_gapped_subject(f, c);
        if (renaming && (mention = mention_of(f, c))) {
            set_add(own, mention);
            add_coordinated(f, c, own);
        }
    }
    if (!own->count || (!named && are_organisations(f, own)) || is_collective(f, own)) {
        prefer_examples(f, w, own);
    }
    prefer_listed(f, w, own);
    if (!own->count) {
        actors_by_voice(f, w, own);
    }
}

/* Does the path from x up to w stay inside the noun phrase (no clause, no coordination, no
 * circumstance: "une déclaration sous l'égide de X"; nobody owns a name: "dont la Russie a …")? */
static bool inside_phrase(const struct finder *f, size_t x, size_t w)
{
    const struct word *words = f->tree->words;
    for (; x && x != w; x = words[x].head) {
        enum relation r = words[x].relation;
        bool owner = words[words[x].head].upos == UPOS_PROPN && is_relative(f, x);
        if ((r == REL_CONJ && words[x].head == w) || is_gapped_subject(f, x) || owner) {
            return false;
        }
        if (r == REL_ACL || r == REL_ADVCL || r == REL_PARATAXIS || r == REL_CCOMP ||
            rules_list(f->rules, "aside", f->preposition[x])) {
            return false;
        }
    }
    return x == w;
}

/* "tiré par X", "que X a posée", "venu de X": does the clause of the verb say that c did or sent
 * it?
 */
static bool is_doer(const struct finder *f, size_t verb, size_t c)
{
    const struct word *words = f->tree->words;
    enum role role = preposition_role(f->rules, f->preposition[c]);
    if (words[verb].subtype == SUB_RELCL) {
        return words[words[verb].head].upos == UPOS_NOUN && words[c].relation == REL_NSUBJ &&
               !is_passive(f, verb);
    }
    bool sent =
        (finder_listed(f, "coming", verb) && (role == ROLE_GENITIVE || role == ROLE_ORIGIN)) ||
        (finder_listed(f, "imputed", verb) && role == ROLE_RECIPIENT);
    return words[verb].verb_form == VERB_FORM_PART && words[c].relation == REL_OBL &&
           (role == ROLE_AGENT || sent);
}

/* "un missile tiré par X", "les conditions que pose X": who made it belongs to the noun. */
static void add_makers(const struct finder *f, size_t w, struct actor_set *inner)
{
    const struct word *words = f->tree->words;
    for (size_t v = 0; (v = tree_child(f->tree, w, v));) {
        bool makes = words[v].relation == REL_ACL &&
                     (finder_listed(f, "light", v) || finder_listed(f, "maker", v) ||
                      finder_listed(f, "coming", v) || finder_listed(f, "imputed", v));
        for (size_t c = 0; makes && (c = tree_child(f->tree, v, c));) {
            const struct mention *mention = mention_of(f, c);
            if (mention && is_doer(f, v, c)) {
                set_add(inner, mention);
                add_coordinated(f, c, inner);
            }
        }
    }
}

/* "un écrivain détenu en X", "troops held in X": X holds whom it is told of. */
static void add_holders(const struct finder *f, size_t w, struct actor_set *inner)
{
    const struct word *words = f->tree->words;
    for (size_t v = 0; (v = tree_child(f->tree, w, v));) {
        bool held = words[v].relation == REL_ACL && finder_listed(f, "held", v);
        for (size_t c = 0; held && (c = tree_child(f->tree, v, c));) {
            const struct mention *mention = words[c].relation == REL_OBL ? mention_of(f, c) : NULL;
            enum role role = mention ? complement_role(f, c) : ROLE_OTHER;
            if (role == ROLE_PLACE || role == ROLE_AGENT) {
                for (uint8_t i = 0; i < mention->actor_count; i++) {
                    actor_set_add(inner, mention->actors[i]);
                }
            }
        }
    }
}

/* "Iran-backed Iraqi militias": who backs them is not whose they are, but "a Greek-flagged tanker"
 * is Greek. */
static bool is_maker(const struct finder *f, size_t w)
{
    const struct word *words = f->tree->words;
    size_t participle = words[w].head;
    return words[w].relation == REL_COMPOUND && words[participle].upos == UPOS_VERB &&
           words[participle].relation == REL_AMOD && !finder_listed(f, "owning", participle);
}

/* "Diplomats of several European countries, including X": those of a noun inside the phrase of w;
 * gives their number. */
static uint8_t inner_examples(const struct finder *f, size_t w, struct actor_set *inner)
{
    size_t first, last;
    struct actor_set examples = {0};
    tree_span(f->tree, w, &first, &last);
    for (size_t x = w + 1; x <= last && !examples.count; x++) {
        const struct mention *mention = mention_of(f, x);
        bool many = !mention || actor_at(f->actors, mention->actors[0])->kind == ACTOR_COLLECTIVE;
        bool noun = f->tree->words[x].upos == UPOS_NOUN && f->tree->words[x].relation == REL_NMOD;
        if (many && noun && inside_phrase(f, x, w)) {
            actors_by_example(f, x, &examples);
        }
    }
    *inner = examples.count ? examples : *inner;
    return examples.count;
}

uint8_t inner_actors(const struct finder *f, size_t w, const struct actor_set *own,
                     struct actor_set *inner)
{
    size_t first, last;
    uint8_t brought = inner_examples(f, w, inner);
    if (brought) {
        return brought;
    }
    tree_span(f->tree, w, &first, &last);
    for (size_t x = first; x <= last; x++) {
        const struct mention *mention = mention_of(f, x);
        if (x == w || !mention || !inside_phrase(f, x, w) || is_maker(f, x)) {
            continue;
        }
        if (mention->actor_count != 1 || !actor_set_holds(own, mention->actors[0])) {
            set_add(inner, mention);
        }
        if (!brought && inner->count) {
            add_coordinated(f, x, inner);
            brought = inner->count;
        }
    }
    if (!inner->count) {
        add_makers(f, w, inner);
        add_holders(f, w, inner);
        brought = inner->count;
    }
    /* "du blé et des armes russes": what is said of the last is said of all */
    size_t other = inner->count ? 0 : tree_child_with(f->tree, w, REL_CONJ);
    if (other && f->tree->words[other].upos == UPOS_NOUN && !mention_of(f, other)) {
        brought = inner_actors(f, other, own, inner);
    }
    return brought;
}

size_t adverb_over(const struct finder *f, size_t w)
{
    const struct word *words = f->tree->words;
    size_t head = words[w].head;
    bool carried = head && words[head].upos == UPOS_ADV && words[head].relation == REL_ADVMOD &&
                   (words[w].relation == REL_OBL || words[w].relation == REL_NMOD);
    return carried ? head : 0;
}

/* A preposition's word: its lemma, but "according", "following" as they stand, not as a verb. */
static struct slice preposition_word(const struct finder *f, size_t c)
{
    const struct word *word = &f->tree->words[c];
    bool participle = word->upos == UPOS_VERB && word->verb_form == VERB_FORM_PART;
    return participle ? utf8_fold(f->arena, word->token->form) : f->lemma[c];
}

static struct slice read_preposition(const struct finder *f, size_t w)
{
    size_t adverb = adverb_over(f, w);
    struct slice phrase = adverb ? f->lemma[adverb] : (struct slice){NULL, 0};
    for (size_t c = 0; (c = tree_child(f->tree, w, c));) {
        if (f->tree->words[c].relation != REL_CASE &&
            !(f->tree->words[c].relation == REL_MARK && f->tree->words[c].upos == UPOS_ADP)) {
            continue;
        }
        if (f->tree->words[c - 1].upos == UPOS_PUNCT) {
            phrase = (struct slice){NULL, 0}; /* "pour autant, malgré X": two complements */
        }
        struct slice word = preposition_word(f, c);
        phrase = phrase.length
                     ? slice_print(f->arena, "%.*s %.*s", SLICE_ARGS(phrase), SLICE_ARGS(word))
                     : word;
        for (size_t d = 0; (d = tree_child(f->tree, c, d));) {
            if (f->tree->words[d].relation == REL_FIXED) {
                phrase =
                    slice_print(f->arena, "%.*s %.*s", SLICE_ARGS(phrase), SLICE_ARGS(f->lemma[d]));
            }
        }
    }
    return phrase;
}

/* "au profit de", by lemmas "a le profit de": the preposition that noun w makes with its own, its
 * article and that of its complement; empty if it is none. */
static struct slice noun_preposition(const struct finder *f, size_t w, size_t complement)
{
    size_t article = tree_child_with(f->tree, w, REL_DET);
    struct slice phrase =
        article ? slice_print(f->arena, "%.*s %.*s %.*s %.*s", SLICE_ARGS(f->preposition[w]),
                              SLICE_ARGS(f->lemma[article]), SLICE_ARGS(f->lemma[w]),
                              SLICE_ARGS(f->preposition[complement]))
                : slice_print(f->arena, "%.*s %.*s %.*s", SLICE_ARGS(f->preposition[w]),
                              SLICE_ARGS(f->lemma[w]), SLICE_ARGS(f->preposition[complement]));
    return rules_list(f->rules, "role", phrase) ? phrase : (struct slice){NULL, 0};
}

#define SPELT_LONGEST 3 /* words of a preposition before its `de`: "à le large de" */

/* "le long de X", "autour de X", wherever the tree hangs their first words: where words before the
 * `de` of w make a preposition with it, w is their complement. */
static void find_spelt(struct finder *f, size_t w)
{
    size_t last = tree_child_with(f->tree, w, REL_CASE), head = f->tree->words[w].head;
    if (!last || last > w || preposition_role(f->rules, f->preposition[w]) != ROLE_GENITIVE) {
        return;
    }
    for (size_t first = last > SPELT_LONGEST ? last - SPELT_LONGEST : 1; first < last; first++) {
        struct slice phrase = f->lemma[first];
        bool name = false; /* "à la Côte d'Ivoire" */
        for (size_t x = first + 1; x <= last; x++) {
            phrase =
                slice_print(f->arena, "%.*s %.*s", SLICE_ARGS(phrase), SLICE_ARGS(f->lemma[x]));
            name = name || f->tree->words[x].upos == UPOS_PROPN;
        }
        if (!name && rules_list(f->rules, "role", phrase)) {
            f->preposition[w] = phrase;
            if (head >= first && head < last) {
                f->behind[head] = w;
            }
            return;
        }
    }
}

void find_prepositions(struct finder *f)
{
    const struct word *words = f->tree->words;
    f->preposition = arena_array(f->arena, f->tree->count + 1, sizeof *f->preposition);
    f->behind = arena_array(f->arena, f->tree->count + 1, sizeof *f->behind);
    for (size_t w = 1; w <= f->tree->count; w++) {
        f->preposition[w] = read_preposition(f, w);
        f->behind[w] = w;
    }
    for (size_t w = 1; w <= f->tree->count; w++) {
        find_spelt(f, w);
    }
    for (size_t w = 1; w <= f->tree->count; w++) {
        size_t complement = tree_child_with(f->tree, w, REL_NMOD);
        bool possible = words[w].upos == UPOS_NOUN && f->preposition[w].length && complement > w &&
                        f->preposition[complement].length;
        struct slice phrase =
            possible ? noun_preposition(f, w, complement) : (struct slice){NULL, 0};
        if (phrase.length) {
            f->behind[w] = complement;
            f->preposition[complement] = phrase;
        }
    }
}

/* Lemmas of the nouns and adjectives below w that do not sit in a clause of their own. */
static void inner_nouns(const struct finder *f, size_t w, struct argument *argument)
{
    size_t first, last;
    tree_span(f->tree, w, &first, &last);
    for (size_t x = first; x <= last; x++) {
        enum upos upos = f->tree->words[x].upos;
        if (x != w && (upos == UPOS_NOUN || upos == UPOS_ADJ) && inside_phrase(f, x, w)) {
            *arena_push(f->arena, argument->inner_keys, argument->inner_key_count) = f->lemma[x];
        }
    }
}

static void add_key(const struct finder *f, struct slice **keys, size_t *count, struct slice a,
                    struct slice b)
{
    struct slice key =
        b.length ? slice_print(f->arena, "%.*s %.*s", SLICE_ARGS(a), SLICE_ARGS(b)) : a;
    *arena_push(f->arena, *keys, *count) = key;
}

/* The noun with each modifier, in text order: "mandat arret", "arrest warrant". */
static void phrase_keys(const struct finder *f, size_t w, struct slice **keys, size_t *count)
{
    add_key(f, keys, count, f->lemma[w], (struct slice){NULL, 0});
    if (f->tree->words[w].upos == UPOS_VERB && tree_child_with(f->tree, w, REL_DET)) {
        /* "le chargé d'affaires", taken for a verb: known by its form too */
        struct slice form = utf8_fold(f->arena, f->tree->words[w].token->form);
        add_key(f, keys, count, form, (struct slice){NULL, 0});
        size_t complement = tree_child_with(f->tree, w, REL_NMOD);
        complement = complement ? complement : tree_child_with(f->tree, w, REL_OBL);
        if (complement) {
            add_key(f, keys, count, form, f->lemma[complement]);
        }
    }
    for (size_t c = 0; (c = tree_child(f->tree, w, c));) {
        enum relation r = f->tree->words[c].relation;
        bool participle = r == REL_ACL && c == w + 1 && f->tree->words[c].upos == UPOS_VERB &&
                          !tree_child(f->tree, c, 0); /* "des relations tendues" */
        if (r == REL_AMOD || r == REL_NMOD || r == REL_COMPOUND || r == REL_FLAT ||
            r == REL_NUMMOD || participle) {
            add_key(f, keys, count, c < w ? f->lemma[c] : f->lemma[w],
                    c < w ? f->lemma[w] : f->lemma[c]);
        }
    }
}

/* Keys of what is coordinated with w, and of what a transparent w gathers: "des dizaines de
 * milliers de soldats" are soldiers. */
static void gathered_keys(const struct finder *f, size_t w, struct argument *argument, int depth)
{
    for (size_t c = 0; depth < 3 && (c = tree_child(f->tree, w, c));) {
        enum relation r = f->tree->words[c].relation;
        if (r == REL_CONJ || (is_transparent(f, w) && (r == REL_NMOD || r == REL_OBL))) {
            phrase_keys(f, c, &argument->keys, &argument->key_count);
            gathered_keys(f, c, argument, depth + 1);
        }
    }
}

/* "signed GSOMIA, a pact on …": a name that is no actor is known by what stands beside it. */
static void named_thing_keys(const struct finder *f, size_t w, struct argument *argument)
{
    size_t beside = f->tree->words[w].upos == UPOS_PROPN && !argument->own.count
                        ? tree_child_with(f->tree, w, REL_APPOS)
                        : 0;
    if (beside && f->tree->words[beside].upos == UPOS_NOUN) {
        phrase_keys(f, beside, &argument->keys, &argument->key_count);
    }
}

/* Who made the thing, as its clause tells: "X a signé un accord", "a raid launched by X". */
static void thing_makers(const struct finder *told, size_t thing, struct actor_set *makers)
{
    const struct word *word = &told->tree->words[thing];
    size_t verb = word->head;
    bool made =
        word->relation == REL_OBJ || (word->relation == REL_NSUBJ && word->subtype == SUB_PASS);
    if (made && told->tree->words[verb].upos == UPOS_VERB &&
        (finder_listed(told, "light", verb) || finder_listed(told, "maker", verb))) {
        size_t doer = doer_of(told, verb);
        if (doer) {
            actors_of(told, doer, makers);
        }
    }
}

/* "un accord entre X et Y … l'a dénoncé": what was said of the thing is known of the word too, who
 * made it first. */
static void add_thing(const struct finder *f, size_t w, struct argument *argument)
{
    struct mention_place thing = mention_thing_at(f->mentions, f->index, w);
    if (!thing.word) {
        return;
    }
    const struct finder *told = &f->all[thing.sentence];
    struct actor_set named = {0};
    argument->meant = told->lemma[thing.word];
    if (!argument->inner.count) {
        thing_makers(told, thing.word, &argument->inner);
        uint8_t makers = argument->inner.count;
        uint8_t brought = inner_actors(told, thing.word, &argument->own, &named);
        for (uint8_t k = 0; k < named.count; k++) {
            actor_set_add(&argument->inner, named.items[k]);
        }
        argument->inner_first = makers ? makers : brought;
    }
    inner_nouns(told, thing.word, argument);
    phrase_keys(told, thing.word, &argument->keys, &argument->key_count);
    gathered_keys(told, thing.word, argument, 0);
}

/* "held in X, which has expelled Y": a land that is but a place to the verb above acts in the
 * clause of which its pronoun is the subject. */
static bool is_acting_land(const struct finder *f, size_t pronoun, size_t land)
{
    const struct word *words = f->tree->words;
    return pronoun != land && words[pronoun].relation == REL_NSUBJ &&
           words[land].relation == REL_OBL && words[land].upos == UPOS_PROPN;
}

/* Does the word hang, over however many others, under the noun? */
static bool hangs_under(const struct finder *f, size_t w, size_t noun)
{
    while (w && w != noun) {
        w = f->tree->words[w].head;
    }
    return w == noun;
}

/* "Oman, qui avait refusé, et Malte ont signé": a clause behind the first name alone tells nothing
 * of those that follow the clause. */
static void keep_first(const struct finder *f, size_t noun, size_t verb, struct actor_set *own)
{
    const struct mention *mention = mention_of(f, noun);
    size_t other = mention && noun < verb && hangs_under(f, verb, noun)
                       ? tree_child_with(f->tree, noun, REL_CONJ)
                       : 0;
    if (other > verb) {
        *own = (struct actor_set){0};
        set_add(own, mention);
    }
}

struct argument *add_argument(struct finder *f, struct proposition *p, enum role role, size_t w)
{
    size_t noun = antecedent_of(f, w);
    bool does_itself = is_acting_land(f, w, noun);
    w = f->behind[noun];
    for (size_t i = 0; i < p->argument_count; i++) {
        if (p->arguments[i].word == w && p->arguments[i].role == role) {
            return &p->arguments[i];
        }
    }
    struct argument *argument = arena_push(f->arena, p->arguments, p->argument_count);
    argument->role = role;
    argument->word = (uint32_t)w;
    argument->preposition = f->preposition[w];
    size_t article = tree_child_with(f->tree, w, REL_DET);
    argument->indefinite = article && finder_listed(f, "indefinite", article);
    actors_of(f, w, &argument->own);
    keep_first(f, w, p->word, &argument->own);
    argument->own.place = argument->own.place && !does_itself;
    argument->inner_first = inner_actors(f, w, &argument->own, &argument->inner);
    inner_nouns(f, w, argument);
    phrase_keys(f, w, &argument->keys, &argument->key_count);
    if (noun != w) { /* "au large de X" is known by `large` too */
        add_key(f, &argument->keys, &argument->key_count, f->lemma[noun], (struct slice){NULL, 0});
    }
    if (f->verbal[w].length != f->lemma[w].length) {
        add_key(f, &argument->keys, &argument->key_count, f->verbal[w], (struct slice){NULL, 0});
    }
    size_t particle =
        f->tree->words[w].upos == UPOS_VERB ? tree_child_with(f->tree, w, REL_COMPOUND) : 0;
    if (particle) { /* "called off" */
        add_key(f, &argument->keys, &argument->key_count, f->verbal[w], f->lemma[particle]);
    }
    gathered_keys(f, w, argument, 0);
    named_thing_keys(f, w, argument);
    add_thing(f, w, argument);
    return argument;
}

/* "s'accuser mutuellement", "accused each other", "expelled each other's envoys"; not "the three
 * each expelled an envoy" */
static bool is_reciprocal(const struct finder *f, size_t w)
{
    for (size_t c = 0; (c = tree_child(f->tree, w, c));) {
        enum relation r = f->tree->words[c].relation;
        bool place = r == REL_ADVMOD || r == REL_OBJ || r == REL_IOBJ || r == REL_OBL;
        bool each = r == REL_ADVMOD && c < w && finder_listed(f, "apiece", c);
        size_t owner = r == REL_OBJ || r == REL_OBL ? tree_child_with(f->tree, c, REL_NMOD) : 0;
        int each_other = 0; /* "each other's envoys", read as "each" and "other" beside the noun */
        for (size_t d = 0; r == REL_OBJ && (d = tree_child(f->tree, c, d));) {
            each_other += d < c && finder_listed(f, "reciprocal", d);
            each_other += d > c && finder_listed(f, "apiece", d) ? 2 : 0; /* "six envoys each" */
        }
        size_t above = owner ? tree_child_with(f->tree, owner, REL_NMOD) : 0;
        if (each_other > 1 || (place && !each && finder_listed(f, "reciprocal", c)) ||
            (owner && finder_listed(f, "reciprocal", owner)) ||
            (above && finder_listed(f, "reciprocal", above))) {
            return true;
        }
    }
    return false;
}

/* "called the raid a crime", "in what they called retaliation": does the verb give a name? */
static bool gives_name(const struct finder *f, const struct proposition *p)
{
    const struct word *words = f->tree->words;
    size_t head = words[p->word].head, objects = 0;
    bool of_what = head && words[p->word].relation == REL_ACL && words[head].upos == UPOS_PRON;
    for (size_t i = 0; i < p->argument_count; i++) {
        enum upos upos = words[p->arguments[i].word].upos;
        bool noun =
            upos == UPOS_NOUN || upos == UPOS_PROPN || upos == UPOS_ADJ || upos == UPOS_PRON;
        objects +=
            noun && (p->arguments[i].role == ROLE_PATIENT || p->arguments[i].role == ROLE_CONTENT);
    }
    return finder_listed(f, "naming", p->word) && (objects > 1 || of_what);
}

/* "decided not to sign": is what the verb leads to negated? */
static bool leads_to_nothing(const struct finder *f, size_t w)
{
    size_t content = tree_child_with(f->tree, w, REL_XCOMP);
    content = content ? content : tree_child_with(f->tree, w, REL_CCOMP);
    for (size_t c = 0; content && (c = tree_child(f->tree, content, c));) {
        if (c < content && finder_listed(f, "negation", c)) {
            return f->tree->words[content].upos == UPOS_VERB;
        }
    }
    return false;
}

/* A subject of its own, or with `want X to leave` an object: what the verb wants is another's. */
bool wants_of_another(const struct finder *f, size_t w)
{
    size_t object = tree_child_with(f->tree, w, REL_OBJ);
    size_t infinitive = tree_child_with(f->tree, w, REL_XCOMP);
    size_t clause = tree_child_with(f->tree, w, REL_CCOMP);
    bool other = (object && infinitive && mention_at(f->mentions, f->index, object)) ||
                 (clause && tree_child_with(f->tree, clause, REL_NSUBJ));
    return other && f->tree->words[w].upos == UPOS_VERB && finder_listed(f, "want", w);
}

/* The particle of verb `w` that stands right before its complement `c`; 0 if there is none. */
static size_t particle_before(const struct finder *f, size_t w, size_t c)
{
    size_t first, last;
    tree_span(f->tree, c, &first, &last);
    size_t particle = first - 1;
    const struct word *word = &f->tree->words[particle];
    bool is_particle = word->relation == REL_COMPOUND || word->relation == REL_ADVMOD;
    return particle > w && word->head == w && is_particle ? particle : 0;
}

/* "sat in Doha" is no "sit in": may the preposition be a particle, and takes verb `w` none such? */
static bool is_mere_place(const struct finder *f, size_t w, struct slice preposition)
{
    return rules_list(f->rules, "particle", preposition) && !finder_listed(f, "takes-in", w);
}

/* "A déclaré l'ambassadeur du Pérou persona non grata": the tree hangs the foreign words somewhere
 * in the object. */
static void foreign_keys(const struct finder *f, size_t verb, size_t object, struct proposition *p)
{
    size_t first, last;
    tree_span(f->tree, object, &first, &last);
    for (size_t x = object + 1; x <= last; x++) {
        if (f->tree->words[x].upos == UPOS_X) {
            add_key(f, &p->keys, &p->key_count, f->verbal[verb], f->lemma[x]);
        }
    }
}

/* "A fait de même deux jours plus tard": an adverb of two words right behind the verb is its own,
 * wherever the tree hangs it. */
static void torn_adverb_key(const struct finder *f, struct proposition *p)
{
    size_t w = p->word, c = w + 1;
    bool adverb = c < f->tree->count && f->tree->words[c].relation == REL_ADVMOD &&
                  f->tree->words[c].head != w;
    size_t fixed = adverb ? tree_child_with(f->tree, c, REL_FIXED) : 0;
    if (fixed) {
        add_key(f, &p->keys, &p->key_count, f->verbal[w],
                slice_print(f->arena, "%.*s %.*s", SLICE_ARGS(f->lemma[c]),
                            SLICE_ARGS(f->lemma[fixed])));
    }
}

void collect_keys(struct finder *f, struct proposition *p)
{
    size_t w = p->word;
    p->reciprocal = p->kind == PREDICATE_VERB && is_reciprocal(f, w);
    if (p->kind != PREDICATE_VERB) {
        phrase_keys(f, w, &p->keys, &p->key_count);
        size_t copula = copula_of_place(f, w), being = tree_child_with(f->tree, w, REL_COP);
        if (copula) { /* "X was in Ankara" is known by `be` */
            add_key(f, &p->keys, &p->key_count, f->lemma[copula], (struct slice){NULL, 0});
        }
        if (being && f->preposition[w].length) { /* "X is against the plan" by `be against` */
            add_key(f, &p->keys, &p->key_count, f->lemma[being], f->preposition[w]);
        }
        return;
    }
    add_key(f, &p->keys, &p->key_count, f->verbal[w], (struct slice){NULL, 0});
    if (gives_name(f, p)) { /* known as "call so" too */
        add_key(f, &p->keys, &p->key_count, f->verbal[w], SLICE("so"));
    }
    if (leads_to_nothing(f, w)) { /* as "decide not" */
        add_key(f, &p->keys, &p->key_count, f->verbal[w], SLICE("not"));
    }
    if (wants_of_another(f, w)) {
        add_key(f, &p->keys, &p->key_count, f->verbal[w], SLICE("other"));
    }
    if (p->reciprocal && f->verbal[w].length != f->lemma[w].length) {
        add_key(f, &p->keys, &p->key_count, f->lemma[w], (struct slice){NULL, 0});
    }
    torn_adverb_key(f, p);
    for (size_t c = 0; (c = tree_child(f->tree, w, c));) {
        const struct word *child = &f->tree->words[c];
        enum relation r = child->relation;
        if (r == REL_OBJ) {
            foreign_keys(f, w, c, p);
        }
        if (r == REL_COMPOUND || r == REL_ADVMOD || r == REL_OBJ || r == REL_ADVCL ||
            r == REL_XCOMP || r == REL_CASE || child->upos == UPOS_INTJ) { /* "said yes" */
            add_key(f, &p->keys, &p->key_count, f->verbal[w], f->lemma[c]);
            size_t fixed = r == REL_ADVMOD ? tree_child_with(f->tree, c, REL_FIXED) : 0;
            if (fixed) { /* "faire de même" */
                add_key(f, &p->keys, &p->key_count, f->verbal[w],
                        slice_print(f->arena, "%.*s %.*s", SLICE_ARGS(f->lemma[c]),
                                    SLICE_ARGS(f->lemma[fixed])));
            }
        } else if (r == REL_AUX && rules_list(f->rules, "must", f->lemma[c]) &&
                   !is_inverted(f, w, c)) {
            add_key(f, &p->keys, &p->key_count, f->lemma[c], (struct slice){NULL, 0});
        } else if (r == REL_OBL) {
            struct slice preposition = f->preposition[c];
            if (!preposition.length) {
                add_key(f, &p->keys, &p->key_count, f->verbal[w], f->lemma[c]);
            } else {
                size_t particle = particle_before(f, w, c);
                if (!is_mere_place(f, w, preposition)) {
                    add_key(f, &p->keys, &p->key_count, f->verbal[w], preposition);
                }
                if (particle) { /* "hit out at" */
                    add_key(f, &p->keys, &p->key_count, f->verbal[w],
                            slice_print(f->arena, "%.*s %.*s", SLICE_ARGS(f->lemma[particle]),
                                        SLICE_ARGS(preposition)));
                }
                if (f->behind[c] != c) {
                    add_key(f, &p->keys, &p->key_count, f->verbal[w], f->preposition[f->behind[c]]);
                }
                add_key(f, &p->keys, &p->key_count, f->verbal[w],
                        slice_print(f->arena, "%.*s %.*s", SLICE_ARGS(preposition),
                                    SLICE_ARGS(f->lemma[c])));
            }
        }
    }
}
