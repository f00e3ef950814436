/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes the mentions of an article, gives whom each sentence names and what part each actor has in
 * the article: how often it is named, whether the title names it, of which sentences it is the
 * subject. Linear in mentions times actors. */
#include "event/sign.h"

static void add_member(struct arena *arena, struct cast *cast, size_t sentence, uint32_t actor)
{
    struct cast_sentence *here = &cast->sentences[sentence];
    if (!cast_names(cast, sentence, actor)) {
        *arena_push(arena, here->actors, here->count) = actor;
    }
}

/* Its place among the members; cast->count if it is none. */
static size_t place_of(const struct cast *cast, uint32_t actor)
{
    size_t place = 0;
    while (place < cast->count && cast->members[place].actor != actor) {
        place++;
    }
    return place;
}

static struct cast_member *member_of(struct arena *arena, struct cast *cast, uint32_t actor)
{
    size_t place = place_of(cast, actor);
    if (place == cast->count) {
        arena_push(arena, cast->members, cast->count)->actor = actor;
    }
    return &cast->members[place];
}

/* Is the mention the subject of its sentence's first verb? */
static bool is_root_subject(const struct tree *tree, const struct mention *mention)
{
    const struct word *word = &tree->words[mention->head];
    return word->relation == REL_NSUBJ && word->head && !tree->words[word->head].head;
}

static void note(const struct coder *c, struct cast *cast, const struct mention *mention,
                 uint32_t actor)
{
    struct cast_member *member = member_of(c->arena, cast, actor);
    struct cast_sentence *here = &cast->sentences[mention->sentence];
    member->mentions++;
    member->in_title = member->in_title || in_title(c, mention->sentence);
    add_member(c->arena, cast, mention->sentence, actor);
    if (is_root_subject(&c->trees->items[mention->sentence], mention)) {
        actor_set_add(&here->subjects, actor);
    }
}

void cast_find(const struct coder *c, struct cast *out)
{
    const struct mention_list *mentions = c->propositions->mentions;
    *out = (struct cast){.sentences =
                             arena_array(c->arena, c->trees->count + 1, sizeof *out->sentences)};
    for (size_t i = 0; i < mentions->count; i++) {
        const struct mention *mention = &mentions->items[i];
        struct cast_sentence *here = &out->sentences[mention->sentence];
        *arena_push(c->arena, here->mentions, here->mention_count) = mention;
        for (uint8_t k = 0; k < mention->actor_count; k++) {
            note(c, out, mention, mention->actors[k]);
        }
    }
}

size_t cast_meetings(const struct cast *cast, size_t sentences)
{
    size_t count = 0;
    for (size_t i = 0; i < sentences; i++) {
        count += cast->sentences[i].count > 1;
    }
    return count;
}

const struct cast_member *cast_member(const struct cast *cast, uint32_t actor)
{
    size_t place = place_of(cast, actor);
    return place < cast->count ? &cast->members[place] : NULL;
}

size_t cast_rank(const struct cast *cast, uint32_t actor)
{
    size_t place = place_of(cast, actor), rank = 0;
    if (place == cast->count) {
        return place;
    }
    for (size_t i = 0; i < cast->count; i++) {
        size_t mentions = cast->members[i].mentions, own = cast->members[place].mentions;
        rank += mentions > own || (mentions == own && i < place);
    }
    return rank;
}

bool cast_names(const struct cast *cast, size_t sentence, uint32_t actor)
{
    const struct cast_sentence *here = &cast->sentences[sentence];
    for (size_t i = 0; i < here->count; i++) {
        if (here->actors[i] == actor) {
            return true;
        }
    }
    return false;
}

bool mention_means(const struct mention *mention, uint32_t actor)
{
    for (uint8_t k = 0; k < mention->actor_count; k++) {
        if (mention->actors[k] == actor) {
            return true;
        }
    }
    return false;
}
