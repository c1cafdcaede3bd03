"""Before a walk: the case to be walked, and the walks to go on with."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from studio import library
from studio.app import session
from studio.app.names import in_language, plain, step_name
from studio.app.walking.cards import value_text
from studio.app.walking.case_values import Field, FieldKind, draw, fields
from studio.library import Store, StoredProcess, StoredWalk, WalkStatus
from studio.model import Diagram
from studio.model.guard import Value
from studio.scenario import Scenario
from studio.wording import translate

__all__ = ["name_of_walk", "show_case_form", "show_last_walks"]

_LAST = 8

_STATES = {
    WalkStatus.OPEN: (":material/directions_walk:", "under way"),
    WalkStatus.OVER: (":material/flag:", "over"),
    WalkStatus.STUCK: (":material/block:", "stuck"),
}


def show_case_form(
    diagram: Diagram,
    scenario: Scenario,
    *,
    scope: str,
    language: str,
    start: Callable[[Callable[[], Mapping[str, Value]]], None],
) -> None:
    """The properties of the case, drawn at first; ``start`` is handed what tells them as they then are."""
    asked = fields(diagram, scenario)
    number = session.recall(f"case:{scope}") or 1
    drawn = draw(scenario, number)

    def key(field: Field) -> str:
        return session.keyed("case", field.name, scope, number)

    def values() -> Mapping[str, Value]:
        given = {field.name: session.widget(key(field)) for field in asked}
        return {name: value for name, value in given.items() if value is not None}

    with st.container(border=True):
        st.markdown(f"**{translate('The case', language)}**")
        if asked:
            st.caption(translate("Drawn as the scenario says. Change what you like.", language))
            left, right = st.columns(2)
            for position, field in enumerate(asked):
                with (left, right)[position % 2]:
                    _field(field, drawn.get(field.name), diagram, key=key(field), language=language)
        else:
            st.caption(
                translate("No way of this process depends on what the case is like: just start.", language)
            )
        with st.container(horizontal=True):
            st.button(
                translate("Start a walk", language),
                key="start walk",
                icon=":material/directions_walk:",
                type="primary",
                on_click=start,
                args=(values,),
            )
            if drawn:
                st.button(
                    translate("Draw another case", language),
                    key="draw case",
                    icon=":material/casino:",
                    on_click=session.remember,
                    args=(f"case:{scope}", number + 1),
                )


def _field(field: Field, value: Value, diagram: Diagram, *, key: str, language: str) -> None:
    names = ", ".join(step_name(diagram, element, language) for element in field.decides)
    help = plain(translate("Decides at: {names}", language, names=names)) if names else None
    label = plain(field.name)
    match field.kind:
        case FieldKind.NUMBER:
            shown = float(value) if isinstance(value, int | float) else None
            unknown = translate("not known", language)
            st.number_input(label, value=shown, format="%g", help=help, key=key, placeholder=unknown)
        case FieldKind.TRUTH:
            st.segmented_control(
                label,
                [True, False],
                default=value if isinstance(value, bool) else None,
                format_func=lambda truth: value_text(truth, language),
                help=help,
                key=key,
            )
        case FieldKind.TEXT:
            choices = list(field.choices)
            st.selectbox(
                label,
                choices,
                index=choices.index(str(value)) if value in choices else None,
                help=help,
                key=key,
                placeholder=translate("not known", language),
            )


def show_last_walks(store: Store, process: StoredProcess, language: str) -> None:
    """The walks of this process to go on with, the last one first."""
    walks = library.list_walks(store, process.id, limit=_LAST)
    if not walks:
        return
    st.subheader(translate("Last walks", language), anchor=False)
    with st.container(gap="xsmall"):
        for walk in walks:
            _last_walk(store, walk, language)


def _last_walk(store: Store, walk: StoredWalk, language: str) -> None:
    icon, state = _STATES[walk.status]
    steps = len(walk.saved.get("actions", ()))
    told = translate("{n} {n:move|moves}", language, n=steps)
    with st.container(horizontal=True, wrap=False, vertical_alignment="center", gap="small"):
        about = f":small[:gray[{translate(state, language)} · {told}]]"
        st.markdown(f"{icon} {plain(name_of_walk(walk, language))}  \n{about}", width="stretch")
        st.button(
            translate("Continue" if walk.status is WalkStatus.OPEN else "Look at it", language),
            key=f"continue:{walk.id}",
            on_click=session.choose,
            kwargs={"walk": walk.id, "element": None},
        )
        st.button(
            "",
            key=f"delete walk:{walk.id}",
            icon=":material/delete:",
            type="tertiary",
            help=translate("Delete this walk", language),
            on_click=library.delete_walk,
            args=(store, walk.id),
        )


def name_of_walk(walk: StoredWalk, language: str) -> str:
    """A walk by its scenario and when it was begun."""
    began = walk.created.astimezone(session.zone())
    return f"{in_language(walk.scenario_name, language)} · {began:%m-%d %H:%M}"
