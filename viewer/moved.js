// SPDX-License-Identifier: AGPL-3.0-or-later
// What moved in a period: who grew apart, who grew closer, each pair with its newest sentence.
import { ask } from './api.js';
import { h, put } from './dom.js';
import { buttons, standalone } from './export.js';
import { evidence, pairLink, problem } from './parts.js';
import { shifts } from './shifts.js';
import { address, get, go } from './state.js';
import { dateField } from './timebar.js';
import { months } from './time.js';
import { actor, count, day, number, t } from './words.js';

function bar(row, most) {
  const share = Math.min(1, Math.abs(row.score - row.score_since) / most);
  return h(
    'div',
    { class: `shift ${row.direction}`, 'aria-hidden': 'true' },
    h('i', { style: { width: `${Math.round(share * 100)}%` } }),
  );
}

function card(row, most) {
  return h(
    'li',
    { class: 'card', 'data-pair': `${row.a} ${row.b}` },
    h('h3', {}, pairLink(row.a, row.b, actor(row.a), ' – ', actor(row.b))),
    bar(row, most),
    h(
      'p',
      { class: 'dim' },
      t('moved.score', { from: number(row.score_since), to: number(row.score) }),
      ' · ',
      count('events', row.events),
      ' · ',
      count('families', row.families),
    ),
    evidence(row.evidence),
  );
}

function column(name, rows, most) {
  return h(
    'section',
    { class: name, 'aria-labelledby': `h-${name}` },
    h(
      'h2',
      { id: `h-${name}` },
      t(`moved.${name}`),
      h('span', { class: 'dim' }, ` ${rows.length}`),
    ),
    rows.length
      ? h(
          'ol',
          { class: 'cards' },
          rows.map((row) => card(row, most)),
        )
      : h('p', { class: 'dim' }, t('none')),
  );
}

function table(pairs) {
  return {
    header: [
      'a',
      'b',
      'direction',
      'score_since',
      'score',
      'events',
      'families',
      'sentence',
      'article',
    ],
    rows: pairs.map((row) => [
      row.a,
      row.b,
      row.direction,
      row.score_since,
      row.score,
      row.events,
      row.families,
      row.evidence?.sentence,
      row.evidence?.title,
    ]),
  };
}

export async function moved(main, status) {
  const asOf = get('as-of') || status.latest;
  const since = get('since') || months(asOf, -1);
  const to = (changes) => go(address('moved', changes));
  const step = (by) => () => to({ 'as-of': months(asOf, by), since: months(since, by) });
  const stage = h('div', { class: 'picture shifted', hidden: true });
  const list = h('div', { class: 'moved' });
  put(
    main,
    h(
      'div',
      { class: 'title' },
      h('h1', {}, t('moved.title')),
      h('p', { class: 'period' }, t('moved.period', { from: day(since), to: day(asOf) })),
    ),
    h(
      'section',
      { class: 'timebar', 'aria-label': t('time') },
      h(
        'div',
        { class: 'fields' },
        h('button', { type: 'button', onclick: step(-1) }, `← ${t('moved.before')}`),
        dateField(t('moved.from'), since, (value) => to({ since: value })),
        dateField(t('moved.to'), asOf, (value) => to({ 'as-of': value })),
        dateField(t('time.knownBy'), get('known-by'), (value) => to({ 'known-by': value })),
        h('button', { type: 'button', onclick: step(1) }, `${t('moved.after')} →`),
      ),
    ),
    stage,
    list,
  );
  try {
    const { pairs } = await ask('moved', { 'as-of': asOf, since, 'known-by': get('known-by') });
    const most = Math.max(1, ...pairs.map((row) => Math.abs(row.score - row.score_since)));
    const of = (direction) => pairs.filter((row) => row.direction === direction);
    put(
      list,
      column('deteriorated', of('deteriorated'), most),
      column('improved', of('improved'), most),
    );
    if (pairs.length) {
      stage.hidden = false;
      const title = t('moved.title');
      const period = t('moved.period', { from: day(since), to: day(asOf) });
      const choose = ({ a, b }) => go(address('pair', { actor: '', a, b }));
      put(stage, shifts(pairs, { title, period, room: stage.clientWidth, choose }));
    }
    stage.after(
      buttons(() => `entente-moved-${asOf}`, {
        table: () => table(pairs),
        picture: pairs.length && (() => standalone(stage.firstChild)),
      }),
    );
  } catch (error) {
    put(list, problem(error));
  }
}
