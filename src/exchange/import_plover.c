/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* PLOVER records, one JSON object a line, read with json-c: ours, whose own fields give back every
 * column of a claim, and those of others, whose bond and realis are told by mode and context. */
#include <json-c/json.h>

#include "base/utf8.h"
#include "exchange/import.h"

/* A record under reading. */
struct reading_row {
    struct import_job *job;
    struct json_object *root;
    const char *fault; /* the first field that cannot be read; NULL: none */
};

static struct json_object *field(struct json_object *object, const char *name)
{
    struct json_object *value = NULL;
    return json_object_is_type(object, json_type_object) &&
                   json_object_object_get_ex(object, name, &value)
               ? value
               : NULL;
}

/* The text of a string, or of a list of strings joined by `;`; empty where there is none. */
static struct slice text_of(struct reading_row *row, struct json_object *value, const char *name)
{
    struct slice text = {"", 0};
    if (!value) {
        return text;
    }
    if (json_object_is_type(value, json_type_array)) {
        for (size_t i = 0; i < json_object_array_length(value); i++) {
            struct slice one = text_of(row, json_object_array_get_idx(value, i), name);
            text = slice_print(&row->job->row, "%.*s%s%.*s", SLICE_ARGS(text), i ? ";" : "",
                               SLICE_ARGS(one));
        }
        return text;
    }
    if (!json_object_is_type(value, json_type_string)) {
        row->fault = name;
        return text;
    }
    text = (struct slice){json_object_get_string(value), (size_t)json_object_get_string_len(value)};
    if (utf8_invalid(text) != SIZE_MAX) { /* NUL by an escape, half of a surrogate pair */
        row->fault = name;
        return SLICE("");
    }
    return text;
}

static struct slice text_field(struct reading_row *row, struct json_object *object,
                               const char *name)
{
    return text_of(row, field(object, name), name);
}

static uint32_t number_of(struct reading_row *row, struct json_object *value, const char *name)
{
    int64_t number = json_object_is_type(value, json_type_int) ? json_object_get_int64(value) : -1;
    if (number < 0 || number > UINT32_MAX) {
        row->fault = name;
        return 0;
    }
    return (uint32_t)number;
}

static void read_parties(struct reading_row *row, const char *name, struct import_party_list *out)
{
    struct json_object *list = field(row->root, name);
    if (!list) {
        return;
    }
    if (!json_object_is_type(list, json_type_array)) {
        row->fault = name;
        return;
    }
    for (size_t i = 0; i < json_object_array_length(list); i++) {
        struct json_object *actor = json_object_array_get_idx(list, i);
        struct import_party *party = arena_push(&row->job->row, out->items, out->count);
        party->registered = text_field(row, actor, "register");
        party->name = text_field(row, actor, "identifier_text");
        party->country = text_field(row, actor, "code");
        party->sectors = text_field(row, actor, "sector");
    }
}

static void read_date(struct reading_row *row, struct import_record *record)
{
    struct slice text = text_field(row, row->root, "edtf");
    struct edtf end;
    if (!text.length) {
        text = text_field(row, row->root, "date");
    }
    if (!edtf_parse(text, &record->date)) {
        row->fault = "date";
        return;
    }
    text = text_field(row, row->root, "enddate");
    if (text.length && !field(row->root, "edtf")) {
        if (!edtf_parse(text, &end)) {
            row->fault = "enddate";
            return;
        }
        record->date = edtf_between(record->date, end);
    }
}

static void read_published(struct reading_row *row, struct json_object *cite,
                           struct import_record *record)
{
    struct article *article = &record->article;
    struct json_object *bound = field(cite, "published_is_lower_bound");
    struct slice text = text_field(row, cite, "published");
    bool lower = bound && json_object_get_boolean(bound);
    if (!cite || !field(cite, "published")) {
        article->published = record->date; /* no story is older than what it tells */
        article->published_basis = DATE_LOWER_BOUND;
        return;
    }
    if (!edtf_parse(text, &article->published)) {
        row->fault = "published";
        return;
    }
    article->published_basis = lower ? DATE_LOWER_BOUND : DATE_STATED;
    article->published_evidence = text_field(row, cite, "published_evidence");
}

static void read_citation(struct reading_row *row, struct import_record *record)
{
    struct json_object *cite = field(row->root, "cite_info");
    struct article *article = &record->article;
    struct slice language = text_field(row, cite, "language");
    article->id = text_field(row, cite, "citation");
    article->path = text_field(row, cite, "url");
    article->title = text_field(row, cite, "title");
    article->outlet = text_field(row, cite, "publication");
    if (language.length == 2) {
        memcpy(article->language, language.at, 2);
    }
    record->rule = text_field(row, cite, "codebook");
    read_published(row, cite, record);
    struct slice cited = text_field(row, cite, "article");
    record->key = slice_print(&row->job->row, "%.*s\n%.*s\n%.*s", SLICE_ARGS(cited),
                              SLICE_ARGS(article->id), SLICE_ARGS(article->path));
    if (!article->id.length) {
        article->id = slice_print(&row->job->row, "plover-%.*s", SLICE_ARGS(record->id));
    }
    if (!article->path.length) {
        article->path =
            slice_print(&row->job->row, "%s:%zu", row->job->import->path, row->job->line.number);
    }
    if (record->key.length == 2) { /* no article is cited */
        record->key = article->id;
    }
}

/* Where the evidence lies, in our own records. */
static void read_span(struct reading_row *row, struct import_record *record)
{
    struct json_object *info = field(row->root, "text_info");
    struct json_object *bytes = field(info, "bytes");
    uint32_t *const out[] = {&record->span.begin, &record->span.end, &record->span.sentence_begin,
                             &record->span.sentence_end};
    record->tree = text_field(row, info, "connlu_parse");
    if (!bytes) {
        return;
    }
    if (!json_object_is_type(bytes, json_type_array) || json_object_array_length(bytes) != 4) {
        row->fault = "bytes";
        return;
    }
    for (size_t i = 0; i < 4; i++) {
        *out[i] = number_of(row, json_object_array_get_idx(bytes, i), "bytes");
    }
}

/* The older manual's DEMAND is REQUEST. */
static bool read_type(struct slice text, enum event_type *out)
{
    if (slice_is(text, "DEMAND")) {
        *out = EVENT_REQUEST;
        return true;
    }
    return event_type_parse(text, out);
}

/* The bond: our own fields, else what mode and context tell. */
static void read_move(struct reading_row *row, struct import_event *event)
{
    struct slice bond = text_field(row, row->root, "bond"),
                 sign = text_field(row, row->root, "sign");
    if (!field(row->root, "realis")) { /* not one of ours */
        event->move =
            codes_mode(row->job->import->codes, event->event, text_field(row, row->root, "mode"),
                       text_field(row, row->root, "context"));
        return;
    }
    if (!bond.length && !sign.length) {
        return;
    }
    if (!bond_type_parse(bond, &event->move.bond) || sign.length != 1 ||
        !strchr("+-~", sign.at[0])) {
        row->fault = "bond";
        return;
    }
    event->move.sign = sign.at[0];
}

static void read_events(struct reading_row *row, struct import_record *record)
{
    struct slice types = text_field(row, row->root, "event"), one;
    while (slice_split(&types, ';', &one)) {
        enum event_type type;
        if (!read_type(one, &type)) {
            row->fault = "event";
            return;
        }
        struct import_event *event =
            arena_push(&row->job->row, record->events.items, record->events.count);
        event->event = type;
        read_move(row, event);
    }
}

static void read_realis(struct reading_row *row, struct import_record *record)
{
    struct slice text = text_field(row, row->root, "realis");
    struct slice contexts = text_field(row, row->root, "context"), one;
    record->realis = REALIS_ACTUAL;
    if (text.length) {
        row->fault = realis_parse(text, &record->realis) ? row->fault : "realis";
        return;
    }
    while (slice_split(&contexts, ';', &one)) {
        record->realis = slice_is(one, "negation")       ? REALIS_DENIED
                         : slice_is(one, "hypothetical") ? REALIS_POSSIBLE
                         : slice_is(one, "future")       ? REALIS_PLANNED
                                                         : record->realis;
    }
}

static void read_confidence(struct reading_row *row, struct import_record *record)
{
    struct json_object *figure = field(row->root, "confidence");
    struct slice names = text_field(row, row->root, "signs"), name;
    if (!figure) {
        return;
    }
    record->confidence = number_of(row, figure, "confidence");
    if (record->confidence > 100) {
        row->fault = "confidence";
    }
    while (slice_split(&names, ';', &name)) {
        uint32_t sign = 0;
        while (sign < SIGN_COUNT && !slice_is(name, claim_sign_name((enum claim_sign)sign))) {
            sign++;
        }
        record->signs |= sign < SIGN_COUNT ? 1u << sign : 0;
        row->fault = sign < SIGN_COUNT || !name.length ? row->fault : "signs";
    }
}

static bool read_record(struct reading_row *row, struct error *err)
{
    struct import_job *job = row->job;
    struct import_record record = {0};
    struct json_object *position = field(row->root, "position");
    record.id = text_field(row, row->root, "id");
    record.text = text_field(row, row->root, "text");
    record.said_by = text_field(row, row->root, "said_by");
    record.proposition = text_field(row, row->root, "proposition");
    record.position = position ? number_of(row, position, "position") : 0;
    read_date(row, &record);
    read_citation(row, &record);
    read_parties(row, "source", &record.sources);
    read_parties(row, "recipient", &record.targets);
    read_span(row, &record);
    read_events(row, &record);
    read_realis(row, &record);
    read_confidence(row, &record);
    if (!record.id.length || !record.events.count) {
        row->fault = record.id.length ? "event" : "id";
    }
    if (row->fault) {
        return import_refuse(job, "field '%s' is missing or cannot be read", row->fault);
    }
    if (!record.text.length) { /* the record itself is what is known */
        record.text = job->line.text;
        record.span = (struct import_span){0};
    }
    record.said_by = record.said_by.length ? record.said_by : SLICE("-");
    record.rule = record.rule.length ? record.rule : SLICE("plover");
    return import_add(job, &record, err);
}

static bool plover_row(struct import_job *job, void *context, struct error *err)
{
    (void)context;
    struct json_tokener *tokener = json_tokener_new();
    struct slice line = job->line.text;
    struct json_object *root = json_tokener_parse_ex(tokener, line.at, (int)line.length);
    enum json_tokener_error state = json_tokener_get_error(tokener);
    size_t end = json_tokener_get_parse_end(tokener);
    bool whole =
        state == json_tokener_success && slice_trim(slice_part(line, end, line.length)).length == 0;
    bool done;
    if (!whole || !json_object_is_type(root, json_type_object)) {
        done = import_refuse(job, "not a JSON object");
    } else {
        struct reading_row row = {job, root, NULL};
        done = read_record(&row, err);
    }
    json_object_put(root);
    json_tokener_free(tokener);
    return done;
}

const struct import_format import_plover = {.name = "plover", .row = plover_row};
