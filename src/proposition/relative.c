/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes a relative pronoun or a relative clause, gives the word that the pronoun stands for and the
 * noun that is the clause's object: by the tree, by agreement, and by what stands right before the
 * pronoun where the tree hung the clause elsewhere. Each look climbs the tree at most once. */
#include "proposition/inside.h"

static bool has_feature(const struct word *word, const char *feature)
{
    return slice_find(word->feats, slice_of(feature), 0) != SIZE_MAX;
}

/* A pronoun, "where", or `que` taken for a conjunction though it is an object or opens a relative
 * clause. */
bool is_relative(const struct finder *f, size_t w)
{
    const struct word *word = &f->tree->words[w];
    bool opens = word->relation == REL_MARK && f->tree->words[word->head].subtype == SUB_RELCL;
    bool object = word->upos == UPOS_SCONJ && (word->relation == REL_OBJ || opens);
    bool pronoun =
        (word->upos == UPOS_PRON || word->upos == UPOS_ADV) && has_feature(word, "PronType=Rel");
    return pronoun || ((object || word->upos == UPOS_PRON) && finder_listed(f, "relative", w));
}

size_t copula_subject(const struct finder *f, size_t noun)
{
    return tree_child_with(f->tree, noun, REL_COP) ? tree_child_with(f->tree, noun, REL_NSUBJ) : 0;
}

size_t counted_of(const struct finder *f, size_t noun)
{
    const struct word *word = &f->tree->words[noun];
    return word->relation == REL_NMOD && is_transparent(f, word->head) ? word->head : noun;
}

/* Is the noun set beside the word over it, or beside an object that is told before it: "évoque X et
 * Y, deux pays que …"? Gives that word; 0 if it is not. */
static size_t set_beside(const struct finder *f, size_t noun)
{
    const struct word *words = f->tree->words;
    size_t head = words[noun].head;
    if (words[noun].relation == REL_OBJ && !f->preposition[noun].length) {
        size_t first = tree_child_with(f->tree, head, REL_OBJ);
        return first < noun ? first : 0;
    }
    bool beside = words[noun].relation == REL_APPOS ||
                  (words[noun].relation == REL_CONJ && !tree_child_with(f->tree, noun, REL_CC));
    return beside && head < noun ? head : 0;
}

/* "X, one of the states that …", "X et Y, deux régions que …": the name that the noun stands
 * beside, the first of several where the noun means many; 0 if it stands beside none. A thing not
 * known before may be said of all that stands there: "…, a charge that X rejects". */
static size_t named_by_apposition(const struct finder *f, size_t noun)
{
    const struct word *words = f->tree->words;
    size_t article = tree_child_with(f->tree, noun, REL_DET);
    bool known = article && !finder_listed(f, "indefinite", article);
    bool said_of_name = known || words[noun].number == NUMBER_PLUR || is_transparent(f, noun);
    size_t name = said_of_name ? set_beside(f, noun) : 0;
    while (name && words[noun].number == NUMBER_PLUR && words[name].relation == REL_CONJ) {
        name = words[name].head;
    }
    const struct mention *mention = name ? mention_at(f->mentions, f->index, name) : NULL;
    return mention && !mention->modifier && words[name].upos == UPOS_PROPN ? name : 0;
}

/* "Among the states that condemned it were X and Y", "parmi les pays qui … figurent X et Y": who is
 * counted among them; 0 if nobody is. */
static size_t counted_among(const struct finder *f, size_t noun)
{
    const struct word *words = f->tree->words;
    size_t head = words[noun].head, found = 0;
    bool among = words[noun].relation == REL_OBL && noun < head &&
                 rules_list(f->rules, "among", f->preposition[noun]);
    if (among && tree_child_with(f->tree, head, REL_COP)) {
        found = head;
    } else if (among && words[head].upos == UPOS_VERB && !tree_child_with(f->tree, head, REL_AUX)) {
        found = tree_child_with(f->tree, head, REL_NSUBJ);
        found = found ? found : tree_child_with(f->tree, head, REL_OBJ);
    }
    return found > noun && mention_at(f->mentions, f->index, found) ? found : 0;
}

/* "X is among the states that …", "X est l'un des pays qui …", "X, one of those that …": who is
 * said to be the noun; the noun itself where nobody is. */
static size_t said_to_be(const struct finder *f, size_t noun)
{
    size_t above = counted_of(f, noun);
    if (mention_at(f->mentions, f->index, noun)) {
        return noun;
    }
    size_t subject = copula_subject(f, above);
    subject = subject && mention_at(f->mentions, f->index, subject) ? subject : 0;
    subject = subject ? subject : named_by_apposition(f, above);
    subject = subject ? subject : counted_among(f, noun);
    return subject ? subject : noun;
}

/* "l'OTSC, la Russie, qui entretient …": is the name right before the pronoun set beside another
 * noun, and does the verb speak of one? */
static bool is_set_beside(const struct finder *f, size_t pronoun, size_t name)
{
    const struct word *words = f->tree->words;
    size_t verb = words[pronoun].head, auxiliary = tree_child_with(f->tree, verb, REL_AUX);
    bool one = words[auxiliary ? auxiliary : verb].number != NUMBER_PLUR;
    bool beside = words[name].relation == REL_APPOS || (words[name].relation == REL_CONJ && one);
    return beside && words[pronoun].relation == REL_NSUBJ && pronoun - name <= 2 &&
           mention_at(f->mentions, f->index, name);
}

/* Does the clause of the pronoun name an actor besides its subject: "un appel de X, qui a accusé
 * Y"?
 */
static bool names_another(const struct finder *f, size_t pronoun)
{
    const struct word *words = f->tree->words;
    size_t verb = words[pronoun].head;
    for (size_t c = pronoun; (c = tree_child(f->tree, verb, c));) {
        bool complement = words[c].relation == REL_OBJ || words[c].relation == REL_IOBJ ||
                          words[c].relation == REL_OBL || words[c].relation == REL_XCOMP;
        if (complement && mention_at(f->mentions, f->index, c)) {
            return true;
        }
    }
    return false;
}

/* "à qui", "a call from Bush, who", "l'intégrité de la Serbie, avec laquelle …": must the pronoun
 * stand for somebody, though the noun over its clause is a thing? */
static bool wants_somebody(const struct finder *f, size_t pronoun, size_t name)
{
    const struct word *words = f->tree->words;
    const struct mention *mention = mention_at(f->mentions, f->index, name);
    if (!mention) {
        return false;
    }
    bool parted = words[pronoun - 1].upos == UPOS_PUNCT;
    bool person = mention->kind == NAME_PERSON || mention->kind == NAME_SURNAME;
    if (f->preposition[pronoun].length) {
        bool partner = preposition_role(f->rules, f->preposition[pronoun]) == ROLE_PARTNER;
        return finder_listed(f, "who", pronoun) || (partner && !mention->place);
    }
    return parted && person && words[pronoun].relation == REL_NSUBJ &&
           (finder_listed(f, "somebody", pronoun) ||
            (finder_listed(f, "who", pronoun) && names_another(f, pronoun)));
}

/* "les troupes venues au secours de X que Y pilonnait": without a comma no relative clause reaches
 * back over another clause, to the noun over both. */
static bool clause_between(const struct finder *f, size_t noun, size_t pronoun)
{
    const struct word *words = f->tree->words;
    bool parted = words[pronoun - 1].upos == UPOS_PUNCT;
    for (size_t c = noun; !parted && (c = tree_child(f->tree, noun, c)) && c < pronoun;) {
        if (words[c].relation == REL_ACL && words[c].upos == UPOS_VERB) {
            return true;
        }
    }
    return false;
}

/* "au respect de la Serbie, avec laquelle …": a pronoun of another gender than the noun over its
 * clause stands for the name before it; and so does one right after a name set beside that noun. */
static size_t agreeing_antecedent(const struct finder *f, size_t pronoun, size_t noun)
{
    const struct word *words = f->tree->words;
    bool told = words[pronoun].gender != GENDER_NONE && words[noun].gender != GENDER_NONE;
    size_t before = pronoun - 1;
    while (before > noun && (words[before].upos == UPOS_PUNCT || words[before].upos == UPOS_ADP ||
                             words[before].relation == REL_FLAT)) {
        before--;
    }
    bool name = before > noun && words[before].upos == UPOS_PROPN;
    bool other = told && words[pronoun].gender != words[noun].gender;
    bool somebody =
        name && !mention_at(f->mentions, f->index, noun) && wants_somebody(f, pronoun, before);
    bool nearer =
        name && mention_at(f->mentions, f->index, before) && clause_between(f, noun, pronoun);
    bool beside = name && is_set_beside(f, pronoun, before);
    return name && (other || somebody || nearer || beside) ? before : noun;
}

/* "X accuses Y of arming Z, which Y denies": what is denied is what was said, not the name before.
 */
static bool stands_for_charge(const struct finder *f, size_t pronoun)
{
    const struct word *words = f->tree->words;
    const struct word *word = &words[pronoun];
    bool name = pronoun > 2 && words[pronoun - 1].upos == UPOS_PUNCT &&
                mention_at(f->mentions, f->index, pronoun - 2);
    return name && word->relation == REL_OBJ && words[word->head].upos == UPOS_VERB &&
           finder_listed(f, "deny", word->head) && !finder_listed(f, "somebody", pronoun);
}

size_t antecedent_of(const struct finder *f, size_t w)
{
    const struct word *words = f->tree->words;
    if (!is_relative(f, w) || stands_for_charge(f, w)) {
        return w;
    }
    for (size_t x = w; x; x = words[x].head) {
        if (words[x].relation == REL_ACL || words[x].subtype == SUB_RELCL) {
            size_t noun = words[x].head ? agreeing_antecedent(f, w, words[x].head) : w;
            return noun == words[x].head ? said_to_be(f, noun) : noun;
        }
    }
    /* a relative clause that hangs elsewhere: the name or noun that it follows */
    size_t before = w > 1 && words[w - 1].upos == UPOS_PUNCT ? w - 2 : w - 1;
    while (before && words[before].relation == REL_FLAT) {
        before = words[before].head;
    }
    bool noun = words[before].upos == UPOS_NOUN || words[before].upos == UPOS_PROPN;
    return before && noun ? before : w;
}

/* "X, que Y refuse de reconnaître": the relative object hangs under the verb above; 0 if none. */
static size_t object_above(const struct finder *f, size_t verb)
{
    const struct word *words = f->tree->words;
    size_t above = words[verb].relation == REL_XCOMP ? words[verb].head : 0;
    bool full = !above || words[above].subtype != SUB_RELCL ||
                tree_child_with(f->tree, verb, REL_OBJ) ||
                finder_listed(f, "object-control", above);
    for (size_t c = 0; !full && (c = tree_child(f->tree, above, c)) && c < above;) {
        bool object = words[c].relation == REL_MARK || words[c].relation == REL_OBJ;
        if (object && antecedent_of(f, c) != c) {
            return c;
        }
    }
    return 0;
}

/* "l'accord que X et Y ont signé": `que` hung under the subject as if it were its preposition; the
 * noun that it follows, with its adjectives, is the object of the verb. 0 if it is not so. */
static size_t object_before_subject(const struct finder *f, size_t verb)
{
    const struct word *words = f->tree->words;
    size_t subject = tree_child_with(f->tree, verb, REL_NSUBJ);
    size_t mark = subject && subject < verb ? tree_child_with(f->tree, subject, REL_CASE) : 0;
    size_t noun = mark && finder_listed(f, "relative", mark) ? mark - 1 : 0;
    while (noun && words[noun].upos == UPOS_ADJ && words[noun].head < noun) {
        noun = words[noun].head;
    }
    return noun && words[noun].upos == UPOS_NOUN ? noun : 0;
}

/* Does a word of the clause above, up to the verb, point back to the noun before it? */
static bool has_relative(const struct finder *f, size_t verb)
{
    for (size_t w = f->tree->words[verb].head + 1; w < verb; w++) {
        if (is_relative(f, w) || finder_listed(f, "relative", w)) {
            return true;
        }
    }
    return false;
}

/* "the case it has brought against X": a clause right behind its noun, without a pronoun, has the
 * noun as its object, unless a preposition is left over for it: "the group it fights against". */
static size_t bare_relative_object(const struct finder *f, size_t verb)
{
    const struct word *words = f->tree->words;
    size_t noun = words[verb].head, subject = tree_child_with(f->tree, verb, REL_NSUBJ);
    bool bare = words[verb].subtype == SUB_RELCL && subject > noun && subject < verb &&
                words[noun].upos == UPOS_NOUN && !time_at(f, noun) && !has_relative(f, verb) &&
                words[verb - 1].upos != UPOS_PUNCT;
    for (size_t c = verb; bare && (c = tree_child(f->tree, verb, c));) {
        bool clause = words[c].relation == REL_XCOMP || words[c].relation == REL_CCOMP;
        bare = !clause && !(words[c].upos == UPOS_ADP && !tree_child(f->tree, c, 0));
    }
    return bare ? noun : 0;
}

/* "the institutions whose assets it will freeze": the first of two subjects, which the pronoun
 * owns, is the object. */
bool is_possessed_object(const struct finder *f, size_t noun)
{
    const struct word *words = f->tree->words;
    size_t owner = tree_child(f->tree, noun, 0), other = noun;
    while ((other = tree_child(f->tree, words[noun].head, other)) < words[noun].head && other) {
        if (words[other].relation == REL_NSUBJ) {
            return owner && owner < noun && is_relative(f, owner);
        }
    }
    return false;
}

size_t relative_object(const struct finder *f, size_t verb)
{
    const struct word *words = f->tree->words;
    size_t above = object_above(f, verb);
    if (above) {
        return above;
    }
    if (tree_child_with(f->tree, verb, REL_OBJ)) {
        return 0;
    }
    size_t mark = tree_child_with(f->tree, verb, REL_MARK);
    bool relative = words[verb].relation == REL_ACL && mark && is_relative(f, mark) &&
                    tree_child_with(f->tree, verb, REL_NSUBJ);
    /* "Les Farc, que l'Union tient pour terroristes", the pronoun read as a conjunction */
    size_t object = relative ? antecedent_of(f, mark) : object_before_subject(f, verb);
    return object ? object : bare_relative_object(f, verb);
}

size_t misplaced_owner(const struct finder *f, size_t verb)
{
    const struct word *words = f->tree->words;
    size_t subject = tree_child_with(f->tree, verb, REL_NSUBJ), owner = 0;
    const struct mention *name = subject ? mention_at(f->mentions, f->index, subject) : NULL;
    if (name && words[subject].upos == UPOS_PROPN) {
        owner = tree_child(f->tree, subject, 0);
    }
    return owner && owner < name->first && is_relative(f, owner) ? owner : 0;
}

void add_owned_object(struct finder *f, struct proposition *p, size_t verb)
{
    const struct word *words = f->tree->words;
    size_t owner = misplaced_owner(f, verb);
    const struct mention *mention = owner ? mention_at(f->mentions, f->index, owner) : NULL;
    size_t owned = owner + 1; /* "whose ambassador Turkey expelled" */
    if (owner && !has_role(p, ROLE_PATIENT) && words[owned].upos == UPOS_NOUN &&
        words[owned].head == words[owner].head) {
        add_argument(f, p, ROLE_PATIENT, owned);
    }
    for (size_t i = 0; mention && i < p->argument_count; i++) {
        if (p->arguments[i].role == ROLE_PATIENT) {
            set_add(&p->arguments[i].inner, mention);
            p->arguments[i].inner_first = 1;
        }
    }
}
