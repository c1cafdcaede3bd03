import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import 'bpmn-js/dist/assets/bpmn-font/css/bpmn-codes.css';
import '@fontsource-variable/noto-sans-sc/index.css';
import './style.css';
import './panel/panel.css';

import { Canvas } from './canvas.js';

const canvases = new WeakMap();

/**
 * Streamlit calls this again on every change of data or theme, without cleaning up in between; but it
 * also cleans up after a call that a newer one overtook, so an element still on the page keeps its canvas.
 */
export default function render({ parentElement, data, setStateValue, setTriggerValue }) {
  let canvas = canvases.get(parentElement);
  if (!canvas) {
    canvas = new Canvas(parentElement);
    canvases.set(parentElement, canvas);
  }
  // A drawing is a state: it travels again with whatever is clicked next, should its own message be overtaken.
  canvas.show(data, (event, value) => (event === 'edit' ? setStateValue : setTriggerValue)(event, value));
  return () => {
    if (parentElement.isConnected) return;
    canvases.delete(parentElement);
    canvas.dispose();
  };
}
