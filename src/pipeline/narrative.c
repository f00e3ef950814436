/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes the sentences of an article with their trees; gives each its time expressions and the date
 * in force as it begins, which dates what the sentence does not date itself. A date that the text
 * tells stays in force until another comes; one told aside ("which it left in May") dates nothing
 * beyond its clause. The story returns to where it was left after a look back in the pluperfect,
 * and to no date at all (then publication bounds it) under a heading, in a new paragraph after a
 * date that lies further back than the news of the week, and, for one sentence, where the present
 * follows a date that was told in the past: "X closed its border last week. Y demands …". What
 * leans on the date ("the next day") keeps it. Captions and links to other stories see it but do
 * not move it. Cost: linear in the words. */
#include "pipeline/inside.h"

#define NEWS_DAYS 10 /* the news of a week, told a few days later */

/* The telling up to a sentence. */
struct telling {
    struct timex_context context;
    struct edtf story; /* the date in force outside a look back */
    bool back;         /* in a look back */
    bool headed;       /* the year of the chronology is that of the heading … */
    int chronicle;     /* … and was this before it */
    bool past;         /* a sentence in the past told the date in force */
    struct edtf aside; /* the day last told, if told aside: "the next day" leans on it */
};

/* Is the sentence told in the pluperfect: "avait rompu", "had been expelled"? */
static bool is_pluperfect(const struct tree *tree)
{
    size_t root = tree_child(tree, 0, 0);
    const struct word *verb = &tree->words[root];
    bool past = root && verb->verb_form == VERB_FORM_PART && verb->tense == TENSE_PAST;
    for (size_t c = 0; past && (c = tree_child(tree, root, c));) {
        const struct word *word = &tree->words[c];
        if (word->relation == REL_AUX && word->subtype != SUB_PASS &&
            (word->tense == TENSE_IMP || word->tense == TENSE_PAST)) {
            return true;
        }
    }
    return false;
}

/* The word of the expression that hangs outside it. */
static size_t expression_head(const struct tree *tree, const struct timex *timex)
{
    for (size_t w = timex->first + 1; w <= timex->last + 1 && w <= tree->count; w++) {
        size_t head = tree->words[w].head;
        if (head < timex->first + 1 || head > timex->last + 1) {
            return w;
        }
    }
    return 0;
}

/* How many subordinate clauses, asides and second clauses the expression lies in. */
static size_t clauses_above(const struct tree *tree, const struct timex *timex)
{
    size_t count = 0;
    for (size_t w = expression_head(tree, timex); w; w = tree->words[w].head) {
        enum relation r = tree->words[w].relation;
        count += r == REL_ACL || r == REL_ADVCL || r == REL_CCOMP || r == REL_APPOS ||
                 r == REL_PARATAXIS || r == REL_CSUBJ;
        count += r == REL_CONJ && tree->words[w].upos == UPOS_VERB;
    }
    return count;
}

/* Does the expression lie in a clause told aside: "which it left on 3 May", "the accord signed in
 * May"? "All began with the accord signed on 3 May" tells it. */
static bool is_aside(const struct tree *tree, const struct timex *timex)
{
    for (size_t w = expression_head(tree, timex); w; w = tree->words[w].head) {
        enum relation r = tree->words[w].relation;
        bool day = timex->anchor.from.precision == PRECISION_DAY;
        if (r == REL_APPOS || (r == REL_ACL && (!day || tree->words[w].subtype == SUB_RELCL))) {
            return true;
        }
    }
    return false;
}

/* The last day that the sentence tells aside, or unset. */
static struct edtf last_aside(const struct tree *tree, const struct timex_list *expressions)
{
    struct edtf day = {0};
    for (size_t i = 0; i < expressions->count && tree->count; i++) {
        const struct timex *timex = &expressions->items[i];
        bool aside = timex->moves && is_aside(tree, timex);
        day = aside && timex->anchor.from.precision == PRECISION_DAY ? timex->anchor : day;
    }
    return day;
}

/* Of the dates that a sentence tells that of its main clause is in force from then on, of several
 * the last; false if it tells none. */
static bool narrative_settle(const struct tree *tree, const struct timex_list *expressions,
                             struct edtf before, struct timex_context *context)
{
    size_t least = SIZE_MAX;
    context->narrative = before;
    for (size_t i = 0; i < expressions->count && tree->count; i++) {
        const struct timex *timex = &expressions->items[i];
        size_t clauses = timex->moves ? clauses_above(tree, timex) : SIZE_MAX;
        if (timex->moves && clauses <= least && !is_aside(tree, timex)) {
            least = clauses;
            context->narrative = timex->anchor;
            context->day =
                timex->anchor.from.precision == PRECISION_DAY ? timex->anchor : context->day;
        }
    }
    return least < SIZE_MAX;
}

/* Is the sentence told as of now: "finances", "is closing", "is accused", where the language's
 * perfect is of the present also "has closed"? */
static bool is_present(const struct timex_rules *rules, const struct tree *tree)
{
    size_t root = tree_child(tree, 0, 0), auxiliary = tree_child_with(tree, root, REL_AUX);
    size_t copula = tree_child_with(tree, root, REL_COP);
    const struct word *verb = &tree->words[root];
    const struct word *finite = &tree->words[auxiliary ? auxiliary : copula ? copula : root];
    if ((verb->upos != UPOS_VERB && !copula) || finite->verb_form != VERB_FORM_FIN ||
        finite->tense != TENSE_PRES) {
        return false;
    }
    return !auxiliary || verb->tense == TENSE_PRES || finite->subtype == SUB_PASS ||
           timex_perfect_now(rules, finite->lemma);
}

static bool in_past(const struct word *word)
{
    return word->tense == TENSE_PAST || word->tense == TENSE_IMP;
}

/* Is it told in the past: "closed", "a fermé", "did not close", "was in Paris"? */
static bool is_past(const struct tree *tree)
{
    size_t root = tree_child(tree, 0, 0);
    const struct word *verb = &tree->words[root];
    bool past = (verb->upos == UPOS_VERB || verb->upos == UPOS_AUX) && in_past(verb);
    for (size_t c = 0; !past && (c = tree_child(tree, root, c));) {
        enum relation r = tree->words[c].relation;
        past = (r == REL_AUX || r == REL_COP) && in_past(&tree->words[c]);
    }
    return past;
}

/* Do words of the sentence lean on the date in force: "the next day", "two weeks earlier"? */
static bool leans(const struct timex_list *expressions)
{
    for (size_t i = 0; i < expressions->count; i++) {
        if (expressions->items[i].from_narrative) {
            return true;
        }
    }
    return false;
}

/* Is the date in force older than what the article brings as news? */
static bool is_old(const struct telling *telling)
{
    const struct timex_context *context = &telling->context;
    return edtf_is_set(context->narrative) &&
           edtf_last(context->narrative) < context->published - NEWS_DAYS;
}

/* The look back in the pluperfect begins, or the story goes on where it was left. */
static void look_back(struct telling *telling, const struct tree *tree)
{
    bool far = is_pluperfect(tree);
    if (far && !telling->back) {
        telling->story = telling->context.narrative;
    } else if (!far && telling->back) {
        telling->context.narrative = telling->story;
    }
    telling->back = far;
}

/* The expressions of the sentence; "the next day" at its start leans on the day last told, though
 * it was told aside. */
static void find_expressions(struct arena *arena, const struct timex_rules *rules,
                             const struct sentence *sentence, struct telling *telling,
                             struct timex_list *out)
{
    struct timex_context start = telling->context;
    timex_find(arena, rules, sentence, &telling->context, out);
    if (out->count && out->items[0].from_narrative && edtf_is_set(telling->aside)) {
        telling->context = start;
        telling->context.narrative = telling->aside;
        *out = (struct timex_list){0};
        timex_find(arena, rules, sentence, &telling->context, out);
    }
}

/* The expressions of sentence i, with what they leave in force. */
static void read_sentence(struct arena *arena, const struct timex_rules *rules, size_t i,
                          struct telling *telling, struct reading *reading)
{
    const struct sentence *sentence = &reading->sentences.items[i];
    const struct tree *tree = &reading->trees.items[i];
    struct sentence_time *time = &reading->times[i];
    struct timex_context *context = &telling->context;
    bool opens = i && sentence[-1].paragraph != sentence->paragraph;
    bool bounded = reading->article.published_basis == DATE_STATED &&
                   context->published != DAY_BEFORE_ALL && telling->past && !telling->back;
    bool old = bounded && opens && is_old(telling);
    bool now = bounded && is_present(rules, tree);
    time->before = context->narrative;
    find_expressions(arena, rules, sentence, telling, &time->expressions);
    bool moved = narrative_settle(tree, &time->expressions, time->before, context);
    struct edtf aside = last_aside(tree, &time->expressions);
    telling->aside = edtf_is_set(aside) || moved ? aside : telling->aside;
    if ((old || now) && !leans(&time->expressions)) {
        time->before = (struct edtf){0};
        context->narrative = old && !moved ? time->before : context->narrative;
    }
    telling->past = moved ? is_past(tree) : telling->past;
    time->narrative = context->narrative;
}

/* Another story, another time. */
static void end_section(struct telling *telling)
{
    telling->context.narrative = (struct edtf){0};
    if (telling->headed) {
        telling->context.chronicle = telling->chronicle;
        telling->headed = false;
    }
}

/* "What happened in 2017?": the days told under the heading, up to the next, are of that year. */
static void set_year(const struct timex_list *expressions, struct telling *telling)
{
    struct timex_context *context = &telling->context;
    telling->chronicle = context->chronicle;
    for (size_t i = 0; i < expressions->count; i++) {
        const struct timex *timex = &expressions->items[i];
        bool year = timex->anchor.from.precision == PRECISION_YEAR &&
                    timex->anchor.to.precision == PRECISION_NONE;
        if (year && timex->relation == TIMEX_AT && !timex->relative) {
            context->chronicle = timex->anchor.from.year;
            telling->headed = true;
        }
    }
}

void read_time(struct arena *arena, const struct timex_rules *rules, int32_t day,
               struct reading *reading)
{
    struct telling telling = {.context = {.published = day}};
    if (day == DAY_BEFORE_ALL && edtf_is_set(reading->article.published)) {
        telling.context.chronicle = reading->article.published.from.year; /* "in May" is then */
    }
    size_t count = reading->sentences.count;
    reading->times = arena_array(arena, count, sizeof *reading->times);
    for (size_t i = 0; i < count; i++) {
        uint32_t paragraph = reading->sentences.items[i].paragraph;
        enum paragraph_kind kind = reading->article.paragraphs[paragraph].kind;
        look_back(&telling, &reading->trees.items[i]);
        if (kind == PARAGRAPH_HEADING) {
            end_section(&telling);
        }
        struct timex_context before = telling.context;
        read_sentence(arena, rules, i, &telling, reading);
        if (kind == PARAGRAPH_HEADING) {
            set_year(&reading->times[i].expressions, &telling);
        }
        if (kind == PARAGRAPH_CAPTION || kind == PARAGRAPH_LINK) {
            telling.context = before;
        }
    }
}
