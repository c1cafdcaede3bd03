"""The component as a page calls it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import streamlit as st

from studio.app.diagram.component import component
from studio.app.diagram.marks import (
    Badge,
    Change,
    Heat,
    badge_marks,
    change_marks,
    heat_marks,
    problem_marks,
)
from studio.app.diagram.tokens import Tokens, token_marks
from studio.model import Problem
from studio.wording import translate

__all__ = ["diagram_view"]

_WORDS = {
    "diagram": "Process diagram. Arrow keys step from element to element, Enter opens one.",
    "zoomIn": "Zoom in",
    "zoomOut": "Zoom out",
    "fit": "Show the whole diagram",
    "fullScreen": "Full screen",
    "leaveFullScreen": "Leave full screen",
    "drawing": "Drawing {n} elements …",
    "failed": "This diagram cannot be drawn: {reason}",
}


def diagram_view(
    xml: bytes | str,
    *,
    document: str,
    key: str,
    language: str = "en",
    height: int = 560,
    heat: Mapping[str, Heat] | None = None,
    badges: Mapping[str, Sequence[Badge]] | None = None,
    changes: Mapping[str, Change] | None = None,
    problems: Iterable[Problem] = (),
    selected: str | None = None,
    focus: str | None = None,
    near: Sequence[str] = (),
    tokens: Tokens | None = None,
    on_click: Callable[[str], None] | None = None,
    on_problem: Callable[[str], None] | None = None,
) -> str | None:
    """A diagram that can be moved, zoomed and clicked.

    ``xml`` as bytes is UTF-8, as ``studio.reading`` writes it. ``document`` names this very XML (say a
    hash of its bytes and the language): the drawing is made anew only when it changes, so zoom and
    place survive every other change. ``height`` is in pixels. ``changes`` are coloured: what is taken
    out red and dashed, what is new green, what is changed blue. ``problems`` become rings with a count,
    amber for warnings and red for errors. ``selected`` gets a ring and ``focus`` is brought into
    sight when they change; in between the reader's own click and zoom hold. Marks on elements that the
    diagram does not have are passed over.

    Where the whole is too small to read, the first sight of it is around the elements in ``near``.
    ``tokens`` shows a case that is walked.

    The result is the id of the element clicked since the last run, an empty string for a click on
    the empty canvas, and None when there was no click. ``on_click`` is called with the same id
    before the page runs again; ``on_problem`` with bpmn-js's reason when it cannot draw the diagram,
    which the canvas tells the reader by itself.
    """
    result = component()(
        key=key,
        data={
            "mode": "view",
            "xml": xml if isinstance(xml, str) else xml.decode("utf-8-sig"),
            "document": document,
            "height": height,
            "words": {name: translate(text, language) for name, text in _WORDS.items()},
            "heat": heat_marks(heat or {}),
            "badges": badge_marks(badges or {}),
            "changes": change_marks(changes or {}, language),
            "problems": problem_marks(problems, language),
            "selected": selected,
            "focus": focus,
            "near": list(near),
            "tokens": token_marks(tokens),
        },
        on_click_change=_passing_on("click", key, on_click),
        on_problem_change=_passing_on("problem", key, on_problem),
    )
    clicked: str | None = result.click
    return clicked


def _passing_on(event: str, key: str, receive: Callable[[str], None] | None) -> Callable[[], None]:
    def passed_on() -> None:
        value = st.session_state[key][event]
        if receive is not None and value is not None:
            receive(value)

    return passed_on
