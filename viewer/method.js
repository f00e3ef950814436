// SPDX-License-Identifier: AGPL-3.0-or-later
// How to read the pages: what was done with the articles, how sure it is, whose borders, which keys.
import { h, put } from './dom.js';
import { keysAreOn, turnKeys } from './keys.js';
import { t } from './words.js';

const PARTS = ['claims', 'circle', 'time', 'sources', 'sure', 'disputes', 'borders'];
const PAGES = { '1–7': 'nav', '/': 'search.label', p: 'time.play', '?': 'nav.method' };

function keys() {
  return h(
    'section',
    {},
    h('h2', { id: 'keys' }, t('method.keys')),
    h(
      'dl',
      { class: 'keys' },
      Object.entries(PAGES).map(([key, words]) => [
        h('dt', {}, h('kbd', {}, key)),
        h('dd', {}, t(words)),
      ]),
    ),
    h(
      'label',
      {},
      h('input', {
        type: 'checkbox',
        checked: keysAreOn(),
        onchange: (event) => turnKeys(event.target.checked),
      }),
      ' ',
      t('method.keysOn'),
    ),
  );
}

export function method(main) {
  put(
    main,
    h(
      'div',
      { class: 'method' },
      h('h1', {}, t('method.title')),
      PARTS.map((name) =>
        h('section', {}, h('h2', {}, t(`method.${name}`)), h('p', {}, t(`method.${name}.text`))),
      ),
      keys(),
    ),
  );
}
