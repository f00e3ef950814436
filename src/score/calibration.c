/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Is a claim's confidence worth what it says? Claims with their confidence in, a reliability table
 * out: in ten bins of ten percent, the mean confidence beside the share of claims that a gold
 * record bears out at the level of events. A claim that found an optional record is neither right
 * nor wrong and is left out; so is a claim whose confidence is not known (`-` or no such column).
 *
 * Expected calibration error: the gap of each bin, weighted by its claims (Naeini et al. 2015,
 * "Obtaining well calibrated probabilities using Bayesian binning"). Brier score: the mean of the
 * squared distance between confidence and 0 or 1 (Brier 1950); beside it stands the score of a
 * confidence that is the share right for every claim, which a useful confidence undercuts. Cost:
 * one pass over the pairs. */
#include <math.h>

#include "score/inside.h"

enum { BINS = 10, BIN_PERCENT = 10 };

enum verdict { WRONG, RIGHT, UNJUDGED };

struct bin {
    size_t claims, right;
    double confidence; /* sum, of shares */
};

struct reliability {
    struct bin bins[BINS], all;
    double squares;           /* sum of the squared distances */
    size_t unjudged, unknown; /* claims left out */
};

/* A whole percent, 0 to 100. */
static bool percent_read(struct slice text, unsigned *out)
{
    *out = 0;
    for (size_t i = 0; i < text.length; i++) {
        if (i == 3 || text.at[i] < '0' || text.at[i] > '9') {
            return false;
        }
        *out = 10 * *out + (unsigned)(text.at[i] - '0');
    }
    return text.length && *out <= 100;
}

/* The verdicts by the line of the claim. */
static enum verdict *verdicts_of(struct arena *arena, const struct comparison *c)
{
    enum verdict *verdicts = arena_array(arena, last_line(&c->system) + 1, sizeof *verdicts);
    for (size_t i = 0; i < c->event.found.count; i++) {
        const struct pair *pair = &c->event.found.items[i];
        verdicts[pair->system->line] = pair->gold->optional ? UNJUDGED : RIGHT;
    }
    return verdicts;
}

static void bin_add(struct bin *bin, double confidence, bool right)
{
    bin->claims++;
    bin->right += right;
    bin->confidence += confidence;
}

static void claim_add(struct reliability *r, unsigned percent, enum verdict verdict)
{
    double confidence = percent / 100.0, distance = confidence - (verdict == RIGHT);
    unsigned place = percent / BIN_PERCENT;
    if (verdict == UNJUDGED) {
        r->unjudged++;
        return;
    }
    bin_add(&r->bins[place < BINS ? place : BINS - 1], confidence, verdict == RIGHT);
    bin_add(&r->all, confidence, verdict == RIGHT);
    r->squares += distance * distance;
}

static bool reliability_make(struct arena *arena, const struct score_tables *tables,
                             const struct comparison *c, struct reliability *out, struct error *err)
{
    const enum verdict *verdicts = verdicts_of(arena, c);
    *out = (struct reliability){0};
    for (size_t i = 0; i < c->system.count; i++) {
        const struct record *claim = &c->system.items[i];
        struct slice cell = claim->cells[CONFIDENCE];
        unsigned percent;
        if (!cell.length || slice_is(cell, "-")) {
            out->unknown++;
            continue;
        }
        if (!percent_read(cell, &percent)) {
            return error_set(err, ERROR_SYNTAX,
                             "%.*s:%zu: confidence '%.*s' is no whole percent from 0 to 100",
                             SLICE_ARGS(tables->system_path), claim->line, SLICE_ARGS(cell));
        }
        claim_add(out, percent, verdicts[claim->line]);
    }
    if (out->unknown && out->unknown == c->system.count) {
        return error_set(err, ERROR_INVALID,
                         "%.*s: no claim has a confidence; column %d wants it, in percent",
                         SLICE_ARGS(tables->system_path), CONFIDENCE + 1);
    }
    return true;
}

static double mean(const struct bin *bin)
{
    return bin->claims ? bin->confidence / (double)bin->claims : 0.0;
}

static double share_right(const struct bin *bin)
{
    return ratio(bin->right, bin->claims);
}

static double calibration_error(const struct reliability *r)
{
    double sum = 0.0;
    for (int i = 0; i < BINS; i++) {
        sum += ratio(r->bins[i].claims, r->all.claims) *
               fabs(mean(&r->bins[i]) - share_right(&r->bins[i]));
    }
    return sum;
}

static double brier(const struct reliability *r)
{
    return r->all.claims ? r->squares / (double)r->all.claims : 0.0;
}

/* The Brier score of one confidence for all, the share right. */
static double brier_of_share(const struct reliability *r)
{
    return share_right(&r->all) * (1.0 - share_right(&r->all));
}

static int bin_first(int bin)
{
    return bin * BIN_PERCENT;
}

static int bin_last(int bin)
{
    return bin == BINS - 1 ? 100 : bin * BIN_PERCENT + BIN_PERCENT - 1;
}

static void print_text(struct buffer *out, const struct reliability *r)
{
    buffer_print(out, "%-10s  %5s  %5s %7s\n", "confidence", "mean", "right", "claims");
    for (int i = 0; i < BINS; i++) {
        const struct bin *bin = &r->bins[i];
        if (bin->claims) {
            buffer_print(out, "%3d to %3d  %5.3f  %5.3f %7zu\n", bin_first(i), bin_last(i),
                         mean(bin), share_right(bin), bin->claims);
        }
    }
    buffer_print(out, "%-10s  %5.3f  %5.3f %7zu\n", "all", mean(&r->all), share_right(&r->all),
                 r->all.claims);
    buffer_print(out, "expected calibration error %.3f\n", calibration_error(r));
    buffer_print(out, "Brier score %.3f (%.3f if every claim had the share right)\n", brier(r),
                 brier_of_share(r));
    buffer_print(out,
                 "left out: %zu claims that found optional records, %zu of unknown confidence\n",
                 r->unjudged, r->unknown);
}

static void print_json(struct buffer *out, const struct reliability *r)
{
    const char *before = "{\"bins\": [";
    for (int i = 0; i < BINS; i++) {
        const struct bin *bin = &r->bins[i];
        if (bin->claims) {
            buffer_print(out,
                         "%s{\"from\": %d, \"to\": %d, \"mean\": %.4f, \"right\": %.4f, "
                         "\"claims\": %zu}",
                         before, bin_first(i), bin_last(i), mean(bin), share_right(bin),
                         bin->claims);
            before = ", ";
        }
    }
    buffer_print(out,
                 "%s], \"mean\": %.4f, \"right\": %.4f, \"claims\": %zu, "
                 "\"expected_calibration_error\": %.4f, \"brier\": %.4f, "
                 "\"brier_of_share_right\": %.4f, \"optional\": %zu, \"unknown\": %zu}\n",
                 r->all.claims ? "" : before, mean(&r->all), share_right(&r->all), r->all.claims,
                 calibration_error(r), brier(r), brier_of_share(r), r->unjudged, r->unknown);
}

bool score_calibration(const struct score_tables *tables, bool json, struct buffer *out,
                       struct error *err)
{
    struct arena arena = {0};
    struct comparison comparison;
    struct reliability reliability;
    bool good = comparison_make(&arena, tables, &comparison, err) &&
                reliability_make(&arena, tables, &comparison, &reliability, err);
    if (good) {
        (json ? print_json : print_text)(out, &reliability);
    }
    arena_free(&arena);
    return good;
}
