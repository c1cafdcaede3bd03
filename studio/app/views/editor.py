"""Changing a diagram: each change is kept as a draft at once, until the draft is saved or discarded."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field
from threading import Lock

import streamlit as st

from studio import library
from studio.app import session, shared
from studio.app.checking.subject import Checked
from studio.app.diagram import Ruling, diagram_editor, edited_in
from studio.app.drafted import drafted_as, notes_on
from studio.app.views.check_soundness import Playing, keep_playing, playing
from studio.app.views.decision_table import show_decision_table
from studio.app.views.refusals import answered
from studio.library import Draft, NotInLibrary, SavedMeanwhile, Store, StoredProcess
from studio.model import Diagram, Node
from studio.reading import restored
from studio.wording import translate
from studio.wording.naming import free_name

__all__ = ["PANEL", "begin", "edit_diagram", "list_drafts"]

HEIGHT = 680
PANEL = 372
"""Pixels for what stands beside a diagram: as many as its switch needs for one row in any language."""


@dataclass(slots=True, kw_only=True)
class Editing:
    """What this window edits: ``version`` is the newest one of the draft that it has seen.

    ``file`` names the drawing in the browser. It stays when the changes go on in another draft,
    because somebody else went on with this one; ``parted`` tells that they did. ``kept`` is the number
    of the browser's last change that was kept, ``ruling`` the last conditions that a decision table gave.
    A run of the page may begin while the one before still
    keeps a change: who changes this holds the ``lock``.
    """

    file: str
    draft: str
    process: str
    base: str
    version: int
    kept: str = ""
    parted: bool = False
    ruling: Ruling | None = None
    lock: Lock = field(default_factory=Lock)

    @property
    def key(self) -> str:
        """The key of the editor on the page."""
        return f"editor:{self.file}"


def begin(store: Store, process: StoredProcess) -> None:
    """Go on with the newest draft of the diagram as it is, or begin one."""
    drafts = (one for one in library.list_drafts(store, process.id) if one.base == process.digest)
    draft = next(drafts, None) or library.begin_draft(
        store, process.id, base=process.digest, data=library.process_bytes(store, process.id)
    )
    _turn_to(draft.id)


def list_drafts(store: Store, process: StoredProcess, language: str, *, besides: str | None = None) -> None:
    """The unsaved drafts of a diagram, each to go on with or to discard."""
    for draft in library.list_drafts(store, process.id):
        if not draft.changed or draft.id == besides:
            continue
        with st.container(horizontal=True, vertical_alignment="center", border=True):
            told = "Another draft of this diagram, last changed {moment}, is not saved."
            if besides is None:
                told = "A draft of this diagram, last changed {moment}, is not saved."
            st.markdown(
                f":material/edit_note: {translate(told, language, moment=_moment(draft))}", width="stretch"
            )
            st.button(
                translate("Go on with it", language),
                key=f"draft:{draft.id}",
                on_click=_turn_to,
                args=(draft.id,),
            )
            _discarding(store, draft, language)


def edit_diagram(
    store: Store, process: StoredProcess, language: str, *, beside: Callable[[Checked, Playing | None], None]
) -> None:
    """The editor of the draft in the address, with what ``beside`` shows of the draft as it is now.

    Where a counter-example is played, its tokens are on the canvas.
    """
    known: Editing | None = session.recall(f"editing:{session.recall('editing')}")
    if known is not None:
        _keep(store, known)  # before anything is done with the draft, such as to save it
    try:
        draft = library.draft(store, session.address("draft") or "")
        data = library.draft_bytes(store, draft.id)
    except NotInLibrary:
        _turn_to(None)
        session.remember("draft gone", True)
        st.rerun()
    if draft.process != process.id:
        session.open_process(draft.process)
        session.choose(draft=draft.id)
        st.rerun()
    editing = _editing(draft)
    told = translate("Reading and checking the diagram …", language)
    with st.spinner(told) if known is None else nullcontext():  # later on the canvas stays where it is
        drafted = drafted_as(draft.digest, process.file, data)
        checked = shared.drawn_checked(process, draft.digest, drafted.reading, session.address("scenario"))
    trace = playing(checked, language)
    with st.container(horizontal=True, gap="medium"):
        canvas = st.container(key="canvas side")
        right = st.container(width=PANEL, height=HEIGHT + 60, border=False, key="check side")
    with canvas:
        _actions(store, process, draft, language)
        _warnings(store, process, draft, editing, language)
        diagram_editor(
            drafted.xml,
            file=editing.file,
            draft=draft.id,
            version=draft.version,
            kept=editing.kept,
            key=editing.key,
            language=language,
            height=HEIGHT,
            problems=checked.check.problems if trace is None else (trace.problem,),
            badges=None if trace is None else trace.badges(checked.diagram, language),
            tokens=None if trace is None else trace.frame.tokens,
            notes=notes_on(drafted, language),
            ruling=editing.ruling,
            selected=session.address("element"),
            focus=session.recall("focus") if trace is None else trace.frame.element,
            on_decide=lambda gateway: session.remember("deciding", gateway),
            on_edit=lambda: _keep(store, editing),
        )
    with right:
        _decide(editing, drafted.reading.diagram, language)
        beside(checked, trace)
    keep_playing(trace)


def _decide(editing: Editing, diagram: Diagram, language: str) -> None:
    """The decision table for the gateway that one was asked for, if any."""
    gateway = diagram.element(session.recall("deciding") or "")
    if not isinstance(gateway, Node) or not gateway.kind.is_gateway:
        return

    def close() -> None:
        session.forget("deciding")

    def apply(conditions: Mapping[str, str], otherwise: str | None) -> None:
        editing.ruling = Ruling(token=secrets.token_hex(8), conditions=conditions, otherwise=otherwise)
        close()

    show_decision_table(diagram, gateway, language, apply=apply, close=close)


def _editing(draft: Draft) -> Editing:
    """What this window has edited before, if it is this draft; else the draft as it is now."""
    editing: Editing | None = session.recall(f"editing:{session.recall('editing')}")
    if editing is None or editing.draft != draft.id:
        editing = Editing(
            file=f"{draft.id}-{draft.version}",
            draft=draft.id,
            process=draft.process,
            base=draft.base,
            version=draft.version,
        )
        session.remember("editing", editing.file)
        session.remember(f"editing:{editing.file}", editing)
    return editing


@answered
def _keep(store: Store, editing: Editing) -> None:
    """Keep what was drawn last; where the draft went on without this window, as a draft of its own."""
    edited = edited_in(editing.key)
    if edited is None:
        return
    with editing.lock:
        if edited.number == editing.kept:
            return
        before = editing.draft
        _keep_as(store, editing, edited.xml.encode(), edited.version)
        editing.kept = edited.number
    if editing.draft != before and session.recall("editing") == editing.file:
        session.choose(draft=editing.draft)


def _keep_as(store: Store, editing: Editing, data: bytes, version: int | None) -> None:
    process = library.process(store, editing.process)
    # What a browser sends is data like any other: refused if no diagram.
    drafted_as(hashlib.sha256(data).hexdigest(), process.file, data)
    data = restored(data, _before(store, editing))
    digest = hashlib.sha256(data).hexdigest()
    try:
        kept = library.keep_draft(store, editing.draft, version=version or editing.version, data=data)
    except (SavedMeanwhile, NotInLibrary):
        if digest == process.digest:
            return  # it is saved already
        kept = library.begin_draft(store, editing.process, base=editing.base, data=data)
        editing.draft, editing.parted = kept.id, True
    editing.version = kept.version


def _before(store: Store, editing: Editing) -> bytes:
    """The file as it was before the last change, comments and all."""
    try:
        return library.draft_bytes(store, editing.draft)
    except NotInLibrary:  # it was discarded, or saved, in another window
        return library.process_bytes(store, editing.process)


def _actions(store: Store, process: StoredProcess, draft: Draft, language: str) -> None:
    overtaken = _overtaken(process, draft)
    with st.container(horizontal=True, vertical_alignment="center"):
        told = "Every change is kept at once; the last one {moment}."
        if not draft.changed:
            told = "Nothing changed yet."
        st.caption(
            f":material/cloud_done: {translate(told, language, moment=_moment(draft))}", width="stretch"
        )
        with st.container(horizontal=True, width="content"):
            # No callbacks: what was drawn in the moment before the click is kept first.
            save = "Save as a diagram of its own" if overtaken or process.example else "Save"
            if st.button(
                translate(save, language),
                key="save draft",
                type="primary",
                icon=":material/save:",
                disabled=not draft.changed,
            ):
                _save(store, process, draft, overtaken=overtaken)
            _discarding(store, draft, language)
            if st.button(translate("Close", language), key="close draft", icon=":material/close:"):
                if not draft.changed:
                    library.discard_draft(store, draft.id)
                _turn_to(None)
                st.rerun()


def _save(store: Store, process: StoredProcess, draft: Draft, *, overtaken: bool) -> None:
    try:
        if overtaken:
            taken = {entry.name for entry in library.list_processes(store)}
            saved = library.save_draft_as(store, draft.id, name=free_name(process.name, taken))
        else:
            saved = library.save_draft(store, draft.id)
    except SavedMeanwhile:
        st.rerun()  # and the page says it
    _turn_to(None)
    session.open_process(saved.id)
    session.remember("draft saved", True)
    st.rerun()


def _warnings(store: Store, process: StoredProcess, draft: Draft, editing: Editing, language: str) -> None:
    if process.example:
        st.info(
            translate("The example stays as it is; saving makes a diagram of your own.", language),
            icon=":material/info:",
        )
    if editing.parted:
        st.warning(
            translate(
                "The draft was changed, saved or discarded in another window, too. Both are kept: your "
                "changes go on here, in a draft of their own.",
                language,
            ),
            icon=":material/call_split:",
        )
    elif editing.version != draft.version:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.warning(
                translate(
                    "The draft was changed in another window. What you change here will be kept as a draft "
                    "of its own.",
                    language,
                ),
                icon=":material/call_split:",
                width="stretch",
            )
            st.button(translate("Show the newest", language), on_click=_turn_to, args=(draft.id,))
    if _overtaken(process, draft):
        st.warning(
            translate(
                "The diagram was saved by somebody else since this draft began. Nothing is overwritten: save "
                "yours as a diagram of its own.",
                language,
            ),
            icon=":material/call_split:",
        )
    list_drafts(store, process, language, besides=draft.id)


def _discarding(store: Store, draft: Draft, language: str) -> None:
    """Discarding a draft, behind one more click."""
    with st.popover(translate("Discard", language), key=session.keyed("discard", draft.id)):
        st.caption(translate("This removes the draft. It cannot be undone.", language))
        if st.button(
            translate("Discard the draft", language),
            key=f"discard draft:{draft.id}",
            icon=":material/delete:",
        ):
            library.discard_draft(store, draft.id)
            if session.address("draft") == draft.id:
                _turn_to(None)
            st.rerun()


def _overtaken(process: StoredProcess, draft: Draft) -> bool:
    """Whether the diagram was saved since the draft began."""
    return not process.example and process.digest != draft.base


def _turn_to(draft: str | None) -> None:
    """Show that draft as it is now, or none."""
    session.forget("editing")
    session.choose(draft=draft, element=None)


def _moment(draft: Draft) -> str:
    return draft.updated.astimezone(session.zone()).strftime("%Y-%m-%d %H:%M:%S")
