"""What a fix changes in a diagram, told before it is taken over."""

from __future__ import annotations

from studio.app.details import kind_name
from studio.app.names import destination, step_name
from studio.check.soundness import Fix
from studio.model import Diagram, Flow, Node, NodeKind
from studio.wording import translate

__all__ = ["changes_of"]


def changes_of(diagram: Diagram, fix: Fix, language: str) -> tuple[str, ...]:
    """Each change in a sentence, with what it means and what stays; ``diagram`` is the old one."""
    told = [
        *_kinds(diagram, fix, language),
        *_added(diagram, fix, language),
        *_taken_out(diagram, fix, language),
    ]
    left = "With that every case comes to its end."
    if fix.left:
        left = "One more fault stays." if fix.left == 1 else "{n} more faults stay."
    return (*told, translate(left, language, n=fix.left))


def _kinds(diagram: Diagram, fix: Fix, language: str) -> list[str]:
    """Gateways of another kind, and what no longer counts at them."""
    told = []
    for id in fix.elements:
        before, after = diagram.element(id), fix.diagram.element(id)
        if not isinstance(before, Node) or not isinstance(after, Node) or before.kind is after.kind:
            continue
        kinds = {"before": kind_name(before, language), "after": kind_name(after, language)}
        name = step_name(diagram, id, language)
        told.append(translate("{name}: {before} becomes {after}.", language, name=name, **kinds))
        ways = diagram.outgoing(id)
        if after.kind is NodeKind.PARALLEL_GATEWAY and any(way.condition for way in ways):
            told.append(translate("The conditions on its ways no longer count.", language))
        if before.kind is NodeKind.PARALLEL_GATEWAY and len(ways) > 1:
            told.append(translate("It has to be said which of its {n} ways is taken.", language, n=len(ways)))
    return told


def _added(diagram: Diagram, fix: Fix, language: str) -> list[str]:
    new = [node for node in fix.diagram.nodes if diagram.element(node.id) is None]
    return [translate("New: {kind}.", language, kind=kind_name(node, language)) for node in new]


def _taken_out(diagram: Diagram, fix: Fix, language: str) -> list[str]:
    gone = [flow for flow in diagram.flows if fix.diagram.element(flow.id) is None]
    return [_without(diagram, flow, language) for flow in gone]


def _without(diagram: Diagram, flow: Flow, language: str) -> str:
    ends = {
        "source": step_name(diagram, flow.source, language),
        "target": destination(diagram, flow, language),
    }
    return translate("After {source} nothing leads to {target} directly any more.", language, **ends)
