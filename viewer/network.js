// SPDX-License-Identifier: AGPL-3.0-or-later
// The circle as a picture: the actor in the middle, everybody else as near as their score is high.
// The ring is the score from which one stands inside: entering and leaving are seen as such.
// Directions are fixed for each actor, so that the eye can follow it through time; they are laid so
// that neighbours in rank are far apart. WebGL by sigma; a canvas under it has rings, halos and the
// thousands of ties among the others, which nobody clicks on: there they cost a tenth.
import Graph from 'graphology';
import Sigma from 'sigma';
import { gexf, sketch } from './sketch.js';
import { actor, t } from './words.js';
import { colour, HOSTILE, scoreColour, spanAt, tieAt } from './colours.js';

const RING = 0.8; // radius of the score from which one stands inside; 1 is the score 0
const GOLDEN = 0.381966; // of a turn, between one rank and the next
const HALF = { x: 1.5, y: 1.3 }; // of the picture: the worst foe and its name
const NARROW = 520; // pixels below which only strong ties are sure of their name
const VISIBLE = 0.05; // a smaller score without a bond is nothing to show

/** Distance from the middle: 0.25 for the closest, RING at `inside`, 1.25 for the worst foe. */
export function distance(score, inside) {
  if (score >= inside) return RING - 0.55 * (1 - Math.exp((inside - score) / 7));
  return RING + 0.45 * (1 - Math.exp((score - inside) / 7));
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

/** Sigma's label, but on the side away from the middle. */
function drawLabel(context, data, settings) {
  if (!data.label) return;
  const size = settings.labelSize - (context.canvas.clientWidth < NARROW ? 2 : 0);
  const left = data.side < 0;
  context.font = `${data.bold ? 600 : 400} ${size}px ${settings.labelFont}`;
  context.textAlign = data.side === 0 ? 'center' : left ? 'right' : 'left';
  const x = data.x + (data.side === 0 ? 0 : (left ? -1 : 1) * (data.size + (data.moved ? 9 : 4)));
  const y = data.y + (data.side === 0 ? data.size + size + 2 : size / 3);
  context.lineWidth = 3;
  context.lineJoin = 'round';
  context.strokeStyle = colour('paper');
  context.strokeText(data.label, x, y);
  context.fillStyle = colour('ink');
  context.fillText(data.label, x, y);
}

function drawHover(context, data, settings) {
  drawLabel(context, { ...data, bold: true }, settings);
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
    this.graph = new Graph({ type: 'undirected' });
    this.step = 0;
    this.sigma = new Sigma(this.graph, container, {
      enableEdgeEvents: true,
      defaultDrawNodeLabel: drawLabel,
      defaultDrawNodeHover: drawHover,
      labelFont: getComputedStyle(document.body).fontFamily,
      labelSize: 12,
      labelDensity: container.clientWidth < NARROW ? 1 : 4,
      labelGridCellSize: container.clientWidth < NARROW ? 90 : 60,
      labelRenderedSizeThreshold: 3,
      doubleClickZoomingRatio: 1,
      minCameraRatio: 0.3,
      maxCameraRatio: 2,
      zIndex: true,
      stagePadding: 12,
      minEdgeThickness: 1.2,
    });
    // What is drawn must not jump about when somebody enters: the frame is that of the worst foe.
    this.sigma.setCustomBBox({ x: [-HALF.x, HALF.x], y: [-HALF.y, HALF.y] });
    container.addEventListener('wheel', (event) => this.letZoom(event.ctrlKey || event.metaKey), {
      capture: true,
      passive: true,
    });
    this.sigma.on('clickNode', ({ node }) => node !== this.ego && choose(node));
    this.sigma.on('clickEdge', ({ edge }) => choose(this.graph.getEdgeAttribute(edge, 'alter')));
    this.sigma.on('enterEdge', () => {
      container.style.cursor = 'pointer';
    });
    this.sigma.on('leaveEdge', () => {
      container.style.cursor = '';
    });
    this.sigma.on('enterNode', () => {
      container.style.cursor = 'pointer';
    });
    this.sigma.on('leaveNode', () => {
      container.style.cursor = '';
    });
    this.sigma.on('afterRender', () => this.drawUnder());
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
    this.graph.clear();
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
      this.graph.addEdgeWithKey(`tie ${alter}`, this.ego, alter, { alter, zIndex: 1, size: 1 });
    }
    this.sigma.refresh(); // so that show() finds all of it known
  }

  /** The day of that number in the track's row; `since` is the day to compare with. */
  show(step, since) {
    this.step = step;
    this.since = since;
    const { track } = this;
    const before = track.days.findLastIndex((day) => day <= since);
    this.graph.updateEachNodeAttributes(
      (code, node) => {
        if (code === this.ego) return node;
        const alter = this.alters.get(code);
        this.place(node, alter, alter.scores[step], before < 0 ? null : alter.scores[before]);
        return node;
      },
      { attributes: ['x', 'y', 'size', 'color', 'hidden', 'forceLabel'] },
    );
    this.graph.updateEachEdgeAttributes(
      (key, edge) => {
        this.colourTie(edge);
        return edge;
      },
      { attributes: ['color', 'size', 'hidden'] },
    );
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
    const wide = this.container.clientWidth >= NARROW && this.alters.size < 70;
    node.forceLabel = wide || Math.abs(score) >= inside;
    node.moved =
      before === null
        ? ''
        : score >= inside && before < inside
          ? 'entered'
          : score < inside && before >= inside
            ? 'left'
            : '';
  }

  colourTie(edge) {
    const { days, weights } = this.track;
    const tie = tieAt(this.alters.get(edge.alter).bonds, days[this.step], weights);
    edge.tie = tie;
    edge.hidden = this.graph.getNodeAttribute(edge.alter, 'hidden');
    edge.size = tie ? 1.2 + Math.min(6, tie.strength * 0.45) : 0.6;
    edge.color = !tie
      ? colour('line')
      : tie.state === 'strained'
        ? colour('strained')
        : colour(tie.type);
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

  drawAmong(context) {
    const places = new Map(
      this.graph.mapNodes((code, node) => [code, this.sigma.graphToViewport(node)]),
    );
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
    if (this.among.length) this.drawAmong(context);
    context.fillStyle = colour('dim');
    context.font = `11px ${getComputedStyle(document.body).fontFamily}`;
    context.textAlign = 'center';
    context.fillText(t('circle.ring'), middle.x, middle.y + radius(RING) - 7);
    this.graph.forEachNode((code, node) => {
      if (node.moved && !node.hidden) this.halo(context, this.sigma.graphToViewport(node), node);
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

  /** The same picture as the text of an SVG. */
  picture(title) {
    return sketch(this.graph, { title, ring: RING, among: this.amongNow() });
  }

  /** The same as the text of a GEXF file. */
  network(title) {
    return gexf(this.graph, title);
  }

  end() {
    this.sigma.kill();
  }
}
