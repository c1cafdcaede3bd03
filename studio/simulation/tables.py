"""What the rows of a program name by a number: distributions, calendars and lanes, each held once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from studio.scenario import Calendar, Distribution
from studio.simulation.rows import NOTHING

__all__ = ["Tables", "plain"]


class Tables:
    """Gives numbers to what it is asked for, in the order of asking.

    ``named`` are the calendars that may be asked for by their names.
    """

    def __init__(self, named: Mapping[str, Calendar]) -> None:
        self._named = named
        self._distributions: dict[Distribution, int] = {}
        self._calendars: dict[str, int] = {}
        self._lanes: dict[str, int] = {}

    def distribution(self, distribution: Distribution) -> int:
        """The number of a distribution."""
        return self._distributions.setdefault(distribution, len(self._distributions))

    def calendar(self, name: str | None) -> int:
        """The number of a calendar, by its name; NOTHING for the clock that always runs."""
        return NOTHING if name is None else self._calendars.setdefault(name, len(self._calendars))

    def lane(self, id_: str) -> int:
        """The number of a lane, by its id."""
        return self._lanes.setdefault(id_, len(self._lanes))

    @property
    def distributions(self) -> tuple[Distribution, ...]:
        """The distributions by number."""
        return tuple(self._distributions)

    @property
    def calendars(self) -> tuple[Calendar | None, ...]:
        """The calendars by number."""
        return tuple(plain(self._named[name]) for name in self._calendars)

    @property
    def lanes(self) -> tuple[str, ...]:
        """The ids of the lanes by number."""
        return tuple(self._lanes)


def plain(calendar: Calendar | None) -> Calendar | None:
    """The calendar with an ordinary dict, which can be sent to another process."""
    return None if calendar is None else replace(calendar, dates=dict(calendar.dates))
