// SPDX-License-Identifier: AGPL-3.0-or-later
// The bar of time: a slider over a row of days with a button that plays it, the day compared with,
// and the day by which things had to be known.
import { h } from './dom.js';
import { get } from './state.js';
import { day, t } from './words.js';

const PACE = 24; // days of the row a second, while playing
const SPANS = [1, 2, 5, 10, 25]; // years

/** A labelled date field; `change` gets YYYY-MM-DD or ''. */
export function dateField(label, value, change, most) {
  return h(
    'label',
    { class: 'field' },
    h('span', {}, label),
    h('input', {
      type: 'date',
      value,
      max: most ?? null,
      onchange: (event) => change(event.target.value),
    }),
  );
}

export class Timebar {
  /** Calls: step(number) on each move of the slider, since(day), known(day), span(years). */
  constructor(calls, { years, most }) {
    this.calls = calls;
    this.days = [];
    this.playing = 0;
    this.slider = h('input', {
      type: 'range',
      min: 0,
      max: 0,
      step: 1,
      class: 'slider',
      'aria-label': t('time.slider'),
      oninput: () => {
        this.stop();
        this.moved();
      },
    });
    this.label = h('output', { class: 'day' });
    this.button = h('button', { type: 'button', class: 'play', onclick: () => this.toggle() });
    this.drawButton();
    this.asOf = h('input', {
      type: 'date',
      max: most,
      onchange: (event) => event.target.value && calls.day(event.target.value),
    });
    this.element = h(
      'section',
      { class: 'timebar', 'aria-label': t('time') },
      this.button,
      this.label,
      this.slider,
      h(
        'div',
        { class: 'fields' },
        h('label', { class: 'field' }, h('span', {}, t('time.asOf')), this.asOf),
        dateField(t('time.since'), get('since'), calls.since, most),
        dateField(t('time.knownBy'), get('known-by'), calls.known),
        h(
          'label',
          { class: 'field' },
          h('span', {}, t('time.span')),
          h(
            'select',
            { onchange: (event) => calls.span(Number(event.target.value)) },
            SPANS.map((value) =>
              h('option', { value, selected: value === years }, t('time.years', { years: value })),
            ),
          ),
        ),
      ),
    );
  }

  load(days, chosen) {
    this.days = days;
    this.slider.max = days.length - 1;
    this.set(chosen);
  }

  /** Shows a day: the nearest of the row. */
  set(chosen) {
    const at = this.days.findLastIndex((each) => each <= chosen);
    this.slider.value = Math.max(0, at);
    this.shown(chosen);
  }

  shown(text) {
    this.label.textContent = day(text);
    this.asOf.value = text;
    this.slider.setAttribute('aria-valuetext', day(text));
  }

  get step() {
    return Number(this.slider.value);
  }

  moved() {
    this.shown(this.days[this.step]);
    this.calls.step(this.step);
  }

  toggle() {
    if (this.playing) {
      this.stop();
      return;
    }
    if (this.step === this.days.length - 1) this.slider.value = 0;
    let last = performance.now();
    let due = 0;
    const frame = (now) => {
      due += ((now - last) / 1000) * PACE;
      last = now;
      const steps = Math.floor(due);
      if (steps) {
        due -= steps;
        this.slider.value = this.step + steps;
        this.moved();
      }
      if (this.step >= this.days.length - 1) this.stop();
      else this.playing = requestAnimationFrame(frame);
    };
    this.playing = requestAnimationFrame(frame);
    this.drawButton();
  }

  stop() {
    cancelAnimationFrame(this.playing);
    this.playing = 0;
    this.drawButton();
  }

  drawButton() {
    this.button.textContent = this.playing ? '❚❚' : '▶';
    this.button.setAttribute('aria-label', t(this.playing ? 'time.pause' : 'time.play'));
  }
}
