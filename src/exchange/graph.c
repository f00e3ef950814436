/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Bonds as graphs. GEXF 1.3 (gexf.net) is dynamic: an edge is a bond, its spells are the stretches
 * in which it is in force or strained. GraphML (graphml.graphdrawing.org) shows the bonds that
 * stand on one day. Every edge is written as directed, since readers refuse mixtures; `mutual`
 * tells that the direction means nothing.
 *
 * GEXF intervals are closed at both ends. A stretch of ours ends on the day before the next one
 * begins, so that its first and last day are already the two ends of a closed interval. */
#include <stdlib.h>

#include "exchange/export.h"

static void attribute(struct buffer *out, const char *name, struct slice value)
{
    buffer_print(out, " %s=\"", name);
    buffer_xml(out, value);
    buffer_print(out, "\"");
}

static void day_attribute(struct buffer *out, const char *name, int32_t day)
{
    if (day != DAY_BEFORE_ALL && day != DAY_AFTER_ALL) {
        buffer_print(out, " %s=\"", name);
        print_day(out, day, "-");
        buffer_print(out, "\"");
    }
}

static struct slice edge_label(struct export_job *job, const struct ledger_bond *bond)
{
    return slice_print(&job->scratch, "%s %.*s %.*s", bond_type_name(bond->type),
                       SLICE_ARGS(bond->a), SLICE_ARGS(bond->b));
}

static struct slice date_text(struct export_job *job, struct edtf date)
{
    return edtf_is_set(date) ? edtf_print(&job->scratch, date) : SLICE("");
}

/* ------------------------------------------------------------------- GEXF */

/* The last day of a stretch; one that ends after the day asked is not known to end. */
static int32_t stretch_last(const struct export_job *job, const struct bond_span *span)
{
    return span->last < job->request->time.as_of ? span->last : DAY_AFTER_ALL;
}

static void gexf_value(struct buffer *out, const char *id, struct slice value)
{
    buffer_print(out, "<attvalue for=\"%s\"", id);
    attribute(out, "value", value);
    buffer_print(out, "/>");
}

static void gexf_node(struct export_job *job, struct slice code)
{
    struct buffer *out = &job->out;
    struct actor_facts facts = actor_facts(job, code);
    buffer_print(out, "      <node");
    attribute(out, "id", code);
    attribute(out, "label", facts.name);
    buffer_print(out, "><attvalues>");
    gexf_value(out, "kind", slice_of(facts.kind));
    gexf_value(out, "iso", facts.iso);
    buffer_print(out, "</attvalues></node>\n");
}

static int compare_codes(const void *left, const void *right)
{
    return slice_compare(*(const struct slice *)left, *(const struct slice *)right);
}

static void gexf_begin(struct export_job *job)
{
    struct buffer *out = &job->out;
    buffer_print(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                      "<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">\n  <meta><creator>");
    buffer_xml(out, slice_of(job->request->coder));
    buffer_print(out, "</creator><description>Lasting ties of states, organisations and groups"
                      "</description></meta>\n"
                      "  <graph mode=\"dynamic\" defaultedgetype=\"directed\" timeformat=\"date\" "
                      "timerepresentation=\"interval\">\n"
                      "    <attributes class=\"node\" mode=\"static\">\n"
                      "      <attribute id=\"kind\" title=\"kind\" type=\"string\"/>\n"
                      "      <attribute id=\"iso\" title=\"iso\" type=\"string\"/>\n"
                      "    </attributes>\n"
                      "    <attributes class=\"edge\" mode=\"static\">\n"
                      "      <attribute id=\"type\" title=\"type\" type=\"string\"/>\n"
                      "      <attribute id=\"mutual\" title=\"mutual\" type=\"boolean\"/>\n"
                      "      <attribute id=\"begin\" title=\"begin\" type=\"string\"/>\n"
                      "      <attribute id=\"end\" title=\"end\" type=\"string\"/>\n"
                      "      <attribute id=\"events\" title=\"events\" type=\"integer\"/>\n"
                      "    </attributes>\n"
                      "    <attributes class=\"edge\" mode=\"dynamic\">\n"
                      "      <attribute id=\"state\" title=\"state\" type=\"string\"/>\n"
                      "    </attributes>\n"
                      "    <nodes>\n");
    if (job->actor_count) {
        qsort(job->actors, job->actor_count, sizeof *job->actors, compare_codes);
    }
    for (size_t i = 0; i < job->actor_count; i++) {
        gexf_node(job, job->actors[i]);
    }
    buffer_print(out, "    </nodes>\n    <edges>\n");
}

static void gexf_spells(struct export_job *job, const struct ledger_bond *bond)
{
    struct buffer *out = &job->out;
    for (size_t i = 0; i < bond->span_count; i++) {
        const struct bond_span *span = &bond->spans[i];
        if (span_stands(job, span)) {
            buffer_print(out, "<attvalue for=\"state\" value=\"%s\"", bond_state_name(span->state));
            day_attribute(out, "start", span->first);
            day_attribute(out, "end", stretch_last(job, span));
            buffer_print(out, "/>");
        }
    }
    buffer_print(out, "</attvalues><spells>");
    for (size_t i = 0; i < bond->span_count; i++) {
        const struct bond_span *span = &bond->spans[i];
        if (span_stands(job, span)) {
            buffer_print(out, "<spell");
            day_attribute(out, "start", span->first);
            day_attribute(out, "end", stretch_last(job, span));
            buffer_print(out, "/>");
        }
    }
    buffer_print(out, "</spells></edge>\n");
}

/* The first and the last stretch that are shown; NULL: none. */
static void shown_spans(const struct export_job *job, const struct ledger_bond *bond,
                        const struct bond_span **first, const struct bond_span **last)
{
    *first = *last = NULL;
    for (size_t i = 0; i < bond->span_count; i++) {
        if (span_stands(job, &bond->spans[i])) {
            *first = *first ? *first : &bond->spans[i];
            *last = &bond->spans[i];
        }
    }
}

static void gexf_bond(struct export_job *job, const struct ledger_bond *bond)
{
    struct buffer *out = &job->out;
    const struct bond_span *first, *last;
    shown_spans(job, bond, &first, &last);
    if (!first) {
        return;
    }
    bool ended = stretch_last(job, last) != DAY_AFTER_ALL;
    buffer_print(out, "      <edge");
    attribute(out, "id", bond->id);
    attribute(out, "source", bond->a);
    attribute(out, "target", bond->b);
    attribute(out, "kind", slice_of(bond_type_name(bond->type)));
    attribute(out, "label", edge_label(job, bond));
    buffer_print(out, "><attvalues>");
    gexf_value(out, "type", slice_of(bond_type_name(bond->type)));
    gexf_value(out, "mutual", bond_is_directed(bond->type) ? SLICE("false") : SLICE("true"));
    gexf_value(out, "begin", date_text(job, first->begin));
    gexf_value(out, "end", ended ? date_text(job, last->end) : SLICE(""));
    gexf_value(out, "events", slice_print(&job->scratch, "%zu", bond->event_count));
    gexf_spells(job, bond);
}

static void gexf_end(struct export_job *job)
{
    buffer_print(&job->out, "    </edges>\n  </graph>\n</gexf>\n");
}

const struct export_format format_gexf = {
    .name = "gexf", .wants_actors = true, .begin = gexf_begin, .bond = gexf_bond, .end = gexf_end};

/* ---------------------------------------------------------------- GraphML */

static void graphml_data(struct buffer *out, const char *key, struct slice value)
{
    buffer_print(out, "<data key=\"%s\">", key);
    buffer_xml(out, value);
    buffer_print(out, "</data>");
}

static void graphml_begin(struct export_job *job)
{
    static const char *const keys[][3] = {
        {"node", "name", "string"},  {"node", "kind", "string"},    {"node", "iso", "string"},
        {"edge", "type", "string"},  {"edge", "mutual", "boolean"}, {"edge", "state", "string"},
        {"edge", "begin", "string"}, {"edge", "end", "string"},     {"edge", "events", "int"},
    };
    struct buffer *out = &job->out;
    buffer_print(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                      "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n");
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        buffer_print(out, "  <key id=\"%s\" for=\"%s\" attr.name=\"%s\" attr.type=\"%s\"/>\n",
                     keys[i][1], keys[i][0], keys[i][1], keys[i][2]);
    }
    buffer_print(out, "  <graph id=\"entente\" edgedefault=\"directed\">\n");
}

static void graphml_node(struct export_job *job, struct slice code)
{
    struct buffer *out = &job->out;
    if (!note_actor(job, code)) {
        return;
    }
    struct actor_facts facts = actor_facts(job, code);
    buffer_print(out, "    <node");
    attribute(out, "id", code);
    buffer_print(out, ">");
    graphml_data(out, "name", facts.name);
    graphml_data(out, "kind", slice_of(facts.kind));
    graphml_data(out, "iso", facts.iso);
    buffer_print(out, "</node>\n");
}

static void graphml_bond(struct export_job *job, const struct ledger_bond *bond)
{
    struct buffer *out = &job->out;
    const struct bond_span *span = bond_at(bond, job->today);
    if (!span || !span_stands(job, span)) {
        return;
    }
    graphml_node(job, bond->a);
    graphml_node(job, bond->b);
    buffer_print(out, "    <edge");
    attribute(out, "id", bond->id);
    attribute(out, "source", bond->a);
    attribute(out, "target", bond->b);
    buffer_print(out, ">");
    graphml_data(out, "type", slice_of(bond_type_name(bond->type)));
    graphml_data(out, "mutual", bond_is_directed(bond->type) ? SLICE("false") : SLICE("true"));
    graphml_data(out, "state", slice_of(bond_state_name(span->state)));
    graphml_data(out, "begin", date_text(job, span->begin));
    graphml_data(out, "end",
                 stretch_last(job, span) == DAY_AFTER_ALL ? SLICE("") : date_text(job, span->end));
    graphml_data(out, "events", slice_print(&job->scratch, "%zu", bond->event_count));
    buffer_print(out, "</edge>\n");
}

static void graphml_end(struct export_job *job)
{
    buffer_print(&job->out, "  </graph>\n</graphml>\n");
}

const struct export_format format_graphml = {
    .name = "graphml", .begin = graphml_begin, .bond = graphml_bond, .end = graphml_end};
