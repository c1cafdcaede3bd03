"""The condition under which a case takes a flow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from studio.model.guard.postfix import Instruction, compiled
from studio.model.guard.tree import (
    AllOf,
    AnyOf,
    Comparison,
    Condition,
    Constant,
    Expression,
    Membership,
    Name,
    Not,
    Number,
    Text,
    Truth,
    Value,
    nodes,
    standing_alone,
)

__all__ = ["Guard"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """A yes/no question about the values of one case.

    ``text`` is what a person or a file wrote; two guards are equal when their trees are. ``str(guard)``
    is the normal form, which :func:`parse_guard` reads as an equal guard.
    """

    root: Condition
    text: str = field(default="", compare=False)

    def evaluate(self, values: Mapping[str, Value]) -> bool | None:
        """Whether it holds; None where that cannot be decided, mostly for want of a value."""
        found = self.root.value(values)
        return found if isinstance(found, bool) else None

    def names(self) -> frozenset[str]:
        """The properties of the case that it asks for."""
        return frozenset(node.name for node, _ in nodes(self.root) if isinstance(node, Name))

    def constants(self) -> Mapping[str, frozenset[Constant]]:
        """For each name, the constants that it is compared with directly; ``true`` where it stands alone.

        Between two neighbours of a name's constants the guard does not change, unless the name also
        occurs in arithmetic or beside another name.
        """
        found: dict[str, set[Constant]] = {name: set() for name in sorted(self.names())}
        if isinstance(self.root, Name):
            found[self.root.name].add(Truth(True))
        for node, _ in nodes(self.root):
            for name, constant in _compared_with(node):
                found[name].add(constant)
        return {name: frozenset(constants) for name, constants in found.items()}

    def postfix(self) -> tuple[Instruction, ...]:
        """The same question as flat code for a stack machine, see :mod:`studio.model.guard.postfix`."""
        return compiled(self.root)

    def __str__(self) -> str:
        return standing_alone(self.root, 0)


def _compared_with(node: Expression) -> Iterator[tuple[str, Constant]]:
    match node:
        case Comparison(left=Name(name), right=Number() | Text() | Truth() as constant):
            yield name, constant
        case Comparison(left=Number() | Text() | Truth() as constant, right=Name(name)):
            yield name, constant
        case Membership(operand=Name(name)):
            yield from ((name, choice) for choice in node.choices)
        case Not(operand=Name(name)):
            yield name, Truth(True)
        case AllOf() | AnyOf():
            yield from ((part.name, Truth(True)) for part in node.parts if isinstance(part, Name))
