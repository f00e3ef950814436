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

/* Edges from the expression up to w; -1 if w does not govern it or another clause lies between. */
static int distance_up(const struct finder *f, size_t from, size_t w, bool lasting)
{
    const struct word *words = f->tree->words;
    int steps = 0;
    for (size_t x = from; x; x = words[x].head, steps++) {
        if (x == w) {
            return steps;
        }
        bool clause = x != from && words[x].upos == UPOS_VERB &&
                      (words[x].relation == REL_ACL || words[x].relation == REL_ADVCL ||
                       words[x].relation == REL_CCOMP || words[x].relation == REL_PARATAXIS);
        bool aside = words[x].relation == REL_APPOS; /* "X, a candidate since 2012, has …" */
        if (clause || aside || (lasting && x != from && is_standing_aside(f, x))) {
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
        bool lasting = edtf_last(timex->value) == DAY_AFTER_ALL;
        int distance = distance_up(f, expression_head(f, timex), w, lasting);
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

/* "La Norvège rappelle demain son ambassadeur": what is dated behind the day of publication is yet
 * to come, whatever its tense. */
static void still_to_come(const struct finder *f, struct proposition *p)
{
    int32_t published = edtf_last(f->article->published);
    bool later = f->article->published_basis == DATE_STATED && published != DAY_AFTER_ALL &&
                 edtf_first(p->date) > published && edtf_first(p->date) != DAY_AFTER_ALL;
    if (later && p->kind == PREDICATE_VERB && p->modality == MODALITY_FACT && !p->perfective) {
        p->modality = MODALITY_PLANNED;
    }
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
    const struct timex *timex = nearest(f, p->word);
    size_t clause = p->word;
    p->perfective = p->kind == PREDICATE_VERB && !p->attributive && is_past(f, p->word);
    for (int depth = 0; !timex && depth < 4; depth++) {
        clause = governing_clause(f, clause);
        if (!clause) {
            break;
        }
        timex = nearest(f, clause);
        p->perfective |= p->kind != PREDICATE_VERB && depth == 0 && is_past(f, clause);
    }
    if (timex) {
        p->date = dates_plan(f, p, clause) ? timex->ahead : timex->value;
        p->dated = clause == p->word ? DATED_CLAUSE : DATED_SENTENCE;
        still_to_come(f, p);
        return;
    }
    if (f->time->expressions.count && f->time->expressions.items[0].first <= 2 &&
        edtf_is_set(f->time->expressions.items[0].value)) {
        p->date = f->time->expressions.items[0].value;
        p->dated = DATED_SENTENCE;
    } else if (edtf_is_set(f->time->before)) {
        p->date = f->time->before;
        p->dated = DATED_NARRATIVE;
    }
}
