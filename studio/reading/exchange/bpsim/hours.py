"""The calendars of one scenario of BPSim, and for which of its values they hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from studio.reading.exchange.found import Collector
from studio.reading.exchange.icalendar import Hours, read_calendar
from studio.reading.markup import Markup
from studio.reading.words import one_line

__all__ = ["Calendars"]


class Calendars:
    """Gives the hours that values are valid for their names among the scenario's calendars."""

    def __init__(self, found: Collector, markups: Iterable[Markup]) -> None:
        self._found = found
        self._by_id: dict[str, tuple[str, Hours]] = {}
        self._of_contacts: set[str] = set()
        taken = {"calendar"}
        for own in markups:
            id, name = own.get("id"), one_line(own.get("name")) or own.get("id") or "hours"
            while name in taken:
                name = f"{name} ({id})" if id and f"{name} ({id})" not in taken else f"{name} *"
            taken.add(name)
            hours = read_calendar(own.text)
            for left_out in hours.left_out:
                found.drop("exchange.calendar", f"Calendar {name}", left_out, line=own.line)
            self._by_id[id] = name, hours

    def name(self, valid_for: str | None, parameter: str, element: str | None, line: int) -> str | None:
        """The name of a calendar, which is put among the scenario's; None for around the clock."""
        if valid_for is None:
            return None
        if valid_for not in self._by_id:
            self._found.drop("exchange.unknown-calendar", parameter, valid_for, element=element, line=line)
            return None
        name, hours = self._by_id[valid_for]
        if hours.is_always:
            return None
        self._found.put(("calendars", name), hours.mapping(), line)
        return name

    def week(self, id: str | None) -> Sequence[tuple[int, float, float]] | None:
        """(weekday, opens, closes) of a calendar; None where there is none, or dates differ from it."""
        _, hours = self._by_id.get(id or "", ("", None))
        return None if hours is None or hours.dates else hours.week

    def only_rate(self, ids: Iterable[str | None]) -> None:
        """These tell when contacts come; unless something else refers to them they are no calendars."""
        self._of_contacts |= {id or "" for id in ids}

    def put_others(self) -> None:
        """Those that nothing refers to, but for hours that only have a rate of contacts of their own."""
        for id, (name, hours) in self._by_id.items():
            if id not in self._of_contacts and not hours.is_always and (hours.week or hours.dates):
                self._found.put(("calendars", name), hours.mapping())
