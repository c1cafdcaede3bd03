"""What can be done now in a walk: who, what, how, and a button for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from studio.app import session
from studio.app.details import property_name
from studio.app.names import plain, step_name, team_name
from studio.app.walking.cards import Card, after, cards, properties, reason
from studio.app.walking.telling import happening, place_of, scene_name, way_name
from studio.execution import Offer, OfferKind, Walk
from studio.model import EventKind, Node
from studio.scenario import Scenario
from studio.wording import duration, translate

__all__ = ["Do", "show_offers"]

Do = Callable[[str, Sequence[str]], None]
"""Carries out the offer of that key with those ways."""


def show_offers(
    walk: Walk, scenario: Scenario, *, scope: str, language: str, selected: str | None, do: Do
) -> None:
    """A card for each thing in hand; ``scope`` names the state of the walk, so that a click counts once."""
    for card in cards(walk, selected):
        with st.container(border=True):
            _head(card, walk, scenario, language, selected)
            if card.main is not None and card.main.kind is OfferKind.CHOOSE:
                _ways(card.main, walk, scenario, scope=scope, language=language, do=do)
            elif card.main is not None:
                label = _doing(card, card.main, language)
                _button(card.main, label, walk, scope=scope, language=language, do=do, main=True)
            for event in card.events:
                _event(event, card, walk, scope=scope, language=language, do=do)


def _head(card: Card, walk: Walk, scenario: Scenario, language: str, selected: str | None) -> None:
    node = walk.diagram.element(card.element)
    first = card.offers[0]
    place = place_of(first.pool, first.lane, walk.diagram, language)
    team = team_name(walk.diagram, first.team, language) if first.team else ""
    with st.container(horizontal=True, gap="small"):
        if place:
            st.badge(plain(place), icon=":material/person:", color="blue")
        if team not in ("", place):
            st.badge(plain(team), icon=":material/groups:", color="gray")
        if card.number > 1:
            st.badge(translate("no. {n}", language, n=card.number), icon=":material/replay:", color="gray")
    st.markdown(f"**{plain(scene_name(card.element, walk.diagram, language))}**")
    if not isinstance(node, Node):
        return
    told = _facts(node, scenario, language) if node.kind.is_activity else []
    if told:
        st.caption(plain(" · ".join(told)))
    if node.documentation.strip():
        with st.expander(translate("How it is done", language), expanded=selected == node.id):
            st.markdown(plain(node.documentation.strip()))


def _facts(node: Node, scenario: Scenario, language: str) -> list[str]:
    """Time and method of a step."""
    told = []
    step = scenario.steps.get(node.id)
    if step is not None:
        told.append(translate("Handling time {time:duration} on average", language, time=step.mean))
        if step.standard_time is not None:
            told.append(f"{property_name('standardTime', language)} {duration(step.standard_time, language)}")
    told += [f"{property_name(name, language)} {value}" for name, value in properties(node, scenario).items()]
    return told


def _doing(card: Card, main: Offer, language: str) -> str:
    """What the button says that does a step, begins a process, or lets an awaited event happen."""
    if main.kind is OfferKind.START:
        return translate("Let it begin", language)
    if main.kind is OfferKind.HAPPEN:
        return happening(main, language)
    deadlines = [
        event.due for event in card.events if event.event is EventKind.TIMER and event.due is not None
    ]
    if not deadlines:
        return translate("Do it", language)
    in_time = main.at <= min(deadlines)
    return translate("Do it in time" if in_time else "Do it after the deadline", language)


def _button(offer: Offer, label: str, walk: Walk, *, scope: str, language: str, do: Do, main: bool) -> None:
    ahead = after(offer, walk, language)
    icons = {EventKind.TIMER: ":material/timer:", EventKind.MESSAGE: ":material/mail:"}
    icon = ":material/check:" if offer.kind is OfferKind.FINISH else ":material/bolt:"
    st.button(
        plain(f"{label} · +{ahead}" if ahead else label),
        key=session.keyed("do", offer.key, scope),
        icon=icons.get(offer.event, icon) if offer.event is not None else icon,
        type="primary" if main else "secondary",
        width="stretch",
        on_click=do,
        args=(offer.key, ()),
    )


def _event(event: Offer, card: Card, walk: Walk, *, scope: str, language: str, do: Do) -> None:
    """An event that may happen: instead of the step, beside it, or before the others."""
    _button(
        event, happening(event, language), walk, scope=scope, language=language, do=do, main=card.main is None
    )
    told = [step_name(walk.diagram, event.element, language)]
    if event.host is not None:
        host = step_name(walk.diagram, event.host, language)
        broken = "{step} is broken off" if event.interrupts else "{step} goes on all the same"
        told.append(translate(broken, language, step=host))
    if event.due is not None and event.due < walk.clock - 0.5:
        told.append(translate("was due {time:duration} ago", language, time=walk.clock - event.due))
    if event.sender is not None:
        sender = step_name(walk.diagram, event.sender, language)
        told.append(translate("comes by itself from {sender}", language, sender=sender))
    st.caption(plain(" · ".join(told)))


def _ways(offer: Offer, walk: Walk, scenario: Scenario, *, scope: str, language: str, do: Do) -> None:
    if offer.most > 1 or offer.least == 0:
        _several(offer, walk, scenario, scope=scope, language=language, do=do)
        return
    for way in offer.ways:
        advised = way.id in offer.suggested
        st.button(
            plain(way_name(way.id, walk.diagram, language, target=way.target)),
            key=session.keyed("way", offer.key, way.id, scope),
            icon=":material/recommend:" if advised else ":material/arrow_forward:",
            type="primary" if advised else "secondary",
            width="stretch",
            on_click=do,
            args=(offer.key, (way.id,)),
        )
        _caption(reason(way, walk, scenario, offer, language), advised=advised, language=language)


def _several(offer: Offer, walk: Walk, scenario: Scenario, *, scope: str, language: str, do: Do) -> None:
    """A choice of several ways at once."""
    names = {way.id: plain(way_name(way.id, walk.diagram, language, target=way.target)) for way in offer.ways}
    key = session.keyed("ways", offer.key, scope)
    chosen = st.pills(
        translate("Choose between {least} and {most} ways", language, least=offer.least, most=offer.most),
        list(names),
        selection_mode="multi",
        default=list(offer.suggested),
        format_func=names.__getitem__,
        key=key,
    )
    for way in offer.ways:
        why = reason(way, walk, scenario, offer, language)
        if why:
            _caption(f"{names[way.id]}: {why}", advised=way.id in offer.suggested, language=language)
    st.button(
        translate("Go these ways", language),
        key=session.keyed("go", offer.key, scope),
        icon=":material/arrow_forward:",
        type="primary",
        disabled=not offer.least <= len(chosen) <= offer.most,
        width="stretch",
        on_click=lambda: do(offer.key, tuple(session.widget(key) or ())),
    )


def _caption(why: str, *, advised: bool, language: str) -> None:
    if advised:
        told = translate("The conditions say this", language)
        why = f"{told}: {why}" if why else told
    if why:
        st.caption(plain(why))
