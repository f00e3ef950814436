/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Finds what articles contradict each other in: numbers (dispute_numbers.c), speakers, whether a
 * thing happened, when, and whether it opened or closed a tie (dispute_events.c). The side that
 * more independent families tell is the better supported one; between equals the one that speaks
 * for its family, then the one told first. */
#include <stdlib.h>

#include "view/dispute.h"

const char *dispute_kind_name(enum dispute_kind kind)
{
    static const char *const names[] = {"number", "speaker", "realis", "state", "date"};
    return names[kind];
}

bool names_actor(const struct slice *actors, size_t count, struct slice actor)
{
    for (size_t i = 0; i < count; i++) {
        if (slice_equal(actors[i], actor)) {
            return true;
        }
    }
    return !actor.length;
}

void matter_add_actor(struct arena *arena, struct matter *matter, struct slice actor)
{
    if (!names_actor(matter->actors, matter->actor_count, actor) && actor.length) {
        *arena_push(arena, matter->actors, matter->actor_count) = actor;
    }
}

static bool told_by(const struct matter *matter, const struct voice *before, int64_t article,
                    struct slice key)
{
    for (const struct voice *v = matter->voices; v < before; v++) {
        if (v->article == article && slice_equal(v->key, key)) {
            return true;
        }
    }
    return false;
}

/* Do two articles have no word in common? */
static bool articles_clash(const struct matter *matter, int64_t x, int64_t y)
{
    bool has[2] = {false};
    for (size_t i = 0; i < matter->voice_count; i++) {
        const struct voice *v = &matter->voices[i];
        has[0] |= v->article == x;
        has[1] |= v->article == y;
        for (size_t j = 0; v->article == x && j < matter->voice_count; j++) {
            const struct voice *w = &matter->voices[j];
            if (w->article == y && slice_equal(v->key, w->key)) {
                return false;
            }
        }
    }
    return has[0] && has[1];
}

static bool matter_clashes(const struct matter *matter)
{
    for (size_t i = 0; i < matter->voice_count; i++) {
        for (size_t j = i + 1; j < matter->voice_count; j++) {
            if (articles_clash(matter, matter->voices[i].article, matter->voices[j].article)) {
                return true;
            }
        }
    }
    return false;
}

static bool side_has_family(const struct matter *matter, const struct voice *before,
                            struct slice key, int64_t family)
{
    for (const struct voice *v = matter->voices; v < before; v++) {
        if (v->family == family && slice_equal(v->key, key)) {
            return true;
        }
    }
    return false;
}

static struct dispute_side *side_of(struct arena *arena, struct dispute *dispute,
                                    struct slice **keys, size_t *key_count, struct slice key)
{
    for (size_t i = 0; i < *key_count; i++) {
        if (slice_equal((*keys)[i], key)) {
            return &dispute->sides[i];
        }
    }
    *arena_push(arena, *keys, *key_count) = key;
    struct dispute_side *side = arena_push(arena, dispute->sides, dispute->side_count);
    side->known = DAY_AFTER_ALL;
    return side;
}

static int side_compare(const void *left, const void *right)
{
    const struct dispute_side *x = left, *y = right;
    if (x->family_count != y->family_count) {
        return x->family_count > y->family_count ? -1 : 1;
    }
    if (x->speaks != y->speaks) {
        return x->speaks ? -1 : 1;
    }
    if (x->known != y->known) {
        return x->known < y->known ? -1 : 1;
    }
    return slice_compare(x->value, y->value);
}

const char *dispute_ground_name(enum dispute_ground ground)
{
    static const char *const names[] = {
        [GROUND_FAMILIES] = "families",
        [GROUND_SPEAKS] = "speaks",
        [GROUND_FIRST] = "first",
        [GROUND_NONE] = "none",
    };
    return names[ground];
}

static enum dispute_ground ground_of(const struct dispute *dispute)
{
    const struct dispute_side *first = &dispute->sides[0], *second = &dispute->sides[1];
    if (first->family_count != second->family_count) {
        return GROUND_FAMILIES;
    }
    if (first->speaks != second->speaks) {
        return GROUND_SPEAKS;
    }
    return first->known != second->known ? GROUND_FIRST : GROUND_NONE;
}

static struct slice reason_of(struct arena *arena, const struct dispute *dispute)
{
    const struct dispute_side *first = &dispute->sides[0], *second = &dispute->sides[1];
    struct slice day = day_text(arena, first->known);
    switch (dispute->ground) {
    case GROUND_FAMILIES:
        return slice_print(arena, "told by %zu families, the next by %zu", first->family_count,
                           second->family_count);
    case GROUND_SPEAKS:
        return SLICE("told by the article that speaks for its family");
    case GROUND_FIRST:
        return day.length
                   ? slice_print(arena, "as many families; told first, on %.*s", SLICE_ARGS(day))
                   : SLICE("as many families; told first");
    default:
        return SLICE("as many families, told on the same day");
    }
}

/* The longer of two ways to say it, of equals the first in byte order. */
static struct slice value_of(struct slice x, struct slice y)
{
    if (x.length != y.length) {
        return x.length > y.length ? x : y;
    }
    return slice_compare(x, y) < 0 ? x : y;
}

void matter_finish(struct finder *finder, struct matter *matter)
{
    struct slice *keys = NULL;
    size_t key_count = 0;
    if (!names_actor(matter->actors, matter->actor_count, finder->a) ||
        !names_actor(matter->actors, matter->actor_count, finder->b) || !matter_clashes(matter)) {
        return;
    }
    struct dispute *dispute = arena_push(finder->arena, finder->out->items, finder->out->count);
    *dispute = (struct dispute){.kind = matter->kind,
                                .subject = matter->subject,
                                .event = matter->event,
                                .counted = matter->counted,
                                .date = matter->date,
                                .actors = matter->actors,
                                .actor_count = matter->actor_count};
    for (size_t i = 0; i < matter->voice_count; i++) {
        const struct voice *v = &matter->voices[i];
        struct dispute_side *side = side_of(finder->arena, dispute, &keys, &key_count, v->key);
        side->family_count += !side_has_family(matter, v, v->key, v->family);
        side->value = value_of(side->value, v->value);
        side->known = v->known < side->known ? v->known : side->known;
        side->speaks |= v->family == v->article;
        if (!told_by(matter, v, v->article, v->key)) {
            side->article_count++;
            *arena_push(finder->arena, side->told, side->told_count) = v;
        }
    }
    qsort(dispute->sides, dispute->side_count, sizeof *dispute->sides, side_compare);
    dispute->ground = ground_of(dispute);
    dispute->reason = reason_of(finder->arena, dispute);
}

static bool detail_evidence(struct finder *finder, const struct ledger_detail *told,
                            struct view_evidence *out, struct error *err)
{
    const struct detail *detail = &told->detail;
    struct ledger_article article;
    struct slice sentence;
    if (!ledger_article_head(finder->arena, finder->ledger, told->article, &article, err) ||
        !ledger_detail_sentence(finder->arena, finder->ledger, told, &sentence, err)) {
        return false;
    }
    *out = (struct view_evidence){.article = told->article,
                                  .doc = article.doc,
                                  .title = article.title,
                                  .path = article.path,
                                  .published = article.published,
                                  .language = slice_copy(finder->arena, slice_of(article.language)),
                                  .basis = article.basis,
                                  .sentence = sentence,
                                  .begin = detail->begin - detail->sentence_begin,
                                  .end = detail->end - detail->sentence_begin};
    return true;
}

static int evidence_compare(const void *left, const void *right)
{
    const struct view_evidence *x = left, *y = right;
    int order = slice_compare(x->doc, y->doc);
    return order ? order : slice_compare(x->article, y->article);
}

static bool side_load(struct finder *finder, struct dispute_side *side, struct error *err)
{
    for (size_t i = 0; i < side->told_count; i++) {
        const struct voice *told = side->told[i];
        struct view_evidence *out = arena_push(finder->arena, side->evidence, side->evidence_count);
        bool done = told->support ? evidence_load(finder->arena, finder->ledger,
                                                  &told->support->number, 1, out, err)
                                  : detail_evidence(finder, told->detail, out, err);
        if (!done) {
            return false;
        }
    }
    qsort(side->evidence, side->evidence_count, sizeof *side->evidence, evidence_compare);
    return true;
}

static struct slice event_id(const struct dispute *dispute)
{
    return dispute->event ? dispute->event->id : SLICE("");
}

static int dispute_compare(const void *left, const void *right)
{
    const struct dispute *x = left, *y = right;
    if (x->kind != y->kind) {
        return x->kind < y->kind ? -1 : 1;
    }
    int order = slice_compare(x->subject, y->subject);
    return order ? order : slice_compare(event_id(x), event_id(y));
}

bool view_disputes(struct arena *arena, struct ledger *ledger, struct slice a, struct slice b,
                   struct view_time time, struct dispute_list *out, struct error *err)
{
    struct finder finder = {arena, ledger, a, b, time, out};
    struct ledger_dyad_list dyads;
    *out = (struct dispute_list){.limit = out->limit};
    const struct ledger_dyad_filter filter = {.a = a, .b = b, .known_by = time.known_by};
    if (!find_numbers(&finder, err) || !ledger_dyads(arena, ledger, &filter, &dyads, err)) {
        return false;
    }
    for (size_t i = 0; i < dyads.count; i++) {
        if (!find_in_dyad(&finder, &dyads.items[i], err)) {
            return false;
        }
    }
    out->found = out->count;
    if (out->count) {
        qsort(out->items, out->count, sizeof *out->items, dispute_compare);
    }
    out->count = out->limit && out->limit < out->count ? out->limit : out->count;
    for (size_t i = 0; i < out->count; i++) {
        for (size_t j = 0; j < out->items[i].side_count; j++) {
            if (!side_load(&finder, &out->items[i].sides[j], err)) {
                return false;
            }
        }
    }
    return true;
}
