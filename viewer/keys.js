// SPDX-License-Identifier: AGPL-3.0-or-later
// Keys for those who have no use for a mouse. A single key can be pressed unmeant, by voice control
// above all, so they can be turned off (Web Content Accessibility Guidelines 2.1.4).
import { address, go } from './state.js';

const KEPT = 'keys';

export function keysAreOn() {
  return localStorage.getItem(KEPT) !== 'off';
}

export function turnKeys(on) {
  localStorage.setItem(KEPT, on ? 'on' : 'off');
}

/** Listens: a digit leads to that view of `views`, `/` to the search, `p` plays, `?` tells all. */
export function listen(views) {
  addEventListener('keydown', (event) => {
    const typing = event.target.closest?.('input:not([type="range"], [type="checkbox"]), select');
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !keysAreOn()) return;
    const view = /^[1-9]$/.test(event.key) && views[Number(event.key) - 1];
    if (view) go(address(view));
    else if (event.key === '?') go(address('method'));
    else if (event.key === 'p') document.querySelector('.play')?.click();
    else if (event.key === '/') {
      event.preventDefault();
      document.querySelector('.find input')?.focus();
    }
  });
}
