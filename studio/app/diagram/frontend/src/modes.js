import OutlineModule from 'bpmn-js/lib/features/outline';
import Modeler from 'bpmn-js/lib/Modeler';
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';

import { translator } from './language.js';
import { ContextMenu } from './pad.js';
import { STUDIO } from './studio.js';

/** What can be done with a diagram: the bpmn-js class for it and what it needs besides. */
export const MODES = {
  view: { Viewer: NavigatedViewer, options: () => ({ additionalModules: [OutlineModule] }) },
  edit: {
    Viewer: Modeler,
    options: (language) => ({
      additionalModules: [translator(language), { contextPad: ['type', ContextMenu] }],
      moddleExtensions: { studio: STUDIO },
    }),
  },
};
