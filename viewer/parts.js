// SPDX-License-Identifier: AGPL-3.0-or-later
// Pieces that several views share: sentences with their evidence marked, badges of bonds, links.
import { dotted, h } from './dom.js';
import { address, go } from './state.js';
import { actor, date, day, knows, t } from './words.js';

/** A link that stays inside the viewer. */
export function link(to, attributes, ...children) {
  return h(
    'a',
    {
      ...attributes,
      href: to,
      onclick: (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
        event.preventDefault();
        go(to);
      },
    },
    ...children,
  );
}

export function actorLink(code) {
  return link(address('circle', { actor: code }), {}, actor(code));
}

export function pairLink(a, b, ...children) {
  return link(address('pair', { actor: '', a, b }), {}, ...children);
}

/** Splits a text at byte offsets of its UTF-8 form, as the ledger counts. */
export function cut(text, begin, end) {
  const bytes = new TextEncoder().encode(text);
  const read = (from, to) => new TextDecoder().decode(bytes.subarray(from, to));
  return [read(0, begin), read(begin, end), read(end, bytes.length)];
}

/** When an article was published, as far as that is known. */
export function publishedOn({ published, published_is_lower_bound: notBefore }) {
  if (!published) return t('date.undated');
  return notBefore ? t('date.notBefore', { date: date(published) }) : date(published);
}

/** Where a sentence comes from, in one line. */
export function whence(item) {
  return dotted(item.title || item.doc, publishedOn(item));
}

/** A sentence with its evidence marked and where it comes from. */
export function evidence(item) {
  if (!item) return h('p', { class: 'dim' }, t('evidence.none'));
  const [before, quote, after] = cut(item.sentence, item.begin, item.end);
  return h(
    'figure',
    { class: 'evidence' },
    h('blockquote', { lang: item.language || null }, before, h('mark', {}, quote), after),
    h(
      'figcaption',
      {},
      link(
        address('article', { id: item.article, claim: item.claim ?? '' }),
        { lang: item.language || null },
        item.title || item.doc,
      ),
      h('span', { class: 'dim' }, ` · ${publishedOn(item)}`),
    ),
  );
}

const STATE = { 'in force': 'force', strained: 'strained', closed: 'closed', pending: 'pending' };

/** A bond as a small label in its colour, with the state told in words as well. */
export function badge(bond) {
  return h(
    'span',
    {
      class: `badge ${STATE[bond.state]}`,
      'data-bond': bond.type,
      title: bondWords(bond),
    },
    h('i', { 'aria-hidden': 'true' }),
    h(
      'span',
      {},
      t(`bond.${bond.type}`),
      bond.state === 'in force'
        ? null
        : h('span', { class: 'state' }, ` ${t(`state.${bond.state}`)}`),
    ),
  );
}

export function movement(name) {
  return h('span', { class: `movement ${name}` }, t(`movement.${name}`));
}

/** One record as plain text: Support · Russia → Taliban. */
export function recordText({ event, source, target }) {
  const name = (code) => (code === '-' ? t('nobody') : actor(code));
  return dotted(t(`event.${event}`), `${name(source)} → ${name(target)}`);
}

/** One record in words: Support, Russia → Taliban. */
export function record(event) {
  return [
    h('span', { class: `event ${event.event}` }, t(`event.${event.event}`)),
    ' ',
    h('b', {}, event.source === '-' ? t('nobody') : actor(event.source)),
    ' → ',
    h('b', {}, event.target === '-' ? t('nobody') : actor(event.target)),
    event.bond
      ? h(
          'span',
          { class: 'dim' },
          ` · ${t(`bond.${event.bond}`)}${t('colon')} ${sign(event.sign)}`,
        )
      : null,
    event.realis === 'actual'
      ? null
      : h('span', { class: 'realis' }, ` ${t(`realis.${event.realis}`)}`),
    event.disputed ? h('span', { class: 'realis' }, ` ${t('disputed')}`) : null,
  ];
}

export function sign(text) {
  return { '+': t('sign.opens'), '-': t('sign.closes'), '~': t('sign.strains') }[text] ?? '';
}

export function note(text) {
  return h('p', { class: 'dim' }, text);
}

/** What went wrong: in words, and for those who can use it in those of the server. */
export function problem(error) {
  const key = `problem.${error.status ?? 'away'}`;
  return h(
    'div',
    { class: 'problem', role: 'alert' },
    h('p', {}, t(knows(key) ? key : 'problem.500')),
    error.message ? h('p', { class: 'dim', lang: 'en' }, error.message) : null,
  );
}

/** A bond's kind, state and beginning in words. */
export function bondWords({ type, state, begin }) {
  return dotted(t(`bond.${type}`), t(`state.${state}`), begin && date(begin));
}

export { day };
