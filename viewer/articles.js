// SPDX-License-Identifier: AGPL-3.0-or-later
// The articles of the ledger.
import { ask } from './api.js';
import { h, put } from './dom.js';
import { buttons } from './export.js';
import { link, note, problem } from './parts.js';
import { address, get } from './state.js';
import { Table } from './table.js';
import { date, t } from './words.js';

function columns() {
  return [
    {
      key: 'title',
      label: t('column.title'),
      value: (row) => row.title || row.doc,
      cell: (row) =>
        link(
          address('article', { id: row.id }),
          { lang: row.language || null },
          row.title || row.doc,
        ),
    },
    {
      key: 'published',
      label: t('column.date'),
      value: (row) => row.published ?? '',
      cell: (row) =>
        !row.published
          ? t('date.undated')
          : row.basis === 'lower bound'
            ? t('date.notBefore', { date: date(row.published) })
            : date(row.published),
    },
    {
      key: 'outlet',
      label: t('column.outlet'),
      value: (row) => row.outlet,
      cell: (row) => row.outlet,
    },
    {
      key: 'language',
      label: t('column.language'),
      value: (row) => row.language,
      cell: (row) => row.language,
    },
    {
      key: 'claims',
      label: t('column.claims'),
      number: true,
      value: (row) => row.claims,
      cell: (row) => String(row.claims),
    },
  ];
}

const MOST = 500; // rows that a browser sorts at once

export async function articles(main, status) {
  try {
    const rows = await ask('sources', { 'known-by': get('known-by'), limit: MOST });
    const table = new Table(t('articles.title'), columns(), { sort: 'published', down: true });
    table.fill(rows);
    put(
      main,
      h('div', { class: 'title' }, h('h1', {}, t('articles.title'))),
      status.articles > MOST
        ? note(t('articles.newest', { count: rows.length, all: status.articles }))
        : null,
      buttons(() => 'entente-articles', { table: () => table.data() }),
      table.element,
    );
  } catch (error) {
    put(main, problem(error));
  }
}
