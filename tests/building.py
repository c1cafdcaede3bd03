"""Small processes for tests: a diagram drawn in lines of text, a scenario by keywords, and its story."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from itertools import pairwise
from typing import Any, NamedTuple

from studio.model import Diagram, EventDefinition, EventKind, Flow, Lane, Node, NodeKind, Process, parse_guard
from studio.scenario import (
    Arrivals,
    Attribute,
    Calendar,
    Distribution,
    EventTiming,
    Routing,
    Scenario,
    Shift,
    Step,
    Team,
)
from studio.simulation import Program, Run, RunLength, compile_program, run
from studio.simulation.records import CASE_COLUMNS, VISIT_COLUMNS, CaseOutcome, Outcome

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
"""The Monday at whose 00:00 the simulated clock of these tests shows 0."""

HOUR, DAY, WEEK = 3600.0, 86400.0, 604800.0

_KINDS = {
    "Start": (NodeKind.START_EVENT, None),
    "End": (NodeKind.END_EVENT, None),
    "Terminate": (NodeKind.END_EVENT, EventKind.TERMINATE),
    "Xor": (NodeKind.EXCLUSIVE_GATEWAY, None),
    "And": (NodeKind.PARALLEL_GATEWAY, None),
    "Or": (NodeKind.INCLUSIVE_GATEWAY, None),
    "First": (NodeKind.EVENT_GATEWAY, None),
    "Timer": (NodeKind.CATCH_EVENT, EventKind.TIMER),
    "Message": (NodeKind.CATCH_EVENT, EventKind.MESSAGE),
    "To": (NodeKind.THROW_EVENT, EventKind.LINK),
    "From": (NodeKind.CATCH_EVENT, EventKind.LINK),
    "Sub": (NodeKind.SUB_PROCESS, None),
}
"""What the first word of a node's id makes it; anything else is a task."""


def drawn(text: str, *, lanes: Mapping[str, str] | None = None, process: str = "P") -> Diagram:
    """A diagram from lines such as ``Start > A > Xor > End``; a flow from A to B has the id ``A-B``.

    ``Sub: Start_in > B > End_in`` draws inside the sub-process Sub. ``A ! Timer_late > B`` attaches an
    interrupting boundary event to A, ``A ~ Timer_late > B`` one that does not interrupt. The links
    ``To_x`` and ``From_x`` belong together. ``lanes`` names the lanes of the nodes that have one.
    """
    nodes: dict[str, Node] = {}
    flows: list[Flow] = []
    lanes = lanes or {}

    def node(id: str, parent: str | None) -> str:
        if id not in nodes:
            kind, event = _KINDS.get(re.split(r"[_\d]", id)[0], (NodeKind.TASK, None))
            name = id.partition("_")[2] if event is EventKind.LINK else ""
            events = (EventDefinition(kind=event, name=name),) if event else ()
            nodes[id] = Node(
                id=id, kind=kind, process=process, parent=parent, events=events, lane=lanes.get(id)
            )
        return id

    for line in filter(None, (line.split("#")[0].strip() for line in text.splitlines())):
        inside = re.fullmatch(r"(\w+): (.*)", line)
        parent, chain = (inside[1], inside[2]) if inside else (None, line)
        attached = re.match(r"(\w+) ([!~]) (\w+)", chain)
        if attached:
            host, mark, event = attached.groups()
            nodes[event] = replace(
                nodes[node(event, parent)],
                kind=NodeKind.BOUNDARY_EVENT,
                attached_to=host,
                interrupting=mark == "!",
            )
            chain = chain[attached.start(3) :]
        ids = [node(id.strip(), parent) for id in chain.split(">")]
        flows += [
            Flow(id=f"{source}-{target}", source=source, target=target, parent=parent)
            for source, target in pairwise(ids)
        ]
    return Diagram(
        processes=(Process(id=process),),
        lanes=tuple(Lane(id=lane, process=process) for lane in dict.fromkeys(lanes.values())),
        nodes=tuple(nodes.values()),
        flows=tuple(flows),
    )


def time(value: Distribution | float) -> Distribution:
    """A distribution; a number is a constant."""
    return value if isinstance(value, Distribution) else Distribution.constant(float(value))


def exponential(mean: float) -> Distribution:
    return Distribution.exponential(mean)


def open_at(*spans: tuple[float, float], **dates: Any) -> Calendar:
    """A calendar by hours after Monday 00:00, such as (8, 17) for Monday from 8 to 17."""
    return Calendar(week=tuple((begin * HOUR, end * HOUR) for begin, end in spans), **dates)


def every_day(begin: float, end: float) -> Calendar:
    """A calendar with the same hours each day."""
    return open_at(*((24 * day + begin, 24 * day + end) for day in range(7)))


def staffed(*shifts: int | tuple[int, Calendar | None], **more: Any) -> Team:
    """A team of people around the clock, or of (people, calendar) shifts."""
    pairs = [shift if isinstance(shift, tuple) else (shift, None) for shift in shifts]
    return Team(
        name="", shifts=tuple(Shift(staff=people, calendar=calendar) for people, calendar in pairs), **more
    )


def chances(**flows: Mapping[str, float]) -> dict[str, Routing]:
    """Routing by probability: ``chances(Xor={"A": 0.3, "B": 0.7})`` by the targets of a gateway."""
    return {
        node: Routing(chances={f"{node}-{target}": share for target, share in shares.items()})
        for node, shares in flows.items()
    }


def guards(node: str, default: str | None = None, **targets: str) -> dict[str, Routing]:
    """Routing by guards: ``guards("Xor", "B", A="amount > 100")``."""
    return {
        node: Routing(
            guards={f"{node}-{target}": parse_guard(text) for target, text in targets.items()},
            default=f"{node}-{default}" if default else None,
        )
    }


def setting(
    *,
    times: Iterable[float] | None = None,
    every: Distribution | float | None = None,
    arrivals: Mapping[str, Arrivals] | None = None,
    steps: Mapping[str, Distribution | float | tuple[Distribution | float, str] | Step] | None = None,
    teams: Mapping[str, Team | int] | None = None,
    events: Mapping[str, Distribution | float | EventTiming] | None = None,
    attributes: Mapping[str, Distribution | float | bool] | None = None,
    priority: Iterable[str] = (),
    **more: Any,
) -> Scenario:
    """A scenario. Cases arrive at Start, at the exact ``times`` or ``every`` so often.

    A step is its time (nobody is needed), or its time and its team; an attribute is a distribution, or
    a number or yes/no that all cases share.
    """
    if arrivals is None:
        arrivals = {
            "Start": Arrivals(times=tuple(times))
            if times is not None
            else Arrivals(every=None if every is None else time(every))
        }
    crews = {
        name: replace(team if isinstance(team, Team) else staffed(team), name=name)
        for name, team in (teams or {}).items()
    }
    return Scenario(
        name="Test",
        start=more.pop("start", MONDAY),
        arrivals=arrivals,
        teams=crews,
        steps={id: _step(step) for id, step in (steps or {}).items()},
        events={
            id: event if isinstance(event, EventTiming) else EventTiming(after=time(event))
            for id, event in (events or {}).items()
        },
        attributes=tuple(
            Attribute(name=name, chance=float(value))
            if isinstance(value, bool)
            else Attribute(name=name, number=time(value))
            for name, value in (attributes or {}).items()
        ),
        priority=tuple(map(parse_guard, priority)),
        **more,
    )


def _step(step: Distribution | float | tuple[Distribution | float, str] | Step) -> Step:
    if isinstance(step, Step):
        return step
    if isinstance(step, tuple):
        return Step(time=time(step[0]), team=step[1])
    return Step(time=time(step))


class VisitTold(NamedTuple):
    """A row of the visits log in words: the case by its ordinal, nodes by their ids."""

    case: int
    node: str
    enabled: float
    started: float
    finished: float
    outcome: Outcome = Outcome.FINISHED
    person: int = -1
    cause: str | None = None

    @property
    def clock(self) -> tuple[float, float, float]:
        return self.enabled, self.started, self.finished


class CaseTold(NamedTuple):
    """A row of the cases log in words."""

    case: int
    arrived: float
    ended: float
    outcome: CaseOutcome
    end: str | None
    wait: float
    work: float
    hand_offs: int
    rework: int
    climbs: int


@dataclass(frozen=True, kw_only=True)
class Story:
    """One replication with its log."""

    program: Program
    run: Run

    @cached_property
    def visits(self) -> list[VisitTold]:
        """Visits of all nodes, in the order in which they ended."""
        assert self.run.log is not None
        ordinals = {row["case"]: row["ordinal"] for row in rows(self.run.log.cases(), CASE_COLUMNS)}
        return [
            VisitTold(
                ordinals[row["case"]],
                self._id(row["node"]) or "",
                row["enabled"],
                row["started"],
                row["finished"],
                Outcome(int(row["outcome"])),
                int(row["person"]),
                self._id(row["cause"]),
            )
            for row in rows(self.run.log.visits(), VISIT_COLUMNS)
        ]

    @cached_property
    def cases(self) -> list[CaseTold]:
        """Cases in the order in which they left; then those still open."""
        assert self.run.log is not None
        return [
            CaseTold(
                int(row["ordinal"]),
                row["arrived"],
                row["ended"],
                CaseOutcome(int(row["outcome"])),
                self._id(row["end"]),
                row["wait"],
                row["work"],
                int(row["hand_offs"]),
                int(row["rework"]),
                int(row["climbs"]),
            )
            for row in rows(self.run.log.cases(), CASE_COLUMNS)
        ]

    def of(self, node: str) -> list[tuple[float, float, float]]:
        """Enabled, started and finished of each visit of a node, by case, then in order of enabling."""
        found = [visit for visit in self.visits if visit.node == node]
        return [visit.clock for visit in sorted(found, key=lambda visit: (visit.case, visit.enabled))]

    def way(self, case: int = 0) -> list[str]:
        """The nodes that a case visited, in the order in which the visits ended."""
        return [visit.node for visit in self.visits if visit.case == case]

    def codes(self) -> set[str]:
        """The codes of what the program leaves out."""
        return {problem.code for problem in self.program.problems}

    def tally(self, node: str) -> Any:
        return self.run.steps[self._index(node)]

    def passed(self, flow: str) -> int:
        """Tokens that passed a flow."""
        return self.run.flows[[row.id for row in self.program.flows].index(flow)]

    def _id(self, index: float) -> str | None:
        return self.program.nodes[int(index)].id if index >= 0 else None

    def _index(self, node: str) -> int:
        return [row.id for row in self.program.nodes].index(node)


def rows(table: Any, columns: tuple[str, ...]) -> list[dict[str, float]]:
    """A logged table as one dictionary a row."""
    return [dict(zip(columns, row, strict=True)) for row in table.tolist()]


def told(
    diagram: Diagram | str,
    *,
    cases: int | None = None,
    length: float | None = None,
    warm_up: float = 0.0,
    replication: int = 0,
    **parts: Any,
) -> Story:
    """What happens in one replication of a diagram under :func:`setting` of ``parts``."""
    shape = drawn(diagram) if isinstance(diagram, str) else diagram
    program = compile_program(shape, setting(**parts))
    made = run(program, RunLength(cases=cases, length=length, warm_up=warm_up), replication, keep_log=True)
    assert made is not None
    return Story(program=program, run=made)
