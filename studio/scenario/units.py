"""Durations, shares, numbers and money as people write them.

Every function takes what stands in the file and returns it in the scenario's own unit (seconds, 0 to
1, money an hour), or raises :class:`Refused`.
"""

from __future__ import annotations

import math
import re
import unicodedata

from studio.scenario.refusal import Refused

__all__ = [
    "amount",
    "duration",
    "longer_than_nothing",
    "money_an_hour",
    "more_than_nothing",
    "not_below_nothing",
    "share",
    "text",
    "text_of_duration",
    "whole",
    "whole_from_one",
]

_LARGEST = 1e12
"""Thirty thousand years in seconds; no count, price or duration in an operation is larger."""

_UNITS = {
    "ms": 0.001, "millisecond": 0.001, "毫秒": 0.001,
    "s": 1.0, "sec": 1.0, "second": 1.0, "秒": 1.0, "秒钟": 1.0,
    "m": 60.0, "min": 60.0, "minute": 60.0, "分": 60.0, "分钟": 60.0,
    "h": 3600.0, "hr": 3600.0, "hour": 3600.0, "时": 3600.0, "小时": 3600.0, "个小时": 3600.0, "钟头": 3600.0,
    "个钟头": 3600.0,
    "d": 86400.0, "day": 86400.0, "天": 86400.0, "日": 86400.0,
    "w": 604800.0, "wk": 604800.0, "week": 604800.0, "周": 604800.0, "星期": 604800.0, "个星期": 604800.0,
}  # fmt: skip

_NUMBER = r"\d+(?:\.\d+)?|\.\d+"
_PART = re.compile(rf"\s*({_NUMBER}|半)\s*([a-zA-Z]+|(?:(?!半)[一-鿿])+)\s*", re.ASCII)
_ISO = re.compile(
    rf"P(?:({_NUMBER})W)?(?:({_NUMBER})D)?(?:T(?:({_NUMBER})H)?(?:({_NUMBER})M)?(?:({_NUMBER})S)?)?",
    re.ASCII | re.IGNORECASE,
)
_ISO_UNITS = (604800.0, 86400.0, 3600.0, 60.0, 1.0)
_SHARE = re.compile(rf"({_NUMBER})\s*%", re.ASCII)
_MONEY = re.compile(rf"({_NUMBER})\s*[^\d\s/]{{0,3}}\s*(?:/|per\s|每)\s*(?:h|hr|hour|小时)", re.ASCII)
_LONGEST_TEXT = 2000
_LARGEST_WHOLE = 10**9


def duration(value: object) -> float:
    """Seconds of at least 0: ``6 min``, ``1 h 30 min``, ``PT6M``, ``48小时``; of bare numbers only 0."""
    if isinstance(value, str) and len(value) <= 60:
        seconds = text_of_duration(value)
        if seconds is not None and seconds <= _LARGEST:
            return seconds
    elif isinstance(value, int | float) and not isinstance(value, bool) and value == 0:
        return 0.0
    raise Refused("scenario.duration")


def longer_than_nothing(value: object) -> float:
    """Seconds, more than 0."""
    seconds = duration(value)
    if seconds <= 0:
        raise Refused("scenario.duration.positive")
    return seconds


def text_of_duration(value: str) -> float | None:
    """The seconds that a text stands for, or None if it is no duration."""
    written = _narrow(value).strip()
    iso = _ISO.fullmatch(written)
    if iso is not None and any(iso.groups()) and not written.upper().endswith("T"):
        return math.fsum(
            float(part) * unit for part, unit in zip(iso.groups(), _ISO_UNITS, strict=True) if part
        )
    parts = []
    place = 0
    while place < len(written):
        part = _PART.match(written, place)
        if part is None:
            return None
        unit = part[2] if part[2] in _UNITS else part[2].lower().removesuffix("s")
        if unit not in _UNITS:
            return None
        parts.append((0.5 if part[1] == "半" else float(part[1])) * _UNITS[unit])
        place = part.end()
    return math.fsum(parts) if parts else None


def _narrow(written: str) -> str:
    """The text with the wide figures and signs of a Chinese keyboard written as everywhere else."""
    return unicodedata.normalize("NFKC", written)


def share(value: object) -> float:
    """Between 0 and 1: ``5 %``, ``0.05``."""
    part = None
    if isinstance(value, str):
        found = _SHARE.fullmatch(_narrow(value).strip()) if len(value) <= 60 else None
        part = float(found[1]) / 100 if found else None
    elif isinstance(value, int | float) and not isinstance(value, bool):
        part = float(value) if abs(value) <= 1 else None
    if part is None or not 0 <= part <= 1:
        raise Refused("scenario.share")
    return part


def amount(value: object) -> float:
    """Any finite number; a percentage stands for its hundredth."""
    if isinstance(value, str) and len(value) <= 60:
        found = _SHARE.fullmatch(_narrow(value).strip())
        if found and float(found[1]) <= _LARGEST:
            return float(found[1]) / 100
    elif isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= _LARGEST:
        return float(value)
    raise Refused("scenario.number")


def not_below_nothing(value: object) -> float:
    """A number of at least 0."""
    number = amount(value)
    if number < 0:
        raise Refused("scenario.number.not-negative")
    return number


def more_than_nothing(value: object) -> float:
    """A number of more than 0."""
    number = amount(value)
    if number <= 0:
        raise Refused("scenario.number.positive")
    return number


def whole(value: object, *, least: int = 0) -> int:
    """A whole number from ``least``, and not beyond all measure."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or value < least:
        raise Refused("scenario.whole", least=least)
    if value > _LARGEST_WHOLE:
        raise Refused("scenario.whole.most", most=_LARGEST_WHOLE)
    return int(value)


def whole_from_one(value: object) -> int:
    """A whole number from 1."""
    return whole(value, least=1)


def money_an_hour(value: object) -> float:
    """An hourly price: ``42``, ``42/h``, ``42 CNY/h``."""
    price: float | None = None
    if isinstance(value, str):
        found = _MONEY.fullmatch(_narrow(value).strip()) if len(value) <= 60 else None
        price = float(found[1]) if found else None
    elif isinstance(value, int | float) and not isinstance(value, bool):
        price = float(value) if abs(value) <= _LARGEST else None
    if price is None or not 0 <= price <= _LARGEST:
        raise Refused("scenario.money")
    return price


def text(value: object) -> str:
    """A text; a number stands for the digits that were written."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise Refused("scenario.text")
    written = str(getattr(value, "text", value)).strip()
    if not written or len(written) > _LONGEST_TEXT:
        raise Refused("scenario.text")
    return written
