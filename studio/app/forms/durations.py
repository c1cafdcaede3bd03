"""Level 2: how long things take, how often cases arrive, and when timers ring."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from studio.app.forms.table import (
    Column,
    Form,
    Values,
    as_drawn,
    changed,
    form,
    found,
    origin_columns,
    origin_of,
)
from studio.app.forms.times import FAMILY_NAMES, cells_of, time_from, written
from studio.app.names import step_name, team_name
from studio.model import Diagram
from studio.scenario import Scenario
from studio.scenario.triggers import has_contents

__all__ = ["arrivals_form", "events_form", "steps_form"]

_CELLS = (
    Column(
        key="family",
        name="How it varies",
        kind="choice",
        editable=True,
        choices=FAMILY_NAMES,
        required=True,
    ),
    Column(key="mean", name="Mean or likely", editable=True, help="With its unit: 90 s, 6 min, 1.5 h, 2 d."),
    Column(key="cv", name="Spread (cv)", kind="number", editable=True, help="Standard deviation over mean."),
    Column(key="low", name="At least", editable=True),
    Column(key="high", name="At most", editable=True),
)

_STEPS = (Column(key="name", name="Step"), Column(key="team", name="Team"), *_CELLS, *origin_columns())

_ARRIVALS = (
    Column(key="name", name="Arrival"),
    Column(
        key="per_hour",
        name="Cases an hour",
        kind="number",
        editable=True,
        help="Another way to say the mean time between two arrivals.",
    ),
    *(column for column in _CELLS if column.key != "mean"),
    Column(key="mean", name="Mean between arrivals", editable=True, help="With its unit: 90 s, 6 min."),
    *origin_columns(),
)

_EVENTS = (
    Column(key="name", name="Event"),
    Column(key="at", name="At"),
    *_CELLS,
    Column(
        key="chance",
        name="Chance",
        kind="percent",
        editable=True,
        help="For an event that is no timer: how often it happens at all.",
    ),
    *origin_columns(),
)


def steps_form(values: Values, scenario: Scenario, diagram: Diagram, language: str) -> Form:
    """A row for each step with its handling time."""
    rows = {
        id: {
            "name": step_name(diagram, id, language),
            "team": team_name(diagram, step.team, language) if step.team else "",
            **cells_of(found(values, "steps", id, "time"), step.time),
            **origin_of(scenario, f"steps.{id}.time"),
        }
        for id, step in as_drawn(diagram, scenario.steps).items()
        if not has_contents(diagram, id)
    }

    def edit(values: Values, id: str, row: Mapping[str, Any]) -> Values:
        if row["family"] == "other":
            return values
        return changed(values, ("steps", id, "time"), time_from(row))

    return form("steps", _STEPS, rows, edit)


def arrivals_form(values: Values, scenario: Scenario, diagram: Diagram, language: str) -> Form:
    """A row for each start at which cases arrive."""
    rows = {}
    for id, arrivals in as_drawn(diagram, scenario.arrivals).items():
        stated = found(values, "arrivals", id)
        if isinstance(stated, Mapping) and ("per_interval" in stated or "times" in stated):
            cells, per_hour = cells_of({"other": {}}, None), None
        else:
            cells = cells_of(found(values, "arrivals", id, "every"), arrivals.every)
            per_hour = None if arrivals.every is None else round(3600 / arrivals.every.mean, 4)
        rows[id] = {
            "name": step_name(diagram, id, language),
            "per_hour": per_hour,
            **cells,
            **origin_of(scenario, *(f"arrivals.{id}.{part}" for part in ("every", "per_interval", "times"))),
        }
    shown = {id: row["per_hour"] for id, row in rows.items()}

    def edit(values: Values, id: str, row: Mapping[str, Any]) -> Values:
        row = dict(row)
        if row["per_hour"] and row["per_hour"] != shown[id]:
            row["mean"] = written(3600 / float(row["per_hour"]))
            row["family"] = "exponential" if row["family"] == "other" else row["family"]
        if row["family"] == "other":
            return values
        for instead in ("per_interval", "times", "day_factor_cv"):
            values = changed(values, ("arrivals", id, instead), None)
        return changed(values, ("arrivals", id, "every"), time_from(row))

    return form("arrivals", _ARRIVALS, rows, edit)


def events_form(values: Values, scenario: Scenario, diagram: Diagram, language: str) -> Form:
    """A row for each event that the scenario times: timers, waits for others, and what goes wrong."""
    rows = {}
    for id, timing in as_drawn(diagram, scenario.events).items():
        node = diagram.element(id)
        host = getattr(node, "attached_to", None)
        rows[id] = {
            "name": step_name(diagram, id, language),
            "at": step_name(diagram, host, language) if host else "",
            **cells_of(found(values, "events", id, "after"), timing.after),
            "chance": _chance(found(values, "events", id, "chance"), timing.chance),
            **origin_of(scenario, f"events.{id}.after", f"events.{id}.chance", f"events.{id}"),
        }

    def edit(values: Values, id: str, row: Mapping[str, Any]) -> Values:
        if row.get("chance") is not None:
            values = changed(values, ("events", id, "chance"), f"{row['chance']:g} %")
        if row.get("mean") and row["family"] not in (None, "other"):
            values = changed(values, ("events", id, "after"), time_from(row))
        return values

    return form("events", _EVENTS, rows, edit)


def _chance(stated: object, default: float | None) -> float | None:
    if stated is None:
        return None if default is None else round(100 * default, 4)
    try:
        return float(str(stated).rstrip("%％ "))
    except ValueError:
        return None
