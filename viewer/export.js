// SPDX-License-Identifier: AGPL-3.0-or-later
// Files for the reader to keep: tables as CSV (RFC 4180), networks as GEXF, pictures as SVG and PNG, all
// of them made here of what is shown; and what the server writes of the ledger, in the formats of
// other programs.
import { h, put } from './dom.js';
import { get } from './state.js';
import { actor, t } from './words.js';

function save(name, blob) {
  const address = URL.createObjectURL(blob);
  const link = h('a', { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

function cell(value) {
  const text = String(value ?? '');
  // A spreadsheet takes a leading = + - @ for a formula; articles are not to be trusted with one.
  const safe = typeof value === 'string' && /^[=+\-@\t]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function csv(header, rows) {
  return [header, ...rows].map((row) => row.map(cell).join(',')).join('\r\n') + '\r\n';
}

function saveCsv(name, { header, rows }) {
  save(`${name}.csv`, new Blob(['\ufeff', csv(header, rows)], { type: 'text/csv' }));
}

// Style sheets do not travel with a picture: what they say is written into it.
const WRITTEN = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'opacity',
  'fill-opacity',
  'stroke-opacity',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
  'visibility',
];

/** A standalone copy of an SVG element that is on the page. */
export function standalone(svg) {
  const copy = svg.cloneNode(true);
  const from = [svg, ...svg.querySelectorAll('*')];
  const to = [copy, ...copy.querySelectorAll('*')];
  from.forEach((element, i) => {
    const style = getComputedStyle(element);
    for (const name of WRITTEN) to[i].setAttribute(name, style.getPropertyValue(name));
    to[i].removeAttribute('class');
    to[i].removeAttribute('style'); // its colours are names of the style sheet
    to[i].removeAttribute('tabindex');
  });
  const { width, height } = svg.viewBox.baseVal;
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', width);
  copy.setAttribute('height', height);
  const ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  ground.setAttribute('width', '100%');
  ground.setAttribute('height', '100%');
  ground.setAttribute('fill', getComputedStyle(document.body).backgroundColor);
  copy.prepend(ground);
  return new XMLSerializer().serializeToString(copy);
}

const TYPES = { svg: 'image/svg+xml', gexf: 'application/xml' };

function saveText(name, ending, text) {
  save(`${name}.${ending}`, new Blob([text], { type: TYPES[ending] }));
}

async function savePng(name, text) {
  const image = new Image();
  const address = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' }));
  image.src = address;
  await image.decode();
  const canvas = h('canvas', { width: image.width * 2, height: image.height * 2 });
  canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(address);
  canvas.toBlob((blob) => save(`${name}.png`, blob), 'image/png');
}

/** Saves the picture, if the browser could draw it. */
function drawn(picture, run) {
  const text = picture();
  if (text) run(text);
}

const CLAIMS = { csv: 'CSV', jsonl: 'JSON Lines' };
const FORMATS = {
  ...CLAIMS,
  gexf: 'GEXF',
  graphml: 'GraphML',
  plover: 'PLOVER',
  polecat: 'POLECAT',
  gdelt: 'GDELT',
};

/** The address of an export on the days that are shown. */
function exportOf(format, actors) {
  const parameters = new URLSearchParams({ format, ...actors });
  for (const name of ['as-of', 'known-by']) if (get(name)) parameters.set(name, get(name));
  return `/api/v1/export?${parameters}`;
}

function fileRow(label, formats, actors) {
  return h(
    'p',
    {},
    `${label}${t('colon')} `,
    Object.entries(formats).map(([format, name]) => [
      h('a', { href: exportOf(format, actors), download: '', 'data-format': format }, name),
      ' ',
    ]),
  );
}

/** What the server writes: the claims of the actors shown, and all of the ledger. The addresses are
 * made when it is opened, for the days of that moment. */
function serverFiles(actors) {
  const named = Object.values(actors).filter(Boolean);
  const list = h('div', { class: 'files' });
  return h(
    'details',
    {
      class: 'menu',
      ontoggle: () =>
        put(
          list,
          named.length
            ? fileRow(t('export.claims', { names: named.map(actor).join(' – ') }), CLAIMS, actors)
            : null,
          fileRow(t('export.all'), FORMATS, {}),
        ),
    },
    h('summary', {}, t('export.more')),
    list,
  );
}

function button(label, run) {
  return h('button', { type: 'button', class: 'quiet', onclick: run }, label);
}

function pictureFiles(name, picture) {
  return [
    button('SVG', () => drawn(picture, (text) => saveText(name(), 'svg', text))),
    button('PNG', () => drawn(picture, (text) => savePng(name(), text))),
  ];
}

/** The buttons of a small picture among others. */
export function pictureButtons(name, picture) {
  return h(
    'div',
    { class: 'exports small', role: 'group', 'aria-label': t('export.picture') },
    h('span', { class: 'dim' }, t('export.picture')),
    pictureFiles(name, picture),
  );
}

/** The buttons: `table` gives {header, rows}, `picture` the text of an SVG, `network` that of a GEXF
 * file; `actors` {a, b} are whose claims the server can write. Each may be absent. */
export function buttons(name, { table, picture, network, actors = {} }) {
  return h(
    'div',
    { class: 'exports', role: 'group', 'aria-label': t('export') },
    h('span', { class: 'dim' }, t('export')),
    table && button('CSV', () => saveCsv(name(), table())),
    network && button('GEXF', () => drawn(network, (text) => saveText(name(), 'gexf', text))),
    picture && pictureFiles(name, picture),
    serverFiles(actors),
  );
}
