/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Reads a file of another data set line by line into the ledger. A record becomes claims of an
 * article whose text is what the data set says: the sentence where there is one, else the row
 * itself, so that `why` always leads to what was read. Ids are the data set's own where they are
 * like ours, else hashes of origin, id and content, so that importing twice changes nothing.
 *
 * Cost: one look at the register for a name, one transaction for a thousand articles. */
#include "exchange/import.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

#include "base/limits.h"
#include "base/utf8.h"

#define COMMIT_EVERY 1000 /* articles */
#define ID_DIGITS 16

static const struct import_format *const formats[] = {&import_plover, &import_polecat,
                                                      &import_icews, &import_gdelt};

static const struct import_format *format_named(const char *name)
{
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        if (strcmp(formats[i]->name, name) == 0) {
            return formats[i];
        }
    }
    return NULL;
}

bool import_refuse(struct import_job *job, const char *format, ...)
{
    char what[200];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(what, sizeof what, format, arguments);
    va_end(arguments);
    log_finding(job->import->log, "%s:%zu: %s; left out", job->import->path, job->line.number,
                what);
    job->tally->bad++;
    return true;
}

/* ----------------------------------------------------------------- actors */

/* The actor that bears the name on the day, or UINT32_MAX. Adjectives, peoples, capitals and bare
 * surnames are no names of a side. */
static uint32_t actor_named(struct import_job *job, struct slice name, int32_t day)
{
    struct slice folded = utf8_fold(&job->row, name);
    struct actor_names names = actor_lookup(job->import->actors, folded);
    for (size_t i = 0; i < names.count; i++) {
        const struct actor_name *one = names.items[i];
        bool plain = one->kind == NAME_PROPER || one->kind == NAME_FORMER ||
                     one->kind == NAME_SEAT || one->kind == NAME_BODY || one->kind == NAME_PERSON;
        if (plain && actor_name_holds(one, day)) {
            return one->actor;
        }
    }
    return UINT32_MAX;
}

static bool is_state(const struct import_job *job, uint32_t actor)
{
    return actor != UINT32_MAX && actor_at(job->import->actors, actor)->kind == ACTOR_STATE;
}

/* Does the side act for its state: no sector, or one of those that do? */
static bool acts_for_state(const struct import_job *job, struct slice sectors)
{
    bool any = false;
    while (sectors.length) {
        size_t end = 0;
        while (end < sectors.length && sectors.at[end] != ';' && sectors.at[end] != ',') {
            end++;
        }
        struct slice one = slice_trim(slice_part(sectors, 0, end));
        if (one.length && codes_sector_is_state(job->import->codes, one)) {
            return true;
        }
        any |= one.length > 0;
        sectors = slice_part(sectors, end < sectors.length ? end + 1 : end, sectors.length);
    }
    return !any;
}

static uint32_t state_of(struct import_job *job, const struct import_party *party, int32_t day)
{
    const struct actor_register *actors = job->import->actors;
    uint32_t state = actor_by_code(actors, party->country);
    if (!is_state(job, state) && party->country.length) {
        state = actor_by_code(actors, codes_group(job->import->codes, party->country));
    }
    if (!is_state(job, state) && party->country.length) {
        state = actor_named(job, party->country, day);
    }
    if (!is_state(job, state) && party->cow.length) {
        state = map_get(&job->cow, party->cow);
    }
    return is_state(job, state) ? state : UINT32_MAX;
}

static uint32_t find_actor(struct import_job *job, const struct import_party *party, int32_t day)
{
    const struct actor_register *actors = job->import->actors;
    uint32_t actor = UINT32_MAX;
    if (party->registered.length) {
        return actor_by_code(actors, party->registered);
    }
    if (party->group.length) {
        struct slice code = codes_group(job->import->codes, party->group);
        actor = actor_by_code(actors, code.length ? code : party->group);
        /* three letters that are no group here are no country either */
        actor = party->group.length == 3 && is_state(job, actor) ? UINT32_MAX : actor;
    }
    if (actor == UINT32_MAX && party->name.length) {
        actor = actor_named(job, party->name, day);
    }
    if (actor == UINT32_MAX && acts_for_state(job, party->sectors)) {
        actor = state_of(job, party, day);
    }
    return actor;
}

/* What a side that no actor bears is called in the message. */
static struct slice party_label(struct import_job *job, const struct import_party *party)
{
    const struct slice *given = &party->registered;
    given = given->length ? given : &party->name;
    given = given->length ? given : &party->group;
    if (given->length) {
        return *given;
    }
    return slice_trim(slice_print(&job->row, "%.*s %.*s", SLICE_ARGS(party->country),
                                  SLICE_ARGS(party->sectors)));
}

static bool party_is_empty(const struct import_party *party)
{
    return !party->registered.length && !party->group.length && !party->name.length &&
           !party->country.length && !party->cow.length;
}

/* The code of a side; empty where it is not in the register, which is told once for each name. */
static struct slice party_code(struct import_job *job, const struct import_party *party,
                               int32_t day)
{
    if (party_is_empty(party)) {
        return SLICE("-");
    }
    uint32_t actor = find_actor(job, party, day);
    if (actor != UINT32_MAX) {
        return actor_at(job->import->actors, actor)->code;
    }
    struct slice label = party_label(job, party);
    if (map_get(&job->unknown, label) == MAP_NONE) {
        map_put(&job->unknown, &job->arena, slice_copy(&job->arena, label), 1);
        log_finding(job->import->log,
                    "%s:%zu: no actor '%.*s' in the register; rows with it are "
                    "left out",
                    job->import->path, job->line.number, SLICE_ARGS(label));
    }
    return SLICE("");
}

static void index_cow(struct import_job *job)
{
    const struct actor_register *actors = job->import->actors;
    for (uint32_t i = 0; i < actor_count(actors); i++) {
        struct slice cow = actor_at(actors, i)->cow;
        if (cow.length) {
            map_put(&job->cow, &job->arena, cow, i);
        }
    }
}

/* ---------------------------------------------------------------- article */

static void pending_begin(struct import_job *job, const struct import_record *record)
{
    struct import_pending *pending = &job->pending;
    struct arena *arena = &pending->arena;
    pending->key = slice_copy(arena, record->key);
    pending->article = record->article;
    struct article *article = &pending->article;
    struct slice *const texts[] = {&article->id, &article->path, &article->title, &article->outlet,
                                   &article->published_evidence};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        *texts[i] = slice_copy(arena, *texts[i]);
    }
}

static bool begin(struct import_job *job, struct error *err)
{
    job->open = ledger_begin(job->ledger, err);
    return job->open;
}

static bool commit(struct import_job *job, struct error *err)
{
    job->open = !ledger_commit(job->ledger, err);
    return !job->open;
}

static bool pending_flush(struct import_job *job, struct error *err)
{
    struct import_pending *pending = &job->pending;
    size_t added = 0;
    bool done = true;
    if (pending->claims.count) {
        pending->article.text = buffer_slice(&pending->text);
        for (size_t i = 0; i < pending->claims.count; i++) {
            struct claim *claim = &pending->claims.items[i];
            claim->sentence =
                slice_part(pending->article.text, claim->sentence_begin, claim->sentence_end);
        }
        done = ledger_add_record(job->ledger, slice_of(job->import->format), &pending->article,
                                 &pending->claims, &added, err);
        job->tally->claims += added;
        job->tally->known += added ? 0 : pending->rows;
    }
    arena_free(&pending->arena);
    buffer_free(&pending->text);
    *pending = (struct import_pending){0};
    if (done && ++job->flushed % COMMIT_EVERY == 0) {
        done = commit(job, err) && begin(job, err);
    }
    return done;
}

/* Is the evidence a part of a sentence of that length? */
static bool span_is_sound(const struct import_span *span, size_t length)
{
    return span->sentence_begin <= span->begin && span->begin <= span->end &&
           span->end <= span->sentence_end && span->sentence_end - span->sentence_begin == length;
}

/* Lays the evidence at its place in the article, or behind all other text. False: another text lies
 * there, or the place cannot be that of the text. */
static bool lay_text(struct import_pending *pending, const struct import_record *record,
                     struct import_span *span)
{
    struct buffer *text = &pending->text;
    struct slice evidence = record->text;
    bool placed = record->span.sentence_end > 0;
    size_t at = placed ? record->span.sentence_begin : text->length + (text->length > 0);
    if (at + evidence.length > LIMIT_ARTICLE_BYTES ||
        (placed && !span_is_sound(&record->span, evidence.length))) {
        return false;
    }
    for (size_t i = 0; i < evidence.length && at + i < text->length; i++) {
        char there = text->at[at + i];
        if (there != '\n' && there != evidence.at[i]) {
            return false;
        }
    }
    while (text->length < at + evidence.length) {
        buffer_add(text, SLICE("\n"));
    }
    if (evidence.length) {
        memcpy(text->at + at, evidence.at, evidence.length);
    }
    *span = placed ? record->span : (struct import_span){0};
    span->sentence_begin = (uint32_t)at;
    span->sentence_end = (uint32_t)(at + evidence.length);
    span->begin = placed ? span->begin : span->sentence_begin;
    span->end = placed ? span->end : span->sentence_end;
    return true;
}

/* ----------------------------------------------------------------- claims */

static bool is_id(struct slice text)
{
    bool good = text.length == ID_DIGITS;
    for (size_t i = 0; good && i < text.length; i++) {
        good = strchr("0123456789abcdef", text.at[i]) && text.at[i];
    }
    return good;
}

static struct slice claim_id(struct import_job *job, const struct import_record *record,
                             const struct claim *claim)
{
    const struct slice parts[] = {
        slice_of(job->import->format),           record->id,    record->text,
        slice_of(event_type_name(claim->event)), claim->source, claim->target};
    uint64_t hash = 0;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        hash = slice_hash(SLICE("\n"), slice_hash(parts[i], hash));
    }
    return slice_print(&job->pending.arena, "%016llx", (unsigned long long)hash);
}

/* What the claims of one record share. */
struct claim_common {
    const struct import_record *record;
    struct import_span span;
    bool own_id; /* the record makes one claim, under its own id */
};

static void add_claim(struct import_job *job, const struct claim_common *common,
                      const struct import_event *event, struct slice source, struct slice target)
{
    struct import_pending *pending = &job->pending;
    const struct import_record *record = common->record;
    struct claim *claim = arena_push(&pending->arena, pending->claims.items, pending->claims.count);
    claim->doc = pending->article.id;
    claim->date = record->date;
    claim->source = source; /* of the register, or a literal */
    claim->target = target;
    claim->event = event->event;
    claim->bond = event->move.bond;
    claim->sign = event->move.sign;
    claim->realis = record->realis;
    claim->said_by = slice_copy(&pending->arena, record->said_by);
    claim->rule = slice_copy(&pending->arena, record->rule);
    claim->begin = common->span.begin;
    claim->end = common->span.end;
    claim->sentence_begin = common->span.sentence_begin;
    claim->sentence_end = common->span.sentence_end;
    claim->tree = slice_copy(&pending->arena, record->tree);
    claim->proposition = slice_copy(&pending->arena, record->proposition);
    claim->order = record->position;
    claim->signs = record->signs;
    claim->confidence = record->confidence;
    claim->id =
        common->own_id ? slice_copy(&pending->arena, record->id) : claim_id(job, record, claim);
}

/* The codes of a list of sides; false where one is not in the register. An empty list is "-". */
static bool codes_of(struct import_job *job, const struct import_record *record,
                     const struct import_party_list *parties, struct slice **out, size_t *count)
{
    int32_t first = edtf_first(record->date), last = edtf_last(record->date);
    int32_t day = first != DAY_BEFORE_ALL ? first : last;
    *out = arena_array(&job->row, parties->count + 1, sizeof **out);
    *count = parties->count ? parties->count : 1;
    (*out)[0] = SLICE("-");
    for (size_t i = 0; i < parties->count; i++) {
        (*out)[i] = party_code(job, &parties->items[i], day);
        if (!(*out)[i].length) {
            return false;
        }
    }
    return true;
}

/* The pairs of sides of a record. */
struct sides {
    struct slice *sources, *targets;
    size_t source_count, target_count;
    bool mutual; /* the sources act with one another, no target is told */
};

/* Are these two a pair of sides to make a claim of? */
static bool is_pair(const struct sides *sides, size_t i, size_t j)
{
    return (!sides->mutual || i < j) && !slice_equal(sides->sources[i], sides->targets[j]);
}

static size_t count_pairs(const struct sides *sides)
{
    size_t count = 0;
    for (size_t i = 0; i < sides->source_count; i++) {
        for (size_t j = 0; j < sides->target_count; j++) {
            count += is_pair(sides, i, j);
        }
    }
    return count;
}

static void add_claims(struct import_job *job, const struct claim_common *common,
                       const struct sides *sides)
{
    const struct import_record *record = common->record;
    for (size_t e = 0; e < record->events.count; e++) {
        for (size_t i = 0; i < sides->source_count; i++) {
            for (size_t j = 0; j < sides->target_count; j++) {
                if (is_pair(sides, i, j)) {
                    add_claim(job, common, &record->events.items[e], sides->sources[i],
                              sides->targets[j]);
                }
            }
        }
    }
}

bool import_add(struct import_job *job, const struct import_record *record, struct error *err)
{
    struct sides sides = {.mutual = !record->targets.count && record->sources.count > 1};
    if (!codes_of(job, record, &record->sources, &sides.sources, &sides.source_count) ||
        !codes_of(job, record, &record->targets, &sides.targets, &sides.target_count)) {
        job->tally->unknown++;
        return true;
    }
    if (sides.mutual) {
        sides.targets = sides.sources;
        sides.target_count = sides.source_count;
    }
    size_t pairs = count_pairs(&sides);
    if (!pairs) {
        job->tally->inner++;
        return true;
    }
    if (job->pending.rows && !slice_equal(job->pending.key, record->key) &&
        !pending_flush(job, err)) {
        return false;
    }
    if (!job->pending.rows) {
        pending_begin(job, record);
    }
    struct claim_common common = {.record = record};
    common.own_id = is_id(record->id) && pairs * record->events.count == 1;
    if (!lay_text(&job->pending, record, &common.span)) {
        return import_refuse(job, "the offsets do not fit the text, or another text lies there");
    }
    job->pending.rows++;
    add_claims(job, &common, &sides);
    return true;
}

/* ------------------------------------------------------------------- file */

static bool read_row(struct import_job *job, const struct import_format *format, void *context,
                     struct error *err)
{
    size_t bad = job->line.cut ? SIZE_MAX : utf8_invalid(job->line.text);
    job->tally->rows++;
    if (job->line.cut) {
        return import_refuse(job, "longer than %u bytes", LIMIT_LINE_BYTES);
    }
    if (bad != SIZE_MAX) {
        return import_refuse(job, "not UTF-8 at byte %zu", bad + 1);
    }
    bool done = format->row(job, context, err);
    arena_free(&job->row);
    return done;
}

static bool read_lines(struct import_job *job, const struct import_format *format,
                       struct line_file *file, struct error *err)
{
    void *context = NULL;
    bool more, header = format->header != NULL;
    for (;;) {
        if (!line_file_next(file, &job->line, &more, err)) {
            return false;
        }
        if (!more) {
            return pending_flush(job, err);
        }
        if (header) {
            header = false;
            if (!format->header(job, &context, err)) {
                return false;
            }
        } else if (job->line.text.length && !read_row(job, format, context, err)) {
            return false;
        }
    }
}

static bool import_all(struct import_job *job, const struct import_format *format,
                       struct line_file *file, struct error *err)
{
    bool done = begin(job, err) && read_lines(job, format, file, err) && commit(job, err);
    if (job->open) {
        ledger_rollback(job->ledger);
    }
    return done && ledger_fold(job->ledger, err);
}

bool exchange_import(struct ledger *ledger, const struct exchange_import *import,
                     struct exchange_tally *out, struct error *err)
{
    struct import_job job = {.ledger = ledger, .import = import, .tally = out};
    const struct import_format *format = format_named(import->format);
    struct line_file *file;
    assert(format);
    *out = (struct exchange_tally){0};
    if (!line_file_open(import->path, LIMIT_LINE_BYTES, &file, err)) {
        return false;
    }
    index_cow(&job);
    bool done = import_all(&job, format, file, err);
    line_file_close(file);
    arena_free(&job.pending.arena);
    buffer_free(&job.pending.text);
    arena_free(&job.row);
    arena_free(&job.arena);
    return done;
}
