// SPDX-License-Identifier: AGPL-3.0-or-later
// Days, and the first and last moment that an EDTF date may mean.

const DAY = 86400000;
const SEASONS = { 21: 2, 22: 5, 23: 8, 24: 11, 33: 0, 34: 3, 35: 6, 36: 9 }; // first month, from 0

export function iso(date) {
  return date.toISOString().slice(0, 10);
}

export function plus(day, days) {
  return iso(new Date(Date.parse(day) + days * DAY));
}

/** The same day some months on (or back); a day that the month lacks becomes its last. */
export function months(day, number) {
  const [year, month, date] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + number, 0)).getUTCDate();
  return iso(new Date(Date.UTC(year, month - 1 + number, Math.min(date, last))));
}

function ends(text) {
  if (!text || text === '..' || /^X+$/.test(text)) return { first: null, last: null };
  if (/^\d{3}X$/.test(text)) {
    const year = Number(text.slice(0, 3)) * 10;
    return { first: new Date(Date.UTC(year, 0)), last: new Date(Date.UTC(year + 10, 0) - DAY) };
  }
  const [year, month, date] = text.split('-').map(Number);
  if (date)
    return {
      first: new Date(Date.UTC(year, month - 1, date)),
      last: new Date(Date.UTC(year, month - 1, date)),
    };
  if (!month)
    return { first: new Date(Date.UTC(year, 0)), last: new Date(Date.UTC(year + 1, 0) - DAY) };
  const start = SEASONS[month] ?? month - 1;
  const length = month > 12 ? 3 : 1;
  return {
    first: new Date(Date.UTC(year, start)),
    last: new Date(Date.UTC(year, start + length) - DAY),
  };
}

/** {first, last} of an EDTF date or interval; null where it is open or unknown. */
export function range(text) {
  if (!text) return { first: null, last: null };
  const [from, to] = text.split('/');
  return to === undefined ? ends(from) : { first: ends(from).first, last: ends(to).last };
}

/** The moment at which to draw a date: its middle, or the end that is known. */
export function middle(text) {
  const { first, last } = range(text);
  if (first && last) return new Date((first.getTime() + last.getTime()) / 2);
  return first ?? last;
}
