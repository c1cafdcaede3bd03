import { getLabel } from 'bpmn-js/lib/util/LabelUtil';

import { Entries, labelIn, propertiesOf } from '../studio.js';
import { isoCycle, isoDuration, plainDuration } from './durations.js';

const EXPRESSION = 'bpmn:FormalExpression';

/** Where the values of an element stand in its file: each as `{ read, write }`, both of plain text. */
export class Values {
  #modeling;
  #factory;
  #viewer;
  #entries;
  #language;
  #otherLanguage;

  constructor(viewer, { language, otherLanguage }) {
    this.#viewer = viewer;
    this.#modeling = viewer.get('modeling');
    this.#factory = viewer.get('bpmnFactory');
    this.#entries = new Entries(viewer);
    this.#language = language;
    this.#otherLanguage = otherLanguage;
  }

  name(element) {
    return {
      read: () => nameOf(element),
      write: (text) => {
        if (element.parent) this.#modeling.updateLabel(element, text);
        else this.#modeling.updateProperties(element, { name: text || undefined });
      },
    };
  }

  otherName(element) {
    return {
      read: () => labelIn(element.businessObject, this.#otherLanguage)?.text ?? '',
      write: (text) =>
        this.#entries.setLabels(element, { [this.#otherLanguage]: text, [this.#language]: nameOf(element) }),
    };
  }

  property(element, name) {
    return {
      read: () => propertiesOf(element.businessObject).get(name) ?? '',
      write: (text) => this.#entries.setProperty(element, name, text.trim()),
    };
  }

  attribute(element, object, key) {
    return {
      read: () => String(object.get(key) ?? ''),
      write: (text) => this.#modeling.updateModdleProperties(element, object, { [key]: text || undefined }),
    };
  }

  documentation(element) {
    const object = element.businessObject;
    const kept = () => object.get('documentation') ?? [];
    return {
      read: () => kept().map(({ text }) => (text ?? '').trim()).filter(Boolean).join('\n\n'),
      write: (text) => {
        const { id, textFormat } = kept()[0] ?? {};
        const documentation = text.trim() ? [this.#made('bpmn:Documentation', object, { id, textFormat, text })] : [];
        this.#modeling.updateModdleProperties(element, object, { documentation });
      },
    };
  }

  /** What stands within an element of its own, such as a condition; all else of that element is kept. */
  expression(element, object, key) {
    return {
      read: () => (object.get(key)?.body ?? '').trim(),
      write: (text) => {
        const old = object.get(key);
        const body = text.trim();
        if (old && body) this.#modeling.updateModdleProperties(element, old, { body });
        else {
          const made = body ? this.#made(EXPRESSION, object, { body }) : undefined;
          this.#modeling.updateModdleProperties(element, object, { [key]: made });
        }
      },
    };
  }

  /** A duration is shown and typed as people say it, and kept as ISO 8601 where it can be. */
  timer(element, definition, key) {
    const kept = this.expression(element, definition, key);
    const turned = { timeDuration: isoDuration, timeCycle: (text) => isoCycle(text) ?? isoDuration(text) };
    return {
      raw: kept.read,
      read: () => (key === 'timeDuration' && plainDuration(kept.read(), this.#language)) || kept.read(),
      write: (text) => kept.write(turned[key]?.(text) ?? text),
    };
  }

  /** Which of the timer's three texts it has; another one takes the text over. */
  timerKind(element, definition) {
    const keys = ['timeDuration', 'timeDate', 'timeCycle'];
    const now = () => keys.find((key) => definition.get(key)) ?? 'timeDuration';
    return {
      read: now,
      write: (key) => {
        const kept = definition.get(now());
        const emptied = Object.fromEntries(keys.map((each) => [each, undefined]));
        const made = this.#made(EXPRESSION, definition, { body: kept?.body ?? '' });
        this.#modeling.updateModdleProperties(element, definition, { ...emptied, [key]: made });
      },
    };
  }

  /** The name of the message, signal, error or escalation that `holder` refers to; one of that name is shared. */
  reference(element, holder, key, type) {
    return {
      read: () => holder.get(key)?.name ?? '',
      write: (text) => {
        const name = text.trim();
        const known = this.#roots(type).find((root) => root.name === name);
        const old = holder.get(key);
        if (known || !name) this.#modeling.updateModdleProperties(element, holder, { [key]: known });
        else if (old && !this.#isShared(old, holder)) this.#modeling.updateModdleProperties(element, old, { name });
        else this.#refer(element, holder, key, this.#made(type, this.#definitions, { name }));
      },
    };
  }

  /** The names of all messages, signals, errors or escalations of the file. */
  references(type) {
    return this.#roots(type).map(({ name }) => name).filter(Boolean);
  }

  /** The condition of a flow, which then is no longer the one that is taken otherwise. */
  condition(flow) {
    const { read, write } = this.expression(flow, flow.businessObject, 'conditionExpression');
    const otherwise = this.otherwise(flow);
    return {
      read,
      write: (text) => {
        if (text.trim() && otherwise.read()) otherwise.write(false);
        write(text);
      },
    };
  }

  /** Whether a flow is taken where no other can be; it then has no condition of its own. */
  otherwise(flow) {
    const source = () => flow.source.businessObject;
    return {
      read: () => source().default === flow.businessObject,
      write: (on) => {
        if (on && flow.businessObject.conditionExpression) {
          this.#modeling.updateProperties(flow, { conditionExpression: undefined });
        }
        this.#modeling.updateProperties(flow.source, { default: on ? flow.businessObject : undefined });
      },
    };
  }

  get #definitions() {
    return this.#viewer.getDefinitions();
  }

  #roots(type) {
    return (this.#definitions.rootElements ?? []).filter((root) => root.$type === type);
  }

  #isShared(root, holder) {
    const holders = this.#viewer
      .get('elementRegistry')
      .getAll()
      .filter((element) => !element.labelTarget)
      .flatMap(({ businessObject }) => [businessObject, ...(businessObject?.eventDefinitions ?? [])]);
    const refers = (one) => ['messageRef', 'signalRef', 'errorRef', 'escalationRef'].some((key) => one?.[key] === root);
    return holders.some((one) => one !== holder && refers(one));
  }

  #refer(element, holder, key, made) {
    const rootElements = [...this.#definitions.rootElements, made];
    this.#modeling.updateModdleProperties(element, this.#definitions, { rootElements });
    this.#modeling.updateModdleProperties(element, holder, { [key]: made });
  }

  #made(type, parent, properties) {
    const given = Object.entries(properties).filter(([, value]) => value !== undefined);
    const made = this.#factory.create(type, Object.fromEntries(given));
    made.$parent = parent;
    return made;
  }
}

/** What an element is called in the language of the page; the text of a note, the category of a group. */
export const nameOf = (element) => getLabel(element) ?? element.businessObject?.name ?? '';

/** What the elements of a diagram already say in one of the studio's entries, the most frequent first. */
export function used(viewer, names) {
  const counts = new Map();
  viewer.get('elementRegistry').forEach(({ businessObject, labelTarget }) => {
    if (labelTarget || !businessObject) return;
    for (const [name, text] of propertiesOf(businessObject)) {
      if (names.includes(name) && text) counts.set(text, (counts.get(text) ?? 0) + 1);
    }
  });
  return [...counts].sort((a, b) => b[1] - a[1]).map(([text]) => text);
}
