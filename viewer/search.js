// SPDX-License-Identifier: AGPL-3.0-or-later
// What holds the words that were typed: actors, sentences, articles.
import { ask } from './api.js';
import { dotted, h, put } from './dom.js';
import { actorLink, evidence, link, problem, publishedOn } from './parts.js';
import { address, get } from './state.js';
import { count, t } from './words.js';

function hit(article) {
  return h(
    'li',
    { class: 'card' },
    h(
      'h3',
      { lang: article.language || null },
      link(address('article', { id: article.id }), {}, article.title || article.doc),
    ),
    h(
      'p',
      { class: 'excerpt', lang: article.language || null },
      article.excerpt.map(([text, found]) => (found ? h('mark', {}, text) : text)),
    ),
    h(
      'p',
      { class: 'dim' },
      dotted(article.outlet, publishedOn(article), count('claims', article.claims)),
    ),
  );
}

function part(name, list) {
  return list.length
    ? h(
        'section',
        {},
        h('h2', {}, t(`search.${name}`), h('span', { class: 'dim' }, ` ${list.length}`)),
        h('ul', { class: name === 'actors' ? 'actors' : 'cards' }, list),
      )
    : null;
}

export async function search(main) {
  const words = get('q');
  put(main, h('h1', {}, t('search.title', { words })));
  try {
    const found = await ask('search', { q: words, 'known-by': get('known-by') });
    const parts = [
      part(
        'actors',
        found.actors.map((code) => h('li', {}, actorLink(code))),
      ),
      part(
        'sentences',
        found.sentences.map((each) => h('li', { class: 'card' }, evidence(each))),
      ),
      part('articles', found.articles.map(hit)),
    ].filter(Boolean);
    main.append(
      h(
        'div',
        { class: 'found' },
        parts.length ? parts : h('p', { class: 'dim' }, t('search.none')),
      ),
    );
  } catch (error) {
    main.append(problem(error));
  }
}
