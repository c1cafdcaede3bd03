"""The suggestions as cards beside the diagram that they are about, the best first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from studio.analysis import Verdict
from studio.app import session, shared
from studio.app.diagram import Badge, diagram_view
from studio.app.figures.forest import forest, shown
from studio.app.names import plain
from studio.app.suggestions import (
    LOOKS,
    Effect,
    Offer,
    effects,
    marked,
    price_of,
    proof_look,
    proof_text,
    text_of,
)
from studio.app.views.simplify_subject import Subject
from studio.model import Diagram
from studio.simplify.weighing import DETECTORS
from studio.wording import translate

__all__ = ["EFFECTS", "open_suggestion", "show_badges", "show_none", "show_overview"]

HEIGHT = 420
_FIGURES = 4

EFFECTS = {
    Verdict.BETTER: ("green", ":material/thumb_up:"),
    Verdict.WORSE: ("red", ":material/thumb_down:"),
    Verdict.UNPROVEN: ("gray", ":material/drag_handle:"),
}
"""Colour and icon of what a difference says."""

_LOOKED_FOR = {
    "drop_gateways": "gateways that neither decide nor join anything",
    "merge_steps": "consecutive steps of one lane that one person could do in one go",
    "one_more_person": "teams in which one person more would help",
}


def show_none(*, rejected: bool, language: str) -> None:
    """That there is nothing, and what was looked for."""
    if rejected:
        st.info(translate("Every suggestion was rejected.", language), icon=":material/inbox:")
        return
    told = [_LOOKED_FOR[each.__name__] for each in DETECTORS if each.__name__ in _LOOKED_FOR]
    st.success(
        translate("Nothing was found that could be simpler.", language)
        + "\n\n"
        + translate("What was looked for:", language)
        + "\n"
        + "\n".join(f"- {translate(each, language)}" for each in told),
        icon=":material/check_circle:",
    )


def show_overview(subject: Subject, offers: Sequence[Offer], language: str) -> None:
    """All cards, the diagram with their numbers, and how they compare."""
    diagram = shared.reading(subject.process).diagram
    baseline = (subject.result or {}).get("baseline")
    cards, beside = st.columns([1, 1.25], gap="medium")
    with cards:
        told = "{n} {n:suggestion|suggestions}, the best first"
        if baseline is None:
            told = "{n} {n:suggestion|suggestions}, not weighed yet"
        st.subheader(translate(told, language, n=len(offers)), anchor=False)
        for offer in offers:
            show_card(offer, diagram, baseline, language)
    with beside:
        show_places(subject, offers, diagram, language)
        if baseline is not None:
            show_comparison(offers, diagram, baseline, language)


def show_card(offer: Offer, diagram: Diagram, baseline: Mapping[str, Any] | None, language: str) -> None:
    suggestion = offer.suggestion
    with st.container(border=True, gap="small"):
        with st.container(horizontal=True, wrap=False, vertical_alignment="center"):
            show_badges(offer, language)
            st.button(
                translate("Before and after" if offer.draws else "See more", language),
                key=session.keyed("open", offer.id),
                icon=":material/compare:" if offer.draws else ":material/open_in_full:",
                type="tertiary",
                on_click=open_suggestion,
                args=(offer.id,),
            )
        st.markdown(f"**{plain(text_of(suggestion, diagram, language))}**")
        if baseline is not None and offer.weighed is not None:
            show_figures(effects(offer, baseline, language), language)
        look = proof_look(suggestion)
        st.caption(
            f":{look.colour}[{look.icon}] {plain(proof_text(suggestion, diagram, language))}  \n"
            f":material/payments: {plain(price_of(suggestion, diagram, language))}"
        )


def show_badges(offer: Offer, language: str) -> None:
    """The number on the diagram, the verdict, and the detector's code."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.badge(str(offer.number), color="primary")
        if offer.conclusion is not None:
            look = LOOKS[offer.conclusion]
            st.badge(translate(offer.conclusion.value, language), icon=look.icon, color=look.colour)
        else:
            st.badge(translate("not weighed", language), icon=":material/scale:", color="gray")
        st.badge(offer.suggestion.code, color="gray", help=translate("The rule that found it", language))


def show_figures(found: Sequence[Effect], language: str) -> None:
    """The first figures that are proved to change, and every one that is proved to get worse."""
    proved = [each for each in found if each.row.verdict is not Verdict.UNPROVEN]
    lines = []
    for place, each in enumerate(proved):
        if place >= _FIGURES and each.row.verdict is not Verdict.WORSE:
            continue
        colour, icon = EFFECTS[each.row.verdict]
        lines.append(f":{colour}[{icon} **{plain(shown(each.row, language))}**] {plain(each.name)}")
    if not proved:
        lines.append(f":gray[{translate('No figure is proved to change.', language)}]")
    st.markdown("  \n".join(lines))


def open_suggestion(id: str | None) -> None:
    session.choose(suggestion=id, element=None)


def show_places(subject: Subject, offers: Sequence[Offer], diagram: Diagram, language: str) -> None:
    """The diagram with the number of each suggestion where it applies; a click opens one."""
    badges: dict[str, list[Badge]] = defaultdict(list)
    first: dict[str, str] = {}
    for offer in offers:
        tone = "neutral" if offer.conclusion is None else LOOKS[offer.conclusion].tone
        for id in marked(offer.suggestion, diagram):
            title = text_of(offer.suggestion, diagram, language)
            badges[id].append(Badge(text=str(offer.number), tone=tone, title=title))
            first.setdefault(id, offer.id)

    def clicked(id: str) -> None:
        if id in first:
            open_suggestion(first[id])

    diagram_view(
        shared.drawing(subject.process, language),
        document=f"{subject.process.digest}:{language}",
        key="suggestions",
        language=language,
        height=HEIGHT,
        badges=badges,
        on_click=clicked,
    )
    st.caption(translate("The numbers are those of the suggestions; click one to open it.", language))


def show_comparison(
    offers: Sequence[Offer], diagram: Diagram, baseline: Mapping[str, Any], language: str
) -> None:
    """One measure under every suggestion."""
    told = {offer.number: effects(offer, baseline, language) for offer in offers}
    names = {each.key: each.name for found in told.values() for each in found}
    if not names:
        st.info(translate("No measure can be compared: it takes more than one replication.", language))
        return
    wanted = (session.address("measure") or "").removeprefix("case:")
    with st.container(border=True):
        key = session.keyed("measure of the suggestions", wanted)
        chosen = st.selectbox(
            translate("Compare the suggestions by", language),
            list(names),
            index=list(names).index(wanted) if wanted in names else 0,
            format_func=names.__getitem__,
            key=key,
            on_change=lambda: session.choose(measure=f"case:{session.widget(key)}"),
        )
        rows = [
            replace(each.row, label=f"{offer.number}. {text_of(offer.suggestion, diagram, language)}")
            for offer in offers
            for each in told[offer.number]
            if each.key == chosen
        ]
        chart = forest(rows, language)
        if chart is not None:
            st.altair_chart(chart, alt=names[chosen])
        st.caption(
            translate(
                "Differences on the same customers; all intervals of a weighing hold together with 95 %.",
                language,
            )
        )
