// SPDX-License-Identifier: AGPL-3.0-or-later
// The circle as a picture: the actor in the middle, everybody else as near as their score is high.
// The ring is the score from which one stands inside: entering and leaving are seen as such.
// Directions are fixed for each actor, so that the eye can follow it through time; they are laid so
// that neighbours in rank are far apart. Sigma draws the actors and their names; a canvas under it has
// rings, halos and all ties: straight lines cost a tenth there, and which tie was clicked is geometry.
import Graph from 'graphology';
import { Stage } from './stage.js';
import { gexf, sketch } from './sketch.js';
import { actor, t } from './words.js';
import { colour, HOSTILE, scoreColour, spanAt, tieAt } from './colours.js';

const RING = 0.8; // radius of the score from which one stands inside; 1 is the score 0
const GOLDEN = 0.381966; // of a turn, between one rank and the next
const HALF = { x: 1.5, y: 1.3 }; // of the picture: the worst foe and its name
const NARROW = 520; // pixels below which only strong ties are sure of their name
const CROWD = 70; // actors from which not all names are sure to be written
const NAMED = 40; // of a crowd
const REACH = 4; // pixels beside a tie that still mean it
const VISIBLE = 0.05; // a smaller score without a bond is nothing to show

/** Distance from the middle: 0.25 for the closest, RING at `inside`, 1.25 for the worst foe. */
export function distance(score, inside) {
  if (score >= inside) return RING - 0.55 * (1 - Math.exp((inside - score) / 7));
  return RING + 0.45 * (1 - Math.exp((score - inside) / 7));
}

/** How far a point is from the line between two others. */
function toSegment({ x, y }, a, b) {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const along = ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy || 1);
  const share = Math.max(0, Math.min(1, along));
  return Math.hypot(x - a.x - share * dx, y - a.y - share * dy);
}

function directions(alters) {
  const order = [...alters].sort(
    (a, b) =>
      Math.max(...b.scores.map(Math.abs)) - Math.max(...a.scores.map(Math.abs)) ||
      a.alter.localeCompare(b.alter),
  );
  return new Map(
    order.map((alter, i) => {
      const step = Math.max(1, Math.round(order.length * GOLDEN));
      const slot = (i * coprime(step, order.length)) % order.length;
      return [alter.alter, (slot / order.length) * 2 * Math.PI - Math.PI / 2];
    }),
  );
}

function coprime(step, length) {
  const divisor = (a, b) => (b ? divisor(b, a % b) : a);
  while (divisor(step, length) !== 1) step++;
  return step;
}

const SHIFTS = [0, -13, 13, -26]; // pixels by which a name may give way to others

/** The names of one picture, each where no other stands. */
class Names {
  /** `boxes` are those of the dots. */
  constructor(boxes) {
    this.boxes = boxes;
  }

  /** Takes the first place that is free, moved up or down; null where none is. */
  take(box) {
    const free = (y) =>
      this.boxes.every(
        (each) =>
          box.x >= each.x + each.width ||
          each.x >= box.x + box.width ||
          y >= each.y + each.height ||
          each.y >= y + box.height,
      );
    const shift = SHIFTS.find((by) => free(box.y + by));
    if (shift === undefined) return null;
    this.boxes.push({ ...box, y: box.y + shift });
    return shift;
  }
}

/** Where a name stands: on the side away from the middle, and inside the picture. */
function labelPlace(context, data, size) {
  const width = context.measureText(data.label).width;
  const gap = data.size + (data.moved ? 9 : 4);
  const beside = data.side < 0 ? data.x - gap - width : data.x + gap;
  const x = data.side === 0 ? data.x - width / 2 : beside;
  const y = data.side === 0 ? data.y + data.size + 2 : data.y - size * 0.67;
  const most = context.canvas.clientWidth - width - 2;
  return { x: Math.max(2, Math.min(x, most)), y, width, height: size };
}

function writeLabel(context, label, { x, y, height }) {
  context.textAlign = 'left';
  context.lineWidth = 3;
  context.lineJoin = 'round';
  context.strokeStyle = colour('paper');
  context.strokeText(label, x, y + height);
  context.fillStyle = colour('ink');
  context.fillText(label, x, y + height);
}

/** A name, unless there is no room for it; `names` is null for one that must be there. */
function drawLabel(context, data, settings, names) {
  if (!data.label) return;
  const size = settings.labelSize - (context.canvas.clientWidth < NARROW ? 2 : 0);
  context.font = `${data.bold ? 600 : 400} ${size}px ${settings.labelFont}`;
  const place = labelPlace(context, data, size);
  const shift = names ? names.take(place) : 0;
  if (shift !== null) writeLabel(context, data.label, { ...place, y: place.y + shift });
}

function drawHover(context, data, settings) {
  drawLabel(context, { ...data, bold: true }, settings, null);
  context.beginPath();
  context.arc(data.x, data.y, data.size + 3, 0, 2 * Math.PI);
  context.lineWidth = 2;
  context.strokeStyle = colour('ink');
  context.stroke();
}

export class Network {
  /** `choose` is called with the code of a clicked tie. */
  constructor(container, choose) {
    this.container = container;
    this.under = container.appendChild(document.createElement('canvas'));
    this.under.className = 'under';
    this.graph = new Graph({ type: 'undirected' }); // the actors; ties are drawn under it
    this.ties = new Map(); // of the actor in the middle, by code
    this.step = 0;
    this.sigma = new Stage(this.graph, container, {
      defaultDrawNodeLabel: (context, data, settings) =>
        drawLabel(context, data, settings, this.names),
      defaultDrawNodeHover: drawHover,
      labelFont: getComputedStyle(document.body).fontFamily,
      labelSize: 12,
      labelGridCellSize: container.clientWidth < NARROW ? 90 : 60,
      labelRenderedSizeThreshold: 3,
      doubleClickZoomingRatio: 1,
      minCameraRatio: 0.3,
      maxCameraRatio: 2,
      zIndex: true,
      stagePadding: 12,
    });
    // What is drawn must not jump about when somebody enters: the frame is that of the worst foe.
    this.sigma.setCustomBBox({ x: [-HALF.x, HALF.x], y: [-HALF.y, HALF.y] });
    container.addEventListener('wheel', (event) => this.letZoom(event.ctrlKey || event.metaKey), {
      capture: true,
      passive: true,
    });
    this.sigma.on('clickNode', ({ node }) => node !== this.ego && choose(node));
    this.sigma.on('clickStage', ({ event }) => {
      const code = this.tieUnder(event);
      if (code) choose(code);
    });
    this.sigma.on('moveBody', ({ event }) => {
      const over = this.sigma.getNodeAtPosition(event) ?? this.tieUnder(event);
      container.style.cursor = over ? 'pointer' : '';
    });
    this.sigma.on('beforeRender', () => {
      this.names = new Names(this.graph.mapNodes((code, node) => this.dotBox(node)));
    });
    this.sigma.on('afterRender', () => this.drawUnder());
  }

  dotBox(node) {
    const { x, y } = this.sigma.graphToViewport(node);
    const size = node.hidden ? 0 : node.size;
    return { x: x - size, y: y - size, width: 2 * size, height: 2 * size };
  }

  /** The wheel alone scrolls the page; with Ctrl it zooms. */
  letZoom(may) {
    if (this.sigma.getSetting('enableCameraZooming') !== may)
      this.sigma.setSetting('enableCameraZooming', may);
  }

  /** Another actor, or another row of days. `among` are bonds between its alters. */
  load(track, among = []) {
    this.track = track;
    this.ego = track.ego;
    this.alters = new Map(track.alters.map((alter) => [alter.alter, alter]));
    this.among = among.filter((bond) => this.alters.has(bond.a) && this.alters.has(bond.b));
    const turn = directions(track.alters);
    const roomy = this.container.clientWidth >= NARROW && track.alters.length < CROWD;
    this.sigma.setSetting('labelDensity', roomy ? 4 : 1);
    this.graph.clear();
    this.ties.clear();
    this.graph.addNode(this.ego, {
      x: 0,
      y: 0,
      size: 13,
      color: colour('ink'),
      label: actor(this.ego),
      side: 0,
      bold: true,
      forceLabel: true,
      zIndex: 3,
    });
    for (const { alter } of track.alters) {
      this.graph.addNode(alter, {
        x: 0,
        y: 0,
        size: 6,
        turn: turn.get(alter),
        label: actor(alter),
        side: Math.cos(turn.get(alter)) < 0 ? -1 : 1,
        zIndex: 2,
      });
    }
    this.sigma.refresh(); // so that show() finds all of it known
  }

  /** The day of that number in the track's row; `since` is the day to compare with. */
  show(step, since) {
    this.step = step;
    this.since = since;
    const { track } = this;
    const before = track.days.findLastIndex((day) => day <= since);
    this.named = this.leastNamed();
    this.graph.updateEachNodeAttributes(
      (code, node) => {
        if (code === this.ego) return node;
        const alter = this.alters.get(code);
        this.place(node, alter, alter.scores[step], before < 0 ? null : alter.scores[before]);
        return node;
      },
      { attributes: ['x', 'y', 'size', 'color', 'hidden', 'forceLabel'] },
    );
    for (const alter of this.alters.keys()) this.ties.set(alter, this.tie(alter));
  }

  /** The score from which, friend or foe, an actor's name is sure to be written. */
  leastNamed() {
    const wide = this.container.clientWidth >= NARROW;
    if (wide && this.alters.size < CROWD) return 0;
    const heights = this.track.alters.map(({ scores }) => Math.abs(scores[this.step]));
    const most = heights.sort((x, y) => y - x)[NAMED] ?? 0;
    return Math.max(this.track.inside, most);
  }

  place(node, alter, score, before) {
    const { inside, days, weights } = this.track;
    const tie = tieAt(alter.bonds, days[this.step], weights);
    const far = distance(score, inside);
    node.x = far * Math.cos(node.turn);
    node.y = -far * Math.sin(node.turn);
    node.hidden = !tie && Math.abs(score) < VISIBLE;
    node.size = 4.5 + Math.min(6, Math.sqrt(tie ? tie.strength : 0) * 1.4);
    node.color = scoreColour(score, inside);
    node.score = score;
    node.forceLabel = Math.abs(score) >= this.named;
    node.moved =
      before === null
        ? ''
        : score >= inside && before < inside
          ? 'entered'
          : score < inside && before >= inside
            ? 'left'
            : '';
  }

  /** Who entered or left as the table has it, which weighs more than the ring. */
  told(rows) {
    const moves = new Map(rows.map(({ alter, movement }) => [alter, movement]));
    this.graph.updateEachNodeAttributes(
      (code, node) => ({
        ...node,
        moved: ['entered', 'left'].includes(moves.get(code)) ? moves.get(code) : '',
      }),
      { attributes: ['moved'] },
    );
  }

  /** How the tie of an actor is drawn. */
  tie(code) {
    const { days, weights } = this.track;
    const tie = tieAt(this.alters.get(code).bonds, days[this.step], weights);
    return {
      tie,
      hidden: this.graph.getNodeAttribute(code, 'hidden'),
      size: tie ? 1.2 + Math.min(6, tie.strength * 0.45) : 0.6,
      color: !tie
        ? colour('line')
        : tie.state === 'strained'
          ? colour('strained')
          : colour(tie.type),
    };
  }

  /** The code of the tie that runs within reach of a point of the screen, the nearest. */
  tieUnder(point) {
    let found = null;
    let least = REACH;
    const middle = this.sigma.graphToViewport({ x: 0, y: 0 });
    for (const [code, { hidden, size }] of this.ties) {
      if (hidden) continue;
      const end = this.sigma.graphToViewport(this.graph.getNodeAttributes(code));
      const far = toSegment(point, middle, end) - size / 2;
      if (far < least) [found, least] = [code, far];
    }
    return found;
  }

  /** The bonds among the others that hold on the day shown, those of foes apart. */
  amongNow() {
    const day = this.track.days[this.step];
    const seen = (code) => !this.graph.getNodeAttribute(code, 'hidden');
    const now = this.among.filter((bond) => {
      const state = spanAt(bond, day)?.state;
      return (state === 'in force' || state === 'strained') && seen(bond.a) && seen(bond.b);
    });
    const hostile = (bond) => HOSTILE.has(bond.type);
    return [
      ['among', now.filter((bond) => !hostile(bond))],
      ['among-foe', now.filter(hostile)],
    ];
  }

  drawAmong(context, places) {
    context.lineWidth = 1;
    for (const [name, bonds] of this.amongNow()) {
      context.beginPath();
      for (const { a, b } of bonds) {
        context.moveTo(places.get(a).x, places.get(a).y);
        context.lineTo(places.get(b).x, places.get(b).y);
      }
      context.strokeStyle = colour(name);
      context.stroke();
    }
  }

  drawTies(context, places) {
    const middle = places.get(this.ego);
    for (const [code, { color, hidden, size }] of this.ties) {
      if (hidden) continue;
      const end = places.get(code);
      context.beginPath();
      context.moveTo(middle.x, middle.y);
      context.lineTo(end.x, end.y);
      context.lineWidth = Math.max(1.2, size);
      context.strokeStyle = color;
      context.stroke();
    }
  }

  /** Rings, ties among the others, and halos of who entered or left. */
  drawUnder() {
    if (!this.track) return;
    const { width, height } = this.sigma.getDimensions();
    const scale = devicePixelRatio;
    if (this.under.width !== width * scale || this.under.height !== height * scale) {
      this.under.width = width * scale;
      this.under.height = height * scale;
    }
    const context = this.under.getContext('2d');
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.clearRect(0, 0, width, height);
    const middle = this.sigma.graphToViewport({ x: 0, y: 0 });
    const radius = (far) => Math.abs(this.sigma.graphToViewport({ x: far, y: 0 }).x - middle.x);
    this.ring(context, middle, radius(RING), true);
    this.ring(context, middle, radius(distance(0, this.track.inside)), false);
    const places = new Map(
      this.graph.mapNodes((code, node) => [code, this.sigma.graphToViewport(node)]),
    );
    if (this.among.length) this.drawAmong(context, places);
    this.drawTies(context, places);
    context.fillStyle = colour('dim');
    context.font = `11px ${getComputedStyle(document.body).fontFamily}`;
    context.textAlign = 'center';
    context.fillText(t('circle.ring'), middle.x, middle.y + radius(RING) - 7);
    this.graph.forEachNode((code, node) => {
      if (node.moved && !node.hidden) this.halo(context, places.get(code), node);
    });
  }

  ring(context, middle, radius, full) {
    context.beginPath();
    context.arc(middle.x, middle.y, radius, 0, 2 * Math.PI);
    if (full) {
      context.fillStyle = colour('disc');
      context.fill();
    }
    context.setLineDash(full ? [] : [3, 5]);
    context.lineWidth = full ? 1.5 : 1;
    context.strokeStyle = full ? colour('ring') : colour('line');
    context.stroke();
    context.setLineDash([]);
  }

  halo(context, at, node) {
    context.beginPath();
    context.arc(at.x, at.y, node.size + 5, 0, 2 * Math.PI);
    context.lineWidth = 2;
    context.setLineDash(node.moved === 'left' ? [3, 3] : []);
    context.strokeStyle = node.moved === 'left' ? colour('left') : colour('entered');
    context.stroke();
    context.setLineDash([]);
  }

  /** Marks a tie; '' for none. */
  select(code) {
    this.sigma.setSetting('nodeReducer', (node, data) =>
      node === code ? { ...data, highlighted: true } : data,
    );
  }

  /** The theme or the language is another. */
  redraw() {
    if (!this.track) return;
    this.graph.setNodeAttribute(this.ego, 'color', colour('ink'));
    this.show(this.step, this.since);
  }

  /** The ties that are seen, each from the middle. */
  tiesNow() {
    return [...this.ties]
      .filter(([, { hidden }]) => !hidden)
      .map(([code, tie]) => ({ ...tie, from: this.ego, to: code }));
  }

  /** The same picture as the text of an SVG. */
  picture(title) {
    return sketch(this.graph, { title, ring: RING, ties: this.tiesNow(), among: this.amongNow() });
  }

  /** The same as the text of a GEXF file. */
  network(title) {
    return gexf(this.graph, this.tiesNow(), title);
  }

  end() {
    this.sigma.kill();
  }
}
