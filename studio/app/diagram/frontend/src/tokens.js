import './tokens.css';
import { svg } from './svg.js';

/** How long a token is on its way along one flow, and along all the flows of one move together. */
const FLOW_MS = 420;
const MOVE_MS = 1500;

const SMALL = 60;

/** How far before the end of its flow a token waits. */
const BEFORE_END = 20;

/** The tokens of a case, its way so far, and what can be done next; a move is shown once, when it happens. */
export class Tokens {
  #registry;
  #canvas;
  #undo = [];
  #shown = '';
  #last = null;

  constructor(viewer) {
    this.#registry = viewer.get('elementRegistry');
    this.#canvas = viewer.get('canvas');
  }

  /** Draws the tokens; without any the diagram is as it was. */
  show(tokens) {
    const shown = JSON.stringify(tokens ?? null);
    if (shown === this.#shown) return;
    for (const undo of this.#undo.splice(0)) undo();
    this.#shown = shown;
    const before = this.#last;
    this.#last = tokens ?? null;
    if (!tokens) return;
    for (const id of tokens.visited) this.#mark(id, 'studio-visited');
    for (const id of tokens.offered) this.#mark(id, 'studio-offered');
    const markers = Object.entries(tokens.at).map(([id, count]) => [id, this.#token(id, count)]);
    const followed = before?.case === tokens.case && tokens.step === before.step + 1;
    if (followed && !matchMedia('(prefers-reduced-motion: reduce)').matches) {
      const arriving = markers.filter(([id, marker]) => marker && before.at[id] !== tokens.at[id]);
      this.#move(tokens, arriving.map(([, marker]) => marker));
    }
  }

  /** To be called before another diagram is drawn: its marks go with its elements. */
  forget() {
    for (const undo of this.#undo.splice(0)) undo();
    this.#shown = '';
  }

  #mark(id, name) {
    const element = this.#registry.get(id);
    if (!element) return;
    this.#canvas.addMarker(element, name);
    this.#undo.push(() => this.#registry.get(id) && this.#canvas.removeMarker(element, name));
    if (!element.waypoints || name !== 'studio-visited') return;
    const points = element.waypoints.map(({ x, y }) => `${x},${y}`).join(' ');
    const band = svg('polyline', { points, class: 'studio-way' });
    this.#registry.getGraphics(element).prepend(band);
    this.#undo.push(() => band.remove());
  }

  /** On the upper edge of an activity, in the middle of an event or gateway, before the end of a flow. */
  #token(id, count) {
    const element = this.#registry.get(id);
    if (!element) return null;
    const small = element.waypoints || element.width <= SMALL;
    if (!element.waypoints) this.#mark(id, 'studio-held');
    const { x, y } = element.waypoints
      ? upToToken(element.waypoints).at(-1)
      : { x: element.width / 2, y: small ? element.height / 2 : 0 };
    const marker = svg('g', { class: 'studio-token', transform: `translate(${x} ${y})` });
    marker.append(svg('circle', { r: small ? 9 : 11 }));
    if (count > 1) {
      const text = svg('text', { 'text-anchor': 'middle', dy: '0.35em' });
      text.textContent = count;
      marker.append(text);
    }
    this.#registry.getGraphics(element).append(marker);
    this.#undo.push(() => marker.remove());
    return marker;
  }

  /** Sends tokens along the flows of a move, one place of the sequence after the other; then they have arrived. */
  #move({ moves, at }, arriving) {
    const travelling = moves.flatMap(({ flow, place }) => {
      const element = this.#registry.get(flow);
      if (!element?.waypoints) return [];
      const dot = svg('circle', { r: 9, class: 'studio-travelling' });
      this.#registry.getGraphics(element).append(dot);
      return [{ dot, place, points: at[flow] ? upToToken(element.waypoints) : element.waypoints }];
    });
    if (!travelling.length) return;
    const each = Math.min(FLOW_MS, MOVE_MS / (1 + Math.max(...travelling.map(({ place }) => place))));
    for (const marker of arriving) marker.style.visibility = 'hidden';
    const begin = performance.now();
    let frame = 0;
    const end = () => {
      cancelAnimationFrame(frame);
      for (const { dot } of travelling) dot.remove();
      for (const marker of arriving) marker.style.visibility = '';
    };
    const step = (now) => {
      let left = false;
      for (const { dot, place, points } of travelling) {
        const part = (now - begin) / each - place;
        left ||= part < 1;
        dot.style.visibility = part >= 0 && part < 1 ? 'visible' : 'hidden';
        const { x, y } = pointOn(points, Math.min(Math.max(part, 0), 1));
        dot.setAttribute('transform', `translate(${x} ${y})`);
      }
      if (left) frame = requestAnimationFrame(step);
      else end();
    };
    this.#undo.push(end);
    step(begin);
  }
}

/** A flow's line as far as the place where its token waits: just before the end, or halfway of a short one. */
function upToToken(points) {
  const lengths = points.slice(1).map(({ x, y }, i) => Math.hypot(x - points[i].x, y - points[i].y));
  const whole = lengths.reduce((sum, length) => sum + length, 0);
  let left = Math.max(whole / 2, whole - BEFORE_END);
  const line = [points[0]];
  for (const [i, length] of lengths.entries()) {
    const [from, to] = [points[i], points[i + 1]];
    if (left <= length && length) {
      const part = left / length;
      return [...line, { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part }];
    }
    line.push(to);
    left -= length;
  }
  return points;
}

/** The point after that part of a line's length, slower at both ends. */
function pointOn(points, part) {
  const lengths = points.slice(1).map(({ x, y }, i) => Math.hypot(x - points[i].x, y - points[i].y));
  let left = part * part * (3 - 2 * part) * lengths.reduce((sum, length) => sum + length, 0);
  for (const [i, length] of lengths.entries()) {
    if (left <= length && length) {
      const [from, to] = [points[i], points[i + 1]];
      return { x: from.x + ((to.x - from.x) * left) / length, y: from.y + ((to.y - from.y) * left) / length };
    }
    left -= length;
  }
  return points.at(-1);
}
