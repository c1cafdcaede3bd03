"""Clock ranges, sets of weekdays, dates and moments as people write them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from studio.scenario.refusal import Refused
from studio.scenario.scenario import Calendar

__all__ = ["Hours", "calendar_of", "clock_hours", "day", "moment", "weekdays", "zone"]

Hours = tuple[tuple[float, float], ...]
"""(open, close) in seconds after a midnight, ascending; a night shift closes after 86,400."""

_DAY = 86400.0
_WEEK = 7 * _DAY

_RANGE = re.compile(r"\s*(\d{1,2}):(\d\d)\s*(?:-|–|—|~|至|到)\s*(\d{1,2}):(\d\d)\s*", re.ASCII)
_NAMES = (
    ("mon", "monday", "周一", "星期一", "礼拜一"),
    ("tue", "tuesday", "周二", "星期二", "礼拜二"),
    ("wed", "wednesday", "周三", "星期三", "礼拜三"),
    ("thu", "thursday", "周四", "星期四", "礼拜四"),
    ("fri", "friday", "周五", "星期五", "礼拜五"),
    ("sat", "saturday", "周六", "星期六", "礼拜六"),
    ("sun", "sunday", "周日", "周天", "星期日", "星期天", "礼拜天"),
)
_NUMBERS = {name: number for number, names in enumerate(_NAMES) for name in names}
_SETS = {
    "daily": frozenset(range(7)), "每天": frozenset(range(7)), "每日": frozenset(range(7)),
    "weekdays": frozenset(range(5)), "工作日": frozenset(range(5)),
    "weekend": frozenset({5, 6}), "周末": frozenset({5, 6}),
}  # fmt: skip


def clock_hours(value: object) -> Hours:
    """``08:00-20:00``, or a list of such ranges; ``22:00-06:00`` runs over midnight."""
    texts = value if isinstance(value, list) else [value]
    found = sorted(map(_clock_range, texts))
    for (_, close), (opens, _) in pairwise(found):
        if opens < close:
            raise Refused("scenario.hours.overlap")
    if found and found[-1][1] - _DAY > found[0][0]:
        raise Refused("scenario.hours.overlap")
    return tuple(found)


def _clock_range(value: object) -> tuple[float, float]:
    found = _RANGE.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise Refused("scenario.hours")
    hour, minute, to_hour, to_minute = map(int, found.groups())
    opens, closes = (hour * 60 + minute) * 60.0, (to_hour * 60 + to_minute) * 60.0
    if minute > 59 or to_minute > 59 or opens >= _DAY or closes > _DAY or opens == closes:
        raise Refused("scenario.hours")
    return opens, closes if closes > opens else closes + _DAY


def weekdays(value: str) -> frozenset[int]:
    """Days of the week (Monday is 0) from ``mon-fri``, ``sat``, ``mon, wed``, ``daily``, ``周一至周五``."""
    days: set[int] = set()
    for part in re.split(r"[,，、]", value.strip().lower()):
        name = part.strip()
        if name in _SETS:
            days |= _SETS[name]
            continue
        ends = [_NUMBERS.get(_full(end)) for end in re.split(r"\s*(?:-|–|—|~|至|到)\s*", name)]
        if len(ends) > 2 or None in ends:
            raise Refused("scenario.weekdays")
        first, last = ends[0] or 0, ends[-1] or 0
        days |= {(first + step) % 7 for step in range((last - first) % 7 + 1)}
    return frozenset(days)


def _full(name: str) -> str:
    """``五`` in ``周一至五`` is short for 周五."""
    return f"周{name}" if len(name) == 1 else name


def day(value: object) -> date:
    """``2026-05-01``."""
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value.strip(), re.ASCII):
        try:
            found = date.fromisoformat(value.strip())
        except ValueError:
            found = None
        if found is not None and 1900 <= found.year <= 9000:
            return found
    raise Refused("scenario.date")


def moment(value: object) -> datetime:
    """``2026-03-02T08:00``, naive or with an offset; a date alone is its midnight."""
    if isinstance(value, str) and re.match(r"\d{4}-\d\d-\d\d", value.strip(), re.ASCII):
        try:
            found = datetime.fromisoformat(value.strip())
        except ValueError:
            found = None
        if found is not None and 1900 <= found.year <= 9000:
            return found.astimezone(UTC) if found.tzinfo else found
    raise Refused("scenario.moment")


def zone(value: object) -> ZoneInfo:
    """A time zone by its IANA name, such as ``Asia/Shanghai``."""
    if isinstance(value, str) and re.fullmatch(r"[A-Za-z0-9_+\-/]{1,60}", value):
        try:
            return ZoneInfo(value)
        except (OSError, ValueError, KeyError):
            pass
    raise Refused("scenario.zone")


def calendar_of(week: Mapping[frozenset[int], Hours], dates: Mapping[date, Hours]) -> Calendar:
    """A calendar of hours by sets of weekdays (the smaller set decides for its days) and by date.

    What is said of a date is said of the shifts that begin on it: a night shift of the day before
    still ends in its morning.
    """
    begins: dict[int, Hours] = dict.fromkeys(range(7), ())
    for days, hours in sorted(week.items(), key=lambda item: -len(item[0])):
        begins.update(dict.fromkeys(days, hours))
    weekly = [(opens + d * _DAY, closes + d * _DAY) for d, hours in begins.items() for opens, closes in hours]
    exceptions = dict(dates)
    for on in sorted(dates):
        following = on + timedelta(days=1)
        if following not in dates:
            exceptions[following] = begins[following.weekday()]
        before = on - timedelta(days=1)
        if before not in dates:
            late = tuple((0.0, closes - _DAY) for _, closes in begins[before.weekday()] if closes > _DAY)
            exceptions[on] = joined((*late, *dates[on]))
    return Calendar(week=_within_week(weekly), dates=exceptions)


def joined(pieces: Iterable[tuple[float, float]]) -> Hours:
    """The pieces in order, those that touch or overlap made one."""
    found: list[tuple[float, float]] = []
    for opens, closes in sorted(pieces):
        if found and opens <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], closes))
        else:
            found.append((opens, closes))
    return tuple(found)


def _within_week(pieces: list[tuple[float, float]]) -> Hours:
    wrapped = [(0.0, closes - _WEEK) for _, closes in pieces if closes > _WEEK]
    return joined([*wrapped, *((opens, min(closes, _WEEK)) for opens, closes in pieces)])
