"""What a case does next when nobody says: the conditions decide, then chance, and whatever is due first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from random import Random

from studio.execution import Offer, OfferKind, Walk
from studio.scenario import Scenario

__all__ = ["next_move"]

_RARER = 4.0
"""How many times less likely a way is for each time it was taken, so that rework comes to an end."""


def next_move(walk: Walk, scenario: Scenario, seed: str) -> tuple[Offer, tuple[str, ...]] | None:
    """The offer to carry out next with its ways; None where there is none.

    Choices go first: by the conditions, else by the scenario's shares. Then comes what is done or due
    first by the clock. An event with a chance of its own may happen instead of the step that it is
    attached to. The same walk and seed give the same move.
    """
    random = Random(f"{seed}:{len(walk.actions)}")  # noqa: S311 - nothing secret
    choices = [offer for offer in walk.offers if offer.kind is OfferKind.CHOOSE]
    if choices:
        return choices[0], choices[0].suggested or _drawn(choices[0], walk, scenario, random)
    ordered = sorted(_by_themselves(walk), key=lambda offer: offer.at)
    if not ordered:
        return None
    first = ordered[0]
    for event in walk.offers:
        timing = scenario.events.get(event.element)
        if (
            event.host == first.element
            and first.kind is OfferKind.FINISH
            and timing is not None
            and timing.chance is not None
            and random.random() < timing.chance
        ):
            return event, ()
    return first, ()


def _by_themselves(walk: Walk) -> Sequence[Offer]:
    """What goes on by itself; what nobody says the time of only where nothing else does."""
    steps = [offer for offer in walk.offers if offer.kind is OfferKind.FINISH]
    due = [offer for offer in walk.offers if offer.kind is OfferKind.HAPPEN and offer.due is not None]
    own = [*steps, *(offer for offer in due if offer.sender is None)]
    rest = [offer for offer in walk.offers if offer.kind is OfferKind.HAPPEN and offer.host is None]
    return own or due or rest or walk.offers


def _drawn(offer: Offer, walk: Walk, scenario: Scenario, random: Random) -> tuple[str, ...]:
    """Ways drawn by the scenario's shares, else alike; ways taken before are less likely."""
    before = Counter(
        way for record in walk.history if record.element == offer.element for way in record.decided
    )
    routing = scenario.routing.get(offer.element)
    shares = {way.id: routing.chances.get(way.id, 0.0) if routing else 0.0 for way in offer.ways}
    if not any(shares.values()):
        shares = {way.id: 1 / len(offer.ways) for way in offer.ways}
    if offer.most > 1:
        chosen = [way for way, share in shares.items() if random.random() < share][: offer.most]
        missing = [way for way in sorted(shares, key=shares.__getitem__, reverse=True) if way not in chosen]
        return (*chosen, *missing[: max(0, offer.least - len(chosen))])
    left = list(shares)
    weights = [shares[way] / _RARER ** min(before[way], 40) + 1e-12 for way in left]
    return (random.choices(left, weights)[0],)
