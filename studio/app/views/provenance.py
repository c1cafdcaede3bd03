"""A chip that says where an input comes from; a click on it, and one can say so."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import streamlit as st

from studio.app import session
from studio.app.forms.origins import (
    AS_OF_HELP,
    KIND_HELP,
    ORIGIN_NAMES,
    SOURCE_HELP,
    can_be_told,
    with_origin,
)
from studio.app.forms.table import found
from studio.app.inputs import mistake_text
from studio.app.names import plain
from studio.scenario import Provenance, ProvenanceKind
from studio.wording import translate

if TYPE_CHECKING:
    from studio.app.views.sheet import Bench

__all__ = ["ORIGIN_COLOURS", "show_chip", "show_origin"]

ORIGIN_COLOURS = {"assumed": "orange", "diagram": "violet", "stated": "green", "measured": "blue"}
_ICONS = {
    ProvenanceKind.ASSUMED: ":material/help:",
    ProvenanceKind.DIAGRAM: ":material/schema:",
    ProvenanceKind.STATED: ":material/edit:",
    ProvenanceKind.MEASURED: ":material/monitoring:",
}
_NAMES = {
    ProvenanceKind.ASSUMED: "assumed",
    ProvenanceKind.DIAGRAM: "from the diagram",
    ProvenanceKind.STATED: "stated",
    ProvenanceKind.MEASURED: "measured",
}
_Badge = Callable[..., object]


def show_chip(origin: Provenance, language: str) -> None:
    """Assumed, from the diagram, stated or measured; with its date, and its source to be hovered."""
    badge: _Badge = st.badge
    badge(
        _told(origin, language),
        icon=_ICONS[origin.kind],
        color=ORIGIN_COLOURS[origin.kind],
        help=plain(origin.source) if origin.source else None,
    )


def show_origin(bench: Bench, path: str) -> None:
    """The chip of an input; of one that somebody filled in it opens, to say how it is known.

    What nobody filled in and what the diagram says are no matter of a source.
    """
    inputs, language = bench.inputs, bench.language
    origin = inputs.scenario.provenance[path]
    if not can_be_told(inputs.values, inputs.scenario, path):
        show_chip(origin, language)
        return
    place = f"provenance.{path}."
    chip = f":{ORIGIN_COLOURS[origin.kind]}-badge[{_ICONS[origin.kind]} {_told(origin, language)}]"
    with st.popover(chip, type="tertiary", key=session.keyed("origin", path, bench.scope)):
        _show_source(bench, path, origin)
        for mistake in inputs.mistakes:
            if f"{mistake.place}.".startswith(place):
                st.markdown(f":red[:material/error: {plain(mistake_text(mistake, language))}]")


def _show_source(bench: Bench, path: str, origin: Provenance) -> None:
    """How it is known, as of when, and from where: each kept at once."""
    language = bench.language
    stated = found(bench.inputs.values, "provenance", path)
    entry = stated if isinstance(stated, dict) else {}
    as_of = "" if origin.as_of is None else origin.as_of.isoformat()
    shown = {
        "kind": str(entry.get("kind") or origin.kind),
        "as_of": str(entry.get("as_of") or as_of),
        "source": str(entry.get("source") or origin.source),
    }
    keys = {part: session.keyed("origin", part, path, bench.scope) for part in shown}
    for part, key in keys.items():
        session.follow(key, shown[part])

    def kept() -> None:
        if not any(map(session.was_typed, keys.values())):
            return
        now = {part: session.widget(key) for part, key in keys.items()}
        bench.keep(lambda values: with_origin(values, path, now))

    st.selectbox(
        translate("How it is known", language),
        list(dict.fromkeys((*ORIGIN_NAMES, shown["kind"]))),
        format_func=lambda kind: translate(ORIGIN_NAMES.get(str(kind), str(kind)), language),
        help=translate(KIND_HELP, language),
        key=keys["kind"],
        on_change=session.unless_turned(kept),
    )
    for part, name, help in (("as_of", "As of", AS_OF_HELP), ("source", "Source", SOURCE_HELP)):
        st.text_input(
            translate(name, language),
            help=translate(help, language),
            key=keys[part],
            on_change=session.unless_turned(kept),
        )


def _told(origin: Provenance, language: str) -> str:
    told = translate(_NAMES[origin.kind], language)
    return told if origin.as_of is None else f"{told} · {origin.as_of:%Y-%m-%d}"
