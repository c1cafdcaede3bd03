"""The inputs of one element of the diagram, whatever it is: a step, a start, an event, a decision, a team."""

from __future__ import annotations

import streamlit as st

from studio.app import session
from studio.app.forms.arrival_sheet import arrival_sheet
from studio.app.forms.attributes import case_sheet
from studio.app.forms.event_sheet import event_sheet
from studio.app.forms.ladder_sheet import ladder_sheet, with_ladder, with_ladder_back, without_ladder
from studio.app.forms.paths import routing_form
from studio.app.forms.promise_sheet import promise_sheet
from studio.app.forms.step_sheet import step_sheet
from studio.app.forms.table import Form
from studio.app.forms.team_sheet import team_sheet
from studio.app.names import plain, step_name, team_name
from studio.app.views.form import show_form
from studio.app.views.sheet import Bench, show_sheet
from studio.model import Flow, Lane, Pool, Process
from studio.scenario import names_of_teams
from studio.scenario.triggers import has_contents
from studio.wording import translate
from studio.wording.naming import free_name

__all__ = [
    "Bench",
    "arrival_inputs",
    "asked_of",
    "case_inputs",
    "decision_inputs",
    "event_inputs",
    "has_inputs",
    "inputs_of",
    "ladder_inputs",
    "ladders_inputs",
    "promise_inputs",
    "step_inputs",
    "team_inputs",
]


_LONGEST_NAME = 80
"""What still fits beside its button; the browser keeps to it, and so does what asks no browser."""

_REMOVED = "ladder that was removed"


def asked_of(bench: Bench, element: str) -> str:
    """Where the inputs of an element are filled in: those of a path stand with the decision it comes from."""
    found = bench.diagram.element(element)
    return found.source if isinstance(found, Flow) else element


def has_inputs(bench: Bench, element: str) -> bool:
    """Whether there is anything to fill in about an element."""
    if isinstance(bench.diagram.element(element), Flow):
        return bool(len(_decision(bench, asked_of(bench, element)).frame))
    scenario = bench.inputs.scenario
    return (
        _is_step(bench, element)
        or element in scenario.arrivals
        or element in scenario.events
        or _team_of(bench, element) is not None
        or bool(len(_decision(bench, element).frame))
    )


def inputs_of(bench: Bench, element: str) -> bool:
    """Show what can be filled in about an element; False where there is nothing."""
    if isinstance(bench.diagram.element(element), Flow):
        decision_inputs(bench, asked_of(bench, element))
        return True
    scenario = bench.inputs.scenario
    team = _team_of(bench, element)
    if _is_step(bench, element):
        step_inputs(bench, element)
    elif element in scenario.arrivals:
        arrival_inputs(bench, element)
    elif element in scenario.events:
        event_inputs(bench, element)
    elif team is not None:
        team_inputs(bench, team)
    elif len(_decision(bench, element).frame):
        decision_inputs(bench, element)
    else:
        return False
    return True


def step_inputs(bench: Bench, id: str) -> None:
    """A step: time, teams in order of preference, and what else may happen there."""
    inputs = bench.inputs
    show_sheet(bench, step_sheet(inputs.values, inputs.scenario, bench.diagram, id, bench.language))


def arrival_inputs(bench: Bench, id: str) -> None:
    """A start: arrivals, opening hours, surges, self-service in front."""
    inputs = bench.inputs
    show_sheet(bench, arrival_sheet(inputs.values, inputs.scenario, bench.diagram, id, bench.language))


def event_inputs(bench: Bench, id: str) -> None:
    """An event: when it happens, by which clock, how often."""
    inputs = bench.inputs
    show_sheet(bench, event_sheet(inputs.values, inputs.scenario, bench.diagram, id, bench.language))


def decision_inputs(bench: Bench, id: str) -> None:
    """A decision: the share or the condition of each way out."""
    show_form(_decision(bench, id), scope=bench.scope, language=bench.language, keep=bench.keep)


def team_inputs(bench: Bench, team: str) -> None:
    """A team: its people by shifts, their speed, and what they do besides."""
    inputs = bench.inputs
    show_sheet(bench, team_sheet(inputs.values, inputs.scenario, bench.diagram, team, bench.language))


def case_inputs(bench: Bench) -> None:
    """What is known of a case, and which cases go first."""
    inputs = bench.inputs
    show_sheet(bench, case_sheet(inputs.values, inputs.scenario, bench.diagram, bench.language))


def promise_inputs(bench: Bench) -> None:
    """The promises with their parts."""
    inputs = bench.inputs
    show_sheet(bench, promise_sheet(inputs.values, inputs.scenario, bench.diagram, bench.language))


def ladder_inputs(bench: Bench, name: str) -> None:
    """One ladder with its levels."""
    inputs = bench.inputs
    show_sheet(bench, ladder_sheet(inputs.values, inputs.scenario, bench.diagram, name, bench.language))


def ladders_inputs(bench: Bench) -> None:
    """Every ladder; one more, or one less."""
    language, stated = bench.language, bench.inputs.values.get("ladders")
    names = [str(name) for name in stated] if isinstance(stated, dict) else []
    for name in names:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f":material/stairs: **{plain(name)}**")
            st.button(
                translate("Remove this ladder", language),
                icon=":material/delete:",
                type="tertiary",
                key=session.keyed("remove ladder", name, bench.scope),
                on_click=_remove_ladder,
                args=(bench, name),
            )
        ladder_inputs(bench, name)
    _offer_removed(bench, names)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        key = session.keyed("new ladder", len(names), bench.scope)
        st.text_input(
            translate("A new ladder", language),
            key=key,
            placeholder=translate("its name, such as complaint", language),
            max_chars=_LONGEST_NAME,
            width=260,
            on_change=lambda: _add_ladder(bench, str(session.widget(key) or "")),
        )
        st.button(
            translate("Add a ladder", language),
            icon=":material/add:",
            key=session.keyed("add ladder", bench.scope),
            on_click=lambda: _add_ladder(bench, str(session.widget(key) or "") or "ladder"),
        )


def _add_ladder(bench: Bench, wanted: str) -> None:
    scenario = bench.inputs.scenario

    def change(values: dict[str, object]) -> dict[str, object]:
        stated = values.get("ladders")
        taken = {str(name) for name in stated} if isinstance(stated, dict) else set()
        name = free_name(wanted.strip()[:_LONGEST_NAME], taken)
        return with_ladder(values, scenario, bench.diagram, name, bench.language)

    if wanted.strip():
        bench.keep(change)


def _remove_ladder(bench: Bench, name: str) -> None:
    before = bench.inputs.values
    bench.keep(lambda values: without_ladder(values, name))
    session.remember(_REMOVED, (_scenario(), name, before))  # that of an example is a copy by now


def _scenario() -> tuple[str | None, str | None]:
    """The process and the scenario that are being filled in."""
    return session.address("process"), session.address("scenario")


def _offer_removed(bench: Bench, names: list[str]) -> None:
    """The ladder that was removed last, to be put back with the steps that climbed it."""
    scenario, name, before = session.recall(_REMOVED) or (None, "", {})
    if scenario != _scenario() or name in names:
        return
    language = bench.language
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(translate("The ladder “{name}” is removed.", language, name=plain(name)), width="content")
        st.button(
            translate("Put it back", language),
            icon=":material/undo:",
            type="tertiary",
            key=session.keyed("put ladder back", bench.scope),
            on_click=lambda: bench.keep(lambda values: with_ladder_back(values, before, name)),
        )


def _is_step(bench: Bench, element: str) -> bool:
    return element in bench.inputs.scenario.steps and not has_contents(bench.diagram, element)


def _team_of(bench: Bench, element: str) -> str | None:
    """The team of a lane or pool."""
    if not isinstance(bench.diagram.element(element), Lane | Pool | Process):
        return None
    name = names_of_teams(bench.diagram).get(element)
    teams = bench.inputs.scenario.teams
    if name in teams:
        return name
    said = step_name(bench.diagram, element, bench.language)
    return next((team for team in teams if team_name(bench.diagram, team, bench.language) == said), None)


def _decision(bench: Bench, element: str) -> Form:
    inputs = bench.inputs
    return routing_form(inputs.values, inputs.scenario, bench.diagram, bench.language, only=element)
