"""What a walk offers, as a numbered list in a terminal: one entry for each thing to do and each way on."""

from __future__ import annotations

from dataclasses import dataclass

from studio.app.names import step_name, team_name
from studio.app.walking.telling import place_of, way_name
from studio.execution import Offer, OfferKind, Walk, Way
from studio.model import Diagram, Element
from studio.wording import LANGUAGES, duration, translate

__all__ = ["Option", "options"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One entry of the list. ``ids`` and ``labels`` (folded) are what a script may call it."""

    offer: Offer
    ways: tuple[str, ...] = ()
    title: str
    note: str = ""
    ids: tuple[str, ...]
    labels: tuple[str, ...]


def options(walk: Walk, language: str) -> list[Option]:
    """Everything that can be done now; a choice has an entry for each of its ways."""
    found: list[Option] = []
    for offer in walk.offers:
        if offer.kind is not OfferKind.CHOOSE:
            found.append(_whole(offer, walk, language))
            continue
        found += (_way(offer, way, walk.diagram, language) for way in offer.ways)
        if offer.least == 0:
            title = _choice(offer, translate("none of them", language), walk.diagram, language)
            found.append(Option(offer=offer, title=title, ids=("none",), labels=("none",)))
    return found


def _whole(offer: Offer, walk: Walk, language: str) -> Option:
    diagram = walk.diagram
    title = step_name(diagram, offer.element, language)
    notes = [place_of(offer.pool, offer.lane, diagram, language)]
    if offer.kind is OfferKind.HAPPEN:
        notes.append(translate("this happens", language))
        if offer.interrupts and offer.host:
            host = step_name(diagram, offer.host, language)
            notes.append(translate("{step} is broken off", language, step=host))
    elif offer.kind is OfferKind.START:
        notes.append(translate("this begins too", language))
    team = team_name(diagram, offer.team, language) if offer.team else ""
    if team not in notes:
        notes.append(team)
    if offer.at > walk.clock:
        notes.append(translate("until {moment}", language, moment=duration(offer.at, language)))
    found = diagram.element(offer.element)
    suffix = offer.key.rpartition(":")[2]
    return Option(
        offer=offer,
        title=title,
        note=" · ".join(filter(None, notes)),
        ids=(offer.element, suffix) if diagram.element(suffix) else (offer.element,),
        labels=_labels(found),
    )


def _way(offer: Offer, way: Way, diagram: Diagram, language: str) -> Option:
    flow, target = diagram.element(way.id), diagram.element(way.target or "")
    name = way_name(way.id, diagram, language, target=way.target)
    notes = [way.condition]
    if way.holds is not None:
        notes.append(translate("holds" if way.holds else "does not hold", language))
    elif way.default:
        notes.append(translate("otherwise", language))
    return Option(
        offer=offer,
        ways=(way.id,),
        title=_choice(offer, name, diagram, language),
        note=" · ".join(filter(None, notes)),
        ids=tuple(dict.fromkeys(filter(None, (way.id, way.target)))),
        labels=(*_labels(flow), *_labels(target)),
    )


def _choice(offer: Offer, way: str, diagram: Diagram, language: str) -> str:
    return f"{step_name(diagram, offer.element, language)} → {way}"


def _labels(element: Element | None) -> tuple[str, ...]:
    if element is None:
        return ()
    texts = {element.name, *(element.label(language) for language in LANGUAGES)}
    return tuple(" ".join(text.split()).casefold() for text in sorted(texts) if text.strip())
