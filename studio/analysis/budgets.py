"""How long each step may take for a promise to be kept: by whole cases, for percentiles do not add up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Budget", "Spent", "budget", "pooled"]

_MOST = 20_000
"""Cases that budgets are taken from."""

_GRID = np.linspace(0.0, 1.0, 201)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """What whole cases took, a row a case: ``seconds`` has a column a step, NaN where the case has not been.

    Parts of a promise may stand in for the steps.
    """

    steps: tuple[str, ...]
    seconds: NDArray[np.float32]
    total: NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """Seconds for each step, all at the same percentile of what the step takes.

    Where the promise ``holds``, these are the smallest such that, as things are, the promised share of the
    cases keeps all of them and the whole, none longer than the whole. Where it does not, they are the
    largest such that the promised share would be kept if no step ever took longer.
    """

    holds: bool
    percentile: float
    steps: dict[str, float]
    added: float
    """What the steps' percentiles at the promised share add up to, which is not that of the whole."""
    whole: float
    """The percentile of the whole at the promised share."""
    cases: int


def pooled(samples: Sequence[Spent]) -> Spent | None:
    """The samples of replications in one, evenly thinned to what is wanted."""
    if not samples:
        return None
    steps = tuple(dict.fromkeys(step for sample in samples for step in sample.steps))
    tables = []
    for sample in samples:
        table = np.full((len(sample.total), len(steps)), np.nan, dtype=np.float32)
        table[:, [steps.index(step) for step in sample.steps]] = sample.seconds
        tables.append(table)
    seconds, total = np.concatenate(tables), np.concatenate([sample.total for sample in samples])
    every = -(-len(total) // _MOST)
    return Spent(steps=steps, seconds=seconds[::every], total=total[::every])


def budget(spent: Spent, within: float, share: float) -> Budget | None:
    """Budgets for steps that carry a promise of ``share`` within so many seconds; None where none can.

    A case whose steps are cut to their budgets is taken to be over so much sooner, as it is where steps
    come one after the other.
    """
    seconds, total = spent.seconds.astype(np.float64), spent.total.astype(np.float64)
    limits = np.nanquantile(seconds, _GRID, axis=0)
    took = np.nan_to_num(seconds)
    in_time = total <= within + 1e-3
    holds = float(in_time.mean()) >= share

    def enough(place: int) -> bool:
        over = np.maximum(0.0, took - limits[place])
        if holds:
            return float((in_time & (over <= 1e-6).all(axis=1)).mean()) >= share
        return float((total - over.sum(axis=1) <= within + 1e-3).mean()) >= share

    low, high = 0, len(_GRID) - 1
    if not holds and not enough(low):
        return None
    while high - low > 1:  # what is asked for turns once along the grid
        middle = (low + high) // 2
        if enough(middle) is holds:
            high = middle
        else:
            low = middle
    place = high if holds else low
    most = within if holds else np.inf
    return Budget(
        holds=holds,
        percentile=float(_GRID[place]),
        steps=dict(zip(spent.steps, np.minimum(limits[place], most).tolist(), strict=True)),
        added=float(np.nanquantile(seconds, share, axis=0).sum()),
        whole=float(np.quantile(total, share)),
        cases=len(total),
    )
