import { svg } from './svg.js';

/** What Python lays over a diagram: heat, bands along flows, badges, changes and the rings of problems. */
export class Marks {
  #registry;
  #canvas;
  #overlays;
  #outline;
  #undo = [];
  #shown = '';
  #data = { heat: {}, badges: {}, problems: {}, changes: {} };

  constructor(viewer) {
    this.#registry = viewer.get('elementRegistry');
    this.#canvas = viewer.get('canvas');
    this.#overlays = viewer.get('overlays');
    this.#outline = viewer.get('outline');
  }

  /** Draws the marks; ids that the diagram does not have are passed over. */
  show({ heat, badges, problems, changes = {} }) {
    const shown = JSON.stringify([heat, badges, problems, changes]);
    if (shown === this.#shown) return;
    for (const undo of this.#undo.splice(0)) undo();
    this.#shown = shown;
    this.#data = { heat, badges, problems, changes };
    this.#each(heat, (element, mark) => (element.waypoints ? this.#band(element, mark) : this.#fill(element, mark)));
    this.#each(changes, (element, mark) => this.#change(element, mark));
    this.#each(problems, (element, mark) => this.#ring(element, mark));
    this.#each(badges, (element, mark) => this.#badges(element, mark));
  }

  /** To be called before another diagram is drawn: its marks go with its elements. */
  forget() {
    this.#undo = [];
    this.#shown = '';
  }

  /** What there is to say about an element; without marks only its name, and that only if `always`. */
  lines(element, { always = false } = {}) {
    const { heat, badges, problems, changes } = this.#data;
    const said = [
      changes[element.id]?.text,
      heat[element.id]?.text,
      ...(badges[element.id] ?? []).map((badge) => badge.title),
      ...(problems[element.id]?.lines ?? []),
    ].filter(Boolean);
    const name = element.businessObject?.name?.replace(/\s+/g, ' ').trim();
    return name && (said.length || always) ? [name, ...said] : said;
  }

  #each(marks, draw) {
    for (const [id, mark] of Object.entries(marks)) {
      const element = this.#registry.get(id);
      if (element) draw(element, mark);
    }
  }

  #fill(element, { light, dark, lightInk, darkInk }) {
    const { style } = this.#registry.getGraphics(element);
    const colours = {
      '--studio-fill': `light-dark(${light}, ${dark})`,
      '--studio-stroke': `light-dark(${lightInk}, ${darkInk})`,
      '--studio-label': `light-dark(${lightInk}, ${darkInk})`,
    };
    for (const [name, value] of Object.entries(colours)) style.setProperty(name, value);
    this.#canvas.addMarker(element, 'studio-heat');
    this.#undo.push(() => {
      for (const name of Object.keys(colours)) style.removeProperty(name);
      this.#canvas.removeMarker(element, 'studio-heat');
    });
  }

  /** A wide line under the flow, which itself stays thin because arrow heads grow with their line. */
  #band(element, { light, dark, width }) {
    const points = element.waypoints.map(({ x, y }) => `${x},${y}`).join(' ');
    const band = svg('polyline', { points, class: 'studio-band' });
    band.style.stroke = `light-dark(${light}, ${dark})`;
    band.style.strokeWidth = `${width}px`;
    this.#registry.getGraphics(element).prepend(band);
    this.#undo.push(() => band.remove());
  }

  /** What one of two diagrams has and the other has not, or has otherwise. */
  #change(element, { kind }) {
    const name = `studio-${kind}`;
    this.#canvas.addMarker(element, name);
    this.#undo.push(() => this.#canvas.removeMarker(element, name));
  }

  /** A ring around a shape, a coloured line for a flow, and how many problems there are. */
  #ring(element, { severity, count }) {
    const name = `studio-${severity}`;
    this.#canvas.addMarker(element, 'studio-ringed');
    this.#canvas.addMarker(element, name);
    this.#undo.push(() => {
      this.#canvas.removeMarker(element, 'studio-ringed');
      this.#canvas.removeMarker(element, name);
    });
    const ring = element.waypoints ? null : this.#outline.getOutline(element);
    if (ring) {
      ring.setAttribute('class', 'studio-ring');
      this.#registry.getGraphics(element).append(ring);
      this.#undo.push(() => ring.remove());
    }
    this.#overlay(element, 'studio-problems', [word('studio-count', severity, count)]);
  }

  #badges(element, badges) {
    const words = badges.map(({ text, tone }) => word('studio-badge', tone, text));
    this.#overlay(element, 'studio-badges', words);
  }

  #overlay(element, kind, words) {
    const html = document.createElement('div');
    const { place, ...position } = element.waypoints ? onFlow(element.waypoints, kind) : atCorner(element, kind);
    html.className = `${kind} studio-${place}`;
    html.append(...words);
    const id = this.#overlays.add(element, kind, { html, position, scale: { min: 0.55, max: 1.5 } });
    this.#undo.push(() => this.#overlays.remove(id));
  }
}

function word(kind, tone, text) {
  const element = document.createElement('span');
  element.className = `${kind} studio-${tone}`;
  element.textContent = text;
  return element;
}

/** Problems stand at the upper left corner, badges at the upper right one. */
function atCorner(element, kind) {
  return kind === 'studio-problems' ? { top: 0, left: 0, place: 'centred' } : { top: 0, left: element.width, place: 'corner' };
}

/**
 * A place on a flow's longest stretch, as seen from the corner of the box around the flow: problems near
 * its beginning, badges beside its middle, on the side where a label seldom stands.
 */
function onFlow(points, kind) {
  const length = (i) => Math.hypot(points[i + 1].x - points[i].x, points[i + 1].y - points[i].y);
  let longest = 0;
  for (let i = 1; i < points.length - 1; i += 1) if (length(i) > length(longest)) longest = i;
  const [from, to] = [points[longest], points[longest + 1]];
  const way = kind === 'studio-problems' ? Math.min(24 / length(longest), 0.3) : 0.5;
  const upright = Math.abs(to.x - from.x) < Math.abs(to.y - from.y);
  return {
    left: from.x + (to.x - from.x) * way - Math.min(...points.map(({ x }) => x)),
    top: from.y + (to.y - from.y) * way - Math.min(...points.map(({ y }) => y)),
    place: kind === 'studio-problems' ? 'centred' : upright ? 'left' : 'below',
  };
}
