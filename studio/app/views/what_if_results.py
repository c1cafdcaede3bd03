"""A finished comparison: verdicts in words, the figures side by side, and charts of what differs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from studio.analysis import Verdict
from studio.app import session, verdicts
from studio.app.figures import comparison_charts
from studio.app.figures.charts import Chart
from studio.app.figures.forest import forest, row_of
from studio.app.measures import case_name
from studio.app.months import saved_a_month
from studio.app.names import plain, team_name
from studio.app.verdicts import Side
from studio.library import Run
from studio.model import Diagram
from studio.scenario import Scenario
from studio.wording import number, translate

__all__ = ["show_comparison"]

_ROUGH = 10
"""Replications under which a comparison is told to be rough."""


def show_comparison(
    run: Run, comparison: Mapping[str, Any], scenario: Scenario, diagram: Diagram, *, language: str
) -> None:
    """``scenario`` is the baseline's, complete."""
    sides = verdicts.side_of(comparison, language)
    show_alarms(sides, diagram, language)
    show_verdicts(sides, comparison, language)
    show_grounds(sides, language)
    with st.container(border=True):
        st.markdown(f"**{translate('Figures side by side', language)}**")
        st.html(verdicts.table(sides, theme=session.theme(), language=language))
    left, right = st.columns(2, gap="medium")
    with left:
        show_differences(sides, language)
        show_queues(sides, scenario, diagram, language)
    with right:
        show_chart(
            "Promises kept",
            comparison_charts.promises_kept(sides, _promised(scenario), language),
            language,
            note="The upright line is what is promised.",
        )
        show_chart(
            "How busy the teams are", comparison_charts.utilisation(sides, diagram, language), language
        )
    show_remarks(sides, diagram, language)
    show_downloads(run, comparison, sides, language)


def show_alarms(sides: Sequence[Side], diagram: Diagram, language: str) -> None:
    """What must be known before any figure, the gravest first."""
    told = verdicts.alarms(sides, diagram, language)
    for tone, show in (("red", st.error), ("orange", st.warning)):
        lines = [f"- **{plain(side.name)}**: {plain(each.text)}" for side, each in told if each.tone == tone]
        if lines:
            show("\n".join(lines), icon=":material/warning:")


def show_verdicts(sides: Sequence[Side], comparison: Mapping[str, Any], language: str) -> None:
    """A plain sentence for each scenario, and what it saves a month."""
    baseline = plain(sides[0].name)
    st.caption(translate("Compared with {name}:", language, name=f"**{baseline}**"))
    for side in verdicts.others(sides):
        with st.container(border=True):
            st.markdown(f"**{plain(side.name)}** – {verdicts.verdict(side, sides, language)}")
            if saved := saved_a_month(comparison, side.key, language):
                st.caption(plain(saved))


def show_grounds(sides: Sequence[Side], language: str) -> None:
    """How the figures came about, and how sure they are."""
    first = sides[0].result
    replications = int(first["replications"])
    with st.container(horizontal=True, vertical_alignment="center"):
        if replications < _ROUGH:
            st.badge(translate("Quick look: rough", language), icon=":material/bolt:", color="orange")
        told = translate(
            "{replications:number} replications each, the same customers in each scenario, seed {seed}. "
            "The intervals of the differences hold together with 95 % (Holm); "
            "those of the figures hold each for itself.",
            language,
            replications=replications,
            seed=first["seed"],
        )
        factor = verdicts.pairing(sides)
        if factor is not None and factor >= 1.5:
            told += " " + translate(
                "With other customers on each side, as sure differences would take {factor} times as many "
                "replications.",
                language,
                factor=number(factor, 1 if factor < 10 else 0, language),
            )
        st.caption(told)


def show_differences(sides: Sequence[Side], language: str) -> None:
    """The differences of the scenarios in a measure that one chooses."""
    there = [key for key in verdicts.measures_of(sides) if verdicts.differing(key, sides)]
    if not there:
        return
    with st.container(border=True):
        st.markdown(f"**{translate('Differences', language)}**")
        wanted = session.address("difference")
        key = session.keyed("difference")
        chosen = st.selectbox(
            translate("Measure", language),
            there,
            index=there.index(wanted) if wanted in there else _most_telling(there, sides),
            format_func=lambda each: case_name(each, sides[0].result, language),
            key=key,
            on_change=lambda: session.choose(difference=session.widget(key)),
            label_visibility="collapsed",
        )
        before = sides[0].result["measures"].get(chosen)
        rows = [
            row
            for side, difference in verdicts.differing(chosen, sides)
            if (row := row_of(side.name, difference, before)) is not None
        ]
        chart = forest(rows, language)
        if chart is not None:
            st.altair_chart(chart, alt=translate("Differences", language))


def _most_telling(there: Sequence[str], sides: Sequence[Side]) -> int:
    """The first measure in which anything is proved."""
    proved = (
        number_
        for number_, key in enumerate(there)
        if any(each["verdict"] != Verdict.UNPROVEN for _, each in verdicts.differing(key, sides))
    )
    return next(proved, 0)


def show_queues(sides: Sequence[Side], scenario: Scenario, diagram: Diagram, language: str) -> None:
    teams = comparison_charts.queue_teams(sides)
    if not teams:
        return
    with st.container(border=True):
        st.markdown(f"**{translate('Queue over time', language)}**")
        team = st.selectbox(
            translate("Team", language),
            teams,
            format_func=lambda each: team_name(diagram, each, language),
            key=session.keyed("queue of", *teams),
            label_visibility="collapsed",
        )
        chart = comparison_charts.queues(sides, team, language, start=scenario.start)
        if chart is not None:
            st.altair_chart(chart, alt=translate("Queue over time", language))


def show_chart(title: str, chart: Chart | None, language: str, *, note: str = "") -> None:
    if chart is None:
        return
    with st.container(border=True):
        st.markdown(f"**{translate(title, language)}**")
        st.altair_chart(chart, alt=translate(title, language))
        if note:
            st.caption(translate(note, language))


def _promised(scenario: Scenario) -> dict[str, float]:
    return {promise.name: promise.share for promise in scenario.promises if promise.share is not None}


def show_remarks(sides: Sequence[Side], diagram: Diagram, language: str) -> None:
    found = verdicts.remarks(sides, diagram, language)
    if not found:
        return
    told = translate("{n} {n:remark|remarks} about this simulation", language, n=len(found))
    with st.expander(told, icon=":material/warning:", key=session.keyed("remarks")):
        for text, names in found:
            st.markdown(f"- {plain(text)} ({plain(', '.join(names))})")


def show_downloads(run: Run, comparison: Mapping[str, Any], sides: Sequence[Side], language: str) -> None:
    stem = f"{run.process}-what-if-{run.id}"
    files = (
        (
            "Comparison (JSON)",
            f"{stem}.json",
            "application/json",
            json.dumps(comparison, ensure_ascii=False, indent=1),
        ),
        ("Figures and differences (CSV)", f"{stem}.csv", "text/csv", "\ufeff" + verdicts.csv(sides)),
    )
    with st.container(horizontal=True):
        for label, name, mime, data in files:
            st.download_button(
                translate(label, language),
                data,
                file_name=name,
                mime=mime,
                icon=":material/download:",
                key=session.keyed("download", label),
                on_click="ignore",
            )
