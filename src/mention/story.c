/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Which actors the story puts together. Each sentence leaves the set of states and groups that it
 * names, and each coordination ("le Mali, le Burkina Faso et le Niger") its own. "Les trois
 * juntes" asks for a set of three, nearest and most repeated first; "les deux pays" for the two
 * last coordinated, else the pair most in focus, weighed by how the article names and pairs them;
 * "son voisin" for the partner of its possessor, where one stands out. What asks before anything is
 * named (the headline) is answered at the end, from the first sets of the story. Cost: sets are
 * bounded by sentences. */
#include "mention/inside.h"

#include <math.h>

#define SET_BACK 12   /* sentences that a set of three or more stays at hand */
#define NAMED_BACK 1  /* sentences that three or more named apart stay together */
#define PAIR_BACK 5   /* sentences that an actor of a pair may lie back */
#define PAIR_LIMIT 12 /* actors weighed for a pair */
#define PAIR_WEIGHT_MOST 4.0f
#define PARTNER_MARGIN 0.8f /* by which a partner must stand out */
#define PARTNER_FLOOR -4.5f
#define LEAD_SENTENCES 2
#define FAR_MOST 8 /* sentences beyond which distance counts no more for a set of the lead */
#define JOINT_BONUS 3.0f
#define JOINT_FLOOR -1.5f

static bool set_has(const struct actor_set_seen *set, uint32_t actor)
{
    for (size_t i = 0; i < set->count; i++) {
        if (set->actors[i] == actor) {
            return true;
        }
    }
    return false;
}

static void set_add(struct actor_set_seen *set, uint32_t actor)
{
    if (!set_has(set, actor)) {
        if (set->count < MENTION_ACTORS) {
            set->actors[set->count] = actor;
        }
        set->count += set->count <= MENTION_ACTORS;
    }
}

static bool set_equal(const struct actor_set_seen *a, const struct actor_set_seen *b)
{
    for (size_t i = 0; i < a->count; i++) {
        if (!set_has(b, a->actors[i])) {
            return false;
        }
    }
    return a->count == b->count;
}

static bool is_party(const struct finder *finder, uint32_t actor)
{
    enum actor_kind kind = actor_at(finder->actors, actor)->kind;
    return kind == ACTOR_STATE || kind == ACTOR_GROUP;
}

static void set_keep(struct finder *finder, const struct actor_set_seen *set)
{
    if (set->count >= 2 && set->count <= MENTION_ACTORS) {
        *arena_push(finder->arena, finder->sets, finder->set_count) = *set;
    }
}

void story_note(struct finder *finder, const struct tree_text *text)
{
    struct actor_set_seen named = {.sentence = text->index};
    size_t first = finder->out->count;
    while (first > 0 && finder->out->items[first - 1].sentence == text->index) {
        first--;
    }
    for (size_t i = first; i < finder->out->count; i++) {
        const struct mention *mention = &finder->out->items[i];
        for (size_t k = 0; k < mention->actor_count && !mention->anaphoric; k++) {
            if (!mention->people && mention->kind != NAME_PLACE &&
                is_party(finder, mention->actors[k])) {
                set_add(&named, mention->actors[k]);
            }
        }
    }
    set_keep(finder, &named);
    for (size_t i = finder->referent_count; i-- > 0;) {
        const struct referent *referent = &finder->referents[i];
        if (referent->sentence != text->index) {
            break;
        }
        struct actor_set_seen joint = {.sentence = text->index, .joint = true};
        for (size_t k = 0; k < referent->actor_count; k++) {
            set_add(&joint, referent->actors[k]);
        }
        set_keep(finder, &joint);
    }
}

/* How often the story puts the two together; coordination and the lead count more. */
static float pair_weight(const struct finder *finder, uint32_t a, uint32_t b)
{
    float weight = 0;
    for (size_t i = 0; i < finder->set_count && weight < PAIR_WEIGHT_MOST; i++) {
        const struct actor_set_seen *set = &finder->sets[i];
        if (set_has(set, a) && set_has(set, b)) {
            float one = set->count == 2 ? (set->joint ? 1.5f : 1.0f) : set->count == 3 ? 0.4f : 0;
            weight += set->sentence < LEAD_SENTENCES ? 1.5f * one : one;
        }
    }
    return weight < PAIR_WEIGHT_MOST ? weight : PAIR_WEIGHT_MOST;
}

static bool kind_suits(const struct finder *finder, uint32_t actor, enum description_sense sense)
{
    switch (actor_at(finder->actors, actor)->kind) {
    case ACTOR_STATE:
        return sense != DESCRIBES_GROUP && sense != DESCRIBES_ORGANISATION;
    case ACTOR_GROUP:
        return sense != DESCRIBES_ORGANISATION;
    case ACTOR_ORGANISATION:
        return sense == DESCRIBES_ORGANISATION || sense == DESCRIBES_BOTH;
    default:
        return false;
    }
}

static bool means(const struct mention *mention, uint32_t actor)
{
    for (size_t k = 0; mention && !mention->people && k < mention->actor_count; k++) {
        if (mention->actors[k] == actor) {
            return true;
        }
    }
    return false;
}

/* Is the actor another argument of the verb that w depends on? */
static bool is_argument(const struct finder *finder, const struct tree_text *text, size_t w,
                        uint32_t actor)
{
    const struct tree *tree = text->tree;
    size_t verb = tree->words[w].head, child = 0;
    if (tree->words[verb].upos != UPOS_VERB) {
        return false;
    }
    while ((child = tree_child(tree, verb, child)) != 0) {
        enum relation relation = tree->words[child].relation;
        const struct mention *other = mention_of(finder, text, child);
        bool argument = relation == REL_NSUBJ || relation == REL_OBJ || relation == REL_IOBJ;
        if (argument && child != w && means(other, actor)) {
            return true;
        }
    }
    for (size_t guard = 0; guard < 4 && verb; guard++) {
        size_t subject = subject_above(finder, text, &verb);
        if (subject && subject != w && means(mention_of(finder, text, subject), actor)) {
            return true;
        }
    }
    return false;
}

static bool set_suits(const struct finder *finder, const struct tree_text *text, size_t w,
                      enum description_sense sense, const struct actor_set_seen *set)
{
    for (size_t k = 0; k < set->count; k++) {
        if (!kind_suits(finder, set->actors[k], sense) ||
            is_argument(finder, text, w, set->actors[k])) {
            return false;
        }
    }
    return true;
}

/* The set of `count` that fits best; `late`: the asking word stands before what it means. */
static const struct actor_set_seen *set_best(const struct finder *finder,
                                             const struct tree_text *text, size_t w, size_t count,
                                             bool late)
{
    const struct actor_set_seen *best = NULL;
    float best_score = late ? -100.0f : -3.0f;
    for (size_t i = 0; i < finder->set_count; i++) {
        const struct actor_set_seen *set = &finder->sets[i];
        uint32_t far =
            set->sentence > text->index ? set->sentence - text->index : text->index - set->sentence;
        bool lead = set->joint && set->sentence < LEAD_SENTENCES && count > 2;
        far = lead && far > FAR_MOST ? FAR_MOST : far;
        if (set->count != count || (!late && far > SET_BACK) ||
            !set_suits(finder, text, w, text->sense[w], set)) {
            continue;
        }
        if (!set->joint && count > 2 && (late || far > NAMED_BACK)) {
            continue; /* three whom a sentence merely names are no set */
        }
        float score = (set->joint ? JOINT_BONUS : 0) - 0.5f * (float)far;
        for (size_t k = 0; k < finder->set_count; k++) {
            score += k != i && set_equal(set, &finder->sets[k]) ? 0.5f : 0;
        }
        if (score > best_score) {
            best = set;
            best_score = score;
        }
    }
    return best;
}

struct ranked {
    uint32_t actor;
    float focus;
};

static float focus_of(const struct referent *referent, const struct tree_text *text)
{
    float paragraph = referent->paragraph == text->tree->sentence->paragraph ? 0 : 0.8f;
    return referent->salience - 2.2f * (float)(text->index - referent->sentence) - paragraph;
}

static void rank(struct ranked *ranked, size_t *count, struct ranked next)
{
    for (size_t i = 0; i < *count; i++) {
        if (ranked[i].actor == next.actor) {
            ranked[i].focus = next.focus > ranked[i].focus ? next.focus : ranked[i].focus;
            return;
        }
    }
    if (*count < PAIR_LIMIT) {
        ranked[(*count)++] = next;
    }
}

static bool is_before(const struct finder *finder, const struct tree_text *text, size_t w,
                      const struct referent *referent)
{
    (void)finder;
    return referent->sentence < text->index || referent->word < w;
}

/* How much of what the most named actor has in the article the actor is named, 0 to 1. */
static float share_of(const struct finder *finder, uint32_t actor)
{
    float share = (float)finder->named[actor] / (float)finder->most;
    return share < 1 ? share : 1;
}

/* "Talks hosted by X", "under X's mediation": does the referent only bring others together? */
static bool is_host(const struct finder *finder, const struct referent *referent)
{
    const struct tree_text *text = &finder->texts[referent->sentence];
    const struct word *words = text->tree->words;
    size_t w = referent->word;
    while (words[w].relation == REL_CONJ) {
        w = words[w].head;
    }
    enum relation relation = words[w].relation;
    size_t head = words[w].head;
    bool beside = relation == REL_OBL || relation == REL_NMOD || relation == REL_AMOD;
    bool named = head && (words[head].upos == UPOS_NOUN || words[head].relation == REL_ACL);
    return beside && named && word_listed(finder, text, head, LIST_HOST);
}

/* Did the actor bring others together in this sentence or those right before? */
static bool has_hosted(const struct finder *finder, const struct tree_text *text, uint32_t actor)
{
    for (size_t i = finder->referent_count; i-- > 0;) {
        const struct referent *referent = &finder->referents[i];
        if (text->index - referent->sentence > 1) {
            break;
        }
        for (size_t k = 0; k < referent->actor_count; k++) {
            if (referent->actors[k] == actor && is_host(finder, referent)) {
                return true;
            }
        }
    }
    return false;
}

/* Leaves out who only brings others together, where two others remain. */
static size_t drop_hosts(const struct finder *finder, const struct tree_text *text,
                         struct ranked *ranked, size_t count)
{
    struct ranked others[PAIR_LIMIT];
    size_t left = 0;
    for (size_t i = 0; i < count; i++) {
        if (!has_hosted(finder, text, ranked[i].actor)) {
            others[left++] = ranked[i];
        }
    }
    if (left < 2) {
        return count;
    }
    memcpy(ranked, others, left * sizeof *others);
    return left;
}

/* Actors in focus that w may mean, each with its best focus. */
static size_t rank_focus(const struct finder *finder, const struct tree_text *text, size_t w,
                         struct ranked *out)
{
    enum description_sense sense = text->sense[w];
    size_t count = 0;
    for (size_t i = finder->referent_count; i-- > 0;) {
        const struct referent *referent = &finder->referents[i];
        if (text->index - referent->sentence > PAIR_BACK) {
            break;
        }
        bool actors = (referent->class & CLASS_ACTORS) && referent->class != CLASS_PEOPLE &&
                      is_before(finder, text, w, referent);
        float focus = focus_of(referent, text);
        focus += sense == DESCRIBES_LEADER && referent->class == CLASS_LEADER ? 0.7f : 0;
        for (size_t k = 0; actors && k < referent->actor_count; k++) {
            uint32_t actor = referent->actors[k];
            bool party = is_party(finder, actor) || sense == DESCRIBES_ORGANISATION;
            if (kind_suits(finder, actor, sense) && !is_argument(finder, text, w, actor)) {
                rank(out, &count, (struct ranked){actor, focus - (party ? 0 : 3)});
            }
        }
    }
    return count;
}

/* "L'Argentine, le Brésil, le Chili …": are the two only the first of a longer coordination? */
static bool is_part(const struct finder *finder, size_t pair)
{
    const struct referent *part = &finder->referents[pair];
    for (size_t i = pair + 1; i < finder->referent_count; i++) {
        const struct referent *whole = &finder->referents[i];
        if (whole->sentence != part->sentence) {
            break;
        }
        if (whole->actor_count > 2 && whole->actors[0] == part->actors[0] &&
            whole->actors[1] == part->actors[1]) {
            return true;
        }
    }
    return false;
}

/* The last coordination of two in focus, in this paragraph or the sentence before. */
static bool pair_joint(const struct finder *finder, const struct tree_text *text, size_t w,
                       uint32_t *out)
{
    float best = JOINT_FLOOR;
    bool found = false;
    for (size_t i = finder->referent_count; i-- > 0;) {
        const struct referent *referent = &finder->referents[i];
        bool here = referent->paragraph == text->tree->sentence->paragraph ||
                    text->index - referent->sentence <= 1;
        if (text->index - referent->sentence > PAIR_BACK || !here) {
            break;
        }
        struct actor_set_seen set = {.count = referent->actor_count};
        memcpy(set.actors, referent->actors, sizeof set.actors);
        float focus = focus_of(referent, text);
        if (set.count == 2 && focus > best && !is_part(finder, i) && !is_host(finder, referent) &&
            is_before(finder, text, w, referent) && referent->class != CLASS_PEOPLE &&
            set_suits(finder, text, w, text->sense[w], &set)) {
            memcpy(out, set.actors, 2 * sizeof *out);
            best = focus;
            found = true;
        }
    }
    return found;
}

/* The only two parties that the sentence names before w. */
static bool pair_here(const struct finder *finder, const struct tree_text *text, size_t w,
                      uint32_t *out)
{
    struct actor_set_seen here = {0};
    for (size_t i = finder->referent_count; i-- > 0;) {
        const struct referent *referent = &finder->referents[i];
        if (referent->sentence != text->index) {
            break;
        }
        bool named = (referent->class == CLASS_STATE || referent->class == CLASS_GROUP) &&
                     referent->kind != NAME_ADJECTIVE;
        for (size_t k = 0; named && referent->word < w && k < referent->actor_count; k++) {
            set_add(&here, referent->actors[k]);
        }
    }
    if (here.count != 2 || !set_suits(finder, text, w, text->sense[w], &here)) {
        return false;
    }
    out[0] = here.actors[1];
    out[1] = here.actors[0];
    return true;
}

/* Does the headline name one of the two? */
static bool title_names(const struct finder *finder, uint32_t a, uint32_t b)
{
    for (size_t i = 0; i < finder->referent_count && !finder->referents[i].sentence; i++) {
        const struct referent *referent = &finder->referents[i];
        for (size_t k = 0; k < referent->actor_count; k++) {
            if (referent->actors[k] == a || referent->actors[k] == b) {
                return true;
            }
        }
    }
    return false;
}

/* What a word looks at besides the pair itself. */
struct pair_scene {
    const struct finder *finder;
    struct actor_set_seen here; /* the only two parties that the sentence names before the word */
    struct actor_set_seen told; /* the two of whom the whole article tells */
};

/* The weights are those of a choice among all pairs in focus (softmax), fitted to 1,618 words for
 * two in train/articles whose paragraph tells something of one of the pairs: of articles left out
 * 80 in a hundred are right. */
static float pair_score(const struct pair_scene *scene, const struct ranked *a,
                        const struct ranked *b)
{
    const struct finder *finder = scene->finder;
    float named_a = share_of(finder, a->actor), named_b = share_of(finder, b->actor);
    bool here = set_has(&scene->here, a->actor) && set_has(&scene->here, b->actor);
    bool told = set_has(&scene->told, a->actor) && set_has(&scene->told, b->actor);
    return 0.42f * fmaxf(a->focus, b->focus) + 0.23f * fminf(a->focus, b->focus) +
           (here ? 0.21f : 0) + (told ? 0.40f : 0) +
           0.34f * pair_weight(finder, a->actor, b->actor) +
           (title_names(finder, a->actor, b->actor) ? 0.62f : 0) + 1.18f * fmaxf(named_a, named_b) +
           0.75f * fminf(named_a, named_b);
}

/* The best of all pairs in focus, who is more in focus first. */
static bool pair_weighed(const struct pair_scene *scene, const struct tree_text *text, size_t w,
                         uint32_t *out)
{
    struct ranked ranked[PAIR_LIMIT];
    size_t count = rank_focus(scene->finder, text, w, ranked);
    count = drop_hosts(scene->finder, text, ranked, count);
    float best = -INFINITY;
    for (size_t i = 0; i < count; i++) {
        for (size_t k = i + 1; k < count; k++) {
            float score = pair_score(scene, &ranked[i], &ranked[k]);
            if (score > best) {
                bool swap = ranked[k].focus > ranked[i].focus;
                out[0] = ranked[swap ? k : i].actor;
                out[1] = ranked[swap ? i : k].actor;
                best = score;
            }
        }
    }
    return count >= 2;
}

static bool pair_find(const struct finder *finder, const struct tree_text *text, size_t w,
                      uint32_t *out)
{
    struct pair_scene scene = {.finder = finder};
    scene.here.count = pair_here(finder, text, w, scene.here.actors) ? 2 : 0;
    scene.told.count = actor_pair(finder->actors, finder->named, scene.told.actors) ? 2 : 0;
    if (!pair_joint(finder, text, w, out) && !pair_weighed(&scene, text, w, out)) {
        return false;
    }
    if (set_has(&scene.here, out[0]) && set_has(&scene.here, out[1])) {
        memcpy(out, scene.here.actors, 2 * sizeof *out); /* in that order */
    }
    return true;
}

bool story_set(const struct finder *finder, const struct tree_text *text, size_t w, size_t count,
               uint32_t *out)
{
    if (count == 2) {
        return pair_find(finder, text, w, out);
    }
    for (size_t i = finder->referent_count; i-- > 0;) {
        const struct referent *referent = &finder->referents[i];
        if (referent->sentence != text->index) {
            break;
        }
        if (referent->actor_count == count && referent->word < w) {
            memcpy(out, referent->actors, count * sizeof *out);
            return true;
        }
    }
    const struct actor_set_seen *set = set_best(finder, text, w, count, false);
    if (set) {
        memcpy(out, set->actors, count * sizeof *out);
    }
    return set != NULL;
}

bool story_set_later(const struct finder *finder, const struct tree_text *text, size_t w,
                     size_t count, uint32_t *out)
{
    const struct actor_set_seen *set = set_best(finder, text, w, count, true);
    if (set) {
        memcpy(out, set->actors, count * sizeof *out);
    }
    return set != NULL;
}

size_t story_plural(const struct finder *finder, const struct tree_text *text, size_t w,
                    uint32_t *out)
{
    for (size_t i = finder->referent_count; i-- > 0;) {
        const struct referent *referent = &finder->referents[i];
        if (text->index - referent->sentence > 1) {
            break;
        }
        struct actor_set_seen set = {.count = referent->actor_count};
        memcpy(set.actors, referent->actors, sizeof set.actors);
        if (set.count > 1 && is_before(finder, text, w, referent) &&
            set_suits(finder, text, w, text->sense[w], &set)) {
            memcpy(out, set.actors, set.count * sizeof *out);
            return set.count;
        }
    }
    return 0;
}

uint32_t story_partner(const struct finder *finder, const struct tree_text *text, size_t w,
                       uint32_t owner, bool state)
{
    struct ranked ranked[PAIR_LIMIT];
    size_t count = rank_focus(finder, text, w, ranked);
    float best = PARTNER_FLOOR, second = -100.0f;
    uint32_t partner = UINT32_MAX;
    for (size_t i = 0; i < count; i++) {
        bool other = state && actor_at(finder->actors, ranked[i].actor)->kind != ACTOR_STATE;
        if (ranked[i].actor == owner || other || !is_party(finder, ranked[i].actor)) {
            continue;
        }
        float score = ranked[i].focus + 1.2f * pair_weight(finder, owner, ranked[i].actor);
        if (score > best) {
            second = partner != UINT32_MAX ? best : second;
            best = score;
            partner = ranked[i].actor;
        } else if (score > second) {
            second = score;
        }
    }
    return best - second >= PARTNER_MARGIN ? partner : UINT32_MAX;
}
