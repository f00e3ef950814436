/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes the tokens of a sentence and the context, gives time expressions with EDTF values and moves
 * the narrative. Longest match from left to right over the rules of data/<lang>/time.txt (the
 * division of labour of HeidelTime, Strötgen and Gertz 2013: all language in resources, one
 * engine). Cost: linear in the sentence times the number of patterns; each start is capped. */
#include "timex/timex.h"

#include "timex/match.h"
#include "timex/resolve.h"

#define HINT_PIECES 8 /* how far before an expression a verb tells its tense */

#define BACKGROUND_DAYS (4 * 366) /* years that part the story from its background */

struct finder {
    struct arena *arena;
    const struct timex_rules *rules;
    struct piece_list pieces;
    struct timex_context *context;
    struct edtf passing; /* what a step of years leans on before the date in force */
    struct timex_list *out;
};

static bool ends_future(const struct timex_rules *rules, const struct piece *piece)
{
    for (size_t i = 0; i < rules->future_ending_count; i++) {
        if (piece->text.length > rules->future_endings[i].length && !piece->capital &&
            slice_ends(piece->text, rules->future_endings[i])) {
            return true;
        }
    }
    return false;
}

static bool closes_clause(const struct piece *piece)
{
    return piece->kind == PIECE_MARK && piece->text.length == 1 &&
           strchr(".;:!?()\"", piece->text.at[0]) != NULL;
}

/* Does the clause look ahead? The nearest hint before the expression decides. */
static bool looks_ahead(const struct finder *finder, size_t at)
{
    const struct timex_rules *rules = finder->rules;
    for (size_t n = 1; n <= HINT_PIECES && n <= at; n++) {
        const struct piece *piece = &finder->pieces.items[at - n];
        if (closes_clause(piece)) {
            return false;
        }
        if (piece->capital && at > n) { /* a name, or the month of May */
            continue;
        }
        if (match_class(rules, &finder->pieces, at - n, rules->past)) {
            return false;
        }
        if (match_class(rules, &finder->pieces, at - n, rules->future) ||
            ends_future(rules, piece)) {
            return true;
        }
    }
    return false;
}

static struct edtf published_date(const struct resolve_context *context, struct edtf like)
{
    if (context->published == DAY_BEFORE_ALL) {
        return (struct edtf){0};
    }
    struct edtf day = edtf_day(context->published);
    enum precision precision = like.from.precision;
    if (precision == PRECISION_DAY || precision <= PRECISION_DECADE) {
        return day;
    }
    return resolve_shift(day, precision == PRECISION_YEAR ? UNIT_YEAR : UNIT_MONTH, 0);
}

static struct timex_step step_of(const struct frame *frame)
{
    return (struct timex_step){frame_get(frame, FIELD_UNIT, UNIT_DAY),
                               frame_get(frame, FIELD_COUNT, 1),
                               frame_get(frame, FIELD_DIRECTION, 0)};
}

struct edtf timex_step_from(struct timex_step step, struct edtf date)
{
    enum frame_unit unit = (enum frame_unit)step.unit;
    return step.count == COUNT_VAGUE ? resolve_shift_vague(date, unit, step.direction)
                                     : resolve_shift(date, unit, step.count * step.direction);
}

static struct edtf shifted_date(const struct frame frames[2], const struct resolve_context *context)
{
    return timex_step_from(step_of(&frames[0]), resolve_frame(&frames[1], context));
}

/* "by 2030", "by the end of February": publication, as precise as the end, to the end. */
static struct edtf date_from_published(const struct frame *frame,
                                       const struct resolve_context *context)
{
    struct resolve_context ahead = *context;
    ahead.future = true;
    struct edtf to = resolve_frame(frame, &ahead);
    bool day = to.from.precision == PRECISION_YEAR;
    struct edtf from = published_date(context, day ? (struct edtf){0} : to);
    if (to.to.precision != PRECISION_NONE) { /* the end of a week is its Sunday */
        to.from = to.to;
        to.to = (struct edtf_point){0};
    }
    bool after = edtf_is_set(from) && edtf_is_set(to) && edtf_last(to) >= edtf_first(from);
    return !after ? edtf_is_set(to) ? edtf_until(to) : to
           : memcmp(&from.from, &to.from, sizeof from.from) == 0 ? to
                                                                 : edtf_between(from, to);
}

/* "over the last three years": three years back to publication. */
static struct edtf date_to_published(const struct frame *frame,
                                     const struct resolve_context *context)
{
    struct edtf from = resolve_frame(frame, context);
    struct edtf to = published_date(context, (struct edtf){0});
    return edtf_is_set(from) && edtf_is_set(to) ? edtf_between(from, to) : from;
}

static struct edtf period_vague(const struct frame *frame, const struct resolve_context *context,
                                bool after)
{
    int unit = frame_get(frame, FIELD_UNIT, UNIT_DAY);
    struct edtf like = {.from = {unit >= UNIT_YEAR    ? PRECISION_YEAR
                                 : unit >= UNIT_MONTH ? PRECISION_MONTH
                                                      : PRECISION_DAY}};
    struct edtf now = published_date(context, like);
    if (!edtf_is_set(now)) {
        return now;
    }
    return after ? edtf_since(now) : edtf_until(edtf_day(context->published));
}

static struct edtf anchor_of(const struct frame frames[2], const struct resolve_context *context)
{
    switch (frame_get(&frames[0], FIELD_FORM, FORM_PLAIN)) {
    case FORM_RANGE:
        return resolve_range(frames, context);
    case FORM_SHIFTED:
        return shifted_date(frames, context);
    case FORM_TO_PUBLISHED:
        return date_to_published(&frames[0], context);
    case FORM_FROM_PUBLISHED:
        return date_from_published(&frames[0], context);
    case FORM_PERIOD_BEFORE:
        return period_vague(&frames[0], context, false);
    case FORM_PERIOD_AFTER:
        return period_vague(&frames[0], context, true);
    case FORM_STEP:
    case FORM_UNKNOWN:
        return (struct edtf){0};
    default:
        return resolve_frame(&frames[0], context);
    }
}

static struct edtf open_end(struct edtf date, enum timex_relation relation, int form)
{
    bool set = edtf_is_set(date);
    switch (relation) {
    case TIMEX_SINCE:
        if (!set && form == FORM_UNKNOWN) {
            return edtf_since(edtf_unknown());
        }
        return set ? edtf_since(date) : date;
    case TIMEX_AFTER:
        return set ? edtf_since(date) : date;
    case TIMEX_BEFORE:
    case TIMEX_UNTIL:
        return set && form != FORM_FROM_PUBLISHED ? edtf_until(date) : date;
    case TIMEX_FOR:
        return (struct edtf){0};
    default:
        return date;
    }
}

/* "closed its border in 1993" told in passing: a mere year, long before the date in force. */
static bool is_background(const struct timex_context *context, struct edtf date)
{
    int32_t now =
        edtf_is_set(context->narrative) ? edtf_first(context->narrative) : context->published;
    return date.from.precision <= PRECISION_YEAR && now != DAY_BEFORE_ALL &&
           edtf_last(date) < now - BACKGROUND_DAYS;
}

/* What a relative date leans on: "signed in 1962 and left four years later" counts from the year
 * told in passing just before. */
static struct edtf narrative_of(const struct finder *finder, const struct frame *frame)
{
    bool years_on = frame_get(frame, FIELD_BASE, 0) == BASE_NARRATIVE &&
                    frame_get(frame, FIELD_UNIT, UNIT_DAY) >= UNIT_YEAR &&
                    frame_get(frame, FIELD_DIRECTION, 0) >= 0 &&
                    frame_get(frame, FIELD_SHIFT, 0) >= 0;
    return years_on && edtf_is_set(finder->passing) ? finder->passing : finder->context->narrative;
}

/* A date that has been moves the narrative; an entry of a chronology sets its year too. */
static void narrative_move(struct finder *finder, struct timex *timex, const struct frame *frame,
                           bool first)
{
    struct timex_context *context = finder->context;
    struct edtf date = timex->anchor;
    int form = frame_get(frame, FIELD_FORM, FORM_PLAIN);
    /* "reached five years earlier" looks back for one clause; at the start of a sentence it stays
     */
    bool glance = timex->from_narrative && frame_get(frame, FIELD_DIRECTION, 0) < 0 && !first;
    bool closed = edtf_is_set(date) && date.from.precision > PRECISION_DECADE &&
                  edtf_last(date) != DAY_AFTER_ALL;
    if (timex->relation != TIMEX_AT || !closed || glance || frame_has(frame, FIELD_ASIDE) ||
        form == FORM_TO_PUBLISHED || form == FORM_FROM_PUBLISHED) {
        return;
    }
    bool background = is_background(context, date);
    finder->passing = context->passing = background ? date : (struct edtf){0};
    if (background ||
        (context->published != DAY_BEFORE_ALL && edtf_first(date) > context->published)) {
        return;
    }
    context->narrative = date;
    timex->moves = true;
    if (date.from.precision == PRECISION_DAY) {
        context->day = date;
    }
    if (form == FORM_HEADER && frame_has(frame, FIELD_YEAR)) {
        context->chronicle = date.from.year;
    }
}

static void timex_add(struct finder *finder, size_t at, const struct timex_match *match)
{
    const struct frame *frame = &match->frames[0];
    int form = frame_get(frame, FIELD_FORM, FORM_PLAIN);
    if (form == FORM_DROP) {
        return;
    }
    const struct timex_context *known = finder->context;
    enum timex_relation relation = (enum timex_relation)frame_get(frame, FIELD_RELATION, TIMEX_AT);
    struct resolve_context context = {known->published, narrative_of(finder, frame), known->day,
                                      known->chronicle,
                                      relation == TIMEX_AFTER || looks_ahead(finder, at)};
    struct timex *timex = arena_push(finder->arena, finder->out->items, finder->out->count);
    timex->first = finder->pieces.items[at].token;
    timex->last = finder->pieces.items[match->end - 1].token;
    timex->relation = relation;
    timex->step = form == FORM_STEP ? step_of(frame) : (struct timex_step){0};
    timex->anchor = relation == TIMEX_FOR ? (struct edtf){0} : anchor_of(match->frames, &context);
    timex->value = open_end(timex->anchor, relation, form);
    context.future = true;
    timex->ahead = relation == TIMEX_FOR
                       ? timex->value
                       : open_end(anchor_of(match->frames, &context), relation, form);
    bool full = frame_has(frame, FIELD_YEAR) || frame_has(frame, FIELD_DECADE) ||
                frame_has(&match->frames[1], FIELD_YEAR);
    timex->of_noun = frame_get(frame, FIELD_ASIDE, 0) == ASIDE_NOUN;
    timex->from_narrative = frame_get(frame, FIELD_BASE, 0) == BASE_NARRATIVE;
    timex->relative = timex->from_narrative || !full;
    narrative_move(finder, timex, frame, at == 0);
}

bool timex_perfect_now(const struct timex_rules *rules, struct slice auxiliary)
{
    uint32_t piece = map_get(&rules->pieces, auxiliary);
    const struct phrase *p = piece == MAP_NONE ? NULL : rules->phrases[piece];
    while (p && (p->class_index != rules->present_perfect || p->count > 1)) {
        p = p->next;
    }
    return p != NULL;
}

void timex_find(struct arena *arena, const struct timex_rules *rules,
                const struct sentence *sentence, struct timex_context *context,
                struct timex_list *out)
{
    struct finder finder = {.arena = arena,
                            .rules = rules,
                            .context = context,
                            .passing = context->passing,
                            .out = out};
    context->passing = (struct edtf){0};
    *out = (struct timex_list){0};
    pieces_of(arena, &rules->pieces, sentence, &finder.pieces);
    for (size_t at = 0; at < finder.pieces.count;) {
        struct timex_match match;
        match_find(rules, &finder.pieces, at, &match);
        if (match.end == at) {
            at++;
            continue;
        }
        timex_add(&finder, at, &match);
        at = match.end;
    }
}
