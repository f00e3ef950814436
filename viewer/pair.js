// SPDX-License-Identifier: AGPL-3.0-or-later
// Two actors through time: bonds as bars whose ends fade where the date is uncertain, events as
// marks in four rows (words and deeds, friendly and hostile: PLOVER's classes), claims on a click.
import { axisBottom } from 'd3-axis';
import { scaleUtc } from 'd3-scale';
import { select } from 'd3-selection';
import { zoom, zoomIdentity } from 'd3-zoom';
import { ask } from './api.js';
import { classes, dotted, h, put, s } from './dom.js';
import { buttons, standalone } from './export.js';
import { evidence, link, note, problem, record, recordText } from './parts.js';
import { address, get, go, keep } from './state.js';
import { Table } from './table.js';
import { dateField } from './timebar.js';
import { actorField } from './ties.js';
import { middle, range } from './time.js';
import { actor, actors, count, date, moment, t } from './words.js';

const WIDTHS = [340, 1200]; // least and most, in pixels: text keeps its size
const NARROW = 640;
const YEARS = 20; // shown at first, of a longer history
const ROW = 26;
const CLASSES = {
  'material-cooperation': ['COOPERATE', 'AID', 'RETREAT', 'CONCEDE'],
  'verbal-cooperation': ['AGREE', 'CONSULT', 'SUPPORT'],
  'verbal-conflict': ['REQUEST', 'ACCUSE', 'REJECT', 'THREATEN'],
  'material-conflict': ['PROTEST', 'SANCTION', 'MOBILIZE', 'COERCE', 'ASSAULT'],
};
const CLASS_NAMES = Object.keys(CLASSES);

function classOf(event) {
  return CLASS_NAMES.find((name) => CLASSES[name].includes(event.event));
}

function tickWords(scale) {
  const [from, to] = scale.domain();
  const years = (to - from) / 31557600000;
  const form =
    years > 4
      ? { year: 'numeric' }
      : years > 0.4
        ? { month: 'short', year: 'numeric' }
        : { day: 'numeric', month: 'short' };
  return (value) => moment(value, form);
}

/** The pieces of a span: {from, to, sure}; ends that are open run to the edge. */
function pieces(span, from, to) {
  const begin = range(span.begin);
  const end = range(span.end);
  const first = begin.first ?? (span.first ? new Date(span.first) : from);
  const sureFrom = begin.last ?? first;
  const last = end.last ?? (span.last ? new Date(span.last) : to);
  const sureTo = end.first ?? (span.end ? last : to);
  const open = !begin.first;
  const list = [];
  if (sureFrom > first) list.push({ from: first, to: sureFrom, sure: false });
  if (sureTo > sureFrom) list.push({ from: sureFrom, to: sureTo, sure: !(open && !begin.last) });
  if (span.end && last > sureTo)
    list.push({ from: sureTo > sureFrom ? sureTo : sureFrom, to: last, sure: false });
  return list;
}

class Chart {
  constructor(bonds, events, { latest, room, choose }) {
    this.width = Math.max(WIDTHS[0], Math.min(WIDTHS[1], room));
    this.left = this.width < NARROW ? 116 : 160;
    this.bonds = bonds.filter((bond) => bond.spans.length);
    this.events = events;
    this.choose = choose;
    this.height = 30 + this.bonds.length * ROW + 16 + CLASS_NAMES.length * ROW + 34;
    const known = [
      ...events.map(({ date: when }) => middle(when)),
      ...this.bonds.flatMap(({ spans }) =>
        spans.flatMap((span) => [range(span.begin).first, range(span.end).last]),
      ),
    ]
      .filter(Boolean)
      .map(Number);
    const end = Math.max(Date.parse(latest), ...known);
    const begin = Math.min(...known, end - 31557600000);
    const pad = (end - begin) * 0.03;
    this.full = scaleUtc(
      [new Date(begin - pad), new Date(end + pad)],
      [this.left, this.width - 16],
    );
    this.scale = this.full;
    this.layer = s('g');
    this.axis = s('g', { class: 'axis', transform: `translate(0 ${this.height - 26})` });
    this.svg = s(
      'svg',
      {
        viewBox: `0 0 ${this.width} ${this.height}`,
        class: this.width < NARROW ? 'timeline narrow' : 'timeline',
        role: 'group',
        'aria-label': t('pair.chart'),
      },
      s(
        'defs',
        {},
        s(
          'clipPath',
          { id: 'plot' },
          s('rect', { x: this.left, y: 0, width: this.width - this.left, height: this.height }),
        ),
        s(
          'pattern',
          {
            id: 'strain',
            width: 7,
            height: 7,
            patternUnits: 'userSpaceOnUse',
            patternTransform: 'rotate(45)',
          },
          s('rect', { width: 7, height: 7, class: 'strain-ground' }),
          s('line', { y2: 7, class: 'strain-line' }),
        ),
      ),
      this.labels(),
      s('g', { 'clip-path': 'url(#plot)' }, this.layer),
      this.axis,
    );
    const zooming = zoom()
      .scaleExtent([1, 60])
      .translateExtent([
        [this.left, 0],
        [this.width, this.height],
      ])
      .extent([
        [this.left, 0],
        [this.width, this.height],
      ])
      .filter((event) => event.type !== 'wheel' || event.ctrlKey || event.metaKey)
      .on('zoom', ({ transform }) => {
        this.scale = transform.rescaleX(this.full);
        this.draw();
      });
    const wide = Math.max(1, (end - begin) / (YEARS * 31557600000));
    const edge = this.width - 16;
    select(this.svg)
      .call(zooming)
      .call(zooming.transform, zoomIdentity.translate(edge * (1 - wide), 0).scale(wide));
  }

  bondY(i) {
    return 22 + i * ROW;
  }

  classY(name) {
    return 30 + this.bonds.length * ROW + 16 + CLASS_NAMES.indexOf(name) * ROW + 4;
  }

  labels() {
    return s(
      'g',
      { class: 'labels' },
      this.bonds.map((bond, i) =>
        s(
          'text',
          { x: this.left - 12, y: this.bondY(i) + 5, 'text-anchor': 'end' },
          t(`bond.${bond.type}`),
        ),
      ),
      CLASS_NAMES.map((name) =>
        s(
          'text',
          { x: this.left - 12, y: this.classY(name) + 5, 'text-anchor': 'end', class: 'small' },
          t(`class.${name}`),
        ),
      ),
    );
  }

  bar(bond, span, i) {
    const [from, to] = this.scale.domain();
    const ends = { from: date(span.begin), to: span.end ? date(span.end) : t('pair.now') };
    const words = dotted(t(`bond.${bond.type}`), t(`state.${span.state}`), t('pair.span', ends));
    return pieces(span, from, to).map((piece) => {
      const x = Math.max(this.left - 4, this.scale(piece.from));
      const width = Math.max(2, Math.min(this.width + 4, this.scale(piece.to)) - x);
      return s(
        'rect',
        {
          x,
          y: this.bondY(i) - (span.state === 'closed' ? 1 : 7),
          width: Math.max(0, width),
          height: span.state === 'closed' ? 2 : 14,
          rx: span.state === 'closed' ? 1 : 3,
          'data-bond': bond.type,
          class: classes(
            'bar',
            span.state.replace(' ', '-'),
            !piece.sure && 'unsure',
            span.presumed && 'presumed',
          ),
          onclick: () => this.choose(bond.id),
        },
        s('title', {}, words),
      );
    });
  }

  mark(event) {
    const at = middle(event.date);
    if (!at) return null;
    const name = classOf(event);
    const x = this.scale(at);
    const y = this.classY(name);
    const words = dotted(date(event.date), recordText(event));
    const material = name.startsWith('material');
    return s(
      'g',
      {
        class: classes(
          'mark',
          name,
          event.realis !== 'actual' && 'unreal',
          event.id === this.chosen && 'chosen',
        ),
        tabindex: 0,
        role: 'button',
        'aria-label': words,
        'data-event': event.id,
        onclick: () => this.choose(event.id),
        onkeydown: (press) => {
          if (press.key === 'Enter' || press.key === ' ') {
            press.preventDefault();
            this.choose(event.id);
          }
        },
      },
      s('title', {}, words),
      s('circle', { cx: x, cy: y, r: 11, class: 'target' }),
      material
        ? s('rect', { x: x - 5, y: y - 5, width: 10, height: 10, rx: 1.5 })
        : s('circle', { cx: x, cy: y, r: 5.5 }),
    );
  }

  draw() {
    put(
      this.layer,
      this.bonds.map((_, i) =>
        s('line', {
          x1: this.left,
          x2: this.width,
          y1: this.bondY(i),
          y2: this.bondY(i),
          class: 'rule',
        }),
      ),
      CLASS_NAMES.map((name) =>
        s('line', {
          x1: this.left,
          x2: this.width,
          y1: this.classY(name),
          y2: this.classY(name),
          class: 'rule',
        }),
      ),
      this.bonds.map((bond, i) => bond.spans.map((span) => this.bar(bond, span, i))).flat(2),
      this.events.map((event) => this.mark(event)),
    );
    select(this.axis).call(
      axisBottom(this.scale)
        .ticks(Math.round(this.width / 130))
        .tickFormat(tickWords(this.scale))
        .tickSizeOuter(0),
    );
  }

  markChosen(id) {
    this.chosen = id;
    for (const mark of this.layer.querySelectorAll('.mark'))
      mark.classList.toggle('chosen', mark.dataset.event === id);
  }
}

async function tell(panel, id) {
  try {
    const why = await ask('why', { id });
    put(
      panel,
      h(
        'h2',
        {},
        why.kind === 'bond'
          ? t(`bond.${why.bond.type}`)
          : [date(why.events[0].date), ' · ', t(`event.${why.events[0].event}`)],
      ),
      why.kind === 'bond' ? null : h('p', {}, record(why.events[0])),
      h('p', { class: 'dim' }, count('claims', why.claims.length)),
      h(
        'ol',
        { class: 'claims' },
        why.claims.map((claim) =>
          h(
            'li',
            {},
            h(
              'p',
              {},
              h('span', { class: 'dim' }, `${date(claim.date)} · `),
              record(claim),
              claim.said_by && claim.said_by !== '-'
                ? h('span', { class: 'dim' }, ` · ${t('saidBy', { actor: actor(claim.said_by) })}`)
                : null,
            ),
            evidence({ ...claim, claim: claim.id }),
            h(
              'p',
              { class: 'rule dim' },
              h('code', {}, claim.rule),
              claim.confidence
                ? ` · ${t('article.confidence')}${t('colon')} ${t('article.ofHundred', { count: claim.confidence })}`
                : '',
            ),
          ),
        ),
      ),
    );
  } catch (error) {
    put(panel, problem(error));
  }
}

function eventColumns(choose) {
  return [
    {
      key: 'date',
      label: t('column.date'),
      value: (event) => (/^\d/.test(event.date ?? '') ? event.date : ''),
      cell: (event) => date(event.date),
    },
    {
      key: 'event',
      label: t('column.event'),
      value: (event) => `${event.source} ${event.event} ${event.target}`,
      cell: (event) =>
        h(
          'button',
          { type: 'button', class: 'tie', onclick: () => choose(event.id, true) },
          record(event),
        ),
    },
    {
      key: 'families',
      label: t('column.families'),
      number: true,
      value: (event) => event.families,
      cell: (event) => String(event.families),
    },
    {
      key: 'sentence',
      label: t('column.sentence'),
      value: (event) => event.evidence?.sentence ?? '',
      cell: (event) =>
        event.evidence
          ? link(
              address('article', { id: event.evidence.article, claim: event.evidence.claim }),
              { class: 'quote', lang: event.evidence.language || null },
              event.evidence.sentence,
            )
          : '',
    },
  ];
}

export async function pair(main, status) {
  const a = get('a') || get('actor') || actors()[0]?.code;
  const b = get('b') || actors().find(({ code }) => code !== a)?.code;
  const to = (changes) => go(address('pair', { actor: '', a, b, ...changes }));
  const stage = h('div', { class: 'picture pair' });
  const panel = h(
    'section',
    { class: 'details', 'aria-live': 'polite', tabindex: '-1' },
    note(t('pair.choose')),
  );
  put(
    main,
    h(
      'div',
      { class: 'title' },
      h('h1', {}, actor(a), ' – ', actor(b)),
      h(
        'div',
        { class: 'row' },
        actorField(t('pair.first'), a, (code) => to({ a: code })),
        actorField(t('pair.second'), b, (code) => to({ b: code })),
        dateField(t('time.knownBy'), get('known-by'), (value) => to({ 'known-by': value })),
      ),
    ),
    stage,
    panel,
  );
  try {
    const asked = { a, b, 'known-by': get('known-by') };
    const [bonds, events] = await Promise.all([ask('bonds', asked), ask('timeline', asked)]);
    if (!bonds.length && !events.length) {
      put(stage, note(t('pair.none')));
      return;
    }
    let chart;
    const choose = (id, focus) => {
      keep({ id });
      chart.markChosen(id);
      tell(panel, id).then(() => focus && panel.focus());
    };
    chart = new Chart(bonds, events, { latest: status.latest, room: stage.clientWidth, choose });
    const table = new Table(t('pair.table'), eventColumns(choose), {
      sort: 'date',
      down: true,
      row: (event) => ({ 'data-event': event.id }),
    });
    table.fill(events);
    put(stage, chart.svg);
    stage.after(
      h('p', { class: 'dim hint' }, t('pair.hint')),
      h(
        'ul',
        { class: 'legend', 'aria-label': t('legend') },
        ['in force', 'strained', 'closed'].map((state) =>
          h('li', {}, h('span', { class: `key ${state.replace(' ', '-')}` }), t(`state.${state}`)),
        ),
        h('li', {}, h('span', { class: 'key unsure' }), t('pair.unsure')),
        h('li', {}, h('span', { class: 'key unreal' }), t('pair.unreal')),
      ),
    );
    panel.after(
      buttons(() => `entente-${a}-${b}`, {
        table: () => table.data(),
        picture: () => standalone(chart.svg),
        actors: { a, b },
      }),
      table.element,
    );
    if (get('id')) choose(get('id'));
  } catch (error) {
    put(stage, problem(error));
  }
}
