/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Reads synthetic articles into one lineage index and prints rates, memory and what was found.
 *
 * An article is about one of TOPICS topics, which lends it actors and surnames that some two
 * hundred strangers use too; numbers, dates, other names and filler words are drawn anew. Of twenty
 * articles one is a copy of an earlier one (shorter by a sentence or two), one a rewrite (other
 * filler words, a fifth of the anchors gone, every tenth sentence gone) and one a translation into
 * French (the same, and actors and dates in French). All is drawn from the number of the article,
 * so that every run makes the same text.
 * usage: lineage_bench [ARTICLES]   (default 100000) */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "../tests/dice.h"
#include "base/buffer.h"
#include "lineage/lineage.h"

#define TOPICS 500
#define TOPIC_ACTORS 4
#define TOPIC_NAMES 12
#define NAMES 20000
#define FILLERS 3000

enum mode { MODE_NEW, MODE_COPY, MODE_REWRITE, MODE_TRANSLATION, MODE_COUNT };

static const char *const mode_names[] = {"new", "copy", "rewrite", "translation"};
static const char *const stop_en[] = {"the", "of", "and", "to", "in", "that", "for", "with", "was"};
static const char *const stop_fr[] = {"le", "de", "et", "les", "dans", "que", "pour", "avec", "la"};
static const char *const months_en[] = {"January", "March", "April", "July", "October", "December"};
static const char *const months_fr[] = {"janvier", "mars",    "avril",
                                        "juillet", "octobre", "décembre"};

/* A made-up word of two to four syllables, the same for the same number. */
static void add_word(struct buffer *out, uint32_t number, bool capital)
{
    static const char *const onsets[] = {"b", "d", "f", "g", "k", "l", "m",  "n",
                                         "p", "r", "s", "t", "v", "z", "tr", "gl"};
    static const char *const vowels[] = {"a", "e", "i", "o", "u", "an", "er", "ol"};
    struct dice dice = {number * 7919u + 1};
    uint32_t syllables = 2 + roll(&dice, 3);
    size_t at = out->length;
    for (uint32_t i = 0; i < syllables; i++) {
        buffer_print(out, "%s%s", onsets[roll(&dice, 16)], vowels[roll(&dice, 8)]);
    }
    out->at[at] = (char)(capital ? out->at[at] - 32 : out->at[at]);
}

struct press {
    const struct actor_register *actors;
    uint32_t states; /* the first actors of the register */
};

struct story {
    struct dice facts;  /* what derived articles share */
    struct dice filler; /* what only copies share */
    struct dice changes;
    uint32_t topic;
    enum mode mode;
};

static void add_filler(struct buffer *out, struct story *story)
{
    bool french = story->mode == MODE_TRANSLATION;
    if (roll(&story->filler, 2)) {
        uint32_t which = roll(&story->filler, 9);
        buffer_print(out, "%s", (french ? stop_fr : stop_en)[which]);
    } else {
        add_word(out, 1000000 + (french ? FILLERS : 0) + roll(&story->filler, FILLERS), false);
    }
}

static void add_fact(struct buffer *out, const struct press *press, struct story *story)
{
    bool french = story->mode == MODE_TRANSLATION;
    uint32_t kind = roll(&story->facts, 10), one = roll(&story->facts, 1u << 30);
    size_t before = out->length;
    if (kind < 3) {
        uint32_t number = (story->topic * 13 + one % TOPIC_ACTORS * 29) % press->states;
        const struct actor *actor = actor_at(press->actors, number);
        buffer_add(out, french ? actor->name_fr : actor->name_en);
    } else if (kind < 6) {
        add_word(out, story->topic * 31 + one % TOPIC_NAMES, true);
    } else if (kind < 8) {
        add_word(out, one % NAMES, true);
    } else if (kind < 9) {
        buffer_print(out, "%u", one % (one & 1024 ? 100 : 20000));
    } else {
        buffer_print(out, "%u %s", 1 + one % 28, (french ? months_fr : months_en)[one / 28 % 6]);
    }
    bool derived = story->mode == MODE_REWRITE || story->mode == MODE_TRANSLATION;
    if (derived && roll(&story->changes, 5) == 0) {
        out->length = before;
    }
}

static void add_sentence(struct buffer *out, const struct press *press, struct story *story)
{
    size_t before = out->length;
    uint32_t facts = 3 + roll(&story->facts, 3);
    for (uint32_t f = 0; f <= facts; f++) {
        uint32_t words = 3 + roll(&story->filler, 6);
        for (uint32_t w = 0; w < words; w++) {
            add_filler(out, story);
            buffer_add(out, SLICE(" "));
        }
        if (f < facts) {
            add_fact(out, press, story);
            buffer_add(out, SLICE(" "));
        }
    }
    if (out->at[before] >= 'a' && out->at[before] <= 'z') {
        out->at[before] = (char)(out->at[before] - 32);
    }
    buffer_add(out, SLICE("end.\n\n"));
    if (story->mode != MODE_NEW && roll(&story->changes, 10) == 0) {
        out->length = before;
    }
}

/* Writes article `number`; gives the article that it was made from, or itself. */
static uint32_t write_article(struct buffer *out, const struct press *press, uint32_t number,
                              enum mode *mode)
{
    struct dice dice = {number};
    uint32_t kind = roll(&dice, 20), origin = number;
    *mode = number > 100 && kind >= 1 && kind < MODE_COUNT ? (enum mode)kind : MODE_NEW;
    while (*mode != MODE_NEW && origin == number) {
        uint32_t other = roll(&dice, number);
        struct dice its = {other};
        uint32_t its_kind = roll(&its, 20);
        origin = other <= 100 || its_kind < 1 || its_kind >= MODE_COUNT ? other : number;
    }
    struct story story = {.facts = {origin * 1000003ull}, .mode = *mode};
    story.filler.state = (*mode == MODE_COPY ? origin : number) * 999983ull + 7;
    story.changes.state = number * 31337ull;
    story.topic = roll(&story.facts, TOPICS);
    uint32_t sentences = 9 + roll(&story.facts, 9);
    out->length = 0;
    buffer_print(out, "Title of %u\n\n", number);
    for (uint32_t s = 0; s < sentences; s++) {
        add_sentence(out, press, &story);
    }
    return origin;
}

/* Of this process, so that a busy machine does not blur the rate of a core. */
static double seconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

struct figures {
    double reading, imprinting, adding;
    size_t words, anchors, features, found[MODE_COUNT], wanted[MODE_COUNT], pairs, strangers;
};

static void note_relatives(struct figures *figures, const uint32_t *origins, uint32_t number,
                           enum mode mode, const struct relative_list *relatives)
{
    bool found = false;
    for (size_t i = 0; i < relatives->count; i++) {
        uint32_t other = relatives->items[i].number;
        figures->strangers += origins[other] != origins[number];
        found = found || origins[other] == origins[number];
    }
    figures->pairs += relatives->count;
    figures->wanted[mode]++;
    figures->found[mode] += found;
}

static void print_figures(const struct figures *figures, uint32_t count, size_t bytes)
{
    double all = figures->reading + figures->imprinting + figures->adding;
    printf("articles %u, words %zu each, anchors %zu each, features %zu each\n", count,
           figures->words / count, figures->anchors / count, figures->features / count);
    printf("bytes to article       %8.0f articles/s\n", count / figures->reading);
    printf("article to imprint     %8.0f articles/s\n", count / figures->imprinting);
    printf("imprint into the index %8.0f articles/s\n", count / figures->adding);
    printf("all of it              %8.0f articles/s\n", count / all);
    printf("memory of the index    %8zu bytes an article\n", bytes / count);
    for (int mode = MODE_COPY; mode < MODE_COUNT; mode++) {
        printf("%-12s found %zu of %zu\n", mode_names[mode], figures->found[mode],
               figures->wanted[mode]);
    }
    printf("pairs %zu, of strangers %zu\n", figures->pairs, figures->strangers);
}

int main(int argc, char **argv)
{
    uint32_t count = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : 100000;
    struct arena arena = {0}, passing = {0};
    const struct article_rules *rules;
    const struct lineage_names *names;
    struct press press = {.states = 190};
    struct figures figures = {0};
    struct buffer text = {0};
    struct error err;
    if (!count || !article_rules_load(&arena, DATA, &rules, &err) ||
        !actor_register_load(&arena, DATA "/actor", NULL, &press.actors, &err) ||
        !lineage_names_load(&arena, DATA, press.actors, &names, &err)) {
        fprintf(stderr, "lineage_bench: %s\n", count ? err.message : "no articles");
        return 1;
    }
    uint32_t *origins = arena_array(&arena, count, sizeof *origins);
    struct lineage_index *index = lineage_open();
    for (uint32_t i = 0; i < count; i++) {
        enum mode mode;
        struct article article;
        struct imprint imprint;
        struct relative_list relatives;
        origins[i] = write_article(&text, &press, i, &mode);
        double start = seconds_now();
        struct document document = document_of_text(SLICE("made.txt"), buffer_slice(&text));
        if (!article_read(&passing, rules, &document, NULL, &article, &err)) {
            fprintf(stderr, "lineage_bench: %s\n", err.message);
            return 1;
        }
        double read = seconds_now();
        lineage_imprint(&passing, names, &article, &imprint);
        double taken = seconds_now();
        lineage_add(index, &passing, &imprint, &relatives);
        double added = seconds_now();
        figures.reading += read - start;
        figures.imprinting += taken - read;
        figures.adding += added - taken;
        figures.words += imprint.word_count;
        figures.anchors += imprint.anchor_count;
        figures.features += imprint.feature_count;
        note_relatives(&figures, origins, i, mode, &relatives);
        arena_free(&passing);
    }
    print_figures(&figures, count, lineage_bytes(index));
    lineage_close(index);
    buffer_free(&text);
    arena_free(&arena);
    return 0;
}
