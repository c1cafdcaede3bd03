"""What moves through a program: cases, their scopes and tokens, and the visits they pay to nodes."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from studio.model.guard import Value
from studio.simulation.clock import Happening
from studio.simulation.draws import Customers, Stream, visit_key
from studio.simulation.rows import NOTHING

if TYPE_CHECKING:
    from studio.simulation.attention import Job
    from studio.simulation.choosing import Ticket
    from studio.simulation.post import Post
    from studio.simulation.rows import CatchRow
    from studio.simulation.station import Station
    from studio.simulation.teams import Crew, Person
    from studio.simulation.waiting import Causes

__all__ = ["Alarm", "Arrive", "Case", "Hop", "Leave", "Scope", "Token", "Visit"]


_NO_VALUES: Mapping[str, Value] = MappingProxyType({})

_NOBODY: list[Person] = []
"""Never changed in place: a visit gets a list of its own."""

_NONE: list[Scope] = []
"""Never changed in place either."""


class Case:
    """A customer's matter from arrival to the end of its last token.

    It is known by its arrival stream and its ordinal there; ``number`` puts the cases of all streams
    in one order, ``key`` is what its draws depend on. Sums are over its visits so far.
    """

    __slots__ = (
        "arrived",
        "batching",
        "begun",
        "call_backs",
        "climbs",
        "cost",
        "counted",
        "customers",
        "done",
        "end",
        "ended",
        "endless",
        "ends",
        "external",
        "given_up",
        "hand_offs",
        "harder",
        "key",
        "number",
        "off_shift",
        "open",
        "order",
        "ordinal",
        "others",
        "overtaken",
        "pending",
        "post",
        "priority",
        "rework",
        "root",
        "slot",
        "stream",
        "tokens",
        "trail",
        "undecided",
        "values",
        "visits",
        "wait",
        "work",
    )  # fmt: skip

    def __init__(self, number: int, stream: int, ordinal: int, customers: Customers, arrived: float) -> None:
        self.number = number
        self.order = number << 20
        """Its place among simultaneous events of a kind; the token's number is added."""
        self.stream = stream
        self.ordinal = ordinal
        self.customers = customers
        self.slot = slot = ordinal - customers.first
        self.key = customers.keys[slot]
        self.arrived = arrived
        self.ended = 0.0
        self.end = NOTHING
        """The node where its last token ended; ``ends`` are all at which one did."""
        self.ends: tuple[int, ...] = ()
        self.counted = False
        self.open = True
        self.priority = 0
        self.values: Mapping[str, Value] = _NO_VALUES
        """Its attributes."""
        self.harder = 1.0
        """How many times as long people need for it: self-service leaves them the difficult ones."""
        self.root: Scope | None = None
        """The process instance that it began with; ``others`` are those that its messages began."""
        self.others: list[Scope] = _NONE
        self.tokens = 0
        """Tokens made so far: the number of the next one."""
        self.pending = 0
        """Visits and alarms that will make something happen later."""
        self.visits: dict[int, int] = {}
        """Visits so far by node."""
        self.endless = False
        """Whether it goes round and round."""
        self.undecided: dict[tuple[Scope, Station], None] | None = None
        """Inclusive joins that hold tokens."""
        self.post: Post | None = None
        """What its tokens listen for, and the messages that nobody has taken yet."""
        self.begun: dict[int, float] | None = None
        """When each promise began that begins at a node; ``done`` when it ended."""
        self.done: dict[int, float] | None = None
        self.given_up: tuple[int, ...] = ()
        """Promises that end with work which was begun and given up; it may have been done later."""
        self.trail: array[float] | None = None
        """What its visits took, if it is one of those by which promises are explained."""
        self.wait = self.work = self.cost = 0.0
        self.batching = self.off_shift = self.overtaken = self.external = 0.0
        """Of the wait: for company, with nobody on shift, behind more urgent work that came later, and for
        what comes from outside."""
        self.hand_offs = self.rework = self.climbs = 0
        self.call_backs = 0
        """How often the customer came again with the same matter."""

    def draw(self, stream: Stream, visit: int) -> float:
        """The uniform variate that belongs to the case's ``visit``-th visit of the stream's element."""
        if visit:
            return stream.uniform(visit_key(self.key, visit))
        drawn = self.customers.drawn.get(stream)
        return (self.customers.draw(stream) if drawn is None else drawn)[self.slot]

    def new_token(self, scope: Scope, like: Token | None = None) -> Token:
        """A further token, which was last where ``like`` was."""
        number = self.tokens
        self.tokens = number + 1
        if like is None:
            return Token(number, scope, NOTHING, NOTHING)
        return Token(number, scope, like.lane, like.raised_in)


class Scope:
    """One instance of a process or sub-process: its tokens, its visits under way, its half-filled joins.

    ``alarms`` are the starts of event sub-processes that it listens for; ``rounds`` the number of the
    last round of its node, from 1, and ``wanted`` how many there are going to be if that is known.
    """

    __slots__ = (
        "alarms",
        "case",
        "depth",
        "first",
        "joins",
        "live",
        "open",
        "parent",
        "rounds",
        "row",
        "tokens",
        "wanted",
    )

    def __init__(self, row: int, case: Case, parent: Visit | None) -> None:
        self.row = row
        self.case = case
        self.parent = parent
        self.depth: int = 0 if parent is None else parent.token.scope.depth + 1
        self.open = True
        self.tokens = 0
        self.live: dict[Visit, None] = {}
        self.alarms: tuple[Alarm, ...] = ()
        self.rounds = self.wanted = 0
        self.joins: dict[int, dict[int, list[Token]]] | None = None
        """Tokens that wait at a join: node → incoming flow → tokens."""
        self.first: dict[int, int] | None = None
        """Of an instance of a multi-instance activity, the ordinal of its first visit of each node."""

    def held_at(self, node: int) -> dict[int, list[Token]]:
        """The tokens that wait at a node, by incoming flow."""
        if self.joins is None:
            self.joins = {}
        return self.joins.setdefault(node, {})


class Token:
    """A thread of a case; ``lane`` is where it was last worked on, ``raised_in`` where it was escalated."""

    __slots__ = ("lane", "number", "raised_in", "scope")

    def __init__(self, number: int, scope: Scope, lane: int, raised_in: int) -> None:
        self.number = number
        self.scope = scope
        self.lane = lane
        self.raised_in = raised_in


class Visit(Happening):
    """A token's stay at a node, and the SimPy event of its own finish."""

    __slots__ = (
        "alarms",
        "batching",
        "case",
        "causes",
        "contents",
        "crew",
        "enabled",
        "job",
        "live",
        "off_shift",
        "ordinal",
        "overtaken",
        "paused",
        "people",
        "rivals",
        "started",
        "station",
        "ticket",
        "token",
        "via",
    )  # fmt: skip

    def __init__(self, station: Station, token: Token, case: Case, via: int, ordinal: int) -> None:
        self.callbacks = station.on_finish
        self.station = station
        self.token = token
        self.case = case
        self.via = via
        self.ordinal = ordinal
        self.enabled = station.clock.time
        self.started = -1.0
        """Negative until the visit is started."""
        self.live = True
        self.people: list[Person] = _NOBODY
        self.crew: Crew | None = None
        """The team that has taken it up."""
        self.paused = 0.0
        """Seconds for which started work rested because its people had gone home."""
        self.batching = self.off_shift = self.overtaken = 0.0
        """Seconds of the wait for company, with nobody on shift, and with somebody busy with more urgent work
        that came later."""
        self.alarms: tuple[Alarm, ...] = ()
        self.rivals: Sequence[Visit] = ()
        """Visits of which only the first to finish counts, this one included."""
        self.contents: Scope | None = None
        self.ticket: Ticket | None = None
        """Its places in the queues, while it waits for several teams."""
        self.causes: Causes | None = None
        """Who finds out why it waits, while it does."""
        self.job: Job | None = None
        """How far it is, while somebody works on it who may do several things or let it rest."""

    def __lt__(self, _: Visit) -> bool:
        """Of two visits that one token pays to a queue at one instant, only the later is live."""
        return False


class Alarm(Happening):
    """An event that may happen to its host, a visit or a scope, until that is left.

    ``armed`` until then or until it has happened; ``due`` while a moment is set for it, for which its
    case waits. ``order`` is its place among simultaneous events.
    """

    __slots__ = ("armed", "case", "due", "host", "order", "row", "rung")

    def __init__(self, then: Callable[[Alarm], None], host: Visit | Scope, row: CatchRow, order: int) -> None:
        super().__init__(then)
        self.host = host
        self.case: Case = host.case
        self.row = row
        self.order = order
        self.armed = True
        self.due = False
        self.rung = 0


Hop: TypeAlias = tuple["Arrive", int]
"""The next stretch of a token's way: where it arrives, and the index of the flow it comes along."""

Arrive: TypeAlias = Callable[[Token, int], "Hop | None"]
"""Receives a token and the flow it came along; returns its next Hop, or None if it stays or ends."""

Leave: TypeAlias = Callable[[Token, int], "Hop | None"]
"""Sends a token on after the visit with that ordinal; returns its next Hop, or None if it ends."""
