"""The offers of a walk as a person meets them: a card for each thing in hand, with what may happen to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from studio.execution import Offer, OfferKind, Walk, Way
from studio.model import GuardError, Node, parse_guard
from studio.model.guard import Value
from studio.scenario import Scenario
from studio.wording import duration, number, translate

__all__ = ["Card", "after", "cards", "properties", "reason", "value_text"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """Something in hand at ``element``: ``main`` is doing it or choosing, ``events`` what may happen instead.

    Without ``main`` nobody does anything there: the first of the events decides, or they belong to a
    sub-process whose contents are in hand.
    """

    element: str
    number: int
    main: Offer | None = None
    events: tuple[Offer, ...] = ()

    @property
    def offers(self) -> tuple[Offer, ...]:
        return self.events if self.main is None else (self.main, *self.events)


def cards(walk: Walk, selected: str | None = None) -> tuple[Card, ...]:
    """A card for each thing in hand; that of the selected element comes first."""
    found = sorted(
        _cards(walk.offers),
        key=lambda card: card.main is not None and card.main.kind is OfferKind.START,
    )
    return tuple(sorted(found, key=lambda card: not _is_about(card, selected)))


def _is_about(card: Card, selected: str | None) -> bool:
    return selected is not None and selected in (card.element, *(offer.element for offer in card.offers))


def _cards(offers: Sequence[Offer]) -> Iterator[Card]:
    mains = [offer for offer in offers if _at(offer) == offer.element and offer.host is None]
    left = [offer for offer in offers if offer not in mains]
    for main in mains:
        here = (main.element, main.participant)
        own = [offer for offer in left if (offer.host, offer.participant) == here]
        left = [offer for offer in left if offer not in own]
        yield Card(element=main.element, number=main.number, main=main, events=tuple(own))
    while left:
        first = left[0]
        together = [offer for offer in left if _scene(offer) == _scene(first)]
        left = [offer for offer in left if offer not in together]
        yield Card(element=_scene(first)[0], number=first.number, events=tuple(together))


def _at(offer: Offer) -> str:
    """The element at which the token waits; for one of several awaited events, the gateway before them."""
    if offer.kind is not OfferKind.HAPPEN:
        return offer.element
    return offer.key.split(":")[1]


def _scene(offer: Offer) -> tuple[str, int, int]:
    return (offer.host or _at(offer), 0 if offer.host else offer.number, offer.participant)


def properties(node: Node, scenario: Scenario) -> dict[str, str]:
    """What the file and the scenario say of how a step is done, by the name of the property."""
    told = {name: value for name, value in node.properties if value.strip()}
    step = scenario.steps.get(node.id)
    if step is not None and step.method:
        told["method"] = step.method
    if step is not None and step.standard_time is not None:
        told.pop("standardTime", None)
    return told


def reason(way: Way, walk: Walk, scenario: Scenario, offer: Offer, language: str) -> str:
    """Why a way is taken or not: its condition, what it says of this case, or how many cases take it."""
    if way.condition:
        said = ""
        if way.holds is not None:
            said = translate("holds" if way.holds else "does not hold", language)
        known = ", ".join(_known(way.condition, walk, language))
        told = f"{way.condition} – {said}" if said else way.condition
        return f"{told} ({known})" if known else told
    if way.default:
        return translate("otherwise", language)
    routing = scenario.routing.get(offer.element)
    chance = routing.chances.get(way.id) if routing else None
    return "" if chance is None else translate("{share:share} of cases", language, share=chance)


def _known(condition: str, walk: Walk, language: str) -> Iterator[str]:
    """The values that a condition asks for, as they are in this case."""
    try:
        names = parse_guard(condition).names()
    except GuardError:
        return
    for name in sorted(names):
        value = walk.values.get(name)
        if value is None:
            yield translate("{name} is not known", language, name=name)
        else:
            yield f"{name} = {value_text(value, language)}"


def value_text(value: Value, language: str) -> str:
    """A value of the case as a person reads it."""
    if isinstance(value, bool):
        return translate("yes" if value else "no", language)
    if value is None:
        return translate("not known", language)
    return value if isinstance(value, str) else number(value, language=language)


def after(offer: Offer, walk: Walk, language: str) -> str:
    """How much the clock goes on by an offer; empty where it stands still."""
    ahead = offer.at - walk.clock
    return duration(ahead, language) if ahead > 0.5 else ""
