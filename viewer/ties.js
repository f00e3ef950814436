// SPDX-License-Identifier: AGPL-3.0-or-later
// The ties of one actor through time: a picture (circle or map), the same as a table, and one tie
// told in full with its sentence. The slider moves over scores that came all at once; the table is
// asked for the day on which it rests.
import { ask, latest } from './api.js';
import { dotted, h, put, settled } from './dom.js';
import { buttons } from './export.js';
import {
  actorLink,
  badge,
  bondWords,
  evidence,
  link,
  movement,
  note,
  pairLink,
  problem,
  record,
} from './parts.js';
import { address, get, go, keep } from './state.js';
import { Table } from './table.js';
import { Timebar } from './timebar.js';
import { months, range, iso } from './time.js';
import { actor, actors, current, date, day, number, t } from './words.js';

const KNOWN = 24; // actors named where the one asked for is not known
const STEPS = 240;
const MOVES = ['entered', 'deepened', 'drifting', 'left'];
const REST = 180; // milliseconds without a move after which the table is asked for

function columns(choose) {
  return [
    {
      key: 'name',
      label: t('column.actor'),
      value: (row) => actor(row.alter),
      cell: (row) =>
        h(
          'button',
          { type: 'button', class: 'tie', onclick: () => choose(row.alter, true) },
          actor(row.alter),
        ),
    },
    {
      key: 'movement',
      label: t('column.movement'),
      value: (row) => t(`movement.${row.movement}`),
      cell: (row) => movement(row.movement),
    },
    {
      key: 'score',
      label: t('column.score'),
      number: true,
      value: (row) => row.score,
      cell: (row) => number(row.score),
    },
    {
      key: 'was',
      label: t('column.was'),
      number: true,
      value: (row) => row.score_since,
      cell: (row) => number(row.score_since),
    },
    {
      key: 'bonds',
      label: t('column.bonds'),
      value: (row) =>
        row.bonds
          .map((bond) => `${t(`bond.${bond.type}`)} (${t(`state.${bond.state}`)})`)
          .join('; '),
      cell: (row) =>
        h(
          'span',
          { class: 'badges' },
          row.bonds.filter(({ state }) => state !== 'pending').map(badge),
        ),
    },
  ];
}

/** Why a tie moved as it did. */
function cause(row) {
  const bond = row.bonds.find(({ id }) => id === row.cause_bond);
  return `${t(`cause.${row.cause}`)}${bond ? `${t('colon')} ${bondWords(bond)}` : ''}`;
}

/** What counts for or against a tie. */
function summand(term) {
  if (term.kind === 'event') return [date(term.date), ' · ', record(term)];
  if (term.kind === 'bond') return dotted(bondWords(term), term.presumed && t('term.presumed'));
  return t('term.cap', { sum: number(term.sum), kept: number(term.kept) });
}

/** A field to choose the actor by name. */
export function actorField(label, value, change) {
  const id = `actors-${label.length}-${value}`;
  const find = (text) =>
    actors().find((each) =>
      [each.code, each.en, each.fr].some(
        (name) => name.toLowerCase() === text.trim().toLowerCase(),
      ),
    );
  return h(
    'label',
    { class: 'field wide' },
    h('span', {}, label),
    h('input', {
      value: value ? actor(value) : '',
      list: id,
      autocomplete: 'off',
      spellcheck: 'false',
      onfocus: (event) => event.target.select(),
      onchange: (event) => {
        const found = find(event.target.value);
        if (found) change(found.code);
      },
    }),
    h(
      'datalist',
      { id },
      actors().map((each) => h('option', { value: each[current()] })),
    ),
  );
}

/** In place of a picture that the browser cannot draw. */
function noPicture(container) {
  put(container, note(t('picture.none')));
  const nothing = () => {};
  return { load: nothing, show: nothing, select: nothing, redraw: nothing, end: nothing };
}

export class Ties {
  /** `makePicture(container, choose)` gives {load, show, select, redraw, picture, end}. */
  constructor(main, status, { view, makePicture, controls }) {
    this.main = main;
    this.view = view;
    this.status = status;
    this.ego = get('actor') || actors()[0]?.code;
    this.years = Number(get('years')) || 5;
    this.day = get('as-of') ? iso(range(get('as-of')).last) : status.latest;
    this.askCircle = latest('circle');
    this.askTrack = latest('track');
    this.rest = settled(() => this.readTable(), REST);
    this.table = new Table(
      t('table.caption', { actor: actor(this.ego) }),
      columns((code, move) => this.choose(code, move)),
      {
        sort: 'score',
        down: true,
        row: (row) => ({
          'data-alter': row.alter,
          class: row.alter === this.chosen ? 'chosen' : null,
        }),
      },
    );
    this.details = h('section', { class: 'details', 'aria-live': 'polite', tabindex: '-1' });
    this.bar = this.makeBar();
    this.stage = h('div', {
      class: `picture ${view}`,
      role: 'img',
      'aria-label': t(`${view}.picture`, { actor: actor(this.ego) }),
    });
    put(main, this.head(), this.bar.element, this.body(controls));
    try {
      // only now: it wants a size
      this.picture = makePicture(this.stage, (code) => this.choose(code, false));
    } catch {
      this.picture = noPicture(this.stage);
    }
  }

  makeBar() {
    return new Timebar(
      {
        step: (step) => {
          this.day = this.bar.days[step];
          this.show(step);
          this.rest();
        },
        day: (chosen) => {
          this.day = chosen;
          this.bar.set(chosen);
          this.show(this.bar.step);
          this.rest();
        },
        since: (value) => {
          keep({ since: value });
          this.readTable();
        },
        known: (value) => {
          keep({ 'known-by': value });
          this.read();
        },
        span: (value) => {
          this.years = value;
          keep({ years: String(value) });
          this.read();
        },
      },
      { years: this.years, most: this.status.latest },
    );
  }

  get title() {
    return t(`${this.view}.title`, { actor: actor(this.ego) });
  }

  get dated() {
    return `${this.title}, ${day(this.day)}`;
  }

  head() {
    return h(
      'div',
      { class: 'title' },
      h('h1', {}, this.title),
      actorField(t('column.actor'), this.ego, (code) => go(address(this.view, { actor: code }))),
    );
  }

  body(controls) {
    const files = buttons(() => `entente-${this.view}-${this.ego}-${this.day}`, {
      table: () => this.table.data(),
      network: this.view === 'circle' && (() => this.picture.network?.(this.dated)),
      picture: () => this.picture.picture?.(this.dated),
      actors: { a: this.ego },
    });
    return h(
      'div',
      { class: 'two' },
      h('div', { class: 'left' }, this.stage, controls?.(this) ?? null),
      h('div', { class: 'right' }, this.details, files, this.table.element),
    );
  }

  /** The day compared with: as chosen, or a year before. */
  get since() {
    return get('since') ? iso(range(get('since')).first) : months(this.day, -12);
  }

  async read() {
    try {
      const to = this.status.latest;
      const track = await this.askTrack({
        actor: this.ego,
        from: months(to, -12 * this.years),
        to,
        steps: STEPS,
        'known-by': get('known-by'),
      });
      const among = await this.among?.();
      if (!track || this.ended) return;
      this.picture.load(track, among);
      this.track = track;
      this.bar.load(track.days, this.day);
      this.show(this.bar.step);
      await this.readTable();
      if (get('tie')) this.choose(get('tie'), false);
    } catch (error) {
      if (!this.ended) this.refuse(error);
    }
  }

  /** In place of all: what is wrong, and whom the ledger knows. */
  refuse(error) {
    put(
      this.main,
      this.head(),
      problem(error),
      h('h2', {}, t('tie.known')),
      h(
        'ul',
        { class: 'actors' },
        actors()
          .slice(0, KNOWN)
          .map(({ code }) =>
            h('li', {}, link(address(this.view, { actor: code }), {}, actor(code))),
          ),
      ),
    );
  }

  show(step) {
    this.picture.show(step, this.since);
  }

  async readTable() {
    if (this.ended) return; // the address is another view's by now
    try {
      keep({ 'as-of': this.day === this.status.latest ? '' : this.day });
      const rows = await this.askCircle({
        actor: this.ego,
        'as-of': this.day,
        since: this.since,
        'known-by': get('known-by'),
        explain: '1',
      });
      if (!rows || this.ended) return;
      this.rows = rows;
      this.table.fill(rows);
      this.picture.told?.(rows);
      this.tell();
    } catch (error) {
      put(this.details, problem(error));
    }
  }

  choose(code, focus) {
    this.chosen = code;
    keep({ tie: code });
    this.picture.select(code);
    this.table.draw();
    this.tell();
    if (focus) this.details.focus();
  }

  /** Who moved since the day compared with, and the sentence of the largest move. */
  summary() {
    const moved = this.rows.filter(({ movement: name }) => MOVES.includes(name));
    const change = (row) => Math.abs(row.score - row.score_since);
    const [most] = moved.filter((row) => row.evidence).sort((x, y) => change(y) - change(x));
    const who = (row) =>
      h(
        'button',
        { type: 'button', class: 'tie', onclick: () => this.choose(row.alter, true) },
        actor(row.alter),
      );
    return [
      h('h2', {}, t('tie.since', { day: day(this.since) })),
      moved.length
        ? MOVES.map((name) => [name, moved.filter((row) => row.movement === name)])
            .filter(([, rows]) => rows.length)
            .map(([name, rows]) =>
              h(
                'p',
                { class: 'movers' },
                movement(name),
                rows.map((row) => [' ', who(row)]),
              ),
            )
        : note(t('tie.still')),
      most
        ? [h('h3', {}, actor(this.ego), ' – ', actor(most.alter)), evidence(most.evidence)]
        : null,
      note(t('tie.choose')),
    ];
  }

  tell() {
    const row = this.rows?.find(({ alter }) => alter === this.chosen);
    if (!row) {
      put(
        this.details,
        this.chosen ? note(t('tie.none', { actor: actor(this.chosen) })) : this.summary(),
      );
      return;
    }
    put(
      this.details,
      h('h2', {}, actor(this.ego), ' – ', actorLink(row.alter)),
      h(
        'p',
        {},
        movement(row.movement),
        ' ',
        h('span', { class: 'score' }, number(row.score)),
        h(
          'span',
          { class: 'dim' },
          ` ${t('tie.was', { score: number(row.score_since), day: day(row.since) })}`,
        ),
      ),
      h('p', { class: 'badges' }, row.bonds.map(badge)),
      h('p', { class: 'cause' }, cause(row)),
      evidence(row.evidence),
      h('p', {}, pairLink(this.ego, row.alter, t('tie.timeline'))),
      h(
        'details',
        {},
        h('summary', {}, t('tie.explain')),
        h(
          'ul',
          { class: 'terms' },
          row.terms.map((term) => h('li', {}, h('b', {}, number(term.value)), ' ', summand(term))),
        ),
      ),
    );
  }

  redraw() {
    this.picture.redraw();
  }

  end() {
    this.ended = true;
    this.bar.stop();
    this.picture.end();
  }
}
