"""The story of one case: what it waited for at each step, and who was busy with what meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.analysis.causes import OUTSIDE, split
from studio.model import Diagram
from studio.scenario import Scenario
from studio.simulation import Cancelled, Program, Run, RunLength, compile_program
from studio.simulation import run as run_once
from studio.simulation.records import Activity, CaseOutcome, Outcome
from studio.simulation.rows import NOTHING, NodeRow, Split, Work

__all__ = ["Meanwhile", "Recorded", "Stay", "Story", "one_run", "story"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """One replication with its log, and the program that it ran."""

    program: Program
    run: Run


@dataclass(frozen=True, slots=True, kw_only=True)
class Meanwhile:
    """What somebody of a team did while a case waited for it; moments in seconds, within the wait."""

    team: str
    person: int
    """Of the team's people, numbered from 0."""
    case: int | None
    """The case that the person worked on; None for the team's own work."""
    element: str | None
    since: float
    until: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """One visit of the case to a node at which time passed or could have."""

    element: str
    """The diagram's element; ``row`` is what of it, such as a level of its ladder."""
    row: str
    visit: int
    team: str | None
    person: int | None
    enabled: float
    started: float | None
    """None where nobody took it up, or what it waited for never came."""
    finished: float
    wait: float
    work: float
    causes: Mapping[str, float]
    """Seconds of the wait by each of ``WAIT_CAUSES``."""
    meanwhile: tuple[Meanwhile, ...]
    outcome: str
    """``finished``, ``withdrawn`` or ``abandoned``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Everything that a case went through, in the order in which it came there; moments in seconds."""

    case: int
    start: str
    arrived: float
    ended: float | None
    """None where the run ended first."""
    outcome: str
    """``completed``, ``abandoned``, ``contained``, ``stuck``, ``endless`` or ``open``."""
    wait: float
    work: float
    causes: Mapping[str, float]
    stays: tuple[Stay, ...]


def one_run(
    diagram: Diagram,
    scenario: Scenario,
    *,
    length: RunLength,
    replication: int = 0,
    cancelled: Callable[[], bool] | None = None,
) -> Recorded:
    """One replication with its log: with the length of a study it is the one that the study ran.

    Raises NothingToSimulate where no case could ever complete, Cancelled when told to stop.
    """
    program = compile_program(diagram, scenario)
    made = run_once(program, length, replication, keep_log=True, cancelled=cancelled)
    if made is None:
        raise Cancelled
    return Recorded(program=program, run=made)


def story(program: Program, run: Run, case: int) -> Story:
    """The story of the case with that number in the log; KeyError where there is no such case."""
    assert run.log is not None
    cases, visits = run.log.cases(), run.log.visits()
    found = np.flatnonzero(cases["case"] == case)
    if not len(found):
        raise KeyError(case)
    row = cases[found[0]]
    people = run.log.people()
    mine = visits[visits["case"] == case]
    mine = mine[np.lexsort((mine["finished"], mine["enabled"]))]
    outcome = CaseOutcome(int(row["outcome"]))
    apart = (float(row[name]) for name in ("off_shift", "batching", "overtaken", "external"))
    return Story(
        case=case,
        start=program.arrivals[row["start"]].id,
        arrived=float(row["arrived"]),
        ended=None if outcome is CaseOutcome.OPEN else float(row["ended"]),
        outcome=outcome.name.lower(),
        wait=float(row["wait"]),
        work=float(row["work"]),
        causes=split(float(row["wait"]), *apart),
        stays=tuple(_stay(program, visit, people) for visit in _without_losers(program, mine)),
    )


def _without_losers(program: Program, visits: NDArray[np.void]) -> Iterator[np.void]:
    """The visits that took time; of events that raced, which waited together, only the one that happened."""
    races: dict[tuple[int, float], int] = {}
    kept: list[np.void] = []
    for visit in visits:
        row, via = program.nodes[visit["node"]], int(visit["via"])
        if row.work not in (Work.TASK, Work.SYSTEM, *OUTSIDE):
            continue
        source = program.flows[via].source if via != NOTHING else NOTHING
        if source != NOTHING and program.nodes[source].split is Split.FIRST_EVENT:
            race = source, float(visit["enabled"])
            if race in races:
                if visit["outcome"] == Outcome.FINISHED:
                    kept[races[race]] = visit
                continue
            races[race] = len(kept)
        kept.append(visit)
    yield from kept


def _stay(program: Program, visit: np.void, people: NDArray[np.void]) -> Stay:
    row = program.nodes[visit["node"]]
    outcome = Outcome(int(visit["outcome"]))
    enabled, started, finished = (float(visit[name]) for name in ("enabled", "started", "finished"))
    is_outside = row.work in OUTSIDE
    taken_up = (
        outcome is Outcome.FINISHED if is_outside else row.team == NOTHING or visit["person"] != NOTHING
    )
    work = 0.0 if is_outside or not taken_up else float(visit["worked"])
    wait = max(0.0, finished - enabled - work)
    off_shift, batching, overtaken = (float(visit[name]) for name in ("off_shift", "batching", "overtaken"))
    until = finished if is_outside or not taken_up else started
    served = visit["team"] != NOTHING and visit["person"] != NOTHING
    return Stay(
        element=row.element,
        row=row.id,
        visit=int(visit["visit"]),
        team=program.teams[visit["team"]].name if visit["team"] != NOTHING else None,
        person=int(visit["person"]) if served else None,
        enabled=enabled,
        started=started if taken_up else None,
        finished=finished,
        wait=wait,
        work=work,
        causes=split(wait, off_shift, batching, overtaken, wait if is_outside else 0.0),
        meanwhile=tuple(_busy(program, row, people, enabled, until)),
        outcome=outcome.name.lower(),
    )


def _busy(
    program: Program, row: NodeRow, people: NDArray[np.void], since: float, until: float
) -> Iterator[Meanwhile]:
    """Who of the step's teams worked on what between two moments, by the moment at which they began."""
    if not row.teams or until <= since:
        return
    there = np.isin(people["team"], row.teams) & (people["from"] < until) & (people["to"] > since)
    there &= people["activity"] != Activity.RESTING
    rows = people[there]
    for each in rows[np.lexsort((rows["person"], rows["team"], rows["from"]))]:
        yield Meanwhile(
            team=program.teams[each["team"]].name,
            person=int(each["person"]),
            case=int(each["case"]) if each["case"] != NOTHING else None,
            element=program.nodes[each["node"]].element if each["node"] != NOTHING else None,
            since=max(since, float(each["from"])),
            until=min(until, float(each["to"])),
        )
