import { Entries, labelIn, propertiesOf } from './studio.js';

const DELAY = 200;

/** The studio's own entries of the selected element, beside the canvas; what they hold is users' text. */
export class Panel {
  #viewer;
  #data;
  #entries;
  #element = null;
  #fields = [];
  #panel = document.createElement('form');

  constructor(viewer, { root, data }) {
    this.#viewer = viewer;
    this.#data = data;
    this.#entries = new Entries(viewer);
    this.#panel.className = 'studio-panel';
    this.#panel.setAttribute('aria-label', data.words.panel);
    this.#panel.addEventListener('submit', (event) => event.preventDefault());
    root.append(this.#panel);
    const events = viewer.get('eventBus');
    events.on('selection.changed', ({ newSelection }) => this.#show(newSelection));
    events.on('elements.changed', ({ elements }) => {
      if (elements.some((element) => (element.labelTarget ?? element) === this.#element)) this.#refresh();
    });
    events.on('import.done', () => this.#show([]));
    this.#show([]);
  }

  /** Takes over what is being typed. */
  finish() {
    for (const field of this.#fields) field.commit();
  }

  dispose() {
    this.#panel.remove();
  }

  #show(selection) {
    const element = selection.length === 1 ? (selection[0].labelTarget ?? selection[0]) : null;
    if (element && element === this.#element) return;
    this.finish();
    this.#element = element;
    this.#fields = element ? this.#fieldsOf(element) : [];
    const heading = document.createElement('p');
    heading.textContent = element ? element.id : this.#data.words.nothingSelected;
    heading.className = element ? 'studio-panel-id' : 'studio-panel-hint';
    this.#panel.replaceChildren(heading, ...this.#fields.map((field) => field.element));
    this.#refresh();
  }

  #refresh() {
    for (const field of this.#fields) field.refresh();
  }

  #fieldsOf(element) {
    const { words, language, otherLanguage, properties } = this.#data;
    const object = element.businessObject;
    const name = () => (object.$instanceOf('bpmn:TextAnnotation') ? object.text : object.name) ?? '';
    const others = [...propertiesOf(object).keys()].filter((known) => known && !(known in properties));
    return [
      this.#field('name', words.name, {
        long: true,
        read: name,
        write: (text) => this.#viewer.get('modeling').updateLabel(element, text),
      }),
      this.#field('other', words.otherName, {
        long: true,
        read: () => labelIn(object, otherLanguage)?.text ?? '',
        write: (text) => this.#entries.setLabels(element, { [otherLanguage]: text, [language]: name() }),
      }),
      ...[...Object.entries(properties), ...others.map((one) => [one, one])].map(([property, title]) =>
        this.#field(property, title, {
          read: () => propertiesOf(object).get(property) ?? '',
          write: (text) => this.#entries.setProperty(element, property, text),
        }),
      ),
    ];
  }

  #field(key, title, { read, write, long = false }) {
    const element = document.createElement('label');
    const caption = document.createElement('span');
    const input = document.createElement(long ? 'textarea' : 'input');
    let timer = null;
    caption.textContent = title;
    input.dataset.field = key;
    if (long) input.rows = 2;
    element.append(caption, input);
    const commit = () => {
      clearTimeout(timer);
      if (input.value !== read()) write(input.value);
    };
    const typed = ({ isComposing }) => {
      clearTimeout(timer);
      if (!isComposing) timer = setTimeout(commit, DELAY);
    };
    input.addEventListener('input', typed);
    input.addEventListener('compositionend', typed);
    input.addEventListener('change', commit);
    const refresh = () => {
      if (document.activeElement !== input) input.value = read();
    };
    input.value = read();
    return { element, commit, refresh };
  }
}
