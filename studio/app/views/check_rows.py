"""One finding as a row: what is wrong, at which element, what to do, and by which rule."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from studio.app import session
from studio.app.checking.findings import Finding
from studio.app.names import plain, step_name
from studio.model import Diagram, Severity
from studio.wording import translate

__all__ = [
    "COLOURS",
    "ICONS",
    "element_button",
    "forget_pointing",
    "point_out",
    "pointed_out",
    "show_finding",
    "tell_elsewhere",
]

ICONS = {
    Severity.ERROR: ":material/error:",
    Severity.WARNING: ":material/warning:",
    Severity.INFO: ":material/info:",
}
COLOURS = {Severity.ERROR: "red", Severity.WARNING: "orange", Severity.INFO: "blue"}

_AT_ONCE = 6
"""Elements of one finding that are named at once; the others open on a click."""

_TOLD = "told in the list"


def point_out(id: str) -> None:
    """Select an element of the list and bring it into sight."""
    session.choose(element=id)
    session.remember("focus", id)
    session.remember(_TOLD, id)


def tell_elsewhere() -> None:
    """What is selected stays so, without being told about in full."""
    session.remember(_TOLD, session.address("element"))


def pointed_out() -> bool:
    """Whether the selected element was clicked in the list, which tells about it already."""
    return session.recall(_TOLD) is not None and session.recall(_TOLD) == session.address("element")


def forget_pointing() -> None:
    """What is selected from now on is told about in full."""
    session.remember(_TOLD, None)


def show_finding(finding: Finding, diagram: Diagram, language: str, *, scope: str) -> None:
    """The finding; ``scope`` tells the buttons of one list from those of another."""
    mark = f":{COLOURS[finding.severity]}[{ICONS[finding.severity]}]"
    elements = [id for id in finding.elements if diagram.element(id) is not None]
    scope = f"{scope}:{finding.severity}:{finding.code}:{elements[0] if elements else ''}"
    with st.container(gap="xxsmall", key=f"finding:{scope}"):
        if len(elements) == 1:
            element_button(elements[0], diagram, language, key=f"problem:{scope}", mark=mark)
            st.markdown(plain(finding.wrong))
        else:
            st.markdown(f"{mark} {plain(finding.wrong)}")
            if elements:
                _several(elements, diagram, language, scope=scope)
        st.caption(_below(finding, language))


def element_button(id: str, diagram: Diagram, language: str, *, key: str, mark: str = "") -> None:
    """The name of an element; a click marks it in the diagram."""
    name = plain(step_name(diagram, id, language))
    chosen = session.address("element") == id
    name = f":primary-background[**{name}**]" if chosen else f":primary[**{name}**]"
    st.button(
        f"{mark} {name}".strip(),
        key=key,
        type="tertiary",
        help=translate("Show it in the diagram", language),
        on_click=point_out,
        args=(id,),
    )


def _several(elements: Sequence[str], diagram: Diagram, language: str, *, scope: str) -> None:
    shown, more = elements[:_AT_ONCE], elements[_AT_ONCE:]
    if len(more) == 1:
        shown, more = elements, []
    with st.container(horizontal=True, gap="small"):
        for id in shown:
            element_button(id, diagram, language, key=f"problem:{scope}:{id}")
        if more:
            told = translate("and {n} more", language, n=len(more))
            with (
                st.popover(told, type="tertiary", key=session.keyed("more", scope)),
                st.container(height=300),
            ):
                for id in more:
                    element_button(id, diagram, language, key=f"problem:{scope}:{id}")


def _below(finding: Finding, language: str) -> str:
    """What to do, and quietly the rule and the lines."""
    lines = finding.lines
    told = [f":gray-badge[{finding.code}]"]
    if len(lines) == 1:
        told.append(translate("line {line}", language, line=lines[0]))
    elif lines:
        first = ", ".join(map(str, lines[:_AT_ONCE]))
        told.append(translate("lines {lines}", language, lines=f"{first} …" if lines[_AT_ONCE:] else first))
    advice = f"{plain(finding.advice)}  \n" if finding.advice else ""
    return f"{advice}{' · '.join(told)}"
