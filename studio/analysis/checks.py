"""A study checks itself: what must balance does, and simple queues agree with their formulas."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isfinite, sqrt

import numpy as np

from studio.analysis.balance import Balance, serves_alone
from studio.analysis.confidence import Estimate, ratio_estimate
from studio.analysis.erlang import erlang_a, erlang_c
from studio.scenario import Scenario
from studio.simulation import Program
from studio.simulation.rows import NOTHING, Join, NodeRow, Work

__all__ = ["Check", "self_checks"]

_EXACT = 1e-9
_ENOUGH = 10
"""Replications from which a figure's spread is known well enough to test against it."""

_CLOSE = 0.05
"""Share of a figure that beginnings and ends of what is measured may make out."""

_LIKE_EXPONENTIAL = (0.8, 1.2)
"""Coefficients of variation of the work that a formula for exponential work still roughly tells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """Something that a theory tells and the simulation tells too."""

    code: str
    expected: float
    found: float
    unit: str
    holds: bool | None
    """None for a hint, which nothing follows from."""
    team: str | None = None


def self_checks(
    program: Program, scenario: Scenario, found: Sequence[Balance], overloaded: frozenset[str]
) -> tuple[Check, ...]:
    """All checks of a study: cases, Little's law for the process and each team, and Erlang's formulas."""
    return tuple(_checks(program, scenario, found, overloaded))


def _checks(
    program: Program, scenario: Scenario, found: Sequence[Balance], overloaded: frozenset[str]
) -> Iterator[Check]:
    came = sum(each.arrived for each in found)
    told = sum(each.left + each.open for each in found)
    kept = all(each.arrived == each.left + each.open for each in found)
    yield Check(code="check.cases", expected=came, found=told, unit="1", holds=kept)
    spans = [scenario.length or each.arriving for each in found]
    in_process = [(each.stayed, each.in_system_area) for each in found]
    yield _little("check.little", found, spans, in_process, fair=not overloaded)
    for number, team in enumerate(program.teams):
        if not serves_alone(program, number) or not any(each.teams[number].visits for each in found):
            continue
        queue = [(each.teams[number].queued, each.teams[number].queue_area) for each in found]
        fair = team.name not in overloaded
        yield _little("check.little-team", found, spans, queue, fair=fair, team=team.name)
        yield from _erlang(program, number, found, spans)


def _little(
    code: str,
    found: Sequence[Balance],
    spans: Sequence[float],
    sums: Sequence[tuple[float, float]],
    *,
    fair: bool,
    team: str | None = None,
) -> Check:
    """Rate × time of those who came, against the number that was there on average.

    They agree to the last digits where all that came was counted until it left or the end. Else cases
    that were there before or come after make a difference, which a test has to allow for.
    """
    whole = all(each.is_whole for each in found)
    lengths = [each.seconds for each in found] if whole else spans
    told = _over(sum(stayed for stayed, _ in sums), sum(lengths))
    seen = _over(sum(area for _, area in sums), sum(each.seconds for each in found))
    apart = abs(told - seen)
    if whole:
        holds: bool | None = apart <= _EXACT * max(told, seen, 1.0)
    else:
        differences = np.array(
            [
                _over(stayed, length) - _over(area, each.seconds)
                for (stayed, area), length, each in zip(sums, lengths, found, strict=True)
            ]
        )
        spread = float(differences.std(ddof=1)) / sqrt(len(found)) if len(found) > 1 else 0.0
        close = apart <= max(4 * spread, _CLOSE * max(told, seen), _CLOSE)
        many_open = sum(each.open for each in found) > _CLOSE * sum(each.arrived for each in found)
        is_test = fair and not many_open and len(found) >= _ENOUGH and close
        holds = True if is_test else None
    return Check(code=code, expected=told, found=seen, unit="1", holds=holds, team=team)


def _over(sum_: float, length: float) -> float:
    return sum_ / length if length else 0.0


# -- formulas ------------------------------------------------------------------------------------


def _erlang(
    program: Program, number: int, found: Sequence[Balance], spans: Sequence[float]
) -> Iterator[Check]:
    """The nearest of Erlang's formulas for a team that is always there, one person a visit."""
    team, steps = program.teams[number], serves_alone(program, number)
    people = sum(shift.staff for shift in team.shifts)
    if not people or not _is_always_there(program, number) or any(row.people > 1 for row in steps):
        return
    visits, served = (
        sum(getattr(each.teams[number], name) for each in found) for name in ("visits", "served")
    )
    work = sum(each.teams[number].work for each in found)
    if not served or not sum(spans):
        return
    rate, service = visits / sum(spans), work / served
    is_test = _is_poisson(program, steps) and not program.priority and _is_like_exponential(program, steps)
    is_test = is_test and len(found) >= _ENOUGH
    ended = [each.teams[number].ended for each in found]
    limits = {row.patience for row in steps}
    if limits == {NOTHING}:
        expected = erlang_c(rate, service, people)
        seen = ratio_estimate([each.teams[number].queued for each in found], ended, "s")
        code = "check.erlang-c"
    else:
        patience = _patience(program, limits)
        if patience is None:
            return
        expected, _ = erlang_a(rate, service, people, patience)
        seen = ratio_estimate([each.teams[number].abandoned for each in found], ended, "share")
        code = "check.erlang-a"
    if isfinite(expected):
        allowed = _allowed(program, steps, expected, seen)
        holds = abs(seen.value - expected) <= allowed if is_test else None
        yield Check(
            code=code, expected=expected, found=seen.value, unit=seen.unit, holds=holds, team=team.name
        )


def _allowed(program: Program, steps: Sequence[NodeRow], expected: float, seen: Estimate) -> float:
    """Four standard errors, and what work that is not quite exponential may make out."""
    spread = _variation(program, steps)
    like = 0.0 if abs(spread - 1.0) < 1e-6 else (abs(spread**2 - 1.0) / 2 + _CLOSE) * expected
    return 2 * seen.half_width + like + _EXACT


def _is_always_there(program: Program, number: int) -> bool:
    team = program.teams[number]
    plain = not (team.shrinkage or team.absence or team.base_load or team.ramp_up) and team.at_once == 1
    return plain and all(
        shift.calendar is None and shift.ramp_up is None and shift.speed == 1.0 for shift in team.shifts
    )


def _variation(program: Program, steps: Sequence[NodeRow]) -> float:
    """The widest coefficient of variation of the steps' work; infinite where several steps mix."""
    if len({row.time for row in steps}) > 1 or any(row.also or row.set_up != NOTHING for row in steps):
        return float("inf")
    (time,) = {row.time for row in steps}
    law = program.distributions[time]
    return sqrt(law.variance) / law.mean if law.mean else float("inf")


def _is_like_exponential(program: Program, steps: Sequence[NodeRow]) -> bool:
    low, high = _LIKE_EXPONENTIAL
    return low <= _variation(program, steps) <= high


def _is_poisson(program: Program, steps: Sequence[NodeRow]) -> bool:
    """Whether visits come as cases do, at random at a steady rate: nothing that takes time lies before."""
    if any(
        row.arrivals.every is None
        or abs(row.arrivals.every.variance - row.arrivals.every.mean**2) > 1e-6 * row.arrivals.every.mean**2
        or row.open != NOTHING
        or row.self_service is not None
        or row.arrivals.profile
        for row in program.arrivals
    ):
        return False
    waiting = [program.nodes.index(row) for row in steps]
    if len(waiting) > 1 or any(row.level != NOTHING or row.call_back is not None for row in steps):
        return False
    top, seen = program.nodes[waiting[0]].scope, set(waiting)
    if program.scopes[top].node != NOTHING:
        return False
    while waiting:
        row = program.nodes[waiting.pop()]
        if row.join is not Join.ANY:
            return False
        for flow in row.into:
            before = program.flows[flow].source
            if program.nodes[before].work is not Work.NONE:
                return False
            if before not in seen:
                seen.add(before)
                waiting.append(before)
    return True


def _patience(program: Program, limits: set[int]) -> float | None:
    """The mean of exponential patience that all steps share, if they do."""
    if len(limits) > 1 or NOTHING in limits:
        return None
    (limit,) = limits
    law = program.distributions[limit]
    is_exponential = abs(law.variance - law.mean**2) <= 1e-6 * law.mean**2
    return law.mean if is_exponential else None
