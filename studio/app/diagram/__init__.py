"""A BPMN diagram on a page, drawn by bpmn-js in the browser: marked from Python, or changed there."""

from studio.app.diagram.editor import Edited, Ruling, diagram_editor, edited_in
from studio.app.diagram.marks import HEAT_COLOURS, Badge, Change, Heat, Tone
from studio.app.diagram.notes import field_notes
from studio.app.diagram.tokens import Move, Tokens
from studio.app.diagram.view import diagram_view

__all__ = [
    "HEAT_COLOURS",
    "Badge",
    "Change",
    "Edited",
    "Heat",
    "Move",
    "Ruling",
    "Tokens",
    "Tone",
    "diagram_editor",
    "diagram_view",
    "edited_in",
    "field_notes",
]
