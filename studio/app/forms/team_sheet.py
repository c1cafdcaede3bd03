"""What can be filled in about one team: who is there when, how fast, and what else they do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from studio.app.forms.fields import Field, Grid, Group, Sheet, field, number_of, percent, shown
from studio.app.forms.hours import hours_read, hours_written, stated_shifts, with_shifts
from studio.app.forms.origins import origins_grid
from studio.app.forms.table import Column, Values, changed, found, whole
from studio.model import Diagram
from studio.scenario import Scenario, ShiftEnd

__all__ = ["team_sheet"]

_END_NAMES = {ShiftEnd.FINISH: "finish what is begun", ShiftEnd.SUSPEND: "stop and go on next time"}

_SHIFT_COLUMNS = (
    Column(key="staff", name="People", kind="number", editable=True),
    Column(
        key="hours",
        name="At these hours",
        editable=True,
        help="A calendar's name, or hours: mon-fri 08:00-17:00; sat 09:00-13:00. Empty: around the clock.",
    ),
    Column(key="speed", name="Speed", editable=True, help="1 is usual; 0.8 takes longer."),
    Column(
        key="from", name="New: speed at first", editable=True, help="Share of the full speed, such as 50 %."
    ),
    Column(key="over", name="New: full speed after", editable=True, help="With its unit: 8 weeks."),
)


def team_sheet(values: Values, scenario: Scenario, diagram: Diagram, name: str, language: str) -> Sheet:
    """The usual first: people by shifts, and what an hour costs."""
    at = ("teams", name)

    def entry(*path: str, **more: Any) -> Field:  # noqa: ANN401 - as a field takes them
        return field(values, scenario, (*at, *path), **more)

    def used(*keys: str) -> bool:
        return any(found(values, *at, key) is not None for key in keys)

    groups = (
        Group(
            name="People and shifts",
            first=True,
            parts=(
                _shifts(values, scenario, name),
                entry(
                    "cost", name="Cost an hour", kind="price", otherwise="0",
                    help="Of one person, in the scenario's currency.",
                ),
            ),
        ),
        Group(
            name="Not on the floor",
            used=used("shrinkage", "absence", "base_load"),
            help="Paid time in which people are not there for cases.",
            parts=(
                entry(
                    "shrinkage", name="Shrinkage (%)", kind="percent", otherwise="0 %",
                    help="Share of the paid time spent off the floor: breaks, training, meetings.",
                ),
                entry(
                    "absence", name="Absence (%)", kind="percent", otherwise="0 %",
                    help="Chance not to come on a day.",
                ),
                entry(
                    "base_load", name="Work of their own (%)", kind="percent", otherwise="0 %",
                    help="Share of the time on the floor for other work, done when no case waits.",
                ),
            ),
        ),
        Group(
            name="Speed",
            used=used("speed", "ramp_up"),
            help="People who are faster, slower or new.",
            parts=(
                entry(
                    "speed", name="Speed", kind="number", otherwise="1",
                    help="1 is usual; 0.8 takes longer.",
                ),
                entry(
                    "ramp_up", "from", name="New people begin at (%)", kind="percent",
                    help="Share of the full speed on the first day.",
                ),
                entry("ramp_up", "over", name="Full speed after", help="With its unit: 8 weeks."),
            ),
        ),
        Group(
            name="Several cases at once",
            used=used("at_once", "slower"),
            help="For chat and mail: one person serves several cases together.",
            parts=(
                entry("at_once", name="Cases at once", kind="count", otherwise="1", help="For one person."),
                entry(
                    "slower", name="Times as long with all places taken", kind="number", otherwise="1",
                    help="With 1.3 each case takes 30 % longer when the person serves as many as allowed.",
                ),
            ),
        ),
        Group(
            name="End of a shift",
            used=used("at_shift_end"),
            parts=(
                entry(
                    "at_shift_end", name="Work in hand", kind="choice",
                    choices={str(end): told for end, told in _END_NAMES.items()},
                    otherwise=_END_NAMES[ShiftEnd.FINISH],
                ),
            ),
        ),
    )  # fmt: skip
    places = (f"teams.{name}",)
    return Sheet(groups=(*groups, *origins_grid(values, scenario, diagram, places, language)), places=places)


def _shifts(values: Values, scenario: Scenario, name: str) -> Grid:
    team = scenario.teams[name]
    staff = team.shifts[0].staff if team.shifts else 0
    rows = [
        {
            "staff": _number(shift.get("staff"), staff),
            "hours": hours_written(shift) or shown(shift.get("calendar"), "text"),
            "speed": shown(shift.get("speed"), "text"),
            "from": shown(_within(shift, "from"), "percent"),
            "over": shown(_within(shift, "over"), "text"),
            "kept": {key: shift[key] for key in ("closed", "also") if key in shift},
        }
        for shift in stated_shifts(values, name) or [{}]
    ]

    def write(values: Values, rows: Sequence[Mapping[str, Any]]) -> Values:
        told = [_shift(row, scenario) for row in rows if any(_text(row, key) for key in ("staff", "hours"))]
        if not told:
            return changed(changed(values, ("teams", name, "shifts"), None), ("teams", name, "staff"), None)
        return with_shifts(values, name, told)

    return Grid(
        path=("teams", name, "shifts"),
        name="Shifts",
        columns=_SHIFT_COLUMNS,
        rows=rows,
        write=write,
        help="A row for each group of people who work at the same hours.",
        watched=("teams", name),
        assumed_as=("teams", name, "staff"),
    )


def _shift(row: Mapping[str, Any], scenario: Scenario) -> Values:
    hours = _text(row, "hours")
    shift: Values = {"staff": whole(row["staff"]) if row.get("staff") is not None else 1}
    if hours in scenario.calendars:
        shift["calendar"] = hours
    elif hours:
        shift |= hours_read(hours) | (row.get("kept") or {})
    if _text(row, "speed"):
        shift["speed"] = number_of(_text(row, "speed"))
    ramp = {}
    if _text(row, "from"):
        ramp["from"] = percent(_text(row, "from"))
    if _text(row, "over"):
        ramp["over"] = _text(row, "over")
    return shift | ({"ramp_up": ramp} if ramp else {})


def _within(shift: Mapping[str, Any], key: str) -> object:
    ramp = shift.get("ramp_up")
    return ramp.get(key) if isinstance(ramp, Mapping) else None


def _text(row: Mapping[str, Any], key: str) -> str:
    return "" if row.get(key) is None else str(row[key]).strip()


def _number(stated: object, otherwise: int) -> float:
    return float(stated) if isinstance(stated, int | float) else float(otherwise)
