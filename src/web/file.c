/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The ledger as a file to keep, in the formats of `exchange`. It is written to a file without a
 * name and sent from there, so that a reader who is slow holds up neither a ledger nor memory. One
 * is written at a time: an export reads all of the ledger, and the other desks stay free for
 * questions. Cost: that of `entente export`, and its bytes on the disk of the machine until they
 * are taken. */
#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "web/query.h"

static const struct kind {
    const char *format, *type, *ending;
} kinds[] = {
    {"tsv", "text/tab-separated-values; charset=utf-8", "tsv"},
    {"csv", "text/csv; charset=utf-8", "csv"},
    {"jsonl", "application/jsonl", "jsonl"},
    {"plover", "application/jsonl", "plover.jsonl"},
    {"polecat", "text/tab-separated-values; charset=utf-8", "polecat.txt"},
    {"gdelt", "text/tab-separated-values; charset=utf-8", "gdelt.tsv"},
    {"gdelt-mentions", "text/tab-separated-values; charset=utf-8", "mentions.tsv"},
    {"gexf", "application/gexf+xml", "gexf"},
    {"graphml", "application/graphml+xml", "graphml"},
};

static const struct kind *kind_of(struct slice format)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (slice_is(format, kinds[i].format)) {
            return &kinds[i];
        }
    }
    return NULL;
}

static bool to_file(void *context, struct slice piece, struct error *err)
{
    return fwrite(piece.at, 1, piece.length, context) == piece.length ||
           error_set(err, ERROR_IO, "the export cannot be written: %s", strerror(errno));
}

/* Codes come from articles' data: only what is safe in a name of a file and in a header stays. */
static void name_part(struct buffer *out, struct slice code)
{
    for (size_t i = 0; i < code.length; i++) {
        char c = code.at[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        buffer_add(out, plain ? (struct slice){&c, 1} : SLICE("-"));
    }
}

static struct slice name_of(struct arena *arena, const struct exchange_request *request,
                            const struct kind *kind)
{
    struct buffer name = {0};
    buffer_print(&name, "entente");
    for (int i = 0; i < 2; i++) {
        struct slice code = i ? request->b : request->a;
        if (code.length) {
            buffer_print(&name, "-");
            name_part(&name, code);
        }
    }
    buffer_print(&name, ".%s", kind->ending);
    struct slice kept = slice_copy(arena, buffer_slice(&name));
    buffer_free(&name);
    return kept;
}

/* Writes and rewinds; *out gets a descriptor of its own. */
static bool write_all(struct ledger *ledger, const struct exchange_request *request, FILE *file,
                      struct web_file *out, struct error *err)
{
    struct stat stat;
    if (!exchange_export(ledger, request, (struct exchange_sink){to_file, file}, err)) {
        return false;
    }
    if (fflush(file) != 0 || fstat(fileno(file), &stat) != 0 || lseek(fileno(file), 0, SEEK_SET)) {
        return error_set(err, ERROR_IO, "the export cannot be written: %s", strerror(errno));
    }
    out->size = (uint64_t)stat.st_size;
    out->descriptor = dup(fileno(file));
    return out->descriptor >= 0 ||
           error_set(err, ERROR_IO, "the export cannot be sent: %s", strerror(errno));
}

static bool write_at_desk(struct web *web, const struct web_query *query, const struct kind *kind,
                          struct web_file *out, struct error *err)
{
    struct exchange_request request = {.format = kind->format,
                                       .coder = web->options.coder,
                                       .codes = web->options.codes,
                                       .actors = web->options.actors};
    struct web_desk *desk = desks_take(&web->desks);
    struct web_query at_desk = *query;
    at_desk.ledger = desk->ledger;
    bool good = query_pair(&at_desk, &request.a, &request.b, &request.time, err);
    if (good) {
        FILE *file = tmpfile();
        good = file ? write_all(desk->ledger, &request, file, out, err)
                    : error_set(err, ERROR_IO, "no file for the export: %s", strerror(errno));
        if (file) {
            fclose(file);
        }
    }
    desks_give(&web->desks, desk);
    out->type = kind->type;
    out->name = name_of(query->arena, &request, kind);
    return good;
}

bool web_file_write(struct web *web, const struct web_query *query, struct web_file *out,
                    struct error *err)
{
    struct slice format = query->values[PARAMETER_FORMAT];
    const struct kind *kind = kind_of(format);
    *out = (struct web_file){.descriptor = -1};
    if (!kind) {
        return error_set(err, ERROR_INVALID, "format is '%.*s', not one of " EXCHANGE_EXPORTS,
                         SLICE_ARGS(format));
    }
    if (pthread_mutex_trylock(&web->exporting) != 0) {
        return error_set(err, ERROR_BUSY, "another export is being written; ask again in a while");
    }
    bool good = write_at_desk(web, query, kind, out, err);
    pthread_mutex_unlock(&web->exporting);
    return good;
}
