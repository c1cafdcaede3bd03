"""What guards ask of the values of a case, taken apart into questions that divide no further."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from studio.model.guard.domain import Domain, Sort, sorts_of
from studio.model.guard.linear import Linear, Side, difference, linear
from studio.model.guard.tree import (
    Arithmetic,
    ArithmeticSign,
    Comparison,
    ComparisonSign,
    Condition,
    Empty,
    Expression,
    Membership,
    Missing,
    Name,
    Negative,
    Number,
    Term,
    Text,
    nodes,
)

__all__ = ["Atoms", "Border", "Property", "atoms_of"]

_EQUALITY = (ComparisonSign.EQUAL, ComparisonSign.UNEQUAL)


@dataclass(frozen=True, slots=True)
class Border:
    """A linear form whose sign a comparison asks for."""

    form: Linear
    question: Comparison

    def answer(self, side: Side) -> bool:
        """What the comparison says where the form lies on a side."""
        return {
            ComparisonSign.EQUAL: side is Side.ZERO,
            ComparisonSign.UNEQUAL: side is not Side.ZERO,
            ComparisonSign.LESS: side is Side.BELOW,
            ComparisonSign.AT_MOST: side is not Side.ABOVE,
            ComparisonSign.MORE: side is Side.ABOVE,
            ComparisonSign.AT_LEAST: side is not Side.BELOW,
        }[self.question.sign]


@dataclass(slots=True)
class Property:
    """One property of the case: its sorts, and what it is compared with.

    ``ordered`` tells whether any guard asks for more or less, rather than only for the same.
    """

    name: str
    sorts: frozenset[Sort]
    domain: Domain
    texts: set[str] = field(default_factory=set)
    texts_ordered: bool = False
    ordered: bool = False


@dataclass(slots=True)
class Atoms:
    """The properties, the borders between their numbers, and which of them must be looked at together.

    ``links`` are names that stand in one question; ``opaque`` are names in a question that no exact
    answer is known for, such as the product of two properties.
    """

    properties: dict[str, Property]
    borders: list[Border] = field(default_factory=list)
    links: list[tuple[str, ...]] = field(default_factory=list)
    opaque: set[str] = field(default_factory=set)


def atoms_of(roots: Sequence[Condition], domains: Mapping[str, Domain]) -> Atoms:
    """The questions in the guards with these roots."""
    sorts = sorts_of(roots, domains)
    found = Atoms({name: Property(name, sorts[name], domains.get(name, Domain())) for name in sorted(sorts)})
    for root in roots:
        for node, _ in nodes(root):
            _ask(node, found)
    return found


def _ask(node: Expression, found: Atoms) -> None:
    match node:
        case Comparison():
            _compare(node, found)
        case Membership(operand, choices):
            for choice in choices:
                _compare(Comparison(ComparisonSign.EQUAL, operand, choice), found)
        case Missing(operand) | Empty(operand):
            if isinstance(node, Empty):
                _compare(Comparison(ComparisonSign.EQUAL, operand, Text("")), found)
            if linear(operand) is None and not isinstance(operand, Text):
                _hide(operand, found)


def _compare(node: Comparison, found: Atoms) -> None:
    names = _names(node.left) | _names(node.right)
    if not names or not (_is_term(node.left) and _is_term(node.right)):
        return
    ordered = node.sign not in _EQUALITY
    texts = [side.text for side in (node.left, node.right) if isinstance(side, Text)]
    if texts:
        for name in _named(node):
            found.properties[name].texts.update(texts)
            found.properties[name].texts_ordered |= ordered
        return
    sorts = frozenset[Sort]().union(*(found.properties[name].sorts for name in names))
    if sorts <= {Sort.TRUTH} or any(not isinstance(it, _NUMERIC) for it in (node.left, node.right)):
        return
    if Sort.NUMBER in sorts:
        _border(node, names, ordered, found)
        if sorts != {Sort.NUMBER} and len(names) > 1:
            found.opaque |= names
    elif len(names) > 1:
        found.links.append(tuple(sorted(names)))
        if ordered:
            found.opaque |= names


def _border(node: Comparison, names: set[str], ordered: bool, found: Atoms) -> None:
    form = difference(node.left, node.right)
    for name in names:
        found.properties[name].ordered |= ordered
    if form is None:
        _hide(node, found)
    elif form.coefficients:
        found.borders.append(Border(form, node))
        if len(form.names) > 1:
            found.links.append(form.names)


def _hide(node: Expression, found: Atoms) -> None:
    """A question whose answer is only found by trying: what divides is tried at zero, too."""
    names = _names(node)
    found.opaque |= names
    found.links.append(tuple(sorted(names)))
    for part, _ in nodes(node):
        if isinstance(part, Arithmetic) and part.sign is ArithmeticSign.OVER:
            divisor = linear(part.right)
            if divisor is not None and len(divisor.names) == 1:
                zero = Comparison(ComparisonSign.EQUAL, part.right, Number(0.0))
                found.borders.append(Border(divisor, zero))
    numbers = {part.number for part, _ in nodes(node) if isinstance(part, Number)} | {0.0}
    for name in names:
        for number in sorted(numbers):
            tried = Comparison(ComparisonSign.EQUAL, Name(name), Number(number))
            form = difference(tried.left, tried.right)
            if form is not None:
                found.borders.append(Border(form, tried))


_NUMERIC = Number | Name | Negative | Arithmetic


def _is_term(node: Expression) -> bool:
    return isinstance(node, Term)


def _names(node: Expression) -> set[str]:
    return {part.name for part, _ in nodes(node) if isinstance(part, Name)}


def _named(node: Comparison) -> Iterator[str]:
    return (side.name for side in (node.left, node.right) if isinstance(side, Name))
