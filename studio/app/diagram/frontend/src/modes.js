import OutlineModule from 'bpmn-js/lib/features/outline';
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';

/** What can be done with a diagram: the bpmn-js class for it and the modules it needs besides. */
export const MODES = {
  view: { Viewer: NavigatedViewer, modules: [OutlineModule] },
};
