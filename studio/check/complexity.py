"""How complex a diagram is: the figures that research has found to go with mistakes and misreadings.

Sources: Mendling, Metrics for Process Models (2008); Cardoso, Control-flow complexity (2005); McCabe, A
complexity measure (1976); Latva-Koivisto, Finding a complexity measure for business process models (2001);
Mendling, Reijers, van der Aalst, Seven process modeling guidelines (7PMG, 2010). A figure is a place to
look at, never a verdict: no line of anybody's blocks anything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

from studio.check.arcs import Arcs, arcs_of
from studio.model import Diagram, Node, NodeKind
from studio.model.graph import hand_offs

__all__ = ["PUBLISHED", "Complexity", "Figures", "Line", "complexity"]

_AND, _XOR, _OR = "and", "xor", "or"
_ROUTING: Mapping[NodeKind, str] = {
    NodeKind.PARALLEL_GATEWAY: _AND,
    NodeKind.EXCLUSIVE_GATEWAY: _XOR,
    NodeKind.EVENT_GATEWAY: _XOR,
    NodeKind.INCLUSIVE_GATEWAY: _OR,
    NodeKind.COMPLEX_GATEWAY: _OR,
}
_MOST_DOUBLINGS = 50
"""An inclusive split of more branches counts as one of these, so that a figure stays one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The complexity of one process, or of all of a diagram together.

    ``nodes`` N are activities, events and gateways, those in sub-processes included, ``arcs`` A sequence
    flows and the ties of boundary events to their activities, ``parts`` p the connected parts of that
    graph: 1 for a process drawn in one piece without sub-processes.
    """

    nodes: int
    arcs: int
    parts: int
    steps: int
    events: int
    gateways: int
    density: float
    """A / (N (N - 1)): of all the arcs that there could be, how many there are (Mendling 2008); 0 to 1."""
    connectivity: float
    """A / N, the coefficient of network complexity (Latva-Koivisto 2001)."""
    cyclomatic: int
    """A - N + p: in how many ways the graph closes a circle (McCabe 1976)."""
    control_flow: int
    """CFC: over all splits n branches for XOR, 2^n - 1 for OR, 1 for AND (Cardoso 2005).

    An event gateway counts as XOR, a complex one as OR, an activity or event that splits as what it
    does: AND, or OR where a branch has a condition.
    """
    sequentiality: float
    """The share of arcs that lead from a step or event straight to another (Mendling 2008); 0 to 1."""
    separability: float
    """Cut vertices, over the most that there could be: N - 2 of a connected graph (Mendling 2008); 0 to 1."""
    depth: int
    """How deep the most deeply nested node lies: splits around it, and sub-processes with what is around
    them (Mendling 2008)."""
    mismatch: int
    """For AND, XOR and OR gateways, branches of splits less those of joins, without sign (Mendling 2008)."""
    heterogeneity: float
    """Entropy to the base 3 of the gateways' kinds AND, XOR, OR: 0 alike, 1 a third each (Mendling 2008)."""
    hand_offs: int
    """Sequence flows from one lane to another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line that somebody has published: above ``most`` of a figure they advise to do something."""

    figure: str
    most: float
    source: str


PUBLISHED: Mapping[str, Line] = {
    "nodes": Line(figure="nodes", most=50, source="7PMG 2010"),
    "cyclomatic": Line(figure="cyclomatic", most=9, source="McCabe 1976"),
}
"""By figure. 7PMG's seventh: decompose a model of more than 50 elements. McCabe on programs: a number of 10,
which is one more than the ways round."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Complexity:
    """The figures of a diagram's processes by id, those without nodes left out, and of all together."""

    whole: Figures
    processes: Mapping[str, Figures]


def complexity(diagram: Diagram) -> Complexity:
    """The complexity of a diagram, in about linear time."""
    by_process: dict[str, list[Node]] = {}
    for node in diagram.nodes:
        by_process.setdefault(node.process, []).append(node)
    process_of = {node.id: node.process for node in diagram.nodes}
    handed = Counter(process_of[flow.source] for flow in hand_offs(diagram))
    own = {id: _figures(diagram, nodes, handed[id]) for id, nodes in by_process.items()}
    whole = own[next(iter(own))] if len(own) == 1 else _figures(diagram, diagram.nodes, handed.total())
    return Complexity(whole=whole, processes=own)


def _figures(diagram: Diagram, nodes: Sequence[Node], handed: int) -> Figures:
    graph = arcs_of(diagram, nodes)
    number, arcs = len(nodes), len(graph.arcs)
    parts = graph.parts()
    cuttable = sum(max(0, len(part) - 2) for part in parts)
    return Figures(
        nodes=number,
        arcs=arcs,
        parts=len(parts),
        steps=sum(node.kind.is_activity for node in nodes),
        events=sum(node.kind.is_event for node in nodes),
        gateways=sum(node.kind.is_gateway for node in nodes),
        density=arcs / (number * (number - 1)) if number > 1 else 0.0,
        connectivity=arcs / number if number else 0.0,
        cyclomatic=arcs - number + len(parts),
        control_flow=sum(_splitting(diagram, node) for node in nodes),
        sequentiality=_sequentiality(diagram, nodes, arcs),
        separability=len(graph.cut_vertices()) / cuttable if cuttable else 1.0,
        depth=_depth(nodes, graph),
        mismatch=_mismatch(diagram, nodes),
        heterogeneity=_heterogeneity(nodes),
        hand_offs=handed,
    )


def _splitting(diagram: Diagram, node: Node) -> int:
    """What a node adds to the control-flow complexity."""
    branches = diagram.outgoing(node.id)
    if len(branches) < 2:
        return 0
    routing = _ROUTING.get(node.kind) or (_OR if any(flow.condition for flow in branches) else _AND)
    if routing is _AND:
        return 1
    return len(branches) if routing is _XOR else 2 ** min(len(branches), _MOST_DOUBLINGS) - 1


def _sequentiality(diagram: Diagram, nodes: Iterable[Node], arcs: int) -> float:
    plain = [node for node in nodes if not node.kind.is_gateway]
    ids = {node.id for node in plain}
    straight = sum(flow.target in ids for node in plain for flow in diagram.outgoing(node.id))
    return straight / arcs if arcs else 1.0


def _depth(nodes: Sequence[Node], graph: Arcs) -> int:
    """The deepest node's own depth and, one deeper each, those of the sub-processes around it."""
    own = graph.depths()
    parents = {node.id: node.parent or "" for node in nodes}
    whole: dict[str, int] = {}
    for node in nodes:
        path = [node.id]
        while path[-1] not in whole and (around := parents[path[-1]]) in parents:
            path.append(around)
        for id in reversed(path):
            if id not in whole:
                outer = parents[id]
                whole[id] = own[id] + (whole[outer] + 1 if outer in whole else 0)
    return max(whole.values(), default=0)


def _mismatch(diagram: Diagram, nodes: Iterable[Node]) -> int:
    balance: Counter[str] = Counter()
    for node in nodes:
        if node.kind.is_gateway:
            into, out = len(diagram.incoming(node.id)), len(diagram.outgoing(node.id))
            balance[_ROUTING[node.kind]] += (out if out > 1 else 0) - (into if into > 1 else 0)
    return sum(map(abs, balance.values()))


def _heterogeneity(nodes: Iterable[Node]) -> float:
    number = Counter(_ROUTING[node.kind] for node in nodes if node.kind.is_gateway)
    shares = [count / number.total() for count in number.values()]
    return abs(sum(share * log(share, 3) for share in shares))
