// SPDX-License-Identifier: AGPL-3.0-or-later
// What is shown is what the address says: view = path, all else = parameters. Whoever gets the
// address sees the same.

const KEPT = ['actor', 'as-of', 'since', 'known-by', 'from']; // carried from view to view
const listeners = new Set();
const heeders = new Set();

export function view() {
  return location.pathname.slice(1) || 'circle';
}

export function get(name) {
  return new URLSearchParams(location.search).get(name) ?? '';
}

/** The address of a view with parameters; times and the actor are carried along. */
export function address(to, changes = {}) {
  const parameters = new URLSearchParams();
  for (const name of KEPT) if (get(name)) parameters.set(name, get(name));
  for (const [name, value] of Object.entries(changes)) {
    if (value) parameters.set(name, value);
    else parameters.delete(name);
  }
  const text = parameters.toString();
  return `/${to}${text ? `?${text}` : ''}`;
}

/** Goes to an address of the viewer and shows it. */
export function go(to) {
  history.pushState(null, '', to);
  for (const listener of listeners) listener();
}

/** The address of this view as it is shown, with other parameters. */
export function here(changes) {
  const parameters = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(changes)) {
    if (value) parameters.set(name, value);
    else parameters.delete(name);
  }
  const text = parameters.toString();
  return `${location.pathname}${text ? `?${text}` : ''}`;
}

/** Changes parameters of this view in place, without showing it anew: for sliders and switches. */
export function keep(changes) {
  history.replaceState(null, '', here(changes));
  for (const heeder of heeders) heeder();
}

/** Calls back when parameters were changed in place. */
export function heed(heeder) {
  heeders.add(heeder);
}

/** Calls back when another address is to be shown. */
export function watch(listener) {
  listeners.add(listener);
}

addEventListener('popstate', () => {
  for (const listener of listeners) listener();
});
