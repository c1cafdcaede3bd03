"""The timetables of a qbp block: rules from weekday to weekday."""

from __future__ import annotations

from studio.reading.exchange.blocks import OURS
from studio.reading.writing.piece import Piece, piece
from studio.scenario.exchange.weeks import ALWAYS, by_day
from studio.scenario.scenario import Calendar

__all__ = ["Timetables"]

_DAYS = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")
_DAY = 86400.0


class Timetables:
    """Gives calendars an id, under which each is told once; exceptions by date have no place in one."""

    def __init__(self) -> None:
        self._by_id: dict[str, Piece] = {}

    def id(self, calendar: Calendar | None, name: str) -> str:
        """The id of a calendar; None is the one that is always open."""
        id = f"{OURS}Always" if calendar is None else f"{OURS}Timetable_{name}"
        if id not in self._by_id:
            week = ALWAYS if calendar is None else by_day(calendar)
            days_of: dict[tuple[float, float], list[int]] = {}
            for day, opens, closes in week:
                days_of.setdefault((opens, closes), []).append(day)
            rules = [
                _rule(run, opens, closes) for (opens, closes), days in days_of.items() for run in _runs(days)
            ]
            own = {"id": id, "default": "false", "name": "24/7" if calendar is None else name}
            self._by_id[id] = piece("qbp:timetable", own, [piece("qbp:rules", {}, rules)])
        return id

    def set_default(self, id: str) -> None:
        """By this one cases arrive."""
        self._by_id[id].attributes["default"] = "true"

    def pieces(self) -> list[Piece]:
        return list(self._by_id.values())


def _rule(days: list[int], opens: float, closes: float) -> Piece:
    own = {
        "fromWeekDay": _DAYS[days[0]],
        "toWeekDay": _DAYS[days[-1]],
        "fromTime": f"{_clock(opens)}.000+00:00",
        "toTime": f"{_clock(closes)}.000+00:00" if closes < _DAY else "23:59:59.999+00:00",
    }
    return piece("qbp:rule", own)


def _clock(after_midnight: float) -> str:
    minutes, seconds = divmod(round(after_midnight), 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"


def _runs(days: list[int]) -> list[list[int]]:
    found: list[list[int]] = []
    for day in days:
        if found and day == found[-1][-1] + 1:
            found[-1].append(day)
        else:
            found.append([day])
    return found
