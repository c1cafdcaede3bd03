"""What a level holds beside its tables: everything about one element, one click away."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import streamlit as st

from studio.app import session
from studio.app.forms.dates_sheet import dates_sheet
from studio.app.names import step_name, team_name
from studio.app.views.element_sheets import (
    arrival_inputs,
    case_inputs,
    event_inputs,
    ladders_inputs,
    promise_inputs,
    step_inputs,
    team_inputs,
)
from studio.app.views.sheet import Bench, show_sheet
from studio.scenario.triggers import has_contents
from studio.wording import translate

__all__ = ["show_more_inputs"]

_BASIC: Mapping[str, frozenset[str]] = {
    "steps": frozenset({"time", "team", "people"}),
    "arrivals": frozenset({"every", "open", "per_interval", "times"}),
    "events": frozenset({"after"}),
    "teams": frozenset({"staff", "calendar", "cost"}),
}
"""What the tables show already."""


def show_more_inputs(level: str, bench: Bench) -> None:
    """What is asked for on a level beside its tables."""
    # The same element may be filled in elsewhere on the page, under the scope itself.
    bench = replace(bench, scope=f"{bench.scope}:more")
    if level == "paths":
        _one_click_away(
            "What is known of a case, and who goes first", bench, ("attributes", "priority"), case_inputs
        )
    elif level == "times":
        scenario = bench.inputs.scenario
        steps = [id for id in scenario.steps if not has_contents(bench.diagram, id)]
        everything = {
            **dict.fromkeys(scenario.arrivals, ("arrivals", arrival_inputs)),
            **dict.fromkeys(steps, ("steps", step_inputs)),
            **dict.fromkeys(scenario.events, ("events", event_inputs)),
        }
        names = {id: step_name(bench.diagram, id, bench.language) for id in everything}
        _choose("Everything about one element", "element", names, everything, bench)
    elif level == "teams":
        teams = bench.inputs.scenario.teams
        names = {team: team_name(bench.diagram, team, bench.language) for team in teams}
        _choose(
            "Everything about one team", "team", names, dict.fromkeys(teams, ("teams", team_inputs)), bench
        )
    elif level == "hours":
        show_sheet(bench, dates_sheet(bench.inputs.values))
    elif level == "promises":
        st.markdown(f"**{translate('Escalation ladders', bench.language)}**")
        st.caption(
            translate(
                "To whom a case climbs, and by when each level must answer. Which steps use a ladder is "
                "filled in with the step.",
                bench.language,
            )
        )
        ladders_inputs(bench)
        _escalations(bench)
        st.divider()
        promise_inputs(bench)


def _one_click_away(
    title: str, bench: Bench, sections: tuple[str, ...], show: Callable[[Bench], None]
) -> None:
    """Open where somebody uses it."""
    used = any(bench.inputs.values.get(section) for section in sections)
    with st.expander(
        translate(title, bench.language),
        expanded=used,
        icon=":material/expand_content:",
        key=session.keyed("more", title, bench.scope),
    ):
        show(bench)


_Show = Callable[[Bench, str], None]


def _choose(
    title: str,
    what: str,
    names: Mapping[str, str],
    everything: Mapping[str, tuple[str, _Show]],
    bench: Bench,
    *,
    hint: str = "Patience, shifts, batches, self-service and the like",
) -> None:
    """One of many to fill in; those of which more is told than the tables show say so."""
    if not everything:
        return
    key = session.keyed("everything", what, bench.scope)

    def name(id: str) -> str:
        more = _told(bench, everything[id][0], id)
        return f"{names[id]} · {translate('more is filled in', bench.language)}" if more else names[id]

    st.selectbox(
        translate(title, bench.language),
        list(everything),
        index=None,
        format_func=name,
        placeholder=translate(hint, bench.language),
        key=key,
    )
    chosen = session.widget(key)
    if chosen in everything:
        with st.container(border=True, key=session.keyed("sheet", chosen, bench.scope)):
            everything[chosen][1](bench, chosen)


def _told(bench: Bench, section: str, id: str) -> bool:
    """Whether the file tells more of it than the tables show."""
    values = bench.inputs.values
    entry = (values.get(section) or {}).get(id) if isinstance(values.get(section), dict) else None
    more = isinstance(entry, dict) and bool(set(entry) - _BASIC[section])
    beside = {"steps": "escalations", "arrivals": "deflect"}.get(section)
    other = values.get(beside) if beside else None
    several = isinstance(entry, dict) and isinstance(entry.get("team"), list) and len(entry["team"]) > 1
    return more or several or (isinstance(other, dict) and id in other)


def _escalations(bench: Bench) -> None:
    """The steps from which cases climb, to be filled in here as well."""
    scenario = bench.inputs.scenario
    steps = [id for id in scenario.steps if not has_contents(bench.diagram, id)]
    if not bench.inputs.values.get("ladders"):
        return
    names = {id: step_name(bench.diagram, id, bench.language) for id in steps}
    every = dict.fromkeys(steps, ("steps", step_inputs))
    _choose("From which step", "climbing", names, every, bench, hint="Choose a step")
