"""The way of one case over the diagram: the elements that it came to, and the flows that it went along."""

from __future__ import annotations

from collections import Counter

import numpy as np
from numpy.typing import NDArray

from studio.analysis.story import Recorded
from studio.simulation import Program
from studio.simulation.records import Outcome
from studio.simulation.rows import NOTHING, Join, Split

__all__ = ["way"]


def way(made: Recorded, case: int) -> tuple[str, ...]:
    """Ids of the elements in the order in which the case came there, then of the flows.

    A visit tells by which flow its token came, but for those that lead to a join of several tokens or to
    a step with a ladder or rounds: they follow from where the case left. What a gateway of several ways
    sent straight to a join, or to a step that had no round to do, is left out where it cannot be told.
    """
    assert made.run.log is not None
    program = made.program
    visits = made.run.log.visits()
    mine = visits[visits["case"] == case]
    mine = mine[np.lexsort((mine["finished"], mine["enabled"]))]
    mine = mine[[not _lost_a_race(program, visit) for visit in mine]]
    rows = [program.nodes[node] for node in mine["node"]]
    elements = dict.fromkeys(row.element for row in rows if row.level == NOTHING)
    flows = _flows(program, mine)
    elements |= dict.fromkeys(program.nodes[program.flows[flow].target].element for flow in flows)
    return (*elements, *(program.flows[flow].id for flow in sorted(flows)))


def _lost_a_race(program: Program, visit: np.void) -> bool:
    """Whether another of the events that were waited for together happened instead."""
    if visit["via"] == NOTHING or visit["outcome"] == Outcome.FINISHED:
        return False
    return program.nodes[program.flows[visit["via"]].source].split is Split.FIRST_EVENT


def _flows(program: Program, visits: NDArray[np.void]) -> set[int]:
    """Those that visits name, and the others that a token of the case must have taken."""
    came = Counter(int(via) for via in visits["via"] if via != NOTHING)
    left = Counter(int(node) for node in visits["node"][visits["outcome"] == Outcome.FINISHED])
    inside = {program.nodes[node].element for node in visits["node"]}
    known = set(came)
    reached = inside | {program.nodes[program.flows[flow].source].element for flow in known}
    silent = {
        number: (flow.source, flow.target)
        for number, flow in enumerate(program.flows)
        if program.nodes[flow.target].join is not Join.ANY or program.nodes[flow.target].is_frame
    }

    def taken(source: int, target: int) -> bool:
        row, there = program.nodes[source], program.nodes[target].element in reached
        if row.is_frame:
            # one that had nothing to do was left at once; the others when something came of it
            return row.element in reached and (there or row.element not in inside)
        if row.split is Split.ALL or len(row.out) == 1:
            return left[source] > 0
        if there and len(program.nodes[target].into) == 1:
            return left[source] > 0
        only_one = sum(out in silent for out in row.out) == 1
        return left[source] > sum(came[out] for out in row.out) and (there or only_one)

    while new := {number for number, ends in silent.items() if number not in known and taken(*ends)}:
        known |= new
        reached |= {program.nodes[program.flows[flow].target].element for flow in new}
    return known
