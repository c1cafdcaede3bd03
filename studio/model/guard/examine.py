"""Whether the guards of one decision leave exactly one way for every case.

Nothing is sampled: the values of a case fall into finitely many cells within which no guard can tell one
case from another, and every finding is a case that was put to the guards themselves. What holds for all
cases is only claimed where the cells are known to be all there are; numbers count as real numbers, computed
exactly.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import combinations

from studio.model.guard.cells import Space, space_of
from studio.model.guard.domain import Domain
from studio.model.guard.guard import Guard
from studio.model.guard.search import Exhausted, Found, Search
from studio.model.guard.tree import Empty, Missing, Name, Value, nodes

__all__ = ["Finding", "FindingKind", "SplitVerdict", "examine"]

MOST_CELLS = 200_000
"""Cells looked at before a question is left open; some seconds' work at most."""


class FindingKind(StrEnum):
    OVERLAP = "overlap"
    """Two guards hold at once."""
    GAP = "gap"
    """No guard holds and there is no default."""
    NEVER = "never"
    """A guard holds for no case."""
    ALWAYS = "always"
    """A guard holds for every case, so that no other way is ever taken."""
    NOT_BINARY = "not-binary"
    """There are more than two ways, and not all of them have a guard."""
    UNDECIDED = "undecided"
    """Where a value is missing no guard holds and there is no default."""
    MIXED = "mixed"
    """A property is treated as two sorts of value, so that some guard has no answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong with a decision.

    ``guards`` are positions among the guards. ``witness`` are the values of a case that shows it: for
    OVERLAP both guards hold, for GAP and UNDECIDED none does, for ALWAYS it does, for MIXED a guard of them
    has no answer; NEVER and NOT_BINARY have none. ``names`` are the properties that are meant: those
    that may be missing, or are mixed. ``open`` tells that the witness has a value that no guard names, of
    a property that is only asked whether it is this or that: only people know whether there is such.
    """

    kind: FindingKind
    guards: tuple[int, ...] = ()
    witness: Mapping[str, Value] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitVerdict:
    """What is known of one decision.

    ``exclusive`` tells whether no case has two ways, ``complete`` whether every case with all its values
    has one; None where that is not proven. ``cells`` counts those looked at.
    """

    findings: tuple[Finding, ...]
    exclusive: bool | None
    complete: bool | None
    cells: int

    def of(self, kind: FindingKind) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.kind is kind)


def examine(
    guards: Sequence[Guard | None],
    *,
    has_default: bool,
    domains: Mapping[str, Domain] | None = None,
    inclusive: bool = False,
    most_cells: int = MOST_CELLS,
) -> SplitVerdict:
    """What is wrong with a decision whose ways have these guards; None is a way whose guard is not known.

    A default is a way besides them. An ``inclusive`` decision may take several ways at once.
    """
    known = [position for position, guard in enumerate(guards) if guard is not None]
    roots = [guard.root for guard in guards if guard is not None]
    space = space_of(roots, domains or {})
    judge = _Judge(Search(roots, space, most_cells), space, known, guards)
    return judge.verdict(has_default=has_default, inclusive=inclusive)


class _Judge:
    """Puts the questions about one decision; guards go by their place among those that are known."""

    def __init__(
        self, search: Search, space: Space, positions: Sequence[int], guards: Sequence[Guard | None]
    ) -> None:
        self._search = search
        self._space = space
        self._positions = positions
        self._guards = guards
        self._known = [guard for guard in guards if guard is not None]
        self._may_miss = frozenset(name for name, it in space.properties.items() if it.domain.missing)

    def verdict(self, *, has_default: bool, inclusive: bool) -> SplitVerdict:
        unknown = len(self._guards) - len(self._known)
        ways = len(self._guards) + has_default
        found = list(self._mixed())
        if ways > 2 and unknown and not inclusive:
            nameless = tuple(place for place, guard in enumerate(self._guards) if guard is None)
            found.append(Finding(kind=FindingKind.NOT_BINARY, guards=nameless))
        found += self._never()
        exclusive: bool | None = None
        if not inclusive:
            always = list(self._always()) if ways > 1 else []
            overlaps, exclusive = self._overlaps({self._positions.index(it.guards[0]) for it in always})
            found += [*always, *overlaps]
            exclusive = None if exclusive and unknown else exclusive
        complete: bool | None = True
        if not has_default:
            gaps, complete = self._gaps(unknown)
            found += gaps
        return SplitVerdict(
            findings=tuple(found), exclusive=exclusive, complete=complete, cells=self._search.looked
        )

    def _is_exact(self, guards: Sequence[int]) -> bool:
        return self._search.groups_of(guards) <= self._space.exact

    def _at(self, *guards: int) -> tuple[int, ...]:
        return tuple(self._positions[guard] for guard in guards)

    def _find(self, holding: Sequence[int]) -> Found | None:
        """A case for which all of them hold, if possible one with all its values."""
        return self._search.find(holding=holding) or self._search.find(
            holding=holding, missing=self._may_miss
        )

    def _never(self) -> Iterator[Finding]:
        for guard in range(len(self._known)):
            try:
                found = self._find((guard,))
            except Exhausted:
                return
            if found is None and self._is_exact((guard,)):
                yield Finding(kind=FindingKind.NEVER, guards=self._at(guard))

    def _always(self) -> Iterator[Finding]:
        for guard in range(len(self._known)):
            missing = self._may_miss if _asks_for_missing(self._known[guard]) else frozenset[str]()
            try:
                if self._search.find(failing=(guard,), missing=missing) is None and self._is_exact((guard,)):
                    found = self._find((guard,))
                    witness = {} if found is None else found.values
                    yield Finding(kind=FindingKind.ALWAYS, guards=self._at(guard), witness=witness)
            except Exhausted:
                return

    def _overlaps(self, shadowing: set[int]) -> tuple[list[Finding], bool | None]:
        """Pairs that hold at once, and whether there are none; a guard that always holds is told once."""
        findings: list[Finding] = []
        sure: bool | None = True
        for first, second in combinations(range(len(self._known)), 2):
            try:
                found = self._find((first, second))
            except Exhausted:
                return findings, None if sure else sure
            if found is not None:
                sure = False
            elif sure and not self._is_exact((first, second)):
                sure = None
            if found is not None and not shadowing & {first, second}:
                at = self._at(first, second)
                kind = FindingKind.OVERLAP
                findings.append(Finding(kind=kind, guards=at, witness=found.values, open=found.open))
        return findings, sure

    def _gaps(self, unknown: int) -> tuple[list[Finding], bool | None]:
        """Cases for which no guard holds; with a guard that is not known there is nothing to say."""
        if unknown or not self._known:
            return [], None
        everyone = range(len(self._known))
        try:
            found = self._search.find(failing=everyone)
            if found is not None:
                at, case = self._at(*everyone), self._lean(found.values)
                return [Finding(kind=FindingKind.GAP, guards=at, witness=case, open=found.open)], False
            complete = True if self._is_exact(everyone) else None
            return list(self._undecided()), complete
        except Exhausted:
            return [], None

    def _lean(self, values: Mapping[str, Value]) -> dict[str, Value]:
        """The case without the values that do not matter: every guard fails whatever they are."""
        lean = dict(values)
        for name in list(values):
            without = {other: value for other, value in lean.items() if other != name}
            if all(self._fails(guard, without) for guard in self._known):
                lean = without
        return lean

    def _fails(self, guard: Guard, values: Mapping[str, Value]) -> bool:
        """Whether a guard fails for every case with these values."""
        lacking = guard.names() - values.keys()
        return guard.evaluate(values) is False and not (lacking and _asks_for_missing(guard))

    def _undecided(self) -> Iterator[Finding]:
        """The properties without which no guard holds, each by itself, else all together."""
        everyone = range(len(self._known))
        single = {
            name: found
            for name in sorted(self._may_miss)
            if (found := self._search.find(failing=everyone, missing={name})) is not None
        }
        found = next(iter(single.values()), None) or self._search.find(
            failing=everyone, missing=self._may_miss
        )
        if found is not None:
            names = tuple(single) or tuple(name for name, value in found.values.items() if value is None)
            kind = FindingKind.UNDECIDED
            yield Finding(kind=kind, guards=self._at(*everyone), witness=found.values, names=names)

    def _mixed(self) -> Iterator[Finding]:
        for name, it in self._space.properties.items():
            if len(it.sorts) < 2:
                continue
            users = [place for place, guard in enumerate(self._known) if name in guard.names()]
            for cell in self._space.groups[self._space.group_of[name]]:
                if cell.missing:
                    continue
                lost = next((user for user in users if self._is_lost(user, name, cell.values)), None)
                if lost is not None:
                    kind, at = FindingKind.MIXED, self._at(*users)
                    yield Finding(kind=kind, guards=at, witness=dict(cell.values), names=(name,))
                    break

    def _is_lost(self, guard: int, name: str, values: Mapping[str, Value]) -> bool:
        """Whether a guard has no answer though it has the value, and asks for nothing else."""
        own = {node.name for node, _ in nodes(self._known[guard].root) if isinstance(node, Name)}
        return own <= values.keys() and name in own and self._known[guard].evaluate(values) is None


def _asks_for_missing(guard: Guard) -> bool:
    return any(isinstance(node, Missing | Empty) for node, _ in nodes(guard.root))
