/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes any bytes as a file: gzip, zstd, zip, WARC, JSON, feeds, pages, text in any encoding. Each
 * document that comes out must be valid UTF-8 without NUL, with a name. */
#include "fuzz.h"

#include "base/utf8.h"
#include "input/input.h"

static void ignore(void *context, const char *message)
{
    (void)context;
    fuzz_want(strchr(message, '\n') == NULL);
}

static bool check(void *context, const struct document *document, struct error *err)
{
    size_t *count = context;
    (void)err;
    fuzz_want(utf8_invalid(document->bytes) == SIZE_MAX);
    fuzz_want(document->path.length > 0 && document->id.length > 0);
    return ++*count < 1000;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct log log = {ignore, NULL};
    struct envelope about = {0};
    struct error err = {0};
    size_t problems = 0, count = 0;
    bool whole = input_read_bytes(SLICE("input"), (struct slice){(const char *)bytes, length},
                                  &about, SLICE(""), &log, check, &count, &problems, &err);
    fuzz_want(whole || count == 1000);
    return 0;
}
