import { getBBox } from 'diagram-js/lib/util/Elements';

import { COLOURS, dropFalseColours } from './colours.js';
import { Editing } from './editing.js';
import { FONT_FAMILY, loadGlyphs } from './fonts.js';
import { Journal } from './journal.js';
import { walkByKeyboard } from './keyboard.js';
import { Marks } from './marks.js';
import { MODES } from './modes.js';
import { Tokens } from './tokens.js';
import { toolbar } from './toolbar.js';
import { Tooltip } from './tooltip.js';

/** Room kept free around a diagram that is fitted: toolbar and watermark stand below it, the palette on its left. */
const MARGINS = {
  view: { left: 20, right: 20, top: 20, bottom: 56 },
  edit: { left: 120, right: 24, top: 20, bottom: 56 },
};

/** The scale at which a part of a diagram is shown where the whole would be too small to read. */
const LEGIBLE = 0.72;

/** Below this width, in pixels, the panel of the editor lies over the canvas, and only where it is asked for. */
const NARROW = 640;

/** From as many shapes on it takes a while until a diagram is drawn. */
const MANY = 400;

/** Below this scale the shapes of a diagram are dots, and nothing is seen of it. */
const FAINTEST = 0.06;

/** How much larger a part must become for the rest to be left out of sight. */
const WORTHWHILE = 1.25;

/** Of several drawings in a file the one with the most in it: bpmn-js shows the first. */
async function openLargest(viewer) {
  const size = ({ plane }) => plane?.planeElement?.length ?? 0;
  const [first, ...others] = viewer.getDefinitions()?.diagrams ?? [];
  const largest = others.reduce((most, one) => (size(one) > size(most) ? one : most), first);
  if (largest && largest !== first) await viewer.open(largest);
}

/** After what was changed has come on the screen; a page in the background paints nothing. */
const painted = () =>
  new Promise((done) => {
    requestAnimationFrame(() => requestAnimationFrame(() => done()));
    setTimeout(done, 200);
  });

/** One diagram on a page: owns its elements, its bpmn-js viewer and what is drawn over the diagram. */
export class Canvas {
  #root = document.createElement('div');
  #stage = document.createElement('div');
  #message = document.createElement('p');
  #notice = document.createElement('p');
  #progress = document.createElement('p');
  #spoken = document.createElement('p');
  #toolbar;
  #tooltip;
  #resizing;
  #viewer = null;
  #marks = null;
  #tokens = null;
  #editing = null;
  #mode = null;
  #document = null;
  #wanted = null;
  #focus = null;
  #followed = null;
  #near = [];
  #arrived = null;
  #fitted = false;
  #held = false;
  #words = {};
  #send = () => {};
  #work = Promise.resolve();
  #disposed = false;

  constructor(parent) {
    this.#root.className = 'studio-diagram';
    this.#stage.className = 'studio-stage';
    // Sizes stand here because the style sheet may arrive after this code.
    Object.assign(this.#root.style, { position: 'relative', overflow: 'hidden' });
    Object.assign(this.#stage.style, { position: 'absolute', inset: '0' });
    this.#message.className = 'studio-message';
    this.#message.setAttribute('role', 'alert');
    this.#message.hidden = true;
    this.#notice.className = 'studio-notice';
    this.#notice.setAttribute('role', 'status');
    this.#notice.hidden = true;
    this.#progress.className = 'studio-progress';
    this.#progress.setAttribute('role', 'status');
    this.#progress.hidden = true;
    this.#spoken.className = 'studio-spoken';
    this.#spoken.setAttribute('aria-live', 'polite');
    this.#toolbar = toolbar({
      undo: () => this.#editing?.undo(),
      redo: () => this.#editing?.redo(),
      zoomIn: () => this.#viewer?.get('zoomScroll').stepZoom(1),
      zoomOut: () => this.#viewer?.get('zoomScroll').stepZoom(-1),
      fit: () => this.#fit(),
      fullScreen: () => (document.fullscreenElement ? document.exitFullscreen() : this.#root.requestFullscreen()),
    });
    this.#root.append(this.#stage, this.#message, this.#notice, this.#progress, this.#spoken, this.#toolbar.element);
    this.#tooltip = new Tooltip(this.#root);
    parent.append(this.#root);

    // Streamlit listens for single letters on the document.
    for (const type of ['keydown', 'keyup', 'keypress']) {
      this.#root.addEventListener(type, (event) => {
        event.stopPropagation();
        this.#root.classList.add('studio-by-keys');
      });
    }
    this.#root.addEventListener('pointerdown', () => this.#root.classList.remove('studio-by-keys'));
    this.#stage.addEventListener('wheel', (event) => this.#leaveWheelToPage(event), { capture: true });
    this.#root.addEventListener('fullscreenchange', () => this.#label());
    // A diagram drawn in a hidden tab has no size yet and is fitted when it gets one.
    this.#resizing = new ResizeObserver(() => this.#resized());
    this.#resizing.observe(this.#stage);
  }

  /** Takes over what Python sent; drawings follow each other because importing is asynchronous. */
  show(data, send) {
    this.#send = send;
    this.#work = this.#work.then(() => this.#disposed || this.#apply(data)).catch(reportError);
  }

  dispose() {
    this.#disposed = true;
    this.#resizing.disconnect();
    this.#editing?.dispose({ leaving: true });
    this.#viewer?.destroy();
    this.#root.remove();
  }

  async #apply(data) {
    this.#words = data.words;
    this.#root.style.height = `${data.height}px`;
    if (data.mode !== this.#mode || data.document !== this.#document) {
      const carried = await this.#editing?.carriedOver(data.file);
      const left = data.mode === 'edit' && !carried ? Journal.left(data) : null;
      if (data.mode !== this.#mode || data.mode === 'edit') this.#createViewer(data);
      await this.#draw({ ...data, xml: carried ?? left?.xml ?? data.xml });
      if (left && this.#root.dataset.state === 'drawn') this.#editing.resume(left.version);
    }
    if (this.#disposed) return;
    this.#label();
    if (this.#root.dataset.state !== 'drawn') return;
    this.#marks.show(data);
    this.#tokens.show(data.tokens);
    this.#editing?.update(data);
    this.#select(data.selected);
    this.#follow(data);
    this.#near = data.near ?? [];
    this.#comeNear();
    this.#bringIntoSight(data.focus);
  }

  #createViewer(data) {
    const { Viewer, options } = MODES[data.mode];
    this.#editing?.dispose();
    this.#editing = null;
    this.#viewer?.destroy();
    this.#mode = data.mode;
    this.#root.dataset.mode = data.mode;
    this.#viewer = new Viewer({
      container: this.#stage,
      ...options(data.language),
      bpmnRenderer: COLOURS,
      textRenderer: { defaultStyle: { fontFamily: FONT_FAMILY, lineHeight: 1.25 } },
    });
    this.#marks = new Marks(this.#viewer);
    this.#tokens = new Tokens(this.#viewer);
    const events = this.#viewer.get('eventBus');
    events.on('import.parse.complete', ({ definitions }) => dropFalseColours(definitions));
    events.on('canvas.viewbox.changing', () => {
      this.#fitted = false;
      this.#held = false;
      this.#tooltip.hide();
    });
    events.on('element.hover', ({ element, originalEvent }) => {
      if (element.parent) this.#tooltip.show(this.#marks.lines(element.labelTarget ?? element), originalEvent);
    });
    events.on('element.out', () => this.#tooltip.hide());
    if (data.mode === 'edit') {
      this.#root.classList.toggle('studio-narrow', this.#isNarrow());
      this.#editing = new Editing(this.#viewer, {
        root: this.#root,
        data,
        send: (...event) => this.#send(...event),
        changed: (possible) => this.#toolbar.enable(possible),
        waiting: (unkept) => {
          this.#notice.textContent = unkept ? this.#words.unkept : '';
          this.#notice.hidden = !unkept;
        },
      });
      return;
    }
    events.on('element.click', ({ element }) => this.#clicked(element));
    walkByKeyboard(this.#viewer, {
      reached: (element) => {
        this.#spoken.textContent = this.#marks.lines(element, { always: true }).join('. ');
      },
      opened: (element) => this.#clicked(element),
    });
  }

  async #draw({ xml, document: name }) {
    this.#root.dataset.state = 'drawing';
    this.#document = name;
    this.#wanted = null;
    this.#focus = null;
    this.#followed = null;
    this.#arrived = null;
    this.#marks.forget();
    this.#tokens.forget();
    this.#tooltip.hide();
    try {
      await this.#sayThatItDraws(xml);
      await loadGlyphs(xml, this.#root);
      const { warnings } = await this.#viewer.importXML(xml);
      this.#root.dataset.warnings = warnings.map(({ message }) => message).join('\n');
      await openLargest(this.#viewer);
    } catch (error) {
      if (this.#disposed) return;
      this.#viewer.clear();
      const [reason] = error.message.split('\n');
      this.#message.textContent = this.#words.failed.replace('{reason}', () => reason);
      this.#message.hidden = false;
      this.#root.dataset.state = 'failed';
      this.#send('problem', reason);
      return;
    } finally {
      this.#progress.hidden = true;
    }
    if (this.#disposed) return;
    this.#message.hidden = true;
    this.#root.dataset.state = 'drawn';
    this.#fit();
  }

  /** Says of a large diagram that it is being drawn; nothing else comes on the screen until it is. */
  async #sayThatItDraws(xml) {
    const count = xml.match(/BPMNShape\s/g)?.length ?? 0;
    if (count < MANY) return;
    this.#progress.textContent = this.#words.drawing.replace('{n}', () => count.toLocaleString());
    this.#progress.hidden = false;
    this.#message.hidden = true;
    await painted();
  }

  /** Takes the page's selection only when the page changed it, so that an older run does not undo a click. */
  #select(id) {
    if (id === this.#wanted) return;
    this.#wanted = id;
    const element = this.#viewer.get('elementRegistry').get(id);
    this.#viewer.get('selection').select(element ?? null);
  }

  #bringIntoSight(id) {
    if (id === this.#focus) return;
    this.#focus = id;
    const element = this.#viewer.get('elementRegistry').get(id);
    if (element && !this.#fitted) this.#viewer.get('canvas').scrollToElement(element);
  }

  /** Comes closer to where a case begins to be walked; from then on the reader's own zoom holds. */
  #follow({ tokens, focus }) {
    const followed = tokens?.case ?? null;
    if (followed === this.#followed) return;
    this.#followed = followed;
    const element = followed === null ? null : this.#viewer.get('elementRegistry').get(focus);
    if (!element || !this.#fitted || !this.#stage.clientWidth) return;
    this.#magnify({ x: element.x + element.width / 2, y: element.y + element.height / 2 }, { across: 0.35 });
  }

  /** Shows some elements, and what is around them, at a scale that can be read; once for each drawing. */
  #comeNear() {
    const wanted = this.#near.join(' ');
    if (wanted === this.#arrived || !this.#fitted || !this.#stage.clientWidth) return;
    this.#arrived = wanted;
    const registry = this.#viewer.get('elementRegistry');
    const near = this.#near.map((id) => registry.get(id)).filter(Boolean);
    const elements = near.length ? near : this.#beginning();
    if (!elements.length) return;
    const { x, y, width, height } = getBBox(elements);
    const { outer, scale: now } = this.#viewer.get('canvas').viewbox(false);
    const scale = Math.min(LEGIBLE, outer.width / (width + 80), outer.height / (height + 120));
    if (scale < now * WORTHWHILE) return;
    this.#magnify({ x: x + width / 2, y: y + height / 2 }, { scale });
    this.#held = true;
  }

  /** Where a diagram begins that is too large for any of it to be seen as a whole. */
  #beginning() {
    if (this.#viewer.get('canvas').viewbox(false).scale >= FAINTEST) return [];
    const drawn = this.#viewer.get('elementRegistry').filter(({ type, parent }) => parent && type === 'bpmn:StartEvent');
    return drawn.sort((one, other) => one.x - other.x).slice(0, 1);
  }

  /** Comes closer to a place until the scale is reached, without leaving the diagram. */
  #magnify({ x, y }, { scale = LEGIBLE, across = 0.5 }) {
    const canvas = this.#viewer.get('canvas');
    const { inner, outer, scale: now } = canvas.viewbox(false);
    if (now >= scale) return;
    const [width, height] = [outer.width / scale, outer.height / scale];
    const place = (at, from, length, sight, share) =>
      Math.max(from - 20, Math.min(at - sight * share, from + length + 20 - sight));
    canvas.viewbox({
      x: place(x, inner.x, inner.width, width, across),
      y: place(y, inner.y, inner.height, height, 0.5),
      width,
      height,
    });
  }

  #clicked(element) {
    const shown = element.labelTarget ?? element;
    this.#send('click', shown === this.#viewer.get('canvas').getRootElement() ? '' : shown.id);
  }

  /** Shows the whole diagram, and again after each change of size until the reader moves it. */
  #fit() {
    this.#fitted = true;
    if (this.#root.dataset.state !== 'drawn' || !this.#stage.clientWidth) return;
    const canvas = this.#viewer.get('canvas');
    const { inner, outer } = canvas.viewbox(false);
    const margin = MARGINS[this.#mode];
    const width = Math.max(outer.width - margin.left - margin.right, 50);
    const height = Math.max(outer.height - margin.top - margin.bottom, 50);
    const scale = Math.min(1, width / inner.width, height / inner.height);
    canvas.viewbox({
      x: inner.x + inner.width / 2 - (margin.left + width / 2) / scale,
      y: inner.y + inner.height / 2 - (margin.top + height / 2) / scale,
      width: outer.width / scale,
      height: outer.height / scale,
    });
    this.#fitted = true;
  }

  #resized() {
    if (!this.#viewer || !this.#stage.clientWidth) return;
    const [fitted, held] = [this.#fitted, this.#held];
    this.#root.classList.toggle('studio-narrow', this.#isNarrow());
    this.#viewer.get('canvas').resized();
    if (!fitted && !held) return;
    this.#fit();
    if (held) this.#arrived = null;
    this.#comeNear();
  }

  #isNarrow() {
    return this.#root.clientWidth < NARROW;
  }

  /** A diagram that is all in sight has nowhere to be scrolled to, so the wheel moves the page. */
  #leaveWheelToPage(event) {
    if (event.ctrlKey || event.metaKey || !this.#fitted || document.fullscreenElement) return;
    event.stopPropagation();
  }

  #label() {
    const { fullScreen, leaveFullScreen, diagram, ...others } = this.#words;
    this.#toolbar.label({ ...others, fullScreen: document.fullscreenElement ? leaveFullScreen : fullScreen });
    const drawing = this.#stage.querySelector('.djs-container > svg');
    drawing.setAttribute('role', 'application');
    drawing.setAttribute('aria-label', diagram);
  }
}
