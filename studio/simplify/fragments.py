"""The smallest part of a diagram around a change, and whether both parts behave alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from studio.model import Diagram, Flow, Node, NodeKind, Process
from studio.model.token_game import NotPlayed, TokenGame, distinguishing_word
from studio.simplify.suggestion import Proof, ProofClass

__all__ = ["proved"]

_ENTRY, _EXIT = "entry", "exit"


def proved(
    proof_class: ProofClass,
    before: tuple[Diagram, Sequence[str]],
    after: tuple[Diagram, Sequence[str]],
    hidden: Mapping[str, None] | None = None,
) -> Proof:
    """Whether a token that comes into the row of nodes sees the same before and after.

    A side is a diagram and the row of nodes that it has between the entry and the exit. Replacing a
    part with one entry and one exit by one that behaves alike keeps the behaviour, and the soundness,
    of the whole (Vanhatalo, Völzer, Leymann 2007). Nodes in ``hidden`` are not looked at.
    """
    try:
        games = [TokenGame(_fragment(*side), hidden) for side in (before, after)]
        word = distinguishing_word(*games)
    except NotPlayed:
        return Proof(proof_class=proof_class, holds=None)
    return Proof(proof_class=proof_class, holds=word is None, counter_example=word or ())


def _fragment(diagram: Diagram, row: Sequence[str]) -> Diagram:
    """The nodes with a start before and an end behind them, and with the flows inside the row."""
    inside = set(row)
    nodes = [replace(diagram.node(id), parent=None, lane=None, pool=None, process="P") for id in row]
    entry = Node(id=_ENTRY, kind=NodeKind.START_EVENT, process="P")
    exit = Node(id=_EXIT, kind=NodeKind.END_EVENT, process="P")
    flows = [flow for flow in diagram.flows if flow.source in inside and flow.target in inside]
    first, last = (row[0], row[-1]) if row else (_EXIT, _ENTRY)
    ends = [Flow(id="in", source=_ENTRY, target=first)]
    if row:
        ends.append(Flow(id="out", source=last, target=_EXIT))
    kept = [replace(flow, parent=None) for flow in flows]
    return Diagram(processes=(Process(id="P"),), nodes=(entry, *nodes, exit), flows=(*kept, *ends))
