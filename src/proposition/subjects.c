/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes a predicate of a tree, gives its subject after undoing relative clauses, participles,
 * coordination, control and raising. Each step climbs one edge; bounded by the depth below. */
#include "proposition/inside.h"

#define CLIMB_LIMIT 8 /* edges; deeper embedding is not trusted */

bool is_active_perfect(const struct finder *f, size_t w)
{
    bool perfect = false, passive = false;
    for (size_t c = 0; (c = tree_child(f->tree, w, c)) && c < w;) {
        bool auxiliary = f->tree->words[c].relation == REL_AUX;
        perfect = perfect || (auxiliary && finder_listed(f, "perfect", c));
        passive = passive || (auxiliary && finder_listed(f, "passive-be", c));
    }
    return perfect && !passive;
}

/* The verb before `w` in its coordination, right before it or with nothing between them but what
 * joins them; 0 if there is none. */
static size_t verb_beside(const struct finder *f, size_t w, bool after)
{
    const struct word *words = f->tree->words;
    size_t at = after ? w + 1 : w - 1;
    while (at && at <= f->tree->count &&
           (words[at].upos == UPOS_PUNCT || words[at].upos == UPOS_CCONJ)) {
        at = after ? at + 1 : at - 1;
    }
    bool verb = at && at <= f->tree->count && words[at].upos == UPOS_VERB;
    size_t one = after ? w : at, two = after ? at : w;
    bool joined = verb && words[two].relation == REL_CONJ &&
                  (words[two].head == one || words[two].head == words[one].head);
    return joined ? at : 0;
}

size_t shared_object(const struct finder *f, size_t verb)
{
    const struct word *words = f->tree->words;
    size_t object = tree_child_with(f->tree, verb, REL_OBJ);
    for (size_t next = verb; !object && (next = verb_beside(f, next, true));) {
        object = tree_child_with(f->tree, next, REL_OBJ); /* "arme, finance et conseille X" */
        object = object > next ? object : 0;
    }
    for (size_t last = verb; !object && (last = verb_beside(f, last, false));) {
        object = tree_child_with(f->tree, last, REL_OBJ); /* "a condamné et sanctionné X" */
        object = object > verb ? object : 0;
    }
    bool open = object && f->verbal[verb].length == f->lemma[verb].length &&
                !finder_listed(f, "active-be", verb) && !tree_child_with(f->tree, verb, REL_OBL);
    return open && words[object].upos != UPOS_PRON ? object : 0;
}

/* A verb with a gender is a participle, even where the tagger does not say so. */
static enum verb_form form_of(const struct word *word)
{
    bool gendered = word->upos == UPOS_VERB && word->gender != GENDER_NONE;
    return word->verb_form == VERB_FORM_NONE && gendered ? VERB_FORM_PART : word->verb_form;
}

bool is_passive(const struct finder *f, size_t w)
{
    const struct word *words = f->tree->words;
    if (f->borne[w]) {
        return true;
    }
    if (is_active_perfect(f, w)) {
        return false;
    }
    if (finder_listed(f, "active-be", w) || f->verbal[w].length != f->lemma[w].length) {
        return false; /* "est intervenue", "s'est éloignée" are perfects */
    }
    for (size_t c = 0; (c = tree_child(f->tree, w, c));) {
        if (words[c].subtype == SUB_PASS) {
            return true;
        }
    }
    bool participle = form_of(&words[w]) == VERB_FORM_PART && words[w].tense != TENSE_PRES;
    bool bare = !tree_child_with(f->tree, w, REL_AUX) && !tree_child_with(f->tree, w, REL_NSUBJ);
    return participle && bare &&
           (words[w].relation == REL_ACL || words[w].relation == REL_ADVCL ||
            words[w].relation == REL_AMOD || words[w].relation == REL_ROOT);
}

enum verb_form clause_form(const struct finder *f, size_t w)
{
    size_t auxiliary = tree_child_with(f->tree, w, REL_AUX);
    return form_of(&f->tree->words[auxiliary ? auxiliary : w]);
}

bool is_transparent(const struct finder *f, size_t w)
{
    return finder_listed(f, "transparent", w) || f->tree->words[w].upos == UPOS_NUM;
}

const struct timex *time_at(const struct finder *f, size_t w)
{
    for (size_t i = 0; i < f->time->expressions.count; i++) {
        const struct timex *timex = &f->time->expressions.items[i];
        if (w >= timex->first + 1 && w <= timex->last + 1) {
            return timex;
        }
    }
    return NULL;
}

size_t under_time(const struct finder *f, size_t w)
{
    const struct timex *timex = time_at(f, w);
    for (size_t c = timex ? timex->last + 1 : 0; timex && (c = tree_child(f->tree, w, c));) {
        const struct word *word = &f->tree->words[c];
        bool noun = word->upos == UPOS_NOUN || word->upos == UPOS_PROPN;
        bool beside = word->relation == REL_APPOS || word->relation == REL_CONJ ||
                      word->relation == REL_FLAT || word->relation == REL_NMOD;
        if (noun && beside && !f->preposition[c].length && !tree_child_with(f->tree, c, REL_CC) &&
            !time_at(f, c)) {
            return c;
        }
    }
    return 0;
}

/* The subject of the verb that stands before it, where `noun` is another behind it; 0 if none. */
static size_t subject_before(const struct finder *f, size_t verb, size_t noun)
{
    size_t first = tree_child_with(f->tree, verb, REL_NSUBJ);
    return first < verb && noun > verb && f->tree->words[noun].head == verb ? first : 0;
}

/* "La Russie, qui …, accuse M. Dupont": of two subjects that name different actors, one before and
 * one behind the verb, the second is the object; but for "…, he said, of X". */
static bool is_second_subject(const struct finder *f, size_t verb, size_t noun)
{
    size_t first = subject_before(f, verb, noun);
    const struct mention *doer = first ? mention_at(f->mentions, f->index, first) : NULL;
    const struct mention *other = doer ? mention_at(f->mentions, f->index, noun) : NULL;
    bool aside = first && f->tree->words[first].upos == UPOS_PRON && finder_listed(f, "say", verb);
    return other && !aside && other->actors[0] != doer->actors[0] &&
           f->tree->words[noun].upos != UPOS_PRON && !tree_child_with(f->tree, verb, REL_OBJ) &&
           !is_passive(f, verb);
}

bool is_said_before(const struct finder *f, size_t noun)
{
    const struct word *words = f->tree->words;
    size_t verb = words[noun].head, last = 0;
    for (size_t c = 0; (c = tree_child(f->tree, verb, c));) {
        last = words[c].relation == REL_NSUBJ ? c : last;
    }
    return words[noun].relation == REL_NSUBJ && last != noun &&
           subject_before(f, verb, last) == noun && finder_listed(f, "say", verb) &&
           !mention_at(f->mentions, f->index, noun) && mention_at(f->mentions, f->index, last);
}

bool is_object_behind(const struct finder *f, size_t verb, size_t noun)
{
    const struct word *words = f->tree->words;
    size_t head = words[verb].head, first = head ? tree_child_with(f->tree, head, REL_NSUBJ) : 0;
    if (is_second_subject(f, verb, noun)) {
        return true;
    }
    return words[verb].relation == REL_CONJ && head < verb && first && first < head &&
           noun == verb + 1 && words[head].upos == UPOS_VERB && words[noun].upos == UPOS_PROPN &&
           !finder_listed(f, "say", verb) && !tree_child_with(f->tree, verb, REL_OBJ);
}

/* "Jeudi, des soldats ont franchi la ligne": the noun before a verb without a subject that bears
 * what is also the article of several things; 0 if there is none. */
static size_t partitive_subject(const struct finder *f, size_t verb)
{
    const struct word *words = f->tree->words;
    size_t found = 0;
    for (size_t c = 0;
         clause_form(f, verb) == VERB_FORM_FIN && (c = tree_child(f->tree, verb, c)) && c < verb;) {
        if (words[c].relation == REL_EXPL) {
            return 0;
        }
        bool noun = words[c].relation == REL_OBL && words[c].upos == UPOS_NOUN;
        found = noun && has_partitive(f, c) && !time_at(f, c) ? c : found;
    }
    return found;
}

/* "« … », a fait valoir le ministre": who stands behind a verb of saying that is put into what is
 * said; 0 if it is not so. */
static size_t inverted_speaker(const struct finder *f, size_t verb)
{
    const struct word *words = f->tree->words;
    size_t object =
        words[verb].relation == REL_PARATAXIS ? tree_child_with(f->tree, verb, REL_OBJ) : 0;
    bool behind = object > verb && words[object].head == verb &&
                  mention_at(f->mentions, f->index, object) && words[verb].head < verb;
    return behind && finder_listed(f, "say", verb) && !tree_child_with(f->tree, verb, REL_CCOMP)
               ? object
               : 0;
}

static size_t own_subject(const struct finder *f, size_t w)
{
    size_t found = 0;
    for (size_t c = 0; (c = tree_child(f->tree, w, c));) {
        const struct word *child = &f->tree->words[c];
        if (child->relation == REL_NSUBJ && c < w && under_time(f, c)) {
            return under_time(f, c);
        }
        /* "les frontières, elles, …": the noun is the subject */
        bool again = found && child->upos == UPOS_PRON && c < w;
        again = again || (child->relation == REL_NSUBJ && is_object_behind(f, w, c));
        if (child->relation == REL_NSUBJ && !again && !finder_listed(f, "impersonal", c)) {
            found = c;
        }
    }
    found = found ? found : partitive_subject(f, w);
    found = found ? found : inverted_speaker(f, w);
    return found ? antecedent_of(f, found) : 0;
}

size_t controller(const struct finder *f, size_t verb)
{
    size_t object = tree_child_with(f->tree, verb, REL_OBJ);
    size_t recipient = tree_child_with(f->tree, verb, REL_IOBJ);
    if (object && recipient && finder_listed(f, "granting", verb)) {
        /* "gave X a month to leave", not "gave X euros to help"; "allowed X to leave" is another */
        bool leave = time_at(f, object) || finder_listed(f, "leave", object);
        return leave ? antecedent_of(f, recipient) : 0;
    }
    if (!finder_listed(f, "object-control", verb)) {
        return 0;
    }
    for (size_t c = 0; (c = tree_child(f->tree, verb, c));) {
        enum relation r = f->tree->words[c].relation;
        bool addressed =
            r == REL_OBL && preposition_role(f->rules, f->preposition[c]) == ROLE_RECIPIENT;
        if (r == REL_OBJ || r == REL_IOBJ || addressed) {
            return antecedent_of(f, c);
        }
    }
    return 0;
}

size_t content_noun(const struct finder *f, size_t w)
{
    const struct word *words = f->tree->words;
    enum relation r = words[w].relation;
    if ((r != REL_XCOMP && r != REL_CCOMP && r != REL_ADVCL) ||
        clause_form(f, w) != VERB_FORM_INF) {
        return 0;
    }
    size_t noun = tree_child_with(f->tree, words[w].head, REL_OBJ);
    for (size_t c = 0; !noun && (c = tree_child(f->tree, words[w].head, c)) && c < w;) {
        noun = words[c].relation == REL_OBL ? c : 0; /* "se réjouit de la décision de X d'ouvrir" */
    }
    bool before = noun && noun < w && words[noun].upos == UPOS_NOUN;
    return before && (finder_listed(f, "intend", noun) || finder_listed(f, "fail", noun) ||
                      finder_listed(f, "demand", noun) || finder_listed(f, "possible", noun))
               ? noun
               : 0;
}

size_t accusing_verb(const struct finder *f, size_t noun)
{
    const struct word *words = f->tree->words;
    size_t head = words[noun].head;
    if (!head || !rules_list(f->rules, "complement", f->preposition[noun])) {
        return 0;
    }
    /* "accuse l'Ukraine d'une attaque" may hang under the name, which has no such complement */
    bool under_name = words[noun].relation == REL_NMOD && words[head].upos == UPOS_PROPN &&
                      words[head].relation == REL_OBJ;
    size_t verb = under_name ? words[head].head : words[noun].relation == REL_OBL ? head : 0;
    return verb && finder_listed(f, "accuse", verb) && controller(f, verb) ? verb : 0;
}

size_t controlling_verb(const struct finder *f, size_t noun)
{
    const struct word *words = f->tree->words;
    enum relation r = words[noun].relation;
    bool object = r == REL_OBJ || r == REL_IOBJ || r == REL_OBL ||
                  (r == REL_NSUBJ && words[noun].subtype == SUB_PASS);
    bool content = finder_listed(f, "intend", noun) || finder_listed(f, "demand", noun);
    return object && !content && /* "criticise the decision to leave" criticises nobody */
                   finder_listed(f, "object-control", words[noun].head)
               ? words[noun].head
               : 0;
}

size_t doer_of(const struct finder *f, size_t verb)
{
    if (!is_passive(f, verb)) {
        return subject_of(f, verb);
    }
    for (size_t c = 0; (c = tree_child(f->tree, verb, c));) {
        enum relation r = f->tree->words[c].relation;
        if (r == REL_OBL && (f->tree->words[c].subtype == SUB_AGENT ||
                             preposition_role(f->rules, f->preposition[c]) == ROLE_AGENT)) {
            return c;
        }
    }
    return 0;
}

static size_t climb_subject(const struct finder *f, size_t w, int depth);

/* "X, the first state to recognise Y", "X, partner of Z and the first state to …": the name that
 * the noun stands beside, or what it is coordinated with, be it hung under Z; 0 if none. */
static size_t renamed_by(const struct finder *f, size_t noun)
{
    const struct word *words = f->tree->words;
    if (words[noun].relation == REL_CONJ) {
        noun = words[noun].head;
        noun = words[noun].relation == REL_NMOD ? words[noun].head : noun;
    }
    size_t name = words[noun].relation == REL_APPOS ? words[noun].head : 0;
    return name && mention_at(f->mentions, f->index, name) ? name : 0;
}

/* "la décision de X de reconnaître", "X est le premier pays à reconnaître" */
static size_t subject_by_noun(const struct finder *f, size_t noun, int depth)
{
    const struct word *words = f->tree->words;
    if (controlling_verb(f, noun)) {
        return antecedent_of(f, noun); /* "accuser X de partir", read as "X de partir" */
    }
    size_t found = climb_subject(f, noun, depth + 1), head = words[noun].head;
    enum relation r = words[noun].relation;
    if (found) {
        return found;
    }
    for (size_t c = 0; head && r == REL_NSUBJ && (c = tree_child(f->tree, head, c));) {
        if (c != noun && words[c].relation == REL_NSUBJ) { /* "X est devenue, hier, le pays à …" */
            return antecedent_of(f, c);
        }
    }
    for (size_t c = 0; (c = tree_child(f->tree, noun, c));) {
        if (mention_at(f->mentions, f->index, c) && words[c].relation != REL_ACL) {
            return c;
        }
    }
    if (renamed_by(f, noun)) {
        return renamed_by(f, noun);
    }
    if (head && (r == REL_OBJ || r == REL_OBL || r == REL_NMOD)) {
        return climb_subject(f, head, depth + 1);
    }
    return 0;
}

/* "a rompu avec X, accusé de …": who is accused is the name right before the comma; 0 if there is
 * none, or the participle accuses nobody. */
static size_t name_before(const struct finder *f, size_t participle)
{
    const struct word *words = f->tree->words;
    bool parted = participle > 2 && words[participle - 1].upos == UPOS_PUNCT;
    size_t name = parted && is_passive(f, participle) && finder_listed(f, "accuse", participle)
                      ? participle - 2
                      : 0;
    while (name && words[name].relation == REL_FLAT) {
        name = words[name].head;
    }
    bool named = name && words[name].upos == UPOS_PROPN && mention_at(f->mentions, f->index, name);
    return named ? name : 0;
}

/* "X a réagi, annulant les visites, convoquant l'ambassadeur": a participle that hangs under a noun
 * which can do nothing belongs to the subject of the clause. */
static bool agree(const struct word *participle, const struct word *noun)
{
    return participle->gender == noun->gender && participle->number == noun->number;
}

/* "les taxes sur les produits décidées par X": the noun that the participle agrees with, where the
 * one over it is of another gender. */
static size_t agreeing_noun(const struct finder *f, size_t participle)
{
    const struct word *words = f->tree->words;
    size_t noun = words[participle].head, above = words[noun].head;
    bool told = words[participle].gender != GENDER_NONE && words[noun].gender != GENDER_NONE;
    bool inside = words[noun].relation == REL_NMOD && above && words[above].upos == UPOS_NOUN;
    bool other = words[participle].gender != words[noun].gender;
    return told && inside && other && agree(&words[participle], &words[above]) ? above : noun;
}

/* Does the verb, or the one that it completes, tell that its subject has no part in what it is said
 * to do: "vetoed", "did not sign", "refused to sign"? */
static bool is_undone(const struct finder *f, size_t verb)
{
    const struct word *word = &f->tree->words[verb];
    bool disowns = finder_listed(f, "disown", verb) != clause_negated(f, verb);
    return disowns || (word->relation == REL_XCOMP && finder_listed(f, "fail", word->head));
}

bool is_disowned(const struct finder *f, size_t noun)
{
    const struct word *words = f->tree->words;
    size_t outer = noun;
    while (words[outer].relation == REL_NMOD ||
           (words[outer].head && words[words[outer].head].upos == UPOS_ADV)) {
        outer = words[outer].head; /* "abstained in the vote on a resolution", "lors du vote" */
    }
    bool act = finder_listed(f, "act", noun) || rules_list(f->rules, "act", f->lemma[noun]);
    return act && words[outer].head &&
           (is_undone(f, words[outer].head) || complement_role(f, outer) == ROLE_OPPONENT);
}

/* "X signed an agreement handing Y to Z": who makes the agreement does what it says, as after a
 * comma. */
static size_t subject_by_participle(const struct finder *f, size_t participle, int depth)
{
    const struct word *words = f->tree->words;
    struct actor_set actors = {0};
    size_t noun = agreeing_noun(f, participle), head = words[noun].head;
    actors_of(f, noun, &actors);
    size_t name = actors.count ? 0 : name_before(f, participle);
    if (name) {
        return name;
    }
    bool parted = words[participle - 1].upos == UPOS_PUNCT ||
                  (words[noun].relation == REL_OBJ && finder_listed(f, "act", noun));
    if (actors.count || !head || words[head].upos != UPOS_VERB || is_disowned(f, noun) ||
        is_passive(f, participle) || (!parted && participle == noun + 1)) {
        return noun; /* "des groupes soutenus par X", "des mesures frappant X": the noun does or
                        bears it */
    }
    size_t subject = climb_subject(f, head, depth + 1);
    actors_of(f, subject ? subject : noun, &actors);
    return actors.count ? subject : noun;
}

/* "accused X of bombing", "blamed X for bombing", "insiste pour que X parte": the clause is a
 * complement, not a circumstance. */
bool has_complement_mark(const struct finder *f, size_t w)
{
    size_t mark = tree_child_with(f->tree, w, REL_MARK);
    bool asked = mark && rules_list(f->rules, "purpose", f->lemma[mark]) &&
                 clause_form(f, w) == VERB_FORM_FIN && f->tree->words[w].head &&
                 finder_listed(f, "demand", f->tree->words[w].head);
    return asked || (mark && (rules_list(f->rules, "complement", f->lemma[mark]) ||
                              rules_list(f->rules, "clause-complement", f->lemma[mark])));
}

/* The word right before the verb and its auxiliaries, clitics and adverbs. */
static size_t word_before_verb(const struct finder *f, size_t verb)
{
    const struct word *words = f->tree->words;
    size_t w = verb - 1;
    while (w && words[w].head == verb &&
           (words[w].relation == REL_AUX || words[w].relation == REL_ADVMOD ||
            words[w].relation == REL_EXPL)) {
        w--;
    }
    return w;
}

/* "Les États-Unis ayant imposé …, le rial a chuté", "Russia having refused": a participle with an
 * auxiliary may have a subject of its own. */
static bool is_absolute(const struct finder *f, size_t verb)
{
    const struct word *words = f->tree->words;
    size_t auxiliary = tree_child_with(f->tree, verb, REL_AUX);
    bool aside = words[verb].relation == REL_ADVCL || words[verb].relation == REL_ACL;
    return aside && auxiliary && auxiliary < verb &&
           (words[auxiliary].verb_form == VERB_FORM_PART ||
            words[auxiliary].verb_form == VERB_FORM_GER);
}

/* "In July Georgian troops moved", "after talks in Vienna on Friday X and Y agreed": the name that
 * stands right before a verb without a subject, though the tree hangs it into the phrase that opens
 * the sentence; 0 if there is none. What follows its own preposition is no subject. */
static size_t swallowed_subject(const struct finder *f, size_t verb)
{
    const struct word *words = f->tree->words;
    bool main = (words[verb].relation == REL_ROOT || words[verb].relation == REL_CCOMP) &&
                clause_form(f, verb) == VERB_FORM_FIN;
    bool absolute = is_absolute(f, verb);
    if ((!main && !absolute) || words[verb].upos != UPOS_VERB) {
        return 0;
    }
    size_t name = word_before_verb(f, verb);
    while (name && (words[name].relation == REL_FLAT ||
                    (words[name].relation == REL_CONJ && tree_child_with(f->tree, name, REL_CC)))) {
        name = words[name].head;
    }
    const struct mention *mention = name ? mention_at(f->mentions, f->index, name) : NULL;
    if (!mention || mention->people || words[name].head == 0) {
        return 0;
    }
    size_t preposition = tree_child_with(f->tree, name, REL_CASE);
    bool apart = !preposition || preposition > name || mention->first > preposition + 1;
    bool inside = absolute || words[name].relation == REL_NMOD || words[name].relation == REL_OBL ||
                  words[name].relation == REL_OBJ;
    return apart && inside && name < verb ? name : 0;
}

/* "X and Y spoke on Monday, the Kremlin said", "neither country, he said, would help", "en mai, X
 * signe le projet, Y ne vient pas": the tree hangs the subject of w under the verb of saying over
 * it, or under a later verb, which has one of its own; 0 if there is none. */
static size_t torn_away(const struct finder *f, size_t w)
{
    const struct word *words = f->tree->words;
    size_t first = 0, other = 0, head = words[w].head;
    bool said = words[w].relation == REL_CCOMP;
    bool later = words[w].relation == REL_PARATAXIS && clause_form(f, w) == VERB_FORM_FIN &&
                 word_before_verb(f, w);
    if (later) {
        size_t name = word_before_verb(f, w);
        head = words[name].relation == REL_NSUBJ && words[name].head > w ? words[name].head : 0;
    }
    for (size_t c = 0; (said || later) && head && (c = tree_child(f->tree, head, c));) {
        if (words[c].relation == REL_NSUBJ) {
            other = first ? c : 0;
            first = first ? first : c;
        }
    }
    bool after = head > w && first < w && other > w;
    bool around = head < w && other < head;
    return other && (after || (said && around)) ? first : 0;
}

/* "la décision prise par X de rompre": who took it breaks; 0 if the participle belongs to no such
 * noun or nobody is told. */
static size_t decider(const struct finder *f, size_t participle)
{
    const struct word *words = f->tree->words;
    bool taken = words[participle].relation == REL_ACL && is_passive(f, participle) &&
                 finder_listed(f, "intend", words[participle].head);
    return taken ? doer_of(f, participle) : 0;
}

/* May the noun do what an infinitive behind it tells: a name, or things of which there are several,
 * but for "plans to leave", "calls to leave"? */
static bool is_doer(const struct finder *f, size_t noun)
{
    const struct word *word = &f->tree->words[noun];
    bool content = finder_listed(f, "intend", noun) || finder_listed(f, "fail", noun) ||
                   finder_listed(f, "demand", noun) || finder_listed(f, "possible", noun);
    return mention_at(f->mentions, f->index, noun) ||
           (word->upos == UPOS_NOUN && word->number == NUMBER_PLUR && !content);
}

/* "gave the go-ahead for tanks to go": the noun after a preposition that brings the subject of an
 * infinitive, right before it, be the infinitive hung under the noun or beside it; 0 if none. */
static size_t prepositional_subject(const struct finder *f, size_t w)
{
    const struct word *words = f->tree->words;
    enum relation r = words[w].relation;
    if ((r != REL_ACL && r != REL_ADVCL && r != REL_XCOMP) || clause_form(f, w) != VERB_FORM_INF) {
        return 0;
    }
    size_t first, last, noun = r == REL_ACL ? words[w].head : 0;
    tree_span(f->tree, w, &first, &last);
    for (size_t c = 0; !noun && (c = tree_child(f->tree, words[w].head, c)) && c < w;) {
        size_t from, to;
        tree_span(f->tree, c, &from, &to);
        noun = words[c].relation == REL_OBL && to + 1 == first ? c : 0;
    }
    bool brought = noun && noun < w && rules_list(f->rules, "for-subject", f->preposition[noun]);
    return brought && is_doer(f, noun) ? antecedent_of(f, noun) : 0;
}

size_t clause_over(const struct finder *f, size_t w)
{
    const struct word *words = f->tree->words;
    size_t head = words[w].head, over = head;
    bool endless = clause_form(f, head) == VERB_FORM_INF || clause_form(f, head) == VERB_FORM_GER;
    if (words[w].relation != REL_CONJ || words[w].upos != UPOS_VERB ||
        clause_form(f, w) != VERB_FORM_FIN || !endless) {
        return head;
    }
    while (over && (words[over].upos != UPOS_VERB || clause_form(f, over) != VERB_FORM_FIN)) {
        over = words[over].head;
    }
    return over && over < w ? over : head;
}

/* "X ordered Y to leave after cancelling the accord": what was done before hangs under what is
 * asked of another, but belongs to who asks; the verb that asks, else what the clause hangs under.
 */
static size_t verb_of_earlier(const struct finder *f, size_t clause)
{
    const struct word *words = f->tree->words;
    size_t asked = words[clause].head, verb = words[asked].head;
    bool demanded = words[asked].relation == REL_XCOMP && clause_form(f, asked) == VERB_FORM_INF &&
                    (finder_listed(f, "demand", verb) || finder_listed(f, "say", verb));
    return demanded && is_done_before(f, clause) ? verb : asked;
}

/* Does the word before the clause at `w` bear what the clause requites: "on X", "at X", "X"? Not
 * who requites it: "won praise from X for …". */
static bool may_be_requited(const struct finder *f, size_t w, size_t verb)
{
    const struct word *words = f->tree->words;
    struct actor_set actors = {0}, subject = {0};
    enum relation r = words[w].relation;
    enum role role = preposition_role(f->rules, f->preposition[w]);
    bool place = role == ROLE_PLACE &&
                 !rules_list(f->rules, "clause-complement", f->preposition[w]); /* not "at X" */
    bool complement = (r == REL_OBL || r == REL_NMOD) && f->preposition[w].length && !place &&
                      role != ROLE_AGENT && role != ROLE_ORIGIN;
    if (!complement && r != REL_OBJ) {
        return false;
    }
    actors_of(f, antecedent_of(f, w), &actors);
    actors_of(f, subject_of(f, verb), &subject);
    return actors.count && !(subject.count && actor_set_holds(&subject, actors.items[0])) &&
           !time_at(f, w);
}

/* Is the verb one of the list, or is one of its objects and complements? */
static bool verb_or_noun_listed(const struct finder *f, const char *list, size_t verb)
{
    bool listed = finder_listed(f, list, verb);
    for (size_t c = 0; !listed && (c = tree_child(f->tree, verb, c));) {
        enum relation r = f->tree->words[c].relation;
        listed = (r == REL_OBJ || r == REL_OBL) && finder_listed(f, list, c);
    }
    return listed;
}

/* "for arming Y", "pour avoir armé Y": a clause that tells what was done, not what is to be. */
static bool tells_grounds(const struct finder *f, size_t w)
{
    size_t mark = tree_child_with(f->tree, w, REL_MARK);
    enum verb_form form = clause_form(f, w);
    return mark && rules_list(f->rules, "requital-mark", f->lemma[mark]) &&
           (form == VERB_FORM_INF ? is_active_perfect(f, w) : form != VERB_FORM_FIN);
}

/* The verb that the clause of grounds at `w` belongs to, past the nouns between; 0 if none. */
static size_t verb_of_grounds(const struct finder *f, size_t w)
{
    size_t verb = tells_grounds(f, w) ? f->tree->words[w].head : 0;
    while (verb && f->tree->words[verb].upos != UPOS_VERB) {
        verb = f->tree->words[verb].head;
    }
    return verb < w ? verb : 0;
}

/* "imposed sanctions on X for arming Y", "s'en prend à X pour avoir armé Y": X, who is punished,
 * blamed or thanked for what the clause at `w` tells; 0 if none. */
static size_t requited(const struct finder *f, size_t w)
{
    const struct word *words = f->tree->words;
    size_t verb = verb_of_grounds(f, w);
    bool requites =
        verb && !is_passive(f, verb) &&
        (verb_or_noun_listed(f, "reproof", verb) || verb_or_noun_listed(f, "thanks", verb));
    for (size_t n = verb + 1; requites && n < w; n++) {
        bool under =
            words[n].head == verb || (words[n].head > verb && words[words[n].head].head == verb);
        if (under && may_be_requited(f, n, verb)) {
            return antecedent_of(f, n);
        }
    }
    return 0;
}

size_t reproving_verb(const struct finder *f, size_t w)
{
    size_t verb = verb_of_grounds(f, w);
    return verb && verb_or_noun_listed(f, "reproof", verb) && requited(f, w) ? verb : 0;
}

static size_t climb_subject(const struct finder *f, size_t w, int depth)
{
    const struct word *words = f->tree->words;
    size_t head = clause_over(f, w), found = own_subject(f, w);
    found = found ? found : swallowed_subject(f, w);
    found = found ? found : prepositional_subject(f, w);
    found = found ? found : requited(f, w);
    if (found || !head || depth > CLIMB_LIMIT) {
        return found;
    }
    if (content_noun(f, w)) {
        return subject_by_noun(f, content_noun(f, w), depth);
    }
    switch (words[w].relation) {
    case REL_CONJ:
        return climb_subject(f, head, depth + 1);
    case REL_PARATAXIS:
        return torn_away(f, w);
    case REL_XCOMP:
        found = controller(f, head);
        found = found ? found : decider(f, head);
        return found ? found : climb_subject(f, head, depth + 1);
    case REL_CCOMP:
    case REL_ADVCL:
        if (clause_form(f, w) == VERB_FORM_FIN) {
            return torn_away(f, w);
        }
        found = words[w].relation == REL_CCOMP || has_complement_mark(f, w) ? controller(f, head)
                                                                            : name_before(f, w);
        return found ? found : climb_subject(f, verb_of_earlier(f, w), depth + 1);
    case REL_ADVMOD: /* "went as far as bombing X" */
        found = words[w].upos == UPOS_ADV && !finder_listed(f, "purpose", w);
        return found ? climb_subject(f, head, depth + 1) : 0;
    case REL_OBL: /* "avant de partir" is an oblique infinitive in some treebanks */
        return clause_form(f, w) == VERB_FORM_INF ? climb_subject(f, head, depth + 1) : 0;
    case REL_ACL:
        if (clause_form(f, w) == VERB_FORM_INF) {
            return subject_by_noun(f, head, depth);
        }
        return clause_form(f, w) == VERB_FORM_PART || clause_form(f, w) == VERB_FORM_GER
                   ? subject_by_participle(f, w, depth)
                   : 0;
    case REL_APPOS: /* "X, candidate à …" */
        return clause_form(f, w) == VERB_FORM_PART ? head : 0;
    default:
        return 0;
    }
}

size_t subject_of(const struct finder *f, size_t w)
{
    return climb_subject(f, w, 0);
}
