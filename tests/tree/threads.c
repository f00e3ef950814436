/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What is loaded is shared without locks: threads with one parser, each with arenas of its own,
 * print the bytes that one alone prints. argv[1] is the folder data/. Run it under the thread
 * sanitizer after any change to what parsing keeps (-Db_sanitize=thread). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <pthread.h>

#include "base/buffer.h"
#include "pipeline/pipeline.h"

#define THREADS 2
#define ROUNDS 3

static const char *data;

static const char text[] =
    "PARIS, 12 mars (AFP) — Le ministre a reçu l'envoyé du Kazakhstan. Des soldats sont morts.\n"
    "« Nous ne céderons pas ! » a-t-il lancé, avant de quitter la salle où l'attendaient les "
    "ambassadeurs des deux pays voisins, venus parler des 11 000 tonnes de blé.\n"
    "The Governor met J. R. Hale at 10am; they didn't sign the US-brokered deal. 😀 🇫🇷\n";

static void ignore(void *context, const char *message)
{
    (void)context;
    (void)message;
}

struct work {
    const struct parser *parser;
    struct buffer printed;
    bool good;
};

static void *read_text(void *argument)
{
    struct work *work = argument;
    struct log log = {ignore, NULL};
    work->good = true;
    for (int round = 0; round < ROUNDS && work->good; round++) {
        struct arena arena = {0}, scratch = {0};
        struct reading reading;
        struct error err;
        work->good = parser_read(work->parser, &arena, &scratch, SLICE("text"), slice_of(text),
                                 &log, &reading, &err);
        for (size_t i = 0; work->good && i < reading.trees.count; i++) {
            buffer_add(&work->printed, conllu_print(&arena, &reading.trees.items[i]));
        }
        arena_free(&arena);
        arena_free(&scratch);
    }
    return NULL;
}

static void threads_give_the_bytes_of_one(const char *language)
{
    struct parser *parser;
    struct error err;
    pthread_t threads[THREADS];
    if (!parser_open(data, language, &parser, &err)) {
        fail_msg("%s", err.message);
    }
    struct work alone = {.parser = parser}, together[THREADS];
    read_text(&alone);
    assert_true(alone.good && alone.printed.length > 1000);
    for (int i = 0; i < THREADS; i++) {
        together[i] = (struct work){.parser = parser};
        assert_int_equal(pthread_create(&threads[i], NULL, read_text, &together[i]), 0);
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
        assert_true(together[i].good);
        assert_true(slice_equal(buffer_slice(&together[i].printed), buffer_slice(&alone.printed)));
        buffer_free(&together[i].printed);
    }
    buffer_free(&alone.printed);
    parser_close(parser);
}

static void threads_share_a_french_parser(void **state)
{
    (void)state;
    threads_give_the_bytes_of_one("fr");
}

static void threads_share_an_english_parser(void **state)
{
    (void)state;
    threads_give_the_bytes_of_one("en");
}

int main(int count, char **arguments)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(threads_share_a_french_parser),
        cmocka_unit_test(threads_share_an_english_parser),
    };
    data = count > 1 ? arguments[1] : "data";
    return cmocka_run_group_tests(tests, NULL, NULL);
}
