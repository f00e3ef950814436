// SPDX-License-Identifier: AGPL-3.0-or-later
// An article with the evidence of every claim marked; the rule and the proposition behind a mark on
// hover, focus or click. Articles are hostile: their text becomes text nodes, never markup.
import { ask } from './api.js';
import { card } from './card.js';
import { dotted, h, put } from './dom.js';
import { pictureButtons } from './export.js';
import { link, problem, publishedOn, record, recordText } from './parts.js';
import { address, get, keep } from './state.js';
import { actor, count, date, t } from './words.js';

/** The text cut wherever a claim's evidence begins or ends: [{text, claims}]. Offsets are bytes. */
export function segments(text, claims) {
  const bytes = new TextEncoder().encode(text);
  const ends = new Set([0, bytes.length]);
  for (const { begin, end } of claims) {
    ends.add(Math.min(begin, bytes.length));
    ends.add(Math.min(end, bytes.length));
  }
  const at = [...ends].sort((x, y) => x - y);
  const decoder = new TextDecoder();
  return at.slice(0, -1).map((begin, i) => ({
    text: decoder.decode(bytes.subarray(begin, at[i + 1])),
    claims: claims.filter((claim) => claim.begin <= begin && claim.end >= at[i + 1]),
  }));
}

/** The sentence of a claim as the API gives it elsewhere. */
function sentenceOf(article, claim) {
  const bytes = new TextEncoder().encode(article.text);
  const sentence = bytes.subarray(claim.sentence_begin, claim.sentence_end);
  return {
    ...article,
    sentence: new TextDecoder().decode(sentence),
    begin: claim.begin - claim.sentence_begin,
    end: claim.end - claim.sentence_begin,
  };
}

function claimCard(claim, article, rules) {
  return h(
    'article',
    { class: 'claim', 'data-claim': claim.id },
    h('p', {}, record(claim)),
    h(
      'p',
      { class: 'dim' },
      date(claim.date),
      claim.said_by && claim.said_by !== '-'
        ? ` · ${t('saidBy', { actor: actor(claim.said_by) })}`
        : '',
    ),
    h(
      'dl',
      {},
      h('dt', {}, t('article.rule')),
      h(
        'dd',
        {},
        h('code', {}, claim.rule),
        ' ',
        h('span', { lang: 'en' }, rules.get(claim.rule) ?? ''),
      ),
      h('dt', {}, t('article.proposition')),
      h('dd', {}, h('code', {}, claim.proposition)),
      claim.confidence
        ? [
            h('dt', {}, t('article.confidence')),
            h('dd', {}, t('article.ofHundred', { count: claim.confidence })),
          ]
        : null,
    ),
    claim.source !== '-' && claim.target !== '-'
      ? h(
          'p',
          {},
          link(
            address('pair', { actor: '', a: claim.source, b: claim.target }),
            {},
            t('tie.timeline'),
          ),
        )
      : null,
    pictureButtons(
      () => `entente-${claim.id}`,
      () => card(recordText(claim), [{ evidence: sentenceOf(article, claim) }]),
    ),
  );
}

class Reader {
  constructor(body, side, article, rules) {
    this.body = body;
    this.side = side;
    this.article = article;
    this.rules = rules;
    this.marks = [];
    const paragraph = () => h('p', {});
    let last = paragraph();
    const blocks = [last];
    for (const segment of segments(article.text, article.claims)) {
      const parts = segment.text.split(/\n\s*\n/);
      parts.forEach((part, i) => {
        if (i) blocks.push((last = paragraph()));
        if (part) last.append(this.piece(part, segment.claims));
      });
    }
    put(
      body,
      blocks.filter((block) => block.textContent.trim()),
    );
  }

  piece(text, claims) {
    if (!claims.length || !text.trim()) return document.createTextNode(text);
    const show = () => this.show(claims);
    const conflict = claims.every(({ event }) =>
      [
        'ACCUSE',
        'REJECT',
        'THREATEN',
        'PROTEST',
        'SANCTION',
        'MOBILIZE',
        'COERCE',
        'ASSAULT',
      ].includes(event),
    );
    const mark = h(
      'mark',
      {
        class: conflict ? 'conflict' : 'cooperation',
        tabindex: 0,
        role: 'button',
        'aria-controls': 'claims',
        'data-claims': claims.map(({ id }) => id).join(' '),
        onmouseenter: show,
        onfocus: show,
        onclick: () => {
          keep({ claim: claims[0].id });
          show();
        },
      },
      text,
    );
    this.marks.push({ mark, claims });
    return mark;
  }

  show(claims) {
    for (const each of this.marks)
      each.mark.classList.toggle(
        'chosen',
        each.claims.some((claim) => claims.includes(claim)),
      );
    put(
      this.side,
      h('h2', {}, count('claims', claims.length)),
      claims.map((claim) => claimCard(claim, this.article, this.rules)),
    );
  }

  /** Shows the claim that the address names. */
  open(id) {
    const claim = this.article.claims.find((each) => each.id.startsWith(id));
    if (!claim) return;
    this.show([claim]);
    this.marks
      .find((each) => each.claims.includes(claim))
      ?.mark.scrollIntoView({ block: 'center' });
  }
}

function family(article) {
  if (!article.family?.length) return null;
  return h(
    'section',
    { class: 'family' },
    h('h2', {}, t('article.family')),
    h('p', { class: 'dim' }, t('article.familyNote')),
    h(
      'ul',
      {},
      article.family.map((each) =>
        h(
          'li',
          { class: 'dim' },
          link(
            address('article', { id: each.id }),
            { lang: each.language || null },
            each.title || each.doc,
          ),
          ' · ',
          dotted(
            each.outlet,
            each.published && date(each.published),
            each.speaks && t('article.speaks'),
          ),
        ),
      ),
    ),
  );
}

export async function article(main) {
  try {
    const [found, rules] = await Promise.all([ask('article', { id: get('id') }), ask('rules')]);
    const definitions = new Map(rules.map(({ id, definition }) => [id, definition]));
    const body = h('div', { class: 'text', lang: found.language || null });
    const side = h(
      'aside',
      { class: 'details', id: 'claims', 'aria-live': 'polite', 'aria-label': t('article.claims') },
      h('p', { class: 'dim' }, t('article.choose')),
    );
    if (main.isConnected) document.title = `${found.title} · entente`;
    put(
      main,
      h(
        'div',
        { class: 'title' },
        h('h1', { lang: found.language || null }, found.title || found.doc),
        h(
          'p',
          { class: 'dim' },
          dotted(found.outlet, publishedOn(found), found.doc, count('claims', found.claims.length)),
        ),
      ),
      h(
        'div',
        { class: 'two reader' },
        h('div', { class: 'left' }, body),
        h('div', { class: 'right' }, side, family(found)),
      ),
    );
    const reader = new Reader(body, side, found, definitions);
    if (get('claim') && main.isConnected) reader.open(get('claim'));
  } catch (error) {
    put(main, problem(error));
  }
}
