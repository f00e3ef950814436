// SPDX-License-Identifier: AGPL-3.0-or-later
// The words of the viewer in the reader's language, and dates and numbers as that language writes
// them. Both languages lie in words/; a test holds their keys against each other.
import en from './words/en.json';
import fr from './words/fr.json';
import { range } from './time.js';

const LANGUAGES = { en, fr };
let language = pick();
let names = new Map();

function pick() {
  const asked =
    new URLSearchParams(location.search).get('lang') ?? localStorage.getItem('language');
  if (asked in LANGUAGES) return asked;
  const known = navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => tag in LANGUAGES);
  return known ?? 'en';
}

/** The reader's own variety of the language: en-GB writes dates otherwise than en-US. */
function variety() {
  return navigator.languages.find((tag) => tag.startsWith(language)) ?? language;
}

export function current() {
  return language;
}

export function speak(other) {
  language = other;
  localStorage.setItem('language', other);
}

export function knows(key) {
  return key in LANGUAGES[language];
}

/** The words for a key; {name} in them is replaced. */
export function t(key, values = {}) {
  const words = LANGUAGES[language][key] ?? key;
  return words.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');
}

/** The words for a count: `key.one` or `key.other`. */
export function count(key, number) {
  const form = new Intl.PluralRules(language).select(number) === 'one' ? 'one' : 'other';
  return t(`${key}.${form}`, { count: new Intl.NumberFormat(variety()).format(number) });
}

export function learn(actors) {
  names = new Map(actors.map((actor) => [actor.code, actor]));
}

/** An actor's name in the language; the code where it has none. */
export function actor(code) {
  return names.get(code)?.[language] || code;
}

export function actors() {
  return [...names.values()];
}

export function number(value) {
  return new Intl.NumberFormat(variety(), {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
    signDisplay: 'negative',
  })
    .format(value)
    .replace('-', '−'); // the sign that is as wide as a digit
}

const FORMS = [{ year: 'numeric' }, { year: 'numeric', month: 'short' }, { dateStyle: 'medium' }];

const formats = new Map(); // making one takes longer than a step of a slider may

/** A moment, which stands for a day, in a form of Intl.DateTimeFormat. */
export function moment(date, form) {
  const name = `${variety()} ${Object.entries(form)}`;
  if (!formats.has(name))
    formats.set(name, new Intl.DateTimeFormat(variety(), { ...form, timeZone: 'UTC' }));
  return formats
    .get(name)
    .formatToParts(date)
    .map(({ type, value }) => (type === 'day' && value === '1' ? t('date.first') : value))
    .join('');
}

/** A day as YYYY-MM-DD in words. */
export function day(text) {
  return text ? moment(new Date(text), FORMS[2]) : '';
}

function one(text) {
  if (text === '..' || text === '') return '';
  if (/^X+$/.test(text)) return t('date.unknown');
  const season = text.match(/^(\d{4})-(2[1-4]|3[3-6])$/);
  if (season) return `${t(`season.${season[2]}`)} ${season[1]}`;
  if (/^\d{3}X$/.test(text)) return t('date.decade', { year: `${text.slice(0, 3)}0` });
  return moment(range(text).first, FORMS[text.split('-').length - 1]);
}

/** An EDTF date or interval in words. */
export function date(text) {
  if (!text) return t('date.unknown');
  const [from, to] = text.split('/');
  if (to === undefined) return one(from);
  if (/^X+$/.test(from)) return to === '..' ? t('date.unknown') : t('date.until', { to: one(to) });
  if (from === '..') return t('date.until', { to: one(to) });
  if (to === '..') return t('date.since', { from: one(from) });
  return t('date.between', { from: one(from), to: one(to) });
}
