import { Labels } from './labels.js';
import { Panel } from './panel.js';

const DELAY = 250;

/** Tells the page of each change to a diagram, soon after it was made and at the latest before anything else is clicked. */
export class Editing {
  #viewer;
  #file;
  #send;
  #labels;
  #panel;
  #xml = null;
  #pending = false;
  #timer = null;
  #leaving = new AbortController();

  constructor(viewer, { root, data, send, changed }) {
    this.#viewer = viewer;
    this.#file = data.file;
    this.#send = send;
    this.#labels = new Labels(viewer, data.language);
    this.#panel = new Panel(viewer, { root, data });
    const stack = viewer.get('commandStack');
    const tell = () => changed({ undo: stack.canUndo(), redo: stack.canRedo() });
    tell();
    viewer.get('eventBus').on('commandStack.changed', ({ trigger }) => {
      tell();
      if (trigger === 'clear') return;
      this.#pending = true;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.flush(), DELAY);
    });
    const { signal } = this.#leaving;
    const outside = (event) => event.composedPath().includes(root) || this.#finish();
    document.addEventListener('pointerdown', outside, { capture: true, signal });
    window.addEventListener('pagehide', () => this.#finish(), { signal });
    document.addEventListener('visibilitychange', () => document.hidden && this.#finish(), { signal });
  }

  undo() {
    this.#panel.finish();
    this.#viewer.get('commandStack').undo();
  }

  redo() {
    this.#viewer.get('commandStack').redo();
  }

  /** The changed diagram, where the next drawing is of the same file: it is newer than what the page knows. */
  async carriedOver(file) {
    if (file !== this.#file) return null;
    await this.#finish();
    return this.#xml;
  }

  async flush() {
    clearTimeout(this.#timer);
    if (!this.#pending) return;
    this.#pending = false;
    const { xml } = await this.#labels.asInFile(() => this.#viewer.saveXML({ format: true }));
    this.#xml = xml;
    this.#send('edit', { xml, file: this.#file });
  }

  dispose() {
    clearTimeout(this.#timer);
    this.#leaving.abort();
    this.#panel.dispose();
  }

  /** Ends what is being typed, too. */
  #finish() {
    const typing = this.#viewer.get('directEditing');
    if (typing.isActive()) typing.complete();
    this.#panel.finish();
    return this.flush();
  }
}
