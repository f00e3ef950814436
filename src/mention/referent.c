/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What the text has put in focus. Each noun that a pronoun could mean is a referent: mentions of
 * actors, and also other nouns, so that "the decision … it" does not become a state. The choice is
 * a salience score in the manner of Lappin and Leass (1994): role of the word, parallel role,
 * distance in sentences and words, paragraph breaks, pronouns chained to the same referent. The
 * looking back is bounded. */
#include "mention/inside.h"

#include "base/utf8.h"

#define REFERENTS_BACK 80 /* referents looked at for one anaphor */
#define SENTENCES_BACK 4
#define KICKER_SALIENCE 3.0f  /* "PANAMA - ": what the story is about */
#define TOPIC_BONUS 2.5f      /* the heading names it: more than a subject has over a complement */
#define OPENING_SALIENCE 4.5f /* "Israel: …" at the head of a paragraph */
#define RELATIVE_LESS 1.5f    /* what a relative clause tells is beside the point */
#define GOES_ON_BONUS 1.0f    /* "X a réagi : il a dit" */
#define QUOTED_LESS 4.0f /* what somebody's words name is no subject of the story around them */
#define CLAUSE_LESS 1.0f /* the subject of a relative clause, against that of the main one */
#define OPENING_WORDS 5
#define JOINT_PLURAL 1.0f /* several named together, for a plural pronoun */
#define BLAMED_BONUS 4.0f /* who is blamed for what "its" owns: more than a subject has */
#define WHOLE_BONUS 1.5f
#define INVOLVED_BONUS 1.5f /* a thing that involves actors: what the story is about */
#define LONE_DEPTH 3.5f     /* how far below the floor the only candidate may lie */

static float role_salience(const struct finder *finder, const struct tree_text *text, size_t w)
{
    const struct tree *tree = text->tree;
    float less = 0;
    for (size_t guard = 0; guard < 8; guard++) {
        bool counted = tree->words[w].relation == REL_NMOD &&
                       word_listed(finder, text, tree->words[w].head, LIST_QUANTITY);
        bool joined = tree->words[w].relation == REL_CONJ || counted;
        const struct mention *mention = mention_of(finder, text, w);
        size_t head = tree->words[w].head;
        bool office = mention && head && mention == mention_of(finder, text, head);
        if (!joined && !office) {
            break; /* "Prime Minister X": the office has the role of the name */
        }
        w = head;
        less = joined ? 0.3f : less;
    }
    switch (tree->words[w].relation) {
    case REL_NSUBJ:
        if (tree->words[tree->words[w].head].relation == REL_ACL) {
            less += CLAUSE_LESS;
        }
        return 4.0f - less;
    case REL_ROOT:
        return 3.0f - less;
    case REL_OBJ:
    case REL_IOBJ:
    case REL_DISLOCATED:
        return 2.5f - less;
    case REL_OBL:
        if (tree->words[tree->words[w].head].upos == UPOS_NOUN) {
            return 0.5f;
        }
        return (tree->words[w].subtype == SUB_AGENT ? 3.0f : 1.5f) - less;
    case REL_APPOS:
        return 1.0f;
    default:
        return 0.5f;
    }
}

enum number word_number(const struct tree_text *text, size_t w)
{
    size_t determiner = word_determiner(text, w);
    const struct word *word = &text->tree->words[w];
    if (determiner && text->tree->words[determiner].number != NUMBER_NONE &&
        text->tree->words[determiner].upos == UPOS_DET) {
        return text->tree->words[determiner].number;
    }
    return word->number;
}

enum gender word_gender(const struct tree_text *text, size_t w)
{
    size_t determiner = word_determiner(text, w);
    if (text->tree->words[w].gender != GENDER_NONE) {
        return text->tree->words[w].gender;
    }
    bool own = determiner && text->tree->words[determiner].subtype != SUB_POSS &&
               text->end[determiner] > text->start[determiner] + 1;
    return own ? text->tree->words[determiner].gender : GENDER_NONE;
}

static enum referent_class class_of(const struct finder *finder, const struct mention *mention)
{
    if (mention->people) {
        return CLASS_PEOPLE;
    }
    if (mention->kind == NAME_PERSON || mention->kind == NAME_SURNAME) {
        return CLASS_LEADER;
    }
    switch (actor_at(finder->actors, mention->actors[0])->kind) {
    case ACTOR_GROUP:
        return CLASS_GROUP;
    case ACTOR_ORGANISATION:
        return CLASS_ORGANISATION;
    case ACTOR_COLLECTIVE:
        return CLASS_COLLECTIVE;
    default:
        return CLASS_STATE;
    }
}

static struct referent *referent_new(struct finder *finder, const struct tree_text *text, size_t w)
{
    struct referent *referent =
        arena_push(finder->arena, finder->referents, finder->referent_count);
    referent->sentence = text->index;
    referent->word = (uint32_t)w;
    referent->paragraph = text->tree->sentence->paragraph;
    referent->gender = word_gender(text, w);
    referent->number = word_number(text, w);
    referent->salience = role_salience(finder, text, w);
    referent->lemma = text->lemma[w];
    referent->quoted = text->quoted[w];
    return referent;
}

/* "• Israel: it has bombed …": a name that a colon parts from its paragraph is what that is about.
 */
static bool is_opening(const struct finder *finder, const struct tree_text *text, size_t w)
{
    uint32_t paragraph = text->tree->sentence->paragraph;
    size_t last = text->hit_of[w] ? text->hits[text->hit_of[w] - 1].last : w;
    bool first =
        !text->index || finder->trees->items[text->index - 1].sentence->paragraph != paragraph;
    return first && last <= OPENING_WORDS && last < text->tree->count &&
           slice_is(text->form[last + 1], ":");
}

static void push_mention(struct finder *finder, const struct tree_text *text, size_t w,
                         const struct mention *mention)
{
    struct referent *referent = referent_new(finder, text, w);
    memcpy(referent->actors, mention->actors, sizeof referent->actors);
    referent->actor_count = mention->actor_count;
    referent->class = class_of(finder, mention);
    referent->kind = mention->kind;
    referent->place = mention->place;
    referent->past = mention->past;
    bool name = text->hit_of[w] != 0;
    if (mention->kind == NAME_ADJECTIVE) {
        referent->number = NUMBER_SING;
        referent->gender = GENDER_NONE;
    }
    if (name && referent->gender == GENDER_NONE && mention->kind == NAME_PROPER) {
        referent->gender = finder->genders[mention->actors[0]];
    }
    bool group = referent->class == CLASS_GROUP;
    size_t determiner = word_determiner(text, w);
    if (name && mention->kind != NAME_PEOPLE) {
        enum number shown = text->tree->words[determiner].number;
        referent->number = shown != NUMBER_NONE ? shown : group ? NUMBER_NONE : NUMBER_SING;
    }
    if (mention->actor_count > 1) {
        referent->number = NUMBER_PLUR;
    }
    referent->salience += mention->anaphoric && !mention->modifier ? 0.5f : 0;
    if (trace_of(finder, text, w)->way == WAY_RELATIVE) {
        referent->salience -= RELATIVE_LESS;
    }
    if (mention->place && word_in_kicker(text, w)) {
        referent->salience = KICKER_SALIENCE;
    } else if (is_opening(finder, text, w)) {
        referent->salience = OPENING_SALIENCE;
    } else if (mention->place) {
        referent->salience = referent->salience < 1 ? referent->salience : 1;
    }
}

/* Adds the actors of w and of what is coordinated below it, up to the word `last`. */
static void gather(const struct finder *finder, const struct tree_text *text, size_t w, size_t last,
                   struct referent *out)
{
    const struct mention *mention = mention_of(finder, text, w);
    for (size_t i = 0; mention && i < mention->actor_count; i++) {
        bool known = false;
        for (size_t k = 0; k < out->actor_count; k++) {
            known = known || out->actors[k] == mention->actors[i];
        }
        if (!known && out->actor_count < MENTION_ACTORS) {
            out->actors[out->actor_count++] = mention->actors[i];
        }
    }
    size_t child = w;
    while ((child = tree_child(text->tree, w, child)) != 0 && child <= last) {
        if (text->tree->words[child].relation == REL_CONJ) {
            gather(finder, text, child, last, out);
        }
    }
}

/* Conjuncts up to w together: "Moscou et Pékin … ils". */
static void push_joint(struct finder *finder, const struct tree_text *text, size_t w)
{
    size_t first = w;
    for (size_t guard = 0; guard < 16 && text->tree->words[first].relation == REL_CONJ; guard++) {
        if (!mention_of(finder, text, text->tree->words[first].head)) {
            break; /* "la veille, X et Y": what the tree takes for the first conjunct is none */
        }
        first = text->tree->words[first].head;
    }
    const struct mention *mention = mention_of(finder, text, first);
    if (first >= w || !mention || mention->place || mention->kind == NAME_ADJECTIVE) {
        return;
    }
    struct referent joint = {0};
    gather(finder, text, first, w, &joint);
    struct referent *referent = referent_new(finder, text, first);
    referent->word = (uint32_t)w;
    referent->actor_count = joint.actor_count;
    memcpy(referent->actors, joint.actors, sizeof joint.actors);
    referent->class = class_of(finder, mention);
    referent->kind = mention->kind;
    referent->number = NUMBER_PLUR;
    referent->gender = GENDER_NONE;
    referent->salience += 0.5f;
}

/* Links to other stories and captions do not carry the story's focus. */
static bool is_aside(const struct finder *finder, const struct tree_text *text)
{
    const struct article *article = finder->article;
    uint32_t paragraph = text->tree->sentence->paragraph;
    return paragraph < article->paragraph_count &&
           (article->paragraphs[paragraph].kind == PARAGRAPH_LINK ||
            article->paragraphs[paragraph].kind == PARAGRAPH_CAPTION);
}

void referent_push(struct finder *finder, const struct tree_text *text, size_t w)
{
    const struct word *word = &text->tree->words[w];
    const struct mention *mention = mention_of(finder, text, w);
    if (is_aside(finder, text)) {
        return;
    }
    if (mention) {
        bool covered = mention->head != w && word->upos != UPOS_PRON;
        if (mention->kind != NAME_PLACE && !covered && word->upos != UPOS_DET) {
            push_mention(finder, text, w, mention);
        }
        if (word->relation == REL_CONJ && mention->kind != NAME_ADJECTIVE && !mention->place) {
            push_joint(finder, text, w);
        }
        return;
    }
    bool noun = word->upos == UPOS_NOUN || (word->upos == UPOS_PROPN && word->relation != REL_FLAT);
    if (!noun || text->hit_of[w] || word->subtype == SUB_TIME || word->relation == REL_COMPOUND ||
        word->relation == REL_FIXED || rules_find(finder->rules, LIST_CALENDAR, text->lemma[w])) {
        return;
    }
    struct referent *referent = referent_new(finder, text, w);
    bool named = word->upos == UPOS_PROPN && tree_child_with(text->tree, w, REL_FLAT);
    bool speaks = word->relation == REL_NSUBJ && word_listed(finder, text, word->head, LIST_SPEECH);
    bool acts = text->sense[w] && text->sense[w] != DESCRIBES_STATE &&
                text->sense[w] != DESCRIBES_ORGANISATION; /* "le pacte" is a thing */
    bool person = speaks || acts || word_listed(finder, text, w, LIST_COUNTERPART) || named;
    referent->class = person ? CLASS_SOMEONE : CLASS_THING;
    referent->salience += named ? 1.5f : person ? 0 : -0.5f;
}

void referent_is_person(struct finder *finder, const struct tree_text *text, size_t w)
{
    for (size_t i = finder->referent_count; i-- > 0;) {
        struct referent *referent = &finder->referents[i];
        if (referent->sentence != text->index) {
            return;
        }
        if (referent->word == w && referent->class == CLASS_THING) {
            referent->class = CLASS_SOMEONE;
            referent->salience += 1.0f;
        }
    }
}

static bool number_agrees(const struct query *query, const struct referent *referent)
{
    return query->number == NUMBER_NONE || referent->number == NUMBER_NONE ||
           query->number == referent->number;
}

/* Is the actor of the kind, and of the part of the world, that the description gives? */
static bool actor_fits(const struct finder *finder, const struct query *query,
                       const struct referent *referent)
{
    for (size_t k = 0; k < referent->actor_count; k++) {
        uint32_t actor = referent->actors[k];
        if ((query->epithet.length &&
             !actor_has_epithet(finder->actors, actor, finder->rules->language, query->epithet)) ||
            (query->region &&
             !actor_is_member(finder->actors, *query->region, actor, finder->day))) {
            return false;
        }
    }
    return true;
}

/* "un accord entre X et Y": is an actor named inside the phrase? */
static bool names_inside(const struct finder *finder, const struct referent *referent)
{
    const struct tree_text *text = &finder->texts[referent->sentence];
    size_t first, last;
    tree_span(text->tree, referent->word, &first, &last);
    for (size_t w = first; w <= last; w++) {
        if (w != referent->word && mention_of(finder, text, w)) {
            return true;
        }
    }
    return false;
}

/* "Zelensky a réagi : il a téléphoné": the subject of the clause before the colon. */
static bool goes_on_with(const struct query *query, const struct referent *referent,
                         const struct tree_text *text)
{
    const struct word *words = text->tree->words;
    size_t verb = words[query->word].head;
    return query->subject && query->sentence == referent->sentence && verb &&
           slice_is(text->form[query->word - 1], ":") && words[verb].relation == REL_PARATAXIS &&
           words[referent->word].relation == REL_NSUBJ &&
           words[referent->word].head == words[verb].head;
}

static float score_of(const struct finder *finder, const struct query *query,
                      const struct referent *referent, const struct tree_text *text)
{
    float score = referent->salience - 2.2f * (float)(query->sentence - referent->sentence);
    if (referent->paragraph != text->tree->sentence->paragraph) {
        score -= 0.8f;
    }
    if (query->sentence == referent->sentence) {
        score += 0.5f - 0.03f * (float)(query->word - referent->word);
    } else if (query->subject && referent->salience >= 3.5f) {
        score += 0.7f;
    }
    if (goes_on_with(query, referent, text)) {
        score += GOES_ON_BONUS;
    }
    if (query->gender != GENDER_NONE && referent->gender == query->gender) {
        score += 0.5f;
    }
    if (query->territory && referent->actor_count == 1 && referent->actors[0] == finder->topic) {
        score += TOPIC_BONUS;
    }
    if (query->territory) {
        score -= referent->number == NUMBER_PLUR ? 0.7f : 0;
        score += referent->class == CLASS_LEADER ? -2.0f : 0;
        score += referent->kind == NAME_PROPER || (query->subject && !referent->place)
                     ? (query->subject ? 0.5f : 1.5f)
                     : 0;
    }
    if (query->number != NUMBER_NONE && referent->number == query->number) {
        score += 0.3f;
    }
    if (query->asked && referent->sentence == query->sentence && referent->word == query->asked) {
        score += BLAMED_BONUS;
    }
    bool blamed = referent->sentence == query->sentence && referent->word > query->grounds;
    if (query->grounds && blamed && !referent->place) {
        score += BLAMED_BONUS;
    }
    if (referent->quoted && !text->quoted[query->word]) {
        score -= QUOTED_LESS;
    }
    const struct tree *there = finder->texts[referent->sentence].tree;
    if (query->whole && tree_child_with(there, referent->word, REL_NMOD)) {
        score += WHOLE_BONUS;
    }
    if (query->wanted == CLASS_THING && names_inside(finder, referent)) {
        score += INVOLVED_BONUS;
    }
    if (query->number == NUMBER_PLUR && referent->actor_count > 1) {
        score += JOINT_PLURAL;
    }
    if (referent->actor_count == 1 && finder->topic == UINT32_MAX) {
        float named = (float)finder->named[referent->actors[0]];
        score += query->central * (named < finder->most ? named / (float)finder->most : 1.0f);
    }
    return score;
}

static bool is_candidate(const struct finder *finder, const struct query *query,
                         const struct referent *referent)
{
    bool gender = query->gender == GENDER_NONE || referent->gender == GENDER_NONE ||
                  query->gender == referent->gender;
    bool later = referent->word >= query->word && referent->sentence == query->sentence;
    return !later && (referent->class & (query->wanted | query->rivals)) && gender &&
           number_agrees(query, referent) && !(query->noun && referent->kind == NAME_ADJECTIVE) &&
           !(query->single && referent->actor_count > 1) &&
           (!query->lemma.length || slice_equal(query->lemma, referent->lemma)) &&
           actor_fits(finder, query, referent) && !binding_forbids(finder, query, referent);
}

static bool same_actors(const struct referent *a, const struct referent *b)
{
    return a->actor_count == b->actor_count && a->actor_count &&
           !memcmp(a->actors, b->actors, a->actor_count * sizeof *a->actors);
}

const struct referent *referent_foremost(const struct finder *finder, const struct query *query)
{
    const struct tree_text *text = &finder->texts[query->sentence];
    const struct referent *best = NULL;
    float best_score = query->lone ? query->floor - LONE_DEPTH : query->floor;
    size_t looked = 0;
    bool lone = true;
    for (size_t i = finder->referent_count; i-- > 0 && looked < REFERENTS_BACK; looked++) {
        const struct referent *referent = &finder->referents[i];
        if (query->sentence - referent->sentence > SENTENCES_BACK) {
            break;
        }
        if (!is_candidate(finder, query, referent)) {
            continue;
        }
        float score = score_of(finder, query, referent, text);
        if (best && score > query->floor - LONE_DEPTH) {
            lone = lone && same_actors(best, referent);
        }
        if (score > best_score) {
            best = referent;
            best_score = score;
        }
    }
    bool sure = best_score > query->floor || lone;
    return best && sure ? best : NULL;
}

const struct referent *referent_best(const struct finder *finder, const struct query *query)
{
    const struct referent *best = referent_foremost(finder, query);
    return best && (best->class & query->wanted) ? best : NULL;
}
