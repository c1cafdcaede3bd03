"""One suggestion opened: before and after, what it brings, what is proved of it, and what it costs."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from studio.analysis import Verdict
from studio.app import session, shared
from studio.app.amounts import amount
from studio.app.diagram import Badge, Change, diagram_view
from studio.app.figures.forest import forest, shown
from studio.app.names import plain
from studio.app.suggestions import (
    Effect,
    Offer,
    changes,
    effects,
    marked,
    price_of,
    proof_look,
    proof_text,
    scope_text,
    sizes,
    text_of,
)
from studio.app.views.results import show_chart
from studio.app.views.simplify_cards import EFFECTS, open_suggestion, show_badges
from studio.app.views.simplify_decisions import ask, show_dialog
from studio.app.views.simplify_subject import Subject
from studio.errors import StudioError
from studio.library import Answer, Store
from studio.model import Diagram
from studio.reading import read
from studio.simplify import MARGIN, Conclusion
from studio.wording import explain, translate

__all__ = ["show_suggestion"]

HEIGHT = 400
BOTH, BEFORE, AFTER = "both", "before", "after"


def show_suggestion(
    store: Store, subject: Subject, offer: Offer, among: Sequence[Offer], language: str
) -> None:
    diagram = shared.reading(subject.process).diagram
    show_head(store, subject, offer, among, language)
    show_diagrams(subject, offer, diagram, language)
    baseline = (subject.result or {}).get("baseline")
    left, right = st.columns([1.5, 1], gap="medium")
    with left:
        if baseline is not None and offer.weighed is not None:
            show_evidence(offer, baseline, language)
        else:
            st.info(
                translate(
                    "Not weighed yet. Press “Weigh them”: the process and every suggestion are simulated on "
                    "the same customers.",
                    language,
                ),
                icon=":material/scale:",
            )
    with right:
        show_proof(offer, diagram, language)
        show_price(offer, diagram, baseline, language)
        show_size(subject, offer, diagram, language)


def show_head(store: Store, subject: Subject, offer: Offer, among: Sequence[Offer], language: str) -> None:
    diagram = shared.reading(subject.process).diagram
    place = [each.id for each in among].index(offer.id)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            translate("All suggestions", language),
            icon=":material/arrow_back:",
            key="all suggestions",
            on_click=open_suggestion,
            args=(None,),
        )
        for step, icon, told in (
            (-1, "chevron_left", "The one before"),
            (1, "chevron_right", "The next one"),
        ):
            there = 0 <= place + step < len(among)
            st.button(
                "",
                icon=f":material/{icon}:",
                key=f"step:{step}",
                help=translate(told, language),
                disabled=not there,
                on_click=open_suggestion,
                args=(among[place + step].id if there else None,),
            )
        st.space("stretch")
        st.button(
            translate("Reject …", language),
            icon=":material/thumb_down:",
            key="reject",
            on_click=ask,
            args=(Answer.REJECTED, offer),
        )
        st.button(
            translate("Accept …", language),
            icon=":material/check:",
            key="accept",
            type="primary" if subject.result is not None else "secondary",
            disabled=subject.outdated,
            on_click=ask,
            args=(Answer.ACCEPTED, offer),
        )
    show_dialog(store, subject, offer, language)
    show_badges(offer, language)
    st.subheader(plain(text_of(offer.suggestion, diagram, language)), anchor=False)


def show_diagrams(subject: Subject, offer: Offer, diagram: Diagram, language: str) -> None:
    """Before and after, side by side or one of them, with the change marked."""
    if not offer.draws:
        st.caption(
            ":material/info: "
            + translate("The diagram stays as it is: what changes is in the scenario.", language)
        )
        where = {id: [Badge(text=offer.suggestion.code)] for id in marked(offer.suggestion, diagram)}
        show_before(subject, {}, language, badges=where)
        return
    try:
        data = shared.simpler(subject.process, subject.scenario_text, offer.id)
        drawing = shared.simpler_drawing(subject.process, subject.scenario_text, offer.id, language)
        after = read(data, subject.process.file).diagram
    except StudioError as error:
        show_before(subject, {}, language)
        st.error(plain(explain(error, language)), icon=":material/block:")
        return
    gone, new = changes(diagram, after)
    with st.container(horizontal=True, vertical_alignment="center"):
        names = {BOTH: "Side by side", BEFORE: "Before the change", AFTER: "After the change"}
        wanted = st.segmented_control(
            translate("Show", language),
            list(names),
            default=BOTH,
            required=True,
            format_func=lambda way: translate(names[way], language),
            key=session.keyed("sides"),
            label_visibility="collapsed",
        )
        st.caption(
            f":red[:material/remove_circle:] {translate('Taken out', language)} · "
            f":blue[:material/change_circle:] {translate('Changed', language)} · "
            f":green[:material/add_circle:] {translate('New', language)}"
        )
    sides = st.columns(2, gap="small") if wanted == BOTH else [st.container()] * 2
    if wanted != AFTER:
        with sides[0]:
            st.markdown(f"**{translate('Before the change', language)}**")
            show_before(subject, gone, language, near=sorted({*gone, *new}))
    if wanted != BEFORE:
        with sides[1]:
            st.markdown(f"**{translate('After the change', language)}**")
            diagram_view(
                drawing,
                document=hashlib.sha256(drawing).hexdigest(),
                key="after",
                language=language,
                height=HEIGHT,
                changes=new,
                near=sorted({*gone, *new}),
            )


def show_before(
    subject: Subject,
    gone: Mapping[str, Change],
    language: str,
    *,
    badges: Mapping[str, Sequence[Badge]] | None = None,
    near: Sequence[str] = (),
) -> None:
    diagram_view(
        shared.drawing(subject.process, language),
        document=f"{subject.process.digest}:{language}",
        key="before",
        language=language,
        height=HEIGHT,
        changes=gone,
        badges=badges,
        near=near,
    )


def show_evidence(offer: Offer, baseline: Mapping[str, Any], language: str) -> None:
    """Every measure that changes or may change, as a plot or as a table."""
    found = effects(offer, baseline, language)
    title = "What it brings, on the same customers"
    if not found:
        st.info(
            translate("No measure can be compared: it takes more than one replication.", language)
            if not offer.weighed or not offer.weighed["effect"]
            else translate("No measure changes at all.", language),
            icon=":material/drag_handle:",
        )
        return
    show_chart(title, forest((each.row for each in found), language), _table(found, language), language)
    st.caption(
        translate(
            "Differences on the same customers; all intervals of a weighing hold together with 95 %. "
            "Measures that do not change at all are left out.",
            language,
        )
    )


def _table(found: Sequence[Effect], language: str) -> pd.DataFrame:
    names = ("Measure", "Before the change", "After the change", "Change", "Verdict")
    rows = [
        (
            each.name,
            amount(each.before, language),
            amount(each.after, language),
            shown(each.row, language),
            translate(each.row.verdict.value, language),
        )
        for each in found
    ]
    return pd.DataFrame(rows, columns=[translate(name, language) for name in names])


def show_proof(offer: Offer, diagram: Diagram, language: str) -> None:
    look = proof_look(offer.suggestion)
    with st.container(border=True, gap="small"):
        st.markdown(f"**{translate('What is proved', language)}**")
        st.markdown(f":{look.colour}[{look.icon}] {plain(proof_text(offer.suggestion, diagram, language))}")
        st.caption(scope_text(offer.suggestion, language))


def show_price(offer: Offer, diagram: Diagram, baseline: Mapping[str, Any] | None, language: str) -> None:
    """What it costs or risks: in words, and the figures that get worse."""
    with st.container(border=True, gap="small"):
        st.markdown(f"**{translate('What it costs or risks', language)}**")
        st.markdown(f":material/payments: {plain(price_of(offer.suggestion, diagram, language))}")
        if baseline is None or offer.weighed is None:
            return
        colour, icon = EFFECTS[Verdict.WORSE]
        worse = [each for each in effects(offer, baseline, language) if each.row.verdict is Verdict.WORSE]
        for each in worse:
            st.markdown(f":{colour}[{icon} **{plain(shown(each.row, language))}**] {plain(each.name)}")
        if worse and offer.conclusion is Conclusion.GAIN:
            told = "Not more than {margin:share} of what it was, so that it still counts as a gain."
            st.caption(translate(told, language, margin=MARGIN))
        if not worse:
            st.caption(translate("No figure is proved to get worse.", language))


def show_size(subject: Subject, offer: Offer, diagram: Diagram, language: str) -> None:
    if not offer.draws:
        return
    try:
        data = shared.simpler(subject.process, subject.scenario_text, offer.id)
        after = read(data, subject.process.file).diagram
    except StudioError:  # told in the place of the diagram
        return
    with st.container(border=True, gap="small"):
        st.markdown(f"**{translate('Size of the diagram', language)}**")
        st.table(
            {
                each.name: str(each.before)
                if each.before == each.after
                else f"{each.before} → **{each.after}**"
                for each in sizes(diagram, after, language)
            },
            border="horizontal",
        )
