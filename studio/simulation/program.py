"""What an engine runs: a diagram and a scenario compiled into numbered rows.

A :class:`Program` holds no element ids except to name its rows, no texts to parse and no nesting:
rows refer to each other by index, so that any engine can lay them out as arrays. Every engine reads
the Program and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from studio.model import Guard, Problem
from studio.scenario import Arrivals, Attribute, Calendar, Distribution, Team

__all__ = [
    "NOTHING",
    "ArrivalRow",
    "ChoiceRow",
    "FlowRow",
    "Join",
    "NodeRow",
    "Program",
    "PromiseRow",
    "RunLength",
    "ScopeRow",
    "Split",
    "TimerRow",
    "Work",
]

NOTHING = -1
"""The index that refers to no row."""


class Join(IntEnum):
    """How many of the incoming flows must bring a token before the node is enabled."""

    ANY = 0
    ALL = 1
    REACHABLE = 2
    """All those that a token can still reach: the inclusive join."""


class Work(IntEnum):
    """What happens between the enabling of a node and its finish."""

    NONE = 0
    TASK = 1
    """A person of a team handles it, after a wait for one."""
    SYSTEM = 2
    """It takes time, but nobody."""
    EVENT = 3
    """Something outside happens after a while."""
    SCOPE = 4
    """Its contents run; it finishes when no token is left inside."""


class Split(IntEnum):
    """Which outgoing flows a finished visit sends a token along."""

    ALL = 0
    ONE = 1
    SOME = 2
    FIRST_EVENT = 3
    """The one whose target, a catching event, happens first."""
    STOP = 4
    """None, and every other token of the scope is withdrawn: the terminate end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeRow:
    """One flow node; ``out`` and ``into`` are flow indices, ``alarms`` rows of ``Program.timers``."""

    id: str
    scope: int
    """The scope that the node lies in."""
    join: Join = Join.ANY
    work: Work = Work.NONE
    split: Split = Split.ALL
    out: tuple[int, ...] = ()
    into: tuple[int, ...] = ()
    time: int = NOTHING
    """Distribution of the handling time, or of the time until the event."""
    also: tuple[tuple[str, int], ...] = ()
    """Work done in the same go: the id that its draws belong to, and its distribution."""
    clock: int = NOTHING
    """Calendar by which an event's time runs; NOTHING is the calendar on the wall."""
    team: int = NOTHING
    people: int = 1
    contents: int = NOTHING
    """The scope that opens when the node is enabled."""
    choice: int = NOTHING
    alarms: tuple[int, ...] = ()
    lane: int = NOTHING
    is_step: bool = False
    """A step of work, whose visits count as handled work, hand-offs and rework."""
    is_end: bool = False
    """A token that finishes here ends."""
    is_message: bool = False
    """It waits for something that is no timer; at one instant, timers come first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimerRow:
    """A boundary event that rings while its host is at work or waits for it.

    ``time`` after the host is enabled, by ``clock``; where ``chance`` is below 1 it may never ring.
    """

    node: int
    host: int
    time: int
    clock: int = NOTHING
    interrupting: bool = True
    chance: float = 1.0
    at: float | None = None
    """The share of the host's work after which it rings, instead of a time from the enabling."""
    escalates: bool = False
    """A drawn escalation: a deadline or an escalation event, not an error or a message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowRow:
    id: str
    source: int
    target: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeRow:
    """A process or the contents of a sub-process; ``starts`` are the nodes where its tokens begin."""

    id: str
    node: int = NOTHING
    """The sub-process node; NOTHING for a process."""
    starts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceRow:
    """How a token chooses among its node's ``out`` flows, position by position.

    An exclusive choice takes the first flow whose guard holds, else draws by ``chances``; an
    inclusive one judges each flow by its own guard or chance. ``default`` (a position, or NOTHING)
    is taken where nothing else was.
    """

    guards: tuple[Guard | None, ...]
    chances: tuple[float, ...]
    default: int = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrivalRow:
    """A stream of cases that begin at ``node`` in a new instance of ``scope``."""

    id: str
    scope: int
    nodes: tuple[int, ...]
    """One start event, or all the nodes at which a process without start events begins."""
    arrivals: Arrivals
    open: int = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseRow:
    """A promise between the enabling of one node and the finish of another, in seconds."""

    name: str
    within: float
    begins: int = NOTHING
    """NOTHING: it begins with the arrival."""
    ends: int = NOTHING
    """NOTHING: it ends with the case."""
    clock: int = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class RunLength:
    """When one replication ends: after ``cases`` counted cases have left, or after ``length`` seconds.

    Both count from the end of the warm-up. Cases that have not left when four times as many have come
    after them, and four weeks have passed, are given up and stay open. With neither, the run ends when
    the last case of a finite list of arrivals has left.

    With ``follow``, the cases that arrived within the length are followed to their ends, as long again or
    a week at most; what is measured over time is measured over the length all the same.
    """

    cases: int | None = None
    length: float | None = None
    warm_up: float = 0.0
    follow: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A diagram with its scenario, ready to run; ``problems`` name what it leaves out."""

    name: str
    start: datetime
    seed: int
    service_level: float
    nodes: tuple[NodeRow, ...]
    flows: tuple[FlowRow, ...]
    scopes: tuple[ScopeRow, ...]
    choices: tuple[ChoiceRow, ...]
    timers: tuple[TimerRow, ...]
    distributions: tuple[Distribution, ...]
    calendars: tuple[Calendar | None, ...]
    lanes: tuple[str, ...]
    teams: tuple[Team, ...]
    arrivals: tuple[ArrivalRow, ...]
    attributes: tuple[Attribute, ...]
    priority: tuple[Guard, ...]
    promises: tuple[PromiseRow, ...]
    problems: tuple[Problem, ...] = ()

    def begins_at(self, node: int) -> bool:
        """Whether tokens of a new case or of a new instance of a sub-process begin at the node."""
        return any(node in row.nodes for row in self.arrivals) or any(
            node in row.starts for row in self.scopes
        )
