/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes a predicate, gives its arguments by role. Active and passive, verb and noun, light verb and
 * plain verb come out alike; complements that hang too low are raised. Linear in the words below
 * the predicate. */
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

static enum role verb_role(const struct finder *f, size_t c, bool passive)
{
    const struct word *child = &f->tree->words[c];
    bool carried = f->borne[child->head] && rules_list(f->rules, "reflexive", f->lemma[c]);
    if (time_at(f, c) || carried) {
        return ROLE_COUNT;
    }
    switch (child->relation) {
    case REL_COMPOUND:
        return passive && is_joined_agent(f, c) ? ROLE_AGENT : ROLE_COUNT;
    case REL_NSUBJ:
        return subject_role(f, child->head, passive || child->subtype == SUB_PASS);
    case REL_OBJ:
        return ROLE_PATIENT;
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

static bool has_role(const struct proposition *p, enum role role)
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
static void add_aim(struct finder *f, struct proposition *p, size_t noun)
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
            bool aim = role == ROLE_OPPONENT || role == ROLE_RECIPIENT || role == ROLE_TOPIC ||
                       role == ROLE_PARTNER;
            if (aim && !has_role(p, role)) {
                add_argument(f, p, role, c);
            }
        }
    }
}

/* "livrer des drones à X" often hangs `à X` under `drones`: complements of the object are the
 * verb's too, where it has none of that role itself. */
static void raise_complements(struct finder *f, struct proposition *p, size_t noun, bool agents,
                              int depth)
{
    for (size_t c = 0; (c = tree_child(f->tree, noun, c));) {
        if (f->tree->words[c].relation != REL_NMOD && f->tree->words[c].relation != REL_OBL) {
            continue;
        }
        enum role role = complement_role(f, c);
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

/* "expulser des diplomates russes": is the preposition written as a partitive? */
static bool has_partitive(const struct finder *f, size_t w)
{
    size_t preposition = tree_child_with(f->tree, w, REL_CASE);
    const struct token *token = f->tree->words[preposition ? preposition : w].token;
    return preposition && f->tree->words[w].number == NUMBER_PLUR &&
           rules_list(f->rules, "partitive",
                      slice_part(f->article->text, token->begin, token->end));
}

/* "exporter du blé": a partitive object looks like a complement with `de`. */
static void partitive_object(struct finder *f, struct proposition *p)
{
    for (size_t i = 0; i < p->argument_count && !has_role(p, ROLE_PATIENT); i++) {
        const struct argument *a = &p->arguments[i];
        bool open = !a->own.count || a->own.people || has_partitive(f, a->word);
        if (a->role == ROLE_ORIGIN && open && f->tree->words[a->word].upos == UPOS_NOUN &&
            (rules_list(f->rules, "partitive", a->preposition) ||
             preposition_role(f->rules, a->preposition) == ROLE_GENITIVE)) {
            add_argument(f, p, ROLE_PATIENT, a->word);
        }
    }
}

/* Complements that hang under an adverb: "nommer un ambassadeur auprès de X". */
static void adverb_complements(struct finder *f, struct proposition *p, size_t w)
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

/* "…, de même que l'Argentine", "like Spain": whoever does the same is an agent too. */
static bool is_likewise(const struct finder *f, size_t w)
{
    for (size_t c = 0; (c = tree_child(f->tree, w, c)) && c < w;) {
        if (finder_listed(f, "likewise", c)) {
            return true;
        }
    }
    return false;
}

static bool fixed_likewise(const struct finder *f, size_t w)
{
    size_t fixed = tree_child_with(f->tree, w, REL_FIXED);
    return fixed && finder_listed(f, "likewise", fixed);
}

static void likewise_agents(struct finder *f, struct proposition *p, size_t verb)
{
    const struct word *words = f->tree->words;
    size_t object = tree_child_with(f->tree, verb, REL_OBJ);
    for (size_t c = 0; object && (c = tree_child(f->tree, object, c));) {
        if (is_just_like(f, c) && mention_at(f->mentions, f->index, c)) {
            add_argument(f, p, ROLE_AGENT, c);
        }
    }
    for (size_t c = 0; (c = tree_child(f->tree, verb, c));) {
        enum relation r = words[c].relation;
        size_t same = 0;
        if (finder_listed(f, "likewise", c)) { /* "à l'instar de X" */
            same = tree_child_with(f->tree, c, REL_NMOD);
        } else if (fixed_likewise(f, c)) { /* "de même que X" */
            same = tree_child_with(f->tree, c, REL_OBJ);
        } else if (r == REL_ADVCL && is_likewise(f, c) && finder_listed(f, "pro-verb", c)) {
            same = tree_child_with(f->tree, c, REL_NSUBJ); /* "as did X" */
        } else if ((r == REL_OBL || r == REL_ADVCL || r == REL_NMOD) && is_likewise(f, c)) {
            same = c;
        }
        if (same && words[same].upos == UPOS_PROPN) {
            add_argument(f, p, ROLE_AGENT, same);
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

/* 'called the raid "an act of war"': what somebody is called hangs under the object. */
static void naming_content(struct finder *f, struct proposition *p, size_t verb)
{
    size_t object = finder_listed(f, "naming", verb) ? tree_child_with(f->tree, verb, REL_OBJ) : 0;
    size_t name = object ? tree_child_with(f->tree, object, REL_APPOS) : 0;
    name = object && !name ? quoted_complement(f, object) : name;
    if (name) {
        add_argument(f, p, ROLE_CONTENT, name);
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

/* "a rencontré jeudi X", "en suspendant, samedi, X": what hangs under the time that follows the verb
 * is its object, wherever the tree hangs the time. */
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

/* "X et Y ont signé un accord négocié par Z", "a Z-brokered truce between": whose clause holds the
 * noun that the participle modifies. */
static void participle_host(struct finder *f, struct proposition *p, size_t participle)
{
    const struct word *words = f->tree->words;
    size_t above = words[participle].head;
    for (int depth = 0; depth < 4 && above && words[above].upos != UPOS_VERB; depth++) {
        above = words[above].head;
    }
    size_t subject = above && words[above].upos == UPOS_VERB ? subject_of(f, above) : 0;
    if (subject && subject != words[participle].head) {
        add_argument(f, p, ROLE_HOST, subject);
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
        if (role != ROLE_COUNT && !finder_listed(f, "impersonal", c) &&
            !is_torn_subject(f, verb, c)) {
            add_argument(f, p, role, c);
        }
    }
    time_arguments(f, p, verb, passive);
    if (!passive) {
        partitive_object(f, p);
    }
    raise_from_time(f, p, verb);
    for (size_t i = 0; i < p->argument_count; i++) {
        if (p->arguments[i].role == ROLE_PATIENT) {
            raise_complements(f, p, p->arguments[i].word, passive, 0);
            add_aim(f, p, p->arguments[i].word);
            break;
        }
    }
    for (size_t i = 0; passive && i < p->argument_count && !has_role(p, ROLE_AGENT); i++) {
        raise_agent(f, p, p->arguments[i].word);
    }
    likewise_agents(f, p, verb);
    naming_content(f, p, verb);
    if (p->attributive && has_role(p, ROLE_AGENT)) {
        participle_host(f, p, verb);
    }
    enum role wanted = subject_role(f, verb, passive);
    bool joined = p->attributive && word->relation == REL_AMOD && has_role(p, ROLE_AGENT);
    size_t subject = has_role(p, wanted) ? 0 : joined ? word->head : subject_of(f, verb);
    if (subject) {
        add_argument(f, p, wanted, subject);
    }
}

static void noun_child(struct finder *f, struct proposition *p, size_t c)
{
    const struct word *child = &f->tree->words[c];
    const struct mention *mention = mention_at(f->mentions, f->index, c);
    struct slice preposition = f->preposition[f->behind[c]];
    switch (child->relation) {
    case REL_NMOD:
    case REL_OBL:
    case REL_OBJ:
    case REL_COMPOUND:
    case REL_FLAT:
        if (child->subtype == SUB_AGENT) {
            add_argument(f, p, ROLE_AGENT, c);
        } else if (preposition.length && child->subtype != SUB_POSS) {
            add_argument(f, p, preposition_role(f->rules, preposition), c);
        } else if (mention) {
            add_argument(f, p, ROLE_POSSESSOR, c);
        }
        break;
    case REL_AMOD:
    case REL_DET:
        if (mention) {
            struct argument *argument = add_argument(f, p, ROLE_POSSESSOR, c);
            set_add(&argument->own, mention);
        }
        break;
    case REL_NSUBJ:
        add_argument(f, p, ROLE_AGENT, c);
        break;
    case REL_APPOS:
        if (mention && !mention->modifier) {
            add_argument(f, p, ROLE_AGENT, c);
        }
        break;
    case REL_ACL:
    case REL_CCOMP:
    case REL_XCOMP:
        add_argument(f, p, ROLE_CONTENT, c);
        break;
    default:
        break;
    }
}

size_t light_verb_of(const struct finder *f, size_t w, size_t *link)
{
    const struct word *words = f->tree->words;
    for (int depth = 0; depth < 3; depth++) {
        size_t head = words[w].head;
        enum relation r = words[w].relation;
        if (!head) {
            return 0;
        }
        bool complement = r == REL_OBJ || r == REL_XCOMP || r == REL_NSUBJ ||
                          (r == REL_OBL && rules_list(f->rules, "complement", f->preposition[w]));
        if (words[head].upos == UPOS_VERB && complement) {
            *link = w;
            bool subject = r == REL_NSUBJ && words[w].subtype != SUB_PASS;
            return !subject && finder_listed(f, "light", head) ? head : 0;
        }
        if (!(r == REL_CONJ || (r == REL_NMOD && is_transparent(f, head)))) {
            return 0;
        }
        w = head;
    }
    return 0;
}

/* "lancer des frappes contre X": the verb's subject and complements are the noun's. */
static void light_arguments(struct finder *f, struct proposition *p)
{
    size_t link, verb = light_verb_of(f, p->word, &link);
    if (!verb) {
        return;
    }
    bool passive = is_passive(f, verb);
    adverb_complements(f, p, verb);
    /* "subir la pression de X": the subject bears what the noun says */
    enum role of_subject = finder_listed(f, "undergo", verb) ? ROLE_PATIENT : ROLE_AGENT;
    for (size_t c = 0; (c = tree_child(f->tree, verb, c));) {
        enum role role = verb_role(f, c, passive);
        bool known = role == ROLE_AGENT && has_role(p, ROLE_AGENT);
        if (c != link && role != ROLE_COUNT && role != ROLE_PATIENT && role != ROLE_CONTENT &&
            !known) {
            add_argument(f, p, role == ROLE_AGENT ? of_subject : role, c);
        }
    }
    size_t subject = !passive && !has_role(p, of_subject) ? subject_of(f, verb) : 0;
    if (subject) {
        add_argument(f, p, of_subject, subject);
    }
}

/* "annoncer la réouverture par X", "souhaiter un accord avec X": complements of the noun that hang
 * under the active verb which has the noun as its object, or accuses of it. */
static void complements_beside(struct finder *f, struct proposition *p)
{
    const struct word *words = f->tree->words;
    size_t verb =
        words[p->word].relation == REL_OBJ ? words[p->word].head : accusing_verb(f, p->word);
    if (!verb || is_passive(f, verb)) {
        return;
    }
    for (size_t c = p->word; (c = tree_child(f->tree, verb, c));) {
        enum role role = words[c].relation == REL_OBL ? complement_role(f, c) : ROLE_OTHER;
        bool noun_like = role == ROLE_AGENT || role == ROLE_PARTNER || role == ROLE_OPPONENT ||
                         role == ROLE_TOPIC;
        if (noun_like && !has_role(p, role)) {
            add_argument(f, p, role, c);
        }
    }
}

/* "accuser X d'ingérence", "blamed X for the attack": who is accused did what the noun says. */
static void accused_agent(struct finder *f, struct proposition *p)
{
    size_t verb = accusing_verb(f, p->word);
    if (verb && !has_role(p, ROLE_AGENT)) {
        add_argument(f, p, ROLE_AGENT, controller(f, verb));
    }
}

/* "en visite à X, le ministre a …": the subject of the clause is there when the noun happens. */
static void occasion_host(struct finder *f, struct proposition *p)
{
    const struct word *word = &f->tree->words[p->word];
    bool bare = word->relation == REL_ADVCL && p->word < word->head &&
                !f->preposition[p->word].length; /* "allié de X, Y a …" */
    bool occasion = (word->relation == REL_OBL || word->relation == REL_NMOD) &&
                    rules_list(f->rules, "occasion", f->preposition[p->word]);
    if ((!bare && !occasion) || has_role(p, ROLE_AGENT)) {
        return;
    }
    enum upos above = f->tree->words[word->head].upos;
    bool verbless = above == UPOS_NOUN || above == UPOS_PROPN; /* "X et Y lors d'un sommet" */
    size_t place = word->head;
    if (verbless && f->tree->words[place].relation == REL_OBJ) {
        place = f->tree->words[place].head; /* "X a signé un accord sous l'égide de Y" */
        verbless = false;
    }
    size_t subject = verbless ? place : subject_of(f, place);
    if (subject) {
        add_argument(f, p, ROLE_HOST, subject);
    }
}

/* "une partie de son aide": the noun that gathers stands where the gathered one is meant. */
static size_t gathering_noun(const struct finder *f, size_t w)
{
    const struct word *words = f->tree->words;
    while (words[w].relation == REL_NMOD && is_transparent(f, words[w].head) &&
           preposition_role(f->rules, f->preposition[w]) == ROLE_GENITIVE) {
        w = words[w].head;
    }
    return w;
}

/* "les relations se dégradent", "renforcer les liens": what is told of the noun. */
static void noun_governor(struct finder *f, struct proposition *p)
{
    size_t noun = gathering_noun(f, p->word);
    const struct word *word = &f->tree->words[noun];
    size_t head = word->head;
    bool inside = word->relation == REL_NMOD &&
                  preposition_role(f->rules, f->preposition[noun]) == ROLE_GENITIVE;
    if (!head || (word->relation != REL_NSUBJ && word->relation != REL_OBJ && !inside)) {
        return;
    }
    add_argument(f, p, ROLE_GOVERNOR, head);
    bool object = word->relation == REL_OBJ && f->tree->words[head].upos == UPOS_VERB;
    size_t subject = object && !has_role(p, ROLE_AGENT) ? subject_of(f, head) : 0;
    if (subject) {
        add_argument(f, p, ROLE_HOST, subject);
    }
}

/* "la perquisition par X des bureaux", "le rappel pour consultations de X", "l'arrivée à Kiev de X":
 * a complement between the noun and its `de` bears no such complement itself. */
static bool lets_through(const struct finder *f, const struct argument *a)
{
    const struct mention *mention = mention_at(f->mentions, f->index, a->word);
    bool bare = !tree_child_with(f->tree, a->word, REL_DET) && !a->own.count &&
                f->tree->words[a->word].upos == UPOS_NOUN && a->role != ROLE_PARTNER;
    return a->preposition.length && ((mention && (a->role == ROLE_AGENT || mention->place)) || bare);
}

static void genitive_behind(struct finder *f, struct proposition *p)
{
    size_t count = has_role(p, ROLE_GENITIVE) ? 0 : p->argument_count;
    for (size_t i = 0; i < count; i++) {
        size_t between = p->arguments[i].word;
        const struct mention *mention = mention_at(f->mentions, f->index, between);
        size_t last = mention ? mention->last : between;
        bool through = between > p->word && lets_through(f, &p->arguments[i]);
        for (size_t c = last; through && (c = tree_child(f->tree, between, c));) {
            if (f->tree->words[c].relation == REL_NMOD && complement_role(f, c) == ROLE_GENITIVE) {
                add_argument(f, p, ROLE_GENITIVE, c);
                raise_complements(f, p, between, false, 0);
                return;
            }
        }
    }
}

static void noun_arguments(struct finder *f, struct proposition *p)
{
    const struct word *words = f->tree->words;
    adverb_complements(f, p, p->word);
    for (size_t c = 0; (c = tree_child(f->tree, p->word, c));) {
        noun_child(f, p, c);
    }
    for (size_t i = 0; i < p->argument_count; i++) {
        if (p->arguments[i].role == ROLE_GENITIVE) {
            raise_complements(f, p, p->arguments[i].word, true, 0);
            break;
        }
    }
    genitive_behind(f, p);
    add_aim(f, p, p->word);
    complements_beside(f, p);
    accused_agent(f, p);
    light_arguments(f, p);
    occasion_host(f, p);
    noun_governor(f, p);
    enum relation r = words[p->word].relation;
    size_t head = words[p->word].head;
    if (!has_role(p, ROLE_AGENT) && (r == REL_APPOS || r == REL_XCOMP || r == REL_CONJ)) {
        size_t subject = r == REL_APPOS ? head : subject_of(f, p->word);
        if (subject) {
            add_argument(f, p, ROLE_AGENT, subject);
        }
    }
    if (p->kind == PREDICATE_ADJECTIVE && r == REL_AMOD && !has_role(p, ROLE_AGENT)) {
        add_argument(f, p, ROLE_AGENT, head);
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
