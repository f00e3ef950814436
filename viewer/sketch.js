// SPDX-License-Identifier: AGPL-3.0-or-later
// The circle as it is shown, as files: an SVG that stands alone, since what sigma draws on the
// screen cannot be saved as lines, and GEXF for Gephi and its like.
import { write } from 'graphology-gexf/browser';
import { s } from './dom.js';
import { colour } from './colours.js';

const SIZE = 900;
const SCALE = SIZE * 0.31;

const at = ({ x, y }) => ({ x: SIZE / 2 + x * SCALE, y: SIZE / 2 - y * SCALE });

function line(from, to, stroke, width) {
  const [a, b] = [at(from), at(to)];
  return s('line', { x1: a.x, y1: a.y, x2: b.x, y2: b.y, stroke, 'stroke-width': width });
}

function name(node) {
  const { x, y } = at(node);
  const below = node.side === 0;
  return s(
    'text',
    {
      x: x + node.side * (node.size + 5),
      y: y + (below ? node.size + 14 : 4),
      'text-anchor': below ? 'middle' : node.side < 0 ? 'end' : 'start',
      fill: colour('ink'),
    },
    node.label,
  );
}

function dot(node) {
  const { x, y } = at(node);
  return s('circle', { cx: x, cy: y, r: node.size, fill: node.color });
}

/** The text of the SVG. `ties` are [{from, to, color, size}…], `among` is [[colour, bonds]…], `ring` the radius of the circle. */
export function sketch(graph, { title, ring, ties, among }) {
  const node = (code) => graph.getNodeAttributes(code);
  const seen = graph.mapNodes((code, attributes) => attributes).filter(({ hidden }) => !hidden);
  const svg = s(
    'svg',
    {
      viewBox: `0 0 ${SIZE} ${SIZE}`,
      width: SIZE,
      height: SIZE,
      'font-family': 'sans-serif',
      'font-size': 13,
    },
    s('title', {}, title),
    s('rect', { width: SIZE, height: SIZE, fill: colour('paper') }),
    s('text', { x: 24, y: 36, 'font-size': 18, fill: colour('ink') }, title),
    s('circle', {
      cx: SIZE / 2,
      cy: SIZE / 2,
      r: ring * SCALE,
      fill: colour('disc'),
      stroke: colour('ring'),
    }),
    among.map(([hue, bonds]) => bonds.map(({ a, b }) => line(node(a), node(b), colour(hue), 1))),
    ties.map((tie) => line(node(tie.from), node(tie.to), tie.color, tie.size)),
    seen.map(dot),
    seen.map(name),
  );
  return new XMLSerializer().serializeToString(svg);
}

/** The text of a GEXF file: who is seen, with the score, and the ties with their heaviest bond. */
export function gexf(graph, ties, title) {
  const seen = graph.copy();
  graph.forEachNode((code, { hidden }) => hidden && seen.dropNode(code));
  for (const { from, to, ...tie } of ties) seen.addEdgeWithKey(`${from} ${to}`, from, to, tie);
  return write(seen, {
    creator: 'entente',
    description: title,
    formatNode: (code, { label, x, y, size, color, score }) => ({
      label,
      attributes: { code, score },
      viz: { x, y: -y, size, color },
    }),
    formatEdge: (key, { color, size, tie }) => ({
      weight: tie ? tie.strength : 0,
      attributes: { bond: tie?.type ?? '', state: tie?.state ?? '' },
      viz: { thickness: size, color },
    }),
  });
}
