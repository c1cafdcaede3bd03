"""Whether the rules of a decision table leave what its hit policy promises, each finding with a case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import combinations

from studio.model.decision import DecisionTable, HitPolicy
from studio.model.guard import Guard, Value
from studio.model.guard.cells import space_of
from studio.model.guard.examine import MOST_CELLS
from studio.model.guard.search import Exhausted, Search

__all__ = ["TableFinding", "TableFindingKind", "TableVerdict", "examine_table"]


class TableFindingKind(StrEnum):
    OVERLAP = "overlap"
    """Two rules hold at once where the policy is UNIQUE."""
    CONFLICT = "conflict"
    """Two rules with different results hold at once where the policy is ANY."""
    GAP = "gap"
    """No rule holds."""
    NEVER = "never"
    """A rule holds for no case."""
    MASKED = "masked"
    """A rule never decides, because one above it always holds when it does (FIRST)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFinding:
    """One thing wrong with a table; ``rules`` are numbers from 1, ``witness`` a case that shows it."""

    kind: TableFindingKind
    rules: tuple[int, ...] = ()
    witness: Mapping[str, Value] = field(default_factory=dict)
    open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TableVerdict:
    """What is known of one table; ``proven`` tells whether all that is not found is not there."""

    findings: tuple[TableFinding, ...]
    proven: bool
    cells: int


def examine_table(table: DecisionTable, most_cells: int = MOST_CELLS) -> TableVerdict:
    """What is wrong with a table; rules with a cell that cannot be computed are left out."""
    return _Review(table, most_cells).verdict()


class _Review:
    def __init__(self, table: DecisionTable, most_cells: int) -> None:
        self._table = table
        known: list[tuple[int, Guard]] = [
            (rule.number, rule.guard) for rule in table.rules if rule.guard is not None
        ]
        self._numbers = [number for number, _ in known]
        self._results = {rule.number: (rule.results, rule.texts) for rule in table.rules}
        self._space = space_of([guard.root for _, guard in known], table.domains())
        self._search = Search([guard.root for _, guard in known], self._space, most_cells)
        self._proven = len(known) == len(table.rules)

    def verdict(self) -> TableVerdict:
        found: list[TableFinding] = []
        try:
            dead = list(self._never())
            found += dead
            found += self._clashes()
            if self._table.hit_policy is HitPolicy.FIRST:
                found += self._masked({it.rules[0] for it in dead})
            found += self._gap()
        except Exhausted:
            self._proven = False
        return TableVerdict(findings=tuple(found), proven=self._proven, cells=self._search.looked)

    def _is_exact(self, *rules: int) -> bool:
        exact = self._search.groups_of(rules) <= self._space.exact
        self._proven = self._proven and exact
        return exact

    def _never(self) -> Iterator[TableFinding]:
        names = frozenset(self._space.properties)
        for place, number in enumerate(self._numbers):
            if self._search.find(holding=(place,), missing=names) is None and self._is_exact(place):
                yield TableFinding(kind=TableFindingKind.NEVER, rules=(number,))

    def _clashes(self) -> Iterator[TableFinding]:
        kinds = {HitPolicy.UNIQUE: TableFindingKind.OVERLAP, HitPolicy.ANY: TableFindingKind.CONFLICT}
        kind = kinds.get(self._table.hit_policy)
        if kind is None:
            return
        for first, second in combinations(range(len(self._numbers)), 2):
            rules = self._numbers[first], self._numbers[second]
            if kind is TableFindingKind.CONFLICT and self._results[rules[0]] == self._results[rules[1]]:
                continue
            found = self._search.find(holding=(first, second))
            if found is not None:
                yield TableFinding(kind=kind, rules=rules, witness=found.values, open=found.open)
            else:
                self._is_exact(first, second)

    def _masked(self, dead: set[int]) -> Iterator[TableFinding]:
        names = frozenset(self._space.properties)
        for place, number in enumerate(self._numbers):
            above = range(place)
            if number in dead or not place:
                continue
            if self._search.find(holding=(place,), failing=above, missing=names) is not None:
                continue
            if self._is_exact(place, *above):
                found = self._search.find(holding=(place,), missing=names)
                witness = {} if found is None else found.values
                yield TableFinding(kind=TableFindingKind.MASKED, rules=(number,), witness=witness)

    def _gap(self) -> Iterator[TableFinding]:
        """A case without a rule; an output's default and a policy of many hits need none."""
        if not self._table.hit_policy.has_one or any(it.default is not None for it in self._table.outputs):
            return
        if len(self._numbers) < len(self._table.rules) or not self._numbers:
            return
        everything = range(len(self._numbers))
        found = self._search.find(failing=everything)
        if found is not None:
            yield TableFinding(kind=TableFindingKind.GAP, witness=found.values, open=found.open)
        else:
            self._is_exact(*everything)
