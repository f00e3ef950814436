// SPDX-License-Identifier: AGPL-3.0-or-later
// What moved as a picture: a line for each pair, from the score that it had to the score that it has.
// The largest movements of each direction; the lists beside it have them all.
import { axisTop } from 'd3-axis';
import { scaleLinear } from 'd3-scale';
import { select } from 'd3-selection';
import { s } from './dom.js';
import { actor, number, t } from './words.js';

const ROWS = 8; // of each direction
const ROW = 24;
const TOP = 74;
const WIDTHS = [340, 1200]; // least and most, in pixels: text keeps its size
const NARROW = 640;

function arrow(from, to, y, direction) {
  const way = Math.sign(to - from) || 1;
  return s(
    'g',
    { class: direction },
    s('line', { x1: from, x2: to, y1: y, y2: y, class: 'way' }),
    s('circle', { cx: from, cy: y, r: 3.5, class: 'was' }),
    s('path', { d: `M${to} ${y}l${-way * 9} -5.5v11z`, class: 'tip' }),
  );
}

/** The largest of each direction, the worst first and the best last. */
function chosen(pairs) {
  const of = (direction) => pairs.filter((pair) => pair.direction === direction).slice(0, ROWS);
  return [...of('deteriorated'), ...of('improved').reverse()];
}

/** The SVG; `choose` is called with the pair that is clicked, `room` is the width in pixels. */
export function shifts(pairs, { title, period, room, choose }) {
  const width = Math.max(WIDTHS[0], Math.min(WIDTHS[1], room));
  const left = width < NARROW ? 150 : 260;
  const rows = chosen(pairs);
  const scores = rows.flatMap(({ score, score_since: was }) => [score, was]);
  const height = TOP + rows.length * ROW + 14;
  const scale = scaleLinear(
    [Math.min(0, ...scores) - 0.5, Math.max(0, ...scores) + 0.5],
    [left + 8, width - 20],
  );
  const axis = s('g', { class: 'axis', transform: `translate(0 ${TOP - 10})` });
  select(axis).call(axisTop(scale).ticks(5).tickFormat(number).tickSizeOuter(0));
  return s(
    'svg',
    {
      viewBox: `0 0 ${width} ${height}`,
      class: width < NARROW ? 'shifts narrow' : 'shifts',
      role: 'img',
      'aria-label': t('moved.picture'),
    },
    s('text', { x: 14, y: 22, class: 'heading' }, title),
    s('text', { x: 14, y: 38, class: 'period' }, period),
    axis,
    s('line', {
      x1: scale(0),
      x2: scale(0),
      y1: TOP - 10,
      y2: height - 8,
      class: 'rule',
    }),
    rows.map((pair, i) => {
      const y = TOP + i * ROW + ROW / 2;
      const words = `${actor(pair.a)} – ${actor(pair.b)}`;
      return s(
        'g',
        { class: 'shift-row', 'data-row': `${pair.a} ${pair.b}`, onclick: () => choose(pair) },
        s('rect', { x: 0, y: y - ROW / 2, width, height: ROW, class: 'target' }),
        s('text', { x: left - 6, y: y + 4, 'text-anchor': 'end' }, words),
        arrow(scale(pair.score_since), scale(pair.score), y, pair.direction),
        s(
          'title',
          {},
          `${words}: ${t('moved.score', { from: number(pair.score_since), to: number(pair.score) })}`,
        ),
      );
    }),
  );
}
