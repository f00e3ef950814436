// SPDX-License-Identifier: AGPL-3.0-or-later
// Elements from plain values. Text from articles only ever becomes a text node: nothing here, and
// nothing elsewhere in the viewer, reads a string as HTML.

const SVG = 'http://www.w3.org/2000/svg';

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'style') Object.assign(element.style, value);
    else if (name === 'value') element.value = value;
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(
    ...children
      .flat(Infinity)
      .filter((child) => child !== null && child !== undefined && child !== false),
  );
  return element;
}

/** An HTML element: h('a', {href: '/'}, 'text', element…); `onclick` and the like are listeners. */
export function h(name, attributes, ...children) {
  return fill(document.createElement(name), attributes, children);
}

/** An SVG element. */
export function s(name, attributes, ...children) {
  return fill(document.createElementNS(SVG, name), attributes, children);
}

/** Puts the children in place of what the element held. */
export function put(element, ...children) {
  element.replaceChildren(
    ...children
      .flat(Infinity)
      .filter((child) => child !== null && child !== undefined && child !== false),
  );
}

/** The parts that are there, with dots between them. */
export function dotted(...parts) {
  return parts.filter(Boolean).join(' · ');
}

/** The class names that are there. */
export function classes(...names) {
  return names.filter(Boolean).join(' ');
}

/** Calls `run` once, `wait` milliseconds after the last call. */
export function settled(run, wait) {
  let timer;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(run, wait, ...values);
  };
}
