"""Walks without hands: by a given decision, by the conditions, or at random."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from random import Random

from studio.execution.offers import Chooser, Offer, OfferKind
from studio.execution.walk import Walk
from studio.model import Diagram
from studio.model.guard import Value
from studio.scenario import Scenario

__all__ = ["Decide", "at_random", "by_conditions", "random_walk", "walk_through"]

Decide = Callable[[Walk], tuple[Offer, Sequence[str]] | None]
"""Looks at a walk and says what is done next, with the ways at a choice; None to stop there."""

_ACTIONS = 400
"""Actions after which a walk without hands gives up."""


def by_conditions(offer: Offer) -> Sequence[str] | None:
    """The chooser that lets the conditions decide and leaves open what they do not."""
    return offer.suggested or None


def walk_through(
    diagram: Diagram,
    decide: Decide,
    *,
    scenario: Scenario | None = None,
    values: Mapping[str, Value] | None = None,
    chooser: Chooser | None = None,
    actions: int = _ACTIONS,
) -> Walk:
    """The walk on which ``decide`` says what is done, until it stops or nothing is left."""
    walk = Walk(diagram, scenario=scenario, values=values, chooser=chooser)
    for _ in range(actions):
        decided = decide(walk) if walk.offers else None
        if decided is None:
            break
        offer, ways = decided
        walk.do(offer, *ways)
    return walk


def random_walk(
    diagram: Diagram,
    seed: int,
    *,
    scenario: Scenario | None = None,
    values: Mapping[str, Value] | None = None,
    actions: int = _ACTIONS,
) -> Walk:
    """A walk at random; the same seed gives the same walk."""
    return walk_through(diagram, at_random(seed), scenario=scenario, values=values, actions=actions)


def at_random(seed: int) -> Decide:
    """Decides at random: ways that were taken before are less likely, so that rework comes to an end.

    Steps and choices go before events that somebody of the diagram will set off, and before processes
    that nothing has begun yet. An event beside a step happens one time in five.
    """
    random = Random(seed)  # noqa: S311 - nothing secret
    taken: Counter[str] = Counter()

    def decide(walk: Walk) -> tuple[Offer, Sequence[str]]:
        weights = [_weight(offer, taken) for offer in walk.offers]
        (offer,) = random.choices(walk.offers, weights)
        taken[offer.element] += offer.kind is OfferKind.HAPPEN
        return offer, _ways(offer, taken, random)

    return decide


def _weight(offer: Offer, taken: Mapping[str, int]) -> float:
    if offer.kind is OfferKind.START:
        return 1e-6
    if offer.kind is not OfferKind.HAPPEN:
        return 1.0
    if offer.sender is not None:
        return 1e-4
    return 0.25 / 4.0 ** taken.get(offer.element, 0) + 1e-9


def _ways(offer: Offer, taken: Counter[str], random: Random) -> Sequence[str]:
    if not offer.ways:
        return ()
    left = [way.id for way in offer.ways]
    most = min(offer.most, len(left))
    number = max(offer.least, sum(random.random() < 0.5 for _ in range(most))) if most > 1 else 1
    chosen: list[str] = []
    for _ in range(number):
        weights = [1.0 / 4.0 ** min(taken[f"{offer.element}>{way}"], 40) for way in left]
        (way,) = random.choices(left, weights)
        left.remove(way)
        chosen.append(way)
        taken[f"{offer.element}>{way}"] += 1
    return chosen
