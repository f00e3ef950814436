/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes a predicate, gives how it is told: negated or not, as fact, plan, possibility, demand or
 * accusation, and in whose words. Climbs from the predicate to the root; each governing verb or
 * noun on the way may change the picture (lists of data/<lang>/proposition.txt). */
#include "base/utf8.h"
#include "proposition/inside.h"

static void weaken(struct proposition *p, enum modality modality)
{
    if (modality > p->modality) {
        p->modality = modality;
    }
}

/* "n'ont jamais été aussi mauvaises": the degree makes it the strongest affirmation. */
static bool to_a_degree(const struct finder *f, size_t w)
{
    for (size_t c = 0; (c = tree_child(f->tree, w, c));) {
        if (f->tree->words[c].relation == REL_ADVMOD && finder_listed(f, "degree", c)) {
            return true;
        }
    }
    return false;
}

/* "ne reconnaît plus", "no longer recognises": what was is no more. */
static bool no_longer(const struct finder *f, size_t w, size_t c)
{
    if (f->tree->words[c].relation != REL_ADVMOD || !finder_listed(f, "longer", c)) {
        return false;
    }
    for (size_t d = 0; (d = tree_child(f->tree, w, d)) && d < c;) {
        if (rules_list(f->rules, "not-longer", f->lemma[d])) {
            return true; /* "ne … plus" */
        }
    }
    size_t own = tree_child(f->tree, c, 0);
    return own && rules_list(f->rules, "not-longer", f->lemma[own]);
}

/* "dit ne pas avoir livré": the particle that the tree hangs under the verb w, though it stands
 * behind w and so is of the infinitive; 0 if there is none. */
static size_t late_particle(const struct finder *f, size_t w)
{
    for (size_t c = w; (c = tree_child(f->tree, w, c));) {
        if (f->tree->words[c].relation == REL_ADVMOD &&
            rules_list(f->rules, "not-longer", f->lemma[c])) {
            return c;
        }
    }
    return 0;
}

/* The same of the infinitive w: the particle before it that hangs under the verb above. */
static size_t raised_particle(const struct finder *f, size_t w)
{
    const struct word *word = &f->tree->words[w];
    bool infinitive = word->relation == REL_XCOMP && clause_form(f, w) == VERB_FORM_INF;
    size_t particle = infinitive ? late_particle(f, word->head) : 0;
    return particle < w ? particle : 0;
}

bool is_inverted(const struct finder *f, size_t w, size_t auxiliary)
{
    return f->tree->words[auxiliary].relation == REL_AUX &&
           auxiliary < tree_child_with(f->tree, w, REL_NSUBJ);
}

static bool has_mark(const struct finder *f, size_t w, const char *list)
{
    for (size_t c = 0; (c = tree_child(f->tree, w, c));) {
        bool mark = f->tree->words[c].relation == REL_MARK || is_inverted(f, w, c);
        if (mark && rules_list(f->rules, list, f->lemma[c])) {
            return true;
        }
    }
    return false;
}

static bool under_condition(const struct finder *f, size_t w)
{
    return has_mark(f, w, "condition");
}

/* "nie avoir jamais livré", "si jamais X livrait": is the word no negation, for want of a particle
 * beside the verb? */
static bool means_ever(const struct finder *f, size_t w, size_t c)
{
    if (f->tree->words[w].verb_form != VERB_FORM_INF && clause_form(f, w) != VERB_FORM_INF &&
        !under_condition(f, w)) {
        return false;
    }
    for (size_t d = 0; (d = tree_child(f->tree, w, d));) {
        if (rules_list(f->rules, "not-longer", f->lemma[d])) {
            return false;
        }
    }
    return rules_list(f->rules, "ever", f->lemma[c]) && !raised_particle(f, w);
}

/* "not only": no negation. */
static bool goes_on(const struct finder *f, size_t negation)
{
    return negation < f->tree->count && rules_list(f->rules, "only", f->lemma[negation + 1]);
}

/* "dit ne pas avoir livré": a negation between the raised particle and the infinitive w. */
static bool raised_negation(const struct finder *f, size_t w)
{
    size_t head = f->tree->words[w].head, c = raised_particle(f, w);
    while (c && (c = tree_child(f->tree, head, c)) && c < w) {
        if (rules_list(f->rules, "negation", f->lemma[c]) ||
            rules_list(f->rules, "longer", f->lemma[c])) {
            return true;
        }
    }
    return false;
}

/* "almost expelled": right before its verb the adverb says that it was not done; but what "has
 * almost left" is leaving. */
static bool is_nearly(const struct finder *f, size_t w, size_t c)
{
    size_t auxiliary = tree_child_with(f->tree, w, REL_AUX);
    return f->tree->words[w].upos == UPOS_VERB && f->tree->words[c].relation == REL_ADVMOD &&
           c + 1 == w && rules_list(f->rules, "nearly", f->lemma[c]) &&
           !(auxiliary && finder_listed(f, "perfect", auxiliary));
}

/* "X leur emboîte le pas", "franchit un pas": with an article the word of negation is a noun. */
static bool is_counted(const struct finder *f, size_t c)
{
    return f->tree->words[c].relation == REL_ADVMOD && tree_child_with(f->tree, c, REL_DET);
}

static bool negating_child(const struct finder *f, size_t w)
{
    size_t late = late_particle(f, w);
    for (size_t c = 0; (c = tree_child(f->tree, w, c)) && (!late || c < late);) {
        enum relation r = f->tree->words[c].relation;
        if (is_nearly(f, w, c)) {
            return true;
        }
        if ((r == REL_ADVMOD || r == REL_DET || r == REL_CC || r == REL_MARK || r == REL_CASE) &&
            ((rules_list(f->rules, "negation", f->lemma[c]) && !means_ever(f, w, c) &&
              !goes_on(f, c) && !is_counted(f, c)) ||
             no_longer(f, w, c))) {
            return true;
        }
        if ((r == REL_CC || r == REL_MARK) && c < w &&
            rules_list(f->rules, "negative-mark", f->lemma[c])) {
            return true; /* "instead of sending" */
        }
    }
    return raised_negation(f, w);
}

static bool negative_phrase(const struct finder *f, size_t w)
{
    for (size_t c = 0; (c = tree_child(f->tree, w, c));) {
        enum relation r = f->tree->words[c].relation;
        if ((r == REL_DET || r == REL_CC) && rules_list(f->rules, "negation", f->lemma[c])) {
            return true;
        }
    }
    return false;
}

bool clause_negated(const struct finder *f, size_t w)
{
    if (negating_child(f, w)) {
        return !to_a_degree(f, w);
    }
    bool subject = false, no_subject = false;
    for (size_t c = 0; (c = tree_child(f->tree, w, c));) {
        enum relation r = f->tree->words[c].relation;
        bool negating = negative_phrase(f, c);
        if ((r == REL_OBJ || r == REL_OBL) && negating) {
            return true;
        }
        subject = subject || (r == REL_NSUBJ && !negating);
        no_subject = no_subject || (r == REL_NSUBJ && negating);
    }
    return no_subject && !subject;
}

bool is_proviso(const struct finder *f, size_t w)
{
    return f->tree->words[w].relation == REL_ADVCL && has_mark(f, w, "proviso");
}

/* "Will strike if X does not yield": does a clause under w, before the word `end`, say on what it
 * depends? */
static bool proviso_before(const struct finder *f, size_t w, size_t end)
{
    for (size_t c = 0; (c = tree_child(f->tree, w, c)) && c < end;) {
        if (is_proviso(f, c)) {
            return true;
        }
    }
    return false;
}

static bool has_proviso(const struct finder *f, size_t w)
{
    return proviso_before(f, w, f->tree->count + 1);
}

/* "X is to send troops": a copula with the mark of the infinitive behind it; but not "X is to
 * blame". */
static bool is_arranged(const struct finder *f, size_t w)
{
    size_t mark = tree_child_with(f->tree, w, REL_MARK);
    size_t copula = mark && mark < w && rules_list(f->rules, "purpose", f->lemma[mark]) ? mark : 0;
    while (copula > 1 && f->tree->words[copula - 1].relation == REL_ADVMOD) {
        copula--; /* "is not to", "are soon to" */
    }
    copula = copula ? copula - 1 : 0;
    return copula && f->tree->words[copula].head == w && finder_listed(f, "arranged", copula) &&
           !finder_listed(f, "accuse", w);
}

static bool is_say(const struct finder *f, size_t w)
{
    return f->tree->words[w].upos == UPOS_VERB && finder_listed(f, "say", w);
}

/* "X to send troops", "X to send troops, says Y": a headline's infinitive with a subject; but not
 * "X is to blame". */
static bool is_headline_plan(const struct finder *f, size_t w)
{
    const struct word *words = f->tree->words;
    size_t subject = tree_child_with(f->tree, w, REL_NSUBJ);
    size_t mark = tree_child_with(f->tree, w, REL_MARK);
    bool reported = words[w].relation == REL_CCOMP && w < words[w].head && is_say(f, words[w].head);
    return (words[w].relation == REL_ROOT || reported) && subject && subject < mark && mark < w &&
           rules_list(f->rules, "purpose", f->lemma[mark]) && clause_form(f, w) == VERB_FORM_INF &&
           words[mark - 1].upos != UPOS_AUX;
}

/* "Norwegian troops to leave Mali": a headline of a noun without article and an infinitive; but not
 * "X was first to leave". */
static bool is_headline_noun(const struct finder *f, size_t noun, size_t verb)
{
    size_t mark = tree_child_with(f->tree, verb, REL_MARK);
    return f->tree->words[noun].relation == REL_ROOT && mark == noun + 1 &&
           rules_list(f->rules, "purpose", f->lemma[mark]) &&
           clause_form(f, verb) == VERB_FORM_INF && !tree_child_with(f->tree, noun, REL_DET) &&
           !tree_child_with(f->tree, noun, REL_COP);
}

/* "had better withdraw": the adverb w after an auxiliary advises. */
static bool is_advice(const struct finder *f, size_t w)
{
    const struct word *words = f->tree->words;
    return words[w].relation == REL_ADVMOD &&
           rules_list(f->rules, "advised", words[w].token->form) &&
           words[w - 1].relation == REL_AUX && words[w - 1].head == words[w].head;
}

/* The mood of the clause's finite verb: of the word itself or of its auxiliaries. */
static void clause_mood(const struct finder *f, size_t w, struct proposition *p, bool reported)
{
    enum mood mood = f->tree->words[w].mood;
    enum tense tense = f->tree->words[w].tense;
    for (size_t c = 0; (c = tree_child(f->tree, w, c));) {
        const struct word *child = &f->tree->words[c];
        if (child->relation == REL_ADVMOD && rules_list(f->rules, "hearsay", f->lemma[c])) {
            weaken(p, MODALITY_REPORTED);
        }
        if (child->relation == REL_ADVMOD && rules_list(f->rules, "perhaps", f->lemma[c])) {
            weaken(p, MODALITY_POSSIBLE);
        }
        if (is_advice(f, c)) {
            weaken(p, MODALITY_POSSIBLE);
            p->obliged = true;
        }
        if (child->relation != REL_AUX && child->relation != REL_COP) {
            continue;
        }
        if (child->mood == MOOD_CND) {
            mood = MOOD_CND;
        }
        if (child->tense == TENSE_FUT) {
            tense = TENSE_FUT;
        }
        if (rules_list(f->rules, "will", f->lemma[c])) {
            weaken(p, MODALITY_PLANNED);
        } else if (rules_list(f->rules, "would", f->lemma[c])) {
            weaken(p, reported ? MODALITY_PLANNED : MODALITY_POSSIBLE);
        } else if (rules_list(f->rules, "may", f->lemma[c])) {
            weaken(p, MODALITY_POSSIBLE);
        } else if (rules_list(f->rules, "must", f->lemma[c]) && !is_inverted(f, w, c)) {
            weaken(p, MODALITY_POSSIBLE);
            p->obliged = true;
        }
    }
    if (is_arranged(f, w) || is_headline_plan(f, w)) {
        weaken(p, MODALITY_PLANNED);
    }
    if (mood == MOOD_CND) {
        weaken(p, reported ? MODALITY_PLANNED : MODALITY_REPORTED);
    } else if (tense == TENSE_FUT) {
        weaken(p, MODALITY_PLANNED);
    }
}

static void set_speaker(const struct finder *f, struct proposition *p, size_t w)
{
    p->spoken = true; /* by somebody, named or not */
    if (!w || p->speaker.count || p->speaker_slug.length) {
        return;
    }
    actors_of(f, w, &p->speaker);
    if (!p->speaker.count) {
        struct actor_set inner = {0};
        inner_actors(f, w, &p->speaker, &inner);
        if (inner.count && !inner.place) {
            p->speaker.items[p->speaker.count++] = inner.items[0];
        } else if (f->tree->words[w].upos != UPOS_PRON) {
            p->speaker_slug = f->lemma[w];
        }
    }
}

/* Has the verb the particle of negation, with or without its other half? */
static bool has_negative_particle(const struct finder *f, size_t verb)
{
    for (size_t c = 0; (c = tree_child(f->tree, verb, c));) {
        if (f->tree->words[c].relation == REL_ADVMOD &&
            rules_list(f->rules, "not-longer", f->lemma[c])) {
            return true;
        }
    }
    return false;
}

/* "exclut d'envoyer des troupes", "n'exclut pas d'en envoyer" */
static void excluded_by(const struct finder *f, size_t h, struct proposition *p)
{
    if (clause_negated(f, h)) {
        weaken(p, MODALITY_POSSIBLE);
    } else {
        p->negated = !p->negated;
    }
    clause_mood(f, h, p, true);
}

/* "The Assembly voted to suspend X": what an organisation votes is done by it. */
static bool is_voted(const struct finder *f, size_t h)
{
    struct actor_set voters = {0};
    size_t subject = finder_listed(f, "vote", h) && !clause_negated(f, h) ? subject_of(f, h) : 0;
    if (subject) {
        actors_of(f, subject, &voters);
    }
    return are_organisations(f, &voters);
}

/* "voted against a resolution condemning X": the voter has nothing of it. */
static bool is_voted_down(const struct finder *f, size_t h, size_t c)
{
    size_t mark = tree_child_with(f->tree, c, REL_MARK);
    return h && finder_listed(f, "vote", h) &&
           (rules_list(f->rules, "vote-down", f->preposition[c]) ||
            (mark && rules_list(f->rules, "vote-down", f->lemma[mark])));
}

/* "voted for a resolution condemning X": what a text says is said by the vote. */
static bool is_text_voted(const struct finder *f, size_t h, size_t c)
{
    return h && finder_listed(f, "vote", h) && f->tree->words[c].upos == UPOS_NOUN &&
           finder_listed(f, "act", c);
}

/* "vetoed a statement condemning X": who disowns a text does not say what the clause under it says;
 * a text that names its state ("a French draft") says it all the same. */
static bool is_disowned_content(const struct finder *f, size_t clause, size_t text)
{
    const struct word *word = &f->tree->words[clause];
    size_t subject = word->subtype == SUB_RELCL ? subject_of(f, clause) : 0;
    bool says = word->subtype == SUB_RELCL ? subject && antecedent_of(f, subject) == text
                                           : word->tense != TENSE_PAST;
    for (size_t c = 0; (c = tree_child(f->tree, text, c));) {
        struct actor_set authors = {0};
        actors_of(f, c, &authors);
        if (authors.count && !are_organisations(f, &authors)) {
            return false;
        }
    }
    return word->relation == REL_ACL && says && !is_passive(f, clause) && is_disowned(f, text);
}

/* "will become a member": what one becomes is so when one becomes it. */
static bool is_becoming(const struct finder *f, size_t c, size_t h)
{
    return f->tree->words[c].upos == UPOS_NOUN && finder_listed(f, "becoming", h);
}

/* What governor h (verb or noun) does to its complement. */
static void govern(const struct finder *f, size_t h, enum relation r, struct proposition *p)
{
    bool clause =
        r == REL_CCOMP || r == REL_XCOMP || r == REL_ACL || r == REL_OBL || r == REL_ADVCL;
    bool obliged = r == REL_XCOMP && finder_listed(f, "oblige", h);
    p->obliged = p->obliged || obliged;
    p->negated = p->negated || (obliged && clause_negated(f, h)); /* "does not have to ask" */
    if (f->tree->words[h].upos == UPOS_VERB && finder_listed(f, "end", h) &&
        !finder_listed(f, "end-in", h)) {
        if (has_negative_particle(f, h)) {
            return; /* "n'a cessé de" */
        }
        weaken(p, MODALITY_ENDED);
    } else if (finder_listed(f, "threat", h)) {
        weaken(p, MODALITY_THREATENED);
    } else if (wants_of_another(f, h)) {
        weaken(p, MODALITY_DEMANDED);
    } else if (is_voted(f, h)) {
        clause_mood(f, h, p, p->spoken);
        return;
    } else if (finder_listed(f, "intend", h)) {
        weaken(p, MODALITY_PLANNED);
        p->attempted = p->attempted || finder_listed(f, "attempt", h);
    } else if (finder_listed(f, "possible", h)) {
        weaken(p, MODALITY_POSSIBLE);
    } else if (finder_listed(f, "exclude", h)) {
        excluded_by(f, h, p);
        return;
    } else if (finder_listed(f, "fail", h)) {
        p->negated = !p->negated;
    } else if (finder_listed(f, "demand", h) && !(r == REL_OBJ && finder_listed(f, "light", h))) {
        weaken(p, MODALITY_DEMANDED);
    } else if (finder_listed(f, "deny", h)) {
        p->negated = !p->negated;
        p->denied = p->negated;
        set_speaker(f, p, doer_of(f, h));
    } else if (clause && finder_listed(f, "accuse", h)) {
        weaken(p, MODALITY_ACCUSED);
        set_speaker(f, p, doer_of(f, h));
    } else if (clause && r != REL_ADVCL && finder_listed(f, "say", h)) {
        set_speaker(f, p, doer_of(f, h));
        return;
    } else {
        return;
    }
    if (clause && clause_negated(f, h)) {
        p->negated = !p->negated;
    }
    clause_mood(f, h, p, true);
}

/* "…, a déclaré X": the reporting clause hangs under what it reports. */
static void inserted_speaker(const struct finder *f, size_t w, struct proposition *p)
{
    for (size_t c = 0; (c = tree_child(f->tree, w, c));) {
        enum relation r = f->tree->words[c].relation;
        if (r == REL_PARATAXIS && is_say(f, c) && !tree_child_with(f->tree, c, REL_CCOMP)) {
            set_speaker(f, p, subject_of(f, c));
        }
    }
}

static bool purpose(const struct finder *f, size_t w)
{
    for (size_t c = 0; (c = tree_child(f->tree, w, c));) {
        enum relation r = f->tree->words[c].relation;
        if ((r == REL_MARK || r == REL_CASE) && rules_list(f->rules, "purpose", f->lemma[c])) {
            return clause_form(f, w) == VERB_FORM_INF &&
                   !is_active_perfect(f, w); /* "pour avoir armé X" */
        }
    }
    return false;
}

/* "renoncer à l'invasion" governs the noun, "depuis l'invasion" does not. */
static bool is_complement(const struct finder *f, size_t c)
{
    return rules_list(f->rules, "complement", f->preposition[c]);
}

/* "a dû", "avait pu", but not "aurait pu". */
static bool is_plain_perfect(const struct finder *f, size_t w)
{
    for (size_t c = 0; (c = tree_child(f->tree, w, c)) && c < w;) {
        const struct word *child = &f->tree->words[c];
        if (child->relation == REL_AUX && finder_listed(f, "perfect", c)) {
            return child->mood != MOOD_CND && child->tense != TENSE_FUT;
        }
    }
    return false;
}

bool is_done_before(const struct finder *f, size_t clause)
{
    size_t mark = tree_child_with(f->tree, clause, REL_MARK);
    return mark && rules_list(f->rules, "done-before", f->lemma[mark]);
}

/* "a sommé X de partir avant de rompre": does the clause tell what was done after a past deed? */
static bool is_done_after(const struct finder *f, size_t clause)
{
    size_t mark = tree_child_with(f->tree, clause, REL_MARK), over = f->tree->words[clause].head;
    bool past = f->tree->words[over].tense == TENSE_PAST || is_plain_perfect(f, over);
    return mark && past && clause_form(f, over) == VERB_FORM_FIN &&
           rules_list(f->rules, "done-after", f->lemma[mark]);
}

/* "…, though X had asked", "…, demanding that", "après avoir expulsé Y, …": a clause of
 * circumstance is no complement of the verb above it; "accuse X of bombing" and "threaten to leave"
 * are. */
static bool is_circumstance(const struct finder *f, size_t c)
{
    if (f->tree->words[c].relation != REL_ADVCL) {
        return false;
    }
    if (clause_form(f, c) == VERB_FORM_INF) {
        return is_done_before(f, c) || is_done_after(f, c);
    }
    bool excluded = finder_listed(f, "exclude", f->tree->words[c].head) &&
                    !tree_child_with(f->tree, c, REL_MARK); /* "did not rule out sending troops" */
    return !excluded && !has_complement_mark(f, c);
}

/* "X said that it would leave, while Y stayed": does the clause set beside another what somebody
 * else does? */
static bool is_contrast(const struct finder *f, size_t clause)
{
    const struct word *words = f->tree->words;
    size_t mark = tree_child_with(f->tree, clause, REL_MARK);
    bool apart = mark && (mark == 1 || words[mark - 1].upos == UPOS_PUNCT);
    return apart && words[clause].relation == REL_ADVCL &&
           rules_list(f->rules, "contrast", f->lemma[mark]) &&
           tree_child_with(f->tree, clause, REL_NSUBJ);
}

/* Does the word stand in such a clause? */
static bool is_aside(const struct finder *f, size_t w)
{
    while (w && !is_contrast(f, w)) {
        w = f->tree->words[w].head;
    }
    return w > 0;
}

/* Of what stands above a circumstance only who says all of it counts: of a contrast not who says
 * what it is set beside. */
static void spoken_above(const struct finder *f, size_t c, struct proposition *p)
{
    const struct word *words = f->tree->words;
    bool beside = false;
    for (; c && words[c].head && !p->spoken; c = words[c].head) {
        inserted_speaker(f, c, p);
        if (words[c].relation == REL_CCOMP && is_say(f, words[c].head) && !beside) {
            set_speaker(f, p, doer_of(f, words[c].head));
        }
        beside = is_contrast(f, c);
    }
}

/* "la possibilité que X attaque Y", "dismissed reports that it had attacked Y": a clause that tells
 * the noun's content, though the tree takes its `que` for an object. */
static bool tells_content(const struct finder *f, size_t clause, size_t noun)
{
    bool mark = false, object = false;
    for (size_t c = 0; (c = tree_child(f->tree, clause, c));) {
        bool that = c == noun + 1 && rules_list(f->rules, "relative", f->lemma[c]);
        mark = mark || that;
        object = object || (!that && f->tree->words[c].relation == REL_OBJ);
    }
    bool denied = f->tree->words[noun].relation == REL_OBJ &&
                  finder_listed(f, "deny", f->tree->words[noun].head);
    return mark && object && (denied || finder_listed(f, "possible", noun));
}

/* "est allé jusqu'à envoyer": no intention, but how far the deed went. */
static bool goes_as_far(const struct finder *f, size_t clause)
{
    size_t mark = tree_child_with(f->tree, clause, REL_MARK);
    mark = mark ? mark : tree_child_with(f->tree, clause, REL_CASE);
    return mark && rules_list(f->rules, "as-far", f->lemma[mark]);
}

/* "X is said to have left", "is believed to be arming Y"; but not "was told to leave". */
static bool is_hearsay(const struct finder *f, size_t clause, size_t h)
{
    return f->tree->words[clause].relation == REL_XCOMP && is_say(f, h) && is_passive(f, h) &&
           clause_form(f, clause) == VERB_FORM_INF && tree_child_with(f->tree, clause, REL_AUX);
}

/* "sur le point d'envoyer", "about to send"; but not "au point que X a envoyé". */
static bool on_the_verge(const struct finder *f, size_t clause, size_t h)
{
    return f->tree->words[clause].upos == UPOS_VERB && finder_listed(f, "verge", h) &&
           clause_form(f, clause) != VERB_FORM_FIN;
}

/* "commencera à livrer", "n'a pas réussi à livrer": is the infinitive c done as the verb over it
 * is? Not one of what was done before: "regrettera d'avoir livré". */
static bool is_done_alike(const struct finder *f, size_t c, enum relation r, size_t h)
{
    bool done = finder_listed(f, "doing", h) ||
                (finder_listed(f, "done-once-past", h) && is_plain_perfect(f, h));
    return r == REL_XCOMP && f->tree->words[h].upos == UPOS_VERB && done &&
           !tree_child_with(f->tree, c, REL_AUX);
}

/* "will become members", "wants to be the host": is the noun c what the verb h says of its subject?
 */
static bool is_predicative(const struct finder *f, size_t c, size_t h)
{
    return f->tree->words[c].relation == REL_XCOMP && f->tree->words[c].upos == UPOS_NOUN &&
           finder_listed(f, "copular", h);
}

/* "n'a pas l'intention de partir" */
static bool is_intent_denied(const struct finder *f, size_t noun)
{
    size_t link = 0, light = finder_listed(f, "intend", noun) ? light_verb_of(f, noun, &link) : 0;
    return light && clause_negated(f, light) && !clause_negated(f, noun);
}

/* Handles the edge from c up to h; false where the outer clauses no longer matter. */
static bool climb(const struct finder *f, size_t c, size_t h, struct proposition *p)
{
    if (is_voted_down(f, h, c)) {
        p->negated = !p->negated;
        return false;
    }
    if (is_disowned_content(f, c, h)) {
        p->negated = !p->negated;
        return false;
    }
    if (is_text_voted(f, h, c)) {
        clause_mood(f, h, p, p->spoken);
        return true;
    }
    const struct word *words = f->tree->words;
    enum relation r = words[c].relation;
    switch (r) {
    case REL_CONJ:
        if (words[c].verb_form != VERB_FORM_FIN && !tree_child_with(f->tree, c, REL_AUX) &&
            words[h].upos == words[c].upos) {
            clause_mood(f, h, p, p->spoken);
            if (words[c].verb_form != VERB_FORM_NONE && clause_negated(f, h)) {
                p->negated = true;
            }
        }
        inserted_speaker(f, h, p);
        return true;
    case REL_ACL:
        if ((words[c].subtype == SUB_RELCL || clause_form(f, c) == VERB_FORM_PART) &&
            !tells_content(f, c, h)) {
            return false;
        }
        if (on_the_verge(f, c, h) || is_headline_noun(f, h, c)) {
            weaken(p, MODALITY_PLANNED);
        }
        if (clause_form(f, c) == VERB_FORM_INF &&
            tree_child_with(f->tree, counted_of(f, h), REL_COP)) {
            clause_mood(f, counted_of(f, h), p, p->spoken); /* "X serait l'un des pays à livrer" */
        }
        govern(f, h, r, p);
        if (is_intent_denied(f, h)) {
            p->negated = !p->negated;
        }
        if (controlling_verb(f, h)) {
            govern(f, controlling_verb(f, h), REL_XCOMP, p);
        }
        return true;
    case REL_OBL:
        if (c == p->word && rules_list(f->rules, "same-time", f->preposition[c])) {
            clause_mood(f, h, p, p->spoken); /* "se verront sous l'égide de X" */
            return true;
        }
        if (!is_complement(f, c)) {
            return false;
        }
        govern(f, h, r, p);
        return true;
    case REL_ADVCL:
    case REL_XCOMP:
    case REL_CCOMP:
    case REL_OBJ:
        if (r == REL_ADVCL && purpose(f, c) && !is_voted(f, h)) {
            p->purposed = p->modality == MODALITY_FACT && !clause_negated(f, h);
            clause_mood(f, h, p, p->spoken);
            if (!p->purposed) {
                weaken(p, MODALITY_PLANNED);
            }
        }
        if (content_noun(f, c)) {
            govern(f, content_noun(f, c), REL_ACL, p);
        }
        if (is_hearsay(f, c, h)) {
            weaken(p, MODALITY_REPORTED);
        } else if (on_the_verge(f, c, h)) {
            weaken(p, MODALITY_PLANNED);
        }
        if (reproving_verb(f, c) && !finder_listed(f, "accuse", h)) {
            weaken(p, MODALITY_ACCUSED);
            set_speaker(f, p, doer_of(f, reproving_verb(f, c)));
        }
        if (goes_as_far(f, c) || is_done_alike(f, c, r, h) || is_predicative(f, c, h) ||
            is_becoming(f, c, h)) {
            clause_mood(f, h, p, p->spoken);
            p->negated = p->negated || clause_negated(f, h);
        } else {
            govern(f, h, r, p);
        }
        return true;
    case REL_CSUBJ: /* "il n'est pas question que X parte" */
        govern(f, h, REL_CCOMP, p);
        return true;
    case REL_NSUBJ:
        if (words[c].subtype == SUB_PASS) {
            govern(f, h, REL_OBJ, p);
        } else if (finder_listed(f, "occur", h)) { /* "des pourparlers auront lieu" */
            clause_mood(f, h, p, p->spoken);
            p->negated = p->negated || clause_negated(f, h);
            return true;
        }
        return false;
    case REL_NMOD:
        if (!is_complement(f, c)) {
            return false;
        }
        if (accusing_verb(f, c)) {
            govern(f, accusing_verb(f, c), REL_OBL, p);
        } else {
            govern(f, h, r, p);
        }
        return true;
    case REL_PARATAXIS:
        if (is_say(f, h)) {
            set_speaker(f, p, doer_of(f, h));
        }
        return false;
    default:
        return r == REL_APPOS;
    }
}

static struct slice slug_of(const struct finder *f, struct slice words)
{
    struct slice slug = slice_copy(f->arena, words);
    for (size_t i = 0; i < slug.length; i++) {
        if (slug.at[i] == ' ' || slug.at[i] == '\'') {
            ((char *)(uintptr_t)slug.at)[i] = '-';
        }
    }
    return slug;
}

/* "selon X", "according to X": covers its sentence. */
static void attributed(const struct finder *f, struct proposition *p)
{
    for (size_t w = 1; w <= f->tree->count && !p->spoken; w++) {
        enum relation r = f->tree->words[w].relation;
        if ((r == REL_OBL || r == REL_NMOD || r == REL_ADVCL || r == REL_DEP) &&
            rules_list(f->rules, "attribution", f->preposition[w])) {
            set_speaker(f, p, w);
        }
    }
}

/* "…, the agency reported, citing X": X says it, not who passes it on. */
static void cited(const struct finder *f, struct proposition *p)
{
    const struct word *words = f->tree->words;
    for (size_t w = 1; w <= f->tree->count && !p->speaker.count; w++) {
        size_t source = tree_child_with(f->tree, w, REL_OBJ);
        if (source > w && words[w].relation == REL_ADVCL && words[w].verb_form == VERB_FORM_PART &&
            finder_listed(f, "citing", w) && is_say(f, words[w].head)) {
            actors_of(f, source, &p->speaker);
        }
    }
    if (p->speaker.count) {
        p->speaker_slug = (struct slice){NULL, 0};
    }
}

/* A quoted clause whose speaker is told in another sentence. */
static void quoted(const struct finder *f, struct proposition *p)
{
    struct mention_place speaker = mention_speaker_at(f->mentions, f->index, p->word);
    if (speaker.word && !p->spoken && p->kind == PREDICATE_VERB) {
        set_speaker(&f->all[speaker.sentence], p, speaker.word);
    }
}

/* The actors who do what the verb above the word says. */
static void doers_above(const struct finder *f, size_t w, struct actor_set *out)
{
    const struct word *words = f->tree->words;
    while (w && words[w].upos != UPOS_VERB) {
        w = words[w].head;
    }
    size_t subject = w ? subject_of(f, w) : 0;
    if (subject) {
        actors_of(f, subject, out);
    }
}

/* "les sanctions européennes": a noun that names its own doer, another than the clause's, speaks of
 * something that is there. */
static bool is_presupposed(const struct finder *f, const struct proposition *p)
{
    struct actor_set above = {0};
    doers_above(f, p->word, &above);
    for (size_t i = 0; p->kind == PREDICATE_NOUN && i < p->argument_count; i++) {
        const struct argument *a = &p->arguments[i];
        bool doer = a->role == ROLE_POSSESSOR || a->role == ROLE_GENITIVE || a->role == ROLE_AGENT;
        if (doer && a->own.count && f->tree->words[a->word].head == p->word &&
            !actor_set_holds(&above, a->own.items[0])) {
            return true;
        }
    }
    return false;
}

/* Does what stands above c leave a presupposed noun as it is? Only the verb that has the noun as
 * its object may ask for it or refuse it; "la fin des frappes russes" ends what there was. */
static bool above_matters(const struct finder *f, const struct proposition *p, size_t c)
{
    const struct word *words = f->tree->words;
    bool ended = words[c].relation == REL_NMOD && finder_listed(f, "fail", words[c].head);
    bool speech = c == p->word && (finder_listed(f, "demand", c) || finder_listed(f, "accuse", c));
    if (speech) {
        return false; /* "dismissed Kyiv's call": the call was made */
    }
    bool past_verb = c != p->word && words[c].upos == UPOS_VERB;
    return !ended && !past_verb;
}

/* "X a prévenu qu'il frapperait": what somebody warns of doing is threatened. */
static void warned_of(const struct finder *f, size_t clause, struct proposition *p)
{
    const struct word *word = &f->tree->words[clause];
    bool warned = word->relation == REL_CCOMP && finder_listed(f, "warn", word->head) &&
                  p->modality == MODALITY_PLANNED && p->speaker.count;
    for (size_t i = 0; warned && i < p->argument_count; i++) {
        const struct argument *a = &p->arguments[i];
        if (a->role == ROLE_AGENT && actor_set_holds(&a->own, p->speaker.items[0])) {
            weaken(p, MODALITY_THREATENED);
        }
    }
}

/* "X must leave, Y said": what one says that another must do is asked for. */
static void asked_by_speaker(struct proposition *p)
{
    bool own = !p->obliged || !p->speaker.count;
    for (size_t i = 0; !own && i < p->argument_count; i++) {
        const struct argument *a = &p->arguments[i];
        own = a->role == ROLE_AGENT && actor_set_holds(&a->own, p->speaker.items[0]);
    }
    if (!own) {
        weaken(p, MODALITY_DEMANDED);
    }
}

static void noun_mood(const struct finder *f, size_t noun, struct proposition *p)
{
    for (size_t c = 0; (c = tree_child(f->tree, noun, c));) {
        if (f->tree->words[c].relation != REL_AMOD) {
            continue;
        }
        if (finder_listed(f, "projected", c)) {
            weaken(p, MODALITY_PLANNED);
        } else if (finder_listed(f, "suspected", c)) {
            weaken(p, MODALITY_REPORTED);
        }
    }
}

/* "Israel's planned annexation", "a suspected Israeli strike killed …": what an adjective says of
 * the deed, or of what or who did it. */
static void adjective_mood(const struct finder *f, struct proposition *p)
{
    if (p->kind == PREDICATE_NOUN) {
        noun_mood(f, p->word, p);
    }
    for (size_t i = 0; p->kind == PREDICATE_VERB && i < p->argument_count; i++) {
        if (p->arguments[i].role == ROLE_AGENT) {
            noun_mood(f, p->arguments[i].word, p);
        }
    }
}

void find_attitude(struct finder *f, struct proposition *p)
{
    const struct word *words = f->tree->words;
    size_t link = 0, light = 0, from = p->word;
    p->aside = is_aside(f, p->word);
    if (p->kind != PREDICATE_VERB && (light = light_verb_of(f, p->word, &link))) {
        from = light;
    }
    if (light) {
        govern(f, light, REL_OBJ, p); /* "promettre une aide", "envisager des sanctions" */
    }
    bool presupposed = !light && is_presupposed(f, p);
    p->promised = p->kind == PREDICATE_VERB && finder_listed(f, "promise", p->word);
    p->negated = clause_negated(f, from) || (light && clause_negated(f, link)) ||
                 (finder_listed(f, "end", from) && has_negative_particle(f, from));
    for (size_t c = from; c; c = clause_over(f, c)) {
        if (is_circumstance(f, c)) {
            spoken_above(f, c, p);
            break;
        }
        inserted_speaker(f, c, p);
        if (c != from && under_condition(f, c)) {
            weaken(p, MODALITY_POSSIBLE);
        }
        if ((presupposed && !above_matters(f, p, c)) || !climb(f, c, clause_over(f, c), p)) {
            break;
        }
    }
    p->purposed = p->purposed && p->modality == MODALITY_FACT;
    if (p->purposed) {
        weaken(p, MODALITY_PLANNED);
    }
    if (under_condition(f, from)) {
        weaken(p, MODALITY_POSSIBLE);
    }
    p->conditional = has_proviso(f, from) || (words[from].relation == REL_CCOMP &&
                                              proviso_before(f, words[from].head, from));
    if (p->kind == PREDICATE_VERB || light || tree_child_with(f->tree, from, REL_COP)) {
        clause_mood(f, from, p, p->spoken || p->modality == MODALITY_PLANNED);
    }
    adjective_mood(f, p);
    warned_of(f, from, p);
    attributed(f, p);
    if (p->spoken) {
        cited(f, p);
    }
    quoted(f, p);
    if (f->question && (p->kind == PREDICATE_VERB || light)) {
        weaken(p, MODALITY_POSSIBLE);
    }
    asked_by_speaker(p);
    if (p->speaker_slug.length) {
        p->speaker_slug = slug_of(f, p->speaker_slug);
    }
}
