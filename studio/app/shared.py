"""What all sessions of one server share: the library, and diagrams that were read already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import streamlit as st

from studio import library
from studio.app.checking.standing import Standing, standing_of
from studio.app.checking.subject import Checked
from studio.app.choices import WhatIf, folder_of, source_chosen, what_ifs
from studio.app.figures.thumbnail import thumbnail
from studio.app.gathered import Gathered, Part, Shelf, bytes_of, gather, named_in
from studio.app.inputs import Inputs, completed
from studio.app.inputs import check as check_text
from studio.check import Figures, check, complexity
from studio.library import Run, Store, StoredProcess
from studio.model.together import calls
from studio.reading import Reading, arranged, drawable, localised, read
from studio.simplify import Suggestion, applied, suggestions

__all__ = [
    "alone",
    "as_it_was",
    "checked",
    "drawing",
    "drawn_checked",
    "figures",
    "found",
    "gathered",
    "inputs",
    "known_standing",
    "process_of",
    "reading",
    "shipped",
    "simpler",
    "simpler_drawing",
    "stamp",
    "standing",
    "store",
]


_Versions = tuple[tuple[str, int], ...]
"""Scenarios by id, each with the number of its state."""

_StandingKey = tuple[str, str, _Versions | None]
_SHIPPED: dict[_StandingKey, Standing] = {}


@st.cache_resource(show_spinner=False, on_release=lambda store: store.close())
def store() -> Store:
    return library.open_store()


def reading(process: StoredProcess) -> Reading:
    """The diagram of a process of the library, with its problems and hints."""
    return _reading(process.id, process.digest, process.file)


def drawing(process: StoredProcess, language: str) -> bytes:
    """The diagram's file with its labels in one language, as a canvas can show it."""
    return _drawing(process.id, process.digest, process.file, language)


def shipped(process: StoredProcess) -> tuple[WhatIf, ...]:
    """The scenarios that ship with a process."""
    return _shipped(process.id, process.digest, process.file)


def gathered(
    process: StoredProcess, text: str, beside: Sequence[Mapping[str, Any]] | None = None
) -> Gathered:
    """What is simulated together under a scenario; ``beside`` are the diagrams of a run that is done."""
    named = named_in(text)
    own = reading(process)
    around: Any = () if beside is None else tuple((each["process"], each["digest"]) for each in beside)
    if beside is None and (named or any(calls(own.diagram))):
        around = tuple((each.id, each.digest) for each in library.list_processes(store()))
    return _gathered(process.id, process.digest, named, around, process, beside)


def process_of(part: Part) -> StoredProcess:
    """The diagram that is a part of what was gathered, in the state in which it was taken."""
    kept = library.process(store(), part.process)
    return replace(kept, digest=part.digest, file=part.file, name=part.name)


def inputs(process: StoredProcess, text: str, run: Run | None = None) -> Inputs:
    """What a scenario's text comes to for a process and all that is simulated with it (in that run)."""
    together = gathered(process, text, None if run is None else run.beside)
    return _inputs(process.id, together.state, text, together)


def alone(process: StoredProcess, text: str) -> Inputs:
    """The same for the process by itself; what the scenario says of other diagrams does not count."""
    meant = inputs(process, text)
    if gathered(process, text).reading.diagram is reading(process).diagram:
        return meant
    by_itself = _alone(process.id, process.digest, text, process)
    return replace(meant, scenario=by_itself.scenario)


def checked(process: StoredProcess, scenario: str | None) -> Checked:
    """What was found in a process under the scenario of that key, else under the one that it opens with."""
    return _checked(process.id, process.digest, process.file, scenario, _own_scenarios(process))


def drawn_checked(process: StoredProcess, digest: str, reading: Reading, scenario: str | None) -> Checked:
    """What was found in a draft of a process's diagram, as it was read; ``digest`` is the draft's."""
    return _drawn_checked(reading, process.id, digest, scenario, _own_scenarios(process))


def figures(process: StoredProcess) -> Figures:
    """How complex a process is."""
    return _figures(process.id, process.digest, process.file)


def standing(process: StoredProcess) -> Standing:
    """How a process stands under the scenario that it opens with."""
    key = _standing_key(process)
    known = _standings(key)
    if key not in known:
        known[key] = standing_of(checked(process, None).check)
    return known[key]


def known_standing(process: StoredProcess) -> Standing | None:
    """The same where it was asked for before; None where it would have to be found out."""
    key = _standing_key(process)
    return _standings(key).get(key)


def _standing_key(process: StoredProcess) -> _StandingKey:
    """What a standing hangs on, told without reading a file; None for the scenarios of an example."""
    example = library.find_example(process.id)
    shipped = example is not None and bool(example.scenarios)
    return process.id, process.digest, None if shipped else _own_scenarios(process)


def _standings(key: _StandingKey) -> dict[_StandingKey, Standing]:
    """The standings that are known; what ships with the studio is the same in every library."""
    return _SHIPPED if key[2] is None else _kept_standings()


def _own_scenarios(process: StoredProcess) -> _Versions:
    """The scenarios kept with a process, each in its state."""
    return tuple((each.id, each.version) for each in library.list_scenarios(store(), process.id))


def as_it_was(process: StoredProcess, digest: str) -> StoredProcess | None:
    """The process in the state of that digest, where that state is the present one or was kept."""
    if digest == process.digest:
        return process
    kept = any(version.digest == digest for version in library.list_versions(store(), process.id))
    return replace(process, digest=digest) if kept else None


def found(process: StoredProcess, text: str) -> tuple[Suggestion, ...]:
    """What could be simpler in a process under the scenario of that text."""
    return _found(process.id, process.digest, process.file, text)


def simpler(process: StoredProcess, text: str, suggestion: str) -> bytes:
    """The process's file as the suggestion of that id writes it; StudioError where it cannot be written."""
    return _simpler(process.id, process.digest, process.file, text, suggestion)


def simpler_drawing(process: StoredProcess, text: str, suggestion: str, language: str) -> bytes:
    """The same with its labels in one language, as a canvas can show it."""
    return _labelled(simpler(process, text, suggestion), process.file, language)


def stamp(process: StoredProcess) -> str:
    """The diagram in the size of a stamp, as SVG."""
    return _stamp(process.id, process.digest, process.file)


@st.cache_resource(show_spinner=False, max_entries=200)
def _reading(id: str, digest: str, file: str) -> Reading:
    return read(bytes_of(store(), id, digest), file)


@st.cache_resource(show_spinner=False, max_entries=100)
def _drawing(id: str, digest: str, file: str, language: str) -> bytes:
    return localised(drawable(bytes_of(store(), id, digest), file), language)


@st.cache_resource(show_spinner=False, max_entries=100)
def _shipped(id: str, digest: str, file: str) -> tuple[WhatIf, ...]:
    return what_ifs(library.process(store(), id), _reading(id, digest, file).diagram)


@st.cache_resource(show_spinner=False, max_entries=200)
def _gathered(
    id: str,  # noqa: ARG001  (a part of the key, as the next three)
    digest: str,  # noqa: ARG001
    named: tuple[str, ...],
    around: tuple[tuple[str, str], ...],  # noqa: ARG001
    _process: StoredProcess,
    _beside: Sequence[Mapping[str, Any]] | None,
) -> Gathered:
    return gather(_process, named, Shelf(store(), reading, _beside))


@st.cache_resource(show_spinner=False, max_entries=200)
def _inputs(id: str, state: tuple[tuple[str, str], ...], text: str, _together: Gathered) -> Inputs:  # noqa: ARG001  (a part of the key)
    return check_text(text, _together.reading, folder=folder_of(library.process(store(), id)))


@st.cache_resource(show_spinner=False, max_entries=100)
def _alone(id: str, digest: str, text: str, _process: StoredProcess) -> Inputs:  # noqa: ARG001  (a part of the key)
    return check_text(text, reading(_process), folder=folder_of(_process))


@st.cache_resource(show_spinner=False, max_entries=100)
def _checked(id: str, digest: str, file: str, scenario: str | None, own: _Versions) -> Checked:  # noqa: ARG001  (a part of the key)
    return _found_in(_reading(id, digest, file), id, digest, scenario)


@st.cache_resource(show_spinner=False, max_entries=50)
def _drawn_checked(_drawn: Reading, id: str, digest: str, scenario: str | None, own: _Versions) -> Checked:  # noqa: ARG001  (a part of the key)
    return _found_in(_drawn, id, digest, scenario)


def _found_in(reading: Reading, id: str, digest: str, scenario: str | None) -> Checked:
    process = library.process(store(), id)
    source = source_chosen(store(), process, scenario)
    if isinstance(source, Path):
        stated = completed(source, reading, folder=None)
    else:
        stated = check_text(source, reading, folder=folder_of(process)).scenario
    return Checked(reading=reading, check=check(reading, stated), scope=digest)


@st.cache_resource(show_spinner=False, max_entries=500)
def _figures(id: str, digest: str, file: str) -> Figures:
    return complexity(_reading(id, digest, file).diagram).whole


@st.cache_resource(show_spinner=False)
def _kept_standings() -> dict[_StandingKey, Standing]:
    return {}


@st.cache_resource(show_spinner=False, max_entries=500)
def _stamp(id: str, digest: str, file: str) -> str:
    diagram = _reading(id, digest, file).diagram
    return thumbnail(diagram if any(node.bounds for node in diagram.nodes) else arranged(diagram))


@st.cache_resource(show_spinner=False, max_entries=100)
def _found(id: str, digest: str, file: str, text: str) -> tuple[Suggestion, ...]:
    process = replace(library.process(store(), id), digest=digest, file=file)
    return suggestions(_reading(id, digest, file).diagram, alone(process, text).scenario)


@st.cache_resource(show_spinner=False, max_entries=100)
def _simpler(id: str, digest: str, file: str, text: str, suggestion: str) -> bytes:
    wanted = next(each for each in _found(id, digest, file, text) if each.id == suggestion)
    return applied(wanted, bytes_of(store(), id, digest), _reading(id, digest, file).diagram)


@st.cache_resource(show_spinner=False, max_entries=100)
def _labelled(data: bytes, file: str, language: str) -> bytes:
    return localised(drawable(data, file), language)
