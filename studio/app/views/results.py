"""The figures of a finished run: the headline, the heat on the diagram, charts and tables."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from studio.app import session, tables
from studio.app.amounts import estimate, in_two
from studio.app.diagram import diagram_view
from studio.app.figures import charts
from studio.app.figures.causes import CAUSE_COLOURS, causes_frame, causes_of_waiting
from studio.app.figures.heat import HeatMap, heat_map, legend, numbers, traffic, without_figures
from studio.app.figures.load import busiest, load_frame, load_over_time
from studio.app.inputs import input_name
from studio.app.measures import CASE, HEAT, STEP, case_name, headline, heat_name
from studio.app.names import in_language, plain, step_name, team_name
from studio.app.notices import is_grave, notices, remark
from studio.app.views.self_checks import show_self_checks
from studio.library import Run
from studio.model import Diagram
from studio.scenario import Scenario
from studio.wording import translate

__all__ = ["show_chart", "show_grounds", "show_results"]

HEIGHT = 560
Result = Mapping[str, Any]


def show_results(
    run: Run, result: Result, scenario: Scenario, diagram: Diagram, *, drawing: bytes, language: str
) -> None:
    show_notices(result, diagram, language)
    show_headline(result, language)
    show_grounds(result, scenario, diagram, language)
    show_heat(run, result, scenario, diagram, drawing=drawing, language=language)
    show_charts(result, scenario, diagram, language)
    show_self_checks(result, diagram, language)
    show_tables(result, diagram, language)
    show_downloads(run, result, diagram, language)


def show_notices(result: Result, diagram: Diagram, language: str) -> None:
    """What changes how every figure below reads: an overload, cases that never end."""
    told = notices(result.get("warnings") or (), diagram, language)
    boxes = (("red", st.error, ":material/error:"), ("orange", st.warning, ":material/warning:"))
    for tone, box, icon in boxes:
        lines = [plain(notice.text) for notice in told if notice.tone == tone]
        if lines:
            box(lines[0] if len(lines) == 1 else "\n".join(f"- {line}" for line in lines), icon=icon)


def show_headline(result: Result, language: str) -> None:
    """One row of the measures that everybody asks for first."""
    there = headline(result)
    with st.grid(len(there), min_column_width=170):
        for key, figure in there.items():
            meaning = (
                CASE[key].meaning
                if key in CASE
                else "Share of the cases in which the promised time was kept."
            )
            show_metric(plain(case_name(key, result, language)), figure, meaning, language)


def show_metric(label: str, figure: Mapping[str, Any], meaning: str, language: str) -> None:
    value, interval = in_two(figure, language)
    with st.container(border=True, height="stretch", gap="small", key=session.keyed("figure", label)):
        st.caption(label, help=translate(meaning, language))  # it wraps, where that of a metric is cut off
        st.metric(
            label,
            value,
            interval or None,
            delta_color="off",
            delta_arrow="off",
            label_visibility="collapsed",
        )


def show_grounds(result: Result, scenario: Scenario, diagram: Diagram, language: str) -> None:
    """What the figures rest on: assumptions, size of the run, and what was not simulated."""
    assumed = scenario.assumed
    with st.container(horizontal=True, vertical_alignment="center"):
        label = translate(
            "{n} of {m} inputs are assumed", language, n=len(assumed), m=len(scenario.provenance)
        )
        if assumed:
            with st.popover(
                label, icon=":material/help_center:", type="tertiary", key=session.keyed("assumed")
            ):
                st.markdown("\n".join(f"- {plain(input_name(path, diagram, language))}" for path in assumed))
        else:
            st.badge(translate("No input is assumed", language), icon=":material/verified:", color="green")
        st.caption(
            translate(
                "{cases:number} cases in {replications:number} replications · 95 % intervals · "
                "engine {engine} · seed {seed}",
                language,
                cases=result["cases"],
                replications=result["replications"],
                engine=result["engine"],
                seed=result["seed"],
            )
        )
    warnings = [each for each in result.get("warnings") or () if not is_grave(each["code"])]
    if warnings:
        told = translate("{n} {n:remark|remarks} about this simulation", language, n=len(warnings))
        with st.expander(told, icon=":material/info:", key=session.keyed("warnings")):
            for warning in warnings:
                name, said = (plain(part) for part in remark(warning, diagram, language))
                st.markdown(f"- **{name}** – {said}" if name else f"- {said}")


def show_heat(
    run: Run, result: Result, scenario: Scenario, diagram: Diagram, *, drawing: bytes, language: str
) -> None:
    teams = _done_by_people(scenario)
    there = [
        f"{kind}:{key}"
        for kind, key in HEAT
        if heat_map(result, kind, key, teams=teams, language=language).marks
    ]
    if not there:
        return
    canvas, beside = st.columns([3, 1], gap="medium")
    with beside.container(height=HEIGHT, border=False):
        wanted = session.address("measure")
        key = session.keyed("measure")
        chosen = st.selectbox(
            translate("Colour the diagram by", language),
            there,
            index=there.index(wanted) if wanted in there else 0,
            format_func=lambda choice: _heat_name(choice, language),
            key=key,
            on_change=lambda: session.choose(measure=session.widget(key)),
        )
        kind, _, measure = str(chosen).partition(":")
        heat = heat_map(result, kind, measure, teams=teams, language=language)
        st.html(
            legend(heat, name=heat_name(kind, measure, language), theme=session.theme(), language=language)
        )
        show_step(result, diagram, language)
        show_ranking(heat, diagram, language)
    with canvas:
        diagram_view(
            drawing,
            document=f"{run.digest}:{language}",
            key="heat",
            language=language,
            height=HEIGHT,
            heat={**traffic(result, language), **heat.marks, **without_figures(result, diagram, language)},
            badges=numbers(heat),
            selected=session.address("element"),
            on_click=lambda clicked: session.choose(element=clicked or None),
        )


def _done_by_people(scenario: Scenario) -> dict[str, str]:
    """The team of each step that has one."""
    return {id: step.team for id, step in scenario.steps.items() if step.team is not None}


def _heat_name(choice: str, language: str) -> str:
    kind, _, measure = choice.partition(":")
    return heat_name(kind, measure, language)


def show_step(result: Result, diagram: Diagram, language: str) -> None:
    """The figures of the step that was clicked."""
    element = diagram.element(session.address("element") or "")
    measures = result["steps"].get(element.id) if element is not None else None
    if element is None or not measures:
        st.caption(translate("Click a step to see its figures.", language))
        return
    with st.container(border=True):
        st.markdown(f"**{plain(step_name(diagram, element.id, language))}**")
        st.table(
            {
                translate(measure.name, language): plain(estimate(measures[key], language))
                for key, measure in STEP.items()
                if (value := (measures.get(key) or {}).get("value")) is not None
                and (value or not _is_a_cause_of_waiting(key))
            },
            border="horizontal",
        )


def _is_a_cause_of_waiting(key: str) -> bool:
    """Those that nobody waited for are left out."""
    _, cause, *_ = f"{key}..".split(".")
    return key.startswith("wait.") and cause in CAUSE_COLOURS


def show_ranking(heat: HeatMap, diagram: Diagram, language: str) -> None:
    """The elements with the most of the measure, each a way to its figures."""
    most = dict(heat.most(6))
    ids = list(most)
    element = session.address("element")
    key = session.keyed("rank", session.address("measure"), element)
    st.radio(
        translate("Highest", language),
        ids,
        index=ids.index(element) if element in most else None,
        format_func=lambda each: (
            f"{plain(step_name(diagram, each, language))} · **{plain(most[each].text)}**"
        ),
        key=key,
        on_change=session.unless_left("element", lambda: session.choose(element=session.widget(key))),
    )


def show_charts(result: Result, scenario: Scenario, diagram: Diagram, language: str) -> None:
    cards = (
        (
            "Cycle time of the cases",
            charts.cycle_time_histogram(result, language),
            charts.histogram_frame(result, language),
        ),
        (
            "Why cases wait",
            causes_of_waiting(result, diagram, language, steps=_done_by_people(scenario)),
            causes_frame(result, diagram, language),
        ),
        (
            "Queues over time",
            charts.queues_over_time(result, diagram, language, start=scenario.start),
            charts.queue_frame(result, diagram, language, start=scenario.start),
        ),
        (
            "How busy the teams are",
            charts.utilisation_bars(result, diagram, language),
            tables.teams_table(result, diagram, language),
        ),
        (
            "Waiting and working, per visit",
            charts.waiting_and_working(result, diagram, language, steps=_done_by_people(scenario)),
            tables.steps_table(result, diagram, language),
        ),
    )
    show_load(result, scenario, diagram, language)
    there = [card for card in cards if card[1] is not None]
    for number, place in enumerate(st.columns(2, gap="medium")):
        with place:
            for title, chart, table in there[number::2]:
                show_chart(title, chart, table, language)


def show_load(result: Result, scenario: Scenario, diagram: Diagram, language: str) -> None:
    """How many people of one team are there and busy over time, and what waits for them."""
    teams = [team for team in busiest(result) if not load_frame(result, team, scenario.start).empty]
    if not teams:
        return
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{translate('Load and queue over time', language)}**", width="stretch")
            team = st.selectbox(
                translate("Team", language),
                teams,
                format_func=lambda each: in_language(team_name(diagram, each, language), language),
                key=session.keyed("load"),
                width=280,
                label_visibility="collapsed",
            )
        for chart in load_over_time(result, team, language, start=scenario.start) or ():
            st.altair_chart(chart, alt=translate("Load and queue over time", language))


def show_chart(title: str, chart: charts.Chart | None, table: pd.DataFrame, language: str) -> None:
    """A card with a title, and a switch between the chart and its numbers."""
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{translate(title, language)}**", width="stretch")
            shown = st.segmented_control(
                translate("Show as", language),
                ["chart", "table"],
                default="chart",
                required=True,
                format_func={"chart": ":material/bar_chart:", "table": ":material/table_rows:"}.__getitem__,
                key=session.keyed("show", title),
                label_visibility="collapsed",
            )
        if shown == "chart" and chart is not None:
            st.altair_chart(chart, alt=translate(title, language))
        else:
            show_table(table, translate(title, language), height=280)


def show_tables(result: Result, diagram: Diagram, language: str) -> None:
    named = (
        ("Steps", tables.steps_table(result, diagram, language)),
        ("Teams", tables.teams_table(result, diagram, language)),
        ("Cases", tables.cases_table(result, language)),
        ("Ends", tables.paths_table(result, diagram, language)),
    )
    there = [(translate(title, language), table) for title, table in named if len(table)]
    for tab, (title, table) in zip(st.tabs([title for title, _ in there]), there, strict=True):
        with tab:
            show_table(table, title)


def show_table(table: pd.DataFrame, title: str, *, height: int | None = None) -> None:
    numbers = {
        str(column): st.column_config.TextColumn("±", width=84)
        if str(column).startswith("±")
        else st.column_config.NumberColumn(format="localized")
        for column in table
        if str(column).startswith("±") or pd.api.types.is_numeric_dtype(table[column])
    }
    st.dataframe(
        table, hide_index=True, column_config=numbers, alt=title, height=height or "auto", placeholder=""
    )


def show_downloads(run: Run, result: Result, diagram: Diagram, language: str) -> None:
    stem = f"{run.process}-{run.id}"
    names = {id: step_name(diagram, id, language) for id in result["steps"]}
    teams = {team: in_language(team_name(diagram, team, language), language) for team in result["teams"]}
    files: Sequence[tuple[str, str, str, str]] = (
        (
            "Result (JSON)",
            f"{stem}.json",
            "application/json",
            json.dumps(result, ensure_ascii=False, indent=1),
        ),
        ("Steps (CSV)", f"{stem}-steps.csv", "text/csv", "\ufeff" + tables.csv(result["steps"], names)),
        ("Teams (CSV)", f"{stem}-teams.csv", "text/csv", "\ufeff" + tables.csv(result["teams"], teams)),
        ("Scenario (YAML)", f"{stem}.yaml", "application/yaml", run.scenario_text),
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
