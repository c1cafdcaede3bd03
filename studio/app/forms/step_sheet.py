"""What can be filled in about one step: its time, who does it, and what else may happen there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from studio.app.forms.attributes import attributes_grid
from studio.app.forms.fields import Field, Grid, Group, Sheet, field
from studio.app.forms.origins import origins_grid
from studio.app.forms.table import Column, Values, changed, found
from studio.app.names import team_name
from studio.model import Diagram
from studio.scenario import Scenario

__all__ = ["step_sheet"]


def step_sheet(values: Values, scenario: Scenario, diagram: Diagram, id: str, language: str) -> Sheet:
    """The usual first: how long it takes and who does it. The rest where it is used, else under More."""
    step = scenario.steps[id]
    at = ("steps", id)

    def entry(*path: str, **more: Any) -> Field:  # noqa: ANN401 - as a field takes them
        return field(values, scenario, (*at, *path), **more)

    def used(*keys: str) -> bool:
        return any(found(values, *at, key) is not None for key in keys)

    attributes = {each.name: each.name for each in scenario.every_attribute}
    groups = (
        Group(
            name="Work",
            first=True,
            parts=(
                entry("time", name="Handling time", kind="spread", default=step.time),
                _preferences(values, scenario, diagram, id, language),
                entry(
                    "people",
                    name="People at a time",
                    kind="count",
                    otherwise="1",
                    help="How many people do this step together.",
                ),
            ),
        ),
        Group(
            name="Patience",
            used=used("patience", "calls_back"),
            help="How long a customer waits for somebody here before giving up, and who calls back.",
            parts=(
                entry(
                    "patience",
                    name="Gives up after",
                    kind="spread",
                    help="Counted from the moment at which the waiting begins.",
                    otherwise="never",
                ),
                entry(
                    "calls_back",
                    "chance",
                    name="Calls back (%)",
                    kind="percent",
                    otherwise="0 %",
                    help="Of those who gave up.",
                ),
                entry(
                    "calls_back",
                    "after",
                    name="Calls back after",
                    kind="spread",
                    help="The case comes to this step again.",
                ),
            ),
        ),
        Group(
            name="Batch and set-up",
            used=used("batch", "set_up"),
            help="Work that is collected and done in one go, and what has to be got ready for it.",
            parts=(
                entry(
                    "batch",
                    "size",
                    name="Cases in a batch",
                    kind="count",
                    otherwise="1",
                    help="The work begins when so many are together.",
                ),
                entry(
                    "batch",
                    "or_after",
                    name="Or after",
                    otherwise="however long it takes",
                    help="Then it begins with fewer. With its unit: 30 min, 2 h, 1 d.",
                ),
                entry(
                    "set_up",
                    name="Set-up time",
                    kind="spread",
                    otherwise="none",
                    help="Before every batch, and whenever somebody did something else before.",
                ),
            ),
        ),
        Group(
            name="Several times",
            used=used("instances", "repeats"),
            help="For steps that the diagram marks as done several times or repeated.",
            parts=(
                *_instances(values, scenario, id, attributes),
                entry(
                    "repeats",
                    "chance",
                    name="Done again (%)",
                    kind="percent",
                    otherwise="0 %",
                    help="Once more with this chance, each time.",
                ),
                entry(
                    "repeats",
                    "at_most",
                    name="At most so often in all",
                    kind="count",
                    otherwise="no limit",
                ),
            ),
        ),
        Group(
            name="Escalation",
            used=found(values, "escalations", id) is not None,
            help="Why cases climb a ladder from this step.",
            place=f"escalations.{id}",
            parts=_escalation(values, scenario, id),
        ),
        Group(
            name="What the case is known by afterwards",
            used=used("assigns"),
            help="Attributes that the case has, or has anew, once the step is done.",
            parts=(attributes_grid(values, (*at, "assigns")),),
        ),
        Group(
            name="Standard",
            used=used("standard_time", "method"),
            parts=(
                entry(
                    "standard_time",
                    name="Standard time",
                    help="What the step should take. With its unit: 6 min.",
                ),
                entry("method", name="Work instruction", help="The number of the document, such as SOP-012."),
            ),
        ),
    )
    places = (f"steps.{id}", f"escalations.{id}")
    return Sheet(groups=(*groups, *origins_grid(values, scenario, diagram, places, language)), places=places)


def _preferences(values: Values, scenario: Scenario, diagram: Diagram, id: str, language: str) -> Grid:
    """The teams that do the step: one is asked when nobody of those before it is free."""
    step = scenario.steps[id]
    stated = found(values, "steps", id, "team")
    if stated is None:
        preferences: Sequence[Any] = [team for team in (step.team, *step.instead) if team is not None]
    else:
        preferences = stated if isinstance(stated, list) else [stated]
    rows = [
        {
            "number": number,
            "team": str(each.get("team", "") if isinstance(each, Mapping) else each),
            "when": str(each.get("when") or "") if isinstance(each, Mapping) else "",
        }
        for number, each in enumerate(preferences, start=1)
    ]
    names = {name: team_name(diagram, name, language) for name in scenario.teams}
    columns = (
        Column(key="number", name="Order", kind="number", editable=True, help="Who is asked first."),
        Column(key="team", name="Team", kind="choice", editable=True, choices=names),
        Column(
            key="when",
            name="Only when",
            editable=True,
            help="A condition on the case, such as amount > 500; empty: every case.",
        ),
    )

    def write(values: Values, rows: Sequence[Mapping[str, Any]]) -> Values:
        told: list[Any] = []
        for row in in_order(rows):
            if row.get("team"):
                when = str(row.get("when") or "").strip()
                told.append({"team": row["team"], "when": when} if when else row["team"])
        one = told[0] if len(told) == 1 and isinstance(told[0], str) else told
        return changed(values, ("steps", id, "team"), one)

    return Grid(
        path=("steps", id, "team"),
        name="Done by",
        columns=columns,
        rows=rows,
        write=write,
        help="In order of preference: a further team takes a case when nobody of those before it is free. "
        "Without any team a system does it.",
    )


def in_order(rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Rows by the number that somebody gave them; those without one come last."""
    return sorted(rows, key=lambda row: float("inf") if row.get("number") is None else float(row["number"]))


def _instances(
    values: Values, scenario: Scenario, id: str, attributes: Mapping[str, str]
) -> tuple[Field, Field]:
    stated = found(values, "steps", id, "instances")
    by_attribute = isinstance(stated, Mapping) and "by" in stated
    number = Field(
        path=("steps", id, "instances"),
        name="Instances",
        kind="amounts",
        otherwise="as the diagram says, else 1",
        help="How many there are of this step for a case: 3, or a spread such as uniform(low 1, high 5).",
        shown=None if by_attribute else stated,
    )
    by = field(
        values,
        scenario,
        ("steps", id, "instances", "by"),
        "Or as many as this attribute says",
        "choice",
        choices=attributes,
    )
    return number, by


def _escalation(values: Values, scenario: Scenario, id: str) -> tuple[Field, ...]:
    at = ("escalations", id)
    return (
        field(
            values,
            scenario,
            (*at, "ladder"),
            "Ladder",
            "choice",
            choices={name: name for name in scenario.ladders},
            help="Ladders are filled in on level 5.",
        ),
        field(
            values,
            scenario,
            (*at, "cannot_decide"),
            "Cannot decide (%)",
            "share",
            otherwise="never",
            help="Share of the cases, or a condition such as amount > 500.",
        ),
        field(
            values,
            scenario,
            (*at, "customer_asks"),
            "The customer asks (%)",
            "percent",
            otherwise="never",
            help="Share of the cases in which the customer wants somebody higher up.",
        ),
        field(
            values,
            scenario,
            (*at, "over_authority"),
            "Over authority (%)",
            "share",
            otherwise="never",
            help="Share of the cases, or a condition such as amount > 500.",
        ),
    )
