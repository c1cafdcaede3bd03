"""Durations as people write them on a timer: “after 48 hours”, “nach 2 Tagen”, “48小时内”, “PT48H”.

A month counts as 30 days, a year as 365. Of a range (“2–3 days”) the later end is taken.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from studio.reading.numerals import chinese_number, western_number

__all__ = ["Duration", "iso_duration", "recurs", "spoken_duration"]

_LONGEST = 300
"""Characters of a text in which a duration is looked for; labels are shorter."""

_SECOND, _MINUTE, _HOUR, _DAY = 1.0, 60.0, 3600.0, 86400.0
_WEEK, _MONTH, _QUARTER, _YEAR = 7 * _DAY, 30 * _DAY, 90 * _DAY, 365 * _DAY
_SYMBOLS = ((_DAY, "d"), (_HOUR, "h"), (_MINUTE, "min"), (_SECOND, "s"))


@dataclass(frozen=True, slots=True)
class Duration:
    """Numbers of units, the largest first: ((1, 3600), (30, 60)) is an hour and a half."""

    parts: tuple[tuple[float, float], ...]

    @property
    def seconds(self) -> float:
        return sum(number * unit for number, unit in self.parts)

    def __str__(self) -> str:
        """As a scenario file has it: ``48 h``, ``1 h 30 min``, ``14 d``; no fractions where they can go."""
        symbols = dict(_SYMBOLS)
        if all(unit in symbols and number == int(number) for number, unit in self.parts):
            return " ".join(f"{number:.0f} {symbols[unit]}" for number, unit in self.parts)
        for unit, symbol in _SYMBOLS:
            count = self.seconds / unit
            if count == int(count) and count:
                return f"{count:.0f} {symbol}"
        return f"{self.seconds:.6g} s"


_ISO = re.compile(
    r"(?<![A-Z0-9])P(?=[\dT])(?:(\d{1,6}(?:[.,]\d{1,6})?)Y)?(?:(\d{1,6}(?:[.,]\d{1,6})?)M)?"
    r"(?:(\d{1,6}(?:[.,]\d{1,6})?)W)?(?:(\d{1,6}(?:[.,]\d{1,6})?)D)?"
    r"(?:T(?:(\d{1,9}(?:[.,]\d{1,6})?)H)?(?:(\d{1,9}(?:[.,]\d{1,6})?)M)?(?:(\d{1,9}(?:[.,]\d{1,6})?)S)?)?"
    r"(?![A-Z0-9])",
    re.IGNORECASE | re.ASCII,
)
_ISO_UNITS = (_YEAR, _MONTH, _WEEK, _DAY, _HOUR, _MINUTE, _SECOND)


def iso_duration(text: str) -> Duration | None:
    """The ISO 8601 duration that a text is or contains, as in ``R3/PT10H`` or ``= duration("P2D")``."""
    for match in _ISO.finditer(text[:_LONGEST]):
        parts = [
            (float(number.replace(",", ".")), unit)
            for number, unit in zip(match.groups(), _ISO_UNITS, strict=True)
            if number
        ]
        if parts:
            return Duration(tuple(parts))
    return None


_UNITS = {
    **dict.fromkeys(("ms", "msec", "millisecond", "milliseconds", "millisekunden"), 0.001),
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds", "sek", "sekunde", "sekunden"), _SECOND),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes", "minuten"), _MINUTE),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours", "std", "stunde", "stunden"), _HOUR),
    **dict.fromkeys(("d", "day", "days", "tag", "tage", "tagen", "tages"), _DAY),
    **dict.fromkeys(("workday", "workdays", "weekday", "weekdays"), _DAY),
    **dict.fromkeys(("werktag", "werktage", "werktagen", "arbeitstag", "arbeitstage", "arbeitstagen"), _DAY),
    **dict.fromkeys(("w", "wk", "wks", "week", "weeks", "woche", "wochen"), _WEEK),
    **dict.fromkeys(("fortnight", "fortnights"), 2 * _WEEK),
    **dict.fromkeys(("viertelstunde",), 15 * _MINUTE),
    **dict.fromkeys(("month", "months", "monat", "monate", "monaten", "monats"), _MONTH),
    **dict.fromkeys(("quarter", "quarters", "quartal", "quartale", "quartalen"), _QUARTER),
    **dict.fromkeys(("y", "yr", "yrs", "year", "years", "jahr", "jahre", "jahren"), _YEAR),
}
_ADVERBS = {
    **dict.fromkeys(("hourly", "stündlich"), _HOUR),
    **dict.fromkeys(("daily", "täglich", "nightly"), _DAY),
    **dict.fromkeys(("weekly", "wöchentlich"), _WEEK),
    **dict.fromkeys(("monthly", "monatlich"), _MONTH),
    **dict.fromkeys(("quarterly", "quartalsweise", "vierteljährlich"), _QUARTER),
    **dict.fromkeys(("yearly", "annually", "jährlich"), _YEAR),
}
_ONLY_AFTER_FIGURES = frozenset({"ms", "s", "m", "d", "w", "y"})
_QUALIFIERS = frozenset(
    {"business", "working", "work", "calendar", "full", "whole", "more", "further", "-"}
    | {"weitere", "weiteren", "weiterer", "volle", "vollen", "ganze", "ganzen"}
)
_BEFORE = [["before"], ["befor"], ["prior"], ["ahead"], ["earlier"], ["vor"], ["bevor"]]
"""What follows a duration that counts back from something else, which no timer can know."""
_PARTS_OF_AN_HOUR = [["quarter", "of"], ["quarters", "of"], ["quarter", "hour"]]
_LINKS = frozenset({",", ".", "and", "und", "&", "+"})
_NO_START = frozenset({":", "/", ".", ","})
_FRACTIONS = {"½": ".5", "¼": ".25", "¾": ".75"}
_FRACTION = re.compile(r"\s*([½¼¾])")
_THOUSANDS = re.compile(r"(?<![\d.,])[1-9]\d{0,2}(?:[ ,'’]\d{3})+(?![.,]?\d)")
_HOURS_AND_MINUTES = re.compile(r"(?<!\w)(\d{1,3})h([0-5]\d)(?!\w)")
_TOKEN = re.compile(r"\d+(?:[.,]\d+)?|[a-zäöü]+|[^\s]")
_WORD_WITH_FIGURES = re.compile(r"(?<!\w)[a-zäöü]+\d\w*")
_FIGURE_AND_UNIT = re.compile(r"\d+([a-zäöü]+)")
_ADVERB = re.compile(r"(?<![a-zäöü])(" + "|".join(_ADVERBS) + r")(?![a-zäöü])")

_TRADITIONAL = str.maketrans("時鐘個週兩內後禮頭歷曆", "时钟个周两内后礼头历历")
_CHINESE_UNITS = {
    "毫秒": 0.001,
    **dict.fromkeys(("秒钟", "秒"), _SECOND),
    **dict.fromkeys(("分钟", "分"), _MINUTE),
    "刻钟": 15 * _MINUTE,
    **dict.fromkeys(("小时", "钟头", "时"), _HOUR),
    **dict.fromkeys(("工作日", "自然日", "日历日", "日历天", "天", "日"), _DAY),
    **dict.fromkeys(("星期", "礼拜", "周"), _WEEK),
    "月": _MONTH,
    "季度": _QUARTER,
    "年": _YEAR,
}
_CHINESE = re.compile(
    r"(?<![第\d.:/])(?:(?P<number>\d{1,6}(?:\.\d{1,3})?|[零〇一二两三四五六七八九十百半]+)\s*|(?P<each>每))"
    r"(?P<measure>个)?(?P<middle>半)?"
    r"(?P<unit>毫秒|秒钟|秒|分钟|分(?!之)|刻钟|小时|钟头|时(?=[内之])|工作日|自然日|日历日|日历天|天|日(?=[内后之])"
    r"|星期|礼拜|周|月|季度|年)(?P<half>半)?"
)
_BETWEEN_CHINESE_PARTS = re.compile(r"[\s,，、又零]*")


def spoken_duration(text: str) -> Duration | None:
    """The duration that a label or note speaks of, in English, German or Chinese; None without one."""
    plain = _FRACTION.sub(lambda match: _FRACTIONS[match[1]], text[:_LONGEST])
    plain = unicodedata.normalize("NFKC", plain).casefold().translate(_TRADITIONAL)
    plain = re.sub(r"(?<!\d)\.(?=\d)", "0.", " ".join(plain.split()))
    plain = _THOUSANDS.sub(lambda match: "".join(re.findall(r"\d", match[0])), plain)
    plain = _HOURS_AND_MINUTES.sub(r"\1 h \2 min", plain)
    return iso_duration(text) or _western(plain) or _chinese(plain) or _adverb(plain)


def recurs(text: str) -> bool:
    """Whether a label speaks of something that happens again and again: “every 2 hours”, “每天”."""
    return _RECURRING.search(text[:_LONGEST].casefold()) is not None


_RECURRING = re.compile(
    r"(?<![a-zäöü])(?:every|each|per|jede[nrs]?|alle|pro|" + "|".join(_ADVERBS) + r")(?![a-zäöü])|每"
)


def _western(text: str) -> Duration | None:
    """The first duration in English or German: its first part and those that follow in smaller units."""
    words = _TOKEN.findall(_WORD_WITH_FIGURES.sub(_unless_name, text))
    parts: list[tuple[float, float]] = []
    end = 0
    for place, word in enumerate(words):
        if word not in _UNITS or words[place : place + 2] in _PARTS_OF_AN_HOUR:
            continue
        start, number = _number_before(words, place)
        if number is None:
            continue
        is_continued = all(it in _LINKS for it in words[end:start])
        if parts and (not is_continued or _UNITS[word] >= parts[-1][1]):
            break
        if words[place + 1 : place + 4] == ["and", "a", "half"]:
            number += 0.5
        parts.append((number, _UNITS[word]))
        end = place + 1
    return Duration(tuple(parts)) if parts and words[end : end + 1] not in _BEFORE else None


def _unless_name(match: re.Match[str]) -> str:
    """A word with figures in it, such as ``sla4h``; nothing where it is some name, such as ``wx7y7dvq``."""
    word = match[0]
    figures = word[len(word) - len(word.lstrip("abcdefghijklmnopqrstuvwxyzäöü")) :]
    units = _FIGURE_AND_UNIT.findall(figures)
    told = not _FIGURE_AND_UNIT.sub("", figures) and all(unit in _UNITS for unit in units)
    return word if told or figures.isdigit() else ""


def _number_before(words: list[str], unit: int) -> tuple[int, float | None]:
    """The longest number in front of the unit at a place, and where it starts."""
    end = unit
    while end > 0 and words[end - 1] in _QUALIFIERS:
        end -= 1
    for start in range(max(0, end - 5), end):
        number = western_number(words[start:end])
        if number is None:
            continue
        is_figure = words[start][0].isdigit()
        is_time_of_day = (
            is_figure and start > 1 and words[start - 1] in _NO_START and words[start - 2].isdigit()
        )
        is_ordinal = words[unit] == "second" and words[start] in {"a", "every", "each", "per"}
        if is_time_of_day or is_ordinal or (words[unit] in _ONLY_AFTER_FIGURES and not is_figure):
            return start, None
        return start, number
    return unit, None


def _chinese(text: str) -> Duration | None:
    """The first duration in Chinese, likewise."""
    parts: list[tuple[float, float]] = []
    end = 0
    for match in _CHINESE.finditer(text):
        number = 1.0 if match["each"] else chinese_number(match["number"])
        unit = match["unit"]
        is_date = unit in {"月", "季度"} and not (match["measure"] or match["each"])
        if number is None or is_date or (unit == "年" and number > 100):
            continue
        is_continued = _BETWEEN_CHINESE_PARTS.fullmatch(text, end, match.start()) is not None
        if parts and (not is_continued or _CHINESE_UNITS[unit] >= parts[-1][1]):
            break
        number += 0.5 * bool(match["middle"]) + 0.5 * bool(match["half"])
        parts.append((number, _CHINESE_UNITS[unit]))
        end = match.end()
    return Duration(tuple(parts)) if parts and not re.match("[之以]?前", text[end:]) else None


def _adverb(text: str) -> Duration | None:
    match = _ADVERB.search(text)
    return Duration(((1.0, _ADVERBS[match[1]]),)) if match else None
