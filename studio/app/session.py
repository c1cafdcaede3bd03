"""What a page knows of the person in front of it: their language, what they look at, what they chose.

Whatever must survive a refresh or a bookmark stands in the page's address. The session remembers the
address too, because a click in the top navigation begins with an empty one. Nothing else in the studio
touches ``st.session_state``.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from studio.wording import LANGUAGES, best_language

__all__ = [
    "address",
    "begin",
    "choose",
    "choose_language",
    "edits",
    "end",
    "follow",
    "forget",
    "is_shown",
    "keyed",
    "language",
    "open_process",
    "recall",
    "remember",
    "shows",
    "table_changes",
    "theme",
    "unless_left",
    "unless_turned",
    "was_typed",
    "whole_address",
    "widget",
    "zone",
]

_LANGUAGE = "lang"
_PARTS = (
    "process",
    "scenario",
    "run",
    "view",
    "level",
    "detail",
    "case",
    "measure",
    "element",
    "check",
    "kind",
    "fault",
    "step",
    "draft",
    "version",
    "walk",
    "weighing",
    "suggestion",
    "baseline",
    "others",
    "levers",
    "look",
    "comparison",
    "difference",
    "promise",
    "spared",
    _LANGUAGE,
)
_OF_A_PROCESS = (
    "scenario",
    "run",
    "case",
    "element",
    "kind",
    "fault",
    "step",
    "draft",
    "version",
    "walk",
    "weighing",
    "suggestion",
    "baseline",
    "others",
    "levers",
    "comparison",
    "promise",
    "spared",
)

_ON_ITS_WAY_S = 10.0
"""Seconds after a change of the address during which the browser may still send the one before.

A click can be on its way already when the address changes. Without this it would take the person back
to the scenario that was just left, and what it changes with it.
"""


def begin() -> None:
    """Bring the address and the session together; the first thing a page does.

    What the address says goes before what the session remembers, except that the rest of another
    process is not carried over to the one in the address.
    """
    known = st.session_state.setdefault("address", {})
    told = {part: st.query_params[part] for part in _PARTS if part in st.query_params}
    left = st.session_state.setdefault("left", {})
    now = time.monotonic()
    moved = st.session_state.pop("moved", False)  # then this is the address that we have just put there
    for part, (values, until) in list(left.items()):
        if now > until or (told.get(part) == known.get(part) and not moved):
            del left[part]
        elif told.get(part) in values:
            told.pop(part, None)
    if told.get("process", known.get("process")) != known.get("process"):
        for part in _OF_A_PROCESS:
            known.pop(part, None)
    known.update(told)
    _show(known)
    st.session_state["page number"] = st.session_state.get("page number", 0) + 1


def end() -> None:
    """The last thing a page does: what it did not show to its end, the browser is about to forget."""
    shown, number = st.session_state.get("shown widgets", {}), st.session_state["page number"]
    st.session_state["shown widgets"] = {key: last for key, last in shown.items() if last == number}


def address(part: str) -> str | None:
    """What stands in the address for ``process``, ``scenario``, ``run``, ``view`` or the like."""
    value: str | None = st.session_state["address"].get(part)
    return value


def choose(**parts: str | None) -> None:
    """Put other things into the address; None takes one out."""
    known, left = st.session_state["address"], st.session_state["left"]
    for part, value in parts.items():
        if value != known.get(part):
            before, _ = left.get(part, ((), 0.0))
            left[part] = ((*before, known.get(part)), time.monotonic() + _ON_ITS_WAY_S)
            st.session_state["moved"] = True
        if value is None:
            known.pop(part, None)
        else:
            known[part] = value
    _show(known)


def unless_left(part: str, then: Callable[[], None]) -> Callable[[], None]:
    """``then`` for as long as the address says of ``part`` what it says now, and nothing after.

    For what a widget does whose key changes with the address: a slow browser still tells the value of
    the one before, when it is gone from the page.
    """
    shown = address(part)

    def act() -> None:
        if address(part) == shown:
            then()

    return act


def unless_turned(then: Callable[[], None]) -> Callable[[], None]:
    """``then`` for as long as the same scenario is being filled in, and nothing after: as above."""
    shown = (address("process"), recall("edition"))

    def act() -> None:
        if (address("process"), recall("edition")) == shown:
            then()

    return act


def open_process(id: str) -> None:
    """Turn to another process; what the address says of the one before goes."""
    if address("process") != id:
        choose(process=id, **dict.fromkeys(_OF_A_PROCESS))


def whole_address() -> dict[str, str]:
    """The address, to take along to another page."""
    return dict(st.session_state["address"])


def language() -> str:
    """The language of the page: the one chosen, else that of the browser."""
    chosen = address(_LANGUAGE)
    return chosen if chosen is not None and chosen in LANGUAGES else best_language(st.context.locale)


def choose_language(key: str) -> None:
    """Take the language from the widget of that key."""
    chosen = widget(key)
    if chosen in LANGUAGES:
        choose(lang=chosen)


def theme() -> str:
    """``light`` or ``dark``."""
    return "dark" if st.context.theme.type == "dark" else "light"


def zone() -> ZoneInfo:
    """The browser's time zone; UTC where it is not known."""
    try:
        return ZoneInfo(st.context.timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def keyed(*parts: object) -> str:
    """A widget's key in this language: a keyed widget would keep the texts of the other one."""
    return ":".join((*map(str, parts), language()))


def widget(key: str) -> Any:  # noqa: ANN401 - as various as widgets
    """The value of the widget of that key; None while it is not on the page."""
    return st.session_state.get(key)


def shows(key: str) -> None:
    """Say that the widget of that key is on the page, for :func:`is_shown`."""
    st.session_state.setdefault("shown widgets", {})[key] = st.session_state["page number"]


def is_shown(key: str) -> bool:
    """Whether the widget of that key, of which :func:`shows` tells, has been on the page ever since.

    A slow browser tells once more what was done to a widget that is gone, and forgets it afterwards.
    """
    return key in st.session_state and key in st.session_state.get("shown widgets", {})


def edits(key: str) -> Mapping[int, Mapping[str, Any]]:
    """What was changed in the table editor of that key: by row number, the cells."""
    state = st.session_state.get(key) or {}
    changed: Mapping[int, Mapping[str, Any]] = state.get("edited_rows", {})
    return changed


def table_changes(key: str) -> Mapping[str, Any]:
    """All that was changed in the table editor of that key: rows edited, added and deleted."""
    state: Mapping[str, Any] = st.session_state.get(key) or {}
    return state


def follow(key: str, value: object) -> None:
    """Have the widget of that key show what is kept elsewhere, unless somebody is about to change it.

    Called before the widget; what was typed into it stays until what is kept becomes something else.
    """
    kept = f"kept:shown:{key}"
    if key not in st.session_state or kept not in st.session_state or st.session_state[kept] != value:
        st.session_state[key] = value
    st.session_state[kept] = value


def was_typed(key: str) -> bool:
    """Whether somebody changed what :func:`follow` shows there.

    A slow browser tells once more what a field held that is gone from the page, and that is no change.
    """
    return key in st.session_state and st.session_state[key] != recall(f"shown:{key}")


def remember(key: str, value: object) -> None:
    """Keep something until the page is closed or refreshed."""
    st.session_state[f"kept:{key}"] = value


def recall(key: str) -> Any:  # noqa: ANN401 - whatever was kept
    return st.session_state.get(f"kept:{key}")


def forget(key: str) -> Any:  # noqa: ANN401 - whatever was kept
    """Recall something for the last time."""
    return st.session_state.pop(f"kept:{key}", None)


def _show(known: Mapping[str, str]) -> None:
    """In one go: each change by itself would be one more page for the browser's way back."""
    now = st.query_params.to_dict()
    wanted = {part: value for part, value in now.items() if part not in _PARTS}
    wanted |= {part: known[part] for part in _PARTS if part in known}
    if wanted != now:
        st.query_params.from_dict(wanted)
