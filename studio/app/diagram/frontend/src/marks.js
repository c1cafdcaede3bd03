import { svg } from './svg.js';

/** What Python lays over a diagram: heat, bands along flows, badges and the rings of problems. */
export class Marks {
  #registry;
  #canvas;
  #overlays;
  #outline;
  #undo = [];
  #shown = '';
  #data = { heat: {}, badges: {}, problems: {} };

  constructor(viewer) {
    this.#registry = viewer.get('elementRegistry');
    this.#canvas = viewer.get('canvas');
    this.#overlays = viewer.get('overlays');
    this.#outline = viewer.get('outline');
  }

  /** Draws the marks; ids that the diagram does not have are passed over. */
  show({ heat, badges, problems }) {
    const shown = JSON.stringify([heat, badges, problems]);
    if (shown === this.#shown) return;
    for (const undo of this.#undo.splice(0)) undo();
    this.#shown = shown;
    this.#data = { heat, badges, problems };
    this.#each(heat, (element, mark) => (element.waypoints ? this.#band(element, mark) : this.#fill(element, mark)));
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
    const { heat, badges, problems } = this.#data;
    const said = [
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
    const band = this.#along(element, 'studio-band');
    band.style.stroke = `light-dark(${light}, ${dark})`;
    band.style.strokeWidth = `${width}px`;
  }

  #ring(element, { severity, count }) {
    if (element.waypoints) {
      this.#along(element, `studio-ring studio-${severity}`);
    } else {
      const ring = this.#outline.getOutline(element) ?? svg('rect', { width: element.width, height: element.height });
      ring.setAttribute('class', `studio-ring studio-${severity}`);
      this.#registry.getGraphics(element).append(ring);
      this.#undo.push(() => ring.remove());
    }
    const word = document.createElement('span');
    word.className = `studio-count studio-${severity}`;
    word.textContent = count;
    this.#overlay(element, 'studio-problems', [word]);
  }

  #badges(element, badges) {
    const words = badges.map(({ text, tone }) => {
      const word = document.createElement('span');
      word.className = `studio-badge studio-${tone}`;
      word.textContent = text;
      return word;
    });
    this.#overlay(element, 'studio-badges', words);
  }

  #along(element, name) {
    const points = element.waypoints.map(({ x, y }) => `${x},${y}`).join(' ');
    const line = svg('polyline', { points, class: name });
    this.#registry.getGraphics(element).prepend(line);
    this.#undo.push(() => line.remove());
    return line;
  }

  #overlay(element, type, words) {
    const html = document.createElement('div');
    html.className = type;
    html.classList.toggle('studio-on-flow', Boolean(element.waypoints));
    html.append(...words);
    const position = element.waypoints ? middle(element.waypoints) : corner(element, type);
    const id = this.#overlays.add(element, type, { html, position, scale: { min: 0.7, max: 1.5 } });
    this.#undo.push(() => this.#overlays.remove(id));
  }
}

function corner(element, type) {
  return { top: 0, left: type === 'studio-problems' ? 0 : element.width };
}

/** The middle of a flow's longest stretch, as seen from the corner of the box around the flow. */
function middle(points) {
  const left = Math.min(...points.map(({ x }) => x));
  const top = Math.min(...points.map(({ y }) => y));
  const length = (i) => Math.hypot(points[i + 1].x - points[i].x, points[i + 1].y - points[i].y);
  let longest = 0;
  for (let i = 1; i < points.length - 1; i += 1) if (length(i) > length(longest)) longest = i;
  const [from, to] = [points[longest], points[longest + 1]];
  return { left: (from.x + to.x) / 2 - left, top: (from.y + to.y) / 2 - top };
}
