"""Teams that cannot keep up: how much too much comes, what piles up, and how long it takes to drain.

A mean wait says nothing of a queue that grows, since it depends on how long one looks. So an overload is
named with its backlog, and with the time in which the people there would work it off.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from studio.analysis.measures import Figures
from studio.model import Problem, Severity
from studio.scenario import Scenario, Study
from studio.simulation import Program

__all__ = ["Overload", "overload_problem", "overloads"]

_NEARLY = 0.95
"""Load from which a queue that grows is taken for one that goes on growing."""

_SURE = 0.999
"""Confidence with which a queue must have grown."""

_LONG_TO_DRAIN = 1800.0
"""Seconds that the worst queue of a day takes at least to be called an overload."""

_EASIER = 0.9
"""Load to which arrivals would have to fall for the second of the two times to drain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overload:
    """A team for which more comes than it can do, all the time or at its worst hours."""

    team: str
    load: float
    """Work that comes over what the people on the floor can do, the team's own work taken off. What they
    stay for when their shift ends counts to it: a team that always finishes what it has in hand can do more
    than its hours."""
    backlog: float
    """Visits in the queue at the end, or at the worst moment of a day."""
    drain: float
    """Seconds that they take if nothing more comes, at the staff that is there on average, or at the worst
    hours at the most that are there; infinite where nobody ever is."""
    worst: float | None = None
    """The worst moment (seconds) of a study that ends with its day."""

    @property
    def eased_drain(self) -> float:
        """Seconds that they take if so much still comes that it makes a load of 90 %."""
        return self.drain / (1.0 - _EASIER)


def overloads(program: Program, scenario: Scenario, found: Sequence[Figures]) -> tuple[Overload, ...]:
    """The teams that cannot keep up, in the order of the program."""
    return tuple(_overloads(program, scenario, found))


def _overloads(program: Program, scenario: Scenario, found: Sequence[Figures]) -> Iterator[Overload]:
    for number in range(len(program.teams)):
        whole_day = scenario.study is Study.TERMINATING
        load = offered_load(program, number, found, whole_day=whole_day)
        served = sum(each.balance.teams[number].served for each in found)
        work = sum(each.balance.teams[number].work for each in found) / served if served else 0.0
        queues = [each.waiting[:, number] for each in found if len(each.moments)]
        if not load or not queues:
            continue
        team, pace = program.teams[number].name, _pace(program, number, found)
        ends = float(np.mean([queue[-1] for queue in queues]))
        if load > 1.0 or (load > _NEARLY and _grows(queues)):
            drain = ends * work / pace if pace else inf
            yield Overload(team=team, load=load, backlog=ends, drain=drain)
        elif whole_day:
            moment, worst = _worst(found, number)
            people = float(np.mean([each.on_floor[:, number].max() for each in found if len(each.moments)]))
            at_once = worst * work / people if people else 0.0
            if worst > people and at_once >= _LONG_TO_DRAIN:
                yield Overload(team=team, load=load, backlog=worst, drain=at_once, worst=moment)


def offered_load(
    program: Program, number: int, found: Sequence[Figures], *, whole_day: bool = False
) -> float:
    """Work of all visits, begun or not, over the time on the floor and in overtime; over 1, the queue grows.

    That is the time in which cases arrived, or with ``whole_day`` all that was measured.
    """
    work = floor = 0.0
    for each in found:
        of = each.balance.teams[number]
        if of.served:
            work += of.visits * of.work / of.served
        part = 1.0 if whole_day or not each.seconds else each.arriving / each.seconds
        floor += (of.floor + of.overtime) * part
    floor *= 1.0 - program.teams[number].base_load
    if floor <= 0.0:
        return inf if any(each.balance.teams[number].visits for each in found) else 0.0
    return work / floor


def _pace(program: Program, number: int, found: Sequence[Figures]) -> float:
    """Person-seconds of work on cases that the team can do in a second, on average."""
    seconds = sum(each.seconds for each in found)
    there = sum(each.balance.teams[number].floor + each.balance.teams[number].overtime for each in found)
    return there / seconds * (1.0 - program.teams[number].base_load) if seconds else 0.0


def _grows(queues: Sequence[NDArray[np.float64]]) -> bool:
    """Whether the queue is surely longer in the last third of the time than in the middle one."""
    thirds = [len(queue) // 3 for queue in queues]
    growth = np.array(
        [queue[-n:].mean() - queue[-2 * n : -n].mean() for queue, n in zip(queues, thirds, strict=True) if n]
    )
    if len(growth) < 2:
        return False
    n = len(growth)
    sure = float(stdtrit(n - 1, _SURE)) * float(growth.std(ddof=1)) / sqrt(n)
    return float(growth.mean()) > max(1.0, sure)


def _worst(found: Sequence[Figures], number: int) -> tuple[float, float]:
    """When the queue is longest on average over the replications, and how long."""
    looked = [each for each in found if len(each.moments)]
    moments = looked[0].moments
    mean = np.mean([np.interp(moments, each.moments, each.waiting[:, number]) for each in looked], axis=0)
    place = int(np.argmax(mean))
    return float(moments[place]), float(mean[place])


def overload_problem(told: Overload) -> Problem:
    """The overload as a finding."""
    parameters = [
        ("team", told.team),
        ("load", f"{100 * told.load:.0f} %"),
        ("backlog", f"{told.backlog:.0f}"),
        ("drain", f"{told.drain:.0f}"),
        ("eased", f"{told.eased_drain:.0f}"),
    ]
    code = "study.overload" if told.worst is None else "study.peak"
    if told.worst is not None:
        parameters.append(("after", f"{told.worst:.0f}"))
    return Problem(code=code, severity=Severity.WARNING, parameters=tuple(parameters))
