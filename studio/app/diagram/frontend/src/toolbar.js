import { svg } from './svg.js';

const ICONS = {
  undo: 'M6 3 3 6l3 3M3 6h6.5a3.5 3.5 0 0 1 0 7H7',
  redo: 'M10 3l3 3-3 3M13 6H6.5a3.5 3.5 0 0 0 0 7H9',
  zoomIn: 'M8 3v10M3 8h10',
  zoomOut: 'M3 8h10',
  fit: 'M3 6V3h3M13 6V3h-3M3 10v3h3M13 10v3h-3',
  fullScreen: 'M9.5 3H13v3.5M6.5 13H3V9.5M13 3 9 7M3 13l4-4',
};

/** A row of buttons, one for each action; `label` names them in the reader's language and hides those without a name. */
export function toolbar(actions) {
  const element = document.createElement('div');
  element.className = 'studio-toolbar';
  element.setAttribute('role', 'toolbar');
  const buttons = Object.entries(actions).map(([name, act]) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.dataset.action = name;
    button.addEventListener('click', act);
    const icon = svg('svg', { viewBox: '0 0 16 16', 'aria-hidden': 'true' });
    icon.append(svg('path', { d: ICONS[name] }));
    button.append(icon);
    return button;
  });
  element.append(...buttons);
  return {
    element,
    label(words) {
      for (const button of buttons) {
        button.hidden = !words[button.dataset.action];
        button.title = words[button.dataset.action] ?? '';
        button.setAttribute('aria-label', button.title);
      }
    },
    enable(possible) {
      for (const button of buttons) button.disabled = possible[button.dataset.action] === false;
    },
  };
}
