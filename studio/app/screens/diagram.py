"""One diagram: its canvas, what is wrong with it, and what there is to know about each element."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from studio import library
from studio.app import session, shared
from studio.app.checking.subject import Checked
from studio.app.details import Fact, Neighbour, facts, kind_name, neighbours, parameters
from studio.app.diagram import diagram_view
from studio.app.names import name_of, plain
from studio.app.titles import process_name
from studio.app.views.check_parts import pick_part, ringed, show_check
from studio.app.views.check_rows import COLOURS, ICONS, forget_pointing, pointed_out, tell_elsewhere
from studio.app.views.check_soundness import Playing, keep_playing, playing
from studio.app.views.closing import closable_heading
from studio.app.views.editor import PANEL, begin, edit_diagram, list_drafts
from studio.app.views.head import head
from studio.app.views.picker import pick_process
from studio.app.views.refusals import answered
from studio.app.views.versions import offer_versions, tell_of_version, version_in_address
from studio.check import Figures
from studio.check.soundness import Fix
from studio.library import StoredProcess
from studio.model import Diagram, Element
from studio.reading import Reading, drawn_in, write
from studio.wording import say, translate
from studio.wording.naming import distinct

language = session.language()
store = shared.store()

MARKS = {severity: f":{COLOURS[severity]}[{icon}]" for severity, icon in ICONS.items()}
HEIGHT = 640


def show() -> None:
    with head(language):
        process = pick_process(store, language)
    if process is None:
        return
    if session.address("draft") is not None:
        edit_diagram(store, process, language, beside=partial(show_draft, process))
        return
    version = version_in_address(store, process)
    shown = process if version is None else replace(process, digest=version.digest)
    with st.spinner(translate("Reading and checking the diagram …", language)):
        checked = shared.checked(shown, session.address("scenario"))
        shared.drawing(shown, language)
    trace = playing(checked, language)
    if version is None:
        tell_of_drafts(process)
    else:
        tell_of_version(process, version, language)
    with st.container(horizontal=True, gap="medium"):
        canvas = st.container(key="canvas side")
        beside = st.container(width=PANEL, height=HEIGHT + 60, border=False, key="check side")
    with canvas:
        show_canvas(process, shown, checked, trace)
    with beside:
        pick_part(language)
        if not pointed_out():
            show_element(checked)
        show_check(
            checked,
            language,
            shown=trace,
            apply=partial(apply, process) if version is None else None,
            place=partial(place, process, checked) if version is None else None,
            others=partial(others, process),
        )
    keep_playing(trace)


def show_draft(process: StoredProcess, checked: Checked, trace: Playing | None) -> None:
    """What was found in the draft that is being edited, as it is now."""
    draft = library.draft(store, session.address("draft") or "")
    if session.recall("mended draft") == (draft.id, draft.version):
        told = translate("The fix is in this draft. Look at it, then save.", language)
        st.success(told, icon=":material/build:")
    pick_part(language)
    if not pointed_out():
        show_element(checked)
    show_check(
        checked,
        language,
        shown=trace,
        apply=partial(apply_to_draft, draft.id),
        place=partial(place_in_draft, draft.id, checked),
        others=partial(others, process),
    )


@answered
def apply(process: StoredProcess, fix: Fix) -> None:
    """A draft of the diagram with the fix in it, opened in the editor."""
    begin_with(process, fix.diagram)


@answered
def apply_to_draft(id: str, fix: Fix) -> None:
    """The fix in the draft that is being edited, which is drawn anew."""
    go_on_with(id, fix.diagram)


@answered
def place(process: StoredProcess, checked: Checked, nodes: Collection[str]) -> None:
    """A draft of the diagram in which those nodes are drawn, opened in the editor."""
    begin_with(process, drawn_in(checked.diagram, nodes))
    point_out(next(iter(nodes)))
    tell_elsewhere()


@answered
def place_in_draft(id: str, checked: Checked, nodes: Collection[str]) -> None:
    """The same in the draft that is being edited."""
    go_on_with(id, drawn_in(checked.diagram, nodes))
    point_out(next(iter(nodes)))
    tell_elsewhere()


def begin_with(process: StoredProcess, diagram: Diagram) -> None:
    data = write(diagram, library.process_bytes(store, process.id))
    draft = library.begin_draft(store, process.id, base=process.digest, data=data)
    open_draft(draft.id)


def go_on_with(id: str, diagram: Diagram) -> None:
    draft = library.draft(store, id)
    data = write(diagram, library.draft_bytes(store, id))
    library.keep_draft(store, id, version=draft.version, data=data)
    open_draft(id)


def open_draft(id: str) -> None:
    """Turn to the draft that was just mended."""
    session.forget("editing")
    session.choose(draft=id, element=None, fault=None, step=None)
    session.remember("mended draft", (id, library.draft(store, id).version))


def others(process: StoredProcess) -> Mapping[str, Figures]:
    """The figures of the library's other processes by name."""
    entries = {entry.id: entry for entry in library.list_processes(store) if entry.id != process.id}
    names = distinct(
        {id: process_name(entry, shared.reading(entry).diagram, language) for id, entry in entries.items()}
    )
    return {names[id]: shared.figures(entry) for id, entry in entries.items()}


def tell_of_drafts(process: StoredProcess) -> None:
    """What became of the draft that was open, and which others there are."""
    if session.forget("draft gone"):
        st.warning(
            translate("The draft of this address was saved or discarded.", language),
            icon=":material/search_off:",
        )
    if session.forget("draft saved"):
        st.toast(translate("The diagram is saved.", language), icon=":material/check_circle:")
    list_drafts(store, process, language)


def show_canvas(
    process: StoredProcess, shown: StoredProcess, checked: Checked, trace: Playing | None
) -> None:
    """The drawing; ``shown`` is the process as it is, or as a former version of it was."""
    reading = checked.reading
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(
            translate("Click an element to see what the file says about it.", language), width="stretch"
        )
        drawable = reading.diagram.nodes or any(element.bounds for element in reading.diagram.elements())
        with st.container(horizontal=True, width="content", vertical_alignment="center"):
            if drawable and shown == process:
                st.button(
                    translate("Edit", language),
                    key="edit",
                    icon=":material/edit:",
                    on_click=begin,
                    args=(store, process),
                )
            if shown == process:
                st.download_button(
                    translate("BPMN file", language),
                    library.process_bytes(store, process.id),
                    file_name=process.file,
                    mime="application/xml",
                    icon=":material/download:",
                    type="tertiary",
                    on_click="ignore",
                )
            offer_versions(store, process, language)
    if not drawable:
        st.info(
            translate("The file has nothing to draw: no pool, no step, no event.", language),
            icon=":material/draw:",
        )
        return
    diagram_view(
        shared.drawing(shown, language),
        document=f"{shown.digest}:{language}",
        key="canvas",
        language=language,
        height=HEIGHT,
        problems=ringed(checked) if trace is None else (trace.problem,),
        badges=trace.badges(checked.diagram, language) if trace is not None else None,
        selected=session.address("element"),
        focus=session.recall("focus") if trace is None else trace.frame.element,
        tokens=trace.frame.tokens if trace is not None else None,
        on_click=select,
    )


def select(id: str) -> None:
    session.choose(element=id or None)
    session.remember("focus", None)
    forget_pointing()


def point_out(id: str) -> None:
    """Select an element and bring it into sight."""
    session.choose(element=id)
    session.remember("focus", id)
    forget_pointing()


def show_element(checked: Checked) -> None:
    reading = checked.reading
    element = reading.diagram.element(session.address("element") or "")
    if element is None:
        return
    with st.container(border=True):
        closable_heading(
            plain(name_of(element, language)), language, key="close element", close=select, args=("",)
        )
        with st.container(horizontal=True, gap="small"):
            st.badge(kind_name(element, language), color="blue")
            st.badge(plain(element.id), color="gray", icon=":material/tag:")
        for problem in checked.check.problems:
            if problem.element == element.id:
                st.markdown(f"{MARKS[problem.severity]} {plain(say(problem, language))}")
        if element.documentation:
            st.text(element.documentation)
        table(facts(reading.diagram, element, language))
        own, hinted = parameters(element, reading.hints, language)
        titled("Properties", own)
        titled("Found in the file", hinted)
        ways(reading, element)


def titled(title: str, told: Sequence[Fact]) -> None:
    if told:
        st.caption(translate(title, language))
        table(told)


def table(told: Sequence[Fact]) -> None:
    if told:
        st.table({plain(fact.about): plain(fact.text) for fact in told}, border="horizontal")


def ways(reading: Reading, element: Element) -> None:
    """Buttons to the elements before and after."""
    before, after = neighbours(reading.diagram, element, language)
    way("Comes from", ":material/arrow_back:", before)
    way("Goes on to", ":material/arrow_forward:", after)


def way(title: str, icon: str, there: Sequence[Neighbour]) -> None:
    if not there:
        return
    st.caption(translate(title, language))
    with st.container(gap="xsmall"):
        for number, neighbour in enumerate(there):
            label = f"{neighbour.flow}: {neighbour.name}" if neighbour.flow else neighbour.name
            st.button(
                plain(label),
                key=f"{title}:{number}:{neighbour.id}",
                icon=icon,
                type="tertiary",
                on_click=point_out,
                args=(neighbour.id,),
            )


show()
