/** Lengths of time as people type them, and as BPMN keeps them (ISO 8601). */

const UNITS = [
  ['Y', /^(?:y|yrs?|years?|年)$/],
  ['MONTH', /^(?:mo|mos|months?|个?月)$/],
  ['W', /^(?:w|wks?|weeks?|个?(?:周|星期|礼拜))$/],
  ['D', /^(?:d|days?|天|日)$/],
  ['H', /^(?:h|hrs?|hours?|个?(?:小时|钟头)|时)$/],
  ['M', /^(?:m|mins?|minutes?|分钟?)$/],
  ['S', /^(?:s|secs?|seconds?|秒钟?)$/],
];
const SECONDS = { W: 604800, D: 86400, H: 3600, M: 60, S: 1 };
const NUMERALS = { 半: 0.5, 一: 1, 两: 2, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9, 十: 10 };
const PART = /\s*(?:(?:and|,|，|、|零|又)\s*)?(\d+(?:[.,]\d+)?|[半一两二三四五六七八九十])\s*([a-z]+|[\u4e00-\u9fff]{1,3}?(?=[\s\d,，、零又半一两二三四五六七八九十]|$))/y;
const WITHIN = /^(?:after|within|in|nach)\s+|(?:以?[内后]|之内|之后)$/g;
const ISO = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/i;
const SHOWN = {
  en: ['y', 'month', 'week', 'd', 'h', 'min', 's'],
  zh: ['年', '个月', '周', '天', '小时', '分钟', '秒'],
};

/** The ISO duration that a text such as “48 h”, “1 h 30 min” or “48小时” stands for; null where it stands for none. */
export function isoDuration(text) {
  const plain = text.normalize('NFKC').trim().toLowerCase().replace(WITHIN, '').trim();
  if (ISO.test(plain) && /\d/.test(plain)) return plain.toUpperCase();
  const parts = partsOf(plain);
  if (!parts) return null;
  const whole = parts.every(([count]) => Number.isInteger(count));
  const mixed = parts.length > 1 && parts.some(([, unit]) => unit === 'W');
  if (whole && !mixed) return spelled(parts);
  if (parts.some(([, unit]) => !SECONDS[unit])) return null;
  const seconds = parts.reduce((sum, [count, unit]) => sum + count * SECONDS[unit], 0);
  return Number.isInteger(seconds) && seconds ? spelled(apart(seconds)) : null;
}

/** The ISO cycle of “every 2 hours” or “每2小时”; null where a text says nothing of the kind. */
export function isoCycle(text) {
  const every = /^\s*(?:every|each|每隔?)\s*(.+)$/i.exec(text);
  const duration = every && isoDuration(/^\d|^[半一两二三四五六七八九十]/.test(every[1]) ? every[1] : `1 ${every[1]}`);
  return duration ? `R/${duration}` : null;
}

/** A whole ISO duration as a person would type it; null for every other text. */
export function plainDuration(text, language) {
  const found = ISO.exec(text.trim());
  if (!found || !/\d/.test(text)) return null;
  const units = language.startsWith('zh') ? SHOWN.zh : SHOWN.en;
  return found.slice(1).flatMap((count, place) => (count ? [`${Number(count)} ${plural(units[place], count)}`] : [])).join(' ');
}

const plural = (unit, count) => (/month|week/.test(unit) && Number(count) !== 1 ? `${unit}s` : unit);

function partsOf(text) {
  const parts = [];
  PART.lastIndex = 0;
  while (PART.lastIndex < text.length) {
    const found = PART.exec(text);
    if (!found) return null;
    const unit = UNITS.findIndex(([, names]) => names.test(found[2]));
    const count = NUMERALS[found[1]] ?? Number(found[1].replace(',', '.'));
    if (unit < 0 || (parts.length && unit <= parts.at(-1)[2])) return null;
    parts.push([count, UNITS[unit][0], unit]);
  }
  return parts.length ? parts : null;
}

function spelled(parts) {
  const say = (units) => parts.filter(([, unit]) => units.includes(unit)).map(([count, unit]) => count + unit[0]).join('');
  const [days, hours] = [say(['Y', 'MONTH', 'W', 'D']), say(['H', 'M', 'S'])];
  return `P${days}${hours && `T${hours}`}`;
}

function apart(seconds) {
  const [hours, rest] = [Math.floor(seconds / 3600), seconds % 3600];
  return [[hours, 'H'], [Math.floor(rest / 60), 'M'], [rest % 60, 'S']].filter(([count]) => count);
}
