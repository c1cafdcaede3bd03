"""How a page about one process and scenario opens: the two choices, and the one thing to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from studio import library
from studio.app import background, session, shared
from studio.app.choices import Choice, choices, chosen
from studio.app.comparing import side_names
from studio.app.views.head import head
from studio.app.views.picker import pick_process, pick_scenario
from studio.library import Run, StoredProcess
from studio.scenario import Detail
from studio.wording import translate

__all__ = ["Opening", "begin_run", "current", "open_page"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What a page is about, and the bar at its head."""

    process: StoredProcess
    among: tuple[Choice, ...]
    choice: Choice
    bar: DeltaGenerator

    def show_action(
        self,
        label: str,
        *,
        icon: str,
        key: str,
        disabled: bool,
        on_click: Callable[[StoredProcess], None],
        language: str,
        help: str | None = None,
    ) -> None:
        """The button at the end of the bar; ``label`` and ``help`` are English."""
        with self.bar:
            st.space("stretch")
            st.button(
                translate(label, language),
                icon=icon,
                type="primary",
                key=key,
                disabled=disabled,
                help=None if help is None else translate(help, language),
                on_click=on_click,
                args=(self.process,),
            )


def open_page(language: str, *, scope: str, turn_to: Callable[[str | None], None]) -> Opening | None:
    """Process and scenario to choose from; None where there is no process.

    ``scope`` names the page, ``turn_to`` is told the key of another scenario.
    """
    store = shared.store()
    bar = head(language).container(horizontal=True, vertical_alignment="bottom")
    with bar, st.container(width=360):
        process = pick_process(store, language)
    if process is None:
        return None
    among = choices(store, process, shared.shipped(process), language)
    choice = chosen(among, session.address("scenario"))
    with bar:
        pick_scenario(among, choice, scope=f"{scope}:{process.id}", language=language, turn_to=turn_to)
    return Opening(process=process, among=among, choice=choice, bar=bar)


def current(process: StoredProcess, language: str) -> tuple[Choice, str]:
    """The chosen scenario as it is now, which may be newer than what the page shows, and its name for a run.

    That name is in both languages where it has both.
    """
    shipped = shared.shipped(process)
    among = choices(shared.store(), process, shipped, language)
    choice = chosen(among, session.address("scenario"))
    return choice, side_names(among, shipped)[choice.key]


def begin_run(process: StoredProcess, language: str, level: Detail = Detail.PROMISES) -> Run | None:
    """Simulate the chosen scenario as it is now; None where it has mistakes."""
    choice, name = current(process, language)
    inputs = shared.inputs(process, choice.text)
    if inputs.mistakes:
        return None
    run = library.add_run(
        shared.store(),
        process.id,
        digest=process.digest,
        scenario_name=name,
        scenario_text=choice.text,
        seed=inputs.scenario.seed,
        level=int(level),
        beside=shared.gathered(process, choice.text).kept(),
    )
    background.jobs().submit(run.id)
    return run
