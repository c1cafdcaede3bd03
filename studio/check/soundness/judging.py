"""The verdict on each process of a diagram."""

from __future__ import annotations

from collections.abc import Iterator

from studio.check.soundness.drawing import Plan
from studio.check.soundness.findings import Finding
from studio.check.soundness.scopes import ProcessAnalysis
from studio.check.soundness.verdict import Defect, Fault, Soundness, Trace, Verdict
from studio.model import Diagram, NodeKind, Process
from studio.wording.names import called

__all__ = ["MOST_STATES", "judged"]

MOST_STATES = 10_000
"""Distributions of tokens that are looked at in each scope once it is reduced: a matter of seconds."""

_NOTHING = Trace((), ())


def judged(diagram: Diagram, most_states: int = MOST_STATES) -> tuple[Soundness, ...]:
    """The verdict on each process that has nodes, without fixes."""
    plan = Plan(diagram)
    inhabited = {node.process for node in diagram.nodes}
    return tuple(
        _verdict(plan, process, most_states) for process in diagram.processes if process.id in inhabited
    )


def _verdict(plan: Plan, process: Process, most_states: int) -> Soundness:
    analysis = ProcessAnalysis(plan, process.id, most_states)
    faults = tuple(_faults(plan.diagram, analysis))
    if faults:
        verdict, reason = Verdict.UNSOUND, ""
    elif analysis.is_whole:
        verdict, reason = Verdict.SOUND, ""
    else:
        verdict, reason = Verdict.NOT_PROVEN, "soundness.not-proven"
    return Soundness(
        process=process.id, verdict=verdict, faults=faults, states=analysis.states, reason=reason
    )


def _faults(diagram: Diagram, analysis: ProcessAnalysis) -> Iterator[Fault]:
    for finding, played in analysis.findings():
        if played is not None:
            yield _fault(diagram, finding, Trace(tuple(played.firings), played.places))
        elif finding.defect is Defect.DEAD:
            yield _fault(diagram, finding, _NOTHING)


def _fault(diagram: Diagram, finding: Finding, trace: Trace) -> Fault:
    split = () if finding.split is None else (finding.split,)
    other = _other_start(diagram, finding)
    shown = diagram.node(finding.elements[0])
    return Fault(
        defect=finding.defect,
        element=shown.id,
        elements=tuple(dict.fromkeys((*split, *finding.elements))),
        trace=trace,
        split=finding.split,
        other_start=other,
        line=shown.line,
        parameters=tuple(_mentioned(diagram, finding, other).items()),
    )


def _other_start(diagram: Diagram, finding: Finding) -> str | None:
    """The start from which the tokens would come that a join waits for, had the case begun there as well."""
    if finding.defect is not Defect.DEADLOCK or finding.split is not None or finding.played is None:
        return None
    join, held = finding.elements[0], finding.played.places
    waiting = [flow.source for flow in diagram.incoming(join) if flow.id not in held]
    begun, seen = set(finding.played.begin), {join}
    while waiting:
        node = diagram.node(waiting.pop())
        if node.id in seen:
            continue
        if node.kind is NodeKind.START_EVENT and node.id not in begun:
            return node.id
        seen.add(node.id)
        waiting += [node.attached_to] if node.attached_to else []
        waiting += [flow.source for flow in diagram.incoming(node.id)]
    return None


def _mentioned(diagram: Diagram, finding: Finding, other_start: str | None) -> dict[str, str]:
    found = {"node": called(diagram, finding.elements[0])}
    if finding.split is not None:
        found["split"] = called(diagram, finding.split)
    if other_start is not None:
        found["start"] = called(diagram, other_start)
    if finding.defect in (Defect.LIVELOCK, Defect.DEAD):
        found["number"] = str(len(finding.elements))
    return found
