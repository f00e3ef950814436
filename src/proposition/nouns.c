/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes a noun or an adjective that tells a deed, gives its arguments by role: its own, those of a
 * light verb over it, and those of the clause beside it. Linear in the words below them. */
#include "proposition/inside.h"

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

/* "l'envoi de chars à la frontière et la fermeture de X": French says such a preposition again
 * before each noun, so that one without it goes with a noun further up. */
static size_t joined_to(const struct finder *f, size_t w)
{
    const struct word *words = f->tree->words;
    size_t head = words[w].head;
    bool bare = !tree_child_with(f->tree, w, REL_CASE) && tree_child_with(f->tree, w, REL_DET);
    while (bare && words[head].relation == REL_NMOD &&
           rules_list(f->rules, "repeated", f->preposition[head])) {
        head = words[head].head;
    }
    return head;
}

/* "À la demande de X, Y a livré …": what stands before the subject tells the occasion. */
static bool is_in_front(const struct finder *f, size_t verb, size_t w)
{
    size_t subject = tree_child_with(f->tree, verb, REL_NSUBJ);
    return w < subject && subject < verb;
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
                          (r == REL_OBL && !is_in_front(f, head, w) &&
                           rules_list(f->rules, "complement", f->preposition[w]));
        if (words[head].upos == UPOS_VERB && complement) {
            *link = w;
            bool subject = r == REL_NSUBJ && words[w].subtype != SUB_PASS;
            return !subject && finder_listed(f, "light", head) ? head : 0;
        }
        if (!(r == REL_CONJ || (r == REL_NMOD && is_transparent(f, head)))) {
            return 0;
        }
        w = r == REL_CONJ ? joined_to(f, w) : head;
    }
    return 0;
}

/* "imposed a tax on X for its support": does a possessive give the verb's complement, the noun at
 * `link`, to somebody else than who stands at `w`? The object is another's: "ordered his arrest".
 */
static bool is_of_another(struct finder *f, const struct proposition *p, size_t link, size_t w)
{
    struct actor_set own = {0};
    actors_of(f, antecedent_of(f, w), &own);
    bool complement = f->tree->words[link].relation == REL_OBL && own.count;
    for (size_t i = 0; complement && i < p->argument_count; i++) {
        const struct argument *a = &p->arguments[i];
        enum upos upos = f->tree->words[a->word].upos;
        bool its = a->role == ROLE_POSSESSOR && (upos == UPOS_PRON || upos == UPOS_DET);
        for (uint8_t k = 0; its && k < a->own.count; k++) {
            if (!actor_set_holds(&own, a->own.items[k])) {
                return true;
            }
        }
    }
    return false;
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
        bool known =
            role == ROLE_AGENT && (has_role(p, ROLE_AGENT) || is_of_another(f, p, link, c));
        if (c != link && role != ROLE_COUNT && role != ROLE_PATIENT && role != ROLE_CONTENT &&
            !known && !joins_in(f, verb, c)) {
            add_argument(f, p, role == ROLE_AGENT ? of_subject : role, c);
        }
    }
    size_t subject = !passive && !has_role(p, of_subject) ? subject_of(f, verb) : 0;
    subject =
        subject && of_subject == ROLE_AGENT && is_of_another(f, p, link, subject) ? 0 : subject;
    for (size_t c = 0; (c = tree_child(f->tree, verb, c));) {
        if (joins_in(f, verb, c)) { /* "annoncer avec X son départ": X leaves too */
            add_argument(f, p, of_subject, c);
        }
    }
    if (subject) {
        add_argument(f, p, of_subject, subject);
    }
}

/* "…, de toutes les liaisons avec X": does a comma part the phrase from what stands before? */
static bool comes_after_comma(const struct finder *f, size_t w)
{
    size_t first, last;
    tree_span(f->tree, w, &first, &last);
    return f->tree->words[first].upos == UPOS_PUNCT ||
           (first > 1 && f->tree->words[first - 1].upos == UPOS_PUNCT);
}

/* "a annoncé la réouverture par X", "l'interruption, dès mardi, de toutes les liaisons avec X":
 * what the noun would bear by that role, not an active verb. */
static bool is_noun_like(const struct finder *f, size_t c, enum role role)
{
    const struct mention *mention = mention_at(f->mentions, f->index, c);
    bool there = mention && mention->place && (role == ROLE_PLACE || role == ROLE_RECIPIENT);
    bool cut_off = role == ROLE_GENITIVE && comes_after_comma(f, c);
    return role == ROLE_AGENT || role == ROLE_PARTNER || role == ROLE_OPPONENT ||
           role == ROLE_TOPIC || there || cut_off;
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
        if (is_noun_like(f, c, role) && !has_role(p, role)) {
            add_argument(f, p, role, c);
        }
    }
}

/* "après le bombardement de X à Belgrade par l'Otan": who does it by `par`, though the active verb
 * before the noun, or the place between them, bears the phrase; 0 if nobody is told so. */
static size_t agent_behind(const struct finder *f, size_t noun)
{
    const struct word *words = f->tree->words;
    size_t verb = words[noun].relation == REL_OBL ? words[noun].head : 0;
    bool active = verb && verb < noun && words[verb].upos == UPOS_VERB && !is_passive(f, verb);
    for (size_t c = noun; active && (c = tree_child(f->tree, verb, c));) {
        const struct mention *named = mention_at(f->mentions, f->index, c);
        size_t inside = named && named->place ? tree_child_with(f->tree, c, REL_NMOD) : 0;
        size_t doer = inside && complement_role(f, inside) == ROLE_AGENT ? inside : c;
        if (words[c].relation == REL_OBL && complement_role(f, doer) == ROLE_AGENT &&
            mention_at(f->mentions, f->index, doer)) {
            return doer;
        }
        active = named && named->place;
    }
    return 0;
}

/* "accuser X d'ingérence", "blamed X for the attack": who is accused did what the noun says. */
static void accused_agent(struct finder *f, struct proposition *p)
{
    size_t verb = accusing_verb(f, p->word);
    if (verb && !has_role(p, ROLE_AGENT)) {
        add_argument(f, p, ROLE_AGENT, controller(f, verb));
    }
}

/* "X denied any strike on Y": who denies the noun is who would have done it. */
static void denied_agent(struct finder *f, struct proposition *p)
{
    const struct word *word = &f->tree->words[p->word];
    size_t article = tree_child_with(f->tree, p->word, REL_DET);
    article = article ? article : tree_child_with(f->tree, p->word, REL_AMOD);
    bool denied = word->relation == REL_OBJ && article && finder_listed(f, "any", article) &&
                  finder_listed(f, "deny", word->head) && !has_role(p, ROLE_AGENT);
    size_t subject = denied ? subject_of(f, word->head) : 0;
    if (subject) {
        add_argument(f, p, ROLE_AGENT, subject);
    }
}

/* "avec l'aide de X", "thanks to X's support": who does the deed is helped. */
static bool is_help(const struct finder *f, size_t noun)
{
    return finder_listed(f, "help", noun) && rules_list(f->rules, "means", f->preposition[noun]);
}

/* "en visite à X, le ministre a …": the subject of the clause is there when the noun happens. */
static void occasion_host(struct finder *f, struct proposition *p)
{
    const struct word *word = &f->tree->words[p->word];
    bool bare = word->relation == REL_ADVCL && p->word < word->head &&
                !f->preposition[p->word].length;              /* "allié de X, Y a …" */
    bool opens = word->relation == REL_OBL && p->word == 2 && /* "De passage à X, Y a …" */
                 rules_list(f->rules, "occasion-first", f->preposition[p->word]);
    bool occasion =
        (word->relation == REL_OBL || word->relation == REL_NMOD) &&
        (is_help(f, p->word) || rules_list(f->rules, "occasion", f->preposition[p->word]));
    if ((!bare && !occasion && !opens) || has_role(p, ROLE_AGENT)) {
        return;
    }
    size_t adverb = adverb_over(f, p->word); /* "lors", which the tree hangs over the noun */
    size_t place = adverb ? f->tree->words[adverb].head : word->head;
    enum upos above = f->tree->words[place].upos;
    bool verbless = above == UPOS_NOUN || above == UPOS_PROPN; /* "X et Y lors d'un sommet" */
    if (verbless && f->tree->words[place].relation == REL_OBJ) {
        place = f->tree->words[place].head; /* "X a signé un accord sous l'égide de Y" */
        verbless = false;
    }
    size_t subject = verbless ? place : subject_of(f, place);
    if (subject) {
        add_argument(f, p, is_help(f, p->word) ? ROLE_BENEFICIARY : ROLE_HOST, subject);
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
    bool becomes = word->relation == REL_XCOMP && finder_listed(f, "becoming", head);
    if (!head ||
        (word->relation != REL_NSUBJ && word->relation != REL_OBJ && !inside && !becomes)) {
        return;
    }
    add_argument(f, p, ROLE_GOVERNOR, head); /* "become a member" too */
    bool subject_of_both = word->relation == REL_NSUBJ && !tree_child_with(f->tree, head, REL_OBJ);
    size_t going_on = subject_of_both ? tree_child_with(f->tree, head, REL_XCOMP) : 0;
    if (going_on && f->tree->words[going_on].upos == UPOS_VERB) { /* "ne cessent de se dégrader" */
        add_argument(f, p, ROLE_GOVERNOR, going_on);
    }
    bool object = word->relation == REL_OBJ && f->tree->words[head].upos == UPOS_VERB;
    size_t subject = object && !has_role(p, ROLE_AGENT) ? subject_of(f, head) : 0;
    if (subject) {
        bool copular = finder_listed(f, "copular", head); /* "X remains Y's main supplier" */
        add_argument(f, p, copular ? ROLE_AGENT : ROLE_HOST, subject);
    }
}

/* "la perquisition par X des bureaux", "le rappel pour consultations de X", "l'arrivée à Kiev de
 * X": a complement between the noun and its `de` bears no such complement itself. */
static bool lets_through(const struct finder *f, const struct argument *a)
{
    const struct mention *mention = mention_at(f->mentions, f->index, a->word);
    bool bare = !tree_child_with(f->tree, a->word, REL_DET) && !a->own.count &&
                f->tree->words[a->word].upos == UPOS_NOUN && a->role != ROLE_PARTNER;
    return a->preposition.length &&
           ((mention && (a->role == ROLE_AGENT || mention->place)) || bare);
}

/* "l'ennemi juré de X", "l'allié déclaré de Y": the complement hangs under the participle. */
static void genitive_of_avowed(struct finder *f, struct proposition *p)
{
    size_t participle = p->word + 1;
    bool avowed = participle <= f->tree->count && f->tree->words[participle].head == p->word &&
                  finder_listed(f, "avowed", participle) && !has_role(p, ROLE_GENITIVE);
    for (size_t c = participle; avowed && (c = tree_child(f->tree, participle, c));) {
        if (preposition_role(f->rules, f->preposition[c]) == ROLE_GENITIVE) {
            add_argument(f, p, ROLE_GENITIVE, c);
            return;
        }
    }
}

/* "les relations tendues entre X et Y", "contacts made between X and Y": the tree hangs the two
 * under the participle right behind the noun, which is between them too. */
static void between_behind(struct finder *f, struct proposition *p)
{
    size_t participle = p->word + 1;
    bool beside = participle <= f->tree->count && f->tree->words[participle].head == p->word &&
                  f->tree->words[participle].relation == REL_ACL && !has_role(p, ROLE_BETWEEN);
    for (size_t c = participle; beside && (c = tree_child(f->tree, participle, c));) {
        if (f->tree->words[c].relation == REL_OBL && complement_role(f, c) == ROLE_BETWEEN) {
            add_argument(f, p, ROLE_BETWEEN, c);
            return;
        }
    }
}

/* "les menaces proférées par X contre Y", "l'appui apporté par X à Y": the complements of a light
 * participle right behind the noun are the noun's; but not "l'aide promise par X". */
static void arguments_of_light_participle(struct finder *f, struct proposition *p)
{
    size_t participle = p->word + 1;
    bool beside = participle <= f->tree->count && f->tree->words[participle].head == p->word &&
                  f->tree->words[participle].relation == REL_ACL &&
                  f->tree->words[participle].verb_form == VERB_FORM_PART;
    bool light = beside && finder_listed(f, "light", participle) &&
                 !finder_listed(f, "intend", participle) &&
                 !finder_listed(f, "undergo", participle);
    for (size_t c = participle; light && (c = tree_child(f->tree, participle, c));) {
        bool phrase = f->tree->words[c].relation == REL_OBL;
        enum role role = phrase ? complement_role(f, c) : ROLE_OTHER;
        if ((role == ROLE_AGENT || role == ROLE_RECIPIENT || role == ROLE_OPPONENT) &&
            !has_role(p, role)) {
            add_argument(f, p, role, c);
        }
    }
}

static void genitive_behind(struct finder *f, struct proposition *p)
{
    size_t count = has_role(p, ROLE_GENITIVE) ? 0 : p->argument_count;
    for (size_t i = 0; i < count; i++) {
        size_t between = p->arguments[i].word;
        const struct mention *mention = mention_at(f->mentions, f->index, between);
        size_t last = mention ? mention->last : between;
        bool through = between > p->word && lets_through(f, &p->arguments[i]);
        for (size_t c = through ? last + 1 : f->tree->count + 1; c <= f->tree->count; c++) {
            const struct word *word = &f->tree->words[c];
            bool below = word->head >= between && word->head <= last; /* "la Corée du Sud" */
            if (below && word->relation == REL_NMOD && complement_role(f, c) == ROLE_GENITIVE) {
                add_argument(f, p, ROLE_GENITIVE, c);
                raise_complements(f, p, between, false, 0);
                return;
            }
        }
    }
}

/* "considéré comme l'allié de X", "seen as X's ally": what somebody is taken for; 0 if nobody is.
 */
static size_t taken_for(const struct finder *f, size_t noun)
{
    const struct word *words = f->tree->words;
    size_t verb = words[noun].relation == REL_OBL ? words[noun].head : 0;
    if (!verb || !finder_listed(f, "regard", verb) ||
        !rules_list(f->rules, "regard-as", f->preposition[noun])) {
        return 0;
    }
    size_t object = is_passive(f, verb) ? 0 : tree_child_with(f->tree, verb, REL_OBJ);
    return object ? object : subject_of(f, verb); /* "X passe pour l'allié de Y" */
}

/* "X est l'un des alliés de Y": who is one of them is what they are; 0 if nobody is said to be. */
static size_t one_of_them(const struct finder *f, size_t noun)
{
    size_t one = gathering_noun(f, noun);
    return one != noun ? copula_subject(f, one) : 0;
}

size_t copula_of_place(const struct finder *f, size_t noun)
{
    enum role role = f->preposition[noun].length ? complement_role(f, noun) : ROLE_OTHER;
    bool there = role == ROLE_PLACE || role == ROLE_RECIPIENT || time_at(f, noun);
    return there ? tree_child_with(f->tree, noun, REL_COP) : 0;
}

/* "Au Vietnam, partenaire de longue date de X, …": a noun without article or preposition right
 * after a name and a comma is said of it, wherever the tree hangs it; 0 if there is no such name.
 */
static size_t name_beside(const struct finder *f, size_t noun)
{
    size_t first, last;
    tree_span(f->tree, noun, &first, &last);
    first += f->tree->words[first].upos == UPOS_PUNCT; /* the comma may hang under the noun */
    bool bare = f->tree->words[noun].upos == UPOS_NOUN && !f->preposition[noun].length &&
                !tree_child_with(f->tree, noun, REL_DET);
    bool parted = first > 2 && f->tree->words[first - 1].upos == UPOS_PUNCT &&
                  slice_is(f->tree->words[first - 1].token->form, ",");
    size_t name = bare && parted ? first - 2 : 0;
    while (name && f->tree->words[name].relation == REL_FLAT) {
        name = f->tree->words[name].head;
    }
    const struct mention *mention = name ? mention_at(f->mentions, f->index, name) : NULL;
    return mention && f->tree->words[name].upos == UPOS_PROPN && !mention->modifier ? name : 0;
}

/* "le départ du Burkina Faso de la Cedeao": of two actors behind `de` the second is left or lost.
 */
static void origin_behind(struct proposition *p)
{
    bool whose = false;
    for (size_t i = 0; i < p->argument_count; i++) {
        struct argument *a = &p->arguments[i];
        if (a->role == ROLE_GENITIVE && a->own.count) {
            a->role = whose ? ROLE_ORIGIN : ROLE_GENITIVE;
            whose = true;
        }
    }
}

void noun_arguments(struct finder *f, struct proposition *p)
{
    const struct word *words = f->tree->words;
    adverb_complements(f, p, p->word);
    for (size_t c = 0; (c = tree_child(f->tree, p->word, c));) {
        noun_child(f, p, c);
    }
    for (size_t i = 0; i < p->argument_count; i++) {
        if (p->arguments[i].role == ROLE_GENITIVE) {
            raise_complements(f, p, p->arguments[i].word, true, 0);
        }
    }
    genitive_behind(f, p);
    origin_behind(p);
    genitive_of_avowed(f, p);
    between_behind(f, p);
    arguments_of_light_participle(f, p);
    add_aim(f, p, p->word);
    complements_beside(f, p);
    size_t doer = has_role(p, ROLE_AGENT) ? 0 : agent_behind(f, p->word);
    if (doer) {
        add_argument(f, p, ROLE_AGENT, doer);
    }
    accused_agent(f, p);
    denied_agent(f, p);
    light_arguments(f, p);
    occasion_host(f, p);
    noun_governor(f, p);
    if (copula_of_place(f, p->word) && mention_at(f->mentions, f->index, p->word)) {
        add_argument(f, p, ROLE_PLACE, p->word);
    }
    enum relation r = words[p->word].relation;
    size_t head = words[p->word].head;
    /* "X est le plus proche allié de Y", where the tree takes the adjective for the head */
    bool carried = r == REL_OBL && head + 1 == p->word && words[head].upos == UPOS_ADJ;
    if (!has_role(p, ROLE_AGENT) &&
        (r == REL_APPOS || r == REL_XCOMP || r == REL_CONJ || carried)) {
        size_t subject = r == REL_APPOS ? head : subject_of(f, carried ? head : p->word);
        if (subject) { /* "au Vietnam, partenaire de X": what bears another noun is no mere place */
            add_argument(f, p, ROLE_AGENT, subject)->own.place = false;
        }
    }
    size_t name = has_role(p, ROLE_AGENT) ? 0 : name_beside(f, p->word);
    if (name) {
        add_argument(f, p, ROLE_AGENT, name)->own.place = false;
    }
    if (!has_role(p, ROLE_AGENT)) {
        size_t taken = taken_for(f, p->word), holder = taken ? taken : one_of_them(f, p->word);
        if (holder) {
            add_argument(f, p, ROLE_AGENT, antecedent_of(f, holder));
        }
    }
    if (p->kind == PREDICATE_ADJECTIVE && r == REL_AMOD && !has_role(p, ROLE_AGENT)) {
        add_argument(f, p, ROLE_AGENT, head);
    }
}
