"""BPSim's properties as attributes of cases."""

from __future__ import annotations

from typing import Any

from studio.reading.exchange.bpsim.values import Reader
from studio.reading.exchange.spelling import number
from studio.reading.markup import Markup
from studio.reading.words import one_line

__all__ = ["take_properties"]


def take_properties(group: Markup, id: str | None, reader: Reader) -> None:
    """The attributes that a ``PropertyParameters`` states, each with the first of its values."""
    for parameter in group.children:
        name = one_line(parameter.get("name"))
        for place, valued in enumerate(reader.values(parameter, id)):
            told = _attribute(parameter, valued.markup, id, reader) if name and not place else None
            is_put = told is None or reader.found.put(("attributes", name), told, parameter.line)
            if place or not is_put:
                reader.drop("exchange.other-value", parameter, valued, id)


def _attribute(parameter: Markup, value: Markup, id: str | None, reader: Reader) -> Any:  # noqa: ANN401
    match value.tag:
        case "StringParameter":
            return {"choice": {value.get("value") or "-": 1}}
        case "BooleanParameter":
            return {"chance": 1 if value.is_set("value") else 0}
        case "UserDistribution":
            chosen = _chosen(value)
            if chosen is not None:
                return chosen
    return reader.spread(parameter, value, id, of_time=False)


def _chosen(value: Markup) -> dict[str, Any] | None:
    """A choice among texts, or the chance of a yes; None for a distribution of numbers."""
    texts: dict[str, float] = {}
    chance: float | None = None
    for point in value.children:
        inner = next(iter(point.children), None)
        try:
            share = float(point.get("probability"))
        except ValueError:
            return None
        if inner is not None and inner.tag == "StringParameter":
            texts[inner.get("value") or "-"] = number(share)
        elif inner is not None and inner.tag == "BooleanParameter":
            if inner.is_set("value"):
                chance = number(share)
        else:
            return None
    if texts:
        return {"choice": texts}
    return {"chance": chance or 0}
