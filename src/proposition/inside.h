/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Inside `proposition`: what its files share while they work on one article. */
#ifndef PROPOSITION_INSIDE_H
#define PROPOSITION_INSIDE_H

#include "base/map.h"
#include "proposition/proposition.h"

struct proposition_rules {
    struct map words; /* "list word" → 1, "role preposition" → enum role */
};

/* The work on one tree: lemmas and words folded once. */
struct finder {
    struct arena *arena;
    const struct proposition_rules *rules;
    const struct actor_register *actors;
    const struct article *article;
    const struct mention_list *mentions;
    const struct tree *tree;
    const struct sentence_time *time;
    size_t index;              /* of the tree in the article */
    const struct finder *all;  /* of all trees, lemmas and prepositions read */
    struct slice *lemma;       /* folded, by word */
    struct slice *verbal;      /* the lemma, or "se lemma" for reflexive verbs */
    struct slice *preposition; /* by word: its preposition as a folded phrase, or empty */
    size_t *behind;            /* by word: where it is the noun of a preposition ("au profit de
                                  X"), the word X, else the word itself */
    bool *borne; /* by word: "s'est vu refuser", "s'est fait expulser": an infinitive done to the
                    subject of the reflexive verb that carries it */
    bool question;
};

/* Is the folded word in the list of data/<lang>/proposition.txt? */
bool rules_list(const struct proposition_rules *rules, const char *list, struct slice word);
/* As above for word `w` of the tree: its lemma, its reflexive form, or with a particle or the verb
 * that causes it ("faire savoir"). */
bool finder_listed(const struct finder *f, const char *list, size_t w);
/* The role that a preposition gives; ROLE_OTHER if the file does not say. */
enum role preposition_role(const struct proposition_rules *rules, struct slice preposition);

/* --- subjects.c: grammar undone */
/* The time expression that covers w, or NULL. */
const struct timex *time_at(const struct finder *f, size_t w);
/* "La veille, X a …", "a reçu jeudi X": the noun that the tree hangs under the time at w, where it
 * is an argument of the verb; 0 if w is no time or has none. */
size_t under_time(const struct finder *f, size_t w);
/* "abstained on a resolution condemning Y", "voted against a law", "did not sign a statement": has
 * the subject of the verb above no part in what the text says? */
bool is_disowned(const struct finder *f, size_t noun);
/* What w hangs under; a finite verb that the tree joins to an infinitive or a gerund is joined to
 * the finite verb over that: "accused X of having armed Y and announced sanctions". 0 at the root.
 */
size_t clause_over(const struct finder *f, size_t w);
/* The subject of the predicate at w, its own or shared, controlled or inherited; 0 if none. */
size_t subject_of(const struct finder *f, size_t w);
/* Who does what the verb says: its subject, or the agent of a passive; 0 if none. */
size_t doer_of(const struct finder *f, size_t verb);
/* "demander à X de partir", "accuser X de": X, who is the subject of the complement; 0 if the verb
 * does not control its object. */
size_t controller(const struct finder *f, size_t verb);
/* "a riposté par des taxes": with `avoir` alone a verb is active, whatever the tree says. */
bool is_active_perfect(const struct finder *f, size_t w);
/* "imposed sanctions on X for arming Y": the verb that blames or punishes X for what the clause at w
 * tells; 0 if there is none. */
size_t reproving_verb(const struct finder *f, size_t w);
/* "accused X of bombing", "barred X from entering": the clause at w is a complement, not a
 * circumstance. */
bool has_complement_mark(const struct finder *f, size_t w);
/* "a salué la décision de X de partir": where the clause at w hangs under the verb, the object noun
 * to which it belongs; 0 if none. */
size_t content_noun(const struct finder *f, size_t w);
/* The verb that accuses somebody of what the noun says, or 0. */
size_t accusing_verb(const struct finder *f, size_t noun);
/* The verb of object control whose object the noun is ("accuser X de …"), or 0. */
size_t controlling_verb(const struct finder *f, size_t noun);
bool is_passive(const struct finder *f, size_t w);
/* The form of the clause's first verb: of "avoir reconnu" that of `avoir`, an infinitive. */
enum verb_form clause_form(const struct finder *f, size_t w);
/* Is w a noun that merely measures or gathers what its `de` names ("dizaines de", "membres de")? */
bool is_transparent(const struct finder *f, size_t w);

/* --- relative.c */
/* Who is said to be the noun: "X est …"; 0 if nobody is. */
size_t copula_subject(const struct finder *f, size_t noun);
/* "One of the states": the word over the noun that counts some of it, else the noun. */
size_t counted_of(const struct finder *f, size_t noun);
bool is_relative(const struct finder *f, size_t w);
/* The word that a relative pronoun stands for; any other word is itself. */
size_t antecedent_of(const struct finder *f, size_t w);
/* The noun, or the pronoun that stands for it, of which the active verb of a relative clause has
 * none beside it though it is its object: "que Y refuse de reconnaître"; 0 if there is none. */
size_t relative_object(const struct finder *f, size_t verb);
/* "whose assets it will freeze": is the noun, read as a first subject, the object? */
bool is_possessed_object(const struct finder *f, size_t noun);
/* "dont Y a expulsé l'ambassadeur": the pronoun where the tree hangs it under Y, a name, which
 * nobody owns; 0 if it is not so. */
size_t misplaced_owner(const struct finder *f, size_t verb);
/* Gives the object of the verb that owner. */
void add_owned_object(struct finder *f, struct proposition *p, size_t verb);

/* The role that the preposition of word w gives, through the noun of one ("au profit de X"). */
enum role complement_role(const struct finder *f, size_t w);

/* --- phrase.c */
void set_add(struct actor_set *set, const struct mention *mention);
void actors_of(const struct finder *f, size_t w, struct actor_set *own);
/* Are there some, and organisations all? */
bool are_organisations(const struct finder *f, const struct actor_set *set);
/* "…, among them X": is X at w an example of what stands before it? */
bool is_torn_example(const struct finder *f, size_t w);
/* Actors named inside the noun phrase of w, but for those in `own`; clauses do not count. Gives how
 * many of them the first name brings, with what is coordinated with it. */
uint8_t inner_actors(const struct finder *f, size_t w, const struct actor_set *own,
                     struct actor_set *inner);
/* Reads the prepositions of the tree's words ("a l'encontre de", "au profit de") into the finder.
 */
void find_prepositions(struct finder *f);
/* The adverb that carries the phrase of w ("auprès de X"), or 0. */
size_t adverb_over(const struct finder *f, size_t w);
/* "X négocie avec Y, reçoit Z": is the name right behind a verb that goes on with the subject
 * before it, which the tree takes for a subject, its object? */
bool is_object_behind(const struct finder *f, size_t verb, size_t noun);
/* "« Un crime », a dit X": is the noun, read as a first subject of a verb of saying, what is said?
 */
bool is_said_before(const struct finder *f, size_t noun);
/* The object that the verb shares with those beside it ("finance et arme X"), or its own; 0 if
 * there is none. */
size_t shared_object(const struct finder *f, size_t verb);
/* The argument of p in that role headed by w (a relative pronoun's antecedent), made if it is new.
 */
struct argument *add_argument(struct finder *f, struct proposition *p, enum role role, size_t w);
/* "wants X to leave", "veut que X parte" */
bool wants_of_another(const struct finder *f, size_t w);
void collect_keys(struct finder *f, struct proposition *p);

/* --- arguments.c */
void collect_arguments(struct finder *f, struct proposition *p);
/* The role of c under its verb; ROLE_COUNT if it is no argument. */
enum role verb_role(const struct finder *f, size_t c, bool passive);
bool has_role(const struct proposition *p, enum role role);
/* "expulser des diplomates russes": is the preposition written as a partitive? */
bool has_partitive(const struct finder *f, size_t w);
/* "les sanctions visant X", "imposées à X": whom the noun is aimed at is told in a participle. */
void add_aim(struct finder *f, struct proposition *p, size_t noun);
/* Complements under the noun that are the predicate's too; with `agents` also who does it. */
void raise_complements(struct finder *f, struct proposition *p, size_t noun, bool agents,
                       int depth);
/* Complements of w that hang under an adverb: "nommer un ambassadeur auprès de X". */
void adverb_complements(struct finder *f, struct proposition *p, size_t w);

/* --- company.c */
/* "X expelled six envoys, Y four", "X l'a expulsé, Y aussi": is the name at w, though the tree
 * hangs it under a noun or beside it, another subject of the verb before it? */
bool is_gapped_subject(const struct finder *f, size_t w);

/* "tout comme X", "just like X": X does the same as somebody, and is no example of the noun before.
 */
bool is_just_like(const struct finder *f, size_t w);
/* "fought alongside X and against Y": is what stands at w, joined to a complement of a verb, one of
 * another role? */
bool is_other_complement(const struct finder *f, size_t w);
/* "X a annoncé avec Y son départ": does w, named before the object, do what the verb says too? */
bool joins_in(const struct finder *f, size_t verb, size_t w);
/* Who does what the verb says with its subject, like him, or without a verb of his own. */
void add_company(struct finder *f, struct proposition *p, size_t verb, bool passive);

/* --- nouns.c */
void noun_arguments(struct finder *f, struct proposition *p);
/* "X was in Ankara", "était lundi à Ankara" read as being Monday: the verb that says that somebody
 * is there, or 0. */
size_t copula_of_place(const struct finder *f, size_t noun);
/* The verb that carries the noun w as its light verb, or 0; *link is the noun under it. */
size_t light_verb_of(const struct finder *f, size_t w, size_t *link);

/* --- attitude.c */
void find_attitude(struct finder *f, struct proposition *p);
/* "aucun pays n'a", "ni X ni Y n'a", "no state has", "n'a signé aucun accord"; but not "ni
 * négociation ni préavis : X a annoncé", where the clause has a subject of its own, nor "sans
 * préavis", "not on X". */
bool clause_negated(const struct finder *f, size_t w);
/* "Should X yield", "must X leave?": does the auxiliary stand before the subject of w? */
bool is_inverted(const struct finder *f, size_t w, size_t auxiliary);
/* Does the clause of w say on what its verb depends: "if X does not yield", "should X yield"? */
bool is_proviso(const struct finder *f, size_t w);
/* "après avoir expulsé": does the clause tell what was done before what stands over it? */
bool is_done_before(const struct finder *f, size_t clause);

/* --- dating.c */
void find_date(struct finder *f, struct proposition *p);

#endif
