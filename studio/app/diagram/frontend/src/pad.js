import ContextPad from 'diagram-js/lib/features/context-pad/ContextPad';
import { isConnection, isLabel } from 'diagram-js/lib/util/ModelUtil';

const GAP = 6;
const HANDLE = 24;
/** How far off the button may stand where there is no room right beside the step. */
const FARTHER = [GAP, 20, 40, 70, 100, 140];
const [FOLDED, UNFOLDED] = ['studio-folded', 'studio-unfolded'];
/** The height of the strip at the foot of the canvas in which its toolbar stands. */
const FOOT = 52;
const FURNITURE = '.djs-palette, .bjs-powered-by';

/**
 * The menu of what is selected, at a place beside it that covers no other step: who clicks a step means the
 * step. Where there is no such place the menu is folded into one button, until that is clicked.
 */
export class ContextMenu extends ContextPad {
  #unfolded = null;

  constructor(canvas, elementRegistry, eventBus, scheduler, translate) {
    super(canvas, elementRegistry, eventBus, scheduler);
    eventBus.on('contextPad.create', ({ pad }) => this.#addHandle(pad, translate('What can be done here')));
    eventBus.on('contextPad.close', () => (this.#unfolded = null));
  }

  _getPosition(target) {
    const menu = this._current?.html;
    const own = this.#boxOf(target);
    const sight = this.#sight();
    if (!menu || !overlap(own, sight)) return super._getPosition(target);
    if (menu === this.#unfolded) return within(sight, menu.offsetLeft, menu.offsetTop, menu);
    const [steps, labels] = this.#others(target);
    const free = (places) => {
      const within = places.filter((box) => inside(box, sight) && !steps.some((step) => overlap(box, step)));
      return within.find((box) => !labels.some((label) => overlap(box, label))) ?? within[0];
    };
    menu.classList.remove(FOLDED);
    const open = free(beside(own, menu.offsetWidth, menu.offsetHeight, GAP));
    menu.classList.toggle(FOLDED, !open);
    const places = FARTHER.flatMap((gap) => beside(own, HANDLE, HANDLE, gap));
    const { left, top } = open ?? free(places) ?? leastCovering(places, steps);
    return { left, top };
  }

  #addHandle(menu, title) {
    const handle = document.createElement('button');
    Object.assign(handle, { type: 'button', className: 'studio-unfold', textContent: '⋯', title });
    handle.setAttribute('aria-label', title);
    handle.addEventListener('click', () => this.#unfold(menu));
    menu.prepend(handle);
    menu.addEventListener('mouseleave', () => this.#fold(menu));
    // The second click of two is still meant for the button, and no menu item asks for two.
    menu.addEventListener('click', (event) => event.detail > 1 && event.stopPropagation(), { capture: true });
  }

  #unfold(menu) {
    this.#unfolded = menu;
    menu.classList.replace(FOLDED, UNFOLDED);
    this._updatePosition();
  }

  #fold(menu) {
    if (menu !== this.#unfolded) return;
    this.#unfolded = null;
    menu.classList.remove(UNFOLDED);
    this._updatePosition();
  }

  #sight() {
    const { clientWidth: right, clientHeight } = this._canvas.getContainer();
    return { left: 0, top: 0, right, bottom: clientHeight - FOOT };
  }

  /** What must not be covered, which is every shape that holds no further ones, the palette and the watermark; and labels. */
  #others(target) {
    const targets = [target].flat();
    const root = this._canvas.getRootElement();
    const shapes = this._elementRegistry.filter(
      (element) =>
        element.parent &&
        !isConnection(element) &&
        !isFrame(element) &&
        !targets.includes(element) &&
        this._canvas.findRoot(element) === root,
    );
    const [labels, steps] = [true, false].map((wanted) => shapes.filter((shape) => isLabel(shape) === wanted));
    return [[...steps.map((step) => this.#boxOf(step)), ...this.#furniture()], labels.map((label) => this.#boxOf(label))];
  }

  #furniture() {
    const container = this._canvas.getContainer();
    const { left, top } = container.getBoundingClientRect();
    return [...container.querySelectorAll(FURNITURE)].map((one) => {
      const box = one.getBoundingClientRect();
      return { left: box.left - left, top: box.top - top, right: box.right - left, bottom: box.bottom - top };
    });
  }

  /** Where something is drawn, in pixels of the canvas; a flow counts as the point at which it ends. */
  #boxOf(target) {
    const { x, y, scale } = this._canvas.viewbox(false);
    const boxes = [target].flat().map((element) => {
      const { x: left, y: top } = isConnection(element) ? element.waypoints.at(-1) : element;
      return { left, top, right: left + (element.width ?? 0), bottom: top + (element.height ?? 0) };
    });
    const side = (name, pick, from) => (pick(...boxes.map((box) => box[name])) - from) * scale;
    return {
      left: side('left', Math.min, x),
      top: side('top', Math.min, y),
      right: side('right', Math.max, x),
      bottom: side('bottom', Math.max, y),
    };
  }
}

ContextMenu.$inject = [...ContextPad.$inject, 'translate'];

const isFrame = (element) =>
  ['bpmn:Participant', 'bpmn:Lane', 'bpmn:Group'].includes(element.type) || element.children.some((child) => !isLabel(child));

const overlap = (one, other) =>
  one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

const inside = (box, outer) =>
  box.left >= outer.left && box.top >= outer.top && box.right <= outer.right && box.bottom <= outer.bottom;

/** The places around a box for something of that size, the usual one first. */
function beside(box, width, height, gap) {
  const [right, left] = [box.right + gap, box.left - gap - width];
  const [above, below] = [box.top - gap - height, box.bottom + gap];
  const [atTop, atBottom] = [box.top, box.bottom - height];
  const [atLeft, atRight] = [box.left, box.right - width];
  const places = [
    [right, atTop],
    [right, atBottom],
    [atLeft, below],
    [atRight, below],
    [atLeft, above],
    [atRight, above],
    [right, below],
    [right, above],
    [left, atTop],
    [left, atBottom],
    [left, below],
    [left, above],
  ];
  return places.map(([x, y]) => ({ left: x, top: y, right: x + width, bottom: y + height }));
}

function leastCovering(boxes, others) {
  const shared = (one, other) =>
    overlap(one, other)
      ? (Math.min(one.right, other.right) - Math.max(one.left, other.left)) *
        (Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top))
      : 0;
  const covered = boxes.map((box) => others.reduce((sum, other) => sum + shared(box, other), 0));
  return boxes[covered.indexOf(Math.min(...covered))];
}

const within = (sight, left, top, { offsetWidth, offsetHeight }) => ({
  left: Math.max(0, Math.min(left, sight.right - offsetWidth)),
  top: Math.max(0, Math.min(top, sight.bottom - offsetHeight)),
});
