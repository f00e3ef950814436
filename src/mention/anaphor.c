/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Pronouns: personal, possessive, relative, and "the latter". A sentence is walked from left to
 * right; what is met becomes a referent for what follows. */
#include "mention/inside.h"

#define PRONOUN_FLOOR 0.0f /* a subject two sentences back is below it, one back above */
#define POSSESSIVE_FLOOR -0.5f
#define PRONOUN_CENTRAL 1.2f /* half of what a subject has over a complement */
#define OBJECT_FLOOR 1.5f    /* more is asked for "with it" than for "it did" */
#define GROUNDS_WORDS 3      /* of "because of", "en raison de" */
#define THERE_SENTENCES 2    /* how far back "there" reaches */

struct mention *mention_from(struct finder *finder, const struct tree_text *text, size_t w,
                             enum mention_way way, const struct referent *referent)
{
    struct mention *mention =
        mention_add(finder, text, w, way, referent->actors, referent->actor_count);
    trace_of(finder, text, w)->from_sentence = referent->sentence;
    trace_of(finder, text, w)->from_word = referent->word;
    mention->kind = referent->kind;
    mention->anaphoric = true;
    mention->people = referent->class == CLASS_PEOPLE;
    mention->past = referent->past;
    mention->modifier = word_modifies(finder, text, w);
    return mention;
}

static enum gender gender_asked(uint32_t flags)
{
    return flags & PRONOUN_MASCULINE  ? GENDER_MASC
           : flags & PRONOUN_FEMININE ? GENDER_FEM
                                      : GENDER_NONE;
}

static enum number number_asked(uint32_t flags)
{
    return flags & PRONOUN_SINGULAR ? NUMBER_SING
           : flags & PRONOUN_PLURAL ? NUMBER_PLUR
                                    : NUMBER_NONE;
}

/* A determiner that owns (son), or a pronoun in that place (its); articles are neither. */
static bool is_possessive(const struct tree_text *text, size_t w, uint32_t flags)
{
    const struct word *word = &text->tree->words[w];
    bool place = word->upos == UPOS_DET || word->subtype == SUB_POSS || word->relation == REL_DET;
    return (flags & PRONOUN_OWNER) && place;
}

/* Is w the subject of a verb that only persons and institutions do? */
static bool speaks(const struct finder *finder, const struct tree_text *text, size_t w)
{
    const struct word *word = &text->tree->words[w];
    return word->relation == REL_NSUBJ && word->subtype != SUB_PASS &&
           word_listed(finder, text, word->head, LIST_SPEECH);
}

/* "Le Danemark, lui, s'y refuse": a pronoun between commas repeats the noun before it. */
static bool is_set_off(const struct tree_text *text, size_t w)
{
    return w > 2 && w < text->tree->count && slice_is(text->form[w - 1], ",") &&
           (slice_is(text->form[w + 1], ",") || slice_is(text->form[w + 1], "."));
}

static void repeat_resolve(struct finder *finder, struct tree_text *text, size_t w, bool plural)
{
    for (size_t before = w - 1; before-- > 1 && w - before <= 4;) {
        const struct mention *meant = mention_of(finder, text, before);
        bool several =
            meant && (meant->actor_count > 1 || word_number(text, before) == NUMBER_PLUR);
        if (meant && plural == several && meant->kind != NAME_ADJECTIVE) {
            struct mention copy = *meant;
            struct mention *mention =
                mention_add(finder, text, w, WAY_REPEATED, copy.actors, copy.actor_count);
            trace_of(finder, text, w)->from_sentence = text->index;
            trace_of(finder, text, w)->from_word = (uint32_t)before;
            mention->kind = copy.kind;
            mention->anaphoric = true;
            mention->people = copy.people;
            mention->past = copy.past;
            return;
        }
    }
}

/* Ambassadors and armies belong to no mere thing. */
static bool has_government(const struct tree_text *text, size_t noun)
{
    return text->sense[noun] == DESCRIBES_LEADER || text->sense[noun] == DESCRIBES_GOVERNMENT;
}

/* "accuse it of spying", "urge it to leave": a complement after the pronoun tells what is said, so
 * that the pronoun is whom it is said to. */
static bool has_complement_after(const struct finder *finder, const struct tree_text *text,
                                 size_t verb, size_t w)
{
    for (size_t c = w; (c = tree_child(text->tree, verb, c));) {
        enum relation r = text->tree->words[c].relation;
        bool of = r == REL_OBL && word_case(text, c) &&
                  word_listed(finder, text, word_case(text, c), LIST_OF);
        if (r == REL_XCOMP || r == REL_CCOMP || r == REL_ADVCL || of) {
            return true;
        }
    }
    return false;
}

/* "over its", "because of its": the first word of the preposition right before the possessive that
 * brings grounds, or 0. */
static size_t grounds_before(const struct finder *finder, const struct tree_text *text, size_t w)
{
    for (size_t first = w; first > 1 && w - first < GROUNDS_WORDS;) {
        first--;
        if (rules_find(finder->rules, LIST_GROUNDS, text_between(text, first, w - 1))) {
            return first;
        }
    }
    return 0;
}

/* "imposed sanctions on X for its raids": does the noun at `w` belong to the verb, or to a noun
 * that has somebody else beside it? "A sign of regard for its laws" has nobody. */
static bool is_said_of_deed(const struct tree *tree, size_t w, size_t preposition)
{
    size_t above = tree->words[w].head;
    while (above > preposition && above < w) {
        w = above;
        above = tree->words[w].head;
    }
    enum upos upos = tree->words[above].upos;
    return upos == UPOS_VERB || upos == UPOS_PROPN ||
           (upos == UPOS_NOUN && tree_child_with(tree, above, REL_NMOD) != w);
}

/* "remercié X de son aide", "reproché à X son aide": is the noun at `w` laid to X's account by the
 * verb? */
static bool is_credited(const struct finder *finder, const struct tree_text *text, size_t w,
                        size_t verb)
{
    const struct word *word = &text->tree->words[w];
    size_t mark = word_case(text, w);
    uint32_t way = rules_find(finder->rules, LIST_CREDITED, text->lemma[verb]);
    bool direct = way && word->head == verb;
    return direct && (way == 2 ? word->relation == REL_OBJ
                               : mark && word_listed(finder, text, mark, LIST_CREDITED_FOR));
}

/* "cut ties with X over its offensive", "backed X in its war": the verb above a possessive that
 * gives its grounds or what its object is helped in, or 0. */
static size_t grounds_verb(const struct finder *finder, const struct tree_text *text, size_t w)
{
    const struct tree *tree = text->tree;
    size_t noun = tree->words[w].head, mark = word_case(text, noun), verb = noun;
    while (verb && tree->words[verb].upos != UPOS_VERB) {
        verb = tree->words[verb].head;
    }
    bool helped = mark && verb && word_listed(finder, text, mark, LIST_HELPED_IN) &&
                  word_listed(finder, text, verb, LIST_HELPED);
    size_t preposition = grounds_before(finder, text, w);
    bool grounds = preposition && is_said_of_deed(tree, noun, preposition) &&
                   !word_listed(finder, text, noun, LIST_COUNTERPART);
    bool credited = verb && is_credited(finder, text, noun, verb);
    return verb < w && (grounds || helped || credited) ? verb : 0;
}

/* "urged X to lift its blockade": X, whom the verb above asks to act; 0 if nobody is asked. */
static size_t asked_owner(const struct finder *finder, const struct tree_text *text, size_t w)
{
    const struct tree *tree = text->tree;
    size_t verb = tree->words[w].head;
    for (size_t guard = 0; guard < 4 && verb && tree->words[verb].upos != UPOS_VERB; guard++) {
        verb = tree->words[verb].head;
    }
    if (!verb || tree->words[verb].relation != REL_XCOMP) {
        return 0;
    }
    size_t asked = subject_above(finder, text, &verb);
    return asked && tree->words[asked].relation != REL_NSUBJ ? asked : 0;
}

/* "received its minister", "bombed two of its bases": the verb, where nobody does that to what is
 * his own; else 0. "Its neighbour" is one's own. */
static size_t done_to_others(const struct finder *finder, const struct tree_text *text, size_t w)
{
    const struct word *words = text->tree->words;
    size_t noun = words[w].head;
    if (word_listed(finder, text, noun, LIST_COUNTERPART)) {
        return 0;
    }
    size_t of = words[noun].head;
    bool part = words[of].upos == UPOS_NUM || words[of].upos == UPOS_PRON;
    noun = words[noun].relation == REL_NMOD && part ? of : noun;
    size_t verb = words[noun].relation == REL_OBJ ? words[noun].head : 0;
    return verb && word_listed(finder, text, verb, LIST_OF_OTHERS) ? verb : 0;
}

/* "Trade between them": the two whom the story puts together. */
static bool two_resolve(struct finder *finder, struct tree_text *text, size_t w, uint32_t flags)
{
    uint32_t actors[MENTION_ACTORS];
    size_t preposition = word_case(text, w);
    if (!(flags & PRONOUN_PLURAL) || !preposition ||
        !word_listed(finder, text, preposition, LIST_BETWEEN) ||
        !story_set(finder, text, w, 2, actors)) {
        return false;
    }
    mention_add(finder, text, w, WAY_SET, actors, 2)->anaphoric = true;
    return true;
}

static void pronoun_resolve(struct finder *finder, struct tree_text *text, size_t w, uint32_t flags)
{
    const struct word *word = &text->tree->words[w];
    bool possessive = is_possessive(text, w, flags);
    bool idiom = w + 2 <= text->tree->count &&
                 rules_find(finder->rules, LIST_IMPERSONAL, text_between(text, w, w + 2));
    if (idiom || word->relation == REL_EXPL ||
        (word->upos != UPOS_PRON && word->upos != UPOS_DET) || word_has(text, w, "Reflex=Yes") ||
        (word->relation == REL_NSUBJ && word_listed(finder, text, word->head, LIST_IMPERSONAL))) {
        return;
    }
    if (is_set_off(text, w)) {
        repeat_resolve(finder, text, w, (flags & PRONOUN_PLURAL) != 0);
        return;
    }
    if (two_resolve(finder, text, w, flags)) {
        return;
    }
    bool clitic = word->relation == REL_OBJ && !possessive;
    bool spoken = clitic && word_listed(finder, text, word->head, LIST_SPEECH);
    bool addressed = spoken && has_complement_after(finder, text, word->head, w);
    bool thing = clitic && word_listed(finder, text, word->head, LIST_OF_THINGS);
    bool person = (flags & PRONOUN_ANIMATE) != 0; /* "praised him" is no "said it" */
    bool content = spoken && !addressed && !thing && !person && !(flags & PRONOUN_PLURAL);
    enum upos predicate = text->tree->words[word->head].upos;
    bool judged = predicate == UPOS_ADJ && text->quoted[w]; /* “It is disappointing”: the deed */
    bool dummy = (flags & PRONOUN_THING) && word->relation == REL_NSUBJ &&
                 (predicate == UPOS_NOUN || judged);
    if ((word->upos == UPOS_DET && !possessive) || content || dummy ||
        (clitic && word_listed(finder, text, word->head, LIST_IMPERSONAL)) ||
        (clitic && text->tree->words[word->head].upos != UPOS_VERB)) {
        return;
    }
    struct query query = {.sentence = text->index,
                          .word = (uint32_t)w,
                          .wanted = CLASS_ACTORS,
                          .rivals = CLASS_THING | CLASS_SOMEONE,
                          .gender = gender_asked(flags),
                          .number = number_asked(flags),
                          .noun = true,
                          .apart = !possessive,
                          .subject = word->relation == REL_NSUBJ,
                          .owner = possessive,
                          .lone = (flags & PRONOUN_ANIMATE) != 0,
                          .central = PRONOUN_CENTRAL,
                          .floor = possessive ? POSSESSIVE_FLOOR : PRONOUN_FLOOR};
    if (clitic && text->tree->words[word->head].gender == GENDER_FEM) {
        query.gender = GENDER_FEM; /* "l'a renvoyée" */
    }
    if (flags & PRONOUN_ANIMATE) {
        query.wanted = CLASS_LEADER | CLASS_PEOPLE;
        query.rivals = CLASS_SOMEONE;
    } else if (flags & PRONOUN_THING) {
        query.wanted = CLASS_STATE | CLASS_GROUP | CLASS_ORGANISATION;
        query.rivals = addressed || word->relation == REL_IOBJ ? 0 : CLASS_THING;
        bool given = word->relation == REL_IOBJ; /* "sent it soldiers" */
        query.floor += possessive || query.subject || addressed || given ? 0 : OBJECT_FLOOR;
    } else if (speaks(finder, text, w)) {
        query.rivals = CLASS_SOMEONE;
    }
    if (possessive) {
        query.grounds = grounds_verb(finder, text, w);
        query.asked = asked_owner(finder, text, w);
        query.done = done_to_others(finder, text, w);
    }
    if (possessive && has_government(text, word->head)) {
        query.rivals &= ~(unsigned)CLASS_THING;
    }
    if (!possessive && thing_by_verb(finder, text, w, &query)) {
        return;
    }
    const struct referent *referent = referent_foremost(finder, &query);
    if (referent && (referent->class & query.wanted)) {
        struct mention *mention = mention_from(finder, text, w, WAY_PRONOUN, referent);
        mention->modifier = possessive;
    } else if (referent && !possessive) {
        thing_note(finder, text, w, referent);
    }
}

static bool is_relative_clause(const struct word *word)
{
    return word->relation == REL_ACL || (word->relation == REL_ADVCL && word->subtype == SUB_RELCL);
}

/* "dont l'armée", "whose army": what stands right before it is meant, whatever the tree says. */
static bool is_owner(const struct finder *finder, const struct tree_text *text, size_t w)
{
    const struct word *word = &text->tree->words[w];
    return word->subtype == SUB_POSS ||
           rules_find(finder->rules, LIST_RELATIVE, text->form[w]) == 2;
}

static const struct mention *name_before(const struct finder *finder, const struct tree_text *text,
                                         size_t w)
{
    size_t before = w > 1 && slice_is(text->form[w - 1], ",") ? w - 2 : w - 1;
    bool name = before && text->hit_of[before];
    return name ? mention_of(finder, text, text->hits[text->hit_of[before] - 1].head) : NULL;
}

/* "le Parti des travailleurs (PKK), que …": the name in brackets right before the relative pronoun
 * w; else NULL. */
static const struct mention *bracketed_before(const struct finder *finder,
                                              const struct tree_text *text, size_t w)
{
    bool behind = w > 4 && slice_is(text->form[w - 1], ",") && slice_is(text->form[w - 2], ")") &&
                  rules_find(finder->rules, LIST_RELATIVE, text->form[w]);
    return behind && text->hit_of[w - 3]
               ? mention_of(finder, text, text->hits[text->hit_of[w - 3] - 1].head)
               : NULL;
}

static void relative_resolve(struct finder *finder, struct tree_text *text, size_t w)
{
    const struct tree *tree = text->tree;
    size_t verb = tree->words[w].head, guard = 0;
    const struct mention *bracketed = bracketed_before(finder, text, w);
    if (!bracketed && tree->words[w].upos != UPOS_PRON && tree->words[w].upos != UPOS_DET) {
        return;
    }
    while (verb && !is_relative_clause(&tree->words[verb]) && guard++ < 4) {
        verb = tree->words[verb].head;
    }
    size_t antecedent = verb ? tree->words[verb].head : 0;
    bool clause = antecedent && antecedent < w && is_relative_clause(&tree->words[verb]);
    if (clause && text->hit_of[antecedent]) {
        antecedent = text->hits[text->hit_of[antecedent] - 1].head;
    }
    const struct mention *meant = clause ? mention_of(finder, text, antecedent) : NULL;
    if (!meant && is_owner(finder, text, w)) {
        meant = name_before(finder, text, w);
    }
    meant = meant ? meant : bracketed;
    if (!meant && clause && rules_find(finder->rules, LIST_RELATIVE, text->form[w]) == 3) {
        referent_is_person(finder, text, antecedent);
    }
    if (!meant || meant->kind == NAME_ADJECTIVE) {
        return;
    }
    struct mention copy = *meant;
    struct mention *mention =
        mention_add(finder, text, w, WAY_RELATIVE, copy.actors, copy.actor_count);
    trace_of(finder, text, w)->from_sentence = text->index;
    trace_of(finder, text, w)->from_word = copy.head;
    mention->kind = copy.kind;
    mention->people = copy.people;
    mention->past = copy.past;
    mention->anaphoric = true;
    mention->modifier = is_owner(finder, text, w) || tree->words[w].relation == REL_NMOD;
}

/* "ces deux derniers", "the latter two": the last actors named, in their order. */
static bool latter_several(struct finder *finder, struct tree_text *text, size_t w)
{
    size_t count = text->tree->count;
    struct slice middle = w + 2 <= count ? text->form[w + 1] : (struct slice){NULL, 0};
    struct slice end = w + 2 <= count ? text->form[w + 2] : middle;
    uint32_t number = middle.length ? rules_find(finder->rules, LIST_NUMBER, middle) : 0;
    struct slice noun = end;
    if (end.length && !number) {
        number = rules_find(finder->rules, LIST_NUMBER, end);
        noun = middle;
    }
    struct slice without =
        slice_print(finder->arena, "%.*s %.*s", SLICE_ARGS(text->form[w]), SLICE_ARGS(noun));
    if (number < 2 || number > MENTION_ACTORS || !rules_find(finder->rules, LIST_LATTER, without)) {
        return false;
    }
    uint32_t actors[MENTION_ACTORS], from = number;
    for (size_t i = finder->referent_count; i-- > 0 && from > 0;) {
        const struct referent *referent = &finder->referents[i];
        bool fits = referent->actor_count == 1 && (referent->class & CLASS_ACTORS) &&
                    referent->kind != NAME_ADJECTIVE && !referent->place;
        if (text->index - referent->sentence > 1) {
            return true;
        }
        if (fits && (from == number || actors[from] != referent->actors[0])) {
            actors[--from] = referent->actors[0];
        }
    }
    if (!from) {
        struct mention *mention =
            mention_add(finder, text, span_head(text->tree, w, w + 2), WAY_LATTER, actors, number);
        struct mention_trace *trace = trace_of(finder, text, mention->head);
        mention->anaphoric = true;
        mention->first = trace->first = (uint32_t)w;
        mention->last = trace->last = (uint32_t)w + 2;
    }
    return true;
}

/* Is the actor the subject of what is done there? */
static bool does_there(const struct finder *finder, const struct tree_text *text, size_t verb,
                       uint32_t actor)
{
    for (size_t guard = 0; guard < 4 && verb; guard++) {
        size_t subject = tree_child_with(text->tree, verb, REL_NSUBJ);
        subject = subject ? subject : subject_above(finder, text, &verb);
        const struct mention *mention = subject ? mention_of(finder, text, subject) : NULL;
        if (mention) {
            return mention->actors[0] == actor;
        }
        if (subject) {
            return false;
        }
    }
    return false;
}

/* "Elle y a envoyé des soldats": a state that was named just before as a state, and not the one
 * that acts; "s'y refuser" speaks of no land. */
static bool may_be_there(const struct finder *finder, const struct tree_text *text, size_t w,
                         const struct referent *referent)
{
    size_t verb = text->tree->words[w].head;
    struct query query = {.sentence = text->index, .word = (uint32_t)w, .apart = true};
    bool named = referent->kind == NAME_PROPER || referent->kind == NAME_CAPITAL;
    if (word_listed(finder, text, verb, LIST_NOT_THERE)) {
        return false;
    }
    for (size_t c = 0; (c = tree_child(text->tree, verb, c));) {
        if (word_has(text, c, "Reflex=Yes")) {
            return false;
        }
    }
    return named && text->index - referent->sentence <= 1 &&
           !binding_forbids(finder, &query, referent) &&
           !does_there(finder, text, verb, referent->actors[0]);
}

/* "il s'y est rendu", "it has kept troops there": the last land that was named as a place, else the
 * last that was named at all. "Il y a", "there is" name none. */
static void there_resolve(struct finder *finder, struct tree_text *text, size_t w)
{
    const struct word *words = text->tree->words;
    size_t verb = words[w].head;
    bool idiom = w > 1 && w < text->tree->count && verb == w + 1 &&
                 rules_find(finder->rules, LIST_IMPERSONAL, text_between(text, w - 1, w + 1));
    bool dummy = words[w].relation == REL_EXPL && words[w].subtype != SUB_OTHER;
    if (idiom || dummy || words[w].relation == REL_NSUBJ || words[verb].upos == UPOS_ADP) {
        return;
    }
    const struct referent *land = NULL;
    for (size_t i = finder->referent_count, looked = 0; i-- > 0 && looked < 24; looked++) {
        const struct referent *referent = &finder->referents[i];
        if (text->index - referent->sentence > THERE_SENTENCES) {
            break;
        }
        bool state = referent->class == CLASS_STATE && referent->actor_count == 1;
        bool beside = referent->sentence == text->index && words[referent->word].head == verb;
        if (state && referent->place && !beside) {
            land = referent;
            break;
        }
        if (!land && state && may_be_there(finder, text, w, referent)) {
            land = referent;
        }
    }
    if (land) {
        mention_from(finder, text, w, WAY_PRONOUN, land)->place = true;
    }
}

/* "tous deux", "l'un et l'autre", "both" at w */
static bool is_pair(const struct finder *finder, const struct tree_text *text, size_t w)
{
    size_t before = w > 1 ? w - 1 : w;
    size_t after = w + 3 <= text->tree->count ? w + 3 : w;
    return word_listed(finder, text, w, LIST_PAIR) ||
           rules_find(finder->rules, LIST_PAIR, text_between(text, before, w)) ||
           rules_find(finder->rules, LIST_PAIR, text_between(text, before, after));
}

/* "les deux", "the two" without a noun, "both": a set of that size. */
static void number_resolve(struct finder *finder, struct tree_text *text, size_t w, bool pair)
{
    uint32_t number = pair ? 2 : rules_find(finder->rules, LIST_NUMBER, text->form[w]);
    uint32_t actors[MENTION_ACTORS];
    enum relation relation = text->tree->words[w].relation;
    bool argument = relation == REL_NSUBJ || relation == REL_OBJ || relation == REL_OBL ||
                    relation == REL_NMOD || relation == REL_IOBJ;
    if (argument && number <= MENTION_ACTORS && (pair || word_definite(finder, text, w)) &&
        !tree_child_with(text->tree, w, REL_NMOD) && !tree_child_with(text->tree, w, REL_AMOD) &&
        story_set(finder, text, w, number, actors)) {
        mention_add(finder, text, w, WAY_SET, actors, number)->anaphoric = true;
    }
}

/* "La première a réclamé …, le second …": one of the two last named together. */
static bool ordinal_resolve(struct finder *finder, struct tree_text *text, size_t w, uint32_t which)
{
    enum relation relation = text->tree->words[w].relation;
    bool argument = relation == REL_NSUBJ || relation == REL_OBJ || relation == REL_IOBJ ||
                    relation == REL_OBL || relation == REL_NMOD || relation == REL_CONJ;
    if (!argument || tree_child_with(text->tree, w, REL_NMOD) || text->sense[w]) {
        return false;
    }
    for (size_t i = finder->referent_count; i-- > 0;) {
        const struct referent *referent = &finder->referents[i];
        if (text->index - referent->sentence > 1) {
            return false;
        }
        if (referent->actor_count == 2 && (referent->class & CLASS_ACTORS)) {
            struct mention *mention =
                mention_add(finder, text, w, WAY_LATTER, &referent->actors[which - 1], 1);
            mention->anaphoric = true;
            mention->first = trace_of(finder, text, w)->first = (uint32_t)w - 1;
            return true;
        }
    }
    return false;
}

/* "ce dernier", "celui-ci", "the latter": the last actor that agrees. */
static bool latter_resolve(struct finder *finder, struct tree_text *text, size_t w)
{
    if (latter_several(finder, text, w)) {
        return true;
    }
    uint32_t which =
        w > 1 ? rules_find(finder->rules, LIST_ORDINAL, text_between(text, w - 1, w)) : 0;
    if (which && ordinal_resolve(finder, text, w, which)) {
        return true;
    }
    size_t last = w;
    bool listed = rules_find(finder->rules, LIST_LATTER, text_between(text, w, w)) != 0;
    if (!listed && w < text->tree->count) {
        last = w + 1;
        listed = rules_find(finder->rules, LIST_LATTER, text_between(text, w, last)) != 0;
    }
    if (!listed) {
        return false;
    }
    size_t head = span_head(text->tree, w, last);
    enum number number = word_number(text, head);
    enum gender gender = word_gender(text, head);
    for (size_t i = finder->referent_count, looked = 0; i-- > 0 && looked < 12; looked++) {
        const struct referent *referent = &finder->referents[i];
        bool fits = (number == NUMBER_PLUR || referent->actor_count < 2) &&
                    (referent->class & (CLASS_ACTORS | CLASS_SOMEONE)) && !referent->place &&
                    referent->kind != NAME_ADJECTIVE && text->index - referent->sentence <= 1 &&
                    (number == NUMBER_NONE || referent->number == NUMBER_NONE ||
                     referent->number == number) &&
                    (gender == GENDER_NONE || referent->gender == GENDER_NONE ||
                     referent->gender == gender);
        if (fits && (referent->class & CLASS_ACTORS)) {
            mention_from(finder, text, head, WAY_LATTER, referent)->first = (uint32_t)w;
            trace_of(finder, text, head)->first = (uint32_t)w;
        }
        if (fits) {
            break;
        }
    }
    return true;
}

void anaphors_resolve(struct finder *finder, struct tree_text *text)
{
    for (size_t w = 1; w <= text->tree->count; w++) {
        uint32_t flags = rules_find(finder->rules, LIST_PRONOUN, text->form[w]);
        if (mention_of(finder, text, w)) {
            referent_push(finder, text, w);
            continue;
        }
        if (latter_resolve(finder, text, w)) {
            continue;
        }
        if (flags) {
            pronoun_resolve(finder, text, w, flags);
        } else if (rules_find(finder->rules, LIST_SUBSTITUTE, text->form[w]) && !text->sense[w]) {
            thing_substituted(finder, text, w);
        } else if (rules_find(finder->rules, LIST_RELATIVE, text->form[w])) {
            relative_resolve(finder, text, w);
        } else if (rules_find(finder->rules, LIST_THERE, text->form[w])) {
            there_resolve(finder, text, w);
        } else if (is_pair(finder, text, w) && !text->sense[w]) {
            number_resolve(finder, text, w, true);
        } else if (rules_find(finder->rules, LIST_NUMBER, text->form[w]) > 1 && !text->sense[w]) {
            number_resolve(finder, text, w, false);
        } else if (text->sense[w] && !text->hit_of[w]) {
            description_resolve(finder, text, w);
        }
        bool thing = !text->sense[w] || text->sense[w] == DESCRIBES_ORGANISATION;
        if (thing && !mention_of(finder, text, w)) {
            thing_again(finder, text, w);
        }
        bool relative = rules_find(finder->rules, LIST_RELATIVE, text->form[w]) &&
                        text->tree->words[w].relation != REL_NSUBJ;
        if (!relative) {
            referent_push(finder, text, w);
        }
    }
}
