/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes a form; gives the class of its readings, which the network sees. And takes a form, its part
 * of speech and the network's best rules; gives the lemma. The rules alone
 * make non-words ("ties" → "ty"); a table says which results are lemmas, and lists the forms that
 * no rule serves well ("sat" → "sit"). The table (train/lexicon.py) keeps 32 bits of a hash of each
 * lemma and form: of 100,000 unlisted words two or three are taken for listed ones. Cost: a binary
 * search or two a word. Limits: a lemma that the table lacks stands only where no rule near the
 * best makes a known one. */
#include "tree/lexicon.h"

#include "base/utf8.h"
#include "base/sections.h"

static uint64_t hash_code(uint64_t hash, int32_t code)
{
    char bytes[4];
    code = code == 0x2019 || code == 0x2018 ? '\'' : code;
    return slice_hash((struct slice){bytes, utf8_put(code, bytes)}, hash);
}

/* hash_of of train/lexicon.py: the mark, then the text with straight quotes. */
static uint32_t hash_of(const char *mark, struct slice text, bool keep_case)
{
    uint64_t hash = slice_hash(slice_of(mark), 0);
    for (size_t at = 0; at < text.length;) {
        int32_t code = utf8_next(text, &at);
        hash = hash_code(hash, keep_case ? code : utf8_lower_code(code));
    }
    return (uint32_t)(hash ^ hash >> 32);
}

/* Place of the hash among `count` ascending ones, or SIZE_MAX. */
static size_t find(const uint32_t *hashes, size_t count, uint32_t hash)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (hashes[middle] < hash) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < count && hashes[low] == hash ? low : SIZE_MAX;
}

uint32_t lexicon_reading(const struct lexicon *lexicon, struct slice form)
{
    if (lexicon->reading_count == 0) {
        return 0;
    }
    uint32_t hash = hash_of("", form, false);
    uint16_t key = (uint16_t)hash;
    size_t low = lexicon->reading_starts[hash >> 16],
           high = lexicon->reading_starts[(hash >> 16) + 1];
    for (size_t at = low; at < high && lexicon->reading_keys[at] <= key; at++) {
        if (lexicon->reading_keys[at] == key) {
            return lexicon->reading_classes[at] + 1u;
        }
    }
    return 0;
}

static const char *class_of(enum upos upos)
{
    switch (upos) {
    case UPOS_VERB:
    case UPOS_AUX:
        return "v";
    case UPOS_NOUN:
        return "n";
    case UPOS_ADJ:
        return "a";
    case UPOS_ADV:
        return "r";
    default:
        return "o";
    }
}

bool lexicon_knows(const struct lexicon *lexicon, struct slice lemma, enum upos upos)
{
    uint32_t hash = hash_of(class_of(upos), lemma, false);
    return find(lexicon->lemmas, lexicon->lemma_count, hash) != SIZE_MAX;
}

const struct lemma_rule *lexicon_rule(const struct lexicon *lexicon, struct slice form,
                                      enum upos upos)
{
    char mark[16];
    size_t length = strlen(upos_name(upos));
    memcpy(mark, upos_name(upos), length);
    memcpy(mark + length, "\t", 2);
    uint32_t hash = hash_of(mark, form, upos == UPOS_PROPN);
    size_t at = find(lexicon->forms, lexicon->form_count, hash);
    return at == SIZE_MAX ? NULL : &lexicon->rules[lexicon->form_rules[at]];
}

static bool has_digit(struct slice form)
{
    for (size_t at = 0; at < form.length;) {
        if (utf8_is_digit(utf8_next(form, &at))) {
            return true;
        }
    }
    return false;
}

/* Signs and numbers in digits are their own lemmas. */
static bool stays(struct slice form, enum upos upos)
{
    return upos == UPOS_SYM || (upos == UPOS_NUM && has_digit(form));
}

/* So are names, unless the best rule keeps their case, and so was learnt from names, and makes a
 * known noun or name: "Palestinians" → "Palestinian", but "Brussels" stays. */
static bool name_stays(const struct lexicon *lexicon, struct slice lemma,
                       const struct lemma_rule *rule)
{
    return rule->whole || !rule->keep_case ||
           !(lexicon_knows(lexicon, lemma, UPOS_NOUN) || lexicon_knows(lexicon, lemma, UPOS_PROPN));
}

/* The parts of speech that new words join: the others' forms are few, and the network knows them.
 */
static bool is_open(enum upos upos)
{
    return upos == UPOS_VERB || upos == UPOS_NOUN || upos == UPOS_ADJ || upos == UPOS_ADV;
}

/* "applaude" of "applauded", "interfer" of "interfered": the known verb that a rule of other listed
 * forms makes of the form and that is one letter longer or shorter than the best guess, or that. */
static struct slice known_beside(struct arena *arena, const struct lexicon *lexicon,
                                 struct slice form, struct slice best)
{
    for (size_t i = 0; i < lexicon->rule_count; i++) {
        if (lexicon->rules[i].whole) {
            continue;
        }
        struct arena_mark mark = arena_mark(arena);
        struct slice lemma = lemma_of(arena, &lexicon->rules[i], form);
        bool longer = lemma.length == best.length + 1 && slice_starts(lemma, best);
        bool shorter = lemma.length + 1 == best.length && slice_starts(best, lemma);
        if (lemma.length > 2 && (longer || shorter) && lexicon_knows(lexicon, lemma, UPOS_VERB)) {
            return lemma;
        }
        arena_reset(arena, mark);
    }
    return best;
}

struct slice lexicon_lemma(struct arena *arena, const struct lexicon *lexicon, struct slice form,
                           enum upos upos, const struct lemma_rule *const *rules, size_t count)
{
    const struct lemma_rule *listed = lexicon_rule(lexicon, form, upos);
    if (listed) {
        return lemma_of(arena, listed, form);
    }
    if (stays(form, upos)) {
        return form;
    }
    struct slice best = lemma_of(arena, rules[0], form);
    if (upos == UPOS_PROPN) {
        return name_stays(lexicon, best, rules[0]) ? form : best;
    }
    if (lexicon->lemma_count == 0 || !is_open(upos) || lexicon_knows(lexicon, best, upos)) {
        return best;
    }
    for (size_t i = 1; i < count; i++) {
        if (rules[i]->whole) {
            continue; /* far from the best, a lemma of another word */
        }
        struct arena_mark mark = arena_mark(arena);
        struct slice lemma = lemma_of(arena, rules[i], form);
        if (lemma.length > 2 && lexicon_knows(lexicon, lemma, upos)) {
            return lemma; /* shorter known ones are signs and letters */
        }
        arena_reset(arena, mark);
    }
    return upos == UPOS_VERB ? known_beside(arena, lexicon, form, best) : best;
}

static bool ascending(const uint32_t *hashes, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        if (hashes[i - 1] >= hashes[i]) {
            return false;
        }
    }
    return true;
}

static bool get_rules(struct arena *arena, const struct section_file *file,
                      const struct section *text, struct lexicon *out, struct error *err)
{
    struct slice rest = text->data, line;
    size_t count = 0;
    out->rules = arena_array(arena, text->rows, sizeof *out->rules);
    while (count < text->rows && slice_split(&rest, '\n', &line)) {
        if (utf8_invalid(line) != SIZE_MAX || !lemma_rule_parse(line, &out->rules[count++])) {
            return error_set(err, ERROR_SYNTAX, "%s: rule %zu is none", file->path, count);
        }
    }
    out->rule_count = count;
    for (size_t i = 0; i < out->form_count; i++) {
        if (out->form_rules[i] >= count) {
            return error_set(err, ERROR_SYNTAX, "%s: form %zu: no rule %u", file->path, i,
                             out->form_rules[i]);
        }
    }
    return true;
}

static bool get_marks(struct arena *arena, const struct section_file *file,
                      const struct section *text, struct lexicon *out, struct error *err)
{
    struct slice rest = text->data, line;
    out->marks = arena_array(arena, text->rows, sizeof *out->marks);
    while (out->mark_count < text->rows && slice_split(&rest, '\n', &line)) {
        out->marks[out->mark_count++] = line;
    }
    return utf8_invalid(text->data) == SIZE_MAX ||
           error_set(err, ERROR_SYNTAX, "%s: marks: not a list of text", file->path);
}

/* Starts ascend from 0 to `end`. */
static bool starts_fit(const uint32_t *starts, size_t count, size_t end)
{
    for (size_t i = 1; i < count; i++) {
        if (starts[i - 1] > starts[i]) {
            return false;
        }
    }
    return starts[0] == 0 && starts[count - 1] == end;
}

static bool within(const uint16_t *values, size_t count, size_t limit)
{
    for (size_t i = 0; i < count; i++) {
        if (values[i] >= limit) {
            return false;
        }
    }
    return true;
}

/* Adds its lists to the sum. */
static bool get_readings(struct arena *arena, const struct section_file *file, struct lexicon *out,
                         uint64_t *sum, struct error *err)
{
    struct section marks, class_starts, class_marks, starts, keys, classes;
    if (!section_get(file, "marks", 't', 0, 0, &marks, err) ||
        !section_get(file, "class_starts", 'u', 0, 1, &class_starts, err) ||
        !section_get(file, "class_marks", 'h', 0, 1, &class_marks, err) ||
        !section_get(file, "reading_starts", 'u', LEXICON_BUCKETS + 1, 1, &starts, err) ||
        !section_get(file, "reading_keys", 'h', 0, 1, &keys, err) ||
        !section_get(file, "reading_classes", 'h', keys.rows, 1, &classes, err) ||
        !get_marks(arena, file, &marks, out, err)) {
        return false;
    }
    const struct section *all[] = {&marks, &class_starts, &class_marks, &starts, &keys, &classes};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        *sum = slice_hash(all[i]->data, *sum);
    }
    out->class_starts = (const uint32_t *)(const void *)class_starts.data.at;
    out->class_marks = (const uint16_t *)(const void *)class_marks.data.at;
    out->class_count = class_starts.rows - 1;
    out->reading_starts = (const uint32_t *)(const void *)starts.data.at;
    out->reading_keys = (const uint16_t *)(const void *)keys.data.at;
    out->reading_classes = (const uint16_t *)(const void *)classes.data.at;
    out->reading_count = keys.rows;
    return (starts_fit(out->class_starts, class_starts.rows, class_marks.rows) &&
            starts_fit(out->reading_starts, starts.rows, keys.rows) &&
            within(out->class_marks, class_marks.rows, out->mark_count) &&
            within(out->reading_classes, classes.rows, out->class_count)) ||
           error_set(err, ERROR_SYNTAX, "%s: damaged (readings point outside their lists)",
                     file->path);
}

/* Finds the lists and checks the sum over them: a changed hash could not be told otherwise. */
static bool get_lists(struct arena *arena, const struct section_file *file, struct lexicon *out,
                      struct error *err)
{
    struct section lemmas, forms, form_rules, rules, check;
    if (!section_get(file, "lemmas", 'u', 0, 1, &lemmas, err) ||
        !section_get(file, "forms", 'u', 0, 1, &forms, err) ||
        !section_get(file, "form_rules", 'h', forms.rows, 1, &form_rules, err) ||
        !section_get(file, "rules", 't', 0, 0, &rules, err) ||
        !section_get(file, "check", 'u', 2, 1, &check, err)) {
        return false;
    }
    uint64_t sum = slice_hash(forms.data, slice_hash(lemmas.data, 0)), wanted;
    sum = slice_hash(rules.data, slice_hash(form_rules.data, sum));
    if (!get_readings(arena, file, out, &sum, err)) {
        return false;
    }
    memcpy(&wanted, check.data.at, sizeof wanted);
    out->lemmas = (const uint32_t *)(const void *)lemmas.data.at;
    out->lemma_count = lemmas.rows;
    out->forms = (const uint32_t *)(const void *)forms.data.at;
    out->form_rules = (const uint16_t *)(const void *)form_rules.data.at;
    out->form_count = forms.rows;
    if (sum != wanted) {
        return error_set(err, ERROR_SYNTAX, "%s: damaged (its sum does not fit)", file->path);
    }
    if (!ascending(out->lemmas, out->lemma_count) || !ascending(out->forms, out->form_count)) {
        return error_set(err, ERROR_SYNTAX, "%s: hashes are not in order", file->path);
    }
    return get_rules(arena, file, &rules, out, err);
}

bool lexicon_load(struct arena *arena, const char *path, struct lexicon *out, struct error *err)
{
    static const struct section_format format = {"ENTLEXI1", "lexicon"};
    struct section_file file;
    struct error reason = {0};
    *out = (struct lexicon){0};
    if (!sections_map(path, &format, &out->file, &reason)) {
        bool missing = reason.code == ERROR_NOT_FOUND;
        return missing || error_set(err, reason.code, "%s", reason.message);
    }
    struct section about = {0};
    if (!sections_open(path, &format, out->file, &file, err) ||
        (section_present(&file, "about") && !section_get(&file, "about", 't', 1, 0, &about, err)) ||
        !get_lists(arena, &file, out, err)) {
        lexicon_free(out);
        return false;
    }
    out->about = about.data;
    return true;
}

void lexicon_free(struct lexicon *lexicon)
{
    sections_unmap(lexicon->file);
    *lexicon = (struct lexicon){0};
}
