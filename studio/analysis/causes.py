"""Why cases and visits wait: five causes that add up to the whole wait.

*Contention*: others were there before. *Off shift*: too few people of the team on the floor, or work in
hand that rests until its people come again. *Batching*: for company. *Priority*: behind more urgent work
that came later. *External*: for customers, partners and clocks.
"""

from __future__ import annotations

from studio.simulation.rows import NodeRow, Work
from studio.simulation.tally import CaseTally, StepTally

__all__ = ["OUTSIDE", "WAIT_CAUSES", "WAIT_OF_CAUSE", "case_causes", "split", "step_causes"]

WAIT_CAUSES = ("contention", "off_shift", "batching", "priority", "external")
"""The causes, in the order in which they are told."""

WAIT_OF_CAUSE = {cause: f"wait.{cause}.mean" for cause in WAIT_CAUSES}
"""The measure that tells of each cause."""

OUTSIDE = (Work.EVENT, Work.MESSAGE)
"""The kinds of work whose wait comes from outside."""

_ROUNDING = 1e-9


def case_causes(cases: CaseTally) -> dict[str, float]:
    """Seconds that completed cases waited, by cause."""
    apart = (cases.sum(name) for name in ("off_shift", "batching", "overtaken", "external"))
    return split(cases.sum("wait"), *apart)


def step_causes(row: NodeRow, tally: StepTally) -> dict[str, float]:
    """Seconds that the visits of a node waited, by cause."""
    external = tally.wait if row.work in OUTSIDE else 0.0
    return split(tally.wait, tally.off_shift, tally.batching, tally.overtaken, external)


def split(
    wait: float, off_shift: float, batching: float, priority: float, external: float
) -> dict[str, float]:
    """A wait by its causes; what the others leave of it, beyond rounding, is contention."""
    contention = wait - off_shift - batching - priority - external
    if contention <= _ROUNDING * max(wait, 1.0):
        contention = 0.0
    return dict(zip(WAIT_CAUSES, (contention, off_shift, batching, priority, external), strict=True))
