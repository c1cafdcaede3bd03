const PAUSE = 150;
const MOST = 250;

let count = 0;

/** An element of the page with attributes and children; texts among them stay texts. */
export function made(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(key, '');
    else if (value !== false && value !== undefined && value !== null) element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
}

/**
 * One value of the diagram in the panel. What is typed is taken over in a pause of typing, and at the latest
 * a quarter of a second later; half-composed Chinese only when it is whole, or when the window is left.
 */
export class Field {
  #changes;
  #spec;
  #input;
  #note;
  #timer = null;
  #since = null;
  #before = '';
  #typed = false;
  #composing = false;

  constructor(spec, changes) {
    this.#changes = changes;
    this.#spec = spec;
    const id = `studio-field-${(count += 1)}`;
    this.#note = made('p', { class: 'studio-note', id: `${id}-note`, 'aria-live': 'polite', hidden: true });
    this.#input = this.#control(id);
    this.#input.dataset.field = spec.key;
    this.#input.setAttribute('aria-describedby', `${id}-note`);
    const caption = made('span', { class: 'studio-caption' }, spec.title);
    const label = made('label', { class: spec.toggle ? 'studio-toggle' : 'studio-field' });
    label.append(...(spec.toggle ? [this.#input, caption] : [caption, this.#input]));
    this.element = made('div', { class: 'studio-entry' }, label, this.#note);
    if (spec.suggest) this.#offer(id);
    this.#listen();
    this.refresh();
  }

  get input() {
    return this.#input;
  }

  /** The same field, of what the diagram holds now. */
  take(spec) {
    this.#spec = spec;
    this.refresh();
  }

  refresh() {
    const value = this.#spec.read();
    if (this.#spec.toggle) this.#input.checked = value;
    else if (document.activeElement !== this.#input || !this.#typed) {
      if (this.#input.value !== value) this.#input.value = value;
      if (!this.#spec.rows && !this.#spec.select) this.#input.title = value; // the field may be too short for it
    }
    this.#tell();
  }

  /** Takes over what is typed. */
  commit() {
    clearTimeout(this.#timer);
    this.#since = null;
    if (this.#typed || this.#spec.select) this.#changes.write(this, this.#spec, this.#input.value);
  }

  #control(id) {
    const spec = this.#spec;
    if (spec.toggle) return made('input', { type: 'checkbox', role: 'switch' });
    if (spec.select) {
      return made('select', {}, ...spec.select.map(([value, title]) => made('option', { value }, title)));
    }
    const shared = { spellcheck: 'false', autocomplete: 'off', placeholder: spec.placeholder };
    if (spec.rows) return made('textarea', { rows: spec.rows, ...shared, class: spec.code && 'studio-code' });
    return made('input', { type: 'text', list: spec.suggest && `${id}-list`, ...shared, class: spec.code && 'studio-code' });
  }

  #listen() {
    const input = this.#input;
    if (this.#spec.toggle) {
      input.addEventListener('change', () => {
        this.#changes.write(this, this.#spec, input.checked);
        this.#changes.close();
      });
      return;
    }
    if (this.#spec.select) {
      input.addEventListener('change', () => {
        this.commit();
        this.#changes.close();
      });
      return;
    }
    input.addEventListener('focus', () => {
      this.#before = input.value;
      this.#typed = false;
    });
    input.addEventListener('compositionstart', () => (this.#composing = true));
    input.addEventListener('compositionend', () => {
      this.#composing = false;
      this.#soon();
    });
    input.addEventListener('input', () => {
      this.#typed = true;
      this.#tell();
      if (!this.#composing) this.#soon();
    });
    input.addEventListener('blur', () => {
      this.#composing = false;
      this.commit();
      this.#typed = false;
      this.#changes.close();
      this.refresh();
    });
    input.addEventListener('keydown', (event) => this.#key(event));
  }

  #soon() {
    clearTimeout(this.#timer);
    const now = performance.now();
    this.#since ??= now;
    this.#timer = setTimeout(() => this.commit(), Math.max(0, Math.min(PAUSE, this.#since + MOST - now)));
  }

  /** What was typed is undone by the browser; where nothing was, the key undoes the last change of the diagram. */
  #key(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = event.key.toLowerCase();
    const redo = key === 'y' || (key === 'z' && event.shiftKey);
    if (!redo && key !== 'z') return;
    if (redo ? this.#typed : this.#typed && this.#input.value !== this.#before) return;
    event.preventDefault();
    this.commit();
    this.#typed = false;
    if (redo) this.#changes.redo();
    else this.#changes.undo();
    this.#before = this.#input.value;
  }

  /** What the studio says of the value, as long as it is the one it speaks of. */
  #tell() {
    const note = this.#spec.note?.();
    const value = this.#typed ? this.#input.value : (this.#spec.raw ?? this.#spec.read)();
    const fits = note && (this.#spec.toggle || same(note.value, value) || same(note.value, this.#spec.raw?.()));
    this.#note.hidden = !fits;
    this.#input.setAttribute('aria-invalid', String(Boolean(fits && note.tone === 'bad')));
    if (!fits) return;
    this.#note.className = `studio-note studio-${note.tone}`;
    if (this.#note.textContent !== note.text) this.#note.textContent = note.text;
  }

  /** Suggestions come when the field is entered; in a list separated by commas they complete its last part. */
  #offer(id) {
    const list = made('datalist', { id: `${id}-list` });
    const fill = () => {
      const kept = this.#spec.several ? (/^.*[,，、;；]\s*/.exec(this.#input.value)?.[0] ?? '') : '';
      const there = kept.split(/[,，、;；]/).map((each) => each.trim());
      const offered = this.#spec.suggest().filter((each) => !there.includes(each));
      list.replaceChildren(...offered.slice(0, 50).map((each) => made('option', { value: kept + each })));
    };
    this.#input.addEventListener('focus', fill);
    if (this.#spec.several) this.#input.addEventListener('input', fill);
    this.element.append(list);
  }
}

const same = (one, other) => words(one) === words(other);
const words = (text) => String(text ?? '').replace(/\s+/g, ' ').trim();
