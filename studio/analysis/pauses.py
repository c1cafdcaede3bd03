"""What happens to customers beside the diagram: who calls back, whom self-service meets, who comes again.

The engine has rows of its own for these; their figures stand with the step or the start they belong to.
"""

from __future__ import annotations

from collections.abc import Iterator

from studio.analysis.ratios import Ratio
from studio.simulation import Program, Run
from studio.simulation.rows import NodeRow

__all__ = ["is_aside", "pauses"]


def is_aside(row: NodeRow) -> bool:
    """Whether the row stands for a pause or self-service, which are no nodes of the diagram."""
    return bool(row.of) and not row.is_frame


def pauses(program: Program, run: Run) -> Iterator[tuple[str, str, Ratio]]:
    """Element, measure and figure of each call-back and each self-service."""
    for row, tally in zip(program.nodes, run.steps, strict=True):
        if row.call_back is not None and not row.is_frame:
            back = run.steps[row.call_back.pause]
            yield row.id, "calls_back.share", Ratio(back.passed, tally.abandoned, "share")
            if back.ended:
                yield row.id, "calls_back.after.mean", Ratio(back.wait, back.ended, "s")
    doors = [row.self_service for row in program.arrivals if row.self_service is not None]
    for door in doors:
        start = program.nodes[door.node].of
        met, again = run.steps[door.node].passed, run.steps[door.pause]
        yield start, "self_service.share", Ratio(met, run.cases.arrived, "share")
        if len(doors) == 1:
            yield start, "self_service.contained.share", Ratio(run.cases.contained, met, "share")
        yield start, "self_service.comes_back.share", Ratio(again.passed, met, "share")
        if again.ended:
            yield start, "self_service.comes_back.after.mean", Ratio(again.wait, again.ended, "s")
