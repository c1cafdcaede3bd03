"""The calendars of one scenario of BPSim, each told once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from studio.reading.exchange.icalendar import calendar_text
from studio.reading.writing.piece import Piece, piece
from studio.scenario.exchange.weeks import ALWAYS, Span, by_day, own_dates
from studio.scenario.scenario import Calendar

__all__ = ["Calendars"]


class Calendars:
    """Gives hours an id, by which values say when they hold; ``start`` is the day on which the run begins."""

    def __init__(self, scenario: str, start: date) -> None:
        self.pieces: list[Piece] = []
        self._scenario = scenario
        self._start = start
        self._ids: dict[Any, str] = {}

    def name(self, calendar: Calendar, name: str) -> None:
        """Tells a calendar under its name, also where another one is the same."""
        self._tell(by_day(calendar), own_dates(calendar), name)

    def id(self, calendar: Calendar | None, name: str) -> str:
        """The id of a calendar; None is the one that is always open."""
        if calendar is None:
            return self.id_of_hours(ALWAYS, name)
        return self._id(by_day(calendar), own_dates(calendar), name)

    def id_of_hours(self, week: list[Span], name: str) -> str:
        """The id of hours that are the same each week."""
        return self._id(week, {}, name)

    def _id(self, week: list[Span], dates: Mapping[date, tuple[tuple[float, float], ...]], name: str) -> str:
        return self._ids.get((tuple(week), tuple(dates.items()))) or self._tell(week, dates, name)

    def _tell(
        self, week: list[Span], dates: Mapping[date, tuple[tuple[float, float], ...]], name: str
    ) -> str:
        id = f"{self._scenario}_Calendar_{len(self.pieces) + 1}"
        text = calendar_text(week, dates, self._start)
        self.pieces.append(piece("bpsim:Calendar", {"id": id, "name": name}, text=text))
        self._ids.setdefault((tuple(week), tuple(dates.items())), id)
        return id
