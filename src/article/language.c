/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Tells the language of a text by its stop words. Takes some kilobytes, gives an ISO 639-1 code:
 * the language whose list of frequent words (data/furniture.txt) covers most words of the text.
 * Scripts of one language each are told by their letters. News of a hundred words is told surely;
 * below eight words nothing is said. Limits: only the listed languages are known. */
#include "article/inside.h"
#include "base/utf8.h"

#define SAMPLE_BYTES 8192u
#define WORDS_LEAST 3 /* of the text */
#define WORDS_SURE 8  /* under which one language must have all the stop words that count */

static const char *script_language(int32_t code)
{
    static const struct {
        int32_t first, last;
        const char *language;
    } scripts[] = {{0x370, 0x3FF, "el"},   {0x400, 0x52F, "ru"},   {0x530, 0x58F, "hy"},
                   {0x590, 0x5FF, "he"},   {0x600, 0x6FF, "ar"},   {0x900, 0x97F, "hi"},
                   {0x10A0, 0x10FF, "ka"}, {0x3040, 0x30FF, "ja"}, {0x4E00, 0x9FFF, "zh"},
                   {0xAC00, 0xD7AF, "ko"}};
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++) {
        if (code >= scripts[i].first && code <= scripts[i].last) {
            return scripts[i].language;
        }
    }
    return NULL;
}

struct tally {
    const struct article_rules *rules;
    size_t words;
    size_t hits[LANGUAGES_AT_MOST];
    size_t letters, foreign;
    const char *script;
};

static void count_word(struct tally *tally, struct slice word)
{
    if (!word.length) {
        return;
    }
    tally->words++;
    uint32_t languages = map_get(&tally->rules->stop_words, word);
    for (size_t i = 0; languages != MAP_NONE && languages >> i; i++) {
        tally->hits[i] += languages >> i & 1;
    }
}

static void count_text(struct tally *tally, struct slice folded)
{
    size_t begin = 0;
    for (size_t at = 0; at < folded.length;) {
        size_t here = at;
        int32_t code = utf8_next(folded, &at);
        const char *script = script_language(code);
        tally->script = script ? script : tally->script;
        tally->foreign += script != NULL;
        if (utf8_is_letter(code)) {
            tally->letters++;
            continue;
        }
        count_word(tally, slice_part(folded, begin, here));
        begin = at;
    }
    count_word(tally, slice_part(folded, begin, folded.length));
}

/* Does the language have more stop words in the text than any other? */
static bool is_clear(const struct tally *tally, size_t count, size_t best)
{
    for (size_t i = 0; i < count; i++) {
        if (i != best && tally->hits[i] >= tally->hits[best]) {
            return false;
        }
    }
    return true;
}

bool article_language(const struct article_rules *rules, struct slice text, char out[3])
{
    struct arena scratch = {NULL};
    struct tally tally = {.rules = rules};
    size_t cut = text.length < SAMPLE_BYTES ? text.length : SAMPLE_BYTES;
    while (cut < text.length && ((unsigned char)text.at[cut] & 0xC0) == 0x80) {
        cut--;
    }
    count_text(&tally, utf8_fold(&scratch, slice_part(text, 0, cut)));
    arena_free(&scratch);
    memcpy(out, "", 1);
    if (tally.foreign * 2 > tally.letters) {
        memcpy(out, tally.script, 3);
        return true;
    }
    size_t best = 0, count = rules->language_count;
    for (size_t i = 1; i < count; i++) {
        best = tally.hits[i] > tally.hits[best] ? i : best;
    }
    if (tally.words < WORDS_LEAST || !count || tally.hits[best] * 12 < tally.words ||
        (tally.words < WORDS_SURE && !is_clear(&tally, count, best))) {
        return false;
    }
    memcpy(out, rules->languages[best], 3);
    return true;
}
