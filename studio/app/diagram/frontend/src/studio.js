/** The studio's own entries in a BPMN file, as moddle reads and writes them. */
export const STUDIO = {
  name: 'Studio',
  uri: 'urn:service-process-studio:bpmn:1',
  prefix: 'studio',
  xml: { tagAlias: 'lowerCase' },
  types: [
    {
      name: 'Label',
      superClass: ['Element'],
      properties: [
        { name: 'lang', isAttr: true, type: 'String' },
        { name: 'text', isBody: true, type: 'String' },
      ],
    },
    {
      name: 'Property',
      superClass: ['Element'],
      properties: [
        { name: 'name', isAttr: true, type: 'String' },
        { name: 'text', isBody: true, type: 'String' },
      ],
    },
  ],
};

const LABEL = 'studio:Label';
const PROPERTY = 'studio:Property';

const entries = (object) => object?.extensionElements?.values ?? [];
const family = (language) => (language ?? '').split(/[-_]/)[0].toLowerCase();

/** The label of an element in a language, else in one of the same family. */
export function labelIn(object, language) {
  const labels = entries(object).filter((entry) => entry.$type === LABEL);
  return (
    labels.find((label) => label.lang === language) ??
    labels.find((label) => family(label.lang) === family(language))
  );
}

/** The languages in which an element has labels. */
export const languagesOf = (object) =>
  entries(object).filter((entry) => entry.$type === LABEL).map((label) => label.lang);

/** The studio's own properties of an element by name. */
export const propertiesOf = (object) =>
  new Map(entries(object).filter((entry) => entry.$type === PROPERTY).map(({ name, text }) => [name, text ?? '']));

/** Writes the studio's entries of elements, each change one step that can be undone. */
export class Entries {
  #modeling;
  #factory;

  constructor(viewer) {
    this.#modeling = viewer.get('modeling');
    this.#factory = viewer.get('bpmnFactory');
  }

  setProperty(element, name, text) {
    const object = element.businessObject;
    const others = entries(object).filter((entry) => entry.$type !== PROPERTY || entry.name !== name);
    this.#keep(element, text ? [...others, this.#factory.create(PROPERTY, { name, text })] : others);
  }

  /** Sets labels by language; an empty text takes one out. */
  setLabels(element, texts) {
    const object = element.businessObject;
    const replaced = new Set(Object.keys(texts).map((language) => labelIn(object, language)));
    const labels = Object.entries(texts)
      .filter(([, text]) => text)
      .map(([lang, text]) => this.#factory.create(LABEL, { lang, text }));
    this.#keep(element, [...labels, ...entries(object).filter((entry) => !replaced.has(entry))]);
  }

  #keep(element, values) {
    const object = element.businessObject;
    const extension = values.length ? this.#factory.create('bpmn:ExtensionElements', { values }) : undefined;
    for (const value of values) value.$parent = extension;
    if (extension) extension.$parent = object;
    this.#modeling.updateModdleProperties(element, object, { extensionElements: extension });
  }
}
