import chinese from 'bpmn-js-i18n/translations/zn.js';

/** Where the community's Chinese says something else than the studio's pages, or nothing. */
const OWN = {
  'Activate create/remove space tool': '腾出或收回空间',
  'Activate global connect tool': '连线工具',
  'Activate hand tool': '抓手工具',
  'Activate lasso tool': '框选工具',
  'Ad-hoc sub-process': '自由子流程',
  'Add lane above': '在上方添加泳道',
  'Add lane below': '在下方添加泳道',
  'Align elements': '对齐元素',
  'Align elements ': '对齐元素',
  'Append {type}': '添加{type}',
  'Boundary event': '边界事件',
  'Call activity': '调用活动',
  'Change element': '更改元素',
  'Complex gateway': '复杂网关',
  'Create expanded sub-process': '创建展开的子流程',
  'Create pool/participant': '创建泳池',
  'Distribute elements horizontally': '水平均匀分布',
  'Distribute elements vertically': '垂直均匀分布',
  'Divide into three lanes': '分成三条泳道',
  'Divide into two lanes': '分成两条泳道',
  'Empty pool/participant': '空泳池',
  'Event based instantiating Gateway': '事件启动网关',
  'Event-based gateway': '事件网关',
  'Exclusive gateway': '排他网关',
  'Expanded pool/participant': '展开的泳池',
  'Parallel Event based instantiating Gateway': '并行事件启动网关',
  'Receive task': '接收任务',
  'Sub-process (collapsed)': '子流程（折叠）',
  'Sub-process (expanded)': '子流程（展开）',
  'Terminate end event': '终止结束事件',
  'Toggle non-interrupting': '切换中断与非中断',
  'What can be done here': '可在此进行的操作',
};

const WORDS = { 'zh-CN': { ...chinese, ...OWN } };

/** A bpmn-js module that says what palette, context pad and menus say in a language. */
export function translator(language) {
  const words = WORDS[language] ?? {};
  const translate = (template, values = {}) =>
    (words[template] ?? template).replace(/{([^}]+)}/g, (whole, name) => values[name] ?? whole);
  return { translate: ['value', translate] };
}
