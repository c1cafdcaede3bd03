import { Journal } from './journal.js';
import { Labels } from './labels.js';
import { Panel } from './panel/panel.js';

const PAUSE = 100;
const MOST = 200;
const PATIENCE = 4000;
const ON_ITS_WAY = 80;
const BEFORE_LEAVING = 2000;

/** Tells the page of each change to a diagram, soon after it was made and at the latest before anything else is clicked. */
export class Editing {
  #viewer;
  #root;
  #file;
  #send;
  #waiting;
  #labels;
  #panel;
  #journal;
  #xml = null;
  #from = null;
  #pending = false;
  #since = null;
  #timer = null;
  #patience = null;
  #applied;
  #labelled = null;
  #leaving = new AbortController();
  #sending = null;
  #answer = null;

  constructor(viewer, { root, data, send, changed, waiting }) {
    this.#viewer = viewer;
    this.#root = root;
    this.#file = data.file;
    this.#send = send;
    this.#waiting = waiting;
    this.#applied = data.apply?.token ?? null;
    this.#journal = new Journal(data);
    this.#labels = new Labels(viewer, data.language);
    this.#panel = new Panel(viewer, { root, data, decide: (gateway) => this.#decide(gateway) });
    const stack = viewer.get('commandStack');
    const events = viewer.get('eventBus');
    const tell = () => changed({ undo: stack.canUndo(), redo: stack.canRedo() });
    tell();
    events.on('commandStack.changed', ({ trigger }) => {
      tell();
      if (trigger !== 'clear') this.#soon();
    });
    // What is typed on the canvas itself is kept before it is complete, too, and taken back with it.
    events.on('directEditing.activate', ({ active }) => (this.#labelled = active.element.businessObject));
    events.on('directEditing.deactivate', () => (this.#labelled = null));
    events.on('directEditing.cancel', () => this.#soon());
    const { signal } = this.#leaving;
    root.addEventListener('input', ({ target }) => this.#typing(target) && this.#soon(), { signal });
    const outside = (event) => event.composedPath().includes(root) || this.#finish();
    document.addEventListener('pointerdown', outside, { capture: true, signal });
    document.addEventListener('click', (event) => this.#afterSending(event), { capture: true, signal });
    window.addEventListener('pagehide', () => this.#finish(), { signal });
    window.addEventListener('beforeunload', (event) => this.#root.dataset.kept === 'waiting' && event.preventDefault(), { signal });
    document.addEventListener('visibilitychange', () => document.hidden && this.#finish(), { signal });
  }

  undo() {
    this.#panel.finish();
    this.#viewer.get('commandStack').undo();
  }

  redo() {
    this.#viewer.get('commandStack').redo();
  }

  /** Takes over what the studio tells of the diagram: what it kept, what it thinks of it, what to change in it. */
  update(data) {
    if (this.#journal.told(data)) this.#kept();
    this.#panel.update(data);
    if (data.apply && data.apply.token !== this.#applied) this.#apply(data.apply);
  }

  /** The changed diagram, where the next drawing is of the same file: it is newer than what the page knows. */
  async carriedOver(file) {
    if (file !== this.#file) return null;
    await this.#finish();
    return this.#xml;
  }

  /** What was drawn is left from before the page was loaded: it is kept as a change of that version of the draft. */
  resume(version) {
    this.#from = version;
    this.#soon();
  }

  async flush() {
    clearTimeout(this.#timer);
    this.#since = null;
    if (!this.#pending) return this.#sending;
    this.#pending = false;
    const sending = this.#write().then(() => new Promise((sent) => setTimeout(sent, ON_ITS_WAY)));
    this.#sending = sending.finally(() => {
      if (this.#sending === own) this.#sending = null;
    });
    const own = this.#sending;
    return own;
  }

  async #write() {
    const { xml } = await this.#asTyped(() => this.#labels.asInFile(() => this.#viewer.saveXML({ format: true })));
    this.#xml = xml;
    const number = this.#journal.note(xml);
    this.#answer ??= later();
    this.#send('edit', { xml, file: this.#file, number, version: this.#from });
    this.#from = null;
    clearTimeout(this.#patience);
    this.#patience = setTimeout(() => this.#unkept(), PATIENCE);
  }

  /** Where the page is being left, what is pending stays in the journal: nobody would take it. */
  dispose({ leaving = false } = {}) {
    if (leaving) this.#send = () => {};
    if (this.#pending) this.#finish();
    clearTimeout(this.#timer);
    clearTimeout(this.#patience);
    this.#leaving.abort();
    this.#kept();
    this.#panel.dispose();
  }

  #soon() {
    this.#pending = true;
    clearTimeout(this.#timer);
    const now = performance.now();
    this.#since ??= now;
    this.#timer = setTimeout(() => this.flush(), Math.max(0, Math.min(PAUSE, this.#since + MOST - now)));
  }

  /** A click elsewhere waits for what is on its way, or the answer to it would call the person back here. */
  #afterSending(event) {
    const { target } = event;
    const underway = target.closest?.('a[href]') ? this.#keeping() : this.#sending;
    if (!underway || !event.isTrusted || event.composedPath().includes(this.#root)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    underway.then(() => target.isConnected && target.click());
  }

  /** Until all is kept: a studio that is still busy forgets what it was told right before another page. */
  #keeping() {
    if (!this.#sending && !this.#answer) return null;
    const over = new Promise((resolve) => setTimeout(resolve, BEFORE_LEAVING));
    return Promise.resolve(this.#sending).then(() => Promise.race([this.#answer?.given, over]));
  }

  /** Ends what is being typed, too. */
  #finish() {
    const typing = this.#viewer.get('directEditing');
    if (typing.isActive()) typing.complete();
    this.#panel.finish();
    return this.flush();
  }

  #typing(target) {
    return this.#labelled && target.closest?.('.djs-direct-editing-content');
  }

  /** What `write` gives while an element goes by the name that is being typed on the canvas. */
  #asTyped(write) {
    const object = this.#labelled;
    if (!object || object.$instanceOf('bpmn:Group')) return write();
    const key = object.$instanceOf('bpmn:TextAnnotation') ? 'text' : 'name';
    const before = object[key];
    object[key] = this.#viewer.get('directEditing').getValue();
    try {
      return write();
    } finally {
      object[key] = before;
    }
  }

  async #decide(gateway) {
    await this.flush();
    this.#send('decide', { gateway, file: this.#file });
  }

  /** Conditions from elsewhere, by flow, and which flow is taken otherwise: one change that can be undone. */
  #apply({ token, conditions, otherwise }) {
    this.#applied = token;
    this.#panel.finish();
    this.#panel.apply(conditions, otherwise);
  }

  #kept() {
    clearTimeout(this.#patience);
    this.#answer?.give();
    this.#answer = null;
    delete this.#root.dataset.kept;
    this.#waiting(false);
  }

  /** Says it, and tries again until the studio answers. */
  #unkept() {
    this.#root.dataset.kept = 'waiting';
    this.#waiting(true);
    this.#soon();
  }
}

function later() {
  const answer = {};
  answer.given = new Promise((give) => (answer.give = give));
  return answer;
}
