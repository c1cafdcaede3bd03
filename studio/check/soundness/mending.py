"""Changes that mend a fault: each is tried, and offered only where the fault goes and no other comes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from studio.check.soundness.judging import judged, named
from studio.check.soundness.rewriting import with_end, with_join, with_kind, without_flow
from studio.check.soundness.verdict import Defect, Fault, Fix, Soundness, Verdict
from studio.model import Diagram, Node, NodeKind

__all__ = ["mended"]

_KINDS = {
    "exclusive": NodeKind.EXCLUSIVE_GATEWAY,
    "parallel": NodeKind.PARALLEL_GATEWAY,
    "inclusive": NodeKind.INCLUSIVE_GATEWAY,
}
_CHANGEABLE = frozenset(_KINDS.values())
_MOST_FAULTS = 8
"""The most faults of one process for which fixes are tried."""
_MOST_FIXES = 4


def mended(diagram: Diagram, found: Soundness, most_states: int) -> Soundness:
    """The verdict with fixes."""
    if not found.faults:
        return found
    known = {_key(fault) for fault in found.faults}
    alone = replace(diagram, processes=tuple(each for each in diagram.processes if each.id == found.process))
    faults = []
    for number, fault in enumerate(found.faults):
        fixes: list[Fix] = []
        for fix in _candidates(diagram, fault) if number < _MOST_FAULTS else ():
            after = judged(replace(fix.diagram, processes=alone.processes), most_states)
            if _is_better(after, _key(fault), known):
                fixes.append(fix)
                if len(fixes) == _MOST_FIXES:
                    break
        faults.append(replace(fault, fixes=tuple(fixes)))
    return replace(found, faults=tuple(faults))


def _key(fault: Fault) -> tuple[Defect, str]:
    return fault.defect, fault.element


def _is_better(
    after: tuple[Soundness, ...], gone: tuple[Defect, str], known: set[tuple[Defect, str]]
) -> bool:
    left = {_key(fault) for process in after for fault in process.faults}
    proven = all(process.verdict is not Verdict.NOT_PROVEN for process in after)
    return proven and gone not in left and left <= known


def _candidates(diagram: Diagram, fault: Fault) -> Iterator[Fix]:
    """What may help, the likeliest first."""
    split = None if fault.split is None else diagram.node(fault.split)
    joins = [diagram.node(id) for id in fault.elements if id != fault.split or fault.split == fault.element]
    if fault.defect is Defect.LACK_OF_SYNCHRONISATION:
        yield from _changed(diagram, joins, "join", "parallel")
        yield from _changed(diagram, joins, "join", "inclusive")
        if split is not None:
            yield from _changed(diagram, [split], "split", "exclusive")
        if len(joins) == 1 and not joins[0].kind.is_gateway and len(diagram.incoming(joins[0].id)) > 1:
            yield _fix("join-added", (joins[0].id,), joins[0], with_join(diagram, joins[0].id))
    elif fault.defect is Defect.DEADLOCK:
        yield from _changed(diagram, joins, "join", "exclusive")
        if split is not None:
            yield from _changed(diagram, [split], "split", "parallel")
        yield from _changed(diagram, joins, "join", "inclusive")
        if split is not None:
            yield from _changed(diagram, [split], "split", "inclusive")
        yield from _without_waiting(diagram, fault, joins)
    elif fault.defect is Defect.LIVELOCK:
        yield from _ways_out(diagram, joins)


def _changed(diagram: Diagram, nodes: list[Node], part: str, kind: str) -> Iterator[Fix]:
    """All of these gateways made of one kind."""
    wanted = _KINDS[kind]
    if nodes and all(node.kind in _CHANGEABLE for node in nodes):
        ids = tuple(node.id for node in nodes if node.kind is not wanted)
        if ids and (part != "split" or all(len(diagram.outgoing(id)) > 1 for id in ids)):
            yield _fix(f"{part}-{kind}", ids, diagram.node(ids[0]), with_kind(diagram, ids, wanted))


def _without_waiting(diagram: Diagram, fault: Fault, joins: list[Node]) -> Iterator[Fix]:
    """Each flow into the join along which nothing had come, taken out."""
    held = set(fault.trace.marking)
    for join in joins[:1]:
        for flow in diagram.incoming(join.id):
            if flow.id not in held:
                ends = (("from", named(diagram.node(flow.source))), ("to", named(join)))
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
            yield _fix("end-added", (node.id, *added), node, rewritten)


def _fix(what: str, elements: tuple[str, ...], shown: Node, rewritten: Diagram) -> Fix:
    return Fix(
        code=f"soundness.fix.{what}",
        elements=elements,
        parameters=(("node", named(shown)),),
        diagram=rewritten,
    )
