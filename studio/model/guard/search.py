"""Looks through the cells for a case in which some guards hold and others do not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from studio.model.guard.cells import Cell, Space
from studio.model.guard.tree import AllOf, Condition, Empty, Missing, Name, Value, nodes

__all__ = ["Exhausted", "Found", "Search"]


class Exhausted(Exception):
    """More cells than may be looked at."""


@dataclass(frozen=True, slots=True)
class Found:
    """A case: the values of those properties that decide it; ``open`` as for a cell."""

    values: Mapping[str, Value]
    open: bool


@dataclass(frozen=True, slots=True, eq=False)
class _Joint:
    """A part of a guard that asks for properties of several groups.

    ``early`` tells that an answer given while some of them are not looked at is final.
    """

    condition: Condition
    groups: frozenset[int]
    early: bool


class Search:
    """The guards with these roots over their cells.

    A guard is its parts joined by *and*. Parts that ask for one group only are answered once for each
    cell, as bits: bit n of ``masks[group][cell]`` tells whether guard n may still hold there.
    """

    def __init__(self, roots: Sequence[Condition], space: Space, most_cells: int) -> None:
        self.looked = 0
        self._space = space
        self._most = most_cells
        self._alone: list[dict[int, list[Condition]]] = []
        self._joint: list[tuple[_Joint, ...]] = []
        self._never = 0
        for number, root in enumerate(roots):
            self._take_apart(number, root)
        self._masks: dict[int, list[int]] = {}

    def _take_apart(self, number: int, root: Condition) -> None:
        alone: dict[int, list[Condition]] = {}
        joint: list[_Joint] = []
        for part in _parts(root):
            below = [node for node, _ in nodes(part)]
            groups = frozenset(self._space.group_of[node.name] for node in below if isinstance(node, Name))
            if len(groups) > 1:
                early = not any(isinstance(node, Missing | Empty) for node in below)
                joint.append(_Joint(part, groups, early))
            elif groups:
                alone.setdefault(min(groups), []).append(part)
            elif part.value({}) is not True:
                self._never |= 1 << number
        self._alone.append(alone)
        self._joint.append(tuple(joint))

    def groups_of(self, guards: Iterable[int]) -> frozenset[int]:
        """The groups of properties that these guards ask for."""
        found: set[int] = set()
        for guard in guards:
            found.update(self._alone[guard], *(part.groups for part in self._joint[guard]))
        return frozenset(found)

    def find(
        self,
        *,
        holding: Sequence[int] = (),
        failing: Sequence[int] = (),
        missing: AbstractSet[str] = frozenset(),
    ) -> Found | None:
        """A case in which all guards of ``holding`` hold and none of ``failing`` does.

        Only properties of ``missing`` may be without a value. Raises :class:`Exhausted`.
        """
        if any(self._never >> guard & 1 for guard in holding):
            return None
        needed = self.groups_of(holding)
        others = [guard for guard in failing if not self._never >> guard & 1]
        groups = self._order(needed, others)
        must = sum(1 << guard for guard in set(holding))
        cells = [self._fitting(group, must, missing) for group in groups]
        if any(not choices for choices in cells[: len(needed)]):
            return None
        done: frozenset[int] = frozenset()
        covering = []
        for group in groups:
            done |= {group}
            covering.append(sum(1 << guard for guard in others if self._alone[guard].keys() <= done))
        return _Walk(self, groups, cells, covering, len(needed)).go(
            sum(1 << guard for guard in others),
            {guard: self._joint[guard] for guard in others if self._joint[guard]},
            tuple(part for guard in holding for part in self._joint[guard]),
        )

    def _order(self, needed: frozenset[int], others: Sequence[int]) -> list[int]:
        """Groups that must be looked at, then the others, those that decide most first."""
        uses: dict[int, int] = {}
        for guard in others:
            for group in self.groups_of((guard,)):
                uses[group] = uses.get(group, 0) + 1
        cells = self._space.groups
        return sorted(
            needed | uses.keys(),
            key=lambda group: (group not in needed, -uses.get(group, 0), len(cells[group]), group),
        )

    def _fitting(self, group: int, must: int, missing: AbstractSet[str]) -> list[tuple[Cell, int]]:
        """The cells of a group in which the guards of ``must`` may hold, each with its mask."""
        if group not in self._masks:
            self._masks[group] = [self._mask(group, cell) for cell in self._space.groups[group]]
        pairs = zip(self._space.groups[group], self._masks[group], strict=True)
        return [(cell, mask) for cell, mask in pairs if cell.missing <= missing and mask & must == must]

    def _mask(self, group: int, cell: Cell) -> int:
        self.count()
        mask = 0
        for guard, alone in enumerate(self._alone):
            if all(part.value(cell.values) is True for part in alone.get(group, ())):
                mask |= 1 << guard
        return mask

    def count(self) -> None:
        self.looked += 1
        if self.looked > self._most:
            raise Exhausted


_Pending = dict[int, tuple[_Joint, ...]]


@dataclass(frozen=True, slots=True)
class _State:
    """How far a walk has come: ``alive`` are the bits of the guards that shall fail and have not yet."""

    alive: int
    pending: _Pending
    wanted: tuple[_Joint, ...]
    values: Mapping[str, Value]
    known: frozenset[int]
    open: bool


@dataclass(frozen=True, slots=True)
class _Walk:
    """One search, group by group; ``covering[depth]`` are guards whose single parts are all looked at."""

    search: Search
    groups: Sequence[int]
    cells: Sequence[Sequence[tuple[Cell, int]]]
    covering: Sequence[int]
    needed: int

    def go(self, alive: int, pending: _Pending, wanted: tuple[_Joint, ...]) -> Found | None:
        if not alive and not self.needed:
            return Found({}, False)
        return self._deeper(_State(alive, pending, wanted, {}, frozenset(), False)) if self.groups else None

    def _deeper(self, state: _State) -> Found | None:
        depth = len(state.known)
        for cell, mask in self.cells[depth]:
            self.search.count()
            after = self._after(state, depth, cell, mask)
            if after is None:
                continue
            if not after.alive and not after.wanted and depth + 1 >= self.needed:
                return Found(after.values, after.open)
            found = self._deeper(after) if depth + 1 < len(self.groups) else None
            if found is not None:
                return found
        return None

    def _after(self, state: _State, depth: int, cell: Cell, mask: int) -> _State | None:
        """The state with one more group's values; None where no case of these is wanted."""
        group = self.groups[depth]
        known, values = state.known | {group}, {**state.values, **cell.values}
        wanted = _asked(state.wanted, group, values, known)
        if wanted is None:
            return None
        alive, pending = _joints(state.alive & mask, state.pending, group, values, known)
        if alive & self.covering[depth] & ~sum(1 << guard for guard in pending):
            return None
        return _State(alive, pending, wanted, values, known, state.open or cell.open)


def _joints(
    alive: int, pending: _Pending, group: int, values: Mapping[str, Value], known: frozenset[int]
) -> tuple[int, _Pending]:
    """The guards that are still alive, and what of them is still to be asked."""
    after: _Pending = {}
    for guard, parts in pending.items():
        if not alive >> guard & 1:
            continue
        left = _asked(parts, group, values, known)
        if left is None:
            alive &= ~(1 << guard)
        elif left:
            after[guard] = left
    return alive, after


def _asked(
    parts: tuple[_Joint, ...], group: int, values: Mapping[str, Value], known: frozenset[int]
) -> tuple[_Joint, ...] | None:
    """What is left to ask once a group has its values; None where a part does not hold."""
    left = []
    for part in parts:
        whole = part.groups <= known
        if group in part.groups and (whole or part.early):
            answer = part.condition.value(values)
            if answer is True:
                continue
            if answer is False or whole:
                return None
        left.append(part)
    return tuple(left)


def _parts(root: Condition) -> list[Condition]:
    """What must hold for the root to hold."""
    found: list[Condition] = []
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, AllOf):
            waiting.extend(reversed(node.parts))
        else:
            found.append(node)
    return found
