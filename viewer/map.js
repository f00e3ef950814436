// SPDX-License-Identifier: AGPL-3.0-or-later
// The ties of an actor on a map of the world, by colour of the score.
import { geoGraticule10, geoNaturalEarth1, geoPath } from 'd3-geo';
import { select } from 'd3-selection';
import { zoom, zoomIdentity } from 'd3-zoom';
import { h, put, s } from './dom.js';
import { standalone } from './export.js';
import { get, keep } from './state.js';
import { SCORES, scoreColour, tieAt } from './colours.js';
import { Ties } from './ties.js';
import { actor, number, t } from './words.js';
import { countries } from './worldview.js';

const WIDTH = 960;
const HEIGHT = 500;

class WorldMap {
  constructor(container, choose) {
    this.choose = choose;
    this.layer = s('g');
    this.svg = s(
      'svg',
      { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: 'world' },
      s(
        'defs',
        {},
        s(
          'pattern',
          {
            id: 'open',
            width: 6,
            height: 6,
            patternUnits: 'userSpaceOnUse',
            patternTransform: 'rotate(45)',
          },
          s('rect', { width: 6, height: 6, class: 'land' }),
          s('line', { y2: 6, class: 'hatch' }),
        ),
      ),
      this.layer,
    );
    container.append(this.svg);
    this.zoom = zoom()
      .scaleExtent([1, 12])
      .translateExtent([
        [0, 0],
        [WIDTH, HEIGHT],
      ])
      .on('zoom', ({ transform }) => this.layer.setAttribute('transform', transform));
    select(this.svg).call(this.zoom);
    this.drawWorld();
  }

  drawWorld() {
    const path = geoPath(
      geoNaturalEarth1().fitExtent(
        [
          [4, 4],
          [WIDTH - 4, HEIGHT - 4],
        ],
        { type: 'Sphere' },
      ),
    );
    this.shapes = new Map();
    put(
      this.layer,
      s('path', { d: path({ type: 'Sphere' }), class: 'sea' }),
      s('path', { d: path(geoGraticule10()), class: 'graticule' }),
      countries(get('borders')).map(({ code, open, geometry }) => {
        const title = s('title', {}, actor(code));
        const shape = s(
          'path',
          {
            d: path(geometry),
            class: open ? 'country open' : 'country',
            'data-code': code,
            onclick: () => this.scores?.has(code) && this.choose(code),
          },
          title,
        );
        this.shapes.set(code, { shape, title, open });
        return shape;
      }),
    );
  }

  load(track) {
    this.track = track;
    this.scores = new Map(track.alters.map((alter) => [alter.alter, alter]));
  }

  show(step) {
    this.step = step;
    for (const [code, { shape, title, open }] of this.shapes) {
      const alter = this.scores.get(code);
      const score = alter?.scores[step];
      const tied =
        alter &&
        (Math.abs(score) >= 0.05 || tieAt(alter.bonds, this.track.days[step], this.track.weights));
      shape.style.fill =
        code === this.track.ego
          ? 'var(--ink)'
          : tied
            ? scoreColour(score, this.track.inside)
            : open
              ? 'url(#open)'
              : '';
      shape.classList.toggle('tied', Boolean(tied));
      title.textContent = tied ? `${actor(code)}: ${number(score)}` : actor(code);
    }
  }

  select(code) {
    for (const [each, { shape }] of this.shapes) shape.classList.toggle('chosen', each === code);
    const chosen = this.shapes.get(code);
    if (chosen) this.layer.append(chosen.shape);
  }

  /** Other borders. */
  anew() {
    this.drawWorld();
    if (this.track) this.show(this.step);
  }

  near(factor) {
    if (factor) select(this.svg).call(this.zoom.scaleBy, factor);
    else select(this.svg).call(this.zoom.transform, zoomIdentity);
  }

  redraw() {
    if (this.track) this.show(this.step);
  }

  picture() {
    return standalone(this.svg);
  }

  end() {}
}

export function map(main, status) {
  let world;
  const noteText = h('p', { class: 'borders dim' });
  const tellBorders = () =>
    put(noteText, t(get('borders') === 'held' ? 'map.note.held' : 'map.note.recognised'));
  tellBorders();
  const ties = new Ties(main, status, {
    view: 'map',
    makePicture: (container, choose) => {
      world = new WorldMap(container, choose);
      return world;
    },
    controls: () =>
      h(
        'div',
        { class: 'under-picture' },
        h(
          'div',
          { class: 'row' },
          h(
            'label',
            { class: 'field' },
            h('span', {}, t('map.borders')),
            h(
              'select',
              {
                onchange: (event) => {
                  keep({ borders: event.target.value });
                  tellBorders();
                  world.anew();
                },
              },
              h('option', { value: '', selected: get('borders') !== 'held' }, t('map.recognised')),
              h('option', { value: 'held', selected: get('borders') === 'held' }, t('map.held')),
            ),
          ),
          h(
            'div',
            { role: 'group', 'aria-label': t('map.zoom') },
            h(
              'button',
              {
                type: 'button',
                class: 'quiet',
                'aria-label': t('map.in'),
                onclick: () => world.near(1.6),
              },
              '+',
            ),
            h(
              'button',
              {
                type: 'button',
                class: 'quiet',
                'aria-label': t('map.out'),
                onclick: () => world.near(1 / 1.6),
              },
              '−',
            ),
            h(
              'button',
              { type: 'button', class: 'quiet', onclick: () => world.near(0) },
              t('map.whole'),
            ),
          ),
        ),
        h(
          'ul',
          { class: 'legend', 'aria-label': t('legend') },
          SCORES.map((name) =>
            h('li', {}, h('span', { class: `swatch ${name}` }), t(`map.${name}`)),
          ),
        ),
        noteText,
      ),
  });
  ties.read();
  return ties;
}
