/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Walks the ledger for an export. Formats of claims are written article by article; formats of
 * events and bonds pair by pair, each pair folded from its claims, so that --known-by needs no
 * other way. Memory: two codes for each pair, and the claims of one article or pair. */
#include "exchange/export.h"

#include <assert.h>

static const struct export_format *const formats[] = {
    &format_tsv,     &format_csv,   &format_jsonl,          &format_plover,
    &format_polecat, &format_gdelt, &format_gdelt_mentions, &format_gexf,
    &format_graphml,
};

static const struct export_format *format_named(const char *name)
{
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        if (strcmp(formats[i]->name, name) == 0) {
            return formats[i];
        }
    }
    return NULL;
}

/* As the answers do it: done by the day, or announced by it. */
static bool is_reached(const struct export_job *job, struct edtf date, enum realis realis,
                       int32_t known)
{
    return reached_day(event_day(date, known), realis, known) <= job->request->time.as_of;
}

struct slice export_day(struct arena *arena, int32_t day)
{
    bool known = day != DAY_BEFORE_ALL && day != DAY_AFTER_ALL;
    return known ? edtf_print(arena, edtf_day(day)) : SLICE("");
}

struct slice export_date(struct arena *arena, struct edtf date)
{
    return edtf_is_set(date) ? edtf_print(arena, date) : SLICE("");
}

static bool is_iso(struct slice code)
{
    bool upper = code.length == 3;
    for (size_t i = 0; upper && i < code.length; i++) {
        upper = code.at[i] >= 'A' && code.at[i] <= 'Z';
    }
    return upper;
}

struct actor_facts actor_facts(const struct export_job *job, struct slice code)
{
    static const char *const kinds[] = {"state", "organisation", "group", "collective"};
    const struct actor_register *actors = job->request->actors;
    struct actor_facts facts = {.name = code, .sector = "", .kind = ""};
    uint32_t index = actor_by_code(actors, code);
    if (index == UINT32_MAX) {
        return facts;
    }
    const struct actor *actor = actor_at(actors, index);
    uint32_t home = actor->state.length ? actor_by_code(actors, actor->state) : UINT32_MAX;
    facts.name = actor->name_en.length ? actor->name_en : code;
    facts.kind = kinds[actor->kind];
    facts.sector = actor->kind == ACTOR_ORGANISATION ? "IGO" : "";
    facts.wikidata = actor->wikidata;
    facts.iso = is_iso(actor->code) ? actor->code : actor->state;
    facts.cow = actor->cow.length    ? actor->cow
                : home != UINT32_MAX ? actor_at(actors, home)->cow
                                     : SLICE("");
    return facts;
}

const struct ledger_article *article_of(const struct export_job *job, struct slice id)
{
    uint32_t at = map_get(&job->article_by_id, id);
    assert(at != MAP_NONE);
    return &job->articles[at];
}

bool span_stands(const struct export_job *job, const struct bond_span *span)
{
    bool stands = span->state == BOND_STATE_IN_FORCE || span->state == BOND_STATE_STRAINED;
    return stands && span->first <= job->request->time.as_of;
}

/* Gives what was written to the sink. */
static bool give(struct export_job *job, struct exchange_sink sink, struct error *err)
{
    bool done = !job->out.length || sink.write(sink.context, buffer_slice(&job->out), err);
    job->out.length = 0;
    arena_free(&job->scratch);
    return done;
}

/* Are the actors that the request names, if any, among these two? */
static bool are_asked(const struct export_job *job, struct slice one, struct slice other)
{
    struct slice a = job->request->a, b = job->request->b;
    return (!a.length || slice_equal(one, a) || slice_equal(other, a)) &&
           (!b.length || slice_equal(one, b) || slice_equal(other, b));
}

static bool write_article(struct export_job *job, const struct export_format *format,
                          const struct ledger_article *article, struct error *err)
{
    const struct ledger_filter filter = {
        .article = article->id, .known_by = job->request->time.known_by, .with_text = true};
    struct ledger_claim_list claims;
    struct ledger_article full = {0};
    if (!ledger_claims(&job->scratch, job->ledger, &filter, &claims, err) ||
        (format->wants_text && claims.count &&
         !ledger_article_by_id(&job->scratch, job->ledger, article->id, &full, err))) {
        return false;
    }
    job->text = full.text;
    for (size_t i = 0; i < claims.count; i++) {
        const struct ledger_claim *claim = &claims.items[i];
        if (are_asked(job, claim->claim.source, claim->claim.target) &&
            is_reached(job, claim->claim.date, claim->claim.realis, claim->known)) {
            format->claim(job, article, claim);
        }
    }
    return true;
}

/* What the walk over all articles needs. */
struct article_walk {
    struct export_job *job;
    const struct export_format *format;
    struct exchange_sink sink;
};

static bool visit_article(void *context, const struct ledger_article *article, struct error *err)
{
    const struct article_walk *walk = context;
    return !article->claim_count || (write_article(walk->job, walk->format, article, err) &&
                                     give(walk->job, walk->sink, err));
}

/* The folded events and bonds of a pair; they live in the scratch arena. */
static bool fold_pair(struct export_job *job, const struct ledger_pair *pair,
                      struct ledger_view *out, struct error *err)
{
    const struct ledger_filter filter = {
        .a = pair->a, .b = pair->b, .known_by = job->request->time.known_by};
    struct ledger_claim_list *claims = arena_alloc(&job->scratch, sizeof *claims);
    if (!ledger_claims(&job->scratch, job->ledger, &filter, claims, err)) {
        return false;
    }
    ledger_fold_claims(&job->scratch, claims, out);
    return true;
}

/* Finds the articles of all claims of the pair. */
static bool load_articles(struct export_job *job, const struct ledger_view *view, struct error *err)
{
    struct arena *arena = &job->scratch;
    job->articles = NULL;
    job->article_count = 0;
    job->article_by_id = (struct map){0};
    for (size_t i = 0; i < view->event_count; i++) {
        for (size_t j = 0; j < view->events[i].claim_count; j++) {
            struct slice id = view->events[i].claims[j]->article;
            if (map_get(&job->article_by_id, id) != MAP_NONE) {
                continue;
            }
            map_put(&job->article_by_id, arena, id, (uint32_t)job->article_count);
            struct ledger_article *article = arena_push(arena, job->articles, job->article_count);
            if (!ledger_article_head(arena, job->ledger, id, article, err)) {
                return false;
            }
        }
    }
    return true;
}

static void write_pair(struct export_job *job, const struct export_format *format,
                       const struct ledger_view *view)
{
    for (size_t i = 0; format->event && i < view->event_count; i++) {
        const struct ledger_event *event = &view->events[i];
        if (is_reached(job, event->date, event->realis, event->known)) {
            format->event(job, event);
        }
    }
    for (size_t i = 0; format->bond && i < view->bond_count; i++) {
        format->bond(job, &view->bonds[i]);
    }
}

bool note_actor(struct export_job *job, struct slice code)
{
    if (map_get(&job->actor_seen, code) != MAP_NONE) {
        return false;
    }
    struct slice *actor = arena_push(&job->arena, job->actors, job->actor_count);
    *actor = slice_copy(&job->arena, code);
    map_put(&job->actor_seen, &job->arena, *actor, 1);
    return true;
}

static void note_actors(struct export_job *job, const struct ledger_view *view)
{
    for (size_t i = 0; i < view->bond_count; i++) {
        const struct ledger_bond *bond = &view->bonds[i];
        bool shown = false;
        for (size_t j = 0; j < bond->span_count; j++) {
            shown |= span_stands(job, &bond->spans[j]);
        }
        if (shown) {
            note_actor(job, bond->a);
            note_actor(job, bond->b);
        }
    }
}

static bool find_actors(struct export_job *job, const struct ledger_pair *pairs, size_t count,
                        struct error *err)
{
    for (size_t i = 0; i < count; i++) {
        struct ledger_view view;
        if (!fold_pair(job, &pairs[i], &view, err)) {
            return false;
        }
        note_actors(job, &view);
        arena_free(&job->scratch);
    }
    return true;
}

static bool write_pairs(struct export_job *job, const struct export_format *format,
                        const struct ledger_pair *pairs, size_t count, struct exchange_sink sink,
                        struct error *err)
{
    for (size_t i = 0; i < count; i++) {
        struct ledger_view view;
        if (!fold_pair(job, &pairs[i], &view, err) ||
            (format->wants_articles && !load_articles(job, &view, err))) {
            return false;
        }
        write_pair(job, format, &view);
        if (!give(job, sink, err)) {
            return false;
        }
    }
    return true;
}

/* The pairs that are asked for. */
static bool find_pairs(struct export_job *job, struct ledger_pair **out, size_t *out_count,
                       struct error *err)
{
    size_t count, kept = 0;
    if (!ledger_pairs(&job->arena, job->ledger, out, &count, err)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        if (are_asked(job, (*out)[i].a, (*out)[i].b)) {
            (*out)[kept++] = (*out)[i];
        }
    }
    *out_count = kept;
    return true;
}

static bool find_today(struct export_job *job, struct error *err)
{
    job->today = job->request->time.as_of;
    return job->today != DAY_AFTER_ALL || ledger_latest_day(job->ledger, &job->today, err);
}

static bool export_all(struct export_job *job, const struct export_format *format,
                       struct exchange_sink sink, struct error *err)
{
    struct ledger_pair *pairs = NULL;
    size_t count = 0;
    bool folded = format->event || format->bond;
    struct article_walk walk = {job, format, sink};
    if (!find_today(job, err) || (folded && !find_pairs(job, &pairs, &count, err)) ||
        (format->wants_actors && !find_actors(job, pairs, count, err))) {
        return false;
    }
    if (format->begin) {
        format->begin(job);
    }
    if ((format->claim && !ledger_articles_each(job->ledger, visit_article, &walk, err)) ||
        !write_pairs(job, format, pairs, count, sink, err)) {
        return false;
    }
    if (format->end) {
        format->end(job);
    }
    return give(job, sink, err);
}

bool exchange_export(struct ledger *ledger, const struct exchange_request *request,
                     struct exchange_sink sink, struct error *err)
{
    struct export_job job = {.ledger = ledger, .request = request};
    const struct export_format *format = format_named(request->format);
    assert(format);
    bool done = export_all(&job, format, sink, err);
    buffer_free(&job.out);
    arena_free(&job.scratch);
    arena_free(&job.arena);
    return done;
}
