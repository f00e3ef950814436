/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes a proposition whose target the sentence does not name, gives it from what the article told
 * before: who did the deed that is judged, who is on the other side of the story. Looks back over
 * the claims made so far, the nearest sentences first. */
#include "base/utf8.h"
#include "event/inside.h"

#define STORY_SENTENCES 3 /* how far back the story of a sentence reaches */

#define LEAD_SENTENCES 3 /* title, place and date, and the sentence that tells the news */

#define LABEL_TOKENS 8 /* a longer sentence in capitals is a title or a cry */

static bool has_small_letter(struct slice text)
{
    for (size_t at = 0; at < text.length;) {
        if (utf8_is_lower(utf8_next(text, &at))) {
            return true;
        }
    }
    return false;
}

/* "ALLEMAGNE-IRAN.", "CORÉE DU NORD :" */
static bool in_capitals(const struct sentence *sentence)
{
    struct slice last = sentence->tokens[sentence->count - 1].form;
    bool closed = slice_is(last, ".") || slice_is(last, ":");
    for (size_t i = 0; i + 1 < sentence->count; i++) {
        struct slice form = sentence->tokens[i].form;
        closed = closed && utf8_capital(form) && !has_small_letter(form);
    }
    return closed && sentence->count > 1 && sentence->count <= LABEL_TOKENS;
}

/* "BALTES - " or "ONU-CUBA." stands alone and opens another story of a round-up. */
static bool is_label(const struct tree *tree)
{
    const struct sentence *sentence = tree->sentence;
    struct slice last =
        sentence->count ? sentence->tokens[sentence->count - 1].form : (struct slice){NULL, 0};
    bool dash = slice_is(last, "-") || slice_is(last, "–") || slice_is(last, "—");
    return dash || (sentence->count && in_capitals(sentence));
}

/* "2. Another frontier settled.": does the sentence open a numbered story? */
static bool opens_item(const struct coder *c, size_t tree)
{
    const struct sentence *sentence = c->trees->items[tree].sentence;
    bool first = !tree || c->trees->items[tree - 1].sentence->paragraph != sentence->paragraph;
    struct slice number = sentence->count > 2 ? sentence->tokens[0].form : (struct slice){NULL, 0};
    size_t at = 0;
    return first && number.length && utf8_is_digit(utf8_next(number, &at)) && number.length <= 2 &&
           (slice_is(sentence->tokens[1].form, ".") || slice_is(sentence->tokens[1].form, ")"));
}

static bool in_title(const struct coder *c, size_t tree)
{
    const struct article *article = c->article;
    uint32_t begin = c->trees->items[tree].sentence->begin;
    size_t title = (size_t)(article->title.at - article->text.at);
    return article->title.length && begin >= title && begin < title + article->title.length;
}

static bool is_state(const struct coder *c, uint32_t actor)
{
    return actor != UINT32_MAX && actor_at(c->actors, actor)->kind == ACTOR_STATE;
}

static void add_named_states(const struct coder *c, size_t tree, struct actor_set *out)
{
    const struct actor_set *named = &c->propositions->named[tree];
    for (uint8_t i = 0; i < named->count; i++) {
        if (is_state(c, named->items[i])) {
            actor_set_add(out, named->items[i]);
        }
    }
}

static bool in_heading(const struct coder *c, size_t tree)
{
    uint32_t paragraph = c->trees->items[tree].sentence->paragraph;
    return paragraph < c->article->paragraph_count &&
           c->article->paragraphs[paragraph].kind == PARAGRAPH_HEADING;
}

struct actor_set *story_topics(const struct coder *c)
{
    struct actor_set *topics = arena_array(c->arena, c->trees->count, sizeof *topics);
    struct actor_set topic = {0};
    for (size_t t = 0; t < c->trees->count; t++) {
        bool title = in_title(c, t), opens = is_label(&c->trees->items[t]) || in_heading(c, t);
        if (opens && !title) {
            topic = (struct actor_set){0};
        }
        if (opens || title) {
            add_named_states(c, t, &topic);
        }
        topics[t] = topic;
    }
    return topics;
}

/* The first claim from sentence `first` on, but none of another story than that of sentence `s`. */
static size_t claims_from(const struct coder *c, size_t first, size_t s,
                          const struct claim_list *claims)
{
    size_t start = claims->count, own = s;
    while (own > first && !is_label(&c->trees->items[own - 1]) && !opens_item(c, own)) {
        own--;
    }
    uint32_t from = c->trees->items[own].sentence->begin;
    while (start > 0 && claims->items[start - 1].sentence_begin >= from) {
        start--;
    }
    return start;
}

size_t story_start(const struct coder *c, size_t s, const struct claim_list *claims)
{
    return claims_from(c, s > STORY_SENTENCES ? s - STORY_SENTENCES : 0, s, claims);
}

/* What judges a deed told before. */
struct judgement {
    enum event_type event;           /* "condemned" is ACCUSE, "hailed" SUPPORT */
    bool any;                        /* what is blamed may be any deed, not only a hostile one */
    bool force;                      /* it is called an attack, an operation: a deed of force */
    size_t start;                    /* the first claim that may be meant */
    const struct actor_set *victims; /* who suffered it, or NULL */
};

/* Does the judgement fit the deed? */
static bool judges(const struct judgement *judgement, const struct claim *deed)
{
    bool hostile = deed->event == EVENT_ASSAULT || deed->event == EVENT_COERCE ||
                   deed->event == EVENT_SANCTION || deed->event == EVENT_MOBILIZE ||
                   deed->event == EVENT_REJECT;
    bool spoken = deed->event == EVENT_ACCUSE || deed->event == EVENT_REQUEST ||
                  deed->event == EVENT_THREATEN;
    bool force = deed->event == EVENT_ASSAULT || deed->event == EVENT_COERCE ||
                 deed->event == EVENT_MOBILIZE;
    bool fits = judgement->event == EVENT_ACCUSE && !judgement->any ? hostile : !spoken;
    if (judgement->force && !force) {
        return false;
    }
    return deed->realis <= REALIS_PLANNED && fits;
}

/* Is it a pronoun that may stand for what was told: "condemned it"? */
static bool is_neuter(const struct word *word)
{
    bool relative = slice_find(word->feats, SLICE("PronType=Rel"), 0) != SIZE_MAX;
    bool reflexive = slice_find(word->feats, SLICE("Reflex=Yes"), 0) != SIZE_MAX;
    return word->upos == UPOS_PRON && !relative && !reflexive;
}

/* "il y voit une provocation", "s'en félicite" */
static bool has_neuter_clitic(const struct tree *tree, size_t verb)
{
    for (size_t c = 0; (c = tree_child(tree, verb, c));) {
        if (tree->words[c].relation == REL_EXPL && is_neuter(&tree->words[c])) {
            return true;
        }
    }
    return false;
}

/* Does a phrase without actors point at what was told, as in "cette décision", "the demand"? */
static bool points_at(const struct coder *c, const struct proposition *p, uint32_t class_index)
{
    const struct tree *tree = &c->trees->items[p->sentence];
    if (class_index == MAP_NONE || tree->words[p->word].relation == REL_ACL) {
        return false;
    }
    for (size_t i = 0; i < p->argument_count; i++) {
        const struct argument *a = &p->arguments[i];
        if (a->role != ROLE_AGENT && !a->own.count && !a->inner.count && !a->indefinite &&
            (argument_in_class(c, a, (uint16_t)class_index) ||
             (is_neuter(&tree->words[a->word]) && a->role != ROLE_PARTNER))) {
            return true;
        }
    }
    return has_neuter_clitic(tree, p->word);
}

/* Is what it points at called a deed of force, as in "condemned the raid"? */
static bool points_at_force(const struct coder *c, const struct proposition *p)
{
    uint32_t force = codebook_class(c->codebook, SLICE("force-deed"));
    for (size_t i = 0; force != MAP_NONE && i < p->argument_count; i++) {
        const struct argument *a = &p->arguments[i];
        if (a->role != ROLE_AGENT && argument_in_class(c, a, (uint16_t)force)) {
            return true;
        }
    }
    return false;
}

/* "« C'est un pas en avant », s'est réjoui le ministre": nothing is named that is praised. */
static bool rejoices(const struct coder *c, const struct proposition *p)
{
    for (size_t i = 0; i < p->argument_count; i++) {
        enum role role = p->arguments[i].role;
        if (role != ROLE_AGENT && role != ROLE_OTHER && role != ROLE_GOVERNOR) {
            return false;
        }
    }
    return c->rejoice_class != MAP_NONE && p->kind == PREDICATE_VERB && p->argument_count &&
           word_in_class(c, p->keys[0], (uint16_t)c->rejoice_class);
}

/* The index of the tree whose sentence tells the claim. */
static size_t tree_of(const struct coder *c, const struct claim *claim)
{
    size_t tree = 0;
    while (tree + 1 < c->trees->count &&
           c->trees->items[tree].sentence->begin != claim->sentence_begin) {
        tree++;
    }
    return tree;
}

static bool is_joint(const struct claim *claim)
{
    return claim->event == EVENT_AGREE || claim->event == EVENT_CONSULT ||
           claim->event == EVENT_COOPERATE;
}

/* Who did the deed that is judged, UINT32_MAX if unknown; blamed is, of those who did it together,
 * the one of whom the sentence tells first ("X a signé un pacte avec Y"). */
static uint32_t doer_of(const struct coder *c, enum event_type judgement,
                        const struct claim_list *claims, const struct claim *deed)
{
    const struct actor_set *named = &c->propositions->named[tree_of(c, deed)];
    bool blamed = is_joint(deed) && judgement == EVENT_ACCUSE;
    for (uint8_t i = 0; i < named->count && blamed; i++) {
        for (size_t k = 0; k < claims->count; k++) {
            const struct claim *claim = &claims->items[k];
            bool side = named->items[i] == actor_by_code(c->actors, claim->source) ||
                        named->items[i] == actor_by_code(c->actors, claim->target);
            if (side && claim->sentence_begin == deed->sentence_begin &&
                slice_equal(claim->rule, deed->rule)) {
                return named->items[i];
            }
        }
    }
    return actor_by_code(c->actors, deed->source);
}

/* Adds who did the deed of the claim at `told`, with those who did it too, as its sentence tells.
 */
static void add_doers(const struct coder *c, const struct claim_list *claims, size_t told,
                      enum event_type judgement, const struct actor_set *but, struct actor_set *out)
{
    const struct claim *deed = &claims->items[told];
    if (is_joint(deed)) {
        actor_set_add(out, doer_of(c, judgement, claims, deed));
        return;
    }
    size_t last = told;
    while (last + 1 < claims->count &&
           claims->items[last + 1].sentence_begin == deed->sentence_begin) {
        last++;
    }
    for (size_t i = last + 1; i-- > 0 && claims->items[i].sentence_begin == deed->sentence_begin;) {
        const struct claim *claim = &claims->items[i];
        uint32_t actor = actor_by_code(c->actors, claim->source);
        bool same =
            slice_equal(claim->rule, deed->rule) && slice_equal(claim->target, deed->target);
        if (same && actor != UINT32_MAX && !actor_set_holds(but, actor)) {
            actor_set_add(out, actor);
        }
    }
}

/* Is the deed the one that is judged, by somebody other than the sources? */
static bool is_judged(const struct coder *c, const struct judgement *judgement,
                      const struct actor_set *sources, const struct claim_list *claims,
                      const struct claim *claim)
{
    uint32_t actor = doer_of(c, judgement->event, claims, claim),
             target = actor_by_code(c->actors, claim->target);
    bool suffered = judgement->event == EVENT_SUPPORT && actor_set_holds(sources, target) &&
                    is_conflict(claim->event); /* nobody hails what is done to him */
    bool other = judgement->victims && !actor_set_holds(judgement->victims, target);
    return !suffered && !other && judges(judgement, claim) && actor != UINT32_MAX &&
           !actor_set_holds(sources, actor);
}

/* Adds who did the deed that is judged, the last told from claim `start` on; false if none is. */
static bool judged_doers(const struct coder *c, struct judgement judgement,
                         const struct actor_set *sources, const struct claim_list *claims,
                         struct actor_set *targets)
{
    for (size_t i = claims->count; i-- > judgement.start;) {
        if (is_judged(c, &judgement, sources, claims, &claims->items[i])) {
            add_doers(c, claims, i, judgement.event, sources, targets);
            return true;
        }
    }
    return false;
}

/* Adds who did the deed with which the article of sentence `s` opens: what everybody in it has
 * something to say about. */
static void lead_doers(const struct coder *c, struct judgement judgement, size_t s,
                       const struct actor_set *sources, const struct claim_list *claims,
                       struct actor_set *targets)
{
    size_t first = claims_from(c, 0, s, claims);
    uint32_t opening = first < claims->count ? claims->items[first].sentence_begin : 0;
    for (size_t i = first; i < claims->count && !targets->count; i++) {
        const struct claim *claim = &claims->items[i];
        size_t tree = tree_of(c, claim);
        bool lead = in_title(c, tree) || tree < LEAD_SENTENCES || claim->sentence_begin == opening;
        if (!lead) {
            return;
        }
        if (claim->event != EVENT_CONSULT && is_judged(c, &judgement, sources, claims, claim)) {
            add_doers(c, claims, i, judgement.event, sources, targets);
        }
    }
}

/* Adds whom the last accusation from claim `start` on blames: "X a condamné l'attaque". */
static bool accused(const struct coder *c, size_t start, const struct actor_set *sources,
                    const struct claim_list *claims, struct actor_set *targets)
{
    for (size_t i = claims->count; i-- > start;) {
        uint32_t actor = actor_by_code(c->actors, claims->items[i].target);
        if (claims->items[i].event == EVENT_ACCUSE && actor != UINT32_MAX &&
            !actor_set_holds(sources, actor)) {
            actor_set_add(targets, actor);
            return true;
        }
    }
    return false;
}

/* "X a salué cette décision", "X was furious": the deed told last is meant, and who did it is the
 * target. */
static void last_deed(const struct coder *c, const struct proposition *p, const struct fit *fit,
                      const struct actor_set *sources, const struct claim_list *claims,
                      struct actor_set *targets)
{
    enum event_type event = fit->rule->codings[0].event;
    struct deed_sides sides;
    bool suffered = event == EVENT_ACCUSE && judged_deed_sides(c, p, &sides);
    bool pointed = suffered || points_at(c, p, c->judged_class) || rejoices(c, p);
    if ((event != EVENT_SUPPORT && event != EVENT_ACCUSE) || (!pointed && !fit->rule->judges)) {
        return;
    }
    if (!pointed) { /* a mood is of what was told just before */
        size_t before = claims_from(c, p->sentence ? p->sentence - 1 : 0, p->sentence, claims);
        struct judgement bad = {event, false, false, before, NULL},
                         mood = {event, true, false, before, NULL};
        if (!judged_doers(c, bad, sources, claims, targets)) {
            lead_doers(c, mood, p->sentence, sources, claims, targets);
        }
        if (!targets->count) {
            judged_doers(c, mood, sources, claims, targets);
        }
        return;
    }
    size_t start = story_start(c, p->sentence, claims);
    size_t first = claims_from(c, 0, p->sentence, claims);
    if (suffered) {
        judged_doers(c, (struct judgement){event, true, false, first, &sides.victims}, sources,
                     claims, targets);
        return;
    }
    bool force = points_at_force(c, p);
    struct judgement near = {event, false, force, start, NULL},
                     any = {event, true, force, start, NULL},
                     far = {event, false, force, first, NULL};
    if (!judged_doers(c, near, sources, claims, targets) &&
        !(force && judged_doers(c, far, sources, claims, targets)) &&
        !(event == EVENT_ACCUSE && accused(c, start, sources, claims, targets)) &&
        !judged_doers(c, any, sources, claims, targets)) {
        judged_doers(c, far, sources, claims, targets);
    }
}

/* "X refused", "X refused to apologise": what is refused is known from what was told. */
static bool refuses_something(const struct proposition *p)
{
    bool object = false, clause = false;
    for (size_t i = 0; i < p->argument_count; i++) {
        object |= p->arguments[i].role == ROLE_PATIENT;
        clause |= p->arguments[i].role == ROLE_CONTENT;
    }
    return p->kind == PREDICATE_VERB && (clause || !object);
}

/* "X a rejeté cette demande": who asked or offered something of X last is the target. */
static void last_wish(const struct coder *c, const struct proposition *p, const struct fit *fit,
                      const struct actor_set *sources, const struct claim_list *claims,
                      struct actor_set *targets)
{
    if (fit->rule->codings[0].event != EVENT_REJECT || fit->rule->codings[0].bond != BOND_NONE ||
        (!points_at(c, p, c->wish_class) && !refuses_something(p))) {
        return;
    }
    for (size_t i = claims->count, start = story_start(c, p->sentence, claims); i-- > start;) {
        const struct claim *claim = &claims->items[i];
        uint32_t asker = actor_by_code(c->actors, claim->source);
        uint32_t asked = actor_by_code(c->actors, claim->target);
        bool wish = claim->event == EVENT_REQUEST || claim->event == EVENT_SANCTION ||
                    claim->event == EVENT_THREATEN || claim->event == EVENT_ACCUSE ||
                    claim->realis == REALIS_PLANNED;
        if (wish && asker != UINT32_MAX && actor_set_holds(sources, asked)) {
            actor_set_add(targets, asker);
            return;
        }
    }
}

/* The other side of the claim for the actor, or UINT32_MAX. */
static uint32_t other_than(const struct coder *c, const struct claim *claim, uint32_t actor)
{
    uint32_t source = actor_by_code(c->actors, claim->source);
    uint32_t target = actor_by_code(c->actors, claim->target);
    return source == actor ? target : target == actor ? source : UINT32_MAX;
}

/* The index of the claim last told, among those from `start` on, that has `actor` on one side and a
 * state on the other; SIZE_MAX if there is none. Praise and lasting friendship are no story. */
static size_t last_between(const struct coder *c, const struct claim_list *claims, size_t start,
                           uint32_t actor)
{
    for (size_t i = claims->count; i-- > start;) {
        const struct claim *claim = &claims->items[i];
        bool friendship = claim->event == EVENT_SUPPORT || claim->event == EVENT_AID ||
                          (claim->bond == BOND_ALIGNMENT && claim->sign == '+');
        if (!friendship && is_state(c, other_than(c, claim, actor))) {
            return i;
        }
    }
    return SIZE_MAX;
}

/* The other state of the claim last told of the actor; UINT32_MAX if there is none. */
static uint32_t counterpart(const struct coder *c, const struct claim_list *claims, size_t start,
                            uint32_t actor)
{
    size_t last = last_between(c, claims, start, actor);
    return last == SIZE_MAX ? UINT32_MAX : other_than(c, &claims->items[last], actor);
}

/* "Il frappera encore": the state with which the actor was last told to be at odds in the story of
 * sentence `s`; UINT32_MAX if there is none. */
static uint32_t adversary(const struct coder *c, const struct claim_list *claims, size_t s,
                          uint32_t actor)
{
    for (size_t i = claims->count, start = claims_from(c, 0, s, claims); i-- > start;) {
        const struct claim *claim = &claims->items[i];
        bool fight = claim->event == EVENT_ASSAULT || claim->event == EVENT_COERCE ||
                     claim->bond == BOND_HOSTILITIES;
        if (fight && claim->realis != REALIS_DENIED && is_state(c, other_than(c, claim, actor))) {
            return other_than(c, claim, actor);
        }
    }
    return UINT32_MAX;
}

/* Adds all whom that claim's sentence sets against the actor by the same rule: "X s'est retiré des
 * accords avec Y et Z. Il a aussi …". */
static void add_counterparts(const struct coder *c, const struct claim_list *claims, size_t start,
                             uint32_t actor, struct actor_set *out)
{
    size_t last = last_between(c, claims, start, actor);
    for (size_t i = start; last != SIZE_MAX && i <= last; i++) {
        const struct claim *claim = &claims->items[i], *told = &claims->items[last];
        uint32_t other = other_than(c, claim, actor);
        bool same_side =
            slice_equal(claim->source, told->source) || slice_equal(claim->target, told->target);
        if (other != UINT32_MAX && same_side && slice_equal(claim->rule, told->rule) &&
            claim->sentence_begin == told->sentence_begin) {
            actor_set_add(out, other);
        }
    }
}

/* "Le Sénégal rappelle son ambassadeur": whom others just did the same deed to; for a bond that
 * ends, whom they ended it with rather than whom they strained it with later. */
static uint32_t common_target(const struct coder *c, const struct coding *same,
                              const struct claim_list *claims, size_t start, uint32_t actor)
{
    uint32_t found = UINT32_MAX;
    for (size_t i = claims->count; i-- > start;) {
        const struct claim *claim = &claims->items[i];
        uint32_t target = actor_by_code(c->actors, claim->target);
        bool alike = claim->event == same->event && claim->bond == same->bond;
        if (!alike || target == actor || !is_state(c, target)) {
            continue;
        }
        if (claim->sign == same->sign || same->sign != '-') {
            return target;
        }
        found = found == UINT32_MAX ? target : found;
    }
    return found;
}

/* The one state, besides the actor, that the label or title of sentence `s` names; UINT32_MAX if
 * there is none or several. */
static uint32_t topic_besides(const struct coder *c, size_t s, uint32_t actor)
{
    const struct actor_set *topic = &c->topics[s];
    uint32_t found = UINT32_MAX;
    for (uint8_t i = 0; i < topic->count; i++) {
        if (topic->items[i] != actor) {
            if (found != UINT32_MAX) {
                return UINT32_MAX;
            }
            found = topic->items[i];
        }
    }
    return found;
}

/* "rompre avec son voisin", "accuser M. Dupont": a phrase tells who is on the other side, though
 * not which actor. */
static bool names_other_side(const struct coder *c, const struct proposition *p)
{
    const struct word *words = c->trees->items[p->sentence].words;
    uint32_t friends = codebook_class(c->codebook, SLICE("ally-noun"));
    for (size_t i = 0; i < p->argument_count; i++) {
        const struct argument *a = &p->arguments[i];
        bool object = a->role == ROLE_PATIENT || a->role == ROLE_RECIPIENT;
        if (a->role == ROLE_RECIPIENT && !a->own.count && friends != MAP_NONE &&
            argument_in_class(c, a, (uint16_t)friends)) {
            return true; /* "a fait appel à un autre allié" */
        }
        bool unknown_name = words[a->word].upos == UPOS_PROPN && !a->own.count;
        bool side = a->role == ROLE_PARTNER || a->role == ROLE_OPPONENT;
        bool meant = a->own.count || a->inner.count ||
                     tree_child_with(&c->trees->items[p->sentence], a->word, REL_DET);
        if ((side && (meant || unknown_name)) || (object && unknown_name)) {
            return true;
        }
    }
    return false;
}

/* Adds the actors that the proposition names besides the sources and who speaks; places do not
 * count. */
static void add_others(const struct proposition *p, const struct actor_set *sources,
                       struct actor_set *others)
{
    for (size_t i = 0; i < p->argument_count; i++) {
        const struct argument *a = &p->arguments[i];
        const struct actor_set *sets[] = {&a->own, &a->inner};
        if (p->attributive && a->role == ROLE_AGENT) {
            continue; /* "le gouvernement soutenu par X": no party to what befalls it */
        }
        for (int s = 0; s < 2; s++) {
            for (uint8_t k = 0; k < sets[s]->count && !sets[s]->place; k++) {
                uint32_t actor = sets[s]->items[k];
                if (!actor_set_holds(sources, actor) && !actor_set_holds(&p->speaker, actor)) {
                    actor_set_add(others, actor);
                }
            }
        }
    }
}

/* "suspendre ses importations en provenance de X": the one other actor that the clause names;
 * UINT32_MAX if there is none or several. */
static uint32_t only_other(const struct proposition *p, const struct actor_set *sources)
{
    struct actor_set others = {0};
    add_others(p, sources, &others);
    return others.count == 1 ? others.items[0] : UINT32_MAX;
}

/* The one other state that the whole sentence names. */
static uint32_t only_other_here(const struct coder *c, const struct proposition *p,
                                const struct actor_set *sources)
{
    struct actor_set others = {0};
    for (size_t i = 0; i < c->propositions->count; i++) {
        if (c->propositions->items[i].sentence == p->sentence) {
            add_others(&c->propositions->items[i], sources, &others);
        }
    }
    uint32_t found = UINT32_MAX;
    for (uint8_t i = 0; i < others.count; i++) {
        if (is_state(c, others.items[i])) {
            if (found != UINT32_MAX) {
                return UINT32_MAX;
            }
            found = others.items[i];
        }
    }
    return found;
}

/* In how many sentences each state is named. */
static uint32_t *sentences_naming(const struct coder *c)
{
    uint32_t *counts = arena_array(c->arena, actor_count(c->actors), sizeof *counts);
    memset(counts, 0, actor_count(c->actors) * sizeof *counts);
    for (size_t t = 0; t < c->trees->count; t++) {
        struct actor_set named = {0};
        add_named_states(c, t, &named);
        for (uint8_t i = 0; i < named.count; i++) {
            counts[named.items[i]]++;
        }
    }
    return counts;
}

/* The other of the two states of whom the whole article tells, where no third is named half as
 * often; UINT32_MAX where the actor is none of them. */
static uint32_t other_of_article(const struct coder *c, uint32_t actor)
{
    const uint32_t *counts = sentences_naming(c);
    uint32_t other = UINT32_MAX, third = 0;
    for (uint32_t i = 0; i < actor_count(c->actors); i++) {
        if (i != actor && counts[i] && (other == UINT32_MAX || counts[i] > counts[other])) {
            third = other == UINT32_MAX ? 0 : counts[other];
            other = i;
        } else if (i != actor && counts[i] > third) {
            third = counts[i];
        }
    }
    uint32_t less =
        other == UINT32_MAX || counts[actor] < counts[other] ? counts[actor] : counts[other];
    return other != UINT32_MAX && less && 2 * third <= less ? other : UINT32_MAX;
}

/* "X's army, which uses Y's drones, struck again": who arms or helps the actor is not struck. */
static bool is_helper(const struct coder *c, const struct claim_list *claims, uint32_t helper,
                      uint32_t actor)
{
    for (size_t i = 0; i < claims->count; i++) {
        const struct claim *claim = &claims->items[i];
        if (claim->event == EVENT_AID && claim->realis != REALIS_DENIED &&
            actor_by_code(c->actors, claim->source) == helper &&
            actor_by_code(c->actors, claim->target) == actor) {
            return true;
        }
    }
    return false;
}

/* "Il a aussi fermé son espace aérien": against whom is known from the one other name in the
 * clause; where it is a hostile deed by somebody new, from the same deed by others; from the one
 * other state of the sentence; from what was told just before of the same actor; where it is a
 * hostile deed, from what others did, or the same actor earlier in the article; where a bond moves,
 * from the state that the title names. */
static void other_side(const struct coder *c, const struct proposition *p, const struct fit *fit,
                       const struct actor_set *sources, const struct claim_list *claims,
                       struct actor_set *targets)
{
    if (sources->count != 1 || !fit->rule->coding_count || names_other_side(c, p)) {
        return;
    }
    const struct word *word = &c->trees->items[p->sentence].words[p->word];
    if (word->relation == REL_ACL && word->subtype != SUB_RELCL &&
        fit->rule->codings[0].event == EVENT_ACCUSE) {
        return; /* "une initiative critiquée par X": the noun says whose it is */
    }
    size_t start = story_start(c, p->sentence, claims);
    const struct coding *coding = &fit->rule->codings[0];
    uint32_t actor = sources->items[0], found = only_other(p, sources);
    bool organisation =
        found != UINT32_MAX && actor_at(c->actors, found)->kind == ACTOR_ORGANISATION;
    if ((coding->bond == BOND_JURISDICTION && !is_state(c, found)) ||
        (coding->bond == BOND_BORDER && organisation)) {
        found = UINT32_MAX; /* the court that is seized, the bloc whose sanctions are applied */
    }
    bool hostile = is_conflict(coding->event) && coding->bond != BOND_NONE;
    bool attack = coding->event == EVENT_ASSAULT;
    uint32_t here = only_other_here(c, p, sources);
    if (attack && here != UINT32_MAX && is_helper(c, claims, here, actor)) {
        here = UINT32_MAX;
    }
    if (found == UINT32_MAX && attack) {
        found = here;
    }
    if (found == UINT32_MAX && attack) {
        found = adversary(c, claims, p->sentence, actor);
    }
    if (found == UINT32_MAX && attack && p->speaker.count == 1 && p->speaker.items[0] != actor &&
        is_state(c, p->speaker.items[0])) {
        found = p->speaker.items[0]; /* "according to the army": who tells of it was hit */
    }
    if (found == UINT32_MAX && hostile && last_between(c, claims, start, actor) == SIZE_MAX) {
        found = common_target(c, coding, claims, claims_from(c, 0, p->sentence, claims), actor);
    }
    uint32_t pair = coding->event == EVENT_ACCUSE ? UINT32_MAX : other_of_article(c, actor);
    if (found == UINT32_MAX) {
        found = hostile && pair != UINT32_MAX ? pair : here;
    }
    if (found == UINT32_MAX) {
        add_counterparts(c, claims, start, actor, targets);
    }
    if (targets->count) {
        return;
    }
    if (found == UINT32_MAX && hostile) {
        found = counterpart(c, claims, claims_from(c, 0, p->sentence, claims), actor);
    }
    size_t first = claims_from(c, 0, p->sentence, claims);
    bool newcomer = last_between(c, claims, first, actor) == SIZE_MAX;
    if (found == UINT32_MAX && hostile && newcomer && coding->event == EVENT_SANCTION &&
        judged_doers(c, (struct judgement){EVENT_ACCUSE, true, false, start, NULL}, sources, claims,
                     targets)) {
        return; /* who is new to the story punishes whoever did the deed told last */
    }
    if (found == UINT32_MAX && coding->bond != BOND_NONE) {
        found = topic_besides(c, p->sentence, actor);
    }
    if (found == UINT32_MAX) {
        found = pair;
    }
    if (found != UINT32_MAX) {
        actor_set_add(targets, found);
    }
}

/* Adds both sides of the last such claim in which none of the sources has a part. */
static bool add_both_sides(const struct coder *c, const struct actor_set *sources,
                           const struct claim_list *claims, size_t start, bool fighting,
                           struct actor_set *targets)
{
    for (size_t i = claims->count; i-- > start;) {
        const struct claim *claim = &claims->items[i];
        uint32_t one = actor_by_code(c->actors, claim->source);
        uint32_t other = actor_by_code(c->actors, claim->target);
        bool told = fighting ? claim->event == EVENT_ASSAULT
                             : is_conflict(claim->event) && claim->event != EVENT_REQUEST;
        if (told && claim->realis != REALIS_DENIED && one != UINT32_MAX && other != UINT32_MAX &&
            !actor_set_holds(sources, one) && !actor_set_holds(sources, other)) {
            actor_set_add(targets, one);
            actor_set_add(targets, other);
            return true;
        }
    }
    return false;
}

/* "X called for a ceasefire", "Téhéran a proposé sa médiation": those meant fight each other in the
 * article, else they are the sides of the quarrel just told. */
static void parties(const struct coder *c, const struct proposition *p,
                    const struct actor_set *sources, const struct claim_list *claims,
                    struct actor_set *targets)
{
    if (!add_both_sides(c, sources, claims, 0, true, targets)) {
        add_both_sides(c, sources, claims, story_start(c, p->sentence, claims), false, targets);
    }
}

void story_source(const struct coder *c, const struct proposition *p, const struct fit *fit,
                  const struct actor_set *targets, const struct claim_list *claims,
                  struct actor_set *sources)
{
    const struct word *word = &c->trees->items[p->sentence].words[p->word];
    bool participle = word->relation == REL_ACL && word->subtype != SUB_RELCL;
    enum event_type event = fit->rule->coding_count ? fit->rule->codings[0].event : EVENT_COUNT;
    if (participle || (event != EVENT_SANCTION && event != EVENT_ACCUSE)) {
        return; /* "les sanctions imposées au Niger": long ago, and by whomever */
    }
    for (size_t i = 0; i < p->argument_count; i++) {
        if (p->arguments[i].role == ROLE_AGENT) {
            return;
        }
    }
    uint32_t found =
        targets->count == 1
            ? counterpart(c, claims, story_start(c, p->sentence, claims), targets->items[0])
            : UINT32_MAX;
    if (found != UINT32_MAX) {
        actor_set_add(sources, found);
    }
}

void story_target(const struct coder *c, const struct proposition *p, const struct fit *fit,
                  const struct actor_set *sources, const struct claim_list *claims,
                  struct actor_set *targets)
{
    if (fit->rule->coding_count) {
        last_deed(c, p, fit, sources, claims, targets);
        last_wish(c, p, fit, sources, claims, targets);
    }
    struct deed_sides sides;
    if (fit->pattern->class_index == c->blame_class && judged_deed_sides(c, p, &sides)) {
        return; /* who suffers the deed is not to blame for it */
    }
    if (!targets->count && fit->rule->parties && sources->count) {
        parties(c, p, sources, claims, targets);
    }
    if (!targets->count && fit->rule->bilateral) {
        other_side(c, p, fit, sources, claims, targets);
    }
}
