// SPDX-License-Identifier: AGPL-3.0-or-later
// The viewer of `entente serve`. The address says what is shown (state.js); each view is a function
// that fills the page, and may give back an object to tell of a new theme and of its end.
import './style.css';
import { ask } from './api.js';
import { article } from './article.js';
import { articles } from './articles.js';
import { circle } from './circle.js';
import { compare } from './compare.js';
import { forget } from './colours.js';
import { disputes } from './disputes.js';
import { h, put } from './dom.js';
import { listen } from './keys.js';
import { map } from './map.js';
import { method } from './method.js';
import { moved } from './moved.js';
import { pair } from './pair.js';
import { link, problem } from './parts.js';
import { search } from './search.js';
import { address, get, go, heed, here, view, watch } from './state.js';
import { count, current, date, learn, speak, t } from './words.js';

const VIEWS = {
  circle,
  moved,
  compare,
  pair,
  map,
  article,
  articles,
  disputes,
  method,
  search,
};
const TABS = ['circle', 'moved', 'compare', 'pair', 'map', 'disputes', 'articles'];
const LOOK = 60000; // milliseconds between two looks for new articles
const THEMES = ['auto', 'light', 'dark'];

const app = document.getElementById('app');
let shown = null;
let status = null;

function theme() {
  const kept = localStorage.getItem('theme');
  return THEMES.includes(kept) ? kept : 'auto';
}

function wear(name) {
  document.documentElement.dataset.theme = name;
  forget();
  shown?.redraw?.();
}

function switches() {
  const other = current() === 'fr' ? 'en' : 'fr';
  return h(
    'div',
    { class: 'switches' },
    h(
      'button',
      {
        type: 'button',
        class: 'quiet',
        id: 'language',
        lang: other,
        onclick: () => {
          speak(other);
          show();
        },
      },
      { fr: 'Français', en: 'English' }[other],
    ),
    h(
      'label',
      { class: 'field bare' },
      h('span', { class: 'unseen' }, t('theme')),
      h(
        'select',
        {
          id: 'theme',
          onchange: (event) => {
            localStorage.setItem('theme', event.target.value);
            wear(event.target.value);
          },
        },
        THEMES.map((name) =>
          h('option', { value: name, selected: name === theme() }, t(`theme.${name}`)),
        ),
      ),
    ),
  );
}

function finder() {
  const words = h('input', {
    type: 'search',
    name: 'q',
    value: view() === 'search' ? get('q') : '',
    placeholder: t('search.label'),
    'aria-label': t('search.label'),
  });
  return h(
    'form',
    {
      class: 'find',
      role: 'search',
      onsubmit: (event) => {
        event.preventDefault();
        if (words.value.trim()) go(address('search', { q: words.value.trim() }));
      },
    },
    words,
  );
}

const known = h('p', { class: 'known', role: 'status' });

/** Tells that later articles are left out; it is easily forgotten. */
function tellKnown() {
  const by = get('known-by');
  known.hidden = !by;
  put(
    known,
    by
      ? [
          t('time.knownNote', { day: date(by) }),
          ' ',
          link(here({ 'known-by': '' }), {}, t('time.knownAll')),
        ]
      : null,
  );
}

function frame(main) {
  tellKnown();
  return [
    h('a', { class: 'skip', href: '#main' }, t('skip')),
    h(
      'header',
      {},
      link(address('circle'), { class: 'mark-word' }, 'entente'),
      h(
        'nav',
        { 'aria-label': t('nav') },
        TABS.map((name) =>
          link(
            address(name),
            { 'aria-current': view() === name ? 'page' : null },
            t(`nav.${name}`),
          ),
        ),
      ),
      finder(),
      switches(),
    ),
    known,
    main,
    h(
      'footer',
      { class: 'dim' },
      [count('articles', status.articles), count('claims', status.claims), t('footer')].join(' · '),
      ' · ',
      link(address('method'), {}, t('nav.method')),
    ),
  ];
}

async function show() {
  document.documentElement.lang = current();
  document.title = `${t(`nav.${view()}`)} · entente`;
  shown?.end?.();
  shown = null;
  const main = h('main', { id: 'main', tabindex: '-1', class: `view-${view()}` });
  put(app, frame(main));
  if (!status.articles && view() !== 'method')
    put(main, h('h1', {}, 'entente'), h('p', {}, t('empty')));
  else shown = await VIEWS[view()]?.(main, status);
}

/** On a wall nobody reloads: when articles were read in, what is shown is shown anew. */
async function look() {
  const told = await ask('status').catch(() => status); // a server that is away may come back
  const typing = document.activeElement?.matches('input, select');
  if (typing || (told.articles === status.articles && told.claims === status.claims)) return;
  status = told;
  learn(await ask('actors'));
  await show();
}

async function start() {
  wear(theme());
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => wear(theme()));
  try {
    const [told, people] = await Promise.all([ask('status'), ask('actors')]);
    status = told;
    learn(people);
    watch(show);
    heed(tellKnown);
    listen(TABS);
    await show();
    setInterval(look, LOOK);
  } catch (error) {
    put(app, problem(error));
  }
}

start();
