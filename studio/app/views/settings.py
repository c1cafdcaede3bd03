"""How a simulation is run: its size, its precision and its seed, and the scenario's own file."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from studio.app import session
from studio.app.forms.table import Change, Values, changed
from studio.app.forms.times import written
from studio.scenario import Scenario
from studio.wording import translate

__all__ = ["show_settings"]

BY_CASES, BY_LENGTH = "cases", "length"

_SAID_ONCE: Sequence[tuple[str, str, Callable[[Scenario], str], str]] = (
    (
        "service_level",
        "Service level: begun within",
        lambda scenario: written(scenario.service_level),
        "The service level is the share of visits that are begun within this time. With its unit: 20 s.",
    ),
    ("currency", "Currency", lambda scenario: scenario.currency, "In which costs are told: CNY."),
    (
        "start",
        "Begins at",
        lambda scenario: f"{scenario.start:%Y-%m-%dT%H:%M}",
        "The first moment of the simulation, such as 2026-03-02T00:00.",
    ),
    ("zone", "Time zone", lambda scenario: scenario.zone, "Of all hours and dates, such as Asia/Shanghai."),
)
"""What counts for the whole scenario: key, heading, what counts where nothing is filled in, help."""


def show_settings(
    values: Values, scenario: Scenario, *, scope: str, language: str, keep: Callable[[Change], None]
) -> None:
    """The run settings; every change is handed to ``keep``."""

    def key(name: str) -> str:
        return session.keyed("setting", name, scope)

    def put(name: str, read: Callable[[object], object]) -> Callable[[], None]:
        def kept() -> None:
            given = session.widget(key(name))
            told = None if given in (None, "") else read(given)
            keep(lambda values: changed(_alone(values, name), (name,), told))

        return session.unless_turned(kept)

    by = BY_CASES if scenario.cases is not None else BY_LENGTH
    size = st.segmented_control(
        translate("Simulate", language),
        [BY_CASES, BY_LENGTH],
        default=by,
        required=True,
        format_func=lambda way: translate(
            {BY_CASES: "a number of cases", BY_LENGTH: "a span of time"}[way], language
        ),
        key=key("size"),
    )
    left, right = st.columns(2)
    with left:
        if size == BY_CASES:
            st.number_input(
                translate("Cases in each replication", language),
                1,
                10_000_000,
                scenario.cases,
                placeholder=translate("automatic", language),
                key=key("cases"),
                on_change=put("cases", lambda n: int(str(n))),
            )
        else:
            st.text_input(
                translate("Length of each replication", language),
                "" if scenario.length is None else str(values.get("length") or written(scenario.length)),
                placeholder="4 weeks",
                key=key("length"),
                on_change=put("length", str),
            )
        st.text_input(
            translate("Warm-up", language),
            _warm_up(values, scenario, language),
            help=translate("Left out of the figures: automatic, 0, or a time such as 1 week.", language),
            key=key("warm_up"),
            on_change=put("warm_up", lambda text: _warm_up_told(str(text).strip(), language)),
        )
    with right:
        st.number_input(
            translate("Replications", language),
            1,
            10_000,
            scenario.replications,
            placeholder=translate("automatic", language),
            help=translate("Automatic: until the headline figures are precise enough.", language),
            key=key("replications"),
            on_change=put("replications", lambda n: int(str(n))),
        )
        st.number_input(
            translate("Precision (± % of the value)", language),
            0.1,
            50.0,
            100 * scenario.precision,
            step=1.0,
            format="%g",
            disabled=scenario.replications is not None,
            key=key("precision"),
            on_change=put("precision", lambda percent: f"{float(str(percent)):g} %"),
        )
    st.number_input(
        translate("Seed", language),
        0,
        2**53 - 1,
        scenario.seed,
        help=translate("The same seed gives the same customers again.", language),
        key=key("seed"),
        on_change=put("seed", lambda n: int(str(n))),
    )
    with st.grid(2, min_column_width=150):
        for name, heading, otherwise, help in _SAID_ONCE:
            st.text_input(
                translate(heading, language),
                str(getattr(values.get(name), "text", values.get(name, ""))),
                placeholder=otherwise(scenario),
                help=translate(help, language),
                key=key(name),
                on_change=put(name, lambda text: str(text).strip() or None),
            )


def _warm_up(values: Values, scenario: Scenario, language: str) -> str:
    """What the file says, ``auto`` in the reader's word."""
    stated = values.get("warm_up")
    if stated == "auto" or (stated is None and scenario.warm_up is None):
        return translate("automatic", language)
    return str(stated) if stated is not None else written(scenario.warm_up or 0.0)


def _warm_up_told(text: str, language: str) -> object:
    """The other way round."""
    if text.casefold() == translate("automatic", language).casefold():
        return "auto"
    return 0 if text == "0" else text


def _alone(values: Values, name: str) -> Values:
    """Cases and length cannot both be stated."""
    other = {BY_CASES: BY_LENGTH, BY_LENGTH: BY_CASES}.get(name)
    return values if other is None else changed(values, (other,), None)
