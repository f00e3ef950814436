// SPDX-License-Identifier: AGPL-3.0-or-later
// Sentences as a picture to pass on: a heading, each sentence with its evidence marked, and where it
// comes from. Lines are broken here, since SVG breaks none.
import { s } from './dom.js';
import { colour } from './colours.js';
import { cut, whence } from './parts.js';

const WIDTH = 900;
const EDGE = 48;
const SERIF = "Georgia, 'Liberation Serif', serif";
const SANS = "system-ui, 'Liberation Sans', sans-serif";
const STYLES = {
  heading: { size: 28, family: SERIF, weight: 600, ink: 'ink', before: 44 },
  value: { size: 22, family: SERIF, weight: 600, ink: 'ink', before: 44 },
  quote: { size: 24, family: SERIF, weight: 400, ink: 'ink', before: 40 },
  source: { size: 15, family: SANS, weight: 400, ink: 'dim', before: 28 },
};

/** Words with the blanks behind them, marked or not. */
function words(runs) {
  return runs.flatMap(({ text, marked }) =>
    (text.match(/\S+\s*|\s+/g) ?? []).map((word) => ({ text: word.replace(/\s+/g, ' '), marked })),
  );
}

class Sheet {
  constructor() {
    this.context = document.createElement('canvas').getContext('2d');
    this.nodes = [];
    this.y = EDGE;
  }

  /** Writes runs [{text, marked}] in a style, in as many lines as it takes. */
  write(name, runs) {
    const style = STYLES[name];
    this.context.font = `${style.weight} ${style.size}px ${style.family}`;
    let x = EDGE;
    this.y += style.before - style.size / 2;
    for (const { text, marked } of words(runs)) {
      const width = this.context.measureText(text).width;
      if (x > EDGE && x + this.context.measureText(text.trimEnd()).width > WIDTH - EDGE) {
        x = EDGE;
        this.y += style.size * 1.45;
      }
      this.word(style, { x, width, text, marked });
      x += width;
    }
    this.y += style.size / 2;
  }

  word(style, { x, width, text, marked }) {
    if (marked) {
      const ground = { x, y: this.y - style.size, width, height: style.size * 1.3 };
      this.nodes.push(s('rect', { ...ground, fill: colour('mark') }));
    }
    const font = {
      'font-family': style.family,
      'font-size': style.size,
      'font-weight': style.weight,
    };
    this.nodes.push(s('text', { x, y: this.y, fill: colour(style.ink), ...font }, text.trimEnd()));
  }

  /** The text of the SVG. */
  finish() {
    const size = { width: WIDTH, height: Math.ceil(this.y + EDGE) };
    const svg = s(
      'svg',
      { viewBox: `0 0 ${size.width} ${size.height}`, ...size },
      s('rect', { ...size, fill: colour('card') }),
      this.nodes,
    );
    return new XMLSerializer().serializeToString(svg);
  }
}

/** The text of an SVG. `parts` are {value, evidence}: what a sentence says, if that is to be told
 * above it, and the sentence as the API gives it. */
export function card(heading, parts) {
  const sheet = new Sheet();
  sheet.write('heading', [{ text: heading }]);
  for (const { value, evidence } of parts) {
    const [before, marked, after] = cut(evidence.sentence, evidence.begin, evidence.end);
    if (value) sheet.write('value', [{ text: value }]);
    sheet.write('quote', [{ text: before }, { text: marked, marked: true }, { text: after }]);
    sheet.write('source', [{ text: whence(evidence) }]);
  }
  return sheet.finish();
}
