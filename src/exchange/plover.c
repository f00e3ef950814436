/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Claims as PLOVER records, one JSON object a line, with the field names of the PLOVER manual
 * (draft 0.7b1, 2021, chapter "JSON Data Fields"). What PLOVER has no name for (the bond, realis,
 * who says so, the date as EDTF, offsets in bytes) stands in fields of our own, as the manual
 * allows, so that reading the file back gives the same claims. */
#include "base/utf8.h"
#include "exchange/export.h"

/* Adds `,"key":`, without the comma where it is the first. */
static void key(struct buffer *out, bool first, const char *name)
{
    buffer_print(out, "%s\"%s\":", first ? "" : ",", name);
}

static void member(struct buffer *out, bool first, const char *name, struct slice value)
{
    key(out, first, name);
    if (value.length) {
        buffer_json(out, value);
    } else {
        buffer_print(out, "null");
    }
}

static void actor_list(struct export_job *job, const char *name, struct slice code)
{
    struct buffer *out = &job->out;
    key(out, false, name);
    if (slice_is(code, "-")) {
        buffer_print(out, "[]");
        return;
    }
    struct actor_facts facts = actor_facts(job, code);
    buffer_print(out, "[{");
    member(out, true, "code", facts.iso.length ? facts.iso : slice_of(facts.sector));
    member(out, false, "sector", slice_of(facts.sector));
    member(out, false, "identifier_id", facts.wikidata);
    member(out, false, "identifier_text", facts.name);
    member(out, false, "register", code);
    buffer_print(out, "}]");
}

/* The context of the code, then what PLOVER makes of realis. */
static void context_list(struct buffer *out, struct slice context, enum realis realis)
{
    struct slice told = realis_context(realis);
    key(out, false, "context");
    buffer_print(out, "[");
    if (context.length) {
        buffer_json(out, context);
    }
    if (told.length) {
        buffer_print(out, context.length ? "," : "");
        buffer_json(out, told);
    }
    buffer_print(out, "]");
}

/* The text up to an offset in bytes, counted in characters. */
static size_t characters(struct slice text, uint32_t offset)
{
    return utf8_count(slice_part(text, 0, offset < text.length ? offset : text.length));
}

/* The evidence within its sentence; empty where it does not lie there. */
static struct slice evidence_text(const struct claim *claim)
{
    size_t from = claim->sentence_begin, begin = claim->begin - from, end = claim->end - from;
    bool inside = claim->begin >= from && begin <= end && end <= claim->sentence.length;
    struct slice text = inside ? slice_part(claim->sentence, begin, end) : SLICE("");
    return utf8_invalid(text) == SIZE_MAX ? text : SLICE("");
}

static void text_members(struct export_job *job, const struct claim *claim)
{
    struct buffer *out = &job->out;
    struct slice sentence = claim->sentence, evidence = evidence_text(claim);
    key(out, false, "event_text");
    buffer_print(out, "[");
    if (evidence.length) {
        buffer_json(out, evidence);
    }
    buffer_print(out, "]");
    member(out, false, "text", sentence);
    buffer_print(out, ",\"text_info\":{\"start\":%zu,\"end\":%zu",
                 characters(job->text, claim->sentence_begin),
                 characters(job->text, claim->sentence_end));
    member(out, false, "connlu_parse", claim->tree);
    buffer_print(out, ",\"bytes\":[%u,%u,%u,%u]}", claim->begin, claim->end, claim->sentence_begin,
                 claim->sentence_end);
}

static void citation(struct export_job *job, const struct ledger_article *article,
                     const struct ledger_claim *claim)
{
    struct buffer *out = &job->out;
    bool dated = edtf_is_set(article->published);
    key(out, false, "cite_info");
    buffer_print(out, "{");
    member(out, true, "corpus", article->origin);
    member(out, false, "article", article->id);
    member(out, false, "citation", article->doc);
    member(out, false, "url", article->path);
    member(out, false, "title", article->title);
    member(out, false, "language", slice_of(article->language));
    member(out, false, "publication", article->outlet);
    member(out, false, "codebook", claim->claim.rule);
    member(out, false, "published",
           dated ? edtf_print(&job->scratch, article->published) : SLICE(""));
    buffer_print(out, ",\"published_is_lower_bound\":%s",
                 article->basis == DATE_LOWER_BOUND ? "true" : "false");
    member(out, false, "published_evidence", article->evidence);
    buffer_print(out, "}");
}

static void plover_claim(struct export_job *job, const struct ledger_article *article,
                         const struct ledger_claim *full)
{
    struct buffer *out = &job->out;
    const struct claim *claim = &full->claim;
    const struct bond_move move = {claim->bond, claim->sign};
    const struct type_code *type = &job->request->codes->types[claim->event];
    const struct event_code *code = codes_event(job->request->codes, claim->event, move);
    int32_t first = event_day(claim->date, full->known), last = edtf_last(claim->date);
    buffer_print(out, "{");
    member(out, true, "id", claim->id);
    buffer_print(out, ",\"has_event\":true");
    member(out, false, "date", export_day(&job->scratch, first));
    member(out, false, "enddate", last > first ? export_day(&job->scratch, last) : SLICE(""));
    actor_list(job, "source", claim->source);
    actor_list(job, "recipient", claim->target);
    buffer_print(out, ",\"event\":[\"%s\"],\"quad_code\":%c,\"event_scale\":%.*s",
                 event_type_name(claim->event), type->quad, SLICE_ARGS(type->intensity));
    member(out, false, "mode", code->mode);
    context_list(out, code->context, claim->realis);
    text_members(job, claim);
    citation(job, article, full);
    member(out, false, "coder", slice_of(job->request->coder));
    member(out, false, "edtf", edtf_print(&job->scratch, claim->date));
    member(out, false, "bond", slice_of(bond_type_name(claim->bond)));
    member(out, false, "sign", (struct slice){&claim->sign, claim->sign != '\0'});
    member(out, false, "realis", slice_of(realis_name(claim->realis)));
    member(out, false, "said_by", claim->said_by);
    member(out, false, "proposition", claim->proposition);
    claim_print_confidence(out, claim);
    buffer_print(out, ",\"position\":%u}\n", claim->order);
}

const struct export_format format_plover = {
    .name = "plover", .wants_text = true, .claim = plover_claim};
