"""Promises in figures: how many are kept, how long they take by two clocks, where it goes when they break.

The company's clock is the promise's own, which stands still outside the hours of a calendar if the
promise says so; the customer's never stands still. Times are of the cases that came to the promise's end.
Where the time went is told by a sample of whole cases, see :mod:`studio.simulation.joint`: steps that ran
side by side count each.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite, isnan, sqrt

import numpy as np
from numpy.typing import NDArray

from studio.analysis.budgets import Spent
from studio.analysis.causes import OUTSIDE, split
from studio.analysis.confidence import Estimate, quantile, ratio_estimate
from studio.analysis.ratios import Key, Level, Ratio
from studio.scenario import Timetable
from studio.simulation import Program, Run
from studio.simulation.joint import PROMISE_COLUMNS, TRAIL_COLUMNS
from studio.simulation.rows import NOTHING

__all__ = ["BROKEN", "KEPT", "WORK", "extra_shares", "promise_figures", "share_estimate"]

KEPT, BROKEN = "kept", "broken"
WORK = "work"
"""The time that somebody worked, beside the causes of waiting."""

_PERCENTILES = (0.5, 0.9, 0.95)
_EXPLAINED = 2_000
"""Cases of one replication by which it is told where the time went."""

_Table = NDArray[np.float64]
_NODE, _ENABLED, _FINISHED, _WAIT, _WORK, _BATCHING, _OFF_SHIFT, _OVERTAKEN = range(len(TRAIL_COLUMNS))
_BEGUN, _ENDED, _KEPT, _PASSED = range(len(PROMISE_COLUMNS))


def promise_figures(
    program: Program, run: Run
) -> tuple[dict[Key, Ratio | Level], dict[str, Spent], dict[str, Spent]]:
    """Every figure of every promise, and by promise what the steps and the parts of whole cases took."""
    table: dict[Key, Ratio | Level] = {}
    spent: dict[str, Spent] = {}
    in_parts: dict[str, Spent] = {}
    if not program.promises:
        return table, spent, in_parts
    cases = run.joint.cases(_EXPLAINED)
    for index, promise in enumerate(program.promises):
        told = dict(_of_promise(run, index))
        view = _View(program, index, cases)
        told.update(view.times())
        told.update(view.parts())
        table.update({("promises", promise.name, *path): figure for path, figure in told.items()})
        if promise.share is not None and (sample := view.spent()) is not None:
            spent[promise.name] = sample
        if promise.share is not None and (sample := view.spent_in_parts()) is not None:
            in_parts[promise.name] = sample
    return table, spent, in_parts


def _of_promise(run: Run, index: int) -> Iterator[tuple[tuple[str, ...], Ratio | Level]]:
    cases = run.cases
    yield ("share",), Ratio(cases.kept[index], cases.due[index], "share")
    clocks = cases.clocks[index]
    for word, series in (("company_clock", clocks.company), ("customer_clock", clocks.customer)):
        for share, value in zip(_PERCENTILES, series.percentiles(_PERCENTILES), strict=True):
            yield (word, f"p{share * 100:.0f}"), Level(value, "s")


@dataclass(frozen=True, slots=True)
class _View:
    """The sampled cases as one promise sees them: those under it, and their visits between its two points."""

    program: Program
    index: int
    cases: Sequence[tuple[_Table, _Table]]

    def _under(self) -> Iterator[tuple[_Table, _Table, _Table]]:
        """Of each case under the promise its visits, how the promise fared, and how the others did."""
        for visits, told in self.cases:
            mine = told[self.index]
            if not np.isnan(mine[_BEGUN]):
                inside = visits[:, _ENABLED] >= mine[_BEGUN] - _ROUNDING
                inside &= visits[:, _FINISHED] <= mine[_ENDED] + _ROUNDING
                yield visits[inside], mine, told

    def times(self) -> dict[tuple[str, ...], Ratio]:
        """Mean seconds a case by step and by cause, apart for cases that kept and that broke the promise."""
        groups: dict[str, list[_Table]] = {KEPT: [], BROKEN: []}
        for visits, mine, _ in self._under():
            groups[KEPT if mine[_KEPT] else BROKEN].append(visits)
        found: dict[tuple[str, ...], Ratio] = {}
        for fate, each in groups.items():
            table = np.concatenate(each) if each else np.zeros((0, len(TRAIL_COLUMNS)))
            for element, seconds in self._by_element(table).items():
                found["time", "steps", element, fate] = Ratio(seconds, len(each), "s")
            for cause, seconds in self._by_cause(table).items():
                found["time", "causes", cause, fate] = Ratio(seconds, len(each), "s")
        return found

    def _by_element(self, visits: _Table) -> dict[str, float]:
        rows = self.program.nodes
        took = visits[:, _WAIT] + visits[:, _WORK]
        by_node = np.bincount(visits[:, _NODE].astype(np.int64), weights=took, minlength=len(rows))
        found = dict.fromkeys((row.element for row in rows if row.is_step or row.work in OUTSIDE), 0.0)
        for row, seconds in zip(rows, by_node.tolist(), strict=True):
            if seconds:
                found[row.element] += seconds
        return found

    def _by_cause(self, visits: _Table) -> dict[str, float]:
        outside = np.array([row.work in OUTSIDE for row in self.program.nodes])
        external = float(visits[outside[visits[:, _NODE].astype(np.int64)], _WAIT].sum())
        wait, work, off_shift, batching, overtaken = (
            float(visits[:, column].sum()) for column in (_WAIT, _WORK, _OFF_SHIFT, _BATCHING, _OVERTAKEN)
        )
        return {**split(wait, off_shift, batching, overtaken, external), WORK: work}

    def parts(self) -> dict[tuple[str, ...], Ratio]:
        """Of the cases that broke the promise: the share in which each part was broken, and by how much.

        And the share in which no part was: each was kept by its own clock, and the whole was not.
        """
        promises, parts = self.program.promises, self._parts()
        broken = [told for _, mine, told in self._under() if not mine[_KEPT]] if parts else []
        found: dict[tuple[str, ...], Ratio] = {}
        for part in parts:
            rows = [told[part] for told in broken]
            late = [row for row in rows if row[_KEPT] == 0.0]
            over = sum(float(row[_PASSED]) - promises[part].within for row in late)
            found["broken_by", "parts", promises[part].name] = Ratio(len(late), len(broken), "share")
            found["overrun", promises[part].name] = Ratio(over, len(broken), "s")
        if parts:
            none = sum(not any(row[part][_KEPT] == 0.0 for part in parts) for row in broken)
            found["no_part.share",] = Ratio(none, len(broken), "share")
        return found

    def _parts(self) -> list[int]:
        return [number for number, row in enumerate(self.program.promises) if row.parent == self.index]

    def spent_in_parts(self) -> Spent | None:
        """Seconds of the whole's clock that each of its parts took, case by case; None below two parts."""
        promises, parts, clock = self.program.promises, self._parts(), self._clock()
        rows: list[list[float]] = []
        totals: list[float] = []
        for _, mine, told in self._under():
            ends = [told[part][[_BEGUN, _ENDED]].tolist() for part in parts]
            rows.append(
                [
                    to - begun if clock is None or isnan(to - begun) else clock.between(begun, to)
                    for begun, to in ends
                ]
            )
            totals.append(float(mine[_PASSED]))
        seconds = np.array(rows, dtype=np.float32).reshape(len(rows), len(parts))
        used = np.flatnonzero(~np.isnan(seconds).all(axis=0)).tolist()
        if len(used) < 2:
            return None
        return Spent(
            steps=tuple(promises[parts[column]].name for column in used),
            seconds=seconds[:, used],
            total=np.array(totals, dtype=np.float32),
        )

    def _clock(self) -> Timetable | None:
        """The promise's own clock; None if it never stands still."""
        clock = self.program.promises[self.index].clock
        return None if clock == NOTHING else Timetable(self.program.calendars[clock], self.program.start)

    def spent(self) -> Spent | None:
        """Seconds of the promise's own clock that each step took, case by case; None below two steps."""
        rows, clock = self.program.nodes, self._clock()
        elements = list(dict.fromkeys(row.element for row in rows if row.is_step or row.work in OUTSIDE))
        place = np.array([elements.index(row.element) if row.element in elements else 0 for row in rows])
        took: list[NDArray[np.float32]] = []
        totals: list[float] = []
        for visits, mine, _ in self._under():
            if mine[_ENDED] <= mine[_BEGUN] and not len(visits):
                continue
            if clock is None:
                seconds = visits[:, _FINISHED] - visits[:, _ENABLED]
            else:
                pairs = visits[:, (_ENABLED, _FINISHED)].tolist()
                seconds = np.array([clock.between(*pair) for pair in pairs], dtype=np.float64)
            line = np.full(len(elements), np.nan, dtype=np.float32)
            at = place[visits[:, _NODE].astype(np.int64)]
            line[at] = 0.0
            np.add.at(line, at, seconds)
            took.append(line)
            totals.append(float(mine[_PASSED]))
        if not took:
            return None
        table = np.array(took)
        used = np.flatnonzero(~np.isnan(table).all(axis=0)).tolist()
        if len(used) < 2:
            return None
        return Spent(
            steps=tuple(elements[column] for column in used),
            seconds=table[:, used],
            total=np.array(totals, dtype=np.float32),
        )


_ROUNDING = 1e-6


def share_estimate(kept: Sequence[float], due: Sequence[float], unit: str = "share") -> Estimate:
    """A share over replications with its interval, which stays within 0 and 1.

    Where the t-interval would not, or has no width because no replication differs, it is Wilson's (1927)
    instead, on as many independent cases as the spread between replications says that these are worth
    (Korn and Graubard, Survey Methodology 24, 1998).
    """
    told = ratio_estimate(kept, due, unit)
    number, n = float(np.sum(due)), len(due)
    if n < 2 or not number or (told.low >= 0.0 and told.high <= 1.0 and told.high > told.low):
        return told
    share, t = told.value, quantile(n)
    worth = number
    if told.high > told.low:
        spread = (told.half_width / t) ** 2
        worth = min(number, share * (1 - share) / spread)
    middle = (share + t * t / (2 * worth)) / (1 + t * t / worth)
    half = t / (1 + t * t / worth) * sqrt(share * (1 - share) / worth + (t / (2 * worth)) ** 2)
    return Estimate(value=share, low=max(0.0, middle - half), high=min(1.0, middle + half), unit=unit)


def extra_shares(times: Mapping[str, Mapping[str, Estimate]]) -> dict[str, float]:
    """Of the time by which broken cases take longer than kept ones, the share of each step or cause."""
    extra = {
        name: max(0.0, of[BROKEN].value - of[KEPT].value)
        for name, of in times.items()
        if all(fate in of and isfinite(of[fate].value) for fate in (KEPT, BROKEN))
    }
    whole = sum(extra.values())
    return {name: each / whole for name, each in extra.items() if each > 0.0} if whole > 0.0 else {}
