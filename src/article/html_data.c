/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The JSON-LD of a page: the first thing that is an article by its schema.org type, at the top, in
 * a list or a graph. Values are believed before all else, for they are written for machines. JSON
 * that is broken is left out without a word: the page says the rest of itself elsewhere. json-c
 * reads it, measured before. */
#include <json-c/json.h>

#include "article/html.h"
#include "base/json.h"

#define DATA_DEPTH 6 /* graphs and lists around the article */

static struct slice text_of(struct html *html, struct json_object *value)
{
    if (!json_object_is_type(value, json_type_string)) {
        return (struct slice){"", 0};
    }
    size_t length = (size_t)json_object_get_string_len(value);
    struct slice text = {json_object_get_string(value), length};
    if (memchr(text.at, '\0', length)) {
        return (struct slice){"", 0};
    }
    return markup_decode(html->arena, slice_copy(html->arena, text));
}

static struct slice string_at(struct html *html, struct json_object *object, const char *key)
{
    struct json_object *value;
    return json_object_object_get_ex(object, key, &value) ? text_of(html, value)
                                                          : (struct slice){"", 0};
}

/* A name: a string, an object's "name", or those of a list with ", " between. */
static struct slice name_at(struct html *html, struct json_object *object, const char *key)
{
    struct json_object *value;
    struct slice names = {"", 0};
    if (!json_object_object_get_ex(object, key, &value)) {
        return names;
    }
    if (json_object_is_type(value, json_type_object)) {
        return string_at(html, value, "name");
    }
    if (!json_object_is_type(value, json_type_array)) {
        return text_of(html, value);
    }
    for (size_t i = 0; i < json_object_array_length(value); i++) {
        struct json_object *item = json_object_array_get_idx(value, i);
        struct slice name = json_object_is_type(item, json_type_object)
                                ? string_at(html, item, "name")
                                : text_of(html, item);
        if (name.length) {
            names = slice_print(html->arena, "%.*s%s%.*s", SLICE_ARGS(names),
                                names.length ? ", " : "", SLICE_ARGS(name));
        }
    }
    return names;
}

/* Does a type (a string or a list of them) end with `word`? */
static bool has_type(struct html *html, struct json_object *object, const char *word)
{
    struct json_object *type;
    if (!json_object_object_get_ex(object, "@type", &type)) {
        return false;
    }
    if (!json_object_is_type(type, json_type_array)) {
        return slice_ends(text_of(html, type), slice_of(word));
    }
    for (size_t i = 0; i < json_object_array_length(type); i++) {
        if (slice_ends(text_of(html, json_object_array_get_idx(type, i)), slice_of(word))) {
            return true;
        }
    }
    return false;
}

/* `false` or "False". */
static bool is_not_free(struct html *html, struct json_object *object)
{
    struct json_object *value;
    if (!json_object_object_get_ex(object, "isAccessibleForFree", &value)) {
        return false;
    }
    struct slice text = text_of(html, value);
    return json_object_is_type(value, json_type_boolean)
               ? !json_object_get_boolean(value)
               : slice_is(text, "False") || slice_is(text, "false");
}

/* The entries of a live blog. */
static void take_updates(struct html *html, struct json_object *object)
{
    struct html_facts *facts = &html->facts;
    struct json_object *list;
    if (!json_object_object_get_ex(object, "liveBlogUpdate", &list) ||
        !json_object_is_type(list, json_type_array)) {
        return;
    }
    for (size_t i = 0; i < json_object_array_length(list); i++) {
        struct json_object *entry = json_object_array_get_idx(list, i);
        if (json_object_is_type(entry, json_type_object)) {
            *arena_push(html->arena, facts->updates, facts->update_count) = (struct html_update){
                .title = html_plain(html->arena, string_at(html, entry, "headline")),
                .published = string_at(html, entry, "datePublished"),
                .body = string_at(html, entry, "articleBody"),
                .url = string_at(html, entry, "url"),
                .author = name_at(html, entry, "author")};
        }
    }
}

static void take_article(struct html *html, struct json_object *object)
{
    struct html_facts *facts = &html->facts;
    html_claim(&facts->title, 1, "JSON-LD headline", string_at(html, object, "headline"));
    html_claim(&facts->title, 4, "JSON-LD name", string_at(html, object, "name"));
    html_claim(&facts->published, 1, "JSON-LD datePublished",
               string_at(html, object, "datePublished"));
    html_claim(&facts->published, 6, "JSON-LD dateCreated", string_at(html, object, "dateCreated"));
    html_claim(&facts->modified, 1, "JSON-LD dateModified",
               string_at(html, object, "dateModified"));
    html_claim(&facts->author, 1, "JSON-LD author", name_at(html, object, "author"));
    html_claim(&facts->outlet, 1, "JSON-LD publisher", name_at(html, object, "publisher"));
    html_claim(&facts->section, 1, "JSON-LD articleSection",
               name_at(html, object, "articleSection"));
    bool live = has_type(html, object, "LiveBlogPosting");
    if (live) {
        take_updates(html, object);
    } else {
        html_claim(&facts->body, 1, "JSON-LD articleBody", string_at(html, object, "articleBody"));
    }
    html_claim(&facts->language, 1, "JSON-LD inLanguage", string_at(html, object, "inLanguage"));
    struct slice url = string_at(html, object, "url");
    if (slice_starts(url, SLICE("http"))) {
        html_claim(&facts->url, 3, "JSON-LD url", url);
    }
    facts->live = facts->live || live;
    facts->locked = facts->locked || is_not_free(html, object);
}

/* Finds the article in the value; true once it was taken. */
static bool find_article(struct html *html, struct json_object *value, int depth)
{
    static const char *const inner[] = {"@graph", "mainEntity", "mainEntityOfPage"};
    static const char *const types[] = {"Article", "Posting", "Report"};
    if (depth > DATA_DEPTH) {
        return false;
    }
    if (json_object_is_type(value, json_type_array)) {
        for (size_t i = 0; i < json_object_array_length(value); i++) {
            if (find_article(html, json_object_array_get_idx(value, i), depth + 1)) {
                return true;
            }
        }
        return false;
    }
    if (!json_object_is_type(value, json_type_object)) {
        return false;
    }
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (has_type(html, value, types[i])) {
            take_article(html, value);
            return true;
        }
    }
    for (size_t i = 0; i < sizeof inner / sizeof *inner; i++) {
        struct json_object *part;
        if (json_object_object_get_ex(value, inner[i], &part) &&
            find_article(html, part, depth + 1)) {
            return true;
        }
    }
    return false;
}

static bool read_script(struct html *html, struct slice text)
{
    text = slice_trim(text);
    if (!text.length || (text.at[0] != '{' && text.at[0] != '[') || !json_is_modest(text)) {
        return false;
    }
    struct json_tokener *tokener = json_tokener_new_ex(64);
    struct json_object *value =
        tokener ? json_tokener_parse_ex(tokener, text.at, (int)text.length) : NULL;
    bool found = value && find_article(html, value, 0);
    json_object_put(value);
    json_tokener_free(tokener);
    return found;
}

void html_data_read(struct html *html)
{
    for (size_t i = 0; i < html->tree.count; i++) {
        const struct markup_node *node = &html->tree.nodes[i];
        if (node->tag == TAG_SCRIPT &&
            slice_starts(markup_attribute(html->arena, &html->tree, i, "type"),
                         SLICE("application/ld+json")) &&
            read_script(html, node->text)) {
            return;
        }
    }
}
