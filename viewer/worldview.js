// SPDX-License-Identifier: AGPL-3.0-or-later
// Whose borders a map draws. Natural Earth (world-atlas) draws who holds the ground; French
// diplomacy draws who is recognised to own it. The patch joins shapes by their topology, so that no
// seam is left; the note below the map says what was done.
import codes from 'i18n-iso-countries/codes.json';
import { feature, merge } from 'topojson-client';
import world from 'world-atlas/countries-110m.json';

const LETTERS = new Map(codes.map(([, letters, number]) => [number, letters]));
// Shapes without a number.
const NAMED = { Kosovo: 'XKX', 'N. Cyprus': 'CYP-N', Somaliland: 'SOM-L' };
const JOINED = { 'CYP-N': 'CYP', 'SOM-L': 'SOM' };
const OPEN = new Set(['ESH', 'TWN']); // drawn apart, hatched: their status is disputed

const shapes = world.objects.countries.geometries;

function codeOf(shape) {
  return LETTERS.get(shape.id) ?? NAMED[shape.properties.name] ?? shape.properties.name;
}

/** Is a polygon of Russia the Crimean peninsula? By where its points lie. */
function isCrimea(arcs) {
  const points = feature(world, { type: 'Polygon', arcs }).geometry.coordinates[0];
  return points.every(([x, y]) => x > 32 && x < 37 && y > 44 && y < 47);
}

function recognised() {
  const parts = new Map(); // code to polygons
  const put = (code, arcs) =>
    parts.set(code, [...(parts.get(code) ?? []), { type: 'Polygon', arcs }]);
  for (const shape of shapes) {
    const code = codeOf(shape);
    const polygons = shape.type === 'Polygon' ? [shape.arcs] : shape.arcs;
    for (const arcs of polygons)
      put(code === 'RUS' && isCrimea(arcs) ? 'UKR' : (JOINED[code] ?? code), arcs);
  }
  return [...parts].map(([code, polygons]) => ({
    code,
    open: OPEN.has(code),
    geometry: merge(world, polygons),
  }));
}

function held() {
  return shapes.map((shape) => {
    const code = codeOf(shape);
    return { code, open: false, geometry: feature(world, shape).geometry };
  });
}

/** [{code, open, geometry}] in the view 'recognised' or 'held'. */
export function countries(view) {
  return view === 'held' ? held() : recognised();
}
