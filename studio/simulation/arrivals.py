"""When cases arrive: one stream of moments for each start.

Every stream is a renewal process in *operational time*: a clock that stands still while the start is
closed, and runs faster or slower with the volume profile and the scale. A scenario with other
opening hours or a surge therefore has the same customers in the same order, only at other moments.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from itertools import count
from math import inf

from studio.scenario import Arrivals, Calendar, Distribution, Timetable, moment_of
from studio.simulation.draws import Stream, hash_name
from studio.simulation.rows import ArrivalRow
from studio.simulation.sampling import sampler

__all__ = ["moments"]

_LONGEST_PAUSE = 2 * 366 * 86400.0
"""Seconds without an arrival being possible after which none is expected any more."""

Piece = tuple[float, float, float]
"""From, to, and how much operational time passes in a second."""


def moments(
    row: ArrivalRow, calendar: Calendar | None, start: datetime, seed: int, replication: int
) -> Iterator[tuple[int, float]]:
    """Ordinal and moment (seconds since ``start``) of each case, ascending, perhaps without end.

    Cases of the initial backlog come first, with negative ordinals, so that a backlog leaves the
    identity of everybody else alone.
    """
    arrivals, element = row.arrivals, hash_name(row.id)
    yield from ((-ordinal, 0.0) for ordinal in range(arrivals.backlog, 0, -1))
    if arrivals.times:
        yield from enumerate(arrivals.times)
        return
    if arrivals.every is None and not arrivals.profile:
        return
    between = Stream(seed, replication, element, "arrival")
    days = Stream(seed, replication, element, "day")
    gap = sampler(arrivals.every or Distribution.exponential(1.0))
    pieces = _intensity(arrivals, Timetable(calendar, start), start, days)
    begin, end, speed = next(pieces, (0.0, 0.0, 0.0))
    now = begin
    for ordinal, u in enumerate(between.series()):
        left = gap(u)
        while left > (end - now) * speed:
            left -= (end - now) * speed
            following = next(pieces, None)
            if following is None:
                return
            begin, end, speed = following
            now = begin
        now += left / speed
        yield ordinal, now


def _intensity(arrivals: Arrivals, openings: Timetable, start: datetime, days: Stream) -> Iterator[Piece]:
    """Successive spans of constant, positive intensity while the start is open."""
    base = _profile(arrivals, start, days) if arrivals.profile else iter([(0.0, inf, 1.0)])
    scale = ((piece.start, piece.end, piece.factor) for piece in arrivals.scale)
    opened = ((begin, end, 1.0) for begin, end in openings.intervals())
    yield from _product(_product(base, _filled(scale)), opened)


def _filled(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """The pieces with everything between and after them at intensity 1."""
    now = 0.0
    for begin, end, factor in pieces:
        if begin > now:
            yield now, begin, 1.0
        yield begin, end, factor
        now = end
    yield now, inf, 1.0


def _product(left: Iterator[Piece], right: Iterator[Piece]) -> Iterator[Piece]:
    """Both intensities multiplied, where both are positive; it ends where that is never the case again."""
    first, second = next(left, None), next(right, None)
    last = 0.0
    while first is not None and second is not None:
        begin, end = max(first[0], second[0]), min(first[1], second[1])
        speed = first[2] * second[2]
        if begin < end and speed > 0.0:
            yield begin, end, speed
            last = end
        elif begin - last > _LONGEST_PAUSE:
            return
        if first[1] <= second[1]:
            first = next(left, None)
        else:
            second = next(right, None)


def _profile(arrivals: Arrivals, start: datetime, days: Stream) -> Iterator[Piece]:
    """The weekly profile laid out in time, each local day times its own random factor."""
    spread = arrivals.day_factor_cv**2
    factor = sampler(Distribution.gamma(1.0, cv=arrivals.day_factor_cv)) if spread else None
    monday = datetime.combine(start.date() - timedelta(days=start.weekday()), time())
    for number in count():
        day = monday + timedelta(days=number)
        today = factor(days.numbered(day.toordinal())) if factor else 1.0
        midnight = (number % 7) * 86400.0
        for rate in arrivals.profile:
            if not midnight <= rate.start < midnight + 86400.0:
                continue
            begin = moment_of(day + timedelta(seconds=rate.start - midnight), start)
            end = moment_of(day + timedelta(seconds=rate.end - midnight), start)
            if end > 0.0:
                yield max(begin, 0.0), end, rate.per_second * today
