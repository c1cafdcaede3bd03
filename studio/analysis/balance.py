"""What a replication must account for: who came and left, who waited in which queue, what was worked."""

from __future__ import annotations

from dataclasses import dataclass

from studio.simulation import Program, Run
from studio.simulation.rows import NodeRow

__all__ = ["Balance", "TeamBalance", "balance", "serves_alone"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamBalance:
    """A team's counted visits, and what was measured of its queue over time; seconds."""

    queue_area: float
    """Visit-seconds in the queue over the measured time."""
    queued: float
    """Seconds that counted visits spent in the queue."""
    visits: int
    """Counted visits to its steps, whether served or not; ``ended`` of them are over."""
    ended: int
    served: int
    abandoned: int
    work: float
    """Seconds of the served visits, once for each person that they need."""
    floor: float
    """Person-seconds on the floor over the measured time."""
    overtime: float = 0.0
    """Person-seconds for which people stayed to finish what they had in hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """The counted cases of a replication, and what was measured over time."""

    arrived: int
    left: int
    """Counted cases that left, in whatever way."""
    open: int
    in_system_area: float
    """Case-seconds in the process over the measured time."""
    stayed: float
    """Seconds that counted cases were in the process, those still open until the end."""
    seconds: float
    arriving: float
    is_whole: bool
    """Whether all that ever came was counted and measured, so that sums must agree to the last digits."""
    teams: tuple[TeamBalance, ...]


def balance(program: Program, run: Run) -> Balance:
    """What one replication has to account for."""
    cases = run.cases
    others = cases.stuck + cases.endless + cases.abandoned + cases.contained
    return Balance(
        arrived=cases.arrived,
        left=cases.completed + others,
        open=run.open,
        in_system_area=run.in_system_area,
        stayed=cases.sum("cycle") + cases.other_stays,
        seconds=run.seconds,
        arriving=run.arriving,
        is_whole=run.is_whole,
        teams=tuple(_team(program, run, number) for number in range(len(program.teams))),
    )


def _team(program: Program, run: Run, number: int) -> TeamBalance:
    used = run.teams[number]
    queued = work = 0.0
    visits = ended = served = abandoned = 0
    for row, tally in zip(program.nodes, run.steps, strict=True):
        if row.team == number and not row.is_frame:
            queued += tally.wait - tally.batching - tally.paused
            work += tally.work * row.people
            visits += tally.passed
            ended += tally.ended
            served += tally.ended - tally.unserved
            abandoned += tally.abandoned
    return TeamBalance(
        queue_area=used.queue,
        queued=queued + used.in_line,
        visits=visits,
        ended=ended,
        served=served,
        abandoned=abandoned,
        work=work,
        floor=used.floor,
        overtime=used.overtime,
    )


def serves_alone(program: Program, number: int) -> list[NodeRow]:
    """The steps of a team where it is the only one that can serve them, one visit at a time; else none."""
    steps = [row for row in program.nodes if number in row.teams and not row.is_frame]
    simple = all(row.teams == (number,) and row.batch is None for row in steps)
    return steps if simple else []
