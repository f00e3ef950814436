/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Writes the sections of a model as train/train.py does, with dice for weights. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "small_model.h"

#define SECTIONS_MOST 64
#define HIDDEN 20 /* not a multiple of 16: the last block of outputs is part empty */

struct writer {
    struct buffer headers, data;
    uint32_t count, dice;
};

static uint32_t roll(struct writer *w)
{
    w->dice = w->dice * 1664525u + 1013904223u;
    return w->dice >> 8;
}

static void section(struct writer *w, const char *name, char kind, uint32_t rows, uint32_t columns,
                    struct slice bytes)
{
    char header[48] = {0};
    while (w->data.length % 64) {
        buffer_add(&w->data, (struct slice){"", 1});
    }
    uint64_t at = w->data.length;
    uint32_t length = (uint32_t)bytes.length;
    memcpy(header, name, strlen(name));
    header[24] = kind;
    memcpy(header + 28, &rows, 4);
    memcpy(header + 32, &columns, 4);
    memcpy(header + 36, &length, 4);
    memcpy(header + 40, &at, 8);
    buffer_add(&w->headers, (struct slice){header, sizeof header});
    buffer_add(&w->data, bytes);
    w->count++;
}

static void matrix(struct writer *w, const char *name, uint32_t rows, uint32_t columns)
{
    struct buffer bytes = {0};
    for (uint32_t i = 0; i < rows; i++) {
        float scale = 0.01f + (float)(roll(w) % 100) / 20000.0f;
        buffer_add(&bytes, (struct slice){(const char *)&scale, sizeof scale});
    }
    for (uint32_t i = 0; i < rows * columns; i++) {
        char cell = (char)(roll(w) % 255 - 127);
        buffer_add(&bytes, (struct slice){&cell, 1});
    }
    section(w, name, 'q', rows, columns, buffer_slice(&bytes));
    buffer_free(&bytes);
}

static void vector(struct writer *w, const char *name, uint32_t columns)
{
    struct buffer bytes = {0};
    for (uint32_t i = 0; i < columns; i++) {
        float value = (float)(roll(w) % 2000) / 1000.0f - 1.0f;
        buffer_add(&bytes, (struct slice){(const char *)&value, sizeof value});
    }
    section(w, name, 'f', 1, columns, buffer_slice(&bytes));
    buffer_free(&bytes);
}

static void linear(struct writer *w, const char *name, uint32_t rows, uint32_t columns)
{
    char part[32];
    snprintf(part, sizeof part, "%s.weight", name);
    matrix(w, part, rows, columns);
    snprintf(part, sizeof part, "%s.bias", name);
    vector(w, part, rows);
}

static void text(struct writer *w, const char *name, uint32_t rows, const char *lines)
{
    section(w, name, 't', rows, 0, slice_of(lines));
}

static void lists(struct writer *w)
{
    const uint32_t words[] = {7, 1000, 4000000000u};
    section(w, "about", 't', 1, 0, SLICE("{\"language\": \"fr\"}"));
    text(w, "tags", 5, "NOUN\nVERB\nPUNCT\nPROPN\nADP");
    text(w, "feats", 3, "_\nGender=Fem|Number=Plur\nMood=Ind|Person=3|Tense=Pres|VerbForm=Fin");
    text(w, "rules", 6, "l0\nk0\nl1er\n=être\nl10enir\nk2");
    text(w, "labels", 6, "nsubj\nroot\nobj\nobl:agent\nnsubj:pass\npunct");
    section(w, "words", 'u', 3, 1, (struct slice){(const char *)words, sizeof words});
}

static void layers(struct writer *w)
{
    static const char *const sides[] = {"forward", "backward"};
    char name[32];
    for (int layer = 0; layer < 2; layer++) {
        for (int side = 0; side < 2; side++) {
            snprintf(name, sizeof name, "lstm%d.%s.in", layer, sides[side]);
            matrix(w, name, 4 * HIDDEN, layer ? 2 * HIDDEN : 26);
            snprintf(name, sizeof name, "lstm%d.%s.loop", layer, sides[side]);
            matrix(w, name, 4 * HIDDEN, HIDDEN);
            snprintf(name, sizeof name, "lstm%d.%s.bias", layer, sides[side]);
            vector(w, name, 4 * HIDDEN);
        }
    }
}

struct buffer small_model_bytes(uint32_t seed)
{
    struct writer w = {.dice = seed};
    char name[32];
    lists(&w);
    matrix(&w, "word", 4, 7);
    for (int i = 0; i < 8; i++) {
        snprintf(name, sizeof name, "hashed%d", i);
        matrix(&w, name, 64, 3);
    }
    layers(&w);
    linear(&w, "input", 26, 31);
    linear(&w, "tag", 5, 2 * HIDDEN);
    linear(&w, "feat", 3, 2 * HIDDEN);
    linear(&w, "rule", 6, 2 * HIDDEN);
    linear(&w, "arc_dep", 18, 2 * HIDDEN);
    linear(&w, "arc_head", 17, 2 * HIDDEN);
    linear(&w, "label_dep", 9, 2 * HIDDEN);
    linear(&w, "label_head", 11, 2 * HIDDEN);
    matrix(&w, "arc", 19, 17);
    matrix(&w, "label", 6 * 10, 12);
    struct buffer file = {0};
    buffer_add(&file, SLICE("ENTTREE1"));
    buffer_add(&file, (struct slice){(const char *)&w.count, 4});
    size_t start = (12 + w.headers.length + 63) / 64 * 64;
    for (uint32_t i = 0; i < w.count; i++) {
        uint64_t at;
        memcpy(&at, w.headers.at + 48 * i + 40, 8);
        at += start;
        memcpy(w.headers.at + 48 * i + 40, &at, 8);
    }
    buffer_add(&file, buffer_slice(&w.headers));
    while (file.length < start) {
        buffer_add(&file, (struct slice){"", 1});
    }
    buffer_add(&file, buffer_slice(&w.data));
    buffer_free(&w.headers);
    buffer_free(&w.data);
    return file;
}

char *file_with(struct slice bytes)
{
    char *path = strdup("/tmp/entente-tree-XXXXXX");
    int file = mkstemp(path);
    assert_true(file >= 0);
    assert_int_equal(write(file, bytes.at, bytes.length), bytes.length);
    close(file);
    return path;
}

struct tree_model *small_model_load(uint32_t seed)
{
    struct buffer bytes = small_model_bytes(seed);
    char *path = file_with(buffer_slice(&bytes));
    struct tree_model *model = NULL;
    struct error err = {0};
    if (!tree_model_load(path, &model, &err)) {
        fail_msg("%s", err.message);
    }
    remove(path);
    free(path);
    buffer_free(&bytes);
    return model;
}
