"""What an engine runs: a diagram and a scenario compiled into numbered rows.

A :class:`Program` holds no element ids except to name its rows, no texts to parse and no nesting:
rows refer to each other by index, so that any engine can lay them out as arrays. Every engine reads
the Program and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from studio.model import Guard, Problem
from studio.scenario import Attribute, Calendar, Distribution, Team
from studio.simulation.rows import (
    ArrivalRow,
    CatchRow,
    ChoiceRow,
    EscalationRow,
    FlowRow,
    LevelRow,
    NodeRow,
    PromiseRow,
    ScopeRow,
    TopicRow,
)

__all__ = [
    "Program",
    "RunLength",
]


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
    catches: tuple[CatchRow, ...]
    distributions: tuple[Distribution, ...]
    calendars: tuple[Calendar | None, ...]
    lanes: tuple[str, ...]
    teams: tuple[Team, ...]
    arrivals: tuple[ArrivalRow, ...]
    attributes: tuple[Attribute, ...]
    priority: tuple[Guard, ...]
    promises: tuple[PromiseRow, ...]
    topics: tuple[TopicRow, ...] = ()
    levels: tuple[LevelRow, ...] = ()
    escalations: tuple[EscalationRow, ...] = ()
    problems: tuple[Problem, ...] = ()

    def begins_at(self, node: int) -> bool:
        """Whether tokens of a new case or of a new instance of a sub-process begin at the node."""
        return any(node in row.nodes for row in self.arrivals) or any(
            node in row.starts for row in self.scopes
        )
