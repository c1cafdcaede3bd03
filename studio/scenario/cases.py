"""A fixed sample of cases, to tell for what share of them a guard holds before anything is simulated."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import accumulate

import numpy as np

from studio.model import Guard
from studio.scenario.scenario import Attribute, Scenario

__all__ = ["Values", "cases_of", "sampled_cases", "shares_that_hold"]

Values = Mapping[str, float | bool | str | None]
"""One case: what its attributes came out as."""

_CASES = 1000


def cases_of(scenario: Scenario) -> tuple[Values, ...]:
    """Cases of the scenario, of which every step has assigned what it does."""
    return sampled_cases(scenario.every_attribute)


@lru_cache(maxsize=16)
def sampled_cases(attributes: tuple[Attribute, ...]) -> tuple[Values, ...]:
    """A thousand cases: every attribute stratified over its distribution, independent of the others.

    The same attributes give the same cases; without attributes one case stands for all.
    """
    if not attributes:
        return ({},)
    order = np.random.default_rng(20260105)
    strata = (np.arange(_CASES) + 0.5) / _CASES
    columns = {item.name: [_drawn(item, float(u)) for u in order.permutation(strata)] for item in attributes}
    return tuple({name: column[row] for name, column in columns.items()} for row in range(_CASES))


def _drawn(attribute: Attribute, u: float) -> float | bool | str | None:
    if attribute.number is not None:
        return attribute.number.quantile(u)
    if attribute.choice:
        ends = list(accumulate(share for _, share in attribute.choice))
        return attribute.choice[min(bisect_right(ends, u), len(ends) - 1)][0]
    return None if attribute.chance is None else u < attribute.chance


def shares_that_hold(
    guards: Sequence[Guard], cases: Sequence[Values], *, first_only: bool = False
) -> list[float]:
    """For each guard the share of the cases for which it holds, or for which it is the first that does."""
    count = [0] * len(guards)
    for values in cases if guards else ():
        for position, guard in enumerate(guards):
            if guard.evaluate(values):
                count[position] += 1
                if first_only:
                    break
    return [found / len(cases) for found in count]
