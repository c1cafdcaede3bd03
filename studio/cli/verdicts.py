"""The verdicts on soundness: what can go wrong, how it comes to that, and what mends it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from studio.check.soundness import Defect, Fault, Soundness, Verdict
from studio.cli.screen import Part
from studio.model import Diagram
from studio.wording import sentence, translate
from studio.wording.names import called, step_name

__all__ = ["process_name", "verdict_as_json", "verdict_lines"]

_VERDICTS: Mapping[Verdict, tuple[str, str]] = {
    Verdict.SOUND: ("Sound: every case can come to its end.", "green"),
    Verdict.UNSOUND: ("Not sound: some cases do not come to a proper end.", "bold red"),
    Verdict.NOT_PROVEN: ("Not proven: more can happen at once than was looked at.", "yellow"),
}
_OUTCOMES: Mapping[Defect, str] = {
    Defect.DEADLOCK: "{way}, then nothing can go on at {place:called}",
    Defect.LACK_OF_SYNCHRONISATION: "{way}, so that {place:called} is come to a second time",
    Defect.LIVELOCK: "{way}, then the case goes round for ever at {place:called}",
    Defect.DEAD: "Nothing ever leads to {place:called}",
}
_MOST_STEPS = 12
"""A longer way is told by its beginning and its end."""


def verdict_lines(diagram: Diagram, found: Soundness, language: str) -> Iterator[tuple[Part, ...]]:
    """The verdict on a process, then the way to each fault and what mends it."""
    text, style = _VERDICTS[found.verdict]
    yield (f"{process_name(diagram, found.process, language)}: ", (translate(text, language), style))
    for fault in found.faults:
        yield ("  ", (_way(diagram, fault, language), "bold"))
        for fix in fault.fixes:
            mends = sentence(fix.code, dict(fix.parameters), language)
            yield ("    ", (translate("What mends it: {change}", language, change=mends), "green"))


def verdict_as_json(diagram: Diagram, found: Soundness, language: str) -> dict[str, Any]:
    return {
        "process": found.process,
        "verdict": found.verdict.value,
        "states": found.states,
        "faults": [
            {
                "defect": fault.defect.value,
                "element": fault.element,
                "elements": list(fault.elements),
                "text": _said(fault, language),
                "way": _way(diagram, fault, language),
                "trace": [
                    {"node": it.node, "takes": list(it.takes), "gives": list(it.gives)}
                    for it in fault.trace.firings
                ],
                "marking": list(fault.trace.marking),
                "fixes": [
                    {
                        "code": fix.code,
                        "elements": list(fix.elements),
                        "text": sentence(fix.code, dict(fix.parameters), language),
                    }
                    for fix in fault.fixes
                ],
            }
            for fault in found.faults
        ],
    }


def process_name(diagram: Diagram, id: str, language: str) -> str:
    """A process by its pool, which is what people see of it."""
    pools = (pool.id for pool in diagram.pools if pool.process == id)
    return step_name(diagram, next(pools, id), language)


def _said(fault: Fault, language: str) -> str:
    return sentence(fault.code, dict(fault.parameters), language)


def _way(diagram: Diagram, fault: Fault, language: str) -> str:
    """How it comes to a fault, as the names of what happens one after the other."""
    names = [step_name(diagram, firing.node, language) for firing in fault.trace.firings]
    way = [name for name, _ in groupby(names)]
    if len(way) > _MOST_STEPS:
        way = [*way[: _MOST_STEPS // 2], "…", *way[-_MOST_STEPS // 2 :]]
    place = called(diagram, fault.element)
    return translate(_OUTCOMES[fault.defect], language, way=" → ".join(way), place=place)
