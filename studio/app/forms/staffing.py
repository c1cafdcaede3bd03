"""Level 3: who does the work, how many of them, and what they cost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from studio.app.forms.table import (
    Column,
    Form,
    Values,
    as_drawn,
    by_lanes,
    changed,
    form,
    found,
    origin_columns,
    origin_of,
    typed,
    whole,
)
from studio.app.names import step_name, team_name
from studio.model import Diagram
from studio.scenario import Scenario, ShiftEnd
from studio.scenario.triggers import has_contents

__all__ = ["assignment_form", "teams_form"]

_NOBODY = "@nobody"

_END_NAMES = {ShiftEnd.FINISH: "finish what is begun", ShiftEnd.SUSPEND: "stop and go on next time"}

_TEAMS = (
    Column(key="name", name="Team"),
    Column(key="staff", name="People", kind="number", editable=True, help="On duty at a time."),
    Column(key="cost", name="Cost an hour", kind="number", editable=True, help="Of one person."),
    Column(
        key="shrinkage",
        name="Shrinkage",
        kind="percent",
        editable=True,
        help="Share of the paid time spent off the floor: breaks, training, meetings.",
    ),
    Column(key="absence", name="Absence", kind="percent", editable=True, help="Chance not to come on a day."),
    Column(key="speed", name="Speed", kind="number", editable=True, help="1 is usual; 0.8 takes longer."),
    Column(
        key="at_shift_end",
        name="At the end of a shift",
        kind="choice",
        editable=True,
        choices={str(end): name for end, name in _END_NAMES.items()},
    ),
    *origin_columns(),
)


def teams_form(values: Values, scenario: Scenario, diagram: Diagram, language: str) -> Form:
    """A row for each team. Where a team has several shifts, its people are filled in with them."""
    rows = {}
    for name, team in by_lanes(diagram, scenario.teams).items():
        shifts = found(values, "teams", name, "shifts")
        rows[name] = {
            "name": team_name(diagram, name, language),
            "staff": typed(
                found(values, "teams", name, "staff"), float(sum(shift.staff for shift in team.shifts))
            ),
            "cost": team.cost,
            "shrinkage": round(100 * team.shrinkage, 4),
            "absence": round(100 * team.absence, 4),
            "speed": team.speed,
            "at_shift_end": str(team.at_shift_end),
            **origin_of(scenario, f"teams.{name}.staff", f"teams.{name}.shifts"),
        } | ({"source": "see its shifts"} if shifts else {})

    def edit(values: Values, name: str, row: Mapping[str, Any]) -> Values:
        before = rows[name]
        for key in ("staff", "cost", "shrinkage", "absence", "speed", "at_shift_end"):
            if row[key] is None or row[key] == before[key]:
                continue
            if key == "staff":
                if found(values, "teams", name, "shifts"):
                    continue
                value: object = whole(row[key])
            elif key == "cost":
                value = f"{row[key]:.15g}/h"
            elif key in ("shrinkage", "absence"):
                value = f"{row[key]:g} %"
            else:
                value = row[key]
            values = changed(values, ("teams", name, key), value)
        return values

    return form("teams", _TEAMS, rows, edit)


def assignment_form(values: Values, scenario: Scenario, diagram: Diagram, language: str) -> Form:
    """A row for each step: which team does it, and how many of its people at a time."""
    teams = {_NOBODY: "nobody (a system)"} | {
        name: team_name(diagram, name, language) for name in scenario.teams
    }
    columns = (
        Column(key="name", name="Step"),
        Column(key="team", name="Done by", kind="choice", editable=True, choices=teams),
        Column(key="people", name="People at a time", kind="number", editable=True),
        *origin_columns(),
    )
    rows = {
        id: {
            "name": step_name(diagram, id, language),
            "team": step.team or _NOBODY,
            "people": typed(found(values, "steps", id, "people"), float(step.people)),
            **origin_of(scenario, f"steps.{id}.team"),
        }
        for id, step in as_drawn(diagram, scenario.steps).items()
        if not has_contents(diagram, id)
    }

    def edit(values: Values, id: str, row: Mapping[str, Any]) -> Values:
        if row["team"] != rows[id]["team"]:
            values = changed(values, ("steps", id, "team"), [] if row["team"] == _NOBODY else row["team"])
        if row["people"] is not None and row["people"] != rows[id]["people"]:
            values = changed(values, ("steps", id, "people"), whole(row["people"]))
        return values

    return form("assignment", columns, rows, edit)
