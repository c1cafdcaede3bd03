"""What the card of a process says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from studio import library
from studio.app.amounts import in_two
from studio.app.checking.standing import Standing
from studio.app.measures import case_name
from studio.app.notices import Notice, notices
from studio.app.titles import process_name
from studio.library import Store, StoredProcess
from studio.reading import Reading
from studio.wording import translate

__all__ = ["Card", "card", "key_figures"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A process at a glance: its size and its problems in words, and the figures of its last run."""

    process: StoredProcess
    name: str
    size: str
    problems: str
    problems_icon: str
    problems_colour: Literal["red", "orange", "green", "gray"]
    standing: Standing | None
    """What was found in the diagram; None while that is being found out."""
    headline: Mapping[str, Any] | None
    notices: tuple[Notice, ...]
    """What must be known of the last run before its figures, the gravest first."""
    outdated: bool
    """Whether the last run was of an earlier state of the diagram."""


def card(
    store: Store, process: StoredProcess, reading: Reading, standing: Standing | None, language: str
) -> Card:
    diagram = reading.diagram
    steps = sum(node.kind.is_activity for node in diagram.nodes)
    look = _problems(standing, language)
    last = library.last_run(store, process.id)
    headline = last.headline if last else None
    return Card(
        process=process,
        name=process_name(process, diagram, language),
        size=translate(
            "{lanes} {lanes:lane|lanes} · {steps} {steps:step|steps} · {nodes} {nodes:element|elements}",
            language,
            lanes=len(diagram.lanes),
            steps=steps,
            nodes=len(diagram.nodes),
        ),
        problems=look[0],
        problems_icon=look[1],
        problems_colour=look[2],
        standing=standing,
        headline=headline,
        notices=notices((headline or {}).get("warnings", ()), diagram, language),
        outdated=last is not None and last.digest != process.digest,
    )


def _problems(
    standing: Standing | None, language: str
) -> tuple[str, str, Literal["red", "orange", "green", "gray"]]:
    """How many problems there are, in words, with an icon and a colour."""
    if standing is None:
        return translate("Being checked", language), ":material/hourglass_top:", "gray"
    if standing.errors:
        told = translate("{n} {n:error|errors}", language, n=standing.errors)
        return told, ":material/error:", "red"
    if standing.warnings:
        told = translate("{n} {n:warning|warnings}", language, n=standing.warnings)
        return told, ":material/warning:", "orange"
    return translate("No problems", language), ":material/check_circle:", "green"


def key_figures(shown: Card, language: str) -> str:
    """The figures of the last run on one line."""
    if not shown.headline:
        return translate("Not simulated yet", language)
    keys = ("cycle_time.mean", "cycle_time.p90", "wait.mean")
    told = " · ".join(
        f"{case_name(key, {}, language)} **{in_two(shown.headline[key], language)[0]}**"
        for key in keys
        if key in shown.headline
    )
    told = told or translate("No case was completed", language)
    return told + (f" · {translate('of an earlier version', language)}" if shown.outdated else "")
