/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Posts that every state has (head of state, foreign minister …) and the offices that fill them,
 * from posts.tsv: post, state or `*`, office titles between '|', since, until. Titles of a state's
 * own come on top of those of all; `-` says that the state has no such post, `+` before a title
 * that several persons hold it together. From these and the
 * tenures follows which post has no known holder on a day. Cost: the names of each state, once for
 * each post. */
#include "actor/inside.h"

#include "base/utf8.h"

#define EVERY_STATE UINT32_MAX

struct title {
    struct slice post;
    struct slice office;  /* folded; empty: the state has no such post */
    uint32_t actor;       /* or EVERY_STATE */
    bool shared;          /* several persons hold it together */
    int32_t since, until; /* while the office fills the post */
};

struct actor_posts {
    struct title *titles;
    size_t title_count;
    struct slice *posts; /* in the order of the file */
    size_t post_count;
};

static void post_add(struct arena *arena, struct actor_posts *posts, struct slice post)
{
    for (size_t i = 0; i < posts->post_count; i++) {
        if (slice_equal(posts->posts[i], post)) {
            return;
        }
    }
    *arena_push(arena, posts->posts, posts->post_count) = post;
}

static bool titles_add(const struct source *source, const struct actor_register *actors,
                       const struct slice cells[POST_CELLS], struct actor_posts *posts)
{
    struct title title = {.post = cells[0], .actor = EVERY_STATE};
    struct slice rest = cells[2], office;
    if (!slice_is(cells[1], "*")) {
        title.actor = actor_by_code(actors, cells[1]);
        if (title.actor == UINT32_MAX) {
            return source_error(source, cells[1].at, "no actor has the code %.*s",
                                SLICE_ARGS(cells[1]));
        }
    }
    if (!span_read(source, cells[3], cells[4], &title.since, &title.until)) {
        return false;
    }
    post_add(source->arena, posts, title.post);
    while (slice_split(&rest, '|', &office)) {
        office = slice_trim(office);
        title.shared = slice_starts(office, SLICE("+"));
        office = slice_part(office, title.shared, office.length);
        title.office =
            slice_is(office, "-") ? (struct slice){NULL, 0} : utf8_fold(source->arena, office);
        *arena_push(source->arena, posts->titles, posts->title_count) = title;
    }
    return true;
}

bool actor_posts_load(struct arena *arena, const char *folder, const struct actor_register *actors,
                      const struct actor_posts **out, struct error *err)
{
    struct actor_posts *posts = arena_alloc(arena, sizeof *posts);
    struct source source;
    if (!source_open(arena, slice_print(arena, "%s/posts.tsv", folder).at, &source, err)) {
        return false;
    }
    struct slice rest = source.text, line, cells[POST_CELLS];
    while (slice_split(&rest, '\n', &line)) {
        if (!cells_read(line, cells, POST_CELLS)) {
            continue;
        }
        if (!cells[2].length) {
            return source_error(&source, line.at, "expected post, state, offices, since, until");
        }
        if (!titles_add(&source, actors, cells, posts)) {
            return false;
        }
    }
    *out = posts;
    return true;
}

/* Does the office fill a post of the actor on the day? An empty `post` stands for any. */
static bool fills(const struct actor_posts *posts, struct slice post, uint32_t actor,
                  struct slice folded, int32_t day)
{
    for (size_t i = 0; i < posts->title_count; i++) {
        const struct title *title = &posts->titles[i];
        if ((!post.length || slice_equal(title->post, post)) &&
            (title->actor == EVERY_STATE || title->actor == actor) &&
            slice_equal(title->office, folded) && title->since <= day && day <= title->until) {
            return true;
        }
    }
    return false;
}

static bool has_none(const struct actor_posts *posts, struct slice post, uint32_t actor,
                     int32_t day)
{
    for (size_t i = 0; i < posts->title_count; i++) {
        const struct title *title = &posts->titles[i];
        if (!title->office.length && title->actor == actor && slice_equal(title->post, post) &&
            title->since <= day && day <= title->until) {
            return true;
        }
    }
    return false;
}

bool post_is_single(const struct actor_posts *posts, uint32_t actor, struct slice office)
{
    struct arena scratch = {0};
    struct slice folded = utf8_fold(&scratch, office);
    bool single = false;
    for (size_t i = 0; i < posts->title_count && !single; i++) {
        const struct title *title = &posts->titles[i];
        single = !title->shared && (title->actor == EVERY_STATE || title->actor == actor) &&
                 slice_equal(title->office, folded);
    }
    arena_free(&scratch);
    return single;
}

/* Has the post a holder on the day? *last is the one who left it last before. */
static bool is_held(struct arena *arena, const struct actor_register *actors,
                    const struct actor_posts *posts, struct slice post, uint32_t actor, int32_t day,
                    const struct actor_name **last)
{
    struct actor_names names = actor_all_names(actors, actor);
    const char *row = NULL;
    for (size_t i = 0; i < names.count; i++) {
        const struct actor_name *name = names.items[i];
        if (name->kind != NAME_PERSON || !name->office.length || name->office.at == row) {
            continue;
        }
        row = name->office.at;
        if (name->since > day || !fills(posts, post, actor, utf8_fold(arena, name->office), day)) {
            continue;
        }
        if (day <= name->until) {
            return true;
        }
        *last = !*last || name->until > (*last)->until ? name : *last;
    }
    return false;
}

void actor_gaps_find(struct arena *arena, const struct actor_register *actors,
                     const struct actor_posts *posts, int32_t day, struct actor_gap_list *out)
{
    *out = (struct actor_gap_list){.posts = 0};
    for (uint32_t actor = 0; actor < actors->actor_count; actor++) {
        const struct actor *state = &actors->actors[actor];
        if (state->kind != ACTOR_STATE || !state->cow.length) {
            continue;
        }
        for (size_t i = 0; i < posts->post_count; i++) {
            struct actor_gap gap = {.actor = actor, .post = posts->posts[i]};
            if (has_none(posts, gap.post, actor, day)) {
                continue;
            }
            out->posts++;
            if (!is_held(arena, actors, posts, gap.post, actor, day, &gap.last)) {
                *arena_push(arena, out->items, out->count) = gap;
            }
        }
    }
}
