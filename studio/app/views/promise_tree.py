"""The promises of a run: the tree with both clocks, what breaks a promise, and what would carry it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from studio.app import session
from studio.app.figures import promise_charts as charts
from studio.app.names import plain
from studio.app.promised import Promises
from studio.app.views.promise_parts import show_parts
from studio.model import Diagram
from studio.wording import duration, share, translate

__all__ = ["show_promises"]

Result = Mapping[str, Any]


def show_promises(result: Result, diagram: Diagram, language: str) -> None:
    promises = result.get("promises") or {}
    st.subheader(translate("Promises", language))
    if not promises:
        st.info(
            translate(
                "This scenario promises nothing yet. Add a promise with its parts to the scenario under "
                "Simulate: from where to where, within what time, for what share of the cases.",
                language,
            ),
            icon=":material/lightbulb:",
        )
        return
    show_tree(promises, diagram, language)
    show_breach(promises, diagram, language)


def show_tree(promises: Promises, diagram: Diagram, language: str) -> None:
    with st.container(border=True):
        left, right = st.columns([3, 2], gap="medium")
        for place, title, chart in (
            (left, "How many are kept", charts.attainment(promises, diagram, language)),
            (right, "By two clocks", charts.clocks(promises, diagram, language)),
        ):
            with place:
                st.markdown(f"**{translate(title, language)}**")
                if chart is not None:
                    st.altair_chart(chart, alt=translate(title, language))
        st.caption(
            translate(
                "The company's clock runs in the hours that the promise names; the customer's never stands "
                "still. Times are of the cases that came to the promise's end.",
                language,
            )
        )
        with st.expander(translate("Owners and times in figures", language), icon=":material/table_rows:"):
            frame = charts.tree_frame(promises, diagram, language)
            names = {"name": "Promise", "owner": "Owner", "told": "Kept by"}
            shown = frame[list(names)].rename(
                columns={key: translate(name, language) for key, name in names.items()}
            )
            shown[translate("Promised", language)] = frame["promised_told"]
            for clock, word in (("company", "The company's clock"), ("customer", "The customer's clock")):
                for part in ("p50", "p90", "p95"):
                    shown[f"{translate(word, language)} · {part.upper()}"] = frame[f"{clock}_{part}_told"]
            st.dataframe(shown, hide_index=True, alt=translate("Promises", language))


def show_breach(promises: Promises, diagram: Diagram, language: str) -> None:
    """Where the time of the broken cases went, for the promise that is chosen."""
    wanted = session.address("promise")
    names = list(promises)
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{translate('What breaks a promise', language)}**", width="stretch")
            key = session.keyed("promise", len(names))
            name = str(
                st.selectbox(
                    translate("Promise", language),
                    names,
                    index=names.index(wanted) if wanted in names else 0,
                    format_func=lambda each: charts.promise_name(promises, each, language),
                    key=key,
                    width=340,
                    label_visibility="collapsed",
                    on_change=lambda: session.choose(promise=session.widget(key)),
                )
            )
        kinds = {
            "parts": "Parts that were broken, of the broken cases",
            "steps": "Steps: share of the time by which broken cases take longer",
            "causes": "Causes: share of the time by which broken cases take longer",
        }
        found = {kind: charts.breach(promises, name, kind, diagram, language) for kind in kinds}
        there = {kind: chart for kind, chart in found.items() if chart is not None}
        if not there:
            st.caption(translate("No case of this run broke it.", language))
        else:
            for place, (kind, chart) in zip(st.columns(len(there), gap="medium"), there.items(), strict=True):
                with place:
                    st.caption(translate(kinds[kind], language))
                    st.altair_chart(chart, alt=translate(kinds[kind], language))
        show_parts(promises, name, language)
        show_budget(promises[name], charts.promise_name(promises, name, language), diagram, language)


def show_budget(promise: Mapping[str, Any], name: str, diagram: Diagram, language: str) -> None:
    """What each step may take for the promise to be kept, in words and as a table."""
    basis = promise.get("budget_basis")
    if not basis:
        return
    percent = share(promise.get("promised"), language)
    within = duration(promise["within"], language)
    told = (
        "“{name}” holds. These are the tightest budgets that {percent} of the cases keep at every step at "
        "once: what each step takes in {percentile} of its visits."
        if basis["holds"]
        else "“{name}” does not hold. If no step ever took longer than what it takes now in {percentile} of "
        "the cases, {percent} would be done within {within}: these budgets would carry it."
    )
    st.markdown(f"**{translate('What would carry it', language)}**")
    st.markdown(
        plain(
            translate(
                told,
                language,
                name=name,
                percent=percent,
                within=within,
                percentile=share(basis["percentile"], language),
            )
        )
    )
    st.dataframe(charts.budget_frame(promise, diagram, language), hide_index=True, height="content")
    st.caption(
        translate(
            "Percentiles do not add up: what each step takes in {percent} of its visits adds up to {added}, "
            "but {percent} of the cases are done within {whole}. The budgets are taken from {cases:number} "
            "simulated cases as a whole.",
            language,
            percent=percent,
            added=duration(basis["added"], language),
            whole=_to_the_point(basis["whole"], promise["within"], language),
            cases=basis["cases"],
        )
    )


def _to_the_point(seconds: float, promised: float, language: str) -> str:
    """A length of time; one that is over what was promised by less than is told of it says by how much."""
    told = duration(seconds, language)
    if seconds <= promised or told != duration(promised, language):
        return told
    return f"{told} + {duration(seconds - promised, language)}"
