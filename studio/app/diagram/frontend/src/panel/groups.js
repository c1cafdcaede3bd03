import { propertiesOf } from '../studio.js';
import { nameOf, used } from './values.js';

const DECISIONS = ['bpmn:ExclusiveGateway', 'bpmn:InclusiveGateway', 'bpmn:ComplexGateway', 'bpmn:Activity'];
const DATA = ['bpmn:DataObjectReference', 'bpmn:DataStoreReference', 'bpmn:DataInput', 'bpmn:DataOutput'];
const REFERENCES = {
  'bpmn:MessageEventDefinition': ['messageRef', 'bpmn:Message', 'message'],
  'bpmn:SignalEventDefinition': ['signalRef', 'bpmn:Signal', 'signal'],
  'bpmn:ErrorEventDefinition': ['errorRef', 'bpmn:Error', 'error'],
  'bpmn:EscalationEventDefinition': ['escalationRef', 'bpmn:Escalation', 'escalation'],
};
const CODES = { 'bpmn:Error': 'errorCode', 'bpmn:Escalation': 'escalationCode' };
const OWN = {
  standard: ['method', 'standardTime', 'owner'],
  people: ['team', 'reads', 'writes'],
  escalation: ['ladder', 'replyTime', 'authority'],
};
const ALIKE = { owner: ['owner'], team: ['team'], ladder: ['ladder'], reads: ['reads', 'writes'], writes: ['writes', 'reads'] };
const SEVERAL = ['reads', 'writes'];

const isAny = (object, types) => types.some((type) => object?.$instanceOf?.(type));

/** Whether the flows out of an element are chosen by what holds of the case. */
export const decides = (element) => isAny(element.businessObject, DECISIONS) && ways(element).length > 1;

/** The flows out of an element, in the file's order. */
export const ways = (element) => (element.outgoing ?? []).filter((flow) => isAny(flow.businessObject, ['bpmn:SequenceFlow']));

/**
 * What the panel shows of an element: groups with a heading, each with fields, or with one branch for each
 * way out of a decision.
 */
export class Groups {
  #viewer;
  #values;
  #words;
  #note;

  constructor(viewer, { values, words, note }) {
    this.#viewer = viewer;
    this.#values = values;
    this.#words = words;
    this.#note = note;
  }

  of(element) {
    const object = element.businessObject;
    const groups = [this.#naming(element)];
    if (decides(element)) groups.push(this.#ways(element));
    if (isAny(object, ['bpmn:SequenceFlow'])) groups.push(this.#taken(element));
    if (isAny(object, ['bpmn:Event'])) groups.push(...this.#events(element));
    if (isAny(object, ['bpmn:Activity'])) groups.push(...this.#work(element));
    else if (isAny(object, ['bpmn:Lane', 'bpmn:Participant'])) groups.push(this.#own(element, 'people', ['team', 'owner']));
    groups.push(this.#others(element, groups));
    if (!isAny(object, ['bpmn:TextAnnotation', 'bpmn:Collaboration'])) groups.push(this.#documentation(element));
    return groups.filter((group) => group && (group.fields?.length || group.branches?.length));
  }

  #naming(element) {
    const object = element.businessObject;
    if (isAny(object, ['bpmn:Collaboration', 'bpmn:Association', 'bpmn:DataAssociation'])) return null;
    const [group, title, other] = this.#called(object);
    return {
      key: 'name',
      title: this.#words.groups[group],
      fields: [
        { key: 'name', title, rows: 1, ...this.#values.name(element) },
        { key: 'other', title: other, rows: 1, ...this.#values.otherName(element) },
      ],
    };
  }

  #called(object) {
    const { name, otherName, question, otherQuestion, label, otherLabel, text, otherText } = this.#words.fields;
    if (isAny(object, ['bpmn:Gateway'])) return ['question', question, otherQuestion];
    if (isAny(object, ['bpmn:SequenceFlow', 'bpmn:MessageFlow'])) return ['label', label, otherLabel];
    if (isAny(object, ['bpmn:TextAnnotation'])) return ['note', text, otherText];
    return [isAny(object, DATA) ? 'data' : 'name', name, otherName];
  }

  #ways(element) {
    const { groups } = this.#words;
    return {
      key: 'ways',
      title: groups.ways,
      table: isAny(element.businessObject, ['bpmn:ExclusiveGateway', 'bpmn:InclusiveGateway']),
      branches: ways(element).map((flow) => ({
        key: flow.id,
        flow,
        title: nameOf(flow.target) || flow.target?.id || '',
        fields: [
          { key: `${flow.id}:name`, title: this.#words.fields.label, ...this.#values.name(flow) },
          { key: `${flow.id}:other`, title: this.#words.fields.otherLabel, ...this.#values.otherName(flow) },
          ...this.#choice(flow, `${flow.id}:`),
        ],
      })),
    };
  }

  #taken(flow) {
    const chosen = flow.source && decides(flow.source);
    const fields = chosen || flow.businessObject.conditionExpression ? this.#choice(flow, '') : [];
    return { key: 'taken', title: this.#words.groups.taken, fields };
  }

  #choice(flow, prefix) {
    const { guard, guardHint, otherwise } = this.#words.fields;
    return [
      {
        key: `${prefix}guard`,
        title: guard,
        rows: 1,
        code: true,
        placeholder: guardHint,
        ...this.#values.condition(flow),
        note: () => this.#note(flow.id, 'guard'),
      },
      {
        key: `${prefix}otherwise`,
        title: otherwise,
        toggle: true,
        ...this.#values.otherwise(flow),
        note: () => this.#note(flow.id, 'otherwise'),
      },
    ];
  }

  #events(element) {
    const definitions = element.businessObject.eventDefinitions ?? [];
    return definitions.map((definition, place) => {
      const kind = definition.$type.replace(/^bpmn:(.)(.*)EventDefinition$/, (_, first, rest) => first.toLowerCase() + rest);
      return { key: `event-${place}`, title: this.#words.events[kind], fields: this.#event(element, definition, `${kind}-${place}`) };
    });
  }

  #event(element, definition, key) {
    const { fields } = this.#words;
    const note = (name) => () => this.#note(element.id, name);
    if (isAny(definition, ['bpmn:TimerEventDefinition'])) {
      const kind = this.#values.timerKind(element, definition);
      const kinds = Object.entries(this.#words.timers);
      return [
        { key: 'timer-kind', title: fields.timer, select: kinds, ...kind },
        {
          key: 'timer',
          title: this.#words.timers[kind.read()],
          placeholder: this.#words.timerHints[kind.read()],
          ...this.#values.timer(element, definition, kind.read()),
          note: note('timer'),
        },
      ];
    }
    if (isAny(definition, ['bpmn:ConditionalEventDefinition'])) {
      const condition = this.#values.expression(element, definition, 'condition');
      const hint = { placeholder: fields.guardHint, note: note('condition') };
      return [{ key: 'condition', title: fields.condition, rows: 1, code: true, ...hint, ...condition }];
    }
    if (isAny(definition, ['bpmn:LinkEventDefinition'])) {
      return [{ key: `${key}-name`, title: fields.name, ...this.#values.attribute(element, definition, 'name') }];
    }
    const known = REFERENCES[definition.$type];
    return known ? this.#reference(element, definition, known, key) : [];
  }

  #reference(element, holder, [reference, type], key) {
    const code = CODES[type];
    const named = {
      key: `${key}-name`,
      title: this.#words.fields.name,
      suggest: () => this.#values.references(type),
      ...this.#values.reference(element, holder, reference, type),
    };
    if (!code || !holder.get(reference)) return [named];
    return [
      named,
      { key: `${key}-code`, title: this.#words.fields.code, ...this.#values.attribute(element, holder.get(reference), code) },
    ];
  }

  #work(element) {
    const object = element.businessObject;
    const groups = Object.entries(OWN).map(([group, names]) => this.#own(element, group, names));
    const { fields } = this.#words;
    if (isAny(object, ['bpmn:SendTask', 'bpmn:ReceiveTask'])) {
      const of = this.#reference(element, object, ['messageRef', 'bpmn:Message'], 'message');
      groups.push({ key: 'message', title: this.#words.events.message, fields: of });
    }
    if (isAny(object, ['bpmn:CallActivity'])) {
      const called = { key: 'called', title: fields.called, code: true, ...this.#values.attribute(element, object, 'calledElement') };
      groups.push({ key: 'called', title: this.#words.groups.called, fields: [called] });
    }
    const loop = object.loopCharacteristics;
    if (loop) groups.push({ key: 'loop', title: this.#words.groups.loop, fields: this.#loop(element, loop) });
    return groups;
  }

  #loop(element, loop) {
    const { fields } = this.#words;
    const text = (key, title) => ({ key, title, code: true, ...this.#values.expression(element, loop, key) });
    if (isAny(loop, ['bpmn:StandardLoopCharacteristics'])) return [text('loopCondition', fields.loopCondition)];
    return [text('loopCardinality', fields.loopCardinality), text('completionCondition', fields.completionCondition)];
  }

  #own(element, group, names) {
    return {
      key: group,
      title: this.#words.groups[group],
      fields: names.map((name) => ({
        key: name,
        title: this.#words.properties[name],
        placeholder: this.#words.hints[name],
        several: SEVERAL.includes(name),
        suggest: ALIKE[name] && (() => this.#suggestions(name)),
        ...this.#values.property(element, name),
        note: () => this.#note(element.id, name),
      })),
    };
  }

  /** Entries of names that the studio has no words for. */
  #others(element, groups) {
    const shown = new Set(groups.filter(Boolean).flatMap(({ fields = [] }) => fields.map(({ key }) => key)));
    const names = [...propertiesOf(element.businessObject).keys()].filter((name) => name && !shown.has(name));
    return {
      key: 'others',
      title: this.#words.groups.others,
      fields: names.map((name) => ({
        key: name,
        title: this.#words.properties[name] ?? name,
        ...this.#values.property(element, name),
      })),
    };
  }

  #documentation(element) {
    const field = { key: 'documentation', title: this.#words.fields.documentation, rows: 3, ...this.#values.documentation(element) };
    return { key: 'documentation', title: this.#words.groups.documentation, fields: [field] };
  }

  /** What the diagram says already: of data each name once, of teams the lanes too. */
  #suggestions(name) {
    const said = used(this.#viewer, ALIKE[name]);
    if (SEVERAL.includes(name)) return [...new Set(said.flatMap((each) => each.split(/[,，、;；]/).map((one) => one.trim())))].filter(Boolean);
    if (name !== 'team') return said;
    const lanes = this.#viewer.get('elementRegistry').filter(({ businessObject }) => isAny(businessObject, ['bpmn:Lane']));
    return [...new Set([...said, ...lanes.map(nameOf)])].filter(Boolean);
  }
}
