import { Changes } from './changes.js';
import { Field, made } from './fields.js';
import { Groups } from './groups.js';
import { Values } from './values.js';

const HIDDEN = 'studio-panel-hidden';

/** What there is to know and to fill in about the selected element, beside the canvas; it holds users' text. */
export class Panel {
  #viewer;
  #data;
  #root;
  #groups;
  #values;
  #changes;
  #decide;
  #element = null;
  #selected = 0;
  #shape = null;
  #fields = [];
  #closed = new Set();
  #pointed = null;
  #pane = made('form', { class: 'studio-panel' });
  #show = made('button', { type: 'button', class: 'studio-panel-show' });

  constructor(viewer, { root, data, decide }) {
    this.#viewer = viewer;
    this.#data = data;
    this.#root = root;
    this.#decide = decide;
    this.#changes = new Changes(viewer);
    this.#values = new Values(viewer, data);
    this.#groups = new Groups(viewer, {
      values: this.#values,
      words: data.panel,
      note: (element, field) => this.#data.notes?.[element]?.[field],
    });
    this.#pane.setAttribute('aria-label', data.words.panel);
    this.#pane.addEventListener('submit', (event) => event.preventDefault());
    this.#show.append(made('span', { 'aria-hidden': 'true' }, '‹'), data.words.showPanel);
    this.#show.addEventListener('click', () => this.#hide(false));
    root.append(this.#pane, this.#show);
    root.classList.toggle(HIDDEN, root.classList.contains('studio-narrow'));
    const events = viewer.get('eventBus');
    events.on('selection.changed', ({ newSelection }) => this.#turnTo(newSelection));
    events.on('elements.changed', () => this.#refresh());
    events.on('import.done', () => this.#turnTo([]));
    events.on('root.set', () => this.#turnTo([]));
  }

  /** Takes over what the studio tells of the diagram as it is now. */
  update(data) {
    this.#data = data;
    this.#refresh();
  }

  /** Takes over what is being typed. */
  finish() {
    for (const field of this.#fields) field.commit();
  }

  /** Writes conditions by the flow, and which flow is taken otherwise, as one change. */
  apply(conditions, otherwise) {
    const registry = this.#viewer.get('elementRegistry');
    this.#changes.together(() => {
      for (const [id, text] of Object.entries(conditions)) {
        const flow = registry.get(id);
        if (flow) this.#values.condition(flow).write(text);
      }
      const flow = registry.get(otherwise);
      if (flow) this.#values.otherwise(flow).write(true);
    });
  }

  dispose() {
    this.#root.classList.remove(HIDDEN);
    this.#pane.remove();
    this.#show.remove();
  }

  #turnTo(selection) {
    const elements = [...new Set(selection.map((element) => element.labelTarget ?? element))];
    const element = elements.length === 1 ? elements[0] : elements.length ? null : this.#whole();
    if (element && element === this.#element && elements.length === this.#selected) return;
    this.finish();
    this.#changes.close();
    this.#element = element;
    this.#selected = elements.length;
    this.#shape = null;
    this.#pane.scrollTop = 0;
    this.#refresh();
  }

  /** With nothing selected the panel shows the process, where the drawing is of one. */
  #whole() {
    const root = this.#viewer.get('canvas').getRootElement();
    return root?.businessObject?.$instanceOf?.('bpmn:Process') ? root : null;
  }

  #refresh() {
    const element = this.#element;
    if (element && element.parent === null && this.#selected) return; // it is being removed; the selection follows
    const groups = element ? this.#groups.of(element) : [];
    const shape = JSON.stringify([element?.id, this.#selected, groups.map(shapeOf)]);
    if (shape !== this.#shape) {
      this.#shape = shape;
      this.#build(groups);
    } else {
      const specs = groups.flatMap(specsOf);
      this.#fields.forEach((field, place) => field.take(specs[place]));
    }
    this.#tell();
  }

  #build(groups) {
    const focused = this.#pane.contains(document.activeElement) ? document.activeElement.dataset.field : null;
    const { scrollTop } = this.#pane;
    this.finish();
    this.#fields = [];
    const sections = groups.map((group) => this.#section(group));
    this.#pane.replaceChildren(this.#head(), made('ul', { class: 'studio-panel-problems' }), ...sections);
    this.#pane.scrollTop = scrollTop;
    if (focused) this.#fields.find(({ input }) => input.dataset.field === focused)?.input.focus();
  }

  #head() {
    const { words, panel } = this.#data;
    const hide = made('button', { type: 'button', class: 'studio-panel-hide', title: words.hidePanel }, '›');
    hide.setAttribute('aria-label', words.hidePanel);
    hide.addEventListener('click', () => this.#hide(true));
    const element = this.#element;
    const title = element && (this.#selected || !panel.whole) ? kindOf(element, panel.kinds) : panel.whole;
    const head = made('header', {}, made('p', { class: 'studio-panel-kind' }, this.#selected > 1 ? words.several : title), hide);
    const told = made('div', {}, head);
    if (element) told.append(made('p', { class: 'studio-panel-id' }, element.id));
    if (!this.#selected) told.append(made('p', { class: 'studio-panel-hint' }, words.nothingSelected));
    return told;
  }

  #section(group) {
    const section = made('details', { 'data-group': group.key, open: !this.#closed.has(group.key) }, made('summary', {}, group.title ?? ''));
    section.addEventListener('toggle', () => {
      if (section.open) this.#closed.delete(group.key);
      else this.#closed.add(group.key);
    });
    const body = made('div', { class: 'studio-group' });
    for (const spec of group.fields ?? []) body.append(this.#field(spec));
    for (const branch of group.branches ?? []) body.append(this.#branch(branch));
    if (group.table && this.#decide) body.append(this.#table());
    section.append(body);
    return section;
  }

  #field(spec) {
    const field = new Field(spec, this.#changes);
    this.#fields.push(field);
    return field.element;
  }

  /** One way out of a decision; the flow is pointed out in the drawing while it is looked at here. */
  #branch({ flow, title, fields }) {
    const { words } = this.#data;
    const to = made('button', { type: 'button', class: 'studio-branch-to', title: words.selectFlow });
    to.append(made('span', { 'aria-hidden': 'true' }, '→'), made('span', {}, title));
    to.addEventListener('click', () => this.#viewer.get('selection').select(flow));
    const branch = made('section', { class: 'studio-branch', 'data-flow': flow.id, 'aria-label': title }, to);
    branch.append(...fields.map((spec) => this.#field(spec)));
    for (const type of ['pointerenter', 'focusin']) branch.addEventListener(type, () => this.#point(flow));
    for (const type of ['pointerleave', 'focusout']) branch.addEventListener(type, () => this.#point(null));
    return branch;
  }

  #table() {
    const gateway = this.#element;
    const ask = made('button', { type: 'button', class: 'studio-panel-action' }, this.#data.words.decisionTable);
    ask.addEventListener('click', () => {
      this.finish();
      this.#decide(gateway.id);
    });
    return ask;
  }

  #point(flow) {
    const canvas = this.#viewer.get('canvas');
    const there = (one) => one && this.#viewer.get('elementRegistry').get(one.id) === one;
    if (there(this.#pointed)) canvas.removeMarker(this.#pointed, 'studio-pointed');
    this.#pointed = flow;
    if (there(flow)) canvas.addMarker(flow, 'studio-pointed');
  }

  /** The problems of the element, as the studio last told them. */
  #tell() {
    const list = this.#pane.querySelector('.studio-panel-problems');
    if (!list) return;
    const mark = this.#element && this.#data.problems?.[this.#element.id];
    const lines = mark?.lines ?? [];
    if (list.dataset.told === JSON.stringify(mark ?? null)) return;
    list.dataset.told = JSON.stringify(mark ?? null);
    list.replaceChildren(...lines.map((line) => made('li', { class: `studio-${mark.severity}` }, line)));
  }

  #hide(hidden) {
    this.#root.classList.toggle(HIDDEN, hidden);
    (hidden ? this.#show : this.#pane.querySelector('.studio-panel-hide')).focus();
  }
}

const specsOf = ({ fields = [], branches = [] }) => [...fields, ...branches.flatMap((branch) => branch.fields)];
const shapeOf = ({ key, title, fields = [], branches = [] }) => [
  key,
  title,
  fields.map((spec) => [spec.key, spec.title]),
  branches.map((branch) => [branch.key, branch.title, branch.fields.map((spec) => spec.key)]),
];

/** What sort of element it is, in the words of the page. */
function kindOf(element, kinds) {
  const tag = element.businessObject.$type.replace(/^\w+:(.)/, (_, first) => first.toLowerCase());
  return kinds[tag] ?? tag;
}
