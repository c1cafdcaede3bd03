"""A parameter found in a diagram's own file, offered to the scenario with its source."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Hint"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """A value for ``events.<element>.after`` or the like, in the scenario file's own notation.

    ``parameter`` is the path below the element (``after``, ``time`` …), ``value`` the text a person
    would write there (``48 h``), ``source`` the words it was taken from (``label “48小时内”``).
    """

    element: str
    parameter: str
    value: str
    source: str
    line: int | None = None
