"""How much work a visit is, before it is known who does it and how fast they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from studio.simulation.batching import Batch
from studio.simulation.draws import hash_name
from studio.simulation.rows import NOTHING, Work
from studio.simulation.tokens import Visit

if TYPE_CHECKING:
    from studio.simulation.station import Station

__all__ = ["Content", "content_of"]

Content = Callable[[Visit], float]
"""Seconds of work at normal speed, for a visit that begins now."""


def content_of(station: Station) -> Content | None:
    """How a station's visits get their time; None where none of them takes any."""
    row, engine = station.row, station.engine
    if row.time == NOTHING:
        return None
    content = _drawn(station)
    for part, time in row.also:
        content = _with_part(content, engine.samplers[time], station, part)
    if row.work is Work.TASK:
        content = _as_hard_as_the_case(content)
    if row.batch is not None:
        content = _of_all_members(content)
    if row.set_up != NOTHING:
        content = _with_set_up(content, station)
    return content


def _drawn(station: Station) -> Content:
    quantile = station.engine.samplers[station.row.time]
    times = station.engine.stream(hash_name(station.row.id), "time")

    def content(visit: Visit) -> float:
        return quantile(visit.case.draw(times, visit.ordinal))

    return content


def _with_part(before: Content, quantile: Callable[[float], float], station: Station, part: str) -> Content:
    times = station.engine.stream(hash_name(part), "time")

    def content(visit: Visit) -> float:
        return before(visit) + quantile(visit.case.draw(times, visit.ordinal))

    return content


def _as_hard_as_the_case(normal: Content) -> Content:
    """People need longer for what self-service has left them; systems do not."""

    def content(visit: Visit) -> float:
        return normal(visit) * visit.case.harder

    return content


def _of_all_members(one: Content) -> Content:
    def content(batch: Visit) -> float:
        assert isinstance(batch, Batch)
        return sum(one(member) for member in batch.members)

    return content


def _with_set_up(work: Content, station: Station) -> Content:
    """Before every batch, and where somebody has just done something else."""
    quantile = station.engine.samplers[station.row.set_up]
    set_ups = station.engine.stream(hash_name(station.row.id), "set-up")

    def content(visit: Visit) -> float:
        seconds = work(visit)
        if visit.__class__ is Batch or any(person.last != station.index for person in visit.people):
            seconds += quantile(visit.case.draw(set_ups, visit.ordinal))
        return seconds

    return content
