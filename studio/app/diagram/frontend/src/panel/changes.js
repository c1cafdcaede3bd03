/** Several commands of bpmn-js that are undone together. */
class Together {
  preExecute({ act }) {
    act();
  }
}

const COMMAND = 'studio.change';

/** Carries out what the panel changes, each change one step that can be undone; typing on in a field stays one step. */
export class Changes {
  #stack;
  #open = null;
  #busy = false;

  constructor(viewer) {
    this.#stack = viewer.get('commandStack');
    this.#stack.registerHandler(COMMAND, Together);
    viewer.get('eventBus').on('commandStack.changed', () => {
      if (!this.#busy) this.#open = null;
    });
  }

  get busy() {
    return this.#busy;
  }

  /** Writes a value that differs from what `read` gives; `field` goes on with its own last change until it is closed. */
  write(field, { read, write }, value) {
    if (value === read()) return;
    this.#busy = true;
    try {
      if (this.#open === field) this.#stack.undo();
      this.#open = null;
      if (value === read()) return;
      this.#stack.execute(COMMAND, { act: () => write(value) });
      this.#open = field;
    } finally {
      this.#busy = false;
    }
  }

  /** Several changes as one step. */
  together(act) {
    this.#stack.execute(COMMAND, { act });
  }

  /** What is typed from now on is another change. */
  close() {
    this.#open = null;
  }

  undo() {
    this.#stack.undo();
  }

  redo() {
    this.#stack.redo();
  }
}
