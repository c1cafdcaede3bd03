"""What can be filled in about one start: how often cases arrive, when, and who is kept before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from studio.app.forms.fields import Field, Grid, Group, Sheet, field, number_of, shown
from studio.app.forms.hourly import hourly_grid
from studio.app.forms.origins import origins_grid
from studio.app.forms.table import Column, Values, changed, found
from studio.model import Diagram
from studio.scenario import Scenario

__all__ = ["arrival_sheet"]

_SCALE = (
    Column(
        key="from", name="From", editable=True, help="A moment, such as 2026-11-11T08:00; empty: the start."
    ),
    Column(key="to", name="To", editable=True, help="A moment; empty: the end."),
    Column(
        key="scale",
        name="Times as many",
        kind="number",
        editable=True,
        help="1.5 for a surge of half as many more.",
    ),
)


def arrival_sheet(values: Values, scenario: Scenario, diagram: Diagram, id: str, language: str) -> Sheet:
    """The usual first: how often cases arrive, and by which opening hours."""
    arrivals = scenario.arrivals[id]
    at, before = ("arrivals", id), ("deflect", id)

    def entry(*path: str, **more: Any) -> Field:  # noqa: ANN401 - as a field takes them
        return field(values, scenario, path, **more)

    by_table = next((key for key in ("per_interval", "times") if found(values, *at, key) is not None), None)
    every: tuple[Field, ...] = (
        entry(
            *at,
            "every",
            name="Between two arrivals",
            kind="spread",
            default=arrivals.every,
            help="With its unit: 90 s, 6 min.",
        ),
    )
    hourly = isinstance(found(values, *at, "per_interval"), Mapping)
    if by_table is not None:
        every = (
            entry(
                *at,
                by_table,
                name="Arrivals by a table",
                kind="text",
                help="The name of the file with the contacts, or with the exact moments.",
            ),
        )
        if hourly:
            every = ()
        if by_table == "per_interval":
            every += (
                entry(
                    *at,
                    "day_factor_cv",
                    name="Spread from day to day (cv)",
                    kind="number",
                    otherwise="0",
                    help="How much whole days differ from each other: 0.15 is usual.",
                ),
            )
    groups = (
        Group(
            name="Arrivals",
            first=True,
            parts=(
                *every,
                entry(
                    *at,
                    "open",
                    name="Opening hours",
                    kind="choice",
                    otherwise="around the clock",
                    choices={name: name for name in scenario.calendars},
                    help="While it is closed nobody arrives. Hours are filled in on level 4.",
                ),
            ),
        ),
        Group(
            name="Contacts by the hour",
            used=hourly or bool(arrivals.profile),
            parts=(hourly_grid(values, scenario, id),),
        ),
        Group(
            name="Backlog and surges",
            used=any(found(values, *at, key) is not None for key in ("backlog", "scale")),
            help="Cases that wait already when the simulation begins, and times with more or fewer arrivals.",
            parts=(
                entry(*at, "backlog", name="Cases waiting at the start", kind="count", otherwise="0"),
                _scale(values, id),
            ),
        ),
        Group(
            name="Self-service in front",
            used=found(values, *before) is not None,
            help="A bot, a web page or a voice menu that settles a share of the cases before people do.",
            place=f"deflect.{id}",
            parts=(
                entry(
                    *before,
                    "class",
                    name="For which cases",
                    otherwise="everybody",
                    help="A condition on the case, such as channel == 'chat'.",
                ),
                entry(
                    *before,
                    "share",
                    name="Meet it (%)",
                    kind="percent",
                    otherwise="100 %",
                    help="Of those cases, how many try it at all.",
                ),
                entry(
                    *before,
                    "contained",
                    name="Settled there (%)",
                    kind="percent",
                    help="Of those who meet it. The rest goes on to people.",
                ),
                entry(*before, "time", name="Time spent there", kind="spread", otherwise="none"),
                entry(
                    *before,
                    "comes_back",
                    name="Come back (%)",
                    kind="percent",
                    otherwise="0 %",
                    help="Of those that it settled, how many come to people after all.",
                ),
                entry(*before, "after", name="Come back after", kind="spread"),
                entry(
                    *before,
                    "harder",
                    name="Times as long for people",
                    kind="number",
                    otherwise="1",
                    help="What self-service leaves to people is harder: 1.1 takes a tenth longer.",
                ),
            ),
        ),
    )
    places = (f"arrivals.{id}", f"deflect.{id}")
    return Sheet(groups=(*groups, *origins_grid(values, scenario, diagram, places, language)), places=places)


def _scale(values: Values, id: str) -> Grid:
    stated = found(values, "arrivals", id, "scale")
    pieces = stated if isinstance(stated, list) else [] if stated is None else [{"scale": stated}]
    rows = [
        {
            "from": shown(piece.get("from"), "text"),
            "to": shown(piece.get("to"), "text"),
            "scale": _number(piece.get("scale")),
        }
        for piece in pieces
        if isinstance(piece, Mapping)
    ]

    def write(values: Values, rows: Sequence[Mapping[str, Any]]) -> Values:
        told = []
        for row in rows:
            piece = {key: str(row[key]).strip() for key in ("from", "to") if str(row.get(key) or "").strip()}
            if piece or row.get("scale") is not None:
                told.append(piece | ({} if row.get("scale") is None else {"scale": row["scale"]}))
        alone = told[0]["scale"] if len(told) == 1 and set(told[0]) == {"scale"} else told or None
        return changed(values, ("arrivals", id, "scale"), alone)

    return Grid(
        path=("arrivals", id, "scale"),
        name="More or fewer arrivals",
        columns=_SCALE,
        rows=rows,
        write=write,
    )


def _number(value: object) -> float | None:
    number = value if isinstance(value, int | float) else number_of(shown(value, "text"))
    return float(number) if isinstance(number, int | float) else None
