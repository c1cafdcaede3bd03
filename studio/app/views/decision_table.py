"""A decision table for a gateway: its file, which condition it gives which way, and what does not fit."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from studio.app import session
from studio.app.names import plain, step_name
from studio.app.views.closing import closable_heading
from studio.check.tables import table_problems
from studio.errors import StudioError
from studio.model import Diagram, Flow, Node, Problem
from studio.model.decision import DecisionTable
from studio.model.decision_routing import Routed, route
from studio.model.guard import is_otherwise
from studio.reading.decisions import read_decisions
from studio.wording import explain, say, translate

__all__ = ["Apply", "show_decision_table"]

Apply = Callable[[Mapping[str, str], str | None], None]
"""Takes conditions by flow, and the flow that is taken otherwise, where the table leaves one for that."""


def show_decision_table(
    diagram: Diagram, gateway: Node, language: str, *, apply: Apply, close: Callable[[], None]
) -> None:
    with st.container(border=True, key="decision-table"):
        closable_heading(
            translate("Decision table", language), language, key="close decision table", close=close
        )
        st.caption(plain(step_name(diagram, gateway.id, language)))
        file = st.file_uploader(
            translate("A DMN file", language),
            type=["dmn", "xml"],
            key=session.keyed("decision table", gateway.id),
            label_visibility="collapsed",
        )
        if file is not None:
            _show_file(file.getvalue(), file.name, diagram, gateway, language, apply=apply)


def _show_file(
    data: bytes, name: str, diagram: Diagram, gateway: Node, language: str, *, apply: Apply
) -> None:
    try:
        decisions = read_decisions(data, name)
    except StudioError as error:
        st.error(plain(explain(error, language)), icon=":material/block:")
        return
    _tell(decisions.problems, language)
    if not decisions.tables:
        return
    table = decisions.tables[0]
    if len(decisions.tables) > 1:
        table = st.selectbox(
            translate("Table", language),
            decisions.tables,
            format_func=lambda one: one.name or one.id,
            key=session.keyed("table", gateway.id, name),
        )
    _show_table(table, diagram, gateway, language, apply)


def _show_table(table: DecisionTable, diagram: Diagram, gateway: Node, language: str, apply: Apply) -> None:
    output = 0
    if len(table.outputs) > 1:
        output = st.selectbox(
            translate("Its result", language),
            range(len(table.outputs)),
            format_func=lambda number: table.outputs[number].label or table.outputs[number].name,
            key=session.keyed("output", gateway.id, table.id),
        )
    routed = route(table, diagram, gateway.id, output)
    flows = diagram.outgoing(gateway.id)
    otherwise = _otherwise(flows, routed)
    for flow in flows:
        _show_way(diagram, flow, routed, flow.id == otherwise, language)
    _tell((*table_problems(table), *routed.problems), language)
    st.button(
        translate("Write the conditions", language),
        key="write conditions",
        type="primary",
        icon=":material/rule:",
        disabled=not routed.guards,
        on_click=apply,
        args=(routed.guards, otherwise),
        width="stretch",
    )
    st.caption(translate("It is one step: Undo takes it back.", language))


def _show_way(diagram: Diagram, flow: Flow, routed: Routed, is_otherwise_way: bool, language: str) -> None:
    name = flow.label(language) or step_name(diagram, flow.target, language)
    st.markdown(f":material/arrow_forward: {plain(' '.join(name.split()))}")
    if flow.id in routed.guards:
        st.code(routed.guards[flow.id], language=None, wrap_lines=True)
    elif is_otherwise_way:
        st.caption(translate("Taken otherwise (default)", language))
    else:
        st.caption(translate("Stays as it is", language))


def _otherwise(flows: tuple[Flow, ...], routed: Routed) -> str | None:
    """The way that the table leaves, where it is one alone and called *otherwise* or the like."""
    left = [flow for flow in flows if flow.id not in routed.guards]
    return left[0].id if len(left) == 1 and routed.guards and is_otherwise(left[0].name) else None


def _tell(problems: tuple[Problem, ...], language: str) -> None:
    for problem in problems:
        st.warning(plain(say(problem, language)), icon=":material/warning:")
