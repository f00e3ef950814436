/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes any bytes as three tables, gold, coded events and phenomena, parted by form feeds. What
 * cannot be read is refused with its table's name; anything else gives figures. */
#include "fuzz.h"

#include "base/buffer.h"
#include "score/score.h"

/* A figure was printed, or the error names one of the tables. */
static void want_answer(bool good, struct buffer *out, const struct error *err)
{
    fuzz_want(good ? out->length > 0
                   : err->code != ERROR_NONE && strstr(err->message, "input") == err->message);
    buffer_free(out);
    *out = (struct buffer){0};
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct slice rest = {(const char *)bytes, length}, parts[3] = {{0}};
    struct buffer out = {0};
    struct error err = {0};
    for (size_t i = 0; i < 3; i++) {
        slice_split(&rest, '\f', &parts[i]);
    }
    struct score_tables tables = {SLICE("input gold"), parts[0], SLICE("input coded"), parts[1]};
    want_answer(score_events(&tables, true, &out, &err), &out, &err);
    want_answer(score_types(&tables, false, &out, &err), &out, &err);
    want_answer(score_calibration(&tables, false, &out, &err), &out, &err);
    want_answer(score_phenomena(&tables, SLICE("input tags"), parts[2], false, &out, &err), &out,
                &err);
    return 0;
}
