// SPDX-License-Identifier: AGPL-3.0-or-later
// Two days of one circle side by side: whose score moved, and which bonds are told differently, each
// with the sentence that made the difference. Of the world, or of what was known of it.
import { ask } from './api.js';
import { h, put } from './dom.js';
import { buttons } from './export.js';
import { badge, evidence, pairLink, problem } from './parts.js';
import { address, get, go } from './state.js';
import { actorField } from './ties.js';
import { dateField } from './timebar.js';
import { months } from './time.js';
import { actor, actors, count, date, day, number, t } from './words.js';

/** A bond as it stood on one of the days. */
function state(type, span) {
  if (!span) return h('span', { class: 'dim' }, t('compare.nothing'));
  return [
    badge({ type, ...span }),
    span.begin ? h('span', { class: 'dim' }, ` ${date(span.begin)}`) : null,
  ];
}

function change(bond) {
  return h(
    'li',
    { 'data-bond-id': bond.id },
    h(
      'p',
      { class: 'change' },
      state(bond.type, bond.before),
      h('span', { 'aria-hidden': 'true' }, ' → '),
      h('span', { class: 'unseen' }, ` ${t('compare.then')} `),
      state(bond.type, bond.after),
    ),
    evidence(bond.evidence),
  );
}

function card(ego, row) {
  return h(
    'li',
    { class: 'card', 'data-alter': row.alter },
    h('h2', {}, pairLink(ego, row.alter, actor(row.alter))),
    h(
      'p',
      {},
      h('span', { class: 'score' }, t('moved.score', scores(row))),
      h('span', { class: 'dim' }, ` · ${count('events', row.events_to - row.events_from)}`),
    ),
    row.bonds.length ? h('ul', { class: 'changes' }, row.bonds.map(change)) : null,
  );
}

function scores(row) {
  return { from: number(row.score_from), to: number(row.score_to) };
}

function table(rows) {
  const told = (span) => (span ? `${span.state} ${span.begin ?? ''}`.trim() : '');
  return {
    header: ['alter', 'score_from', 'score_to', 'bond', 'before', 'after', 'sentence', 'article'],
    rows: rows.flatMap((row) => {
      const own = [row.alter, row.score_from, row.score_to];
      if (!row.bonds.length) return [[...own, '', '', '', '', '']];
      return row.bonds.map((bond) => [
        ...own,
        bond.type,
        told(bond.before),
        told(bond.after),
        bond.evidence?.sentence,
        bond.evidence?.title,
      ]);
    }),
  };
}

function modeField(published, change) {
  const option = (value, key) =>
    h('option', { value, selected: (value === '1') === published }, t(key));
  return h(
    'label',
    { class: 'field' },
    h('span', {}, t('compare.of')),
    h(
      'select',
      { onchange: (event) => change(event.target.value) },
      option('', 'compare.world'),
      option('1', 'compare.published'),
    ),
  );
}

export async function compare(main, status) {
  const ego = get('actor') || actors()[0]?.code;
  const last = get('to') || status.latest;
  const first = get('from') || months(last, -12);
  const published = get('published') === '1';
  const shown = { actor: ego, from: first, to: last, published: published ? '1' : '' };
  const to = (changes) => go(address('compare', { ...shown, ...changes }));
  const list = h('div');
  put(
    main,
    h(
      'div',
      { class: 'title' },
      h('h1', {}, t('compare.title', { actor: actor(ego) })),
      h('p', { class: 'period' }, t('moved.period', { from: day(first), to: day(last) })),
    ),
    h(
      'section',
      { class: 'timebar', 'aria-label': t('time') },
      h(
        'div',
        { class: 'fields' },
        actorField(t('column.actor'), ego, (actor) => to({ actor })),
        dateField(t('moved.from'), first, (from) => to({ from })),
        dateField(t('moved.to'), last, (until) => to({ to: until })),
        modeField(published, (value) => to({ published: value })),
        published
          ? null
          : dateField(t('time.knownBy'), get('known-by'), (value) => to({ 'known-by': value })),
      ),
    ),
    list,
  );
  try {
    const rows = await ask('diff', { ...shown, 'known-by': published ? '' : get('known-by') });
    put(
      list,
      buttons(() => `entente-compare-${ego}-${first}-${last}`, {
        table: () => table(rows),
        actors: { a: ego },
      }),
      rows.length
        ? h(
            'ol',
            { class: 'cards' },
            rows.map((row) => card(ego, row)),
          )
        : h('p', { class: 'dim' }, t('none')),
    );
  } catch (error) {
    put(list, problem(error));
  }
}
