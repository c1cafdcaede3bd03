"""Drafts that were read already: a change is read once, to be kept and to tell what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from studio.app.diagram import field_notes
from studio.reading import Reading, editable, read
from studio.reading.reader import parts_of

__all__ = ["Drafted", "drafted_as", "notes_on"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """What a draft comes to: ``xml`` is its text as an editor draws it, with a place for every element."""

    digest: str
    reading: Reading
    xml: str


@st.cache_resource(show_spinner=False, max_entries=50)
def drafted_as(digest: str, file: str, _data: bytes) -> Drafted:
    """The draft with that digest, kept for the next time it is asked for."""
    found = read(_data, file)
    return Drafted(digest=digest, reading=found, xml=_text(editable(_data, file), file))


def notes_on(drafted: Drafted, language: str) -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """What the panel says of the values of its fields."""
    return _notes(drafted.digest, language, drafted)


@st.cache_resource(show_spinner=False, max_entries=50)
def _notes(
    digest: str,  # noqa: ARG001  (it names the draft)
    language: str,
    _drafted: Drafted,
) -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    return field_notes(_drafted.reading.diagram, language)


def _text(data: bytes, file: str) -> str:
    """The file's text; what a browser sent tells that it is UTF-8, and nothing else is asked."""
    codec = "utf-8" if b'encoding="UTF-8"' in data[:80] else parts_of(data, file).document.codec or "utf-8"
    return data.decode(codec, "replace").removeprefix("\ufeff")
