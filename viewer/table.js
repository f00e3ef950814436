// SPDX-License-Identifier: AGPL-3.0-or-later
// A table that sorts by its headings, with the keyboard too: what pictures show, as text.
import { h, put } from './dom.js';
import { t } from './words.js';

/** Columns: {key, label, value(row) to sort and export by, cell(row) to show, number: true}. */
export class Table {
  constructor(caption, columns, { sort = null, down = false, row = () => ({}) } = {}) {
    this.columns = columns;
    this.sort = sort;
    this.down = down;
    this.attributes = row;
    this.rows = [];
    this.body = h('tbody');
    this.head = h('tr');
    this.element = h(
      'div',
      { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': caption },
      h(
        'table',
        {},
        h('caption', { class: 'unseen' }, caption),
        h('thead', {}, this.head),
        this.body,
      ),
    );
    this.drawHead();
  }

  drawHead() {
    put(
      this.head,
      this.columns.map((column) => {
        const mine = this.sort === column.key;
        const order = mine ? (this.down ? 'descending' : 'ascending') : 'none';
        return h(
          'th',
          { scope: 'col', 'aria-sort': order, class: column.number && 'number' },
          h(
            'button',
            { type: 'button', class: 'sort', onclick: () => this.sortBy(column) },
            column.label,
            h(
              'span',
              { 'aria-hidden': 'true', class: 'order' },
              mine ? (this.down ? ' ↓' : ' ↑') : '',
            ),
          ),
        );
      }),
    );
  }

  sortBy(column) {
    this.down = this.sort === column.key ? !this.down : Boolean(column.number);
    this.sort = column.key;
    const focused = this.columns.indexOf(column);
    this.drawHead();
    this.draw();
    this.head.children[focused].firstChild.focus();
  }

  fill(rows) {
    this.rows = rows;
    this.draw();
  }

  sorted() {
    const column = this.columns.find(({ key }) => key === this.sort);
    if (!column) return this.rows;
    const way = this.down ? -1 : 1;
    return [...this.rows].sort((a, b) => {
      const x = column.value(a);
      const y = column.value(b);
      return way * (typeof x === 'number' ? x - y : String(x).localeCompare(String(y)));
    });
  }

  draw() {
    const rows = this.sorted().map((row) =>
      h(
        'tr',
        this.attributes(row),
        this.columns.map((column, i) =>
          h(
            i ? 'td' : 'th',
            { scope: i ? null : 'row', class: column.number && 'number' },
            column.cell(row),
          ),
        ),
      ),
    );
    put(
      this.body,
      rows.length
        ? rows
        : h('tr', {}, h('td', { colspan: this.columns.length, class: 'dim' }, t('none'))),
    );
  }

  /** Header and rows for a file. */
  data() {
    return {
      header: this.columns.map(({ label }) => label),
      rows: this.sorted().map((row) => this.columns.map((column) => column.value(row))),
    };
  }
}
