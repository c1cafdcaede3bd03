"""When cases begin in BPSim's scenario, and how many."""

from __future__ import annotations

from typing import Any

from studio.reading.exchange.bpsim.contacts import contacts_table
from studio.reading.exchange.bpsim.figures import figure
from studio.reading.exchange.bpsim.hours import Calendars
from studio.reading.exchange.bpsim.values import Reader, Valued
from studio.reading.exchange.spelling import seconds_of_iso
from studio.reading.markup import Markup

__all__ = ["take_arrivals", "take_count"]


def take_arrivals(
    parameter: Markup, values: list[Valued], id: str, *, reader: Reader, calendars: Calendars
) -> None:
    """The values of an ``InterTriggerTimer`` of a start: a table of contacts, moments, or a distribution."""
    if len(values) > 1:
        table = _contacts(values, reader, calendars)
        if table is not None:
            reader.found.put(("arrivals", id, "per_interval"), table, parameter.line)
            return
    moments = [valued.markup.get("value") for valued in values if valued.markup.tag == "DateTimeParameter"]
    if len(moments) == len(values):
        reader.found.put(("arrivals", id, "times"), moments, parameter.line)
        return
    chosen = values[0]
    for other in values[1:]:
        reader.drop("exchange.other-value", parameter, other, id)
    told = reader.spread(parameter, chosen.markup, id)
    if told is None:
        return
    reader.found.put(("arrivals", id, "every"), told, chosen.markup.line)
    hours = calendars.name(chosen.valid_for, "InterTriggerTimer", id, chosen.markup.line)
    if hours is not None:
        reader.found.put(("arrivals", id, "open"), hours, chosen.markup.line)


def take_count(parameter: Markup, values: list[Valued], id: str, *, reader: Reader) -> None:
    """How many cases there are: the ``TriggerCount`` of a start."""
    told = figure(values[0].markup)
    if told is None or told < 1 or told != int(told):
        reader.drop("exchange.unreadable", parameter, values[0], id)
    elif not reader.found.put(("cases",), int(told), parameter.line):
        reader.drop("exchange.cases", parameter, values[0], id)


def _contacts(values: list[Valued], reader: Reader, calendars: Calendars) -> dict[str, Any] | None:
    """Contacts by weekday and interval, where each value is exponential and valid for weekly hours."""
    pieces: list[tuple[int, float, float, float]] = []
    for valued in values:
        own, week = valued.markup, calendars.week(valued.valid_for)
        if own.tag != "NegativeExponentialDistribution" or week is None:
            return None
        mean = reader.spread(own, own, None)
        if mean is None:
            return None
        lasts = seconds_of_iso(f"PT{mean['exponential']['mean'].removesuffix(' s')}S") or 0.0
        if lasts <= 0:
            return None
        pieces += [(*piece, lasts) for piece in week]
    calendars.only_rate(valued.valid_for for valued in values)
    return contacts_table(pieces)
