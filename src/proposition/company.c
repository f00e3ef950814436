/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes a verb, gives who does what it says besides its subject: with him ("along with X", "joined
 * by X"), like him ("as did X", "X, comme Y"), or in a clause without a verb ("…, X four"). Linear
 * in the words below the verb. */
#include "proposition/inside.h"

bool is_just_like(const struct finder *f, size_t w)
{
    for (size_t c = 0; (c = tree_child(f->tree, w, c)) && c < w;) {
        if (c > 1 && finder_listed(f, "likewise", c) &&
            rules_list(f->rules, "just", f->lemma[c - 1])) {
            return true;
        }
    }
    return false;
}

/* "against X", "from X": what no other preposition's complement shares. */
static bool turns_away(enum role role)
{
    return role == ROLE_OPPONENT || role == ROLE_ORIGIN;
}

bool is_other_complement(const struct finder *f, size_t w)
{
    const struct word *words = f->tree->words;
    size_t first = words[w].head;
    bool beside = words[first].relation == REL_OBL ||
                  (words[first].relation == REL_NMOD && f->behind[words[first].head] == first);
    enum role one = complement_role(f, first), other = complement_role(f, w);
    return words[w].relation == REL_CONJ && beside && mention_at(f->mentions, f->index, w) &&
           f->preposition[w].length && f->preposition[first].length && one != other &&
           (turns_away(one) || turns_away(other));
}

/* "France expelled six envoys, Germany four", "…, Germany too": does the word right behind the name
 * stand for the rest of a clause? "condemned Iran, and Syria too" has two objects. */
static bool stands_for_clause(const struct finder *f, size_t w, size_t name)
{
    const struct word *words = f->tree->words;
    size_t above = words[name].head;
    bool last =
        w == f->tree->count || words[w + 1].upos == UPOS_PUNCT || words[w + 1].upos == UPOS_CCONJ;
    bool apart = words[above].upos == UPOS_NOUN ||
                 (f->preposition[above].length && !tree_child_with(f->tree, name, REL_CC));
    bool too = words[w].upos == UPOS_ADV && rules_list(f->rules, "too", f->lemma[w]);
    return last && (words[w].upos == UPOS_NUM || (too && apart));
}

bool is_gapped_subject(const struct finder *f, size_t w)
{
    const struct word *words = f->tree->words;
    const struct mention *mention = mention_at(f->mentions, f->index, w);
    bool name = mention && words[w].upos == UPOS_PROPN && mention->last < f->tree->count &&
                (words[w].relation == REL_CONJ || words[w].relation == REL_APPOS) &&
                !tree_child_with(f->tree, w, REL_CASE);
    return name && stands_for_clause(f, mention->last + 1, w);
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

/* ", de même que Vienne": the name behind the words from c on, wherever the tree hangs it; but not
 * the subject of a clause of its own; or 0. */
static size_t name_behind(const struct finder *f, size_t c)
{
    const struct word *words = f->tree->words;
    size_t w = c;
    for (size_t fixed = 0; (fixed = tree_child(f->tree, c, fixed));) {
        w = words[fixed].relation == REL_FIXED ? fixed : w;
    }
    w++;
    w += w <= f->tree->count && words[w].upos == UPOS_DET;
    bool set_off = c > 1 && words[c - 1].upos == UPOS_PUNCT;
    bool named = w <= f->tree->count && mention_at(f->mentions, f->index, w);
    return set_off && named && words[w].relation != REL_NSUBJ ? w : 0;
}

/* "À l'instar de X", "de même que X": X, where the tree makes a phrase of the words before; or 0.
 */
static size_t likewise_phrase(const struct finder *f, size_t c)
{
    size_t same = 0;
    if (finder_listed(f, "likewise", c)) {
        same = tree_child_with(f->tree, c, REL_NMOD);
    } else if (fixed_likewise(f, c)) {
        same = tree_child_with(f->tree, c, REL_OBJ);
        same = same ? same : tree_child_with(f->tree, c, REL_NMOD);
        same = same ? same : tree_child_with(f->tree, c, REL_OBL);
        same = same ? same : name_behind(f, c);
    }
    return same;
}

static void likewise_agents(struct finder *f, struct proposition *p, size_t verb)
{
    const struct word *words = f->tree->words;
    for (size_t under = 0; (under = tree_child(f->tree, verb, under));) {
        bool complement = words[under].relation == REL_OBJ || words[under].relation == REL_OBL;
        for (size_t c = 0; complement && (c = tree_child(f->tree, under, c));) {
            if (is_just_like(f, c) && mention_at(f->mentions, f->index, c)) {
                add_argument(f, p, ROLE_AGENT, c);
            }
        }
    }
    for (size_t c = 0; (c = tree_child(f->tree, verb, c));) {
        enum relation r = words[c].relation;
        size_t same = likewise_phrase(f, c);
        if (!same && r == REL_ADVCL && is_likewise(f, c) && finder_listed(f, "pro-verb", c)) {
            same = tree_child_with(f->tree, c, REL_NSUBJ); /* "as did X" */
            same = same ? same : tree_child_with(f->tree, c, REL_OBJ);
        } else if (!same && (r == REL_OBL || r == REL_ADVCL || r == REL_NMOD) &&
                   is_likewise(f, c)) {
            same = c;
        }
        if (same && words[same].upos == UPOS_PROPN) {
            add_argument(f, p, ROLE_AGENT, same);
        }
    }
}

bool joins_in(const struct finder *f, size_t verb, size_t w)
{
    size_t object = tree_child_with(f->tree, verb, REL_OBJ);
    return finder_listed(f, "joined", verb) && (!object || w < object) &&
           f->tree->words[w].relation == REL_OBL && complement_role(f, w) == ROLE_PARTNER &&
           mention_at(f->mentions, f->index, w);
}

/* "X a annoncé avec Y", "asked together with Y": who joins in such a deed does it too. */
static void joining_agents(struct finder *f, struct proposition *p)
{
    for (size_t c = 0; (c = tree_child(f->tree, p->word, c));) {
        if (joins_in(f, p->word, c)) {
            add_argument(f, p, ROLE_AGENT, c);
        }
    }
}

/* "…, joined by Y": a participle without a subject or an auxiliary. */
static bool is_participle(const struct finder *f, size_t c)
{
    return f->tree->words[c].verb_form == VERB_FORM_PART &&
           !tree_child_with(f->tree, c, REL_NSUBJ) && !tree_child_with(f->tree, c, REL_AUX);
}

/* "X, along with Y", "X, joined by Y": what stands under the noun and brings who acts with it, or
 * 0. */
static size_t companion_of(const struct finder *f, size_t c)
{
    const struct word *words = f->tree->words;
    bool with = rules_list(f->rules, "together", f->preposition[c]);
    bool joined = (words[c].relation == REL_ACL || words[c].relation == REL_CONJ ||
                   words[c].relation == REL_ADVCL) &&
                  is_participle(f, c) && finder_listed(f, "joined-by", c);
    for (size_t d = 0; joined && (d = tree_child(f->tree, c, d));) {
        if (words[d].relation == REL_OBL && complement_role(f, d) == ROLE_AGENT) {
            return d;
        }
    }
    return with && (words[c].relation == REL_OBL || words[c].relation == REL_NMOD) ? c : 0;
}

/* "X expelled six envoys and Y four": Y does so too. */
static void gapped_agents(struct finder *f, struct proposition *p, size_t verb)
{
    size_t first, last;
    tree_span(f->tree, verb, &first, &last);
    for (size_t w = verb + 1; w <= last; w++) {
        size_t above = f->tree->words[w].head;
        bool near = above == verb || f->tree->words[above].head == verb;
        if (near && is_gapped_subject(f, w)) {
            add_argument(f, p, ROLE_AGENT, w)->own.place = false;
        }
    }
}

/* Who acts with the subject is an agent too, wherever the tree hangs him. */
static void companions(struct finder *f, struct proposition *p, size_t verb)
{
    size_t places[] = {verb, tree_child_with(f->tree, verb, REL_NSUBJ)};
    for (size_t i = 0; i < 2 && places[i]; i++) {
        for (size_t c = 0; (c = tree_child(f->tree, places[i], c));) {
            size_t companion = companion_of(f, c), alike = 0;
            if (i == 1) { /* "X, comme Y, …" */
                alike = is_likewise(f, c) ? c : likewise_phrase(f, c);
            }
            if (alike && f->tree->words[alike].upos == UPOS_PROPN) {
                companion = alike;
            }
            if (companion && mention_at(f->mentions, f->index, companion)) {
                add_argument(f, p, ROLE_AGENT, companion);
            }
        }
    }
}

void add_company(struct finder *f, struct proposition *p, size_t verb, bool passive)
{
    likewise_agents(f, p, verb);
    joining_agents(f, p);
    if (!passive) {
        companions(f, p, verb);
        gapped_agents(f, p, verb);
    }
}
