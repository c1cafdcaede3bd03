"""When each person of a team is on the floor: shifts, less absence, less shrinkage."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from math import inf

from studio.scenario import Team, Timetable
from studio.simulation.draws import Stream, hash_name

__all__ = ["SHRINKAGE_BLOCK", "Stay", "floor_times", "shift_of", "stays"]

SHRINKAGE_BLOCK = 1800.0
"""Breaks, meetings and training come in half hours."""

_DAY = 86400.0

Span = tuple[float, float]

Stay = tuple[float, float, float]
"""When somebody comes to the floor, when they go, and when their shift ends: as they go, or later in the
break that follows; ``inf`` where they come back from that break within the shift."""


def shift_of(team: Team, person: int, start: datetime) -> Timetable:
    """The shifts of a person, numbered from 0 through the team's shifts: the time that is paid."""
    shift, _ = _place(team, person)
    return Timetable(team.shifts[shift].calendar, start)


def _place(team: Team, person: int) -> tuple[int, int]:
    """The shift of a person, and the number within it."""
    for number, shift in enumerate(team.shifts):
        if person < shift.staff:
            return number, person
        person -= shift.staff
    raise IndexError(person)


def floor_times(team: Team, person: int, start: datetime, seed: int, replication: int) -> Iterator[Span]:
    """(comes, goes) of a person, numbered from 0 through the team's shifts; ascending, disjoint."""
    return ((comes, goes) for comes, goes, _ in stays(team, person, start, seed, replication))


def stays(team: Team, person: int, start: datetime, seed: int, replication: int) -> Iterator[Stay]:
    """The stays on the floor of a person, numbered from 0 through the team's shifts; ascending, disjoint.

    A person who stays away on a day (``absence``) misses the shifts that begin on it. Of every
    shift the exact share ``shrinkage`` is spent off the floor, in half-hour blocks at places drawn
    anew each time; the last block is shortened to what is left of the share.
    """
    if team.absence >= 1.0 or team.shrinkage >= 1.0:
        return iter(())
    shifts = shift_of(team, person, start).intervals()
    if not team.absence and not team.shrinkage:
        return ((begin, end, end) for begin, end in shifts)
    # Known by shift and number, so that one more person on a shift changes nobody else's days.
    shift, number = _place(team, person)
    element = hash_name(f"{team.name}\n{shift}\n{number}")
    away = Stream(seed, replication, element, "absence")
    places = Stream(seed, replication, element, "shrinkage")
    return _joined(_worked(_by_day(shifts), team, start, away, places))


def _by_day(shifts: Iterator[Span]) -> Iterator[Span]:
    """Shifts cut into days where they last longer than one: work around the clock has daily breaks."""
    for begin, end in shifts:
        now = begin
        while end - now > _DAY:
            yield now, now + _DAY
            now += _DAY
        yield now, end


def _worked(
    shifts: Iterator[Span], team: Team, start: datetime, away: Stream, places: Stream
) -> Iterator[Stay]:
    """The stays of every shift that the person does not miss.

    Where a shift begins as another ends, the first one does not end.
    """
    held: Stay | None = None
    for begin, end in shifts:
        moment = start.astimezone(UTC) + timedelta(seconds=begin)
        day = moment.astimezone(start.tzinfo).date().toordinal()
        if team.absence and away.numbered(day) < team.absence:
            continue
        if held is not None:
            yield held if begin > held[2] else (*held[:2], inf)
        *earlier, last = _without_breaks(begin, end, team.shrinkage, places)
        for comes, goes in earlier:
            yield comes, goes, inf
        held = *last, end
    if held is not None:
        yield held


def _without_breaks(begin: float, end: float, share: float, places: Stream) -> Iterator[Span]:
    """What is left of a shift when ``share`` of it is taken out in blocks."""
    off = share * (end - begin)
    if not off:
        yield begin, end
        return
    blocks = [begin + SHRINKAGE_BLOCK * n for n in range(int(-(-(end - begin) // SHRINKAGE_BLOCK)))]
    # A block is known by its half hour, so that a longer shift keeps the breaks of a shorter one.
    drawn = sorted(blocks, key=lambda block: places.numbered(round(block)))
    breaks: list[Span] = []
    for block in drawn:
        length = min(SHRINKAGE_BLOCK, end - block, off)
        if length <= 0.0:
            break
        breaks.append((block, block + length))
        off -= length
    now = begin
    for leaves, returns in sorted(breaks):
        if leaves > now:
            yield now, leaves
        now = returns
    if now < end:
        yield now, end


def _joined(found: Iterator[Stay]) -> Iterator[Stay]:
    """Stays that touch, made one, so that nobody leaves and returns in the same instant."""
    held: Stay | None = None
    for stay in found:
        if held is None:
            held = stay
        elif stay[0] <= held[1]:
            held = held[0], stay[1], stay[2]
        else:
            yield held
            held = stay
    if held is not None:
        yield held
