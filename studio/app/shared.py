"""What all sessions of one server share: the library, and diagrams that were read already."""

from __future__ import annotations

import streamlit as st

from studio import library
from studio.app.choices import WhatIf, folder_of, what_ifs
from studio.app.figures.thumbnail import thumbnail
from studio.app.inputs import Inputs, check
from studio.library import Store, StoredProcess
from studio.reading import Reading, arranged, localised, placed, read

__all__ = ["drawing", "inputs", "reading", "shipped", "stamp", "store"]


@st.cache_resource(show_spinner=False, on_release=lambda store: store.close())
def store() -> Store:
    return library.open_store()


def reading(process: StoredProcess) -> Reading:
    """The diagram of a process of the library, with its problems and hints."""
    return _reading(process.id, process.digest, process.file)


def drawing(process: StoredProcess, language: str) -> bytes:
    """The diagram's file with its labels in one language and with a layout, for the canvas."""
    return _drawing(process.id, process.digest, process.file, language)


def shipped(process: StoredProcess) -> tuple[WhatIf, ...]:
    """The scenarios that ship with a process."""
    return _shipped(process.id, process.digest, process.file)


def inputs(process: StoredProcess, text: str) -> Inputs:
    """What a scenario's text comes to for a process."""
    return _inputs(process.id, process.digest, process.file, text)


def stamp(process: StoredProcess) -> str:
    """The diagram in the size of a stamp, as SVG."""
    return _stamp(process.id, process.digest, process.file)


@st.cache_resource(show_spinner=False, max_entries=200)
def _reading(id: str, digest: str, file: str) -> Reading:  # noqa: ARG001 - the digest tells one file from another
    return read(library.process_bytes(store(), id), file)


@st.cache_resource(show_spinner=False, max_entries=100)
def _drawing(id: str, digest: str, file: str, language: str) -> bytes:  # noqa: ARG001
    return localised(placed(library.process_bytes(store(), id), file), language)


@st.cache_resource(show_spinner=False, max_entries=100)
def _shipped(id: str, digest: str, file: str) -> tuple[WhatIf, ...]:
    return what_ifs(library.process(store(), id), _reading(id, digest, file).diagram)


@st.cache_resource(show_spinner=False, max_entries=200)
def _inputs(id: str, digest: str, file: str, text: str) -> Inputs:
    return check(text, _reading(id, digest, file), folder=folder_of(library.process(store(), id)))


@st.cache_resource(show_spinner=False, max_entries=500)
def _stamp(id: str, digest: str, file: str) -> str:
    diagram = _reading(id, digest, file).diagram
    return thumbnail(diagram if any(node.bounds for node in diagram.nodes) else arranged(diagram))
