"""Changes that mend a fault: each is tried, and offered only where the fault goes and no other comes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from studio.check.soundness.judging import judged
from studio.check.soundness.rewriting import with_end, with_join, with_kind, without_flow
from studio.check.soundness.verdict import Defect, Fault, Fix, Soundness, Verdict
from studio.model import Diagram, Node, NodeKind
from studio.wording.names import called

__all__ = ["mended"]

_KINDS = {
    "soundness.fix.split-exclusive": NodeKind.EXCLUSIVE_GATEWAY,
    "soundness.fix.split-parallel": NodeKind.PARALLEL_GATEWAY,
    "soundness.fix.split-inclusive": NodeKind.INCLUSIVE_GATEWAY,
    "soundness.fix.join-exclusive": NodeKind.EXCLUSIVE_GATEWAY,
    "soundness.fix.join-parallel": NodeKind.PARALLEL_GATEWAY,
    "soundness.fix.join-inclusive": NodeKind.INCLUSIVE_GATEWAY,
}
_CHANGEABLE = frozenset(_KINDS.values())
_REDRAWN = {
    "soundness.fix.join-added": 3,
    "soundness.fix.end-added": 3,
    "soundness.fix.flow-removed": 4,
}
"""What it costs that something is drawn or taken out, where another kind for a gateway costs 1."""
_DECISION = 4
"""What it costs that a decision is no longer one."""
_MOST_FAULTS = 8
"""The most faults of one process for which fixes are tried."""
_MOST_FIXES = 4
_MOST_STATES = 1_000
"""A change after which it takes more than this to prove anything is not offered."""


def mended(diagram: Diagram, found: Soundness, most_states: int) -> Soundness:
    """The verdict with fixes."""
    if not found.faults:
        return found
    known = {_key(fault) for fault in found.faults}
    alone = tuple(each for each in diagram.processes if each.id == found.process)
    faults = []
    for number, fault in enumerate(found.faults):
        fixes: list[Fix] = []
        for fix in _candidates(diagram, fault) if number < _MOST_FAULTS else ():
            after = judged(replace(fix.diagram, processes=alone), min(most_states, _MOST_STATES))
            if _is_better(after, _key(fault), known):
                fixes.append(replace(fix, left=sum(len(process.faults) for process in after)))
        fixes.sort(key=lambda fix: (fix.left, _cost(diagram, fix)))
        faults.append(replace(fault, fixes=tuple(fixes[:_MOST_FIXES])))
    return replace(found, faults=tuple(faults))


def _key(fault: Fault) -> tuple[Defect, str]:
    return fault.defect, fault.element


def _is_better(
    after: tuple[Soundness, ...], gone: tuple[Defect, str], known: set[tuple[Defect, str]]
) -> bool:
    left = {_key(fault) for process in after for fault in process.faults}
    proven = all(process.verdict is not Verdict.NOT_PROVEN for process in after)
    return proven and gone not in left and left <= known


def _cost(diagram: Diagram, fix: Fix) -> int:
    """How much of the drawing, and of what was meant by it, is given up for a fix."""
    if fix.code in _REDRAWN:
        return _REDRAWN[fix.code]
    cost = len(fix.elements)
    if fix.code == "soundness.fix.split-parallel":
        ways = (flow for id in fix.elements for flow in diagram.outgoing(id))
        cost += _DECISION if any(flow.condition or flow.name for flow in ways) else 0
    return cost


def _candidates(diagram: Diagram, fault: Fault) -> Iterator[Fix]:
    """What may help, the likeliest first."""
    split = None if fault.split is None else diagram.node(fault.split)
    joins = [diagram.node(id) for id in fault.elements if id != fault.split or fault.split == fault.element]
    if fault.defect is Defect.LACK_OF_SYNCHRONISATION:
        yield from _changed(diagram, joins, "soundness.fix.join-parallel")
        yield from _changed(diagram, joins, "soundness.fix.join-inclusive")
        if split is not None:
            yield from _changed(diagram, [split], "soundness.fix.split-exclusive")
        if len(joins) == 1 and not joins[0].kind.is_gateway and len(diagram.incoming(joins[0].id)) > 1:
            yield _fix(diagram, "soundness.fix.join-added", (joins[0].id,), with_join(diagram, joins[0].id))
    elif fault.defect is Defect.DEADLOCK:
        yield from _changed(diagram, joins, "soundness.fix.join-exclusive")
        if split is not None:
            yield from _changed(diagram, [split], "soundness.fix.split-parallel")
        yield from _changed(diagram, joins, "soundness.fix.join-inclusive")
        if split is not None:
            yield from _changed(diagram, [split], "soundness.fix.split-inclusive")
        yield from _without_waiting(diagram, fault, joins)
    elif fault.defect is Defect.LIVELOCK:
        yield from _ways_out(diagram, joins)


def _changed(diagram: Diagram, nodes: list[Node], code: str) -> Iterator[Fix]:
    """All of these gateways made of one kind."""
    if nodes and all(node.kind in _CHANGEABLE for node in nodes):
        ids = tuple(node.id for node in nodes if node.kind is not _KINDS[code])
        if ids:
            yield _fix(diagram, code, ids, with_kind(diagram, ids, _KINDS[code]))


def _without_waiting(diagram: Diagram, fault: Fault, joins: list[Node]) -> Iterator[Fix]:
    """Each flow into the join along which nothing had come, taken out."""
    held = set(fault.trace.marking)
    for join in joins[:1]:
        for flow in diagram.incoming(join.id):
            if flow.id not in held:
                ends = (("from", called(diagram, flow.source)), ("to", called(diagram, join.id)))
                yield Fix(
                    code="soundness.fix.flow-removed",
                    elements=(flow.id,),
                    parameters=ends,
                    diagram=without_flow(diagram, flow.id),
                )


def _ways_out(diagram: Diagram, loop: list[Node]) -> Iterator[Fix]:
    """A way to a new end from each choice on the loop."""
    for node in loop:
        if node.kind is NodeKind.EXCLUSIVE_GATEWAY:
            rewritten, added = with_end(diagram, node.id)
            yield _fix(diagram, "soundness.fix.end-added", (node.id, *added), rewritten)


def _fix(diagram: Diagram, code: str, elements: tuple[str, ...], rewritten: Diagram) -> Fix:
    return Fix(
        code=code,
        elements=elements,
        parameters=(("node", called(diagram, elements[0])),),
        diagram=rewritten,
    )
