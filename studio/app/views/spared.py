"""Which climbs another scenario spares the same customers: from a comparison, made here or under What-if."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from studio.app import session
from studio.app.choices import Choice
from studio.app.figures import ladder_charts as charts
from studio.app.figures.forest import Row, forest, row_of
from studio.app.names import in_language
from studio.app.promised import level_name
from studio.app.views.progress import show_progress
from studio.library import Run, Store
from studio.model import Diagram
from studio.wording import translate
from studio.wording.naming import distinct

__all__ = ["show_spared"]

Result = Mapping[str, Any]


def show_spared(
    store: Store,
    comparisons: Mapping[str, tuple[Run, Result]],
    others: Sequence[Choice],
    diagram: Diagram,
    language: str,
    *,
    under_way: Run | None,
    compare: Callable[[str], None],
) -> None:
    """The comparisons of the run's scenario to choose from, and a new one with another scenario.

    ``compare`` is told the key of one of ``others``; ``under_way`` is a comparison that is not done yet.
    """
    st.subheader(translate("Which climbs would not have happened", language))
    offered = {
        f"{id}:{variant}": (result, variant)
        for id, (_, result) in comparisons.items()
        for variant, of in (result.get("climbs") or {}).items()
        if of
    }
    if not offered:
        st.caption(
            translate(
                "Compare this scenario with another one: on the same customers it is seen which climbs the "
                "change spares.",
                language,
            )
        )
    # offered also meanwhile, so that what was chosen is still chosen afterwards
    _offer(others, language, compare, disabled=under_way is not None)
    if under_way is not None:
        show_progress(store, under_way.id, language)
    if offered:
        _show_chosen(offered, diagram, language)


def _offer(
    others: Sequence[Choice], language: str, compare: Callable[[str], None], *, disabled: bool
) -> None:
    """Another scenario to compare with, or the way to make one."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if others:
            names = distinct({each.key: each.name for each in others})
            key = session.keyed("spared by", len(names))
            st.selectbox(
                translate("Compare with", language),
                list(names),
                format_func=names.__getitem__,
                key=key,
                disabled=disabled,
                width=340,
            )
            st.button(
                translate("Compare", language),
                icon=":material/compare_arrows:",
                key="compare climbs",
                disabled=disabled,
                help=translate("Five replications of each on the same customers.", language),
                on_click=lambda: compare(str(session.widget(key) or "")),
            )
        st.page_link(
            "screens/what_if.py",
            label=translate("Make another scenario under What-if", language),
            icon=":material/tune:",
            query_params=session.whole_address(),
        )


def _show_chosen(offered: Mapping[str, tuple[Result, str]], diagram: Diagram, language: str) -> None:
    """What the chosen one of the comparisons spares."""
    wanted = session.address("spared")
    ids = list(offered)
    key = session.keyed("spared", len(ids))
    chosen = str(
        st.selectbox(
            translate("Comparison", language),
            ids,
            index=ids.index(wanted) if wanted in ids else 0,
            format_func=lambda each: _title(*offered[each], language),
            key=key,
            on_change=lambda: session.choose(spared=session.widget(key)),
        )
    )
    rows = spared_rows(*offered[chosen], diagram, language)
    chart = forest(rows, language)
    if chart is None:
        st.caption(translate("The two scenarios do not differ in their climbs.", language))
    else:
        with st.container(border=True):
            st.altair_chart(chart, alt=translate("Which climbs would not have happened", language))
            st.caption(
                translate(
                    "Change of the climbs per 100 cases; the intervals hold together with 95 %.", language
                )
            )


def _title(result: Result, variant: str, language: str) -> str:
    before, after = (in_language(name, language) for name in (result["baseline"], variant))
    return translate("{after} instead of {before}", language, after=after, before=before)


def spared_rows(result: Result, variant: str, diagram: Diagram, language: str) -> list[Row]:
    """The change of climbs to each level, in all and by cause, where there is any."""
    ladders = result["scenarios"][result["baseline"]].get("ladders") or {}
    rows = []
    for ladder, levels in result["climbs"][variant].items():
        for level, of in levels.items():
            name = level_name(level, diagram, language)
            before = ladders.get(ladder, {}).get(level, {})
            found = {name: row_of(name, of.get("raised_per_100") or {}, before.get("raised_per_100"))}
            for cause, difference in (of.get("causes") or {}).items():
                label = f"{name} · {charts.cause_of_climb(cause, language)}"
                found[label] = row_of(label, difference, (before.get("causes") or {}).get(cause))
            rows += [row for row in found.values() if row is not None and (row.value or row.low or row.high)]
    return rows
