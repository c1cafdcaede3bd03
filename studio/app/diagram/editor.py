"""The component as a page calls it to change a diagram."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import NamedTuple

import streamlit as st

from studio.app.diagram.component import component
from studio.app.diagram.marks import Badge, badge_marks, problem_marks
from studio.app.diagram.tokens import Tokens, token_marks
from studio.app.diagram.words import editor_words, panel_words
from studio.model import Problem
from studio.wording import LANGUAGES

__all__ = ["Edited", "Ruling", "diagram_editor", "edited_in"]


class Edited(NamedTuple):
    """A changed diagram as the browser tells it.

    ``file`` is that of the call that drew it, ``number`` names the change. ``version`` is None, but where
    the browser goes on with what it had before the page was loaded: then the version of the draft that
    it goes on from.
    """

    file: str
    xml: str
    number: str = ""
    version: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """Conditions to be written into the drawing, as one change that can be undone there.

    ``conditions`` are by flow, ``otherwise`` is the flow taken when none of them holds. Each ``token`` is
    carried out once.
    """

    token: str
    conditions: Mapping[str, str]
    otherwise: str | None = None


def edited_in(key: str) -> Edited | None:
    """The newest change that the browser has told in the editor of that key; None before the first."""
    told = (st.session_state.get(key) or {}).get("edit")
    if not isinstance(told, dict):
        return None
    version = told.get("version")
    return Edited(
        file=str(told.get("file")),
        xml=str(told.get("xml")),
        number=str(told.get("number", "")),
        version=version if isinstance(version, int) else None,
    )


def diagram_editor(
    xml: str,
    *,
    file: str,
    draft: str,
    version: int,
    kept: str,
    key: str,
    language: str = "en",
    height: int = 640,
    problems: Iterable[Problem] = (),
    badges: Mapping[str, Sequence[Badge]] | None = None,
    tokens: Tokens | None = None,
    notes: Mapping[str, Mapping[str, Mapping[str, str]]] | None = None,
    ruling: Ruling | None = None,
    selected: str | None = None,
    focus: str | None = None,
    on_edit: Callable[[], None],
    on_decide: Callable[[str], None] | None = None,
) -> None:
    """A diagram that can be drawn and changed, with a panel for what its elements say.

    Elements go by their label in ``language``; in the file each label and plain name keeps its place.
    ``file`` names what is being edited: the drawing is made anew only when it or the language changes,
    and then another language goes on with what was drawn so far. ``on_edit`` is called within half a
    second of a change, before the page runs again; :func:`edited_in` then has the whole file, and goes on
    having it until the next change, because a page may be stopped for the sake of the next click.

    ``draft`` and its ``version`` are what ``xml`` is; ``kept`` is the number of the last change that was
    kept. What the browser has not been told to be kept it goes on with after a reload, and it says so
    where nothing is kept for some seconds. ``notes`` are those of
    :func:`~studio.app.diagram.notes.field_notes`. ``on_decide`` is called with the id of a gateway for
    which a decision table is wanted. The rest is as in :func:`~studio.app.diagram.view.diagram_view`.
    """

    def asked() -> None:
        event = st.session_state[key]["decide"]
        if isinstance(event, dict) and on_decide is not None:
            on_decide(str(event.get("gateway")))

    component()(
        key=key,
        data={
            "mode": "edit",
            "xml": xml,
            "document": f"{file}:{language}",
            "file": file,
            "draft": draft,
            "version": version,
            "kept": kept,
            "language": language,
            "otherLanguage": next(tag for tag in LANGUAGES if tag != language),
            "height": height,
            "words": editor_words(language),
            "panel": panel_words(language),
            "heat": {},
            "badges": badge_marks(badges or {}),
            "problems": problem_marks(problems, language),
            "tokens": token_marks(tokens),
            "notes": notes or {},
            "apply": asdict(ruling) if ruling is not None else None,
            "selected": selected,
            "focus": focus,
        },
        on_edit_change=on_edit,
        on_decide_change=asked,
        on_problem_change=lambda: None,
    )
