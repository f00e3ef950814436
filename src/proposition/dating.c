/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes a predicate and the time expressions of its sentence, gives its date: the expression that
 * hangs nearest to it in the tree (a plan's lies ahead), else one that opens the sentence, else the
 * date in force. Quadratic in the few expressions of a sentence. */
#include "proposition/inside.h"

/* The word of the expression that hangs outside it. */
static size_t expression_head(const struct finder *f, const struct timex *timex)
{
    for (size_t w = timex->first + 1; w <= timex->last + 1 && w <= f->tree->count; w++) {
        size_t head = f->tree->words[w].head;
        if (head < timex->first + 1 || head > timex->last + 1) {
            return w;
        }
    }
    return timex->first + 1;
}

/* "X, en crise depuis 2019, …": a phrase between commas that tells how long something else lasts.
 */
static bool is_standing_aside(const struct finder *f, size_t x)
{
    const struct word *word = &f->tree->words[x];
    size_t first = tree_child(f->tree, x, 0);
    bool set_off = first && first < x && f->tree->words[first].upos == UPOS_PUNCT;
    return set_off && (word->relation == REL_NMOD || word->relation == REL_OBL) &&
           tree_child_with(f->tree, x, REL_CASE);
}

/* "Following last month's coup": the noun whose date the expression is, which dates nothing above
 * it; 0 if it is none. "On the night of 11 October" dates the clause. */
static size_t noun_of(const struct finder *f, const struct timex *timex)
{
    size_t head = f->tree->words[expression_head(f, timex)].head;
    bool noun = head && f->tree->words[head].upos == UPOS_NOUN &&
                !rules_list(f->rules, "time-noun", f->lemma[head]);
    return timex->of_noun && noun ? head : 0;
}

/* Edges from the expression up to w; -1 if w does not govern it or another clause lies between. */
static int distance_up(const struct finder *f, const struct timex *timex, size_t w)
{
    const struct word *words = f->tree->words;
    bool lasting = edtf_last(timex->value) == DAY_AFTER_ALL;
    size_t from = expression_head(f, timex), noun = noun_of(f, timex);
    int steps = 0;
    for (size_t x = from; x; x = words[x].head, steps++) {
        if (x == w) {
            return steps;
        }
        bool clause = x != from && words[x].upos == UPOS_VERB &&
                      (words[x].relation == REL_ACL || words[x].relation == REL_ADVCL ||
                       words[x].relation == REL_CCOMP || words[x].relation == REL_PARATAXIS);
        bool aside = words[x].relation == REL_APPOS; /* "X, a candidate since 2012, has …" */
        if (clause || aside || x == noun || (lasting && x != from && is_standing_aside(f, x))) {
            return -1;
        }
    }
    return -1;
}

static const struct timex *nearest(const struct finder *f, size_t w)
{
    const struct timex *best = NULL;
    int best_distance = 99;
    for (size_t i = 0; i < f->time->expressions.count; i++) {
        const struct timex *timex = &f->time->expressions.items[i];
        int distance = distance_up(f, timex, w);
        if (distance >= 0 && distance < best_distance && edtf_is_set(timex->value)) {
            best = timex;
            best_distance = distance;
        }
    }
    return best;
}

static bool is_past(const struct finder *f, size_t w)
{
    const struct word *word = &f->tree->words[w];
    if (word->tense == TENSE_PAST || word->tense == TENSE_IMP) {
        return true;
    }
    for (size_t c = 0; (c = tree_child(f->tree, w, c));) {
        const struct word *child = &f->tree->words[c];
        if (child->relation == REL_AUX &&
            (child->tense == TENSE_PAST || child->tense == TENSE_IMP)) {
            return true;
        }
    }
    return false;
}

/* The governing clause of w: its verb, noun or adjective predicate. */
static size_t governing_clause(const struct finder *f, size_t w)
{
    const struct word *words = f->tree->words;
    for (size_t x = words[w].head; x; x = words[x].head) {
        if (words[x].upos == UPOS_VERB || words[x].relation == REL_ROOT) {
            return x;
        }
    }
    return 0;
}

/* The date that the sentence gives what stands over w, else that in force, else publication. */
static struct edtf date_over(const struct finder *f, size_t w)
{
    const struct timex *timex = NULL;
    for (size_t x = governing_clause(f, w); x && !timex; x = governing_clause(f, x)) {
        timex = nearest(f, x);
    }
    bool stated = f->article->published_basis == DATE_STATED;
    return timex                          ? timex->value
           : edtf_is_set(f->time->before) ? f->time->before
           : stated                       ? f->article->published
                                          : (struct edtf){0};
}

/* "X joined, a year after Y had left": the step that leads to w from what stands over it, or NULL.
 */
static const struct timex *step_to(const struct finder *f, size_t w)
{
    for (size_t c = 0; (c = tree_child(f->tree, w, c));) {
        enum relation relation = f->tree->words[c].relation;
        const struct timex *timex = time_at(f, c);
        if ((relation == REL_MARK || relation == REL_CASE) && timex && timex->step.unit) {
            return timex;
        }
    }
    return NULL;
}

/* Does the date lie behind the day of publication? */
static bool lies_ahead(const struct finder *f, struct edtf date)
{
    int32_t published = edtf_last(f->article->published);
    return f->article->published_basis == DATE_STATED && published != DAY_AFTER_ALL &&
           edtf_first(date) > published && edtf_first(date) != DAY_AFTER_ALL;
}

/* "La Norvège rappelle demain son ambassadeur": what is dated behind the day of publication is yet
 * to come, whatever its tense; "talks due on Monday were cancelled": but for what was done, whose
 * date that is not. */
static void still_to_come(const struct finder *f, struct proposition *p)
{
    if (p->kind != PREDICATE_VERB || p->modality != MODALITY_FACT || !lies_ahead(f, p->date)) {
        return;
    }
    if (!p->perfective) {
        p->modality = MODALITY_PLANNED;
    } else if (p->dated == DATED_SENTENCE) {
        p->date = (struct edtf){0};
        p->dated = DATED_NOT;
    }
}

/* "X offered to mediate on Friday", told in the past: is the day of the week that of the offer? */
static bool is_told_day(const struct finder *f, size_t plan, const struct timex *timex)
{
    size_t over = governing_clause(f, plan);
    bool week = edtf_first(timex->ahead) - edtf_first(timex->value) == 7 &&
                timex->value.from.precision == PRECISION_DAY;
    return week && (is_past(f, plan) || (over && is_past(f, over)));
}

/* Does the expression that hangs in the clause date the plan's deed, not the planning? */
static bool dates_plan(const struct finder *f, const struct proposition *p, size_t clause)
{
    size_t link;
    return p->modality == MODALITY_PLANNED &&
           (clause == p->word ||
            (p->kind != PREDICATE_VERB && clause == light_verb_of(f, p->word, &link)));
}

void find_date(struct finder *f, struct proposition *p)
{
    size_t clause = p->word;
    const struct timex *timex = nearest(f, clause), *step = step_to(f, clause);
    p->perfective = p->kind == PREDICATE_VERB && !p->attributive && is_past(f, p->word);
    for (int depth = 0; !timex && !step && depth < 4; depth++) {
        clause = governing_clause(f, clause);
        if (!clause) {
            break;
        }
        timex = nearest(f, clause);
        step = step_to(f, clause);
        p->perfective |= p->kind != PREDICATE_VERB && depth == 0 && is_past(f, clause);
    }
    p->dated = clause == p->word ? DATED_CLAUSE : DATED_SENTENCE;
    const struct timex_list *expressions = &f->time->expressions;
    if (timex) {
        bool ahead = dates_plan(f, p, clause) && !is_told_day(f, p->word, timex);
        p->date = ahead ? timex->ahead : timex->value;
    } else if (step) {
        p->date = timex_step_from(step->step, date_over(f, clause));
    } else if (expressions->count && expressions->items[0].first <= 2 &&
               edtf_is_set(expressions->items[0].value)) {
        p->date = expressions->items[0].value;
        p->dated = DATED_SENTENCE;
    } else {
        p->date = f->time->before;
        p->dated = DATED_NARRATIVE;
    }
    p->dated = edtf_is_set(p->date) ? p->dated : DATED_NOT;
    still_to_come(f, p);
}
