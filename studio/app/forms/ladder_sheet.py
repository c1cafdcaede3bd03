"""What can be filled in about one ladder: its levels, lowest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from studio.app.forms.event_sheet import clocks
from studio.app.forms.fields import Grid, Group, Sheet, percent, shown, spelled, unspelled
from studio.app.forms.step_sheet import in_order
from studio.app.forms.table import Column, Values, changed, found
from studio.app.names import team_name
from studio.model import Diagram
from studio.scenario import OnMiss, Scenario

__all__ = ["ladder_sheet", "with_ladder", "with_ladder_back", "without_ladder"]

_ON_MISS_NAMES = {
    OnMiss.MOVE: "goes up, below it is withdrawn",
    OnMiss.COPY: "goes up, both work on it",
    OnMiss.NOTIFY: "the next level is told",
}


def ladder_sheet(values: Values, scenario: Scenario, diagram: Diagram, name: str, language: str) -> Sheet:
    """A row for each level."""
    teams = {team: team_name(diagram, team, language) for team in scenario.teams}
    columns = (
        Column(key="number", name="Order", kind="number", editable=True, help="1 is the lowest level."),
        Column(key="level", name="Level", editable=True, help="For example: Team leader."),
        Column(key="team", name="Team", kind="choice", editable=True, choices=teams),
        Column(key="reply_within", name="Replies within", editable=True, help="With its unit: 15 min, 4 h."),
        Column(key="clock", name="Counted by", kind="choice", editable=True, choices=clocks(scenario)),
        Column(
            key="settles",
            name="Settles",
            editable=True,
            help="Its authority: a share such as 70 %, or a condition such as amount <= 2000. "
            "The top level settles everything.",
        ),
        Column(
            key="time",
            name="Handling time",
            editable=True,
            help="8 min, or lognormal(mean 8 min, cv 1).",
        ),
        Column(
            key="on_miss",
            name="When it replies late",
            kind="choice",
            editable=True,
            choices={str(way): told for way, told in _ON_MISS_NAMES.items()},
        ),
    )
    stated = found(values, "ladders", name)
    rows = [
        {
            "number": number,
            "level": shown(level.get("level"), "text"),
            "team": shown(level.get("team"), "text"),
            "reply_within": shown(level.get("reply_within"), "text"),
            "clock": shown(level.get("clock"), "text") or None,
            "settles": shown(level.get("settles"), "share"),
            "time": spelled(level.get("time")),
            "on_miss": shown(level.get("on_miss"), "text") or str(OnMiss.MOVE),
        }
        for number, level in enumerate(stated if isinstance(stated, list) else (), start=1)
        if isinstance(level, Mapping)
    ]

    def write(values: Values, rows: Sequence[Mapping[str, Any]]) -> Values:
        levels = [level for row in in_order(rows) if (level := _level(row))]
        return changed(values, ("ladders", name), levels)

    grid = Grid(path=("ladders", name), name="Levels", columns=columns, rows=rows, write=write)
    place = f"ladders.{name}"
    return Sheet(groups=(Group(name="Levels", first=True, parts=(grid,), place=place),), places=(place,))


def with_ladder(
    values: Values, scenario: Scenario, diagram: Diagram, name: str, language: str = "en"
) -> Values:
    """The scenario with one more ladder: a first level for each of the first two teams to begin with."""
    teams = list(scenario.teams)[:2]
    levels = [
        {"level": team_name(diagram, team, language), "team": team, "reply_within": within}
        for team, within in zip(teams, ("30 min", "4 h"), strict=False)
    ]
    return changed(values, ("ladders", name), levels)


def without_ladder(values: Values, name: str) -> Values:
    """The scenario without a ladder and without what climbs it."""
    for step in _climbing(values, name):
        values = changed(values, ("escalations", step), None)
    return changed(values, ("ladders", name), None)


def with_ladder_back(values: Values, before: Values, name: str) -> Values:
    """The scenario with a ladder as it was before, and again with the steps that climbed it.

    What was said of such a step or of a ladder of that name since then stays.
    """
    if found(values, "ladders", name) is not None:
        return values
    values = changed(values, ("ladders", name), found(before, "ladders", name))
    for step, entry in _climbing(before, name).items():
        if found(values, "escalations", step) is None:
            values = changed(values, ("escalations", step), entry)
    return values


def _climbing(values: Values, name: str) -> Values:
    """What is said of the steps that climb a ladder."""
    stated = values.get("escalations")
    entries = stated if isinstance(stated, Mapping) else {}
    return {
        step: entry
        for step, entry in entries.items()
        if isinstance(entry, Mapping) and entry.get("ladder") == name
    }


def _level(row: Mapping[str, Any]) -> Values:
    told: Values = {}
    for key in ("level", "team", "reply_within", "clock"):
        if _text(row, key):
            told[key] = _text(row, key)
    if _text(row, "settles"):
        told["settles"] = percent(_text(row, "settles"))
    if _text(row, "time"):
        told["time"] = unspelled(_text(row, "time"))
    if told and _text(row, "on_miss") not in ("", str(OnMiss.MOVE)):
        told["on_miss"] = _text(row, "on_miss")
    return told


def _text(row: Mapping[str, Any], key: str) -> str:
    return "" if row.get(key) is None else str(row[key]).strip()
