"""What teams do in one replication, seen visit by visit: who, when, why it waited and what it took."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from building import drawn, setting

from studio.model import Diagram
from studio.simulation import Program, Run, RunLength, compile_program
from studio.simulation.engine import Engine
from studio.simulation.records import PERSON_COLUMNS, Activity
from studio.simulation.teams import Crew
from studio.simulation.tokens import Visit


class Served(NamedTuple):
    """A visit that a team has taken up and done with, or that was given up."""

    case: int
    node: str
    enabled: float
    started: float
    ended: float
    priority: int
    team: str | None
    people: tuple[int, ...]
    off_shift: float
    overtaken: float
    paused: float
    effort: float
    """Person-seconds of each of its people."""

    @property
    def clock(self) -> tuple[float, float, float]:
        return self.enabled, self.started, self.ended

    @property
    def wait(self) -> float:
        return self.started - self.enabled


class Did(NamedTuple):
    """A stretch of a person's time."""

    team: str
    person: int
    begin: float
    end: float
    what: Activity
    case: int
    node: str | None


@dataclass(frozen=True, kw_only=True)
class Watched:
    """One replication and every visit of a step in it."""

    program: Program
    run: Run
    crews: list[Crew]
    served: list[Served]

    def of(self, node: str) -> list[Served]:
        """The visits of a node, by case."""
        return sorted(visit for visit in self.served if visit.node == node)

    def clocks(self, node: str = "A") -> list[tuple[float, float, float]]:
        return [visit.clock for visit in self.of(node)]

    def who(self, node: str = "A") -> list[tuple[str | None, int]]:
        """Team and person of each visit of a step for one."""
        return [(visit.team, visit.people[0]) for visit in self.of(node)]

    @property
    def did(self) -> list[Did]:
        """What people did, in the order in which it ended."""
        assert self.run.log is not None
        ordinals = {row[0]: int(row[2]) for row in self.run.log.cases().tolist()}
        rows = [dict(zip(PERSON_COLUMNS, row, strict=True)) for row in self.run.log.people().tolist()]
        return [
            Did(
                self.program.teams[int(row["team"])].name,
                int(row["person"]),
                row["from"],
                row["to"],
                Activity(int(row["activity"])),
                ordinals.get(row["case"], -1),
                self.program.nodes[int(row["node"])].id if row["node"] >= 0 else None,
            )
            for row in rows
        ]


def watched(
    diagram: Diagram | str,
    *,
    cases: int | None = None,
    length: float | None = None,
    warm_up: float = 0.0,
    replication: int = 0,
    keep_log: bool = True,
    **parts: Any,
) -> Watched:
    """What teams do in one replication of a diagram under ``building.setting`` of ``parts``."""
    program = compile_program(drawn(diagram) if isinstance(diagram, str) else diagram, setting(**parts))
    length_ = RunLength(cases=cases, length=length, warm_up=warm_up)
    engine = Engine(program, length_, replication, keep_log=keep_log)
    served: list[Served] = []

    def see(visit: Visit, effort: float) -> None:
        served.append(
            Served(
                visit.case.ordinal,
                program.nodes[visit.station.index].id,
                visit.enabled,
                visit.started if visit.started >= 0.0 else engine.clock.time,
                engine.clock.time,
                visit.case.priority,
                None if visit.crew is None else program.teams[visit.crew.number].name,
                tuple(person.number for person in visit.people),
                visit.off_shift,
                visit.overtaken,
                visit.paused,
                effort,
            )
        )

    for crew in engine.crews:
        _listen(crew, see)
    while not engine.clock.stopped:
        engine.clock.proceed(10_000)
    return Watched(program=program, run=engine.census.result(), crews=engine.crews, served=served)


def _listen(crew: Crew, see: Any) -> None:
    """Hear of each visit that the crew has done with, or that gives up waiting for it."""
    release, quits = crew.release, crew._waits_no_longer

    def released(visit: Visit) -> None:
        effort = crew.effort(visit)
        release(visit)
        see(visit, effort)

    def waits_no_longer(visit: Visit) -> None:
        quits(visit)
        if visit.crew is None:
            see(visit, 0.0)

    crew.release = released  # type: ignore[method-assign]
    crew._waits_no_longer = waits_no_longer  # type: ignore[method-assign]


def waits(made: Watched, node: str = "A") -> Any:
    """Seconds waited by each visit of a node."""
    return np.array([visit.wait for visit in made.of(node)])
