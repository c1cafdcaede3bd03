"""An executable process of our own making, and what each of its nodes stands for in the diagram."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from studio.model import EventDefinition, Problem

__all__ = ["Branch", "Origin", "Rewriting", "Role", "WayKind"]


class Role(StrEnum):
    """How a walk deals with a node at which a token is."""

    STEP = "step"
    """Somebody does it."""
    WAIT = "wait"
    """Something has to happen."""
    CHOICE = "choice"
    """Somebody chooses among branches."""
    RACE = "race"
    """The first of several events decides."""
    PASS = "pass"  # noqa: S105 - a token of a process
    """The token passes by itself."""
    SCOPE = "scope"
    """A sub-process; its contents hold the tokens."""


class WayKind(StrEnum):
    """What choosing a way means."""

    FLOW = "flow"
    """The token takes a sequence flow."""
    START = "start"
    """The process begins with this start event."""
    DO = "do"
    """This activity of an ad-hoc sub-process is done next."""
    AGAIN = "again"
    """A looping activity is done once more."""
    DONE = "done"
    """A loop, or an ad-hoc sub-process, is left."""
    EVENT = "event"
    """This event happens before the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A way on from a choice. ``token`` is the only thing that its condition says in the executable process.

    ``id`` is that of the sequence flow or node meant, or the kind of way; ``condition`` is the diagram's
    own text, never evaluated as it stands; ``target`` is the node that it leads to.
    """

    token: str
    id: str
    kind: WayKind
    target: str | None = None
    condition: str = ""
    default: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What an executable node stands for: the diagram's element, and how a walk deals with it.

    ``branches`` are those of a choice, of which at least ``least`` and at most ``most`` are taken;
    ``unchosen`` is the token of the branch that stands for none of them. ``throws`` is what the element
    throws when a token passes. ``boundary`` tells an event attached to an activity, ``repeats`` one that
    can happen again while the activity goes on, ``thrown_inside`` one that only its host's contents set off.
    """

    element: str
    role: Role
    branches: tuple[Branch, ...] = ()
    least: int = 1
    most: int = 1
    unchosen: str | None = None
    throws: tuple[EventDefinition, ...] = ()
    catches: tuple[EventDefinition, ...] = ()
    boundary: bool = False
    repeats: bool = False
    thrown_inside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewriting:
    """One executable BPMN document for all processes of a diagram.

    Everything in ``document`` is of our own making: ids, tokens as conditions, no name, script, timer or
    other text of the diagram. ``processes`` gives the executable process for each process of the
    diagram, ``origins`` what its nodes stand for (nodes without origin are plumbing), ``wrappers`` the
    sub-processes that were put around a scope with event sub-processes. ``problems`` name what is
    walked differently from how it is drawn, or not at all.
    """

    document: bytes
    processes: Mapping[str, str]
    origins: Mapping[str, Origin]
    wrappers: frozenset[str]
    problems: tuple[Problem, ...] = ()
