"""Levers in words: what one is pulled on, what it changes, and the name of a scenario made of several."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from studio.app.forms.hours import DAYS
from studio.app.levers.lever import Lever, LeverKind
from studio.app.names import destination, step_name, team_name
from studio.model import Diagram, Flow
from studio.scenario import Shift
from studio.wording import number, quantity, translate

__all__ = ["name_of_all", "shift_name", "subject", "told"]

_DAY = 86400.0
_LONGEST_NAME = 120


def told(lever: Lever, diagram: Diagram, language: str) -> str:
    """What the lever changes: ``Contacts +40 %``, ``Agents −2``."""
    name = subject(lever.kind, lever.on, lever.part, diagram, language)
    more = _signed(lever.amount, language)
    share = quantity(abs(lever.amount) / 100, "share", language)
    percent = ("+" if lever.amount > 0 else "−") + share
    match lever.kind:
        case LeverKind.CONTACTS if not lever.on:
            return translate("Contacts {percent}", language, percent=percent)
        case LeverKind.CONTACTS:
            return translate("{name}: contacts {percent}", language, name=name, percent=percent)
        case LeverKind.TIMES if not lever.on:
            return translate("Handling times {percent}", language, percent=percent)
        case LeverKind.TIMES:
            return translate("{name}: handling time {percent}", language, name=name, percent=percent)
        case LeverKind.STAFF if lever.part:
            shift = int(lever.part) + 1
            return translate("{name} {more} (shift {shift})", language, name=name, more=more, shift=shift)
        case LeverKind.STAFF:
            return f"{name} {more}"
        case LeverKind.ATTENDANCE if not lever.on:
            return translate("{share} of the staff at work", language, share=share)
        case LeverKind.ATTENDANCE:
            return translate("{name}: {share} at work", language, name=name, share=share)
        case LeverKind.DEADLINES if not lever.on:
            return translate("Deadlines {percent}", language, percent=percent)
        case LeverKind.DEADLINES:
            return translate("{name}: {percent}", language, name=name, percent=percent)
        case LeverKind.HOURS:
            later = (
                "“{name}” closes {hours} h later" if lever.amount > 0 else "“{name}” closes {hours} h earlier"
            )
            hours = number(abs(lever.amount), language=language)
            return translate(later, language, name=name, hours=hours)
    return translate("{name}: {share}", language, name=name, share=share)


def name_of_all(levers: Sequence[Lever], diagram: Diagram, language: str) -> str:
    """The name of the scenario that they make together: ``Contacts +40 %, Agents −2``."""
    name = ", ".join(told(lever, diagram, language) for lever in levers)
    if language.startswith("zh"):
        name = name.replace(", ", "，")
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…"


def subject(kind: LeverKind, on: str, part: str, diagram: Diagram, language: str) -> str:
    """What a lever is pulled on; empty where that is all of its kind."""
    if not on:
        return ""
    if kind is LeverKind.SHARE:
        return _way(on, part, diagram, language)
    if kind in (LeverKind.STAFF, LeverKind.ATTENDANCE):
        return team_name(diagram, on, language)
    if kind is LeverKind.HOURS:
        return on
    return step_name(diagram, on, language)


def shift_name(shift: Shift, language: str) -> str:
    """The hours of a shift in short: ``Monday–Friday 08:00–17:00``; ``…`` where other days differ."""
    if shift.calendar is None:
        return translate("around the clock", language)
    week = []
    for day, name in enumerate(DAYS.values()):
        begin = day * _DAY
        hours = [
            (max(opens, begin) - begin, min(closes, begin + _DAY) - begin)
            for opens, closes in shift.calendar.week
            if opens < begin + _DAY and closes > begin
        ]
        if hours:
            week.append((name, f"{_clock(hours[0][0])}–{_clock(hours[-1][1])}"))
    groups = [(hours, [day for day, _ in days]) for hours, days in groupby(week, key=lambda item: item[1])]
    if not groups:
        return ""
    hours, days = groups[0]
    names = "–".join(translate(day, language) for day in dict.fromkeys((days[0], days[-1])))
    return f"{names} {hours}" + (" …" if len(groups) > 1 else "")


def _way(on: str, part: str, diagram: Diagram, language: str) -> str:
    section, _, id = on.partition(".")
    if section != "routing":
        return f"{id} = {part}" if part else id
    flow = diagram.element(part)
    name = step_name(diagram, id, language)
    if not isinstance(flow, Flow):
        return name
    label = " ".join(flow.label(language).split())
    target = destination(diagram, flow, language)
    return f"{name} {label} → {target}" if label else f"{name} → {target}"


def _signed(amount: float, language: str) -> str:
    return ("+" if amount > 0 else "−") + number(abs(amount), language=language)


def _clock(seconds: float) -> str:
    minutes = round(seconds / 60)
    return f"{minutes // 60:02}:{minutes % 60:02}"
