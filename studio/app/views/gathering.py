"""Which diagrams are simulated together, in words; and a choice of them."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from studio import library
from studio.app import session, shared
from studio.app.forms.table import Values, changed
from studio.app.gathered import Gathered, Part, Reason, file_name
from studio.app.names import plain, step_name
from studio.app.titles import process_name
from studio.app.views.sheet import Bench
from studio.library import StoredProcess
from studio.wording import translate
from studio.wording.naming import distinct

__all__ = ["pick_part", "pick_together", "show_gathering"]


def show_gathering(gathered: Gathered, language: str) -> None:
    """What is taken from the library, in which version; and what to do about what it has not."""
    diagram = gathered.reading.diagram
    for part in gathered.parts[1:]:
        name = plain(_name(part, language))
        if part.reason is Reason.TOGETHER:
            told = translate(
                "Simulated together with {name}, version {number}. Teams of the same name are shared.",
                language,
                name=name,
                number=part.version,
            )
            st.caption(f":material/join: {told}")
        for call in part.calls:
            told = translate(
                "“{step}” is taken from the library: {name}, version {number}.",
                language,
                step=plain(step_name(diagram, call, language)),
                name=name,
                number=part.version,
            )
            st.caption(f":material/subdirectory_arrow_right: {told}")
    for call, process in gathered.uncalled:
        told = translate(
            "“{step}” calls the process “{process}”, which no diagram of the library holds. Drop its file on "
            "the page Processes; until then the call is a step with a time of its own.",
            language,
            step=plain(step_name(diagram, call, language)),
            process=plain(process),
        )
        st.warning(told, icon=":material/link_off:")
    for word in gathered.unknown:
        told = translate(
            "“{file}” is to run together with this diagram, but the library has it not. Drop the file on the "
            "page Processes, or take it off the list.",
            language,
            file=plain(word),
        )
        st.warning(told, icon=":material/link_off:")


def pick_together(bench: Bench, process: StoredProcess) -> None:
    """The further diagrams of the library with which this one is simulated."""
    language = bench.language
    others = {entry.id: entry for entry in library.list_processes(shared.store()) if entry.id != process.id}
    if not others:
        return
    names = distinct(
        {id: process_name(entry, shared.reading(entry).diagram, language) for id, entry in others.items()}
    )
    parts = shared.gathered(process, bench.inputs.text).parts
    now = [part.process for part in parts if part.reason is Reason.TOGETHER and part.process in others]
    key = session.keyed("together", bench.scope)
    session.follow(key, now)
    label = translate("Runs together with", language)
    around = st.container() if now else st.expander(label, icon=":material/join:", key=f"{key}:more")
    around.multiselect(
        label,
        list(names),
        format_func=names.__getitem__,
        placeholder=translate("no other diagram", language),
        help=translate(
            "These diagrams of the library are simulated at the same time. Teams of the same name are "
            "shared: who is busy with one has no time for the other.",
            language,
        ),
        key=key,
        on_change=lambda: bench.keep(
            lambda values: _with_diagrams(values, process, others, list(session.widget(key) or ()))
        ),
    )


def pick_part(gathered: Gathered, language: str) -> Part:
    """The diagram whose figures are shown; the process itself where there is only that one."""
    parts = {part.process: part for part in gathered.parts}
    own = gathered.parts[0]
    if len(parts) == 1:
        return own
    names = distinct({id: _name(part, language) for id, part in parts.items()})
    key = session.keyed("part", own.process, *parts)
    picked = st.segmented_control(
        translate("Diagram", language),
        list(names),
        default=own.process,
        required=True,
        format_func=lambda part: plain(names[part]),
        key=key,
        label_visibility="collapsed",
    )
    return parts.get(str(picked), own)


def _with_diagrams(
    values: Values, process: StoredProcess, others: Mapping[str, StoredProcess], chosen: list[str]
) -> Values:
    """The scenario with the names of their files, which on the command line mean the same diagrams."""
    named = [_word(others[id], [process, *others.values()]) for id in chosen if id in others]
    told = [_word(process, [process, *others.values()]), *named] if named else None
    return changed(changed(values, ("diagram",), None) if named else values, ("diagrams",), told)


def _word(process: StoredProcess, among: list[StoredProcess]) -> str:
    file = file_name(process.file)
    alike = [entry for entry in among if file_name(entry.file) == file]
    return file if len(alike) == 1 else process.id


def _name(part: Part, language: str) -> str:
    entry = next((each for each in library.list_processes(shared.store()) if each.id == part.process), None)
    return part.name if entry is None else process_name(entry, shared.reading(entry).diagram, language)
