"""A team of the program becomes a crew of people with their shifts, speeds and ways of working."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from studio.scenario import Shift, ShiftEnd, Team
from studio.simulation.attention import Attendant
from studio.simulation.clock import Clock
from studio.simulation.draws import Stream, hash_name
from studio.simulation.floor import shift_of, stays
from studio.simulation.program import Program
from studio.simulation.teams import Crew, Note, Person
from studio.simulation.versatile import Handling, VersatileCrew

__all__ = ["muster"]


def muster(
    program: Program,
    number: int,
    replication: int,
    clock: Clock,
    agenda: list[Crew],
    *,
    note: Note | None = None,
) -> Crew:
    """The crew that stands for the program's team with that number in one replication."""
    team = program.teams[number]
    suspends = team.at_shift_end is ShiftEnd.SUSPEND
    if team.at_once == 1 and not suspends and not team.base_load:
        return Crew(clock, number, team.speed, _people(Person, program, team, replication), agenda, note=note)
    people = _people(Attendant, program, team, replication)
    handling = Handling(at_once=team.at_once, slower=team.slower, suspends=suspends)
    crew = VersatileCrew(clock, number, team.speed, people, agenda, handling=handling, note=note)
    if team.base_load:
        draws = Stream(program.seed, replication, hash_name(team.name), "own work")
        crew.get_own_work(team.base_load, draws)
    return crew


_P = TypeVar("_P", bound=Person)


def _people(kind: type[_P], program: Program, team: Team, replication: int) -> list[_P]:
    return [
        kind(
            index,
            stays(team, index, program.start, program.seed, replication),
            shift_of(team, index, program.start),
            team.speed * shift.speed,
            [ramp for ramp in (team.ramp_up, shift.ramp_up) if ramp is not None],
        )
        for index, shift in enumerate(_shifts(team))
    ]


def _shifts(team: Team) -> Iterator[Shift]:
    """The shift of each person, in the order in which they are numbered."""
    for shift in team.shifts:
        for _ in range(shift.staff):
            yield shift
