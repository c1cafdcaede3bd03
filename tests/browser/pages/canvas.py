"""A page with nothing but the diagram component, for test_canvas; the address says what it shows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import streamlit as st

from studio.app.diagram import Badge, Heat, diagram_view
from studio.model import Bounds, Diagram, Node, NodeKind, Problem, Process, Severity
from studio.reading import write

HEAT = {
    "Handle": Heat(share=1.0, text="Wait 12 min"),
    "Close": Heat(share=0.0, text="Wait 0 s"),
    "Decide": Heat(share=0.5, text="<b>Wait</b> 6 min"),
    "Yes": Heat(share=0.7, width=12),
    "No": Heat(share=0.1),
    "Nowhere": Heat(share=0.5),
}
BADGES = {
    "Handle": [Badge(text="12 min", tone="bad", title="Mean wait"), Badge(text="92%", tone="neutral")],
    "Yes": [Badge(text="<i>80%</i>", tone="good")],
}
CHANGES = {"Done": "added", "No": "removed", "Call": "changed", "Nobody": "removed"}
PROBLEMS = [
    Problem(code="test.first", severity=Severity.WARNING, element="Decide"),
    Problem(code="test.second", severity=Severity.ERROR, element="Decide"),
    Problem(code="test.third", severity=Severity.WARNING, element="Yes"),
    Problem(code="test.whole-file", severity=Severity.ERROR),
    Problem(code="test.remark", severity=Severity.INFO, element="Call"),
]


def many(number: int) -> bytes:
    """A diagram of so many steps."""
    nodes = tuple(Node(id=f"T{n}", kind=NodeKind.TASK, process="P", name=f"Step {n}") for n in range(number))
    places = (Bounds(n % 25 * 120.0, n // 25 * 100.0, 100.0, 80.0) for n in range(number))
    drawn = (replace(node, bounds=place) for node, place in zip(nodes, places, strict=True))
    return write(Diagram(processes=(Process(id="P"),), nodes=tuple(drawn)))


st.set_page_config(page_title="Canvas", layout="wide")
asked = st.query_params
name = asked.get("document", "delivery.bpmn")
xml = (
    many(int(asked["many"]))
    if "many" in asked
    else asked["xml"]
    if "xml" in asked
    else (Path(__file__).parent / name).read_bytes()
)
marked = st.toggle("Marks", value="marks" in asked)
focused = st.toggle("Focus")
st.button("Run again")


def remember(event):
    return lambda value: st.session_state.update({event: value})


place = st.tabs(["Front", "Behind"])[1] if "behind" in asked else st.container()
with place:
    clicked = diagram_view(
        xml,
        document=str(hash(xml)),
        key="canvas",
        language=asked.get("language", "en"),
        height=int(asked.get("height", 480)),
        heat=HEAT if marked else None,
        badges=BADGES if marked else None,
        changes=CHANGES if marked else None,
        problems=PROBLEMS if marked else (),
        selected=asked.get("selected"),
        focus="Done" if focused else None,
        near=asked.get("near", "").split(),
        on_click=remember("called with"),
        on_problem=remember("problem"),
    )
st.text(f"clicked: {clicked!r}, called with: {st.session_state.get('called with')!r}")
st.text(f"problem: {st.session_state.get('problem')}")
