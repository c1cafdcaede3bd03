"""A BPMN diagram on a page: drawn by bpmn-js in the browser, coloured and marked from Python."""

from studio.app.diagram.marks import HEAT_COLOURS, Badge, Heat, Tone
from studio.app.diagram.view import diagram_view

__all__ = ["HEAT_COLOURS", "Badge", "Heat", "Tone", "diagram_view"]
