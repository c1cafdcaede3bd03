"""T1: the bottleneck, found by what one more person in each team does, not by how busy a team is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from studio.model import Diagram
from studio.scenario import Scenario, Shift
from studio.simplify.suggestion import Proof, ProofClass, Suggestion

__all__ = ["one_more_person"]

_WEEK_H = 168.0


def one_more_person(diagram: Diagram, scenario: Scenario) -> Iterator[Suggestion]:
    """For each team at work the scenario in which its largest shift has one person more."""
    busy = {team for step in scenario.steps.values() for team in (step.team, *step.instead)}
    busy.update(level.team for ladder in scenario.ladders.values() for level in ladder.levels)
    for name, team in scenario.teams.items():
        if name not in busy or not team.shifts:
            continue
        largest = max(range(len(team.shifts)), key=lambda number: team.shifts[number].staff)
        shifts = tuple(
            replace(shift, staff=shift.staff + 1) if number == largest else shift
            for number, shift in enumerate(team.shifts)
        )
        more = {**scenario.teams, name: replace(team, shifts=shifts)}
        hours = _hours(team.shifts[largest])
        yield Suggestion(
            code="T1",
            elements=(name,),
            diagram=diagram,
            scenario=replace(scenario, teams=more),
            proof=Proof(proof_class=ProofClass.POLICY),
            parameters={
                "team": name,
                "people": str(team.shifts[largest].staff + 1),
                "hours": f"{hours:g}",
                "cost": f"{hours * team.cost:,.0f}",
                "currency": scenario.currency,
            },
        )


def _hours(shift: Shift) -> float:
    """Paid hours a week of one person on that shift."""
    if shift.calendar is None:
        return _WEEK_H
    return sum(end - begin for begin, end in shift.calendar.week) / 3600
