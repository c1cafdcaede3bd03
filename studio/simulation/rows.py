"""The numbered rows of which a program consists; they refer to each other by index."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from studio.model import EventKind, Guard
from studio.scenario import Arrivals, Attribute, OnMiss

__all__ = [
    "NOTHING",
    "ArrivalRow",
    "BatchRow",
    "CallBackRow",
    "CatchRow",
    "ChoiceRow",
    "EscalationRow",
    "FlowRow",
    "Join",
    "LevelRow",
    "NodeRow",
    "PromiseRow",
    "RoundsRow",
    "ScopeRow",
    "SelfServiceRow",
    "Split",
    "Throw",
    "TopicRow",
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
    """Its contents run, once or in rounds; it finishes when no token is left inside."""
    MESSAGE = 5
    """A message, a signal or a condition is waited for, all of which come from within the program."""


class Split(IntEnum):
    """Which outgoing flows a finished visit sends a token along."""

    ALL = 0
    ONE = 1
    SOME = 2
    FIRST_EVENT = 3
    """The one whose target, a catching event, happens first."""
    STOP = 4
    """None, and every other token of the scope is withdrawn: the terminate end."""
    CLIMB = 5
    """Out of the ladder's frame, or up to the next level of it."""
    SELF_SERVICE = 6
    """None where it settled the case, else on to people, at once or after a while."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchRow:
    """Visits that wait for each other until ``size`` are together, or ``within`` seconds have passed."""

    size: int
    within: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CallBackRow:
    """A customer who gave up calls again with this chance, after the time that the node ``pause`` takes."""

    chance: float
    pause: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundsRow:
    """How often the contents of a scope's node run, all at once or one after the other.

    Their number is drawn from ``number`` or is what the attribute ``by`` says, rounded, and not below 0.
    A loop without either goes round while ``condition`` holds, or else with the chance ``again``. After
    every round, ``done`` may tell that no further one is needed.
    """

    at_once: bool = False
    number: int = NOTHING
    by: str | None = None
    again: float = 0.0
    condition: Guard | None = None
    """It may ask for ``loopCounter``, the rounds so far, beside the attributes."""
    test_before: bool = False
    at_most: int | None = None
    done: Guard | None = None
    """It may ask for ``nrOfInstances``, ``nrOfCompletedInstances`` and ``nrOfActiveInstances``."""

    @property
    def is_counted(self) -> bool:
        """Whether the number of rounds is known when they begin."""
        return self.number != NOTHING or self.by is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Throw:
    """What a throwing event raises: an error, an escalation or a cancellation; ``name`` tells which one."""

    kind: EventKind
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeRow:
    """One flow node; ``out`` and ``into`` are flow indices, ``alarms`` rows of ``Program.catches``.

    Some rows stand for no node of the diagram but for a part of what one does; ``of`` then names that
    node: the frame around the rounds of an activity or around its ladder, the pause before a customer
    calls again, the self-service in front of a start, a level of a ladder.
    """

    id: str
    scope: int
    """The scope that the node lies in."""
    of: str = ""
    is_frame: bool = False
    """It only holds what runs inside, which tells the whole story: it is neither logged nor measured."""
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
    instead: tuple[int, ...] = ()
    """Other teams that do it, in order of preference."""
    can_do: tuple[Guard | None, ...] = ()
    """For which cases each team, ``team`` first, can do it; empty: all of them for all."""
    people: int = 1
    set_up: int = NOTHING
    batch: BatchRow | None = None
    patience: int = NOTHING
    call_back: CallBackRow | None = None
    assigns: tuple[Attribute, ...] = ()
    """Attributes that a case has anew when the visit is finished."""
    contents: int = NOTHING
    """The scope that opens when the node is enabled."""
    rounds: RoundsRow | None = None
    ladder: int = NOTHING
    """Row of ``Program.escalations``: the contents are a step and the levels to which its cases climb."""
    level: int = NOTHING
    """Row of ``Program.levels`` that the node is."""
    choice: int = NOTHING
    sends: tuple[int, ...] = ()
    """Rows of ``Program.topics`` that hear of it when a visit is finished."""
    awaits: int = NOTHING
    """Row of ``Program.topics`` that it waits for."""
    condition: Guard | None = None
    """What it waits for to hold."""
    throws: Throw | None = None
    alarms: tuple[int, ...] = ()
    lane: int = NOTHING
    is_step: bool = False
    """A step of work, whose visits count as handled work and hand-offs."""
    is_rework: bool = False
    """Whether a case's second visit is work done again."""
    is_end: bool = False
    """A token that finishes here ends."""
    is_message: bool = False
    """It waits for something that is no timer; at one instant, timers come first."""

    @property
    def element(self) -> str:
        """The id of the diagram's node that it is, or is a part of."""
        return self.of or self.id

    @property
    def teams(self) -> tuple[int, ...]:
        """The teams that do it, in order of preference; none where it needs nobody."""
        return () if self.team == NOTHING else (self.team, *self.instead)


@dataclass(frozen=True, slots=True, kw_only=True)
class CatchRow:
    """A boundary event, or the start of an event sub-process: what may happen while its host is there.

    ``host`` is the activity with the boundary, at work or waiting, or the event sub-process, which
    listens for as long as the scope around it is open. It happens ``time`` after the host is enabled, by
    ``clock``, where there is a time; or when ``awaits`` or ``condition`` or ``throw`` says so. Where
    ``chance`` is below 1 the time may never come.
    """

    node: int
    host: int
    time: int = NOTHING
    clock: int = NOTHING
    rings: int = 1
    """How often, each time after another ``time``; 0 is as long as the host is there."""
    interrupting: bool = True
    chance: float = 1.0
    at: float | None = None
    """The share of the host's work after which it rings, instead of a time from the enabling."""
    awaits: int = NOTHING
    condition: Guard | None = None
    throw: Throw | None = None
    """What it catches when it is thrown inside; without a name, whatever is of the kind."""
    escalates: bool = False
    """A drawn escalation: a deadline or an escalation event, not an error or a message."""

    def catches(self, throw: Throw) -> bool:
        """Whether the event catches what was thrown inside: the same one, or anything of the kind."""
        return (
            self.throw is not None and self.throw.kind is throw.kind and self.throw.name in ("", throw.name)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicRow:
    """What is heard elsewhere in the same case: the messages to one node, or a signal.

    A message goes to one listener, and is kept until there is one; a signal goes to all who listen when
    it is sent. ``starts`` are the nodes at which each begins a further process instance, with its scope.
    """

    name: str
    is_signal: bool = False
    starts: tuple[tuple[int, int], ...] = ()
    is_awaited: bool = False
    """Whether any node waits for it, so that a message is worth keeping."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelRow:
    """One level of a ladder; ``node`` is the row where its team works."""

    ladder: str
    name: str
    node: int
    above: int
    """The level above; NOTHING for the top."""
    reply_within: float
    clock: int = NOTHING
    settles: float | Guard = 1.0
    on_miss: OnMiss = OnMiss.MOVE


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalationRow:
    """Why cases climb from one step (the row ``node``) to the lowest level of a ladder."""

    node: int
    lowest: int
    """Row of ``Program.levels``."""
    cannot_decide: float | Guard | None = None
    customer_asks: float | None = None
    over_authority: float | Guard | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfServiceRow:
    """What the self-service at the row ``node`` does to the cases it meets; shares as in ``Deflection``."""

    node: int
    pause: int
    """The node that takes the time until a settled case comes back."""
    onward: int
    """The start."""
    whom: Guard | None
    share: float
    contained: float
    comes_back: float
    harder: float


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
    alarms: tuple[int, ...] = ()
    """Rows of ``Program.catches``: the starts of its event sub-processes."""


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
    self_service: SelfServiceRow | None = None


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
    share: float | None = None
    """The promised share of cases that keep it."""
    parent: int = NOTHING
    """Row of the promise that it is a part of."""
