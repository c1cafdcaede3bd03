"""A calendar laid along the simulated clock: when it is open, and how much open time passes."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from studio.scenario.scenario import Calendar

__all__ = ["Timetable", "ever_open", "moment_of"]

_DAY = 86400.0
_WEEK = 7 * _DAY
_INSTANT = 1e-6


def moment_of(wall: datetime, start: datetime) -> float:
    """Seconds from ``start`` to what the clock on the wall of its zone calls ``wall``.

    An aware ``wall`` is a moment of its own. A wall time that comes twice (clocks go back) means the
    first; one that is skipped (clocks go forward) means the moment of the change. So the order of wall
    times is kept.
    """
    zone = start.tzinfo
    assert zone is not None
    begin = start.astimezone(UTC)
    if wall.tzinfo is not None:
        return (wall.astimezone(UTC) - begin).total_seconds()

    def elapsed(offset: timedelta) -> float:
        return ((wall - offset).replace(tzinfo=UTC) - begin).total_seconds()

    before = wall.replace(tzinfo=zone, fold=0).utcoffset() or timedelta()
    after = wall.replace(tzinfo=zone, fold=1).utcoffset() or timedelta()
    if before >= after:
        return elapsed(before)
    # Skipped by the clock: the change lies between the two readings; whole seconds, as zones have it.
    low, high = math.floor(elapsed(after)), math.ceil(elapsed(before))
    while high - low > 1:
        middle = (low + high) // 2
        if (begin + timedelta(seconds=middle)).astimezone(zone).utcoffset() == after:
            high = middle
        else:
            low = middle
    return float(high)


def ever_open(calendar: Calendar | None, start: datetime) -> bool:
    """Whether there is any open time after ``start``."""
    return next(Timetable(calendar, start).intervals(), None) is not None


class Timetable:
    """The open times of a calendar, in seconds since ``start``; no calendar means always open.

    ``start`` is aware, and the calendar is read by the wall clock of its zone, so a shift begins at
    08:00 in winter and in summer; durations are real seconds. Times before ``start`` count as
    closed. Time ends with the year 9998: what would open later never opens (``math.inf``).
    """

    def __init__(self, calendar: Calendar | None, start: datetime) -> None:
        if start.tzinfo is None:
            raise ValueError("a timetable needs a start with a time zone")
        self._calendar = calendar or Calendar(week=((0.0, _WEEK),))
        self._start = start
        self._opens: list[float] = []
        self._closes: list[float] = []
        self._passed: list[float] = []  # open seconds before each interval
        self._total = 0.0
        self._pending: tuple[float, float] | None = None
        self._day = start.date()
        self._known = -math.inf  # every interval that opens before this moment is in the lists
        week = self._calendar.week
        covered = sum(close - open_ for open_, close in week)
        self._full = covered >= _WEEK
        self._empty = not covered
        self._last = max(self._calendar.dates, default=date.min)
        # An exception may run on into the following day.
        self._regular = max(self._day, min(self._last, date.max - timedelta(days=2)) + timedelta(days=2))

    def intervals(self, from_: float = 0.0) -> Iterator[tuple[float, float]]:
        """(opens, closes) from that moment on, ascending and apart from one another.

        An interval under way begins at ``from_``. Endless, unless the calendar never opens again or
        never closes again (then the last one ends at ``math.inf``).
        """
        index = self._index(from_)
        if index < 0 or self._closes[index] <= from_:
            index += 1
        while self._reach(index):
            yield max(from_, self._opens[index]), self._closes[index]
            index += 1

    def is_open(self, t: float) -> bool:
        """Whether the moment lies in an open interval; the closing moment does not."""
        index = self._index(t)
        return index >= 0 and t < self._closes[index]

    def next_open(self, t: float) -> float:
        """``t`` if it is open then, else the next opening; ``math.inf`` if there is none."""
        if math.isinf(t):
            return t
        index = self._index(t)
        if index >= 0 and t < self._closes[index]:
            return t
        return self._opens[index + 1] if self._reach(index + 1) else math.inf

    def add(self, t: float, duration: float) -> float:
        """The moment at which ``duration`` open seconds have passed since ``t``.

        In a closed time the counting starts at the next opening; a duration of 0 gives ``t``. What
        ends within a microsecond of the closing ends at the closing, not at the next opening.
        """
        if duration <= 0:
            return t
        if math.isinf(t + duration):
            return math.inf
        index = self._index(t)
        if index >= 0 and t < self._closes[index]:
            if t + duration <= self._closes[index]:
                return t + duration
            used = t - self._opens[index]
        else:
            index += 1
            if not self._reach(index):
                return math.inf
            used = 0.0
        target = self._passed[index] + used + duration
        while self._total < target and self._extend():
            pass
        if self._total < target:
            return math.inf
        found = bisect_right(self._passed, target) - 1
        if found > index and target - self._passed[found] < _INSTANT:
            found -= 1
        return min(self._closes[found], self._opens[found] + (target - self._passed[found]))

    def between(self, a: float, b: float) -> float:
        """Open seconds from ``a`` to ``b``; 0 if ``b`` is not after ``a``."""
        if b <= a:
            return 0.0
        first, last = self._index(a), self._index(b)
        if first == last >= 0:
            return max(0.0, min(b, self._closes[last]) - a)
        return self._before(b, last) - self._before(a, first)

    def _before(self, t: float, index: int) -> float:
        if index < 0:
            return 0.0
        return self._passed[index] + min(t, self._closes[index]) - self._opens[index]

    def _index(self, t: float) -> int:
        """The last interval that opens at or before ``t``, or -1."""
        while self._known <= t and self._extend():
            pass
        return bisect_right(self._opens, t) - 1

    def _reach(self, index: int) -> bool:
        while len(self._opens) <= index and self._extend():
            pass
        return index < len(self._opens)

    def _extend(self) -> bool:
        """Take in the next day; False once there is nothing further to know."""
        if math.isinf(self._known) and self._known > 0:
            return False
        if self._day > self._regular and (self._full or self._empty):
            if self._full:
                begin = moment_of(datetime.combine(self._day, time()), self._start)
                self._take(max(0.0, begin), math.inf)
            return self._end()
        if self._day.year > 9998:
            return self._end()
        midnight = datetime.combine(self._day, time())
        for opens, closes in self._hours(self._day):
            begin = moment_of(midnight + timedelta(seconds=opens), self._start)
            end = moment_of(midnight + timedelta(seconds=closes), self._start)
            self._take(max(0.0, begin), end)
        self._day += timedelta(days=1)
        self._known = moment_of(midnight + timedelta(days=1), self._start)
        if self._pending is not None and self._pending[1] < self._known:
            self._settle()
        elif self._pending is not None:
            self._known = self._pending[0]
        return True

    def _end(self) -> bool:
        self._settle()
        self._known = math.inf
        return True

    def _take(self, begin: float, end: float) -> None:
        """Add an interval, joined to the one before it where they touch."""
        if end <= begin:
            return
        if self._pending is not None and begin <= self._pending[1]:
            self._pending = (self._pending[0], max(self._pending[1], end))
            return
        self._settle()
        self._pending = (begin, end)

    def _settle(self) -> None:
        if self._pending is None:
            return
        begin, end = self._pending
        self._opens.append(begin)
        self._closes.append(end)
        self._passed.append(self._total)
        self._total += end - begin
        self._pending = None

    def _hours(self, day: date) -> list[tuple[float, float]]:
        """The day's open times after its midnight, with what runs on from an exception the day before."""
        own = self._calendar.dates.get(day)
        if own is None:
            monday = day.weekday() * _DAY
            own = tuple(
                (max(0.0, opens - monday), min(_DAY, closes - monday))
                for opens, closes in self._calendar.week
                if opens < monday + _DAY and closes > monday
            )
        over = self._calendar.dates.get(day - timedelta(days=1), ()) if day > date.min else ()
        late = [(0.0, closes - _DAY) for _, closes in over if closes > _DAY]
        return sorted([*late, *((opens, min(closes, _DAY)) for opens, closes in own)])
