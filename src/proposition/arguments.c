/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes a predicate, gives its arguments by role; here those of a verb. Active and passive, verb
 * and noun, light verb and plain verb come out alike; complements that hang too low are raised.
 * Linear in the words below the predicate. */
#include "base/utf8.h"
#include "proposition/inside.h"

/* "Rwanda-backed rebels": the first part of the compound does what the participle says. */
static bool is_joined_agent(const struct finder *f, size_t c)
{
    const struct word *child = &f->tree->words[c];
    return child->relation == REL_COMPOUND && child->head > c &&
           f->tree->words[child->head].relation == REL_AMOD && mention_at(f->mentions, f->index, c);
}

/* "X s'est vu refuser l'accès": an infinitive with an object of its own befalls its subject. */
static enum role subject_role(const struct finder *f, size_t verb, bool passive)
{
    bool own = false;
    for (size_t c = 0; (c = tree_child(f->tree, verb, c));) {
        own = own || (f->tree->words[c].relation == REL_OBJ &&
                      !rules_list(f->rules, "reflexive", f->lemma[c]));
    }
    return !passive ? ROLE_AGENT : f->borne[verb] && own ? ROLE_RECIPIENT : ROLE_PATIENT;
}

/* "le Mali, où X maintient …": the clause is of that land. */
static bool is_relative_place(const struct finder *f, size_t c)
{
    size_t land = finder_listed(f, "relative-place", c) ? antecedent_of(f, c) : c;
    return land != c && mention_at(f->mentions, f->index, land);
}

/* "il s'y est rendu": a pronoun or adverb that repeats a land. */
static bool stands_for_place(const struct finder *f, size_t c)
{
    enum upos upos = f->tree->words[c].upos;
    const struct mention *mention = mention_at(f->mentions, f->index, c);
    return (upos == UPOS_PRON || upos == UPOS_ADV) && f->tree->words[c].relation != REL_NSUBJ &&
           mention && mention->place && !f->preposition[c].length;
}

/* "recevoir du Mexique du pétrole", "obtenir des Etats-Unis des missiles": the thing beside a name
 * that is written as an uncounted part, which no name is; 0 if w is no such name. */
static size_t received_thing(const struct finder *f, size_t w)
{
    const struct word *words = f->tree->words;
    const struct mention *mention = mention_at(f->mentions, f->index, w);
    size_t article = mention && !mention->people ? tree_child_with(f->tree, w, REL_DET) : 0;
    const struct token *token = article ? words[article].token : NULL;
    if (!token ||
        !rules_list(f->rules, "some", slice_part(f->article->text, token->begin, token->end))) {
        return 0;
    }
    for (size_t c = w + 1; c <= f->tree->count; c++) {
        bool beside = words[c].head == words[w].head || words[c].head == w;
        if (beside && words[c].upos == UPOS_NOUN && !mention_at(f->mentions, f->index, c)) {
            return c;
        }
    }
    return 0;
}

/* "a informé X qu'il avait frappé une base": a verb with an object of its own has none before it;
 * the word opens a clause that tells something. */
static bool opens_content(const struct finder *f, size_t c)
{
    const struct word *words = f->tree->words;
    size_t verb = words[c].head, other = 0;
    for (size_t d = 0; (d = tree_child(f->tree, verb, d));) {
        bool object = words[d].relation == REL_OBJ && words[d].upos == UPOS_NOUN;
        other = d > verb && object ? d : other;
    }
    return other && c < verb && finder_listed(f, "relative", c);
}

/* "granted Chad a respite": of two objects of such a verb the first, a name or pronoun, receives
 * the other. */
static bool is_given_to(const struct finder *f, size_t c)
{
    const struct word *words = f->tree->words;
    size_t verb = words[c].head, other = c;
    bool name = words[c].upos == UPOS_PROPN || words[c].upos == UPOS_PRON;
    bool receives = c > verb && finder_listed(f, "giving", verb) && name &&
                    mention_at(f->mentions, f->index, c);
    while (receives && (other = tree_child(f->tree, verb, other))) {
        if (words[other].relation == REL_OBJ && words[other].upos != UPOS_PROPN) {
            return true;
        }
    }
    return false;
}

/* "… and so did Germany", "comme l'a fait X": the name behind a verb that stands for another is its
 * subject, where it has none. */
static bool follows_pro_verb(const struct finder *f, size_t c)
{
    const struct word *words = f->tree->words;
    size_t verb = words[c].head, so = tree_child_with(f->tree, verb, REL_ADVMOD);
    return c == verb + 1 && words[c].upos == UPOS_PROPN && finder_listed(f, "pro-verb", verb) &&
           !tree_child_with(f->tree, verb, REL_NSUBJ) && so && so < verb &&
           finder_listed(f, "so", so);
}

enum role verb_role(const struct finder *f, size_t c, bool passive)
{
    const struct word *child = &f->tree->words[c];
    bool carried = f->borne[child->head] && rules_list(f->rules, "reflexive", f->lemma[c]);
    bool example = is_torn_example(f, c) ||
                   (child->upos == UPOS_PRON && c < f->tree->count && is_torn_example(f, c + 1));
    if (time_at(f, c) || carried || example) {
        return ROLE_COUNT;
    }
    if (stands_for_place(f, c) || is_relative_place(f, c)) {
        return ROLE_PLACE;
    }
    switch (child->relation) {
    case REL_COMPOUND:
        return passive && is_joined_agent(f, c) ? ROLE_AGENT : ROLE_COUNT;
    case REL_NSUBJ:
        if (is_object_behind(f, child->head, c) || is_possessed_object(f, c)) {
            return ROLE_PATIENT;
        }
        if (is_said_before(f, c)) {
            return ROLE_CONTENT;
        }
        return subject_role(f, child->head, passive || child->subtype == SUB_PASS);
    case REL_OBJ:
        if (follows_pro_verb(f, c)) {
            return ROLE_AGENT;
        }
        if (opens_content(f, c)) {
            return ROLE_COUNT;
        }
        if (is_given_to(f, c)) {
            return ROLE_RECIPIENT;
        }
        return received_thing(f, c) ? ROLE_ORIGIN : ROLE_PATIENT;
    case REL_IOBJ:
        return ROLE_RECIPIENT;
    case REL_CCOMP:
        return ROLE_CONTENT;
    case REL_XCOMP:
        if (finder_listed(f, "naming", child->head)) {
            return ROLE_CONTENT; /* "called it an insult" */
        }
        return child->upos == UPOS_NOUN || child->upos == UPOS_PROPN ? ROLE_PATIENT : ROLE_CONTENT;
    case REL_ADVCL:
        if (is_proviso(f, c) || is_done_before(f, c)) {
            return ROLE_OTHER;
        }
        return clause_form(f, c) == VERB_FORM_INF || has_complement_mark(f, c) ? ROLE_CONTENT
                                                                               : ROLE_COUNT;
    case REL_OBL:
    case REL_NMOD:
        break;
    default:
        return ROLE_COUNT;
    }
    if (child->subtype == SUB_TIME) {
        return ROLE_COUNT;
    }
    enum role role = complement_role(f, c);
    if (child->subtype == SUB_AGENT && (role == ROLE_OTHER || role == ROLE_GENITIVE)) {
        return ROLE_AGENT; /* "suivi de X"; but "issued by Y for X" has one agent only */
    }
    if (role == ROLE_AGENT && !passive) {
        return ROLE_OTHER;
    }
    return role == ROLE_GENITIVE ? ROLE_ORIGIN : role;
}

bool has_role(const struct proposition *p, enum role role)
{
    for (size_t i = 0; i < p->argument_count; i++) {
        if (p->arguments[i].role == role) {
            return true;
        }
    }
    return false;
}

/* Does an argument with an actor have the role? "rompre avec effet immédiat" leaves it open. */
static bool role_taken(const struct proposition *p, enum role role)
{
    for (size_t i = 0; i < p->argument_count; i++) {
        const struct argument *a = &p->arguments[i];
        if (a->role == role && (a->own.count || a->inner.count)) {
            return true;
        }
    }
    return false;
}

/* "les sanctions visant X", "imposées à X": whom the noun is aimed at is told in a participle. */
void add_aim(struct finder *f, struct proposition *p, size_t noun)
{
    const struct word *words = f->tree->words;
    for (size_t v = 0; (v = tree_child(f->tree, noun, v));) {
        if (words[v].relation != REL_ACL || words[v].verb_form != VERB_FORM_PART) {
            continue;
        }
        bool aimed = finder_listed(f, "aim", v), carried = finder_listed(f, "light", v);
        for (size_t c = 0; (aimed || carried) && (c = tree_child(f->tree, v, c));) {
            enum role role = words[c].relation == REL_OBL ? complement_role(f, c) : ROLE_OTHER;
            if (aimed && words[c].relation == REL_OBJ) {
                role = ROLE_OPPONENT;
            }
            const struct mention *place = mention_at(f->mentions, f->index, c);
            if (role == ROLE_RECIPIENT && place && finder_listed(f, "hold", v)) {
                continue; /* "les pourparlers organisés à X" */
            }
            bool aim = role == ROLE_OPPONENT || role == ROLE_RECIPIENT || role == ROLE_TOPIC ||
                       role == ROLE_PARTNER;
            if (aim && !has_role(p, role)) {
                add_argument(f, p, role, c);
            }
        }
    }
}

/* Is it a common noun that the tree hangs behind a name, whose complement it cannot be? */
static bool is_behind_name(const struct finder *f, size_t name, size_t noun)
{
    const struct mention *mention = mention_at(f->mentions, f->index, name);
    bool proper = mention && (f->tree->words[name].upos == UPOS_PROPN ||
                              (mention->kind == NAME_PROPER && !mention->anaphoric));
    return proper && noun > mention->last && f->tree->words[noun].upos == UPOS_NOUN &&
           !mention_at(f->mentions, f->index, noun);
}

/* "doter l'Australie de sous-marins": a bare noun after `de` is the complement of the verb that has
 * the name as its object. */
static bool passes_name(const struct finder *f, size_t name, size_t noun)
{
    return is_behind_name(f, name, noun) && !tree_child_with(f->tree, noun, REL_DET);
}

/* "livrer des drones à X" often hangs `à X` under `drones`: complements of the object are the
 * verb's too, where it has none of that role itself. */
void raise_complements(struct finder *f, struct proposition *p, size_t noun, bool agents, int depth)
{
    for (size_t c = 0; (c = tree_child(f->tree, noun, c));) {
        if (f->tree->words[c].relation != REL_NMOD && f->tree->words[c].relation != REL_OBL) {
            continue;
        }
        enum role role = complement_role(f, c);
        if (role == ROLE_GENITIVE && passes_name(f, noun, c)) {
            role = ROLE_ORIGIN;
        }
        if (role == ROLE_GENITIVE && depth < 2) {
            raise_complements(f, p, c, agents, depth + 1);
        } else if (role != ROLE_GENITIVE && role != ROLE_OTHER && (agents || role != ROLE_AGENT) &&
                   !role_taken(p, role)) {
            add_argument(f, p, role, c);
        }
    }
}

/* "se rendre dans la soirée à X": the place hangs under the time. */
static void raise_from_time(struct finder *f, struct proposition *p, size_t verb)
{
    for (size_t c = 0; (c = tree_child(f->tree, verb, c));) {
        bool time = f->tree->words[c].relation == REL_OBL && finder_listed(f, "time-noun", c);
        for (size_t d = 0; time && (d = tree_child(f->tree, c, d));) {
            enum role role = complement_role(f, d);
            if (mention_at(f->mentions, f->index, d) &&
                (role == ROLE_PLACE || role == ROLE_RECIPIENT || role == ROLE_PARTNER)) {
                add_argument(f, p, role, d);
            }
        }
    }
}

/* "se doter lundi d'un accord": no day of the week has such a complement. */
static void complement_of_weekday(struct finder *f, struct proposition *p, size_t verb)
{
    for (size_t c = verb; (c = tree_child(f->tree, verb, c));) {
        for (size_t d = c; finder_listed(f, "weekday", c) && (d = tree_child(f->tree, c, d));) {
            bool noun = f->tree->words[d].relation == REL_NMOD && !time_at(f, d);
            enum role role = noun ? complement_role(f, d) : ROLE_OTHER;
            if (role != ROLE_OTHER && !has_role(p, role)) {
                add_argument(f, p, role == ROLE_GENITIVE ? ROLE_ORIGIN : role, d);
            }
        }
    }
}

/* "désigné comme groupe terroriste par X": `par X` hangs anywhere below a passive. */
static void raise_agent(struct finder *f, struct proposition *p, size_t noun)
{
    for (size_t c = 0; (c = tree_child(f->tree, noun, c));) {
        enum relation r = f->tree->words[c].relation;
        if ((r == REL_NMOD || r == REL_OBL) && complement_role(f, c) == ROLE_AGENT) {
            add_argument(f, p, ROLE_AGENT, c);
        }
    }
}

bool has_partitive(const struct finder *f, size_t w)
{
    size_t preposition = tree_child_with(f->tree, w, REL_CASE);
    const struct token *token = f->tree->words[preposition ? preposition : w].token;
    return preposition && f->tree->words[w].number == NUMBER_PLUR &&
           rules_list(f->rules, "partitive",
                      utf8_fold(f->arena, slice_part(f->article->text, token->begin, token->end)));
}

/* "fournir au Mali des hélicoptères", "signer avec X et Y des contrats": what is given or done,
 * behind the name of who receives it or takes part, or the last of several names; 0 if nothing is.
 */
static size_t given_behind_name(const struct finder *f, size_t name)
{
    for (size_t c = name; (c = tree_child(f->tree, name, c));) {
        if (f->tree->words[c].relation == REL_CONJ && mention_at(f->mentions, f->index, c) &&
            given_behind_name(f, c)) {
            return given_behind_name(f, c);
        }
    }
    for (size_t c = 0; (c = tree_child(f->tree, name, c));) {
        size_t preposition = tree_child_with(f->tree, c, REL_CASE);
        const struct token *token = f->tree->words[preposition ? preposition : c].token;
        struct slice written = slice_part(f->article->text, token->begin, token->end);
        if (f->tree->words[c].relation == REL_NMOD && preposition && is_behind_name(f, name, c) &&
            rules_list(f->rules, "some", written)) {
            return c;
        }
    }
    return 0;
}

/* "exporter du blé", "envoyer de l'aide": a partitive object looks like a complement with `de`, or
 * like one without any preposition where `de` was taken for an article. */
static void partitive_object(struct finder *f, struct proposition *p)
{
    for (size_t i = 0; i < p->argument_count && !has_role(p, ROLE_PATIENT); i++) {
        const struct argument *a = &p->arguments[i];
        bool receives = a->role == ROLE_RECIPIENT || a->role == ROLE_PARTNER;
        size_t given = receives ? given_behind_name(f, a->word) : 0;
        if (given) {
            add_argument(f, p, ROLE_PATIENT, given);
            return;
        }
        bool open = !a->own.count || a->own.people || has_partitive(f, a->word);
        bool bare = a->role == ROLE_OTHER && !a->preposition.length && a->word > p->word &&
                    f->tree->words[a->word].relation == REL_OBL;
        bool partitive = bare || (a->role == ROLE_ORIGIN &&
                                  (rules_list(f->rules, "partitive", a->preposition) ||
                                   preposition_role(f->rules, a->preposition) == ROLE_GENITIVE));
        if (partitive && open && f->tree->words[a->word].upos == UPOS_NOUN) {
            add_argument(f, p, ROLE_PATIENT, a->word);
        }
    }
}

/* Complements that hang under an adverb: "nommer un ambassadeur auprès de X". */
void adverb_complements(struct finder *f, struct proposition *p, size_t w)
{
    for (size_t c = 0; (c = tree_child(f->tree, w, c));) {
        for (size_t d = 0;
             f->tree->words[c].relation == REL_ADVMOD && (d = tree_child(f->tree, c, d));) {
            if (adverb_over(f, d)) {
                add_argument(f, p, preposition_role(f->rules, f->preposition[d]), d);
            }
        }
    }
}

/* "qualifie la perte du drone d'« acte d'agression »": the name in quotation marks that hangs last
 * under the object, or 0. */
static size_t quoted_complement(const struct finder *f, size_t object)
{
    size_t first, last, found = 0;
    tree_span(f->tree, object, &first, &last);
    for (size_t w = object + 1; w <= last; w++) {
        size_t before = f->tree->words[w].relation == REL_NMOD ? w - 1 : 0;
        struct slice mark = before ? f->tree->words[before].token->form : (struct slice){NULL, 0};
        bool opens = slice_is(mark, "«") || slice_is(mark, "“") || slice_is(mark, "\"");
        found = opens ? w : found;
    }
    return found;
}

/* "juge la mesure inacceptable": the adjective that ends the object, read as its modifier; or 0. */
static size_t closing_adjective(const struct finder *f, size_t object)
{
    size_t first, last;
    tree_span(f->tree, object, &first, &last);
    bool adjective = last > object && f->tree->words[last].relation == REL_AMOD &&
                     !mention_at(f->mentions, f->index, last);
    return adjective && f->tree->words[last].head == object ? last : 0;
}

/* "qualifier X d'agresseur": a proper name bears no such complement, or 0. */
static size_t name_complement(const struct finder *f, size_t object)
{
    const struct mention *mention = mention_at(f->mentions, f->index, object);
    bool proper = mention && f->tree->words[object].upos == UPOS_PROPN;
    for (size_t c = proper ? mention->last : 0; proper && (c = tree_child(f->tree, object, c));) {
        if (f->tree->words[c].relation == REL_NMOD && complement_role(f, c) == ROLE_GENITIVE) {
            return c;
        }
    }
    return 0;
}

/* 'called the raid "an act of war"': what somebody is called hangs under the object. */
static void naming_content(struct finder *f, struct proposition *p, size_t verb)
{
    size_t object = finder_listed(f, "naming", verb) ? tree_child_with(f->tree, verb, REL_OBJ) : 0;
    size_t name = object ? tree_child_with(f->tree, object, REL_APPOS) : 0;
    name = object && !name ? quoted_complement(f, object) : name;
    name = object && !name && !has_role(p, ROLE_CONTENT) ? closing_adjective(f, object) : name;
    name = object && !name ? name_complement(f, object) : name;
    if (name) {
        add_argument(f, p, ROLE_CONTENT, name);
    }
}

/* "des diplomates de sept pays, parmi lesquels X et Y": the examples are meant, where the phrase
 * before them is an organisation or a part of the world. */
static void torn_examples(struct finder *f, struct proposition *p)
{
    for (size_t i = 0; i < p->argument_count; i++) {
        struct argument *a = &p->arguments[i];
        bool many = a->own.count == 1 && actor_at(f->actors, a->own.items[0])->kind != ACTOR_STATE;
        for (size_t w = a->word + 1; many && w <= f->tree->count; w++) {
            if (f->tree->words[w].upos == UPOS_VERB) {
                break;
            }
            if (is_torn_example(f, w)) {
                a->own = (struct actor_set){0};
                actors_of(f, w, &a->own);
                break;
            }
        }
    }
}

/* A second subject is a name that the tree has torn from what stands before it ("après avoir reçu
 * le ministre, X, le président a …"): only the last before the verb counts. */
static bool is_torn_subject(const struct finder *f, size_t verb, size_t subject)
{
    const struct word *words = f->tree->words;
    struct actor_set actors = {0};
    for (size_t c = subject; (c = tree_child(f->tree, verb, c)) && c < verb;) {
        bool noun = words[c].upos == UPOS_NOUN || words[c].upos == UPOS_PROPN;
        if (words[c].relation == REL_NSUBJ && noun && !tree_child_with(f->tree, c, REL_CC)) {
            actors_of(f, c, &actors);
        }
    }
    return words[subject].relation == REL_NSUBJ && subject < verb && actors.count;
}

/* "a rencontré jeudi X", "en suspendant, samedi, X": what hangs under the time that follows the
 * verb is its object, wherever the tree hangs the time. */
static size_t object_under_time(const struct finder *f, size_t verb)
{
    size_t w = verb + 1;
    while (w < f->tree->count && f->tree->words[w].upos == UPOS_PUNCT) {
        w++;
    }
    const struct timex *timex = w <= f->tree->count ? time_at(f, w) : NULL;
    size_t found = 0;
    for (; timex && !found && w <= timex->last + 1; w++) {
        found = under_time(f, w);
    }
    return found;
}

/* "La veille, X a rappelé …": what hangs under a time is the subject before the verb; and after it
 * the object, unless there is one. */
static void time_arguments(struct finder *f, struct proposition *p, size_t verb, bool passive)
{
    size_t object = passive ? 0 : object_under_time(f, verb);
    for (size_t c = 0; (c = tree_child(f->tree, verb, c)) && c < verb;) {
        size_t noun = under_time(f, c);
        if (noun && noun < verb) {
            add_argument(f, p, subject_role(f, verb, passive), noun);
        }
    }
    for (size_t c = verb; !passive && !object && (c = tree_child(f->tree, verb, c));) {
        object = under_time(f, c);
    }
    if (object && !has_role(p, ROLE_PATIENT)) {
        add_argument(f, p, ROLE_PATIENT, object);
    }
}

/* The next verb above the word, or 0. */
static size_t verb_above(const struct finder *f, size_t w)
{
    const struct word *words = f->tree->words;
    size_t above = words[w].head;
    for (int depth = 0; depth < 4 && above && words[above].upos != UPOS_VERB; depth++) {
        above = words[above].head;
    }
    return above && words[above].upos == UPOS_VERB ? above : 0;
}

/* "X et Y ont signé un accord négocié par Z", "X a suspendu l'accord signé avec Z": whose clause
 * holds the noun that the participle modifies; a clause of nobody gives way to the one above it. */
static void participle_host(struct finder *f, struct proposition *p, size_t participle)
{
    struct actor_set actors = {0};
    size_t verb = verb_above(f, participle), host = verb ? subject_of(f, verb) : 0;
    for (size_t subject = host; verb && !actors.count; subject = verb ? subject_of(f, verb) : 0) {
        if (subject) {
            actors_of(f, subject, &actors);
            host = actors.count ? subject : host;
        }
        verb = verb_above(f, verb);
    }
    if (host && host != f->tree->words[participle].head) {
        add_argument(f, p, ROLE_HOST, host);
    }
}

/* "X failed to arrest Y when he visited": a guest who is told to go nowhere is where the subject of
 * the clause above is. */
static void guest_host(struct finder *f, struct proposition *p, size_t verb)
{
    const struct word *word = &f->tree->words[verb];
    size_t guest = tree_child_with(f->tree, verb, REL_NSUBJ);
    bool alone = guest && f->tree->words[guest].upos == UPOS_PRON && word->relation == REL_ADVCL &&
                 finder_listed(f, "guest", verb);
    for (size_t i = 0; i < p->argument_count; i++) {
        alone = alone && (p->arguments[i].role == ROLE_AGENT || !p->arguments[i].own.count);
    }
    size_t host = alone ? subject_of(f, word->head) : 0;
    if (host) {
        add_argument(f, p, ROLE_HOST, host);
    }
}

/* The complements of the object; where there is none, those of "se joindre aux sanctions contre X".
 */
static void raise_from_object(struct finder *f, struct proposition *p, bool passive)
{
    enum role object = has_role(p, ROLE_PATIENT) ? ROLE_PATIENT : ROLE_RECIPIENT;
    for (size_t i = 0; i < p->argument_count; i++) {
        const struct argument *a = &p->arguments[i];
        if (a->role == object && (object == ROLE_PATIENT || (!passive && !a->own.count))) {
            raise_complements(f, p, a->word, passive, 0);
            add_aim(f, p, a->word);
            return;
        }
    }
}

/* "interdire à un navire de X d'accoster": what is asked of somebody or barred to him hangs under
 * the noun. */
static void raise_content(struct finder *f, struct proposition *p, size_t verb)
{
    if (!finder_listed(f, "object-control", verb) || has_role(p, ROLE_CONTENT)) {
        return;
    }
    for (size_t i = 0; i < p->argument_count; i++) {
        enum role role = p->arguments[i].role;
        size_t noun = p->arguments[i].word, clause = 0;
        bool controls = role == ROLE_PATIENT || role == ROLE_RECIPIENT;
        while (controls && (clause = tree_child(f->tree, noun, clause))) {
            if (f->tree->words[clause].relation == REL_ACL && has_complement_mark(f, clause) &&
                clause_form(f, clause) == VERB_FORM_INF) {
                add_argument(f, p, ROLE_CONTENT, clause);
                return;
            }
        }
    }
}

/* "acheter près du tiers des exportations": an adverb of measure bears the object. */
static void measured_object(struct finder *f, struct proposition *p, size_t verb)
{
    for (size_t c = verb; !has_role(p, ROLE_PATIENT) && (c = tree_child(f->tree, verb, c));) {
        bool measure = f->tree->words[c].upos == UPOS_ADV && is_transparent(f, c);
        size_t noun = measure ? tree_child_with(f->tree, c, REL_OBL) : 0;
        if (noun && noun > c) {
            add_argument(f, p, ROLE_PATIENT, noun);
        }
    }
}

/* "« X viole le droit », a dénoncé Y": what is said stands over the verb that Y follows. */
static void said_content(struct finder *f, struct proposition *p, size_t verb)
{
    const struct word *words = f->tree->words;
    bool inserted = words[verb].relation == REL_PARATAXIS && words[verb].head &&
                    words[verb].head < verb && words[words[verb].head].upos == UPOS_VERB;
    size_t subject = tree_child_with(f->tree, verb, REL_NSUBJ);
    if (inserted && subject > verb && !has_role(p, ROLE_CONTENT) && !has_role(p, ROLE_PATIENT)) {
        add_argument(f, p, ROLE_CONTENT, words[verb].head);
    }
}

/* "lent Pakistan two billion", "sold Poland tanks": the name between such a verb and its object's
 * number or article, or a state's right before the object, is the recipient, though the tree hangs
 * it under the object. */
static void recipient_before_object(struct finder *f, struct proposition *p, size_t verb)
{
    const struct word *words = f->tree->words;
    size_t object = tree_child_with(f->tree, verb, REL_OBJ);
    const struct mention *name =
        object > verb + 1 ? mention_at(f->mentions, f->index, verb + 1) : NULL;
    bool before = name && words[verb + 1].upos == UPOS_PROPN && finder_listed(f, "giving", verb) &&
                  !has_role(p, ROLE_RECIPIENT);
    size_t next = before ? (size_t)name->last + 1 : 0;
    bool counted =
        next && next < object && (words[next].upos == UPOS_NUM || words[next].upos == UPOS_DET);
    bool of_state = next && next == object && finder_listed(f, "handing", verb) &&
                    actor_at(f->actors, name->actors[0])->kind == ACTOR_STATE;
    if (counted || of_state) {
        add_argument(f, p, ROLE_RECIPIENT, name->head);
    }
}

/* "décrire les frappes sur X comme un crime": what something is described as hangs under it. */
static void described_as(struct finder *f, struct proposition *p, size_t verb)
{
    const struct word *words = f->tree->words;
    size_t object = finder_listed(f, "regard", verb) ? tree_child_with(f->tree, verb, REL_OBJ) : 0;
    for (size_t c = object; object && (c = tree_child(f->tree, object, c));) {
        bool complement = words[c].relation == REL_NMOD || words[c].relation == REL_OBL;
        if (complement && rules_list(f->rules, "regard-as", f->preposition[c])) {
            add_argument(f, p, ROLE_OTHER, c);
        }
    }
}

/* "fought alongside X and against Y": what is joined to a complement by a preposition of another
 * role is a complement too. */
static void joined_complements(struct finder *f, struct proposition *p)
{
    for (size_t i = 0, count = p->argument_count; i < count; i++) {
        size_t first = p->arguments[i].word;
        for (size_t c = first; (c = tree_child(f->tree, first, c));) {
            if (is_other_complement(f, c)) {
                add_argument(f, p, complement_role(f, c), c);
            }
        }
    }
}

/* "first with X, then with Y": the second phrase, under the first with its preposition and an
 * adverb of its own, stands beside it. */
static void phrases_in_turn(struct finder *f, struct proposition *p)
{
    for (size_t i = 0, count = p->argument_count; i < count; i++) {
        struct argument first = p->arguments[i];
        for (size_t c = first.word; (c = tree_child(f->tree, first.word, c));) {
            bool alike = f->preposition[c].length && first.preposition.length &&
                         slice_equal(f->preposition[c], first.preposition);
            if (alike && f->tree->words[c].relation == REL_NMOD && first.own.count &&
                mention_at(f->mentions, f->index, c) && tree_child_with(f->tree, c, REL_ADVMOD)) {
                add_argument(f, p, first.role, c);
            }
        }
    }
}

/* "À Kiev, on dénonce …": those who say so in a capital are its government. */
static void capital_as_agent(struct finder *f, struct proposition *p, size_t verb)
{
    size_t subject = tree_child_with(f->tree, verb, REL_NSUBJ);
    if (!subject || !finder_listed(f, "impersonal", subject) || has_role(p, ROLE_AGENT)) {
        return;
    }
    for (size_t c = 0; (c = tree_child(f->tree, verb, c)) && c < subject;) {
        const struct mention *mention = mention_at(f->mentions, f->index, c);
        if (mention && f->tree->words[c].relation == REL_OBL &&
            (mention->kind == NAME_CAPITAL || mention->kind == NAME_SEAT)) {
            add_argument(f, p, ROLE_AGENT, c)->own.place = false;
            return;
        }
    }
}

/* The verb to which the clause of `verb` is a purpose or circumstance, past a noun between them
 * ("sent an envoy to X to ask for Y"); 0 if there is none. */
static size_t clause_above(const struct finder *f, size_t verb)
{
    const struct word *words = f->tree->words;
    enum relation r = words[verb].relation;
    size_t above = words[verb].head;
    bool clause =
        r == REL_ADVCL || r == REL_XCOMP || (r == REL_ACL && words[verb].subtype != SUB_RELCL);
    if (clause && r == REL_ACL && words[above].relation != REL_ROOT) {
        above = words[above].head;
    }
    return clause && above && words[above].upos == UPOS_VERB ? above : 0;
}

/* "flew to Riyadh to plead for a loan", "a écrit à X pour demander Y": whom the verb above goes to
 * or writes to is asked, where the clause names nobody else. */
static void addressee_above(struct finder *f, struct proposition *p, size_t verb)
{
    size_t above = finder_listed(f, "demand", verb) ? clause_above(f, verb) : 0;
    if (!above || clause_form(f, verb) == VERB_FORM_FIN || !finder_listed(f, "addressing", above)) {
        return;
    }
    for (size_t i = 0; i < p->argument_count; i++) {
        if (p->arguments[i].role != ROLE_AGENT && p->arguments[i].own.count) {
            return;
        }
    }
    for (size_t c = 0; (c = tree_child(f->tree, above, c));) {
        const struct mention *mention = mention_at(f->mentions, f->index, f->behind[c]);
        enum role role = mention ? verb_role(f, c, false) : ROLE_COUNT;
        bool told = role == ROLE_RECIPIENT || (role == ROLE_PATIENT && !mention->place);
        bool seat = mention && mention->kind != NAME_PLACE;
        if ((told || role == ROLE_PLACE) && seat) {
            add_argument(f, p, ROLE_RECIPIENT, c)->own.place = false;
            return;
        }
    }
}

/* "les accusations portées par X contre Y": what hangs under the name of who acts is the verb's. */
static void raise_from_agent(struct finder *f, struct proposition *p)
{
    for (size_t i = 0; i < p->argument_count; i++) {
        const struct argument *a = &p->arguments[i];
        const struct mention *mention = mention_at(f->mentions, f->index, a->word);
        if (a->role == ROLE_AGENT && mention && f->tree->words[a->word].upos == UPOS_PROPN) {
            raise_complements(f, p, a->word, true, 0);
            return;
        }
    }
}

static void verb_arguments(struct finder *f, struct proposition *p, size_t verb)
{
    const struct word *word = &f->tree->words[verb];
    bool passive = is_passive(f, verb);
    p->attributive = passive && (word->relation == REL_AMOD ||
                                 (word->relation == REL_ACL && word->subtype != SUB_RELCL));
    adverb_complements(f, p, verb);
    for (size_t c = 0; (c = tree_child(f->tree, verb, c));) {
        enum role role = verb_role(f, c, passive);
        bool nobody = finder_listed(f, "impersonal", c) && !stands_for_place(f, c);
        if (role != ROLE_COUNT && !nobody && !is_torn_subject(f, verb, c)) {
            add_argument(f, p, role, c);
        }
    }
    phrases_in_turn(f, p);
    joined_complements(f, p);
    time_arguments(f, p, verb, passive);
    complement_of_weekday(f, p, verb);
    size_t object = passive || has_role(p, ROLE_PATIENT) ? 0 : relative_object(f, verb);
    object = object || passive || has_role(p, ROLE_PATIENT) ? object : shared_object(f, verb);
    if (object && !follows_pro_verb(f, object)) {
        add_argument(f, p, ROLE_PATIENT, object);
    }
    for (size_t c = verb; !passive && (c = tree_child(f->tree, verb, c));) {
        if (f->tree->words[c].relation == REL_OBJ && received_thing(f, c)) {
            add_argument(f, p, ROLE_PATIENT, received_thing(f, c));
        }
    }
    if (!passive || !subject_of(f, verb)) { /* "du blé a été livré" bears the same articles */
        partitive_object(f, p);
    }
    if (!passive) {
        measured_object(f, p, verb);
    }
    raise_from_time(f, p, verb);
    recipient_before_object(f, p, verb);
    raise_from_object(f, p, passive);
    for (size_t i = 0; passive && i < p->argument_count && !has_role(p, ROLE_AGENT); i++) {
        raise_agent(f, p, p->arguments[i].word);
    }
    if (passive) {
        raise_from_agent(f, p);
    }
    capital_as_agent(f, p, verb);
    naming_content(f, p, verb);
    described_as(f, p, verb);
    raise_content(f, p, verb);
    said_content(f, p, verb);
    if (p->attributive && (has_role(p, ROLE_AGENT) || has_role(p, ROLE_PARTNER))) {
        participle_host(f, p, verb);
    }
    guest_host(f, p, verb);
    addressee_above(f, p, verb);
    enum role wanted = subject_role(f, verb, passive);
    bool joined = p->attributive && word->relation == REL_AMOD && has_role(p, ROLE_AGENT);
    size_t subject = has_role(p, wanted) ? 0 : joined ? word->head : subject_of(f, verb);
    if (subject) {
        add_argument(f, p, wanted, subject);
    }
    add_company(f, p, verb, passive);
    torn_examples(f, p);
    if (!passive) {
        add_owned_object(f, p, verb);
    }
}

void collect_arguments(struct finder *f, struct proposition *p)
{
    if (p->kind == PREDICATE_VERB) {
        verb_arguments(f, p, p->word);
    } else {
        noun_arguments(f, p);
    }
}
