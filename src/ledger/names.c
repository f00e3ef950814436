/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Texts, dates and pairs of actors as the small numbers of the store's dictionaries, and back. Each
 * is asked of the store once and then kept in mind: a ledger of ten million claims has some
 * thousand words and some ten thousand dates. A rollback takes new numbers back, so that all are
 * forgotten then. */
#include <stdlib.h>

#include "ledger/inside.h"

bool ask_number(struct statement *find, int64_t none, int64_t *out, struct error *err)
{
    bool row;
    *out = none;
    if (!statement_step(find, &row, err)) {
        return false;
    }
    if (row) {
        *out = statement_column_number(find, 0, none);
        statement_reset(find);
    }
    return true;
}

bool ask_number_of(struct ledger *ledger, const char *name, int64_t key, int64_t none, int64_t *out,
                   struct error *err)
{
    struct statement *statement = store_statement(ledger->store, name);
    statement_number(statement, 1, key);
    return ask_number(statement, none, out, err);
}

static void remember(struct ledger *ledger, struct map *map, struct slice key, int64_t number)
{
    struct arena *arena = &ledger->names.arena;
    map_put(map, arena, slice_copy(arena, key), (uint32_t)number);
}

static int64_t recall(const struct map *map, struct slice key)
{
    uint32_t number = map_get(map, key);
    return number == MAP_NONE ? 0 : number;
}

bool find_word(struct ledger *ledger, struct slice text, int64_t *out, struct error *err)
{
    *out = recall(&ledger->names.word_numbers, text);
    if (*out) {
        return true;
    }
    struct statement *find = store_statement(ledger->store, "word_find");
    statement_text(find, 1, text);
    if (!ask_number(find, 0, out, err)) {
        return false;
    }
    if (*out) {
        remember(ledger, &ledger->names.word_numbers, text, *out);
    }
    return true;
}

bool name_word(struct ledger *ledger, struct slice text, int64_t *out, struct error *err)
{
    if (!find_word(ledger, text, out, err) || *out) {
        return *out != 0;
    }
    struct statement *add = store_statement(ledger->store, "word_add");
    statement_text(add, 1, text);
    if (!statement_add(add, out, err)) {
        return false;
    }
    remember(ledger, &ledger->names.word_numbers, text, *out);
    return true;
}

static bool add_date(struct ledger *ledger, struct edtf date, int64_t *out, struct error *err)
{
    struct arena scratch = {0};
    struct slice text = edtf_print(&scratch, date);
    struct statement *find = store_statement(ledger->store, "date_find");
    statement_text(find, 1, text);
    bool good = ask_number(find, 0, out, err);
    if (good && !*out) {
        struct statement *add = store_statement(ledger->store, "date_add");
        statement_text(add, 1, text);
        bind_day(add, 2, edtf_first(date));
        bind_day(add, 3, edtf_last(date));
        good = statement_add(add, out, err);
    }
    arena_free(&scratch);
    return good;
}

/* The fields of a date one behind the other: no padding, so that equal dates are equal bytes. */
static struct slice date_key(struct edtf date, char room[10])
{
    const struct edtf_point points[] = {date.from, date.to};
    for (size_t i = 0; i < 2; i++) {
        char *at = room + 5 * i;
        at[0] = (char)points[i].precision;
        at[1] = (char)(points[i].year & 0xff);
        at[2] = (char)((unsigned)points[i].year >> 8 & 0xff);
        at[3] = points[i].month;
        at[4] = points[i].day;
    }
    return (struct slice){room, 10};
}

bool name_date(struct ledger *ledger, struct edtf date, int64_t *out, struct error *err)
{
    char room[10];
    struct slice key = date_key(date, room);
    *out = recall(&ledger->names.date_numbers, key);
    if (*out) {
        return true;
    }
    if (!add_date(ledger, date, out, err)) {
        return false;
    }
    remember(ledger, &ledger->names.date_numbers, key, *out);
    return true;
}

static struct slice dyad_key(int64_t a, int64_t b, int64_t room[2])
{
    room[0] = a;
    room[1] = b;
    return (struct slice){(const char *)room, 2 * sizeof *room};
}

static struct statement *dyad_statement(struct ledger *ledger, const char *name, int64_t a,
                                        int64_t b)
{
    struct statement *statement = store_statement(ledger->store, name);
    statement_number(statement, 1, a);
    statement_number(statement, 2, b);
    return statement;
}

bool find_words(struct ledger *ledger, struct pair pair, int64_t out[2], struct error *err)
{
    return find_word(ledger, pair.a, &out[0], err) && find_word(ledger, pair.b, &out[1], err);
}

bool find_dyad(struct ledger *ledger, struct pair pair, int64_t *out, struct error *err)
{
    int64_t words[2];
    *out = 0;
    if (!find_words(ledger, pair, words, err)) {
        return false;
    }
    return !words[0] || !words[1] ||
           ask_number(dyad_statement(ledger, "dyad_find", words[0], words[1]), 0, out, err);
}

bool name_dyad(struct ledger *ledger, struct pair pair, int64_t *out, struct error *err)
{
    int64_t a, b, room[2];
    if (!name_word(ledger, pair.a, &a, err) || !name_word(ledger, pair.b, &b, err)) {
        return false;
    }
    struct slice key = dyad_key(a, b, room);
    *out = recall(&ledger->names.dyad_numbers, key);
    if (*out) {
        return true;
    }
    if (!ask_number(dyad_statement(ledger, "dyad_find", a, b), 0, out, err) ||
        (!*out && !statement_add(dyad_statement(ledger, "dyad_add", a, b), out, err))) {
        return false;
    }
    remember(ledger, &ledger->names.dyad_numbers, key, *out);
    return true;
}

/* What the text means in each column that it may stand in. */
static struct word_entry entry_of(struct slice text)
{
    struct word_entry entry = {text, -1, -1, -1, '\0'};
    enum event_type event;
    enum realis realis;
    enum bond_type bond;
    if (event_type_parse(text, &event)) {
        entry.event = (int8_t)event;
    }
    if (realis_parse(text, &realis)) {
        entry.realis = (int8_t)realis;
    }
    if (slice_is(text, "-")) {
        entry.bond = BOND_NONE;
    } else if (text.length > 1 && strchr("+-~", text.at[text.length - 1]) &&
               bond_type_parse(slice_part(text, 0, text.length - 1), &bond)) {
        entry.bond = (int8_t)bond;
        entry.sign = text.at[text.length - 1];
    }
    return entry;
}

static void word_keep(struct names *names, int64_t number, struct slice text)
{
    while (names->word_count <= (size_t)number) {
        arena_push(&names->arena, names->words, names->word_count);
    }
    names->words[number] = entry_of(slice_copy(&names->arena, text));
}

/* What is no date stays unset. */
static void date_keep(struct names *names, int64_t number, struct slice text)
{
    while (names->date_count <= (size_t)number) {
        arena_push(&names->arena, names->dates, names->date_count);
    }
    if (!edtf_parse(text, &names->dates[number])) {
        names->dates[number] = (struct edtf){0};
    }
}

static bool word_is_known(const struct names *names, int64_t number)
{
    return number > 0 && (size_t)number < names->word_count && names->words[number].text.at;
}

static bool date_is_known(const struct names *names, int64_t number)
{
    return number > 0 && (size_t)number < names->date_count && edtf_is_set(names->dates[number]);
}

/* A dictionary of the store. */
struct dictionary {
    const char *statement; /* gives number and text of those that are asked for */
    bool (*is_known)(const struct names *names, int64_t number);
    void (*keep)(struct names *names, int64_t number, struct slice text);
};

static const struct dictionary word_dictionary = {"word_texts", word_is_known, word_keep};
static const struct dictionary date_dictionary = {"date_texts", date_is_known, date_keep};

static bool texts_ask(struct ledger *ledger, const struct dictionary *dictionary,
                      const int64_t *numbers, size_t count, struct error *err)
{
    struct statement *ask = store_statement(ledger->store, dictionary->statement);
    bind_numbers(ask, 1, numbers, count);
    for (;;) {
        bool row;
        if (!statement_step(ask, &row, err)) {
            return false;
        }
        if (!row) {
            return true;
        }
        dictionary->keep(&ledger->names, statement_column_number(ask, 0, 0),
                         statement_column_lent(ask, 1));
    }
}

static int number_order(const void *left, const void *right)
{
    int64_t x = *(const int64_t *)left, y = *(const int64_t *)right;
    return (x > y) - (x < y);
}

static size_t numbers_distinct(int64_t *numbers, size_t count)
{
    size_t kept = 0;
    qsort(numbers, count, sizeof *numbers, number_order);
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || numbers[i] != numbers[i - 1]) {
            numbers[kept++] = numbers[i];
        }
    }
    return kept;
}

static bool texts_bring(struct ledger *ledger, const struct dictionary *dictionary,
                        const struct number_list *numbers, struct error *err)
{
    struct arena scratch = {0};
    int64_t *unknown = NULL;
    size_t count = 0;
    for (size_t i = 0; i < numbers->count; i++) {
        if (numbers->items[i] && !dictionary->is_known(&ledger->names, numbers->items[i])) {
            *arena_push(&scratch, unknown, count) = numbers->items[i];
        }
    }
    bool done =
        count == 0 || texts_ask(ledger, dictionary, unknown, numbers_distinct(unknown, count), err);
    arena_free(&scratch);
    return done;
}

bool words_bring(struct ledger *ledger, const struct number_list *numbers, struct error *err)
{
    return texts_bring(ledger, &word_dictionary, numbers, err);
}

bool dates_bring(struct ledger *ledger, const struct number_list *numbers, struct error *err)
{
    return texts_bring(ledger, &date_dictionary, numbers, err);
}

static bool text_missing(const char *what, int64_t number, struct error *err)
{
    return error_set(err, ERROR_INVALID, "the ledger is damaged: no %s of number %lld", what,
                     (long long)number);
}

bool word_at(struct ledger *ledger, int64_t number, struct word_entry *out, struct error *err)
{
    if (!word_is_known(&ledger->names, number)) {
        if (!words_bring(ledger, &(struct number_list){&number, 1}, err)) {
            return false;
        }
        if (!word_is_known(&ledger->names, number)) {
            return text_missing("text", number, err);
        }
    }
    *out = ledger->names.words[number];
    return true;
}

bool date_at(struct ledger *ledger, int64_t number, struct edtf *out, struct error *err)
{
    if (!date_is_known(&ledger->names, number)) {
        if (!dates_bring(ledger, &(struct number_list){&number, 1}, err)) {
            return false;
        }
        if (!date_is_known(&ledger->names, number)) {
            return text_missing("date", number, err);
        }
    }
    *out = ledger->names.dates[number];
    return true;
}

void names_forget(struct ledger *ledger)
{
    stale_forget(ledger);
    arena_free(&ledger->names.arena);
    ledger->names = (struct names){0};
}

void stale_forget(struct ledger *ledger)
{
    arena_free(&ledger->names.marks);
    ledger->names.stale = NULL;
    ledger->names.stale_count = 0;
}

bool stale_mark(struct ledger *ledger, int64_t dyad, int64_t claim, struct error *err)
{
    struct names *names = &ledger->names;
    if ((size_t)dyad < names->stale_count && names->stale[dyad]) {
        return true;
    }
    struct statement *add = store_statement(ledger->store, "stale_add");
    statement_number(add, 1, dyad);
    statement_number(add, 2, claim);
    if (!statement_run(add, err)) {
        return false;
    }
    while (names->stale_count <= (size_t)dyad) {
        arena_push(&names->marks, names->stale, names->stale_count);
    }
    names->stale[dyad] = true;
    return true;
}

struct slice id_write(char room[ID_DIGITS], uint64_t hash)
{
    for (int i = ID_DIGITS - 1; i >= 0; i--) {
        room[i] = "0123456789abcdef"[hash & 15];
        hash >>= 4;
    }
    return (struct slice){room, ID_DIGITS};
}

struct slice id_print(struct arena *arena, uint64_t hash)
{
    return id_write(arena_room(arena, ID_DIGITS, 1), hash);
}

bool id_parse(struct slice id, uint64_t *out)
{
    *out = 0;
    for (size_t i = 0; i < id.length; i++) {
        char c = id.at[i];
        bool digit = c >= '0' && c <= '9', letter = c >= 'a' && c <= 'f';
        if (!digit && !letter) {
            return false;
        }
        *out = *out << 4 | (uint64_t)(digit ? c - '0' : c - 'a' + 10);
    }
    return id.length == 16;
}

void bind_day(struct statement *statement, int place, int32_t day)
{
    if (day != DAY_BEFORE_ALL && day != DAY_AFTER_ALL) {
        statement_number(statement, place, day);
    }
}
