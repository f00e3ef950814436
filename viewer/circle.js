// SPDX-License-Identifier: AGPL-3.0-or-later
// The circle of an actor.
import { ask } from './api.js';
import { h } from './dom.js';
import { Network } from './network.js';
import { get, keep } from './state.js';
import { BONDS, SCORES } from './colours.js';
import { Ties } from './ties.js';
import { t } from './words.js';

function legend() {
  return h(
    'ul',
    { class: 'legend', 'aria-label': t('legend') },
    BONDS.map((bond) =>
      h(
        'li',
        {},
        h(
          'span',
          { class: 'badge force', 'data-bond': bond },
          h('i', { 'aria-hidden': 'true' }),
          t(`bond.${bond}`),
        ),
      ),
    ),
    h(
      'li',
      {},
      h(
        'span',
        { class: 'badge strained' },
        h('i', { 'aria-hidden': 'true' }),
        t('state.strained'),
      ),
    ),
    h('li', {}, h('span', { class: 'halo entered' }), t('movement.entered')),
    h('li', {}, h('span', { class: 'halo left' }), t('movement.left')),
    SCORES.map((name) =>
      h('li', {}, h('span', { class: `swatch round ${name}` }), t(`map.${name}`)),
    ),
    h('li', {}, t('circle.reading')),
  );
}

export function circle(main, status) {
  const ties = new Ties(main, status, {
    view: 'circle',
    makePicture: (container, choose) => new Network(container, choose),
    controls: (page) =>
      h(
        'div',
        { class: 'under-picture' },
        h(
          'label',
          {},
          h('input', {
            type: 'checkbox',
            checked: get('among') === '1',
            onchange: (event) => {
              keep({ among: event.target.checked ? '1' : '' });
              page.read();
            },
          }),
          ' ',
          t('circle.among'),
        ),
        legend(),
      ),
  });
  ties.among = () => (get('among') === '1' ? ask('bonds', { 'known-by': get('known-by') }) : []);
  ties.read();
  return ties;
}
