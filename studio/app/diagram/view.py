"""The component as a page calls it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from studio.app.diagram.marks import Badge, Heat
from studio.model import Problem

__all__ = ["diagram_view"]


def diagram_view(
    xml: bytes | str,
    *,
    document: str,
    key: str,
    language: str = "en",
    height: int = 560,
    heat: Mapping[str, Heat] | None = None,
    badges: Mapping[str, Sequence[Badge]] | None = None,
    problems: Iterable[Problem] = (),
    selected: str | None = None,
    focus: str | None = None,
    on_click: Callable[[str], None] | None = None,
) -> str | None:
    """A diagram that can be moved, zoomed and clicked.

    ``document`` names this very XML (say a hash of its bytes and the language): the drawing is made
    anew only when it changes, so zoom and place survive every other change. ``problems`` become
    rings with a count, amber for warnings and red for errors. ``selected`` gets a ring; ``focus`` is
    brought into sight when it changes.

    The result is the id of the element clicked since the last run, an empty string for a click on
    the empty canvas, and None when there was no click. ``on_click`` is called with the same id
    before the page runs again.
    """
    raise NotImplementedError
