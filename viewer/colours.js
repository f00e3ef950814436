// SPDX-License-Identifier: AGPL-3.0-or-later
// The colours of bonds and scores. They lie in the style sheet, once for light and once for dark;
// pictures that are not drawn by it (WebGL, canvas) read them here.

export const BONDS = [
  'recognition',
  'diplomatic',
  'treaty',
  'membership',
  'basing',
  'arms',
  'trade',
  'border',
  'alignment',
  'listing',
  'jurisdiction',
  'hostilities',
];

/** From friend to foe, as scoreColour() gives them. */
export const SCORES = ['friend', 'near', 'thin', 'cool', 'foe'];

export const HOSTILE = new Set(['listing', 'jurisdiction', 'hostilities']);

let read = new Map();

/** Forgets what was read: another theme. */
export function forget() {
  read = new Map();
}

/** The value of a custom property of the page. */
export function colour(name) {
  if (!read.has(name)) {
    read.set(name, getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim());
  }
  return read.get(name);
}

/** The span of a bond that holds on a day (YYYY-MM-DD sorts as text). */
export function spanAt(bond, day) {
  return bond.spans.findLast((span) => !span.first || span.first <= day);
}

/** What is to be seen of a tie on a day: its heaviest bond in force or strained, and how heavy all
 * are together; null where none holds. */
export function tieAt(bonds, day, weights) {
  const weight = (type) => Math.abs(weights[type] ?? 1);
  let best = null;
  let strength = 0;
  for (const bond of bonds) {
    const span = spanAt(bond, day);
    if (!span || (span.state !== 'in force' && span.state !== 'strained')) continue;
    strength += weight(bond.type);
    if (!best || weight(bond.type) > weight(best.type))
      best = { type: bond.type, state: span.state };
  }
  return best && { ...best, strength };
}

/** The colour of a score: friends, nobody in particular, foes. */
export function scoreColour(score, inside) {
  if (score >= inside) return colour('friend');
  if (score >= 0.75) return colour('near');
  if (score > -0.75) return colour('thin');
  return score > -inside ? colour('cool') : colour('foe');
}
