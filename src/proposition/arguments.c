/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes a predicate, gives its arguments by role, with the actors that each phrase is or names, and
 * the keys by which the codebook knows predicate and phrases. Active and passive, verb and noun,
 * light verb and plain verb come out alike. Linear in the words below the predicate. */
#include "proposition/inside.h"

static void set_add(struct actor_set *set, const struct mention *mention)
{
    for (uint8_t i = 0; i < mention->actor_count; i++) {
        bool known = false;
        for (uint8_t k = 0; k < set->count; k++) {
            known |= set->items[k] == mention->actors[i];
        }
        if (!known && set->count < ACTOR_SET_LIMIT) {
            if (set->count == 0) {
                set->place = mention->place;
                set->people = mention->people;
            }
            set->place &= mention->place;
            set->people &= mention->people;
            set->items[set->count++] = mention->actors[i];
        }
    }
}

/* The mention that a phrase headed by w is: its noun or pronoun, not an adjective beside one. */
static const struct mention *full_mention(const struct finder *f, size_t w)
{
    return mention_at(f->mentions, f->index, w);
}

/* Actors of the `de` complement of a transparent noun. */
static void actors_through(const struct finder *f, size_t w, struct actor_set *own)
{
    for (size_t c = 0; (c = tree_child(f->tree, w, c));) {
        enum relation r = f->tree->words[c].relation;
        const struct mention *any = mention_at(f->mentions, f->index, c);
        if (any && (r == REL_NMOD || r == REL_AMOD || r == REL_DET)) {
            set_add(own, any);
        }
    }
}

/* "79 États, dont X et Y": the first example bears the word that brings it. */
static bool marked_example(const struct finder *f, size_t w)
{
    for (size_t c = 0; full_mention(f, w) && (c = tree_child(f->tree, w, c));) {
        if (c < w && finder_listed(f, "example", c)) {
            return true;
        }
    }
    return false;
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
            const struct mention *mention = full_mention(f, x);
            if (mention && !mention->modifier) {
                set_add(own, mention);
            }
        }
    }
}

static void add_coordinated(const struct finder *f, size_t w, struct actor_set *own)
{
    for (size_t c = 0; (c = tree_child(f->tree, w, c));) {
        if (f->tree->words[c].relation == REL_CONJ) {
            const struct mention *mention = full_mention(f, c);
            if (mention) {
                set_add(own, mention);
            }
            add_coordinated(f, c, own);
        }
    }
}

void actors_of(const struct finder *f, size_t w, struct actor_set *own)
{
    const struct mention *mention = full_mention(f, w);
    bool named = mention != NULL;
    if (named) {
        set_add(own, mention);
    } else if (is_transparent(f, w)) {
        actors_through(f, w, own);
    }
    add_coordinated(f, w, own);
    for (size_t c = 0; !named && (c = tree_child(f->tree, w, c));) {
        enum relation r = f->tree->words[c].relation;
        bool renaming = (r == REL_APPOS || r == REL_FLAT || r == REL_NMOD) &&
                        !preposition_of(f, c).length;
        if (renaming && (mention = full_mention(f, c))) {
            set_add(own, mention);
            add_coordinated(f, c, own);
        }
    }
    if (!own->count) {
        actors_by_example(f, w, own);
    }
}

/* Does the path from x up to w stay inside the noun phrase (no clause, no coordination)? */
static bool inside_phrase(const struct finder *f, size_t x, size_t w)
{
    const struct word *words = f->tree->words;
    for (; x && x != w; x = words[x].head) {
        enum relation r = words[x].relation;
        if (r == REL_CONJ && words[x].head == w) {
            return false;
        }
        if (r == REL_ACL || r == REL_ADVCL || r == REL_PARATAXIS || r == REL_CCOMP) {
            return false;
        }
    }
    return x == w;
}

static void inner_actors(const struct finder *f, size_t w, const struct actor_set *own,
                         struct actor_set *inner)
{
    size_t first, last;
    tree_span(f->tree, w, &first, &last);
    for (size_t x = first; x <= last; x++) {
        const struct mention *mention = mention_at(f->mentions, f->index, x);
        if (x == w || !mention || !inside_phrase(f, x, w)) {
            continue;
        }
        bool known = false;
        for (uint8_t k = 0; k < own->count; k++) {
            known |= mention->actor_count == 1 && own->items[k] == mention->actors[0];
        }
        if (!known) {
            set_add(inner, mention);
        }
    }
}

/* "auprès de X", "along with X": the adverb that carries the phrase of w, or 0. */
static size_t adverb_over(const struct finder *f, size_t w)
{
    const struct word *words = f->tree->words;
    size_t head = words[w].head;
    bool carried = head && words[head].upos == UPOS_ADV && words[head].relation == REL_ADVMOD &&
                   (words[w].relation == REL_OBL || words[w].relation == REL_NMOD);
    return carried ? head : 0;
}

struct slice preposition_of(const struct finder *f, size_t w)
{
    size_t adverb = adverb_over(f, w);
    struct slice phrase = adverb ? f->lemma[adverb] : (struct slice){NULL, 0};
    for (size_t c = 0; (c = tree_child(f->tree, w, c));) {
        if (f->tree->words[c].relation != REL_CASE &&
            !(f->tree->words[c].relation == REL_MARK && f->tree->words[c].upos == UPOS_ADP)) {
            continue;
        }
        phrase = phrase.length ? slice_print(f->arena, "%.*s %.*s", SLICE_ARGS(phrase),
                                             SLICE_ARGS(f->lemma[c]))
                               : f->lemma[c];
        for (size_t d = 0; (d = tree_child(f->tree, c, d));) {
            if (f->tree->words[d].relation == REL_FIXED) {
                phrase = slice_print(f->arena, "%.*s %.*s", SLICE_ARGS(phrase),
                                     SLICE_ARGS(f->lemma[d]));
            }
        }
    }
    return phrase;
}

/* Lemmas of the nouns below w that do not sit in a clause of their own. */
static void inner_nouns(const struct finder *f, size_t w, struct argument *argument)
{
    size_t first, last;
    tree_span(f->tree, w, &first, &last);
    for (size_t x = first; x <= last; x++) {
        if (x != w && f->tree->words[x].upos == UPOS_NOUN && inside_phrase(f, x, w)) {
            *arena_push(f->arena, argument->inner_keys, argument->inner_key_count) = f->lemma[x];
        }
    }
}

static void add_key(const struct finder *f, struct slice **keys, size_t *count, struct slice a,
                    struct slice b)
{
    struct slice key = b.length
                           ? slice_print(f->arena, "%.*s %.*s", SLICE_ARGS(a), SLICE_ARGS(b))
                           : a;
    *arena_push(f->arena, *keys, *count) = key;
}

/* The noun with each modifier, in text order: "mandat arret", "arrest warrant". */
static void phrase_keys(const struct finder *f, size_t w, struct slice **keys, size_t *count)
{
    add_key(f, keys, count, f->lemma[w], (struct slice){NULL, 0});
    for (size_t c = 0; (c = tree_child(f->tree, w, c));) {
        enum relation r = f->tree->words[c].relation;
        if (r == REL_AMOD || r == REL_NMOD || r == REL_COMPOUND || r == REL_FLAT ||
            r == REL_NUMMOD) {
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
        if (f->tree->words[c].relation == REL_CONJ ||
            (is_transparent(f, w) && f->tree->words[c].relation == REL_NMOD)) {
            phrase_keys(f, c, &argument->keys, &argument->key_count);
            gathered_keys(f, c, argument, depth + 1);
        }
    }
}

static struct argument *add_argument(struct finder *f, struct proposition *p, enum role role,
                                     size_t w)
{
    w = antecedent_of(f, w);
    for (size_t i = 0; i < p->argument_count; i++) {
        if (p->arguments[i].word == w && p->arguments[i].role == role) {
            return &p->arguments[i];
        }
    }
    struct argument *argument = arena_push(f->arena, p->arguments, p->argument_count);
    argument->role = role;
    argument->word = (uint32_t)w;
    argument->preposition = preposition_of(f, w);
    actors_of(f, w, &argument->own);
    inner_actors(f, w, &argument->own, &argument->inner);
    inner_nouns(f, w, argument);
    phrase_keys(f, w, &argument->keys, &argument->key_count);
    if (f->verbal[w].length != f->lemma[w].length) {
        add_key(f, &argument->keys, &argument->key_count, f->verbal[w], (struct slice){NULL, 0});
    }
    gathered_keys(f, w, argument, 0);
    return argument;
}

static bool is_time(const struct finder *f, size_t w)
{
    for (size_t i = 0; i < f->time->expressions.count; i++) {
        const struct timex *timex = &f->time->expressions.items[i];
        if (w >= timex->first + 1 && w <= timex->last + 1) {
            return true;
        }
    }
    return false;
}

static enum role verb_role(const struct finder *f, size_t c, bool passive)
{
    const struct word *child = &f->tree->words[c];
    if (is_time(f, c)) {
        return ROLE_COUNT;
    }
    switch (child->relation) {
    case REL_NSUBJ:
        return passive || child->subtype == SUB_PASS ? ROLE_PATIENT : ROLE_AGENT;
    case REL_OBJ:
        return ROLE_PATIENT;
    case REL_IOBJ:
        return ROLE_RECIPIENT;
    case REL_CCOMP:
    case REL_XCOMP:
        return ROLE_CONTENT;
    case REL_ADVCL:
        return child->verb_form == VERB_FORM_INF ? ROLE_CONTENT : ROLE_COUNT;
    case REL_OBL:
    case REL_NMOD:
        break;
    default:
        return ROLE_COUNT;
    }
    if (child->subtype == SUB_AGENT) {
        return ROLE_AGENT;
    }
    if (child->subtype == SUB_TIME) {
        return ROLE_COUNT;
    }
    enum role role = preposition_role(f->rules, preposition_of(f, c));
    if (role == ROLE_AGENT && !passive) {
        return ROLE_OTHER;
    }
    return role == ROLE_GENITIVE ? ROLE_ORIGIN : role;
}

static bool has_role(const struct proposition *p, enum role role)
{
    for (size_t i = 0; i < p->argument_count; i++) {
        if (p->arguments[i].role == role) {
            return true;
        }
    }
    return false;
}

/* "livrer des drones à X" often hangs `à X` under `drones`: complements of the object are the
 * verb's too, where it has none of that role itself. */
static void raise_complements(struct finder *f, struct proposition *p, size_t noun, bool agents,
                              int depth)
{
    for (size_t c = 0; (c = tree_child(f->tree, noun, c));) {
        if (f->tree->words[c].relation != REL_NMOD && f->tree->words[c].relation != REL_OBL) {
            continue;
        }
        enum role role = preposition_role(f->rules, preposition_of(f, c));
        if (role == ROLE_GENITIVE && depth < 2) {
            raise_complements(f, p, c, agents, depth + 1);
        } else if (role != ROLE_GENITIVE && role != ROLE_OTHER && (agents || role != ROLE_AGENT) &&
                   !has_role(p, role)) {
            add_argument(f, p, role, c);
        }
    }
}

/* "désigné comme groupe terroriste par X": `par X` hangs anywhere below a passive. */
static void raise_agent(struct finder *f, struct proposition *p, size_t noun)
{
    for (size_t c = 0; (c = tree_child(f->tree, noun, c));) {
        enum relation r = f->tree->words[c].relation;
        if ((r == REL_NMOD || r == REL_OBL) &&
            preposition_role(f->rules, preposition_of(f, c)) == ROLE_AGENT) {
            add_argument(f, p, ROLE_AGENT, c);
        }
    }
}

/* "exporter du blé": a partitive object looks like a complement with `de`. */
static void partitive_object(struct finder *f, struct proposition *p)
{
    for (size_t i = 0; i < p->argument_count && !has_role(p, ROLE_PATIENT); i++) {
        const struct argument *a = &p->arguments[i];
        if (a->role == ROLE_ORIGIN && !a->own.count && f->tree->words[a->word].upos == UPOS_NOUN &&
            preposition_role(f->rules, a->preposition) == ROLE_GENITIVE) {
            add_argument(f, p, ROLE_PATIENT, a->word);
        }
    }
}

/* Complements that hang under an adverb: "nommer un ambassadeur auprès de X". */
static void adverb_complements(struct finder *f, struct proposition *p, size_t w)
{
    for (size_t c = 0; (c = tree_child(f->tree, w, c));) {
        for (size_t d = 0; f->tree->words[c].relation == REL_ADVMOD && (d = tree_child(f->tree, c, d));) {
            if (adverb_over(f, d)) {
                add_argument(f, p, preposition_role(f->rules, preposition_of(f, d)), d);
            }
        }
    }
}

static void verb_arguments(struct finder *f, struct proposition *p, size_t verb)
{
    bool passive = is_passive(f, verb);
    adverb_complements(f, p, verb);
    for (size_t c = 0; (c = tree_child(f->tree, verb, c));) {
        enum role role = verb_role(f, c, passive);
        if (role != ROLE_COUNT && !finder_listed(f, "impersonal", c)) {
            add_argument(f, p, role, c);
        }
    }
    if (!passive) {
        partitive_object(f, p);
    }
    for (size_t i = 0; i < p->argument_count; i++) {
        if (p->arguments[i].role == ROLE_PATIENT) {
            raise_complements(f, p, p->arguments[i].word, passive, 0);
            break;
        }
    }
    for (size_t i = 0; passive && i < p->argument_count && !has_role(p, ROLE_AGENT); i++) {
        raise_agent(f, p, p->arguments[i].word);
    }
    enum role wanted = passive ? ROLE_PATIENT : ROLE_AGENT;
    size_t subject = has_role(p, wanted) ? 0 : subject_of(f, verb);
    if (subject) {
        add_argument(f, p, wanted, subject);
    }
}

static void noun_child(struct finder *f, struct proposition *p, size_t c)
{
    const struct word *child = &f->tree->words[c];
    const struct mention *mention = mention_at(f->mentions, f->index, c);
    struct slice preposition = preposition_of(f, c);
    switch (child->relation) {
    case REL_NMOD:
    case REL_OBL:
    case REL_OBJ:
    case REL_COMPOUND:
    case REL_FLAT:
        if (child->subtype == SUB_AGENT) {
            add_argument(f, p, ROLE_AGENT, c);
        } else if (preposition.length && child->subtype != SUB_POSS) {
            add_argument(f, p, preposition_role(f->rules, preposition), c);
        } else if (mention) {
            add_argument(f, p, ROLE_POSSESSOR, c);
        }
        break;
    case REL_AMOD:
    case REL_DET:
        if (mention) {
            struct argument *argument = add_argument(f, p, ROLE_POSSESSOR, c);
            set_add(&argument->own, mention);
        }
        break;
    case REL_NSUBJ:
        add_argument(f, p, ROLE_AGENT, c);
        break;
    case REL_APPOS:
        if (mention && !mention->modifier) {
            add_argument(f, p, ROLE_AGENT, c);
        }
        break;
    case REL_ACL:
    case REL_CCOMP:
    case REL_XCOMP:
        add_argument(f, p, ROLE_CONTENT, c);
        break;
    default:
        break;
    }
}

size_t light_verb_of(const struct finder *f, size_t w, size_t *link)
{
    const struct word *words = f->tree->words;
    for (int depth = 0; depth < 3; depth++) {
        size_t head = words[w].head;
        enum relation r = words[w].relation;
        if (!head) {
            return 0;
        }
        bool complement = r == REL_OBJ || r == REL_XCOMP || r == REL_NSUBJ ||
                          (r == REL_OBL && rules_list(f->rules, "complement", preposition_of(f, w)));
        if (words[head].upos == UPOS_VERB && complement) {
            *link = w;
            bool subject = r == REL_NSUBJ && words[w].subtype != SUB_PASS;
            return !subject && finder_listed(f, "light", head) ? head : 0;
        }
        if (!(r == REL_CONJ || (r == REL_NMOD && is_transparent(f, head)))) {
            return 0;
        }
        w = head;
    }
    return 0;
}

/* "lancer des frappes contre X": the verb's subject and complements are the noun's. */
static void light_arguments(struct finder *f, struct proposition *p)
{
    size_t link, verb = light_verb_of(f, p->word, &link);
    if (!verb) {
        return;
    }
    bool passive = is_passive(f, verb);
    for (size_t c = 0; (c = tree_child(f->tree, verb, c));) {
        enum role role = verb_role(f, c, passive);
        if (c != link && role != ROLE_COUNT && role != ROLE_PATIENT && role != ROLE_CONTENT) {
            add_argument(f, p, role, c);
        }
    }
    size_t subject = !passive && !has_role(p, ROLE_AGENT) ? subject_of(f, verb) : 0;
    if (subject) {
        add_argument(f, p, ROLE_AGENT, subject);
    }
}

/* "en visite à X, le ministre a …": the subject of the clause is there when the noun happens. */
static void occasion_host(struct finder *f, struct proposition *p)
{
    const struct word *word = &f->tree->words[p->word];
    if ((word->relation != REL_OBL && word->relation != REL_NMOD) || has_role(p, ROLE_AGENT) ||
        !rules_list(f->rules, "occasion", preposition_of(f, p->word))) {
        return;
    }
    size_t subject = subject_of(f, word->head);
    if (subject) {
        add_argument(f, p, ROLE_HOST, subject);
    }
}

/* "les relations se dégradent", "renforcer les liens": what is told of the noun. */
static void noun_governor(struct finder *f, struct proposition *p)
{
    const struct word *word = &f->tree->words[p->word];
    size_t head = word->head;
    bool inside = word->relation == REL_NMOD &&
                  preposition_role(f->rules, preposition_of(f, p->word)) == ROLE_GENITIVE;
    if (!head || (word->relation != REL_NSUBJ && word->relation != REL_OBJ && !inside)) {
        return;
    }
    add_argument(f, p, ROLE_GOVERNOR, head);
    bool object = word->relation == REL_OBJ && f->tree->words[head].upos == UPOS_VERB;
    size_t subject = object && !has_role(p, ROLE_AGENT) ? subject_of(f, head) : 0;
    if (subject) {
        add_argument(f, p, ROLE_HOST, subject);
    }
}

static void noun_arguments(struct finder *f, struct proposition *p)
{
    const struct word *words = f->tree->words;
    adverb_complements(f, p, p->word);
    for (size_t c = 0; (c = tree_child(f->tree, p->word, c));) {
        noun_child(f, p, c);
    }
    for (size_t i = 0; i < p->argument_count; i++) {
        if (p->arguments[i].role == ROLE_GENITIVE) {
            raise_complements(f, p, p->arguments[i].word, true, 0);
            break;
        }
    }
    light_arguments(f, p);
    occasion_host(f, p);
    noun_governor(f, p);
    enum relation r = words[p->word].relation;
    size_t head = words[p->word].head;
    if (!has_role(p, ROLE_AGENT) && (r == REL_APPOS || r == REL_XCOMP || r == REL_CONJ)) {
        size_t subject = r == REL_APPOS ? head : subject_of(f, p->word);
        if (subject) {
            add_argument(f, p, ROLE_AGENT, subject);
        }
    }
    if (p->kind == PREDICATE_ADJECTIVE && r == REL_AMOD && !has_role(p, ROLE_AGENT)) {
        add_argument(f, p, ROLE_AGENT, head);
    }
}

void collect_arguments(struct finder *f, struct proposition *p)
{
    if (p->kind == PREDICATE_VERB) {
        verb_arguments(f, p, p->word);
    } else {
        noun_arguments(f, p);
    }
}

void collect_keys(struct finder *f, struct proposition *p)
{
    size_t w = p->word;
    if (p->kind != PREDICATE_VERB) {
        phrase_keys(f, w, &p->keys, &p->key_count);
        return;
    }
    add_key(f, &p->keys, &p->key_count, f->verbal[w], (struct slice){NULL, 0});
    for (size_t c = 0; (c = tree_child(f->tree, w, c));) {
        const struct word *child = &f->tree->words[c];
        enum relation r = child->relation;
        if (r == REL_COMPOUND || r == REL_ADVMOD || r == REL_OBJ || r == REL_ADVCL ||
            r == REL_XCOMP || r == REL_CASE) {
            add_key(f, &p->keys, &p->key_count, f->verbal[w], f->lemma[c]);
        } else if (r == REL_OBL) {
            struct slice preposition = preposition_of(f, c);
            if (preposition.length) {
                add_key(f, &p->keys, &p->key_count, f->verbal[w], preposition);
                add_key(f, &p->keys, &p->key_count, f->verbal[w],
                        slice_print(f->arena, "%.*s %.*s", SLICE_ARGS(preposition),
                                    SLICE_ARGS(f->lemma[c])));
            }
        }
    }
}
