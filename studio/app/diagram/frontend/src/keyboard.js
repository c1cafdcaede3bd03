const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** Arrow keys step to the next element in that direction, Enter opens it; plus, minus and 0 zoom. */
export function walkByKeyboard(viewer, { reached, opened }) {
  const canvas = viewer.get('canvas');
  const selection = viewer.get('selection');
  const zoomScroll = viewer.get('zoomScroll');

  viewer.get('eventBus').on('keyboard.keydown', ({ keyEvent }) => {
    if (keyEvent.ctrlKey || keyEvent.metaKey || keyEvent.altKey) return undefined;
    const [current] = selection.get();
    if (keyEvent.key in DIRECTIONS) {
      const next = neighbour(steps(viewer), current, DIRECTIONS[keyEvent.key], canvas.viewbox());
      if (next) {
        selection.select(next);
        canvas.scrollToElement(next, 40);
        reached(next);
      }
    } else if (keyEvent.key === 'Enter' && current) {
      opened(current);
    } else if (keyEvent.key === '+' || keyEvent.key === '=') {
      zoomScroll.stepZoom(1);
    } else if (keyEvent.key === '-') {
      zoomScroll.stepZoom(-1);
    } else {
      return undefined;
    }
    return true;
  });
}

/** What a person steps through: the events, activities and gateways of the plane in sight. */
function steps(viewer) {
  const canvas = viewer.get('canvas');
  const root = canvas.getRootElement();
  return viewer.get('elementRegistry').filter(
    (element) =>
      !element.waypoints &&
      !element.labelTarget &&
      element.businessObject?.$instanceOf?.('bpmn:FlowNode') &&
      canvas.findRoot(element) === root,
  );
}

const centre = ({ x, y, width, height }) => [x + width / 2, y + height / 2];

/** The nearest element ahead; what lies aside of the direction counts double. From nowhere: the one nearest the left. */
function neighbour(elements, current, [dx, dy], viewbox) {
  if (!current || current.waypoints) {
    const [x, y] = [viewbox.x, viewbox.y + viewbox.height / 2];
    return nearest(elements, (element) => {
      const [ex, ey] = centre(element);
      return Math.abs(ex - x) + Math.abs(ey - y) / 2;
    });
  }
  const [x, y] = centre(current);
  return nearest(elements, (element) => {
    const [ex, ey] = centre(element);
    const ahead = (ex - x) * dx + (ey - y) * dy;
    const aside = Math.abs((ex - x) * dy) + Math.abs((ey - y) * dx);
    return element !== current && ahead > 0 ? ahead + 2 * aside : Infinity;
  });
}

function nearest(elements, distance) {
  let best = null;
  let least = Infinity;
  for (const element of elements) {
    const away = distance(element);
    if (away < least) [best, least] = [element, away];
  }
  return best;
}
