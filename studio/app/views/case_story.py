"""The story of one case: told in sentences, drawn on the diagram, and laid out along the clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, timedelta

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from studio.analysis.story import Recorded, Story, story
from studio.analysis.telling import sentences
from studio.analysis.typical import typical
from studio.analysis.way import way
from studio.app import session
from studio.app.diagram import Badge, Heat, Tokens, diagram_view
from studio.app.figures.case_gantt import case_gantt
from studio.app.names import plain, step_name
from studio.model import Diagram
from studio.wording import quantity, translate

__all__ = ["Sheet", "show_case_story"]

HEIGHT = 460

_TYPICAL = {
    "median": "The median case",
    "p90": "A slow case (P90)",
    "longest": "The longest case",
    "waited": "The longest wait",
    "broken": "A broken promise",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A drawing that a way is shown on: one diagram of those that were simulated.

    ``ids`` are the ids that its elements have there, by their own.
    """

    drawing: bytes
    document: str
    ids: Mapping[str, str]


def show_case_story(made: Recorded, diagram: Diagram, sheet: Sheet, *, language: str) -> None:
    """Cases to choose from, then the chosen one: sentences beside the diagram, and its bars below.

    ``diagram`` is all that was simulated.
    """
    cases = Cases.of(made)
    chosen = _choose(typical(made.program, made.run), cases, language)
    if chosen is None:
        st.info(translate("No case was completed, so that there is no story to tell.", language))
        return
    try:
        told = story(made.program, made.run, chosen)
    except KeyError:
        st.warning(
            translate("The case of this address is not in this replication.", language),
            icon=":material/search_off:",
        )
        return
    canvas, beside = st.columns([2, 1], gap="medium")
    with canvas:
        _show_way(made, told, sheet, language=language)
    with beside.container(height=HEIGHT, border=False):
        st.markdown(f"**{_title(cases, told, language)}**")
        st.caption(_arrival(made, told, diagram, language))
        first, *rest = sentences(told, diagram, language)
        st.markdown(plain(first))
        for line in rest:
            st.caption(plain(line))
    zero = made.program.start.replace(tzinfo=UTC)
    chart = case_gantt(told, diagram, language, zero=zero)
    if chart is not None:
        with st.container(border=True):
            st.markdown(f"**{translate('Where the time went', language)}**")
            st.altair_chart(chart, alt=translate("Where the time went", language))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cases:
    """The counted cases of a replication in the order in which they arrived, by their numbers in its log.

    To people a case is the first, the second … of them: the numbers of the log are the engine's own.
    """

    numbers: NDArray[np.int64]

    @classmethod
    def of(cls, made: Recorded) -> Cases:
        assert made.run.log is not None
        cases = made.run.log.cases()
        counted = cases[cases["counted"] == 1]
        return cls(numbers=counted["case"][np.lexsort((counted["case"], counted["arrived"]))])

    def place(self, case: int) -> int | None:
        """Which of them a case is, from 1 on; None for one that is not counted."""
        found = np.flatnonzero(self.numbers == case)
        return int(found[0]) + 1 if len(found) else None


def _title(cases: Cases, told: Story, language: str) -> str:
    place = cases.place(told.case)
    if place is None:
        return translate("A case of the warm-up", language)
    named = "Case {place:number} of {all:number}"
    return translate(named, language, place=place, all=len(cases.numbers))


_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def _arrival(made: Recorded, told: Story, diagram: Diagram, language: str) -> str:
    """When it arrived by the simulated clock, and where."""
    moment = made.program.start + timedelta(seconds=told.arrived)
    return translate(
        "Arrived {day} {moment} · {start}",
        language,
        day=translate(_DAYS[moment.weekday()], language),
        moment=f"{moment:%m-%d %H:%M}",
        start=plain(step_name(diagram, told.start, language)),
    )


def _choose(found: Mapping[str, int], cases: Cases, language: str) -> int | None:
    """The case in the address, else the one that waited longest; typical ones to click, any by its place."""
    if not found:
        return None
    wanted = session.address("case") or ""
    case = int(wanted) if wanted.isdecimal() else found.get("waited", next(iter(found.values())))
    names = {name: number for name, number in found.items() if name in _TYPICAL}
    shown = next((name for name, number in names.items() if number == case), None)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        key = session.keyed("typical", case)

        def turn() -> None:
            picked = session.widget(key)
            if picked in names:
                session.choose(case=str(names[picked]))

        st.pills(
            translate("Typical cases", language),
            list(names),
            default=shown,
            format_func=lambda name: translate(_TYPICAL[name], language),
            key=key,
            on_change=session.unless_left("case", turn),
        )
        key_of_place = session.keyed("case place", case)

        def turn_to_place() -> None:
            place = session.widget(key_of_place)
            if place is not None:
                session.choose(case=str(cases.numbers[int(place) - 1]))

        st.number_input(
            translate("Case, by order of arrival", language),
            1,
            max(1, len(cases.numbers)),
            cases.place(case),
            step=1,
            width=220,
            key=key_of_place,
            on_change=session.unless_left("case", turn_to_place),
        )
    return case


def _show_way(made: Recorded, told: Story, sheet: Sheet, *, language: str) -> None:
    """The way in the diagram, coloured by where the case waited, with how long it stayed beside it."""
    drawn = {there: own for own, there in sheet.ids.items()}
    waits: dict[str, float] = {}
    spent: dict[str, float] = {}
    for stay in told.stays:
        waits[stay.element] = waits.get(stay.element, 0.0) + stay.wait
        spent[stay.element] = spent.get(stay.element, 0.0) + stay.wait + stay.work
    most = max(waits.values(), default=0.0)
    passed = tuple(drawn[id] for id in way(made, told.case) if id in drawn)
    diagram_view(
        sheet.drawing,
        document=sheet.document,
        key="story",
        language=language,
        height=HEIGHT,
        heat={
            drawn[element]: Heat(
                share=seconds / most if most else 0.0,
                text=translate("Wait {time}", language, time=quantity(seconds, "s", language)),
            )
            for element, seconds in waits.items()
            if element in drawn
        },
        badges={
            drawn[element]: (Badge(text=quantity(seconds, "s", language), tone="quiet"),)
            for element, seconds in spent.items()
            if seconds > 0 and element in drawn
        },
        tokens=Tokens(case=str(told.case), at={}, visited=passed),
        near=passed,
        selected=session.address("element"),
        on_click=lambda clicked: session.choose(element=clicked or None),
    )
    if not passed:
        st.caption(translate("This case did not come to this diagram.", language))
