/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* A document to an article, in steps that each give lines a role: split into lines, mark furniture,
 * find the title, the publication date and captions, give the rest its place in the story. The
 * lines that are left become paragraphs: ranges of the text. A web page comes with its lines and
 * their roles from html.c, a record with its title and date. Linear in the text. */
#include "article/article.h"

#include "article/html.h"
#include "base/limits.h"
#include "base/utf8.h"

#define LANGUAGE_BYTES 1024u /* of the story, by which its language is told */
#define TITLE_BYTES 160u     /* a longer first sentence is cut for a title */
#define INITIALS_BYTES 3u    /* a shorter word with a full stop is an abbreviation */

/* What an invalid byte most likely means. */
static const char *guess_encoding(struct slice bytes, size_t at)
{
    unsigned char byte = (unsigned char)bytes.at[at];
    bool text_after = at + 1 >= bytes.length || (unsigned char)bytes.at[at + 1] < 0x80;
    if (byte >= 0xA0 && text_after) {
        return "looks like Latin-1";
    }
    if (byte >= 0x80 && text_after) {
        return "looks like Windows-1252";
    }
    return "looks like binary or a broken file";
}

static bool check_bytes(struct slice path, struct slice bytes, struct error *err)
{
    if (bytes.length > LIMIT_ARTICLE_BYTES) {
        return error_set(err, ERROR_LIMIT, "%.*s: %zu bytes, more than %u", SLICE_ARGS(path),
                         bytes.length, LIMIT_ARTICLE_BYTES);
    }
    if (bytes.length >= 2 &&
        (!memcmp(bytes.at, "\xFF\xFE", 2) || !memcmp(bytes.at, "\xFE\xFF", 2))) {
        return error_set(err, ERROR_INVALID, "%.*s: not UTF-8: looks like UTF-16",
                         SLICE_ARGS(path));
    }
    const char *nul = bytes.length ? memchr(bytes.at, 0, bytes.length) : NULL;
    if (nul) {
        return error_set(err, ERROR_INVALID, "%.*s: binary: NUL at byte %zu", SLICE_ARGS(path),
                         (size_t)(nul - bytes.at));
    }
    size_t bad = utf8_invalid(bytes);
    if (bad != SIZE_MAX) {
        return error_set(err, ERROR_INVALID, "%.*s: not UTF-8 at byte %zu (0x%02X): %s",
                         SLICE_ARGS(path), bad, (unsigned)(unsigned char)bytes.at[bad],
                         guess_encoding(bytes, bad));
    }
    return true;
}

static void add_paragraph(struct page *page, struct article *out, size_t index)
{
    static const enum paragraph_kind kinds[] = {
        [ROLE_STORY] = PARAGRAPH_BODY,      [ROLE_TITLE] = PARAGRAPH_TITLE,
        [ROLE_HEADING] = PARAGRAPH_HEADING, [ROLE_CAPTION] = PARAGRAPH_CAPTION,
        [ROLE_ITEM] = PARAGRAPH_ITEM,       [ROLE_LINK] = PARAGRAPH_LINK,
    };
    const struct line *line = &page->lines[index];
    if (line->role == ROLE_FURNITURE || line->role == ROLE_JOINED || line->begin >= line->end) {
        return;
    }
    struct paragraph *paragraph = arena_push(page->arena, out->paragraphs, out->paragraph_count);
    *paragraph = (struct paragraph){kinds[line->role], line->begin, line->end};
    while (index + 1 < page->count && page->lines[index + 1].role == ROLE_JOINED) {
        paragraph->end = page->lines[++index].end;
    }
    if (paragraph->kind == PARAGRAPH_TITLE) {
        out->title = slice_part(page->text, paragraph->begin, paragraph->end);
    }
}

/* The first kilobyte of the story's own text: the language of the furniture may be another. */
static void find_language(struct page *page, struct article *out)
{
    char *sample = arena_room(page->arena, LANGUAGE_BYTES + 1, 1);
    size_t length = 0;
    for (size_t i = 0; i < out->paragraph_count && length < LANGUAGE_BYTES; i++) {
        struct slice text =
            slice_part(page->text, out->paragraphs[i].begin, out->paragraphs[i].end);
        size_t part = text.length < LANGUAGE_BYTES - length ? text.length : LANGUAGE_BYTES - length;
        while (part < text.length && part && ((unsigned char)text.at[part] & 0xC0) == 0x80) {
            part--;
        }
        memcpy(sample + length, text.at, part);
        length += part;
        sample[length++] = ' ';
    }
    article_language((struct slice){sample, length}, out->language);
}

/* Title and text of a record: the title is put before the text unless it opens it already. */
static void read_record(struct page *page, const struct document *document)
{
    struct slice title = html_plain(page->arena, document->envelope.title);
    struct slice text = document->bytes, rest = slice_trim(text), first = {"", 0};
    page->text = text;
    if (!title.length || !slice_split(&rest, '\n', &first)) {
        return;
    }
    page->titled = true;
    if (slice_equal(fold_spaces(page->arena, slice_trim(first)), fold_spaces(page->arena, title))) {
        page->text = slice_trim(text);
    } else {
        page->text = slice_print(page->arena, "%.*s\n\n%.*s", SLICE_ARGS(title), SLICE_ARGS(text));
    }
}

/* What a container says of a text is believed before what the text says. */
static void apply_envelope(struct arena *arena, const struct article_rules *rules,
                           const struct envelope *envelope, struct article *out)
{
    struct edtf_point day;
    out->url = envelope->url;
    out->domain = address_domain(arena, envelope->url);
    out->author = envelope->author;
    out->section = envelope->section;
    out->stub = envelope->summary;
    out->outlet = envelope->outlet.length ? envelope->outlet
                  : out->outlet.length    ? out->outlet
                                          : out->domain;
    if (date_read(arena, rules, envelope->modified, &day)) {
        out->modified = (struct edtf){day, {PRECISION_NONE, 0, 0, 0}};
    }
    if (date_read(arena, rules, envelope->published, &day)) {
        out->published = (struct edtf){day, {PRECISION_NONE, 0, 0, 0}};
        out->published_basis = DATE_STATED;
        out->published_evidence = envelope->published;
    }
    if (!out->language[0] && envelope->language.length >= 2) {
        memcpy(out->language, envelope->language.at, 2);
    }
}

/* From lines to paragraphs, title, date and language. */
static bool read_lines(struct page *page, struct slice path, struct article *out, struct error *err)
{
    struct error inner;
    if (!lines_split(page, &inner)) {
        return error_set(err, inner.code, "%.*s: %s", SLICE_ARGS(path), inner.message);
    }
    if (!page->count) {
        return error_set(err, ERROR_INVALID, "%.*s: empty", SLICE_ARGS(path));
    }
    furniture_mark(page);
    shape_title(page);
    published_find(page, out);
    caption_mark(page);
    shape_story(page);
    for (size_t i = 0; i < page->count; i++) {
        add_paragraph(page, out, i);
    }
    find_language(page, out);
    out->outlet = outlet_find(page);
    return true;
}

/* What text, record or page has in common: the article that nothing is known of yet. */
static void begin_article(const struct document *document, struct article *out)
{
    struct slice none = {"", 0};
    *out = (struct article){.id = document->id, .path = document->path};
    out->title = out->outlet = out->published_evidence = none;
    out->url = out->domain = out->author = out->section = none;
}

/* An entry of a live blog that has no title is called by its first sentence. */
static struct slice first_sentence(const struct article *article)
{
    struct slice text = {"", 0};
    for (size_t i = 0; i < article->paragraph_count && !text.length; i++) {
        const struct paragraph *paragraph = &article->paragraphs[i];
        if (paragraph->kind != PARAGRAPH_CAPTION) {
            text = slice_part(article->text, paragraph->begin, paragraph->end);
        }
    }
    size_t word = 0, cut = text.length;
    for (size_t i = 0; i + 1 < text.length; i++) {
        bool space = text.at[i] == ' ' || text.at[i] == '\n';
        word = space ? 0 : word + 1;
        if (space && i <= TITLE_BYTES) {
            cut = text.length > TITLE_BYTES ? i : cut;
        } else if (strchr(".!?", text.at[i]) && text.at[i + 1] == ' ' &&
                   (word > INITIALS_BYTES ||
                    (i && text.at[i - 1] >= '0' && text.at[i - 1] <= '9'))) {
            return slice_part(text, 0, i <= TITLE_BYTES ? i + 1 : cut);
        }
    }
    return slice_part(text, 0, cut);
}

bool article_read(struct arena *arena, const struct article_rules *rules,
                  const struct document *document, const struct log *log, struct article *out,
                  struct error *err)
{
    struct page page = {.arena = arena, .rules = rules};
    struct html html = {.arena = arena, .rules = rules, .document = document};
    bool web = document->form == DOCUMENT_PAGE;
    begin_article(document, out);
    if (!check_bytes(document->path, document->bytes, err) ||
        (web && !html_open(&html, &page, log, err))) {
        return false;
    }
    if (!web) {
        read_record(&page, document);
    }
    out->text = page.text;
    if (!read_lines(&page, document->path, out, err)) {
        return false;
    }
    if (page.cuts) {
        log_finding(log, "%.*s: a paragraph of more than %u bytes; cut into %zu",
                    SLICE_ARGS(document->path), LIMIT_LINE_BYTES, page.cuts + 1);
    }
    apply_envelope(arena, rules, &document->envelope, out);
    if (web) {
        html_close(&html, out);
    }
    out->live = out->live || document->envelope.live;
    if (document->envelope.live && !out->title.length) {
        out->title = first_sentence(out);
    }
    if (!out->paragraph_count) {
        log_finding(log, "%.*s: nothing but page furniture", SLICE_ARGS(document->path));
    }
    return true;
}

void article_bound_date(struct article *article, struct edtf latest, struct slice evidence)
{
    if (article->published_basis == DATE_STATED || !edtf_is_set(latest)) {
        return;
    }
    article->published = latest;
    article->published_basis = DATE_LOWER_BOUND;
    article->published_evidence = evidence;
}
