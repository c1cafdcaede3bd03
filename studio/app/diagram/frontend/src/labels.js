import { labelIn, languagesOf } from './studio.js';

const words = (text) => (text ?? '').replace(/\s+/g, ' ').trim();
const field = (object) => (object.$instanceOf?.('bpmn:TextAnnotation') ? 'text' : 'name');

/**
 * Shows a file in one language while it is changed: elements go by their label in that language, and only
 * while the file is written each label and each plain name takes its own place again.
 */
export class Labels {
  #viewer;
  #language;
  #plain = new Map();
  #usual = null;

  constructor(viewer, language) {
    this.#viewer = viewer;
    this.#language = language;
    viewer.get('eventBus').on('import.parse.complete', ({ elementsById }) => this.#show(Object.values(elementsById ?? {})));
  }

  /** What `write` gives, the names being those of the file meanwhile; `write` must read them before it first waits. */
  asInFile(write) {
    const undo = [...this.#named()].map((object) => this.#restore(object));
    try {
      return write();
    } finally {
      for (const back of undo) back?.();
    }
  }

  #show(objects) {
    this.#plain.clear();
    const votes = new Map();
    for (const object of objects) {
      const label = labelIn(object, this.#language);
      const name = object[field(object)];
      const language = languagesOf(object).find((one) => words(labelIn(object, one).text) === words(name)) ?? null;
      if (language) votes.set(language, (votes.get(language) ?? 0) + 1);
      if (!label) continue;
      this.#plain.set(object, { name, language });
      object[field(object)] = label.text;
    }
    this.#usual = [...votes].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
  }

  #named() {
    const drawn = this.#viewer.get('elementRegistry').getAll().map((element) => element.businessObject);
    return new Set([...this.#plain.keys(), ...drawn].filter(Boolean));
  }

  #restore(object) {
    const label = labelIn(object, this.#language);
    if (!label) return null;
    const key = field(object);
    const [shown, said] = [object[key], label.text];
    if (words(shown) !== words(said)) label.text = shown ?? '';
    object[key] = this.#plainName(object, shown);
    return () => {
      object[key] = shown;
      label.text = said;
    };
  }

  /** The name for tools that know no labels: it follows the label of the language that it was in. */
  #plainName(object, shown) {
    const known = this.#plain.get(object);
    const language = known ? known.language : this.#usual;
    const label = language ? labelIn(object, language) : null;
    const name = known && !known.language ? known.name : (label?.text ?? shown);
    return known && words(known.name) === words(name) ? known.name : name;
  }
}
