"""The scenario as a person fills it in, level by level, with its mistakes beside it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

import streamlit as st

from studio.app import session
from studio.app.forms.durations import arrivals_form, events_form, steps_form
from studio.app.forms.hours import calendars_form, openings_form, shifts_form, with_calendar, with_shift
from studio.app.forms.paths import routing_form
from studio.app.forms.staffing import assignment_form, teams_form
from studio.app.forms.table import Change, Form
from studio.app.inputs import Inputs, input_name, mistake_text, mistaken
from studio.app.names import plain, team_name
from studio.app.views.form import show_form
from studio.app.views.more_inputs import show_more_inputs
from studio.app.views.sheet import Bench
from studio.model import Diagram
from studio.scenario import Detail, level_of_input
from studio.wording import translate
from studio.wording.naming import free_name

__all__ = ["show_levels"]

LEVELS = {
    "paths": ("Paths", "Which way cases go. With this alone the simulation counts cases and visits."),
    "times": ("Times", "How often cases arrive and how long the work takes."),
    "teams": ("Teams", "Who does the work, how many of them, and what an hour of theirs costs."),
    "hours": ("Hours", "When somebody is there."),
    "promises": ("Escalations and promises", "To whom cases climb, and what is promised to customers."),
    "file": ("File", "The same scenario as a file: to read, to keep, to change by hand."),
}

_FROM = {
    "paths": Detail.PATHS,
    "times": Detail.TIMES,
    "teams": Detail.TEAMS,
    "hours": Detail.HOURS,
    "promises": Detail.PROMISES,
}
"""The level of detail from which on a table is asked for."""

Keep = Callable[[Change], None]


def show_levels(
    inputs: Inputs,
    diagram: Diagram,
    *,
    scope: str,
    language: str,
    keep: Keep,
    keep_text: Callable[[str], None],
    upto: Detail = Detail.PROMISES,
) -> None:
    """The tables of the levels up to one, and the file, one beside the other.

    What is filled in goes to ``keep`` or, as a whole text, to ``keep_text``.
    """
    there = [key for key in LEVELS if _FROM.get(key, upto) <= upto]
    with st.container(horizontal=True, vertical_alignment="center"):
        level = st.segmented_control(
            translate("Level", language),
            there,
            default=level if (level := session.address("level")) in there else there[0],
            required=True,
            format_func=lambda key: translate(LEVELS[key][0], language),
            key=session.keyed("level", len(there)),
            on_change=lambda: session.choose(level=session.widget(session.keyed("level", len(there)))),
            label_visibility="collapsed",
        )
        st.space("stretch")
        show_state(inputs, language, upto)
    # In a column with or without one beside it: in another place tables would lose what is being typed.
    forms, *beside = st.columns([3, 1] if inputs.mistakes else [1], gap="medium")
    for column in beside:
        with column:
            show_mistakes(inputs, diagram, language)
    with forms:
        st.caption(translate(LEVELS[level][1], language))
        if level == "file" or not inputs.readable:
            show_text(inputs, scope=scope, language=language, keep_text=keep_text)
        for title, form in _forms(level, inputs, diagram, language) if inputs.readable else ():
            if len(form.frame):
                st.markdown(f"**{translate(title, language)}**")
                show_form(form, scope=scope, language=language, keep=keep)
        if level == "hours" and inputs.readable:
            show_more_hours(inputs, diagram, scope=scope, language=language, keep=keep)
        if inputs.readable:
            bench = Bench(
                inputs=inputs, diagram=diagram, scope=scope, language=language, keep=keep, level=upto
            )
            show_more_inputs(level, bench)


def _forms(level: str, inputs: Inputs, diagram: Diagram, language: str) -> Sequence[tuple[str, Form]]:
    values, scenario = inputs.values, inputs.scenario
    if level == "paths":
        return (("Decisions", routing_form(values, scenario, diagram, language)),)
    if level == "times":
        return (
            ("Arrivals", arrivals_form(values, scenario, diagram, language)),
            ("Handling times", steps_form(values, scenario, diagram, language)),
            ("Timers and other events", events_form(values, scenario, diagram, language)),
        )
    if level == "teams":
        return (
            ("Teams", teams_form(values, scenario, diagram, language)),
            ("Who does what", assignment_form(values, scenario, diagram, language)),
        )
    if level == "hours":
        return (
            ("Opening hours", calendars_form(scenario)),
            ("Shifts", shifts_form(values, scenario, diagram, language)),
            ("When cases arrive", openings_form(scenario, diagram, language)),
        )
    return ()


def show_more_hours(inputs: Inputs, diagram: Diagram, *, scope: str, language: str, keep: Keep) -> None:
    """One more calendar, or one more shift of a team."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        calendars = set(inputs.scenario.calendars)
        st.button(
            translate("Add a calendar", language),
            icon=":material/calendar_add_on:",
            key=f"add calendar:{scope}",
            on_click=lambda: keep(lambda values: with_calendar(values, free_name("office", calendars))),
        )
        teams = list(inputs.scenario.teams)
        if teams:
            key = session.keyed("add shift", scope)
            st.menu_button(
                translate("Add a shift", language),
                teams,
                format_func=lambda team: team_name(diagram, team, language),
                icon=":material/more_time:",
                key=key,
                on_click=lambda: keep(_one_more_shift(inputs, session.widget(key))),
            )


def _one_more_shift(inputs: Inputs, team: str) -> Change:
    return lambda values: with_shift(values, inputs.scenario, team)


def show_text(inputs: Inputs, *, scope: str, language: str, keep_text: Callable[[str], None]) -> None:
    # A text saved elsewhere shows at once; what was typed over the one before knows which that was.
    key = session.keyed("text", scope, hashlib.sha256(inputs.text.encode()).hexdigest()[:12])
    st.text_area(
        translate("Scenario file", language),
        inputs.text or "schema: 1\n",
        height=520,
        key=key,
        on_change=lambda: keep_text(str(session.widget(key) or "")),
        label_visibility="collapsed",
    )


def show_state(inputs: Inputs, language: str, upto: Detail = Detail.PROMISES) -> None:
    """Whether the scenario can be simulated, and how much of it somebody stated."""
    if inputs.mistakes:
        told = translate("{n} {n:mistake|mistakes}", language, n=len(inputs.mistakes))
        st.badge(told, icon=":material/rule:", color="red")
        return
    everything = sum(level_of_input(path) <= upto for path in inputs.scenario.provenance)
    assumed = sum(level_of_input(path) <= upto for path in inputs.scenario.assumed)
    told = translate(
        "{told} of {all} inputs known",
        language,
        told=everything - assumed,
        all=everything,
    )
    st.badge(
        told,
        icon=":material/fact_check:",
        color="orange" if assumed else "green",
        help=translate(
            "What nobody stated is assumed and marked so. Every result says how much of it is assumed.",
            language,
        ),
    )


def show_mistakes(inputs: Inputs, diagram: Diagram, language: str) -> None:
    """Every mistake: where it stands, what stands there, and what may."""
    st.error(translate("The scenario cannot be simulated yet:", language), icon=":material/rule:")
    for mistake in inputs.mistakes:
        place = f"**{plain(input_name(mistake.place, diagram, language))}**"
        value = f" · {plain(told)}" if (told := mistaken(mistake)) else ""
        st.markdown(f"{place}{value}  \n{plain(mistake_text(mistake, language))}")
        if mistake.line is not None and inputs.text:
            where = translate(
                "Line {line} of the file: {place}", language, line=mistake.line, place=mistake.place
            )
            st.caption(plain(where))
