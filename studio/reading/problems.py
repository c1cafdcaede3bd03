"""Problems as the reader tells them: whose they are, at which line, their values cut to fit a sentence."""

from __future__ import annotations

from studio.model import Problem, Severity
from studio.reading.items import Item
from studio.reading.markup import Markup
from studio.reading.words import brief

__all__ = ["problem"]


def problem(code: str, severity: Severity, place: Item | Markup, **parameters: str) -> Problem:
    """A problem of a part of the diagram or, of no part in particular, of a place in the file."""
    part, markup = (place, place.markup) if isinstance(place, Item) else (None, place)
    return Problem(
        code=code,
        severity=severity,
        element=part.id if part is not None else None,
        line=markup.line,
        parameters=tuple((name, brief(value)) for name, value in parameters.items()),
    )
