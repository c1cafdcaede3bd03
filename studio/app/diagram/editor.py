"""The component as a page calls it to change a diagram."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

import streamlit as st

from studio.app.diagram.component import component
from studio.app.diagram.marks import problem_marks
from studio.model import Problem
from studio.wording import LANGUAGES, translate

__all__ = ["Edited", "diagram_editor"]

_WORDS = {
    "diagram": "Process diagram. Arrow keys move what is selected, Ctrl+Z undoes.",
    "undo": "Undo",
    "redo": "Redo",
    "zoomIn": "Zoom in",
    "zoomOut": "Zoom out",
    "fit": "Show the whole diagram",
    "fullScreen": "Full screen",
    "leaveFullScreen": "Leave full screen",
    "failed": "This diagram cannot be drawn: {reason}",
    "panel": "Details of the selected element",
    "nothingSelected": "Select an element to name it in both languages and to note its method, standard time "
    "and owner.",
    "name": "Name",
}

_OTHER_NAME = {"en": "Name in English", "zh-CN": "Name in Chinese"}

_PROPERTIES = {"method": "Method (SOP)", "standardTime": "Standard time", "owner": "Owner"}


class Edited(NamedTuple):
    """A changed diagram as the browser tells it: ``file`` is that of the call that drew it."""

    file: str
    xml: str


def diagram_editor(
    xml: str,
    *,
    file: str,
    key: str,
    language: str = "en",
    height: int = 640,
    problems: Iterable[Problem] = (),
    selected: str | None = None,
    focus: str | None = None,
    on_edit: Callable[[Edited], None],
) -> None:
    """A diagram that can be drawn and changed, with a panel for the studio's own entries.

    Elements go by their label in ``language``; in the file each label and plain name keeps its place.
    ``file`` names what is being edited: the drawing is made anew only when it or the language changes,
    and then another language goes on with what was drawn so far. ``on_edit`` is called with the
    whole file within half a second of a change, before the page runs again. The rest is as in
    :func:`~studio.app.diagram.view.diagram_view`.
    """

    def edited() -> None:
        event = st.session_state[key]["edit"]
        if isinstance(event, dict):
            on_edit(Edited(str(event.get("file")), str(event.get("xml"))))

    other = next(tag for tag in LANGUAGES if tag != language)
    words = {**_WORDS, "otherName": _OTHER_NAME[other]}
    component()(
        key=key,
        data={
            "mode": "edit",
            "xml": xml,
            "document": f"{file}:{language}",
            "file": file,
            "language": language,
            "otherLanguage": other,
            "height": height,
            "words": {name: translate(text, language) for name, text in words.items()},
            "properties": {name: translate(text, language) for name, text in _PROPERTIES.items()},
            "heat": {},
            "badges": {},
            "problems": problem_marks(problems, language),
            "selected": selected,
            "focus": focus,
        },
        on_edit_change=edited,
        on_problem_change=lambda: None,
    )
