// SPDX-License-Identifier: AGPL-3.0-or-later
// What articles contradict each other in: the sides next to one another, the better supported
// first.
import { ask } from './api.js';
import { card } from './card.js';
import { dotted, h, put } from './dom.js';
import { buttons, pictureButtons } from './export.js';
import { evidence, link, pairLink, problem, record, sign } from './parts.js';
import { address, get, go } from './state.js';
import { actorField } from './ties.js';
import { dateField } from './timebar.js';
import { actor, count, date, day, knows, t } from './words.js';

const PAGE = 50; // disputes asked for at once

/** A side's value in words: a date, whether it happened, a bond with its sign, or as it stands. */
function value(kind, text) {
  if (kind === 'date') return date(text);
  if (kind === 'realis' && knows(`realis.${text}`)) return t(`realis.${text}`);
  const tie = kind === 'state' && text.match(/^(\w+)([-+~])$/);
  if (tie) return `${t(`bond.${tie[1]}`)}${t('colon')} ${sign(tie[2])}`;
  const part = kind === 'number' && text.match(/^(\S+) of (\S+)$/);
  return part ? t('disputes.part', { part: part[1], whole: part[2] }) : text;
}

function side(kind, each, i) {
  return h(
    'div',
    { class: i ? 'side' : 'side first' },
    h('p', { class: 'value' }, value(kind, each.value)),
    h(
      'p',
      { class: 'dim' },
      count('families', each.families),
      ' · ',
      count('articles', each.articles),
    ),
    each.evidence.map(evidence),
  );
}

/** The deed or the number that it is about. */
function about(matter) {
  if ('counted' in matter) {
    const key = `count.${matter.counted}`;
    return dotted(knows(key) ? t(key) : matter.counted, date(matter.date));
  }
  return [date(matter.date), ' · ', record(matter)];
}

/** Why the first side stands first. */
function ground({ ground: name, sides: [first, second] }) {
  return t(`ground.${name}`, {
    first: count('families', first.families),
    second: count('families', second.families),
    day: first.known ? day(first.known) : t('date.unknown'),
  });
}

function headline({ kind, actors }) {
  return dotted(t(`disputes.${kind}`), actors.map(actor).join(' – '));
}

/** The first sentence of a side below what it says. */
function sideParts(kind, { value: told, evidence: sentences }) {
  return sentences.slice(0, 1).map((item) => ({ value: value(kind, told), evidence: item }));
}

function dispute(each, i) {
  const [a, b] = each.actors;
  const named = b
    ? pairLink(a, b, actor(a), ' – ', actor(b))
    : a
      ? link(address('circle', { actor: a }), {}, actor(a))
      : '';
  return h(
    'li',
    { class: 'card dispute', 'data-kind': each.kind },
    h(
      'h2',
      {},
      t(`disputes.${each.kind}`),
      h('span', { class: 'dim' }, ' · '),
      named,
      each.actors
        .slice(2)
        .map((code) => [' – ', actor(code)])
        .flat(),
    ),
    h('p', { class: 'about' }, about(each.about)),
    h(
      'div',
      { class: 'sides' },
      each.sides.map((one, i) => side(each.kind, one, i)),
    ),
    h('p', { class: 'dim' }, ground(each)),
    pictureButtons(
      () => `entente-dispute-${i + 1}`,
      () =>
        card(
          headline(each),
          each.sides.flatMap((one) => sideParts(each.kind, one)),
        ),
    ),
  );
}

function table(list) {
  return {
    header: ['kind', 'subject', 'value', 'families', 'articles', 'sentence', 'title'],
    rows: list.flatMap((each) =>
      each.sides.map((one) => [
        each.kind,
        each.subject,
        one.value,
        one.families,
        one.articles,
        one.evidence[0]?.sentence,
        one.evidence[0]?.title,
      ]),
    ),
  };
}

/** A page of disputes: those behind the one with the id `after`, or the first. */
function askPage(after) {
  return ask('disputes', {
    a: get('a'),
    b: get('b'),
    'as-of': get('as-of'),
    'known-by': get('known-by'),
    limit: PAGE,
    after,
  });
}

/** The list with its first page, and a button that brings the next one while there is one. */
function pages(first) {
  const found = [];
  const cards = h('ol', { class: 'cards' });
  const more = h('button', { type: 'button', class: 'more' }, t('disputes.more'));
  const foot = h('div', {}, more);
  const add = (page) => {
    cards.append(...page.map((each, i) => dispute(each, found.length + i)));
    found.push(...page);
    if (page.length < PAGE) more.remove();
  };
  more.addEventListener('click', async () => {
    more.disabled = true;
    try {
      add(await askPage(found.at(-1).id));
      more.disabled = false;
    } catch (error) {
      put(foot, problem(error));
    }
  });
  add(first);
  return [buttons(() => 'entente-disputes', { table: () => table(found) }), cards, foot];
}

export async function disputes(main) {
  const to = (changes) => go(address('disputes', { a: get('a'), b: get('b'), ...changes }));
  const list = h('div');
  put(
    main,
    h(
      'div',
      { class: 'title' },
      h('h1', {}, t('disputes.title')),
      h(
        'div',
        { class: 'row' },
        actorField(t('pair.first'), get('a'), (code) => to({ a: code })),
        actorField(t('pair.second'), get('b'), (code) => to({ b: code })),
        dateField(t('time.knownBy'), get('known-by'), (text) => to({ 'known-by': text })),
        get('a') || get('b')
          ? h('button', { type: 'button', onclick: () => to({ a: '', b: '' }) }, t('disputes.all'))
          : null,
      ),
    ),
    list,
  );
  try {
    const first = await askPage();
    put(list, first.length ? pages(first) : h('p', { class: 'dim' }, t('disputes.none')));
  } catch (error) {
    put(list, problem(error));
  }
}
