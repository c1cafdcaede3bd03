"""What values a property of a case may have: what is known beforehand, and what guards tell by using it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from studio.model.guard.tree import (
    AllOf,
    AnyOf,
    Arithmetic,
    Comparison,
    ComparisonSign,
    Condition,
    Constant,
    Empty,
    Expression,
    Membership,
    Missing,
    Name,
    Negative,
    Not,
    Number,
    Text,
    Truth,
    children,
    nodes,
)

__all__ = ["Domain", "Sort", "sorts_of"]


class Sort(StrEnum):
    NUMBER = "number"
    TEXT = "text"
    TRUTH = "truth"


@dataclass(frozen=True, slots=True, kw_only=True)
class Domain:
    """What is known of a property's values before any guard is read.

    ``low`` and ``high`` are the least and the greatest number; ``whole`` numbers have no fraction.
    ``choices`` are the only texts there are (none given: any text). ``missing`` tells whether a case
    may be without a value.
    """

    sort: Sort | None = None
    low: float = -math.inf
    high: float = math.inf
    whole: bool = False
    choices: tuple[str, ...] = ()
    missing: bool = True


_CONDITIONS = (Truth, Comparison, Membership, Missing, Empty, Not, AllOf, AnyOf)


def sorts_of(roots: Sequence[Condition], domains: Mapping[str, Domain]) -> Mapping[str, frozenset[Sort]]:
    """For each name the sorts of value that the guards treat it as; more than one do not fit together.

    A name that nothing tells a sort of counts as a number. Names that are compared with each other
    share their sorts. What the domain says goes before what guards do.
    """
    found: dict[str, set[Sort]] = {}
    for root in roots:
        if isinstance(root, Name):
            found.setdefault(root.name, set()).add(Sort.TRUTH)
        for node, _ in nodes(root):
            if isinstance(node, Name):
                found.setdefault(node.name, set())
            for name, sort in _uses(node):
                found.setdefault(name, set()).add(sort)
    for name, domain in domains.items():
        if name in found and domain.sort is not None:
            found[name] = {domain.sort}
    for root in roots:
        for node, _ in nodes(root):
            if isinstance(node, Empty) and isinstance(node.operand, Name) and not found[node.operand.name]:
                found[node.operand.name] = {Sort.TEXT}
    _share(roots, found, {name for name, domain in domains.items() if domain.sort is not None})
    return {name: frozenset(sorts or {Sort.NUMBER}) for name, sorts in found.items()}


def _share(roots: Sequence[Condition], found: dict[str, set[Sort]], fixed: set[str]) -> None:
    pairs = [
        (node.left.name, node.right.name)
        for root in roots
        for node, _ in nodes(root)
        if isinstance(node, Comparison) and isinstance(node.left, Name) and isinstance(node.right, Name)
    ]
    changed = True
    while changed:
        changed = False
        for first, second in pairs:
            for one, other in ((first, second), (second, first)):
                if one not in fixed and not found[other] <= found[one]:
                    found[one] |= found[other]
                    changed = True


def _uses(node: Expression) -> Iterator[tuple[str, Sort]]:
    """The names directly below a node, each with the sort of value that the node wants of it."""
    match node:
        case AllOf() | AnyOf() | Not():
            wanted: Iterator[Sort] = iter((Sort.TRUTH,))
        case Arithmetic() | Negative():
            wanted = iter((Sort.NUMBER,))
        case Membership():
            wanted = iter({_sort_of(choice) for choice in node.choices})
        case Comparison():
            yield from _compared(node)
            return
        case _:
            return
    sorts = tuple(wanted)
    for child in children(node):
        if isinstance(child, Name):
            yield from ((child.name, sort) for sort in sorts)


def _compared(node: Comparison) -> Iterator[tuple[str, Sort]]:
    ordered = node.sign not in (ComparisonSign.EQUAL, ComparisonSign.UNEQUAL)
    for one, other in ((node.left, node.right), (node.right, node.left)):
        if not isinstance(one, Name):
            continue
        if isinstance(other, Arithmetic | Negative):
            yield one.name, Sort.NUMBER
        elif isinstance(other, Number | Text) or (isinstance(other, _CONDITIONS) and not ordered):
            yield one.name, _sort_of(other) if isinstance(other, Number | Text) else Sort.TRUTH


def _sort_of(constant: Constant) -> Sort:
    match constant:
        case Number():
            return Sort.NUMBER
        case Text():
            return Sort.TEXT
        case Truth():
            return Sort.TRUTH
