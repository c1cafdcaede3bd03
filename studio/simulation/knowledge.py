"""What becomes known of a case when a step is done: attributes that it assigns."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

from studio.model import Guard
from studio.model.guard import Value
from studio.scenario import Attribute
from studio.simulation.draws import Stream, hash_name
from studio.simulation.sampling import sampler
from studio.simulation.tokens import Case

if TYPE_CHECKING:
    from studio.simulation.station import Station

__all__ = ["Knowledge", "drawing", "urgency"]


def drawing(attribute: Attribute) -> Callable[[float], Value]:
    """An attribute's value from a uniform variate."""
    if attribute.number is not None:
        return sampler(attribute.number)
    if attribute.chance is not None:
        chance = attribute.chance
        return lambda u: u < chance
    texts = [text for text, _ in attribute.choice]
    ends = list(accumulate(share for _, share in attribute.choice))
    # The last text takes what rounding leaves.
    return lambda u: texts[min(bisect_right(ends, u), len(texts) - 1)]


def urgency(priority: Sequence[Guard], values: Mapping[str, Value]) -> int:
    """The place of the first rule that holds; those for whom none does come last."""
    return next((n for n, guard in enumerate(priority) if guard.evaluate(values)), len(priority))


class Knowledge:
    """The attributes that one station assigns."""

    def __init__(self, station: Station) -> None:
        self._engine = station.engine
        self._assigned: list[tuple[str, Callable[[float], Value], Stream]] = [
            (
                attribute.name,
                drawing(attribute),
                station.engine.stream(hash_name(f"{station.row.id} {attribute.name}"), "attribute"),
            )
            for attribute in station.row.assigns
        ]

    def gain(self, case: Case, ordinal: int) -> None:
        """The step is done once more: what it tells is known from now on, and decides how urgent it is."""
        drawn = {name: value(case.draw(stream, ordinal)) for name, value, stream in self._assigned}
        case.values = {**case.values, **drawn}
        case.priority = urgency(self._engine.program.priority, case.values)
        self._engine.post.look_again(case)
