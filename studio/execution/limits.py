"""How much a walk may be: one clear sentence where a diagram or a case asks for more."""

from __future__ import annotations

from studio.errors import StudioError
from studio.wording import sentence

__all__ = [
    "DEPTH",
    "ELEMENTS",
    "INSTANCES",
    "NESTING",
    "PARTICIPANTS",
    "RECURSION",
    "TASKS",
    "UNATTENDED",
    "refusal",
]

ELEMENTS = 6_000
"""Nodes of a rewritten diagram, the contents of called and repeated activities counted each time."""

NESTING = 40
"""Sub-processes and calls within one another."""

INSTANCES = 9
"""Times that a multi-instance activity is done at most."""

PARTICIPANTS = 20
"""Process instances of one walk."""

UNATTENDED = 3_000
"""Nodes that tokens pass by themselves between two actions."""

TASKS = 25_000
"""Tasks that SpiffWorkflow keeps for one walk."""

DEPTH = 900
"""Nodes that one token passes in one scope. SpiffWorkflow looks no deeper than 1000 and would take a
case that is not over for one that is."""

RECURSION = 40_000
"""Calls within one another: SpiffWorkflow descends once for each node of a chain."""


def refusal(code: str, element: str | None = None, **parameters: object) -> StudioError:
    """The error of a code, its sentence filled in."""
    told = {"element": element or "", **parameters}
    return StudioError(code, sentence(code, told), **told)
