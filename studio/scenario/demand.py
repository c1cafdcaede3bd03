"""Who comes, and with what: the arrivals, attributes and priorities of a scenario file."""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import pairwise

from studio.scenario.context import Context
from studio.scenario.document import Path
from studio.scenario.handling import Deflection
from studio.scenario.renaming import SECTIONS
from studio.scenario.scenario import Arrivals, Attribute, Calendar, Rate, Scale
from studio.scenario.schema import ArrivalsEntry, AttributeEntry, ScaleEntry, ScenarioFile
from studio.scenario.tables import contacts_of, moments_of, rates
from studio.scenario.timetable import ever_open, moment_of

__all__ = ["arrivals", "attribute", "attributes", "deflections"]

_WAYS = ("every", "per_interval", "times")
_OF_DRAWN_MOMENTS = ("open", "scale")
"""What changes when cases arrive, unless their moments are told."""
_OF_SELF_SERVICE = ("class_", "share", "contained", "comes_back", "after", "harder", "time")


def arrivals(file: ScenarioFile, named: Mapping[str, Calendar], context: Context) -> Mapping[str, Arrivals]:
    """The stated streams of cases, by the start at which they arrive."""
    found = {}
    for word, entry in (file.arrivals or {}).items():
        path = ("arrivals", word)
        id = context.element(SECTIONS["arrivals"], word, path)
        made = _arrivals(entry, path, context)
        if entry.times is not None:
            meant = [name for name in _OF_DRAWN_MOMENTS if getattr(made, name)]
            context.note_unused(entry, meant, path, id)
        if made.open is not None and made.open in named and not ever_open(named[made.open], context.start):
            context.findings.add((*path, "open"), "scenario.never-open")
        if id is not None:
            found[id] = made
    return found


def _arrivals(entry: ArrivalsEntry, path: Path, context: Context) -> Arrivals:
    ways = [way for way in _WAYS if getattr(entry, way) is not None]
    context.note_stated(path, *ways)
    for way in ways[1:]:
        context.findings.add((*path, way), "scenario.exclusive", keys=", ".join(_WAYS))
    if entry.day_factor_cv is not None and entry.per_interval is None:
        context.findings.add((*path, "day_factor_cv"), "scenario.day-factor")
    every = context.spread(entry.every, (*path, "every"))
    if every is not None and every.mean <= 0:
        context.findings.add((*path, "every"), "scenario.duration.positive")
    if not ways:
        context.note_open(path, "every")
    extras = ("day_factor_cv", "open", "scale", "backlog")
    context.note_stated(path, *(extra for extra in extras if getattr(entry, extra) is not None))
    return Arrivals(
        every=every,
        profile=_profile(entry, (*path, "per_interval"), context),
        times=_times(entry, (*path, "times"), context),
        day_factor_cv=entry.day_factor_cv or 0.0,
        open=context.calendar(entry.open, (*path, "open")),
        scale=_scale(entry.scale or [], (*path, "scale"), context),
        backlog=entry.backlog or 0,
    )


def _profile(entry: ArrivalsEntry, path: Path, context: Context) -> tuple[Rate, ...]:
    told = entry.per_interval
    if isinstance(told, Mapping):
        return rates(told)
    return context.table(told, path, lambda file: rates(contacts_of(file)))


def _times(entry: ArrivalsEntry, path: Path, context: Context) -> tuple[float, ...]:
    if not isinstance(entry.times, tuple):
        return context.table(entry.times, path, lambda file: moments_of(file, context.start))
    found = [moment_of(wall, context.start) for wall in entry.times]
    for index, seconds in enumerate(found):
        if seconds < 0:
            context.findings.add((*path, index), "scenario.times.before-start")
    return tuple(sorted(found))


def _scale(pieces: list[ScaleEntry], path: Path, context: Context) -> tuple[Scale, ...]:
    """The pieces in the order of time, without those of factor 1."""
    spans = []
    for index, piece in enumerate(pieces):
        start = 0.0 if piece.from_ is None else moment_of(piece.from_, context.start)
        end = math.inf if piece.to is None else moment_of(piece.to, context.start)
        if end <= start:
            context.findings.add((*path, index, "to"), "scenario.scale.order")
        spans.append((max(0.0, start), end, piece.scale, index))
    spans.sort()
    for (_, end, _, first), (start, _, _, second) in pairwise(spans):
        if start < end:
            low, high = sorted((first, second))
            context.findings.add((*path, high), "scenario.scale.overlap", other=low + 1)
    return tuple(
        Scale(start=start, end=end, factor=factor)
        for start, end, factor, _ in spans
        if end > 0 and factor != 1
    )


def attributes(file: ScenarioFile, context: Context) -> tuple[Attribute, ...]:
    """What is drawn for each case; and the guards of the priorities ask for nothing else."""
    for index, guard in enumerate(file.priority or ()):
        context.guard(guard, ("priority", index))
    for name in file.attributes or {}:
        context.note_stated(("attributes",), name)
    return tuple(
        attribute(name, entry, ("attributes", name), context)
        for name, entry in (file.attributes or {}).items()
    )


def attribute(name: str, entry: AttributeEntry, path: Path, context: Context) -> Attribute:
    """What is drawn for a case under that name."""
    kinds = [kind for kind in ("number", "chance", "choice") if getattr(entry, kind) is not None]
    if len(kinds) != 1:
        context.findings.add(path, "scenario.attribute.one")
    choice = context.probabilities(entry.choice or {}, (*path, "choice"), whole=entry.choice is not None)
    return Attribute(
        name=name,
        number=context.spread(entry.number, path, of_time=False),
        chance=entry.chance,
        choice=tuple(choice.items()),
    )


def deflections(file: ScenarioFile, context: Context) -> Mapping[str, Deflection]:
    """The self-service, by the start in front of which it stands."""
    found = {}
    for word, entry in (file.deflect or {}).items():
        path = ("deflect", word)
        id = context.element(SECTIONS["deflect"], word, path)
        context.guard(entry.class_, (*path, "class"))
        given = (key for key in _OF_SELF_SERVICE if getattr(entry, key) is not None)
        context.note_stated(path, *(key.rstrip("_") for key in given))
        made = Deflection(
            contained=entry.contained,
            whom=entry.class_,
            share=1.0 if entry.share is None else entry.share,
            comes_back=entry.comes_back or 0.0,
            after=context.spread(entry.after, (*path, "after")),
            harder=entry.harder or 1.0,
            time=context.spread(entry.time, (*path, "time")),
        )
        if id is not None:
            found[id] = made
    return found
